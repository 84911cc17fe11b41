"""One date of a life, from what was said to what is decided and where it leads."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from svang.model.person import Event
from tests.slow import limits, moves, pain, progress, running
from tests.slow.clinic import adjustments, limits_of, numbers_today, own_pause, set_by_clinician
from tests.slow.days import Told
from tests.slow.facts import ASKED_ONCE, FEET, FLAGS, facts_on, is_sign, name_of, not_applicable
from tests.slow.fits import (
    CONDITIONS,
    Foot,
    best_of_person,
    bone_risk,
    condition_now,
    feet_on,
    likely_anywhere,
    several_entheses,
)
from tests.slow.kleene import any_of, is_number, more, one, surely
from tests.slow.life import LOADS, ORDERS, PHASES, Life
from tests.slow.rows import LOADING, TRIAGE, Row, rows_on, urgency
from tests.slow.standing import stand
from tests.slow.votes import Rules, Verdict, decide, must_know, rules


@dataclass(frozen=True)
class SlowDay:
    """What a date comes to: the values that rules see, and the state after the verdict.

    `why`: the rules that fired with the vote that is said. `feet`: how each condition fits each sore foot. `rungs`:
    what is reached beside the rung, the highest first. `lowered`: did a load go down?
    """

    date: int
    values: dict[str, Any]
    rows: tuple[str, ...]
    unsure: tuple[str, ...]
    triage: str
    loading: str
    phase: str
    state: dict[str, Any]
    rule: str
    vote: str
    condition: str
    rung: str
    why: frozenset[str]
    feet: tuple[Foot, ...]
    rungs: tuple[str, ...]
    lowered: bool


SINCE = {
    "plan_days": "first_start",
    "days_in_phase": "moved",
    "since_lowered": "lowered",
    "since_raised": "raised",
    "seen_ago": "seen_on",
    "quieted_ago": "quieted",
    "raise_age": "raise_changed",
    "scrunch_age": "scrunch_changed",
    "balance_age": "balance_changed",
    "stage_age": "stage_changed",
    "raised_strength": "raised_on",
    "since_over": "over_on",
    "since_too_much": "too_much_on",
    "run_since": "ran_on",
    "since_fall": "stage_fell",
    "left_run_ago": "left_run",
    "run_week_age": "run_week_on",
    "since_bad_run": "bad_run_on",
    "gate_shut_days": "gate_open_on",
    "walk_passed": "walk_passed_on",
    "loaded_ago": "loaded_on",
    "run_shut_ago": "run_shut_on",
}


def day(life: Life, d: int) -> SlowDay:
    told = life.days.get(d)
    values = told.values if told is not None else {}
    v = life.v[d] = {"numbers": numbers_today(life, d, told)}
    known_today(life, v, d, values, told)
    from_the_clinic(life, v, d, told)
    feet = what_it_may_be(life, v, d)
    measured(life, v, d, values, told)
    before_the_vote(life, v, d, values)
    stands = triage(life, v, d, feet, told)
    votes = rules(life, v, d)
    verdict = decide(votes)
    fired = {id for id, _, truth in votes if truth is True}
    v["run_due"] = running.run_due(life, v)
    frame = dict(v)
    if v["checked_in"]:
        life.last_entry = d
    carry_out(life, v, d, verdict)
    set_by_clinician(life, d, verdict, fired)
    running.judge_run(life, v, d)
    plan_of_day(life, v, d, verdict, fired)
    return seen_from_outside(life, d, frame, stands, verdict, votes, feet)


def known_today(life: Life, v: dict[str, Any], d: int, values: dict[str, Any], told: Told | None) -> None:
    """The day's answers, and what is still known of those before."""
    phase = life.state["phase"]
    life.answers.forget(d, phase)
    life.answers.tell(d, values, phase)
    if values.get("activity_pain.intake") is not None and "first_start" not in life.marks:
        said = values["activity_pain.intake"]
        life.state["usual_base"] = said
    if values.get("everyday_changed") is True:
        life.state["usual_base"] = 5
        life.marks["usual_from"] = d
    v |= facts_on(life.answers, d)
    derived(v)
    pain.first_steps(life, v, d, values)
    pain.check_ins(life, v, d, values)


