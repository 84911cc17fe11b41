"""Erasing a person, down to the bytes."""

from __future__ import annotations

from contextlib import suppress

from django.db import models, transaction

from svang.settings import home
from svang.store import opening
from svang.store.exports import count
from svang.store.models import CourseCache, Draft, Event
from svang.store.sqlite import file, forget_what_was_deleted, gone, in_our_words, take_away
from svang.store.words import Trouble, Unfinished

TABLES: tuple[type[models.Model], ...] = (CourseCache, Draft, Event)

NO_ROOM = ("full", "failing")
"""Where nothing can be written, and so nothing deleted either."""


def erase(person: str) -> int:
    """Delete all that is stored about a person and leave no byte of it; the number of rows that an export had,
    unfinished ones too.

    It asks nothing first: what an erase that was interrupted has left goes too. Deleting needs room: where the disk
    has none, the files themselves go, if nothing in them is anybody else's and nobody else has them open.
    Unfinished: the rows are gone, but bytes are left; erase again. Any other Trouble: nothing is gone.
    """
    erased = count(person)
    try:
        _delete(person)
    except Trouble as trouble:
        if trouble.code in NO_ROOM and _without_deleting(person):
            return erased
        raise
    try:
        _take_away_what_was_set_aside()
        with in_our_words():
            forget_what_was_deleted()
    except Trouble as trouble:
        if trouble.code not in NO_ROOM or not _without_deleting(person):
            raise Unfinished(trouble.code) from None
    return erased


@in_our_words()
def _delete(person: str) -> None:
    with transaction.atomic(durable=True):
        for table in TABLES:
            table.objects.filter(person=person).delete()  # type: ignore[attr-defined]


def _take_away_what_was_set_aside() -> None:
    with opening.files_in_our_words():
        for path in home.set_aside(file().parent):
            gone(path)


@in_our_words()
def _without_deleting(person: str) -> bool:
    """Is it all gone? Then there is an empty store in its place, if there is room for one."""
    others = any(table.objects.exclude(person=person).exists() for table in TABLES)  # type: ignore[attr-defined]
    if others or not take_away():
        return False
    _take_away_what_was_set_aside()
    with suppress(Trouble):
        opening.open(file().parent)
    return True
