"""The urgency of a day as terms: of the rows that stand, and with those that may be true as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import z3

from svang.model.knowledge import LOADING, TRIAGE
from svang.pathway.language import reads
from svang.readings.prove.terms import Bool, Choice, Term, YesNo, every, no, some

if TYPE_CHECKING:
    from svang.readings.prove.world import World


def urgency(world: World, name: str) -> Term:
    """Of the rows that stand; under `name?` with those that may be true as well."""
    plain, doubt = name.rstrip("?"), name.endswith("?")
    held = [stands(world, n, doubt) for n in range(len(world.pathway.rows))]
    if plain == "triage":
        return _level(world, held, doubt)
    if plain == "loading":
        place = z3.IntVal(LOADING.index(world.pathway.otherwise.loading))
        for row, is_ in zip(world.pathway.rows, held, strict=True):
            here = LOADING.index(row.loading)
            place = z3.If(every([is_, place > here]), here, place)
        return Choice(place, LOADING)
    kind = plain.removesuffix("_stands")
    there = some([is_ for row, is_ in zip(world.pathway.rows, held, strict=True) if row.kind == kind])
    return YesNo(there, no(there))


def waits(world: World) -> YesNo:
    """A row may be true, and none surely is: the open question is the reason."""
    rows = [
        n
        for n, row in enumerate(world.pathway.rows)
        if row.when is not None and "only_a_question_waits" not in reads(row.when)
    ]
    sure = some(stands(world, n, False) for n in rows)
    found = every([no(sure), some(stands(world, n, True) for n in rows)])
    return YesNo(found, no(found))


def _level(world: World, held: Sequence[Bool], doubt: bool) -> Choice:
    place = z3.IntVal(TRIAGE.index(world.pathway.otherwise.triage))
    for row, is_ in zip(world.pathway.rows, held, strict=True):
        here = TRIAGE.index(row.triage)
        place = z3.If(every([is_, place < here]), here, place)
    if not doubt:
        unsure = some([every([stands(world, n, True), no(stands(world, n, False))]) for n in range(len(held))])
        place = z3.If(every([unsure, place == 0]), TRIAGE.index("routine"), place)
    return Choice(place, TRIAGE)


def stands(world: World, n: int, doubt: bool) -> Bool:
    """Does a row stand: true today and not lifted, or standing from an earlier day? `doubt`: it may."""
    row = world.pathway.rows[n]
    assert row.when is not None
    both = world.rails(row.when)
    true = both.possible if doubt else both.true
    if row.lift == "none":
        return true
    stood, lifted = (z3.Bool(f"{world.name}{word} {row.id}") for word in ("stood", "lifted"))
    return some([stood, every([true, no(lifted)])])
