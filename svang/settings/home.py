"""Settings of one person's own machine: a SQLite store in one folder, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # erased bytes become zeros at once
    "PRAGMA temp_store = MEMORY",  # VACUUM writes no copy of the store to /var/tmp
)
PATIENCE = 5.0
"""Seconds that a connection waits for another one's lock."""


def folder() -> Path:
    """Where the store lives when nobody names a folder."""
    return Path(os.environ.get("SVANG_DATA") or "~/.local/share/svang").expanduser().absolute()


def file_in(folder: Path) -> Path:
    return folder.absolute() / "svang.sqlite3"


def database(folder: Path, *, patience: float = PATIENCE) -> dict[str, Any]:
    """Django's entry for the store in `folder`. mode=rw: only `store.open` makes a new file."""
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
