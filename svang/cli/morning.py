"""The day's few answers: `svang checkin`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from svang.care import NIGHT_ENDS
from svang.cli import pages
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Dialogue, Stopped, must_be_a_terminal
from svang.cli.intake import stopped, turned_by
from svang.cli.paper import BLANK, Line
from svang.cli.problems import by_name, sentence
from svang.cli.questions import Question, day_name, node
from svang.cli.sitting import Sitting, Values
from svang.engine.course import RESTING
from svang.engine.decide import applies, must_missing
from svang.engine.merge import is_sign
from svang.history import day_of, typed
from svang.model import FEET, Fact

WEEK = timedelta(days=7)
WEEKLY = ("function_limit", "standing_or_walking_hard")
AT_MOST = 3
NOON = 12


@dataclass(frozen=True, slots=True)
class Said:
    """What stood on the command line."""

    first_step: str | None = None
    activity: str | None = None
    nothing_new: bool = False
    date: str | None = None
    evening: bool = False

    @property
    def anything(self) -> bool:
        return self.first_step is not None or self.activity is not None or self.nothing_new


def checkin(desk: Desk, said: Said) -> None:
    """Asks what is due, stores it all at once, and shows today."""
    day = day_said(desk, said)
    desk.open_there()
    if desk.look().nothing_yet:
        raise desk.sorry("problems", "no_answers_yet")
    morning = (Evening if said.evening else Morning)(desk, day, said)
    if (said.anything and not sys.stdin.isatty()) or ask(desk, morning):
        morning.sitting.store()
        pages.show_today(desk, desk.look(), fresh=True)


def ask(desk: Desk, morning: Morning) -> bool:
    """False if somebody stopped in the middle; what was answered is kept."""
    must_be_a_terminal(desk, "ui", "problems", "checkin_needs_a_terminal")
    desk.show(morning.opening(), desk.talk)
    try:
        Dialogue(morning.sitting, morning.next, lambda question: []).run()
    except Stopped:
        stopped(desk, morning.sitting, "checkin")
        return False
    return True


def day_said(desk: Desk, said: Said) -> date:
    if said.date is None:
        return desk.day
    day = day_of(node(said.date))
    if day is None:
        raise desk.sorry("problems", "not_a_date", key="--date", found=said.date)
    if day > desk.at.date():
        raise desk.sorry("problems", "future_date", key="--date", found=said.date)
    return day


class Morning:
    """What is asked in the morning, given all that was told."""

    def __init__(self, desk: Desk, day: date, said: Said) -> None:
        self.desk, self.day, self.said = desk, day, said
        self.yesterday = day - timedelta(days=1)
        self.late = day != desk.day
        self.sitting = Sitting(desk, day)
        self.facts, self.before = self.sitting.pathway.facts, self.sitting.before[0]
        self.sitting.given = given(desk, self, said)

    # -- the questions ------------------------------------------------------------------------------------

    def next(self) -> Question | None:
        if self.sitting.escalated:
            hinges = (Question(name, self.day) for name in turned_by(self.sitting) if not self.asked(name, self.day))
            return next(hinges, None)
        return next(iter(self.left()), None)

    def left(self) -> list[Question]:
        """The usual ones, then what follows from their answers."""
        left = self.open(self.usual())
        return left or ([] if self.late else self.open([*self.waited_for(), *self.weekly()]))

    def open(self, questions: Iterable[Question]) -> list[Question]:
        return list(dict.fromkeys(question for question in questions if question not in self.sitting.answers))

    def usual(self) -> Iterator[Question]:
        """First steps, yesterday's activity, anything new, and the signs that still stand."""
        if not self.given_for("first_step_pain"):
            yield from (Question("first_step_pain", self.day, foot) for foot in self.feet())
        if not self.sitting.told_about("activity_pain", self.yesterday) and not self.given_for("activity_pain"):
            yield Question("activity_pain", self.yesterday)
        if not self.given_for("nothing_new"):
            yield from self.news()
        yield from self.standing()

    def news(self) -> Iterator[Question]:
        """Anything new? Then which of the signs, and each of those; all of them if one cannot say."""
        anything = Question("nothing_new", self.day, about="news")
        yield anything
        if self.sitting.answers.get(anything) is not False:
            return
        among = tuple(f.id for f in self.facts.values() if f.flag == "again" and applies(self.before, f.id))
        which = Question("nothing_new", self.day, about="which", among=among)
        yield which
        chosen = self.sitting.answers.get(which, "none")
        names = among if chosen is None else () if chosen == "none" else chosen
        yield from (Question(name, self.day) for name in [*names, *self.follow()])

    def follow(self) -> list[str]:
        """Red flags whose question has come up with what was just told."""
        flags = [fact.id for fact in self.facts.values() if fact.flag and fact.asked is not None]
        return [name for name in flags if applies(self.sitting.course, name) and not applies(self.before, name)]

    def feet(self) -> list[str]:
        """The sore feet that are due: one that was at 0 for two weeks is asked weekly. No foot: both alike."""
        sore = [foot for foot in FEET if self.before.value(f"pain_sites.{foot}")]
        zeros = dict(zip(FEET, self.before.memory.zeros, strict=True))
        due = [foot for foot in sore if zeros[foot] < RESTING or self.is_due("first_step_pain", foot)] or sore
        return due if len(sore) > 1 else [""]

    def standing(self) -> Iterator[Question]:
        """Signs that stand: "is it still there?", daily or weekly as their row says."""
        course, way = self.before, self.sitting.pathway
        told = {question.fact for question in self.sitting.answers if not question.about}
        for row in (way.rows[n] for n in course.rows if way.rows[n].lift != "none"):
            for fact in (way.facts[name] for name in way.facts if name in self.sitting.behind(row)):
                if fact.flag == "again" and fact.id not in told and (row.lift == "two_days" or self.is_due(fact.id)):
                    yield from (Question(fact.id, self.day, foot, "still") for foot in self.with_sign(fact))

    def with_sign(self, fact: Fact) -> list[str]:
        """The feet on which a sign was told; one unnamed for a sign of the person, or of the one sore foot and both."""
        slots = [(foot, f"{fact.id}.{foot}") for foot in FEET] if fact.foot else [("", fact.id)]
        found = [foot for foot, slot in slots if any(_is_sign(fact, value) for value in self.sitting.told_in(slot))]
        return found if len(found) < 2 or len(self.sitting.sore) > 1 else [""]

    def waited_for(self) -> Iterator[Question]:
        """All that the decision waits for, each under the date it is about."""
        course = self.sitting.course
        missing = set(must_missing(course))
        about_yesterday = {name for m in self.sitting.pathway.measures.values() if m.yesterday for name in m.asks}
        for name in self.sitting.decision.ask:
            fact = self.facts[name]
            late = fact.daily and name not in missing and name in about_yesterday
            day = self.yesterday if late else self.day
            if self.asked(name, day) and name != "pain_sites":
                continue
            if name == "activity_pain" and day == self.day:  # no plan runs: how it is for the time being
                yield from [Question(name, day, about="lately")] if self.sitting.told_on(name) != day else []
            elif not self.sitting.told_about(name, day):
                yield from self.sitting.questions(fact, day)

    def weekly(self) -> list[Question]:
        """The week's review: the two that are asked each week, then what has run out; three at most."""
        due = [name for name in WEEKLY if self.is_due(name)]
        if not due:
            return []
        course = self.before
        rest = [
            fact.id
            for fact in self.facts.values()
            if fact.asked_text not in ("profile", "told", "due", "daily")
            and not fact.flag
            and not fact.foot
            and fact.id not in WEEKLY
            and course.value(fact.id) is None
            and applies(course, fact.id)
            and self.is_due(fact.id)
        ]
        return [Question(name, self.day) for name in [*due, *rest][:AT_MOST]]

    # -- what is due --------------------------------------------------------------------------------------

    def is_due(self, name: str, foot: str = "") -> bool:
        told = self.sitting.told_on(name, foot)
        return told is None or self.day - told >= WEEK

    def given_for(self, name: str) -> bool:
        """Was it told on the command line?"""
        return any(slot.partition(".")[0] == name for slots in self.sitting.given.values() for slot in slots)

    def asked(self, name: str, day: date) -> bool:
        """Answered in this sitting already, don't know included."""
        return any(q.fact == name and q.day == day for q in self.sitting.answers) or self.given_for(name)

    # -- what is said around them -------------------------------------------------------------------------

    def opening(self) -> list[Line]:
        texts = self.desk.texts
        greeting = "good_morning" if NIGHT_ENDS <= self.desk.at.hour < NOON else "good_day"
        said = [Line(texts("ui", greeting), "bold")] if not self.late else []
        if self.late or self.day != self.desk.at.date():
            key = "late_entry" if self.late else "night"
            said.append(Line(texts("ui", key, date=day_name(texts, self.day))))
        return [BLANK, *said, Line(texts("ui", "how_to_answer"), "dim")]


