"""What may be ahead: whose published course fits, what the own mornings say of next week, and what the guide claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import erf, exp, hypot, sqrt
from typing import Literal

from svang.engine.course import REACH, Course
from svang.model.person import WEEK
from svang.readings import lookbacks

Kind = Literal["primary_care", "long_standing"]
Duration = Literal["to_6_weeks", "to_12_weeks", "over_12_weeks", "over_6_months"]
Period = Literal["relief", "strength", "running", "pain_free"]
Points = Sequence[tuple[int, int]]

WEEKS_A_YEAR = 365.25 / WEEK
TOP = 10  # of the pain scale
Z_95 = 1.959964  # of the normal distribution


@dataclass(frozen=True, slots=True)
class Courses:
    """Every number of the outlook; each is told, with its unit and sources, in knowledge/outlook.yaml."""

    primary_week: float
    primary_recovered: float
    primary_better: float
    primary_people: float

    long_lasting: float
    long_rate: float
    long_first_year: float
    long_last_year: float
    long_low_at_10_years: float
    long_high_at_10_years: float

    both_feet_hazard: float
    both_feet_hazard_low: float
    both_feet_hazard_high: float
    women_hazard: float  # the product does not ask for it: a second example of "slower" for the tests

    acute_to: float
    subacute_to: float
    six_months: float
    long_standing_from: float

    guide_relief_to: float
    guide_fall_least: float
    guide_fall_most: float
    guide_strength_to: float
    guide_running_to: float
    guide_pain_free_to: float
    guide_nearly_free: float

    trend_mornings: float
    trend_days: float
    trend_last_week: float
    trend_window: float
    plateau_points: float
    plateau_weeks: float
    plateau_above: float

    band_share: float
    band_factor: float
    usual_spread: float
    usual_spread_weight: float
    usual_likeness: float
    usual_likeness_weight: float
    most_likeness: float
    usual_slope: float


# -- published courses ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Share:
    """Percent of the people in a study, and its 95 % interval."""

    percent: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Published:
    """`extrapolated`: the week, or the two feet, lie outside what the source measured. `ends`: its last week."""

    recovered: Share
    better: Share | None
    extrapolated: bool
    ends: int


def duration_class(weeks: float | None, courses: Courses) -> Duration | None:
    """How long the pain has lasted, in the classes of P6."""
    if weeks is None:
        return None
    if weeks <= courses.acute_to:
        return "to_6_weeks"
    if weeks <= courses.subacute_to:
        return "to_12_weeks"
    return "over_12_weeks" if weeks <= courses.six_months else "over_6_months"


def kind_of(weeks: float | None, courses: Courses) -> Kind | None:
    """Whose course fits pain that has lasted so many weeks."""
    if weeks is None:
        return None
    return "primary_care" if weeks <= courses.long_standing_from else "long_standing"


def published(
    courses: Courses, kind: Kind, week: float, both_feet: bool = False, lasted: float = 0
) -> Published | None:
    """The people of a study, `week` weeks from now; None past its end.

    Primary care (P3) counts from the first visit. Long-standing (P1) counts from the first pain: `lasted` weeks of it
    lie behind, and the share is of those who are still sore by now.
    """
    hazards = (1.0, 1.0, 1.0)
    if both_feet:
        hazards = (courses.both_feet_hazard, courses.both_feet_hazard_low, courses.both_feet_hazard_high)
    if kind == "primary_care":
        return _primary_care(courses, week, hazards)
    return _long_standing(courses, week, hazards, lasted)


def _primary_care(courses: Courses, week: float, hazards: Sequence[float]) -> Published | None:
    """One week was measured; up to it the same part of those left is taken to recover each week."""
    if not 0 <= week <= courses.primary_week:
        return None
    recovered, better = (
        _share((1 - percent / 100) ** (week / courses.primary_week), courses.primary_people, hazards)
        for percent in (courses.primary_recovered, courses.primary_better)
    )
    measured = week == courses.primary_week and hazards[0] == 1
    return Published(recovered, better, not measured, int(courses.primary_week))


def _long_standing(courses: Courses, week: float, hazards: Sequence[float], lasted: float) -> Published | None:
    ends = int(courses.long_last_year * WEEKS_A_YEAR - lasted)
    if not 0 <= week <= ends:
        return None
    before = _still_sore(courses, lasted)
    recovered = _share(_still_sore(courses, lasted + week) / before, _people(courses) * before, hazards)
    return Published(recovered, None, lasted + week < int(courses.long_first_year * WEEKS_A_YEAR), ends)


def _still_sore(courses: Courses, weeks: float) -> float:
    lasting = courses.long_lasting / 100
    return lasting + (1 - lasting) * exp(-courses.long_rate * weeks / WEEKS_A_YEAR)


def _people(courses: Courses) -> float:
    """How many would give P1's own interval at ten years: fewer than took part, as some were followed for less."""
    low, high = courses.long_low_at_10_years / 100, courses.long_high_at_10_years / 100
    middle = (low + high) / 2
    return middle * (1 - middle) * (2 * Z_95 / (high - low)) ** 2


