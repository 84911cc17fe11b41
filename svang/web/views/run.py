"""Today's run: what it is, the clock that goes along, and what was run, told afterwards or as it ends."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from svang.answers.typed import Refused
from svang.interview.questions import Question, Unclear
from svang.interview.telling import Telling
from svang.web import rendering
from svang.web.asking import raw_of, settle
from svang.web.played import data, day_of, headline, keep, may_play, of_script, refusal
from svang.web.questions import said
from svang.web.run_shown import SHEET, RunShown
from svang.web.visit import Request, Visit


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: Request) -> HttpResponse:
    return _told(request) if request.method == "POST" else _shown(request)


def _shown(request: Request, error: str = "") -> HttpResponse:
    """Today's run, or why there is none; what is urgent is Today's to say."""
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    if not may_play(visit, found):
        return redirect("today")
    shown = RunShown(visit, found, error=error, sent=request.POST)
    sent, status = uuid.uuid4().hex, 422 if error else 200
    return rendering.page(request, "run", status=status, run=shown, sent=sent)


def _told(request: Request) -> HttpResponse:
    """What was run; a later word of the same run mends it. The script is answered with data."""
    visit, post = request.visit, request.POST
    before = visit.care.look(visit.person, at=visit.at_day)
    try:
        day = day_of(visit, before, post.get("day", ""))
        telling = Telling(visit.care, SHEET, visit.person, day, at=visit.at, today=visit.day)
        values = telling.typed(told(visit, telling, post))
    except (Unclear, Refused) as error:
        return refusal(visit, error) if of_script(request) else _shown(request, said(visit, error))
    after = keep(visit, before, day, values, post, SHEET.id)
    return data({"now": headline(visit, after)}) if of_script(request) else redirect("today")


def told(visit: Visit, telling: Telling, post: QueryDict) -> dict[Question, Any]:
    """Each answer that was given. The minutes are those that were written, else those that stand on the button; a run
    is told with them. Raises Unclear."""
    found = {}
    for question in telling.questions():
        written = post.get(question.fact, "").strip()
        if question.fact == SHEET.facts[0]:
            written = written or post.get("minutes", "")
            found[question] = raw_of(visit.way, question, [written])
        elif written:
            found[question] = raw_of(visit.way, question, [written])
    return found
