"""The pages, asked without a network: one request in, one answer out.

The shell that stands around the pages in a phone asks here what a browser asks a server: cookies are kept, and what a
page sends on to is followed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

Headers = Sequence[tuple[str, str]]
Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
HOST = "localhost"
"""No other machine is asked, whatever the address of the shell is."""
SENT_ON = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER)
AT_MOST = 10
"""Times that one request may be sent on."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`address`: where it was found, path, query and fragment; another than was asked where it was sent on."""

    status: int
    address: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The last one of that name, in lower case; '' for none."""
        return next((value for key, value in reversed(self.headers) if key.lower() == name), "")


class Phone:
    """`application`: the pages as WSGI. Its cookies, those that it begins with too, live as long as this does."""

    def __init__(self, application: Application, cookies: Mapping[str, str] | None = None) -> None:
        self.application, self.cookies = application, dict(cookies or {})

    def ask(self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        """The answer, or what it leads to. `address`: with its path first; `headers`: as a browser names them."""
        sent = dict(headers or {})
        for _ in range(AT_MOST):
            found = self._one(method, address, body, sent)
            if found.status not in SENT_ON:
                return found
            method, body = "GET", b""
            sent.pop("Content-Type", None)
            address = urljoin(address, found.header("location"))
        raise RuntimeError(f"sent on {AT_MOST} times")

    def _one(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        said: list[tuple[str, Headers]] = []
        answered = self.application(
            self._environ(method, address, body, headers), lambda status, found: said.append((status, found))
        )
        try:
            whole = b"".join(answered)
        finally:
            getattr(answered, "close", lambda: None)()
        ((status, found),) = said
        self._keep(found)
        return Answer(int(status[:3]), address, tuple(found), whole)

    def _environ(self, method: str, address: str, body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        parts = urlsplit(address)
        named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        kind = named.pop("HTTP_CONTENT_TYPE", "")
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            **named,
            **({"HTTP_COOKIE": cookies} if cookies else {}),
            "HTTP_HOST": HOST,
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(parts.path, "latin-1"),
            "QUERY_STRING": parts.query,
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": HOST,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def _keep(self, headers: Headers) -> None:
        """A cookie that has run out is dropped."""
        for name, value in headers:
            if name.lower() != "set-cookie":
                continue
            for key, morsel in SimpleCookie(value).items():
                if morsel["max-age"] == "0" or morsel["max-age"] == 0:
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = morsel.value