def _share(sore: float, people: float, hazards: Sequence[float]) -> Share:
    """Proportional hazards: the share still sore is raised to the hazard ratio, whose own interval widens the band."""
    share, slow, fast = (1 - sore**hazard for hazard in hazards)
    low, high = _interval(share, people)
    low = max(0.0, share - hypot(share - low, share - slow))
    high = min(1.0, share + hypot(high - share, fast - share))
    return Share(100 * share, 100 * low, 100 * high)


def _interval(share: float, people: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    square = Z_95**2 / people
    middle = share + square / 2
    half = Z_95 * sqrt(share * (1 - share) / people + square / (4 * people))
    return max(0.0, (middle - half) / (1 + square)), min(1.0, (middle + half) / (1 + square))


# -- a person's own trend -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TooLittle:
    """How many more mornings, and days since the first of them, it takes."""

    mornings: int
    days: int


@dataclass(frozen=True, slots=True)
class Trend:
    """`level`: the middle of the last week. `likely`, within `low`..`high`: the middle of the next. `slope`: a week."""

    level: int
    slope: float
    low: int
    likely: int
    high: int
    plateau: bool


@dataclass(frozen=True, slots=True)
class _Noise:
    """How far mornings lie from the line, and how alike two mornings in a row are (a correlation)."""

    spread: float
    likeness: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Pain today and its slope a day, with their variances in units of the noise's."""

    today: float
    slope: float
    of_today: float
    of_both: float
    of_slope: float

    def at(self, day: float) -> float:
        return self.today + self.slope * day


def own_trend(mornings: Sequence[int | None], courses: Courses) -> Trend | TooLittle:
    """First-step pain day by day, the oldest first, today last; None = not known."""
    window = mornings[-int(courses.trend_window) :]
    level = lookbacks.median(window[-WEEK:], int(courses.trend_last_week))
    missing = _too_little(window, courses)
    if level is None or missing.mornings or missing.days:
        return missing
    points = [(day, pain) for day, pain in enumerate(window, 1 - len(window)) if pain is not None]
    noise, line = _fitted(points, courses)
    chances = _chances(*_next_week(points, noise, line, courses.band_factor))
    low, high = _band(chances, courses.band_share / 100)
    slope = line.slope * WEEK
    flat = abs(slope * courses.plateau_weeks) < courses.plateau_points
    return Trend(level, slope, low, _middle(chances), high, flat and level > courses.plateau_above)


def _too_little(window: Sequence[int | None], courses: Courses) -> TooLittle:
    """Enough of them, some of them lately, over days enough."""
    known = [n for n, pain in enumerate(window) if pain is not None]
    days = len(window) - known[0] if known else 0
    lately = sum(n >= len(window) - WEEK for n in known)
    mornings = max(courses.trend_mornings - len(known), courses.trend_last_week - lately, 0)
    return TooLittle(int(mornings), int(max(courses.trend_days - days, 0)))


def _fitted(points: Points, courses: Courses) -> tuple[_Noise, _Line]:
    """Line and noise need each other: a line under the usual noise tells the own noise, and that the line."""
    usual = _Noise(courses.usual_spread, courses.usual_likeness)
    noise = _noise(points, _line(points, usual, courses), courses)
    return noise, _line(points, noise, courses)


def _noise(points: Points, line: _Line, courses: Courses) -> _Noise:
    """From the person's own mornings, drawn towards what is usual: more so, the fewer they are."""
    off = {day: pain - line.at(day) for day, pain in points}
    pairs = [off[day] * off[day - 1] for day in off if day - 1 in off]
    weight = courses.usual_spread_weight
    squares = weight * courses.usual_spread**2 + sum(each**2 for each in off.values())
    variance = squares / (weight + len(off) - 2)
    weight = courses.usual_likeness_weight
    likeness = (weight * courses.usual_likeness + sum(pairs) / variance) / (weight + len(pairs))
    return _Noise(sqrt(variance), min(max(likeness, 0.0), courses.most_likeness))


def _line(points: Points, noise: _Noise, courses: Courses) -> _Line:
    """Generalised least squares; the slope is drawn towards none, the more so the noisier the mornings are."""
    rows = list(_independent(points, noise.likeness))
    ones = sum(one * one for one, _, _ in rows)
    both = sum(one * day for one, day, _ in rows)
    days = sum(day * day for _, day, _ in rows) + (noise.spread * WEEK / courses.usual_slope) ** 2
    pain = sum(one * pain for one, _, pain in rows)
    rise = sum(day * pain for _, day, pain in rows)
    size = ones * days - both * both
    today, slope = (pain * days - rise * both) / size, (rise * ones - pain * both) / size
    return _Line(today, slope, days / size, -both / size, ones / size)


def _independent(points: Points, likeness: float) -> Iterator[tuple[float, float, float]]:
    """Each morning less what the known one before it already told, as rows of 1, day and pain with equal noise."""
    yield 1.0, *points[0]
    for (day_before, before), (day, pain) in pairwise(points):
        told = likeness ** (day - day_before)
        scale = 1 / sqrt(1 - told * told)
        yield (1 - told) * scale, (day - told * day_before) * scale, (pain - told * before) * scale


def _next_week(points: Points, noise: _Noise, line: _Line, factor: float) -> tuple[float, float]:
    """Middle and spread of the next seven mornings' mean: the line, what lasts of the latest morning, and the rest."""
    day, pain = points[-1]
    days = range(1, WEEK + 1)
    lasts = [noise.likeness ** (ahead - day) for ahead in days]
    kept = sum(lasts) / WEEK
    mean_day = sum(days) / WEEK
    middle = line.at(mean_day) + kept * (pain - line.at(day))
    one, slope = 1 - kept, mean_day - kept * day
    of_line = one * one * line.of_today + 2 * one * slope * line.of_both + slope * slope * line.of_slope
    alike = sum(noise.likeness ** abs(a - b) for a in days for b in days)
    of_days = (alike - sum(lasts) ** 2) / WEEK**2
    return middle, factor * noise.spread * sqrt(of_line + of_days)


def _chances(middle: float, spread: float) -> list[float]:
    """Of each whole number 0..10; the ends of the scale hold what lies beyond them."""
    below = [(1 + erf((n + 0.5 - middle) / (spread * sqrt(2)))) / 2 for n in range(TOP)]
    return [high - low for low, high in zip([0.0, *below], [*below, 1.0], strict=True)]


def _middle(chances: Sequence[float]) -> int:
    return next(n for n in range(TOP + 1) if sum(chances[: n + 1]) >= 0.5)


def _band(chances: Sequence[float], share: float) -> tuple[int, int]:
    """The shortest run of whole numbers that holds at least the share; of those the likeliest."""
    runs = [(low, high) for low in range(TOP + 1) for high in range(low, TOP + 1)]
    held = {run: sum(chances[run[0] : run[1] + 1]) for run in runs}
    enough = [run for run in runs if held[run] >= share]
    return min(enough, key=lambda run: (run[1] - run[0], -held[run]))


# -- beside the guide's milestones ----------------------------------------------------------------------------


def period(week: float, courses: Courses) -> Period | None:
    """Where the guide (G68) would be in that week; None after its last."""
    ends: list[tuple[float, Period]] = [
        (courses.guide_relief_to, "relief"),
        (courses.guide_strength_to, "strength"),
        (courses.guide_running_to, "running"),
        (courses.guide_pain_free_to, "pain_free"),
    ]
    return next((name for end, name in ends if week <= end), None)


def guide_range(start_fs: int | None, week: float, courses: Courses) -> tuple[float, float] | None:
    """The pain that the guide claims for the week; None where it gives no number or there is no pain to begin with."""
    if start_fs is None or start_fs == 0:
        return None
    match period(week, courses):
        case "relief":
            return start_fs * (1 - courses.guide_fall_most / 100), start_fs * (1 - courses.guide_fall_least / 100)
        case "pain_free":
            return 0.0, courses.guide_nearly_free
        case _:
            return None


def on_course(trend: Trend | TooLittle, start_fs: int | None, week: float, courses: Courses) -> bool | None:
    """Whether the own band overlaps the guide's range or lies below it.

    None where there is nothing to hold against each other, and on a plateau that overlaps: standing still does not fit
    a guide that expects a fall.
    """
    claimed = guide_range(start_fs, week, courses)
    if claimed is None or isinstance(trend, TooLittle):
        return None
    if trend.low > claimed[1]:
        return False
    return None if trend.plateau else True


# -- a course -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outlook:
    """`weeks`: the pain has lasted; `week`: of the plan. `published`: week and share, from now to the source's end."""

    duration: Duration | None
    kind: Kind | None
    both_feet: bool
    weeks: int | None
    week: int | None
    published: tuple[tuple[int, Published], ...]
    trend: Trend | TooLittle
    start: int | None
    period: Period | None
    claimed: tuple[float, float] | None
    on_course: bool | None


def outlook(course: Course) -> Outlook:
    """What may be ahead of a person, on the course's last day."""
    courses = Courses(**course.pathway.outlook)
    weeks, days = weeks_of_pain(course), course.value("plan_days")
    both = course.value("both_feet") is True
    kind, start = kind_of(weeks, courses), course.value("start_fs")
    trend = own_trend(mornings(course), courses)
    week = days // WEEK if isinstance(days, int) else None
    claimed = guide_range(start, week, courses) if week is not None else None
    shown = course.pathway.outlook_weeks
    found = [(n, published(courses, kind, n, both, weeks or 0)) for n in shown] if kind is not None else []
    return Outlook(
        duration=duration_class(weeks, courses),
        kind=kind,
        both_feet=both,
        weeks=weeks,
        week=week,
        published=tuple((n, share) for n, share in found if share is not None),
        trend=trend,
        start=start,
        period=None if week is None else period(week, courses),
        claimed=claimed,
        on_course=None if week is None else on_course(trend, start, week, courses),
    )


def weeks_of_pain(course: Course) -> int | None:
    """How long it has hurt, in whole weeks."""
    told = course.value("weeks_of_pain")
    return told // course.pathway.facts["weeks_of_pain"].scale if isinstance(told, int) else None


def mornings(course: Course) -> list[int | None]:
    """The worse foot's first steps, day by day, as far back as a course remembers; today last."""
    return [value if isinstance(value, int) else None for value in course.series("first_step_pain", REACH)]
