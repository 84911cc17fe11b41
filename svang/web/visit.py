"""Who is here, when, and in which language: one Visit for each request."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from svang.care import NIGHT_ENDS, proposed_day
from svang.contacts import Region, regions
from svang.settings import home
from svang.texts import LANGUAGES, Texts, texts

PERSON = "me"
"""On one's own machine there is one person."""


@dataclass(frozen=True, slots=True)
class Visit:
    texts: Texts
    at: datetime
    region: Region | None = None
    person: str = PERSON

    @property
    def day(self) -> date:
        """The day an entry is proposed for: yesterday until four in the morning."""
        return proposed_day(self.at)

    @property
    def at_day(self) -> datetime:
        """A moment whose date is the day the person is in."""
        return self.at - timedelta(hours=NIGHT_ENDS)


def visit(accepts: str) -> Visit:
    """From what was chosen on this machine, the languages a browser accepts, and the clock."""
    folder = home.folder()
    chosen = home.kept(folder, "language")
    language = chosen if chosen in LANGUAGES else _accepted(accepts)
    return Visit(texts(language), now(), regions().get(home.kept(folder, "region")))


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
