"""The page for an appointment as it is shown: its sections, and the two curves that only a page can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from svang.engine.outlook import mornings
from svang.model.person import WEEK, Value
from svang.readings.lookbacks import median
from svang.says.words import day_name
from svang.web.chart import Picture, Words, chart
from svang.web.day_shown import DayShown
from svang.web.span_shown import band_of, limit_of

SIZE = {"rp": (340, 140)}
"""One size for screen and paper: its letters are as big as those beside it."""


@dataclass(frozen=True, slots=True)
class Curve:
    title: str
    drawing: Markup


def curves(shown: DayShown) -> tuple[Curve, ...]:
    """The first steps and the worst on one's feet, each once there is something to see."""
    back, (limit, line) = shown.way.thresholds["weeks_shown"].value, limit_of(shown)
    steps, on_feet = mornings(shown.course)[-back:], shown.course.series("act", back)
    fine = shown.way.thresholds["pain_green"].value
    found = (
        _curve(shown, "chart", steps, limit, line, band_of(shown)),
        _curve(shown, "on_feet_chart", on_feet, fine, "line", None),
    )
    return tuple(curve for curve in found if curve.drawing)


def _curve(
    shown: DayShown, at: str, series: Sequence[Value], limit: int, line: str, band: tuple[int, int] | None
) -> Curve:
    """From the first day with an answer."""
    every = [value if isinstance(value, int) else None for value in series]
    days = every[next((n for n, day in enumerate(every) if day is not None), len(every)) :]
    title, enough = shown.texts("report", at, "title"), shown.course.enough
    if sum(day is not None for day in days) < enough:
        return Curve(title, Markup(""))
    now = median(days[-WEEK:], 1)
    first = day_name(shown.texts, date.fromordinal(shown.course.date) - timedelta(days=len(days) - 1))
    said = {"first": first, "now": "–" if now is None else str(now), "limit": str(limit)}
    keys = ("conclusion", "first", "today", "ahead", "you", line)
    words = Words(*(shown.texts("report", at, key, **said) for key in keys))
    middles = tuple((n, median(days[max(0, n - WEEK + 1) : n + 1], enough)) for n in range(len(days)))
    dots = tuple((n, pain) for n, pain in enumerate(days) if pain is not None)
    return Curve(title, chart(Picture(len(days), dots, middles, limit, words, band), SIZE))
