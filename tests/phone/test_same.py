"""A phone answers what the machine at home answers: every page, letter for letter but for what is drawn by lot."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlencode

import pytest

from svang import store
from svang.phone.ask import Phone
from svang.phone.build import SCRIPTS
from svang.phone.run import begin
from svang.texts import LANGUAGES
from svang.web import page_cache
from tests.edge import care
from tests.web import people
from tests.web.browser import Site

Request: TypeAlias = dict[str, Any]
Answer: TypeAlias = tuple[int, str, str]
Trios: TypeAlias = list[tuple[Answer, Answer, Answer]]
FIRST = "2026-03-02T07:10:00+01:00"
PAGES = (
    *("/", "/today", "/session", "/run", "/why", "/plan", "/running", "/progress", "/progress?span=all", "/week"),
    *("/work", "/help", "/report", "/treatments", "/tried/tape", "/learn", "/learn?find=spore", "/learn/taping"),
    *("/words", "/sources", "/sources/claims", "/sources/conflicts", "/seen", "/entries", "/tell", "/tell/run"),
    *(
        "/tell/exercise",
        "/more",
        "/reminders",
        "/data",
        "/data/import",
        "/data/erase",
        "/about",
        "/install",
        "/result",
        "/nowhere",
    ),
)
LIVED: dict[str, Callable[[Site], Any]] = {
    "nobody": lambda site: None,
    "nurse": lambda site: people.lived(site, 26),
    "runner": lambda site: people.lived(site, 57, people.RUNNER),
}
pytestmark = pytest.mark.xdist_group("same")  # Node is asked once
BY_LOT = re.compile(r'(name="(?:csrfmiddlewaretoken|sent)" value)="[^"]*"')
ASKED = [
    {"method": "GET", "address": page, "body": "", "headers": {"Accept-Language": language}}
    for language in LANGUAGES
    for page in PAGES
]


def fixed(said: str) -> str:
    return BY_LOT.sub(r"\1", said)


def asked(phone: Phone, each: Request) -> Answer:
    found = phone.ask(each["method"], each["address"], each["body"].encode(), each["headers"])
    return found.status, found.address, fixed(found.body.decode())


def calendar_of(phone: Phone) -> Request:
    """Reminders are chosen; where the file is that a calendar takes in."""
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', phone.ask("GET", "/more").body.decode())
    assert token is not None
    told = urlencode({"csrfmiddlewaretoken": token[1], "on": "checkin", "checkin": "6.45"}).encode()
    page = phone.ask("POST", "/reminders", told, {"Content-Type": "application/x-www-form-urlencoded"}).body.decode()
    address = re.search(r"/calendar/[\w-]+\.ics", page)
    assert address is not None
    return {"method": "GET", "address": address[0], "body": "", "headers": {"Accept-Language": "da"}}


@pytest.fixture(scope="module")
def environment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SVANG_DATA", "SVANG_NOW", "TZ", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
            patch.setenv(name, "")  # so that they are set back
        yield


@pytest.fixture(scope="module")
def both(app: Path, environment: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Trios]:
    """Of each person what is answered here, there, and there from a memory that was kept, page by page."""
    folder, here, cases = tmp_path_factory.mktemp("asked"), [], []
    for name, lives in LIVED.items():
        os.environ["SVANG_NOW"] = FIRST
        phone = begin(folder / name, "Europe/Copenhagen")
        store.open(folder / name)  # as the first page that is asked for does
        page_cache.forget()
        care.forget()
        lives(Site("", folder / name))
        store.leave_whole()
        requests = [*ASKED, calendar_of(phone)]
        cases.append({"store": name, "now": os.environ["SVANG_NOW"], "requests": requests})
        here.append([asked(phone, each) for each in requests])
    (folder / "requests.json").write_text(json.dumps(cases))
    node, script = shutil.which("node") or "node", Path(__file__).with_name("asked.mjs")
    subprocess.run([node, script, app.parent, folder], check=True, timeout=280)
    there, again = (
        [[(each["status"], each["address"], fixed(each["body"])) for each in answers] for answers in json.loads(text)]
        for text in ((folder / name).read_text() for name in ("answers.json", "again.json"))
    )
    return {name: list(zip(*each, strict=True)) for name, *each in zip(LIVED, here, there, again, strict=True)}


@pytest.mark.parametrize("who", LIVED)
def test_every_page_is_the_same(who: str, both: dict[str, Trios]) -> None:
    calendar = both[who][-1][0][2]
    assert "BEGIN:VCALENDAR" in calendar and ("Europe/Copenhagen" in calendar) == (who != "nobody")
    for n, (here, there, again) in enumerate(both[who]):
        request = ASKED[n] if n < len(ASKED) else "the calendar"
        assert there == here, request
        assert again == here, f"{request} from a memory that was kept"


def test_what_is_compared_is_pages_of_people(both: dict[str, Trios]) -> None:
    """Who has told nothing has no Today; the nurse and the runner have pages that differ, and so have the languages."""
    today = {who: [here for here, *_ in both[who] if here[1].startswith("/today")] for who in LIVED}
    assert [len(today[who]) for who in LIVED] == [0, 4, 4], "The first page leads there too."
    assert len({body for who in LIVED for _, _, body in today[who]}) == 4
    assert sum(here[0] == 200 for here, *_ in both["runner"]) == len(ASKED) - 1, "All but the page that is not there."


SCRIPT = re.compile(r'<script src="/static/(\w+)\.js')


def test_the_shell_has_the_scripts_of_each_page(both: dict[str, Trios]) -> None:
    pages = [body for who in LIVED for (_, _, body), *_ in both[who] if body.startswith("<!doctype")]
    found = {tuple(SCRIPT.findall(body)) for body in pages}
    assert found == set(SCRIPTS), "A page has other scripts than the shell can run."
