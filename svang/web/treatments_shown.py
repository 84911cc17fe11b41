"""What was tried, what others may offer and what is asked first, as the page of treatments shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svang.engine.treatments import asked_beside, ledger, not_known, treatments
from svang.interview.questions import date_typed
from svang.interview.tried import PARTS
from svang.library.articles import about, telling
from svang.model.person import Event
from svang.says.help import Offered, treatments_said
from svang.says.rules import Source, source_lines
from svang.says.tried import Row, cost_of_all, row
from svang.says.words import symbol_of, value_said
from svang.texts import Texts
from svang.web.day_shown import DayShown, Reading


@dataclass(frozen=True, slots=True)
class Offer:
    said: Offered
    state: str
    sources: tuple[Source, ...]
    reading: Reading


def shelves(shown: DayShown) -> list[tuple[str, list[Offer]]]:
    """Each shelf with what stands on it, in the order of the texts."""
    found: dict[str, list[Offer]] = {name: [] for name in shown.texts.get("treatment_shelves").values()}
    pairs = zip(treatments(shown.course), treatments_said(shown.course, shown.texts), strict=True)
    for (_, state, _), said in pairs:
        sources = tuple(source_lines(shown.way, shown.texts, said.sources, shown.course.date))
        reading = telling(shown.texts, "treatment", said.id) or about(shown.way, shown.texts, said.sources)
        found[said.shelf].append(Offer(said, state, sources, reading))
    return [(name, offers) for name, offers in found.items() if offers]


def tried(shown: DayShown) -> tuple[list[Row], str]:
    """The ledger, the latest first, and what all of it cost ('' where there is nothing to add up)."""
    every = ledger(shown.course)
    return [row(shown.texts, each) for each in reversed(every)], cost_of_all(shown.texts, every)


def answered(shown: DayShown) -> list[str]:
    """What is known of what is asked first, each as a sentence."""
    known = [name for name in asked_beside(shown.way) if name not in not_known(shown.course)]
    said = [
        value_said(shown.way, shown.texts, symbol_of(shown.way, name), shown.course.morning(name)) for name in known
    ]
    return [each.line for each in said]


def as_written(texts: Texts, event: Event) -> dict[str, str]:
    """What was told of one thing that was tried, as it stands on its form."""
    said = {part: str(event.body.get(part) or "") for part in PARTS} | {"date": date_typed(texts, event.date)}
    until, cost = event.body.get("until"), event.body.get("cost")
    said["until"] = date_typed(texts, date.fromordinal(until)) if until else ""
    return said | {"cost": "" if cost is None else texts.number(cost)}
