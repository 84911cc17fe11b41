"""Clinicians' words in a course: that the foot was seen, limits, what they have set for a while, and treatments."""

from __future__ import annotations

from collections.abc import Mapping

from svang.engine import answers
from svang.engine.answers import Answers
from svang.engine.days import Extra
from svang.engine.ground import Ground
from svang.engine.lasting import Lasting
from svang.engine.memory import LATER
from svang.engine.moves import Moves
from svang.model.knowledge import State
from svang.model.person import WEEK, Event, Value
from svang.pathway.language import with_thresholds


class Clinic:
    """What others have said and done, and a pause that the person has told."""

    def __init__(self, ground: Ground, lasting: Lasting, answers: Answers, moves: Moves) -> None:
        self.ground, self.lasting, self.answers, self.moves = ground, lasting, answers, moves
        self.memory, self.frame, self.slots = ground.memory, ground.frame, ground.slots
        self.morning_slot = ground.slots["first_step_pain"]

    def heard(self, d: int, extra: Extra) -> None:
        """That somebody has seen the foot, and what was done to it."""
        if extra.seen:
            self.memory.clocks[self.ground.clocks["seen_on"]] = d
            self.named_by(extra)
            self.limited_by(extra.seen[-1])
        if extra.paused:
            until = extra.paused[-1].body.get("until")
            self.memory.pause = (d, until if until.__class__ is int else LATER)
        if extra.treated:
            self.treat(d, extra)

    def named_by(self, extra: Extra) -> None:
        for event in extra.seen:
            if event.body.get("condition"):
                self.memory.named = str(event.body["condition"])

    def limited_by(self, event: Event) -> None:
        """What the last clinician said of going on, and of limits. A date that passes opens nothing."""
        limits = event.body.get("limits")
        said = limits if isinstance(limits, Mapping) else {}
        self.memory.clinic = {
            "not_cleared": event.body.get("cleared") is not True,
            "rest_said": bool(said.get("rest") or said.get("boot_or_crutches")),
            "no_running_said": said.get("no_running") is True,
            "no_raises_said": said.get("no_heel_raises") is True,
        }
        self.say_limits()

    def say_limits(self) -> None:
        """Into the frame; a phase in which no plan runs, set by a clinician, counts as rest."""
        for name, value in self.memory.clinic.items():
            self.frame[self.slots[name]] = value
        resting = self.ground.pathway.machine.resting
        if any(adjusted["set"].get("phase") == resting for adjusted in self.memory.adjusted):
            self.frame[self.slots["rest_said"]] = True
        elif not self.memory.clinic.get("rest_said"):
            self.frame[self.slots["rest_said"]] = False

    def paused(self, d: int) -> None:
        """A pause that the person has told: it ends at its date, or with a check-in on a later day."""
        assert self.memory.pause is not None
        begun, until = self.memory.pause
        goes_on = d < until and (d == begun or self.memory.clocks[self.ground.clocks["checkin"]] != d)
        self.frame[self.slots["own_pause"]] = goes_on
        if not goes_on:
            self.memory.pause = None

    # -- what is set for a while --------------------------------------------------------------------------

    def adjust(self, d: int, extra: Extra | None) -> None:
        """What a clinician has set, from its date to its end: its thresholds count from the morning."""
        memory, ground = self.memory, self.ground
        for event in extra.adjusted if extra is not None else ():
            until = event.body.get("until")
            if until.__class__ is int:
                memory.adjusted.append({"until": until, "set": dict(event.body["set"]), "done": []})
        memory.adjusted = [a for a in memory.adjusted if a["until"] >= d]
        for state in self.moves.looked.loads:
            self.frame[self.slots[f"{state.id}_held"]] = any(state.id in a["set"] for a in memory.adjusted)
        self.say_limits()
        limits: dict[str, int] = {}
        for adjusted in memory.adjusted:
            limits |= {id: value for id, value in adjusted["set"].items() if id in ground.usual.thresholds}
        wanted = with_thresholds(ground.usual, tuple(sorted(limits.items())))
        if wanted is not ground.pathway:
            ground.use(wanted)
            self.lasting.refresh(d)

    def set_by_clinician(self, d: int, *, guarded: bool) -> None:
        """A level, stage or phase a clinician has set: taken over once, and not passed before its end.

        It never lifts a stop, a step down or a hold (rows 1 to 5 of section 6): it waits until a plan runs and none of
        them fires. `guarded`: one does.
        """
        moves, resting = self.moves, self.ground.pathway.machine.resting
        free = not guarded and moves.verdict[1] < 0
        before, old = moves.watched(), moves.load()
        for adjusted in self.memory.adjusted:
            for state in moves.looked.loads:
                value, slot = adjusted["set"].get(state.id), self.slots[state.id]
                if value in (None, resting) or self.ground.state("phase") == resting:
                    continue
                if state.id not in adjusted["done"] and free:
                    self.set_by_hand(state, value)
                    adjusted["done"].append(state.id)
                elif state.options.index(self.frame[slot]) > state.options.index(value):
                    self.set_by_hand(state, value)
        moves.mark_changes(d, before, old)

    def set_by_hand(self, state: State, value: Value) -> None:
        """What was counted where one stood before does not count where one stands now."""
        slot = self.slots[state.id]
        for name in state.counts if self.frame[slot] != value else ():
            self.frame[self.slots[name]] = self.ground.pathway.machine.state[name].start
        self.frame[slot] = value

    # -- treatments ---------------------------------------------------------------------------------------

    def treat(self, d: int, extra: Extra) -> None:
        """Into the ledger; of some it also answers when the last one was, and counts one more."""
        series = self.memory.series[self.ground.places["first_step_pain"]]
        today = self.ground.place(d)
        for event in extra.treated:
            before = [value for value in series[today - WEEK : today] if value.__class__ is int]
            self.memory.treated.append({"date": d, **event.body, "id": event.id, "before": before, "after": []})
            self.given(d, event.body.get("what"))

    def given(self, d: int, what: Value) -> None:
        """What a treatment answers: of a date that it was today, of a number that is known one more."""
        looked = answers.lookups(self.ground.pathway)
        for name in looked.given.get(what, ()):
            slot, fact = looked.by_slot[name]
            if fact.kind == "date":
                self.answers.answer(d, slot, fact, d)
            elif self.ground.raw[slot].__class__ is int:
                self.answers.answer(d, slot, fact, self.ground.raw[slot] + 1)
        if what in looked.given:
            self.lasting.refresh(d)

    def after_treatment(self, d: int) -> None:
        """The first steps of the seven days after the last day of each."""
        value = self.frame[self.morning_slot]
        for entry in self.memory.treated:
            if value.__class__ is int and 0 < d - entry.get("until", entry["date"]) <= WEEK:
                entry["after"].append(value)
