"""One question: its scale, its words on another day, and what was typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from svang.interview.questions import (
    Choice,
    Question,
    Unclear,
    choices,
    date_typed,
    date_written,
    ends,
    helps,
    late_wording,
    measured,
    number,
    scale,
    together,
    wording,
)
from svang.pathway.load import pathway
from svang.texts import texts

DAY, BEFORE = date(2026, 3, 3), date(2026, 3, 2)
EN = texts("en")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (Question("first_step_pain", DAY), "pain"),
        (Question("exercises", DAY, about="pain", among=("fascia_stretch",)), "pain"),
        (Question("fear_of_movement", DAY), "worry"),
        (Question("age", DAY), ""),
        (Question("wound", DAY), ""),
    ],
)
def test_a_question_knows_its_scale(question: Question, expected: str) -> None:
    assert scale(pathway(), question) == expected
    assert not expected or ends(measured(pathway(), question)) == (0, 10)


def test_a_question_about_another_day_says_so() -> None:
    question = Question("activity_pain", BEFORE)
    assert wording(EN, question, DAY) != wording(EN, question, BEFORE) == EN("facts", "activity_pain", "ask")
    assert late_wording(pathway(), EN, question).startswith("2 March")
    assert late_wording(pathway(), EN, Question("age", BEFORE)) == EN("facts", "age", "ask"), "not of one day"


def test_a_foot_is_named_and_either_foot_counts_for_a_sign() -> None:
    left = Question("first_step_pain", DAY, "left")
    assert EN("ui", "feet", "left") in wording(EN, left, DAY)
    assert EN("ui", "either_foot") in helps(pathway(), EN, Question("wound", DAY))
    assert EN("ui", "either_foot") not in helps(pathway(), EN, Question("wound", DAY, "left"))


def test_what_is_new_has_no_third_answer() -> None:
    assert [c.raw for c in choices(pathway(), EN, Question("nothing_new", DAY, about="news"))] == [True, False]
    assert [c.raw for c in choices(pathway(), EN, Question("wound", DAY))] == [True, False, None]


@pytest.mark.parametrize(("words", "expected"), [("7", 7), ("7,0", 7), ("7.5", Decimal("7.5")), ("-1", -1)])
def test_a_number_has_a_comma_or_a_point(words: str, expected: int | Decimal) -> None:
    found = number(pathway().facts["first_step_pain"], words)
    assert found == expected and type(found) is type(expected)


@pytest.mark.parametrize(
    "words", ["2026-03-01", "1.3.2026", "01/03-2026", "1 March 2026", "1. marts 2026", "1 mar. 2026"]
)
def test_a_date_is_typed_either_way(words: str) -> None:
    assert date_written(words) == "2026-03-01"


def test_what_is_no_answer_is_unclear_by_the_key_of_its_sentence() -> None:
    with pytest.raises(Unclear) as unclear:
        number(pathway().facts["first_step_pain"], "much")
    assert EN("ui", unclear.value.key, **unclear.value.values) == "Please type a number (0–10), or ? if you don't know."
    for words, key in (("30.2.2026", "no_such_date"), ("31 June 2026", "no_such_date"), ("1 Mach 2026", "no_date")):
        with pytest.raises(Unclear, match=key):
            date_written(words)
    assert EN("ui", "no_such_date") == "There is no such date."


@pytest.mark.parametrize(("language", "typed"), [("da", "1.3.2026"), ("en", "1 March 2026")])
def test_a_date_in_a_field_can_be_sent_as_it_stands(language: str, typed: str) -> None:
    assert date_typed(texts(language), date(2026, 3, 1)) == typed
    assert date_written(typed) == "2026-03-01"


def test_in_the_evening_the_worst_pain_is_that_of_today() -> None:
    pain, yesterday = Question("activity_pain", DAY), Question("activity_pain", BEFORE)
    assert wording(EN, pain, DAY, evening=True).startswith("Today: ")
    assert wording(EN, yesterday, DAY, evening=True).startswith("Yesterday: ")
    assert wording(EN, pain, DAY) == EN("facts", "activity_pain", "ask")
    assert wording(EN, Question("walk_minutes", DAY), DAY, evening=True) == EN("facts", "walk_minutes", "ask")


NONE, LEFT, RIGHT, NOT_KNOWN = (Choice(str(n), "", raw) for n, raw in enumerate(("none", "a", "b", None)))


def test_several_choices_are_one_answer() -> None:
    assert together([RIGHT, LEFT, RIGHT]) == ["b", "a"]
    assert together([NONE]) == "none" and together([NOT_KNOWN]) is None
    for chosen, key in (([NONE, LEFT], "not_both"), ([LEFT, NOT_KNOWN], "not_both"), ([], "must_answer")):
        with pytest.raises(Unclear, match=key):
            together(chosen)
