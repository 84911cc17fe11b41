"""A day's plan as its pages show it: exercises with their drawings, the run, what rests and what limits it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from svang.engine.course import Course
from svang.engine.decide import Decision
from svang.engine.plan import Planned
from svang.library.articles import telling
from svang.says.plan import dose_in_short, limits_said, resting_said, task_said
from svang.says.running import run_said
from svang.says.words import capital
from svang.texts import Texts
from svang.web.rendering import has_figure

ON_A_STEP = ("H2", "H3", "H4", "H5")
WORK = "/work"
"""The page for who stands or walks at work."""
FIGURES_OF = {("heel_raise", "H1"): "heel_raise_floor"}
FIGURES_OF |= {("heel_raise", level): "heel_raise_high" for level in ON_A_STEP}


@dataclass(frozen=True, slots=True)
class Task:
    """`dose`: how much, and `rest`: how, and how often; `short`, `short_dose`: under a small drawing.
    `level`: where one stands on its ladder, '' without one."""

    id: str
    name: str
    short: str
    level: str
    dose: str
    short_dose: str
    rest: str
    how: str
    feel: str
    stop: str
    figure: str
    ticks: int  # how many times a day it can be ticked; 0 for advice
    most: int
    leads: tuple[str, str] | None  # to a page about it, and its name
    loads: bool  # how much of it was done, and how much it hurt, decide what comes next


def pages(reading: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Articles by their address."""
    return [(f"/learn/{id}", title) for id, title in reading]


def figure_of(task: str, level: str = "") -> str:
    """The drawing of a task: of its very level, where there is one."""
    return next((name for name in (FIGURES_OF.get((task, level), ""), task) if name and has_figure(name)), "")


def stands(course: Course) -> bool:
    """Is the page about work for this person: on their feet much, or not asked yet?"""
    return course.value("stands_much") is not False


@dataclass(frozen=True, slots=True)
class OneLine:
    """A line of a card, with its sign. `more`: a small line under it; `leads`: where that is told or read, else ''."""

    icon: str
    says: str
    more: str = ""
    leads: str = ""


class PlanShown:
    def __init__(self, texts: Texts, course: Course, decision: Decision) -> None:
        self.texts, self.course, self.decision = texts, course, decision
        self.way = course.pathway

    @property
    def says(self) -> str:
        return self.texts("plans", self.decision.plan.kind, "says")

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        return tuple(map(self._task, self.decision.plan.tasks))

    def _task(self, task: Planned) -> Task:
        texts, id = self.texts, task.id
        low, high = task.dose.get("times_a_day", (1, 1)) if "sets" in task.dose else (0, 0)
        how_much, _, rest = task_said(texts, task)[1].partition(", ")
        feel, stop = (str(texts.get("tasks", id, key) or "") for key in ("feel", "stop"))
        return Task(
            id=id,
            name=texts("tasks", id, "name"),
            short=str(texts.get("tasks", id, "short") or texts("tasks", id, "name")),
            level=self.level_said(id, task.level),
            dose=how_much,
            short_dose=dose_in_short(texts, task.dose),
            rest=capital(rest),
            how=texts("tasks", id, "how"),
            feel=feel,
            stop=stop,
            figure=figure_of(id, task.level),
            ticks=low,
            most=high,
            leads=self._leads(task),
            loads=bool(task.level),
        )

    def _leads(self, task: Planned) -> tuple[str, str] | None:
        """To the plan for work; of what is put on and has to come off, to how that is done."""
        if task.kind == "work" and stands(self.course):
            return WORK, self.texts("web", "work", "name")
        return next(iter(pages(telling(self.texts, "task", task.id))), None) if task.expires_days else None

    def level_said(self, task: str, level: str) -> str:
        """Step 2 of 5: what it is."""
        if not level:
            return ""
        levels = list(next(each.levels for each in self.way.tasks if each.id == task))
        name = self.texts("tasks", task, "levels", level, "name")
        return self.texts("web", "today", "level", n=levels.index(level) + 1, of=len(levels), name=name)

    @cached_property
    def resting(self) -> list[str]:
        """What rests today."""
        return resting_said(self.course, self.texts, self.decision)

    @cached_property
    def run(self) -> str:
        """Today's run, if there is one."""
        return run_said(self.texts, self.decision.plan.run) if self.decision.plan.run else ""

    @cached_property
    def run_stop(self) -> str:
        return self.texts("ui", "run", "stop", pain_green=self.way.thresholds["pain_green"].value)

    @cached_property
    def limits(self) -> list[str]:
        """Today's limits; the run has a card of its own."""
        return [line for line in limits_said(self.course, self.texts, self.decision) if line != self.run]
