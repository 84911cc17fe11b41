"""One question: how it is put, which answers there are, and what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from svang.cli.paper import BLANK, Line
from svang.history import day_of, refused, typed
from svang.model import FEET, Fact, Pathway
from svang.reader import Node
from svang.texts import Texts

BACK = object()
PAIN = "activity_pain"
"""Pain in an exercise is on its scale."""
BACK_WORDS = ("t", "b")
DONT_KNOW = "?"
EXTRA = "x"
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_DANISH_DATE = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


class Unclear(Exception):
    """What was typed is no answer; the argument is the sentence that says so."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask about and the date it is filed under.

    `about`: feet (which are sore) · still (is it still there) · lately (not of one day) · news (anything new) · which
    (of `among` is new) · done (which exercises of `among`) · pain (in the one exercise of `among`).
    """

    fact: str
    day: date
    foot: str = ""
    about: str = ""
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    raw: Any


def choices(pathway: Pathway, texts: Texts, question: Question) -> list[Choice]:
    """The answers that can be chosen; "do not know" is always the last, and like the others."""
    fact, not_known = pathway.facts[question.fact], (texts("ui", "dont_know"), None)
    if question.about in _SPECIAL:
        return _numbered(
            [*_SPECIAL[question.about](texts, question), not_known][: 2 if question.about == "news" else None]
        )
    if fact.kind in ("int", "date") or question.about == "pain":
        extra = [Choice(EXTRA, label_of(texts, fact, word), word) for word in fact.extra]
        return [*extra, Choice(DONT_KNOW, *not_known)]
    return _numbered([*((label_of(texts, fact, word), raw) for word, raw in _words(fact)), not_known])


def _feet_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [(texts("ui", "feet", word), word) for word in ("left", "right", "both", "nowhere")]


def _news_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    """In doubt is the same answer as yes, so there is no third."""
    return [(texts("ui", "nothing_new"), True), (texts("ui", "news_or_doubt"), False)]


def _which_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [*((texts("facts", id, "ask"), id) for id in question.among), (texts("ui", "none_after_all"), "none")]


def _done_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [*((texts("tasks", id, "name"), id) for id in question.among), (texts("ui", "none_today"), "none")]


_SPECIAL = {"feet": _feet_words, "news": _news_words, "which": _which_words, "done": _done_words}


def _words(fact: Fact) -> list[tuple[str, Any]]:
    """Each answer as the knowledge calls it and as it is written in a case."""
    if fact.kind == "yes_no":
        return [("yes", True), ("no", False), *((word, word) for word in fact.extra)]
    none = [("none", "none")] if fact.kind == "set" and fact.id != "pain_sites" else []
    return [*((word, word) for word in (*fact.options, *fact.extra)), *none]


def _numbered(pairs: Iterable[tuple[str, Any]]) -> list[Choice]:
    return [Choice(str(n), label, raw) for n, (label, raw) in enumerate(pairs, start=1)]


def label_of(texts: Texts, fact: Fact, word: str) -> str:
    if fact.kind == "yes_no" and word in ("yes", "no"):
        return texts("ui", word)
    return texts("facts", fact.id, "choices", word, "label")


def several(pathway: Pathway, question: Question) -> bool:
    if question.about:
        return question.about in ("which", "done") or (question.about == "still" and _is_set(pathway, question))
    return _is_set(pathway, question)


def _is_set(pathway: Pathway, question: Question) -> bool:
    return pathway.facts[question.fact].kind == "set"


# -- putting it ---------------------------------------------------------------------------------------------


def put(pathway: Pathway, texts: Texts, question: Question, *, form_day: date, late: bool) -> list[Line]:
    """The question, its help and the answers. Of a late entry each question about one day says which."""
    fact = pathway.facts[question.fact]
    said = wording(texts, question, form_day if not late else question.day)
    if late and fact.daily:
        said = str(texts.get("ui", "that_day", fact.id) or said) if not question.about else said
        said = texts("ui", "on_day", date=day_name(texts, question.day), question=said)
    lines = [Line(said, "bold")]
    help = texts("ui", "news_help") if question.about == "news" else texts.get("facts", fact.id, "help")
    if help and question.about in ("", "feet", "news"):
        lines.append(Line(help, "dim", indent=2))
    if fact.foot and fact.flag and not question.foot:
        lines.append(Line(texts("ui", "either_foot"), "dim", indent=2))
    return [*lines, *_answers(pathway, texts, question), BLANK]


def wording(texts: Texts, question: Question, form_day: date) -> str:
    ask, about = texts("facts", question.fact, "ask"), question.about
    if about == "still":
        ask = texts("ui", "still_there", question=ask)
    elif about == "pain":
        ask = texts("ui", "ask", "pain", exercise=texts("tasks", question.among[0], "name"))
    elif about:
        ask = texts("ui", "ask", about)
    elif question.day != form_day:
        ask = str(texts.get("ui", "yesterday", question.fact) or texts("ui", "about_yesterday", question=ask))
    return texts("ui", "on_foot", foot=texts("ui", "feet", question.foot), question=ask) if question.foot else ask


def _answers(pathway: Pathway, texts: Texts, question: Question) -> list[Line]:
    fact = pathway.facts[question.fact]
    lines = []
    if question.about == "pain":
        fact = pathway.facts[PAIN]
    if fact.kind == "int" and fact.unit == "nrs":
        lines.append(Line(texts("ui", "scales", _scale(fact)), indent=2, mark=f"{_span(texts, fact)} "))
    elif fact.kind == "int":
        lines.append(Line(texts("ui", "how_many", unit=texts.get("units", fact.unit)[1]), indent=2))
    elif fact.kind == "date":
        lines.append(Line(texts("ui", "a_date"), indent=2, mark=texts("ui", "date_form") + " "))
    listed = choices(pathway, texts, question)
    widest = max(len(choice.key) for choice in listed)
    lines += [Line(choice.label, indent=2, mark=choice.key.rjust(widest) + " ") for choice in listed]
    if several(pathway, question):
        lines.append(Line(texts("ui", "several_allowed"), "dim", indent=2))
    return lines


def _span(texts: Texts, fact: Fact) -> str:
    return f"{fact.low // fact.scale}–{fact.high // fact.scale}"


def _scale(fact: Fact) -> str:
    return "worry" if fact.id == "fear_of_movement" else "pain"


def day_name(texts: Texts, day: date) -> str:
    return texts("ui", "date", day=day.day, month=texts.get("ui", "months")[day.month - 1])


# -- what was typed -----------------------------------------------------------------------------------------


def read(pathway: Pathway, texts: Texts, question: Question, typed_in: str) -> Any:
    """What was typed, as it is written in a case; BACK. Raises Unclear."""
    words = typed_in.strip().casefold()
    if words in BACK_WORDS:
        return BACK
    fact, listed = pathway.facts[question.fact], choices(pathway, texts, question)
    if not words:
        raise Unclear(texts("ui", "must_answer"))
    if words == DONT_KNOW and listed[-1].raw is None:
        return None
    if several(pathway, question):
        return _several(texts, listed, words)
    for choice in listed:
        if words in (choice.key, choice.label.casefold()):
            return choice.raw
    if fact.kind == "int" or question.about == "pain":
        return _number(texts, pathway.facts[PAIN] if question.about == "pain" else fact, words)
    if fact.kind == "date":
        return _date(texts, words)
    raise Unclear(texts("ui", "one_of", last=listed[-1].key))


def _several(texts: Texts, listed: Sequence[Choice], words: str) -> Any:
    by_key = {choice.key: choice for choice in listed} | {choice.label.casefold(): choice for choice in listed}
    if words in by_key:
        raw = by_key[words].raw
        return raw if raw in (None, "none") else [raw]
    chosen = [by_key.get(word) for word in re.split(r"[\s,;]+", words) if word]
    if not chosen or None in chosen:
        raise Unclear(texts("ui", "some_of", last=listed[-1].key))
    raws = list(dict.fromkeys(choice.raw for choice in chosen if choice is not None))
    if len(raws) > 1 and (None in raws or "none" in raws):
        raise Unclear(texts("ui", "not_both"))
    return raws[0] if raws[0] in (None, "none") else raws


def _number(texts: Texts, fact: Fact, words: str) -> int | Decimal:
    if not _NUMBER.fullmatch(words):
        raise Unclear(texts("ui", "no_number", span=_span(texts, fact)))
    number = Decimal(words.replace(",", "."))
    return int(number) if number == number.to_integral_value() else number


def _date(texts: Texts, words: str) -> str:
    danish = _DANISH_DATE.fullmatch(words)
    text = f"{danish[3]}-{danish[2]:0>2}-{danish[1]:0>2}" if danish else words
    if day_of(Node(text, "", 0)) is None:
        raise Unclear(texts("ui", "no_date"))
    return text


def slots(pathway: Pathway, question: Question, raw: Any, *, sore: Sequence[str], today: date) -> dict[str, Any]:
    """The typed values of one answer, by `fact` or `fact.foot`. Raises history.Refused."""
    if question.about == "feet":
        return _feet(raw)
    if question.about == "which":
        return {"nothing_new": True} if raw == "none" else {}
    if question.about == "done" and raw != "none":
        return {}
    if question.about in ("done", "pain"):
        raw = [] if question.about == "done" else [_exercise(question.among[0], raw)]
    said = {question.foot: raw} if question.foot else raw
    feet = () if question.about == "still" else sore  # a sign told before the feet were known is of both
    values, problems = typed(pathway, node({question.fact: said}), sore=feet)
    if problems:
        raise refused(problems[0].code, **problems[0].details)
    refuse_future(pathway, values, today)
    if question.fact == "pain_sites":
        return {slot: value for slot, value in values.items() if slot.endswith(question.foot)}
    return values


def _exercise(id: str, pain: Any) -> dict[str, Any]:
    return {"id": id} if pain is None else {"id": id, "pain": pain}


def _feet(raw: str | None) -> dict[str, Any]:
    """The feet that do not hurt; those that do are asked about."""
    if raw is None:
        return dict.fromkeys(("pain_sites.left", "pain_sites.right"))
    return {f"pain_sites.{foot}": frozenset() for foot in FEET if raw not in (foot, "both")}


def refuse_future(pathway: Pathway, values: Mapping[str, Any], today: date) -> None:
    for slot, value in values.items():
        fact = pathway.facts[slot.partition(".")[0]]
        if fact.kind == "date" and isinstance(value, int) and value > today.toordinal():
            raise refused("future_date", key=fact.id, found=date.fromordinal(value).isoformat())


def node(value: Any) -> Node:
    """Plain data as a document that stands nowhere."""
    if isinstance(value, Mapping):
        value = {key: node(part) for key, part in value.items()}
    elif isinstance(value, list | tuple):
        value = tuple(node(part) for part in value)
    return Node(value, "", 0)
