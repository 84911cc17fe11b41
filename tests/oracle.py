"""The slow, obvious twin of the readings: what DESIGN.md says, written down once more and without rails.

A condition is true, false or not known (None) of a dict of values. Strong Kleene: what decides, decides; else a part
that is not known makes the whole not known. An extra answer (`never`, `no_load` ...) is of no use in a comparison:
every one with it is false, unless that very answer is named. A value of None is not known.

The urgency (`triage`, `loading`, what stands) has two values while a row may be true: as it is, and under `name?` as it
would be with that row. What reads it is known only if it comes to the same with both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from svang.model import measures as m
from svang.model.knowledge import Change, Pathway, Symbol
from svang.model.measures import Measure
from svang.model.person import FEET
from svang.model.rule import (
    And,
    Arith,
    AtLeast,
    Atom,
    Compare,
    Cond,
    Const,
    Known,
    Member,
    Not,
    Operand,
    Or,
    Ref,
    Sum,
    Truth,
)
from svang.pathway.language import reads

Values = Mapping[str, Any]


def holds(pathway: Pathway, cond: Cond, values: Values) -> bool | None:
    """True, False, or None for not known."""
    if isinstance(cond, Truth | Known | Member | Compare):
        as_it_is, as_it_may_be = atom(pathway, cond, values), atom(pathway, cond, doubted(values))
        return as_it_is if as_it_is is as_it_may_be else None
    if isinstance(cond, Not):
        inside = holds(pathway, cond.part, values)
        return None if inside is None else not inside
    parts = [holds(pathway, part, values) for part in cond.parts]
    if isinstance(cond, And):
        return every(parts)
    if isinstance(cond, Or):
        return some(parts)
    return at_least(cond, parts)


def doubted(values: Values) -> Values:
    return {name: values.get(f"{name}?", value) for name, value in values.items()}


def atom(pathway: Pathway, cond: Atom, values: Values) -> bool | None:
    if isinstance(cond, Truth):
        return truth(values[cond.name])
    if isinstance(cond, Known):
        return values[cond.name] is not None
    if isinstance(cond, Member):
        return member(cond, values)
    return compare(pathway, cond, values)


def every(parts: Sequence[bool | None]) -> bool | None:
    """One false part is enough for false."""
    if False in parts:
        return False
    return None if None in parts else True


def some(parts: Sequence[bool | None]) -> bool | None:
    """One true part is enough for true."""
    if True in parts:
        return True
    return None if None in parts else False


def at_least(cond: AtLeast, parts: Sequence[bool | None]) -> bool | None:
    if parts.count(True) >= cond.least:
        return True
    return None if parts.count(True) + parts.count(None) >= cond.least else False


def truth(value: Any) -> bool | None:
    if value is None:
        return None
    return value is True


def value_of(operand: Operand, values: Values) -> Any:
    return values[operand.name] if isinstance(operand, Ref) else operand.value


def member(cond: Member, values: Values) -> bool | None:
    item, group = value_of(cond.item, values), value_of(cond.group, values)
    if item is None or group is None:
        return None
    return any(item == one for one in group)


def compare(pathway: Pathway, cond: Compare, values: Values) -> bool | None:
    left = values[cond.left.name]
    right = value_of(cond.right, values)
    symbol = pathway.names[cond.left.name]
    if isinstance(cond.right, Const) and symbol.kind == "yes_no":
        right = cond.right.value == "yes"
    if isinstance(cond.right, Const) and cond.right.value in symbol.extra:
        return None if left is None else compared(left, cond.op, right)
    other = pathway.names[cond.right.name] if isinstance(cond.right, Ref) else None
    if is_extra(symbol, left) or (other is not None and is_extra(other, right)):
        return False
    if left is None or right is None:
        return None
    return compared(left, cond.op, right)


def is_extra(symbol: Symbol, value: Any) -> bool:
    return isinstance(value, str) and value in symbol.extra


def compared(left: Any, op: str, right: Any) -> bool:
    if op == "==":
        return bool(left == right)
    if op == "!=":
        return bool(left != right)
    if op == "<":
        return bool(left < right)
    if op == "<=":
        return bool(left <= right)
    if op == ">":
        return bool(left > right)
    assert op == ">="
    return bool(left >= right)


def number(value: Arith, values: Values) -> int | None:
    """A value line; not known unless all its numbers are known numbers."""
    if isinstance(value, Sum):
        a, b = (number(part, values) for part in value.parts)
        return None if a is None or b is None else added(value.op, a, b)
    found = value_of(value, values)
    return found if isinstance(found, int) else None


def added(op: str, a: int, b: int) -> int:
    if op == "percent":
        return percent(a, b)
    return {"+": a + b, "-": a - b, "*": a * b, "min": min(a, b), "max": max(a, b)}[op]


# -- ways to look back: each over days in order, the oldest first ---------------------------------------------


def numbers(days: Sequence[Any]) -> list[int]:
    """The days on which a number is known; an extra answer and a yes or no are none."""
    return [day for day in days if isinstance(day, int) and not isinstance(day, bool)]


def median(days: Sequence[Any], needs: int) -> int | None:
    """The lower median: the smallest number that at least half of the numbers do not exceed."""
    found = numbers(days)
    if not found or len(found) < needs:
        return None
    return min(n for n in found if 2 * sum(other <= n for other in found) >= len(found))


def second(days: Sequence[Any], needs: int) -> int | None:
    """The highest of what is left without one of the highest; of a single number that number."""
    found = numbers(days)
    if not found or len(found) < needs:
        return None
    if len(found) == 1:
        return found[0]
    found.remove(max(found))
    return max(found)


def largest(days: Sequence[Any], needs: int) -> int | None:
    found = numbers(days)
    if not found or len(found) < needs:
        return None
    return next(n for n in found if all(n >= other for other in found))


def count(days: Sequence[Any], wanted: Any, needs: int) -> int | None:
    known = 0
    fitting = 0
    for day in days:
        if day is not None:
            known += 1
            if wanted is None or day == wanted:
                fitting += 1
    return None if known < needs else fitting


def streak(days: Sequence[Any], wanted: Any) -> int:
    """The longest end of the list that is all as wanted."""
    return max(n for n in range(len(days) + 1) if all(day == wanted for day in days[len(days) - n :]))


def lead(tests: Iterable[bool]) -> int:
    """How many come before the first that does not hold."""
    told = [*tests, False]
    return told.index(False)


def recent(days: Sequence[Any], among: Sequence[Any], wanted: Any, last: int) -> int:
    loaded = [day for day, beside in zip(days, among, strict=True) if isinstance(beside, int)]  # a yes or no too
    return sum(day == wanted for day in loaded[max(0, len(loaded) - last) :])


def total(days: Sequence[Any]) -> int:
    found = 0
    for day in numbers(days):
        found = found + day
    return found


def mean(days: Sequence[Any], needs: int) -> int | None:
    """Floored."""
    found = numbers(days)
    return None if not found or len(found) < needs else floor(Fraction(total(days), len(found)))


def share(done: Sequence[Any], planned: Sequence[Any], needs: int) -> int | None:
    """The mean percent, floored, of the planned days of which something is told."""
    told = numbers([day for day, plan in zip(done, planned, strict=True) if plan is True])
    if not told or len(told) < needs:
        return None
    return max(whole for whole in range(101) if whole * len(told) <= sum(told))


def worst(values: Sequence[Any]) -> Any:
    """The largest number; without one, the last extra answer."""
    if numbers(values):
        return largest(values, 1)
    given = [value for value in values if value is not None]
    return given[-1] if given else None


def percent(number: int, share: int) -> int:
    """Floored, below 0 too."""
    whole = number * share
    rest = whole % 100
    return (whole - rest) // 100


def higher(one: str, other: str, order: Sequence[str]) -> str:
    for word in reversed(order):
        if word in (one, other):
            return word
    raise AssertionError(one, other)


def lower(one: str, by: int, order: Sequence[str], lowest: int) -> str:
    """Step by step, until the lowest; what stands there or before it stays."""
    for _ in range(by):
        if order.index(one) > lowest:
            one = order[order.index(one) - 1]
    return one


# -- measures, from what was seen on every day so far ---------------------------------------------------------


@dataclass(frozen=True)
class Past:
    """All days from the first to today. `days`: what the rules saw; `told`: had the day a check-in?

    `marks`: the place of the day on which something last happened, before today or, for `seen_on`, today.
    """

    days: Sequence[Values]
    told: Sequence[bool]
    marks: Mapping[str, int | None]
    date: int

    @property
    def today(self) -> Values:
        return self.days[-1]

    def back(self, name: str, days: int, *, today: bool) -> list[Any]:
        """The values of the last days; before the first day nothing is known."""
        past = self.series(name) if today else self.series(name)[:-1]
        return [None] * max(0, days - len(past)) + past[max(0, len(past) - days) :]

    def series(self, name: str) -> list[Any]:
        if name == "unsettled":  # a day's event is judged the morning after
            return [*(day["unsettled24"] for day in self.days[1:]), None]
        return self.colours(name) if name in ("colour", "colour_plan") else [day[name] for day in self.days]

    def colours(self, name: str) -> list[Any]:
        """A day's colour is settled two days later; until then it is what the day after said; today has none."""
        first = [day[f"{name}_yesterday"] for day in self.days[1:]]
        settled = [day[f"{name}_before"] for day in self.days[2:]]
        return [*settled, *first[len(settled) :], None]


