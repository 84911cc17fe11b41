"""The pathway, broken on purpose in memory, one small fault at a time: does a scenario, else a proof, notice?

`make mutate` plays all of them; `python -m tests.mutate --sample N` a fixed sample, `--like TEXT` those whose name has
a text in it. Survivors are named in docs/mutants.md with their reason.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import z3

from svang import contract
from svang.cases import read_case
from svang.engine import course as folding
from svang.engine.course import course
from svang.engine.decide import decide
from svang.loader import pathway
from svang.model import And, AtLeast, Change, Compare, Cond, Event, Known, Measure, Member, Not, Or, Pathway, Truth
from svang.proofs import PROPERTIES
from svang.proofs.asking import Asking, Claim, Unsure, whole_day
from svang.proofs.words import same
from svang.reader import read_text
from svang.readings import run
from svang.readings.prove import TRUE, World, every, no
from svang.rules import atom_reads, with_thresholds
from svang.texts import texts
from tests.spec.test_scenarios import Play, case, differences, plays

WAY = pathway()
NAMED = Path(__file__).parents[1] / "docs" / "mutants.md"


@dataclass(frozen=True)
class Mutant:
    """`id`: where it is and what was done there. `make`: the broken pathway. `near`: names a scenario may speak of."""

    id: str
    make: Callable[[], Pathway]
    near: tuple[str, ...] = ()


# -- faults of a condition ------------------------------------------------------------------------------------

EDGE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
TURNED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def broken(cond: Cond, *, knows: bool) -> Iterator[tuple[str, Cond]]:
    """Every small fault of a condition. `knows`: what is not known matters here, and may be read as no."""
    match cond:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for n, part in enumerate(parts):
                kept = (*parts[:n], *parts[n + 1 :])
                yield f"drop {shown(part)}", replace(cond, parts=kept)
                yield from (
                    (what, replace(cond, parts=(*parts[:n], new, *parts[n + 1 :])))
                    for what, new in broken(part, knows=knows)
                )
        case Not(part=part):
            yield f"without not {shown(part)}", part
            yield from ((what, Not(new)) for what, new in broken(part, knows=knows) if not isinstance(new, Not))
        case Compare(op=op):
            yield f"turn {shown(cond)}", replace(cond, op=TURNED[op])
            if op in EDGE:
                yield f"edge {shown(cond)}", replace(cond, op=EDGE[op])
            yield from as_no(cond, knows)
        case Truth() | Member():
            yield f"turn {shown(cond)}", Not(cond)
            yield from as_no(cond, knows)


def as_no(cond: Truth | Member | Compare, knows: bool) -> Iterator[tuple[str, Cond]]:
    """What is not known is read as no."""
    unknown = [name for name in atom_reads(cond) if not WAY.names[name].always]
    if knows and unknown:
        yield f"unknown as no {shown(cond)}", And((*(Known(name) for name in unknown), cond))


def shown(cond: Any) -> str:
    match cond:
        case Truth(name=name):
            return name
        case Known(name=name):
            return f"known({name})"
        case Compare(left=left, op=op, right=right):
            return f"{left.name} {op} {right.name}"
        case Member(item=item, group=group):
            return f"{item.name} in {group.name}"
        case Not(part=part):
            return f"not {shown(part)}"
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            word = " and " if isinstance(cond, And) else " or "
            text = word.join(map(shown, parts))
            return f"({text})" if len(text) < 60 else f"({text[:57]}...)"
    return "?"


# -- faults of the pathway ------------------------------------------------------------------------------------


def mutants() -> Iterator[Mutant]:
    for found in (limits(), removed(), conditions(), measures(), doses(), verbs()):
        yield from found


def limits() -> Iterator[Mutant]:
    for id, limit in WAY.thresholds.items():
        for by in (-1, 1):
            yield Mutant(
                f"limit {id} {by:+}", lambda id=id, n=limit.value + by: with_thresholds(WAY, ((id, n),)), (id,)
            )


ROOMS = ("rows", "rules", "factors", "gate", "notices", "treatments", "tasks")


def removed() -> Iterator[Mutant]:
    """Every rule, row, criterion ... taken away."""
    for room in ROOMS:
        for n, item in enumerate(getattr(WAY, room)):
            if getattr(item, "when", True) is not None or room in ("treatments", "tasks"):
                yield Mutant(f"{room} {item.id} removed", partial(without, room, n), (item.id,))
    for c, condition in enumerate(WAY.conditions):
        for f, feature in enumerate(condition.features):
            yield Mutant(f"features {feature.id} removed", partial(without_feature, c, f), (feature.id,))


def without(room: str, n: int) -> Pathway:
    items = getattr(WAY, room)
    less = replace(WAY, **{room: (*items[:n], *items[n + 1 :])})
    return in_gate(less, items[n].when, None) if room == "gate" else less


def without_feature(c: int, f: int) -> Pathway:
    condition = WAY.conditions[c]
    kept = (*condition.features[:f], *condition.features[f + 1 :])
    return replace(WAY, conditions=changed(WAY.conditions, c, replace(condition, features=kept)))


def changed(items: tuple[Any, ...], n: int, new: Any) -> tuple[Any, ...]:
    return (*items[:n], new, *items[n + 1 :])


def in_gate(way: Pathway, old: Cond, new: Cond | None) -> Pathway:
    """A criterion stands in the rules and measures that name the gate as well."""
    rules = tuple(replace(rule, when=in_place(rule.when, old, new)) for rule in way.rules)
    found = {id: replace(m, when=in_place(m.when, old, new)) for id, m in way.measures.items()}
    return replace(way, rules=rules, measures=found)


def in_place(cond: Cond | None, old: Cond, new: Cond | None) -> Cond | None:
    match cond:
        case And(parts=parts) | Or(parts=parts):
            kept = [new if part == old else in_place(part, old, new) for part in parts]
            return replace(cond, parts=tuple(part for part in kept if part is not None))
        case Not(part=part):
            inside = in_place(part, old, new)
            return Not(inside) if inside is not None else None
    return cond


def conditions() -> Iterator[Mutant]:
    """Every condition, with every small fault of it."""
    for room in ROOMS:
        for n, item in enumerate(getattr(WAY, room)):
            for key in ("when", "bar"):
                cond = getattr(item, key, None)
                for what, new in broken(cond, knows=room in ("rows", "rules", "gate")) if cond is not None else ():
                    yield Mutant(f"{room} {item.id} {key}: {what}", partial(with_cond, room, n, key, new), (item.id,))
    for c, condition in enumerate(WAY.conditions):
        for f, feature in enumerate(condition.features):
            for what, new in broken(feature.when, knows=False):
                yield Mutant(f"features {feature.id}: {what}", partial(with_feature, c, f, new), (feature.id,))


def with_cond(room: str, n: int, key: str, new: Cond) -> Pathway:
    items = getattr(WAY, room)
    made = replace(WAY, **{room: changed(items, n, replace(items[n], **{key: new}))})
    return in_gate(made, items[n].when, new) if room == "gate" else made


def with_feature(c: int, f: int, new: Cond) -> Pathway:
    condition = WAY.conditions[c]
    features = changed(condition.features, f, replace(condition.features[f], when=new))
    return replace(WAY, conditions=changed(WAY.conditions, c, replace(condition, features=features)))


def measures() -> Iterator[Mutant]:
    """Conditions and lines of measures; windows, what they need and how many count, one more and one less."""
    for id, m in WAY.measures.items():
        for what, new in measured(m):
            yield Mutant(f"measures {id}: {what}", partial(with_measure, id, new), (id,))


def with_measure(id: str, new: Measure) -> Pathway:
    return replace(WAY, measures={**WAY.measures, id: new})


def measured(m: Measure) -> Iterator[tuple[str, Measure]]:
    if m.when is not None:
        yield from ((what, replace(m, when=new)) for what, new in broken(m.when, knows=False))
    if m.holds is not None:
        yield from ((what, replace(m, holds=new)) for what, new in broken(m.holds, knows=False))
    for n, (word, cond) in enumerate(m.first):
        if cond is not None:
            yield f"without the line {word}", replace(m, first=(*m.first[:n], *m.first[n + 1 :]))
            for what, new in broken(cond, knows=False):
                yield f"{word}: {what}", replace(m, first=changed(m.first, n, (word, new)))
    for key in ("days", "needs", "last"):
        number = getattr(m, key)
        for by in (-1, 1) if number and not (key == "days" and m.how == "streak") else ():
            yield f"{key} {by:+}", replace(m, **{key: number + by})


def doses() -> Iterator[Mutant]:
    """Every number of a dose, and of what a rule leaves of a plan, one more."""
    for n, task in enumerate(WAY.tasks):
        for room in ("doses", "levels"):
            for where, dose in getattr(task, room).items():
                for key, span in dose.items():
                    for place in range(len(span)):
                        make = partial(with_dose, n, room, where, key, place)
                        yield Mutant(f"tasks {task.id} {where} {key}[{place}] +1", make, (task.id,))
    for n, kind in enumerate(WAY.plans):
        for key in ("load_percent", "sets_fewer"):
            yield Mutant(f"plans {kind.id} {key} +1", partial(with_plan, n, key), (kind.id,))


def with_dose(n: int, room: str, where: str, key: str, place: int) -> Pathway:
    task = WAY.tasks[n]
    spans = getattr(task, room)
    span = spans[where][key]
    more = type(span)(value + (at == place) for at, value in enumerate(span))
    new = replace(task, **{room: {**spans, where: {**spans[where], key: more}}})
    return replace(WAY, tasks=changed(WAY.tasks, n, new))


def with_plan(n: int, key: str) -> Pathway:
    new = replace(WAY.plans[n], **{key: getattr(WAY.plans[n], key) + 1})
    return replace(WAY, plans=changed(WAY.plans, n, new))


def verbs() -> Iterator[Mutant]:
    """Each change of the machine left out, turned round or one step further; its conditions broken."""
    machine = WAY.machine
    groups = {**machine.effects, "every_day": machine.every_day, "on_lowered": machine.on_lowered}
    for id, changes in groups.items():
        for n, change in enumerate(changes):
            for what, new in moved(change):
                kept = (*changes[:n], *([new] if new else []), *changes[n + 1 :])
                make = lambda id=id, kept=kept: with_changes(id, kept)  # noqa: E731
                yield Mutant(
                    f"{id} {change.set} {change.verb} {change.to}".strip() + f": {what}", make, (id, change.set)
                )


def moved(change: Change) -> Iterator[tuple[str, Change | None]]:
    yield "left out", None
    if change.verb in ("up", "down"):
        yield "turned round", replace(change, verb="down" if change.verb == "up" else "up")
        yield "one further", replace(change, to=str(int(change.to) + 1))
    for key in ("when", "unless"):
        cond = getattr(change, key)
        if cond is not None:
            yield f"without {key}", replace(change, **{key: None})
            yield from ((f"{key} {what}", replace(change, **{key: new})) for what, new in broken(cond, knows=False))


def with_changes(id: str, changes: tuple[Change, ...]) -> Pathway:
    machine = WAY.machine
    if id in machine.effects:
        return replace(WAY, machine=replace(machine, effects={**machine.effects, id: changes}))
    return replace(WAY, machine=replace(machine, **{id: changes}))


# -- who notices ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """A scenario's events, read once: they are the same for every mutant."""

    play: Play
    events: tuple[Event, ...]
    today: int
    text: str


