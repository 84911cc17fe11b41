"""What keeps people safe: claims about triage, what is not known, pain, going up, going down and running."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import z3

from svang.model.knowledge import OPENING, Fact, Pathway
from svang.model.measures import First, Known, Missing, Surely
from svang.model.rule import Cond
from svang.pathway.language import reads
from svang.proofs.asking import Claim
from svang.proofs.words import (
    at_least,
    at_most,
    day,
    flags,
    invariant,
    is_,
    is_after,
    ladders,
    loads,
    never_or_at_least,
    none_lifted,
    outcomes,
    place,
    said_to_be,
    same,
    share,
    sum_of,
    truly,
    two_days,
    yes,
)
from svang.readings.prove import triage, votes
from svang.readings.prove.machine import After, age_of
from svang.readings.prove.terms import TRUE, Bool, Choice, Number, Term, Words, YesNo, every, no, some
from svang.readings.prove.world import World


def one_decision(pathway: Pathway) -> Claim:
    def then(world: World) -> Bool:
        ways = [votes.held(world), *(votes.decides(world, rule) for rule in pathway.rules)]
        return z3.PbEq([(way, 1) for way in ways], 1)

    return day(pathway, then=then)


def worse_signs(one: World, other: World, fact: Fact) -> Bool:
    """The other day has all the signs of the one, and may have more."""
    a, b = one.free.get(fact.id) or one.term(fact.id), other.free.get(fact.id) or other.term(fact.id)
    match a, b:
        case YesNo(), YesNo():
            sign, calm = (b.true, a.false) if True in fact.signs else (b.false, a.true)
            return some([every([calm, sign]), same(a, b)])
        case Choice(), Choice():
            calm = every([a.known, *(no(a.is_(str(word))) for word in fact.signs)])
            return some([every([calm, some(b.is_(str(word)) for word in fact.signs)]), same(a, b)])
        case Words(), Words():
            more = every(z3.Implies(a.has[word], b.has[word]) for word in a.has)
            return some([every([a.known, b.known, more]), same(a, b)])
    raise AssertionError(fact)


def sign_never_lowers(pathway: Pathway) -> Claim:
    one, other = two_days(pathway)
    signs = flags(pathway)
    given = [*share(one, other, [f.id for f in signs]), *(worse_signs(one, other, fact) for fact in signs)]
    given += [none_lifted(one), none_lifted(other)]
    return Claim((one, other), tuple(given), place(one.term("triage")) <= place(other.term("triage")))


FEATURES: Mapping[str, tuple[Any, ...]] = {
    "rest_pain": ("none", "mild_after_load", "strong_after_load", "strong_without_load"),
    "progressive_over_weeks": (False, True),
    "swelling_marked": (False, True),
}
"""Features of conditions that need a doctor, each from the mildest answer to the worst."""


def feature_never_lowers(pathway: Pathway) -> Claim:
    """With a worse answer to one of these the triage is no lower and the plan may hold no more; a fracture may become
    likely by it, and nothing that is likely stops being so."""
    one, other = two_days(pathway)
    given = [*share(one, other, [*FEATURES, "stress_fracture_likely"]), none_lifted(one), none_lifted(other)]
    given += [no_better(one.term(name), other.term(name), order) for name, order in FEATURES.items()]
    likely = [world.term("stress_fracture_likely") for world in (one, other)]
    given.append(z3.Implies(truly(likely[0]), truly(likely[1])))
    urgent = place(one.term("triage")) <= place(other.term("triage"))
    return Claim(
        (one, other), tuple(given), every([urgent, place(other.term("loading")) <= place(one.term("loading"))])
    )


def no_better(one: Term, other: Term, order: Sequence[Any]) -> Bool:
    """Known on both days, and the same or worse on the other."""
    pairs = [(a, b) for n, a in enumerate(order) for b in order[n:]]
    return some(every([said_to_be(one, a), said_to_be(other, b)]) for a, b in pairs)


HOLD = ("stress_fracture", "nerve_entrapment", "s1_radiculopathy")
"""Conditions that hold the plan while they are likely and no clinician has cleared them."""


def doctor_before_plan(pathway: Pathway) -> Claim:
    """While a condition that needs a doctor is likely and not cleared nothing opens and nothing is loaded; while
    arthritis is, no more than gently."""

    def given(world: World) -> Bool:
        names = (*HOLD, "inflammatory")
        return every([none_lifted(world), some(truly(world.term(f"{name}_likely")) for name in names)])

    def then(world: World) -> Bool:
        none = some(truly(world.term(f"{name}_likely")) for name in HOLD)
        held = every([no(votes.opens(world)), is_(world, "loading", "none")])
        return every([z3.Implies(none, held), is_(world, "loading", "none", "gentle")])

    return day(pathway, given, then=then)


def no_never_opens(pathway: Pathway) -> Claim:
    """After a clinician's no, and while rest was said, nothing opens and nothing is loaded."""

    def then(world: World) -> Bool:
        return every([no(votes.opens(world)), is_(world, "loading", "none")])

    return day(pathway, lambda world: some([yes("not_cleared")(world), yes("rest_said")(world)]), then=then)


