"""What was tried as a person writes it: each part read, and what is wrong with it. The same for both edges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svang.answers.amounts import Unclear, date_written, number
from svang.answers.tried import COST, MAY, tried
from svang.answers.typed import Refused, refused
from svang.interview.questions import node
from svang.model.knowledge import Pathway

PARTS = ("what", *MAY)
LONGEST_NOTE = 200
Wrong = dict[str, Unclear | Refused]


def written(way: Pathway, told: Mapping[str, str], day: date, today: date) -> tuple[dict[str, Any], Wrong]:
    """The typed body of what was tried from a day on, and by its part what is wrong. What is empty is not told."""
    raw: dict[str, Any] = {}
    wrong: Wrong = {}
    for part in (part for part in PARTS if told.get(part, "").strip()):
        try:
            raw[part] = _read(part, told[part].strip(), today)
        except (Unclear, Refused) as error:
            wrong[part] = error
    body, problems = tried(way, day, {part: node(value) for part, value in raw.items()}, node(""))
    wrong |= {str(problem.details["key"]): Refused((problem,)) for problem in problems}
    return body, {part: wrong[part] for part in PARTS if part in wrong}


def _read(part: str, words: str, today: date) -> Any:
    """One part as it is written in a case. Raises Unclear or Refused: what was tried has not ended after today."""
    if part == "cost":
        return number(COST, words)
    if part != "until":
        return words[:LONGEST_NOTE]
    until = date_written(words, today, exact=True)
    if date.fromisoformat(until) > today:
        raise refused("future_date", key=part, found=until)
    return until
