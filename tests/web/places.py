"""Every page in every state that matters, and how to get there from an empty store at 07.10 on 2 March 2026."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.sync_api import Page

from svang.settings import home
from svang.web.rendering import SHELL
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site

Way = Callable[[Site, Page], None]

ONLY_POST = (
    "language",
    "leave",
    "checkin",
    "evening",
    "done",
    "trained",
    "undo",
    "undo_one",
    "take_back",
    "end_pause",
    "region",
    "begins",
    "reminders_anew",
)
NO_PAGE = {"check": "leads to the question that comes next", "export": "is a file", "calendar": "is a file"}
"""Addresses that are only posted to, and those that never show a page of their own."""


@dataclass(frozen=True)
class Place:
    """`page`: the name of its address in urls.py, '' for what no address shows. `status` 422: it says what is wrong."""

    name: str
    page: str
    way: Way
    status: int = 200


PLACES: dict[str, Place] = {}


def place(page: str, status: int = 200) -> Callable[[Way], Way]:
    def keep(way: Way) -> Way:
        PLACES[way.__name__] = Place(way.__name__, page, way, status)
        return way

    return keep


# -- the first screen ---------------------------------------------------------------------------------------


@place("begin")
def first(site: Site, page: Page) -> None:
    page.goto(site("/"))


@place("begin")
def first_left_off(site: Site, page: Page) -> None:
    home.keep(site.folder, "region", "nordjylland")
    people.drafted(site, "wound")
    page.goto(site("/"))


@place("seen")
def seen(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    page.goto(site("/seen"))


@place("seen", 422)
def seen_error(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    page.goto(site("/seen"))
    for part, value in (("role", "doctor"), ("cleared", "yes"), ("condition", "unnamed")):
        page.locator(f'input[name="{part}"][value="{value}"]').check()
    page.locator("#in").fill("31.2.2026")
    people.go(page, page.locator("main form button.btn"))


# -- the questions ------------------------------------------------------------------------------------------


def at(site: Site, page: Page, fact: str, answers: people.Answers = people.CALM) -> None:
    n = people.drafted(site, fact, answers)
    page.goto(site(f"/check/{n}"))


@place("question")
def question_number(site: Site, page: Page) -> None:
    at(site, page, "age")


@place("question", 422)
def question_number_error(site: Site, page: Page) -> None:
    at(site, page, "age")
    people.press(page, "seksogfyrre")


def opened(site: Site, page: Page, fact: str, said: object) -> None:
    """The page that a ticked line of a list opens."""
    answers = people.CALM | {fact: said}
    at(site, page, fact, answers)
    people.answer_one(page, answers)


@place("question")
def question_choices(site: Site, page: Page) -> None:
    at(site, page, "windlass")


@place("question")
def question_choices_answered(site: Site, page: Page) -> None:
    n = people.drafted(site, "load_rise")
    page.goto(site(f"/check/{n - 1}"))


@place("question")
def question_young(site: Site, page: Page) -> None:
    at(site, page, "fever_unexplained", people.CALM | {"age": 16})


@place("question")
def question_out_of_turn(site: Site, page: Page) -> None:
    at(site, page, "very_unwell", people.SAME_DAY)


@place("question")
def question_list(site: Site, page: Page) -> None:
    at(site, page, "wound")


@place("question", 422)
def question_list_error(site: Site, page: Page) -> None:
    at(site, page, "wound")
    page.locator('label:has(input[name="line-wound"][value="yes"])').click()
    people.go(page, page.locator('main form button[value="nothing"]'))


@place("question")
def question_list_health(site: Site, page: Page) -> None:
    at(site, page, "diabetes")


@place("question")
def question_where(site: Site, page: Page) -> None:
    opened(site, page, "swelling_marked", {"left": "yes", "right": "no"})


@place("question")
def question_options(site: Site, page: Page) -> None:
    at(site, page, "inflammatory_signs")


def so_far(site: Site, page: Page, answers: people.Answers) -> None:
    """Two pages before the foot map: which foot comes between."""
    n = people.drafted(site, "pain_sites", answers)
    page.goto(site(f"/check/{n - 2}"))


@place("question")
def question_so_far(site: Site, page: Page) -> None:
    so_far(site, page, people.CALM)


@place("question")
def question_so_far_doubt(site: Site, page: Page) -> None:
    so_far(site, page, people.CALM | {"wound": None, "night_pain": None})


@place("question")
def question_so_far_soon(site: Site, page: Page) -> None:
    so_far(site, page, people.CALM | {"strength_loss": "stable", "reduced_sensation": "old"})


@place("question")
def question_several(site: Site, page: Page) -> None:
    opened(site, page, "nerve_signs", ["tingling"])


@place("question", 422)
def question_several_error(site: Site, page: Page) -> None:
    opened(site, page, "nerve_signs", ["tingling"])
    people.press(page, "1", "5")


@place("question")
def question_scale(site: Site, page: Page) -> None:
    at(site, page, "first_step_pain")


@place("question", 422)
def question_scale_error(site: Site, page: Page) -> None:
    at(site, page, "first_step_pain")
    people.fill(page, ["first_step_pain=6"])


@place("question")
def question_scale_answered(site: Site, page: Page) -> None:
    n = people.drafted(site, "eases_when_warm")
    page.goto(site(f"/check/{n - 1}"))


@place("question")
def question_form(site: Site, page: Page) -> None:
    at(site, page, "eases_when_warm")


@place("question")
def question_map(site: Site, page: Page) -> None:
    at(site, page, "pain_sites")


@place("question")
def question_map_right(site: Site, page: Page) -> None:
    """A right foot with a chosen place: one goes back to it."""
    n = people.drafted(site, "weeks_of_pain", people.CALM | {"pain_sites": {"right": ["heel_front_inner"]}})
    page.goto(site(f"/check/{n - 1}"))


@place("question", 422)
def question_map_error(site: Site, page: Page) -> None:
    at(site, page, "pain_sites")
    people.press(page)


@place("question")
def question_test(site: Site, page: Page) -> None:
    at(site, page, "press_front_inner")


@place("question")
def question_profile(site: Site, page: Page) -> None:
    at(site, page, "shoes_usual")


@place("question")
def question_profile_range(site: Site, page: Page) -> None:
    at(site, page, "standing_hours")


@place("question")
def question_profile_drawing(site: Site, page: Page) -> None:
    at(site, page, "foot_posture")


@place("question", 422)
def question_profile_error(site: Site, page: Page) -> None:
    at(site, page, "weight_kg")
    people.fill(page, ["weight_kg=mange"])


@place("question")
def question_date(site: Site, page: Page) -> None:
    opened(site, page, "steroid_injection_on", "2026-01-12")


@place("question", 422)
def question_date_error(site: Site, page: Page) -> None:
    question_date(site, page)
    people.press(page, "32.1.2026")


# -- the result ---------------------------------------------------------------------------------------------


def told(site: Site, page: Page, path: str, answers: people.Answers = people.CALM) -> None:
    people.begun(site, answers)
    page.goto(site(path))


@place("result")
def result(site: Site, page: Page) -> None:
    told(site, page, "/result")


@place("result")
def result_soon(site: Site, page: Page) -> None:
    told(site, page, "/result", people.BOTH_FEET | {"strength_loss": "stable", "weeks_of_pain": 14})


@place("result")
def result_fracture(site: Site, page: Page) -> None:
    """A possible fracture, and the answers are like those of the fascia."""
    told(site, page, "/result", people.CALM | {"squeeze_heel": "yes"})


@place("result")
def result_emergency(site: Site, page: Page) -> None:
    told(site, page, "/result", people.EMERGENCY)


@place("result")
def result_same_day(site: Site, page: Page) -> None:
    home.keep(site.folder, "region", "nordjylland")
    told(site, page, "/result", people.SAME_DAY)


# -- today --------------------------------------------------------------------------------------------------


@place("today")
def today_first_day(site: Site, page: Page) -> None:
    told(site, page, "/today")


@place("today")
def today_due(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.goto(site("/today"))


@place("today")
def today_due_both_feet(site: Site, page: Page) -> None:
    people.begun(site, people.BOTH_FEET)
    site.now = "2026-03-03T13:00:00+01:00"
    page.goto(site("/today"))


@place("today", 422)
def today_due_error(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.goto(site("/today"))
    people.check_in(page, {"activity_pain": 4})


@place("today")
def today_done(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.goto(site("/today"))
    people.check_in(page, {"first_step_pain": 4, "activity_pain": 2, "nothing_new": True})
    if "/checkin/" in page.url:
        people.answer_on(page)


@place("", 409)
def today_again(site: Site, page: Page) -> None:
    """The morning was told in another window meanwhile."""
    people.begun(site)
    site.now = "2026-03-03T07:10:00+01:00"
    page.goto(site("/today"))
    people.tell(site, {"first_step_pain": {"left": 4}, "nothing_new": True})
    people.check_in(page, {"first_step_pain": 7, "activity_pain": 2})


@place("today")
def today_evening(site: Site, page: Page) -> None:
    """One exercise is done, and it is evening."""
    people.days(site, 60, told=True)
    site.now = site.now.replace("T07:10", "T19:05")
    page.goto(site("/today"))
    people.open_each(page)
    people.go(page, page.locator('.task:has([value="fascia_stretch"]) button[value="whole"]'))


@place("today")
def today_unfinished(site: Site, page: Page) -> None:
    people.tell(site, {"age": 46, "onset_injury": "none", "can_bear_weight": "yes"})
    page.goto(site("/today"))


@place("today")
def today_emergency(site: Site, page: Page) -> None:
    home.keep(site.folder, "region", "nordjylland")
    told(site, page, "/today", people.EMERGENCY)


@place("today")
def today_same_day(site: Site, page: Page) -> None:
    told(site, page, "/today", people.SAME_DAY)


@place("checkin_question")
def checkin_which(site: Site, page: Page) -> None:
    """Something new, or in doubt: which?"""
    people.days(site, 20)
    page.goto(site("/today"))
    people.check_in(page, {"first_step_pain": 4, "activity_pain": 2, "nothing_new": False})


@place("checkin_question")
def checkin_sign(site: Site, page: Page) -> None:
    checkin_which(site, page)
    people.press(page, "2")


@place("checkin_question")
def checkin_week(site: Site, page: Page) -> None:
    """The week's review: three questions on a page."""
    people.begun(site)
    site.now = "2026-03-09T07:10:00+01:00"
    page.goto(site("/today"))
    people.check_in(page, {"first_step_pain": 4, "activity_pain": 2})
    while people.shown(page):
        people.answer_one(page)
    page.goto(site("/checkin/1"))


