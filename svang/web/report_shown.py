"""The page for an appointment as it is shown: its sections, and the two curves that only a page can draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from svang.model.person import WEEK
from svang.readings.lookbacks import median
from svang.says.words import day_name
from svang.web.chart import Words, chart
from svang.web.course_shown import drawing
from svang.web.day_shown import DayShown

SIZE = {"rp": (340, 186)}
"""One size for screen and paper: its letters are as big as those beside it."""


@dataclass(frozen=True, slots=True)
class Curve:
    title: str
    drawing: Markup


def curves(shown: DayShown) -> tuple[Curve, ...]:
    """The first steps and the worst on one's feet, each once there is something to see."""
    found = (
        Curve(shown.texts("report", "chart", "title"), drawing(shown, SIZE, ("report", "chart"))),
        Curve(shown.texts("report", "on_feet_chart", "title"), _on_feet(shown)),
    )
    return tuple(curve for curve in found if curve.drawing)


def _on_feet(shown: DayShown) -> Markup:
    days = _worst(shown)
    if sum(day is not None for day in days) < shown.course.enough:
        return Markup("")
    now, limit = median(days[-WEEK:], 1), shown.way.thresholds["pain_green"].value
    first = day_name(shown.texts, date.fromordinal(shown.course.date) - timedelta(days=len(days) - 1))
    said = {"first": first, "now": "–" if now is None else str(now), "limit": str(limit)}
    keys = ("conclusion", "first", "today", "ahead", "you", "line")
    words = (shown.texts("report", "on_feet_chart", key, **said) for key in keys)
    return chart(days, None, limit, Words(*words), shown.course.enough, SIZE)


def _worst(shown: DayShown) -> Sequence[int | None]:
    """The worst of each day that the other curve shows too, from the first with an answer."""
    series = shown.course.series("act", shown.way.thresholds["weeks_shown"].value)
    days = [value if isinstance(value, int) else None for value in series]
    first = next((n for n, day in enumerate(days) if day is not None), len(days))
    return days[first:]
