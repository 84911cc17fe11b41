"""What stands about a day: the latest word wins, whatever order the words arrived in (DESIGN, Merge), a slip of the
finger may be put right within 15 minutes, and what was said longer than that was said (PATHWAY 2, Lifting)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from svang.engine.days import IN_DOUBT, Days, Extra, is_sign, merge
from svang.model.person import CLINICIAN, DEVICE, FILE, Event
from svang.pathway.load import pathway

MONDAY = date(2026, 3, 2)
MORNING, WOUND, FOOT = "first_step_pain.left", "wound.left", "foot_deformed"


def clock(text: str, day: int = 0) -> datetime:
    hour, minute = text.split(":")
    return datetime(2026, 3, 2, int(hour), int(minute), tzinfo=UTC) + timedelta(days=day)


def told(id: str, at: str, day: int = 0, late: int = 0, **values: Any) -> Event:
    """About a day, told on it or so many days late."""
    body = {slot.replace("__", "."): value for slot, value in values.items()}
    return Event(id, "answered", MONDAY + timedelta(days=day), clock(at, day + late), pathway().stamp, body)


def about(target: Event, kind: str, at: str, body: Mapping[str, Any]) -> Event:
    days = (target.date - MONDAY).days
    return Event(f"{kind} at {at}", kind, target.date, clock(at, days), pathway().stamp, {"target": target.id, **body})


def corrected(target: Event, at: str, **values: Any) -> Event:
    return about(target, "corrected", at, {"values": {s.replace("__", "."): v for s, v in values.items()}})


def withdrawn(target: Event, at: str, *slots: str) -> Event:
    return about(target, "withdrawn", at, {"slots": list(slots)})


def seen(at: str, day: int = 0) -> Event:
    body = {"role": "doctor", "cleared": True}
    return Event(f"seen at {at}", "seen", MONDAY + timedelta(days=day), clock(at, day), pathway().stamp, body)


def days_of(*events: Event) -> Days:
    """The same in every order of arrival."""
    found = [merge(pathway(), order) for order in permutations(events)]
    assert all(days == found[0] for days in found)
    return found[0]


def stands(*events: Event, day: int = 0) -> dict[str, Any]:
    return days_of(*events).values.get((MONDAY + timedelta(days=day)).toordinal(), {})


def beside(*events: Event) -> Extra:
    return days_of(*events).extra.get(MONDAY.toordinal(), Extra())


FIVE = told("five", "08:00", first_step_pain__left=5)
SEVEN = told("seven", "09:00", first_step_pain__left=7)


def test_the_later_of_two_entries_stands() -> None:
    assert stands(FIVE, SEVEN)[MORNING] == 7


def test_a_correction_does_not_undo_what_was_told_after_it() -> None:
    assert stands(FIVE, SEVEN, corrected(FIVE, "08:30", first_step_pain__left=4))[MORNING] == 7


def test_a_correction_stands_over_what_was_told_before_it() -> None:
    assert stands(FIVE, SEVEN, corrected(FIVE, "09:30", first_step_pain__left=4))[MORNING] == 4


def test_of_two_corrections_the_later_stands() -> None:
    first, second = (corrected(FIVE, at, first_step_pain__left=pain) for at, pain in (("08:30", 4), ("08:40", 3)))
    assert stands(FIVE, first, second)[MORNING] == 3


def test_a_correction_by_a_clock_that_is_slow_counts_as_well() -> None:
    """What it corrects is not a later word about the same."""
    assert stands(FIVE, corrected(FIVE, "07:50", first_step_pain__left=4))[MORNING] == 4


@pytest.mark.parametrize(
    "other",
    [
        told("next day", "07:00", day=1, first_step_pain__left=9),
        told("other foot", "09:00", first_step_pain__right=9),
        told("other thing", "09:00", nothing_new=True),
    ],
    ids=lambda event: event.id,
)
def test_a_later_word_about_something_else_does_not_undo_a_correction(other: Event) -> None:
    assert stands(FIVE, other, corrected(FIVE, "08:30", first_step_pain__left=4))[MORNING] == 4


def test_a_correction_leaves_what_it_does_not_name() -> None:
    entry = told("both", "08:00", first_step_pain__left=5, nothing_new=True)
    assert stands(entry, corrected(entry, "08:30", first_step_pain__left=4)) == {MORNING: 4, "nothing_new": True}


def test_a_correction_counts_on_the_day_of_what_it_corrects() -> None:
    entry = told("tuesday", "08:00", day=1, first_step_pain__left=5)
    days = days_of(entry, corrected(entry, "08:30", first_step_pain__left=4))
    assert list(days.values) == [entry.date.toordinal()] and days.first == entry.date.toordinal()


# -- several entries of a day that all count ------------------------------------------------------------------

THREE = told("three", "18:00", activity_pain=3)
SIX = told("six", "19:00", activity_pain=6)


def test_the_worst_pain_of_several_activities_stands() -> None:
    assert (
        stands(THREE, SIX)["activity_pain"]
        == stands(SIX, told("later", "20:00", activity_pain=2))["activity_pain"]
        == 6
    )


@pytest.mark.parametrize(("pain", "worst"), [(2, 3), (5, 5)])
def test_a_corrected_pain_is_weighed_against_the_others_of_the_day(pain: int, worst: int) -> None:
    assert stands(THREE, SIX, corrected(SIX, "20:00", activity_pain=pain))["activity_pain"] == worst


@pytest.mark.parametrize(("first", "second"), [(7, 3), (3, 7), (7, None)])
def test_of_two_words_about_the_weeks_before_the_later_stands(first: int | None, second: int | None) -> None:
    """The intake's pain is one question about the weeks before, not the worst of several activities of a day."""
    one, two = told("one", "08:00", activity_pain__intake=first), told("two", "09:00", activity_pain__intake=second)
    assert stands(one, two) == {"activity_pain.intake": second}
    assert stands(one, two, corrected(one, "10:00", activity_pain__intake=5)) == {"activity_pain.intake": 5}


