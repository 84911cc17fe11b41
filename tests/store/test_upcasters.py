"""Events are for ever: every older schema is read, and no newer one is guessed at."""

from dataclasses import replace

import pytest

from svang import store
from svang.model.person import Event
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
    store.put_back("you", exported)
    assert store.read("you") == store.read("me")
    assert [row["schema"] for row in store.export("you")] == [upcasters.SCHEMA] * 3


def test_a_repeat_of_an_old_event_is_no_second_entry(old_store, schema_0):
    assert store.append("me", [event(2)], expected=3) == 3


def test_upcasters_follow_each_other(monkeypatch, schema_0):
    monkeypatch.setitem(upcasters.UPCASTERS, -1, lambda row: {**row, "body": {"morning": row["body"]["m"]}})
    assert store.upcast({"schema": -1, "body": {"m": 4}}) == {
        "schema": upcasters.SCHEMA,
        "body": {"first_step_pain": 4},
        "by": "person",
    }


def test_the_row_that_was_given_is_not_changed(schema_0):
    row = {"schema": 0, "body": {"morning": 4}}
    store.upcast(row)
    assert row == {"schema": 0, "body": {"morning": 4}}


def test_a_newer_event_is_not_guessed_at(folder):
    store.append("me", [event(1)], expected=0)
    row = rows().values().get(person="me")
    rows().create(**{**row, "seq": 2, "client_id": "2", "schema": upcasters.SCHEMA + 1})
    with pytest.raises(Trouble) as trouble:
        store.read("me")
    assert trouble.value.code == "newer"
    with pytest.raises(Trouble) as trouble:
        store.put_back("you", store.export("me"))
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


# -- from schema 1 (knowledge 2026.1) to 2 (2026.2) ---------------------------------------------------------------


def upcast(kind, body):
    return store.upcast({"schema": 1, "kind": kind, "body": body})["body"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["rheumatic_disease", "psoriasis"], {"inflammatory_signs": ["psoriasis"], "rheumatic_disease": True}),
        (["rheumatic_disease"], {"inflammatory_signs": [], "rheumatic_disease": True}),
        (["psoriasis"], {"inflammatory_signs": ["psoriasis"]}),
        ([], {"inflammatory_signs": []}),
        (None, {"inflammatory_signs": None}),
    ],
)
def test_a_rheumatic_disease_among_the_signs_is_a_fact_of_its_own_and_its_absence_is_no_no(old, new):
    assert upcast("answered", {"inflammatory_signs": old, "age": 46}) == {**new, "age": 46}


def test_a_correction_that_left_the_disease_out_makes_it_not_known():
    body = {"target": "1", "values": {"inflammatory_signs": ["psoriasis"]}}
    values = {"inflammatory_signs": ["psoriasis"], "rheumatic_disease": None}
    assert upcast("corrected", body) == {"target": "1", "values": values}
    assert upcast("corrected", {"target": "1", "values": {"age": 46}}) == {"target": "1", "values": {"age": 46}}


def test_who_took_the_signs_back_took_the_disease_back():
    assert upcast("withdrawn", {"target": "1", "slots": ["inflammatory_signs"]}) == {
        "target": "1",
        "slots": ["inflammatory_signs", "rheumatic_disease"],
    }
    assert upcast("withdrawn", {"target": "1", "slots": []}) == {"target": "1", "slots": []}


@pytest.mark.parametrize(("old", "new"), [("raises", "with_raises"), ("no_raises", "without_raises"), (None, None)])
def test_the_choice_of_plan_has_the_names_of_today(old, new):
    assert upcast("answered", {"plan_choice": old}) == {"plan_choice": new}
    assert upcast("corrected", {"target": "1", "values": {"plan_choice": old}})["values"] == {"plan_choice": new}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("intet løb før maj", {"words": "intet løb før maj"}),
        ({"rest": "til maj"}, {"words": '{"rest": "til maj"}'}),  # nothing of it was read; nothing is guessed at now
        (["ro"], {"words": '["ro"]'}),
    ],
)
def test_what_a_clinician_limited_in_any_form_is_words_now(old, new):
    assert upcast("seen", {"role": "doctor", "limits": old}) == {"role": "doctor", "limits": new}


@pytest.mark.parametrize("none", [None, "", {}, []])
def test_no_limits_are_none(none):
    assert upcast("seen", {"role": "doctor", "limits": none}) == {"role": "doctor"}
    assert upcast("seen", {"role": "doctor"}) == {"role": "doctor"}


def test_what_was_decided_stays_as_it_was_said():
    body = {"state": {"phase": "calm"}, "plan_choice": "raises"}
    assert upcast("decided", body) == body


@pytest.mark.parametrize(("kind", "by"), [("answered", "person"), ("seen", "person"), ("decided", "svang")])
def test_what_was_told_before_it_was_said_by_whom_is_the_persons(kind, by):
    found = store.upcast({"schema": 2, "kind": kind, "body": {}})
    assert (found["by"], found["schema"]) == (by, upcasters.SCHEMA)


def test_a_row_of_today_says_who_told_it(folder):
    nurse = replace(event(1), by="clinician:nurse")
    store.append("me", [nurse], expected=0)
    assert store.read("me").events == (nurse,)
    assert [row["by"] for row in store.export("me")] == ["clinician:nurse"]
    store.put_back("you", store.export("me"))
    assert store.read("you").events == (nurse,)