class Found(Mapping[str, Any]):
    """A decision in the contract's form, of which only what is looked at is worked out."""

    def __init__(self, way: Pathway, told: Told) -> None:
        self.folded = course(way, told.events, today=told.today)
        self.decision = decide(self.folded)
        self.known: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self.known:
            self.known[key] = contract.PARTS[key](self.decision, self.folded, texts("da"))
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


@cache
def all_told() -> tuple[Told, ...]:
    found = []
    for play in plays():
        told = json.dumps(case(play))
        read = read_case(WAY, read_text(told, file="case"))
        found.append(Told(play, tuple(read.events), read.today, str(play.then) + play.id))
    return tuple(found)


CAUGHT_BY: dict[str, Counter[str]] = defaultdict(Counter)
"""What a scenario has caught in this process, by what was broken: the same one is likely to catch the next fault."""


def noticed(way: Pathway, near: tuple[str, ...]) -> str:
    """The first scenario that fails; nothing if none does."""
    for told in likely(near):
        if is_missed(way, told):
            for name in (*near, ""):
                CAUGHT_BY[name][told.play.id] += 1
            return told.play.id
    return ""


def likely(near: tuple[str, ...]) -> list[Told]:
    """The scenarios: first those that caught a fault of the same thing, then those that speak of it, then the rest."""
    plain = [name.removeprefix("gate-").removeprefix("drives-") for name in near]

    def unlikely(told: Told) -> tuple[int, bool, int]:
        same = sum(CAUGHT_BY[name][told.play.id] for name in near)
        return -same, not any(name in told.text for name in plain), -CAUGHT_BY[""][told.play.id]

    return sorted(all_told(), key=unlikely)


