"""Events to days: what stands of each date, foot and fact (PATHWAY section 1 Check-in, section 5; DESIGN Days).

The latest word wins per date and slot; pain keeps the worst of a day, minutes add up, exercises are all kept. A
correction replaces what it corrects and is a word of its own time; a withdrawal takes away. A sign that stood longer
than 15 minutes before it was changed was said, and counts on its date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from svang.model.person import Event
from tests.slow.facts import is_sign

SLIP = timedelta(minutes=15)
SUMS = ("run_minutes", "run_km", "walk_minutes")
WORST = ("activity_pain", "run_pain", "walk_pain", "exercises_pain")
ALL = ("exercises",)
GONE = object()
Key = tuple[datetime, str]


@dataclass
class Told:
    """One date: the values that stand, what was said and changed too late, and other words than answers."""

    values: dict[str, Any] = field(default_factory=dict)
    in_doubt: set[str] = field(default_factory=set)
    said: dict[str, list[Any]] = field(default_factory=dict)
    seen: list[Event] = field(default_factory=list)
    adjusted: list[Event] = field(default_factory=list)
    treated: list[Event] = field(default_factory=list)
    paused: list[Event] = field(default_factory=list)
    after_seen: set[str] = field(default_factory=set)


def days_of(events: Iterable[Event]) -> dict[int, Told]:
    """All events of a person, in any order, as dates."""
    ordered = sorted(events, key=key_of)
    days: dict[int, Told] = {}
    for (date, slot), words in standing_words(ordered).items():
        told = days.setdefault(date, Told())
        told.values[slot] = together(slot, [value for _, value in words])
        if len(words) > 1 and not is_last(slot) and any(value is None for _, value in words):
            told.in_doubt.add(slot)
    for event in ordered:
        if event.kind == "answered":
            days.setdefault(event.date.toordinal(), Told())
    said_and_changed(ordered, days)
    words_of_others(ordered, days)
    return days


def key_of(event: Event) -> Key:
    return event.recorded_at, event.id


def is_last(slot: str) -> bool:
    return slot.partition(".")[0] not in (*SUMS, *WORST, *ALL) or slot == "activity_pain.intake"


def about(ordered: list[Event], target: Event) -> list[Event]:
    """What was said later about one entry."""
    return [e for e in ordered if e.kind in ("corrected", "withdrawn") and str(e.body["target"]) == target.id]


def standing_words(ordered: list[Event]) -> dict[tuple[int, str], list[tuple[Key, Any]]]:
    """For each date and slot the word that stands of every entry, the earliest first."""
    found: dict[tuple[int, str], list[tuple[Key, Any]]] = {}
    for event in ordered:
        if event.kind != "answered":
            continue
        last: dict[str, tuple[Key, Any]] = {slot: (key_of(event), value) for slot, value in event.body.items()}
        for later in about(ordered, event):
            if later.kind == "corrected":
                last |= {slot: (key_of(later), value) for slot, value in later.body["values"].items()}
            else:
                gone = later.body.get("slots") or list(last)
                last |= {slot: (key_of(later), GONE) for slot in gone}
        for slot, (key, value) in last.items():
            if value is not GONE:
                found.setdefault((event.date.toordinal(), slot), []).append((key, value))
    return {place: sorted(words, key=lambda word: word[0]) for place, words in found.items()}


def together(slot: str, values: list[Any]) -> Any:
    """What several entries of a day come to."""
    name = slot.partition(".")[0]
    if is_last(slot):
        return values[-1]
    if name in ALL:
        return tuple(item for value in values for item in value or ()) if any(v is not None for v in values) else None
    numbers = [value for value in values if value.__class__ is int]
    if not numbers:
        return values[-1]
    return sum(numbers) if name in SUMS else max(numbers)


def said_and_changed(ordered: list[Event], days: dict[int, Told]) -> None:
    by_id = {event.id: event for event in ordered}
    for date, slot, value, at in signs_told(ordered, by_id):
        next_word = changed_at(ordered, by_id, date, slot, at)
        stands = days[date].values.get(slot) if date in days else None
        if next_word is not None and next_word - at > SLIP and stands != value:
            days.setdefault(date, Told()).said.setdefault(slot, []).append(value)


def signs_told(ordered: list[Event], by_id: dict[str, Event]) -> Iterable[tuple[int, str, Any, datetime]]:
    for event in ordered:
        target = by_id.get(str(event.body.get("target"))) if event.kind == "corrected" else event
        if event.kind in ("answered", "corrected") and target is not None:
            values = event.body["values"] if event.kind == "corrected" else event.body
            for slot, value in values.items():
                if is_sign(slot, value):
                    yield target.date.toordinal(), slot, value, event.recorded_at


def changed_at(ordered: list[Event], by_id: dict[str, Event], date: int, slot: str, at: datetime) -> datetime | None:
    """When the next word about this date and slot came."""
    for event in ordered:
        if event.recorded_at <= at or event.kind not in ("answered", "corrected", "withdrawn"):
            continue
        target = event if event.kind == "answered" else by_id.get(str(event.body["target"]))
        slots = event.body if event.kind == "answered" else event.body.get("values") or event.body.get("slots")
        if target is not None and target.date.toordinal() == date and (not slots or slot in slots):
            return event.recorded_at
    return None


def words_of_others(ordered: list[Event], days: dict[int, Told]) -> None:
    """Clinicians' words, treatments and pauses that were not withdrawn."""
    gone = {str(e.body["target"]) for e in ordered if e.kind == "withdrawn" and not e.body.get("slots")}
    for event in ordered:
        if event.kind in ("seen", "adjusted", "treated", "paused") and event.id not in gone:
            getattr(days.setdefault(event.date.toordinal(), Told()), event.kind).append(event)
    for date, told in days.items():
        if told.seen:
            start = min(event.recorded_at for event in told.seen)
            later = [e for e in ordered if e.kind == "answered" and e.date.toordinal() == date]
            told.after_seen = {slot for e in later if e.recorded_at > start for slot in e.body}
