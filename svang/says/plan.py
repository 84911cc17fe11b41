"""Today's plan in words: doses, tasks, what rests, and the limits of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svang.engine.course import Course
from svang.engine.decide import Decision
from svang.engine.plan import Planned, halves, loads
from svang.model.knowledge import Pathway, Task
from svang.readings.explain import because as saws_of
from svang.readings.explain import status
from svang.says.rules import Limits
from svang.says.running import concerned_by_running, run_said, running_begun, shut_said
from svang.texts import Texts


def dose_in_words(texts: Texts, dose: Mapping[str, Sequence[int]], how: str = "", kind: str = "") -> str:
    """A dose as the language's own frames put it: `3 × 10, every other day`, `10 × 10 seconds, 2–3 times a day`.
    `how`: the words of a level of its own for sets, repetitions and weight. `kind`: what is held, where that has words
    of its own."""
    spans = {key: _span(texts, span) for key, span in dose.items()}
    frames = {key: frame for key, frame in BESIDES.items() if key in spans and not (how and key == "rm")}
    parts = [how.format(**spans) if how else _counted(texts, spans, kind)]
    parts += [texts("ui", "dose", frame, **spans) for frame in frames.values()]
    return ", ".join([part for part in parts if part] + _how_often(texts, spans))


BESIDES = {"rm": "rm", "up_s": "tempo", "rest_min": "rest"}


def _counted(texts: Texts, spans: Mapping[str, str], kind: str) -> str:
    """How many: what is held is counted in seconds, and one set of it in its repetitions."""
    if "sets" not in spans:
        return ""
    reps, held = spans.get("reps"), "hold_s" in spans and "up_s" not in spans
    if held and (reps is None or spans["sets"] == "1"):
        frame = kind if texts.get("doses", "frames", kind) else "holds"
        return texts("doses", "frames", frame, times=reps or spans["sets"], hold_s=spans["hold_s"])
    said = texts("doses", "frames", "sets_reps", **spans) if reps else texts("ui", "sets", **spans)
    return f"{said}, {texts('doses', 'frames', 'hold', **spans)}" if held else said


ONCE = {"times_a_day": "once_a_day", "times_a_week": "once_a_week"}


def _how_often(texts: Texts, spans: Mapping[str, str]) -> list[str]:
    frames, parts = ("minutes", "times_a_day", "times_a_week"), []
    for key in (frame for frame in frames if frame in spans):
        once = texts.get("doses", "frames", ONCE.get(key, "")) if spans[key] == "1" else None
        parts.append(once or texts("doses", "frames", key, **{key: spans[key]}))
    if "every_days" in spans:
        every = texts.get("ui", "dose", "every", spans["every_days"])
        parts.append(every or texts("ui", "dose", "every_days", **spans))
    return parts


def dose_in_short(texts: Texts, dose: Mapping[str, Sequence[int]]) -> str:
    """Only how many, as it stands under a small drawing: `3 × 10`, `10 × 10 s`; '' where nothing is counted."""
    if "sets" not in dose:
        return ""
    spans = {key: _span(texts, span) for key, span in dose.items()}
    held, sets, reps = "hold_s" in spans and "up_s" not in spans, spans["sets"], spans.get("reps")
    if held:
        times = reps if reps and sets == "1" else sets if not reps else f"{sets} × {reps}"
        return texts("doses", "frames", "holds_short", times=times, hold_s=spans["hold_s"])
    return texts("doses", "frames", "sets_reps", sets=sets, reps=reps) if reps else texts("ui", "sets", sets=sets)


def task_said(texts: Texts, task: Planned) -> tuple[str, str]:
    """A task's name, with where one stands on its ladder, and its dose."""
    how = how_much(texts, task.id, task.level)
    name, dose = texts("tasks", task.id, "name"), dose_in_words(texts, task.dose, how, task.kind)
    level = texts("tasks", task.id, "levels", task.level, "name") if task.level else ""
    return texts("ui", "at_level", name=name, level=level) if level else name, dose


