"""What was played, told by a form or by the page's script: about today or yesterday, stored once, mended by a later
word of the same."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict

from svang.care.basis import Day
from svang.interview.answers import now_in
from svang.interview.intake import begun
from svang.interview.questions import Unclear
from svang.interview.sitting import Sitting
from svang.model.knowledge import Pathway
from svang.says.rules import Limits
from svang.texts import Texts
from svang.web.day_shown import shown_of
from svang.web.visit import Request, Visit


def may_play(visit: Visit, found: Day) -> bool:
    """Not before all is answered that has to be known, and not while somebody has to look at the foot at once."""
    ready = begun(found.course, lambda: Sitting(visit.care, visit.person, visit.day, at=visit.at, today=visit.day))
    return ready and not shown_of(visit, found).urgent


# -- the script ---------------------------------------------------------------------------------------------


def of_script(request: Request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def data(says: dict[str, Any], status: int = 200) -> HttpResponse:
    response = JsonResponse(says, status=status)
    response["Content-Length"] = str(len(response.content))  # so short that it comes as it is
    return response


def headline(visit: Visit, found: Day) -> str:
    """What the day says now."""
    return shown_of(visit, found).headline


def bands(way: Pathway, texts: Texts, part: str, tops: Mapping[str, int | None]) -> list[dict[str, Any]]:
    """What follows when it hurts, up to which number (None: it is not known)."""
    limits = Limits(way, texts)
    found = []
    for key, to in tops.items():
        says = texts("web", part, "hurts", key, "says").format_map(limits)
        found.append({"key": key, "to": to, "title": texts("web", part, "hurts", key, "title"), "says": says})
    return found


# -- what is stored -----------------------------------------------------------------------------------------


def day_of(visit: Visit, found: Day, written: str) -> date:
    """The day it is about: today, or yesterday where it was sent late. Raises Unclear."""
    if found.nothing_yet:
        raise Unclear("session_no_plan")
    near = (visit.day, visit.day - timedelta(days=1))
    day = next((day for day in near if day.isoformat() == written), None)
    if day is None:
        raise Unclear("session_other_day")
    return day


def keep(visit: Visit, found: Day, day: date, values: Mapping[str, Any], post: QueryDict, kind: str) -> Day:
    """A new entry; or the one of the same `sent`, mended. `n` counts what was sent of it: the first again is the same,
    and what was taken back stays so."""
    return _keep(visit, found, day, values, (kind, post.get("sent") or uuid.uuid4().hex), post.get("n", "0"))


def _keep(visit: Visit, found: Day, day: date, values: Mapping[str, Any], mark: tuple[str, ...], n: str) -> Day:
    id = _id(*mark)
    entries, changes = visit.care.diary(visit.person).made_by(id)
    if not entries:
        return visit.care.answer(visit.person, {day: values}, at=visit.at, id=id)
    event, again = entries[0][1], _id(*mark, n)
    now = now_in(event, changes)
    if not now or n == "0" or visit.care.known(visit.person, again):
        return found
    new = {slot: value for slot, value in values.items() if slot not in event.body}
    if new:  # what its first word did not say is an entry beside it
        found = _keep(visit, found, day, new, (*mark, "more"), n)
    mended = {slot: value for slot, value in values.items() if slot in now and now[slot] != value}
    return visit.care.correct(visit.person, event, mended, at=visit.at, id=again) if mended else found


def _id(*parts: str) -> str:
    return sha256("|".join(parts).encode()).hexdigest()[:32]
