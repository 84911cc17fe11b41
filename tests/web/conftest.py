"""A browser for all tests of a process, and for each test a context and a store of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.web import people
from tests.web.browser import FLAGS, Site, chromium, served

if settings.configured and not hasattr(settings, "ROOT_URLCONF"):
    pytest.exit("the web tests run in a process of their own: make web", 2)

MORNING = "2026-03-02T07:10:00+01:00"
VIEW = {"width": 360, "height": 780}
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that also looks into the store


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        found = started.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield found
        found.close()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("SVANG_DATA", "SVANG_NOW", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.setenv(name, "")  # so that they are set back
    with served(tmp_path, MORNING) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(viewport=VIEW, locale="da-DK")
    found.set_default_timeout(10_000)
    yield found
    found.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def plain(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A page of a browser that runs no script."""
    monkeypatch.setattr(people, "READY", "() => 0")
    context = browser.new_context(viewport=VIEW, locale="da-DK", java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says the figures that were measured: how long a page is, how many taps a morning takes."""
    reports = [*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ())]
    said = sorted({str(value) for report in reports for name, value in report.user_properties if name == "figure"})
    for figure in said:
        terminalreporter.write_line(figure)
