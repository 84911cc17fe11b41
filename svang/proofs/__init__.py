"""What holds on every day there may be: properties of the pathway, proved, and shown to be able to fail.

Each property names what it takes for granted, has a day on which that can be so, and a planted fault: the same property
over a pathway whose guard is gone must fail, and the engine, given that day, must do what the proof says it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import z3

from svang.model.knowledge import Pathway, Rule
from svang.model.rule import Ref
from svang.proofs.asking import Asking, Claim, whole_day
from svang.proofs.faults import (
    DOUBLED,
    and_not_known,
    begins_in,
    budget_becomes,
    gate_turned,
    row_excused,
    row_while_unknown,
    with_effect,
    with_plan,
    with_when,
    without_change,
    without_clause,
    without_measured,
    without_row,
    without_rule,
)
from svang.proofs.replay import Example, replayed
from svang.proofs.safety import (
    budget_grows_slowly,
    budget_never_stalls,
    doctor_before_plan,
    down_never_raises,
    feature_never_lowers,
    learning_keeps_signs,
    level_has_rested,
    must_know,
    no_never_opens,
    one_decision,
    one_thing_up,
    pain_never_helps,
    pain_opens_no_gate,
    recovered_is_better,
    red_goes_down,
    run_needs,
    run_starts_through_its_gate,
    sign_never_lowers,
    stop_holds_nothing,
    unknown_opens_nothing,
    urgent_stops,
    young_have_no_plan,
)
from svang.proofs.ways import (
    after_waiting,
    good_days_go_up,
    good_days_hold_nothing_back,
    invariant_begins,
    invariant_stays,
    no_trap,
    opening_is_a_step,
)
from svang.proofs.words import loads
from svang.readings.prove import votes
from svang.readings.prove.terms import TRUE, Bool, Choice, every, no, some
from svang.readings.prove.world import World


@dataclass(frozen=True)
class Property:
    """`invariants`: of PATHWAY section 14. `takes`: what is taken for granted, by the name of its sentence."""

    id: str
    invariants: tuple[int, ...]
    claim: Callable[[Pathway], Claim]
    fault: Callable[[Pathway], Pathway]
    takes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proved:
    what: Property
    holds: bool
    possible: bool
    fault_shows: bool
    example: Example | None

    @property
    def good(self) -> bool:
        agreed = self.example is None or self.example.agreed
        return self.holds and self.possible and self.fault_shows and agreed


def prove(pathway: Pathway, wanted: Sequence[str] = ()) -> Iterator[Proved]:
    """Each property, one after the other; some only, if named."""
    for property in PROPERTIES:
        if not wanted or property.id in wanted:
            yield proved(pathway, property)


def proved(pathway: Pathway, property: Property) -> Proved:
    claim = property.claim(pathway)
    broken = property.fault(pathway)
    wrong = property.claim(broken)
    whole_day(wrong.worlds[-1])  # the day is to be shown: nothing of it is left open
    sound, fault = Asking(claim), Asking(wrong)
    breaks = no(wrong.goal)
    model = fault.day(every([breaks, *map(answered, wrong.worlds)])) or fault.day(breaks)
    return Proved(
        what=property,
        holds=sound.day(no(claim.goal)) is None,
        possible=sound.day(TRUE) is not None,
        fault_shows=model is not None,
        example=replayed(broken, wrong.worlds[-1], model) if model is not None else None,
    )


def answered(world: World) -> Bool:
    """Nothing that must be known is missing: the better day to be shown."""
    return every(no(votes.sure(world, rule)) for rule in world.pathway.rules if rule.id == "must-know")


def reached(pathway: Pathway) -> tuple[list[str], list[str]]:
    """The rules that no day lets decide, and those without which every day would be decided by the same vote."""
    world = World(pathway, fixed=True)
    whole_day(world)
    asking = Asking(Claim((world,), (), TRUE))
    never = [rule.id for rule in pathway.rules if asking.day(can_be_said(world, rule)) is None]
    not_alone = [
        rule.id
        for rule in pathway.rules
        if rule.id not in never
        and rule.when is not None
        and not rule.over
        and asking.day(changes_the_vote(world, rule)) is None
    ]
    return never, not_alone


def can_be_said(world: World, rule: Rule) -> Bool:
    """The rule decides; one that is laid over the vote fires where it may be laid, over neither stop nor regress."""
    return (
        every([votes.sure(world, rule), no(votes.vote(world, "stop")), no(votes.vote(world, "regress"))])
        if rule.over
        else votes.decides(world, rule)
    )


def changes_the_vote(world: World, rule: Rule) -> Bool:
    """The rule decides, and without it the vote or what is done to the plan would be other, the same day."""
    without = World(without_rule(rule.id)(world.pathway), fixed=True)
    without.terms, without.free, without.both = world.terms, world.free, world.both
    alike = [r for r in without.pathway.rules if r.vote == rule.vote and r.effect == rule.effect]
    return every([votes.decides(world, rule), no(some(votes.decides(without, rule) for rule in alike))])


def left_over(pathway: Pathway) -> list[tuple[str, str]]:
    """Where only the last rule decides: each phase with each colour of the plan's day before ("" is not known)."""
    world = World(pathway, fixed=True)
    decided = votes.decides(world, next(rule for rule in pathway.rules if rule.when is None))
    phase, colour = world.term("phase"), world.term("colour_plan_yesterday")
    assert isinstance(phase, Choice) and isinstance(colour, Choice)
    shades = [*((word, colour.is_(word)) for word in colour.words), ("", no(colour.known))]
    asking = Asking(Claim((world,), (decided,), TRUE))
    return [
        (word, shade) for word in phase.words for shade, there in shades if asking.day(every([phase.is_(word), there]))
    ]


