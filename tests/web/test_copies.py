"""A copy that comes back by the page: whole or not at all, nothing twice, and nothing of it anywhere else."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from playwright.sync_api import Page

from svang import store
from svang.settings import home
from svang.texts import LANGUAGES, texts
from svang.web import uploads
from svang.web.views import mine
from svang.web.visit import PERSON
from tests.cli.given import NURSE
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import copy_of
from tests.web.test_security import TOKEN, damage, failure, locked, named, post, sentence, stored, text, token
from tests.web.test_serve import ROOT, command, enter, environment, free_port, get, running

PAGE, MARKER = "/data/import", "hemmelighed-4711"


@pytest.fixture
def client(site: Site) -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": "localhost"})


def backup_of(site: Site, tmp_path: Path) -> bytes:
    copy = tmp_path / "backup"
    copy.touch()
    store.backup(copy)
    data = copy.read_bytes()
    copy.unlink()
    return data


def file_of(site: Site, tmp_path: Path) -> bytes:
    """The file itself, copied while nothing ran."""
    store.leave_whole()
    return home.file_in(site.folder).read_bytes()


COPIES: dict[str, Callable[[Site, Path], bytes]] = {
    "an export": lambda site, tmp_path: copy_of(site),
    "a backup": backup_of,
    "the file": file_of,
}


def said(answer: Any, key: str, language: str = "da") -> bool:
    return texts(language)("web", "import", "errors", key, most=100) in text(answer)


def today(site: Site) -> Any:
    return care.look(PERSON, at=datetime.fromisoformat(site.now)).decision


# -- taken --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", COPIES)
def test_what_was_erased_comes_back_and_is_decided_as_before(
    site: Site, client: Client, tmp_path: Path, kind: str
) -> None:
    people.days(site, 12)
    people.drafted(site, "nothing_new", kind="morning")
    before, decision, page = stored(), today(site), text(client.get("/plan"))
    copy = COPIES[kind](site, tmp_path)
    post(client, "/data/erase", sure="yes")
    answer = post(client, PAGE, file=named(copy))
    assert answer.status_code == 200 and sentence(answer) == texts("da")("web", "import", "done")
    assert texts("da")("web", "import", "done_says", "many", n=len(before)) in text(answer)
    assert 'class="btn" href="/today"' in text(answer), "It does not lead to Today."
    assert (stored(), today(site)) == (before, decision)
    assert main_of(text(client.get("/plan"))) == main_of(page)
    again = post(client, PAGE, file=named(copy))
    assert again.status_code == 200 and sentence(again) == texts("da")("web", "import", "there")
    assert stored() == before, "Something came in twice."


def main_of(page: str) -> str:
    return page[page.index("<main") :]


def test_the_rest_of_a_history_comes_in_and_the_pages_know_it(site: Site, client: Client) -> None:
    people.days(site, 12)
    whole, first, late = stored(), stored()[:4], text(client.get("/plan"))
    store.erase(PERSON)
    store.put_back(PERSON, first)
    early = text(client.get("/plan"))
    assert main_of(early) != main_of(late), "The two look alike, so this proves nothing."
    answer = post(client, PAGE, file=named(as_lines(whole)))
    assert texts("da")("web", "import", "done_says", "many", n=len(whole) - 4) in text(answer)
    assert stored() == whole and main_of(text(client.get("/plan"))) == main_of(late)


def as_lines(rows: list[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def test_a_page_that_was_kept_of_other_answers_is_not_shown(site: Site, client: Client, monkeypatch: Any) -> None:
    forgotten: list[bool] = []
    monkeypatch.setattr(mine.page_cache, "forget", lambda: forgotten.append(True))
    people.days(site, 2)
    post(client, PAGE, file=named(copy_of(site)))
    assert forgotten == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_with_a_copy_finds_the_way_without_a_script(
    site: Site, plain: Page, tmp_path: Path, language: str
) -> None:
    people.days(site, 3)
    (tmp_path / "mine.jsonl").write_bytes(copy_of(site))
    store.erase(PERSON)
    home.keep(site.folder, "language", language)
    words = texts(language)
    plain.goto(site("/"))
    plain.get_by_role("link", name=words("web", "first", "before")).click()
    plain.get_by_role("button", name=words("web", "import", "do")).click()
    assert words("web", "import", "errors", "no_file") in plain.locator("#err").inner_text()
    plain.get_by_label(words("web", "import", "file")).set_input_files(tmp_path / "mine.jsonl")
    plain.get_by_role("button", name=words("web", "import", "do")).click()
    assert plain.locator("h1").inner_text() == words("web", "import", "done")
    plain.get_by_role("link", name=words("web", "import", "today")).click()
    assert plain.url.endswith("/today") and plain.locator("#checkin").count(), "The morning is not asked for."


def test_my_data_leads_there(site: Site, client: Client) -> None:
    people.days(site, 1)
    assert f'href="{PAGE}"' in text(client.get("/data")) and f'href="{PAGE}"' not in text(client.get("/today"))


# -- not taken ----------------------------------------------------------------------------------------------


def torn(rows: list[dict[str, Any]]) -> bytes:
    return as_lines(rows)[:-20]


NO_COPIES: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "nothing": lambda rows: b"",
    "empty lines": lambda rows: b"\n\n",
    "a picture": lambda rows: b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a case": lambda rows: b"at: 2026-03-02T07:10:00+01:00\nanswers:\n  age: 46\n",
    "another list": lambda rows: b'[{"age": 46}]\n',
    "a download that broke off": torn,
    "a line of something else": lambda rows: as_lines([*rows, {"age": 46}]),
    "an answer that is none": lambda rows: as_lines([rows[0] | {"body": {"first_step_pain.left": "often"}}]),
    "an id twice": lambda rows: as_lines([*rows, rows[0] | {"body": {}}]),
    "half a backup": lambda rows: b"SQLite format 3\0" + bytes(5000),
    "a deep one": lambda rows: b"[" * 100_000,
}


@pytest.mark.parametrize("what", NO_COPIES)
@pytest.mark.parametrize("there", [0, 3])
def test_what_is_no_whole_copy_is_one_sentence_and_nothing_is_lost(
    site: Site, client: Client, what: str, there: int
) -> None:
    people.days(site, 3)
    rows = stored()
    copy = NO_COPIES[what](rows)
    if not there:
        store.erase(PERSON)
    before = stored()
    answer = post(client, PAGE, file=named(copy))
    assert answer.status_code == 422 and said(answer, "no_copy") and 'id="err"' in text(answer)
    assert stored() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_other_reason_is_one_sentence_in_the_persons_language(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    people.begun(site)
    other = copy_of(site)
    store.erase(PERSON)
    people.days(site, 3)
    rows, before = stored(), stored()
    home.keep(site.folder, "language", language)
    ages = as_lines([row | {"date": "1026" + row["date"][4:]} for row in rows])
    for key, copy in (
        ("other_history", other),
        ("newer", as_lines([row | {"schema": 99} for row in rows])),
        ("clock", ages),
        ("no_file", None),
    ):
        answer = post(client, PAGE, **({} if copy is None else {"file": named(copy)}))
        assert answer.status_code == 422 and said(answer, key, language), f"{key} is not said."
        assert f'<html lang="{language}"' in text(answer) and stored() == before
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    monkeypatch.setattr(mine, "LARGEST", 1000)
    answer = post(client, PAGE, file=named(as_lines(rows)))
    assert answer.status_code == 422 and texts(language)("web", "import", "errors", "too_big", most=0) in text(answer)
    assert stored() == before


def test_of_a_file_that_is_too_big_no_more_is_kept_than_may_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    taken = uploads.InMemory()
    taken.new_file("file", "copy", "", None)
    for start in range(0, 10_000, 100):
        taken.receive_data_chunk(b"x" * 100, start)
    file = taken.file_complete(10_000)
    assert (file.size, len(file.read())) == (10_000, 1000)


def test_the_trouble_of_a_store_is_not_laid_on_the_copy(site: Site, client: Client) -> None:
    people.days(site, 3)
    copy, form = copy_of(site), token(client)
    store.open(site.folder, patience=0.05)
    with locked(site):
        answer = client.post(PAGE, {"csrfmiddlewaretoken": form, "file": named(copy)})
        assert (answer.status_code, sentence(answer)) == (503, failure("store"))
    damage(site, "body = '{'")
    answer = client.post(PAGE, {"csrfmiddlewaretoken": form, "file": named(copy)})
    assert answer.status_code == 503 and texts("da")("problems", "corrupt") in text(answer)


def test_a_file_without_its_token_or_from_another_page_is_not_taken(site: Site, client: Client) -> None:
    people.days(site, 3)
    copy = copy_of(site)
    store.erase(PERSON)
    for data, headers in (
        ({}, {}),
        ({"csrfmiddlewaretoken": "a" * 64}, {}),
        ({"csrfmiddlewaretoken": token(client)}, {"origin": "https://evil.example"}),
        ({"csrfmiddlewaretoken": token(client)}, {"sec-fetch-site": "cross-site"}),
    ):
        assert client.post(PAGE, {**data, "file": named(copy)}, headers=headers).status_code == 403
        assert stored() == []


# -- nowhere else -------------------------------------------------------------------------------------------

opened: list[tuple[str, Any, int]] | None = None


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if opened is not None and event in ("open", "sqlite3.connect", "os.mkdir", "tempfile.mkstemp"):
        opened.append((event, args[0], args[2] if event == "open" else 0))


sys.addaudithook(_watch)
"""A hook stays as long as the process: it says nothing unless it is asked."""


@contextmanager
def watched() -> Iterator[list[tuple[str, Any, int]]]:
    """Each file that is opened to be written meanwhile, and each database."""
    global opened
    found = opened = []
    try:
        yield found
    finally:
        opened = None


WRITES = 0o3


@pytest.mark.parametrize("kind", ["export", "backup", "torn", "no copy", "other"])
def test_nothing_of_what_was_sent_is_written_to_a_disk(site: Site, client: Client, tmp_path: Path, kind: str) -> None:
    people.days(site, 40)
    copies = {"export": copy_of(site), "backup": backup_of(site, tmp_path), "other": copy_of(site)}
    copies |= {"torn": copies["export"][:-9], "no copy": MARKER.encode() * 200_000}
    copy = copies[kind].replace(b'"client_id": "', b'"client_id": "z') if kind == "other" else copies[kind]
    if kind != "other":
        store.erase(PERSON)
    form, files = token(client), sorted(site.folder.iterdir())
    with watched() as found:
        answer = client.post(PAGE, {"csrfmiddlewaretoken": form, "file": named(copy, MARKER)})
    assert answer.status_code == (200 if kind in ("export", "backup") else 422)
    written = [what for event, what, flags in found if event == "open" and flags & WRITES]
    bases = {str(what) for event, what, _ in found if event == "sqlite3.connect"}
    assert written == [] and not [event for event, *_ in found if event.startswith(("os", "tempfile"))]
    assert bases <= {":memory:"}, "Another database was opened than the one in memory."
    assert sorted(site.folder.iterdir()) == files
    assert MARKER.encode() not in b"".join(path.read_bytes() for path in files if path.is_file())


def test_a_file_that_is_written_would_be_seen() -> None:
    with watched() as found, tempfile.TemporaryFile() as file:
        file.write(b"x")
    assert [flags & WRITES for event, _, flags in found if event == "open"] != []


# -- while the pages run ------------------------------------------------------------------------------------


def typed(folder: Path, *words: object, day: int = 5) -> str:
    """What a command in a process of its own says."""
    env = environment(folder, SVANG_NOW=f"2026-03-{day:02}T07:10:00+01:00")
    done = subprocess.run(command(*words), cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def send(port: int, mine: dict[str, str], path: str, **data: str) -> int:
    """A form as our own page sends it, to a server in a process of its own."""
    shown = get(port, "/more", **mine)
    form = next(said for said in shown.headers.get_all("Set-Cookie") if said.startswith("svang_form")).partition(";")[0]
    found = TOKEN.search(shown.body)
    assert found
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Host": f"localhost:{port}"}
        sent = urlencode({"csrfmiddlewaretoken": found[1], **data})
        line.request("POST", path, sent, {**kind, "Cookie": f"{mine['Cookie']}; {form}"})
        return line.getresponse().status


@pytest.fixture
def lived(tmp_path: Path) -> dict[str, Path]:
    """Two folders, each with the same person's beginning; one goes on for two days. Copies of that one."""
    (tmp_path / "nurse.yaml").write_text(NURSE, encoding="utf-8")
    here, other = tmp_path / "here", tmp_path / "other"
    for folder in (here, other):
        typed(folder, "check", "--answers", tmp_path / "nurse.yaml", day=2)
    for day in (3, 4):
        typed(other, "checkin", "--first-step", day, "--activity", 3, "--nothing-new", day=day)
    typed(other, "export", "--out", tmp_path / "export")
    typed(other, "backup", tmp_path / "backup")
    return {"here": here, "other": other, "export": tmp_path / "export", "backup": tmp_path / "backup"}


