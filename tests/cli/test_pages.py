"""The parts of a page that follow the knowledge: a new dose, plan or level needs its words here too."""

import pytest

from svang.cli.pages import LEVELS, SIGNS
from svang.model.knowledge import TRIAGE, VOTES
from svang.pathway.load import pathway
from svang.says.plan import ONCE, dose_in_short, dose_in_words, how_much
from svang.texts import texts


def test_every_level_and_every_decision_has_its_sign():
    assert set(LEVELS) == set(TRIAGE) and set(SIGNS) == set(VOTES)
    assert len(set(SIGNS.values())) == len(VOTES) and len({mark for mark, _ in LEVELS.values()}) == len(TRIAGE)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_part_of_every_dose_is_said(language):
    for task in pathway().tasks:
        for dose in (*task.doses.values(), *task.levels.values()):
            said = dose_in_words(texts(language), dose)
            once = {key: texts(language)("doses", "frames", ONCE[key]) for key in ONCE}
            words = {"every_days": texts(language)("ui", "dose", "every", "2"), "sets": "× ", **once}
            for key, span in dose.items():
                assert all(str(number) in said for number in span) or words.get(key, "?") in said, task.id


def test_a_level_reads_as_a_person_would_say_it():
    raises = next(task for task in pathway().tasks if task.id == "heel_raise")
    said = dose_in_words(texts("da"), {**raises.levels["H4"], **raises.doses["build"]})
    tempo = "3‑2‑3 sekunder (op, hold, ned), 2 minutters pause mellem sættene"
    assert said == f"4 × 10, så tungt, at du kun lige klarer 10, {tempo}, hver anden dag"
    own = how_much(texts("da"), "heel_raise", "H3")
    said = dose_in_words(texts("da"), raises.levels["H3"], own)
    assert said == f"3 × 6–12 pæne løft uden vægt, {tempo}", "no weight to choose on this level"


def test_a_dose_reads_as_a_person_would_say_it():
    dose = {"sets": (1, 2), "reps": (10, 15), "hold_s": (5, 5), "times_a_day": (1, 1)}
    assert dose_in_words(texts("da"), dose) == "1–2 × 10–15, hold i 5 sekunder, én gang om dagen"
    assert dose_in_words(texts("en"), {"sets": (3, 3), "hold_s": (30, 30)}) == "3 × 30 seconds"
    stretches = {"sets": (1, 1), "reps": (10, 10), "hold_s": (10, 10), "times_a_day": (2, 3)}
    assert dose_in_words(texts("da"), stretches, kind="stretch") == "10 stræk på 10 sekunder, 2–3 gange om dagen"


def test_a_dose_in_short_is_what_is_counted():
    """PATHWAY 7: ten of ten seconds, three of thirty, three sets of eight to twelve."""
    tasks = {task.id: task for task in pathway().tasks}
    said = {
        id: dose_in_short(texts("da"), tasks[id].doses[phase])
        for id, phase in (("fascia_stretch", "calm"), ("calf_stretch", "calm"), ("big_toe", "early"), ("ice", "calm"))
    }
    assert said == {"fascia_stretch": "10 × 10 s", "calf_stretch": "3 × 30 s", "big_toe": "10–15 × 5 s", "ice": ""}
    assert dose_in_short(texts("en"), tasks["heel_raise"].levels["H1"]) == "3 × 8–12"