class Evening(Morning):
    """The day's worst pain in activity, and the exercises that were done."""

    def usual(self) -> Iterator[Question]:
        if not self.given_for("activity_pain"):
            yield Question("activity_pain", self.day)
        planned = tuple(task.id for task in self.sitting.before[1].plan.tasks if "sets" in task.dose)
        done = Question("exercises", self.day, about="done", among=planned)
        if planned:
            yield done
        for id in self.sitting.answers.get(done) or ():
            if id in planned:
                yield Question("exercises", self.day, about="pain", among=(id,))

    def waited_for(self) -> Iterator[Question]:
        return iter(())

    def weekly(self) -> list[Question]:
        return []


def given(desk: Desk, morning: Morning, said: Said) -> Values:
    """What stood on the command line, typed. Raises Sorry."""
    first, activity = {"nothing_new": True} if said.nothing_new else {}, {}
    if said.first_step is not None:
        first["first_step_pain"] = _first_step(said.first_step)
    if said.activity is not None:
        activity["activity_pain"] = _value(said.activity)
    day = morning.day if said.evening else morning.yesterday
    found: Values = {}
    for about, answers in ((morning.day, first), (day, activity)):
        values, problems = typed(morning.sitting.pathway, node(answers), sore=morning.sitting.sore)
        if problems:
            raise Sorry(sentence(desk.texts, by_name(desk.texts, morning.sitting.pathway, problems[0])))
        found.setdefault(about, {}).update(values)
    return {about: values for about, values in found.items() if values}


def _first_step(said: str) -> Any:
    """`4`, or `left:4,right:2`."""
    if ":" not in said:
        return _value(said)
    return {foot.strip(): _value(value) for foot, _, value in (part.partition(":") for part in said.split(","))}


def _value(said: str) -> Any:
    """A number where it is one; anything else as it stands, to be refused by its fact."""
    text = said.strip()
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None if text == "?" else text
    return number if number.is_finite() else text


def _is_sign(fact: Fact, value: Any) -> bool:
    return value is not None and is_sign(fact, value)
