"""What is built for a phone, once for all tests of a process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from svang.phone.build import build
from svang.phone.hosting import server
from svang.phone.run import begin
from tests.edge import care
from tests.web import people
from tests.web.browser import Site

FIRST = "2026-03-02T07:10:00+01:00"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SVANG_PHONE: a folder that `make phone` has built, while one works on the tests alone."""
    if there := os.environ.get("SVANG_PHONE"):
        return Path(there) / "app.zip"
    return build(tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("phone") / "work")


@pytest.fixture
def hosts(app: Path) -> Iterator[Callable[[], ThreadingHTTPServer]]:
    """Serves the built files, each time at an origin of its own."""
    made: list[ThreadingHTTPServer] = []

    def host() -> ThreadingHTTPServer:
        serving = server(app.parent, 0)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        made.append(serving)
        return serving

    yield host
    for each in made:
        each.shutdown()
        each.server_close()


@pytest.fixture
def host(hosts: Callable[[], ThreadingHTTPServer]) -> ThreadingHTTPServer:
    return hosts()


@pytest.fixture(scope="session")
def nurse(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The copy of a nurse of 26 days, and the moment that it was taken."""
    folder = tmp_path_factory.mktemp("nurse")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SVANG_DATA", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
            patch.setenv(name, "")  # so that they are set back
        patch.setenv("SVANG_NOW", FIRST)
        phone = begin(folder)
        phone.ask("GET", "/")  # it opens the store
        care.forget()
        people.lived(Site("", folder), 26)
        return phone.ask("GET", "/data/export").body.decode(), os.environ["SVANG_NOW"]
