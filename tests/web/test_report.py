"""The page for an appointment: one A4 page, ten points and more, and nothing of it sent or kept (UX 24)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import PLACES
from tests.web.test_fence import all_that_is_stored

A4 = {"width": 703, "height": 1047}
"""What an A4 page leaves between margins of 10 and 12 mm, at 96 points an inch."""
SMALLEST = """Math.min(...[...document.querySelectorAll("main *")]
  .filter((each) => each.checkVisibility() && [...each.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((each) => {
    const svg = each.ownerSVGElement;
    const drawn = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    return parseFloat(getComputedStyle(each).fontSize) * drawn * 72 / 96;
  }))"""


def pages(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def open_report(site: Site, page: Page, name: str = "report") -> None:
    PLACES[name].way(site, page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_ordinary_course_is_one_page(site: Site, page: Page, scheme: str) -> None:
    open_report(site, page)
    page.emulate_media(color_scheme=scheme)
    page.locator("#who").fill("Anne Jensen")
    page.locator("#mine").fill("Må jeg stå hele dagen?")
    assert pages(page) == 1


@pytest.mark.parametrize("answers", [people.CALM, people.RUNNER])
@pytest.mark.parametrize("fs", [people.better, people.sore])
def test_half_a_year_is_one_page(site: Site, page: Page, answers: people.Answers, fs) -> None:  # type: ignore[no-untyped-def]
    people.lived(site, 120, answers, fs=fs)
    page.goto(site("/report"))
    assert pages(page) == 1


def test_a_very_full_course_takes_two_pages_at_most(site: Site, page: Page) -> None:
    open_report(site, page, "report_full")
    assert pages(page) <= 2


@pytest.mark.parametrize("name", ["report", "report_full"])
def test_nothing_on_paper_is_smaller_than_ten_points(site: Site, page: Page, name: str) -> None:
    open_report(site, page, name)
    page.emulate_media(media="print")
    page.set_viewport_size(A4)
    assert page.evaluate(SMALLEST) >= 9.99


def test_paper_is_black_on_white_and_without_the_menu_also_in_the_dark(site: Site, page: Page) -> None:
    open_report(site, page)
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    for each in ("nav.nav", "header.top", "[data-print]", "main details"):
        assert not page.locator(each).is_visible(), each


def test_a_name_is_on_the_paper_alone(site: Site, page: Page) -> None:
    open_report(site, page)
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.url))
    page.emulate_media(media="print")
    assert not page.locator("#who").is_visible()
    page.emulate_media(media="screen")
    field = page.locator("#who")
    assert field.get_attribute("name") is None and field.evaluate("each => each.form") is None
    field.fill("Anne Jensen")
    page.emulate_media(media="print")
    assert field.is_visible() and field.input_value() == "Anne Jensen"
    page.emulate_media(media="screen")
    assert not sent
    page.reload()
    assert page.locator("#who").input_value() == ""


def test_without_a_script_the_name_prints_and_the_page_says_how(site: Site, plain: Page) -> None:
    open_report(site, plain)
    assert not plain.locator("[data-print]").is_visible()
    assert plain.get_by_text(texts("da")("report", "how_print")).is_visible()
    plain.locator("#who").fill("Anne Jensen")
    plain.emulate_media(media="print")
    assert plain.locator("#who").is_visible()


def test_looking_stores_nothing(site: Site, page: Page) -> None:
    open_report(site, page)
    before = all_that_is_stored(site)
    page.reload()
    assert all_that_is_stored(site) == before and care.last(PERSON)


def test_one_finds_it_from_help_and_progress(site: Site, page: Page) -> None:
    people.lived(site, 30)
    for path in ("/help", "/progress"):
        page.goto(site(path))
        people.go(page, page.get_by_role("link", name=texts("da")("report", "link")))
        assert page.url.endswith("/report")
