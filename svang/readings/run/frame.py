"""The frame: a list in which each name has its place; beside it the series of past days and the clocks.

What nobody reads has no place. A measure is worked out when something first asks for it that day: its place holds `...`
until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from svang.model.knowledge import LEVEL, Change, Pathway, Row, Rule
from svang.model.measures import AgeOfSign, DaysSince, FromMark, Measure, When
from svang.model.person import FEET
from svang.model.rule import And, AtLeast, Cond, Not, Or
from svang.pathway.language import doubtful, reads

MADE_OF_THE_DAY = (
    *("activity_told", "activity_at_intake", "exercise_pain", "strength_done", "exercised", "pain_untold", "in_doubt"),
    *("run_in_doubt", "run_sure", "planned", "strength_planned"),
)
"""What the fold makes of the day's entries beside the facts themselves; and for each ladder, done and top."""
PAD = 64
"""Days that every series reaches back: before the first day they are not known, and no window asks further."""


@dataclass(frozen=True, eq=False)
class Layout:
    """`slots`: name to place; `daily`: the places of the day's own answers, `pulled` of the measures; `series`:
    remembered name to its list; `clocks`: to its date.

    `measured`: the measures that change from day to day and that something reads. `once`: conditions that one other
    measure alone reads, and nobody looks back at.
    """

    pathway: Pathway
    slots: Mapping[str, int]
    daily: tuple[int, int]
    pulled: tuple[int, int]
    series: Mapping[str, int]
    clocks: Mapping[str, int]
    measured: Mapping[str, Measure]
    used: frozenset[str]
    once: frozenset[str]


@cache
def layout(pathway: Pathway) -> Layout:
    used = _used(pathway)
    measured = {m.id: m for m in pathway.measures.values() if not m.static and m.id in used}
    assert all(days_of(m) < PAD for m in pathway.measures.values()), "a window is longer than what is kept"
    slots, first, middle = _answer_places(pathway)
    slots |= {name: middle + n for n, name in enumerate(measured)}
    pulled = (middle, len(slots))
    for name, symbol in pathway.names.items():
        if symbol.role in ("measure", "state") and name not in measured:
            slots[name] = len(slots)
    for name in sorted(doubtful(pathway)):
        slots[f"{name}?"] = len(slots)
    return Layout(
        pathway=pathway,
        slots=slots,
        daily=(first, middle),
        pulled=pulled,
        series={name: n for n, name in enumerate(_remembered(pathway, used))},
        clocks=_clocks(pathway, used),
        measured=measured,
        used=used,
        once=_read_once(pathway, used),
    )


def _answer_places(pathway: Pathway) -> tuple[dict[str, int], int, int]:
    """The places of what is told, the first of what is of the day, and the first of the measures."""
    names: list[str] = [
        name for fact in pathway.facts.values() if not fact.daily for name in answered_at(pathway, fact.id)
    ]
    first = len(names)
    names += [name for fact in pathway.facts.values() if fact.daily for name in answered_at(pathway, fact.id)]
    names += [*MADE_OF_THE_DAY, *(name for pair in ladders(pathway).values() for name in pair)]
    return {name: n for n, name in enumerate(names)}, first, len(names)


def answered_at(pathway: Pathway, fact: str) -> tuple[str, ...]:
    """The names of a fact: its own, and that of each foot."""
    return (fact, *(f"{fact}.{foot}" for foot in FEET if pathway.facts[fact].foot))


def days_of(m: Measure) -> int:
    """So many days a measure looks back on; 0 for none."""
    return int(getattr(m, "days", 0))


def ladders(pathway: Pathway) -> dict[str, tuple[str, str]]:
    """Per ladder of exercises: where it stands whether it was done today, and whether all of it with little pain."""
    states = (s.id for s in pathway.machine.state.values() if s.ladder and s.id.endswith(LEVEL))
    return {id: (id.removesuffix(LEVEL) + "_done", id.removesuffix(LEVEL) + "_top") for id in states}


def fitted_by_date(pathway: Pathway) -> tuple[DaysSince, ...]:
    """The measures of days since a date that was told which a condition's features read."""
    named = {name for c in pathway.conditions for f in c.features for name in reads(f.when)}
    return tuple(m for m in pathway.measures.values() if isinstance(m, DaysSince) and m.id in named)


# -- every condition ------------------------------------------------------------------------------------------


