"""Today's run as its page shows it: its stretches and their words, what follows at which pain, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from svang.care.basis import Day
from svang.engine.plan import loads
from svang.interview.telling import BY_ID
from svang.says.running import run_title, running_begun, shut_said
from svang.web.day_shown import shown_of
from svang.web.played import bands
from svang.web.run_steps import Stretch, minutes_of_all, stretches
from svang.web.visit import Visit

SHEET = BY_ID["run"]
MINUTES = SHEET.facts[0]
GO_ON, END, UNKNOWN = "fine", "enough", "unknown"


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch with its words: what to do now, and as it is announced in the one before."""

    stretch: Stretch
    says: str
    then: str


class RunShown:
    """`sent`: what was sent, and `errors`: what is wrong with it, by the key of the field."""

    def __init__(self, visit: Visit, found: Day, sent: QueryDict, errors: Mapping[str, str]) -> None:
        self.visit, self.found, self.texts = visit, found, visit.texts
        self.run = found.decision.plan.run
        self.errors = errors if self.run else dict.fromkeys(["form"] if errors else [], next(iter(errors.values()), ""))
        self.plan = shown_of(visit, found).plan
        self.sent = sent

    # -- the run ------------------------------------------------------------------------------------------

    @cached_property
    def stretches(self) -> list[Said]:
        return [self._said(each) for each in stretches(self.run)] if self.run else []

    def _said(self, each: Stretch) -> Said:
        return Said(each, self._long("now", each), self._long("then", each))

    def _long(self, key: str, each: Stretch) -> str:
        return self._minutes(f"{key}_{each.kind}", each.seconds // 60)

    def _minutes(self, key: str, n: int) -> str:
        return self.texts("web", "run", "lengths", key, "one" if n == 1 else "many", n=n)

    @property
    def intervals(self) -> list[list[str]]:
        """What is done in each interval, one after the other."""
        rows: dict[int, list[str]] = {}
        for each in self.stretches:
            rows.setdefault(each.stretch.n, []).append(each.says)
        return list(rows.values())

    @property
    def minutes(self) -> int:
        """Of running alone; 0 without a run."""
        return self.run.minutes if self.run else 0

    @property
    def planned(self) -> str:
        return self._minutes("planned", self.minutes)

    @property
    def length(self) -> str:
        return self._minutes("all", minutes_of_all(self.run)) if self.run else ""

    # -- no run -------------------------------------------------------------------------------------------

    @cached_property
    def told(self) -> str:
        """What was told of running today; '' where nothing was, or 0."""
        told = self.found.course.value(MINUTES)
        return self._minutes("told", told) if isinstance(told, int) and told else ""

    @property
    def title(self) -> str:
        say, course = self.texts, self.found.course
        if self.run:
            return say("web", "run", "title")
        if self.told:
            return self.told
        if self._rests:
            return say("web", "run", "none")
        return say("web", "running", "off") if self._unwished else run_title(course, say, today=False)

    @property
    def why(self) -> str:
        """Why there is no run today; '' where the title says all, or it was run."""
        course = self.found.course
        if self._rests:
            return self.plan.says
        if self._unwished:
            return "" if self._wish is False else self.texts("web", "running", "not_said")
        return "" if self.told or not running_begun(course) else shut_said(course, self.texts)

    @property
    def _wish(self) -> bool | None:
        wish: bool | None = self.found.course.value(self.visit.way.shown["wish"])
        return wish

    @property
    def _unwished(self) -> bool:
        return self._wish is not True and not running_begun(self.found.course)

    @property
    def _rests(self) -> bool:
        """Is there no more than relief today: the plan waits, or is paused?"""
        kind = self.found.decision.plan.kind
        return not any(loads(each) for each in self.visit.way.plan_kinds if each.id == kind)

    # -- what is sent -------------------------------------------------------------------------------------

    @property
    def day(self) -> str:
        return self.visit.day.isoformat()

    def was(self, name: str) -> str:
        return str(self.sent.get(name, ""))

    # -- for the script -----------------------------------------------------------------------------------

    def as_data(self) -> dict[str, Any]:
        words = self.texts
        return {
            "day": self.day,
            "language": words.language,
            "parts": [self._data(each) for each in self.stretches],
            "bands": self.bands(),
            "scale": words.get("web", "scales", "pain"),
            "words": {**words.get("web", "run", "script"), "lengths": self._lengths()},
        }

    def _data(self, each: Said) -> dict[str, Any]:
        stretch = each.stretch
        return {"kind": stretch.kind, "seconds": stretch.seconds, "n": stretch.n, "says": each.says, "then": each.then}

    def _lengths(self) -> dict[str, Sequence[str]]:
        """The words for an amount that the script counts: of one, and of more."""
        own = self.texts.get("web", "run", "lengths")
        return {key: own[key] for key in ("save", "short", "pocket")}

    def bands(self) -> list[dict[str, Any]]:
        """A run goes on up to the number that is in order, and ends above it (PATHWAY 8)."""
        most = len(self.texts.get("web", "scales", "pain")) - 1
        tops = {GO_ON: self.visit.way.thresholds["pain_green"].value, END: most, UNKNOWN: None}
        return bands(self.visit.way, self.texts, "run", tops)

    @property
    def limit(self) -> str:
        green = self.visit.way.thresholds["pain_green"].value
        return self.texts("web", "run", "limit", pain_green=green)
