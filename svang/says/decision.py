"""The decision of a day in words: how urgent, what it is, why, what would change it, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from svang.engine.ask import must_missing
from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, profile
from svang.engine.nearest import left, nearest
from svang.model.knowledge import MIXED, UNCLEAR, Factor, Pathway
from svang.readings.explain import Saw
from svang.says.rules import Listing, more_said, rule_says, with_limits
from svang.says.running import next_step, phase_is_new, step_title
from svang.says.words import capital, day_name, furthest, goes_without_saying, invitation, saws_said, symbol_of
from svang.texts import Texts

URGENT = ("same_day", "emergency")
"""The levels before which nothing else matters."""


def decision_said(pathway: Pathway, texts: Texts, decision: Decision) -> tuple[str, str]:
    """The decision's name and its sentence; of some rules their own. Before a plan has begun there is no level to stay
    at: it waits. A step down that moves nothing is half a day."""
    keys = ["decisions", decision.decision]
    own = texts.get("decisions", "of_rules", decision.rule)
    if own and decision.reasons[0].fired is not None:
        keys = ["decisions", "of_rules", decision.rule]
    elif decision.decision == "hold" and decision.paused:
        an_answer_is_enough = [decision.rule] if decision.loading != "none" else []
        owns = (id for id in (*decision.rows, *an_answer_is_enough) if texts.get("decisions", "hold", id))
        keys.append(next(owns, "waits"))
    elif decision.decision == "hold" and decision.rule == pathway.about("must_know"):
        keys.append("today")
    elif decision.decision == "regress" and not decision.lowered:
        keys.append("again")
    return texts(*keys, "name"), texts(*keys, "says")


def day_parts(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """Where one is: the date, the day of the plan if one runs, and the phase."""
    phase = texts("phases", decision.phase, "name")
    parts = [day_name(texts, date.fromordinal(decision.date)), texts("ui", "phase", phase=phase)]
    days = course.value("plan_days")
    if days.__class__ is int:
        parts.insert(1, texts("ui", "plan_day", n=days + 1))
    return parts


def urgency_reasons(pathway: Pathway, decision: Decision) -> list[Reason]:
    """Why it is as urgent as it is: the rows of that level that stand."""
    rows = {row.id for row in pathway.rows if row.id in decision.rows and row.triage == decision.triage}
    return [reason for reason in decision.reasons if reason.rule in rows]


def level_said(texts: Texts, decision: Decision) -> str:
    """How soon, in one sentence; its own where the referral names somebody else or another time than usual, or where
    there is no plan to follow meanwhile."""
    referral = decision.referral or {}
    own = [texts.get("triage", decision.triage, referral.get(key, "")) for key in ("to", "within")]
    own += [texts.get("triage", decision.triage, key) for key in (decision.rows[-1], decision.plan.kind)]
    return str(next(filter(None, own), None) or texts("triage", decision.triage, "says"))


def referrals_said(
    pathway: Pathway, texts: Texts, decision: Decision, but: Mapping[str, str] | None = None
) -> list[str]:
    """Whom to see, how soon and what to say there, the most urgent first; nothing if nobody. `but`: what is said
    elsewhere."""
    every = [each for each in (decision.referral, *decision.also) if each and each != but]
    every = [each for each in every if each["for"] != UNCLEAR] or every  # whoever sees the foot sees that as well
    return [_referral_said(pathway, texts, decision, each) for each in every]


def flags_are_due(course: Course, decision: Decision) -> bool:
    """Are red flags all that is missing, before anybody was asked today? Then there is nothing to be seen for yet."""
    return decision.rows == (course.pathway.about("flags_not_known"),) and course.value("checked_in") is not True


MAY_IT_BEGIN = "may_it_begin"
"""What one asks of whoever said no."""


def level_lines(course: Course, texts: Texts, decision: Decision) -> tuple[str, str]:
    """How soon, as a heading and in one sentence: that answers are missing, that one waits for a yes, or the level."""
    if flags_are_due(course, decision):
        return texts("ui", "flags_due", "title"), texts("ui", "flags_due", "plan")
    waits = decision.triage not in URGENT and (decision.referral or {}).get("for") == MAY_IT_BEGIN
    name = texts("ui", "wait_for_yes") if waits else texts("triage", decision.triage, "name")
    return name, level_said(texts, decision)


def why_urgent(pathway: Pathway, texts: Texts, decision: Decision, reason: Reason) -> str:
    """Why it is as urgent as it is, without what its level has said already."""
    said, level = rule_says(pathway, texts, reason), level_said(texts, decision)
    return said.removesuffix(level).rstrip() or said


def _referral_said(pathway: Pathway, texts: Texts, decision: Decision, referral: Mapping[str, str]) -> str:
    """A call today, an ordinary visit: other verbs. What to say there: of several causes the one that is there."""
    names = {key: texts(f"referral_{key}", referral[key], "name") for key in ("to", "within", "for")}
    names["to"] = str(texts.get("referral_to", referral["to"], referral["within"]) or names["to"])
    rows = {row.id for row in pathway.rows if row.refer == referral}
    owns = texts.get("referral_for", referral["for"], "because") or {}
    saws = (saw for reason in decision.reasons if reason.rule in rows for saw in reason.saw if saw.holds)
    own = next((owns[saw.values[0][0]] for saw in saws if saw.values[0][0] in owns), "")
    names["for"] = with_limits(pathway, texts, str(own)) or names["for"]
    return texts("referral", "says", **names).replace(" .", ".")


def likely(course: Course, decision: Decision) -> tuple[list[Fit], list[Fit]] | None:
    """What it probably is, and the others that something speaks for and the age allows, the best first; None while
    answers are missing that have to be known, and of a child who was asked the red flags alone."""
    if must_missing(course) or (too_young(course.pathway, decision) and course.value("pain_sites") is None):
        return None
    best, mixed = decision.condition, course.pathway.mixed
    named = [fit for fit in decision.conditions if fit.id == best or (best == MIXED and fit.id in mixed)]
    not_at_this_age = _of_another_age(course.pathway)
    others = [fit for fit in decision.conditions if fit not in named and not not_at_this_age.intersection(fit.against)]
    return named, [fit for fit in others if fit.for_]


def _of_another_age(pathway: Pathway) -> set[str]:
    """The features that speak against a condition by the age alone: at that age nobody has it."""
    return {each.id for condition in pathway.conditions for each in condition.features if each.by_age}


def sides(texts: Texts, fit: Fit) -> list[Listing]:
    """What is for a condition, against it and not known, each if there is any."""
    foot = f" ({texts('ui', 'feet', fit.foot).lower()})" if fit.foot else ""
    each = (("for", fit.for_), ("against", fit.against), ("unknown", fit.unknown))
    return [
        Listing(texts("ui", "sides", key, foot=foot), tuple(texts("features", id, "says") for id in ids))
        for key, ids in each
        if ids
    ]


def fit_said(texts: Texts, fit: Fit) -> str:
    """A condition and how well it fits, in one line."""
    return f"{capital(texts('conditions', fit.id, 'name'))}: {texts('fits', fit.fit, 'name')}"


def profile_said(texts: Texts, course: Course) -> list[tuple[str, str, str]]:
    """Each factor that is there: its name, how sure we are and whether it can be changed, and what helps."""
    found = []
    for factor, reason in profile(course):
        if reason.fired:
            sure = texts("evidence_of_factors", factor.evidence)
            aside = f"{sure}, {texts('changes_of_factors', factor.changes)}"
            found.append((texts("factors", factor.id, "name"), aside, _helps(texts, course, factor)))
    return found


def _helps(texts: Texts, course: Course, factor: Factor) -> str:
    """What helps, and for each kind of load that was told what that means; until somebody has seen a foot that is not
    to be loaded no more than what to wait with."""
    waits = texts.get("factors", factor.id, "waits") if course.value("loading") == "none" else None
    if waits:
        return str(waits)
    told = course.value(factor.kinds) if factor.kinds else None
    kinds = told if isinstance(told, frozenset) else frozenset()
    own = [said for kind, said in (texts.get("factors", factor.id, "kinds") or {}).items() if kind in kinds]
    return " ".join([texts("factors", factor.id, "then"), *own])


def what_changes_it(course: Course, texts: Texts) -> Listing | None:
    """The nearest step that may open and what it still lacks, or how what holds the plan back ends; None where
    nothing can open, or answers are missing."""
    near = nearest(course)
    if near is None or (near.rule is not None and phase_is_new(course)):
        return None
    title = texts("ui", "ends", "title")
    if near.rule is not None:
        title = texts("ui", "has_to_change", step=small(step_title(course, texts, near.rule)))
    ends = [str(end) for end in (texts.get("ui", "ends", id) for id in near.ends) if end]
    saws = furthest(lack.saw for lack in near.lacks if not goes_without_saying(lack.saw))
    lines = dict.fromkeys([*ends, *(_lack_said(course, texts, saw) for saw in saws)])
    return Listing(title, tuple(lines)) if lines else None


def _lack_said(course: Course, texts: Texts, saw: Saw) -> str:
    """What has to change, as it is now, and from when it may; or how it becomes known."""
    found = left(course, saw)
    if saw.values[0][1] is None:
        return invitation(texts, symbol_of(course.pathway, saw.values[0][0]), found)
    (said,) = saws_said(course.pathway, texts, [saw], "need")
    return f"{said.removesuffix('.')}. {more_said(course, texts, found)}" if found else said


def too_young(pathway: Pathway, decision: Decision) -> bool:
    """Is the person asked the red flags and no more?"""
    return pathway.about("out_of_scope") in decision.rows


def asked_said(pathway: Pathway, texts: Texts, decision: Decision) -> Listing | None:
    """What the decision waits for, as questions; None if nothing, or if something is more urgent than to answer. Who is
    too young is asked the red flags alone."""
    ask = [name for name in decision.ask if pathway.facts[name].flag or not too_young(pathway, decision)]
    if not ask or decision.triage in URGENT:
        return None
    title = texts("ui", "missing_one") if len(ask) == 1 else texts("ui", "missing", count=len(ask))
    late = () if decision.paused else LATE
    keys = [("ui", "yesterday", name) if name in late else ("facts", name, "ask") for name in ask]
    return Listing(title, tuple(texts(*each) for each in keys))


def only_missing(course: Course, texts: Texts, decision: Decision) -> str:
    """What the one answer that is missing is all that is left to; '' where there is more, or nothing ahead."""
    found = next_step(course, texts) if len(decision.ask) == 1 else None
    waits = {met.waits for met in found[1] if met.holds is not True} if found else set()
    return texts("ui", "only_missing", step=found[0]) if found and waits == set(decision.ask) else ""


LATE = ("activity_pain", "settled_24h")
"""What a plan that runs waits for of yesterday; before it has begun the question is about the weeks before."""


def notices_said(pathway: Pathway, texts: Texts, decision: Decision, but: Reason | None = None) -> list[str]:
    """What is said beside the decision, without what was said before."""
    return [rule_says(pathway, texts, notice) for notice in decision.notices if notice is not but]


def small(text: str) -> str:
    return text[:1].lower() + text[1:]
