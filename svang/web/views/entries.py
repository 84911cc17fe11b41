"""What was told: the latest first, each to be corrected or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang import care
from svang.clauses import capital, day_name
from svang.history import Refused
from svang.interview import clinician
from svang.interview.questions import Question, Unclear, label_of, slots, wording
from svang.loader import pathway
from svang.model import FEET, Event, Fact
from svang.texts import Texts
from svang.web import paper
from svang.web.asking import raw_of, settle
from svang.web.questions import shown
from svang.web.visit import Visit

SHOWN = 30
TOLD = ("answered", "seen", "treated")


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of an entry: its place in it (-1: it cannot be corrected), the question, and what was answered."""

    m: int
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """n: its place among all events, from 0."""

    n: int
    day: str
    at: datetime
    lines: tuple[Line, ...]


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    visit = request.visit
    settle(visit)
    events = care.entries(visit.person)
    told = [(n, event) for n, event in enumerate(events) if event.kind in TOLD]
    found = [entry for n, event in reversed(told[-SHOWN:]) if (entry := _entry(visit.texts, n, event, events)).lines]
    return paper.page(request, "entries", entries=found)


@require_POST
def undo(request: HttpRequest, n: int) -> HttpResponse:
    visit = request.visit
    event = _at(visit, n, *TOLD)
    if event is not None and now_in(event, care.entries(visit.person)):
        care.withdraw(visit.person, event, at=visit.at)
    return redirect("entries")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, n: int, m: int) -> HttpResponse:
    """The question anew, with what was answered; the old answer stays in the history."""
    visit = request.visit
    event = _at(visit, n, "answered")
    names = sorted(event.body) if event is not None else []
    now = now_in(event, care.entries(visit.person)) if event is not None else {}
    question = question_of(names[m], event) if event is not None and m < len(names) and names[m] in now else None
    if event is None or question is None:
        return redirect("entries")
    was = said_of(visit.texts, pathway().facts[question.fact], now[names[m]])
    if request.method != "POST":
        return _screen(request, question, event, was, [], None)
    values = request.POST.getlist("answer")
    try:
        raw = raw_of(question, values)
        typed = slots(pathway(), question, raw, sore=(), today=visit.day)
    except (Unclear, Refused) as error:
        return _screen(request, question, event, was, values, error)
    value = next(iter(typed.values()))
    care.correct(visit.person, event, {names[m]: value}, at=visit.at)
    return redirect("entries")


def _screen(
    request: HttpRequest, question: Question, event: Event, was: str, values: list[str], error: Unclear | Refused | None
) -> HttpResponse:
    seen = shown(request.visit, question, values, error=error, form_day=event.date)
    return paper.page(
        request,
        "question",
        status=422 if error else 200,
        seen=seen,
        back="/entries",
        kind="correct",
        young=False,
        was=was,
        n=0,
        of=0,
        part="",
    )


def _at(visit: Visit, n: int, *kinds: str) -> Event | None:
    events = care.entries(visit.person)
    return events[n] if n < len(events) and events[n].kind in kinds else None


def question_of(slot: str, event: Event) -> Question | None:
    name, _, part = slot.partition(".")
    if name not in pathway().facts or name == "exercises":
        return None
    return Question(name, event.date, part if part in FEET else "")


def now_in(event: Event, events: tuple[Event, ...]) -> dict[str, Any]:
    """What an entry says now, after all that was corrected and taken back."""
    found = dict(event.body)
    for later in events:
        if later.kind == "corrected" and later.body.get("target") == event.id:
            found |= {slot: value for slot, value in later.body["values"].items() if slot in event.body}
        elif later.kind == "withdrawn" and later.body.get("target") == event.id:
            gone = later.body.get("slots") or list(found)
            found = {slot: value for slot, value in found.items() if slot not in gone}
    return found


def _entry(texts: Texts, n: int, event: Event, events: tuple[Event, ...]) -> Entry:
    now, names = now_in(event, events), sorted(event.body)
    if event.kind == "seen":
        told = [Line(-1, *line) for line in clinician.said(pathway(), texts, event)] if now else []
        return Entry(n, day_name(texts, event.date), event.recorded_at, tuple(told))
    if event.kind == "treated":
        name = texts("treatments", str(event.body.get("what")), "name")
        told = [Line(-1, texts("ui", "tried", "title"), name)] if now else []
        return Entry(n, day_name(texts, event.date), event.recorded_at, tuple(told))
    lines = []
    for m, slot in enumerate(names):
        question = question_of(slot, event)
        if slot in now and question is not None:
            said = said_of(texts, pathway().facts[question.fact], now[slot])
            lines.append(Line(m, wording(texts, question, event.date), said))
    lines.sort(key=lambda line: pathway().facts[names[line.m].partition(".")[0]].order)  # as it was asked
    return Entry(n, day_name(texts, event.date), event.recorded_at, tuple(lines))


def said_of(texts: Texts, fact: Fact, value: Any) -> str:
    """An answer as it was given."""
    if value is None:
        return texts("ui", "dont_know")
    if isinstance(value, bool):
        return texts("ui", "yes" if value else "no")
    if isinstance(value, frozenset):
        return capital(
            ", ".join(label_of(texts, fact, word).lower() for word in fact.options if word in value)
        ) or capital(texts("ui", "none_of_them"))
    if isinstance(value, str):
        return label_of(texts, fact, value)
    if fact.kind == "date":
        return day_name(texts, date.fromordinal(value)) + f" {date.fromordinal(value).year}"
    return texts.number(value, fact.unit if fact.unit not in ("", "nrs", "times") else "", fact.scale)
