"""Reading and appending one person's events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from svang.model.person import Event
from svang.store import models
from svang.store.rows import COLUMNS, a_day, columns, parse, says
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.words import DECIDED, Clash, History, Moved

T = TypeVar("T")
AT_ONCE = 500
"""Ids in one question: SQLite bounds how many values a statement may hold."""


@in_our_words()
def read(person: str, *, after: int = 0) -> History:
    """The events after seq `after`; what was said, and the last seq, in any case. Trouble."""
    last = _last(person)  # first: events stay, so all that follows is as of this moment
    until_now = _of(person).filter(seq__lte=last)
    last_words = until_now.filter(kind=DECIDED).values("pathway").annotate(last=Max("seq")).values("last")
    return History(
        events=_events(until_now.filter(seq__gt=after).exclude(kind=DECIDED)),
        said=_events(_of(person).filter(seq__in=last_words)),
        seq=last,
    )


@in_our_words()
def since(person: str, *, seq: int, date: date) -> History:
    """What a course folded up to `seq` and `date` has not seen: later entries, and entries about later dates.

    An entry later than `seq` about a date up to `date` is among them: then that course is of no use. `said` has every
    decision that was not seen, not only the last ones. Trouble.
    """
    last = _last(person)
    unseen = _of(person).filter(seq__gt=seq).union(_of(person).filter(date__gt=date.isoformat()))
    rows = [row for row in unseen.order_by("seq").values_list(*COLUMNS) if row[0] <= last]
    events = parse(rows)
    said = [event for event in events if event.kind == DECIDED]
    return History(tuple(event for event in events if event.kind != DECIDED), tuple(said), last)


@in_our_words()
def last(person: str) -> int:
    """The last seq, 0 for none. Trouble."""
    return _last(person)


@in_our_words()
def last_id(person: str) -> str:
    """The id of the last event, '' for none: another one after an erasure, even at the same seq. Trouble."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT client_id FROM store_event WHERE person = %s ORDER BY seq DESC LIMIT 1", [person])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


@in_our_words()
def first_day(person: str) -> date | None:
    """The earliest date that something was told about. Trouble."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(date) FROM store_event WHERE person = %s", [person])
        found = cursor.fetchone()[0]
    return a_day(found) if found else None


@in_our_words()
def of_kinds(person: str, kinds: Iterable[str]) -> tuple[Event, ...]:
    """The events of some kinds, the oldest first. Trouble."""
    rows = _of(person).filter(kind__in=list(kinds)).values_list(*COLUMNS)  # in no order: an order would read all
    return parse(sorted(rows))


@in_our_words()
def places(person: str, kinds: Iterable[str], *, since: int = 0) -> list[int]:
    """The seqs of the events of some kinds from a seq on, the first first. Trouble."""
    mine = _of(person).filter(kind__in=list(kinds), seq__gte=since)
    return sorted(mine.values_list("seq", flat=True))


@in_our_words()
def before(person: str, kinds: Iterable[str], *, seq: int) -> int:
    """How many events of some kinds there are before a seq. Trouble."""
    return _of(person).filter(kind__in=list(kinds), seq__lt=seq).count()


@in_our_words()
def at_places(person: str, seqs: Iterable[int]) -> tuple[Event, ...]:
    """The events at some seqs, the first first. Trouble."""
    return _events(_of(person).filter(seq__in=list(seqs)))


@in_our_words()
def about(person: str, first: date, last: date, kinds: Iterable[str]) -> list[tuple[int, Event]]:
    """The events of some kinds about the dates from `first` to `last`, with their seqs, the first first. Trouble."""
    days = first.isoformat(), last.isoformat()
    found = _of(person).filter(date__range=days, kind__in=list(kinds)).order_by("seq").values_list(*COLUMNS)
    rows = list(found)
    return list(zip([row[0] for row in rows], parse(rows), strict=True))


@in_our_words()
def days_beside(person: str, first: date, last: date, kinds: Iterable[str]) -> tuple[date | None, ...]:
    """The last date before `first` that some kinds are about, and the first and the last after `last`. Trouble."""
    mine = _of(person).filter(kind__in=list(kinds)).values_list("date", flat=True)
    before, after = mine.filter(date__lt=first.isoformat()), mine.filter(date__gt=last.isoformat())
    found = before.order_by("-date").first(), after.order_by("date").first(), after.order_by("-date").first()
    return tuple(a_day(day) if day else None for day in found)


@in_our_words()
def known(person: str, ids: list[str]) -> set[str]:
    """Those of some ids that are stored already. Trouble."""
    return set(_stored(person, ids))


@in_our_words()
def latest(person: str) -> Event | None:
    """The last decision. Trouble."""
    said = _of(person).filter(kind=DECIDED).order_by("-seq").values_list(*COLUMNS)
    return next(iter(parse(list(said[:1]))), None)


@in_our_words()
def people() -> list[str]:
    """Everybody who has an event. Trouble."""
    return list(models.Event.objects.order_by("person").values_list("person", flat=True).distinct())


@in_our_words()
def append(person: str, events: Iterable[Event], *, expected: int) -> int:
    """Store `events` if the last seq is still `expected`, all or none of them; the new last seq.

    An id that is stored already is a repeat and skipped. Moved, Clash, Trouble; a ValueError is ours.
    """
    with transaction.atomic(durable=True):
        must_be_there()
        return add(person, events, expected=expected)


def add(person: str, events: Iterable[Event], *, expected: int) -> int:
    """What `append` does, inside a transaction that is begun."""
    events = tuple(events)
    if _last(person) != expected:
        raise Moved
    new = _without_repeats(events, _stored(person, [each.id for each in events]))
    numbered = enumerate(new, start=expected + 1)
    models.Event.objects.bulk_create(models.Event(person=person, seq=seq, **columns(each)) for seq, each in numbered)
    return expected + len(new)


def retrying(work: Callable[[], T], tries: int = 8) -> T:
    """Read, decide and append again as long as others write first; Moved after `tries`."""
    for _ in range(tries - 1):
        with suppress(Moved):
            return work()
    return work()


def _of(person: str) -> QuerySet[models.Event]:
    return models.Event.objects.filter(person=person)


def _last(person: str) -> int:
    """Asked on every page, and so without the ORM, which takes five times as long."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(seq) FROM store_event WHERE person = %s", [person])
        return cursor.fetchone()[0] or 0


def _events(rows: QuerySet[models.Event]) -> tuple[Event, ...]:
    return parse(list(rows.order_by("seq").values_list(*COLUMNS)))


def _stored(person: str, ids: list[str]) -> dict[str, Event]:
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        some = _of(person).filter(client_id__in=ids[start : start + AT_ONCE]).order_by()  # an order would read all
        found.update({each.id: each for each in parse(list(some.values_list(*COLUMNS)))})
    return found


def _without_repeats(events: Iterable[Event], stored: dict[str, Event]) -> list[Event]:
    new = []
    for each in events:
        if each.id not in stored:
            stored[each.id] = each
            new.append(each)
        elif says(each) != says(stored[each.id]):
            raise Clash
    return new
