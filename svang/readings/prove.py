"""The reading that proves: the same conditions, measures, votes and effects as terms of z3, over every possible day.

A World is one day: each fact, state and look back is a free term within its kind and range; what follows from others
that day is written out. What it takes for granted of looks back is their range; a test holds that against the oracle.
A Change of the machine is a second look at the state. Thresholds are free within the ranges a clinic may set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import z3

from svang.model.knowledge import LOADING, OPENING, TRIAGE, Change, Fact, Measure, Pathway, Rule, State, Symbol
from svang.model.rule import Arith, Atom, Compare, Cond, Const, Known, Member, Ref, Sum, Truth
from svang.pathway.language import doubtful, reads
from svang.readings.kleene import Rails, rails
from svang.readings.run import no_answer

Bool = Any
"""A z3 truth value; its library has no types."""
TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
OPS: Mapping[str, Callable[[Any, Any], Bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
FOLDED = ("when", "value", "first", "surely", "told", "table", "worst", "first_known", "missing")
"""What follows from the same day's terms; every other `how` looks back and is free within its range."""


@dataclass(frozen=True)
class YesNo:
    true: Bool
    false: Bool
    extra: Mapping[str, Bool] = field(default_factory=dict)

    @property
    def known(self) -> Bool:
        return some([self.true, self.false, *self.extra.values()])


@dataclass(frozen=True)
class Number:
    """`number`: there is one. `extra`: an answer that is none (never, no_load ...)."""

    number: Bool
    value: Any
    extra: Mapping[str, Bool] = field(default_factory=dict)

    @property
    def known(self) -> Bool:
        return some([self.number, *self.extra.values()])


@dataclass(frozen=True)
class Choice:
    """`place` in the words; -1 is not known."""

    place: Any
    words: tuple[str, ...]

    @property
    def known(self) -> Bool:
        return self.place >= 0

    def is_(self, word: str) -> Bool:
        return self.place == self.words.index(word) if word in self.words else FALSE


@dataclass(frozen=True)
class Words:
    known: Bool
    has: Mapping[str, Bool]


Term = YesNo | Number | Choice | Words


def every(parts: Iterable[Bool]) -> Bool:
    found = [part for part in parts if not z3.is_true(part)]
    return FALSE if any(map(z3.is_false, found)) else z3.And(*found) if len(found) > 1 else found[0] if found else TRUE


def some(parts: Iterable[Bool]) -> Bool:
    found = [part for part in parts if not z3.is_false(part)]
    return TRUE if any(map(z3.is_true, found)) else z3.Or(*found) if len(found) > 1 else found[0] if found else FALSE


def no(part: Bool) -> Bool:
    return FALSE if z3.is_true(part) else TRUE if z3.is_false(part) else z3.Not(part)


def most(values: Sequence[Any], better: str = ">=") -> Any:
    return reduce(lambda a, b: z3.If(OPS[better](a, b), a, b), values)


