"""The day's few questions: the usual ones, what a sign brings, what was told already, and a late entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from svang.engine.course import Course
from svang.interview.due import gate, may_wait, review
from svang.interview.intake import Intake
from svang.interview.lines import NOTHING, SKIPPED
from svang.interview.morning import Evening, Morning
from svang.interview.questions import Question
from svang.pathway.load import pathway
from svang.readings.run.compile import compiled
from tests.edge import care
from tests.interview.given import SOMEBODY, at, calm, names, sitting, talk

TODAY, YESTERDAY = at(1).date(), at(0).date()
FIRST = Question("first_step_pain", TODAY)
ACTIVITY = Question("activity_pain", YESTERDAY)
GATE = {"walk_minutes", "single_leg_raises_10_pain", "painkiller_today"}
DONE = Question("exercises_done", YESTERDAY)
NEWS = Question("nothing_new", TODAY, about="news")


@pytest.fixture(autouse=True)
def nurse() -> None:
    asks = Intake(sitting(0, intake=True))
    talk(asks, load_rise=False)
    asks.sitting.store()


def test_it_works() -> None:
    asks = Morning(sitting(1))
    assert talk(asks, first_step_pain=5, activity_pain=3) == [FIRST, ACTIVITY, DONE, NEWS]
    assert asks.sitting.store()
    told = {event.date: event.body for event in care.entries(SOMEBODY) if event.recorded_at == at(1)}
    assert told[TODAY] == {"first_step_pain.left": 5, "nothing_new": True}
    assert told[YESTERDAY] == {"activity_pain": 3, "exercises_done": None}


def test_what_was_given_is_not_asked() -> None:
    here = sitting(1)
    here.give({TODAY: {"first_step_pain.left": 5}})
    assert talk(Morning(here), activity_pain=3) == [ACTIVITY, DONE, NEWS]
    assert here.values[TODAY] == {"first_step_pain.left": 5, "nothing_new": True}


def test_what_is_new_is_asked_about_and_the_worst_of_it_ends_the_questions() -> None:
    here = sitting(1)
    asks = Morning(here)
    for question, raw in ((FIRST, 5), (ACTIVITY, 3), (DONE, "none"), (NEWS, False)):
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


# -- what is due beside it ------------------------------------------------------------------------------------


def lived(day: int, **told: object) -> list[str]:
    """A whole morning, kept; what was asked. LEFT: left open."""
    morning = Morning(sitting(day))
    asked = []
    while (question := morning.next()) is not None:
        asked.append(question.fact)
        morning.sitting.tell(question, told.get(question.fact, calm(question)))
    morning.sitting.store()
    return asked


def test_exercises_that_were_told_yesterday_are_not_asked_about() -> None:
    """PATHWAY 1 [13]: what was planned yesterday and is neither ticked nor told."""
    care.answer(SOMEBODY, {YESTERDAY: {"exercises": ({"id": "fascia_stretch"},)}}, at=at(0, hour=20))
    assert "exercises_done" not in lived(1)
    assert "exercises_done" in lived(2)


def test_an_exercise_that_was_left_out_does_not_answer_for_the_others() -> None:
    """Decision 14: of the others nothing is told."""
    care.answer(SOMEBODY, {YESTERDAY: {"exercises": ({"id": "fascia_stretch", "sets": 0},)}}, at=at(0, hour=20))
    assert "exercises_done" in lived(1)
    care.answer(SOMEBODY, {at(1).date(): {"exercises": ({"id": "fascia_stretch", "sets": 0},)}}, at=at(1, hour=20))
    care.answer(SOMEBODY, {at(1).date(): {"exercises": ({"id": "calf_stretch"},)}}, at=at(1, hour=21))
    assert "exercises_done" not in lived(2)


def test_who_did_some_is_asked_how_much_it_hurt_and_who_did_none_is_not() -> None:
    assert lived(1, exercises_done="some", exercises_pain=2)[2:4] == ["exercises_done", "exercises_pain"]
    assert "exercises_pain" not in lived(2, exercises_done="none")


def test_left_open_for_a_week_it_is_asked_once_a_week_until_it_is_told() -> None:
    """PATHWAY 1 [13]: after 7 such mornings without an answer once a week, until one is told."""
    asked = [day for day in range(1, 23) if "exercises_done" in lived(day, exercises_done=SKIPPED)]
    assert asked == [1, 2, 3, 4, 5, 6, 7, 8, 15, 22]
    care.answer(SOMEBODY, {at(22).date(): {"exercises_done": "some"}}, at=at(22, hour=20))
    asked = [day for day in (23, 24, 25) if "exercises_done" in lived(day, exercises_done=SKIPPED)]
    assert asked == [24, 25]


def test_what_was_not_known_is_asked_again_after_a_week_and_not_each_morning() -> None:
    """Issue 13, S33: "don't know" to the health list came back every morning."""
    care.answer(SOMEBODY, {YESTERDAY: {"inflammatory_signs": None}}, at=at(0, hour=9))
    asked = [day for day in range(1, 16) if "inflammatory_signs" in lived(day, inflammatory_signs=None)]
    assert asked == [7, 14]


def test_the_review_asks_all_that_waits_three_together_and_nothing_that_nothing_reads() -> None:
    for day in range(1, 7):
        lived(day)
    morning = Morning(sitting(7), paged=True)
    pages = [question for question in talk(morning) if question.page == "weekly"]
    assert [len(page.among) for page in pages[:-1]] == [3] * (len(pages) - 1)
    told = {id for page in pages for id in page.facts}
    assert {"function_limit", "knee_to_wall_cm", "fear_of_movement", "shoes_usual", "standing_hours"} <= told
    assert told.isdisjoint({"menopause", "weekly_run_km", "walk_minutes_usual", "spur_on_xray"})
    morning.sitting.store()
    assert not [question for question in talk(Morning(sitting(8), paged=True)) if question.page == "weekly"]


def test_what_can_wait_is_told_from_the_course_alone_before_anybody_looks() -> None:
    """Today asks the course first: it never says no where a question of the review, or of running, is there."""
    care.answer(SOMEBODY, {YESTERDAY: {"runner": True, "wants_to_run": True}}, at=at(0, hour=9))
    for day in range(1, 20):
        if day == 4:
            set_by_a_physio(phase="early")
        here = sitting(day)
        waits = any(gate(here, paged=True)) or any(review(here, paged=True))
        assert may_wait(here.before[0]) or not waits, day
        asks = Morning(sitting(day), paged=True)
        for question in iter(asks.next, None):
            if not asks.must_ask():
                break
            asks.sitting.tell(question, calm(question))
        left = asks.next()
        assert (
            left is None or left.page or left.fact in {"walk_minutes", "single_leg_raises_10_pain", "painkiller_today"}
        ), left
        asks.sitting.store()
        assert not Morning(sitting(day), paged=True).must_ask(), "The day waits for what was told."


def test_a_morning_that_is_told_is_not_asked_anew_unless_one_wants_to() -> None:
    """S30: a second morning never replaces an answered one unasked."""
    lived(1)
    assert names(talk(Morning(sitting(1)))) == []
    assert names(talk(Morning(sitting(1), again=True)))[:2] == ["first_step_pain", "nothing_new"]


def test_what_opens_running_is_asked_in_the_morning_once_the_mornings_are_calm() -> None:
    """PATHWAY 1 [14]: walk, raises and painkiller, once wants_to_run and fs3max <= 2 in early, build or maintain."""
    care.answer(SOMEBODY, {YESTERDAY: {"runner": True, "wants_to_run": True}}, at=at(0, hour=9))
    for day in range(1, 4):
        assert GATE.isdisjoint(lived(day, first_step_pain=3))
    set_by_a_physio(phase="early")
    assert [len(GATE & set(lived(day, first_step_pain=2, walk_minutes=20))) for day in (4, 5, 6)] == [0, 0, 3]


def test_once_running_is_open_the_walk_and_the_raises_are_asked_no_more() -> None:
    """PATHWAY 8: all of it for row 13; later, each day, what a painkiller may hide. PATHWAY 1 [14]: only where the
    first steps of three days are at most 2, and those of the day of the intake were more."""
    care.answer(SOMEBODY, {YESTERDAY: {"runner": True, "wants_to_run": True}}, at=at(0, hour=9))
    set_by_a_physio(phase="run")
    asked = [GATE & set(lived(day, first_step_pain=2, walk_minutes=20, run_minutes=0)) for day in range(1, 8)]
    assert asked == [set(), set(), *[{"painkiller_today"}] * 5]


# -- after a silent week --------------------------------------------------------------------------------------

SILENT = 9
HAPPENED, SKIN, NERVES = (
    next(each.facts for each in pathway().lists if each.id == name)
    for name in ("happened", "skin_and_fever", "nerves_and_rest")
)


def until_the_lists(day: int, *, paged: bool = True) -> Morning:
    """A morning whose usual questions are answered."""
    morning = Morning(sitting(day), paged=paged)
    while (question := morning.next()) is not None and question.about != "list":
        morning.sitting.tell(question, calm(question))
    return morning


def ticked(day: int, **lines: object) -> Morning:
    """The page that has these lines is told with them; the pages before it with nothing."""
    morning = until_the_lists(day)
    while (page := morning.next()) is not None and not set(lines) & set(page.among):
        morning.sitting.tell(page, NOTHING)
    assert page is not None and page.about == "list"
    morning.sitting.tell(page, lines)
    return morning


@pytest.mark.parametrize("paged", [True, False])
def test_flags_that_ran_out_are_asked_in_the_lists_of_the_intake(paged: bool) -> None:
    """PATHWAY 1: red flags are asked in lists of at most six that belong together: three screens, and not sixteen."""
    asked = talk(Morning(sitting(SILENT), paged=paged))
    lists = [question for question in asked if question.about == "list"]
    assert [page.among for page in lists] == [HAPPENED, SKIN, NERVES]
    alone = {question.fact for question in asked if question.about != "list"}
    assert alone.isdisjoint({*HAPPENED, *SKIN, *NERVES})
    intake = Intake(sitting(SILENT, intake=True), paged=paged)
    assert {(page.page, page.among) for page in lists} <= {(page.page, page.among) for page in intake.left()}


def test_nothing_of_this_is_a_no_to_each_line_and_the_plan_goes_on() -> None:
    """PATHWAY 1: "nothing of this" is stored as an explicit no for each."""
    morning = until_the_lists(SILENT)
    assert set(morning.sitting.decision.ask) >= {*HAPPENED, *SKIN, *NERVES}
    talk(morning)
    assert morning.sitting.store()
    told = {slot: v for e in care.entries(SOMEBODY) if e.date == at(SILENT).date() for slot, v in e.body.items()}
    assert told["onset_injury"] == told["night_pain"] == "none" and told["nerve_signs"] == frozenset()
    assert told["can_bear_weight"] is True and told["strength_loss"] == "no"
    no = ["foot_deformed", "fever_unexplained", "calf_swollen_one_side", "back_to_leg"]
    no += ["swelling_marked.left", "redness_or_warmth.left", "wound.left", "cold_pale_foot.left", "bruise_sole.left"]
    assert [told[slot] for slot in no] == [False] * len(no)
    assert set(sitting(SILENT).decision.ask).isdisjoint({*HAPPENED, *SKIN, *NERVES})


def test_a_ticked_line_opens_what_it_asks_also_where_another_ends_the_questions() -> None:
    """PATHWAY 1: a line ticked opens its follow-ups; PATHWAY 2 row 8: a bruise under the foot is for the same day."""
    morning = ticked(SILENT, onset_injury=True, bruise_sole=True)
    assert morning.sitting.escalated == "same_day"
    assert morning.sitting.course.value("onset_injury") is None, "which it was is not told yet"
    assert morning.next() == Question("onset_injury", at(SILENT).date())
    morning.sitting.tell(Question("onset_injury", at(SILENT).date()), "fall_or_jump")
    assert set(names(morning.left())).isdisjoint(HAPPENED)
    assert morning.sitting.values[at(SILENT).date()]["can_bear_weight"] is True


def test_a_ticked_line_that_ends_nothing_is_asked_about_before_the_next_page() -> None:
    morning = ticked(SILENT, nerve_signs=True)
    assert morning.next() == Question("nerve_signs", at(SILENT).date())


def test_a_line_that_one_does_not_know_stays_not_known_and_is_asked_once() -> None:
    morning = ticked(SILENT, wound=None)
    here, day = morning.sitting, at(SILENT).date()
    assert here.values[day]["wound.left"] is None and here.values[day]["fever_unexplained"] is False
    assert here.course.value("wound.left") is None and "wound" in here.decision.ask
    assert "wound" not in names(talk(morning)), "it was asked a minute ago"
    assert "wound" in here.decision.ask, "a missing answer is no no"


def test_a_line_that_is_still_known_is_not_asked() -> None:
    care.answer(SOMEBODY, {at(7).date(): {"wound.left": False, "wound.right": False}}, at=at(7))
    lists = [page.among for page in talk(Morning(sitting(SILENT), paged=True)) if page.about == "list"]
    assert lists == [HAPPENED, tuple(sign for sign in SKIN if sign != "wound"), NERVES]


def test_of_the_health_list_only_what_ran_out_is_asked_and_together() -> None:
    """PATHWAY 1: medicines and pregnancy last 180 days, illnesses for ever."""
    health = [page.among for page in talk(Morning(sitting(200), paged=True)) if page.page == "health"]
    assert health == [("blood_thinner", "steroid_tablets_long", "pregnant")]


# -- building up and running ----------------------------------------------------------------------------------


def set_by_a_physio(**settings: str) -> None:
    until = (at(1) + timedelta(days=60)).date().toordinal()
    body = {"role": "physiotherapist", "reason": "she may", "until": until, "set": settings}
    care.tell("adjusted", SOMEBODY, body, day=at(1).date(), at=at(1))


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


def with_values(course: Course, **values: Any) -> Course:
    """The same course, on which the rules saw something else."""
    frame, slots = list(course.morning.values), compiled(course.pathway).slots
    for name, value in values.items():
        frame[slots[name]] = value
    return replace(course, morning=replace(course.morning, values=tuple(frame)))


def test_a_run_that_may_have_been_is_asked_about_in_the_morning() -> None:
    assert "run_minutes" not in names(Morning(sitting(1)).left())
    morning = Morning(sitting(1))
    before = morning.before
    morning.before = with_values(before, running_on=True, run_since=3)
    assert Question("run_minutes", YESTERDAY) in morning.left()
    morning.before = with_values(before, running_on=True, run_since=2)
    assert Question("run_minutes", YESTERDAY) not in morning.left()
