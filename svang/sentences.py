"""What is decided, why, and what a rule saw, in a person's words: no layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from svang.clauses import (
    Asked,
    asked,
    asked_lines,
    capital,
    day_name,
    furthest,
    goes_without_saying,
    in_doubt,
    invitation,
    listed,
    saws_said,
    sentence,
    so,
    symbol_of,
    wanting,
)
from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, gate, must_missing, profile
from svang.engine.nearest import Left, criteria, left, nearest
from svang.engine.outlook import Kind, Outlook, Published, Share, TooLittle, weeks_of_pain
from svang.engine.plan import Planned, Run
from svang.engine.treatments import Tried, ledger, treatments
from svang.history import scale_of
from svang.model import OPENING, Pathway, Rule, Task, Treatment, Truth
from svang.readings.explain import Saw, status
from svang.readings.explain import because as saws_of
from svang.rules import reads
from svang.texts import Texts

URGENT = ("same_day", "emergency")
"""The levels before which nothing else matters."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A few lines under a line that says what they are."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a person reads it: `status` says how well we read it. One that is not known has its id alone."""

    id: str
    title: str = ""
    status: str = ""
    commercial: bool = False


# -- what a rule saw ----------------------------------------------------------------------------------------


def what_it_saw(pathway: Pathway, texts: Texts, reason: Reason) -> list[str]:
    """All that a rule saw, each reason once; that there is a plan only where it saw nothing else."""
    saw = [each for each in reason.saw if each.values[0][0] != "plan"] or reason.saw
    return saws_said(pathway, texts, saw, limit_key(reason))


def limit_key(reason: Reason) -> str:
    """A number is a need of what opens, and a limit to what holds back."""
    return "need" if reason.vote in (*OPENING, "gate") else "limit"


def what_it_asks(pathway: Pathway, texts: Texts, reason: Reason) -> list[Asked]:
    """Each comparison of a rule that did not fire as it is wanted, what is not met first, and the answer beside."""
    return asked_lines(pathway, texts, reason.saw, limit_key(reason))


def as_it_stands(
    course: Course, texts: Texts, rule: Rule, without: Sequence[str] = (), *, worded: bool = False
) -> list[Asked]:
    """What a rule that may open asks for: what it lacks first, with the day on which that may be, then what is met.
    `worded`: a word stands beside each mark, so that a bare no need not be told."""
    saws = [saw for _, saws in criteria(course, rule) for saw in saws if saw.values[0][0] not in without]
    said = dict.fromkeys(_asked_with_day(course, texts, saw, worded) for saw in wanting(course.pathway, saws))
    return sorted(said, key=lambda each: each.met is True)


def _asked_with_day(course: Course, texts: Texts, saw: Saw, worded: bool) -> Asked:
    """What a comparison asks for, and when it may be so."""
    part, found = replace(asked(course.pathway, texts, saw), about=in_doubt(saw)), left(course, saw)
    if worded and part.met is False and isinstance(saw.atom, Truth) and saw.values[0][0] in course.pathway.measures:
        part = replace(part, beside="")
    if found is None or part.met:
        return part
    if saw.values[0][1] is None:
        return replace(part, beside=invitation(texts, symbol_of(course.pathway, saw.values[0][0]), found))
    return replace(part, beside=f"{part.beside} {more_said(course, texts, found)}".strip())


def because(course: Course, texts: Texts, saws: Iterable[Saw]) -> str:
    """The answers themselves that led here: a few in one sentence, more of them one by one; nothing if there are
    none."""
    pathway = course.pathway
    told = [so(pathway, texts, saw) for saw in _inside(course, saws) if saw.values[0][0] in pathway.facts]
    *most, last = list(dict.fromkeys(each.after for each in told)) or [""]
    if len(most) >= MANY_ANSWERS:
        return " ".join([texts("ui", "you_answered"), *dict.fromkeys(each.line for each in told)])
    what = texts("ui", "and_that").join([", ".join(most), last]) if most else last
    return texts("ui", "because_you_said", what=what) if what else ""


MANY_ANSWERS = 2
"""So many before the last are more than one sentence bears."""


def _inside(course: Course, saws: Iterable[Saw]) -> Iterator[Saw]:
    """Of a measure the comparisons that made it so: what was answered stands in there."""
    for saw in saws:
        measure = course.pathway.measures.get(saw.values[0][0])
        if saw.holds and measure is not None and measure.when is not None:
            yield from _inside(course, saws_of(course.pathway, measure.when, course.value))
        else:
            yield saw


def own_numbers(pathway: Pathway, texts: Texts, reason: Reason) -> list[str]:
    """The person's own numbers among what the rule saw."""
    return saws_said(pathway, texts, [saw for saw in reason.saw if _is_own(pathway, saw)], limit_key(reason))