class World:
    """One day. `direct`: every name a rule reads is free, also what would follow from others."""

    def __init__(self, pathway: Pathway, name: str = "", *, direct: bool = False, fixed: bool = False) -> None:
        self.pathway, self.name, self.direct, self.fixed = pathway, name, direct, fixed
        self.terms: dict[str, Term] = {}
        self.free: dict[str, Term] = {}
        self.assumed: list[Bool] = []
        self.limits: dict[str, Any] = {}
        self.doubting = False
        self.doubtful = doubtful(pathway)
        self.both: dict[Cond, Rails[Bool]] = {}

    # -- names --------------------------------------------------------------------------------------------

    def term(self, name: str) -> Term:
        """What a name stands for today."""
        if self.doubting and name in self.doubtful:
            name += "?"
        found = self.terms.get(name)
        if found is None:
            found = self.terms[name] = self.made(name)
        return found

    def made(self, name: str) -> Term:
        measure = self.pathway.measures.get(name)
        if not self.direct:
            if name.rstrip("?") in self.doubtful:
                return self.urgency(name)
            if name == "plan":
                holds = self.rails(self.pathway.machine.plan_when).true
                return YesNo(holds, no(holds))
            if name == "only_a_question_waits":
                return self.waits()
            if measure is not None and measure.how in FOLDED:
                return self.worked_out(measure)
        fact = self.pathway.facts.get(name)
        found = self.fresh(name, self.pathway.names[name.rstrip("?")])
        return found if self.direct or fact is None or fact.asked is None else self.asked(fact, found)

    def asked(self, fact: Fact, told: Term) -> Term:
        """A fact that surely does not apply is known as none, unless it was answered."""
        assert fact.asked is not None
        none = every([no(told.known), no(self.rails(fact.asked).possible)])
        word = no_answer(fact)
        match told:
            case YesNo():
                return YesNo(told.true, some([told.false, none]), told.extra)
            case Words():
                return Words(some([told.known, none]), {word: every([has, no(none)]) for word, has in told.has.items()})
            case Choice() if word in told.words:
                return Choice(z3.If(none, told.words.index(str(word)), told.place), told.words)
            case Number() if word in told.extra:
                return replace(
                    told, extra={w: some([is_, none]) if w == word else is_ for w, is_ in told.extra.items()}
                )
            case Number() if isinstance(word, int):
                return Number(some([told.number, none]), z3.If(none, word, told.value), told.extra)
        return told

    def fresh(self, name: str, symbol: Symbol) -> Term:
        """A free term of its kind, within its range. Looks at the same date of a course are the same."""
        key = self.one_name(name)
        if key not in self.free:
            self.free[key] = found = _free(f"{self.name}{key}", symbol, self.assumed)
            measure = self.pathway.measures.get(name)
            if key != name or (measure is not None and measure.how == "days_since_entry"):
                self.assumed.append(found.known)  # a date that the course keeps itself: never is an answer too
        return self.free[key]

    def one_name(self, name: str) -> str:
        """The age of a mark is one term, whatever the measures that tell it are called."""
        measure = self.pathway.measures.get(name)
        if measure is not None and measure.how == "days_since" and measure.reads[0] in self.pathway.machine.marks:
            return f"age of {measure.reads[0]}"
        return name

    def limit(self, const: Const) -> Any:
        """A threshold within its range, or what a name stands for."""
        threshold = self.pathway.thresholds.get(const.name)
        if threshold is None or self.fixed:
            return const.value
        if const.name not in self.limits:
            self.limits[const.name] = limit = z3.Int(f"limit {const.name}")
            self.assumed += [limit >= threshold.low, limit <= threshold.high]
            for left, op, right in self.pathway.keep:
                if const.name in (left, right) and {left, right} <= set(self.limits):
                    self.assumed.append(OPS[op](self.limits[left], self.limits[right]))
        return self.limits[const.name]

    # -- conditions ---------------------------------------------------------------------------------------

    def rails(self, cond: Cond) -> Rails[Bool]:
        found = self.both.get(cond)
        if found is None:
            found = self.both[cond] = rails(cond, self)
        return found

    def every(self, parts: Sequence[Bool]) -> Bool:
        return every(parts)

    def some(self, parts: Sequence[Bool]) -> Bool:
        return some(parts)

    def no(self, part: Bool) -> Bool:
        return no(part)

    def at_least(self, least: int, parts: Sequence[Bool]) -> Bool:
        return z3.Sum([z3.If(part, 1, 0) for part in parts]) >= least

    def atom(self, atom: Atom) -> Rails[Bool]:
        """An atom that reads the urgency holds surely if it holds with and without the rows that are unsure."""
        sure = self.one(atom)
        if not self.doubtful & set(reads(atom)):
            return sure
        self.doubting = True
        doubt = self.one(atom)
        self.doubting = False
        return Rails(every([sure.true, doubt.true]), some([sure.possible, doubt.possible]))

    def one(self, atom: Atom) -> Rails[Bool]:
        match atom:
            case Truth(name=name):
                term = self.term(name)
                assert isinstance(term, YesNo)
                return Rails(term.true, every([no(term.false), *map(no, term.extra.values())]))
            case Known(name=name):
                return Rails(self.term(name).known, self.term(name).known)
            case Member(item=Ref(name=name), group=Const(value=frozenset() as group)):
                item = self.term(name)
                assert isinstance(item, Choice)
                return unless_unknown(item, some([item.is_(word) for word in sorted(group)]))
            case Member(item=Const(value=str(word)), group=Ref(name=name)):
                words = self.term(name)
                assert isinstance(words, Words)
                return unless_unknown(words, words.has[word])
            case Compare(left=Ref(name=left), op=op, right=Ref(name=right)):
                return self.two(self.term(left), op, self.term(right))
            case Compare(left=Ref(name=left), op=op, right=Const() as right):
                return self.against(self.term(left), op, right)
        raise AssertionError(atom)

    def two(self, a: Term, op: str, b: Term) -> Rails[Bool]:
        if isinstance(a, Number) and isinstance(b, Number):
            holds = every([a.number, b.number, OPS[op](a.value, b.value)])
            one, other = every([no(a.known), some([no(b.known), b.number])]), every([no(b.known), a.number])
            return Rails(holds, some([one, other, holds]))
        assert isinstance(a, Choice) and isinstance(b, Choice)
        same = some([every([a.is_(word), b.is_(word)]) for word in a.words if word in b.words])
        known, holds = every([a.known, b.known]), same if op == "==" else no(same)
        return Rails(every([known, holds]), some([no(known), holds]))

    def against(self, term: Term, op: str, right: Const) -> Rails[Bool]:
        value = right.value
        match term:
            case YesNo():
                wanted = term.true if (value == "yes") == (op == "==") else term.false
                return unless_unknown(term, wanted)
            case Choice():
                return unless_unknown(term, term.is_(str(value)) if op == "==" else no(term.is_(str(value))))
            case Words() if isinstance(value, frozenset):
                beyond = some([has for word, has in term.has.items() if word not in value])
                all_of = every([has for word, has in term.has.items() if word in value])
                same = no(beyond) if op == "<=" else every([no(beyond), all_of])
                return unless_unknown(term, no(same) if op == "!=" else same)
            case Number() if isinstance(value, str):
                is_ = term.extra.get(value, FALSE)
                return unless_unknown(term, is_ if op == "==" else no(is_))
            case Number():
                holds = every([term.number, OPS[op](term.value, self.limit(right))])
                return unless_unknown(term, holds)
        raise AssertionError(term)

    def rails_of(self, measure: str) -> Rails[Bool]:
        """The rails of a measure that is a condition."""
        cond = self.pathway.measures[measure].when
        assert cond is not None
        return self.rails(cond)

    # -- measures of the same day -------------------------------------------------------------------------

    def worked_out(self, m: Measure) -> Term:
        match m.how:
            case "when":
                assert m.when is not None
                both = self.rails(m.when)
                return YesNo(both.true, no(both.possible))
            case "value":
                assert m.value is not None
                number, value = self.number(m.value)
                return Number(number, value)
            case "first":
                return self.first(m)
            case "surely":
                read = self.term(m.reads[0])
                assert isinstance(read, YesNo)
                return YesNo(read.true, no(read.true))
            case "told":
                known = self.term(m.reads[0]).known
                return YesNo(known, no(known))
            case "table":
                return self.table(m)
            case "worst":
                return self.worst(m)
            case "first_known":
                return self.first_known(m)
        return Number(TRUE, self.missing(m))

    def first(self, m: Measure) -> Term:
        if m.kind == "yes_no":
            said = YesNo(FALSE, FALSE)
            for word, cond in reversed(m.first):
                here = self.rails(cond).true if cond is not None else TRUE
                true, false = (TRUE, FALSE) if word == "yes" else (FALSE, TRUE)
                said = YesNo(z3.If(here, true, said.true), z3.If(here, false, said.false))
            return said
        words, place = (*m.options, *m.extra), z3.IntVal(-1)
        for word, cond in reversed(m.first):
            place = z3.If(self.rails(cond).true if cond is not None else TRUE, words.index(word), place)
        return Choice(place, words)

    def table(self, m: Measure) -> Term:
        """What each value of a choice stands for; known where the choice is, and stands for something."""
        read = self.term(m.reads[0])
        assert isinstance(read, Choice)
        values = [m.table.get(word) for word in read.words]
        words = (*m.options, *m.extra)
        places = [words.index(value) if isinstance(value, str) else value for value in values]
        there = [n for n, place in enumerate(places) if place is not None]
        found = reduce(lambda rest, n: z3.If(read.place == n, places[n], rest), there, z3.IntVal(0))
        known = TRUE if len(there) == len(places) and self.always(m.reads[0]) else some(read.place == n for n in there)
        return Choice(found, words) if m.kind == "choice" else Number(known, found)

    def always(self, name: str) -> bool:
        return self.pathway.names[name].always

    def worst(self, m: Measure) -> Term:
        parts = [self.term(name) for name in m.reads]
        numbers = [part for part in parts if isinstance(part, Number)]
        value = reduce(lambda a, b: z3.If(every([b.number, b.value > a]), b.value, a), numbers, z3.IntVal(-1))
        needed = numbers[0].known if m.needs else TRUE
        number = every([needed, some([part.number for part in numbers])])
        words = {word for part in numbers for word in part.extra}
        extra = {w: every([needed, no(number), some([p.extra.get(w, FALSE) for p in numbers])]) for w in sorted(words)}
        return Number(number, value, extra)

    def first_known(self, m: Measure) -> Term:
        return reduce(self.or_else, (self.term(name) for name in m.reads))

    def or_else(self, one: Term, other: Term) -> Term:
        """The one where it is known, else the other."""
        assert isinstance(one, Number) and isinstance(other, Number)
        words = sorted({*one.extra, *other.extra})
        extra = {w: z3.If(one.known, one.extra.get(w, FALSE), other.extra.get(w, FALSE)) for w in words}
        return Number(z3.If(one.known, one.number, other.number), z3.If(one.known, one.value, other.value), extra)

    def missing(self, m: Measure) -> Any:
        """How many of a list are not known; a line under a condition counts unless it is surely false."""
        flags = tuple(fact.id for fact in self.pathway.facts.values() if fact.flag)
        if m.reads == flags:
            return self.unknown_of(flags)
        lines = [
            z3.If(TRUE if line.when is None else self.rails(line.when).possible, self.unknown_of(line.facts), 0)
            for line in self.pathway.must_know
        ]
        return z3.Sum(lines)

    def unknown_of(self, names: Iterable[str]) -> Any:
        return z3.Sum([z3.If(self.term(name).known, 0, 1) for name in names])

    def number(self, value: Arith) -> tuple[Bool, Any]:
        """Whether a sum is known, and what it comes to."""
        match value:
            case Ref(name=name):
                term = self.term(name)
                assert isinstance(term, Number)
                return term.number, term.value
            case Const():
                return TRUE, z3.IntVal(self.limit(value)) if isinstance(self.limit(value), int) else self.limit(value)
            case Sum(op="percent", parts=(part, Const() as share)):
                known, whole = self.number(part)
                return known, self.percent(whole, share)
            case Sum(op=op, parts=(left, right)):
                (one, a), (other, b) = self.number(left), self.number(right)
                both = every([one, other])
                if op in ("min", "max"):
                    return both, z3.If(a <= b if op == "min" else a >= b, a, b)
                return both, {"+": a + b, "-": a - b, "*": a * b}[op]
        raise AssertionError(value)

    def percent(self, whole: Any, share: Const) -> Any:
        """A share of a whole, floored; a share that a clinic may set is taken case by case, so that it stays linear."""
        limit, threshold = self.limit(share), self.pathway.thresholds.get(share.name)
        if isinstance(limit, int) or threshold is None or threshold.low == threshold.high:
            return whole * (limit if isinstance(limit, int) else threshold.value if threshold else 0) / 100
        cases = range(threshold.low, threshold.high + 1)
        return reduce(lambda rest, n: z3.If(limit == n, whole * n / 100, rest), cases[:-1], whole * cases[-1] / 100)

    # -- triage -------------------------------------------------------------------------------------------

    def urgency(self, name: str) -> Term:
        """Of the rows that stand; under `name?` with those that may be true as well."""
        plain, doubt = name.rstrip("?"), name.endswith("?")
        held = [self.stands(n, doubt) for n in range(len(self.pathway.rows))]
        if plain == "triage":
            return self.level(held, doubt)
        if plain == "loading":
            place = z3.IntVal(LOADING.index(self.pathway.otherwise.loading))
            for row, is_ in zip(self.pathway.rows, held, strict=True):
                here = LOADING.index(row.loading)
                place = z3.If(every([is_, place > here]), here, place)
            return Choice(place, LOADING)
        kind = plain.removesuffix("_stands")
        there = some([is_ for row, is_ in zip(self.pathway.rows, held, strict=True) if row.kind == kind])
        return YesNo(there, no(there))

    def waits(self) -> YesNo:
        """A row may be true, and none surely is: the open question is the reason."""
        rows = [
            n
            for n, row in enumerate(self.pathway.rows)
            if row.when is not None and "only_a_question_waits" not in reads(row.when)
        ]
        sure = some(self.stands(n, False) for n in rows)
        found = every([no(sure), some(self.stands(n, True) for n in rows)])
        return YesNo(found, no(found))

    def level(self, held: Sequence[Bool], doubt: bool) -> Choice:
        place = z3.IntVal(TRIAGE.index(self.pathway.otherwise.triage))
        for row, is_ in zip(self.pathway.rows, held, strict=True):
            here = TRIAGE.index(row.triage)
            place = z3.If(every([is_, place < here]), here, place)
        if not doubt:
            unsure = some([every([self.stands(n, True), no(self.stands(n, False))]) for n in range(len(held))])
            place = z3.If(every([unsure, place == 0]), TRIAGE.index("routine"), place)
        return Choice(place, TRIAGE)

    def stands(self, n: int, doubt: bool) -> Bool:
        """Does a row stand: true today and not lifted, or standing from an earlier day? `doubt`: it may."""
        row = self.pathway.rows[n]
        assert row.when is not None
        both = self.rails(row.when)
        true = both.possible if doubt else both.true
        if row.lift == "none":
            return true
        stood, lifted = (z3.Bool(f"{self.name}{word} {row.id}") for word in ("stood", "lifted"))
        return some([stood, every([true, no(lifted)])])

    # -- votes --------------------------------------------------------------------------------------------

    def sure(self, rule: Rule) -> Bool:
        return self.rails(rule.when).true if rule.when is not None else TRUE

    def maybe(self, rule: Rule) -> Bool:
        return self.rails(rule.when).possible if rule.when is not None else TRUE

    def ranked(self) -> list[Rule]:
        """The most cautious vote first, then by number; the rule that is left last."""
        step = {vote: n for n, votes in enumerate(self.pathway.order) for vote in votes}
        return sorted(self.pathway.rules, key=lambda rule: (step[rule.vote], rule.n))

    def cautious(self) -> list[Rule]:
        return [rule for rule in self.ranked() if rule.vote not in OPENING and rule.when is not None and not rule.over]

    def decides(self, rule: Rule) -> Bool:
        """This rule decides: it is the first that surely fires, and opens only if nothing above it may."""
        above = [no(self.sure(other)) for other in self.cautious()]
        if rule.over:
            return FALSE  # it is laid over what was decided
        if rule.when is None:
            return every([*above, *(no(self.sure(other)) for other in self.opening())])
        if rule.vote in OPENING:
            return every([self.sure(rule), self.first_to_open(rule), self.nothing_above()])
        before = self.cautious()[: self.cautious().index(rule)]
        return every([self.sure(rule), *(no(self.sure(other)) for other in before)])

    def opening(self) -> list[Rule]:
        return [rule for rule in self.ranked() if rule.vote in OPENING]

    def first_to_open(self, rule: Rule) -> Bool:
        before = self.opening()[: self.opening().index(rule)]
        return every(no(self.sure(other)) for other in before)

    def nothing_above(self) -> Bool:
        return every(no(self.maybe(other)) for other in self.cautious())

    def opens(self) -> Bool:
        return every([some(map(self.sure, self.opening())), self.nothing_above()])

    def held(self) -> Bool:
        """A rule would open, and something above it may be true: a hold that asks."""
        above = every(no(self.sure(other)) for other in self.cautious())
        return every([above, some(map(self.sure, self.opening())), no(self.nothing_above())])

    def vote(self, vote: str) -> Bool:
        rules = [self.decides(rule) for rule in self.pathway.rules if rule.vote == vote]
        return some([*rules, *([self.held()] if vote == "hold" else [])])

    # -- the machine --------------------------------------------------------------------------------------

    def after(self, effect: str) -> After:
        """The state after an effect, every condition read before it."""
        return After(self, self.pathway.machine.effects[effect])