def learning_keeps_signs(pathway: Pathway) -> Claim:
    """A row that is surely true stays so when more is known; one that is surely not true does too."""
    one, other = two_days(pathway)
    facts = [fact.id for fact in pathway.facts.values() if fact.id in pathway.names]
    given = [*share(one, other, facts)]
    given += [some([no(one.term(id).known), same(one.term(id), other.term(id))]) for id in facts]
    kept = [
        n for n, row in enumerate(pathway.rows) if row.when is not None and not by_what_is_not_known(pathway, row.when)
    ]
    goal = [
        every(
            [
                z3.Implies(triage.stands(one, n, False), triage.stands(other, n, False)),
                z3.Implies(triage.stands(other, n, True), triage.stands(one, n, True)),
            ]
        )
        for n in kept
    ]
    return Claim((one, other), tuple(given), every(goal))


def by_what_is_not_known(pathway: Pathway, cond: Cond) -> bool:
    """Does it read something that is known because something else is not (`surely`, `missing`, the first that fits)?"""
    todo = list(reads(cond))
    while todo:
        name = todo.pop()
        if name == "only_a_question_waits":
            return True
        measure = pathway.measures.get(name)
        if isinstance(measure, Surely | Missing | Known | First):
            return True
        todo += measure.reads if measure is not None else ()
    return False


def urgent_stops(pathway: Pathway) -> Claim:
    def given(world: World) -> Bool:
        kinds = [truly(world.term(name)) for name in ("fracture_stands", "sinister_stands")]
        return some([is_(world, "triage", "emergency", "same_day"), *kinds])

    def then(world: World) -> Bool:
        paused = [
            every([decided, is_after(after, "phase", "paused")]) for _, decided, after in outcomes(world, ("stop",))
        ]
        return some(paused)

    return day(pathway, given, then=then)


def stop_holds_nothing(pathway: Pathway) -> Claim:
    """What a stop leaves of the plan: nothing that loads."""
    kinds = {kind.id: kind for kind in pathway.plan_kinds}

    def then(world: World) -> Bool:
        loads = [d for rule, d, _ in outcomes(world, ("stop",)) if {"all", "core"} & set(kinds[rule.plan_kind].keeps)]
        return no(some(loads))

    return day(pathway, then=then)


def young_have_no_plan(pathway: Pathway) -> Claim:
    def given(world: World) -> Bool:
        age = world.term("age")
        assert isinstance(age, Number)
        return every([age.number, age.value < pathway.thresholds["adult"].value])

    def then(world: World) -> Bool:
        return no(some(votes.vote(world, vote) for vote in ("start", "progress", "continue")))

    return day(pathway, given, then=then)


def must_know(pathway: Pathway) -> Claim:
    def then(world: World) -> Bool:
        wanted = []
        for line in pathway.must_know:
            asked_for = world.rails(line.when).possible if line.when is not None else TRUE
            wanted.append(z3.Implies(asked_for, every(world.term(name).known for name in line.facts)))
        return z3.Implies(votes.opens(world), every(wanted))

    return day(pathway, then=then)


