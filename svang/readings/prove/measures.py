"""Measures of the same day as terms; what looks back is free."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import TYPE_CHECKING, Any

import z3

from svang.model import measures
from svang.model.measures import First, FirstKnown, Measure, Missing, OfDates, OfDays, Table, Worst
from svang.model.rule import Arith, Const, Ref, Sum
from svang.readings.prove.terms import FALSE, TRUE, Bool, Choice, Number, Term, YesNo, every, no, some

if TYPE_CHECKING:
    from svang.readings.prove.world import World

FOLDED = (
    measures.When,
    measures.Value,
    measures.First,
    measures.Surely,
    measures.Known,
    measures.Table,
    measures.Worst,
    measures.FirstKnown,
    measures.Missing,
)
"""What follows from the same day's terms; every other measure is free within its range."""


def worked_out(world: World, m: Measure) -> Term | None:
    """A measure of the same day; None for one that is free."""
    match m:
        case measures.When():
            both = world.rails(m.when)
            return YesNo(both.true, no(both.possible))
        case measures.Value():
            return Number(*_number(world, m.value))
        case measures.First():
            return _first(world, m)
        case measures.Surely():
            read = world.term(m.read)
            assert isinstance(read, YesNo)
            return YesNo(read.true, no(read.true))
        case measures.Known():
            known = world.term(m.read).known
            return YesNo(known, no(known))
        case measures.Table():
            return _table(world, m)
        case measures.Worst():
            return _worst(world, m)
        case measures.FirstKnown():
            return _first_known(world, m)
        case measures.Missing():
            return Number(TRUE, _missing(world, m))
    _free(m)
    return None


def _free(m: OfFeet | OfDates | OfDays) -> None:
    """What feet, dates and past days come to hangs on more than the day's own terms."""


OfFeet = measures.Size | measures.BothFeet | measures.BothHave | measures.FeetApart | measures.BodyMassIndex


def _first(world: World, m: First) -> Term:
    if m.kind == "yes_no":
        said = YesNo(FALSE, FALSE)
        for word, cond in reversed(m.lines):
            here = world.rails(cond).true if cond is not None else TRUE
            true, false = (TRUE, FALSE) if word == "yes" else (FALSE, TRUE)
            said = YesNo(z3.If(here, true, said.true), z3.If(here, false, said.false))
        return said
    words, place = (*m.options, *m.extra), z3.IntVal(-1)
    for word, cond in reversed(m.lines):
        place = z3.If(world.rails(cond).true if cond is not None else TRUE, words.index(word), place)
    return Choice(place, words)


def _table(world: World, m: Table) -> Term:
    """What each value of a choice stands for; known where the choice is, and stands for something."""
    read = world.term(m.read)
    assert isinstance(read, Choice)
    values = [m.table.get(word) for word in read.words]
    words = (*m.options, *m.extra)
    places = [words.index(value) if isinstance(value, str) else value for value in values]
    there = [n for n, place in enumerate(places) if place is not None]
    found = reduce(lambda rest, n: z3.If(read.place == n, places[n], rest), there, z3.IntVal(0))
    known = (
        TRUE
        if len(there) == len(places) and world.pathway.names[m.read].always
        else some(read.place == n for n in there)
    )
    return Choice(found, words) if m.kind == "choice" else Number(known, found)


def _worst(world: World, m: Worst) -> Term:
    parts = [world.term(name) for name in m.names]
    numbers = [part for part in parts if isinstance(part, Number)]
    value = reduce(lambda a, b: z3.If(every([b.number, b.value > a]), b.value, a), numbers, z3.IntVal(-1))
    needed = numbers[0].known if m.needs else TRUE
    number = every([needed, some([part.number for part in numbers])])
    words = {word for part in numbers for word in part.extra}
    extra = {w: every([needed, no(number), some([p.extra.get(w, FALSE) for p in numbers])]) for w in sorted(words)}
    return Number(number, value, extra)


def _first_known(world: World, m: FirstKnown) -> Term:
    return reduce(_or_else, (world.term(name) for name in m.names))


def _or_else(one: Term, other: Term) -> Term:
    """The one where it is known, else the other."""
    assert isinstance(one, Number) and isinstance(other, Number)
    words = sorted({*one.extra, *other.extra})
    extra = {w: z3.If(one.known, one.extra.get(w, FALSE), other.extra.get(w, FALSE)) for w in words}
    return Number(z3.If(one.known, one.number, other.number), z3.If(one.known, one.value, other.value), extra)


def _missing(world: World, m: Missing) -> Any:
    """How many of a list are not known; a line under a condition counts unless it is surely false."""
    if m.flags:
        return _unknown_of(world, m.names)
    lines = [
        z3.If(TRUE if line.when is None else world.rails(line.when).possible, _unknown_of(world, line.facts), 0)
        for line in world.pathway.must_know
    ]
    return z3.Sum(lines)


def _unknown_of(world: World, names: Iterable[str]) -> Any:
    return z3.Sum([z3.If(world.term(name).known, 0, 1) for name in names])


def _number(world: World, value: Arith) -> tuple[Bool, Any]:
    """Whether a sum is known, and what it comes to."""
    match value:
        case Ref(name=name):
            term = world.term(name)
            assert isinstance(term, Number)
            return term.number, term.value
        case Const():
            return TRUE, z3.IntVal(world.limit(value)) if isinstance(world.limit(value), int) else world.limit(value)
        case Sum(op="percent", parts=(part, Const() as share)):
            known, whole = _number(world, part)
            return known, _percent(world, whole, share)
        case Sum(op=op, parts=(left, right)):
            (one, a), (other, b) = _number(world, left), _number(world, right)
            both = every([one, other])
            if op in ("min", "max"):
                return both, z3.If(a <= b if op == "min" else a >= b, a, b)
            return both, {"+": a + b, "-": a - b, "*": a * b}[op]
    raise AssertionError(value)


def _percent(world: World, whole: Any, share: Const) -> Any:
    """A share of a whole, floored; a share that a clinic may set is taken case by case, so that it stays linear."""
    limit, threshold = world.limit(share), world.pathway.thresholds.get(share.name)
    if isinstance(limit, int) or threshold is None or threshold.low == threshold.high:
        return whole * (limit if isinstance(limit, int) else threshold.value if threshold else 0) / 100
    cases = range(threshold.low, threshold.high + 1)
    return reduce(lambda rest, n: z3.If(limit == n, whole * n / 100, rest), cases[:-1], whole * cases[-1] / 100)
