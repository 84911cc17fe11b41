"""Telling something on any day, and all answers: in a browser, with and without a script, and sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page

from svang import store
from svang.answers.day import pause_on
from svang.answers.typed import goals_in
from svang.interview.answers import now_in
from svang.interview.telling import SHEETS
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.texts import texts
from svang.web.asking import CHECK, MARK, MORNING, asked, raw_of, take
from svang.web.visit import PERSON, Visit
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW
from tests.web.steps import path_of

FIRST, NINTH = date(2026, 3, 2), date(2026, 3, 11)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without a script."""
    context = browser.new_context(viewport=VIEW, locale="da-DK", java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def t(*keys: str, **filled: object) -> str:
    return texts("da")("tell", *keys, **filled)


def told() -> list[Event]:
    return list(care.entries(PERSON))


def latest() -> Event:
    return told()[-1]


def begin(site: Site, page: Page, what: str, answers: people.Answers = people.CALM) -> int:
    """A sheet on the tenth morning; how many entries there were."""
    people.lived(site, 9, answers)
    page.goto(site(f"/tell/{what}"))
    return len(told())


def pick(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


def write(page: Page, name: str, words: str) -> None:
    page.locator(f'[name="{name}"]').first.fill(words)


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button.btn").click()


# -- telling ------------------------------------------------------------------------------------------------


def test_from_each_page_of_the_bar_two_taps_lead_to_a_sheet(site: Site, page: Page) -> None:
    people.lived(site, 9)
    for address in ("/today", "/plan", "/progress", "/help", "/more"):
        page.goto(site(address))
        page.locator("nav.nav a[href='/tell']").click()
        page.locator("main a[href='/tell/run']").click()
        assert page.locator("h1").inner_text() == t("sheets", "run", "name")


def test_a_run_yesterday_is_stored_on_its_day_without_a_script_and_answered_by_the_plan(
    site: Site, plain: Page
) -> None:
    before = begin(site, plain, "run")
    pick(plain, "day", "yesterday")
    write(plain, "run_minutes", "25 min")
    pick(plain, "run_pain", "4")
    save(plain)
    assert plain.locator("h1").inner_text() == t("stored")
    assert "25 minutter" in plain.locator("main").inner_text() and t("now") in plain.locator("main").inner_text()
    assert len(told()) == before + 1
    assert (latest().date, dict(latest().body)) == (NINTH - timedelta(days=1), {"run_minutes": 25, "run_pain": 4})


def test_what_is_left_out_is_not_told_and_dont_know_is(site: Site, page: Page) -> None:
    begin(site, page, "run")
    pick(page, "run_minutes", "?")
    save(page)
    assert dict(latest().body) == {"run_minutes": None}, "a run of unknown length; its pain was not told"


def test_nothing_told_is_said_and_stores_nothing(site: Site, page: Page) -> None:
    before = begin(site, page, "run")
    save(page)
    assert t("nothing_told") in page.locator("#err").inner_text() and len(told()) == before


def test_ten_thousand_steps_as_a_dane_writes_them(site: Site, page: Page) -> None:
    begin(site, page, "steps")
    write(page, "steps", "10.000")
    save(page)
    assert dict(latest().body) == {"steps": 10_000}


def test_another_day_is_any_from_the_first_and_none_before_or_after(site: Site, page: Page) -> None:
    before = begin(site, page, "stood")
    for day, wrong in (("1/3", "before_the_first"), ("12.3.2026", ""), ("marts 2026", ""), ("", "")):
        pick(page, "day", "other")
        write(page, "other", day)
        write(page, "stood_hours", "7,5")
        save(page)
        error = page.locator("#err").inner_text()
        assert error and (not wrong or error == t(wrong)) and len(told()) == before
        assert page.locator("[name=stood_hours]").first.input_value() == "7,5", "what was written stays"
    write(page, "other", "2.3.26")
    save(page)
    assert (latest().date, dict(latest().body)) == (FIRST, {"stood_hours": 75})


def test_each_plain_sheet_can_be_saved(site: Site, page: Page) -> None:
    """Every sheet of facts, with the first answer there is to its first question."""
    people.lived(site, 9)
    for what, name, value in (
        ("walk", "walk_minutes", "40"),
        ("exercises", "exercises_done", "1"),
        ("pains", "activity_pain", "6"),
        ("painkiller", "painkiller_today", "1"),
        ("relief", "relief", "1"),
        ("tape", "tape_skin", "1"),
        ("shoes", "shoe_km", "420 km"),
        ("note", "note", "En lang vagt."),
        ("breathless", "breathless_or_chest_pain", "2"),
        ("wall", "knee_to_wall_cm.left", "7,5"),
        ("raises", "single_leg_raises_10_pain", "3"),
        ("everyday", "everyday_changed", "1"),
        ("health", "pregnant", "2"),
        ("plan", "plan_choice", "2"),
        ("fear", "fear_of_movement", "3"),
    ):
        page.goto(site(f"/tell/{what}"))
        field = page.locator(f'[name="{name}"]').first
        if field.get_attribute("type") in ("radio", "checkbox"):
            pick(page, name, value)
        else:
            field.fill(value)
        save(page)
        assert page.locator("h1").first.inner_text() == t("stored"), what
        assert list(latest().body) == [name], what


def test_goals_are_three_rows_and_a_row_without_words_is_none(site: Site, page: Page) -> None:
    begin(site, page, "goals")
    rows = page.locator("[name=goals]")
    for n, words in enumerate(("gå en tur", "3", "", "", "løbe", "")):
        rows.nth(n).fill(words)
    save(page)
    assert [(goal.what, goal.now) for goal in goals_in(latest().body["goals"])] == [("gå en tur", 3), ("løbe", None)]


@pytest.mark.parametrize(("age", "offered"), [(46, True), (16, False)])
def test_goals_are_offered_where_the_first_questions_end(site: Site, page: Page, age: int, offered: bool) -> None:
    """PATHWAY 1: at intake, and optional: no screen more, a card on the result until they are told."""
    people.begun(site, people.CALM | {"age": age})
    page.goto(site("/result"))
    link = page.locator('main a[href="/tell/goals"]')
    assert link.count() == offered
    if offered:
        people.go(page, link)
        page.locator("[name=goals]").first.fill("gå en tur")
        save(page)
        page.goto(site("/result"))
        assert not page.locator('main a[href="/tell/goals"]').count()


def test_one_exercise_is_told_with_how_much_and_how_sore(site: Site, page: Page) -> None:
    begin(site, page, "exercise")
    page.locator("select").select_option("fascia_stretch")
    pick(page, "how", "whole")
    pick(page, "pain", "2")
    save(page)
    (item,) = latest().body["exercises"]
    assert (item["id"], item["pain"]) == ("fascia_stretch", 2)


def test_that_an_exercise_was_left_out_is_told_and_said_back_as_that(site: Site, page: Page) -> None:
    begin(site, page, "exercise")
    page.locator("select").select_option("fascia_stretch")
    pick(page, "how", "none")
    save(page)
    assert latest().body["exercises"] == ({"id": "fascia_stretch", "sets": 0},)
    page.goto(site("/entries"))
    name = texts("da")("tasks", "fascia_stretch", "name")
    assert f"{name}, {t('left_out')}" in page.locator("main").inner_text()


# -- the feet -----------------------------------------------------------------------------------------------

FOOT_SIGNS = [fact.id for fact in pathway().facts.values() if fact.foot and fact.flag]


def test_the_other_foot_is_stored_with_its_signs_or_not_at_all(site: Site, page: Page) -> None:
    before = begin(site, page, "other_foot")
    page.locator('[name="pain_sites.right"]').first.check()
    for sign in FOOT_SIGNS[1:]:
        pick(page, f"{sign}.right", "2")
    pick(page, "first_step_pain.right", "3")
    save(page)
    assert len(told()) == before and page.locator(".err").count() == 1, "one sign has no answer: nothing is stored"
    pick(page, f"{FOOT_SIGNS[0]}.right", "3")
    save(page)
    body = latest().body
    assert body["pain_sites.right"] and "pain_sites.left" not in body, "of the left foot nothing was said"
    assert body[f"{FOOT_SIGNS[0]}.right"] is None and all(body[f"{sign}.right"] is False for sign in FOOT_SIGNS[1:])
    course = care.look(PERSON, at=datetime.fromisoformat(site.now)).course
    assert course.value("pain_sites.left") and course.value("pain_sites.right"), "both feet are sore now (invariant 32)"


def test_a_place_that_is_new_is_added_to_those_that_are_known(site: Site, page: Page) -> None:
    begin(site, page, "place")
    marked = page.locator('[name="pain_sites.left"]:checked')
    assert marked.count() == 1, "the map begins with what is known"
    page.locator('[data-zone="arch"]').check()
    save(page)
    assert latest().body == {"pain_sites.left": frozenset({"heel_front_inner", "arch"})}


def test_who_has_two_sore_feet_has_no_other_foot(site: Site, page: Page) -> None:
    begin(site, page, "other_foot", people.BOTH_FEET)
    assert t("both_sore") in page.locator("main").inner_text() and page.locator("main form").count() == 0
    page.goto(site("/tell/place"))
    assert page.locator("[data-map]").count() == 2
    page.locator('[data-zone="arch"]').nth(1).check()
    zones = [page.locator("[data-map]").nth(n).locator('.zone[data-z="arch"]').first for n in range(2)]
    assert [zone.get_attribute("aria-checked") for zone in zones] == ["false", "true"], "each map has its list"


def test_a_sign_told_at_noon_is_urgent_at_once(site: Site, page: Page) -> None:
    begin(site, page, "signs")
    pick(page, "fever_unexplained", "1")
    save(page)
    assert page.locator("[role=alert] h1").count() == 1, "the receipt says whom to call"
    assert dict(latest().body) == {"fever_unexplained": True}, "a sign that was not touched is not told"


# -- a pause ------------------------------------------------------------------------------------------------


def test_a_pause_lasts_to_the_day_that_was_written_and_can_be_ended(site: Site, page: Page) -> None:
    begin(site, page, "pause")
    write(page, "until", "20/3")
    pick(page, "why", "ill")
    save(page)
    assert (latest().kind, dict(latest().body)) == ("paused", {"until": date(2026, 3, 21).toordinal(), "why": "ill"})
    assert "20. marts" in page.locator("main").inner_text()
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=3)).isoformat()
    page.goto(site("/tell"))
    with page.expect_navigation():
        page.get_by_role("button", name=t("pause_end")).click()
    assert pause_on(told(), date(2026, 3, 14)) is None
    assert pause_on(told(), date(2026, 3, 13)) is not None, "the days that were stay a pause"


