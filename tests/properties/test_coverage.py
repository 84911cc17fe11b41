"""PATHWAY 14.22: whom we draw. Every decision, phase, level and rule is decided for many, every triage row for some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from svang.engine.decide import Decision
from svang.model.knowledge import TRIAGE, VOTES, Pathway
from svang.pathway.load import pathway
from tests.properties.checking import row, rule
from tests.properties.people import SOAK, person, told

DRAWS = 3000 * SOAK
LEAST = DRAWS // 100
PHASES = ("paused", "calm", "early")
LATER = ("early-to-build", "run-starts", "running-shut", "upkeep-starts", "one-thing-up", "relapse", "adherence-low")
LATER += ("amber-yesterday", "told-of-diabetes")
"""Whole lives come to these: test_lives."""
Counts = Mapping[str, Counter[str]]


def decisions(pathway: Pathway, draws: int) -> Iterator[Decision]:
    """What is decided on the last day of each person."""
    return (told(person(seed)).decision(pathway) for seed in range(draws))


def counted(found: Iterable[Decision]) -> Counts:
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("decision", "phase", "triage", "rule", "row")}
    for decision in found:
        for name in ("decision", "phase", "triage", "rule"):
            counts[name][getattr(decision, name)] += 1
        counts["row"].update(decision.rows)
    return counts


def wanted(pathway: Pathway) -> Mapping[str, tuple[str, ...]]:
    rows = tuple(row.id for row in (*pathway.rows, pathway.otherwise))
    rules = tuple(rule.id for rule in pathway.rules if rule.id not in LATER)
    return {"decision": VOTES, "phase": PHASES, "triage": TRIAGE, "rule": rules, "row": rows}


def seldom(pathway: Pathway, counts: Counts) -> list[str]:
    """What too few people come to."""
    return [
        f"{name} {id}: {counts[name][id]}"
        for name, ids in wanted(pathway).items()
        for id in ids
        if counts[name][id] < (1 if name == "row" else LEAST)
    ]


def table(pathway: Pathway, counts: Counts) -> Iterator[str]:
    for name, ids in wanted(pathway).items():
        yield name
        yield from (f"  {id:32} {100 * counts[name][id] / DRAWS:6.2f} %" for id in ids)


def test_the_people_drawn_come_to_everything() -> None:
    counts = counted(decisions(pathway(), DRAWS))
    print(*table(pathway(), counts), sep="\n")
    assert seldom(pathway(), counts) == []


def test_a_rule_or_row_that_cannot_fire_is_caught() -> None:
    dead = rule("entries-disagree", when="plan and not plan")(
        row("old-tear", when="not injury_old and injury_old")(pathway())
    )
    found = seldom(dead, counted(decisions(dead, DRAWS // 10)))
    assert {"rule entries-disagree: 0", "row old-tear: 0"} <= set(found)
