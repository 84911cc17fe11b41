"""The first questions: who is asked what, in which order, and what ends them."""

from __future__ import annotations

import pytest

from svang.interview.intake import Intake, begun, told_this_morning
from svang.pathway.load import pathway
from tests.edge import care
from tests.interview.given import SOMEBODY, at, calm, names, sitting, talk

FACTS = pathway().facts


def intake(day: int = 0) -> Intake:
    return Intake(sitting(day, intake=True))


def groups(asked: list[str]) -> list[str]:
    return list(dict.fromkeys(FACTS[name].group for name in asked))


def test_it_works() -> None:
    asks = intake()
    asked = names(talk(asks))
    assert asked[0] == "age" and {"pain_sites", "first_step_pain", "function_limit"} <= set(asked)
    assert asks.sitting.store()
    assert care.look(SOMEBODY, at=at(0)).decision.decision == "start"


def test_the_red_flags_come_before_all_the_rest() -> None:
    asked = talk(intake())
    parts = groups([question.fact for question in asked])
    assert parts[:2] == ["you", "flags"] and len(parts) == len(set(parts))
    last = max(n for n, question in enumerate(asked) if any(FACTS[name].flag for name in question.facts))
    later = {name for question in asked[last + 1 :] for name in question.facts}
    assert {FACTS[name].group for name in later} >= {"pain", "tests", "life", "profile"}
    assert not any(FACTS[name].flag for name in later)


def test_the_red_flags_are_kept_as_soon_as_all_are_answered_and_not_before() -> None:
    asks = intake()
    while FACTS[(question := asks.next()).fact].group in ("you", "flags"):  # type: ignore[union-attr]
        assert care.entries(SOMEBODY) == ()
        asks.sitting.tell(question, calm(question))  # type: ignore[arg-type]
        asks.store_after_flags()
    assert len(care.entries(SOMEBODY)) == 1 and asks.sitting.unstored() == {}


def test_an_emergency_ends_the_questions() -> None:
    asks = intake()
    asked = names(talk(asks, cold_pale_foot=True))
    assert "cold_pale_foot" in asked and asks.sitting.escalated == "emergency"
    assert set(asked).isdisjoint({"diabetes", "nerve_signs", "pain_sites"}), "not even which foot it is"


def test_an_emergency_ends_them_even_where_something_about_it_is_not_known() -> None:
    asks = intake()
    asked = names(talk(asks, onset_injury="fall_or_jump", can_bear_weight=False))
    assert asked[-4:] == ["onset_injury", "can_bear_weight", "foot_deformed", "bruise_sole"]
    assert asks.sitting.escalated == "emergency"
    assert [question.fact for question in asks.hinges()] == ["weeks_of_pain"]


def test_what_may_make_it_an_emergency_is_asked_before_it_ends() -> None:
    asked = names(talk(asks := intake(), calf_swollen_one_side=True, breathless_or_chest_pain=False))
    assert asked[-1] == "breathless_or_chest_pain" and asks.sitting.escalated == "same_day"
    asks.sitting.take_back()
    question = asks.next()
    assert question is not None and question.fact == "breathless_or_chest_pain"
    assert asks.progress(question).group in ("", "flags")


@pytest.mark.parametrize(("age", "all_of_it"), [(17, False), (18, True)])
def test_under_18_only_the_red_flags_are_asked(age: int, all_of_it: bool) -> None:
    asks = intake()
    pages = talk(asks, age=age)
    asked = names(pages)
    assert asks.too_young is not all_of_it
    assert (groups([question.fact for question in pages]) == ["you", "flags"]) is not all_of_it
    assert {name for name in FACTS if FACTS[name].flag and FACTS[name].asked is None} <= set(asked)


def test_an_answer_taken_back_is_asked_again_and_remembered() -> None:
    asks = intake()
    first = asks.next()
    assert first is not None
    asks.sitting.tell(first, 46)
    assert asks.next() != first
    asks.sitting.take_back()
    assert asks.next() == first and asks.sitting.earlier == {first: 46}


def test_progress_counts_and_names_the_part() -> None:
    asks = intake()
    first = asks.next()
    assert first is not None
    n, of, group = asks.progress(first)
    assert (n, group) == (1, "you") and of == sum(step.base for step in asks.steps)
    out_of_turn = asks.left()[5]
    assert asks.progress(out_of_turn).group == ""
    asks.sitting.tell(first, 46)
    assert asks.progress(asks.left()[0])[::2] == (2, "flags")


def test_who_stopped_goes_on_where_it_was_left() -> None:
    asks = intake()
    for _ in range(6):
        question = asks.next()
        assert question is not None
        asks.sitting.tell(question, calm(question))
    asks.sitting.store()
    rest = intake()
    assert rest.goes_on and not intake(1).skips(FACTS["onset_injury"]), "a red flag is asked anew on another day"
    assert set(names(rest.left())).isdisjoint(names(list(asks.sitting.answers)))
    assert not begun(sitting(0).course, lambda: sitting(0))
    talk(rest)
    rest.sitting.store()
    assert begun(sitting(0).course, lambda: sitting(0))
    assert told_this_morning(sitting(0).course) and not told_this_morning(sitting(1).course)
    assert not intake().goes_on
