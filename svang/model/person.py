"""What a person tells: events, feet, and the value of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

FEET = ("left", "right")
WEEK = 7
"""Days."""
Value = bool | int | str | frozenset[str] | None
"""A fact's value inside: decimals as whole numbers in the unit's scale, dates as ordinals, None = not known."""


PERSON, CLINICIAN, FILE, DEVICE, SVANG = "person", "clinician", "file", "device", "svang"
"""Who says so: a clinician with a role (`clinician:doctor`), a file that was brought in, a watch; Svang decides."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was said, or that Svang decided; never changed. `by`: who says so."""

    id: str
    kind: str
    date: date
    recorded_at: datetime
    pathway: str
    body: Mapping[str, Any]
    schema: int = 3
    by: str = PERSON


LEFT_OUT = 0
"""So many sets of an exercise say that it was not done (decision 14)."""


def left_out(item: Mapping[str, Any]) -> bool:
    """Told as not done. Who stopped in the first set because it hurt has begun; sets that are not told say nothing."""
    return item.get("sets") == LEFT_OUT and not item.get("reps") and item.get("pain") is None
