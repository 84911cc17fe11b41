"""What goes into a phone of Python's own library, and how a module is compiled for it."""

from __future__ import annotations

import ast

import pytest

from svang.phone.compiling import NEVER, imports, reached, without_docstrings

TEXTS = {
    "a": b"import b.c\ndef late():\n    from d import e\n",
    "b": b"",
    "b.c": b"from . import f\nfrom .g import h\n",
    "b.f": b"from .. import a\n",
    "b.g": b"",
    "d": b"import pdb, unittest.mock\n",
    "d.e": b"",
    "pdb": b"import alone\n",
    "unittest": b"",
    "unittest.mock": b"",
    "alone": b"",
}


def test_what_is_asked_for_anywhere_is_there_and_nothing_else() -> None:
    """Also what a function asks for when it is called, what stands beside, and every package on the way."""
    assert reached(["a"], TEXTS, {"b", "d"}) == {"a", "b", "b.c", "b.f", "b.g", "d", "d.e"}
    assert {"pdb", "unittest"} <= set(NEVER), "A debugger, a test: and what only they ask for."
    assert reached(["unittest.mock", "alone"], TEXTS, set()) == {"alone"}


@pytest.mark.parametrize(
    ("text", "name", "package", "asked"),
    [
        (b"from . import x", "p.q", False, {"p", "p.x"}),
        (b"from . import x", "p.q", True, {"p.q", "p.q.x"}),
        (b"from ..y import x", "p.q.r", False, {"p.y", "p.y.x"}),
        (b"from ..y import x", "p.q.r", True, {"p.q.y", "p.q.y.x"}),
        (b"import x.y as z", "p", False, {"x.y"}),
    ],
)
def test_an_import_is_of_where_it_stands(text: bytes, name: str, package: bool, asked: set[str]) -> None:
    assert imports(text, name, package) == asked


def test_what_is_only_to_be_read_is_left_out() -> None:
    """A docstring goes, and what is left still runs; a module that reads its docstrings keeps them."""
    text = b'"""Said."""\nfrom __future__ import annotations\nclass A:\n    """Said."""\n'
    text += b'def f():\n    "Said."\n    return "Kept."\n'
    bare = without_docstrings(text)
    assert "Said" not in ast.unparse(bare)
    room: dict[str, object] = {}
    exec(compile(bare, "here", "exec"), room)  # noqa: S102 - the text above
    assert room["f"]() == "Kept."  # type: ignore[operator]
    assert "Said" in ast.unparse(without_docstrings(text + b"f.__doc__\n"))
