"""A copy of the whole store in one file, taken while others read and write, and what such a copy holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from svang.model.person import PERSON
from svang.store.drafts import written_draft
from svang.store.rows import STORED, plain
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.words import DECIDED, Trouble

BEFORE = {"by": f"'{PERSON}'", "said": "NULL"}
"""What an older store has in the columns that it does not have."""


@in_our_words()
def backup(path: Path) -> None:
    """Writes the store as it is at this moment into a new, empty file, without what was deleted. Trouble."""
    must_be_there()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])


def rows_in(path: Path, person: str) -> list[dict[str, Any]]:
    """What an export would be of the store in a file, which stays as it is. Trouble: corrupt."""
    with _or_corrupt(), closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as copy:
        there = {column[1] for column in copy.execute("PRAGMA table_info(store_event)")}
        names = ", ".join(f'"{name}"' if name in there else BEFORE[name] for name in STORED)
        query = f"SELECT {names} FROM store_event WHERE person = ?"  # noqa: S608 - our own names
        rows = copy.execute(f"{query} ORDER BY seq", [person]).fetchall()
        texts = {row[0]: row[8] for row in rows if row[2] == DECIDED}
        found = plain(rows, lambda seqs: {seq: texts[seq] for seq in seqs & texts.keys()})
        drafts = copy.execute("SELECT kind, day, key, answers FROM store_draft WHERE person = ?", [person])
        return found + [written_draft(*row) for row in drafts]


@contextmanager
def _or_corrupt() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValueError):  # their texts may quote an answer
        raise Trouble("corrupt") from None
