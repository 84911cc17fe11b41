"""Events to days: for each date, foot and fact the latest word wins, whatever order the events arrived in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from svang.model.knowledge import Fact, Pathway
from svang.model.person import Event, Value

INTAKE_ACTIVITY = "activity_pain.intake"
"""The intake's activity pain is about the weeks before: it counts that day, but is no load of that day, and of two the
later one is meant."""
IN_DOUBT = "in_doubt"
SLIP = timedelta(minutes=15)
"""So long a red flag may be corrected as a slip of the finger (PATHWAY section 2)."""


@dataclass(slots=True)
class Extra:
    """What a few days have beside their values: clinicians' words, and signs that were said and changed too late."""

    seen: list[Event] = field(default_factory=list)
    adjusted: list[Event] = field(default_factory=list)
    treated: list[Event] = field(default_factory=list)
    paused: list[Event] = field(default_factory=list)
    after_seen: set[str] = field(default_factory=set)
    said: dict[str, list[Value]] = field(default_factory=dict)


@dataclass(slots=True)
class Days:
    """Per date (an ordinal): the values that stand, by `fact` or `fact.foot`."""

    values: dict[int, dict[str, Any]]
    extra: dict[int, Extra]
    first: int | None
    last_said: dict[str, Event]
    versions: dict[str, int]


def merge(pathway: Pathway, events: Iterable[Event]) -> Days:
    """All events of a person, in any order, to their days."""
    words = sorted(events, key=_word)
    rest = [event for event in words if event.kind != "answered"]
    replaced = _replaced(rest)
    days: dict[int, dict[str, Any]] = {}
    twice = False
    for event in words:
        if event.kind != "answered":
            continue
        body = _without(event, replaced[event.id]) if replaced and event.id in replaced else event.body
        ordinal = event.date.toordinal()
        there = days.get(ordinal)
        if there is None:
            days[ordinal] = dict(body)
        elif there.keys().isdisjoint(body):
            there.update(body)
        else:
            twice = True
            _join(pathway.facts, there, body)
    said = {event.pathway: event for event in rest if event.kind == "decided"}
    rest = [event for event in rest if event.kind != "decided"]
    extra = _extra(pathway, words, rest, days, replaced) if rest or twice else {}
    first = min((*days, *extra), default=None)
    return Days(days, extra, first, said, _versions(words))


def _versions(words: Iterable[Event]) -> dict[str, int]:
    """The day on which something was first told under each version of the pathway."""
    found: dict[str, int] = {}
    for event in words:
        version = event.pathway.partition("+")[0]
        found[version] = min(found.get(version, event.recorded_at.toordinal()), event.recorded_at.toordinal())
    return found


