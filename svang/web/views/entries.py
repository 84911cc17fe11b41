"""All that was told, a week at a time, each answer to be corrected or taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang.answers.amounts import date_written
from svang.answers.kinds import SHOWN
from svang.answers.typed import MOST_GOALS, Refused, goals_in
from svang.interview.answers import SHOW, answered, exercise_said, now_in, page, question_of, said_of, that_day
from svang.interview.questions import Question, Unclear, slots
from svang.model.person import Event
from svang.web import page_cache, rendering
from svang.web.asking import raw_of, settle
from svang.web.questions import question_shown, said
from svang.web.views.telling import PAINS, Field
from svang.web.visit import Request, Visit

OWN_FORM = ("exercises", "text", "goals")
"""Kinds that are mended on a form of their own."""


@require_safe
@page_cache.kept
def listed(request: Request) -> HttpResponse:
    visit = request.visit
    settle(visit, today_too=False)
    first, show = visit.care.first_day(visit.person), request.GET.get("show", "all")
    show = show if show in SHOW else "all"
    last, error = _last(visit, request.GET)
    found = page(visit.texts, visit.care.diary(visit.person), last, show=show)
    status = 422 if error else 200
    return rendering.page(
        request, "entries", status=status, found=found, first=first, show=show, shows=SHOW, error=error
    )


def _last(visit: Visit, sent: Mapping[str, str]) -> tuple[date, str]:
    """The last day of the page: as the link says, or as somebody wrote it; else today."""
    try:
        if sent.get("day"):
            return min(date.fromisoformat(date_written(sent["day"], visit.day, exact=True)), visit.day), ""
        return min(date.fromisoformat(sent.get("until") or visit.day.isoformat()), visit.day), ""
    except Unclear as error:
        return visit.day, said(visit, error)
    except ValueError:  # a link that is not ours
        return visit.day, ""


@require_POST
def undo(request: Request, n: int) -> HttpResponse:
    """All of an entry is taken back."""
    visit = request.visit
    diary = visit.care.diary(visit.person)
    event = diary.at(n, *SHOWN)
    if event is not None and now_in(event, diary.changes):
        visit.care.withdraw(visit.person, event, at=visit.at)
    return _to(event)


@require_POST
def undo_one(request: Request, n: int, m: int) -> HttpResponse:
    """One answer of an entry is taken back."""
    visit = request.visit
    diary = visit.care.diary(visit.person)
    event = diary.at(n, "answered")
    names = answered(event) if event is not None else []
    if event is not None and m < len(names) and names[m] in now_in(event, diary.changes):
        visit.care.withdraw(visit.person, event, at=visit.at, slots=[names[m]])
    return _to(event)


def _to(event: Event | None) -> HttpResponse:
    """Back to the day of an entry."""
    return redirect(reverse("entries") + (f"?until={event.date}" if event is not None else ""))


# -- correcting one answer ----------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, n: int, m: int) -> HttpResponse:
    """The question anew, with what was answered; the old answer stays in the history."""
    visit = request.visit
    diary = visit.care.diary(visit.person)
    event = diary.at(n, "answered")
    names = answered(event) if event is not None else []
    if event is None or m >= len(names):
        return _to(event)
    slot, now = names[m], now_in(event, diary.changes)
    question = question_of(visit.way, slot, event)
    if question is None or slot not in now:
        return _to(event)
    if visit.way.facts[question.fact].kind in OWN_FORM:
        return _mend(request, question, event, now[slot])
    return _ask(request, question, event, slot, now[slot])


def _ask(request: Request, question: Question, event: Event, slot: str, now: Any) -> HttpResponse:
    visit = request.visit
    was = said_of(visit.texts, visit.way.facts[question.fact], now)
    if request.method != "POST":
        return _screen(request, question, event, was, [], None)
    values = request.POST.getlist("answer")
    try:
        raw = raw_of(visit.way, question, values)
        typed = slots(visit.way, question, raw, sore=(), today=visit.day)
    except (Unclear, Refused) as error:
        return _screen(request, question, event, was, values, error)
    visit.care.correct(visit.person, event, {slot: next(iter(typed.values()))}, at=visit.at)
    return _to(event)


def _screen(
    request: Request, question: Question, event: Event, was: str, values: list[str], error: Unclear | Refused | None
) -> HttpResponse:
    shown = question_shown(request.visit, question, values, error=error, form_day=event.date)
    return rendering.page(
        request,
        "question",
        status=422 if error else 200,
        shown=shown,
        back=f"/entries?until={event.date}",
        kind="correct",
        young=False,
        was=was,
        n=0,
        of=0,
        part="",
    )


def _mend(request: Request, question: Question, event: Event, now: Any) -> HttpResponse:
    """Exercises, a note, goals."""
    visit, fact = request.visit, request.visit.way.facts[question.fact]
    errors: dict[str, str] = {}
    values = request.POST.getlist(question.fact) if request.method == "POST" else _as_sent(fact.kind, now)
    if request.method == "POST":
        try:
            visit.care.correct(visit.person, event, _mended(request, question, now), at=visit.at)
            return _to(event)
        except (Unclear, Refused) as error:
            errors[question.fact] = said(visit, error)
    shown = question_shown(visit, question, list(values), form_day=event.date)
    done = now or () if fact.kind == "exercises" else ()
    items = [(n, exercise_said(visit.texts, {"id": item["id"]}), item) for n, item in enumerate(done)]
    return rendering.page(
        request,
        "mend",
        status=422 if errors else 200,
        title=that_day(visit.texts, question),
        was=said_of(visit.texts, fact, now),
        field=_field(shown, question, values) if fact.kind != "exercises" else None,
        items=items,
        errors=errors,
        most=MOST_GOALS,
        day=event.date,
    )


def _field(shown: Any, question: Question, values: Any) -> Field:

    return Field(replace(shown, key=question.fact), tuple(values))


def _as_sent(kind: str, now: Any) -> list[str]:
    """What an answer looks like on its form."""
    if kind == "goals":
        return [part for goal in goals_in(now) for part in (goal.what, "" if goal.now is None else str(goal.now))]
    return [str(now)] if kind == "text" else []


def _mended(request: Request, question: Question, now: Any) -> dict[str, Any]:
    """The value that is meant now. Raises Unclear or Refused."""
    if question.fact != "exercises":
        raw = raw_of(request.visit.way, question, request.POST.getlist(question.fact))
        return slots(request.visit.way, question, raw, sore=(), today=request.visit.day)
    keep = request.POST.getlist("keep")
    kept = [(n, item) for n, item in enumerate(now or ()) if str(n) in keep]
    return {"exercises": tuple(_exercise(item, request.POST.get(f"pain{n}", "")) for n, item in kept)}


def _exercise(item: Mapping[str, Any], pain: str) -> dict[str, Any]:
    rest = {key: value for key, value in item.items() if key != "pain"}
    return {**rest, "pain": int(pain)} if pain in PAINS else rest