def test_the_pain_of_another_activity_does_not_undo_a_correction() -> None:
    """They are two activities, not two words about one."""
    assert stands(SIX, told("later", "21:00", activity_pain=2), corrected(SIX, "20:00", activity_pain=5)) == {
        "activity_pain": 5
    }


def test_minutes_of_several_runs_are_added() -> None:
    ten, twenty = told("ten", "10:00", run_minutes=10), told("twenty", "17:00", run_minutes=20)
    assert stands(ten, twenty)["run_minutes"] == 30
    assert stands(ten, twenty, corrected(twenty, "18:00", run_minutes=5))["run_minutes"] == 15


@pytest.mark.parametrize("slot", ["run_minutes", "activity_pain"])
@pytest.mark.parametrize("first", [30, None])
def test_a_number_is_not_lost_to_a_word_that_is_not_known_but_stays_in_doubt(slot: str, first: int | None) -> None:
    number = 3 if slot == "activity_pain" else 30
    one, other = (number, None) if first else (None, number)
    found = stands(told("one", "10:00", **{slot: one}), told("other", "17:00", **{slot: other}))
    assert found == {slot: number, IN_DOUBT: {slot}}


@pytest.mark.parametrize("words", [("no_load", 3), (3, "no_load")])
def test_a_day_with_a_load_had_one_whatever_another_entry_says(words: tuple[Any, Any]) -> None:
    one, other = (told(str(n), f"1{n}:00", activity_pain=word) for n, word in enumerate(words))
    assert stands(one, other)["activity_pain"] == 3


def test_exercises_of_several_entries_were_all_done() -> None:
    one, other = (told(str(n), f"1{n}:00", exercises=({"id": id},)) for n, id in enumerate(("a", "b")))
    assert stands(one, other)["exercises"] == ({"id": "a"}, {"id": "b"})


@pytest.mark.parametrize(("slot", "one", "other"), [("run_minutes", 30, 20), ("activity_pain", 3, 6)])
def test_an_entry_that_is_corrected_to_not_known_leaves_the_day_in_doubt(slot: str, one: int, other: int) -> None:
    first, second = told("one", "10:00", **{slot: one}), told("other", "17:00", **{slot: other})
    unknown = corrected(second, "18:00", **{slot: None})
    assert stands(first, second, unknown) == {slot: one, IN_DOUBT: {slot}}


# -- what is taken back ---------------------------------------------------------------------------------------


def test_an_entry_that_is_withdrawn_was_never_told() -> None:
    assert stands(FIVE, withdrawn(FIVE, "08:30")) == {}
    assert stands(FIVE, SEVEN, withdrawn(SEVEN, "09:30"))[MORNING] == 5


