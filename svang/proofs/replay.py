"""A day that the prover found, in the engine: what its own code decides there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import z3

from svang.model.knowledge import Pathway
from svang.model.measures import Ago, DaysSinceCheckin
from svang.model.person import Value
from svang.pathway.language import thresholds, with_thresholds
from svang.readings.explain import Saw, because
from svang.readings.prove import votes
from svang.readings.prove.machine import age_of
from svang.readings.prove.terms import Bool, Choice, Number, Term, Words, YesNo
from svang.readings.prove.world import World
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import PAD


@dataclass(frozen=True)
class Example:
    """One day as the engine sees it: what decides, what a proof says decides, and why."""

    rule: str
    says: str
    saw: tuple[Saw, ...]
    limits: Mapping[str, int]

    @property
    def agreed(self) -> bool:
        """The engine decides what the proof says; a proof may say that no rule decides."""
        return self.says in ("", self.rule)


def replayed(pathway: Pathway, world: World, model: z3.ModelRef) -> Example:
    """The day of a model, decided by the engine's own code."""
    limits = {id: whole(model, limit) for id, limit in world.limits.items()}
    changed = {id: value for id, value in limits.items() if value != pathway.thresholds[id].value}
    set_so = with_thresholds(pathway, tuple(sorted(changed.items())))
    running = compiled(set_so)
    frame, series, clocks = day_of(set_so, running, world, model)
    place, held = running.votes(frame, series, clocks, PAD, PAD * 1000)
    rule = set_so.rules[place if held < 0 else held]
    seen = lambda name: frame[running.slots[name]]  # noqa: E731
    saw = because(set_so, rule.when, seen) if rule.when is not None else ()
    read = thresholds(rule.when, set_so.names) if rule.when is not None else ()
    shown = {id: value for id, value in changed.items() if id in read}
    return Example(rule.id, said_by(world, model), saw, shown)


def said_by(world: World, model: z3.ModelRef) -> str:
    """The rule that decides, as the proof has it."""
    for rule in world.pathway.rules:
        if truth(model, votes.decides(world, rule)):
            return rule.id
    if not truth(model, votes.held(world)):
        return ""
    return next(rule.id for rule in votes.cautious(world) if truth(model, votes.maybe(world, rule)))


def day_of(
    pathway: Pathway, running: Running, world: World, model: z3.ModelRef
) -> tuple[list[Any], list[Any], list[Any]]:
    """A frame, series and clocks as they are on that day."""
    today = PAD * 1000
    frame: list[Any] = [None] * running.size
    for name, slot in running.slots.items():
        plain = name.rstrip("?")
        if plain in pathway.names and "." not in name:
            frame[slot] = value_of(model, term_of(world, name), today if pathway.names[plain].kind == "date" else 0)
    clocks: list[Any] = [None] * len(running.clocks)
    for mark in (*pathway.machine.marks, "checkin_before"):
        age = age_of(world, mark) if mark != "checkin_before" else world.term(gap_of(pathway))
        days = value_of(model, age)
        clocks[running.clocks[mark]] = today - days if isinstance(days, int) else None
    series: list[Any] = [[None] * (PAD + 1) for _ in running.series]
    for measure in pathway.measures.values():
        if isinstance(measure, Ago) and measure.read in running.series:
            series[running.series[measure.read]][PAD - measure.days] = frame[running.slots[measure.id]]
    return frame, series, clocks


def gap_of(pathway: Pathway) -> str:
    return next(m.id for m in pathway.measures.values() if isinstance(m, DaysSinceCheckin))


def term_of(world: World, name: str) -> Term:
    if not name.endswith("?"):
        return world.term(name)
    world.doubting = True
    found = world.term(name[:-1])
    world.doubting = False
    return found


def truth(model: z3.ModelRef, term: Bool) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def whole(model: z3.ModelRef, term: Any) -> int:
    return int(model.eval(term, model_completion=True).as_long())


def value_of(model: z3.ModelRef, term: Term, zero: int = 0) -> Value:
    """A term's value in a model; None is not known. Dates are ordinals, counted from `zero`."""
    match term:
        case YesNo():
            words = [word for word, is_ in term.extra.items() if truth(model, is_)]
            return (
                words[0] if words else True if truth(model, term.true) else False if truth(model, term.false) else None
            )
        case Number():
            words = [word for word, is_ in term.extra.items() if truth(model, is_)]
            return words[0] if words else zero + whole(model, term.value) if truth(model, term.number) else None
        case Choice():
            place = whole(model, term.place)
            return term.words[place] if place >= 0 else None
        case Words():
            if not truth(model, term.known):
                return None
            return frozenset(word for word, has in term.has.items() if truth(model, has))
