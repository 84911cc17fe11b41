"""The reading that runs: every condition and measure becomes plain Python over a frame, compiled once.

A frame is a list; each name has its place in it. A measure is worked out when something first asks for it that day:
its place holds `...` until then. Generated text is bracketed everywhere, since precedence in joined strings is a trap.
The slow, obvious twin of this file stands in tests/oracle.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from svang.model.knowledge import LEVEL, OPENING, Change, Fact, Measure, Pathway, Row, Rule, State
from svang.model.person import FEET
from svang.model.rule import And, Arith, AtLeast, Atom, Compare, Cond, Const, Known, Member, Not, Or, Ref, Sum, Truth
from svang.pathway.language import arith_reads, atom_reads, doubtful, reads
from svang.readings import lookbacks
from svang.readings.kleene import Rails, rails

Function = Callable[..., Any]


WEEK = 7
TOLD = (
    *("activity_told", "activity_at_intake", "exercise_pain", "strength_done", "exercised", "pain_untold", "in_doubt"),
    *("run_in_doubt", "run_sure", "planned", "strength_planned"),
)
"""What the fold makes of the day's entries beside the facts themselves; and for each ladder, done and top."""
PAD = 64
"""Days that every series reaches back: before the first day they are not known, and no window asks further."""


@dataclass(frozen=True, eq=False)
class Running:
    """What the engine calls. `slots`: name to place; `series`: remembered name to its list; `clocks` likewise.

    F is the frame, H the series, K the clocks, i today's place in a series, d its ordinal. `day` remembers today and
    moves what moves every day; `whole` works out every measure; `votes`, `holding`, `rows_today` and `effects` pull
    what they need. The functions of `when`, `firing`, `rows`, `fits` and `volatile` take a frame that is whole, or read
    lasting facts alone.
    """

    pathway: Pathway
    slots: Mapping[str, int]
    size: int
    daily: tuple[int, int]
    pulled: tuple[int, int]
    series: Mapping[str, int]
    clocks: Mapping[str, int]
    static: Function
    day: Function
    whole: Function
    anew: Function
    fits: Mapping[str, Function]
    volatile: Function
    rows: Function
    rows_today: Function
    votes: Function
    holding: Function
    relieves: Function
    guarded: Function
    firing: Function
    effects: Mapping[str, Function]
    when: Mapping[str, tuple[Function, Function]]
    source: str


class Text:
    """The logic of source text, fully bracketed."""

    def __init__(self, writer: Writer, foot: str = "") -> None:
        self.writer, self.foot = writer, foot

    def every(self, parts: Sequence[str]) -> str:
        return "(" + " and ".join(parts) + ")" if parts else "True"

    def some(self, parts: Sequence[str]) -> str:
        return "(" + " or ".join(parts) + ")" if parts else "False"

    def no(self, part: str) -> str:
        return f"(not {part})"

    def at_least(self, least: int, parts: Sequence[str]) -> str:
        return "((" + " + ".join(f"bool({part})" for part in parts) + f") >= {least})"

    def atom(self, atom: Atom) -> Rails[str]:
        return self.writer.atom(atom, self.foot)


