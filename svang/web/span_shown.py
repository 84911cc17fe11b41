"""The days of a span as they are drawn: the mornings, the load, what happened, and the table with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from svang.answers.kinds import KINDS
from svang.engine.days import Days, merge
from svang.engine.outlook import Courses, Trend, guide_range, mornings, outlook
from svang.engine.trail import Moved, moved
from svang.model.person import FEET, WEEK
from svang.readings.lookbacks import median
from svang.says.words import capital, day_name
from svang.web.chart import Bars, Picture, Words, chart
from svang.web.day_shown import DayShown
from svang.web.happenings import EXERCISES, LOADS, exercised, happened
from svang.web.visit import Visit

SPANS: Mapping[str, int | None] = {"28": 4 * WEEK, "91": 13 * WEEK, "all": None}
"""How far back one looks, in days; None: to the first day."""
HALF_A_YEAR = 26 * WEEK
"""More days than these are drawn week by week, and without the exercises, of which every tick would be read."""
MORNING = "first_step_pain"
BESIDE = tuple(id for id, kind in KINDS.items() if kind.beside)
"""What stands beside the days."""
MOST = 9
"""Circles on one drawing."""


def span_of(shown: DayShown, asked: str) -> str:
    """The span that was asked for; any other is the first that holds the weeks that are usually shown."""
    usual = shown.way.thresholds["weeks_shown"].value
    return asked if asked in SPANS else next(key for key, days in SPANS.items() if days is None or days >= usual)


def limit_of(shown: DayShown) -> tuple[int, str]:
    """The line that matters next, and the key of its words: of running for who wants to run, else of upkeep."""
    wants = shown.course.value(shown.way.shown["wish"]) is True
    name, line = ("running_morning", "line_run") if wants else ("recovered_fs", "line_upkeep")
    return shown.way.thresholds[name].value, line


def band_of(shown: DayShown) -> tuple[int, int] | None:
    """Where next week's mornings may lie."""
    trend = outlook(shown.course).trend
    return (trend.low, trend.high) if isinstance(trend, Trend) else None


@dataclass(frozen=True, slots=True)
class Load:
    """`values`: of each day, None where nothing was told; `every`: of each week the sum or the middle."""

    id: str
    values: tuple[int | None, ...]
    scale: int = 1
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Week:
    begins: str
    middle: int | None
    span: str
    known: int
    days: int
    loads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """`n`: its number on the drawing."""

    n: int
    date: str
    says: str


