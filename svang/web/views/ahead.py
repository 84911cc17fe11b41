"""The plan, running and progress: what is behind, what is asked for next, and what may come."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from svang.answers.typed import BEST
from svang.interview.telling import sheets
from svang.web import course_shown, page_cache, rendering
from svang.web.asking import settle
from svang.web.day_shown import DayShown, shown_of
from svang.web.phases_shown import phase_days, week
from svang.web.progress_shown import Progress
from svang.web.span_shown import SPANS, Span, span_of
from svang.web.visit import Request, Visit

WISHES = {"yes": True, "no": False}


def found_for(visit: Visit) -> DayShown | None:
    """The day as it stands; None while nothing is told."""
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    return None if found.nothing_yet else shown_of(visit, found)


@require_safe
@page_cache.kept
def plan(request: Request) -> HttpResponse:
    shown = found_for(request.visit)
    if shown is None:
        return redirect("begin")
    if shown.urgent:
        return rendering.page(request, "urgent", shown=shown)
    return rendering.page(
        request,
        "plan",
        shown=shown,
        where=course_shown.where(shown),
        phases=course_shown.phases(shown, phase_days(request.visit, shown)),
        next=course_shown.next_one(shown),
        running_too=course_shown.running_too(shown),
        later=course_shown.later(shown),
        week=week(request.visit, shown),
        running=course_shown.running(shown),
        raises="raises" in {sheet.id for sheet in sheets(shown.course)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page_cache.kept
def running(request: Request) -> HttpResponse:
    """The criteria, and once it is open where one is; and whether one wants to run at all."""
    visit = request.visit
    if request.method == "POST":
        wish = WISHES.get(request.POST.get("wish", ""))
        if wish is not None and visit.care.last(visit.person):
            visit.care.answer(visit.person, {visit.day: {visit.way.shown["wish"]: wish}}, at=visit.at)
        return redirect("running")
    shown = found_for(visit)
    if shown is None:
        return redirect("begin")
    if shown.urgent:
        return rendering.page(request, "urgent", shown=shown)
    return rendering.page(request, "running", shown=shown, running=course_shown.running(shown))


@require_safe
@page_cache.kept
def progress(request: Request) -> HttpResponse:
    """How it goes; `span` says how far back one looks."""
    shown = found_for(request.visit)
    if shown is None:
        return redirect("begin")
    span = Span(request.visit, shown, span_of(shown, request.GET.get("span", "")))
    return rendering.page(
        request,
        "progress",
        shown=shown,
        where=course_shown.where(shown),
        progress=Progress(request.visit, shown),
        span=span,
        spans=tuple(SPANS),
        enough=shown.course.enough,
        best=BEST,
    )
