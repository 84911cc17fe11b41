"""The last seven days and the days of each phase, as the page of the plan shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from svang.engine.days import merge
from svang.model.person import WEEK
from svang.says.running import phase_is_new
from svang.says.words import capital, day_name
from svang.web.day_shown import DayShown
from svang.web.happenings import EXERCISES, LOADS, exercised
from svang.web.span_shown import HALF_A_YEAR
from svang.web.visit import Visit

RUN = LOADS[0]


@dataclass(frozen=True, slots=True)
class WeekDay:
    """`short`: two letters of its name. `key`: run_told, done, none or untold."""

    short: str
    name: str
    key: str
    now: bool


def week(visit: Visit, shown: DayShown) -> list[WeekDay]:
    """What was told of each of the last seven days, today last; none of them lies before the first day of all."""
    today = date.fromordinal(shown.course.date)
    first = max(today - timedelta(days=WEEK - 1), visit.care.first_day(visit.person) or today)
    told = merge(shown.way, visit.care.diary(visit.person).naming(first, today, (RUN, *EXERCISES))).values
    names = shown.texts.get("ui", "weekdays")
    found = []
    for day in (first + timedelta(days=n) for n in range((today - first).days + 1)):
        said, name = told.get(day.toordinal(), {}), capital(names[day.weekday()])
        key = "run_told" if said.get(RUN) else {1: "done", 0: "none", None: "untold"}[exercised(said)]
        found.append(WeekDay(name[:2], name, key, day == today))
    return found


def phase_days(visit: Visit, shown: DayShown) -> dict[str, str]:
    """Of the phase one is in since when; of the others the last time one was in it, as far as half a year tells."""
    texts, today = shown.texts, date.fromordinal(shown.course.date)
    found = {
        phase: texts("web", "plan", "from_to", first=day_name(texts, first), last=day_name(texts, last))
        for phase, first, last in _times(visit, today)
    }
    days = 0 if phase_is_new(shown.course) else shown.course.value("days_in_phase")
    if isinstance(days, int):
        since = day_name(texts, today - timedelta(days=days))
        found[shown.decision.phase] = texts("web", "plan", "since", day=since)
    return found


def _times(visit: Visit, today: date) -> Iterator[tuple[str, date, date]]:
    """Each phase with its first and last day, the oldest first; not what had begun before the half year."""
    begins = today - timedelta(days=HALF_A_YEAR)
    decided = visit.care.diary(visit.person).decided(begins, today)
    times = [(str(phase), list(days)) for phase, days in groupby(decided, key=lambda event: event.body["phase"])]
    first = visit.care.first_day(visit.person)
    for n, (phase, days) in enumerate(times[:-1]):
        if n or (first is not None and first >= begins):
            yield phase, days[0].date, times[n + 1][1][0].date - timedelta(days=1)
