"""What is said when something goes wrong: what happened, that nothing is lost, and one thing to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from svang.settings import home
from svang.store.words import Trouble, Unfinished
from svang.web import rendering
from svang.web.visit import Request, visit

BROKEN = ("corrupt", "missing", "newer")


def trouble(request: Request, error: Exception) -> HttpResponse:
    """A store that cannot be used."""
    code = error.code if isinstance(error, Trouble) else "locked"
    if code == "clock":
        return _page(request, code, 503, said=request.visit.texts("problems", code))
    what = "store" if request.method == "POST" and code not in BROKEN else "store_broken"
    return _page(request, what, 503, said=request.visit.texts("problems", code))


def not_erased(request: Request, trouble: Trouble) -> HttpResponse:
    """What kept us from erasing, and what is gone and what is not."""
    words = request.visit.texts
    why = words.get("not_erased", trouble.code) or words("problems", trouble.code)
    gone = "rest" if isinstance(trouble, Unfinished) else "nothing"
    said = f"{why} {words('not_erased', gone, folder=home.folder())}"
    return _page(request, "erase_rest" if gone == "rest" else "erase", 503, said=said)


def forged(request: Request, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or whose cookie is gone."""
    return _page(request, "form", 403)


def bad(request: Request, exception: Any = None) -> HttpResponse:
    return _page(request, "bad", 400)


def not_there(request: Request, exception: Any = None) -> HttpResponse:
    return _page(request, "not_there", 404)


def not_so(request: Request) -> HttpResponse:
    """An address that is only sent to, opened; or the other way round."""
    return _page(request, "not_so", 405)


def shut(request: Request) -> HttpResponse:
    """A browser that has not come in by the address that opens the door."""
    return _page(request, "shut", 403)


def ours(request: Request) -> HttpResponse:
    return _page(request, "ours", 500)


def _page(request: Request, what: str, status: int, said: str = "") -> HttpResponse:
    if not hasattr(request, "visit"):
        request.visit = visit(request.headers.get("Accept-Language", ""))
    return rendering.page(request, "failure", status=status, what=what, said=said)
