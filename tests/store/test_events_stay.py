"""An event is never changed, whoever tries."""

import sqlite3

import pytest
from django.db import IntegrityError, connection

from svang import store
from svang.settings import home
from tests.store.given import event, rows


def test_the_table_refuses_an_update(folder):
    store.append("me", [event(1)], expected=0)
    with pytest.raises(IntegrityError, match="never changed"):
        rows().filter(person="me").update(kind="withdrawn")
    with pytest.raises(IntegrityError, match="never changed"), connection.cursor() as cursor:
        cursor.execute("UPDATE store_event SET seq = seq + 1")
    assert store.read("me").events == (event(1),)


def test_saving_a_read_row_is_refused(folder):
    store.append("me", [event(1)], expected=0)
    row = rows().get(person="me", seq=1)
    row.body = "{}"
    with pytest.raises(IntegrityError, match="never changed"):
        row.save()


def test_other_programs_are_refused_too(folder):
    store.append("me", [event(1)], expected=0)
    other = sqlite3.connect(home.file_in(folder))
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        other.execute("UPDATE store_event SET body = '{}'")
    other.close()


@pytest.mark.parametrize("same", [{"seq": 1, "client_id": "2"}, {"seq": 2, "client_id": "1"}])
def test_a_seq_and_an_id_are_unique_for_a_person(folder, same):
    store.append("me", [event(1)], expected=0)
    row = rows().values().get(person="me")
    with pytest.raises(IntegrityError):
        rows().create(**{**row, **same})
