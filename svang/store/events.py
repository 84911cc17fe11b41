"""Reading and appending one person's events."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from svang.model.person import Event
from svang.store import models
from svang.store.rows import COLUMNS, STORED, a_day, columns, parse, parse_all, says
from svang.store.short import Base, Row, entries_of, id_beside, in_short, parsed
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.upcasters import SCHEMA
from svang.store.words import DECIDED, Clash, History, Moved

T = TypeVar("T")
FEW = 20
"""Rows that are fetched at a time where the first is likely to do."""
AT_ONCE = 500
"""Ids in one question: SQLite bounds how many values a statement may hold."""


@in_our_words()
def read(person: str, *, after: int = 0) -> History:
    """The events after seq `after`; what was said, and the last seq, in any case. Trouble."""
    last = _last(person)  # first: events stay, so all that follows is as of this moment
    until_now = _of(person).filter(seq__lte=last)
    return History(
        events=_events(until_now.filter(seq__gt=after).exclude(kind=DECIDED)),
        said=_last_words(person, until_now),
        seq=last,
    )


@in_our_words()
def said(person: str, *, until: int) -> tuple[Event, ...]:
    """The last decision under each pathway, of those up to a seq. Trouble."""
    return _last_words(person, _of(person).filter(seq__lte=until))


@in_our_words()
def since(person: str, *, seq: int, date: date) -> History:
    """What a course folded up to `seq` and `date` has not seen: later events, and events about later dates.

    An event later than `seq` about a date up to `date` is among them: then that course is of no use. `said` has every
    decision that was not seen, not only the last ones. Trouble.
    """
    last = _last(person)
    unseen = _of(person).filter(seq__gte=seq).union(_of(person).filter(date__gt=date.isoformat()))  # >=: what is beside
    found = _all(person, unseen.order_by("seq"))
    events = [event for at, event in found if at <= last and (at > seq or event.date > date)]
    said = [event for event in events if event.kind == DECIDED]
    return History(tuple(event for event in events if event.kind != DECIDED), tuple(said), last)


@in_our_words()
def last(person: str) -> int:
    """The last seq, 0 for none. Trouble."""
    return _last(person)


@in_our_words()
def edition(person: str) -> tuple[int, str]:
    """The last event by its seq and when it was told; 0 and '' for none. An erasure leaves the seq free, and never the
    moment. Trouble."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq + (said IS NOT NULL), recorded_at FROM store_event WHERE person = %s ORDER BY seq DESC LIMIT 1",
            [person],
        )
        found = cursor.fetchone()
    return (found[0], found[1]) if found else (0, "")