def wanted(measure: m.Count | m.Recent | m.Streak) -> Any:
    return {"": None, "yes": True, "no": False}.get(measure.is_, measure.is_)


def conds_in(measure: Measure) -> list[Cond]:
    """The conditions that a measure of the day is made of."""
    if isinstance(measure, m.When):
        return [measure.when]
    return [cond for _, cond in measure.lines if cond is not None] if isinstance(measure, m.First) else []


def measured(pathway: Pathway, measure: Measure, past: Past) -> Any:
    """What a measure is today."""
    today = past.today
    match measure:
        case m.When(when=when):
            return holds(pathway, when, today)
        case m.Value(value=value):
            return number(value, today)
        case m.First():
            return first(pathway, measure, today)
        case m.Surely(read=read):
            return today[read] is True
        case m.Known(read=read):
            return today[read] is not None
        case m.Size(read=read):
            return None if today[read] is None else len(today[read])
        case m.Worst(names=names, needs=needs) if needs and today[names[0]] is None:
            return None  # the first has to be told; the others can only make it worse
        case m.Worst(names=names):
            return worst([today[name] for name in names])
        case m.FirstKnown(names=names):
            return next((today[name] for name in names if today[name] is not None), None)
        case m.BothHave() | m.BothFeet() | m.FeetApart():
            return of_feet(measure, today)
        case m.BodyMassIndex():
            return body_mass_index(*(today[name] for name in measure.names))
        case m.Missing():
            return missing(pathway, measure, today)
        case m.Table(table=table, read=read):
            return {str(key): value for key, value in table.items()}.get(today[read])
    return dated(pathway, measure, past)


