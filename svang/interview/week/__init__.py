"""One page a week: how it went against the plan in the person's own numbers, what comes, what waits; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from svang.care import Care
from svang.care.basis import Day
from svang.engine.course import Course
from svang.engine.outlook import mornings
from svang.interview.due import review
from svang.interview.questions import wording
from svang.interview.sitting import Sitting
from svang.interview.week.ahead import next_week, own, work
from svang.interview.week.behind import done, moved, numbers
from svang.interview.week.part import Part, WeekDesk
from svang.model.person import WEEK
from svang.readings.lookbacks import median
from svang.says.words import day_name
from svang.texts import Texts

Form = Literal["usual", "first", "gap", "paused"]
FORMS = {
    "usual": (numbers, done, moved, next_week, own, work),
    "first": (numbers, done, next_week, own, work),
    "gap": (moved, next_week, own, work),
    "paused": (numbers, moved, own),
}
"""What stands on the page, in its order."""
PLANNED = "planning"
"""The group of phases in which each day has its training."""


@dataclass(frozen=True, slots=True)
class Week:
    """`mornings`: the first steps of seven days, today last; `known` of them are told, and `enough` have a middle.
    `questions`: those of the review that wait."""

    form: Form
    title: str
    says: str
    span: str
    mornings: tuple[int | None, ...]
    known: int
    enough: int
    parts: tuple[Part, ...]
    questions: tuple[str, ...]


def week(care: Care, person: str, texts: Texts, found: Day, day: date, *, at: datetime) -> Week:
    """The seven days that end on a day."""
    desk = WeekDesk(care, person, texts, found, day)
    form, days = form_of(desk), tuple(mornings(found.course)[-WEEK:])
    known = sum(each is not None for each in days)
    return Week(
        form=form,
        title=title(desk, form),
        says=texts("week", "says", form),
        span=span(desk),
        mornings=days,
        known=known,
        enough=found.course.enough,
        parts=tuple(part for write in FORMS[form] if (part := write(desk)) is not None),
        questions=tuple(questions(desk, at)),
    )


def form_of(desk: WeekDesk) -> Form:
    """The first week of a plan, one of which nothing was told, and one in which it rests, are weeks of their own."""
    days = desk.course.value("plan_days")
    if desk.decision.paused or desk.course.value("own_pause") is True:
        return "paused"
    heard = any(told(desk.course, WEEK)) or (desk.day - desk.first).days < WEEK
    if daily(desk) and not heard:
        return "gap"
    return "first" if not isinstance(days, int) or days < WEEK else "usual"


def daily(desk: WeekDesk) -> bool:
    """Has each day its training? In upkeep a morning a week is enough."""
    return desk.decision.phase in desk.way.groups[PLANNED]


def span(desk: WeekDesk) -> str:
    first = max(desk.first, desk.day - timedelta(days=WEEK - 1))
    return desk.texts("week", "span", first=day_name(desk.texts, first), last=day_name(desk.texts, desk.day))


def told(course: Course, days: int) -> list[bool]:
    """Of which of the days before today the morning is known."""
    return [value is not None for value in course.series("first_step_pain", days, today=False)]


def title(desk: WeekDesk, form: Form) -> str:
    """The first steps of the week against those of the week before."""
    every = mornings(desk.course)
    now, before = (median(days, desk.course.enough) for days in (every[-WEEK:], every[-2 * WEEK : -WEEK]))
    if form == "paused" and not isinstance(desk.course.value("plan_days"), int):
        return desk.texts("web", "plan", "waits")
    if form != "usual" or now is None:
        known = sum(day is not None for day in every[-WEEK:])
        usual = "few" if daily(desk) else "silent"
        return desk.texts("week", "title", usual if form == "usual" else form, n=known)
    key = "alone" if before is None else "same" if before == now else "other"
    return desk.texts("week", "title", key, now=now, before=before)


def questions(desk: WeekDesk, at: datetime) -> Sequence[str]:
    """What the week's review asks and nobody has answered yet, as it is asked."""
    sitting = Sitting(desk.care, desk.person, desk.day, at=at, today=desk.day)
    return list(dict.fromkeys(wording(desk.texts, each, desk.day) for each in review(sitting, paged=False)))
