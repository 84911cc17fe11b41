"""The same rows on this tree and on a commit, in turns: a process for each side, of which only one works at a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parents[1]
NOW, BEFORE = "now", "before"
ROOMS = {"rows": "", "180": "page, 180 days: ", "3650": "page, ten years: "}
"""What one process measures together, and what its rows are called."""
TURNS = 3


@dataclass
class Took:
    """Medians of milliseconds; `cannot`: why there are none."""

    cpu: float = 0.0
    wall: float = 0.0
    runs: int = 0
    cannot: str = ""


@dataclass
class Line:
    """What one row came to, by side."""

    room: str
    row: str
    limit: float
    by: dict[str, Took] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return ROOMS[self.room] + self.row


def own(tree: Path) -> dict[str, str]:
    """The environment of a process that has that tree's svang."""
    return {name: value for name, value in os.environ.items() if name != "SVANG_DATA"} | {"PYTHONPATH": str(tree)}


class Side:
    def __init__(self, tree: Path, room: str) -> None:
        self.folder = tempfile.TemporaryDirectory()
        command = [sys.executable, "-m", "bench.side", room, self.folder.name]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=tree, env=own(tree), stdin=pipe, stdout=pipe, text=True)
        self.rows: Mapping[str, Any] = self.answer()
        assert "cannot" in self.rows or Path(self.rows["svang"]).is_relative_to(tree), self.rows["svang"]

    def answer(self) -> Mapping[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"cannot": "it ended"}

    def ask(self, row: str, runs: int) -> Mapping[str, Any]:
        if "cannot" in self.rows:
            return self.rows
        if row not in [name for name, _, _ in self.rows["rows"]]:
            return {"cannot": "it has no such row"}
        assert self.process.stdin is not None
        print(json.dumps({"row": row, "runs": runs}), file=self.process.stdin, flush=True)
        return self.answer()

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
        self.folder.cleanup()


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """That commit's svang beside this bench: a worktree that is taken away again."""
    with tempfile.TemporaryDirectory() as name:
        there, tree = Path(name) / "commit", Path(name) / "tree"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(there), commit], cwd=HERE, check=True)
        try:
            tree.mkdir()
            for part, of in {"svang": there, "bench": HERE, "tests": HERE}.items():
                (tree / part).symlink_to(of / part)
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(there)], cwd=HERE, check=True)


@contextmanager
def trees(commit: str | None) -> Iterator[Mapping[str, Path]]:
    """This tree, and that of a commit, by side."""
    if commit is None:
        yield {NOW: HERE}
        return
    with tree_of(commit) as tree:
        yield {BEFORE: tree, NOW: HERE}


def measured(there: Mapping[str, Path], like: str = "") -> Iterator[Line]:
    """Every row of which the name has `like` in it; before and now in turns, each first in every other one. Where that
    begins with a room's name, the diaries of the others are not filled."""
    for room in [room for room, name in ROOMS.items() if name and like.startswith(name)] or ROOMS:
        sides = {name: Side(tree, room) for name, tree in there.items()}
        able = {name: side for name, side in sides.items() if name == NOW or "cannot" not in side.rows}
        try:
            if able.keys() < sides.keys():
                print(f"That commit cannot run these rows: {sides[BEFORE].rows['cannot']}")
            yield from _of_room(room, able, like)
        finally:
            for side in sides.values():
                side.end()


def _of_room(room: str, sides: Mapping[str, Side], like: str) -> Iterator[Line]:
    if "cannot" in sides[NOW].rows:
        raise SystemExit(f"The rows of {room} cannot be measured here: {sides[NOW].rows['cannot']}")
    for row, limit, runs in sides[NOW].rows["rows"]:
        line = Line(room, row, limit)
        if like in line.name:
            _fill(line, sides, runs)
            yield line


def _fill(line: Line, sides: Mapping[str, Side], runs: int) -> None:
    said: dict[str, list[Mapping[str, Any]]] = {name: [] for name in sides}
    for turn in range(TURNS):
        for name in sorted(sides, reverse=turn % 2 == 1):
            said[name].append(sides[name].ask(line.row, -(-runs // TURNS)))
    line.by = {name: took(each) for name, each in said.items()}


def took(said: Sequence[Mapping[str, Any]]) -> Took:
    """Of all turns together."""
    cannot = next((each["cannot"] for each in said if "cannot" in each), "")
    times = [sample for each in said for sample in each.get("took", ())]
    if cannot or not times:
        return Took(cannot=cannot or "nothing came of it")
    return Took(median(cpu for cpu, _ in times), median(wall for _, wall in times), len(times))
