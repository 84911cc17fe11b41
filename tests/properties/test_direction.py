"""PATHWAY 14: invariants 6, 7, 16 and 17, and DESIGN: what opens with unknowns opens however they are answered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from svang.engine.ask import applies
from svang.engine.course import Course
from svang.engine.decide import Decision, decide
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET
from svang.pathway.load import pathway as ours
from svang.proofs.safety import DIRECTIONS
from svang.readings.explain import status
from tests.properties.checking import OPENING, RANK, all_of, catches, days_of, holds, measure, rule, without_rule
from tests.properties.histories import GONE, History
from tests.properties.people import Person, any_value, calm, for_everyone

PHASES = ("paused", "calm", "early", "build", "run", "maintain")
PAINS = ("activity_pain", "run_pain", "walk_pain", "exercises")
LOADS = frozenset({"run_minutes", "walk_minutes", "stood_hours", "steps", "exercises", "run_km"})
APART = frozenset({"settled_24h", "squeeze_heel"})
"""Not answered, the one is what the mornings say; the other is then `not done`, a known answer (PATHWAY 14.7, 1)."""
ROW_5 = "not-to-be-loaded"
ENOUGH = "enough-for-today"
FLAGS = frozenset(fact.id for fact in ours().facts.values() if fact.flag)
OF_THE_DAY = frozenset(fact.id for fact in ours().facts.values() if fact.daily) | FLAGS | {"age", "pain_sites"}


def said(decision: Decision) -> str:
    return f"{decision.decision} ({decision.rule})"


def morning(pathway: Pathway, decision: Decision) -> str:
    """The vote that moved the plan: row 5b is laid over it in the day and takes nothing back (PATHWAY 6)."""
    return next(rule.vote for rule in pathway.rules if rule.id == decision.decided)


def taken_for(decision: Decision) -> frozenset[str]:
    """What is likely of either foot; its loading counts, whichever of them is named (docs/decisions/0003)."""
    return frozenset(fit.id for fit in decision.conditions if fit.fit == "likely")


# 6: a point of pain more never moves towards progress


def more_pain(pathway: Pathway, history: History) -> Iterator[str]:
    before = history.course(pathway)
    if not before.value("plan"):
        return
    for day, names in ((history.today, ("first_step_pain", *PAINS)), (history.today - 1, PAINS)):
        for slot in [slot for slot in history.slots(day) if slot.partition(".")[0] in names]:
            after = history.otherwise(day, slot, a_point_more).course(pathway)
            was, now = decide(before), decide(after)
            if was.rule == ROW_5 and taken_for(was) != taken_for(now):
                continue  # the first steps are a feature too: they may change what the heel is taken for
            if was.rule == ENOUGH and before.value("everyday") == "worse" != after.value("everyday"):
                # a jump is counted from the days before, so more pain then is less of a jump (decision 0010)
                raised = RANK[morning(pathway, now)] > RANK[morning(pathway, was)]
            else:
                raised = RANK[now.decision] > RANK[was.decision]
            if raised and not made_consistent(before, after):
                told = history.slots(day)[slot]
                yield f"{slot} of day {day - history.first} from {told} up one: {said(was)} -> {said(now)}"


def a_point_more(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple({**item, "pain": a_point_more(item.get("pain"))} for item in value)
    return min(10, value + 1) if value.__class__ is int else value


def looks_back_as_proved(pathway: Pathway, history: History) -> Iterator[str]:
    """What the proof takes for granted of looks back when a pain of today or yesterday is one higher."""
    before = history.course(pathway)
    for day, names in ((history.today, ("first_step_pain", *PAINS)), (history.today - 1, PAINS)):
        for slot in [slot for slot in history.slots(day) if slot.partition(".")[0] in names]:
            after = history.otherwise(day, slot, a_point_more).course(pathway)
            if any(before.value(state) != after.value(state) for state in pathway.machine.state):
                continue  # the day before it moved the plan itself
            for name, way in DIRECTIONS.items():
                was, now = before.value(name), after.value(name)
                if not moves(way, was, now):
                    yield f"{slot} of {day - history.first} one higher: {name} from {was} to {now}, wanted {way}"
            if sum(map(before.value, ("ambers7", "reds7"))) > sum(map(after.value, ("ambers7", "reds7"))):
                yield f"{slot} of {day - history.first} one higher: fewer amber and red days"


def moves(way: str, was: Any, now: Any) -> bool:
    if way == "any":
        return True
    if way == "up or unknown":
        return now is None or (was is not None and now >= was)
    return (was is None) == (now is None) and (now is None or (now >= was if way == "up" else now <= was))


@for_everyone
def test_looks_back_move_as_the_proof_takes_for_granted(person: Person) -> None:
    holds(looks_back_as_proved, person)


def test_a_look_back_that_moves_otherwise_is_caught() -> None:
    catches(looks_back_as_proved, measure("sore_activities14", holds="act <= recovered_worst"))
    catches(looks_back_as_proved, measure("low_mornings", holds="first_step_pain > recovered_fs"))


def made_consistent(before: Course, after: Course) -> bool:
    """The one exception."""
    return before.value("inconsistent_surely") is True and after.value("inconsistent_surely") is not True


@for_everyone
def test_a_point_of_pain_more_never_moves_towards_progress(person: Person) -> None:
    holds(more_pain, person)


def test_a_comparison_the_wrong_way_is_caught() -> None:
    catches(more_pain, rule("too-much", when="plan and act_yesterday == pain_amber"))
    catches(more_pain, measure("marked_rise", when="rise == rise_marked"))


# 7: what is not known never opens


def less_known(
    pathway: Pathway, history: History, names: frozenset[str], *, of_the_heel: bool = False
) -> Iterator[str]:
    """On the last day and on the first. The same opening a day later than it was is none.

    `of_the_heel`: a feature not known counts nothing (PATHWAY 3), so it may change what the heel is taken for, and
    what opens through that alone (docs/decisions/0003): only what row 5 held back, never what stopped.
    """
    for whole in (history, history.at(history.first)):
        was = whole.decision(pathway)
        for day, slot in places_of(whole, names) if was.decision not in OPENING else ():
            for less in ways_not_to_know(whole, day, slot):
                course = less.course(pathway)
                now = decide(course)
                further = PHASES.index(now.phase) > PHASES.index(was.phase)
                if of_the_heel and was.rule == ROW_5 and taken_for(now) != taken_for(was):
                    continue
                if now.decision in OPENING and further and not superseded(course, less, day, slot):
                    yield f"{slot} of day {day - history.first} not known: {said(was)} -> {said(now)}"


def places_of(history: History, names: frozenset[str]) -> list[tuple[int, str]]:
    days = {history.today, max(history.today - 1, history.first)}
    found = [(day, slot) for day in sorted(days) for slot in sorted(history.slots(day))]
    found = [(day, slot) for day, slot in found if slot.partition(".")[0] in names]
    return history.chance.sample(found, min(8, len(found)))


def ways_not_to_know(history: History, day: int, slot: str) -> Iterator[History]:
    """Asked and not known; or of the day's own questions, not asked. (No entry of a load is a known none.)"""
    yield history.otherwise(day, slot, lambda _: None)
    if ours().facts[slot.partition(".")[0]].daily and slot not in LOADS:
        yield history.otherwise(day, slot, lambda _: GONE)


