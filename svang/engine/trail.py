"""What the decisions of many days come to: when a phase or a level became another, and when the heel flared up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from svang.model.knowledge import Pathway
from svang.model.person import Event

TOO_MUCH = "too_much_on"
"""The mark of a day on which the heel had too much."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of load that became another, up or down."""

    state: str
    now: str
    up: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """`date`, `until`: its first and its last day (ordinals). `phase`: the one that began, '' for none; `back`: it is
    before the last one. `levels`: those that became others."""

    kind: Literal["flare", "phase", "levels"]
    date: int
    until: int
    phase: str = ""
    back: bool = False
    levels: tuple[Level, ...] = ()


def moved(pathway: Pathway, decided: Sequence[Event]) -> tuple[Moved, ...]:
    """What moved from each decision to the next, the oldest first; of decisions one a day, the oldest first. A flare is
    one however often it is decided on, as long as it is no longer than an episode since."""
    return tuple(sorted(_as_one(pathway, _each(pathway, decided)), key=lambda each: each.date))


def _each(pathway: Pathway, decided: Sequence[Event]) -> Iterator[Moved]:
    for before, now in pairwise(decided):
        found = _moved(pathway, before.body, now.body, now.date.toordinal())
        if found is not None:
            yield found


def _moved(pathway: Pathway, before: Mapping[str, Any], now: Mapping[str, Any], day: int) -> Moved | None:
    phases, levels = pathway.machine.state["phase"].options, tuple(_levels(pathway, before["state"], now["state"]))
    old, new = before["phase"], now["phase"]
    phase = new if new != old and {new, old} <= {*phases} else ""
    back = bool(phase) and phases.index(new) < phases.index(old)
    if now["rule"] in _flares(pathway):
        return Moved("flare", day, day, phase, back, levels)
    if phase:
        return Moved("phase", day, day, phase, back, levels)
    return Moved("levels", day, day, levels=levels) if levels else None


def _levels(pathway: Pathway, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Level]:
    for state in pathway.machine.state.values():
        old, new = before.get(state.id), now.get(state.id)
        if state.ladder and old != new and {old, new} <= {*state.options}:
            yield Level(state.id, str(new), state.options.index(new) > state.options.index(old))


@cache
def _flares(pathway: Pathway) -> frozenset[str]:
    """The rules that find that the heel had too much."""
    effects = pathway.machine.effects.items()
    too_much = {name for name, changes in effects if any(c.verb == "mark" and c.set == TOO_MUCH for c in changes)}
    return frozenset(rule.id for rule in pathway.rules if rule.effect in too_much)


def _as_one(pathway: Pathway, found: Iterable[Moved]) -> Iterator[Moved]:
    """Each as it is; of a flare its days together."""
    episode = pathway.thresholds["episode"].value
    open_one: Moved | None = None
    for each in found:
        if each.kind != "flare":
            yield each
        elif open_one is not None and each.date - open_one.until < episode:
            open_one = replace(open_one, until=each.date)
        else:
            yield from (open_one,) if open_one is not None else ()
            open_one = each
    yield from (open_one,) if open_one is not None else ()
