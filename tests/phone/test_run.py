"""The pages in a phone, here: what begins them, what they keep, and what is said where there is trouble."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from svang.phone.run import begin, day_ends
from svang.settings import home
from svang.texts import texts
from svang.web import rendering
from tests.edge import care
from tests.web import people
from tests.web.browser import Site


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SVANG_DATA", "SVANG_NOW", "TZ", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        monkeypatch.setenv(name, "")  # so that they are set back


def test_a_page_that_stays_the_same_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = begin(tmp_path, now="2026-03-02T07:10:00+01:00")
    once = phone.ask("GET", "/entries")
    assert once.status == 200 and not once.header("content-encoding")
    monkeypatch.setattr(rendering, "text", None)
    assert phone.ask("GET", "/entries").body == once.body


def test_a_form_is_known_again_by_the_next_that_begins(tmp_path: Path) -> None:
    """A phone ends the pages whenever it likes; what was on show then can still be sent."""
    now = "2026-03-02T07:10:00+01:00"
    page = begin(tmp_path, now=now).ask("GET", "/more").body.decode()
    token = page.partition('csrfmiddlewaretoken" value="')[2].partition('"')[0]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    told = f"csrfmiddlewaretoken={token}&language=en&from=/more".encode()
    assert b'<html lang="en">' in begin(tmp_path, now=now).ask("POST", "/language", told, form).body
    assert begin(tmp_path / "other", now=now).ask("POST", "/language", told, form).status == 403


def test_trouble_with_the_store_is_a_page(tmp_path: Path) -> None:
    """And the next page that is asked for tries again."""
    home.file_in(tmp_path).write_bytes(b"no store " * 1000)
    phone = begin(tmp_path, now="2026-03-02T07:10:00+01:00")
    found = phone.ask("GET", "/today")
    assert found.status == 503 and texts("da")("problems", "corrupt") in found.body.decode()
    home.file_in(tmp_path).unlink()
    assert phone.ask("GET", "/").status == 200


def test_the_day_ends_when_the_person_says(tmp_path: Path) -> None:
    """A day ends at four in the morning where nothing else was chosen (text 2, day_begins)."""
    begin(tmp_path, now="2026-03-02T23:50:00+01:00")
    ends = datetime.fromtimestamp(day_ends()).astimezone()
    assert (ends.hour, ends.minute) == (4, 0) and ends.day == 3
    begin(tmp_path, now="2026-03-03T01:10:00+01:00")
    assert datetime.fromtimestamp(day_ends()).astimezone() == ends


def test_a_copy_is_reminded_of_after_a_week_and_then_after_four(tmp_path: Path) -> None:
    """On Today of a phone, where the answers lie nowhere else; at home a folder is copied with all others."""
    shell = {"Svang-On": "android app"}

    def today(day: str, headers: Mapping[str, str] = shell) -> str:
        return begin(tmp_path, now=f"{day}T07:10:00+01:00").ask("GET", "/today", headers=headers).body.decode()

    begin(tmp_path, now="2026-03-02T07:10:00+01:00").ask("GET", "/")
    care.forget()
    people.days(Site("", tmp_path), 0, told=True)
    never, due = texts("da")("web", "install", "never"), texts("da")("web", "install", "due", n=28)
    assert never not in today("2026-03-08") and never in today("2026-03-09")
    assert never not in today("2026-03-09", {})
    assert begin(tmp_path, now="2026-03-09T08:00:00+01:00").ask("GET", "/data/export", headers=shell).status == 200
    assert never not in today("2026-03-09") and due not in today("2026-04-05") and due in today("2026-04-06")
