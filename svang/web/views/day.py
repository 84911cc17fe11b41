"""Today: what is due on top, then the decision, the training and what concerns the day; and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from svang.answers.day import NOON, STANDING
from svang.answers.typed import Refused
from svang.care.basis import Day
from svang.interview.answers import limits_stand
from svang.interview.due import DONE, DONE_PAIN, may_wait
from svang.interview.intake import begun, told_this_morning
from svang.interview.lines import SKIPPED
from svang.interview.morning import Morning, has_morning
from svang.interview.questions import Question, Unclear
from svang.interview.sitting import Sitting
from svang.interview.tomorrow import tomorrow
from svang.model.knowledge import Pathway
from svang.web import copied, page_cache, rendering
from svang.web.asking import MORNING, Asked, asked, key_of, raw_of, settle, take
from svang.web.day_shown import shown_of
from svang.web.questions import Shown, pair_of, question_shown, said
from svang.web.today_shown import OWN_PAUSE, TodayShown
from svang.web.views.check import onward
from svang.web.views.done import evening_asked, left_today, ticks, trained_today
from svang.web.visit import Request, Visit

EVENING_BEGINS = 16
ON_ONE_SCREEN = ("first_step_pain", "activity_pain", DONE, DONE_PAIN, "nothing_new")
MAY_STAY_OPEN = (DONE, DONE_PAIN)


@require_safe
def today(request: Request) -> HttpResponse:
    """The same day, told the same things, is the same page: it is kept until something is told."""
    visit = request.visit
    key = page_cache.key(request, part_of_day(visit))
    answer = page_cache.answer(request, key)
    if answer is not None:
        return answer
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    body, due = _today(request, found)
    body = rendering.with_token(request, body)
    if not due:  # what was chosen and not yet saved stands in a form that is due
        page_cache.keep(key, body)
        return page_cache.answer(request, key) or HttpResponse(body)
    return HttpResponse(body)


def part_of_day(visit: Visit) -> str:
    """The night before a day begins is the evening of the one before."""
    hour, night = visit.at.hour, visit.day != visit.at.date()
    return "evening" if night or hour >= EVENING_BEGINS else "morning" if hour < NOON else "day"


def _today(
    request: Request, found: Day, form: Asked | None = None, errors: dict[str, str] | None = None
) -> tuple[str, bool]:
    visit = request.visit
    shown = shown_of(visit, found)
    ready = begun(found.course, lambda: Sitting(visit.care, visit.person, visit.day, at=visit.at, today=visit.day))
    quiet = shown.urgent or found.course.value(OWN_PAUSE) is True  # nothing is asked of who has paused the plan
    due = ready and not quiet and not told_this_morning(found.course)
    now = form or (asked(visit, MORNING) if due else None)
    done = ticks(found)
    body = rendering.text(
        request,
        "today",
        shown=shown,
        day=TodayShown(
            shown,
            done,
            left_today(found, done),
            due=due,
            asks=ready and not due and not quiet and _asks(visit, found),
        ),
        ready=ready,
        young=shown.young,
        due=due,
        form=_form(visit, now, errors or {}) if now else (),
        errors=errors or {},
        part=part_of_day(visit),
        done=done,
        sent=uuid.uuid4().hex,
        copy_due=copied.due(visit) if rendering.in_phone(request) else "",
        trained=trained_today(found),
        ahead=tomorrow(found, at=visit.at),
        limits_stand=limits_stand(visit.texts, visit.care.words(visit.person, *STANDING), found.course),
        evening_asked=evening_asked(visit, found) if ready and not due and not shown.urgent else None,
    )
    return body, due


def _asks(visit: Visit, found: Day) -> bool:
    """Are there questions that the day does not wait for?"""
    if not may_wait(found.course):
        return False
    asker = asked(visit, MORNING).asker
    return isinstance(asker, Morning) and asker.next() is not None and not asker.must_ask()


# -- the check-in -------------------------------------------------------------------------------------------


def _form(visit: Visit, now: Asked, errors: dict[str, str]) -> tuple[Shown, ...]:
    """The questions of an ordinary morning, on one screen."""
    found = []
    for question in with_pain(list(on_one_screen(now))):
        shown = question_shown(visit, question, now.submitted(question), form_day=now.sitting.day)
        before = then(now.sitting, question)
        found.append(replace(shown, error=errors.get(shown.key, ""), before=before))
    return tuple(found)


def on_one_screen(now: Asked) -> Iterator[Question]:
    asked = now.asker.usual() if isinstance(now.asker, Morning) else ()
    return (q for q in asked if q.fact in ON_ONE_SCREEN and q.about in ("", "news"))


def with_pain(questions: list[Question]) -> list[Question]:
    """The row of pain stands beside the exercises, and opens when some were done."""
    places = {question.fact: n for n, question in enumerate(questions)}
    if DONE in places and DONE_PAIN not in places:
        questions.insert(places[DONE] + 1, Question(DONE_PAIN, questions[places[DONE]].day))
    return questions


def then(sitting: Sitting, question: Question) -> int | None:
    """What was told of the day before the question's own."""
    foot = question.foot or next(iter(sitting.sore), "")
    slot = f"{question.fact}.{foot}" if question.fact == "first_step_pain" else ""
    found = sitting.told_of(slot, question.day - timedelta(days=1)) if slot else None
    return found if isinstance(found, int) else None


