"""The first sentence of a day, with the person's own numbers: the first pattern that is true, and not yesterday's.

The patterns stand in knowledge/text/headlines.*.yaml, by the rule or notice they belong to. A pattern is true when each
{field} in it is known; what a field means, and when it is known, is worked out here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, TypeAlias

from svang.engine.course import Course
from svang.engine.decide import Decision, Reason
from svang.engine.outlook import mornings
from svang.model.knowledge import Pathway
from svang.model.rule import Compare, Const, Known
from svang.says.decision import decision_said, level_said
from svang.says.running import minutes_of, ran_today
from svang.texts import Texts

SHORTEST = 3
"""So many mornings in a row are worth a word."""
NOT_KNOWN = "not_known"
"""What is said where an answer that is missing holds the day back: nothing that the rule would say if it were so."""
Before: TypeAlias = Callable[[int], tuple[Course, Decision] | None]
"""So many days before, as they are known now; None where that is too far back."""
BAD = ("over", "worse")
"""What everyday life can be that is more than enough."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is known of a person's last days; None where it is not. `mornings`: the first steps, today last.

    `worst`: the most pain on one's feet yesterday, where it is that and no exercise, and it was too much; `plan_worst`:
    in the plan's own loads. `evening`, `plan_evening`: the same today. `green`, `amber`: the limits of pain. `calm`:
    did the load of yesterday leave no mark; `marked`: is this morning clearly worse than usual?
    """

    mornings: tuple[int | None, ...] = ()
    normal: int | None = None
    usual: int | None = None
    worst: int | None = None
    plan_worst: int | None = None
    evening: int | None = None
    plan_evening: int | None = None
    start: int | None = None
    now: int | None = None
    green: int = 0
    amber: int = 0
    calm: bool = False
    marked: bool = False


def headline(texts: Texts, course: Course, decision: Decision, gone: str = "") -> str:
    """Today's sentence. `gone`: yesterday's, which is not said again while another true one is there."""
    return chosen(candidates(texts, course, decision), gone)


def speaker(texts: Texts, course: Course, decision: Decision, said: str) -> Reason:
    """Who says the day's sentence: a notice or a row, where it is one of its own, or else the rule of the day."""
    known, causes = _known(texts, course, decision), _causes(decision)
    rows = [each for each in decision.reasons if each.rule in _rows(course, decision)]
    own = decision.notices if decision.decision == "continue" else rows
    found = (each for each in own if said in true_ones(texts, each.rule, known, decision.date, causes))
    return next(found, decision.reasons[0])


def after(texts: Texts, course: Course, decision: Decision, before: Before, days: int = 1) -> str:
    """Today's sentence, and another one than was said yesterday where there is one. What was said follows from the days
    before, of which only those are looked at that it hangs on."""
    said, yesterday = candidates(texts, course, decision), before(days)
    if yesterday is None or said[0] not in candidates(texts, *yesterday):
        return said[0]
    return chosen(said, after(texts, *yesterday, before, days + 1))


def one_after_another(texts: Texts, days: Iterable[tuple[Course, Decision]]) -> list[str]:
    """The sentences of days in a row, the earliest first: what was said yesterday follows from the days before."""
    said: list[str] = []
    for course, decision in days:
        said.append(headline(texts, course, decision, said[-1] if said else ""))
    return said


def chosen(said: Sequence[str], gone: str) -> str:
    """The first that is not yesterday's; yesterday's where there is no other."""
    return next((each for each in said if each != gone), said[0])


def candidates(texts: Texts, course: Course, decision: Decision) -> list[str]:
    """Every sentence that is true today, the best first; what is always true comes last."""
    known, causes = _known(texts, course, decision), _causes(decision)
    again = f"{decision.rule}-again" if decision.decision == "regress" and not decision.lowered else ""
    rule = again if texts.get("headlines", again) else decision.rule
    keys = [*(notice.rule for notice in decision.notices), rule]
    keys = keys if decision.decision == "continue" else [*_rows(course, decision), rule]
    keys = keys if decision.reasons[0].fired is not None else [NOT_KNOWN]
    found = [said for key in keys for said in true_ones(texts, key, known, decision.date, causes)]
    _, plain = decision_said(course.pathway, texts, decision)
    plain = level_said(texts, decision) if decision.decision == "stop" else plain
    return list(dict.fromkeys([*found, plain]))


def _known(texts: Texts, course: Course, decision: Decision) -> dict[str, Any]:
    return fields(texts, numbers(course)) | steps(texts, course, decision) | {"day": _day(course)}


def _causes(decision: Decision) -> list[str]:
    """Of a rule with several causes those that are there; and while a plan runs what alone is missing."""
    saws = decision.reasons[0].saw
    there = [saw.values[0][0] for saw in saws if saw.holds and saw.values[0][1] is not None]
    gone = [saw.atom.name for saw in saws if isinstance(saw.atom, Known) and saw.holds is False]
    missing = decision.ask if decision.ask else gone  # what is asked for can be answered; else it takes time
    return [*there, *(missing if len(missing) == 1 and not decision.paused else ())]


def _rows(course: Course, decision: Decision) -> tuple[str, ...]:
    """The rows that make it as urgent as it is may say better than the rule why the plan is paused: the rule says no
    more than that it waits."""
    urgent = {row.id for row in course.pathway.rows if row.triage == decision.triage}
    return tuple(id for id in decision.rows if id in urgent) if decision.paused else ()


