"""The knowledge files while they are read: their fields, the names they make, and all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from svang.model.knowledge import Source, Symbol
from svang.model.rule import And, AtLeast, Cond, Not, Or, Truth
from svang.pathway import language
from svang.pathway.nodes import Node, Problem, nearest
from svang.pathway.shapes.keys import Shape

NEVER: Cond = Or(())
"""Stands for a condition that could not be read; what was wrong with it is reported."""

NAMED_BY = ("id", "n")
"""What no row goes without, where its shape has it."""


class Documents:
    """One pass over the files; problems are collected, nothing stops at the first.

    `names`: what a condition may name, in the order of the files. `counts`, `named`: names that stand for a condition.
    `scales`: how many whole parts a unit has.
    """

    def __init__(self, files: Mapping[str, Node], problems: list[Problem]) -> None:
        self.files, self.problems = files, problems
        self.names: dict[str, Symbol] = {}
        self.counts: dict[str, AtLeast] = {}
        self.named: dict[str, Cond] = {}
        self.sources: dict[str, Source] = {}
        self.groups: dict[str, frozenset[str]] = {}
        self.scales: Mapping[str, int] = whole_map(self, files["facts"], "units")

    def wrong(self, node: Node, code: str, says: str) -> None:
        self.problems.append(Problem(node.where, code, {"says": says}))

    def items(self, file: str, key: str) -> Iterator[Node]:
        node = child(self.files[file], key)
        if node is None or not isinstance(node.value, tuple):
            self.wrong(self.files[file], "shape", f"`{key}` must be a list")
            return
        yield from node.value

    # -- fields -------------------------------------------------------------------------------------------

    def words(self, node: Node, key: str) -> tuple[str, ...]:
        """A list of words; none if the key is not there."""
        found = child(node, key)
        if found is None:
            return ()
        if isinstance(found.value, tuple) and all(isinstance(part.value, str) for part in found.value):
            return tuple(str(part.value) for part in found.value)
        self.wrong(found, "shape", f"`{key}` is a list of words")
        return ()

    def whole(self, node: Node, key: str, default: int = 0) -> int:
        found = child(node, key)
        if found is None:
            return default
        if isinstance(found.value, int) and not isinstance(found.value, bool):
            return found.value
        self.wrong(found, "shape", f"`{key}` is a whole number")
        return default

    def yes(self, node: Node, key: str) -> bool:
        found = child(node, key)
        if found is not None and not isinstance(found.value, bool):
            self.wrong(found, "shape", f"`{key}` is true or false")
        return found is not None and found.value is True

    def span(self, node: Node, key: str) -> tuple[Any, Any]:
        """The two ends of a range; 0 and 0 if the key is not there."""
        found = child(node, key)
        if found is None:
            return 0, 0
        ends = found.plain()
        if isinstance(ends, list) and len(ends) == 2 and all(is_number(end) for end in ends):
            return ends[0], ends[1]
        self.wrong(found, "shape", f"`{key}` is two numbers")
        return 0, 0

    def one_of(self, node: Node, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        found = text(node, key, default)
        if found not in allowed:
            self.wrong(child(node, key) or node, "choice", f"`{key}: {found}` is none of {', '.join(allowed)}")
        return found if found in allowed else allowed[0]

    def only(self, node: Node, shape: Shape) -> None:
        """Refuses keys that the shape has not, naming the nearest, and a row without its name or its number."""
        for key, value in node.value.items() if isinstance(node.value, dict) else ():
            if key not in shape.keys:
                near = nearest(key, shape.keys)
                self.wrong(value, "unknown_key", f"`{key}`" + (f"; did you mean `{near}`?" if near else ""))
        for key in NAMED_BY:
            if key in shape.keys and plain(node, key) in (None, ""):
                self.wrong(node, "missing", f"`{key}`")

    def scaled(self, number: Any, unit: str, node: Node) -> int:
        """A number in whole parts of its unit."""
        scaled = number * self.scales.get(unit, 1) if is_number(number) else 0
        if scaled != int(scaled):
            self.wrong(node, "number", f"{number} is finer than the unit {unit} is kept in")
        return int(scaled)

    # -- conditions ---------------------------------------------------------------------------------------

    def cond(self, node: Node | None, *, asks: bool = False) -> Cond | None:
        """A condition; None for `otherwise` or none given."""
        if node is None or node.value == "otherwise":
            return None
        try:
            return _inlined(language.parse(str(node.value), self.names, asks=asks), {**self.counts, **self.named})
        except language.Wrong as error:
            self.wrong(node, "rule", str(error))
            return None

    def need(self, node: Node, key: str, *, asks: bool = False) -> Cond:
        """A condition that has to be there; a wrong one is reported and stands as never."""
        found = self.cond(child(node, key), asks=asks)
        if child(node, key) is None:
            self.wrong(node, "missing", f"`{key}`")
        return found or NEVER

    # -- names and sources --------------------------------------------------------------------------------

    def name(self, symbol: Symbol, node: Node) -> None:
        if symbol.id in self.names:
            self.wrong(node, "twice", f"`{symbol.id}` is already {self.names[symbol.id].role}")
        self.names[symbol.id] = symbol

    def sourced(self, node: Node, *, claim: bool = False) -> tuple[str, ...]:
        """Sources that exist. A claim shown as fact may not rest on memory alone; a limit that only adds care may."""
        found = self.words(node, "sources")
        if not found:
            self.wrong(node, "source", "has no source")
        for source in found:
            if source not in self.sources:
                self.wrong(node, "source", f"`{source}` is not in sources.yaml")
        if claim and found and all(self.sources[s].status == "M" for s in found if s in self.sources):
            self.wrong(node, "source", "rests on memory alone")
        return found


def child(node: Node, key: str) -> Node | None:
    return node.value.get(key) if isinstance(node.value, dict) else None


def plain(node: Node, key: str, default: Any = None) -> Any:
    found = child(node, key)
    return default if found is None else found.plain()


def text(node: Node, key: str, default: str = "") -> str:
    """A field as text, whatever it is."""
    return str(plain(node, key, default))


def whole_map(documents: Documents, node: Node, key: str) -> dict[str, int]:
    """Words with a whole number each."""
    return {word: int(number) for word, number in _mapped(documents, node, key, int, "whole numbers")}


def word_map(documents: Documents, node: Node, key: str) -> dict[str, str]:
    """Words with a word each."""
    return {word: str(other) for word, other in _mapped(documents, node, key, str, "words")}


def _mapped(documents: Documents, node: Node, key: str, kind: type, what: str) -> Iterator[tuple[str, Any]]:
    found = child(node, key)
    if found is None:
        return
    if not isinstance(found.value, dict):
        documents.wrong(found, "shape", f"`{key}` is a map of {what}")
        return
    for word, part in found.value.items():
        if part.value.__class__ is kind:
            yield word, part.value
        else:
            documents.wrong(part, "shape", f"`{key}` is a map of {what}")


def maps(documents: Documents, node: Node, key: str) -> Iterator[tuple[str, Node]]:
    """A map whose values are maps in their turn."""
    found = child(node, key)
    for name, part in found.value.items() if found is not None and isinstance(found.value, dict) else ():
        if isinstance(part.value, dict):
            yield name, part
        else:
            documents.wrong(part, "shape", f"`{key}.{name}` is a map")


def is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | Decimal)


def at(where: str, value: Any = None) -> Node:
    """A place in a file as a node, for what stands there in other words."""
    file, _, line = where.rpartition(":")
    return Node(value, file, int(line))


def _inlined(cond: Cond, counts: Mapping[str, Cond]) -> Cond:
    """The name of a count, or of the gate, stands for its parts."""
    match cond:
        case Truth(name=name) if name in counts:
            return counts[name]
        case Not(part=part):
            return Not(_inlined(part, counts))
        case And(parts=parts):
            return And(tuple(_inlined(part, counts) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_inlined(part, counts) for part in parts))
    return cond
