"""The fold: one step for each date, in order, from answers to the state a person is in; and the course it comes to.

`course` folds a whole history; `step` adds one day to a course. Both run the same loop over collaborators that share
one memory, which is thawed from and frozen to the immutable Course.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from svang.engine.answers import Answers
from svang.engine.clinic import Clinic
from svang.engine.days import Days, merge
from svang.engine.fits import Fits, Fitting
from svang.engine.ground import Ground
from svang.engine.lasting import Lasting
from svang.engine.lasting import lookups as of_lasting
from svang.engine.memory import Memory, fresh
from svang.engine.moves import Moves
from svang.engine.sessions import Sessions
from svang.engine.standing import Standing
from svang.model.knowledge import Pathway
from svang.model.measures import Median
from svang.model.person import FEET, Event, Value
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import PAD, answered_at


@dataclass(frozen=True, slots=True)
class Frame:
    """What every name stood for at one moment of a day."""

    running: Running
    values: tuple[Any, ...]

    def __call__(self, name: str, foot: str = "") -> Any:
        """A name's value; of a fact that is asked of each foot, that foot's."""
        fact = self.running.pathway.facts.get(name) if foot else None
        return self.values[self.running.slots[f"{name}.{foot}" if fact is not None and fact.foot else name]]

    def firing(self) -> list[int]:
        """The places of the rules that surely fire."""
        return list(self.running.firing(self.values))

    def sure(self, when: str) -> bool:
        """Is a condition of the pathway, by its compiled name, surely true?"""
        return bool(self.running.when[when][0](self.values))

    def possible(self, when: str) -> bool:
        """Is it not surely false?"""
        return bool(self.running.when[when][1](self.values))


@dataclass(frozen=True, slots=True)
class Course:
    """A person's course up to and including `date` (an ordinal): it is asked, and never dug into.

    `morning`: what every name stood for as the rules saw it that day, before the verdict moved the state; `evening`: as
    the verdict left it. `rule` and `maybe`: places of the rule that decided and of the maybe that held an opening vote
    back (-1: none). `rows`: the triage rows that stand; `unsure`: those that may be true. `memory` is the engine's own.
    """

    pathway: Pathway
    date: int
    morning: Frame
    evening: Frame
    rule: int
    maybe: int
    rows: tuple[int, ...]
    unsure: tuple[int, ...]
    fits: Fits | None
    phase: str
    capped: bool
    memory: Memory

    def value(self, name: str) -> Any:
        """What the rules saw under a name that day."""
        return self.morning(name)

    def knows(self, name: str) -> bool:
        """Is it a name that anything reads?"""
        return name in self.morning.running.slots

    def state(self, id: str) -> Any:
        """A state variable, after today's verdict."""
        return self.memory.frame[compiled(self.pathway).slots[id]]

    def told_on(self, fact: str, foot: str = "") -> int | None:
        """The day (an ordinal) on which a fact that lasts was last answered, of one foot or of any."""
        slots, told = compiled(self.pathway).slots, self.memory.told
        names = (f"{fact}.{foot}",) if foot else answered_at(self.pathway, fact)
        return max((told[slots[name]] for name in names if slots[name] in told), default=None)

    def marked_on(self, mark: str) -> int | None:
        """The day (an ordinal) on which a mark was last set."""
        found: int | None = self.memory.clocks[compiled(self.pathway).clocks[mark]]
        return found

    def rested(self, foot: str) -> bool:
        """Has a foot been at 0 for so long that it is asked only now and then?"""
        return self.memory.zeros[FEET.index(foot)] >= of_lasting(self.pathway).still

    def series(self, name: str, days: int, *, today: bool = True) -> list[Value]:
        """What it was on the last days, the latest last; without today where that is left out."""
        series = self.memory.series[compiled(self.pathway).series[name]]
        end = len(series) - (0 if today else 1)
        return series[end - days : end]

    @property
    def enough(self) -> int:
        """So many mornings of a week have a middle: as many as that of the last seven days needs."""
        week = self.pathway.measures["now_fs"]
        assert isinstance(week, Median)
        return week.needs

    @property
    def treated(self) -> tuple[Mapping[str, Any], ...]:
        """What was tried: `date`, `id`, what was said of it, and the first steps of the week `before` and `after`."""
        return tuple(self.memory.treated)

    @property
    def adjusted(self) -> tuple[Mapping[str, Any], ...]:
        """What clinicians have set that holds today."""
        return tuple(adjusted["set"] for adjusted in self.memory.adjusted)


REACH = PAD
"""Days that a series of a course reaches back."""


def course(pathway: Pathway, events: Iterable[Event], *, today: int) -> Course:
    """Folds a whole history, every date from the first to today once."""
    return fold(pathway, merge(pathway, events), today=today)