def superseded(course: Course, history: History, day: int, slot: str) -> bool:
    """A lasting question answered again since, or one that does not apply: it is known, whatever was said."""
    fact = ours().facts[slot.partition(".")[0]]
    if fact.daily:
        return False
    again = any(slot in history.slots(later) for later in range(day + 1, history.today + 1))
    return again or not asked(course, fact)


def asked(course: Course, fact: Fact) -> bool:
    return fact.asked is None or status(course.pathway, fact.asked, course.value) is not False


def less_known_of_the_day(pathway: Pathway, history: History) -> Iterator[str]:
    """Pain, the red flags and what else must be known."""
    return less_known(pathway, history, OF_THE_DAY - LOADS - APART)


def less_known_of_the_load(pathway: Pathway, history: History) -> Iterator[str]:
    return less_known(pathway, history, LOADS)


def less_known_of_the_heel(pathway: Pathway, history: History) -> Iterator[str]:
    """All else: where and when it hurts, what the tests showed, the person's life."""
    names = frozenset(ours().facts) - OF_THE_DAY - LOADS - APART
    return less_known(pathway, history, names, of_the_heel=True)


@for_everyone
def test_a_pain_or_red_flag_not_known_never_opens(person: Person) -> None:
    holds(less_known_of_the_day, person)


@for_everyone
def test_a_load_not_known_never_opens(person: Person) -> None:
    holds(less_known_of_the_load, person)


@for_everyone
def test_an_answer_about_the_heel_not_known_never_opens(person: Person) -> None:
    holds(less_known_of_the_heel, person)


def test_an_unknown_that_opens_is_caught() -> None:
    hears_only_pain = rule("entries-disagree", when="plan and known(act_yesterday)")
    opens_at_once = all_of(
        rule("calm-to-early", when="phase == calm"),
        rule("early-to-build", when="phase == early"),
        without_rule("too-much"),
        without_rule("too-much-calm"),
    )
    catches(less_known_of_the_day, all_of(opens_at_once, hears_only_pain, without_rule("too-little-known")))
    hears_only_the_known = rule("too-little-known", when="plan and known(event_yesterday) and event_yesterday")
    catches(less_known_of_the_load, hears_only_the_known)
    asks_nobody = rule("too-little-known", when="not plan and known(worse_after_rest) and worse_after_rest")
    catches(less_known_of_the_heel, asks_nobody)


# what opens with unknowns opens however they are answered