class Writer:
    """Writes conditions, sums and measures as source text over the frame F."""

    def __init__(self, pathway: Pathway) -> None:
        self.pathway = pathway
        self.constants: dict[str, Any] = {}
        self.slots: dict[str, int] = {}
        self.pulls = False
        self.locals: set[int] = set()
        self.ready: frozenset[str] = frozenset()
        self.unpacked = False
        self.doubting = False
        self.filling = False  # the frame is to hold it afterwards
        self.fitting = False  # a test that was not done says nothing of a condition
        self.used = _used(pathway)
        self.measured = {m.id: m for m in pathway.measures.values() if not m.static and m.id in self.used}
        self.lay_out()
        assert all(m.days < PAD for m in pathway.measures.values()), "a window is longer than what is kept"
        self.once = _read_once(pathway, self.used)
        self.series = {name: n for n, name in enumerate(_remembered(pathway, self.used))}
        self.clocks = _clocks(pathway, self.used)

    # -- the frame ----------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        facts = self.pathway.facts.values()
        for fact in facts:
            if not fact.daily:
                self.add_fact(fact)
        first = len(self.slots)
        for fact in facts:
            if fact.daily:
                self.add_fact(fact)
        for name in (*TOLD, *(name for pair in ladders(self.pathway).values() for name in pair)):
            self.slots[name] = len(self.slots)
        middle = len(self.slots)
        self.slots |= {name: middle + n for n, name in enumerate(self.measured)}
        self.daily = (first, middle)
        self.pulled = (middle, len(self.slots))
        for name, symbol in self.pathway.names.items():
            if symbol.role in ("measure", "state") and name not in self.measured:
                self.slots[name] = len(self.slots)
        for name in sorted(doubtful(self.pathway)):
            self.slots[f"{name}?"] = len(self.slots)

    def add_fact(self, fact: Fact) -> None:
        for name in (fact.id, *(f"{fact.id}.{foot}" for foot in FEET if fact.foot)):
            self.slots[name] = len(self.slots)

    def at(self, name: str, foot: str = "") -> str:
        fact = self.pathway.facts.get(name)
        slot = self.slots[f"{name}.{foot}" if fact and fact.foot and foot else name]
        slot = self.slots.get(f"{name}?", slot) if self.doubting else slot
        if self.fitting and fact is not None and fact.missing:
            return f"(F[{slot}] if F[{slot}] != {fact.missing!r} else None)"
        if slot in self.locals:
            return f"v{slot}"
        if self.pulls and name in self.measured and name not in self.ready:
            if self.measured[name].how == "ago" and not self.filling:
                return self.how_ago(self.measured[name])
            return f"(F[{slot}] if F[{slot}] is not ... else m{slot}(F, H, K, i, d))"
        return f"F[{slot}]"

    def past(self, name: str) -> str:
        """The list of a series; inside `day` it is a local variable."""
        return f"H{self.series[name]}" if self.unpacked else f"H[{self.series[name]}]"

    def place(self, name: str) -> str:
        """Where a name is written."""
        return f"F[{self.slots[name]}]"

    def constant(self, value: Any) -> str:
        if isinstance(value, frozenset):
            name = "S_" + "_".join(sorted(value)) if value else "S_none"
            self.constants[name] = value
            return name
        return repr(value)

    # -- conditions ---------------------------------------------------------------------------------------

    def both(self, cond: Cond, foot: str = "") -> Rails[str]:
        return rails(cond, Text(self, foot))

    def atom(self, atom: Atom, foot: str) -> Rails[str]:
        """An atom that reads the urgency holds surely if it holds with and without the rows that are unsure."""
        sure = self.one(atom, foot)
        doubtful = [name for name in atom_reads(atom) if f"{name}?" in self.slots]
        if not doubtful or self.doubting:
            return sure
        self.doubting = True
        doubt = self.one(atom, foot)
        self.doubting = False
        return Rails(f"({sure.true} and {doubt.true})", f"({sure.possible} or {doubt.possible})")

    def one(self, atom: Atom, foot: str) -> Rails[str]:
        match atom:
            case Truth(name=name):
                return self.truth(name, self.at(name, foot))
            case Known(name=name):
                known = f"({self.at(name, foot)} is not None)"
                return Rails(known, known)
            case Member(item=item, group=group):
                return self.member(item, group, foot)
            case Compare(left=Ref(name=left), op=op, right=Ref(name=right)):
                return self.two(left, op, right, foot)
            case Compare(left=Ref(name=left), op=op, right=Const(value=value)):
                return self.against(left, op, value, foot)
        raise AssertionError(atom)

    def truth(self, name: str, at: str) -> Rails[str]:
        symbol = self.pathway.names[name]
        if symbol.always:
            return Rails(at, at)
        measure = self.measured.get(name)
        if self.pulls and name in self.once and measure is not None and measure.when is not None:
            return self.both(measure.when, "")  # read in one place: only the rail that is asked for is worked out
        possible = f"({at} is None or {at} is True)" if symbol.extra else f"({at} is not False)"
        return Rails(f"({at} is True)", possible)

    def member(self, item: Any, group: Any, foot: str) -> Rails[str]:
        if isinstance(group, Const):
            at, inside = self.at(item.name, foot), self.constant(group.value)
            if self.pathway.names[item.name].always:
                return Rails(f"({at} in {inside})", f"({at} in {inside})")
            return Rails(f"({at} in {inside})", f"({at} is None or {at} in {inside})")
        at, word = self.at(group.name, foot), repr(item.value)
        return Rails(f"({at} is not None and {word} in {at})", f"({at} is None or {word} in {at})")

    def against(self, name: str, op: str, value: Any, foot: str) -> Rails[str]:
        clock = self.clock_of(name)
        if clock and self.pulls and isinstance(value, str):
            test = f"({clock} is {'None' if op == '==' else 'not None'})"
            return Rails(test, test)
        if clock and self.pulls:
            test = f"({clock} is not None and d - {clock} {op} {value})"
            return Rails(test, test)
        symbol, at = self.pathway.names[name], self.at(name, foot)
        if symbol.kind == "yes_no":
            wanted = (value == "yes") == (op == "==")
            return Rails(f"({at} is {wanted})", f"({at} is None or {at} is {wanted})")
        if isinstance(value, str | frozenset):
            test = f"{at} {op} {self.constant(value)}"
            if symbol.always:
                return Rails(f"({test})", f"({test})")
            if op == "!=" and symbol.extra and value not in symbol.extra:
                test = f"({at} not in {symbol.extra!r} and {test})"  # a comparison with an extra answer is false
            return Rails(f"({at} is not None and {test})", f"({at} is None or {test})")
        if symbol.always:
            return Rails(f"({at} {op} {value})", f"({at} {op} {value})")
        once, x = (f"(x := {at})", "x") if " else " in at else (at, at)  # looked up once
        if symbol.extra:
            number = f"{x}.__class__ is int and {x} {op} {value}"
            return Rails(f"({once}.__class__ is int and {x} {op} {value})", f"({once} is None or ({number}))")
        return Rails(f"({once} is not None and {x} {op} {value})", f"({once} is None or {x} {op} {value})")

    def two(self, left: str, op: str, right: str, foot: str) -> Rails[str]:
        a, b = self.at(left, foot), self.at(right, foot)
        if self.pathway.names[left].kind not in ("int", "date"):
            extras = ((a, self.pathway.names[left].extra), (b, self.pathway.names[right].extra))
            words = "".join(f"{at} not in {extra!r} and " for at, extra in extras if extra)
            known, unknown = f"{a} is not None and {b} is not None", f"{a} is None or {b} is None"
            return Rails(f"({words}{known} and {a} {op} {b})", f"({words}({unknown} or {a} {op} {b}))")
        numbers = f"({a}.__class__ is int and {b}.__class__ is int and {a} {op} {b})"
        one = f"({a} is None and ({b} is None or {b}.__class__ is int))"
        other = f"({b} is None and {a}.__class__ is int)"
        return Rails(numbers, f"({one} or {other} or {numbers})")

    def clock_of(self, name: str) -> str:
        """The clock whose age a measure is: always known, and cheaper to read than to work out."""
        m = self.measured.get(name)
        clock = {"days_since": m.reads[0], "days_since_entry": "entry"}.get(m.how) if m is not None else None
        return f"K[{self.clocks[clock]}]" if clock in self.clocks else ""

    def arith(self, value: Arith) -> str:
        match value:
            case Ref(name=name):
                return self.at(name)
            case Const(value=number):
                return repr(number)
            case Sum(op=op, parts=(a, b)) if op in "+-*":
                return f"({self.arith(a)} {op} {self.arith(b)})"
            case Sum(op=op, parts=parts):
                return f"{op}({', '.join(map(self.arith, parts))})"

    # -- measures -----------------------------------------------------------------------------------------

    def worked_out(self, m: Measure) -> str:
        """A measure as one expression."""
        if m.how == "when" and m.when is not None:
            return self.three(m.when)
        if m.how == "value" and m.value is not None:
            return self.number(m)
        if m.how == "first":
            return self.first(m)
        return str(getattr(self, "how_" + m.how)(m))

    def three(self, cond: Cond) -> str:
        match cond:
            case Compare(left=Ref(name=name), op=op, right=Const(value=int(value))) if (
                not self.pathway.names[name].extra and not self.pathway.names[name].always
            ):
                at = self.at(name)
                return f"(None if {at} is None else {at} {op} {value})"
        both = self.both(cond)
        return (
            both.true
            if both.true == both.possible
            else f"(False if not {both.possible} else True if {both.true} else None)"  # most days it surely is not
        )

    def number(self, m: Measure) -> str:
        assert m.value is not None
        tests = [f"{self.at(name)}.__class__ is int" for name in arith_reads(m.value)]
        return f"({self.arith(m.value)} if {' and '.join(tests) or 'True'} else None)"

    def first(self, m: Measure) -> str:
        text = ""
        for word, cond in m.first:
            value = repr(word == "yes") if m.kind == "yes_no" else repr(word)
            if cond is None:
                return f"({text}{value})"
            text += f"{value} if {self.both(cond).true} else "
        return f"({text}None)"

    def window(self, m: Measure, name: str = "") -> str:
        past, end = self.past(name or m.reads[0]), m.back - (1 if m.today else 0)
        return f"{past}[i - {m.days + end}:i" + (f" - {end}]" if end > 0 else f" + {-end}]" if end else "]")

    def is_(self, m: Measure) -> str:
        return "None" if not m.is_ else repr(m.is_ == "yes") if m.is_ in ("yes", "no") else repr(m.is_)

    def how_surely(self, m: Measure) -> str:
        read = self.measured.get(m.reads[0])
        if self.pulls and read is not None and read.id in self.once and read.when is not None:
            return self.both(read.when).true  # nobody else asks: the other rail need not be worked out
        return f"({self.at(m.reads[0])} is True)"

    def how_told(self, m: Measure) -> str:
        return f"({self.at(m.reads[0])} is not None)"

    def how_size(self, m: Measure) -> str:
        at = self.at(m.reads[0])
        return f"(None if {at} is None else len({at}))"

    def how_both_feet(self, m: Measure) -> str:
        left, right = (self.at(m.reads[0], foot) for foot in FEET)
        none = f"({left} == S_none or {right} == S_none)"
        self.constants["S_none"] = frozenset()
        return f"(False if {none} else None if {left} is None or {right} is None else True)"

    def how_both_have(self, m: Measure) -> str:
        feet = [[f"({self.at(m.reads[0], foot)} & {self.constant(g)})" for g in m.has] for foot in FEET]
        each = [
            f"(None if {self.at(m.reads[0], foot)} is None else bool({' and '.join(parts)}))"
            for foot, parts in zip(FEET, feet, strict=True)
        ]
        return f"(False if False in (w := ({each[0]}, {each[1]})) else None if None in w else True)"

    def how_feet_apart(self, m: Measure) -> str:
        left, right = (self.at(m.reads[0], foot) for foot in FEET)
        return f"(abs({left} - {right}) if {left}.__class__ is int and {right}.__class__ is int else None)"

    def how_body_mass_index(self, m: Measure) -> str:
        """kg / m², one decimal, from tenths of a kilogram and of a centimetre."""
        kilos, height = (self.at(name) for name in m.reads)
        whole = f"(2000000 * {kilos} + {height} * {height}) // (2 * {height} * {height})"
        return f"(None if {kilos} is None or {height} is None else {whole})"

    def how_missing(self, m: Measure) -> str:
        if m.static:
            return "(" + " + ".join(f"({self.at(name)} is None)" for name in m.reads) + ")"
        parts = []
        for line in self.pathway.must_know:
            count = "(" + " + ".join(f"({self.at(name)} is None)" for name in line.facts) + ")"
            flags = tuple(f.id for f in self.pathway.facts.values() if f.flag)
            if line.facts == flags:
                count = self.at("flags_missing")
            parts.append(count if line.when is None else f"({count} if {self.both(line.when).possible} else 0)")
        return " + ".join(parts)

    def how_days_since(self, m: Measure) -> str:
        name = m.reads[0]
        if name in self.clocks:
            at = f"K[{self.clocks[name]}]"
            return f"('never' if {at} is None else d - {at})"
        at = self.at(name)
        return f"(d - {at} if {at}.__class__ is int else {at})"

    def how_days_since_entry(self, m: Measure) -> str:
        at = f"K[{self.clocks['entry']}]"
        return f"('never' if {at} is None else d - {at})"

    def how_entered(self, m: Measure) -> str:
        return f"(K[{self.clocks['entered']}] == d)"

    def how_age_of_sign(self, m: Measure) -> str:
        told, older = (f"K[{self.clocks[f'{m.reads[0]}.{part}']}]" for part in ("told", "older"))
        return f"(None if {told} is None or {older} is None else d - {told} + {older})"

    def how_worst(self, m: Measure) -> str:
        first, *others = (self.at(name) for name in m.reads)
        alone = " and ".join(f"{other} is None" for other in others)
        found = f"{first} if {alone} else worst(({first}, {', '.join(others)}))"
        return f"(None if {first} is None else {found})" if m.needs else f"({found})"

    def how_first_known(self, m: Measure) -> str:
        *first, last = (self.at(name) for name in m.reads)
        return "(" + "".join(f"{at} if {at} is not None else " for at in first) + f"{last})"

    def how_ago(self, m: Measure) -> str:
        return f"{self.past(m.reads[0])}[i - {m.days}]"

    def how_median(self, m: Measure) -> str:
        if not m.since:
            symbol, days = self.pathway.names[m.reads[0]], f"(w := {self.window(m)})"
            if symbol.extra:
                return f"median({self.window(m)}, {m.needs})"
            return f"(sorted(w)[{(m.days - 1) // 2}] if None not in {days} else median(w, {m.needs}))"
        clock, series = f"K[{self.clocks[m.since]}]", f"{self.past(m.reads[0])}"
        start, over = f"{clock} - d + i" + (f" - {m.days}" if m.before else ""), 0 if m.before else m.days
        kept = f"K[{self.clocks[m.id]}]"
        fresh = f"median({series}[{start}:{start} + {m.days}], {m.needs})"
        settled = f"{kept}[1] if {kept} is not None and {kept}[0] == {clock}"
        keep = f"keep(K, {self.clocks[m.id]}, {clock}, {fresh}) if d - {clock} >= {over}"
        return f"(None if {clock} is None else {settled} else {keep} else {fresh})"

    def how_second(self, m: Measure) -> str:
        """The second highest number of a window; of a window from a mark once it is whole, and then for good."""
        if not m.since:
            return f"second({self.window(m)}, {m.needs})"
        clock, series = f"K[{self.clocks[m.since]}]", f"{self.past(m.reads[0])}"
        start, kept = f"{clock} - d + i", f"K[{self.clocks[m.id]}]"
        fresh = f"second({series}[{start}:{start} + {m.days}], {m.needs})"
        settled = f"{kept}[1] if {kept} is not None and {kept}[0] == {clock}"
        keep = f"keep(K, {self.clocks[m.id]}, {clock}, {fresh})"
        return f"(None if {clock} is None or d - {clock} < {m.days} else {settled} else {keep})"

    def how_max(self, m: Measure) -> str:
        return f"largest({self.window(m)}, {m.needs})"

    def how_sum(self, m: Measure) -> str:
        return f"total({self.window(m)})"

    def how_mean(self, m: Measure) -> str:
        return f"mean({self.window(m)}, {m.needs})"

    def how_table(self, m: Measure) -> str:
        self.constants[f"T_{m.id}"] = dict(m.table)
        if self.pathway.names[m.id].always:
            return f"T_{m.id}[{self.at(m.reads[0])}]"
        return f"T_{m.id}.get({self.at(m.reads[0])})"

    def how_cycle(self, m: Measure) -> str:
        """The last days of every so many since a mark."""
        clock = f"K[{self.clocks[m.reads[0]]}]"
        return f"({clock} is not None and (d - {clock}) % {m.days} >= {m.days - m.last})"

    def how_count(self, m: Measure) -> str:
        if m.holds is not None and m.last:
            days = f"[{self.holding(m, m.holds)} for v in {self.window(m)}]"
            return f"recent({days}, {self.window(m, m.among)}, True, {m.last})"
        if m.holds is not None:
            return f"sum([{self.holding(m, m.holds)} for v in {self.window(m)}])"
        if not m.last:
            return f"count({self.window(m)}, {self.is_(m)}, {m.needs})"
        both = f"{self.window(m)}, {self.window(m, m.among)}"
        return f"recent({both}, {self.is_(m)}, {m.last})"

    def holding(self, m: Measure, holds: Compare) -> str:
        """Does it surely hold of a day's value `v`?"""
        match holds.right:
            case Const(value=value):
                return f"v.__class__ is int and v {holds.op} {value}"
            case Ref(name=name):
                at = self.at(name)
                return f"v.__class__ is int and {at}.__class__ is int and v {holds.op} {at}"

    def how_streak(self, m: Measure) -> str:
        end = "i + 1" if m.today else "i"
        if m.holds is not None:
            days = f"{self.past(m.reads[0])}[{end} - {m.high}:{end}]"
            return f"lead({self.holding(m, m.holds)} for v in reversed({days}))"
        return f"streak({self.past(m.reads[0])}[{end} - {m.high}:{end}], {self.is_(m)})"

    def how_share(self, m: Measure) -> str:
        return f"share({self.window(m)}, {self.window(m, m.of_series)}, {m.needs})"

    # -- functions ----------------------------------------------------------------------------------------

    def static_text(self) -> list[str]:
        """Defaults of facts that do not apply, and measures that follow from lasting facts alone."""
        lines = ["def static(F, R):"]
        left: dict[str, Fact | Measure] = {f.id: f for f in self.pathway.facts.values() if f.asked is not None}
        left |= {m.id: m for m in self.pathway.measures.values() if m.static and m.id in self.used}
        while left:
            for id, item in list(left.items()):
                needs = item.reads if isinstance(item, Measure) else reads(item.asked) if item.asked else ()
                if not any(n in left and n != id for n in needs):
                    lines += ["    " + line for line in self.static_item(left.pop(id))]
        return lines

    def static_item(self, item: Fact | Measure) -> list[str]:
        if isinstance(item, Measure):
            return [f"{self.place(item.id)} = {self.worked_out(item)}"]
        assert item.asked is not None
        at, raw = self.at(item.id), f"R[{self.slots[item.id]}]"
        default = {"yes_no": "False", "set": "S_none"}.get(item.kind, repr(no_answer(item)))
        self.constants["S_none"] = frozenset()
        asked = self.both(item.asked).possible
        return [f"{at} = {default} if {raw} is None and not {asked} else {raw}"]

    def measure_texts(self) -> list[str]:
        """A function for each measure that changes from day to day; it leaves its value in the frame."""
        lines = []
        early, ready = self.early(), frozenset(self.daily_needs())
        for m in self.measured.values():
            slot = self.slots[m.id]
            self.ready = frozenset() if m.id in early else ready
            lines += [f"def m{slot}(F, H, K, i, d):", f"    F[{slot}] = v = {self.worked_out(m)}", "    return v"]
        self.ready = frozenset()
        return lines

    def day_text(self, rows: Sequence[Row], lasting: set[str]) -> list[str]:
        """Writes today into every series. Then what moves every day.

        Gives back what `rows` read of today: it must have few values.

        What every day needs is worked out in local variables, in one go; long windows wait until they are asked for.
        """
        lines = ["def day(F, H, K, i, d):"]
        lines += [f"    {''.join(f'H{n}, ' for n in range(len(self.series)))}= H"] if self.series else []
        self.unpacked = True
        for name in self.series:
            if name not in self.measured:
                lines += [f"    {self.past(name)}[i] = {self.place(name)}"] if name in self.slots else []
        wanted = self.daily_needs()
        plain = {n for id in wanted for n in self.measured[id].reads if n in self.slots and n not in self.measured}
        for slot in sorted(self.slots[name] for name in plain):
            lines.append(f"    v{slot} = F[{slot}]")
            self.locals.add(slot)
        for id in wanted:
            lines += ["    " + line for line in self.remembered(self.measured[id])]
        lines += self.settled()
        lines += self.every_day()
        lines.append(f"    return {self.key_of(rows, lasting)}")
        self.locals = set()
        self.unpacked = False
        return lines

    def settled(self) -> list[str]:
        """On the day when a window from a mark is whole it is kept; nobody may ask for it for weeks."""
        lines = []
        for m in self.measured.values():
            if m.since:
                clock, whole = f"K[{self.clocks[m.since]}]", 1 if m.before else m.days
                test = f"{clock} is not None and d - {clock} == {whole}"
                lines.append(f"    if {test}: m{self.slots[m.id]}(F, H, K, i, d)")
        return lines

    def every_day(self) -> list[str]:
        """The machine's every day, line after line; lines that want the same state's values stand under one test."""
        lines, effect = [], self.effect_text("every_day", self.pathway.machine.every_day)[1:-1]
        wanted = [_wants(self.pathway, change) for change in self.pathway.machine.every_day]
        for name, group in groupby(zip(wanted, effect, strict=True), key=lambda pair: pair[0][0]):
            pairs = list(group)
            values = frozenset().union(*(values for (_, values), _ in pairs))
            lines += [f"    if {self.at(name)} in {self.constant(values)}:"] if name else []
            lines += ["    " * bool(name) + line for _, line in pairs]
        return lines

    def remembered(self, m: Measure) -> list[str]:
        slot = self.slots[m.id]
        lines = [f"F[{slot}] = v{slot} = {self.worked_out(m)}"]
        self.locals.add(slot)
        if m.writes:
            lines.append(f"{self.past(m.writes[0])}[i - {m.writes[1]}] = v{slot}")
        if m.id in self.series:
            lines.append(f"{self.past(m.id)}[i] = v{slot}")
        return lines

    def early(self) -> set[str]:
        """The measures that may be asked for before `day` has worked out what every day needs."""
        found, todo = set[str](), self.daily_needs()
        while todo:
            for name in self.measured[todo.pop()].reads:
                if name in self.measured and name not in found:
                    found.add(name)
                    todo.append(name)
        return found

    def daily_needs(self) -> list[str]:
        """The measures behind the series, in the order they can be worked out."""
        needed = {m.id for m in self.measured.values() if m.id in self.series or m.writes}
        todo = list(needed)
        while todo:
            for name in self.measured[todo.pop()].reads:
                m = self.measured.get(name)
                if m is not None and m.days <= WEEK and name not in needed | self.once:
                    needed.add(name)
                    todo.append(name)
        return [id for id in self.measured if id in needed]

    def whole_text(self) -> list[str]:
        self.filling = True
        lazy = [self.at(id) for id in self.measured if id not in self.ready]
        self.filling = False
        stale = [self.slots[id] for id in self.daily_needs() if self.by_urgency(id)]
        again = [f"    m{slot}(F, H, K, i, d)" for slot in stale]
        return ["def whole(F, H, K, i, d):", *again, *(f"    {at}" for at in lazy), "    return F"]

    def by_urgency(self, name: str) -> bool:
        """Does it read what the rows come to today? What `day` worked out of that is of the rows of the day before."""
        measure = self.measured.get(name)
        read = measure.reads if measure is not None and measure.how in ("when", "surely") else ()
        return f"{name}?" in self.slots or any(map(self.by_urgency, read))

    def anew_text(self) -> list[str]:
        """Every measure once more, each after those that it reads."""
        lines = [f"    m{self.slots[id]}(F, H, K, i, d)" for id in self.daily_needs()]
        lines += [f"    if F[{self.slots[id]}] is ...: m{self.slots[id]}(F, H, K, i, d)" for id in self.measured]
        return ["def anew(F, H, K, i, d):", *lines, "    return F"]

    def whole_frame(self, static_rows: Sequence[tuple[int, Row]]) -> list[str]:
        """What reads lasting facts and today's pain alone."""
        features = [f.when for c in self.pathway.conditions for f in c.features]
        texts = [self.fits_text(foot) for foot in ("", *FEET)]
        texts += [self.volatile_text(features), self.rows_text("rows", static_rows)]
        return [line for text in texts for line in text]

    def fits_text(self, foot: str) -> list[str]:
        """For each condition, whether each of its features is there: True, False, or None for not known."""
        lines = [f"def fits_{foot or 'any'}(F):", "    return ("]
        self.fitting = True
        for condition in self.pathway.conditions:
            both = [self.both(feature.when, foot) for feature in condition.features]
            parts = [f"(True if {r.true} else None if {r.possible} else False)" for r in both]
            lines.append(f"        ({', '.join(parts)},),")
        self.fitting = False
        return [*lines, "    )"]

    def volatile_text(self, conds: Sequence[Cond]) -> list[str]:
        """What changes from day to day in triage and conditions, as truth of the comparisons that read it."""
        daily = {f.id for f in self.pathway.facts.values() if f.daily}
        daily |= {m.id for m in fitted_by_date(self.pathway)}
        keys: dict[str, None] = {}
        for cond in conds:
            for part in _atoms(cond):
                if daily & set(reads(part)):
                    for foot in ("", *FEET):
                        both = self.both(part, foot)
                        keys[f"{both.true} or ({both.possible} and None)"] = None
        return ["def volatile(F):", "    return (" + ", ".join(keys) + ("," if keys else "") + ")"]

    def rows_text(self, name: str, rows: Sequence[tuple[int, Row]]) -> list[str]:
        """Which rows are surely true and which possibly, as two bit sets."""
        lines = [f"def {name}(F{', H, K, i, d' if self.pulls else ''}):", "    t = p = 0"]
        for place, row in rows:
            assert row.when is not None
            both, bit = self.both(row.when), 1 << place
            if both.true == both.possible:
                lines.append(f"    if {both.true}: t |= {bit}")
            else:
                lines += [f"    if {both.true}: t |= {bit}", f"    elif {both.possible}: p |= {bit}"]
        return [*lines, "    return t, t | p"]

    def key_of(self, rows: Sequence[Row], lasting: set[str]) -> str:
        """What those rows read that does not last: yes/no, choices, or the comparison itself."""
        keys: dict[str, None] = {}
        for row in rows:
            for atom in _atoms(_when(row)):
                if set(reads(atom)) - lasting:
                    names = [n for n in reads(atom) if self.pathway.names[n].kind in ("yes_no", "choice")]
                    keys.update(dict.fromkeys(map(self.at, names)) if names else {self.three(atom): None})
        return "(" + "".join(f"{key}, " for key in keys) + ")"

    def votes_text(self) -> list[str]:
        """The place of the rule that decides, and of the maybe that holds an opening vote back (or -1)."""
        ranked = _ranked(self.pathway)
        lines = ["def votes(F, H, K, i, d):"]
        cautious = [(n, r) for n, r in ranked if r.vote not in OPENING and r.when is not None and not r.over]
        for n, rule in cautious:
            lines.append(f"    if {self.both(_when(rule)).true}: return {n}, -1")
        lines.append("    opens = -1")
        word = "if"
        for n, rule in ranked:
            if rule.vote in OPENING:
                lines.append(f"    {word} {self.both(_when(rule)).true}: opens = {n}")
                word = "elif"
        lines.append(f"    if opens < 0: return {ranked[-1][0]}, -1")
        for n, rule in cautious:
            lines.append(f"    if {self.both(_when(rule)).possible}: return opens, {n}")
        return [*lines, "    return opens, -1"]

    def holding_text(self) -> list[str]:
        """The places of the rules that hold and also move the state."""
        lines = ["def holding(F, H, K, i, d):", "    found = []"]
        for n, rule in _ranked(self.pathway):
            if rule.vote == "hold" and rule.when is not None and self.pathway.machine.effects[rule.effect]:
                lines.append(f"    if {self.both(rule.when).true}: found.append({n})")
        return [*lines, "    return found"]

    def relieves_text(self) -> list[str]:
        """Does a rule surely fire that leaves relief alone? What is laid over the day comes too late for that."""
        plans = relief_plans(self.pathway)
        tests = [
            self.both(_when(r)).true for _, r in _ranked(self.pathway) if r.when and r.plan in plans and not r.over
        ]
        return ["def relieves(F, H, K, i, d):", *(f"    if {test}: return True" for test in tests), "    return False"]

    def guarded_text(self) -> list[str]:
        """Does a stop, a step down or a hold surely fire that no clinician's setting may lift?"""
        rules = [r for _, r in _ranked(self.pathway) if r.when and r.vote in GUARDS and r.n <= GUARDED and not r.over]
        tests = [self.both(_when(rule)).true for rule in rules]
        return ["def guarded(F, H, K, i, d):", *(f"    if {test}: return True" for test in tests), "    return False"]

    def effect_text(self, id: str, changes: Sequence[Change]) -> list[str]:
        """What an effect does to the state; `from` speaks of the state before it."""
        lines = [f"def effect_{id}(F, H, K, i, d):"]
        moved = {change.set for change in changes}
        for name in dict.fromkeys(name for change in changes for name in _change_reads(change)):
            if id != "every_day" and name in self.measured and moved & _behind(self.pathway, name):
                lines.append(f"    {self.at(name)}")
        tests = [self.wanted(change) for change in changes]
        told = [n for n, test in enumerate(tests) if test != "True" and id != "every_day"]
        lines += [f"    t{n} = {tests[n]}" for n in told]  # all of them first: they speak of the state before
        for n, change in enumerate(changes):
            test = f"t{n}" if n in told else tests[n]
            lines.append("    " + self.change(change, test, marks=id == "every_day"))
        return [*lines, "    return None"]

    def wanted(self, change: Change) -> str:
        """Does it apply? `from`, `when` and `unless` speak of the state before the effect."""
        clock = f"K[{self.clocks[change.set]}]" if change.verb == "mark" else ""
        tests = [f"{clock} is None"] if change.once else []
        tests += [f"{self.place(change.set)} == {change.from_!r}"] if change.from_ else []
        tests += [self.both(change.when).true] if change.when is not None else []
        tests += [f"(not {self.both(change.unless).true})"] if change.unless is not None else []
        return " and ".join(tests) or "True"

    def change(self, change: Change, test: str, *, marks: bool = False) -> str:
        """`marks`: it also marks the day on which its state changed, which is else done for a whole effect."""
        if change.verb == "mark":
            return f"if {test}: K[{self.clocks[change.set]}] = d"
        state, at = self.pathway.machine.state[change.set], self.place(change.set)
        tests = [f"{at} != {_word(state, change.to)!r}"] if change.verb == "to" else []  # the cheap test first
        tests += [test] if test != "True" else []
        if change.verb == "highest":
            tests += [f"{at} != {state.options[-1]!r}", f"{at} != {self.at(change.to)}"]  # nothing is above the last
        holds, new = " and ".join(tests) or "True", self.changed(change, state, at)
        if not marks or not state.changed:
            return f"if {holds}: {at} = {new}"
        clock = f"K[{self.clocks[state.changed]}]"
        return f"if {holds}: w = {at}; {at} = {new}; {clock} = d if {at} != w else {clock}"

    def changed(self, change: Change, state: State, at: str) -> str:
        if change.verb == "to":
            return repr(_word(state, change.to))
        if change.verb == "keep":
            limit = self.pathway.thresholds.get(change.to)
            return repr(limit.value) if limit else self.at(change.to)
        if change.verb == "highest":
            return f"higher({at}, {self.at(change.to)}, {state.options!r})"
        by = int(change.to) if change.verb == "up" else -int(change.to)
        if state.kind == "int":
            return f"max({state.low}, min({state.high}, {at} + {by}))"
        if by < 0 and state.lowest:
            return f"lower({at}, {-by}, {state.options!r}, {state.options.index(state.lowest)})"
        return f"{state.options!r}[max(0, min({len(state.options) - 1}, {state.options!r}.index({at}) + {by}))]"

    def firing_text(self) -> list[str]:
        lines = ["def firing(F):", "    found = []"]
        for n, rule in _ranked(self.pathway):
            if rule.when is not None:
                lines.append(f"    if {self.both(rule.when).true}: found.append({n})")
        return [*lines, "    return found"]