@place("today")
def today_build(site: Site, page: Page) -> None:
    """Two are left for another day, the heel raises are all done, and how much they hurt is not said yet."""
    people.lived(site, 26)
    page.goto(site("/today"))
    people.open_each(page)
    for id in ("towel_scrunch", "big_toe"):
        people.go(page, page.locator(f'.task:has([value="{id}"]) button[value="none"]'))
    people.go(page, page.locator('.task:has([value="heel_raise"]) button[value="whole"]'))


@place("today")
def today_run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/today"))


@place("today")
def today_trained(site: Site, page: Page) -> None:
    """All of the training is told in one tap, and how much it hurt is not said yet."""
    people.lived(site, 26)
    page.goto(site("/today"))
    people.go(page, page.locator('#tasks button[value="all"]').first)


@place("today")
def today_enough(site: Site, page: Page) -> None:
    """The training hurt 8: enough for today."""
    today_trained(site, page)
    people.go(page, page.locator('#tasks button[name="pain"][value="8"]').first)


@place("today")
def today_flare(site: Site, page: Page) -> None:
    """Two above usual this morning: half a day, and what tomorrow decides."""
    people.lived(site, 26, fs=lambda day: {"left": 6 if day == 26 else 3}, act=lambda day: 2)
    page.goto(site("/today"))


