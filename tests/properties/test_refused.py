"""PATHWAY 14: invariant 31, a clinician's no never opens; and 2: what a clinician limits is not in the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from svang.model.knowledge import Pathway
from svang.model.person import Event
from tests.properties.checking import OPENING, catches, days_of, holds, row
from tests.properties.histories import History
from tests.properties.people import Person, for_everyone

NOT_CLEARED: tuple[Mapping[str, Any], ...] = ({"cleared": False}, {})
"""Said, or not told: which counts as no."""


def seen_with(history: History, day: int, body: Mapping[str, Any]) -> History:
    """The last word of a clinician from a day on."""
    earlier = tuple(e for e in history.events if e.kind != "seen" or e.date.toordinal() < day)
    at = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) + timedelta(hours=21)
    event = Event("refused", "seen", date.fromordinal(day), at, history.events[0].pathway, {"role": "doctor", **body})
    return replace(history, events=(*earlier, event))


def some_day(history: History) -> int:
    return history.chance.randint(history.first, history.today)


def refused(pathway: Pathway, history: History) -> Iterator[str]:
    day = some_day(history)
    for body in NOT_CLEARED:
        told = seen_with(history, day, {**body, "condition": history.chance.choice(("plantar_fasciopathy", ""))})
        for later in days_of(told, day):
            found = told.decision(pathway, later)
            if found.decision in OPENING or found.loading != "none" or found.plan.run or found.triage == "self_care":
                yield f"cleared {body or 'not told'}: {found.decision}, {found.loading} {later - day} days later"


@for_everyone
def test_a_no_of_a_clinician_never_opens(person: Person) -> None:
    holds(refused, person)


def test_a_no_that_opens_is_caught() -> None:
    catches(refused, row("not-cleared", loading="plan"))
    catches(refused, row("not-cleared", when="not_cleared and age < adult"))


def limited(pathway: Pathway, history: History) -> Iterator[str]:
    """No running and no heel raises, until a later word of a clinician."""
    day = some_day(history)
    for limit, tag in (("no_running", "impact"), ("no_heel_raises", "heel_raise")):
        told = seen_with(history, day, {"cleared": True, "limits": {limit: True}})
        for later in days_of(told, day):
            found = told.decision(pathway, later)
            tasks = {task.id for task in found.plan.tasks}
            barred = [t.id for t in pathway.tasks if t.id in tasks and limit == "no_heel_raises" and tag in t.tags]
            if barred or (limit == "no_running" and found.plan.run):
                yield f"{limit}: {barred or 'a run'} {later - day} days later"


def rested(pathway: Pathway, history: History) -> Iterator[str]:
    """Until a date, and no date that passes opens."""
    day, limit = some_day(history), history.chance.choice(("rest", "boot_or_crutches"))
    told = seen_with(history, day, {"cleared": True, "limits": {limit: day + history.chance.choice((1, 5, 20))}})
    for later in days_of(told, day):
        found = told.decision(pathway, later)
        if found.decision in OPENING or found.loading != "none":
            yield f"{limit}: {found.decision}, {found.loading} {later - day} days later"


@for_everyone
def test_what_a_clinician_forbids_is_not_planned(person: Person) -> None:
    holds(limited, person)


@for_everyone
def test_rest_that_a_clinician_ordered_is_kept(person: Person) -> None:
    holds(rested, person)


def test_rest_that_is_not_kept_is_caught() -> None:
    catches(rested, row("clinic-rest", loading="plan"))
