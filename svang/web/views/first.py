"""The first screen, and the way to where somebody left off."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from svang.texts import LANGUAGES
from svang.web import rendering
from svang.web.asking import CHECK, draft_of
from svang.web.visit import Request, keep


@require_safe
def begin(request: Request) -> HttpResponse:
    visit = request.visit
    if not visit.care.look(visit.person, at=visit.at_day).nothing_yet:
        return redirect("today")
    return rendering.page(request, "first", goes_on=draft_of(visit, CHECK) is not None)


@require_POST
def language(request: Request) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        keep("language", chosen)
    came = request.POST.get("from", "/")
    return redirect(came if came in ("/", "/more") else "/")
