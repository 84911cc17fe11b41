"""The use cases: read, fold, decide, append. The one place where the pure core meets the store.

Web, command line and API call these, on one Care that is made at their edge; its store has been opened before.
"""

from __future__ import annotations

import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from svang.answers.day import LONGEST
from svang.answers.kinds import KINDS, SHOWN, refuse, to_store
from svang.answers.typed import entered, refused
from svang.care.basis import Bases, Basis, Day, Newest, Store, must_be_near, recent
from svang.engine.course import Course, fold, step
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.model.knowledge import Pathway
from svang.model.person import PERSON, SVANG, Event
from svang.store.words import DECIDED, Clash, NoCopy

TOLD = tuple(kind for kind in KINDS if kind != DECIDED)
"""All that a person has told."""
CHANGES = ("corrected", "withdrawn")
ANSWERS = ("answered", "corrected")
"""The kinds that bear values of facts."""
LOOKED = 32
"""Days that are kept in this process: of one person today and yesterday, and what was told in between."""


@dataclass(frozen=True, eq=False)
class Care:
    """One pathway over one store, by one clock: two of them serve two versions, or a clinic's own settings, at once."""

    pathway: Pathway
    store: Store
    clock: Callable[[], datetime]

    @cached_property
    def bases(self) -> Bases:
        return Bases(self.pathway, self.store)

    @cached_property
    def _looked(self) -> Newest[tuple[str, int, str, date], Day]:
        """Days by whose they are, up to which word, and which day."""
        return Newest(LOOKED)

    # -- what there is ------------------------------------------------------------------------------------

    def look(self, person: str, *, at: datetime) -> Day:
        """Today's decision from what is stored; stores nothing but the cache."""
        return self.on(person, at.date())

    def on(self, person: str, day: date) -> Day:
        """A day as it is known now, worked out once until something is told."""
        return self._looked_at(person, day, lambda: self.bases.of(person, day))

    def before(self, person: str, found: Day, days: int = 1) -> tuple[Course, Decision] | None:
        """So many days before, as they are known now. None before a plan has run for a day; and of the days before
        yesterday, where today was not folded from there."""
        ran, near = found.course.value("plan_days"), found.basis
        day = date.fromordinal(found.course.date - days)
        if ran == "never" or (days > 1 and not (near.reaches(day) and isinstance(ran, int) and ran >= days)):
            return None
        before = self._looked_at(person, day, lambda: near if near.reaches(day) else self.bases.of(person, day))
        return before.course, before.decision

    def _looked_at(self, person: str, day: date, basis: Callable[[], Basis]) -> Day:
        key = (person, *self.store.edition(person), day)
        return self._looked.get(key) or self._looked.keep(key, basis().day(day))

    def days(self, person: str, first: date, last: date) -> Iterator[Course]:
        """The course of each of some days, the earliest first, as it is known now."""
        found = self.bases.whole(person)
        told, course = merge(self.pathway, found.events), found.course(first)
        yield course
        for _ in range((last - first).days):
            course = step(self.pathway, course, told)
            yield course

    def entries(self, person: str) -> tuple[Event, ...]:
        """What the person has told, the oldest first, typed."""
        return tuple(self.bases.typed(self.store.read(person).events))

    def diary(self, person: str) -> Diary:
        """What the person has told, to be asked for a part of it."""
        return Diary(self, person)

    def words(self, person: str, *kinds: str) -> tuple[Event, ...]:
        """What the person has told of some kinds, the oldest first, typed."""
        return tuple(self.bases.typed(self.store.of_kinds(person, kinds)))

    def ever_told(self, person: str, slot: str) -> bool:
        """Has there ever been an answer, also one that was taken back?"""
        return self.store.last_told(person, ("answered",), (slot,)) is not None

    def last_told(self, person: str, slots: Iterable[str]) -> date | None:
        """The latest date about which one of some slots was told, don't know included; None for never."""
        return self.store.last_told(person, ANSWERS, slots)

    def first_day(self, person: str) -> date | None:
        """The first date that anything was told about."""
        return self.store.first_day(person)

    def last(self, person: str) -> int:
        """The seq of a person's last event, 0 for none."""
        return self.store.last(person)

    def edition(self, person: str) -> tuple[int, str]:
        """The last event, by its seq and when it was told: as long as it stays, so does each day."""
        return self.store.edition(person)

    def known(self, person: str, id: str) -> bool:
        """Is a word with this id stored already? It came again: a double tap, or sent once more after a lost answer."""
        return bool(self.store.known(person, [f"{id}-0"]))

    # -- what is told -------------------------------------------------------------------------------------

    def answer(
        self,
        person: str,
        days: Mapping[date, Mapping[str, Any]],
        *,
        at: datetime,
        id: str | None = None,
        by: str = PERSON,
    ) -> Day:
        """Stores typed answers, each under the date it is about, and what is decided then. Raises Refused."""
        for day in days:
            _must_be_a_day(day, at.date())
        refuse("answered", by)
        id = _id(id)
        news = [
            entered(self.pathway, values, day=day, at=at, id=f"{id}-{n}", by=by)
            for n, (day, values) in enumerate(sorted(days.items()))
            if values
        ]
        return self._tell(person, news, at=at, id=id)

    def correct(
        self, person: str, target: Event, values: Mapping[str, Any], *, at: datetime, id: str | None = None
    ) -> Day:
        """Replaces values of an earlier entry; the entry itself stays in the history."""
        id = _id(id)
        body = {"target": target.id, "values": values}
        return self._tell(person, [self._event(f"{id}-0", "corrected", target.date, at, body)], at=at, id=id)

    def withdraw(
        self, person: str, target: Event, *, at: datetime, id: str | None = None, slots: Iterable[str] = ()
    ) -> Day:
        """Takes an earlier entry back, or some of its answers; the entry itself stays in the history."""
        id = _id(id)
        body = {"target": target.id, "slots": sorted(slots)}
        return self._tell(person, [self._event(f"{id}-0", "withdrawn", target.date, at, body)], at=at, id=id)

    def tell(
        self,
        kind: str,
        person: str,
        body: Mapping[str, Any],
        *,
        day: date,
        at: datetime,
        id: str | None = None,
        by: str = PERSON,
    ) -> Day:
        """Stores a word that stands beside a day: that somebody has seen the foot, a setting, a treatment, a pause.

        `body`: typed, with the keys of its kind (answers/kinds.py). Only `seen` with `cleared: True` lifts a row that
        waits for it. Raises Refused for a day that is not yet, or long ago.
        """
        _must_be_a_day(day, at.date())
        refuse(kind, by)
        id = _id(id)
        return self._tell(person, [self._event(f"{id}-0", kind, day, at, body, by)], at=at, id=id)

    def end_pause(self, person: str, target: Event, *, day: date, at: datetime, id: str | None = None) -> Day:
        """The pause ends on `day`: the word of it is taken back, and said anew for the days that were."""
        body = {**target.body, "until": day.toordinal()}
        return self.tell_anew(person, target, body if target.date < day else None, day=target.date, at=at, id=id)

    def tell_anew(
        self,
        person: str,
        target: Event,
        body: Mapping[str, Any] | None,
        *,
        day: date,
        at: datetime,
        id: str | None = None,
    ) -> Day:
        """A word that stands beside a day is taken back, and said anew; None: nothing is left of it. Raises Refused."""
        _must_be_a_day(day, at.date())
        id = _id(id)
        news = [self._event(f"{id}-0", "withdrawn", target.date, at, {"target": target.id, "slots": []})]
        news += [self._event(f"{id}-1", target.kind, day, at, body)] if body is not None else []
        return self._tell(person, news, at=at, id=id)

    def _event(self, id: str, kind: str, day: date, at: datetime, body: Mapping[str, Any], by: str = PERSON) -> Event:
        return Event(id, kind, day, at, self.pathway.stamp, body, by=by)

    def _tell(self, person: str, news: list[Event], *, at: datetime, id: str) -> Day:
        stored = [to_store(self.pathway, event) for event in news]

        def work() -> Day:
            found, today = self.bases.of(person, at.date()), at.date()
            if not all(found.reaches(event.date) for event in news):
                found = self.bases.whole(person)
            known = self.store.known(person, [event.id for event in news])
            fresh = [event for event in news if event.id not in known]
            course = found.course(today, fresh)
            decision = decide(course)
            said = [decided(self.pathway, decision, at=at, id=f"{id}-d{found.seq}")] if fresh else []
            seq = self.store.append(person, [*stored, *said], expected=found.seq)
            events = (*found.events, *fresh)
            now = Day(course, decision, seq, recent(events, today), Basis(self.pathway, found.before, events, seq))
            return self._looked.keep((person, seq, at.isoformat(timespec="microseconds"), today), now) if fresh else now

        return self.store.retrying(work)

    # -- copies -------------------------------------------------------------------------------------------

    def export(self, person: str) -> Iterator[dict[str, Any]]:
        """Everything that is stored about a person, one after the other; Trouble comes before the first."""
        return self.store.export(person)

    def count(self, person: str) -> int:
        """How many rows an export of a person has, decisions and unfinished ones too."""
        return self.store.count(person)

    def backup(self, path: Path) -> None:
        """Copies the whole store into a new, empty file."""
        self.store.backup(path)

    def put_back(self, person: str, rows: Iterable[Mapping[str, Any]], *, at: datetime) -> int:
        """Stores what `export` gave, if a course comes of it; how many of its rows are new.

        store.Moved if there are answers of another history; store.NoCopy.
        """
        rows = list(rows)
        if not rows:
            raise NoCopy
        try:
            self._must_fold(self.store.restored(rows)[0], at.date())
            return self.store.put_back(person, rows)
        except (Clash, RecursionError, ValueError):
            raise NoCopy from None

    def _must_fold(self, events: Sequence[Event], today: date) -> None:
        """What comes from outside is folded once before it is stored: what cannot be folded would shut all out."""
        must_be_near(events, today)
        try:
            decide(fold(self.pathway, merge(self.pathway, self.bases.typed(events)), today=today.toordinal()))
        except (ArithmeticError, AttributeError, LookupError, TypeError):
            raise ValueError("no course comes of these events") from None

    def erase(self, person: str) -> int:
        """Deletes everything about a person; the number of rows that an export had."""
        self.forget()
        return self.store.erase(person)

    def forget(self) -> None:
        """No day that was looked at is kept in this process."""
        self._looked.forget()


