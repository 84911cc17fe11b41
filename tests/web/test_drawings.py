"""Drawings are kept by the browser, and look the same on each page, light and dark, with and without the script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page

from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW


def test_a_sheet_of_drawings_is_asked_for_once(site: Site, page: Page) -> None:
    people.days(site, 3)
    asked: list[str] = []
    page.on("response", lambda answer: asked.append(answer.url) if "/figures/" in answer.url else None)
    page.goto(site("/today"), wait_until="networkidle")
    assert len(asked) == 1 and re.search(r"/static/figures/day\.svg\?[0-9a-f]{10}$", asked[0])
    kept = page.request.get(asked[0]).headers
    assert "max-age=31536000" in kept["cache-control"] and kept["content-type"].startswith("image/svg+xml")
    page.context.new_page().goto(site("/today"), wait_until="networkidle")
    assert len(asked) == 1, "It was asked for again."


def test_a_drawing_is_drawn_in_the_colours_of_the_page_without_the_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport=VIEW, java_script_enabled=False)
    page = context.new_page()
    page.goto(site("/"), wait_until="networkidle")
    drawing = page.locator(".hero svg.fig[role=img][aria-label]")
    seen = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        seen[scheme] = drawing.screenshot()
    page.route("**/figures/*", lambda route: route.abort())
    page.goto(site("/"), wait_until="networkidle")
    blank = drawing.screenshot()
    assert seen["light"] != seen["dark"] != blank and len(seen["dark"]) > 2 * len(blank), "Nothing is drawn."
    context.close()
