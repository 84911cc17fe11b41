"""The pathway as functions over a frame: written, compiled and bound, once for each pathway."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import CodeType
from typing import Any

from svang.model.knowledge import Pathway
from svang.model.person import FEET
from svang.pathway.language import reads
from svang.readings import lookbacks
from svang.readings.run import day, machine
from svang.readings.run.frame import Layout, layout, others
from svang.readings.run.places import Fitting, Places, Pulled

Function = Callable[..., Any]
RAILS = ("true", "possible")
FUNCTIONS = (
    *("static", "day", "whole", "anew", "volatile", "rows", "rows_today", "votes", "holding", "relieves", "guarded"),
    "firing",
)
LOOKBACKS = (
    *("median", "second", "largest", "total", "mean", "count", "streak", "lead", "recent", "share", "worst", "percent"),
    *("keep", "higher", "lower"),
)
OWN = {"bool": bool, "min": min, "max": max, "sum": sum, "reversed": reversed}


@dataclass(frozen=True, eq=False)
class Running:
    """What the engine calls. `slots`: name to place; `series`: remembered name to its list; `clocks` likewise.

    F is the frame, H the series, K the clocks, i today's place in a series, d its ordinal. `day` remembers today and
    moves what moves every day; `whole` works out every measure; `votes`, `holding`, `rows_today` and `effects` pull
    what they need. The functions of `when`, `firing`, `rows`, `fits` and `volatile` take a frame that is whole, or read
    lasting facts alone.
    """

    pathway: Pathway
    slots: Mapping[str, int]
    size: int
    daily: tuple[int, int]
    pulled: tuple[int, int]
    series: Mapping[str, int]
    clocks: Mapping[str, int]
    static: Function
    day: Function
    whole: Function
    anew: Function
    fits: Mapping[str, Function]
    volatile: Function
    rows: Function
    rows_today: Function
    votes: Function
    holding: Function
    relieves: Function
    guarded: Function
    firing: Function
    effects: Mapping[str, Function]
    when: Mapping[str, tuple[Function, Function]]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The functions' text, compiled, with the sets and tables that it names."""

    where: Layout
    constants: Mapping[str, Any]
    code: CodeType


_WRITTEN: dict[Pathway, Written] = {}
"""What was written in another process, for a pathway that comes from there too."""


def written(pathway: Pathway) -> Written:
    """The text of all functions, as `take` takes it."""
    where, constants = layout(pathway), dict[str, Any]()
    return Written(where, constants, code_of(source(where, constants)))


def code_of(text: str) -> CodeType:
    return compile(text, "<pathway>", "exec")


def take(written: Written) -> None:
    """Spares `compiled` the writing for this pathway."""
    _WRITTEN[written.where.pathway] = written


@cache
def compiled(pathway: Pathway) -> Running:
    """The pathway as functions over a frame; worked out once for each pathway."""
    found = _WRITTEN.pop(pathway, None) or written(pathway)
    where = found.where
    space: dict[str, Any] = {**found.constants, **{n: getattr(lookbacks, n) for n in LOOKBACKS}, **OWN}
    exec(found.code, space)  # noqa: S102 - made of checked knowledge alone
    return Running(
        pathway=pathway,
        slots=where.slots,
        size=len(where.slots),
        daily=where.daily,
        pulled=where.pulled,
        series=where.series,
        clocks=where.clocks,
        fits={foot: space[f"fits_{foot or 'any'}"] for foot in ("", *FEET)},
        effects={id: space[f"effect_{id}"] for id in _effects(pathway)},
        when={n: tuple(space[f"{rail}_{n.replace('-', '_')}"] for rail in RAILS) for n in others(pathway)},
        **{name: space[name] for name in FUNCTIONS},
    )


def _effects(pathway: Pathway) -> dict[str, Any]:
    effects = pathway.machine
    return {**effects.effects, "on_lowered": effects.on_lowered, "after_a_run": effects.after_a_run}


def source(where: Layout, constants: dict[str, Any]) -> str:
    """All functions as one text."""
    pathway, placed = where.pathway, list(enumerate(where.pathway.rows))
    lasting = {f.id for f in pathway.facts.values() if not f.daily}
    lasting |= {m.id for m in pathway.measures.values() if m.static}
    static_rows = [(n, r) for n, r in placed if r.when and set(reads(r.when)) <= lasting]
    today = [(n, r) for n, r in placed if (n, r) not in static_rows]
    whole = Places(where, constants)
    parts = [day.static_text(whole)]
    parts += [day.fits_text(foot, Fitting(where, constants)) for foot in ("", *FEET)]
    parts += [day.volatile_text(whole), day.rows_text("rows", static_rows, whole), machine.firing_text(whole)]
    parts += day.when_texts(others(pathway), whole)
    parts += [day.measure_texts(where, constants)]
    parts += [day.day_text(where, constants, [r for _, r in today], lasting)]
    asked = Pulled(where, constants, frozenset(day.daily_needs(where)))  # `day` has been before anything below
    parts += [day.whole_text(asked), day.anew_text(where), day.rows_text("rows_today", today, asked)]
    parts += [machine.votes_text(asked), machine.holding_text(asked)]
    parts += [machine.relieves_text(asked), machine.guarded_text(asked)]
    parts += [machine.effect_text(id, changes, asked) for id, changes in _effects(pathway).items()]
    return "\n".join(line for part in parts for line in [*part, ""])
