"""The next step in one sentence: what it is, and the earliest day where one is known."""

from __future__ import annotations

from datetime import date

from svang.engine.course import Course
from svang.model.knowledge import OPENING, Rule
from svang.pathway.language import through_the_gate
from svang.says.headline import ladder_of
from svang.says.rules import when_said
from svang.says.running import criteria_of, earliest_day, earliest_run, next_rule
from svang.says.words import capital
from svang.texts import Texts


def step_said(course: Course, texts: Texts) -> str:
    """What comes next, and when; '' where nothing can open."""
    rule = next_rule(course)
    if rule is None:
        return ""
    return _on_its_day(course, texts, rule) or texts("ui", "next", "then", what=_what(course, texts, rule))


def milestone(course: Course, texts: Texts) -> str:
    """The same in a line alone, where no list follows: without a day it says how much is in place. '' on a day on which
    something has opened, too."""
    rule = next_rule(course)
    if rule is None or course.pathway.rules[course.rule].vote in OPENING:
        return ""
    asked = criteria_of(course, texts, rule)
    met = sum(each.holds is True for each in asked)
    what = capital(_what(course, texts, rule))
    return _on_its_day(course, texts, rule) or texts("ui", "next", "met", what=what, met=met, all=len(asked))


def _on_its_day(course: Course, texts: Texts, rule: Rule) -> str:
    """The step with its earliest day; '' where that is not known."""
    days = earliest_run(course) if through_the_gate(course.pathway, rule) else earliest_day(course, rule)
    if days is None:
        return ""
    when = when_said(texts, date.fromordinal(course.date), days)
    return texts("ui", "next", "earliest", when=when, what=_what(course, texts, rule))


def _what(course: Course, texts: Texts, rule: Rule) -> str:
    """The phase, running, or the very level that comes next where that is known."""
    state = course.pathway.machine.state.get(ladder_of(course.pathway, course.value("up_next")))
    if not any(change.verb == "up" for change in course.pathway.machine.effects[rule.effect]) or state is None:
        return texts("ui", "next", "names", rule.id)
    now = state.options.index(str(course.state(state.id)))
    level = state.options[min(now + 1, len(state.options) - 1)]
    short = texts.get("headlines", "levels", level)
    return str(short) if short is not None else texts("state", state.id, "choices", level, "label")
