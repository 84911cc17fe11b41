"""Which rules surely fired on a day, and what is said over its vote."""

from __future__ import annotations

from svang.engine.course import Course
from svang.model.knowledge import OPENING, Pathway, Rule
from svang.readings.explain import status
from svang.readings.run.frame import when_of


def fired_rules(course: Course) -> tuple[Rule, ...]:
    """Every rule that surely fired, the deciding one first; a rule that is laid over the vote among them: it looks at
    what the vote has left, so that it stands over the start of a plan as well."""
    pathway, rules = course.pathway, course.pathway.rules
    places = [n for n in course.morning.firing() if not rules[n].over]
    over = [n for n, r in enumerate(rules) if r.over and status(pathway, when_of(r), course.evening) is True]
    first = [course.rule] if course.maybe < 0 else []
    return tuple(rules[n] for n in dict.fromkeys((*first, *sorted((*places, *over)))))


def laid_over(course: Course, fired: tuple[Rule, ...]) -> Rule | None:
    """What is said over the day's vote, where that is neither a stop nor a step down; it takes nothing back."""
    if course.pathway.rules[course.rule].vote in ("stop", "regress"):
        return None
    return next((rule for rule in fired if rule.over), None)


def opening(pathway: Pathway) -> tuple[Rule, ...]:
    return tuple(rule for rule in pathway.rules if rule.vote in OPENING)