def test_who_has_paused_is_asked_nothing_until_the_pause_has_ended(site: Site, page: Page) -> None:
    """PATHWAY 6: nothing is asked or counted; it ends at the date, or when the person is ready."""
    begin(site, page, "pause")
    write(page, "until", "20/3")
    save(page)
    for days in (1, 7):
        site.now = (datetime.fromisoformat("2026-03-11T07:10:00+01:00") + timedelta(days=days)).isoformat()
        page.goto(site("/today"))
        assert page.locator("#decision").count() and not page.locator("#checkin, #evening, [href='/checkin/1']").count()
    with page.expect_navigation():
        page.get_by_role("button", name=texts("da")("web", "today", "ready_now")).click()
    assert page.locator("#checkin").count(), "Who is ready now is asked how the morning was."


@pytest.mark.parametrize("words", ["", "snart", "10.3.2026", "1.1.2030"])
def test_a_pause_without_its_end_is_none(site: Site, page: Page, words: str) -> None:
    before = begin(site, page, "pause")
    write(page, "until", words)
    save(page)
    assert page.locator("#err").count() == 1 and len(told()) == before


# -- the receipt, and the same form twice ---------------------------------------------------------------------


def test_a_receipt_takes_back_what_it_told_once(site: Site, page: Page) -> None:
    begin(site, page, "steps")
    write(page, "steps", "9000")
    save(page)
    event = latest()
    with page.expect_navigation():
        page.get_by_role("button", name=t("take_back")).first.click()
    assert page.locator("h1").inner_text() == t("taken_back") and now_in(event, told()) == {}