def is_missed(way: Pathway, told: Told) -> bool:
    """Is this not what the scenario expects? A pathway that cannot be run is noticed as well."""
    try:
        return next(differences(told.play.then, Found(way, told)), None) is not None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
        return True


def disproved(way: Pathway) -> str:
    """The first property that no longer holds."""
    for property in PROPERTIES:
        claim = property.claim(way)
        try:
            if Asking(claim).day(no(claim.goal)) is not None:
                return property.id
        except Unsure:
            continue
    return ""


def is_equal(way: Pathway) -> bool:
    """Does every day come to the same: what each rule does, and the state after it?"""
    one, other = World(WAY, fixed=True), World(way, fixed=True)
    for world in (one, other):
        whole_day(world)
    wanted = (
        [one.decides(a) == other.decides(b) for a, b in zip(WAY.rules, way.rules, strict=True)]
        if len(way.rules) == len(WAY.rules)
        else None
    )
    if wanted is None:
        return False
    for rule in WAY.rules:
        after, again = one.after(rule.effect), other.after(rule.effect)
        names = {*after.now, *again.now}
        wanted += [z3.Implies(one.decides(rule), same(after.term(name), again.term(name))) for name in sorted(names)]
    shown = [name for name in (*WAY.shown.values(), *WAY.steps.values(), "rung_today", "week_green", "budget_next")]
    wanted += [same(one.term(name), other.term(name)) for name in shown]
    try:
        return Asking(Claim((one, other), (), TRUE)).day(no(every(wanted))) is None
    except Unsure:
        return False


