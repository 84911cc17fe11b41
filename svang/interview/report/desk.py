"""What the sections of the page for an appointment are written from: all of it looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from svang.care import Care
from svang.care.basis import Day
from svang.engine.course import Course
from svang.engine.decide import Decision
from svang.interview.report.standing import Told, sign_name, told
from svang.model.knowledge import Fact, Pathway
from svang.model.person import Event
from svang.says.words import day_name
from svang.store.words import DECIDED
from svang.texts import Texts

LATELY = 14
"""So many days of decisions, painkillers and mornings are counted."""


@dataclass(frozen=True, slots=True)
class Section:
    """`rows`: a name and what stands beside it. `lines`: sentences, each with the words that lead it ('' for none)."""

    id: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


class Desk:
    def __init__(self, care: Care, person: str, texts: Texts, found: Day, day: date) -> None:
        self.care, self.person, self.texts, self.day = care, person, texts, day
        self.course: Course = found.course
        self.decision: Decision = found.decision
        self.way: Pathway = care.pathway

    @cached_property
    def events(self) -> tuple[Event, ...]:
        return self.care.entries(self.person)

    @cached_property
    def told(self) -> Told:
        return told(self.way, self.events)

    @cached_property
    def decisions(self) -> dict[str, str]:
        """The last decision of each day (an ISO date), as it was said then."""
        return dict(self._decided())

    def _decided(self) -> Iterator[tuple[str, str]]:
        for row in self.care.export(self.person):
            if row.get("kind") == DECIDED:
                yield row["date"], row["body"]["decision"]

    @property
    def first(self) -> date:
        """The first day that is told of."""
        return date.fromordinal(min(self.told.days, default=self.day.toordinal()))

    def say(self, *keys: str, **values: Any) -> str:
        return self.texts("report", *keys, **values)

    def dated(self, day: date) -> str:
        return f"{day_name(self.texts, day)} {day.year}"

    def named(self, fact: Fact) -> str:
        return sign_name(self.texts, self.way, fact)