def earliest(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Of each version the first day."""
    return {version: min(one.get(version, day), day) for version, day in {**one, **other}.items()}


def asked_from(versions: Mapping[str, int], version: str, today: int) -> int:
    """The first day on which something was told under a version or a later one; today if nothing was."""
    found = [day for told, day in versions.items() if _numbers(told) >= _numbers(version)]
    return min([*found, today])


def _numbers(version: str) -> tuple[int, ...]:
    """2026.2 as numbers that have an order; what is no version comes first."""
    parts = version.split(".")
    return tuple(int(part) for part in parts) if all(part.isdigit() for part in parts) else ()


def _word(event: Event) -> tuple[datetime, str]:
    return event.recorded_at, event.id


def _replaced(words: list[Event]) -> dict[str, dict[str, Event]]:
    """Per event id: the slots that a later correction or withdrawal takes away ('' = all)."""
    found: dict[str, dict[str, Event]] = {}
    for event in words:
        if event.kind in ("corrected", "withdrawn"):
            slots = event.body["values"] if event.kind == "corrected" else event.body.get("slots") or [""]
            found.setdefault(str(event.body["target"]), {}).update(dict.fromkeys(slots, event))
    return found


def _without(event: Event, gone: Mapping[str, Event]) -> dict[str, Any]:
    return {} if "" in gone else {slot: value for slot, value in event.body.items() if slot not in gone}


def _join(facts: Mapping[str, Fact], there: dict[str, Any], body: Mapping[str, Any]) -> None:
    """A second entry of a day: the latest word, or the worst, the sum, all of it, as the fact says."""
    for slot, value in body.items():
        several = _several(facts, slot)
        if slot in there and several != "last":
            if value is None or there[slot] is None:
                _doubt(there, slot)
            value = _together(several, there[slot], value)
        there[slot] = value


def _several(facts: Mapping[str, Fact], slot: str) -> str:
    """What several entries of a day come to: what the fact says, but that the intake's is one word, said anew."""
    fact = facts.get(slot.partition(".")[0])
    return "last" if fact is None or slot == INTAKE_ACTIVITY else fact.several


def _doubt(day: dict[str, Any], slot: str) -> None:
    """One of the entries is not known, whatever the others say."""
    day[IN_DOUBT] = day.get(IN_DOUBT, frozenset()) | {slot}


def _together(several: str, old: Any, new: Any) -> Any:
    if several == "all":
        return (*(old or ()), *(new or ()))
    if old.__class__ is not int or new.__class__ is not int:
        return old if old.__class__ is int else new
    return max(old, new) if several == "worst" else old + new


def _extra(
    pathway: Pathway,
    words: list[Event],
    rest: list[Event],
    days: dict[int, dict[str, Any]],
    replaced: Mapping[str, Mapping[str, Event]],
) -> dict[int, Extra]:
    extra: dict[int, Extra] = {}
    by_id = {event.id: event for event in words}
    corrections = {event.id: event for event in rest if event.kind == "corrected"}
    gone = {str(event.body["target"]) for event in rest if event.kind == "withdrawn" and not event.body.get("slots")}
    latest: dict[tuple[str, str], Event] = {}
    for event in rest:
        if event.kind == "corrected":
            latest |= {(str(event.body["target"]), slot): event for slot in event.body["values"]}
        elif event.kind == "withdrawn":
            for key in [k for k in latest if k[0] == str(event.body["target"])]:
                if not event.body.get("slots") or key[1] in event.body["slots"]:
                    del latest[key]
        elif event.kind in ("seen", "adjusted", "treated", "paused") and event.id not in gone:
            getattr(extra.setdefault(event.date.toordinal(), Extra()), event.kind).append(event)
    for (target, slot), event in sorted(latest.items(), key=lambda pair: _word(pair[1])):
        if target in by_id and by_id[target].kind == "answered":
            _correct(pathway, days, by_id[target], slot, event, words, replaced)
    _signs_said(pathway, words, list(corrections.values()), by_id, days, extra)
    _answered_after(words, extra)
    return extra


def _correct(
    pathway: Pathway,
    days: dict[int, dict[str, Any]],
    target: Event,
    slot: str,
    event: Event,
    words: list[Event],
    replaced: Mapping[str, Mapping[str, Event]],
) -> None:
    """A correction counts on the date of what it corrects, unless a still later word stands there."""
    value, day = event.body["values"][slot], days.setdefault(target.date.toordinal(), {})
    several = _several(pathway.facts, slot)
    if several != "last":
        if slot in day and (value is None or day[slot] is None):
            _doubt(day, slot)
        day[slot] = _together(several, day[slot], value) if slot in day else value
        return
    later = [
        w
        for w in words
        if w.kind == "answered" and w.date == target.date and slot in w.body and w.id != target.id
        if not {"", slot} & replaced.get(w.id, {}).keys()
    ]
    if not any(_word(w) > _word(event) for w in later):
        day[slot] = value


def _signs_said(
    pathway: Pathway,
    words: list[Event],
    corrections: list[Event],
    by_id: Mapping[str, Event],
    days: Mapping[int, Mapping[str, Any]],
    extra: dict[int, Extra],
) -> None:
    """Signs that stood longer than a slip before they were changed: they were said, and count that day."""
    signs = {f.id: f for f in pathway.facts.values() if f.signs}
    said: list[tuple[int, str, Any, datetime]] = []
    for event in [*words, *corrections]:
        target = by_id.get(str(event.body.get("target"))) if event.kind == "corrected" else event
        values = event.body.get("values", {}) if event.kind == "corrected" else event.body
        if event.kind not in ("answered", "corrected") or target is None:
            continue
        for slot, value in values.items():
            if slot.partition(".")[0] in signs and is_sign(signs[slot.partition(".")[0]], value):
                said.append((target.date.toordinal(), slot, value, event.recorded_at))
    for ordinal, slot, value, at in said:
        changed = _changed_at(words, by_id, ordinal, slot, at)
        if changed is not None and changed - at > SLIP and days.get(ordinal, {}).get(slot) != value:
            extra.setdefault(ordinal, Extra()).said.setdefault(slot, []).append(value)


def _changed_at(
    words: list[Event], by_id: Mapping[str, Event], ordinal: int, slot: str, at: datetime
) -> datetime | None:
    """When the next word about this date and slot came."""
    for event in words:
        if event.recorded_at <= at:
            continue
        target = by_id.get(str(event.body.get("target"))) if event.kind != "answered" else event
        if (
            target is None
            or target.date.toordinal() != ordinal
            or event.kind not in ("answered", "corrected", "withdrawn")
        ):
            continue
        slots = event.body if event.kind == "answered" else event.body.get("values") or event.body.get("slots")
        if not slots or slot in slots:
            return event.recorded_at
    return None


def _answered_after(words: list[Event], extra: Mapping[int, Extra]) -> None:
    """What was answered on the day of a clinician's word, but after it, is new."""
    for ordinal, more in extra.items():
        if not more.seen:
            continue
        first = min(event.recorded_at for event in more.seen)
        for event in words:
            if event.kind == "answered" and event.date.toordinal() == ordinal and event.recorded_at > first:
                more.after_seen.update(event.body)


def is_sign(fact: Fact, value: Value) -> bool:
    """Does this answer warn?"""
    return bool(value & fact.signs) if isinstance(value, frozenset) else value in fact.signs
