"""`svang serve`: the web app on this machine, for this machine alone."""

from __future__ import annotations

import importlib
import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path

from svang import store
from svang.cli.context import Context
from svang.cli.lines import Line
from svang.settings import home

ADDRESS = "127.0.0.1"
THREADS = 4
HALF_ASKED = 10_000
"""Milliseconds after which who has sent half a request is let go."""
PATIENCE = 20
"""Seconds that the server may take until a browser is sent there."""


def serve(context: Context, said: str) -> None:
    """Serves until it is stopped. A store or a port that cannot be used is said first."""
    port = port_of(context, said)
    os.environ["SVANG_DATA"] = str(context.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "svang.settings.site"
    if not free(port):
        raise context.sorry("ui", "serve", "taken", port=port)
    _ready(context.folder)
    context.show(
        [Line(context.texts("ui", "serve", "begins", address=_address(context.folder, port)), "bold")]
        + [Line(context.texts("ui", "serve", key)) for key in ("once", "stops")]
    )
    sys.stdout.flush()
    if sys.stdout.isatty() and _has_screen():
        threading.Thread(target=_show, args=(_address(context.folder, port), port), daemon=True).start()
    _run(port)
    store.open(context.folder)  # workers end without a word; the command then leaves the file whole


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY"))


def _show(address: str, port: int) -> None:
    """Opens the pages in the person's browser, once somebody answers there."""
    until = time.monotonic() + PATIENCE
    while free(port) and time.monotonic() < until:
        time.sleep(0.2)
    if not free(port):
        webbrowser.open(address)


def reopen(context: Context, said: str) -> None:
    """The address that opens the pages once more: for another browser, or one that has lost its cookie."""
    port = port_of(context, said)
    if free(port):
        raise context.sorry("ui", "serve", "not_there", port=port)
    context.show([Line(_address(context.folder, port))])


def _address(folder: Path, port: int) -> str:
    """Where the pages are, with the word that opens them once."""
    return f"http://localhost:{port}/?key={home.word(folder)}"


def port_of(context: Context, said: str) -> int:
    """The port that was typed."""
    if not (said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) < 65536):
        raise context.sorry("ui", "serve", "no_port", found=said)
    return int(said)


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
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "svang.web.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("SVANG_WORKERS") or 1),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        http1_settings=HTTP1Settings(header_read_timeout=HALF_ASKED),
        log_level=LogLevels.warning,
        log_access=False,
    ).serve()
