"""What a person reads: the result of the first questions, today, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from svang.cli.paper import BLANK, Line, bullets, heading
from svang.cli.questions import day_name
from svang.contract import as_json, reason_json, rule_says
from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, must_missing, opening, rule_reason
from svang.engine.merge import SLIP
from svang.model import Pathway, Row, Rule
from svang.readings.explain import Saw
from svang.sentences import say
from svang.texts import Texts

if TYPE_CHECKING:
    from svang.care import Day
    from svang.cli.desk import Desk

LEVELS = {
    "emergency": ("▲", "bold white on red"),
    "same_day": ("☎", "bold dark_orange3"),
    "soon": ("◆", "bold yellow"),
    "routine": ("●", "bold blue"),
    "self_care": ("⌂", "bold green"),
}
SIGNS = {"start": "▶", "progress": "↑", "continue": "→", "hold": "=", "regress": "↓", "stop": "■"}
URGENT = ("same_day", "emergency")
COMMERCIAL = "seed:C"


@dataclass(frozen=True, slots=True)
class View:
    """One day of one course, in one language."""

    texts: Texts
    course: Course
    decision: Decision
    fresh: bool = False  # an answer was given a moment ago
    own: bool = True  # of the person at the terminal, not of a case in a file

    @property
    def pathway(self) -> Pathway:
        return self.course.pathway

    @property
    def urgent(self) -> bool:
        return self.decision.triage in URGENT


def view(desk: Desk, day: Day, *, fresh: bool = False) -> View:
    return View(desk.texts, day.course, day.decision, fresh)


def show_result(desk: Desk, day: Day) -> None:
    _show(desk, view(desk, day, fresh=True), result)


def show_today(desk: Desk, day: Day, *, fresh: bool = False) -> None:
    _show(desk, view(desk, day, fresh=fresh), today)


def _show(desk: Desk, seen: View, page: Callable[[View], list[Line]]) -> None:
    if desk.json:
        desk.dump(as_json(seen.decision, seen.course, desk.texts))
    else:
        desk.page(page(seen))


# -- whole pages --------------------------------------------------------------------------------------------


def result(seen: View) -> list[Line]:
    """How urgent, what it probably is, whom to see, what happens now, the plan, when to seek help."""
    lines = [*urgency(seen), *referral(seen)]
    if not seen.urgent:
        lines += conditions(seen)
    return [*lines, *decided(seen), *asked(seen), *plan(seen), *seek_help(seen), *footer(seen)]


def today(seen: View) -> list[Line]:
    """The decision and why, the tasks, the limits, what is asked, when to seek help."""
    lines = [BLANK, Line(day_line(seen), "dim")]
    if seen.decision.referral or seen.urgent:
        lines += [*urgency(seen), *referral(seen)]
    lines += [*decided(seen), *changes(seen), *asked(seen), *plan(seen), *rung(seen)]
    return [*lines, *seek_help(seen), *footer(seen)]


def of_case(seen: View) -> list[Line]:
    """What is decided for a case in a file, and all the reasons."""
    return [*result(seen), *heading(seen.texts("ui", "why")), *reasons(seen)]


def why(seen: View) -> list[Line]:
    lines = [BLANK, Line(day_line(seen), "dim"), *decision_line(seen), *reasons(seen)]
    return [*lines, *changes(seen), *asked(seen), *disclaimer(seen)]


def reasons(seen: View) -> list[Line]:
    return [line for reason in seen.decision.reasons for line in (BLANK, *reason_lines(seen, reason))]


def why_rule(seen: View, rule: Rule | Row) -> list[Line]:
    """A rule as it stands today, what is not met first."""
    reason, texts = rule_reason(seen.course, rule), seen.texts
    said = {True: "fired", False: "not_fired", None: "maybe"}[reason.fired]
    return [BLANK, Line(texts("ui", "rule", said, rule=rule.id), "bold"), *reason_lines(seen, reason)]


# -- parts --------------------------------------------------------------------------------------------------


def urgency(seen: View) -> list[Line]:
    level, texts = seen.decision.triage, seen.texts
    mark, style = LEVELS[level]
    lines = [BLANK, Line(f"{mark} {texts('triage', level, 'name').upper()}", style)]
    lines.append(Line(texts("triage", level, "says"), "bold" if seen.urgent else ""))
    rows = [row for row in seen.pathway.rows if row.id in seen.decision.rows and row.triage == level]
    for reason in (r for r in seen.decision.reasons if r.rule in {row.id for row in rows}):
        lines.append(Line(rule_says(seen.pathway, texts, reason), indent=2))
        lines += _because(seen, reason.saw) if seen.urgent else []
    return lines


def _because(seen: View, saws: Sequence[Saw]) -> list[Line]:
    """The answers themselves that led here."""
    told = [saw for saw in saws if saw.values[0][0] in seen.pathway.facts]
    said = list(dict.fromkeys(say(seen.pathway, seen.texts, saw) for saw in told))
    what = listed(seen.texts, said)
    return [Line(seen.texts("ui", "because_you_said", what=what), "dim", indent=2)] if said else []


def referral(seen: View) -> list[Line]:
    found, texts = seen.decision.referral, seen.texts
    if not found:
        return []
    said = texts(
        "referral",
        "says",
        to=texts("referral_to", found["to"], "name"),
        within=texts("referral_within", found["within"], "name"),
        **{"for": texts("referral_for", found["for"], "name")},
    )
    slip = [Line(texts("ui", "slip", minutes=SLIP.seconds // 60), "dim")] if seen.urgent and seen.fresh else []
    return [BLANK, Line(said, "bold", mark="☞"), *slip]


def conditions(seen: View) -> list[Line]:
    """What it probably is, with what is for it and against it and not known; the others in one line each."""
    texts, decision = seen.texts, seen.decision
    if must_missing(seen.course):
        return []
    best = decision.condition
    named = [fit for fit in decision.conditions if fit.id == best or (best == "mixed" and fit.id in seen.pathway.mixed)]
    lines = heading(texts("ui", "best_fit", name=texts("conditions", best, "name")))
    lines.append(Line(texts("conditions", best, "about")))
    for fit in named:
        lines += _sides(seen, fit, titled=len(named) > 1)
    others = [fit for fit in decision.conditions if fit not in named]
    lines += [BLANK, *bullets(_other(seen, fit) for fit in others)]
    return [*lines, Line(texts("ui", "no_diagnosis"), "dim")]


def _sides(seen: View, fit: Fit, *, titled: bool) -> list[Line]:
    texts, lines = seen.texts, []
    foot = f" ({texts('ui', 'feet', fit.foot).lower()})" if fit.foot else ""
    if titled:
        lines.append(Line(capital(texts("conditions", fit.id, "name")), "bold", indent=2))
    for key, ids in (("for", fit.for_), ("against", fit.against), ("unknown", fit.unknown)):
        if ids:
            lines.append(Line(texts("ui", "sides", key, foot=foot), indent=2))
            lines += bullets([texts("features", id, "says") for id in ids], indent=4)
    return lines


def _other(seen: View, fit: Fit) -> str:
    texts = seen.texts
    return f"{capital(texts('conditions', fit.id, 'name'))}: {texts('fits', fit.fit, 'name')}"


def decided(seen: View) -> list[Line]:
    """The decision in one sentence, and why."""
    reason, texts = seen.decision.reasons[0], seen.texts
    lines = [*decision_line(seen), Line(rule_says(seen.pathway, texts, reason))]
    numbers = [saw for saw in reason.saw if _tells(seen.pathway, saw)]
    lines += bullets(capital(say(seen.pathway, texts, saw)) for saw in numbers)
    if seen.decision.capped:
        lines.append(Line(texts("ui", "knowledge_changed")))
    return lines


def decision_line(seen: View) -> list[Line]:
    texts, word = seen.texts, seen.decision.decision
    name, says = texts("decisions", word, "name"), texts("decisions", word, "says")
    return [BLANK, Line(f"{SIGNS[word]} {name}. {says}", "bold")]


def _tells(pathway: Pathway, saw: Saw) -> bool:
    """Is it a number of the person's own?"""
    name, value = saw.values[0]
    counted = name in pathway.measures and pathway.measures[name].how == "missing"
    return value.__class__ is int and not counted


