"""People who follow their plan day by day: what they are asked they answer, what is planned they do.

A Life keeps what was told in the form of a case. The scenarios of whole courses play scripted lives; `make lives` plays
many modelled ones and prints what becomes of them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from svang.answers.typed import at_intake, typed
from svang.engine.course import Course, fold, go_on
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.interview.questions import node
from svang.model.knowledge import Fact, Pathway
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.pathway.nodes import Node

BACK = 3
"""Days behind which nothing new is told."""
TESTS = {"two_leg_raises_8_pain": 1, "single_leg_raises_10_pain": 2, "painkiller_today": False, "obstacle": "time"}
EVERY_WALK = 3
TOPS = {f"{name}_top_reached": f"{name}_level" for name in ("raise", "scrunch", "balance")}
"""Whether the upper number of the level was reached, and the level it is asked of."""
SAW = ("colour_yesterday", "colour_plan_yesterday", "fs3max", "injected", "ran_known7", "run_last7")
"""What of a day is kept beside its decision."""
EVENING = 0.5
"""Of a day: what is done is told in the evening."""
Entry = dict[str, Any]


@dataclass
class Life:
    """A life so far: what was told, per date in the order of telling, and what was decided each morning."""

    answers: Entry
    start: date
    told: list[tuple[int, float, Entry]] = field(default_factory=list)
    events: list[tuple[int, int, Entry]] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)
    typed: list[Event] = field(default_factory=list)
    kept: Course | None = None
    sore: tuple[str, ...] = ()
    way: Pathway = field(default_factory=pathway)
    saw: list[dict[str, Any]] = field(default_factory=list)
    left: Entry = field(default_factory=dict)
    """What of yesterday's session is told in the morning, in one tap."""

    def __post_init__(self) -> None:
        sites = self.answers.get("pain_sites") or {}
        self.sore = tuple(foot for foot in ("left", "right") if sites.get(foot))
        values = self.values(self.answers)
        self.typed.append(self.event("answered", 0, 0, at_intake(values)))

    def values(self, entry: Entry) -> dict[str, Any]:
        values, problems = typed(self.way, as_node(entry), sore=self.sore)
        assert not problems, problems
        return values

    def event(self, kind: str, about: int, on: float, body: Mapping[str, Any]) -> Event:
        at = datetime.combine(self.start + timedelta(days=on), time(7), UTC) + timedelta(seconds=len(self.typed))
        day = self.start + timedelta(days=about)
        return Event(f"{len(self.typed):06}", kind, day, at, self.way.stamp, body)

    def tell(self, about: int, entry: Entry, *, on: float) -> None:
        """One entry about a date, told on the same or a later one."""
        if entry:
            self.told.append((about, on, entry))
            self.typed.append(self.event("answered", about, on, self.values(entry)))

    def clinician(self, day: int, kind: str, body: Entry, typed_body: Mapping[str, Any] | None = None) -> None:
        self.events.append((day, day, {"kind": kind, **body}))
        self.typed.append(self.event(kind, day, day, typed_body if typed_body is not None else body))

    def look(self, day: int) -> tuple[Course, Decision]:
        """The course and the decision of a day, folded from three days back."""
        today = (self.start + timedelta(days=day)).toordinal()
        recent = [e for e in self.typed if self.kept is None or e.date.toordinal() > self.kept.date]
        days = merge(self.way, recent)
        if self.kept is None:
            course = fold(self.way, days, today=today)
        else:
            course = go_on(self.way, self.kept, days, today=today)
        return course, decide(course)

    def settle(self, day: int) -> None:
        """Keeps the course of some days ago: about those nothing new is told."""
        until = (self.start + timedelta(days=day - BACK)).toordinal()
        if day <= BACK:
            return
        recent = [e for e in self.typed if self.kept is None or e.date.toordinal() > self.kept.date]
        days = merge(self.way, [e for e in recent if e.date.toordinal() <= until])
        if self.kept is None:
            self.kept = fold(self.way, days, today=until)
        else:
            self.kept = go_on(self.way, self.kept, days, today=until)

    def case(self, day: int) -> dict[str, Any]:
        """The life up to a morning as a case."""
        date_of = lambda n: (self.start + timedelta(days=n)).isoformat()  # noqa: E731
        diary = [{"date": date_of(about), **entry} for about, on, entry in self.told if on <= day]
        events = [{"date": date_of(about), **entry} for about, on, entry in self.events if on <= day]
        return {"at": f"{date_of(day)}T23:30:00+00:00", "answers": self.answers, "diary": diary, "events": events}


