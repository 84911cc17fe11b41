"""The engine decides what its slow twin decides: every value, row, decision and state, on every day of many lives."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svang.loader import pathway
from svang.model import FEET, Event
from tests.lives import KINDS, people, played
from tests.properties.disturbed import HEALTH, disturbed
from tests.properties.histories import History
from tests.properties.people import FIRST_DAY, SETTINGS, SOAK, Person, person, told
from tests.properties.people import people as drawn
from tests.properties.twins import OURS, Engine, compared, first_day, planted, report
from tests.slow import slow_course

LONG = bool(os.environ.get("SVANG_SOAK"))
PEOPLE = 90 * SOAK
"""So many people of `people.py`, each disturbed, beside those that hypothesis draws."""
LIVES = 16 * SOAK
"""So many lives that follow their plan for weeks, cut somewhere and disturbed."""
MOST = 400 if LONG else 60
"""The longest of the people, in days; a few live for half a year."""


def of_person(who: Person, noise: int) -> History:
    return disturbed(told(who), noise)


@given(drawn(), st.integers(0, 10**6))
@SETTINGS
def test_they_agree_on_whoever_is_drawn(who: Person, noise: int) -> None:
    history = of_person(who, noise)
    if history.today - history.first <= MOST:
        agree(history)


@pytest.mark.parametrize("part", range(10))
def test_they_agree_on_people(part: int) -> None:
    for seed in range(part, PEOPLE, 10):
        history = of_person(person(seed), seed)
        if history.today - history.first <= MOST:
            agree(history)


@pytest.mark.parametrize("part", range(4))
def test_they_agree_on_lives_that_follow_their_plan(part: int) -> None:
    for noise in range(part, LIVES, 4):
        agree(of_life(noise))


@cache
def life(place: int, seed: int) -> tuple[Event, ...]:
    kind = KINDS[place % len(KINDS)]
    return tuple(played(kind, people()[kind.like], seed, 300 if LONG else 110).events)


def of_life(noise: int) -> History:
    """One of the modelled lives until some day, with what else came in between."""
    events = life(noise, noise // len(KINDS))
    first = min(event.date for event in events).toordinal()
    whole = History(events, max(event.date for event in events).toordinal())
    chance = Random(noise)
    return disturbed(whole.at(first + chance.randint(20, whole.today - first)), noise, most=chance.choice((0, 4, 10)))


def agree(history: History) -> None:
    if first_day(pathway(), history):
        pytest.fail(report(pathway(), history), pytrace=False)


def test_most_of_what_rules_see_is_compared() -> None:
    """What the two do not both know is few: pages' own numbers, and places that hold parts of others."""
    twin = slow_course(pathway(), of_person(person(0), 0).events, of_person(person(0), 0).today)[-1]
    names = compared(pathway(), twin)
    assert len(names) >= 200
    assert {"everyday", "usual_act", "colour_yesterday", "colour_plan_yesterday", "event_yesterday"} <= set(names)
    assert {"unsettled48", "adherence14", "response", "recovered", "gate_holds_surely", "run_due"} <= set(names)


# -- faults planted in a copy of the engine -------------------------------------------------------------------


def story(days: int, *more: tuple[int, str, dict[str, Any]], feet: tuple[str, ...] = ("left",)) -> History:
    """A sore heel that is told of every day, and what more happens: day, kind, body; each told after the one before."""
    intake = told(Person(days=1, feet=feet, noise=1)).events[0]
    first = {**intake.body, **dict.fromkeys(HEALTH, False), "inflammatory_signs": frozenset()}
    events = [Event("intake", "answered", FIRST_DAY, moment(0, 0), pathway().stamp, first)]
    for day in range(1, days + 1):
        steps: dict[str, Any] = {f"first_step_pain.{foot}": 4 for foot in feet}
        events.append(entry(f"morning-{day}", day, "answered", {**steps, "nothing_new": True}, 1))
        events.append(entry(f"evening-{day}", day, "answered", {"activity_pain": 2}, 600))
    kept = [e for e in events if not any(k == "silent" and b.get("of") == e.id for _, k, b in more)]
    for n, (day, kind, body) in enumerate(more):
        if kind != "silent":
            kept.append(entry(body.get("id", f"more-{n}"), day, kind, body, body.pop("minute", 700 + 30 * n)))
    return History(tuple(kept), FIRST_DAY.toordinal() + days)


def entry(id: str, day: int, kind: str, body: dict[str, Any], minute: int) -> Event:
    said = {key: value for key, value in body.items() if key != "id"}
    return Event(id, kind, FIRST_DAY + timedelta(day), moment(day, minute), pathway().stamp, said)


def moment(day: int, minute: int) -> datetime:
    return datetime.combine(FIRST_DAY + timedelta(day), datetime.min.time(), UTC) + timedelta(hours=6, minutes=minute)


assert date and FEET and OURS and Engine and planted
