"""What a clinician sees and sets, and a pause by the person: each word typed and held against its range."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from svang.answers.stored import scale_of
from svang.answers.typed import DATED_LIMITS, day_of, shown, unknown_key
from svang.model.knowledge import Pathway
from svang.pathway.language import gated
from svang.pathway.nodes import Node, Problem

SAID_LIMITS = ("no_running", "no_heel_raises")
"""Limits of a clinician that last until the next clinician says otherwise."""
LIMITS = (*DATED_LIMITS, *SAID_LIMITS, "words")
WHY = ("ill", "away", "boot", "other")
"""Why somebody pauses."""
LONGEST_SETTING = 366
"""Days that a clinician's setting may last before it is looked at again."""


def adjustment(
    pathway: Pathway, day: date, until: Node | None, wanted: Node | None, place: Node
) -> tuple[dict[str, Any], list[Problem]]:
    """`until` and `set` of an adjustment, typed and held against their ranges; and all that is wrong with them."""
    problems: list[Problem] = []
    last = day_of(until) if until is not None else None
    if last is None or not 0 <= (last - day).days <= LONGEST_SETTING:
        found = shown(until) if until is not None else "-"
        problems.append(Problem((until or place).where, "not_an_end", {"found": found, "days": LONGEST_SETTING}))
    if wanted is None or not isinstance(wanted.value, dict) or not wanted.value:
        problems.append(Problem((wanted or place).where, "wrong_kind", {"key": "set", "wanted": "map"}))
        return {}, problems
    found_parts = {key: _setting(pathway, key, part, problems) for key, part in wanted.value.items()}
    return {"until": last.toordinal() if last else 0, "set": found_parts}, problems


def settable(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """Everything a clinician may set: levels, stage and phase with their values; thresholds and doses have ranges. Two
    phases nobody sets by hand: one is a stop, the other has its gate."""
    never = {"none", pathway.machine.resting, *gated(pathway)}
    states = (state for state in pathway.machine.state.values() if state.load)
    found = {s.id: tuple(o for o in s.options if o not in never) for s in states}
    return found | dict.fromkeys((*pathway.thresholds, *(task.id for task in pathway.tasks)), ())


def sayable(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    """The same, and the stop: a clinician may pause the plan until a date."""
    found = settable(pathway)
    return {**found, "phase": (pathway.machine.resting, *found["phase"])}


def _setting(pathway: Pathway, key: str, node: Node, problems: list[Problem]) -> Any:
    known = sayable(pathway)
    if key not in known:
        problems.append(unknown_key(node, key, known))
    elif known[key]:
        if node.value not in known[key]:
            details = {"key": key, "found": shown(node), "choices": ", ".join(known[key])}
            problems.append(Problem(node.where, "not_a_choice", details))
        return node.value
    elif key in pathway.thresholds:
        limit = pathway.thresholds[key]
        return _in_span(key, node, limit.low, limit.high, scale_of(pathway, limit.unit), problems)
    else:
        return _dose(pathway, key, node, problems)
    return None


def _in_span(key: str, node: Node, low: int, high: int, scale: int, problems: list[Problem]) -> int:
    number = node.value
    if isinstance(number, Decimal) and number.as_tuple().exponent == -3 and scale == 1:
        problems.append(Problem(node.where, "thousands", {"key": key, "found": shown(node)}))
        return low
    if isinstance(number, bool) or not isinstance(number, int | Decimal) or number * scale != int(number * scale):
        problems.append(Problem(node.where, "wrong_kind", {"key": key, "wanted": "number"}))
        return low
    if not low <= number * scale <= high:
        details: dict[str, str | int] = {"key": key, "found": shown(node), "low": low // scale, "high": high // scale}
        problems.append(Problem(node.where, "out_of_range", details))
    return int(number * scale)


def _dose(pathway: Pathway, task: str, node: Node, problems: list[Problem]) -> dict[str, list[int]]:
    """Parts of a task's dose: a number, or the least and the most."""
    if not isinstance(node.value, dict):
        problems.append(Problem(node.where, "wrong_kind", {"key": task, "wanted": "map"}))
        return {}
    found: dict[str, list[int]] = {}
    for key, part in node.value.items():
        if key not in pathway.dose_ranges:
            problems.append(unknown_key(part, key, pathway.dose_ranges))
            continue
        ends = part.value if isinstance(part.value, tuple) and len(part.value) == 2 else (part, part)
        found[key] = [_in_span(key, end, *pathway.dose_ranges[key], 1, problems) for end in ends]
    return found


def limits(node: Node) -> tuple[dict[str, Any], list[Problem]]:
    """A clinician's limits, typed; a plain text is taken as words. And all that is wrong with them."""
    problems: list[Problem] = []
    if isinstance(node.value, str) and node.value.strip():
        return {"words": node.value.strip()}, problems
    if not isinstance(node.value, dict):
        return {}, [Problem(node.where, "wrong_kind", {"key": "limits", "wanted": "map"})]
    found = {key: _limit(key, part, problems) for key, part in node.value.items()}
    return {key: value for key, value in found.items() if value is not None and value is not False}, problems


def _limit(key: str, node: Node, problems: list[Problem]) -> Any:
    """One of them; a no says that there is no such limit."""
    if key not in LIMITS:
        problems.append(unknown_key(node, key, LIMITS))
    elif node.value is None:
        return None
    elif key in DATED_LIMITS:
        last = day_of(node)
        if last is None:
            problems.append(Problem(node.where, "not_a_date", {"key": key, "found": shown(node)}))
        return last.toordinal() if last else None
    elif key == "words":
        if not isinstance(node.value, str):
            problems.append(Problem(node.where, "wrong_kind", {"key": key, "wanted": "text"}))
        return node.value
    elif node.value in (True, "yes") or node.value in (False, "no"):
        return node.value in (True, "yes")
    else:
        details = {"key": key, "found": shown(node), "choices": "yes, no"}
        problems.append(Problem(node.where, "not_a_choice", details))
    return None


def pause(day: date, until: Node | None, why: Node | None, place: Node) -> tuple[dict[str, Any], list[Problem]]:
    """`until` (the first day after it) and `why` of a pause, typed; and all that is wrong with them."""
    problems: list[Problem] = []
    last = day_of(until) if until is not None else None
    if last is None or not 0 <= (last - day).days <= LONGEST_SETTING:
        found = shown(until) if until is not None else "-"
        problems.append(Problem((until or place).where, "not_an_end", {"found": found, "days": LONGEST_SETTING}))
    reason = why.value if why is not None else "other"
    if reason not in WHY:
        details = {"key": "why", "found": shown(why) if why is not None else "-", "choices": ", ".join(WHY)}
        problems.append(Problem((why or place).where, "not_a_choice", details))
    return {"until": last.toordinal() if last else 0, "why": reason}, problems
