"""Terms of z3: what a fact, a state or a measure may be on any day, within its kind and range."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import z3

from svang.model.knowledge import Symbol
from svang.readings.kleene import Rails

Bool = Any
"""A z3 truth value; its library has no types."""
TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
OPS: Mapping[str, Callable[[Any, Any], Bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


@dataclass(frozen=True)
class YesNo:
    true: Bool
    false: Bool
    extra: Mapping[str, Bool] = field(default_factory=dict)

    @property
    def known(self) -> Bool:
        return some([self.true, self.false, *self.extra.values()])


@dataclass(frozen=True)
class Number:
    """`number`: there is one. `extra`: an answer that is none (never, no_load ...)."""

    number: Bool
    value: Any
    extra: Mapping[str, Bool] = field(default_factory=dict)

    @property
    def known(self) -> Bool:
        return some([self.number, *self.extra.values()])


@dataclass(frozen=True)
class Choice:
    """`place` in the words; -1 is not known."""

    place: Any
    words: tuple[str, ...]

    @property
    def known(self) -> Bool:
        return self.place >= 0

    def is_(self, word: str) -> Bool:
        return self.place == self.words.index(word) if word in self.words else FALSE


@dataclass(frozen=True)
class Words:
    known: Bool
    has: Mapping[str, Bool]


Term = YesNo | Number | Choice | Words


def every(parts: Iterable[Bool]) -> Bool:
    found = [part for part in parts if not z3.is_true(part)]
    return FALSE if any(map(z3.is_false, found)) else z3.And(*found) if len(found) > 1 else found[0] if found else TRUE


def some(parts: Iterable[Bool]) -> Bool:
    found = [part for part in parts if not z3.is_false(part)]
    return TRUE if any(map(z3.is_true, found)) else z3.Or(*found) if len(found) > 1 else found[0] if found else FALSE


def no(part: Bool) -> Bool:
    return FALSE if z3.is_true(part) else TRUE if z3.is_false(part) else z3.Not(part)


def most(values: Sequence[Any], better: str = ">=") -> Any:
    return reduce(lambda a, b: z3.If(OPS[better](a, b), a, b), values)


def unless_unknown(term: Term, holds: Bool) -> Rails[Bool]:
    return Rails(every([term.known, holds]), some([no(term.known), holds]))


def clamped(value: Any, low: int, high: int) -> Any:
    return z3.If(value < low, low, z3.If(value > high, high, value))


def free(name: str, symbol: Symbol, assumed: list[Bool]) -> Term:
    match symbol.kind:
        case "yes_no":
            extra = {word: z3.Bool(f"{name}={word}") for word in symbol.extra}
            true, false = z3.Bool(f"{name}=yes"), z3.Bool(f"{name}=no")
            if symbol.always:
                return YesNo(true, no(true))
            assumed.append(z3.AtMost(true, false, *extra.values(), 1))
            return YesNo(true, false, extra)
        case "choice":
            words = (*symbol.options, *symbol.extra)
            place = z3.Int(name)
            assumed += [place >= (0 if symbol.always else -1), place < len(words)]
            return Choice(place, words)
        case "set":
            return Words(z3.Bool(f"{name} known"), {word: z3.Bool(f"{name} has {word}") for word in symbol.options})
    return _free_number(name, symbol, assumed)


def _free_number(name: str, symbol: Symbol, assumed: list[Bool]) -> Number:
    value, number = z3.Int(name), TRUE if symbol.always else z3.Bool(f"{name} is told")
    extra = {word: z3.Bool(f"{name}={word}") for word in symbol.extra}
    if symbol.low is not None and symbol.high is not None:
        assumed.append(z3.Implies(number, z3.And(value >= symbol.low, value <= symbol.high)))
    if extra and not symbol.always:
        assumed.append(z3.AtMost(number, *extra.values(), 1))
    return Number(number, value, extra)
