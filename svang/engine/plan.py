"""Today's plan: the phase's tasks, less what a rule, a triage row or the task's own warning takes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svang.engine.course import Course
from svang.model import PlanKind, Row, Task
from svang.readings.run import compiled


@dataclass(frozen=True, slots=True)
class Planned:
    """One task of today and its dose (low..high for each part of it)."""

    id: str
    kind: str
    dose: Mapping[str, Any]
    sources: tuple[str, ...]
    expires_days: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """`kind`: which of the plan kinds the day has; `load_percent` of the usual load."""

    kind: str
    tasks: tuple[Planned, ...]
    load_percent: int
    run: bool


def plan(course: Course, kinds: Sequence[str], rows: Sequence[Row], loading: str) -> Plan:
    """The plan of the course's last day under the strictest of some plan kinds."""
    chosen = strictest(course, kinds)
    phase = course.phase if course.phase != "paused" else course.pathway.without_a_phase
    barred = {tag for row in rows for tag in row.bars}
    tasks = tuple(
        Planned(task.id, task.kind, _dose(task.doses[phase], chosen), task.sources, task.expires_days)
        for task in course.pathway.tasks
        if phase in task.doses and _allowed(course, task, phase, chosen, barred, loading)
    )
    return Plan(chosen.id, tasks, chosen.load_percent, run=False)


def strictest(course: Course, kinds: Sequence[str]) -> PlanKind:
    """The first in the file of those named; today's own pain may name one more."""
    when, frame = compiled(course.pathway).when, list(course.seen)
    more = [kind for n, (_, kind) in enumerate(course.pathway.plan_today) if when[f"today_{n}"][0](frame)]
    return next(kind for kind in course.pathway.plans if kind.id in (*kinds, *more))


def _allowed(course: Course, task: Task, phase: str, kind: PlanKind, barred: set[str], loading: str) -> bool:
    kept = "all" in kind.keeps or ("relief" in kind.keeps and task.relief)
    if not kept or task.tags & barred or (loading == "gentle" and not task.gentle):
        return False
    if loading == "none" and not task.relief:
        return False
    return _fits(course, task, phase)


def _fits(course: Course, task: Task, phase: str) -> bool:
    """Its conditions are surely true and its warning surely does not apply."""
    when, frame = compiled(course.pathway).when, list(course.seen)
    wanted = [f"{task.id}_when"] if task.when is not None else []
    wanted += [f"{task.id}_in_{phase}"] if phase in task.when_in else []
    barred = task.bar is not None and when[f"{task.id}_bar"][1](frame)
    return not barred and all(when[name][0](frame) for name in wanted)


def _dose(dose: Mapping[str, Any], kind: PlanKind) -> Mapping[str, Any]:
    if not kind.sets_fewer or "sets" not in dose:
        return dose
    low, high = (max(1, n - kind.sets_fewer) for n in dose["sets"])
    return {**dose, "sets": (low, high)}
