"""What keeps a person's answers private: headers, forms, limits, logs, and what a store in trouble says."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Page, Request

from svang import store
from svang.care import Care
from svang.interview.telling import SHEETS
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.settings import home
from svang.store import Trouble, words
from svang.texts import texts
from svang.web.asking import CHECK, EVENING, MORNING
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site, forget
from tests.web.test_serve import enter, free_port, key_in, running, said

NUMBERS = {"id": "spring", "group": "choice", "n": 1, "m": 0, "what": "run", "token": "t"}
KINDS = (CHECK, MORNING, EVENING)
DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 7, 10, tzinfo=UTC)
POST_ONLY = (
    *("language", "leave", "checkin", "evening", "done", "trained", "undo", "undo_one", "region", "begins"),
    *("take_back", "end_pause", "reminders_anew"),
)
GET_ONLY = (
    *("begin", "check", "result", "today", "why", "why_yesterday", "help", "entries", "more", "data", "export"),
    "install",
    *("about", "plan", "progress", "learn", "article", "words", "sources", "sources_of"),
    *("claims", "conflicts", "tell", "receipt", "report", "calendar", "week", "work"),
)
BOTH = (
    *("question", "checkin_question", "evening_question", "correct", "running", "seen", "sheet", "erase"),
    *("session", "run", "reminders", "import", "treatments", "tried", "tried_one"),
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def addresses() -> dict[str, str]:
    """Every page of urls.py by its name, with a number or a name where one stands."""
    patterns = get_resolver("svang.web.urls").url_patterns
    return {p.name: "/" + re.sub(r"<\w+:(\w+)>", lambda m: str(NUMBERS[m[1]]), str(p.pattern)) for p in patterns}


@pytest.fixture
def client(site: Site) -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def token(client: Client, path: str = "/more") -> str:
    found = TOKEN.search(text(client.get(path)))
    assert found, f"There is no form on {path}."
    return found[1]


def post(client: Client, path: str, **data: Any) -> Any:
    """A form as our own page sends it."""
    return client.post(path, {"csrfmiddlewaretoken": token(client), **data})


def text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def sentence(answer: Any) -> str:
    """The heading of a page that says what went wrong."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text(answer), re.S)
    assert found, "A failure must be a page with a heading."
    return re.sub("<[^>]+>", "", found[1]).strip()


def failure(what: str, language: str = "da") -> str:
    return texts(language)("web", "failures", what, "title")


def stored() -> list[dict[str, Any]]:
    return list(store.export(PERSON))


# -- headers ------------------------------------------------------------------------------------------------