@dataclass
class Diary:
    """All that a person has told, of which only what is asked for is read; entries are numbered from 0, as told.

    `since`: the place of the first entry that was read, before which nothing can have changed it; 0 before any was.
    """

    care: Care
    person: str
    since: int = 0

    def at(self, n: int, *kinds: str) -> Event | None:
        """The entry of a number, if it is of one of some kinds."""
        places = self.care.store.places(self.person, TOLD)
        if not n < len(places):
            return None
        self._begins(places[n])
        (event,) = self.care.bases.typed(self.care.store.at_places(self.person, [places[n]]))
        return event if event.kind in kinds else None

    def between(self, first: date, last: date) -> list[tuple[int, Event]]:
        """The entries about some days with their numbers, as they were told."""
        return self._numbered(self.care.store.about(self.person, first, last, SHOWN))

    def made_by(self, id: str) -> tuple[list[tuple[int, Event]], tuple[Event, ...]]:
        """The entries that one form made with their numbers, and what was corrected and taken back since."""
        found = self.care.store.beginning(self.person, f"{id}-", SHOWN)
        return self._numbered(found), self.changes

    def _begins(self, place: int) -> None:
        self.since = min(place, self.since or place)

    def _numbered(self, found: list[tuple[int, Event]]) -> list[tuple[int, Event]]:
        store, since = self.care.store, found[0][0] if found else self.care.last(self.person)
        self._begins(since)
        before, places = store.before(self.person, TOLD, seq=since), store.places(self.person, TOLD, since=since)
        events = self.care.bases.typed(event for _, event in found)
        return [(before + bisect_left(places, seq), event) for (seq, _), event in zip(found, events, strict=True)]

    def beside(self, first: date, last: date) -> tuple[date | None, ...]:
        """The last day with an entry before some days, and the first and the last after them."""
        return self.care.store.days_beside(self.person, first, last, SHOWN)

    def naming(self, first: date, last: date, slots: Iterable[str]) -> list[Event]:
        """What was told about some days under one of some names, and what of it was taken back."""
        return self.care.bases.typed(self.care.store.naming(self.person, first, last, slots))

    def decided(self, first: date, last: date) -> tuple[Event, ...]:
        """What was last decided on each of some days, the earliest first."""
        return self.care.store.decisions(self.person, first, last)

    @property
    def changes(self) -> tuple[Event, ...]:
        """What was corrected and taken back since the first entry that was read."""
        return tuple(self.care.bases.typed(self.care.store.of_kinds(self.person, CHANGES, since=self.since)))


def decided(pathway: Pathway, decision: Decision, *, at: datetime, id: str) -> Event:
    """The decision as an event: for the record, and as the ceiling after new knowledge."""
    day = date.fromordinal(decision.date)
    return Event(id, DECIDED, day, at, pathway.stamp, decided_body(decision), by=SVANG)


def decided_body(decision: Decision) -> dict[str, Any]:
    return {
        "triage": decision.triage,
        "rows": list(decision.rows),
        "condition": decision.condition,
        "phase": decision.phase,
        "decision": decision.decision,
        "rule": decision.rule,
        "state": dict(decision.state),
    }


def _id(id: str | None) -> str:
    return id or uuid.uuid4().hex


def _must_be_a_day(day: date, today: date) -> None:
    """A day that something may be told about: one slip in a year must not fold a thousand years ever after."""
    if day > today:
        raise refused("future_date", key="date", found=day.isoformat())
    if (today - day).days > LONGEST:
        low = today - timedelta(days=LONGEST)
        raise refused("long_ago", key="date", found=day.isoformat(), low=low.isoformat())
