"""What a person tells when a clinician has seen the foot: by whom, whether one may go on, and what it was called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from svang.answers.amounts import until_written
from svang.answers.clinic import LIMITS, SAID_LIMITS
from svang.answers.kinds import ROLES
from svang.answers.typed import DATED_LIMITS
from svang.interview.questions import Choice, Unclear
from svang.model.knowledge import Pathway
from svang.model.person import Event
from svang.says.words import capital, day_name
from svang.texts import Texts

CLEARED: Mapping[str, bool | None] = {"yes": True, "no": False, "unsaid": None}
UNNAMED = "unnamed"
LONGEST_WORDS = 500
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


def limits(told: Mapping[str, str], day: date) -> dict[str, Any]:
    """What they limited, typed, from what was chosen and written. Raises Unclear with the part that is no date."""
    found: dict[str, Any] = {}
    for part in DATED_LIMITS:
        words = told.get(part, "").strip()
        if words:
            found[part] = _until(part, words, day).toordinal()
    found |= {part: True for part in SAID_LIMITS if told.get(part)}
    words = told.get("words", "").strip()
    return {**found, "words": words[:LONGEST_WORDS]} if words else found


def _until(part: str, words: str, day: date) -> date:
    try:
        return until_written(words, day)
    except Unclear as unclear:
        raise Unclear(unclear.key, **unclear.values, parts=[part]) from None


def limit_said(texts: Texts, part: str, value: Any) -> str:
    """One limit in words."""
    if part in DATED_LIMITS:
        return texts("tell", "limits", f"{part}_until", until=day_name(texts, date.fromordinal(value)))
    return str(value) if part == "words" else texts("tell", "limits", part)


def said(pathway: Pathway, texts: Texts, event: Event) -> list[tuple[str, str]]:
    """Each part's question, and what was answered."""
    lines = []
    for part in PARTS:
        labels = {choice.raw: choice.label for choice in choices(pathway, texts, part)}
        lines.append((question(texts, part), labels.get(event.body.get(part), str(event.body.get(part)))))
    named = _named(texts, event)
    return [*lines, (texts("tell", "limits", "ask"), "; ".join(named))] if named else lines


def limits_said(texts: Texts, event: Event | None) -> list[str]:
    """What who saw the foot limited, in one line; nothing where they limited nothing, or nobody saw it."""
    named = [said[:1].lower() + said[1:] for said in _named(texts, event)] if event is not None else []
    return [texts("tell", "limits", "set", said="; ".join(named))] if named else []


def _named(texts: Texts, event: Event) -> list[str]:
    told = event.body.get("limits") or {}
    return [limit_said(texts, part, told[part]) for part in LIMITS if part in told]
