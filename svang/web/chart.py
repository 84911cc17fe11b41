"""The mornings as a drawing: dots, the middle of seven days, and the band in which next week's may lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from svang.model.person import WEEK
from svang.readings.lookbacks import median

TOP_OF_SCALE = 10
HALF = 0.5
"""A whole number stands for half a point on each side."""
LEFT, RIGHT, ABOVE, BELOW = 24, 28, 20, 26
"""Room around the field, for the numbers and the words at its edges."""
GAP = 9


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the drawing; `conclusion` is all that a screen reader says of it."""

    conclusion: str
    first: str
    today: str
    ahead: str
    you: str
    line: str


@dataclass(frozen=True, slots=True)
class Field:
    """Where a day (0: the first) and a pain stand in a drawing of a size. `enough`: so many days of a week have a
    middle."""

    width: int
    height: int
    days: int
    enough: int

    def x(self, day: float) -> float:
        return round(LEFT + (self.width - LEFT - RIGHT) * day / max(1, self.days - 1 + WEEK), 1)

    def y(self, pain: float) -> float:
        return round(self.height - BELOW - (self.height - ABOVE - BELOW) * pain / TOP_OF_SCALE, 1)


Sizes = Mapping[str, tuple[int, int]]
SIZES: Sizes = {"nw": (300, 250), "w": (470, 300)}
"""The class of each size, for a phone and for a wide screen: one of them is hidden."""


def chart(
    days: Sequence[int | None],
    band: tuple[int, int] | None,
    limit: int,
    words: Words,
    enough: int,
    sizes: Sizes = SIZES,
) -> Markup:
    """A drawing of the same days in each size."""
    return Markup("").join(
        _drawn(name, Field(*size, len(days), enough), days, band, limit, words) for name, size in sizes.items()
    )


def _drawn(
    name: str, field: Field, days: Sequence[int | None], band: tuple[int, int] | None, limit: int, words: Words
) -> Markup:
    parts = [*_grid(field, words), *_ahead(field, band, words), _limit(field, limit)]
    parts += [_dot(field, day, pain) for day, pain in enumerate(days) if pain is not None]
    parts += [*_line(field, days, _you(field, band, limit), words), _limit_said(field, limit, words)]
    said = escape(words.conclusion)
    return Markup(
        f'<svg class="chart {name}" viewBox="0 0 {field.width} {field.height}" role="img" aria-label="{said}">'
        + "".join(parts)
        + "</svg>"
    )


def _grid(field: Field, words: Words) -> list[str]:
    found = []
    for pain in range(0, TOP_OF_SCALE + 1, 2):
        y = field.y(pain)
        found.append(f'<path class="gr" d="M{LEFT} {y}H{field.width - RIGHT}"/>')
        found.append(_text(LEFT - 8, y + 4, str(pain), anchor="end"))
    today = field.x(field.days - 1)
    found.append(f'<path class="gr" d="M{today} {ABOVE - 6}V{field.height - BELOW}"/>')
    return [*found, _text(LEFT, field.height - 6, words.first), _text(today - 4, ABOVE, words.today, anchor="end")]


def _ahead(field: Field, band: tuple[int, int] | None, words: Words) -> list[str]:
    if band is None:
        return []
    low, high = max(0, band[0] - HALF), min(TOP_OF_SCALE, band[1] + HALF)
    x, y, end = field.x(field.days - 1), field.y(high), field.x(field.days - 1 + WEEK)
    box = f'<rect class="ob" x="{x}" y="{y}" width="{end - x:.1f}" height="{field.y(low) - y:.1f}" rx="3"/>'
    return [box, _text(field.width, field.height - 6, words.ahead, "kc", "end")]


def _limit(field: Field, limit: int) -> str:
    return f'<path class="th" d="M{LEFT} {field.y(limit)}H{field.width - RIGHT}"/>'


def _limit_said(field: Field, limit: int, words: Words) -> str:
    """Over the line of the days, so that it can be read where the two meet."""
    return _text(LEFT + 4, field.y(limit) + 15, words.line, "k")


def _dot(field: Field, day: int, pain: int) -> str:
    return f'<circle class="pt" cx="{field.x(day)}" cy="{field.y(pain)}" r="2"/>'


def _you(field: Field, band: tuple[int, int] | None, limit: int) -> float:
    """How low "you" may stand: over the band, and not on the dashed line."""
    above = field.y(band[1] + HALF if band else 0) - GAP
    return above if abs(above - GAP / 2 - field.y(limit)) > GAP else field.y(limit) - GAP


def _line(field: Field, days: Sequence[int | None], lowest: float, words: Words) -> list[str]:
    """The middle of the seven days up to each day, broken where too few of them are known; a ring at its end."""
    middles = [median(days[max(0, n - WEEK + 1) : n + 1], field.enough) for n in range(len(days))]
    path, pen = "", "M"
    for day, middle in enumerate(middles):
        path += f"{pen}{field.x(day)} {field.y(middle)}" if middle is not None else ""
        pen = "L" if middle is not None else "M"
    last = max((day for day, middle in enumerate(middles) if middle is not None), default=None)
    if last is None:
        return []
    x, y = field.x(last), field.y(middles[last] or 0)
    ring = f'<circle class="now" cx="{x}" cy="{y}" r="5"/>'
    you = _text(field.width - RIGHT, min(y - GAP, lowest), words.you, "kc", "end")
    return [f'<path class="ol" d="{path}"/>', ring, you]


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


# -- a week in one line -------------------------------------------------------------------------------------

SPARK = (124, 56, 6)
"""Width, height and margin of the small line."""


def spark(days: Sequence[int | None], said: str) -> Markup:
    """The last mornings on the whole of the scale, today as a ring; nothing where there is only one."""
    if sum(day is not None for day in days) < MIN_SPARK:
        return Markup("")
    width, height, edge = SPARK
    step = (width - 2 * edge) / max(1, len(days) - 1)
    at = {
        n: (round(edge + step * n, 1), round(height - edge - (height - 2 * edge) * pain / TOP_OF_SCALE, 1))
        for n, pain in enumerate(days)
        if pain is not None
    }
    line = "L".join(f"{x} {y}" for x, y in at.values())
    dots = "".join(_spot(*at[n], now=n == len(days) - 1) for n in at)
    return Markup(
        f'<svg class="spark" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(said)}">'
        f'<path d="M{line}"/>{dots}</svg>'
    )


MIN_SPARK = 2


def _spot(x: float, y: float, *, now: bool) -> str:
    return f'<circle class="now" cx="{x}" cy="{y}" r="6"/>' if now else f'<circle cx="{x}" cy="{y}" r="3"/>'