def as_node(entry: Any) -> Node:
    """As it would be read from a file, ten times as fast."""
    return node(json.loads(json.dumps(entry), parse_float=Decimal))


def answer(life: Life, course: Course, name: str) -> Any:
    """What this person says when asked: a test as it goes, else what they said in the beginning."""
    if name in TOPS:
        return course.value(TOPS[name])
    usual: Any = {"set": [], "yes_no": False}.get(pathway().facts[name].kind)
    return life.answers.get(name, TESTS.get(name, usual))


def sessions(decision: Decision, pain: int) -> list[Entry]:
    """The day's exercises, all of each."""
    found = []
    for task in decision.plan.tasks:
        if "sets" not in task.dose:
            continue
        whole = {key: task.dose[key][-1] for key in ("sets", "reps") if key in task.dose}
        level = {"level": int(task.level[1:])} if task.level else {}
        found.append({"id": task.id, "pain": pain, **level, **whole})
    return found


@dataclass(frozen=True)
class Habit:
    """How somebody follows a plan: on which days they answer, exercise and run, and how much it hurts then."""

    answers: Callable[[int], bool] = lambda day: True
    exercises: Callable[[int], bool] = lambda day: True
    hurts: int = 1
    runs: bool = True
    walks: tuple[int, int] = (35, 1)
    """Minutes and pain of the walks that lead up to running."""
    tells: str = "each"
    """Of a session: each exercise in the evening, all of it in one tap next morning (tap), or nothing."""


def live(life: Life, day: int, *, fs: Any, act: Any, habit: Habit, more: Entry | None = None) -> Decision:
    """One day: the morning's answers, what is asked, then the plan. `act`: yesterday's worst pain."""
    if habit.answers(day):
        if day:
            if act is not None:
                life.tell(day - 1, {"activity_pain": act}, on=day)
            life.tell(day - 1, life.left, on=day)
            life.tell(day, {"first_step_pain": fs, "nothing_new": True, **(more or {})}, on=day)
        course, decision = life.look(day)
        daily = ("first_step_pain", "exercises_done", *(("activity_pain",) if course.value("plan") else ()))
        for _ in range(2):
            asked = {name: answer(life, course, name) for name in decision.ask if name not in daily}
            asked = {name: value for name, value in asked.items() if value is not None}
            if not asked:
                break
            life.tell(day, asked, on=day)
            course, decision = life.look(day)
    else:
        course, decision = life.look(day)
    life.decided.append(decision)
    life.saw.append({name: course.value(name) for name in SAW})
    follow(life, day, course, decision, habit)
    renew(life, day, course)
    life.settle(day)
    return decision


def follow(life: Life, day: int, course: Course, decision: Decision, habit: Habit) -> None:
    exercise(life, day, decision, habit)
    run = decision.plan.run
    if run and habit.runs:
        evening(life, day, {"run_minutes": run.minutes, "run_pain": habit.hurts}, habit)
    elif course.phase == "build" and life.answers.get("wants_to_run") and day % EVERY_WALK == 0:
        minutes, pain = habit.walks
        evening(life, day, {"walk_minutes": minutes, "walk_pain": pain}, habit)


def evening(life: Life, day: int, done: Entry, habit: Habit) -> None:
    """Told in the evening, or the next morning by who tells all of the plan then."""
    if habit.tells == "each":
        life.tell(day, done, on=day + EVENING)
    else:
        life.left = life.left | done


