"""The decision of a day, with all its reasons: what a course comes to on its last date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from svang.engine.ask import applies, ask
from svang.engine.course import Course
from svang.engine.fits import Fits
from svang.engine.plan import Plan, loads, plan
from svang.engine.votes import fired_rules, laid_over
from svang.model.knowledge import Condition, Factor, Row, Rule
from svang.model.measures import First, When
from svang.pathway.language import reads
from svang.readings.explain import Saw, because, status
from svang.readings.run.frame import when_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that had a say: fired is True, or None for a maybe that held an opening vote back."""

    rule: str
    vote: str
    fired: bool | None
    saw: tuple[Saw, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a condition fits, and the features for it, against it and not known."""

    id: str
    fit: str
    foot: str
    for_: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What is answered for one day. `date` is an ordinal. `condition`: what fits best of all; `plan_condition`: of
    those that a plan begins on. `paused`: the phase is the one in which no plan runs.

    `referral`: the most urgent; the others stand in `also`. `decided`: the rule that moved the state, which is not the
    rule that is said where another is laid over it.
    """

    date: int
    triage: str
    rows: tuple[str, ...]
    conditions: tuple[Fit, ...]
    condition: str
    plan_condition: str
    phase: str
    paused: bool
    decision: str
    rule: str
    decided: str
    referral: Mapping[str, str] | None
    also: tuple[Mapping[str, str], ...]
    notices: tuple[Reason, ...]
    loading: str
    plan: Plan
    rung: str
    rungs: tuple[str, ...]
    ask: tuple[str, ...]
    reasons: tuple[Reason, ...]
    capped: bool
    lowered: bool
    state: Mapping[str, Any]


def decide(course: Course) -> Decision:
    """The decision of the course's last day."""
    pathway, fired = course.pathway, fired_rules(course)
    decided = pathway.rules[course.rule]
    held = course.maybe >= 0
    rows = tuple(pathway.rows[n] for n in course.rows)
    standing = rows or (pathway.otherwise,)
    loading = str(course.value("loading"))
    over = laid_over(course, fired)
    rule = over or decided
    vote = "hold" if held else rule.vote
    kinds = [pathway.rules[course.maybe].plan_kind] if held and over is None else [each.plan_kind for each in fired]
    condition = str(course.value("condition_now"))
    first, *also = referrals(course, rows) or [None]
    return Decision(
        date=course.date,
        triage=str(course.value("triage")),
        rows=tuple(row.id for row in standing),
        conditions=conditions(course),
        condition=shown(course, condition),
        plan_condition=condition,
        phase=course.phase,
        paused=course.phase == pathway.machine.resting,
        decision=vote,
        rule=pathway.rules[course.maybe].id if held and over is None else rule.id,
        decided=pathway.rules[course.maybe].id if held else decided.id,
        referral=first,
        also=tuple(each for each in also if each is not None),
        notices=notices(course),
        loading=loading,
        plan=plan(course, kinds, rows, loading, runs=vote not in ("stop", "regress")),
        rung=str(course.value("rung")),
        rungs=rungs_beside(course),
        ask=ask(course, fired),
        reasons=reasons(course, fired, standing, over),
        capped=course.capped,
        lowered=lowered(course),
        state={id: course.state(id) for id in pathway.machine.state},
    )


def lowered(course: Course) -> bool:
    """Has the verdict taken the phase, a level or the running stage down? A step down within four days of another moves
    nothing."""
    loads = [state for state in course.pathway.machine.state.values() if state.load]
    return any(
        state.options.index(course.evening(state.id)) < state.options.index(course.value(state.id)) for state in loads
    )


def shown(course: Course, condition: str) -> str:
    """What fits best of all; a clinician's word, or what the plan began on, where nothing is likely."""
    fits = course.fits
    return condition if fits is None or fits.best != condition else fits.shown


EMERGENCY = "emergency"
"""Whom 112 calls: where life or limb is at stake it comes before casualty."""
WITHIN = ("now", "today", "days", "two_weeks", "routine")


def referrals(course: Course, rows: tuple[Row, ...]) -> list[Mapping[str, str] | None]:
    """One of each standing row and one of the ladder, the most urgent first; of equals 112, the ladder's, then the
    rows'."""
    offer = offered(course)  # what is only offered stands behind what is called for
    found = [*(row.refer for row in sorted(rows, key=_ladder_first) if row.refer), *([offer] if offer else [])]
    ordered = sorted(found, key=lambda each: (WITHIN.index(each["within"]), each["to"] != EMERGENCY))
    return [each for n, each in enumerate(ordered) if each not in ordered[:n]]


def rungs_beside(course: Course) -> tuple[str, ...]:
    """The other rungs that are reached today, the highest first."""
    pathway, look = course.pathway, course.morning
    changes = [change for change in pathway.machine.every_day if change.set == "rung" and change.verb == "take"]
    reached = [pathway.measures[change.to] for change in changes]
    lines = [line for measure in reached if isinstance(measure, First) for line in measure.lines]
    found = (rung for rung, cond in lines if cond is not None and status(pathway, cond, look) is True)
    return tuple(rung for rung in found if rung != course.value("rung"))


def running_open(course: Course, plan: Plan, vote: str) -> bool:
    """May one run today? The gate's standing part is open, the phase holds running, and no rule of today forbids it."""
    pathway = course.pathway
    kind = next(kind for kind in pathway.plan_kinds if kind.id == plan.kind)
    allowed = vote not in ("stop", "regress") and kind.run != "none" and loads(kind)
    on = course.evening(pathway.shown["on"]) is True
    daily = (status(pathway, criterion.when, course.evening) for criterion in pathway.gate if criterion.daily)
    return allowed and on and all(there is True for there in daily)


def _ladder_first(row: Row) -> tuple[bool, int]:
    """A rung that recommends is a row of its own."""
    return not (row.when is not None and "rung" in reads(row.when)), row.n


def offered(course: Course) -> Mapping[str, str] | None:
    """What a rung offers is said on the day it is reached, and every so many days until somebody has been seen."""
    since = course.marked_on("rung_on")
    offer = course.pathway.offers.get(course.state("rung"))
    due = since is not None and (course.date - since) % course.pathway.thresholds["offer_again"].value == 0
    return offer if offer and due else None


def notices(course: Course) -> tuple[Reason, ...]:
    """What is said beside the decision, for it is surely true now that the day has been decided."""
    pathway, look = course.pathway, course.evening
    found = [notice for notice in pathway.notices if status(pathway, notice.when, look) is True]
    return tuple(Reason(n.id, "notice", True, because(pathway, n.when, look), n.sources) for n in found)


def conditions(course: Course) -> tuple[Fit, ...]:
    """Every condition with what speaks for it and against it, the best fit first."""
    found = course.fits
    if found is None:
        return ()
    order = sorted(range(len(found.sums)), key=lambda n: -found.sums[n])
    return tuple(_fit(course.pathway.conditions[n], found, n) for n in order)


def _fit(condition: Condition, found: Fits, n: int) -> Fit:
    sides: dict[str, list[str]] = {"for": [], "against": [], "unknown": []}
    for feature, there in zip(condition.features, found.features[n], strict=True):
        if there is not False:
            sides["unknown" if there is None else "for" if feature.weight > 0 else "against"].append(feature.id)
    lists = (tuple(sides[key]) for key in ("for", "against", "unknown"))
    return Fit(condition.id, found.fits[n], found.feet[n], *lists)


def reasons(
    course: Course, fired: tuple[Rule, ...], rows: tuple[Row, ...], over: Rule | None = None
) -> tuple[Reason, ...]:
    """The deciding rule first, then the others that fired with the same vote, then the triage rows that stand. What a
    rule is laid over is no reason any more."""
    pathway, look = course.pathway, course.morning
    found: list[Reason] = []
    decided = pathway.rules[course.rule]
    vote = over.vote if over is not None else "hold" if course.maybe >= 0 else decided.vote
    if over is not None:
        found.append(Reason(over.id, vote, True, because(pathway, when_of(over), course.evening), over.sources))
    if course.maybe >= 0:
        maybe = pathway.rules[course.maybe]
        found.append(Reason(maybe.id, "hold", None, because(pathway, when_of(maybe), look), maybe.sources))
    elif decided.when is None and over is None:
        found.append(Reason(decided.id, decided.vote, True, (), decided.sources))
    said = [r for r in fired if r.vote == vote and r.when is not None and not r.over]
    found += [Reason(r.id, r.vote, True, because(pathway, when_of(r), look), r.sources) for r in said]
    for row in rows:
        saw = _row_saw(course, row)
        found.append(Reason(row.id, row.triage, True, saw, row.sources))
    return tuple(found)


def _row_saw(course: Course, row: Row) -> tuple[Saw, ...]:
    """What a row saw; nothing where it stands from an earlier day. An open question: what waits for an answer."""
    pathway, look = course.pathway, course.morning
    open_question = row.when is not None and "only_a_question_waits" in reads(row.when)  # known once the rows are
    if row.when is None or (not open_question and status(pathway, row.when, look) is not True):
        return ()
    if not open_question:
        return because(pathway, row.when, look)
    found = [saw for n in course.unsure for saw in because(pathway, when_of(pathway.rows[n]), look)]
    return tuple(dict.fromkeys(each for saw in found for each in _not_told(course, saw, look)))


def _not_told(course: Course, saw: Saw, look: Any) -> Iterator[Saw]:
    """Of a comparison that is not known, those of the answers that it waits for and that are asked."""
    name, measure = saw.values[0][0], course.pathway.measures.get(saw.values[0][0])
    if saw.holds is None and isinstance(measure, When):
        for each in because(course.pathway, measure.when, look):
            yield from _not_told(course, each, look)
    elif saw.holds is None and (measure is not None or applies(course, name)):
        yield saw


def rule_reason(course: Course, rule: Rule | Row) -> Reason:
    """Any rule as it stands today: fired, not, or not known, with the comparisons that make it so."""
    pathway, look = course.pathway, course.morning
    vote = rule.vote if isinstance(rule, Rule) else rule.triage
    if rule.when is None:
        return Reason(rule.id, vote, True, (), rule.sources)
    return Reason(rule.id, vote, status(pathway, rule.when, look), because(pathway, rule.when, look), rule.sources)


def profile(course: Course) -> tuple[tuple[Factor, Reason], ...]:
    """What may have set the pain off, the best evidence first: there (True), not there, or not known (None)."""
    pathway, look = course.pathway, course.morning
    return tuple(
        (f, Reason(f.id, "factor", status(pathway, f.when, look), because(pathway, f.when, look), f.sources))
        for f in pathway.factors
    )


def gate(course: Course) -> tuple[Reason, ...]:
    """Each criterion of running as it stands after the verdict: met (True), not met, or not known (None)."""
    pathway, look = course.pathway, course.evening
    return tuple(
        Reason(c.id, "gate", status(pathway, c.when, look), because(pathway, c.when, look), c.sources)
        for c in pathway.gate
    )
