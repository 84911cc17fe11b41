"""Each measure as one expression. The slow, obvious twin of this file stands in tests/oracle.py."""

from __future__ import annotations

from typing import assert_never

from svang.model import measures as m
from svang.model.person import FEET
from svang.model.rule import Compare, Const, Ref
from svang.pathway.language import arith_reads
from svang.readings.run.conditions import both, three
from svang.readings.run.places import Places


def worked_out(measure: m.Measure, places: Places) -> str:
    """A measure as one expression."""
    match measure:
        case m.When():
            return three(measure.when, places)
        case m.Value():
            return _value(measure, places)
        case m.First():
            return _first(measure, places)
        case m.Surely():
            return _surely(measure, places)
        case m.Known():
            return f"({places.at(measure.read)} is not None)"
        case m.Size():
            return f"(None if {places.at(measure.read)} is None else len({places.at(measure.read)}))"
        case m.BothFeet() | m.BothHave() | m.FeetApart():
            return _of_feet(measure, places)
        case m.BodyMassIndex():
            return _body_mass_index(measure, places)
        case m.Missing():
            return _missing(measure, places)
        case m.Worst():
            return _worst(measure, places)
        case m.FirstKnown():
            *first, last = (places.at(name) for name in measure.names)
            return "(" + "".join(f"{at} if {at} is not None else " for at in first) + f"{last})"
        case m.Table():
            return _table(measure, places)
        case m.CheckinToday() | m.DaysSinceCheckin() | m.DaysSince() | m.AgeOfSign() | m.Cycle():
            return _of_dates(measure, places)
    return _of_days(measure, places)


# -- of the same day ------------------------------------------------------------------------------------------


def _value(measure: m.Value, places: Places) -> str:
    tests = [f"{places.at(name)}.__class__ is int" for name in arith_reads(measure.value)]
    return f"({places.arith(measure.value)} if {' and '.join(tests) or 'True'} else None)"


def _first(measure: m.First, places: Places) -> str:
    text = ""
    for word, cond in measure.lines:
        value = repr(word == "yes") if measure.kind == "yes_no" else repr(word)
        if cond is None:
            return f"({text}{value})"
        text += f"{value} if {both(cond, places).true} else "
    return f"({text}None)"


def _surely(measure: m.Surely, places: Places) -> str:
    read = places.layout.measured.get(measure.read)
    if places.pulls and isinstance(read, m.When) and read.id in places.layout.once:
        return both(read.when, places).true  # nobody else asks: the other rail need not be worked out
    return f"({places.at(measure.read)} is True)"


def _of_feet(measure: m.BothFeet | m.BothHave | m.FeetApart, places: Places) -> str:
    left, right = (places.at(measure.read, foot) for foot in FEET)
    match measure:
        case m.BothFeet():
            empty = places.constant(frozenset())
            none = f"({left} == {empty} or {right} == {empty})"
            return f"(False if {none} else None if {left} is None or {right} is None else True)"
        case m.BothHave():
            each = [_has(at, measure, places) for at in (left, right)]
            return f"(False if False in (w := ({each[0]}, {each[1]})) else None if None in w else True)"
        case m.FeetApart():
            return f"(abs({left} - {right}) if {left}.__class__ is int and {right}.__class__ is int else None)"
    assert_never(measure)


def _has(at: str, measure: m.BothHave, places: Places) -> str:
    """Something of each group on one foot."""
    parts = " and ".join(f"({at} & {places.constant(group)})" for group in measure.has)
    return f"(None if {at} is None else bool({parts}))"


def _body_mass_index(measure: m.BodyMassIndex, places: Places) -> str:
    """kg / m², one decimal, from tenths of a kilogram and of a centimetre."""
    kilos, height = (places.at(name) for name in measure.names)
    whole = f"(2000000 * {kilos} + {height} * {height}) // (2 * {height} * {height})"
    return f"(None if {kilos} is None or {height} is None else {whole})"


def _missing(measure: m.Missing, places: Places) -> str:
    if measure.flags:
        return "(" + " + ".join(f"({places.at(name)} is None)" for name in measure.names) + ")"
    flags = next(each for each in places.pathway.measures.values() if isinstance(each, m.Missing) and each.flags)
    parts = []
    for line in places.pathway.must_know:
        count = "(" + " + ".join(f"({places.at(name)} is None)" for name in line.facts) + ")"
        if line.facts == flags.names:
            count = places.at(flags.id)
        parts.append(count if line.when is None else f"({count} if {both(line.when, places).possible} else 0)")
    return " + ".join(parts)


def _worst(measure: m.Worst, places: Places) -> str:
    first, *others = (places.at(name) for name in measure.names)
    alone = " and ".join(f"{other} is None" for other in others)
    found = f"{first} if {alone} else worst(({first}, {', '.join(others)}))"
    return f"(None if {first} is None else {found})" if measure.needs else f"({found})"


def _table(measure: m.Table, places: Places) -> str:
    places.constants[f"T_{measure.id}"] = dict(measure.table)
    at = places.at(measure.read)
    return f"T_{measure.id}[{at}]" if places.pathway.names[measure.id].always else f"T_{measure.id}.get({at})"


# -- of dates -------------------------------------------------------------------------------------------------


