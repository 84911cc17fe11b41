"""The nodes of a condition, which says true, false or not known of a frame of values, and of whole-number sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Ref:
    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """A named threshold, a named choice, a named group, or the number 0."""

    value: int | str | frozenset[str]
    name: str


Operand = Ref | Const


@dataclass(frozen=True, slots=True)
class Truth:
    name: str


@dataclass(frozen=True, slots=True)
class Compare:
    left: Operand
    op: str  # < <= > >= == !=
    right: Operand


@dataclass(frozen=True, slots=True)
class Member:
    """`choice in set_fact` (a Const in a Ref) or `fact in group` (a Ref in a Const)."""

    item: Operand
    group: Operand


@dataclass(frozen=True, slots=True)
class Known:
    name: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Cond


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Cond, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Cond, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the parts are true."""

    least: int
    name: str
    parts: tuple[Cond, ...]


Atom: TypeAlias = Truth | Compare | Member | Known
Cond: TypeAlias = Truth | Compare | Member | Known | Not | And | Or | AtLeast


@dataclass(frozen=True, slots=True)
class Sum:
    """Whole-number arithmetic: + - * min max percent (floored)."""

    op: str
    parts: tuple[Arith, ...]


Arith: TypeAlias = Ref | Const | Sum