class Inline(HTMLParser):
    """Finds what a strict policy forbids: styles and scripts that stand in the page itself. Data is no script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        runs = tag == "script" and not names.get("src") and names.get("type") != "application/json"
        if tag == "style" or runs:
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in names if name == "style" or name.startswith("on")]
        addresses = [str(names[name]) for name in ("src", "href", "action") if names.get(name)]
        self.found += [a for a in addresses if urlsplit(a).scheme not in ("", "tel") or a.startswith("//")]


def seen_pages(site: Site, client: Client) -> Iterator[tuple[str, Any]]:
    """Every page, and the states that look different: before, in the middle, after, urgent, erased, failed."""
    everything = [path for name, path in addresses().items() if name not in POST_ONLY]
    for path in everything:
        yield f"nothing told: {path}", client.get(path)
    for fact in ("wound", "nerve_signs", "pain_sites", "weeks_of_pain", "first_step_pain", "press_front_inner"):
        yield fact, client.get(f"/check/{people.drafted(site, fact)}")
    n = people.drafted(site, "pain_sites")
    yield "an error", post(client, f"/check/{n}", question=question_on(client.get(f"/check/{n}")))
    store.erase(PERSON)
    people.days(site, 9)
    for path in [*everything, *(f"/tell/{sheet.id}" for sheet in SHEETS)]:
        yield f"nine days: {path}", client.get(path)
    yield "a morning that misses an answer", post(client, "/checkin")
    yield "erasing not sure", post(client, "/data/erase")
    yield "no copy", post(client, "/data/import", file=named(b"hello"))
    yield "no such page", client.get("/nowhere")
    yield "forged", client.post("/checkin")
    yield "a post only page", client.get("/checkin")
    yield "another host", client.get("/", headers={"host": "evil.example"})
    people.tell(site, {"wound": "yes", "redness_or_warmth": "yes", "fever_unexplained": "yes", "very_unwell": "yes"})
    for path in (
        "/today",
        "/result",
        "/help",
        "/why",
        "/entries",
        "/plan",
        "/running",
        "/progress",
        "/report",
        "/treatments",
    ):
        yield f"urgent: {path}", client.get(path)
    yield "erased", post(client, "/data/erase", sure="yes")


def test_no_page_has_a_script_or_a_style_in_it_and_every_answer_forbids_them(site: Site, client: Client) -> None:
    count = 0
    for name, answer in seen_pages(site, client):
        assert answer.status_code < 500, f"{name} failed with {answer.status_code}."
        csp = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")}
        assert csp["default-src"] == ["'none'"], f"{name}: what is not named must be forbidden."
        assert csp["script-src"] == csp["style-src"] == csp["img-src"] == ["'self'"], f"{name}: only our own files."
        assert csp["frame-ancestors"] == csp["base-uri"] == ["'none'"] and csp["form-action"] == ["'self'"], name
        assert "unsafe" not in answer["Content-Security-Policy"], f"{name}: nothing unsafe may be allowed."
        found = Inline()
        found.feed(text(answer))
        assert not found.found, f"{name} has in its HTML what the policy forbids: {found.found[:3]}."
        count += 1
    assert count > 50, "Too few pages were looked at."


def test_every_answer_has_the_headers_that_keep_it_private(site: Site, client: Client) -> None:
    for name, answer in seen_pages(site, client):
        assert answer["X-Content-Type-Options"] == "nosniff", name
        assert answer["Referrer-Policy"] == "same-origin", name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert answer.headers.get("X-Frame-Options") == "DENY", f"{name}: it can be put in a frame."
        assert "no-store" in answer.headers.get("Cache-Control", ""), f"{name}: a browser may keep it."
        assert "camera=()" in answer.headers.get("Permissions-Policy", ""), f"{name}: the camera is not forbidden."
        assert "Access-Control-Allow-Origin" not in answer, f"{name}: other sites may read it."


def test_the_cookie_of_the_forms_is_for_our_own_pages_alone(client: Client) -> None:
    client.get("/")
    cookie = client.cookies["svang_form"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict", "A script or another site could use the cookie."
    assert list(client.cookies) == ["svang_form"], "There is a cookie more than the one that forms need."


def test_what_is_static_is_the_same_for_everybody_and_no_other_site_may_read_it(site: Site, page: Page) -> None:
    page.goto(site("/"))
    address = page.locator('link[rel="stylesheet"]').get_attribute("href") or ""
    answer = page.request.get(site(address))
    assert answer.ok and "set-cookie" not in answer.headers, "A stylesheet sets no cookie."
    assert "access-control-allow-origin" not in answer.headers


def test_the_deploy_check_is_clean(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")  # set for these tests alone
    said = io.StringIO()
    call_command("check", deploy=True, fail_level="WARNING", stdout=said, stderr=said)


# -- forms --------------------------------------------------------------------------------------------------


def test_every_page_is_listed_here_by_what_it_takes(site: Site) -> None:
    assert sorted((*POST_ONLY, *GET_ONLY, *BOTH)) == sorted(addresses()), "A page of urls.py is in no list here."


def test_a_form_without_its_token_is_refused_and_does_nothing(site: Site, client: Client) -> None:
    people.days(site, 2)
    before = stored()
    data = {"language": "en", "region": "hovedstaden", "sure": "yes", "task": "calf_stretch", "answer": "3"}
    data |= {"what": "tape", "date": "2.3.2026", "wish": "yes"}
    other = token(Client(headers={"host": "localhost"}))
    wrong = ({}, {"csrfmiddlewaretoken": "x"}, {"csrfmiddlewaretoken": "a" * 64}, {"csrfmiddlewaretoken": other})
    for path in [addresses()[name] for name in (*POST_ONLY, *BOTH)]:
        assert client.get("/more").status_code == 200
        for forged in wrong:
            answer = client.post(path, {**data, **forged})
            assert (answer.status_code, sentence(answer)) == (403, failure("form")), f"{path} took a forged form."
        assert stored() == before, f"{path} stored something for a forged form."
    assert not home.kept(site.folder, "language") and not home.kept(site.folder, "region"), "A choice was kept."


def test_the_same_word_of_a_clinician_sent_twice_is_one(site: Site, client: Client) -> None:
    people.begun(site, people.SAME_DAY)
    told = {"role": "doctor", "cleared": "no", "condition": "unnamed", "date": "2.3.2026", "sent": "a" * 32}
    for data in (told, told, told | {"cleared": "yes"}):
        assert post(client, "/seen", **data).status_code == 302
    assert [e.body.get("cleared") for e in care.entries(PERSON) if e.kind == "seen"] == [False, True]


def test_the_same_thing_tried_sent_twice_is_one(site: Site, client: Client) -> None:
    people.days(site, 2)
    tried = {"what": "tape", "date": "2.3.2026", "sent": "a" * 32}
    for data in (tried, tried, tried | {"what": "insert_or_cup"}):
        assert post(client, "/tried", **data).status_code == 302
    assert [e.body["what"] for e in care.entries(PERSON) if e.kind == "treated"] == ["tape", "insert_or_cup"]


def test_a_form_of_another_site_is_refused(site: Site, client: Client) -> None:
    for origin in ("https://evil.example", "null", "http://localhost.evil.example", "https://localhost"):
        data = {"csrfmiddlewaretoken": token(client), "language": "en"}
        answer = client.post("/language", data, headers={"origin": origin})
        assert answer.status_code == 403 and not home.kept(site.folder, "language"), f"A form of {origin} was taken."


def test_a_form_of_our_own_is_taken(site: Site, client: Client) -> None:
    assert post(client, "/language", language="en").status_code == 302
    assert home.kept(site.folder, "language") == "en"


def test_what_changes_something_cannot_be_asked_with_get(site: Site, client: Client) -> None:
    people.days(site, 2)
    before = stored()
    for name in POST_ONLY:
        for method in (client.get, client.head):
            assert method(addresses()[name]).status_code == 405, f"{name} took another method than POST."
        for method in (client.put, client.delete, client.patch):
            assert method(addresses()[name]).status_code in (403, 405), f"{name} took another method than POST."
    assert stored() == before


def test_what_only_shows_takes_no_form(site: Site, client: Client) -> None:
    for name in GET_ONLY:
        assert post(client, addresses()[name]).status_code == 405, f"{name} took a form."


def test_nobody_is_sent_to_another_site(site: Site, client: Client) -> None:
    for path, data in (
        ("/language", {"language": "en", "from": "https://evil.example"}),
        ("/language", {"language": "en", "from": "//evil.example"}),
        ("/region", {"region": "", "from": "https://evil.example"}),
    ):
        answer = post(client, path, **data)
        assert answer.status_code == 302 and answer["Location"].startswith("/"), f"{path} led away."
        assert not answer["Location"].startswith("//"), f"{path} led away."
    answer = client.get("//evil.example/today")
    assert answer.status_code in (301, 302, 404)
    assert "evil.example" not in answer.get("Location", ""), "An address with two strokes led away."


# -- hosts --------------------------------------------------------------------------------------------------


def test_another_host_name_is_refused_in_a_sentence(site: Site, client: Client) -> None:
    people.days(site, 2)
    for host in ("evil.example", "localhost.evil.example", "192.168.1.7", "localhost:80:80", "a b", "æ"):
        for path in ("/today", "/entries", "/data/export", "/check/1"):
            answer = client.get(path, headers={"host": host})
            assert (answer.status_code, sentence(answer)) == (400, failure("bad")), f"{host!r} was answered."
            assert "evil" not in text(answer), "The name that was refused is said back."


def test_this_machine_by_any_of_its_names_is_answered(site: Site, client: Client) -> None:
    for host in ("localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"):
        assert client.get("/", headers={"host": host}).status_code == 200, f"{host} is this machine too."


def test_who_forwards_cannot_say_another_host(site: Site, client: Client) -> None:
    answer = client.get("/today", headers={"host": "localhost", "x-forwarded-host": "evil.example"})
    assert "evil" not in text(answer) + answer.get("Location", "")


# -- limits -------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_refused_in_a_sentence(site: Site, client: Client) -> None:
    for path in ("/check/1", "/checkin", "/data/erase", "/data/import"):
        answer = client.post(path, {"csrfmiddlewaretoken": token(client), "answer": "4" * 70_000})
        assert answer.status_code in (400, 413) and sentence(answer) == failure("bad"), f"{path} took 70,000 bytes."


def test_ten_thousand_fields_are_refused_in_a_sentence(site: Site, client: Client) -> None:
    data = {"csrfmiddlewaretoken": token(client)} | {f"f{n}": "" for n in range(10_000)}
    form = "application/x-www-form-urlencoded"
    for answer in (client.post("/checkin", data), client.post("/checkin", urlencode(data), content_type=form)):
        assert answer.status_code in (400, 413) and sentence(answer) == failure("bad"), "10,000 fields were taken."


def named(data: bytes, name: str = "copy") -> io.BytesIO:
    """A file as a browser sends it."""
    file = io.BytesIO(data)
    file.name = name
    return file


def test_a_file_is_refused_by_every_address_but_the_one_that_asks_for_it(site: Site, client: Client) -> None:
    people.days(site, 2)
    before = stored()
    data = {"language": "en", "region": "hovedstaden", "sure": "yes", "task": "calf_stretch", "answer": "3"}
    for path in [addresses()[name] for name in (*POST_ONLY, *BOTH) if name != "import"]:
        for field in ("file", "answer"):
            answer = post(client, path, **data | {field: named(b"hemmelighed-4711")})
            assert (answer.status_code, sentence(answer)) == (400, failure("bad")), f"{path} took a file."
    assert stored() == before and not home.kept(site.folder, "language"), "A form with a file did something."


def test_two_files_are_refused_where_one_is_asked_for(site: Site, client: Client) -> None:
    answer = post(client, "/data/import", file=named(b"{}"), other=named(b"{}"))
    assert (answer.status_code, sentence(answer)) == (400, failure("bad"))


NO_FORMS = (
    ("application/json", b'{"language": "en"}'),
    ("text/plain", b"language=en"),
    ("multipart/form-data", b"language=en"),
    ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
    ("application/x-www-form-urlencoded; charset=utf-16", "language=en".encode("utf-16")),
    ("application/x-www-form-urlencoded", b"\xff\xfe=%ff&%00=%00"),
    ("nonsense", b"\x00\xff"),
)


def test_a_body_that_is_no_form_is_refused_in_a_sentence(site: Site, client: Client) -> None:
    for kind, body in NO_FORMS:
        headers = {"x-csrftoken": token(client)}
        answer = client.generic("POST", "/language", body, content_type=kind, headers=headers)
        assert answer.status_code in (302, 400, 403), f"{kind} failed with {answer.status_code}."
        if answer.status_code != 302:
            assert sentence(answer) in (failure("bad"), failure("form"))
        assert not home.kept(site.folder, "language"), f"{kind} was taken for a form."


# -- odd addresses and odd answers --------------------------------------------------------------------------

ODD = ("0", "999999", "00001", "4" * 30, "4" * 5000, "-1", "1.5", "%00", "%C3%A6", "1e3", "..")


def test_odd_numbers_in_an_address_do_no_harm(site: Site, client: Client) -> None:
    people.days(site, 2)
    before = stored()
    sent = {"csrfmiddlewaretoken": token(client), "answer": "1", "question": "x"}
    for odd in ODD:
        for path in ("/check/{}", "/checkin/{}", "/evening/{}", "/entries/{}/correct/0", "/entries/0/correct/{}"):
            answer = client.get(path.format(odd))
            assert answer.status_code in (200, 302, 404), f"{path} with {odd[:9]} failed with {answer.status_code}."
        forms = ["/check/{}", "/checkin/{}", "/evening/{}"]
        forms += [] if odd in ("0", "00001") else ["/entries/{}/undo", "/entries/{}/correct/0", "/entries/0/correct/{}"]
        for path in forms:
            answer = client.post(path.format(odd), sent)
            assert answer.status_code in (302, 404, 422), f"{path} with {odd[:9]} failed with {answer.status_code}."
        assert stored() == before, f"{odd[:9]} in an address changed what is stored."


NONSENSE = ("", "y", "-1", "131", "1e9", "NaN", "9" * 400, "\x00", "<b>", "æøå", "1\n2", "٣", "{{ t }}", "1,5,5")
SOME_OF_EACH_KIND = ("age", "wound", "nerve_signs", "pain_sites", "first_step_pain", "steroid_injection_on")


@pytest.mark.parametrize("fact", SOME_OF_EACH_KIND)
def test_an_answer_that_was_never_offered_is_asked_again(site: Site, client: Client, fact: str) -> None:
    path = f"/check/{people.drafted(site, fact)}"
    key = question_on(client.get(path))
    was = store.draft(PERSON, "check")
    for nonsense in NONSENSE:
        answer = post(client, path, question=key, answer=nonsense)
        assert answer.status_code == 422, f"{fact} took {nonsense!r}."
        assert 'id="err"' in text(answer), f"{fact}: what is wrong with {nonsense!r} is not said."
        assert store.draft(PERSON, "check") == was, f"{fact} kept {nonsense!r}."


def question_on(answer: Any) -> str:
    found = re.search(r'name="question" value="([^"]+)"', text(answer))
    assert found, "There is no question on the page."
    return found[1]


def test_what_was_typed_is_said_back_as_text_and_not_as_html(site: Site, client: Client) -> None:
    path = f"/check/{people.drafted(site, 'weeks_of_pain')}"
    key = question_on(client.get(path))
    shown = text(post(client, path, question=key, answer='"><script src=/x></script>'))
    assert "&lt;script" in shown, "What was typed is not there to be mended."
    assert "<script src=/x>" not in shown, "What was typed became part of the page."


def test_answers_of_no_question_change_nothing(site: Site, client: Client) -> None:
    people.days(site, 2)
    before = stored()
    for data in ({"task": "x"}, {"task": ""}, {"task": "calf_stretch" * 100}, {"undo": "1", "task": "calf_stretch"}):
        assert post(client, "/done", **data).status_code == 302
        assert stored() == before, f"Something was stored for {data}."
    for data in ({"task": "calf_stretch", "pain": "3"}, {"task": "calf_stretch", "pain": "11"}):
        assert post(client, "/done", **data).status_code == 302
        assert stored() == before, f"A pain was stored of an exercise that nobody did: {data}."
    for data in ({}, {"what": "x", "date": "2.3.2026"}, {"what": "tape", "date": "2.3.2999"}, {"what": "tape"}):
        assert post(client, "/tried", **data).status_code == 422
        assert stored() == before, f"Something was tried for {data}."
    for wish in ("", "x", "True"):
        assert post(client, "/running", wish=wish).status_code == 302
        assert stored() == before, f"A wish was stored for {wish!r}."
    for chosen in ("x", "../../etc/passwd", "\x00"):
        post(client, "/language", language=chosen)
        post(client, "/region", region=chosen)
    for nothing in ({"answer": "y"}, {"answer": ""}, {}):
        post(client, "/evening", **nothing)
        assert stored() == before, f"An evening was stored for {nothing}."
    assert stored() == before, "An answer to nothing was stored."
    assert not home.kept(site.folder, "language") and not home.kept(site.folder, "region"), "An odd choice was kept."


# -- a store in trouble -------------------------------------------------------------------------------------


@contextmanager
def locked(site: Site) -> Iterator[None]:
    """Another program writes, and does not stop."""
    other = sqlite3.connect(home.file_in(site.folder), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def full(site: Site) -> Iterator[None]:
    """No page more may be taken, and those there are hold somebody else's words up to the last byte."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    for size in (900, 90, 0):
        for put in (put_event, put_draft):
            with suppress(Trouble):
                while True:
                    put("x" * size)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1000000")


