"""An event as a row of the table, as plain JSON data, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from svang.model.person import Event
from svang.store.short import Row, Stored, Whole, in_full, parsed
from svang.store.upcasters import SCHEMA, upcast
from svang.store.words import Trouble

COLUMNS = ("seq", "client_id", "kind", "date", "recorded_at", "schema", "pathway", "by", "body")
STORED = (*COLUMNS, "said")


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
    """The events in rows, in today's schema, without what was decided beside them. Trouble: newer, corrupt."""
    return tuple([_event(row, body) for row, body in zip(rows, parsed([row[8] for row in rows]), strict=True)])


def parse_all(rows: Iterable[Stored], whole: Whole) -> list[tuple[int, Event]]:
    """The same with what was decided beside them, and each with its seq."""
    return [(row[0], _event(row, body)) for row, body in zip(*in_full(rows, whole), strict=True)]


def plain(rows: Iterable[Stored], whole: Whole) -> list[dict[str, Any]]:
    """All columns but the person, the body as data, each decision whole. Trouble: corrupt."""
    return [_plain_row(row, body) for row, body in zip(*in_full(rows, whole), strict=True)]


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
