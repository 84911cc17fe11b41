"""The week that was: mornings, days, what was done of the plan, and what went up or down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from svang.engine.course import Course
from svang.engine.outlook import mornings
from svang.engine.treatments import ledger
from svang.interview.week.part import Part, Row, WeekDesk, part
from svang.model.knowledge import Task
from svang.model.person import WEEK
from svang.readings.lookbacks import median
from svang.says.decision import small
from svang.says.headline import BAD
from svang.says.rules import Limits
from svang.says.running import budget_said, concerned_by_running, is_untold, running_begun
from svang.says.tried import tried_said
from svang.says.words import capital, day_name, listed

WHOLE = 100
"""Percent of a day's exercises."""


def numbers(desk: WeekDesk) -> Part | None:
    """The mornings, the worst of each day that is over, and steps and hours on one's feet where they are told."""
    every, worst = mornings(desk.course), desk.course.series("activity_told", 2 * WEEK, today=False)
    rows = [spread(desk, "first_steps", every[-2 * WEEK :]), spread(desk, "on_feet", worst), *a_day(desk)]
    over = sum(day in BAD for day in desk.course.series("everyday", WEEK, today=False))
    said = desk.texts.get("week", "over", "one" if over == 1 else "many")
    lines = [said.format_map(Limits(desk.way, desk.texts, {"n": over}))] if over else []
    return part(desk, "numbers", lines, rows=[row for row in rows if row is not None], of=("first_step_pain",))


def spread(desk: WeekDesk, name: str, days: Sequence[Any]) -> Row | None:
    """The middle of each of two weeks, with the lowest and the highest of it."""
    weeks = [[day for day in part if day.__class__ is int] for part in (days[WEEK:], days[:WEEK])]
    if not weeks[0]:
        return None
    said = [text for week in weeks for text in in_short(desk, week)]
    return Row(desk.texts("week", "rows", name), *said)


def in_short(desk: WeekDesk, week: Sequence[int]) -> tuple[str, str]:
    if len(week) < desk.course.enough:
        return "–", desk.texts("week", "told", "one" if len(week) == 1 else "many", n=len(week)) if week else ""
    low, high = min(week), max(week)
    return str(median(week, 1)), "" if low == high else desk.texts("doses", "frames", "range", low=low, high=high)


def a_day(desk: WeekDesk) -> Iterator[Row]:
    """What an ordinary day held of it."""
    for key, now, before, unit in (
        ("steps", "steps_mean7", "steps_mean_before", "steps"),
        ("stood", "stood_mean7", "stood_mean_before", "hours"),
    ):
        values = [desk.course.value(name) for name in (now, before)]
        if values[0] is not None:
            said = ["–" if value is None else desk.texts.number(value, "", desk.way.units[unit]) for value in values]
            yield Row(desk.texts("week", "rows", key), said[0], "", said[1], "")


def counted(desk: WeekDesk, n: int, unit: str) -> str:
    one, many = desk.texts.get("week", "counts", unit)
    return f"{n} {one if n == 1 else many}"


# -- what was done ------------------------------------------------------------------------------------------


def done(desk: WeekDesk) -> Part | None:
    """Of the days that are over: exercises and runs, each where it is planned or told."""
    told = [*exercised(desk), *ran(desk)]
    tells = dict.fromkeys(sheet for sheet, _ in told if sheet)
    return part(desk, "done", [said for _, said in told], of=("exercises_done",), tells=tells)


Told = Iterator[tuple[str, str]]
"""What is said, and before it the sheet on which more of it can be told, '' for none."""


def exercised(desk: WeekDesk) -> Told:
    planned, shares = (desk.course.series(name, WEEK, today=False) for name in ("planned", "exercised"))
    days = [share for share, plan in zip(shares, planned, strict=True) if plan is True]
    told = [share for share in days if share.__class__ is int]
    if not days and (n := sum(bool(share) for share in shares if share.__class__ is int)):
        yield "", desk.texts("week", "trained", n=counted(desk, n, "days"))
    if days:
        counts = {"all": told.count(WHOLE), "none": told.count(0)}
        counts["some"] = len(told) - sum(counts.values())
        each = [
            desk.texts("week", "exercised", key, n=counted(desk, counts[key], "days")) for key in HOW if counts[key]
        ]
        said = capital(listed(desk.texts, each)) + ". " if each else ""
        yield "", said + desk.texts("week", "planned", n=counted(desk, len(days), "days"))
    if len(days) > len(told):
        n = len(days) - len(told)
        yield "exercises", desk.texts("week", "untold", "one" if n == 1 else "many", n=n)
    share = desk.course.value("adherence14")
    if share is not None and days:
        yield "", desk.texts("week", "adherence", n=share)


