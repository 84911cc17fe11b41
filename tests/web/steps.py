"""Small words for what a person does and sees in a browser."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from playwright.sync_api import Locator, Page

from svang.answers.day import NIGHT_ENDS
from svang.says.headline import after
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site

DAY = date(2026, 3, 2)
FOCUS = """() => {
  const at = document.activeElement;
  return {id: at.id, tag: at.tagName, name: at.getAttribute("name"), value: at.getAttribute("value"),
          zone: at.dataset ? at.dataset.z || "" : "", words: at.textContent.trim().slice(0, 80)};
}"""


def w(language: str, *keys: str, **filled: Any) -> str:
    return texts(language)("web", *keys, **filled)


def fact_of(page: Page) -> str:
    return people.shown(page).partition("|")[0]


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def h1(page: Page) -> str:
    return page.locator("h1").inner_text().strip()


def at_clock(site: Site, day: int, clock: str) -> None:
    """Sets the site's clock to a time on the n-th day after the first."""
    site.now = f"{DAY + timedelta(days=day)}T{clock}:00+01:00"


def decision(site: Site) -> Any:
    at = datetime.fromisoformat(site.now)
    return care.look(PERSON, at=at - NIGHT_ENDS).decision


def headline(site: Site) -> str:
    """The day in one sentence, as the engine has it."""
    at = datetime.fromisoformat(site.now) - NIGHT_ENDS
    found = care.look(PERSON, at=at)
    return after(texts("da"), found.course, found.decision, partial(care.before, PERSON, found))


def told() -> list[tuple[str, dict[str, Any]]]:
    """What is stored: the date each entry is about, and what it says."""
    return [(e.date.isoformat(), dict(e.body)) for e in care.entries(PERSON) if e.kind == "answered"]


def focus(page: Page) -> dict[str, Any]:
    return page.evaluate(FOCUS)


class Finger:
    """Taps, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0
        self.news = people.NOTHING_NEW

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def go(self, target: Locator) -> None:
        self.taps += 1
        people.go(self.page, target)

    def choose(self, fact: str, value: str) -> None:
        """One answer of the morning's form; whether anything is new is said by the button that saves."""
        if fact == "nothing_new":
            self.news = value
            return
        self.tap(self.page.locator(f'#checkin label:has(input[name^="{fact}|"][value="{value}"])'))

    def save(self) -> None:
        self.go(self.page.locator(f'#checkin .save button[value="{self.news}"]'))


NOTHING_NEW, SOMETHING_NEW = people.NOTHING_NEW, people.NEWS_OR_DOUBT
GO_ON = "main form button.btn:not([name])"


def heel_raise(page: Page) -> Locator:
    return page.locator('.task:has(input[value="heel_raise"])')


def exercises() -> list[tuple[str, Any]]:
    """What was told of exercises since the last morning, and what was made of it."""
    return [(e.kind, e.body.get("exercises", e.body.get("values"))) for e in care.entries(PERSON)][-3:]


def numbers_to_call(page: Page) -> set[str]:
    return {a.get_attribute("href") or "" for a in page.locator('main a[href^="tel:"]').all()}
