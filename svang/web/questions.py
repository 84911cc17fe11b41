"""One question as a page shows it: its words, its kind of answer, and what was answered before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from svang.clauses import capital
from svang.engine.course import facts_behind
from svang.history import Refused
from svang.interview.problems import by_name, sentence
from svang.interview.questions import Question, Unclear, choices, helps, measured, scale, several, wording
from svang.loader import pathway
from svang.model import Fact
from svang.rules import reads
from svang.sentences import Source, source_lines
from svang.texts import Texts
from svang.web.asking import key_of
from svang.web.paper import has_figure
from svang.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Answer:
    value: str
    label: str
    chosen: bool
    zone: str = ""  # the place on the foot that it is


@dataclass(frozen=True, slots=True)
class Shown:
    """`kind`: choices (one tap answers), several, scale, number, date, text, goals, map. `aside`: beside a number."""

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


def shown(
    visit: Visit,
    question: Question,
    values: list[str],
    *,
    form_day: date,
    evening: bool = False,
    error: Unclear | Refused | None = None,
) -> Shown:
    way, texts = pathway(), visit.texts
    fact = measured(way, question)
    kind = kind_of(question, fact)
    listed = [Answer(c.key, c.label, c.key in values, str(c.raw or "")) for c in choices(way, texts, question)]
    scaled = [Answer(str(n), str(n), str(n) in values) for n in range(11)] if kind == "scale" else []
    known = {answer.value for answer in (*listed, *scaled)}
    return Shown(
        key=key_of(question),
        fact=fact.id,
        kind=kind,
        title=wording(texts, question, form_day, evening=evening),
        help=" ".join(helps(way, texts, question)),
        answers=tuple(scaled or (listed if kind in ("choices", "several", "map") else ())),
        aside=tuple(listed if kind in ("scale", "number", "date", "text") else ()),
        typed=next((value for value in values if value not in known), ""),
        unit=texts.get("units", fact.unit)[1] if kind == "number" and fact.unit else "",
        figure=fact.id if fact.group == "tests" and has_figure(fact.id) else "",
        label=str(texts.get("figures", fact.id) or ""),
        foot=question.foot,
        when="today" if question.day == form_day else "yesterday",
        scale=scale(way, question),
        error=said(texts, error),
        could_be=tuple(_could_be(texts, fact)),
        tells_apart=tuple(_tells_apart(texts, fact)),
        sources=tuple(source_lines(way, texts, fact.sources, form_day.toordinal())),
    )


def kind_of(question: Question, fact: Fact) -> str:
    if question.fact == "pain_sites" and question.foot and not question.about:
        return "map"
    if several(pathway(), question):
        return "several"
    if question.about in ("feet", "news", "which", "done"):
        return "choices"
    if fact.kind == "int":
        return "scale" if fact.unit == "nrs" else "number"
    return fact.kind if fact.kind in ("date", "text", "goals") else "choices"


def said(texts: Texts, error: Unclear | Refused | None) -> str:
    """What is wrong, in one sentence."""
    if error is None:
        return ""
    if isinstance(error, Unclear):
        return texts("web", "errors", error.key, **error.values)
    return sentence(texts, by_name(texts, pathway(), error.problems[0]))


def _could_be(texts: Texts, fact: Fact) -> list[str]:
    """What a sign may mean, in a person's words and each once, the most urgent first. Not every row is of a sign:
    an answer that is missing means nothing."""
    rows = [row for row in pathway().rows if row.when and fact.id in facts_behind(pathway(), reads(row.when))]
    means = [texts.get("rules", row.id, "means") for row in rows if fact.flag]
    return list(dict.fromkeys(capital(said) for said in means if said))


def _tells_apart(texts: Texts, fact: Fact) -> list[str]:
    """The conditions that an answer speaks for or against."""
    named = [c.id for c in pathway().conditions if any(fact.id in reads(f.when) for f in c.features)]
    return [] if fact.flag else [capital(texts("conditions", id, "name")) for id in named]
