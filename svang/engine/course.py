"""The fold: one step for each date, in order, from answers to the state a person is in.

`course` folds a whole history; `step` adds one day to a course. Both run the same `_Fold`, which is thawed from and
frozen to the immutable Course.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from svang.engine.merge import Days, Extra, is_sign, merge
from svang.model import FEET, LOADING, TRIAGE, Change, Event, Fact, Pathway, Value
from svang.readings.run import Running, compiled
from svang.rules import reads

RESTING = 14
"""Mornings at 0 after which a foot is asked weekly (PATHWAY section 1, check-in)."""
NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Fits:
    """What the conditions come to: per condition its sum, fit and the foot that speaks for it."""

    sums: tuple[int, ...]
    fits: tuple[str, ...]
    feet: tuple[str, ...]
    best: str


@dataclass(slots=True)
class Memory:
    """All that a course carries from one day to the next."""

    frame: list[Any]
    raw: list[Any]
    series: list[list[Any]]
    clocks: list[Any]
    first: int | None = None
    until: dict[int, int] = field(default_factory=dict)
    next_until: int = NEVER
    renewed: int = 0
    told: dict[int, int] = field(default_factory=dict)
    standing: int = 0
    cleared: dict[int, dict[str, Any]] = field(default_factory=dict)
    said_no: dict[int, int] = field(default_factory=dict)
    zeros: list[int] = field(default_factory=lambda: [0, 0])
    named: str = ""

    def copy(self) -> Memory:
        return Memory(
            list(self.frame),
            list(self.raw),
            [list(s) for s in self.series],
            list(self.clocks),
            self.first,
            dict(self.until),
            self.next_until,
            self.renewed,
            dict(self.told),
            self.standing,
            deepcopy(self.cleared),
            dict(self.said_no),
            list(self.zeros),
            self.named,
        )


@dataclass(frozen=True, slots=True)
class Course:
    """A person's course up to and including `date` (an ordinal).

    `seen`: the frame as the rules saw it that day, before the verdict moved the state. `rule` and `maybe`: places of
    the rule that decided and of the maybe that held an opening vote back (-1: none). `rows`: the triage rows that
    stand; `unsure`: those that may be true.
    """

    pathway: Pathway
    date: int
    seen: tuple[Any, ...]
    rule: int
    maybe: int
    rows: tuple[int, ...]
    unsure: tuple[int, ...]
    fits: Fits | None
    phase: str
    capped: bool
    memory: Memory

    def value(self, name: str) -> Any:
        """What the rules saw under a name that day."""
        return self.seen[compiled(self.pathway).slots[name]]


def course(pathway: Pathway, events: Iterable[Event], *, today: int) -> Course:
    """Folds a whole history, every date from the first to today once."""
    return fold(pathway, merge(pathway, events), today=today)


def fold(pathway: Pathway, days: Days, *, today: int) -> Course:
    """Folds merged days from the first to today."""
    start = days.first if days.first is not None and days.first <= today else today
    return _Fold(pathway, fresh(pathway)).run(days, start, today)


def step(pathway: Pathway, before: Course, days: Days) -> Course:
    """The course one day later; the course it starts from stays as it is."""
    return go_on(pathway, before, days, today=before.date + 1)


def go_on(pathway: Pathway, before: Course, days: Days, *, today: int) -> Course:
    """The course from the day after `before` to today."""
    return _Fold(pathway, before.memory.copy()).run(days, before.date + 1, today)


def fresh(pathway: Pathway) -> Memory:
    """Before the first day: nothing known, every state at its start."""
    running = compiled(pathway)
    frame: list[Any] = [None] * running.size
    for state in pathway.machine.state.values():
        frame[running.slots[state.id]] = state.start
    return Memory(frame, [None] * running.size, [[] for _ in running.series], [None] * len(running.clocks))


@dataclass(frozen=True, eq=False)
class _Plan:
    """What the fold looks up, worked out once for each pathway."""

    running: Running
    by_slot: Mapping[str, tuple[int, Fact]]
    flags: frozenset[int]
    crossings: Mapping[int, frozenset[int]]
    row_facts: tuple[tuple[str, ...], ...]
    keeps: int
    holds: frozenset[int]
    foot_facts: tuple[Fact, ...]


@cache
def _plan(pathway: Pathway) -> _Plan:
    running = compiled(pathway)
    by_slot: dict[str, tuple[int, Fact]] = {}
    for fact in pathway.facts.values():
        for name in (fact.id, *(f"{fact.id}.{foot}" for foot in FEET if fact.foot)):
            by_slot[name] = (running.slots[name], fact)
    flags = frozenset(slot for slot, fact in by_slot.values() if fact.flag)
    keeps = sum(1 << n for n, row in enumerate(pathway.rows) if row.lift != "none")
    holds = frozenset(n for n, r in enumerate(pathway.rules) if r.vote == "hold" and pathway.machine.effects[r.effect])
    foot_facts = tuple(f for f in pathway.facts.values() if f.foot and not f.daily and f.id != "pain_sites")
    row_facts = tuple(_facts_of(pathway, reads(row.when)) if row.when else () for row in pathway.rows)
    return _Plan(running, by_slot, flags, _crossings(pathway, running), row_facts, keeps, holds, foot_facts)


def _facts_of(pathway: Pathway, names: Iterable[str]) -> tuple[str, ...]:
    """The facts behind some names, through measures."""
    found: dict[str, None] = {}
    todo = list(names)
    while todo:
        name = todo.pop(0)
        if name in pathway.facts:
            found[name] = None
        elif name in pathway.measures:
            todo += pathway.measures[name].reads
    return tuple(found)


def _crossings(pathway: Pathway, running: Running) -> dict[int, frozenset[int]]:
    """Values at which a fact that grows with the calendar can change a comparison: every threshold of its unit."""
    found = {}
    for fact in pathway.facts.values():
        if fact.grows:
            edges = {t.value for t in pathway.thresholds.values() if t.unit == fact.unit}
            found[running.slots[fact.id]] = frozenset(edges | {edge + 1 for edge in edges})
    return found


class _Fold:
    """A course being folded. Everything here is private to one run."""

    def __init__(self, pathway: Pathway, memory: Memory) -> None:
        self.pathway, self.memory = pathway, memory
        self.plan = _plan(pathway)
        self.running = self.plan.running
        self.frame, self.raw = memory.frame, memory.raw
        self.slots = self.running.slots
        self.version = 0
        self.fits: dict[tuple[Any, ...], Fits] = {}
        self.urgency: dict[int, tuple[str, str]] = {}
        self.static_rows: tuple[int, int] = (0, 0)
        self.blank = [None] * (self.running.daily[1] - self.running.daily[0])
        self.kinds = {r.kind: f"{r.kind}_stands" for r in pathway.rows if r.kind}
        self.sure = self.unsure = 0
        self.verdict = (-1, -1)

    def run(self, days: Days, start: int, today: int) -> Course:
        if self.memory.first is None:
            self.memory.first = start
        self.refresh()
        seen: tuple[Any, ...] = tuple(self.frame)
        for d in range(start, today + 1):
            seen = self.day(d, days, d == today)
            capped = self.cap(d, days)
        return self.frozen(today, seen, capped)

    def day(self, d: int, days: Days, last: bool) -> tuple[Any, ...]:
        memory, frame = self.memory, self.frame
        entries = days.values.get(d)
        extra = days.extra.get(d) if days.extra else None
        first, end = self.running.daily
        frame[first:end] = self.blank
        changed = d >= memory.next_until and self.expire(d)
        entered = False
        if entries:
            changed = self.answers(d, entries) or changed
            entered = (
                "first_step_pain.left" in entries or "first_step_pain.right" in entries or "nothing_new" in entries
            )
        changed = self.grow(d) or changed
        if changed:
            self.refresh()
        self.mornings(entries)
        frame[self.slots["plan"]] = self.running.when["plan"][0](frame)
        self.running.day(frame, memory.series, memory.clocks, d - memory.first, d, entered)  # type: ignore[operator]
        if entered:
            memory.clocks[self.running.clocks["entry"]] = d
        self.apply("every_day", self.pathway.machine.every_day, d)
        self.triage(d, entries, extra)
        self.verdict = self.running.votes(frame)
        seen = tuple(frame) if last else ()
        self.move(d)
        return seen

    # -- answers ------------------------------------------------------------------------------------------

    def answers(self, d: int, entries: Mapping[str, Any]) -> bool:
        """Today's entries into the frame; says whether anything lasting changed."""
        changed, frame, by_slot = False, self.frame, self.plan.by_slot
        first, end = self.running.daily
        for name, value in entries.items():
            found = by_slot.get(name)
            if found is None:
                continue
            slot = found[0]
            if first <= slot < end:
                frame[slot] = value
                if name == "exercises" and value:
                    self.exercises(value)
            else:
                changed = self.answer(d, slot, found[1], value) or changed
        if entries.get("nothing_new") is True:
            self.memory.renewed = d + self.flags_last()
        return changed

    def answer(self, d: int, slot: int, fact: Fact, value: Value) -> bool:
        memory = self.memory
        changed = self.raw[slot] != value or fact.grows
        self.raw[slot] = value
        memory.told[slot] = d
        memory.until.pop(slot, None)
        if value is not None and fact.lasts is not None and not (fact.signs and is_sign(fact, value)):
            memory.until[slot] = d + fact.lasts_in.get(self.frame[self.slots["phase"]], fact.lasts)
            memory.next_until = min(memory.next_until, memory.until[slot])
        if (fact.signs and is_sign(fact, value)) and (changed or fact.anew):
            self.clock(f"{fact.id}.told", d)
            self.clock(f"{fact.id}.older", 0)
        return changed

    def clock(self, name: str, value: int | None) -> None:
        if name in self.running.clocks:
            self.memory.clocks[self.running.clocks[name]] = value

    def flags_last(self) -> int:
        phase = self.frame[self.slots["phase"]]
        flag = next(f for f in self.pathway.facts.values() if f.flag == "again")
        return flag.lasts_in.get(phase, flag.lasts or 0)

    def exercises(self, done: tuple[Mapping[str, Any], ...]) -> None:
        """The worst pain in an exercise, and whether it was a session that counts as load."""
        strong = {task.id for task in self.pathway.tasks if task.strength}
        pains = [item["pain"] for item in done if item.get("pain") is not None]
        self.frame[self.slots["exercise_pain"]] = max(pains, default=None)
        self.frame[self.slots["strength_done"]] = any(item.get("id") in strong for item in done)
        self.frame[self.slots["exercised"]] = True

    def expire(self, d: int) -> bool:
        """Answers past their time are not known any more; signs stay."""
        memory, changed, nearest = self.memory, False, NEVER
        for slot, until in list(memory.until.items()):
            until = max(until, memory.renewed) if slot in self.plan.flags else until
            if until <= d:
                self.raw[slot] = None
                del memory.until[slot]
                changed = True
            else:
                nearest = min(nearest, until)
        memory.next_until = nearest
        return changed

    def grow(self, d: int) -> bool:
        """What counts on with the calendar; says whether a threshold may have been passed."""
        changed = False
        for slot, edges in self.plan.crossings.items():
            base = self.raw[slot]
            if base is not None:
                self.frame[slot] = value = base + d - self.memory.told[slot]
                changed = changed or value in edges
        return changed

    def refresh(self) -> None:
        """Lasting facts from what was answered: not-applicable defaults, the worse foot, what follows from them."""
        raw, frame = self.raw, self.frame
        first = self.running.daily[0]
        grown = {slot: frame[slot] for slot in self.plan.crossings if raw[slot] is not None}
        frame[:first] = raw[:first]
        for slot, value in grown.items():
            frame[slot] = value
        sites = self.slots["pain_sites"]
        left, right = raw[sites + 1], raw[sites + 2]
        frame[sites] = raw[sites] = None if left is None or right is None else left | right
        for fact in self.plan.foot_facts:
            self.worse_foot(fact, left, right)
        self.running.static(frame, raw)
        self.version += 1
        self.static_rows = self.running.rows(frame)

    def worse_foot(self, fact: Fact, left: Any, right: Any) -> None:
        slot = self.slots[fact.id]
        values = []
        for n, sites in ((1, left), (2, right)):
            value = self.raw[slot + n]
            if value is None and sites is not None and not sites:
                self.frame[slot + n] = None
                continue
            value = fact.missing if value is None and fact.missing else value
            self.frame[slot + n] = value
            values.append(value)
        self.frame[slot] = self.raw[slot] = worse(fact, values)

    def mornings(self, entries: Mapping[str, Any] | None) -> None:
        """The worse foot's first steps. A foot at 0 for two weeks is left out while the other is asked."""
        slot, sites, zeros = self.slots["first_step_pain"], self.slots["pain_sites"], self.memory.zeros
        frame = self.frame
        sore = [n for n in (0, 1) if frame[sites + 1 + n]]
        values = [v for v in (frame[slot + 1], frame[slot + 2]) if v is not None]
        if values:
            awake = [n for n in sore if zeros[n] < RESTING] or sore
            if all(frame[slot + 1 + n] is not None for n in awake):
                frame[slot] = max(values)
        for n in (0, 1):
            value = frame[slot + 1 + n]
            if value is not None:
                zeros[n] = zeros[n] + 1 if value == 0 else 0
            elif zeros[n] < RESTING:
                zeros[n] = 0

    # -- triage -------------------------------------------------------------------------------------------

    def triage(self, d: int, entries: Mapping[str, Any] | None, extra: Extra | None) -> None:
        memory, frame, slots = self.memory, self.frame, self.slots
        if extra is not None and extra.seen:
            self.named_by(extra)
        fits = self.conditions()
        frame[slots["condition_now"]] = self.condition_now(fits)
        sure, maybe = self.running.rows_today(frame)
        sure, maybe = sure | self.static_rows[0], maybe | self.static_rows[1]
        if extra is not None and extra.said:
            sure |= self.as_said(extra)
        if extra is not None and extra.seen:
            self.clear(d, extra, sure)
        if memory.cleared:
            sure, maybe = self.not_cleared(d, sure, maybe, extra)
        if memory.standing:
            self.lift(d, sure, maybe)
        memory.standing |= sure & self.plan.keeps
        stand = sure | memory.standing
        level, loading = self.urgency.get(stand) or self.weigh(stand)
        if level == "self_care" and maybe & ~stand:
            level = "routine"
        self.sure, self.unsure = stand, maybe & ~stand
        frame[slots["triage"]], frame[slots["loading"]] = level, loading

    def weigh(self, stand: int) -> tuple[str, str]:
        """The most urgent level and the lowest loading of the rows that stand."""
        rows = [row for n, row in enumerate(self.pathway.rows) if stand >> n & 1] or [self.pathway.otherwise]
        level = max((row.triage for row in rows), key=TRIAGE.index)
        loading = min((row.loading for row in rows), key=LOADING.index)
        self.urgency[stand] = (level, loading)
        return level, loading

    def conditions(self) -> Fits:
        key = (self.version, *self.running.volatile(self.frame))
        found = self.fits.get(key)
        if found is None:
            found = self.fits[key] = fits_of(self.pathway, self.running, self.frame)
        return found

    def condition_now(self, fits: Fits) -> str:
        """The one a clinician named, or the one the plan began on until another is likely, or the best fit."""
        if self.memory.named:
            return self.memory.named
        began = self.frame[self.slots["plan_condition"]]
        if self.frame[self.slots["plan"]] and fits.best == "unclear" and began != "none":
            return str(began)
        return fits.best

    def as_said(self, extra: Extra) -> int:
        """Rows that were true with the signs that were said today and changed too late to be a slip."""
        kept = list(self.raw), list(self.frame)
        for name, values in extra.said.items():
            slot, fact = self.plan.by_slot[name]
            self.raw[slot] = _worst_said(fact, values)
        self.refresh()
        sure = self.running.rows(self.frame)[0] | self.running.rows_today(self.frame)[0]
        self.raw[:], self.frame[:] = kept
        self.refresh()
        return int(sure)

    def named_by(self, extra: Extra) -> None:
        for event in extra.seen:
            if event.body.get("condition"):
                self.memory.named = str(event.body["condition"])

    def clear(self, d: int, extra: Extra, sure: int) -> None:
        """A clinician has seen it: rows that stand are lifted, and what was answered until then is no longer new."""
        self.memory.clocks[self.running.clocks["seen_on"]] = d
        if not any(event.body.get("cleared") for event in extra.seen):
            return
        for n, row in enumerate(self.pathway.rows):
            if (sure | self.memory.standing) >> n & 1 and row.lift != "none":
                facts = self.plan.row_facts[n]
                self.memory.cleared[n] = {
                    name: self.before(name) if self.is_after(name, extra) else self.signs(name) for name in facts
                }
        self.memory.standing = 0

    def is_after(self, name: str, extra: Extra) -> bool:
        return any(slot.partition(".")[0] == name for slot in extra.after_seen)

    def before(self, name: str) -> Any:
        return None

    def signs(self, name: str) -> Any:
        return self.frame[self.slots[name]]

    def not_cleared(self, d: int, sure: int, maybe: int, extra: Extra | None) -> tuple[int, int]:
        """A row lifted by a clinician fires again only on an answer given later that is new or worse."""
        for n, known in list(self.memory.cleared.items()):
            bit, again = 1 << n, False
            for name, old in known.items():
                slot, fact = self.plan.by_slot[name]
                told = max(self.memory.told.get(slot + k, 0) for k in range(3 if fact.foot else 1))
                if told == d and (extra is None or not extra.seen or self.is_after(name, extra)):
                    now = self.frame[slot]
                    again = again or _is_worse(fact, now, old)
                    known[name] = now if not _is_worse(fact, now, old) else old
            if again and sure & bit:
                del self.memory.cleared[n]
            else:
                sure, maybe = sure & ~bit, maybe & ~bit
        return sure, maybe

    def lift(self, d: int, sure: int, maybe: int) -> None:
        memory = self.memory
        for n, row in enumerate(self.pathway.rows):
            bit = 1 << n
            if not memory.standing & bit or (sure | maybe) & bit or row.lift == "seen":
                continue
            if row.lift == "answer" or self.second_no(d, n):
                memory.standing &= ~bit

    def second_no(self, d: int, row: int) -> bool:
        """Answered no today, and yesterday too."""
        slots = [self.slots[name] + k for name in self.plan.row_facts[row] for k in range(3)]
        if not any(self.memory.told.get(slot) == d for slot in slots):
            return False
        before = self.memory.said_no.get(row)
        self.memory.said_no[row] = d
        return before == d - 1

    # -- the verdict --------------------------------------------------------------------------------------

    def move(self, d: int) -> None:
        """What the verdict does to the state."""
        place, maybe = self.verdict
        if maybe >= 0:
            return
        rule = self.pathway.rules[place]
        places = [place]
        if rule.vote == "hold" and self.plan.holds:
            places = [n for n in self.running.firing(self.frame) if n in self.plan.holds]
        for n in places:
            effect = self.pathway.rules[n].effect
            changes = self.pathway.machine.effects[effect]
            if changes:
                self.moved(effect, changes, d, rule.vote)

    def moved(self, effect: str, changes: tuple[Change, ...], d: int, vote: str) -> None:
        before = self.frame[self.slots["phase"]]
        old = self.load()
        self.apply(effect, changes, d)
        new, clocks = self.load(), self.memory.clocks
        if self.frame[self.slots["phase"]] != before:
            clocks[self.running.clocks["moved"]] = d
        if vote == "regress" and any(a < b for a, b in zip(new, old, strict=True)):
            clocks[self.running.clocks["lowered"]] = d
            self.apply("on_lowered", self.pathway.machine.on_lowered, d)

    def load(self) -> list[int]:
        """The state that stands for load, as places in its order."""
        states = [s for s in self.pathway.machine.state.values() if s.load]
        return [s.options.index(self.frame[self.slots[s.id]]) for s in states]

    def apply(self, effect: str, changes: tuple[Change, ...], d: int) -> None:
        frame, conditions = self.frame, self.running.when
        before = {change.set: frame[self.slots[change.set]] for change in changes if change.verb != "mark"}
        for n, change in enumerate(changes):
            if change.verb == "mark":
                place = self.running.clocks[change.set]
                if not change.once or self.memory.clocks[place] is None:
                    self.memory.clocks[place] = d
                continue
            if change.from_ and before[change.set] != change.from_:
                continue
            if change.when is not None and not conditions[f"{effect}_{n}_when"][0](frame):
                continue
            if change.unless is not None and conditions[f"{effect}_{n}_unless"][0](frame):
                continue
            frame[self.slots[change.set]] = self.changed(change)

    def changed(self, change: Change) -> Any:
        state, now = self.pathway.machine.state[change.set], self.frame[self.slots[change.set]]
        if change.verb == "to":
            return change.to
        if change.verb == "keep":
            return self.frame[self.slots[change.to]]
        if change.verb == "highest":
            return max(now, self.frame[self.slots[change.to]], key=state.options.index)
        by = int(change.to) if change.verb == "up" else -int(change.to)
        if state.kind == "int":
            return max(state.low, min(state.high, now + by))
        return state.options[max(0, min(len(state.options) - 1, state.options.index(now) + by))]

    def cap(self, d: int, days: Days) -> bool:
        """After new knowledge no load is higher than what was last said under the old."""
        capped = False
        for stamp, event in days.last_said.items():
            if stamp != self.pathway.stamp and event.date.toordinal() == d:
                for state in (s for s in self.pathway.machine.state.values() if s.load):
                    said, slot = event.body.get("state", {}).get(state.id), self.slots[state.id]
                    if said in state.options and state.options.index(said) < state.options.index(self.frame[slot]):
                        self.frame[slot] = said
                        self.memory.clocks[self.running.clocks["moved"]] = d
                        capped = True
        return capped

    def frozen(self, today: int, seen: tuple[Any, ...], capped: bool) -> Course:
        rows = tuple(n for n in range(len(self.pathway.rows)) if self.sure >> n & 1)
        unsure = tuple(n for n in range(len(self.pathway.rows)) if self.unsure >> n & 1)
        phase = str(self.frame[self.slots["phase"]])
        fits = self.conditions()
        rule, maybe = self.verdict
        return Course(self.pathway, today, seen, rule, maybe, rows, unsure, fits, phase, capped, self.memory)


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


