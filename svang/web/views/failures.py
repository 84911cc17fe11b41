"""What is said when something goes wrong: what happened, that nothing is lost, and one thing to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from svang.settings import home
from svang.store.words import Trouble, Unfinished
from svang.web import rendering
from svang.web.visit import visit

BROKEN = ("corrupt", "missing", "newer")


def trouble(request: HttpRequest, error: Exception) -> HttpResponse:
    """A store that cannot be used."""
    code = error.code if isinstance(error, Trouble) else "locked"
    if code == "clock":
        return _page(request, code, 503, said=request.visit.texts("problems", code))
    what = "store" if request.method == "POST" and code not in BROKEN else "store_broken"
    return _page(request, what, 503, said=request.visit.texts("problems", code))


def not_erased(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """What kept us from erasing, and what is gone and what is not."""
    words = request.visit.texts
    why = words.get("not_erased", trouble.code) or words("problems", trouble.code)
    gone = "rest" if isinstance(trouble, Unfinished) else "nothing"
    said = f"{why} {words('not_erased', gone, folder=home.folder())}"
    return _page(request, "erase_rest" if gone == "rest" else "erase", 503, said=said)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or whose cookie is gone."""
    return _page(request, "form", 403)


def bad(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "bad", 400)


def not_there(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(request, "not_there", 404)


def not_so(request: HttpRequest) -> HttpResponse:
    """An address that is only sent to, opened; or the other way round."""
    return _page(request, "not_so", 405)


def ours(request: HttpRequest) -> HttpResponse:
    return _page(request, "ours", 500)


def _page(request: HttpRequest, what: str, status: int, said: str = "") -> HttpResponse:
    if not hasattr(request, "visit"):
        request.visit = visit(request.headers.get("Accept-Language", ""))
    return rendering.page(request, "failure", status=status, what=what, said=said)
