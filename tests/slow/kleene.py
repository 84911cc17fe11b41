"""Yes, no and not known (None), as strong Kleene logic has them; a comparison with a word is never true."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Truth = bool | None


def no(part: Truth) -> Truth:
    return None if part is None else not part


def all_of(*parts: Truth) -> Truth:
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def any_of(*parts: Truth) -> Truth:
    if any(part is True for part in parts):
        return True
    return None if any(part is None for part in parts) else False


def at_least(least: int, parts: Iterable[Truth]) -> Truth:
    """So many of them are true."""
    listed = list(parts)
    if sum(part is True for part in listed) >= least:
        return True
    return None if sum(part is not False for part in listed) >= least else False


def is_number(value: Any) -> bool:
    return value.__class__ is int


def more(left: Any, right: Any) -> Truth:
    """left > right"""
    if isinstance(left, str) or isinstance(right, str):
        return False
    return None if left is None or right is None else left > right


def less(left: Any, right: Any) -> Truth:
    return more(right, left)


def from_(left: Any, right: Any) -> Truth:
    """left >= right"""
    return any_of(more(left, right), same(left, right)) if is_number(left) or left is None else False


def to(left: Any, right: Any) -> Truth:
    """left <= right"""
    return from_(right, left)


def same(left: Any, right: Any) -> Truth:
    return None if left is None or right is None else left == right


def one(value: Any, *words: Any) -> Truth:
    """The value is one of these."""
    return None if value is None else value in words


def has(group: Any, *words: str) -> Truth:
    """A set holds one of these."""
    return None if group is None else any(word in group for word in words)


def some(group: Any) -> Truth:
    """A set that is not empty; a choice that is neither none nor no."""
    if isinstance(group, str):
        return group not in ("none", "no")
    return None if group is None else bool(group)


def only(group: Any, *words: str) -> Truth:
    """A set that holds something, and nothing but these."""
    return None if group is None else bool(group) and all(word in words for word in group)


def surely(part: Truth) -> bool:
    return part is True


def first(*lines: tuple[Any, Truth]) -> Any:
    """The word of the first line that is surely true."""
    return next((word for word, truth in lines if truth is True), None)


def highest(values: Iterable[Any]) -> Any:
    """The largest number; without one the word that was given; None if nothing was."""
    listed = [value for value in values if value is not None]
    numbers = [value for value in listed if is_number(value)]
    return max(numbers) if numbers else (listed[-1] if listed else None)


def middle(values: Iterable[Any], needs: int) -> Any:
    """The lower median of the known numbers; not known with fewer than `needs`."""
    known = sorted(value for value in values if is_number(value))
    return known[(len(known) - 1) // 2] if known and len(known) >= needs else None


def percent(number: int, share: int) -> int:
    return number * share // 100