def fits_of(pathway: Pathway, running: Running, frame: list[Any]) -> Fits:
    """Each condition as the foot sees it that fits it best; then the best of all."""
    sites = running.slots["pain_sites"]
    feet = [foot for n, foot in enumerate(FEET) if frame[sites + 1 + n]] or [""]
    found = {foot: running.fits[foot](frame) for foot in feet}
    chosen = [max(feet, key=lambda foot: found[foot][n][0]) for n in range(len(pathway.conditions))]
    results = [found[foot][n] for n, foot in enumerate(chosen)]
    fits = tuple(_fit(pathway, *result) for result in results)
    sums = tuple(result[0] for result in results)
    return Fits(sums, fits, tuple(chosen), _best(pathway, sums, fits, frame, running))


def _fit(pathway: Pathway, total: int, strong_against: bool, known: bool) -> str:
    if not known:
        return "not_known"
    if total >= pathway.fit["likely"] and not strong_against:
        return "likely"
    return "possible" if total >= pathway.fit["possible"] else "unlikely"


def _best(pathway: Pathway, sums: tuple[int, ...], fits: tuple[str, ...], frame: list[Any], running: Running) -> str:
    likely = {c.id: sums[n] for n, c in enumerate(pathway.conditions) if fits[n] == "likely"}
    if not likely or all(frame[running.slots[name]] is None for name in pathway.unclear_without):
        return "unclear"
    if pathway.mixed <= set(likely):
        return "mixed"
    top = [id for id, total in likely.items() if total == max(likely.values())]
    return top[0] if len(top) == 1 else "unclear"


def _worst_said(fact: Fact, values: list[Value]) -> Value:
    if fact.kind == "set":
        return frozenset().union(*(v for v in values if isinstance(v, frozenset)))
    if fact.kind == "choice":
        return max((v for v in values if isinstance(v, str)), key=fact.options.index)
    return values[-1]


def _is_worse(fact: Fact, now: Any, old: Any) -> bool:
    """Is this answer new or worse than the one a clinician knew?"""
    if now is None or not is_sign(fact, now):
        return bool(now) and not fact.signs and now != old
    if isinstance(now, frozenset):
        return bool(now - (old or frozenset()))
    if fact.anew or old is None or not is_sign(fact, old):
        return True
    return fact.kind == "choice" and fact.options.index(now) > fact.options.index(old)
