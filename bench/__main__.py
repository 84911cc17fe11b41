"""Medians of several runs, each with the limit that is asked of it; nothing here fails a build."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import web, zen
from bench.people import START, ZONE, case, events, today
from svang import store
from svang.answers.kinds import to_store
from svang.care import decided
from svang.engine.course import course, fold, step
from svang.engine.days import merge
from svang.engine.decide import decide
from svang.pathway.load import pathway
from tests.edge import care

TEN_YEARS = 3650


@dataclass(frozen=True, slots=True)
class Measured:
    """`limit` and `took` in milliseconds."""

    what: str
    limit: float
    took: float
    runs: int


def timed(what: str, limit: float, work: Callable[[], object], *, runs: int, warm: int = 2) -> Measured:
    for _ in range(warm):
        work()
    took = []
    for _ in range(runs):
        start = perf_counter()
        work()
        took.append((perf_counter() - start) * 1000)
    return Measured(what, limit, median(took), runs)


def in_memory() -> list[Measured]:
    known = pathway()
    half_a_year, ten_years = events(180), events(TEN_YEARS)
    days = merge(known, ten_years)
    folded = fold(known, days, today=today(TEN_YEARS - 1).toordinal())

    def whole(told: list[object], n: int) -> Callable[[], object]:
        return lambda: decide(course(known, told, today=today(n).toordinal()))  # type: ignore[arg-type]

    return [
        timed("decision with all reasons, 180 days of events in memory", 2, whole(half_a_year, 180), runs=51),
        timed("decision with all reasons, ten years of events in memory", 50, whole(ten_years, TEN_YEARS), runs=9),
        timed("one more day on a folded course of ten years", 0.3, lambda: step(known, folded, days), runs=51),
    ]


def stored() -> list[Measured]:
    """From SQLite: every event written as the product writes it, with a decision beside each morning's."""
    with tempfile.TemporaryDirectory() as folder:
        store.open(Path(folder))
        known = pathway()
        told = events(TEN_YEARS)
        at = datetime.combine(today(TEN_YEARS), datetime.min.time(), ZONE) + timedelta(hours=8)
        decision = decide(course(known, events(2), today=START.toordinal() + 1))
        rows = [to_store(known, event) for event in told]
        mornings = [event for event in told if event.id[0] == "m"]
        said = [decided(known, decision, at=event.recorded_at, id=f"{event.id}-d") for event in mornings]
        store.append("somebody", sorted([*rows, *said], key=lambda e: e.recorded_at), expected=0)

        def without() -> object:
            store.keep("somebody", "no pathway", 1, START, "{}")
            return care.look("somebody", at=at)

        return [
            timed("ten years from SQLite, without the cache", 150, without, runs=7),
            timed("ten years from SQLite, with the cache", 5, lambda: care.look("somebody", at=at), runs=31),
        ]


def processes() -> list[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "case.yaml"
        file.write_text(case(), encoding="utf-8")
        command = [sys.executable, "-m", "svang", "decide", str(file), "--json"]

        own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

        def run() -> object:
            return subprocess.run(command, check=True, capture_output=True, env=own)

        return [timed("`svang decide` as a whole process", 500, run, runs=9)]


def pace() -> float:
    """Nanoseconds of one turn of an empty loop: what this machine gives right now."""

    def turns() -> None:
        for _ in range(100_000):
            pass

    return timed("", 0, turns, runs=31).took * 10


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, medians; this machine may be noisy.")
    print(f"An empty loop turns in {pace():.1f} ns right now; compare figures only at the same pace.")
    for part in (in_memory, stored, processes):
        for each in part():
            mark = "ok  " if each.took < each.limit else "OVER"
            print(f"{mark} {each.what:<58} {each.took:9.2f} ms  (asked: under {each.limit:g} ms; {each.runs} runs)")
    zen.main()
    web.main()


if __name__ == "__main__":
    main()