def put_event(word: str) -> None:
    store.append(uuid.uuid4().hex, [Event("1", "answered", DAY, AT, "p", {"note": word})], expected=0)


def put_draft(word: str) -> None:
    store.keep_draft(uuid.uuid4().hex, "check", DAY, {"note": [word]})


@contextmanager
def read_only(site: Site) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")


WRITES: dict[str, Callable[[Client], Any]] = {
    "a morning": lambda client: post(client, "/checkin", **morning(client)),
    "an evening": lambda client: post(client, "/evening", answer="3"),
    "an exercise": lambda client: post(client, "/done", task="calf_stretch"),
    "something tried": lambda client: post(client, "/tried", what="tape", date="3.3.2026"),
    "a wish to run": lambda client: post(client, "/running", wish="yes"),
    "a correction": lambda client: post(client, "/entries/1/correct/0", answer="3"),
    "taking back": lambda client: post(client, "/entries/1/undo"),
    "erasing": lambda client: post(client, "/data/erase", sure="yes"),
    "a first answer": lambda client: answer_first(client),
}


def answer_first(client: Client) -> Any:
    shown = client.get("/check", follow=True)
    return post(client, shown.redirect_chain[-1][0], question=question_on(shown), answer="46")


def morning(client: Client) -> dict[str, str]:
    shown = text(client.get("/today"))
    names = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', shown))
    (news,) = set(re.findall(r'<button class="btn" name="([^"]+news[^"]*)" value="1"', shown))
    return {name: "1" if name.startswith("exercises_done") else "4" for name in names} | {news: "1"}


