"""All that a course carries from one day to the next; the engine's own, and nobody else's."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from svang.model.knowledge import SAID, Pathway
from svang.readings.run.compile import compiled
from svang.readings.run.frame import PAD

LATER = 10**9
"""No day that anybody sees."""


@dataclass(slots=True)
class Memory:
    """`frame`, `raw`: what stands, and what was answered; `series`, `clocks`: of the past. `until`, `told`: by place,
    to when an answer lasts and on which day it was given. `standing`: the triage rows that stand, as bits; `cleared`:
    of those that a clinician lifted what was known then; `signed`, `said_no`: of those that end by themselves which
    signs are on, and when each was last answered no. `against`: the last word of each feature against a condition.
    """

    frame: list[Any]
    raw: list[Any]
    series: list[list[Any]]
    clocks: list[Any]
    first: int | None = None
    until: dict[int, int] = field(default_factory=dict)
    next_until: int = LATER
    next_flag: int = LATER
    renewed: int = 0
    told: dict[int, int] = field(default_factory=dict)
    standing: int = 0
    cleared: dict[int, dict[str, Any]] = field(default_factory=dict)
    signed: dict[int, set[str]] = field(default_factory=dict)
    said_no: dict[str, int] = field(default_factory=dict)
    against: dict[str, bool] = field(default_factory=dict)
    clinic: dict[str, Any] = field(default_factory=dict)
    pause: tuple[int, int] | None = None
    versions: dict[str, int] = field(default_factory=dict, compare=False)
    zeros: list[int] = field(default_factory=lambda: [0, 0])
    mornings: list[int] = field(default_factory=lambda: [0, 0])
    named: str = ""
    adjusted: list[dict[str, Any]] = field(default_factory=list)
    treated: list[dict[str, Any]] = field(default_factory=list)

    def copy(self) -> Memory:
        return Memory(
            list(self.frame),
            list(self.raw),
            [list(s) for s in self.series],
            list(self.clocks),
            self.first,
            dict(self.until),
            self.next_until,
            self.next_flag,
            self.renewed,
            dict(self.told),
            self.standing,
            deepcopy(self.cleared),
            {row: set(names) for row, names in self.signed.items()},
            dict(self.said_no),
            dict(self.against),
            dict(self.clinic),
            self.pause,
            dict(self.versions),
            list(self.zeros),
            list(self.mornings),
            self.named,
            deepcopy(self.adjusted),
            deepcopy(self.treated),
        )


def fresh(pathway: Pathway) -> Memory:
    """Before the first day: nothing known, every state at its start."""
    running = compiled(pathway)
    frame: list[Any] = [None] * running.size
    for state in pathway.machine.state.values():
        frame[running.slots[state.id]] = state.start
        if state.load:
            frame[running.slots[f"{state.id}_held"]] = False
    series: list[list[Any]] = [[None] * PAD for _ in running.series]
    for name in (*SAID, *(f"{c.id}_likely" for c in pathway.conditions), *pathway.on_a_foot):
        frame[running.slots[name]] = False
    return Memory(frame, [None] * running.size, series, [None] * len(running.clocks))