class After:
    """The state once some changes were made, from the day they were made on."""

    def __init__(self, world: World, changes: Sequence[Change]) -> None:
        self.world, self.now, self.marked = world, dict[str, Term](), dict[str, Bool]()
        for change in changes:
            self.make(change)

    def term(self, name: str) -> Term:
        return self.now.get(name) or self.world.term(name)

    def wanted(self, change: Change) -> Bool:
        world = self.world
        tests = [no(age_of(world, change.set).number)] if change.once else []
        if change.from_:
            state = world.term(change.set)
            assert isinstance(state, Choice)
            tests.append(state.is_(change.from_))
        tests += [world.rails(change.when).true] if change.when is not None else []
        tests += [no(world.rails(change.unless).true)] if change.unless is not None else []
        return every(tests)

    def make(self, change: Change) -> None:
        wanted = self.wanted(change)
        if change.verb == "mark":
            self.marked[change.set] = some([wanted, self.marked.get(change.set, FALSE)])
            return
        old, state = self.term(change.set), self.world.pathway.machine.state[change.set]
        new = self.changed(change, state, old)
        if isinstance(old, Choice) and isinstance(new, Choice):
            self.now[change.set] = Choice(z3.If(wanted, new.place, old.place), old.words)
        elif isinstance(old, Number) and isinstance(new, Number):
            extra = {w: z3.If(wanted, new.extra.get(w, FALSE), is_) for w, is_ in old.extra.items()}
            number = z3.If(wanted, new.number, old.number)
            self.now[change.set] = Number(number, z3.If(wanted, new.value, old.value), extra)

    def changed(self, change: Change, state: State, old: Term) -> Term:
        if change.verb in ("keep", "highest"):
            kept = self.kept(change)
            if change.verb == "keep" or not isinstance(kept, Choice):
                return as_state(kept, state)
            assert isinstance(old, Choice)
            place = as_state(kept, state).place  # type: ignore[union-attr]
            return Choice(z3.If(place > old.place, place, old.place), old.words)
        if change.verb == "to":
            if isinstance(old, Number):
                return Number(TRUE, z3.IntVal(int(change.to)))
            return Choice(z3.IntVal(state.options.index(change.to)), state.options)
        return self.stepped(int(change.to) if change.verb == "up" else -int(change.to), state, old)

    def kept(self, change: Change) -> Term:
        if change.to in self.world.pathway.thresholds:
            limit = self.world.limit(Const(self.world.pathway.thresholds[change.to].value, change.to))
            return Number(TRUE, limit)
        return self.term(change.to) if change.to in self.world.pathway.machine.state else self.world.term(change.to)

    def stepped(self, by: int, state: State, old: Term) -> Term:
        if isinstance(old, Number):
            return Number(old.number, clamped(old.value + by, state.low, state.high), old.extra)
        assert isinstance(old, Choice)
        if by < 0 and state.lowest:
            lowest = state.options.index(state.lowest)
            lower = z3.If(old.place + by >= lowest, old.place + by, lowest)
            return Choice(z3.If(old.place > lowest, lower, old.place), old.words)
        return Choice(clamped(old.place + by, 0, len(state.options) - 1), old.words)


