"""When a phone last gave a copy: what lies there alone is to lie somewhere else too."""

from __future__ import annotations

from datetime import date

from svang.settings import home
from svang.web import page_cache
from svang.web.visit import Visit, keep

FIRST, AFTER = 7, 28
"""Days until a copy is reminded of: of the first one, and of the next."""


def noted(visit: Visit) -> None:
    keep("copied", visit.day.isoformat())
    page_cache.forget()


def due(visit: Visit) -> str:
    """What reminds of a copy, or nothing."""
    last, first = _last(), visit.care.first_day(visit.person)
    if last is not None and (ago := (visit.day - last).days) >= 0:
        return visit.texts("web", "install", "due", n=ago) if ago >= AFTER else ""
    begun = first is not None and (visit.day - first).days >= FIRST
    return visit.texts("web", "install", "never") if begun else ""


def _last() -> date | None:
    try:
        return date.fromisoformat(home.kept(home.folder(), "copied"))
    except ValueError:
        return None
