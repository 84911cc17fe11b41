"""What is expected of an answer, checked like the case itself: each name and value must be one that can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from svang.answers.typed import unknown_key
from svang.contract.verify.places import KEYS, NUMBERS, Place
from svang.pathway.nodes import Node, Problem, nearest

IS, AT_LEAST, AT_MOST, ONE_OF, NOT, HAS = "is", "at_least", "at_most", "one_of", "not", "has"
OF_ONE = (AT_LEAST, AT_MOST, ONE_OF, NOT)
OF_MANY = (HAS, NOT)
YES_NO = {"yes": True, "no": False}
FEW, SHOWN = 12, 20
"""So many choices are named in a sentence, and so many problems of a document are said."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of one place of the answer: how it is looked at, and the values that it is held against."""

    place: Place
    how: str
    values: tuple[Any, ...]

    def holds(self, found: Any) -> bool:
        if self.values == (None,):
            return (found is None) is (self.how == IS)
        many = self.place.thing or self.place.items
        return _of_many(self.how, self.values, found) if many else self.of_one(found)

    def of_one(self, found: Any) -> bool:
        if self.how in (AT_LEAST, AT_MOST):
            low, high = (self.values[0], found) if self.how == AT_LEAST else (found, self.values[0])
            ranks = [_rank(self.place, value) for value in (low, high)]
            return None not in ranks and ranks[0] <= ranks[1]
        there = any(_same(found, value) for value in self.values)
        return not there if self.how == NOT else there


def _of_many(how: str, values: tuple[Any, ...], found: Any) -> bool:
    there = found or []
    if how == IS:
        return sorted(map(str, values)) == sorted(map(str, there))
    return all((value in there) is (how == HAS) for value in values)


def _same(one: Any, other: Any) -> bool:
    """True is no 1."""
    return one == other and isinstance(one, bool) is isinstance(other, bool)


def _rank(place: Place, value: Any) -> Any:
    """Where a value stands in the order; None for what has no place in it, such as what is not known."""
    if place.ranks:
        return next((n for n, rank in enumerate(place.ranks) if value in rank), None)
    return value if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def read_wanted(place: Place, node: Node) -> tuple[list[Wanted], list[Problem]]:
    """All that is expected, place by place, and all that is wrong with it."""
    reading = _Reading()
    return list(reading.read(place, node)), reading.problems


