"""One question: its words, the answers there are, and what an answer comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from svang.answers.amounts import Unclear as Unclear
from svang.answers.amounts import date_written as date_written
from svang.answers.amounts import ends as ends
from svang.answers.amounts import number as number
from svang.answers.typed import refused, typed
from svang.interview.lines import KNOWN_DOUBT as KNOWN_DOUBT
from svang.interview.lines import SKIPPED, line_values, of_foot
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET
from svang.pathway.nodes import Node
from svang.says.words import day_name
from svang.texts import Texts

PAIN = "activity_pain"
"""Pain in an exercise is on its scale."""
DONT_KNOW = "?"
"""As it is typed; and the answer where not to know is itself known, as of osteoporosis."""
FREE = ("int", "date", "text", "goals")
"""Kinds that are written and not chosen."""
EXTRA = "x"


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask about and the date it is filed under.

    `about`: feet (which are sore) · still (is it still there) · lately (not of one day) · news (anything new) · which
    (of `among` is new) · done (which exercises of `among`) · whole (all of the one exercise: its id, level, sets and
    reps) · pain (in the one exercise of `among`; with level, sets and reps where it was all of it).
    """

    fact: str
    day: date
    foot: str = ""
    about: str = ""
    among: tuple[str, ...] = ()
    page: str = ""

    @property
    def parts(self) -> tuple[Question, ...]:
        """The questions of a form."""
        named = (name.partition(".") for name in self.among) if self.about == "form" else ()
        return tuple(Question(fact, self.day, foot) for fact, _, foot in named)

    @property
    def facts(self) -> tuple[str, ...]:
        """All facts that its answer may tell."""
        if self.about in ("list", "form"):
            return tuple(name.partition(".")[0] for name in self.among)
        return (self.fact,)


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be chosen: the key it is typed with, its words, and the answer as it is written in a case."""

    key: str
    label: str
    raw: Any


# -- the answers --------------------------------------------------------------------------------------------


def choices(pathway: Pathway, texts: Texts, question: Question) -> list[Choice]:
    """The answers that can be chosen; "do not know" is always the last, and like the others."""
    fact = pathway.facts[question.fact]
    not_known = (texts("ui", "dont_know"), KNOWN_DOUBT if KNOWN_DOUBT in fact.extra else None)
    if question.about in _SPECIAL:
        return _numbered(
            [*_SPECIAL[question.about](texts, question), not_known][: 2 if question.about == "news" else None]
        )
    if fact.kind in FREE or question.about == "pain":
        extra = [Choice(EXTRA, label_of(texts, fact, word), word) for word in fact.extra]
        return [*extra, Choice(DONT_KNOW, *not_known)]
    return _numbered([*((label_of(texts, fact, word), raw) for word, raw in _words(fact)), not_known])


def _feet_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [(texts("ui", "feet", word), word) for word in ("left", "right", "both", "nowhere")]


def _news_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    """In doubt is the same answer as yes, so there is no third."""
    return [(texts("ui", "nothing_new"), True), (texts("ui", "news_or_doubt"), False)]


def _which_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [*((line_of(texts, id), id) for id in question.among), (texts("ui", "none_after_all"), "none")]


def _done_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [*((texts("tasks", id, "name"), id) for id in question.among), (texts("ui", "none_today"), "none")]


def _whole_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [(texts("ui", "all_of_it"), True), (texts("ui", "part_of_it"), False)]


def _where_words(texts: Texts, question: Question) -> list[tuple[str, Any]]:
    return [(texts("ui", "feet", word), word) for word in ("left", "right", "both")]


_SPECIAL = {
    "whole": _whole_words,
    "where": _where_words,
    "feet": _feet_words,
    "news": _news_words,
    "which": _which_words,
    "done": _done_words,
}


def _words(fact: Fact) -> list[tuple[str, Any]]:
    """Each answer as the knowledge calls it and as it is written in a case."""
    if fact.kind == "yes_no":
        return [("yes", True), ("no", False), *((word, word) for word in fact.extra if word != KNOWN_DOUBT)]
    none = [("none", "none")] if fact.kind == "set" and fact.id != "pain_sites" else []
    return [*((word, word) for word in (*fact.options, *fact.extra)), *none]


def _numbered(pairs: Iterable[tuple[str, Any]]) -> list[Choice]:
    return [Choice(str(n), label, raw) for n, (label, raw) in enumerate(pairs, start=1)]


def label_of(texts: Texts, fact: Fact, word: str) -> str:
    """One answer of a fact in words."""
    if word == KNOWN_DOUBT or (fact.kind == "yes_no" and word in ("yes", "no")):
        return texts("ui", word)
    return texts.called(word, "facts", fact.id, "choices", word, "label")


def several(pathway: Pathway, question: Question) -> bool:
    """May more than one answer be chosen?"""
    if question.about:
        return question.about in ("which", "done") or (question.about == "still" and _is_set(pathway, question))
    return _is_set(pathway, question)


def _is_set(pathway: Pathway, question: Question) -> bool:
    return pathway.facts[question.fact].kind == "set"


def measured(pathway: Pathway, question: Question) -> Fact:
    """The fact whose kind and range the answer has."""
    return pathway.facts[PAIN if question.about == "pain" else question.fact]


def scale(pathway: Pathway, question: Question) -> str:
    """What the ends of the question's 0 to 10 mean: `pain` or `worry`; nothing where it has no such scale."""
    fact = measured(pathway, question)
    if fact.kind != "int" or fact.unit != "nrs":
        return ""
    return "worry" if fact.id == "fear_of_movement" else "pain"


