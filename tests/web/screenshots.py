"""Every page in every state as a picture, to be looked at: `make screenshots`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that also writes the store

from playwright.sync_api import Browser, Page, sync_playwright

from svang.settings import home
from tests.web.browser import FLAGS, chromium, served
from tests.web.conftest import MORNING
from tests.web.places import PLACES

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".tools" / "screenshots"
README = {"today_done": "today", "question_map_right": "map", "install_iphone": "phone"}
"""The three that the README shows, from their places."""
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name in PLACES:
            for language in LANGUAGES:
                take(browser, name, language)
        browser.close()


def take(browser: Browser, name: str, language: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale=LANGUAGES[language])
    page = context.new_page()
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), MORNING) as site:
        home.keep(site.folder, "language", language)
        PLACES[name].way(site, page)
        for width in WIDTHS:
            for scheme in SCHEMES:
                look(page, width, scheme)
                page.screenshot(path=PICTURES / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
        if language == "da" and name in README:
            look(page, 360, "light")
            (ROOT / "docs" / "pictures").mkdir(exist_ok=True)
            page.screenshot(path=ROOT / "docs" / "pictures" / f"{README[name]}.png")
    context.close()


def look(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    page.emulate_media(color_scheme=scheme)


if __name__ == "__main__":
    main()
