"""What a day and its verdict do to the state (PATHWAY sections 7 and 8; decision 6).

All conditions of an effect speak of the state before it; what moves every day goes line after line.
"""

from __future__ import annotations

from typing import Any

from tests.slow.kleene import all_of, any_of, less, more, no, surely, to
from tests.slow.life import CHANGED, LADDERS, LOADS, ORDERS, Life, step_of
from tests.slow.running import least_minutes, week_green

LOWEST = {"raise_level": "H1", "scrunch_level": "T1", "balance_level": "B1", "run_stage": "R1"}
BACK_IN = {"none": "R1", "R1": "R1", "R2": "R1", "R3": "R1", "R4": "R2", "R5": "R3", "R6": "R4", "R7": "R5"}
BACK_IN |= {"R8": "R6", "R9": "R7"}
"""Two stages below the last tolerated."""


def change(life: Life, d: int, name: str, value: Any) -> None:
    if life.state[name] != value and name in CHANGED:
        life.marks[CHANGED[name]] = d
    life.state[name] = value


def lower(life: Life, d: int, name: str, by: int = 1) -> None:
    change(life, d, name, step_of(ORDERS[name], life.state[name], -by, LOWEST[name]))


def raise_(life: Life, d: int, name: str) -> None:
    change(life, d, name, step_of(ORDERS[name], life.state[name], 1))


def higher(order: tuple[str, ...], one: str, other: str) -> str:
    return max(one, other, key=order.index)


def every_day(life: Life, v: dict[str, Any], d: int) -> None:
    """Before the vote: what was done, the runs, the budget's week."""
    s, n, marks = life.state, life.numbers, life.marks
    if v["raise_done"]:
        marks["raised_on"] = d
    for name, lowest in (("scrunch_level", "T1"), ("balance_level", "B1")):
        if s[name] == "none" and s["phase"] in ("build", "run", "maintain"):
            change(life, d, name, lowest)
    if surely(all_of(v["walked_well"], no(v["unsettled24"]))):
        marks["walk_passed_on"] = d
    if v["run_sure"] > 0 or v["run_in_doubt"]:
        marks["ran_on"] = d
    if s["phase"] in ("build", "run", "maintain"):
        marks["loaded_on"] = d
    if s["phase"] == "run" and v["ran_yesterday"] is True:
        s["green_runs"] += v["colour_yesterday"] == "green" and v["run_yesterday"] >= least_minutes(s["run_stage"])
        s["runs_here"] += 1
        s["green_runs"], s["runs_here"] = min(9, s["green_runs"]), min(99, s["runs_here"])
    if s["phase"] == "run" and s["green_runs"] >= n["runs_done"]:
        s["run_tolerated"] = higher(ORDERS["run_stage"], s["run_tolerated"], s["run_stage"])
    bad = v["ran_yesterday"] is True and not v["colour_surely_green"]
    if bad or (v["ran_before"] is True and v["colour_before"] == "red"):
        marks["bad_run_on"] = d
        v["since_bad_run"] = 0
    budget_week(life, v, d)


def budget_week(life: Life, v: dict[str, Any], d: int) -> None:
    if week_green(life, v, d):
        name = {"run": "budget_next", "maintain": "budget_on"}[life.state["phase"]]
        life.state["run_budget"] = v[name]
        life.marks["run_week_on"] = d
    if life.state["phase"] == "run" and v["gate_holds_surely"]:
        life.marks["gate_open_on"] = d


def act(life: Life, v: dict[str, Any], d: int, rule: str, vote: str) -> None:
    """One rule's effect, and what follows from it."""
    before = {name: life.stands_at(name) for name in LOADS}
    EFFECTS.get(rule, nothing)(life, v, d)
    after = {name: life.stands_at(name) for name in LOADS}
    if any(after[name] > before[name] for name in LADDERS):
        life.marks["raised"] = d
    if vote == "regress" and any(after[name] < before[name] for name in LOADS):
        life.marks["lowered"] = d
        life.lowered_days.append(d)
        life.state["act_then"] = v["act_least_yesterday"]
        life.state["rise_then"] = v["rise"]


def nothing(life: Life, v: dict[str, Any], d: int) -> None: ...


def pause(life: Life, v: dict[str, Any], d: int) -> None:
    if life.state["phase"] == "run":
        life.marks["left_run"] = d
    if life.state["phase"] != "paused":
        for name in ("raise_level", "scrunch_level", "balance_level"):
            lower(life, d, name)
    change(life, d, "phase", "paused")


def start(life: Life, v: dict[str, Any], d: int) -> None:
    change(life, d, "phase", "calm")
    life.state["plan_condition"] = v["condition_now"]
    life.marks.setdefault("first_start", d)


def to_early(life: Life, v: dict[str, Any], d: int) -> None:
    change(life, d, "phase", "early")


def to_build(life: Life, v: dict[str, Any], d: int) -> None:
    change(life, d, "phase", "build")
    if life.state["raise_level"] == "none" and not v["raises_left_out_surely"]:
        easy = to(v["single_leg_raises_10_pain"], life.numbers["trial_pain"])
        change(life, d, "raise_level", "H3" if surely(easy) else "H1")
    for name, lowest in (("scrunch_level", "T1"), ("balance_level", "B1")):
        if life.state[name] == "none":
            change(life, d, name, lowest)


