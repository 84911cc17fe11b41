"""PATHWAY 14: invariants 2, 5 and 28, what speaks for a condition that needs a doctor, and whoever it is likely of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svang.engine.decide import Decision
from svang.model.knowledge import TRIAGE, Fact, Pathway
from svang.model.person import FEET, Event, Value
from tests.properties.checking import OPENING, catches, days_of, holds, routine_rows_unless, row, without_rule
from tests.properties.histories import History
from tests.properties.people import Person, for_everyone

LOADING = ("none", "gentle", "plan")
REST_PAIN = ("none", "mild_after_load", "strong_after_load", "strong_without_load")
MORE: Mapping[str, tuple[Value, ...]] = {
    "rest_pain": REST_PAIN,
    "progressive_over_weeks": (False, True),
    "swelling_marked": (False, True),
    "squeeze_heel": (False, True),
    "back_to_leg": (False, True),
    "osteoporosis": (False, True),
    "earlier_stress_fracture": (False, True),
    "steroid_tablets_long": (False, True),
    "low_energy": (False, True),
    "pregnant": (False, True),
}
"""Features for a condition that needs a doctor, each answer one more than that before it."""
NEED_A_DOCTOR = (
    "stress_fracture",
    "nerve_entrapment",
    "s1_radiculopathy",
    "fascia_rupture",
    "infection_or_diabetic_foot",
)
LIFTED_BY_ANSWER = ("swelling_marked",)
LOADS = ("strength", "fitness", "foot_strength")


def seen_by(history: History, day: int) -> list[Event]:
    return [event for event in history.of_kind("seen") if event.date.toordinal() <= day]


# 2: a feature more never lowers the triage nor widens what may be loaded


def a_feature_more(pathway: Pathway, history: History) -> Iterator[str]:
    chance = history.chance
    for name in chance.sample(sorted(MORE), 2):
        day = chance.choice((history.today, chance.randint(history.first, history.today)))
        for slot in slots_of(history, pathway.facts[name], day):
            now = history.course(pathway, day).value(slot)
            for more in above(MORE[name], now):
                worse = history.tell(day, {slot: more})
                yield from milder(pathway, history, worse, name, day)


def slots_of(history: History, fact: Fact, day: int) -> list[str]:
    if not fact.foot:
        return [fact.id]
    sore = [foot for foot in FEET for d in (day, history.first) if history.slots(d).get(f"pain_sites.{foot}")]
    return [f"{fact.id}.{foot}" for foot in sore[:1]]


def above(answers: tuple[Value, ...], now: Value) -> tuple[Value, ...]:
    return answers[answers.index(now) + 1 :] if now in answers else ()


def milder(pathway: Pathway, history: History, worse: History, name: str, day: int) -> Iterator[str]:
    for later in days_of(history, day):
        if seen_by(history, later) or (name in LIFTED_BY_ANSWER and later > day):
            return  # somebody may have looked at it, or it was answered away
        before, after = history.course(pathway, later), worse.course(pathway, later)
        days = f"on day {later - history.first}, told of day {day - history.first}"
        for part, order in (("triage", TRIAGE), ("loading", LOADING[::-1])):
            was, now = before.value(part), after.value(part)
            if order.index(now) < order.index(was):
                yield f"{name} more: {part} {was} -> {now} {days}"


@for_everyone
def test_a_feature_more_never_lowers_the_triage_nor_widens_the_load(person: Person) -> None:
    holds(a_feature_more, person)


def test_a_feature_that_takes_a_row_away_is_caught() -> None:
    catches(a_feature_more, routine_rows_unless("osteoporosis"))
    catches(a_feature_more, routine_rows_unless("back_to_leg"))


# 5: a fracture that is suspected by any row is not loaded until it is seen


def any_fracture(pathway: Pathway, history: History) -> Iterator[str]:
    kinds = {row.id for row in pathway.rows if row.kind == "fracture"} | {"stress-fracture"}
    for day in days_of(history, history.first):
        found = history.decision(pathway, day)
        if kinds & set(found.rows) and (found.decision != "stop" or loading(pathway, found)):
            yield f"{found.rows}, but {found.decision}, {loading(pathway, found)} on day {day - history.first}"


def loading(pathway: Pathway, found: Decision) -> list[str]:
    planned = {task.id for task in found.plan.tasks}
    tasks = [
        task.id for task in pathway.tasks if task.id in planned and (task.kind in LOADS or "heel_raise" in task.tags)
    ]
    return [*tasks, *(["a run"] if found.plan.run else [])]


@for_everyone
def test_a_fracture_that_any_row_suspects_is_not_loaded(person: Person) -> None:
    holds(any_fracture, person)


def test_a_fracture_that_stops_nothing_is_caught() -> None:
    catches(any_fracture, without_rule("fracture-or-sinister"))
    catches(any_fracture, row("stress-fracture", kind=""))


# 28: nothing opens while a condition that needs a doctor is likely and no clinician has cleared it


def likely_and_loaded(pathway: Pathway, history: History) -> Iterator[str]:
    for day in days_of(history, history.first):
        found = history.decision(pathway, day)
        if any(event.body.get("cleared") is True for event in seen_by(history, day)):
            return
        likely = {fit.id for fit in found.conditions if fit.fit == "likely"}
        for condition in sorted(likely.intersection(NEED_A_DOCTOR)):
            if found.decision in OPENING or found.loading == "plan":
                yield f"{condition} likely: {found.decision}, loading {found.loading} on day {day - history.first}"
        if "inflammatory" in likely and found.loading == "plan":
            yield f"inflammatory likely: loading plan on day {day - history.first}"


@for_everyone
def test_nothing_opens_while_a_condition_that_needs_a_doctor_is_likely(person: Person) -> None:
    holds(likely_and_loaded, person)


def test_a_likely_condition_without_its_row_is_caught() -> None:
    catches(likely_and_loaded, row("stress-fracture", when="squeeze_heel == yes"))
    catches(likely_and_loaded, row("nerve", when="strength_loss == stable"))
