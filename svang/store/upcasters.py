"""Events are for ever: each upcaster turns a row of one schema into a row of the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from svang.model.person import PERSON, SVANG
from svang.store.words import DECIDED, Trouble

SCHEMA = 3
"""The schema that is written today: `Event.schema`."""


def upcast(row: dict[str, Any]) -> dict[str, Any]:
    """`row` in today's schema. Trouble: newer; ValueError if there never was such a schema."""
    schema = row["schema"]
    if type(schema) is not int:
        raise ValueError("a schema is a number")
    if schema > SCHEMA:
        raise Trouble("newer")
    while schema < SCHEMA:
        if schema not in UPCASTERS:
            raise ValueError("there never was such a schema")
        row, schema = UPCASTERS[schema](row), schema + 1
    return {**row, "schema": schema}


# -- from 1 to 2: the answers of knowledge 2026.1 in the words of 2026.2 ------------------------------------------

CHOICES = {"raises": "with_raises", "no_raises": "without_raises"}
SIGNS, DISEASE = "inflammatory_signs", "rheumatic_disease"
"""The disease was one of the signs; now it is a question of its own."""


def from_1(row: dict[str, Any]) -> dict[str, Any]:
    body = row.get("body")
    change = _BODIES.get(str(row.get("kind")))
    return {**row, "body": change(body)} if change and isinstance(body, dict) else row


def _answered(body: Mapping[str, Any]) -> dict[str, Any]:
    return _renamed(body) | ({DISEASE: True} if _had_disease(body.get(SIGNS)) else {})


def _corrected(body: Mapping[str, Any]) -> dict[str, Any]:
    """A list without the disease may have taken it back: it is not known then, and asked anew; never a no."""
    values = body.get("values")
    if not isinstance(values, dict):
        return dict(body)
    said = {DISEASE: _had_disease(values[SIGNS]) or None} if SIGNS in values else {}
    return {**body, "values": _renamed(values) | said}


def _withdrawn(body: Mapping[str, Any]) -> dict[str, Any]:
    slots = list(body.get("slots") or ())
    return {**body, "slots": [*slots, DISEASE]} if SIGNS in slots else dict(body)


def _seen(body: Mapping[str, Any]) -> dict[str, Any]:
    """Limits were stored as they were told, whatever that was; now they are words."""
    limits = body.get("limits")
    if "limits" not in body or limits in (None, "", {}, []):
        return {key: value for key, value in body.items() if key != "limits"}
    words = limits if isinstance(limits, str) else json.dumps(limits, ensure_ascii=False)
    return {**body, "limits": {"words": words}}


def _renamed(values: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(values)
    if found.get("plan_choice") in CHOICES:
        found["plan_choice"] = CHOICES[found["plan_choice"]]
    if isinstance(found.get(SIGNS), list):
        found[SIGNS] = [sign for sign in found[SIGNS] if sign != DISEASE]
    return found


def _had_disease(signs: Any) -> bool:
    return isinstance(signs, list) and DISEASE in signs


_BODIES = {"answered": _answered, "corrected": _corrected, "withdrawn": _withdrawn, "seen": _seen}


# -- from 2 to 3: who says so -----------------------------------------------------------------------------------------


def from_2(row: dict[str, Any]) -> dict[str, Any]:
    """What was told before anybody asked who says so is the person's; what was decided is ours."""
    return {**row, "by": SVANG if row.get("kind") == DECIDED else PERSON}


UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: from_1, 2: from_2}
"""From schema n to n + 1, by n. A row is what `export` gives; seq, client id and kind stay as they are."""
