"""What a verdict moves and what a plan holds: the state and its changes, tasks with doses, the stages of running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svang.model.knowledge import LEVEL, Change, Machine, PlanKind, Stage, State, Symbol, Task
from svang.model.rule import Cond
from svang.pathway.documents import NEVER, Documents, at, child, maps, plain, text, word_map
from svang.pathway.facts import YES_NO
from svang.pathway.nodes import Node
from svang.pathway.shapes.keys import STATE_KINDS, VERBS
from svang.pathway.shapes.rows import CHANGE, PLAN, PLAN_TODAY, STAGE, STATE, TASK

# -- the state ------------------------------------------------------------------------------------------------


def states(documents: Documents) -> dict[str, State]:
    """Every state variable and mark; a condition may name a state from here on, and whether its load is held."""
    found: dict[str, State] = {}
    for node in documents.items("machine", "state"):
        state = found[text(node, "id")] = _state(documents, node)
        documents.name(_symbol(state), node)
    for mark in documents.words(documents.files["machine"], "marks"):
        documents.name(Symbol(mark, "mark", "date"), documents.files["machine"])
    _holds_named(documents, found)
    _sessions_named(documents, found)
    return found


def _state(documents: Documents, node: Node) -> State:
    documents.only(node, STATE)
    low, high = documents.span(node, "range")
    return State(
        id=text(node, "id"),
        kind=documents.one_of(node, "kind", STATE_KINDS),
        start=plain(node, "start"),
        options=documents.words(node, "options"),
        unit=text(node, "unit"),
        low=low,
        high=high,
        extra=documents.words(node, "extra"),
        load=documents.yes(node, "load"),
        lowest=text(node, "lowest"),
        ladder=documents.yes(node, "ladder"),
        changed=text(node, "changed"),
        counts=documents.words(node, "counts"),
        where=node.where,
    )


def _symbol(state: State) -> Symbol:
    low, high = (state.low, state.high) if state.kind == "int" else (None, None)
    always = state.kind == "choice" or not state.extra
    return Symbol(state.id, "state", state.kind, state.unit, low, high, state.options, state.extra, always)


def _holds_named(documents: Documents, states: Mapping[str, State]) -> None:
    """While a clinician has set a load, it does not rise by itself: `held`."""
    for one in states.values():
        if one.load:
            held = Symbol(f"{one.id}_held", "state", "yes_no", options=YES_NO, always=True)
            documents.name(held, at(one.where))


def _sessions_named(documents: Documents, states: Mapping[str, State]) -> None:
    """Of each ladder of exercises: was it done today, and was it all of it, with little pain?"""
    for one in states.values():
        if one.ladder and one.id.endswith(LEVEL):
            name = one.id.removesuffix(LEVEL)
            documents.name(Symbol(f"{name}_done", "fact", "yes_no", options=YES_NO), at(one.where))
            top = Symbol(f"{name}_top", "fact", "int", unit="times", low=0, high=2)  # 1: said of the whole, in one tap
            documents.name(top, at(one.where))


# -- its changes ----------------------------------------------------------------------------------------------


def machine(documents: Documents, states: Mapping[str, State]) -> Machine:
    file = documents.files["machine"]
    effects = child(file, "effects")
    named = effects.value if effects is not None and isinstance(effects.value, dict) else {}
    return Machine(
        state=states,
        marks=documents.words(file, "marks"),
        plan_when=documents.need(file, "plan_when"),
        every_day=_changes(documents, child(file, "every_day"), states),
        effects={id: _changes(documents, rows, states) for id, rows in named.items()},
        on_lowered=_changes(documents, child(file, "on_lowered"), states),
        after_a_run=_changes(documents, child(file, "after_a_run"), states),
        judged=documents.words(file, "judged"),
    )


def _changes(documents: Documents, rows: Node | None, states: Mapping[str, State]) -> tuple[Change, ...]:
    if rows is not None and isinstance(rows.value, tuple):
        return tuple(_change(documents, node, states) for node in rows.value)
    if rows is not None and rows.value is not None:
        documents.wrong(rows, "shape", "the changes of an effect are a list")
    return ()


def _change(documents: Documents, node: Node, states: Mapping[str, State]) -> Change:
    documents.only(node, CHANGE)
    when, unless = documents.cond(child(node, "when")), documents.cond(child(node, "unless"))
    mark = text(node, "mark")
    if mark:
        return Change(mark, "mark", "", "", when, unless, documents.yes(node, "once"), node.where)
    var = text(node, "set", "None")
    verb, _, to = text(node, "verb").partition(" ")
    if var not in states or verb not in VERBS:
        documents.wrong(node, "verb", f"`{var}: {verb}` is no change the machine can make")
    elif verb == "to" and to not in (*states[var].options, *states[var].extra) and not _in_range(to, states[var]):
        documents.wrong(node, "verb", f"`{to}` is no value of `{var}`")
    elif verb in ("take", "highest") and to not in documents.names:
        documents.wrong(node, "verb", f"`{to}` is not known")
    return Change(var, verb, to, text(node, "from"), when, unless, where=node.where)


def _in_range(word: str, state: State) -> bool:
    return state.kind == "int" and word.isdigit() and state.low <= int(word) <= state.high


# -- tasks ----------------------------------------------------------------------------------------------------


def tasks(documents: Documents) -> dict[str, Any]:
    """The fields of a pathway that the day's plan is made of."""
    file = documents.files["tasks"]
    ranges = child(file, "dose_ranges") or file
    return {
        "tasks": tuple(_task(documents, node) for node in documents.items("tasks", "tasks")),
        "plan_kinds": tuple(_plan_kind(documents, node) for node in documents.items("tasks", "plans")),
        "kinds_today": tuple(_plan_today(documents, node) for node in documents.items("tasks", "today")),
        "without_a_phase": text(file, "without_a_phase", "calm"),
        "dose_ranges": _dose(documents, ranges) if child(file, "dose_ranges") is not None else {},
        "steps": word_map(documents, file, "steps"),
    }


