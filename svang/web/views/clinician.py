"""A clinician has seen the foot: one form, and the day anew."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from svang.answers.clinic import LIMITS, SAID_LIMITS
from svang.answers.typed import DATED_LIMITS, Refused
from svang.interview.clinician import LONGEST_WORDS, PARTS, body, choices, limits, question
from svang.interview.questions import Unclear, date_typed, date_written
from svang.web import rendering
from svang.web.asking import sent_id, settle
from svang.web.questions import said
from svang.web.visit import Request, Visit


@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: Request) -> HttpResponse:
    visit = request.visit
    settle(visit, today_too=request.method == "POST")
    if visit.care.last(visit.person) == 0:
        return redirect("begin")
    told = {part: request.POST.get(part, "").strip() for part in (*PARTS, *LIMITS)}
    day = request.POST.get("date", date_typed(visit.texts, visit.day)).strip()
    if request.method != "POST":
        return _form(request, told, day, {})
    errors: dict[str, str] = {}
    try:
        found = body(visit.way, visit.texts, told)
    except Unclear as error:
        errors |= dict.fromkeys(error.values["parts"], said(visit, error))
    try:
        on = date.fromisoformat(date_written(day, visit.day, exact=True))
        limited = limits(told, on)
        if not errors:
            found |= {"limits": limited} if limited else {}
            visit.care.tell(
                "seen", visit.person, found, day=on, at=visit.at, id=sent_id(request, "date", *PARTS, *LIMITS)
            )
    except (Unclear, Refused) as error:
        parts = error.values.get("parts", ["date"]) if isinstance(error, Unclear) else ["date"]
        errors |= dict.fromkeys(parts, said(visit, error))
    return _form(request, told, day, errors) if errors else redirect("today")


def _form(request: Request, told: dict[str, str], day: str, errors: dict[str, str]) -> HttpResponse:
    visit: Visit = request.visit
    parts = [(part, question(visit.texts, part), choices(visit.way, visit.texts, part)) for part in PARTS]
    status = 422 if errors else 200
    return rendering.page(
        request,
        "seen",
        status=status,
        parts=parts,
        told=told,
        day=day,
        errors=errors,
        sent=uuid.uuid4().hex,
        dated=DATED_LIMITS,
        limits=SAID_LIMITS,
        longest=LONGEST_WORDS,
    )
