"""What lasts: answers until they run out, what follows from them, the worse foot, and the mornings of two feet."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from svang.engine.days import asked_from, earliest
from svang.engine.ground import Ground, by_slot
from svang.engine.memory import LATER
from svang.model.knowledge import Fact, Pathway
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import answered_at

if TYPE_CHECKING:
    from svang.engine.fits import Features, Fits

REMEMBERED = 5000
"""So many sets of answers are remembered with what they come to."""


@dataclass(slots=True)
class Known:
    """What some lasting answers come to.

    `facts`: their places in the frame; `lasting`: slot and value of what follows; `static`: rows surely and possibly
    true. The rest is what they came to with what some days brought: rows, and conditions.
    """

    facts: tuple[Any, ...]
    lasting: tuple[tuple[int, Any], ...]
    static: tuple[int, int]
    rows: dict[Any, tuple[int, int]] = field(default_factory=dict)
    pains: dict[Any, tuple[Mapping[str, Features], tuple[str, ...]]] = field(default_factory=dict)
    fits: dict[Any, tuple[Mapping[str, Features], tuple[str, ...]]] = field(default_factory=dict)
    weighed: dict[Any, Fits] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. `flags`: the places of red flags that run out with a check-in; `crossings`: of what grows
    with the calendar the values at which a comparison can change, `edges` in their order; `kept_in`: by phase what does
    not run out; `newer`: by the version that began to ask them what stands where nobody could answer. `still`: so many
    mornings at 0 that a foot is asked only after `asked` days."""

    flag: Fact
    flags: frozenset[int]
    foot_facts: tuple[Fact, ...]
    crossings: Mapping[int, frozenset[int]]
    edges: Mapping[int, list[int]]
    kept_in: Mapping[str, frozenset[int]]
    newer: Mapping[str, Mapping[int, Any]]
    still: int
    asked: int
    known: dict[Any, Known] = field(default_factory=dict)


@cache
def lookups(pathway: Pathway) -> Lookups:
    running = compiled(pathway)
    facts = by_slot(pathway, running).values()
    flag = next(f for f in pathway.facts.values() if f.flag == "again")
    crossings = _crossings(pathway, running)
    return Lookups(
        flag=flag,
        flags=frozenset(slot for slot, fact in facts if fact.flag and fact.lasts == flag.lasts),
        foot_facts=tuple(f for f in pathway.facts.values() if f.foot and not f.daily and f.id != "pain_sites"),
        crossings=crossings,
        edges={slot: sorted(values) for slot, values in crossings.items()},
        kept_in=_kept_in(facts),
        newer=_newer(pathway, running),
        still=pathway.thresholds["foot_still"].value,
        asked=pathway.thresholds["foot_asked"].value,
    )


def _crossings(pathway: Pathway, running: Running) -> dict[int, frozenset[int]]:
    """Values at which a fact that grows with the calendar can change a comparison: every threshold of its unit."""
    found = {}
    for fact in pathway.facts.values():
        if fact.grows:
            edges = {t.value for t in pathway.thresholds.values() if t.unit == fact.unit}
            found[running.slots[fact.id]] = frozenset(edges | {edge + 1 for edge in edges})
    return found


def _kept_in(facts: Iterable[tuple[int, Fact]]) -> dict[str, frozenset[int]]:
    """The answers that do not run out in a phase."""
    found: dict[str, set[int]] = {}
    for slot, fact in facts:
        for phase in fact.keeps_in:
            found.setdefault(phase, set()).add(slot)
    return {phase: frozenset(slots) for phase, slots in found.items()}


def _newer(pathway: Pathway, running: Running) -> dict[str, dict[int, Any]]:
    """By the version that began to ask them: what stands for facts on days on which nobody could answer them."""
    found: dict[str, dict[int, Any]] = {}
    for fact in pathway.facts.values():
        if fact.since:
            calm: Any = frozenset() if fact.kind == "set" else False
            asked = found.setdefault(fact.since, {})
            asked.update((running.slots[name], calm) for name in answered_at(pathway, fact.id))
    return found