@cache
def compiled(pathway: Pathway) -> Running:
    """The pathway as functions over a frame; worked out once for each pathway."""
    writer = Writer(pathway)
    rows = list(enumerate(pathway.rows))
    lasting = {f.id for f in pathway.facts.values() if not f.daily}
    lasting |= {m.id for m in pathway.measures.values() if m.static}
    static_rows = [(n, r) for n, r in rows if r.when and set(reads(r.when)) <= lasting]
    today = [(n, r) for n, r in rows if (n, r) not in static_rows]
    machine = pathway.machine
    effects = {**machine.effects, "on_lowered": machine.on_lowered, "after_a_run": machine.after_a_run}
    parts = [writer.static_text(), writer.whole_frame(static_rows), writer.firing_text()]
    parts += [_when_text(writer, name, cond) for name, cond in _others(pathway).items()]
    writer.pulls = True
    parts += [writer.measure_texts(), writer.day_text([r for _, r in today], lasting)]
    writer.ready = frozenset(writer.daily_needs())  # `day` has worked these out before anything below is called
    parts += [writer.whole_text(), writer.anew_text(), writer.rows_text("rows_today", today)]
    parts += [writer.votes_text(), writer.holding_text(), writer.relieves_text(), writer.guarded_text()]
    parts += [writer.effect_text(id, changes) for id, changes in effects.items()]
    source = "\n".join(line for part in parts for line in [*part, ""])
    own = {"bool": bool, "min": min, "max": max, "sum": sum, "reversed": reversed}
    space: dict[str, Any] = {**writer.constants, **{n: getattr(lookbacks, n) for n in LOOKS}, **own}
    exec(compile(source, "<pathway>", "exec"), space)
    return Running(
        pathway=pathway,
        slots=writer.slots,
        size=len(writer.slots),
        daily=writer.daily,
        pulled=writer.pulled,
        series=writer.series,
        clocks=writer.clocks,
        fits={foot: space[f"fits_{foot or 'any'}"] for foot in ("", *FEET)},
        effects={id: space[f"effect_{id}"] for id in effects},
        when={n: tuple(space[f"{rail}_{n.replace('-', '_')}"] for rail in RAILS) for n in _others(pathway)},
        source=source,
        **{name: space[name] for name in FUNCTIONS},
    )


