"""What was told about some days under one of some names, and the last decision on each of some days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from svang import store
from tests.store.given import DAY, decided, event

WHO = "me"
pytestmark = pytest.mark.usefixtures("folder")


def test_only_the_days_and_the_names_that_are_asked_for_are_read() -> None:
    told = [
        event("a-0", body={"first_step_pain.left": 4}),
        event("b-0", body={"run_minutes": 9}, day=DAY + timedelta(days=1)),
        event("c-0", body={"note": "steps"}, day=DAY + timedelta(days=1)),
        event("d-0", body={"first_step_pain.right": 3}, day=DAY + timedelta(days=5)),
    ]
    store.append(WHO, told, expected=0)
    last = DAY + timedelta(days=2)
    assert [each.id for each in store.naming(WHO, DAY, last, ["first_step_pain.left", "run_minutes"])] == ["a-0", "b-0"]
    assert not store.naming(WHO, DAY, last, ["steps"]), "A word in a note is no name."
    assert not store.naming("another", DAY, last, ["first_step_pain.left"])


def test_what_was_mended_or_taken_back_of_it_comes_too() -> None:
    told = [
        event("a-0", body={"steps": 4000}),
        event("b-0", kind="corrected", body={"target": "a-0", "values": {"steps": 5000}}),
        event("c-0", kind="withdrawn", body={"target": "a-0", "slots": []}),
    ]
    store.append(WHO, told, expected=0)
    assert [each.kind for each in store.naming(WHO, DAY, DAY, ["steps"])] == ["answered", "corrected", "withdrawn"]


def test_of_each_day_the_last_decision_is_read_whether_it_has_a_row_of_its_own_or_not() -> None:
    """The second stands beside its entry, in short."""
    second = DAY + timedelta(days=1)
    said = [
        event("a-0"),
        decided("a-d0", body={"phase": "calm", "rule": "go-on"}),
        event("b-0"),
        decided("b-d2", body={"phase": "early", "rule": "go-on"}),
        event("c-0", day=second),
        decided("c-d4", day=second, body={"phase": "build", "rule": "go-on"}),
    ]
    store.append(WHO, said, expected=0)
    found = store.decisions(WHO, DAY, second)
    assert [(each.date, each.body["phase"]) for each in found] == [(DAY, "early"), (second, "build")]
    assert [each.body["phase"] for each in store.decisions(WHO, second, second)] == ["build"]
    assert not store.decisions(WHO, DAY - timedelta(days=9), DAY - timedelta(days=1))
