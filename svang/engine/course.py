"""The fold: one step for each date, in order, from answers to the state a person is in.

`course` folds a whole history; `step` adds one day to a course. Both run the same `_Fold`, which is thawed from and
frozen to the immutable Course.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from svang.engine.days import IN_DOUBT, INTAKE_ACTIVITY, Days, Extra, asked_from, earliest, is_sign, merge
from svang.engine.fits import UNCLEAR, Features, Fits, counted_on, features_of, left_open, place, weighed
from svang.model.knowledge import LOADING, TRIAGE, Fact, Pathway, State, Task
from svang.model.measures import AgeOfSign, When
from svang.model.person import FEET, Event, Value
from svang.model.rule import Cond
from svang.pathway.language import reads, with_thresholds
from svang.readings.explain import because
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import PAD, days_of, fitted_by_date, ladders
from svang.readings.run.machine import relief_plans

RESTING, WEEKLY = 14, 7
"""Mornings at 0 after which a foot is asked weekly (PATHWAY section 1, check-in)."""
SAID = ("not_cleared", "rest_said", "no_running_said", "no_raises_said", "own_pause", "only_a_question_waits")
"""What clinicians' words, a person's pause and the open questions come to: places that stay from day to day."""
EXERCISES = ("stretch", "strength", "foot_strength", "balance")
"""Kinds of task that a session is made of."""
SESSIONS = ("exercises", "exercises_done")
JUDGED = ("ran_on_shut", "run_much")
"""What is said of a day's run once the day has been decided."""
LIKELY, UPKEEP = "_likely", "maintain"
NEVER = 10**9
REMEMBERED = 5000
CHECK_IN = frozenset(("first_step_pain.left", "first_step_pain.right", "nothing_new"))
"""An entry with any of these is a check-in of its date."""
SELDOM = frozenset((IN_DOUBT, INTAKE_ACTIVITY, "exercises", "exercises_done", "exercises_pain", "run_pain", "run_km"))
WHOLE, HALF = 100, 50
"""Percent of a session: all of it, some of it."""


@dataclass(slots=True)
class Memory:
    """All that a course carries from one day to the next."""

    frame: list[Any]
    raw: list[Any]
    series: list[list[Any]]
    clocks: list[Any]
    first: int | None = None
    until: dict[int, int] = field(default_factory=dict)
    next_until: int = NEVER
    next_flag: int = NEVER
    renewed: int = 0
    told: dict[int, int] = field(default_factory=dict)
    standing: int = 0
    cleared: dict[int, dict[str, Any]] = field(default_factory=dict)
    signed: dict[int, set[str]] = field(default_factory=dict)
    said_no: dict[str, int] = field(default_factory=dict)
    against: dict[str, bool] = field(default_factory=dict)
    clinic: dict[str, Any] = field(default_factory=dict)
    pause: tuple[int, int] | None = None
    versions: dict[str, int] = field(default_factory=dict, compare=False)
    zeros: list[int] = field(default_factory=lambda: [0, 0])
    mornings: list[int] = field(default_factory=lambda: [0, 0])
    named: str = ""
    adjusted: list[dict[str, Any]] = field(default_factory=list)
    treated: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> Memory:
        return Memory(
            list(self.frame),
            list(self.raw),
            [list(s) for s in self.series],
            list(self.clocks),
            self.first,
            dict(self.until),
            self.next_until,
            self.next_flag,
            self.renewed,
            dict(self.told),
            self.standing,
            deepcopy(self.cleared),
            {row: set(names) for row, names in self.signed.items()},
            dict(self.said_no),
            dict(self.against),
            dict(self.clinic),
            self.pause,
            dict(self.versions),
            list(self.zeros),
            list(self.mornings),
            self.named,
            deepcopy(self.adjusted),
            deepcopy(self.treated),
        )


@dataclass(frozen=True, slots=True)
class Course:
    """A person's course up to and including `date` (an ordinal).

    `seen`: the frame as the rules saw it that day, before the verdict moved the state. `rule` and `maybe`: places of
    the rule that decided and of the maybe that held an opening vote back (-1: none). `rows`: the triage rows that
    stand; `unsure`: those that may be true. `after`: the frame as the rules would see it once the verdict has moved
    the state.
    """

    pathway: Pathway
    date: int
    seen: tuple[Any, ...]
    rule: int
    maybe: int
    rows: tuple[int, ...]
    unsure: tuple[int, ...]
    fits: Fits | None
    phase: str
    capped: bool
    memory: Memory
    after: tuple[Any, ...] = ()

    def value(self, name: str) -> Any:
        """What the rules saw under a name that day."""
        return self.seen[compiled(self.pathway).slots[name]]

    def series(self, name: str, days: int, *, today: bool) -> list[Value]:
        """What it was on the last days, the latest last; without today where that is left out."""
        series = self.memory.series[compiled(self.pathway).series[name]]
        end = len(series) - (0 if today else 1)
        return series[end - days : end]

    def afterwards(self, name: str) -> Any:
        """The same once the verdict has moved the state."""
        return self.after[compiled(self.pathway).slots[name]]


def course(pathway: Pathway, events: Iterable[Event], *, today: int) -> Course:
    """Folds a whole history, every date from the first to today once."""
    return fold(pathway, merge(pathway, events), today=today)


def fold(pathway: Pathway, days: Days, *, today: int) -> Course:
    """Folds merged days from the first to today."""
    start = days.first if days.first is not None and days.first <= today else today
    return _Fold(pathway, fresh(pathway)).run(days, start, today)


def step(pathway: Pathway, before: Course, days: Days) -> Course:
    """The course one day later; the course it starts from stays as it is."""
    return go_on(pathway, before, days, today=before.date + 1)


def go_on(pathway: Pathway, before: Course, days: Days, *, today: int) -> Course:
    """The course from the day after `before` to today."""
    return _Fold(pathway, before.memory.copy()).run(days, before.date + 1, today)


def fresh(pathway: Pathway) -> Memory:
    """Before the first day: nothing known, every state at its start."""
    running = compiled(pathway)
    frame: list[Any] = [None] * running.size
    for state in pathway.machine.state.values():
        frame[running.slots[state.id]] = state.start
        if state.load:
            frame[running.slots[f"{state.id}_held"]] = False
    series: list[list[Any]] = [[None] * PAD for _ in running.series]
    for name in (*SAID, *(f"{c.id}_likely" for c in pathway.conditions), *pathway.on_a_foot):
        frame[running.slots[name]] = False
    return Memory(frame, [None] * running.size, series, [None] * len(running.clocks))


@dataclass(slots=True)
class Known:
    """What some lasting answers come to.

    `facts`: their places in the frame; `lasting`: slot and value of what follows; `static`: rows surely and possibly
    true.
    """

    facts: tuple[Any, ...]
    lasting: tuple[tuple[int, Any], ...]
    static: tuple[int, int]
    rows: dict[Any, tuple[int, int]] = field(default_factory=dict)
    pains: dict[Any, tuple[Mapping[str, Features], tuple[str, ...]]] = field(default_factory=dict)
    fits: dict[Any, tuple[Mapping[str, Features], tuple[str, ...]]] = field(default_factory=dict)
    weighed: dict[Any, Fits] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ladder:
    """An exercise that has levels. `state`, `done`, `top`: places in the frame; `places`: of each level in their order.

    `asked`: per level, what a whole session is: the sets, and the repetitions at the top of their range. `phases`: in
    which it is done, every so many days; `last_done`: the clock of when it last was.
    """

    state: int
    done: int
    top: int
    places: Mapping[str, int]
    asked: tuple[tuple[int, int] | None, ...]
    phases: Mapping[str, int]
    last_done: int | None


