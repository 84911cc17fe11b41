"""One page for an appointment: what was told and what was done with it, in short lines; it stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from svang.care import Care
from svang.care.basis import Day
from svang.interview.report.answered import course_so_far, goals, health, tests, warning_signs
from svang.interview.report.desk import Desk, Section
from svang.interview.report.done import decided, plan, tried, who_said
from svang.model.person import FEET, WEEK
from svang.says.words import day_name
from svang.texts import Texts

SECTIONS = (course_so_far, warning_signs, tests, health, plan, decided, tried, goals, who_said)
"""In the order of the page."""


@dataclass(frozen=True, slots=True)
class Report:
    """`who`: what is known of the person, with no name. `covers`: from the first day to this one."""

    title: str
    who: str
    covers: str
    questions: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str

    def section(self, id: str) -> Section | None:
        return next((each for each in self.sections if each.id == id), None)


def report(care: Care, person: str, texts: Texts, found: Day, day: date) -> Report:
    """What a person may take along, on one day."""
    desk = Desk(care, person, texts, found, day)
    sections = (write(desk) for write in SECTIONS)
    return Report(
        title=title(desk),
        who=who(desk),
        covers=covers(desk),
        questions=tuple(questions(desk)),
        sections=tuple(each for each in sections if each.rows or each.lines),
        foot=foot(desk),
    )


def title(desk: Desk) -> str:
    """The foot, and from where to where the first steps have come."""
    sore = [foot for foot in FEET if desk.course.value(f"pain_sites.{foot}")]
    foot = desk.say("feet", "both" if len(sore) == len(FEET) else sore[0] if sore else "none")
    start, now, days = (desk.course.value(name) for name in ("start_fs", "now_fs", "plan_days"))
    if None in (start, now) or not isinstance(days, int) or days < WEEK:
        return foot
    weeks = days // WEEK
    time = desk.texts.number(weeks, "weeks") if weeks > 1 else desk.texts.number(days, "days")
    return desk.say("same" if start == now else "change", foot=foot, start=start, now=now, time=time)


def who(desk: Desk) -> str:
    age = desk.course.value("age")
    written = desk.say("written", day=desk.dated(desk.day))
    return f"{desk.texts.number(age, 'years')}. {written}" if isinstance(age, int) else written


def covers(desk: Desk) -> str:
    if desk.first == desk.day:
        return ""
    said = desk.dated(desk.first) if desk.first.year != desk.day.year else day_name(desk.texts, desk.first)
    return desk.say("covers", first=said, last=desk.dated(desk.day))


def questions(desk: Desk) -> Iterator[str]:
    """That of the step of the ladder first; what anybody may ask after it."""
    own = desk.texts.get("rungs", desk.decision.rung, "question")
    if own:
        yield str(own)
    yield from desk.texts.get("report", "ask", "paused" if desk.decision.paused else "usual")


def foot(desk: Desk) -> str:
    version = desk.texts("ui", "version", version=desk.way.version, hash=desk.way.hash)
    return f"{desk.say('own')} {desk.texts('ui', 'not_ce')} {version}"
