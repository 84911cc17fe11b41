"""Contract version 1: a case in, a decision out as plain JSON data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from svang.answers.stored import scale_of, written
from svang.contract.case import CONTRACT, read_case
from svang.engine.course import Course, course
from svang.engine.decide import Decision, Fit, Reason, decide, gate, profile, running_open
from svang.engine.outlook import Outlook, Share, Trend, outlook
from svang.engine.plan import Run, loads
from svang.engine.treatments import Tried, ledger, treatments
from svang.model.knowledge import Factor, Pathway, Symbol, Treatment
from svang.model.rule import Compare, Ref
from svang.pathway.nodes import Node
from svang.readings.explain import Saw
from svang.says.help import bring_said
from svang.says.rules import limit_key, reason_says
from svang.says.running import criterion_says
from svang.says.words import saw_said
from svang.texts import Texts


def answer(pathway: Pathway, node: Node, texts: Texts) -> dict[str, Any]:
    """What is decided for a case document. Raises Refused with all that is wrong with it."""
    case = read_case(pathway, node)
    folded = course(pathway, case.events, today=case.today)
    return as_json(decide(folded), folded, texts)


def as_json(decision: Decision, folded: Course, texts: Texts) -> dict[str, Any]:
    """A decision in the contract's form, its sentences in the language of `texts`."""
    return {key: part(decision, folded, texts) for key, part in PARTS.items()}


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
        | ({"level": task.level} if task.level else {})
        | ({"expires_days": task.expires_days} if task.expires_days else {})
        | {"sources": list(task.sources)}
        for task in decision.plan.tasks
    ]
    return {"kind": decision.plan.kind, "tasks": tasks}


def _span(value: Any) -> list[int]:
    return [int(n) for n in value]


def limits(decision: Decision, pathway: Pathway) -> dict[str, Any]:
    """Today's limits: the pain up to which one may load, the share of the usual load, minutes of running."""
    loaded = any(loads(kind) for kind in pathway.plan_kinds if kind.id == decision.plan.kind)
    return {
        "pain": pathway.thresholds["pain_green"].value if loaded else None,
        "load_percent": decision.plan.load_percent if loaded else 0,
        "run_minutes": decision.plan.run.minutes if decision.plan.run else 0,
        "steps": decision.plan.steps,
    }


def running(decision: Decision, folded: Course, texts: Texts) -> dict[str, Any]:
    """The gate criterion by criterion, and once it is open the stage, the room for running and today's run."""
    shown, run = folded.pathway.shown, decision.plan.run
    found = gate(folded)
    names = ("budget", "used", "left", "longest")
    on = folded.evening(shown["on"]) is True
    minutes = {name: folded.evening(shown[name]) for name in names}
    if folded.evening(shown["untold"]):
        minutes |= {"used": None, "left": None}
    return {
        "gate": [_criterion(folded, texts, reason) for reason in found],
        "met": sum(reason.fired is True for reason in found),
        "open": running_open(folded, decision.plan, decision.decision),
        "stage": decision.state["run_stage"],
        "minutes": minutes if on else None,
        "over": folded.evening(shown["over"]) is True,
        "today": _run(run) if run else None,
    }


def _outlook(found: Outlook) -> dict[str, Any]:
    """Other people's course, in percent with its band, and the own trend; neither is a promise."""
    trend = found.trend
    ahead = (
        {"level": trend.level, "slope_a_week": round(trend.slope, 2), "low": trend.low, "likely": trend.likely}
        | {"high": trend.high, "plateau": trend.plateau}
        if isinstance(trend, Trend)
        else {"missing_mornings": trend.mornings, "missing_days": trend.days}
    )
    return {
        "duration": found.duration,
        "course": found.kind,
        "both_feet": found.both_feet,
        "published": [
            {"week": week, "recovered": _share(share.recovered), "better": _share(share.better)}
            | {"extrapolated": share.extrapolated}
            for week, share in found.published
        ],
        "trend": ahead,
        "guide": [round(end, 1) for end in found.claimed] if found.claimed else None,
        "on_course": found.on_course,
    }


