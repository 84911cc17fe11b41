"""What can be told on any day without being asked: the sheets there are, what each asks, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from svang.answers.amounts import Unclear, date_written
from svang.answers.typed import refused
from svang.care import Care
from svang.engine.course import Course
from svang.engine.decide import Decision
from svang.engine.plan import Planned
from svang.interview.questions import Question, slots
from svang.interview.sitting import Sitting
from svang.model.knowledge import Pathway
from svang.model.person import FEET, LEFT_OUT, Event
from svang.says.running import by_raises, no_raises

DAYS = ("today", "yesterday", "other")
"""Which day it is about."""
HOW_MUCH = ("whole", "some", "none")
"""How much of an exercise was done."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to tell. `facts`: what it asks, all of it free to leave out; `way`: how it is asked, where that is
    not fact by fact: exercise · skin (under tape, and a wound) · place (the foot map) · other_foot (its places and its
    signs) · pause. `raises`: its facts are those that are told by heel raises."""

    id: str
    part: str
    facts: tuple[str, ...] = ()
    way: str = "facts"
    raises: bool = False

    def there(self, way: Pathway) -> tuple[str, ...]:
        """Its facts, as far as the knowledge has them."""
        facts = by_raises(way) if self.raises else self.facts
        return tuple(name for name in facts if name in way.facts)


HEALTH = (
    *("pregnant", "blood_thinner", "pacemaker_or_epilepsy", "plaster_allergy", "steroid_tablets_long"),
    *("osteoporosis", "earlier_stress_fracture", "rheumatic_disease", "low_energy"),
    *("diabetes", "poor_circulation", "cancer_ever"),
)
SKIN = "tape_skin"
ALSO: Mapping[str, str] = {"irritated": "plaster_allergy", "sore": "wound"}
"""What skin that does not bear tape says yes to beside itself."""
SHEETS = (
    Sheet("run", "day", ("run_minutes", "run_pain", "run_km")),
    Sheet("walk", "day", ("walk_minutes", "walk_pain")),
    Sheet("steps", "day", ("steps",)),
    Sheet("exercises", "day", ("exercises_done", "exercises_pain")),
    Sheet("exercise", "day", way="exercise"),
    Sheet("stood", "day", ("stood_hours",)),
    Sheet("pains", "day", ("first_step_pain", "activity_pain", "settled_24h")),
    Sheet("painkiller", "day", ("painkiller_today",)),
    Sheet("relief", "day", ("relief",)),
    Sheet("tape", "day", (SKIN, "wound"), way="skin"),
    Sheet("shoes", "day", ("shoe", "shoe_km")),
    Sheet("note", "day", ("note",)),
    Sheet("place", "foot", way="place"),
    Sheet("other_foot", "foot", way="other_foot"),
    Sheet("signs", "foot", way="signs"),
    Sheet("breathless", "foot", ("breathless_or_chest_pain",)),
    Sheet("wall", "foot", ("knee_to_wall_cm",)),
    Sheet("raises", "foot", raises=True),
    Sheet("pause", "life", way="pause"),
    Sheet("everyday", "life", ("everyday_changed",)),
    Sheet("work", "life", ("standing_hours", "work_can_change")),
    Sheet("health", "life", HEALTH),
    Sheet("injection", "life", ("steroid_injection_on", "injections_total")),
    Sheet("plan", "life", ("plan_choice",)),
    Sheet("goals", "life", ("goals",)),
    Sheet("fear", "life", ("fear_of_movement",)),
)
BY_ID: Mapping[str, Sheet] = {sheet.id: sheet for sheet in SHEETS}
PARTS = ("day", "foot", "life")
WAITED_FOR: Mapping[str, tuple[str, str]] = {
    "everyday_yesterday": ("pains", "yesterday"),
    "walk_passed": ("walk", "today"),
    "painkiller_today": ("painkiller", "today"),
    **dict.fromkeys(("injected", "steroid_injection_on"), ("injection", "today")),
}


def waited_for(way: Pathway) -> dict[str, tuple[str, str]]:
    """What a next step may wait for and one answer tells: the sheet it is told on, and the day it is about."""
    return {**WAITED_FOR, **dict.fromkeys(by_raises(way), ("raises", "today"))}


def sheets(course: Course) -> tuple[Sheet, ...]:
    """What there is to tell: no heel raises are asked of who was told to leave them out."""
    return tuple(sheet for sheet in SHEETS if not sheet.raises or not no_raises(course))


class Telling:
    """One sheet about one day: its questions, and what was told on it."""

    def __init__(self, care: Care, sheet: Sheet, person: str, day: date, *, at: datetime, today: date) -> None:
        self.sheet, self.day, self.at, self.today = sheet, day, at, today
        self.way = care.pathway
        self.sitting = Sitting(care, person, day, at=at, today=today)

    # -- what is asked ------------------------------------------------------------------------------------

    def questions(self) -> tuple[Question, ...]:
        asked = {"skin": self._skin, "place": self._places, "other_foot": self._other_foot, "signs": self._signs}
        return tuple(asked.get(self.sheet.way, self._facts)())

    def must(self, question: Question) -> bool:
        """The signs of a foot that is new are asked and not left out; all else is told or not."""
        return self.sheet.way == "other_foot"

    def _facts(self) -> Iterator[Question]:
        for name in self.sheet.there(self.way):
            fact = self.way.facts[name]
            if name == "knee_to_wall_cm":
                yield from (Question(name, self.day, foot) for foot in FEET)
            else:
                yield from self.sitting.questions(fact, self.day)

    def _skin(self) -> Iterator[Question]:
        yield Question(SKIN, self.day)
        yield from (Question(ALSO["sore"], self.day, foot) for foot in self.sitting.sore or FEET)

    def _places(self) -> Iterator[Question]:
        yield from (Question("pain_sites", self.day, foot) for foot in self.sitting.sore or FEET)

    def other_foot(self) -> str:
        """The foot that did not hurt; none where both do."""
        rest = [foot for foot in FEET if foot not in self.sitting.sore]
        return rest[0] if len(rest) == 1 else ""

    def _other_foot(self) -> Iterator[Question]:
        for foot in [self.other_foot()] if self.other_foot() else []:
            yield Question("pain_sites", self.day, foot)
            signs = [fact.id for fact in self.way.facts.values() if fact.foot and fact.flag]
            yield from (Question(name, self.day, foot) for name in (*signs, "first_step_pain"))

    def _signs(self) -> Iterator[Question]:
        """Every sign that may be new, also those that are asked only after another."""
        again = [fact.id for fact in self.way.facts.values() if fact.flag == "again"]
        follows = [fact.id for fact in self.way.facts.values() if fact.flag == "once" and fact.lasts is not None]
        yield from (Question(name, self.day) for name in dict.fromkeys([*again, *follows]) if name not in HEALTH)

    # -- what was told ------------------------------------------------------------------------------------

    def typed(self, told: Mapping[Question, Any]) -> dict[str, Any]:
        """All that was told, typed. Raises Refused."""
        found: dict[str, Any] = {}
        for question, raw in told.items():
            found |= slots(self.way, question, raw, sore=self.sitting.sore, today=self.today)
        return found | self._also(found)

    def _also(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What the skin under the tape says yes to, unless it was answered by itself; a no to it cannot be meant."""
        name = ALSO.get(found.get(SKIN, ""))
        told = [value for slot, value in found.items() if slot.partition(".")[0] == name]
        if name is None or any(value is not False for value in told):
            return {}
        return slots(self.way, Question(name, self.day), True, sore=self.sitting.sore, today=self.today)

    def planned(self) -> tuple[Planned, ...]:
        """The exercises that were planned for that day."""
        return tuple(task for task in self.sitting.before[1].plan.tasks if "sets" in task.dose)

    def exercises(self) -> tuple[str, ...]:
        """All that may be told of that day, what was planned first."""
        usual = [
            task.id for task in self.way.tasks if task.ladder or any("sets" in dose for dose in task.doses.values())
        ]
        return tuple(dict.fromkeys([*(task.id for task in self.planned()), *usual]))


