"""PATHWAY 14 over whole lives: the invariants of levels and running, day by day, and where lives end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from svang.model.knowledge import Pathway
from svang.model.rule import And
from svang.pathway.language import parse, with_thresholds
from svang.pathway.load import pathway
from tests.lives import KINDS, Played, load, people, played, rung, swings

DAYS = 200
ORDERS = [state.options for state in pathway().machine.state.values() if state.load]
LADDERS = [n for n, state in enumerate(s for s in pathway().machine.state.values() if s.load) if state.ladder]
POOR = ("no response", "a day's pain of 4", "a slow course", "a runner, nine answers in ten")  # or slow
KEPT = (  # from upkeep: by pain at work or in the exercises, by what is not done, or by a doctor
    "on her feet, 6 at work",
    "works two days a week",
    "exercises hurt 4",
    "mornings only, does nothing",
    "the doctor says no",
)
GOOD = [kind.name for kind in KINDS if kind.name not in (*POOR, *KEPT)]
LATE = ("early-to-build", "run-starts", "upkeep-starts", "one-thing-up", "amber-yesterday", "adherence-low", "relapse")
INJECTED = replace(
    KINDS[8], name="a runner with an injection", given={**KINDS[8].given, "steroid_injection_on": "2026-02-20"}
)
EVERYBODY = (*KINDS, INJECTED)

Check = Callable[[Played], Iterator[str]]


@cache
def lives(way: Pathway) -> tuple[Played, ...]:
    answers = people()
    return tuple(played(kind, answers[kind.like], 0, DAYS, way) for kind in EVERYBODY)


def places(life: Played) -> list[list[int]]:
    """Phase, levels and stage of each day, as places in their order."""
    return [[order.index(word) for order, word in zip(ORDERS, load(d), strict=True)] for d in life.decided]


# 8, 9, 10: one thing, not too soon, and only after a green day


def levels(life: Played) -> Iterator[str]:
    """Of exercises; a running stage waits for two green runs and for the week without a raise instead."""
    for n in LADDERS:
        if ORDERS[n][1] == "R1":
            continue
        changed = [day for day, (a, b) in enumerate(pairwise(places(life)), 1) if a[n] != b[n]]
        for before, day in pairwise(changed):
            if places(life)[day][n] > places(life)[day - 1][n] and day - before < 14:
                yield f"day {day}: up {day - before} days after its last change"


def raises(life: Played) -> Iterator[str]:
    days = [day for day, d in enumerate(life.decided) if d.rule in ("one-thing-up", "run-starts")]
    yield from (f"day {b}: raised {b - a} days after the last" for a, b in pairwise(days) if b - a < 7)
    for day in days:
        rose = sum(b > a for n in LADDERS for a, b in [(places(life)[day - 1][n], places(life)[day][n])])
        if rose > 1:
            yield f"day {day}: {rose} things at once"
        before, now = (life.decided[n].state["run_stage"] for n in (day - 1, day))
        colour = life.saw[day]["colour_plan_yesterday" if before == now else "colour_yesterday"]
        if colour != "green":
            yield f"day {day}: raised after a day that was {colour}"


# 11, 12, 14, 15: when nobody runs


def runs(life: Played) -> Iterator[str]:
    days = [day for day, decision in enumerate(life.decided) if decision.plan.run]
    for day in days:
        decision, saw = life.decided[day], life.saw[day]
        if saw["fs3max"] is None or saw["fs3max"] > 2:
            yield f"day {day}: a run with mornings of {saw['fs3max']}"
        if decision.phase != "run" and (decision.phase, decision.state["run_tolerated"]) != ("maintain", "R9"):
            yield f"day {day}: a run in {decision.phase}"
        if isinstance(saw["injected"], int) and saw["injected"] < 28:
            yield f"day {day}: a run {saw['injected']} days after an injection"
    yield from (f"day {b}: a run the day after a run" for a, b in pairwise(days) if b - a < 2)


# 13: the room for running


def budget(life: Played) -> Iterator[str]:
    room = [decision.state["run_budget"] for decision in life.decided]
    grew = [day for day, (a, b) in enumerate(pairwise(room), 1) if b > a > 0 and life.decided[day].rule != "run-starts"]
    for day in grew:
        if room[day] * 10 > room[day - 1] * 12:
            yield f"day {day}: {room[day - 1]} -> {room[day]} minutes"
        if life.saw[day]["ran_known7"] != 7:
            yield f"day {day}: grew on an unknown week"
    yield from (f"day {b}: grew {b - a} days after the last time" for a, b in pairwise(grew) if b - a < 7)


# 17: a step back raises nothing


def back(life: Played) -> Iterator[str]:
    for day, ((a, b), d) in enumerate(zip(pairwise(places(life)), life.decided[1:], strict=True), 1):
        if d.decision in ("stop", "regress", "hold") and any(y > x for x, y in zip(a, b, strict=True)):
            yield f"day {day}: {d.decision} by {d.rule} raised {load(d)}"


# 33: whoever tells the mornings and does the plan is never left for eight weeks without a word

STILL = 56
TRUE = [kind.name for kind in KINDS if kind.answers == 1 and kind.exercises >= 0.9 and kind.pauses is None]


def left_alone(life: Played) -> Iterator[str]:
    """Days without a change of load, a rung, or a row from routine up; upkeep and who is under 18 apart."""
    if life.kind.name not in TRUE:
        return
    alone = 0
    for day, (before, now) in enumerate(pairwise(life.decided), 1):
        quiet = load(before) == load(now) and now.rung == "none" and now.triage == "self_care"
        alone = alone + 1 if quiet and now.phase != "maintain" else 0
        if alone == STILL:
            yield f"day {day}: {STILL} days in {now.phase} by {now.rule} without a word"


CHECKS = (levels, raises, runs, budget, back, left_alone)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_it_holds_on_every_day_of_every_life(check: Check) -> None:
    assert [f"{life.kind.name}: {line}" for life in lives(pathway()) for line in check(life)] == []


def limits(**values: int) -> Pathway:
    return with_thresholds(pathway(), tuple(sorted(values.items())))


def measure(id: str, when: str) -> Pathway:
    ours = pathway()
    changed = replace(ours.measures[id], when=parse(when, ours.names))
    return replace(ours, measures={**ours.measures, id: changed})


def without_mornings() -> Pathway:
    """The criterion of the mornings gone from the gate and from the day's."""
    ours = pathway()
    gone = next(c.when for c in ours.gate if c.id == "gate-mornings")
    due = ours.measures["run_due"]
    assert isinstance(due.when, And)
    parts = tuple(
        And(tuple(p for p in part.parts if p != gone)) if isinstance(part, And) else part for part in due.when.parts
    )
    return replace(ours, measures={**ours.measures, "run_due": replace(due, when=And(parts))})


