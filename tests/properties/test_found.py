"""What the properties have found, each as the smallest history that went wrong, so that it stays found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from svang.model.person import FEET, Event
from svang.pathway.load import pathway
from tests.properties import test_direction as direction
from tests.properties import test_same_course as same_course
from tests.properties.checking import Check
from tests.properties.histories import GONE, History, written
from tests.properties.people import FIRST_DAY, Person, told

LEFT = "first_step_pain.left"
SESSION = ({"id": "towel_scrunch", "pain": 1},)
HEEL_FRONT = frozenset({"heel_front_inner"})


def history(days: Mapping[int, Mapping[str, Any]], **person: Any) -> History:
    """A person's intake, then what is told on and about each day; GONE takes an answer of the intake away."""
    intake = {**told(Person(**person)).events[0].body, **days.get(0, {})}
    first = {slot: value for slot, value in intake.items() if value is not GONE}
    bodies = {0: first, **{day: dict(body) for day, body in days.items() if day}}
    events = tuple(entry(day, body) for day, body in bodies.items())
    return History(events, FIRST_DAY.toordinal() + max(bodies))


def entry(day: int, body: Mapping[str, Any]) -> Event:
    date = FIRST_DAY + timedelta(day)
    at = datetime.combine(date, datetime.min.time(), UTC) + timedelta(hours=7)
    return Event(f"day-{day}", "answered", date, at, pathway().stamp, dict(body))


def told_twice(found: History, day: int) -> History:
    """The same entry of a day once more."""
    again = next(event for event in found.events if event.id == f"day-{day}")
    later = replace(again, id=f"{again.id}-again", recorded_at=again.recorded_at + timedelta(hours=1))
    return replace(found, events=(*found.events, later))


STEADY: Mapping[int, dict[str, Any]] = {1: {LEFT: 2, "activity_pain": 1}, 2: {LEFT: 2}, 3: {LEFT: 2}}
TWO_FEET = {
    "pain_sites.left": HEEL_FRONT | {"arch"},
    "pain_sites.right": HEEL_FRONT,
    **{f"press_front_inner.{foot}": True for foot in FEET},
    **{f"press_pad_centre.{foot}": False for foot in FEET},
    **{"windlass.left": "negative", "windlass.right": "positive"},
}
FOUND: Mapping[str, tuple[Check, History]] = {
    # 14.7: without the day's activity pain, the exercise's stands for the whole day: regress -> progress
    "pain in activity is not known, only that of an exercise": (
        direction.less_known_of_the_day,
        history({**STEADY, 2: {LEFT: 2, "activity_pain": 8, "exercises": SESSION}}, first_steps=2),
    ),
    # 14.7: a walk that is not known is no walk, and `not settled` is then not heard: hold -> progress
    "a walk is not known that has not settled": (
        direction.less_known_of_the_load,
        history({**STEADY, 2: {LEFT: 2, "walk_minutes": 30, "walk_pain": 0, "settled_24h": False}}, first_steps=2),
    ),
    # the same by the mornings: 2 points more than usual, below what is marked
    "a walk is not known after which the morning was worse": (
        direction.less_known_of_the_load,
        history(
            {1: {LEFT: 0, "activity_pain": 1}, 2: {LEFT: 0, "walk_minutes": 30, "walk_pain": 0}, 3: {LEFT: 2}},
            first_steps=0,
        ),
    ),
    # 14.6: ACT 3 and too few mornings: colour not known, row 7 holds; ACT 4: amber, row 7 does not: hold -> continue
    "a load of 3 with too few mornings, and one of 4": (
        direction.more_pain,
        history({2: {LEFT: 4, "activity_pain": 3, "exercises": SESSION}, 3: {LEFT: 4}}, first_steps=4),
    ),
    # 14.7: two entries of a day that both do not know the exercises make a known empty list: hold -> progress
    "the exercises of a day are not known, in two entries": (
        direction.less_known_of_the_load,
        told_twice(
            history(
                {**STEADY, 2: {LEFT: 2, "activity_pain": 1, "exercises": SESSION, "settled_24h": False}}, first_steps=2
            ),
            2,
        ),
    ),
    # 14.18: two feet that fit equally well, for different reasons
    "two feet fit equally well for different reasons": (same_course.swapped, history({0: TWO_FEET}, feet=FEET)),
}


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_right(name: str) -> None:
    check, found = FOUND[name]
    wrong = [each for noise in range(8) for each in check(pathway(), replace(found, noise=noise))]
    if wrong:
        pytest.fail("\n".join((wrong[0], *written(found))), pytrace=False)
