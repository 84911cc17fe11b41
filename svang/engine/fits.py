"""Which conditions an answer speaks for, for each sore foot apart, and what the person's condition is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from svang.engine.ground import Ground
from svang.engine.lasting import Lasting
from svang.model.knowledge import MIXED, UNCLEAR, Condition, Pathway
from svang.model.person import FEET
from svang.pathway.language import LIKELY
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import fitted_by_date

There = tuple[bool | None, ...]
Features = tuple[There, ...]
"""For each condition, whether each of its features is there."""


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


# -- day by day -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. `since`: the places of days since a date that was told, and of the date; `of_pain`: what
    of a day the features read; `against`, `places`: the features against, and by foot where their last word is kept."""

    since: tuple[tuple[int, int], ...]
    of_pain: Callable[[list[Any]], tuple[Any, ...]]
    against: tuple[tuple[int, int], ...]
    places: Mapping[str, tuple[tuple[int, int, str], ...]]


@cache
def lookups(pathway: Pathway) -> Lookups:
    slots = compiled(pathway).slots
    since = tuple((slots[m.id], slots[m.read]) for m in fitted_by_date(pathway))
    against = tuple((n, k) for n, c in enumerate(pathway.conditions) for k, f in enumerate(c.features) if f.weight < 0)
    pains = ("first_step_pain", *(f"first_step_pain.{foot}" for foot in FEET), "activity_pain")
    return Lookups(
        since=since,
        of_pain=itemgetter(*(slots[name] for name in pains), *(slot for slot, _ in since)),
        against=against,
        places={foot: tuple((n, k, place(foot, n, k)) for n, k in against) for foot in ("", *FEET)},
    )


class Fitting:
    """What fits today, into the frame. `named`: what a clinician has called it stands in the memory."""

    def __init__(self, ground: Ground, lasting: Lasting) -> None:
        self.ground, self.lasting = ground, lasting
        self.memory, self.frame, self.slots = ground.memory, ground.frame, ground.slots
        self.looked = lookups(ground.usual)
        self.condition_slot, self.plan_slot = ground.slots["condition_now"], ground.slots["plan"]
        self.raw_fits: Mapping[str, Features] | None = None
        self.fits: Fits | None = None
        self.now_said = ""

    def conditions(self) -> Fits:
        """By today's pain first, then by what today's pain means to the rules: both spare working it out again."""
        frame, known, running = self.frame, self.lasting.known, self.ground.running
        key = self.looked.of_pain(frame)
        found = known.pains.get(key)
        if found is None:
            means = running.volatile(frame)
            found = known.fits.get(means)
            if found is None:
                features = features_of(running, frame)
                found = known.fits[means] = features, left_open(self.looked.against, features)
            known.pains[key] = found
        fits = self.weigh_up(*found, key[1:3] if len(found[0]) > 1 else ())  # of two feet the worse one leads
        self.say(fits)
        return fits

    def date_them(self, d: int) -> None:
        """Days since a date that was told: conditions read them before they are pulled."""
        for slot, told in self.looked.since:
            value = self.frame[told]
            self.frame[slot] = d - value if value.__class__ is int else value

    def weigh_up(self, found: Mapping[str, Features], opens: tuple[str, ...], pains: tuple[Any, ...]) -> Fits:
        """With the features against that were answered once; remembered by what it came from."""
        if found is not self.raw_fits:
            self.raw_fits = found
            self.remember(found)
        against, kept = self.memory.against, self.lasting.known.weighed
        key = (id(found), pains, *[against.get(place) for place in opens])
        fits = kept.get(key)
        if fits is None:
            pathway = self.ground.pathway
            whole = {foot: counted_on(pathway, foot, features, against) for foot, features in found.items()}
            fits = kept[key] = weighed(pathway, self.ground.running, whole, self.frame)
        return fits

    def remember(self, found: Mapping[str, Features]) -> None:
        """The last known word of each feature against: it counts on until it is answered anew."""
        against = self.memory.against
        for foot, rows in found.items():
            for n, k, kept in self.looked.places[foot]:
                there = rows[n][k]
                if there is not None:
                    against[kept] = there

    def say(self, fits: Fits) -> None:
        """What the rules may ask about conditions, into the frame."""
        frame, slots = self.frame, self.slots
        now = frame[self.condition_slot] = self.condition_now(fits)
        if fits is self.fits and now == self.now_said:
            return
        self.fits, self.now_said = fits, now
        bests = frozenset((now,)) if self.memory.named or now != fits.best else fits.on_a_foot
        for condition in self.ground.pathway.conditions:
            frame[slots[f"{condition.id}{LIKELY}"]] = condition.id in fits.likely
        for name, best in self.ground.pathway.on_a_foot.items():
            frame[slots[name]] = best in bests

    def condition_now(self, fits: Fits) -> str:
        """The one a clinician named, or the one the plan began on until another is likely, or the best fit."""
        if self.memory.named:
            return self.memory.named
        began = self.ground.state("plan_condition")
        if self.frame[self.plan_slot] and fits.best == UNCLEAR and began != "none":
            return str(began)
        return fits.best

    def say_anew(self) -> None:
        """What is likely is said again, of what stands."""
        self.fits = None
        self.conditions()
