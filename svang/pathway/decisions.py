"""What is decided on: rows of triage, conditions, factors, votes, the gate, notices and treatments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svang.model.knowledge import (
    LOADING,
    MIXED,
    TRIAGE,
    UNCLEAR,
    VOTES,
    Condition,
    Criterion,
    Fact,
    Factor,
    Feature,
    Must,
    Notice,
    Row,
    Rule,
    Symbol,
    Threshold,
    Treatment,
)
from svang.model.rule import And, AtLeast
from svang.pathway.documents import NEVER, Documents, child, maps, plain, text, whole_map, word_map
from svang.pathway.facts import YES_NO
from svang.pathway.nodes import Node
from svang.pathway.shapes.files import SHOWN_BY
from svang.pathway.shapes.keys import ABOUT_NOTICES, ABOUT_ROWS, ABOUT_RULES, BADGES, CHANGES, EVIDENCE, LIFTS, SHELVES
from svang.pathway.shapes.rows import (
    COUNT,
    CRITERION,
    FACTOR,
    FEATURE,
    ILLNESS,
    MUST_KNOW,
    NOTICE,
    ROW,
    RULE,
    TREATMENT,
)

# -- triage ---------------------------------------------------------------------------------------------------


def triage(documents: Documents) -> dict[str, Any]:
    """The fields of a pathway that say how urgent it is."""
    file = documents.files["triage"]
    offers = {rung: _words(documents, offer) for rung, offer in maps(documents, file, "offers")}
    return {
        "rows": tuple(_row(documents, node) for node in documents.items("triage", "rows")),
        "otherwise": _row(documents, child(file, "otherwise") or file),
        "offers": offers,
        "calendar": word_map(documents, file, "calendar"),
    }


def _row(documents: Documents, node: Node) -> Row:
    documents.only(node, ROW)
    return Row(
        id=text(node, "id"),
        n=documents.whole(node, "n", 0),
        when=documents.need(node, "when") if child(node, "when") else None,
        triage=documents.one_of(node, "triage", TRIAGE),
        loading=documents.one_of(node, "loading", LOADING),
        lift=documents.one_of(node, "lift", LIFTS, "none"),
        kind=text(node, "kind"),
        bars=documents.words(node, "bars"),
        refer=word_map(documents, node, "refer"),
        sources=documents.sourced(node),
        text=text(node, "when", "otherwise"),
        where=node.where,
        number=text(node, "number", text(node, "n")),
        about=documents.one_of(node, "about", ("", *ABOUT_ROWS)),
    )


def _words(documents: Documents, node: Node) -> dict[str, str]:
    """A map of words."""
    return word_map(documents, Node({"offer": node}, node.file, node.line), "offer")


# -- conditions -----------------------------------------------------------------------------------------------


def conditions_named(documents: Documents) -> None:
    """What a rule may ask about conditions, and about the kinds of rows that stand."""
    ids = tuple(text(node, "id") for node in documents.items("conditions", "conditions"))
    file = documents.files["conditions"]
    documents.name(Symbol("condition_now", "state", "choice", options=(*ids, MIXED, UNCLEAR), always=True), file)
    for name in (*(f"{id}_likely" for id in ids), *word_map(documents, file, "on_a_foot")):
        documents.name(Symbol(name, "state", "yes_no", options=YES_NO, always=True), file)
    kinds = {text(node, "kind") for node in documents.items("triage", "rows")} - {""}
    for kind in sorted(kinds):
        documents.name(Symbol(f"{kind}_stands", "state", "yes_no", options=YES_NO, always=True), file)


def read_counts(documents: Documents, thresholds: Mapping[str, Threshold]) -> None:
    """Names that stand for so many of some conditions."""
    for node in documents.items("conditions", "counts"):
        documents.only(node, COUNT)
        id, least, of = text(node, "id"), text(node, "at_least"), child(node, "of")
        parts = of.value if of is not None and isinstance(of.value, tuple) else ()
        found = tuple(documents.cond(part) or NEVER for part in parts)
        if least not in thresholds:
            documents.wrong(node, "threshold", f"`{least}` is not known")
            continue
        documents.sourced(node)
        documents.name(Symbol(id, "count", "yes_no", options=YES_NO), node)
        documents.counts[id] = AtLeast(thresholds[least].value, id, found)


def conditions(documents: Documents) -> dict[str, Any]:
    """The fields of a pathway that say what it may be, and what may have set it off."""
    file = documents.files["conditions"]
    return {
        "conditions": tuple(_condition(documents, node) for node in documents.items("conditions", "conditions")),
        "fit": whole_map(documents, file, "fit"),
        "mixed": frozenset(documents.words(file, "mixed")),
        "on_a_foot": word_map(documents, file, "on_a_foot"),
        "plan_conditions": documents.words(file, "plan_conditions"),
        "unclear_without": documents.words(file, "unclear_without"),
        "factors": tuple(_factor(documents, node) for node in documents.items("profile", "factors")),
    }


def _condition(documents: Documents, node: Node) -> Condition:
    documents.only(node, ILLNESS)
    features = child(node, "features")
    parts = features.value if features is not None and isinstance(features.value, tuple) else ()
    found = tuple(_feature(documents, part) for part in parts)
    return Condition(text(node, "id"), found, documents.sourced(node, claim=True))


def _feature(documents: Documents, node: Node) -> Feature:
    weights = whole_map(documents, documents.files["conditions"], "weights")
    documents.only(node, FEATURE)
    side = next((key for key in weights if child(node, key) is not None), "")
    if not side:
        documents.wrong(node, "missing", "says neither for nor against")
    return Feature(
        id=text(node, "id"),
        weight=weights.get(side, 0),
        when=documents.need(node, side),
        sources=documents.sourced(node, claim=True),
        text=text(node, side),
        where=node.where,
        silent=documents.yes(node, "silent"),
        by_age=documents.yes(node, "by_age"),
    )


def _factor(documents: Documents, node: Node) -> Factor:
    documents.only(node, FACTOR)
    return Factor(
        id=text(node, "id"),
        letter=text(node, "letter", "+"),
        when=documents.need(node, "when"),
        changes=documents.one_of(node, "changes", CHANGES),
        evidence=documents.one_of(node, "evidence", EVIDENCE),
        sources=documents.sourced(node, claim=True),
        text=text(node, "when"),
        where=node.where,
        kinds=text(node, "kinds"),
    )


# -- votes ----------------------------------------------------------------------------------------------------


def votes(documents: Documents) -> dict[str, Any]:
    """The fields of a pathway that decide a day."""
    file = documents.files["votes"]
    rules = (_rule(documents, node) for node in documents.items("votes", "rules"))
    return {
        "order": tuple((v,) if isinstance(v, str) else tuple(v) for v in plain(file, "order", ())),
        "rules": tuple(sorted(rules, key=lambda rule: rule.n)),
    }


def must_know(documents: Documents, facts: Mapping[str, Fact]) -> tuple[Must, ...]:
    """What must be known on any day: lines of facts, or all the red flags."""
    lines = []
    flags = tuple(f.id for f in facts.values() if f.flag)
    for node in documents.items("votes", "must_know"):
        documents.only(node, MUST_KNOW)
        named = flags if text(node, "facts") == "flags" else documents.words(node, "facts")
        lines.append(Must(named, documents.cond(child(node, "when"))))
    return tuple(lines)


def _rule(documents: Documents, node: Node) -> Rule:
    documents.only(node, RULE)
    asks = documents.yes(node, "asks")
    last = plain(node, "when") == "otherwise"
    return Rule(
        id=text(node, "id"),
        n=documents.whole(node, "n", 0),
        vote=documents.one_of(node, "vote", VOTES),
        when=None if last else documents.need(node, "when", asks=asks),
        effect=text(node, "effect", "none"),
        plan_kind=text(node, "plan", "as_phase"),
        asks=asks,
        asks_again=documents.words(node, "asks_again"),
        wonders=documents.words(node, "wonders"),
        sources=documents.sourced(node),
        text=text(node, "when", "otherwise"),
        where=node.where,
        over=documents.yes(node, "over"),
        about=documents.one_of(node, "about", ("", *ABOUT_RULES)),
    )


# -- running, notices, treatments -----------------------------------------------------------------------------


def gate(documents: Documents) -> tuple[Criterion, ...]:
    """The criteria; rules name them together as `gate_open`, and those of every day as `gate_daily`."""
    found = tuple(_criterion(documents, node) for node in documents.items("running", "gate"))
    documents.named["gate_open"] = And(tuple(c.when for c in found))
    documents.named["gate_daily"] = And(tuple(c.when for c in found if c.daily))
    for name in documents.named:
        documents.name(Symbol(name, "count", "yes_no", options=YES_NO), documents.files["running"])
    return found


def _criterion(documents: Documents, node: Node) -> Criterion:
    documents.only(node, CRITERION)
    return Criterion(
        id=text(node, "id"),
        when=documents.need(node, "when"),
        daily=documents.yes(node, "daily"),
        sources=documents.sourced(node),
        text=text(node, "when"),
        where=node.where,
        first=documents.yes(node, "first"),
        asks=documents.words(node, "asks"),
    )


def shown(documents: Documents) -> dict[str, str]:
    """What the plan and the page of running show, each by what tells it."""
    file = documents.files["running"]
    node = child(file, "shown") or Node({}, file.file, file.line)
    documents.only(node, SHOWN_BY)
    for key in SHOWN_BY.keys:
        if child(node, key) is None:
            documents.wrong(node, "missing", f"`{key}`")
    return {key: text(node, key) for key in SHOWN_BY.keys if child(node, key) is not None}


def notices(documents: Documents) -> tuple[Notice, ...]:
    return tuple(_notice(documents, node) for node in documents.items("notices", "notices"))


def _notice(documents: Documents, node: Node) -> Notice:
    documents.only(node, NOTICE)
    when, about = documents.need(node, "when"), documents.one_of(node, "about", ("", *ABOUT_NOTICES))
    return Notice(text(node, "id"), when, documents.sourced(node), text(node, "when"), node.where, about)


def treatments(documents: Documents) -> tuple[Treatment, ...]:
    return tuple(_treatment(documents, node) for node in documents.items("treatments", "treatments"))


def _treatment(documents: Documents, node: Node) -> Treatment:
    documents.only(node, TREATMENT)
    return Treatment(
        id=text(node, "id"),
        shelf=documents.one_of(node, "shelf", SHELVES),
        who=text(node, "who"),
        when=documents.cond(child(node, "when")),
        bar=documents.cond(child(node, "bar")),
        badge=documents.one_of(node, "badge", ("", *BADGES)),
        sources=documents.sourced(node, claim=True),
        where=node.where,
        answers=documents.words(node, "answers"),
    )
