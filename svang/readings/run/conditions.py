"""Conditions as source text: two rails, surely true and possibly true, bracketed everywhere, since precedence in joined
strings is a trap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from svang.model.measures import When
from svang.model.rule import Atom, Compare, Cond, Const, Known, Member, Ref, Truth
from svang.pathway.language import atom_reads
from svang.readings.kleene import Rails, rails
from svang.readings.run.places import Doubted, Places


def both(cond: Cond, places: Places, foot: str = "") -> Rails[str]:
    """A condition as two expressions."""
    return rails(cond, Text(places, foot))


def three(cond: Cond, places: Places) -> str:
    """True, False or None as one expression."""
    names = places.pathway.names
    match cond:
        case Compare(left=Ref(name=name), op=op, right=Const(value=int(value))) if (
            not names[name].extra and not names[name].always
        ):
            at = places.at(name)
            return f"(None if {at} is None else {at} {op} {value})"
    found = both(cond, places)
    if found.true == found.possible:
        return found.true
    return f"(False if not {found.possible} else True if {found.true} else None)"  # most days it surely is not


class Text:
    """The logic of source text, of the person or of one foot."""

    def __init__(self, places: Places, foot: str = "") -> None:
        self.places, self.foot = places, foot
        self.names = places.pathway.names

    def every(self, parts: Sequence[str]) -> str:
        return "(" + " and ".join(parts) + ")" if parts else "True"

    def some(self, parts: Sequence[str]) -> str:
        return "(" + " or ".join(parts) + ")" if parts else "False"

    def no(self, part: str) -> str:
        return f"(not {part})"

    def at_least(self, least: int, parts: Sequence[str]) -> str:
        return "((" + " + ".join(f"bool({part})" for part in parts) + f") >= {least})"

    def atom(self, atom: Atom) -> Rails[str]:
        """An atom that reads the urgency holds surely if it holds with and without the rows that are unsure."""
        sure = self.one(atom)
        if not any(f"{name}?" in self.places.slots for name in atom_reads(atom)):
            return sure
        doubt = Text(Doubted(self.places), self.foot).one(atom)
        return Rails(f"({sure.true} and {doubt.true})", f"({sure.possible} or {doubt.possible})")

    def one(self, atom: Atom) -> Rails[str]:
        match atom:
            case Truth(name=name):
                return self.truth(name, self.at(name))
            case Known(name=name):
                known = f"({self.at(name)} is not None)"
                return Rails(known, known)
            case Member(item=item, group=group):
                return self.member(item, group)
            case Compare(left=Ref(name=left), op=op, right=Ref(name=right)):
                return self.two(left, op, right)
            case Compare(left=Ref(name=left), op=op, right=Const(value=value)):
                return self.against(left, op, value)
        raise AssertionError(atom)

    def at(self, name: str) -> str:
        return self.places.at(name, self.foot)

    def truth(self, name: str, at: str) -> Rails[str]:
        symbol = self.names[name]
        if symbol.always:
            return Rails(at, at)
        measure = self.places.layout.measured.get(name)
        if self.places.pulls and name in self.places.layout.once and isinstance(measure, When):
            return both(measure.when, self.places)  # read in one place: only the rail that is asked for is worked out
        possible = f"({at} is None or {at} is True)" if symbol.extra else f"({at} is not False)"
        return Rails(f"({at} is True)", possible)

    def member(self, item: Any, group: Any) -> Rails[str]:
        if isinstance(group, Const):
            at, inside = self.at(item.name), self.places.constant(group.value)
            if self.names[item.name].always:
                return Rails(f"({at} in {inside})", f"({at} in {inside})")
            return Rails(f"({at} in {inside})", f"({at} is None or {at} in {inside})")
        at, word = self.at(group.name), repr(item.value)
        return Rails(f"({at} is not None and {word} in {at})", f"({at} is None or {word} in {at})")

    def against(self, name: str, op: str, value: Any) -> Rails[str]:
        clock = self.places.clock_of(name) if self.places.pulls else ""
        if clock:
            return self.of_clock(clock, op, value)
        symbol, at = self.names[name], self.at(name)
        if symbol.kind == "yes_no":
            wanted = (value == "yes") == (op == "==")
            return Rails(f"({at} is {wanted})", f"({at} is None or {at} is {wanted})")
        if isinstance(value, str | frozenset):
            return self.of_word(name, op, value)
        if symbol.always:
            return Rails(f"({at} {op} {value})", f"({at} {op} {value})")
        once, x = (f"(x := {at})", "x") if " else " in at else (at, at)  # looked up once
        if symbol.extra:
            number = f"{x}.__class__ is int and {x} {op} {value}"
            return Rails(f"({once}.__class__ is int and {x} {op} {value})", f"({once} is None or ({number}))")
        return Rails(f"({once} is not None and {x} {op} {value})", f"({once} is None or {x} {op} {value})")

    def of_clock(self, clock: str, op: str, value: Any) -> Rails[str]:
        """How old a date is that the course keeps: always known, and never is an answer."""
        if isinstance(value, str):
            test = f"({clock} is {'None' if op == '==' else 'not None'})"
        else:
            test = f"({clock} is not None and d - {clock} {op} {value})"
        return Rails(test, test)

    def of_word(self, name: str, op: str, value: str | frozenset[str]) -> Rails[str]:
        symbol, at = self.names[name], self.at(name)
        test = f"{at} {op} {self.places.constant(value)}"
        if symbol.always:
            return Rails(f"({test})", f"({test})")
        if op == "!=" and symbol.extra and value not in symbol.extra:
            test = f"({at} not in {symbol.extra!r} and {test})"  # a comparison with an extra answer is false
        return Rails(f"({at} is not None and {test})", f"({at} is None or {test})")

    def two(self, left: str, op: str, right: str) -> Rails[str]:
        a, b = self.at(left), self.at(right)
        if self.names[left].kind not in ("int", "date"):
            extras = ((a, self.names[left].extra), (b, self.names[right].extra))
            words = "".join(f"{at} not in {extra!r} and " for at, extra in extras if extra)
            known, unknown = f"{a} is not None and {b} is not None", f"{a} is None or {b} is None"
            return Rails(f"({words}{known} and {a} {op} {b})", f"({words}({unknown} or {a} {op} {b}))")
        numbers = f"({a}.__class__ is int and {b}.__class__ is int and {a} {op} {b})"
        one = f"({a} is None and ({b} is None or {b}.__class__ is int))"
        other = f"({b} is None and {a}.__class__ is int)"
        return Rails(numbers, f"({one} or {other} or {numbers})")
