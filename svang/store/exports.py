"""All that is stored about a person as plain data, and back into an empty store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from svang.model import Event
from svang.store.events import append
from svang.store.models import Event as Stored
from svang.store.rows import COLUMNS, from_plain, plain
from svang.store.sqlite import in_our_words
from svang.store.upcasters import upcast


def export(person: str) -> Iterator[dict[str, Any]]:
    """Every event, decisions too, in order and in the schema it was stored in. Trouble."""
    with in_our_words():
        rows = plain(list(Stored.objects.filter(person=person).order_by("seq").values_list(*COLUMNS)))
    for row in rows:
        yield {"person": person, **row}


def restore(person: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Store exported rows, whoever they were of, for a person who has none; the last seq.

    Moved if the person has events; Clash; Trouble; ValueError with its number if a row is no exported event.
    """
    events = [_restored(number, row) for number, row in enumerate(rows, start=1)]
    return append(person, events, expected=0)


def _restored(number: int, row: Mapping[str, Any]) -> Event:
    try:
        return from_plain(upcast(dict(row)))
    except (KeyError, TypeError, ValueError):  # their texts would quote the row
        raise ValueError(f"row {number} is not an exported event") from None
