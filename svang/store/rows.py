"""An event as a row of the table, as plain JSON data, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from svang.model.person import Event
from svang.store.upcasters import SCHEMA, upcast
from svang.store.words import Trouble

COLUMNS = ("seq", "client_id", "kind", "date", "recorded_at", "schema", "pathway", "by", "body")
Row = tuple[int, str, str, str, str, int, str, str, str]


def columns(event: Event) -> dict[str, Any]:
    """The columns of an event that has no person or place yet."""
    if event.recorded_at.utcoffset() is None:
        raise ValueError("recorded_at has no offset")
    if event.schema != SCHEMA:
        raise ValueError("the event is not in today's schema")
    kind, day, by, body = says(event)
    return {
        "client_id": event.id,
        "kind": kind,
        "date": day,
        "recorded_at": event.recorded_at.isoformat(timespec="microseconds"),
        "schema": event.schema,
        "pathway": event.pathway,
        "by": by,
        "body": body,
    }


def says(event: Event) -> tuple[str, str, str, str]:
    """Kind, date, who says so and body as text: what a repeat has in common with the first."""
    return event.kind, event.date.isoformat(), event.by, _text(event.body)


def _text(body: Mapping[str, Any]) -> str:
    """One text per meaning: two bodies are the same if their texts are (1, True and 1.0 differ)."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _plain(value: object) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON data")


def parse(rows: Sequence[Row]) -> tuple[Event, ...]:
    """The events in rows, in today's schema. Trouble: newer, corrupt."""
    return tuple([_event(row, body) for row, body in zip(rows, _bodies(rows), strict=True)])


def plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """All columns but the person, the body as data. Trouble: corrupt."""
    return [_plain_row(row, body) for row, body in zip(rows, _bodies(rows), strict=True)]


def _bodies(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Parsed in one go, which takes half the time."""
    try:
        bodies: list[dict[str, Any]] = json.loads("[" + ",".join([row[-1] for row in rows]) + "]")
    except (ValueError, TypeError):  # their texts would quote a body
        raise Trouble("corrupt") from None
    if len(bodies) != len(rows):
        raise Trouble("corrupt")
    return bodies


def _event(row: Row, body: dict[str, Any]) -> Event:
    _, client_id, kind, day, at, schema, pathway, by, _ = row
    try:
        if schema != SCHEMA:
            return from_plain(upcast(_plain_row(row, body)))
        told = datetime.fromisoformat(at)
        if told.tzinfo is None:
            raise ValueError
        return Event(client_id, kind, date.fromisoformat(day), told, pathway, body, schema, by)
    except (ValueError, TypeError):  # their texts would quote a date
        raise Trouble("corrupt") from None


def a_day(written: str) -> date:
    """Trouble: corrupt."""
    try:
        return date.fromisoformat(written)
    except (ValueError, TypeError):  # its text would quote what is there
        raise Trouble("corrupt") from None


def _plain_row(row: Row, body: dict[str, Any]) -> dict[str, Any]:
    return dict(zip(COLUMNS, (*row[:-1], body), strict=True))


def from_plain(row: Mapping[str, Any]) -> Event:
    """The event in plain data of today's schema; KeyError, TypeError or ValueError where it is not one."""
    for name, kind in {"client_id": str, "kind": str, "pathway": str, "by": str, "body": dict, "schema": int}.items():
        if type(row[name]) is not kind:
            raise TypeError(f"{name} is not {kind.__name__}")
    event = Event(
        id=row["client_id"],
        kind=row["kind"],
        date=date.fromisoformat(row["date"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        pathway=row["pathway"],
        body=row["body"],
        schema=row["schema"],
        by=row["by"],
    )
    if event.recorded_at.utcoffset() is None:
        raise ValueError("recorded_at has no offset")
    return event
