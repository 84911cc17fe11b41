"""Running: the gate, the stages and the budget (PATHWAY section 8; decision 6)."""

from __future__ import annotations

from typing import Any

from tests.slow.kleene import Truth, all_of, any_of, from_, is_number, less, more, no, one, percent, surely, to
from tests.slow.life import STAGES, Life, within

RUN_MINUTES = {"none": 0, "R1": 1, "R2": 2, "R3": 3, "R4": 4, "R5": 5, "R6": 8, "R7": 10, "R8": 15, "R9": 30}
CAP = 1200


def least_minutes(stage: str) -> int:
    """A session of a stage holds two intervals, R9 one."""
    return RUN_MINUTES[stage] * (1 if stage == "R9" else 2)


def next_stage(stage: str) -> str:
    return STAGES[min(len(STAGES) - 1, STAGES.index(stage) + 1)]


def runs_before(life: Life, v: dict[str, Any], d: int) -> None:
    """What was run on the days before."""
    v["ran_yesterday"], v["ran_before"] = life.of("ran", d - 1), life.of("ran", d - 2)
    v["run_yesterday"] = life.of("run_sure", d - 1)
    six = life.over("ran", d - 6, d - 1)
    v["runs6"] = sum(ran is True for ran in six)
    v["ran_known7"] = sum(ran is not None for ran in life.over("ran", d - 7, d - 1))
    v["runs_untold7"] = sum(doubt is True for doubt in (*life.over("run_in_doubt", d - 6, d - 1), v["run_in_doubt"]))
    v["run6"] = total(life, d - 6, d - 1)
    v["run7"] = v["run6"] + v["run_sure"]
    v["run_last7"] = total(life, d - 7, d - 1)
    numbers = [m for m in life.over("run_sure", d - 30, d - 1) if is_number(m)]
    v["longest30"] = max(numbers) if numbers else None
    y = life.v.get(d - 1, {})
    v["painkiller_before"] = y.get("painkiller_today") is True
    good = all_of(
        from_(v["walk_minutes"], life.numbers["walk_counts"]), to(v["walk_pain"], life.numbers["running_walk"])
    )
    v["walk_good"] = good
    v["walked_well"] = y.get("walk_good")


def total(life: Life, first: int, last: int) -> int:
    return sum(m for m in life.over("run_sure", first, last) if is_number(m))


def budget(life: Life, v: dict[str, Any]) -> None:
    """The numbers of the running budget as it stands now."""
    n, room, stage = life.numbers, life.state["run_budget"], life.state["run_stage"]
    half = percent(room, n["half_of_it"])
    v["budget_half"] = half
    v["budget_back"] = max(half, n["run_short"], percent(n["budget_first"], n["half_of_it"]))
    v["budget_left"] = room - v["run6"]
    longest = v["longest30"]
    v["single_limit"] = None
    if is_number(longest):
        v["single_limit"] = max(n["run_short"], percent(min(longest, half), n["run_longer"]))
    v["stage_room"] = min(half, v["single_limit"]) if is_number(v["single_limit"]) else None
    v["run_session"] = min(v["stage_room"], v["budget_left"]) if is_number(v["stage_room"]) else None
    used = percent(min(room, v["run_last7"]), n["budget_up"])
    rising = min(room + RUN_MINUTES[stage], percent(room, n["budget_most"]))
    v["budget_next"] = min(CAP, max(rising, used))
    v["budget_on"] = min(CAP, max(room, used))
    v["budget_after_gap"] = max(n["run_short"], percent(room, n["budget_gap"]))
    v["budget_limit"] = percent(room, n["budget_over"])
    upkeep = life.state["phase"] == "maintain" and life.state["run_tolerated"] == "R9"
    v["running_on"] = life.state["phase"] == "run" or upkeep


def unhurried(v: dict[str, Any]) -> Truth:
    """Self-care or routine, with loading plan; not known while an open question might say otherwise."""

    def fine(level: str, loading: str) -> bool:
        return level in ("self_care", "routine") and loading == "plan"

    surely_now = fine(v["triage"], v["loading"])
    return (True if fine(v["triage?"], v["loading?"]) else None) if surely_now else False


