"""Every item of the knowledge as it stands in its file, and who cites whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from svang.pathway.load import FILES, KNOWLEDGE
from svang.pathway.nodes import Node
from svang.pathway.reader import read_file

READS = ("when", "asked", "reads", "first", "value", "bar", "when_in", "of_series", "among", "older", "from", "unless")
SIDES = ("strong_for", "for", "against", "strong_against", "facts", "at_least", "of")


@dataclass(frozen=True)
class Item:
    """One item of the knowledge as it stands in its file."""

    id: str
    file: str
    line: int
    body: Mapping[str, Any]

    @cached_property
    def conditions(self) -> str:
        """All its text that other names may stand in."""
        return " ".join(_texts(self.body.get(key)) for key in (*READS, *SIDES) if not _is_text_only(key, self.body))

    def reads(self, id: str) -> bool:
        """Does it cite the source, or name the word in a condition?"""
        if id in self.body.get("sources", ()):
            return True
        return re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", self.conditions) is not None


def _is_text_only(key: str, body: Mapping[str, Any]) -> bool:
    """`for` says whom a referral is for, and `from` where a source is from: names of nothing."""
    return key in ("for", "from") and "status" in body


def _texts(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(_texts(part) for part in (*value.keys(), *value.values()))
    return " ".join(_texts(part) for part in value) if isinstance(value, list) else str(value or "")


@cache
def items() -> Mapping[str, Item]:
    """Everything with an id, in the order of the files."""
    found: dict[str, Item] = {}
    for name in FILES:
        for item in _items_in(read_file(KNOWLEDGE / f"{name}.yaml", limit=4_000_000), f"{name}.yaml"):
            found.setdefault(item.id, item)
    return found


def _items_in(node: Node, file: str) -> Iterator[Item]:
    if isinstance(node.value, tuple):
        for item in node.value:
            yield from _items_in(item, file)
    elif isinstance(node.value, dict):
        id = node.value.get("id")
        if id is not None:
            yield Item(str(id.value), file, node.line, node.plain())
        for key, child in node.value.items():
            if key == "groups":
                yield from (Item(name, file, g.line, {"options": g.plain()}) for name, g in _named(child))
            yield from _items_in(child, file)


def _named(node: Node) -> Iterator[tuple[str, Node]]:
    return iter(node.value.items() if isinstance(node.value, dict) else ())
