"""The day's few questions: the usual ones, what a sign brings, what was told already, and a late entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from svang import care
from svang.interview.intake import Intake
from svang.interview.morning import Evening, Morning
from svang.interview.questions import Question
from svang.readings.run import compiled
from tests.interview.given import SOMEBODY, at, names, sitting, talk

TODAY, YESTERDAY = at(1).date(), at(0).date()
FIRST = Question("first_step_pain", TODAY)
ACTIVITY = Question("activity_pain", YESTERDAY)
NEWS = Question("nothing_new", TODAY, about="news")


@pytest.fixture(autouse=True)
def nurse() -> None:
    asks = Intake(sitting(0, intake=True))
    talk(asks, load_rise=False)
    asks.sitting.store()


def test_it_works() -> None:
    asks = Morning(sitting(1))
    assert talk(asks, first_step_pain=5, activity_pain=3) == [FIRST, ACTIVITY, NEWS]
    assert asks.sitting.store()
    told = {event.date: event.body for event in care.entries(SOMEBODY) if event.recorded_at == at(1)}
    assert told[TODAY] == {"first_step_pain.left": 5, "nothing_new": True}
    assert told[YESTERDAY] == {"activity_pain": 3}


def test_what_was_given_is_not_asked() -> None:
    here = sitting(1)
    here.give({TODAY: {"first_step_pain.left": 5}})
    assert talk(Morning(here), activity_pain=3) == [ACTIVITY, NEWS]
    assert here.values[TODAY] == {"first_step_pain.left": 5, "nothing_new": True}


def test_what_is_new_is_asked_about_and_the_worst_of_it_ends_the_questions() -> None:
    here = sitting(1)
    asks = Morning(here)
    for question, raw in ((FIRST, 5), (ACTIVITY, 3), (NEWS, False)):
        assert asks.next() == question
        here.tell(question, raw)
    which = asks.next()
    assert which is not None and which.about == "which" and {"wound", "cold_pale_foot"} <= set(which.among)
    here.tell(which, ["wound", "cold_pale_foot"])
    assert names([q for q in asks.left() if q != which])[:2] == ["wound", "cold_pale_foot"]
    here.tell(Question("cold_pale_foot", TODAY), True)
    assert asks.next() is None and here.escalated == "emergency"


def test_a_late_entry_asks_the_usual_and_no_more() -> None:
    morning = Morning(sitting(9))
    assert {"can_bear_weight", "function_limit"} <= set(names(talk(morning))), "after a week more has run out"
    late = sitting(9, about=at(8).date())
    assert late.late and late.yesterday == at(7).date()
    assert names(talk(Morning(late))) == ["first_step_pain", "activity_pain", "nothing_new"]


def test_the_evening_asks_about_the_day_itself_and_its_exercises() -> None:
    evening = Evening(sitting(0))
    day = at(0).date()
    assert evening.next() == Question("activity_pain", day)
    evening.sitting.tell(Question("activity_pain", day), 3)
    done = evening.next()
    assert done is not None and done.about == "done" and "fascia_stretch" in done.among
    evening.sitting.tell(done, ["fascia_stretch"])
    pain = Question("exercises", day, about="pain", among=("fascia_stretch",))
    assert evening.next() == pain
    evening.sitting.tell(pain, 2)
    assert evening.next() is None
    assert evening.sitting.values[day]["exercises"] == ({"id": "fascia_stretch", "pain": 2},)


def test_told_in_the_evening_is_not_asked_in_the_morning() -> None:
    here = sitting(1)
    here.tell(Question("activity_pain", TODAY), 3)
    here.store()
    assert names(talk(Morning(sitting(2)))) == ["first_step_pain", "nothing_new"]
    assert sitting(2).told_about("activity_pain", TODAY) and at(1).date() == at(2).date() - timedelta(days=1)


def test_the_week_asks_for_the_profile_once_and_only_what_it_reads() -> None:
    """PATHWAY 1: the weekly review asks the rest, three at most; PATHWAY 4 names what the profile reads."""
    asked: list[str] = []
    for day in range(1, 78):
        morning = Morning(sitting(day))
        found = [name for name in names(talk(morning)) if morning.facts[name].asked_text == "profile"]
        assert len(found) <= 1, "The weekly review asks three questions at most, and two are always the same."
        asked += found
        morning.sitting.store()
    assert sorted(asked) == [
        "foot_posture",
        "height_cm",
        "recovery_short",
        "shoes_usual",
        "standing_hours",
        "weight_kg",
    ]


# -- building up and running ----------------------------------------------------------------------------------


def set_by_a_physio(**settings: str) -> None:
    until = (at(1) + timedelta(days=60)).date().toordinal()
    body = {"role": "physiotherapist", "reason": "she may", "until": until, "set": settings}
    care.adjusted(SOMEBODY, body, day=at(1).date(), at=at(1))


def morning_told(**more: object) -> None:
    values = {"first_step_pain.left": 2, "nothing_new": True, **more}
    care.answer(SOMEBODY, {TODAY: values, YESTERDAY: {"activity_pain": 1}}, at=at(1))


def answered(evening: Evening, *raws: object) -> list[Question]:
    """Answers one after the other; all that was asked."""
    asked = []
    for raw in raws:
        question = evening.next()
        assert question is not None
        asked.append(question)
        evening.sitting.tell(question, raw)
    return asked


@pytest.mark.parametrize(
    ("all_of_it", "told"),
    [
        (True, {"id": "heel_raise", "level": 1, "sets": 3, "reps": 12, "pain": 2}),
        (False, {"id": "heel_raise", "level": 1, "pain": 2}),
    ],
)
def test_the_evening_asks_whether_it_was_all_of_it_and_how_it_felt(all_of_it: bool, told: dict[str, object]) -> None:
    morning_told()
    set_by_a_physio(phase="build", raise_level="H1")
    evening = Evening(sitting(1))
    asked = answered(evening, 2, ["heel_raise", "fascia_stretch"], all_of_it, 2, 1)
    assert [question.about for question in asked] == ["", "done", "whole", "pain", "pain"]
    assert evening.sitting.values[TODAY]["exercises"] == (told, {"id": "fascia_stretch", "pain": 1})
    assert evening.next() is None, "who does not want to run is not asked about walks"


def test_walks_are_asked_about_while_they_lead_to_running() -> None:
    morning_told(runner=True, wants_to_run=True)
    set_by_a_physio(phase="build")
    evening = Evening(sitting(1))
    asked = answered(evening, 2, "none", 35, 1)
    assert names(asked) == ["activity_pain", "exercises", "walk_minutes", "walk_pain"]
    assert evening.next() is None
    none = Evening(sitting(1))
    answered(none, 2, "none", 0)
    assert none.next() is None, "a walk of no minutes hurt nothing"


def test_a_run_that_may_have_been_is_asked_about_in_the_morning() -> None:
    assert "run_minutes" not in names(Morning(sitting(1)).left())
    morning = Morning(sitting(1))
    run = replace(morning.before, seen=tuple(morning.before.seen))
    slots = compiled(run.pathway).slots
    seen = list(run.seen)
    seen[slots["running_on"]], seen[slots["run_since"]] = True, 3
    morning.before = replace(run, seen=tuple(seen))
    assert Question("run_minutes", YESTERDAY) in morning.left()
    seen[slots["run_since"]] = 2
    morning.before = replace(run, seen=tuple(seen))
    assert Question("run_minutes", YESTERDAY) not in morning.left()
