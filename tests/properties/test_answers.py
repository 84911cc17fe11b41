"""PATHWAY 14: invariants 1, 12, 23, 26 and 27, and what is asked: every answer is whole and has its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

import pytest

from svang.engine import ask as engine_ask
from svang.engine.decide import decide, rule_reason
from svang.model.knowledge import TRIAGE, VOTES, Fact, Pathway, Rule
from svang.model.measures import First
from svang.model.person import FEET, Value
from svang.pathway.language import parse
from svang.pathway.load import pathway as ours
from tests.properties.checking import (
    OPENING,
    catches,
    complains,
    days_of,
    feature,
    holds,
    measure,
    row,
    rule,
    task,
)
from tests.properties.histories import History
from tests.properties.people import FIRST_DAY, Person, any_value, calm, for_everyone

CAUTION = ("stop", "regress", "hold")


# 1: one decision, phase and level, by the order of the votes


def one_of_each(pathway: Pathway, history: History) -> Iterator[str]:
    course = history.course(pathway)
    found = decide(course)
    phases = pathway.machine.state["phase"].options
    if found.decision not in VOTES or found.triage not in TRIAGE or found.phase not in phases:
        yield f"{found.decision}, {found.phase}, {found.triage}"
    held = {rule.id: rule_reason(course, rule).fired for rule in pathway.rules}
    expected = with_what_is_laid_over(pathway, held)
    if (found.rule, found.decision) != expected:
        yield f"{found.rule}, {found.decision} instead of {expected}"


def by_order(pathway: Pathway, held: Mapping[str, bool | None]) -> tuple[str, str]:
    """The most cautious that surely fired; an opening one only if every more cautious one surely does not."""
    rules = sorted((rule for rule in pathway.rules if rule.id in held), key=lambda r: r.n)
    cautious = [r for vote in CAUTION for r in rules if r.vote == vote]
    opens = [r for r in rules if r.vote in OPENING and held[r.id]]
    maybe = [r for r in cautious if held[r.id] is None]
    sure = [r for r in cautious if held[r.id]]
    if opens and maybe and not sure:
        return maybe[0].id, "hold"
    first = [*sure, *opens, *(r for r in rules if r.when is None)][0]
    return first.id, first.vote


def with_what_is_laid_over(pathway: Pathway, held: Mapping[str, bool | None]) -> tuple[str, str]:
    """Row 5b is said over start, progress, continue and hold, never over stop or regress (PATHWAY 6)."""
    under = {id: fired for id, fired in held.items() if not by_id(pathway, id).over}
    rule, vote = by_order(pathway, under)
    over = [r for r in pathway.rules if r.over and held[r.id]]
    moves = by_id(pathway, rule).vote in ("stop", "regress") and held[rule]
    return (over[0].id, over[0].vote) if over and not moves else (rule, vote)


def by_id(pathway: Pathway, id: str) -> Rule:
    return next(rule for rule in pathway.rules if rule.id == id)


@for_everyone
def test_there_is_one_decision_by_the_order_of_the_votes(person: Person) -> None:
    holds(one_of_each, person)


def test_another_order_of_votes_is_caught() -> None:
    def turned(pathway: Pathway) -> Pathway:
        return replace(pathway, order=(("stop",), ("hold",), ("regress",), ("start", "progress"), ("continue",)))

    catches(one_of_each, turned)


# 26: every decision has a reason with a source


def reasons(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first):
        found = history.decision(pathway, day)
        if not found.reasons or found.reasons[0].rule != found.rule:
            yield f"{found.decision} by {found.rule} without its reason"
        for reason in found.reasons:
            if not reason.sources:
                yield f"{reason.rule} without a source"


@for_everyone
def test_every_decision_has_a_reason_with_a_source(person: Person) -> None:
    holds(reasons, person)


def test_a_rule_or_row_without_a_source_is_caught() -> None:
    catches(reasons, rule("too-little-known", sources=()))
    catches(reasons, row("open-wound", sources=()))


# 12 and 23: no run, and no task that its own warning bars


def no_run(pathway: Pathway, history: History) -> Iterator[str]:
    course = history.course(pathway)
    run = decide(course).plan.run
    if run and course.phase != "run" and not (course.phase == "maintain" and course.value("run_tolerated") == "R9"):
        yield f"a run in {course.phase}"


def ice(pathway: Pathway, history: History) -> Iterator[str]:
    """No ice with numbness or poor circulation, known or not known."""
    chance = history.chance
    numb = {
        "poor_circulation": (True, None),
        "reduced_sensation": ("old", "new", None),
        "nerve_signs": (frozenset({"numbness"}), frozenset({"numbness", "burning"}), None),
    }
    for name, answers in numb.items():
        answer = chance.choice(answers)
        never = history.never(name)
        for told in (history.changed(lambda _, s, v, n=name, a=answer: a if s == n else v), never):
            found = told.decision(pathway)
            if "ice" in {task.id for task in found.plan.tasks}:
                yield f"ice with {name} {'not asked' if told is never else answer}, {found.decision}"


@for_everyone
def test_nobody_runs_before_running_is_open(person: Person) -> None:
    holds(no_run, person)


@for_everyone
def test_no_ice_on_a_foot_that_may_be_numb_or_cold(person: Person) -> None:
    holds(ice, person)


def test_a_run_in_any_phase_is_caught() -> None:
    def open_to_all(ours: Pathway) -> Pathway:
        stage = replace(ours.machine.state["run_stage"], start="R1")
        machine = replace(ours.machine, state={**ours.machine.state, "run_stage": stage})
        return replace(ours, machine=machine, shown={**ours.shown, "due": "checked_in", "minutes": "single_limit"})

    catches(no_run, open_to_all)


def test_ice_that_asks_nobody_is_caught() -> None:
    catches(ice, task("ice", bar=None))
    catches(ice, task("ice", bar="reduced_sensation != no or wound or numbness in nerve_signs"))


# 27: recovered is better


def recovered(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first, most=8):
        course = history.course(pathway, day)
        if course.value("recovered") is True and course.value("response") != "better":
            yield f"recovered on day {day - history.first}, and the response {course.value('response')}"


@for_everyone
def test_recovered_is_better(person: Person) -> None:
    holds(recovered, person)


def test_a_response_that_forgets_recovery_is_caught() -> None:
    better = parse("by_activity and act_better", ours().names)
    response = ours().measures["response"]
    assert isinstance(response, First)
    catches(recovered, measure("response", lines=(("better", better), *response.lines[1:])))


# what is asked


def resolvable(pathway: Pathway, history: History) -> Iterator[str]:
    """Answering all that is asked leaves nothing unknown that must be known."""
    chance = history.chance
    sure = chance.random() < 0.5
    for _ in range(4):
        course = history.course(pathway)
        found = decide(course)
        if not course.value("must_missing"):
            return
        if not found.ask:
            if course.value("own_pause"):
                return  # who has paused the plan is asked nothing until the day that was said (PATHWAY 6)
            yield f"{found.rule}: something must be known, and nothing is asked"
            return
        values = {name: calm(pathway.facts[name]) if sure else some(pathway.facts[name], chance) for name in found.ask}
        history = history.tell(history.today, by_foot(pathway, values))
    yield f"all that was asked is answered, and still asked: {', '.join(found.ask)}"


def some(fact: Fact, chance: Random) -> Value:
    """Any answer, but that some place hurts."""
    return frozenset({"arch"}) if fact.id == "pain_sites" else any_value(fact, chance)


def by_foot(pathway: Pathway, values: Mapping[str, Value]) -> dict[str, Value]:
    feet = {name: FEET if pathway.facts[name].foot else ("",) for name in values}
    return {f"{name}.{foot}".rstrip("."): value for name, value in values.items() for foot in feet[name]}


def maybes(pathway: Pathway, history: History) -> Iterator[str]:
    """What holds an opening vote back says what it waits for."""
    course = history.course(pathway)
    found = decide(course)
    reason = found.reasons[0]
    if reason.fired is None and not found.ask:
        yield f"{found.rule} may hold, and nothing is asked: {reason.saw}"


@for_everyone
def test_what_must_be_known_can_be_answered(person: Person) -> None:
    holds(resolvable, person)


@for_everyone
def test_every_maybe_asks(person: Person) -> None:
    holds(maybes, person)


def test_a_question_that_is_forgotten_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_ask, "must_missing", lambda course: [])
    assert complains(resolvable)


def test_a_maybe_that_asks_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_ask, "unknown", lambda *_: ())
    assert complains(maybes)


# the empty case


def fires_on_nothing(pathway: Pathway, nobody: History) -> Iterator[str]:
    found = nobody.decision(pathway)
    answer = (found.decision, found.rule, found.phase, found.triage, found.rung)
    if answer != ("hold", "must-know", "paused", "routine", "none"):
        yield f"{answer}"
    if set(found.rows) != {"unclear", "red-flag-not-known"}:
        yield f"the rows {found.rows}"
    if any(task.kind not in ("protection", "relief") for task in found.plan.tasks):
        yield f"the tasks {[task.id for task in found.plan.tasks]}"
    if more := {r.rule for r in found.reasons if r.fired} - {"must-know", "not-to-be-loaded", *found.rows}:
        yield f"fired: {more}"


def fits_nothing(pathway: Pathway, nobody: History) -> Iterator[str]:
    yield from (f"{f.id} is {f.fit}" for f in nobody.decision(pathway).conditions if f.fit != "not_known")


NOBODY = History((), FIRST_DAY.toordinal())


def test_nothing_fires_on_an_empty_case() -> None:
    assert list(fires_on_nothing(ours(), NOBODY)) == []


def test_no_condition_is_known_on_an_empty_case() -> None:
    assert list(fits_nothing(ours(), NOBODY)) == []


def test_what_fires_on_nothing_is_caught() -> None:
    assert list(fires_on_nothing(row("deformed", when="not known(foot_deformed)")(ours()), NOBODY))
    assert list(fits_nothing(feature("pf-forefoot", "plan == no")(ours()), NOBODY))
