"""What tomorrow's first steps decide: said on a day that was too much, and what comes of it when that day is lived."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from svang.care.basis import Basis, Day
from svang.engine.course import fold
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.interview.tomorrow import Outcome, Tomorrow, tomorrow
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.texts import texts
from tests.interview.given import CALM
from tests.lives import Life

START = date(2026, 3, 2)
CALM_PAIN = 3
"""PATHWAY 1: up to 3 is let be."""


class Told:
    """Somebody whose days are told one by one, each the morning after."""

    def __init__(self, **intake: Any) -> None:
        self.life = Life({**CALM, **intake}, START)
        self.events = list(self.life.typed)

    def tell(self, day: int, hour: int = 7, on: int | None = None, **values: Any) -> None:
        at = datetime.combine(START, datetime.min.time(), UTC) + timedelta(days=day if on is None else on, hours=hour)
        body = self.life.values(values)
        day_told = START + timedelta(days=day)
        at += timedelta(seconds=len(self.events))
        self.events.append(Event(f"x{len(self.events)}", "answered", day_told, at, pathway().stamp, body))

    def morning(self, day: int, first_step: Any, before: Mapping[str, Any] | None = None) -> None:
        calm = {"activity_pain": CALM_PAIN, "exercises_done": "all", "exercises_pain": 1}
        if day:
            self.tell(day - 1, on=day, **(calm if before is None else before))
        self.tell(day, first_step_pain=first_step, nothing_new=True)

    def on(self, day: int) -> Day:
        return Basis(pathway(), None, tuple(self.events), len(self.events)).day(START + timedelta(days=day))

    def said(self, day: int, hour: int = 8) -> Tomorrow | None:
        at = datetime.combine(START, datetime.min.time(), UTC) + timedelta(days=day, hours=hour)
        return tomorrow(self.on(day), at=at)


def usual(days: int, first_step: Any = 4, **intake: Any) -> Told:
    """So many days with the same mornings, the trial of the heel raises among them: the first load is carried."""
    told = Told(**intake)
    for day in range(1, days):
        told.morning(day, first_step)
    told.tell(1, hour=9, two_leg_raises_8_pain=1)
    return told


def pairs(found: Tomorrow | None) -> list[tuple[int, int, str]]:
    assert found is not None
    return [(each.low, each.high, each.what) for each in found.outcomes]


# -- what the text says ----------------------------------------------------------------------------------------


def test_after_a_morning_two_above_usual_the_next_one_decides_both_ways() -> None:
    """PATHWAY 6, rows 6 and 3, and mockup 13c: 4 as a rule, 6 today, half a day. A second morning two above it is
    a step down; without one the training is whole again."""
    told = usual(15)
    told.morning(15, 6)
    assert told.on(15).decision.rule == "not-settled"
    found = told.said(15)
    assert pairs(found) == [(0, 5, "whole"), (6, 10, "down")] and found is not None and found.calm == CALM_PAIN
    assert found.said(texts("da")) == (
        "Holder smerten sig på 3 eller mindre resten af dagen, afgør de første skridt det:",
        (("5 eller mindre", "hele træningen igen"), ("6 eller mere", "et trin ned")),
    )


def test_after_enough_for_today_a_step_goes_down_whatever_the_morning_is() -> None:
    """PATHWAY 6, row 3: a pain over 5 in everyday life that is worse than usual was yesterday."""
    told = usual(15)
    told.morning(15, 4)
    assert told.said(15) is None, "An ordinary morning decides nothing of tomorrow."
    told.tell(15, hour=20, activity_pain=8, exercises_done="none")
    assert told.on(15).decision.rule == "enough-for-today"
    found = told.said(15, hour=21)
    assert pairs(found) == [(0, 10, "down")] and found is not None and found.calm is None
    lead, rows = found.said(texts("da"))
    assert (lead, rows) == ("", (("", "I morgen går du et trin ned, så hælen kan følge med."),))


def test_where_nothing_can_go_down_no_step_down_is_said() -> None:
    """PATHWAY 6, row 3: in calm it is a hold."""
    told = Told()
    for day in range(1, 5):
        told.morning(day, 4)
    told.morning(5, 7)
    assert (told.on(5).decision.phase, told.on(5).decision.decision) == ("calm", "hold")
    assert pairs(told.said(5)) == [(0, 5, "whole"), (6, 10, "half")]


def test_it_hangs_on_no_more_pain_than_on_the_day_of_a_step_down() -> None:
    """PATHWAY 6, row 3: no second step down within four days, unless the pain is worse than then. It was 2."""
    told, before = Told(), {"activity_pain": 2, "exercises_done": "all", "exercises_pain": 1}
    for day in range(1, 26):
        told.morning(day, 3, before)
        if day % 6 == 1:
            told.tell(day, hour=9, two_leg_raises_8_pain=1)
    told.morning(26, 6, before)
    found = told.said(26)
    assert told.on(26).decision.lowered and found is not None and found.calm == 2
    assert pairs(found) == [(0, 4, "whole"), (5, 6, "half"), (7, 10, "down")]


def test_the_worse_foot_is_meant() -> None:
    sites = {"left": ["heel_front_inner"], "right": ["heel_front_inner"]}
    told = usual(15, {"left": 4, "right": 2}, pain_sites=sites)
    told.morning(15, {"left": 6, "right": 2})
    assert pairs(told.said(15)) == [(0, 5, "whole"), (6, 10, "down")]


@pytest.mark.parametrize("quiet", [True, False])
def test_nothing_is_said_before_the_morning_is_told_or_under_a_pause(quiet: bool) -> None:
    told = usual(15)
    if not quiet:
        told.morning(15, 6)
        told.tell(15, hour=9, fever_unexplained=True)
    assert told.said(15) is None


# -- what is said is what comes ----------------------------------------------------------------------------------


def happens(decision: Decision) -> str:
    return "down" if decision.lowered else "half" if decision.plan.load_percent < 100 else "whole"


def lived(told: Told, day: int, rest: int, first_step: int) -> Decision:
    """The rest of the day and the next morning, folded from the first day."""
    events = list(told.events)
    if not any(event.date == START + timedelta(days=day) and "activity_pain" in event.body for event in events):
        told.tell(day, on=day + 1, activity_pain=rest, exercises_done="all", exercises_pain=rest)
    told.tell(day + 1, first_step_pain=first_step, nothing_new=True)
    today = (START + timedelta(days=day + 1)).toordinal()
    found = decide(fold(pathway(), merge(pathway(), told.events), today=today))
    told.events = events
    return found


def up_and_down(seed: int, days: int) -> Told:
    """Somebody whose heel is better on some days than on others, and who tells of some evenings."""
    chance, told = Random(seed), Told()
    for day in range(1, days):
        before = {"activity_pain": chance.choice([1, 2, 3, 3, 4, 6, 8]), "exercises_done": "all"}
        told.morning(
            day, chance.choice([2, 3, 3, 4, 4, 5, 6, 7]), before | {"exercises_pain": chance.choice([0, 1, 3])}
        )
        if day == 3:
            told.tell(day, hour=9, two_leg_raises_8_pain=1)
    if chance.random() < 0.3:
        told.tell(days - 1, hour=20, activity_pain=chance.choice([3, 6, 7, 9]), exercises_done="some", exercises_pain=1)
    return told


@pytest.mark.parametrize("seed", range(60))
def test_what_is_said_of_tomorrow_is_what_comes_of_it(seed: int) -> None:
    day = 4 + seed % 23
    told = up_and_down(seed, day + 1)
    found = told.said(day, hour=21)
    if found is None:
        return
    for rest, (low, high, what) in product({0, CALM_PAIN if found.calm is None else found.calm}, pairs(found)):
        for first_step in range(low, high + 1):
            assert happens(lived(told, day, rest, first_step)) == what, (rest, first_step)


def test_of_those_days_many_say_something() -> None:
    said = [up_and_down(seed, 5 + seed % 23).said(4 + seed % 23, hour=21) for seed in range(60)]
    whats = {each.what for found in said if found is not None for each in found.outcomes}
    assert sum(found is not None for found in said) >= 12 and whats == {"down", "half", "whole"}


def test_spans_and_what_is_alone_are_said_in_words() -> None:
    three = Tomorrow((Outcome(0, 3, "whole"), Outcome(4, 5, "half"), Outcome(6, 10, "down")), 3)
    assert [span for span, _ in three.said(texts("en"))[1]] == ["3 or less", "4–5", "6 or more"]
    alone = Tomorrow((Outcome(0, 10, "half"),), 3)
    assert alone.said(texts("da")) == (
        "Holder smerten sig på 3 eller mindre resten af dagen:",
        (("", "I morgen er også en halv dag."),),
    )
