"""What a person reads: the result of the first questions, today, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from svang.cli.lines import BLANK, Line, bullets, heading
from svang.contract.decision import as_json, reason_json
from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, rule_reason
from svang.engine.nearest import nearest
from svang.model.knowledge import OPENING, Pathway, Row, Rule
from svang.says import decision, rules
from svang.says.decision import (
    URGENT,
    asked_said,
    day_parts,
    decision_said,
    fit_said,
    flags_are_due,
    level_lines,
    likely,
    notices_said,
    only_missing,
    profile_said,
    referrals_said,
    too_young,
    urgency_reasons,
    what_changes_it,
    why_urgent,
)
from svang.says.headline import Before, after, speaker
from svang.says.help import seek_help_said
from svang.says.plan import limits_said, resting_said, task_said
from svang.says.rules import (
    Source,
    as_it_stands,
    day_says,
    own_numbers,
    reason_says,
    source_lines,
    vote_name,
    what_it_asks,
    what_it_saw,
)
from svang.says.tape import tape_line
from svang.says.words import Asked, capital
from svang.texts import Texts

if TYPE_CHECKING:
    from svang.care.basis import Day
    from svang.cli.context import Context
    from svang.interview.tomorrow import Tomorrow

LEVELS = {
    "emergency": ("▲", "bold white on red"),
    "same_day": ("☎", "bold dark_orange3"),
    "soon": ("◆", "bold yellow"),
    "routine": ("●", "bold blue"),
    "self_care": ("⌂", "bold green"),
}
SIGNS = {"start": "▶", "progress": "↑", "continue": "→", "hold": "=", "regress": "↓", "stop": "■"}


@dataclass(frozen=True, slots=True)
class View:
    """One day of one course, in one language."""

    texts: Texts
    course: Course
    decision: Decision
    fresh: bool = False  # an answer was given a moment ago
    before: Before = lambda days: None  # the days before, as they are known now
    own: bool = True  # of the person at the terminal, not of a case in a file
    limits_stand: tuple[str, ...] = ()  # the limits and the pause that stand, in words
    ahead: Tomorrow | None = None  # what tomorrow's first steps decide
    goals: bool = False  # what one wants to be able to do again may be told now

    @property
    def pathway(self) -> Pathway:
        return self.course.pathway

    @property
    def urgent(self) -> bool:
        return self.decision.triage in URGENT


def view_of(context: Context, day: Day, *, fresh: bool = False) -> View:
    from svang.answers.day import STANDING
    from svang.interview.answers import limits_stand

    words = context.care.words(context.person, *STANDING)
    stand = limits_stand(context.texts, words, day.course)
    return View(context.texts, day.course, day.decision, fresh, limits_stand=stand)


def show_result(context: Context, day: Day) -> None:
    from svang.interview.telling import goals_wait

    goals = goals_wait(context.care, context.person, day.decision)
    _show(context, replace(view_of(context, day, fresh=True), goals=goals), result)


def show_today(context: Context, day: Day, *, fresh: bool = False) -> None:
    from svang.interview.tomorrow import tomorrow

    ahead = tomorrow(day, at=context.at)
    view = replace(view_of(context, day, fresh=fresh), before=context.before(day), ahead=ahead)
    _show(context, view, today)


def _show(context: Context, view: View, page: Callable[[View], list[Line]]) -> None:
    if context.json:
        context.dump(as_json(view.decision, view.course, context.texts))
    else:
        context.page(page(view))


# -- whole pages --------------------------------------------------------------------------------------------


def result(view: View) -> list[Line]:
    """How urgent, what it probably is, whom to see, what happens now, the plan, when to seek help."""
    lines = [*urgency(view), *referral(view)]
    if not view.urgent:
        lines += [*conditions(view), *profile(view)]
    lines += [*decided(view), *asked(view), *notices(view), *plan_of_the_day(view), *seek_help(view)]
    goals = [BLANK, Line(view.texts("ui", "goals_with"))] if view.goals else []
    return [*lines, *goals, *footer(view)]


def today(view: View) -> list[Line]:
    """The decision and why, the tasks, the limits, what is asked, when to seek help."""
    lines = [BLANK, day_line(view)]
    if view.decision.referral or view.urgent:
        lines += [*urgency(view), *referral(view)]
    lines += [*decided(view, headline=not view.urgent), *map(Line, view.limits_stand), *changes(view), *asked(view)]
    lines += [*notices(view, headline=not view.urgent), *plan_of_the_day(view), *of_tomorrow(view), *rung(view)]
    return [*lines, *seek_help(view), *footer(view)]


def of_case(view: View) -> list[Line]:
    """What is decided for a case in a file, and all the reasons."""
    return [*result(view), *heading(view.texts("ui", "why")), *reasons(view)]


def why(view: View) -> list[Line]:
    lines = [BLANK, day_line(view), *decision_line(view), *map(Line, view.limits_stand), *reasons(view)]
    return [*lines, *changes(view), *asked(view), *disclaimer(view)]


def reasons(view: View) -> list[Line]:
    return [line for reason in view.decision.reasons for line in (BLANK, *reason_lines(view, reason))]


def why_rule(view: View, rule: Rule | Row) -> list[Line]:
    """A rule as it stands today, what is not met first."""
    reason, texts = rule_reason(view.course, rule), view.texts
    short = texts.get("rules", rule.id, "short") or rule.id
    fired = [Line(texts("ui", "rule", "fired", rule=short), "dim")] if reason.fired is True else []
    asks = None
    if isinstance(rule, Rule) and rule.vote in OPENING and reason.fired is not True:
        asks = as_it_stands(view.course, texts, rule)
    return [BLANK, *fired, *reason_lines(view, reason, asks)]


# -- parts --------------------------------------------------------------------------------------------------


def of_tomorrow(view: View) -> list[Line]:
    """What tomorrow's first steps decide, after a day that was too much."""
    if view.ahead is None:
        return []
    lead, rows = view.ahead.said(view.texts)
    said = [Line(f"{span}: {follows}" if span else follows, indent=2) for span, follows in rows]
    return [*heading(view.texts("ui", "next_morning", "title")), *([Line(lead)] if lead else []), *said]


