"""The plan, running and progress: what is behind, what is asked for next, and what may come."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from svang.web import course_shown, page_cache, rendering
from svang.web.asking import settle
from svang.web.day_shown import DayShown, shown_of
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
    seen = found_for(request.visit)
    if seen is None:
        return redirect("begin")
    if seen.urgent:
        return rendering.page(request, "urgent", seen=seen)
    return rendering.page(
        request,
        "plan",
        seen=seen,
        where=course_shown.where(seen),
        phases=course_shown.phases(seen),
        next=course_shown.next_one(seen),
        later=course_shown.later(seen),
        running=course_shown.running(seen),
        answer_of=partial(course_shown.answer_of, seen),
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
    seen = found_for(visit)
    if seen is None:
        return redirect("begin")
    if seen.urgent:
        return rendering.page(request, "urgent", seen=seen)
    answer_of = partial(course_shown.answer_of, seen)
    return rendering.page(request, "running", seen=seen, running=course_shown.running(seen), answer_of=answer_of)


@require_safe
@page_cache.kept
def progress(request: Request) -> HttpResponse:
    seen = found_for(request.visit)
    if seen is None:
        return redirect("begin")
    shown: dict[str, Any] = {
        "where": course_shown.where(seen),
        "progress": course_shown.progress(seen),
        "enough": seen.course.enough,
    }
    return rendering.page(request, "progress", seen=seen, **shown)
