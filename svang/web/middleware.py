"""What every request passes: who is here, what a failure says, and headers that keep answers private."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from svang.store.words import Clash, Moved, Trouble
from svang.web.views import failures
from svang.web.visit import visit as visit_of

Next = Callable[[HttpRequest], HttpResponse]


class visit:
    """Puts a Visit on the request; a store that cannot be used becomes one sentence."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.visit = visit_of(request.headers.get("Accept-Language", ""))
        try:
            request.get_host()  # a name that is not this machine's is refused: no other page may ask in our name
            response = self.get_response(request)
        except DisallowedHost:
            response = failures.bad(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        response["Content-Language"] = request.visit.texts.language
        response["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Trouble | Clash | Moved):
            return failures.trouble(request, error)
        return None