def day_line(view: View) -> Line:
    return Line(" · ".join(day_parts(view.course, view.texts, view.decision)), "dim")


def urgency(view: View) -> list[Line]:
    level, texts = view.decision.triage, view.texts
    mark, style = LEVELS[level]
    name, says = level_lines(view.course, texts, view.decision)
    lines = [BLANK, Line(f"{mark} {name.upper()}", style), Line(says, "bold" if view.urgent else "")]
    for reason in urgency_reasons(view.pathway, view.decision):
        lines.append(Line(why_urgent(view.pathway, texts, view.decision, reason), indent=2))
        lines += because(view, reason) if view.urgent else []
    return lines


def because(view: View, reason: Reason) -> list[Line]:
    what = rules.because(view.course, view.texts, reason.saw)
    return [Line(what, "dim", indent=2)] if what else []


def referral(view: View) -> list[Line]:
    texts = view.texts
    offer = view.pathway.offers.get(view.decision.rung)  # it is no more than an offer, and is said as one
    said, *others = referrals_said(view.pathway, texts, view.decision, but=offer) or [""]
    if flags_are_due(view.course, view.decision):
        said = texts("ui", "flags_due", "says")
    if not said:
        return []
    minutes = view.pathway.thresholds["slip"].value
    slip = [Line(texts("ui", "slip", minutes=minutes), "dim")] if view.urgent and view.fresh else []
    also = [Line(each, mark="☞") for each in others]
    return [BLANK, Line(said, "bold", mark="☞"), *slip, *also]


def conditions(view: View) -> list[Line]:
    """What it probably is, with what is for it and against it and not known; the others in one line each."""
    texts, best = view.texts, view.decision.condition
    found = likely(view.course, view.decision)
    if found is None:
        return []
    named, others = found
    lines = heading(texts("ui", "best_fit", name=texts("conditions", best, "name")))
    lines.append(Line(texts("conditions", best, "about")))
    for fit in named:
        lines += sides(view, fit, titled=len(named) > 1)
    lines += [BLANK, *bullets(fit_said(texts, fit) for fit in others)]
    return [*lines, Line(texts("ui", "no_diagnosis"), "dim")]


