"""What SQLite says, in our words, and the few things that only SQLite can be told."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import local
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
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

SAYS_LOG = slice(18, 20)
"""Where in its first bytes a file says that it has a log beside it: 2 and 2, and 1 and 1 where it has none."""

_here = local()
"""Of each thread, as its connection is."""


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
    except UnicodeDecodeError:  # SQLite quotes the table that it cannot read
        raise Trouble("corrupt") from None


def _code(error: DatabaseError) -> Code | None:
    number = getattr(error.__cause__, "sqlite_errorcode", None)
    if number is None:  # sqlite3's own words, not SQLite's
        return "corrupt" if "decode to UTF-8" in str(error) else None
    if number == sqlite3.SQLITE_ERROR and "no such table" in str(error):
        return "missing"
    if number & 0xFF == sqlite3.SQLITE_CANTOPEN:
        return "read_only" if file().exists() else "missing"
    return CODES.get(number & 0xFF)


def file() -> Path:
    """The file that the store is in."""
    return Path(unquote(urlsplit(str(connection.settings_dict["NAME"])).path))


def must_be_there() -> None:
    """SQLite would go on writing, and say so, to a file that was deleted or moved away. Trouble: missing."""
    if _which() is None or _was_moved():
        raise Trouble("missing")


def let_go_of_what_was_moved() -> None:
    """The next question is then put to the file that lies there now, if there is one."""
    if _was_moved():
        connection.close()


def opened(**_: Any) -> None:
    """Django says that this thread has opened the store."""
    _here.which = _which()


def _was_moved() -> bool:
    return connection.connection is not None and _here.which != _which()


def _which() -> tuple[int, int] | None:
    """What tells the file that lies there from every other; None for none."""
    try:
        found = file().stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


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


def leave_whole() -> None:
    """Writes the log into the file, so that this file alone is all there is; who still reads it keeps it as it was.

    The files of the log stay, empty: opening them again needs no room, and so a full disk can be read and erased.
    """
    if apps.ready and connection.connection is not None:  # else nothing was opened
        with suppress(DatabaseError, Trouble):
            _empty_the_log()


def take_away() -> bool:
    """Removes the files themselves, which needs no room; False where somebody else has them open.

    Their bytes become zeros first, where they lie.
    """
    connection.close()
    there = file()
    with closing(sqlite3.connect(there, isolation_level=None, timeout=0)) as alone:
        try:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")  # before the log is touched: then it locks out everybody
            alone.execute("SELECT 1 FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            return False
        for each in (there.with_name(there.name + suffix) for suffix in ("-wal", "-shm", "")):
            if each.exists():
                gone(each)
    return True


def gone(path: Path) -> None:
    """Removes a file, or a folder with what is in it; their bytes become zeros first, where they lie."""
    if path.is_dir():
        for each in path.iterdir():
            gone(each)
        path.rmdir()
        return
    with suppress(OSError), path.open("r+b") as writing:
        writing.write(bytes(path.stat().st_size))
        writing.flush()
        os.fsync(writing.fileno())
    path.unlink()


def has_log(file: Path) -> bool:
    """Does something lie in a log that is not in the file yet?"""
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _empty_the_log() -> None:
    with connection.cursor() as cursor:
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise Trouble("locked")
