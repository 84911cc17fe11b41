"""The rows that are measured in a process of their own, by the room they need: in memory, and the pages of a diary."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

from bench import diary
from bench.people import START, ZONE, case, events, today
from svang import store
from svang.engine.course import course, fold, step
from svang.engine.days import merge
from svang.engine.decide import decide
from svang.pathway.load import pathway
from tests.edge import care

TEN_YEARS = 3650
ENOUGH_S = 1.5
"""Of one row in one turn, once it was measured three times."""


@dataclass(frozen=True, slots=True)
class Row:
    """`limit`: of the wall, in milliseconds. `first`: what is done before each time and not measured."""

    name: str
    work: Callable[[], object]
    runs: int
    limit: float = 0
    first: Callable[[], object] = lambda: None
    whole_process: bool = False


Sample = tuple[float, float]
"""Milliseconds of CPU and of the wall."""


def measured(row: Row, runs: int) -> list[Sample]:
    """After one time that does not count."""
    found: list[Sample] = []
    begun = perf_counter()
    for n in range(runs + 1):
        row.first()
        cpu, wall = spent(whole_process=row.whole_process), perf_counter()
        row.work()
        took = (spent(whole_process=row.whole_process) - cpu) * 1000, (perf_counter() - wall) * 1000
        found += [took] if n else []
        if len(found) >= min(3, runs) and perf_counter() - begun > ENOUGH_S:
            break
    return found


def spent(*, whole_process: bool) -> float:
    """Seconds of CPU: of this process, or of those it has waited for."""
    if not whole_process:
        return process_time()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rows(folder: Path) -> Iterator[Row]:
    """All that needs no page."""
    yield from in_memory()
    yield from stored(folder)
    yield from processes()


def in_memory() -> Iterator[Row]:
    known = pathway()
    half_a_year, ten_years = events(180), events(TEN_YEARS)
    days = merge(known, ten_years)
    folded = fold(known, days, today=today(TEN_YEARS - 1).toordinal())

    def whole(told: list[object], n: int) -> Callable[[], object]:
        return lambda: decide(course(known, told, today=today(n).toordinal()))  # type: ignore[arg-type]

    yield Row("decision with all reasons, 180 days of events in memory", whole(half_a_year, 180), 51, 2)
    yield Row("decision with all reasons, ten years of events in memory", whole(ten_years, TEN_YEARS), 9, 50)
    yield Row("one more day on a folded course of ten years", lambda: step(known, folded, days), 51, 0.3)


def stored(folder: Path) -> Iterator[Row]:
    """From SQLite: every entry written as the pages write it, with the decision beside it."""
    diary.fill(folder, TEN_YEARS)
    at = datetime.combine(today(TEN_YEARS), datetime.min.time(), ZONE) + timedelta(hours=8)

    def look() -> object:
        return care.look(diary.WHO, at=at)

    def forget() -> None:
        store.keep(diary.WHO, "no pathway", 1, START, "{}")

    yield Row("ten years from SQLite, without the cache", look, 7, 150, first=forget)
    yield Row("ten years from SQLite, with the cache", look, 31, 5)


def processes() -> Iterator[Row]:
    folder = tempfile.mkdtemp()
    file = Path(folder) / "case.yaml"
    file.write_text(case(), encoding="utf-8")
    command = [sys.executable, "-m", "svang", "decide", str(file), "--json"]
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run() -> object:
        return subprocess.run(command, check=True, capture_output=True, env=own)

    yield Row("`svang decide` as a whole process", run, 9, 500, whole_process=True)
