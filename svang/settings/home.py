"""Settings of one person's own machine: a SQLite store in one folder, and nothing else."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

ALONE = sys.platform == "emscripten"
"""In a phone one process has the store to itself; there is no memory that SQLite could share with another."""
PRAGMAS = (
    *(("PRAGMA locking_mode = EXCLUSIVE",) if ALONE else ()),  # before the log, which is then shared with nobody
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 1",  # each commit goes on into the file itself: the log is never all there is
    "PRAGMA secure_delete = ON",  # erased bytes become zeros at once
    "PRAGMA temp_store = MEMORY",  # VACUUM writes no copy of the store to /var/tmp
)
PERSON = "me"
"""On one's own machine there is one person."""
PATIENCE = 5.0
"""Seconds that a connection waits for another one's lock."""


def folder() -> Path:
    """Where the store lives when nobody names a folder."""
    return Path(os.environ.get("SVANG_DATA") or "~/.local/share/svang").expanduser().absolute()


def file_in(folder: Path) -> Path:
    return folder.absolute() / "svang.sqlite3"


BEFORE, NEW = "-before-", "-new-"
"""After the name of the file: what lay there before a copy took its place, and a store that is being made for that."""


def set_aside(folder: Path) -> list[Path]:
    """All of that which lies there, its logs too."""
    name = file_in(folder).name
    return sorted([*folder.glob(f"{name}{BEFORE}*"), *folder.glob(f"{name}{NEW}*")])


KEPT = ("language", "region", "day_begins", "reminders", "calendar", "door", "copied")
"""What a person chose once, the word that opens the pages, and when a phone last gave a copy: each in a small file of
its own beside the store."""


def kept(folder: Path, name: str) -> str:
    """What was chosen, or nothing."""
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return ""


def keep(folder: Path, name: str, value: str) -> None:
    """Keeps a choice, whole or as it was; a folder that cannot be written to keeps nothing and stops nobody."""
    with suppress(OSError):
        put(folder / name, value.encode())


def forget(folder: Path) -> None:
    for name in KEPT:
        (folder / name).unlink(missing_ok=True)


def for_the_owner_alone(folder: Path) -> None:
    """Shuts others out of our files, and out of the folder if nothing else lies in it; opens nothing to anybody."""
    store = file_in(folder).name
    found = {path: path.name.startswith(store) or path.name in (*KEPT, "secret") for path in folder.iterdir()}
    for path in (*(path for path, ours in found.items() if ours), *([folder] if all(found.values()) else [])):
        mode = path.stat().st_mode
        if mode & 0o077:
            path.chmod(mode & 0o7700)


def secret(folder: Path) -> str:
    """The key that signs what browsers hold; made once, readable by its owner alone."""
    file, length = folder / "secret", 80
    with suppress(FileNotFoundError):
        found = file.read_text(encoding="ascii")
        if len(found) == length:
            return found
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(file, os.urandom(length // 2).hex().encode())
    return file.read_text(encoding="ascii")


def word(folder: Path) -> str:
    """The word that opens the pages once on a machine that others use too; made if there is none."""
    return kept(folder, "door") or new_word(folder)


def new_word(folder: Path) -> str:
    keep(folder, "door", os.urandom(16).hex())
    return kept(folder, "door")


def put(file: Path, holds: bytes) -> None:
    """Makes a file for its owner alone: whole or not at all, whenever one is stopped."""
    new = file.with_name(f"{file.name}-{os.getpid()}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as writing:
            writing.write(holds)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)


def database(folder: Path, *, patience: float = PATIENCE) -> dict[str, Any]:
    """Django's settings of the store in `folder`. mode=rw: only `store.open` makes a new file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file_in(folder).as_uri() + "?mode=rw",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": patience, "init_command": "; ".join(PRAGMAS)},
    }


DATABASES = {"default": database(folder())}
INSTALLED_APPS = ["svang.store"]
USE_TZ = True
TIME_ZONE = None  # a name here would change what the whole process takes for local time
USE_I18N = False
LOGGING_CONFIG = None