@dataclass(frozen=True, eq=False)
class _Plan:
    """What the fold looks up, worked out once for each pathway."""

    running: Running
    by_slot: Mapping[str, tuple[int, Fact]]
    flags: frozenset[int]
    crossings: Mapping[int, frozenset[int]]
    row_facts: tuple[tuple[str, ...], ...]
    keeps: int
    still: frozenset[int]
    flag: Fact
    foot_facts: tuple[Fact, ...]
    edges: Mapping[int, list[int]]
    daily: Mapping[str, int]
    aged: Mapping[str, list[str]]
    since: tuple[tuple[int, int], ...]
    of_pain: Callable[[list[Any]], tuple[Any, ...]]
    loads: tuple[State, ...]
    changed: tuple[tuple[int, int], ...]
    ladders: Mapping[str, Ladder]
    strong: frozenset[str]
    daily_tasks: Mapping[str, frozenset[str]]
    strong_phases: frozenset[str]
    relief_plans: frozenset[str]
    loading_facts: frozenset[str]
    session: tuple[int, int, int, int]
    waits: int
    renewed_by: Mapping[str, tuple[int, ...]]
    kept_in: Mapping[str, frozenset[int]]
    newer: Mapping[str, Mapping[int, Any]]
    two_days: int
    phase_place: int
    against: tuple[tuple[int, int], ...]
    places: Mapping[str, tuple[tuple[int, int, str], ...]]
    known: dict[Any, Known] = field(default_factory=dict)
    urgency: dict[tuple[int, int], tuple[tuple[int, Any], ...]] = field(default_factory=dict)


@cache
def _plan(pathway: Pathway) -> _Plan:
    running = compiled(pathway)
    by_slot = _by_slot(pathway, running)
    keeps = sum(1 << n for n, row in enumerate(pathway.rows) if row.lift != "none")
    effects = pathway.machine.effects
    still = frozenset(n for n, r in enumerate(pathway.rules) if r.vote != "hold" and not effects[r.effect])
    flag = next(f for f in pathway.facts.values() if f.flag == "again")
    flags = frozenset(slot for slot, fact in by_slot.values() if fact.flag and fact.lasts == flag.lasts)
    foot_facts = tuple(f for f in pathway.facts.values() if f.foot and not f.daily and f.id != "pain_sites")
    row_facts = tuple(facts_behind(pathway, reads(row.when)) if row.when else () for row in pathway.rows)
    crossings = _crossings(pathway, running)
    edges = {slot: sorted(values) for slot, values in crossings.items()}
    daily = {name: slot for name, (slot, fact) in by_slot.items() if fact.daily}
    since = tuple((running.slots[m.id], running.slots[m.read]) for m in fitted_by_date(pathway))
    states, slots = pathway.machine.state.values(), running.slots
    against = tuple((n, k) for n, c in enumerate(pathway.conditions) for k, f in enumerate(c.features) if f.weight < 0)
    pains = ("first_step_pain", *(f"first_step_pain.{foot}" for foot in FEET), "activity_pain")
    return _Plan(
        running=running,
        by_slot=by_slot,
        flags=flags,
        crossings=crossings,
        row_facts=row_facts,
        keeps=keeps,
        still=still,
        flag=flag,
        foot_facts=foot_facts,
        edges=edges,
        daily=daily,
        aged=_aged(pathway),
        since=since,
        of_pain=itemgetter(*(running.slots[name] for name in pains), *(slot for slot, _ in since)),
        loads=tuple(state for state in states if state.load),
        changed=tuple((running.slots[s.id], running.clocks[s.changed]) for s in states if s.changed),
        ladders={task.id: _ladder(pathway, running, task) for task in pathway.tasks if task.ladder},
        strong=frozenset(task.id for task in pathway.tasks if task.strength),
        daily_tasks=_daily_tasks(pathway),
        strong_phases=frozenset(phase for t in pathway.tasks if t.strength for phase in t.doses),
        loading_facts=frozenset((*facts_behind(pathway, pathway.measures["load_entry"].reads), *SESSIONS)),
        relief_plans=relief_plans(pathway),
        session=(slots["exercise_pain"], slots["strength_done"], slots["exercised"], slots["pain_untold"]),
        waits=next(n for n, row in enumerate(pathway.rows) if row.when and "only_a_question_waits" in reads(row.when)),
        renewed_by=_renewed_by(pathway, running),
        kept_in=_kept_in(by_slot.values()),
        newer=_newer(pathway, running),
        phase_place=[state.id for state in states if state.load].index("phase"),
        two_days=sum(1 << n for n, row in enumerate(pathway.rows) if row.lift == "two_days"),
        against=against,
        places={foot: tuple((n, k, place(foot, n, k)) for n, k in against) for foot in ("", *FEET)},
    )


def _aged(pathway: Pathway) -> dict[str, list[str]]:
    """Signs by the fact that tells how old they are."""
    found: dict[str, list[str]] = {}
    for m in pathway.measures.values():
        if isinstance(m, AgeOfSign):
            found.setdefault(m.older, []).append(m.read)
    return found


def _daily_tasks(pathway: Pathway) -> dict[str, frozenset[str]]:
    """What each phase plans for every day: a session is all of it. What has a ladder is counted by its own sessions."""
    exercises = [task for task in pathway.tasks if task.kind in EXERCISES and not task.ladder]
    phases = {phase for task in exercises for phase in task.doses}
    return {p: frozenset(t.id for t in exercises if "times_a_day" in t.doses.get(p, ())) for p in phases}


def _renewed_by(pathway: Pathway, running: Running) -> dict[str, tuple[int, ...]]:
    """The answers that a sign, told anew, makes out of date."""
    found: dict[str, tuple[int, ...]] = {}
    for fact in pathway.facts.values():
        if fact.anew_with:
            found[fact.anew_with] = (*found.get(fact.anew_with, ()), running.slots[fact.id])
    return found


def _kept_in(facts: Iterable[tuple[int, Fact]]) -> dict[str, frozenset[int]]:
    """The answers that do not run out in a phase."""
    found: dict[str, set[int]] = {}
    for slot, fact in facts:
        for phase in fact.keeps_in:
            found.setdefault(phase, set()).add(slot)
    return {phase: frozenset(slots) for phase, slots in found.items()}


def _newer(pathway: Pathway, running: Running) -> dict[str, dict[int, Any]]:
    """By the version that began to ask them: what stands for facts on days on which nobody could answer them."""
    found: dict[str, dict[int, Any]] = {}
    for fact in pathway.facts.values():
        if fact.since:
            calm: Any = frozenset() if fact.kind == "set" else False
            found.setdefault(fact.since, {})[running.slots[fact.id]] = calm
    return found