def exercise(life: Life, day: int, decision: Decision, habit: Habit) -> None:
    """What is done of the day's session, and when it is told: what was left out is said the next morning."""
    planned, does = sessions(decision, habit.hurts), habit.exercises(day)
    life.left = {}
    if not planned or habit.tells == "nothing":
        return
    if does and habit.tells == "each":
        life.tell(day, {"exercises": planned}, on=day + EVENING)
    elif does:
        life.left = {"exercises_done": "all", "exercises_pain": habit.hurts}
    else:
        life.left = {"exercises_done": "none"}


WEEK = 7


def renew(life: Life, day: int, course: Course) -> None:
    """The week's review: what has run out is told again as in the beginning."""
    if day % WEEK or not day:
        return
    again = {
        fact.id: life.answers[fact.id]
        for fact in pathway().facts.values()
        if fact.id in life.answers
        and not fact.daily
        and not fact.flag
        and fact.id not in ("weeks_of_pain", "squeeze_heel")
        and course.value(fact.id) is None
    }
    life.tell(day, again, on=day)


# -- modelled lives -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kind:
    """A kind of person. `falls`: points of pain a week, down to `floor`; `day`: the worst of a day as a share of the
    morning; `flares`: of a day to begin a flare; `jumps`: how much a new level hurts for three days."""

    name: str
    like: str
    given: Mapping[str, Any] = field(default_factory=dict)
    pain: float = 6.0
    falls: float = 0.35
    floor: float = 0.0
    day: float = 0.6
    noise: float = 0.5
    flares: float = 0.005
    jumps: float = 0.4
    answers: float = 1.0
    exercises: float = 0.9
    away: tuple[int, int] = (0, 0)
    hurts: int = 1
    """How much the exercises hurt."""
    tells: str = "each"
    """How a session is told, see Habit."""
    work: float | None = None
    """How much a day at work hurts, however the mornings are; the days without work have no load."""
    works: tuple[int, ...] = (0, 1, 2, 3, 4)
    """The days of the week with work, when work has its own pain."""
    pauses: tuple[int, int] | None = None
    """The days of a pause that the person tells."""
    doctor_no: int | None = None
    """The day on which a doctor says not to go on."""
    upkeep: float = 1.0
    """Of the days in upkeep those with a check-in; above 1: one in so many days."""


RUNS = {"runner": True, "wants_to_run": True}
KINDS = (
    Kind("a good course", "nurse", falls=0.6),
    Kind("a typical course", "nurse"),
    Kind("a slow course", "nurse", falls=0.15),
    Kind("no response", "nurse", falls=0.0, floor=5.0),
    Kind("a day's pain of 4", "nurse", falls=0.0, floor=4.0, pain=4.0, day=1.0, noise=0.3),
    Kind("flares", "nurse", flares=0.03),
    Kind("both feet", "both_feet", falls=0.25),
    Kind("the fat pad", "fat_pad", pain=3.0, falls=0.2, day=1.2),
    Kind("a runner, good", "nurse", RUNS, falls=0.6),
    Kind("a runner, typical", "nurse", RUNS),
    Kind("a runner, flares", "nurse", RUNS, flares=0.02),
    Kind("a runner, nine answers in ten", "nurse", RUNS, answers=0.9),
    Kind("66, never runs", "nurse", {"age": 66}, falls=0.3),
    Kind("answers seven in ten", "nurse", answers=0.7),
    Kind("does half of it", "nurse", exercises=0.5),
    Kind("away for six weeks", "nurse", away=(60, 102)),
    Kind("stretches only", "nurse", {"plan_choice": "without_raises"}),
    Kind("on her feet, 6 at work", "nurse", {"activity_pain": 6}, falls=0.15, work=6.0, noise=0.3),
    Kind("works two days a week", "nurse", {"activity_pain": 6}, work=5.0, works=(1, 4), noise=0.3),
    Kind("exercises hurt 4", "nurse", falls=0.25, hurts=4),
    Kind("mornings only, does all", "nurse", tells="tap", exercises=1.0),
    Kind("mornings only, does nothing", "nurse", tells="tap", exercises=0.0, falls=0.1),
    Kind("mornings only, tells nothing of it", "nurse", tells="nothing", exercises=1.0),
    Kind("a runner, never in the evening", "nurse", RUNS, tells="tap", exercises=1.0),
    Kind("the doctor says no", "nurse", doctor_no=20),
    Kind("ten days of a pause", "nurse", pauses=(40, 50)),
    Kind("upkeep, once a week", "nurse", falls=0.6, upkeep=7),
    Kind("upkeep, now and then", "nurse", falls=0.6, upkeep=0.1),
    Kind("upkeep, never", "nurse", falls=0.6, upkeep=0.0),
)
DAYS = 300


