"""One question as a page shows it: its words, its kind of answer, and what was answered before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from svang.answers.typed import Refused
from svang.interview.lines import NOTHING
from svang.interview.lists import lists_of, options_of, skippable
from svang.interview.problems import by_name, sentence
from svang.interview.questions import Question, Unclear, choices, helps, line_of, measured, scale, several, wording
from svang.interview.so_far import UNHURRIED, SoFar, far_sentences
from svang.model.knowledge import Fact, Pathway
from svang.pathway.language import facts_behind, reads
from svang.says.rules import Source, source_lines
from svang.says.words import capital
from svang.texts import Texts
from svang.web.asking import key_of
from svang.web.day_shown import ICONS, LEVELS
from svang.web.rendering import has_figure
from svang.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Answer:
    value: str
    label: str
    chosen: bool
    zone: str = ""  # the place on the foot that it is


@dataclass(frozen=True, slots=True)
class Line:
    """A sign as a line of a list. `said`: yes, ? or nothing."""

    name: str
    says: str
    more: str
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together, or answers that do."""

    title: str
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """`kind`: choices (one tap answers), several, scale, number, date, text, goals, map; list, options: `groups`; form:
    `parts`; so_far. `aside`: answers beside a number. `name`: what its field is called. `skip`: may it be left?"""

    key: str
    fact: str
    kind: str
    title: str
    help: str
    answers: tuple[Answer, ...]
    aside: tuple[Answer, ...]
    typed: str
    unit: str
    figure: str
    label: str
    foot: str
    when: str
    scale: str
    error: str
    could_be: tuple[str, ...]
    tells_apart: tuple[str, ...]
    sources: tuple[Source, ...]
    name: str = "answer"
    groups: tuple[Group, ...] = ()
    parts: tuple[Shown, ...] = ()
    skip: bool = False
    nothing: bool = False  # of a page of signs: nothing of it, as it was answered
    before: int | None = None  # what was told the day before


def question_shown(
    visit: Visit,
    question: Question,
    values: list[str],
    *,
    form_day: date,
    evening: bool = False,
    error: Unclear | Refused | None = None,
) -> Shown:
    """A question as it stands on a page; a form with each of its lines as a question of its own."""
    if question.about in ("list", "form", "so_far"):
        return _whole(visit, question, values, form_day=form_day, error=error)
    way, texts = visit.way, visit.texts
    fact = measured(way, question)
    kind = kind_of(way, question, fact)
    listed = [Answer(c.key, c.label, c.key in values, str(c.raw or "")) for c in choices(way, texts, question)]
    scaled = [Answer(str(n), str(n), str(n) in values) for n in range(11)] if kind == "scale" else []
    known = {answer.value for answer in (*listed, *scaled)}
    return Shown(
        key=key_of(question),
        fact=fact.id,
        kind=kind,
        title=wording(texts, question, form_day, evening=evening),
        help=" ".join(helps(way, texts, question)),
        answers=tuple(scaled or (listed if kind in ("choices", "several", "map", "options") else ())),
        aside=tuple(listed if kind in ("scale", "number", "date", "text") else ()),
        typed=next((value for value in values if value not in known), ""),
        unit=texts.get("units", fact.unit)[1] if kind == "number" and fact.unit else "",
        figure=fact.id if fact.group in ("tests", "profile") and has_figure(fact.id) else "",
        label=str(texts.get("figures", fact.id) or ""),
        foot=question.foot,
        when="today" if question.day == form_day else "yesterday",
        scale=scale(way, question),
        error=said(visit, error),
        could_be=tuple(_could_be(visit, fact)),
        tells_apart=tuple(_tells_apart(visit, fact)),
        sources=tuple(source_lines(way, texts, fact.sources, form_day.toordinal())),
        groups=tuple(_options(visit, fact, listed)) if kind == "options" else (),
        skip=skippable(way, question),
    )


def _whole(
    visit: Visit, question: Question, values: list[str], *, form_day: date, error: Unclear | Refused | None
) -> Shown:
    """What stands together on a page, as one."""
    way, texts = visit.way, visit.texts
    wrong = error.values.get("lines", {}) if isinstance(error, Unclear) else {}
    parts = []
    for name, part in zip(question.among, question.parts, strict=False):
        mine = [value.partition("=")[2] for value in values if value.partition("=")[0] == name]
        each = question_shown(visit, part, mine, form_day=form_day, error=wrong.get(name))
        parts.append(replace(each, name=f"line-{name}"))
    facts = [way.facts[id] for id in question.facts] if question.about == "list" else []
    return Shown(
        key=key_of(question),
        fact=question.fact,
        kind=question.about,
        title="" if question.about == "so_far" else wording(texts, question, form_day),
        help=" ".join(helps(way, texts, question)) if question.page else "",
        answers=(),
        aside=(),
        typed="",
        unit="",
        figure="",
        label="",
        foot=question.foot,
        when="today",
        scale="",
        error=said(visit, error),
        could_be=tuple(dict.fromkeys(each for fact in facts for each in _could_be(visit, fact))),
        tells_apart=(),
        sources=tuple(source_lines(way, texts, _sources_of(facts), form_day.toordinal())),
        groups=tuple(_groups(visit, question, values)) if question.about == "list" else (),
        parts=tuple(parts),
        skip=question.about == "form" and skippable(way, question),
        nothing=NOTHING in values and error is None,
    )


