"""A repeat is no second entry, and nobody overwrites what another device wrote."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from svang import store
from svang.store import Clash, Moved
from tests.store.given import AT, DAY, decided, event


def test_a_repeat_is_no_second_entry(folder):
    store.append("me", [event(1), decided(2)], expected=0)
    assert store.append("me", [event(1), decided(2)], expected=2) == 2
    assert store.append("me", [event(1), event(3)], expected=2) == 3
    assert [each.id for each in store.read("me").events] == ["1", "3"]


def test_a_repeat_in_one_call_is_no_second_entry(folder):
    assert store.append("me", [event(1), event(1), event(2)], expected=0) == 2


def test_a_repeat_recorded_at_another_time_leaves_the_first(folder):
    store.append("me", [event(1)], expected=0)
    again = replace(event(1), recorded_at=AT + timedelta(hours=1), pathway="2026.2+ffff")
    assert store.append("me", [again], expected=1) == 1
    assert store.read("me").events == (event(1),)


def test_the_order_of_keys_says_nothing(folder):
    store.append("me", [event(1, body={"a": 1, "b": {"c": 2, "d": 3}})], expected=0)
    assert store.append("me", [event(1, body={"b": {"d": 3, "c": 2}, "a": 1})], expected=1) == 1


def test_more_repeats_than_one_statement_holds(folder):
    events = [event(number) for number in range(1300)]
    store.append("me", events, expected=0)
    assert store.append("me", [*events, event("new")], expected=1300) == 1301


@pytest.mark.parametrize(
    "other",
    [
        event(1, kind="corrected"),
        event(1, day=DAY + timedelta(1)),
        event(1, body={"first_step_pain": 5}),
        event(1, body={"first_step_pain": 4.0}),
        event(1, body={}),
    ],
)
def test_an_id_that_says_something_else_clashes(folder, other):
    store.append("me", [event(1)], expected=0)
    with pytest.raises(Clash):
        store.append("me", [event(2), other, event(3)], expected=1)
    with pytest.raises(Clash):
        store.append("you", [event(2), event(1), other], expected=0)
    assert (store.read("me").events, store.read("you").seq) == ((event(1),), 0)


def test_true_is_not_one(folder):
    store.append("me", [event(1, body={"nothing_new": 1})], expected=0)
    with pytest.raises(Clash):
        store.append("me", [event(1, body={"nothing_new": True})], expected=1)


@pytest.mark.parametrize("expected", [0, 1, 3, 99])
def test_who_has_not_read_the_last_must_read_again(folder, expected):
    store.append("me", [event(1), decided(2)], expected=0)
    with pytest.raises(Moved):
        store.append("me", [event(3)], expected=expected)
    with pytest.raises(Moved):
        store.append("me", [event(1)], expected=expected)
    assert store.read("me").seq == 2


def test_the_errors_name_nobody(folder):
    store.append("Åse", [event("secret-id")], expected=0)
    with pytest.raises(Moved) as moved:
        store.append("Åse", [event("secret-id")], expected=0)
    with pytest.raises(Clash) as clash:
        store.append("Åse", [event("secret-id", body={"x": "secret"})], expected=1)
    for error in (moved, clash):
        assert not any(word in repr(error.value) + str(error.value) for word in ("Åse", "secret"))
        assert str(error.value).endswith(".")


def test_an_answer_comes_after_the_commit(folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        store.append("me", [event(1)], expected=0)
    assert store.read("me").seq == 0


def test_retrying_stops_at_the_first_success(folder):
    store.append("me", [event(1)], expected=0)
    guesses = iter([7, 5, 1])
    assert store.retrying(lambda: store.append("me", [event(2)], expected=next(guesses))) == 2


def test_retrying_gives_up_after_its_tries(folder):
    guesses = iter(range(1, 100))
    with pytest.raises(Moved):
        store.retrying(lambda: store.append("me", [event(2)], expected=next(guesses)))
    assert next(guesses) == 9


def test_retrying_passes_other_errors_on(folder):
    calls = []

    def work():
        calls.append(1)
        raise Clash

    with pytest.raises(Clash):
        store.retrying(work)
    assert len(calls) == 1
