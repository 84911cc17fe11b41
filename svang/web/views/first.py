"""The first screen, and the way to where somebody left off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from svang import care
from svang.texts import LANGUAGES
from svang.web import rendering
from svang.web.asking import CHECK, draft_of
from svang.web.visit import keep


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    visit = request.visit
    if not care.look(visit.person, at=visit.at_day).nothing_yet:
        return redirect("today")
    return rendering.page(request, "first", goes_on=draft_of(visit.person, CHECK) is not None)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        keep("language", chosen)
    return redirect(request.POST.get("from") if request.POST.get("from") in ("/", "/more") else "/")
