"""The session in a real browser, its clock in our hands: counted, paused, broken off, without a network, too sore."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from svang.pathway.load import pathway
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW
from tests.web.steps import DAY, at_clock, decision, h1, headline, path_of, told, w
from tests.web.test_security import post

FIRST = "fascia_stretch"
STRETCHES = (FIRST, "calf_stretch", "calf_stretch_bent")
"""What is planned on the first day (PATHWAY 7, calm), the left heel sore."""
MOMENT = 0.1
"""A second is over with the first frame after it: what is read is read a moment later."""
WHOLE = {"id": FIRST, "sets": 1, "reps": 10}
GREEN, AMBER = (pathway().thresholds[name].value for name in ("pain_green", "pain_amber"))


def opened(site: Site, page: Page) -> None:
    page.clock.install(time=0)
    page.goto(site("/session"))
    page.clock.pause_at(60_000)


def begun(site: Site, page: Page, *, day: int = 0) -> None:
    """A session has begun, and its clock stands at the first second."""
    if day:
        people.lived(site, day)
    else:
        people.begun(site)
    opened(site, page)
    page.locator("[data-do=begin]").click()
    after(page, MOMENT)


def raising(site: Site, page: Page) -> None:
    """The stretches are skipped, and the first heel raise has just begun."""
    begun(site, page, day=26)
    for _ in range(4):
        press(page, "next")
    press(page, "pause")
    after(page, MOMENT)


def after(page: Page, seconds: float) -> None:
    page.clock.run_for(int(seconds * 1000))


def press(page: Page, do: str) -> None:
    page.locator(f"[data-do={do}]:visible").last.click()


def stored_by(page: Page, act: Callable[[], None]) -> dict[str, Any]:
    """Does something, and waits until what it sends is answered."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        act()
    found: dict[str, Any] = sent.value.json()
    return found


def settled(page: Page, wanted: Callable[[], bool]) -> None:
    """What is sent while a page goes is waited for: nobody is told that it came."""
    for _ in range(200):
        if wanted():
            return
        page.request.get(page.url)
    raise AssertionError("It was never stored.")


def done() -> list[dict[str, Any]]:
    """Each exercise that is stored, as it says now."""
    now: dict[str, Any] = {}
    for event in care.entries(PERSON):
        if event.kind == "answered" and "exercises" in event.body:
            now[event.id] = event.body["exercises"]
        elif event.kind == "corrected" and event.body["target"] in now:
            now[event.body["target"]] = event.body["values"]["exercises"]
    return [dict(item) for items in now.values() for item in items]


def kept(page: Page) -> list[str]:
    return sorted(page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('svang.'))"))


def on_today(site: Site, page: Page) -> str:
    """What Today says of the heel raise."""
    page.clock.resume()
    page.goto(site("/today"))
    return page.locator('.task:has([value="heel_raise"])').inner_text()


def words(key: str, **filled: Any) -> str:
    return texts("da")("web", "session", "script", key, **filled)


# -- a whole one ----------------------------------------------------------------------------------------------


def test_the_first_day_takes_seven_minutes(site: Site, page: Page) -> None:
    """5 + 10 × 12, then twice 10 + 3 × 30 + 2 × 10: 365 s."""
    people.begun(site)
    page.goto(site("/session"))
    assert w("da", "session", "length", minutes=7, n=3) in page.locator("main").inner_text()


