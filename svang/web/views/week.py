"""One page a week. It is looked at; what it asks for is told elsewhere."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from svang.interview.intake import begun
from svang.interview.sitting import Sitting
from svang.interview.week import week
from svang.web import page_cache, rendering
from svang.web.asking import settle
from svang.web.day_shown import shown_of
from svang.web.visit import Request
from svang.web.week_shown import WeekShown


@require_safe
@page_cache.kept
def shown(request: Request) -> HttpResponse:
    """Who is not through the first questions, or too young for a plan, finds on Today what there is."""
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    day = shown_of(visit, found)
    if day.urgent:
        return rendering.page(request, "urgent", shown=day)
    ready = begun(found.course, lambda: Sitting(visit.care, visit.person, visit.day, at=visit.at, today=visit.day))
    if day.young or not ready:
        return redirect("today")
    said = week(visit.care, visit.person, visit.texts, found, visit.day, at=visit.at)
    return rendering.page(request, "week", shown=day, week=WeekShown(day, said))