@place("today")
def today_paused(site: Site, page: Page) -> None:
    """A doctor is to look at the foot first."""
    told(site, page, "/today", people.CALM | {"rest_pain": None})


@place("today")
def today_own_pause(site: Site, page: Page) -> None:
    tell_paused(site, page)
    page.goto(site("/today"))


@place("today")
def today_upkeep(site: Site, page: Page) -> None:
    people.lived(site, UPKEEP_DAY)
    page.goto(site("/today"))


@place("today")
def today_gap(site: Site, page: Page) -> None:
    """Back after eight silent days."""
    people.lived(site, 20)
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=8)).isoformat()
    page.goto(site("/today"))


@place("evening_question")
def evening_question(site: Site, page: Page) -> None:
    told(site, page, "/evening/1")


# -- the plan, running, progress ----------------------------------------------------------------------------

RUN_DAY, WHOLE_RUN_DAY, UPKEEP_DAY = 53, 141, 150
"""A run is planned: the first was three days before; one in one stretch, R9; upkeep."""


@place("plan")
def plan(site: Site, page: Page) -> None:
    people.lived(site, 25)
    page.goto(site("/plan"))


@place("plan")
def plan_runner(site: Site, page: Page) -> None:
    """Running is the next step, and the phases have their days."""
    people.decided_too(people.lived(site, 36, people.RUNNER))
    page.goto(site("/plan"))


@place("plan")
def plan_first_day(site: Site, page: Page) -> None:
    told(site, page, "/plan")


@place("plan")
def plan_paused(site: Site, page: Page) -> None:
    told(site, page, "/plan", people.CALM | {"rest_pain": None})


@place("plan")
def plan_run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/plan"))


@place("plan")
def plan_upkeep(site: Site, page: Page) -> None:
    people.lived(site, UPKEEP_DAY, people.RUNNER)
    page.goto(site("/plan"))


@place("plan")
def plan_emergency(site: Site, page: Page) -> None:
    told(site, page, "/plan", people.EMERGENCY)


@place("running")
def running_off(site: Site, page: Page) -> None:
    told(site, page, "/running")