def _share(share: Share | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {"percent": round(share.percent, 1), "low": round(share.low, 1), "high": round(share.high, 1)}


def _run(run: Run) -> dict[str, Any]:
    stage = {"stage": run.stage.id, "run": run.stage.run, "walk": run.stage.walk}
    return stage | {"minutes": run.minutes, "intervals": run.intervals}


def _criterion(folded: Course, texts: Texts, reason: Reason) -> dict[str, Any]:
    saw = [saw_json(folded.pathway, texts, saw, "need") for saw in reason.saw]
    return {"id": reason.rule, "holds": reason.fired, "says": criterion_says(folded.pathway, texts, reason), "saw": saw}


def _treatment(pathway: Pathway, texts: Texts, found: tuple[Treatment, str, tuple[Saw, ...]]) -> dict[str, Any]:
    treatment, state, saws = found
    return {
        "id": treatment.id,
        "shelf": treatment.shelf,
        "state": state,
        "saw": [saw_json(pathway, texts, saw) for saw in saws],
        "commercial": treatment.badge == "commercial",
        "sources": list(treatment.sources),
        "says": texts("treatments", treatment.id, "says"),
    }


def _tried(tried: Tried) -> dict[str, Any]:
    """Before and after: the lower median of the first steps of seven days on each side. It proves nothing."""
    said = {key: _date(value) if key == "until" else value for key, value in tried.said.items()}
    return {"date": _date(tried.date), **said, "before": tried.before, "after": tried.after}


def reason_json(pathway: Pathway, texts: Texts, reason: Reason) -> dict[str, Any]:
    return {
        "rule": reason.rule,
        "vote": reason.vote,
        "fired": reason.fired,
        "saw": [saw_json(pathway, texts, saw, limit_key(reason)) for saw in reason.saw],
        "sources": list(reason.sources),
        "says": reason_says(pathway, texts, reason),
    }


def saw_json(pathway: Pathway, texts: Texts, saw: Saw, key: str = "limit") -> dict[str, Any]:
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
    return found | {"holds": saw.holds, "says": saw_said(pathway, texts, saw, key)}


def plain_value(pathway: Pathway, name: str, value: Any) -> Any:
    """A value inside as a person writes it."""
    fact = pathway.facts.get(name)
    if fact is not None:
        return written(fact, value)
    symbol = pathway.names.get(name) or Symbol(name, "state", "int")
    scale = scale_of(pathway, symbol.unit)
    if isinstance(value, int) and not isinstance(value, bool) and scale != 1:
        return value // scale if value % scale == 0 else round(value / scale, 1)
    return sorted(value) if isinstance(value, frozenset) else value


def _seek_help(decision: Decision, folded: Course, texts: Texts) -> dict[str, Any]:
    return {
        "rung": decision.rung,
        "also": list(decision.rungs),
        "says": texts("rungs", decision.rung, "says"),
        "question": texts.get("rungs", decision.rung, "question"),
        "bring": bring_said(folded, texts),
    }


Part = Callable[[Decision, Course, Texts], Any]
PARTS: Mapping[str, Part] = {
    "contract": lambda decision, folded, texts: CONTRACT,
    "pathway": lambda decision, folded, texts: {"version": folded.pathway.version, "hash": folded.pathway.hash},
    "date": lambda decision, folded, texts: _date(decision.date),
    "triage": lambda decision, folded, texts: decision.triage,
    "rows": lambda decision, folded, texts: list(decision.rows),
    "conditions": lambda decision, folded, texts: [_fit(fit) for fit in decision.conditions],
    "condition": lambda decision, folded, texts: decision.condition,
    "profile": lambda decision, folded, texts: [_factor(f, reason, folded, texts) for f, reason in profile(folded)],
    "phase": lambda decision, folded, texts: decision.phase,
    "decision": lambda decision, folded, texts: decision.decision,
    "referral": lambda decision, folded, texts: dict(decision.referral) if decision.referral else None,
    "also": lambda decision, folded, texts: [dict(each) for each in decision.also],
    "loading": lambda decision, folded, texts: decision.loading,
    "plan": lambda decision, folded, texts: _plan(decision),
    "levels": lambda decision, folded, texts: {
        task.id: decision.state[task.ladder] for task in folded.pathway.tasks if task.ladder
    },
    "limits": lambda decision, folded, texts: limits(decision, folded.pathway),
    "running": running,
    "notices": lambda decision, folded, texts: [reason_json(folded.pathway, texts, n) for n in decision.notices],
    "treatments": lambda decision, folded, texts: [_treatment(folded.pathway, texts, t) for t in treatments(folded)],
    "ledger": lambda decision, folded, texts: [_tried(tried) for tried in ledger(folded)],
    "seek_help": _seek_help,
    "outlook": lambda decision, folded, texts: _outlook(outlook(folded)),
    "ask": lambda decision, folded, texts: list(decision.ask),
    "reasons": lambda decision, folded, texts: [reason_json(folded.pathway, texts, r) for r in decision.reasons],
}
"""What an answer holds, part by part."""
