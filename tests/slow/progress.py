"""How it goes: adherence, response, recovery and the ladder of help (PATHWAY sections 5, 7 and 10)."""

from __future__ import annotations

from typing import Any

from tests.slow.kleene import (
    Truth,
    all_of,
    any_of,
    first,
    from_,
    is_number,
    less,
    middle,
    more,
    no,
    one,
    percent,
    same,
    surely,
    to,
)
from tests.slow.life import Life, within

EVERY_DAY = {
    "calm": ("fascia_stretch", "calf_stretch", "calf_stretch_bent"),
}
EVERY_DAY["early"] = (*EVERY_DAY["calm"], "hamstring_stretch", "toe_spread", "big_toe")
EVERY_DAY["build"] = EVERY_DAY["run"] = EVERY_DAY["early"]
"""The exercises of section 7 that a phase plans for every day; what has a ladder counts by its own sessions (0010)."""
RUNGS = ("none", "offer_physio", "offer_work", "offer_still", "offer_lowered", "offer_plan", "offer_held")
RUNGS += ("recommend_physio", "recommend_stuck", "recommend_cause", "recommend_nerve", "recommend_cleared")
RUNGS += ("recommend_both", "recommend_specialist")


def session_done(v: dict[str, Any], values: dict[str, Any], phase: str) -> Any:
    """How much of a date's session was done, in percent; not known if nobody told. What tells more counts."""
    tap = {"all": 100, "some": 50, "none": 0}.get(v["exercises_done"])
    told, ticked = ({item["id"] for item in of} for of in (values.get("exercises") or (), done_of(values)))
    daily = set(EVERY_DAY.get(phase, ()))
    share = 0 if not ticked else 100 if daily <= ticked else 50
    if tap is None:
        left_open = told and not ticked and not (daily and daily <= told)
        return share if "exercises" in values and not left_open else None
    return max(tap, share)


def done_of(values: dict[str, Any]) -> list[dict[str, Any]]:
    """The exercises that were begun: one of 0 sets, of no repetition and no pain, was left out (decision 14)."""
    told = values.get("exercises") or ()
    return [i for i in told if i.get("sets") != 0 or i.get("reps") or i.get("pain") is not None]


def adherence(life: Life, v: dict[str, Any], d: int) -> None:
    n = life.numbers
    told = [life.of("session_done", day) for day in range(d - 14, d) if life.of("planned", day)]
    known = [done for done in told if done is not None]
    v["adherence14"] = None if len(known) < 4 else sum(known) // len(known)
    old = from_(v["plan_days"], n["adherence_from"])
    v["adherence_surely_good"] = surely(all_of(old, from_(v["adherence14"], n["adherence_good"])))
    v["adherence_surely_enough"] = surely(all_of(old, from_(v["adherence14"], n["adherence_floor"])))
    v["adherence_is_low"] = surely(all_of(old, less(v["adherence14"], n["adherence_floor"])))


def did_them(life: Life, values: dict[str, Any], d: int) -> None:
    """ "I have done them" answers the days that adherence looks at."""
    if values.get("obstacle") == "did_them":
        for day in range(d - 14, d):
            if life.of("planned", day):
                life.v[day]["session_done"] = 100


def responses(life: Life, v: dict[str, Any], d: int) -> None:
    n, start = life.numbers, life.marks.get("first_start")
    now_act = middle([*life.over("act", d - 6, d - 1), v["act"]], 3)
    fs_then = act_then = None
    if start is not None:
        fs_days = {**{day: life.of("first_step_pain", day) for day in range(start, d)}, d: v["first_step_pain"]}
        act_days = {**{day: life.of("act", day) for day in range(start, d)}, d: v["act"]}
        fs_then = middle([fs_days.get(day) for day in range(start, start + 7)], 3)
        act_then = middle([act_days.get(day) for day in range(start, start + 7)], 3)
    v["start_fs"], v["start_act"], v["now_act"] = fs_then, act_then, now_act
    then, now = (act_then, now_act) if v["plan_condition"] == "fat_pad_syndrome" else (fs_then, v["now_fs"])
    recovered(life, v, d)
    change = then - now if is_number(then) and is_number(now) else None
    v["response_change"] = change
    v["response_fs"] = fs_then - v["now_fs"] if is_number(fs_then) and is_number(v["now_fs"]) else None

    def left(share: str) -> Truth:
        return all_of(more(then, 0), to(now, percent(then, n[share]))) if is_number(then) else None

    v["response"] = first(
        ("better", any_of(from_(change, n["better_points"]), left("better_left"), v["recovered"])),
        ("some", any_of(from_(change, n["some_points"]), left("some_left"))),
        ("worse", less(change, 0)),
        ("none", same(change, 0)),
    )
    v["getting_worse"] = all_of(from_(v["plan_days"], n["ladder_2w"]), same(v["response"], "worse"))
    v["much_worse_days"] = much_worse(life, v, d)


