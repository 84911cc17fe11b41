"""A diary as the pages write it: six entries a day, and beside each the decision that was made then.

`python -m bench.diary FOLDER DAYS` writes it into a new store.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.people import SESSION, events
from svang import store
from svang.answers.kinds import to_store
from svang.answers.typed import entered
from svang.care import decided
from svang.engine.course import Course, fold, go_on
from svang.engine.days import merge
from svang.engine.decide import decide
from svang.model.knowledge import Pathway
from svang.model.person import Event
from svang.pathway.load import pathway

WHO = "me"
"""The person of the pages."""
FROM_MORNING = timedelta(hours=2), timedelta(hours=9)
"""When the exercises are ticked."""
SORE_AFTER = timedelta(minutes=10)


def entries(days: int) -> Iterator[Event]:
    """Of each day the check-in, two exercises ticked, how sore each was, and the evening."""
    chance = Random(days)
    for event in events(days):
        if "activity_pain" in event.body and event.id.startswith("e"):
            yield from (part for n, item in enumerate(SESSION) for part in _ticked(event, n, item, chance))
            yield _like(event, _id(chance), {"activity_pain": event.body["activity_pain"]})
        else:
            yield _like(event, _id(chance), event.body)


def _ticked(evening: Event, n: int, item: Mapping[str, Any], chance: Random) -> Iterator[Event]:
    at = evening.recorded_at - timedelta(hours=13) + FROM_MORNING[n]
    done = {key: value for key, value in item.items() if key != "pain"}
    tick = _like(evening, _id(chance), {"exercises": (done,)}, at=at)
    sore = {"exercises": ({**done, "pain": chance.choice((0, 1, 1, 2, 2, 3))},)}
    body = {"target": tick.id, "values": sore}
    yield tick
    yield Event(_id(chance), "corrected", tick.date, at + SORE_AFTER, tick.pathway, body)


def _like(event: Event, id: str, values: Mapping[str, Any], *, at: datetime | None = None) -> Event:
    return entered(pathway(), values, day=event.date, at=at or event.recorded_at, id=id)


def _id(chance: Random) -> str:
    return f"{chance.getrandbits(128):032x}-0"


def written(days: int) -> list[Event]:
    """As it is stored: each entry, and what was decided when it had been told."""
    known, found = pathway(), list[Event]()
    before: Course | None = None
    today: list[Event] = []
    for event in entries(days):
        if today and event.date != today[-1].date:
            before, today = _so_far(known, before, today), []
        today.append(event)
        decision = decide(_so_far(known, before, today))
        said = decided(known, decision, at=event.recorded_at, id=f"{event.id.removesuffix('-0')}-d{len(found)}")
        found += [to_store(known, event), said]
    return found


def _so_far(known: Pathway, before: Course | None, today: Sequence[Event]) -> Course:
    """`today`: what was told of the day after `before`, or of the first day."""
    days, day = merge(known, today), today[-1].date.toordinal()
    return fold(known, days, today=day) if before is None else go_on(known, before, days, today=day)


def fill(folder: Path, days: int) -> None:
    """Opens a new store and writes the diary into it."""
    store.open(folder)
    store.append(WHO, written(days), expected=0)


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
