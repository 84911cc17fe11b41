"""Pages that stay the same until something is told: kept in this process, thrown away at any moment. Compressed, where
they are sent so.

A page holds the token of the browser it was made for, so it is kept for that browser alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from svang.care.basis import Newest
from svang.web import rendering
from svang.web.visit import Request, Visit

AT_MOST = 256
View = Callable[..., HttpResponse]
_pages: Newest[Any, bytes] = Newest(AT_MOST)


def key(request: Request, *more: str) -> tuple[Any, ...]:
    """All that a page of today hangs on."""
    visit: Visit = request.visit
    region = visit.region.id if visit.region else ""
    return (
        visit.person,
        *visit.care.edition(visit.person),
        visit.day,
        visit.texts.language,
        region,
        visit.care.bases.cache_key,
        rendering.browser(request),
        *more,
    )


def _compressed() -> bool:
    return "django.middleware.gzip.GZipMiddleware" in settings.MIDDLEWARE


def answer(request: Request, key: tuple[Any, ...]) -> HttpResponse | None:
    """The kept page, if there is one and the browser takes it as it is kept."""
    body = _pages.get(key)
    if body is None:
        return None
    if not _compressed():
        return HttpResponse(body)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return None
    response = HttpResponse(body, headers={"Content-Encoding": "gzip"})
    patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
    return response


def keep(key: tuple[Any, ...], body: str) -> None:
    _pages.keep(key, gzip.compress(body.encode(), 6, mtime=0) if _compressed() else body.encode())


def kept(view: View) -> View:
    """A view whose page hangs on nothing but its address and what `key` names."""

    @wraps(view)
    def shown(request: Request, *args: Any, **named: Any) -> HttpResponse:
        if request.method != "GET":
            return view(request, *args, **named)
        asked = key(request, request.get_full_path())
        there = answer(request, asked)
        if there is not None:
            return there
        response = view(request, *args, **named)
        moved = key(request, request.get_full_path()) != asked  # while it was made: what another day had left
        if moved or response.status_code != HTTPStatus.OK:
            return response
        keep(asked, response.content.decode())
        return answer(request, asked) or response

    return shown


def forget() -> None:
    _pages.forget()
