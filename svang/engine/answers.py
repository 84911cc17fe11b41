"""A day's entries into an empty day, and what is remembered of the answers that last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from svang.engine.days import IN_DOUBT, INTAKE_ACTIVITY, is_sign
from svang.engine.ground import Ground, by_slot
from svang.engine.lasting import Lasting
from svang.engine.sessions import Sessions
from svang.model.knowledge import Fact, Pathway
from svang.model.measures import AgeOfSign
from svang.model.person import Value
from svang.pathway.language import facts_behind
from svang.readings.run.compile import Running, compiled

CHECKIN = frozenset(("first_step_pain.left", "first_step_pain.right", "nothing_new"))
"""An entry with any of these is a check-in of its date."""
SESSIONS = ("exercises", "exercises_done")
SELDOM = frozenset((IN_DOUBT, INTAKE_ACTIVITY, *SESSIONS, "exercises_pain", "run_pain", "run_km"))


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. `daily`: the places of the day's own facts; `aged`: signs by the fact that tells how old
    they are; `renewed_by`: what a sign, told anew, makes out of date; `loading`: facts whose doubt is a doubt of load;
    `done_is`: the answers that say that the exercises were done after all; `given`: what treatments answer.
    """

    by_slot: Mapping[str, tuple[int, Fact]]
    daily: Mapping[str, int]
    aged: Mapping[str, list[str]]
    renewed_by: Mapping[str, tuple[int, ...]]
    loading: frozenset[str]
    done_is: tuple[tuple[str, str], ...]
    given: Mapping[Value, tuple[str, ...]]


@cache
def lookups(pathway: Pathway) -> Lookups:
    running = compiled(pathway)
    places = by_slot(pathway, running)
    return Lookups(
        by_slot=places,
        daily={name: slot for name, (slot, fact) in places.items() if fact.daily},
        aged=_aged(pathway),
        renewed_by=_renewed_by(pathway, running),
        loading=frozenset((*facts_behind(pathway, pathway.measures["load_entry"].reads), *SESSIONS)),
        done_is=tuple((fact.id, fact.done_is) for fact in pathway.facts.values() if fact.done_is),
        given={treatment.id: treatment.answers for treatment in pathway.treatments if treatment.answers},
    )


def _aged(pathway: Pathway) -> dict[str, list[str]]:
    """Signs by the fact that tells how old they are."""
    found: dict[str, list[str]] = {}
    for m in pathway.measures.values():
        if isinstance(m, AgeOfSign):
            found.setdefault(m.older, []).append(m.read)
    return found


def _renewed_by(pathway: Pathway, running: Running) -> dict[str, tuple[int, ...]]:
    """The answers that a sign, told anew, makes out of date."""
    found: dict[str, tuple[int, ...]] = {}
    for fact in pathway.facts.values():
        if fact.anew_with:
            found[fact.anew_with] = (*found.get(fact.anew_with, ()), running.slots[fact.id])
    return found


