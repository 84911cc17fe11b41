"""A run in a real browser, its clock in our hands: whole, locked in a pocket, closed, stopped, without a network."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from svang.pathway.load import pathway
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import RUN_DAY, WHOLE_RUN_DAY, running_for, to_the_run
from tests.web.steps import at_clock, decision, h1, headline, path_of, told, w
from tests.web.test_security import post
from tests.web.test_session import AWAKE, MOMENT, RECORD, after, kept, press, settled, stored_by

GREEN = pathway().thresholds["pain_green"].value
MINUTES, WALKS = 11, 10
"""Planned on RUN_DAY: R1, 11 × 1 minute with 2 minutes of walking between."""


def words(key: str, **filled: Any) -> str:
    return texts("da")("web", "run", "script", key, **filled)


def length(key: str, n: int) -> str:
    return w("da", "run", "lengths", key, "one" if n == 1 else "many", n=n)


def runs() -> list[dict[str, Any]]:
    """What is told of running on the day that it is, as it says now; each entry for itself."""
    now: dict[str, dict[str, Any]] = {}
    for event in care.entries(PERSON):
        if event.kind == "answered" and any(key.startswith("run_") for key in event.body):
            now[event.id] = {key: value for key, value in event.body.items() if key.startswith("run_")}
        elif event.kind == "corrected" and event.body["target"] in now:
            now[event.body["target"]] |= event.body["values"]
    return list(now.values())[OLD:]


OLD = 1
"""The run of a life that follows the plan, three days before."""


def at(page: Page, minutes: float) -> None:
    after(page, 60 * minutes)


def left(page: Page) -> str:
    return page.locator("#left").inner_text()


def saved(page: Page) -> None:
    """What was run is saved, and Today follows."""
    with page.expect_navigation(url="**/today"):
        page.locator("#told button").first.click()


def today(site: Site) -> str:
    return site.now[:10]


# -- a whole one ----------------------------------------------------------------------------------------------


def test_a_run_with_walks_is_run_to_its_end_and_only_the_running_counts(site: Site, page: Page) -> None:
    running_for(site, page, MOMENT)
    run = decision(site).plan.run
    assert (run.stage.id, run.minutes, run.intervals) == ("R1", MINUTES, MINUTES)
    assert h1(page) == words("run") and left(page) == "1.00"
    assert page.locator("#then").inner_text() == length("then_walk", 2)
    assert page.locator("#total").inner_text() == "0.00 af 31 min", "11 + 10 × 2."
    after(page, 18)
    assert left(page) == "0.42" and page.locator("#where").inner_text() == words("interval", n=1, of=MINUTES)
    after(page, 42)
    assert (
        h1(page) == words("walk")
        and left(page) == "2.00"
        and page.locator("#then").inner_text() == length("then_run", 1)
    )
    at(page, 2 + 3 * 3)
    assert page.locator(".ints i.on").count() == 4 and page.locator(".ints i.at.run").count() == 1
    at(page, 6 * 3)
    assert page.locator("#then").inner_text() == words("end") and h1(page) == words("run")
    stored_by(page, lambda: at(page, 1))
    assert h1(page) == words("done") and runs() == [{"run_minutes": MINUTES}]
    said = page.locator("#after").inner_text()
    assert length("short", MINUTES) in said and length("short", 2 * WALKS) in said
    page.locator('#told label:has([value="2"])').click()
    saved(page)
    assert sorted(runs(), key=len) == [{"run_minutes": MINUTES}, {"run_pain": 2}], "The pain is told beside it."
    assert told()[-1][0] == today(site) and kept(page) == []
    assert decision(site).plan.run is None, "One rest day at least lies between two runs (PATHWAY 8)."
    told_now = texts("da")("ui", "run", "was_run", minutes=f"{MINUTES} minutters")
    assert told_now in page.locator("main").inner_text().replace("\xa0", " "), (
        "After a run the day is said to have none."
    )


def test_a_run_in_one_stretch_has_no_walk_in_it(site: Site, page: Page) -> None:
    people.lived(site, WHOLE_RUN_DAY, people.RUNNER)
    run = decision(site).plan.run
    assert run.stage.id == "R9" and run.minutes == 50
    page.clock.install(time=0)
    page.goto(site("/run"))
    page.clock.pause_at(60_000)
    press(page, "begin")
    at(page, 20)
    assert left(page) == "30.00" and page.locator("#then").inner_text() == words("end")
    assert not page.locator(".ints").is_visible() and page.locator("#player progress").evaluate("it => it.value") == 0.4
    assert "no" in (page.locator(".ctl [data-do=walk]").get_attribute("class") or ""), "There is no walk to go to."
    before = len(told())
    stored_by(page, lambda: at(page, 30))
    assert told()[before:] == [(today(site), {"run_minutes": 50})]


def test_the_minutes_can_be_mended_before_they_are_saved(site: Site, page: Page) -> None:
    running_for(site, page, MOMENT)
    stored_by(page, lambda: at(page, 31))
    page.locator("#told summary").click()
    page.locator('[name="run_minutes"]').fill("9")
    page.locator('[name="run_km"]').fill("1,5")
    saved(page)
    assert runs()[0]["run_minutes"] == 9
    assert runs()[1] == {"run_km": 15}, "In tenths."


# -- pause, walk, skip ------------------------------------------------------------------------------------------


def test_what_was_walked_or_skipped_is_not_told_as_run(site: Site, page: Page) -> None:
    running_for(site, page, 20)
    press(page, "walk")
    assert h1(page) == words("walk") and left(page) == "2.00"
    press(page, "next")
    assert h1(page) == words("run") and left(page) == "1.00", "The walk is skipped, and the next run begins."
    after(page, 40)
    press(page, "pause")
    at(page, 5)
    assert left(page) == "0.20" and h1(page) == words("paused")
    stored_by(page, lambda: press(page, "hurts"))
    assert runs() == [{"run_minutes": 1}], "20 and 40 seconds."


def test_the_keyboard_is_enough(site: Site, page: Page) -> None:
    to_the_run(site, page)
    page.locator("[data-do=begin]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.do") == "pause"
    after(page, 10)
    page.keyboard.press("ArrowRight")
    assert h1(page) == words("walk")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    after(page, 50)
    assert left(page) == "2.00" and h1(page) == words("paused")
    page.keyboard.press("Space")
    after(page, 5)
    assert left(page) == "1.55"
    page.locator("[data-do=hurts]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "title" and h1(page) == w("da", "run", "hurts_title")


def test_changes_are_heard_and_the_last_three_seconds_tick(site: Site, page: Page) -> None:
    page.add_init_script(RECORD)
    running_for(site, page, 30)
    assert page.evaluate("heard") == [], "Off until it is chosen."
    for name in ("sound", "voice"):
        page.locator(f"#player [data-switch={name}]").click()
    page.evaluate("heard.length = 0")
    after(page, 30)
    heard = page.evaluate("heard")
    assert f"da-DK {length('now_walk', 2)}" in heard and "40 ms" in heard
    assert heard.count(880) == 2 * 3, "Three ticks, each at one height from its beginning to its end."
    assert [440, 330] in [heard[n : n + 2] for n in range(len(heard))], "A walk is heard as it falls."


def test_the_screen_stays_awake_while_it_runs(site: Site, page: Page) -> None:
    page.add_init_script(AWAKE)
    running_for(site, page, 1)
    assert page.evaluate("lamp") == ["screen"]
    press(page, "pause")
    assert page.evaluate("lamp") == ["screen", "let go"]


def test_nothing_moves_for_who_wants_rest(site: Site, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    running_for(site, page, 30)
    assert page.evaluate("document.getAnimations().length") == 0 and left(page) == "0.30"


# -- locked, closed, and come back ---------------------------------------------------------------------------------


def test_locked_for_ten_minutes_it_is_where_the_clock_says(site: Site, page: Page) -> None:
    running_for(site, page, 5)
    page.clock.fast_forward(600_000)
    after(page, MOMENT + 0.2)
    # 605 s: three times 3 minutes, and 65 s into the fourth interval
    assert h1(page) == words("walk") and left(page) == "1.55"
    assert page.locator("#where").inner_text() == words("count", n=4, of=MINUTES)
    assert page.locator("#asleep").inner_text() == length("pocket", 10)
    stored_by(page, lambda: press(page, "hurts"))
    assert runs() == [{"run_minutes": 4}]


def test_a_run_that_ended_in_the_pocket_is_asked_about_before_it_is_stored(site: Site, page: Page) -> None:
    running_for(site, page, 5)
    page.clock.fast_forward(3_600_000)
    after(page, 1)
    assert h1(page) == words("done") and words("asleep") in page.locator("#after").inner_text()
    assert runs() == [] and length("short", MINUTES) in page.locator("#ran").inner_text()
    saved(page)
    assert runs() == [{"run_minutes": MINUTES}]


def test_a_page_that_was_thrown_away_is_where_the_clock_says_when_it_comes_back(site: Site, page: Page) -> None:
    running_for(site, page, 45)
    page.goto("about:blank")
    page.clock.fast_forward(180_000)
    page.goto(site("/run"))
    after(page, MOMENT + 0.2)
    assert h1(page) == words("run") and left(page) == "0.15", "225 seconds: 45 of the second minute of running."
    settled(page, lambda: runs() == [{"run_minutes": 1}])
    at(page, 31)
    settled(page, lambda: runs() == [{"run_minutes": MINUTES}])  # it is the same entry, mended


def test_closed_it_is_sent_and_can_be_gone_on_with(site: Site, page: Page) -> None:
    running_for(site, page, 60 + 120 + 30)
    press(page, "close")
    page.wait_for_url("**/today")
    assert runs() == [{"run_minutes": 2}], "A minute and a half, in whole minutes."
    page.goto(site("/run"))
    assert h1(page) == length("told", 2)
    press(page, "begin")
    after(page, MOMENT)
    assert left(page) == "0.30" and page.locator("#where").inner_text() == words("interval", n=2, of=MINUTES)
    stored_by(page, lambda: at(page, 31))
    assert runs() == [{"run_minutes": MINUTES}]


def test_begun_by_mistake_nothing_is_told(site: Site, page: Page) -> None:
    running_for(site, page, 10)
    press(page, "close")
    page.wait_for_url("**/today")
    assert runs() == []


def test_erasing_clears_the_run_on_the_phone(site: Site, page: Page) -> None:
    running_for(site, page, 45)
    page.clock.resume()
    page.goto(site("/data/erase"))
    page.locator('label:has(input[name="sure"])').click()
    with page.expect_navigation():
        page.locator("button.danger").click()
    assert kept(page) == []


# -- too sore --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pain", "band"), [(GREEN, "fine"), (GREEN + 1, "enough"), (None, "unknown")])
def test_too_sore_is_stored_with_what_was_run_and_ends_above_green(
    site: Site, page: Page, pain: int | None, band: str
) -> None:
    """PATHWAY 8: stop in the run when pain > 3."""
    running_for(site, page, 3 * 180 + 30)
    stored_by(page, lambda: press(page, "hurts"))
    assert runs() == [{"run_minutes": 4}], "3.5 minutes are kept before the number is told."
    value = "?" if pain is None else str(pain)
    stored_by(page, page.locator(f'#hurts label:has([value="{value}"])').click)
    assert runs() == [{"run_minutes": 4}, {"run_pain": pain}]
    title = texts("da").get("web", "run", "hurts", band, "title").replace("{n}", value)
    assert page.locator("#band h2").inner_text() == title
    assert page.locator("#hurts [data-do=on]").is_visible() is (band != "enough")
    if band == "enough":
        press(page, "end")
        assert h1(page) == words("broken")
        assert page.locator('#told [name="run_pain"]:checked').get_attribute("value") == value
    else:
        press(page, "on")
        after(page, 30 + MOMENT)
        assert h1(page) == words("walk")


# -- without a network ---------------------------------------------------------------------------------------------


def test_without_a_network_it_waits_on_the_phone_and_is_sent_once(site: Site, page: Page) -> None:
    running_for(site, page, 3 * 180)
    page.context.set_offline(True)
    press(page, "hurts")
    page.locator('#hurts label:has([value="5"])').click()
    page.locator("#waits", has_text=texts("da")("web", "session", "script", "one_waits")).wait_for()
    assert runs() == [] and "svang.waiting" in kept(page)
    page.context.set_offline(False)
    page.locator("#waits", has_text=texts("da")("web", "session", "script", "sent")).wait_for()
    assert runs() == [{"run_minutes": 3, "run_pain": 5}]


def test_what_waits_is_sent_from_any_page_the_day_after_under_its_own_day(site: Site, page: Page) -> None:
    running_for(site, page, 3 * 180)
    day = today(site)
    page.context.set_offline(True)
    press(page, "hurts")
    page.locator("#waits", has_text=texts("da")("web", "session", "script", "one_waits")).wait_for()
    page.clock.resume()
    page.close()
    at_clock(site, RUN_DAY + 1, "07:10")
    page = page.context.new_page()
    page.context.set_offline(False)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.goto(site("/about"))
    assert runs() == [{"run_minutes": 3}] and told()[-1][0] == day
    people.tell(site, {"first_step_pain": {"left": 1}, "nothing_new": True})
    page.goto(site("/run"))
    assert kept(page) == [], "Yesterday's is over."


# -- the form, and what is sent --------------------------------------------------------------------------------------


def test_without_the_script_a_planned_run_is_told_in_one_tap(site: Site, plain: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    plain.goto(site("/today"))
    people.go(plain, plain.locator('a[href="/run"]'))
    assert not plain.locator("[data-do=begin]").is_visible() and not plain.locator("#player").is_visible()
    plain.locator("summary", has_text=w("da", "run", "times")).click()
    rows = plain.locator(".times li").all_inner_texts()
    assert len(rows) == MINUTES and length("now_walk", 2) in rows[0].replace("\u00a0", " ")
    assert length("now_walk", 2) not in rows[-1].replace("\u00a0", " ")
    people.go(plain, plain.get_by_role("button", name=length("planned", MINUTES)))
    assert path_of(plain) == "/today" and told()[-1] == (today(site), {"run_minutes": MINUTES})


def test_without_the_script_other_minutes_are_written(site: Site, plain: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    plain.goto(site("/run"))
    plain.locator('#told label:has([value="?"])').click()
    plain.locator("#told summary").click()
    plain.locator('[name="run_minutes"]').fill("7")
    people.go(plain, plain.locator("#told button").first)
    assert told()[-1] == (today(site), {"run_minutes": 7, "run_pain": None}), "Who wrote something knows it."


def test_running_leads_to_the_run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/running"))
    people.go(page, page.get_by_role("link", name=w("da", "run", "start")))
    assert path_of(page) == "/run"


@pytest.fixture
def client(site: Site) -> Client:
    people.lived(site, RUN_DAY, people.RUNNER)
    return Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept": "application/json"})


def sent(site: Site, **news: str) -> dict[str, str]:
    return {"day": today(site), "sent": "a" * 32, "n": "0", "run_minutes": "3", **news}


def test_the_same_sent_twice_is_one_and_a_later_word_mends_it(site: Site, client: Client) -> None:
    more = {"n": "1", "run_minutes": "9", "run_pain": "2"}
    worse = {"n": "2", "run_minutes": "9", "run_pain": "4"}
    for news in ({}, {}, more, more, {}, worse, worse, {}):
        assert post(client, "/run", **sent(site, **news)).status_code == 200
    assert runs() == [{"run_minutes": 9}, {"run_pain": 4}]
    again = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert post(again, "/run", **sent(site)).headers["Location"] == "/today"
    assert runs() == [{"run_minutes": 9}, {"run_pain": 4}]


def test_what_was_taken_back_stays_taken_back(site: Site, client: Client) -> None:
    post(client, "/run", **sent(site))
    event = care.entries(PERSON)[-1]
    care.withdraw(PERSON, event, at=event.recorded_at)
    assert post(client, "/run", **sent(site, n="1", run_pain="2")).status_code == 200
    assert [event.kind for event in care.entries(PERSON)][-1] == "withdrawn"


def test_an_older_day_is_refused_and_so_is_what_cannot_be(site: Site, client: Client) -> None:
    before = told()
    for wrong in (
        {"run_minutes": "mange"},
        {"run_minutes": "-1"},
        {"run_minutes": ""},
        {"run_pain": "11"},
        {"run_km": "x"},
        {"day": date(2026, 3, 3).isoformat()},
        {"day": ""},
    ):
        answer = post(client, "/run", **sent(site, **wrong))
        assert answer.status_code == 422 and json.loads(answer.content)["says"].endswith("."), wrong
    assert told() == before


def test_nothing_is_stored_by_looking(site: Site, client: Client) -> None:
    before = len(care.entries(PERSON))
    client.get("/run")
    assert len(care.entries(PERSON)) == before


# -- a day without one -----------------------------------------------------------------------------------------------


def test_a_day_without_a_run_says_why_and_takes_one_that_was_run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    people.tell(site, {"painkiller_today": True})
    page.goto(site("/run"))
    assert h1(page) == texts("da")("ui", "run", "not_today")
    assert "du har taget smertestillende i dag eller i går." in page.locator("main").inner_text()
    assert not page.locator("[data-do=begin]").is_visible() and not page.locator("#told").is_visible()
    assert page.locator('main a[href="/running"]').count() and page.locator('main a[href="/tell/run"]').count()


def test_who_has_not_said_that_they_run_reads_so(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/run"))
    assert h1(page) == w("da", "running", "off")


def test_what_is_urgent_is_todays_to_say(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    page.goto(site("/run"))
    assert path_of(page) == "/today"


def test_before_anything_is_told_the_first_page_comes_first(site: Site, page: Page) -> None:
    page.goto(site("/run"))
    assert path_of(page) == "/"


def test_the_day_is_decided_anew(site: Site, page: Page) -> None:
    running_for(site, page, 3 * 180)
    before = headline(site)
    press(page, "hurts")
    stored_by(page, page.locator('#hurts label:has([value="7"])').click)
    press(page, "end")
    page.clock.resume()
    with page.expect_navigation():
        page.locator("#after > a").click()
    assert headline(site) != before and headline(site) in page.locator("main").inner_text()