def answered_later(pathway: Pathway, history: History, names: frozenset[str]) -> Iterator[str]:
    """On the last day and on the first."""
    for whole in (history, history.at(history.first)):
        was = whole.course(pathway)
        if decide(was).decision in OPENING:
            yield from not_under_every(pathway, whole, was, [s for n in sorted(names) for s in unknown(was, n)])


def not_under_every(pathway: Pathway, history: History, was: Course, slots: list[str]) -> Iterator[str]:
    chance = history.chance
    for slot in chance.sample(slots, min(8, len(slots))):
        fact = pathway.facts[slot.partition(".")[0]]
        small = {"yes_no": (True, False), "choice": fact.options}
        for value in small.get(fact.kind) or (any_value(fact, chance, today=history.today),):
            now = history.tell(history.today, {slot: value}).decision(pathway)
            other = fact.id in HEEL and now.rule == ROW_5 and taken_for(now) != taken_for(decide(was))
            if morning(pathway, now) not in OPENING and not other:
                yield f"{slot} not known: {said(decide(was))}; answered {value}: {said(now)}"


def unknown(course: Course, name: str) -> list[str]:
    """The places of a fact that are asked and not known."""
    if course.value(name) is not None or not applies(course, name):
        return []
    if not ours().facts[name].foot:
        return [name]
    sore = [foot for foot in FEET if course.value(f"pain_sites.{foot}")]
    return [f"{name}.{foot}" for foot in sore if course.value(f"{name}.{foot}") is None]


HEEL = frozenset(f.id for f in ours().facts.values() if f.group in ("pain", "tests") and not f.daily)


def the_heel_answered_later(pathway: Pathway, history: History) -> Iterator[str]:
    return answered_later(pathway, history, HEEL)


def the_rest_answered_later(pathway: Pathway, history: History) -> Iterator[str]:
    rest = frozenset(ours().facts) - HEEL - {"settled_24h", "exercises", "nothing_new"}
    return answered_later(pathway, history, rest)


@for_everyone
def test_what_opens_opens_however_the_heel_is_answered_later(person: Person) -> None:
    holds(the_heel_answered_later, person)


@for_everyone
def test_what_opens_opens_however_the_rest_is_answered_later(person: Person) -> None:
    holds(the_rest_answered_later, person)


def test_a_maybe_that_opens_is_caught() -> None:
    while_not_known = rule("plan-starts", when="not plan and not known(progressive_over_weeks)")
    catches(the_heel_answered_later, while_not_known)
    unasked = rule("red-flag-stop", when="known(fever_unexplained) and fever_unexplained")
    catches(the_rest_answered_later, all_of(unasked, without_rule("must-know"), without_rule("not-to-be-loaded")))


# 16: a long gap never raises


def gap(pathway: Pathway, history: History) -> Iterator[str]:
    first = history.today - history.chance.choice((7, 7, 8, 10))
    if first < history.first or history.course(pathway, first).phase == "paused":
        return
    silent = history.changed(lambda day, _, value: GONE if first < day <= history.today else value)
    back = silent.tell(history.today, nothing_new() | {f"first_step_pain.{foot}": 2 for foot in FEET})
    phases = [PHASES.index(back.course(pathway, day).phase) for day in range(first, history.today + 1)]
    found = back.decision(pathway)
    down = phases[-2] > PHASES.index("calm")  # in calm nothing can go down: a hold (PATHWAY 6, row 2)
    cautious = ("stop", "regress") if down else ("stop", "regress", "hold")
    if found.decision not in cautious or any(after > before for before, after in pairwise(phases)):
        yield f"{history.today - first} days without a check-in: {said(found)}, {[PHASES[n] for n in phases]}"


def nothing_new() -> dict[str, Any]:
    """All red flags answered, and none of them there."""
    flags = [fact for fact in ours().facts.values() if fact.flag == "again" and fact.asked is None]
    return {slot: calm(f) for f in flags for slot in ([f"{f.id}.{foot}" for foot in FEET] if f.foot else [f.id])}


@for_everyone
def test_a_long_gap_never_raises(person: Person) -> None:
    holds(gap, person)


def test_a_gap_that_is_passed_over_is_caught() -> None:
    catches(gap, without_rule("back-after-gap"))
    no_row_7 = rule("too-little-known", when="plan and injected < injection_rest")  # it holds after a gap too
    catches(gap, all_of(without_rule("back-after-gap-calm"), no_row_7))


# 17: a step back never raises


def regress(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first + 1, most=8):
        found = history.decision(pathway, day)
        before, after = history.course(pathway, day - 1).phase, found.phase
        if PHASES.index(after) > PHASES.index(before) and morning(pathway, found) in ("stop", "regress", "hold"):
            yield f"{said(found)} on day {day - history.first}: {before} -> {after}"


@for_everyone
def test_a_step_back_never_raises(person: Person) -> None:
    holds(regress, person)


def test_a_step_back_that_goes_forward_is_caught() -> None:
    catches(regress, rule("too-much-calm", effect="to_early"))
