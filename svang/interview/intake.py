"""The first questions: age, the red flags, then where, how and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from svang.engine.course import Course
from svang.engine.decide import applies
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.model import Fact, Row
from svang.readings.explain import unknown
from svang.readings.run import compiled
from svang.rules import reads
from svang.sentences import URGENT

FIRST_GROUPS = ("you", "flags")
NOT_AT_INTAKE = ("profile", "told", "due")
OUT_OF_SCOPE = "under-18"


class Progress(NamedTuple):
    """The n-th question of so many; `group` is the part it belongs to, '' for one asked out of turn."""

    n: int
    of: int
    group: str


class Intake:
    """What to ask next, given all that was told."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting, self.pathway = sitting, sitting.pathway
        self.goes_on = self.unfinished()

    # -- an intake that was left ---------------------------------------------------------------------------

    def unfinished(self) -> bool:
        """Something was told before, but not all of it."""
        started = bool(self.sitting.past) and self.sitting.decision.triage not in URGENT
        return started and any(self.sitting.told_on(fact.id) is None for fact in self.asked_now())

    def asked_now(self) -> Iterator[Fact]:
        """The facts that an intake asks about, with what is known so far."""
        for fact in self.pathway.facts.values():
            if fact.asked_text not in NOT_AT_INTAKE and fact.group != "daily" and applies(self.sitting.course, fact.id):
                yield fact

    def skips(self, fact: Fact) -> bool:
        """Told earlier today, or told and still known: not asked again when one goes on. Red flags: today only."""
        if not self.goes_on:
            return False
        told = self.sitting.told_on(fact.id)
        if told == self.sitting.day:
            return True
        return told is not None and not fact.flag and self.sitting.before[0].value(fact.id) is not None

    # -- the questions ------------------------------------------------------------------------------------

    def next(self) -> Question | None:
        """The question to ask now; None when all is asked, or an answer ended it."""
        level = self.sitting.escalated
        if level == "emergency":
            return None
        if level:
            return next(iter(self.open(self.hinges())), None)
        return None if self.out_of_scope() else next(iter(self.left()), None)

    def left(self) -> list[Question]:
        """All that is still to ask, as far as that is known."""
        return self.open(fact for fact in self.asked_now() if not self.skips(fact))

    def open(self, facts: Iterator[Fact]) -> list[Question]:
        """The questions about some facts that have no answer in this sitting."""
        return [
            q for fact in facts for q in self.sitting.questions(fact, self.sitting.day) if q not in self.sitting.answers
        ]

    def hinges(self) -> Iterator[Fact]:
        """What has to be known before an answer may end the questions (see `turned_by`)."""
        wanted = set(turned_by(self.sitting))
        yield from (fact for fact in self.pathway.facts.values() if fact.id in wanted)

    @property
    def too_young(self) -> bool:
        """Is this somebody the plan is not for?"""
        return OUT_OF_SCOPE in self.sitting.decision.rows

    def out_of_scope(self) -> bool:
        """Somebody too young for the plan is asked about the red flags and no more."""
        return not self._first_left() and self.too_young

    def _first_left(self) -> bool:
        return any(self.pathway.facts[q.fact].group in FIRST_GROUPS for q in self.left())

    # -- around them --------------------------------------------------------------------------------------

    def progress(self, question: Question) -> Progress:
        """How far one has come with this question."""
        n, left = len(self.sitting.answers), self.left()
        group = self.pathway.facts[question.fact].group if question in left[:1] else ""
        return Progress(n + 1, n + max(1, len(left)), group)

    def store_after_flags(self) -> None:
        """The red flags are kept as soon as all of them are answered."""
        sitting = self.sitting
        if sitting.answers and not sitting.stored and not self._first_left():
            sitting.store()


def turned_by(sitting: Sitting) -> list[str]:
    """Facts that turn on the signs just told: one that could make it an emergency, or say that a sign is old.

    A swollen calf alone ends the questions as `same_day`, but whether one is short of breath is asked first.
    """
    course, way = sitting.course, sitting.pathway
    worse = [way.rows[n] for n in course.unsure if way.rows[n].triage == URGENT[-1]]
    found = [name for row in worse for name in _missing(sitting, row) if sitting.told & _hangs_on(sitting, row, name)]
    ages = {m.reads[0]: m.older for m in way.measures.values() if m.how == "age_of_sign"}
    found += [older for sign, older in ages.items() if sign in sitting.signs and course.value(older) is None]
    return [name for name in found if applies(course, name)]


def _missing(sitting: Sitting, row: Row) -> tuple[str, ...]:
    assert row.when is not None
    return unknown(sitting.pathway, row.when, sitting.course.value)


def _hangs_on(sitting: Sitting, row: Row, name: str) -> set[str]:
    """The signs told that make this row, or the question about this fact, come up."""
    asked = sitting.pathway.facts[name].asked
    told = {n for n in sitting.behind(row) if n != name and sitting.course.value(n)}
    return told | (set(reads(asked)) if asked is not None else set())


# -- is it time for the first questions, or for the morning's? ----------------------------------------------


def begun(course: Course, sit: Callable[[], Sitting]) -> bool:
    """Was all answered that has to be known on any day, so that the mornings can begin?

    Where a plan has run it was; only else is all that was told looked through.
    """
    if course.value("plan_days").__class__ is int:
        return True
    must = {name for line in course.pathway.must_know for name in line.facts}
    sitting = sit()
    return all(sitting.told_on(name) is not None for name in must if applies(sitting.course, name))


def told_this_morning(course: Course) -> bool:
    """Was anything of the morning told about the course's day already?"""
    return bool(course.memory.clocks[compiled(course.pathway).clocks["entered"]] == course.date)
