"""The use cases: read, fold, decide, append. The one place where the pure core meets the store.

Web, command line and API call these functions. `store.open` has been called before.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from svang import store
from svang.answers.stored import read
from svang.answers.stored import stored as to_store
from svang.answers.typed import entered, refused
from svang.contract.case import LONGEST
from svang.engine.course import Course, fold, go_on
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.engine.packed import pack, unpack
from svang.model.person import Event
from svang.pathway.load import pathway

_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?")
MINUTES = 60
KEPT_BACK = 3
"""Days that the cached course stays behind: a morning's entry is about yesterday too."""
STALE = 14
NIGHT_ENDS = timedelta(hours=4)
"""Where nobody said otherwise: until four in the morning an entry is proposed for the day before."""
LATEST = timedelta(hours=6)
"""The latest a day may begin."""


@dataclass(frozen=True, slots=True)
class Day:
    """Where a person is today, and what is decided. `recent`: what was told about the last three days, typed."""

    course: Course
    decision: Decision
    seq: int
    recent: tuple[Event, ...] = ()

    @property
    def nothing_yet(self) -> bool:
        return self.seq == 0


@dataclass(frozen=True, slots=True)
class Basis:
    """A course some days back (None: from the first day), and all that was told about the days since, typed."""

    before: Course | None
    events: tuple[Event, ...]
    seq: int

    def course(self, today: date, news: Iterable[Event] = ()) -> Course:
        """The course of today, with what is told now."""
        days, day = merge(pathway(), [*self.events, *news]), today.toordinal()
        if self.before is None:
            return fold(pathway(), days, today=day)
        return go_on(pathway(), self.before, days, today=day)

    def reaches(self, day: date) -> bool:
        """May something new be told about that day?"""
        return self.before is None or day.toordinal() > self.before.date


def look(person: str, *, at: datetime) -> Day:
    """Today's decision from what is stored; stores nothing but the cache."""
    found = basis(person, at.date())
    course = found.course(at.date())
    return Day(course, decide(course), found.seq, _recent(found.events, at.date()))


def last(person: str) -> int:
    """The seq of a person's last event, 0 for none."""
    return store.last(person)


def last_id(person: str) -> str:
    """The id of a person's last event, '' for none: as long as it stays, so does the day."""
    return store.last_id(person)


def answer(person: str, days: Mapping[date, Mapping[str, Any]], *, at: datetime, id: str | None = None) -> Day:
    """Stores typed answers, each under the date it is about, and what is decided then. Raises history.Refused."""
    for day in days:
        _must_be_a_day(day, at.date())
    id = _id(id)
    news = [
        entered(pathway(), values, day=day, at=at, id=f"{id}-{n}")
        for n, (day, values) in enumerate(sorted(days.items()))
        if values
    ]
    return _tell(person, news, at=at, id=id)


def correct(person: str, target: Event, values: Mapping[str, Any], *, at: datetime, id: str | None = None) -> Day:
    """Replaces values of an earlier entry; the entry itself stays in the history."""
    id = _id(id)
    body = {"target": target.id, "values": values}
    return _tell(person, [Event(f"{id}-0", "corrected", target.date, at, pathway().stamp, body)], at=at, id=id)


def withdraw(person: str, target: Event, *, at: datetime, id: str | None = None, slots: Iterable[str] = ()) -> Day:
    """Takes an earlier entry back, or some of its answers; the entry itself stays in the history."""
    id = _id(id)
    body = {"target": target.id, "slots": sorted(slots)}
    return _tell(person, [Event(f"{id}-0", "withdrawn", target.date, at, pathway().stamp, body)], at=at, id=id)


def seen(person: str, body: Mapping[str, Any], *, day: date, at: datetime, id: str | None = None) -> Day:
    """Stores that a clinician has seen the foot: `role`, and if they were told, `cleared`, `condition` and `limits`.

    Only `cleared: True` lifts a row that waits for it. Raises history.Refused for a day that is not yet, or long ago.
    """
    return _told_of("seen", person, body, day=day, at=at, id=id)


def adjusted(person: str, body: Mapping[str, Any], *, day: date, at: datetime, id: str | None = None) -> Day:
    """Stores what a clinician has set: `role`, `reason`, and typed `until` and `set` (see clinic.adjustment).

    It never lifts what waits for a clinician's yes. Raises history.Refused for a day that is not yet, or long ago.
    """
    return _told_of("adjusted", person, body, day=day, at=at, id=id)


