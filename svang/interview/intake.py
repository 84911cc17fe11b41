"""The first questions: age, the red flags, then where, how and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from svang.engine.ask import applies
from svang.engine.course import Course
from svang.interview import lists
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.model.knowledge import Fact, Row
from svang.model.measures import AgeOfSign
from svang.pathway.language import reads
from svang.readings.explain import unknown
from svang.says.decision import URGENT, too_young

FIRST_GROUPS = ("you", "flags")
MINUTES = 4
"""What the first questions take in all."""


class Progress(NamedTuple):
    """The n-th question of so many; `group` is the part it belongs to, '' for one asked out of turn."""

    n: int
    of: int
    group: str

    @property
    def minutes(self) -> int:
        """About so many are left; it only falls."""
        return -(-(self.of - self.n + 1) * MINUTES // self.of)


class Intake:
    """What to ask next, given all that was told. `paged`: what stands on one page is one question, and how urgent it is
    by now is a page too; else it is asked line by line, and the lists of signs alone are asked whole."""

    def __init__(self, sitting: Sitting, *, paged: bool = False) -> None:
        self.sitting, self.pathway, self.paged = sitting, sitting.pathway, paged
        self.steps = lists.steps(sitting.pathway)
        self.goes_on = self.unfinished()

    # -- an intake that was left ---------------------------------------------------------------------------

    def unfinished(self) -> bool:
        """Something was told before, but not all of it. The profile may stay open."""
        started = not self.sitting.first and self.sitting.decision.triage not in URGENT
        must = (fact for step in self.steps for fact in self.lines(step) if fact.asked_text not in lists.BY_CHOICE)
        return started and any(self.sitting.told_on(fact.id) is None for fact in must)

    def lines(self, step: lists.Step) -> list[Fact]:
        """The facts of a step that are asked about, with what is known so far."""
        return [self.pathway.facts[id] for id in step.facts if applies(self.sitting.course, id)]

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
            return next(iter(self.open([*lists.ticked(self.sitting), *self.hinges()])), None)
        return None if self.out_of_scope() else next(iter(self.left()), None)

    def left(self) -> list[Question]:
        """All that is still to ask, as far as that is known."""
        return self.open(question for _, question in self.all())

    def all(self) -> Iterator[tuple[int, Question]]:
        """Every question with the place of its step, those that have an answer too."""
        last = max(n for n, step in enumerate(self.steps) if step.group in FIRST_GROUPS)
        for n, step in enumerate(self.steps):
            lines = [fact for fact in self.lines(step) if not self.skips(fact)]
            yield from ((n, question) for question in lists.asked_at(self.sitting, step, lines, paged=self.paged))
            if n == last and self.paged and self.flags_told():
                yield n, Question(self.steps[0].facts[0], self.sitting.day, about="so_far")

    def open(self, questions: Iterable[Question]) -> list[Question]:
        """Those that have no answer in this sitting."""
        return [question for question in questions if question not in self.sitting.answers]

    def hinges(self) -> Iterator[Question]:
        """What has to be known before an answer may end the questions (see `turned_by`)."""
        wanted = set(turned_by(self.sitting)) - self.sitting.told
        for fact in (fact for fact in self.pathway.facts.values() if fact.id in wanted):
            yield from self.sitting.questions(fact, self.sitting.day)

    def flags_told(self) -> bool:
        """Was any of the red flags answered in this sitting, so that something can be said of it?"""
        return any(self.pathway.facts[id].flag for question in self.sitting.answers for id in question.facts)

    @property
    def too_young(self) -> bool:
        """Is this somebody the plan is not for?"""
        return too_young(self.sitting.pathway, self.sitting.decision)

    def out_of_scope(self) -> bool:
        """Somebody too young for the plan is asked about the red flags and no more."""
        return not self._first_left() and self.too_young

    def _first_left(self) -> bool:
        return any(self._of_first(q) for q in self.left() if q.about != "so_far")

    def _of_first(self, question: Question) -> bool:
        return self.pathway.facts[question.fact].group in FIRST_GROUPS

    # -- around them --------------------------------------------------------------------------------------

    def progress(self, question: Question) -> Progress:
        """How far one has come: in steps that everybody has, so that a question more does not move the end."""
        places = dict(reversed([(q, n) for n, q in self.all()]))
        here = places.get(question, self._step_of(question.fact))
        counted = sorted({n for q, n in places.items() if self.steps[n].base and self._in_scope(n)} | self._answered())
        group = self.pathway.facts[question.fact].group if question in self.left()[:1] else ""
        group = FIRST_GROUPS[-1] if question.about == "so_far" else group
        return Progress(max(1, sum(n <= here for n in counted)), max(1, len(counted)), group)

    def _answered(self) -> set[int]:
        places = {self._step_of(question.fact) for question in self.sitting.answers}
        return {n for n in places if self.steps[n].base}

    def _step_of(self, fact: str) -> int:
        return next((n for n, step in enumerate(self.steps) if fact in step.facts), 0)

    def _in_scope(self, n: int) -> bool:
        return self.steps[n].group in FIRST_GROUPS or not self.too_young

    def store_after_flags(self) -> None:
        """The red flags are stored as soon as all of them are answered."""
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
    ages = {m.read: m.older for m in way.measures.values() if isinstance(m, AgeOfSign)}
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
    return course.marked_on("checkin") == course.date
