"""The worker driven without the shell: asked as the shell asks it, in a browser that may be killed at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.web.browser import FLAGS, chromium

BEGIN = """([now, mayBeEmpty]) => {
  const waiting = new Map();
  let asked = 0;
  const worker = new Worker("/worker.js", { type: "module" });
  worker.onmessage = ({ data }) => { waiting.get(data.n)(data); waiting.delete(data.n); };
  worker.postMessage({ begin: { mayBeEmpty, now } });
  window.send = (method, address, body, kind) => new Promise((done) => {
    asked += 1;
    waiting.set(asked, done);
    const headers = { "Accept-Language": "da", ...(kind ? { "Content-Type": kind } : {}) };
    const bytes = body === null ? null : new TextEncoder().encode(body).buffer;
    worker.postMessage({ n: asked, method, address, headers, body: bytes });
  }).then(({ body, ...found }) => ({ ...found, text: body ? new TextDecoder().decode(body) : "" }));
  window.token = async () => /csrfmiddlewaretoken" value="([^"]+)"/.exec((await send("GET", "/more", null)).text)[1];
}"""
FORM = "application/x-www-form-urlencoded"
COPY = "multipart/form-data; boundary=xyz"


@contextmanager
def browser(profile: Path) -> Iterator[BrowserContext]:
    """A browser with a profile on disk; who has killed it need not close it."""
    with sync_playwright() as started:
        found = started.chromium.launch_persistent_context(profile, executable_path=chromium(), args=FLAGS)
        found.set_default_timeout(60_000)
        yield found
        try:
            found.close()
        except Exception as error:
            assert "closed" in str(error), error


def kill(profile: Path) -> None:
    """All processes of the browser with this profile, at once."""
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True)
    assert found.stdout.split(), "No browser is there to be killed."
    for number in found.stdout.split():
        try:
            os.kill(int(number), signal.SIGKILL)
        except ProcessLookupError:
            continue


class Driven:
    """`at`: where the built files are served; `now`: what the phone's clock says. A page without the shell."""

    def __init__(self, page: Page, at: str, now: str, *, may_be_empty: bool = True) -> None:
        self.page = page
        page.goto(f"{at}/words.js")
        page.evaluate(BEGIN, [now, may_be_empty])

    def get(self, address: str) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate("(address) => send('GET', address, null)", address)
        return found

    def post(self, address: str, **told: str) -> dict[str, Any]:
        return self._post(address, urlencode(told | {"csrfmiddlewaretoken": self.token()}), FORM)

    def begins(self, address: str, **told: str) -> None:
        """The same, and nobody waits for the answer."""
        body = urlencode(told | {"csrfmiddlewaretoken": self.token()})
        self.page.evaluate("([to, body, kind]) => { send('POST', to, body, kind); }", [address, body, FORM])

    def put_back(self, copy: str) -> dict[str, Any]:
        token = f'--xyz\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{self.token()}\r\n'
        file = f'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n{copy}\r\n--xyz--\r\n'
        return self._post("/data/import", token + file, COPY)

    def token(self) -> str:
        return str(self.page.evaluate("token()"))

    def _post(self, address: str, body: str, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(
            "([to, body, kind]) => send('POST', to, body, kind)", [address, body, kind]
        )
        return found
