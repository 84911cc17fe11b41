"""Chromium where it is found, and the app served to it by this process."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from tests.edge import care

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The one without windows first: it opens a page in a third of the time."""


def chromium() -> str:
    """The browser on this machine: SVANG_CHROMIUM, or the first of the usual names; '' if there is none."""
    said = os.environ.get("SVANG_CHROMIUM")
    return said or next((found for name in NAMES if (found := shutil.which(name))), "")


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def forget() -> None:
    """What this process keeps of a store: another one is opened."""
    from svang.web import page_cache, visit

    page_cache.forget()
    visit.served().forget()
    care.forget()


@contextmanager
def served(folder: Path, now: str) -> Iterator[Site]:
    """The app over a folder of its own; SVANG_NOW is its clock."""
    import django

    os.environ |= {"SVANG_DATA": str(folder), "SVANG_NOW": now, "DJANGO_SETTINGS_MODULE": "svang.settings.site"}
    os.environ["SVANG_DOOR"] = "open"
    django.setup()
    from svang import store
    from svang.web import wsgi

    forget()
    store.open(folder)
    server = make_server("127.0.0.1", 0, wsgi.application, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Site(f"http://localhost:{server.server_port}", folder)
    finally:
        server.shutdown()
        server.server_close()


class Site:
    """Where the app is, and its clock."""

    def __init__(self, base: str, folder: Path) -> None:
        self.base, self.folder = base, folder

    def __call__(self, path: str) -> str:
        return self.base + path

    @property
    def now(self) -> str:
        return os.environ["SVANG_NOW"]

    @now.setter
    def now(self, said: str) -> None:
        os.environ["SVANG_NOW"] = said
