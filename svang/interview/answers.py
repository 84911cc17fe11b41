"""All that was told, day by day: each answer as it was given, with what was mended or taken back beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from svang.answers.day import last_seen, pause_on
from svang.answers.typed import Goal, goals_in
from svang.care import Diary
from svang.engine.course import Course
from svang.interview import clinician
from svang.interview.questions import Question, label_of, wording
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET, WEEK, Event, left_out
from svang.pathway.shapes.keys import ANSWERED
from svang.says.tried import told_said
from svang.says.words import capital, day_name
from svang.texts import Texts

SHOW = ("all", *ANSWERED, "flags", "other")
"""What may be looked at alone."""
NEWS = "nothing_new"


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of an entry. `m`: its place in it (-1: it is taken back with all of the entry, and told anew).
    `before`: what it said first, where it was mended; `gone`: it was taken back. `tried`: of what was tried the id, by
    which it is mended."""

    m: int
    fact: str
    question: str
    answer: str
    before: str = ""
    gone: bool = False
    tried: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """`n`: its place among all events, from 0."""

    n: int
    date: date
    day: str
    at: datetime
    lines: tuple[Line, ...]

    @property
    def stands(self) -> bool:
        """Is there anything left in it to take back?"""
        return any(not line.gone for line in self.lines)


@dataclass(frozen=True, slots=True)
class Page:
    """The entries about some days, the latest first, and where the pages before and after begin."""

    first: date
    last: date
    entries: tuple[Entry, ...]
    older: date | None
    newer: date | None


def page(texts: Texts, diary: Diary, last: date, *, show: str = "all", days: int = WEEK) -> Page:
    """The week that ends on a day; a week in which nothing was told is stepped over."""
    way, first = diary.care.pathway, last - timedelta(days=days - 1)
    there = diary.between(first, last)
    there.sort(key=lambda pair: (pair[1].date, pair[1].recorded_at, pair[0]), reverse=True)
    changes = diary.changes
    entries = [only(way, entry(way, texts, n, event, changes), show) for n, event in there]
    older, next, latest = diary.beside(first, last)
    newer = min(latest, next + timedelta(days=days - 1)) if next is not None and latest is not None else None
    return Page(first, last, tuple(entry for entry in entries if entry.lines), older, newer)


def only(way: Pathway, found: Entry, show: str) -> Entry:
    """The lines of one kind."""
    lines = tuple(line for line in found.lines if show in ("all", kind_of(way, line.fact)))
    return Entry(found.n, found.date, found.day, found.at, lines)


def kind_of(way: Pathway, name: str) -> str:
    """Which of SHOW a fact belongs to."""
    fact = way.facts.get(name)
    if fact is None:
        return "other"
    return fact.shelf or ("flags" if fact.flag or fact.group == "flags" else "other")


def entry(way: Pathway, texts: Texts, n: int, event: Event, events: Iterable[Event]) -> Entry:
    """One entry as it says now."""
    lines = SAYS[event.kind](way, texts, event, now_in(event, events))
    return Entry(n, event.date, day_name(texts, event.date), event.recorded_at, tuple(lines))


def now_in(event: Event, events: Iterable[Event]) -> dict[str, Any]:
    """What an entry says now, after all that was corrected and taken back."""
    found = dict(event.body)
    for later in events:
        if later.kind == "corrected" and later.body.get("target") == event.id:
            found |= {slot: value for slot, value in later.body["values"].items() if slot in event.body}
        elif later.kind == "withdrawn" and later.body.get("target") == event.id:
            gone = later.body.get("slots") or list(found)
            found = {slot: value for slot, value in found.items() if slot not in gone}
    return found


def question_of(way: Pathway, slot: str, event: Event) -> Question | None:
    """The question that a slot answers, as it was put; none for a fact that this knowledge does not have."""
    name, _, part = slot.partition(".")
    if name not in way.facts:
        return None
    return Question(name, event.date, part if part in FEET else "", about="news" if name == NEWS else "")


def answered(event: Event) -> list[str]:
    """The slots of an entry in an order that stays."""
    return sorted(event.body)


# -- each kind of entry -------------------------------------------------------------------------------------


def _answers(way: Pathway, texts: Texts, event: Event, now: Mapping[str, Any]) -> list[Line]:
    lines = []
    for m, slot in enumerate(answered(event)):
        question = question_of(way, slot, event)
        if question is not None:
            lines.append(_line(way, texts, m, slot, question, event.body[slot], now))
    return sorted(lines, key=lambda line: way.facts[line.fact].order)  # as it was asked


def _line(
    way: Pathway, texts: Texts, m: int, slot: str, question: Question, first: Any, now: Mapping[str, Any]
) -> Line:
    fact = way.facts[question.fact]
    asked, gone = that_day(texts, question), slot not in now
    said = said_of(texts, fact, first if gone else now[slot])
    before = said_of(texts, fact, first) if not gone and now[slot] != first else ""
    return Line(m, fact.id, asked, said, before, gone)


