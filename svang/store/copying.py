"""A copy of the whole store in one file, taken while others read and write."""

from __future__ import annotations

from pathlib import Path

from django.db import connection

from svang.store.sqlite import in_our_words, must_be_there


@in_our_words()
def backup(path: Path) -> None:
    """Writes the store as it is at this moment into a new, empty file, without what was deleted. Trouble."""
    must_be_there()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
