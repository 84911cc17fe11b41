"""The engine and the slow twin beside each other, day for day, and how they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svang.engine.course import Course, fold, step
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.model.knowledge import Pathway
from svang.readings.run.compile import compiled
from tests.properties.histories import History, smallest, written
from tests.slow import SlowDay, slow_course

APART: Mapping[str, str] = {
    "numbers": "the twin's own",
    "injury_looked_at": "whether it is asked goes by another age; the row that reads it is compared",
    "budget_next": "worked out when it is asked for; the budget itself is compared",
    "budget_on": "the same",
    "budget_after_gap": "the same",
    "kinds": "the twin's own; the engine's are its `*_stands`",
}
"""Names that are not compared, and why."""


def courses(pathway: Pathway, history: History) -> Iterator[Course]:
    """The course on every date, one step after the other."""
    days = merge(pathway, history.events)
    course = fold(pathway, days, today=min(history.first, history.today))
    yield course
    while course.date < history.today:
        course = step(pathway, course, days)
        yield course


def differences(pathway: Pathway, history: History) -> Iterator[tuple[int, str, Any, Any]]:
    """Every value, state, row and decision that differs: day, name, what the twin says, what the engine says."""
    slow = slow_course(pathway, history.events, history.today)
    for twin, course in zip(slow, courses(pathway, history), strict=True):
        yield from ((twin.date - history.first, *found) for found in of_day(pathway, twin, course))


def of_day(
    pathway: Pathway, twin: SlowDay, course: Course, decision: Decision | None = None
) -> Iterator[tuple[str, Any, Any]]:
    found = decision or decide(course)
    for name, slow, fast in (*values(pathway, twin, course), *outcomes(pathway, twin, course, found)):
        if not alike(name, slow, fast):
            yield name, slow, fast


NEVER_SAID = ("run_in_doubt", "in_doubt", "pain_untold", "strength_done")
"""Not said and not so are one here."""
SETS = ("rows", "unsure rows")


def alike(name: str, slow: Any, fast: Any) -> bool:
    if name in NEVER_SAID:
        return bool(slow) is bool(fast)
    if name in SETS:
        return set(slow) == set(fast)
    return slow.__class__ is fast.__class__ and slow == fast


def compared(pathway: Pathway, twin: SlowDay) -> list[str]:
    """The names of the frame that both know."""
    known = compiled(pathway).slots
    return [name for name in twin.values if name in known and name not in APART]


def values(pathway: Pathway, twin: SlowDay, course: Course) -> Iterator[tuple[str, Any, Any]]:
    for name in compared(pathway, twin):
        yield name, twin.values[name], course.morning(name)


def outcomes(pathway: Pathway, twin: SlowDay, course: Course, decision: Decision) -> Iterator[tuple[str, Any, Any]]:
    for name, value in twin.state.items():
        if name in decision.state:
            yield f"state {name}", value, decision.state[name]
    yield "rows", twin.rows, decision.rows
    yield "unsure rows", twin.unsure, tuple(pathway.rows[n].id for n in course.unsure)
    yield "triage", twin.triage, decision.triage
    yield "loading", twin.loading, decision.loading
    yield "decision", twin.vote, decision.decision
    yield "rule", twin.rule, decision.rule
    yield "phase", twin.phase, decision.phase
    yield "rung", twin.rung, decision.rung
    yield "rungs", twin.rungs, decision.rungs
    yield "lowered", twin.lowered, decision.lowered
    rules = {rule.id for rule in pathway.rules}
    yield "why", sorted(twin.why), sorted(reason.rule for reason in decision.reasons if reason.rule in rules)
    yield from conditions(twin, decision)


def conditions(twin: SlowDay, decision: Decision) -> Iterator[tuple[str, Any, Any]]:
    """How each condition fits, as the foot sees it that it fits best; no foot is named where all see the same."""
    for fit in decision.conditions:
        top = max(foot.sums[fit.id] for foot in twin.feet)
        best = {foot.foot: foot for foot in twin.feet if foot.sums[fit.id] == top}
        same = len(twin.feet) > 1 and len({foot.truths[fit.id] for foot in twin.feet}) == 1
        named = {""} if same else set(best)
        yield f"foot of {fit.id}", fit.foot if fit.foot in named else min(named), fit.foot
        there = best.get(fit.foot, next(iter(best.values())))
        yield f"fit of {fit.id}", there.fits[fit.id], fit.fit
        known = tuple(len([t for t in there.truths[fit.id] if t is wanted]) for wanted in (True, None))
        yield f"features of {fit.id}", known, (len(fit.for_) + len(fit.against), len(fit.unknown))


def first_day(pathway: Pathway, history: History) -> list[tuple[int, str, Any, Any]]:
    """All differences of the first day on which there are any."""
    found: list[tuple[int, str, Any, Any]] = []
    for line in differences(pathway, history):
        if found and line[0] != found[0][0]:
            break
        found.append(line)
    return found


def report(pathway: Pathway, history: History) -> str:
    """A small history that still differs, to read; nothing where the two agree."""
    found = first_day(pathway, history)
    if not found:
        return ""
    small = smallest(history.at(history.first + found[0][0]), Shrinking(pathway))
    lines = [f"day {day}, {name}: the twin says {slow!r}, the engine {fast!r}" for day, name, slow, fast in found]
    lines += [f"smaller: day {day}, {name}: {slow!r}, {fast!r}" for day, name, slow, fast in first_day(pathway, small)]
    return "\n".join([*lines, *written(small)])


class Shrinking:
    """Does a history still differ? Asked often enough for its size; a long life is not made small to the last word."""

    def __init__(self, pathway: Pathway, days: int = 6000) -> None:
        self.pathway, self.days = pathway, days

    def __call__(self, history: History) -> bool:
        self.days -= history.today - history.first + 1
        return self.days > 0 and bool(first_day(self.pathway, history))
