"""One sitting: its course is that of all that was told, and storing is once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bench.people import START, events
from svang import store
from svang.answers.kinds import to_store
from svang.answers.typed import Refused, entered
from svang.engine.course import Course, course
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.pathway.load import pathway
from tests.edge import care
from tests.interview.given import SOMEBODY, at, sitting

LAST = 59
DAYS = 60


@pytest.fixture
def long() -> None:
    store.append(SOMEBODY, [to_store(pathway(), event) for event in events(DAYS)], expected=0)


def of_all(here: Sitting) -> Course:
    """The course over all that was told before and in this sitting, from the first day."""
    news = [
        entered(pathway(), values, day=day, at=here.at, id=f"told-{n}")
        for n, (day, values) in enumerate(sorted(here.values.items()))
    ]
    return course(pathway(), [*care.entries(SOMEBODY), *news], today=here.day.toordinal())


ANSWERS: list[tuple[str, int, Any]] = [  # fact, days back, answer
    ("first_step_pain", 0, 2),
    ("activity_pain", 1, 7),
    ("first_step_pain", 0, 9),
    ("night_pain", 0, None),
    ("wound", 0, True),
    ("weeks_of_pain", 0, 14),
    ("nothing_new", 0, True),
]


@pytest.mark.parametrize("about", [LAST + 1, LAST, LAST - 1, LAST - 25, 2, 1, 0, -1, -3])
def test_its_course_is_that_of_all_that_was_told(long: None, about: int) -> None:
    """On the next morning, about the last day and earlier ones (later words are there then), and before the first."""
    here = sitting(LAST + 1, about=at(about).date())
    assert here.course == here.before[0] == of_all(here)
    seen = [here.course]
    for fact, back, raw in ANSWERS:
        here.tell(Question(fact, at(about - back).date()), raw)
        assert here.course == of_all(here), fact
        seen.append(here.course)
    assert len({str(each.morning.values) for each in seen}) >= len(ANSWERS), "each answer counts"
    here.take_back()
    assert here.course == of_all(here)


def test_nobody_has_a_course_too() -> None:
    here = sitting(0, intake=True)
    assert here.course == of_all(here)
    here.tell(Question("age", at(0).date()), 46)
    assert here.course == of_all(here) and here.course.value("age") == 46


def test_a_correction_of_an_old_entry_counts(long: None) -> None:
    old = next(e for e in care.entries(SOMEBODY) if e.date == at(30).date() and "first_step_pain.left" in e.body)
    recent = next(e for e in care.entries(SOMEBODY) if e.date == at(LAST).date() and "first_step_pain.left" in e.body)
    before = sitting(LAST + 1)
    care.correct(SOMEBODY, old, {"first_step_pain.left": 10}, at=at(LAST + 1))
    care.correct(SOMEBODY, recent, {"first_step_pain.left": 10}, at=at(LAST + 1))
    care.withdraw(SOMEBODY, care.entries(SOMEBODY)[5], at=at(LAST + 1))
    here = sitting(LAST + 1)
    here.tell(Question("first_step_pain", at(LAST + 1).date()), 4)
    assert here.course == of_all(here) != before.course


def test_what_would_be_decided_is_what_is_decided_once_it_is_stored(long: None) -> None:
    here = sitting(LAST + 1)
    here.tell(Question("first_step_pain", at(LAST + 1).date()), 4)
    here.tell(Question("activity_pain", at(LAST).date()), 2)
    here.store()
    assert care.look(SOMEBODY, at=at(LAST + 1)).decision == here.decision


def body_of(day: date) -> list[Any]:
    return [dict(event.body) for event in care.entries(SOMEBODY) if event.date == day]


def test_a_repeat_in_the_same_sitting_replaces_what_was_told() -> None:
    here, question = sitting(0), Question("function_limit", START)
    here.tell(question, "some")
    here.tell(question, "none")
    assert here.answers == {question: "none"} and here.values == {START: {"function_limit": "none"}}
    assert here.store() and body_of(START) == [{"function_limit": "none"}]


def test_it_stores_once_and_then_only_what_is_told_otherwise() -> None:
    here = sitting(0)
    here.tell(Question("age", START), 46)
    here.tell(Question("function_limit", START), "some")
    assert here.store() and not here.store()
    here.tell(Question("function_limit", START), "none")
    assert here.unstored() == {START: {"function_limit": "none"}} and here.store()
    assert body_of(START) == [{"age": 46, "function_limit": "some"}, {"function_limit": "none"}]


def test_an_answer_that_is_refused_is_not_taken() -> None:
    here = sitting(0)
    for question, raw, code in (
        (Question("age", START), 400, "out_of_range"),
        (Question("steroid_injection_on", START), at(1).date().isoformat(), "future_date"),
    ):
        with pytest.raises(Refused) as refused:
            here.tell(question, raw)
        assert [problem.code for problem in refused.value.problems] == [code]
    assert here.answers == {} and here.values == {}
    here.tell(Question("steroid_injection_on", START), START.isoformat())
    assert here.values == {START: {"steroid_injection_on": START.toordinal()}}
