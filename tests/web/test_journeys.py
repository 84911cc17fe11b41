"""People's ways through the app in a real browser: the first use, the mornings, and what goes otherwise on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from svang import store
from svang.answers.day import NIGHT_ENDS
from svang.contacts import regions
from svang.interview.due import gate
from svang.interview.lines import NOTHING, SKIPPED
from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.pathway.load import pathway
from svang.says.headline import after
from svang.settings import home
from svang.texts import Texts, texts
from svang.web.asking import CHECK, MORNING
from svang.web.rendering import amounts, dose
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW
from tests.web.places import RUN_DAY

DAY = date(2026, 3, 2)
MARKER = "4711"
FOCUS = """() => {
  const at = document.activeElement;
  return {id: at.id, tag: at.tagName, name: at.getAttribute("name"), value: at.getAttribute("value"),
          zone: at.dataset ? at.dataset.z || "" : "", words: at.textContent.trim().slice(0, 80)};
}"""
OUTLINED = """() => {
  let at = document.activeElement;
  for (const one of [at, at.closest("label"), ...at.querySelectorAll("path")]) {
    if (!one) continue;
    const style = getComputedStyle(one);
    const frame = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const drawn = at.classList.contains("zone") && parseFloat(style.strokeWidth) >= 3;
    if (frame || drawn) return true;
  }
  return false;
}"""


# -- small words for what a person does and sees ------------------------------------------------------------


def w(language: str, *keys: str, **filled: Any) -> str:
    return texts(language)("web", *keys, **filled)


def fact_of(page: Page) -> str:
    return people.shown(page).partition("|")[0]


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


def h1(page: Page) -> str:
    return page.locator("h1").inner_text().strip()


def at_clock(site: Site, day: int, clock: str) -> None:
    """Sets the site's clock to a time on the n-th day after the first."""
    site.now = f"{DAY + timedelta(days=day)}T{clock}:00+01:00"


def decision(site: Site) -> Any:
    at = datetime.fromisoformat(site.now)
    return care.look(PERSON, at=at - NIGHT_ENDS).decision


def headline(site: Site) -> str:
    """The day in one sentence, as the engine has it."""
    at = datetime.fromisoformat(site.now) - NIGHT_ENDS
    found = care.look(PERSON, at=at)
    return after(texts("da"), found.course, found.decision, care.yesterday(PERSON, found, at=at))


def told() -> list[tuple[str, dict[str, Any]]]:
    """What is stored: the date each entry is about, and what it says."""
    return [(e.date.isoformat(), dict(e.body)) for e in care.entries(PERSON) if e.kind == "answered"]


def drafted(kind: str = CHECK) -> dict[str, list[str]]:
    """What was answered and is not stored yet, by question."""
    kept = store.draft(PERSON, kind)
    return {key: values for key, values in (kept.answers if kept else {}).items() if "|" in key}


def focus(page: Page) -> dict[str, Any]:
    return page.evaluate(FOCUS)


class Finger:
    """Taps, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0
        self.news = people.NOTHING_NEW

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def go(self, target: Locator) -> None:
        self.taps += 1
        people.go(self.page, target)

    def choose(self, fact: str, value: str) -> None:
        """One answer of the morning's form; whether anything is new is said by the button that saves."""
        if fact == "nothing_new":
            self.news = value
            return
        self.tap(self.page.locator(f'#checkin label:has(input[name^="{fact}|"][value="{value}"])'))

    def save(self) -> None:
        self.go(self.page.locator(f'#checkin .save button[value="{self.news}"]'))


NOTHING_NEW, SOMETHING_NEW = people.NOTHING_NEW, people.NEWS_OR_DOUBT
DEFORMED = people.CALM | {"foot_deformed": "yes"}
WHOLE = {
    **{"shoes_usual": ["supportive"], "barefoot_hard_floor": "no", "foot_posture": "usual", "recovery_short": "no"},
    **{"standing_range": "under_2_hours", "steps_range": "from_5000", "weight_kg": 75, "height_cm": 178},
    **{"knee_to_wall_cm": 10, "trend_3_weeks": "same", "press_heel_back": "no"},
}
"""What may be left for another day, told at once."""


def correct(page: Page, site: Site, fact: str, to: str) -> None:
    """Mends one answer on the page of answers."""
    page.goto(site("/entries"))
    asked = texts("da")("facts", fact, "ask")
    people.go(page, page.locator("dl.ans > div", has_text=asked).locator("a").first)
    assert fact_of(page) == fact, "The answer to mend is not the one that was chosen."
    people.press(page, *people.submitted(Question(fact, DAY), {fact: to}))
    assert path_of(page) == f"/entries?until={DAY}", "A correction leads back to the answers of that day."


# -- the first use ------------------------------------------------------------------------------------------


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
    assert page.locator(".task").count() == len(tasks) > 3
    assert all(page.locator(".task .dose").all_inner_texts()), "A task that has a dose says it."
    assert page.locator(".task .dose").count() >= 2
    assert page.get_by_role("heading", name=texts("da")("ui", "limits")).count(), "The day's limits are shown."
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


GO_ON = "main form button.btn:not([name])"


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


# -- seven days ---------------------------------------------------------------------------------------------


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
    task = page.locator(".task:has(button.rb)").first
    id = task.locator('input[name="task"]').get_attribute("value")
    name = task.locator("h3").inner_text()
    finger = Finger(page)
    finger.go(task.locator("button.rb"))
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
        people.go(page, page.locator('.task:has([value="fascia_stretch"]) button.rb'))
        task = page.locator('.task:has([value="fascia_stretch"])')
        times = ", ".join(f"{each}.10" for each in ("07", "12", "19") if each <= hour)
        assert w("da", "today", key, times=times) in task.inner_text()
        assert ("done" in (task.get_attribute("class") or "").split()) is (key == "done_at")
    assert not page.locator('.task:has([value="fascia_stretch"]) button.rb').count(), "Three times are the most."


def test_a_day_of_rest_is_said_where_the_exercises_stand(site: Site, page: Page) -> None:
    people.lived(site, 25)
    name = texts("da")("tasks", "heel_raise", "name")
    rest = texts("da")("ui", "rests", task=name)
    page.goto(site("/plan"))
    heading = page.get_by_role("heading", name=w("da", "plan", "today"), exact=True)
    exercises = page.locator("section.card", has=heading)
    assert rest in exercises.inner_text(), "That the heel raise rests today is not said."
    later = page.locator("section.card", has_text=w("da", "plan", "later_title")).inner_text()
    assert w("da", "plan", "next_level", name=name) in later, "On its rest day the next step of the heel raise is gone."
    page.goto(site("/today"))
    assert rest in page.locator("#tasks").inner_text()


def test_what_a_phase_brings_for_all_is_new_in_it(site: Site, page: Page) -> None:
    """PATHWAY 7: the hamstring stretch comes with the first load; both calf stretches are there from the start [26]."""
    people.begun(site)
    page.goto(site("/plan"))
    early = texts("da")("phases", "early", "name")
    new = page.locator("li", has_text=w("da", "plan", "new_in", phase=early)).last.inner_text()
    assert texts("da")("tasks", "hamstring_stretch", "name") in new
    for id in ("fascia_stretch", "calf_stretch", "calf_stretch_bent"):
        assert texts("da")("tasks", id, "name") not in new, "What is in today's plan is not new."


def test_what_is_in_todays_plan_already_is_not_new(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/plan"))
    later = page.locator("section.card", has_text=w("da", "plan", "later_title")).inner_text()
    assert texts("da")("tasks", "towel_scrunch", "name") in later, "What is to come is not shown."
    for task in decision(site).plan.tasks:
        assert texts("da")("tasks", task.id, "name") not in later, f"{task.id} is in today's plan, and called new."


def test_what_is_missing_before_the_plan_can_begin_stands_first(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"rest_pain": None})
    page.goto(site("/plan"))
    assert page.locator("main section.card").first.get_by_role("link", name=w("da", "today", "answer_now")).count()


def heel_raise(page: Page) -> Locator:
    return page.locator('.task:has(input[value="heel_raise"])')


def exercises() -> list[tuple[str, Any]]:
    """What was told of exercises since the last morning, and what was made of it."""
    return [(e.kind, e.body.get("exercises", e.body.get("values"))) for e in care.entries(PERSON)][-3:]


