"""What happened in some days, each with a sentence: what moved, what was tried, who saw the foot, a pause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from svang.engine.days import Days, Extra
from svang.engine.trail import Moved
from svang.interview.answers import pause_said
from svang.model.person import Event, left_out
from svang.says.progress import moved_said, told_said
from svang.says.tried import foot_said, name_said
from svang.texts import Texts
from svang.web.day_shown import DayShown

LOADS = ("run_minutes", "walk_minutes", "steps", "stood_hours")
"""What is told of the load of a day, beside the exercises."""
EXERCISES = ("exercises", "exercises_done")
WEIGHTS = {"phase": 0, "flare": 1, "levels": 2}
"""What is left out first where there is much: the heaviest number."""


def exercised(told: Mapping[str, Any]) -> int | None:
    """1: at least some of a day's exercises were done; 0: none was; None: not told."""
    items, said = (told.get(name) for name in EXERCISES)
    ticked = [item for item in items or () if not left_out(item)]
    return 1 if ticked or said in ("all", "some") else 0 if said == "none" or items == () else None


def happened(shown: DayShown, told: Days, moves: Sequence[Moved], days: range) -> list[tuple[int, int, str]]:
    """Each with its day and how soon it is left out."""
    texts = shown.texts
    found = [(day, 0, said) for day, extra in told.extra.items() if day in days for said in _told(texts, extra)]
    return found + [(each.date, WEIGHTS[each.kind], _moved(shown, told, each)) for each in moves if each.date in days]


def _moved(shown: DayShown, told: Days, each: Moved) -> str:
    """Of a flare also what was told of the load of the day before."""
    said = moved_said(shown.way, shown.texts, each)
    day_before = told.values.get(each.date - 1, {}) if each.kind == "flare" else {}
    load = told_said(shown.way, shown.texts, {name: day_before.get(name) for name in LOADS})
    return f"{said} {load}".strip()


def _told(texts: Texts, extra: Extra) -> Iterator[str]:
    yield from (_who(texts, "seen", event) for event in extra.seen)
    yield from (_who(texts, "adjusted", event) for event in extra.adjusted)
    for event in extra.treated:
        what = ", ".join(filter(None, (name_said(texts, event.body), foot_said(texts, event.body))))
        yield texts("web", "progress", "event", "treated", what=what)
    for event in extra.paused:
        said = pause_said(texts, event.body)
        yield texts("web", "progress", "event", "paused", said=said[:1].lower() + said[1:])


def _who(texts: Texts, kind: str, event: Event) -> str:
    role = event.body.get("role")
    who = texts.called(role, "ui", "seen", "roles", str(role)).lower()
    said: dict[str, Any] = {"who": who, "why": event.body.get("reason", "")}
    return texts("web", "progress", "event", kind, **said)
