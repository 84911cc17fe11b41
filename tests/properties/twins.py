"""The engine and the slow twin beside each other, day for day, and how they differ."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import svang.engine
from svang.engine import course as folding
from svang.engine.course import Course
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


@dataclass(frozen=True)
class Engine:
    """The modules that fold: the product's, or a copy with a fault planted."""

    days_of: Any
    course: Any

    def days(self, pathway: Pathway, history: History) -> Iterator[Course]:
        """The course on every date, one step after the other."""
        days = self.days_of.merge(pathway, history.events)
        course = self.course.fold(pathway, days, today=min(history.first, history.today))
        yield course
        while course.date < history.today:
            course = self.course.step(pathway, course, days)
            yield course


OURS = Engine(import_module("svang.engine.days"), folding)


def differences(pathway: Pathway, history: History, engine: Engine = OURS) -> Iterator[tuple[int, str, Any, Any]]:
    """Every value, state, row and decision that differs: day, name, what the twin says, what the engine says."""
    slow = slow_course(pathway, history.events, history.today)
    for twin, course in zip(slow, engine.days(pathway, history), strict=True):
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
    slots = compiled(pathway).slots
    return [name for name in twin.values if name in slots and name not in APART]


def values(pathway: Pathway, twin: SlowDay, course: Course) -> Iterator[tuple[str, Any, Any]]:
    slots = compiled(pathway).slots
    for name in compared(pathway, twin):
        yield name, twin.values[name], course.seen[slots[name]]


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


def first_day(pathway: Pathway, history: History, engine: Engine = OURS) -> list[tuple[int, str, Any, Any]]:
    """All differences of the first day on which there are any."""
    found: list[tuple[int, str, Any, Any]] = []
    for line in differences(pathway, history, engine):
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


# -- a copy of the engine with a fault in it ------------------------------------------------------------------


def planted(module: str, line: str, fault: str) -> Engine:
    """The engine with one line of its text made otherwise; ours stays as it is."""
    texts = {name: source(name) for name in ("days", "course")}
    assert texts[module].count(line) == 1, f"{module}.py no longer has exactly one: {line}"
    texts[module] = texts[module].replace(line, fault)
    days = made("days", texts["days"])
    course = made("course", texts["course"])
    return Engine(days, course)


def source(name: str) -> str:
    return (Path(svang.engine.__file__).parent / f"{name}.py").read_text(encoding="utf-8")


def made(name: str, text: str) -> ModuleType:
    module = ModuleType(f"planted_{name}")
    sys.modules[module.__name__] = module  # dataclasses look up the module of their class
    exec(compile(text, f"<planted {name}.py>", "exec"), module.__dict__)
    return module
