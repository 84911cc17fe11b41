"""What a property is here: a check that yields what is wrong, over drawn people; and the faults it must catch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest

from svang.model.knowledge import Pathway, Row
from svang.model.rule import And
from svang.pathway.language import parse
from svang.pathway.load import pathway
from tests.properties.histories import History, smallest, written
from tests.properties.people import SOAK, Person, person, told

Check = Callable[[Pathway, History], Iterator[str]]
Fault = Callable[[Pathway], Pathway]
RANK = {"stop": 0, "regress": 1, "hold": 2, "continue": 3, "start": 4, "progress": 4}
OPENING = ("start", "progress")
DRAWS = 800
"""So many people at most are drawn until a planted fault must have been found."""


def holds(check: Check, who: Person) -> None:
    """Fails with the smallest history that still goes wrong."""
    history = told(who)
    if next(check(pathway(), history), None) is None:
        return
    small = smallest(history, lambda less: next(check(pathway(), less), None) is not None)
    lines = [next(check(pathway(), small)), *written(small), f"  from {who}"]
    pytest.fail("\n".join(lines), pytrace=False)


def catches(check: Check, fault: Fault) -> None:
    """Some person is found for whom the check complains of the changed pathway and not of ours."""
    faulty = fault(pathway())
    for seed in range(DRAWS * SOAK):
        history = told(person(seed))
        if next(check(faulty, history), None) is not None and next(check(pathway(), history), None) is None:
            return
    pytest.fail(f"{check.__name__} found nothing wrong in {DRAWS * SOAK} people")


def complains(check: Check) -> bool:
    """Does the check complain about anybody? For faults in the code, not in the pathway: what the engine remembers of
    people while it has the fault is not ours."""
    ours = replace(pathway())
    return any(next(check(ours, told(person(seed))), None) for seed in range(DRAWS * SOAK))


# -- faults, each a change of the pathway in memory -----------------------------------------------------------


def all_of(*faults: Fault) -> Fault:
    return lambda ours: reduce(lambda made, fault: fault(made), faults, ours)


def without_rule(id: str) -> Fault:
    return lambda ours: replace(ours, rules=tuple(rule for rule in ours.rules if rule.id != id))


def rule(id: str, **changes: Any) -> Fault:
    """A rule with other values; `when` as text."""
    return lambda ours: replace(ours, rules=tuple(_made(ours, r, changes) if r.id == id else r for r in ours.rules))


def row(id: str, **changes: Any) -> Fault:
    return lambda ours: replace(ours, rows=tuple(_made(ours, r, changes) if r.id == id else r for r in ours.rows))


def routine_rows_unless(sign: str) -> Fault:
    """Rows of the level routine that a sign takes away."""

    def fault(ours: Pathway) -> Pathway:
        never = parse(f"not {sign}", ours.names)
        return replace(ours, rows=tuple(replace(r, when=And((r.when, never))) if weak(r) else r for r in ours.rows))

    def weak(row: Row) -> bool:
        return row.triage == "routine" and row.when is not None

    return fault


def task(id: str, **changes: Any) -> Fault:
    return lambda ours: replace(ours, tasks=tuple(_made(ours, t, changes) if t.id == id else t for t in ours.tasks))


def measure(id: str, **changes: Any) -> Fault:
    def fault(ours: Pathway) -> Pathway:
        made = _made(ours, ours.measures[id], changes)
        return replace(ours, measures={**ours.measures, id: made})

    return fault


def flags(**changes: Any) -> Fault:
    """Every red flag with other values; `asked` as text."""

    def fault(ours: Pathway) -> Pathway:
        made = {"asked": parse(changes["asked"], ours.names)} if "asked" in changes else {}
        facts = {f.id: replace(f, **{**changes, **made}) if f.flag else f for f in ours.facts.values()}
        return replace(ours, facts=facts)

    return fault


def feature(id: str, text: str) -> Fault:
    """A feature of a condition that counts when something else is true."""

    def fault(ours: Pathway) -> Pathway:
        when = parse(text, ours.names)
        conditions = tuple(
            replace(c, features=tuple(replace(f, when=when) if f.id == id else f for f in c.features))
            for c in ours.conditions
        )
        return replace(ours, conditions=conditions)

    return fault


def _made(ours: Pathway, part: Any, changes: dict[str, Any]) -> Any:
    texts = {key: text for key, text in changes.items() if key in ("when", "bar", "holds") and text}
    return replace(part, **{**changes, **{key: parse(text, ours.names, asks=True) for key, text in texts.items()}})


def days_of(history: History, first: int, most: int = 4) -> list[int]:
    """Some days from `first` to today, both ends among them."""
    days = range(first, history.today + 1)
    return sorted({*days[:1], *days[-1:], *history.chance.sample(days, min(most - 2, len(days)))}) if days else []