def _by_slot(pathway: Pathway, running: Running) -> dict[str, tuple[int, Fact]]:
    """Each slot an answer can go to, and the fact that it answers."""
    found: dict[str, tuple[int, Fact]] = {}
    for fact in pathway.facts.values():
        for name in (fact.id, *(f"{fact.id}.{foot}" for foot in FEET if fact.foot)):
            found[name] = (running.slots[name], fact)
    return found


def _ladder(pathway: Pathway, running: Running, task: Task) -> Ladder:
    options = pathway.machine.state[task.ladder].options
    done, top = ladders(pathway)[task.ladder]
    places = {level: n for n, level in enumerate(options)}
    asked = tuple(_whole(task.levels[level]) if level in task.levels else None for level in options)
    rest = max((dose["every_days"][0] for dose in task.doses.values() if "every_days" in dose), default=1)
    every = {phase: dose.get("every_days", (rest,))[0] for phase, dose in task.doses.items() if "sets" not in dose}
    clock = running.clocks[task.last_done] if task.last_done else None
    return Ladder(running.slots[task.ladder], running.slots[done], running.slots[top], places, asked, every, clock)


def _whole(dose: Mapping[str, Any]) -> tuple[int, int]:
    return dose["sets"][0] if "sets" in dose else 0, dose["reps"][-1] if "reps" in dose else 0


def facts_behind(pathway: Pathway, names: Iterable[str]) -> tuple[str, ...]:
    """The facts behind some names, through measures."""
    found: dict[str, None] = {}
    todo = list(names)
    while todo:
        name = todo.pop(0)
        if name in pathway.facts:
            found[name] = None
        elif name in pathway.measures:
            todo += pathway.measures[name].reads
        elif name.endswith(LIKELY):
            condition = next(c for c in pathway.conditions if c.id == name.removesuffix(LIKELY))
            todo += [read for feature in condition.features if feature.weight > 0 for read in reads(feature.when)]
    return tuple(found)


def _crossings(pathway: Pathway, running: Running) -> dict[int, frozenset[int]]:
    """Values at which a fact that grows with the calendar can change a comparison: every threshold of its unit."""
    found = {}
    for fact in pathway.facts.values():
        if fact.grows:
            edges = {t.value for t in pathway.thresholds.values() if t.unit == fact.unit}
            found[running.slots[fact.id]] = frozenset(edges | {edge + 1 for edge in edges})
    return found


