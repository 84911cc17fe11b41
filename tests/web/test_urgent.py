"""Red flags in a real browser: who has to be seen, whom to call, and a doctor who says no."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page

from svang.contacts import regions
from svang.interview.questions import Question
from svang.pathway.load import pathway
from svang.settings import home
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.steps import DAY, at_clock, decision, fact_of, h1, headline, numbers_to_call, path_of, told, w

DEFORMED = people.CALM | {"foot_deformed": "yes"}


def correct(page: Page, site: Site, fact: str, to: str) -> None:
    """Mends one answer on the page of answers."""
    page.goto(site("/entries"))
    asked = texts("da")("facts", fact, "ask")
    people.go(page, page.locator("dl.ans > div", has_text=asked).locator("a").first)
    assert fact_of(page) == fact, "The answer to mend is not the one that was chosen."
    people.press(page, *people.submitted(Question(fact, DAY), {fact: to}))
    assert path_of(page) == f"/entries?until={DAY}", "A correction leads back to the answers of that day."


# -- red flags in the first check ----------------------------------------------------------------------------


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


# -- a doctor who says no ------------------------------------------------------------------------------------


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
    assert "Nu: " not in said.partition("Akut")[0]
    assert "1 minuts løb, 2 minutters gang" in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_one_answer_that_holds_the_next_phase_back_says_so(site: Site, page: Page, language: str) -> None:
    people.lived(site, 8, habit=people.Habit(exercises=lambda day: False))
    people.tell(site, {"two_leg_raises_8_pain": None})
    home.keep(site.folder, "language", language)
    say, said = texts(language), main_of(page, site, "/today")
    assert decision(site).phase == "early" and decision(site).ask == ("two_leg_raises_8_pain",)
    assert say("ui", "only_missing", step=say("ui", "next", "early-to-build")) in said
