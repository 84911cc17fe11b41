"""One sitting: what was told before, what is told now, and what would be decided with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from svang.answers.typed import at_intake, entered
from svang.care import Care
from svang.care.basis import Basis
from svang.engine.course import Course, fold
from svang.engine.days import is_sign, merge
from svang.engine.decide import Decision, decide
from svang.interview.questions import Question, slots
from svang.model.knowledge import Fact, Row
from svang.model.person import FEET, Event
from svang.model.rule import Cond
from svang.pathway.language import facts_behind, reads
from svang.readings.explain import status
from svang.says.decision import URGENT

Values = dict[date, dict[str, Any]]
ABOUT = 2
"""Days that a sitting's answers may be about: its own, and the one before."""


def sore_in(course: Course) -> tuple[str, ...]:
    """The feet with a sore place, as far as that is known."""
    return tuple(foot for foot in FEET if course.value(f"pain_sites.{foot}"))


class Sitting:
    """Answers stand in the order of telling, so that the last one can be taken back.

    `day`: the day the sitting is about; `today`: the day an entry is proposed for now; `at`: when it is stored.
    """

    def __init__(
        self,
        care: Care,
        person: str,
        day: date,
        *,
        at: datetime,
        today: date,
        intake: bool = False,
    ) -> None:
        self.care, self.person, self.day, self.at, self.today = care, person, day, at, today
        self.intake, self.pathway = intake, care.pathway
        self.given: Values = {}
        self.answers: dict[Question, Any] = {}
        self.earlier: dict[Question, Any] = {}
        self.stored: Values = {}
        self.typed: dict[Question, dict[str, Any]] = {}
        self._now: tuple[Course, Decision] | None = None
        self._told_on: dict[tuple[str, str], date | None] = {}
        self._found = None if self.late else care.on(person, day)
        self.before = self._decided([]) if self._found is None else (self._found.course, self._found.decision)

    @property
    def seq(self) -> int:
        """How much had been told when it began."""
        return self._basis.seq

    @property
    def yesterday(self) -> date:
        """The day before the sitting's own."""
        return self.day - timedelta(days=1)

    @property
    def late(self) -> bool:
        """Is it about another day than the one proposed?"""
        return self.day != self.today

    def tell(self, question: Question, raw: Any) -> None:
        """Takes an answer. Raises Refused and takes nothing."""
        values = slots(self.pathway, question, raw, sore=self.sore, today=self.today)
        self.typed[question] = at_intake(values) if self.intake or question.about == "lately" else values
        self.answers[question] = raw
        self._now = None

    def give(self, values: Values) -> None:
        """What was told beside the questions, typed."""
        self.given, self._now = values, None

    def take_back(self) -> None:
        """Takes the last answer back; `earlier` remembers it."""
        if self.answers:
            question, raw = self.answers.popitem()
            self.earlier[question] = raw
            self._now = None

    # -- what is known ------------------------------------------------------------------------------------

    @property
    def values(self) -> Values:
        """All typed values of this sitting, under the date each is about."""
        found: Values = {day: dict(values) for day, values in self.given.items()}
        for question in self.answers:
            there = found.setdefault(question.day, {})
            for slot, value in self.typed[question].items():
                there[slot] = (*there[slot], *value) if slot == "exercises" and slot in there else value
        return found

    @property
    def course(self) -> Course:
        return self.now()[0]

    @property
    def decision(self) -> Decision:
        return self.now()[1]

    def now(self) -> tuple[Course, Decision]:
        """The course and the decision as they would be with what was told so far."""
        if not self.values:
            return self.before
        if self._now is None:
            self._now = self._decided(
                entered(self.pathway, values, day=day, at=self.at, id=f"now-{n}")
                for n, (day, values) in enumerate(sorted(self.values.items()))
            )
        return self._now

    @cached_property
    def first(self) -> bool:
        """Was nothing told before it? Looked up once, for what it stores itself is not before it."""
        return self.care.last(self.person) == 0

    @cached_property
    def past(self) -> tuple[Event, ...]:
        """All that was told before, read only where a question hangs on it."""
        return self.care.entries(self.person)

    @cached_property
    def _basis(self) -> Basis:
        """What was told about the days that no answer here is about, folded once; and the words of the days after."""
        if self._found is not None:
            return self._found.basis
        until = self.day - timedelta(days=ABOUT)
        settled = merge(self.pathway, [event for event in self.past if event.date <= until])
        rest = tuple(event for event in self.past if until < event.date <= self.day)
        before = None if settled.first is None else fold(self.pathway, settled, today=until.toordinal())
        return Basis(self.pathway, before, rest, 0)

    def _decided(self, news: Iterable[Event]) -> tuple[Course, Decision]:
        found = self._basis.course(self.day, news)
        return found, decide(found)

    @property
    def sore(self) -> tuple[str, ...]:
        """The feet with a sore place, as far as that is known."""
        return sore_in(self.course if "pain_sites" in self.told else self.before[0])

    @property
    def told(self) -> set[str]:
        """The facts told in this sitting."""
        return {slot.partition(".")[0] for values in self.values.values() for slot in values}

    @property
    def signs(self) -> set[str]:
        """The facts told in this sitting with an answer that warns."""
        said = [(slot.partition(".")[0], value) for values in self.values.values() for slot, value in values.items()]
        facts = self.pathway.facts
        return {name for name, value in said if facts[name].signs and is_sign(facts[name], value)}

    @property
    def escalated(self) -> str:
        """same_day or emergency if a sign told in this sitting makes it so, else nothing."""
        signs = self.signs
        if not signs:
            return ""
        found = self.course
        rows = [self.pathway.rows[n] for n in found.rows]
        levels = [
            row.triage
            for row in rows
            if row.triage in URGENT and row.when and signs & self.behind(row) and _true(found, row.when)
        ]
        return max(levels, key=URGENT.index, default="")

    def behind(self, row: Row) -> set[str]:
        """The facts a row reads, through measures."""
        names = reads(row.when) if row.when is not None else ()
        return set(facts_behind(self.pathway, names, likely=False))

    def told_on(self, fact: str, foot: str = "") -> date | None:
        """The latest date under which a fact was told before this sitting, don't know included."""
        if not self.pathway.facts[fact].daily:
            day = self.before[0].told_on(fact, foot)
            return None if day is None else date.fromordinal(day)
        if (fact, foot) not in self._told_on:
            wanted = ({f"{fact}.{foot}"} if foot else _slots(fact)) | {f"{fact}.intake"}
            self._told_on[fact, foot] = self.care.last_told(self.person, wanted)
        return self._told_on[fact, foot]

    def told_about(self, fact: str, day: date) -> bool:
        """Was it told of a date before this sitting? At the intake, activity pain is not of that day."""
        events = self._basis.events if self._basis.reaches(day) else self.past
        return any(e.date == day and not _slots(fact).isdisjoint(_body(e)) for e in events if e.kind != "decided")

    def told_of(self, slot: str, day: date) -> Any:
        """The last word about a slot on a date before this sitting; None where there is none."""
        events = self._basis.events if self._basis.reaches(day) else self.past
        said = [_body(e)[slot] for e in events if e.date == day and e.kind != "decided" and slot in _body(e)]
        return said[-1] if said else None

    def told_in(self, slot: str) -> list[Any]:
        """All that was told under a slot before this sitting."""
        return [_body(event)[slot] for event in self.past if slot in _body(event)]

    def questions(self, fact: Fact, day: date) -> Iterator[Question]:
        """The questions about a fact: one for each sore foot where the feet may differ."""
        if fact.id == "pain_sites":
            feet = Question(fact.id, day, about="feet")
            yield feet
            chosen = self.answers.get(feet)
            yield from (Question(fact.id, day, foot) for foot in FEET if chosen in (foot, "both"))
        elif fact.foot and not fact.flag and len(self.sore) > 1:
            yield from (Question(fact.id, day, foot) for foot in FEET)
        else:
            yield Question(fact.id, day)

    # -- keeping ------------------------------------------------------------------------------------------

    def unstored(self) -> Values:
        """What was told, or told otherwise, since the last time something was stored."""
        found: Values = {}
        for day, values in self.values.items():
            old = self.stored.get(day, {})
            new = {slot: value for slot, value in values.items() if slot not in old or old[slot] != value}
            if new:
                found[day] = new
        return found

    def store(self, id: str | None = None) -> bool:
        """Stores what is new, all or nothing; False if there was nothing. The same id is stored once."""
        new = self.unstored()
        if not new:
            return False
        self.care.answer(self.person, new, at=self.at, id=id)
        self.stored = self.values
        return True


def _slots(fact: str) -> set[str]:
    return {fact, *(f"{fact}.{foot}" for foot in FEET)}


def _true(course: Course, cond: Cond) -> bool:
    return status(course.pathway, cond, course.value) is True


def _body(event: Event) -> Mapping[str, Any]:
    return event.body if event.kind == "answered" else event.body.get("values", {})
