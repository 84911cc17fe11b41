"""A condition as two rails, surely true and possibly true: and, or, not, written once for every reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from svang.model.rule import And, AtLeast, Atom, Cond, Not, Or

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Rails(Generic[B]):
    """`true`: surely true. `possible`: not surely false. Where both differ, it is not known."""

    true: B
    possible: B


class Logic(Protocol[B]):
    """The two-valued logic a reading thinks in: source text, booleans, terms of a prover."""

    def every(self, parts: Sequence[B]) -> B: ...
    def some(self, parts: Sequence[B]) -> B: ...
    def no(self, part: B) -> B: ...
    def at_least(self, least: int, parts: Sequence[B]) -> B: ...
    def atom(self, atom: Atom) -> Rails[B]: ...


def rails(cond: Cond, logic: Logic[B]) -> Rails[B]:
    """The two rails of a condition in strong Kleene logic."""
    match cond:
        case Not(part=part):
            return joined(cond, [rails(part, logic)], logic)
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            return joined(cond, [rails(part, logic) for part in parts], logic)
        case _:
            return logic.atom(cond)


def joined(cond: Not | And | Or | AtLeast, both: Sequence[Rails[B]], logic: Logic[B]) -> Rails[B]:
    """The rails of a whole from those of its parts."""
    if isinstance(cond, Not):
        (inside,) = both
        return Rails(logic.no(inside.possible), logic.no(inside.true))
    if isinstance(cond, AtLeast):
        true = logic.at_least(cond.least, [r.true for r in both])
        return Rails(true, logic.at_least(cond.least, [r.possible for r in both]))
    join = logic.every if isinstance(cond, And) else logic.some
    return Rails(join([r.true for r in both]), join([r.possible for r in both]))
