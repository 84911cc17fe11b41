"""Every small fault of the engine: one line of its source changed, by walking the tree that Python makes of it.

A fault is planted by giving the functions that are there the code of the changed source, so that everybody who has
imported one runs the fault; it is taken out again by giving the old code back.
"""

from __future__ import annotations

import ast
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import svang

ROOT = Path(svang.__file__).parent
NAMES = (
    *("days", "memory", "ground", "answers", "sessions", "lasting", "fits", "standing", "moves", "clinic", "course"),
    *("votes", "ask", "decide", "plan"),
)
FILES: Mapping[str, ModuleType] = {
    **{f"{name}.py": import_module(f"svang.engine.{name}") for name in NAMES},
    "care.py": import_module("svang.care"),
    "basis.py": import_module("svang.care.basis"),
}
SHOWN = 80
"""So much of a line is in the name of a fault."""


@dataclass(frozen=True)
class Fault:
    """`id`: file, function, what was done and to which line. `near`: the function. `lines`: where it is now, if in one.

    `code`: of the whole file with the fault.
    """

    id: str
    file: str
    near: str
    lines: range | None
    code: Callable[[], CodeType]


# -- what can be wrong in one place ---------------------------------------------------------------------------


@dataclass
class Edit:
    """One field of a node holds another value. `what`: in words; `at`: the statement that is left out."""

    what: str
    node: ast.AST
    field: str
    new: Any
    at: ast.stmt | None = None

    @contextmanager
    def made(self) -> Iterator[None]:
        old = getattr(self.node, self.field)
        setattr(self.node, self.field, self.new)
        try:
            yield
        finally:
            setattr(self.node, self.field, old)


EDGE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{
        ast.Eq: ast.NotEq,
        ast.NotEq: ast.Eq,
        ast.In: ast.NotIn,
        ast.NotIn: ast.In,
        ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
    },
}
OTHER = {"min": "max", "max": "min", "any": "all", "all": "any"}
SUMS: Mapping[type[ast.operator], type[ast.operator]] = {
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd},
}


def edits(node: ast.AST) -> Iterator[Edit]:
    """Every small fault of this node, its parts not counted."""
    match node:
        case ast.BoolOp(values=values):
            yield from (Edit(f"drop {said(v)}", node, "values", at_least_two(values, n)) for n, v in enumerate(values))
            yield from (
                Edit(f"not {said(v)}", node, "values", changed(values, n, negated(v)))
                for n, v in enumerate(values)
                if not isinstance(v, ast.Compare | ast.BoolOp)
            )
        case ast.UnaryOp(op=ast.Not(), operand=part):
            yield Edit(f"without not {said(part)}", node, "operand", negated(part))
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                yield Edit(f"swap {said(node)}", node, "ops", changed(ops, n, EDGE[type(op)]()))
    yield from tested(node)
    yield from valued(node)
    yield from dropped(node)


def tested(node: ast.AST) -> Iterator[Edit]:
    """A condition the other way round; a single comparison is swapped, and `not` left out, already."""
    if isinstance(node, ast.If | ast.IfExp | ast.While) and not single(node.test):
        yield Edit(f"not ({said(node.test)})", node, "test", negated(node.test))
    if isinstance(node, ast.comprehension):
        for n, test in enumerate(node.ifs):
            if not single(test):
                yield Edit(f"not ({said(test)})", node, "ifs", changed(node.ifs, n, negated(test)))
            yield Edit(f"drop if {said(test)}", node, "ifs", less(node.ifs, n))


def single(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) or (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))


def valued(node: ast.AST) -> Iterator[Edit]:
    """A number one off, yes for no, a value where nothing is known, less for more."""
    match node:
        case ast.Constant(value=bool() as value):
            yield Edit(f"{not value} for {value}", node, "value", not value)
        case ast.Constant(value=int() as value):
            yield from (Edit(f"{value + by} for {value}", node, "value", value + by) for by in (-1, 1))
        case ast.Slice(lower=lower, upper=upper):
            for field, bound in (("lower", lower), ("upper", upper)):
                if bound is not None and not isinstance(bound, ast.Constant | ast.UnaryOp):
                    yield Edit(f"{said(bound)} + 1 in [{said(node)}]", node, field, one_more(bound))
        case ast.BinOp(op=op) if type(op) in SUMS:
            yield Edit(f"turn {said(node)}", node, "op", SUMS[type(op)]())
        case ast.Call(func=ast.Name(id=name) as func) if name in OTHER:
            yield Edit(
                f"{OTHER[name]} for {said(node)}",
                node,
                "func",
                ast.copy_location(ast.Name(OTHER[name], ast.Load()), func),
            )
    yield from not_known(node)
    yield from missing(node)


