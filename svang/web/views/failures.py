"""What is said when something goes wrong: what happened, that nothing is lost, and one thing to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from svang.store.words import Trouble
from svang.web import paper
from svang.web.visit import visit

BROKEN = ("corrupt", "missing", "newer")


def trouble(request: HttpRequest, error: Exception) -> HttpResponse:
    """A store that cannot be used."""
    code = error.code if isinstance(error, Trouble) else "locked"
    what = "store" if request.method == "POST" and code not in BROKEN else "store_broken"
    return _page(request, what, 503, said=request.visit.texts("problems", code))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or whose cookie is gone."""
    return _page(request, "form", 403)


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "bad", 400)


def not_there(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "not_there", 404)


def ours(request: HttpRequest) -> HttpResponse:
    return _page(request, "ours", 500)


def _page(request: HttpRequest, what: str, status: int, said: str = "") -> HttpResponse:
    if not hasattr(request, "visit"):
        request.visit = visit(request.headers.get("Accept-Language", ""))
    return paper.page(request, "failure", status=status, what=what, said=said)