def twice(site: Site, page: Page, address: str, **sent: str) -> list[int]:
    """The form as the page has it, sent five times at once."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())  # type: ignore[typeddict-item]
    import urllib.parse
    import urllib.request

    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **sent}).encode()
    headers = {"Cookie": cookies, "Referer": site(address), "Origin": site("")}

    def post(_: int) -> int:
        request = urllib.request.Request(site(address), body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(5) as pool:
        return list(pool.map(post, range(5)))


def sent_on(page: Page, action: str = "") -> str:
    form = f'form[action="{action}"]' if action else "main form"
    return page.locator(f"{form} [name=sent]").first.get_attribute("value") or ""


def test_a_form_that_comes_five_times_tells_once(site: Site, page: Page) -> None:
    before = begin(site, page, "steps")
    assert twice(site, page, "/tell/steps", sent=sent_on(page), day="today", steps="9000") == [200] * 5
    assert len(told()) == before + 1


def test_a_tick_that_comes_five_times_counts_once_and_the_next_one_again(site: Site, page: Page) -> None:
    """R7: five simultaneous pairs were ten entries."""
    people.lived(site, 9)
    page.goto(site("/today"))
    before = len(told())
    task = page.locator('form[action="/done"] [name=task]').first.get_attribute("value") or ""
    assert twice(site, page, "/done", sent=sent_on(page, "/done"), task=task) == [200] * 5
    assert len(told()) == before + 1
    page.goto(site("/today"))
    twice(site, page, "/done", sent=sent_on(page, "/done"), task=task)
    assert len(told()) == before + 2, "ticked again on a new page is a second time"


def test_an_untick_that_comes_five_times_takes_one_back(site: Site, page: Page) -> None:
    people.lived(site, 9)
    for _ in range(2):
        page.goto(site("/today"))
        task = page.locator('form[action="/done"] [name=task]').first.get_attribute("value") or ""
        twice(site, page, "/done", sent=sent_on(page, "/done"), task=task)
    page.goto(site("/today"))
    twice(site, page, "/done", sent=sent_on(page, "/done"), task=task, undo="1")
    ticks = [event for event in told() if "exercises" in event.body and event.date == NINTH]
    assert len([event for event in ticks if now_in(event, told())]) == 1


def test_the_evenings_answer_that_comes_five_times_is_stored_once(site: Site, page: Page) -> None:
    people.lived(site, 9)
    site.now = site.now.replace("T09:10", "T20:10")
    page.goto(site("/today"))
    before = len(told())
    assert twice(site, page, "/evening", sent=sent_on(page, "/evening"), answer="3") == [200] * 5
    evenings = [event for event in told()[before:] if "activity_pain" in event.body]
    assert len(evenings) <= 1, "follow-up questions may wait; the answer is not doubled"


def test_a_morning_that_comes_twice_at_once_is_stored_once(site: Site) -> None:
    """Both were read before either was stored, as with a double tap."""
    people.lived(site, 2)
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=1)).isoformat()
    at = datetime.fromisoformat(site.now)
    before = len(told())
    here = Visit(care, texts("da"), at)
    answers = people.CALM | {"first_step_pain": 3, "activity_pain": 2, "nothing_new": True}
    both, said = [asked(here, MORNING) for _ in range(2)], {}
    sample = asked(here, MORNING)
    for _ in range(20):
        question = sample.asker.next()
        if question is None:
            break
        said[question] = people.submitted(question, answers)
        sample.sitting.tell(question, raw_of(pathway(), question, said[question]))
    assert said and sample.asker.next() is None, "a whole morning"
    for now in both:
        take(here, now, said).finish()
    days = [event.date for event in told()[before:]]
    assert days and len(days) == len(set(days)), "one entry for each day that was told about"


# -- all answers --------------------------------------------------------------------------------------------


def test_the_first_answers_can_be_reached_corrected_and_taken_back(site: Site, page: Page) -> None:
    people.lived(site, 60)
    page.goto(site("/entries"))
    with page.expect_navigation():
        page.get_by_role("link", name=t("first_answers", date="2. marts")).click()
    row = page.locator("dl.ans > div", has_text=texts("da")("facts", "diabetes", "ask"))
    with page.expect_navigation():
        row.get_by_role("link").click()
    people.press(page, "1")
    first = told()[0]
    assert now_in(first, told())["diabetes"] is True
    row = page.locator("dl.ans > div", has_text=texts("da")("facts", "diabetes", "ask"))
    assert t("was", answer="Nej") in row.inner_text(), "the old answer stays to be seen"
    with page.expect_navigation():
        row.get_by_role("button").click()
    assert "diabetes" not in now_in(first, told()) and "age" in now_in(first, told())


def test_every_day_can_be_reached_by_going_back_a_page_at_a_time(site: Site, page: Page) -> None:
    people.lived(site, 40)
    seen: set[str] = set()
    page.goto(site("/entries"))
    for _ in range(20):
        seen |= set(page.locator("section.card h2").all_inner_texts())
        older = page.get_by_role("link", name=t("older"))
        if not older.count():
            break
        with page.expect_navigation():
            older.click()
    days = {event.date for event in told()}
    assert len(days) == 41 and {f"{day.day}. marts" for day in days if day.month == 3} <= seen


def test_one_kind_can_be_looked_at_alone_and_a_day_gone_to(site: Site, page: Page) -> None:
    people.lived(site, 20)
    page.goto(site("/entries"))
    write(page, "day", "2/3")
    with page.expect_navigation():
        page.get_by_role("button", name=t("go"), exact=True).click()
    assert texts("da")("facts", "age", "ask") in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name=t("shows", "flags")).click()
    words = page.locator("main").inner_text()
    assert texts("da")("facts", "diabetes", "ask") in words and texts("da")("facts", "age", "ask") not in words


def test_a_note_and_exercises_are_mended_on_a_form_of_their_own(site: Site, page: Page) -> None:
    begin(site, page, "note")
    write(page, "note", "En lang vgat.")
    save(page)
    people.go(page, page.locator("dl.ans a").first)
    assert page.locator("textarea").input_value() == "En lang vgat."
    write(page, "note", "En lang vagt.")
    save(page)
    note = next(event for event in told() if "note" in event.body)
    assert now_in(note, told()) == {"note": "En lang vagt."}
    page.goto(site("/tell/exercise"))
    page.locator("select").select_option("calf_stretch")
    pick(page, "pain", "2")
    save(page)
    done = latest()
    people.go(page, page.locator("dl.ans a").first)
    pick(page, "pain0", "5")
    save(page)
    assert now_in(done, told())["exercises"] == ({"id": "calf_stretch", "pain": 5},)


# -- a draft, and other knowledge -----------------------------------------------------------------------------


def test_a_draft_of_other_knowledge_is_asked_anew_and_never_read_as_another_answer(site: Site, page: Page) -> None:
    """Its answers are numbers of choices: where a choice came in between, the same number is another answer."""
    people.drafted(site, "wound")
    store.keep_draft(PERSON, CHECK, FIRST, {MARK: ["2026.0+000000000000"]})
    page.goto(site("/check"))
    assert page.url == site("/check/1"), "the questions begin anew"
    assert store.draft(PERSON, CHECK) is None and not told(), "and nothing of it was stored"


# -- what can be told -------------------------------------------------------------------------------------------


TILES = (
    *("run", "walk", "steps", "exercises", "stood", "painkiller", "relief", "shoes"),
    *("place", "other_foot", "pause", "note"),
)
"""UX 12.2: twelve tiles."""


def test_what_is_told_most_is_one_tap_away_and_warning_signs_are_in_sight(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/tell"))
    tiles = page.locator("nav.tiles a")
    assert [path_of_link(each) for each in tiles.all()] == [f"/tell/{id}" for id in TILES]
    last = tiles.last.bounding_box()
    bar = page.locator("nav.nav").bounding_box()
    assert last and bar and last["y"] + last["height"] <= bar["y"], "A tile lies under the bar."
    shown = [path_of_link(each) for each in page.locator("main a[href^='/tell/']").all() if each.is_visible()]
    assert {"/tell/signs", "/tell/breathless"} <= set(shown)
    folded = page.locator("main details a[href^='/tell/']")
    there = {*TILES, "signs", "breathless", *(path_of_link(each).rpartition("/")[2] for each in folded.all())}
    assert there == {sheet.id for sheet in SHEETS}, "Something that can be told is not on the page."


@pytest.mark.parametrize("which", ["yesterday", "other"])
def test_the_day_that_is_chosen_first_is_the_sheets(site: Site, page: Page, which: str) -> None:
    people.begun(site)
    page.goto(site("/tell"))
    people.go(page, page.locator(f'nav.seg a[href$="{which}"]'))
    assert page.locator("nav.seg a[aria-current]").get_attribute("href") == f"/tell?day={which}"
    people.go(page, page.locator("nav.tiles a").first)
    assert path_of(page) == f"/tell/run?day={which}"
    assert page.locator('input[name="day"]:checked').get_attribute("value") == which


def test_a_day_that_is_none_is_today(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/tell?day=tomorrow"))
    assert page.locator("nav.seg a[aria-current]").get_attribute("href") == "/tell?day=today"


def path_of_link(link: Locator) -> str:
    return (link.get_attribute("href") or "").partition("?")[0]
