"""What is appended is read again, as it was."""

import json
import time
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from types import MappingProxyType

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svang import store
from svang.store import History
from tests.store.given import DAY, decided, event

NAMES = iter(range(10**9))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
offsets = st.integers(-86399, 86399).map(lambda seconds: timezone(timedelta(seconds=seconds)))


def typed(value: object) -> object:
    """So that 1, True and 1.0 differ."""
    if isinstance(value, dict):
        return {key: typed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [typed(inner) for inner in value]
    return type(value), repr(value)


def test_it_works(folder):
    assert store.append("me", [event(1), event(2)], expected=0) == 2
    assert store.read("me") == History(events=(event(1), event(2)), said=(), seq=2)


def test_nobody_has_an_empty_history(folder):
    assert store.read("nobody") == History(events=(), said=(), seq=0)
    assert store.latest("nobody") is None
    assert store.people() == []


def test_appending_nothing_changes_nothing(folder):
    assert store.append("me", [], expected=0) == 0
    assert store.people() == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(), plain, max_size=5))
def test_a_body_comes_back_as_it_was(folder, body):
    person = f"person-{next(NAMES)}"
    store.append(person, [event(body=body)], expected=0)
    assert typed(store.read(person).events[0].body) == typed(body)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.datetimes(), offsets)
def test_a_time_keeps_its_offset_and_its_microseconds(folder, moment, zone):
    person = f"person-{next(NAMES)}"
    at = moment.replace(tzinfo=zone)
    store.append(person, [event(at=at)], expected=0)
    read = store.read(person).events[0].recorded_at
    assert (read.replace(tzinfo=None), read.utcoffset()) == (moment, at.utcoffset())


def test_letters_of_every_kind_come_back(folder):
    body = {"note": "hæl på åen, \x00, 日本, \ud800"}
    store.append("Åse", [event("ø", body=body)], expected=0)
    assert store.read("Åse").events == (event("ø", body=body),)


def test_a_frozen_body_is_stored_too(folder):
    body = MappingProxyType({"left": MappingProxyType({"first_step_pain": 3}), "sites": ("heel", "arch")})
    store.append("me", [event(body=body)], expected=0)
    assert store.read("me").events[0].body == {"left": {"first_step_pain": 3}, "sites": ["heel", "arch"]}


def test_order_is_the_order_of_arrival(folder):
    late, early = event(1, day=DAY), event(2, day=DAY - timedelta(9))
    store.append("me", [late, early], expected=0)
    store.append("me", [event(0)], expected=2)
    assert [each.id for each in store.read("me").events] == ["1", "2", "0"]


def test_people_do_not_see_each_other(folder):
    store.append("b", [event(1, body={"n": 1})], expected=0)
    store.append("a", [event(1, body={"n": 2}), decided(2)], expected=0)
    assert store.read("b").events == (event(1, body={"n": 1}),)
    assert (store.read("b").said, store.latest("b")) == ((), None)
    assert store.people() == ["a", "b"]


def test_decisions_stand_apart_and_only_the_last_of_each_pathway(folder):
    words = [
        decided(1, pathway="old"),
        event(2),
        decided(3, pathway="old"),
        decided(4, pathway="new"),
        event(5),
        decided(6, pathway="new"),
    ]
    store.append("me", words, expected=0)
    assert store.read("me") == History((words[1], words[4]), (words[2], words[5]), seq=6)
    assert store.latest("me") == words[5]


def test_a_pathway_may_come_back_and_said_is_in_order(folder):
    words = [decided(1, pathway="old"), decided(2, pathway="new"), decided(3, pathway="old")]
    store.append("me", words, expected=0)
    assert store.read("me").said == (words[1], words[2])
    assert store.latest("me") == words[2]


@pytest.mark.parametrize(("after", "left"), [(0, "25"), (1, "25"), (2, "5"), (4, "5"), (5, ""), (9, "")])
def test_after_leaves_out_the_events_up_to_it_and_nothing_else(folder, after, left):
    words = [decided(1), event(2), decided(3), decided(4), event(5)]
    store.append("me", words, expected=0)
    history = store.read("me", after=after)
    assert "".join(each.id for each in history.events) == left
    assert (history.said, history.seq) == ((words[3],), 5)