def derived(v: dict[str, Any]) -> None:
    """What follows from lasting facts alone."""
    left, right = (v[f"pain_sites.{foot}"] for foot in FEET)
    none = (left is not None and not left) or (right is not None and not right)
    v["both_feet"] = False if none else (None if left is None or right is None else True)
    kilos, height = v["weight_kg"], v["height_cm"]
    known = kilos is not None and height is not None
    v["body_mass_index"] = (2000000 * kilos + height * height) // (2 * height * height) if known else None
    not_applicable(v)
    v["flags_missing"] = sum(v[name] is None for name in (*FLAGS, *ASKED_ONCE))
    choice = v["plan_choice"] in ("without_raises", "no_raises")
    v["chooses_without"] = choice


def from_the_clinic(life: Life, v: dict[str, Any], d: int, told: Told | None) -> None:
    """That somebody has seen the foot, what was set, and what was done to it."""
    for event in told.seen if told else ():
        life.marks["seen_on"] = d
        life.last_seen = event
        life.named = str(event.body.get("condition") or life.named)
    for event in told.treated if told else ():
        treated(life, v, d, event)
    for event in told.paused if told else ():
        life.pause = (d, int(event.body["until"]))
    adjustments(life, v)
    limits_of(life, v, d)
    own_pause(life, v, d)


def treated(life: Life, v: dict[str, Any], d: int, event: Event) -> None:
    """An injection also answers when the last one was, and counts one more."""
    if event.body.get("what") != "steroid_injection":
        return
    total = life.answers.value.get("injections_total")
    told: dict[str, Any] = {"steroid_injection_on": d}
    if is_number(total):
        told["injections_total"] = total + 1
    life.answers.tell(d, told, life.state["phase"])
    v |= {"injections_total": None, **told}


def what_it_may_be(life: Life, v: dict[str, Any], d: int) -> list[Foot]:
    v["phase"], v["plan"] = life.state["phase"], life.state["phase"] != "paused"
    on = v["steroid_injection_on"]
    v["injected"] = d - on if is_number(on) else on
    told = life.days.get(d)
    values = told.values if told is not None else {}
    v["activity_pain"] = values.get("activity_pain.intake", values.get("activity_pain"))
    feet = feet_on(v, life.spoken_against)
    best = best_of_person(feet, v)
    v["named"] = life.named
    v["condition_now"] = condition_now(best, life.named, life.state["plan_condition"], v["plan"])
    v |= {f"{condition}_likely": likely_anywhere(feet, condition) for condition in CONDITIONS}
    v["bone_risk"], v["several_entheses"] = bone_risk(v), several_entheses(v)
    v["no_running_said"], v["no_raises_said"] = v["no_running"], v["no_heel_raises"]
    return feet


def measured(life: Life, v: dict[str, Any], d: int, values: dict[str, Any], told: Told | None) -> None:
    """What is folded from the days before and from this morning."""
    for name, mark in SINCE.items():
        v[name] = life.since(mark, d)
    for name in ("plan_condition", "raise_level", "scrunch_level", "balance_level", "run_stage"):
        v[name] = life.state[name]
    v["diabetes_maybe"] = life.of("diabetes_maybe", d - 1) if d - 1 in life.v else False
    pain.mornings(life, v, d)
    pain.loads(life, v, d, values, told)
    pain.steps_usual(life, v, d)
    pain.settling(life, v, d)
    pain.everyday(life, v, d)
    pain.colours(life, v, d)
    pain.load_entries(life, v)
    pain.looks_back(life, v, d)
    pain.inconsistent(life, v)
    v["act_yesterday_told"] = v["act_yesterday"] is not None
    v["lowered28"] = sum(d - day <= 28 for day in life.lowered_days)
    v["pains_yesterday"] = None
    running.runs_before(life, v, d)
    v["session_done"] = progress.session_done(v, values, life.state["phase"])


