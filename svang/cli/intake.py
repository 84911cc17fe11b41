"""The first questions: age, the red flags, then where, how and since when; `svang check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svang.cli import pages
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Dialogue, Stopped, must_be_a_terminal
from svang.cli.paper import BLANK, Line, heading
from svang.cli.problems import sentences
from svang.cli.questions import Question, day_name, refuse_future
from svang.cli.sitting import URGENT, Sitting
from svang.engine.decide import applies
from svang.history import Refused, at_intake, typed
from svang.loader import pathway
from svang.model import Fact, Row
from svang.reader import Unreadable, read_file
from svang.readings.explain import unknown
from svang.rules import reads

FIRST_GROUPS = ("you", "flags")
NOT_AT_INTAKE = ("profile", "told", "due")
OUT_OF_SCOPE = "under-18"


def check(desk: Desk) -> None:
    """Asks, stores after the red flags and at the end, and shows what it comes to."""
    must_be_a_terminal(desk)
    desk.open()
    intake = Intake(Sitting(desk, desk.day, intake=True))
    talk = Dialogue(intake.sitting, intake.next, intake.progress, intake.stored_after_flags)
    desk.show(intake.opening(), desk.talk)
    try:
        talk.run()
    except Stopped:
        stopped(desk, intake.sitting, "check")
        return
    intake.sitting.store()
    pages.show_result(desk, desk.look())


def stopped(desk: Desk, sitting: Sitting, command: str) -> None:
    """What was answered so far is kept, and that is said."""
    sitting.store()
    key = "stopped_kept" if sitting.stored else "stopped_nothing"
    desk.show([BLANK, Line(desk.texts("ui", key, command=f"svang {command}"))], desk.talk)
    if sitting.escalated:
        pages.show_today(desk, desk.look(), fresh=True)


class Intake:
    """What to ask next, given all that was told."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting, self.pathway, self.desk = sitting, sitting.pathway, sitting.desk
        self.goes_on = self.unfinished()
        self.parts_said: set[str] = set()

    # -- an intake that was left ---------------------------------------------------------------------------

    def unfinished(self) -> bool:
        """Something was told before, but not all of it."""
        started = bool(self.sitting.past) and self.sitting.decision.triage not in URGENT
        return started and any(self.sitting.told_on(fact.id) is None for fact in self.asked_now())

    def asked_now(self) -> Iterator[Fact]:
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
        level = self.sitting.escalated
        if level == "emergency":
            return None
        if level:
            return next(iter(self.open(self.hinges())), None)
        return None if self.out_of_scope() else next(iter(self.left()), None)

    def left(self) -> list[Question]:
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

    def out_of_scope(self) -> bool:
        """Somebody too young for the plan is asked about the red flags and no more."""
        flags_left = [q for q in self.left() if self.pathway.facts[q.fact].group in FIRST_GROUPS]
        return not flags_left and OUT_OF_SCOPE in self.sitting.decision.rows

    # -- what is said around them -------------------------------------------------------------------------

    def opening(self) -> list[Line]:
        texts = self.desk.texts
        said = [Line(texts("ui", "goes_on"))] if self.goes_on else []
        if self.sitting.day != self.desk.at.date():
            said.append(Line(texts("ui", "night", date=day_name(texts, self.sitting.day))))
        return [BLANK, *said, Line(texts("ui", "how_to_answer"), "dim")]

    def progress(self, question: Question) -> list[Line]:
        texts, group = self.desk.texts, self.pathway.facts[question.fact].group
        n, left = len(self.sitting.answers), self.left()
        at = Line(texts("ui", "progress", n=n + 1, of=n + max(1, len(left))), "dim")
        if group in self.parts_said or question not in left[:1]:
            return [at]
        self.parts_said.add(group)
        note = self.young() if group == "flags" else []
        return [*note, *heading(texts("ui", "parts", group)), at]

    def young(self) -> list[Line]:
        if OUT_OF_SCOPE not in self.sitting.decision.rows:
            return []
        return [BLANK, Line(self.desk.texts("problems", "under_18")), Line(self.desk.texts("ui", "still_flags"))]

    def stored_after_flags(self) -> None:
        """The red flags are kept as soon as all of them are answered."""
        sitting = self.sitting
        groups = [self.pathway.facts[q.fact].group for q in self.left()]
        if sitting.answers and not sitting.stored and not set(groups) & set(FIRST_GROUPS):
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


# -- from a file --------------------------------------------------------------------------------------------


def from_file(desk: Desk, path: Path) -> None:
    """Stores a mapping of answers, all of it or nothing."""
    values = answers_in(desk, path)
    desk.open()
    from svang import care

    care.answer(desk.person, {desk.day: at_intake(values)}, at=desk.at)
    pages.show_result(desk, desk.look())


def answers_in(desk: Desk, path: Path) -> dict[str, Any]:
    try:
        values, problems = typed(pathway(), read_file(path))
        if problems:
            raise Refused(tuple(problems))
        refuse_future(pathway(), values, desk.at.date())
    except (Unreadable, Refused) as error:
        raise Sorry(*sentences(desk.texts, error.problems)) from None
    if not values:
        raise desk.sorry("problems", "empty")
    return values


def begun(desk: Desk) -> bool:
    """Is all answered that has to be known on any day, so that the mornings can begin?"""
    sitting = Sitting(desk, desk.day)
    must = {name for line in sitting.pathway.must_know for name in line.facts}
    lasting = [f for f in sitting.pathway.facts.values() if f.id in must and applies(sitting.course, f.id)]
    return all(sitting.told_on(fact.id) is not None for fact in lasting)


def told_this_morning(desk: Desk) -> bool:
    sitting = Sitting(desk, desk.day)
    return any(sitting.told_about(name, desk.day) for name in ("first_step_pain", "nothing_new"))