class _Fold:
    """A course being folded. Everything here is private to one run."""

    def __init__(self, pathway: Pathway, memory: Memory) -> None:
        self.usual, self.memory = pathway, memory
        self.use(pathway)
        self.frame, self.raw = memory.frame, memory.raw
        self.slots = self.running.slots
        self.known = Known((), (), (0, 0))
        self.begin, self.end = self.running.daily[0], self.running.pulled[1]
        self.blank = [None] * (self.running.daily[1] - self.begin) + [...] * (self.end - self.running.pulled[0])
        self.plan_slot, self.is_plan = self.slots["plan"], self.running.when["plan"][0]
        self.morning_slot, self.sites_slot = self.slots["first_step_pain"], self.slots["pain_sites"]
        self.doubt_slot = self.slots["in_doubt"]
        self.told_slot = self.slots["activity_told"]
        self.condition_slot, self.activity_slot = self.slots["condition_now"], self.slots["activity_pain"]
        self.run_slot, self.run_doubt = self.slots["run_sure"], self.slots["run_in_doubt"]
        self.minutes_slot, self.raised = self.slots["run_minutes"], self.running.clocks.get("raised")
        self.entry, self.entered = self.running.clocks["entry"], self.running.clocks["entered"]
        self.begun = self.running.clocks["first_start"]
        self.first = 0
        self.growing: list[tuple[int, int, frozenset[int]]] = []
        self.sore: list[int] = []
        self.one_sore = 0  # 1 left, 2 right
        self.signs_told: list[str] = []
        self.sure = self.unsure = -1
        self.raw_fits: Mapping[str, Features] | None = None
        self.unasked: dict[int, Any] = {}
        self.new_from: dict[str, int] = {}
        self.fits: Fits | None = None
        self.now_said = ""
        self.verdict = (-1, -1)

    def use(self, pathway: Pathway) -> None:
        """The pathway, or the same one with thresholds that a clinician has set for a while."""
        self.pathway, self.plan = pathway, _plan(pathway)
        self.running = self.plan.running

    def run(self, days: Days, start: int, today: int) -> Course:
        if self.memory.first is None:
            self.memory.first = start
        self.first = self.memory.first
        for series in self.memory.series:
            series.extend([None] * (today - start + 1))
        self.adjust(start, None)
        self.memory.versions = earliest(self.memory.versions, days.versions)
        self.new_from = {since: asked_from(self.memory.versions, since, today) for since in self.plan.newer}
        self.ask_from(start)
        self.refresh(start)
        seen: tuple[Any, ...] = ()
        capped = False
        for d in range(start, today + 1):
            seen = self.day(d, days, d == today)
            capped = self.cap(d, days) if days.last_said else False
        return self.frozen(today, seen, capped, self.afterwards(today))

    def afterwards(self, d: int) -> tuple[Any, ...]:
        """The frame with every measure worked out anew, now that the verdict has moved the state."""
        memory, running = self.memory, self.running
        frame = list(self.frame)
        begin, end = running.pulled
        frame[begin:end] = [...] * (end - begin)
        frame[self.plan_slot] = self.is_plan(frame)
        return tuple(running.anew(frame, memory.series, list(memory.clocks), d - self.first + PAD, d))

    def day(self, d: int, days: Days, last: bool) -> tuple[Any, ...]:
        """One date: what was said, what follows, what is decided, what it moves. The frame as seen, on the last."""
        memory, frame = self.memory, self.frame
        extra = days.extra.get(d) if days.extra else None
        self.told(d, days.values.get(d), extra)
        running, series, clocks, today = self.running, memory.series, memory.clocks, d - self.first + PAD
        if extra is not None:
            self.from_clinic(d, extra)
        if memory.pause is not None:
            self.paused(d)
        frame[self.plan_slot] = self.is_plan(frame)
        for slot, told in self.plan.since:  # days since a date that was told: conditions read it before it is pulled
            value = frame[told]
            frame[slot] = d - value if value.__class__ is int else value
        self.conditions()
        key = running.day(frame, series, clocks, today, d)
        sure, maybe = self.known.rows.get(key) or self.rows(key, frame, series, clocks, today, d)
        if extra is not None or memory.standing or memory.cleared or sure & self.plan.two_days:
            sure, maybe = self.standing(d, sure, maybe, extra, (frame, series, clocks, today, d))
        unsure = maybe & ~sure if memory.pause is None else 0  # whoever has paused is asked nothing
        if unsure and not sure:  # nothing else fires: the question itself is the reason
            sure = 1 << self.plan.waits
        if sure or self.sure or unsure != self.unsure:
            self.urge(sure, unsure)
        decided, held = self.verdict = running.votes(frame, series, clocks, today, d)
        guarded = bool(memory.adjusted) and running.guarded(frame, series, clocks, today, d)
        relief = held < 0 and self.relieved(decided, (frame, series, clocks, today, d))
        seen = tuple(running.whole(frame, series, clocks, today, d)) if last else ()
        if held < 0 and decided not in self.plan.still:
            self.move(d, decided, (frame, series, clocks, today, d))
        if clocks[self.entered] == d:
            clocks[self.entry] = d
        if memory.adjusted or memory.treated:
            self.set_by_clinician(d, guarded=guarded)
            self.after_treatment(d)
        if frame[self.run_slot] or frame[self.run_doubt]:
            self.after_a_run(d, today)
        self.remember_plan(
            today, relief=relief or (held >= 0 and self.pathway.rules[held].plan in self.plan.relief_plans)
        )
        return seen

    def relieved(self, decided: int, args: tuple[Any, ...]) -> bool:
        """Does a rule leave relief alone? It stands behind another one only where that is a step down or a hold."""
        rule = self.pathway.rules[decided]
        if rule.plan in self.plan.relief_plans:
            return True
        return rule.vote in ("regress", "hold") and bool(self.running.relieves(*args))

    def after_a_run(self, d: int, today: int) -> None:
        """A run is judged by the plan of its day: by the state that the day's verdict has left."""
        memory, places = self.memory, self.running.series
        after = self.afterwards(d)
        for name in JUDGED:
            if name in places:
                memory.series[places[name]][today] = after[self.slots[name]]
        self.running.effects["after_a_run"](after, memory.series, memory.clocks, today, d)

    def remember_plan(self, today: int, *, relief: bool) -> None:
        """Was a session planned for this date, and one of strength? Not where the day's rules leave relief alone."""
        phase = self.frame[self.slots["phase"]]
        planned = not relief and phase in self.pathway.groups["planning"]
        series, places = self.memory.series, self.running.series
        series[places["planned"]][today] = planned
        series[places["strength_planned"]][today] = planned and phase in self.plan.strong_phases

    def told(self, d: int, entries: Mapping[str, Any] | None, extra: Extra | None) -> None:
        """The day's answers into an empty day, and what follows from them."""
        memory, frame = self.memory, self.frame
        frame[self.begin : self.end] = self.blank
        frame[self.run_slot] = 0
        if memory.adjusted or (extra is not None and extra.adjusted):
            self.adjust(d, extra)
        stale = d >= memory.next_until or (d >= memory.next_flag and d >= memory.renewed)
        changed = stale and self.expire(d)
        if entries:
            changed = self.answers(d, entries) or changed
        if self.growing:  # what counts on with the calendar, and where it may pass a threshold
            for slot, begun, edges in self.growing:
                frame[slot] = value = d - begun
                changed = changed or value in edges
        if self.unasked and self.ask_from(d):
            changed = True
        if changed:
            self.refresh(d)
        self.mornings(d)

    def ask_from(self, d: int) -> bool:
        """Before a version was there, nobody could answer what it asks: then it stands as none, and from its first day
        on it is asked. Says whether that changed today."""
        before = self.unasked
        self.unasked = {}
        for since, slots in self.plan.newer.items():
            if d < self.new_from.get(since, d):
                self.unasked = {**self.unasked, **slots}
        return before != self.unasked

    def from_clinic(self, d: int, extra: Extra) -> None:
        """That somebody has seen the foot, and what was done to it."""
        if extra.seen:
            self.memory.clocks[self.running.clocks["seen_on"]] = d
            self.named_by(extra)
            self.limited_by(extra.seen[-1])
        if extra.paused:
            until = extra.paused[-1].body.get("until")
            self.memory.pause = (d, until if until.__class__ is int else NEVER)
        if extra.treated:
            self.treat(d, extra)

    def limited_by(self, event: Event) -> None:
        """What the last clinician said of going on, and of limits. A date that passes opens nothing."""
        limits = event.body.get("limits")
        said = limits if isinstance(limits, Mapping) else {}
        self.memory.clinic = {
            "not_cleared": event.body.get("cleared") is not True,
            "rest_said": bool(said.get("rest") or said.get("boot_or_crutches")),
            "no_running_said": said.get("no_running") is True,
            "no_raises_said": said.get("no_heel_raises") is True,
        }
        self.say_limits()

    def say_limits(self) -> None:
        """Into the frame; a phase that a clinician has set to paused counts as rest."""
        for name, value in self.memory.clinic.items():
            self.frame[self.slots[name]] = value
        if any(adjusted["set"].get("phase") == "paused" for adjusted in self.memory.adjusted):
            self.frame[self.slots["rest_said"]] = True
        elif not self.memory.clinic.get("rest_said"):
            self.frame[self.slots["rest_said"]] = False

    def paused(self, d: int) -> None:
        """A pause that the person has told: it ends at its date, or with a check-in on a later day."""
        assert self.memory.pause is not None
        begun, until = self.memory.pause
        goes_on = d < until and (d == begun or self.memory.clocks[self.entered] != d)
        self.frame[self.slots["own_pause"]] = goes_on
        if not goes_on:
            self.memory.pause = None

    # -- answers ------------------------------------------------------------------------------------------

    def answers(self, d: int, entries: Mapping[str, Any]) -> bool:
        """Today's entries into the frame; says whether anything lasting changed."""
        changed, frame, by_slot, daily = False, self.frame, self.plan.by_slot, self.plan.daily
        for name, value in entries.items():
            slot = daily.get(name)
            if slot is not None:
                frame[slot] = value
                if value is None and name in self.plan.loading_facts:
                    frame[self.doubt_slot] = True
                    frame[self.run_doubt] = frame[self.run_doubt] or slot == self.minutes_slot
            elif name in by_slot:
                changed = self.answer(d, *by_slot[name], value) or changed
        frame[self.told_slot] = frame[self.activity_slot]
        frame[self.run_slot] = frame[self.minutes_slot] or 0
        if not SELDOM.isdisjoint(entries):
            self.seldom(d, entries)
        if not CHECK_IN.isdisjoint(entries):
            self.memory.clocks[self.entered] = d
            if entries.get("nothing_new") is True:
                self.memory.renewed = d + self.flags_last()
        if self.signs_told:
            self.date_signs(d)
        if entries.get("obstacle") == "did_them":
            self.did_them(d - self.first + PAD)
        return changed

    def did_them(self, today: int) -> None:
        """ "I have done them" answers the planned days that adherence looks at."""
        series, places = self.memory.series, self.running.series
        planned, done = series[places["planned"]], series[places["exercised"]]
        for day in range(today - days_of(self.pathway.measures["adherence14"]), today):
            if planned[day]:
                done[day] = WHOLE

    def seldom(self, d: int, entries: Mapping[str, Any]) -> None:
        if IN_DOUBT in entries:
            self.frame[self.doubt_slot] = True
            self.frame[self.run_doubt] = self.frame[self.run_doubt] or "run_minutes" in entries[IN_DOUBT]
        if INTAKE_ACTIVITY in entries:
            self.frame[self.activity_slot] = entries[INTAKE_ACTIVITY]
            if self.memory.clocks[self.begun] is None:  # an intake told again is not of the weeks before the plan
                self.frame[self.slots["activity_at_intake"]] = entries[INTAKE_ACTIVITY]
        if "exercises" in entries:
            self.exercises(entries["exercises"] or ())
        if "exercises_done" in entries:
            self.in_one_tap(d, entries["exercises_done"])
        if "exercises_pain" in entries:
            self.hurt(entries["exercises_pain"])
        if self.frame[self.minutes_slot] is None and (entries.get("run_pain") is not None or entries.get("run_km")):
            self.frame[self.run_doubt] = self.frame[self.doubt_slot] = True  # a run of unknown length

    def date_signs(self, d: int) -> None:
        """A sign told together with how long it has hurt is as old as the pain; told later it is of that day."""
        for older, names in self.plan.aged.items():
            slot = self.slots[older]
            for name in set(names) & set(self.signs_told):
                self.clock(f"{name}.older", self.raw[slot] if self.memory.told.get(slot) == d else 0)
        for name in self.signs_told:
            for slot in self.plan.renewed_by.get(name, ()):
                if self.memory.told.get(slot) != d:
                    self.raw[slot] = None
        self.signs_told.clear()

    def answer(self, d: int, slot: int, fact: Fact, value: Value) -> bool:
        memory = self.memory
        changed = self.raw[slot] != value or fact.grows
        self.raw[slot] = value
        memory.told[slot] = d
        memory.until.pop(slot, None)
        stays = value is None or value in fact.stays
        if not stays and fact.lasts is not None and not (fact.signs and is_sign(fact, value)):
            memory.until[slot] = d + fact.lasts_in.get(self.frame[self.slots["phase"]], fact.lasts)
            if slot in self.plan.flags:
                memory.next_flag = min(memory.next_flag, memory.until[slot])
            else:
                memory.next_until = min(memory.next_until, memory.until[slot])
        if (fact.signs and is_sign(fact, value)) and (changed or fact.anew):
            self.clock(f"{fact.id}.told", d)
            self.signs_told.append(fact.id)
        return changed

    def clock(self, name: str, value: int | None) -> None:
        if name in self.running.clocks:
            self.memory.clocks[self.running.clocks[name]] = value

    def flags_last(self) -> int:
        flag = self.plan.flag
        return flag.lasts_in.get(self.frame[self.slots["phase"]], flag.lasts or 0)

    def exercises(self, done: tuple[Mapping[str, Any], ...]) -> None:
        """The worst pain in an exercise, how much of the session it was, and whether that counts as load."""
        frame, strong, ladders = self.frame, self.plan.strong, self.plan.ladders
        _, strength, exercised, untold = self.plan.session
        wanted = self.plan.daily_tasks.get(frame[self.slots["phase"]], frozenset())
        frame[exercised] = (WHOLE if wanted <= {item["id"] for item in done} else HALF) if done else 0
        frame[strength] = any(item["id"] in strong for item in done)
        frame[untold] = any(item.get("pain") is None for item in done)
        for item in done:
            self.hurt(item.get("pain"))
            if item["id"] in ladders:
                self.on_ladder(item, item.get("pain"), ladders[item["id"]])

    def hurt(self, pain: int | None) -> None:
        """The highest pain in an exercise of the day."""
        slot = self.plan.session[0]
        if pain is not None and (self.frame[slot] is None or pain > self.frame[slot]):
            self.frame[slot] = pain

    def in_one_tap(self, d: int, done: str | None) -> None:
        """All, some or none of a session: of each ladder that was planned it was done, and all of it was its top."""
        frame, ticked = self.frame, self.frame[self.plan.session[2]]
        if done is None:
            return
        share = {"all": WHOLE, "some": HALF}.get(done, 0)
        pain, phase = frame[self.slots["exercises_pain"]], frame[self.slots["phase"]]
        _, strength, exercised, untold = self.plan.session
        frame[exercised] = max(share, ticked or 0)
        frame[untold] = frame[untold] or (share > 0 and pain is None)
        frame[strength] = bool(frame[strength] or (share and phase in self.plan.strong_phases))
        for ladder in self.plan.ladders.values() if share else ():
            if self.due(d, phase, ladder) and frame[ladder.done] is None:
                frame[ladder.done] = True
                little = pain is not None and pain <= self.pathway.thresholds["pain_green"].value
                frame[ladder.top] = int(share == WHOLE and little)

    def due(self, d: int, phase: str, ladder: Ladder) -> bool:
        """Was an exercise on a ladder planned for this date?"""
        if phase not in ladder.phases or not ladder.places[self.frame[ladder.state]]:
            return False
        last = self.memory.clocks[ladder.last_done] if ladder.last_done is not None else None
        return last is None or d - last >= ladder.phases[phase]

    def on_ladder(self, item: Mapping[str, Any], pain: int | None, ladder: Ladder) -> None:
        """A session on a ladder: was all of it done, at the level where one stands or higher, with little pain?"""
        stands = ladder.places[self.frame[ladder.state]]
        level = item.get("level", stands)
        asked = ladder.asked[level] if level < len(ladder.asked) else None
        self.frame[ladder.done] = True
        self.frame[ladder.top] = 2 * (
            asked is not None
            and level >= stands
            and pain is not None
            and pain <= self.pathway.thresholds["pain_green"].value
            and (item.get("sets") or 0) >= asked[0]
            and (item.get("reps") or 0) >= asked[1]
        )

    def expire(self, d: int) -> bool:
        """Answers past their time are not known any more; signs stay."""
        memory, changed, flags = self.memory, False, self.plan.flags
        memory.next_until = memory.next_flag = NEVER
        kept = self.plan.kept_in.get(self.frame[self.slots["phase"]], frozenset())
        for slot, until in list(memory.until.items()):
            if slot in kept:
                continue
            if (max(until, memory.renewed) if slot in flags else until) <= d:
                self.raw[slot] = None
                del memory.until[slot]
                changed = True
            elif slot in flags:
                memory.next_flag = min(memory.next_flag, until)
            else:
                memory.next_until = min(memory.next_until, until)
        return changed

    def refresh(self, d: int) -> None:
        """Lasting facts from what was answered: not-applicable defaults, the worse foot, what follows from them.

        Remembered by what was answered: the same answers come to the same, today and for the next person.
        """
        raw, frame, plan = self.raw, self.frame, self.plan
        first = self.running.daily[0]
        told, edges = self.memory.told, plan.crossings
        self.growing = [(slot, told[slot] - raw[slot], edges[slot]) for slot in edges if raw[slot] is not None]
        grown = [(slot, d - start) for slot, start, _ in self.growing]
        key = (len(self.unasked), *raw[:first], *(bisect(plan.edges[slot], value) for slot, value in grown))
        found = plan.known.get(key)
        if found is None:
            found = self.work_out(grown)
            if len(plan.known) >= REMEMBERED:
                plan.known.clear()
            plan.known[key] = found
        frame[:first] = found.facts
        for slot, value in (*found.lasting, *grown):
            frame[slot] = value
        self.known = found
        self.sore = [n for n in (0, 1) if frame[self.sites_slot + 1 + n]]
        self.one_sore = self.sore[0] + 1 if len(self.sore) == 1 else 0

    def work_out(self, grown: list[tuple[int, int]]) -> Known:
        raw, frame, first = list(self.raw), self.frame, self.running.daily[0]
        for slot, calm in self.unasked.items():
            raw[slot] = calm if raw[slot] is None else raw[slot]
        frame[:first] = raw[:first]
        for slot, value in grown:
            frame[slot] = value
        sites = self.sites_slot
        left, right = raw[sites + 1], raw[sites + 2]
        frame[sites] = raw[sites] = None if left is None or right is None else left | right
        for fact in self.plan.foot_facts:
            self.worse_foot(raw, fact, left, right)
        self.running.static(frame, raw)
        slots = [self.slots[m.id] for m in self.pathway.measures.values() if m.static]
        return Known(tuple(frame[:first]), tuple((slot, frame[slot]) for slot in slots), self.running.rows(frame))

    def worse_foot(self, raw: list[Any], fact: Fact, left: Any, right: Any) -> None:
        slot = self.slots[fact.id]
        values = []
        for n, sites in ((1, left), (2, right)):
            value = raw[slot + n]
            if value is None and sites is not None and not sites:
                self.frame[slot + n] = None
                continue
            value = fact.missing if value is None and fact.missing else value
            self.frame[slot + n] = value
            values.append(value)
        self.frame[slot] = raw[slot] = worse(fact, values)

    def mornings(self, d: int) -> None:
        """The worse foot's first steps. A foot at 0 for two weeks is left out while the other is asked, but weekly."""
        slot, zeros, frame = self.morning_slot, self.memory.zeros, self.frame
        values = _, left, right = frame[slot : slot + 3]
        if left is not None:
            self.memory.mornings[0] = d
            zeros[0] = 0 if left else zeros[0] + 1
        elif zeros[0] < RESTING:
            zeros[0] = 0
        if right is not None:
            self.memory.mornings[1] = d
            zeros[1] = 0 if right else zeros[1] + 1
        elif zeros[1] < RESTING:
            zeros[1] = 0
        if self.one_sore and values[3 - self.one_sore] is None:
            frame[slot] = values[self.one_sore]
        elif left is not None or right is not None:
            self.both_mornings(d, (left, right))

    def both_mornings(self, d: int, values: tuple[Any, Any]) -> None:
        zeros, told = self.memory.zeros, self.memory.mornings
        awake = [n for n in self.sore if zeros[n] < RESTING or d - told[n] >= WEEKLY or values[n] is not None]
        if all([values[n] is not None for n in awake or self.sore]):
            self.frame[self.morning_slot] = max(value for value in values if value is not None)

    # -- triage -------------------------------------------------------------------------------------------

    def rows(self, key: tuple[Any, ...], *args: Any) -> tuple[int, int]:
        """The rows that are surely and possibly true; what they read of today has few values, so it is remembered."""
        sure, maybe = self.running.rows_today(*args)
        found = self.known.rows[key] = (sure | self.known.static[0], maybe | self.known.static[1])
        return found

    def standing(self, d: int, sure: int, maybe: int, extra: Extra | None, args: tuple[Any, ...]) -> tuple[int, int]:
        """The rows that stand today, with those of earlier days that nobody has lifted."""
        memory = self.memory
        if extra is not None and extra.said:
            sure |= self.as_said(d, extra, args)
        if extra is not None and extra.seen:
            self.clear(extra, sure)
        if memory.cleared:
            sure, maybe = self.not_cleared(d, sure, maybe, extra, args)
        if memory.standing or sure & self.plan.two_days:
            self.lift(d, sure, maybe, extra)
        return sure | memory.standing, maybe

    def urge(self, stand: int, unsure: int) -> None:
        """The urgency of the rows that stand, into the frame; it stays there until another set of rows stands."""
        if stand:
            self.memory.standing |= stand & self.plan.keeps
        if stand != self.sure or unsure != self.unsure:
            self.sure, self.unsure = stand, unsure
            for slot, value in self.plan.urgency.get((stand, unsure)) or self.weigh(stand, unsure):
                self.frame[slot] = value

    def weigh(self, stand: int, unsure: int) -> tuple[tuple[int, Any], ...]:
        """The most urgent level, the lowest loading and the kinds of the rows that stand; and with the unsure ones."""
        level, loading, kinds = self.of_rows(stand)
        worst, least, all_kinds = self.of_rows(stand | unsure)
        level = "routine" if unsure and level == "self_care" else level
        found: dict[str, Any] = {"triage": level, "triage?": worst, "loading": loading, "loading?": least}
        for kind in {row.kind for row in self.pathway.rows} - {""}:
            found |= {f"{kind}_stands": kind in kinds, f"{kind}_stands?": kind in all_kinds}
        slots = tuple((self.slots[name], value) for name, value in found.items())
        self.plan.urgency[stand, unsure] = slots
        return slots

    def of_rows(self, places: int) -> tuple[str, str, set[str]]:
        rows = [row for n, row in enumerate(self.pathway.rows) if places >> n & 1] or [self.pathway.otherwise]
        level = max((row.triage for row in rows), key=TRIAGE.index)
        loading = min((row.loading for row in rows), key=LOADING.index)
        return level, loading, {row.kind for row in rows}

    def conditions(self) -> Fits:
        """By today's pain first, then by what today's pain means to the rules: both spare working it out again."""
        frame, known = self.frame, self.known
        key = self.plan.of_pain(frame)
        found = known.pains.get(key)
        if found is None:
            means = self.running.volatile(frame)
            found = known.fits.get(means)
            if found is None:
                features = features_of(self.running, frame)
                found = known.fits[means] = features, left_open(self.plan.against, features)
            known.pains[key] = found
        fits = self.weigh_up(*found, key[1:3] if len(found[0]) > 1 else ())  # of two feet the worse one leads
        self.say_fits(fits)
        return fits

    def weigh_up(self, found: Mapping[str, Features], opens: tuple[str, ...], pains: tuple[Any, ...]) -> Fits:
        """With the features against that were answered once; remembered by what it came from."""
        if found is not self.raw_fits:
            self.raw_fits = found
            self.remember(found)
        against, kept = self.memory.against, self.known.weighed
        key = (id(found), pains, *[against.get(place) for place in opens])
        fits = kept.get(key)
        if fits is None:
            whole = {foot: counted_on(self.pathway, foot, features, against) for foot, features in found.items()}
            fits = kept[key] = weighed(self.pathway, self.running, whole, self.frame)
        return fits

    def remember(self, found: Mapping[str, Features]) -> None:
        """The last known word of each feature against: it counts on until it is answered anew."""
        against = self.memory.against
        for foot, rows in found.items():
            for n, k, kept in self.plan.places[foot]:
                there = rows[n][k]
                if there is not None:
                    against[kept] = there

    def say_fits(self, fits: Fits) -> None:
        """What the rules may ask about conditions, into the frame."""
        frame, slots = self.frame, self.slots
        now = frame[self.condition_slot] = self.condition_now(fits)
        if fits is self.fits and now == self.now_said:
            return
        self.fits, self.now_said = fits, now
        bests = frozenset((now,)) if self.memory.named or now != fits.best else fits.on_a_foot
        for condition in self.pathway.conditions:
            frame[slots[f"{condition.id}{LIKELY}"]] = condition.id in fits.likely
        for name, best in self.pathway.on_a_foot.items():
            frame[slots[name]] = best in bests

    def condition_now(self, fits: Fits) -> str:
        """The one a clinician named, or the one the plan began on until another is likely, or the best fit."""
        if self.memory.named:
            return self.memory.named
        began = self.frame[self.slots["plan_condition"]]
        if self.frame[self.slots["plan"]] and fits.best == UNCLEAR and began != "none":
            return str(began)
        return fits.best

    def as_said(self, d: int, extra: Extra, args: tuple[Any, ...]) -> int:
        """Rows that were true with the signs that were said today and changed too late to be a slip."""
        kept, against = (list(self.raw), list(self.frame)), dict(self.memory.against)
        for name, values in extra.said.items():
            slot, fact = self.plan.by_slot[name]
            self.raw[slot] = _worst_said(fact, values)
        self.refresh(d)
        self.conditions()
        begin, end = self.running.pulled
        self.frame[begin:end] = [...] * (end - begin)
        self.running.anew(*args)
        sure = self.known.static[0] | self.running.rows_today(*args)[0]
        self.raw[:], self.frame[:] = kept
        self.memory.against = against
        self.refresh(d)
        self.fits = None  # what is likely is said anew, of what stands
        self.conditions()
        return int(sure)

    def named_by(self, extra: Extra) -> None:
        for event in extra.seen:
            if event.body.get("condition"):
                self.memory.named = str(event.body["condition"])

    def clear(self, extra: Extra, sure: int) -> None:
        """A clinician has seen it: rows that stand are lifted, and what was answered until then is no longer new.

        One row of the specification may be several here (a tear, new and old): they are lifted together, whatever else
        about them is not known.
        """
        if not any(event.body.get("cleared") for event in extra.seen):
            return
        stands = sure | self.memory.standing
        same = {row.number for n, row in enumerate(self.pathway.rows) if stands >> n & 1}
        for n, row in enumerate(self.pathway.rows):
            facts = self.plan.row_facts[n]
            if (stands >> n & 1 or row.number in same) and row.lift != "none":
                self.memory.cleared[n] = {
                    slot: None if slot in extra.after_seen else self.frame[self.slots[slot]]
                    for name in facts
                    for slot in self.answered_at(name)
                }
        self.memory.standing = 0
        self.memory.signed.clear()

    def answered_at(self, name: str) -> tuple[str, ...]:
        """Where a fact is answered: each foot by itself, so that the other foot's sign is new."""
        return tuple(f"{name}.{foot}" for foot in FEET) if self.pathway.facts[name].foot else (name,)

    def not_cleared(self, d: int, sure: int, maybe: int, extra: Extra | None, args: tuple[Any, ...]) -> tuple[int, int]:
        """A row lifted by a clinician is true again only through an answer given later that is new or worse."""
        for n, known in list(self.memory.cleared.items()):
            bit = 1 << n
            new = {slot.partition(".")[0] for slot in known if self.news(d, slot, known, extra)}
            if sure & bit and new & self.through(n, args):
                del self.memory.cleared[n]
            else:
                sure, maybe = sure & ~bit, maybe if self.lost(known) else maybe & ~bit
        return sure, maybe

    def lost(self, known: dict[str, Any]) -> bool:
        """Is a red flag that was answered when the foot was seen no longer known? Then it may be there again."""
        flags = [slot for slot, old in known.items() if old is not None and self.plan.by_slot[slot][1].flag]
        return any(self.frame[self.slots[slot]] is None for slot in flags)

    def news(self, d: int, name: str, known: dict[str, Any], extra: Extra | None) -> bool:
        """Was something new or worse answered today? What is better becomes what is known."""
        slot, fact = self.plan.by_slot[name]
        if self.memory.told.get(slot) != d or (extra is not None and extra.seen and name not in extra.after_seen):
            return False
        now, old = self.frame[slot], known[name]
        if _is_worse(fact, now, old):
            return True
        if now is not None:
            known[name] = now
        return False

    def through(self, row: int, args: tuple[Any, ...]) -> set[str]:
        """The facts through which a row is true: inside a measure its own comparisons, of a condition its features."""
        when = self.pathway.rows[row].when
        assert when is not None
        _, series, clocks, today, d = args
        frame = list(self.frame)
        begin, end = self.running.pulled
        frame[begin:end] = [...] * (end - begin)
        self.running.anew(frame, series, list(clocks), today, d)
        return set(self.facts_in(when, lambda name: frame[self.slots[name]]))

    def facts_in(self, cond: Cond, look: Callable[[str], Any]) -> Iterator[str]:
        """The facts of the comparisons that make a condition so."""
        names = dict.fromkeys(name for saw in because(self.pathway, cond, look) for name, _ in saw.values)
        for name in names:
            measure = self.pathway.measures.get(name)
            if isinstance(measure, When):
                yield from self.facts_in(measure.when, look)
            elif name.endswith(LIKELY) and look(name) is not True:
                continue
            else:
                yield from facts_behind(self.pathway, [name])

    def lift(self, d: int, sure: int, maybe: int, extra: Extra | None) -> None:
        memory = self.memory
        for n, row in enumerate(self.pathway.rows):
            bit = 1 << n
            if row.lift == "two_days" and (memory.standing | sure) & bit:
                self.note_signs(d, n, extra)
            if not memory.standing & bit or (sure | maybe) & bit or row.lift == "seen":
                continue
            if row.lift == "answer" or not memory.signed.get(n):
                memory.standing &= ~bit
                memory.signed.pop(n, None)

    def note_signs(self, d: int, row: int, extra: Extra | None) -> None:
        """Each sign of a row that stands is off only once it was answered no on two days in a row."""
        memory = self.memory
        signed = memory.signed.setdefault(row, set())
        said = {slot.partition(".")[0] for slot in extra.said} if extra is not None else set()
        for name in self.plan.row_facts[row]:
            slot, fact = self.plan.by_slot[name]
            value = self.frame[slot]
            if name in said or (value is not None and is_sign(fact, value)):
                signed.add(name)
                memory.said_no.pop(name, None)
            elif name in signed and any(memory.told.get(slot + k) == d for k in range(3 if fact.foot else 1)):
                if memory.said_no.get(name) == d - 1:
                    signed.discard(name)
                memory.said_no[name] = d

    # -- the verdict --------------------------------------------------------------------------------------

    def move(self, d: int, place: int, args: tuple[Any, ...]) -> None:
        """What the verdict does to the state."""
        rule = self.pathway.rules[place]
        places = self.running.holding(*args) if rule.vote == "hold" else [place]
        for n in places:
            self.moved(self.pathway.rules[n].effect, d, rule.vote, args)

    def moved(self, effect: str, d: int, vote: str, args: tuple[Any, ...]) -> None:
        old = self.load()
        changes = self.watched()
        self.running.effects[effect](*args)
        self.mark_changes(d, changes, old)
        place = self.plan.phase_place
        if self.frame[self.slots["phase"]] == UPKEEP and old[place] != self.load()[place]:
            self.renew(d)
        if vote == "regress" and any(a < b for a, b in zip(self.load(), old, strict=True)):
            self.memory.clocks[self.running.clocks["lowered"]] = d
            self.running.effects["on_lowered"](*args)

    def renew(self, d: int) -> None:
        """What was told on the day upkeep begins lasts as long as it does there."""
        memory, flag = self.memory, self.plan.flag
        if memory.renewed == d + (flag.lasts or 0):
            memory.renewed = d + self.flags_last()
        for slot, fact in self.plan.by_slot.values():
            if slot in memory.until and memory.told.get(slot) == d and fact.lasts is not None:
                memory.until[slot] = d + fact.lasts_in.get(UPKEEP, fact.lasts)

    def watched(self) -> list[Any]:
        return [self.frame[slot] for slot, _ in self.plan.changed]

    def mark_changes(self, d: int, before: list[Any], old: list[int]) -> None:
        """When a state last changed, and when a level or stage last rose."""
        for (slot, clock), was in zip(self.plan.changed, before, strict=True):
            if self.frame[slot] != was:
                self.memory.clocks[clock] = d
        rose = [s.ladder and a > b for s, a, b in zip(self.plan.loads, self.load(), old, strict=True)]
        if self.raised is not None and any(rose):
            self.memory.clocks[self.raised] = d

    def load(self) -> list[int]:
        """The state that stands for load, as places in its order."""
        return [s.options.index(self.frame[self.slots[s.id]]) for s in self.plan.loads]

    # -- clinicians and treatments ------------------------------------------------------------------------

    def adjust(self, d: int, extra: Extra | None) -> None:
        """What a clinician has set, from its date to its end: its thresholds count from the morning."""
        memory = self.memory
        for event in extra.adjusted if extra is not None else ():
            until = event.body.get("until")
            if until.__class__ is int:
                memory.adjusted.append({"until": until, "set": dict(event.body["set"]), "done": []})
        memory.adjusted = [a for a in memory.adjusted if a["until"] >= d]
        for state in self.plan.loads:
            self.frame[self.slots[f"{state.id}_held"]] = any(state.id in a["set"] for a in memory.adjusted)
        self.say_limits()
        limits: dict[str, int] = {}
        for adjusted in memory.adjusted:
            limits |= {id: value for id, value in adjusted["set"].items() if id in self.usual.thresholds}
        wanted = with_thresholds(self.usual, tuple(sorted(limits.items())))
        if wanted is not self.pathway:
            self.use(wanted)
            self.refresh(d)

    def set_by_clinician(self, d: int, *, guarded: bool) -> None:
        """A level, stage or phase a clinician has set: taken over once, and not passed before its end.

        It never lifts a stop, a step down or a hold (rows 1 to 5 of section 6): it waits until a plan runs and none of
        them fires. `guarded`: one does.
        """
        free = not guarded and self.verdict[1] < 0
        before, old = self.watched(), self.load()
        for adjusted in self.memory.adjusted:
            for state in self.plan.loads:
                value, slot = adjusted["set"].get(state.id), self.slots[state.id]
                if value in (None, "paused") or self.frame[self.slots["phase"]] == "paused":
                    continue
                if state.id not in adjusted["done"] and free:
                    self.set_by_hand(state, value)
                    adjusted["done"].append(state.id)
                elif state.options.index(self.frame[slot]) > state.options.index(value):
                    self.set_by_hand(state, value)
        self.mark_changes(d, before, old)

    def set_by_hand(self, state: State, value: Value) -> None:
        """What was counted where one stood before does not count where one stands now."""
        slot = self.slots[state.id]
        for name in state.counts if self.frame[slot] != value else ():
            self.frame[self.slots[name]] = self.pathway.machine.state[name].start
        self.frame[slot] = value

    def treat(self, d: int, extra: Extra) -> None:
        """Into the ledger; an injection also answers when the last one was, and counts one more."""
        series = self.memory.series[self.running.series["first_step_pain"]]
        today = d - self.first + PAD
        for event in extra.treated:
            before = [value for value in series[today - WEEKLY : today] if value.__class__ is int]
            self.memory.treated.append({"date": d, **event.body, "id": event.id, "before": before, "after": []})
            if event.body.get("what") == "steroid_injection":
                self.answer(d, *self.plan.by_slot["steroid_injection_on"], d)
                slot, fact = self.plan.by_slot["injections_total"]
                if self.raw[slot].__class__ is int:
                    self.answer(d, slot, fact, self.raw[slot] + 1)
                self.refresh(d)

    def after_treatment(self, d: int) -> None:
        """The first steps of the seven days after."""
        value = self.frame[self.morning_slot]
        for entry in self.memory.treated:
            if value.__class__ is int and 0 < d - entry["date"] <= WEEKLY:
                entry["after"].append(value)

    def cap(self, d: int, days: Days) -> bool:
        """After new knowledge no load is higher than what was last said under the old."""
        capped = False
        for stamp, event in days.last_said.items():
            if stamp != self.pathway.stamp and event.date.toordinal() == d:
                for state in self.plan.loads:
                    said, slot = event.body.get("state", {}).get(state.id), self.slots[state.id]
                    if said in state.options and state.options.index(said) < state.options.index(self.frame[slot]):
                        self.frame[slot] = said
                        self.memory.clocks[self.running.clocks["moved"]] = d
                        capped = True
        return capped

    def frozen(self, today: int, seen: tuple[Any, ...], capped: bool, after: tuple[Any, ...]) -> Course:
        for series in self.memory.series:
            del series[:-PAD]  # no window looks further back
        self.memory.first = today + 1
        rows = tuple(n for n in range(len(self.pathway.rows)) if self.sure >> n & 1)
        unsure = tuple(n for n in range(len(self.pathway.rows)) if self.unsure >> n & 1)
        phase = str(self.frame[self.slots["phase"]])
        fits = self.conditions()
        rule, maybe = self.verdict
        return Course(self.pathway, today, seen, rule, maybe, rows, unsure, fits, phase, capped, self.memory, after)