def treated(person: str, body: Mapping[str, Any], *, day: date, at: datetime, id: str | None = None) -> Day:
    """Stores that something was tried: `what`, and if they were told `side`, `cost` and `note`.

    Raises history.Refused for a day that is not yet, or long ago.
    """
    return _told_of("treated", person, body, day=day, at=at, id=id)


def paused(person: str, body: Mapping[str, Any], *, day: date, at: datetime, id: str | None = None) -> Day:
    """Stores a pause by the person, from `day` to the day before `until`: typed `until` and `why` (see clinic.pause).

    Raises history.Refused for a day that is not yet, or long ago.
    """
    return _told_of("paused", person, body, day=day, at=at, id=id)


def end_pause(person: str, target: Event, *, day: date, at: datetime, id: str | None = None) -> Day:
    """The pause ends on `day`: the word of it is taken back, and said anew for the days that were."""
    id = _id(id)
    news = [Event(f"{id}-0", "withdrawn", target.date, at, pathway().stamp, {"target": target.id, "slots": []})]
    if target.date < day:
        body = {**target.body, "until": day.toordinal()}
        news.append(Event(f"{id}-1", "paused", target.date, at, pathway().stamp, body))
    return _tell(person, news, at=at, id=id)


def last_seen(events: Iterable[Event], day: date) -> Event | None:
    """The last time that somebody saw the foot, up to a day; only what they said then counts."""
    return max(_standing(events, "seen", day), key=_when, default=None)


def _when(event: Event) -> tuple[date, datetime]:
    return event.date, event.recorded_at


def pause_on(events: Iterable[Event], day: date) -> Event | None:
    """The last pause of the person that holds on a day and was not taken back."""
    return next((e for e in reversed(_standing(events, "paused", day)) if day.toordinal() < e.body["until"]), None)


def _standing(events: Iterable[Event], kind: str, day: date) -> list[Event]:
    """What was said of a kind about the days up to one, and not taken back whole."""
    told = list(events)
    gone = {e.body["target"] for e in told if e.kind == "withdrawn" and not e.body.get("slots")}
    return [e for e in told if e.kind == kind and e.id not in gone and e.date <= day]


def known(person: str, id: str) -> bool:
    """Is a word with this id stored already? It came again: a double tap, or sent once more after a lost answer."""
    return bool(store.known(person, [f"{id}-0"]))


def _id(id: str | None) -> str:
    return id or uuid.uuid4().hex


def _told_of(kind: str, person: str, body: Mapping[str, Any], *, day: date, at: datetime, id: str | None) -> Day:
    _must_be_a_day(day, at.date())
    id = _id(id)
    return _tell(person, [Event(f"{id}-0", kind, day, at, pathway().stamp, body)], at=at, id=id)


def _must_be_a_day(day: date, today: date) -> None:
    """A day that something may be told about: one slip in a year must not fold a thousand years ever after."""
    if day > today:
        raise refused("future_date", key="date", found=day.isoformat())
    if (today - day).days > LONGEST:
        low = today - timedelta(days=LONGEST)
        raise refused("long_ago", key="date", found=day.isoformat(), low=low.isoformat())


def yesterday(person: str, found: Day, *, at: datetime) -> tuple[Course, Decision] | None:
    """The day before, as it is known now; None before a plan has run for a day."""
    if found.course.value("plan_days") == "never":
        return None
    before = look(person, at=at - timedelta(days=1))
    return before.course, before.decision


def entries(person: str) -> tuple[Event, ...]:
    """What the person has told, the oldest first, typed."""
    return tuple(read(pathway(), event) for event in store.read(person).events)


def export(person: str) -> Iterator[dict[str, Any]]:
    """Everything that is stored about a person."""
    return store.export(person)


def backup(path: Path) -> None:
    """Copies the whole store into a new, empty file."""
    store.backup(path)


def put_back(person: str, rows: Iterable[Mapping[str, Any]], *, at: datetime) -> int:
    """Stores what `export` gave, if a course comes of it; how many entries are new.

    store.Moved if there are answers of another history; store.Clash, ValueError: it is no export, or a torn one.
    """
    rows = list(rows)
    _must_fold(store.restored(rows)[0], at.date())
    before = store.last(person)
    return store.restore(person, rows) - before


