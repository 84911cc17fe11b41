"""A copy of the whole store in one file, taken while others read and write, and what a copy holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from svang.model.person import PERSON
from svang.store.drafts import written_draft
from svang.store.opening import LAYOUT
from svang.store.rows import STORED, plain
from svang.store.sqlite import SAYS_LOG, has_log, in_our_words, must_be_there
from svang.store.words import DECIDED, HEAD, NoCopy, Trouble

BEFORE = {"by": f"'{PERSON}'", "said": "NULL"}
"""What an older store has in the columns that it does not have."""
ODD = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What comes of reading what nobody of ours has written."""


@in_our_words()
def backup(path: Path) -> None:
    """Writes the store as it is at this moment into a new, empty file, without what was deleted. Trouble."""
    must_be_there()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def rows_of(copy: Path | bytes, person: str) -> list[dict[str, Any]]:
    """What is in an export, or what an export would be of a backup. A copy is only read, and bytes stay in memory.

    NoCopy; Trouble: newer; OSError where there is no file to read.
    """
    data = copy.read_bytes() if isinstance(copy, Path) else copy
    try:
        if not data.startswith(HEAD):
            return [json.loads(line, parse_constant=_refused) for line in data.splitlines() if line.strip()]
        with closing(_opened(copy, data)) as backup:
            return _rows_in(backup, person)
    except Trouble as trouble:
        if trouble.code == "newer":
            raise
        raise NoCopy from None
    except (sqlite3.Error, *ODD):  # their texts may quote an answer
        raise NoCopy from None


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _opened(copy: Path | bytes, data: bytes) -> sqlite3.Connection:
    """From memory, which leaves nothing beside a file; but where a log lies beside it, the two are one."""
    if isinstance(copy, Path) and has_log(copy):
        return sqlite3.connect(copy.absolute().as_uri() + "?mode=ro", uri=True)
    opened = sqlite3.connect(":memory:")
    opened.deserialize(data[: SAYS_LOG.start] + b"\1\1" + data[SAYS_LOG.stop :])
    opened.execute("PRAGMA temp_store = MEMORY")
    return opened


def _rows_in(backup: sqlite3.Connection, person: str) -> list[dict[str, Any]]:
    """Trouble: newer, corrupt."""
    if backup.execute("PRAGMA user_version").fetchone()[0] > LAYOUT:
        raise Trouble("newer")
    if backup.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise Trouble("corrupt")
    there = {column[1] for column in backup.execute("PRAGMA table_info(store_event)")}
    names = ", ".join(f'"{name}"' if name in there else BEFORE[name] for name in STORED)
    query = f"SELECT {names} FROM store_event WHERE person = ?"  # noqa: S608 - our own names
    rows = backup.execute(f"{query} ORDER BY seq", [person]).fetchall()
    texts = {row[0]: row[8] for row in rows if row[2] == DECIDED}
    found = plain(rows, lambda seqs: {seq: texts[seq] for seq in seqs & texts.keys()})
    drafts = backup.execute("SELECT kind, day, key, answers FROM store_draft WHERE person = ?", [person])
    return found + [written_draft(*row) for row in drafts]