def test_a_whole_session_is_counted_and_stored_as_each_exercise_ends(site: Site, page: Page) -> None:
    begun(site, page)
    assert h1(page) == texts("da")("tasks", FIRST, "name") and page.locator("#soon").inner_text() == "5"
    after(page, 5 + 12 + 4)
    assert page.locator("#where").inner_text() == "Stræk 2 af 10"
    assert page.locator("#ring text").first.text_content() == "6", "4 of 10 seconds are over."
    assert page.locator("#sides").inner_text() == words("left"), "The left heel is sore."
    stored_by(page, lambda: after(page, 120 - 16))
    assert told()[-1] == (DAY.isoformat(), {"exercises": (WHOLE,)})
    assert h1(page) == texts("da")("tasks", "calf_stretch", "name")
    stored_by(page, lambda: after(page, 10 + 90 + 20))
    stored_by(page, lambda: after(page, 10 + 90 + 20))
    assert [item["id"] for item in done()] == list(STRETCHES)
    assert h1(page) == words("done") and words("done_of", n=3, of=3) in page.locator("#after").inner_text()
    assert kept(page) == [], "Nothing of it stays on the phone."
    one = page.locator("#after-list details").first
    answer = stored_by(page, lambda: one.locator('label:has([value="2"])').click())
    assert answer["now"] == headline(site) and headline(site) in page.locator("#now").inner_text()
    stored_by(page, lambda: one.locator('label:has([value="hard"])').click())
    assert done()[0] == {**WHOLE, "pain": 2, "effort": "hard"}
    page.goto(site("/entries"))
    assert "1 × 10, smerte 2, hårdt" in page.locator("main").inner_text()


def test_the_tempo_of_a_raise_is_three_two_three(site: Site, page: Page) -> None:
    raising(site, page)
    seen = []
    for _ in range(8):
        after(page, 1)
        seen.append(page.locator(".tempo").get_attribute("aria-label"))
    # the first second, "Op 1", is over when it is read
    assert seen == ["Op 2", "Op 3", "Hold 1", "Hold 2", "Ned 1", "Ned 2", "Ned 3", "Op 1"]
    assert page.locator("#where").inner_text() == "Sæt 1 af 3 · løft 2 af 12"


def test_a_slow_page_counts_no_second_more_or_less(site: Site, page: Page) -> None:
    """One frame in four seconds is all that it gets."""
    begun(site, page)
    for _ in range(31):
        page.clock.fast_forward(4_000)
    assert page.locator("#where").inner_text() == "Stræk 10 af 10", "124 of 125 seconds."
    page.clock.fast_forward(2_000)
    assert h1(page) == texts("da")("tasks", "calf_stretch", "name") and page.locator("#soon").inner_text() == "9"


def test_a_machine_that_slept_has_counted_nothing_meanwhile(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 5 + 12)
    page.clock.fast_forward(600_000)
    assert "still" in (page.locator("#player").get_attribute("class") or "")
    assert page.locator("#where").inner_text() == "Stræk 2 af 10" and done() == []


# -- pause, skip, easier ---------------------------------------------------------------------------------------


def test_after_a_pause_it_goes_on_in_three_seconds_where_it_was(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 5 + 4)
    press(page, "pause")
    after(page, 100)
    assert page.locator("#ring text").first.text_content() == "6"
    press(page, "pause")
    after(page, 1 + MOMENT)
    assert page.locator("#ring text").first.text_content() == "2", "Two of three seconds are left."
    after(page, 2 + 1)
    assert page.locator("#ring text").first.text_content() == "5"


def test_who_looks_away_is_waited_for(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 5 + 12 + 3)
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    after(page, 100)
    assert page.locator("#where").inner_text() == "Stræk 2 af 10"
    assert kept(page) == ["svang.session", "svang.waiting"], "What was counted is on the phone, should it end here."


def test_a_page_that_was_open_overnight_is_loaded_anew(site: Site, page: Page) -> None:
    people.begun(site)
    opened(site, page)
    at_clock(site, 1, "07:10")
    people.tell(site, {"first_step_pain": {"left": 5}, "nothing_new": True})
    page.clock.fast_forward(24 * 3600 * 1000)
    with page.expect_navigation():
        press(page, "begin")
    assert json.loads(page.locator("#session").text_content() or "")["day"] == (DAY + timedelta(days=1)).isoformat()


def test_closing_it_sends_first_so_that_today_knows(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 5 + 3 * 12)
    press(page, "close")
    page.wait_for_url("**/today")
    assert done() == [{"id": FIRST, "sets": 1, "reps": 3}]


