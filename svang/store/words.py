"""The words of the store: what it gives back and how it fails.

No exception's text names a person, a file or an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from svang.model.person import Event

DECIDED = "decided"
"""The kind of what Svang itself has said."""
Code = Literal["locked", "full", "corrupt", "read_only", "newer", "missing", "failing", "clock"]

HEAD = b"SQLite format 3\0"
"""What the file of a store, and every backup, begins with."""
LARGEST = 100_000_000
"""Bytes of a copy that are read: forty years with a dozen entries a day."""

SENTENCES: dict[Code, str] = {
    "locked": "The store is in use by another program.",
    "full": "There is no room left for the store.",
    "corrupt": "The store is damaged.",
    "read_only": "The store may not be written to.",
    "newer": "The store comes from a newer version of Svang.",
    "missing": "There is no store here.",
    "failing": "The disk that the store is on fails.",
    "clock": "The clock and what is stored are a lifetime apart.",
}


class Trouble(Exception):
    """The store cannot do it, and `code` says why. Nothing is half done: an append stored all or nothing."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code

    def __str__(self) -> str:
        return SENTENCES[self.code]


class Unfinished(Trouble):
    """The rows of whoever was erased are gone, but not yet all their bytes; erasing again goes on."""


class Moved(Exception):
    """Somebody wrote first: read, decide and append again."""

    def __str__(self) -> str:
        return "Another device wrote first; nothing was stored."


class Clash(Exception):
    """An id that is stored already came again with another kind, date or body."""

    def __str__(self) -> str:
        return "An entry with this id is already stored and says something else; nothing was stored."


class NoCopy(Exception):
    """What was given as a copy is none, or is torn, or holds nothing."""

    def __str__(self) -> str:
        return "This is no whole copy; nothing was stored."


@dataclass(frozen=True, slots=True)
class History:
    """A person's events up to `seq` (of any kind, 0 = none), all of them or those since another; `said`: decisions with
    them."""

    events: tuple[Event, ...]
    said: tuple[Event, ...]
    seq: int


@dataclass(frozen=True, slots=True)
class Cache:
    """A course folded from the events up to `seq` and the dates up to `until`."""

    seq: int
    until: date
    data: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An unfinished sitting about a day: its key, and by question what was submitted."""

    key: str
    day: date
    answers: Mapping[str, list[str]]
