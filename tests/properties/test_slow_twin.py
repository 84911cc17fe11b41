"""The engine decides what its slow twin decides: every value, row, decision and state, on every day of many lives."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svang.model.person import FEET, Event
from svang.pathway.load import pathway
from tests.lives import KINDS, people, played
from tests.mutate.differing import wild_lives
from tests.mutate.noticing import all_told
from tests.mutate.planted import planted
from tests.properties.disturbed import HEALTH, disturbed
from tests.properties.histories import History
from tests.properties.people import FIRST_DAY, SETTINGS, SOAK, Person, person, told
from tests.properties.people import people as drawn
from tests.properties.twins import compared, first_day, report
from tests.slow import slow_course

LONG = bool(os.environ.get("SVANG_SOAK"))
PEOPLE = 60 * SOAK
"""So many people of `people.py`, each disturbed, beside those that hypothesis draws."""
LIVES = 8 * SOAK
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


@pytest.mark.parametrize("part", range(4))
def test_they_agree_on_the_courses_of_the_scenarios(part: int) -> None:
    """All of them in `make soak`, and in each whole `make mutate`; a fixed sample else."""
    for each in all_told()[part :: 4 if LONG else 80]:
        agree(History(each.events, each.today))


@pytest.mark.parametrize("part", range(4))
def test_they_agree_where_things_happen_to_the_courses_of_the_scenarios(part: int) -> None:
    """The lives that faults of the engine are played on: a sample, all of them in `make soak`."""
    for each in [life for life in wild_lives() if life.twinned][part :: 4 if LONG else 160]:
        agree(History(each.events, each.today))


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

Said = tuple[int, str, dict[str, Any]]
"""Day, kind and body of an event; `at`: minutes after six, `id`: its name."""


def story(days: int, *more: Said, feet: tuple[str, ...] = ("left",), untold: tuple[str, ...] = ()) -> History:
    """A sore heel that is told of every morning and evening but those `untold`, and what more happens."""
    intake = told(Person(days=1, feet=feet, noise=1)).events[0]
    first = {**intake.body, **dict.fromkeys(HEALTH, False), "inflammatory_signs": frozenset()}
    said: list[Said] = [(0, "answered", {"id": "intake", "at": 0, **first})]
    for day in range(1, days + 1):
        steps: dict[str, Any] = {f"first_step_pain.{foot}": 4 for foot in feet}
        said.append((day, "answered", {"id": f"morning-{day}", "at": 1, **steps, "nothing_new": True}))
        said.append((day, "answered", {"id": f"evening-{day}", "at": 660, "activity_pain": 2}))
    told_all = [
        *said,
        *((day, kind, {"id": f"more-{n}", "at": 700, **body}) for n, (day, kind, body) in enumerate(more)),
    ]
    events = tuple(event_of(*one) for one in told_all if one[2]["id"] not in untold)
    return History(events, FIRST_DAY.toordinal() + days)


def event_of(day: int, kind: str, body: dict[str, Any]) -> Event:
    at = datetime.combine(FIRST_DAY + timedelta(day), datetime.min.time(), UTC) + timedelta(hours=6, minutes=body["at"])
    said = {key: value for key, value in body.items() if key not in ("id", "at")}
    return Event(body["id"], kind, FIRST_DAY + timedelta(day), at, pathway().stamp, said)


LEVEL = {"role": "doctor", "reason": "try", "until": FIRST_DAY.toordinal() + 20, "set": {"raise_level": "H4"}}
HELD = story(5, (5, "adjusted", LEVEL), untold=("evening-4",))
SIGN = story(33, (1, "answered", {"squeeze_heel.left": True}))
LATER_WORD = story(
    4,
    (3, "answered", {"id": "one", "at": 2, "first_step_pain.left": 5}),
    (3, "answered", {"at": 60, "first_step_pain.left": 7}),
    (3, "corrected", {"at": 30, "target": "one", "values": {"first_step_pain.left": 3}}),
)
TWICE = story(3, (2, "answered", {"walk_minutes": 40}), (2, "answered", {"at": 720, "walk_minutes": None}))
ONE_FOOT = story(2, (1, "answered", {"knee_to_wall_cm.left": None, "knee_to_wall_cm.right": 80}), feet=FEET)
SEEN = story(
    6,
    (1, "answered", {"nerve_signs": frozenset({"tingling"})}),
    (2, "seen", {"role": "doctor", "cleared": True}),
    (4, "answered", {"strength_loss": "getting_worse"}),
)
FAULTS: dict[str, tuple[History, str]] = {
    "a clinician's level on a day that is held": (HELD, "a"),
    "a sign that runs out": (SIGN, "b"),
    "a correction that beats a later word": (LATER_WORD, "c"),
    "minutes lost to a second entry": (TWICE, "d"),
    "one foot's number for both": (ONE_FOOT, "e"),
    "a row that fires again without its answer": (SEEN, "f"),
}
"""By their letters in tests/mutate/planted.py."""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_planted_in_the_engine_is_noticed(name: str) -> None:
    history, letter = FAULTS[name]
    assert first_day(pathway(), history) == []
    with planted(letter):
        assert first_day(pathway(), history)


RUNS = {"phase": "run", "run_stage": "R5"}
RUNNING = {"role": "doctor", "reason": "try", "until": FIRST_DAY.toordinal() + 6, "set": RUNS}
SPARED = story(
    14,
    (6, "adjusted", RUNNING),
    (9, "answered", {"exercises_done": "all", "exercises_pain": 6}),
    (11, "answered", {"exercises_done": "all", "exercises_pain": 6}),
)
"""Two days that were too much in one episode, in phase run: one step down and no second (section 6, row 3)."""


def test_a_spared_step_down_is_no_fall() -> None:
    assert slow_course(pathway(), SPARED.events, SPARED.today)[-1].state["run_stage"] == "R4"
    assert first_day(pathway(), SPARED) == []
