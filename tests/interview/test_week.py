"""The week on one page: the person's own numbers, and what nobody answered never as a no."""

from __future__ import annotations

from typing import Any

import pytest

from svang import store
from svang.answers.kinds import to_store
from svang.interview.due import week_ends
from svang.interview.week import Week, week
from svang.interview.week.part import Part
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, texts
from tests.edge import care
from tests.interview.given import CALM, SOMEBODY, at
from tests.interview.test_report import begun, told
from tests.lives import Habit, Life, live

UPKEEP = 150
"""By then the plan of who gets well has come to upkeep."""

STEPS = {1: 6, 2: 5, 3: 7, 4: 5, 5: 6, 6: 4, 7: 5, 8: 4, 9: 4, 10: 2, 11: 3, 12: 4, 13: 3, 14: 3}
"""First steps by day."""


def mornings(until: int, **beside: Any) -> None:
    for day, pain in STEPS.items():
        if day <= until:
            told(day, first_step_pain={"left": pain}, nothing_new=True, **beside)


def on(day: int, language: str = "da") -> Week:
    found = care.look(SOMEBODY, at=at(day))
    return week(care, SOMEBODY, texts(language), found, at(day).date(), at=at(day))


def part(found: Week, id: str) -> Part:
    return next(each for each in found.parts if each.id == id)


def has(found: Week, id: str) -> bool:
    return any(each.id == id for each in found.parts)


def test_the_week_stands_against_the_week_before() -> None:
    """Days 8-14: 2 3 3 3 4 4 4, whose middle is 3; days 1-7: 4 5 5 5 6 6 7, whose middle is 5."""
    begun()
    mornings(14)
    found = on(14)
    assert found.form == "usual" and found.title == "Første skridt: 3 i denne uge, 5 ugen før."
    row = part(found, "numbers").rows[0]
    assert (row.name, row.now, row.span, row.before, row.span_before) == ("Første skridt", "3", "2–4", "5", "4–7")
    assert found.mornings == (4, 4, 2, 3, 4, 3, 3) and found.span == "10. marts til 16. marts"


def test_days_of_6_are_not_called_more_than_usual_of_who_usually_has_6() -> None:
    """PATHWAY 5: over is above 5, the usual or not; worse is clearly above the usual."""
    begun()
    for day in range(1, 9):
        told(day, first_step_pain={"left": 4}, activity_pain=6, nothing_new=True)
    lines = part(on(8), "numbers").lines
    assert lines == ("7 dage gav mere end 5 på benene, eller klart mere end du plejer.",)


def test_the_same_middle_is_said_as_that() -> None:
    begun()
    for day in range(1, 15):
        told(day, first_step_pain={"left": 4}, nothing_new=True)
    assert on(14).title == "Første skridt: 4, ligesom ugen før."
    assert part(on(14), "numbers").rows[0].span == "", "4 to 4 is no span."


def test_two_mornings_have_no_middle() -> None:
    begun()
    mornings(7)
    told(12, first_step_pain={"left": 3}, nothing_new=True)
    told(14, first_step_pain={"left": 2}, nothing_new=True)
    found = on(14)
    row = part(found, "numbers").rows[0]
    assert found.title == "2 af ugens 7 morgener er fortalt." and (row.now, row.span) == ("–", "2 svar")


def test_the_first_week_is_a_week_of_its_own() -> None:
    begun()
    mornings(3)
    assert on(3).form == "first" and on(3).span == "2. marts til 5. marts" and on(3).known == 4
    assert not has(on(3), "moved")


def test_a_silent_week_is_met_and_not_counted() -> None:
    begun()
    mornings(7)
    found = on(20)
    assert found.form == "gap" and found.title == "Godt at se dig." and not has(found, "numbers")
    assert not has(found, "done"), "Nobody is shown what was not done."


def test_the_first_day_is_no_silent_week() -> None:
    begun()
    assert [on(day).form for day in (0, 1, 7, 8)] == ["first", "first", "usual", "gap"]


