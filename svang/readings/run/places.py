"""Where a generated text finds a name: in a frame that is whole, in one whose measures are worked out when asked for,
or in the local variables of the day's own function. F is the frame, H the series, K the clocks, i today's place in a
series, d its ordinal.
"""

from __future__ import annotations

from typing import Any

from svang.model.measures import Ago, DaysSince, DaysSinceCheckin
from svang.model.rule import Arith, Const, Ref, Sum
from svang.readings.run.frame import Layout


class Places:
    """A frame that is whole. `constants`: sets and tables that the texts name, collected while they are written."""

    pulls = False

    def __init__(self, layout: Layout, constants: dict[str, Any]) -> None:
        self.layout, self.constants = layout, constants
        self.pathway, self.slots = layout.pathway, layout.slots

    def slot(self, name: str, foot: str = "") -> int:
        fact = self.pathway.facts.get(name)
        return self.slots[f"{name}.{foot}" if fact and fact.foot and foot else name]

    def at(self, name: str, foot: str = "") -> str:
        """Where a name is read."""
        return f"F[{self.slot(name, foot)}]"

    def place(self, name: str) -> str:
        """Where a name is written."""
        return f"F[{self.slots[name]}]"

    def past(self, name: str) -> str:
        """The list of a series."""
        return f"H[{self.layout.series[name]}]"

    def clock(self, name: str) -> str:
        return f"K[{self.layout.clocks[name]}]"

    def constant(self, value: Any) -> str:
        """A set by a name of its own, anything else as it is written."""
        if isinstance(value, frozenset):
            name = "S_" + "_".join(sorted(value)) if value else "S_none"
            self.constants[name] = value
            return name
        return repr(value)

    def clock_of(self, name: str) -> str:
        """The clock whose age a measure is: always known, and cheaper to read than to work out; "" for any other."""
        match self.layout.measured.get(name):
            case DaysSince(read=clock) if clock in self.layout.clocks:
                return self.clock(clock)
            case DaysSinceCheckin():
                return self.clock("checkin_before")
        return ""

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


class Doubted(Places):
    """The urgency as it would be with the rows that are unsure; all else as in the places it comes from."""

    def __init__(self, inner: Places) -> None:
        super().__init__(inner.layout, inner.constants)
        self.inner, self.pulls = inner, inner.pulls

    def at(self, name: str, foot: str = "") -> str:
        doubt = self.slots.get(f"{name}?")
        return self.inner.at(name, foot) if doubt is None else f"F[{doubt}]"


class Fitting(Places):
    """As the features of a condition read it: a test that was not done says nothing."""

    def at(self, name: str, foot: str = "") -> str:
        fact, slot = self.pathway.facts.get(name), self.slot(name, foot)
        if fact is not None and fact.missing:
            return f"(F[{slot}] if F[{slot}] != {fact.missing!r} else None)"
        return f"F[{slot}]"


class Pulled(Places):
    """Measures are worked out when something first asks for them; those that are `ready` have been."""

    pulls = True

    def __init__(self, layout: Layout, constants: dict[str, Any], ready: frozenset[str] = frozenset()) -> None:
        super().__init__(layout, constants)
        self.ready = ready

    def at(self, name: str, foot: str = "") -> str:
        measure = self.layout.measured.get(name)
        if measure is None or name in self.ready:
            return super().at(name, foot)
        if isinstance(measure, Ago):
            return self.ago(measure)
        return self.filled(name)

    def ago(self, measure: Ago) -> str:
        """It is read where it lies; nobody need keep it."""
        return f"{self.past(measure.read)}[i - {measure.days}]"

    def filled(self, name: str) -> str:
        """A measure out of the frame, which holds it from then on."""
        slot = self.slots[name]
        return f"(F[{slot}] if F[{slot}] is not ... else m{slot}(F, H, K, i, d))"


class InDay(Pulled):
    """Inside `day`: the series are local variables, and so is what has been worked out."""

    def __init__(self, layout: Layout, constants: dict[str, Any]) -> None:
        super().__init__(layout, constants)
        self.local: set[int] = set()

    def at(self, name: str, foot: str = "") -> str:
        slot = self.slot(name, foot)
        return f"v{slot}" if slot in self.local else super().at(name, foot)

    def past(self, name: str) -> str:
        return f"H{self.layout.series[name]}"