def first(pathway: Pathway, measure: m.First, today: Values) -> Any:
    for word, cond in measure.lines:
        if cond is None or holds(pathway, cond, today) is True:
            return word == "yes" if measure.kind == "yes_no" else word
    return None


def of_feet(measure: m.BothHave | m.BothFeet | m.FeetApart, today: Values) -> Any:
    left, right = (today[f"{measure.read}.{foot}"] for foot in FEET)
    match measure:
        case m.BothHave():
            return every([None if foot is None else has(foot, measure) for foot in (left, right)])
        case m.BothFeet():
            return every([None if foot is None else len(foot) > 0 for foot in (left, right)])
        case m.FeetApart():
            return abs(left - right) if len(numbers([left, right])) == 2 else None


def has(sites: Any, measure: m.BothHave) -> bool:
    """Something of each group."""
    return all(any(site in group for site in sites) for group in measure.has)


def body_mass_index(kilos: int | None, height: int | None) -> int | None:
    """kg / m² in tenths, from tenths of both, rounded."""
    return None if kilos is None or height is None else floor(Fraction(kilos * 10**6, height**2) + Fraction(1, 2))


def missing(pathway: Pathway, measure: m.Missing, today: Values) -> int:
    """How many of the facts that must be known are not. Those under a condition count unless it is surely false."""
    if measure.flags:
        return [today[fact.id] for fact in pathway.facts.values() if fact.flag].count(None)
    lines = [line for line in pathway.must_know if line.when is None or holds(pathway, line.when, today) is not False]
    return [today[name] for line in lines for name in line.facts].count(None)