@place("running")
def running_gate(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/running"))


@place("running")
def running_earliest(site: Site, page: Page) -> None:
    """All that is left is a morning that has to pass, and what can be told now."""
    people.lived(site, 28, people.RUNNER)
    page.goto(site("/running"))


@place("running")
def running_said_no(site: Site, page: Page) -> None:
    people.lived(site, 20, {**people.CALM, "wants_to_run": "no"})
    page.goto(site("/running"))


@place("running")
def running_open(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/running"))


@place("running")
def running_over(site: Site, page: Page) -> None:
    """Ran far more than the budget yesterday."""
    life = people.lived(site, RUN_DAY, people.RUNNER)
    people.told_late(site, life, {"run_minutes": 45, "run_pain": 2})
    page.goto(site("/running"))


@place("progress")
def progress(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/progress"))


def much(site: Site) -> None:
    """A run too much, a treatment, somebody who saw the foot, hours on one's feet, and a goal told twice."""
    fs = lambda day: {"left": 6 if 30 <= day < 33 else max(1, 6 - day // 10)}  # noqa: E731
    life = people.lived(site, RUN_DAY, people.RUNNER, fs=fs)
    people.decided_too(life)
    people.treated(site, {"what": "tape", "side": "left"}, days_ago=20)
    at = datetime.fromisoformat(site.now)
    care.tell("seen", PERSON, {"role": "physiotherapist", "cleared": True}, day=at.date() - timedelta(days=9), at=at)
    wish = {"what": "gå 5 km"}
    for days, told in ((24, {"stood_hours": 9}), (12, {"stood_hours": 3}), (50, {"goals": [wish | {"now": 2}]})):
        care.answer(PERSON, {at.date() - timedelta(days=days): life.values(told)}, at=at)
    care.answer(PERSON, {at.date(): life.values({"goals": [{"what": "Gå 5 km", "now": 6}]})}, at=at)


@place("progress")
def progress_events(site: Site, page: Page) -> None:
    """Three months with all that can be drawn."""
    much(site)
    page.goto(site("/progress?span=91"))


@place("progress")
def progress_month(site: Site, page: Page) -> None:
    """The last four weeks of the same."""
    much(site)
    page.goto(site("/progress?span=28"))


@place("progress")
def progress_weekly(site: Site, page: Page) -> None:
    """All of it, over half a year: week by week."""
    people.decided_too(people.lived(site, 200, people.RUNNER))
    page.goto(site("/progress?span=all"))


@place("progress")
def progress_first_days(site: Site, page: Page) -> None:
    told(site, page, "/progress")


@place("progress")
def progress_gaps(site: Site, page: Page) -> None:
    """Five days without answers, and no change."""
    people.lived(site, 30, fs=people.sore, habit=people.Habit(answers=lambda day: not 9 < day < 15))
    page.goto(site("/progress"))


@place("progress")
def progress_same_day(site: Site, page: Page) -> None:
    told(site, page, "/progress", people.SAME_DAY)


# -- treatments ---------------------------------------------------------------------------------------------


@place("treatments")
def treatments(site: Site, page: Page) -> None:
    told(site, page, "/treatments")


@place("treatments")
def treatments_tried(site: Site, page: Page) -> None:
    """Before and after: better, the same, worse, and not known yet; with what it cost."""
    tried_much(site, page)
    page.goto(site("/treatments"))
    page.locator("details.offer > summary").nth(1).click()


def tried_much(site: Site, page: Page) -> None:
    people.lived(site, 50, fs=lambda day: {"left": 6 if day < 12 else 4 if day < 34 else 5})
    at = datetime.fromisoformat(site.now).date()
    until = (at - timedelta(days=32)).toordinal()
    people.treated(site, {"what": "tape", "side": "left", "until": until, "cost": 85}, days_ago=39)
    people.treated(site, {"what": "night_splint", "cost": 365}, days_ago=27)
    people.treated(site, {"what": "insert_or_cup", "side": "both", "cost": 0}, days_ago=16)
    note = {"da": "to gange", "en": "twice"}[page.evaluate("navigator.language.slice(0, 2)")]
    people.treated(site, {"what": "physiotherapy", "note": note, "cost": 1000}, days_ago=2)


SAFETY = ("blood_thinner", "pregnant", "pacemaker_or_epilepsy")


@place("treatments")
def treatments_asked(site: Site, page: Page) -> None:
    """Nothing is known of what bars shockwave and needles but that one does not know."""
    people.lived(site, 50, fs=people.sore)
    people.tell(site, dict.fromkeys(SAFETY[1:]) | {SAFETY[0]: "dont_know"})
    page.goto(site("/treatments"))


@place("treatments", 422)
def treatments_asked_nothing(site: Site, page: Page) -> None:
    people.lived(site, 50, fs=people.sore)
    people.tell(site, dict.fromkeys(SAFETY))
    page.goto(site("/treatments"))
    people.go(page, page.locator("#first button.btn"))


@place("tried")
def tried(site: Site, page: Page) -> None:
    told(site, page, "/tried")


@place("tried", 422)
def tried_error(site: Site, page: Page) -> None:
    told(site, page, "/tried")
    for name, words in (("date", "31.2.2026"), ("until", "i morgen"), ("cost", "mange")):
        page.locator(f'input[name="{name}"]').fill(words)
    people.go(page, page.locator("main button.btn"))


@place("tried_one")
def tried_one(site: Site, page: Page) -> None:
    """What was told stands on the form."""
    tried_much(site, page)
    page.goto(site("/treatments"))
    people.go(page, page.locator('main a[href^="/tried/"]').last)


# -- tape ---------------------------------------------------------------------------------------------------


def taped(site: Site, *, days_ago: int, answers: people.Answers = people.CALM) -> None:
    """Tape was put on some days ago."""
    life = people.lived(site, 12, answers)
    at = datetime.fromisoformat(site.now)
    care.answer(PERSON, {at.date() - timedelta(days=days_ago): life.values({"relief": ["tape"]})}, at=at)


@place("article")
def tape_on(site: Site, page: Page) -> None:
    """Put on two days ago: off tomorrow at the latest."""
    taped(site, days_ago=2)
    page.goto(site("/learn/taping"))


@place("article")
def tape_both_feet(site: Site, page: Page) -> None:
    """It must be off today, and a wound may be on either foot."""
    taped(site, days_ago=3, answers=people.BOTH_FEET)
    page.goto(site("/learn/taping"))


@place("article")
def tape_barred(site: Site, page: Page) -> None:
    """Its plaster gives a rash."""
    people.lived(site, 12)
    people.tell(site, {"plaster_allergy": "yes"})
    page.goto(site("/learn/taping"))


@place("today")
def today_tape(site: Site, page: Page) -> None:
    """Tape since yesterday."""
    taped(site, days_ago=1)
    page.goto(site("/today"))


@place("today")
def today_tape_off(site: Site, page: Page) -> None:
    """The tape has been on for three days."""
    taped(site, days_ago=3)
    page.goto(site("/today"))


@place("sheet")
def sheet_skin(site: Site, page: Page) -> None:
    told(site, page, "/tell/tape")


@place("receipt")
def receipt_skin(site: Site, page: Page) -> None:
    """The skin did not bear the tape."""
    taped(site, days_ago=2)
    page.goto(site("/learn/taping"))
    people.go(page, page.locator("#own button.ch").nth(1))


# -- why and help -------------------------------------------------------------------------------------------


@place("why")
def why(site: Site, page: Page) -> None:
    people.days(site, 20, told=True)
    page.goto(site("/why"))


@place("why")
def why_emergency(site: Site, page: Page) -> None:
    told(site, page, "/why", people.EMERGENCY)


@place("why_yesterday")
def why_yesterday(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.goto(site("/why/yesterday"))


@place("help")
def help_nobody_yet(site: Site, page: Page) -> None:
    page.goto(site("/help"))


@place("help")
def help_region(site: Site, page: Page) -> None:
    home.keep(site.folder, "region", "sjaelland")
    told(site, page, "/help")


@place("help")
def help_six_weeks(site: Site, page: Page) -> None:
    """Six weeks with the plan, and no better."""
    people.lived(site, 45, fs=people.sore)
    page.goto(site("/help"))


@place("help")
def help_better(site: Site, page: Page) -> None:
    people.lived(site, 45)
    page.goto(site("/help"))


@place("help")
def help_emergency(site: Site, page: Page) -> None:
    told(site, page, "/help", people.EMERGENCY)


# -- a page for an appointment ------------------------------------------------------------------------------

DOUBTS: dict[str, object] = people.RUNNER | {
    "bruise_sole": None,
    "osteoporosis": "dont_know",
    "night_pain": "after_loaded_days",
    "blood_thinner": "yes",
    "goals": [{"what": "stå en hel arbejdsdag", "now": 4}, {"what": "løbe fem kilometer", "now": 0}],
}
"""Not sure of two things, with something of most sections."""


@place("report")
def report(site: Site, page: Page) -> None:
    people.lived(site, 45, people.RUNNER)
    people.treated(site, {"what": "tape", "side": "left"}, days_ago=30)
    people.treated(site, {"what": "insert_or_cup"}, days_ago=2)
    page.goto(site("/report"))


@place("report")
def report_full(site: Site, page: Page) -> None:
    """Both feet, doubts, goals, what was tried, and somebody who has seen the foot."""
    both = {"pain_sites": {"left": ["heel_front_inner", "heel_pad_centre"], "right": ["heel_front_inner", "arch"]}}
    people.lived(site, 60, people.CALM | both, fs=lambda day: {"left": 6 - day // 15, "right": 5 - day // 15})
    people.tell(site, {key: DOUBTS[key] for key in ("bruise_sole", "osteoporosis", "night_pain", "blood_thinner")})
    people.tell(site, {"goals": DOUBTS["goals"], "relief": ["ice", "tape"], "painkiller_today": "yes"})
    for n, what in enumerate(("tape", "insert_or_cup", "night_splint", "physiotherapy")):
        people.treated(site, {"what": what, "side": "left"}, days_ago=50 - 10 * n)
    people.seen(site, {"role": "physiotherapist", "cleared": True, "condition": "plantar_fasciopathy"}, days_ago=9)
    page.goto(site("/report"))


@place("report")
def report_first_day(site: Site, page: Page) -> None:
    people.begun(site, DOUBTS | {"osteoporosis": None})
    page.goto(site("/report"))


@place("report")
def report_urgent(site: Site, page: Page) -> None:
    told(site, page, "/report", people.SAME_DAY)


@place("report")
def report_young(site: Site, page: Page) -> None:
    told(site, page, "/report", people.CALM | {"age": 16})


# -- what can be read ---------------------------------------------------------------------------------------


@place("learn")
def learn(site: Site, page: Page) -> None:
    page.goto(site("/learn"))


@place("learn")
def learn_found(site: Site, page: Page) -> None:
    page.goto(site("/learn?q=spore"))


@place("learn")
def learn_nothing(site: Site, page: Page) -> None:
    page.goto(site("/learn?q=xqzw"))


@place("article")
def article_table(site: Site, page: Page) -> None:
    page.goto(site("/learn/what-helps"))


@place("article")
def article_exercise(site: Site, page: Page) -> None:
    page.goto(site("/learn/exercise-heel-raise"))


@place("article")
def article_word_open(site: Site, page: Page) -> None:
    page.goto(site("/learn/what-it-is"))
    page.locator("button.term").first.click()


@place("article")
def article_badges(site: Site, page: Page) -> None:
    page.goto(site("/learn/physio-and-osteopathy"))
    for each in page.locator("details > summary").all():
        each.click()


@place("words")
def words(site: Site, page: Page) -> None:
    page.goto(site("/words"))


@place("sources")
def sources(site: Site, page: Page) -> None:
    page.goto(site("/sources"))


@place("sources_of")
def sources_choices(site: Site, page: Page) -> None:
    page.goto(site("/sources/choice"))


@place("claims")
def claims(site: Site, page: Page) -> None:
    page.goto(site("/sources/claims"))


@place("conflicts")
def conflicts(site: Site, page: Page) -> None:
    page.goto(site("/sources/conflicts"))


# -- what is one's own --------------------------------------------------------------------------------------


# -- telling ------------------------------------------------------------------------------------------------


def sheet(site: Site, page: Page, what: str, answers: people.Answers = people.CALM) -> None:
    """A sheet on the tenth morning of a plan."""
    people.lived(site, 9, answers)
    page.goto(site(f"/tell/{what}"))


def save(page: Page) -> None:
    people.go(page, page.locator("main form button.btn"))


@place("tell")
def tell(site: Site, page: Page) -> None:
    people.lived(site, 9)
    page.goto(site("/tell"))


@place("tell")
def tell_paused(site: Site, page: Page) -> None:
    sheet(site, page, "pause")
    page.locator("input[name=until]").fill("20.3.2026")
    page.locator("input[value=away]").check(force=True)
    save(page)
    page.goto(site("/tell"))


@place("sheet")
def sheet_run(site: Site, page: Page) -> None:
    sheet(site, page, "run")


@place("sheet", 422)
def sheet_run_error(site: Site, page: Page) -> None:
    sheet(site, page, "run")
    page.locator("input[value=other]").check()
    page.locator("input[name=other]").fill("1.2.2026")
    page.locator("input[name=run_minutes]").first.fill("8-10")
    save(page)


@place("sheet")
def sheet_exercise(site: Site, page: Page) -> None:
    sheet(site, page, "exercise")


@place("sheet")
def sheet_pause(site: Site, page: Page) -> None:
    sheet(site, page, "pause")


@place("sheet")
def sheet_other_foot(site: Site, page: Page) -> None:
    sheet(site, page, "other_foot")


@place("sheet")
def sheet_other_foot_both(site: Site, page: Page) -> None:
    sheet(site, page, "other_foot", people.BOTH_FEET)


@place("sheet")
def sheet_place(site: Site, page: Page) -> None:
    sheet(site, page, "place")


@place("sheet")
def sheet_signs(site: Site, page: Page) -> None:
    sheet(site, page, "signs")


@place("sheet")
def sheet_work(site: Site, page: Page) -> None:
    sheet(site, page, "work")


@place("sheet")
def sheet_goals(site: Site, page: Page) -> None:
    sheet(site, page, "goals")


@place("sheet")
def sheet_note(site: Site, page: Page) -> None:
    sheet(site, page, "note")


@place("receipt")
def receipt(site: Site, page: Page) -> None:
    sheet(site, page, "run")
    page.locator("input[value=yesterday]").check()
    page.locator("input[name=run_minutes]").first.fill("25 min")
    page.locator('input[name=run_pain][value="4"]').check(force=True)
    save(page)


@place("receipt")
def receipt_taken_back(site: Site, page: Page) -> None:
    receipt(site, page)
    people.go(page, page.locator('form[action$="/undo"] button').last)


@place("receipt")
def receipt_urgent(site: Site, page: Page) -> None:
    sheet(site, page, "signs")
    page.locator('label:has(input[name=fever_unexplained][value="1"])').click()
    save(page)


@place("correct")
def mend_goals(site: Site, page: Page) -> None:
    sheet(site, page, "goals")
    page.locator("input[name=goals]").first.fill("12")
    page.locator("input[name=goals]").nth(1).fill("3")
    save(page)
    people.go(page, page.locator("dl.ans a").first)


@place("correct")
def mend_exercises(site: Site, page: Page) -> None:
    sheet(site, page, "exercise")
    page.locator("select").select_option(index=1)
    page.locator("input[value=whole]").check()
    page.locator('input[name=pain][value="2"]').check(force=True)
    save(page)
    people.go(page, page.locator("dl.ans a").first)


@place("entries")
def entries(site: Site, page: Page) -> None:
    people.days(site, 3)
    page.goto(site("/entries"))


@place("entries")
def entries_none(site: Site, page: Page) -> None:
    page.goto(site("/entries"))


@place("correct")
def correct(site: Site, page: Page) -> None:
    entries(site, page)
    page.goto(site(page.locator('a[href*="/correct/"]').first.get_attribute("href") or ""))


@place("correct", 422)
def correct_error(site: Site, page: Page) -> None:
    """The age, corrected to something that is no age."""
    told(site, page, "/entries")
    page.goto(site(page.locator('a[href*="/correct/"]').first.get_attribute("href") or ""))
    assert people.shown(page).startswith("age"), people.shown(page)
    people.press(page, "460")


@place("more")
def more(site: Site, page: Page) -> None:
    home.keep(site.folder, "region", "hovedstaden")
    page.goto(site("/more"))


@place("install")
def install(site: Site, page: Page) -> None:
    """At home: how the answers move to a phone."""
    page.goto(site("/install"))


@place("install")
def install_iphone(site: Site, page: Page) -> None:
    page.set_extra_http_headers({SHELL: "iphone tab"})
    page.goto(site("/install"))


@place("install")
def install_android(site: Site, page: Page) -> None:
    page.set_extra_http_headers({SHELL: "iphone tab"})
    page.goto(site("/install?on=android"))


@place("install")
def install_here(site: Site, page: Page) -> None:
    """Opened from the home screen."""
    page.set_extra_http_headers({SHELL: "android app"})
    page.goto(site("/install"))


@place("begin")
def first_in_phone(site: Site, page: Page) -> None:
    page.set_extra_http_headers({SHELL: "iphone tab"})
    page.goto(site("/"))


@place("today")
def today_copy_due(site: Site, page: Page) -> None:
    """In a phone, where no copy was ever taken."""
    people.days(site, 9, told=True)
    page.set_extra_http_headers({SHELL: "iphone app"})
    page.goto(site("/today"))


# -- reminders ----------------------------------------------------------------------------------------------


def remind(page: Page, times: dict[str, str], *also: str) -> None:
    """Ticks and types, and keeps it."""
    for name in (*times, *also):
        page.locator(f'input[name="on"][value="{name}"]').check()
    for name, said in times.items():
        page.locator(f'input[name="{name}"]').fill(said)
    people.go(page, page.locator('form[action="/reminders"] button.btn'))


@place("reminders")
def reminders(site: Site, page: Page) -> None:
    page.goto(site("/reminders"))


@place("reminders")
def reminders_kept(site: Site, page: Page) -> None:
    people.lived(site, 20)
    home.keep(site.folder, "calendar", "a-secret-that-stays-the-same")
    page.goto(site("/reminders"))
    page.locator('input[value="breaks"]').check()
    page.locator('input[name="days"][value="0"]').check()
    page.locator('input[value="appointment"]').check()
    for name, said in (("first", "9"), ("last", "15.30"), ("day", "2.4.2026"), ("at", "10.15")):
        page.locator(f'input[name="{name}"]').fill(said)
    remind(page, {"checkin": "7.00", "session": "17.30"}, "rest", "named")


@place("reminders", 422)
def reminders_error(site: Site, page: Page) -> None:
    page.goto(site("/reminders"))
    page.locator('input[value="breaks"]').check()
    remind(page, {"checkin": "7.75", "session": "17.30"})


# -- the week -----------------------------------------------------------------------------------------------

WEEK_DAY = 21
"""The week's review is due."""
HARD = {"standing_hours": 7, "work_can_change": "no"}
"""On the feet all day, and nothing to be done about it."""


@place("week")
def week(site: Site, page: Page) -> None:
    life = people.lived(site, WEEK_DAY, people.RUNNER | HARD)
    people.told_late(site, life, {"goals": [{"what": "Gå til stranden", "now": 4}], "fear_of_movement": 3})
    people.treated(site, {"what": "night_splint"}, days_ago=3)
    page.goto(site("/week"))


@place("week")
def week_run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY + 4, people.RUNNER)
    page.goto(site("/week"))


@place("week")
def week_first(site: Site, page: Page) -> None:
    people.lived(site, 3)
    page.goto(site("/week"))


@place("week")
def week_gap(site: Site, page: Page) -> None:
    today_gap(site, page)
    page.goto(site("/week"))


@place("week")
def week_paused(site: Site, page: Page) -> None:
    tell_paused(site, page)
    page.goto(site("/week"))


@place("week")
def week_urgent(site: Site, page: Page) -> None:
    told(site, page, "/week", people.SAME_DAY)


# -- work ---------------------------------------------------------------------------------------------------


@place("work")
def work(site: Site, page: Page) -> None:
    """On the feet for seven hours, and 6 yesterday as usual; the steps of an ordinary day are told."""
    life = people.lived(
        site, 9, people.CALM | {"activity_pain": 6, "standing_hours": 7, "steps_usual": 10500}, act=hard
    )
    people.told_late(site, life, {"work_can_change": "partly"})
    page.goto(site("/work"))


def hard(day: int) -> int:
    """The most on one's feet: a day at work, as usual."""
    return 6


NURSE = people.CALM | {"standing_hours": 8, "work_can_change": "yes", "steps_usual": 10500}


@place("today")
def today_everyday_over(site: Site, page: Page) -> None:
    """The exercises are fine; it was the day at work that was more than usual. Eight hours a day on one's feet."""
    people.lived(site, 9, NURSE, act=lambda day: 6 if day == 9 else 5, habit=people.Habit(tells="tap"))
    page.goto(site("/today"))


@place("today")
def today_everyday_again(site: Site, page: Page) -> None:
    """The same, as every day at work: a line that opens."""
    people.lived(site, 9, NURSE, act=hard, habit=people.Habit(tells="tap"))
    page.goto(site("/today"))


@place("work")
def work_cannot_change(site: Site, page: Page) -> None:
    people.lived(site, 9, people.CALM | HARD)
    page.goto(site("/work"))


@place("work")
def work_not_told(site: Site, page: Page) -> None:
    people.lived(site, 9)
    page.goto(site("/work"))


@place("work")
def work_sits(site: Site, page: Page) -> None:
    people.lived(site, 9, people.CALM | {"standing_hours": 2})
    page.goto(site("/work"))


@place("work")
def work_paused(site: Site, page: Page) -> None:
    """A doctor is to look at the foot first."""
    told(site, page, "/work", people.CALM | HARD | {"rest_pain": None})


@place("work")
def work_urgent(site: Site, page: Page) -> None:
    told(site, page, "/work", people.SAME_DAY)


@place("data")
def data(site: Site, page: Page) -> None:
    told(site, page, "/data")


def sent(page: Page, copy: bytes) -> None:
    """Chooses a file on the page for it, and sends it."""
    page.locator('input[type="file"]').set_input_files({"name": "svang.jsonl", "mimeType": "", "buffer": copy})
    people.go(page, page.locator("main form button.btn"))


def copy_of(site: Site) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in care.export(PERSON)).encode()


@place("import")
def put_back(site: Site, page: Page) -> None:
    page.goto(site("/data/import"))


@place("import", 422)
def put_back_error(site: Site, page: Page) -> None:
    """A copy of somebody else's answers."""
    people.begun(site)
    other = copy_of(site)
    care.erase(PERSON)
    people.days(site, 2)
    page.goto(site("/data/import"))
    sent(page, other)


@place("import")
def put_back_done(site: Site, page: Page) -> None:
    people.begun(site)
    copy = copy_of(site)
    care.erase(PERSON)
    page.goto(site("/data/import"))
    sent(page, copy)


@place("import")
def put_back_again(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/data/import"))
    sent(page, copy_of(site))


@place("erase")
def erase(site: Site, page: Page) -> None:
    told(site, page, "/data/erase")


@place("erase", 422)
def erase_error(site: Site, page: Page) -> None:
    erase(site, page)
    people.go(page, page.locator("button.danger"))


@place("erase")
def erased(site: Site, page: Page) -> None:
    erase(site, page)
    page.locator('input[name="sure"]').check()
    people.go(page, page.locator("button.danger"))


@place("about")
def about(site: Site, page: Page) -> None:
    page.goto(site("/about"))


# -- what goes wrong ----------------------------------------------------------------------------------------


@place("", 404)
def not_there(site: Site, page: Page) -> None:
    page.goto(site("/hvor"))


@place("", 403)
def form_too_old(site: Site, page: Page) -> None:
    more(site, page)
    page.context.clear_cookies()
    people.go(page, page.locator('button[name="region"]').first)


@place("", 503)
def store_gone(site: Site, page: Page) -> None:
    people.begun(site)
    for file in site.folder.glob("svang.sqlite3*"):
        file.rename(file.with_name("elsewhere-" + file.name))
    page.goto(site("/today"))


# -- the session --------------------------------------------------------------------------------------------


def playing(site: Site, page: Page, day: int = 26) -> None:
    """The session has begun, and its clock is held: it stands at the first second."""
    people.lived(site, day)
    page.clock.install(time=0)
    page.goto(site("/session"))
    page.clock.pause_at(60_000)
    page.locator("[data-do=begin]").click()


def held(page: Page) -> None:
    """The player pauses, and the clock goes on for whoever looks."""
    page.locator("[data-do=wait]:visible, .ctl [data-do=pause]:visible").last.click()
    page.clock.resume()


def to_the_raise(page: Page) -> None:
    """Over the stretches to the heel raise."""
    for _ in range(4):
        page.locator("[data-do=next]").click()
    page.locator(".ctl [data-do=pause]").click()


@place("session")
def session(site: Site, page: Page) -> None:
    people.lived(site, 26)
    page.goto(site("/session"))


@place("session")
def session_left_off(site: Site, page: Page) -> None:
    """Come back in the midst of it."""
    playing(site, page)
    page.clock.run_for(20_000)
    page.clock.resume()
    page.locator("[data-do=close]").click()
    page.wait_for_url("**/today")
    page.goto(site("/session"))


@place("session")
def session_nothing(site: Site, page: Page) -> None:
    """The plan waits until somebody has seen the foot."""
    told(site, page, "/session", people.CALM | {"rest_pain": None})


@place("session", 422)
def session_error(site: Site, page: Page) -> None:
    """A form of the day before yesterday."""
    people.begun(site)
    page.goto(site("/session"))
    site.now = "2026-03-05T07:10:00+01:00"
    page.locator("main details:has(form) summary").first.click()
    people.go(page, page.locator("main form button.btn").first)


@place("session")
def session_ready(site: Site, page: Page) -> None:
    playing(site, page)
    held(page)


@place("session")
def session_hold(site: Site, page: Page) -> None:
    playing(site, page)
    page.clock.run_for(8_000)
    held(page)


@place("session")
def session_move(site: Site, page: Page) -> None:
    playing(site, page)
    to_the_raise(page)
    page.clock.run_for(9_500)
    held(page)


@place("session")
def session_rest(site: Site, page: Page) -> None:
    playing(site, page)
    to_the_raise(page)
    page.locator("[data-do=next]").click()
    page.clock.run_for(30_000)
    held(page)


@place("session")
def session_adapt(site: Site, page: Page) -> None:
    playing(site, page)
    to_the_raise(page)
    page.locator("[data-do=adapt]").click()
    page.clock.resume()


@place("session")
def session_hurts(site: Site, page: Page) -> None:
    playing(site, page)
    to_the_raise(page)
    page.clock.run_for(20_000)
    page.locator("[data-do=hurts]").click()
    page.clock.resume()
    page.locator('#hurts label:has([value="4"])').click()


@place("session")
def session_after(site: Site, page: Page) -> None:
    session_hurts(site, page)
    page.locator("[data-do=end]").click()
    page.locator("#now:not([hidden])").wait_for()


# -- the run ------------------------------------------------------------------------------------------------


def to_the_run(site: Site, page: Page) -> None:
    """The clock is held on the page of a day with a run."""
    people.lived(site, RUN_DAY, people.RUNNER)
    page.clock.install(time=0)
    page.goto(site("/run"))
    page.clock.pause_at(60_000)


def running_for(site: Site, page: Page, seconds: float) -> None:
    to_the_run(site, page)
    page.locator("[data-do=begin]").click()
    page.clock.run_for(int(seconds * 1000))


def stands(page: Page) -> None:
    """The run pauses, and the clock goes on for whoever looks."""
    page.locator(".ctl [data-do=pause]").click()
    page.clock.resume()


@place("run")
def run(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/run"))


@place("run", 422)
def run_error(site: Site, page: Page) -> None:
    run(site, page)
    page.locator("#told summary").click()
    page.locator('[name="run_minutes"]').fill("mange")
    page.evaluate("document.getElementById('told').submit()")
    page.locator("#err").wait_for()


@place("run")
def run_not_today(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    people.tell(site, {"painkiller_today": True})
    page.goto(site("/run"))


@place("run")
def run_told(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    people.tell(site, {"run_minutes": 11, "run_pain": 2})
    page.goto(site("/run"))


@place("run")
def run_shut(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/run"))


@place("run")
def run_paused(site: Site, page: Page) -> None:
    """The plan waits until somebody has seen the foot."""
    told(site, page, "/run", people.CALM | {"rest_pain": None})


@place("run")
def run_running(site: Site, page: Page) -> None:
    """In the midst of the fourth interval."""
    running_for(site, page, 100)
    stands(page)


@place("run")
def run_asleep(site: Site, page: Page) -> None:
    """Ten minutes in a pocket."""
    running_for(site, page, 5)
    page.clock.fast_forward(600_000)
    page.clock.run_for(400)
    stands(page)


@place("run")
def run_hurts(site: Site, page: Page) -> None:
    running_for(site, page, 100)
    page.locator("[data-do=hurts]").click()
    page.clock.resume()
    page.locator('#hurts label:has([value="4"])').click()


@place("run")
def run_after(site: Site, page: Page) -> None:
    run_hurts(site, page)
    page.locator("#hurts [data-do=end]").click()
    page.wait_for_load_state("networkidle")


@place("run")
def run_left_off(site: Site, page: Page) -> None:
    """Come back to a run that was closed in its midst."""
    running_for(site, page, 100)
    page.clock.resume()
    page.locator("[data-do=close]").click()
    page.wait_for_url("**/today")
    page.goto(site("/run"))


@place("run")
def run_whole(site: Site, page: Page) -> None:
    """A run in one stretch."""
    people.lived(site, WHOLE_RUN_DAY, people.RUNNER)
    page.clock.install(time=0)
    page.goto(site("/run"))
    page.clock.pause_at(60_000)
    page.locator("[data-do=begin]").click()
    page.clock.run_for(20 * 60_000)
    stands(page)
