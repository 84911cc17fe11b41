"""What was tried, with the first steps on both sides, what others may do or give, and what is asked first."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from svang.engine.treatments import asked_beside, not_known
from svang.interview.telling import Sheet
from svang.web import rendering, treatments_shown
from svang.web.asking import sent_id, settle
from svang.web.views.ahead import found_for
from svang.web.views.telling import Form
from svang.web.visit import Request


@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: Request) -> HttpResponse:
    """The page; what is asked first is told on it, as much of it as one likes."""
    visit = request.visit
    first = visit.care.first_day(visit.person)
    if first is None:
        return redirect("begin")
    sent = request.method == "POST"
    settle(visit, today_too=sent)
    sheet = Sheet("health", "life", asked_beside(visit.way))
    form = Form(visit, sheet, request.POST, first, sent)
    id = sent_id(request, *sheet.facts)
    if sent and (visit.care.known(visit.person, id) or form.store(id)):
        return redirect("treatments")
    return _page(request, form)


def _page(request: Request, form: Form) -> HttpResponse:
    shown = found_for(request.visit)
    if shown is None:
        return redirect("begin")
    if shown.urgent:
        return rendering.page(request, "urgent", shown=shown)
    rows, cost = treatments_shown.tried(shown)
    missing = not_known(shown.course)
    return rendering.page(
        request,
        "treatments",
        status=422 if form.errors else 200,
        shown=shown,
        shelves=treatments_shown.shelves(shown),
        rows=rows,
        cost=cost,
        asked=[field for field in form.fields if field.shown.fact in missing],
        answered=treatments_shown.answered(shown),
        errors=form.errors,
        sent=uuid.uuid4().hex,
    )