def gate_now(life: Life, v: dict[str, Any]) -> Truth:
    """The gate's standing part; what is only not asked on a day without a run counts as open."""
    n = life.numbers
    loud = one(v["everyday_yesterday"], "over", "worse") is True
    return all_of(
        unhurried(v),
        to(v["fs3max"], n["running_morning"]),
        no(less(v["injected"], n["injection_rest"])),
        v["painkiller_today"] is not True,
        not v["painkiller_before"],
        not loud,
        all_of(not v["no_running"], no(v["diabetes_maybe"])),
    )


def judge_run(life: Life, v: dict[str, Any], d: int) -> None:
    """Was today's run on a shut gate, or far over the budget? By the plan of the day, once the verdict has moved it."""
    n, s = life.numbers, life.state
    shut: Truth = s["phase"] in ("calm", "early", "build") or (s["phase"] == "paused" and "first_start" in life.marks)
    if s["phase"] == "maintain":
        shut = any_of(s["run_tolerated"] != "R9", more(v["fs3max"], n["running_morning"]))
    if s["phase"] == "run":
        shut = not surely(gate_now(life, v))
    runs = s["phase"] == "run" or (s["phase"] == "maintain" and s["run_tolerated"] == "R9")
    much = runs and v["run_sure"] > 0 and v["run7"] > percent(s["run_budget"], n["budget_over"])
    v["run_on_shut"] = surely(all_of(v["run_sure"] > 0 or v["run_in_doubt"] is True, shut))
    v["run_over"] = v["run_on_shut"] or much
    if v["run_over"]:
        life.marks["over_on"] = d
    if v["run_on_shut"]:
        life.marks["run_shut_on"] = d


def week_green(life: Life, v: dict[str, Any], d: int) -> bool:
    """Seven days since the last change: all known, none amber or red, and four fifths run."""
    n = life.numbers
    if within(v["run_week_age"], n["run_week"]) or within(v["since_bad_run"], n["run_week"]):
        return False
    used = v["run_last7"] >= percent(life.state["run_budget"], n["budget_used"])
    told = not any(doubt is True for doubt in life.over("run_in_doubt", d - 7, d - 1))
    return bool(v["running_on"]) and v["ran_known7"] >= n["run_week_known"] and told and used


def run_due(life: Life, v: dict[str, Any]) -> Truth:
    """Is today a day for a run?"""
    n, s, since = life.numbers, life.state, v["run_since"]
    new_stage = s["phase"] == "run" and 0 < s["runs_here"] <= n["run_first"]
    rests = within(since, n["run_rest"]) or (new_stage and within(since, n["run_rest_new"]))
    rests = rests or within(v["since_too_much"], n["run_rest"]) or within(v["since_over"], n["run_rest"])
    after_too_much = to(v["since_over"], since) is True and not v["colour_surely_green"]
    return all_of(
        v["running_on"],
        v["gate_daily"],
        no(v["ran_yesterday"]),
        not rests,
        v["runs6"] < n["runs_most"],
        v["runs_untold7"] == 0,
        not after_too_much,
        from_(v["run_session"], RUN_MINUTES[s["run_stage"]]),
    )


def gate(life: Life, v: dict[str, Any]) -> None:
    """All of the gate, and the part of it that counts on every day after it."""
    n = life.numbers
    daily = [
        unhurried(v),
        to(v["fs3max"], n["running_morning"]),
        no(less(v["injected"], n["injection_rest"])),
        all_of(no(v["painkiller_today"]), not v["painkiller_before"]),
        no(one(v["everyday_yesterday"], "over", "worse")),
        all_of(not v["no_running"], no(v["diabetes_maybe"])),
    ]
    v["gate_daily"] = all_of(*daily)
    v["gate_open"] = all_of(
        *daily,
        v["wants_to_run"],
        one(v["phase"], "build", "run", "maintain"),
        less(v["walk_passed"], n["walk_recent"]),
        to(v["single_leg_raises_10_pain"], n["running_raises"]),
        from_(v["stable_days"], n["running_stable"]),
    )
