"""What a life carries from one date to the next: answers, what stands, state, marks, and the values of every date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from svang.model.person import Event
from tests.slow.days import Told
from tests.slow.facts import Answers
from tests.slow.kleene import is_number
from tests.slow.standing import Standing

PHASES = ("paused", "calm", "early", "build", "run", "maintain")
RAISES = ("none", "H1", "H2", "H3", "H4", "H5")
SCRUNCHES = ("none", "T1", "T2", "T3")
BALANCES = ("none", "B1", "B2", "B3")
STAGES = ("none", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9")
ORDERS = {
    "phase": PHASES,
    "raise_level": RAISES,
    "scrunch_level": SCRUNCHES,
    "balance_level": BALANCES,
    "run_stage": STAGES,
    "run_tolerated": STAGES,
}
LOADS = ("phase", "raise_level", "scrunch_level", "balance_level", "run_stage")
LADDERS = ("raise_level", "scrunch_level", "balance_level", "run_stage")
CHANGED = {"phase": "moved", "raise_level": "raise_changed", "scrunch_level": "scrunch_changed"}
CHANGED |= {"balance_level": "balance_changed", "run_stage": "stage_changed"}
START: dict[str, Any] = {
    "phase": "paused",
    "raise_level": "none",
    "scrunch_level": "none",
    "balance_level": "none",
    "last_raised": "none",
    "run_stage": "none",
    "run_tolerated": "none",
    "run_budget": 0,
    "green_runs": 0,
    "runs_here": 0,
    "plan_condition": "none",
    "rung": "none",
    "rung_latched": "none",
    "usual_base": "none",
    "act_then": "none",
    "rise_then": "none",
}


@dataclass
class Life:
    numbers: dict[str, int]
    usual_numbers: dict[str, int]
    days: dict[int, Told]
    answers: Answers = field(default_factory=Answers)
    standing: Standing = field(default_factory=Standing)
    spoken_against: dict[tuple[str, str, int], bool] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=lambda: dict(START))
    marks: dict[str, int] = field(default_factory=dict)
    v: dict[int, dict[str, Any]] = field(default_factory=dict)
    colour: dict[int, Any] = field(default_factory=dict)
    colour_plan: dict[int, Any] = field(default_factory=dict)
    unsettled: dict[int, Any] = field(default_factory=dict)
    zeros: dict[str, int] = field(default_factory=lambda: {"left": 0, "right": 0})
    morning_told: dict[str, int] = field(default_factory=lambda: {"left": 0, "right": 0})
    last_entry: int | None = None
    named: str = ""
    last_seen: Event | None = None
    adjusted: list[dict[str, Any]] = field(default_factory=list)
    pause: tuple[int, int] | None = None
    lowered_days: list[int] = field(default_factory=list)

    def of(self, name: str, d: int) -> Any:
        return self.v.get(d, {}).get(name)

    def over(self, name: str, first: int, last: int) -> list[Any]:
        """The values of a name from one date to another, both included."""
        return [self.of(name, d) for d in range(first, last + 1)]

    def since(self, mark: str, d: int) -> Any:
        return d - self.marks[mark] if mark in self.marks else "never"

    def stands_at(self, name: str) -> int:
        return ORDERS[name].index(self.state[name])


def step_of(order: tuple[str, ...], value: str, by: int, lowest: str = "") -> str:
    """So many steps along an order; downwards not below the lowest, and what stands lower stays."""
    place = order.index(value)
    if by < 0 and lowest:
        floor = order.index(lowest)
        return order[max(floor, place + by)] if place > floor else value
    return order[max(0, min(len(order) - 1, place + by))]


def within(since: Any, days: int) -> bool:
    """Fewer days ago than so many."""
    return is_number(since) and since < days
