"""The plan for a working day on one's feet. It is looked at and printed; it stores nothing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from svang.web import page_cache, rendering
from svang.web.views.ahead import found_for
from svang.web.visit import Request
from svang.web.work_shown import WorkShown


@require_safe
@page_cache.kept
def shown(request: Request) -> HttpResponse:
    day = found_for(request.visit)
    if day is None:
        return redirect("begin")
    if day.urgent:
        return rendering.page(request, "urgent", shown=day)
    if day.young:
        return redirect("today")
    return rendering.page(request, "work", shown=day, work=WorkShown(day))
