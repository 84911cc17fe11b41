"""From words to what the rules see: signs that stay, two feet, a clinician's word, a ceiling after new knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from svang.engine.course import Course, course, worse
from svang.loader import pathway
from svang.model import Event
from tests.properties.people import FIRST_DAY, Person
from tests.properties.people import told as life_of
from tests.unit.test_days import MONDAY, seen, told


def on(day: int, *events: Event) -> Course:
    return course(pathway(), events, today=(MONDAY + timedelta(days=day)).toordinal())


def rows(found: Course) -> set[str]:
    return {pathway().rows[n].id for n in found.rows}


def may_be(found: Course) -> set[str]:
    return {pathway().rows[n].id for n in found.unsure}


# -- answers that run out, and signs that do not ----------------------------------------------------------------

YES = told("no weight", "08:00", can_bear_weight=False)
BEFORE = told("weight", "07:00", day=-1, can_bear_weight=True)


@pytest.mark.parametrize("before", [(), (BEFORE,)], ids=["told first", "told after its opposite"])
@pytest.mark.parametrize("day", [5, 6, 7, 9, 40])
def test_a_sign_that_was_told_stays_known(before: tuple[Event, ...], day: int) -> None:
    """PATHWAY 2, Lifting: rows 1-16 go only when a clinician has seen it, so nobody is asked the sign anew."""
    assert on(day, *before, YES).value("can_bear_weight") is False


def test_what_is_no_sign_is_asked_again_after_seven_days() -> None:
    """Decision 3: known on its own date and the six after."""
    asked = told("weight", "08:00", can_bear_weight=True)
    assert [on(day, asked).value("can_bear_weight") for day in (6, 7)] == [True, None]


def test_a_new_answer_lasts_from_the_day_it_was_told() -> None:
    again = told("again", "08:00", day=5, can_bear_weight=True)
    asked = told("weight", "08:00", can_bear_weight=True)
    assert [on(day, asked, again).value("can_bear_weight") for day in (7, 11, 12)] == [True, True, None]


# -- the worse foot (PATHWAY 1) ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "feet", "wanted"),
    [
        ("knee_to_wall_cm", [80, None], None),
        ("knee_to_wall_cm", [None, 80], None),
        ("knee_to_wall_cm", [80, 110], 80),
        ("wound", [True, None], True),
        ("wound", [None, False], None),
        ("wound", [False, False], False),
        ("wound", [], False),
        ("knee_to_wall_cm", [], None),
    ],
)
def test_of_two_feet_the_worse_counts_and_nothing_if_one_is_not_known(fact: str, feet: list[Any], wanted: Any) -> None:
    assert repr(worse(pathway().facts[fact], feet)) == repr(wanted)


SORE = frozenset({"heel_front_inner"})
BOTH = told("sites", "06:00", pain_sites__left=SORE, pain_sites__right=SORE)


def mornings(left: dict[int, int], right: dict[int, int]) -> list[Event]:
    found = []
    for day in sorted({*left, *right}):
        pains = {"first_step_pain.left": left.get(day), "first_step_pain.right": right.get(day)}
        found.append(told(f"morning {day}", "07:00", day=day, **{k: v for k, v in pains.items() if v is not None}))
    return found


@pytest.mark.parametrize("missed", [None, 5, 13])
@pytest.mark.parametrize("resting", ["left", "right"])
def test_a_foot_is_left_out_after_fourteen_mornings_at_0_in_a_row(resting: str, missed: int | None) -> None:
    """PATHWAY 1, check-in: a foot at 0 for 14 days. A morning that was not told is not known to be 0."""
    zeros = {day: 0 for day in range(14 if missed is None else 15) if day != missed}
    pains = dict.fromkeys(range(16), 4)
    told_of = mornings(zeros, pains) if resting == "left" else mornings(pains, zeros)
    assert on(15, BOTH, *told_of).value("first_step_pain") == (4 if missed is None else None)


@pytest.mark.parametrize(("day", "wanted"), [(14, 4), (19, 4), (20, None)])
def test_a_foot_that_is_left_out_is_asked_weekly(day: int, wanted: int | None) -> None:
    zeros, pains = dict.fromkeys(range(14), 0), dict.fromkeys(range(day + 1), 4)
    assert on(day, BOTH, *mornings(zeros, pains)).value("first_step_pain") == wanted


# -- said, and taken back too late ------------------------------------------------------------------------------


def test_all_that_was_said_of_a_sign_counts_that_day() -> None:
    """PATHWAY 2: burning alone is row 19b, tingling is row 19; both were said for longer than a slip."""
    words = [("08:00", {"tingling"}), ("09:00", {"burning"}), ("10:00", set())]
    events = [told(f"at {at}", at, nerve_signs=frozenset(signs)) for at, signs in words]
    alone = [told(f"at {at}", at, nerve_signs=frozenset(signs)) for at, signs in words[1:]]
    assert "nerve" in {row.partition("-")[0] for row in rows(on(0, *events))}
    assert "nerve" not in {row.partition("-")[0] for row in rows(on(0, *alone))}


# -- a clinician's word -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "row"),
    [
        ("bruise_sole.left", "tear-or-bruise"),
        ("bruise_sole.right", "tear-or-bruise"),
        ("foot_deformed", "deformed"),
    ],
)
def test_a_sign_that_is_told_on_the_day_of_a_clinicians_word_but_after_it_is_new(slot: str, row: str) -> None:
    """PATHWAY 2, Lifting: a row goes for what was known when the foot was seen, and comes back through what is new."""
    before, after = told("before", "08:00", **{slot: True}), told("after", "13:00", **{slot: True})
    assert row in rows(on(0, before)) and row not in rows(on(0, before, seen("12:00")))
    assert row in rows(on(0, before, seen("12:00"), after)) and row in rows(on(0, seen("12:00"), after))


def test_a_row_that_was_lifted_is_not_true_again_through_something_else_that_is_new() -> None:
    """Decision 3: only if the row is true through that answer. Strength that fails is row 13, tingling is row 19."""
    tingling = told("tingling", "08:00", nerve_signs=frozenset({"tingling"}))
    weaker = told("weaker", "08:00", day=4, strength_loss="getting_worse")
    found = rows(on(4, tingling, seen("12:00", day=2), weaker))
    assert "strength-getting-worse" in found and "nerve" not in found and "nerve-new" not in found


def test_a_red_flag_that_is_not_known_any_more_may_be_there_again_though_a_clinician_has_seen_it() -> None:
    """PATHWAY 14, invariant 3, after Lifting: what was lifted is the wound of that day."""
    wound, word = told("wound", "08:00", wound__left=True), seen("12:00")
    unknown = told("unknown", "08:00", day=3, wound__left=None)
    assert "open-wound" not in may_be(on(3, wound, word)) and "open-wound" in may_be(on(3, wound, word, unknown))


# -- new knowledge ----------------------------------------------------------------------------------------------


def test_a_phase_that_new_knowledge_takes_back_is_counted_from_that_day() -> None:
    events = life_of(Person(first_steps=2, days=1)).events[:1]
    intake = [replace(event, pathway=pathway().stamp) for event in events]
    started = FIRST_DAY.toordinal()
    before = course(pathway(), intake, today=started + 4)
    assert (before.value("phase"), before.value("days_in_phase")) == ("calm", 4)
    said = Event(
        "said", "decided", date.fromordinal(started + 3), intake[0].recorded_at, "older", {"state": {"phase": "paused"}}
    )
    after = course(pathway(), [*intake, said], today=started + 4)
    assert after.value("days_in_phase") == 1


def test_an_intake_that_is_told_again_leaves_the_usual_as_it_was() -> None:
    """PATHWAY 5, usual_act: the pain of the intake that began the plan, and of its first seven days; then fixed."""
    history = life_of(Person(activity=3, days=12))
    start = history.first
    assert history.course(pathway()).value("usual_act") == 3
    again = history.tell(start + 10, {"activity_pain.intake": 6})
    usual = [again.at(start + day).course(pathway()).value("usual_act") for day in (9, 10, 11)]
    assert usual == [3, 3, 3]
    at_first = history.tell(start, {"activity_pain.intake": 6})
    assert [at_first.at(start + day).course(pathway()).value("usual_act") for day in (1, 11)] == [6, 6]


def test_that_the_upper_number_was_reached_stays_told_and_not_yet_is_asked_again_in_seven_days() -> None:
    """PATHWAY 7, Exercises: once the person has answered so; after a no it is asked again in 7 days."""
    reached, not_yet = told("top", "08:00", raise_top_reached="H1"), told("not", "08:00", raise_top_reached="not_yet")
    assert [on(day, reached).value("raise_top_reached") for day in (6, 7, 60)] == ["H1"] * 3
    assert [on(day, not_yet).value("raise_top_reached") for day in (6, 7)] == ["not_yet", None]


def test_whoever_says_in_words_that_they_stand_little_is_not_asked_about_work() -> None:
    """PATHWAY 1: work_can_change is asked of who stands four hours or more, in numbers or words."""
    words = {word: told("words", "08:00", standing_range=word) for word in ("under_2_hours", "from_4_hours")}
    assert {word: on(0, event).value("work_can_change") for word, event in words.items()} == {
        "under_2_hours": "no",
        "from_4_hours": None,
    }
