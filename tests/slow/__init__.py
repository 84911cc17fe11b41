"""The slow twin: from events to the frame of each day, its rows, its decision and the next state.

Written plainly from the words of the specification (PATHWAY.md, text 2, and decisions 3 and 6 where its section 16 is
silent), without caches or generated code, and without anything of the engine or the readings. Of the pathway it reads
the values of thresholds only, so that a number that a clinic sets is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable

from svang.model.knowledge import Pathway
from svang.model.person import Event
from tests.slow.day import SlowDay, day
from tests.slow.days import days_of
from tests.slow.life import Life
from tests.slow.numbers import numbers_of

__all__ = ["SlowDay", "slow_course"]


def slow_course(pathway: Pathway, events: Iterable[Event], today: int) -> list[SlowDay]:
    """Every date from the first to today (ordinals)."""
    days = days_of(events)
    first = min(days, default=today)
    numbers = numbers_of(pathway)
    life = Life(numbers, numbers, days)
    return [day(life, d) for d in range(min(first, today), today + 1)]
