"""A session step by step, and how long it takes: get ready, repetitions, holds, the other foot, rests, what is next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svang.engine.course import Course
from svang.engine.plan import Planned
from svang.interview.sitting import sore_in
from svang.model.knowledge import Task
from svang.model.person import FEET

READY, CHANGE = 5, 10
"""Seconds to get ready at first, and for each change: of exercise, of foot, of set where the plan has no rest."""
LET_GO, PULL = 2, 2
"""Seconds between two holds, and for each half of a repetition that the plan gives no tempo for: calm, and even."""
MINUTE = 60
Part = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """`kind`: ready, set, change (of foot, or of set) or rest. A set has `reps` repetitions of its `parts` (up, hold,
    down, off, each with its seconds) and is enough from `least` of them; `side`: the foot, '' where both work."""

    kind: str
    seconds: int
    set: int = 0
    side: str = ""
    reps: int = 0
    least: int = 0
    parts: tuple[Part, ...] = ()


def exercises(tasks: Sequence[Planned]) -> tuple[Planned, ...]:
    """What of a plan is done in sets."""
    return tuple(task for task in tasks if "sets" in task.dose)


def steps(task: Task, planned: Planned, sore: Sequence[str], *, first: bool) -> tuple[Step, ...]:
    """An exercise at what the plan aims at: the top of each range. `first`: nothing came before it."""
    dose, sides = planned.dose, sides_of(task, planned.level, sore)
    return (Step("ready", READY if first else CHANGE), *_sets(dose, sides))


def _sets(dose: Mapping[str, Any], sides: Sequence[str]) -> Iterator[Step]:
    each, sets = parts(dose), dose["sets"][-1]
    least, reps = dose.get("reps", (1, 1))
    seconds = reps * sum(long for _, long in each)
    for n in range(1, sets + 1):
        for side in sides:
            yield Step("set", seconds, n, side, reps, least, each)
            if side != sides[-1]:
                yield Step("change", CHANGE, n)
        if n < sets:
            yield Step("rest", dose["rest_min"][-1] * MINUTE, n) if "rest_min" in dose else Step("change", CHANGE, n)


def parts(dose: Mapping[str, Any]) -> tuple[Part, ...]:
    """One repetition: up, hold and down as the plan paces them; held, and let go before the next; or an even pull."""
    if "up_s" in dose:
        return tuple((key.removesuffix("_s"), dose[key][-1]) for key in ("up_s", "hold_s", "down_s") if key in dose)
    if "hold_s" in dose:
        held = ("hold", dose["hold_s"][-1])
        return (held, ("off", LET_GO)) if "reps" in dose else (held,)
    return (("up", PULL), ("down", PULL))


def sides_of(task: Task, level: str, sore: Sequence[str]) -> tuple[str, ...]:
    """The feet in turn: the sore ones, or each; '' alone where both work at once. Which is sore not known: each."""
    which = task.sides.get(level) or task.sides.get("all")
    if which is None:
        return ("",)
    return tuple(sore) if which == "sore" and sore else FEET


def steps_of(course: Course, tasks: Sequence[Planned]) -> list[tuple[Planned, tuple[Step, ...]]]:
    """Each exercise of a plan with its steps, in the plan's order."""
    known, sore = {task.id: task for task in course.pathway.tasks}, sore_in(course)
    return [(task, steps(known[task.id], task, sore, first=not n)) for n, task in enumerate(exercises(tasks))]


def minutes_of(course: Course, tasks: Sequence[Planned]) -> int:
    """How long the exercises of a plan take together, in whole minutes, the last one begun; 0 without any.

    Doses and rests as the plan says them, READY at the beginning, CHANGE for each change.
    """
    seconds = sum(step.seconds for _, found in steps_of(course, tasks) for step in found)
    return -(-seconds // MINUTE)
