"""Events to days: for each date, foot and fact the latest word wins, whatever order the events arrived in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from svang.answers.kinds import KINDS, rank
from svang.model.knowledge import Fact, Pathway
from svang.model.person import PERSON, Event, Value

INTAKE_ACTIVITY = "activity_pain.intake"
"""The intake's activity pain is about the weeks before: it counts that day, but is no load of that day, and of two the
later one is meant."""
IN_DOUBT = "in_doubt"


@dataclass(slots=True)
class Extra:
    """What a few days have beside their values: words of another kind, and signs that were said and changed too late.

    `beside`: by kind the events of the day; `after_seen`: what was answered after a clinician's word of the day.
    """

    beside: dict[str, list[Event]] = field(default_factory=dict)
    after_seen: set[str] = field(default_factory=set)
    said: dict[str, list[Value]] = field(default_factory=dict)

    @property
    def seen(self) -> list[Event]:
        return self.beside.get("seen", [])

    @property
    def adjusted(self) -> list[Event]:
        return self.beside.get("adjusted", [])

    @property
    def treated(self) -> list[Event]:
        return self.beside.get("treated", [])

    @property
    def paused(self) -> list[Event]:
        return self.beside.get("paused", [])


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
    if any(event.by != PERSON for event in words):
        words = _of_the_first(pathway.facts, words, replaced)
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
    extra = _Beside(pathway, words, rest, days, replaced).extra() if rest or twice else {}
    first = min((*days, *extra), default=None)
    return Days(days, extra, first, said, _versions(words))


def _of_the_first(
    facts: Mapping[str, Fact], words: list[Event], replaced: Mapping[str, Mapping[str, Event]]
) -> list[Event]:
    """Where two tell the same of a date, the words of who stands first in the table of kinds; but whoever tells a sign
    of something serious is heard."""
    first: dict[tuple[int, str], int] = {}
    for event in words:
        for slot, value in _without(event, replaced.get(event.id, {})).items() if event.kind == "answered" else ():
            fact = facts.get(slot.partition(".")[0])
            if value is not None and (fact is None or not fact.signs):
                key = event.date.toordinal(), slot
                first[key] = min(rank(event.kind, event.by), first.get(key, NOBODY))
    return [_outranked(event, first) if event.kind == "answered" else event for event in words]


NOBODY = len(KINDS["answered"].tellers)
"""After all who may tell."""


def _outranked(event: Event, first: Mapping[tuple[int, str], int]) -> Event:
    own, ordinal = rank(event.kind, event.by), event.date.toordinal()
    body = {slot: value for slot, value in event.body.items() if first.get((ordinal, slot), NOBODY) >= own}
    return event if len(body) == len(event.body) else replace(event, body=body)


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


class _Beside:
    """What stands beside the values of some days, and the corrections into them. Each event is looked at once."""

    def __init__(
        self,
        pathway: Pathway,
        words: list[Event],
        rest: list[Event],
        days: dict[int, dict[str, Any]],
        replaced: Mapping[str, Mapping[str, Event]],
    ) -> None:
        self.facts, self.words, self.rest, self.days, self.replaced = pathway.facts, words, rest, days, replaced
        self.signs = {f.id: f for f in pathway.facts.values() if f.signs}
        self.slip = timedelta(minutes=pathway.thresholds["slip"].value)
        self.by_id = {event.id: event for event in words}
        self.found: dict[int, Extra] = {}
        self.answered: dict[int, list[Event]] = {}
        for event in words:
            if event.kind == "answered":
                self.answered.setdefault(event.date.toordinal(), []).append(event)

    def extra(self) -> dict[int, Extra]:
        for (target, slot), event in sorted(self.corrections().items(), key=lambda pair: _word(pair[1])):
            if target in self.by_id and self.by_id[target].kind == "answered":
                self.correct(self.by_id[target], slot, event)
        self.signs_said()
        self.answered_after()
        return self.found

    def corrections(self) -> dict[tuple[str, str], Event]:
        """The last correction of each answer that was not taken back; other kinds of words are put beside their day."""
        gone = {str(e.body["target"]) for e in self.rest if e.kind == "withdrawn" and not e.body.get("slots")}
        latest: dict[str, dict[str, Event]] = {}
        for event in self.rest:
            if event.kind == "corrected":
                latest.setdefault(str(event.body["target"]), {}).update(dict.fromkeys(event.body["values"], event))
            elif event.kind == "withdrawn":
                there = latest.get(str(event.body["target"]), {})
                for slot in event.body.get("slots") or list(there):
                    there.pop(slot, None)
            elif event.kind in KINDS and KINDS[event.kind].beside and event.id not in gone:
                extra = self.found.setdefault(event.date.toordinal(), Extra())
                extra.beside.setdefault(event.kind, []).append(event)
        return {(target, slot): event for target, slots in latest.items() for slot, event in slots.items()}

    def correct(self, target: Event, slot: str, event: Event) -> None:
        """A correction counts on the date of what it corrects, unless a still later word stands there."""
        ordinal = target.date.toordinal()
        value, day = event.body["values"][slot], self.days.setdefault(ordinal, {})
        several = _several(self.facts, slot)
        if several != "last":
            if slot in day and (value is None or day[slot] is None):
                _doubt(day, slot)
            day[slot] = _together(several, day[slot], value) if slot in day else value
            return
        later = [
            w
            for w in self.answered.get(ordinal, ())
            if slot in w.body and w.id != target.id
            if not {"", slot} & self.replaced.get(w.id, {}).keys()
        ]
        if not any(_word(w) > _word(event) for w in later):
            day[slot] = value

    # -- signs --------------------------------------------------------------------------------------------

    def signs_said(self) -> None:
        """Signs that stood longer than a slip before they were changed: they were said, and count that day."""
        said: list[tuple[int, str, Any, datetime]] = []
        for event in self.words:
            target = self.by_id.get(str(event.body.get("target"))) if event.kind == "corrected" else event
            values = event.body.get("values", {}) if event.kind == "corrected" else event.body
            if event.kind not in ("answered", "corrected") or target is None:
                continue
            for slot, value in values.items():
                fact = self.signs.get(slot.partition(".")[0])
                if fact is not None and is_sign(fact, value):
                    said.append((target.date.toordinal(), slot, value, event.recorded_at))
        changes = self.changes({(ordinal, slot) for ordinal, slot, _, _ in said}) if said else {}
        for ordinal, slot, value, at in said:
            changed = next((when for when in changes.get((ordinal, slot), ()) if when > at), None)
            if changed is not None and changed - at > self.slip and self.days.get(ordinal, {}).get(slot) != value:
                self.found.setdefault(ordinal, Extra()).said.setdefault(slot, []).append(value)

    def changes(self, wanted: set[tuple[int, str]]) -> dict[tuple[int, str], list[datetime]]:
        """When a word about each of some dates and slots came, the earliest first."""
        found: dict[tuple[int, str], list[datetime]] = {}
        by_date: dict[int, list[str]] = {}
        for ordinal, slot in wanted:
            by_date.setdefault(ordinal, []).append(slot)
        for event in self.words:
            target = event if event.kind == "answered" else self.by_id.get(str(event.body.get("target")))
            if target is None or event.kind not in ("answered", "corrected", "withdrawn"):
                continue
            ordinal = target.date.toordinal()
            slots = event.body if event.kind == "answered" else event.body.get("values") or event.body.get("slots")
            for slot in by_date.get(ordinal, ()):
                if not slots or slot in slots:
                    found.setdefault((ordinal, slot), []).append(event.recorded_at)
        return found

    def answered_after(self) -> None:
        """What was answered on the day of a clinician's word, but after it, is new."""
        for ordinal, more in self.found.items():
            if more.seen:
                first = min(event.recorded_at for event in more.seen)
                for event in self.answered.get(ordinal, ()):
                    if event.recorded_at > first:
                        more.after_seen.update(event.body)


def is_sign(fact: Fact, value: Value) -> bool:
    """Does this answer warn?"""
    return bool(value & fact.signs) if isinstance(value, frozenset) else value in fact.signs