def _is_own(pathway: Pathway, saw: Saw) -> bool:
    name, value = saw.values[0]
    counted = name in pathway.measures and pathway.measures[name].how == "missing"
    return value.__class__ is int and not counted


# -- rules and sources --------------------------------------------------------------------------------------


def rule_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """The rule's own sentence: of several the one for what it saw; where it is not known to hold what is missing."""
    values: Mapping[str, Any] = {name: value for saw in reason.saw for name, value in saw.values}
    waits = texts("ui", "rule", "waits") if reason.fired is None else ""
    said = _own_cause(texts, reason) or waits or texts("rules", reason.rule, "says")
    values = {**values, QUESTION: _question(pathway, texts, reason)}
    if "{" in said:
        said = said.format_map(_limits(pathway, texts) | {k: "?" if v is None else v for k, v in values.items()})
    return said


QUESTION = "question"
"""The blank of a rule's sentence that the question stands in which it waits for."""


def day_says(course: Course, texts: Texts, reason: Reason) -> str:
    """A rule's own sentence on this day: a plan that has run before begins again."""
    again = texts.get("rules", reason.rule, "again") if course.value("plan_days").__class__ is int else None
    return str(again or rule_says(course.pathway, texts, reason))


def _question(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """What a rule waits for, as a sentence of its own."""
    waits = dict.fromkeys(so(pathway, texts, saw).line for saw in reason.saw if saw.holds is None)
    return " ".join(waits) or sentence(texts("ui", "not_known_yet"))


def reason_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """The rule's own sentence if it fired; of another only that it does not apply, or that we do not know."""
    if reason.fired is True:
        return rule_says(pathway, texts, reason)
    short = texts.get("rules", reason.rule, "short") or reason.rule
    return texts("ui", "rule", "maybe" if reason.fired is None else "not_fired", rule=short)


def _own_cause(texts: Texts, reason: Reason) -> str:
    """Of a rule with several causes the one that is there, what is known before what is missing; '' if it has one."""
    known, missing = (texts.get("rules", reason.rule, key) or {} for key in ("because", "missing"))
    found = [known.get(saw.values[0][0]) for saw in reason.saw if saw.holds and saw.values[0][1] is not None]
    found += [missing.get(saw.values[0][0]) for saw in reason.saw if saw.values[0][1] is None]
    return next((str(said) for said in found if said), "")


def filled(pathway: Pathway, texts: Texts, said: str) -> str:
    """A sentence with its limits; what only a day could tell stays a blank."""
    return said.format_map(_Blank(_limits(pathway, texts))) if "{" in said else said


def with_limits(pathway: Pathway, texts: Texts, said: str) -> str:
    """A sentence with its limits; any other name in it is our fault and raises KeyError."""
    return said.format_map(_limits(pathway, texts)) if "{" in said else said


class _Blank(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def _limits(pathway: Pathway, texts: Texts) -> dict[str, Any]:
    """Every threshold as its number is written."""
    limits = pathway.thresholds.values()
    return {t.id: texts.number(t.value, "", scale_of(pathway, t.unit)) for t in limits}


def decision_said(texts: Texts, decision: Decision) -> tuple[str, str]:
    """The decision's name and its sentence; of some rules their own. Before a plan has begun there is no level to stay
    at: it waits. A step down that moves nothing is half a day."""
    keys = ["decisions", decision.decision]
    own = texts.get("decisions", "of_rules", decision.rule)
    if own and decision.reasons[0].fired is not None:
        keys = ["decisions", "of_rules", decision.rule]
    elif decision.decision == "hold" and decision.phase == "paused":
        an_answer_is_enough = [decision.rule] if decision.loading != "none" else []
        owns = (id for id in (*decision.rows, *an_answer_is_enough) if texts.get("decisions", "hold", id))
        keys.append(next(owns, "waits"))
    elif decision.decision == "hold" and decision.rule == MUST_KNOW:
        keys.append("today")
    elif decision.decision == "regress" and not decision.lowered:
        keys.append("again")
    return texts(*keys, "name"), texts(*keys, "says")


MUST_KNOW = "must-know"
"""The rule that waits for what has to be known each day."""


def vote_name(texts: Texts, vote: str) -> str:
    """The name of a vote, or of a level of urgency."""
    return str(texts.get("decisions", vote, "name") or texts.get("triage", vote, "name")).lower()


def source_lines(pathway: Pathway, texts: Texts, ids: Iterable[str], today: int | None = None) -> list[Source]:
    """Each source with what it is: its title, how well we read it, whether it is a commercial one, and, on a date,
    whether it was last looked at more than a year before."""
    return [_source(pathway, texts, id, today) for id in ids]


def _source(pathway: Pathway, texts: Texts, id: str, today: int | None) -> Source:
    known = pathway.sources.get(id)
    if known is None:
        return Source(id)
    old = today is not None and today - date.fromisoformat(known.checked).toordinal() > YEAR
    status = texts("ui", "status", known.status) + (f"; {texts('ui', 'stale')}" if old else "")
    return Source(id, texts("sources", id), status, bool(known.badge))


YEAR = 365
"""Days after which what a source says must be looked at again."""


# -- the decision -------------------------------------------------------------------------------------------


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


UNCLEAR = "unclear"
"""What one is sent for where nothing more is known."""


FLAGS_NOT_KNOWN = "red-flag-not-known"
"""The row of whoever has red flags without an answer."""


def flags_are_due(course: Course, decision: Decision) -> bool:
    """Are red flags all that is missing, before anybody was asked today? Then there is nothing to be seen for yet."""
    return decision.rows == (FLAGS_NOT_KNOWN,) and course.value("checked_in") is not True


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
    if must_missing(course) or (too_young(decision) and course.value("pain_sites") is None):
        return None
    best, mixed = decision.condition, course.pathway.mixed
    named = [fit for fit in decision.conditions if fit.id == best or (best == "mixed" and fit.id in mixed)]
    not_at_this_age = _of_another_age(course.pathway)
    others = [fit for fit in decision.conditions if fit not in named and not not_at_this_age.intersection(fit.against)]
    return named, [fit for fit in others if fit.for_]


def _of_another_age(pathway: Pathway) -> set[str]:
    """The features that speak strongly against a condition by the age alone: at that age nobody has it."""
    features = (feature for condition in pathway.conditions for feature in condition.features)
    return {each.id for each in features if each.weight <= STRONGLY_AGAINST and reads(each.when) == (AGE,)}


AGE, STRONGLY_AGAINST = "age", -2


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
            found.append((texts("factors", factor.id, "name"), aside, _helps(texts, course, factor.id)))
    return found


def _helps(texts: Texts, course: Course, factor: str) -> str:
    """What helps, and for each kind of load that was told what that means; until somebody has seen a foot that is not
    to be loaded no more than what to wait with."""
    waits = texts.get("factors", factor, "waits") if course.value("loading") == "none" else None
    if waits:
        return str(waits)
    kinds = texts.get("factors", factor, "kinds") or {}
    told = course.value(RISEN) if kinds else ()
    own = [said for kind, said in kinds.items() if told.__class__ is frozenset and kind in told]
    return " ".join([texts("factors", factor, "then"), *own])


RISEN = "load_rise_kind"
"""What one has done more of."""


def what_changes_it(course: Course, texts: Texts) -> Listing | None:
    """The nearest step that may open and what it still lacks, or how what holds the plan back ends; None where
    nothing can open, or answers are missing."""
    near = nearest(course)
    if near is None or (near.rule is not None and phase_is_new(course)):
        return None
    title = texts("ui", "ends", "title")
    if near.rule is not None:
        title = texts("ui", "has_to_change", step=lower(texts("ui", "next", _title(course, near.rule))))
    ends = [str(end) for end in (texts.get("ui", "ends", id) for id in near.ends) if end]
    saws = furthest(lack.saw for lack in near.lacks if not goes_without_saying(lack.saw))
    lines = dict.fromkeys([*ends, *(_lack_said(course, texts, saw) for saw in saws)])
    return Listing(title, tuple(lines)) if lines else None


def phase_is_new(course: Course) -> bool:
    """Has today's decision changed the phase? What was counted in the old one says nothing of the new one."""
    return bool(course.phase != course.value("phase"))


def _lack_said(course: Course, texts: Texts, saw: Saw) -> str:
    """What has to change, as it is now, and from when it may; or how it becomes known."""
    found = left(course, saw)
    if saw.values[0][1] is None:
        return invitation(texts, symbol_of(course.pathway, saw.values[0][0]), found)
    (said,) = saws_said(course.pathway, texts, [saw], "need")
    return f"{said.removesuffix('.')}. {more_said(course, texts, found)}" if found else said


def more_said(course: Course, texts: Texts, found: Left) -> str:
    """From which day, or after how many more."""
    if found.kind in ("more", "new"):
        return texts("ui", "left", found.kind, "one" if found.n == 1 else "many", n=found.n)
    return sentence(texts("ui", "left", "earliest", when=when_said(texts, date.fromordinal(course.date), found.n)))


WEEK = 7


def when_said(texts: Texts, today: date, days: int) -> str:
    """Tomorrow, the day of the week, or from a week on the date."""
    day = today + timedelta(days=days)
    if days == 1:
        return texts("ui", "tomorrow")
    if days < WEEK:
        return texts("ui", "on_weekday", day=texts.get("ui", "weekdays")[day.weekday()])
    return texts("ui", "on_date", day=day_name(texts, day))


OUT_OF_SCOPE = "under-18"
"""The row of whoever is asked the red flags and no more."""


def too_young(decision: Decision) -> bool:
    return OUT_OF_SCOPE in decision.rows


def asked_said(pathway: Pathway, texts: Texts, decision: Decision) -> Listing | None:
    """What the decision waits for, as questions; None if nothing, or if something is more urgent than to answer. Who is
    too young is asked the red flags alone."""
    ask = [name for name in decision.ask if pathway.facts[name].flag or not too_young(decision)]
    if not ask or decision.triage in URGENT:
        return None
    title = texts("ui", "missing_one") if len(ask) == 1 else texts("ui", "missing", count=len(ask))
    late = LATE if decision.phase != "paused" else ()
    keys = [("ui", "yesterday", name) if name in late else ("facts", name, "ask") for name in ask]
    return Listing(title, tuple(texts(*each) for each in keys))


def only_missing(course: Course, texts: Texts, decision: Decision) -> str:
    """What the one answer that is missing is all that is left to; '' where there is more, or nothing ahead."""
    found = next_step(course, texts) if len(decision.ask) == 1 else None
    waits = {met.waits for met in found[1] if met.holds is not True} if found else set()
    return texts("ui", "only_missing", step=found[0]) if found and waits == set(decision.ask) else ""


LATE = ("activity_pain", "settled_24h")
"""What a plan that runs waits for of yesterday; before it has begun the question is about the weeks before."""


def dose_in_words(texts: Texts, dose: Mapping[str, Sequence[int]], how: str = "", kind: str = "") -> str:
    """A dose as the language's own frames put it: `3 × 10, every other day`, `10 × 10 seconds, 2–3 times a day`.
    `how`: the words of a level of its own for sets, repetitions and weight. `kind`: what is held, where that has words
    of its own."""
    spans = {key: _span(texts, span) for key, span in dose.items()}
    frames = {key: frame for key, frame in BESIDES.items() if key in spans and not (how and key == "rm")}
    parts = [how.format(**spans) if how else _counted(texts, spans, kind)]
    parts += [texts("ui", "dose", frame, **spans) for frame in frames.values()]
    return ", ".join([part for part in parts if part] + _how_often(texts, spans))


BESIDES = {"rm": "rm", "up_s": "tempo", "rest_min": "rest"}


def _counted(texts: Texts, spans: Mapping[str, str], kind: str) -> str:
    """How many: what is held is counted in seconds, and one set of it in its repetitions."""
    if "sets" not in spans:
        return ""
    reps, held = spans.get("reps"), "hold_s" in spans and "up_s" not in spans
    if held and (reps is None or spans["sets"] == "1"):
        frame = kind if texts.get("doses", "frames", kind) else "holds"
        return texts("doses", "frames", frame, times=reps or spans["sets"], hold_s=spans["hold_s"])
    said = texts("doses", "frames", "sets_reps", **spans) if reps else texts("ui", "sets", **spans)
    return f"{said}, {texts('doses', 'frames', 'hold', **spans)}" if held else said


ONCE = {"times_a_day": "once_a_day", "times_a_week": "once_a_week"}


def _how_often(texts: Texts, spans: Mapping[str, str]) -> list[str]:
    frames, parts = ("minutes", "times_a_day", "times_a_week"), []
    for key in (frame for frame in frames if frame in spans):
        once = texts.get("doses", "frames", ONCE.get(key, "")) if spans[key] == "1" else None
        parts.append(once or texts("doses", "frames", key, **{key: spans[key]}))
    if "every_days" in spans:
        every = texts.get("ui", "dose", "every", spans["every_days"])
        parts.append(every or texts("ui", "dose", "every_days", **spans))
    return parts


def task_said(texts: Texts, task: Planned) -> tuple[str, str]:
    """A task's name, with where one stands on its ladder, and its dose."""
    how = how_much(texts, task.id, task.level)
    name, dose = texts("tasks", task.id, "name"), dose_in_words(texts, task.dose, how, task.kind)
    level = texts("tasks", task.id, "levels", task.level, "name") if task.level else ""
    return texts("ui", "at_level", name=name, level=level) if level else name, dose


def how_much(texts: Texts, task: str, level: str | None) -> str:
    """A level's own words for how much, if it has any."""
    return str(texts.get("tasks", task, "levels", level, "dose") or "") if level else ""


def _span(texts: Texts, span: Sequence[int]) -> str:
    low, high = span
    return str(low) if low == high else texts("doses", "frames", "range", low=low, high=high)


def resting(course: Course, decision: Decision) -> list[Task]:
    """What today's plan would hold, had it not been done so lately: it rests for a day."""
    kind = next(kind for kind in course.pathway.plans if kind.id == decision.plan.kind)
    if decision.loading == "gentle":
        return []
    kept = [
        task for task in on_ladders(course, decision) if "all" in kind.keeps or ("core" in kind.keeps and task.core)
    ]
    return [task for task in kept if rests(course, task)]


def on_ladders(course: Course, decision: Decision) -> list[Task]:
    """The tasks of the phase on whose ladder somebody stands, whether they are in today's plan or not."""
    barred = {tag for row in course.pathway.rows if row.id in decision.rows for tag in row.bars}
    begun = [task for task in course.pathway.tasks if _on_ladder(decision, task) and not task.tags & barred]
    return [task for task in begun if rests(course, task) or not is_barred(course, task)]


def _on_ladder(decision: Decision, task: Task) -> bool:
    dose = task.doses.get(decision.phase)
    return bool(task.ladder and dose is not None and "sets" not in dose and decision.state[task.ladder] != "none")


RESTED = "raised_strength"
"""The days since what wants a day of rest was done."""


def rests(course: Course, task: Task) -> bool:
    """Is it the day of rest alone that bars it?"""
    if task.bar is None or not is_barred(course, task):
        return False
    return {saw.values[0][0] for saw in saws_of(course.pathway, task.bar, course.value)} == {RESTED}


def is_barred(course: Course, task: Task) -> bool:
    """Does its own warning surely apply?"""
    return task.bar is not None and status(course.pathway, task.bar, course.value) is True


def resting_said(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """What rests today, each in one sentence."""
    return [texts("ui", "rests", task=texts("tasks", task.id, "name")) for task in resting(course, decision)]


def limits_said(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """Today's limits; nothing where no plan is kept to."""
    pathway = course.pathway
    kind = next(kind for kind in pathway.plans if kind.id == decision.plan.kind)
    if not {"all", "core"} & set(kind.keeps):
        return []
    shut = not (decision.plan.run or running_begun(decision)) and concerned_by_running(course)
    shut = shut and course.value("no_running_said") is not True
    keys = ["pain"] + (["run"] if shut else [])
    keys += ["half_load"] if kind.load_percent < WHOLE and kind.run == "none" else []
    keys += ["one_set_fewer"] if kind.sets_fewer else []
    said = [texts("limits", key, "says").format_map(_limits(pathway, texts)) for key in keys]
    run = decision.plan.run
    runs = [run_said(texts, run)] if run else [shut_said(course, texts)] if running_begun(decision) else []
    return [*said, *steps_said(pathway, texts, decision), *runs]


def concerned_by_running(course: Course) -> bool:
    """Nothing is said of running to who neither runs nor wants to (PATHWAY 9 [28])."""
    return course.value(WISH) is not False or course.value(course.pathway.shown["on"]) is True


WISH = "wants_to_run"


def running_begun(decision: Decision) -> bool:
    """Is running open at all, whether there is a run today or not?"""
    state = decision.state
    return bool(state["phase"] == "run" or (state["phase"] == "maintain" and state["run_tolerated"] == "R9"))


WHOLE = 100


SETTLING = "settling"
"""The group of phases in which the foot is spared."""


def steps_said(pathway: Pathway, texts: Texts, decision: Decision) -> list[str]:
    """The most steps of today; without a usual number, while the foot settles, short walks (PATHWAY 9 [27])."""
    if decision.plan.steps is not None:
        return [texts("ui", "steps", steps=texts.number(decision.plan.steps, "", 1))]
    return [texts("ui", "steps_unknown")] if decision.phase in pathway.groups[SETTLING] else []


def run_said(texts: Texts, run: Run) -> str:
    """Today's run in one sentence."""
    parts: dict[str, int | str] = {"intervals": run.intervals, "minutes": run.minutes}
    parts |= {"run": minutes_of(texts, run.stage.run), "walk": minutes_of(texts, run.stage.walk)}
    if not run.stage.walk:
        return texts("ui", "run", "whole", **parts)
    shorter = run.intervals * run.stage.run != run.minutes
    return texts("ui", "run", "last_shorter" if shorter else "intervals", **parts)


def shut_said(course: Course, texts: Texts) -> str:
    """Why there is no run today although running is open: a criterion of every day that is surely not met, else a run
    of unknown length, else the rest day, which keeps it shut whatever is not known; else an answer that is missing."""
    daily = [reason for criterion, reason in zip(course.pathway.gate, gate(course), strict=True) if criterion.daily]
    unmet = next((reason for reason in daily if reason.fired is False), None)
    if unmet is not None:
        return with_limits(course.pathway, texts, texts("gate", unmet.rule, "shut"))
    if is_untold(course):
        return texts("ui", "run", "shut_untold")
    rests = course.value(course.pathway.shown["due"]) is False or all(reason.fired for reason in daily)
    return texts("ui", "run", "shut_rest" if rests else "shut_unknown")


def is_untold(course: Course) -> bool:
    """Is there a run of unknown length, so that nobody knows what the seven days have left?"""
    return bool(course.value(course.pathway.shown["untold"]))


def budget_said(texts: Texts, used: int | None, budget: int) -> str:
    """The minutes of seven days, and how many were too many."""
    if used is None:
        return texts("web", "running", "used_unknown", budget=budget)
    said = texts("ui", "run", "budget", used=used, budget=budget)
    if used <= budget:
        return said
    return f"{said} {texts('ui', 'run', 'over', over=texts.number(used - budget, 'minutes'))}"


def minutes_of(texts: Texts, minutes: int) -> str:
    """So many minutes, as they stand before what they are of."""
    return texts("ui", "minutes", "one" if minutes == 1 else "many", n=minutes)


def gate_said(course: Course, texts: Texts) -> list[Met]:
    """Each criterion of running: what it asks, whether it is met, and the person's own numbers."""
    said = [_criterion_met(course.pathway, texts, reason) for reason in gate(course)]
    if no_raises(course):
        wait = (texts("ui", "run", "no_raises"),)
        said = [Met(met.says, None, wait) if met.holds is None and met.waits in RAISES else met for met in said]
    return said


RAISES = ("two_leg_raises_8_pain", "single_leg_raises_10_pain")
"""Heel raises as a test."""


def no_raises(course: Course) -> bool:
    """Has a clinician said no to heel raises, or is the foot not to be loaded at all?"""
    return course.value("no_raises_said") is True or course.value("loading") == "none"


def _criterion_met(pathway: Pathway, texts: Texts, reason: Reason) -> Met:
    """Of what is met the numbers are enough: the rest says the same again."""
    says = criterion_says(pathway, texts, reason)
    saw = own_numbers(pathway, texts, reason) if reason.fired else saws_said(pathway, texts, reason.saw, "need")
    lacking = (in_doubt(each) for each in reason.saw if each.holds is not each.wanted)
    return Met(says, reason.fired, tuple(line for line in saw if line != says), next(lacking, ""))


def criterion_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """What a criterion of running asks, with its numbers."""
    return texts("gate", reason.rule, "says").format_map(_limits(pathway, texts))


@dataclass(frozen=True, slots=True)
class Met:
    """Something that is asked for: is it met (None: not known), and what was seen, or how it becomes known. `waits`:
    the name that is not as it should be."""

    says: str
    holds: bool | None
    saw: tuple[str, ...] = ()
    waits: str = ""

    @property
    def word(self) -> str:
        """The key of the word beside the sign; '' where how it becomes known says already that it is not."""
        return "yes" if self.holds else "no" if self.holds is False else "" if self.saw else "unknown"


def next_step(course: Course, texts: Texts) -> tuple[str, list[Met]] | None:
    """The nearest opening rule and each thing it asks for; None where nothing can open, and on the day on which the
    phase has just changed."""
    near = nearest(course)
    if near is None or near.rule is None or phase_is_new(course):
        return None
    title = texts("ui", "next", _title(course, near.rule))
    if near.rule.id == RUNNING:
        return title, gate_said(course, texts)
    parts = as_it_stands(course, texts, near.rule, without=ALWAYS, worded=True)
    return title, [Met(part.says, part.met, (part.beside,) if part.beside else (), part.about) for part in parts]


RUNNING = "run-starts"
ONE_UP, ONE_EXERCISE_UP = "one-thing-up", "one-exercise-up"


def _title(course: Course, rule: Rule) -> str:
    """Who does not run has no running stage that could go up."""
    runs = course.value(course.pathway.shown["on"]) is True
    return ONE_EXERCISE_UP if rule.id == ONE_UP and not runs else rule.id


ALWAYS = ("phase", "plan", "loading", "triage")
"""What every step asks for."""


def notices_said(pathway: Pathway, texts: Texts, decision: Decision, but: Reason | None = None) -> list[str]:
    """What is said beside the decision, without what was said before."""
    return [rule_says(pathway, texts, notice) for notice in decision.notices if notice is not but]


def bring_said(course: Course, texts: Texts) -> list[str]:
    """What to bring to whoever is to see the foot: the course, how much was done, and what was tried."""
    weeks, start, now = weeks_of_pain(course), course.value("start_fs"), course.value("now_fs")
    done, days = course.value("adherence14"), course.value("plan_days")
    lines = [texts("ui", "bring", "weeks", weeks=weeks)] if weeks is not None else []
    lines += [texts("ui", "bring", "pain", start=start, now=now)] if None not in (start, now) else []
    if isinstance(days, int):
        phase = texts("phases", course.phase, "name")
        lines.append(texts("ui", "bring", "plan", days=days + 1, phase=phase))
    lines += [texts("ui", "bring", "done", percent=done)] if done is not None else []
    return [*lines, *(tried_said(texts, entry) for entry in ledger(course))]


def tried_said(texts: Texts, entry: Tried) -> str:
    """One entry of the ledger, with the foot it was for; before and after prove nothing."""
    what, side = entry.said.get("what"), entry.said.get("side")
    name = texts.called(what, "treatments", str(what), "name")
    day = day_name(texts, date.fromordinal(entry.date))
    day += f", {texts.called(side, 'ui', 'feet', str(side)).lower()}" if side else ""
    if entry.before is None or entry.after is None:
        return texts("ui", "tried", "only", name=name, date=day)
    return texts("ui", "tried", "both", name=name, date=day, before=entry.before, after=entry.after)


def outlook_said(texts: Texts, found: Outlook) -> list[Listing]:
    """What others' courses say, what the guide claims, and last the own mornings: lists that are never mixed."""
    listings = (_published_said(texts, found), _guide_said(texts, found), _trend_said(texts, found))
    return [listing for listing in listings if listing is not None]


def _guide_said(texts: Texts, found: Outlook) -> Listing | None:
    """The guide's own milestone of the week (seed:G68)."""
    if found.period is None:
        return None
    return Listing(texts("ui", "outlook", "guide", "title"), (texts("ui", "outlook", "guide", found.period),))


def _published_said(texts: Texts, found: Outlook) -> Listing | None:
    if found.kind is None:
        return None
    lines = [
        texts("ui", "outlook", "week", week=week, said=_share_said(texts, found.kind, share))
        for week, share in found.published
    ]
    return Listing(texts("ui", "outlook", found.kind), tuple(lines))


def _share_said(texts: Texts, kind: Kind, share: Published) -> str:
    """How many were well: an interval only where somebody counted, and what they were asked where they were asked."""
    counted, about = ("recovered_long", "about_long") if kind == "long_standing" else ("recovered", "about")
    key, better = (about, "about_better") if share.extrapolated else (counted, "better")
    said = texts("ui", "outlook", key, **_percents(share.recovered))
    said += texts("ui", "outlook", better, **_percents(share.better)) if share.better else ""
    return said + (texts("ui", "outlook", "extrapolated") if share.extrapolated else "")


def _percents(share: Share) -> dict[str, int]:
    return {"percent": round(share.percent), "low": round(share.low), "high": round(share.high)}


def _trend_said(texts: Texts, found: Outlook) -> Listing:
    trend = found.trend
    if isinstance(trend, TooLittle):
        left = {"mornings": trend.mornings, "days": trend.days}
        lacks = [texts("ui", "outlook", key, "one" if n == 1 else "many", n=n) for key, n in left.items() if n]
        said = texts("ui", "outlook", "too_little", lacks=listed(texts, lacks))
        return Listing(texts("ui", "outlook", "own"), (said,))
    span = (
        str(trend.low) if trend.low == trend.high else texts("doses", "frames", "range", low=trend.low, high=trend.high)
    )
    lines = [texts("ui", "outlook", "now", level=trend.level), texts("ui", "outlook", "ahead", span=span)]
    lines += [texts("ui", "outlook", "plateau")] if trend.plateau else []
    if found.on_course is not None:
        ahead = found.claimed is not None and trend.high < found.claimed[0]
        worse = found.start is not None and trend.level > found.start
        slower = "wrong_way" if worse else "off_course"
        key = slower if not found.on_course else "ahead_of_course" if ahead else "on_course"
        lines.append(texts("ui", "outlook", key))
    return Listing(texts("ui", "outlook", "own"), tuple(lines))


def treatments_said(course: Course, texts: Texts) -> list[Offered]:
    """Each treatment: its shelf, whether it may be spoken of yet and why not, what is known of it, and whose claim."""
    return [_offered(course, texts, *found) for found in treatments(course)]


@dataclass(frozen=True, slots=True)
class Offered:
    id: str
    name: str
    shelf: str
    state: str
    who: str
    says: str
    why: tuple[str, ...]
    commercial: bool
    sources: tuple[str, ...]


def _offered(course: Course, texts: Texts, treatment: Treatment, state: str, saws: tuple[Saw, ...]) -> Offered:
    return Offered(
        id=treatment.id,
        name=texts("treatments", treatment.id, "name"),
        shelf=texts("treatment_shelves", treatment.shelf),
        state=texts("treatment_states", state),
        who=texts("treatments_who", treatment.who),
        says=texts("treatments", treatment.id, "says"),
        why=tuple(saws_said(course.pathway, texts, saws, "need" if state == "not_yet" else "limit")),
        commercial=treatment.badge == "commercial",
        sources=treatment.sources,
    )


def seek_help_said(texts: Texts) -> Listing:
    """When to seek help; said always, whatever was decided."""
    levels = seek_help_levels(texts)
    lines = [f"{level}: {line}" for level, do, when in levels for line in ([do] if do else []) + when]
    return Listing(texts("seek_help", "title"), tuple(lines))


def seek_help_levels(texts: Texts) -> list[tuple[str, str, list[str]]]:
    """How soon, what to do ('' where the level itself says it), and when."""
    do = dict(line.split(": ", 1) for line in texts.get("seek_help", "do"))
    found: dict[str, list[str]] = {}
    for line in texts.get("seek_help", "lines"):
        level, says = line.split(": ", 1)
        found.setdefault(level, []).append(says)
    return [(level, do.get(level, ""), when) for level, when in found.items()]


# -- small words --------------------------------------------------------------------------------------------


def lower(text: str) -> str:
    return text[:1].lower() + text[1:]
