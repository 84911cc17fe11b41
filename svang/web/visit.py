"""Who is here, when, and in which language: one Visit for each request."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.http import HttpRequest

from svang import store
from svang.answers.day import NIGHT_ENDS, clock_of, day_begins, proposed_day
from svang.care import Care
from svang.contacts import Region, regions
from svang.model.knowledge import Pathway
from svang.ready import pathway
from svang.settings import home
from svang.settings.home import PERSON
from svang.texts import LANGUAGES, Texts, texts


class Request(HttpRequest):
    """A request that has been through the middleware: it says whose visit it is."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Visit:
    care: Care
    texts: Texts
    at: datetime
    region: Region | None = None
    person: str = PERSON
    begins: timedelta = NIGHT_ENDS  # when a day begins

    @property
    def way(self) -> Pathway:
        """The pathway that is followed here."""
        return self.care.pathway

    @property
    def day(self) -> date:
        """The day an entry is proposed for: yesterday until the day begins."""
        return proposed_day(self.at, self.begins)

    @property
    def begins_at(self) -> str:
        """When a day begins, as it is kept."""
        return clock_of(self.begins)

    @property
    def at_day(self) -> datetime:
        """A moment whose date is the day the person is in."""
        return self.at - self.begins


def visit(accepts: str) -> Visit:
    """From what was chosen on this machine, the languages a browser accepts, and the clock."""
    folder = home.folder()
    chosen = home.kept(folder, "language")
    language = chosen if chosen in LANGUAGES else _accepted(accepts)
    begins = day_begins(home.kept(folder, "day_begins"))
    region = regions().get(home.kept(folder, "region"))
    care = served()
    return Visit(care, texts(language), care.clock(), region, begins=NIGHT_ENDS if begins is None else begins)


@cache
def served() -> Care:
    """What this process serves: the pathway that comes with Svang, over the store that it has opened."""
    return Care(pathway(), store, now)


def now() -> datetime:
    """The one place of the web app where the clock is read."""
    said = os.environ.get("SVANG_NOW")
    return datetime.fromisoformat(said) if said else datetime.now().astimezone()


def keep(name: str, value: str) -> None:
    home.keep(Path(home.folder()), name, value)


def _accepted(accepts: str) -> str:
    for part in accepts.lower().split(","):
        language = part.split(";")[0].strip()[:2]
        if language in LANGUAGES:
            return language
    return LANGUAGES[0]
