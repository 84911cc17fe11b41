"""What is asked and what is held against it: facts, their groups and lists, and thresholds with their relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from svang.model.knowledge import KINDS, LOADING, NO_RULE_READS, SAID, TRIAGE, Fact, Listed, Symbol, Threshold
from svang.model.person import Value
from svang.model.rule import Cond
from svang.pathway.documents import Documents, at, child, plain, text, whole_map
from svang.pathway.nodes import Node
from svang.pathway.shapes.keys import ANSWERED, FLAGS, HOW_LISTED, LASTS, SEVERAL, WITHOUT_A_CONDITION, WORSE
from svang.pathway.shapes.rows import FACT, LISTED, THRESHOLD

YES_NO = ("no", "yes")
BUILT_IN = (
    Symbol("triage", "state", "choice", options=TRIAGE, always=True),
    Symbol("loading", "state", "choice", options=LOADING, always=True),
    Symbol("plan", "state", "yes_no", options=YES_NO, always=True),
    *(Symbol(name, "state", "yes_no", options=YES_NO, always=True) for name in SAID),
    Symbol("activity_at_intake", "fact", "int", unit="nrs", low=0, high=10, extra=("no_load",)),
    Symbol("activity_told", "fact", "int", unit="nrs", low=0, high=10, extra=("no_load",)),
    Symbol("exercise_pain", "fact", "int", unit="nrs", low=0, high=10),
    Symbol("strength_done", "fact", "yes_no", options=YES_NO),
    Symbol("in_doubt", "fact", "yes_no", options=YES_NO),
    Symbol("exercised", "fact", "int", unit="percent", low=0, high=100),
    Symbol("pain_untold", "fact", "yes_no", options=YES_NO),
    Symbol("planned", "fact", "yes_no", options=YES_NO),
    Symbol("strength_planned", "fact", "yes_no", options=YES_NO),
    Symbol("run_sure", "fact", "int", unit="minutes", low=0, high=1440, always=True),
    Symbol("run_in_doubt", "fact", "yes_no", options=YES_NO),
)
"""What the fold makes of a day beside the facts themselves: this is an engine for a sore heel, not for anything."""


# -- thresholds -----------------------------------------------------------------------------------------------


def thresholds(documents: Documents) -> dict[str, Threshold]:
    return {t.id: t for t in (_threshold(documents, node) for node in documents.items("thresholds", "thresholds"))}


def _threshold(documents: Documents, node: Node) -> Threshold:
    documents.only(node, THRESHOLD)
    id, unit = text(node, "id"), text(node, "unit")
    low, high = (documents.scaled(n, unit, node) for n in documents.span(node, "range"))
    value = documents.scaled(plain(node, "value", 0), unit, node)
    if not low <= value <= high:
        documents.wrong(node, "range", f"`{id}` is outside its own range")
    if unit not in documents.scales:
        documents.wrong(node, "unit", f"`{unit}` is no unit")
    documents.name(Symbol(id, "threshold", "int", unit, value=value), node)
    return Threshold(id, value, unit, low, high, documents.sourced(node), node.where)


Relation = tuple[str, str, str]


def relations(documents: Documents) -> Iterator[tuple[Node, Relation]]:
    """`a < b <= c` as its pairs, with the line they stand in."""
    for node in documents.items("thresholds", "relations"):
        words = str(node.value).split()
        for pair in zip(words[::2], words[1::2], words[2::2], strict=False):
            yield node, pair


def check_relations(documents: Documents, known: Mapping[str, Threshold]) -> None:
    for node, (left, op, right) in relations(documents):
        if left not in known or right not in known or op not in ("<", "<="):
            documents.wrong(node, "relation", f"`{left} {op} {right}` is no relation of two thresholds")
        elif known[left].unit != known[right].unit:
            documents.wrong(node, "relation", f"`{left}` and `{right}` are in different units")
        elif not holds(known[left].value, op, known[right].value):
            documents.wrong(node, "relation", f"`{left} {op} {right}` does not hold")


def holds(left: int, op: str, right: int) -> bool:
    """Does a relation hold between two values?"""
    return left < right or (op == "<=" and left == right)


# -- facts ----------------------------------------------------------------------------------------------------


def groups(documents: Documents) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    node = child(documents.files["facts"], "groups")
    for id, members in (node.value if node and isinstance(node.value, dict) else {}).items():
        found[id] = frozenset(members.plain())
        documents.name(Symbol(id, "group", "set", value=found[id]), members)
    return found


def facts(documents: Documents) -> dict[str, Fact]:
    """Every fact, in the order of asking; a condition may name it from here on."""
    found: dict[str, Fact] = {}
    for order, node in enumerate(documents.items("facts", "facts")):
        documents.only(node, FACT)
        fact = found[text(node, "id")] = _fact(documents, node, order)
        options = YES_NO if fact.kind == "yes_no" else fact.options
        low, high = (fact.low, fact.high) if fact.kind == "int" else (None, None)
        if fact.kind not in NO_RULE_READS:
            documents.name(Symbol(fact.id, "fact", fact.kind, fact.unit, low, high, options, fact.extra), node)
    return found


def _fact(documents: Documents, node: Node, order: int) -> Fact:
    unit = text(node, "unit")
    low, high = (documents.scaled(n, unit, node) for n in documents.span(node, "range"))
    kind = documents.one_of(node, "kind", KINDS)
    return Fact(
        id=text(node, "id"),
        kind=kind,
        group=text(node, "group", "None"),
        order=order,
        foot=documents.yes(node, "foot"),
        options=documents.words(node, "options"),
        extra=documents.words(node, "extra"),
        unit=unit,
        scale=documents.scales.get(unit, 1),
        low=low,
        high=high,
        missing=text(node, "missing"),
        none=documents.whole(node, "none") if child(node, "none") else None,
        lasts=_lasts(documents, node),
        lasts_in=whole_map(documents, node, "lasts_in"),
        flag=documents.one_of(node, "flag", ("", *FLAGS)),
        signs=frozenset(_sign(kind, sign) for sign in documents.words(node, "signs")),
        asked_text=text(node, "asked"),
        several=documents.one_of(node, "several", SEVERAL, "last"),
        worse=documents.one_of(node, "worse", WORSE, "high"),
        grows=documents.yes(node, "grows"),
        anew=documents.yes(node, "anew"),
        anew_with=text(node, "anew_with"),
        keeps_in=documents.words(node, "keeps_in"),
        stays=documents.words(node, "stays"),
        since=text(node, "since"),
        weekly=documents.yes(node, "weekly"),
        for_others=documents.yes(node, "for_others"),
        raises=documents.yes(node, "raises"),
        done_is=text(node, "done_is"),
        shelf=documents.one_of(node, "shelf", ("", *ANSWERED)),
        sources=documents.sourced(node),
        where=node.where,
    )


def _lasts(documents: Documents, node: Node) -> int | None:
    word = plain(node, "lasts")
    if isinstance(word, int) and word > 0:
        return word
    if word not in LASTS:
        documents.wrong(node, "lasts", "`lasts` is ever, that_day or a number of days")
    return None if word == "ever" else 0


def _sign(kind: str, word: Any) -> Value:
    return word == "yes" if kind == "yes_no" else str(word)


def with_conditions(documents: Documents, facts: Mapping[str, Fact], lists: tuple[Listed, ...]) -> dict[str, Fact]:
    """The same facts with whom they are asked and the list they stand in: now that all names are there."""
    within = {id: each.id for each in lists if not each.of for id in each.facts}
    return {f.id: replace(f, asked=_asked(documents, f), list=within.get(f.id, "")) for f in facts.values()}


def _asked(documents: Documents, fact: Fact) -> Cond | None:
    if fact.asked_text in WITHOUT_A_CONDITION:
        return None
    return documents.cond(at(fact.where, fact.asked_text))


# -- lists ----------------------------------------------------------------------------------------------------


def lists(documents: Documents, facts: Mapping[str, Fact]) -> tuple[Listed, ...]:
    found = tuple(_listed(documents, node) for node in documents.items("facts", "lists"))
    _check_lists(documents, found, facts)
    return found


def _listed(documents: Documents, node: Node) -> Listed:
    documents.only(node, LISTED)
    id = text(node, "id")
    return Listed(
        id=id,
        page=text(node, "page", id),
        how=documents.one_of(node, "how", HOW_LISTED),
        facts=documents.words(node, "facts"),
        of=text(node, "of"),
        one_of=documents.yes(node, "one_of"),
        where=node.where,
    )


def _check_lists(documents: Documents, lists: tuple[Listed, ...], facts: Mapping[str, Fact]) -> None:
    """Each line is a fact, or an option of the fact it is of, and stands once."""
    there: set[tuple[str, str]] = set()
    for each in lists:
        known = set(facts[each.of].options) if each.of in facts else set() if each.of else set(facts)
        for line in each.facts:
            if line not in known or (each.of, line) in there:
                documents.wrong(at(each.where, each.id), "list", f"`{line}` is unknown, or is listed twice")
            there.add((each.of, line))