def step_back(life: Life, v: dict[str, Any], d: int) -> None:
    """Back after a gap: each level and the stage one lower, the budget seven tenths."""
    if life.state["phase"] == "early":
        change(life, d, "phase", "calm")
    for name in LADDERS:
        lower(life, d, name)
    if v["running_on"]:
        life.state["run_budget"] = v["budget_after_gap"]
    life.state["green_runs"] = life.state["runs_here"] = 0


def step_down(life: Life, v: dict[str, Any], d: int) -> None:
    """One step down, once per episode; no run for two days."""
    s, n, marks = life.state, life.numbers, life.marks
    phase, fell_lately = s["phase"], surely(less(v["since_fall"], n["run_falls"]))
    lowest = at_lowest(s)
    marks["too_much_on"] = d
    s["green_runs"] = 0
    if spared(life, v):
        return
    if phase == "run":
        marks["stage_fell"] = d
        lower(life, d, "run_stage")
        s["runs_here"] = 0
        if fell_lately:
            marks["left_run"] = d
            change(life, d, "phase", "build")
    elif phase in ("build", "maintain"):
        ladder = {"scrunch": "scrunch_level", "balance": "balance_level"}.get(s["last_raised"], "raise_level")
        lower(life, d, ladder)
        if phase == "build" and lowest:
            change(life, d, "phase", "early")
    elif phase == "early":
        change(life, d, "phase", "calm")


def at_lowest(s: dict[str, Any]) -> bool:
    """The exercise raised last (else the heel raise) stands as low as it goes."""
    ladder = {"scrunch": "scrunch_level", "balance": "balance_level"}.get(s["last_raised"], "raise_level")
    return s[ladder] in ("none", LOWEST[ladder])


def spared(life: Life, v: dict[str, Any]) -> bool:
    """The same episode, and not worse than when it was stepped down: "no load" and not known then count as 0."""
    act_then, rise_then = (s if s.__class__ is int else 0 for s in (life.state["act_then"], life.state["rise_then"]))
    worse = any_of(more(v["act_least_yesterday"], act_then), more(v["rise"], rise_then))
    return surely(all_of(less(v["since_lowered"], life.numbers["episode"]), no(worse)))


def relapse(life: Life, v: dict[str, Any], d: int) -> None:
    """Upkeep did not hold: early or calm, the levels two lower."""
    mild = surely(less(v["first_step_pain"], life.numbers["upkeep_strong"]))
    life.marks["too_much_on"] = d
    life.marks["first_start"] = d
    if v["running_on"]:
        life.marks["left_run"] = d
    change(life, d, "phase", "early" if mild else "calm")
    for name in LADDERS:
        lower(life, d, name, 2)
    life.state["green_runs"] = 0
    life.state["usual_base"] = 5
    life.marks["usual_from"] = d


def leave_run(life: Life, v: dict[str, Any], d: int) -> None:
    life.marks["left_run"] = d
    change(life, d, "phase", "build")
    life.state["green_runs"] = 0


def back_to_early(life: Life, v: dict[str, Any], d: int) -> None:
    """Diabetes told while building up: back to early until the foot has been looked at; the levels are kept."""
    if life.state["phase"] == "run":
        life.marks["left_run"] = d
    change(life, d, "phase", "early")
    life.state["green_runs"] = 0


def start_run(life: Life, v: dict[str, Any], d: int) -> None:
    s = life.state
    soon = surely(less(v["left_run_ago"], life.numbers["run_back"]))
    change(life, d, "phase", "run")
    change(life, d, "run_stage", BACK_IN[s["run_tolerated"]] if soon else "R1")
    s["run_budget"] = v["budget_back"] if soon else life.numbers["budget_first"]
    s["green_runs"] = s["runs_here"] = 0
    life.marks["run_week_on"] = life.marks["gate_open_on"] = d


def to_upkeep(life: Life, v: dict[str, Any], d: int) -> None:
    s = life.state
    if s["phase"] == "run":
        s["run_tolerated"] = higher(ORDERS["run_stage"], s["run_tolerated"], s["run_stage"])
    change(life, d, "phase", "maintain")
    life.answers.entering_upkeep(d)


def one_up(life: Life, v: dict[str, Any], d: int) -> None:
    s, what = life.state, v["up_next"]
    if what == "stage":
        s["run_tolerated"] = higher(ORDERS["run_stage"], s["run_tolerated"], s["run_stage"])
        s["green_runs"] = s["runs_here"] = 0
    else:
        s["last_raised"] = what
    ladder = {"raises": "raise_level", "scrunch": "scrunch_level", "balance": "balance_level", "stage": "run_stage"}
    raise_(life, d, ladder[what])


EFFECTS = {
    "red-flag-stop": pause,
    "fracture-or-sinister": pause,
    "told-of-diabetes": back_to_early,
    "not-to-be-loaded": pause,
    "back-after-gap": step_back,
    "back-after-gap-calm": step_back,
    "relapse": relapse,
    "running-shut": leave_run,
    "too-much": step_down,
    "too-much-calm": step_down,
    "plan-starts": start,
    "calm-to-early": to_early,
    "early-to-build": to_build,
    "run-starts": start_run,
    "upkeep-starts": to_upkeep,
    "one-thing-up": one_up,
}
