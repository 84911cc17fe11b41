"""Does a changed engine come to anything else? Courses of the scenarios, and the same with what happens to people:
another word about a day, a correction, a withdrawal, silence, the other foot, a clinician's word, new knowledge.

No expectation is in here: what differs is either noticed by a test, or one is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from svang.answers.clinic import settable
from svang.engine.course import Course, course, fold, go_on
from svang.engine.days import merge
from svang.engine.decide import Decision, decide, gate, profile, running_open
from svang.engine.packed import pack, unpack
from svang.model.person import FEET, Event, Value
from tests.mutate.faults import WAY
from tests.mutate.noticing import all_told

WILD, OLD = 1000, 100
"""So many lives beside the scenarios, and so many that began under an older version."""


@dataclass(frozen=True)
class Life:
    """`split`: a day on which the course is put away and gone on from. `twinned`: the slow twin knows of all that
    happens in it, which is all but older knowledge."""

    id: str
    events: tuple[Event, ...]
    today: int
    split: int = 0

    @property
    def twinned(self) -> bool:
        return all(event.pathway == WAY.stamp for event in self.events)


def come_to(life: Life) -> Any:
    """Every value the rules see on the last day, what they decide, and all that is said with it."""
    found = course(WAY, life.events, today=life.today)
    return (parts(found), parts(gone_on(life))) if life.split else parts(found)


def gone_on(life: Life) -> Course:
    days = merge(WAY, life.events)
    before = unpack(WAY, pack(fold(WAY, days, today=life.split)))
    return go_on(WAY, before, days, today=life.today)


def parts(found: Course, decision: Decision | None = None) -> tuple[Any, ...]:
    decision = decision or decide(found)
    return (
        decision,
        gate(found),
        profile(found),
        running_open(found, decision.plan, decision.decision),
        found.morning.values,
        found.rule,
        found.maybe,
        found.rows,
        found.unsure,
        found.fits,
        found.capped,
    )


@cache
def lives() -> tuple[Life, ...]:
    return *(Life(told.play.id, told.events, told.today) for told in all_told()), *wild_lives()


@cache
def wild_lives() -> tuple[Life, ...]:
    begun = (begun_before(Random(seed), wild(Random(seed), f"wild {seed}")) for seed in range(WILD, WILD + OLD))
    return *(wild(Random(seed), f"wild {seed}") for seed in range(WILD)), *begun


# -- what happens to people -----------------------------------------------------------------------------------

Happening = Callable[[Random, list[Event]], list[Event]]


def wild(chance: Random, id: str) -> Life:
    """A scenario's course with a few things more, folded to some day of it."""
    told = chance.choice(all_told())
    events = list(told.events)
    for _ in range(chance.randint(1, 6)):
        events = chance.choice(HAPPENINGS)(chance, events)
    first = min((event.date.toordinal() for event in events), default=told.today)
    today = chance.choice((told.today, told.today + 1, chance.randint(min(first, told.today), told.today)))
    split = chance.randint(first, today - 1) if chance.random() < 0.3 and first < today else 0
    return Life(id, tuple(events), today, split)


def begun_before(chance: Random, life: Life) -> Life:
    """The same life, until some day under a version that did not ask all that is asked today."""
    first = min((event.date.toordinal() for event in life.events), default=life.today)
    since = chance.randint(min(first, life.today), life.today + 1)
    events = (replace(e, pathway="2026.1+older") if e.recorded_at.toordinal() < since else e for e in life.events)
    return replace(life, events=tuple(events))


@cache
def values_told() -> dict[str, list[Value]]:
    """Every value that any scenario tells, by its slot."""
    found: dict[str, dict[Any, None]] = {}
    for told in all_told():
        for event in told.events:
            for slot, value in event.body.items() if event.kind == "answered" else ():
                if value.__hash__ is not None and not isinstance(value, tuple):
                    found.setdefault(slot, {})[value] = None
    return {slot: list(values) for slot, values in found.items()}


def some_value(chance: Random, slot: str) -> Value:
    return chance.choice((*values_told().get(slot, ()), None))


def answered(chance: Random, events: list[Event]) -> Event | None:
    found = [event for event in events if event.kind == "answered" and event.body]
    return chance.choice(found) if found else None


