"""Pages that stay the same until something is told: kept in this process, thrown away at any moment."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from svang import care
from svang.care import cache_key
from svang.web.visit import Visit

AT_MOST = 64
_pages: OrderedDict[Any, str] = OrderedDict()
_lock = Lock()


def key(visit: Visit, *more: str) -> tuple[Any, ...]:
    """All that a page of today hangs on."""
    seq = care.last(visit.person)
    region = visit.region.id if visit.region else ""
    return visit.person, seq, visit.day, visit.texts.language, region, cache_key(), *more


def get(key: tuple[Any, ...]) -> str | None:
    with _lock:
        if key in _pages:
            _pages.move_to_end(key)
        return _pages.get(key)


def keep(key: tuple[Any, ...], body: str) -> None:
    """Keeps a page; one of a person who has told nothing is never kept."""
    with _lock:
        _pages[key] = body
        while len(_pages) > AT_MOST:
            _pages.popitem(last=False)


def forget() -> None:
    with _lock:
        _pages.clear()
