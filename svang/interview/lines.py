"""What the lines of a list come to: yes is the answer that warns, and what nobody ticked is the calm one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET

NOTHING = "nothing"
"""None of the lines, in one tap: a no for each."""
KNOWN_DOUBT = "dont_know"
"""Of some facts an answer of its own that one does not know."""
SKIPPED = "skipped"
"""Nothing is stored, and it is asked again when its week comes."""


def line_values(pathway: Pathway, among: Iterable[str], raw: Any) -> dict[str, Any]:
    """Each line's answer as it is written in a case; a ticked line whose own page says which is left out."""
    ticked = raw if isinstance(raw, Mapping) else {}
    found: dict[str, Any] = {}
    for fact in (pathway.facts[id] for id in among):
        said = ticked.get(fact.id, False)
        if said is None:
            found[fact.id] = KNOWN_DOUBT if KNOWN_DOUBT in fact.extra else None
        elif said is False:
            found[fact.id] = calm(fact)
        elif fact.kind == "yes_no":
            found[fact.id] = not calm(fact)
    return found


def of_foot(fact: Fact, raw: str | None) -> dict[str, bool]:
    """A sign on one foot is not on the other; where one cannot say, on both."""
    warns = not calm(fact)
    return {foot: warns if raw in (foot, "both", None) else not warns for foot in FEET}


def calm(fact: Fact) -> Any:
    """The answer of somebody to whom a line does not apply, as it is written in a case."""
    if fact.kind == "yes_no":
        return fact.signs == {False}
    if fact.kind == "set":
        return "none"
    return next(word for word in (*fact.options, *fact.extra) if word not in fact.signs)
