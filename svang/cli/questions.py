"""One question on a terminal: how it is put, and what was typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from svang.cli.lines import BLANK, Line
from svang.interview.lines import NOTHING, SKIPPED
from svang.interview.lists import lists_of, options_of, skippable
from svang.interview.questions import (
    DONT_KNOW,
    KNOWN_DOUBT,
    Choice,
    Question,
    Unclear,
    choices,
    date_written,
    ends,
    goals_written,
    helps,
    late_wording,
    line_of,
    measured,
    number,
    scale,
    several,
    together,
    wording,
)
from svang.model.knowledge import Pathway
from svang.texts import Texts

_LINE = re.compile(r"([0-9]{1,2})([?]?)")
BACK = object()
BACK_WORDS = ("t", "b")


# -- putting it ---------------------------------------------------------------------------------------------


def put(
    pathway: Pathway, texts: Texts, question: Question, *, form_day: date, late: bool, evening: bool = False
) -> list[Line]:
    """The question, its help and the answers."""
    said = wording(texts, question, form_day, evening=evening)
    said = late_wording(pathway, texts, question) if late else said
    if question.about == "list":
        return [Line(said, "bold"), *_lines(pathway, texts, question), BLANK]
    helping = [Line(help, "dim", indent=2) for help in helps(pathway, texts, question)]
    return [Line(said, "bold"), *helping, *_answers(pathway, texts, question), BLANK]


def _lines(pathway: Pathway, texts: Texts, question: Question) -> list[Line]:
    """The signs as numbered lines, list by list."""
    lines, n, of_page = [Line(help, "dim", indent=2) for help in helps(pathway, texts, question)], 0, []
    for each in lists_of(pathway, question.page):
        of_page = [id for id in each.facts if id in question.among]
        title = texts.get("lists", each.id, "name")
        lines += [Line(str(title), indent=2)] if title and of_page else []
        for id in of_page:
            n += 1
            more = texts.get("lists", "lines", id, "more")
            lines.append(Line(line_of(texts, id) + (f" ({more})" if more else ""), indent=2, mark=f"{n:>2} "))
    return [*lines, Line(texts("ui", "list_form"), "dim", indent=2)]


def _answers(pathway: Pathway, texts: Texts, question: Question) -> list[Line]:
    lines = _form(pathway, texts, question)
    listed = choices(pathway, texts, question)
    widest = max(len(choice.key) for choice in listed)
    lines += [Line(choice.label, indent=2, mark=choice.key.rjust(widest) + " ") for choice in listed]
    if several(pathway, question):
        lines.append(Line(texts("ui", "several_allowed"), "dim", indent=2))
    if by_enter(pathway, question):
        lines.append(Line(texts("ui", by_enter(pathway, question)), "dim", indent=2))
    return lines


def _form(pathway: Pathway, texts: Texts, question: Question) -> list[Line]:
    """How a number or a date is typed."""
    fact, its_scale = measured(pathway, question), scale(pathway, question)
    if its_scale:
        low, high = ends(fact)
        return [Line(texts("ui", "scales", its_scale), indent=2, mark=f"{low}–{high} ")]
    if fact.kind == "int":
        return [Line(texts("ui", "how_many", unit=texts.get("units", fact.unit)[1]), indent=2)]
    if fact.kind == "date":
        return [Line(texts("ui", "a_date"), indent=2, mark=texts("ui", "date_form") + " ")]
    return []


# -- what was typed -----------------------------------------------------------------------------------------


def read(pathway: Pathway, texts: Texts, question: Question, typed_in: str) -> Any:
    """What was typed, as it is written in a case; BACK. Raises Unclear."""
    words = typed_in.strip().casefold()
    if words in BACK_WORDS:
        return BACK
    if question.about == "list":
        return _ticked(question, words)
    fact, listed = measured(pathway, question), choices(pathway, texts, question)
    if not words:
        return _nothing_typed(pathway, question)
    if words == DONT_KNOW and listed[-1].raw in (None, KNOWN_DOUBT):
        return listed[-1].raw
    if several(pathway, question):
        return _several(listed, words)
    for choice in listed:
        if words in (choice.key, choice.label.casefold()):
            return choice.raw
    if fact.kind == "int":
        return number(fact, words)
    if fact.kind in ("text", "goals"):
        return typed_in.strip() if fact.kind == "text" else goals_written(typed_in.strip())
    if fact.kind == "date":
        return date_written(words, question.day)
    raise Unclear("one_of", last=listed[-1].key)


def _several(listed: Sequence[Choice], words: str) -> Any:
    by_key = {choice.key: choice for choice in listed} | {choice.label.casefold(): choice for choice in listed}
    if words in by_key:
        return together([by_key[words]])
    typed = [word for word in re.split(r"[\s,;]+", words) if word]
    if not typed or not set(typed) <= by_key.keys():
        raise Unclear("some_of", last=listed[-1].key)
    return together([by_key[word] for word in typed])


def by_enter(pathway: Pathway, question: Question) -> str:
    """What Enter alone says: that nothing of a list fits, or that it is for another day."""
    if options_of(pathway, pathway.facts[question.fact]) and not question.about:
        return "enter_nothing"
    return "enter_skips" if skippable(pathway, question) else ""


def _nothing_typed(pathway: Pathway, question: Question) -> Any:
    said = by_enter(pathway, question)
    if not said:
        raise Unclear("must_answer")
    return SKIPPED if said == "enter_skips" else "none"


def _ticked(question: Question, words: str) -> Any:
    """The lines that were typed: 2 is yes to the second, 2? that one does not know. Raises Unclear."""
    typed = [word for word in re.split(r"[\s,;]+", words) if word]
    if not typed:
        return NOTHING
    found: dict[str, Any] = {}
    for word in typed:
        line = _LINE.fullmatch(word)
        if line is None or not 1 <= int(line[1]) <= len(question.among):
            raise Unclear("some_lines", last=str(len(question.among)))
        id, said = question.among[int(line[1]) - 1], None if line[2] else True
        if found.setdefault(id, said) is not said:
            raise Unclear("line_twice", n=line[1])
    return found
