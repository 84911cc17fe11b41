"""A part of the week's page, and what it is written from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from svang.engine.course import Course
from svang.interview.report.desk import Desk
from svang.model.person import WEEK
from svang.says.running import Met


class WeekDesk(Desk):
    """The desk with the days of the week on it."""

    @cached_property
    def days(self) -> tuple[Course, ...]:
        """The day a week ago, and each day since, as they are known now."""
        return tuple(self.care.days(self.person, self.day - timedelta(days=WEEK), self.day))


@dataclass(frozen=True, slots=True)
class Row:
    """A number of the week and of the week before, '–' where too little is known; beside each its span, '' for none."""

    name: str
    now: str
    span: str
    before: str
    span_before: str


@dataclass(frozen=True, slots=True)
class Part:
    """`why`: what it is told for, in one sentence; `sources`: what that rests on. `tells`: where some of it can be
    told, and how that is called: a sheet, or `sheet.word`. `mets`: what a next step asks for and does not have yet."""

    id: str
    title: str
    lines: tuple[str, ...]
    why: str
    rows: tuple[Row, ...] = ()
    sources: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    mets: tuple[Met, ...] = ()


def part(
    desk: WeekDesk,
    id: str,
    lines: Sequence[str],
    *,
    rows: Sequence[Row] = (),
    of: Sequence[str] = (),
    tells: Iterable[str] = (),
    mets: Sequence[Met] = (),
    why: str = "",
) -> Part | None:
    """Nothing where there is nothing to say. `of`: the facts that it is about; `why`: another why than its own."""
    if not lines and not rows:
        return None
    title, why = desk.texts("week", "parts", id), desk.texts("week", "why", why or id)
    sources = tuple(dict.fromkeys(source for name in of for source in desk.way.facts[name].sources))
    return Part(id, title, tuple(lines), why, tuple(rows), sources, tuple(tells), tuple(mets))