def fitted_by_date(pathway: Pathway) -> tuple[Measure, ...]:
    """The measures of days since a date that was told which a condition's features read."""
    named = {name for c in pathway.conditions for f in c.features for name in reads(f.when)}
    return tuple(m for m in pathway.measures.values() if m.id in named and m.how == "days_since")


RAILS = ("true", "possible")
PAST = ("ago", "median", "second", "max", "sum", "mean", "count", "streak", "share")
FUNCTIONS = (
    "static",
    "day",
    "whole",
    "anew",
    "volatile",
    "rows",
    "rows_today",
    "votes",
    "holding",
    "relieves",
    "guarded",
    "firing",
)
LOOKS: tuple[str, ...] = (
    "median",
    "second",
    "largest",
    "total",
    "mean",
    "count",
    "streak",
    "lead",
    "recent",
    "share",
    "worst",
    "percent",
    "keep",
)
LOOKS += ("higher", "lower")
GUARDS, GUARDED = ("stop", "regress", "hold"), 5
"""Of these votes the rows up to this number are lifted by no clinician's setting."""


def relief_plans(pathway: Pathway) -> frozenset[str]:
    """The kinds of plan that hold no load."""
    return frozenset(kind.id for kind in pathway.plans if not {"all", "core"} & set(kind.keeps))


