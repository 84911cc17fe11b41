"""A person who is erased leaves no byte."""

import sqlite3

import pytest

from svang import store
from svang.settings import home
from svang.store import Trouble
from tests.store.given import DAY, decided, event

MARKER = "hemmelighed-4711"


def everything(marker=MARKER):
    """The marker in every column of text, in short rows and in rows longer than a page."""
    for number in range(60):
        yield event(f"{marker}-{number}", pathway=marker, body={marker: marker, "long": marker * number * 20})
        yield decided(f"{marker}-{number}-decided", body={marker: [marker] * number})


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_no_byte_is_left(folder):
    store.append(f"person-{MARKER}", everything(), expected=0)
    store.keep(f"person-{MARKER}", "p", 120, DAY, MARKER * 3000)
    store.append("other", [event(1)], expected=0)
    assert MARKER.encode() in bytes_of(folder)

    assert store.erase(f"person-{MARKER}") == 120

    assert MARKER.encode() not in bytes_of(folder)
    assert store.people() == ["other"]
    assert store.read("other").events == (event(1),)
    assert store.cached(f"person-{MARKER}", "p") is None


def test_no_byte_is_left_after_the_log_was_written_back(folder):
    store.append("me", everything(), expected=0)
    store.open(folder)  # closing the first connection writes the log into the file
    assert MARKER.encode() in home.file_in(folder).read_bytes()
    store.erase("me")
    assert MARKER.encode() not in bytes_of(folder)


def test_a_cache_that_was_replaced_leaves_no_byte_either(folder):
    store.append("me", [event(1)], expected=0)
    store.keep("me", "p", 1, DAY, MARKER * 3000)
    store.keep("me", "p", 1, DAY, "short")
    store.open(folder)
    assert MARKER.encode() not in bytes_of(folder)


def test_it_works_beside_an_idle_connection(folder):
    store.append("me", everything(), expected=0)
    other = sqlite3.connect(home.file_in(folder))
    other.execute("SELECT count(*) FROM store_event").fetchall()
    store.erase("me")
    assert MARKER.encode() not in bytes_of(folder)
    other.close()


def test_who_still_reads_is_told_of_and_erasing_again_finishes_it(folder):
    store.append("me", everything(), expected=0)
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM store_event").fetchall()
    with pytest.raises(Trouble) as trouble:
        store.erase("me")
    assert trouble.value.code == "locked"
    assert store.read("me").seq == 0
    other.execute("COMMIT")
    other.close()
    assert store.erase("me") == 0
    assert MARKER.encode() not in bytes_of(folder)


def test_erasing_nobody_says_so(folder):
    assert store.erase("nobody") == 0


def test_a_course_read_before_is_not_kept_after(folder):
    store.append("me", [event(1)], expected=0)
    seq = store.read("me").seq
    store.erase("me")
    store.keep("me", "p", seq, DAY, MARKER)
    assert MARKER.encode() not in bytes_of(folder)
    with pytest.raises(store.Moved):
        store.append("me", [event(2)], expected=seq)
