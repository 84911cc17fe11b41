"""That no way is a dead end: what always holds of the state, and where good days lead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import z3

from svang.answers.clinic import settable
from svang.model.knowledge import OPENING, Change, Fact, Pathway
from svang.proofs.asking import Claim
from svang.proofs.words import (
    at_least,
    day,
    flags,
    invariant,
    is_,
    ladders,
    loads,
    never_or_at_least,
    outcomes,
    place,
    said_to_be,
    yes,
)
from svang.readings.prove import triage, votes
from svang.readings.prove.machine import After, age_of
from svang.readings.prove.terms import Bool, Choice, Number, every, no, some
from svang.readings.prove.world import World

ALL = ("stop", "regress", "hold", "start", "progress", "continue")


def invariant_begins(pathway: Pathway) -> Claim:
    """It holds before the first day."""

    def given(world: World) -> Bool:
        starts = []
        for state in pathway.machine.state.values():
            term = world.term(state.id)
            if isinstance(term, Choice):
                starts.append(term.is_(str(state.start)))
            elif isinstance(term, Number) and isinstance(state.start, int):
                starts.append(every([term.number, term.value == state.start]))
        return every([*starts, *(age_of(world, mark).extra["never"] for mark in pathway.machine.marks)])

    return day(pathway, given, then=invariant)


def invariant_stays(pathway: Pathway) -> Claim:
    """From a state that it holds of, every decision, the machine's every day and whatever a clinician may set lead to
    one that it holds of."""

    def then(world: World) -> Bool:
        kept = [z3.Implies(decided, invariant(world, after)) for _, decided, after in outcomes(world, ALL)]
        daily = [invariant(world, After(world, (change,))) for change in pathway.machine.every_day]
        runs = no(is_(world, "phase", "paused"))  # nothing is set by hand before a plan runs
        by_hand = [z3.Implies(runs, invariant(world, After(world, (change,)))) for change in set_by_hand(pathway)]
        return every([*kept, *daily, *by_hand])

    return day(pathway, invariant, then=then)


def set_by_hand(pathway: Pathway) -> list[Change]:
    """Each level, stage and phase that a clinician may set."""
    allowed = settable(pathway)
    return [Change(state.id, "to", value) for state in loads(pathway) for value in allowed[state.id]]


GOOD: Mapping[str, Any] = {
    "first_step_pain": 0,
    "base7": 0,
    "fs3max": 0,
    "now_fs": 0,
    "now_act": 0,
    "worst_morning14": 0,
    "low_mornings": 14,
    "sore_mornings7": 0,
    "sore_activities14": 0,
    "mornings_known": 3,
    "marked_rises": 0,
    "loaded_reds": 0,
    "loaded_unsettled": 0,
    "ambers7": 0,
    "reds7": 0,
    "stable_days": 14,
    "adherence14": 100,
    "raise_tops": 3,
    "scrunch_tops": 3,
    "balance_tops": 3,
    "gap": 1,
    "first_step_yesterday": 0,
    "first_step_told_yesterday": True,
    "act_yesterday": 0,
    "act_least_yesterday": 0,
    "two_leg_raises_8_pain": 0,
    "single_leg_raises_10_pain": 0,
    "activity_pain": 0,
    "activity_told": 0,
    "exercise_pain": 0,
    "walk_pain": 0,
    "run_pain": 0,
    "marked_rise_yesterday": False,
    "event_before": True,
    "settled_told": True,
    "unsettled24_then": False,
    "colour_then": "green",
    "painkiller_today": False,
    "painkiller_then": False,
    "steroid_injection_on": "never",
    "injected": "never",
    "checked_in": True,
    "ran_shut_then": False,
    "ran_much_then": False,
    "run_untold_then": False,
    "pain_untold_then": False,
    "act_plan_yesterday": 0,
    "act_told_then": True,
    "doubted_then": False,
    "load_entry_yesterday": True,
    "strength_planned_then": True,
    "exercised_then": 100,
    "everyday_yesterday": "calm",
    "everyday_amber_then": False,
    "everyday_worse7": 0,
    "runs_untold7": 0,
    "loaded_overs": 0,
    "lowered28": 0,
    "colour_plan_then": "green",
    "own_pause": False,
    "not_cleared": False,
    "rest_said": False,
    "no_running_said": False,
    "no_raises_said": False,
    "phase_held": False,
    "run_stage_held": False,
    "raise_level_held": False,
    "scrunch_level_held": False,
    "balance_level_held": False,
    "rest_pain": "none",
    "function_limit": "none",
    "condition_now": "plantar_fasciopathy",
}
"""A good day after many good days: no pain, all of the plan done, everything answered."""


def calm(fact: Fact) -> Any:
    """The answer that is no sign."""
    if fact.kind == "yes_no":
        return True not in fact.signs
    return frozenset() if fact.kind == "set" else next(word for word in fact.options if word not in fact.signs)


def no_signs(world: World) -> Bool:
    """Every red flag answered, none of them there; no row stands that a clinician or an answer would have to lift."""
    answered = [said_to_be(world.term(fact.id), calm(fact)) for fact in flags(world.pathway)]
    held = [n for n, row in enumerate(world.pathway.rows) if row.kind or row.loading != "plan" or row.triage in URGENT]
    rows = [no(triage.stands(world, n, True)) for n in held]
    return every(
        [
            *answered,
            *rows,
            at_least(world, "age", world.pathway.thresholds["adult"].value),
            world.term("pain_sites").known,
        ]
    )


def good_day(world: World) -> Bool:
    over, open_on = age_of(world, "over_on"), age_of(world, "gate_open_on")
    shut = age_of(world, "run_shut_on")
    lately = every(
        [never_or_at_least(over, 7), never_or_at_least(shut, 8), z3.Implies(open_on.number, open_on.value < 7)]
    )
    return every([no_signs(world), lately, *(said_to_be(world.term(name), value) for name, value in GOOD.items())])


def good_days_hold_nothing_back(pathway: Pathway) -> Claim:
    """On a good day after good days nothing more cautious than going on can be said, whatever state one is in."""

    def then(world: World) -> Bool:
        return no(some(votes.vote(world, vote) for vote in ("stop", "regress", "hold")))

    return day(pathway, invariant, good_day, then=then)


URGENT = ("same_day", "emergency")
RENEWED = ("gate_open_on", "walk_passed_on", "ran_on", "morning_on", "loaded_on")
"""Marks that good days set again and again; every other wait only grows."""


def waited(world: World, days: Any) -> Bool:
    """So many days without any change; the runs of a stage are done and there is room for the next."""
    grown = [age_of(world, mark) for mark in world.pathway.machine.marks if mark not in RENEWED]
    walked = age_of(world, "walk_passed_on")
    runs = every([at_least(world, "green_runs", 4), at_least(world, "stage_room", 30)])
    waits = [never_or_at_least(age, days) for age in grown]
    return every([*waits, walked.number, walked.value == 1, z3.Implies(is_(world, "phase", "run"), runs)])


def good_days_go_up(pathway: Pathway) -> Claim:
    """From every state but upkeep: when every wait is over, something opens."""
    return after_waiting(pathway, max(limit.high for limit in pathway.thresholds.values() if limit.unit == "days"))


def after_waiting(pathway: Pathway, days: Any, *, fixed: bool = False) -> Claim:
    """After so many good days without a change something opens. `fixed`: the limits are as they are set."""
    world = World(pathway, fixed=fixed)
    below = no(is_(world, "phase", "maintain"))
    opens, given = votes.opens(world), (invariant(world), good_day(world), waited(world, days), below)
    return Claim((world,), given, opens)


def opening_is_a_step(pathway: Pathway) -> Claim:
    """Whatever opens lifts the phase, or one level within it: so good days end in upkeep, in so many steps."""

    def then(world: World) -> Bool:
        wanted = []
        for _, decided, after in outcomes(world, OPENING):
            up = place(after.term("phase")) > place(world.term("phase"))
            level = [place(after.term(s.id)) > place(world.term(s.id)) for s in ladders(pathway)]
            same_phase = place(after.term("phase")) == place(world.term("phase"))
            kept = [place(after.term(s.id)) >= place(world.term(s.id)) for s in ladders(pathway)]
            wanted.append(z3.Implies(decided, some([up, every([same_phase, some(level), *kept])])))
        return every(wanted)

    return day(pathway, invariant, good_day, lambda world: no(is_(world, "phase", "maintain")), then=then)


def no_trap(pathway: Pathway) -> Claim:
    """Once no sign stands and all that must be known is, a plan that was paused starts on that same day."""

    def given(world: World) -> Bool:
        told = every(world.term(name).known for name in ("first_step_pain", "activity_pain"))
        sane = no(world.rails_of("inconsistent_either").possible)
        sites = no(world.rails_of("sites_odd").possible)
        goes_on = no(yes("own_pause")(world))
        fine = is_(world, "condition_now", "plantar_fasciopathy", "fat_pad_syndrome", "mixed")
        return every([no_signs(world), told, sane, sites, goes_on, fine, is_(world, "phase", "paused")])

    return day(pathway, given, then=lambda world: votes.vote(world, "start"))
