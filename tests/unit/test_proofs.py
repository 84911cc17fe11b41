"""What is proved holds, breaks once its guard is gone, and speaks of the same days as the engine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
import z3

from svang.engine.course import Course, course
from svang.loader import pathway
from svang.proofs import PROPERTIES, Property, left_over, proved, reached, steps_to_upkeep
from svang.proofs.asking import Asking, Claim, whole_day
from svang.proofs.faults import with_when
from svang.proofs.replay import truth, value_of
from svang.proofs.words import invariant
from svang.readings.explain import status
from svang.readings.prove import FOLDED, TRUE, Bool, Choice, Number, Term, Words, World, YesNo, every, no
from tests.lives import KINDS, played
from tests.lives import people as answers
from tests.properties.people import person, told

PATHWAY = pathway()


@pytest.mark.parametrize("property", PROPERTIES, ids=lambda property: property.id)
def test_it_is_proved_and_breaks_without_its_guard(property: Property) -> None:
    """The engine's own code, given the day that breaks it, decides what the proof says."""
    found = proved(PATHWAY, property)
    assert found.holds, "there is a day on which it does not hold"
    assert found.possible, "no day satisfies what it takes for granted"
    assert found.fault_shows, "it holds without its guard too"
    assert found.example is not None and found.example.agreed, found.example
    assert found.example.says or property.id == "one-decision", "only there may no rule decide"


def test_every_rule_decides_and_is_missed() -> None:
    assert reached(PATHWAY) == ([], [])


def test_an_unreachable_rule_is_found() -> None:
    hidden = with_when("amber-yesterday", "plan and unsettled24")(PATHWAY)  # not-settled stands above it
    assert reached(hidden) == (["amber-yesterday"], [])


def test_a_rule_that_is_never_missed_is_found() -> None:
    """Two holds with one condition: the first decides, the second would have said the same."""
    twice = with_when("amber-yesterday", "phase in strengthening and adherence_is_low and not recovered_surely")(
        PATHWAY
    )
    assert reached(twice) == (["adherence-low"], ["amber-yesterday"])


def test_a_red_day_is_never_just_gone_on_from() -> None:
    left = left_over(PATHWAY)
    assert {phase for phase, _ in left} == {"calm", "early", "build", "run", "maintain"}
    assert "red" not in {colour for _, colour in left}
    assert not {("build", "amber"), ("run", "amber")} & set(left)


def test_good_days_need_so_many_steps() -> None:
    """Five phases, five heel raises, three of the scrunch, three of the balance, nine stages; 42 days in build."""
    assert steps_to_upkeep(PATHWAY) == (5 + 5 + 3 + 3 + 9, 42)


# -- the prover's days are the engine's ------------------------------------------------------------------------


@cache
def days() -> tuple[Course, ...]:
    """Days of people who tell all sorts of things, and of whole modelled lives."""
    return tuple((*strange_days(), *lived_days()))


def strange_days() -> Iterator[Course]:
    for seed in range(25):
        history = told(person(seed))
        for day in {history.first, (history.first + history.today) // 2, history.today}:
            yield history.at(day).course(PATHWAY)


def lived_days() -> Iterator[Course]:
    people = answers()
    for kind in KINDS[::3]:
        life = played(kind, people[kind.like], 1, days=130)
        start = life.events[0].date.toordinal()
        for day in range(10, 130, 17):
            yield course(PATHWAY, [e for e in life.events if e.date.toordinal() <= start + day], today=start + day)


def as_on(world: World, seen: Course) -> list[Bool]:
    """Every free term has the value that the engine saw."""
    bound = [equals(term, value_on(seen, name)) for name, term in world.free.items() if is_seen(world, name)]
    for n, row in enumerate(PATHWAY.rows):
        if row.lift != "none":
            stood, lifted = (z3.Bool(f"{word} {row.id}") for word in ("stood", "lifted"))
            bound += [stood == (n in seen.rows), lifted == (n not in seen.rows + seen.unsure)]
    return bound


def is_seen(world: World, name: str) -> bool:
    return name.startswith("age of ") or name.rstrip("?") in PATHWAY.names


def value_on(seen: Course, name: str) -> object:
    if not name.startswith("age of "):
        return seen.value(name)
    mark = name.removeprefix("age of ")
    measure = next((m for m in PATHWAY.measures.values() if m.how == "days_since" and m.reads == (mark,)), None)
    return seen.value(measure.id) if measure is not None else "never"


def equals(term: Term, value: object) -> Bool:
    match term:
        case YesNo():
            words = [is_ == (value == word) for word, is_ in term.extra.items()]
            return every([term.true == (value is True), term.false == (value is False), *words])
        case Choice():
            return term.place == (-1 if value is None else term.words.index(str(value)))
        case Words():
            has = [is_ == (word in value) for word, is_ in term.has.items()] if isinstance(value, frozenset) else []
            return every([term.known == (value is not None), *has])
        case Number():
            words = [is_ == (value == word) for word, is_ in term.extra.items()]
            number = every([term.number, term.value == value]) if value.__class__ is int else no(term.number)
            return every([number, *words])


def test_real_days_are_days_of_the_prover_and_mean_the_same() -> None:
    """What z3 assumes of a look back is so on each; each rule and each measure of the day comes to the same."""
    world = World(PATHWAY, fixed=True)
    whole_day(world)
    for criterion in PATHWAY.gate:
        world.rails(criterion.when)
    asking = Asking(Claim((world,), (), TRUE))
    for seen in days():
        model = asking.day(every(as_on(world, seen)))
        assert model is not None, "a real day that z3 takes for impossible"
        wrong = [name for name in derived() if value_of(model, world.term(name)) != seen.value(name)]
        assert wrong == []
        for rule in PATHWAY.rules:
            if rule.when is not None:
                sure, maybe = truth(model, world.sure(rule)), truth(model, world.maybe(rule))
                assert (True if sure else None if maybe else False) is status(PATHWAY, rule.when, seen.value), rule.id


def derived() -> list[str]:
    return [m.id for m in PATHWAY.measures.values() if m.how in FOLDED]


def test_the_days_reach_every_phase_and_many_decisions() -> None:
    assert {seen.value("phase") for seen in days()} == {"paused", "calm", "early", "build", "run", "maintain"}
    assert len({seen.rule for seen in days()}) >= 10


def test_what_always_holds_holds_of_real_days() -> None:
    world = World(PATHWAY, fixed=True)
    whole_day(world)
    holds = invariant(world)
    asking = Asking(Claim((world,), (), TRUE))
    for seen in days():
        model = asking.day(every(as_on(world, seen)))
        assert model is not None and truth(model, holds), (seen.value("phase"), seen.value("run_budget"))
