"""The questions, one a screen: the first check, and what a morning's answer makes us ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang.answers.typed import Refused
from svang.interview.intake import Intake
from svang.interview.morning import Morning
from svang.interview.questions import Question, Unclear
from svang.interview.so_far import so_far
from svang.interview.telling import goals_wait
from svang.says.decision import URGENT, too_young
from svang.web import rendering
from svang.web.asking import CHECK, EVENING, MORNING, Asked, asked, key_of, raw_of, settle, submitted_in, take
from svang.web.day_shown import shown_of
from svang.web.questions import far_said, question_shown
from svang.web.visit import Request

PAGES = {CHECK: "question", MORNING: "checkin_question", EVENING: "evening_question"}
ENDS = {CHECK: "result", MORNING: "today", EVENING: "today"}


@require_safe
def go_on(request: Request) -> HttpResponse:
    """To the question that comes next, or to what it came to."""
    now = asked(request.visit, CHECK)
    return redirect("result") if is_over(now) else onward(now, CHECK)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, n: int) -> HttpResponse:
    return ask(request, CHECK, n)


@require_http_methods(["GET", "HEAD", "POST"])
def morning_question(request: Request, n: int) -> HttpResponse:
    return ask(request, MORNING, n)


@require_http_methods(["GET", "HEAD", "POST"])
def evening_question(request: Request, n: int) -> HttpResponse:
    return ask(request, EVENING, n)


@require_POST
def leave(request: Request) -> HttpResponse:
    """What was answered stays a draft; nothing has to be saved."""
    return redirect("begin")


def ask(request: Request, kind: str, n: int) -> HttpResponse:
    now = asked(request.visit, kind)
    if is_over(now):
        return redirect(ENDS[kind])
    question = now.at(n)
    if question is None:
        return onward(now, kind)
    if request.method != "POST":
        return screen(request, kind, now, n, question, now.submitted(question))
    if request.POST.get("question") != key_of(question):  # another window was faster
        return onward(now, kind)
    values = submitted_in(question, request.POST)
    try:
        now.sitting.tell(question, raw_of(request.visit.way, question, values))
    except (Unclear, Refused) as error:
        return screen(request, kind, now, n, question, values, error)
    return onward(take(request.visit, now, {question: values}), kind)


def is_over(now: Asked) -> bool:
    """Nothing is being answered, and the check was finished or something urgent stands: nothing begins by itself."""
    if now.draft is not None:
        return False
    if isinstance(now.asker, Intake):
        return not now.sitting.first and not now.asker.goes_on
    return now.sitting.before[1].triage in URGENT


def onward(now: Asked, kind: str) -> HttpResponse:
    """The next question; once there is none, what was told is stored. A morning ends with what the day waits for: the
    rest stands on Today, to be answered when it suits."""
    ends = isinstance(now.asker, Morning) and not now.asker.answered and bool(now.path) and not now.asker.must_ask()
    if now.next is not None and not ends:
        return redirect(PAGES[kind], n=len(now.path) + 1)
    if now.path:
        now.finish()
    return redirect(ENDS[kind])


def screen(
    request: Request,
    kind: str,
    now: Asked,
    n: int,
    question: Question,
    values: list[str],
    error: Unclear | Refused | None = None,
) -> HttpResponse:
    part = now.asker.progress(question) if isinstance(now.asker, Intake) else None
    shown = question_shown(
        request.visit, question, values, error=error, form_day=now.sitting.day, evening=kind == EVENING
    )
    back = reverse(PAGES[kind], args=[n - 1]) if n > 1 else reverse("begin" if kind == CHECK else "today")
    said: dict[str, Any] = {"shown": shown, "at": 0, "of": 0, "minutes": 0, "part": "", "far": None}
    if part is not None:
        said |= {"at": part.n, "of": part.of, "minutes": part.minutes, "part": part.group}
    if question.about == "so_far":
        said["far"] = far_said(request.visit.texts, so_far(now.sitting))
    young = kind == CHECK and too_young(now.sitting.pathway, now.sitting.decision)
    status = 422 if error is not None else 200
    return rendering.page(request, "question", status=status, back=back, kind=kind, young=young, was="", **said)


@require_safe
def result(request: Request) -> HttpResponse:
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    shown = shown_of(visit, found)
    goals = goals_wait(visit.care, visit.person, shown.decision)
    return rendering.page(request, "urgent" if shown.urgent else "result", shown=shown, goals=goals, pathway=visit.way)
