"""Somebody who answers: calmly, or as the test says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from bench.people import INTAKE, START, ZONE
from svang.interview import lines
from svang.interview.intake import Intake
from svang.interview.lines import NOTHING
from svang.interview.morning import Morning
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.pathway.load import pathway
from tests.edge import care

SOMEBODY = "somebody"
CALM = INTAKE
"""The left heel sore at its front; no red flag, and nothing of the health list."""


def at(day: int, hour: int = 7) -> datetime:
    return datetime(START.year, START.month, START.day, hour, tzinfo=ZONE) + timedelta(days=day)


def sitting(day: int, *, about: date | None = None, intake: bool = False) -> Sitting:
    """A sitting on the morning of a day of the course, about that day unless told otherwise."""
    return Sitting(care, SOMEBODY, about or at(day).date(), at=at(day), today=at(day).date(), intake=intake)


def calm(question: Question, differently: Mapping[str, Any] = MappingProxyType({})) -> Any:
    """What the person with the ordinary heel answers; what she has not told, she does not know."""
    if question.about == "list":
        said = {id: differently.get(id, CALM.get(id)) for id in question.among}
        facts = pathway().facts
        ticked = {id: raw for id, raw in said.items() if word(raw) != word(lines.calm(facts[id]))}
        return {id: None if raw is None else True for id, raw in ticked.items()} or NOTHING
    if question.about == "form":
        parts = zip(question.among, question.parts, strict=True)
        return {name: calm(part, differently) for name, part in parts}
    if question.about in ("so_far", "where"):
        return "both"
    if question.fact in differently:
        return differently[question.fact]
    if question.about == "feet":
        return "left"
    if question.about == "news":
        return True
    found = CALM.get(question.fact)
    return found.get(question.foot or "left") if isinstance(found, dict) else found


def word(raw: Any) -> Any:
    """An answer as it is spelt: yes and no may stand for true and false."""
    return {True: "yes", False: "no"}[raw] if isinstance(raw, bool) else raw


def talk(asks: Intake | Morning, **differently: Any) -> list[Question]:
    """Answers until nothing is asked; the questions, in order."""
    asked = []
    while (question := asks.next()) is not None:
        assert len(asked) < 100 and question not in asked
        asked.append(question)
        asks.sitting.tell(question, calm(question, differently))
        if isinstance(asks, Intake):
            asks.store_after_flags()
    return asked


def names(asked: list[Question]) -> list[str]:
    """The facts asked about, each line of a list as one."""
    return list(dict.fromkeys(fact for question in asked if question.about != "so_far" for fact in question.facts))
