"""Each way to look back, held against its slow twin in tests/oracle.py, and by hand where it is easy to get wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svang.readings import lookbacks
from tests import oracle

NUMBERS = st.integers(-3, 12)
DAY = st.none() | NUMBERS | st.sampled_from(["no_load", "never"]) | st.booleans()
DAYS = st.lists(DAY, max_size=16)
YES_NO = st.lists(st.none() | st.booleans(), max_size=16)
WORDS = st.lists(st.none() | st.sampled_from(["red", "amber", "green"]), max_size=16)
NEEDS = st.integers(0, 6)


def pairs(one: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[list[Any], list[Any]]]:
    """Two lists over the same days."""
    return st.lists(st.tuples(one, other), max_size=16).map(lambda both: ([a for a, _ in both], [b for _, b in both]))


# -- against the oracle ---------------------------------------------------------------------------------------


@given(DAYS, NEEDS)
@example([True, 1, 3], 2)
def test_median(days: list[Any], needs: int) -> None:
    assert lookbacks.median(days, needs) == oracle.median(days, needs)


@given(DAYS, NEEDS)
@example([True, 0], 1)
def test_largest(days: list[Any], needs: int) -> None:
    assert lookbacks.largest(days, needs) == oracle.largest(days, needs)


@given(YES_NO | WORDS | DAYS, st.sampled_from([None, True, False, "red", "no_load"]), NEEDS)
def test_count(days: list[Any], wanted: Any, needs: int) -> None:
    assert lookbacks.count(days, wanted, needs) == oracle.count(days, wanted, needs)


@given(YES_NO | WORDS, st.sampled_from([True, False, "red"]))
def test_streak(days: list[Any], wanted: Any) -> None:
    assert lookbacks.streak(days, wanted) == oracle.streak(days, wanted)


@given(st.lists(st.booleans(), max_size=16))
@example([])
def test_lead(tests: list[bool]) -> None:
    assert lookbacks.lead(iter(tests)) == oracle.lead(iter(tests))


@given(pairs(WORDS.map(lambda words: words[0] if words else None), DAY), st.integers(0, 5))
def test_recent(both: tuple[list[Any], list[Any]], last: int) -> None:
    assert lookbacks.recent(*both, "red", last) == oracle.recent(*both, "red", last)


@given(pairs(st.none() | st.booleans(), st.none() | st.booleans()), NEEDS)
def test_share(both: tuple[list[Any], list[Any]], needs: int) -> None:
    assert lookbacks.share(*both, needs) == oracle.share(*both, needs)


@given(st.lists(st.none() | NUMBERS | st.sampled_from(["no_load", "cannot"]), max_size=5))
def test_worst(values: list[Any]) -> None:
    assert lookbacks.worst(values) == oracle.worst(values)


@given(st.integers(-500, 500), st.integers(0, 200))
def test_percent(number: int, share: int) -> None:
    assert lookbacks.percent(number, share) == oracle.percent(number, share)


@given(DAYS, NEEDS)
@example([True, 3], 1)
def test_mean_and_total(days: list[Any], needs: int) -> None:
    assert lookbacks.mean(days, needs) == oracle.mean(days, needs)
    assert lookbacks.total(days) == oracle.total(days)


@given(st.sampled_from(("none", "some", "much", "all")), st.integers(1, 3), st.integers(0, 3))
def test_lower(one: str, by: int, lowest: int) -> None:
    assert lookbacks.lower(one, by, ORDER, lowest) == oracle.lower(one, by, ORDER, lowest)


ORDER = ("none", "some", "much", "all")


@given(st.sampled_from(ORDER), st.sampled_from(ORDER))
def test_higher(one: str, other: str) -> None:
    assert lookbacks.higher(one, other, ORDER) == oracle.higher(one, other, ORDER)


# -- by hand --------------------------------------------------------------------------------------------------

BY_HAND: list[tuple[Callable[..., Any], tuple[Any, ...], Any]] = [
    (lookbacks.median, ([4, 1, 3, 2], 3), 2),  # of two in the middle the lower
    (lookbacks.median, ([5, 5, 1], 3), 5),
    (lookbacks.median, ([-2, -1], 1), -2),
    (lookbacks.median, ([None, 4, None, 6, 8], 3), 6),
    (lookbacks.median, ([None, 4, None, 6], 3), None),  # two are fewer than three
    (lookbacks.median, ([4, "no_load", "no_load"], 2), None),  # an extra answer is no number
    (lookbacks.median, ([], 0), None),
    (lookbacks.largest, ([0, None, 0], 2), 0),
    (lookbacks.largest, ([9, None, None], 2), None),
    (lookbacks.largest, ([3, "no_load"], 1), 3),
    (lookbacks.largest, ([None], 0), None),
    (lookbacks.count, ([0, None, "no_load"], None, 0), 2),  # a 0 is known
    (lookbacks.count, ([True, False, None], True, 0), 1),
    (lookbacks.count, ([True, False, None], True, 3), None),
    (lookbacks.count, ([], True, 0), 0),
    (lookbacks.total, ([3, None, "no_load", 4],), 7),
    (lookbacks.total, ([],), 0),
    (lookbacks.mean, ([3, None, 4], 2), 3),  # floored
    (lookbacks.mean, ([-1, -2], 2), -2),
    (lookbacks.mean, ([3, None, "no_load"], 2), None),
    (lookbacks.mean, ([], 0), None),
    (lookbacks.lower, ("all", 2, ORDER, 1), "some"),
    (lookbacks.lower, ("much", 2, ORDER, 1), "some"),  # not below the lowest
    (lookbacks.lower, ("none", 1, ORDER, 1), "none"),  # what was never begun stays so
    (lookbacks.streak, ([True, True, False, True], True), 1),
    (lookbacks.streak, ([True, None], True), 0),  # not known ends it
    (lookbacks.streak, ([True] * 14, True), 14),
    (lookbacks.streak, ([], True), 0),
    (lookbacks.lead, ([True, True, False, True],), 2),
    (lookbacks.lead, ([False, True],), 0),
    (lookbacks.lead, ([],), 0),
    (lookbacks.recent, (["red", None, "red"], [4, 4, 4], "red", 2), 1),
    (
        lookbacks.recent,
        (["red", "red", "red"], [4, "no_load", None], "red", 3),
        1,
    ),  # only days with a number are loaded
    (lookbacks.recent, (["red"] * 5, [0] * 5, "red", 3), 3),
    (lookbacks.recent, ([True, False, None, True], [True, False, None, True], True, 2), 1),  # a yes or no is known too
    (lookbacks.share, ([100, 50, 50], [True, True, True], 1), 66),  # floored
    (lookbacks.share, ([100, 100], [False, None], 0), None),  # nothing was planned
    (lookbacks.share, ([100, None], [True, None], 2), None),
    (lookbacks.share, ([None, 100], [True, True], 1), 100),  # not told is not "not done"
    (lookbacks.share, ([None], [True], 1), None),
    (lookbacks.share, ([0], [True], 1), 0),
    (lookbacks.second, ([3, 6, 5], 3), 5),
    (lookbacks.second, ([6, 6, 1], 1), 6),
    (lookbacks.second, ([None, 4, "no_load"], 1), 4),  # the only one if there is one
    (lookbacks.second, ([4, 5], 3), None),
    (lookbacks.worst, ([None, "no_load", 0],), 0),
    (lookbacks.worst, ([None, "no_load"],), "no_load"),
    (lookbacks.worst, ([None, None],), None),
    (lookbacks.percent, (7, 70), 4),
    (lookbacks.percent, (-1, 70), -1),  # floored, not cut
    (lookbacks.higher, ("some", "much", ORDER), "much"),
    (lookbacks.higher, ("some", "some", ORDER), "some"),
]


@pytest.mark.parametrize(("look", "given", "then"), BY_HAND, ids=[f"{f.__name__} {a}" for f, a, _ in BY_HAND])
def test_by_hand(look: Callable[..., Any], given: tuple[Any, ...], then: Any) -> None:
    assert look(*given) == then
    assert getattr(oracle, look.__name__)(*given) == then


def test_no_look_counts_yes_as_one() -> None:
    """`True == 1` to Python."""
    assert lookbacks.median([True, True, 5], 1) == 5
    assert lookbacks.largest([True, 0], 1) == 0
    assert lookbacks.worst([True, 0]) == 0


def test_no_look_changes_what_it_sees() -> None:
    days = [3, None, 1, "no_load"]
    lookbacks.median(days, 1), lookbacks.largest(days, 1), lookbacks.count(days, None, 1), lookbacks.worst(days)
    assert days == [3, None, 1, "no_load"]


def test_kept_is_kept_for_its_clock() -> None:
    clocks: list[Any] = [None, None]
    assert lookbacks.keep(clocks, 1, 700, 4) == 4
    assert clocks == [None, (700, 4)]


def test_every_look_has_a_twin() -> None:
    own = {name for name, look in vars(lookbacks).items() if callable(look) and look.__module__ == lookbacks.__name__}
    assert own - {"keep"} == {look.__name__ for look, _, _ in BY_HAND}
