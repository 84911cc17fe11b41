"""The triage rows that stand: true today, or standing from an earlier day until somebody or an answer lifts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from svang.engine import answers
from svang.engine.days import Extra, is_sign
from svang.engine.fits import Fitting
from svang.engine.ground import Args, Ground
from svang.engine.lasting import Lasting
from svang.model.knowledge import LOADING, TRIAGE, Fact, Pathway
from svang.model.measures import When
from svang.model.person import FEET, Value
from svang.model.rule import Cond
from svang.pathway.language import LIKELY, facts_behind, reads
from svang.readings.explain import because


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. Rows as bits: `keeps`, those that are kept from day to day; `two_days`, those that end by
    themselves; `waits`, the place of the one that an open question is. `row_facts`: the facts behind each."""

    row_facts: tuple[tuple[str, ...], ...]
    keeps: int
    two_days: int
    waits: int
    kinds: frozenset[str]
    urgency: dict[tuple[int, int], tuple[tuple[int, Any], ...]] = field(default_factory=dict)


@cache
def lookups(pathway: Pathway) -> Lookups:
    rows = tuple(enumerate(pathway.rows))
    return Lookups(
        row_facts=tuple(facts_behind(pathway, reads(row.when)) if row.when else () for _, row in rows),
        keeps=sum(1 << n for n, row in rows if row.lift != "none"),
        two_days=sum(1 << n for n, row in rows if row.lift == "two_days"),
        waits=next(n for n, row in rows if row.when and "only_a_question_waits" in reads(row.when)),
        kinds=frozenset(row.kind for _, row in rows) - {""},
    )


