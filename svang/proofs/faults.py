"""Planted faults: the pathway without what guards a property."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from svang.model.knowledge import Pathway
from svang.model.measures import First, Value, When
from svang.model.rule import And, Arith, Cond, Known, Not, Or, Ref, Sum, Truth
from svang.pathway.language import parse, reads


def without_rule(id: str) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(pathway, rules=tuple(rule for rule in pathway.rules if rule.id != id))


def without_row(id: str) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(pathway, rows=tuple(row for row in pathway.rows if row.id != id))


def without_clause(rule: str, name: str) -> Callable[[Pathway], Pathway]:
    """The rule without the parts of its condition that read a name."""
    return lambda pathway: replace(
        pathway,
        rules=tuple(replace(r, when=dropped(r.when, name)) if r.id == rule else r for r in pathway.rules),
    )


def without_measured(measure: str, name: str) -> Callable[[Pathway], Pathway]:
    """The measure without the parts of its condition that read a name."""

    def fault(pathway: Pathway) -> Pathway:
        old = pathway.measures[measure]
        if isinstance(old, When):
            old = replace(old, when=dropped(old.when, name) or And(()))
        elif isinstance(old, First):
            old = replace(old, lines=tuple((word, dropped(cond, name)) for word, cond in old.lines))
        return replace(pathway, measures={**pathway.measures, measure: old})

    return fault


def dropped(cond: Cond | None, name: str) -> Cond | None:
    """What is left of all that has to hold, without what reads a name."""
    match cond:
        case None:
            return None
        case And(parts=parts):
            kept = tuple(p for part in parts if (p := dropped(part, name)) is not None)
            return And(kept) if len(kept) > 1 else kept[0] if kept else None
    if name not in reads(cond):
        return cond
    if not isinstance(cond, Or):
        return None
    kept = tuple(p for part in cond.parts if (p := dropped(part, name)) is not None)
    return Or(kept) if kept else None


def with_effect(rule: str, effect: str) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(
        pathway, rules=tuple(replace(r, effect=effect) if r.id == rule else r for r in pathway.rules)
    )


def with_plan(rule: str, plan: str) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(
        pathway, rules=tuple(replace(r, plan_kind=plan) if r.id == rule else r for r in pathway.rules)
    )


def with_when(rule: str, text: str) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(
        pathway,
        rules=tuple(replace(r, when=parse(text, pathway.names)) if r.id == rule else r for r in pathway.rules),
    )


def row_excused(row: str, name: str) -> Callable[[Pathway], Pathway]:
    """The row does not count where another sign is there as well."""
    return _row_also(row, Not(Truth(name)))


def row_while_unknown(row: str, name: str) -> Callable[[Pathway], Pathway]:
    return _row_also(row, Not(Known(name)))


def _row_also(row: str, more: Cond) -> Callable[[Pathway], Pathway]:
    return lambda pathway: replace(
        pathway,
        rows=tuple(
            replace(r, when=And((r.when, more))) if r.id == row and r.when is not None else r for r in pathway.rows
        ),
    )


def gate_turned(criterion: str) -> Callable[[Pathway], Pathway]:
    """The criterion wants the opposite."""
    return lambda pathway: replace(
        pathway, gate=tuple(replace(c, when=Not(c.when)) if c.id == criterion else c for c in pathway.gate)
    )


DOUBLED = Sum("+", (Ref("run_budget"), Ref("run_budget")))


def budget_becomes(value: Arith) -> Callable[[Pathway], Pathway]:
    def fault(pathway: Pathway) -> Pathway:
        old = pathway.measures["budget_next"]
        assert isinstance(old, Value)
        return replace(pathway, measures={**pathway.measures, "budget_next": replace(old, value=value)})

    return fault


def without_change(effect: str, state: str) -> Callable[[Pathway], Pathway]:
    def fault(pathway: Pathway) -> Pathway:
        kept = tuple(change for change in pathway.machine.effects[effect] if change.set != state)
        effects = {**pathway.machine.effects, effect: kept}
        return replace(pathway, machine=replace(pathway.machine, effects=effects))

    return fault


def begins_in(phase: str) -> Callable[[Pathway], Pathway]:
    def fault(pathway: Pathway) -> Pathway:
        state = {**pathway.machine.state, "phase": replace(pathway.machine.state["phase"], start=phase)}
        return replace(pathway, machine=replace(pathway.machine, state=state))

    return fault


def and_not_known(rule: str, name: str) -> Callable[[Pathway], Pathway]:
    """The rule opens only while something is not known: what no rule may ever ask for."""

    def fault(pathway: Pathway) -> Pathway:
        return replace(
            pathway,
            rules=tuple(
                replace(r, when=And((r.when, Not(Known(name))))) if r.id == rule and r.when is not None else r
                for r in pathway.rules
            ),
        )

    return fault
