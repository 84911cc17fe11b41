"""The first questions: who is asked what, in which order, and what ends them."""

from __future__ import annotations

import pytest

from svang import care
from svang.interview.intake import Intake, begun, told_this_morning
from svang.loader import pathway
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
    asked = names(talk(intake()))
    assert groups(asked)[:2] == ["you", "flags"]
    last = max(n for n, name in enumerate(asked) if FACTS[name].flag)
    assert {FACTS[name].group for name in asked[: last + 1]} == {"you", "flags"}
    assert {FACTS[name].group for name in asked[last + 1 :]}.isdisjoint({"you", "flags"})


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
    assert asked[-1] == "cold_pale_foot" and asks.sitting.escalated == "emergency"
    assert "pain_sites" not in asked


def test_an_emergency_ends_them_even_where_something_about_it_is_not_known() -> None:
    asks = intake()
    asked = names(talk(asks, onset_injury="fall_or_jump", can_bear_weight=False))
    assert asked[-1] == "can_bear_weight" and asks.sitting.escalated == "emergency"
    assert [fact.id for fact in asks.hinges()] == ["weeks_of_pain"]


def test_what_may_make_it_an_emergency_is_asked_before_it_ends() -> None:
    asked = names(talk(asks := intake(), calf_swollen_one_side=True, breathless_or_chest_pain=False))
    assert asked[-1] == "breathless_or_chest_pain" and asks.sitting.escalated == "same_day"
    asks.sitting.take_back()
    question = asks.next()
    assert question is not None and question.fact == "breathless_or_chest_pain"
    assert asks.progress(question).group in ("", "flags")


@pytest.mark.parametrize("age, all_of_it", [(17, False), (18, True)])
def test_under_18_only_the_red_flags_are_asked(age: int, all_of_it: bool) -> None:
    asks = intake()
    asked = names(talk(asks, age=age))
    assert asks.too_young is not all_of_it
    assert (groups(asked) == ["you", "flags"]) is not all_of_it
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
    assert (n, group) == (1, "you") and of == len(asks.left()) > 20
    out_of_turn = asks.left()[5]
    assert asks.progress(out_of_turn).group == ""
    asks.sitting.tell(first, 46)
    assert asks.progress(asks.left()[0])[::2] == (2, "flags")


def test_who_stopped_goes_on_where_it_was_left() -> None:
    asks = intake()
    for _ in range(25):
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
