"""PATHWAY 14: invariants 18, 19 and 20, what changes nothing: order of arrival, the way of folding, feet, spurs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from svang.engine import course as engine_course
from svang.engine import days, lasting, packed
from svang.engine.course import fold, go_on, step
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.engine.memory import Memory, fresh
from svang.model.knowledge import Pathway
from svang.model.person import FEET, Event
from svang.pathway.load import pathway as ours
from tests.properties.checking import catches, complains, feature, holds, row
from tests.properties.histories import History, values_of, written
from tests.properties.people import SOAK, Person, for_everyone, person, told

OTHER = {"left": "right", "right": "left"}


def unlike(was: Decision, now: Decision) -> str:
    """The parts in which two decisions differ."""
    parts = [name for name in was.__dataclass_fields__ if getattr(was, name) != getattr(now, name)]
    return "; ".join(f"{name}: {getattr(was, name)} -> {getattr(now, name)}" for name in parts)


# 20: order of arrival, and the way of folding


def shuffled(pathway: Pathway, history: History) -> Iterator[str]:
    events = list(history.events)
    history.chance.shuffle(events)
    for order in (events, events[::-1]):
        wrong = unlike(history.decision(pathway), replace(history, events=tuple(order)).decision(pathway))
        if wrong:
            yield f"in another order of arrival: {wrong}"


def day_by_day(pathway: Pathway, history: History) -> Iterator[str]:
    days = merge(pathway, history.events)
    course = fold(pathway, days, today=min(history.first, history.today))
    while course.date < history.today:
        course = step(pathway, course, days)
    wrong = unlike(history.decision(pathway), decide(course))
    if wrong:
        yield f"one day after the other: {wrong}"


def from_the_cache(pathway: Pathway, history: History) -> Iterator[str]:
    """Folded to some day, kept as text, and gone on from there with what is about the days after it."""
    if history.first >= history.today:
        return
    split = history.chance.randint(history.first, history.today - 1)
    before = fold(pathway, merge(pathway, history.events), today=split)
    text = packed.pack(before)
    later = [event for event in history.events if event.date.toordinal() > split]
    for told_again in (merge(pathway, history.events), merge(pathway, later)):
        for start in (before, packed.unpack(pathway, text)):
            wrong = unlike(history.decision(pathway), decide(go_on(pathway, start, told_again, today=history.today)))
            if wrong:
                yield f"gone on from day {split - history.first}: {wrong}"
    if packed.pack(before) != text:
        yield f"day {split - history.first} is changed by going on from it"


@for_everyone
def test_the_order_of_arrival_changes_nothing(person: Person) -> None:
    holds(shuffled, person)


@for_everyone
def test_day_by_day_comes_to_the_same(person: Person) -> None:
    holds(day_by_day, person)


@for_everyone
def test_going_on_from_the_cache_comes_to_the_same(person: Person) -> None:
    holds(from_the_cache, person)


def test_a_merge_in_order_of_arrival_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "sorted", lambda items, key=None: list(items), raising=False)
    assert complains(shuffled)


def test_a_cache_that_forgets_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    unpack = packed.unpack
    for name, value in (("standing", 0), ("until", {}), ("renewed", 0)):

        def forgets(pathway: Pathway, text: str, name: str = name, value: Any = value) -> Any:
            course = unpack(pathway, text)
            setattr(course.memory, name, value)
            return course

        monkeypatch.setattr(packed, "unpack", forgets)
        assert complains(from_the_cache), name


def test_a_step_that_starts_anew_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Memory, "copy", lambda memory: fresh(ours()))
    assert complains(lambda pathway, history: from_the_cache(pathway, history))


# whoever was folded before


def folded_before(pathway: Pathway, other: Pathway, most: int) -> Iterator[str]:
    """The same people in two orders, each pathway remembering whom it saw."""
    histories = [told(person(seed)) for seed in range(most)]
    first = [history.decision(pathway) for history in histories]
    second = [history.decision(other) for history in reversed(histories)]
    for history, was, now in zip(histories, first, reversed(second), strict=True):
        if wrong := unlike(was, now):
            yield "\n".join((wrong, *written(history)))


def test_whoever_was_folded_before_changes_nothing() -> None:
    assert next(folded_before(replace(ours()), replace(ours()), 300 * SOAK), None) is None


def test_a_memory_that_two_share_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = fresh(ours())
    monkeypatch.setattr(engine_course, "fresh", lambda pathway: memory)
    try:
        assert next(folded_before(replace(ours()), replace(ours()), 20), None) is not None
    except IndexError:
        return  # a day that the shared memory no longer has: caught even louder


def test_a_fault_in_the_code_leaves_nothing_behind() -> None:
    """What is remembered while a fault is planted would be told of whoever comes after."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lasting, "worse", lambda fact, values: values[0] if values else None)
        assert complains(swapped)
    fresh = replace(ours())
    lives = [told(person(seed)) for seed in range(20)]
    assert [unlike(life.decision(fresh), life.decision(ours())) for life in lives] == [""] * len(lives)