def test_only_what_is_named_is_withdrawn() -> None:
    entry = told("both", "08:00", first_step_pain__left=5, nothing_new=True)
    assert stands(entry, withdrawn(entry, "08:30", MORNING)) == {"nothing_new": True}


def test_what_is_withdrawn_takes_its_corrections_along() -> None:
    assert stands(FIVE, corrected(FIVE, "08:30", first_step_pain__left=4), withdrawn(FIVE, "08:40")) == {}


def test_of_a_corrected_entry_only_what_is_named_is_withdrawn() -> None:
    entry = told("both", "08:00", first_step_pain__left=5, first_step_pain__right=3)
    right = corrected(entry, "08:30", first_step_pain__left=4, first_step_pain__right=2)
    assert stands(entry, right, withdrawn(entry, "08:40", MORNING)) == {"first_step_pain.right": 2}


@pytest.mark.parametrize("slots", [(), (MORNING,)], ids=["all of it", "that answer"])
def test_a_later_word_that_is_withdrawn_does_not_undo_a_correction(slots: tuple[str, ...]) -> None:
    four = corrected(FIVE, "08:30", first_step_pain__left=4)
    assert stands(FIVE, SEVEN, four, withdrawn(SEVEN, "09:30", *slots))[MORNING] == 4


def test_a_correction_after_a_withdrawal_stands() -> None:
    assert stands(FIVE, withdrawn(FIVE, "08:30"), corrected(FIVE, "08:40", first_step_pain__left=4))[MORNING] == 4


def test_withdrawing_one_entry_leaves_the_correction_of_another() -> None:
    note = told("note", "08:10", nothing_new=True)
    assert stands(FIVE, note, corrected(FIVE, "08:30", first_step_pain__left=4), withdrawn(note, "08:40")) == {
        MORNING: 4
    }


def test_a_clinicians_word_that_is_withdrawn_was_never_told() -> None:
    word = seen("12:00")
    assert [event.id for event in beside(FIVE, word).seen] == [word.id]
    assert beside(FIVE, word, withdrawn(word, "12:10")).seen == []


# -- signs that were said -------------------------------------------------------------------------------------

YES = told("yes", "08:00", wound__left=True)


def changes(at: str, how: str) -> tuple[Event, ...]:
    match how:
        case "told anew":
            return (told("no", at, wound__left=False),)
        case "corrected":
            return (corrected(YES, at, wound__left=False),)
        case "withdrawn":
            return (withdrawn(YES, at),)
    return (withdrawn(YES, at, WOUND),)


@pytest.mark.parametrize("how", ["told anew", "corrected", "withdrawn", "that answer withdrawn"])
def test_a_sign_may_be_put_right_within_15_minutes_and_was_said_when_it_took_longer(how: str) -> None:
    assert beside(YES, *changes("08:15", how)).said == {}
    assert set(beside(YES, *changes("08:16", how)).said) == {WOUND}
    assert set(beside(YES, *changes("08:16", how)).said[WOUND]) == {True}


def test_a_sign_that_stands_is_not_said_beside_itself() -> None:
    assert beside(YES, told("again", "09:00", wound__left=True)).said == {}


@pytest.mark.parametrize(
    "between",
    [
        (told("other thing", "08:05", first_step_pain__left=5),),
        (told("day before", "08:05", day=-1, late=1, wound__left=False),),
        (corrected(told("yes", "08:00"), "08:05", first_step_pain__left=5),),
        (withdrawn(told("yes", "08:00"), "08:05", MORNING),),
        (seen("08:05"),),
    ],
    ids=["another thing", "another day", "another answer corrected", "another answer withdrawn", "a clinician"],
)
def test_only_a_word_about_the_sign_itself_puts_it_right_in_time(between: tuple[Event, ...]) -> None:
    assert set(beside(YES, *between, *changes("08:30", "told anew")).said) == {WOUND}


def test_a_sign_that_was_put_right_in_time_is_a_slip_whatever_is_told_later() -> None:
    assert beside(YES, *changes("08:05", "corrected"), told("no", "09:00", wound__left=False)).said == {}


def test_a_sign_that_a_correction_says_was_said_as_well() -> None:
    no = told("no", "08:00", wound__left=False)
    yes = corrected(no, "08:30", wound__left=True)
    assert set(beside(no, yes, corrected(no, "09:00", wound__left=False)).said) == {WOUND}
    assert beside(no, yes, corrected(no, "08:45", wound__left=False)).said == {}


