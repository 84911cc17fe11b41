"""A made-up person to measure on: the course of somebody who checks in every day, drawn with a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any

from svang.answers.typed import at_intake, entered, typed
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.pathway.reader import read_text

START = date(2026, 3, 2)
ZONE = timezone(timedelta(hours=1))
INTAKE = """
age: 46
onset_injury: none
can_bear_weight: yes
foot_deformed: no
swelling_marked: no
redness_or_warmth: no
bruise_sole: no
fever_unexplained: no
wound: no
diabetes: no
reduced_sensation: no
nerve_signs: none
strength_loss: no
back_to_leg: no
night_pain: none
rest_pain: none
calf_swollen_one_side: no
cold_pale_foot: no
cancer_ever: no
osteoporosis: no
earlier_stress_fracture: no
steroid_tablets_long: no
low_energy: no
rheumatic_disease: no
blood_thinner: no
pregnant: no
pacemaker_or_epilepsy: no
inflammatory_signs: none
pain_sites: {left: [heel_front_inner]}
weeks_of_pain: 5
first_step_pain: 6
eases_when_warm: yes
worse_after_rest: yes
worse_long_load: yes
worse_as_day_goes_on: no
progressive_over_weeks: no
evening_ache: no
eases_on_forefoot: no
press_front_inner: yes
squeeze_heel: no
activity_pain: 5
load_rise: no
runner: no
function_limit: some
standing_or_walking_hard: no
trend_3_weeks: better
steroid_injection_on: never
injections_total: 0
poor_circulation: no
"""
REVIEW = ("pain_sites.left", "pain_sites.right", "function_limit", "standing_or_walking_hard", "poor_circulation")
REVIEW += ("eases_when_warm", "worse_after_rest", "worse_long_load", "load_rise", "steroid_injection_on")
REVIEW += ("pregnant", "steroid_tablets_long", "blood_thinner", "inflammatory_signs")


SESSION = ({"id": "heel_raise", "level": 3, "sets": 3, "reps": 12, "pain": 2}, {"id": "fascia_stretch", "pain": 1})


def answers() -> dict[str, Any]:
    """The intake, typed."""
    values, problems = typed(pathway(), read_text(INTAKE, file="bench"))
    assert not problems
    return at_intake(values)


def today(days: int) -> date:
    """The last date of a history of so many days."""
    return START + timedelta(days=days - 1)


def events(days: int, *, seed: int = 1) -> list[Event]:
    """Two entries a day: the morning, and what the day was like. A review of the slower facts every fourth week."""
    return list(_events(days, Random(seed)))


def _events(days: int, chance: Random) -> Iterator[Event]:
    intake = answers()
    first_step = 6
    for n in range(days):
        first_step = max(0, min(10, first_step + chance.choice((-1, 0, 0, 0, 1))))
        morning = {"first_step_pain.left": first_step, "nothing_new": True} if n else intake
        if n and n % 28 == 0:
            morning |= {slot: intake[slot] for slot in REVIEW}
        if n and n % 7 == 0:
            morning |= {"two_leg_raises_8_pain": 2}
        yield _event(f"m{n}", n, 7, morning)
        if n + 1 < days:
            done = {"exercises": SESSION} if n % 3 else {}
            yield _event(f"e{n}", n, 20, {"activity_pain": chance.choice((1, 2, 3, "no_load", 3, 4)), **done})


def _event(id: str, n: int, hour: int, values: dict[str, Any]) -> Event:
    day = START + timedelta(days=n)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    return entered(pathway(), values, day=day, at=at, id=id)
