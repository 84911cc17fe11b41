"""The week as its page shows it: the small line, and where each part can be told, read or asked why."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from svang.interview.due import AT_ONCE
from svang.interview.intake import told_this_morning
from svang.interview.week import Week
from svang.interview.week.part import Part
from svang.library.articles import about
from svang.model.person import WEEK
from svang.web.chart import spark
from svang.web.course_shown import answer_of
from svang.web.day_shown import DayShown

PLAN = ("numbers", "done", "moved", "next_week")
"""The parts about the plan, which stand together; the others are about the person."""
PAGES = {
    "moved": ("/why", ("web", "why_link")),
    "next_week": ("/plan", ("week", "to_plan")),
    "work": ("/work", ("web", "work", "name")),
}
"""Parts whose why is a page of its own, and the words that lead there."""


@dataclass(frozen=True, slots=True)
class Link:
    says: str
    leads: str


class WeekShown:
    def __init__(self, shown: DayShown, week: Week) -> None:
        self.shown, self.week, self.texts = shown, week, shown.texts
        self.plan = tuple(part for part in week.parts if part.id in PLAN)
        self.person = tuple(part for part in week.parts if part.id not in PLAN)
        self.days = WEEK
        self.waiting = week.questions[:AT_ONCE]

    @property
    def reason(self) -> str:
        """Why the plan rests."""
        return self.shown.reason if self.week.form == "paused" and self.shown.paused else ""

    @property
    def wants_morning(self) -> bool:
        return self.week.form == "gap" and not told_this_morning(self.shown.course)

    @property
    def more(self) -> str:
        """How many questions wait beside those that are named."""
        n = len(self.week.questions) - len(self.waiting)
        return self.texts("week", "more_questions", "one" if n == 1 else "many", n=n) if n else ""

    @property
    def line(self) -> Markup:
        """The mornings as a drawing."""
        said = ", ".join("–" if day is None else str(day) for day in self.week.mornings)
        return spark(self.week.mornings, self.texts("web", "today", "own", "week", days=said))

    def tells(self, part: Part) -> tuple[Link, ...]:
        pairs = ((key.replace(".", "_"), key.partition(".")[0]) for key in part.tells)
        return tuple(Link(self.texts("week", "tells", key), f"/tell/{sheet}") for key, sheet in pairs)

    def reads(self, part: Part) -> tuple[Link, ...]:
        """Why: the page that says it, or the article that rests on the same sources."""
        if part.id in PAGES:
            address, words = PAGES[part.id]
            return (Link(self.texts(*words), address),)
        found = about(self.shown.way, self.texts, part.sources)
        return tuple(Link(title, f"/learn/{id}") for id, title in found)

    def answers(self, part: Part) -> list[tuple[object, tuple[str, str] | None]]:
        """What the next step lacks, and where it can be told."""
        return [(met, answer_of(self.shown, met)) for met in part.mets]