Verdict = tuple[str, str, str]
"""(mutant, how it was caught or that it was not, by what)"""


def judged(id: str) -> Verdict:
    mutant = by_id()[id]
    try:
        way = mutant.make()
        scenario = noticed(way, mutant.near)
        if scenario:
            return id, "scenario", scenario
        if not id.startswith(("tasks", "features", "factors", "plans", "notices", "treatments")):
            if is_equal(way):
                return id, "equivalent", ""
            property = disproved(way)
            if property:
                return id, "proof", property
        return id, "survived", ""
    finally:
        for cached in (run.compiled, folding._plan, with_thresholds):
            cached.cache_clear()


@cache
def by_id() -> dict[str, Mutant]:
    found: dict[str, Mutant] = {}
    for mutant in mutants():
        found.setdefault(mutant.id, mutant)
    return found


def sample(ids: list[str], n: int) -> list[str]:
    return sorted(Random(1).sample(ids, min(n, len(ids))))


def all_judged(ids: Iterable[str]) -> list[Verdict]:
    """Two processes, each with the scenarios read once."""
    all_told()
    with Pool(2, maxtasksperchild=200) as pool:
        return list(pool.imap_unordered(judged, ids, chunksize=4))


def main(args: list[str]) -> int:
    ids = list(by_id())
    wanted = sample(ids, int(args[args.index("--sample") + 1])) if "--sample" in args else ids
    wanted = [id for id in wanted if args[args.index("--like") + 1] in id] if "--like" in args else wanted
    start = monotonic()
    found = all_judged(wanted)
    how = Counter(verdict for _, verdict, _ in found)
    print(
        f"{len(found)} faults: "
        + ", ".join(f"{n} {word}" for word, n in how.most_common())
        + f"; {monotonic() - start:.0f} s"
    )
    named = NAMED.read_text(encoding="utf-8") if NAMED.exists() else ""
    survivors = sorted(id for id, verdict, _ in found if verdict == "survived")
    for id in survivors:
        print(f"survived{'' if f'`{id}`' in named else ' (not named)'}: {id}")
    return 1 if any(f"`{id}`" not in named for id in survivors) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
