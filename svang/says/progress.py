"""How it goes, in words: the verdict, and what happened on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svang.engine.course import Course
from svang.engine.trail import Level, Moved
from svang.model.knowledge import Pathway
from svang.model.person import WEEK
from svang.says.words import listed
from svang.texts import Texts


def verdict(course: Course, texts: Texts) -> str:
    """From the first week of the plan to the last seven days, in one sentence."""
    value = course.value
    start, now, days = value("start_fs"), value("now_fs"), value("plan_days")
    if now is None:
        return texts("web", "progress", "title")
    if start is None or days < WEEK:
        return texts("web", "progress", "this_week", now=now)
    weeks = days // WEEK
    time = texts.number(days, "days") if weeks < 2 else texts.number(weeks, "weeks")
    return texts("web", "progress", "verdict", _how(course, start, now), start=start, now=now, time=time)


def _how(course: Course, start: int, now: int) -> str:
    if now >= start:
        return "same" if now == start else "worse"
    return "better" if course.value("fs_better") is True else "some" if course.value("fs_some") is True else "change"


def moved_said(pathway: Pathway, texts: Texts, moved: Moved) -> str:
    """What became another, in one or two sentences."""
    said = [_phase_said(pathway, texts, moved)] if moved.phase else _levels_said(texts, moved.levels)
    if moved.kind != "flare":
        return " ".join(said)
    days = moved.until - moved.date + 1
    first = texts("web", "progress", "event", "flare" if days == 1 else "flare_days", days=texts.number(days, "days"))
    return " ".join([first, *(said or [texts("web", "progress", "event", "kept")])])


def _phase_said(pathway: Pathway, texts: Texts, moved: Moved) -> str:
    name = texts("phases", moved.phase, "name")
    if moved.phase == pathway.machine.resting:
        return texts("web", "progress", "event", "rests")
    return texts("web", "progress", "event", "phase_back" if moved.back else "phase", phase=name)


def _levels_said(texts: Texts, levels: Sequence[Level]) -> list[str]:
    """Levels by their short names; a stage of running has none: it is said as what is run."""
    found = []
    for up, key, run in ((True, "up", "longer"), (False, "down", "shorter")):
        some = [level for level in levels if level.up is up]
        short = [texts.get("headlines", "levels", level.now) for level in some]
        named = [name for name in short if name]
        runs = [
            texts("state", level.state, "choices", level.now, "label")
            for level, name in zip(some, short, strict=True)
            if name is None
        ]
        found += [texts("web", "progress", "event", key, what=listed(texts, named))] if named else []
        found += [texts("web", "progress", "event", run, what=said) for said in runs]
    return found


def told_said(pathway: Pathway, texts: Texts, told: Mapping[str, Any]) -> str:
    """What was told of the load of the day before; '' where nothing was."""
    facts = [pathway.facts[name] for name, value in told.items() if value]
    said = [texts.number(told[fact.id], fact.unit, fact.scale) for fact in facts]
    parts = [texts("web", "progress", "loads", fact.id, "said", n=n) for fact, n in zip(facts, said, strict=True)]
    return texts("web", "progress", "event", "day_before", what=listed(texts, parts)) if parts else ""
