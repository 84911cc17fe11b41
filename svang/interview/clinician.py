"""What a person tells when a clinician has seen the foot: by whom, whether one may go on, and what it was called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svang.cases import ROLES
from svang.clauses import capital
from svang.interview.questions import Choice, Unclear
from svang.model import Event, Pathway
from svang.texts import Texts

CLEARED: Mapping[str, bool | None] = {"yes": True, "no": False, "unsaid": None}
UNNAMED = "unnamed"
PARTS = ("role", "cleared", "condition")
"""Asked in this order."""


def choices(pathway: Pathway, texts: Texts, part: str) -> list[Choice]:
    """The answers to one part; what lifts nothing and names nothing stands last."""
    if part == "role":
        return [Choice(role, texts("ui", "seen", "roles", role), role) for role in ROLES]
    if part == "cleared":
        return [Choice(key, texts("ui", "seen", "cleared", key), raw) for key, raw in CLEARED.items()]
    named = [Choice(c.id, capital(texts("conditions", c.id, "name")), c.id) for c in pathway.conditions]
    return [*named, Choice(UNNAMED, texts("ui", "seen", "unnamed"), None)]


def question(texts: Texts, part: str) -> str:
    return texts("ui", "seen", "ask", part)


def body(pathway: Pathway, texts: Texts, told: Mapping[str, str]) -> dict[str, Any]:
    """The event's body from the keys that were chosen. Raises Unclear with the parts that have no answer."""
    raws = {part: {choice.key: choice.raw for choice in choices(pathway, texts, part)} for part in PARTS}
    missing = [part for part in PARTS if told.get(part) not in raws[part]]
    if missing:
        raise Unclear("must_answer", parts=missing)
    found = {part: raws[part][told[part]] for part in PARTS}
    return {part: raw for part, raw in found.items() if raw is not None}


def said(pathway: Pathway, texts: Texts, event: Event) -> list[tuple[str, str]]:
    """Each part's question, and what was answered."""
    lines = []
    for part in PARTS:
        labels = {choice.raw: choice.label for choice in choices(pathway, texts, part)}
        lines.append((question(texts, part), labels.get(event.body.get(part), str(event.body.get(part)))))
    return lines
