"""The closed list of ways to look back. Each takes a list of daily values (None = not known), the oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from svang.model.person import Value

Values = Sequence[Value]


def median(values: Values, needs: int) -> int | None:
    """The lower median of the whole numbers known; None with fewer than `needs`."""
    known: list[int] = sorted([v for v in values if v.__class__ is int])
    return known[(len(known) - 1) // 2] if known and len(known) >= needs else None


def second(values: Values, needs: int) -> int | None:
    """The second highest whole number known, or the only one; None with fewer than `needs`."""
    known: list[int] = sorted([v for v in values if v.__class__ is int])
    return known[-2:][0] if known and len(known) >= needs else None


def largest(values: Values, needs: int) -> int | None:
    """The largest whole number known; None with fewer than `needs`."""
    known = [v for v in values if v.__class__ is int]
    return max(known) if known and len(known) >= needs else None


def count(values: Values, is_: Value, needs: int) -> int | None:
    """How many are known (is_ None) or are `is_`; None with fewer than `needs` known."""
    known = [v for v in values if v is not None]
    if len(known) < needs:
        return None
    return len(known) if is_ is None else sum([v == is_ for v in known])


def streak(values: Values, is_: Value) -> int:
    """Days in a row, counted from the end, that are surely `is_`."""
    run = 0
    for value in reversed(values):
        if value != is_:
            break
        run += 1
    return run


def lead(tests: Iterable[bool]) -> int:
    """How many hold before the first that does not."""
    found = 0
    for test in tests:
        if not test:
            break
        found += 1
    return found


def recent(values: Values, among: Values, is_: Value, last: int) -> int:
    """How many of the `last` latest days that are known in `among`, extra answers aside, are `is_`."""
    found = left = 0
    for value, beside in zip(reversed(values), reversed(among), strict=True):
        if left == last:
            break
        if beside is not None and beside.__class__ is not str:
            left += 1
            found += value == is_
    return found


def share(done: Values, planned: Values, needs: int) -> int | None:
    """The mean percent, floored, of the planned days of which something is told; None with fewer than `needs`."""
    told = [d for d, p in zip(done, planned, strict=True) if p is True and d.__class__ is int]
    return sum(told) // len(told) if told and len(told) >= needs else None


def total(values: Values) -> int:
    """The sum of the whole numbers known; 0 with none."""
    return sum([v for v in values if v.__class__ is int])


def mean(values: Values, needs: int) -> int | None:
    """The mean of the whole numbers known, floored; None with fewer than `needs`."""
    known = [v for v in values if v.__class__ is int]
    return sum(known) // len(known) if known and len(known) >= needs else None


def worst(values: Values) -> Value:
    """The largest number; without a number the extra answer that was given; None if nothing was."""
    extra: Value = None
    found: int | None = None
    for value in values:
        if value.__class__ is int:
            if found is None or value > found:
                found = value
        elif value is not None:
            extra = value
    return extra if found is None else found


def percent(number: int, share: int) -> int:
    """`share` percent of a number, floored."""
    return number * share // 100


def higher(one: str, other: str, order: Sequence[str]) -> str:
    """The one that comes later in an order."""
    return one if order.index(one) >= order.index(other) else other


def lower(one: str, by: int, order: Sequence[str], lowest: int) -> str:
    """So many places earlier in an order, not below the lowest; what stands there or before stays."""
    place = order.index(one)
    return order[max(lowest, place - by)] if place > lowest else one


def keep(clocks: list[Any], place: int, since: int, value: Value) -> Value:
    """Keeps what can no longer change, for the clock that it belongs to."""
    clocks[place] = (since, value)
    return value
