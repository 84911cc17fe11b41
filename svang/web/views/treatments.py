"""What others may do or give, and what was tried, with the first steps on both sides."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from svang.answers.typed import Refused
from svang.interview.questions import Unclear, date_typed, date_written
from svang.model.person import FEET
from svang.web import course_shown, rendering
from svang.web.asking import sent_id
from svang.web.questions import said
from svang.web.views.ahead import found_for
from svang.web.visit import Request

PARTS = ("what", "date", "side", "note")
SIDES = (*FEET, "both")
LONGEST_NOTE = 200


@require_safe
def shown(request: Request) -> HttpResponse:
    return _page(request, {"date": date_typed(request.visit.texts, request.visit.day)}, {})


@require_POST
def tried(request: Request) -> HttpResponse:
    """One thing that was tried, into the ledger."""
    visit = request.visit
    told = {part: request.POST.get(part, "").strip() for part in PARTS}
    errors, day = {}, visit.day
    if told["what"] not in {treatment.id for treatment in visit.way.treatments}:
        errors["what"] = visit.texts("web", "tried", "what_missing")
    try:
        day = date.fromisoformat(date_written(told["date"]))
        if not errors and visit.care.last(visit.person):
            visit.care.tell("treated", visit.person, body(told), day=day, at=visit.at, id=sent_id(request, *PARTS))
    except (Unclear, Refused) as error:
        errors["date"] = said(visit, error)
    return _page(request, told, errors) if errors else redirect("treatments")


def body(told: dict[str, str]) -> dict[str, str]:
    side, note = told["side"] if told["side"] in SIDES else "", told["note"][:LONGEST_NOTE]
    return {key: value for key, value in (("what", told["what"]), ("side", side), ("note", note)) if value}


def _page(request: Request, told: dict[str, str], errors: dict[str, str]) -> HttpResponse:
    shown = found_for(request.visit)
    if shown is None:
        return redirect("begin")
    if shown.urgent:
        return rendering.page(request, "urgent", shown=shown)
    return rendering.page(
        request,
        "treatments",
        status=422 if errors else 200,
        shown=shown,
        shelves=course_shown.shelves(shown),
        tried=course_shown.tried(shown),
        told=dict.fromkeys(PARTS, "") | told,
        errors=errors,
        sides=SIDES,
        sent=uuid.uuid4().hex,
    )
