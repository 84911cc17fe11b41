"""What the collaborators of a fold stand on: one memory, and the pathway in force."""

from __future__ import annotations

from typing import Any

from svang.engine.memory import Memory
from svang.model.knowledge import Fact, Pathway
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import PAD, answered_at

Args = tuple[list[Any], list[list[Any]], list[Any], int, int]
"""What the generated functions take: the frame, the series, the clocks, today's place in a series, its ordinal."""


class Ground:
    """`usual`: the pathway; `pathway`: the same, or with thresholds that a clinician has set for a while. The places of
    names are those of both, for a setting moves no name.
    """

    def __init__(self, pathway: Pathway, memory: Memory) -> None:
        self.usual = self.pathway = pathway
        self.running: Running = compiled(pathway)
        self.memory, self.frame, self.raw = memory, memory.frame, memory.raw
        self.slots, self.clocks, self.places = self.running.slots, self.running.clocks, self.running.series
        self.first = 0

    def use(self, pathway: Pathway) -> None:
        """The pathway, or the same one with thresholds that a clinician has set for a while."""
        self.pathway, self.running = pathway, compiled(pathway)

    def place(self, d: int) -> int:
        """The place of a day in every series."""
        return d - self.first + PAD

    def args(self, d: int) -> Args:
        return self.frame, self.memory.series, self.memory.clocks, self.place(d), d

    def clock(self, name: str, value: int | None) -> None:
        """Sets a date that the course keeps, where anything reads it."""
        if name in self.clocks:
            self.memory.clocks[self.clocks[name]] = value

    def state(self, name: str) -> Any:
        """A state variable as it is now."""
        return self.frame[self.slots[name]]

    def unpulled(self) -> None:
        """Forgets what was worked out of measures today."""
        begin, end = self.running.pulled
        self.frame[begin:end] = [...] * (end - begin)


def by_slot(pathway: Pathway, running: Running) -> dict[str, tuple[int, Fact]]:
    """Each name an answer can go to, its place, and the fact that it answers."""
    found: dict[str, tuple[int, Fact]] = {}
    for fact in pathway.facts.values():
        for name in answered_at(pathway, fact.id):
            found[name] = (running.slots[name], fact)
    return found
