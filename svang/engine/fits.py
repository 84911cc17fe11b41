"""Which conditions an answer speaks for, for each sore foot apart, and what the person's condition is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from svang.model.knowledge import Condition, Pathway
from svang.model.person import FEET
from svang.readings.run.compile import Running

There = tuple[bool | None, ...]
Features = tuple[There, ...]
"""For each condition, whether each of its features is there."""
UNCLEAR, MIXED = "unclear", "mixed"


@dataclass(frozen=True, slots=True)
class Fits:
    """What the conditions come to: per condition its sum, fit, the foot that speaks for it, and each feature.

    `best`: the person's condition, of those that a plan begins on; `shown`: the one with the highest sum of all that
    are likely; `on_a_foot`: the best of each sore foot; `likely`: what is likely on any foot.
    """

    sums: tuple[int, ...]
    fits: tuple[str, ...]
    feet: tuple[str, ...]
    best: str
    shown: str
    features: Features
    likely: frozenset[str]
    on_a_foot: frozenset[str]


def sore_feet(running: Running, frame: list[Any]) -> tuple[str, ...]:
    """The feet with a sore place; one unnamed where none is known."""
    sites = running.slots["pain_sites"]
    return tuple(foot for n, foot in enumerate(FEET) if frame[sites + 1 + n]) or ("",)


def features_of(running: Running, frame: list[Any]) -> Mapping[str, Features]:
    """What is there, for each sore foot."""
    return {foot: running.fits[foot](frame) for foot in sore_feet(running, frame)}


def place(foot: str, condition: int, feature: int) -> str:
    """Where the last known word of a feature is kept."""
    return f"{foot} {condition} {feature}"


def left_open(against: Iterable[tuple[int, int]], found: Mapping[str, Features]) -> tuple[str, ...]:
    """Where a feature against is not known today: there its last known word counts."""
    places = tuple(against)
    return tuple(place(foot, n, k) for foot, rows in found.items() for n, k in places if rows[n][k] is None)


def counted_on(pathway: Pathway, foot: str, found: Features, known: Mapping[str, bool]) -> Features:
    """With the features against that were known once and are not answered anew: no row fires because they ran out."""
    return tuple(
        tuple(
            known.get(place(foot, n, k)) if there is None and feature.weight < 0 else there
            for k, (feature, there) in enumerate(zip(condition.features, row, strict=True))
        )
        for n, (condition, row) in enumerate(zip(pathway.conditions, found, strict=True))
    )


def weighed(pathway: Pathway, running: Running, found: Mapping[str, Features], frame: list[Any]) -> Fits:
    """Each condition as the foot sees it that fits it best; then the best of each foot, and of the person."""
    chosen, features, sums = [], [], []
    for n, condition in enumerate(pathway.conditions):
        ranked = sorted(((_total(condition, found[foot][n]), found[foot][n], foot) for foot in found), key=_rank)
        total, there, foot = ranked[-1]
        chosen.append("" if all(other[1] == there for other in ranked[:-1]) and ranked[:-1] else foot)
        features.append(there)
        sums.append(total)
    parts = zip(pathway.conditions, sums, features, strict=True)
    fits = tuple(_fit(pathway, condition, total, there) for condition, total, there in parts)
    each = {foot: _of_foot(pathway, there, foot, frame, running) for foot, there in found.items()}
    best = _worst_clear(running, each, frame)
    likely = {c.id for n, c in enumerate(pathway.conditions) if any(_likely(pathway, c, f[n]) for f in found.values())}
    shown = _shown(pathway, sums, likely, best)
    bests = frozenset(found_best for found_best, _ in each.values())
    return Fits(tuple(sums), fits, tuple(chosen), best, shown, tuple(features), frozenset(likely), bests)


def _of_foot(
    pathway: Pathway, there: Features, foot: str, frame: list[Any], running: Running
) -> tuple[str, tuple[int, int]]:
    """The best of one foot among what a plan begins on, and its sum and place."""
    sums = {
        c.id: _total(c, there[n])
        for n, c in enumerate(pathway.conditions)
        if c.id in pathway.plan_conditions and _likely(pathway, c, there[n])
    }
    best = _best(pathway, sums, all(_of(frame, running, name, foot) is None for name in pathway.unclear_without))
    return best, (max(sums.values(), default=0), -[*pathway.plan_conditions, MIXED, UNCLEAR].index(best))


def _of(frame: list[Any], running: Running, name: str, foot: str) -> Any:
    return frame[running.slots[f"{name}.{foot}" if foot else name]]


def _best(pathway: Pathway, sums: Mapping[str, int], nothing_known: bool) -> str:
    """Unclear: nothing likely, a tie with what is not mixed, or neither place nor press test known."""
    if not sums or nothing_known:
        return UNCLEAR
    top = max(sums.values())
    tops = {id for id, total in sums.items() if total == top}
    if len(tops) > 1 and not tops <= pathway.mixed:
        return UNCLEAR
    if tops <= pathway.mixed and pathway.mixed <= set(sums):
        return MIXED
    return tops.pop()


def _worst_clear(running: Running, each: Mapping[str, tuple[str, tuple[int, int]]], frame: list[Any]) -> str:
    """That of the foot that is clear and worse; unclear only if no sore foot is clear."""
    clear = [foot for foot, (best, _) in each.items() if best != UNCLEAR]
    if not clear:
        return UNCLEAR

    def rank(foot: str) -> tuple[int, tuple[int, int]]:
        pain = _of(frame, running, "first_step_pain", foot)
        return pain if pain.__class__ is int else -1, each[foot][1]

    return each[max(clear, key=rank)][0]


def _shown(pathway: Pathway, sums: list[int], likely: set[str], best: str) -> str:
    """The highest sum among what is likely; of those that a plan begins on the best of them, which may be unclear."""
    totals = {c.id: total for c, total in zip(pathway.conditions, sums, strict=True) if c.id in likely}
    tops = {id for id, total in totals.items() if total == max(totals.values())}
    if not tops or tops & {*pathway.plan_conditions}:
        return best
    return min(tops, key=[c.id for c in pathway.conditions].index)


def _rank(found: tuple[int, There, str]) -> tuple[int, tuple[int, ...]]:
    """By what was found, never by which foot it is."""
    return found[0], tuple(1 if known is None else 2 * known for known in found[1])


def _total(condition: Condition, there: There) -> int:
    return sum(feature.weight for feature, known in zip(condition.features, there, strict=True) if known)


def _likely(pathway: Pathway, condition: Condition, there: There) -> bool:
    return _fit(pathway, condition, _total(condition, there), there) == "likely"


def _fit(pathway: Pathway, condition: Condition, total: int, there: There) -> str:
    told = zip(condition.features, there, strict=True)
    if all(known is None or (known is False and feature.silent) for feature, known in told):
        return "not_known"
    strongest = min(feature.weight for feature in condition.features)
    against = any(f.weight == strongest < -1 and known for f, known in zip(condition.features, there, strict=True))
    if total >= pathway.fit["likely"] and not against:
        return "likely"
    return "possible" if total >= pathway.fit["possible"] else "unlikely"
