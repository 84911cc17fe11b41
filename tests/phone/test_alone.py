"""A browser with the built files, as on a phone: installed once, then without a server and without a network."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from svang.phone.build import HERE, listed
from svang.phone.hosting import server
from svang.texts import texts
from tests.web import people
from tests.web.browser import FLAGS, chromium

SHELL = HERE / "shell"
VIEW = {"width": 360, "height": 780}
STARTS = 60_000
"""Milliseconds that a first start may take on a slow, busy machine."""


READY = "() => new Promise((done) => setTimeout(done, 270))"
"""The script of a page lets the second of two quick taps answer nothing: for 250 ms after it is shown."""


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BrowserContext]:
    with sync_playwright() as started:
        found = started.chromium.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium(), args=FLAGS, viewport=VIEW, locale="da-DK"
        )
        found.set_default_timeout(STARTS)
        monkeypatch.setattr(people, "READY", READY)
        yield found
        found.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(address)
    there(page)
    return page


def there(page: Page) -> None:
    """A page of ours stands there, and not the shell alone."""
    page.locator("#end").wait_for(state="attached")


def installed(page: Page) -> None:
    """All files are kept: from now on neither server nor network is needed."""
    page.evaluate(
        """new Promise((done) => {
          const has = () => { if (navigator.serviceWorker.controller) done(); };
          navigator.serviceWorker.addEventListener("controllerchange", has);
          has();
        })"""
    )


def test_from_the_first_question_to_today_without_a_server_or_a_network(
    browser: BrowserContext, host: ThreadingHTTPServer, tmp_path: Path
) -> None:
    at = f"http://127.0.0.1:{host.server_port}"
    page = opened(browser, at)
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    page.on("pageerror", lambda each: said.append(str(each)))
    installed(page)
    host.shutdown()
    browser.set_offline(True)
    w = functools.partial(texts("da"), "web")
    people.go(page, page.get_by_role("link", name=w("first", "begin")))
    while people.shown(page):
        people.answer_one(page)
    assert page.url == f"{at}/result" and page.title() == f"{w('result', 'title')} – Svang"
    people.go(page, page.get_by_role("link", name=w("result", "plan")))
    assert page.url == f"{at}/today" and page.locator("#tasks").count()
    assert page.evaluate("document.activeElement.tagName") == "H1", "The focus follows each answer."
    people.go(page, page.locator('#tasks button[value="all"]').first)
    assert page.url.endswith("/today#tasks") and page.locator('#tasks button[name="undo"]').count()
    page.reload()
    page.locator("#tasks").wait_for()
    assert page.locator('#tasks button[name="undo"]').count(), "What was told is there when it is opened again."
    page.goto(f"{at}/tell/note")
    page.locator("textarea").fill(MARK)
    people.go(page, page.locator("main form button.btn").first)
    assert MARK in page.locator("main").inner_text() and holds(tmp_path)
    page.goto(f"{at}/data/erase")
    page.locator("[name=sure]").check()
    people.go(page, page.locator("main form button").first)
    assert page.locator("h1").inner_text() == w("erase", "gone")
    assert said == []
    browser.close()
    assert not holds(tmp_path), "A byte of an answer is left."


def test_seven_mornings_alone_and_the_last_today_first(
    browser: BrowserContext, host: ThreadingHTTPServer, nurse: tuple[str, str]
) -> None:
    """A copy from the computer is put in, and seven mornings are told, without a server or a network."""
    at, (copy, first) = f"http://127.0.0.1:{host.server_port}", nurse
    browser.add_init_script(BADGE)
    browser.add_init_script(f"window.svangNow = localStorage.getItem('test-now') || '{first}'")
    page = opened(browser, f"{at}/data/import")
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    page.on("pageerror", lambda each: said.append(str(each)))
    page.on("request", lambda each: None if each.url.startswith((at, "blob:")) else said.append(each.url))
    installed(page)
    host.shutdown()
    browser.set_offline(True)
    page.locator('input[type="file"]').set_input_files({"name": "a.jsonl", "mimeType": "", "buffer": copy.encode()})
    people.go(page, page.locator("main form button.btn"))
    people.go(page, page.locator('main a.btn[href="/today"]'))
    days = [datetime.fromisoformat(first) + timedelta(days=n) for n in range(1, 8)]
    for morning in days:
        tell_the_morning(page, at, morning)
    rows = [json.loads(line) for line in page.evaluate(EXPORT).splitlines()]
    told = {row["date"] for row in rows if any(key.startswith("first_step") for key in row["body"])}
    assert told >= {str(morning.date()) for morning in days}
    heading = page.locator("h1").inner_text()
    page.goto(at)
    page.locator("html.shell-old").wait_for()
    assert page.locator("h1").inner_text() == heading and page.evaluate("document.querySelector('main').inert")
    page.get_by_text(texts("da")("phone", "opens")).wait_for()
    page.locator("html:not(.shell-old)").wait_for()
    assert not page.evaluate("document.querySelector('main').inert") and not page.locator(".shell-says").count()
    tomorrow = (days[-1] + timedelta(days=1)).isoformat()
    page.evaluate("(now) => localStorage.setItem('test-now', now)", tomorrow)
    page.goto(at)
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert not page.locator("html.shell-old").count(), "What was said yesterday is not shown today."
    there(page)
    assert said == []


def tell_the_morning(page: Page, at: str, morning: datetime) -> None:
    page.evaluate("(now) => localStorage.setItem('test-now', now)", morning.isoformat())
    page.goto(f"{at}/today")
    page.locator("html:not(.shell-old) #checkin .save").wait_for()
    assert page.evaluate("badge") == 1, "The icon says that a check-in is due."
    people.check_in(page, {"first_step_pain": 2, "activity_pain": 1, "exercises_done": "all", "exercises_pain": 1})
    while people.shown(page):  # what the day waits for
        people.answer_one(page)
    assert page.url.startswith(f"{at}/today") and not page.locator("#checkin .save").count()
    assert page.evaluate("badge") == 0


BADGE = """navigator.setAppBadge = async (n) => { window.badge = n; };
navigator.clearAppBadge = async () => { window.badge = 0; };"""
EXPORT = "ask('GET', '/data/export').then((answer) => new TextDecoder().decode(answer.body))"


def test_what_is_confirmed_is_on_the_disk(browser: BrowserContext, host: ThreadingHTTPServer) -> None:
    """Each answer that is stored is flushed before it is confirmed; looking stores nothing."""
    at = f"http://127.0.0.1:{host.server_port}"
    page = opened(browser, at)
    installed(page)
    page.goto(f"{at}/more")
    page.locator('main form button[value="en"]').wait_for()
    assert page.evaluate("ask('GET', '/help').then((answer) => answer.flushed)") == 0
    people.go(page, page.locator('main form button[value="en"]'))
    assert page.evaluate("document.documentElement.lang") == "en"
    flushed = page.evaluate(
        """async () => {
          await ask("GET", "/check");
          const found = new TextDecoder().decode((await ask("GET", "/check/1")).body);
          const page = new DOMParser().parseFromString(found, "text/html");
          const fields = Object.fromEntries(new FormData(page.querySelector("main form")));
          const headers = { "Content-Type": "application/x-www-form-urlencoded" };
          const told = new TextEncoder().encode(new URLSearchParams({ ...fields, answer: "46" }));
          const answer = await ask("POST", "/check/1", { body: told, headers });
          return [answer.status, answer.address, answer.flushed];
        }"""
    )
    assert flushed[:2] == [200, "/check/2"] and flushed[2] >= 1


def test_a_second_tab_is_answered_by_the_first_and_goes_on_when_that_is_closed(
    browser: BrowserContext, host: ThreadingHTTPServer
) -> None:
    at = f"http://127.0.0.1:{host.server_port}"
    first = opened(browser, at)
    second = browser.new_page()
    second.goto(f"{at}/more")
    there(second)
    assert second.evaluate("worker === null"), "Only one tab has the store."
    people.go(second, second.locator('main form button[value="en"]'))
    first.goto(f"{at}/help")
    there(first)
    assert first.evaluate("document.documentElement.lang") == "en", "What one tab was told the other knows."
    first.close()
    people.go(second, second.locator('main form button[value="da"]'))
    assert second.evaluate("worker !== null && document.documentElement.lang === 'da'")


def test_a_tab_that_has_the_store_and_does_not_answer(browser: BrowserContext, host: ThreadingHTTPServer) -> None:
    at = f"http://127.0.0.1:{host.server_port}"
    first = browser.new_page()
    first.goto(f"{at}/words.js")
    first.evaluate("(() => { navigator.locks.request('svang-store', () => new Promise(() => {})); })()")
    second = browser.new_page()
    second.goto(at)
    second.get_by_text(texts("da")("phone", "other_tab")).wait_for()
    assert not second.locator("#end").count()
    first.close()
    there(second)
    assert not second.get_by_text(texts("da")("phone", "other_tab")).count()


def test_where_it_cannot_begin_one_sentence_says_so(browser: BrowserContext, host: ThreadingHTTPServer) -> None:
    browser.route("**/app.zip", lambda route: route.abort())
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{host.server_port}")
    page.get_by_text(texts("da")("phone", "failed")).wait_for()


# -- when the browser takes something away ---------------------------------------------------------------------

TAKEN = """() => {
  const { prototype } = FileSystemSyncAccessHandle;
  prototype.write = prototype.read = () => { throw new DOMException("", "InvalidStateError"); };
}"""


EMPTIED = """() => {
  window.Worker = function () {
    const gone = (n) => this.onmessage({ data: { n, code: "gone" } });
    return Object.assign(this, { terminate() {}, postMessage({ n }) { if (n) setTimeout(gone, 0, n); } });
  };
}"""
"""The next worker finds that there is nothing left."""


def test_files_that_the_browser_has_shut_are_opened_again(browser: BrowserContext, host: ThreadingHTTPServer) -> None:
    """A phone that has slept may shut them. Nothing is said where it can go on; else one sentence, and a way on."""
    page = opened(browser, f"http://127.0.0.1:{host.server_port}/more")
    installed(page)
    people.go(page, page.locator('main form button[value="en"]'))
    page.workers[0].evaluate(TAKEN)
    people.go(page, page.locator('main form button[value="da"]'))
    assert page.evaluate("document.documentElement.lang") == "da" and not page.locator(".shell-says").count()
    page.evaluate(EMPTIED)
    page.workers[-1].evaluate(TAKEN)
    page.locator('main form button[value="en"]').click()
    page.locator(".shell-says [role=alert]", has_text=texts("da")("phone", "gone")).wait_for()
    assert page.locator("main form").count(), "What stood there stands there."


# -- a new version -----------------------------------------------------------------------------------------------


@pytest.fixture
def versions(app: Path, tmp_path: Path) -> Iterator[tuple[str, Callable[..., None]]]:
    """Where the files are served, and what puts others in their place: another version, or one with a wrong file."""
    folder = tmp_path / "served"
    shutil.copytree(app.parent, folder)

    def change(*, broken: bool = False, **said: str) -> None:
        words = folder / "words.js"
        text = (app.parent / "words.js").read_text(encoding="utf-8")
        for before, after in said.items():
            text = text.replace(texts("da")("phone", before), after)
        words.write_text(text, encoding="utf-8")
        stamp = folder / "stamp.js"
        stamp.write_text('export const STAMP = "another";\n', encoding="utf-8")
        (folder / "sw.js").write_bytes(listed(folder) + (SHELL / "sw.js").read_bytes())
        if broken:
            words.write_text(text + " ", encoding="utf-8")

    serving = server(folder, 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serving.server_port}", change
    serving.shutdown()
    serving.server_close()


def until(page: Page, holds: str) -> None:
    for _ in range(300):
        try:
            if page.evaluate(holds):
                return
        except Error:  # the page is on its way to another
            continue
        page.wait_for_timeout(100)
    raise AssertionError(f"never: {holds}")


UPDATE = "navigator.serviceWorker.getRegistration().then((each) => each.update()).then(() => 0, () => 0)"
NAMES = "caches.keys().then((names) => names.sort())"


def test_a_new_version_waits_until_it_is_chosen_and_a_wrong_file_is_refused(
    browser: BrowserContext, versions: tuple[str, Callable[..., None]]
) -> None:
    at, change = versions
    w = functools.partial(texts("da"), "phone")
    page = opened(browser, f"{at}/more")
    installed(page)
    people.go(page, page.locator('main form button[value="en"]'))
    people.go(page, page.locator('main form button[value="da"]'))
    until(page, f"{NAMES}.then((names) => names.length === 2)")
    old = page.evaluate(NAMES)
    change(broken=True, begins="another")
    page.evaluate(UPDATE)
    page.get_by_text(w("update_broken")).wait_for()
    page.reload()
    there(page)
    assert page.evaluate("svangWords.da.begins") == w("begins")
    until(page, f"{NAMES}.then((now) => String(now) === String({old}))")  # nothing is left of what was refused
    change(begins="another")
    page.evaluate(UPDATE)
    page.get_by_text(w("new_version")).wait_for()
    other = browser.new_page()
    other.goto(f"{at}/help")
    there(other)
    assert other.evaluate("svangWords.da.begins") == w("begins"), "It waits."
    page.bring_to_front()
    page.get_by_role("button", name=w("switch")).click()
    until(page, "window.svangWords?.da.begins === 'another'")
    there(page)
    other.bring_to_front()
    other.get_by_text(w("switched")).or_(other.locator("h1")).first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "da"
    gone = f"{NAMES}.then((now) => now.length === 2 && now.every((name) => !{old}.includes(name)))"
    until(page, gone)  # files and memory of the version before
    other.goto(f"{at}/help")
    there(other)
    assert other.evaluate("svangWords.da.begins") == "another"


MARK = "zebra-4711-marker"
KEPT = ("File System", "Service Worker", "Local Storage", "Session Storage", "IndexedDB")
"""Where the browser has what a page of ours may keep."""


def holds(folder: Path) -> bool:
    """Is the mark in any file that the browser keeps for the page?"""
    there = [path for path in folder.rglob("*") if path.is_file() and any(each in path.parts for each in KEPT)]
    assert there, "The browser keeps it elsewhere: this finds nothing."
    return any(MARK.encode() in path.read_bytes() for path in there)