def as_state(term: Term, state: State) -> Term:
    """A value kept in a state: a choice in the state's own order; a number, or the word for none."""
    if isinstance(term, Choice) and state.options:
        places = {n: state.options.index(word) for n, word in enumerate(term.words) if word in state.options}
        found = reduce(lambda rest, n: z3.If(term.place == n, places[n], rest), places, z3.IntVal(-1))
        return Choice(found, state.options)
    if isinstance(term, Number) and state.extra:
        return Number(term.number, term.value, {word: no(term.number) for word in state.extra})
    return term


def clamped(value: Any, low: int, high: int) -> Any:
    return z3.If(value < low, low, z3.If(value > high, high, value))


def age_of(world: World, mark: str) -> Number:
    """The days since a mark was set; never, if it was not."""
    key = f"age of {mark}"
    if key not in world.free:
        symbol = Symbol(key, "measure", "int", "days", 0, 40000, (), ("never",))
        world.free[key] = found = _free(f"{world.name}{key}", symbol, world.assumed)
        world.assumed.append(found.known)
    found = world.free[key]
    assert isinstance(found, Number)
    return found


def unless_unknown(term: Term, holds: Bool) -> Rails[Bool]:
    return Rails(every([term.known, holds]), some([no(term.known), holds]))


def _free(name: str, symbol: Symbol, assumed: list[Bool]) -> Term:
    match symbol.kind:
        case "yes_no":
            extra = {word: z3.Bool(f"{name}={word}") for word in symbol.extra}
            true, false = z3.Bool(f"{name}=yes"), z3.Bool(f"{name}=no")
            if symbol.always:
                return YesNo(true, no(true))
            assumed.append(z3.AtMost(true, false, *extra.values(), 1))
            return YesNo(true, false, extra)
        case "choice":
            words = (*symbol.options, *symbol.extra)
            place = z3.Int(name)
            assumed += [place >= (0 if symbol.always else -1), place < len(words)]
            return Choice(place, words)
        case "set":
            return Words(z3.Bool(f"{name} known"), {word: z3.Bool(f"{name} has {word}") for word in symbol.options})
    return _free_number(name, symbol, assumed)


def _free_number(name: str, symbol: Symbol, assumed: list[Bool]) -> Number:
    value, number = z3.Int(name), TRUE if symbol.always else z3.Bool(f"{name} is told")
    extra = {word: z3.Bool(f"{name}={word}") for word in symbol.extra}
    if symbol.low is not None and symbol.high is not None:
        assumed.append(z3.Implies(number, z3.And(value >= symbol.low, value <= symbol.high)))
    if extra and not symbol.always:
        assumed.append(z3.AtMost(number, *extra.values(), 1))
    return Number(number, value, extra)
