"""Events are for ever: every older schema is read, and no newer one is guessed at."""

import pytest

from svang import store
from svang.model import Event
from svang.store import Trouble, upcasters
from tests.store.given import decided, event, rows

SCHEMA_0 = {"morning": 4}


@pytest.fixture
def schema_0(monkeypatch):
    """Before schema 1 the first step was called `morning`."""

    def upcast(row):
        body = {{"morning": "first_step_pain"}.get(name, name): value for name, value in row["body"].items()}
        return {**row, "body": body}

    monkeypatch.setitem(upcasters.UPCASTERS, 0, upcast)


@pytest.fixture
def old_store(folder):
    store.append("me", [event(1), event(2, body=SCHEMA_0), decided(3, body=SCHEMA_0)], expected=0)
    for seq in (2, 3):
        row = rows().values().get(person="me", seq=seq)
        rows().filter(person="me", seq=seq).delete()
        rows().create(**{**row, "schema": 0})
    return folder


def test_todays_schema_is_that_of_an_event():
    assert Event("1", "seen", event().date, event().recorded_at, "p", {}).schema == upcasters.SCHEMA


def test_todays_row_stays_as_it_is():
    row = {"schema": upcasters.SCHEMA, "body": {"morning": 4}}
    assert store.upcast(row) == row


def test_an_old_row_is_read_as_if_written_today(old_store, schema_0):
    history = store.read("me")
    assert history.events == (event(1), event(2))
    assert history.said == (decided(3),) == (store.latest("me"),)


def test_an_old_row_is_exported_as_it_stands_and_restored_in_todays_schema(old_store, schema_0):
    exported = list(store.export("me"))
    assert (exported[1]["schema"], exported[1]["body"]) == (0, SCHEMA_0)
    store.restore("you", exported)
    assert store.read("you") == store.read("me")
    assert [row["schema"] for row in store.export("you")] == [1, 1, 1]


def test_a_repeat_of_an_old_event_is_no_second_entry(old_store, schema_0):
    assert store.append("me", [event(2)], expected=3) == 3


def test_upcasters_follow_each_other(monkeypatch, schema_0):
    monkeypatch.setitem(upcasters.UPCASTERS, -1, lambda row: {**row, "body": {"morning": row["body"]["m"]}})
    assert store.upcast({"schema": -1, "body": {"m": 4}}) == {"schema": 1, "body": {"first_step_pain": 4}}


def test_the_row_that_was_given_is_not_changed(schema_0):
    row = {"schema": 0, "body": {"morning": 4}}
    store.upcast(row)
    assert row == {"schema": 0, "body": {"morning": 4}}


def test_a_newer_event_is_not_guessed_at(folder):
    store.append("me", [event(1)], expected=0)
    row = rows().values().get(person="me")
    rows().create(**{**row, "seq": 2, "client_id": "2", "schema": 2})
    with pytest.raises(Trouble) as trouble:
        store.read("me")
    assert trouble.value.code == "newer"
    with pytest.raises(Trouble) as trouble:
        store.restore("you", store.export("me"))
    assert trouble.value.code == "newer"
    assert store.read("you").seq == 0


@pytest.mark.parametrize("schema", [-5, "1", None, True])
def test_a_schema_there_never_was_is_no_schema(schema):
    with pytest.raises(ValueError, match="schema"):
        store.upcast({"schema": schema, "body": {}})


def test_a_stored_row_of_no_schema_is_damage(old_store):
    with pytest.raises(Trouble) as trouble:
        store.read("me")
    assert trouble.value.code == "corrupt"


def test_nothing_is_written_in_another_schema(folder):
    old = Event("1", "seen", event().date, event().recorded_at, "p", {}, schema=0)
    with pytest.raises(ValueError, match="schema"):
        store.append("me", [old], expected=0)
