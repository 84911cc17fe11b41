"""What one wants to be reminded of, and the calendar that an app fetches: no cookie, only its own secret address."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang.care.basis import Day
from svang.interview.intake import begun
from svang.interview.sitting import Sitting
from svang.says.decision import URGENT, too_young
from svang.settings.zone import zone
from svang.texts import LANGUAGES, texts
from svang.web import reminders as kept
from svang.web import rendering
from svang.web.reminders import FIELDS, SWITCHES, Form
from svang.web.views import failures
from svang.web.visit import Request, Visit

if TYPE_CHECKING:
    from svang.web.calendar import Made

ADDRESS = "/reminders#kal"
"""Where the calendar's address stands."""
LONGEST = 40
"""Letters of what is typed into a field."""


@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: Request) -> HttpResponse:
    """Which reminders, and when. The same form sent again changes nothing."""
    visit, before = request.visit, kept.kept()
    if request.method != "POST":
        return _page(request, kept.as_form(visit.texts, before))
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
    on = [name for name in SWITCHES if name in request.POST.getlist("on")]
    form = Form(on, request.POST.getlist("days"), typed)
    wanted = kept.read(visit.texts, form, visit.day)
    if form.errors:
        return _page(request, form)
    if wanted != replace(before, changes=0, changed="") or not kept.token():
        kept.keep(replace(wanted, changes=before.changes + 1, changed=visit.at.isoformat()))
    return redirect(ADDRESS)


@require_POST
def anew(request: Request) -> HttpResponse:
    """Another address; the old one leads nowhere."""
    if kept.token():
        kept.anew()
    return redirect(ADDRESS)


@require_safe
def calendar(request: Request, token: str) -> HttpResponse:
    """The file as it is now; only this reads the library that writes it."""
    from svang.web.calendar import calendar as written

    visit, secret = request.visit, kept.token()
    if not secret or not hmac.compare_digest(secret.encode(), token.encode()):
        return failures.not_there(request)
    found = visit.care.look(visit.person, at=visit.at_day)
    made, answered = _made(visit, found, secret), _answered(visit, found)
    body = written(made, found, answered, visit.day, asks=_asks(visit, found))
    disposition = 'inline; filename="svang.ics"'
    headers = {"Content-Disposition": disposition, "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def _answered(visit: Visit, found: Day) -> Day:
    """The last day whose morning was told, as it is known now; today where none was."""
    last = found.course.marked_on("checkin")
    ago = timedelta(days=found.course.date - last) if last is not None else timedelta()
    return visit.care.look(visit.person, at=visit.at_day - ago) if ago else found


def _made(visit: Visit, found: Day, secret: str) -> Made:
    from svang.web.calendar import Made, last_change

    choices, first = kept.kept(), visit.care.first_day(visit.person) or visit.day
    begins = datetime.combine(visit.day, time(), visit.at.tzinfo) + visit.begins
    return Made(
        texts(choices.language) if choices.language in LANGUAGES else visit.texts,  # an app asks in no language
        choices,
        zone(),
        id=sha256(f"svang {secret}".encode()).hexdigest()[:24],  # an entry that is shared gives no address away
        seq=found.seq + choices.changes + max(0, (visit.day - first).days),
        changed=last_change(found, choices, begins),
    )


def _asks(visit: Visit, found: Day) -> bool:
    """Does the morning's page ask anything: once all has been told that it needs, and nothing is more urgent?"""
    if found.nothing_yet or found.decision.triage in URGENT or too_young(visit.way, found.decision):
        return False
    return begun(found.course, lambda: Sitting(visit.care, visit.person, visit.day, at=visit.at, today=visit.day))


def _page(request: Request, form: Form) -> HttpResponse:
    token = kept.token()
    address = reverse("calendar", args=[token]) if token else ""
    if not rendering.in_phone(request):  # there no other app can fetch it
        address = request.build_absolute_uri(address) if token else ""
    day_names = request.visit.texts.get("reminders", "days")
    return rendering.page(
        request,
        "reminders",
        status=422 if form.errors else 200,
        form=form,
        errors=form.errors,
        day_names=list(zip(kept.DAYS, day_names, strict=True)),
        address=address,
    )