def not_known(node: ast.AST) -> Iterator[Edit]:
    """Nothing known is read as 0, which is a no as well. Comparisons with it are swapped and dropped like any other."""
    fields = {ast.Return: ["value"], ast.Assign: ["value"], ast.IfExp: ["body", "orelse"], ast.keyword: ["value"]}
    for field in fields.get(type(node), []):
        value = getattr(node, field)
        if isinstance(value, ast.Constant) and value.value is None:
            yield Edit("0 for None", node, field, ast.copy_location(ast.Constant(0), value))


def missing(node: ast.AST) -> Iterator[Edit]:
    """What is not there is read as 0, where the one is not as good as the other: as an answer, or compared."""
    if isinstance(node, ast.BoolOp | ast.UnaryOp | ast.If | ast.IfExp | ast.comprehension):
        return
    for part in ast.iter_child_nodes(node):
        match part:
            case ast.Call(func=ast.Attribute(attr="get"), args=[key]):
                zero = ast.copy_location(ast.Constant(0), key)
                yield Edit(f"0 where there is no {said(part)}", part, "args", [key, zero])


def dropped(node: ast.AST) -> Iterator[Edit]:
    """A statement left out."""
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        for n, part in enumerate(block) if isinstance(block, list) else ():
            if worth_dropping(part):
                gone = ast.copy_location(ast.Pass(), part)
                yield Edit(f"left out: {said(part)}", node, field, changed(block, n, gone), part)


def worth_dropping(part: ast.AST) -> bool:
    """Not what every later line trips over: the first a name is given a value, or a docstring."""
    match part:
        case ast.Continue() | ast.Delete() | ast.AugAssign():
            return True
        case ast.Expr(value=value):
            return isinstance(value, ast.Call)
        case ast.Assign(targets=targets):
            return any(isinstance(target, ast.Attribute | ast.Subscript) for target in targets)
        case ast.If(orelse=orelse):
            return not orelse
    return False


def less(parts: list[Any], n: int) -> list[Any]:
    return [*parts[:n], *parts[n + 1 :]]


def at_least_two(parts: list[Any], n: int) -> list[Any]:
    """Python has no `and` of one thing; of the same thing twice it has."""
    kept = less(parts, n)
    return kept if len(kept) > 1 else kept * 2


def changed(parts: list[Any], n: int, new: ast.AST) -> list[Any]:
    return [*parts[:n], new, *parts[n + 1 :]]


def negated(part: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), part), part)


def one_more(part: ast.expr) -> ast.expr:
    one = ast.copy_location(ast.Constant(1), part)
    return ast.copy_location(ast.BinOp(part, ast.Add(), one), part)


def said(part: ast.AST) -> str:
    text = ast.unparse(part).splitlines()[0]
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 3]}..."


# -- all of them ----------------------------------------------------------------------------------------------

Place = tuple[str, ast.AST, ast.stmt]
"""The function a node is in ('' for the module itself), the node, and the statement it is part of."""


def text_of(file: str) -> str:
    return Path(str(FILES[file].__file__)).read_text(encoding="utf-8")


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse(text_of(file))


def faults() -> Iterator[Fault]:
    for file in FILES:
        lines, times = text_of(file).splitlines(), Counter[str]()
        for where, node, statement in places(tree_of(file).body):
            for edit in edits(node):
                id = named(file, where, edit, lines[getattr(edit.node, "lineno", statement.lineno) - 1].strip())
                times[id] += 1
                id += f" ({times[id]})" if times[id] > 1 else ""
                spot = lines_of(edit.at or statement) if where else None
                yield Fault(id, file, f"{file} {where}", spot, partial(code_with, file, edit))


