"""Erasing a person, down to the bytes."""

from __future__ import annotations

from django.db import transaction

from svang.store.models import CourseCache, Draft, Event
from svang.store.sqlite import forget_what_was_deleted, in_our_words


@in_our_words()
def erase(person: str) -> int:
    """Delete all that is stored about a person and leave no byte of it; the number of events there were.

    Trouble "locked": the rows may be gone, but somebody is still reading and bytes are left; erase again.
    """
    with transaction.atomic(durable=True):
        CourseCache.objects.filter(person=person).delete()
        Draft.objects.filter(person=person).delete()
        erased, _ = Event.objects.filter(person=person).delete()
    forget_what_was_deleted()
    return erased
