"""What a rule saw, in a person's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from svang.model import Compare, Const, Pathway, Symbol
from svang.readings.explain import Saw
from svang.texts import Texts


def say(pathway: Pathway, texts: Texts, saw: Saw) -> str:
    """One comparison as a sentence's part: what is so, and the limit it is held against."""
    name, value = saw.values[0]
    symbol = pathway.names.get(name) or Symbol(name, "fact", "yes_no")
    if value is None:
        return texts("ui", "not_known", name=name_of(texts, symbol))
    said = value_of(pathway, texts, symbol, value)
    if len(saw.values) > 1 and saw.values[1][1] is not None:
        other = pathway.names[saw.values[1][0]]
        return said + ", " + value_of(pathway, texts, other, saw.values[1][1])
    if isinstance(saw.atom, Compare) and isinstance(saw.atom.right, Const) and isinstance(saw.atom.right.value, int):
        limit = amount(pathway, texts, symbol, saw.atom.right.value)
        return said + texts("ui", "limit", word=texts("ui", "op", OP_WORDS[saw.atom.op]), limit=limit)
    return said


OP_WORDS = {"<": "under", "<=": "most", ">": "over", ">=": "least", "==": "exactly", "!=": "other"}


def value_of(pathway: Pathway, texts: Texts, symbol: Symbol, value: Any) -> str:
    """A value that is known, as a clause."""
    section = section_of(symbol)
    if isinstance(value, bool):
        return texts(section, symbol.id, "yes" if value else "no")
    if isinstance(value, frozenset):
        labels = [texts(section, symbol.id, "choices", word, "label") for word in symbol.options if word in value]
        listed = ", ".join(labels) or texts("ui", "none_of_them")
        return texts("ui", "is_set", name=name_of(texts, symbol), value=listed)
    if isinstance(value, str):
        return str(texts.get(section, symbol.id, "choices", value, "is") or texts.get("ui", value) or value)
    return texts("ui", "is", name=name_of(texts, symbol), value=amount(pathway, texts, symbol, value))


def amount(pathway: Pathway, texts: Texts, symbol: Symbol, value: int) -> str:
    if symbol.kind == "date":
        return date.fromordinal(value).isoformat()
    scale = next((f.scale for f in pathway.facts.values() if f.unit == symbol.unit), 1)
    if symbol.unit == "weeks":
        value = value // scale * scale
    return texts.number(value, symbol.unit if symbol.unit not in ("", "nrs", "times") else "", scale)


def name_of(texts: Texts, symbol: Symbol) -> str:
    return str(texts.get(section_of(symbol), symbol.id, "name") or symbol.id)


def section_of(symbol: Symbol) -> str:
    return {"fact": "facts", "measure": "measures"}.get(symbol.role, "state")
