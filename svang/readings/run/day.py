"""The functions of a day as source text: what follows from lasting facts, today's measures, rows and features."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from svang.model.knowledge import Change, Fact, Pathway, Row
from svang.model.measures import FromMark, Measure, Surely, When
from svang.model.person import FEET, WEEK
from svang.model.rule import And, Compare, Cond, Const, Member, Ref
from svang.pathway.language import reads
from svang.readings.run.conditions import both, three
from svang.readings.run.frame import Layout, days_of, fitted_by_date, parts_of, when_of
from svang.readings.run.machine import effect_text
from svang.readings.run.measures import worked_out
from svang.readings.run.places import Fitting, InDay, Places, Pulled

Lines = list[str]
Placed = Sequence[tuple[int, Row]]


def daily_needs(layout: Layout) -> list[str]:
    """The measures behind the series, in the order they can be worked out."""
    measured = layout.measured
    needed = {m.id for m in measured.values() if m.id in layout.series or m.writes}
    todo = list(needed)
    while todo:
        for name in measured[todo.pop()].reads:
            m = measured.get(name)
            if m is not None and days_of(m) <= WEEK and name not in needed | layout.once:
                needed.add(name)
                todo.append(name)
    return [id for id in measured if id in needed]


def early(layout: Layout) -> set[str]:
    """The measures that may be asked for before `day` has worked out what every day needs."""
    found, todo = set[str](), daily_needs(layout)
    while todo:
        for name in layout.measured[todo.pop()].reads:
            if name in layout.measured and name not in found:
                found.add(name)
                todo.append(name)
    return found


# -- what lasts -----------------------------------------------------------------------------------------------


def static_text(places: Places) -> Lines:
    """Defaults of facts that do not apply, and measures that follow from lasting facts alone."""
    pathway, lines = places.pathway, ["def static(F, R):"]
    left: dict[str, Fact | Measure] = {f.id: f for f in pathway.facts.values() if f.asked is not None}
    left |= {m.id: m for m in pathway.measures.values() if m.static and m.id in places.layout.used}
    while left:
        for id, item in list(left.items()):
            if not any(n in left and n != id for n in _needs(item)):
                lines.append(f"    {_static_item(left.pop(id), places)}")
    return lines


def _needs(item: Fact | Measure) -> tuple[str, ...]:
    if isinstance(item, Fact):
        return reads(item.asked) if item.asked is not None else ()
    return item.reads


def _static_item(item: Fact | Measure, places: Places) -> str:
    if not isinstance(item, Fact):
        return f"{places.place(item.id)} = {worked_out(item, places)}"
    assert item.asked is not None
    at, raw = places.at(item.id), f"R[{places.slots[item.id]}]"
    none = {"yes_no": "False", "set": places.constant(frozenset())}.get(item.kind, repr(item.not_applicable))
    return f"{at} = {none} if {raw} is None and not {both(item.asked, places).possible} else {raw}"


def fits_text(foot: str, places: Fitting) -> Lines:
    """For each condition, whether each of its features is there: True, False, or None for not known."""
    lines = [f"def fits_{foot or 'any'}(F):", "    return ("]
    for condition in places.pathway.conditions:
        rails = [both(feature.when, places, foot) for feature in condition.features]
        parts = [f"(True if {r.true} else None if {r.possible} else False)" for r in rails]
        lines.append(f"        ({', '.join(parts)},),")
    return [*lines, "    )"]


def volatile_text(places: Places) -> Lines:
    """What changes from day to day in the features of conditions, as truth of the comparisons that read it."""
    pathway = places.pathway
    daily = {f.id for f in pathway.facts.values() if f.daily} | {m.id for m in fitted_by_date(pathway)}
    keys: dict[str, None] = {}
    for feature in (feature for c in pathway.conditions for feature in c.features):
        for part in parts_of(feature.when):
            if daily & set(reads(part)):
                for foot in ("", *FEET):
                    rails = both(part, places, foot)
                    keys[f"{rails.true} or ({rails.possible} and None)"] = None
    return ["def volatile(F):", "    return (" + ", ".join(keys) + ("," if keys else "") + ")"]


def rows_text(name: str, rows: Placed, places: Places) -> Lines:
    """Which rows are surely true and which possibly, as two bit sets."""
    lines = [f"def {name}(F{', H, K, i, d' if places.pulls else ''}):", "    t = p = 0"]
    for place, row in rows:
        rails, bit = both(when_of(row), places), 1 << place
        lines.append(f"    if {rails.true}: t |= {bit}")
        if rails.true != rails.possible:
            lines.append(f"    elif {rails.possible}: p |= {bit}")
    return [*lines, "    return t, t | p"]


# -- today's measures -----------------------------------------------------------------------------------------


def measure_texts(layout: Layout, constants: dict[str, Any]) -> Lines:
    """A function for each measure that changes from day to day; it leaves its value in the frame."""
    lines: Lines = []
    before, ready = early(layout), frozenset(daily_needs(layout))
    for m in layout.measured.values():
        places, slot = Pulled(layout, constants, frozenset() if m.id in before else ready), layout.slots[m.id]
        lines += [f"def m{slot}(F, H, K, i, d):", f"    F[{slot}] = v = {worked_out(m, places)}", "    return v"]
    return lines


def day_text(layout: Layout, constants: dict[str, Any], rows: Iterable[Row], lasting: set[str]) -> Lines:
    """Writes today into every series. Then what moves every day.

    Gives back what `rows` read of today: it must have few values.

    What every day needs is worked out in local variables, in one go; long windows wait until they are asked for.
    """
    places, measured = InDay(layout, constants), layout.measured
    lines = ["def day(F, H, K, i, d):"]
    lines += [f"    {''.join(f'H{n}, ' for n in range(len(layout.series)))}= H"] if layout.series else []
    told = (name for name in layout.series if name not in measured and name in layout.slots)
    lines += [f"    {places.past(name)}[i] = {places.place(name)}" for name in told]
    wanted = daily_needs(layout)
    plain = {n for id in wanted for n in measured[id].reads if n in layout.slots and n not in measured}
    for slot in sorted(layout.slots[name] for name in plain):
        lines.append(f"    v{slot} = F[{slot}]")
        places.local.add(slot)
    for id in wanted:
        lines += ["    " + line for line in _remembered(measured[id], places)]
    lines += _settled(places)
    lines += _every_day(places)
    return [*lines, f"    return {_key_of(rows, lasting, places)}"]


def _remembered(m: Measure, places: InDay) -> Lines:
    slot = places.slots[m.id]
    lines = [f"F[{slot}] = v{slot} = {worked_out(m, places)}"]
    places.local.add(slot)
    if m.writes:
        lines.append(f"{places.past(m.writes[0])}[i - {m.writes[1]}] = v{slot}")
    if m.id in places.layout.series:
        lines.append(f"{places.past(m.id)}[i] = v{slot}")
    return lines


def _settled(places: Places) -> Lines:
    """On the day when a window from a mark is whole it is kept; nobody may ask for it for weeks."""
    lines = []
    for m in places.layout.measured.values():
        if isinstance(m, FromMark):
            clock, whole = places.clock(m.mark), 1 if getattr(m, "before", False) else m.days
            test = f"{clock} is not None and d - {clock} == {whole}"
            lines.append(f"    if {test}: m{places.slots[m.id]}(F, H, K, i, d)")
    return lines


def _every_day(places: Places) -> Lines:
    """The machine's every day, line after line; lines that want the same state's values stand under one test."""
    changes = places.pathway.machine.every_day
    lines, effect = [], effect_text("every_day", changes, places)[1:-1]
    wanted = [_wants(places.pathway, change) for change in changes]
    for name, group in groupby(zip(wanted, effect, strict=True), key=lambda pair: pair[0][0]):
        pairs = list(group)
        values = frozenset().union(*(values for (_, values), _ in pairs))
        lines += [f"    if {places.at(name)} in {places.constant(values)}:"] if name else []
        lines += ["    " * bool(name) + line for _, line in pairs]
    return lines


def _wants(pathway: Pathway, change: Change) -> tuple[str, frozenset[str]]:
    """The state a change looks at first, and the values that it wants of it; or none."""
    cond = change.when.parts[0] if isinstance(change.when, And) else change.when
    match cond:
        case Compare(left=Ref(name=name), op="==", right=Const(value=str(value))):
            values = frozenset((value,))
        case Member(item=Ref(name=name), group=Const(value=frozenset() as values)):
            pass
        case _:
            return "", frozenset()
    moved = {change.set for change in pathway.machine.every_day}
    return (name, values) if name in pathway.machine.state and name not in moved else ("", frozenset())


def _key_of(rows: Iterable[Row], lasting: set[str], places: Places) -> str:
    """What those rows read that does not last: yes/no, choices, or the comparison itself."""
    keys: dict[str, None] = {}
    for row in rows:
        for atom in parts_of(when_of(row)):
            if set(reads(atom)) - lasting:
                names = [n for n in reads(atom) if places.pathway.names[n].kind in ("yes_no", "choice")]
                keys.update(dict.fromkeys(map(places.at, names)) if names else {three(atom, places): None})
    return "(" + "".join(f"{key}, " for key in keys) + ")"


# -- the whole frame ------------------------------------------------------------------------------------------


def whole_text(places: Pulled) -> Lines:
    """Every measure into the frame, and once more those that hang on what stands today."""
    layout = places.layout
    stale = [layout.slots[id] for id in daily_needs(layout) if _by_urgency(id, places)]
    lines = [f"    m{slot}(F, H, K, i, d)" for slot in stale]
    lines += [f"    {places.filled(id)}" for id in layout.measured if id not in places.ready]
    return ["def whole(F, H, K, i, d):", *lines, "    return F"]


def _by_urgency(name: str, places: Places) -> bool:
    """Does it read what the rows come to today? What `day` worked out of that is of the rows of the day before."""
    measure = places.layout.measured.get(name)
    read = measure.reads if isinstance(measure, When | Surely) else ()
    return f"{name}?" in places.slots or any(_by_urgency(each, places) for each in read)


def anew_text(layout: Layout) -> Lines:
    """Every measure once more, each after those that it reads."""
    lines = [f"    m{layout.slots[id]}(F, H, K, i, d)" for id in daily_needs(layout)]
    lines += [f"    if F[{layout.slots[id]}] is ...: m{layout.slots[id]}(F, H, K, i, d)" for id in layout.measured]
    return ["def anew(F, H, K, i, d):", *lines, "    return F"]


def when_texts(conds: Mapping[str, Cond], places: Places) -> Iterable[Lines]:
    """Two functions for each condition that is asked by its name."""
    for name, cond in conds.items():
        rails, plain = both(cond, places), name.replace("-", "_")
        yield [f"def true_{plain}(F): return {rails.true}", f"def possible_{plain}(F): return {rails.possible}"]
