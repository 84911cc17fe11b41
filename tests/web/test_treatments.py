"""The page of treatments in a real browser: the ledger of what was tried, and what is asked first."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from svang.engine.treatments import treatments
from svang.pathway.load import pathway
from svang.says.words import symbol_of, value_said
from svang.settings import home
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import PLACES, SAFETY, tried_much
from tests.web.steps import h1, path_of, w


def ledger(page: Page) -> list[Locator]:
    return page.locator("ul.rows > li").all()


def text(found: Locator) -> str:
    return found.inner_text().replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def write(page: Page, **words: str) -> None:
    """Fills the form of something that was tried, and sends it."""
    for name, said in words.items():
        if name == "what":
            page.locator("main select").select_option(said)
        elif name == "side":
            page.locator(f'main label:has(input[value="{said}"])').click()
        else:
            page.locator(f'main [name="{name}"]').fill(said)
    people.go(page, page.locator("main button.btn"))


# -- the ledger -----------------------------------------------------------------------------------------------


def test_what_was_tried_is_noted_shown_and_taken_back(site: Site, page: Page) -> None:
    people.lived(site, 30)
    page.goto(site("/more"))
    people.go(page, page.get_by_role("link", name=w("da", "more", "treatments")))
    assert texts("da")("ui", "tried", "nothing") in page.locator("main").inner_text()
    people.go(page, page.get_by_role("link", name=w("da", "tried", "add")))
    write(page, what="tape", date="20.3.2026", until="27. marts", side="left", cost="1.450 kr.", note="vist af en ven")
    assert path_of(page) == "/treatments"
    event = care.entries(PERSON)[-1]
    assert (event.kind, event.date) == ("treated", date(2026, 3, 20))
    until = date(2026, 3, 27).toordinal()
    assert event.body == {"what": "tape", "side": "left", "until": until, "cost": 1450, "note": "vist af en ven"}
    (found,) = ledger(page)
    for said in ("Tape", "20. marts til 27. marts, venstre fod", "Pris: 1.450 kr.", "Din note: ”vist af en ven”"):
        assert said in text(found)
    page.goto(site("/entries?until=2026-03-20"))
    people.go(page, page.locator(f'main a[href="/tried/{event.id}"]'))
    people.go(page, page.get_by_role("button", name=texts("da")("tell", "take_back")))
    assert path_of(page) == "/treatments"
    assert texts("da")("ui", "tried", "nothing") in page.locator("main").inner_text() and not ledger(page)
    page.goto(site("/entries?until=2026-03-20"))
    assert page.locator("dl.ans .gone").count() == 1, "What was taken back stays in the history."


def test_a_row_says_before_and_after_and_no_more_where_nothing_changed(site: Site, page: Page) -> None:
    PLACES["treatments_tried"].way(site, page)
    said = [text(found) for found in ledger(page)]
    assert [each.split("\n")[0] for each in said] == [
        *("Fysioterapi", "Indlæg eller hælkop", "Natskinne", "Tape"),
    ], "The latest stands first."
    assert "For få morgener" in said[0]
    assert "Første skridt 4 ugen før, 5 ugen efter. Det kan have andre grunde." in said[1]
    assert "Første skridt 4 ugen før og 4 ugen efter.\n" in said[2]
    assert "Første skridt 6 ugen før, 4 ugen efter. Det kan også være tiden." in said[3]
    assert "bevis" not in " ".join(said)
    assert "I alt 1.450 kr., så vidt du har skrevet." in text(page.locator("main"))


def test_what_it_cost_is_not_guessed(site: Site, page: Page) -> None:
    people.lived(site, 30)
    for days, body in ((9, {"what": "tape"}), (5, {"what": "night_splint"})):
        people.treated(site, body, days_ago=days)
    page.goto(site("/treatments"))
    assert "kr." not in text(page.locator("main")), "A sum of nothing that was told."


def test_what_was_told_is_corrected_on_its_form(site: Site, page: Page) -> None:
    tried_much(site, page)
    page.goto(site("/treatments"))
    people.go(page, ledger(page)[-1].get_by_role("link"))
    before = care.entries(PERSON)
    assert page.locator("main select").input_value() == "tape"
    assert page.locator('input[name="side"]:checked').input_value() == "left"
    assert [page.locator(f'input[name="{name}"]').input_value() for name in ("date", "until", "cost")] == [
        *("13.3.2026", "20.3.2026", "85"),
    ]
    write(page, cost="185", until="")
    assert [event.kind for event in care.entries(PERSON)[len(before) :]] == ["withdrawn", "treated"]
    assert care.entries(PERSON)[-1].body == {"what": "tape", "side": "left", "cost": 185}
    assert "13. marts, venstre fod" in text(ledger(page)[-1]) and len(ledger(page)) == 4
    assert "I alt 1.550 kr." in text(page.locator("main"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_correction_that_does_not_fit_takes_nothing_back(site: Site, page: Page, language: str) -> None:
    home.keep(site.folder, "language", language)
    tried_much(site, page)
    page.goto(site("/treatments"))
    people.go(page, ledger(page)[-1].get_by_role("link"))
    before = care.entries(PERSON)
    for words in ({"cost": "100001"}, {"cost": "-1"}, {"cost": "mange"}, {"cost": "85", "until": "12.3.2026"}):
        write(page, **words)
        assert page.locator("#err").count() == 1 and care.entries(PERSON) == before
    assert texts(language)("problems", "ends_too_soon") in page.locator("#err").inner_text()
    write(page, until="13.3.2026", cost="100000")
    assert care.entries(PERSON)[-1].body["cost"] == 100_000


def test_what_was_taken_back_has_no_form(site: Site, page: Page) -> None:
    people.lived(site, 30)
    people.treated(site, {"what": "tape"}, days_ago=5)
    event = care.entries(PERSON)[-1]
    care.withdraw(PERSON, event, at=event.recorded_at)
    for path in (f"/tried/{event.id}", "/tried/nowhere"):
        page.goto(site(path))
        assert path_of(page) == "/treatments"


def test_what_it_cost_is_in_the_copy_and_on_the_page_for_an_appointment(site: Site, page: Page) -> None:
    tried_much(site, page)
    rows = [row["body"] for row in map(dict, care.export(PERSON)) if row.get("kind") == "treated"]
    assert [row["cost"] for row in rows] == [85, 365, 0, 1000] and rows[0]["until"] == "2026-03-20"
    assert json.dumps(rows)
    page.goto(site("/report"))
    said = text(page.locator("main"))
    assert "13. marts til 20. marts, venstre fod" in said and "6 før, 4 efter, 85 kr." in said
    assert "I alt 1.450 kr., så vidt jeg har skrevet." in said


# -- what is asked first --------------------------------------------------------------------------------------

BASICS = 84
"""PATHWAY 11: shockwave from three months of the basics on."""


def states(site: Site) -> dict[str, str]:
    course = care.look(PERSON, at=datetime.fromisoformat(site.now)).course
    return {treatment.id: state for treatment, state, _ in treatments(course)}


def asked(page: Page) -> list[str]:
    return [each.get_attribute("name") or "" for each in page.locator("#first fieldset input[value='1']").all()]


def unknown(site: Site, page: Page, **known: Any) -> None:
    people.lived(site, BASICS, fs=people.sore)
    people.tell(site, dict.fromkeys(SAFETY) | known)
    site.now = (datetime.fromisoformat(site.now) + timedelta(minutes=1)).isoformat()
    page.goto(site("/treatments"))


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'#first label:has(input[name="{name}"][value="{value}"])').click()


def test_who_has_answered_is_asked_nothing(site: Site, page: Page) -> None:
    people.lived(site, 5)
    page.goto(site("/treatments"))
    fold = page.locator("#first")
    assert not fold.locator("form").count() and fold.get_attribute("open") is None
    fold.locator("summary").click()
    assert "Du tager ikke blodfortyndende medicin." in fold.inner_text()
    assert fold.get_by_role("link").get_attribute("href") == "/tell/health"


def test_what_is_not_known_is_asked_and_opens_nothing(site: Site, page: Page) -> None:
    unknown(site, page)
    assert asked(page) == list(SAFETY)
    assert states(site)["shockwave"] == states(site)["dry_needling"] == "ask"
    said = page.locator("#first").inner_text()
    for name in SAFETY:
        assert texts("da")("facts", name, "ask") in said
        no = value_said(pathway(), texts("da"), symbol_of(pathway(), name), False).line
        assert no not in said, "What nobody answered is told back as a no."
    choose(page, "pregnant", "2")
    people.go(page, page.locator("#first button.btn"))
    assert care.entries(PERSON)[-1].body == {"pregnant": False}, "What was left is not stored."
    assert asked(page) == [name for name in SAFETY if name != "pregnant"]
    assert states(site)["shockwave"] == "ask", "Two of three are not known."
    assert texts("da")("treatment_states", "ask") in text(offer(page, "shockwave"))


def offer(page: Page, id: str) -> Locator:
    return page.locator("details.offer > summary", has_text=texts("da")("treatments", id, "name"))


@pytest.mark.parametrize(
    ("answers", "shockwave", "needling"),
    [
        (("2", "2", "2"), "open", "open"),
        (("1", "2", "2"), "barred", "barred"),
        (("2", "1", "2"), "barred", "open"),
        (("2", "2", "1"), "barred", "open"),
        (("3", "2", "2"), "ask", "ask"),
        (("2", "2", "3"), "ask", "open"),
    ],
)
def test_each_answer_counts_at_once(
    site: Site, page: Page, answers: tuple[str, ...], shockwave: str, needling: str
) -> None:
    """PATHWAY 11: shockwave is barred by each of the three, needles by a blood thinner; don't know asks first."""
    unknown(site, page)
    for name, value in zip(SAFETY, answers, strict=True):
        choose(page, name, value)
    people.go(page, page.locator("#first button.btn"))
    assert path_of(page) == "/treatments" and asked(page) == []
    for id, state in (("shockwave", shockwave), ("dry_needling", needling)):
        assert states(site)[id] == state
        assert texts("da")("treatment_states", state) in text(offer(page, id))


