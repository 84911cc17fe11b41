"""`svang phone`: the files that were built for a phone, served to this machine alone, to try them."""

from __future__ import annotations

import sys
from pathlib import Path

from svang.cli.context import Context
from svang.cli.lines import Line
from svang.cli.serve import free, port_of
from svang.phone.hosting import server

BUILT = Path("dist") / "phone"
"""Where `make phone` builds."""


def serve(context: Context, folder: str, said: str) -> None:
    """Serves until it is stopped. A folder that was not built, or a port that cannot be used, is said first."""
    port, built = port_of(context, said), Path(folder) if folder else BUILT
    if not (built / "index.html").is_file() or not (built / "sw.js").is_file():
        raise context.sorry("ui", "phone", "not_built", folder=built)
    if not free(port):
        raise context.sorry("ui", "serve", "taken", port=port)
    with server(built, port) as serving:
        context.show(
            [
                Line(context.texts("ui", "phone", "begins", address=f"http://localhost:{port}/"), "bold"),
                Line(context.texts("ui", "phone", "apart")),
                Line(context.texts("ui", "phone", "stops")),
            ]
        )
        sys.stdout.flush()
        serving.serve_forever()
