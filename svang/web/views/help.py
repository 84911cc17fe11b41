"""When to seek help, and whom to call: on every page's menu, whatever was decided."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from svang.contacts import regions
from svang.says.help import seek_help_levels
from svang.web import course_shown, page_cache, rendering
from svang.web.day_shown import shown_of
from svang.web.visit import Request


@require_safe
@page_cache.kept
def seek_help(request: Request) -> HttpResponse:
    visit = request.visit
    found = visit.care.look(visit.person, at=visit.at_day)
    shown = None if found.nothing_yet else shown_of(visit, found)
    more: dict[str, Any] = (
        {
            "ladder": course_shown.ladder(shown),
            "sources": course_shown.ladder_sources(shown),
            "bring": course_shown.bring(shown),
        }
        if shown
        else {}
    )
    return rendering.page(
        request, "help", shown=shown, regions=regions(), help_lines=seek_help_levels(visit.texts), **more
    )
