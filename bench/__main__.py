"""What is measured, and on what. `make bench` prints it; `make bench AGAINST=COMMIT` beside what that commit takes.

Medians of several runs, each with the limit that is asked of it; nothing here fails a build.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Iterable
from statistics import median
from time import perf_counter

from bench import machine, web, zen
from bench.sides import BEFORE, NOW, Line, Took, measured, trees

MOST = 2
"""Times what a page costs at 180 days it may cost at ten years."""
WIDE = 58


def pace() -> float:
    """Nanoseconds of one turn of an empty loop: what this machine gives right now."""
    took = []
    for _ in range(31):
        begun = perf_counter()
        for _ in range(100_000):
            pass
        took.append((perf_counter() - begun) * 1e4)
    return median(took)


def said(line: Line) -> str:
    """What it takes now, against its limit; where another commit was measured in turns with it, that too."""
    now, before = line.by[NOW], line.by.get(BEFORE)
    if now.cannot:
        return f"?    {line.name:<{WIDE}} cannot be run: {now.cannot}"
    mark = "    " if not line.limit else "ok  " if now.wall < line.limit else "OVER"
    asked = f"asked: under {line.limit:g} ms; " if line.limit else ""
    text = f"{mark} {line.name:<{WIDE}} {_of(now)}  ({asked}{now.runs} runs)"
    return text if before is None else f"{text}\n     {'':<{WIDE}} {_beside(before, now)}"


def _of(took: Took) -> str:
    return f"{took.cpu:9.2f} ms of CPU {took.wall:9.2f} ms"


def _beside(before: Took, now: Took) -> str:
    if before.cannot:
        return f"that commit cannot run it: {before.cannot}"
    ratio = f"now {_times(now.cpu, before.cpu)} of its CPU, {_times(now.wall, before.wall)} of its time"
    return f"{_of(before)}  before; {ratio}"


def _times(now: float, before: float) -> str:
    return f"{now / before:.2f}" if before else "?"


def grown(lines: Iterable[Line]) -> Iterable[str]:
    """Each page at ten years beside the same page at 180 days, by CPU."""
    by = {(line.room, line.row): line.by[NOW] for line in lines}
    for (room, row), short in by.items():
        long = by.get(("3650", row))
        if room == "180" and long is not None and short.cpu and long.cpu:
            ratio = long.cpu / short.cpu
            yield f"{'ok  ' if ratio <= MOST else 'OVER'} {row:<{WIDE}} {ratio:9.2f} times"


def main() -> None:
    reads = argparse.ArgumentParser(prog="bench")
    reads.add_argument("--against", metavar="COMMIT", help="measure that commit too, in turns with this tree")
    reads.add_argument("--like", default="", help="the rows alone whose name has this in it")
    asked = reads.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, medians; this machine may be noisy.")
    print(f"An empty loop turns in {pace():.1f} ns right now; compare figures only at the same pace.")
    print(f"Load {machine.load()} before it began.")
    begun, others, lines = perf_counter(), machine.used(), []
    with trees(asked.against) as there:
        for line in measured(there, asked.like):
            lines.append(line)
            print(said(line), flush=True)
        print(f"At ten years at most {MOST} times the CPU of 180 days:", *grown(lines), sep="\n")
        if not asked.like:
            zen.main()
            web.main(there)
    took = perf_counter() - begun
    print(f"Load {machine.load()}. Beside it ran: {machine.busiest(others, machine.used(), took)} (of one core).")


if __name__ == "__main__":
    sys.exit(main())
