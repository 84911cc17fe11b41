"""The votes of a day as terms: which rule surely fires, which may, and which decides."""

from __future__ import annotations

from svang.model.knowledge import OPENING, Rule
from svang.pathway.language import ranked
from svang.readings.prove.terms import FALSE, TRUE, Bool, every, no, some
from svang.readings.prove.world import World


def sure(world: World, rule: Rule) -> Bool:
    return world.rails(rule.when).true if rule.when is not None else TRUE


def maybe(world: World, rule: Rule) -> Bool:
    return world.rails(rule.when).possible if rule.when is not None else TRUE


def cautious(world: World) -> list[Rule]:
    return [
        rule
        for _, rule in ranked(world.pathway)
        if rule.vote not in OPENING and rule.when is not None and not rule.over
    ]


def decides(world: World, rule: Rule) -> Bool:
    """This rule decides: it is the first that surely fires, and opens only if nothing above it may."""
    above = [no(sure(world, other)) for other in cautious(world)]
    if rule.over:
        return FALSE  # it is laid over what was decided
    if rule.when is None:
        return every([*above, *(no(sure(world, other)) for other in opening(world))])
    if rule.vote in OPENING:
        return every([sure(world, rule), _first_to_open(world, rule), _nothing_above(world)])
    before = cautious(world)[: cautious(world).index(rule)]
    return every([sure(world, rule), *(no(sure(world, other)) for other in before)])


def opening(world: World) -> list[Rule]:
    return [rule for _, rule in ranked(world.pathway) if rule.vote in OPENING]


def _first_to_open(world: World, rule: Rule) -> Bool:
    before = opening(world)[: opening(world).index(rule)]
    return every(no(sure(world, other)) for other in before)


def _nothing_above(world: World) -> Bool:
    return every(no(maybe(world, other)) for other in cautious(world))


def opens(world: World) -> Bool:
    return every([some(sure(world, rule) for rule in opening(world)), _nothing_above(world)])


def held(world: World) -> Bool:
    """A rule would open, and something above it may be true: a hold that asks."""
    above = every(no(sure(world, other)) for other in cautious(world))
    return every([above, some(sure(world, rule) for rule in opening(world)), no(_nothing_above(world))])


def vote(world: World, vote: str) -> Bool:
    rules = [decides(world, rule) for rule in world.pathway.rules if rule.vote == vote]
    return some([*rules, *([held(world)] if vote == "hold" else [])])
