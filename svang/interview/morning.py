"""The day's few questions: in the morning, and in the evening."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from svang.engine.ask import applies, must_missing
from svang.engine.days import is_sign
from svang.engine.plan import Planned
from svang.interview import lists
from svang.interview.due import exercises, gate, is_due, may_ask, review
from svang.interview.intake import turned_by
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET
from svang.says.decision import URGENT


class Morning:
    """What is asked in the morning, given all that was told; what the sitting was given is not asked. `again`: the day
    has its morning, and it is to be told anew. `paged`: what is asked together is one question."""

    def __init__(self, sitting: Sitting, *, again: bool = False, paged: bool = False) -> None:
        self.sitting, self.day, self.yesterday = sitting, sitting.day, sitting.yesterday
        self.again, self.paged = again, paged
        self.answered = has_morning(sitting)
        self.facts, self.before = sitting.pathway.facts, sitting.before[0]

    # -- the questions ------------------------------------------------------------------------------------

    def next(self) -> Question | None:
        """The question to ask now; None when all is asked, or an answer ended it."""
        level = self.sitting.escalated
        if not level:
            return next(iter(self.left()), None)
        ticked = self.open(lists.ticked(self.sitting)) if level != URGENT[-1] else []
        hinges = (Question(name, self.day) for name in turned_by(self.sitting) if not self.asked(name, self.day))
        return next(iter([*ticked, *hinges]), None)

    def left(self) -> list[Question]:
        """The usual ones, then what follows from their answers."""
        left = self.open(self.usual()) if self.again or not self.answered else []
        return left or ([] if self.sitting.late else self.open(self.due()))

    def must_ask(self) -> bool:
        """Is a question left that the day waits for? What opens running, and the week's review, can be told later."""
        if self.sitting.escalated:
            return self.next() is not None
        usual = self.open(self.usual()) if self.again or not self.answered else []
        return bool(usual or self.open([*lists.ticked(self.sitting), *self.waited_for()]))

    def due(self) -> Iterator[Question]:
        """What follows from the usual answers and from ticked lines, or has waited for its day."""
        yield from lists.ticked(self.sitting)
        yield from self.waited_for()
        yield from gate(self.sitting, paged=self.paged)
        yield from review(self.sitting, paged=self.paged)

    def open(self, questions: Iterable[Question]) -> list[Question]:
        """Each of them once, without those that have an answer in this sitting."""
        return list(dict.fromkeys(question for question in questions if not self.has_answer(question)))

    def has_answer(self, question: Question) -> bool:
        """In this sitting, alone or among others."""
        if question in self.sitting.answers:
            return True
        together = {part for each in self.sitting.answers for part in each.parts}
        return bool(question.parts) and set(question.parts) <= together | set(self.sitting.answers)

    def usual(self) -> Iterator[Question]:
        """First steps, yesterday's activity, anything new, and the signs that still stand."""
        if not self.given_for("first_step_pain"):
            yield from (Question("first_step_pain", self.day, foot) for foot in self.feet())
        told = self.sitting.told_about(
            "activity_pain", self.yesterday
        )  # of two words the worse counts: mended elsewhere
        if not told and not self.given_for("activity_pain"):
            yield Question("activity_pain", self.yesterday)
        yield from exercises(self.sitting)
        if not self.given_for("nothing_new"):
            yield from self.news()
        if self.may_have_run():
            yield from self.distance("run_minutes", "run_pain", self.yesterday)
        yield from self.standing()

    def may_have_run(self) -> bool:
        """Could yesterday's plan have held a run that nothing was told about?"""
        way = self.sitting.pathway
        since, rest = self.before.value("run_since"), way.thresholds["run_rest"].value
        return self.before.value(way.shown["on"]) is True and (since.__class__ is not int or since > rest)

    def distance(self, minutes: str, pain: str, day: date) -> Iterator[Question]:
        """How long, and where it was anything, how it felt."""
        if self.sitting.told_about(minutes, day) or self.given_for(minutes):
            return
        how_long = Question(minutes, day)
        yield how_long
        if self.sitting.answers.get(how_long) not in (None, 0):
            yield Question(pain, day)

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
        """The sore feet that are due: one that was long at 0 is asked now and then. No foot: both alike."""
        sore = [foot for foot in FEET if self.before.value(f"pain_sites.{foot}")]
        every = timedelta(self.sitting.pathway.thresholds["foot_asked"].value)
        still = [foot for foot in sore if self.before.rested(foot)]
        wait = [foot for foot in still if not is_due(self.sitting, "first_step_pain", foot, every)]
        due = [foot for foot in sore if foot not in wait] or sore
        return due if len(sore) > 1 else [""]

    def standing(self) -> Iterator[Question]:
        """Signs that stand: "is it still there?", daily or weekly as their row says."""
        course, way = self.before, self.sitting.pathway
        told = {question.fact for question in self.sitting.answers if not question.about}
        for row in (way.rows[n] for n in course.rows if way.rows[n].lift != "none"):
            for fact in (way.facts[name] for name in way.facts if name in self.sitting.behind(row)):
                if (
                    fact.flag == "again"
                    and fact.id not in told
                    and (row.lift == "two_days" or is_due(self.sitting, fact.id))
                ):
                    yield from (Question(fact.id, self.day, foot, "still") for foot in self.with_sign(fact))

    def with_sign(self, fact: Fact) -> list[str]:
        """The feet on which a sign was told; one unnamed for a sign of the person, or of the one sore foot and both."""
        slots = [(foot, f"{fact.id}.{foot}") for foot in FEET] if fact.foot else [("", fact.id)]
        found = [foot for foot, slot in slots if any(_is_sign(fact, value) for value in self.sitting.told_in(slot))]
        return found if len(found) < 2 or len(self.sitting.sore) > 1 else [""]

    def waited_for(self) -> Iterator[Question]:
        """All that the decision waits for, each under the date it is about; signs in the lists of the intake."""
        waiting = {name: day for name, day in self.awaited() if self.waits(name, day)}
        for name, day in waiting.items():
            page = lists.signs_with(self.sitting.pathway, name)
            if page is not None:
                lines = [self.facts[id] for id in page.facts if id in waiting]
                yield from lists.asked_at(self.sitting, page, lines, paged=self.paged)
            elif name == "activity_pain" and day == self.day:  # no plan runs: how it is for the time being
                yield Question(name, day, about="lately")
            else:
                yield from self.sitting.questions(self.facts[name], day)

    def awaited(self) -> Iterator[tuple[str, date]]:
        """What the decision waits for, with the date it is about."""
        missing = set(must_missing(self.sitting.course))
        about_yesterday = _about_yesterday(self.sitting.pathway)
        for name in self.sitting.decision.ask:
            late = self.facts[name].daily and name not in missing and name in about_yesterday
            yield name, self.yesterday if late else self.day

    def waits(self, name: str, day: date) -> bool:
        """Was nothing told of it yet, and may it be asked?"""
        if (self.asked(name, day) and name != "pain_sites") or self.not_yet_again(self.facts[name]):
            return False
        if name == "activity_pain" and day == self.day:
            return self.sitting.told_on(name) != day
        return not self.sitting.told_about(name, day)

    def not_yet_again(self, fact: Fact) -> bool:
        """Answered with "don't know" lately: asked again when its time comes, or when one comes for it."""
        return not fact.daily and not self.answered and not may_ask(self.sitting, fact)

    # -- what is due --------------------------------------------------------------------------------------

    def given_for(self, name: str) -> bool:
        """Was it told without being asked?"""
        return any(slot.partition(".")[0] == name for slots in self.sitting.given.values() for slot in slots)

    def asked(self, name: str, day: date) -> bool:
        """Answered in this sitting already, don't know included."""
        return any(name in q.facts and q.day == day for q in self.sitting.answers) or self.given_for(name)


