"""A person's day: when it begins, which one an entry is proposed for, and what of all that was told stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from svang.model.person import Event

LONGEST = 100 * 366
"""Days that a history may reach back: a slip in a year must not fold a thousand years."""
NIGHT_ENDS = timedelta(hours=4)
"""Where nobody said otherwise: until four in the morning an entry is proposed for the day before."""
LATEST = timedelta(hours=6)
"""The latest a day may begin."""
MINUTES, DAY = 60, timedelta(days=1)
NOON = 12
"""The hour after which nobody is wished a good morning."""
STANDING = ("seen", "paused", "withdrawn")
"""Kinds that tell what stands on a day: who saw the foot, a pause, and what of it was taken back."""
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.]?([0-9]{2}))?")


def proposed_day(at: datetime, begins: timedelta = NIGHT_ENDS) -> date:
    """The day an entry is proposed for: yesterday until the day begins."""
    return (at - begins).date()


def day_begins(said: str) -> timedelta | None:
    """A clock time from 00:00 to 06:00; None for anything else."""
    begins = clock_time(said)
    return begins if begins is not None and begins <= LATEST else None


def clock_time(said: str) -> timedelta | None:
    """A time of day, also written as 3, 3.30 or 0330; None for anything else."""
    found = _CLOCK.fullmatch(said.strip())
    if found is None:
        return None
    minutes = int(found[2] or 0)
    time = timedelta(hours=int(found[1]), minutes=minutes)
    return time if minutes < MINUTES and time < DAY else None


def clock_of(begins: timedelta) -> str:
    """As it is kept: 04:00."""
    hours, minutes = divmod(begins // timedelta(minutes=1), MINUTES)
    return f"{hours:02}:{minutes:02}"


def last_seen(events: Iterable[Event], day: date) -> Event | None:
    """The last time that somebody saw the foot, up to a day; only what they said then counts."""
    return max(standing(events, "seen", day), key=lambda event: (event.date, event.recorded_at), default=None)


def pause_on(events: Iterable[Event], day: date) -> Event | None:
    """The last pause of the person that holds on a day and was not taken back."""
    return next((e for e in reversed(standing(events, "paused", day)) if day.toordinal() < e.body["until"]), None)


def standing(events: Iterable[Event], kind: str, day: date) -> list[Event]:
    """What was said of a kind about the days up to one, and not taken back whole."""
    told = list(events)
    gone = {e.body["target"] for e in told if e.kind == "withdrawn" and not e.body.get("slots")}
    return [e for e in told if e.kind == kind and e.id not in gone and e.date <= day]
