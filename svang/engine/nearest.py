"""What would change a decision: the nearest step that may open, what it still lacks, and for days how many more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Literal, TypeAlias

from svang.engine.ask import must_missing
from svang.engine.course import Course
from svang.engine.votes import opening
from svang.model.knowledge import Rule
from svang.model.measures import (
    Count,
    CountHolding,
    DaysSince,
    First,
    Max,
    Recent,
    RecentHolding,
    Streak,
    StreakHolding,
    Surely,
    When,
)
from svang.model.person import Value
from svang.model.rule import And, AtLeast, Atom, Compare, Cond, Const, Member, Not, Or, Truth
from svang.pathway.language import atom_reads
from svang.readings.explain import HOLDS, Saw, because, status, turned

FAR = 1000
"""What a comparison counts that no morning changes: the phase, what a clinician has set, what somebody wants."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many `days` have to pass, how many `more` it takes, or, if all goes well from here, in how many days at the
    `earliest`, and after how many `new` ones."""

    kind: Literal["days", "more", "earliest", "new"]
    n: int


@dataclass(frozen=True, slots=True)
class Lack:
    """A comparison that is not as it is wanted, and how many more it takes where something is counted."""

    saw: Saw
    left: Left | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """`rule`: what may open next; None where rows stand that hold back the plan. `ends`: how those rows end, or of one
    that ends in a way of its own its id."""

    rule: Rule | None
    lacks: tuple[Lack, ...]
    ends: tuple[str, ...] = ()


def nearest(course: Course) -> Nearest | None:
    """Of what may open from here the soonest (of those, what lacks least), with what holds it back today. None where
    answers are missing, or where nothing more can open."""
    if must_missing(course):
        return None
    pathway = course.pathway
    if course.value("loading") != "plan":
        return _rows_that_hold_back(course)
    lacking = {rule.id: _lacking(course, rule.when) for rule in opening(pathway) if rule.when is not None}
    near = [rule for rule in opening(pathway) if 0 < lacking[rule.id].far < FAR]
    if not near:
        return None
    rule = min(near, key=lambda each: (_days(course, lacking[each.id]), lacking[each.id].far))
    return Nearest(rule, _counted(course, _held_by(course) + lacking[rule.id]))


def earliest(course: Course, rule: Rule) -> int | None:
    """In how many days a rule may open if all goes well from here. None where no number of days is known, or where
    something keeps it shut that no morning changes."""
    if must_missing(course) or course.value("loading") != "plan" or rule.when is None:
        return None
    way = _held_by(course) + _lacking(course, rule.when)
    return None if way.far >= FAR else _days(course, way) or None


def _held_by(course: Course) -> Way:
    """What would end the hold of today."""
    rule = course.pathway.rules[course.rule]
    return _lacking(course, rule.when, wanted=False) if rule.vote == "hold" and rule.when is not None else Way()


def _rows_that_hold_back(course: Course) -> Nearest:
    """The rows that leave least of a plan, and how each ends."""
    rows = [course.pathway.rows[n] for n in course.rows if course.pathway.rows[n].loading == course.value("loading")]
    return Nearest(None, (), tuple(dict.fromkeys(row.id if row.lift == "none" else row.lift for row in rows)))


def criteria(course: Course, rule: Rule) -> Iterator[tuple[bool | None, tuple[Saw, ...]]]:
    """Each part of a rule that holds, with the comparisons that make it so; of the others each comparison they lack."""
    pathway = course.pathway
    parts = rule.when.parts if isinstance(rule.when, And) else (rule.when,) if rule.when is not None else ()
    for part in parts:
        if status(pathway, part, course.value) is True:
            yield True, because(pathway, part, course.value)
        else:
            yield from ((None if saw.holds is None else False, (saw,)) for saw in _lacking(course, part).saws)


# -- the nearest way to make a condition hold -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """The comparisons that would have to be otherwise, each as it is wanted, and how far that is."""

    far: int = 0
    saws: tuple[Saw, ...] = ()

    def __add__(self, other: Way) -> Way:
        return Way(self.far + other.far, tuple(dict.fromkeys((*self.saws, *other.saws))))


def _lacking(course: Course, cond: Cond, *, wanted: bool = True) -> Way:
    """Of several ways the nearest; of a measure that is a condition its own comparisons."""
    if status(course.pathway, cond, course.value) is wanted:
        return Way()
    match cond:
        case Not(part=part):
            return _lacking(course, part, wanted=not wanted)
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            ways = sorted((_lacking(course, part, wanted=wanted) for part in parts), key=lambda way: way.far)
            return reduce(Way.__add__, ways[: _needed(cond, wanted)])
    return _of_atom(course, cond, wanted)


def _needed(cond: And | Or | AtLeast, wanted: bool) -> int:
    """How many parts have to be as wanted for the whole to be so."""
    if isinstance(cond, AtLeast):
        return cond.least if wanted else len(cond.parts) - cond.least + 1
    return len(cond.parts) if isinstance(cond, And) is wanted else 1


def _of_atom(course: Course, atom: Atom, wanted: bool) -> Way:
    within = inside(course, atom)
    if within is not None:
        return _lacking(course, within, wanted=wanted)
    names = atom_reads(atom)
    as_wanted = (None if wanted else turned(atom)) or atom
    held = None if course.value(names[0]) is None else not wanted and as_wanted is atom
    symbol = course.pathway.names[names[0]]
    fixed = (symbol.role == "state" and symbol.kind != "int") or symbol.id in ("plan", course.pathway.shown["wish"])
    fixed = fixed or (_only_grows(course, names[0]) and isinstance(as_wanted, Compare) and as_wanted.op in ("<", "<="))
    values = tuple((name, course.value(name)) for name in names)
    return Way(FAR if fixed else 1, (Saw(as_wanted, held, values, wanted or as_wanted is not atom),))


def _only_grows(course: Course, name: str) -> bool:
    """Does it not come below a limit again?"""
    measure = course.pathway.measures.get(name)
    return measure is not None and measure.only_grows


def inside(course: Course, atom: Atom) -> Cond | None:
    """The condition that a measure stands for; None if it is none, or has a value that speaks for itself."""
    measure = course.pathway.measures.get(atom_reads(atom)[0])
    match atom, measure:
        case Truth(), When():
            return measure.when
        case Truth(), Surely():
            return Truth(measure.read)
        case Member(group=Const(value=frozenset() as group)), First() if course.value(measure.id) is None:
            if group.issuperset(course.pathway.names[measure.id].options):
                return None  # that it is known at all: no value of it is asked for
            return Or(tuple(cond for word, cond in measure.lines if word in group and cond is not None))
    return None


# -- how many more ------------------------------------------------------------------------------------------------


def _counted(course: Course, way: Way) -> tuple[Lack, ...]:
    return tuple(Lack(saw, left(course, saw)) for saw in way.saws)


def _days(course: Course, way: Way) -> int:
    """The longest that something of it surely takes."""
    return max((lack.left.n for lack in _counted(course, way) if lack.left is not None), default=0)


Counted: TypeAlias = Count | CountHolding | Recent | RecentHolding
OfSomeDays: TypeAlias = Counted | Max


def left(course: Course, saw: Saw) -> Left | None:
    """How many more until a comparison holds; None where nothing is counted, or it holds."""
    name, value = saw.values[0]
    measure = course.pathway.measures.get(name)
    match saw.atom:
        case Compare(op=op, right=Const(value=int(limit))) if saw.holds is not True:
            if isinstance(measure, Count | CountHolding | Recent | RecentHolding | Max):
                return _of_window(course, measure, op, limit)
            short = limit - value + (op == ">") if value.__class__ is int and op in (">=", ">") else 0
            if short > 0 and (measure is None or isinstance(measure, DaysSince | Streak | StreakHolding)):
                return Left("days" if measure is not None else "more", short)
    return None


def _of_window(course: Course, measure: OfSomeDays, op: str, limit: int) -> Left | None:
    """Good days push the others out of the window: after how many of them does the comparison hold?"""
    window = _window(course, measure)
    counting = [_counts(course, measure, value, limit) for value in window]
    wanted = not isinstance(measure, Max) and op in (">=", ">")  # does a good day count?
    enough = 0 if isinstance(measure, Max) else limit
    recent = isinstance(measure, Recent | RecentHolding)
    for n in range(1, len(window) + 1):
        known = sum(value is not None for value in window[n:]) + n
        found = sum(counting[n:]) + (n if wanted else 0)
        if known >= _needs(measure) and HOLDS[op](found, enough):
            return Left("earliest" if not recent else "more" if wanted else "new", n)
    return None


def _needs(measure: OfSomeDays) -> int:
    """So many days have to be known."""
    return measure.needs if isinstance(measure, Count | Max) else 0


def _window(course: Course, measure: OfSomeDays) -> list[Value]:
    """What a measure looks at: days, or of some that count the last few."""
    days = course.series(measure.read, measure.days, today=measure.today)
    if not isinstance(measure, Recent | RecentHolding):
        return days
    among = course.series(measure.among, measure.days, today=measure.today)
    found = [day for day, beside in zip(days, among, strict=True) if beside is not None and beside.__class__ is not str]
    return [*[None] * measure.last, *found][-measure.last :]


def _counts(course: Course, measure: OfSomeDays, value: Value, limit: int) -> bool:
    """Does a day count, or, of a highest, is it too high by itself?"""
    if isinstance(measure, Max):
        return isinstance(value, int) and value > limit
    if isinstance(measure, CountHolding | RecentHolding):
        name = measure.holds.left.name
        return status(course.pathway, measure.holds, lambda n: value if n == name else course.value(n)) is True
    return value is not None and value == {"yes": True, "no": False}.get(measure.is_, measure.is_)
