"""The reading that explains: which comparisons made a condition true, false or not known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from svang.model.knowledge import Pathway
from svang.model.measures import First, Measure, When
from svang.model.rule import And, AtLeast, Atom, Compare, Cond, Const, Known, Member, Not, Operand, Or, Ref, Truth
from svang.pathway.language import atom_reads, doubtful
from svang.readings.kleene import Rails, joined, rails

Look = Callable[[str], Any]
NO_ORDER = ("==", "!=")
HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Saw:
    """One comparison: what was there, what it was held against, whether it holds (None: not known), and whether the
    whole wants it to."""

    atom: Atom
    holds: bool | None
    values: tuple[tuple[str, Any], ...]
    wanted: bool = True


class Seen:
    """The logic of plain booleans over the values that were there."""

    def __init__(self, pathway: Pathway, look: Look) -> None:
        self.pathway, self.look = pathway, look
        self.doubtful = doubtful(pathway)

    def every(self, parts: Sequence[bool]) -> bool:
        return all(parts)

    def some(self, parts: Sequence[bool]) -> bool:
        return any(parts)

    def no(self, part: bool) -> bool:
        return not part

    def at_least(self, least: int, parts: Sequence[bool]) -> bool:
        return sum(parts) >= least

    def atom(self, atom: Atom) -> Rails[bool]:
        held = self.held(atom)
        return Rails(held is True, held is not False)

    def held(self, atom: Atom) -> bool | None:
        """True, false, or None for not known; the urgency is not known while it hangs on a row that is unsure."""
        if isinstance(atom, Known) or self.doubtful.isdisjoint(atom_reads(atom)):
            return self.one(atom)
        look, sure = self.look, self.one(atom)
        self.look = lambda name: look(f"{name}?" if name in self.doubtful else name)
        doubt, self.look = self.one(atom), look
        return sure if sure is doubt else None

    def one(self, atom: Atom) -> bool | None:
        match atom:
            case Known(name=name):
                return self.look(name) is not None
            case Truth(name=name):
                value = self.look(name)
                return None if value is None else value is True
            case Member(item=item, group=group):
                inside, all_of = self.side(item), self.side(group)
                return None if inside is None or all_of is None else inside in all_of
            case Compare(left=left, op=op, right=right):
                return self.compared(left, op, right)

    def side(self, operand: Operand) -> Any:
        return self.look(operand.name) if isinstance(operand, Ref) else operand.value

    def compared(self, left: Operand, op: str, right: Operand) -> bool | None:
        a, b = self.side(left), self.side(right)
        if isinstance(right, Const) and self.pathway.names[left.name].kind == "yes_no":
            b = right.value == "yes"
            return None if a is None else a is (b if op == "==" else not b)
        symbol = self.pathway.names[left.name]
        if op == "!=" and isinstance(right, Const) and a in symbol.extra and b not in symbol.extra:
            return False  # an extra answer: every comparison with one is false
        if isinstance(right, Ref) and (a in symbol.extra or b in self.pathway.names[right.name].extra):
            return False
        both = isinstance(right, Ref) and symbol.kind in ("int", "date")
        numbers = both or op not in NO_ORDER or isinstance(b, int)
        if numbers and (isinstance(a, str) or isinstance(b, str)):
            return False  # an extra answer: every comparison with one is false
        if a is None or b is None:
            return None
        return HOLDS[op](a, b)


def status(pathway: Pathway, cond: Cond, look: Look) -> bool | None:
    """Is the condition surely true, surely false, or not known (None)?"""
    both = rails(cond, Seen(pathway, look))
    return True if both.true else None if both.possible else False


def because(pathway: Pathway, cond: Cond, look: Look) -> tuple[Saw, ...]:
    """The comparisons that made the condition what it is, each once, in the order of the rule."""
    found: dict[Atom, Saw] = {}
    for atom, held, wanted in _because(Seen(pathway, look), cond, True)[1]:
        other = None if wanted else turned(atom)
        values = tuple([(name, look(name)) for name in atom_reads(atom)])
        holds = held if other is None or held is None else not held
        found[other or atom] = Saw(other or atom, holds, values, wanted or other is not None)
    return tuple(found.values())


Leaf = tuple[Atom, bool | None, bool]
"""A comparison, whether it holds, and whether the whole wants it to."""


def _because(seen: Seen, cond: Cond, wanted: bool) -> tuple[Rails[bool], list[Leaf]]:
    """The rails of a condition, and the comparisons that make it so."""
    if isinstance(cond, Not):
        inside, leaves = _because(seen, cond.part, not wanted)
        return joined(cond, (inside,), seen), leaves
    if isinstance(cond, And | Or | AtLeast):
        parts = [_because(seen, part, wanted) for part in cond.parts]
        both = joined(cond, [each for each, _ in parts], seen)
        everything = isinstance(cond, AtLeast) or (both.true if isinstance(cond, And) else not both.possible)
        return both, [leaf for each, leaves in parts if everything or each == both for leaf in leaves]
    held = seen.held(cond)
    return Rails(held is True, held is not False), [(cond, held, wanted)]


TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def turned(atom: Atom) -> Atom | None:
    """What is wanted where a comparison of numbers must not hold: `not under 7` is at least 7."""
    match atom:
        case Compare(op=op, right=Const(value=int())) if op in TURNED:
            return replace(atom, op=TURNED[op])
    return None


def unknown(pathway: Pathway, cond: Cond, look: Look) -> tuple[str, ...]:
    """The facts to ask so that a condition that is not known becomes known."""
    found: dict[str, None] = {}
    if status(pathway, cond, look) is None:
        for saw in because(pathway, cond, look):
            for name, value in saw.values:
                if value is None:
                    found.update(dict.fromkeys(askable(pathway, name, look)))
    return tuple(found)


def askable(pathway: Pathway, name: str, look: Look) -> tuple[str, ...]:
    """The facts behind a name that is not known."""
    if name in pathway.facts:
        return (name,) if look(name) is None else ()
    measure = pathway.measures.get(name)
    if measure is None or look(name) is not None:
        return ()
    if measure.asks:
        return measure.asks
    open_ = [each for cond in _conds(measure) for each in unknown(pathway, cond, look)]
    return tuple(dict.fromkeys(open_ or [each for part in measure.reads for each in askable(pathway, part, look)]))


def _conds(measure: Measure) -> Iterator[Cond]:
    """The conditions that a measure stands for: of what they are not known by there is no more to ask."""
    match measure:
        case When():
            yield measure.when
        case First():
            yield from (cond for _, cond in measure.lines if cond is not None)