def test_all_of_an_exercise_is_one_tap_and_how_much_it_hurt_one_more(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
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


def test_some_of_an_exercise_is_no_session_that_lets_it_rise(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, heel_raise(page).locator('button[value="some"]'))
    assert exercises()[-1] == ("answered", ({"id": "heel_raise", "level": 2},))
    assert w("da", "today", "was_some") in heel_raise(page).inner_text()


def test_an_exercise_that_hurt_much_leads_to_what_is_decided_now(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, heel_raise(page).locator('button[value="whole"]'))
    people.go(page, heel_raise(page).locator('button[name="pain"][value="8"]'))
    assert exercises()[-1][1]["exercises"][0]["pain"] == 8
    assert path_of(page) == "/today", "After a pain that changes the day one stands at its top."
    assert not heel_raise(page).count(), "With a pain of 8 there are no more heel raises today."


def test_a_session_told_here_counts_as_one_of_the_engine(site: Site, page: Page) -> None:
    """What a tap stores is what lets a level rise."""
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, heel_raise(page).locator('button[value="whole"]'))
    people.go(page, heel_raise(page).locator('button[name="pain"][value="1"]'))
    told = next(e for e in care.entries(PERSON) if e.kind == "corrected").body["values"]["exercises"]
    level = next(task for task in pathway().tasks if task.id == "heel_raise").levels["H2"]
    assert told[0]["sets"] >= level["sets"][0] and told[0]["reps"] >= level["reps"][-1] and told[0]["pain"] <= 3


# -- running, and what was tried ----------------------------------------------------------------------------


