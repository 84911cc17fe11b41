"""The cache of courses may be thrown away, and stands in nobody's way."""

from datetime import timedelta

import pytest
from django.db import connection

from svang import store
from svang.store import Cache
from tests.store.given import DAY, event


@pytest.fixture
def kept(folder):
    store.append("me", [event(1), event(2)], expected=0)
    store.keep("me", "p1", 1, DAY, "course")
    return folder


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_it_works(kept):
    assert store.cached("me", "p1") == Cache(seq=1, until=DAY, data="course")


def test_nothing_kept_is_nothing_found(kept):
    assert store.cached("nobody", "p1") is None


def test_a_row_of_another_pathway_is_ignored(kept):
    assert store.cached("me", "p2") is None


def test_the_last_one_kept_is_the_only_one(kept):
    store.keep("me", "p2", 2, DAY + timedelta(1), "newer")
    assert store.cached("me", "p1") is None
    assert store.cached("me", "p2") == Cache(seq=2, until=DAY + timedelta(1), data="newer")


def test_a_course_of_events_that_are_not_there_is_not_kept(kept):
    store.keep("me", "p1", 3, DAY, "from nowhere")
    store.keep("nobody", "p1", 1, DAY, "from nowhere")
    assert store.cached("me", "p1") == Cache(1, DAY, "course")
    assert store.cached("nobody", "p1") is None


def test_it_may_be_thrown_away(kept):
    before = store.read("me")
    sql("DELETE FROM store_coursecache")
    assert store.cached("me", "p1") is None
    assert store.read("me") == before


def test_a_cache_that_is_broken_breaks_nothing(kept):
    sql("DROP TABLE store_coursecache")
    store.keep("me", "p1", 2, DAY, "course")
    assert store.cached("me", "p1") is None
    assert store.append("me", [event(3)], expected=2) == 3


@pytest.mark.parametrize("until", ["'nonsense'", "x'ff'", "CAST(x'ff' AS TEXT)"])
def test_a_row_that_cannot_be_read_is_no_row(kept, until):
    sql(f"UPDATE store_coursecache SET until = {until}")
    assert store.cached("me", "p1") is None


def test_a_cache_that_cannot_be_written_breaks_nothing(kept):
    sql("PRAGMA query_only = ON")
    store.keep("me", "p1", 2, DAY, "newer")
    assert store.cached("me", "p1") == Cache(1, DAY, "course")
    sql("PRAGMA query_only = OFF")
    assert store.append("me", [event(3)], expected=2) == 3
