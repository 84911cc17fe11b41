"""A claim about days there may be, and how the prover is asked for one."""

from __future__ import annotations

from dataclasses import dataclass

import z3

from svang.readings.prove import votes
from svang.readings.prove.terms import Bool
from svang.readings.prove.world import World

LONG = 30_000
"""Milliseconds for one question; what takes longer counts as not proved."""


@dataclass(frozen=True)
class Claim:
    """`given` implies `goal`, on the day (or days) of `worlds`. `after`: effects whose outcome the goal speaks of."""

    worlds: tuple[World, ...]
    given: tuple[Bool, ...]
    goal: Bool

    def assumed(self) -> list[Bool]:
        return [part for world in self.worlds for part in world.assumed]


def whole_day(world: World) -> None:
    """Every name and every rule of a day has its term."""
    for name, symbol in world.pathway.names.items():
        if symbol.role in ("fact", "measure", "state"):
            world.term(name)
    for rule in world.pathway.rules:
        votes.sure(world, rule), votes.maybe(world, rule)


class Asking:
    """A claim's assumptions, put to the prover once, and questions about the days that they leave."""

    def __init__(self, claim: Claim) -> None:
        self.solver = z3.Solver()
        self.solver.set("timeout", LONG)
        self.solver.add(*claim.assumed(), *claim.given)

    def day(self, more: Bool) -> z3.ModelRef | None:
        """A day on which it is so; None if there is none. Raises Unsure if the prover gave up."""
        self.solver.push()
        self.solver.add(more)
        found = self.solver.check()
        model = self.solver.model() if found == z3.sat else None
        why = self.solver.reason_unknown() if found == z3.unknown else ""
        self.solver.pop()
        if why:
            raise Unsure(why)
        return model


class Unsure(RuntimeError):
    """The prover could not tell in time."""
