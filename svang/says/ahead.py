"""The next step in one sentence: what it is, and the earliest day where one is known."""

from __future__ import annotations

from datetime import date

from svang.engine.course import Course
from svang.model.knowledge import Rule
from svang.pathway.language import through_the_gate
from svang.says.headline import ladder_of
from svang.says.rules import when_said
from svang.says.running import earliest_day, earliest_run, next_rule
from svang.texts import Texts


def step_said(course: Course, texts: Texts) -> str:
    """'' where nothing can open, and on a day on which something has."""
    rule = next_rule(course)
    if rule is None:
        return ""
    what = _what(course, texts, rule)
    run = through_the_gate(course.pathway, rule)
    days = earliest_run(course) if run else earliest_day(course, rule)
    if days is None:
        return texts("ui", "next", "then", what=what)
    return texts("ui", "next", "earliest", when=when_said(texts, date.fromordinal(course.date), days), what=what)


def _what(course: Course, texts: Texts, rule: Rule) -> str:
    """The phase, running, or the very level that comes next where that is known."""
    state = course.pathway.machine.state.get(ladder_of(course.pathway, course.value("up_next")))
    if not any(change.verb == "up" for change in course.pathway.machine.effects[rule.effect]) or state is None:
        return texts("ui", "next", "names", rule.id)
    now = state.options.index(str(course.state(state.id)))
    level = state.options[min(now + 1, len(state.options) - 1)]
    short = texts.get("headlines", "levels", level)
    return str(short) if short is not None else texts("state", state.id, "choices", level, "label")
