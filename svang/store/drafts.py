"""What is being answered and not yet stored: kept, so that nothing is lost when a phone dies."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from svang.store import models
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.words import Draft, Trouble


def draft(person: str, kind: str) -> Draft | None:
    """The unfinished sitting of a kind, if there is one. Trouble."""
    return drafts(person).get(kind)


@in_our_words()
def drafts(person: str) -> dict[str, Draft]:
    """The unfinished sittings by kind. Asked on every page, and so without the ORM. Trouble."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, day, key, answers FROM store_draft WHERE person = %s ORDER BY kind", [person])
        return {kind: _read(*row) for kind, *row in cursor.fetchall()}


def keep_draft(person: str, kind: str, day: date, answers: Mapping[str, list[str]]) -> Draft:
    """Adds answers to the unfinished sitting of a day, or begins one; one of another day is replaced. Trouble."""
    with in_our_words(), transaction.atomic(durable=True):
        must_be_there()
        found = draft(person, kind)
        if found is None or found.day != day:
            found = Draft(uuid.uuid4().hex, day, {})
        found = Draft(found.key, day, {**found.answers, **answers})
        row = models.Draft(person=person, kind=kind, day=day.isoformat(), key=found.key, answers=_written(found))
        models.Draft.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["person", "kind"],
            update_fields=["day", "key", "answers"],
        )
    return found


@in_our_words()
def drop_draft(person: str, kind: str, key: str) -> None:
    """Ends a sitting; one that began since then stays. Trouble."""
    models.Draft.objects.filter(person=person, kind=kind, key=key).delete()


def plain_drafts(person: str) -> list[dict[str, Any]]:
    """Every unfinished sitting as plain data. Trouble."""
    return [_plain(kind, found) for kind, found in drafts(person).items()]


def written_draft(kind: str, day: str, key: str, answers: str) -> dict[str, Any]:
    """A row of the table as plain data. Trouble: corrupt."""
    return _plain(kind, _read(day, key, answers))


def _plain(kind: str, found: Draft) -> dict[str, Any]:
    return {"draft": kind, "day": found.day.isoformat(), "key": found.key, "answers": found.answers}


def from_plain(row: Mapping[str, Any]) -> tuple[str, Draft]:
    """The kind and the sitting in plain data; KeyError, TypeError or ValueError where it is none."""
    kind, key, answers = row["draft"], row["key"], row["answers"]
    if not (isinstance(kind, str) and isinstance(key, str) and _makes_sense(answers)):
        raise TypeError("this is no draft")
    return kind, Draft(key, date.fromisoformat(row["day"]), answers)


def put_back(person: str, drafts: Mapping[str, Draft]) -> None:
    """Stores sittings by kind, inside a transaction that is begun; one that is there stays as it is."""
    rows = [
        models.Draft(person=person, kind=kind, day=each.day.isoformat(), key=each.key, answers=_written(each))
        for kind, each in drafts.items()
    ]
    models.Draft.objects.bulk_create(rows, ignore_conflicts=True)


def _written(found: Draft) -> str:
    return json.dumps(found.answers, separators=(",", ":"))


def _read(day: str, key: str, written: str) -> Draft:
    try:
        answers = json.loads(written)
        if not _makes_sense(answers):
            raise ValueError
        return Draft(key, date.fromisoformat(day), answers)
    except (ValueError, TypeError):  # its text would quote an answer
        raise Trouble("corrupt") from None


def _makes_sense(answers: Any) -> bool:
    lists = answers.values() if isinstance(answers, dict) else [None]
    return all(isinstance(each, list) and all(isinstance(value, str) for value in each) for each in lists)
