"""Contract version 1: a case in, a decision out as plain JSON data."""

from __future__ import annotations

from datetime import date
from typing import Any

from svang.cases import CONTRACT, read_case
from svang.engine.course import Course, course
from svang.engine.decide import Decision, Fit, Reason, decide, profile
from svang.history import written
from svang.model import Compare, Factor, Pathway, Ref, Symbol
from svang.reader import Node
from svang.readings.explain import Saw
from svang.sentences import rule_says, say
from svang.texts import Texts


def answer(pathway: Pathway, node: Node, texts: Texts) -> dict[str, Any]:
    """What is decided for a case document. Raises history.Refused with all that is wrong with it."""
    case = read_case(pathway, node)
    folded = course(pathway, case.events, today=case.today)
    return as_json(decide(folded), folded, texts)


def as_json(decision: Decision, folded: Course, texts: Texts) -> dict[str, Any]:
    """A decision in the contract's form, its sentences in the language of `texts`."""
    pathway = folded.pathway
    return {
        "contract": CONTRACT,
        "pathway": {"version": pathway.version, "hash": pathway.hash},
        "date": _date(decision.date),
        "triage": decision.triage,
        "rows": list(decision.rows),
        "conditions": [_fit(fit) for fit in decision.conditions],
        "condition": decision.condition,
        "profile": [_factor(factor, reason, folded, texts) for factor, reason in profile(folded)],
        "phase": decision.phase,
        "decision": decision.decision,
        "referral": dict(decision.referral) if decision.referral else None,
        "loading": decision.loading,
        "plan": _plan(decision),
        "limits": limits(decision, pathway),
        "running": None,
        "seek_help": {"rung": decision.rung, "says": texts("rungs", decision.rung, "says")},
        "outlook": None,
        "ask": list(decision.ask),
        "reasons": [reason_json(pathway, texts, reason) for reason in decision.reasons],
    }


def _date(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _fit(fit: Fit) -> dict[str, Any]:
    return {
        "id": fit.id,
        "fit": fit.fit,
        "foot": fit.foot or None,
        "for": list(fit.for_),
        "against": list(fit.against),
        "unknown": list(fit.unknown),
    }


def _factor(factor: Factor, reason: Reason, folded: Course, texts: Texts) -> dict[str, Any]:
    """One factor of the profile; `present`: true, false, or null where it is not known."""
    return {
        "id": factor.id,
        "letter": factor.letter,
        "present": reason.fired,
        "changes": factor.changes,
        "evidence": factor.evidence,
        "saw": [saw_json(folded.pathway, texts, saw) for saw in reason.saw],
        "sources": list(factor.sources),
        "says": texts("factors", factor.id, "name"),
        "then": texts("factors", factor.id, "then"),
    }


def _plan(decision: Decision) -> dict[str, Any]:
    tasks = [
        {"id": task.id, "kind": task.kind, "dose": {key: _span(value) for key, value in task.dose.items()}}
        | ({"expires_days": task.expires_days} if task.expires_days else {})
        | {"sources": list(task.sources)}
        for task in decision.plan.tasks
    ]
    return {"kind": decision.plan.kind, "tasks": tasks}


def _span(value: Any) -> list[int]:
    return [int(n) for n in value]


def limits(decision: Decision, pathway: Pathway) -> dict[str, Any]:
    """Today's limits: the pain up to which one may load, the share of the usual load, minutes of running."""
    loaded = decision.plan.kind not in ("nothing", "relief_only")
    return {
        "pain": pathway.thresholds["pain_green"].value if loaded else None,
        "load_percent": decision.plan.load_percent if loaded else 0,
        "run_minutes": 0,
    }


def reason_json(pathway: Pathway, texts: Texts, reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "vote": reason.vote,
        "fired": reason.fired,
        "saw": [saw_json(pathway, texts, saw) for saw in reason.saw],
        "sources": list(reason.sources),
        "says": rule_says(pathway, texts, reason),
    }


def saw_json(pathway: Pathway, texts: Texts, saw: Saw) -> dict[str, Any]:
    """What a rule held against what: names and values for a machine, `says` for a person."""
    name, value = saw.values[0]
    found: dict[str, Any] = {"name": name, "value": plain_value(pathway, name, value)}
    if isinstance(saw.atom, Compare):
        found["op"] = saw.atom.op
        right = saw.atom.right
        if isinstance(right, Ref):
            found |= {"than": right.name, "limit": plain_value(pathway, right.name, saw.values[-1][1])}
        else:
            found["limit"] = plain_value(pathway, name, right.value)
    return found | {"holds": saw.holds, "says": say(pathway, texts, saw)}


def plain_value(pathway: Pathway, name: str, value: Any) -> Any:
    """A value inside as a person writes it."""
    fact = pathway.facts.get(name)
    if fact is not None:
        return written(fact, value)
    symbol = pathway.names.get(name) or Symbol(name, "state", "int")
    scale = next((f.scale for f in pathway.facts.values() if f.unit == symbol.unit), 1)
    if isinstance(value, int) and not isinstance(value, bool) and scale != 1:
        return value // scale if value % scale == 0 else round(value / scale, 1)
    return sorted(value) if isinstance(value, frozenset) else value