@pytest.mark.parametrize(
    ("language", "code", "spoil"),
    [("da", "locked", locked), ("en", "locked", locked), ("da", "full", full), ("da", "read_only", read_only)],
)
def test_what_cannot_be_stored_is_said_and_nothing_is_half_stored(
    site: Site, client: Client, language: str, code: words.Code, spoil: Any
) -> None:
    people.days(site, 3)
    store.open(site.folder, patience=0.05)
    for what, write in WRITES.items():
        post(client, "/language", language=language)
        before, drafts = stored(), [store.draft(PERSON, kind) for kind in KINDS]
        with spoil(site):
            answer = write(client)
        if (what, code) != ("erasing", "full"):  # which needs no room
            assert answer.status_code == 503, f"{what} with a store that is {code} answered {answer.status_code}."
            kind = "erase" if what == "erasing" else "store"
            assert sentence(answer) == failure(kind, language)
            shown = text(answer)
            assert texts(language)("problems", code) in shown, f"{what}: why it was not stored is not said."
            assert texts(language)("web", "failures", kind, "says") in shown, "That nothing is lost is not said."
            assert f'<html lang="{language}"' in shown
            assert stored() == before, f"{what} was half stored while the store was {code}."
            now = [store.draft(PERSON, kind) for kind in KINDS]
            assert now == drafts, f"{what} was half kept while the store was {code}."
            assert write(client).status_code in (200, 302), f"{what} does not go on when the trouble is over."
            assert what == "a first answer" or stored() != before, f"{what} was not stored when the trouble was over."