def profile(view: View) -> list[Line]:
    """What may have set it off, with what helps."""
    texts, found = view.texts, profile_said(view.texts, view.course)
    if not found:
        return []
    lines = [*heading(texts("ui", "profile", "title")), Line(texts("ui", "profile", "says"), "dim")]
    for name, aside, then in found:
        lines += [*bullets([f"{name} ({aside})"]), Line(then, "dim", indent=4)]
    return lines


def sides(view: View, fit: Fit, *, titled: bool) -> list[Line]:
    lines = [Line(capital(view.texts("conditions", fit.id, "name")), "bold", indent=2)] if titled else []
    for side in decision.sides(view.texts, fit):
        lines += [Line(side.title, indent=2), *bullets(side.lines, indent=4)]
    return lines


def decided(view: View, *, headline: bool = False) -> list[Line]:
    """The decision in one sentence, and why. `headline`: with the person's own numbers, and not yesterday's."""
    reason, texts = view.decision.reasons[0], view.texts
    says = after(texts, view.course, view.decision, view.before) if headline else ""
    why = speaker(texts, view.course, view.decision, says) if headline else reason
    said_already = too_young(view.pathway, view.decision) and not asked(view)
    lines = [*decision_line(view, says), *([] if said_already else [Line(day_says(view.course, texts, why))])]
    lines += [] if headline else bullets(own_numbers(view.pathway, texts, reason))
    if view.decision.capped:
        lines.append(Line(texts("ui", "knowledge_changed")))
    return lines


def decision_line(view: View, headline: str = "") -> list[Line]:
    word = view.decision.decision
    name, says = decision_said(view.pathway, view.texts, view.decision)
    return [BLANK, Line(f"{SIGNS[word]} {name}. {headline or says}", "bold")]


def changes(view: View) -> list[Line]:
    found = what_changes_it(view.course, view.texts)
    return under(found.title, found.lines) if found else []


def asked(view: View) -> list[Line]:
    found = asked_said(view.pathway, view.texts, view.decision)
    if found is None:
        return []
    flags = any(view.pathway.facts[name].flag == "again" for name in view.decision.ask)
    begun = view.course.value("plan_days").__class__ is int
    how = [Line(view.texts("ui", "flags_with" if flags and begun else "answer_with"), "dim")] if view.own else []
    left = only_missing(view.course, view.texts, view.decision)
    return [*under(found.title, found.lines), *([Line(left)] if left else []), *how]


def under(title: str, lines: Iterable[str]) -> list[Line]:
    return [*heading(title), *bullets(lines)]


# -- the plan -----------------------------------------------------------------------------------------------


def plan_of_the_day(view: View) -> list[Line]:
    texts, found = view.texts, view.decision.plan
    lines = [*heading(texts("ui", "plan")), Line(texts("plans", found.kind, "says"))]
    for task in found.tasks:
        name, dose = task_said(texts, task)
        lines += [BLANK, Line(f"{name}: {dose}" if dose else name, "bold", indent=2, mark="•")]
        lines.append(Line(texts("tasks", task.id, "how"), indent=4))
        stop = texts.get("tasks", task.id, "stop")
        lines += [Line(stop, "dim", indent=4)] if stop else []
    rest = resting_said(view.course, texts, view.decision)
    return [*lines, *([BLANK] if rest else []), *bullets(rest), *limits(view)]


def notices(view: View, *, headline: bool = False) -> list[Line]:
    """What is said beside the decision. `headline`: without what stands under it."""
    says = after(view.texts, view.course, view.decision, view.before) if headline else ""
    said_above = speaker(view.texts, view.course, view.decision, says)
    said = notices_said(view.pathway, view.texts, view.decision, but=said_above)
    return under(view.texts("ui", "notices"), said) if said else []


def limits(view: View) -> list[Line]:
    """The limits of the day, and when tape that is on is to come off."""
    tape = tape_line(view.course, view.texts)
    said = [*limits_said(view.course, view.texts, view.decision), *([tape] if tape else [])]
    return under(view.texts("ui", "limits"), said) if said else []


def rung(view: View) -> list[Line]:
    if view.decision.rung == "none" or view.urgent:
        return []
    return [*heading(view.texts("ui", "rung")), Line(view.texts("rungs", view.decision.rung, "says"))]


