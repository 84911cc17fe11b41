"""PATHWAY 14: invariants 29, 30 and 34, what is said of a day: the same everywhere, nothing untold, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from svang.contract.decision import as_json
from svang.engine import decide as engine_decide
from svang.engine.decide import Decision, decide
from svang.engine.plan import plan
from svang.model.knowledge import Pathway
from svang.pathway.load import pathway as ours
from svang.texts import texts
from tests.properties.checking import OPENING, catches, complains, days_of, holds, row, rule
from tests.properties.histories import History, values_of
from tests.properties.people import Person, for_everyone

ENGLISH = texts("en")


# 29: under continue, start and progress nothing of the day's tasks is cut


def cut(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first):
        course = history.course(pathway, day)
        found = decide(course)
        if found.decision not in (*OPENING, "continue"):
            continue
        rows = [row for row in pathway.rows if row.id in found.rows]
        whole = plan(course, ["as_phase"], rows, found.loading, runs=True)
        if lost := sorted({t.id for t in whole.tasks} - {t.id for t in found.plan.tasks}):
            yield f"{found.decision} ({found.rule}) without {lost} on day {day - history.first}"
        if found.plan.load_percent < whole.load_percent:
            yield f"{found.decision} ({found.rule}) with {found.plan.load_percent} % of the load"


def one_why(pathway: Pathway, history: History) -> Iterator[str]:
    """The first reason is that of the decision, and has its vote."""
    for day in days_of(history, history.first):
        found = history.decision(pathway, day)
        first = found.reasons[0]
        if (first.rule, first.vote) != (found.rule, found.decision):
            yield f"{found.decision} ({found.rule}), but why: {first.vote} ({first.rule}) on day {day - history.first}"


@for_everyone
def test_nothing_is_cut_where_one_goes_on(person: Person) -> None:
    holds(cut, person)


@for_everyone
def test_decision_and_why_are_one(person: Person) -> None:
    holds(one_why, person)


def test_a_plan_that_is_cut_in_silence_is_caught() -> None:
    catches(cut, rule("go-on", plan_kind="fewer"))
    catches(cut, rule("go-on", plan_kind="half_load"))


def test_a_why_of_another_rule_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    reasons = engine_decide.reasons
    monkeypatch.setattr(engine_decide, "reasons", lambda course, fired, rows, over=None: reasons(course, fired, rows))
    assert complains(one_why)


# 30: no sentence about a person rests on an answer that was not given


def untold(pathway: Pathway, history: History) -> Iterator[str]:
    given = {slot for event in history.events for slot, value in values_of(event).items() if value is not None}
    names = {slot.partition(".")[0] for slot in given}
    if "nothing_new" in names:
        names |= {fact.id for fact in pathway.facts.values() if fact.flag}
    for day in days_of(history, history.first):
        course = history.course(pathway, day)
        for reason in as_json(decide(course), course, ENGLISH)["reasons"]:
            for saw in reason["saw"]:
                asked = saw["name"] in pathway.facts and saw["name"] not in names
                if asked and saw["holds"] is not None and saw["value"] is not None:
                    yield f"{reason['rule']} says {saw['says']!r}; {saw['name']} was never answered"
                if saw["value"] is None and saw["holds"] is not None and "limit" in saw:
                    yield f"{reason['rule']} says {saw['says']!r} of what is not known"


@for_everyone
def test_no_sentence_rests_on_an_answer_that_was_not_given(person: Person) -> None:
    holds(untold, person)


def test_a_sentence_about_nothing_is_caught() -> None:
    catches(untold, row("blocks-day-or-sport", when="red_eye_now == no and very_unwell == no"))


# 34: a referral of a higher rung is never hidden by another row's


def hidden(pathway: Pathway, history: History) -> Iterator[str]:
    """Also on a day on which the heel blocks the day or the sport."""
    blocked = history.tell(history.today, {"function_limit": "blocks_day_or_sport"})
    for told in (history, blocked):
        found = told.decision(pathway)
        for ladder in of_the_ladder(found):
            refer = next(dict(row.refer) for row in ours().rows if row.id == ladder and row.refer)
            said = [dict(each) for each in (found.referral, *found.also) if each is not None]
            if refer not in said:
                yield f"{ladder} is not said: {said}"
            elif found.referral is not None and found.referral["within"] == refer["within"] and said[0] != refer:
                yield f"{ladder} stands behind {said[0]}"


def of_the_ladder(found: Decision) -> list[str]:
    return [id for id in found.rows if id.startswith("ladder-")]


@for_everyone
def test_a_referral_of_a_rung_is_never_hidden(person: Person) -> None:
    holds(hidden, person)


def test_a_referral_that_another_hides_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_decide, "_ladder_first", lambda row: (True, row.n))
    assert complains(hidden)