def _must_fold(events: Iterable[Event], today: date) -> None:
    """What comes from outside is told once before it is kept: a history that cannot be folded would shut all out."""
    events = list(events)
    _must_be_near(events, today)
    try:
        decide(fold(pathway(), merge(pathway(), _typed(events)), today=today.toordinal()))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):  # their texts would quote an answer
        raise ValueError("no course comes of these events") from None


def erase(person: str) -> int:
    """Deletes everything about a person; the number of entries there were."""
    return store.erase(person)


def proposed_day(at: datetime, begins: timedelta = NIGHT_ENDS) -> date:
    """The day an entry is proposed for: yesterday until the day begins."""
    return (at - begins).date()


def day_begins(said: str) -> timedelta | None:
    """A clock time from 00:00 to 06:00, also written as 3, 3.30 or 0330; None for anything else."""
    found = _CLOCK.fullmatch(said.strip())
    if found is None:
        return None
    minutes = int(found[2] or 0)
    begins = timedelta(hours=int(found[1]), minutes=minutes)
    return begins if minutes < MINUTES and begins <= LATEST else None


def clock_of(begins: timedelta) -> str:
    """As it is kept: 04:00."""
    hours, minutes = divmod(begins // timedelta(minutes=1), MINUTES)
    return f"{hours:02}:{minutes:02}"


def _tell(person: str, news: list[Event], *, at: datetime, id: str) -> Day:
    stored = [to_store(pathway(), event) for event in news]

    def work() -> Day:
        found, today = basis(person, at.date()), at.date()
        if not all(found.reaches(event.date) for event in news):
            found = _whole(person)
        known = store.known(person, [event.id for event in news])
        fresh = [event for event in news if event.id not in known]
        course = found.course(today, fresh)
        decision = decide(course)
        said = [decided(decision, at=at, id=f"{id}-d{found.seq}")] if fresh else []
        seq = store.append(person, [*stored, *said], expected=found.seq)
        return Day(course, decision, seq, _recent([*found.events, *fresh], today))

    return store.retrying(work)


def decided(decision: Decision, *, at: datetime, id: str) -> Event:
    """The decision as an event: for the record, and as the ceiling after new knowledge."""
    return Event(id, "decided", date.fromordinal(decision.date), at, pathway().stamp, decided_body(decision))


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


def _typed(events: Iterable[Event]) -> list[Event]:
    return [read(pathway(), event) for event in events]


@cache
def cache_key() -> str:
    """The knowledge and the code that folds: a course kept under others is of no use."""
    digest = hashlib.sha256()
    for room in ("model", "pathway", "readings", "engine"):
        for path in sorted((Path(__file__).parent / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return f"{pathway().stamp}/{digest.hexdigest()}"


def _recent(events: Iterable[Event], today: date) -> tuple[Event, ...]:
    until = today - timedelta(days=KEPT_BACK)
    return tuple(event for event in events if event.date > until and event.kind != "decided")


def basis(person: str, today: date) -> Basis:
    """What the course of today stands on: from the cache where that is still true, else from the first day. Trouble."""
    key = cache_key()
    kept = store.cached(person, key)
    if kept is not None and kept.until < today and (today - kept.until).days <= STALE:
        found = _from_cache(person, kept)
        if found is not None:
            return found
    whole, until = _whole(person), today - timedelta(days=KEPT_BACK)
    _must_be_near(whole.events, today)
    days = merge(pathway(), whole.events)
    if days.first is None or days.first > until.toordinal():
        return whole
    before = fold(pathway(), days, today=until.toordinal())
    store.keep(person, key, whole.seq, until, pack(before))
    return Basis(before, tuple(event for event in whole.events if event.date > until), whole.seq)


def _whole(person: str) -> Basis:
    past = store.read(person)
    return Basis(None, (*_typed(past.events), *past.said), past.seq)


def _must_be_near(events: Iterable[Event], today: date) -> None:
    """A clock that is a lifetime from what was told is wrong, or that is. Raises store.Trouble."""
    if any(abs((event.date - today).days) > LONGEST for event in events):
        raise store.Trouble("clock")


def _from_cache(person: str, kept: store.Cache) -> Basis | None:
    """None where something about an earlier date was said since, or under other knowledge."""
    news = store.since(person, seq=kept.seq, date=kept.until)
    old = [event for event in news.events if event.date <= kept.until]
    other = [event for event in news.said if event.pathway != pathway().stamp]
    if old or other:
        return None
    try:
        before = unpack(pathway(), kept.data)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return Basis(before, tuple(_typed(news.events)), news.seq)
