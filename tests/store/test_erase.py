"""A person who is erased leaves no byte."""

import sqlite3

import pytest

from svang import store
from svang.settings import home
from svang.store import Trouble, Unfinished
from tests.store.given import DAY, decided, event, outcomes
from tests.store.test_trouble import a_disk_that_fails

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
    assert trouble.value.code == "locked" and isinstance(trouble.value, Unfinished), "What is gone must be told."
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


def test_a_draft_alone_is_erased_and_counted(folder):
    store.keep_draft("me", "check", DAY, {MARKER: [MARKER * 2000]})
    assert store.erase("me") == 1
    assert store.draft("me", "check") is None and MARKER.encode() not in bytes_of(folder)


def test_where_nothing_is_deleted_nothing_is_unfinished(folder):
    store.append("me", [event(1)], expected=0)
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Trouble) as trouble:
        store.erase("me")
    assert type(trouble.value) is Trouble and store.read("me").seq == 1
    other.close()


# a disk on which nothing can be written


def test_where_nothing_can_be_written_the_files_themselves_go(folder):
    store.append("me", everything(), expected=0)
    with a_disk_that_fails():
        assert store.erase("me") == 120
    assert MARKER.encode() not in bytes_of(folder)
    store.open(folder)
    assert store.append("me", [event(1)], expected=0) == 1, "There must be a store again."


@pytest.mark.parametrize("who", ["another program", "another person"])
def test_files_that_somebody_else_needs_stay_whole(folder, who):
    store.append("me", everything(), expected=0)
    if who == "another person":
        store.append("other", [event(1)], expected=0)
    else:
        other = sqlite3.connect(home.file_in(folder))
        other.execute("SELECT count(*) FROM store_event").fetchall()
    with a_disk_that_fails(), pytest.raises(Trouble) as trouble:
        store.erase("me")
    assert (type(trouble.value), trouble.value.code) == (Trouble, "failing")
    assert store.read("me").seq == 120


@pytest.mark.parametrize(("beside", "left", "said"), [("", "nothing", "erased"), ("read", "all", "full")])
def test_on_a_full_disk_all_goes_or_nothing(small_disk, beside, left, said):
    assert outcomes(("fill_and_erase", small_disk, MARKER, beside)) == [said]
    found = MARKER.encode() in bytes_of(small_disk / "store")
    assert found == (left == "all")
