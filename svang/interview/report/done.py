"""What was done with it: the plan, what Svang says and has said, what was tried, and what others have said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from svang.answers.day import standing as standing_words
from svang.engine.treatments import Tried, ledger
from svang.interview import clinician
from svang.interview.report.desk import LATELY, Desk, Section
from svang.model.person import PERSON, SVANG, Event
from svang.says.decision import decision_said, fit_said, level_lines, likely, referrals_said, small
from svang.says.plan import on_ladders, task_said
from svang.says.tried import cost_of_all, row
from svang.says.words import capital

TELLERS = ("seen", "adjusted")
"""Kinds of entries that tell what a clinician said."""
CLEARED: Mapping[Any, str] = {True: "yes", False: "no"}
AT_MOST = 3
"""So many visits are told again."""


def plan(desk: Desk) -> Section:
    days, decision = desk.course.value("plan_days"), desk.decision
    title = desk.say("plan", "day", n=days + 1) if isinstance(days, int) else desk.say("plan", "title")
    rows = [(desk.say("plan", "phase"), desk.texts("phases", decision.phase, "name"))]
    if decision.plan.run or decision.state["run_stage"] in {stage.id for stage in desk.way.stages}:
        how = desk.texts("state", "run_stage", "choices", decision.state["run_stage"], "label")
        rows.append((desk.say("plan", "run"), capital(how)))
    rows += _levels(desk)
    if isinstance(days, int):
        done = desk.course.value("adherence14")
        said = desk.say("plan", "not_told") if done is None else desk.say("plan", "percent", n=done)
        rows.append((desk.say("plan", "done"), said))
    relief = {task.id for task in desk.way.tasks if task.relief}
    rest = [task.id for task in decision.plan.tasks if not task.level and task.id not in relief]
    others = [desk.texts("tasks", id, "name") for id in rest]
    lines = [(desk.say("plan", "also"), f"{'; '.join(map(small, others))}.")] if others else []
    return Section("plan", title, tuple(rows), tuple(lines))


def _levels(desk: Desk) -> Iterator[tuple[str, str]]:
    """Each ladder: the level, and today's dose or that it rests."""
    doses = {task.id: task_said(desk.texts, task)[1] for task in desk.decision.plan.tasks}
    for task in on_ladders(desk.course, desk.decision):
        level = desk.decision.state[task.ladder]
        name = desk.texts("tasks", task.id, "levels", level, "name") if level in task.levels else ""
        dose = in_short(doses.get(task.id, "")) or desk.say("plan", "rests")
        yield desk.texts("tasks", task.id, "name"), f"{name}, {dose}" if name else dose


def decided(desk: Desk) -> Section:
    """How soon somebody must look, what is decided today, and what was on the days before."""
    level = level_lines(desk.course, desk.texts, desk.decision)[0]
    name = decision_said(desk.way, desk.texts, desk.decision)[0]
    rows = [(desk.say("decided", "level"), level), (desk.say("decided", "today"), name)]
    rows += [(desk.say("decided", "lately", n=LATELY), lately)] if (lately := _lately(desk)) else []
    lines = [("", each) for each in referrals_said(desk.way, desk.texts, desk.decision)]
    best = likely(desk.course, desk.decision)
    if best is not None:
        fits = ". ".join(fit_said(desk.texts, fit) for fit in best[0])
        lines += [(desk.say("decided", "fits"), f"{fits}. {desk.texts('ui', 'no_diagnosis')}")] if fits else []
    return Section("decided", desk.say("decided", "title"), tuple(rows), tuple(lines))


def _lately(desk: Desk) -> str:
    """How many days each decision was the day's last word."""
    first, today = (desk.day - timedelta(days=LATELY)).isoformat(), desk.day.isoformat()
    counts = Counter(said for day, said in desk.decisions.items() if first <= day < today).most_common()
    names = [(desk.texts.called(word, "decisions", str(word), "name"), n) for word, n in counts]
    return ", ".join(desk.say("decided", "days", name=small(name), n=desk.texts.number(n, "days")) for name, n in names)