# 18: swapping the feet


def swapped(pathway: Pathway, history: History) -> Iterator[str]:
    other = replace(history, events=tuple(map(on_the_other_foot, history.events)))
    now = other.decision(pathway)
    fits = tuple(replace(fit, foot=OTHER.get(fit.foot, fit.foot)) for fit in now.conditions)
    wrong = unlike(history.decision(pathway), replace(now, conditions=fits))
    if wrong:
        yield f"with the feet swapped: {wrong}"


def on_the_other_foot(event: Event) -> Event:
    values = {other_slot(slot): value for slot, value in values_of(event).items()}
    if event.kind == "answered":
        return replace(event, body=values)
    if event.kind == "corrected":
        return replace(event, body={**event.body, "values": values})
    return event


def other_slot(slot: str) -> str:
    name, _, foot = slot.partition(".")
    return f"{name}.{OTHER[foot]}" if foot in OTHER else slot


@for_everyone
def test_swapping_the_feet_changes_only_the_name_of_the_foot(person: Person) -> None:
    holds(swapped, person)


def test_reading_one_foot_for_both_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "worse", lambda fact, values: values[0] if values else None)
    assert complains(swapped)


# 19: a spur on an X-ray and a negative windlass


def spur(pathway: Pathway, history: History) -> Iterator[str]:
    day = history.chance.randint(history.first, history.today)
    spurred = history.tell(day, {"spur_on_xray": history.chance.random() < 0.7})
    wrong = unlike(history.decision(pathway), spurred.decision(pathway))
    if wrong:
        yield f"a spur told on day {day - history.first}: {wrong}"


def negative_windlass(pathway: Pathway, history: History) -> Iterator[str]:
    day, unasked = history.chance.randint(history.first, history.today), history.never("windlass")
    negative = unasked.tell(day, {f"windlass.{foot}": "negative" for foot in FEET})
    wrong = unlike(windlass_apart(unasked.decision(pathway)), windlass_apart(negative.decision(pathway)))
    if wrong:
        yield f"a negative windlass told on day {day - history.first}: {wrong}"


def windlass_apart(decision: Decision) -> Decision:
    """But for the list of what is not known, which is then shorter by one."""
    fits = (replace(f, unknown=tuple(n for n in f.unknown if n != "pf-windlass")) for f in decision.conditions)
    return replace(decision, conditions=tuple(fits))


@for_everyone
def test_a_spur_changes_nothing(person: Person) -> None:
    holds(spur, person)


@for_everyone
def test_a_negative_windlass_changes_nothing(person: Person) -> None:
    holds(negative_windlass, person)


def test_a_spur_or_windlass_that_counts_is_caught() -> None:
    catches(spur, feature("pf-forefoot", "spur_on_xray"))
    catches(spur, row("blocks-day-or-sport", when="spur_on_xray"))
    catches(negative_windlass, feature("pf-windlass", "windlass == negative"))
