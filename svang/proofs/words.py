"""What claims are made of: one day or two, what is decided on them, and what always holds of the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import z3

from svang.model.knowledge import Fact, Pathway, Rule, State
from svang.proofs.asking import Claim, whole_day
from svang.readings.prove import machine, votes
from svang.readings.prove.machine import After, age_of
from svang.readings.prove.terms import FALSE, Bool, Choice, Number, Term, Words, YesNo, every, no, some
from svang.readings.prove.world import World


def day(pathway: Pathway, *given: Callable[[World], Bool], then: Callable[[World], Bool]) -> Claim:
    """A claim about one day."""
    world = World(pathway)
    goal, conditions = then(world), tuple(each(world) for each in given)
    return Claim((world,), conditions, goal)


def yes(name: str) -> Callable[[World], Bool]:
    return lambda world: truly(world.term(name))


def truly(term: Term) -> Bool:
    assert isinstance(term, YesNo)
    return term.true


def is_(world: World, name: str, *words: str) -> Bool:
    term = world.term(name)
    assert isinstance(term, Choice)
    return some(term.is_(word) for word in words)


def at_most(world: World, name: str, limit: Any) -> Bool:
    term = world.term(name)
    assert isinstance(term, Number)
    return every([term.number, term.value <= limit])


def at_least(world: World, name: str, limit: Any) -> Bool:
    term = world.term(name)
    assert isinstance(term, Number)
    return every([term.number, term.value >= limit])


def never_or_at_least(age: Term, days: Any) -> Bool:
    assert isinstance(age, Number)
    return some([age.extra["never"], every([age.number, age.value >= days])])


def flags(pathway: Pathway) -> list[Fact]:
    return [fact for fact in pathway.facts.values() if fact.flag]


def loads(pathway: Pathway) -> list[State]:
    return [state for state in pathway.machine.state.values() if state.load]


def ladders(pathway: Pathway) -> list[State]:
    return [state for state in loads(pathway) if state.ladder]


def place(term: Term) -> Any:
    assert isinstance(term, Choice)
    return term.place


def outcomes(world: World, wanted: Iterable[str]) -> Iterator[tuple[Rule, Bool, After]]:
    """Each rule of these votes, that it decides, and the state after it."""
    for rule in world.pathway.rules:
        if rule.vote in wanted:
            yield rule, votes.decides(world, rule), machine.after(world, rule.effect)


def same(a: Term, b: Term) -> Bool:
    match a, b:
        case YesNo(), YesNo():
            return every([a.true == b.true, a.false == b.false, *(is_ == b.extra[w] for w, is_ in a.extra.items())])
        case Choice(), Choice():
            return a.place == b.place
        case Words(), Words():
            return every([a.known == b.known, *(has == b.has[word] for word, has in a.has.items())])
        case Number(), Number():
            extra = [is_ == b.extra[word] for word, is_ in a.extra.items()]
            return every([a.number == b.number, z3.Implies(a.number, a.value == b.value), *extra])
    raise AssertionError((a, b))


def two_days(pathway: Pathway, *, direct: bool = False) -> tuple[World, World]:
    """Two days whose rules have all been read, so that each has a term for every name."""
    worlds = World(pathway, "one: ", direct=direct), World(pathway, "other: ", direct=direct)
    for world in worlds:
        if not direct:
            whole_day(world)
        for rule in pathway.rules:
            votes.sure(world, rule), votes.maybe(world, rule)
    return worlds


def share(one: World, other: World, but: Iterable[str] = ()) -> list[Bool]:
    """Both days have the same terms, but for some; what stood and was lifted stands and is lifted on both."""
    names = set(one.free) & set(other.free) - set(but)
    rows = [row.id for row in one.pathway.rows if row.lift != "none"]
    kept = [[z3.Bool(f"{w.name}{word} {id}") for word in ("stood", "lifted") for id in rows] for w in (one, other)]
    marks = [a == b for a, b in zip(*kept, strict=True)]
    return [*(same(one.free[name], other.free[name]) for name in sorted(names)), *marks]


def none_lifted(world: World) -> Bool:
    return every(no(z3.Bool(f"{world.name}lifted {row.id}")) for row in world.pathway.rows)


def said_to_be(term: Term, value: Any) -> Bool:
    match term:
        case YesNo():
            return term.true if value else term.false
        case Choice():
            return term.is_(str(value))
        case Words():
            return every([term.known, *(has if word in value else no(has) for word, has in term.has.items())])
        case Number() if isinstance(value, str):
            return term.extra[value]
    return every([term.number, term.value == value])


def is_after(after: After, name: str, word: str) -> Bool:
    term = after.term(name)
    assert isinstance(term, Choice)
    return term.is_(word)


def sum_of(a: Term, b: Term) -> Any:
    assert isinstance(a, Number) and isinstance(b, Number)
    return a.value + b.value


def invariant(world: World, after: After | None = None) -> Bool:
    """A plan has begun and knows when; whoever runs has a stage and room for it."""
    look = after.term if after is not None else world.term
    phase, stage, budget = look("phase"), look("run_stage"), look("run_budget")
    assert isinstance(phase, Choice) and isinstance(stage, Choice) and isinstance(budget, Number)
    begun = [dated(world, after, mark) for mark in ("first_start", "moved")]
    tolerated = look("run_tolerated")
    assert isinstance(tolerated, Choice)
    runs = phase.is_("run")
    runs_on = some([runs, tolerated.is_(world.pathway.stages[-1].id)])
    return every(
        [
            some([phase.is_("paused"), every(begun)]),
            z3.Implies(runs, stage.place > 0),
            z3.Implies(runs_on, budget.value >= least_budget(world.pathway)),
            some([no(runs), dated(world, after, "gate_open_on")]),
            some([no(runs_on), dated(world, after, "run_week_on")]),
        ]
    )


def least_budget(pathway: Pathway) -> int:
    return pathway.thresholds["run_short"].value


def dated(world: World, after: After | None, mark: str) -> Bool:
    """The mark has been set; a change of its state sets it as well."""
    if after is None:
        return age_of(world, mark).number
    states = [state for state in world.pathway.machine.state.values() if state.changed == mark]
    moved = [place(after.term(state.id)) != place(world.term(state.id)) for state in states]
    return some([age_of(world, mark).number, after.marked.get(mark, FALSE), *moved])