class Lasting:
    """The lasting part of the frame. `known`: what today's answers come to; `sore`: the feet with a sore place."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.memory = ground, ground.memory
        self.frame, self.raw = ground.frame, ground.raw
        self.known = Known((), (), (0, 0))
        self.growing: list[tuple[int, int, frozenset[int]]] = []
        self.sore: list[int] = []
        self.one_sore = 0  # 1 left, 2 right
        self.unasked: dict[int, Any] = {}
        self.new_from: dict[str, int] = {}
        self.morning_slot, self.sites_slot = ground.slots["first_step_pain"], ground.slots["pain_sites"]

    def begin(self, start: int, today: int, versions: Mapping[str, int]) -> None:
        """Before the first day of a run: what was asked of anybody by then, and what stands."""
        self.memory.versions = earliest(self.memory.versions, versions)
        newer = lookups(self.ground.pathway).newer
        self.new_from = {since: asked_from(self.memory.versions, since, today) for since in newer}
        self.ask_from(start)
        self.refresh(start)

    # -- answers that run out -----------------------------------------------------------------------------

    def keep(self, slot: int, fact: Fact, d: int) -> None:
        """An answer of today: to when it lasts."""
        memory = self.memory
        memory.until[slot] = until = d + fact.lasts_in.get(self.ground.state("phase"), fact.lasts or 0)
        if slot in lookups(self.ground.pathway).flags:
            memory.next_flag = min(memory.next_flag, until)
        else:
            memory.next_until = min(memory.next_until, until)

    def flags_last(self) -> int:
        flag = lookups(self.ground.pathway).flag
        return flag.lasts_in.get(self.ground.state("phase"), flag.lasts or 0)

    def ran_out(self, d: int) -> bool:
        """Forgets what has run out by today; says whether anything has."""
        memory = self.memory
        stale = d >= memory.next_until or (d >= memory.next_flag and d >= memory.renewed)
        return stale and self.expire(d)

    def expire(self, d: int) -> bool:
        """Answers past their time are not known any more; signs stay."""
        looked = lookups(self.ground.pathway)
        memory, changed, flags = self.memory, False, looked.flags
        memory.next_until = memory.next_flag = LATER
        kept = looked.kept_in.get(self.ground.state("phase"), frozenset())
        for slot, until in list(memory.until.items()):
            if slot in kept:
                continue
            if (max(until, memory.renewed) if slot in flags else until) <= d:
                self.raw[slot] = None
                del memory.until[slot]
                changed = True
            elif slot in flags:
                memory.next_flag = min(memory.next_flag, until)
            else:
                memory.next_until = min(memory.next_until, until)
        return changed

    def ask_from(self, d: int) -> bool:
        """Before a version was there, nobody could answer what it asks: then it stands as none, and from its first day
        on it is asked. Says whether that changed today."""
        before = self.unasked
        self.unasked = {}
        for since, slots in lookups(self.ground.pathway).newer.items():
            if d < self.new_from.get(since, d):
                self.unasked = {**self.unasked, **slots}
        return before != self.unasked

    def grown(self, d: int) -> bool:
        """What counts on with the calendar; says whether it may have passed a threshold."""
        changed = False
        for slot, begun, edges in self.growing:
            self.frame[slot] = value = d - begun
            changed = changed or value in edges
        return changed

    # -- what follows from them ---------------------------------------------------------------------------

    def refresh(self, d: int) -> None:
        """Lasting facts from what was answered: not-applicable defaults, the worse foot, what follows from them.

        Remembered by what was answered: the same answers come to the same, today and for the next person.
        """
        raw, frame, looked = self.raw, self.frame, lookups(self.ground.pathway)
        first = self.ground.running.daily[0]
        told, edges = self.memory.told, looked.crossings
        self.growing = [(slot, told[slot] - raw[slot], edges[slot]) for slot in edges if raw[slot] is not None]
        grown = [(slot, d - start) for slot, start, _ in self.growing]
        key = (len(self.unasked), *raw[:first], *(bisect(looked.edges[slot], value) for slot, value in grown))
        found = looked.known.get(key)
        if found is None:
            found = self.work_out(grown)
            if len(looked.known) >= REMEMBERED:
                looked.known.clear()
            looked.known[key] = found
        frame[:first] = found.facts
        for slot, value in (*found.lasting, *grown):
            frame[slot] = value
        self.known = found
        self.sore = [n for n in (0, 1) if frame[self.sites_slot + 1 + n]]
        self.one_sore = self.sore[0] + 1 if len(self.sore) == 1 else 0

    def work_out(self, grown: list[tuple[int, int]]) -> Known:
        ground, frame = self.ground, self.frame
        raw, first = list(self.raw), ground.running.daily[0]
        for slot, calm in self.unasked.items():
            raw[slot] = calm if raw[slot] is None else raw[slot]
        frame[:first] = raw[:first]
        for slot, value in grown:
            frame[slot] = value
        sites = self.sites_slot
        left, right = raw[sites + 1], raw[sites + 2]
        frame[sites] = raw[sites] = None if left is None or right is None else left | right
        for fact in lookups(ground.pathway).foot_facts:
            self.worse_foot(raw, fact, left, right)
        ground.running.static(frame, raw)
        slots = [ground.slots[m.id] for m in ground.pathway.measures.values() if m.static]
        return Known(tuple(frame[:first]), tuple((slot, frame[slot]) for slot in slots), ground.running.rows(frame))

    def worse_foot(self, raw: list[Any], fact: Fact, left: Any, right: Any) -> None:
        slot = self.ground.slots[fact.id]
        values = []
        for n, sites in ((1, left), (2, right)):
            value = raw[slot + n]
            if value is None and sites is not None and not sites:
                self.frame[slot + n] = None
                continue
            value = fact.missing if value is None and fact.missing else value
            self.frame[slot + n] = value
            values.append(value)
        self.frame[slot] = raw[slot] = worse(fact, values)

    # -- the mornings -------------------------------------------------------------------------------------

    def mornings(self, d: int) -> None:
        """The worse foot's first steps. A foot long at 0 is left out while the other is asked, but now and then."""
        slot, zeros, frame = self.morning_slot, self.memory.zeros, self.frame
        still = lookups(self.ground.pathway).still
        values = _, left, right = frame[slot : slot + 3]
        if left is not None:
            self.memory.mornings[0] = d
            zeros[0] = 0 if left else zeros[0] + 1
        elif zeros[0] < still:
            zeros[0] = 0
        if right is not None:
            self.memory.mornings[1] = d
            zeros[1] = 0 if right else zeros[1] + 1
        elif zeros[1] < still:
            zeros[1] = 0
        if self.one_sore and values[3 - self.one_sore] is None:
            frame[slot] = values[self.one_sore]
        elif left is not None or right is not None:
            self.both_mornings(d, (left, right))

    def both_mornings(self, d: int, values: tuple[Any, Any]) -> None:
        zeros, told, looked = self.memory.zeros, self.memory.mornings, lookups(self.ground.pathway)
        due = [zeros[n] < looked.still or d - told[n] >= looked.asked for n in (0, 1)]
        awake = [n for n in self.sore if due[n] or values[n] is not None]
        if all([values[n] is not None for n in awake or self.sore]):
            self.frame[self.morning_slot] = max(value for value in values if value is not None)


def worse(fact: Fact, values: list[Any]) -> Any:
    """The worse of two feet. Not known unless both are, or one is as bad as can be."""
    if not values:
        return False if fact.kind == "yes_no" else None
    if fact.kind == "yes_no":
        rank = {True: 3, None: 2, False: 1}
        return max(values, key=lambda v: rank.get(v, 0))
    if fact.kind == "choice":
        order = [*fact.extra, *fact.options]
        top = max((v for v in values if v is not None), key=order.index, default=None)
        return top if None not in values or top == fact.options[-1] else None
    numbers = [v for v in values if v.__class__ is int]
    if len(numbers) < len(values):
        return None
    return min(numbers) if fact.worse == "low" else max(numbers)