def named(file: str, where: str, edit: Edit, line: str) -> str:
    """By what stands there, so that it stays the same fault when lines move."""
    id = f"{file} {where}: {edit.what}".replace("`", "'")
    return id if edit.at else f"{id} in {line[:SHOWN]}"


def places(body: list[ast.stmt], where: str = "") -> Iterator[Place]:
    """Every node of a module's functions and of the values of its names; no types, decorators or docstrings."""
    for part in body:
        match part:
            case ast.ClassDef(name=name):
                yield from places([p for p in part.body if isinstance(p, ast.FunctionDef)], f"{name}.")
            case ast.FunctionDef(name=name, body=inside):
                yield f"{where}{name}", part, part
                for one in inside:
                    yield from nodes(f"{where}{name}", one, one)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)) if not where:
                yield from nodes("", part, part) if name.isupper() else ()  # else a type's name


def nodes(where: str, node: ast.AST, statement: ast.stmt) -> Iterator[Place]:
    yield where, node, statement
    if isinstance(node, ast.keyword) and node.arg == "strict":
        return  # says only that two lists are as long as each other
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "args", "decorator_list") and isinstance(node, ast.stmt):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, ast.AST):
                yield from nodes(where, part, part if isinstance(part, ast.stmt) else statement)


def lines_of(statement: ast.stmt) -> range:
    """A statement's own lines: of a compound one its head."""
    inside = getattr(statement, "body", None)
    last = inside[0].lineno - 1 if isinstance(inside, list) else statement.end_lineno or statement.lineno
    return range(statement.lineno, max(last, statement.lineno) + 1)


def code_with(file: str, edit: Edit) -> CodeType:
    with edit.made():
        return compile(tree_of(file), str(FILES[file].__file__), "exec")


def text_code(file: str) -> CodeType:
    """As it is."""
    return compile(tree_of(file), str(FILES[file].__file__), "exec")


@cache
def by_id() -> dict[str, Fault]:
    return {fault.id: fault for fault in faults()}


# -- planting -------------------------------------------------------------------------------------------------


def plant(file: str, code: CodeType) -> Callable[[], None]:
    """Lets the engine run this code; what is returned takes it out again."""
    module = FILES[file]
    live, new = functions(module), codes(code)
    old = {name: function.__code__ for name, function in live.items()}
    for name, function in live.items():
        if new[name] != function.__code__:
            function.__code__ = new[name]
    kept = values(module, code)
    forget()

    def out() -> None:
        for name, function in live.items():
            function.__code__ = old[name]
        for other, name, value in kept:
            setattr(other, name, value)
        forget()

    return out


def functions(module: ModuleType) -> dict[str, FunctionType]:
    """A module's own functions and methods, by their name in it."""
    found = {}
    for value in vars(module).values():
        inside = vars(value) if isinstance(value, type) else {}
        for each in (value, *inside.values()):
            function = each.fget if isinstance(each, property) else getattr(each, "__wrapped__", each)
            if isinstance(function, FunctionType) and function.__code__.co_filename == module.__file__:
                found[function.__qualname__] = function
    return found


def codes(code: CodeType) -> dict[str, CodeType]:
    found: dict[str, CodeType] = {}
    for part in code.co_consts:
        if isinstance(part, CodeType):
            found |= {part.co_qualname: part} | codes(part)
    return found


def values(module: ModuleType, code: CodeType) -> list[tuple[ModuleType, str, Any]]:
    """Gives the module's names their changed values, in everything that has imported them; what they were."""
    made: dict[str, Any] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(code, made)  # noqa: S102 - our own code with a fault
    names = [name for name in made if name.isupper() and made[name] != getattr(module, name)]
    ours = [other for name, other in sys.modules.items() if name.startswith("svang") and other is not None]
    users = [(other, name) for name in names for other in ours if getattr(other, name, None) is getattr(module, name)]
    old = [(other, name, getattr(other, name)) for other, name in users]
    for other, name in users:
        setattr(other, name, made[name])
    return old


def forget() -> None:
    """What the engine's functions remember would be as it was before."""
    for module in FILES.values():
        for value in vars(module).values():
            if getattr(value, "__module__", "") == module.__name__ and hasattr(value, "cache_clear"):
                value.cache_clear()
