"""Lived, not clicked through: sixty days in a browser, once as each of five people.

Each tells every morning what is true of them, and does no more on the pages than they would. What they are told on the
stated days follows from PATHWAY.md and the numbers of their script: the section stands beside it. Day 1 is a Monday.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from bench.people import intake_of
from svang.texts import texts
from tests.web.browser import Site
from tests.web.living import Living, Today
from tests.web.steps import at_clock, w
from tests.web.test_days import TWO_SCREENS

in_a_soak = pytest.mark.skipif(not os.environ.get("SVANG_SOAK"), reason="a life of the five that make soak lives")
"""`make check` lives as the nurse and the runner, a soak as all five."""

DAYS = range(2, 61)
EVERY_WEEK = range(8, 61, 7)
"""The mornings after whole weeks of the plan: the week's review (PATHWAY 1)."""
GO_ON = "Fortsæt"

PROFILE: dict[str, Any] = {
    "shoes_usual": ["supportive"],
    "barefoot_hard_floor": "no",
    "standing_hours": 2,
    "steps_usual": 8000,
    "walk_minutes_usual": 30,
    "foot_posture": "usual",
    "height_cm": 172,
    "weight_kg": 70,
    "knee_to_wall_cm": 10,
    "recovery_short": "no",
    "menopause": "no",
    "weekly_run_km": 0,
}
LEFT_OPEN = dict.fromkeys(("standing_range", "steps_range", "goals"))
"""Who has told the number leaves the words open; and no goal is set."""
TESTS = {"two_leg_raises_8_pain": 2, "single_leg_raises_10_pain": 2, "painkiller_today": "no", "fear_of_movement": 3}
NURSE = dict(intake_of("nurse")) | PROFILE | LEFT_OPEN | TESTS
"""46 years, the left heel, first steps 6 and everyday pain 5 for five weeks; does not run."""

# -- what a day holds (PATHWAY 7, content) --------------------------------------------------------------------

CALM = ("fascia_stretch", "calf_stretch", "calf_stretch_bent")
EARLY = (*CALM, "hamstring_stretch", "towel_scrunch", "toe_spread", "big_toe")


def build(raises: str, scrunch: str = "T1", balance: str = "B1") -> tuple[str, ...]:
    """The exercises of Build up and of Run; '' on the days on which the heel raise rests."""
    raised = (f"heel_raise {raises}",) if raises else ()
    return (*EARLY[:4], *raised, f"towel_scrunch {scrunch}", *EARLY[5:], f"balance {balance}")


def upkeep(raises: str, scrunch: str) -> tuple[str, ...]:
    return (*CALM, *([f"heel_raise {raises}"] if raises else ()), f"towel_scrunch {scrunch}", "toe_spread", "big_toe")


# -- what a morning asks (PATHWAY 1, check-in; UX 12.9: the row of pain opens where exercises were done) ---------

USUAL = ("first_step_pain", "activity_pain", "exercises_done", "exercises_pain")
IN_UPKEEP = USUAL[:2]
AFTER_AN_EVENING = (USUAL[0], *USUAL[2:])
REVIEW = ("function_limit", "standing_or_walking_hard")
PRESSED = ("press_front_inner", "press_pad_centre", "press_heel_back", "windlass", "knee_to_wall_cm")
"""The tests last 28 days."""

# -- what an ordinary day says (UX 12.3) ------------------------------------------------------------------------


def steady(now: int, start: int = 0, middle: int = 0, row: str = "") -> set[str]:
    """A morning like yesterday's: each sentence that is true of it. `middle`: of the last seven mornings, where that
    is below the first week's; `row`: how many mornings in a row were at 3 or less."""
    found = {f"{now} i dag. Øvelserne er de samme."}
    found |= {f"{now} ligesom i går. Hælen tåler det, du gør."} if now <= 5 else set()
    found |= {f"Fra {start} til {middle}, siden planen begyndte. Fortsæt i dag."} if middle else set()
    return found | ({f"{row} morgener i træk på 3 eller mindre. Bliv ved sådan."} if row else set())


def day_of(day: int) -> set[str]:
    return {"6 i dag. Øvelserne er de samme.", f"Dag {day} i planen. Fortsæt som i går."}