def test_what_is_no_sign_is_not_said() -> None:
    assert beside(FIVE, told("no", "08:00", wound__left=False), told("yes", "09:00", wound__left=True)).said == {}


# -- who says so ----------------------------------------------------------------------------------------------


def by(teller: str, event: Event) -> Event:
    return replace(event, by=teller)


STEPS_BY_PERSON, STEPS_BY_FILE = told("own", "08:00", steps=4000), by(FILE, told("file", "09:00", steps=9000))


def test_of_a_number_that_two_tell_the_persons_own_word_counts_whenever_it_came() -> None:
    assert stands(STEPS_BY_PERSON, STEPS_BY_FILE)["steps"] == 4000
    assert stands(by(FILE, told("file", "07:00", steps=9000)), STEPS_BY_PERSON)["steps"] == 4000


def test_a_files_word_counts_where_the_person_said_nothing_or_took_it_back() -> None:
    assert stands(STEPS_BY_FILE)["steps"] == 9000
    assert stands(STEPS_BY_PERSON, STEPS_BY_FILE, withdrawn(STEPS_BY_PERSON, "10:00"))["steps"] == 9000
    assert stands(told("unknown", "08:00", steps=None), STEPS_BY_FILE)["steps"] == 9000


def test_a_persons_run_and_the_same_days_run_of_a_file_are_not_added() -> None:
    own, file = told("own", "08:00", run_minutes=20), by(FILE, told("file", "09:00", run_minutes=21))
    assert stands(own, file)["run_minutes"] == 20


def test_a_clinicians_number_counts_before_a_devices() -> None:
    device = by(DEVICE, told("device", "09:00", steps=9000))
    assert stands(by(f"{CLINICIAN}:physiotherapist", told("clinic", "08:00", steps=5000)), device)["steps"] == 5000


def test_a_sign_counts_whoever_tells_it() -> None:
    no = told("no", "08:00", wound__left=False)
    assert stands(no, by(f"{CLINICIAN}:nurse", told("nurse", "09:00", wound__left=True)))["wound.left"] is True
    late_no = told("no", "11:00", wound__left=False)
    assert beside(by(f"{CLINICIAN}:nurse", told("nurse", "09:00", wound__left=True)), late_no).said == {WOUND: [True]}


def test_of_what_only_other_knowledge_asks_the_persons_own_word_counts() -> None:
    assert stands(told("own", "08:00", gone=1), by(FILE, told("file", "09:00", gone=2)))["gone"] == 1


def test_what_another_tells_of_another_date_is_left_alone() -> None:
    assert stands(STEPS_BY_PERSON, by(FILE, told("file", "09:00", day=1, steps=9000)), day=1)["steps"] == 9000


# -- a clinician's word ---------------------------------------------------------------------------------------


def test_what_is_answered_after_a_clinicians_word_of_that_day_is_new() -> None:
    before, after = told("before", "11:00", foot_deformed=False), told("after", "13:00", wound__left=True)
    next_day = told("next day", "13:00", day=1, cold_pale_foot__left=True)
    same_minute = told("same minute", "12:00", swelling_marked__left=True)
    assert beside(before, seen("12:00"), same_minute, after, next_day).after_seen == {WOUND}


def test_of_two_clinicians_words_the_first_counts() -> None:
    assert beside(seen("10:00"), told("between", "11:00", wound__left=True), seen("12:00")).after_seen == {WOUND}


@pytest.mark.parametrize("kind", ["corrected", "withdrawn"])
def test_what_is_only_put_right_after_a_clinicians_word_is_not_new(kind: str) -> None:
    body = {"values": {WOUND: True}} if kind == "corrected" else {"slots": [WOUND]}
    assert beside(YES, seen("12:00"), about(YES, kind, "13:00", body)).after_seen == set()


@pytest.mark.parametrize(
    ("fact", "value", "warns"),
    [
        ("nerve_signs", frozenset({"tingling"}), True),
        ("nerve_signs", frozenset(), False),
        ("can_bear_weight", False, True),
        ("can_bear_weight", True, False),
        ("night_pain", "unrelated_to_load", True),
        ("night_pain", "after_loaded_days", False),
        ("wound", None, False),
    ],
)
def test_an_answer_warns_where_it_is_one_of_the_signs(fact: str, value: Any, warns: bool) -> None:
    assert is_sign(pathway().facts[fact], value) is warns
