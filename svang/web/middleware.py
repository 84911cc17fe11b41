"""What every request passes: where it comes from, who is here, what a failure says, and headers for privacy."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseForbidden

from svang import store
from svang.store.words import Clash, Moved, Trouble
from svang.web.views import failures
from svang.web.visit import Request
from svang.web.visit import visit as visit_of

Next = Callable[[Request], HttpResponse]


OURS = ("", "same-origin", "none")
"""What a browser says of a request from our own page or by the person's own hand; an old one says nothing."""


class fence:
    """No other page gets or does anything here; a person may follow a link to us. It stands before all else."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request) if may_come(request) else HttpResponseForbidden()
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


def may_come(request: Request) -> bool:
    """A request of our own, or one that opens a page of ours in a tab of its own."""
    said = request.headers
    if said.get("Sec-Fetch-Site", "") in OURS:
        return True
    opens = (said.get("Sec-Fetch-Mode"), said.get("Sec-Fetch-Dest")) == ("navigate", "document")
    return opens and request.method in ("GET", "HEAD")


class visit:
    """Puts a Visit on the request, to the store that lies there now; one that cannot be used becomes one sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        store.let_go_of_what_was_moved()
        request.visit = visit_of(request.headers.get("Accept-Language", ""))
        try:
            request.get_host()  # a name that is not this machine's is refused: no other page may ask in our name
            response = self.get_response(request)
        except DisallowedHost:
            response = failures.bad(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            allowed, response = response["Allow"], failures.not_so(request)
            response["Allow"] = allowed
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        response["Content-Language"] = request.visit.texts.language
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    def process_exception(self, request: Request, error: Exception) -> HttpResponse | None:
        if isinstance(error, Trouble | Clash | Moved):
            return failures.trouble(request, error)
        return None