def unknown_opens_nothing(pathway: Pathway) -> Claim:
    """If it opens with unknowns, it opens under every completion of them."""
    one, other = two_days(pathway, direct=True)
    given = [
        some([no(term.known), same(term, other.free[name])]) for name, term in one.free.items() if name in other.free
    ]
    return Claim((one, other), tuple(given), z3.Implies(votes.opens(one), votes.opens(other)))


DIRECTIONS: Mapping[str, str] = {
    "now_fs": "up",
    "fs3max": "up",
    "worst_morning14": "up",
    "sore_mornings7": "up",
    "sore_activities14": "up",
    "low_mornings": "down",
    "marked_rises": "up or unknown",
    "much_worse_days": "up",
    "loaded_reds": "up",
    "loaded_unsettled": "up",
    "loaded_overs": "any",
    "everyday_worse7": "up",
    "everyday_over14": "any",
    "everyday_worse14": "up",
    "second14": "any",
    "usual_second": "any",
    "reds7": "up",
    "stable_days": "down",
    "start_fs": "any",
    "start_act": "any",
    "now_act": "any",
    "ambers7": "any",
}
"""What a look back does when a pain of today or yesterday is one higher; a test holds it against the engine."""


def more_pain(one: World, other: World) -> list[Bool]:
    """The other day has the same past, but a pain of today or yesterday may be one higher."""
    pains = (
        "first_step_pain",
        "act_yesterday",
        "act_least_yesterday",
        "act_plan_yesterday",
        "activity_told",
        "exercise_pain",
        "activity_pain",
    )
    given = share(one, other, [*pains, *DIRECTIONS, "everyday_yesterday", "everyday_amber_then"])
    given += everyday_is_no_better(one, other)
    given += [one_higher(one.term(name), other.term(name)) for name in pains]
    for name, way in DIRECTIONS.items():
        a, b = one.term(name), other.term(name)
        assert isinstance(a, Number) and isinstance(b, Number)
        if way == "up or unknown":
            given.append(z3.Implies(b.number, every([a.number, b.value >= a.value])))
        elif way != "any":
            given += [a.number == b.number, a.value <= b.value if way == "up" else a.value >= b.value]
    ambers, reds = ([one.term(n), other.term(n)] for n in ("ambers7", "reds7"))
    given.append(sum_of(ambers[0], reds[0]) <= sum_of(ambers[1], reds[1]))
    for world in (
        one,
        other,
    ):  # the day's highest pain is known when its activity pain is told, and then the least is it
        told, least = world.term("act_yesterday"), world.term("act_least_yesterday")
        given.append(z3.Implies(told.known, same(told, least)))
    return given


def everyday_is_no_better(one: World, other: World) -> list[Bool]:
    """With more pain yesterday everyday life was no better, and what a week's middle is above the start is no less."""
    before, after = one.term("everyday_yesterday"), other.term("everyday_yesterday")
    amber, too = one.term("everyday_amber_then"), other.term("everyday_amber_then")
    assert isinstance(before, Choice) and isinstance(after, Choice)
    assert isinstance(amber, YesNo) and isinstance(too, YesNo)
    given = [before.known == after.known, before.place <= after.place]
    given += [amber.known == too.known, z3.Implies(amber.true, too.true)]
    overs, worse = ([world.term(name) for world in (one, other)] for name in ("loaded_overs", "everyday_worse7"))
    given.append(sum_of(overs[0], worse[0]) <= sum_of(overs[1], worse[1]))  # what was over may be worse now
    for now, start in (("now_fs", "start_fs"), ("now_act", "start_act")):
        (a, b), (c, d) = ((world.term(now), world.term(start)) for world in (one, other))
        assert isinstance(a, Number) and isinstance(b, Number) and isinstance(c, Number) and isinstance(d, Number)
        given += [a.number == c.number, b.number == d.number, a.value - b.value <= c.value - d.value]
    return given


def one_higher(a: Term, b: Term) -> Bool:
    assert isinstance(a, Number) and isinstance(b, Number)
    return some([same(a, b), every([a.number, b.number, b.value == a.value + 1])])


RANK = (("stop",), ("regress",), ("hold",), ("continue",), OPENING)
"""A hold that only keeps back what would open counts as going on: with more pain there is nothing to keep back."""