def how_much(texts: Texts, task: str, level: str | None) -> str:
    """A level's own words for how much, if it has any."""
    return str(texts.get("tasks", task, "levels", level, "dose") or "") if level else ""


def _span(texts: Texts, span: Sequence[int]) -> str:
    low, high = span
    return str(low) if low == high else texts("doses", "frames", "range", low=low, high=high)


def resting(course: Course, decision: Decision) -> list[Task]:
    """What today's plan would hold, had it not been done so lately: it rests for a day."""
    kind = next(kind for kind in course.pathway.plan_kinds if kind.id == decision.plan.kind)
    if decision.loading == "gentle":
        return []
    kept = [
        task for task in on_ladders(course, decision) if "all" in kind.keeps or ("core" in kind.keeps and task.core)
    ]
    return [task for task in kept if rests(course, task)]


def on_ladders(course: Course, decision: Decision) -> list[Task]:
    """The tasks of the phase on whose ladder somebody stands, whether they are in today's plan or not."""
    barred = {tag for row in course.pathway.rows if row.id in decision.rows for tag in row.bars}
    begun = [task for task in course.pathway.tasks if _on_ladder(decision, task) and not task.tags & barred]
    return [task for task in begun if rests(course, task) or not is_barred(course, task)]


def _on_ladder(decision: Decision, task: Task) -> bool:
    dose = task.doses.get(decision.phase)
    return bool(task.ladder and dose is not None and "sets" not in dose and decision.state[task.ladder] != "none")


def rests(course: Course, task: Task) -> bool:
    """Is it the day of rest alone that bars it?"""
    if task.bar is None or not is_barred(course, task):
        return False
    barring = {saw.values[0][0] for saw in saws_of(course.pathway, task.bar, course.value)}
    return bool(barring) and barring <= {
        measure.id for measure in course.pathway.measures.values() if measure.day_of_rest
    }


def is_barred(course: Course, task: Task) -> bool:
    """Does its own warning surely apply?"""
    return task.bar is not None and status(course.pathway, task.bar, course.value) is True


def resting_said(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """What rests today, each in one sentence."""
    return [texts("ui", "rests", task=texts("tasks", task.id, "name")) for task in resting(course, decision)]


def limits_said(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """Today's limits; nothing where no plan is kept to."""
    return [said for _, said in limits(course, texts, decision)]


def limits(course: Course, texts: Texts, decision: Decision) -> list[tuple[str, str]]:
    """Each limit of today: `pain`, `shut`, `half_load`, `one_set_fewer`, `steps` or `run`, and its sentence."""
    pathway = course.pathway
    kind = next(kind for kind in pathway.plan_kinds if kind.id == decision.plan.kind)
    if not loads(kind):
        return []
    shut = not (decision.plan.run or running_begun(course)) and concerned_by_running(course)
    shut = shut and course.value("no_running_said") is not True
    keys = ["pain"] + (["shut"] if shut else [])
    keys += ["half_load"] if halves(kind) else []
    keys += ["one_set_fewer"] if kind.sets_fewer else []
    written = Limits(pathway, texts)
    said = [(key, texts("limits", LIMITS.get(key, key), "says").format_map(written)) for key in keys]
    run = decision.plan.run
    runs = [run_said(texts, run)] if run else [shut_said(course, texts)] if running_begun(course) else []
    steps = [("steps", each) for each in steps_said(pathway, texts, decision)]
    return [*said, *steps, *(("run", each) for each in runs)]


LIMITS = {"shut": "run"}
"""Limits whose sentence has another name."""
SETTLING = "settling"
"""The group of phases in which the foot is spared."""


def steps_said(pathway: Pathway, texts: Texts, decision: Decision) -> list[str]:
    """The most steps of today; without a usual number, while the foot settles, short walks (PATHWAY 9 [27])."""
    if decision.plan.steps is not None:
        return [texts("ui", "steps", steps=texts.number(decision.plan.steps, "", 1))]
    return [texts("ui", "steps_unknown")] if decision.phase in pathway.groups[SETTLING] else []
