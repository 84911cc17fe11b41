"""What is decided, why, and what a rule saw, in a person's words: no layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, must_missing, opening, profile, rule_reason
from svang.model import Compare, Const, Pathway, Symbol
from svang.readings.explain import Saw
from svang.texts import Texts

URGENT = ("same_day", "emergency")
"""The levels before which nothing else matters."""
COMMERCIAL = "seed:C"


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


def say(pathway: Pathway, texts: Texts, saw: Saw) -> str:
    """One comparison as a sentence's part: what is so, and the limit it is held against."""
    name, value = saw.values[0]
    symbol = pathway.names.get(name) or Symbol(name, "fact", "yes_no")
    if value is None:
        return texts("ui", "not_known", name=name_of(texts, symbol))
    said = value_of(pathway, texts, symbol, value)
    if len(saw.values) > 1 and saw.values[1][1] is not None:
        other = pathway.names[saw.values[1][0]]
        return said + ", " + value_of(pathway, texts, other, saw.values[1][1])
    if isinstance(saw.atom, Compare) and isinstance(saw.atom.right, Const) and isinstance(saw.atom.right.value, int):
        limit = amount(pathway, texts, symbol, saw.atom.right.value)
        return said + texts("ui", "limit", word=texts("ui", "op", OP_WORDS[saw.atom.op]), limit=limit)
    return said


OP_WORDS = {"<": "under", "<=": "most", ">": "over", ">=": "least", "==": "exactly", "!=": "other"}


def value_of(pathway: Pathway, texts: Texts, symbol: Symbol, value: Any) -> str:
    """A value that is known, as a clause."""
    section = section_of(symbol)
    if isinstance(value, bool):
        return texts(section, symbol.id, "yes" if value else "no")
    if isinstance(value, frozenset):
        labels = [texts(section, symbol.id, "choices", word, "label") for word in symbol.options if word in value]
        said = ", ".join(labels) or texts("ui", "none_of_them")
        return texts("ui", "is_set", name=name_of(texts, symbol), value=said)
    if isinstance(value, str):
        return str(texts.get(section, symbol.id, "choices", value, "is") or texts.get("ui", value) or value)
    return texts("ui", "is", name=name_of(texts, symbol), value=amount(pathway, texts, symbol, value))


def amount(pathway: Pathway, texts: Texts, symbol: Symbol, value: int) -> str:
    if symbol.kind == "date":
        return date.fromordinal(value).isoformat()
    scale = next((f.scale for f in pathway.facts.values() if f.unit == symbol.unit), 1)
    if symbol.unit == "weeks":
        value = value // scale * scale
    return texts.number(value, symbol.unit if symbol.unit not in ("", "nrs", "times") else "", scale)


def name_of(texts: Texts, symbol: Symbol) -> str:
    return str(texts.get(section_of(symbol), symbol.id, "name") or symbol.id)


def section_of(symbol: Symbol) -> str:
    return {"fact": "facts", "measure": "measures"}.get(symbol.role, "state")


def saw_said(pathway: Pathway, texts: Texts, saw: Saw) -> str:
    """One comparison as a line of its own."""
    return capital(say(pathway, texts, saw))


def what_it_saw(pathway: Pathway, texts: Texts, reason: Reason) -> list[str]:
    """All that a rule saw; what is not met first, where it did not fire."""
    saws = sorted(reason.saw, key=lambda saw: saw.holds is True) if reason.fired is not True else reason.saw
    return list(dict.fromkeys(saw_said(pathway, texts, saw) for saw in saws))


def because(pathway: Pathway, texts: Texts, saws: Iterable[Saw]) -> str:
    """The answers themselves that led here, as one clause; nothing if there are none."""
    told = [saw for saw in saws if saw.values[0][0] in pathway.facts]
    *most, last = list(dict.fromkeys(say(pathway, texts, saw) for saw in told)) or [""]
    return texts("ui", "and_that").join([", ".join(most), last]) if most else last


def own_numbers(pathway: Pathway, texts: Texts, reason: Reason) -> list[str]:
    """The person's own numbers among what the rule saw."""
    return [saw_said(pathway, texts, saw) for saw in reason.saw if _is_own(pathway, saw)]


def _is_own(pathway: Pathway, saw: Saw) -> bool:
    name, value = saw.values[0]
    counted = name in pathway.measures and pathway.measures[name].how == "missing"
    return value.__class__ is int and not counted


# -- rules and sources --------------------------------------------------------------------------------------


def rule_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """The rule's own sentence; a maybe says that something is missing."""
    values: Mapping[str, Any] = {name: value for saw in reason.saw for name, value in saw.values}
    said = texts("rules", reason.rule, "says")
    if "{" in said:
        said = said.format_map(_limits(pathway, texts) | {k: "?" if v is None else v for k, v in values.items()})
    return said


def _limits(pathway: Pathway, texts: Texts) -> dict[str, Any]:
    """Every threshold as its number is written."""
    return {t.id: texts.number(t.value, "", 1) for t in pathway.thresholds.values()}


