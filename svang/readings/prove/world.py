"""One day as terms of z3: each fact, state and look back is free within its kind and range; what follows from others
that day is written out. What it takes for granted of looks back is their range; a test holds that against the oracle.
Thresholds are free within the ranges a clinic may set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import z3

from svang.model.knowledge import Fact, Pathway, Symbol
from svang.model.measures import DaysSince, DaysSinceCheckin, When
from svang.model.rule import Atom, Compare, Cond, Const, Known, Member, Ref, Truth
from svang.pathway.language import doubtful, reads
from svang.readings.kleene import Rails, rails
from svang.readings.prove import measures, triage
from svang.readings.prove.terms import (
    FALSE,
    OPS,
    Bool,
    Choice,
    Number,
    Term,
    Words,
    YesNo,
    every,
    free,
    no,
    some,
    unless_unknown,
)


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
        if not self.direct:
            followed = self.followed(name)
            if followed is not None:
                return followed
        fact = self.pathway.facts.get(name)
        found = self.fresh(name, self.pathway.names[name.rstrip("?")])
        return found if self.direct or fact is None or fact.asked is None else self.asked(fact, found)

    def followed(self, name: str) -> Term | None:
        """What follows from other terms of the day; None for what is free."""
        if name.rstrip("?") in self.doubtful:
            return triage.urgency(self, name)
        if name == "plan":
            holds = self.rails(self.pathway.machine.plan_when).true
            return YesNo(holds, no(holds))
        if name == "only_a_question_waits":
            return triage.waits(self)
        measure = self.pathway.measures.get(name)
        return None if measure is None else measures.worked_out(self, measure)

    def asked(self, fact: Fact, told: Term) -> Term:
        """A fact that surely does not apply is known as none, unless it was answered."""
        assert fact.asked is not None
        none = every([no(told.known), no(self.rails(fact.asked).possible)])
        word = fact.not_applicable
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
            self.free[key] = found = free(f"{self.name}{key}", symbol, self.assumed)
            measure = self.pathway.measures.get(name)
            if key != name or isinstance(measure, DaysSinceCheckin):
                self.assumed.append(found.known)  # a date that the course keeps itself: never is an answer too
        return self.free[key]

    def one_name(self, name: str) -> str:
        """The age of a mark is one term, whatever the measures that tell it are called."""
        measure = self.pathway.measures.get(name)
        if isinstance(measure, DaysSince) and measure.read in self.pathway.machine.marks:
            return f"age of {measure.read}"
        return name

    def limit(self, const: Const) -> Any:
        """A threshold within its range, or what a name stands for."""
        threshold = self.pathway.thresholds.get(const.name)
        if threshold is None or self.fixed:
            return const.value
        if const.name not in self.limits:
            self.limits[const.name] = limit = z3.Int(f"limit {const.name}")
            self.assumed += [limit >= threshold.low, limit <= threshold.high]
            for left, op, right in self.pathway.relations:
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
        found = self.pathway.measures[measure]
        assert isinstance(found, When)
        return self.rails(found.when)