def steps_to_upkeep(pathway: Pathway) -> tuple[int, int]:
    """The most steps that good days can take to upkeep, and the fewest days after which each of them surely comes.

    As the limits are set, and not counting the weeks in which the room to run has yet to grow.
    """
    days = z3.Int("days without a change")
    claim = after_waiting(pathway, days, fixed=True)
    asking, stuck = Asking(claim), no(claim.goal)
    limits = sorted({limit.value for limit in pathway.thresholds.values() if limit.unit == "days"})
    enough = next(n for n in limits if asking.day(every([stuck, days == n])) is None)
    return sum(len(state.options) - 1 for state in loads(pathway)), enough


PROPERTIES = (
    Property("one-decision", (1,), one_decision, with_when("go-on", "phase == run")),
    Property(
        "sign-never-lowers", (2,), sign_never_lowers, row_excused("swelling-or-warmth", "very_unwell"), ("none_lifted",)
    ),
    Property(
        "learning-keeps-signs", (2,), learning_keeps_signs, row_while_unknown("open-wound", "age"), ("rows_by_surely",)
    ),
    Property(
        "feature-never-lowers",
        (2,),
        feature_never_lowers,
        row_excused("night-or-rest-pain", "progressive_over_weeks"),
        ("none_lifted", "condition"),
    ),
    Property(
        "doctor-before-plan",
        (28,),
        doctor_before_plan,
        row_excused("stress-fracture", "very_unwell"),
        ("none_lifted", "condition"),
    ),
    Property("no-never-opens", (31,), no_never_opens, without_row("clinic-rest")),
    Property("must-know", (3,), must_know, without_rule("must-know")),
    Property(
        "unknown-opens-nothing",
        (3, 7),
        unknown_opens_nothing,
        and_not_known("calm-to-early", "first_step_pain"),
        ("direct",),
    ),
    Property("urgent-stops", (4, 5), urgent_stops, without_rule("red-flag-stop")),
    Property("stop-holds-nothing", (4, 5), stop_holds_nothing, with_plan("red-flag-stop", "as_phase")),
    Property("young-have-no-plan", (24,), young_have_no_plan, without_row("under-18")),
    Property(
        "pain-never-helps",
        (6,),
        pain_never_helps,
        without_clause("calm-to-early", "rise_told"),
        ("looks_back", "held", "condition", "jump", "next"),
    ),
    Property("pain-opens-no-gate", (6,), pain_opens_no_gate, gate_turned("gate-mornings"), ("looks_back", "condition")),
    Property("level-has-rested", (8,), level_has_rested, without_measured("raise_may", "raise_age")),
    Property("one-thing-up", (9, 10), one_thing_up, without_clause("one-thing-up", "since_raised")),
    Property("red-goes-down", (), red_goes_down, without_rule("too-much")),
    Property("down-never-raises", (16, 17), down_never_raises, with_effect("back-after-gap", "one_up"), ("invariant",)),
    Property("run-needs", (11, 12, 14, 15), run_needs, without_measured("run_due", "ran_yesterday")),
    Property("run-starts-through-its-gate", (11,), run_starts_through_its_gate, without_clause("run-starts", "fs3max")),
    Property("budget-grows-slowly", (13,), budget_grows_slowly, budget_becomes(DOUBLED), ("invariant",)),
    Property("budget-never-stalls", (13,), budget_never_stalls, budget_becomes(Ref("run_budget")), ("invariant",)),
    Property("recovered-is-better", (27,), recovered_is_better, without_measured("response", "recovered")),
    Property("invariant-begins", (), invariant_begins, begins_in("run")),
    Property("invariant-stays", (), invariant_stays, without_change("start_run", "run_stage"), ("invariant",)),
    Property(
        "good-days-hold-nothing-back",
        (21,),
        good_days_hold_nothing_back,
        with_when("amber-yesterday", "colour_yesterday == green"),
        ("invariant", "good_days"),
    ),
    Property(
        "good-days-go-up", (21,), good_days_go_up, without_rule("early-to-build"), ("invariant", "good_days", "waited")
    ),
    Property(
        "opening-is-a-step", (21,), opening_is_a_step, with_effect("calm-to-early", "none"), ("invariant", "good_days")
    ),
    Property("no-trap", (21,), no_trap, without_rule("plan-starts"), ("nothing_stands",)),
)
