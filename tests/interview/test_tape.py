"""Tape: until when it may stay on, the skin when it comes off, and what that says of plaster and wounds."""

from __future__ import annotations

from typing import Any

import pytest

from svang.interview.questions import Question
from svang.interview.telling import BY_ID, Telling
from svang.says.tape import skin_means, tape_line, tape_said, tape_state, tape_told
from svang.texts import texts
from tests.edge import care
from tests.interview.given import SOMEBODY, at, sitting, talk

MONDAY = 7
"""A day of the course that is a Monday: it begins on one."""


@pytest.fixture(autouse=True)
def begun(opened: None) -> None:
    from svang.interview.intake import Intake

    asks = Intake(sitting(0, intake=True))
    talk(asks)
    asks.sitting.store()


def told(day: int, **answers: Any) -> None:
    care.answer(SOMEBODY, {at(day).date(): answers}, at=at(day, 9))


def put_on(day: int) -> None:
    told(day, relief=frozenset({"tape"}))


def said(day: int, language: str = "da") -> str:
    course = care.look(SOMEBODY, at=at(day, 12)).course
    found = tape_told(course)
    return tape_said(course, texts(language), found) if found else ""


@pytest.mark.parametrize(
    ("days", "danish", "english"),
    [
        (
            0,
            "Sat på i dag; tag den af senest på torsdag.",
            "On since today; take it off on Thursday at the latest.",
        ),
        (
            1,
            "Sat på i går; tag den af senest på torsdag.",
            "On since yesterday; take it off on Thursday at the latest.",
        ),
        (2, "Sat på i mandags; tag den af senest i morgen.", "On since Monday; take it off tomorrow at the latest."),
        (3, "Sat på i mandags; tag den af i dag.", "On since Monday; take it off today."),
        (6, "Sat på i mandags; tag den af i dag.", "On since Monday; take it off today."),
        (7, "", ""),
    ],
)
def test_it_is_said_when_it_was_put_on_and_when_it_must_be_off(days: int, danish: str, english: str) -> None:
    """PATHWAY 11: tape expires after three days; of what is a week old nobody knows whether it is still on."""
    put_on(MONDAY)
    assert said(MONDAY + days) == danish and said(MONDAY + days, "en") == english


def test_new_tape_counts_from_its_own_day() -> None:
    put_on(MONDAY)
    put_on(MONDAY + 2)
    assert said(MONDAY + 3) == "Sat på i går; tag den af senest på lørdag."


def test_who_never_told_of_tape_has_none() -> None:
    course = care.look(SOMEBODY, at=at(1)).course
    assert tape_told(course) is None and tape_line(course, texts("da")) == ""


def test_tape_that_came_off_is_off_until_there_is_new_tape() -> None:
    put_on(MONDAY)
    line = tape_line(care.look(SOMEBODY, at=at(MONDAY, 12)).course, texts("da"))
    assert line == "Tape: sat på i dag; tag den af senest på torsdag."
    told(MONDAY + 1, tape_skin="fine")
    assert said(MONDAY + 2) == "Sat på i mandags, taget af i går."
    assert tape_line(care.look(SOMEBODY, at=at(MONDAY + 2)).course, texts("da")) == ""
    put_on(MONDAY + 3)
    assert said(MONDAY + 3) == "Sat på i dag; tag den af senest på søndag."


def test_how_the_skin_was_before_says_nothing_of_new_tape() -> None:
    told(MONDAY, tape_skin="fine")
    put_on(MONDAY + 1)
    assert said(MONDAY + 1) == "Sat på i dag; tag den af senest på fredag."


def test_skin_that_nobody_knows_of_is_no_word_that_it_is_off() -> None:
    put_on(MONDAY)
    told(MONDAY + 1, tape_skin=None)
    assert "tag den af" in said(MONDAY + 1)


# -- what the skin says beside itself -------------------------------------------------------------------------


def typed(**answers: Any) -> dict[str, Any]:
    telling = Telling(care, BY_ID["tape"], SOMEBODY, at(1).date(), at=at(1), today=at(1).date())
    asked = {f"{q.fact}.{q.foot}" if q.foot else q.fact: q for q in telling.questions()}
    return telling.typed({asked[name.replace("__", ".")]: raw for name, raw in answers.items()})


def test_it_asks_of_the_skin_and_of_a_wound_on_each_sore_foot() -> None:
    telling = Telling(care, BY_ID["tape"], SOMEBODY, at(1).date(), at=at(1), today=at(1).date())
    day = at(1).date()
    assert telling.questions() == (Question("tape_skin", day), Question("wound", day, "left"))
    assert not any(telling.must(question) for question in telling.questions())


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"tape_skin": "fine"}, {"tape_skin": "fine"}),
        ({"tape_skin": None}, {"tape_skin": None}),
        ({"tape_skin": "irritated"}, {"tape_skin": "irritated", "plaster_allergy": True}),
        ({"tape_skin": "sore"}, {"tape_skin": "sore", "wound.left": True}),
        ({"tape_skin": "sore", "wound__left": None}, {"tape_skin": "sore", "wound.left": None}),
        ({"tape_skin": "sore", "wound__left": False}, {"tape_skin": "sore", "wound.left": True}),
        ({"tape_skin": "fine", "wound__left": True}, {"tape_skin": "fine", "wound.left": True}),
    ],
    ids=str,
)
def test_skin_that_does_not_bear_tape_says_so_beside_itself(told: dict[str, Any], found: dict[str, Any]) -> None:
    """Fine skin is no answer about plaster or wounds: what was not asked is never told as a no."""
    assert typed(**told) == found


@pytest.mark.parametrize(
    ("skin", "state", "key"),
    [("fine", "open", "rests"), ("irritated", "barred", "barred"), ("sore", "barred", "barred")],
)
def test_what_follows_for_tape_is_said_and_holds(skin: str, state: str, key: str) -> None:
    put_on(0)
    found = care.answer(SOMEBODY, {at(1).date(): typed(tape_skin=skin)}, at=at(1))
    assert skin_means(found.course, texts("da")) == texts("da")("ui", "tape", key)
    assert tape_state(found.course) == state
    assert (found.decision.triage == "soon") is (skin == "sore"), "PATHWAY 2, row 18."
