"""Progress as its page shows it: the verdict, what was seen, how much was done, and own goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from svang.answers.typed import Goal, goals_in
from svang.engine.days import merge
from svang.engine.outlook import Courses, Outlook, Trend, mornings, outlook
from svang.engine.treatments import ledger
from svang.says.outlook import beside_the_guide, outlook_said
from svang.says.progress import verdict
from svang.says.rules import Listing
from svang.says.tried import tried_said
from svang.says.words import day_name
from svang.web.day_shown import DayShown
from svang.web.visit import Visit

GOALS = "goals"


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """`first`: the first number that was told, and its day; none where it is the latest too."""

    what: str
    first: int | None
    now: int | None
    said: str


class Progress:
    """How it goes, whatever span one looks at."""

    def __init__(self, visit: Visit, shown: DayShown) -> None:
        self.visit, self.shown = visit, shown
        self.texts, self.way, self.course = shown.texts, shown.way, shown.course

    # -- in words -----------------------------------------------------------------------------------------

    @cached_property
    def outlook(self) -> Outlook:
        return outlook(self.course)

    @property
    def title(self) -> str:
        return verdict(self.course, self.texts)

    @property
    def beside(self) -> str:
        return beside_the_guide(self.texts, self.outlook)

    @property
    def points(self) -> int:
        """A fall of so many is clearly better."""
        return int(self.way.thresholds["better_points"].value)

    @cached_property
    def seen(self) -> tuple[str, ...]:
        """What the own mornings say, and the first steps on both sides of what was tried."""
        own = [line for line in outlook_said(self.texts, self.outlook)[-1].lines if line != self.beside]
        both = [each for each in ledger(self.course) if None not in (each.before, each.after)]
        return (*own, *(tried_said(self.texts, each) for each in both))

    @property
    def rests_on(self) -> int:
        """The mornings that what was seen of them rests on; 0 while it is too early to say."""
        if not isinstance(self.outlook.trend, Trend):
            return 0
        last = mornings(self.course)[-int(Courses(**self.way.outlook).trend_window) :]
        return sum(pain is not None for pain in last)

    @property
    def others(self) -> tuple[Listing, ...]:
        return tuple(outlook_said(self.texts, self.outlook)[:-1])

    @property
    def answered(self) -> tuple[int, int]:
        """Mornings of the last days that were told, and how many days there were."""
        part = self._lately
        return sum(pain is not None for pain in part), len(part)

    @property
    def _lately(self) -> list[int | None]:
        last = self.way.thresholds["answers_shown"].value
        before, days = mornings(self.course)[:-last], mornings(self.course)[-last:]
        first = next((n for n, pain in enumerate(days) if pain is not None), len(days))
        return days if any(pain is not None for pain in before) else days[first:]

    @property
    def green(self) -> tuple[int, int]:
        """Of the same days those at the limit of pain or below it, and that limit."""
        limit = self.way.thresholds["pain_green"].value
        return sum(pain is not None and pain <= limit for pain in self._lately), limit

    @property
    def exercised(self) -> int | None:
        """Percent of the planned days of two weeks."""
        found = self.course.value("adherence14")
        return found if isinstance(found, int) else None

    # -- own goals ----------------------------------------------------------------------------------------

    @cached_property
    def goals(self) -> list[OwnGoal]:
        """Those of the latest answer, each with the first number that was told of it."""
        today = date.fromordinal(self.course.date)
        diary, first = self.visit.care.diary(self.visit.person), self.visit.care.first_day(self.visit.person) or today
        days = merge(self.way, diary.naming(first, today, [GOALS])).values
        told = [(day, goals_in(said[GOALS])) for day, said in sorted(days.items()) if said.get(GOALS)]
        return [self._goal(goal, told) for goal in told[-1][1]] if told else []

    def _goal(self, goal: Goal, told: Sequence[tuple[int, tuple[Goal, ...]]]) -> OwnGoal:
        same = [(day, each) for day, goals in told for each in goals if each.what.casefold() == goal.what.casefold()]
        day, first = next(((day, each) for day, each in same if each.now is not None), same[0])
        days = [day_name(self.texts, date.fromordinal(each)) for each in (day, same[-1][0])]
        if day == same[-1][0]:
            return OwnGoal(goal.what, None, goal.now, self.texts("web", "progress", "goals", "once", day=days[0]))
        said = self.texts("web", "progress", "goals", "twice", first=days[0], last=days[1])
        return OwnGoal(goal.what, first.now, goal.now, said)
