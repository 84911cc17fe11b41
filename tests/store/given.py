"""What the tests of the store begin with: events, and processes of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection

from svang.model.person import SVANG, Event

ROOT = Path(__file__).parents[2]
DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 7, 10, 0, 123456, timezone(timedelta(hours=1)))
PATHWAY = "2026.1+a1b2c3"


def event(
    name: object = 1,
    *,
    kind: str = "answered",
    day: date = DAY,
    at: datetime = AT,
    pathway: str = PATHWAY,
    body: Mapping[str, Any] | None = None,
) -> Event:
    return Event(str(name), kind, day, at, pathway, {"first_step_pain": 4} if body is None else body)


def decided(name: object, **rest: Any) -> Event:
    return replace(event(name, kind="decided", **rest), by=SVANG)


def rows() -> Any:
    """The table itself; its module cannot be imported before a store is open."""
    return apps.get_model("store", "Event").objects


def in_layout_three() -> None:
    """The open store as the version before left it: each decision whole, in a row of its own."""
    for change in (
        'ALTER TABLE store_event DROP COLUMN "said"',
        "DROP INDEX store_event_kind",
        "CREATE INDEX store_event_said ON store_event (person, kind, pathway, seq)",
        "DELETE FROM django_migrations WHERE app = 'store' AND name = '0004_said'",
        "PRAGMA user_version = 3",
    ):
        with connection.cursor() as cursor:
            cursor.execute(change)


def process(*args: object, **rest: Any) -> subprocess.Popen[str]:
    """A process that does one of the things in tests/store/child.py."""
    command = [sys.executable, "-m", "tests.store.child", *map(str, args)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **rest)


def outcomes(*commands: Sequence[object]) -> list[str]:
    """What such processes printed, each begun when all were ready, once all have ended well."""
    children = [process("when_told", *command) for command in commands]
    assert [child.stdout.readline() for child in children] == ["ready\n"] * len(children)
    for child in children:
        child.stdin.write("go\n")
        child.stdin.close()
    printed = [child.stdout.read().strip() for child in children]
    assert [child.wait(timeout=60) for child in children] == [0] * len(children)
    return printed
