"""What is proved holds, breaks once its guard is gone, and speaks of the same days as the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pytest
import z3

from svang.answers.clinic import settable
from svang.answers.typed import EARLIEST
from svang.engine.course import Course, course
from svang.model import measures
from svang.model.measures import Measure
from svang.model.rule import Arith, Cond, Known, Not, Ref, Sum, Truth
from svang.pathway.load import pathway
from svang.proofs import PROPERTIES, Property, left_over, proved, reached, steps_to_upkeep, ways
from svang.proofs.asking import Asking, Claim, whole_day
from svang.proofs.faults import with_when
from svang.proofs.replay import truth, value_of
from svang.proofs.ways import invariant_stays
from svang.proofs.words import invariant
from svang.readings.explain import status
from svang.readings.kleene import Rails
from svang.readings.prove import votes
from svang.readings.prove import world as reading
from svang.readings.prove.measures import FOLDED, worked_out
from svang.readings.prove.terms import OPS, TRUE, Bool, Choice, Number, Term, Words, YesNo, every, no
from svang.readings.prove.world import World
from tests import oracle
from tests.lives import KINDS, played
from tests.lives import people as answers
from tests.properties.people import Person, person, told
from tests.unit.test_readings_agree import REAL, SOAK, draw, names_in, values_of

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


def test_a_phase_that_nobody_may_set_by_hand_would_break_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    """Running has its gate: set by hand, it would have neither a stage nor room."""
    monkeypatch.setattr(ways, "settable", lambda way: {**settable(way), "phase": ("calm", "run")})
    claim = invariant_stays(PATHWAY)
    assert Asking(claim).day(no(claim.goal)) is not None


def test_good_days_need_so_many_steps() -> None:
    """Five phases, five heel raises, three of the scrunch, three of the balance, nine stages; 42 days in build."""
    assert steps_to_upkeep(PATHWAY) == (5 + 5 + 3 + 3 + 9, 42)


# -- the prover's days are the engine's ------------------------------------------------------------------------


@cache
def days() -> tuple[Course, ...]:
    """Days of people who tell all sorts of things, and of whole modelled lives."""
    return tuple((*strange_days(), *lived_days(), *paused_days()))


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


def paused_days() -> Iterator[Course]:
    """Of somebody who is away for so long that the red flags are not known any more, and of the day after."""
    history = told(Person(days=12))
    away = date.fromordinal(history.first + 12)
    body = {"until": away.toordinal() + 20, "why": "away"}
    pause = replace(history.events[-1], id="away", kind="paused", date=away, body=body)
    for day in (12, 25, 33):
        yield course(PATHWAY, [*history.events, pause], today=history.first + day)


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
    measure = next((m for m in PATHWAY.measures.values() if isinstance(m, measures.DaysSince) and m.read == mark), None)
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
        names = (*derived(), "triage", "triage?", "loading", "loading?")
        wrong = [name for name in names if value_of(model, world.term(name)) != seen.value(name)]
        assert wrong == []
        for rule in PATHWAY.rules:
            if rule.when is not None:
                sure, maybe = truth(model, votes.sure(world, rule)), truth(model, votes.maybe(world, rule))
                assert (True if sure else None if maybe else False) is status(PATHWAY, rule.when, seen.value), rule.id


def derived() -> list[str]:
    return [m.id for m in PATHWAY.measures.values() if isinstance(m, FOLDED)]


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


# -- what the prover takes for granted of each condition and measure, beside the oracle -------------------------

TODAY = 739_000
"""An ordinal in 2024."""


class Fixed:
    """Terms of a day with values for what is free in them."""

    def __init__(self, world: World, values: Mapping[str, Any]) -> None:
        self.pairs = [pair for name, value in values.items() for pair in bound(self.free(world, name), value)]

    @staticmethod
    def free(world: World, name: str) -> Term:
        world.doubting = name.endswith("?")
        found = world.term(name.rstrip("?"))
        world.doubting = False
        return found

    def __call__(self, term: Any) -> Any:
        found = z3.simplify(z3.substitute(term, *self.pairs))
        if z3.is_true(found) or z3.is_false(found):
            return z3.is_true(found)
        assert z3.is_int_value(found), f"{term} is not settled: {found}"
        return found.as_long()

    def value(self, term: Term) -> Any:
        """As the engine has it; None is not known."""
        match term:
            case Choice():
                place = self(term.place)
                return term.words[place] if place >= 0 else None
            case YesNo():
                said = {True: term.true, False: term.false, **term.extra}
            case Number():
                said = {"number": term.number, **term.extra}
            case Words():
                return frozenset(w for w, has in term.has.items() if self(has)) if self(term.known) else None
        words = [word for word, is_ in said.items() if self(is_)]
        assert len(words) <= 1, f"both {words}"
        return self(term.value) if isinstance(term, Number) and words == ["number"] else words[0] if words else None


def bound(term: Term, value: Any) -> list[tuple[Any, Any]]:
    """Each free constant of a term, with what stands for it."""
    match term:
        case YesNo():
            yes_no = [(term.true, value is True), (term.false, value is False)]
            found = [*yes_no, *((is_, value == word) for word, is_ in term.extra.items())]
        case Choice():
            return [(term.place, z3.IntVal(-1 if value is None else term.words.index(value)))]
        case Words():
            found = [(term.known, value is not None), *((has, word in (value or ())) for word, has in term.has.items())]
        case Number():
            is_number = value.__class__ is int
            found = [(term.number, is_number), *((is_, value == word) for word, is_ in term.extra.items())]
            number = (term.value, z3.IntVal(value if is_number else 0))
            return [number, *((const, z3.BoolVal(so)) for const, so in found if z3.is_const(const))]
    return [(const, z3.BoolVal(so)) for const, so in found if z3.is_const(const) and not z3.is_true(const)]


def unlike(world: World, label: str, cond: Cond, *, tries: int) -> str:
    """A frame of which the prover and the oracle say different things; nothing if they never do."""
    chance, both = Random(label), world.rails(cond)
    for _ in range(tries):
        values = draw(chance, cond)
        day = Fixed(world, values)
        true, possible = day(both.true), day(both.possible)
        said = True if true else None if possible else False
        if said is not oracle.holds(PATHWAY, cond, values) or (true and not possible):
            return f"{said} of {values}"
    return ""


@pytest.mark.parametrize(("label", "cond"), REAL.items(), ids=REAL)
def test_the_prover_reads_a_condition_as_the_oracle_does(label: str, cond: Cond) -> None:
    assert not unlike(World(PATHWAY, direct=True, fixed=True), label, cond, tries=40 * SOAK)


@pytest.mark.parametrize("fault", ["==", "known"])
def test_a_condition_that_is_read_otherwise_is_noticed(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if fault == "==":
        wrong = {">=": lambda a, b: a > b, "<": lambda a, b: a <= b}
        monkeypatch.setattr(reading, "OPS", {**OPS, **wrong})
    else:
        monkeypatch.setattr(reading, "unless_unknown", lambda term, holds: Rails(holds, holds))
    world = World(PATHWAY, direct=True, fixed=True)
    assert unlike(world, "rule too-much", REAL["rule too-much"], tries=4000)


def of_the_day() -> list[Measure]:
    return [m for m in PATHWAY.measures.values() if isinstance(m, FOLDED)]


def read_today(m: Measure) -> list[str]:
    """What a measure of the day reads."""
    conds = oracle.conds_in(m)
    if isinstance(m, measures.Missing):
        conds += [line.when for line in PATHWAY.must_know if line.when is not None]
        facts = [name for line in PATHWAY.must_know for name in line.facts]
        return [*facts, *m.reads, *(name for cond in conds for name in names_in(cond))]
    numbers = numbers_in(m.value) if isinstance(m, measures.Value) else []
    return [*m.reads, *numbers, *(name for cond in conds for name in names_in(cond))]


def numbers_in(value: Arith | None) -> list[str]:
    if isinstance(value, Sum):
        return [name for part in value.parts for name in numbers_in(part)]
    return [value.name] if isinstance(value, Ref) else []


def otherwise(world: World, m: Measure, *, tries: int, made: Measure | None = None) -> str:
    """A day of which the prover and the oracle work out different values; nothing if they never do. `made`: what the
    prover works out instead."""
    chance, term = Random(m.id), worked_out(world, made or m)
    assert term is not None
    for _ in range(tries):
        values = {name: chance.choice(values_of(PATHWAY.names[name.rstrip("?")])) for name in read_today(m)}
        found = Fixed(world, values).value(term)
        expected = oracle.measured(PATHWAY, m, oracle.Past([values], [False], {}, TODAY))
        if (found, type(found)) != (expected, type(expected)):
            return f"{found}, expected {expected}, of {values}"
    return ""


@pytest.mark.parametrize("m", of_the_day(), ids=lambda m: m.id)
def test_the_prover_works_out_a_measure_as_the_oracle_does(m: Measure) -> None:
    assert not otherwise(World(PATHWAY, direct=True, fixed=True), m, tries=60 * SOAK)


def as_condition(m: Any, when: Cond) -> measures.When:
    """In the place of a measure, one that is a condition."""
    return measures.When(id=m.id, kind="yes_no", names=m.reads, when=when, always=m.always)


OTHERWISE: dict[type, Callable[[Any], Measure]] = {
    measures.When: lambda m: replace(m, when=Not(m.when)),
    measures.Value: lambda m: replace(m, value=Sum("+", (m.value, m.value))),
    measures.First: lambda m: replace(m, lines=m.lines[1:]),
    measures.Surely: lambda m: as_condition(m, Truth(m.read)),
    measures.Known: lambda m: as_condition(m, Not(Known(m.read))),
    measures.Table: lambda m: replace(m, table=dict(zip(m.table, reversed(m.table.values()), strict=True))),
    measures.Worst: lambda m: replace(m, needs=0 if m.needs else 1),
    measures.FirstKnown: lambda m: replace(m, names=tuple(reversed(m.names))),
    measures.Missing: lambda m: replace(m, flags=not m.flags, names=() if m.flags else FLAGS),
}


@pytest.mark.parametrize("kind", FOLDED, ids=lambda kind: kind.how)
def test_a_measure_that_is_worked_out_otherwise_is_noticed(kind: type) -> None:
    """Each way to work one out, in the place of what it is."""
    m = next(m for m in of_the_day() if isinstance(m, kind))
    assert otherwise(World(PATHWAY, direct=True, fixed=True), m, tries=4000, made=OTHERWISE[kind](m))


FLAGS = tuple(fact.id for fact in PATHWAY.facts.values() if fact.flag)


def looks_back() -> list[Measure]:
    return [m for m in PATHWAY.measures.values() if not isinstance(m, (*FOLDED, measures.AgeOfSign))]


def past_of(m: Measure, chance: Random) -> oracle.Past:
    """Days on which all that a look back reads is anything it may be."""
    read = {*m.reads, *m.beside}
    read |= {"unsettled24"} | {f"{name}_{day}" for name in ("colour", "colour_plan") for day in ("yesterday", "before")}
    names = [slot for name in sorted(read) for slot in (name, f"{name}.left", f"{name}.right")]
    long = chance.choice((1, 2, 5, 40, 70))
    small = chance.random() < 0.5
    days = [{n: any_of(n, chance, small) for n in names if n.partition(".")[0] in PATHWAY.names} for _ in range(long)]
    marks = {mark: chance.choice((None, *range(long))) for mark in PATHWAY.machine.marks}
    return oracle.Past(days, [chance.random() < 0.6 for _ in days], marks, TODAY)


def any_of(slot: str, chance: Random, small: bool) -> Any:
    symbol = PATHWAY.names[slot.partition(".")[0]]
    if symbol.kind == "date":
        return chance.choice((None, *symbol.extra, TODAY, TODAY - 1, EARLIEST.toordinal()))
    values = values_of(symbol)
    return chance.choice(values[: 1 + len(values) // 4] if small else values)


def beyond(m: Measure, world: World, *, tries: int) -> str:
    """A past of which the oracle works out what the prover takes for impossible."""
    chance, term = Random(m.id), world.term(m.id)
    for _ in range(tries):
        past = past_of(m, chance)
        value = oracle.measured(PATHWAY, m, past)
        if isinstance(m, measures.Streak | measures.StreakHolding):
            value = min(value, m.high)
        day = Fixed(world, {m.id: value})
        if not all(day(part) for part in world.assumed) or day.value(term) != value:
            return f"{value} of {len(past.days)} days"
    return ""


@pytest.mark.parametrize("m", looks_back(), ids=lambda m: m.id)
def test_what_the_prover_takes_for_granted_of_a_look_back_is_so(m: Measure) -> None:
    """Its range, and whether it is always known: of anything that there may be on the days it looks at."""
    assert not beyond(m, World(PATHWAY, fixed=True), tries=150 * SOAK)


@pytest.mark.parametrize("how", sorted({m.how for m in looks_back() if m.kind in ("int", "choice")}))
def test_a_range_that_is_too_narrow_is_noticed(how: str) -> None:
    m = next(m for m in looks_back() if m.how == how and m.kind in ("int", "choice"))
    less = {"high": 0} if m.kind == "int" else {"options": m.options[:1]}
    symbol = replace(PATHWAY.names[m.id], **less)
    world = World(replace(PATHWAY, names={**PATHWAY.names, m.id: symbol}), fixed=True)
    assert "of" in beyond(m, world, tries=2000)
