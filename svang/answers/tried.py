"""What was tried, as it is told: from when, until when, on which foot, what it cost and a note, each held against its
range. No rule reads until when, nor what it cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svang.answers.typed import counted_in, day_of, shown
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET
from svang.pathway.nodes import Node, Problem

SIDES = (*FEET, "both")
MAY = ("until", "side", "cost", "note")
COST = Fact("cost", "int", "", 0, unit="kroner", high=100_000)


def tried(pathway: Pathway, day: date, parts: Mapping[str, Node], place: Node) -> tuple[dict[str, Any], list[Problem]]:
    """One thing that was tried from a day on, typed, and all that is wrong with it. A null is not told; an end is
    a date."""
    told = {key: part for key, part in parts.items() if part.value is not None}
    body: dict[str, Any] = {key: part.plain() for key, part in told.items()}
    known = tuple(treatment.id for treatment in pathway.treatments)
    problems = [] if "what" in told else [_no_choice("what", place, "-", known)]
    for key, choices in (("what", known), ("side", SIDES)):
        if key in told and body[key] not in choices:
            problems.append(_no_choice(key, told[key], shown(told[key]), choices))
    if "until" in parts:
        body["until"] = _until(day, parts["until"])
    if "cost" in told:
        body["cost"] = counted_in(pathway, COST, told["cost"])
    return body, [*problems, *(found for found in body.values() if isinstance(found, Problem))]


def _no_choice(key: str, node: Node, found: str, choices: tuple[str, ...]) -> Problem:
    return Problem(node.where, "not_a_choice", {"key": key, "found": found, "choices": ", ".join(choices)})


def _until(day: date, node: Node) -> int | Problem:
    """The last day of it: the first, or a later one."""
    last = day_of(node)
    if last is None:
        return Problem(node.where, "not_a_date", {"key": "until", "found": shown(node)})
    return last.toordinal() if last >= day else Problem(node.where, "ends_too_soon", {"key": "until"})