# -- its words ----------------------------------------------------------------------------------------------


def wording(texts: Texts, question: Question, form_day: date, *, evening: bool = False) -> str:
    """The question on a form about a day; one about the day before says so, and so does one about the day in the
    evening."""
    if question.page:
        title = texts("lists", question.page, "title")
        return (
            texts("ui", "on_foot", foot=texts("ui", "feet", question.foot), question=title) if question.foot else title
        )
    ask, about = texts("facts", question.fact, "ask"), question.about
    if about == "still":
        ask = texts("ui", "still_there", question=ask)
    elif about == "whole":
        id, _, sets, reps = question.among
        frame = "whole" if reps else "whole_sets"
        ask = texts("ui", "ask", frame, exercise=texts("tasks", id, "name"), sets=sets, reps=reps)
    elif about == "where":
        ask = texts("ui", "ask", "where", sign=line_of(texts, question.fact))
    elif about == "pain":
        ask = texts("ui", "ask", "pain", exercise=texts("tasks", question.among[0], "name"))
    elif about:
        ask = texts("ui", "ask", about)
    elif question.day != form_day:
        ask = str(texts.get("ui", "yesterday", question.fact) or texts("ui", "about_yesterday", question=ask))
    elif evening:
        ask = str(texts.get("ui", "this_evening", question.fact) or ask)
    return texts("ui", "on_foot", foot=texts("ui", "feet", question.foot), question=ask) if question.foot else ask


def line_of(texts: Texts, id: str) -> str:
    """A sign as a short line of a list."""
    return str(texts.get("lists", "lines", id, "says") or texts("facts", id, "name"))


def late_wording(pathway: Pathway, texts: Texts, question: Question) -> str:
    """The question of a late entry: if it is about one day, it says which."""
    said, fact = wording(texts, question, question.day), pathway.facts[question.fact]
    if not fact.daily:
        return said
    said = said if question.about else str(texts.get("ui", "that_day", fact.id) or said)
    return texts("ui", "on_day", date=day_name(texts, question.day), question=said)


def helps(pathway: Pathway, texts: Texts, question: Question) -> list[str]:
    """What is said under the question to make it easier to answer."""
    if question.page:
        return [help for help in (texts.get("lists", question.page, "help"),) if help]
    fact, said = pathway.facts[question.fact], []
    help = texts("ui", "news_help") if question.about == "news" else texts.get("facts", fact.id, "help")
    if help and question.about in ("", "feet", "news"):
        said.append(help)
    if fact.foot and fact.flag and not question.foot and question.about != "where":
        said.append(texts("ui", "either_foot"))
    return said