def before_the_vote(life: Life, v: dict[str, Any], d: int, values: dict[str, Any]) -> None:
    """What moves every day."""
    yesterday = life.v.get(d - 1, {})
    for name, start in (("triage", "self_care"), ("loading", "plan")):
        v[name], v[f"{name}?"] = yesterday.get(name, start), yesterday.get(f"{name}?", start)
    v["raises_left_out_surely"] = v["chooses_without"] or v["no_heel_raises"]
    progress.did_them(life, values, d)
    progress.adherence(life, v, d)
    progress.responses(life, v, d)
    if v["seen_ago"] == 0 and life.state["rung"] != "none":
        life.marks["quieted"] = d
        v["quieted_ago"] = 0
    progress.ladder(life, v, d)
    running.budget(life, v)
    v["gate_holds_surely"] = surely(running.gate_now(life, v))
    moves.every_day(life, v, d)
    for name, mark in SINCE.items():
        v[name] = life.since(mark, d)
    v |= life.state
    before = {name: v[name] for name in ("budget_next", "budget_on", "budget_limit", "budget_after_gap")}
    running.budget(life, v)
    v |= before  # what the week was judged by
    limits.steps(life, v, d)


def triage(life: Life, v: dict[str, Any], d: int, feet: list[Foot], told: Told | None) -> list[Row]:
    """The rows that stand, and what they come to; those that may be true, and what they would come to."""
    must = must_know(life, v, d)
    v["must_missing"] = len(must)
    v["empty_sites_odd"] = empty_but_sore(v)
    rows = [*rows_on(v, feet), *ladder_rows(v), *seen_rows(life, v)]
    said = as_said(life, v, d, told)
    ids, maybe = stand(d, rows, life.standing, life.answers, v, told, said)
    by_id = {row.id: row for row in rows}
    stands, unsure = [by_id[id] for id in ids], [] if v["own_pause"] else [by_id[id] for id in maybe]
    if unsure and not stands:
        stands = [Row("question-open", "routine", "plan", "none", [])]
    v["triage"], v["loading"] = urgency(stands)
    v["triage?"], v["loading?"] = urgency([*stands, *unsure])
    v["kinds"] = {row.kind for row in stands} - {""}
    v["kinds?"] = {row.kind for row in [*stands, *unsure]} - {""}
    for kind in ("fracture", "sinister", "nerve", "inflammatory", "diabetes", "burning"):
        v[f"{kind}_stands"], v[f"{kind}_stands?"] = kind in v["kinds"], kind in v["kinds?"]
    v["diabetes_maybe"] = True if v["diabetes_stands"] else (None if "diabetes" in v["kinds?"] else False)
    v["unsure"] = tuple(row.id for row in unsure)
    v["gate_holds_surely"] = surely(running.gate_now(life, v))  # by the rows of today
    assert v["triage"] in TRIAGE and v["loading"] in LOADING
    return stands


def empty_but_sore(v: dict[str, Any]) -> bool:
    """No place of pain, and yet pain: no foot's signs may be skipped so."""
    pains = (v["first_step_pain"], v["activity_pain"], v["act_least"])
    return v["pain_sites"] is not None and not v["pain_sites"] and any(is_number(p) and p > 0 for p in pains)


LADDER_ROWS = {
    "recommend_cause": "ladder-cause",
    "recommend_stuck": "ladder-stuck",
    "recommend_nerve": "ladder-nerve",
    "recommend_cleared": "ladder-not-cleared",
    "recommend_both": "ladder-12-weeks",
    "recommend_specialist": "ladder-6-months",
}


def ladder_rows(v: dict[str, Any]) -> list[Row]:
    rows = [Row(id, "routine", "plan", "none", [[(v["rung"] == rung, ())]]) for rung, id in LADDER_ROWS.items()]
    by_doctor = (v["night_pain"] not in (None, "none")) or v["both_feet"] is True
    six_weeks = v["rung"] == "recommend_physio"
    rows.append(Row("ladder-6-weeks-doctor", "routine", "plan", "none", [[(six_weeks and by_doctor, ())]]))
    return [*rows, Row("ladder-6-weeks", "routine", "plan", "none", [[(six_weeks and not by_doctor, ())]])]


