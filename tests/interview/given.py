"""Somebody who answers: calmly, or as the test says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from bench.people import INTAKE, START, ZONE
from svang.interview.intake import Intake
from svang.interview.morning import Morning
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.reader import read_text

SOMEBODY = "somebody"
CALM: Mapping[str, Any] = read_text(INTAKE, file="bench").plain()


def at(day: int, hour: int = 7) -> datetime:
    return datetime(START.year, START.month, START.day, hour, tzinfo=ZONE) + timedelta(days=day)


def sitting(day: int, *, about: date | None = None, intake: bool = False) -> Sitting:
    """A sitting on the morning of a day of the course, about that day unless told otherwise."""
    return Sitting(SOMEBODY, about or at(day).date(), at=at(day), today=at(day).date(), intake=intake)


def calm(question: Question) -> Any:
    """What the person with the ordinary heel answers; what she has not told, she does not know."""
    if question.about == "feet":
        return "left"
    if question.about == "news":
        return True
    found = CALM.get(question.fact)
    return found.get(question.foot or "left") if isinstance(found, dict) else found


def talk(asks: Intake | Morning, **differently: Any) -> list[Question]:
    """Answers until nothing is asked; the questions, in order."""
    asked = []
    while (question := asks.next()) is not None:
        assert len(asked) < 100 and question not in asked
        asked.append(question)
        asks.sitting.tell(question, differently.get(question.fact, calm(question)))
        if isinstance(asks, Intake):
            asks.store_after_flags()
    return asked


def names(asked: list[Question]) -> list[str]:
    return list(dict.fromkeys(question.fact for question in asked))
