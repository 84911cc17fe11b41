"""The week that comes: what the next step asks, fear and goals, and what can be changed at work."""

from __future__ import annotations

from typing import Any

from svang.interview.answers import said_of
from svang.interview.report.answered import goals
from svang.interview.week.part import Part, WeekDesk, part
from svang.model.measures import Cycle
from svang.pathway.language import reads
from svang.says.ahead import milestone
from svang.says.decision import small
from svang.says.rules import rule_says
from svang.says.running import next_step

FEAR, CHANGE, STANDS = "fear_of_movement", "work_can_change", ("standing_range", "standing_hours")


def next_week(desk: WeekDesk) -> Part | None:
    """Where one is, what comes next, and all that it lacks."""
    texts, days, near = desk.texts, desk.course.value("plan_days"), next_step(desk.course, desk.texts)
    phase = texts("phases", desk.decision.phase, "name")
    here = texts("web", "plan", "where", phase=phase, n=days + 1) if isinstance(days, int) else phase
    lines = [here, *lighter(desk), milestone(desk.course, texts)]
    mets = [met for met in near[1] if met.holds is not True] if near is not None else []
    why = "" if mets else "next_alone"
    return part(desk, "next_week", [line for line in lines if line], mets=mets, why=why)


def lighter(desk: WeekDesk) -> list[str]:
    """What is said of a week that comes round: one of them is lighter."""
    round = {measure.id for measure in desk.way.measures.values() if isinstance(measure, Cycle)}
    rules = {notice.id for notice in desk.way.notices if round & set(reads(notice.when))}
    return [rule_says(desk.way, desk.texts, each) for each in desk.decision.notices if each.rule in rules]


def own(desk: WeekDesk) -> Part | None:
    """What one wants to be able to do again, and how moving feels, each from the first number to the last."""
    lines = [f"{what}: {said}" for what, said in goals(desk).rows]
    fears = [value for _, value in desk.told.every(FEAR) if isinstance(value, int)]
    ends = list(dict.fromkeys((fears[0], fears[-1]))) if fears else []
    lines += [desk.texts("week", "fear", said=" → ".join(map(str, ends)))] if ends else []
    tells = ["goals" if goals(desk).rows else "goals.first", "fear" if ends else "fear.first"]
    return part(desk, "own", lines or [desk.texts("week", "no_goals")], of=(FEAR,), tells=tells)


def work(desk: WeekDesk) -> Part | None:
    """For who stands or walks much; whoever has not said so is asked."""
    stands = desk.course.value("stands_much")
    if stands is False:
        return None
    if stands is None:
        return part(desk, "work", [desk.texts("week", "work", "unknown")], of=(CHANGE,), tells=("work",))
    told = [(name, desk.told.last(name)) for name in (*STANDS, CHANGE)]
    lines = [work_said(desk, name, last[1]) for name, last in told if last is not None and last[1] is not None]
    helps = [factor for factor in desk.way.factors if set(STANDS) & set(reads(factor.when))]
    lines += [desk.texts("factors", factor.id, "then") for factor in helps]
    return part(desk, "work", lines, of=(*STANDS, CHANGE), tells=("work",))


def work_said(desk: WeekDesk, name: str, value: Any) -> str:
    said = said_of(desk.texts, desk.way.facts[name], value)
    key = "change" if name == CHANGE else "stands"
    return desk.texts("week", "work", key, said=said if name == CHANGE else small(said))
