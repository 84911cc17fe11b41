"""The cache of folded courses. It may be thrown away at any moment and never stands in anybody's way."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from django.db import DatabaseError, transaction
from django.db.models import Q

from svang.store.models import CourseCache, Event
from svang.store.words import Cache


def cached(person: str, pathway: str) -> Cache | None:
    """The course kept under this very pathway, if there is one that can be read."""
    with suppress(DatabaseError, ValueError, TypeError):
        kept = CourseCache.objects.filter(person=person, pathway=pathway)
        for seq, until, data in kept.values_list("seq", "until", "data"):
            return Cache(seq, date.fromisoformat(until), data)
    return None


def keep(person: str, pathway: str, seq: int, until: date, data: str) -> None:
    """Keep a course folded up to `seq`, unless the person has been erased since; a failure is silent."""
    row = CourseCache(person=person, seq=seq, pathway=pathway, until=until.isoformat(), data=data)
    with suppress(DatabaseError), transaction.atomic():
        if Event.objects.filter(Q(seq=seq) | Q(seq=seq - 1, said__isnull=False), person=person).exists():
            CourseCache.objects.bulk_create(
                [row],
                update_conflicts=True,
                unique_fields=["person"],
                update_fields=["seq", "pathway", "until", "data"],
            )