def rank(world: World) -> Any:
    """How far a decision goes: stop, regress, hold, continue, start or progress."""
    found = z3.IntVal(0)
    for n, step in enumerate(RANK):
        found = z3.If(some(votes.vote(world, vote) for vote in step), n, found)
    return z3.If(votes.held(world), RANK.index(("continue",)), found)


def pain_never_helps(pathway: Pathway) -> Claim:
    one, other = two_days(pathway)
    odd = [truly(world.term("inconsistent_surely")) for world in (one, other)]
    given = [*more_pain(one, other), truly(one.term("plan")), z3.Implies(odd[0], odd[1])]
    given += [*no_less_of_a_jump(one, other), *no_more_known_of_what_is_next(one, other)]
    return Claim((one, other), tuple(given), rank(other) <= rank(one))


def no_less_of_a_jump(one: World, other: World) -> list[Bool]:
    """Taken: everyday life today is no better. It is where more pain on a day before makes today's jump less."""
    before, after = one.term("everyday"), other.term("everyday")
    assert isinstance(before, Choice) and isinstance(after, Choice)
    return [before.known == after.known, before.place <= after.place]


def no_more_known_of_what_is_next(one: World, other: World) -> list[Bool]:
    """Taken: what is next to go up is not learned by the pain itself, where it rules out what was not known."""
    before, after = one.term("up_next"), other.term("up_next")
    assert isinstance(before, Choice) and isinstance(after, Choice)
    return [z3.Implies(after.known, before.known)]


def pain_opens_no_gate(pathway: Pathway) -> Claim:
    one, other = two_days(pathway)
    odd = [truly(world.term("inconsistent_surely")) for world in (one, other)]
    given = [*more_pain(one, other), truly(one.term("plan")), z3.Implies(odd[0], odd[1])]
    gates = [every(world.rails(criterion.when).true for criterion in pathway.gate) for world in (one, other)]
    due = [truly(world.term("run_due")) for world in (one, other)]
    return Claim((one, other), tuple(given), every([z3.Implies(gates[1], gates[0]), z3.Implies(due[1], due[0])]))


def level_has_rested(pathway: Pathway) -> Claim:
    """No level rises within 14 days of its last change; the first that a phase brings has none before it."""
    least = pathway.thresholds["level_rest"].low
    exercises = [state for state in ladders(pathway) if state.id != "run_stage"]

    def then(world: World) -> Bool:
        wanted = []
        for _, decided, after in outcomes(world, OPENING):
            for state in exercises:
                rises = every(
                    [
                        decided,
                        place(after.term(state.id)) > place(world.term(state.id)),
                        place(world.term(state.id)) > 0,
                    ]
                )
                wanted.append(z3.Implies(rises, never_or_at_least(age_of(world, state.changed), least)))
        return every(wanted)

    return day(pathway, then=then)


def one_thing_up(pathway: Pathway) -> Claim:
    """What has a level rises alone, once in 7 days, after a day on which its own loads were green; a running stage only
    where everyday life was too. Coming back to running is no rise."""

    def then(world: World) -> Bool:
        wanted = []
        for rule, decided, after in outcomes(world, OPENING):
            states = [state for state in ladders(pathway) if rule.effect != "start_run" or state.id != "run_stage"]
            before = [place(world.term(state.id)) for state in states]
            first = [every([b == 0, place(after.term(state.id)) > b]) for state, b in zip(states, before, strict=True)]
            rises = [every([b > 0, place(after.term(state.id)) > b]) for state, b in zip(states, before, strict=True)]
            rested = never_or_at_least(age_of(world, "raised"), pathway.thresholds["raise_rest"].low)
            alone = every([z3.PbLe([(rise, 1) for rise in rises], 1), no(some(first))])
            up = every([decided, some(rises)])
            stage = some(rise for state, rise in zip(states, rises, strict=True) if state.id == "run_stage")
            green = every(
                [
                    is_(world, "colour_plan_yesterday", "green"),
                    z3.Implies(stage, is_(world, "colour_yesterday", "green")),
                ]
            )
            wanted.append(z3.Implies(up, every([alone, rested, green])))
        return every(wanted)

    return day(pathway, then=then)