def _plan_today(documents: Documents, node: Node) -> tuple[Cond, str]:
    documents.only(node, PLAN_TODAY)
    return documents.need(node, "when"), text(node, "plan", "None")


def _task(documents: Documents, node: Node) -> Task:
    documents.only(node, TASK)
    within = child(node, "when_in")
    when_in = within.value if within is not None and isinstance(within.value, dict) else {}
    sides = child(node, "sides")
    return Task(
        id=text(node, "id"),
        kind=text(node, "kind", "None"),
        doses={phase: _dose(documents, dose) for phase, dose in maps(documents, node, "doses")},
        ladder=text(node, "ladder"),
        levels={level: _dose(documents, dose) for level, dose in maps(documents, node, "levels")},
        core=documents.yes(node, "core"),
        gentle=documents.yes(node, "gentle"),
        relief=documents.yes(node, "relief"),
        strength=documents.yes(node, "strength"),
        tags=frozenset(documents.words(node, "tags")),
        when=documents.cond(child(node, "when")),
        when_in={phase: documents.cond(cond) or NEVER for phase, cond in when_in.items()},
        bar=documents.cond(child(node, "bar")),
        expires_days=documents.whole(node, "expires_days", 0),
        last_done=text(node, "last_done"),
        sides=sides.plain() if sides is not None else {},
        sources=documents.sourced(node, claim=True),
        where=node.where,
    )


def _dose(documents: Documents, node: Node) -> dict[str, tuple[int, int]]:
    """The least and the most of each part of a dose."""
    parts = node.value if isinstance(node.value, dict) else {}
    found: dict[str, tuple[int, int]] = {}
    for key in parts:
        low, high = documents.span(node, key)
        found[key] = (int(low), int(high))
    return found


def _plan_kind(documents: Documents, node: Node) -> PlanKind:
    documents.only(node, PLAN)
    return PlanKind(
        id=text(node, "id"),
        keeps=documents.words(node, "keeps"),
        load_percent=documents.whole(node, "load_percent", 100),
        sets_fewer=documents.whole(node, "sets_fewer", 0),
        run=text(node, "run"),
    )


def stages(documents: Documents) -> tuple[Stage, ...]:
    """The steps back to running, in their order."""
    return tuple(_stage(documents, node) for node in documents.items("running", "stages"))


def _stage(documents: Documents, node: Node) -> Stage:
    documents.only(node, STAGE)
    run, walk, least = (documents.whole(node, key) for key in ("run", "walk", "least"))
    return Stage(text(node, "id"), run, walk, least, documents.sourced(node, claim=True), node.where)
