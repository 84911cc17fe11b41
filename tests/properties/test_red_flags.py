"""PATHWAY 14: invariants 2, 3, 4, 5 and 24, what no course may do with a red flag."""

from __future__ import annotations

from collections.abc import Iterator

from svang.engine.decide import Decision
from svang.model.knowledge import TRIAGE, Fact, Pathway
from svang.model.person import FEET, Value
from svang.pathway.load import pathway as ours
from tests.properties.checking import (
    OPENING,
    catches,
    days_of,
    flags,
    holds,
    routine_rows_unless,
    row,
    rule,
    without_rule,
)
from tests.properties.histories import GONE, History
from tests.properties.people import Person, calm, for_everyone

LIFTED_BY_ANSWER = ("swelling_marked", "redness_or_warmth", "wound", "diabetes")
IMPACT = ("strength", "fitness", "foot_strength")
RELIEF = ("protection", "relief")
"""Shoes, an insert, as little provoking load as can be: what is left when nothing may be loaded (PATHWAY 2)."""


FLAGS = [fact for fact in ours().facts.values() if fact.flag]
ALWAYS_ASKED = [fact for fact in FLAGS if fact.asked is None]


def slots_of(pathway: Pathway, history: History, fact: Fact, day: int) -> list[str]:
    """Its places: of a question about the foot, those of the feet that are sore that day."""
    course = history.course(pathway, day)
    sore = [foot for foot in FEET if course.value(f"pain_sites.{foot}")] or list(FEET)
    return [f"{fact.id}.{foot}" for foot in sore] if fact.foot else [fact.id]


def worsened(fact: Fact, now: Value) -> Value:
    """The answer with a sign more; what it was if nothing can be added."""
    if fact.kind == "set":
        return (now if isinstance(now, frozenset) else frozenset()) | fact.signs
    worse = [option for option in fact.options or (True, False) if option in fact.signs]
    return now if now in fact.signs else worse[-1]


# 2: a sign more never lowers the triage


def a_sign_more(pathway: Pathway, history: History) -> Iterator[str]:
    chance = history.chance
    for fact in chance.sample([fact for fact in FLAGS if fact.signs], 3):
        day = chance.choice((history.today, chance.randint(history.first, history.today)))
        slot = chance.choice(slots_of(pathway, history, fact, day))
        now = history.course(pathway, day).value(slot)
        sign = worsened(fact, now)
        if sign != now and not seen_on(history, day):
            yield from lower(pathway, history, history.tell(day, {slot: sign}), fact, day)


def lower(pathway: Pathway, history: History, worse: History, fact: Fact, day: int) -> Iterator[str]:
    for later in days_of(history, day):
        if ends(history, fact, day, later):
            return
        before, after = history.course(pathway, later).value("triage"), worse.course(pathway, later).value("triage")
        if TRIAGE.index(after) < TRIAGE.index(before):
            days = f"day {later - history.first}, sign of day {day - history.first}"
            yield f"{fact.id} more: triage {before} -> {after} on {days}"


def seen_on(history: History, day: int) -> bool:
    return any(event.date.toordinal() == day for event in history.of_kind("seen"))


def ends(history: History, fact: Fact, day: int, later: int) -> bool:
    """Seen by a clinician since, or answered away where an answer may lift the row."""
    days = range(day + 1, later + 1)
    answered = any(slot.partition(".")[0] == fact.id for d in days for slot in history.slots(d))
    return any(seen_on(history, d) for d in days) or (fact.id in LIFTED_BY_ANSWER and answered)


@for_everyone
def test_a_sign_more_never_lowers_the_triage(person: Person) -> None:
    holds(a_sign_more, person)


def test_a_row_that_a_sign_takes_away_is_caught() -> None:
    catches(a_sign_more, routine_rows_unless("very_unwell"))


# 3: nothing opens while a red flag is not known


def a_flag_not_known(pathway: Pathway, history: History) -> Iterator[str]:
    flag = history.chance.choice(ALWAYS_ASKED)
    for how, first, less in ways_not_to_know(history, flag):
        for day in days_of(history, first):
            decision = less.decision(pathway, day).decision
            if decision in OPENING:
                yield f"{flag.id} {how}: {decision} on day {day - history.first}"


def ways_not_to_know(history: History, flag: Fact) -> Iterator[tuple[str, int, History]]:
    """Never asked; asked and not known; out of date."""
    yield "never answered", history.first, history.never(flag.id)
    day = history.chance.randint(history.first, history.today)
    slots = places(flag)
    silent = quiet_after(history, flag, day)
    yield "not known", day, silent.tell(day, dict.fromkeys(slots))
    if flag.lasts is not None:
        later = day + flag.lasts
        never_signs = silent.changed(lambda _, s, v: GONE if s in slots and bad(flag, v) else v)
        yield "out of date", later, never_signs.tell(later, all_but(flag))


