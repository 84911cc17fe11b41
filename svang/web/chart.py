"""The mornings as a drawing: dots, the middle of seven days, what the source claims, what happened, and the load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from svang.model.person import WEEK

TOP_OF_SCALE = 10
HALF = 0.5
"""A whole number stands for half a point on each side."""
LEFT, RIGHT, ABOVE, BELOW = 24, 28, 20, 26
"""Room around the field, for the numbers and the words at its edges."""
GAP = 9
RING, ROW = 10, 23
"""Of a numbered circle the radius, and how far its row lies from the next."""
LOAD, BAR = 46, 26
"""How high the strip of a load is, and the highest of its bars."""


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the drawing; `conclusion` is all that a screen reader says of it."""

    conclusion: str
    first: str
    today: str
    ahead: str
    you: str
    line: str
    guide: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A load: what it is called, what each day (or week) had of it, and what its highest is written as."""

    name: str
    values: tuple[tuple[float, int], ...]
    highest: str
    each: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """Days are counted from 0, the first. `dots` and `line`: a day and its pain; of the line None where it is broken.
    `band`: next week; `claims`: from day to day, and between which pains; `flares`: from day to day; `marks`: the days
    of the numbered circles."""

    days: int
    dots: tuple[tuple[float, int], ...]
    line: tuple[tuple[float, int | None], ...]
    limit: int
    words: Words
    band: tuple[int, int] | None = None
    claims: tuple[tuple[int, int, float, float], ...] = ()
    flares: tuple[tuple[int, int], ...] = ()
    marks: tuple[int, ...] = ()
    bars: tuple[Bars, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """Where a day and a pain stand in a drawing of a size. `rows`: of the circles above the field."""

    name: str
    width: int
    height: int
    days: int
    rows: int = 0

    @property
    def top(self) -> int:
        return ABOVE + ROW * self.rows

    @property
    def bottom(self) -> int:
        return self.top + self.height

    def x(self, day: float) -> float:
        return round(LEFT + (self.width - LEFT - RIGHT) * day / max(1, self.days - 1 + WEEK), 1)

    def y(self, pain: float) -> float:
        return round(self.bottom - self.height * pain / TOP_OF_SCALE, 1)


Sizes = Mapping[str, tuple[int, int]]
SIZES: Sizes = {"nw": (300, 204), "w": (470, 254)}
"""The class of each size, its width, and how high the field is: one of them is hidden."""


def chart(picture: Picture, sizes: Sizes = SIZES) -> Markup:
    """A drawing of the same mornings in each size: for a phone and for a wide screen."""
    return Markup("").join(_drawn(picture, Field(name, *size, picture.days)) for name, size in sizes.items())


def _drawn(picture: Picture, field: Field) -> Markup:
    places = list(_places(field, picture.marks))
    field = Field(field.name, field.width, field.height, field.days, max((row + 1 for _, row in places), default=0))
    parts = [*_flares(field, picture), *_grid(field, picture.words), *_claims(field, picture)]
    parts += [*_ahead(field, picture), *_limit(field, picture)]
    parts += [f'<circle class="pt" cx="{field.x(day)}" cy="{field.y(pain)}" r="2"/>' for day, pain in picture.dots]
    parts += [*_line(field, picture), *_marks(field, places)]
    for n, bars in enumerate(picture.bars):
        parts += _bars(field, bars, field.bottom + BELOW + LOAD * n)
    height = field.bottom + BELOW + LOAD * len(picture.bars)
    said = escape(picture.words.conclusion)
    return Markup(
        f'<svg class="chart {field.name}" viewBox="0 0 {field.width} {height}" role="img" aria-label="{said}">'
        + "".join(parts)
        + "</svg>"
    )


def _grid(field: Field, words: Words) -> Iterator[str]:
    for pain in range(0, TOP_OF_SCALE + 1, 2):
        y = field.y(pain)
        yield f'<path class="gr" d="M{LEFT} {y}H{field.width - RIGHT}"/>'
        yield _text(LEFT - 8, y + 4, str(pain), anchor="end")
    today = field.x(field.days - 1)
    yield f'<path class="gr" d="M{today} {field.top - 6}V{field.bottom}"/>'
    yield _text(LEFT, field.bottom + 20, words.first)
    yield _text(today - 4, field.top, words.today, anchor="end")


def _flares(field: Field, picture: Picture) -> Iterator[str]:
    for first, last in picture.flares:
        x, end = field.x(max(0, first - HALF)), field.x(last + HALF)
        yield f'<rect class="fl" x="{x}" y="{field.top}" width="{end - x:.1f}" height="{field.height}"/>'


def _claims(field: Field, picture: Picture) -> Iterator[str]:
    """What the source claims, as far as it has numbers."""
    if not picture.claims:
        return
    id = f"hatch-{field.name}"
    lines = '<path class="hl" d="M0 0V6"/>'
    turned = f'<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    yield f"<defs>{turned}{lines}</pattern></defs>"
    for first, last, low, high in picture.claims:
        x, y, end = field.x(first), field.y(high), field.x(last)
        size = f'width="{end - x:.1f}" height="{field.y(low) - y:.1f}"'
        yield f'<rect class="cb" fill="url(#{id})" x="{x}" y="{y}" {size}/>'
    first, last, _, high = max(picture.claims, key=lambda claim: claim[1] - claim[0])
    right = field.width - LETTER * len(picture.words.guide)
    yield _text(min(field.x(first) + 2, right), field.y(high) - 5, picture.words.guide, "kb")


def _ahead(field: Field, picture: Picture) -> list[str]:
    if picture.band is None:
        return []
    low, high = max(0, picture.band[0] - HALF), min(TOP_OF_SCALE, picture.band[1] + HALF)
    x, y, end = field.x(field.days - 1), field.y(high), field.x(field.days - 1 + WEEK)
    box = f'<rect class="ob" x="{x}" y="{y}" width="{end - x:.1f}" height="{field.y(low) - y:.1f}" rx="3"/>'
    name = _text(x, field.bottom + 20, picture.words.ahead, "kc")
    return [box, name if _has_room(field, picture) else ""]


def _has_room(field: Field, picture: Picture) -> bool:
    """Are the words under the band still in the drawing?"""
    return field.x(field.days - 1) + LETTER * len(picture.words.ahead) <= field.width


LETTER = 6.4
"""How wide a letter is, at most."""


def _limit(field: Field, picture: Picture) -> list[str]:
    y = field.y(picture.limit)
    line = f'<path class="th" d="M{LEFT} {y}H{field.width - RIGHT}"/>'
    return [line, _text(LEFT + 4, y + 15, picture.words.line, "k")]


def _line(field: Field, picture: Picture) -> list[str]:
    """The middle of the days, broken where too few of them are known; a ring at its end."""
    path, pen = "", "M"
    for day, middle in picture.line:
        path += f"{pen}{field.x(day)} {field.y(middle)}" if middle is not None else ""
        pen = "L" if middle is not None else "M"
    known = [(day, middle) for day, middle in picture.line if middle is not None]
    if not known:
        return []
    x, y = field.x(known[-1][0]), field.y(known[-1][1])
    ring = f'<circle class="now" cx="{x}" cy="{y}" r="5"/>'
    you = _text(field.width - RIGHT, min(y - GAP, _lowest(field, picture)), picture.words.you, "kc", "end")
    return [f'<path class="ol" d="{path}"/>', ring, you]


def _lowest(field: Field, picture: Picture) -> float:
    """How low "you" may stand: over the band, and not on the dashed line."""
    above = field.y(picture.band[1] + HALF if picture.band else 0) - GAP
    dashed = field.y(picture.limit)
    return above if abs(above - GAP / 2 - dashed) > GAP else dashed - GAP


def _places(field: Field, marks: Sequence[int]) -> Iterator[tuple[float, int]]:
    """Where each circle stands, and on which row: none lies on another."""
    rows: list[float] = []
    for day in marks:
        x = max(field.x(day), RING + 1)
        row = next((n for n, last in enumerate(rows) if x - last > 2 * RING), len(rows))
        rows[row : row + 1] = [x]
        yield x, row


def _marks(field: Field, places: Sequence[tuple[float, int]]) -> Iterator[str]:
    for n, (x, row) in enumerate(places, start=1):
        y = RING + 1 + ROW * row
        yield f'<path class="el" d="M{x} {y + RING}V{field.bottom}"/>'
        yield f'<circle class="ev" cx="{x}" cy="{y}" r="{RING - 0.5}"/>'
        yield _text(x, y + 4, str(n), "et", "middle")


def _bars(field: Field, bars: Bars, top: int) -> list[str]:
    """A strip of its own, on the same days; a day that stands out alone has another colour."""
    base, values = top + LOAD - 4, [value for _, value in bars.values]
    most = max(values, default=0)
    alone = values.count(most) == 1 and bool(bars.highest)
    wide = max(1.2, min(8.0, 0.72 * bars.each * (field.x(WEEK) - field.x(0)) / WEEK))
    found = [f'<path class="gr" d="M{LEFT} {base}H{field.width - RIGHT}"/>', _text(LEFT, top + 10, bars.name, "k")]
    for day, value in bars.values:
        high = BAR * value / most if most else 0
        kind = "ld hi" if alone and value == most else "ld"
        x, y = field.x(day) - wide / 2, base - high
        found.append(f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>')
    return (
        [*found, _text(field.width - RIGHT, top + 10, bars.highest, "kc" if alone else "k", "end")]
        if bars.highest
        else found
    )


def _text(x: float, y: float, said: str, kind: str = "", anchor: str = "start") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(said)}</text>'


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