def test_since_gives_what_came_later_and_what_is_about_later_dates(folder):
    days = [DAY, DAY + timedelta(2), DAY + timedelta(1), DAY - timedelta(5)]
    words = [*(event(number, day=day) for number, day in enumerate(days, start=1)), decided(5)]
    store.append("me", words, expected=0)
    history = store.since("me", seq=3, date=DAY + timedelta(1))
    assert history == History((words[1], words[3]), (words[4],), seq=5)
    assert store.since("me", seq=5, date=DAY + timedelta(2)).events == ()


def test_the_last_day_about_which_something_was_told_is_found(folder):
    later, earlier = DAY + timedelta(3), DAY - timedelta(5)
    words = [
        event(1, day=DAY, body={"steps": None, "within": [{"goals": 1}]}),
        event(2, day=later, kind="corrected", body={"target": "1", "values": {"goals": []}}),
        event(3, day=earlier, body={"goals": [], "run_minutes": 3}),
        event(4, day=later, kind="seen", body={"steps": 1}),
    ]
    store.append("me", words, expected=0)
    asked = partial(store.last_told, "me")
    assert asked(["answered"], ["steps"]) == DAY and asked(["answered", "seen"], ["steps"]) == later
    assert (asked(["answered"], ["goals"]), asked(["answered", "corrected"], ["goals"])) == (earlier, later)
    assert asked(["answered"], ["goals", "steps"]) == DAY
    assert asked(["answered", "corrected"], ["run"]) is None and asked(["corrected"], ["target"]) == later
    assert store.last_told("you", ["answered"], ["steps"]) is None


def test_the_last_day_is_found_behind_many_that_only_look_like_it(folder):
    words = [event(n, day=DAY + timedelta(n), body={"within": [{"steps": 1}]}) for n in range(1, 60)]
    store.append("me", [event(0, body={"steps": 1}), *words], expected=0)
    assert store.last_told("me", ["answered"], ["steps"]) == DAY


def refused(error, events):
    with pytest.raises(error) as caught:
        store.append("me", [event("good"), *events], expected=0)
    assert store.read("me").seq == 0
    return str(caught.value)


def test_a_time_without_an_offset_is_refused(folder):
    assert "offset" in refused(ValueError, [event(at=datetime(2026, 3, 1, 7))])  # noqa: DTZ001 - what is refused


def test_what_is_not_json_data_is_refused(folder):
    assert "JSON" in refused(ValueError, [event(body={"n": float("nan")})])
    assert "set is not JSON data" in refused(TypeError, [event(body={"n": {"secret"}})])


def test_ten_years_are_read_quickly(folder):
    """Beside fetching the same rows and parsing each, in turns: a noisy machine is noisy for both."""
    store.append("me", ten_years(), expected=0)
    history = store.read("me")
    assert (len(history.events), len(history.said), history.seq) == (3650, 2, 7300)
    ours, plain = zip(*((took(lambda: store.read("me")), took(rows_alone)) for _ in range(10)), strict=True)
    assert min(ours) < MOST * min(plain)


MOST = 3
"""Times the work of the rows alone: it was 1.8 to 2.0, and with every decision read too it would be 4.7."""


def took(work):
    start = time.process_time()  # our own work: other programs on the machine do not count
    work()
    return time.process_time() - start


def rows_alone():
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, seq, client_id, kind, date, recorded_at FROM store_event WHERE kind != 'decided'")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def ten_years():
    exercises = [{"id": "heel_raise", "level": 2, "sets": 3, "reps": 12, "pain": 2}]
    for number in range(3650):
        day = date(2016, 1, 1) + timedelta(number)
        at = datetime(day.year, day.month, day.day, 7, 10, 0, 1, UTC)
        body = {"first_step_pain": {"left": 4, "right": 2}, "activity_pain": 5, "exercises": exercises}
        yield event(number, day=day, at=at, body=body)
        yield decided(f"d{number}", day=day, at=at, pathway=f"{number // 2000}", body={"plan": "x" * 2000})
