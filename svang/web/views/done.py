"""What was done today: the evening's number, the training as a whole, and each exercise for itself."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from svang.answers.typed import Refused
from svang.care.basis import Day
from svang.interview.answers import now_in
from svang.interview.due import DONE, DONE_PAIN
from svang.interview.questions import Question, Unclear
from svang.interview.telling import exercise_of
from svang.model.person import Event, left_out
from svang.web.asking import EVENING, asked, raw_of, sent_id, take
from svang.web.questions import Shown, question_shown
from svang.web.today_shown import OWN_PAUSE
from svang.web.views.check import onward
from svang.web.visit import Request, Visit

PAINS = tuple(map(str, range(11)))


# -- the evening --------------------------------------------------------------------------------------------


def evening_asked(visit: Visit, found: Day) -> Shown | None:
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


# -- the training as a whole --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trained:
    """What was told today of today's training: all, some or none of it; how much it hurt, None while that is open."""

    word: str
    at: datetime
    pain: int | None


def trained_today(found: Day) -> Trained | None:
    """The last word of today; None where nothing was told, or it was taken back."""
    told, pains = _told_today(found, DONE), _told_today(found, DONE_PAIN)
    if not told:
        return None
    event, word = told[-1]
    return Trained(str(word), event.recorded_at, pains[-1][1] if pains else None) if word else None


def _told_today(found: Day, fact: str) -> list[tuple[Event, Any]]:
    """Each entry of today with a fact, as it says now."""
    told = [e for e in found.recent if e.kind == "answered" and e.date.toordinal() == found.course.date]
    now = [(event, now_in(event, found.recent)) for event in told]
    return [(event, body[fact]) for event, body in now if fact in body]


@require_POST
def trained(request: Request) -> HttpResponse:
    """All, some or nothing of today's training; how much it hurt; or what was told of it is taken back."""
    visit = request.visit
    id = sent_id(request, "how", "pain", "undo")
    if not visit.care.known(visit.person, id):  # a double tap, or sent again
        _trained(request, id)
    return redirect(reverse("today") + "#tasks")


def _trained(request: Request, id: str) -> None:
    visit = request.visit
    how, pain = request.POST.get("how", ""), request.POST.get("pain", "")
    if request.POST.get("undo"):
        _untrained(visit, id)
    elif how in visit.way.facts[DONE].options:
        visit.care.answer(visit.person, {visit.day: {DONE: how}}, at=visit.at, id=id)
    elif pain in PAINS:
        visit.care.answer(visit.person, {visit.day: {DONE_PAIN: int(pain)}}, at=visit.at, id=id)


def _untrained(visit: Visit, id: str) -> None:
    """All that was told today of the training as a whole is taken back; the last one bears the id of the form."""
    found = visit.care.look(visit.person, at=visit.at_day)
    told = [(event, fact) for fact in (DONE_PAIN, DONE) for event, _ in _told_today(found, fact)]
    for n, (event, fact) in enumerate(told, 1):
        mark = id if n == len(told) else f"{id}{n}"
        visit.care.withdraw(visit.person, event, at=visit.at, id=mark, slots=(fact,))


# -- each exercise for itself -------------------------------------------------------------------------------


@require_POST
def done(request: Request) -> HttpResponse:
    """One exercise, all of it, some or not today; how much it hurt; or what was told of it last today is taken back."""
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
    item = exercise_of(found.decision.plan.tasks, task, request.POST.get("how", ""))
    return visit.care.answer(visit.person, {visit.day: {"exercises": (item,)}}, at=visit.at, id=id)


def _sore(visit: Visit, event: Event, items: Sequence[Mapping[str, Any]], pain: str, id: str) -> Day:
    """How much the exercise hurt that was ticked: the same entry, mended."""
    first, *others = items
    mended = {"exercises": ({**first, "pain": int(pain)}, *others)}
    return visit.care.correct(visit.person, event, mended, at=visit.at, id=id)


def place_of(task: str, before: Day, after: Day) -> str:
    """Where a task stands on the page, without its name; the top of it, once the day is decided otherwise."""
    was, now = before.decision, after.decision
    ids = [each.id for each in now.plan.tasks]
    as_before = (was.decision, was.plan.kind) == (now.decision, now.plan.kind)
    return f"#t{ids.index(task)}" if as_before and task in ids else ""


def ticked_today(found: Day) -> list[tuple[Event, tuple[Mapping[str, Any], ...]]]:
    """Each entry of today with exercises, as it says now."""
    return [(event, items) for event, items in _told_today(found, "exercises") if items]


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
            if left_out(item):
                continue
            times.setdefault(item["id"], []).append(Tick(event.recorded_at, _whole(found, item), item.get("pain")))
    return times


def left_today(found: Day, done: Container[str]) -> frozenset[str]:
    """The exercises that are not for today; one that was `done` all the same is none of them."""
    told = {item["id"] for _, items in ticked_today(found) for item in items if left_out(item)}
    return frozenset(id for id in told if id not in done)


def _whole(found: Day, item: Mapping[str, Any]) -> bool:
    """The least that is planned, at the level that is; where it is planned no more, what was counted."""
    task = next((task for task in found.decision.plan.tasks if task.id == item["id"]), None)
    if task is None or "sets" not in item:
        return "sets" in item
    enough = all(item.get(key, 0) >= task.dose[key][0] for key in ("sets", "reps") if key in task.dose)
    return enough and item.get("level", 0) >= task.place