@dataclass
class Played:
    """What became of one life."""

    kind: Kind
    decided: list[Decision]
    saw: list[dict[str, Any]]
    events: list[Event]


def played(kind: Kind, answers: Entry, seed: int, days: int = DAYS, way: Pathway | None = None) -> Played:
    """One modelled life, always the same for its seed."""
    chance = Random(f"{kind.name} {seed}")
    life = Life(dict(answers) | dict(kind.given), date(2026, 3, 2), way=way or pathway())
    latent, wobble, flare, sore = kind.pain, 0.0, 0, 0
    before: Decision | None = None
    yesterday: int | str | None = None
    for day in range(days):
        latent = max(kind.floor, latent - kind.falls / WEEK)
        wobble = 0.5 * wobble + chance.gauss(0, kind.noise)
        flare = flare - 1 if flare else 5 if chance.random() < kind.flares else 0
        sore = 3 if before is not None and before.rule in ("one-thing-up", "run-starts") else max(0, sore - 1)
        now = latent + wobble + (2.0 if flare else 0.0) + (kind.jumps if sore else 0.0)
        fs, worst = (min(10, max(0, round(value))) for value in (now, now * kind.day + 0.3 * chance.gauss(0, 1)))
        happen(kind, life, day)
        there = is_there(kind, day, before, chance)
        does = there and chance.random() < kind.exercises
        habit = Habit(
            answers=lambda _, there=there: there,
            exercises=lambda _, does=does: does,
            hurts=kind.hurts,
            tells=kind.tells,
        )
        again = before is not None and away_for(life, day) >= WEEK
        before = live(life, day, fs=fs, act=yesterday, habit=habit, more=calm_flags() if there and again else None)
        yesterday = worst if kind.work is None else at_work(kind, life.start + timedelta(days=day), chance)
    return Played(kind, life.decided, life.saw, life.typed)


def happen(kind: Kind, life: Life, day: int) -> None:
    """What comes from outside on a day: a doctor's no, a pause that is told."""
    if day == kind.doctor_no:
        life.clinician(day, "seen", {"role": "doctor", "cleared": False})
    if kind.pauses is not None and day == kind.pauses[0]:
        until = life.start + timedelta(days=kind.pauses[1])
        body = {"until": until.isoformat(), "why": "away"}
        life.clinician(day, "paused", body, {**body, "until": until.toordinal()})


def is_there(kind: Kind, day: int, before: Decision | None, chance: Random) -> bool:
    """Does somebody answer this morning?"""
    if any(first <= day < last for first, last in (kind.away, kind.pauses or (0, 0))):
        return False
    share = kind.answers
    if before is not None and before.phase == "maintain":
        share = kind.upkeep if kind.upkeep <= 1 else float(day % kind.upkeep == 0)
    return chance.random() < share


def at_work(kind: Kind, date: date, chance: Random) -> int | str:
    """The worst of a day where work has its own pain."""
    assert kind.work is not None
    return min(10, max(0, round(kind.work + 0.3 * chance.gauss(0, 1)))) if date.weekday() in kind.works else "no_load"


