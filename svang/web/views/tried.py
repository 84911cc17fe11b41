"""One thing that was tried: told, corrected, or taken back."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from svang.answers.tried import SIDES
from svang.answers.typed import Refused
from svang.interview.questions import Unclear, date_typed, date_written
from svang.interview.tried import LONGEST_NOTE, PARTS, written
from svang.model.person import Event
from svang.web import rendering
from svang.web.asking import sent_id
from svang.web.day_shown import DayShown
from svang.web.questions import said
from svang.web.treatments_shown import as_written
from svang.web.views.ahead import found_for
from svang.web.visit import Request, Visit

FIELDS = ("what", "date", *PARTS[1:])
"""As they stand on the form."""
BACK = "back"


@require_http_methods(["GET", "HEAD", "POST"])
def tried(request: Request, id: str = "") -> HttpResponse:
    """Its form: empty, or with what was told."""
    visit = request.visit
    shown = found_for(visit)
    if shown is None:
        return redirect("begin")
    if shown.urgent:
        return rendering.page(request, "urgent", shown=shown)
    found = _standing(visit, shown, id) if id else None
    if id and found is None:
        return redirect("treatments")
    told = as_written(visit.texts, found) if found else {"date": date_typed(visit.texts, visit.day)}
    errors: dict[str, str] = {}
    if request.method == "POST":
        told = {part: request.POST.get(part, "").strip() for part in FIELDS}
        errors = _stored(request, told, found)
        if not errors:
            return redirect("treatments")
    return rendering.page(
        request,
        "tried",
        status=422 if errors else 200,
        id=id,
        told=dict.fromkeys(FIELDS, "") | told,
        errors=errors,
        names=[(each.id, visit.texts("treatments", each.id, "name")) for each in visit.way.treatments],
        sides=SIDES,
        longest=LONGEST_NOTE,
        sent=uuid.uuid4().hex,
    )


def _standing(visit: Visit, shown: DayShown, id: str) -> Event | None:
    """The word of it, unless it was taken back."""
    stands = any(entry["id"] == id for entry in shown.course.treated)
    words = visit.care.words(visit.person, "treated") if stands else ()
    return next((event for event in words if event.id == id), None)


def _stored(request: Request, told: dict[str, str], found: Event | None) -> dict[str, str]:
    """Stores it, in the place of what was told before; or by its field what is wrong."""
    visit = request.visit
    if found is not None and BACK in request.POST:
        visit.care.withdraw(visit.person, found, at=visit.at, id=f"{found.id}-{BACK}")
        return {}
    day, errors = _day(visit, told["date"])
    body, wrong = written(visit.way, told, day, visit.day)
    errors |= {part: said(visit, error) for part, error in wrong.items()}
    if "what" in errors:
        errors["what"] = visit.texts("web", "tried", "what_missing")
    if errors:
        return {part: errors[part] for part in FIELDS if part in errors}
    id = sent_id(request, *FIELDS)
    try:
        if found is None:
            visit.care.tell("treated", visit.person, body, day=day, at=visit.at, id=id)
        else:
            visit.care.tell_anew(visit.person, found, body, day=day, at=visit.at, id=id)
    except Refused as error:
        return {"date": said(visit, error)}
    return {}


def _day(visit: Visit, words: str) -> tuple[date, dict[str, str]]:
    """The day it began; where that is no date, a day that every other one comes after, and what is wrong."""
    try:
        return date.fromisoformat(date_written(words, visit.day)), {}
    except Unclear as error:
        return date.min, {"date": said(visit, error)}