class Evening(Morning):
    """The day's worst pain in activity, the exercises that were done, and walks and runs while they lead somewhere."""

    def left(self) -> list[Question]:
        return self.open(self.usual())

    def usual(self) -> Iterator[Question]:
        if not self.given_for("activity_pain"):
            yield Question("activity_pain", self.day)
        planned = {task.id: task for task in self.sitting.before[1].plan.tasks if "sets" in task.dose}
        done = Question("exercises", self.day, about="done", among=tuple(planned))
        if planned:
            yield done
        for id in self.sitting.answers.get(done) or ():
            if id in planned:
                yield from self.session(planned[id])
        yield from self.on_foot()

    def session(self, task: Planned) -> Iterator[Question]:
        """How it went; on a ladder first whether it was all of it."""
        among: tuple[str, ...] = (task.id,)
        if task.level:
            top = [str(task.dose[key][-1]) if key in task.dose else "" for key in ("sets", "reps")]
            whole = Question("exercises", self.day, about="whole", among=(task.id, str(task.place), *top))
            yield whole
            among = whole.among if self.sitting.answers.get(whole) is True else (task.id, str(task.place), "", "")
        yield Question("exercises", self.day, about="pain", among=among)

    def on_foot(self) -> Iterator[Question]:
        """The walks that open running, and the runs."""
        (course, decision), way = self.sitting.before, self.sitting.pathway
        if course.phase in way.walks_in and course.value(way.shown["wish"]) is True:
            yield from self.distance("walk_minutes", "walk_pain", self.day)
        elif decision.plan.run is not None:
            yield from self.distance("run_minutes", "run_pain", self.day)


def has_morning(sitting: Sitting) -> bool:
    """Was the day's morning told before this sitting?"""
    return sitting.told_about("first_step_pain", sitting.day) or sitting.told_about("nothing_new", sitting.day)


@cache
def _about_yesterday(way: Pathway) -> frozenset[str]:
    """The facts that are asked about the day before."""
    return frozenset(name for measure in way.measures.values() if measure.yesterday for name in measure.asks)


def _is_sign(fact: Fact, value: Any) -> bool:
    return value is not None and is_sign(fact, value)
