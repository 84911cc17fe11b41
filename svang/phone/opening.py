"""The store of a phone is opened by the first page that is asked for, so that trouble with it is said on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.http import HttpResponse

from svang import store
from svang.settings import home
from svang.store.words import Trouble
from svang.web.views import failures
from svang.web.visit import Request


class opening:
    def __init__(self, get_response: Callable[[Request], HttpResponse]) -> None:
        self.get_response = get_response
        self.open: Path | None = None

    def __call__(self, request: Request) -> HttpResponse:
        folder = home.folder()
        if self.open != folder:
            try:
                store.open(folder)
            except Trouble as error:
                return failures.trouble(request, error)
            self.open = folder
        return self.get_response(request)