def seek_help(view: View) -> list[Line]:
    """Always there, whatever was decided."""
    help = seek_help_said(view.texts)
    return under(help.title, help.lines)


def footer(view: View) -> list[Line]:
    hint = [BLANK, Line(view.texts("ui", "why_with"), "dim")] if view.own else []
    return [*hint, *disclaimer(view)]


def disclaimer(view: View) -> list[Line]:
    texts = view.texts
    version = texts("ui", "version", version=view.pathway.version, hash=view.pathway.hash)
    return [BLANK, Line(texts("ui", "not_ce"), "dim"), Line(version, "dim")]


# -- why ----------------------------------------------------------------------------------------------------


def reason_lines(view: View, reason: Reason, asks: list[Asked] | None = None) -> list[Line]:
    """Of a rule that fired its sentence and what it saw, of another what it asks for; the sources, the rule's name."""
    texts, pathway = view.texts, view.pathway
    lines = [Line(reason_says(pathway, texts, reason), "bold")]
    if reason.fired is True:
        said = what_it_saw(pathway, texts, reason)
        lines += [Line(texts("ui", "we_saw"), indent=2), *bullets(said, indent=4)] if said else []
    else:
        lines += asked_of(view, asks or what_it_asks(pathway, texts, reason))
    lines += [
        Line(texts("ui", "sources"), indent=2),
        *bullets(sources(pathway, texts, reason.sources, view.course.date), indent=4),
    ]
    name = texts("ui", "rule_name", rule=reason.rule, vote=vote_name(texts, reason.vote), version=pathway.version)
    return [*lines, Line(name, "dim", indent=2)]


MARKS = {True: "✓", False: "✗", None: "?"}


def asked_of(view: View, asks: Iterable[Asked]) -> Iterator[Line]:
    """What a rule asks for, each with its mark, and the answer beside it."""
    yield Line(view.texts("ui", "it_asks"), indent=2)
    for each in asks:
        yield Line(each.says, indent=4, mark=MARKS[each.met])
        if each.beside:
            yield Line(each.beside, "dim", indent=6)


def sources(pathway: Pathway, texts: Texts, ids: Iterable[str], today: int | None = None) -> list[str]:
    """Each source in one line."""
    return [_source(texts, source) for source in source_lines(pathway, texts, ids, today)]


def _source(texts: Texts, source: Source) -> str:
    if not source.title:
        return source.id
    marks = [source.status, *([texts("ui", "commercial")] if source.commercial else [])]
    return f"{source.title} ({', '.join(marks)}; {source.id})"


def why_json(view: View) -> dict[str, Any]:
    pathway, decision = view.pathway, view.decision
    found = [reason_json(pathway, view.texts, reason) for reason in decision.reasons]
    return {
        "pathway": {"version": pathway.version, "hash": pathway.hash},
        "date": date.fromordinal(decision.date).isoformat(),
        "decision": decision.decision,
        "reasons": [reason | {"sources": source_json(pathway, view.texts, reason["sources"])} for reason in found],
        "ask": list(decision.ask),
        "changes": changes_json(view),
    }


def changes_json(view: View) -> dict[str, Any] | None:
    """The nearest rule that may open, and what it lacks or how what holds it back ends."""
    near, said = nearest(view.course), what_changes_it(view.course, view.texts)
    if near is None or said is None:
        return None
    lefts = [asdict(lack.left) | {"name": lack.saw.values[0][0]} for lack in near.lacks if lack.left is not None]
    return {"rule": near.rule.id if near.rule else None, "says": list(said.lines), "left": lefts}


def why_rule_json(view: View, rule: Rule | Row) -> dict[str, Any]:
    found = reason_json(view.pathway, view.texts, rule_reason(view.course, rule))
    return found | {"sources": source_json(view.pathway, view.texts, found["sources"])}


def source_json(pathway: Pathway, texts: Texts, ids: Iterable[str]) -> list[dict[str, str]]:
    known = [(id, pathway.sources.get(id)) for id in ids]
    return [{"id": id, "title": texts("sources", id), "status": s.status} if s else {"id": id} for id, s in known]
