"""Every page, worked out anew, and what is done on them: in this process, without a network, over a diary."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench import diary
from bench.people import ZONE, today
from bench.rows import Row

RUNS = 21
FOUND = 400
"""Statuses from here on say that there is no such page to look at."""
LIMITS = {("/today", 180): 15.0, ("check-in", 180): 20.0}
"""Milliseconds that are asked for, by what is done and the days of the diary."""


def morning(days: int, more: int = 0) -> str:
    last = today(days) + timedelta(days=more)
    return datetime(last.year, last.month, last.day, 7, 10, tzinfo=ZONE).isoformat()


def rows(folder: Path, days: int) -> Iterator[Row]:
    os.environ |= {"SVANG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "svang.settings.site", "SVANG_DOOR": "open"}
    os.environ["SVANG_NOW"] = morning(days)
    import django

    django.setup()
    from django.test import Client

    from svang.web import page_cache

    diary.fill(folder, days)
    browser = Browser(Client(SERVER_NAME="localhost"), days)

    def row(name: str, work: Callable[[], object], first: Callable[[], object] = lambda: None) -> Row:
        def before() -> None:
            first()
            page_cache.forget()

        return Row(name, work, RUNS, LIMITS.get((name, days), 0), before)

    yield from (row(path, partial(browser.get, path)) for path in browser.paths())
    yield row("/today at first", partial(browser.get, "/today"), browser.begin)
    yield row("tick", browser.tick)
    yield row("how sore", browser.sore, browser.tick)
    yield row("tick taken back", browser.untick, browser.tick)
    yield row("entry undone", browser.undo, browser.tick_and_look)
    yield row("evening", browser.evening)
    yield row("check-in", browser.checkin, browser.next_day)


class Browser:
    """Presses what a person presses; a page that does not answer as it should ends the row."""

    def __init__(self, client: Any, days: int) -> None:
        self.client, self.days, self.on, self.last, self.form = client, days, 0, 0, dict[str, str]()

    def paths(self) -> list[str]:
        """Each page that there is by its address alone, and that may be looked at; the export is a file."""
        from svang.web.urls import urlpatterns

        found = [f"/{each.pattern}" for each in urlpatterns if "<" not in str(each.pattern)]
        answers = {path: self.client.get(path) for path in found}
        return [path for path, answer in answers.items() if answer.status_code < FOUND and not answer.streaming]

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code < FOUND, (path, answer.status_code)
        return str(answer.content.decode())

    def begin(self) -> None:
        """As in a process that has looked at no day yet."""
        from svang.web import visit

        visit.served().forget()

    def post(self, path: str, **sent: str) -> None:
        answer = self.client.post(path, sent)
        assert answer.status_code == 302, (path, answer.status_code)

    @property
    def task(self) -> str:
        """The first task of Today that can be ticked."""
        found = re.search(r'name="task" value="([^"]+)"', self.get("/today"))
        assert found, "nothing can be ticked today"
        return found[1]

    def tick(self) -> None:
        self.form = self.form or {"task": self.task}
        self.post("/done", **self.form, how="whole")

    def sore(self) -> None:
        self.post("/done", **self.form, pain="2")

    def untick(self) -> None:
        self.post("/done", **self.form, undo="1")

    def tick_and_look(self) -> None:
        self.tick()
        self.last = max(map(int, re.findall(r'/entries/(\d+)/undo"', self.get("/entries"))))

    def undo(self) -> None:
        self.post(f"/entries/{self.last}/undo")

    def evening(self) -> None:
        self.post("/evening", answer="3")

    def next_day(self) -> None:
        """Of a scale of pain 3, of all else what stands first: all of it done, nothing new."""
        self.on += 1
        os.environ["SVANG_NOW"] = morning(self.days, self.on)
        may: dict[str, list[str]] = defaultdict(list)
        for name, value in re.findall(r' name="([^"|]+\|[^"]*)" value="([^"]+)"', self.get("/today")):
            may[name].append(value)
        self.form = {name: "3" if "10" in values else "1" for name, values in may.items()}

    def checkin(self) -> None:
        self.post("/checkin", **self.form)