def test_a_set_may_end_from_the_foot_of_its_range(site: Site, page: Page) -> None:
    raising(site, page)
    after(page, 7 * 8 + 1)
    assert page.locator(".ctl [data-do=next]").get_attribute("aria-label") == words("after")
    after(page, 8)
    assert page.locator(".ctl [data-do=next]").get_attribute("aria-label") == words("enough"), "8 of 8 to 12."
    press(page, "next")
    assert h1(page) == words("rest_after", n=1)
    press(page, "more")
    after(page, 1 + MOMENT)
    assert page.locator("#ring text").first.text_content() == "2.29"
    press(page, "skip")
    after(page, 8 * 9)
    press(page, "next")
    press(page, "skip")
    after(page, 8 * 10)
    stored_by(page, lambda: press(page, "next"))
    assert done()[-1] == {"id": "heel_raise", "level": 2, "sets": 3, "reps": 8}, "The fewest of any set."
    assert w("da", "today", "was_whole") in on_today(site, page), "8 of 8 to 12 is what is planned."


def test_an_easier_way_counts_as_the_level_below(site: Site, page: Page) -> None:
    raising(site, page)
    press(page, "adapt")
    page.locator("[data-way=easier]").click()
    after(page, 3 + 2 * 8 + MOMENT)
    assert texts("da")("tasks", "heel_raise", "easier") in page.locator("#feel").inner_text()
    stored_by(page, lambda: press(page, "hurts"))
    assert done()[-1] == {"id": "heel_raise", "level": 1, "sets": 1, "reps": 2}
    assert w("da", "today", "was_some") in on_today(site, page)


def test_the_keyboard_is_enough(site: Site, page: Page) -> None:
    people.begun(site)
    opened(site, page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.do") == "begin":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.do") == "pause"
    page.keyboard.press("Space")  # at once
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.locator("#where").inner_text() == "Stræk 3 af 10"
    page.keyboard.press("ArrowLeft")
    assert page.locator("#where").inner_text() == "Stræk 2 af 10"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    after(page, 50)
    assert page.locator("#where").inner_text() == "Stræk 2 af 10", "Space pauses."
    page.keyboard.press("Space")
    after(page, 3 + 12 + MOMENT)
    assert page.locator("#where").inner_text() == "Stræk 3 af 10"
    page.locator("[data-do=hurts]").focus()
    stored_by(page, lambda: page.keyboard.press("Enter"))
    assert page.evaluate("document.activeElement.id") == "title"
    page.locator("#hurts input").first.focus()
    stored_by(page, lambda: page.keyboard.press("Space"))
    assert done() == [{"id": FIRST, "sets": 1, "reps": 2, "pain": 0}]