HOW = ("all", "some", "none")


def ran(desk: WeekDesk) -> Told:
    """The minutes against what there was room for; nothing of running to who does not run."""
    course, texts = desk.course, desk.texts
    begun, minutes = running_begun(course), course.series("run_sure", WEEK, today=False)
    runs = [each for each in minutes if each.__class__ is int and each > 0]
    if not concerned_by_running(course) or not (runs or begun):
        return
    if runs:
        yield "", texts("week", "runs", n=counted(desk, len(runs), "runs"), minutes=number(desk, sum(runs), "minutes"))
    else:
        yield "run", texts("week", "no_runs")
    if begun and (budget := desk.days[-2].state("run_budget")):
        yield "", budget_said(texts, None if is_untold(course) else sum(runs), budget)


def number(desk: WeekDesk, value: int, unit: str) -> str:
    return desk.texts.number(value, unit, desk.way.units[unit])


# -- what went up or down -----------------------------------------------------------------------------------


def moved(desk: WeekDesk) -> Part | None:
    """Phases, levels and the running budget, each on its day, and what was tried."""
    lines = [said for before, now in pairwise(desk.days) if (said := of_a_day(desk, before, now))]
    tried = [each for each in ledger(desk.course) if each.date > desk.days[0].date]
    lines += [capital(tried_said(desk.texts, each)) for each in tried]
    return part(desk, "moved", lines or [desk.texts("week", "moved", "nothing")])


def of_a_day(desk: WeekDesk, before: Course, now: Course) -> str:
    said = " ".join(changes(desk, before, now))
    day = day_name(desk.texts, date.fromordinal(now.date))
    return desk.texts("week", "moved", "on_day", day=day, said=said) if said else ""


def changes(desk: WeekDesk, before: Course, now: Course) -> Iterator[str]:
    """What a day's verdict moved."""
    if before.phase != now.phase:
        yield desk.texts("week", "moved", phase_key(desk, before, now), phase=phase_name(desk, now))
    for task in {task.ladder: task for task in desk.way.tasks if task.ladder}.values():
        if (key := step_key(desk, task.ladder, before, now)) is not None:
            name = desk.texts("tasks", task.id, "name")
            yield desk.texts("week", "moved", f"level_{key}", task=name, level=small(level_name(desk, task, now)))
    if (key := step_key(desk, "run_stage", before, now)) is not None:
        how = desk.texts("state", "run_stage", "choices", now.state("run_stage"), "label")
        yield desk.texts("week", "moved", f"stage_{key}", how=how)
    budgets = before.state("run_budget"), now.state("run_budget")
    if 0 < budgets[0] != budgets[1] > 0:
        yield desk.texts("week", "moved", "budget", n=number(desk, budgets[1], "minutes"))


def phase_key(desk: WeekDesk, before: Course, now: Course) -> str:
    resting, order = desk.way.machine.resting, desk.way.machine.state["phase"].options
    if resting in (before.phase, now.phase):
        return "rests" if now.phase == resting else "begins"
    return "phase_up" if order.index(now.phase) > order.index(before.phase) else "phase_down"


def step_key(desk: WeekDesk, state: str, before: Course, now: Course) -> str | None:
    """Has a level gone up or down, or been begun? None for neither, and for one that is put away."""
    order = desk.way.machine.state[state].options
    was, to = (order.index(course.state(state)) for course in (before, now))
    return None if was == to or not to else "begins" if not was else "up" if to > was else "down"


def phase_name(desk: WeekDesk, course: Course) -> str:
    return desk.texts("phases", course.phase, "name")


def level_name(desk: WeekDesk, task: Task, course: Course) -> str:
    return desk.texts("tasks", task.id, "levels", course.state(task.ladder), "name")