START = {"Du kan gå i gang i dag. Tag det roligt i starten."}
TO_EARLY = {"I dag begynder Første belastning med lette øvelser."}
TO_BUILD = {"I dag begynder Opbygning med hælløft på begge ben."}
TO_UPKEEP = {"I dag begynder Hold det ved lige. Lidt hver uge er nok."}
TIRED = {"4 i går var lidt for meget. Bliv på samme trin."}


def over(worst: int) -> set[str]:
    return {f"Hælen tåler øvelserne. Det var dagen på benene, der gav {worst}."}


@dataclass(frozen=True)
class Wanted:
    """`says`: the sentences that may stand first; `asks`: what is asked before Today is shown, None: not held here."""

    says: set[str]
    tasks: tuple[str, ...]
    asks: tuple[str, ...] | None = USUAL
    later: tuple[str, ...] | None = None


def held(seen: list[Today], wanted: Mapping[int, Wanted]) -> None:
    """What was told on the stated days; and what holds for each day of a life."""
    days = {today.day: today for today in seen}
    for day, want in wanted.items():
        assert days[day].h1 in want.says, f"Day {day}: {days[day].h1}"
        assert days[day].tasks == want.tasks, f"Day {day}: {days[day].tasks}"
        assert want.asks is None or days[day].asked == want.asks, f"Day {day} asks {days[day].asked}"
        assert want.later is None or days[day].later == want.later, f"Day {day} may ask {days[day].later}"
    for one, two in pairwise(seen):
        assert one.h1 != two.h1, f"Days {one.day} and {two.day}: {two.h1}"
    asked = {name for today in seen for name in (*today.asked, *today.later)}
    assert "obstacle" not in asked, "Who does the plan is asked what gets in the way (PATHWAY 1 [13], U2)."


def without_running(words: str, but: tuple[str, ...] = ()) -> bool:
    """PATHWAY 9 [28]: no word of it to who does not run and does not want to."""
    for each in but:
        words = words.replace(each, "")
    return re.search(r"\bløb(?!et\b)", words, re.IGNORECASE) is None


def longest(seen: list[Today], record_property: Callable[[str, object], None], who: str, new: int = 0) -> int:
    """Of the days that go on as planned the tallest page (UX 12.1, 9); a day is another with a run, with the review of
    the week, with whom to see or with what is `new` on it."""
    days = (day for day in seen if day.word == GO_ON and not day.banner and day.day != new)
    height = max(day.height for day in days if not {"/run", "/week"} & set(day.leads))
    tallest = max(today.height for today in seen)
    record_property(
        "figure", f"Today, lived for 60 days as {who}: {height} of at most {TWO_SCREENS} px, any day {tallest}"
    )
    return height


# -- in the morning alone, and faithful ---------------------------------------------------------------------------


FAITHFUL = {
    1: Wanted(START, CALM, ()),
    2: Wanted(day_of(2), CALM, later=()),
    6: Wanted(TO_EARLY, EARLY),
    8: Wanted(day_of(8), EARLY, later=(*REVIEW, "fear_of_movement")),
    9: Wanted(TO_BUILD, build("H1"), (*USUAL, "two_leg_raises_8_pain")),
    10: Wanted(steady(5), build("H1")),
    11: Wanted(steady(5), build("")),
    15: Wanted(steady(5, 6, 5), build(""), later=REVIEW),
    22: Wanted(steady(4, 6, 4), build("H1")),
    23: Wanted(
        {"Et trin op næste gang: hælløft på et trappetrin."}, build(""), (*USUAL, "raise_top_reached"), later=()
    ),
    24: Wanted(steady(4, 6, 4), build("H2")),
    29: Wanted(steady(3, 6, 3, "Fem"), build(""), later=(*REVIEW, *PRESSED)),
    30: Wanted({"Et trin op i dag: flere gange håndklædekrøl."}, build("H2", "T2"), (*USUAL, "scrunch_top_reached")),
    36: Wanted(steady(2, 6, 2, "12"), build("H2", "T2"), later=REVIEW),
    37: Wanted(
        {"Et trin op i dag: balance på en pude."},
        build("", "T2", "B2"),
        (*USUAL, "raise_top_reached", "balance_top_reached"),
    ),
    43: Wanted(steady(1, 6, 2, "19"), build("", "T2", "B2")),
    44: Wanted({"Et trin op i dag: hælløft på ét ben."}, build("H3", "T2", "B2")),
    50: Wanted(TO_UPKEEP, upkeep("H3", "T2"), later=REVIEW),
    51: Wanted(steady(1, 6, 1, "27"), upkeep("H3", "T2"), IN_UPKEEP),
    60: Wanted(steady(1, 6, 1, "36"), upkeep("H3", "T2"), IN_UPKEEP, later=()),
}
"""7: three mornings make a middle value, and three more, none of them a marked rise, open First load: day 6. Build up
seven days after the start, three in First load, and after eight raises: day 9. A heel raise every other day.
A level 14 days after the last, one raise in 7 days, what has waited longest first (6 row 15): H2 on day 23, scrunch
and balance (both from day 9) on 30 and 37, H3 on 44. Ten mornings of 14 at 1 or less, and H3: upkeep on day 50."""