def test_nothing_chosen_is_said_and_stores_nothing(site: Site, page: Page) -> None:
    unknown(site, page)
    before = care.entries(PERSON)
    people.go(page, page.locator("#first button.btn"))
    assert page.locator("#err").inner_text().strip() == texts("da")("tell", "nothing_told")
    assert care.entries(PERSON) == before and asked(page) == list(SAFETY)


def test_an_answer_is_corrected_on_the_sheet_of_health(site: Site, page: Page) -> None:
    unknown(site, page, blood_thinner="yes")
    assert states(site)["dry_needling"] == "barred"
    people.go(page, page.locator("#first").get_by_role("link"))
    page.locator('input[name="blood_thinner"][value="2"]').check(force=True)
    people.go(page, page.locator("main form button.btn").last)
    page.goto(site("/treatments"))
    assert states(site)["dry_needling"] == "open" and asked(page) == list(SAFETY[1:])


def test_it_goes_without_a_script(site: Site, plain: Page) -> None:
    unknown(site, plain)
    choose(plain, "blood_thinner", "1")
    people.go(plain, plain.locator("#first button.btn"))
    assert states(site)["dry_needling"] == "barred"
    people.go(plain, plain.get_by_role("link", name=w("da", "tried", "add")))
    write(plain, what="tape", cost="85")
    people.go(plain, ledger(plain)[0].get_by_role("link"))
    assert h1(plain) == w("da", "tried", "mend")
    write(plain, cost="95")
    assert "Pris: 95 kr." in text(ledger(plain)[0])
