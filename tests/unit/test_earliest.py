"""Running never opens before the earliest day that was said (UX 12.5: `tidligst` is the word, and no promise)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from svang.engine.course import Course
from svang.says.running import earliest_run, run_title
from svang.texts import texts
from tests.lives import Habit, Life, live
from tests.web import people

FIRST = date(2026, 3, 2)
Answers = Mapping[str, Any]


def lived(
    fs: Callable[[int], Any], days: int, answers: Answers = people.RUNNER, news: Mapping[int, Answers] = {}
) -> Iterator[tuple[int, Course]]:
    """Each day of a life. `news`: what is told beside the usual, by the day."""
    life = Life(dict(answers), FIRST)
    for day in range(days):
        live(life, day, fs=fs(day), act=people.eased(day), habit=Habit(), more=dict(news.get(day, {})))
        yield day, life.look(day)[0]


@pytest.mark.parametrize("fs", [lambda day: {"left": 3 if day < 18 else 2}, lambda day: {"left": 3 - day // 12}])
def test_running_never_opens_before_the_day_that_was_said(fs: Callable[[int], Any]) -> None:
    said, opened = list[int](), 0
    for day, course in lived(fs, 40):
        if course.phase == "run":
            opened = day
            break
        days = earliest_run(course)
        said += [day + days] if days is not None else []
    assert opened and len(said) > 5, "It never opens, or no day is ever said, so this proves nothing."
    assert max(said) <= opened, f"{FIRST + timedelta(days=max(said))} was said, and it opened before."
    assert opened in said, "The day on which it opens was never said."


def test_the_day_is_a_weekday_within_six_days_and_then_a_date() -> None:
    """28 days from an injection on 10 March are over on 7 April, a Tuesday."""
    words, injected = texts("da"), {8: {"steroid_injection_on": "2026-03-10"}}
    days = lived(lambda day: {"left": 1}, 33, news=injected)
    said = {day: run_title(course, words, today=False) for day, course in days}
    assert said[3] == "Løb åbner, når det hele er på plads.", "Before Build up no day is known."
    assert (said[14], said[32]) == ("Du kan tidligst løbe 7. april.", "Du kan tidligst løbe på tirsdag.")


def test_no_day_is_said_where_a_clinician_has_to_say_yes() -> None:
    for _, course in lived(lambda day: {"left": 1}, 12, {**people.RUNNER, "diabetes": "yes"}):
        assert earliest_run(course) is None
