"""One page for an appointment. It is looked at and printed; nothing on it is sent or stored."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from svang.interview.report import report
from svang.web import page_cache, rendering, report_shown
from svang.web.day_shown import shown_of
from svang.web.span_shown import Span, span_of
from svang.web.visit import Request


@require_safe
@page_cache.kept
def shown(request: Request) -> HttpResponse:
    visit = request.visit
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    day = shown_of(visit, found)
    return rendering.page(
        request,
        "report",
        shown=day,
        report=report(visit.care, visit.person, visit.texts, found, visit.day),
        curves=report_shown.curves(day),
        weeks=Span(visit, day, span_of(day, "")).weeks,
    )
