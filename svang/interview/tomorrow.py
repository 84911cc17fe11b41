"""What tomorrow's first steps decide after a day that was too much: worked out by the engine, for each number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from svang.answers.typed import entered
from svang.care.basis import Day
from svang.engine.course import Course, go_on
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.engine.plan import halves, loads
from svang.interview.intake import told_this_morning
from svang.interview.sitting import sore_in
from svang.model.knowledge import Pathway, PlanKind
from svang.model.person import Event, Value
from svang.texts import Texts

FIRST_STEP = "first_step_pain"
HIGHEST = 10
WORST = "down"
SAID = ("ui", "next_morning")
"""Where its words are."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of first steps from `low` to `high`: a step `down`, `half` a day, or the `whole` training again."""

    low: int
    high: int
    what: str


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """`calm`: the most pain that the rest of the day is supposed to bring; None where nothing is supposed."""

    outcomes: tuple[Outcome, ...]
    calm: int | None

    def said(self, texts: Texts) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What it hangs on, '' for nothing more; and what follows from which numbers, '' for all of them."""
        alone = len(self.outcomes) == 1
        rows = tuple((_span(texts, each), texts(*SAID, "then", each.what)) for each in self.outcomes)
        surely = (("", texts(*SAID, "surely", self.outcomes[0].what)),)
        lead = "" if self.calm is None else texts(*SAID, "if_calm", "one" if alone else "several", most=self.calm)
        return lead, surely if alone else rows


def tomorrow(day: Day, *, at: datetime) -> Tomorrow | None:
    """What the next morning decides, where today is half a day, a step down or enough; None on any other day, and
    where one of the numbers would leave the plan: that is not for a line to say."""
    if not decides(day.course, day.decision):
        return None
    told = _told(day.basis.events, day.course.date)
    best = _outcomes(day, _rest(day, 0, told), at)
    if not all(each.what for each in best):
        return None
    if [each.what for each in best] == [WORST] or _rest(day, 0, told) == {}:
        return Tomorrow(best, None)  # nothing that may still come makes it better
    green = day.course.pathway.thresholds["pain_green"].value
    as_good = (pain for pain in range(green, 0, -1) if _outcomes(day, _rest(day, pain, told), at) == best)
    return next((Tomorrow(best, pain) for pain in as_good), None)


def decides(course: Course, decision: Decision) -> bool:
    """Was a day that was told too much, and does the plan go on all the same?"""
    if decision.paused or not told_this_morning(course):
        return False
    rule = next(rule for rule in course.pathway.rules if rule.id == decision.rule)
    return rule.over or decision.decision == "regress" or halves(_kind(course.pathway, decision))


def _rest(day: Day, pain: int, told: set[str]) -> dict[str, Value]:
    """What a rest of the day with no more than this pain would tell, of what was not told."""
    planned = any("sets" in task.dose for task in day.decision.plan.tasks)
    exercises: dict[str, Value] = {"exercises_done": "all", "exercises_pain": pain} if planned else {}
    return {name: value for name, value in {"activity_pain": pain, **exercises}.items() if name not in told}


def _told(events: tuple[Event, ...], today: int) -> set[str]:
    """The facts that were told about the day; a tick of one exercise tells of the exercises."""
    said = [event.body.get("values", event.body) for event in events if event.date.toordinal() == today]
    names = {slot.partition(".")[0] for body in said for slot in body}
    return names | ({"exercises_done", "exercises_pain"} if "exercises" in names else set())


def _word(day: Day, values: dict[str, Any], about: date, at: datetime) -> Event:
    return entered(day.course.pathway, values, day=about, at=at, id=f"suppose-{about.isoformat()}")


def _outcomes(day: Day, rest: dict[str, Value], at: datetime) -> tuple[Outcome, ...]:
    """More pain is never better: two numbers of which the same comes have nothing else between them."""
    about = date.fromordinal(day.course.date)
    evening = day.basis.course(about, [_word(day, rest, about, at)] if rest else [])

    @cache
    def what(n: int) -> str:
        return _what(evening.pathway, _morning(day, evening, n, at=at))

    def between(low: int, high: int) -> Iterator[int]:
        """The numbers at which another thing begins, without the first."""
        if what(low) != what(high):
            middle = (low + high) // 2
            yield from between(low, middle) if high - low > 1 else ()
            yield from between(middle, high) if high - low > 1 else (high,)

    begins = [0, *between(0, HIGHEST)]
    return tuple(Outcome(n, end - 1, what(n)) for n, end in zip(begins, [*begins[1:], HIGHEST + 1], strict=True))


def _morning(day: Day, evening: Course, n: int, *, at: datetime) -> Decision:
    """The day after, with first steps of `n` on the foot that is worst today, and no more on another."""
    about = date.fromordinal(evening.date) + timedelta(days=1)
    each = {f"{FIRST_STEP}.{foot}": day.course.value(f"{FIRST_STEP}.{foot}") for foot in sore_in(day.course)}
    worst = max((pain for pain in each.values() if isinstance(pain, int)), default=None)
    values = {slot: n if pain in (worst, None) else min(n, pain) for slot, pain in each.items()}
    said = _word(day, {**values, "nothing_new": True}, about, at + timedelta(days=1))
    return decide(go_on(evening.pathway, evening, merge(evening.pathway, [said]), today=about.toordinal()))


def _what(way: Pathway, decision: Decision) -> str:
    kind = _kind(way, decision)
    if decision.paused or not loads(kind):
        return ""
    if decision.decision == "regress" and decision.lowered:
        return WORST
    return "half" if halves(kind) else "whole"


def _kind(way: Pathway, decision: Decision) -> PlanKind:
    return next(kind for kind in way.plan_kinds if kind.id == decision.plan.kind)


def _span(texts: Texts, outcome: Outcome) -> str:
    if outcome.low == 0:
        return texts(*SAID, "at_most", n=outcome.high)
    if outcome.high == HIGHEST:
        return texts(*SAID, "at_least", n=outcome.low)
    return texts(*SAID, "between", low=outcome.low, high=outcome.high)
