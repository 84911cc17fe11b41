"""The week on one page, in a browser: who is led there, what is answered from it, and who sees another page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from svang.interview.due import AT_ONCE
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import PLACES
from tests.web.steps import at_clock, fact_of, h1, path_of
from tests.web.test_fence import all_that_is_stored

ONE_PAGE = 4
"""So many screens of a phone, at most, in the fullest week."""


def said(*keys: str, **values: object) -> str:
    return texts("da")("week", *keys, **values)


def morning(site: Site, day: int) -> None:
    at_clock(site, day, "07:10")
    people.tell(site, {"first_step_pain": {"left": 4}, "nothing_new": True})


def test_today_leads_there_on_the_day_of_the_review_alone(site: Site, page: Page) -> None:
    people.begun(site)
    for day in range(1, 8):
        morning(site, day)
        page.goto(site("/today"))
        line = page.locator('a.one[href="/week"]')
        assert line.count() == (day == 7), f"Day {day}"
    people.go(page, line)
    assert path_of(page) == "/week" and h1(page) == said("title", "alone", now=4)
    people.tell(site, {"function_limit": "none", "standing_or_walking_hard": "no"})
    morning(site, 8)
    page.goto(site("/today"))
    assert not line.count(), "Answered yesterday, the next review is six days away."


def test_a_morning_that_is_due_comes_before_the_week(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.goto(site("/today"))
    assert page.locator("#checkin").count() and not page.locator('a.one[href="/week"]').count()


def test_one_finds_it_from_progress(site: Site, page: Page) -> None:
    people.lived(site, 21)
    page.goto(site("/progress"))
    people.go(page, page.get_by_role("link", name=said("link")))
    assert path_of(page) == "/week"


def test_the_questions_that_wait_are_answered_in_one_tap_from_here(site: Site, page: Page) -> None:
    people.lived(site, 21)
    page.goto(site("/week"))
    asked = page.locator("#questions li").all_inner_texts()
    assert len(asked) == AT_ONCE and asked[0] == texts("da")("facts", "function_limit", "ask")
    people.go(page, page.locator("#questions a.btn"))
    assert fact_of(page) == "function_limit"


@pytest.mark.parametrize(("part", "sheet"), [("own", "goals"), ("own", "fear"), ("work", "work")])
def test_what_is_missing_is_told_from_its_own_part(site: Site, plain: Page, part: str, sheet: str) -> None:
    people.lived(site, 21)
    plain.goto(site("/week"))
    people.go(plain, plain.locator(f'#{part} a[href="/tell/{sheet}"]'))
    assert path_of(plain) == f"/tell/{sheet}" and plain.locator("main form").count()


def test_every_part_has_its_why_where_it_can_be_read(site: Site, page: Page) -> None:
    PLACES["week"].way(site, page)
    for part in page.locator("section.card:has(.wy)").all():
        address = part.locator(".wy a").first.get_attribute("href") or ""
        assert page.request.get(site(address)).status == 200, address


def test_looking_stores_nothing(site: Site, page: Page) -> None:
    PLACES["week"].way(site, page)
    before = all_that_is_stored(site)
    page.reload()
    assert all_that_is_stored(site) == before and care.last(PERSON)


def test_a_silent_week_leads_to_the_morning(site: Site, page: Page) -> None:
    PLACES["week_gap"].way(site, page)
    assert h1(page) == said("title", "gap")
    people.go(page, page.get_by_role("link", name=said("to_morning")))
    assert path_of(page) == "/today" and page.locator("#checkin").count()


def test_who_is_not_through_the_first_questions_goes_on_with_them(site: Site, page: Page) -> None:
    page.goto(site("/week"))
    assert path_of(page) == "/"
    people.tell(site, {"age": 46, "onset_injury": "none", "can_bear_weight": "yes"})
    page.goto(site("/week"))
    assert path_of(page) == "/today"


def test_who_is_too_young_for_a_plan_finds_today(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"age": 16})
    page.goto(site("/week"))
    assert path_of(page) == "/today"


def test_what_is_urgent_comes_first(site: Site, page: Page) -> None:
    PLACES["week_urgent"].way(site, page)
    assert page.locator(".ban, .sos").count() and not page.locator("#numbers").count()


def test_the_fullest_week_is_a_page_and_no_book(site: Site, page: Page) -> None:
    PLACES["week"].way(site, page)
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollHeight") <= ONE_PAGE * 780