def test_nothing_moves_for_who_wants_rest(site: Site, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    raising(site, page)
    drawings = page.locator("[data-scene]:not([hidden]) svg")
    before = [each.inner_html() for each in drawings.all()]
    after(page, 1.5)
    assert len(before) == 2 and before[0] != before[1], "Where it begins, and where it ends."
    assert [each.inner_html() for each in drawings.all()] == before
    assert (
        not page.locator(".tempo circle").is_visible() and page.locator(".tempo").get_attribute("aria-label") == "Op 2"
    )


RECORD = """window.heard = [];
window.AudioContext = class { currentTime = 0;
  createOscillator() { const [hear, ramp] = [(n) => heard.push(n), (n) => heard.push(n)];
    const at = { setValueAtTime: hear, linearRampToValueAtTime: ramp };
    return { frequency: at, connect: (to) => to, start() {}, stop() {} }; }
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect() {} }; }
  get destination() { return null; } };
Object.defineProperty(navigator, "vibrate", { value: (ms) => heard.push(`${ms} ms`) });
Object.defineProperty(window, "speechSynthesis",
  { value: { cancel() {}, speak: (said) => heard.push(`${said.lang} ${said.text}`) } });"""


def test_sound_and_voice_are_off_until_they_are_chosen_and_stay_chosen(site: Site, page: Page) -> None:
    page.add_init_script(RECORD)
    raising(site, page)
    after(page, 4)
    assert page.evaluate("heard") == []
    for name in ("sound", "voice"):
        page.locator(f"#player [data-switch={name}]").click()
    after(page, 2)
    heard = page.evaluate("heard")
    assert "da-DK Ned" in heard and "40 ms" in heard
    assert [440, 330] in [heard[n : n + 2] for n in range(len(heard))], "Down is heard as it falls."
    assert 880 in heard, "A second ticks."
    page.clock.resume()
    page.goto(site("/session"))
    assert page.locator("#start [data-switch=voice]").get_attribute("aria-pressed") == "true"


AWAKE = """window.lamp = [];
Object.defineProperty(navigator, "wakeLock", { value: { request: async (what) => {
  lamp.push(what);
  return { release: () => lamp.push("let go") };
} } });"""


def test_the_screen_stays_awake_while_it_runs(site: Site, page: Page) -> None:
    page.add_init_script(AWAKE)
    begun(site, page)
    assert page.evaluate("lamp") == ["screen"]
    press(page, "wait")
    assert page.evaluate("lamp") == ["screen", "let go"]


# -- too sore --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pain", "band"), [(GREEN, "fine"), (GREEN + 1, "much"), (AMBER, "much"), (AMBER + 1, "enough"), (None, "unknown")]
)
def test_too_sore_is_stored_at_once_and_followed_by_what_the_pathway_says(
    site: Site, page: Page, pain: int | None, band: str
) -> None:
    raising(site, page)
    after(page, 2 * 8 + 1)
    stored_by(page, lambda: press(page, "hurts"))
    counted = {"id": "heel_raise", "level": 2, "sets": 1, "reps": 2}
    assert done()[-1] == counted, "What was done is kept before the number is told."
    number = page.locator(f'#hurts label:has([value="{"?" if pain is None else pain}"])')
    if pain is None:
        number.click()
    else:
        stored_by(page, number.click)
        assert done()[-1] == {**counted, "pain": pain}
    title = texts("da").get("web", "session", "hurts", band, "title").replace("{n}", str(pain))
    assert page.locator("#band h2").inner_text() == title
    assert page.locator("#band [data-do=on]").is_visible() is (band != "enough")
    if band == "enough":
        press(page, "end")
        assert h1(page) == words("broken") and headline(site) in page.locator("#now").inner_text()
        assert decision(site).plan.kind != "as_phase", "The day is decided anew."
    else:
        press(page, "on")
        easier = texts("da")("tasks", "heel_raise", "easier") in page.locator("#feel").inner_text()
        assert easier is (band != "fine")
        after(page, 3 + 1)
        assert page.locator("#where").inner_text() == "Sæt 1 af 3 · løft 3 af 12"


# -- broken off, and without a network ---------------------------------------------------------------------------


def test_broken_off_it_is_kept_as_far_as_it_came_and_can_be_gone_on_with(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 5 + 3 * 12 + 4)
    page.clock.resume()
    page.goto(site("/today"))
    settled(page, lambda: done() == [{"id": FIRST, "sets": 1, "reps": 3}])
    opened(site, page)
    assert page.locator("[data-do=begin]").inner_text().strip() == w("da", "session", "go_on")
    press(page, "begin")
    after(page, MOMENT)
    assert page.locator("#where").inner_text() == "Stræk 4 af 10"
    stored_by(page, lambda: after(page, 3 + 7 * 12))
    assert done() == [WHOLE], "It is the same entry, mended."


def test_the_last_exercise_of_the_day_can_be_gone_on_with_too(site: Site, page: Page) -> None:
    """Three times a day is the most of the first one, once of the others: then nothing is left to begin."""
    day = people.begun(site)
    at = care.entries(PERSON)[-1].recorded_at
    done_before = ({"id": FIRST}, {"id": FIRST}, {"id": FIRST}, {"id": STRETCHES[1]})
    care.answer(PERSON, {date.fromordinal(day.course.date): {"exercises": done_before}}, at=at)
    opened(site, page)
    press(page, "begin")
    after(page, 5 + 30 + MOMENT)
    press(page, "close")
    page.wait_for_url("**/today")
    page.clock.resume()
    page.goto(site("/session"))
    assert h1(page) == w("da", "session", "nothing")
    press(page, "begin")
    assert h1(page) in (words("breathe"), texts("da")("tasks", STRETCHES[2], "name"))