def tried(desk: Desk) -> Section:
    """What it cost in all, as far as it was told, and what the numbers are; of those that differ that they prove
    nothing."""
    every = ledger(desk.course)
    rows = [_one_tried(desk, each) for each in every]
    both = [each for each in every if None not in (each.before, each.after)]
    keys = [("sides", bool(both)), ("caveat", any(each.before != each.after for each in both))]
    said = [desk.say("tried", key) for key, holds in keys if holds]
    cost = cost_of_all(desk.texts, every)
    said += [desk.say("tried", "sum", cost=cost)] if cost else []
    rows += [*_used(desk, "painkiller_today"), *_relieved(desk)]
    lines = [("", " ".join(said))] if said else []
    return Section("tried", desk.say("tried", "title"), tuple(rows), tuple(lines))


def _one_tried(desk: Desk, tried: Tried) -> tuple[str, str]:
    found = row(desk.texts, tried)
    key = "few" if None in (tried.before, tried.after) else "both"
    said = desk.say("tried", key, before=tried.before, after=tried.after)
    return found.head, ", ".join(filter(None, (said, found.cost)))


def _used(desk: Desk, name: str) -> list[tuple[str, str]]:
    """On how many of the days that it was told about."""
    days = [value for day, value in desk.told.every(name) if day > desk.day.toordinal() - LATELY]
    known = [value for value in days if value is not None]
    said = desk.say("tried", "used", n=sum(known), of=desk.texts.number(len(known), "days"), days=LATELY)
    return [(desk.named(desk.way.facts[name]), said)] if known else []


def _relieved(desk: Desk) -> list[tuple[str, str]]:
    """What relieved, each with the days it was told of."""
    fact, counts = desk.way.facts["relief"], Counter[str]()
    for _, value in desk.told.every(fact.id):
        counts.update(value or ())
    words = [word for word in fact.options if counts[word]]
    label = {word: desk.texts("facts", fact.id, "choices", word, "label") for word in words}
    return [(label[word], desk.say("tried", "days", n=desk.texts.number(counts[word], "days"))) for word in words]


def who_said(desk: Desk) -> Section:
    """What a clinician said, and how much of the rest was not told by the person."""
    words = [event for kind in TELLERS for event in standing_words(desk.events, kind, desk.day)]
    words.sort(key=lambda event: (event.date, event.recorded_at), reverse=True)
    lines = [_said_by(desk, event) for event in words[:AT_MOST]]
    others = [event for event in desk.events if event.by not in (PERSON, SVANG) and event.kind not in TELLERS]
    for by, n in sorted(Counter(event.by for event in others).items()):
        last = max(event.date for event in others if event.by == by)
        said = desk.say("said", "told", n=n, day=desk.dated(last))
        lines.append((desk.texts.called(by, "report", "said", "by", by), said))
    return Section("said", desk.say("said", "title"), lines=tuple(lines))


def _said_by(desk: Desk, event: Event) -> tuple[str, str]:
    role = event.body.get("role")
    who = desk.texts.called(role, "ui", "seen", "roles", str(role))
    teller = "" if event.by == PERSON else f" ({desk.texts.called(event.by, 'report', 'said', 'by', event.by).lower()})"
    lead = desk.say("said", "on", who=who, day=desk.dated(event.date)) + teller
    if event.kind != "seen":
        until = desk.dated(date.fromordinal(event.body["until"])) if event.body.get("until") else "–"
        return lead, desk.say("said", "adjusted", until=until, reason=str(event.body.get("reason", "")))
    cleared = CLEARED.get(event.body.get("cleared"), "unsaid")
    said, named = [desk.say("said", "cleared", cleared)], event.body.get("condition")
    if named is not None:
        said.append(desk.say("said", "named", name=desk.texts.called(named, "conditions", str(named), "name")))
    return lead, " ".join([*said, *clinician.limits_said(desk.texts, event)])


def in_short(dose: str) -> str:
    """How much and how often, without the tempo and the rests between."""
    parts = dose.split(", ")
    return ", ".join(dict.fromkeys((parts[0], parts[-1])))