def quiet_after(history: History, flag: Fact, day: int) -> History:
    names = (flag.id, "nothing_new")
    return history.changed(lambda d, slot, value: GONE if d > day and slot.partition(".")[0] in names else value)


def all_but(flag: Fact) -> dict[str, Value]:
    """The other red flags answered, and none of them there."""
    return {slot: calm(other) for other in ALWAYS_ASKED if other.id != flag.id for slot in places(other)}


def places(fact: Fact) -> list[str]:
    return [f"{fact.id}.{foot}" for foot in FEET] if fact.foot else [fact.id]


def bad(flag: Fact, value: Value) -> bool:
    return bool(value & flag.signs) if isinstance(value, frozenset) else value in flag.signs


@for_everyone
def test_nothing_opens_while_a_red_flag_is_not_known(person: Person) -> None:
    holds(a_flag_not_known, person)


def test_a_pathway_that_forgets_to_ask_is_caught() -> None:
    catches(a_flag_not_known, flags(asked="age < adult"))
    catches(a_flag_not_known, flags(lasts=9))


# 4: emergency and same day stop everything


def urgent(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first):
        found = history.decision(pathway, day)
        if found.triage in ("emergency", "same_day"):
            idle = found.decision == "stop" and found.phase == "paused" and not found.plan.tasks and not found.plan.run
            if not idle:
                tasks = [task.id for task in found.plan.tasks]
                yield f"{found.triage} on day {day - history.first}, but {found.decision}, {found.phase}, {tasks}"


@for_everyone
def test_emergency_and_same_day_stop_everything(person: Person) -> None:
    holds(urgent, person)


def test_a_lost_stop_is_caught() -> None:
    catches(urgent, without_rule("red-flag-stop"))
    catches(urgent, rule("red-flag-stop", effect="none"))
    catches(urgent, rule("red-flag-stop", when="triage == emergency or fracture_stands or sinister_stands"))


# 5: a suspected fracture is not loaded until it is seen


def fracture(pathway: Pathway, history: History) -> Iterator[str]:
    day = history.chance.randint(history.first, history.today)
    slot = history.chance.choice(slots_of(pathway, history, pathway.facts["squeeze_heel"], day))
    if history.course(pathway, day).value(slot) is True:
        return  # it may have been seen already
    worse = history.tell(day, {slot: True})
    for later in days_of(history, day):
        if any(seen_on(history, d) for d in range(day, later + 1)):
            return
        found = worse.decision(pathway, later)
        loads = loading(pathway, found)
        if found.decision != "stop" or found.phase != "paused" or loads or found.plan.run:
            yield f"{found.decision}, {found.phase}, {loads} {later - day} days after a painful squeeze"


def loading(pathway: Pathway, found: Decision) -> list[str]:
    """The tasks of the plan that load the heel."""
    planned, tags = {task.id for task in found.plan.tasks}, {"heel_raise", "impact"}
    return [task.id for task in pathway.tasks if task.id in planned and (task.kind in IMPACT or task.tags & tags)]


@for_everyone
def test_a_suspected_fracture_is_not_loaded_until_it_is_seen(person: Person) -> None:
    holds(fracture, person)


def test_a_fracture_that_is_answered_away_is_caught() -> None:
    catches(fracture, row("stress-fracture", lift="two_days"))
    catches(fracture, row("stress-fracture", kind=""))


# 24: no plan under eighteen


def young(pathway: Pathway, history: History) -> Iterator[str]:
    age = history.chance.choice((17, 17, 16, 8, 0))
    told = history.tell(history.first, {"age": age})
    younger = told.changed(lambda _, slot, value: age if slot == "age" else value)
    for day in days_of(younger, younger.first):
        found = younger.decision(pathway, day)
        more = [task.id for task in found.plan.tasks if task.kind not in RELIEF]
        if found.decision not in ("stop", "hold") or found.phase != "paused" or more or found.plan.run:
            yield f"{age} years old: {found.decision}, {found.phase}, {more}"


@for_everyone
def test_nobody_under_eighteen_has_a_plan(person: Person) -> None:
    holds(young, person)


def test_a_lower_age_is_caught() -> None:
    catches(young, row("under-18", loading="gentle"))
    catches(young, row("under-18", when="age < sever_to"))