def test_who_wants_to_run_says_so_and_may_take_it_back(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/running"))
    assert h1(page) == w("da", "running", "off")
    people.go(page, page.locator('button[name="wish"]'))
    assert told()[-1] == (DAY.isoformat(), {"wants_to_run": True})
    assert h1(page) == texts("da")("ui", "run", "opens")
    assert page.locator("li.gate").count() == len(pathway().gate), "Each criterion is shown."
    at_clock(site, 0, "07:12")
    people.go(page, page.locator('button[name="wish"][value="no"]'))
    assert told()[-1][1] == {"wants_to_run": False} and h1(page) == w("da", "running", "off")


def test_what_is_missing_before_running_stands_first(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/running"))
    kinds = [(item.get_attribute("class") or "").split()[-1] for item in page.locator("li.gate").all()]
    assert kinds == sorted(kinds, key=("no", "un", "ok").index) and set(kinds) == {"no", "un", "ok"}
    assert texts("da")("ui", "run", "met", met=kinds.count("ok"), all=len(kinds)) in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_running_waits_for_is_told_from_its_own_line(site: Site, plain: Page, language: str) -> None:
    """UX 12.4: unmet with its button, without a script and by keyboard."""
    people.lived(site, 20, people.RUNNER)
    home.keep(site.folder, "language", language)
    for sheet, field, value in (("painkiller", "painkiller_today", "2"), ("raises", "single_leg_raises_10_pain", "2")):
        plain.goto(site("/running"))
        met = plain.locator("li.gate.ok").count()
        link = plain.locator(f'li.gate.un a[href^="/tell/{sheet}"]')
        name = texts(language)("tell", "sheets", sheet, "name")
        assert link.inner_text().casefold() == w(language, "tell_of", what=name).casefold()
        link.focus()
        with plain.expect_navigation():
            plain.keyboard.press("Enter")
        plain.locator(f'label:has(input[name="{field}"][value="{value}"])').click()
        people.go(plain, plain.locator("main form button.btn"))
        assert told()[-1][1] == {field: {"painkiller_today": False}.get(field, 2)}
        plain.goto(site("/running"))
        assert plain.locator("li.gate.ok").count() == met + 1
        assert not plain.locator(f'li.gate a[href^="/tell/{sheet}"]').count(), "What is told is not asked for."


def test_an_injection_whose_date_is_not_known_is_told_from_its_line(site: Site, page: Page) -> None:
    people.lived(site, 20, {**people.RUNNER, "steroid_injection_on": None})
    page.goto(site("/running"))
    people.go(page, page.locator('li.gate.un a[href^="/tell/injection"]'))
    assert h1(page) == texts("da")("tell", "sheets", "injection", "name")
    page.locator('label:has(input[name="steroid_injection_on"][value="x"])').click()
    people.go(page, page.locator("main form button.btn"))
    assert told()[-1][1] == {"steroid_injection_on": "never"}
    page.goto(site("/running"))
    assert not page.locator('li.gate a[href^="/tell/injection"]').count()


def test_the_plan_leads_to_the_trial_it_waits_for(site: Site, page: Page) -> None:
    people.lived(site, 6)
    people.tell(site, {"two_leg_raises_8_pain": None})
    page.goto(site("/plan"))
    assert texts("da")("phases", "early", "name") in h1(page)
    people.go(page, page.locator('li.gate.un a[href^="/tell/raises"]'))
    assert h1(page) == texts("da")("tell", "sheets", "raises", "name")


def test_who_was_told_to_leave_heel_raises_out_is_asked_for_none(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    at = datetime.fromisoformat(site.now)
    body = {"role": "doctor", "cleared": True, "limits": {"no_running": True, "no_heel_raises": True}}
    care.tell("seen", PERSON, body, day=at.date(), at=at)
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    assert texts("da")("ui", "run", "no_raises") in said and "Prøv ti hælløft" not in said
    assert not page.locator('a[href^="/tell/raises"]').count()
    page.goto(site("/tell"))
    assert not page.locator('a[href^="/tell/raises"]').count() and page.locator('a[href^="/tell/wall"]').count()
    tomorrow = Sitting(
        care, PERSON, at.date() + timedelta(days=1), at=at + timedelta(days=1), today=at.date() + timedelta(days=1)
    )
    assert "single_leg_raises_10_pain" not in {question.fact for question in gate(tomorrow, paged=False)}


def test_the_plan_shows_where_one_is_and_leads_on(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/plan"))
    here = page.locator('[aria-current="step"]')
    assert here.count() == 1 and texts("da")("phases", "run", "name") in here.inner_text()
    assert page.locator(".step.done").count() == 3, "Calm, early and build lie behind."
    people.go(page, page.get_by_role("link", name=w("da", "plan", "running")))
    assert h1(page) == texts("da")("ui", "run", "is_open" if decision(site).plan.run else "not_today")
    assert page.locator(".tag", has_text=w("da", "running", "open")).count()


def shut_for(words: Texts, said: str) -> list[str]:
    """The criteria of every day that are given as the reason why there is no run."""
    return [
        each.id for each in pathway().gate if each.daily and words("gate", each.id, "shut").partition("{")[0] in said
    ]


def test_a_run_that_was_too_long_is_said_without_blame_and_without_a_contradiction(site: Site, page: Page) -> None:
    life = people.lived(site, RUN_DAY, people.RUNNER)
    people.told_late(site, life, {"run_minutes": 45, "run_pain": 2})
    page.goto(site("/running"))
    words, said = texts("da"), page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    daily = sum(criterion.daily for criterion in pathway().gate)
    assert words("ui", "run", "met", met=daily, all=daily) in said and words("ui", "run", "shut_rest") in said
    assert not shut_for(words, said), "All criteria are met, and one of them is not."
    assert words("ui", "run", "over", over="25 minutter") in said, "How much was too much is left to the bar."
    tag = page.locator(".bt .tag")
    assert tag.inner_text().strip() == w("da", "running", "not_today"), "Shut today is called open."


def test_an_answer_that_is_missing_is_not_told_back_as_a_no_of_running(site: Site, page: Page) -> None:
    """PATHWAY 8: the painkiller since yesterday morning is asked of; before that nobody has said that one was taken."""
    life = people.lived(site, RUN_DAY, people.RUNNER, habit=people.Habit(runs=False))
    assert any(decision.rule == "run-starts" for decision in life.decided) and decision(site).plan.run
    people.tell(site, {"painkiller_today": None})
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    words = texts("da")
    assert words("ui", "run", "shut_unknown") in said
    assert words("ui", "run", "shut_rest") not in said and not shut_for(words, said)


def test_a_criterion_that_is_not_met_is_why_there_is_no_run_today(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    people.tell(site, {"painkiller_today": True})
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    assert "Intet løb i dag: du har taget smertestillende i dag eller i går." in said
    assert texts("da")("ui", "run", "shut_rest") not in said
    assert page.locator(".bt .tag").inner_text().strip() == w("da", "running", "not_today")


def test_a_date_that_is_none_is_not_taken_for_a_wrong_form(site: Site, page: Page) -> None:
    people.begun(site)
    for language, example in (("da", "31.3.2026"), ("en", "31 March 2026")):
        home.keep(site.folder, "language", language)
        for typed, key in (("31.2.2026", "no_such_date"), ("forleden", "no_date")):
            page.goto(site("/treatments"))
            page.locator("#add > summary").click()
            field = page.locator('#add input[name="date"]')
            assert example.rpartition(" ")[2][-4:] in field.input_value() and "-" not in field.input_value()
            field.fill(typed)
            page.locator("#add select").select_option("tape")
            people.go(page, page.locator("#add button.btn"))
            said = page.locator("#add").inner_text().replace("\N{NO-BREAK SPACE}", " ")
            assert said.index(example) < said.index(w(language, "errors", key)), "The example stands before the error."
    assert care.entries(PERSON)[-1].kind == "answered", "A date that is none was stored."
    page.locator('#add input[name="date"]').fill("1 March 2026")
    people.go(page, page.locator("#add button.btn"))
    assert (care.entries(PERSON)[-1].kind, care.entries(PERSON)[-1].date) == ("treated", date(2026, 3, 1))


def test_what_was_tried_is_noted_shown_and_taken_back(site: Site, page: Page) -> None:
    people.lived(site, 30)
    page.goto(site("/more"))
    people.go(page, page.get_by_role("link", name=w("da", "more", "treatments")))
    assert texts("da")("ui", "tried", "nothing") in page.locator("main").inner_text()
    page.locator("#add > summary").click()
    page.locator("#add select").select_option("tape")
    page.locator('#add input[name="date"]').fill("20.3.2026")
    page.locator('#add input[value="left"]').check()
    page.locator("#add textarea").fill("vist af en ven")
    people.go(page, page.locator("#add button.btn"))
    assert path_of(page) == "/treatments"
    event = care.entries(PERSON)[-1]
    assert (event.kind, event.date.isoformat()) == ("treated", "2026-03-20")
    assert event.body == {"what": "tape", "side": "left", "note": "vist af en ven"}
    said = page.locator("main").inner_text()
    assert "20. marts, venstre fod:" in said, "What was tried is not in the list."
    assert w("da", "tried", "your_note", note="vist af en ven") in said.splitlines(), "The note is not one's own."
    page.goto(site("/entries?until=2026-03-20"))
    people.go(page, page.locator("section.card", has_text="Tape").get_by_role("button").first)
    page.goto(site("/treatments"))
    assert texts("da")("ui", "tried", "nothing") in page.locator("main").inner_text()


# -- progress, and help on the way --------------------------------------------------------------------------


def test_the_drawing_and_the_table_say_the_same(site: Site, page: Page) -> None:
    people.lived(site, 30, habit=people.Habit(answers=lambda day: not 9 < day < 15))
    page.goto(site("/progress"))
    mornings = sum("first_step_pain.left" in body for _, body in told())
    rows = [row.locator("td").last.inner_text() for row in page.locator("tbody tr").all()]
    assert sum(int(row.split()[0]) for row in rows) == mornings, "The table has other mornings than were told."
    for size in ("nw", "w"):
        drawing = page.locator(f"svg.chart.{size}[role=img]")
        assert drawing.locator("circle.pt").count() == mornings, f"The drawing {size} has other mornings."
        line = drawing.locator("path.ol").get_attribute("d") or ""
        assert line.count("M") == 2, "Where mornings are missing the line is broken, not drawn through."
        assert drawing.locator("rect.ob").count() == 1, "Next week is a band."
    assert page.locator("svg.chart[role=img]:visible").count() == 1, "One of the two sizes is hidden."


def test_before_three_mornings_there_is_no_empty_curve(site: Site, page: Page) -> None:
    people.days(site, 1, told=True)
    page.goto(site("/progress"))
    assert not page.locator("svg.chart").count()
    assert w("da", "progress", "empty", n=3, known=2) in page.locator("main").inner_text()
    people.tell(site, {"first_step_pain": 4})
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=1)).isoformat()
    people.tell(site, {"first_step_pain": 4})
    page.goto(site("/progress"))
    assert page.locator("svg.chart[role=img]").count() == 2


def test_others_and_oneself_are_two_lists(site: Site, page: Page) -> None:
    people.lived(site, 30)
    page.goto(site("/progress"))
    own = page.locator("section.card", has_text=texts("da")("ui", "outlook", "own"))
    others = page.locator("section.card", has_text=w("da", "progress", "others"))
    assert own.count() == others.count() == 1 and "%" not in own.inner_text(), "A person has no percentages."
    assert texts("da")("ui", "outlook", "says") in others.inner_text()


def test_six_weeks_without_getting_better_stand_on_the_ladder(site: Site, page: Page) -> None:
    people.lived(site, 45, fs=people.sore)
    page.goto(site("/help"))
    here = page.locator('[aria-current="step"]')
    assert here.count() == 1 and w("da", "help", "ladder", "ladder_6w", "when") in here.inner_text()
    said = page.locator("main").inner_text()
    assert texts("da")("rungs", "recommend_physio", "says") in said, "Whom to see is not said."
    assert texts("da")("rungs", "recommend_physio", "question") in said, "What to ask is not said."


def test_who_gets_better_stands_on_no_step(site: Site, page: Page) -> None:
    people.lived(site, 45)
    page.goto(site("/help"))
    assert not page.locator('[aria-current="step"]').count()
    assert w("da", "help", "past", "better", n=46) in page.locator(".step", has_text="6–8").inner_text()


def test_who_stands_on_no_step_is_told_why(site: Site, page: Page) -> None:
    """Only who is better is told so; that it goes a little better, or that somebody has seen it, is another reason."""
    people.lived(site, 45, fs=lambda day: {"left": 6 if day < 10 else 5}, act=lambda day: 4)
    page.goto(site("/help"))
    said = page.locator("main").inner_text()
    assert w("da", "help", "past", "some", n=46) in said and w("da", "help", "past", "better", n=46) not in said


def test_who_was_seen_lately_stands_on_no_step_for_that(site: Site, page: Page) -> None:
    people.lived(site, 45, fs=people.sore)
    at = datetime.fromisoformat(site.now)
    care.tell("seen", PERSON, {"role": "doctor", "cleared": True}, day=at.date(), at=at, id="seen")
    page.goto(site("/help"))
    assert not page.locator('[aria-current="step"]').count()
    assert w("da", "help", "past", "seen", n=46) in page.locator("main").inner_text()


def test_who_has_told_nothing_lately_is_not_called_better(site: Site, page: Page) -> None:
    people.lived(site, 45, habit=people.Habit(answers=lambda day: day < 36 or day == 45))
    page.goto(site("/help"))
    assert w("da", "help", "past", "unknown", n=46) in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_to_do_is_a_sentence_and_when_to_do_it_a_list(site: Site, page: Page, language: str) -> None:
    home.keep(site.folder, "language", language)
    page.goto(site("/help"))
    level, _, do = texts(language).get("seek_help", "do")[0].partition(": ")
    shown = page.locator("main h3", has_text=level).locator("xpath=following-sibling::*[1]")
    assert shown.evaluate("each => each.tagName") == "P" and shown.inner_text().casefold() == do.casefold()
    bullets = page.locator("main ul.dots li").all_inner_texts()
    lines = [line.partition(": ")[2] for line in texts(language).get("seek_help", "lines")]
    assert bullets == lines and do not in lines, "The list is not whole, or tells what to do among the signs."


@pytest.mark.parametrize(("day", "banner"), [(14, True), (16, False), (45, True)])
def test_the_steps_advice_stands_once(site: Site, page: Page, day: int, banner: bool) -> None:
    """On a day on which the step refers, the banner says it; on the others a card does."""
    people.lived(site, day, fs=people.sore)
    page.goto(site("/today"))
    advice = texts("da")("rungs", decision(site).rung, "says")
    assert page.locator("main").inner_text().count(advice) == 1, "The same advice stands twice, or not at all."
    assert bool(page.locator(".ban", has_text=advice).count()) is banner
    assert page.get_by_role("heading", name=texts("da")("ui", "rung"), exact=True).count() == (not banner)
    links = page.locator('main a[href="/help"]').all_inner_texts()
    assert len(links) == len(set(links)) == 2, f"Two links to the same page are called the same: {links}."


def test_mornings_that_stand_still_are_not_called_on_course(site: Site, page: Page) -> None:
    people.lived(site, 30, fs=people.sore)
    page.goto(site("/progress"))
    words, said = texts("da"), page.locator("main").inner_text()
    assert words("ui", "outlook", "plateau") in said, "They do not stand still, so this proves nothing."
    assert words("ui", "outlook", "on_course") not in said, "No fall is said to fit a guide that expects one."


def test_before_the_first_morning_it_is_too_early_to_count_mornings(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    page.goto(site("/progress"))
    assert page.locator(".kv dd").all_inner_texts() == [w("da", "progress", "too_early")] * 2


def test_the_evening_asks_about_today(site: Site, page: Page) -> None:
    people.begun(site)
    asked = texts("da")("ui", "this_evening", "activity_pain")
    at_clock(site, 0, "19:00")
    page.goto(site("/today"))
    assert page.locator("#evening h2").inner_text() == asked
    page.goto(site("/evening/1"))
    assert h1(page) == asked
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    assert asked not in page.locator("main").inner_text(), "In the morning it is asked about yesterday."


# -- how it stands on the page ------------------------------------------------------------------------------

CONTRAST = """(selector) => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => rgb(colour).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (each) => {
    const own = getComputedStyle(each).backgroundColor;
    return own === "rgba(0, 0, 0, 0)" ? ground(each.parentElement) : own;
  };
  return [...document.querySelectorAll(selector)].map((each) => {
    const style = getComputedStyle(each), under = rgb(ground(each.closest("svg")));
    const drawn = rgb(style.stroke === "none" ? style.fill : style.stroke);
    const mixed = drawn.map((part, n) => part * style.opacity + under[n] * (1 - style.opacity));
    const pair = [light(`rgb(${mixed})`), light(`rgb(${under})`)].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_can_be_seen(site: Site, page: Page, scheme: Any) -> None:
    """3 to 1: WCAG 1.4.11."""
    people.lived(site, 30)
    page.emulate_media(color_scheme=scheme)
    for path, parts in (("/progress", (".pt", ".ob", ".ol")), ("/plan", (".way .p0",)), ("/today", (".arc .p0",))):
        page.goto(site(path))
        for part in parts:
            found = page.evaluate(CONTRAST, part)
            assert found and min(found) >= 3, f"{part} on {path} is {min(found or [0]):.2f} to 1."


def test_next_week_is_named_under_its_band(site: Site, page: Page) -> None:
    people.lived(site, 51)
    page.goto(site("/progress"))
    drawing = page.locator("svg.chart.nw[role=img]")
    band, name = drawing.locator(".ob"), drawing.get_by_text(w("da", "progress", "chart", "ahead"))
    assert name.get_attribute("x") == band.get_attribute("x"), "“Next week” does not begin at the line of today."
    words, card = name.bounding_box(), page.locator("section.card").first.bounding_box()
    assert words and card and words["x"] + words["width"] <= card["x"] + card["width"], "It sticks out of its card."


def test_beside_a_form_that_is_due_there_is_no_hole(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.set_viewport_size({"width": 1280, "height": 780})
    page.goto(site("/today"))
    form = page.locator("#checkin").bounding_box()
    below = page.locator("section.card", has_text=w("da", "help", "changes")).bounding_box()
    assert form and below and form["x"] == below["x"]
    assert 0 < below["y"] - form["y"] - form["height"] <= 24, "Under the form there is a hole."


def test_an_amount_is_never_broken() -> None:
    joined = {"1 × a day": "1_×_a_day", "10–30 %": "10|–|30_%", "1 minute running": "1_minute running"}
    joined |= {"1 × om dagen": "1_×_om_dagen", "(8–17)": "(8|–|17)", "31 March 2026": "31_March 2026"}
    for said, whole in joined.items():
        assert amounts(said) == whole.replace("_", "\N{NO-BREAK SPACE}").replace("|", "\N{WORD JOINER}")


def test_a_dose_breaks_before_its_unit_and_nowhere_else() -> None:
    """At 360 px the column of a task is narrower than "10 × 10 sekunder": the word itself was cut in two."""
    assert dose("10 × 10 sekunder") == "10\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10 sekunder"
    assert dose("3 × 12") == amounts("3 × 12")


def reviewed(page: Page, answers: Mapping[str, Any] = people.CALM) -> list[list[str]]:
    """What each page asks after the morning is saved."""
    finger = Finger(page)
    for fact, value in (("first_step_pain", "4"), ("activity_pain", "3")):
        if page.locator(f'#checkin input[name^="{fact}|"]').count():
            finger.choose(fact, value)
    finger.save()
    asked = []
    while fact := fact_of(page):
        assert len(asked) < 10, "The review never ends."
        lines = page.locator('main form input[name^="line-"]').evaluate_all("all => all.map(i => i.name)")
        asked.append([name.removeprefix("line-") for name in dict.fromkeys(lines)] or [fact])
        people.answer_one(page, answers)
    return asked


def test_after_a_silent_week_the_signs_are_asked_in_the_lists_of_the_first_questions(site: Site, page: Page) -> None:
    """PATHWAY 1: in lists of at most six, "nothing of this" a no for each; a line ticked opens its follow-up."""
    people.begun(site)
    at_clock(site, 9, "07:10")
    page.goto(site("/today"))
    pages = reviewed(page, people.CALM | {"nerve_signs": ["tingling"]})
    assert [len(lines) for lines in pages[:3]] == [4, 6, 6], f"The signs are asked one by one: {pages}."
    assert pages[3] == ["nerve_signs"], "A ticked line does not ask which it is."
    body = {slot: value for day, entry in told() if day == "2026-03-11" for slot, value in entry.items()}
    assert body["nerve_signs"] == {"tingling"} and body["onset_injury"] == "none" and body["can_bear_weight"] is True
    for sign in ("wound.left", "swelling_marked.left", "fever_unexplained", "foot_deformed", "back_to_leg"):
        assert body[sign] is False, f"{sign} is not told as a no of its own."
    assert path_of(page) == "/today" and page.locator("#decision").count()


def test_a_week_later_the_review_asks_all_that_waits_three_at_a_time(site: Site, page: Page) -> None:
    people.days(site, 7)
    page.goto(site("/today"))
    pages = reviewed(page)
    asked = [fact for facts in pages for fact in facts]
    assert asked[:2] == ["function_limit", "standing_or_walking_hard"], f"After a week it asked {asked}."
    assert max(map(len, pages)) <= 3 and len(asked) == len(set(asked)), f"It is asked twice, or too much: {pages}."
    assert path_of(page) == "/today" and focus(page)["id"] == "decision"


def test_who_told_all_in_the_beginning_has_a_short_review(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | WHOLE)
    for day in range(1, 7):
        at_clock(site, day, "07:10")
        people.tell(site, {"first_step_pain": {"left": 5}, "nothing_new": True})
    at_clock(site, 7, "07:10")
    page.goto(site("/today"))
    pages = reviewed(page)
    assert {"function_limit", "standing_or_walking_hard"} <= set(pages[0]) and len(pages) <= 2, f"It asks {pages}."


def test_after_midnight_it_is_still_the_evening_before(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "01:30")
    page.goto(site("/today"))
    people.go(page, page.locator('#evening button[value="3"]'))
    assert told()[-1] == (DAY.isoformat(), {"activity_pain": 3}), "At half past one it is still the day before."


# -- something new ------------------------------------------------------------------------------------------


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


# -- red flags in the first check ---------------------------------------------------------------------------


def numbers_to_call(page: Page) -> set[str]:
    return {a.get_attribute("href") or "" for a in page.locator('main a[href^="tel:"]').all()}


def emergency(site: Site, page: Page) -> None:
    people.drafted(site, "foot_deformed", DEFORMED)
    page.goto(site("/check"))
    people.answer_one(page, DEFORMED)


def test_an_emergency_ends_the_questions_at_once(site: Site, page: Page) -> None:
    emergency(site, page)
    assert path_of(page) == "/result" and texts("da")("triage", "emergency", "says") == h1(page)
    assert page.get_by_role("alert").count(), "An emergency is announced."
    assert numbers_to_call(page) == {"tel:112"}, "Without a region no number is guessed."
    assert w("da", "urgent", "no_region") in page.locator("main").inner_text()
    happened = next(each.facts for each in pathway().lists if each.id == "happened")
    stored = {slot.partition(".")[0] for slot in told()[0][1]}
    assert stored == {"age", *happened}, "What was told is stored, and no more."
    for path in ("/", "/today", "/result", "/help"):
        page.goto(site(path))
        assert "tel:112" in numbers_to_call(page), f"{path} has no number to call."
        assert not page.locator(".task, #checkin").count(), f"{path} shows a plan in an emergency."


def test_a_chosen_region_shows_its_number_with_source_and_date(site: Site, page: Page) -> None:
    emergency(site, page)
    people.go(page, page.get_by_role("link", name=w("da", "urgent", "choose_region")))
    region = regions()["midtjylland"]
    people.go(page, page.get_by_role("button", name=region.name))
    for path in ("/result", "/today", "/help"):
        page.goto(site(path))
        assert numbers_to_call(page) == {"tel:112", f"tel:{region.dial}"}, f"{path} shows another number."
        words = page.locator("main").inner_text()
        assert region.source in words and "22. november 2026" in words, (
            f"{path} gives no source and date as people write it."
        )


@pytest.mark.parametrize(("minutes", "level"), [(10, "self_care"), (20, "emergency")])
def test_a_slip_can_be_taken_back_within_a_quarter_of_an_hour(site: Site, page: Page, minutes: int, level: str) -> None:
    emergency(site, page)
    site.now = (datetime.fromisoformat(site.now) + timedelta(minutes=minutes)).isoformat()
    people.go(page, page.get_by_role("link", name=w("da", "urgent", "wrong")))
    assert path_of(page) == "/entries"
    correct(page, site, "foot_deformed", "no")
    if level == "emergency":
        assert decision(site).triage == "emergency", "After a quarter of an hour the answer stands."
        page.goto(site("/today"))
        assert "tel:112" in numbers_to_call(page) and page.get_by_role("alert").count()
        return
    assert decision(site).triage != "emergency", "A slip that was taken back in time still counts."
    page.goto(site("/today"))
    assert not page.get_by_role("alert").count()
    people.go(page, page.get_by_role("link", name=w("da", "first", "go_on")))
    assert fact_of(page) == "swelling_marked", "The questions go on where the emergency ended them."


def test_what_was_not_known_can_be_answered_from_the_result(site: Site, page: Page) -> None:
    """PATHWAY 2 row 26: nothing begins while a red flag is not known; the way to answer it is one tap."""
    people.begun(site, people.CALM | {"strength_loss": "stable", "saddle_or_bladder": None})
    for path in ("/result", "/today"):
        page.goto(site(path))
        people.go(page, page.get_by_role("link", name=w("da", "today", "answer_now")))
        assert path_of(page) == "/entries", f"{path} leads to questions that are answered already."
    assert "saddle_or_bladder" in decision(site).ask
    correct(page, site, "saddle_or_bladder", "no")
    assert "saddle_or_bladder" not in decision(site).ask


def test_the_answer_that_led_there_is_told_also_where_a_row_asks_for_it_by_another_name(site: Site, page: Page) -> None:
    """PATHWAY 2 row 19: strength_loss = stable is one of several answers that make it so."""
    people.begun(site, people.CALM | {"strength_loss": "stable", "saddle_or_bladder": "no"})
    page.goto(site("/result"))
    assert decision(site).rows == ("nerve",)
    weaker = "du har mindre kraft i foden eller benet, uden at det bliver værre"
    assert texts("da")("ui", "because_you_said", what=weaker) in page.locator("main").inner_text()


def test_a_clinician_has_seen_the_foot(site: Site, page: Page) -> None:
    """PATHWAY section 2: only a clinician's word lifts rows 1 to 16, and only if it says that one may go on. What the
    fever left unasked stays not known: row 26, routine."""
    people.begun(site, people.SAME_DAY)
    for number, (cleared, level) in enumerate([("no", "same_day"), ("unsaid", "same_day"), ("yes", "routine")]):
        at_clock(site, 1, f"1{number}:10")
        page.goto(site("/today"))
        assert page.get_by_role("alert").count(), "Nobody has said that one may go on."
        people.go(page, page.get_by_role("link", name=w("da", "seen", "asked")))
        for part, value in (("role", "doctor"), ("cleared", cleared), ("condition", "unnamed")):
            page.locator(f'input[name="{part}"][value="{value}"]').check()
        people.go(page, page.get_by_role("button", name=w("da", "seen", "save")))
        assert (path_of(page), decision(site).triage) == ("/today", level)
    assert not page.get_by_role("alert").count()
    page.goto(site("/entries"))
    assert texts("da")("ui", "seen", "cleared", "yes") in page.locator("main").inner_text()
    people.go(page, page.get_by_role("button", name=w("da", "entries", "undo")).first)
    page.goto(site("/today"))
    assert page.get_by_role("alert").count() and decision(site).triage == "same_day", "What was taken back still lifts."


def test_what_a_clinician_said_is_stored_whole_or_not_at_all(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    before = care.last(PERSON)
    page.goto(site("/seen"))
    button = page.get_by_role("button", name=w("da", "seen", "save"))
    people.go(page, button)
    assert page.locator(".err").count() == 3 and care.last(PERSON) == before
    for part, value in (("role", "nurse"), ("cleared", "yes"), ("condition", "fat_pad_syndrome")):
        page.locator(f'input[name="{part}"][value="{value}"]').check()
    page.locator("#in").fill("3.3.2026")
    people.go(page, button)
    assert "efter i dag" in page.locator(".err").inner_text() and care.last(PERSON) == before
    assert page.locator("input:checked").count() == 3, "What was chosen is lost."
    page.locator("#in").fill("2.3.2026")
    people.go(page, button)
    event = next(e for e in care.entries(PERSON) if e.kind == "seen")
    assert (event.date, dict(event.body)) == (DAY, {"role": "nurse", "cleared": True, "condition": "fat_pad_syndrome"})


def test_a_fall_and_no_weight_is_an_emergency_too(site: Site, page: Page) -> None:
    people.drafted(site, "can_bear_weight", people.EMERGENCY)
    page.goto(site("/check"))
    people.answer_on(page, people.EMERGENCY)
    assert (path_of(page), numbers_to_call(page)) == ("/result", {"tel:112"})
    assert told()[0][1]["onset_injury"] == "fall_or_jump" and told()[0][1]["can_bear_weight"] is False


@pytest.mark.parametrize(("answers", "line_first"), [(people.EMERGENCY, True), (DEFORMED, False)])
def test_the_out_of_hours_line_comes_before_112_only_where_it_says_where_to_go(
    site: Site, page: Page, answers: people.Answers, line_first: bool
) -> None:
    """PATHWAY 2 row 1: out-of-hours line first; 112 only where life or limb is at stake, as in rows 2 to 6."""
    people.begun(site, answers)
    for path in ("/result", "/today", "/help"):
        page.goto(site(path))
        words = page.get_by_role("alert").inner_text()
        choose = words.index(w("da", "urgent", "choose_region"))
        assert (choose < words.index(w("da", "urgent", "call", number="112"))) is line_first, path
    home.keep(site.folder, "region", "midtjylland")
    order = [f"tel:{regions()['midtjylland'].dial}", "tel:112"]
    for path in ("/result", "/today", "/help"):
        page.goto(site(path))
        shown = page.get_by_role("alert").locator('a[href^="tel:"]')
        found = [a.get_attribute("href") for a in shown.all()]
        assert found == (order if line_first else order[::-1]), f"{path} says first whom to call second."
        assert "q" not in (shown.first.get_attribute("class") or "").split(), "The second number stands out."


def test_a_possible_fracture_does_not_head_with_the_fascia(site: Site, page: Page) -> None:
    """L2: whom to see comes first; what the answers are like stands below, and is not called the best fit."""
    people.begun(site, people.CALM | {"squeeze_heel": "yes"})
    assert (decision(site).triage, decision(site).condition) == ("soon", "plantar_fasciopathy"), "This proves nothing."
    page.goto(site("/result"))
    said = page.locator("main").inner_text()
    assert w("da", "result", "best") not in said
    row, fascia = (
        texts("da")("rules", "stress-fracture", "says"),
        texts("da")("conditions", "plantar_fasciopathy", "name"),
    )
    low = said.casefold()
    assert low.index(row.partition("{")[0].casefold()) < low.index(w("da", "result", "now").casefold())
    assert low.index(w("da", "result", "now").casefold()) < low.index(fascia.casefold()), "The fascia stands first."
    assert w("da", "result", "until_seen") in said


def test_who_goes_back_from_an_emergency_is_asked_nothing(site: Site, page: Page) -> None:
    emergency(site, page)
    for path in ("/check", "/check/1", "/check/5", "/checkin/1"):
        page.goto(site(path))
        assert not fact_of(page), f"{path} goes on asking in an emergency."
    assert len(told()) == 1, "Going back stored something again."


@pytest.mark.parametrize(("breath", "level"), [("yes", "emergency"), ("no", "same_day")])
def test_a_swollen_calf_asks_for_breath_before_it_ends(site: Site, page: Page, breath: str, level: str) -> None:
    calf = people.CALM | {"calf_swollen_one_side": "yes", "breathless_or_chest_pain": breath}
    people.drafted(site, "calf_swollen_one_side", calf)
    page.goto(site("/check"))
    people.answer_one(page, calf)
    assert fact_of(page) == "breathless_or_chest_pain", "A swollen calf asks for breath first."
    people.answer_one(page, calf)
    assert h1(page) == texts("da")("triage", level, "says")
    assert ("tel:112" in numbers_to_call(page)) == (level == "emergency")


def test_fever_ends_with_the_own_doctor_today(site: Site, page: Page) -> None:
    people.drafted(site, "fever_unexplained", people.SAME_DAY)
    page.goto(site("/check"))
    people.answer_one(page, people.SAME_DAY)
    assert fact_of(page) == "very_unwell", "Whether one is very unwell decides between today and now."
    people.answer_one(page, people.SAME_DAY)
    assert h1(page) == texts("da")("triage", "same_day", "says")
    assert "læge" in h1(page).lower() and "tel:112" not in numbers_to_call(page)
    assert path_of(page) == "/result" and not fact_of(page), "The questions went on after a sign that ends them."


def test_under_18_is_asked_the_red_flags_and_gets_no_plan(site: Site, page: Page) -> None:
    young = people.CALM | {"age": 17}
    page.goto(site("/check"))
    people.answer_one(page, young)
    assert texts("da")("problems", "under_18") in page.locator("main").inner_text(), "Who is too young is told at once."
    assert fact_of(page) == "onset_injury"
    people.drafted(site, "inflammatory_signs", young)
    page.goto(site("/check"))
    people.answer_one(page, young)
    assert path_of(page) == "/result" and not fact_of(page), "Nothing is asked after the red flags."
    assert texts("da")("rules", "under-18", "says").partition("{")[0] in page.locator("main").inner_text()
    page.goto(site("/today"))
    assert not page.locator(".task form, #checkin, #evening").count(), "There is no plan for who is too young."
    relief = {task.id for task in pathway().tasks if task.relief}
    assert {task.id for task in decision(site).plan.tasks} <= relief, "More than relief is planned, PATHWAY 2 [4]."


def test_under_18_is_not_promised_a_plan_for_more_answers(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"age": 17})
    page.goto(site("/today"))
    assert w("da", "today", "unfinished") not in page.locator("main").inner_text(), (
        "There are no questions left to answer."
    )


def test_under_18_is_not_told_of_missing_answers_that_nobody_asks_for(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"age": 16})
    assert decision(site).ask, "more would have to be known, if there were a plan"
    for path in ("/result", "/today", "/why", "/plan"):
        page.goto(site(path))
        said = page.locator("main").inner_text()
        assert "Vi mangler" not in said and texts("da")("decisions", "hold", "waits", "says") not in said, path
    page.goto(site("/result"))
    assert texts("da")("decisions", "hold", "under-18", "says") in page.locator("main").inner_text()


def test_under_18_is_told_of_a_red_flag_that_is_missing(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | {"age": 16, "wound": None})
    page.goto(site("/result"))
    said = page.locator("main").inner_text()
    assert texts("da")("ui", "missing_one") in said and texts("da")("facts", "wound", "ask") in said
    assert texts("da")("facts", "pain_sites", "ask") not in said


def test_under_18_with_a_red_flag_is_sent_on(site: Site, page: Page) -> None:
    young = people.EMERGENCY | {"age": 12}
    people.drafted(site, "can_bear_weight", young)
    page.goto(site("/check"))
    people.answer_on(page, young)
    assert numbers_to_call(page) == {"tel:112"}


# -- by keyboard alone --------------------------------------------------------------------------------------


def tab_to(page: Page, **wanted: str) -> None:
    """Tab until the focus is there; every stop on the way can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        at = focus(page)
        if all(str(at[key]) == value for key, value in wanted.items()):
            assert page.evaluate(OUTLINED), f"The focus on {at} cannot be seen."
            return
    raise AssertionError(f"Tab never came to {wanted} on {path_of(page)}.")


def enter(page: Page) -> None:
    page.evaluate(people.READY)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_answer(page: Page, answers: Mapping[str, Any]) -> None:
    """Answers the question with Tab, Space, Enter and what is typed."""
    values = people.values(page, people.shown(page), answers)
    if any("=" in value for value in values):
        for name, _, value in (each.partition("=") for each in values):
            type_line(page, f"line-{name}", value)
    elif page.locator("[data-map]").count():
        for zone in answers["pain_sites"]["left"]:
            tab_to(page, zone=zone)
            page.keyboard.press("Space")
    elif page.locator(f'main form button[name="answer"][value="{values[0]}"]').count():
        tab_to(page, tag="BUTTON", name="answer", value=values[0])
        enter(page)
        return
    elif page.locator('main form input[type="checkbox"]').count():
        for value in values:
            tab_to(page, tag="INPUT", value=value)
            page.keyboard.press("Space")
    else:
        tab_to(page, id="in")
        page.keyboard.type(values[0])
        enter(page)
        return
    tab_to(page, tag="BUTTON", words=w("da", "check", "next"))
    enter(page)


def type_line(page: Page, name: str, value: str) -> None:
    """One line of a form: its number typed, or its answer found among the others with the arrows."""
    tab_to(page, tag="INPUT", name=name)
    if page.locator(f'input[name="{name}"]').first.get_attribute("type") is None:
        page.keyboard.type(value)
        return
    page.keyboard.press("Space")
    for _ in range(20):
        if focus(page)["value"] == value:
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"The arrows never came to {value} of {name}.")


def test_the_whole_check_by_keyboard(site: Site, page: Page) -> None:
    page.goto(site("/"))
    tab_to(page, tag="A", words=w("da", "first", "begin"))
    enter(page)
    missed = False
    for _ in range(80):
        fact = fact_of(page)
        if not fact:
            break
        if fact == "nerve_signs" and not missed:
            missed = True
            tab_to(page, tag="BUTTON", words=texts("da")("lists", "answer", "go_on"))
            enter(page)
            assert focus(page)["id"] == "err", "After an error the focus is on what went wrong."
        type_answer(page, people.CALM)
    assert missed and path_of(page) == "/result"
    tab_to(page, tag="A", words=w("da", "result", "plan"))
    enter(page)
    assert decision(site).decision == "start" and page.locator("#decision").count()
    assert told()[0][1]["pain_sites.left"] == frozenset({"heel_front_inner"})


def test_the_foot_map_and_its_list_agree_by_keyboard(site: Site, page: Page) -> None:
    people.drafted(site, "pain_sites")
    page.goto(site("/check"))
    if people.shown(page).split("|")[3] == "feet":
        people.answer_one(page)
    tab_to(page, tag="BUTTON", value="inner")
    page.keyboard.press("Enter")
    zone = page.locator('[data-view="inner"] .zone').first
    name = zone.get_attribute("data-z") or ""
    tab_to(page, zone=name)
    page.keyboard.press("Enter")
    box = page.locator(f'input[data-zone="{name}"]')
    assert box.is_checked() and zone.get_attribute("aria-checked") == "true", "The list does not follow the drawing."
    tab_to(page, tag="INPUT", value=box.get_attribute("value") or "")
    page.keyboard.press("Space")
    assert zone.get_attribute("aria-checked") == "false", "The drawing does not follow the list."
    page.keyboard.press("Space")
    tab_to(page, tag="BUTTON", words=w("da", "check", "next"))
    enter(page)
    assert fact_of(page) == "weeks_of_pain"
    page.go_back()
    assert page.locator(f'input[data-zone="{name}"]').is_checked(), "The place that was chosen is not there any more."


def test_a_morning_by_keyboard_ends_on_the_decision(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    day, yesterday = DAY + timedelta(days=1), DAY
    tab_to(page, name=f"first_step_pain|{day}|||")
    page.keyboard.press("Space")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    shown = page.locator("#checkin [data-word]:not(input)").first.inner_text()
    assert shown == f"4 · {texts('da').get('web', 'scales', 'pain')[4]}", "The number that was chosen is not shown."
    tab_to(page, name=f"activity_pain|{yesterday}|||")
    page.keyboard.press("Space")
    tab_to(page, tag="BUTTON", name=f"nothing_new|{day}||news|", value=NOTHING_NEW)
    enter(page)
    assert focus(page)["id"] == "decision", "After the check-in the focus is on the decision."
    assert told()[-1][1] == {"first_step_pain.left": 4, "nothing_new": True}


def test_the_skip_link_comes_first_and_leads_to_the_content(site: Site, page: Page) -> None:
    page.goto(site("/help"))
    page.keyboard.press("Tab")
    assert focus(page)["words"] == w("da", "skip")
    page.keyboard.press("Enter")
    assert focus(page)["id"] == "m"


# -- without JavaScript -------------------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A page of a browser that runs no script."""
    monkeypatch.setattr(people, "READY", "() => 0")
    context = browser.new_context(viewport=VIEW, locale="da-DK", java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_everything_works_without_a_script(site: Site, plain: Page) -> None:
    page = plain
    page.goto(site("/"))
    people.go(page, page.get_by_role("link", name=w("da", "first", "begin")))
    people.answer_on(page, until="can_bear_weight")
    people.drafted(site, "nerve_signs")  # ten questions more that are like the first ones
    people.answer(page)
    assert path_of(page) == "/result" and decision(site).decision == "start"

    page.goto(site("/today"))
    people.go(page, page.locator(".task button.rb").first)
    assert "exercises" in told()[-1][1], "Without a script an exercise cannot be ticked."
    at_clock(site, 0, "20:00")
    page.goto(site("/today"))
    people.go(page, page.locator('#evening button[value="3"]'))
    assert told()[-1] == (DAY.isoformat(), {"activity_pain": 3})

    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    finger = Finger(page)
    finger.save()
    assert page.locator("#err").count(), "What is missing is not said."
    finger.choose("first_step_pain", "4")
    finger.save()
    assert page.locator("#decision").count()
    assert told()[-1][1] == {"first_step_pain.left": 4, "nothing_new": True}

    page.goto(site("/entries"))
    people.go(page, page.locator("dl.ans > div", has_text="første skridt").locator("a").first)
    people.press(page, "2")
    assert care.entries(PERSON)[-1].body["values"] == {"first_step_pain.left": 2}
    people.go(page, page.get_by_role("button", name=w("da", "entries", "undo")).first)
    assert care.entries(PERSON)[-1].kind == "withdrawn"

    page.goto(site("/data/erase"))
    page.locator('input[name="sure"]').check()
    people.go(page, page.locator("button.danger"))
    assert h1(page) == w("da", "erase", "gone") and care.last(PERSON) == 0


def test_the_plan_goes_without_a_script_too(site: Site, plain: Page) -> None:
    people.lived(site, 26)
    plain.goto(site("/today"))
    people.go(plain, heel_raise(plain).locator('button[value="whole"]'))
    people.go(plain, heel_raise(plain).locator('button[name="pain"][value="1"]'))
    assert exercises()[-1][1]["exercises"][0]["pain"] == 1
    plain.goto(site("/treatments"))
    plain.locator("#add > summary").click()
    people.go(plain, plain.locator("#add button.btn"))
    assert plain.locator("#err").inner_text() == w("da", "tried", "what_missing")
    plain.locator("#add select").select_option("tape")
    people.go(plain, plain.locator("#add button.btn"))
    assert care.entries(PERSON)[-1].body == {"what": "tape"}


# -- back, reload, a phone that dies ------------------------------------------------------------------------


def pressed(page: Page) -> list[str]:
    """The buttons that are pressed and the lines that are ticked."""
    pressed = page.locator('main form [aria-pressed="true"]').all()
    ticked = page.locator('main form input[name^="line-"]:checked').all()
    lines = [f"{i.get_attribute('name')}={i.get_attribute('value')}".removeprefix("line-") for i in ticked]
    return [b.get_attribute("value") or "" for b in pressed] + lines


def test_back_shows_the_answer_and_changing_it_goes_on_at_the_first_unanswered(site: Site, page: Page) -> None:
    n = people.drafted(site, "diabetes")
    page.goto(site(f"/check/{n}"))
    people.answer_one(page)
    people.answer_one(page)
    assert fact_of(page) == "inflammatory_signs"
    page.go_back()
    page.go_back()
    assert (fact_of(page), pressed(page)) == ("diabetes", [NOTHING]), "Back shows the question with its answer pressed."
    people.press(page, "diabetes=yes")
    assert fact_of(page) == "inflammatory_signs", "After a change it goes on at the first question without an answer."
    page.goto(site(f"/check/{n}"))
    assert pressed(page) == ["diabetes=yes"], "The changed answer is the one that counts."
    people.go(page, page.get_by_role("link", name=w("da", "check", "back")))
    assert path_of(page) == f"/check/{n - 1}", "The page's own way back leads one question back."


def test_a_change_that_asks_for_more_asks_it_next(site: Site, page: Page) -> None:
    n = people.drafted(site, "diabetes")
    signs = next(k for k in range(1, n) if goes_to(page, site, k) == "swelling_marked")
    page.goto(site(f"/check/{signs}"))
    people.press(page, "fever_unexplained=yes")
    assert fact_of(page) == "very_unwell", "A fever asks whether one is very unwell."
    page.goto(site(f"/check/{signs}"))
    take_back(page, "fever_unexplained")
    people.press(page, NOTHING)
    assert fact_of(page) == "diabetes", "Then it goes on where it was."


def take_back(page: Page, fact: str) -> None:
    """A second tap on what was chosen."""
    page.locator(f'label:has(input[name="line-{fact}"]:checked)').click()


def test_a_line_has_one_answer_and_a_second_tap_takes_it_back(site: Site, page: Page) -> None:
    page.goto(site(f"/check/{people.drafted(site, 'wound')}"))
    for value in ("yes", "?"):
        page.locator(f'label:has(input[name="line-wound"][value="{value}"])').click()
    assert pressed(page) == ["wound=?"], "A line has two answers."
    take_back(page, "wound")
    assert pressed(page) == [], "What was chosen by a slip cannot be taken back."
    people.press(page, NOTHING)
    assert fact_of(page) == "diabetes"


def test_without_a_script_two_answers_of_a_line_are_told(site: Site, plain: Page) -> None:
    plain.goto(site(f"/check/{people.drafted(site, 'wound')}"))
    for value in ("yes", "?"):
        plain.locator(f'label:has(input[name="line-wound"][value="{value}"])').click()
    people.go(plain, plain.locator(GO_ON))
    assert plain.locator("#err").inner_text() == w("da", "errors", "not_both"), "One of the two was chosen for one."
    assert fact_of(plain) == "swelling_marked" and not told()


def goes_to(page: Page, site: Site, n: int) -> str:
    page.goto(site(f"/check/{n}"))
    return fact_of(page)


def test_reload_loses_nothing_and_answers_nothing(site: Site, page: Page) -> None:
    n = people.drafted(site, "diabetes")
    page.goto(site(f"/check/{n}"))
    people.answer_one(page)
    kept = store.draft(PERSON, CHECK)
    here = people.shown(page)
    page.reload()
    assert (people.shown(page), store.draft(PERSON, CHECK)) == (here, kept), "A reload changed something."


def test_a_phone_that_died_goes_on_where_it_was_left(site: Site, page: Page, browser: Browser) -> None:
    n = people.drafted(site, "diabetes")
    page.goto(site(f"/check/{n}"))
    people.answer_one(page)
    here = people.shown(page)
    page.context.close()
    other = browser.new_context(viewport=VIEW, locale="da-DK")
    other.set_default_timeout(10_000)
    try:
        page = other.new_page()
        page.goto(site("/"))
        assert w("da", "first", "left_off") in page.locator("main").inner_text()
        people.go(page, page.get_by_role("link", name=w("da", "first", "go_on")))
        assert people.shown(page) == here, "It does not go on where it was left."
    finally:
        other.close()


def test_save_and_close_keeps_what_was_answered(site: Site, page: Page) -> None:
    n = people.drafted(site, "diabetes")
    page.goto(site(f"/check/{n}"))
    people.go(page, page.get_by_role("button", name=w("da", "check", "leave")))
    assert path_of(page) == "/" and page.get_by_role("link", name=w("da", "first", "go_on")).count()


def test_a_check_left_half_done_is_stored_the_next_day_and_goes_on(site: Site, page: Page) -> None:
    people.drafted(site, "weeks_of_pain")
    at_clock(site, 1, "07:10")
    page.goto(site("/"))
    people.go(page, page.get_by_role("link", name=w("da", "first", "go_on")))
    assert [day for day, _ in told()] == [DAY.isoformat()], "What was answered yesterday is stored under yesterday."
    assert told()[0][1]["age"] == 46 and "weeks_of_pain" not in told()[0][1]
    facts = [fact_of(page)]
    while fact_of(page) not in ("", "weeks_of_pain"):
        people.answer_one(page)
        facts += [fact_of(page)] if "so_far" not in people.shown(page) else []
    assert "age" not in facts and "pain_sites" not in facts, "What was told and cannot have changed is asked again."
    assert facts[0] == "onset_injury" and facts[-1] == "weeks_of_pain", "Red flags are asked each day, then it goes on."


# -- two windows --------------------------------------------------------------------------------------------


def test_the_same_question_in_two_windows_is_answered_once(site: Site, context: BrowserContext) -> None:
    n = people.drafted(site, "diabetes")
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(site(f"/check/{n}"))
    people.press(first, "diabetes=yes")
    before = fact_of(first)
    people.press(second, NOTHING)
    assert fact_of(second) == before, "Both windows are at the next question."
    people.press(second, NOTHING)
    third = fact_of(second)
    assert len(drafted()) == n + 1
    people.press(first, NOTHING)  # the question that the other window has just answered
    assert len(drafted()) == n + 1, "An answer landed on another question."
    assert fact_of(first) == third


def test_an_answer_of_an_old_window_lands_on_no_other_question(site: Site, context: BrowserContext) -> None:
    fever = people.CALM | {"fever_unexplained": "yes"}
    n = people.drafted(site, "very_unwell", fever)
    old, new = context.new_page(), context.new_page()
    old.goto(site(f"/check/{n}"))
    assert fact_of(old) == "very_unwell"
    new.goto(site(f"/check/{n - 1}"))
    assert fact_of(new) == "swelling_marked"
    take_back(new, "fever_unexplained")
    people.press(new, NOTHING)  # no fever after all: the other window's question is gone
    assert fact_of(new) == "diabetes"
    people.press(old, "1")
    assert fact_of(old) == "diabetes", "The old window goes on at the question that is really next."
    kept = store.draft(PERSON, CHECK)
    assert kept and not any(key.startswith(("diabetes", "very_unwell")) for key in kept.answers), (
        "An old window's answer landed on a question it was not given to."
    )


def last_question(site: Site, context: BrowserContext) -> tuple[Page, Page]:
    n = people.drafted(site, "recovery_short")
    pages = context.new_page(), context.new_page()
    for page in pages:
        page.goto(site(f"/check/{n}"))
        assert fact_of(page) == "recovery_short"
    return pages


def test_finishing_in_two_windows_stores_once(site: Site, context: BrowserContext) -> None:
    first, second = last_question(site, context)
    people.press(first, "2")
    assert path_of(first) == "/result"
    people.press(second, "1")
    assert len(told()) == 1, "One check was stored twice."
    assert store.draft(PERSON, CHECK) is None, "A finished check left answers lying about."


def test_who_finishes_a_second_time_sees_the_result(site: Site, context: BrowserContext) -> None:
    first, second = last_question(site, context)
    people.press(first, "2")
    people.press(second, "2")
    assert path_of(second) in ("/result", "/today"), "The second window begins the whole check anew."


def test_back_from_the_result_does_not_begin_anew(site: Site, context: BrowserContext) -> None:
    first, _ = last_question(site, context)
    people.press(first, "2")
    first.go_back()
    assert fact_of(first) != "age", "Back from the result leads to question 1 of a new check."


def test_a_morning_in_two_windows(site: Site, context: BrowserContext) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(site("/today"))
        finger = Finger(page)
        finger.choose("first_step_pain", "4")
        finger.choose("activity_pain", "3")
    for page in pages:
        people.go(page, page.locator(f'#checkin .save button[value="{NOTHING_NEW}"]'))
        assert path_of(page) == "/today" and page.locator("#decision").count()
    said = [body for day, body in told() if day == (DAY + timedelta(days=1)).isoformat()]
    assert all(body == {"first_step_pain.left": 4, "nothing_new": True} for body in said), "Something else was stored."
    assert [body for day, body in told()[1:] if day == DAY.isoformat()] == [{"activity_pain": 3}], (
        "Yesterday's pain was stored twice."
    )


# -- an answer that is missing ------------------------------------------------------------------------------


def chosen(page: Page) -> list[str]:
    return [i.get_attribute("value") or "" for i in page.locator("#checkin input:checked").all()]


def test_what_is_missing_is_said_and_what_was_chosen_stays(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    finger = Finger(page)
    finger.choose("first_step_pain", "6")
    finger.save()
    assert page.locator("#err").inner_text() == w("da", "today", "missing")
    assert focus(page)["id"] == "err", "The focus is on what went wrong."
    field = page.locator("fieldset", has=page.locator('input[name^="activity_pain|"]'))
    assert field.locator(".err").inner_text() == w("da", "errors", "must_answer"), (
        "Which answer is missing is not said."
    )
    assert page.locator("#checkin .err").count() == 2, "What was answered is said to be missing."
    assert chosen(page) == ["6"], "What was chosen is lost."
    assert len(told()) == 1, "Half a morning was stored."
    finger.choose("activity_pain", "3")
    finger.save()
    assert told()[-2:] == [
        (DAY.isoformat(), {"activity_pain": 3}),
        ((DAY + timedelta(days=1)).isoformat(), {"first_step_pain.left": 6, "nothing_new": True}),
    ]


def test_what_was_chosen_is_still_there_after_a_reload_and_another_page(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    finger = Finger(page)
    finger.choose("first_step_pain", "6")
    finger.save()
    page.goto(site("/help"))
    page.goto(site("/today"))
    kept = {key.partition("|")[0]: values for key, values in drafted(MORNING).items() if values != [SKIPPED]}
    assert kept == {"first_step_pain": ["6"], "nothing_new": [NOTHING_NEW]}
    assert chosen(page) == ["6"], "“What you chose is not lost”, said the page; it is not shown any more."


def test_several_that_exclude_each_other_are_said_and_stay(site: Site, page: Page) -> None:
    people.drafted(site, "nerve_signs")
    page.goto(site("/check"))
    people.press(page, "nerve_signs=yes")
    boxes = page.locator('main form input[type="checkbox"]')
    first, none = boxes.first.get_attribute("value") or "", boxes.nth(boxes.count() - 2).get_attribute("value") or ""
    people.press(page, first, none)
    assert page.locator("#err").inner_text() == w("da", "errors", "not_both")
    assert [b.get_attribute("value") for b in page.locator("main form input:checked").all()] == [first, none]


def test_what_was_typed_stays_in_the_field(site: Site, page: Page) -> None:
    people.drafted(site, "weeks_of_pain")
    page.goto(site("/check"))
    people.press(page, "fem uger")
    assert page.locator("#in").input_value() == "fem uger" and focus(page)["id"] == "err"
    assert page.locator("#err").inner_text().strip(), "What is wrong is not said."
    people.press(page, "5")
    assert fact_of(page) != "weeks_of_pain"


# -- what is the person's own -------------------------------------------------------------------------------


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


# -- a doctor who says no -------------------------------------------------------------------------------------


def seen_by(site: Site, *, cleared: bool) -> None:
    at = datetime.fromisoformat(site.now)
    limits = {"no_running": True, "no_heel_raises": True}
    care.tell("seen", PERSON, {"role": "doctor", "cleared": cleared, "limits": limits}, day=at.date(), at=at)


def main_of(page: Page, site: Site, path: str) -> str:
    page.goto(site(path))
    return page.locator("main").inner_text()


def test_under_a_no_the_plan_waits_for_a_yes_and_not_for_a_doctor(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    seen_by(site, cleared=False)
    say = texts("da")
    for path in ("/today", "/plan", "/why"):
        said = main_of(page, site, path)
        assert "eller en læge har set på foden" not in said and "på at en læge ser på foden" not in said, path
    assert say("rules", "not-cleared", "says") in main_of(page, site, "/plan")
    assert say("ui", "ends", "not-cleared") in main_of(page, site, "/why")
    for day in (21, 22, 23):
        at_clock(site, day, "07:10")
        people.tell(site, {"first_step_pain": 2, "activity_pain": 2, "nothing_new": True})
        assert headline(site) in say.get("headlines", "not-cleared")


def test_a_no_to_running_is_told_and_running_is_not_spoken_of_as_near(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    seen_by(site, cleared=True)
    people.tell(site, {"first_step_pain": 2, "activity_pain": 2, "nothing_new": True})
    say, today = texts("da"), main_of(page, site, "/today")
    assert "intet løb; ingen hælløft" in today and say("limits", "run", "says") not in today
    running = main_of(page, site, "/running")
    assert not page.locator('li.gate a[href^="/tell/"]').count(), "No answer opens what was said no to."
    assert h1(page) == say("ui", "run", "clinic_no") and w("da", "running", "first_run") not in running
    assert w("da", "running", "tips") not in running and w("da", "running", "not_want") in running
    assert say("ui", "run", "opens") not in main_of(page, site, "/plan")


def test_a_plan_that_has_run_begins_again(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    seen_by(site, cleared=False)
    at_clock(site, 25, "07:10")
    seen_by(site, cleared=True)
    people.tell(site, people.WELL | {"first_step_pain": 2, "activity_pain": 2, "nothing_new": True})
    said = main_of(page, site, "/today")
    assert decision(site).rule == "plan-starts"
    assert texts("da")("rules", "plan-starts", "again") in said
    assert texts("da")("rules", "plan-starts", "says") not in said


def test_before_running_opens_the_first_run_is_not_called_now(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    said = main_of(page, site, "/running")
    assert "Nu: " not in said and "Først 1" in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_one_answer_that_holds_the_next_phase_back_says_so(site: Site, page: Page, language: str) -> None:
    people.lived(site, 8, habit=people.Habit(exercises=lambda day: False))
    people.tell(site, {"two_leg_raises_8_pain": None})
    home.keep(site.folder, "language", language)
    say, said = texts(language), main_of(page, site, "/today")
    assert decision(site).phase == "early" and decision(site).ask == ("two_leg_raises_8_pain",)
    assert say("ui", "only_missing", step=say("ui", "next", "early-to-build")) in said
