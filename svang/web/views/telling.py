"""Telling something on any day: the sheets there are, one sheet, and the receipt for what was told."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang.answers.amounts import until_written
from svang.answers.clinic import WHY, pause
from svang.answers.day import STANDING, pause_on
from svang.answers.typed import MOST_GOALS, Refused
from svang.interview.answers import entry, now_in, pause_said, that_day
from svang.interview.questions import DONT_KNOW, Question, Unclear, line_of, node
from svang.interview.telling import BY_ID, DAYS, HOW_MUCH, PARTS, SKIN, Sheet, Telling, day_chosen, exercise_of, sheets
from svang.says.tape import skin_means
from svang.says.words import day_name
from svang.web import rendering
from svang.web.asking import raw_of, sent_id, settle
from svang.web.day_shown import shown_of
from svang.web.questions import Shown, question_shown, said
from svang.web.visit import Request, Visit

PAINS = tuple(map(str, range(11)))
TILES = {
    **{"run": "run", "walk": "walk", "steps": "steps", "exercises": "play", "stood": "bag", "painkiller": "pill"},
    **{"relief": "snow", "shoes": "shoe", "place": "target", "other_foot": "feet", "pause": "pause", "note": "note"},
}
"""What people tell most, each with its sign; the rest stands behind its part."""
WARNING = ("signs", "breathless")
"""What may be serious is in sight, too."""


@require_safe
def listed(request: Request) -> HttpResponse:
    visit = request.visit
    if visit.care.first_day(visit.person) is None:
        return redirect("begin")
    there = sheets(visit.care.look(visit.person, at=visit.at_day).course)
    more = [sheet for sheet in there if sheet.id not in (*TILES, *WARNING)]
    parts = [(part, [sheet for sheet in more if sheet.part == part]) for part in PARTS]
    on = pause_on(visit.care.words(visit.person, *STANDING), visit.day)
    said = pause_said(visit.texts, on.body) if on is not None else ""
    return rendering.page(
        request, "tell", tiles=TILES, warning=WARNING, parts=parts, pause=said, days=DAYS, which=day_asked(request)
    )


def day_asked(request: Request) -> str:
    """The day that was chosen before the sheet, today where none was."""
    asked = request.GET.get("day", "")
    return asked if asked in DAYS else DAYS[0]


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, what: str) -> HttpResponse:
    """One sheet; nothing of it is stored before all of it can be."""
    visit = request.visit
    settle(visit, today_too=request.method == "POST")
    first = visit.care.first_day(visit.person)
    if first is None or what not in BY_ID:
        return redirect("begin" if first is None else "tell")
    form = Form(visit, BY_ID[what], request.POST, first, request.method == "POST")
    if request.method != "POST":
        form.which = day_asked(request)
        return _page(request, form)
    id = sent_id(request, *sorted(key for key in request.POST if key not in ("csrfmiddlewaretoken", "sent")))
    if not visit.care.known(visit.person, id) and not form.store(id):
        return _page(request, form)
    return redirect("receipt", id=id)


def _page(request: Request, form: Form) -> HttpResponse:
    return rendering.page(
        request,
        "sheet",
        status=422 if form.errors else 200,
        form=form,
        sheet=form.sheet,
        first=first_said(form.visit, form.first),
        sent=uuid.uuid4().hex,
        most=MOST_GOALS,
        why=WHY,
        days=DAYS,
    )


def first_said(visit: Visit, first: date) -> str:
    return f"{day_name(visit.texts, first)} {first.year}"


@dataclass(frozen=True, slots=True)
class Field:
    """A question on a sheet: how it is shown, and what was sent, as it was sent."""

    shown: Shown
    values: tuple[str, ...]


class Form:
    """A sheet as it was sent. What is wrong stands in `errors`, by the key of the field."""

    def __init__(self, visit: Visit, sheet: Sheet, sent: Any, first: date, is_sent: bool) -> None:
        self.visit, self.sheet, self.sent, self.first = visit, sheet, sent, first
        self.errors: dict[str, str] = {}
        self.which, self.other = sent.get("day", "today"), sent.get("other", "")
        self.day = self._day() if is_sent else visit.day
        self.telling = Telling(visit.care, sheet, visit.person, self.day, at=visit.at, today=visit.day)

    def _day(self) -> date:
        try:
            return day_chosen(self.which, self.other, today=self.visit.day, first=self.first)
        except (Unclear, Refused) as error:
            self.errors["day"] = self.says(error)
            return self.visit.day

    def says(self, error: Unclear | Refused) -> str:
        if isinstance(error, Unclear) and error.key == "before_the_first":
            return self.visit.texts("tell", "before_the_first")
        return said(self.visit, error)

    # -- as it is shown -----------------------------------------------------------------------------------

    @property
    def fields(self) -> list[Field]:
        return [self._field(question) for question in self.telling.questions() if not self._in_short(question)]

    @property
    def signs(self) -> list[tuple[Field, str, str]]:
        """Of many signs those that a yes warns of, each as a short line."""
        texts = self.visit.texts
        lines = [(each, texts.get("lists", "lines", each.fact, "more")) for each in self.telling.questions()]
        return [(self._field(q), line_of(texts, q.fact), str(more or "")) for q, more in lines if self._in_short(q)]

    def _in_short(self, question: Question) -> bool:
        return self.sheet.way == "signs" and self.visit.way.facts[question.fact].signs == {True}

    def _field(self, question: Question) -> Field:
        values = self.values(question)
        if self.sheet.way == "place" and not self.sent:
            values = self._places(question)
        shown = question_shown(self.visit, question, values, form_day=question.day)
        title = that_day(self.visit.texts, question)
        name = self.name(question)
        return Field(replace(shown, key=name, title=title, error=self.errors.get(name, "")), tuple(values))

    def _places(self, question: Question) -> list[str]:
        """The places as they are known, so that one is added or taken away."""
        known = self.telling.sitting.before[0].value(f"pain_sites.{question.foot}") or frozenset()
        options = self.visit.way.facts["pain_sites"].options
        return [str(n) for n, site in enumerate(options, start=1) if site in known]

    @property
    def exercises(self) -> list[tuple[str, str]]:
        return [(id, self.visit.texts("tasks", id, "name")) for id in self.telling.exercises()]

    @property
    def other_foot(self) -> str:
        return self.telling.other_foot()

    @property
    def pause_on(self) -> str:
        on = pause_on(self.visit.care.words(self.visit.person, *STANDING), self.visit.day)
        return pause_said(self.visit.texts, on.body) if on is not None else ""

    def chosen(self, name: str) -> str:
        return str(self.sent.get(name, ""))

    # -- as it was sent -----------------------------------------------------------------------------------

    def name(self, question: Question) -> str:
        """The name of its field: of no day, since the day is told on the same sheet."""
        return f"{question.fact}.{question.foot}" if question.foot else question.fact

    def values(self, question: Question) -> list[str]:
        if not self.sent:
            return []
        sent = [value.strip() for value in self.sent.getlist(self.name(question))]
        fact = self.visit.way.facts[question.fact]
        if fact.kind == "goals":
            return sent if any(sent) else []
        sent = [value for value in sent if value]
        typed = [value for value in sent if value != DONT_KNOW]
        return typed or sent  # who wrote something knows it

    def told(self) -> dict[Question, Any]:
        """Each answer, as it is written in a case; what is wrong goes into `errors`."""
        found: dict[Question, Any] = {}
        for question in self.telling.questions():
            values = self.values(question)
            if not values and not self.telling.must(question):
                continue
            try:
                found[question] = raw_of(self.visit.way, question, values)
                self.telling.typed({question: found[question]})
            except (Unclear, Refused) as error:
                self.errors[self.name(question)] = self.says(error)
        return found

    def store(self, id: str) -> bool:
        """Stores all of it, or nothing: then `errors` says why."""
        ways: Mapping[str, Callable[[str], None]] = {"exercise": self._exercise, "pause": self._pause}
        ways.get(self.sheet.way, self._answers)(id)
        return not self.errors

    def _answers(self, id: str) -> None:
        told = self.told()
        if not told and not self.errors:
            self.errors["form"] = self.visit.texts("tell", "nothing_told")
        if told:
            self._store(self.telling.typed(told), id)

    def _exercise(self, id: str) -> None:
        task, pain = self.chosen("task"), self.chosen("pain")
        if task not in self.telling.exercises():
            self.errors["task"] = self.visit.texts("web", "errors", "must_answer")
            return
        how = self.chosen("how") if self.chosen("how") in HOW_MUCH else "some"
        item = exercise_of(self.telling.planned(), task, how, int(pain) if pain in PAINS else None)
        self._store({"exercises": (item,)}, id)

    def _store(self, values: Mapping[str, Any], id: str) -> None:
        if not self.errors:
            self.visit.care.answer(self.visit.person, {self.day: values}, at=self.visit.at, id=id)

    def _pause(self, id: str) -> None:
        visit = self.visit
        try:
            last = until_written(self.chosen("until"), visit.day)
        except Unclear as error:
            self.errors["until"] = self.says(error)
            return
        until = node((last + timedelta(days=1)).isoformat())
        body, problems = pause(visit.day, until, node(self.chosen("why") or "other"), node(""))
        if problems or last < visit.day:
            self.errors["until"] = visit.texts("web", "errors", "no_date")
            return
        visit.care.tell("paused", visit.person, body, day=visit.day, at=visit.at, id=id)


# -- after it was told --------------------------------------------------------------------------------------


@require_safe
def receipt(request: Request, id: str) -> HttpResponse:
    """What is stored of it now, and what today's plan says with it."""
    visit = request.visit
    found, changes = visit.care.diary(visit.person).made_by(id)
    if not found:
        return redirect("tell")
    entries = [entry(visit.way, visit.texts, n, event, changes) for n, event in found]
    shown = shown_of(visit, visit.care.look(visit.person, at=visit.at_day))
    skin = any(SKIN in now_in(event, changes) for _, event in found)
    return rendering.page(
        request,
        "receipt",
        entries=entries,
        shown=shown,
        id=id,
        stands=any(e.stands for e in entries),
        means=skin_means(shown.course, visit.texts) if skin else "",
    )


@require_POST
def take_back(request: Request, id: str) -> HttpResponse:
    """All that one sheet told is taken back; a second tap takes back nothing more."""
    visit = request.visit
    found, changes = visit.care.diary(visit.person).made_by(id)
    for _, event in found:
        if now_in(event, changes):
            visit.care.withdraw(visit.person, event, at=visit.at, id=f"{event.id}-back")
    return redirect("receipt", id=id)


@require_POST
def end_pause(request: Request) -> HttpResponse:
    visit = request.visit
    on = pause_on(visit.care.words(visit.person, *STANDING), visit.day)
    if on is not None:
        visit.care.end_pause(visit.person, on, day=visit.day, at=visit.at, id=f"{on.id}-end")
    return redirect("today")
