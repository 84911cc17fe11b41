"""The days in a real browser: mornings, evenings, what is new, and what is the person's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from svang import store
from svang.contacts import regions
from svang.pathway.load import pathway
from svang.settings import home
from svang.texts import texts
from svang.web.asking import CHECK, MORNING
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW
from tests.web.places import RUN_DAY, UPKEEP_DAY
from tests.web.steps import (
    DAY,
    NOTHING_NEW,
    SOMETHING_NEW,
    Finger,
    at_clock,
    decision,
    exercises,
    fact_of,
    focus,
    h1,
    headline,
    heel_raise,
    numbers_to_call,
    path_of,
    told,
    w,
)

MARKER = "4711"


# -- seven days ----------------------------------------------------------------------------------------------


def test_a_week_of_mornings_is_a_few_taps_each_and_stores_what_was_tapped(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 0, "07:15")
    wanted = []
    pains = {1: ("5", "4"), 2: ("5", None), 3: ("4", "3"), 4: ("?", None), 5: ("3", "?"), 6: ("3", None)}
    for day, (step, evening_before) in pains.items():
        page.goto(site("/today"))
        if evening_before is None:  # answered the evening before, in one tap
            at_clock(site, day - 1, "20:00")
            page.goto(site("/today"))
            finger = Finger(page)
            finger.go(page.locator('#evening button[value="2"]'))
            assert finger.taps == 1 and path_of(page) == "/today"
            assert not page.locator("#evening").count(), "The evening is asked once a day."
            wanted.append((day - 1, {"activity_pain": 2}))
        at_clock(site, day, "07:10")
        page.goto(site("/"))
        assert path_of(page) == "/today" and page.locator("#checkin").count(), "A new morning asks."
        finger = Finger(page)
        finger.choose("first_step_pain", step)
        if evening_before is not None:
            finger.choose("activity_pain", evening_before)
            value = None if evening_before == "?" else int(evening_before)
            wanted.append((day - 1, {"activity_pain": value}))
        finger.choose("nothing_new", NOTHING_NEW)
        finger.save()
        wanted.append((day, {"first_step_pain.left": None if step == "?" else int(step), "nothing_new": True}))
        allowed = 2 if evening_before is None else 3
        assert finger.taps == allowed, f"Day {day} took {finger.taps} taps and not {allowed}."
        assert path_of(page) == "/today", f"Day {day} led to {path_of(page)} and not to the decision."
        assert focus(page)["id"] == "decision", "After the check-in the focus is on the decision."
        assert page.locator("#decision").inner_text() == headline(site), "The page has another sentence of the day."
        assert not page.locator("#checkin").count(), "A morning that was told is not asked again."
    found = [((date.fromisoformat(day) - DAY).days, body) for day, body in told()[1:]]
    assert found == wanted, "What is stored is not exactly what was tapped, each under its date."


def test_an_exercise_is_ticked_and_taken_back(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/today"))
    people.open_each(page)
    task = page.locator('.task:has([value="fascia_stretch"])')
    id = task.locator('input[name="task"]').get_attribute("value")
    name = task.locator("h3").inner_text()
    finger = Finger(page)
    finger.go(task.locator('button[value="whole"]'))
    assert finger.taps == 1 and told()[-1] == (DAY.isoformat(), {"exercises": ({"id": id},)})
    task = page.locator(".task", has=page.get_by_role("heading", name=name, exact=True))
    said = task.inner_text()
    assert w("da", "today", "done_once", times="07.10") in said, "When it was done is not said."
    assert w("da", "today", "done_at", times="07.10") not in said, "Once of two to three times is not done."
    people.go(page, task.locator('button[name="undo"]'))
    task = page.locator(".task", has=page.get_by_role("heading", name=name, exact=True))
    assert "07.10" not in task.inner_text(), "An exercise that was taken back still stands as done."
    kinds = [event.kind for event in care.entries(PERSON)]
    assert kinds == ["answered", "answered", "withdrawn"], "Taking back leaves the history as it was."
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    assert not page.locator('button[name="undo"]').count()


def test_an_exercise_of_several_times_a_day_is_done_when_all_of_them_are(site: Site, page: Page) -> None:
    people.begun(site)
    for hour, key in (("07", "done_once"), ("12", "done_at"), ("19", "done_at")):
        at_clock(site, 0, f"{hour}:10")
        page.goto(site("/today"))
        people.open_each(page)
        people.go(page, page.locator('.task:has([value="fascia_stretch"]) button[value="whole"]'))
        task = page.locator('.task:has([value="fascia_stretch"])')
        times = ", ".join(f"{each}.10" for each in ("07", "12", "19") if each <= hour)
        assert w("da", "today", key, times=times) in task.inner_text()
        assert ("done" in (task.get_attribute("class") or "").split()) is (key == "done_at")
    assert not page.locator('.task:has([value="fascia_stretch"]) button[value="whole"]').count(), (
        "Three times are the most."
    )


def folded(page: Page, key: str) -> str:
    """What stands in a fold of the plan, open or not."""
    summary = page.locator("summary", has_text=w("da", "plan", key))
    return page.locator("details.card", has=summary).text_content() or ""


def test_a_day_of_rest_is_said_where_the_exercises_stand(site: Site, page: Page) -> None:
    people.lived(site, 25)
    name = texts("da")("tasks", "heel_raise", "name")
    rest = texts("da")("ui", "rests", task=name)
    page.goto(site("/plan"))
    assert rest in folded(page, "today"), "That the heel raise rests today is not said."
    later = folded(page, "later_title")
    assert w("da", "plan", "next_level", name=name) in later, "On its rest day the next step of the heel raise is gone."
    page.goto(site("/today"))
    assert rest in page.locator("#tasks").inner_text()


def test_what_a_phase_brings_for_all_is_new_in_it(site: Site, page: Page) -> None:
    """PATHWAY 7: the hamstring stretch comes with the first load; both calf stretches are there from the start [26]."""
    people.begun(site)
    page.goto(site("/plan"))
    early = texts("da")("phases", "early", "name")
    new = page.locator("li", has_text=w("da", "plan", "new_in", phase=early)).last.text_content() or ""
    assert texts("da")("tasks", "hamstring_stretch", "name") in new
    for id in ("fascia_stretch", "calf_stretch", "calf_stretch_bent"):
        assert texts("da")("tasks", id, "name") not in new, "What is in today's plan is not new."


def test_what_is_in_todays_plan_already_is_not_new(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/plan"))
    later = folded(page, "later_title")
    assert texts("da")("tasks", "towel_scrunch", "name") in later, "What is to come is not shown."
    for task in decision(site).plan.tasks:
        assert texts("da")("tasks", task.id, "name") not in later, f"{task.id} is in today's plan, and called new."


def test_what_is_missing_before_the_plan_can_begin_stands_first(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"rest_pain": None})
    page.goto(site("/plan"))
    assert page.locator("main section.card").first.get_by_role("link", name=w("da", "today", "answer_now")).count()


def test_all_of_an_exercise_is_one_tap_and_how_much_it_hurt_one_more(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    finger = Finger(page)
    whole = {"id": "heel_raise", "level": 2, "sets": 3, "reps": 12}
    finger.go(heel_raise(page).locator('button[value="whole"]'))
    assert exercises()[-1] == ("answered", (whole,)), "All of it is the most that was planned, and the level."
    assert page.url.endswith("#" + (heel_raise(page).get_attribute("id") or "")), "The place of the tap is lost."
    finger.go(heel_raise(page).locator('button[name="pain"][value="2"]'))
    assert finger.taps == 2 and exercises()[-1] == ("corrected", {"exercises": ({**whole, "pain": 2},)})
    said = heel_raise(page).inner_text()
    assert w("da", "today", "was_whole") in said and w("da", "today", "was_sore", pain=2) in said
    assert not heel_raise(page).locator('button[name="pain"]').count(), "It was said how much it hurt."
    people.go(page, heel_raise(page).locator('button[name="undo"]'))
    assert exercises()[-1][0] == "withdrawn"
    assert heel_raise(page).locator('button[value="whole"]').count(), "What was taken back can be done again."


def test_an_exercise_can_be_left_for_another_day_and_taken_up_all_the_same(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    finger = Finger(page)
    finger.go(heel_raise(page).locator('button[value="none"]'))
    assert finger.taps == 1 and exercises()[-1] == ("answered", ({"id": "heel_raise", "level": 2, "sets": 0},))
    assert w("da", "today", "is_left_out") in heel_raise(page).inner_text()
    assert heel_raise(page).locator("button").all_inner_texts() == [w("da", "today", "undo")]
    assert page.locator(".thumbs li", has_text=w("da", "today", "did", "none")).count() == 1
    name = heel_raise(page).locator("h3").inner_text()
    course = care.look(PERSON, at=datetime.fromisoformat(site.now)).course
    assert course.value("exercised") is None, "Of the others nothing is told."
    page.goto(site("/session"))
    assert page.locator("main h2").count() and name not in page.locator("main h2").all_inner_texts()
    page.goto(site("/today"))
    people.go(page, heel_raise(page).locator('button[name="undo"]'))
    assert exercises()[-1][0] == "withdrawn"
    people.go(page, heel_raise(page).locator('button[value="whole"]'))
    assert w("da", "today", "was_whole") in heel_raise(page).inner_text()


def test_a_training_of_which_each_exercise_is_left_out_is_not_begun(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    while (left := page.locator('#each button[value="none"]')).count():
        people.go(page, left.first)
    card = page.locator("#tasks")
    assert w("da", "today", "is_left_out") in card.inner_text() and not card.locator('a[href="/session"]').count()
    course = care.look(PERSON, at=datetime.fromisoformat(site.now)).course
    assert course.value("exercised") == 0, "All that is planned for every day is told of, and none of it was done."
    site.now = site.now.replace("-28T", "-29T")
    page.goto(site("/today"))
    assert page.locator("#checkin").count() and not page.locator(".some").count(), "What was told is not asked again."


def test_the_training_is_one_tap_and_how_much_it_hurt_one_more(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    finger = Finger(page)
    finger.go(page.locator('#tasks button[name="how"][value="all"]').first)
    assert told()[-1] == (site.now[:10], {"exercises_done": "all"}) and page.url.endswith("#tasks")
    card = page.locator("#tasks")
    assert w("da", "today", "trained", "all", at=site.now[11:16].replace(":", ".")) in card.inner_text()
    finger.go(card.locator('button[name="pain"][value="2"]').first)
    assert finger.taps == 2 and told()[-1] == (site.now[:10], {"exercises_pain": 2})
    assert w("da", "today", "was_sore", pain=2) in card.inner_text()
    course = care.look(PERSON, at=datetime.fromisoformat(site.now)).course
    assert course.series("exercised", 1, today=True)[-1] == 100, "All of it is all of the session."
    site.now = site.now.replace("-28T", "-29T")
    page.goto(site("/today"))
    assert page.locator("#checkin").count() and not page.locator(".some").count(), "What was told is not asked again."


def test_the_training_is_told_once_and_taken_back_whole(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, page.locator('#tasks button[value="some"]').first)
    people.go(page, page.locator('#tasks button[name="pain"][value="4"]').first)
    people.go(page, page.locator('#tasks > form button[name="undo"]'))
    kinds = [event.kind for event in care.entries(PERSON)][-4:]
    assert kinds == ["answered", "answered", "withdrawn", "withdrawn"], "Both are taken back, and the history stays."
    assert page.locator('#tasks button[value="none"]').count(), "It can be told anew."
    people.go(page, page.locator('#tasks button[value="none"]').first)
    assert told()[-1] == (site.now[:10], {"exercises_done": "none"})
    assert not page.locator("#tasks > form .nums").count(), "Nothing hurt that was not done."
    many = len(care.entries(PERSON))
    page.reload()
    assert len(care.entries(PERSON)) == many, "A page that is looked at again stores nothing."


def test_a_training_that_hurt_much_is_enough_for_today(site: Site, page: Page) -> None:
    """PATHWAY 6 row 5b: more than amber in the plan's own loads is enough for today."""
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, page.locator('#tasks button[value="all"]').first)
    people.go(page, page.locator('#tasks button[name="pain"][value="8"]').first)
    assert decision(site).rule == "enough-for-today"
    assert w("da", "today", "tonight") in page.locator("#until").inner_text()
    assert page.locator(".own-number .big").inner_text() == "8" and not page.locator("#tasks").count()
    asks = [pill.get_attribute("href") for pill in page.locator("a.pill").all()]
    assert asks and "/tell/run" not in asks, "No word of running to who does not run (PATHWAY 9 [28])."


