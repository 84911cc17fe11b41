"""The decision of a day (PATHWAY section 6): each rule as it is true, false or not known this morning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.slow.facts import ASKED_ONCE, FLAGS
from tests.slow.kleene import Truth, all_of, any_of, from_, is_number, less, more, no, one, same, surely, to
from tests.slow.life import Life
from tests.slow.progress import done_of
from tests.slow.running import gate, least_minutes, next_stage

ORDER = (("stop",), ("regress",), ("hold",), ("start", "progress"), ("continue",))


@dataclass(frozen=True)
class Verdict:
    """`rule`: the one that acts; `maybe`: the more cautious one that holds an opening vote back."""

    rule: str
    vote: str
    maybe: str = ""
    also_hold: tuple[str, ...] = ()


Rules = list[tuple[str, str, Truth]]


def must_know(life: Life, v: dict[str, Any], d: int) -> list[str]:
    """What must be known before anything opens (row 4)."""
    names = [name for name in (*FLAGS, *ASKED_ONCE, "age") if v[name] is None]
    if v["age"] is not None and v["age"] < 18:
        return names  # out of scope: nothing about a plan is asked of a child
    names += ["pain_sites"] if v["phase"] != "maintain" and v["pain_sites"] is None else []
    told = [life.of("first_step_pain", day) for day in range(d - 13, d)] if v["phase"] == "maintain" else []
    if v["first_step_pain"] is None and all(value is None for value in told):
        names.append("first_step_pain")
    begins = not v["plan"] and not v["not_cleared"] and not v["rest_said"]  # not while a clinician's no stands
    if begins and v["activity_pain"] is None:
        names.append("activity_pain")
    return names


def rules(life: Life, v: dict[str, Any], d: int) -> Rules:
    return [*cautious(life, v, d), *opening(life, v, d), ("go-on", "continue", True)]


def cautious(life: Life, v: dict[str, Any], d: int) -> Rules:
    n, plan, phase = life.numbers, v["plan"], v["phase"]
    calm = phase == "calm"
    gap = plan and v["checked_in"] and surely(from_(v["gap"], n["gap_upkeep" if phase == "maintain" else "gap_long"]))
    much = all_of(plan, too_much(life, v, d))
    looked_into = any_of(maybe_kind(v, "fracture"), maybe_kind(v, "sinister"))
    load_unknown = all_of(
        v["event_yesterday"], not (v["first_step_yesterday"] is not None and v["rise_told"] and v["act_yesterday_told"])
    )
    few = any_of(
        less(v["injected"], n["injection_rest"]),
        all_of(from_(v["gap"], n["gap_short"]), phase != "maintain"),
        all_of(phase != "maintain" or v["checked_in"], any_of(load_unknown, life.of("run_in_doubt", d - 1) is True)),
    )
    strengthening = phase in ("build", "run")
    return [
        ("red-flag-stop", "stop", maybe_of(v, "triage", "same_day", "emergency")),
        ("fracture-or-sinister", "stop", looked_into),
        ("back-after-gap", "regress", gap and not calm),
        ("relapse", "regress", all_of(phase == "maintain", relapsed(life, v, d))),
        ("running-shut", "regress", phase == "run" and surely(from_(v["gate_shut_days"], n["run_shut"]))),
        ("too-much", "regress", all_of(much, not calm)),
        ("back-after-gap-calm", "hold", gap and calm),
        ("too-much-calm", "hold", all_of(much, calm)),
        ("must-know", "hold", not v["own_pause"] and (v["must_missing"] > 0 or v["empty_sites_odd"])),
        ("own-pause", "hold", v["own_pause"]),
        ("not-to-be-loaded", "hold", maybe_of(v, "loading", "none")),
        ("told-of-diabetes", "hold", all_of(maybe_kind(v, "diabetes"), phase in ("build", "run"))),
        ("not-settled", "hold", all_of(plan, any_of(v["unsettled24"], v["marked_rise"]))),
        ("too-little-known", "hold", all_of(plan, few)),
        ("entries-disagree", "hold", v["inconsistent_surely"]),
        ("amber-yesterday", "hold", all_of(strengthening, one(v["colour_plan_yesterday"], "amber"))),
        ("adherence-low", "hold", strengthening and v["adherence_is_low"] and not v["recovered_surely"]),
    ]


def maybe_of(v: dict[str, Any], name: str, *words: str) -> Truth:
    """True as it stands; not known if it might be once what is open is answered."""
    return True if v[name] in words else (None if v[f"{name}?"] in words else False)


def maybe_kind(v: dict[str, Any], kind: str) -> Truth:
    return True if kind in v["kinds"] else (None if kind in v["kinds?"] else False)


def too_much(life: Life, v: dict[str, Any], d: int) -> Truth:
    n = life.numbers
    raised_lately = less(v["since_raised"], n["raise_watch"] + 1)
    after = any_of(
        from_(v["rise"], n["rise_high"]),
        v["marked_rise_yesterday"],
        v["ran_yesterday"],
        raised_lately,
    )
    plan_pain = v["act_plan_least_yesterday"]
    everyday = one(v["everyday_yesterday"], "worse")
    return any_of(
        more(plan_pain, n["pain_amber"]) if plan_pain is not None else False,
        everyday,
        v["unsettled48"],
        all_of(v["marked_rise"], after),
    )


def relapsed(life: Life, v: dict[str, Any], d: int) -> Truth:
    n = life.numbers
    week = [*life.over("first_step_pain", d - 6, d - 1), v["first_step_pain"]]
    sore = sum(is_number(fs) and fs >= n["upkeep_sore"] for fs in week)
    return any_of(sore >= n["upkeep_mornings"], all_of(v["marked_rise"], v["marked_rise_yesterday"]))


def opening(life: Life, v: dict[str, Any], d: int) -> Rules:
    n, phase = life.numbers, v["phase"]
    gate(life, v)
    full = (True if v["loading?"] == "plan" else None) if v["loading"] == "plan" else False
    raised = less(v["since_raised"], n["raise_rest"])
    pains_told = pains_told_yesterday(life, d)
    not_worse = not surely(v["getting_worse"])  # worse is what is known to be
    run_from = phase == "build" or (phase == "maintain" and life.state["run_tolerated"] != "R9")
    run = all_of(run_from, v["gate_open"], same(v["colour_yesterday"], "green"), no(raised), not_worse, pains_told)
    return [
        ("plan-starts", "start", not v["plan"]),
        ("calm-to-early", "progress", all_of(phase == "calm", not v["phase_held"], leaves_calm(life, v, d))),
        ("early-to-build", "progress", all_of(phase == "early", full, not v["phase_held"], leaves_early(life, v, d))),
        ("run-starts", "start", all_of(run, not v["phase_held"])),
        ("upkeep-starts", "progress", all_of(full, not v["phase_held"], to_upkeep(life, v, d))),
        ("one-thing-up", "progress", all_of(full, one_up(life, v, d), no(raised), not_worse, pains_told)),
    ]


def pains_told_yesterday(life: Life, d: int) -> bool:
    """Each exercise that was told of yesterday has its pain told."""
    told = life.days.get(d - 1)
    items = done_of(told.values) if told else []
    one_tap = told is not None and told.values.get("exercises_done") in ("all", "some")
    tapped = not one_tap or (told is not None and told.values.get("exercises_pain") is not None)
    return all(item.get("pain") is not None for item in items) and tapped


def leaves_any(life: Life, v: dict[str, Any], d: int) -> Truth:
    """What every step from calm and from early wants (row 12 and section 7)."""
    n = life.numbers
    rest = n["step_down_rest_long"] if v["lowered28"] >= n["steps_down_two"] else n["step_down_rest"]
    return all_of(
        from_(v["days_in_phase"], n["calm_least"]),
        no(less(v["since_lowered"], rest)),
        v["mornings_known"] >= n["mornings"],
        same(v["marked_rises"], 0),
        v["loaded_reds"] == 0,
        v["everyday_worse7"] == 0,
        no(to(v["response_change"], -2)) if v["response_change"] is not None else True,
        v["colour_plan_yesterday"] is not None,
        no(to(v["run_shut_ago"], n["run_shut_days"])),
    )


def leaves_calm(life: Life, v: dict[str, Any], d: int) -> Truth:
    n = life.numbers
    slow = any_of(v["loaded_over"] > 0, one(v["rest_pain"], "strong_after_load"))
    waited = any_of(no(slow), from_(v["days_in_phase"], n["calm_long"]))
    return all_of(leaves_any(life, v, d), waited, no(one(v["rest_pain"], "strong_without_load")))


def leaves_early(life: Life, v: dict[str, Any], d: int) -> Truth:
    n = life.numbers
    trial = any_of(v["raises_left_out_surely"], to(v["two_leg_raises_8_pain"], n["trial_pain"]))
    return all_of(
        leaves_any(life, v, d),
        from_(v["plan_days"], n["early_least"]),
        v["loaded_unsettled"] == 0,
        trial,
        no(maybe_kind(v, "diabetes")),
    )


def to_upkeep(life: Life, v: dict[str, Any], d: int) -> Truth:
    n, s = life.numbers, life.state
    still = s["raise_level"] != "none" and surely(from_(v["raise_age"], n["level_still"]))
    raises = s["raise_level"] in ("H3", "H4", "H5") or still or v["raises_left_out_surely"]
    long = from_(v["days_in_phase"], n["build_long"])
    build = all_of(v["phase"] == "build", raises, any_of(no(v["wants_to_run"]), long))
    run = v["phase"] == "run" and s["run_stage"] == "R9" and s["green_runs"] >= n["runs_done"]
    return all_of(v["recovered"], any_of(build, run))


def one_up(life: Life, v: dict[str, Any], d: int) -> Truth:
    """Something may rise; which one is the longest since its last change, of equals the one that loads least."""
    n, s = life.numbers, life.state
    green_plan = same(v["colour_plan_yesterday"], "green")
    may = {name: all_of(truth, green_plan) for name, truth in exercises_may(life, v).items()}
    stage = all_of(
        v["phase"] == "run" and not v["run_stage_held"] and s["run_stage"] != "R9",
        no(less(v["since_fall"], n["run_falls"])),
        s["green_runs"] >= n["runs_done"],
        from_(v["stage_room"], least_minutes(next_stage(s["run_stage"]))),
        same(v["colour_yesterday"], "green"),
    )
    may["stage"] = stage
    ages = {"raises": "raise_age", "scrunch": "scrunch_age", "balance": "balance_age", "stage": "stage_age"}
    v["up_next"] = None
    for name, truth in may.items():
        older = [all_of(may[o], more(v[ages[o]], v[ages[name]])) for o in list(may)[list(may).index(name) + 1 :]]
        if truth is True and not any(o is True for o in older):
            v["up_next"] = name
            break
    return all_of(v["phase"] in ("build", "run"), v["up_next"] is not None)


def exercises_may(life: Life, v: dict[str, Any]) -> dict[str, Truth]:
    n, s = life.numbers, life.state
    strengthening = v["phase"] in ("build", "run")
    calm_week = v["ambers7"] == 0 and v["reds7"] == 0
    all_may = all_of(
        strengthening,
        no(less(v["days_in_phase"], n["raise_rest"])),
        no(less(v["since_lowered"], n["level_rest"])),
        v["adherence_surely_good"],
        calm_week,
    )

    def may(name: str, top: str) -> Truth:
        level, age = s[f"{name}_level"], v[f"{name}_age"]
        rested = no(less(age, n["level_rest"]))
        free = not v[f"{name}_level_held"]
        return all_of(all_may, free, level != top, rested, v[f"{name}_tops_count"] >= n["top_sessions"])

    first = all_of(strengthening, s["raise_level"] == "none", to(v["two_leg_raises_8_pain"], n["trial_pain"]))
    raises = all_of(not v["raises_left_out_surely"], not v["raise_level_held"], any_of(may("raise", "H5"), first))
    return {"raises": raises, "scrunch": may("scrunch", "T3"), "balance": may("balance", "B3")}


def decide(all_rules: Rules) -> Verdict:
    """The most cautious vote that surely fires; an opening one only if every more cautious rule surely does not."""
    for votes in ORDER[:3]:
        fired = [(id, vote) for id, vote, truth in all_rules if vote in votes and truth is True]
        if fired:
            return Verdict(*fired[0], also_hold=tuple(id for id, _ in fired) if votes == ("hold",) else ())
    opens = [(id, vote) for id, vote, truth in all_rules if vote in ORDER[3] and truth is True]
    if not opens:
        return Verdict("go-on", "continue")
    maybe = [id for votes in ORDER[:3] for id, vote, truth in all_rules if vote in votes and truth is None]
    return Verdict(opens[0][0], opens[0][1], maybe[0] if maybe else "")
