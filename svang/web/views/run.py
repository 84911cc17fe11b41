"""Today's run: what it is, the clock that goes along, and what was run, told afterwards or as it ends."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from svang.interview.questions import Unclear
from svang.web import rendering
from svang.web.asking import settle
from svang.web.played import data, day_of, headline, keep, may_play, of_script
from svang.web.questions import said
from svang.web.run_shown import MINUTES, SHEET, RunShown
from svang.web.views.telling import Form
from svang.web.visit import Request, Visit


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: Request) -> HttpResponse:
    return _told(request) if request.method == "POST" else _shown(request, {})


def _shown(request: Request, errors: Mapping[str, str]) -> HttpResponse:
    """Today's run, or why there is none; what is urgent is Today's to say."""
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    if not may_play(visit, found):
        return redirect("today")
    shown = RunShown(visit, found, request.POST, errors)
    return rendering.page(request, "run", status=422 if errors else 200, run=shown, sent=uuid.uuid4().hex)


def _told(request: Request) -> HttpResponse:
    """What was run; a later word of the same run mends it. The script is answered with data."""
    visit, post = request.visit, request.POST
    before = visit.care.look(visit.person, at=visit.at_day)
    try:
        day = day_of(visit, before, post.get("day", ""))
    except Unclear as error:
        return _wrong(request, {"form": said(visit, error)})
    form = form_of(visit, day, post)
    told = form.told()
    if form.errors or not told:
        return _wrong(request, form.errors or {"form": visit.texts("tell", "nothing_told")})
    after = keep(visit, before, day, form.telling.typed(told), post, SHEET.id)
    return data({"now": headline(visit, after)}) if of_script(request) else redirect("today")


def _wrong(request: Request, errors: Mapping[str, str]) -> HttpResponse:
    return data({"says": next(iter(errors.values()))}, 422) if of_script(request) else _shown(request, errors)


def form_of(visit: Visit, day: date, post: QueryDict) -> Form:
    """The sheet of a run, about that day. The minutes are those that were written, else those on the button."""
    sent = post.copy()
    sent["day"] = "today" if day == visit.day else "yesterday"
    sent[MINUTES] = post.get(MINUTES, "").strip() or post.get("minutes", "")
    return Form(visit, SHEET, sent, visit.care.first_day(visit.person) or visit.day, True)
