"""What others may do or give: what may be spoken of today, and what was tried, with the first steps on both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from svang.answers.tried import MAY
from svang.engine.course import Course
from svang.model.knowledge import Fact, Pathway, Treatment
from svang.model.rule import Cond
from svang.pathway.language import reads
from svang.readings.explain import Saw, because, status
from svang.readings.lookbacks import median

AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Tried:
    """One entry of the ledger, from `date` on. `before` and `after`: the lower median of the first steps in the seven
    days on each side of it; None with too few of them known."""

    id: str
    date: int
    said: Mapping[str, Any]
    before: int | None
    after: int | None


def treatments(course: Course) -> tuple[tuple[Treatment, str, tuple[Saw, ...]], ...]:
    """Each treatment with `open`, `barred`, `not_yet` or `ask` (what speaks against it is not known), and why."""
    return tuple((treatment, *_state(course, treatment)) for treatment in course.pathway.treatments)


def asked_beside(pathway: Pathway) -> tuple[str, ...]:
    """The questions of safety: what bars a treatment, and may be answered by that one does not know."""
    bars = [treatment.bar for treatment in pathway.treatments if treatment.bar is not None]
    names = dict.fromkeys(name for bar in bars for name in reads(bar) if name in pathway.facts)
    return tuple(name for name in names if _doubtful(pathway.facts[name]))


def not_known(course: Course) -> tuple[str, ...]:
    """Those of them that are not known today."""
    return tuple(name for name in asked_beside(course.pathway) if course.morning(name) is None)


def _doubtful(fact: Fact) -> bool:
    """Is not to know an answer of its own?"""
    return fact.kind == "yes_no" and bool(fact.extra)


def _state(course: Course, treatment: Treatment) -> tuple[str, tuple[Saw, ...]]:
    if treatment.shelf == AGAINST:
        return AGAINST, ()
    barred = None if treatment.bar is None else _status(course, treatment.bar)
    if treatment.bar is not None and barred is True:
        return "barred", _because(course, treatment.bar)
    if treatment.when is not None and _status(course, treatment.when) is not True:
        return "not_yet", _because(course, treatment.when)
    if treatment.bar is not None and (barred is None or _does_not_know(course, treatment.bar)):
        return "ask", _because(course, treatment.bar)
    return "open", ()


def _does_not_know(course: Course, bar: Cond) -> bool:
    """Is the answer to something that bars it that one does not know? Then a doctor or pharmacist is asked first."""
    facts = [course.pathway.facts[name] for name in reads(bar) if name in course.pathway.facts]
    return any(_doubtful(fact) and course.morning(fact.id) in fact.extra for fact in facts)


def _status(course: Course, cond: Cond) -> bool | None:
    return status(course.pathway, cond, course.morning)


def _because(course: Course, cond: Cond) -> tuple[Saw, ...]:
    return because(course.pathway, cond, course.morning)


def ledger(course: Course) -> tuple[Tried, ...]:
    """What was tried, the oldest first."""
    found = sorted(course.treated, key=lambda entry: (entry["date"], entry["id"]))
    return tuple(_tried(entry, course.enough) for entry in found)


def _tried(entry: Mapping[str, Any], least: int) -> Tried:
    said = {key: entry[key] for key in ("what", *MAY) if key in entry}
    before, after = (median(entry[key], least) for key in ("before", "after"))
    return Tried(entry["id"], entry["date"], said, before, after)