def ladders(pathway: Pathway) -> dict[str, tuple[str, str]]:
    """Per ladder of exercises: where it stands whether it was done today, and whether all of it with little pain."""
    states = (s.id for s in pathway.machine.state.values() if s.ladder and s.id.endswith(LEVEL))
    return {id: (id.removesuffix(LEVEL) + "_done", id.removesuffix(LEVEL) + "_top") for id in states}


def _when_text(writer: Writer, name: str, cond: Cond) -> list[str]:
    both = writer.both(cond)
    plain = name.replace("-", "_")
    return [f"def true_{plain}(F): return {both.true}", f"def possible_{plain}(F): return {both.possible}"]


def _others(pathway: Pathway) -> dict[str, Cond]:
    """The conditions of facts, tasks and the machine, by a name of their own."""
    found: dict[str, Cond] = {"plan": pathway.machine.plan_when}
    found |= {f"asked_{f.id}": f.asked for f in pathway.facts.values() if f.asked is not None}
    for n, line in enumerate(pathway.must_know):
        found |= {f"must_{n}": line.when} if line.when is not None else {}
    found |= {f"today_{n}": cond for n, (cond, _) in enumerate(pathway.plan_today)}
    found |= {f"gate_{criterion.id}": criterion.when for criterion in pathway.gate}
    found |= {f"notice_{notice.id}": notice.when for notice in pathway.notices}
    for treatment in pathway.treatments:
        pairs = {"open": treatment.when, "barred": treatment.bar}
        found |= {f"treatment_{treatment.id}_{key}": cond for key, cond in pairs.items() if cond is not None}
    for task in pathway.tasks:
        pairs = {"when": task.when, "bar": task.bar, **{f"in_{p}": c for p, c in task.when_in.items()}}
        found |= {f"{task.id}_{key}": cond for key, cond in pairs.items() if cond is not None}
    return found


