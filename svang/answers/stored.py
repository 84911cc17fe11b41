"""Typed values to and from what is stored: plain JSON data, numbers and dates as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svang.answers.typed import Goal, goals_in, goals_text
from svang.model.knowledge import Fact, Pathway
from svang.model.person import Value


def scale_of(pathway: Pathway, unit: str) -> int:
    """How many whole parts one unit has."""
    return pathway.units.get(unit, 1)


def iso(ordinal: int | str) -> str:
    return date.fromordinal(ordinal).isoformat() if isinstance(ordinal, int) else ordinal


def ordinal(text: int | str) -> int:
    return date.fromisoformat(text).toordinal() if isinstance(text, str) else text


def unscaled(pathway: Pathway, key: str, value: Any) -> Any:
    scale = scale_of(pathway, pathway.thresholds[key].unit) if key in pathway.thresholds else 1
    return value if scale == 1 else value // scale if value % scale == 0 else round(value / scale, 4)


def scaled(pathway: Pathway, key: str, value: Any) -> Any:
    if key not in pathway.thresholds:
        return value
    return round(value * scale_of(pathway, pathway.thresholds[key].unit))


def there_is(pathway: Pathway, key: str, value: Any) -> bool:
    """A level or phase that a later pathway does not know cannot be set any more."""
    state = pathway.machine.state.get(key)
    return state is None or not state.options or value in state.options


def plain(pathway: Pathway, values: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values as JSON: decimals in the fact's unit, dates as text, sets as sorted lists."""
    return {slot: written(pathway.facts[slot.partition(".")[0]], value) for slot, value in values.items()}


def written(fact: Fact, value: Value | tuple[Any, ...]) -> Any:
    """One typed value as a person writes it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    if fact.kind == "date" and isinstance(value, int):
        return date.fromordinal(value).isoformat()
    if fact.kind == "goals" and isinstance(value, str):
        return [{"what": goal.what, "now": goal.now} for goal in goals_in(value)]
    if fact.scale != 1 and isinstance(value, int):
        return value // fact.scale if value % fact.scale == 0 else round(value / fact.scale, 4)
    return value


def typed_again(pathway: Pathway, body: Mapping[str, Any]) -> dict[str, Any]:
    """What `plain` wrote. A fact that a later pathway does not know stays as it is and is not read."""
    values: dict[str, Any] = {}
    for slot, value in body.items():
        fact = pathway.facts.get(slot.partition(".")[0])
        if fact is not None and fact.kind == "goals" and value is not None:
            value = goals_text(Goal(goal["what"], goal["now"]) for goal in value)
        elif value.__class__ is list:
            value = tuple(value) if fact is not None and fact.kind == "exercises" else frozenset(value)
        elif fact is not None and fact.kind == "date" and value.__class__ is str and value not in fact.extra:
            value = date.fromisoformat(value).toordinal()
        elif fact is not None and fact.scale != 1 and value.__class__ in (int, float):
            value = round(value * fact.scale)
        values[slot] = value
    return values