def away_for(life: Life, day: int) -> int:
    """Days since the last morning's answer."""
    mornings = [about for about, _, entry in life.told if "first_step_pain" in entry]
    return day - max(mornings, default=0)


def calm_flags() -> Entry:
    """Every red flag that is asked again, absent."""
    facts = [f for f in pathway().facts.values() if f.flag == "again" and f.asked is None]
    return {fact.id: calm(fact) for fact in facts}


def calm(fact: Fact) -> Any:
    if fact.kind == "yes_no":
        return fact.id == "can_bear_weight"
    return [] if fact.kind == "set" else fact.options[0]


PHASES = ("early", "build", "run", "maintain")
VOTES = ("stop", "regress", "hold", "continue", "start", "progress")
"""The headlines of a day, the most cautious first: how many days in a hundred have each."""


def first_day(life: Played, phase: str) -> int | None:
    return next((day for day, decision in enumerate(life.decided) if decision.phase == phase), None)


def swings(life: Played) -> int:
    """The most times in any fortnight that a step up was taken back within a fortnight."""
    days = enumerate(pairwise(life.decided), 1)
    turns = [
        (day, d.decision)
        for day, (before, d) in days
        if d.decision in ("progress", "regress") and load(before) != load(d)
    ]
    back = [(a, b) for (a, one), (b, other) in pairwise(turns) if (one, other) == ("progress", "regress")]
    turned = [b for a, b in back if b - a < 14]
    return max((sum(day <= other < day + 14 for other in turned) for day in turned), default=0)


def load(decision: Decision) -> list[Any]:
    return [decision.state[state.id] for state in pathway().machine.state.values() if state.load]


def longest(life: Played) -> tuple[str, int, str]:
    """The phase that lasted longest but upkeep, for how long, and what was decided there most."""
    best: tuple[str, int, str] = ("", 0, "")
    day = 0
    while day < len(life.decided):
        phase, end = life.decided[day].phase, day
        while end < len(life.decided) and life.decided[end].phase == phase:
            end += 1
        if phase != "maintain" and end - day > best[1]:
            rules = Counter(decision.rule for decision in life.decided[day:end])
            best = (phase, end - day, rules.most_common(1)[0][0])
        day = end
    return best


def rung(life: Played) -> str:
    """The highest rung of help that was reached."""
    order = pathway().machine.state["rung"].options
    return max((decision.rung for decision in life.decided), key=order.index)


def row(lives: list[Played]) -> list[str]:
    """One line of the table: a kind of person."""
    cells = [lives[0].kind.name]
    for phase in PHASES:
        days = sorted(day for life in lives if (day := first_day(life, phase)) is not None)
        cells.append(f"{days[len(days) // 2]} ({len(days)})" if days else "-")
    stages = [life.decided[-1].state["run_tolerated"] for life in lives]
    cells.append(max(stages))
    every = Counter(decision.decision for life in lives for decision in life.decided)
    total = sum(every.values())
    cells += [f"{100 * every[vote] // total}" for vote in VOTES]
    phase, days, rule = max((longest(life) for life in lives), key=lambda found: found[1])
    cells += [f"{phase} {days}: {rule}", Counter(map(rung, lives)).most_common(1)[0][0], str(max(map(swings, lives)))]
    return cells


HEAD = [
    "kind of person",
    *PHASES,
    "runs",
    *VOTES,
    "longest in one phase, and why",
    "help",
    "swings",
]


def people() -> dict[str, Entry]:
    """The intake answers of the people of the scenarios."""
    from bench.people import WHO, intake_of
    from tests.spec.test_scenarios import answered

    return {name: answered(intake_of(name)) for name in WHO}


def main(each: int) -> None:
    answers = people()
    rows = [HEAD, *(row([played(kind, answers[kind.like], seed) for seed in range(each)]) for kind in KINDS)]
    widths = [max(len(line[n]) for line in rows) for n in range(len(HEAD))]
    print(f"{each} lives of {DAYS} days of each kind; first day in a phase: the median, and how many got there.")
    for line in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
