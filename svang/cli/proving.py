"""`svang prove`: what is proved of the pathway, what it takes for granted, and how it breaks once its guard is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from svang.cli.context import FAILED, Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.model.knowledge import Pathway
from svang.says.words import amount, listed, saws_said
from svang.texts import Texts

if TYPE_CHECKING:
    from svang.proofs import Proved
    from svang.proofs.replay import Example


def prove(context: Context, ids: list[str]) -> None:
    """Each property as soon as it is proved; ends with 1 if one is not. Sorry without z3, or for an id there is not."""
    try:
        from svang import proofs
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise context.sorry("proofs", "no_prover") from error
    known = [property.id for property in proofs.PROPERTIES]
    for id in ids:
        if id not in known:
            raise context.sorry("proofs", "no_such", found=id, known=", ".join(known))
    found = []
    if not context.json:
        context.show([Line(context.texts("proofs", "title"), "bold"), Line(context.texts("proofs", "intro"))])
    for proved in proofs.prove(context.way, ids):
        found.append(proved)
        if not context.json:
            print()
            context.show(shown(context.way, context.texts, proved))
            sys.stdout.flush()
    rest = summary(context.way) if not ids else {}
    if context.json:
        context.dump({"properties": [as_json(proved) for proved in found], **rest})
    else:
        print()
        context.show(last(context, found, rest))
    if not all(proved.good for proved in found) or rest.get("not_reached"):
        sys.exit(FAILED)


def shown(known: Pathway, texts: Texts, proved: Proved) -> Iterator[Line]:
    property = proved.what
    good = "holds" if proved.holds and proved.possible else "fails" if not proved.holds else "never"
    yield from heading(texts("proofs", "property", property.id, "says"))
    numbers = ", ".join(map(str, property.invariants))
    where = f" · {texts('proofs', 'invariants', numbers=numbers)}" if numbers else ""
    yield Line(f"{texts('proofs', good)} · {property.id}{where}", "green" if proved.good else "red", indent=2)
    for name in property.takes:
        yield Line(texts("proofs", "takes", what=texts("proofs", "take", name) + "."), indent=2)
    fault = texts("proofs", "property", property.id, "fault")
    yield Line(texts("proofs", "without" if proved.fault_shows else "without_not", fault=fault), indent=2)
    if proved.example is not None:
        yield from engine(known, texts, proved.example)


def engine(known: Pathway, texts: Texts, example: Example) -> Iterator[Line]:
    """What the engine did with the day that breaks it."""
    agreed = example.agreed
    yield Line(
        texts("proofs", "engine" if agreed else "engine_otherwise", rule=example.rule, says=example.says), indent=2
    )
    yield from bullets(saws_said(known, texts, example.saw), indent=4)
    if example.limits:
        limits = [limit(known, texts, id, value) for id, value in example.limits.items()]
        yield Line(texts("proofs", "limits", limits=listed(texts, limits)), indent=4)


def limit(known: Pathway, texts: Texts, id: str, value: int) -> str:
    return f"{texts('thresholds', id, 'name')} {amount(known, texts, known.names[id], value)}"


def summary(known: Pathway) -> dict[str, Any]:
    from svang import proofs

    never, not_alone = proofs.reached(known)
    steps, days = proofs.steps_to_upkeep(known)
    left = [{"phase": phase, "yesterday": colour or None} for phase, colour in proofs.left_over(known)]
    return {"not_reached": never, "not_alone": not_alone, "left_over": left, "steps": steps, "days": days}


def last(context: Context, found: list[Proved], rest: dict[str, Any]) -> Iterator[Line]:
    texts = context.texts
    yield BLANK
    if rest:
        key = "not_reached" if rest["not_reached"] else "not_alone" if rest["not_alone"] else "reached"
        rules = listed(texts, rest["not_reached"] or rest["not_alone"])
        yield Line(texts("proofs", key, rules=rules, n=len(context.way.rules)))
        yield Line(texts("proofs", "left_over", days=listed(texts, list(by_phase(texts, rest["left_over"])))))
        yield Line(texts("proofs", "steps", steps=rest["steps"], days=rest["days"]))
    yield Line(texts("proofs", "took", n=len(found), good=sum(proved.good for proved in found)), "bold")


def by_phase(texts: Texts, left: list[dict[str, Any]]) -> Iterator[str]:
    for phase in dict.fromkeys(one["phase"] for one in left):
        colours = [one["yesterday"] for one in left if one["phase"] == phase]
        words = [
            texts("measures", "colour_yesterday", "choices", c, "label").lower()
            if c
            else texts("proofs", "unknown_colour")
            for c in colours
        ]
        yield f"{texts('phases', phase, 'name')} ({', '.join(words)})"


def as_json(proved: Proved) -> dict[str, Any]:
    example = proved.example
    return {
        "id": proved.what.id,
        "invariants": proved.what.invariants,
        "takes": proved.what.takes,
        "proved": proved.holds,
        "can_be": proved.possible,
        "breaks_without_its_guard": proved.fault_shows,
        "engine": {"rule": example.rule, "agrees": example.agreed} if example is not None else None,
    }