def test_without_a_network_it_waits_on_the_phone_and_is_sent_once(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 100)
    page.context.set_offline(True)
    after(page, 25)
    page.locator("#waits", has_text=words("one_waits")).wait_for()
    assert done() == [] and "svang.waiting" in kept(page)
    after(page, 10 + 90 + 20)
    page.locator("#waits", has_text=words("some_wait", n=2)).wait_for()
    page.context.set_offline(False)
    page.locator("#waits", has_text=words("sent")).wait_for()
    assert [item["id"] for item in done()] == list(STRETCHES[:2]) and "svang.waiting" not in kept(page)
    after(page, 4.1)
    assert not page.locator("#waits").is_visible()


def test_what_waits_is_sent_from_any_page_the_day_after_under_its_own_day(site: Site, page: Page) -> None:
    begun(site, page)
    page.context.set_offline(True)
    after(page, 125)
    page.locator("#waits", has_text=words("one_waits")).wait_for()
    page.clock.resume()
    page.close()
    at_clock(site, 1, "07:10")
    page = page.context.new_page()
    page.context.set_offline(False)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.goto(site("/about"))
    assert told()[-1] == (DAY.isoformat(), {"exercises": (WHOLE,)})
    people.tell(site, {"first_step_pain": {"left": 5}, "nothing_new": True})
    page.goto(site("/session"))
    assert page.locator("[data-do=begin]").inner_text().strip() == w("da", "session", "begin"), "Yesterday's is over."
    assert "svang.waiting" not in kept(page)


def test_what_waited_too_long_is_said_where_it_can_be_and_not_stored(site: Site, page: Page) -> None:
    begun(site, page)
    page.context.set_offline(True)
    after(page, 125)
    page.locator("#waits", has_text=words("one_waits")).wait_for()
    page.clock.resume()
    at_clock(site, 3, "07:10")
    before = told()
    page.context.set_offline(False)
    page.locator("#waits", has_text=w("da", "errors", "session_other_day")).wait_for()
    assert told() == before and "svang.waiting" not in kept(page)


def test_a_page_that_cannot_say_it_leaves_it_for_one_that_can(site: Site, page: Page) -> None:
    begun(site, page)
    page.context.set_offline(True)
    after(page, 125)
    page.locator("#waits", has_text=words("one_waits")).wait_for()
    page.clock.resume()
    page.close()
    at_clock(site, 3, "07:10")
    page = page.context.new_page()
    page.context.set_offline(False)
    with page.expect_response(lambda answer: answer.status == 422):
        page.goto(site("/about"))
    assert "svang.waiting" in kept(page)
    page.goto(site("/session"))
    page.locator("#waits", has_text=w("da", "errors", "session_other_day")).wait_for()
    assert "svang.waiting" not in kept(page)


def test_a_cookie_that_is_gone_loses_nothing(site: Site, page: Page) -> None:
    begun(site, page)
    after(page, 100)
    page.context.clear_cookies()
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        after(page, 25)
    assert done() == [WHOLE]


def test_erasing_clears_what_is_on_the_phone(site: Site, page: Page) -> None:
    begun(site, page)
    page.context.set_offline(True)
    after(page, 125)
    page.locator("#waits", has_text=words("one_waits")).wait_for()
    page.clock.resume()
    page.evaluate("localStorage.setItem('another', '1'); localStorage.setItem('svang.sound', 'true')")
    page.context.set_offline(False)
    page.goto(site("/data/erase"))
    page.locator('label:has(input[name="sure"])').click()
    with page.expect_navigation():
        page.locator("button.danger").click()
    assert kept(page) == [] and page.evaluate("localStorage.length") == 1
    page.goto(site("/about"))
    assert told() == [], "What had waited is gone as well."


# -- the form, and what is sent ----------------------------------------------------------------------------------


