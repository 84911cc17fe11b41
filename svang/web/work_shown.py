"""The working day of who stands or walks much: own numbers, what the article on it says, and a line to show at work."""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile
from typing import Literal

from svang.engine.decide import Reason
from svang.interview.answers import said_of
from svang.library.articles import Block, Page, article, telling
from svang.model.knowledge import Fact, Task
from svang.says.plan import limits, steps_said
from svang.says.rules import rule_says
from svang.says.words import capital
from svang.web.day_shown import DayShown
from svang.web.plan_shown import OneLine, stands

STANDS = ("standing_hours", "standing_range")
LEAST, CHANGE, BAD_DAYS = "standing_counts", "work_can_change", "everyday_bad14"
Form = Literal["plan", "ask", "less", "paused"]


class WorkToday:
    """After a day that was too much for the feet: what to do at work today."""

    def __init__(self, shown: DayShown) -> None:
        self.shown, self.texts, self.way, self.course = shown, shown.texts, shown.way, shown.course

    @cached_property
    def lines(self) -> tuple[OneLine, ...]:
        """Of who stands much."""
        if not self.plan or self.course.value("stands_much") is not True:
            return ()
        said = {key: self.texts("web", "work", key) for key in ("break", "break_short", "steps_says")}
        found = () if self.folds else limits(self.course, self.texts, self.shown.decision)
        most = (OneLine("shoe", each, said["steps_says"], "/tell/steps") for key, each in found if key == "steps")
        return (OneLine("clock", said["break"], said["break_short"]), *most)

    @cached_property
    def folds(self) -> bool:
        """Was there another such day in these two weeks? Then it is one line, and who wants to opens it."""
        days = self.course.value(BAD_DAYS)
        return isinstance(days, int) and days > 1

    @property
    def says(self) -> list[str]:
        """What is said beside the decision and is about the working day."""
        return [rule_says(self.way, self.texts, each) for each in self.notices] if self.lines else []

    @cached_property
    def notices(self) -> list[Reason]:
        """What rests on the same as the plan for the working day."""
        sources = {source for task in self.way.tasks if task.kind == "work" for source in task.sources}
        return [each for each in self.shown.decision.notices if sources & set(each.sources)]

    @cached_property
    def plan(self) -> str:
        """The name of the plan for the working day, where everyday life was more than usual; else ''."""
        calm = not (self.shown.must_look or self.shown.paused)
        return self.texts("web", "work", "name") if self.notices and calm and stands(self.course) else ""


class WorkShown:
    def __init__(self, shown: DayShown) -> None:
        self.shown, self.texts, self.way, self.course = shown, shown.texts, shown.way, shown.course

    @property
    def form(self) -> Form:
        if self.shown.paused:
            return "paused"
        stands = self.course.value("stands_much")
        return "ask" if stands is None else "plan" if stands else "less"

    @property
    def least(self) -> str:
        """From how many hours a day it is for one."""
        limit = self.way.thresholds[LEAST]
        return self.texts.number(limit.value, limit.unit, self.way.units[limit.unit])

    @property
    def title(self) -> str:
        said = next(said for name in STANDS if (said := self._answer(name)))
        return self.texts("web", "work", "title", said=capital(said))

    @property
    def steps(self) -> list[str]:
        """The most of today."""
        return steps_said(self.way, self.texts, self.shown.decision)

    @property
    def notices(self) -> list[str]:
        """What is said beside the decision and rests on the same as the plan for work."""
        found = (each for each in self.shown.decision.notices if set(each.sources) & set(self._task.sources))
        return [rule_says(self.way, self.texts, each) for each in found]

    @property
    def cannot(self) -> bool:
        """Has the person said that work cannot be changed?"""
        return bool(self.course.value(CHANGE) == self._fact(CHANGE).options[-1])

    @property
    def page(self) -> Page:
        """The article that tells of work."""
        ((id, _), *_) = telling(self.texts, "task", self._task.id)
        found = article(self.way, self.texts, id, self.course.date)
        assert found is not None
        return found

    @property
    def helps(self) -> list[Block]:
        """What the article begins with, but not once more what the task says of itself: a drawing first."""
        how, begins = (
            self.texts("tasks", self._task.id, "how"),
            takewhile(lambda block: block.kind != "h", self.page.blocks),
        )
        return sorted((block for block in begins if block.text != how), key=lambda block: block.kind != "figure")

    @property
    def then(self) -> list[Block]:
        """What it ends with, under its last heading: when work cannot be changed."""
        blocks = self.page.blocks
        return list(blocks[max(n for n, block in enumerate(blocks) if block.kind == "h") + 1 :])

    @property
    def line(self) -> list[str]:
        """What can be shown at work: nothing of health in it."""
        return list(self.texts.get("web", "work", "line"))

    @property
    def _task(self) -> Task:
        return next(task for task in self.way.tasks if task.kind == "work")

    def _fact(self, name: str) -> Fact:
        return self.way.facts[name]

    def _answer(self, name: str) -> str:
        value = self.course.value(name)
        return "" if value is None else said_of(self.texts, self._fact(name), value)
