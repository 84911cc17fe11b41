"""Events to and from what is stored: plain JSON bodies, numbers and dates as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from svang.answers.typed import DATED_LIMITS, Goal, goals_kept, goals_told
from svang.model.knowledge import Fact, Pathway
from svang.model.person import Event, Value


def scale_of(pathway: Pathway, unit: str) -> int:
    """How many whole parts one unit has."""
    return pathway.units.get(unit, 1)


def stored(pathway: Pathway, event: Event) -> Event:
    """An event with a plain JSON body, numbers and dates as people write them."""
    if event.kind == "answered":
        return replace(event, body=plain(pathway, event.body))
    if event.kind == "corrected":
        return replace(event, body={**event.body, "values": plain(pathway, event.body["values"])})
    if event.kind == "adjusted" and isinstance(event.body.get("until"), int):
        limits = {key: _unscaled(pathway, key, value) for key, value in event.body["set"].items()}
        return replace(event, body={**event.body, "until": _iso(event.body["until"]), "set": limits})
    if event.kind == "paused" and isinstance(event.body.get("until"), int):
        return replace(event, body={**event.body, "until": _iso(event.body["until"])})
    if event.kind == "seen" and isinstance(event.body.get("limits"), Mapping):
        said = {key: _iso(v) if key in DATED_LIMITS else v for key, v in event.body["limits"].items()}
        return replace(event, body={**event.body, "limits": said})
    return event


def _iso(ordinal: int | str) -> str:
    return date.fromordinal(ordinal).isoformat() if isinstance(ordinal, int) else ordinal


def _ordinal(text: int | str) -> int:
    return date.fromisoformat(text).toordinal() if isinstance(text, str) else text


def _unscaled(pathway: Pathway, key: str, value: Any) -> Any:
    scale = scale_of(pathway, pathway.thresholds[key].unit) if key in pathway.thresholds else 1
    return value if scale == 1 else value // scale if value % scale == 0 else round(value / scale, 4)


def _scaled(pathway: Pathway, key: str, value: Any) -> Any:
    if key not in pathway.thresholds:
        return value
    return round(value * scale_of(pathway, pathway.thresholds[key].unit))


def _there_is(pathway: Pathway, key: str, value: Any) -> bool:
    """A level or phase that a later pathway does not know cannot be set any more."""
    state = pathway.machine.state.get(key)
    return state is None or not state.options or value in state.options


def read(pathway: Pathway, event: Event) -> Event:
    """A stored event with its values typed again."""
    if event.kind == "answered":
        return replace(event, body=_typed_again(pathway, event.body))
    if event.kind == "corrected":
        return replace(event, body={**event.body, "values": _typed_again(pathway, event.body["values"])})
    if event.kind == "adjusted" and isinstance(event.body.get("until"), str):
        told = event.body.get("set", {}).items()
        limits = {key: _scaled(pathway, key, value) for key, value in told if _there_is(pathway, key, value)}
        return replace(event, body={**event.body, "until": _ordinal(event.body["until"]), "set": limits})
    if event.kind == "paused" and isinstance(event.body.get("until"), str):
        return replace(event, body={**event.body, "until": _ordinal(event.body["until"])})
    if event.kind == "seen" and isinstance(event.body.get("limits"), Mapping):
        said = {key: _ordinal(v) if key in DATED_LIMITS else v for key, v in event.body["limits"].items()}
        return replace(event, body={**event.body, "limits": said})
    return event


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
        return [{"what": goal.what, "now": goal.now} for goal in goals_told(value)]
    if fact.scale != 1 and isinstance(value, int):
        return value // fact.scale if value % fact.scale == 0 else round(value / fact.scale, 4)
    return value


def _typed_again(pathway: Pathway, body: Mapping[str, Any]) -> dict[str, Any]:
    """What `plain` wrote. A fact that a later pathway does not know stays as it is and is not read."""
    values: dict[str, Any] = {}
    for slot, value in body.items():
        fact = pathway.facts.get(slot.partition(".")[0])
        if fact is not None and fact.kind == "goals" and value is not None:
            value = goals_kept(Goal(goal["what"], goal["now"]) for goal in value)
        elif value.__class__ is list:
            value = tuple(value) if fact is not None and fact.kind == "exercises" else frozenset(value)
        elif fact is not None and fact.kind == "date" and value.__class__ is str and value not in fact.extra:
            value = date.fromisoformat(value).toordinal()
        elif fact is not None and fact.scale != 1 and value.__class__ in (int, float):
            value = round(value * fact.scale)
        values[slot] = value
    return values
