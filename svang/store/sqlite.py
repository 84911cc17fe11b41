"""What SQLite says, in our words, and the few things that only SQLite can be told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import DatabaseError, connection

from svang.store.words import Code, Trouble

CODES: dict[int, Code] = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
    sqlite3.SQLITE_IOERR: "failing",
}


@contextmanager
def in_our_words() -> Iterator[None]:
    """Raise SQLite's errors as Trouble, alone: what SQLite says may quote an answer."""
    try:
        yield
    except DatabaseError as error:
        code = _code(error)
        if code is None:
            raise
        raise Trouble(code) from None


def _code(error: DatabaseError) -> Code | None:
    number = getattr(error.__cause__, "sqlite_errorcode", None)
    if number is None:  # sqlite3's own words, not SQLite's
        return "corrupt" if "decode to UTF-8" in str(error) else None
    if number == sqlite3.SQLITE_ERROR and "no such table" in str(error):
        return "missing"
    if number & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return "read_only" if _file().exists() else "missing"
    return CODES.get(number & 0xFF)


def _file() -> Path:
    return Path(unquote(urlsplit(str(connection.settings_dict["NAME"])).path))


def must_be_there() -> None:
    """In WAL mode SQLite would go on writing, and say so, to a file that was deleted or moved away."""
    if not _file().exists():
        raise Trouble("missing")


def layout() -> int:
    """The number of the last migration that made this file, 0 for a new one."""
    with connection.cursor() as cursor:
        number: int = cursor.execute("PRAGMA user_version").fetchone()[0]
    return number


def wait(patience: float) -> None:
    """From now on this connection waits so many seconds for other writers."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {int(patience * 1000):d}")


def set_layout(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {number:d}")


def forget_what_was_deleted() -> None:
    """Leave no byte of deleted rows in file or log. Trouble: locked while somebody still reads them."""
    _empty_the_log()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    _empty_the_log()


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise Trouble("locked")
