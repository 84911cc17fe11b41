"""The rule language: one-line conditions, a closed subset of Python, parsed and checked for kinds and units."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from svang.model.knowledge import Pathway, Rule, Symbol, Threshold
from svang.model.rule import (
    And,
    Arith,
    AtLeast,
    Atom,
    Compare,
    Cond,
    Const,
    Known,
    Member,
    Not,
    Operand,
    Or,
    Ref,
    Sum,
    Truth,
)

Names = Mapping[str, Symbol]
OPS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
ARITH = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
CALLS = ("min", "max", "percent")
NUMBER_KINDS = ("int", "date")
LIKELY = "_likely"
"""How a name ends that says whether a condition is likely."""
LONGEST = 600


class Wrong(ValueError):
    """A condition that is not in the language; says why in one phrase."""


def parse(text: str, names: Names, *, asks: bool = False) -> Cond:
    """Text to a checked condition. `asks`: known(x) is allowed. Raises Wrong."""
    try:
        return _cond(_tree(text), names, asks)
    except RecursionError as error:
        raise Wrong("this is nested too deep") from error


def parse_value(text: str, names: Names) -> Arith:
    """A `value:` line to checked whole-number arithmetic. Raises Wrong."""
    try:
        value = _arith(_tree(text), names)
    except RecursionError as error:
        raise Wrong("this is nested too deep") from error
    _unit(value, names)
    return value


def _unit(value: Arith, names: Names) -> str | None:
    """The unit a sum comes to (None: the number 0, of any); its parts must be of one, but a share has its own."""
    match value:
        case Sum(op=op, parts=(left, right)):
            one, other = _unit(left, names), _unit(right, names)
            if op in ("+", "-", "min", "max") and None not in (one, other) and one != other:
                raise Wrong(f"{one or 'no unit'} and {other or 'no unit'} are added or compared")
            return other if one is None else one
        case Ref(name=name) | Const(name=name):
            return names[name].unit if name in names else None
    return None


def _tree(text: str) -> ast.expr:
    if not text.strip() or len(text) > LONGEST:
        raise Wrong("a condition is one line of text")
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Wrong("this is not a condition") from error


def _cond(node: ast.expr, names: Names, asks: bool) -> Cond:
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            return And(tuple(_cond(value, names, asks) for value in values))
        case ast.BoolOp(op=ast.Or(), values=values):
            return Or(tuple(_cond(value, names, asks) for value in values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_cond(operand, names, asks))
        case ast.Compare():
            return _compared(node, names)
        case ast.Name(id=name):
            return _truth(name, names)
        case ast.Call(func=ast.Name(id="known"), args=[ast.Name(id=name)], keywords=[]):
            return _known(name, names, asks)
    raise Wrong(f"`{ast.unparse(node)}` is not in the rule language")


def _truth(name: str, names: Names) -> Truth:
    if _symbol(name, names).kind != "yes_no":
        raise Wrong(f"`{name}` is not a yes/no")
    return Truth(name)


def _known(name: str, names: Names, asks: bool) -> Known:
    if not asks:
        raise Wrong("known(...) belongs only in a rule that asks")
    if _symbol(name, names).role in ("threshold", "group", "count"):
        raise Wrong(f"`{name}` is always known")
    return Known(name)


def _compared(node: ast.Compare, names: Names) -> Cond:
    sides = [node.left, *node.comparators]
    parts = [_pair(a, op, b, names) for a, op, b in zip(sides, node.ops, sides[1:], strict=False)]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _pair(left: ast.expr, op: ast.cmpop, right: ast.expr, names: Names) -> Cond:
    if isinstance(op, ast.In | ast.NotIn):
        inside = _member(left, right, names)
        return Not(inside) if isinstance(op, ast.NotIn) else inside
    if type(op) not in OPS:
        raise Wrong("only < <= > >= == != and in")
    return _compare(left, OPS[type(op)], right, names)


def _compare(left: ast.expr, op: str, right: ast.expr, names: Names) -> Compare:
    a, b = _operand(left, names, other=right), _operand(right, names, other=left)
    if isinstance(a, Const) and isinstance(b, Const):
        raise Wrong("nothing in this comparison can change")
    if isinstance(a, Const):
        a, op, b = b, FLIPPED[op], a
    assert isinstance(a, Ref)
    _check_kinds(names[a.name], op, b, names)
    return Compare(a, op, b)


def _check_kinds(left: Symbol, op: str, right: Operand, names: Names) -> None:
    if isinstance(right, Ref):
        _same(left, names[right.name], op)
    elif isinstance(right.value, str):
        if op not in ("==", "!="):
            raise Wrong(f"`{left.id}` has no order")
    elif isinstance(right.value, frozenset):
        if left.kind != "set" or op not in ("==", "!=", "<="):
            raise Wrong(f"`{left.id}` cannot be compared with a group this way")
        if right.value - set(left.options):
            raise Wrong(f"`{sorted(right.value - set(left.options))[0]}` is no answer of `{left.id}`")
    else:
        _check_number(left, op, right, names)


def _same(left: Symbol, right: Symbol, op: str) -> None:
    if left.kind != right.kind or left.unit != right.unit:
        raise Wrong(f"`{left.id}` and `{right.id}` are of different kinds or units")
    if left.kind not in NUMBER_KINDS and op not in ("==", "!="):
        raise Wrong(f"`{left.id}` has no order")
    if left.options and right.options and not set(left.options) & set(right.options):
        raise Wrong(f"`{left.id}` and `{right.id}` share no answer")


def _check_number(left: Symbol, op: str, right: Const, names: Names) -> None:
    if left.kind not in NUMBER_KINDS:
        raise Wrong(f"`{left.id}` is not a number")
    unit = names[right.name].unit if right.name in names else left.unit
    if unit != left.unit:
        raise Wrong(f"`{left.id}` is in {left.unit or 'no unit'}, `{right.name}` in {unit or 'no unit'}")
    assert isinstance(right.value, int)
    if left.low is not None and left.high is not None and _settled(left.low, left.high, op, right.value):
        raise Wrong(f"`{left.id} {op} {right.name}` can never change: the range is {left.low} to {left.high}")


def _settled(low: int, high: int, op: str, value: int) -> bool:
    """Is `x op value` the same for every x in low..high?"""
    if op in ("==", "!="):
        return not low <= value <= high
    edge = {"<": (low < value, high < value), "<=": (low <= value, high <= value)}
    first, last = edge.get(op) or {">": (low > value, high > value), ">=": (low >= value, high >= value)}[op]
    return first == last


def _member(left: ast.expr, right: ast.expr, names: Names) -> Member:
    if not isinstance(right, ast.Name):
        raise Wrong("`in` wants a named group or a set")
    group = _symbol(right.id, names)
    if group.role == "group":
        item = _operand(left, names, other=right)
        assert isinstance(group.value, frozenset)
        if not isinstance(item, Ref) or names[item.name].kind != "choice":
            raise Wrong(f"only a choice can be in the group `{right.id}`")
        unknown = group.value - set(names[item.name].options) - set(names[item.name].extra)
        if unknown:
            raise Wrong(f"`{sorted(unknown)[0]}` is no answer of `{item.name}`")
        return Member(item, Const(group.value, right.id))
    if group.kind != "set" or not isinstance(left, ast.Name) or left.id not in group.options:
        raise Wrong(f"`{ast.unparse(left)}` cannot be in `{right.id}`")
    return Member(Const(left.id, left.id), Ref(right.id))


def _operand(node: ast.expr, names: Names, *, other: ast.expr) -> Operand:
    match node:
        case ast.Constant(value=int(0)) if node.value is not False:
            return Const(0, "0")
        case ast.Constant():
            raise Wrong(f"the number {node.value!r} needs a name, a unit and a source")
        case ast.Name(id=name):
            return _named(name, names, other)
    raise Wrong(f"`{ast.unparse(node)}` is not in the rule language")


def _named(name: str, names: Names, other: ast.expr) -> Operand:
    choices = names[other.id] if isinstance(other, ast.Name) and other.id in names else None
    if choices is not None and name not in names and name in choices.options + choices.extra:
        return Const(name, name)
    if choices is not None and choices.kind == "set" and name == "none":
        return Const(frozenset(), "none")
    symbol = _symbol(name, names)
    if symbol.role == "count":
        raise Wrong(f"`{name}` stands for itself; it is not compared")
    if symbol.role in ("threshold", "group"):
        assert symbol.value is not None
        return Const(symbol.value, name)
    return Ref(name)


def _symbol(name: str, names: Names) -> Symbol:
    if name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        raise Wrong(f"`{name}` is not known" + (f"; did you mean `{near[0]}`?" if near else ""))
    if names[name].role == "mark":
        raise Wrong(f"`{name}` is a date the course keeps; read it through a measure")
    return names[name]


def _arith(node: ast.expr, names: Names) -> Arith:
    match node:
        case ast.Constant() | ast.Name():
            return _number(node, names)
        case ast.BinOp(op=op, left=left, right=right) if type(op) in ARITH:
            return Sum(ARITH[type(op)], (_arith(left, names), _arith(right, names)))
        case ast.Call(func=ast.Name(id=call), args=[_, _] as args, keywords=[]) if call in CALLS:
            return Sum(call, tuple(_arith(arg, names) for arg in args))
    raise Wrong(f"`{ast.unparse(node)}` is not in the arithmetic of a value line")


def _number(node: ast.expr, names: Names) -> Arith:
    operand = _operand(node, names, other=node)
    if isinstance(operand, Ref) and names[operand.name].kind not in NUMBER_KINDS:
        raise Wrong(f"`{operand.name}` is not a number")
    if isinstance(operand, Const) and not isinstance(operand.value, int):
        raise Wrong(f"`{operand.name}` is not a number")
    return operand


def atoms(cond: Cond) -> Iterator[Atom]:
    """The comparisons of a condition, left to right."""
    match cond:
        case And(parts=parts) | Or(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from atoms(part)
        case Not(part=part):
            yield from atoms(part)
        case _:
            yield cond


def reads(cond: Cond) -> tuple[str, ...]:
    """The facts, measures and state a condition reads, each once, in order."""
    found: dict[str, None] = {}
    for atom in atoms(cond):
        found.update(dict.fromkeys(atom_reads(atom)))
    return tuple(found)


def facts_behind(pathway: Pathway, names: Iterable[str], *, likely: bool = True) -> tuple[str, ...]:
    """The facts behind some names, through measures; and, if wanted, through which condition is likely."""
    found: dict[str, None] = {}
    todo = list(names)
    while todo:
        name = todo.pop(0)
        if name in pathway.facts:
            found[name] = None
        elif name in pathway.measures:
            todo += pathway.measures[name].reads
        elif likely and name.endswith(LIKELY):
            condition = next(c for c in pathway.conditions if c.id == name.removesuffix(LIKELY))
            todo += [read for feature in condition.features if feature.weight > 0 for read in reads(feature.when)]
    return tuple(found)


def atom_reads(atom: Atom) -> tuple[str, ...]:
    if isinstance(atom, Truth | Known):
        return (atom.name,)
    one, other = (atom.left, atom.right) if isinstance(atom, Compare) else (atom.item, atom.group)
    if isinstance(one, Ref):
        return (one.name, other.name) if isinstance(other, Ref) else (one.name,)
    return (other.name,) if isinstance(other, Ref) else ()


def arith_reads(value: Arith) -> tuple[str, ...]:
    match value:
        case Ref(name=name):
            return (name,)
        case Const():
            return ()
        case Sum(parts=parts):
            return tuple(dict.fromkeys(name for part in parts for name in arith_reads(part)))


def thresholds(cond: Cond, names: Names) -> tuple[str, ...]:
    """The named thresholds a condition uses."""
    found: dict[str, None] = {}
    for atom in atoms(cond):
        if isinstance(atom, Compare) and isinstance(atom.right, Const) and atom.right.name in names:
            found[atom.right.name] = None
    return tuple(found)


def through_the_gate(pathway: Pathway, rule: Rule) -> bool:
    """Is it what the whole gate of running opens?"""
    gate = And(tuple(criterion.when for criterion in pathway.gate))
    return isinstance(rule.when, And) and gate in rule.when.parts


@cache
def gated(pathway: Pathway) -> frozenset[str]:
    """The phases that begin through the gate, and by nobody's hand."""
    opened = [rule for rule in pathway.rules if through_the_gate(pathway, rule)]
    changes = [change for rule in opened for change in pathway.machine.effects[rule.effect]]
    return frozenset(change.to for change in changes if change.set == "phase" and change.verb == "to")