def limits_stand(texts: Texts, events: Sequence[Event], course: Course) -> tuple[str, ...]:
    """What only the events themselves tell: the limits of who saw the foot, and until when one's own pause lasts."""
    day = date.fromordinal(course.date)
    said = clinician.limits_said(texts, last_seen(events, day))
    pause = pause_on(events, day) if course.value("own_pause") is True else None
    said += [pause_lasts(texts, pause.body)] if pause else []
    return tuple(said)


def that_day(texts: Texts, question: Question) -> str:
    """The question as it is put about a day that need not be today."""
    said = texts.get("ui", "that_day", question.fact)
    if not said:
        return wording(texts, question, question.day)
    return texts("ui", "on_foot", foot=texts("ui", "feet", question.foot), question=said) if question.foot else said


def _seen(way: Pathway, texts: Texts, event: Event, now: Mapping[str, Any]) -> list[Line]:
    return [Line(-1, "", *line, gone=not now) for line in clinician.said(way, texts, event)]


def _treated(way: Pathway, texts: Texts, event: Event, now: Mapping[str, Any]) -> list[Line]:
    said = told_said(texts, event.date.toordinal(), event.body)
    return [Line(-1, "", texts("ui", "tried", "title"), said, gone=not now, tried=event.id)]


def _adjusted(way: Pathway, texts: Texts, event: Event, now: Mapping[str, Any]) -> list[Line]:
    by = event.body.get("role")
    role = texts.called(by, "ui", "seen", "roles", str(by))
    until = day_name(texts, date.fromordinal(event.body["until"])) if event.body.get("until") else "–"
    said = texts("tell", "adjusted_says", role=role, until=until, reason=str(event.body.get("reason", "")))
    return [Line(-1, "", texts("tell", "adjusted"), said, gone=not now)]


def _paused(way: Pathway, texts: Texts, event: Event, now: Mapping[str, Any]) -> list[Line]:
    said = pause_said(texts, event.body)
    return [Line(-1, "", texts("tell", "sheets", "pause", "name"), said, gone=not now)]


def pause_said(texts: Texts, body: Mapping[str, Any]) -> str:
    last, why = day_name(texts, date.fromordinal(body["until"] - 1)), body.get("why")
    return texts("tell", "pause_says", last=last, why=texts.called(why, "tell", "why", str(why)).lower())


def pause_lasts(texts: Texts, body: Mapping[str, Any]) -> str:
    """Until when, as a sentence."""
    said = pause_said(texts, body)
    return texts("tell", "pause_lasts", said=said[:1].lower() + said[1:])


# -- one answer ---------------------------------------------------------------------------------------------


def said_of(texts: Texts, fact: Fact, value: Any) -> str:
    """An answer as it was given."""
    if value is None:
        return texts("ui", "dont_know")
    if isinstance(value, bool):
        words = ("nothing_new", "news_or_doubt") if fact.id == NEWS else ("yes", "no")
        return texts("ui", words[not value])
    if isinstance(value, frozenset):
        named = ", ".join(label_of(texts, fact, word).lower() for word in fact.options if word in value)
        return capital(named) or capital(texts("ui", "none_of_them"))
    if isinstance(value, tuple):
        return "; ".join(exercise_said(texts, item) for item in value) or texts("ui", "none_today")
    if fact.kind == "text":
        return str(value)
    if fact.kind == "goals":
        return "; ".join(goal_said(texts, goal) for goal in goals_in(value)) or capital(texts("ui", "none"))
    if isinstance(value, str):
        return label_of(texts, fact, value)
    if fact.kind == "date":
        return day_name(texts, date.fromordinal(value)) + f" {date.fromordinal(value).year}"
    return texts.number(value, fact.unit if fact.unit not in ("", "nrs", "times") else "", fact.scale)


def goal_said(texts: Texts, goal: Goal) -> str:
    return goal.what if goal.now is None else texts("tell", "goal_says", what=goal.what, now=goal.now)


def exercise_said(texts: Texts, item: Mapping[str, Any]) -> str:
    """An exercise: its name, how much of it, how much it hurt, how hard it was."""
    name = texts.called(item["id"], "tasks", str(item["id"]), "name")
    much = texts("tell", "sets_reps", sets=item["sets"], reps=item["reps"]) if {"sets", "reps"} <= item.keys() else ""
    much = texts("tell", "left_out") if left_out(item) else much
    sore = texts("tell", "sore", pain=item["pain"]) if "pain" in item else ""
    hard = texts("tell", "efforts", item["effort"]) if "effort" in item else ""
    return ", ".join(part for part in (name, much, sore, hard) if part)


SAYS: Mapping[str, Callable[[Pathway, Texts, Event, Mapping[str, Any]], list[Line]]] = {
    "answered": _answers,
    "seen": _seen,
    "treated": _treated,
    "adjusted": _adjusted,
    "paused": _paused,
}
"""What each kind of entry says."""