def exercise_of(planned: Sequence[Planned], id: str, how: str, pain: int | None = None) -> dict[str, Any]:
    """One exercise as it is stored. `how`: whole, some or none of it. On a ladder it has its level; of all of it the
    most that was planned; what was left out has 0 sets."""
    task = next((task for task in planned if task.id == id), None)
    much: dict[str, int] = {"sets": LEFT_OUT} if how == "none" else {}
    if task is not None and task.level:
        top = {key: task.dose[key][-1] for key in ("sets", "reps") if key in task.dose} if how == "whole" else {}
        much = {"level": task.place, **top, **much}
    return {"id": id, **much} if pain is None or how == "none" else {"id": id, **much, "pain": pain}


def day_chosen(which: str, other: str, *, today: date, first: date) -> date:
    """The day that was chosen. Raises Unclear or Refused: a day before the first, or one that is not yet."""
    if which == "today":
        return today
    found = date.fromordinal(today.toordinal() - 1) if which == "yesterday" else None
    found = found or date.fromisoformat(date_written(other, today, exact=True))
    if found > today:
        raise refused("future_date", key="date", found=found.isoformat())
    if found < first:
        raise Unclear("before_the_first")
    return found


def first_day(events: Sequence[Event]) -> date | None:
    return min((event.date for event in events), default=None)


def goals_wait(care: Care, person: str, decision: Decision) -> bool:
    """Has a plan begun, and is no goal told?"""
    return not decision.paused and not care.ever_told(person, "goals")