def decision_said(texts: Texts, decision: Decision) -> tuple[str, str]:
    """The decision's name and its sentence. Before a plan has begun there is no level to stay at: it waits."""
    keys = ["decisions", decision.decision]
    if decision.decision == "hold" and decision.phase == "paused":
        keys.append("waits")
    return texts(*keys, "name"), texts(*keys, "says")


def vote_name(texts: Texts, vote: str) -> str:
    """The name of a vote, or of a level of urgency."""
    return str(texts.get("decisions", vote, "name") or texts.get("triage", vote, "name")).lower()


def source_lines(pathway: Pathway, texts: Texts, ids: Iterable[str]) -> list[Source]:
    """Each source with what it is: its title, how well we read it, and whether it is a commercial one."""
    known = [(id, pathway.sources.get(id)) for id in ids]
    return [
        Source(id, texts("sources", id), texts("ui", "status", s.status), id.startswith(COMMERCIAL))
        if s
        else Source(id)
        for id, s in known
    ]


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


def referral_said(texts: Texts, referral: Mapping[str, str] | None) -> str:
    """Whom to see, how soon and what for; nothing if nobody."""
    if not referral:
        return ""
    names = {key: texts(f"referral_{key}", referral[key], "name") for key in ("to", "within", "for")}
    return texts("referral", "says", **names)


def likely(course: Course, decision: Decision) -> tuple[list[Fit], list[Fit]] | None:
    """What it probably is, and the others that something speaks for, the best first; None while answers are missing
    that have to be known."""
    if must_missing(course):
        return None
    best, mixed = decision.condition, course.pathway.mixed
    named = [fit for fit in decision.conditions if fit.id == best or (best == "mixed" and fit.id in mixed)]
    return named, [fit for fit in decision.conditions if fit not in named and fit.for_]


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
            found.append((texts("factors", factor.id, "name"), aside, texts("factors", factor.id, "then")))
    return found


def what_changes_it(course: Course, texts: Texts, decision: Decision) -> list[str]:
    """What the next opening rule still needs; nothing where the phase has none yet, or answers are missing."""
    if decision.loading == "none" or must_missing(course):
        return []
    pathway = course.pathway
    reasons = [rule_reason(course, rule) for rule in opening(pathway)]
    near = [r for r in reasons if r.fired is not True and not any(_of_state(pathway, saw) for saw in r.saw)]
    return list(dict.fromkeys(saw_said(pathway, texts, saw) for saw in near[0].saw)) if near else []


def _of_state(pathway: Pathway, saw: Saw) -> bool:
    """Does it hang on the phase or on whether a plan runs, and not on the foot?"""
    return (saw.holds is False and pathway.names[saw.values[0][0]].id in ("phase", "plan")) or (
        saw.holds is True and saw.values[0][0] == "plan"
    )


def asked_said(texts: Texts, decision: Decision) -> Listing | None:
    """What the decision waits for, as questions; None if nothing, or if something is more urgent than to answer."""
    ask = decision.ask
    if not ask or decision.triage in URGENT:
        return None
    title = texts("ui", "missing_one") if len(ask) == 1 else texts("ui", "missing", count=len(ask))
    return Listing(title, tuple(texts("facts", name, "ask") for name in ask))


def dose_in_words(texts: Texts, dose: Mapping[str, Sequence[int]]) -> str:
    """A dose as the language's own frames put it: `3 × 10, hold for 5 seconds, 2–3 × a day`."""
    spans = {key: _span(texts, span) for key, span in dose.items()}
    parts = []
    if "sets" in spans:
        with_reps = "reps" in spans
        parts.append(texts("doses", "frames", "sets_reps", **spans) if with_reps else texts("ui", "sets", **spans))
    frames = {"hold_s": "hold", "minutes": "minutes", "times_a_day": "times_a_day", "times_a_week": "times_a_week"}
    parts += [texts("doses", "frames", frame, **{key: spans[key]}) for key, frame in frames.items() if key in spans]
    return ", ".join(parts)


def _span(texts: Texts, span: Sequence[int]) -> str:
    low, high = span
    return str(low) if low == high else texts("doses", "frames", "range", low=low, high=high)


def limits_said(pathway: Pathway, texts: Texts, decision: Decision) -> list[str]:
    """Today's limits; nothing where no plan is kept to."""
    kind = next(kind for kind in pathway.plans if kind.id == decision.plan.kind)
    if "all" not in kind.keeps:
        return []
    keys = ["pain", "run"]
    keys += ["half_load"] if kind.load_percent < 100 else []
    keys += ["one_set_fewer"] if kind.sets_fewer else []
    return [texts("limits", key, "says").format_map(_limits(pathway, texts)) for key in keys]


def seek_help_said(texts: Texts) -> Listing:
    """When to seek help; said always, whatever was decided."""
    return Listing(texts("seek_help", "title"), tuple(texts.get("seek_help", "lines")))


# -- small words --------------------------------------------------------------------------------------------


def day_name(texts: Texts, day: date) -> str:
    """A date as it is said: 2 March."""
    return texts("ui", "date", day=day.day, month=texts.get("ui", "months")[day.month - 1])


def listed(texts: Texts, parts: Sequence[str]) -> str:
    """One, two and three."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + texts("ui", "and") + parts[-1]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