def seen_rows(life: Life, v: dict[str, Any]) -> list[Row]:
    """The last `seen` does not say yes, or a limit of it rests the foot."""
    return [
        Row("not-cleared", "routine", "none", "none", [[(v["not_cleared"], ())]]),
        Row("clinic-rest", "routine", "none", "none", [[(v["rest_said"], ())]]),
    ]


def as_said(life: Life, v: dict[str, Any], d: int, told: Told | None) -> set[str]:
    """Rows that were true with the signs that were said today and changed too late to be a slip."""
    if told is None or not told.said:
        return set()
    answers = deepcopy(life.answers)
    for slot, words in told.said.items():
        answers.value[slot] = worst_said(slot, words)
        answers.until.pop(slot, None)
        if name_of(slot) == "onset_injury" and is_sign(slot, answers.value[slot]):
            answers.injury_on = answers.injury_on or d
    said = {**v, **facts_on(answers, d)}
    derived(said)
    return {row.id for row in rows_on(said, feet_on(said, dict(life.spoken_against))) if row.truth is True}


ORDER_SAID = ("none", "no", "old", "stable", "fall_or_jump", "blow", "pop_or_tear", "sudden_severe", "new")
ORDER_SAID += ("getting_worse", "sudden", "unrelated_to_load", "strong_without_load")


def worst_said(slot: str, words: list[Any]) -> Any:
    if isinstance(words[0], frozenset):
        return frozenset().union(*words)
    return max(words, key=ORDER_SAID.index) if isinstance(words[0], str) else words[-1]


def carry_out(life: Life, v: dict[str, Any], d: int, verdict: Verdict) -> None:
    """The verdict's effect; several holds all act; what is held for not known moves nothing."""
    if verdict.maybe:
        return
    for rule in verdict.also_hold or (verdict.rule,):
        moves.act(life, v, d, rule, verdict.vote)


RELIEF_ONLY = ("must-know", "red-flag-stop", "fracture-or-sinister", "not-to-be-loaded", "own-pause")


def plan_of_day(life: Life, v: dict[str, Any], d: int, verdict: Verdict, fired: set[str]) -> None:
    """Was a session planned, and one that strengthens? After the verdict, where its rules leave more than relief."""
    fired = {verdict.maybe} if verdict.maybe else fired
    phase = life.state["phase"]
    v["planned"] = phase in PHASES[1:5] and not fired & set(RELIEF_ONLY)
    v["planned_strength"] = v["planned"] and phase != "calm"


def seen_from_outside(
    life: Life, d: int, frame: dict[str, Any], stands: list[Row], verdict: Verdict, votes: Rules, feet: list[Foot]
) -> SlowDay:
    rule = said_rule(life, frame, verdict)
    vote = "hold" if rule == "enough-for-today" or verdict.maybe else verdict.vote
    return SlowDay(
        date=d,
        values=frame,
        rows=tuple(row.id for row in stands) or ("self-care",),
        unsure=frame["unsure"],
        triage=frame["triage"],
        loading=frame["loading"],
        phase=life.state["phase"],
        state=dict(life.state),
        rule=rule,
        vote=vote,
        condition=frame["condition_now"],
        rung=frame["rung"],
        why=frozenset({rule, *(id for id, said, truth in votes if truth is True and said == vote)}),
        feet=tuple(feet),
        rungs=tuple(rung for rung in frame["rungs"] if rung != frame["rung"]),
        lowered=any(life.stands_at(name) < ORDERS[name].index(frame[name]) for name in LOADS),
    )


def said_rule(life: Life, v: dict[str, Any], verdict: Verdict) -> str:
    """Row 5b is laid over the day's vote, a start too, never over stop or regress, and takes nothing back."""
    much = any_of(more(v["act_plan_least"], v["numbers"]["pain_amber"]), one(v["everyday"], "worse"))
    if verdict.vote not in ("stop", "regress") and life.state["phase"] != "paused" and much is True:
        return "enough-for-today"
    return verdict.maybe or verdict.rule
