"""What the shell asks: cookies are kept, what a page sends on to is followed, and what is told arrives as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from svang.phone.ask import AT_MOST, Phone

Begin = Callable[[str, list[tuple[str, str]]], Any]


def echo(said: dict[str, Any], begin: Begin) -> Iterable[bytes]:
    begin("200 OK", [("Content-Type", "text/plain")])
    names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_COOKIE", "CONTENT_TYPE", "HTTP_ACCEPT")
    told = said["wsgi.input"].read(int(said["CONTENT_LENGTH"]))
    yield "|".join([*(str(said.get(name, "-")) for name in names), told.decode()]).encode()


def test_what_is_asked_arrives() -> None:
    headers = {"Content-Type": "text/x", "Accept": "a"}
    found = Phone(echo).ask("POST", "/tell/l%C3%B8b?day=1#top", "ømt".encode(), headers)
    path = "/tell/løb".encode().decode("latin-1")
    assert found.body.decode() == f"POST|{path}|day=1|localhost|-|text/x|a|ømt"
    assert (found.status, found.address) == (200, "/tell/l%C3%B8b?day=1#top")
    assert (found.header("content-type"), found.header("location")) == ("text/plain", "")


def sent_on(said: dict[str, Any], begin: Begin) -> Iterable[bytes]:
    where = {"/done": "today#t3", "/today": "", "/round": "/round"}[said["PATH_INFO"]]
    begin("302 Found" if where else "200 OK", [("Location", where)] if where else [])
    yield "".join((said["REQUEST_METHOD"], said["CONTENT_TYPE"])).encode()


def test_what_a_page_sends_on_to_is_asked_for_without_what_was_told() -> None:
    found = Phone(sent_on).ask("POST", "/done", b"task=x", {"Content-Type": "text/x"})
    assert (found.address, found.body) == ("/today#t3", b"GET")


def test_what_leads_nowhere_ends() -> None:
    with pytest.raises(RuntimeError, match=str(AT_MOST)):
        Phone(sent_on).ask("GET", "/round")


def cookies(said: dict[str, Any], begin: Begin) -> Iterable[bytes]:
    new = {"/in": "form=abc; Path=/; HttpOnly", "/other": "more=1; Path=/", "/out": 'form=""; Max-Age=0; Path=/'}
    begin("200 OK", [("Set-Cookie", new[said["PATH_INFO"]])] if said["PATH_INFO"] in new else [])
    yield str(said.get("HTTP_COOKIE", "-")).encode()


def test_cookies_are_kept_until_they_are_taken_back() -> None:
    phone = Phone(cookies)
    seen = [phone.ask("GET", page).body.decode() for page in ("/", "/in", "/", "/other", "/", "/out", "/")]
    assert seen == ["-", "-", "form=abc", "form=abc", "form=abc; more=1", "form=abc; more=1", "more=1"]
    assert Phone(cookies).ask("GET", "/").body == b"-", "Each phone has its own."


def test_an_answer_is_closed_though_it_breaks() -> None:
    closed = []

    class Broken:
        def __iter__(self) -> Any:
            raise OSError("torn")

        def close(self) -> None:
            closed.append(True)

    def broken(said: dict[str, Any], begin: Begin) -> Any:
        begin("200 OK", [])
        return Broken()

    with pytest.raises(OSError, match="torn"):
        Phone(broken).ask("GET", "/")
    assert closed == [True]
