"""Cases with the answers that somebody expects of them: what the pathway says instead, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from svang.contract import PARTS, answer
from svang.history import Refused, unknown_key
from svang.model import Pathway
from svang.reader import Node, Problem
from svang.texts import Texts

OWN = ("name", "expect")
EXPECTED = (*PARTS, "rule")
"""`rule`: the id of the rule that decides."""
HAS, NOT = "has", "not"


@dataclass(frozen=True, slots=True)
class Difference:
    """Where in the answer, what was expected there, and what stands there."""

    where: str
    expected: Any
    found: Any


@dataclass(frozen=True, slots=True)
class Verified:
    name: str
    differences: tuple[Difference, ...]


def verify(pathway: Pathway, document: Node, texts: Texts) -> tuple[Verified, ...]:
    """A case with its `expect`, or a list of them under `cases`. Raises history.Refused with all that is wrong."""
    value = document.value
    listed = value.get("cases") if isinstance(value, dict) else None
    if listed is not None and not isinstance(listed.value, tuple):
        raise Refused((Problem(listed.where, "wrong_kind", {"key": "cases", "wanted": "list"}),))
    found, wrong = [], list[Problem]()
    for n, case in enumerate(listed.value if listed is not None else (document,), 1):
        try:
            found.append(one(pathway, case, texts, f"{document.file} {n}" if listed else document.file))
        except Refused as refused:
            wrong += refused.problems
    if wrong:
        raise Refused(tuple(wrong))
    return tuple(found)


def one(pathway: Pathway, case: Node, texts: Texts, usual: str) -> Verified:
    parts = case.value if isinstance(case.value, dict) else {}
    expect = parts.get("expect")
    if expect is None or not isinstance(expect.value, dict) or not expect.value:
        raise Refused((Problem((expect or case).where, "wrong_kind", {"key": "expect", "wanted": "map"}),))
    strange = [unknown_key(child, key, EXPECTED) for key, child in expect.value.items() if key not in EXPECTED]
    if strange:
        raise Refused(tuple(strange))
    rest = replace(case, value={key: child for key, child in parts.items() if key not in OWN})
    found = answer(pathway, rest, texts)
    said = {**found, "rule": found["reasons"][0]["rule"]}
    name = str(parts["name"].value) if "name" in parts else usual
    return Verified(name, tuple(d for key, value in expect.plain().items() for d in unlike(key, value, said[key])))


def unlike(where: str, expected: Any, found: Any) -> Iterator[Difference]:
    """A map names what is looked at; a list is the whole list in any order, or says what it `has` and has `not`.

    A list of things is looked up by their id (a reason by its rule).
    """
    if isinstance(expected, dict) and isinstance(found, list):
        yield from among(where, expected, found)
    elif isinstance(expected, dict) and isinstance(found, Mapping):
        for key, value in expected.items():
            yield from unlike(f"{where}.{key}", value, found.get(key))
    elif isinstance(expected, list) and isinstance(found, list):
        there = [id_of(item) for item in found]
        if sorted(map(str, expected)) != sorted(map(str, there)):
            yield Difference(where, expected, there)
    elif expected != found:
        yield Difference(where, expected, found)


def among(where: str, expected: Mapping[str, Any], found: list[Any]) -> Iterator[Difference]:
    there = {id_of(item): item for item in found}
    if set(expected) <= {HAS, NOT}:
        missing = [item for item in expected.get(HAS, ()) if item not in there]
        too_much = [item for item in expected.get(NOT, ()) if item in there]
        if missing or too_much:
            yield Difference(where, expected, list(there))
        return
    for id, value in expected.items():
        yield from unlike(f"{where}.{id}", value, there.get(id))


def id_of(item: Any) -> Any:
    return item.get("id") or item.get("rule") if isinstance(item, dict) else item