FAULTS: dict[str, tuple[Check, Callable[[], Pathway]]] = {
    "a level after a week": (levels, lambda: limits(level_rest=6)),
    "a raise after a day": (raises, lambda: limits(raise_rest=1)),
    "two exercises at once": (raises, lambda: twice()),
    "a run on a bad morning": (runs, without_mornings),
    "a run the day after": (
        runs,
        lambda: measure("run_due", "running_on and gate_holds_surely and run_session >= run_interval"),
    ),
    "half as much again": (budget, lambda: limits(budget_most=150, budget_up=150)),
    "a budget that grows on an unknown week": (budget, lambda: limits(run_week_known=5)),
    "a step back that goes up": (back, lambda: turned()),
    "nobody says that nothing rises": (left_alone, lambda: measure("not_rising", "plan_days == never")),
}


def twice() -> Pathway:
    ours = pathway()
    up = tuple(
        replace(change, when=parse("up_next in ways_up", ours.names))
        if change.set in ("raise_level", "scrunch_level")
        else change
        for change in ours.machine.effects["one_up"]
    )
    return replace(ours, machine=replace(ours.machine, effects={**ours.machine.effects, "one_up": up}))


def turned() -> Pathway:
    ours = pathway()
    up = tuple(replace(c, verb="up") if c.verb == "down" else c for c in ours.machine.effects["step_down"])
    return replace(ours, machine=replace(ours.machine, effects={**ours.machine.effects, "step_down": up}))


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught(name: str) -> None:
    check, fault = FAULTS[name]
    answers = people()
    way = fault()
    likely = "exercises hurt" if check is left_alone else "runner"
    for kind in sorted(EVERYBODY, key=lambda kind: likely not in kind.name):
        if next(check(played(kind, answers[kind.like], 0, DAYS, way)), None) is not None:
            return
    raise AssertionError("nothing was found wrong in any life")


# 21 and 22: where lives end, and what is decided on the way


def test_good_courses_reach_upkeep_and_poor_ones_a_referral() -> None:
    upkeep = {life.kind.name for life in lives(pathway()) if any(d.phase == "maintain" for d in life.decided)}
    assert [name for name in GOOD if name not in upkeep] == []
    (poor,) = [life for life in lives(pathway()) if life.kind.name == "no response"]
    assert rung(poor) == "recommend_specialist"
    assert any((d.referral or {}).get("to") == "specialist" for d in poor.decided)


def test_who_is_kept_from_upkeep_is_offered_help() -> None:
    """PATHWAY 10: held, at work, not followed, not cleared."""
    found = {life.kind.name: rung(life) for life in lives(pathway()) if life.kind.name in KEPT}
    assert found.keys() == set(KEPT)
    assert [name for name, help in found.items() if help == "none"] == []
    assert found["the doctor says no"] == "recommend_cleared"


def test_runners_run_thirty_minutes_in_the_end() -> None:
    names = ("a runner, good", "a runner, typical")
    ran = {life.kind.name: life.decided[-1].state["run_tolerated"] for life in lives(pathway())}
    assert {name: ran[name] for name in names} == dict.fromkeys(names, "R9")


def test_nobody_swings_more_than_once_a_fortnight() -> None:
    assert {life.kind.name: swings(life) for life in lives(pathway()) if swings(life) > 1} == {}


def test_the_later_rules_are_decided_too() -> None:
    rules = Counter(decision.rule for life in lives(pathway()) for decision in life.decided)
    phases = Counter(decision.phase for life in lives(pathway()) for decision in life.decided)
    assert {rule: rules[rule] for rule in LATE if not rules[rule]} == {}
    assert {phase: phases[phase] for phase in ("build", "run", "maintain") if phases[phase] < 100} == {}
    stages = {decision.state["run_stage"] for life in lives(pathway()) for decision in life.decided}
    assert stages == set(pathway().machine.state["run_stage"].options)
