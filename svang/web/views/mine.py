"""What is the person's own: choices, all that is stored, and how to be rid of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, islice
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from svang import store
from svang.answers.day import LATEST, clock_of
from svang.contacts import regions
from svang.settings import home
from svang.store.words import LARGEST, Moved, NoCopy, Trouble, Unfinished
from svang.texts import LANGUAGES, texts
from svang.web import copied, page_cache, rendering
from svang.web.uploads import InMemory
from svang.web.views import failures
from svang.web.visit import Request, keep

BEGINS = tuple(clock_of(timedelta(minutes=30) * n) for n in range(LATEST // timedelta(minutes=30) + 1))
PHONES = ("iphone", "android")
AT_ONCE = 200
"""Entries that are sent in one piece."""
OF_THE_COPY = ("newer", "clock")
"""What may be the trouble with a copy, and not with the store."""
NAMES = {language: texts(language)("ui", "language_name") for language in LANGUAGES}


@require_safe
def more(request: Request) -> HttpResponse:
    return rendering.page(request, "more", regions=regions(), languages=NAMES, begins=BEGINS)


@require_safe
def install(request: Request) -> HttpResponse:
    """How Svang gets onto a phone, what lies where, and how a copy goes from one machine to the other."""
    said = rendering.in_phone(request).split()
    asked = request.GET.get("on", said[0] if said else "")
    on = asked if asked in PHONES else PHONES[0]
    return rendering.page(request, "install", phones=PHONES, on=on, here="app" in said)


@require_safe
def about(request: Request) -> HttpResponse:
    return rendering.page(request, "about")


@require_POST
def region(request: Request) -> HttpResponse:
    chosen = request.POST.get("region", "")
    if chosen in regions() or not chosen:
        keep("region", chosen)
    return redirect("help" if request.POST.get("from") == "/help" else "more")


@require_POST
def begins(request: Request) -> HttpResponse:
    """When the day begins, on the full or the half hour."""
    chosen = request.POST.get("begins", "")
    if chosen in BEGINS:
        keep("day_begins", chosen)
    return redirect("more")


@require_safe
def data(request: Request) -> HttpResponse:
    return rendering.page(request, "data", count=_count(request))


@require_safe
def export(request: Request) -> HttpResponseBase:
    """Everything that is stored about a person, a row a line, unfinished ones too; asking for it stores no answer."""
    rows = request.visit.care.export(request.visit.person)
    first = list(islice(rows, 1))  # trouble comes before it: a whole file, or none
    if rendering.in_phone(request):
        copied.noted(request.visit)
    answer = StreamingHttpResponse(_lines(chain(first, rows)), content_type="application/jsonl; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="svang-{request.visit.day.isoformat()}.jsonl"'
    return answer


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    while some := list(islice(rows, AT_ONCE)):
        yield "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some)


@csrf_exempt  # until it is said what becomes of the file
@require_http_methods(["GET", "HEAD", "POST"])
def put_back(request: Request) -> HttpResponse:
    """Takes an export or a backup as `svang import` does: whole or not at all, and nothing twice."""
    request.upload_handlers = [InMemory(request)]
    return _put_back(request)


@csrf_protect
def _put_back(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _import(request)
    visit, file = request.visit, request.FILES.get("file")
    if file is None:
        return _import(request, "no_file")
    if (file.size or 0) > LARGEST:
        return _import(request, "too_big")
    try:
        count = visit.care.put_back(visit.person, store.rows_of(file.read(), visit.person), at=visit.at_day)
    except Moved:
        return _import(request, "other_history")
    except NoCopy:
        return _import(request, "no_copy")
    except Trouble as trouble:
        if trouble.code not in OF_THE_COPY:
            raise
        return _import(request, trouble.code)
    page_cache.forget()
    return _import(request, count=count)


def _import(request: Request, error: str = "", count: int | None = None) -> HttpResponse:
    most, begun = LARGEST // 1_000_000, request.visit.care.last(request.visit.person) > 0
    status = 422 if error else 200
    return rendering.page(request, "import", status=status, error=error, count=count, most=most, begun=begun)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request) -> HttpResponse:
    """Asked twice; then nothing is left."""
    visit = request.visit
    if request.method != "POST":
        return rendering.page(request, "erase", count=_count(request), error="", erased=None)
    if request.POST.get("sure") != "yes":
        return rendering.page(
            request,
            "erase",
            status=422,
            count=_count(request),
            error=visit.texts("web", "erase", "not_sure"),
            erased=None,
        )
    try:
        count = visit.care.erase(visit.person)
    except Trouble as trouble:
        if isinstance(trouble, Unfinished):
            _forget()
        return failures.not_erased(request, trouble)
    _forget()
    return rendering.page(request, "erase", count=0, error="", erased=count)


def _count(request: Request) -> int:
    """How many rows a copy has, unfinished ones too: a line each."""
    return request.visit.care.count(request.visit.person)


def _forget() -> None:
    home.forget(home.folder())
    page_cache.forget()