def later(chance: Random) -> timedelta:
    return timedelta(minutes=chance.choice((-5, 1, 10, 20, 60, 600, 60 * 24, 60 * 24 * 3)))


def told_again(chance: Random, events: list[Event]) -> list[Event]:
    """Another word about a day: of the same things, or of anything."""
    old = answered(chance, events)
    if old is None:
        return events
    slots = chance.choice((list(old.body), list(values_told())))
    body = {slot: some_value(chance, slot) for slot in chance.sample(slots, min(len(slots), chance.randint(1, 3)))}
    return [*events, replace(old, id=new(events), recorded_at=old.recorded_at + later(chance), body=body)]


def corrected(chance: Random, events: list[Event]) -> list[Event]:
    old = answered(chance, events)
    if old is None:
        return events
    slot = chance.choice(list(old.body))
    body = {"target": old.id, "values": {slot: some_value(chance, slot)}}
    return [
        *events,
        replace(old, id=new(events), kind="corrected", recorded_at=old.recorded_at + later(chance), body=body),
    ]


def withdrawn(chance: Random, events: list[Event]) -> list[Event]:
    old = chance.choice(events) if events else None
    if old is None:
        return events
    slots = [chance.choice(list(old.body))] if old.kind == "answered" and old.body and chance.random() < 0.5 else []
    body = {"target": old.id, "slots": slots}
    return [
        *events,
        replace(old, id=new(events), kind="withdrawn", recorded_at=old.recorded_at + later(chance), body=body),
    ]


def silence(chance: Random, events: list[Event]) -> list[Event]:
    """Some days of which nothing is told."""
    old = answered(chance, events)
    if old is None:
        return events
    end = old.date + timedelta(days=chance.choice((0, 2, 6, 9, 15)))
    return [event for event in events if not old.date <= event.date <= end or event is events[0]]


def other_foot(chance: Random, events: list[Event]) -> list[Event]:
    """All that is told of the left foot is true of the right one too, or nearly all."""
    return [replace(event, body=both(chance, event)) if event.kind == "answered" else event for event in events]


def both(chance: Random, event: Event) -> dict[str, Any]:
    left, right = (f".{foot}" for foot in FEET)
    there = {slot: value for slot, value in event.body.items() if slot.endswith(left) and chance.random() < 0.8}
    more = {slot.removesuffix(left) + right: value for slot, value in there.items()}
    return {**event.body, **more}


def clinic(chance: Random, events: list[Event]) -> list[Event]:
    """Somebody has seen the foot, has set something, or has tried something."""
    old = answered(chance, events)
    if old is None:
        return events
    kind = chance.choice(("seen", "seen", "adjusted", "treated"))
    body = {"seen": seen_body, "adjusted": adjusted_body, "treated": treated_body}[kind](chance, old)
    return [*events, replace(old, id=new(events), kind=kind, recorded_at=old.recorded_at + later(chance), body=body)]


def seen_body(chance: Random, event: Event) -> dict[str, Any]:
    body: dict[str, Any] = {"role": "doctor", "cleared": chance.random() < 0.7}
    return body | ({"condition": chance.choice(WAY.conditions).id} if chance.random() < 0.3 else {})


def adjusted_body(chance: Random, event: Event) -> dict[str, Any]:
    options = {name: found for name, found in settable(WAY).items() if found}
    name = chance.choice(list(options))
    return {"until": event.date.toordinal() + chance.randint(0, 20), "set": {name: chance.choice(options[name])}}


def treated_body(chance: Random, event: Event) -> dict[str, Any]:
    return {"what": chance.choice(("steroid_injection", *(treatment.id for treatment in WAY.treatments)))}


def new_knowledge(chance: Random, events: list[Event]) -> list[Event]:
    """What was said last under older knowledge: a ceiling."""
    old = answered(chance, events)
    if old is None:
        return events
    state = {s.id: chance.choice(s.options) for s in WAY.machine.state.values() if s.load}
    at = old.recorded_at + timedelta(minutes=1)
    return [
        *events,
        replace(old, id=new(events), kind="decided", recorded_at=at, pathway="older", body={"state": state}),
    ]


def new(events: list[Event]) -> str:
    return f"more-{len(events)}"


HAPPENINGS: tuple[Happening, ...] = (
    *(told_again, told_again, corrected, corrected, withdrawn, silence, other_foot, clinic, clinic, clinic),
    new_knowledge,
)