def _sources_of(facts: Sequence[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for fact in facts for source in fact.sources))


def _groups(visit: Visit, question: Question, values: list[str]) -> Iterator[Group]:
    """The lines of a page of signs, list by list; a title stands only where there are several."""
    texts = visit.texts
    told = dict(value.split("=", 1) for value in values if "=" in value)
    several_lists = len(lists_of(visit.way, question.page)) > 1
    for each in lists_of(visit.way, question.page):
        lines = [_line(texts, id, told.get(id, "")) for id in each.facts if id in question.among]
        if lines:
            yield Group(texts("lists", each.id, "name") if several_lists else "", tuple(lines))


def _line(texts: Texts, id: str, said: str) -> Line:
    return Line(id, line_of(texts, id), str(texts.get("lists", "lines", id, "more") or ""), said)


def _options(visit: Visit, fact: Fact, listed: list[Answer]) -> Iterator[Group]:
    """The answers of one fact, list by list; those that stand alone are no lines."""
    by_word = dict(zip((*fact.options, *fact.extra), listed, strict=False))
    for each in options_of(visit.way, fact):
        yield Group(visit.texts("lists", each.id, "name"), answers=tuple(by_word[word] for word in each.facts))


def kind_of(way: Pathway, question: Question, fact: Fact) -> str:
    if question.fact == "pain_sites" and question.foot and not question.about:
        return "map"
    if not question.about and options_of(way, fact):
        return "options"
    if several(way, question):
        return "several"
    if question.about in ("feet", "news", "which", "done", "where"):
        return "choices"
    if fact.kind == "int":
        return "scale" if fact.unit == "nrs" else "number"
    return fact.kind if fact.kind in ("date", "text", "goals") else "choices"


def said(visit: Visit, error: Unclear | Refused | None) -> str:
    """What is wrong, in one sentence."""
    texts = visit.texts
    if error is None:
        return ""
    if isinstance(error, Unclear):
        return texts("web", "errors", error.key, **error.values)
    problem = error.problems[0]
    if problem.code == "future_date":
        return texts("web", "errors", "future_date")
    return sentence(texts, by_name(texts, visit.way, problem))


def _could_be(visit: Visit, fact: Fact) -> list[str]:
    """What a sign may mean, in a person's words and each once, the most urgent first. Not every row is of a sign:
    an answer that is missing means nothing."""
    rows = visit.way.rows if fact.flag else ()
    found = [row for row in rows if row.when and fact.id in facts_behind(visit.way, reads(row.when))]
    means = [visit.texts.get("rules", row.id, "means") for row in found]
    return list(dict.fromkeys(capital(said) for said in means if said))


def _tells_apart(visit: Visit, fact: Fact) -> list[str]:
    """The conditions that an answer speaks for or against."""
    named = [c.id for c in visit.way.conditions if any(fact.id in reads(f.when) for f in c.features)]
    return [] if fact.flag else [capital(visit.texts("conditions", id, "name")) for id in named]


# -- what stood, and what would stand -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with what was told before and what is told now, both in words."""

    asks: str
    old: str
    new: str


def pair_of(visit: Visit, question: Question, old: Any, values: list[str]) -> Pair:
    labels = {choice.key: choice.label for choice in choices(visit.way, visit.texts, question)}
    raws = {choice.raw: choice.label for choice in choices(visit.way, visit.texts, question)}
    was = "" if old is None else raws.get(old, str(old))
    return Pair(wording(visit.texts, question, visit.day), was, ", ".join(labels.get(value, value) for value in values))


# -- how urgent it is by now --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Far:
    """`says`: one sentence; `more`: what it rests on, and what it still hangs on."""

    says: str
    more: tuple[str, ...]
    icon: str
    mark: str


def far_said(texts: Texts, found: SoFar) -> Far:
    says, more = far_sentences(texts, found)
    doubt = found.level in UNHURRIED and (found.waits or found.not_known)
    mark = LEVELS["routine" if doubt else found.level]
    return Far(says, tuple(more), ICONS[found.level], f"l-{mark}")
