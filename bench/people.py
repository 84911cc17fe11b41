"""Made-up people: who they are stands in tests/spec/people.yaml, for scenarios, tests and measurements alike.

What nobody of them has is not spelt out: `flags: none` stands for each red flag, asked and absent, so a new one changes
nothing here. To measure on there is the course of somebody who checks in every day, drawn with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from random import Random
from typing import Any

from svang.answers.typed import at_intake, entered, typed
from svang.contract.verify.short import healthy_unless
from svang.interview.questions import node
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.pathway.reader import read_file

PEOPLE = Path(__file__).parents[1] / "tests" / "spec" / "people.yaml"
START = date(2026, 3, 2)
ZONE = timezone(timedelta(hours=1))


def intake_of(name: str) -> dict[str, Any]:
    """What one of the people answers at first, as it is written in a case."""
    return healthy_unless(pathway(), _given(name))


def _given(name: str) -> dict[str, Any]:
    who = WHO[name]
    return (_given(who["like"]) if "like" in who else {}) | who["given"]


def as_yaml(answers: Mapping[str, Any]) -> str:
    """Answers as somebody would write them into a file, a line each."""
    return "".join(f"{id}: {_written(said)}\n" for id, said in answers.items())


def _written(said: Any) -> str:
    if isinstance(said, Mapping):
        return "{" + ", ".join(f"{key}: {_written(part)}" for key, part in said.items()) + "}"
    return f"[{', '.join(map(_written, said))}]" if isinstance(said, list | tuple) else str(said)


def case() -> str:
    """The intake of the measured person as a case file."""
    return CASE_AT + "".join(f"  {line}\n" for line in as_yaml(INTAKE).splitlines())


WHO: Mapping[str, Any] = read_file(PEOPLE).plain()["people"]
INTAKE: Mapping[str, Any] = intake_of("measured")
CASE_AT = f"at: {START}T07:10:00+01:00\nanswers:\n"
REVIEW = ("pain_sites.left", "pain_sites.right", "function_limit", "standing_or_walking_hard", "poor_circulation")
REVIEW += ("eases_when_warm", "worse_after_rest", "worse_long_load", "load_rise", "steroid_injection_on")
REVIEW += ("inflammatory_signs",)
RUN_OUT = {fact.id for fact in pathway().facts.values() if fact.flag == "once" and fact.lasts is not None}


SESSION = ({"id": "heel_raise", "level": 3, "sets": 3, "reps": 12, "pain": 2}, {"id": "fascia_stretch", "pain": 1})


def answers() -> dict[str, Any]:
    """The intake, typed."""
    values, problems = typed(pathway(), node(INTAKE))
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
            morning |= {slot: said for slot, said in intake.items() if again(slot)}
        if n and n % 7 == 0:
            morning |= {"two_leg_raises_8_pain": 2}
        yield _event(f"m{n}", n, 7, morning)
        if n + 1 < days:
            done = {"exercises": SESSION} if n % 3 else {}
            yield _event(f"e{n}", n, 20, {"activity_pain": chance.choice((1, 2, 3, "no_load", 3, 4)), **done})


def again(slot: str) -> bool:
    """Is it of the review: the slower facts, and each red flag asked once whose answer runs out?"""
    return slot in REVIEW or slot.partition(".")[0] in RUN_OUT


def _event(id: str, n: int, hour: int, values: dict[str, Any]) -> Event:
    day = START + timedelta(days=n)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    return entered(pathway(), values, day=day, at=at, id=id)