def dated(pathway: Pathway, measure: Measure, past: Past) -> Any:
    """Measures of dates: since when."""
    match measure:
        case m.CheckinToday():
            return past.told[-1]
        case m.DaysSinceCheckin():
            return days_from(max((n for n, told in enumerate(past.told[:-1]) if told), default=None), past)
        case m.DaysSince(read=read) if read in past.marks:
            return days_from(past.marks[read], past)
        case m.DaysSince(read=read):
            told = past.today[read]
            return past.date - told if isinstance(told, int) else told
        case m.MedianFrom():
            start = past.marks[measure.mark]
            days = past.series(measure.read)
            if start is None:
                return None
            window = days[max(0, start - measure.days) : start] if measure.before else days[start:][: measure.days]
            return median(window, measure.needs)
        case m.SecondFrom():
            start = past.marks[measure.mark]
            if start is None or len(past.days) - 1 - start < measure.days:
                return None  # only the whole window counts
            return second(past.series(measure.read)[start:][: measure.days], measure.needs)
        case m.Cycle():
            since = days_from(past.marks[measure.read], past)
            return isinstance(since, int) and since % measure.days in range(measure.days)[-measure.last :]
    return looked_back(pathway, measure, past)


def days_from(place: int | None, past: Past) -> int | str:
    return "never" if place is None else len(past.days) - 1 - place


def holding(pathway: Pathway, cond: Compare, past: Past, day: Any) -> bool:
    """Of a day's value, beside what else is known today."""
    return holds(pathway, cond, {**past.today, cond.left.name: day}) is True


def looked_back(pathway: Pathway, measure: Measure, past: Past) -> Any:
    match measure:
        case m.Ago(read=read, days=ago):
            return past.back(read, ago + 1, today=True)[0]
        case m.Streak() | m.StreakHolding():
            days = past.back(measure.read, measure.high or 0, today=measure.today)
            if isinstance(measure, m.Streak):
                return streak(days, wanted(measure))
            return lead(holding(pathway, measure.holds, past, day) for day in reversed(days))
        case m.Window():
            return in_window(pathway, measure, past)
    raise AssertionError(measure.how)


def in_window(pathway: Pathway, measure: Any, past: Past) -> Any:
    days = past.back(measure.read, measure.days + measure.back, today=measure.today)[: measure.days]
    match measure:
        case m.Median():
            return median(days, measure.needs)
        case m.Second():
            return second(days, measure.needs)
        case m.Max():
            return largest(days, measure.needs)
        case m.Sum():
            return total(days)
        case m.Mean():
            return mean(days, measure.needs)
        case m.Recent() | m.RecentHolding():
            among = past.back(measure.among, measure.days, today=measure.today)
            if isinstance(measure, m.Recent):
                return recent(days, among, wanted(measure), measure.last)
            return recent([holding(pathway, measure.holds, past, day) for day in days], among, True, measure.last)
        case m.CountHolding():
            return sum(holding(pathway, measure.holds, past, day) for day in days)
        case m.Count():
            return count(days, wanted(measure), measure.needs)
        case m.Share():
            return share(days, past.back(measure.planned, measure.days, today=measure.today), measure.needs)
    raise AssertionError(measure.how)


