"""What people write, checked against their facts: text becomes typed values or one plain sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from svang.answers.amounts import Unclear, date_written, doubtful, number
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET, PERSON, Event
from svang.pathway.nodes import Node, Problem, Unknown

LONGEST_TEXT, LONGEST_GOAL, MOST_GOALS, BEST = 500, 80, 3, 10
"""Letters of a note and of a goal, goals at once, and the number that means "as before"."""
EXERCISE_KEYS = ("id", "level", "sets", "reps", "pain", "effort")
EFFORTS = ("easy", "right", "hard")
"""How hard an exercise was. No rule reads it."""
EARLIEST = date(1940, 1, 1)
"""No treatment that is asked about was given before; how long ago one was stays within its range until 2049."""
NOT_ANSWERED = object()
DATED_LIMITS = ("rest", "boot_or_crutches")
"""Limits of a clinician that last until a date."""
NO_SITES: tuple[Any, ...] = (None, [], "none", ["none"])


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody wants to do again, and how well it goes now (0 not at all, 10 as before)."""

    what: str
    now: int | None


@dataclass(eq=False)
class Refused(Exception):
    """An answer that cannot be taken; `problems` says why, each as a code and details for one sentence. Not frozen, for
    a raised exception is given its traceback."""

    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return ", ".join(problem.code for problem in self.problems)


def refused(code: str, **details: str | int) -> Refused:
    """One problem that is not of a document."""
    return Refused((Problem("", code, details),))


def entered(
    pathway: Pathway, values: Mapping[str, Any], *, day: date, at: datetime, id: str, by: str = PERSON
) -> Event:
    """Typed values of one date (see `typed`) as an event."""
    return Event(id, "answered", day, at, pathway.stamp, values, by=by)


def typed(pathway: Pathway, node: Node, *, sore: Iterable[str] = ()) -> tuple[dict[str, Any], list[Problem]]:
    """A mapping of answers as people write it, to values by `fact` or `fact.foot`, and all that is wrong with it.

    A plain value of a per-foot fact is of the feet in `sore`; with none, of both.
    """
    if not isinstance(node.value, dict):
        return {}, [Problem(node.where, "wrong_kind", {"key": "answers", "wanted": "map"})]
    feet = sites_of(pathway, node) or tuple(sore)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, child in node.value.items():
        fact = pathway.facts.get(key)
        if fact is None:
            problems.append(unknown_key(child, key, pathway.facts))
            continue
        for slot, part in _by_foot(fact, child, feet, problems):
            found = _value(pathway, fact, part, problems)
            if found is not NOT_ANSWERED:
                values[slot] = found
    return _other_foot(values), problems


def not_yet(pathway: Pathway, values: Mapping[str, Any], today: date, node: Node) -> list[Problem]:
    """Dates told as answers that lie after today."""
    facts = ((pathway.facts[slot.partition(".")[0]], value) for slot, value in values.items())
    late = [(f, v) for f, v in facts if f.kind == "date" and isinstance(v, int) and v > today.toordinal()]
    return [
        Problem(node.where, "future_date", {"key": f.id, "found": date.fromordinal(v).isoformat()}) for f, v in late
    ]


def at_intake(values: dict[str, Any]) -> dict[str, Any]:
    """The same answers as an intake's: its activity pain is about the weeks before."""
    return {f"{slot}.intake" if slot == "activity_pain" else slot: value for slot, value in values.items()}


def unknown_key(node: Node, key: str, known: Iterable[str]) -> Problem:
    return Problem(node.key_where, "unknown_key", Unknown(key, known))


def sites_of(pathway: Pathway, node: Node) -> tuple[str, ...]:
    """The feet that this mapping itself calls sore."""
    sites = node.value.get("pain_sites") if isinstance(node.value, dict) else None
    if sites is None or not isinstance(sites.value, dict):
        return ()
    return tuple(foot for foot in FEET if foot in sites.value and sites.value[foot].plain() not in NO_SITES)


