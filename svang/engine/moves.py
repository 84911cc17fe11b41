"""What the day's verdict does to the state: the effects of the rule that decides, the marks of what changed, and the
ceiling of older knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from svang.engine import answers
from svang.engine.days import Days
from svang.engine.ground import Args, Ground
from svang.engine.lasting import Lasting
from svang.engine.lasting import lookups as of_lasting
from svang.model.knowledge import Pathway, State
from svang.readings.run.compile import compiled
from svang.readings.run.machine import relief_kinds


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. `still`: the places of rules that move nothing; `longer`: phases in which answers last
    longer; `loads`: the states that stand for load, `phase` the place of the phase among them; `changed`: of each state
    its place, and the clock of when it changed."""

    still: frozenset[int]
    longer: frozenset[str]
    loads: tuple[State, ...]
    phase: int
    changed: tuple[tuple[int, int], ...]
    relief_kinds: frozenset[str]


@cache
def lookups(pathway: Pathway) -> Lookups:
    running, effects, states = compiled(pathway), pathway.machine.effects, pathway.machine.state.values()
    loads = tuple(state for state in states if state.load)
    return Lookups(
        still=frozenset(n for n, r in enumerate(pathway.rules) if r.vote != "hold" and not effects[r.effect]),
        longer=frozenset(phase for fact in pathway.facts.values() for phase in fact.lasts_in),
        loads=loads,
        phase=[state.id for state in loads].index("phase"),
        changed=tuple((running.slots[s.id], running.clocks[s.changed]) for s in states if s.changed),
        relief_kinds=relief_kinds(pathway),
    )


class Moves:
    """`verdict`: the places of the rule that decided and of the maybe that held an opening vote back (-1: none)."""

    def __init__(self, ground: Ground, lasting: Lasting) -> None:
        self.ground, self.lasting = ground, lasting
        self.memory, self.frame, self.slots = ground.memory, ground.frame, ground.slots
        self.looked = lookups(ground.usual)
        self.verdict = (-1, -1)

    def decide(self, d: int, args: Args) -> None:
        """Moves the state as the verdict says, unless it is held or there is nothing to move."""
        decided, held = self.verdict
        if held < 0 and decided not in self.looked.still:
            self.move(d, decided, args)

    def move(self, d: int, place: int, args: Args) -> None:
        """What the verdict does to the state."""
        rules = self.ground.pathway.rules
        places = self.ground.running.holding(*args) if rules[place].vote == "hold" else [place]
        for n in places:
            self.moved(rules[n].effect, d, rules[place].vote, args)

    def moved(self, effect: str, d: int, vote: str, args: Args) -> None:
        old = self.load()
        changes = self.watched()
        self.ground.running.effects[effect](*args)
        self.mark_changes(d, changes, old)
        place, phase = self.looked.phase, self.ground.state("phase")
        if phase in self.looked.longer and old[place] != self.load()[place]:
            self.renew(d, phase)
        if vote == "regress" and any(a < b for a, b in zip(self.load(), old, strict=True)):
            self.memory.clocks[self.ground.clocks["lowered"]] = d
            self.ground.running.effects["on_lowered"](*args)

    def renew(self, d: int, phase: str) -> None:
        """What was told on the day on which upkeep begins lasts as long as it does there."""
        memory, flag = self.memory, of_lasting(self.ground.pathway).flag
        if memory.renewed == d + (flag.lasts or 0):
            memory.renewed = d + self.lasting.flags_last()
        for slot, fact in answers.lookups(self.ground.pathway).by_slot.values():
            if slot in memory.until and memory.told.get(slot) == d and fact.lasts is not None:
                memory.until[slot] = d + fact.lasts_in.get(phase, fact.lasts)

    def watched(self) -> list[Any]:
        return [self.frame[slot] for slot, _ in self.looked.changed]

    def mark_changes(self, d: int, before: list[Any], old: list[int]) -> None:
        """When a state last changed, and when a level or stage last rose."""
        for (slot, clock), was in zip(self.looked.changed, before, strict=True):
            if self.frame[slot] != was:
                self.memory.clocks[clock] = d
        rose = [s.ladder and a > b for s, a, b in zip(self.looked.loads, self.load(), old, strict=True)]
        if any(rose):
            self.ground.clock("raised", d)

    def load(self) -> list[int]:
        """The state that stands for load, as places in its order."""
        return [s.options.index(self.frame[self.slots[s.id]]) for s in self.looked.loads]

    # -- what it leaves -----------------------------------------------------------------------------------

    def relieved(self, args: Args) -> bool:
        """Does a rule leave relief alone? It stands behind another one only where that is a step down or a hold."""
        decided, held = self.verdict
        rule = self.ground.pathway.rules[decided]
        if held >= 0:
            return False
        if rule.plan_kind in self.looked.relief_kinds:
            return True
        return rule.vote in ("regress", "hold") and bool(self.ground.running.relieves(*args))

    def held_to_relief(self) -> bool:
        """Does the maybe that holds leave relief alone?"""
        _, held = self.verdict
        return held >= 0 and self.ground.pathway.rules[held].plan_kind in self.looked.relief_kinds

    def afterwards(self, d: int) -> tuple[Any, ...]:
        """The frame with every measure worked out anew, now that the verdict has moved the state."""
        memory, running = self.memory, self.ground.running
        frame, plan = list(self.frame), self.slots["plan"]
        begin, end = running.pulled
        frame[begin:end] = [...] * (end - begin)
        frame[plan] = running.when["plan"][0](frame)
        return tuple(running.anew(frame, memory.series, list(memory.clocks), self.ground.place(d), d))

    def after_a_run(self, d: int) -> None:
        """A run is judged by the plan of its day: by the state that the day's verdict has left."""
        memory, places, today = self.memory, self.ground.places, self.ground.place(d)
        after = self.afterwards(d)
        for name in self.ground.pathway.machine.judged:
            if name in places:
                memory.series[places[name]][today] = after[self.slots[name]]
        self.ground.running.effects["after_a_run"](after, memory.series, memory.clocks, today, d)

    def cap(self, d: int, days: Days) -> bool:
        """After new knowledge no load is higher than what was last said under the old."""
        capped = False
        for stamp, event in days.last_said.items():
            if stamp != self.ground.pathway.stamp and event.date.toordinal() == d:
                for state in self.looked.loads:
                    said, slot = event.body.get("state", {}).get(state.id), self.slots[state.id]
                    if said in state.options and state.options.index(said) < state.options.index(self.frame[slot]):
                        self.frame[slot] = said
                        self.memory.clocks[self.ground.clocks["moved"]] = d
                        capped = True
        return capped