def test_what_can_be_read_is_shown_while_another_program_writes(site: Site, client: Client) -> None:
    people.days(site, 3)
    store.open(site.folder, patience=0.05)
    with locked(site):
        paths = ("/today", "/why", "/help", "/entries", "/data", "/data/export", "/more", "/about")
        for path in (*paths, "/plan", "/running", "/progress", "/report", "/treatments"):
            assert client.get(path).status_code == 200, f"{path} cannot be read while another program writes."


def damage(site: Site, change: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_event_stays")
        cursor.execute("DELETE FROM store_coursecache")
        last = "SELECT max(seq) FROM store_event WHERE kind != 'decided'"
        cursor.execute(f"UPDATE store_event SET {change} WHERE seq = ({last})")
    forget()


def test_a_damaged_store_is_said_on_every_page_that_reads_it(site: Site, client: Client) -> None:
    people.days(site, 3)
    damage(site, "body = '{\"hemmelighed-4711\": '")
    for path in ("/", "/today", "/why", "/help", "/entries", "/result", "/check", "/plan", "/running", "/progress"):
        answer = client.get(path)
        assert answer.status_code == 503, f"{path} answered {answer.status_code} from a damaged store."
        assert sentence(answer) == failure("store_broken") and texts("da")("problems", "corrupt") in text(answer)
        assert "hemmelighed" not in text(answer), "A damaged entry is quoted."


def test_a_copy_of_a_damaged_store_is_refused_and_not_half_a_file(site: Site, client: Client) -> None:
    people.days(site, 3)
    damage(site, "body = '{'")
    answer = client.get("/data/export")
    assert (answer.status_code, sentence(answer)) == (503, failure("store_broken")), (
        "Half a copy was given as a whole one."
    )


def test_a_store_that_was_taken_away_is_said_and_not_made_anew(site: Site, client: Client) -> None:
    people.days(site, 3)
    connection.close()
    home.file_in(site.folder).rename(site.folder / "moved")
    for path in ("/", "/today", "/help", "/entries"):
        answer = client.get(path)
        assert (answer.status_code, sentence(answer)) == (503, failure("store_broken")), (
            f"{path} went on without a store."
        )
    assert not home.file_in(site.folder).exists(), "A new store was made in place of the one that is gone."


def test_even_then_the_number_to_call_is_there(site: Site, client: Client) -> None:
    people.days(site, 3)
    damage(site, "body = '{'")
    assert 'href="tel:112"' in text(client.get("/today")), "In trouble the number to call must still be there."


# -- logs and addresses -------------------------------------------------------------------------------------


def test_nothing_of_a_person_is_in_a_log_or_an_address(page: Page, tmp_path: Path) -> None:
    """A journey with answers that occur nowhere else, against the real server with everything it says in a file."""
    folder, port = tmp_path / "store", free_port()
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    marked = people.CALM | {"age": "97", "weeks_of_pain": "4711"}
    with running(folder, "--port", port, port=port, SVANG_NOW="2026-03-02T07:10:00+01:00"):
        base = f"http://localhost:{port}"
        let_in(page, base, enter(port, folder)["Cookie"])
        people.answer(page, marked, until="nerve_signs")
        people.press(page)  # nothing chosen: an error
        page.go_back()
        page.goto(f"{base}/check")
        people.press(page, "nerve_signs=yes")
        store_is_locked = sqlite3.connect(home.file_in(folder), isolation_level=None)
        store_is_locked.execute("BEGIN IMMEDIATE")
        people.press(page, "1")
        store_is_locked.execute("ROLLBACK")
        store_is_locked.close()
        assert page.locator("h1").inner_text() == failure("store"), "The store was not in trouble: this proves less."
        page.goto(f"{base}/entries")
        page.goto(f"{base}/today")
        page.goto(f"{base}/nowhere")
        page.request.post(f"{base}/checkin", form={"answer": "hemmelighed-4711"})
        page.request.get(f"{base}/today", headers={"Host": "evil.example"})
        page.request.post(f"{base}/checkin", form={"answer": "4711" * 20_000})
        page.goto(f"{base}/data")
    facts, log = set(pathway().facts), said(folder)
    assert len(requests) > 40, "Too few requests were looked at."
    for request in requests:
        address = urlsplit(request.url)
        assert address.hostname == "localhost", f"A page asked another machine: {address.hostname}."
        assert not address.query or address.path.startswith("/static/"), (
            f"Something stands in an address: {request.url}"
        )
        assert not any(fact in request.url for fact in facts if "_" in fact), f"A fact stands in {request.url}."
        assert "4711" not in request.url and "97" not in address.path, f"An answer stands in {request.url}."
    for word in ("4711", "hemmelighed", "nerve_signs", "tingling", "onset_injury", "weeks_of_pain", "answer", "97"):
        assert word not in without_the_port(log, port), f"The log has {word!r} in it: {log}"
    assert not any(fact in log for fact in facts if "_" in fact), f"The log names a fact: {log}"


def let_in(page: Page, base: str, cookie: str) -> None:
    name, _, value = cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": base}])
    page.goto(base)


def without_the_port(log: str, port: int) -> str:
    """Nor the word that opens the door: its letters are drawn, and may be any."""
    return log.replace(str(port), "").replace(key_in(log), "")


def test_a_fault_of_ours_is_said_without_what_was_answered(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a program error names no answer on the page; the page says it is our fault."""
    people.days(site, 2)
    client.raise_request_exception = False

    def broken(*args: Any, **named: Any) -> Any:
        raise RuntimeError("hemmelighed-4711")

    monkeypatch.setattr(Care, "diary", broken)
    answer = client.get("/entries")
    assert (answer.status_code, sentence(answer)) == (500, failure("ours"))
    assert "hemmelighed" not in text(answer), "The page quotes what went wrong."


def test_an_export_is_a_file_of_its_own(site: Site, client: Client) -> None:
    people.days(site, 2)
    answer = client.get("/data/export")
    rows = [json.loads(line) for line in text(answer).splitlines()]
    assert rows == stored()
    assert answer["Content-Disposition"].startswith("attachment;") and "no-store" in answer["Cache-Control"]
