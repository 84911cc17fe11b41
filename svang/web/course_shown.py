"""The whole course as its pages show it: the plan, running, progress, and the ladder of help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from svang.interview.telling import DAYS, SHEETS, waited_for
from svang.model.knowledge import Pathway, Task
from svang.model.measures import Count, Max
from svang.pathway.language import gated, reads, through_the_gate
from svang.says.ahead import step_said
from svang.says.decision import small
from svang.says.help import bring_said
from svang.says.plan import on_ladders
from svang.says.rules import Source, rule_says, source_lines
from svang.says.running import (
    Met,
    budget_said,
    by_raises,
    gate_said,
    next_rule,
    next_step,
    run_title,
    running_begun,
    shut_said,
)
from svang.web.day_shown import DayShown


def answer_of(shown: DayShown, item: Met) -> tuple[str, str] | None:
    """Where what is waited for can be told, and the words for it; None where no answer of today brings it."""
    found = waited_for(shown.way).get(item.waits) or _missing_day(shown, item)
    if found is None or item.holds or (item.holds is False and item.waits not in _told_late(shown.way)):
        return None
    if shown.course.value("no_running_said") is True and item.waits not in by_raises(shown.way):
        return None  # no answer opens what a clinician has said no to
    sheet, day = found
    name = shown.texts("tell", "sheets", sheet, "name")
    return f"/tell/{sheet}?day={day}", shown.texts("web", "tell_of", what=small(name))


def _missing_day(shown: DayShown, item: Met) -> tuple[str, str] | None:
    """Of a measure of the last days that is not known: the sheet of what it reads, and the latest day without it."""
    measure = shown.way.measures.get(item.waits)
    if item.holds is not None or not isinstance(measure, Max | Count):
        return None
    sheet = next((sheet.id for sheet in SHEETS if measure.read in sheet.facts), None)
    days = shown.course.series(measure.read, measure.days, today=measure.today)
    missing = next((n for n, value in enumerate(reversed(days), start=not measure.today) if value is None), None)
    return None if sheet is None or missing is None else (sheet, DAYS[min(missing, len(DAYS) - 1)])


def _told_late(way: Pathway) -> set[str]:
    """What is not met and may have happened all the same: a walk that nobody has told of."""
    return {name for criterion in way.gate if criterion.asks for name in reads(criterion.when)}


@dataclass(frozen=True, slots=True)
class Phase:
    """`state`: done, here, later, or only (where one has to want it). `days`: from when to when, as far as that is
    known."""

    id: str
    name: str
    says: str
    state: str
    days: str = ""


def where(shown: DayShown) -> str:
    """The phase and the day; before the plan has begun, that it waits."""
    say, day = shown.texts, shown.plan_day
    if shown.paused:
        return say("web", "plan", "paused" if day else "waits")
    return say("web", "plan", "where", phase=shown.phase, n=day) if day else shown.phase


def phases(shown: DayShown, days: Mapping[str, str]) -> tuple[Phase, ...]:
    """`days`: of each phase one was in."""
    now, every = shown.decision.phase, order(shown.way)
    here = every.index(now) if now in every else -1
    found = []
    for n, id in enumerate(every):
        state = "here" if n == here else "done" if n < here else "later"
        only = id in gated(shown.way) and _not_for_running(shown)
        state = "only" if only else state
        found.append(Phase(id, *_phase(shown, id), state, days.get(id, "") if state in ("done", "here") else ""))
    return tuple(found)


def order(way: Pathway) -> tuple[str, ...]:
    """The phases of a plan, in their order."""
    return tuple(phase for phase in way.machine.state["phase"].options if phase != way.machine.resting)


def _phase(shown: DayShown, id: str) -> tuple[str, str]:
    return shown.texts("phases", id, "name"), shown.texts("phases", id, "says")


def _not_for_running(shown: DayShown) -> bool:
    """Nobody asked for it, and it has not been."""
    state = shown.decision.state
    begun = shown.decision.phase in gated(shown.way) or "none" not in (state["run_stage"], state["run_tolerated"])
    return shown.course.value(shown.way.shown["wish"]) is not True and not begun


@dataclass(frozen=True, slots=True)
class Next:
    """`title`: what comes next, with its earliest day where one is known; `name`: of the step."""

    title: str
    name: str
    unmet: tuple[Asked, ...]
    met: tuple[Met, ...]


def next_one(shown: DayShown) -> Next | None:
    """The next thing that can open, and what it asks for."""
    found = next_step(shown.course, shown.texts)
    if found is None:
        return None
    unmet = sorted((met for met in found[1] if met.holds is not True), key=lambda met: met.holds is None)
    met = tuple(met for met in found[1] if met.holds is True)
    return Next(step_said(shown.course, shown.texts), found[0], asked(shown, unmet), met)


def running_too(shown: DayShown) -> str:
    """To who wants to run, and does not yet, also when that may be; '' where the next step says it."""
    course, rule = shown.course, next_rule(shown.course)
    waits = course.value(shown.way.shown["wish"]) is True and not running_begun(course) and not shown.paused
    if not waits or (rule is not None and through_the_gate(shown.way, rule)):
        return ""
    return run_title(course, shown.texts, today=False)


def later(shown: DayShown) -> list[tuple[str, str]]:
    """The next step of each ladder, and what is new in each phase to come."""
    texts, now = shown.texts, shown.decision.phase
    if now not in order(shown.way):
        return []
    tasks = on_ladders(shown.course, shown.decision)
    levels = [(texts("tasks", task.id, "name"), _next_level(shown, task)) for task in tasks]
    steps = [(texts("web", "plan", "next_level", name=name), level) for name, level in levels if level]
    ahead = [phase for phase in phases(shown, {}) if phase.state == "later"]
    new = [(phase.name, _new_in(shown, phase.id)) for phase in ahead]
    return steps + [(texts("web", "plan", "new_in", phase=name), said) for name, said in new if said]


def _next_level(shown: DayShown, task: Task) -> str:
    levels = list(task.levels)
    after = levels[levels.index(shown.decision.state[task.ladder]) + 1 :]
    return shown.texts("tasks", task.id, "levels", after[0], "name") if after else ""


def _new_in(shown: DayShown, phase: str) -> str:
    """What everybody gets in a phase, nobody surely had before it, and is not in today's plan."""
    every, today = order(shown.way), {task.id for task in shown.plan.tasks}
    new = [task for task in shown.way.tasks if _for_all(task, phase) and task.id not in today]
    new = [task for task in new if not any(_for_all(task, each) for each in every[: every.index(phase)])]
    return ", ".join(shown.texts("tasks", task.id, "name") for task in new)