def test_in_upkeep_a_silent_week_is_as_it_should_be() -> None:
    """PATHWAY 13: silent otherwise, a check-in a week is enough."""
    life = Life(dict(CALM), at(0).date())
    for day in range(UPKEEP):
        live(life, day, fs={"left": max(0, 6 - day // 9)}, act=1, habit=Habit())
    store.append(SOMEBODY, [to_store(pathway(), event) for event in life.typed], expected=0)
    assert care.look(SOMEBODY, at=at(UPKEEP)).course.phase == "maintain"
    assert on(UPKEEP + 8).form == "usual" and on(UPKEEP + 8).title == texts("da")("week", "title", "silent")


def test_a_plan_that_waits_for_somebody_counts_nothing() -> None:
    begun()
    mornings(6)
    told(7, first_step_pain={"left": 4}, fever_unexplained=True, very_unwell=False)
    found = on(7)
    assert found.form == "paused" and not has(found, "done") and not has(found, "next_week")


# -- what was done ------------------------------------------------------------------------------------------


def test_what_was_told_of_the_exercises_is_counted_and_the_rest_asked_for() -> None:
    """Days 7-13 are over on day 14: all, all, all, some, none, and of two days nobody has told."""
    begun()
    mornings(14)
    for day, said in {7: "all", 8: "all", 9: "all", 10: "some", 11: "none"}.items():
        told(day, exercises_done=said, exercises_pain=1)
    found = part(on(14), "done")
    assert found.lines[0].startswith("Alle øvelser på 3 dage, nogle på 1 dag og ingen på 1 dag.")
    assert found.lines[1] == "2 dage har vi ikke hørt om. Hvad blev det til?" and found.tells == ("exercises",)


def test_a_week_nobody_told_of_is_no_week_without_exercises() -> None:
    begun()
    mornings(14)
    found = part(on(14), "done")
    assert found.lines == ("Planen havde træning på 7 dage.", "7 dage har vi ikke hørt om. Hvad blev det til?")


def test_who_does_not_run_reads_nothing_of_it() -> None:
    begun(runner=False)
    mornings(14)
    for language in LANGUAGES:
        words = " ".join(line for each in on(14, language).parts for line in each.lines)
        assert "løb" not in words.lower() and "run" not in words.lower()


def test_steps_stand_with_those_of_the_week_before() -> None:
    """The mean of 8,000 on days 7-13, and of 6,000 before."""
    begun()
    for day in range(1, 15):
        told(day, first_step_pain={"left": 4}, nothing_new=True, steps=6000 if day < 7 else 8000)
    row = next(each for each in part(on(14), "numbers").rows if each.name == "Skridt om dagen")
    assert (row.now, row.before) == ("8.000", "6.000")


def test_what_went_up_is_told_on_its_day() -> None:
    """PATHWAY 6 row 12: calm to early on the seventh day at the latest, where the mornings do not get worse."""
    begun()
    for day in range(1, 9):
        told(day, first_step_pain={"left": 4}, nothing_new=True)
        told(day - 1, activity_pain=2) if day > 1 else None
    phases = [care.look(SOMEBODY, at=at(day)).course.phase for day in range(9)]
    moved = next(day for day in range(1, 9) if phases[day] == "early" != phases[day - 1])
    said = f"{moved + 2}. marts: Ny fase, Første belastning."
    assert said in part(on(8), "moved").lines
    assert said not in part(on(moved + 8), "moved").lines, "A week later it is of another week."


# -- what comes ---------------------------------------------------------------------------------------------


def test_goals_and_worry_go_from_the_first_number_to_the_last() -> None:
    begun()
    mornings(14)
    told(2, goals=[{"what": "Gå til stranden", "now": 2}], fear_of_movement=6)
    told(13, goals=[{"what": "Gå til stranden", "now": 5}], fear_of_movement=4)
    found = part(on(14), "own")
    assert found.lines == ("Gå til stranden: 2 → 5", "Bekymring for at bevæge dig: 6 → 4")
    assert found.tells == ("goals", "fear")


def test_no_goal_yet_is_an_invitation() -> None:
    begun(fear_of_movement=None)
    mornings(14)
    found = part(on(14), "own")
    assert found.tells == ("goals.first", "fear.first") and found.lines == (texts("da")("week", "no_goals"),)


@pytest.mark.parametrize(("hours", "there"), [(3, False), (4, True)])
def test_work_is_for_who_stands_four_hours(hours: int, there: bool) -> None:
    """PATHWAY 4: standing_hours >= 4."""
    begun()
    mornings(14)
    told(13, standing_hours=hours)
    assert has(on(14), "work") is there


def test_nobody_has_said_how_long_they_stand() -> None:
    begun(standing_hours=None, standing_range=None)
    mornings(14)
    found = part(on(14), "work")
    assert found.lines == (texts("da")("week", "work", "unknown"),) and found.tells == ("work",)


def test_the_questions_of_the_review_wait_until_they_are_answered() -> None:
    begun()
    mornings(7)
    wanted = {texts("da")("facts", name, "ask") for name in ("function_limit", "standing_or_walking_hard")}
    assert not wanted & set(on(6).questions) and wanted <= set(on(7).questions)
    told(7, function_limit="none", standing_or_walking_hard=False)
    assert not wanted & set(on(7).questions)


def test_the_week_ends_on_the_day_of_its_review() -> None:
    """Due until it is answered, and the whole of that day."""

    def ends(day: int) -> bool:
        return week_ends(care.look(SOMEBODY, at=at(day)).course)

    begun()
    mornings(9)
    assert [ends(day) for day in (0, 6, 7, 8)] == [False, False, True, True]
    told(8, function_limit="none", standing_or_walking_hard=False)
    assert [ends(day) for day in (8, 9, 14, 15)] == [True, False, False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_says_why(language: str) -> None:
    begun(runner=True, wants_to_run=True)
    mornings(14)
    assert all(each.why and each.title for each in on(14, language).parts)


def test_what_was_tried_this_week_is_told_and_what_was_tried_before_is_not() -> None:
    begun()
    mornings(14)
    for day, what in ((6, "tape"), (9, "night_splint")):
        care.tell("treated", SOMEBODY, {"what": what}, day=at(day).date(), at=at(14))
    lines = " ".join(part(on(14), "moved").lines)
    assert texts("da")("treatments", "night_splint", "name") in lines
    assert texts("da")("treatments", "tape", "name") not in lines