def _word(state: State, word: str) -> str | int:
    return int(word) if state.kind == "int" and word not in state.extra else word


def _change_reads(change: Change) -> list[str]:
    """What a change reads, to be worked out before the state moves."""
    named = [change.to] if change.verb in ("keep", "highest") else []
    return [*named, *(name for cond in (change.when, change.unless) if cond is not None for name in reads(cond))]


def _wants(pathway: Pathway, change: Change) -> tuple[str, frozenset[str]]:
    """The state a change looks at first, and the values that it wants of it; or none."""
    cond = change.when.parts[0] if isinstance(change.when, And) else change.when
    match cond:
        case Compare(left=Ref(name=name), op="==", right=Const(value=str(value))):
            values = frozenset((value,))
        case Member(item=Ref(name=name), group=Const(value=frozenset() as values)):
            pass
        case _:
            return "", frozenset()
    moved = {change.set for change in pathway.machine.every_day}
    return (name, values) if name in pathway.machine.state and name not in moved else ("", frozenset())


def _behind(pathway: Pathway, name: str) -> set[str]:
    """The facts, states and marks a measure comes from."""
    found, todo = set(), [name]
    while todo:
        m = pathway.measures.get(todo.pop())
        for read in m.reads if m is not None else ():
            if read not in found:
                found.add(read)
                todo.append(read)
    return found


