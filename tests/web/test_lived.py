"""Lived, not clicked through: sixty days in a browser, once as each of five people.

Each tells every morning what is true of them, and does no more on the pages than they would. What they are told on the
stated days follows from PATHWAY.md and the numbers of their script: the section stands beside it. Day 1 is a Monday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from bench.people import intake_of
from svang.texts import texts
from tests.web.browser import Site
from tests.web.living import Living, Today
from tests.web.steps import w
from tests.web.test_days import TWO_SCREENS

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


def longest(seen: list[Today], record_property: Callable[[str, object], None], who: str) -> int:
    """Of the days that go on as planned the tallest page (UX 12.1, 9)."""
    height = max(today.height for today in seen if today.word == GO_ON)
    record_property("figure", f"Today, lived for 60 days as {who}: {height} of at most {TWO_SCREENS} px")
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


def test_sixty_mornings_of_who_never_answers_in_the_evening(
    site: Site, page: Page, record_property: Callable[[str, object], None]
) -> None:
    """First steps 6 for eight days, then a point less every eight days. All exercises in one tap the next morning, but
    none on the first day of Build up. From day 29 on everyday pain is 2."""
    life = Living(site, page, NURSE, FAITHFUL)
    seen = [life.begin()]
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
        assert (w("da", "work", "today") in seen[-1].cards) is hard, f"Day {day}: the work plan, after {worst}."
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
    longest(seen, record_property, "a nurse on her feet")
