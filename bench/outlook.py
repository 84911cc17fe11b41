"""How often next week falls inside the forecast band: made-up diaries, drawn with a fixed seed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from random import Random

from svang.engine.outlook import Courses, TooLittle, Trend, own_trend
from svang.pathway.load import pathway
from svang.readings import lookbacks

# The band was set on the first; the others only look.
SEEDS = (1, 11, 12, 13)
LIKENESS = (0.3, 0.5, 0.65, 0.8)
NOISE = {"small": 0.5, "middle": 1.0, "large": 1.6}
MISSING = 0.3
DAYS = (21, 112)
FLARE_EVERY = 28
FLARE_DAYS = (3, 7)
FLARE_POINTS = (2, 4)
WANTED = (75, 85)

Diary = Sequence[int | None]


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """What a diary is drawn from."""

    likeness: float
    noise: str
    trend: str
    flares: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """`came`: the lower median of next week's mornings."""

    kind: Kind
    days: int
    came: int
    trend: Trend

    @property
    def inside(self) -> bool:
        return self.trend.low <= self.came <= self.trend.high


def courses() -> Courses:
    return Courses(**pathway().outlook)


def falling(start: float, rng: Random) -> Callable[[int], float]:
    slope = rng.uniform(0.1, 0.4) / 7
    return lambda day: start - slope * day


def flat(start: float, rng: Random) -> Callable[[int], float]:
    return lambda day: start


def rising(start: float, rng: Random) -> Callable[[int], float]:
    slope = rng.uniform(0.05, 0.2) / 7
    return lambda day: start + slope * day


def recovery(start: float, rng: Random) -> Callable[[int], float]:
    days = rng.uniform(28, 84)
    return lambda day: start * exp(-day / days)


TRENDS = {"falling": falling, "flat": flat, "rising": rising, "recovery": recovery}
KINDS = [
    Kind(likeness, noise, trend, flares)
    for likeness in LIKENESS
    for noise in NOISE
    for trend in TRENDS
    for flares in (False, True)
]


def diary(kind: Kind, rng: Random) -> tuple[Diary, Diary]:
    """What is known by today, and the week that comes."""
    days = rng.randint(*DAYS)
    middle = TRENDS[kind.trend](rng.uniform(3, 8), rng)
    off, flare = noise(kind, rng), flares(kind, rng)
    whole = [seen(middle(day) + next(off) + next(flare), rng) for day in range(days + 7)]
    return whole[:days], whole[days:]


def seen(pain: float, rng: Random) -> int | None:
    return None if rng.random() < MISSING else min(10, max(0, round(pain)))


def noise(kind: Kind, rng: Random) -> Iterator[float]:
    """Each day is like the one before; the spread stays the same."""
    spread, off = NOISE[kind.noise], rng.gauss(0, NOISE[kind.noise])
    while True:
        yield off
        off = kind.likeness * off + rng.gauss(0, spread * (1 - kind.likeness**2) ** 0.5)


def flares(kind: Kind, rng: Random) -> Iterator[float]:
    while True:
        if kind.flares and rng.random() < 1 / FLARE_EVERY:
            height = rng.uniform(*FLARE_POINTS)
            yield from [height] * rng.randint(*FLARE_DAYS)
        else:
            yield 0.0


def outcomes(seed: int, each: int) -> list[Outcome]:
    """`each` diaries of every kind, less those with too few mornings before or after today."""
    rng, numbers = Random(seed), courses()
    found = []
    for kind in KINDS * each:
        before, after = diary(kind, rng)
        came, trend = lookbacks.median(after, 3), own_trend(before, numbers)
        if came is not None and not isinstance(trend, TooLittle):
            found.append(Outcome(kind, len(before), came, trend))
    return found


def rows(found: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """By what the diaries were drawn from."""
    ways: Mapping[str, Callable[[Outcome], object]] = {
        "likeness": lambda one: one.kind.likeness,
        "trend": lambda one: one.kind.trend,
        "flares": lambda one: "yes" if one.kind.flares else "no",
        "noise": lambda one: one.kind.noise,
        "weeks": lambda one: "03-05" if one.days < 42 else "06-08" if one.days < 63 else "09-16",
    }
    table: dict[str, list[Outcome]] = {"all": list(found)}
    for name, way in ways.items():
        for one in found:
            table.setdefault(f"{name} {way(one)}", []).append(one)
    return table


def percent(yes: Sequence[bool]) -> float:
    return 100 * sum(yes) / len(yes)


def inside(found: Sequence[Outcome]) -> float:
    return percent([one.inside for one in found])


def width(found: Sequence[Outcome]) -> float:
    """Points from low to high: 0 is one whole number."""
    return sum(one.trend.high - one.trend.low for one in found) / len(found)


def plateau(found: Sequence[Outcome], above: float) -> float:
    """Of those who are not nearly well, the share that is said to stand still."""
    return percent([one.trend.plateau for one in found if one.trend.level > above])


def told(name: str, sets: Sequence[Sequence[Outcome]], above: float) -> str:
    """Each seed's share inside, then the rest of those that the band was not set on."""
    held = [inside(found) for found in sets]
    rest = [one for found in sets[1:] for one in found]
    below = percent([one.came < one.trend.low for one in rest])
    over = percent([one.came > one.trend.high for one in rest])
    mark = "    " if all(WANTED[0] <= each <= WANTED[1] for each in held) else "OUT "
    shares = "".join(f"{each:>8.1f}" for each in held)
    missed = f"{len(rest):>9}{below:>8.1f}{over:>8.1f}"
    return f"{mark}{name:<16}{shares}{missed}{width(rest):>8.2f}{plateau(rest, above):>9.0f}"


def ends(found: Sequence[Outcome]) -> Iterator[str]:
    """The kind of diary that the band holds worst, and the one it is too wide for."""
    kinds = {kind: [one for one in found if one.kind == kind] for kind in KINDS}
    held = sorted((inside(some), kind) for kind, some in kinds.items())
    for share, kind in (held[0], held[-1]):
        yield f"    {share:.0f} % (width {width(kinds[kind]):.2f}): {kind}"


def main(each: int = 100) -> None:
    sets = [outcomes(seed, each) for seed in SEEDS]
    tables = [rows(found) for found in sets]
    above = courses().plateau_above
    print(f"Next week's lower median inside the band, percent; wanted {WANTED[0]}-{WANTED[1]}.")
    print(
        f"{each} diaries of each of {len(KINDS)} kinds; the band was set on seed {SEEDS[0]}, the rest is of the others."
    )
    heads = "".join(f"{f'seed {seed}':>8}" for seed in SEEDS)
    print(f"    {'':<16}{heads}{'diaries':>9}{'below':>8}{'above':>8}{'width':>8}{'plateau':>9}")
    for name in sorted(tables[0]):
        print(told(name, [table[name] for table in tables], above))
    print(f"The lowest and the highest of the {len(KINDS)} kinds:")
    print(*ends([one for found in sets[1:] for one in found]), sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