class Answers:
    """The day's own part of the frame. `signs_told`: what warns and was told today for the first time, or anew."""

    def __init__(self, ground: Ground, lasting: Lasting, sessions: Sessions) -> None:
        self.ground, self.lasting, self.sessions = ground, lasting, sessions
        self.memory, self.frame, self.raw = ground.memory, ground.frame, ground.raw
        slots, (self.begin, middle), (first, self.end) = ground.slots, ground.running.daily, ground.running.pulled
        self.blank = [None] * (middle - self.begin) + [...] * (self.end - first)
        self.doubt_slot, self.told_slot = slots["in_doubt"], slots["activity_told"]
        self.activity_slot, self.minutes_slot = slots["activity_pain"], slots["run_minutes"]
        self.run_slot, self.run_doubt = slots["run_sure"], slots["run_in_doubt"]
        self.checkin, self.begun = ground.clocks["checkin"], ground.clocks["first_start"]
        self.signs_told: list[str] = []

    def empty(self) -> None:
        """A day of which nothing is told yet."""
        self.frame[self.begin : self.end] = self.blank
        self.frame[self.run_slot] = 0

    def told(self, d: int, entries: Mapping[str, Any] | None) -> None:
        """The day's answers, and what follows from them."""
        lasting = self.lasting
        changed = lasting.ran_out(d)
        if entries:
            changed = self.answers(d, entries) or changed
        if lasting.growing:
            changed = lasting.grown(d) or changed
        if lasting.unasked and lasting.ask_from(d):
            changed = True
        if changed:
            lasting.refresh(d)
        lasting.mornings(d)

    def answers(self, d: int, entries: Mapping[str, Any]) -> bool:
        """Today's entries into the frame; says whether anything lasting changed."""
        looked = lookups(self.ground.pathway)
        changed, frame, places, daily = False, self.frame, looked.by_slot, looked.daily
        for name, value in entries.items():
            slot = daily.get(name)
            if slot is not None:
                frame[slot] = value
                if value is None and name in looked.loading:
                    frame[self.doubt_slot] = True
                    frame[self.run_doubt] = frame[self.run_doubt] or slot == self.minutes_slot
            elif name in places:
                changed = self.answer(d, *places[name], value) or changed
        frame[self.told_slot] = frame[self.activity_slot]
        frame[self.run_slot] = frame[self.minutes_slot] or 0
        if not SELDOM.isdisjoint(entries):
            self.seldom(d, entries)
        if not CHECKIN.isdisjoint(entries):
            self.memory.clocks[self.checkin] = d
            if entries.get("nothing_new") is True:
                self.memory.renewed = d + self.lasting.flags_last()
        if self.signs_told:
            self.date_signs(d)
        if any(entries.get(name) == word for name, word in looked.done_is):
            self.sessions.did_them(self.ground.place(d))
        return changed

    def answer(self, d: int, slot: int, fact: Fact, value: Value) -> bool:
        memory = self.memory
        changed = self.raw[slot] != value or fact.grows
        self.raw[slot] = value
        memory.told[slot] = d
        memory.until.pop(slot, None)
        stays = value is None or value in fact.stays
        if not stays and fact.lasts is not None and not (fact.signs and is_sign(fact, value)):
            self.lasting.keep(slot, fact, d)
        if (fact.signs and is_sign(fact, value)) and (changed or fact.anew):
            self.ground.clock(f"{fact.id}.told", d)
            self.signs_told.append(fact.id)
        return changed

    def seldom(self, d: int, entries: Mapping[str, Any]) -> None:
        if IN_DOUBT in entries:
            self.frame[self.doubt_slot] = True
            self.frame[self.run_doubt] = self.frame[self.run_doubt] or "run_minutes" in entries[IN_DOUBT]
        if INTAKE_ACTIVITY in entries:
            self.frame[self.activity_slot] = entries[INTAKE_ACTIVITY]
            if self.memory.clocks[self.begun] is None:  # an intake told again is not of the weeks before the plan
                self.frame[self.ground.slots["activity_at_intake"]] = entries[INTAKE_ACTIVITY]
        if "exercises" in entries:
            self.sessions.exercises(entries["exercises"] or ())
        if "exercises_done" in entries:
            self.sessions.in_one_tap(d, entries["exercises_done"])
        if "exercises_pain" in entries:
            self.sessions.hurt(entries["exercises_pain"])
        if self.frame[self.minutes_slot] is None and (entries.get("run_pain") is not None or entries.get("run_km")):
            self.frame[self.run_doubt] = self.frame[self.doubt_slot] = True  # a run of unknown length

    def date_signs(self, d: int) -> None:
        """A sign told together with how long it has hurt is as old as the pain; told later it is of that day."""
        looked = lookups(self.ground.pathway)
        for older, names in looked.aged.items():
            slot = self.ground.slots[older]
            for name in set(names) & set(self.signs_told):
                self.ground.clock(f"{name}.older", self.raw[slot] if self.memory.told.get(slot) == d else 0)
        for name in self.signs_told:
            for slot in looked.renewed_by.get(name, ()):
                if self.memory.told.get(slot) != d:
                    self.raw[slot] = None
        self.signs_told.clear()
