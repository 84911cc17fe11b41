"""The door of one's own machine: an address that opens once leaves a cookie, and without it nothing is read or told.

Whoever else has a login here can reach the port, but not the file of the owner in which the address lies.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from svang.settings import home
from svang.web.views import failures
from svang.web.visit import Request

COOKIE, KEY = "svang_door", "key"
A_YEAR = 365 * 24 * 3600
"""Seconds that a browser keeps the door open; each visit begins them anew."""
OPEN_TO_ALL = ("/calendar/",)
"""Addresses with a secret of their own: an app that fetches one has no cookie."""


def _opens(folder: Path, said: str) -> bool:
    """Is it the word? Then it is used up."""
    if not hmac.compare_digest(said, home.word(folder)):
        return False
    home.new_word(folder)
    return True


def _pass() -> str:
    return hmac.new(settings.SECRET_KEY.encode(), COOKIE.encode(), sha256).hexdigest()


class door:
    """Stands before every page: shut, unless the settings say that there is nobody to shut out."""

    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if not settings.DOOR or request.path.startswith(OPEN_TO_ALL):
            return self.get_response(request)
        if hmac.compare_digest(request.COOKIES.get(COOKIE, ""), _pass()):
            return _with_pass(self.get_response(request)) if KEY not in request.GET else _inside(request)
        if request.method == "GET" and _opens(home.folder(), request.GET.get(KEY, "")):
            return _inside(request)
        return failures.shut(request)


def _inside(request: Request) -> HttpResponse:
    """The same address without the word, which then stands in no history."""
    rest = urlencode([(name, value) for name, value in request.GET.items() if name != KEY])
    return _with_pass(HttpResponseRedirect(f"{request.path}?{rest}" if rest else request.path))


def _with_pass(response: HttpResponse) -> HttpResponse:
    response.set_cookie(COOKIE, _pass(), max_age=A_YEAR, httponly=True, samesite="Lax")
    return response
