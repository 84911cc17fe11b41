"""One store in the place of another: all of it or nothing, while others read and write that one, damaged or not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from django.apps import apps
from django.db import connection

from svang.settings import home
from svang.store import opening
from svang.store.sqlite import SAYS_LOG, file, gone, has_log, in_our_words
from svang.store.words import Trouble

BEGINNING = 100
"""Bytes by which SQLite knows a file."""
PAGES = slice(28, 32)
"""Where among them a file says how many pages it has; zeros where its length says so."""
WAITS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
NO_STORE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_READONLY)
"""What SQLite says of a file that it cannot begin on; the last two where its first bytes say something odd."""


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Opens a new, empty store beside the one in `folder`; afterwards it is gone, and none is open. Trouble."""
    new = folder / f"{home.file_in(folder).name}{home.NEW}{os.getpid()}"
    try:
        opening.open(new)
        yield
    finally:
        if apps.ready:
            connection.close()
        if new.exists():
            gone(new)


def take_the_place(folder: Path) -> Path | None:
    """Writes the store that is open over the one in `folder`: where what was there is kept, None if there was nothing.

    For everybody else it is one transaction. Trouble: nothing has changed.
    """
    opening.make(folder)
    there = home.file_in(folder)
    kept = next(path for n in count(1) if not (path := there.with_name(f"{there.name}{home.BEFORE}{n}")).exists())
    whole = True
    try:
        with opening.files_in_our_words(), in_our_words(), connection.wrap_database_errors:
            try:
                _write_over(there, kept)
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if not _is_no_store(error):
                    raise
                whole = False
                _keep_bytes(there, kept)
                _give_a_beginning(there)
                _write_over(there, kept)
    except BaseException:
        if whole:
            kept.unlink(missing_ok=True)
        raise
    return kept if kept.exists() else None


def _is_no_store(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in NO_STORE  # None: what should be text is none


def _keep_bytes(there: Path, kept: Path) -> None:
    """What is no store any more, as it lies there: nobody writes to it."""
    home.put(kept, there.read_bytes())
    if has_log(there):
        home.put(kept.with_name(f"{kept.name}-wal"), there.with_name(f"{there.name}-wal").read_bytes())


def _give_a_beginning(there: Path) -> None:
    """That of the new store, so that SQLite can lock the file and write the rest over it; who has it open keeps it."""
    beginning = bytearray(file().read_bytes()[:BEGINNING])
    beginning[PAGES] = bytes(4)
    with there.open("r+b") as writing:
        writing.write(beginning)


def _write_over(there: Path, kept: Path) -> None:
    """Page by page, so that what is damaged is no matter; kept once nobody else can write any more."""
    with there.open("rb") as opened:
        beginning = opened.read(BEGINNING)
    looked = not beginning

    def keep(status: int, *_: int) -> None:
        nonlocal looked
        if status in WAITS:
            raise Trouble("locked")
        if not looked and not kept.exists():
            _keep(there, kept)
        looked = True

    connection.ensure_connection()
    with closing(sqlite3.connect(there, timeout=home.PATIENCE)) as target:
        if beginning[SAYS_LOG] != b"\2\2":
            target.execute("PRAGMA journal_mode = WAL")  # else nobody can read meanwhile, and nothing be kept
        connection.connection.backup(target, pages=1, progress=keep)


def _keep(there: Path, kept: Path) -> None:
    with closing(sqlite3.connect(f"{there.as_uri()}?mode=ro", uri=True)) as before:
        if _nothing_in(before):
            return
        kept.touch(mode=0o600)
        with closing(sqlite3.connect(kept)) as copy:
            before.backup(copy)


def _nothing_in(store: sqlite3.Connection) -> bool:
    some = "SELECT EXISTS (SELECT 1 FROM store_event) OR EXISTS (SELECT 1 FROM store_draft)"
    try:
        return not store.execute(some).fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError):  # damaged: who knows
        return False
