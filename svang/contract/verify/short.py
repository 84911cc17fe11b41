"""What a case of `verify` may say in short, written out before it is read as any other case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from svang.answers.day import LONGEST
from svang.answers.typed import day_of
from svang.model.knowledge import Fact, Pathway
from svang.pathway.nodes import Node, Problem

FLAGS, NONE, AT, TO, DAYS = "flags", "none", "at", "to", "days"
UNASKED = "unasked"
ASKED_WITH = "flags"
"""The group of facts that are asked for a red flag's sake, the follow-ups and the signs of arthritis too."""


def written_out(pathway: Pathway, parts: Mapping[str, Node]) -> tuple[dict[str, Node], list[Problem]]:
    """The parts of a case with each short form in full, and what is wrong with them."""
    problems: list[Problem] = []
    found = {key: node for key, node in parts.items() if key != FLAGS}
    if FLAGS in parts:
        answers = parts.get("answers") or replace(parts[FLAGS], value={})
        if isinstance(answers.value, dict):
            found["answers"] = replace(answers, value={FLAGS: parts[FLAGS], **answers.value})
    if "answers" in found:
        found["answers"] = _flags(pathway, found["answers"], problems)
    if isinstance(found.get("diary"), Node) and isinstance(found["diary"].value, tuple):
        entries = [
            _flags(pathway, one, problems) for entry in found["diary"].value for one in _each_day(entry, problems)
        ]
        found["diary"] = replace(found["diary"], value=tuple(entries))
    return found | _moment(found), problems


def absent(pathway: Pathway) -> dict[str, str | bool]:
    """Each red flag as it is answered where it is not there, and what is asked because of one."""
    facts = pathway.facts.values()
    return {fact.id: _absent(fact) for fact in facts if fact.flag or fact.group == ASKED_WITH}


def healthy_unless(pathway: Pathway, said: Mapping[str, Any]) -> dict[str, Any]:
    """Plain answers with `flags: none` as what everybody is asked; `unasked` takes one of them away."""
    facts = pathway.facts
    found: dict[str, Any] = {}
    if said.get(FLAGS) == NONE:
        found = {id: _word(word) for id, word in absent(pathway).items() if facts[id].asked is None}
    found |= {key: part for key, part in said.items() if key != FLAGS}
    return {key: part for key, part in found.items() if part != UNASKED}


def _word(said: str | bool) -> str:
    return said if isinstance(said, str) else "yes" if said else "no"


def _absent(fact: Fact) -> str | bool:
    """`no` where yes warns, the first choice that does not warn, nothing of a list."""
    if fact.kind == "yes_no":
        return False in fact.signs
    return next(word for word in fact.options if word not in fact.signs) if fact.kind == "choice" else NONE


def _flags(pathway: Pathway, node: Node, problems: list[Problem]) -> Node:
    """`flags: none` beside answers of its own: those are kept."""
    if not isinstance(node.value, dict) or FLAGS not in node.value:
        return node
    short = node.value[FLAGS]
    if short.value != NONE:
        details = {"key": FLAGS, "found": str(short.value)[:40], "choices": NONE}
        problems.append(Problem(short.where, "verify.no_choice", details))
    said = {key: part for key, part in node.value.items() if key != FLAGS}
    return replace(node, value={**{id: replace(short, value=value) for id, value in absent(pathway).items()}, **said})


def _each_day(node: Node, problems: list[Problem]) -> list[Node]:
    """An entry with `to` stands for one on each day up to and with that date."""
    parts = node.value if isinstance(node.value, dict) else {}
    first, last = (day_of(parts[key]) if key in parts else None for key in ("date", TO))
    if TO not in parts or first is None:
        return [node]
    if last is None or not 0 <= (last - first).days <= LONGEST:
        details: dict[str, str | int] = {
            "key": TO,
            "found": str(parts[TO].value)[:40],
            "low": first.isoformat(),
            "days": LONGEST,
        }
        problems.append(Problem(parts[TO].where, "verify.no_end", details))
        return []
    rest = {key: part for key, part in parts.items() if key != TO}
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [replace(node, value={**rest, "date": replace(parts["date"], value=day.isoformat())}) for day in days]


def _moment(parts: Mapping[str, Node]) -> dict[str, Node]:
    """A date alone is the whole of that day; with `days` and no `at` it is the last date there is."""
    at, days = parts.get(AT), parts.get(DAYS)
    if at is None and days is not None:
        return {AT: replace(days, value=_end(last))} if (last := _last(days, parts)) else {}
    day = day_of(at) if at is not None else None
    return {AT: replace(at, value=_end(day))} if at is not None and day is not None else {}


def _last(days: Node, parts: Mapping[str, Node]) -> date | None:
    """The last date of the days, the diary and the events."""
    written = [replace(days, value=key) for key in days.value] if isinstance(days.value, dict) else []
    lists = [parts[key].value for key in ("diary", "events") if key in parts]
    entries = [entry.value for found in lists if isinstance(found, tuple) for entry in found]
    written += [entry["date"] for entry in entries if isinstance(entry, dict) and "date" in entry]
    return max((day for node in written if (day := day_of(node))), default=None)


def _end(day: date) -> str:
    return f"{day.isoformat()}T23:59:00+00:00"