def recovered(life: Life, v: dict[str, Any], d: int) -> None:
    n = life.numbers
    fs = [*life.over("first_step_pain", d - 13, d - 1), v["first_step_pain"]]
    acts = [*life.over("act_least", d - 13, d - 1), v["act_least"]]
    known = [value for value in fs if value is not None]
    sore = any(is_number(a) and a > n["recovered_worst"] for a in acts)
    enough = sum(value <= n["recovered_fs"] for value in known) >= n["recovered_mornings"]
    none_worse = bool(known) and max(known) <= n["recovered_worst"]
    v["recovered"] = all_of(same(v["colour_yesterday"], "green"), none_worse, enough, not sore)
    v["recovered_surely"] = surely(v["recovered"])


def much_worse(life: Life, v: dict[str, Any], d: int) -> int:
    """Days in a row, to today, on which the median of 7 was 2 above the start."""
    found = 0
    if not is_number(v["start_fs"]):
        return 0
    for now in [v["now_fs"], *reversed(life.over("now_fs", d - 13, d - 1))]:
        if not is_number(now) or now < v["start_fs"] + life.numbers["worse_by"]:
            break
        found += 1
    return found


def rungs_reached(life: Life, v: dict[str, Any], d: int) -> dict[str, Truth]:
    """Each rung by its own condition today."""
    n, plan, response = life.numbers, v["plan_days"], v["response"]
    none_or_worse = one(response, "none", "worse")
    not_better = one(response, "none", "worse", "some")
    enough = v["adherence_surely_enough"]
    loud = sum(life.of("everyday", day) in ("over", "worse") for day in range(d - 14, d))
    still = all_of(one(v["phase"], "calm", "early"), no(less(v["loaded_ago"], n["ladder_4w"])))
    stuck = n["stuck_days"]
    waits = all_of(from_(v["days_in_phase"], stuck), no(less(v["since_raised"], stuck)), no(v["recovered"]))
    unmoved = surely(waits)
    not_upkeep = v["phase"] != "maintain"
    at_intake = all_of(
        from_(v["weeks_of_pain"], n["offer_weeks"]),
        one(v["trend_3_weeks"], "same", "worse"),
        no(from_(plan, n["ladder_2w"])),
        response != "better" and not surely(v["recovered"]),
    )
    return {
        "offer_physio": any_of(at_intake, all_of(from_(plan, n["ladder_2w"]), none_or_worse)),
        "offer_work": all_of(from_(plan, n["ladder_2w"]), loud >= n["everyday_bad_days"]),
        "offer_still": all_of(from_(plan, n["ladder_4w"]), still),
        "offer_lowered": all_of(from_(plan, n["ladder_4w"]), v["lowered28"] >= n["steps_down_many"]),
        "offer_plan": all_of(from_(plan, n["ladder_6w"]), not enough, none_or_worse),
        "offer_held": all_of(from_(plan, n["ladder_6w"]), one(v["phase"], "build", "run"), unmoved),
        "recommend_physio": all_of(from_(plan, n["ladder_6w"]), enough, none_or_worse),
        "recommend_stuck": all_of(from_(plan, n["ladder_12w"]), unmoved, not_upkeep),
        "recommend_cause": all_of(from_(plan, n["ladder_2w"]), from_(v["much_worse_days"], n["worse_days"])),
        "recommend_nerve": all_of(from_(plan, n["ladder_3w"]), burns(life), none_or_worse),
        "recommend_cleared": v["not_cleared"] and surely(from_(v["seen_ago"], n["cleared_no_days"])),
        "recommend_both": all_of(from_(plan, n["ladder_12w"]), not_better),
        "recommend_specialist": all_of(from_(plan, n["ladder_6m"]), not_better),
    }


NAMES_THE_RESPONSE = ("offer_physio", "offer_plan", "recommend_physio", "recommend_nerve", "recommend_cause")
NAMES_THE_RESPONSE += ("recommend_both", "recommend_specialist")


def burns(life: Life) -> bool:
    """Row 19b stands."""
    return bool({"burning", "burning-unclear"} & life.standing.rows)


def ladder(life: Life, v: dict[str, Any], d: int) -> None:
    """The highest rung that is reached; what names the response stays until seen, better or recovered."""
    quiet = within(v["quieted_ago"], life.numbers["rung_quiet"]) or v["seen_ago"] == 0
    reached = {rung for rung, truth in rungs_reached(life, v, d).items() if surely(truth)}
    if quiet:
        reached &= {"recommend_cleared"}
    if quiet or v["response"] == "better" or surely(v["recovered"]):
        life.state["rung_latched"] = "none"
    latched = [life.state["rung_latched"], *(rung for rung in reached if rung in NAMES_THE_RESPONSE)]
    life.state["rung_latched"] = max(latched, key=RUNGS.index)
    stands = {life.state["rung_latched"], *(reached - {*NAMES_THE_RESPONSE})} - {"none"}  # of those the one that stays
    v["rungs"] = sorted(stands, key=RUNGS.index, reverse=True)
    rung = max([life.state["rung_latched"], *reached], key=RUNGS.index)
    if rung != life.state["rung"]:
        life.marks["rung_on"] = d
    life.state["rung"] = v["rung"] = rung
