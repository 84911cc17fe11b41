"""Whatever is answered, the questions end: each is asked once, and what was told can be stored and decided."""

import random
from datetime import date, datetime, timedelta

import pytest

from svang import store
from svang.cli.context import Context
from svang.cli.dialogue import sit_down
from svang.cli.questions import BACK, put, read
from svang.interview.intake import Intake
from svang.interview.morning import Evening, Morning
from svang.interview.questions import choices, several
from svang.texts import texts
from tests.edge import care

START = datetime.fromisoformat("2026-03-02T07:10:00+01:00")


def typed(sitting, question, chance):
    """Something a person could type: one of the answers, a number, or some lines of a list."""
    if question.about == "list":
        lines = chance.sample(range(1, len(question.among) + 1), chance.choice([0, 0, 0, 0, 1, 2]))
        return " ".join(f"{n}{chance.choice(['', '?'])}" for n in lines)
    fact, listed = sitting.pathway.facts[question.fact], choices(sitting.pathway, texts("da"), question)
    if fact.kind == "int" or question.about == "pain":
        low, high = (fact.low // fact.scale, min(fact.high // fact.scale, 100)) if fact.kind == "int" else (0, 10)
        return chance.choice([*(choice.key for choice in listed), *(str(chance.randint(low, high)) for _ in range(5))])
    if fact.kind == "date":
        return chance.choice(["x", "?", "2026-02-20", "1.1.2026"])
    if several(sitting.pathway, question) and chance.random() < 0.3 and len(listed) > 3:
        return ",".join(chance.sample([choice.key for choice in listed[:-2]], 2))
    calm = chance.random() < 0.8  # most people have few signs
    return str(2 if calm and fact.kind == "yes_no" else 1 if calm else chance.randint(1, len(listed)))


def talked_through(sitting, asks, chance):
    """Answers until nothing is asked, going back now and then; the questions, in order."""
    asked, backs = [], 0
    while (question := asks.next()) is not None:
        assert question not in sitting.answers, "asked once"
        assert put(sitting.pathway, texts("da"), question, form_day=sitting.day, late=False)
        if sitting.answers and backs < 5 and chance.random() < 0.05:
            assert read(sitting.pathway, texts("da"), question, "t") is BACK
            sitting.take_back()
            backs += 1
            continue
        sitting.tell(question, read(sitting.pathway, texts("da"), question, typed(sitting, question, chance)))
        asked.append(question)
        assert len(asked) < 150
    return asked


@pytest.mark.parametrize("seed", range(12))
def test_the_questions_end_and_can_be_stored(folder, seed):
    chance = random.Random(seed)
    store.open(folder)
    context = Context(texts("da"), False, folder, START)
    intake = Intake(sit_down(context, context.day, intake=True))
    assert talked_through(intake.sitting, intake, chance)[0].fact == "age"
    assert intake.sitting.store()
    for n in range(1, 12):
        skipped = chance.random() < 0.2
        context = Context(texts("da"), False, folder, START + timedelta(days=n, hours=chance.choice([0, 12, 19])))
        kind = chance.choice([Morning, Morning, Morning, Evening])
        asks = kind(sit_down(context, context.day))
        if not skipped:
            talked_through(asks.sitting, asks, chance)
            asks.sitting.store()
        assert context.look().decision.reasons
    told = care.entries("me")
    assert all(event.date <= date(2026, 3, 14) for event in told)


@pytest.mark.parametrize("seed", range(6))
def test_what_would_be_decided_is_what_is_decided_once_it_is_stored(folder, seed):
    chance = random.Random(seed)
    store.open(folder)
    context = Context(texts("da"), False, folder, START)
    intake = Intake(sit_down(context, context.day, intake=True))
    talked_through(intake.sitting, intake, chance)
    before = intake.sitting.decision
    intake.sitting.store()
    assert context.look().decision == before
