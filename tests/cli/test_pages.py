"""The parts of a page that follow the knowledge: a new dose, plan or level needs its words here too."""

import pytest

from svang.cli.pages import LEVELS, SIGNS
from svang.loader import pathway
from svang.model import TRIAGE, VOTES
from svang.sentences import dose_in_words
from svang.texts import texts


def test_every_level_and_every_decision_has_its_sign():
    assert set(LEVELS) == set(TRIAGE) and set(SIGNS) == set(VOTES)
    assert len(set(SIGNS.values())) == len(VOTES) and len({mark for mark, _ in LEVELS.values()}) == len(TRIAGE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_part_of_every_dose_is_said(language):
    for task in pathway().tasks:
        for dose in task.doses.values():
            said = dose_in_words(texts(language), dose)
            for span in dose.values():
                assert all(str(number) in said for number in span), (task.id, said)


def test_a_dose_reads_as_a_person_would_say_it():
    dose = {"sets": (1, 2), "reps": (10, 15), "hold_s": (5, 5), "times_a_day": (1, 1)}
    assert dose_in_words(texts("da"), dose) == "1–2 × 10–15, hold i 5 sekunder, 1 × om dagen"
    assert dose_in_words(texts("en"), {"sets": (3, 3), "hold_s": (30, 30)}) == "3 times, hold for 30 seconds"