@require_POST
def checkin(request: Request) -> HttpResponse:
    """All of an ordinary morning at once; what is missing is asked for, and what was chosen stays."""
    visit, again = request.visit, request.POST.get("again") == "yes"
    now = asked(visit, MORNING, again=again)
    if has_morning(now.sitting) and not again:
        return _already(request, now)
    told, errors = {}, {}
    for question in on_one_screen(now):
        values = request.POST.getlist(key_of(question)) or ([SKIPPED] if question.fact in MAY_STAY_OPEN else [])
        try:
            now.sitting.tell(question, raw_of(visit.way, question, values))
            told[question] = values
        except (Unclear, Refused) as error:
            errors[key_of(question)] = said(visit, error)
    now = take(visit, now, told) if told else now
    if errors:
        found = visit.care.look(visit.person, at=visit.at_day)
        return HttpResponse(rendering.with_token(request, _today(request, found, now, errors)[0]), status=422)
    return onward(now, MORNING)


def _already(request: Request, now: Asked) -> HttpResponse:
    """The morning was told before, perhaps in another window: it is changed only if somebody wants that. The same
    answers once more change nothing."""
    visit, sitting = request.visit, now.sitting
    pairs = []
    for question in on_one_screen(asked(visit, MORNING, again=True)):
        values = request.POST.getlist(key_of(question))
        old = sitting.told_of(slot_of(sitting, question), question.day)
        if values and not _same(visit.way, question, values, old):
            pairs.append(pair_of(visit, question, old, values))
    if not pairs:
        return redirect("today")
    sent = [(key, value) for key in request.POST for value in request.POST.getlist(key) if "|" in key]
    return rendering.page(request, "again", status=409, pairs=pairs, sent=sent)


def _same(way: Pathway, question: Question, values: list[str], old: Any) -> bool:
    with suppress(Unclear, Refused):
        return bool(raw_of(way, question, values) == old)
    return False


def slot_of(sitting: Sitting, question: Question) -> str:
    foot = question.foot or next(iter(sitting.sore), "")
    return f"{question.fact}.{foot}" if sitting.pathway.facts[question.fact].foot else question.fact


# -- why ----------------------------------------------------------------------------------------------------


@require_safe
@page_cache.kept
def why(request: Request) -> HttpResponse:
    return _why(request, request.visit.at_day)


@require_safe
@page_cache.kept
def why_yesterday(request: Request) -> HttpResponse:
    """Yesterday's decision, with all that is known of that day now."""
    return _why(request, request.visit.at_day - timedelta(days=1), yesterday=True)


def _why(request: Request, at: datetime, *, yesterday: bool = False) -> HttpResponse:
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=at)
    if found.nothing_yet:
        return redirect("begin")
    began = visit.care.first_day(visit.person) or visit.day
    shown = shown_of(visit, found)
    return rendering.page(
        request,
        "why",
        shown=shown,
        yesterday=yesterday,
        has_yesterday=not yesterday and began < visit.day,
        day=date.fromordinal(shown.decision.date),
    )
