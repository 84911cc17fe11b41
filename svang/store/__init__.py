"""The store: people's append-only events, and a cache that may be thrown away.

Importing it costs nothing; Django comes with the first `open`. A process that has its own settings
runs `django.setup()` before it calls `open`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from svang.store.words import Cache, Clash, Draft, History, Moved, NoCopy, Trouble, Unfinished

if TYPE_CHECKING:
    from svang.store.copying import backup, rows_of
    from svang.store.course import cached, keep
    from svang.store.drafts import draft, drop_draft, keep_draft
    from svang.store.erasing import erase
    from svang.store.events import (
        about,
        append,
        at_places,
        before,
        beginning,
        days_beside,
        decisions,
        edition,
        first_day,
        known,
        last,
        last_told,
        latest,
        naming,
        of_kinds,
        people,
        places,
        read,
        retrying,
        said,
        since,
    )
    from svang.store.exports import count, export, put_back, restored
    from svang.store.opening import make, open
    from svang.store.replacing import beside, take_the_place
    from svang.store.sqlite import leave_whole, let_go_of_what_was_moved
    from svang.store.upcasters import upcast

_LIVES_IN = {
    "about": "events",
    "append": "events",
    "at_places": "events",
    "backup": "copying",
    "before": "events",
    "beginning": "events",
    "beside": "replacing",
    "cached": "course",
    "count": "exports",
    "days_beside": "events",
    "decisions": "events",
    "draft": "drafts",
    "drop_draft": "drafts",
    "edition": "events",
    "erase": "erasing",
    "export": "exports",
    "first_day": "events",
    "keep": "course",
    "keep_draft": "drafts",
    "known": "events",
    "last": "events",
    "last_told": "events",
    "latest": "events",
    "leave_whole": "sqlite",
    "let_go_of_what_was_moved": "sqlite",
    "make": "opening",
    "naming": "events",
    "of_kinds": "events",
    "open": "opening",
    "people": "events",
    "places": "events",
    "put_back": "exports",
    "read": "events",
    "restored": "exports",
    "retrying": "events",
    "rows_of": "copying",
    "said": "events",
    "since": "events",
    "take_the_place": "replacing",
    "upcast": "upcasters",
}

__all__ = [
    "Cache",
    "Clash",
    "Draft",
    "History",
    "Moved",
    "NoCopy",
    "Trouble",
    "Unfinished",
    "about",
    "append",
    "at_places",
    "backup",
    "before",
    "beginning",
    "beside",
    "cached",
    "count",
    "days_beside",
    "decisions",
    "draft",
    "drop_draft",
    "edition",
    "erase",
    "export",
    "first_day",
    "keep",
    "keep_draft",
    "known",
    "last",
    "last_told",
    "latest",
    "leave_whole",
    "let_go_of_what_was_moved",
    "make",
    "naming",
    "of_kinds",
    "open",
    "people",
    "places",
    "put_back",
    "read",
    "restored",
    "retrying",
    "rows_of",
    "said",
    "since",
    "take_the_place",
    "upcast",
]


def __getattr__(name: str) -> Any:
    if name not in _LIVES_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LIVES_IN[name]}"), name)
