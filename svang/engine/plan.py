"""Today's plan: the tasks of the phase, less what a rule, a triage row or a warning takes out; and its limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svang.engine.course import Course
from svang.model.knowledge import PlanKind, Row, Stage, Task

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Planned:
    """One task of today and its dose (low..high for each part of it). `level`: where one stands on its ladder, and
    `place` which of its levels that is, from 1; 0 without one."""

    id: str
    kind: str
    dose: Mapping[str, Any]
    sources: tuple[str, ...]
    expires_days: int = 0
    level: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Today's run: so many minutes of running, in intervals of the stage."""

    stage: Stage
    minutes: int
    intervals: int


@dataclass(frozen=True, slots=True)
class Plan:
    """`kind`: which of the plan kinds the day has; `load_percent` of the usual load; `steps`: the most, if known."""

    kind: str
    tasks: tuple[Planned, ...]
    load_percent: int
    run: Run | None
    steps: int | None


def plan(course: Course, kinds: Sequence[str], rows: Sequence[Row], loading: str, *, runs: bool) -> Plan:
    """The plan of the course's last day under the strictest of some plan kinds. `runs`: the decision lets one run."""
    chosen = strictest(course, kinds)
    pathway = course.pathway
    phase = course.phase if course.phase != pathway.machine.resting else pathway.without_a_phase
    barred = {tag for row in rows for tag in row.bars}
    tasks = tuple(
        _planned(course, task, phase, chosen)
        for task in pathway.tasks
        if phase in task.doses and _allowed(course, task, phase, chosen, barred, loading)
    )
    return Plan(chosen.id, tasks, chosen.load_percent, _run(course, chosen) if runs else None, _steps(course, chosen))


def strictest(course: Course, kinds: Sequence[str]) -> PlanKind:
    """The first in the file of those named; today's own pain, or a lighter week, may name one more."""
    more = [kind for n, (_, kind) in enumerate(course.pathway.kinds_today) if course.morning.sure(f"today_{n}")]
    return next(kind for kind in course.pathway.plan_kinds if kind.id in (*kinds, *more))


def _allowed(course: Course, task: Task, phase: str, kind: PlanKind, barred: set[str], loading: str) -> bool:
    kept = "all" in kind.keeps or ("relief" in kind.keeps and task.relief) or ("core" in kind.keeps and task.core)
    if not kept or task.tags & barred or (loading == "gentle" and not task.gentle):
        return False
    if loading == "none" and not task.relief:
        return False
    return _fits(course, task, phase)


def _fits(course: Course, task: Task, phase: str) -> bool:
    """Its conditions are surely true, its warning surely does not apply, and its ladder has been begun: after today's
    verdict, so that the tape of a run is in the plan of the day that opens running."""
    evening = course.evening
    wanted = [f"{task.id}_when"] if task.when is not None else []
    wanted += [f"{task.id}_in_{phase}"] if phase in task.when_in else []
    barred = task.bar is not None and evening.possible(f"{task.id}_bar")
    begun = bool(task.doses[phase].keys() & {"sets"}) or not task.ladder or level(course, task) != "none"
    return begun and not barred and all(evening.sure(name) for name in wanted)


def level(course: Course, task: Task) -> str:
    """Where one stands on a task's ladder, after today's decision."""
    return str(course.state(task.ladder))


def _planned(course: Course, task: Task, phase: str, kind: PlanKind) -> Planned:
    own = task.doses[phase]
    rung = level(course, task) if task.ladder and "sets" not in own else ""
    dose = _dose({**task.levels.get(rung, {}), **own, **adjusted(course, task.id)}, kind)
    place = [*task.levels].index(rung) + 1 if rung in task.levels else 0
    return Planned(task.id, task.kind, dose, task.sources, task.expires_days, rung, place)


def adjusted(course: Course, task: str) -> Mapping[str, Any]:
    """What a clinician has set of a task's dose for today."""
    found: dict[str, Any] = {}
    for change in course.adjusted:
        found |= {key: tuple(span) for key, span in change.get(task, {}).items()}
    return found


def _dose(dose: Mapping[str, Any], kind: PlanKind) -> Mapping[str, Any]:
    """So many sets less, and one at least."""
    if "sets" not in dose:
        return dose
    return {**dose, "sets": tuple(max(1, n - kind.sets_fewer) for n in dose["sets"])}


def _run(course: Course, kind: PlanKind) -> Run | None:
    """Today's run, if the gate is open, the foot has rested, and there is room for it: after today's verdict, so that
    the first run is in the plan of the day that opens running."""
    shown, pathway = course.pathway.shown, course.pathway
    due, minutes, at = (course.evening(name) for name in (shown["due"], shown["minutes"], "run_stage"))
    stage = next((s for s in pathway.stages if s.id == at), None)
    if stage is None or due is not True or kind.run == "none" or not loads(kind):
        return None
    minutes = minutes * kind.load_percent // WHOLE
    return Run(stage, minutes, -(-minutes // stage.run)) if minutes >= stage.run else None


def _steps(course: Course, kind: PlanKind) -> int | None:
    """The most steps of today, where the usual number is known."""
    most = course.value(course.pathway.steps[course.phase]) if course.phase in course.pathway.steps else None
    return most * kind.load_percent // WHOLE if most.__class__ is int and loads(kind) else None


def loads(kind: PlanKind) -> bool:
    """Is it more than relief?"""
    return bool({"all", "core"} & set(kind.keeps))


def halves(kind: PlanKind) -> bool:
    """Is it less load than usual, and no run?"""
    return loads(kind) and kind.load_percent < WHOLE and kind.run == "none"