def true_ones(texts: Texts, key: str, known: Mapping[str, Any], date: int, causes: Sequence[str] = ()) -> Iterator[str]:
    """The patterns of a rule whose fields are all known, those of the very cause first; those that take turns begin
    with another one each day."""
    patterns = texts.get("headlines", key) or []
    patterns = patterns if isinstance(patterns, dict) else {"last": patterns}
    own = [pattern for cause in causes for pattern in patterns.get("because", {}).get(cause, ())]
    turns = [pattern for pattern in patterns.get("turns", ()) if is_true(pattern, known)]
    at = date % len(turns) if turns else 0
    for pattern in (*own, *turns[at:], *turns[:at], *patterns["last"]):
        if is_true(pattern, known):
            yield pattern.format_map(known)


def is_true(pattern: str, known: Mapping[str, Any]) -> bool:
    return all(known.get(name) is not None for _, name, _, _ in Formatter().parse(pattern) if name)


def numbers(course: Course) -> Numbers:
    """The numbers of a course's last day."""
    act, plan = _int(course, "act_yesterday"), _int(course, "act_plan_yesterday")
    bad = _value(course, "everyday_yesterday") in BAD and act is not None and (plan is None or plan < act)
    late = _value(course, "everyday") in BAD
    return Numbers(
        mornings=tuple(mornings(course)),
        normal=_int(course, "base7"),
        usual=_int(course, "usual_act"),
        worst=act if bad else None,
        plan_worst=plan,
        evening=_int(course, "activity_told") if late else None,
        plan_evening=_int(course, "act_plan_least"),
        start=_int(course, "start_fs"),
        now=_int(course, "now_fs"),
        green=course.pathway.thresholds["pain_green"].value,
        amber=course.pathway.thresholds["pain_amber"].value,
        calm=_value(course, "colour_yesterday") == "green",
        marked=_value(course, "marked_rise") is True,
    )


def _value(course: Course, name: str) -> Any:
    return course.value(name) if course.knows(name) else None


def _day(course: Course) -> int | None:
    """The day of the plan, from 1."""
    days = _int(course, "plan_days")
    return None if days is None else days + 1


def _int(course: Course, name: str) -> int | None:
    found = _value(course, name)
    return found if found.__class__ is int else None


def fields(texts: Texts, numbers: Numbers) -> dict[str, Any]:
    """Every field that is known, as it is written in a sentence; None where it is not true today."""
    today, yesterday = (*(None, None), *numbers.mornings)[-1], (*(None, None), *numbers.mornings)[-2]
    change = today - yesterday if today is not None and yesterday is not None else None
    above = today - numbers.normal if numbers.marked and today is not None and numbers.normal is not None else 0
    count, most = streak(numbers.mornings, numbers.green)
    better = numbers.start is not None and numbers.now is not None and numbers.now < numbers.start
    return {
        "today": today,
        "yesterday": yesterday,
        "normal": numbers.normal,
        "same": today if change == 0 and numbers.calm and today is not None and today <= numbers.amber else None,
        "lower": word(texts, -change) if change is not None and change < 0 else None,
        "higher": word(texts, change) if change is not None and change > 0 and not numbers.marked else None,
        "above": word(texts, above) if above > 0 else None,
        "count": word(texts, count) if count >= SHORTEST and most else None,
        "most": most if count >= SHORTEST and most else None,
        "zeros": word(texts, count) if count >= SHORTEST and not most else None,
        "start": numbers.start if better else None,
        "now": numbers.now if better else None,
        "worst": numbers.worst,
        "usual": numbers.usual,
        "plan_worst": above_limit(numbers.plan_worst, numbers.green),
        "plan_bad": above_limit(numbers.plan_worst, numbers.amber),
        "evening": numbers.evening,
        "plan_evening": above_limit(numbers.plan_evening, numbers.amber),
    }


def above_limit(pain: int | None, limit: int) -> int | None:
    return pain if pain is not None and pain > limit else None


def streak(days: Sequence[int | None], most: int) -> tuple[int, int]:
    """How many mornings in a row, today last, were calm, and the highest of them."""
    calm: list[int] = []
    for day in reversed(days):
        if day is None or day > most:
            break
        calm.append(day)
    return len(calm), max(calm, default=0)


def steps(texts: Texts, course: Course, decision: Decision) -> dict[str, Any]:
    """What goes up or begins: the level's short name (today, or the next time where its exercise rests), the run's
    minutes, or those that were run today, the phase."""
    way, planned = course.pathway, {task.id for task in decision.plan.tasks}
    state, raised = decision.state, decision.state.get("last_raised")
    level, run, ran = ladder_of(way, raised), decision.plan.run, ran_today(course)
    exercise = (texts.get("headlines", "levels", state[level]) or None) if level else None
    today = any(task.ladder == level and task.id in planned for task in way.tasks)
    return {
        "exercise": exercise if today else None,
        "exercise_then": None if today else exercise,
        "run_told": minutes_of(texts, ran) if ran else None,
        "phase": texts.get("phases", decision.phase, "name"),
        "first": texts.get("headlines", "levels", state["raise_level"]) or None,
        "run": minutes_of(texts, run.stage.run) if run and run.stage.walk else None,
        "walk": minutes_of(texts, run.stage.walk) if run and run.stage.walk else None,
    }


def ladder_of(pathway: Pathway, raised: Any) -> str:
    """The state that goes up where a word says what goes up next; '' where none does."""
    ups = [change for changes in pathway.machine.effects.values() for change in changes if change.verb == "up"]
    whens = [(change.set, change.when.right) for change in ups if isinstance(change.when, Compare)]
    return next((id for id, right in whens if isinstance(right, Const) and right.value == raised), "")


def word(texts: Texts, count: int) -> str:
    """A small number as a word, to begin a sentence with."""
    words = texts.get("headlines", "words")
    return str(words[count]) if count < len(words) else texts.number(count)
