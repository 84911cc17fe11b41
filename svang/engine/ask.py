"""What a decision waits for: the facts to ask, in the order of asking."""

from __future__ import annotations

from svang.engine.course import Course
from svang.engine.votes import laid_over, opening
from svang.model.knowledge import UNCLEAR, Pathway, Rule
from svang.model.measures import Surely, When
from svang.model.rule import Cond
from svang.readings.explain import because, status, unknown
from svang.readings.run.frame import when_of


def ask(course: Course, fired: tuple[Rule, ...]) -> tuple[str, ...]:
    """What the decision waits for, in the order of asking. With something missing that must be known: exactly that."""
    pathway, look = course.pathway, course.morning
    if course.value("own_pause") is True:
        return ()
    missing = must_missing(course)
    if missing:
        return _in_order(pathway, missing)
    wanted: list[str] = []
    if course.maybe >= 0:
        wanted += unknown(pathway, when_of(pathway.rules[course.maybe]), look)
    for rule in fired:
        wanted += rule.asks_again
        if rule.asks and rule.when is not None:
            wanted += _known_asked(course, rule.when)
        wanted += [name for name in rule.wonders if look(name) is None]
    wanted += near(course, fired)
    for n in course.unsure:
        wanted += unknown(pathway, when_of(pathway.rows[n]), look)
    if course.value("condition_now") == UNCLEAR:
        wanted += [name for name in pathway.unclear_without if look(name) is None]
    return _in_order(pathway, [name for name in wanted if applies(course, name)])


def near(course: Course, fired: tuple[Rule, ...]) -> list[str]:
    """What only a test or the day's own answer still holds back: a phase, a level, the gate, today's run."""
    pathway, look = course.pathway, course.morning
    if fired and (fired[0].vote in ("stop", "regress") or laid_over(course, fired) is not None):
        return []
    measure = pathway.measures.get(pathway.shown["due"])
    due = measure.when if isinstance(measure, When) else None
    opens = [rule.when for rule in opening(pathway) if rule.when is not None]
    conds = [cond for cond in (*opens, due) if cond is not None]
    names = [name for cond in conds for name in unknown(pathway, cond, look)]
    return [name for name in names if pathway.facts[name].asked_text == "due"]


def must_missing(course: Course) -> list[str]:
    pathway, look = course.pathway, course.morning
    found: list[str] = []
    for line in pathway.must_know:
        if line.when is None or status(pathway, line.when, look) is not False:
            found += [name for name in line.facts if look(name) is None and applies(course, name)]
    if course.value("sites_odd_surely") is True:
        found.append("pain_sites")
    return found


def applies(course: Course, name: str) -> bool:
    """Surely asked: what it hangs on is answered first."""
    asked = course.pathway.facts[name].asked
    return asked is None or status(course.pathway, asked, course.morning) is True


def _known_asked(course: Course, cond: Cond) -> list[str]:
    """What a rule that asks found not known, or told in doubt."""
    found: list[str] = []
    for saw in because(course.pathway, cond, course.morning):
        for name, value in saw.values:
            measure = course.pathway.measures.get(name)
            if value is None or (value is True and isinstance(measure, Surely)):
                found += measure.asks if measure is not None else (name,)
    return found


def _in_order(pathway: Pathway, names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: pathway.facts[name].order))
