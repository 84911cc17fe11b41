"""Compiles what `build.py` has laid out, and of Python's own library what that can reach.

It is read by `compile.mjs` and run by the Python of the phone, for no other can compile for it.
"""

from __future__ import annotations

import ast
import marshal
import os
import sys
from collections.abc import Iterable
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from typing import Any
from zipfile import ZipFile

WHOLE = ("_pyodide", "pyodide")
"""What is taken whole: the phone's Python asks for it from outside."""
BEGINS = (
    *(
        "asyncio",
        "site",
        *(f"encodings.{each}" for each in ("ascii", "idna", "latin_1", "utf_8", "utf_8_sig", "utf_16")),
    ),
    *(f"encodings.{each}" for each in ("cp437", "cp1252", "punycode", "raw_unicode_escape", "unicode_escape")),
    "_sysconfigdata__emscripten_wasm32-emscripten",
    *("_compat_pickle", "_strptime", "copyreg", "io", "linecache", "locale", "numbers", "traceback", "warnings"),
)
"""What Python asks for by itself, and what only its inner half does."""
NEVER = (
    *("_pyrepl", "bdb", "cmd", "code", "doctest", "pdb", "pydoc", "rlcompleter", "unittest"),
    *("ctypes", "ftplib", "imaplib", "optparse", "pickletools", "smtplib"),
    *(
        f"multiprocessing.{each}"
        for each in ("connection", "managers", "pool", "queues", "sharedctypes", "synchronize")
    ),
    *("concurrent.futures.process", "plistlib", "pyodide.console", "xml", "xmlrpc"),
)
"""Asked for in places that are not reached in a phone: a terminal, a debugger, a test, another machine."""


def compile_all(laid: Path, made: Path) -> None:
    """Every module of `laid` compiled, all else as it is, in the same places of `made`."""
    for path in sorted(laid.rglob("*")):
        place = path.relative_to(laid)
        if not path.is_dir() and place.name != "parts":
            _one(path.read_bytes(), str(place), made / place)


def compile_library(library: Path, laid: Path, made: Path) -> None:
    """Of Python's own library, a zip, what can be reached from `laid`, compiled into `made`."""
    with ZipFile(library) as packed:
        files = {_name(each): each for each in packed.namelist() if each.endswith(".py")}
        texts = {name: packed.read(each) for name, each in files.items()}
    packages = {name for name, place in files.items() if _is_package(place)}
    asked = {each for path in laid.rglob("*.py") for each in imported_in(path, laid)}
    whole = {name for name in texts if name.split(".")[0] in WHOLE}
    found = reached({*BEGINS, *whole, *asked}, texts, packages)
    lacking = {name: lacks for name in found if (lacks := needed(texts[name]) & set(NEVER))}
    assert not lacking, f"cannot be read: {lacking}"
    for name in sorted(found):
        _one(texts[name], files[name], made / files[name])


def reached(asked: Iterable[str], texts: dict[str, bytes], packages: set[str]) -> set[str]:
    """Every module that is asked for, and what it asks for in its turn."""
    waiting, found = {part for name in asked for part in _with_parents(name)}, set[str]()
    while waiting:
        name = waiting.pop()
        if name in found or name not in texts or any(part in NEVER for part in _with_parents(name)):
            continue
        found.add(name)
        waiting |= {part for each in imports(texts[name], name, name in packages) for part in _with_parents(each)}
    return found


def imported_in(path: Path, root: Path) -> set[str]:
    place = path.relative_to(root).as_posix()
    return imports(path.read_bytes(), _name(place), _is_package(place))


def imports(text: bytes, name: str, package: bool) -> set[str]:
    """What a module may import, wherever in its text it does."""
    found = set[str]()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = name.split(".")[: len(name.split(".")) - node.level + package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{each.name}" for each in node.names)}
    return found


def needed(text: bytes) -> set[str]:
    """What a module imports as it is read, but for what it may do without."""
    at_once = ast.Module([node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)], [])
    return {part for each in imports(ast.unparse(at_once).encode(), "", False) for part in _with_parents(each)}


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts) + 1)]


def _name(place: str) -> str:
    return place.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _is_package(place: str) -> bool:
    return place.endswith("__init__.py")


UNCHECKED = (1).to_bytes(4, "little")
"""Of a compiled file: it stands for its text by a digest that nobody looks at."""


def _one(holds: bytes, said: str, into: Path) -> None:
    """Compiled with `said` for its place, where it is a module; else as it is."""
    into.parent.mkdir(parents=True, exist_ok=True)
    if into.suffix != ".py":
        into.write_bytes(holds)
        return
    code = compile(without_docstrings(holds), said, "exec", dont_inherit=True, optimize=0)
    head = MAGIC_NUMBER + UNCHECKED + source_hash(holds)
    into.with_suffix(".pyc").write_bytes(head + marshal.dumps(code))


SAY = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
"""What may have a docstring."""


def without_docstrings(text: bytes) -> ast.Module:
    """The module; one that reads a docstring keeps them."""
    tree = ast.parse(text)
    if b"__doc__" in text:
        return tree
    for node in ast.walk(tree):
        if isinstance(node, SAY) and ast.get_docstring(node, clean=False) is not None:
            said = node.body.pop(0)
            if not node.body and not isinstance(node, ast.Module):
                node.body = [ast.copy_location(ast.Pass(), said)]
    return tree


def compile_templates(app: Path) -> None:
    """The templates as modules, in the place of their texts: to read them takes longer than all else."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "svang.settings.phone", "SVANG_DATA": "/nowhere"}
    import django
    from django.template import engines
    from jinja2 import ModuleLoader

    django.setup()
    engine: Any = engines["jinja2"]
    texts, made = app / "svang" / "web" / "templates", app / "svang" / "built" / "templates"
    for name in sorted(path.name for path in texts.iterdir()):
        text = engine.env.compile((texts / name).read_text(), name, name, raw=True, defer_init=True)
        _one(text.encode(), name, made / ModuleLoader.get_module_filename(name))
        (texts / name).unlink()


def main(laid: Path, made: Path, library: Path) -> None:
    compile_all(laid, made / "app")
    compile_library(library, laid, made / "library")
    sys.path.insert(0, str(made / "app"))
    from svang.ready import of_parts

    built = made / "app" / "svang" / "built" / "pathway"
    built.write_bytes(of_parts((laid / "svang" / "built" / "parts").read_bytes()))
    compile_templates(made / "app")


if sys.platform == "emscripten":
    main(Path("/laid"), Path("/made"), Path("/runtime/python_stdlib.zip"))
