"""What the days of a person are folded from, and what is kept of it: read from the store once, and thrown away at any
moment."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from svang.answers.day import LONGEST
from svang.answers.kinds import from_store
from svang.engine.course import Course, fold, go_on
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.engine.packed import pack, unpack
from svang.model.knowledge import Pathway
from svang.model.person import Event
from svang.ready import built
from svang.store.words import DECIDED, Cache, History, Trouble

KEPT_BACK = 3
"""Days that the cached course stays behind: a morning's entry is about yesterday too."""
STALE = 14
"""Days after which a cached course is gone on from, and kept anew."""
ROOMS = ("model", "pathway", "answers", "readings", "engine")
"""The code that folds."""
T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")


class Store(Protocol):
    """What is asked of a store; `svang.store` is one."""

    def read(self, person: str) -> History: ...
    def since(self, person: str, *, seq: int, date: date) -> History: ...
    def said(self, person: str, *, until: int) -> tuple[Event, ...]: ...
    def append(self, person: str, events: Iterable[Event], *, expected: int) -> int: ...
    def retrying(self, work: Callable[[], T]) -> T: ...
    def known(self, person: str, ids: list[str]) -> set[str]: ...
    def first_day(self, person: str) -> date | None: ...
    def of_kinds(self, person: str, kinds: Iterable[str], *, since: int = 0) -> tuple[Event, ...]: ...
    def last_told(self, person: str, kinds: Iterable[str], keys: Iterable[str]) -> date | None: ...
    def beginning(self, person: str, start: str, kinds: Iterable[str]) -> list[tuple[int, Event]]: ...
    def places(self, person: str, kinds: Iterable[str], *, since: int = 0) -> list[int]: ...
    def before(self, person: str, kinds: Iterable[str], *, seq: int) -> int: ...
    def at_places(self, person: str, seqs: Iterable[int]) -> tuple[Event, ...]: ...
    def about(self, person: str, first: date, last: date, kinds: Iterable[str]) -> list[tuple[int, Event]]: ...
    def days_beside(self, person: str, first: date, last: date, kinds: Iterable[str]) -> tuple[date | None, ...]: ...
    def naming(self, person: str, first: date, last: date, keys: Iterable[str]) -> tuple[Event, ...]: ...
    def decisions(self, person: str, first: date, last: date) -> tuple[Event, ...]: ...
    def last(self, person: str) -> int: ...
    def edition(self, person: str) -> tuple[int, str]: ...
    def cached(self, person: str, key: str) -> Cache | None: ...
    def keep(self, person: str, key: str, seq: int, until: date, data: str) -> None: ...
    def export(self, person: str) -> Iterator[dict[str, Any]]: ...
    def count(self, person: str) -> int: ...
    def restored(self, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Event], Any]: ...
    def put_back(self, person: str, rows: Iterable[Mapping[str, Any]]) -> int: ...
    def backup(self, path: Path) -> None: ...
    def erase(self, person: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Day:
    """Where a person is today, and what is decided. `recent`: what was told about the last three days, typed; `basis`:
    what it was folded from."""

    course: Course
    decision: Decision
    seq: int
    recent: tuple[Event, ...]
    basis: Basis

    @property
    def nothing_yet(self) -> bool:
        return self.seq == 0


@dataclass(frozen=True, slots=True)
class Basis:
    """A course some days back (None: from the first day), and all that was told about the days since, typed."""

    pathway: Pathway
    before: Course | None
    events: tuple[Event, ...]
    seq: int

    def course(self, today: date, news: Iterable[Event] = ()) -> Course:
        """The course of today, with what is told now."""
        days, day = merge(self.pathway, [*self.events, *news]), today.toordinal()
        if self.before is None:
            return fold(self.pathway, days, today=day)
        return go_on(self.pathway, self.before, days, today=day)

    def day(self, today: date) -> Day:
        """Today and what is decided."""
        course = self.course(today)
        return Day(course, decide(course), self.seq, recent(self.events, today), self)

    def reaches(self, day: date) -> bool:
        """May something new be told about that day?"""
        return self.before is None or day.toordinal() > self.before.date


@dataclass(frozen=True, eq=False)
class Bases:
    """What the days of a person are folded from: under one pathway, out of one store."""

    pathway: Pathway
    store: Store

    def of(self, person: str, today: date) -> Basis:
        """What the course of today stands on: from the cache where that is still true, else from the first day.

        Trouble.
        """
        found, kept = None, self.store.cached(person, self.cache_key)
        if kept is not None and kept.until < today:
            found = self._from_cache(person, kept)
            if found is not None and (today - kept.until).days <= STALE:
                return found
        return self._kept(person, found or self.whole(person), today)

    def whole(self, person: str) -> Basis:
        """All that was told, from the first day."""
        past = self.store.read(person)
        return Basis(self.pathway, None, (*self.typed(past.events), *past.said), past.seq)

    def typed(self, events: Iterable[Event]) -> list[Event]:
        return [from_store(self.pathway, event) for event in events]

    @property
    def cache_key(self) -> str:
        """The knowledge and the code that folds: a course kept under others is of no use."""
        return f"{self.pathway.stamp}/{code_digest()}"

    def _kept(self, person: str, found: Basis, today: date) -> Basis:
        """The same, from a course that is only some days old; kept where a course has begun by then."""
        until = today - timedelta(days=KEPT_BACK)
        must_be_near(found.events, today)
        if found.before is None:
            first = merge(self.pathway, found.events).first
            if first is None or first > until.toordinal():
                return found
        before = found.course(until)
        self.store.keep(person, self.cache_key, found.seq, until, pack(before))
        since = tuple(event for event in found.events if event.date > until)
        return Basis(self.pathway, before, since, found.seq)

    def _from_cache(self, person: str, kept: Cache) -> Basis | None:
        """None where something about an earlier date was said since, or under other knowledge."""
        news = self.store.since(person, seq=kept.seq, date=kept.until)
        ceilings = self._ceilings(person, kept, news)
        if ceilings is None or any(event.date <= kept.until for event in news.events):
            return None
        try:
            before = unpack(self.pathway, kept.data)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None
        return Basis(self.pathway, before, (*self.typed(news.events), *ceilings), news.seq)

    def _ceilings(self, person: str, kept: Cache, news: History) -> tuple[Event, ...] | None:
        """The last decisions under other knowledge, if some are about later dates; None where one was made since."""
        if all(event.pathway == self.pathway.stamp for event in news.said):
            return ()
        then, now = (
            [event for event in self.store.said(person, until=seq) if event.pathway != self.pathway.stamp]
            for seq in (kept.seq, news.seq)
        )
        return tuple(now) if then == now else None


class Newest(Generic[K, V]):
    """The newest of what was worked out: kept in this process, thrown away at any moment."""

    def __init__(self, at_most: int) -> None:
        self.at_most, self._there, self._lock = at_most, OrderedDict[K, V](), Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            found = self._there.get(key)
            if found is not None:
                self._there.move_to_end(key)
            return found

    def keep(self, key: K, value: V) -> V:
        with self._lock:
            self._there[key] = value
            while len(self._there) > self.at_most:
                self._there.popitem(last=False)
        return value

    def forget(self) -> None:
        with self._lock:
            self._there.clear()


@cache
def code_digest() -> str:
    """Of the code that folds; a build brings no text of it, and says so."""
    if (stamp := built("stamp")) is not None:
        return stamp.decode()
    digest = hashlib.sha256()
    for room in ROOMS:
        for path in sorted((Path(__file__).parents[1] / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def must_be_near(events: Iterable[Event], today: date) -> None:
    """A clock that is a lifetime from what was told is wrong, or that is. Raises Trouble."""
    if any(abs((event.date - today).days) > LONGEST for event in events):
        raise Trouble("clock")


def recent(events: Iterable[Event], today: date) -> tuple[Event, ...]:
    until = today - timedelta(days=KEPT_BACK)
    return tuple(event for event in events if event.date > until and event.kind != DECIDED)
