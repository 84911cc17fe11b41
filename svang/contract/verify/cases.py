"""Cases with the answers that somebody expects of them: what the pathway says instead, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from svang.answers.typed import Refused, day_of, unknown_key
from svang.contract.case import Case, read_case
from svang.contract.decision import as_json
from svang.contract.verify.places import DECIDES, KEYS, Place, places
from svang.contract.verify.short import DAYS, written_out
from svang.contract.verify.wanted import IS, Wanted, read_wanted
from svang.engine.course import course
from svang.engine.decide import decide
from svang.model.knowledge import Pathway
from svang.pathway.nodes import Node, Problem
from svang.texts import Texts

EXPECT = "expect"
OWN = ("name", EXPECT, DAYS)
TOGETHER = ("cases",)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that was wanted, and what stands there instead; `day` where it was of one date of a course."""

    wanted: Wanted
    found: Any
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """One row: a case that was held against its answer, or what kept it from being read.

    `ask`: the answers that the pathway waits for, of a case that is answered otherwise.
    """

    name: str
    differences: tuple[Difference, ...] = ()
    problems: tuple[Problem, ...] = ()
    ask: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        return not self.differences and not self.problems


def verify(pathway: Pathway, document: Node, texts: Texts) -> tuple[Verified, ...]:
    """A case with what is expected of it, or a list of them under `cases`: a row for each."""
    value = document.value
    listed = value.get("cases") if isinstance(value, dict) else None
    if listed is None:
        return (one(pathway, document, texts, document.file),)
    assert isinstance(value, dict)
    wrong = [unknown_key(node, key, TOGETHER) for key, node in value.items() if key not in TOGETHER]
    cases = listed.value if isinstance(listed.value, tuple) else ()
    if not cases:
        wrong.append(Problem(listed.where, "wrong_kind", {"key": "cases", "wanted": "list"}))
    if wrong:
        return (Verified(document.file, problems=tuple(wrong)),)
    return tuple(one(pathway, case, texts, f"{document.file} {n}") for n, case in enumerate(cases, 1))


def one(pathway: Pathway, case: Node, texts: Texts, usual: str) -> Verified:
    """One case, with all that is wrong with it and with what is expected of it."""
    parts = case.value if isinstance(case.value, dict) else {}
    said = parts["name"].value if "name" in parts else None
    name = said if isinstance(said, str) and said.strip() else usual
    full, problems = written_out(pathway, parts)
    rest = {key: node for key, node in full.items() if key not in OWN}
    try:
        read = read_case(pathway, replace(case, value=rest) if parts else case)
    except Refused as refused:
        problems += refused.problems
        read = None
    wanted = list(expected(pathway, case, parts, read, problems))
    if problems or read is None:
        return Verified(name, problems=tuple(problems))
    return held(pathway, texts, name, read, wanted)


Expected = tuple[date | None, list[Wanted]]


def expected(
    pathway: Pathway, case: Node, parts: Mapping[str, Node], read: Case | None, problems: list[Problem]
) -> Iterator[Expected]:
    """What is wanted of the last day, and of each of `days`."""
    whole = places(pathway)
    nodes: list[tuple[date | None, Node]] = [(None, parts[EXPECT])] if EXPECT in parts else []
    if DAYS in parts:
        nodes += days_of(parts[DAYS], read, problems)
    elif not nodes:
        problems.append(Problem(case.where, "verify.no_expect", {}))
    for day, node in nodes:
        wanted, wrong = read_wanted(whole, node)
        problems += wrong
        yield day, wanted


def days_of(node: Node, read: Case | None, problems: list[Problem]) -> list[tuple[date | None, Node]]:
    """Each date with what is expected of it; a date has to lie within the course."""
    if not isinstance(node.value, dict) or not node.value:
        problems.append(Problem(node.where, "verify.no_days", {}))
        return []
    found = {key: day_of(replace(part, value=key)) for key, part in node.value.items()}
    for key, day in found.items():
        where = node.value[key].key_where
        if day is None:
            problems.append(Problem(where, "not_a_date", {"key": DAYS, "found": key[:40]}))
        elif read is not None and not first_day(read) <= day <= read.at.date():
            span = {"low": first_day(read).isoformat(), "high": read.at.date().isoformat()}
            problems.append(Problem(where, "verify.no_such_day", {"found": day.isoformat(), **span}))
    return [(day, node.value[key]) for key, day in found.items() if day is not None]


def first_day(read: Case) -> date:
    return min((event.date for event in read.events), default=read.at.date())


def held(pathway: Pathway, texts: Texts, name: str, read: Case, expected: list[Expected]) -> Verified:
    """Each thing wanted, held against the answer of its day."""
    found: list[Difference] = []
    ask: dict[str, None] = {}
    for day, wanted in expected:
        said = said_on(pathway, texts, read, day or read.at.date())
        differences = [
            Difference(one, there, day) for one in wanted if not one.holds(there := at_place(one.place, said))
        ]
        ask |= dict.fromkeys(said["ask"]) if differences else {}
        found += differences
    return Verified(name, tuple(found), ask=tuple(ask))


def said_on(pathway: Pathway, texts: Texts, read: Case, day: date) -> dict[str, Any]:
    """The answer of a date, from what had been told by then."""
    known = [event for event in read.events if event.date <= day and event.recorded_at.date() <= day]
    events = read.events if day == read.at.date() else tuple(known)
    folded = course(pathway, events, today=day.toordinal())
    found = as_json(decide(folded), folded, texts)
    return {**found, DECIDES: found["reasons"][0]["rule"]}


def at_place(place: Place, said: Any) -> Any:
    """What stands at a place: of a list of things their names, and nothing where the way to it ends."""
    for key in place.path:
        if isinstance(said, list):
            said = next((thing for thing in said if name_of(thing) == key), None)
        else:
            said = said.get(key) if isinstance(said, dict) else None
    return [name_of(thing) for thing in said] if isinstance(said, list) else said


def name_of(thing: Any) -> Any:
    return next((thing[key] for key in KEYS if key in thing), None) if isinstance(thing, dict) else thing


def as_data(one: Difference) -> dict[str, Any]:
    """A difference as plain data."""
    values = list(one.wanted.values)
    single = one.wanted.how == IS and not (one.wanted.place.thing or one.wanted.place.items)
    expected: Any = values[0] if single else values if one.wanted.how == IS else {one.wanted.how: values}
    day = {"date": one.day.isoformat()} if one.day else {}
    return {**day, "where": ".".join(one.wanted.place.path), "expected": expected, "found": one.found}