def red_goes_down(pathway: Pathway) -> Claim:
    """After a day on which its own loads were red, or everyday life was worse, a plan goes a step down or stops; in
    calm, where nothing can go down, it holds."""

    def then(world: World) -> Bool:
        held = every([is_(world, "phase", "calm"), votes.vote(world, "hold")])
        return some([votes.vote(world, "stop"), votes.vote(world, "regress"), held])

    return day(pathway, yes("plan"), lambda world: is_(world, "colour_plan_yesterday", "red"), then=then)


def down_never_raises(pathway: Pathway) -> Claim:
    """Stop and regress raise neither phase nor level nor stage nor room to run."""

    def then(world: World) -> Bool:
        wanted = []
        for _, decided, after in outcomes(world, ("stop", "regress")):
            lower = [place(after.term(state.id)) <= place(world.term(state.id)) for state in loads(pathway)]
            now, before = after.term("run_budget"), world.term("run_budget")
            assert isinstance(now, Number) and isinstance(before, Number)
            wanted.append(z3.Implies(decided, every([*lower, now.value <= before.value])))
        return every(wanted)

    return day(pathway, invariant, then=then)


def run_needs(pathway: Pathway) -> Claim:
    """A run is planned only with known mornings of 2 at most, in its phases, rested, long after an injection."""
    rest = pathway.thresholds["injection_rest"].low

    def then(world: World) -> Bool:
        ran, injected = world.term("ran_yesterday"), world.term("injected")
        assert isinstance(ran, YesNo) and isinstance(injected, Number)
        where = some(
            [
                is_(world, "phase", "run"),
                every([is_(world, "phase", "maintain"), is_(world, "run_tolerated", pathway.stages[-1].id)]),
            ]
        )
        rested = some([injected.extra["never"], every([injected.number, injected.value >= rest])])
        calm = is_(world, "triage", "self_care", "routine")
        return every([at_most(world, "fs3max", 2), where, ran.false, rested, calm])

    return day(pathway, yes("run_due"), then=then)


def run_starts_through_its_gate(pathway: Pathway) -> Claim:
    def then(world: World) -> Bool:
        starts = some(d for rule, d, after in outcomes(world, OPENING) if rule.effect == "start_run")
        return z3.Implies(starts, every(world.rails(criterion.when).true for criterion in pathway.gate))

    return day(pathway, then=then)


def budget_grows_slowly(pathway: Pathway) -> Claim:
    """Never by more than a fifth in a week, nor on a day that is not known."""

    def then(world: World) -> Bool:
        wanted = []
        for now, before, wanted_for in week_ends(world):
            slow = some([now <= before, 5 * now <= 6 * before])
            known = every([at_least(world, "ran_known7", 7), age_of(world, "run_week_on").value >= 7])
            wanted.append(z3.Implies(wanted_for, every([slow, z3.Implies(now > before, known)])))
        return every(wanted)

    return day(pathway, invariant, then=then)


def week_ends(world: World) -> Iterator[tuple[Any, Any, Bool]]:
    """The budget after each change of every day, before it, and when it changes."""
    for change in world.pathway.machine.every_day:
        if change.set == "run_budget":
            after = After(world, (change,))
            now, before = after.term("run_budget"), world.term("run_budget")
            assert isinstance(now, Number) and isinstance(before, Number)
            yield now.value, before.value, after.wanted(change)


def budget_never_stalls(pathway: Pathway) -> Claim:
    """In phase run a green week makes room, until there is more than anybody needs: the next stage always comes."""
    most = pathway.thresholds["budget_cap"].value

    def then(world: World) -> Bool:
        grows = [every([wanted_for, now > before]) for now, before, wanted_for in week_ends(world)]
        before = world.term("run_budget")
        assert isinstance(before, Number)
        return some([*grows, before.value >= most])

    return day(pathway, invariant, lambda world: is_(world, "phase", "run"), yes("week_green"), then=then)


def recovered_is_better(pathway: Pathway) -> Claim:
    return day(pathway, yes("recovered"), then=lambda world: is_(world, "response", "better"))
