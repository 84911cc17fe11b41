"""The first lines of a flag, fact, rule or article, in every file that needs some: `svang new`, in a checkout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import svang
from svang.cli.context import Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.pathway.nodes import nearest
from svang.pathway.reader import read_file, read_text
from svang.texts import LANGUAGES

SKELETONS = Path(__file__).parent / "new.yaml"
CHECKOUT = Path(svang.__file__).parents[1]
NEEDED = ("CONTRIBUTING.md", "tests/spec")
"""What a checkout has and an installed Svang has not."""
KNOWLEDGE = "svang/knowledge"
TODO = "TODO"
"""Stands where somebody has to write; tests/unit/test_todo.py lets none of it through."""
WRONG = {"ID": ("no_id", "cold_pale_foot"), "ROW": ("no_row", "cold-pale-foot")}
NAMES = {"ID": "[a-z][a-z0-9]*(_[a-z0-9]+)*", "ROW": "[a-z][a-z0-9]*(-[a-z0-9]+)*"}


@dataclass(frozen=True, slots=True)
class Part:
    """Lines for one file: behind the last item of `into` that has `after` in it, else behind its last."""

    at: str
    into: tuple[str, ...]
    after: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """New lines of a file; `first` is the number of the first of them."""

    at: str
    first: int
    lines: tuple[str, ...]


def new(context: Context, kind: str, id: str) -> None:
    """Writes all of it or nothing, and says where, and what is to be renewed afterwards. Raises Sorry."""
    skeletons = read_file(SKELETONS).plain()
    if not all((CHECKOUT / needed).exists() for needed in NEEDED):
        raise context.sorry("ui", "new", "no_checkout")
    if not kind:
        show_kinds(context, skeletons)
        return
    check(context, skeletons, kind, id, CHECKOUT)
    found = write(skeletons, kind, id, CHECKOUT)
    show(context, found, [skeletons["stale"][name] for name in skeletons["kinds"][kind]["stale"]])


def check(context: Context, skeletons: Mapping[str, Any], kind: str, id: str, root: Path) -> None:
    """Is there such a kind, and can this be a new name of it?"""
    kinds = skeletons["kinds"]
    if kind not in kinds:
        near = nearest(kind, kinds)
        raise context.sorry("ui", "new", "no_kind", found=kind, kinds=", ".join(kinds), near=near or next(iter(kinds)))
    shape = kinds[kind]["id"]
    if not re.fullmatch(NAMES[shape], id):
        key, like = WRONG[shape]
        raise context.sorry("ui", "new", key, found=id, like=like)
    for name in {id, hyphened(id)} if kind == "flag" else {id}:
        if where := named_in(root, name):
            raise context.sorry("ui", "new", "there", found=name, where=where)


def named_in(root: Path, id: str) -> str:
    """Where the knowledge has an item of this name, as file and line."""
    item = re.compile(rf"\bid: {id}\s*[,}}]|^  {id}:")
    for file in sorted((root / KNOWLEDGE).glob("*.yaml")):
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if item.search(line):
                return f"{file.relative_to(root)}:{n}"
    return ""


def write(skeletons: Mapping[str, Any], kind: str, id: str, root: Path) -> list[Written]:
    """Writes the new lines of each file, once all of them read as YAML: what does not is our fault and raises."""
    texts: dict[str, str] = {}
    found = []
    for part in parts(skeletons, kind, id):
        before = texts.get(part.at) or (root / part.at).read_text(encoding="utf-8")
        texts[part.at], each = inserted(before, part)
        found.append(each)
    for at, text in texts.items():
        read_text(text, file=at)
    for at, text in texts.items():
        (root / at).write_text(text, encoding="utf-8")
    return found


def parts(skeletons: Mapping[str, Any], kind: str, id: str) -> Iterator[Part]:
    names = {"ID": id, "ROW": hyphened(id), "VERSION": svang.__version__}
    for row in (row for name in skeletons["kinds"][kind]["parts"] for row in skeletons["parts"][name]):
        lines = re.sub(r"\b(ID|ROW|VERSION)\b", lambda match: names[match[0]], row["lines"]).rstrip("\n")
        for language in LANGUAGES if "LANG" in row["at"] else ("",):
            at = row["at"].replace("LANG", language)
            yield Part(at, tuple(row["into"]), row.get("after", ""), tuple(lines.split("\n")))


def hyphened(id: str) -> str:
    return id.replace("_", "-")


# -- into the text, so that comments and order stay as they are -----------------------------------------------


def inserted(text: str, part: Part) -> tuple[str, Written]:
    lines = text.split("\n")
    start, end = section(lines, part.into)
    said = [n for n in range(start, end) if says(lines[n])]
    indent = depth(lines[said[0]])
    items = [n for n in said if depth(lines[n]) == indent]
    behind = [n for n in items if part.after in lines[n]] or items
    end = next((n for n in items if n > behind[-1]), end)
    last = max(n for n in said if n < end)
    new = tuple(" " * indent + line if line else "" for line in part.lines)
    first = last + 2 + (not new[0])
    return "\n".join([*lines[: last + 1], *new, *lines[last + 1 :]]), Written(part.at, first, new)


def section(lines: Sequence[str], into: Sequence[str]) -> tuple[int, int]:
    """From the first line below a path of keys to the line that ends it."""
    start, end = 0, len(lines)
    for level, key in enumerate(into):
        start = 1 + next(n for n in range(start, end) if re.match(rf"{'  ' * level}{key}:\s*(#.*)?$", lines[n]))
        end = next((n for n in range(start, end) if closes(lines[n], 2 * level)), end)
    return start, end


def closes(line: str, indent: int) -> bool:
    return says(line) and depth(line) <= indent and not line.lstrip().startswith("- ")


def says(line: str) -> bool:
    """Is it neither empty nor a comment?"""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def depth(line: str) -> int:
    return len(line) - len(line.lstrip())


# -- what is said of it ---------------------------------------------------------------------------------------


def show_kinds(context: Context, skeletons: Mapping[str, Any]) -> None:
    kinds = {kind: sorted({part.at for part in parts(skeletons, kind, "id")}) for kind in skeletons["kinds"]}
    if context.json:
        context.dump(kinds)
        return
    lines = [Line(context.texts("ui", "new", "says", todo=TODO))]
    for kind, files in kinds.items():
        lines += [*heading(f"svang new {kind} ID"), *bullets(files)]
    context.page(lines)


def show(context: Context, found: Sequence[Written], stale: Sequence[Mapping[str, str]]) -> None:
    if context.json:
        rows = [{"file": each.at, "line": each.first, "lines": len(each.lines)} for each in found]
        context.dump({"written": rows, "stale": list(stale)})
        return
    words = context.texts
    lines = heading(words("ui", "new", "written", todo=TODO))
    for each in found:
        lines += bullets([f"{each.at}:{each.first}"])
    lines += heading(words("ui", "new", "stale", todo=TODO))
    for row in stale:
        lines += bullets([f"{row['files']}: {row['renew'] or words('ui', 'new', 'by_hand')}"])
    context.page([*lines, BLANK, Line(words("ui", "new", "then", todo=TODO, check="make check", guide=NEEDED[0]))])
