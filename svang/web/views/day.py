"""Today: what is due on top, then the decision and why, the tasks, the limits, the evening; and why."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from svang.answers.day import NOON, STANDING
from svang.answers.typed import Refused
from svang.care import Day
from svang.engine.plan import Planned
from svang.interview.answers import limits_stand, now_in
from svang.interview.due import DONE, DONE_PAIN
from svang.interview.intake import begun, told_this_morning
from svang.interview.lines import SKIPPED
from svang.interview.morning import Morning, has_morning
from svang.interview.questions import Question, Unclear
from svang.interview.sitting import Sitting
from svang.model.knowledge import Pathway
from svang.model.person import Event
from svang.web import page_cache, rendering
from svang.web.asking import EVENING, MORNING, Asked, asked, key_of, raw_of, sent_id, settle, take
from svang.web.day_shown import shown_of
from svang.web.questions import Shown, pair_of, question_shown, said
from svang.web.views.check import onward
from svang.web.visit import Request, Visit

EVENING_BEGINS = 16
ON_ONE_SCREEN = ("first_step_pain", "activity_pain", DONE, DONE_PAIN, "nothing_new")
MAY_STAY_OPEN = (DONE, DONE_PAIN)
PAINS = tuple(map(str, range(11)))
OWN_PAUSE = "own_pause"


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
    """The night before a day begins is not its morning."""
    hour, night = visit.at.hour, visit.day != visit.at.date()
    return "morning" if hour < NOON and not night else "evening" if hour >= EVENING_BEGINS else "day"


def _today(
    request: Request, found: Day, form: Asked | None = None, errors: dict[str, str] | None = None
) -> tuple[str, bool]:
    visit = request.visit
    shown = shown_of(visit, found, visit.care.yesterday(visit.person, found, at=visit.at_day))
    ready = begun(found.course, lambda: Sitting(visit.care, visit.person, visit.day, at=visit.at, today=visit.day))
    due = ready and not shown.urgent and not told_this_morning(found.course)
    now = form or (asked(visit, MORNING) if due else None)
    body = rendering.text(
        request,
        "today",
        shown=shown,
        ready=ready,
        young=shown.young,
        due=due,
        form=_form(visit, now, errors or {}) if now else (),
        errors=errors or {},
        part=part_of_day(visit),
        done=ticks(found),
        sent=uuid.uuid4().hex,
        told=today_told(visit, found),
        limits_stand=limits_stand(visit.texts, visit.care.words(visit.person, *STANDING), found.course),
        evening_asked=_evening(visit, found) if ready and not due and not shown.urgent else None,
    )
    return body, due


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


# -- the evening, and what was done -------------------------------------------------------------------------


def _evening(visit: Visit, found: Day) -> Shown | None:
    """How it was today, once a day; nothing is asked of who has paused the plan."""
    if found.course.value(OWN_PAUSE) is True or any(
        "activity_pain" in event.body for event in found.recent if event.date == visit.day
    ):
        return None
    return question_shown(visit, Question("activity_pain", visit.day), [], form_day=visit.day, evening=True)


@require_POST
def evening(request: Request) -> HttpResponse:
    visit = request.visit
    question = Question("activity_pain", visit.day)
    values, id = request.POST.getlist("answer"), sent_id(request, "answer")
    if visit.care.known(visit.person, id):
        return redirect("today")
    with suppress(Unclear, Refused):  # only a form that is not ours has another answer
        raw_of(visit.way, question, values)
        return onward(take(visit, asked(visit, EVENING), {question: values}, key=id), EVENING)
    return redirect("today")


@require_POST
def done(request: Request) -> HttpResponse:
    """One exercise done, all of it or some; how much that hurt; or the last time it was ticked today is taken back."""
    visit, task = request.visit, request.POST.get("task", "")
    if task not in {each.id for each in visit.way.tasks}:
        return redirect("today")
    found = visit.care.look(visit.person, at=visit.at_day)
    id = sent_id(request, "task", "how", "undo", "pain")
    after = (
        found if visit.care.known(visit.person, id) else _done(request, found, task, id)
    )  # a double tap, or sent again
    return redirect(reverse("today") + place_of(task, found, after))


def _done(request: Request, found: Day, task: str, id: str) -> Day:
    visit = request.visit
    last = next((each for each in reversed(ticked_today(found)) if each[1][0]["id"] == task), None)
    if request.POST.get("undo"):
        return visit.care.withdraw(visit.person, last[0], at=visit.at, id=id) if last else found
    if "pain" in request.POST:
        event, items = last or (None, ())
        pain = request.POST["pain"]
        return _sore(visit, event, items, pain, id) if event is not None and pain in PAINS else found
    item = exercise(found.decision.plan.tasks, task, request.POST.get("how", ""))
    return visit.care.answer(visit.person, {visit.day: {"exercises": (item,)}}, at=visit.at, id=id)


def _sore(visit: Visit, event: Event, items: Sequence[Mapping[str, Any]], pain: str, id: str) -> Day:
    """How much the exercise hurt that was ticked: the same entry, mended."""
    first, *others = items
    mended = {"exercises": ({**first, "pain": int(pain)}, *others)}
    return visit.care.correct(visit.person, event, mended, at=visit.at, id=id)


def exercise(planned: Sequence[Planned], id: str, how: str) -> dict[str, Any]:
    """What is stored of an exercise: on a ladder the level too, and of all of it the most that was planned."""
    task = next((task for task in planned if task.id == id), None)
    if task is None or not task.level:
        return {"id": id}
    whole = {key: task.dose[key][-1] for key in ("sets", "reps") if key in task.dose} if how == "whole" else {}
    return {"id": id, "level": task.place, **whole}


def place_of(task: str, before: Day, after: Day) -> str:
    """Where a task stands on the page, without its name; the top of it, once the day is decided otherwise."""
    was, now = before.decision, after.decision
    ids = [each.id for each in now.plan.tasks]
    as_before = (was.decision, was.plan.kind) == (now.decision, now.plan.kind)
    return f"#t{ids.index(task)}" if as_before and task in ids else ""


def ticked_today(found: Day) -> list[tuple[Event, tuple[Mapping[str, Any], ...]]]:
    """Each entry of today with exercises, as it says now."""
    told = [e for e in found.recent if e.kind == "answered" and e.date.toordinal() == found.course.date]
    now = [(event, now_in(event, found.recent).get("exercises") or ()) for event in told]
    return [(event, items) for event, items in now if items]


@dataclass(frozen=True, slots=True)
class Tick:
    """`whole`: was all of it done? `pain`: None while it is not said."""

    at: datetime
    whole: bool
    pain: int | None


def ticks(found: Day) -> dict[str, list[Tick]]:
    """Each time an exercise was ticked today."""
    times: dict[str, list[Tick]] = {}
    for event, items in ticked_today(found):
        for item in items:
            times.setdefault(item["id"], []).append(Tick(event.recorded_at, "sets" in item, item.get("pain")))
    return times


def today_told(visit: Visit, found: Day) -> bool:
    return any(event.kind == "answered" and event.date == visit.day for event in found.recent)


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