def _for_all(task: Task, phase: str) -> bool:
    """Does it come with the phase, whatever the foot is like?"""
    return phase in task.doses and phase not in task.when_in


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is not met, or not known, and where it can be told, with the words for it."""

    met: Met
    answer: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Running:
    """`wish`: does the person want to run (None: not known). `unmet`, `met`: the criteria, all of them before it is
    open, and on each day after that the daily ones. `stage`: where one is: its number, of how many, and how it
    is run; `stages`: all of them. `tag`: open, or why not."""

    wish: bool | None
    on: bool
    refused: bool
    title: str
    unmet: tuple[Asked, ...]
    met: tuple[Met, ...]
    notices: tuple[str, ...]
    sources: tuple[Source, ...]
    stage: tuple[int, int, str] | None
    stages: tuple[str, ...]
    tag: str
    today: str
    budget: tuple[int, int] | None
    budget_says: str
    longest: str

    @property
    def all(self) -> int:
        return len(self.unmet) + len(self.met)

    @property
    def tellable(self) -> int:
        """How many of what is not met can be told of right there."""
        return sum(each.answer is not None for each in self.unmet)


def running(shown: DayShown) -> Running:
    course, decision, way = shown.course, shown.decision, shown.way
    on = course.value(way.shown["on"]) is True or decision.phase in gated(way)
    rows = [row for row in zip(way.gate, gate_said(course, shown.texts), strict=True) if row[0].daily or not on]
    unmet = sorted((met for _, met in rows if met.holds is not True), key=lambda met: met.holds is None)
    ids = dict.fromkeys(id for criterion, _ in rows for id in criterion.sources)
    about_runs = {notice.id for notice in way.notices if notice.about == "running"}
    said = [rule_says(way, shown.texts, notice) for notice in decision.notices if notice.rule in about_runs]
    return Running(
        wish=course.value(way.shown["wish"]),
        on=on,
        refused=course.value("no_running_said") is True,
        title=run_title(course, shown.texts, today=bool(shown.plan.run)),
        unmet=asked(shown, unmet),
        met=tuple(met for _, met in rows if met.holds is True),
        notices=tuple(said),
        sources=tuple(source_lines(way, shown.texts, ids, course.date)),
        stage=_stage(shown) if on else None,
        stages=tuple(_how(shown, stage.id) for stage in way.stages),
        tag="shut" if not on else "open" if shown.plan.run else "not_today",
        today=shown.plan.run or shut_said(course, shown.texts),
        budget=_budget(shown) if on else None,
        budget_says=_budget_said(shown) if on else "",
        longest=_longest(shown) if on else "",
    )


def asked(shown: DayShown, items: Sequence[Met]) -> tuple[Asked, ...]:
    """Each with where it can be told."""
    return tuple(Asked(item, answer_of(shown, item)) for item in items)


def _stage(shown: DayShown) -> tuple[int, int, str] | None:
    """The stage one is on, of how many, and how it is run."""
    ids = [stage.id for stage in shown.way.stages]
    id = shown.decision.state["run_stage"]
    if id not in ids:
        return None
    n, of = ids.index(id) + 1, len(ids)
    return n, of, shown.texts("web", "running", "stage", n=n, of=of, how=_how(shown, str(id)))


def _how(shown: DayShown, stage: str) -> str:
    return shown.texts("state", "run_stage", "choices", stage, "label")


def _budget(shown: DayShown) -> tuple[int, int] | None:
    """Minutes used of the budget; None where they are not known."""
    used, budget = shown.course.value(shown.way.shown["used"]), shown.decision.state["run_budget"]
    return (used, budget) if isinstance(used, int) and isinstance(budget, int) else None


def _budget_said(shown: DayShown) -> str:
    found = _budget(shown)
    return budget_said(shown.texts, found[0] if found else None, shown.decision.state["run_budget"])


def _longest(shown: DayShown) -> str:
    """The longest run there is room for; nothing where there is none."""
    room = [shown.course.value(shown.way.shown[name]) for name in ("longest", "left")]
    if not all(isinstance(minutes, int) and minutes > 0 for minutes in room):
        return ""
    return shown.texts("ui", "run", "longest", longest=min(room))


@dataclass(frozen=True, slots=True)
class Step:
    """`here`: one stands on it. `past`: one stands on none, and this is the last that the calendar has passed: why it
    is not for one all the same."""

    when: str
    who: str
    source: str
    here: bool
    past: str


def ladder(shown: DayShown) -> tuple[Step, ...]:
    rung, limits = shown.way.calendar.get(shown.decision.rung, ""), shown.way.thresholds
    steps = _steps(shown)
    gone = [id for id in steps if shown.plan_day > limits[id].value and not rung]
    return tuple(_step(shown, id, here=id == rung, past=_past(shown) if id in gone[-1:] else "") for id in steps)


def _steps(shown: DayShown) -> tuple[str, ...]:
    """The steps of the calendar of help, the soonest first."""
    limits = shown.way.thresholds
    return tuple(sorted({*shown.way.calendar.values()}, key=lambda id: limits[id].value))


def _step(shown: DayShown, id: str, *, here: bool, past: str) -> Step:
    when, who, source = (shown.texts("web", "help", "ladder", id, key) for key in ("when", "who", "source"))
    return Step(when, who, source, here, past)


def _past(shown: DayShown) -> str:
    """Why one stands on no step: somebody has seen the foot lately, it is better, or that is not known."""
    quiet, response = shown.course.value("quieted_ago"), shown.course.value("response")
    lately = isinstance(quiet, int) and quiet < shown.way.thresholds["rung_quiet"].value
    key = "seen" if lately else response if response in ("better", "some") else "unknown"
    return shown.texts("web", "help", "past", key, n=shown.plan_day)


def ladder_sources(shown: DayShown) -> list[Source]:
    ids = dict.fromkeys(id for step in _steps(shown) for id in shown.way.thresholds[step].sources)
    early = dict.fromkeys(shown.way.thresholds["offer_weeks"].sources)
    return source_lines(shown.way, shown.texts, early | ids, shown.course.date)


def bring(shown: DayShown) -> tuple[str, list[str]]:
    """The question for the appointment ('' for none), and what to bring."""
    question = str(shown.texts.get("rungs", shown.decision.rung, "question") or "")
    return question, bring_said(shown.course, shown.texts)