class Standing:
    """`sure`, `unsure`: the rows that stand today and those that may be true, as bits."""

    def __init__(self, ground: Ground, lasting: Lasting, fitting: Fitting) -> None:
        self.ground, self.lasting, self.fitting = ground, lasting, fitting
        self.memory, self.frame, self.raw, self.slots = ground.memory, ground.frame, ground.raw, ground.slots
        self.looked = lookups(ground.usual)
        self.by_slot = answers.lookups(ground.usual).by_slot
        self.sure = self.unsure = -1

    def triage(self, d: int, key: tuple[Any, ...], extra: Extra | None, args: Args) -> None:
        """The rows of today, and how urgent they make it. `key`: what they read of today."""
        memory = self.memory
        sure, maybe = self.lasting.known.rows.get(key) or self.rows(key, args)
        if extra is not None or memory.standing or memory.cleared or sure & self.looked.two_days:
            sure, maybe = self.kept(d, sure, maybe, extra, args)
        unsure = maybe & ~sure if memory.pause is None else 0  # whoever has paused is asked nothing
        if unsure and not sure:  # nothing else fires: the question itself is the reason
            sure = 1 << self.looked.waits
        if sure or self.sure or unsure != self.unsure:
            self.urge(sure, unsure)

    def rows(self, key: tuple[Any, ...], args: Args) -> tuple[int, int]:
        """The rows that are surely and possibly true; what they read of today has few values, so it is remembered."""
        known = self.lasting.known
        sure, maybe = self.ground.running.rows_today(*args)
        found = known.rows[key] = (sure | known.static[0], maybe | known.static[1])
        return found

    def kept(self, d: int, sure: int, maybe: int, extra: Extra | None, args: Args) -> tuple[int, int]:
        """The rows that stand today, with those of earlier days that nobody has lifted."""
        memory = self.memory
        if extra is not None and extra.said:
            sure |= self.as_said(d, extra, args)
        if extra is not None and extra.seen:
            self.clear(extra, sure)
        if memory.cleared:
            sure, maybe = self.not_cleared(d, sure, maybe, extra, args)
        if memory.standing or sure & self.looked.two_days:
            self.lift(d, sure, maybe, extra)
        return sure | memory.standing, maybe

    # -- how urgent ---------------------------------------------------------------------------------------

    def urge(self, stand: int, unsure: int) -> None:
        """The urgency of the rows that stand, into the frame; it stays there until another set of rows stands."""
        if stand:
            self.memory.standing |= stand & self.looked.keeps
        if stand != self.sure or unsure != self.unsure:
            self.sure, self.unsure = stand, unsure
            for slot, value in self.looked.urgency.get((stand, unsure)) or self.weigh(stand, unsure):
                self.frame[slot] = value

    def weigh(self, stand: int, unsure: int) -> tuple[tuple[int, Any], ...]:
        """The most urgent level, the lowest loading and the kinds of the rows that stand; and with the unsure ones."""
        level, loading, kinds = self.of_rows(stand)
        worst, least, all_kinds = self.of_rows(stand | unsure)
        level = "routine" if unsure and level == "self_care" else level
        found: dict[str, Any] = {"triage": level, "triage?": worst, "loading": loading, "loading?": least}
        for kind in self.looked.kinds:
            found |= {f"{kind}_stands": kind in kinds, f"{kind}_stands?": kind in all_kinds}
        slots = tuple((self.slots[name], value) for name, value in found.items())
        self.looked.urgency[stand, unsure] = slots
        return slots

    def of_rows(self, places: int) -> tuple[str, str, set[str]]:
        pathway = self.ground.pathway
        rows = [row for n, row in enumerate(pathway.rows) if places >> n & 1] or [pathway.otherwise]
        level = max((row.triage for row in rows), key=TRIAGE.index)
        loading = min((row.loading for row in rows), key=LOADING.index)
        return level, loading, {row.kind for row in rows}

    # -- what was said and changed too late ---------------------------------------------------------------

    def as_said(self, d: int, extra: Extra, args: Args) -> int:
        """Rows that were true with the signs that were said today and changed too late to be a slip."""
        kept, against = (list(self.raw), list(self.frame)), dict(self.memory.against)
        for name, values in extra.said.items():
            slot, fact = self.by_slot[name]
            self.raw[slot] = _worst_said(fact, values)
        self.lasting.refresh(d)
        self.fitting.conditions()
        self.ground.unpulled()
        self.ground.running.anew(*args)
        sure = self.lasting.known.static[0] | self.ground.running.rows_today(*args)[0]
        self.raw[:], self.frame[:] = kept
        self.memory.against = against
        self.lasting.refresh(d)
        self.fitting.say_anew()
        return int(sure)

    # -- what a clinician has lifted ----------------------------------------------------------------------

    def clear(self, extra: Extra, sure: int) -> None:
        """A clinician has seen it: rows that stand are lifted, and what was answered until then is no longer new.

        One row of the specification may be several here (a tear, new and old): they are lifted together, whatever else
        about them is not known.
        """
        if not any(event.body.get("cleared") for event in extra.seen):
            return
        rows, stands = self.ground.pathway.rows, sure | self.memory.standing
        same = {row.number for n, row in enumerate(rows) if stands >> n & 1}
        for n, row in enumerate(rows):
            facts = self.looked.row_facts[n]
            if (stands >> n & 1 or row.number in same) and row.lift != "none":
                self.memory.cleared[n] = {
                    slot: None if slot in extra.after_seen else self.frame[self.slots[slot]]
                    for name in facts
                    for slot in self.answered_at(name)
                }
        self.memory.standing = 0
        self.memory.signed.clear()

    def answered_at(self, name: str) -> tuple[str, ...]:
        """Where a fact is answered: each foot by itself, so that the other foot's sign is new."""
        foot = self.ground.pathway.facts[name].foot
        return tuple(f"{name}.{foot}" for foot in FEET) if foot else (name,)

    def not_cleared(self, d: int, sure: int, maybe: int, extra: Extra | None, args: Args) -> tuple[int, int]:
        """A row lifted by a clinician is true again only through an answer given later that is new or worse."""
        for n, known in list(self.memory.cleared.items()):
            bit = 1 << n
            new = {slot.partition(".")[0] for slot in known if self.news(d, slot, known, extra)}
            if sure & bit and new & self.through(n, args):
                del self.memory.cleared[n]
            else:
                sure, maybe = sure & ~bit, maybe if self.lost(known) else maybe & ~bit
        return sure, maybe

    def lost(self, known: Mapping[str, Any]) -> bool:
        """Is a red flag that was answered when the foot was seen no longer known? Then it may be there again."""
        flags = [slot for slot, old in known.items() if old is not None and self.by_slot[slot][1].flag]
        return any(self.frame[self.slots[slot]] is None for slot in flags)

    def news(self, d: int, name: str, known: dict[str, Any], extra: Extra | None) -> bool:
        """Was something new or worse answered today? What is better becomes what is known."""
        slot, fact = self.by_slot[name]
        if self.memory.told.get(slot) != d or (extra is not None and extra.seen and name not in extra.after_seen):
            return False
        now, old = self.frame[slot], known[name]
        if _is_worse(fact, now, old):
            return True
        if now is not None:
            known[name] = now
        return False

    def through(self, row: int, args: Args) -> set[str]:
        """The facts through which a row is true: inside a measure its own comparisons, of a condition its features."""
        when = self.ground.pathway.rows[row].when
        assert when is not None
        _, series, clocks, today, d = args
        frame = list(self.frame)
        begin, end = self.ground.running.pulled
        frame[begin:end] = [...] * (end - begin)
        self.ground.running.anew(frame, series, list(clocks), today, d)
        return set(self.facts_in(when, lambda name: frame[self.slots[name]]))

    def facts_in(self, cond: Cond, look: Callable[[str], Any]) -> Iterator[str]:
        """The facts of the comparisons that make a condition so."""
        pathway = self.ground.pathway
        names = dict.fromkeys(name for saw in because(pathway, cond, look) for name, _ in saw.values)
        for name in names:
            measure = pathway.measures.get(name)
            if isinstance(measure, When):
                yield from self.facts_in(measure.when, look)
            elif name.endswith(LIKELY) and look(name) is not True:
                continue
            else:
                yield from facts_behind(pathway, [name])

    # -- what ends by itself ------------------------------------------------------------------------------

    def lift(self, d: int, sure: int, maybe: int, extra: Extra | None) -> None:
        memory = self.memory
        for n, row in enumerate(self.ground.pathway.rows):
            bit = 1 << n
            if row.lift == "two_days" and (memory.standing | sure) & bit:
                self.note_signs(d, n, extra)
            if not memory.standing & bit or (sure | maybe) & bit or row.lift == "seen":
                continue
            if row.lift == "answer" or not memory.signed.get(n):
                memory.standing &= ~bit
                memory.signed.pop(n, None)

    def note_signs(self, d: int, row: int, extra: Extra | None) -> None:
        """Each sign of a row that stands is off only once it was answered no on two days in a row."""
        memory = self.memory
        signed = memory.signed.setdefault(row, set())
        said = {slot.partition(".")[0] for slot in extra.said} if extra is not None else set()
        for name in self.looked.row_facts[row]:
            slot, fact = self.by_slot[name]
            value = self.frame[slot]
            if name in said or (value is not None and is_sign(fact, value)):
                signed.add(name)
                memory.said_no.pop(name, None)
            elif name in signed and any(memory.told.get(slot + k) == d for k in range(3 if fact.foot else 1)):
                if memory.said_no.get(name) == d - 1:
                    signed.discard(name)
                memory.said_no[name] = d


def _worst_said(fact: Fact, values: list[Any]) -> Value:
    """Of the signs that were said of one fact: all of a set, the last option of a choice."""
    if fact.kind == "set":
        return frozenset().union(*values)
    worst: Value = max(values, key=fact.options.index) if fact.kind == "choice" else values[-1]
    return worst


def _is_worse(fact: Fact, now: Any, old: Any) -> bool:
    """Is this answer new or worse than the one a clinician knew?"""
    if now is None or not is_sign(fact, now):
        return bool(now) and not fact.signs and now != old
    if isinstance(now, frozenset):
        return bool(now - (old or frozenset()))
    if fact.anew or old is None or not is_sign(fact, old):
        return True
    return fact.kind == "choice" and fact.options.index(now) > fact.options.index(old)
