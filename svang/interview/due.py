"""What is due beside the usual questions: yesterday's exercises, what opens running, and the week's review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from svang.engine.ask import applies
from svang.engine.course import REACH, Course
from svang.interview.lines import SKIPPED
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.model.knowledge import Criterion, Fact, Pathway
from svang.model.person import FEET, WEEK
from svang.pathway.language import facts_behind, reads
from svang.readings.explain import status
from svang.says.running import no_raises

AT_ONCE = 3
"""So many questions of the review stand together."""
WALK, WALK_PAIN = "walk_minutes", "walk_pain"
DONE, DONE_PAIN, EACH = "exercises_done", "exercises_pain", "exercises"
NEARING = "near_running"
"""The group of phases in which what opens running is asked about, or what may shut it for the day."""


# -- yesterday's exercises ----------------------------------------------------------------------------------


def exercises(sitting: Sitting) -> Iterator[Question]:
    """Were yesterday's done, and if any were, how much did it hurt?"""
    if not exercises_due(sitting):
        return
    done = Question(DONE, sitting.yesterday)
    yield done
    if sitting.answers.get(done) in ("all", "some"):
        yield Question(DONE_PAIN, sitting.yesterday)


def exercises_due(sitting: Sitting) -> bool:
    """Planned, neither ticked nor told; and who leaves it open for a week of mornings is asked once a week. An exercise
    that was left out tells nothing of the others."""
    course, day = sitting.before[0], sitting.yesterday
    if _noted(course, "planned", 1) is not True or sitting.told_about(DONE, day):
        return False
    if sitting.told_about(EACH, day) and _noted(course, "exercised", 1) is not None:
        return False
    often = course.pathway.thresholds["unanswered"].value
    n = _left_open(course)
    return n < often or n % often == 0


def _left_open(course: Course) -> int:
    """On how many mornings before this one it was left open: the day before was planned, and nothing is told of it."""
    n, back = 0, 2
    while back <= REACH and _noted(course, "exercised", back) is None:
        n += _noted(course, "planned", back) is True and _noted(course, "first_step_told", back - 1) is True
        back += 1
    return n


def _noted(course: Course, name: str, back: int) -> Any:
    """What a series says of so many days ago."""
    series = course.series(name, REACH)
    return series[-1 - back] if back < len(series) else None


# -- running ------------------------------------------------------------------------------------------------


def gate(sitting: Sitting, *, paged: bool) -> Iterator[Question]:
    """What still keeps running shut and only the person can tell: yesterday's walk, then the rest together."""
    walks: list[Question] = []
    others: list[Question] = []
    for question in dict.fromkeys(_for_the_gate(sitting)):
        (walks if question.day != sitting.day else others).append(question)
    for walk in walks:
        yield walk
        if sitting.answers.get(walk) not in (None, 0, SKIPPED):
            yield Question(WALK_PAIN, walk.day)
    yield from together(others, "gate") if paged else others


def _for_the_gate(sitting: Sitting) -> Iterator[Question]:
    """As soon as the mornings are calm enough for running."""
    course, way = sitting.course, sitting.pathway
    if (
        course.value(way.shown["wish"]) is not True
        or course.phase not in way.groups[NEARING]
        or not _calm_mornings(course)
        or course.value("no_running_said") is True
    ):
        return
    for criterion in _criteria(course):
        if status(way, criterion.when, course.value) is not True:
            for name in criterion.asks or facts_behind(way, reads(criterion.when)):
                yield from _tellable(sitting, way.facts[name])


def _criteria(course: Course) -> Iterator[Criterion]:
    """All of them, until running is open; then those of each day."""
    way = course.pathway
    running = course.value(way.shown["on"]) is True
    return (each for each in way.gate if each.daily or not running)


def _calm_mornings(course: Course) -> bool:
    first = [each.when for each in course.pathway.gate if each.first]
    return all(status(course.pathway, when, course.value) is True for when in first)


def _tellable(sitting: Sitting, fact: Fact) -> Iterator[Question]:
    """A walk is yesterday's, a painkiller this morning's; a test is asked for when its last answer has run out."""
    if fact.asked_text != "due":
        return
    if fact.daily:
        if fact.id in (WALK, WALK_PAIN):
            fact, day = sitting.pathway.facts[WALK], sitting.yesterday
        else:
            day = sitting.day
        if not sitting.told_about(fact.id, day):
            yield Question(fact.id, day)
    elif fact.raises and no_raises(sitting.course):
        return
    elif sitting.before[0].value(fact.id) is None and may_ask(sitting, fact):
        yield Question(fact.id, sitting.day)