def _ranked(pathway: Pathway) -> list[tuple[int, Rule]]:
    """Places of the rules, the most cautious vote first, then by number; the rule that is left last."""
    step = {vote: n for n, votes in enumerate(pathway.order) for vote in votes}
    return sorted(enumerate(pathway.rules), key=lambda pair: (step[pair[1].vote], pair[1].n))


def _when(rule: Rule | Row) -> Cond:
    assert rule.when is not None
    return rule.when


def _atoms(cond: Cond) -> list[Cond]:
    """Comparisons, and what stands under a `not`, one by one."""
    match cond:
        case Not(part=part):
            return _atoms(part)
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            return [atom for part in parts for atom in _atoms(part)]
    return [cond]


def no_answer(fact: Fact) -> str | int | None:
    """The answer that stands for `does not apply`."""
    if fact.none is not None:
        return fact.none
    for word in ("none", "no", *fact.extra):
        if word in fact.options or word in fact.extra:
            return word
    return None


def _conds(pathway: Pathway) -> list[Cond]:
    found = [row.when for row in pathway.rows if row.when is not None]
    found += [rule.when for rule in pathway.rules if rule.when is not None]
    found += [f.when for c in pathway.conditions for f in c.features]
    found += [factor.when for factor in pathway.factors]
    return found + list(_others(pathway).values())


