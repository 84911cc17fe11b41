"""Every small fault of the pathway: limits, rules, conditions, measures, doses and the verbs of the machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from svang.model.knowledge import Change, Pathway
from svang.model.measures import First, Measure, When
from svang.model.rule import And, AtLeast, Compare, Cond, Known, Member, Not, Or, Truth
from svang.pathway.language import atom_reads, with_thresholds
from svang.pathway.load import pathway

WAY = pathway()


@dataclass(frozen=True)
class Mutant:
    """`id`: where it is and what was done there. `make`: the broken pathway. `near`: names a scenario may speak of.

    `where`: file:line of what was broken.
    """

    id: str
    make: Callable[[], Pathway]
    near: tuple[str, ...] = ()
    where: str = ""


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
            make = partial(with_thresholds, WAY, ((id, limit.value + by),))
            yield Mutant(f"limit {id} {by:+}", make, (id,), limit.where)


ROOMS = ("rows", "rules", "factors", "gate", "notices", "treatments", "tasks")


def removed() -> Iterator[Mutant]:
    """Every rule, row, criterion ... taken away."""
    for room in ROOMS:
        for n, item in enumerate(getattr(WAY, room)):
            if getattr(item, "when", True) is not None or room in ("treatments", "tasks"):
                yield Mutant(f"{room} {item.id} removed", partial(without, room, n), (item.id,), item.where)
    for c, condition in enumerate(WAY.conditions):
        for f, feature in enumerate(condition.features):
            make = partial(without_feature, c, f)
            yield Mutant(f"features {feature.id} removed", make, (feature.id,), feature.where or condition.where)


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
    found = {id: in_gate_measure(m, old, new) for id, m in way.measures.items()}
    return replace(way, rules=rules, measures=found)


def in_gate_measure(m: Measure, old: Cond, new: Cond | None) -> Measure:
    return replace(m, when=in_place(m.when, old, new) or And(())) if isinstance(m, When) else m


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
                    make = partial(with_cond, room, n, key, new)
                    yield Mutant(f"{room} {item.id} {key}: {what}", make, (item.id,), item.where)
    for c, condition in enumerate(WAY.conditions):
        for f, feature in enumerate(condition.features):
            for what, new in broken(feature.when, knows=False):
                make = partial(with_feature, c, f, new)
                where = feature.where or condition.where
                yield Mutant(f"features {feature.id}: {what}", make, (feature.id,), where)


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
            yield Mutant(f"measures {id}: {what}", partial(with_measure, id, new), (id,), m.where)


def with_measure(id: str, new: Measure) -> Pathway:
    return replace(WAY, measures={**WAY.measures, id: new})


def measured(m: Measure) -> Iterator[tuple[str, Measure]]:
    for key in ("when", "holds"):
        cond = getattr(m, key, None)
        if cond is not None:
            yield from ((what, replace(m, **{key: new})) for what, new in broken(cond, knows=False))
    for n, (word, cond) in enumerate(m.lines if isinstance(m, First) else ()):
        if cond is not None:
            yield f"without the line {word}", replace(m, lines=(*m.lines[:n], *m.lines[n + 1 :]))
            for what, new in broken(cond, knows=False):
                yield f"{word}: {what}", replace(m, lines=changed(m.lines, n, (word, new)))
    for key in ("days", "needs", "last"):
        number = getattr(m, key, 0)
        for by in (-1, 1) if number else ():
            yield f"{key} {by:+}", replace(m, **{key: number + by})


def doses() -> Iterator[Mutant]:
    """Every number of a dose, and of what a rule leaves of a plan, one more."""
    for n, task in enumerate(WAY.tasks):
        for room in ("doses", "levels"):
            for where, dose in getattr(task, room).items():
                for key, span in dose.items():
                    for place in range(len(span)):
                        make = partial(with_dose, n, room, where, key, place)
                        id = f"tasks {task.id} {where} {key}[{place}] +1"
                        yield Mutant(id, make, (task.id,), task.where)
    for n, kind in enumerate(WAY.plan_kinds):
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
    new = replace(WAY.plan_kinds[n], **{key: getattr(WAY.plan_kinds[n], key) + 1})
    return replace(WAY, plan_kinds=changed(WAY.plan_kinds, n, new))


def verbs() -> Iterator[Mutant]:
    """Each change of the machine left out, turned round or one step further; its conditions broken."""
    machine = WAY.machine
    groups = {**machine.effects, "every_day": machine.every_day, "on_lowered": machine.on_lowered}
    for id, changes in groups.items():
        for n, change in enumerate(changes):
            for what, new in moved(change):
                kept = (*changes[:n], *([new] if new else []), *changes[n + 1 :])
                named = f"{id} {change.set} {change.verb} {change.to}".strip() + f": {what}"
                yield Mutant(named, partial(with_changes, id, kept), (id, change.set), change.where)


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


@cache
def by_id() -> dict[str, Mutant]:
    found: dict[str, Mutant] = {}
    for mutant in mutants():
        found.setdefault(mutant.id, mutant)
    return found