def test_some_of_an_exercise_is_no_session_that_lets_it_rise(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    people.go(page, heel_raise(page).locator('button[value="some"]'))
    assert exercises()[-1] == ("answered", ({"id": "heel_raise", "level": 2},))
    assert w("da", "today", "was_some") in heel_raise(page).inner_text()


def test_an_exercise_that_hurt_much_leads_to_what_is_decided_now(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    people.go(page, heel_raise(page).locator('button[value="whole"]'))
    people.go(page, heel_raise(page).locator('button[name="pain"][value="8"]'))
    assert exercises()[-1][1]["exercises"][0]["pain"] == 8
    assert path_of(page) == "/today", "After a pain that changes the day one stands at its top."
    assert not heel_raise(page).count(), "With a pain of 8 there are no more heel raises today."


def test_a_session_told_here_counts_as_one_of_the_engine(site: Site, page: Page) -> None:
    """What a tap stores is what lets a level rise."""
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    people.go(page, heel_raise(page).locator('button[value="whole"]'))
    people.go(page, heel_raise(page).locator('button[name="pain"][value="1"]'))
    told = next(e for e in care.entries(PERSON) if e.kind == "corrected").body["values"]["exercises"]
    level = next(task for task in pathway().tasks if task.id == "heel_raise").levels["H2"]
    assert told[0]["sets"] >= level["sets"][0] and told[0]["reps"] >= level["reps"][-1] and told[0]["pain"] <= 3


# -- how long it is ------------------------------------------------------------------------------------------

TWO_SCREENS = 2 * 780
FOLD = 780 - 65
"""What the bar leaves of a phone's screen."""


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("day", [9, 26, RUN_DAY, UPKEEP_DAY])
def test_an_ordinary_day_is_two_screens_and_begins_with_the_number(
    site: Site, page: Page, language: str, day: int, record_property: Callable[[str, object], None]
) -> None:
    """UX 12.1: at most 1,560 px at 360 wide, number, sentence and the way to why in the first screen."""
    people.lived(site, day, people.RUNNER if day == RUN_DAY else people.CALM)
    home.keep(site.folder, "language", language)
    page.goto(site("/today"))
    height = page.evaluate("document.documentElement.scrollHeight")
    record_property("figure", f"Today on day {day} ({language}): {height} of at most {TWO_SCREENS} px")
    assert height <= TWO_SCREENS
    why = page.locator(".day a[href='/why']").bounding_box()
    assert why and why["y"] + why["height"] <= FOLD and page.locator(".own-number .big").count()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_morning_is_above_the_fold(
    site: Site, page: Page, language: str, record_property: Callable[[str, object], None]
) -> None:
    """UX 12.9: with yesterday's exercises asked, one sore foot, 360 x 780."""
    a_new_morning(site, page, language)
    assert page.locator("#checkin .some").count(), "Yesterday's exercises are not asked."
    box = page.locator("#checkin .save").bounding_box()
    assert box
    record_property("figure", f"The check-in ({language}): save ends at {box['y'] + box['height']:.0f} of {FOLD} px")
    assert box["y"] + box["height"] <= FOLD


@pytest.mark.parametrize(("done", "most"), [("3", 4), ("1", 5)])
def test_a_morning_is_four_taps_and_five_with_exercises(
    site: Site, page: Page, done: str, most: int, record_property: Callable[[str, object], None]
) -> None:
    a_new_morning(site, page)
    finger = Finger(page)
    finger.choose("first_step_pain", "3")
    finger.choose("activity_pain", "2")
    finger.choose("exercises_done", done)
    if done == "1":
        finger.choose("exercises_pain", "2")
    finger.choose("nothing_new", NOTHING_NEW)
    finger.save()
    record_property("figure", f"The check-in, exercises {'told' if done == '1' else 'not done'}: {finger.taps} taps")
    assert finger.taps <= most and path_of(page) == "/today" and page.locator("#decision").count()


def a_new_morning(site: Site, page: Page, language: str = "da") -> None:
    """The morning after 26 days, of which the last one's exercises are not told yet."""
    people.lived(site, 26)
    home.keep(site.folder, "language", language)
    site.now = (datetime.fromisoformat(site.now) + timedelta(hours=22)).isoformat()
    page.goto(site("/today"))


# -- something new -------------------------------------------------------------------------------------------


def test_something_new_leads_to_which_and_a_sign_to_the_doctor(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    assert page.locator(".task").count(), "There is no plan to stop."
    finger = Finger(page)
    finger.choose("first_step_pain", "5")
    finger.choose("activity_pain", "4")
    finger.choose("nothing_new", SOMETHING_NEW)
    finger.save()
    assert people.shown(page).split("|")[3] == "which", "In doubt leads to the list of signs."
    news = people.CALM | {"which": ["fever_unexplained"], "fever_unexplained": "yes", "very_unwell": "no"}
    people.answer_one(page, news)
    assert fact_of(page) == "fever_unexplained"
    people.answer_on(page, news)
    alert = page.get_by_role("alert")
    assert texts("da")("triage", "same_day", "says") in alert.inner_text()
    assert decision(site).decision == "stop"
    page.goto(site("/today"))
    assert page.get_by_role("alert").count() == 1 and not page.locator(".task, #checkin, #evening").count()
    assert w("da", "urgent", "paused") in page.locator("main").inner_text()
    body = {slot: value for _, entry in told()[1:] for slot, value in entry.items()}
    assert body["fever_unexplained"] is True and body["very_unwell"] is False
    assert body["first_step_pain.left"] == 5 and body["activity_pain"] == 4
    assert body.get("nothing_new") is not True, "Something new was stored as nothing new."


def test_in_doubt_and_then_none_of_it_goes_on_with_the_plan(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    finger = Finger(page)
    finger.choose("first_step_pain", "5")
    finger.choose("activity_pain", "4")
    finger.choose("nothing_new", SOMETHING_NEW)
    finger.save()
    people.answer_one(page, {"which": []})
    assert path_of(page) == "/today" and page.locator("#decision").count() and page.locator(".task").count()
    assert told()[-1][1]["nothing_new"] is True


# -- what is the person's own --------------------------------------------------------------------------------


def bad_morning(site: Site) -> None:
    """A plan, and a morning that tells it to go down a step."""
    people.days(site, 9)
    people.tell(site, {"first_step_pain": {"left": 9}, "nothing_new": "yes"})


def test_a_correction_changes_the_decision(site: Site, page: Page) -> None:
    bad_morning(site)
    page.goto(site("/today"))
    before = page.locator("#decision").inner_text(), decision(site).decision
    assert before[1] in ("regress", "hold", "stop"), "The morning was not bad enough, so this proves nothing."
    page.goto(site("/entries"))
    people.go(page, page.locator("dl.ans > div", has_text="første skridt").locator("a").first)
    assert fact_of(page) == "first_step_pain"
    people.press(page, "3")
    assert path_of(page).partition("?")[0] == "/entries"
    assert "3" in page.locator("dl.ans > div", has_text="første skridt").first.locator("dd b").inner_text()
    page.goto(site("/today"))
    after = page.locator("#decision").inner_text(), decision(site).decision
    assert after != before, "The decision is the same with another answer."
    assert after[0] == headline(site), "The page shows another decision than the store's."


def test_the_answer_to_mend_is_shown(site: Site, page: Page) -> None:
    bad_morning(site)
    page.goto(site("/entries"))
    people.go(page, page.locator("dl.ans > div", has_text="første skridt").locator("a").first)
    said = texts("da")("ui", "your_answer_before", answer="9")
    assert said in page.locator("main").inner_text(), "Who mends an answer does not see what was answered."


def test_a_morning_that_is_taken_back_is_asked_again(site: Site, page: Page) -> None:
    bad_morning(site)
    before = decision(site).decision
    page.goto(site("/entries"))
    people.go(page, page.get_by_role("button", name=w("da", "entries", "undo")).first)
    page.goto(site("/today"))
    assert page.locator("#checkin").count(), "A morning that was taken back is not asked again."
    assert decision(site).decision != before or decision(site).rule
    assert care.entries(PERSON)[-1].kind == "withdrawn"


def test_a_first_check_that_is_taken_back_is_asked_again(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/entries"))
    people.go(page, page.get_by_role("button", name=w("da", "entries", "undo")).first)
    page.goto(site("/"))
    assert not page.locator("#checkin, .task").count(), "A plan is shown with nothing known."
    people.go(page, page.locator('main a.btn[href="/check"]'))
    assert fact_of(page) == "age", "The questions do not begin again."


def test_a_copy_has_all_that_was_told(site: Site, page: Page, tmp_path: Path) -> None:
    people.days(site, 3, told=True)
    page.goto(site("/data"))
    with page.expect_download() as started:
        page.get_by_role("link", name=w("da", "data", "export_do")).click()
    file = started.value
    assert file.suggested_filename == "svang-2026-03-05.jsonl"
    file.save_as(tmp_path / "copy.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "copy.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == list(store.export(PERSON)), "The copy is not what is stored."
    answers = {slot: value for row in rows if row["kind"] == "answered" for slot, value in row["body"].items()}
    assert answers["age"] == 46 and "first_step_pain.left" in answers


def test_a_copy_has_what_is_half_answered_too(site: Site, page: Page) -> None:
    people.drafted(site, "diabetes")
    answer = page.request.get(site("/data/export"))
    rows = [json.loads(line) for line in answer.text().splitlines()]
    assert rows[-1]["answers"][f"age|{DAY}|||"] == ["46"], "What was answered and not finished is not in the copy."
    page.goto(site("/data"))
    assert w("da", "data", "count", count=1) in page.locator("main").inner_text()
    assert care.last(PERSON) == 0, "Getting a copy has ended the questions."


def test_erasing_asks_twice_and_leaves_nothing(site: Site, page: Page) -> None:
    page.goto(site("/more"))
    people.go(page, page.get_by_role("button", name="English"))
    people.go(page, page.get_by_role("button", name=regions()["midtjylland"].name))
    people.days(site, 3)
    store.keep_draft(PERSON, CHECK, DAY, {f"age|{DAY}|||": ["46"]})
    store.keep_draft(PERSON, MORNING, DAY, {f"marker-{MARKER}": [f"marker-{MARKER}" * 500]})
    people.tell(site, {"steroid_injection_on": "2001-01-23"})
    marker = f"marker-{MARKER}".encode()
    assert marker in bytes_of(site.folder), "The marker was never there, so this proves nothing."
    page.goto(site("/data"))
    people.go(page, page.get_by_role("link", name=w("en", "data", "erase_do")))
    people.go(page, page.locator("button.danger"))
    assert page.locator("#err").inner_text() == w("en", "erase", "not_sure") and care.last(PERSON) > 0
    page.locator('input[name="sure"]').check()
    people.go(page, page.locator("button.danger"))
    assert h1(page) == w("en", "erase", "gone")
    assert care.last(PERSON) == 0 and store.draft(PERSON, MORNING) is None and store.draft(PERSON, CHECK) is None
    left = bytes_of(site.folder)
    for word in (marker, b"steroid_injection_on", b"first_step_pain", b"answered", b"marker-"):
        assert word not in left, f"{word!r} is left after everything was erased."
    assert not home.kept(site.folder, "language") and not home.kept(site.folder, "region"), "A choice is left."
    page.goto(site("/"))
    assert h1(page) == w("da", "first", "title"), "After erasing it is as on the first day."
    for path in ("/today", "/why", "/result"):
        page.goto(site(path))
        assert path_of(page) == "/", f"{path} still shows a day."


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir() if file.name.startswith("svang.sqlite3"))


def test_language_and_region_are_kept_from_visit_to_visit(site: Site, page: Page, browser: Browser) -> None:
    region = regions()["syddanmark"]
    page.goto(site("/more"))
    people.go(page, page.get_by_role("button", name="English"))
    people.go(page, page.get_by_role("button", name=region.name))
    page.context.close()
    other = browser.new_context(viewport=VIEW, locale="da-DK")
    try:
        page = other.new_page()
        page.goto(site("/help"))
        assert page.locator("html").get_attribute("lang") == "en", "The language that was chosen is forgotten."
        assert f"tel:{region.dial}" in numbers_to_call(page), "The region that was chosen is forgotten."
        page.locator("details summary").first.click()
        people.go(page, page.get_by_role("button", name=w("en", "help", "forget_region")))
        assert numbers_to_call(page) == {"tel:112"}, "A region that was taken back still shows its number."
    finally:
        other.close()


def test_a_browser_that_wants_english_gets_it_until_something_is_chosen(site: Site, browser: Browser) -> None:
    other = browser.new_context(viewport=VIEW, locale="en-GB")
    try:
        page = other.new_page()
        page.goto(site("/"))
        assert page.locator("html").get_attribute("lang") == "en"
        people.go(page, page.get_by_role("button", name="DA (Dansk)"))
        assert page.locator("html").get_attribute("lang") == "da", "What was chosen does not win."
    finally:
        other.close()
