"""What a key is, what it may take, and the words that are closed.

A fragment is JSON Schema in which a Shape may stand for a map. `named` is one of the words that the knowledge itself
defines; whoever makes the schema looks them up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from svang.pathway.language import LONGEST

Fragment: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """What a key takes and what it means. `must`: an item without it says nothing."""

    takes: Fragment | Shape
    means: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A map with these keys and no others. `holds`: what must be true of them together."""

    means: str
    keys: Mapping[str, Key]
    holds: Fragment = field(default_factory=dict)


def must(takes: Fragment | Shape, means: str) -> Key:
    return Key(takes, means, must=True)


def may(takes: Fragment | Shape, means: str) -> Key:
    return Key(takes, means)


# -- what a key takes -----------------------------------------------------------------------------------------

TEXT: Fragment = {"type": "string", "minLength": 1}
NAME: Fragment = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"}
"""A name that stands in conditions."""
CONDITION: Fragment = {"type": "string", "minLength": 1, "maxLength": LONGEST}
DAY: Fragment = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
NUMBER: Fragment = {"type": "number"}
WHOLE: Fragment = {"type": "integer"}
YES: Fragment = {"type": "boolean"}


def named(what: str) -> Fragment:
    return {"$ref": f"#/$defs/{what}"}


def one_of(words: Sequence[str]) -> Fragment:
    return {"enum": list(words)}


def either(*parts: Fragment | Shape) -> Fragment:
    return {"anyOf": list(parts)}


def list_of(items: Fragment | Shape, **more: int) -> Fragment:
    return {"type": "array", "items": items, **more}


def map_of(values: Fragment | Shape, names: Fragment | None = None) -> Fragment:
    return {"type": "object", "additionalProperties": values} | ({"propertyNames": names} if names else {})


WORDS = list_of(TEXT)
SPAN = list_of(NUMBER, minItems=2, maxItems=2)
FACTS = list_of(named("fact"))
PHASES = list_of(named("phase"))
SOURCES = must(list_of(named("source"), minItems=1), "What it rests on: ids of sources.yaml.")
CLAIMED = must(SOURCES.takes, "What it rests on: ids of sources.yaml, not from memory (status M) alone.")
ID = must(TEXT, "Its own name; the texts know it by it.")
ID_READ = must(NAME, "Its own name, which conditions read; never used again for something else.")
RANGE = must(SPAN, "The least and the most that a clinic may set it to.")
DOSE = map_of(SPAN, named("dose_part"))
"""The least and the most of each part of a dose."""

# -- words that are closed ------------------------------------------------------------------------------------

CHANGES = ("yes", "partly", "no")
SHELVES = ("self", "care", "medicine", "perhaps", "last", "against")
EVIDENCE = ("firm", "moderate", "mixed", "disputed", "weak", "triage")
LIFTS = ("seen", "two_days", "answer", "none")
HOW_LISTED = ("signs", "form", "options")
FLAGS = ("once", "again")
SEVERAL = ("last", "worst", "sum", "all")
WORSE = ("high", "low")
LASTS = ("ever", "that_day")
STATE_KINDS = ("choice", "int")
VERBS = ("to", "up", "down", "take", "highest")
BADGES = ("commercial",)
TODAY = ("in", "out")
ABOUT_ROWS = ("out_of_scope", "flags_not_known")
ABOUT_RULES = ("must_know",)
ABOUT_NOTICES = ("running",)
STATUSES = ("V", "V2", "M", "D", "C", "S")
SIDES = ("clinic", "guide", "others")
"""Who says what in a conflict: the two seeds, and the rest."""
ANSWERED = ("mornings", "exercises", "running")
"""The shelves of all answers that a fact names; the flags and the rest have their own."""
READING = ("understand", "check", "do", "daily", "time", "others", "safe")
"""The shelves that articles stand on."""
WITHOUT_A_CONDITION = ("always", "daily", "due", "profile", "told")
"""Words in the place of a condition that says whom a fact is asked."""
