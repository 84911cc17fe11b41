"""How the built files are given: headers, as common static hosts read them, and a server on this machine to try."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ADDRESS = "127.0.0.1"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
"""What the pages may load, and from where. Python for browsers is WebAssembly: that is the one thing more."""


def policy() -> str:
    """As a page says it itself, where a host sends no headers."""
    return "; ".join(f"{key} {value}" for key, value in POLICY.items())


HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{policy()}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}
"""Of every file. The service worker keeps them and knows each by its digest: a host's cache adds only age."""
TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


def files() -> dict[str, str]:
    """What hosts read beside the files themselves: Netlify and Cloudflare Pages, GitHub Pages, Caddy, nginx."""
    lines = "".join(f"  {key}: {value}\n" for key, value in HEADERS.items())
    caddy = "".join(f'\t\t{key} "{value}"\n' for key, value in HEADERS.items())
    nginx = "".join(f'add_header {key} "{value}" always;\n' for key, value in HEADERS.items())
    kinds = "".join(f"    {kind} {end.removeprefix('.')};\n" for end, kind in TYPES.items())
    return {
        "_headers": f"/*\n{lines}",
        "_redirects": "/* /index.html 200\n",
        "hosts/Caddyfile": (
            "svang.example.org {\n\troot * /srv/svang\n\tencode zstd gzip\n\ttry_files {path} /index.html\n"
            f"\theader {{\n{caddy}\t}}\n\tfile_server\n}}\n"
        ),
        "hosts/nginx.conf": (
            "# inside server { ... }\nroot /srv/svang;\ngzip on;\ngzip_types *;\ninclude mime.types;\n"
            f"types {{\n{kinds}}}\n{nginx}location / {{ try_files $uri /index.html; }}\n"
        ),
    }


class Files(SimpleHTTPRequestHandler):
    """One folder, with the headers of a host; an address that is no file is the shell's."""

    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES

    def translate_path(self, path: str) -> str:
        found = Path(super().translate_path(path))
        return str(found if found.is_file() else Path(self.directory) / "index.html")

    def end_headers(self) -> None:
        for key, value in HEADERS.items():
            self.send_header(key, value)
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Who asks for what is nobody's business."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Serves a built folder to this machine alone, until it is stopped. OSError: the port is taken."""
    return ThreadingHTTPServer((ADDRESS, port), functools.partial(Files, directory=str(folder)))