def worse(fact: Fact, values: list[Any]) -> Any:
    """The worse of two feet. Not known unless both are, or one is as bad as can be."""
    if not values:
        return False if fact.kind == "yes_no" else None
    if fact.kind == "yes_no":
        rank = {True: 3, None: 2, False: 1}
        return max(values, key=lambda v: rank.get(v, 0))
    if fact.kind == "choice":
        order = [*fact.extra, *fact.options]
        top = max((v for v in values if v is not None), key=order.index, default=None)
        return top if None not in values or top == fact.options[-1] else None
    numbers = [v for v in values if v.__class__ is int]
    if len(numbers) < len(values):
        return None
    return min(numbers) if fact.worse == "low" else max(numbers)


def _worst_said(fact: Fact, values: list[Any]) -> Value:
    """Of the signs that were said of one fact: all of a set, the last option of a choice."""
    if fact.kind == "set":
        return frozenset().union(*values)
    worst: Value = max(values, key=fact.options.index) if fact.kind == "choice" else values[-1]
    return worst


def _is_worse(fact: Fact, now: Any, old: Any) -> bool:
    """Is this answer new or worse than the one a clinician knew?"""
    if now is None or not is_sign(fact, now):
        return bool(now) and not fact.signs and now != old
    if isinstance(now, frozenset):
        return bool(now - (old or frozenset()))
    if fact.anew or old is None or not is_sign(fact, old):
        return True
    return fact.kind == "choice" and fact.options.index(now) > fact.options.index(old)
