"""How pages are held, in a real browser: keyboard, no JavaScript, back and reload, two windows, missing answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from svang import store
from svang.interview.lines import NOTHING, SKIPPED
from svang.texts import texts
from svang.web.asking import CHECK, MORNING
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.conftest import VIEW
from tests.web.steps import (
    DAY,
    GO_ON,
    NOTHING_NEW,
    Finger,
    at_clock,
    decision,
    exercises,
    fact_of,
    focus,
    h1,
    heel_raise,
    path_of,
    told,
    w,
)

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


def drafted(kind: str = CHECK) -> dict[str, list[str]]:
    """What was answered and is not stored yet, by question."""
    kept = store.draft(PERSON, kind)
    return {key: values for key, values in (kept.answers if kept else {}).items() if "|" in key}


# -- by keyboard alone ---------------------------------------------------------------------------------------


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


# -- without JavaScript --------------------------------------------------------------------------------------


def test_everything_works_without_a_script(site: Site, plain: Page) -> None:
    page = plain
    page.goto(site("/"))
    people.go(page, page.get_by_role("link", name=w("da", "first", "begin")))
    people.answer_on(page, until="can_bear_weight")
    people.drafted(site, "nerve_signs")  # ten questions more that are like the first ones
    people.answer(page)
    assert path_of(page) == "/result" and decision(site).decision == "start"

    page.goto(site("/today"))
    people.open_each(page)
    people.go(page, page.locator('.task button[value="whole"]').first)
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
    people.open_each(plain)
    people.go(plain, heel_raise(plain).locator('button[value="whole"]'))
    people.go(plain, heel_raise(plain).locator('button[name="pain"][value="1"]'))
    assert exercises()[-1][1]["exercises"][0]["pain"] == 1
    plain.goto(site("/tried"))
    people.go(plain, plain.locator("main button.btn"))
    assert plain.locator("#err").inner_text() == w("da", "tried", "what_missing")
    plain.locator("main select").select_option("tape")
    people.go(plain, plain.locator("main button.btn"))
    assert care.entries(PERSON)[-1].body == {"what": "tape"}


# -- back, reload, a phone that dies -------------------------------------------------------------------------


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


# -- two windows ---------------------------------------------------------------------------------------------


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


# -- an answer that is missing -------------------------------------------------------------------------------


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