def changes(seen: View) -> list[Line]:
    """What the next opening rule still needs; nothing where the phase has none yet, or answers are missing."""
    if seen.decision.loading == "none" or must_missing(seen.course):
        return []
    reasons = [rule_reason(seen.course, rule) for rule in opening(seen.pathway)]
    near = [r for r in reasons if r.fired is not True and not any(_of_state(seen.pathway, saw) for saw in r.saw)]
    if not near:
        return []
    said = [capital(say(seen.pathway, seen.texts, saw)) for saw in near[0].saw]
    return [*heading(seen.texts("ui", "what_changes_it")), *bullets(dict.fromkeys(said))]


def _of_state(pathway: Pathway, saw: Saw) -> bool:
    """Does it hang on the phase or on whether a plan runs, and not on the foot?"""
    return (saw.holds is False and pathway.names[saw.values[0][0]].id in ("phase", "plan")) or (
        saw.holds is True and saw.values[0][0] == "plan"
    )


def asked(seen: View) -> list[Line]:
    ask, texts = seen.decision.ask, seen.texts
    if not ask or seen.urgent:
        return []
    title = texts("ui", "missing_one") if len(ask) == 1 else texts("ui", "missing", count=len(ask))
    lines = [*heading(title), *bullets(texts("facts", name, "ask") for name in ask)]
    return [*lines, *([Line(texts("ui", "answer_with"), "dim")] if seen.own else [])]


# -- the plan -----------------------------------------------------------------------------------------------


def plan(seen: View) -> list[Line]:
    texts, found = seen.texts, seen.decision.plan
    lines = [*heading(texts("ui", "plan")), Line(texts("plans", found.kind, "says"))]
    for task in found.tasks:
        dose = dose_in_words(texts, task.dose)
        name = texts("tasks", task.id, "name")
        lines += [BLANK, Line(f"{name}: {dose}" if dose else name, "bold", indent=2, mark="•")]
        lines.append(Line(texts("tasks", task.id, "how"), indent=4))
        stop = texts.get("tasks", task.id, "stop")
        lines += [Line(stop, "dim", indent=4)] if stop else []
    return [*lines, *limits(seen)]