def _used(pathway: Pathway) -> frozenset[str]:
    """The measures something reads, and what those read."""
    found = {name for cond in _conds(pathway) for name in reads(cond)}
    found |= {name for changes in _changes(pathway) for change in changes for name in _change_reads(change)}
    found |= {m.id for m in pathway.measures.values() if m.writes}
    found |= {*pathway.steps.values(), *pathway.shown.values()}
    todo = [n for n in found if n in pathway.measures]
    while todo:
        m = pathway.measures[todo.pop()]
        for name in (*m.reads, m.among, m.older, m.of_series):
            if name and name not in found:
                found.add(name)
                todo += [name] if name in pathway.measures else []
    return frozenset(found)


def _read_once(pathway: Pathway, used: frozenset[str]) -> frozenset[str]:
    """Conditions read by one other measure alone, and never looked back at."""
    readers = [name for m in pathway.measures.values() if m.id in used for name in m.reads]
    elsewhere = {name for cond in _conds(pathway) for name in reads(cond)} | set(_remembered(pathway, used))
    elsewhere |= {name for changes in _changes(pathway) for change in changes for name in _change_reads(change)}
    found = (m.id for m in pathway.measures.values() if m.when is not None and not m.static and not m.writes)
    return frozenset(id for id in found if readers.count(id) == 1 and id not in elsewhere)


def _changes(pathway: Pathway) -> list[tuple[Any, ...]]:
    machine = pathway.machine
    return [*machine.effects.values(), machine.every_day, machine.on_lowered, machine.after_a_run]


def _remembered(pathway: Pathway, used: frozenset[str]) -> list[str]:
    """Names whose past is read."""
    found: dict[str, None] = {}
    for m in pathway.measures.values():
        if m.id in used and m.how in PAST:
            found[m.reads[0]] = None
            found.update(dict.fromkeys(n for n in (m.among, m.of_series) if n))
        if m.writes:
            found[m.writes[0]] = None
    return list(found)


def _clocks(pathway: Pathway, used: frozenset[str]) -> dict[str, int]:
    """Dates the fold keeps: the machine's marks, the last check-in, when a sign was told and how old it was."""
    names = [*pathway.machine.marks, "entry", "entered"]
    names += [m.id for m in pathway.measures.values() if m.since and m.id in used]
    for m in pathway.measures.values():
        if m.how == "age_of_sign" and m.id in used:
            names += [f"{m.reads[0]}.told", f"{m.reads[0]}.older"]
    return {name: n for n, name in enumerate(names)}
