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
