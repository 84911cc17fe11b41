"""What was tried in words: from when, on which foot, the first steps on both sides, and what it cost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from svang.answers.tried import COST
from svang.engine.treatments import Tried
from svang.says.words import day_name
from svang.texts import Texts


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the ledger. `foot`, `cost` and `note`: '' where they were not told."""

    id: str
    name: str
    days: str
    foot: str
    steps: str
    cost: str
    note: str

    @property
    def head(self) -> str:
        """What it was, when, and on which foot."""
        return ", ".join(filter(None, (self.name, self.days, self.foot)))


def row(texts: Texts, tried: Tried) -> Row:
    said = tried.said
    days, note = days_said(texts, tried.date, said.get("until")), str(said.get("note") or "")
    name, foot, steps = name_said(texts, said), foot_said(texts, said), steps_said(texts, tried)
    return Row(tried.id, name, days, foot, steps, cost_said(texts, said), note)


def tried_said(texts: Texts, tried: Tried) -> str:
    """One row as a sentence, for whoever is to see the foot."""
    found = row(texts, tried)
    return texts("ui", "tried", "row", head=found.head, steps=found.steps)


def told_said(texts: Texts, first: int, said: Mapping[str, Any]) -> str:
    """All that was told of it but the day it began."""
    days = days_said(texts, first, said.get("until")) if said.get("until") else ""
    parts = (name_said(texts, said), days, foot_said(texts, said), cost_said(texts, said))
    found, note = ", ".join(filter(None, parts)), said.get("note")
    return texts("ui", "tried", "noted", said=found.removesuffix("."), note=note) if note else found


def whole_said(texts: Texts, tried: Tried) -> str:
    """A row with all that was told of it."""
    found, said = row(texts, tried), [tried_said(texts, tried)]
    said += [texts("ui", "tried", "cost", cost=found.cost)] if found.cost else []
    return " ".join([*said, *([texts("ui", "tried", "your_note", note=found.note)] if found.note else [])])


def name_said(texts: Texts, said: Mapping[str, Any]) -> str:
    what = said.get("what")
    return texts.called(what, "treatments", str(what), "name")


def foot_said(texts: Texts, said: Mapping[str, Any]) -> str:
    side = said.get("side")
    return texts.called(side, "ui", "feet", str(side)).lower() if side else ""


def days_said(texts: Texts, first: int, until: int | None) -> str:
    began = day_name(texts, date.fromordinal(first))
    if until in (None, first):
        return began
    return texts("ui", "tried", "days", first=began, last=day_name(texts, date.fromordinal(until)))


def steps_said(texts: Texts, tried: Tried) -> str:
    """The first steps on both sides, as numbers: that they differ does not say why."""
    before, after = tried.before, tried.after
    if before is None or after is None:
        return texts("ui", "tried", "few")
    key = "same" if before == after else "lower" if after < before else "higher"
    return texts("ui", "tried", key, before=before, after=after)


def cost_said(texts: Texts, said: Mapping[str, Any]) -> str:
    cost = cost_of(said)
    return "" if cost is None else texts.number(cost, COST.unit)


def cost_of(said: Mapping[str, Any]) -> int | None:
    """What it cost; what an older file has there in other words is not counted."""
    cost = said.get("cost")
    return cost if cost.__class__ is int else None


def cost_of_all(texts: Texts, every: Iterable[Tried]) -> str:
    """What all of it cost, as far as that was told; '' where there is nothing to add up."""
    costs = [cost_of(tried.said) for tried in every]
    known = [cost for cost in costs if cost is not None]
    return texts.number(sum(known), COST.unit) if known and len(costs) > 1 else ""
