"""What a rule says and what it saw, in a person's words, and whom it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from svang.answers.stored import scale_of
from svang.engine.course import Course
from svang.engine.decide import Reason
from svang.engine.nearest import Left, criteria, left
from svang.model.knowledge import OPENING, Pathway, Rule
from svang.model.measures import Missing, When
from svang.model.person import WEEK
from svang.model.rule import Truth
from svang.readings.explain import Saw
from svang.readings.explain import because as saws_of
from svang.says.words import (
    Asked,
    asked,
    asked_lines,
    day_name,
    in_doubt,
    invitation,
    saws_said,
    sentence,
    so,
    symbol_of,
    wanting,
)
from svang.texts import Texts


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
    clauses = [so(pathway, texts, saw) for saw in _inside(course, saws) if saw.values[0][0] in pathway.facts]
    *most, last = list(dict.fromkeys(each.after for each in clauses)) or [""]
    if len(most) >= MANY_ANSWERS:
        return " ".join([texts("ui", "you_answered"), *dict.fromkeys(each.line for each in clauses)])
    what = texts("ui", "and_that").join([", ".join(most), last]) if most else last
    return texts("ui", "because_you_said", what=what) if what else ""


MANY_ANSWERS = 2
"""So many before the last are more than one sentence bears."""


def _inside(course: Course, saws: Iterable[Saw]) -> Iterator[Saw]:
    """Of a measure the comparisons that made it so: what was answered stands in there."""
    for saw in saws:
        measure = course.pathway.measures.get(saw.values[0][0])
        if saw.holds and isinstance(measure, When):
            yield from _inside(course, saws_of(course.pathway, measure.when, course.value))
        else:
            yield saw


def own_numbers(pathway: Pathway, texts: Texts, reason: Reason) -> list[str]:
    """The person's own numbers among what the rule saw."""
    return saws_said(pathway, texts, [saw for saw in reason.saw if is_own(pathway, saw)], limit_key(reason))


def is_own(pathway: Pathway, saw: Saw) -> bool:
    """Is it a number of the person's own?"""
    name, value = saw.values[0]
    counted = isinstance(pathway.measures.get(name), Missing)
    return value.__class__ is int and not counted


def rule_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """The rule's own sentence: of several the one for what it saw; where it is not known to hold what is missing."""
    values: Mapping[str, Any] = {name: value for saw in reason.saw for name, value in saw.values}
    waits = texts("ui", "rule", "waits") if reason.fired is None else ""
    said = _own_cause(texts, reason) or waits or texts("rules", reason.rule, "says")
    if "{" not in said:
        return said
    question = {QUESTION: _question(pathway, texts, reason)} if "{" + QUESTION in said else {}
    return said.format_map(Limits(pathway, texts, {k: "?" if v is None else v for k, v in values.items()} | question))


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
    return said.format_map(_Blank(pathway, texts)) if "{" in said else said


def with_limits(pathway: Pathway, texts: Texts, said: str) -> str:
    """A sentence with its limits; any other name in it is our fault and raises KeyError."""
    return said.format_map(Limits(pathway, texts)) if "{" in said else said


class Limits(dict[str, Any]):
    """Every threshold as its number is written, once it is asked for; beside `more`, which a sentence names too."""

    def __init__(self, pathway: Pathway, texts: Texts, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(more or {})
        self.pathway, self.texts = pathway, texts

    def __missing__(self, name: str) -> str:
        limit = self.pathway.thresholds[name]
        return self.texts.number(limit.value, "", scale_of(self.pathway, limit.unit))


class _Blank(Limits):
    def __missing__(self, name: str) -> str:
        return super().__missing__(name) if name in self.pathway.thresholds else "…"


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


def more_said(course: Course, texts: Texts, found: Left) -> str:
    """From which day, or after how many more."""
    if found.kind in ("more", "new"):
        return texts("ui", "left", found.kind, "one" if found.n == 1 else "many", n=found.n)
    return sentence(texts("ui", "left", "earliest", when=when_said(texts, date.fromordinal(course.date), found.n)))


def when_said(texts: Texts, today: date, days: int) -> str:
    """Tomorrow, the day of the week, or from a week on the date."""
    day = today + timedelta(days=days)
    if days == 1:
        return texts("ui", "tomorrow")
    if days < WEEK:
        return texts("ui", "on_weekday", day=texts.get("ui", "weekdays")[day.weekday()])
    return texts("ui", "on_date", day=day_name(texts, day))