class Span:
    """The days of a span: what is known of each, drawn and as a table, and what happened in them."""

    def __init__(self, visit: Visit, shown: DayShown, span: str) -> None:
        self.visit, self.shown, self.span = visit, shown, span
        self.texts, self.way, self.course = shown.texts, shown.way, shown.course
        self.diary, self.today = visit.care.diary(visit.person), date.fromordinal(self.course.date)

    # -- what is known of each day ------------------------------------------------------------------------

    @cached_property
    def begins(self) -> date:
        """The first day of the span: of the person's own first day at the earliest."""
        first = self.visit.care.first_day(self.visit.person) or self.today
        length = SPANS[self.span]
        return first if length is None else max(first, date.fromordinal(self.course.date - length + 1))

    @cached_property
    def told(self) -> Days:
        """What was told about the days of the span, of the mornings and the load; and what stands beside them."""
        names = (*(f"{MORNING}.{foot}" for foot in FEET), *LOADS, *(() if self.weekly else EXERCISES))
        events = self.diary.naming(self.begins, self.today, names)
        return merge(self.way, [*events, *self.visit.care.words(self.visit.person, *BESIDE)])

    @cached_property
    def first(self) -> int:
        """The first day with a morning; the last where there is none."""
        known = (n for n, pain in enumerate(self._mornings) if pain is not None)
        return self.begins.toordinal() + next(known, len(self._mornings) - 1)

    @cached_property
    def _mornings(self) -> list[int | None]:
        """As the engine remembers them, and before that the worse foot of those that were told."""
        begins, late = self.begins.toordinal(), mornings(self.course)
        early = [self._worse(day) for day in range(begins, self.course.date - len(late) + 1)]
        return (early + late)[begins - self.course.date - 1 :]

    def _worse(self, day: int) -> int | None:
        told = self.told.values.get(day, {})
        pains = [told.get(f"{MORNING}.{foot}") for foot in FEET]
        return max((pain for pain in pains if pain is not None), default=None)

    @cached_property
    def mornings(self) -> tuple[int | None, ...]:
        return tuple(self._mornings[self.first - self.begins.toordinal() :])

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Each kind of load that anything was told about in the span."""
        facts = [self.way.facts[name] for name in LOADS if name in self.way.facts]
        found = [Load(f.id, self._series(f.id), f.scale, f.several == "sum") for f in facts]
        found.append(
            Load(EXERCISES[0], tuple(exercised(self.told.values.get(day, {})) for day in self._span()), adds=True)
        )
        return tuple(load for load in found if any(load.values))

    def _span(self) -> range:
        return range(self.first, self.course.date + 1)

    def _series(self, name: str) -> tuple[int | None, ...]:
        told = (self.told.values.get(day, {}).get(name) for day in self._span())
        return tuple(value if value.__class__ is int else None for value in told)

    # -- the drawing and its table ------------------------------------------------------------------------

    @property
    def weekly(self) -> bool:
        return (self.today - self.begins).days >= HALF_A_YEAR

    @property
    def history(self) -> bool:
        """Were there days before the span?"""
        first = self.visit.care.first_day(self.visit.person)
        return first is not None and first < self.begins

    @property
    def known(self) -> int:
        return sum(pain is not None for pain in self.mornings)

    @cached_property
    def drawing(self) -> Markup:
        """The chart, once there is something to see."""
        return chart(self._picture()) if self.known >= self.course.enough else Markup("")

    def _picture(self) -> Picture:
        days = len(self.mornings)
        limit, words = self._limit_and_words()
        return Picture(
            days=days,
            dots=tuple(self._dots()),
            line=tuple(self._line()),
            limit=limit,
            words=words,
            band=self.band,
            claims=self.claims,
            flares=self.flares,
            marks=tuple(day - self.first for day, _, _ in self._happenings[0]),
            bars=tuple(map(self._bars, self.loads)),
        )

    @cached_property
    def band(self) -> tuple[int, int] | None:
        return band_of(self.shown)

    @cached_property
    def claims(self) -> tuple[tuple[int, int, float, float], ...]:
        return tuple(self._claims())

    @property
    def flares(self) -> tuple[tuple[int, int], ...]:
        """From which day to which."""
        found = [each for each in self._moves if each.kind == "flare"]
        return tuple((max(0, each.date - self.first), each.until - self.first) for each in found)

    def _dots(self) -> Iterator[tuple[float, int]]:
        days = self._middles() if self.weekly else enumerate(self.mornings)
        yield from ((day, pain) for day, pain in days if pain is not None)

    def _line(self) -> Iterator[tuple[float, int | None]]:
        """The middle of the seven days up to each day, or of each week."""
        if self.weekly:
            yield from self._middles()
            return
        for n in range(len(self.mornings)):
            yield n, median(self.mornings[max(0, n - WEEK + 1) : n + 1], self.course.enough)

    def _middles(self) -> Iterator[tuple[float, int | None]]:
        for first, last in reversed(self._weeks()):
            yield (first + last - 1) / 2, median(self.mornings[first:last], self.course.enough)

    def _weeks(self) -> list[tuple[int, int]]:
        """From which day to which: seven at a time, counted back from today, the latest first."""
        days = len(self.mornings)
        return [(max(0, end - WEEK), end) for end in range(days, 0, -WEEK)]

    def _limit_and_words(self) -> tuple[int, Words]:
        (limit, line), now = limit_of(self.shown), median(self.mornings[-WEEK:], 1)
        said = {
            "first": day_name(self.texts, date.fromordinal(self.first)),
            "now": "–" if now is None else str(now),
            "limit": str(limit),
        }
        keys = ("conclusion", "first", "today", "ahead", "you", line, "guide")
        return limit, Words(*(self.texts("web", "progress", "chart", key, **said) for key in keys))

    def _claims(self) -> Iterator[tuple[int, int, float, float]]:
        """Where the guide gives numbers for the weeks of the plan, and next week."""
        plan_days, start = self.course.value("plan_days"), self.course.value("start_fs")
        if not isinstance(plan_days, int) or start is None:
            return
        courses, last = Courses(**self.way.outlook), len(self.mornings) - 1
        begun, open_one = last - plan_days, None
        for day in range(max(0, begun), last + WEEK + 1):
            claim = guide_range(start, (day - begun) // WEEK, courses)
            if open_one is not None and open_one[2:] == claim:
                open_one = (open_one[0], day, *claim)
                continue
            if open_one is not None:
                yield open_one
            open_one = (day, day, *claim) if claim is not None else None
        if open_one is not None:
            yield open_one

    def _bars(self, load: Load) -> Bars:
        if self.weekly:
            middles = [((first + last - 1) / 2, self._of_week(load, first, last)) for first, last in self._weeks()]
            values = [(day, value) for day, value in reversed(middles) if value]
        else:
            values = [(day, value) for day, value in enumerate(load.values) if value]
        name = self.texts("web", "progress", "loads", load.id, "weekly" if self.weekly and load.adds else "name")
        most = max((value for _, value in values), default=0)
        highest = "" if load.id == EXERCISES[0] else self.texts.number(most, "", load.scale)
        return Bars(name, tuple(values), highest, WEEK if self.weekly else 1)

    def _of_week(self, load: Load, first: int, last: int) -> int | None:
        known = [value for value in load.values[first:last] if value is not None]
        return (sum(known) if load.adds else median(known, 1)) if known else None

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        return tuple(self._week(first, last) for first, last in self._weeks())

    def _week(self, first: int, last: int) -> Week:
        part = self.mornings[first:last]
        known = [pain for pain in part if pain is not None]
        ends = sorted({min(known), max(known)}) if known else []
        sums = [self._of_week(load, first, last) for load in self.loads]
        pairs = zip(sums, self.loads, strict=True)
        return Week(
            begins=self._date(self.first + first),
            middle=median(part, self.course.enough),
            span="–".join(map(str, ends)) or "–",
            known=len(known),
            days=len(part),
            loads=tuple("–" if value is None else self.texts.number(value, "", load.scale) for value, load in pairs),
        )

    def _date(self, day: int) -> str:
        """With its year, where the span holds more than one."""
        found = date.fromordinal(day)
        said = day_name(self.texts, found)
        return said if date.fromordinal(self.first).year == self.today.year else f"{said} {found.year}"

    # -- what happened ------------------------------------------------------------------------------------

    @cached_property
    def _moves(self) -> tuple[Moved, ...]:
        """Of the days of the span, and of the day before it what they began from."""
        before = date.fromordinal(self.begins.toordinal() - WEEK)
        found = moved(self.way, self.diary.decided(before, self.today))
        return tuple(each for each in found if each.until >= self.first)

    @cached_property
    def _happenings(self) -> tuple[list[tuple[int, int, str]], int]:
        """The weightiest, the oldest first; and how many are left out."""
        found = happened(self.shown, self.told, self._moves, range(self.first, self.course.date + 1))
        kept = sorted(found, key=lambda each: (each[1], -each[0]))[:MOST]
        return sorted(kept), len(found) - len(kept)

    @property
    def happenings(self) -> list[Happening]:
        found = enumerate(self._happenings[0], start=1)
        return [Happening(n, self._date(day), capital(said)) for n, (day, _, said) in found]

    @property
    def left_out(self) -> int:
        return self._happenings[1]
