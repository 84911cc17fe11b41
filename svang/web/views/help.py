"""When to seek help, and whom to call: on every page's menu, whatever was decided."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from svang import care
from svang.contacts import regions
from svang.sentences import seek_help_levels
from svang.web import ahead, paper
from svang.web.told import told_of


@require_safe
def seek_help(request: HttpRequest) -> HttpResponse:
    visit = request.visit
    found = care.look(visit.person, at=visit.at_day)
    seen = None if found.nothing_yet else told_of(visit, found)
    shown = (
        {"ladder": ahead.ladder(seen), "sources": ahead.ladder_sources(seen), "bring": ahead.bring(seen)}
        if seen
        else {}
    )
    return paper.page(request, "help", seen=seen, regions=regions(), help_lines=seek_help_levels(visit.texts), **shown)
