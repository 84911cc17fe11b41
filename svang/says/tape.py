"""Tape in words: when it was put on, when it is to come off, and that it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svang.engine.course import Course
from svang.engine.treatments import treatments
from svang.model.knowledge import Pathway, Task
from svang.says.rules import when_said
from svang.texts import Texts

NAMED = 2
"""Days that have names of their own: today and yesterday."""


@dataclass(frozen=True, slots=True)
class Tape:
    """Days, as ordinals. `came_off`: None while nobody has told of it."""

    put_on: int
    off_by: int
    came_off: int | None


def tape_task(way: Pathway) -> Task:
    """What is put on and has to come off."""
    return next(task for task in way.tasks if task.expires_days)


def tape_told(course: Course) -> Tape | None:
    """The tape that was told of last; None for none within a week."""
    on, off, limits = course.marked_on("tape_on"), course.marked_on("tape_off_on"), course.pathway.thresholds
    if on is None or course.date - on >= limits["gap_long"].value:
        return None
    return Tape(on, on + limits["tape_days"].value, off if off is not None and off >= on else None)


def tape_said(course: Course, texts: Texts, tape: Tape) -> str:
    on, today = _gone(texts, course.date, tape.put_on), course.date
    if tape.came_off is not None:
        return texts("ui", "tape", "off", on=on, off=_gone(texts, today, tape.came_off))
    if tape.off_by > today:
        return texts("ui", "tape", "on", on=on, off=when_said(texts, date.fromordinal(today), tape.off_by - today))
    return texts("ui", "tape", "due", on=on)


def tape_line(course: Course, texts: Texts) -> str:
    """By its name, where it is on; '' where it is not."""
    found = tape_told(course)
    if found is None or found.came_off is not None:
        return ""
    said = tape_said(course, texts, found)
    return f"{texts('tasks', tape_task(course.pathway).id, 'name')}: {said[:1].lower()}{said[1:]}"


def tape_state(course: Course) -> str:
    """May tape be spoken of today: open, barred, or ask."""
    id = tape_task(course.pathway).id
    return next(state for treatment, state, _ in treatments(course) if treatment.id == id)


def skin_means(course: Course, texts: Texts) -> str:
    """What follows once tape has come off."""
    return texts("ui", "tape", "barred" if tape_state(course) == "barred" else "rests")


def _gone(texts: Texts, today: int, day: int) -> str:
    """Today, yesterday, or a day of the last week."""
    if today - day < NAMED:
        return str(texts.get("amounts", "days")[today - day])
    name = texts.get("ui", "weekdays")[date.fromordinal(day).weekday()]
    return texts("ui", "tape", "weekday", day=name)