@in_a_soak
def test_sixty_mornings_of_who_never_answers_in_the_evening(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """First steps 6 for eight days, then a point less every eight days. All exercises in one tap the next morning, but
    none on the first day of Build up. From day 29 on everyday pain is 2."""
    life = Living(site, page, NURSE, FAITHFUL)
    seen = [life.begin(by_hand=True)]
    for day in DAYS:
        told = {"first_step_pain": max(1, 6 - (day - 1) // 8), "activity_pain": 3 if day < 30 else 2}
        done = {"exercises_done": "none" if day == 10 else "all", "exercises_pain": 1}
        seen.append(life.morning(day, **told, **done))
    held(seen, FAITHFUL)
    assert {today.day for today in seen if today.later} == set(EVERY_WEEK), "The review is on other days."
    assert {today.word for today in seen} == {"Gå i gang", GO_ON, "Ny fase", "Et trin op"}, "A day held it back (U2)."
    assert seen[44].line == "Tidligst på mandag: Hold det ved lige.", "UX 12.1, 6: what comes next, and when."
    assert all(without_running(today.said) for today in seen)
    assert longest(seen, record_property, "who tells the mornings alone") <= TWO_SCREENS


# -- on her feet eight hours, and no runner -----------------------------------------------------------------------

SHIFTS = (6, 6, 3, 6, 7, 6, 3)
"""The worst on her feet from Monday on: Wednesday and Sunday are free, Friday's shift is late."""
LATE, BAD_DAY, EASED = 4, 40, 31


ON_HER_FEET = {
    1: Wanted(START, CALM, ()),
    2: Wanted(over(6), CALM),
    6: Wanted(over(7), CALM),
    8: Wanted(TO_EARLY, EARLY, later=(*REVIEW, "fear_of_movement")),
    11: Wanted(TO_BUILD, build("H1"), (*USUAL, "two_leg_raises_8_pain")),
    12: Wanted(over(6), build("H1")),
    13: Wanted(TIRED, build("")),
    14: Wanted(over(6), build("H1")),
    15: Wanted(steady(6), build(""), later=REVIEW),
    22: Wanted(steady(6), build("H1")),
    27: Wanted(TIRED, build("")),
    29: Wanted(steady(6), build(""), later=(*REVIEW, *PRESSED)),
    34: Wanted(TIRED, build("H1")),
    36: Wanted(steady(5), build("H1"), later=REVIEW),
    40: Wanted(over(6), build("H1")),
    41: Wanted({"8 på benene i går, du plejer 6. Et trin ned i dag."}, EARLY),
    43: Wanted(steady(5, 6, 5), EARLY),
    48: Wanted(TO_BUILD, build("H1"), (*USUAL, "two_leg_raises_8_pain")),
    49: Wanted(over(6), build("H1")),
    50: Wanted(steady(5, 6, 5), build("")),
    60: Wanted(steady(5, 6, 5), build("")),
}
"""5: 6 and 7 of usually 6 are over, not worse. 7: over on a day of the last three holds First load to the 7th day:
day 8; Build up three days later. Row 9 after a Friday. Amber in each 7 days: no level rises. 10: 14 days with over on
6 and more: an offer, and every 14 days. 8 is worse: row 3, H1 is the lowest, so to First load; a week without a step
down and eight raises open Build up again on day 48."""


def test_sixty_mornings_of_a_nurse_on_her_feet(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """PATHWAY 15 i. The exercises hurt 2, after the late shift 4; on day 40 it was 8 on her feet. Her mornings: 6,
    from day 31 on 5."""
    work = {"activity_pain": 6, "standing_hours": 8, "work_can_change": "no", "steps_usual": 9000}
    life = Living(site, page, NURSE | work | {"trend_3_weeks": "same"}, ON_HER_FEET)
    seen, weeks = [life.begin()], []
    for day in DAYS:
        before = (day - 2) % 7
        worst = 8 if day == BAD_DAY + 1 else SHIFTS[before]
        done = {"exercises_done": "none" if day in (12, 49) else "all", "exercises_pain": 4 if before == LATE else 2}
        seen.append(life.morning(day, first_step_pain=6 if day < EASED else 5, activity_pain=worst, **done))
        hard = worst > 5
        assert seen[-1].at_work is hard, f"Day {day}: the work plan, after {worst}."
        if day in EVERY_WEEK:
            weeks.append((life.words("/plan"), life.words("/week")))
    held(seen, ON_HER_FEET)
    offered = {today.day for today in seen if "fysioterapeut" in today.banner}
    assert offered == {1, 15, 29, 43, 57}, "The offers: no improvement at the intake, and of work every 14 days."
    assert all(without_running(today.said) for today in seen)
    run = texts("da").get("phases", "run")
    wish = (run["says"], w("da", "plan", "only"), w("da", "running", "said_no"), w("da", "plan", "want_to_run"))
    for plan, week in weeks:  # where one can want to run, and the phase that is left out, stand on the plan alone
        assert without_running(week)
        assert without_running(plan, (*wish, run["name"])), "More of running than how to want it."
    assert longest(seen, record_property, "a nurse on her feet", new=2) <= TWO_SCREENS


# -- back to running ----------------------------------------------------------------------------------------------

RUNNER = NURSE | {"runner": "yes", "wants_to_run": "yes", "weekly_run_km": 15, "first_step_pain": 4, "activity_pain": 4}
RUNNER |= {"load_rise": "yes", "load_rise_kind": ["running"], "walk_pain": 1, "run_minutes": 0}
RAN = {16: 10, 19: 11, 21: 9, 23: 12, 26: 12, 28: 9, 30: 13, 33: 14}
"""PATHWAY 8. The first week 30 minutes: 10, then 1.10 times the longest, then what is left. One rest day, two after a
new stage, three runs in seven days. A green week: 33, then 36; half of it, what is left, or 1.10 times the
longest."""
GATE = {"walk_minutes", "walk_pain", "single_leg_raises_10_pain", "painkiller_today"}


def runs(run: int, walk: int) -> str:
    run_for, walk_for = ("1 minuts" if n == 1 else f"{n} minutters" for n in (run, walk))
    return f"{run_for} løb, {walk_for} gang."


RUNNING = {
    1: Wanted(START, CALM, ()),
    6: Wanted(TO_EARLY, EARLY),
    9: Wanted(TO_BUILD, build("H1"), (*USUAL, "two_leg_raises_8_pain"), later=()),
    11: Wanted(
        steady(2, 4, 3),
        build(""),
        later=("walk_minutes", "walk_pain", "single_leg_raises_10_pain", "painkiller_today"),
    ),
    12: Wanted(steady(2, 4, 2, "Otte"), build("H1")),
    15: Wanted(steady(2, 4, 2, "11"), build("")),
    16: Wanted({f"Løb åbner i dag: {runs(1, 2)}"}, build("H1"), (*USUAL, "painkiller_today"), later=()),
    17: Wanted(steady(2, 4, 2, "13"), build("")),
    22: Wanted(steady(1, 4, 2, "18"), build("H1")),
    23: Wanted({f"Lidt mere løb i dag: {runs(2, 2)}"}, build(""), (*USUAL, "painkiller_today"), later=()),
    29: Wanted(steady(1, 4, 1, "25"), build("")),
    30: Wanted({f"Lidt mere løb i dag: {runs(3, 2)}"}, build("H1"), (*USUAL, "painkiller_today"), later=()),
    36: Wanted(steady(1, 4, 1, "32"), build("H1")),
    37: Wanted({f"Lidt mere løb i dag: {runs(4, 1)}"}, build(""), (*USUAL, "painkiller_today")),
    44: Wanted({f"Lidt mere løb i dag: {runs(5, 1)}"}, build("H1"), (*USUAL, "painkiller_today")),
    50: Wanted(steady(1, 4, 1, "46"), build("H1")),
    60: Wanted(steady(1, 4, 1, "56"), build("H1")),
}
"""8: first steps at 2 on days 9 to 11: the rest is asked on day 11. H1 on day 9 is a raise: seven days later R1, then
a stage a week, each after two green runs."""


def test_sixty_days_of_a_runner_from_the_first_morning_to_running(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """First steps 4, from day 5 on 3, from day 9 on 2, from day 21 on 1. A walk of 35 minutes every third day, told
    the next morning. All of the exercises, but some of them on the days of heel raises: no level of theirs is due.
    Each run is told in one tap on the page of the run; once they run, what can wait waits for the week's review."""
    life = Living(site, page, RUNNER, RUNNING)
    seen, ran, after = [life.begin()], {}, {}
    for day in DAYS:
        told = {"first_step_pain": 4 if day < 5 else 3 if day < 9 else 2 if day < 21 else 1, "activity_pain": 2}
        done = {"exercises_done": "none" if day == 10 else "some" if day % 2 else "all", "exercises_pain": 1}
        told["walk_minutes"] = 35 if day % 3 == 2 else 0
        seen.append(life.morning(day, in_a_hurry=day > min(RAN) and day not in EVERY_WEEK, **told, **done))
        if "/run" in seen[-1].leads:
            at_clock(site, day - 1, "17:30")
            page.goto(site("/run"))
            ran[day] = int(page.locator('#told > button[name="minutes"]').get_attribute("value") or 0)
            life.tap('#told input[name="run_pain"][value="1"]', '#told > button[name="minutes"]')
            after[day] = life.read(day)
    held(seen, RUNNING)
    assert {day: ran[day] for day in ran if day <= max(RAN)} == RAN
    assert all(two - one >= 2 for one, two in pairwise(ran)), "Two days running."
    assert after[16].h1 == "10 minutters løb i dag, det første. I morgen hviler hælen."
    assert all(f"{minutes} minutters løb i dag." in " ".join(after[day].lines) for day, minutes in ran.items())
    for today in seen:  # the gate is asked for in the mornings, from the third calm one on, and never again (U3)
        asked = GATE & {*today.asked, *today.later}
        assert asked <= {"painkiller_today"} if today.day > 15 else bool(asked) is (today.day >= 11), f"Day {today.day}"
    assert all("løb" in seen[day - 1].line for day in range(11, 16)), "That running comes next is not said."
    assert longest(seen, record_property, "a runner") <= TWO_SCREENS


# -- a flare, and a pause ------------------------------------------------------------------------------------------

FLARE = {25: 6, 26: 6, 27: 5, 28: 3}
AWAY = range(38, 44)
BACK = (
    *("onset_injury", "can_bear_weight", "foot_deformed", "bruise_sole", "swelling_marked", "redness_or_warmth"),
    *("wound", "cold_pale_foot", "calf_swollen_one_side", "fever_unexplained"),
    *("nerve_signs", "reduced_sensation", "strength_loss", "back_to_leg", "night_pain", "rest_pain"),
)
"""After seven days each sign that is asked in a check-in is not known again (PATHWAY 5, gap)."""
RESTS = "Du holder pause. Trin og fase venter på dig."


FLARED = {
    1: Wanted(START, CALM, ()),
    9: Wanted(TO_BUILD, build("H1"), (*USUAL, "two_leg_raises_8_pain")),
    22: Wanted(steady(3, 5, 3, "Fire"), build("H1")),
    23: Wanted({"Et trin op næste gang: hælløft på et trappetrin."}, build(""), (*USUAL, "raise_top_reached")),
    24: Wanted(steady(3, 5, 3, "Seks"), build("H2")),
    25: Wanted({"8 på benene i går, du plejer 5. Et trin ned i dag."}, build(""), AFTER_AN_EVENING),
    26: Wanted({"Tre over det, du plejer. I dag får hælen en halv dag."}, build("H1")),
    27: Wanted({"To over det, du plejer. I dag får hælen en halv dag."}, build("")),
    28: Wanted({"To lavere end i går. Planen er den samme."} | steady(3, 5, 3), build("H1")),
    36: Wanted(steady(2, 5, 2, "Ni"), build("H1"), later=REVIEW),
    37: Wanted({"En lavere end i går. Planen er den samme."} | steady(1, 5, 2, "Ti"), build(""), later=()),
    44: Wanted({"Godt at se dig. Vi begynder roligt igen."}, build("H1"), (*IN_UPKEEP, *BACK)),
    45: Wanted({"Vi bliver her et par dage. Øvelserne er de samme."}, build(""), None),
    46: Wanted({"Øvelserne er de samme, til vi kan sammenligne."}, build("H1")),
    47: Wanted({"Et trin op i dag: flere gange håndklædekrøl."}, build("", "T2")),
    50: Wanted(steady(1, 5, 1, "Syv"), build("H1", "T2")),
    53: Wanted(TO_UPKEEP, upkeep("", "T2")),
    60: Wanted(steady(1, 5, 1, "17"), upkeep("H1", "T2"), IN_UPKEEP),
}
"""6 row 5b on the evening; row 3 the morning after, the level raised last goes down: H2 to H1 (7). The mornings after
it stays, within four days and no worse: half a day. A gap of seven days: row 2, at the lowest levels nothing goes
down; then row 7, until three mornings make a middle value. No level rises within 14 days of a step down, so what has
waited longest rises on day 47. Upkeep: ten mornings of 14 at 1 or less, H1 for 28 days: day 53."""


@in_a_soak
def test_sixty_days_with_a_flare_and_a_holiday(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """First steps 5, a point less every nine days. On the evening of day 24 it is 8, and 6, 6, 5 and 3 the mornings
    after. After the morning of day 37 a pause until day 43."""
    life = Living(site, page, NURSE, FLARED)
    seen, paused, evening = [life.begin()], [], None
    for day in DAYS:
        if day in AWAY:
            paused.append(life.looks(day))
            continue
        told = {"first_step_pain": FLARE.get(day, max(1, 5 - (day - 1) // 9)), "activity_pain": 3 if day < 36 else 2}
        done = {
            "exercises_done": "none" if day == 10 else "some" if day in (25, 26, 27) else "all",
            "exercises_pain": 1,
        }
        seen.append(life.morning(day, **told, **done))
        if day == min(FLARE) - 1:
            evening = life.evening(day, 8)
        if day == min(AWAY) - 1:
            page.goto(site("/tell/pause"))
            page.locator('[name="until"]').fill("13.4.2026")
            life.tap('input[name="why"][value="away"]', "main form button.btn")
            paused.append(life.looks(day, "09:00"))
    held(seen, FLARED)
    assert evening is not None and evening.h1 == "8 i dag, du plejer 5. Det er nok for i dag."
    assert evening.word == "Nok for i dag" and not evening.tasks and w("da", "today", "tonight") in evening.cards
    assert {day: seen[day - 1].word for day in FLARE} == {25: "Et trin ned", 26: "Halv dag", 27: "Halv dag", 28: GO_ON}
    for today in paused:  # nothing is asked, and nothing planned but relief
        assert (today.h1, today.word, today.tasks) == (RESTS, "Pause", ()), f"Day {today.day}"
        assert not {"/checkin/1", "/week", "/session"} & set(today.leads), f"Day {today.day}"
    assert all(without_running(today.said) for today in (*seen, *paused, evening))
    assert longest(seen, record_property, "who has a flare and a holiday") <= TWO_SCREENS


# -- two feet -------------------------------------------------------------------------------------------------------

BOTH = NURSE | {"age": 50, "weeks_of_pain": 9, "first_step_pain": {"left": 6, "right": 3}}
BOTH |= {"pain_sites": {foot: ["heel_front_inner"] for foot in ("left", "right")}}
BOTH |= {name: dict.fromkeys(("left", "right"), NURSE[name]) for name in (*PRESSED, "squeeze_heel")}
RIGHT_ASKED = {*range(2, 33), 39, 46, 53, 60}
"""At 0 from day 19 on; after 14 such mornings once a week (PATHWAY 1)."""
FEET = ("first_step_pain.left", "first_step_pain.right", *USUAL[1:])
LEFT = (FEET[0], *FEET[2:])
PRESSED_BOTH = tuple(f"{name}.{foot}" for name in PRESSED for foot in ("left", "right"))


TWO_FEET = {
    1: Wanted(START, CALM, ()),
    2: Wanted(day_of(2), CALM, FEET),
    6: Wanted(TO_EARLY, EARLY, FEET),
    9: Wanted(TO_BUILD, build("H1"), (*FEET, "two_leg_raises_8_pain")),
    11: Wanted(steady(5), build(""), FEET),
    15: Wanted(steady(5, 6, 5), build(""), FEET, later=REVIEW),
    22: Wanted(steady(4, 6, 4), build("H1"), FEET),
    23: Wanted({"Et trin op næste gang: hælløft på et trappetrin."}, build(""), (*FEET, "raise_top_reached")),
    29: Wanted(steady(3, 6, 4), build(""), FEET, later=(*REVIEW, *PRESSED_BOTH)),
    30: Wanted({"Et trin op i dag: flere gange håndklædekrøl."}, build("H2", "T2"), (*FEET, "scrunch_top_reached")),
    32: Wanted(steady(3, 6, 3, "Fem"), build("H2", "T2"), FEET),
    33: Wanted(steady(3, 6, 3, "Seks"), build("", "T2"), LEFT),
    37: Wanted(
        {"Et trin op i dag: balance på en pude."},
        build("", "T2", "B2"),
        (*LEFT, "raise_top_reached", "balance_top_reached"),
    ),
    39: Wanted(steady(2, 6, 3, "12"), build("", "T2", "B2"), FEET),
    44: Wanted({"Et trin op i dag: hælløft på ét ben."}, build("H3", "T2", "B2"), LEFT),
    50: Wanted(steady(1, 6, 1, "23"), build("H3", "T2", "B2"), LEFT),
    51: Wanted({"Et trin op i dag: flere sæt håndklædekrøl."}, build("", "T3", "B2"), (*LEFT, "scrunch_top_reached")),
    55: Wanted(TO_UPKEEP, upkeep("", "T3"), LEFT),
    60: Wanted(steady(1, 6, 1, "33"), upkeep("H3", "T3"), FEET[:3]),
}
"""5: the worse foot decides, so the days are those of one heel that is sore like the left. 2 row 20b: both feet, from
12 weeks on, without a plain load: after three weeks, to the own doctor."""


@in_a_soak
def test_sixty_mornings_of_two_sore_feet(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """The left 6, a point less every nine days; the right 3, a point less every six."""
    life = Living(site, page, BOTH, TWO_FEET)
    seen = [life.begin()]
    for day in DAYS:
        steps = {"left": max(1, 6 - (day - 1) // 9), "right": max(0, 3 - (day - 1) // 6)}
        done = {"exercises_done": "none" if day == 10 else "all", "exercises_pain": 1}
        seen.append(life.morning(day, first_step_pain=steps, activity_pain=3 if day < 30 else 2, **done))
    held(seen, TWO_FEET)
    assert {today.day for today in seen if FEET[1] in today.asked} == RIGHT_ASKED
    assert all(today.number == str(max(1, 6 - (today.day - 1) // 9)) for today in seen), (
        "The worse foot's is the number."
    )
    assert {today.day for today in seen if "egen læge" in today.banner} == set(range(22, 61))
    assert all(without_running(today.said) for today in seen)
    assert longest(seen, record_property, "who has two sore feet") <= TWO_SCREENS
