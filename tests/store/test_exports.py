"""All of a person's data comes out as plain JSON, and goes in again."""

import json
from datetime import timedelta

import pytest

from svang import store
from svang.store import Clash, Moved
from tests.store.given import DAY, decided, event

WORDS = (
    event(1, day=DAY + timedelta(3), body={"note": "hæl", "deep": {"list": [1, True, None, 0.5]}}),
    decided(2, pathway="2026.1+old"),
    event(3, kind="withdrawn"),
    decided(4, pathway="2026.2+new"),
)


def exported():
    store.append("me", WORDS, expected=0)
    return list(store.export("me"))


def test_every_event_and_every_column_comes_out(folder):
    rows = exported()
    assert rows[0] == {
        "person": "me",
        "seq": 1,
        "client_id": "1",
        "kind": "answered",
        "date": "2026-03-04",
        "recorded_at": "2026-03-01T07:10:00.123456+01:00",
        "schema": 2,
        "pathway": "2026.1+a1b2c3",
        "body": {"note": "hæl", "deep": {"list": [1, True, None, 0.5]}},
    }
    assert [row["kind"] for row in rows] == ["answered", "decided", "withdrawn", "decided"]


def test_it_is_plain_json_and_comes_back_the_same(folder):
    rows = exported()
    assert store.restore("you", json.loads(json.dumps(rows))) == 4
    assert store.read("you") == store.read("me")
    assert [{**row, "person": "me"} for row in store.export("you")] == rows


def test_nobody_has_an_empty_export(folder):
    assert list(store.export("nobody")) == []
    assert store.restore("nobody", []) == 0


def test_only_who_has_nothing_is_restored(folder):
    rows = exported()
    with pytest.raises(Moved):
        store.restore("me", rows)
    assert store.read("me").seq == 4


def test_rows_that_contradict_each_other_are_refused_whole(folder):
    rows = exported()
    with pytest.raises(Clash):
        store.restore("you", [*rows, {**rows[0], "body": {}}])
    assert store.read("you").seq == 0


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": 7},
        {"kind": None},
        {"date": "secret"},
        {"date": 20260301},
        {"recorded_at": "secret"},
        {"recorded_at": "2026-03-01T07:10:00"},
        {"schema": True},
        {"schema": "1"},
        {"pathway": ["secret"]},
        {"body": "secret"},
        {"body": ["secret"]},
    ],
)
def test_a_row_that_is_no_event_is_named_by_its_number_alone(folder, change):
    rows = exported()
    with pytest.raises(ValueError, match=r"^row 3 is not an exported event$"):
        store.restore("you", [*rows[:2], {**rows[2], **change}, rows[3]])
    assert store.read("you").seq == 0


@pytest.mark.parametrize("column", ["client_id", "kind", "date", "recorded_at", "schema", "pathway", "body"])
def test_a_row_that_lacks_something_is_refused(folder, column):
    row = exported()[0]
    del row[column]
    with pytest.raises(ValueError, match=r"^row 1 is not an exported event$"):
        store.restore("you", [row])
