"""All of a person's data comes out as plain JSON, and goes in again."""

import json
import tracemalloc
from datetime import timedelta

import pytest
from django.db import connection

from svang import store
from svang.store import Clash, Moved, Trouble
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
        "schema": 3,
        "by": "person",
        "pathway": "2026.1+a1b2c3",
        "body": {"note": "hæl", "deep": {"list": [1, True, None, 0.5]}},
    }
    assert [row["kind"] for row in rows] == ["answered", "decided", "withdrawn", "decided"]


def test_it_is_plain_json_and_comes_back_the_same(folder):
    rows = exported()
    assert store.put_back("you", json.loads(json.dumps(rows))) == 4
    assert store.read("you") == store.read("me")
    assert [{**row, "person": "me"} for row in store.export("you")] == rows


def test_trouble_comes_before_the_first_row(folder):
    store.append("me", [event(n) for n in range(1, 1201)], expected=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_event_stays")
        cursor.execute("UPDATE store_event SET body = '{' WHERE seq = 1200")
    with pytest.raises(Trouble) as trouble:
        next(store.export("me"))
    assert trouble.value.code == "corrupt"


def test_an_export_is_of_the_moment_at_which_it_was_begun(folder):
    store.append("me", WORDS, expected=0)
    rows = store.export("me")
    found = [next(rows)]
    store.append("me", [event(5)], expected=4)
    assert [row["client_id"] for row in (*found, *rows)] == ["1", "2", "3", "4"]


def test_an_export_of_much_takes_no_more_room_than_one_of_little(folder):
    def most(person):
        tracemalloc.start()
        for _ in store.export(person):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    for person, many in (("warm", 1), ("little", 1000), ("much", 6000)):
        store.append(person, [event(n, body={"note": "x" * 500}) for n in range(many)], expected=0)
    most("warm")
    assert most("much") < 1.2 * most("little"), "All of it was held at once."


def test_as_many_are_counted_as_come_out(folder):
    store.keep_draft("me", "check", DAY, {"age": ["46"]})
    assert len(exported()) == 5 == store.count("me")


def test_nobody_has_an_empty_export(folder):
    assert list(store.export("nobody")) == []
    assert store.put_back("nobody", []) == 0


def test_what_is_not_finished_comes_out_and_goes_in_too(folder):
    kept = store.keep_draft("me", "check", DAY, {"age": ["46"]})
    said = {"draft": "check", "day": "2026-03-01", "key": kept.key, "answers": {"age": ["46"]}}
    assert exported()[-1] == {"person": "me", **said}
    rows = json.loads(json.dumps(list(store.export("me"))))
    assert (store.put_back("you", rows), store.put_back("you", rows)) == (5, 0), "An unfinished one is counted too."
    assert store.draft("you", "check") == kept


def test_what_is_being_answered_is_not_put_back_over(folder):
    rows = [*exported(), {"draft": "check", "day": "2026-03-01", "key": "old", "answers": {"age": ["7"]}}]
    store.append("you", WORDS, expected=0)
    kept = store.keep_draft("you", "check", DAY, {"age": ["46"]})
    store.put_back("you", rows)
    assert store.draft("you", "check") == kept


def test_who_has_the_beginning_of_it_gets_the_rest_and_nothing_twice(folder):
    rows = exported()
    store.append("you", WORDS[:2], expected=0)
    assert store.put_back("you", rows) == 2
    assert store.read("you") == store.read("me")
    assert store.put_back("you", rows) == 0 == store.put_back("you", rows[:2]), "All of it is there already."


@pytest.mark.parametrize("there", [[event("mine")], [event(1), event("mine")], [event(3)]])
def test_who_has_another_history_keeps_it(folder, there):
    rows = exported()
    store.append("you", there, expected=0)
    with pytest.raises(Moved):
        store.put_back("you", rows)
    assert store.read("you").seq == len(there)


def test_who_has_a_history_keeps_it_before_an_empty_export(folder):
    exported()
    with pytest.raises(Moved):
        store.put_back("me", [])


def test_rows_that_contradict_each_other_are_refused_whole(folder):
    rows = exported()
    with pytest.raises(Clash):
        store.put_back("you", [*rows, {**rows[0], "body": {}}])
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
        store.put_back("you", [*rows[:2], {**rows[2], **change}, rows[3]])
    assert store.read("you").seq == 0


@pytest.mark.parametrize("column", ["client_id", "kind", "date", "recorded_at", "schema", "pathway", "body"])
def test_a_row_that_lacks_something_is_refused(folder, column):
    row = exported()[0]
    del row[column]
    with pytest.raises(ValueError, match=r"^row 1 is not an exported event$"):
        store.put_back("you", [row])