def sore_feet(values: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(foot for foot in FEET if values.get(f"pain_sites.{foot}"))


def _other_foot(values: dict[str, Any]) -> dict[str, Any]:
    """A foot map on which only one foot was marked says that the other has no pain."""
    left, right = values.get("pain_sites.left", NOT_ANSWERED), values.get("pain_sites.right", NOT_ANSWERED)
    if left is NOT_ANSWERED and right is not NOT_ANSWERED and right:
        values["pain_sites.left"] = frozenset()
    if right is NOT_ANSWERED and left is not NOT_ANSWERED and left:
        values["pain_sites.right"] = frozenset()
    return values


def _by_foot(fact: Fact, node: Node, feet: tuple[str, ...], problems: list[Problem]) -> Iterable[tuple[str, Node]]:
    if not fact.foot:
        yield fact.id, node
    elif isinstance(node.value, dict):
        for foot, part in node.value.items():
            if foot in FEET:
                yield f"{fact.id}.{foot}", part
            else:
                problems.append(Problem(part.key_where, "foot_unknown", {"key": fact.id, "found": foot}))
    elif fact.id == "pain_sites" and node.value is not None:
        problems.append(Problem(node.where, "foot_unknown", {"key": fact.id, "found": "-"}))
    else:
        for foot in feet or FEET:
            yield f"{fact.id}.{foot}", node


def _value(pathway: Pathway, fact: Fact, node: Node, problems: list[Problem]) -> Any:
    """One typed value, or NOT_ANSWERED with its problem noted."""
    raw = node.value
    if raw is None or (isinstance(raw, str) and raw in fact.extra):
        return raw
    found = _PARSE[fact.kind](pathway, fact, node)
    if isinstance(found, Problem):
        problems.append(found)
        return NOT_ANSWERED
    return found


def _yes_no(pathway: Pathway, fact: Fact, node: Node) -> bool | Problem:
    if isinstance(node.value, bool):
        return node.value
    if node.value in ("yes", "no"):
        return node.value == "yes"
    return _no_choice(fact, node, ("yes", "no", *fact.extra))


def _no_choice(fact: Fact, node: Node, choices: tuple[str, ...]) -> Problem:
    details = {"key": fact.id, "found": shown(node), "choices": ", ".join(choices)}
    return Problem(node.where, "not_a_choice", details)


def shown(node: Node) -> str:
    """What was written, short enough to say back."""
    return str(node.value)[:40] if isinstance(node.value, str | int | Decimal) else "..."


def counted_in(pathway: Pathway, fact: Fact, node: Node) -> int | Problem:
    raw = _counted(fact, node)
    if isinstance(raw, Problem):
        return raw
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return Problem(node.where, "wrong_kind", {"key": fact.id, "wanted": "number"})
    scaled = Decimal(raw) * fact.scale
    whole = int(scaled.to_integral_value(rounding=ROUND_HALF_UP))
    if fact.scale == 1 and scaled != whole:
        code = "half_point" if fact.unit == "nrs" else "wrong_kind"
        return Problem(node.where, code, {"key": fact.id, "found": shown(node), "wanted": "whole"})
    if not fact.low <= scaled <= fact.high:
        low, high = fact.low // fact.scale, fact.high // fact.scale
        return Problem(node.where, "out_of_range", {"key": fact.id, "found": shown(node), "low": low, "high": high})
    return whole


def _counted(fact: Fact, node: Node) -> Any:
    """The number in a file; words such as "7,5" and "8 uger" are read as on a page, and 10.000 is asked back."""
    raw = node.value
    if isinstance(raw, str) and not raw.isdigit():  # "3" in quotes is a text
        try:
            return number(fact, raw)
        except Unclear as unclear:
            code = "thousands" if unclear.key == "two_numbers" else "wrong_kind"
            return Problem(node.where, code, {"key": fact.id, "found": shown(node), "wanted": "number"})
    if isinstance(raw, Decimal) and doubtful(fact, raw):
        return Problem(node.where, "thousands", {"key": fact.id, "found": shown(node)})
    return raw


def _choice(pathway: Pathway, fact: Fact, node: Node) -> str | Problem:
    word = {True: "yes", False: "no"}.get(node.value, node.value) if isinstance(node.value, bool) else node.value
    return word if isinstance(word, str) and word in fact.options else _no_choice(fact, node, fact.options)


def _set(pathway: Pathway, fact: Fact, node: Node) -> frozenset[str] | Problem:
    parts = node.value if isinstance(node.value, tuple) else (node,)
    words = [part.value for part in parts]
    if words in ([], ["none"]):
        return frozenset()
    for part in parts:
        if part.value not in fact.options:
            return _no_choice(fact, part, ("none", *fact.options))
    return frozenset(str(word) for word in words)


def _date(pathway: Pathway, fact: Fact, node: Node) -> int | Problem:
    found = day_of(node) or _dated(node)
    if found is None:
        return Problem(node.where, "not_a_date", {"key": fact.id, "found": shown(node)})
    if found < EARLIEST:
        return Problem(node.where, "long_ago", {"key": fact.id, "found": shown(node), "low": EARLIEST.isoformat()})
    return found.toordinal()


def day_of(node: Node) -> date | None:
    """A date written as 2026-03-01."""
    text = node.value
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _dated(node: Node) -> date | None:
    """A date as people write it; in a file it has its year, since the file may be read on any day."""
    try:
        return date.fromisoformat(date_written(node.value)) if isinstance(node.value, str) else None
    except Unclear:
        return None


def _text(pathway: Pathway, fact: Fact, node: Node) -> str | Problem:
    """A person's own words, taken as they stand."""
    if not isinstance(node.value, str) or not node.value.strip():
        return Problem(node.where, "wrong_kind", {"key": fact.id, "wanted": "text"})
    if len(node.value.strip()) > LONGEST_TEXT:
        return Problem(node.where, "too_long", {"key": fact.id, "limit": LONGEST_TEXT})
    return node.value.strip()


def _goals(pathway: Pathway, fact: Fact, node: Node) -> str | Problem:
    """Up to three things, each with how well it goes now."""
    parts = node.value if isinstance(node.value, tuple) else (node,)
    if len(parts) > MOST_GOALS:
        return Problem(node.where, "too_many_goals", {"key": fact.id, "limit": MOST_GOALS})
    found = [_goal(fact, part) for part in parts]
    wrong = next((goal for goal in found if isinstance(goal, Problem)), None)
    return wrong or goals_text(goal for goal in found if not isinstance(goal, Problem))


def _goal(fact: Fact, node: Node) -> Goal | Problem:
    if not isinstance(node.value, dict) or node.value.keys() - {"what", "now"} or "what" not in node.value:
        return Problem(node.where, "wrong_kind", {"key": fact.id, "wanted": "goals"})
    what, now = node.value["what"].value, node.value["now"].value if "now" in node.value else None
    if not isinstance(what, str) or not 0 < len(what.strip()) <= LONGEST_GOAL:
        return Problem(node.value["what"].where, "wrong_kind", {"key": fact.id, "wanted": "goals"})
    if now is not None and (isinstance(now, bool) or not isinstance(now, int) or not 0 <= now <= BEST):
        return Problem(
            node.value["now"].where, "out_of_range", {"key": "now", "found": str(now), "low": 0, "high": BEST}
        )
    return Goal(what.strip(), now)


def goals_text(goals: Iterable[Goal]) -> str:
    """Goals as one value, which a frame holds and a cache keeps like any other word."""
    return json.dumps([[goal.what, goal.now] for goal in goals], ensure_ascii=False)


def goals_in(value: str) -> tuple[Goal, ...]:
    return tuple(Goal(what, now) for what, now in json.loads(value))


def _exercises(pathway: Pathway, fact: Fact, node: Node) -> tuple[dict[str, Any], ...] | Problem:
    done = []
    for item in node.value if isinstance(node.value, tuple) else ():
        one = _exercise(pathway, item)
        if isinstance(one, Problem):
            return one
        done.append(one)
    if not isinstance(node.value, tuple):
        return Problem(node.where, "wrong_kind", {"key": fact.id, "wanted": "list"})
    return tuple(done)


def _whole(node: Node) -> Node:
    """3.0 is 3."""
    value = node.value
    return (
        replace(node, value=int(value)) if isinstance(value, Decimal) and value == value.to_integral_value() else node
    )


def _exercise(pathway: Pathway, node: Node) -> dict[str, Any] | Problem:
    if isinstance(node.value, str):
        node = replace(node, value={"id": node})
    if not isinstance(node.value, dict):
        return Problem(node.where, "wrong_kind", {"key": "exercises", "wanted": "map"})
    known = tuple(task.id for task in pathway.tasks)
    if "id" not in node.value:
        return Problem(node.where, "not_a_choice", {"key": "id", "found": "-", "choices": ", ".join(known)})
    node = replace(node, value={key: _whole(part) for key, part in node.value.items()})
    assert isinstance(node.value, dict)
    words: Mapping[str, tuple[str, ...]] = {"id": known, "effort": EFFORTS}
    for key, part in node.value.items():
        if key not in EXERCISE_KEYS:
            return unknown_key(part, key, EXERCISE_KEYS)
        if key in words and part.value not in words[key]:
            found = {"key": key, "found": shown(part), "choices": ", ".join(words[key])}
            return Problem(part.where, "not_a_choice", found)
        if key not in words and (isinstance(part.value, bool) or not isinstance(part.value, int) or part.value < 0):
            return Problem(part.where, "wrong_kind", {"key": key, "wanted": "whole"})
    pain = node.value.get("pain")
    if pain is not None and isinstance(pain.value, int) and pain.value > pathway.facts["activity_pain"].high:
        return Problem(pain.where, "out_of_range", {"key": "pain", "found": pain.value, "low": 0, "high": 10})
    return {key: part.value for key, part in node.value.items()}


_PARSE: Mapping[str, Callable[[Pathway, Fact, Node], Any]] = {
    "yes_no": _yes_no,
    "int": counted_in,
    "choice": _choice,
    "set": _set,
    "date": _date,
    "exercises": _exercises,
    "text": _text,
    "goals": _goals,
}