def _of_dates(measure: m.OfDates, places: Places) -> str:
    match measure:
        case m.CheckinToday():
            return f"({places.clock('checkin')} == d)"
        case m.DaysSinceCheckin():
            at = places.clock("checkin_before")
            return f"('never' if {at} is None else d - {at})"
        case m.DaysSince(read=name) if name in places.layout.clocks:
            at = places.clock(name)
            return f"('never' if {at} is None else d - {at})"
        case m.DaysSince(read=name):
            at = places.at(name)
            return f"(d - {at} if {at}.__class__ is int else {at})"
        case m.AgeOfSign():
            told, older = (places.clock(f"{measure.read}.{part}") for part in ("told", "older"))
            return f"(None if {told} is None or {older} is None else d - {told} + {older})"
        case m.Cycle():
            clock = places.clock(measure.read)
            return f"({clock} is not None and (d - {clock}) % {measure.days} >= {measure.days - measure.last})"
    assert_never(measure)


# -- of past days ---------------------------------------------------------------------------------------------


def _of_days(measure: m.OfDays, places: Places) -> str:
    match measure:
        case m.Ago():
            return f"{places.past(measure.read)}[i - {measure.days}]"
        case m.Median():
            return _median(measure, places)
        case m.MedianFrom():
            return _median_from(measure, places)
        case m.Second():
            return f"second({_window(measure, places)}, {measure.needs})"
        case m.SecondFrom():
            return _second_from(measure, places)
        case m.Max():
            return f"largest({_window(measure, places)}, {measure.needs})"
        case m.Mean():
            return f"mean({_window(measure, places)}, {measure.needs})"
        case m.Sum():
            return f"total({_window(measure, places)})"
        case m.Count():
            return f"count({_window(measure, places)}, {_is(measure)}, {measure.needs})"
        case m.CountHolding():
            return f"sum([{_holding(measure.holds, places)} for v in {_window(measure, places)}])"
        case m.Recent():
            days, among = _window(measure, places), _window(measure, places, measure.among)
            return f"recent({days}, {among}, {_is(measure)}, {measure.last})"
        case m.RecentHolding():
            days = f"[{_holding(measure.holds, places)} for v in {_window(measure, places)}]"
            return f"recent({days}, {_window(measure, places, measure.among)}, True, {measure.last})"
        case m.Streak():
            return f"streak({_run(measure, places)}, {_is(measure)})"
        case m.StreakHolding():
            return f"lead({_holding(measure.holds, places)} for v in reversed({_run(measure, places)}))"
        case m.Share():
            return f"share({_window(measure, places)}, {_window(measure, places, measure.planned)}, {measure.needs})"
    assert_never(measure)


def _window(measure: m.Window, places: Places, name: str = "") -> str:
    past, end = places.past(name or measure.read), measure.back - (1 if measure.today else 0)
    return f"{past}[i - {measure.days + end}:i" + (f" - {end}]" if end > 0 else f" + {-end}]" if end else "]")


def _run(measure: m.Streak | m.StreakHolding, places: Places) -> str:
    """As many days as a streak may be long."""
    end = "i + 1" if measure.today else "i"
    return f"{places.past(measure.read)}[{end} - {measure.high}:{end}]"


def _is(measure: m.Count | m.Recent | m.Streak) -> str:
    word = measure.is_
    return "None" if not word else repr(word == "yes") if word in ("yes", "no") else repr(word)


def _holding(holds: Compare, places: Places) -> str:
    """Does it surely hold of a day's value `v`?"""
    match holds.right:
        case Const(value=value):
            return f"v.__class__ is int and v {holds.op} {value}"
        case Ref(name=name):
            at = places.at(name)
            return f"v.__class__ is int and {at}.__class__ is int and v {holds.op} {at}"


def _median(measure: m.Median, places: Places) -> str:
    window = _window(measure, places)
    if places.pathway.names[measure.read].extra:
        return f"median({window}, {measure.needs})"
    days = f"(w := {window})"
    return f"(sorted(w)[{(measure.days - 1) // 2}] if None not in {days} else median(w, {measure.needs}))"


def _median_from(measure: m.MedianFrom, places: Places) -> str:
    """Of a window from a mark, or before it; once it is whole it is kept for good."""
    clock, series = places.clock(measure.mark), places.past(measure.read)
    start = f"{clock} - d + i" + (f" - {measure.days}" if measure.before else "")
    fresh = f"median({series}[{start}:{start} + {measure.days}], {measure.needs})"
    over = 0 if measure.before else measure.days
    keep = f"keep(K, {places.layout.clocks[measure.id]}, {clock}, {fresh}) if d - {clock} >= {over}"
    return f"(None if {clock} is None else {_settled(measure, places)} else {keep} else {fresh})"


def _second_from(measure: m.SecondFrom, places: Places) -> str:
    """The second highest number of a window from a mark, once it is whole, and then for good."""
    clock, series = places.clock(measure.mark), places.past(measure.read)
    start = f"{clock} - d + i"
    fresh = f"second({series}[{start}:{start} + {measure.days}], {measure.needs})"
    keep = f"keep(K, {places.layout.clocks[measure.id]}, {clock}, {fresh})"
    early = f"{clock} is None or d - {clock} < {measure.days}"
    return f"(None if {early} else {_settled(measure, places)} else {keep})"


def _settled(measure: m.FromMark, places: Places) -> str:
    kept = places.clock(measure.id)
    return f"{kept}[1] if {kept} is not None and {kept}[0] == {places.clock(measure.mark)}"
