"""The session: the day's exercises, one after the other, and what was done of each, stored as it ends."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from svang.answers.typed import Refused, refused, typed
from svang.care.basis import Day
from svang.interview.questions import Unclear, node
from svang.interview.telling import exercise_of
from svang.model.knowledge import Pathway
from svang.web import rendering
from svang.web.asking import settle
from svang.web.played import data, day_of, headline, keep, may_play, of_script
from svang.web.questions import said
from svang.web.session_shown import SessionShown
from svang.web.views.done import left_today, ticks
from svang.web.visit import Request, Visit

NUMBERS = ("level", "sets", "reps")
NOT_TOLD = ("", "?")


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: Request) -> HttpResponse:
    return _told(request) if request.method == "POST" else _shown(request)


def _shown(request: Request, error: str = "") -> HttpResponse:
    """The exercises that are left of today; a day on which none may be done is Today's to explain."""
    visit = request.visit
    settle(visit, today_too=False)
    found = visit.care.look(visit.person, at=visit.at_day)
    if found.nothing_yet:
        return redirect("begin")
    if not may_play(visit, found):
        return redirect("today")
    done = ticks(found)
    shown = SessionShown(visit, found, done, left_today(found, done))
    sent, status = uuid.uuid4().hex, 422 if error else 200
    return rendering.page(request, "session", status=status, session=shown, sent=sent, error=error)


# -- what was done ------------------------------------------------------------------------------------------


def _told(request: Request) -> HttpResponse:
    """One exercise that ended, or was broken off; the same one again is mended. The script is answered with data."""
    visit, post = request.visit, request.POST
    before = visit.care.look(visit.person, at=visit.at_day)
    try:
        day = day_of(visit, before, post.get("day", ""))
        item = item_of(visit, before, post)
    except (Unclear, Refused) as error:
        says = said(visit, error)
        return data({"says": says}, 422) if of_script(request) else _shown(request, says)
    after = keep(visit, before, day, {"exercises": (item,)}, post, "session")
    if of_script(request):
        return data({"now": headline(visit, after)})
    was, now = before.decision, after.decision
    as_before = (was.decision, was.plan.kind) == (now.decision, now.plan.kind)
    return redirect("session" if as_before else reverse("today"))


def item_of(visit: Visit, found: Day, post: QueryDict) -> dict[str, Any]:
    """The exercise as it is stored: as it was counted, else all of it or some. Raises Refused."""
    id, way = post.get("task", ""), visit.way
    raw: dict[str, Any]
    if "sets" in post:
        raw = {"id": id} | {key: _number(post.get(key, "")) for key in NUMBERS if post.get(key)}
    else:
        raw = exercise_of(found.decision.plan.tasks, id, post.get("how", ""))
    raw |= {"pain": _number(post.get("pain", ""))} if post.get("pain", "") not in NOT_TOLD else {}
    raw |= {"effort": post.get("effort", "")} if post.get("effort") else {}
    values, problems = typed(way, node({"exercises": [raw]}))
    if problems:
        raise Refused(tuple(problems))
    _must_be_a_level(way, raw)
    item: dict[str, Any] = values["exercises"][0]
    return item


def _number(written: str) -> int | str:
    return int(written) if written.isascii() and written.isdigit() and len(written) < len("1000") else written


def _must_be_a_level(way: Pathway, item: Mapping[str, Any]) -> None:
    """Raises Refused: a level that its ladder has not, or something that is no exercise."""
    task = next(task for task in way.tasks if task.id == item["id"])
    if not task.ladder and not any("sets" in dose for dose in task.doses.values()):
        raise refused("not_a_choice", key="task", found=task.id, choices="–")
    if "level" in item and not 1 <= item["level"] <= len(task.levels):
        raise refused("out_of_range", key="level", found=item["level"], low=1, high=len(task.levels))
