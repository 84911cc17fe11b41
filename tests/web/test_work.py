"""The plan for the working day: for who stands much, with a line to show that says nothing of health (UX 12.4, 13b)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from svang.settings import home
from svang.texts import texts
from tests.web import people
from tests.web.browser import Site
from tests.web.places import HARD, PLACES
from tests.web.steps import h1, path_of, told, w
from tests.web.test_fence import all_that_is_stored

HEALTH = re.compile(r"hæl|fod|smert|ondt|svang|syg|læge|heel|foot|pain|sore|hurt|ill|doctor", re.IGNORECASE)
"""What nobody at work has to know."""


@pytest.mark.parametrize(("hours", "says"), [(3, "less"), (4, "title"), (None, "ask")])
def test_it_is_for_who_stands_four_hours_or_more(site: Site, page: Page, hours: int | None, says: str) -> None:
    """PATHWAY 4: standing_hours >= 4; who has not told is asked, and not sent away."""
    people.lived(site, 9, people.CALM | {"standing_hours": hours} if hours else people.CALM)
    page.goto(site("/work"))
    assert h1(page) == w("da", "work", says, said="4 timer")
    assert page.locator("#leader").count() == (says == "title")
    assert page.locator('main a[href="/tell/work"]').count()


def test_the_steps_are_those_of_the_day(site: Site, page: Page) -> None:
    """PATHWAY 9: everyday over, 0.8 x usual: 8,400 of 10,500."""
    PLACES["work"].way(site, page)
    assert "8.400" in page.locator("section.ones").inner_text()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_line_to_show_prints_alone_and_says_nothing_of_health(site: Site, page: Page, language: str) -> None:
    home.keep(site.folder, "language", language)
    PLACES["work"].way(site, page)
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text().strip()
    assert printed.split("\n\n") == texts(language).get("web", "work", "line")
    assert not HEALTH.search(printed) and not page.locator("header.top, nav.nav").locator("visible=true").count()


def test_what_cannot_be_changed_is_told_and_answered(site: Site, page: Page) -> None:
    people.lived(site, 9, people.CALM | {"standing_hours": 7})
    page.goto(site("/work"))
    fold = page.locator("#cannot")
    assert fold.get_attribute("open") is None
    fold.locator("summary").click()
    people.go(page, fold.get_by_role("link"))
    assert path_of(page) == "/tell/work"
    page.get_by_role("radio", name=texts("da")("facts", "work_can_change", "choices", "no", "label")).check(force=True)
    people.go(page, page.locator("main form button.btn").last)
    page.goto(site("/work"))
    assert fold.get_attribute("open") is not None and w("da", "work", "cannot_no") in fold.inner_text()


def test_today_leads_there_where_the_day_was_too_much_and_from_its_task(site: Site, page: Page) -> None:
    """Who has not said how the working day is finds the line; who stands much the day itself."""
    people.lived(site, 9, people.CALM | {"activity_pain": 6}, act=lambda day: 6)
    page.goto(site("/today"))
    assert page.locator('a.one[href="/work"]').count() == 1 and not page.locator("#work").count()
    assert page.locator('.task a[href="/work"]').count() == 1


def test_today_says_nothing_of_work_to_who_sits(site: Site, page: Page) -> None:
    people.lived(site, 9, people.CALM | {"activity_pain": 6, "standing_hours": 2}, act=lambda day: 6)
    page.goto(site("/today"))
    assert not page.locator('a[href^="/work"]').count()


def test_the_week_leads_there(site: Site, page: Page) -> None:
    people.lived(site, 21, people.CALM | HARD)
    page.goto(site("/week"))
    people.go(page, page.locator('#work a[href="/work"]'))
    assert path_of(page) == "/work"


def test_a_plan_that_waits_has_no_line_to_show(site: Site, page: Page) -> None:
    PLACES["work_paused"].way(site, page)
    assert h1(page) == w("da", "work", "paused") and not page.locator("#leader").count()


def test_looking_stores_nothing(site: Site, page: Page) -> None:
    PLACES["work"].way(site, page)
    before = all_that_is_stored(site)
    page.reload()
    assert all_that_is_stored(site) == before and told()


def test_hours_told_later_count_whatever_was_told_first(site: Site, page: Page) -> None:
    people.lived(site, 9, people.CALM | {"standing_range": "from_6_hours"})
    page.goto(site("/work"))
    assert page.locator("#leader").count()
    page.goto(site("/tell/work"))
    page.locator('input[name="standing_hours"]').first.fill("2")
    people.go(page, page.locator("main form button.btn").last)
    page.goto(site("/work"))
    assert h1(page) == w("da", "work", "less")


def test_after_a_day_that_was_too_much_at_work_today_begins_with_it(site: Site, page: Page) -> None:
    """UX 12.4, 13b: the exercises are fine and what was not, the numbers, lines for one's boss; each limit once.
    PATHWAY 9: everyday over, 0.8 × usual, here of 10,500."""
    PLACES["today_everyday_over"].way(site, page)
    card = page.locator("#work")
    assert "Øvelserne fortsætter" in card.inner_text() and "8.400\N{NO-BREAK SPACE}skridt" in card.inner_text()
    said = page.locator("main").inner_text()
    assert said.count("8.400") == 1 and said.count("omtrent som den plejer") == 1, "It is said twice."
    assert [link.get_attribute("href") for link in card.locator("a.lnk").all()] == ["/work#leader", "/work#cannot"]
    box, training = card.bounding_box(), page.locator("#tasks").bounding_box()
    assert box and training and box["y"] < training["y"]


def test_on_later_days_it_is_a_line_that_opens(site: Site, page: Page) -> None:
    """UX 12.1, 9: an ordinary day is two screens, and who is on her feet all day has many such days."""
    PLACES["today_everyday_again"].way(site, page)
    card, training = page.locator("details#work"), page.locator("#tasks").bounding_box()
    said = page.locator("main").inner_text()
    assert card.get_attribute("open") is None and said.count("8.400") == 1, "The steps stand in sight, once."
    box = card.bounding_box()
    assert box and training and box["y"] > training["y"]
    card.locator("summary").click()
    assert "omtrent som den plejer" in card.inner_text() and card.locator('a[href="/work#leader"]').is_visible()
