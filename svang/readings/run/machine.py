"""The votes and what they move, as source text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from svang.model.knowledge import OPENING, Change, Pathway, Rule, State
from svang.pathway.language import ranked
from svang.readings.run.conditions import both
from svang.readings.run.frame import behind, change_reads, when_of
from svang.readings.run.places import Places

Lines = list[str]
GUARDS, GUARDED = ("stop", "regress", "hold"), 5
"""Of these votes the rows up to this number are lifted by no clinician's setting."""


# -- votes ----------------------------------------------------------------------------------------------------


def firing_text(places: Places) -> Lines:
    """The places of all rules that surely fire."""
    return _which("firing", "F", places, lambda rule: True)


def holding_text(places: Places) -> Lines:
    """The places of the rules that hold and also move the state."""
    effects = places.pathway.machine.effects
    return _which("holding", "F, H, K, i, d", places, lambda r: r.vote == "hold" and bool(effects[r.effect]))


def _which(name: str, given: str, places: Places, wanted: Callable[[Rule], bool]) -> Lines:
    lines = [f"def {name}({given}):", "    found = []"]
    for n, rule in ranked(places.pathway):
        if rule.when is not None and wanted(rule):
            lines.append(f"    if {both(rule.when, places).true}: found.append({n})")
    return [*lines, "    return found"]


def relieves_text(places: Places) -> Lines:
    """Does a rule surely fire that leaves relief alone? What is laid over the day comes too late for that."""
    plans = relief_kinds(places.pathway)
    return _any_of("relieves", places, lambda rule: rule.plan_kind in plans)


def guarded_text(places: Places) -> Lines:
    """Does a stop, a step down or a hold surely fire that no clinician's setting may lift?"""
    return _any_of("guarded", places, lambda rule: rule.vote in GUARDS and rule.n <= GUARDED)


def _any_of(name: str, places: Places, wanted: Callable[[Rule], bool]) -> Lines:
    rules = [rule for _, rule in ranked(places.pathway) if rule.when is not None and not rule.over and wanted(rule)]
    tests = [both(when_of(rule), places).true for rule in rules]
    return [f"def {name}(F, H, K, i, d):", *(f"    if {test}: return True" for test in tests), "    return False"]


def relief_kinds(pathway: Pathway) -> frozenset[str]:
    """The kinds of plan that hold no load."""
    return frozenset(kind.id for kind in pathway.plan_kinds if not {"all", "core"} & set(kind.keeps))


def votes_text(places: Places) -> Lines:
    """The place of the rule that decides, and of the maybe that holds an opening vote back (or -1)."""
    order = ranked(places.pathway)
    lines = ["def votes(F, H, K, i, d):"]
    cautious = [(n, r) for n, r in order if r.vote not in OPENING and r.when is not None and not r.over]
    for n, rule in cautious:
        lines.append(f"    if {both(when_of(rule), places).true}: return {n}, -1")
    lines.append("    opens = -1")
    word = "if"
    for n, rule in order:
        if rule.vote in OPENING:
            lines.append(f"    {word} {both(when_of(rule), places).true}: opens = {n}")
            word = "elif"
    lines.append(f"    if opens < 0: return {order[-1][0]}, -1")
    for n, rule in cautious:
        lines.append(f"    if {both(when_of(rule), places).possible}: return opens, {n}")
    return [*lines, "    return opens, -1"]


# -- effects --------------------------------------------------------------------------------------------------


def effect_text(id: str, changes: Sequence[Change], places: Places) -> Lines:
    """What an effect does to the state; `from` speaks of the state before it."""
    lines = [f"def effect_{id}(F, H, K, i, d):"]
    daily, moved = id == "every_day", {change.set for change in changes}
    for name in dict.fromkeys(name for change in changes for name in change_reads(change)):
        if not daily and name in places.layout.measured and moved & behind(places.pathway, name):
            lines.append(f"    {places.at(name)}")
    tests = [_wanted(change, places) for change in changes]
    named = [n for n, test in enumerate(tests) if test != "True" and not daily]
    lines += [f"    t{n} = {tests[n]}" for n in named]  # all of them first: they speak of the state before
    for n, change in enumerate(changes):
        test = f"t{n}" if n in named else tests[n]
        lines.append("    " + _change(change, test, places, marks=daily))
    return [*lines, "    return None"]


def _wanted(change: Change, places: Places) -> str:
    """Does it apply? `from`, `when` and `unless` speak of the state before the effect."""
    tests = [f"{places.clock(change.set)} is None"] if change.once else []
    tests += [f"{places.place(change.set)} == {change.from_!r}"] if change.from_ else []
    tests += [both(change.when, places).true] if change.when is not None else []
    tests += [f"(not {both(change.unless, places).true})"] if change.unless is not None else []
    return " and ".join(tests) or "True"


def _change(change: Change, test: str, places: Places, *, marks: bool) -> str:
    """`marks`: it also marks the day on which its state changed, which is else done for a whole effect."""
    if change.verb == "mark":
        return f"if {test}: {places.clock(change.set)} = d"
    state, at = places.pathway.machine.state[change.set], places.place(change.set)
    tests = [f"{at} != {_word(state, change.to)!r}"] if change.verb == "to" else []  # the cheap test first
    tests += [test] if test != "True" else []
    if change.verb == "highest":
        tests += [f"{at} != {state.options[-1]!r}", f"{at} != {places.at(change.to)}"]  # nothing is above the last
    holds, new = " and ".join(tests) or "True", _changed(change, state, at, places)
    if not marks or not state.changed:
        return f"if {holds}: {at} = {new}"
    clock = places.clock(state.changed)
    return f"if {holds}: w = {at}; {at} = {new}; {clock} = d if {at} != w else {clock}"


def _changed(change: Change, state: State, at: str, places: Places) -> str:
    match change.verb:
        case "to":
            return repr(_word(state, change.to))
        case "take":
            limit = places.pathway.thresholds.get(change.to)
            return repr(limit.value) if limit else places.at(change.to)
        case "highest":
            return f"higher({at}, {places.at(change.to)}, {state.options!r})"
    by = int(change.to) if change.verb == "up" else -int(change.to)
    if state.kind == "int":
        return f"max({state.low}, min({state.high}, {at} + {by}))"
    if by < 0 and state.lowest:
        return f"lower({at}, {-by}, {state.options!r}, {state.options.index(state.lowest)})"
    return f"{state.options!r}[max(0, min({len(state.options) - 1}, {state.options!r}.index({at}) + {by}))]"


def _word(state: State, word: str) -> str | int:
    return int(word) if state.kind == "int" and word not in state.extra else word
