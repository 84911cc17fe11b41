"""A person's events up to today, and how one thing in them is made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from svang.engine.course import Course, course
from svang.engine.decide import Decision, decide
from svang.model.knowledge import Pathway
from svang.model.person import Event

GONE = object()
Change = Callable[[int, str, Any], Any]
"""(date, slot, value) to the new value, or to GONE."""


@dataclass(frozen=True)
class History:
    """`today`: an ordinal. `noise`: what a check draws from, so that it always draws the same."""

    events: tuple[Event, ...]
    today: int
    noise: int = 0

    @property
    def first(self) -> int:
        return min((event.date.toordinal() for event in self.events), default=self.today)

    @property
    def chance(self) -> Random:
        return Random(self.noise)

    def course(self, pathway: Pathway, today: int | None = None) -> Course:
        return course(pathway, self.events, today=self.today if today is None else today)

    def decision(self, pathway: Pathway, today: int | None = None) -> Decision:
        return decide(self.course(pathway, today))

    def at(self, today: int) -> History:
        """The same history on an earlier day."""
        return replace(self, events=tuple(e for e in self.events if e.date.toordinal() <= today), today=today)

    def slots(self, day: int) -> dict[str, Any]:
        """What was said about a date, the last word of each."""
        found: dict[str, Any] = {}
        for event in sorted(self.events, key=lambda event: (event.recorded_at, event.id)):
            if event.date.toordinal() == day:
                found.update(values_of(event))
        return found

    def of_kind(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.kind == kind]

    def tell(self, day: int, values: Mapping[str, Any]) -> History:
        """One more entry about a date, told after all others."""
        last = max((event.recorded_at for event in self.events), default=None)
        if last is None:
            return self
        stamp, id = self.events[0].pathway, f"told-{len(self.events)}"
        event = Event(id, "answered", date.fromordinal(day), last + timedelta(hours=1), stamp, dict(values))
        return replace(self, events=(*self.events, event))

    def changed(self, change: Change) -> History:
        """Every value that was told, as `change` makes it; entries that then say nothing stay."""
        return replace(self, events=tuple(_changed(event, change) for event in self.events))

    def otherwise(self, day: int, slot: str, to: Callable[[Any], Any]) -> History:
        """What was said about one date and slot made otherwise, in every entry that says it."""
        return self.changed(lambda d, s, value: to(value) if (d, s) == (day, slot) else value)

    def never(self, *facts: str) -> History:
        """As if these questions had never been answered."""
        return self.changed(lambda _, slot, value: GONE if slot.partition(".")[0] in facts else value)


def values_of(event: Event) -> Mapping[str, Any]:
    if event.kind == "answered":
        return event.body
    return event.body["values"] if event.kind == "corrected" else {}


def _changed(event: Event, change: Change) -> Event:
    day = event.date.toordinal()
    made = {slot: change(day, slot, value) for slot, value in values_of(event).items()}
    values = {slot: value for slot, value in made.items() if value is not GONE}
    if event.kind == "answered":
        return replace(event, body=values)
    return replace(event, body={**event.body, "values": values}) if event.kind == "corrected" else event


def smallest(history: History, wrong: Callable[[History], bool]) -> History:
    """The history with everything left out that is not needed to go wrong."""
    size = max(1, len(history.events) // 2)
    while size:
        for start in range(0, len(history.events), size):
            events = history.events[:start] + history.events[start + size :]
            if events and _is_wrong(less := replace(history, events=events), wrong):
                history = less
                break
        else:
            size //= 2
    for event in history.events:
        for slot in list(values_of(event)):
            less = _without(history, event.id, slot)
            history = less if _is_wrong(less, wrong) else history
    return history


def _is_wrong(history: History, wrong: Callable[[History], bool]) -> bool:
    try:
        return wrong(history)
    except Exception:
        return False


def _without(history: History, id: str, slot: str) -> History:
    change: Change = lambda _, name, value: GONE if name == slot else value  # noqa: E731
    return replace(history, events=tuple(_changed(e, change) if e.id == id else e for e in history.events))


def written(history: History) -> Iterator[str]:
    """The history to read, a line for each entry; day 0 is the first."""
    for event in sorted(history.events, key=lambda event: (event.recorded_at, event.id)):
        day, at = event.date.toordinal() - history.first, event.recorded_at
        said = ", ".join(f"{name}={_shown(value)}" for name, value in event.body.items())
        yield f"  day {day} ({event.kind} {event.id}, told {at:%m-%d %H:%M}): {said}"
    yield f"  today is day {history.today - history.first}"


def _shown(value: Any) -> str:
    return "{" + ", ".join(sorted(value)) + "}" if isinstance(value, frozenset) else repr(value)