# -- what was typed or chosen -------------------------------------------------------------------------------


def date_typed(texts: Texts, day: date) -> str:
    """A date as `date_written` reads it and as the reader types it."""
    danish = texts.language == "da"
    return f"{day.day}.{day.month}.{day.year}" if danish else f"{day_name(texts, day)} {day.year}"


def goals_written(words: str) -> list[dict[str, Any]]:
    """`gå en tur 3; løbe 5 km 0`: each goal, and where a number ends it how well it goes now."""
    parts = [part.strip() for part in words.split(";") if part.strip()]
    cut = [(part, *part.rpartition(" ")[::2]) for part in parts]
    return [
        {"what": what, "now": int(now)} if now.isascii() and now.isdigit() and what else {"what": part}
        for part, what, now in cut
    ]


def together(chosen: Sequence[Choice]) -> Any:
    """Several choices as one answer. Raises Unclear: none chosen, or "none" and "do not know" beside another."""
    raws = list(dict.fromkeys(choice.raw for choice in chosen))
    if not raws:
        raise Unclear("must_answer")
    if len(raws) > 1 and (None in raws or "none" in raws):
        raise Unclear("not_both")
    return raws[0] if raws[0] in (None, "none") else raws


def slots(pathway: Pathway, question: Question, raw: Any, *, sore: Sequence[str], today: date) -> dict[str, Any]:
    """The typed values of one answer, by `fact` or `fact.foot`. Raises Refused."""
    if raw == SKIPPED or question.about == "so_far":
        return {}
    if question.about == "form":
        told = [(part, raw[name]) for name, part in zip(question.among, question.parts, strict=True) if name in raw]
        each = [slots(pathway, part, value, sore=sore, today=today) for part, value in told]
        return {slot: value for values in each for slot, value in values.items()}
    if question.about == "feet":
        return _feet(raw)
    if question.about == "which":
        return {"nothing_new": True} if raw == "none" else {}
    if question.about == "whole" or (question.about == "done" and raw != "none"):
        return {}
    if question.about in ("done", "pain"):
        raw = [] if question.about == "done" else [_exercise(question.among, raw)]
    feet = () if question.about == "still" else sore  # a sign told before the feet were known is of both
    values, problems = typed(pathway, node(_as_in_a_case(pathway, question, raw)), sore=feet)
    if problems:
        raise refused(problems[0].code, **problems[0].details)
    refuse_future(pathway, values, today)
    if question.fact == "pain_sites":
        return {slot: value for slot, value in values.items() if slot.endswith(question.foot)}
    return values


def _as_in_a_case(pathway: Pathway, question: Question, raw: Any) -> dict[str, Any]:
    if question.about == "list":
        return line_values(pathway, question.among, raw)
    if question.about == "where":
        return {question.fact: of_foot(pathway.facts[question.fact], raw)}
    return {question.fact: {question.foot: raw} if question.foot else raw}


def _exercise(among: Sequence[str], pain: Any) -> dict[str, Any]:
    """One exercise as it is told; all of it where its level, sets and reps stand beside its id."""
    whole = {key: int(n) for key, n in zip(("level", "sets", "reps"), among[1:], strict=False) if n}
    return {"id": among[0], **whole} | ({} if pain is None else {"pain": pain})


def _feet(raw: str | None) -> dict[str, Any]:
    """The feet that do not hurt; those that do are asked about."""
    if raw is None:
        return dict.fromkeys(("pain_sites.left", "pain_sites.right"))
    return {f"pain_sites.{foot}": frozenset() for foot in FEET if raw not in (foot, "both")}


def refuse_future(pathway: Pathway, values: Mapping[str, Any], today: date) -> None:
    """Raises Refused where a date that was told lies after today."""
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