def fold(pathway: Pathway, days: Days, *, today: int) -> Course:
    """Folds merged days from the first to today."""
    start = days.first if days.first is not None and days.first <= today else today
    return _Loop(pathway, fresh(pathway)).run(days, start, today)


def step(pathway: Pathway, before: Course, days: Days) -> Course:
    """The course one day later; the course it starts from stays as it is."""
    return go_on(pathway, before, days, today=before.date + 1)


def go_on(pathway: Pathway, before: Course, days: Days, *, today: int) -> Course:
    """The course from the day after `before` to today."""
    return _Loop(pathway, before.memory.copy()).run(days, before.date + 1, today)


class _Loop:
    """Day after day over one memory. Everything here is private to one run."""

    def __init__(self, pathway: Pathway, memory: Memory) -> None:
        self.ground = Ground(pathway, memory)
        self.lasting = Lasting(self.ground)
        self.answers = Answers(self.ground, self.lasting, Sessions(self.ground))
        self.fitting = Fitting(self.ground, self.lasting)
        self.standing = Standing(self.ground, self.lasting, self.fitting)
        self.moves = Moves(self.ground, self.lasting)
        self.clinic = Clinic(self.ground, self.lasting, self.answers, self.moves)
        self.plan_slot, self.is_plan = self.ground.slots["plan"], self.ground.running.when["plan"][0]
        self.run_slots = self.ground.slots["run_sure"], self.ground.slots["run_in_doubt"]
        self.checkin_before, self.checkin = self.ground.clocks["checkin_before"], self.ground.clocks["checkin"]

    def run(self, days: Days, start: int, today: int) -> Course:
        memory = self.ground.memory
        memory.first = self.ground.first = start if memory.first is None else memory.first
        for series in memory.series:
            series.extend([None] * (today - start + 1))
        self.clinic.adjust(start, None)
        self.lasting.begin(start, today, days.versions)
        saw: tuple[Any, ...] = ()
        capped = False
        for d in range(start, today + 1):
            saw = self.day(d, days, d == today)
            capped = self.moves.cap(d, days) if days.last_said else False
        return self.frozen(today, saw, capped)

    def day(self, d: int, days: Days, last: bool) -> tuple[Any, ...]:
        """One date: what was said, what follows, what is decided, what it moves. The frame as seen, on the last."""
        ground, moves = self.ground, self.moves
        memory, args = ground.memory, ground.args(d)
        extra = days.extra.get(d) if days.extra else None
        self.told(d, days, extra)
        running = ground.running
        key = running.day(*args)
        self.standing.triage(d, key, extra, args)
        moves.verdict = running.votes(*args)
        guarded = bool(memory.adjusted) and running.guarded(*args)
        relief = moves.relieved(args)
        saw = tuple(running.whole(*args)) if last else ()
        moves.decide(d, args)
        if memory.clocks[self.checkin] == d:
            memory.clocks[self.checkin_before] = d
        if memory.adjusted or memory.treated:
            self.clinic.set_by_clinician(d, guarded=guarded)
            self.clinic.after_treatment(d)
        sure, doubt = self.run_slots
        if ground.frame[sure] or ground.frame[doubt]:
            moves.after_a_run(d)
        self.answers.sessions.remember_plan(ground.place(d), relief=relief or moves.held_to_relief())
        return saw

    def told(self, d: int, days: Days, extra: Any) -> None:
        """What was said of a date, and what is likely then."""
        ground = self.ground
        memory, frame = ground.memory, ground.frame
        self.answers.empty()
        if memory.adjusted or (extra is not None and extra.adjusted):
            self.clinic.adjust(d, extra)
        self.answers.told(d, days.values.get(d))
        if extra is not None:
            self.clinic.heard(d, extra)
        if memory.pause is not None:
            self.clinic.paused(d)
        frame[self.plan_slot] = self.is_plan(frame)
        self.fitting.date_them(d)
        self.fitting.conditions()

    def frozen(self, today: int, saw: tuple[Any, ...], capped: bool) -> Course:
        ground, memory = self.ground, self.ground.memory
        after = self.moves.afterwards(today)
        for series in memory.series:
            del series[:-PAD]  # no window looks further back
        memory.first = today + 1
        rows, running = range(len(ground.pathway.rows)), ground.running
        return Course(
            pathway=ground.pathway,
            date=today,
            morning=Frame(running, saw),
            evening=Frame(running, after),
            rule=self.moves.verdict[0],
            maybe=self.moves.verdict[1],
            rows=tuple(n for n in rows if self.standing.sure >> n & 1),
            unsure=tuple(n for n in rows if self.standing.unsure >> n & 1),
            fits=self.fitting.conditions(),
            phase=str(ground.state("phase")),
            capped=capped,
            memory=memory,
        )
