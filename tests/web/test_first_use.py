"""The first use in a real browser: from the first page to a plan that starts."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from svang.pathway.load import pathway
from svang.texts import texts
from tests.web import people
from tests.web.browser import Site
from tests.web.steps import DAY, GO_ON, NOTHING_NEW, at_clock, decision, fact_of, h1, path_of, told, w


def test_first_use_to_the_plan_of_today(site: Site, page: Page) -> None:
    page.goto(site("/"))
    assert page.locator("html").get_attribute("lang") == "da"
    assert not page.locator("nav").count(), "Before anything is told there is no menu to get lost in."
    people.go(page, page.get_by_role("link", name=w("da", "first", "begin")))
    facts = asked_in_order(page)
    a_result(page)
    people.go(page, page.get_by_role("link", name=w("da", "result", "plan")))
    a_plan_that_starts(site, page)

    events = told()
    assert [day for day, _ in events] == [DAY.isoformat()], "One check is one entry, under its day."
    asked = {fact for fact in facts if fact != "pain_sites" and fact in people.CALM}
    stored = {slot.partition(".")[0] for slot in events[0][1]}
    assert asked <= stored, f"Answers were not stored: {asked - stored}."
    assert events[0][1]["age"] == 46 and events[0][1]["pain_sites.left"] == frozenset({"heel_front_inner"})


def asked_in_order(page: Page) -> list[str]:
    """Answers every question: age first, then every red flag, then the rest."""
    facts: list[str] = []
    while fact := fact_of(page):
        assert len(facts) < 80, "The questions never end."
        about = people.shown(page).split("|")[3]
        if about == "so_far":
            flags = [f.id for f in pathway().facts.values() if f.flag and f.asked is None]
            assert facts[0] == "age" and set(flags) <= set(facts), "A red flag was not asked right after age."
            assert h1(page) == texts("da")("lists", "so_far", "self_care")
        lines = page.locator('main form input[name^="line-"]').evaluate_all("all => all.map(i => i.name)")
        facts += dict.fromkeys(name.removeprefix("line-") for name in lines) if about != "so_far" else ()
        facts += [fact] if about not in ("list", "form", "so_far") else []
        people.answer_one(page, people.CALM | {"evening_ache": None})
    return facts


def a_result(page: Page) -> None:
    assert path_of(page) == "/result"
    level = texts("da")("triage", "self_care", "name")
    assert level in page.locator(".ban").first.inner_text(), "How soon somebody should look at it stands first."
    main = page.locator("main").inner_text()
    for word in (w("da", "result", "best"), w("da", "result", "no_diagnosis"), w("da", "result", "now")):
        assert word in main, f"The result does not say “{word}”."
    assert page.locator(".li.ok").count() and page.locator(".li.un").count(), "What is for it and what is not known."
    assert w("da", "help", "whole_list") in main, "Every result shows when to seek help."


def a_plan_that_starts(site: Site, page: Page) -> None:
    assert path_of(page) == "/today"
    assert texts("da")("decisions", "start", "says") in page.locator("#decision").inner_text()
    assert page.locator(".dec a[href='/why']").count() == 1, "The decision has its why."
    tasks = decision(site).plan.tasks
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.locator(".task").count() == len(tasks) > 3
    assert all(page.locator(".task .dose").all_inner_texts()), "A task that has a dose says it."
    assert page.locator(".task .dose").count() >= 2
    assert page.locator(".ones .one").count(), "The day's limits are shown."
    assert not page.locator("#checkin").count(), "What was told an hour ago is not asked again."
    people.go(page, page.locator(".dec a[href='/why']"))
    page.locator("main section summary", has_text=w("da", "sources")).first.click()
    page.locator("main section .src").first.wait_for()
    assert path_of(page) == "/why", "The why has a page of its own, with its sources."


def test_first_use_in_english(site: Site, page: Page) -> None:
    page.goto(site("/"))
    people.go(page, page.get_by_role("button", name="EN (English)"))
    assert page.locator("html").get_attribute("lang") == "en" and h1(page) == w("en", "first", "title")
    people.drafted(site, "weeks_of_pain")
    page.goto(site("/"))
    people.go(page, page.get_by_role("link", name=w("en", "first", "go_on")))
    assert h1(page) == texts("en")("facts", "weeks_of_pain", "ask")
    people.answer_on(page)
    assert path_of(page) == "/result" and h1(page) == w("en", "result", "title")
    assert w("en", "result", "best") in page.locator("main").inner_text()
    people.go(page, page.get_by_role("link", name=w("en", "result", "plan")))
    assert page.locator("#decision").inner_text() == texts("en")("decisions", "start", "says")
    words = page.locator("body").inner_text()
    assert not {"Hvorfor", "Dagens opgaver", "Søg hjælp", "gange", "Sådan"} & set(words.split()), (
        "A word was left Danish."
    )


def test_a_red_flag_cannot_be_skipped(site: Site, page: Page) -> None:
    n = people.drafted(site, "nerve_signs")
    page.goto(site(f"/check/{n + 3}"))
    assert (fact_of(page), path_of(page)) == ("nerve_signs", f"/check/{n}"), "An address further on skips a question."
    people.press(page)
    assert fact_of(page) == "nerve_signs" and page.locator("#err").inner_text() == w("da", "errors", "tick_or_nothing")
    page.goto(site("/result"))
    page.goto(site("/today"))
    assert not page.locator(".task").count(), "A plan was given before the red flags were answered."
    page.goto(site("/check"))
    assert fact_of(page) == "nerve_signs"


def test_an_ordinary_person_has_at_most_24_screens(site: Site, page: Page) -> None:
    """PATHWAY 1 [11] and issue 13: at most about 24 screens in all; what a line opens does not move the end."""
    page.goto(site("/check"))
    screens, ends = 0, set()
    while people.shown(page):
        screens += 1
        ends.add(page.locator("main .n").first.inner_text().split()[2])
        people.answer_one(page)
    assert screens <= 24, f"{screens} screens before there is a result."
    assert len(ends) == 1, f"The end moved while one answered: {ends}."


def test_a_line_and_nothing_together_are_told_and_what_was_ticked_stays(site: Site, page: Page) -> None:
    n = people.drafted(site, "wound")
    page.goto(site(f"/check/{n}"))
    people.go(page, page.locator(GO_ON))
    assert page.locator("#err").inner_text() == w("da", "errors", "tick_or_nothing"), "Neither is no answer."
    page.locator('label:has(input[name="line-wound"][value="yes"])').click()
    people.go(page, page.locator('main form button[value="nothing"]'))
    assert page.locator("#err").inner_text() == w("da", "errors", "ticked_and_nothing")
    assert page.locator('input[name="line-wound"][value="yes"]').is_checked(), "What was ticked is lost."
    assert not told(), "Something was stored of an answer that contradicts itself."


def test_a_ticked_line_asks_which_foot_and_the_other_lines_are_no(site: Site, page: Page) -> None:
    answers = people.CALM | {"swelling_marked": {"left": "no", "right": "yes"}}
    page.goto(site("/check"))
    people.answer_on(page, answers)
    stored = told()[0][1]
    assert stored["swelling_marked.right"] is True and stored["swelling_marked.left"] is False
    for sign in ("wound.left", "wound.right", "fever_unexplained", "calf_swollen_one_side"):
        assert stored[sign] is False, f"{sign} is not told as a no of its own."


def test_lists_forms_and_the_check_in_need_no_script(site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    n = people.drafted(site, "wound")
    page.goto(site(f"/check/{n}"))
    page.locator('main form button[value="nothing"]').click()
    assert page.locator('input[name="line-diabetes"]').count(), "Nothing of this led nowhere."
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    for fact, value in (("first_step_pain", "4"), ("activity_pain", "2")):
        page.locator(f'#checkin label:has(input[name^="{fact}|"][value="{value}"])').click()
    page.locator(f'#checkin .save button[value="{NOTHING_NEW}"]').click()
    assert told()[-1][1] == {"first_step_pain.left": 4, "nothing_new": True}
    context.close()


def test_the_profile_may_be_left_and_stores_nothing(site: Site, page: Page) -> None:
    n = people.drafted(site, "foot_posture")
    page.goto(site(f"/check/{n}"))
    people.go(page, page.get_by_role("button", name=texts("da")("lists", "answer", "skip")))
    assert fact_of(page) != "foot_posture"
    people.answer_on(page)
    assert "foot_posture" not in {slot.partition(".")[0] for slot in told()[0][1]}


def test_a_second_window_changes_a_told_morning_only_when_one_says_so(site: Site, page: Page) -> None:
    """S30, U23: the second tab replaced the first without a word."""
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    people.tell(site, {"first_step_pain": {"left": 4}, "nothing_new": True})
    people.check_in(page, {"first_step_pain": 9, "activity_pain": 2})
    assert h1(page) == w("da", "again", "title")
    assert told()[-1][1]["first_step_pain.left"] == 4, "The morning was replaced unasked."
    people.go(page, page.locator("main form button"))
    assert path_of(page) == "/today" and told()[-1][1]["first_step_pain.left"] == 9


def test_the_day_begins_when_the_person_says(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/more"))
    page.locator("select[name=begins]").select_option("03:00")
    people.go(page, page.locator("form[action='/begins'] button"))
    assert page.locator("select[name=begins]").input_value() == "03:00"
    at_clock(site, 1, "03:30")
    page.goto(site("/today"))
    assert page.locator("#checkin").count(), "At half past three it is a new day for a baker."
