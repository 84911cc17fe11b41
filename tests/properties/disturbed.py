"""What else comes in between: late words, corrections of corrections, clinicians, pauses, runs nobody planned.

Put on top of any history, the same each time for the same chance; the days need not follow from the decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from svang.model.person import FEET, Event
from svang.pathway.load import pathway
from tests.properties.histories import History
from tests.properties.people import SIGNS

HEALTH = tuple(fact.id for fact in pathway().facts.values() if fact.flag == "once" and fact.asked is None)
"""What everybody is asked once of their health."""
SEVERAL = ("activity_pain", "run_minutes", "run_pain", "walk_minutes", "walk_pain", "exercises")
"""What several entries of a day come to together."""


@dataclass
class Disturbed:
    history: History
    chance: Random
    events: list[Event] = field(default_factory=list)
    added: int = 0

    def all(self, least: int, most: int) -> History:
        self.events = list(self.history.events)
        self.health()
        for _ in range(self.chance.randint(least, most)):
            self.chance.choice(HAPPENINGS)(self, self.day())
        return replace(self.history, events=tuple(self.events))

    def day(self) -> int:
        """Any day, the last ones more often."""
        first, today = self.history.first, self.history.today
        return max(first, self.chance.choice((today - self.chance.randint(0, 9), self.chance.randint(first, today))))

    def health(self) -> None:
        """The health list, most often with nothing of it; the intake asks it of all."""
        told = dict.fromkeys(HEALTH, False)
        if self.chance.random() < 0.2:
            told[self.chance.choice(HEALTH)] = self.chance.choice((True, True, None))
        if self.chance.random() < 0.95:
            self.add("answered", self.history.first, told, hours=6.5)

    def add(self, kind: str, day: int, body: Mapping[str, Any], *, later: int = 0, hours: float | None = None) -> Event:
        """One more event about a date, told some days later."""
        at = hours if hours is not None else self.chance.choice((7.1, 7.2, 8.0, 12.0, 18.0, 20.0))
        start = datetime.combine(date.fromordinal(day + later), datetime.min.time(), UTC)
        event = Event(self.new_id(), kind, date.fromordinal(day), start + timedelta(hours=at), self.stamp, dict(body))
        self.events.append(event)
        return event

    def new_id(self) -> str:
        self.added += 1
        return f"more-{self.added:04}"

    @property
    def stamp(self) -> str:
        return self.history.events[0].pathway

    def feet(self, name: str, value: Any) -> dict[str, Any]:
        chosen = self.chance.choice((FEET, FEET[:1], FEET[1:]))
        return {f"{name}.{foot}": value for foot in chosen}

    def entry(self) -> Event:
        return self.chance.choice([event for event in self.events if event.kind == "answered"])

    # -- what a person tells ------------------------------------------------------------------------------

    def loads(self, day: int) -> None:
        pick = self.chance.choice
        kinds: tuple[dict[str, Any], ...] = (
            {"run_minutes": pick((1, 5, 10, 20, 40, None)), "run_pain": pick((0, 2, 3, 4, 6))},
            {"run_minutes": pick((5, 10, None))},
            {"run_pain": pick((1, 4))},
            {"walk_minutes": pick((20, 30, 45, None)), "walk_pain": pick((0, 2, 3, 6))},
            {"stood_hours": pick((39, 40, None))},
            {"steps": pick((3000, 5000, 9000, 15000, None))},
            {"painkiller_today": pick((True, False, None))},
            {"settled_24h": pick((True, False, None))},
            {"activity_pain": pick((0, 3, 4, 5, 6, 7, 8, "no_load", None))},
        )
        for body in self.chance.sample(kinds, pick((1, 1, 2))):
            self.add("answered", day, body, later=pick((0, 0, 0, 1, 4)))

    def exercises(self, day: int) -> None:
        pick = self.chance.choice
        ids = self.chance.sample(("heel_raise", "towel_scrunch", "balance", "fascia_stretch"), pick((0, 1, 2)))
        items = tuple(
            {"id": id, "pain": pick((0, 2, 3, 4, 6, None)), "sets": pick((2, 3, 5)), "reps": pick((8, 12, 15))}
            if pick((True, True, True, False))
            else {"id": id, "sets": 0}
            for id in ids
        )
        self.add("answered", day, {"exercises": items}, later=pick((0, 0, 1)))

    def one_tap(self, day: int) -> None:
        body: dict[str, Any] = {"exercises_done": self.chance.choice(("all", "all", "some", "none"))}
        if self.chance.random() < 0.7:
            body["exercises_pain"] = self.chance.choice((0, 2, 3, 4, 5, 6))
        self.add("answered", day, body, later=self.chance.choice((0, 1)))

    def days_of_one_tap(self, day: int) -> None:
        for back in range(self.chance.choice((5, 8, 15))):
            if day - back >= self.history.first:
                self.one_tap(day - back)

    def working(self, day: int) -> None:
        """Everyday pain that is high for some days."""
        usual = self.chance.choice((4, 5, 6, 6, 7))
        for back in range(self.chance.choice((1, 3, 7, 14))):
            if day - back >= self.history.first:
                pain = max(0, min(10, usual + self.chance.choice((0, 0, -1, 1))))
                self.add("answered", day - back, {"activity_pain": pain}, hours=20.5)

    def life_changed(self, day: int) -> None:
        self.add("answered", day, {"everyday_changed": True})

    def sign(self, day: int) -> None:
        for name, value in SIGNS[self.chance.choice(tuple(SIGNS))].items():
            per_foot = any(f"{name}.{foot}" in event.body for event in self.history.events for foot in FEET)
            self.add("answered", day, self.feet(name, value) if per_foot else {name: value})

    def again(self, day: int) -> None:
        """A word of another day, said of this one."""
        body = dict(self.entry().body)
        some = {slot: v for slot, v in body.items() if self.chance.random() < 0.5 and not slot.endswith(".intake")}
        self.add("answered", day, some, later=self.chance.choice((0, 0, 2, 6)))

    def not_known(self, day: int) -> None:
        slots = list(self.entry().body)
        if slots:
            self.add("answered", day, {self.chance.choice(slots): None})

    # -- what is said about what was told -----------------------------------------------------------------

    def correction(self, day: int) -> None:
        target = self.entry()
        slots = [slot for slot in target.body if self.chance.random() < 0.4] or list(target.body)[:1]
        other = self.entry().body
        values = {slot: other.get(slot, self.chance.choice((target.body[slot], None))) for slot in slots}
        if values:
            self.after(target, "corrected", {"target": target.id, "values": values})

    def withdrawal(self, day: int) -> None:
        target = self.chance.choice(self.events)
        slots: list[str] = []
        if target.kind == "answered" and self.chance.random() < 0.5:
            slots = [slot for slot in target.body if self.chance.random() < 0.4]
        if target.kind not in ("corrected", "withdrawn"):
            self.after(target, "withdrawn", {"target": target.id, "slots": slots})

    def after(self, target: Event, kind: str, body: Mapping[str, Any]) -> None:
        minutes = self.chance.choice((2, 14, 15, 16, 30, 90, 600, 3000))
        at = target.recorded_at + timedelta(minutes=minutes)
        self.events.append(Event(self.new_id(), kind, target.date, at, target.pathway, dict(body)))

    def twice_told(self, day: int) -> None:
        """Two entries of a day, and one of them corrected between or after."""
        slot = self.chance.choice((*SEVERAL[:-1], "first_step_pain.left", "steps"))
        values = [self.chance.choice((0, 3, 5, 7, 30, None)) for _ in range(3)]
        values = [min(v, 10) if v is not None and slot.partition(".")[0].endswith("pain") else v for v in values]
        first = self.add("answered", day, {slot: values[0]}, hours=8)
        self.add("answered", day, {slot: values[1]}, hours=9)
        self.after(first, "corrected", {"target": first.id, "values": {slot: values[2]}})

    # -- clinicians, treatments, pauses -------------------------------------------------------------------

    def seen(self, day: int) -> None:
        pick = self.chance.choice
        body: dict[str, Any] = {"role": "doctor"}
        if self.chance.random() < 0.9:
            body["cleared"] = pick((True, True, True, False))
        if self.chance.random() < 0.2:
            body["condition"] = pick(("plantar_fasciopathy", "achilles_insertional", "fat_pad_syndrome"))
        self.add("seen", day, body | self.limits(day))

    def limits(self, day: int) -> dict[str, Any]:
        kinds: tuple[dict[str, Any], ...] = (
            {"rest": day + self.chance.choice((1, 5, 20))},
            {"boot_or_crutches": day + 14},
            {"no_running": True},
            {"no_heel_raises": True},
            {"words": "take it easy"},
        )
        return {"limits": self.chance.choice(kinds)} if self.chance.random() < 0.25 else {}

    def adjusted(self, day: int) -> None:
        pick = self.chance.choice
        what: dict[str, Any] = pick(
            (
                {"raise_level": pick(("H1", "H2", "H3", "H4"))},
                {"phase": pick(("calm", "early", "build"))},
                {"run_stage": pick(("R1", "R2", "R4"))},
                {"pain_green": 2},
                {"gap_long": 5},
                {"scrunch_level": "T2", "phase": "early"},
            )
        )
        body = {"role": "physiotherapist", "reason": "so", "until": day + pick((0, 3, 14, 40)), "set": what}
        self.add("adjusted", day, body)

    def treated(self, day: int) -> None:
        what = self.chance.choice(("steroid_injection", "insert_or_cup"))
        self.add("treated", day, {"what": what, "side": self.chance.choice(FEET)})

    def pause(self, day: int) -> None:
        until = day + self.chance.choice((1, 3, 8, 10, 25))
        self.add("paused", day, {"until": until, "why": self.chance.choice(("ill", "away", "boot", "other"))})
        if self.chance.random() < 0.6:  # and then nothing is told
            kept = [e for e in self.events if not (e.kind == "answered" and day < e.date.toordinal() < until)]
            self.events = kept or self.events

    def silent(self, day: int) -> None:
        """Nothing is told for some weeks, or once a week only."""
        first, weekly = day - self.chance.choice((8, 15, 22, 40)), self.chance.random() < 0.6

        def said(event: Event) -> bool:
            about = event.date.toordinal()
            return not first <= about < day or (weekly and (day - about) % 7 == 0) or about == self.history.first

        self.events = [event for event in self.events if event.kind != "answered" or said(event)]


HAPPENINGS: tuple[Callable[[Disturbed, int], None], ...] = (
    *(Disturbed.loads, Disturbed.loads, Disturbed.exercises, Disturbed.one_tap, Disturbed.days_of_one_tap),
    *(Disturbed.working, Disturbed.sign, Disturbed.sign, Disturbed.again, Disturbed.not_known),
    *(Disturbed.correction, Disturbed.correction, Disturbed.withdrawal, Disturbed.twice_told),
    *(Disturbed.seen, Disturbed.seen, Disturbed.adjusted, Disturbed.treated, Disturbed.pause),
    *(Disturbed.life_changed, Disturbed.silent),
)


def disturbed(history: History, noise: int, *, least: int = 0, most: int = 8) -> History:
    return Disturbed(history, Random(noise)).all(least, most)