# -- what is read ---------------------------------------------------------------------------------------------


def conditions(pathway: Pathway) -> dict[str, Cond]:
    """Every condition of the pathway but those of measures, under a name."""
    found: dict[str, Cond | None] = {"plan": pathway.machine.plan_when}
    found |= {f"row {row.id}": row.when for row in pathway.rows}
    found |= {f"rule {rule.id}": rule.when for rule in pathway.rules}
    found |= {f"feature {f.id}": f.when for condition in pathway.conditions for f in condition.features}
    found |= {f"factor {factor.id}": factor.when for factor in pathway.factors}
    found |= {f"asked {fact.id}": fact.asked for fact in pathway.facts.values()}
    found |= {f"must {n}": line.when for n, line in enumerate(pathway.must_know)}
    found |= {f"today {n}": when for n, (when, _) in enumerate(pathway.kinds_today)}
    found |= {f"gate {criterion.id}": criterion.when for criterion in pathway.gate}
    found |= {f"notice {notice.id}": notice.when for notice in pathway.notices}
    for treatment in pathway.treatments:
        found |= {f"treatment {treatment.id}": treatment.when, f"against {treatment.id}": treatment.bar}
    for task in pathway.tasks:
        found |= {f"task {task.id}": task.when, f"bar {task.id}": task.bar}
        found |= {f"task {task.id} in {phase}": when for phase, when in task.when_in.items()}
    for id, changes in changes_of(pathway).items():
        for n, change in enumerate(changes):
            found |= {f"effect {id} {n} when": change.when, f"effect {id} {n} unless": change.unless}
    return {label: cond for label, cond in found.items() if cond is not None}


def changes_of(pathway: Pathway) -> dict[str, tuple[Change, ...]]:
    machine = pathway.machine
    return {
        **machine.effects,
        "every_day": machine.every_day,
        "on_lowered": machine.on_lowered,
        "after_a_run": machine.after_a_run,
    }


def used(pathway: Pathway) -> frozenset[str]:
    """Every name that something reads in the end."""
    changes = [change for changes in changes_of(pathway).values() for change in changes]
    todo = [name for cond in conditions(pathway).values() for name in reads(cond)]
    todo += [change.to for change in changes if change.verb in ("take", "highest")]
    todo += [*pathway.steps.values(), *pathway.shown.values()]
    writers = [(measure.writes[0], measure.id) for measure in pathway.measures.values() if measure.writes]
    found: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += read_by(pathway, name) + [id for written, id in writers if written == name]
    return frozenset(found)


def read_by(pathway: Pathway, name: str) -> list[str]:
    measure = pathway.measures.get(name)
    if measure is None:
        return []
    return [*measure.reads, *measure.beside]


# -- the vote of the day --------------------------------------------------------------------------------------

OPENING = {"start", "progress"}


def verdict(pathway: Pathway, today: Values) -> tuple[str, str | None]:
    """The rule that decides, and the rule that may be true and so holds an opening vote back (or None).

    The most cautious vote that surely fired wins; within a vote the smallest number. An opening vote wins only if every
    more cautious rule is surely not firing.
    """
    rank = {vote: place for place, votes in enumerate(pathway.order) for vote in votes}
    said = [rule for rule in pathway.rules if not rule.over]  # what is laid over the vote decides nothing
    rules = sorted(said, key=lambda rule: (rank[rule.vote], rule.when is None, rule.n))
    says = {rule.id: True if rule.when is None else holds(pathway, rule.when, today) for rule in rules}
    for rule in rules:
        if says[rule.id] is True:
            cautious = [other for other in rules if rank[other.vote] < rank[rule.vote]]
            maybes = [other.id for other in cautious if says[other.id] is None]
            return rule.id, maybes[0] if rule.vote in OPENING and maybes else None
    raise AssertionError("one rule is always left")