def dose_in_words(texts: Texts, dose: Any) -> str:
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


def limits(seen: View) -> list[Line]:
    texts, decision = seen.texts, seen.decision
    kind = next(kind for kind in seen.pathway.plans if kind.id == decision.plan.kind)
    if "all" not in kind.keeps:
        return []
    known = {t.id: texts.number(t.value, "", 1) for t in seen.pathway.thresholds.values()}
    keys = ["pain", "run"]
    keys += ["half_load"] if kind.load_percent < 100 else []
    keys += ["one_set_fewer"] if kind.sets_fewer else []
    said = [texts("limits", key, "says").format_map(known) for key in keys]
    return [*heading(texts("ui", "limits")), *bullets(said)]


def rung(seen: View) -> list[Line]:
    if seen.decision.rung == "none" or seen.urgent:
        return []
    return [*heading(seen.texts("ui", "rung")), Line(seen.texts("rungs", seen.decision.rung, "says"))]


def seek_help(seen: View) -> list[Line]:
    """Always there, whatever was decided."""
    texts = seen.texts
    return [*heading(texts("seek_help", "title")), *bullets(texts.get("seek_help", "lines"))]


def footer(seen: View) -> list[Line]:
    hint = [BLANK, Line(seen.texts("ui", "why_with"), "dim")] if seen.own else []
    return [*hint, *disclaimer(seen)]


def disclaimer(seen: View) -> list[Line]:
    texts = seen.texts
    version = texts("ui", "version", version=seen.pathway.version, hash=seen.pathway.hash)
    return [BLANK, Line(texts("ui", "not_ce"), "dim"), Line(version, "dim")]


# -- why ----------------------------------------------------------------------------------------------------


def reason_lines(seen: View, reason: Reason) -> list[Line]:
    """The sentence, what was seen, the sources and the rule's name."""
    texts, pathway = seen.texts, seen.pathway
    lines = [Line(rule_says(pathway, texts, reason), "bold")]
    unmet = sorted(reason.saw, key=lambda saw: saw.holds is True) if reason.fired is not True else reason.saw
    said = dict.fromkeys(_saw(seen, saw) for saw in unmet)
    lines += [Line(texts("ui", "we_saw"), indent=2), *bullets(said, indent=4)] if said else []
    lines += [Line(texts("ui", "sources"), indent=2), *bullets(sources(pathway, texts, reason.sources), indent=4)]
    name = texts("ui", "rule_name", rule=reason.rule, vote=vote_name(texts, reason.vote), version=pathway.version)
    return [*lines, Line(name, "dim", indent=2)]


def _saw(seen: View, saw: Saw) -> str:
    return capital(say(seen.pathway, seen.texts, saw))


def vote_name(texts: Texts, vote: str) -> str:
    return str(texts.get("decisions", vote, "name") or texts.get("triage", vote, "name")).lower()


def sources(pathway: Pathway, texts: Texts, ids: Iterable[str]) -> list[str]:
    """Each source with what it is: its title, how well we read it, and that it is a commercial one if so."""
    said = []
    for id in ids:
        source = pathway.sources.get(id)
        if source is None:
            said.append(id)
            continue
        marks = [texts("ui", "status", source.status)]
        marks += [texts("ui", "commercial")] if id.startswith(COMMERCIAL) else []
        said.append(f"{source.title} ({', '.join(marks)}; {id})")
    return said


def why_json(seen: View) -> dict[str, Any]:
    pathway, decision = seen.pathway, seen.decision
    found = [reason_json(pathway, seen.texts, reason) for reason in decision.reasons]
    return {
        "pathway": {"version": pathway.version, "hash": pathway.hash},
        "date": date.fromordinal(decision.date).isoformat(),
        "decision": decision.decision,
        "reasons": [reason | {"sources": source_json(pathway, reason["sources"])} for reason in found],
        "ask": list(decision.ask),
    }


def why_rule_json(seen: View, rule: Rule | Row) -> dict[str, Any]:
    found = reason_json(seen.pathway, seen.texts, rule_reason(seen.course, rule))
    return found | {"sources": source_json(seen.pathway, found["sources"])}


def source_json(pathway: Pathway, ids: Iterable[str]) -> list[dict[str, str]]:
    known = [(id, pathway.sources.get(id)) for id in ids]
    return [{"id": id, "title": s.title, "status": s.status} if s else {"id": id} for id, s in known]


# -- small words --------------------------------------------------------------------------------------------


def day_line(seen: View) -> str:
    texts, course = seen.texts, seen.course
    phase = texts("phases", seen.decision.phase, "name")
    parts = [day_name(texts, date.fromordinal(seen.decision.date)), texts("ui", "phase", phase=phase)]
    days = course.value("plan_days")
    if days.__class__ is int:
        parts.insert(1, texts("ui", "plan_day", n=days + 1))
    return " · ".join(parts)


def listed(texts: Texts, parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + texts("ui", "and") + parts[-1]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
