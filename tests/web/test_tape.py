"""The page that shows how tape is put on, with one's own tape, in a real browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from svang.pathway.load import pathway
from svang.settings import home
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import PLACES, taped
from tests.web.steps import h1, path_of, w

PAGE = "/learn/taping"


def own(page: Page) -> str:
    return page.locator("#own").inner_text()


def latest() -> dict[str, Any]:
    return dict(care.entries(PERSON)[-1].body)


def tap(page: Page, words: str) -> None:
    people.go(page, page.locator("#own").get_by_role("button", name=words, exact=True))


def skin(word: str, language: str = "da") -> str:
    return texts(language)("facts", "tape_skin", "choices", word, "label")


def later(site: Site, **more: int) -> None:
    site.now = (datetime.fromisoformat(site.now) + timedelta(**more)).isoformat()


def test_the_task_of_today_leads_to_the_four_drawings(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/today"))
    page.locator("#all-day > summary").click()
    people.go(page, page.locator("#all-day li", has_text="Tape").get_by_role("link"))
    assert path_of(page) == PAGE
    for n in range(1, 5):
        assert page.get_by_role("img", name=texts("da")("figures", f"low_dye_{n}")).count() == 1


@pytest.mark.parametrize(("days", "notice"), [(2, False), (3, True), (6, True), (7, False)])
def test_today_leads_there_while_it_is_on_and_by_the_notice_when_it_is_due(
    site: Site, page: Page, days: int, notice: bool
) -> None:
    """PATHWAY 7: it lasts 1 to 3 days; a notice from the third day, within a week."""
    taped(site, days_ago=days)
    page.goto(site("/today"))
    links = page.locator(f'main a[href="{PAGE}"]:visible')
    assert links.count() == (days < 7), "Once, not twice."
    assert (texts("da")("rules", "tape-off", "says") in page.locator("main").inner_text()) is notice
    if not notice and links.count():
        assert "tag den af senest i morgen." in links.inner_text()
    if links.count():
        people.go(page, links)
        assert h1(page) == texts("da")("articles", "taping", "title")


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_says_when_it_was_put_on_and_until_when(site: Site, page: Page, language: str) -> None:
    home.keep(site.folder, "language", language)
    taped(site, days_ago=2)
    page.goto(site(PAGE))
    says = {
        "da": "Sat på i torsdags; tag den af senest i morgen.",
        "en": "On since Thursday; take it off tomorrow at the latest.",
    }
    assert says[language] in own(page)


def test_fine_skin_is_one_tap_and_says_nothing_of_plaster(site: Site, page: Page) -> None:
    taped(site, days_ago=3)
    page.goto(site(PAGE))
    tap(page, skin("fine"))
    assert path_of(page).startswith("/told/") and latest() == {"tape_skin": "fine"}
    assert texts("da")("ui", "tape", "rests") in page.locator("main").inner_text()
    page.goto(site("/today"))
    assert texts("da")("rules", "tape-off", "says") not in page.locator("main").inner_text()
    page.goto(site(PAGE))
    assert "taget af i dag." in own(page) and skin("fine") not in own(page)


def test_skin_that_reacts_bars_tape_and_is_corrected_on_the_receipt(site: Site, page: Page) -> None:
    taped(site, days_ago=1)
    page.goto(site(PAGE))
    tap(page, skin("irritated"))
    assert latest() == {"tape_skin": "irritated", "plaster_allergy": True}
    assert texts("da")("ui", "tape", "barred") in page.locator("main").inner_text()
    receipt = page.url
    page.goto(site(PAGE))
    assert texts("da")("treatment_states", "barred") in own(page) and "Du kan ikke tåle plaster." in own(page)
    assert not page.get_by_role("button", name=w("da", "tape", "put_on")).count()
    page.goto(receipt)
    people.go(page, page.get_by_role("button", name=texts("da")("tell", "take_back_all")))
    page.goto(site(PAGE))
    assert skin("irritated") in own(page) and texts("da")("treatment_states", "barred") not in own(page)


def test_an_open_sore_is_as_urgent_as_triage_says(site: Site, page: Page) -> None:
    """PATHWAY 2, row 18: a wound is soon, and loading gentle."""
    taped(site, days_ago=1)
    page.goto(site(PAGE))
    tap(page, skin("sore"))
    assert latest() == {"tape_skin": "sore", "wound.left": True}
    found = care.look(PERSON, at=datetime.fromisoformat(site.now))
    assert found.decision.triage == "soon" and "open-wound" in found.decision.rows
    assert page.locator("section.ban.l-so").count() == 1


def test_with_diabetes_the_same_sore_is_of_the_same_day(site: Site, page: Page) -> None:
    """PATHWAY 2, row 12."""
    taped(site, days_ago=1, answers=people.CALM | {"diabetes": "yes"})
    page.goto(site(PAGE))
    assert texts("da")("treatment_states", "barred") in own(page)
    tap(page, skin("sore"))
    assert care.look(PERSON, at=datetime.fromisoformat(site.now)).decision.triage == "same_day"
    assert page.locator("main [role=alert]").count() == 1


def test_where_both_feet_are_sore_the_sore_has_a_foot(site: Site, page: Page) -> None:
    PLACES["tape_both_feet"].way(site, page)
    tap(page, f"{skin('sore')}, højre fod")
    assert latest() == {"tape_skin": "sore", "wound.right": True}


def test_putting_it_on_is_one_tap_beside_what_eased_already(site: Site, page: Page) -> None:
    people.lived(site, 12)
    people.tell(site, {"relief": ["ice"]})
    later(site, minutes=1)
    page.goto(site(PAGE))
    tap(page, w("da", "tape", "put_on"))
    assert latest() == {"relief": frozenset({"ice", "tape"})}
    page.goto(site(PAGE))
    assert "Sat på i dag" in own(page) and w("da", "tape", "put_on") not in own(page)


def test_what_is_not_known_offers_no_tape(site: Site, page: Page) -> None:
    """PATHWAY 7: not known bars."""
    people.lived(site, 12)
    people.tell(site, {"reduced_sensation": None})
    page.goto(site(PAGE))
    assert texts("da")("treatment_states", "ask") in own(page)
    assert w("da", "tape", "put_on") not in own(page)
    people.go(page, page.locator("#own").get_by_role("link"))
    assert path_of(page).startswith(("/checkin", "/entries"))


def test_it_can_be_read_before_anything_is_told(site: Site, page: Page) -> None:
    page.goto(site(PAGE))
    assert h1(page) == texts("da")("articles", "taping", "title") and not page.locator("#own").count()


def test_no_other_page_speaks_of_ones_own_tape(site: Site, page: Page) -> None:
    taped(site, days_ago=1)
    for row in pathway().articles[:3]:
        page.goto(site(f"/learn/{row.id}"))
        assert not page.locator("#own").count()


def test_it_goes_without_a_script(site: Site, plain: Page) -> None:
    taped(site, days_ago=1)
    plain.goto(site(PAGE))
    tap(plain, skin("fine"))
    assert latest() == {"tape_skin": "fine"}
