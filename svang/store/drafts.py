"""What is being answered and not yet stored: kept, so that nothing is lost when a phone dies."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from svang.store import models
from svang.store.sqlite import in_our_words, must_be_there
from svang.store.words import Draft, Trouble


@in_our_words()
def draft(person: str, kind: str) -> Draft | None:
    """The unfinished sitting of a kind, if there is one. Trouble."""
    for row in models.Draft.objects.filter(person=person, kind=kind):
        return _read(row)
    return None


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


def _written(found: Draft) -> str:
    return json.dumps(found.answers, separators=(",", ":"))


def _read(row: models.Draft) -> Draft:
    try:
        answers = json.loads(row.answers)
        if not _makes_sense(answers):
            raise ValueError
        return Draft(row.key, date.fromisoformat(row.day), answers)
    except (ValueError, TypeError):  # its text would quote an answer
        raise Trouble("corrupt") from None


def _makes_sense(answers: Any) -> bool:
    lists = answers.values() if isinstance(answers, dict) else [None]
    return all(isinstance(each, list) and all(isinstance(value, str) for value in each) for each in lists)
