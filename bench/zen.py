"""The votes of a day, beside zen-engine (GoRules) in its fastest form: all rules as one compiled expression.

`python -m bench.zen`. Both are given the same days, with every measure worked out, and must say the same of each rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import zen

from svang.engine.course import Course, course
from svang.model.knowledge import Pathway, Rule
from svang.model.rule import Atom, Compare, Cond, Const, Known, Member, Ref, Truth
from svang.pathway.language import doubtful, reads
from svang.pathway.load import pathway
from svang.readings.explain import because
from svang.readings.kleene import Rails, rails
from svang.readings.run.compile import compiled

WAY = pathway()
NULL = "null"


class Words:
    """The two rails of a condition as text of zen's expression language."""

    def __init__(self) -> None:
        self.doubt = False

    def every(self, parts: Sequence[str]) -> str:
        return "(" + " and ".join(parts) + ")" if parts else "true"

    def some(self, parts: Sequence[str]) -> str:
        return "(" + " or ".join(parts) + ")" if parts else "false"

    def no(self, part: str) -> str:
        return f"(not ({part}))"

    def at_least(self, least: int, parts: Sequence[str]) -> str:
        raise NotImplementedError

    def atom(self, atom: Atom) -> Rails[str]:
        sure = self.one(atom)
        if not doubtful(WAY) & set(reads(atom)):
            return sure
        self.doubt = True
        doubt = self.one(atom)
        self.doubt = False
        return Rails(f"({sure.true} and {doubt.true})", f"({sure.possible} or {doubt.possible})")

    def at(self, name: str) -> str:
        return name + "__maybe" if self.doubt and name in doubtful(WAY) else name

    def one(self, atom: Atom) -> Rails[str]:
        match atom:
            case Truth(name=name):
                x = self.at(name)
                return Rails(
                    f"({x} == true)",
                    f"({x} != false)" if not WAY.names[name].extra else f"({x} == null or {x} == true)",
                )
            case Known(name=name):
                return Rails(f"({self.at(name)} != null)", f"({self.at(name)} != null)")
            case Member(item=Ref(name=name), group=Const(value=frozenset() as group)):
                x, words = self.at(name), "[" + ", ".join(f"'{word}'" for word in sorted(group)) + "]"
                return Rails(f"({x} != null and {x} in {words})", f"({x} == null or {x} in {words})")
            case Compare(left=Ref(name=name), op=op, right=Const(value=value)):
                return self.against(name, op, value)
            case Compare(left=Ref(name=a), op=op, right=Ref(name=b)):
                both = f"type({a}) == 'number' and type({b}) == 'number' and {a} {op} {b}"
                return Rails(f"({both})", f"({a} == null or {b} == null or ({both}))")
        raise NotImplementedError(atom)

    def against(self, name: str, op: str, value: Any) -> Rails[str]:
        x, symbol = self.at(name), WAY.names[name]
        if symbol.kind == "yes_no":
            wanted = "true" if (value == "yes") == (op == "==") else "false"
            return Rails(f"({x} == {wanted})", f"({x} == null or {x} == {wanted})")
        if isinstance(value, str):
            test = f"{x} {op} '{value}'"
            return Rails(f"({x} != null and {test})", f"({x} == null or {test})")
        number = f"(type({x}) == 'number' and {x} {op} {value})"
        return Rails(number, f"({x} == null or {number})")


@dataclass(frozen=True)
class Day:
    seen: Course
    facts: Mapping[str, Any]


def expression(rules: Sequence[Rule]) -> str:
    """For each rule, what holds surely and what may hold, in one list."""
    words, parts = Words(), []
    for rule in rules:
        both = rails(wanted(rule), words)
        parts += [both.true, both.possible]
    return "[" + ", ".join(parts) + "]"


def wanted(rule: Rule) -> Cond:
    assert rule.when is not None
    return rule.when


def voting(pathway: Pathway) -> list[Rule]:
    """The rules with a condition that vote; what is laid over the day's vote is none."""
    return [rule for rule in pathway.rules if rule.when is not None and not rule.over]


def expressible(pathway: Pathway) -> list[Rule]:
    found = []
    for rule in voting(pathway):
        try:
            expression([rule])
        except NotImplementedError:
            continue
        found.append(rule)
    return found


def days() -> list[Day]:
    """Days of the measured person: half a year, one in three."""
    from bench.people import events, today

    told = events(180)
    names = {name for rule in WAY.rules if rule.when is not None for name in reads(rule.when)}
    found = []
    for n in range(2, 180, 3):
        seen = course(WAY, told, today=today(n).toordinal())
        facts = {name: seen.value(name) for name in names}
        facts |= {f"{name}__maybe": seen.morning(f"{name}?") for name in names & doubtful(WAY)}
        found.append(Day(seen, facts))
    return found


def timed(work: Any, over: Sequence[Any]) -> float:
    """Microseconds a day: the median of rounds over all of them."""
    rounds = []
    for _ in range(31):
        start = perf_counter()
        for each in over:
            work(each)
        rounds.append((perf_counter() - start) / len(over) * 1e6)
    return median(rounds)


def main() -> None:
    rules, running, told = expressible(WAY), compiled(WAY), days()
    theirs = zen.compile_expression(expression(rules))
    for day in told:
        said = theirs.evaluate(dict(day.facts))
        ours = sure_and_maybe(rules, day)
        assert said == ours, [
            rule.id for n, rule in enumerate(rules) if said[2 * n : 2 * n + 2] != ours[2 * n : 2 * n + 2]
        ]
    frames = [list(day.seen.morning.values) for day in told]
    past = [
        (frame, day.seen.memory.series, day.seen.memory.clocks, 0, day.seen.date)
        for frame, day in zip(frames, told, strict=True)
    ]
    facts = [dict(day.facts) for day in told]
    print(f"{len(rules)} of {len(voting(WAY))} rules on {len(told)} days, both rails; microseconds a day, medians")
    print(f"zen, one compiled expression, input conversion with it  {timed(theirs.evaluate, facts):8.1f}")
    nothing = zen.compile_expression("[true]")
    print(f"zen, the conversion of its input alone                 {timed(nothing.evaluate, facts):8.1f}")
    print(
        f"ours, which rule decides and which maybe holds it      {timed(lambda args: running.votes(*args), past):8.1f}"
    )
    print(f"ours, every rule that fires                            {timed(running.firing, frames):8.1f}")
    print(f"ours, the same with the full reasons of each           {timed(reasons, told):8.1f}")


def sure_and_maybe(rules: Sequence[Rule], day: Day) -> list[bool]:
    from svang.readings.explain import status

    found: list[bool] = []
    for rule in rules:
        holds = status(WAY, wanted(rule), look_of(day))
        found += [holds is True, holds is not False]
    return found


def look_of(day: Day) -> Any:
    return day.seen.morning


def reasons(day: Day) -> list[Any]:
    """What each rule that fires saw."""
    fired = day.seen.morning.firing()
    return [because(WAY, wanted(WAY.rules[n]), look_of(day)) for n in fired]


if __name__ == "__main__":
    main()
