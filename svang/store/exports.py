"""All that is stored about a person as plain data, and back into a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction

from svang.model.person import Event
from svang.store import drafts
from svang.store.events import AT_ONCE, add, ids, last, whole
from svang.store.models import Draft as Unfinished
from svang.store.models import Event as Stored
from svang.store.rows import STORED, from_plain, plain
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.upcasters import upcast
from svang.store.words import Draft, Moved


def export(person: str) -> Iterator[dict[str, Any]]:
    """Every event, decisions too, in order and in the schema it was stored in; then what is not finished.

    As of the first row that is asked for, and in parts: ten years take no more room than one. All is read once before
    that row, so that Trouble comes before it.
    """
    until, unfinished = last(person), drafts.plain_drafts(person)
    for _ in _parts(person, until):
        pass
    for rows in chain(_parts(person, until), [unfinished]):
        for row in rows:
            yield {"person": person, **row}


def _parts(person: str, until: int) -> Iterator[list[dict[str, Any]]]:
    for after in range(0, until, AT_ONCE):
        some = Stored.objects.filter(person=person, seq__gt=after, seq__lte=min(after + AT_ONCE, until))
        with in_our_words():
            rows = plain(some.order_by("seq").values_list(*STORED), partial(whole, person))
        yield rows


@in_our_words()
def count(person: str) -> int:
    """How many rows an export has. Trouble."""
    return last(person) + Unfinished.objects.filter(person=person).count()  # no seq is left out


@in_our_words()
def put_back(person: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Store exported rows, whoever they were of; how many of them are new, unfinished ones too.

    Who has events already gets the rest where it is the same history; Moved where it is another one. Clash; Trouble;
    ValueError with its number if a row is no exported event.
    """
    events, unfinished = restored(rows)
    with transaction.atomic(durable=True):
        must_be_there()
        before, there = count(person), ids(person)
        coming = list(dict.fromkeys(event.id for event in events))
        both = min(len(there), len(coming))
        if there[:both] != coming[:both] or (there and not both):
            raise Moved
        add(person, events, expected=len(there))
        if len(coming) >= len(there):
            drafts.put_back(person, unfinished)
        return count(person) - before


def restored(rows: Iterable[Mapping[str, Any]]) -> tuple[list[Event], dict[str, Draft]]:
    """The events and the unfinished sittings in exported rows, whoever they were of.

    Trouble: newer; ValueError with its number if a row is neither.
    """
    events: list[Event] = []
    unfinished: dict[str, Draft] = {}
    for number, row in enumerate(rows, start=1):
        try:
            if "draft" in row:
                unfinished |= [drafts.from_plain(row)]
            else:
                events.append(from_plain(upcast(dict(row))))
        except (KeyError, TypeError, ValueError):  # their texts would quote the row
            raise ValueError(f"row {number} is not an exported event") from None
    return events, unfinished