@cache
def doubtful(pathway: Pathway) -> frozenset[str]:
    """The urgency, which is not known while a row may be true: what it would be then has a place of its own."""
    kinds = {row.kind for row in pathway.rows} - {""}
    return frozenset(("triage", "loading", *(f"{kind}_stands" for kind in kinds)))


def ranked(pathway: Pathway) -> list[tuple[int, Rule]]:
    """Places of the rules, the most cautious vote first, then by number; the rule that is left last."""
    step = {vote: n for n, votes in enumerate(pathway.order) for vote in votes}
    return sorted(enumerate(pathway.rules), key=lambda pair: (step[pair[1].vote], pair[1].n))


@cache
def with_thresholds(pathway: Pathway, values: tuple[tuple[str, int], ...]) -> Pathway:
    """The same pathway with some thresholds set otherwise; itself if none are."""
    if not values:
        return pathway
    found: Pathway = _swapped(pathway, dict(values))
    return found


def _swapped(item: Any, values: Mapping[str, int]) -> Any:
    """A copy in which every constant and threshold of these names has its new value."""
    match item:
        case Const(name=name) | Threshold(id=name) if name in values:
            return replace(item, value=values[name])
        case Symbol(role="threshold", id=name) if name in values:
            return replace(item, value=values[name])
        case tuple():
            return tuple(_swapped(part, values) for part in item)
        case Mapping():
            return {key: _swapped(part, values) for key, part in item.items()}
    if not is_dataclass(item) or isinstance(item, type):
        return item
    parts = {f.name: _swapped(getattr(item, f.name), values) for f in fields(item)}
    changed = {name: part for name, part in parts.items() if part is not getattr(item, name)}
    return replace(item, **changed) if changed else item