def may_wait(course: Course) -> bool:
    """Could there be a question that the day does not wait for? Where the course says no, nobody need look."""
    way, told = course.pathway, [course.told_on(fact.id) for fact in course.pathway.facts.values() if fact.weekly]
    weekly = any(day is None or course.date - day >= WEEK for day in told)
    near = course.value(way.shown["wish"]) is True and course.phase in way.groups[NEARING] and _calm_mornings(course)
    return weekly or (near and any(status(way, each.when, course.value) is not True for each in _criteria(course)))


# -- the week's review --------------------------------------------------------------------------------------


def review(sitting: Sitting, *, paged: bool) -> Iterator[Question]:
    """Those that are asked each week, then all that has run out and is read by something, a few at a time."""
    due = [fact.id for fact in sitting.pathway.facts.values() if fact.weekly and is_due(sitting, fact.id)]
    if not due:
        return
    waiting = [Question(name, sitting.day) for name in due]
    waiting += [question for fact in _run_out(sitting) for question in sitting.questions(fact, sitting.day)]
    yield from together(waiting, "weekly") if paged else waiting
    if _sites_run_out(sitting):
        yield from sitting.questions(sitting.pathway.facts["pain_sites"], sitting.day)


def week_ends(course: Course) -> bool:
    """Is it the day of the week's review: does one of its questions wait, or was it answered today?"""
    days, weekly = course.value("plan_days"), [fact.id for fact in course.pathway.facts.values() if fact.weekly]
    told = [course.told_on(name) for name in weekly]
    begun = isinstance(days, int) and days > 0
    return begun and any(at is None or course.date - at >= WEEK or at == course.date for at in told)


def together(questions: list[Question], page: str) -> Iterator[Question]:
    """A few on each page; one alone is a page as it is."""
    for n in range(0, len(questions), AT_ONCE):
        part = questions[n : n + AT_ONCE]
        names = tuple(f"{q.fact}.{q.foot}" if q.foot else q.fact for q in part)
        yield part[0] if len(part) == 1 else Question(part[0].fact, part[0].day, about="form", among=names, page=page)


def _sites_run_out(sitting: Sitting) -> bool:
    gone = all(sitting.before[0].value(f"pain_sites.{foot}") is None for foot in FEET)
    return gone and may_ask(sitting, sitting.pathway.facts["pain_sites"])


def _run_out(sitting: Sitting) -> list[Fact]:
    """What has waited longest first."""
    course, way = sitting.before[0], sitting.pathway
    read = _read(way)
    found = [
        fact
        for fact in way.facts.values()
        if (fact.id in read or fact.for_others)
        and fact.asked_text not in ("told", "due", "daily")
        and not fact.flag
        and not fact.weekly
        and fact.id != "pain_sites"
        and course.value(fact.id) is None
        and applies(course, fact.id)
        and not _said_otherwise(course, fact)
        and may_ask(sitting, fact)
    ]
    return sorted(found, key=lambda fact: sitting.told_on(fact.id) or date.min)


@cache
def _read(way: Pathway) -> frozenset[str]:
    """The facts that anything reads: nobody is asked what changes nothing."""
    conds = [each.when for part in (way.rows, way.rules, way.gate, way.factors, way.notices) for each in part]
    conds += [feature.when for condition in way.conditions for feature in condition.features]
    conds += [cond for treatment in way.treatments for cond in (treatment.when, treatment.bar)]
    conds += [cond for task in way.tasks for cond in (task.when, task.bar)]
    return frozenset(facts_behind(way, [name for cond in conds if cond is not None for name in reads(cond)]))


def _said_otherwise(course: Course, fact: Fact) -> bool:
    """Is another line of the same list known, of which one is enough?"""
    if not fact.list:
        return False
    mine = next(each for each in course.pathway.lists if each.id == fact.list)
    return mine.one_of and any(course.value(id) is not None for id in mine.facts)


def is_due(sitting: Sitting, name: str, foot: str = "", every: timedelta = timedelta(WEEK)) -> bool:
    """Was it never told, or a week ago?"""
    told = sitting.told_on(name, foot)
    return told is None or sitting.day - told >= every


def may_ask(sitting: Sitting, fact: Fact) -> bool:
    """Not again within a stated while of an answer that one does not know."""
    told = sitting.told_on(fact.id)
    again = sitting.pathway.thresholds["ask_again"].value
    return told is None or told == sitting.day or (sitting.day - told).days >= again
