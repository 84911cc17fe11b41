"""PATHWAY 14: invariant 32, everything can be told and corrected of any day, at any age of the course."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from svang.answers.kinds import from_store, to_store
from svang.engine import days
from svang.engine.days import merge
from svang.model.knowledge import Fact, Pathway
from svang.model.person import Event
from svang.pathway.load import pathway as ours
from tests.properties.checking import complains, holds
from tests.properties.histories import GONE, History, values_of
from tests.properties.people import Person, any_value, for_everyone

OF_A_DAY = ("run_minutes", "run_km", "run_pain", "walk_minutes", "walk_pain", "exercises_done", "exercises_pain")
OF_A_DAY += ("painkiller_today", "steps", "stood_hours", "first_step_pain", "activity_pain", "pain_sites")
TOLD = [fact for fact in ours().facts.values() if fact.flag or fact.id in OF_A_DAY]


def is_kept(pathway: Pathway, history: History) -> Iterator[str]:
    """Told today of any day; then corrected; then withdrawn: each time that is what the day says."""
    chance = history.chance
    for fact in chance.sample(TOLD, 6):
        day, slot = chance.randint(history.first, history.today), f"{fact.id}.left" if fact.foot else fact.id
        silent = history.changed(lambda d, s, v, day=day, slot=slot: GONE if (d, s) == (day, slot) else v)
        first, second = two_answers(fact, chance)
        told = later(silent, day, "answered", {slot: first})
        corrected = later(told, day, "corrected", {"target": told.events[-1].id, "values": {slot: second}})
        taken = later(told, day, "withdrawn", {"target": told.events[-1].id, "slots": [slot]})
        wanted = ((told, "told", first), (corrected, "corrected", second), (taken, "withdrawn", GONE))
        for now, how, value in wanted:
            if said(pathway, now, day, slot) != value:
                yield f"{slot} {how} {history.today - day} days later: {said(pathway, now, day, slot)}, not {value}"


def two_answers(fact: Fact, chance: Any) -> tuple[Any, Any]:
    """The second may be the first again."""
    return any_value(fact, chance), any_value(fact, chance)


def later(history: History, day: int, kind: str, body: Mapping[str, Any]) -> History:
    """Told after all else, and through what the store keeps."""
    last = max(event.recorded_at for event in history.events) + timedelta(hours=1)
    event = Event(f"late-{len(history.events)}", kind, date.fromordinal(day), last, ours().stamp, dict(body))
    kept = to_store(ours(), event)
    again = from_store(ours(), replace(kept, body=json.loads(json.dumps(kept.body))))
    return replace(history, events=(*history.events, again))


def said(pathway: Pathway, history: History, day: int, slot: str) -> Any:
    return merge(pathway, history.events).values.get(day, {}).get(slot, GONE)


@for_everyone
def test_what_is_told_of_any_day_is_kept_and_can_be_corrected(person: Person) -> None:
    holds(is_kept, person)


def test_a_correction_that_is_not_heard_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "_without", lambda event, gone: dict(event.body))
    assert complains(is_kept)


def is_paused(pathway: Pathway, history: History) -> Iterator[str]:
    """A pause told of a day on which nothing was told since; and taken back."""
    day = history.chance.randint(history.first, history.today)
    quiet = tuple(e for e in history.events if e.kind != "paused" and not (values_of(e) and e.date.toordinal() > day))
    silent = replace(history, events=quiet)
    if not quiet or silent.first > day:
        return
    body = {"until": history.today + 5, "why": history.chance.choice(("ill", "away", "boot", "other"))}
    told = later(silent, day, "paused", body)
    taken = later(told, day, "withdrawn", {"target": told.events[-1].id, "slots": []})
    for now, wanted in ((told, True), (taken, False)):
        if now.course(pathway).value("own_pause") is not wanted:
            yield f"a pause from day {day - history.first}: {now.course(pathway).value('own_pause')}, not {wanted}"


@for_everyone
def test_a_pause_can_be_told_of_any_day_and_taken_back(person: Person) -> None:
    holds(is_paused, person)