class _Reading:
    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, node: Node, code: str, place: Place, **details: str | int) -> None:
        self.problems.append(Problem(node.where, f"verify.{code}", {"key": place.key or "expect", **details}))

    def unknown(self, node: Node, key: str, known: Iterable[str]) -> None:
        """The nearest name, or those that there are; it is looked for only while problems are still shown."""
        problem = unknown_key(node, key, tuple(known))
        if len(self.problems) >= SHOWN or not problem.details["near"]:
            problem = Problem(node.key_where, "verify.no_key", {"key": key, "choices": _few(list(known))})
        self.problems.append(problem)

    def read(self, place: Place, node: Node) -> Iterator[Wanted]:
        if node.value == {}:
            self.wrong(node, "says_nothing", place)
        elif place.thing or place.items:
            yield from self.of_many(place, node)
        elif place.parts:
            yield from self.of_map(place, node)
        else:
            yield from self.of_one(place, node)

    def of_map(self, place: Place, node: Node) -> Iterator[Wanted]:
        """The parts that it names; null, or not null, where that can be."""
        nothing = place.kinds & {"null"}
        if nothing and node.value is None:
            yield Wanted(place, IS, (None,))
            return
        if not isinstance(node.value, dict):
            self.wrong(node, "no_map", place, part=next(key for key in place.parts if key not in KEYS))
            return
        for key, part in node.value.items():
            if key in place.parts:
                yield from self.read(place.parts[key], part)
            elif nothing and key == NOT and part.value is None:
                yield Wanted(place, NOT, (None,))
            else:
                self.unknown(part, key, (*place.parts, NOT) if nothing else place.parts)

    def of_many(self, place: Place, node: Node) -> Iterator[Wanted]:
        """The whole list in any order, what it has and has not, or its things one by one."""
        if node.value is None and "null" in place.kinds:
            yield Wanted(place, IS, (None,))
        elif place.thing and not place.looked_up_by and node.value != ():
            self.wrong(node, "no_names", place)
        elif isinstance(node.value, tuple):
            yield Wanted(place, IS, tuple(self.values(place, node.value)))
        elif not isinstance(node.value, dict):
            self.wrong(node, "no_list", place, found=_shown(node.value))
        else:
            for key, part in node.value.items():
                yield from self.some(place, key, part)

    def some(self, place: Place, key: str, node: Node) -> Iterator[Wanted]:
        if key in OF_MANY:
            yield from self.several(place, key, node)
        elif place.thing and key in place.choices:
            thing = place.thing(key)
            yield from [Wanted(thing, IS, (None,))] if node.value is None else self.of_map(thing, node)
        else:
            self.unknown(node, key, (*OF_MANY, *place.choices) if place.thing else OF_MANY)

    def several(self, place: Place, how: str, node: Node) -> Iterator[Wanted]:
        """`has`, `not` and `one_of` take one value or a list of them."""
        nodes = node.value if isinstance(node.value, tuple) else (node,)
        if not nodes:
            self.wrong(node, "says_nothing", place)
        yield Wanted(place, how, tuple(self.values(place, nodes)))

    def of_one(self, place: Place, node: Node) -> Iterator[Wanted]:
        if isinstance(node.value, tuple) and "array" not in place.kinds:
            self.wrong(node, "one_value", place)
        elif not isinstance(node.value, dict):
            yield Wanted(place, IS, tuple(self.values(place, (node,))))
        else:
            for how, part in node.value.items():
                yield from self.compared(place, how, part)

    def compared(self, place: Place, how: str, node: Node) -> Iterator[Wanted]:
        if how in (ONE_OF, NOT):
            yield from self.several(place, how, node)
        elif how not in OF_ONE:
            self.unknown(node, how, OF_ONE)
        elif not place.ordered:
            self.wrong(node, "no_order", place, how=how)
        elif how == AT_MOST and place.key == "within":
            self.wrong(node, "within", place)
        else:
            yield Wanted(place, how, tuple(self.values(_of_its_order(place), (node,))))

    def values(self, place: Place, nodes: Iterable[Node]) -> Iterator[Any]:
        """Values as the answer writes them; what cannot stand there is a problem."""
        inner = place.items or place
        for node in nodes:
            if self.can_be(inner, node):
                yield _plain(inner, node)
                if inner.open_to_words and isinstance(node.value, str) and node.value in YES_NO:
                    yield node.value

    def can_be(self, place: Place, node: Node) -> bool:
        value = _plain(place, node)
        if place.choices:
            fits = not isinstance(value, list | dict) and any(_same(value, choice) for choice in place.choices)
            if not fits:
                self.no_choice(place, node)
            return fits
        if place.kinds and not kinds_of(value) & place.kinds:
            wanted = next(kind for kind in WANTED if kind in place.kinds)
            self.problems.append(Problem(node.where, "wrong_kind", {"key": place.key, "wanted": WANTED[wanted]}))
            return False
        return self.in_range(place, node, value)

    def no_choice(self, place: Place, node: Node) -> None:
        found = _shown(node.value)
        words = list(map(_worded, place.choices))
        named = isinstance(node.value, str) and len(self.problems) < SHOWN
        near = nearest(found, words) if named else None
        code = "no_choice_near" if near else "no_choice"
        self.wrong(node, code, place, found=found, near=near or "", choices=_few(words))

    def in_range(self, place: Place, node: Node, value: Any) -> bool:
        low, high = place.low, place.high
        if low is None or high is None or value is None or low <= value <= high:
            return True
        details: dict[str, str | int] = {"key": place.key, "found": _shown(node.value), "low": low, "high": high}
        self.problems.append(Problem(node.where, "out_of_range", details))
        return False


def _few(words: list[str]) -> str:
    return ", ".join(words[:FEW]) + (" …" if len(words) > FEW else "")


WANTED = {
    "boolean": "yes_no",
    "integer": "whole",
    "number": "number",
    "string": "text",
    "array": "list",
    "null": "list",
}
"""What is asked for where a value of another kind stands, by the first kind that may."""


def _of_its_order(place: Place) -> Place:
    """The same place, taking only what the order knows."""
    words = tuple(word for rank in place.ranks for word in rank)
    return Place(place.path, choices=words, kinds=place.kinds - {"null"}, low=place.low, high=place.high)


def _plain(place: Place, node: Node) -> Any:
    """A value as the answer has it: `yes` is true where no word is asked for, 3.0 is 3."""
    value = node.plain()
    if "boolean" in place.kinds and isinstance(value, str) and value in YES_NO and value not in place.choices:
        return YES_NO[value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def kinds_of(value: Any) -> frozenset[str]:
    """What a value may count as."""
    if isinstance(value, bool):
        return frozenset({"boolean"})
    if isinstance(value, int):
        return NUMBERS
    names: Mapping[type, str] = {float: "number", str: "string", list: "array", type(None): "null"}
    return frozenset({names.get(type(value), "map")})


def _worded(value: Any) -> str:
    """A value as a person types it."""
    return (
        str(value)
        if isinstance(value, str)
        else {"True": "yes", "False": "no", "None": "null"}.get(str(value), str(value))
    )


def _shown(value: Any) -> str:
    """What was written, short enough to say back."""
    return _worded(value)[:40] if value is None or isinstance(value, str | int | Decimal) else "{...}"