@in_our_words()
def first_day(person: str) -> date | None:
    """The earliest date that something was told about. Trouble."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(date) FROM store_event WHERE person = %s", [person])
        found = cursor.fetchone()[0]
    return a_day(found) if found else None


@in_our_words()
def of_kinds(person: str, kinds: Iterable[str], *, since: int = 0) -> tuple[Event, ...]:
    """The events of some kinds of what is told from a seq on, the oldest first. Trouble."""
    mine = _of(person).filter(kind__in=list(kinds), seq__gte=since)
    rows = mine.values_list(*COLUMNS)  # in no order: an order would read all
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
    wanted = set(seqs)
    rows = _of(person).filter(seq__in=[*wanted, *(seq - 1 for seq in wanted)])
    return tuple(event for seq, event in _all(person, rows.order_by("seq")) if seq in wanted)


@in_our_words()
def beginning(person: str, start: str, kinds: Iterable[str]) -> list[tuple[int, Event]]:
    """The events of some kinds whose ids begin so, with their seqs, the first first. Trouble."""
    after = start[:-1] + chr(ord(start[-1]) + 1)
    mine = _of(person).filter(client_id__gte=start, client_id__lt=after, kind__in=list(kinds))
    return _with_seqs(sorted(mine.values_list(*COLUMNS)))


@in_our_words()
def last_told(person: str, kinds: Iterable[str], keys: Iterable[str]) -> date | None:
    """The latest date about which some key was told, as it is called in the store: in an event of some kinds, or in the
    values that it puts right. None for never. Trouble."""
    kinds, wanted = set(kinds), set(keys)
    named = reduce(or_, (Q(body__contains=f'"{key}":') for key in wanted))
    rows = _of(person).filter(named).order_by("-date").values_list("date", "kind", "body")  # backwards along an index
    told = ((day, body) for day, kind, text in rows.iterator(FEW) if kind in kinds for body in parsed([text]))
    return next((a_day(day) for day, body in told if wanted & {*body, *body.get("values", ())}), None)


@in_our_words()
def about(person: str, first: date, last: date, kinds: Iterable[str]) -> list[tuple[int, Event]]:
    """The events of some kinds about the dates from `first` to `last`, with their seqs, the first first. Trouble."""
    days = first.isoformat(), last.isoformat()
    found = _of(person).filter(date__range=days, kind__in=list(kinds)).order_by("seq").values_list(*COLUMNS)
    return _with_seqs(list(found))


@in_our_words()
def naming(person: str, first: date, last: date, keys: Iterable[str]) -> tuple[Event, ...]:
    """What was told about some dates under one of some keys, as it is called in the store, and what was taken back, the
    first first. Trouble."""
    named = reduce(or_, (Q(body__contains=f'"{key}":') for key in keys))
    days = first.isoformat(), last.isoformat()
    mine = _of(person).filter(named | Q(kind="withdrawn"), date__range=days).exclude(kind=DECIDED)
    return _events(mine)


@in_our_words()
def decisions(person: str, first: date, last: date) -> tuple[Event, ...]:
    """The last decision on each date from `first` to `last`, the earliest first. Trouble."""
    days = first.isoformat(), last.isoformat()
    said = _of(person).filter(Q(kind=DECIDED) | Q(said__isnull=False), date__range=days).order_by()
    seqs = sorted(seq for _, seq in said.values_list("date").annotate(Max("seq")))
    found: list[Event] = []
    for start in range(0, len(seqs), AT_ONCE):
        some = _of(person).filter(seq__in=seqs[start : start + AT_ONCE]).order_by("seq")
        found += [event for _, event in _all(person, some) if event.kind == DECIDED]
    return tuple(sorted(found, key=lambda event: event.date))


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
    said = _of(person).filter(Q(kind=DECIDED) | Q(said__isnull=False)).order_by("-seq")
    found = _all(person, said[:1])
    return found[-1][1] if found else None


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
    models.Event.objects.bulk_create(models.Event(**row) for row in _rows(person, new, expected))
    return expected + len(new)


def _rows(person: str, new: Iterable[Event], last: int) -> list[dict[str, Any]]:
    """The rows to store after `last`: a decision that can be told by a whole one stands beside its entry."""
    rows: list[dict[str, Any]] = []
    bases: dict[str, Base | None] = {}
    for seq, each in enumerate(new, start=last + 1):
        row = {"person": person, "seq": seq, **columns(each)}
        if each.kind != DECIDED:
            rows.append(row)
            continue
        if each.pathway not in bases:
            bases[each.pathway] = _base(person, each.pathway)
        beside = rows and rows[-1]["seq"] == seq - 1
        said = in_short(rows[-1], row, bases[each.pathway]) if beside else None
        if said is not None:
            rows[-1]["said"] = said
        else:
            rows.append(row)
            bases[each.pathway] = Base(seq, row["body"])
    return rows


def _base(person: str, pathway: str) -> Base | None:
    """The last whole decision under a pathway, in today's schema."""
    mine = _of(person).filter(kind=DECIDED, pathway=pathway).order_by("-seq")
    found = mine.values_list("seq", "body", "schema").first()
    return Base(found[0], found[1]) if found and found[2] == SCHEMA else None


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
        cursor.execute(
            "SELECT seq + (said IS NOT NULL) FROM store_event WHERE person = %s ORDER BY seq DESC LIMIT 1", [person]
        )
        found = cursor.fetchone()
    return found[0] if found else 0


def _events(rows: QuerySet[models.Event]) -> tuple[Event, ...]:
    """Without what was decided beside them."""
    return parse(list(rows.order_by("seq").values_list(*COLUMNS)))


def _with_seqs(rows: list[Row]) -> list[tuple[int, Event]]:
    return list(zip([row[0] for row in rows], parse(rows), strict=True))


def _all(person: str, rows: QuerySet[models.Event]) -> list[tuple[int, Event]]:
    return parse_all(rows.values_list(*STORED), partial(whole, person))


def _last_words(person: str, rows: QuerySet[models.Event]) -> tuple[Event, ...]:
    """The last decision under each pathway."""
    own, beside = rows.filter(kind=DECIDED), rows.filter(said__isnull=False)
    last: dict[str, int] = {}
    for some in (own, beside):
        for pathway, seq in some.values_list("pathway").annotate(last=Max("seq")):
            last[pathway] = max(seq, last.get(pathway, 0))
    found = _all(person, rows.filter(seq__in=last.values()).order_by("seq"))
    return tuple(event for _, event in found if event.kind == DECIDED)


def whole(person: str, seqs: Iterable[int]) -> dict[int, str]:
    """The texts of whole decisions by their seqs."""
    wanted = sorted(seqs)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = _of(person).filter(seq__in=wanted[start : start + AT_ONCE], kind=DECIDED)
        found.update(some.values_list("seq", "body"))
    return found


def ids(person: str) -> list[str]:
    """The ids of all events, in order."""
    return _ids(_of(person).order_by("seq").values_list("client_id", "said"))


def _ids(rows: Iterable[tuple[str, str | None]]) -> list[str]:
    found = []
    for id, said in rows:
        found.append(id)
        if said is not None:
            found.append(id_beside(id, said))
    return found


def _stored(person: str, ids: list[str]) -> dict[str, Event]:
    wanted, found = set(ids), {}
    rows = list(dict.fromkeys([*ids, *(entry for id in ids for entry in entries_of(id))]))
    for start in range(0, len(rows), AT_ONCE):
        some = _of(person).filter(client_id__in=rows[start : start + AT_ONCE]).order_by()  # an order would read all
        found.update({each.id: each for _, each in _all(person, some) if each.id in wanted})
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
