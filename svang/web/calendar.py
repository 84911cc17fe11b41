"""A calendar file (RFC 5545) of what a person wants to be reminded of, as far as today's plan knows it.

The same day, told the same, gives the same file: an app that fetches it again finds what has changed by SEQUENCE and
LAST-MODIFIED. A time of day is that of this machine's zone, so that a morning stays a morning when the clocks change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component, Event, Timezone

from svang import __version__
from svang.answers.day import clock_time
from svang.care.basis import Day
from svang.engine.course import Course, step
from svang.engine.days import merge
from svang.engine.decide import decide
from svang.model.person import WEEK
from svang.says.decision import URGENT, too_young
from svang.says.plan import on_ladders, rests
from svang.says.tape import tape_told
from svang.texts import Texts
from svang.web.reminders import Reminders

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONG = {"session": 30, "checkin": 5, "tape": 5, "breaks": 5, "appointment": 60}
"""Minutes that each takes in the calendar."""
BEFORE = {"appointment": timedelta(hours=2)}
"""How long before it the alarm sounds, where that is not at once."""
YEARS_KNOWN = 3
"""Years ahead for which the file says when the clocks change."""


@dataclass(frozen=True, slots=True)
class Made:
    """What every entry bears. `id`: the calendar's own. `seq`, `changed`: how often and when last anything changed that
    the file hangs on."""

    texts: Texts
    chosen: Reminders
    zone: ZoneInfo | None
    id: str
    seq: int
    changed: datetime

    def entry(self, kind: str, id: str, begins: date, **more: Any) -> Event:
        """One entry; with a time of day it takes some minutes and sounds, else it is of a whole day."""
        said = self.texts("reminders", "titles", kind if self.chosen.named else "plain")
        found = Event()
        found.add("uid", f"{id}@{self.id}")
        found.add("summary", said)
        found.add("dtstamp", self.changed)
        found.add("last-modified", self.changed)
        found.add("sequence", self.seq)
        found.add("dtstart", begins)
        if isinstance(begins, datetime):
            found.add("dtend", begins + timedelta(minutes=LONG[kind]))
            found.add_component(_alarm(said, BEFORE.get(kind, timedelta())))
        if self.chosen.named:
            found.add("description", self.texts("reminders", "entries", kind))
        found.add("transp", "TRANSPARENT")
        for name, value in more.items():
            found.add(name, value)
        return found

    def at(self, day: date, clock: str) -> datetime:
        """A kept time on a day; of no zone where this machine names none: then it is that of the reader."""
        return datetime.combine(day, time(), self.zone) + (clock_time(clock) or timedelta())


def _alarm(said: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", said)
    alarm.add("trigger", -before)
    return alarm


def calendar(made: Made, found: Day, answered: Day, day: date, *, asks: bool) -> bytes:
    """The whole file. `answered`: the last day whose morning was told; a plan that waits for this morning is that of
    then. `asks`: does the morning's page ask anything of this person?"""
    whole = Calendar()
    whole.add("prodid", f"-//Svang {__version__}//{made.texts.language}//")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", "Svang")
    whole.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    entries = list(_entries(made, found, answered, day, asks=asks))
    if made.zone is not None and entries:
        whole.add("x-wr-timezone", made.zone.key)
        until = date(day.year + YEARS_KNOWN, 1, 1)
        whole.add_component(Timezone.from_tzinfo(made.zone, made.zone.key, date(day.year, 1, 1), until))
    for each in entries:
        whole.add_component(each)
    return bytes(whole.to_ical())


def _entries(made: Made, found: Day, answered: Day, day: date, *, asks: bool) -> Iterator[Component]:
    chosen, plan_goes = made.chosen, trains(found)
    if asks and chosen.checkin:
        yield made.entry("checkin", "checkin", made.at(day, chosen.checkin), rrule={"freq": "daily"})
    if plan_goes and chosen.session:
        yield from _sessions(made, answered, day)
    if plan_goes and chosen.rest:
        yield from (made.entry("rest", f"rest-{each.isoformat()}", each) for each in rest_days(found.course, day))
    if chosen.tape:
        yield from (made.entry("tape", f"tape-{off}", made.at(off, chosen.tape)) for off in tape_off(found.course, day))
    if plan_goes:
        yield from _breaks(made, day)
    if chosen.visit is not None:
        begins = chosen.visit.replace(tzinfo=made.zone)
        yield made.entry("appointment", "appointment", begins)


def trains(found: Day) -> bool:
    """Is there a plan that may be followed: nobody is to be asked first, and it is no pause and no child's?"""
    decision, course = found.decision, found.course
    held = decision.paused or decision.triage in URGENT or course.value("own_pause") is True
    return not found.nothing_yet and not held and not too_young(course.pathway, decision)


def _sessions(made: Made, answered: Day, day: date) -> Iterator[Event]:
    """From today, for a week from the last morning that was told: after one without an answer the plan waits. What is
    not done every day stands on the day of that plan alone."""
    gone, doses = day.toordinal() - answered.course.date, _doses(answered)
    daily = any("times_a_day" in dose for dose in doses)
    if doses and gone < (WEEK if daily else 1):
        rule: Mapping[str, Any] = {"rrule": {"freq": "daily", "count": WEEK - gone}} if daily else {}
        yield made.entry("session", "session", made.at(day, made.chosen.session), **rule)


def _doses(found: Day) -> list[Mapping[str, Any]]:
    """Of the exercises, and not of what one wears or avoids."""
    return [task.dose for task in found.decision.plan.tasks if "sets" in task.dose] if trains(found) else []


def rest_days(course: Course, day: date) -> list[date]:
    """The days from today on that are surely for rest, with nothing more told: after what was done, not what may be."""
    found: list[date] = []
    for n in range(WEEK):
        if _raises_rest(course) or _run_rests(course):
            found.append(day + timedelta(days=n))
        elif n:
            break
        course = step(course.pathway, course, merge(course.pathway, ()))
    return found


def _raises_rest(course: Course) -> bool:
    return any(rests(course, task) for task in on_ladders(course, decide(course)))


def _run_rests(course: Course) -> bool:
    since, rest = course.value("run_since"), course.pathway.thresholds["run_rest"].value
    return course.value(course.pathway.shown["on"]) is True and isinstance(since, int) and 0 < since < rest


def tape_off(course: Course, day: date) -> list[date]:
    """When tape that was told must be off, unless it came off."""
    found = tape_told(course)
    off = date.fromordinal(found.off_by) if found is not None and found.came_off is None else None
    return [off] if off is not None and off >= day else []


def _breaks(made: Made, day: date) -> Iterator[Event]:
    """An entry for each hour: not every app can read one of several hours."""
    chosen = made.chosen
    if not chosen.days:
        return
    week = [day + timedelta(days=n) for n in range(WEEK)]
    first = next(each for each in week if str(each.weekday()) in chosen.days)
    rule = {"freq": "weekly", "byday": [WEEKDAYS[int(each)] for each in chosen.days]}
    for each in chosen.breaks:
        begins = datetime.combine(first, time(), made.zone) + each
        yield made.entry("breaks", f"break-{begins:%H%M}", begins, rrule=rule)


def last_change(found: Day, chosen: Reminders, begins: datetime) -> datetime:
    """When last something changed that the file hangs on: an answer, a choice, or the day itself."""
    told = [event.recorded_at for event in found.recent]
    chose = [datetime.fromisoformat(chosen.changed)] if chosen.changed else []
    return max([*told, *chose, begins]).astimezone(UTC).replace(microsecond=0)