def others(pathway: Pathway) -> dict[str, Cond]:
    """The conditions of facts, tasks and the machine, by a name of their own."""
    found: dict[str, Cond | None] = {"plan": pathway.machine.plan_when}
    found |= {f"asked_{f.id}": f.asked for f in pathway.facts.values()}
    found |= {f"must_{n}": line.when for n, line in enumerate(pathway.must_know)}
    found |= {f"today_{n}": cond for n, (cond, _) in enumerate(pathway.kinds_today)}
    found |= {f"gate_{criterion.id}": criterion.when for criterion in pathway.gate}
    found |= {f"notice_{notice.id}": notice.when for notice in pathway.notices}
    for treatment in pathway.treatments:
        found |= {f"treatment_{treatment.id}_open": treatment.when, f"treatment_{treatment.id}_barred": treatment.bar}
    for task in pathway.tasks:
        found |= {f"{task.id}_when": task.when, f"{task.id}_bar": task.bar}
        found |= {f"{task.id}_in_{phase}": cond for phase, cond in task.when_in.items()}
    return {name: cond for name, cond in found.items() if cond is not None}


def changes(pathway: Pathway) -> Iterator[Change]:
    """Every change that the machine can make."""
    machine = pathway.machine
    for each in (*machine.effects.values(), machine.every_day, machine.on_lowered, machine.after_a_run):
        yield from each


def change_reads(change: Change) -> list[str]:
    """What a change reads, to be worked out before the state moves."""
    named = [change.to] if change.verb in ("take", "highest") else []
    return [*named, *(name for cond in (change.when, change.unless) if cond is not None for name in reads(cond))]


def when_of(rule: Rule | Row) -> Cond:
    assert rule.when is not None
    return rule.when


def parts_of(cond: Cond) -> list[Cond]:
    """Comparisons, and what stands under a `not`, one by one."""
    match cond:
        case Not(part=part):
            return parts_of(part)
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            return [atom for part in parts for atom in parts_of(part)]
    return [cond]


def behind(pathway: Pathway, name: str) -> set[str]:
    """The facts, states and marks a measure comes from."""
    found, todo = set[str](), [name]
    while todo:
        m = pathway.measures.get(todo.pop())
        for read in m.reads if m is not None else ():
            if read not in found:
                found.add(read)
                todo.append(read)
    return found


# -- what is read ---------------------------------------------------------------------------------------------


def _conds(pathway: Pathway) -> list[Cond]:
    found = [row.when for row in pathway.rows if row.when is not None]
    found += [rule.when for rule in pathway.rules if rule.when is not None]
    found += [f.when for c in pathway.conditions for f in c.features]
    found += [factor.when for factor in pathway.factors]
    return found + list(others(pathway).values())


def _used(pathway: Pathway) -> frozenset[str]:
    """The measures something reads, and what those read."""
    found = {name for cond in _conds(pathway) for name in reads(cond)}
    found |= {name for change in changes(pathway) for name in change_reads(change)}
    found |= {m.id for m in pathway.measures.values() if m.writes}
    found |= {*pathway.steps.values(), *pathway.shown.values()}
    todo = [n for n in found if n in pathway.measures]
    while todo:
        m = pathway.measures[todo.pop()]
        for name in (*m.reads, *m.beside):
            if name not in found:
                found.add(name)
                todo += [name] if name in pathway.measures else []
    return frozenset(found)


def _read_once(pathway: Pathway, used: frozenset[str]) -> frozenset[str]:
    """Conditions read by one other measure alone, and never looked back at."""
    readers = [name for m in pathway.measures.values() if m.id in used for name in m.reads]
    elsewhere = {name for cond in _conds(pathway) for name in reads(cond)} | set(_remembered(pathway, used))
    elsewhere |= {name for change in changes(pathway) for name in change_reads(change)}
    found = (m.id for m in pathway.measures.values() if isinstance(m, When) and not m.static and not m.writes)
    return frozenset(id for id in found if readers.count(id) == 1 and id not in elsewhere)


def _remembered(pathway: Pathway, used: frozenset[str]) -> list[str]:
    """Names whose past is read."""
    found: dict[str, None] = {}
    for m in pathway.measures.values():
        if m.id in used:
            found.update(dict.fromkeys(m.remembers))
        if m.writes:
            found[m.writes[0]] = None
    return list(found)


def _clocks(pathway: Pathway, used: frozenset[str]) -> dict[str, int]:
    """Dates the fold keeps: the machine's marks, the last check-in, when a sign was told and how old it was."""
    names = [*pathway.machine.marks, "checkin_before", "checkin"]
    names += [m.id for m in pathway.measures.values() if isinstance(m, FromMark) and m.id in used]
    for m in pathway.measures.values():
        if isinstance(m, AgeOfSign) and m.id in used:
            names += [f"{m.read}.told", f"{m.read}.older"]
    return {name: n for n, name in enumerate(names)}
