"""Events are for ever: each upcaster turns a row of one schema into a row of the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svang.store.words import Trouble

SCHEMA = 1
"""The schema that is written today: `Event.schema`."""

UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From schema n to n + 1, by n. A row is what `export` gives; seq, client id and kind stay as they are."""


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
