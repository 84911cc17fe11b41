"""`svang serve`: the web app on this machine, for this machine alone."""

from __future__ import annotations

import importlib
import os
import socket
import sys
from pathlib import Path

from svang import store
from svang.cli.context import Context
from svang.cli.lines import Line

ADDRESS = "127.0.0.1"
THREADS = 4


def serve(context: Context, said: str) -> None:
    """Serves until it is stopped. A store or a port that cannot be used is said first."""
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) < 65536):
        raise context.sorry("ui", "serve", "no_port", found=said)
    port = int(said)
    os.environ["SVANG_DATA"] = str(context.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "svang.settings.site"
    if not free(port):
        raise context.sorry("ui", "serve", "taken", port=port)
    _ready(context.folder)
    context.show(
        [Line(context.texts("ui", "serve", "begins", port=port), "bold"), Line(context.texts("ui", "serve", "stops"))]
    )
    sys.stdout.flush()
    _run(port)
    store.open(context.folder)  # workers end without a word; the command then leaves the file whole


def _ready(folder: Path) -> None:
    """The store is made and the app loaded once; workers begin from here, each with a connection of its own."""
    store.make(folder)
    import django
    from django.db import connections

    django.setup()
    store.open(folder)
    importlib.import_module("svang.web.wsgi")
    connections.close_all()


def free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            return False
    return True


def _run(port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "svang.web.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("SVANG_WORKERS") or 1),
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
