"""How urgent it is by the red flags alone, before the rest is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from svang.engine.ask import applies
from svang.engine.days import is_sign
from svang.interview.questions import line_of
from svang.interview.sitting import Sitting
from svang.model.knowledge import TRIAGE, Row
from svang.model.person import FEET
from svang.readings.explain import unknown
from svang.texts import Texts

LEAST = TRIAGE[0]
UNHURRIED = TRIAGE[:2]
"""Where a doubt about a red flag is what matters most."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """`level`: the most urgent of what the signs told come to. `waits`: what has to be known before one can say that it
    is not more urgent. `not_known`: red flags answered with "don't know". `calm`: how many were answered with no."""

    level: str
    waits: tuple[str, ...]
    not_known: tuple[str, ...]
    calm: int


def so_far(sitting: Sitting) -> SoFar:
    """What the answers of this sitting come to by now; what nobody was asked yet is left out."""
    course, way, signs = sitting.course, sitting.pathway, sitting.signs
    level = _most([way.rows[n] for n in course.rows if signs & sitting.behind(way.rows[n])])
    unsure = [way.rows[n] for n in course.unsure if signs & sitting.behind(way.rows[n])]
    worse = [row for row in unsure if TRIAGE.index(row.triage) > TRIAGE.index(level)]
    waits = dict.fromkeys(id for row in worse for id in _missing(sitting, row) if id in way.facts)
    flags = [fact for fact in way.facts.values() if fact.flag and fact.id in sitting.told and applies(course, fact.id)]
    open = tuple(fact.id for fact in flags if _values(sitting, fact.id) == {None})
    calm = [f for f in flags if f.id not in open and not any(is_sign(f, v) for v in _values(sitting, f.id))]
    return SoFar(level, tuple(id for id in waits if id not in open), open, len(calm))


def _most(rows: list[Row]) -> str:
    return max((row.triage for row in rows), key=TRIAGE.index, default=LEAST)


def _missing(sitting: Sitting, row: Row) -> tuple[str, ...]:
    return unknown(sitting.pathway, row.when, sitting.course.value) if row.when is not None else ()


def _values(sitting: Sitting, id: str) -> set[Any]:
    """What was told of a red flag in this sitting, of each foot."""
    slots = {id, *(f"{id}.{foot}" for foot in FEET)}
    return {value for values in sitting.values.values() for slot, value in values.items() if slot in slots}


# -- its sentences ------------------------------------------------------------------------------------------


def far_sentences(texts: Texts, found: SoFar) -> tuple[str, list[str]]:
    """One sentence on how urgent it is, and what stands under it. Never that all is well."""
    open = found.waits or (found.not_known and found.level in UNHURRIED)
    level = "waits" if open else found.level
    return texts("lists", "so_far", level), list(_under(texts, found))


def _under(texts: Texts, found: SoFar) -> Iterator[str]:
    if found.level != LEAST:
        yield texts("lists", "so_far", "rows")
    if found.waits:
        yield texts("lists", "so_far", "missing", what=_and(texts, [texts("facts", id, "name") for id in found.waits]))
    if found.not_known:
        signs = [line_of(texts, id).lower() for id in found.not_known]
        yield texts("lists", "so_far", "not_known", signs=_and(texts, signs))
    if found.calm and found.level == LEAST and not found.waits and not found.not_known:
        yield texts("lists", "so_far", "calm", "one" if found.calm == 1 else "many", n=found.calm)
    yield texts("lists", "so_far", "later")


def _and(texts: Texts, words: list[str]) -> str:
    return texts("ui", "and").join(part for part in (", ".join(words[:-1]), words[-1]) if part)
