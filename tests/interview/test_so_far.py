"""How urgent it is by the red flags alone: of what was asked, never of what was not, and never that all is well."""

from __future__ import annotations

from typing import Any

import pytest

from svang.interview.questions import Question
from svang.interview.so_far import SoFar, far_sentences, so_far
from svang.texts import LANGUAGES, texts
from tests.interview.given import at, sitting


def told(**answers: Any) -> SoFar:
    here = sitting(0, intake=True)
    for fact, raw in answers.items():
        here.tell(Question(fact, at(0).date()), raw)
    return so_far(here)


def test_nothing_told_is_nothing_known() -> None:
    assert told() == SoFar("self_care", (), (), 0)


def test_a_no_is_counted() -> None:
    assert told(fever_unexplained=False, wound=False) == SoFar("self_care", (), (), 2)


def test_a_doubt_is_named_and_is_no_no() -> None:
    assert told(fever_unexplained=None, wound=False) == SoFar("self_care", (), ("fever_unexplained",), 1)


def test_a_sign_counts_and_what_could_make_it_worse_is_waited_for() -> None:
    """Fever: a doctor today; with a wound and poor healing it would be an emergency (PATHWAY 2, rows 5 and 10)."""
    found = told(fever_unexplained=True)
    assert (found.level, found.calm) == ("same_day", 0)
    assert {"very_unwell", "wound"} <= set(found.waits)
    assert not {"very_unwell", "wound"} & set(told(fever_unexplained=True, very_unwell=False, wound=False).waits)


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_sentences(language: str) -> None:
    words = texts(language)
    far = ("lists", "so_far")

    def said(**answers: Any) -> tuple[str, list[str]]:
        return far_sentences(words, told(**answers))

    later = words(*far, "later")
    assert said(wound=False) == (words(*far, "self_care"), [words(*far, "calm", "one", n=1), later])
    assert said(wound=False, fever_unexplained=False)[1] == [words(*far, "calm", "many", n=2), later]
    doubt, under = said(wound=None)
    assert doubt == words(*far, "waits") and len(under) == 2 and under[-1] == later
    waits, under = said(fever_unexplained=True)
    assert waits == words(*far, "waits") and under[0] == words(*far, "rows")
    assert words("facts", "wound", "name") in under[1] and under[2:] == [later]
