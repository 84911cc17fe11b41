"""Who may ask, what an address answers that is asked in another way, and that looking stores nothing. No browser."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urlsplit

import pytest

from svang import store
from svang.settings import home
from svang.texts import texts
from svang.web.urls import urlpatterns
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import ONLY_POST

STRANGER = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
LINK = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
FRAME = {**LINK, "Sec-Fetch-Dest": "iframe"}
NEIGHBOUR = {**STRANGER, "Sec-Fetch-Site": "same-site"}
OWN = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}


Answer = tuple[HTTPResponse, str]


def ask(site: Site, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
    asking = HTTPConnection(urlsplit(site.base).netloc)
    asking.request(method, path, body, {"Accept-Language": "da", **headers})
    answer = asking.getresponse()
    said = answer.read().decode()
    asking.close()
    return answer, said


def addresses() -> Iterator[str]:
    for pattern in urlpatterns:
        if pattern.name not in ONLY_POST:
            path = "/" + re.sub("<int:[^>]*>", "1", str(pattern.pattern))
            yield re.sub("<[^>]*>", "run", path)


def all_that_is_stored(site: Site) -> tuple[object, ...]:
    with sqlite3.connect(home.file_in(site.folder)) as there:
        return tuple(there.execute(f"SELECT * FROM {table}").fetchall() for table in ("store_event", "store_draft"))


# -- looking ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["check", "morning"])
def test_looking_ends_nothing_that_is_being_answered(site: Site, kind: str) -> None:
    if kind == "check":
        people.drafted(site, "diabetes")
    else:
        people.days(site, 3)
        people.drafted(site, "nothing_new", kind=kind)
    before = all_that_is_stored(site)
    assert before[1], "Nothing is being answered, so this proves nothing."
    for path in addresses():
        assert ask(site, path)[0].status < 500, path
        assert all_that_is_stored(site) == before, f"Looking at {path} has stored something."


# -- who may ask --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/data/export", "/why", "/static/svang.css", "/nowhere"])
@pytest.mark.parametrize("headers", [STRANGER, FRAME, NEIGHBOUR])
def test_another_page_gets_nothing(site: Site, path: str, headers: dict[str, str]) -> None:
    answer, said = ask(site, path, **headers)
    assert (answer.status, said) == (403, "")


@pytest.mark.parametrize("headers", [{}, OWN, LINK, {**LINK, "Sec-Fetch-Site": "none"}])
def test_our_own_pages_the_address_bar_and_a_link_are_answered(site: Site, headers: dict[str, str]) -> None:
    assert ask(site, "/", **headers)[0].status == 200


def test_a_form_of_another_page_is_refused(site: Site) -> None:
    assert ask(site, "/language", "POST", "language=en", **LINK)[0].status == 403


@pytest.mark.parametrize("path", ["/", "/data/export", "/static/svang.css", "/nowhere", "/done"])
def test_no_answer_may_be_used_on_another_page(site: Site, path: str) -> None:
    assert ask(site, path)[0].getheader("Cross-Origin-Resource-Policy") == "same-origin"


# -- asked in another way -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/done", "/trained", "/nowhere", "/told/x/undo"])
def test_what_cannot_be_opened_says_so_on_a_page(site: Site, path: str) -> None:
    answer, said = ask(site, path)
    if answer.status != 404:
        assert answer.status == 405 and answer.getheader("Allow") == "POST"
        assert texts("da")("web", "failures", "not_so", "title") in said
    assert "<h1>" in said and 'href="/"' in said


def test_what_cannot_be_sent_to_says_so_on_a_page(site: Site) -> None:
    answer, said = ask(site, "/today", "DELETE")
    assert answer.status in (403, 405) and "<h1>" in said


def test_a_clock_that_cannot_be_right_says_so_on_a_page(site: Site) -> None:
    people.days(site, 2)
    site.now = "2999-03-02T07:10:00+01:00"
    for path in ("/today", "/plan", "/why"):
        answer, said = ask(site, path)
        assert answer.status == 503 and texts("da")("web", "failures", "clock", "title") in said


# -- erasing ------------------------------------------------------------------------------------------------


def erased(site: Site) -> Answer:
    answer, said = ask(site, "/data/erase")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', said)
    cookie = answer.getheader("Set-Cookie", "").split(";")[0]
    assert token
    sent = urlencode({"csrfmiddlewaretoken": token[1], "sure": "yes"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(site, "/data/erase", "POST", sent, Cookie=cookie, **kind)


@pytest.mark.parametrize(("begin", "gone"), [("BEGIN IMMEDIATE", "nothing"), ("BEGIN", "rest")])
def test_what_cannot_be_erased_is_told_in_words_of_its_own(site: Site, begin: str, gone: str) -> None:
    people.days(site, 1)
    store.open(site.folder, patience=0.05)
    other = sqlite3.connect(home.file_in(site.folder), isolation_level=None)
    other.execute(begin)
    other.execute("SELECT count(*) FROM store_event").fetchall()
    answer, said = erased(site)
    title = texts("da")("web", "failures", "erase" if gone == "nothing" else "erase_rest", "title")
    assert answer.status == 503 and title in said and str(site.folder) in said
    assert bool(care.last(PERSON)) == (gone == "nothing")
    other.close()
    answer, said = erased(site)
    assert answer.status == 200 and texts("da")("web", "erase", "gone") in said