def test_without_the_script_each_exercise_is_told_in_its_form(site: Site, plain: Page) -> None:
    people.lived(site, 26)
    plain.goto(site("/session"))
    card = plain.locator("section.card", has=plain.locator('[value="heel_raise"]'))
    assert not plain.locator("[data-do=begin]").is_visible() and not plain.locator("#player").is_visible()
    assert "3 × 8–12" in card.inner_text().replace("\u2060", "").replace("\u00a0", " ")
    card.locator("summary").first.click()
    for key in ("how", "feel", "stop"):
        assert texts("da")("tasks", "heel_raise", key) in card.inner_text()
    card.locator("summary").last.click()
    for value in ("whole", "2", "right"):
        card.locator(f'label:has([value="{value}"])').click()
    people.go(plain, card.locator("form button"))
    assert done()[-1] == {"id": "heel_raise", "level": 2, "sets": 3, "reps": 12, "pain": 2, "effort": "right"}
    assert path_of(plain) in ("/session", "/today")
    plain.goto(site("/session"))
    assert not plain.locator('[value="heel_raise"]').count(), "It is done for today."
    assert texts("da")("tasks", "heel_raise", "name") in plain.locator("#start").inner_text()
    plain.goto(site("/today"))
    assert w("da", "today", "was_whole") in plain.locator('.task:has([value="heel_raise"])').inner_text()


@pytest.fixture
def client(site: Site) -> Client:
    people.begun(site)
    return Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept": "application/json"})


SENT = {"task": FIRST, "day": DAY.isoformat(), "sent": "a" * 32, "n": "0", "sets": "1", "reps": "3"}


def test_the_same_sent_twice_is_one_and_the_later_count_mends_it(site: Site, client: Client) -> None:
    more = {"n": "1", "reps": "10"}
    for news in ({}, {}, more, more, {}):
        assert post(client, "/session", **{**SENT, **news}).status_code == 200
    assert done() == [WHOLE], "The first, come late once more, changes nothing."
    assert [event.kind for event in care.entries(PERSON)] == ["answered", "answered", "corrected"]


def test_what_was_taken_back_stays_taken_back(site: Site, client: Client) -> None:
    post(client, "/session", **SENT)
    event = care.entries(PERSON)[-1]
    care.withdraw(PERSON, event, at=event.recorded_at)
    assert post(client, "/session", **{**SENT, "n": "1", "pain": "2"}).status_code == 200
    assert [event.kind for event in care.entries(PERSON)][-1] == "withdrawn"


def test_yesterdays_comes_late_under_its_day_and_an_older_one_is_refused(site: Site, client: Client) -> None:
    at_clock(site, 1, "07:10")
    assert post(client, "/session", **SENT).status_code == 200
    assert told()[-1][0] == DAY.isoformat()
    at_clock(site, 2, "07:10")
    before = told()
    for day in (DAY, DAY + timedelta(days=3)):
        answer = post(client, "/session", **{**SENT, "sent": "b" * 32, "day": day.isoformat()})
        assert answer.status_code == 422
        assert json.loads(answer.content) == {"says": w("da", "errors", "session_other_day")}
    assert told() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"effort": "brutal"},
        {"pain": "11"},
        {"reps": "many"},
        {"task": "juggling"},
        {"task": "shoes"},
        {"level": "9"},
        {"task": "heel_raise", "level": "6"},
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(site: Site, client: Client, wrong: dict[str, str]) -> None:
    before = told()
    answer = post(client, "/session", **{**SENT, **wrong})
    says = json.loads(answer.content)["says"]
    assert answer.status_code == 422 and says.endswith(".") and told() == before


def test_nothing_is_stored_for_whom_nothing_is_known_of(site: Site) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost", "accept": "application/json"})
    answer = post(client, "/session", **SENT)
    assert (answer.status_code, json.loads(answer.content)) == (422, {"says": w("da", "errors", "session_no_plan")})
    assert told() == []


# -- bytes -----------------------------------------------------------------------------------------------------


def test_the_player_costs_few_bytes(site: Site, browser: Browser) -> None:
    """Its own page, style sheet and scripts, compressed, with nine exercises in it."""
    people.lived(site, 26)
    context = browser.new_context(viewport=VIEW, locale="da-DK")
    page, sizes = context.new_page(), {}
    page.on("response", lambda answer: sizes.update({answer.url.split("/")[-1].split("?")[0]: answer}))
    page.goto(site("/session"), wait_until="networkidle")
    names = ("session", "player.css", "playing.js", "player.js", "player_shown.js", "senses.js")
    own = {name: len(gzip.compress(sizes[name].body())) for name in names}
    context.close()
    assert sum(own.values()) < 32_000, own