@pytest.mark.parametrize(("kind", "damaged"), [("backup", False), ("export", True)])
def test_a_copy_takes_the_place_while_the_pages_run(lived: dict[str, Path], kind: str, damaged: bool) -> None:
    here, port = lived["here"], free_port()
    with running(here, "--port", port, port=port, SVANG_NOW="2026-03-05T07:10:00+01:00"):
        mine = enter(port, here)
        for _ in range(8):  # each of its threads has the store open
            assert get(port, "/today", **mine).status == 200
        if damaged:
            with home.file_in(here).open("r+b") as file:
                file.seek(4096)
                file.write(b"\xa5" * 4096 * 8)
        said = json.loads(typed(here, "restore", lived[kind], "--yes", "--json"))
        assert (said["entries"], Path(said["kept"]).exists()) == (len(typed(here, "export").splitlines()), True)
        assert typed(here, "today", "--json") == typed(lived["other"], "today", "--json"), "It is decided otherwise."
        for n in range(8):
            assert get(port, "/today", **mine).status == 200
            assert send(port, mine, "/tried", what="tape", date="5.3.2026", sent=f"{n}" * 32) == 302
        assert typed(here, "export").count('"treated"') == 8, "What the pages said they have kept is not there."
    with closing(sqlite3.connect(home.file_in(here))) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_store_that_was_moved_away_is_left_and_one_that_was_put_there_is_used(
    site: Site, client: Client, tmp_path: Path
) -> None:
    """What the pages say that they have kept is where the next one looks."""
    people.days(site, 3)
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(copy_of(site))
    assert client.get("/today").status_code == 200
    (tmp_path / "moved").mkdir()
    for path in site.folder.glob("svang.sqlite3*"):
        path.rename(tmp_path / "moved" / path.name)
    answer = client.get("/today")
    assert (answer.status_code, sentence(answer)) == (503, failure("store_broken"))
    assert "svang import" in text(answer)
    typed(site.folder, "import", copy)
    assert client.get("/today").status_code == 200
    assert post(client, "/tried", what="tape", date="3.3.2026").status_code == 302
    assert typed(site.folder, "export").count('"treated"') == 1
