"""What else runs on this machine while it is measured: from /proc, and nothing where there is none."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
UTIME, STIME, PARENT = 11, 12, 1
"""Places in /proc/PID/stat, after the name."""
NAMED = 5


def load() -> str:
    return " ".join(f"{each:.2f}" for each in os.getloadavg())


def used() -> dict[int, float]:
    """Seconds of CPU of each process that is neither this one nor from it."""
    found = dict(_all())
    return {pid: seconds for pid, (_, seconds) in found.items() if os.getpid() not in _line(found, pid)}


def _line(found: Mapping[int, tuple[int, float]], pid: int) -> list[int]:
    """A process and those it comes from."""
    line = [pid]
    while line[-1] in found:
        line.append(found[line[-1]][0])
    return line


def _all() -> Iterator[tuple[int, tuple[int, float]]]:
    for path in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            yield int(path.parent.name), (int(fields[PARENT]), (int(fields[UTIME]) + int(fields[STIME])) / TICKS)


def busiest(before: Mapping[int, float], after: Mapping[int, float], seconds: float) -> str:
    """The names of who took most in between, with their share of one core; who has ended by then is not seen."""
    took: dict[str, float] = defaultdict(float)
    for pid, now in after.items():
        took[_name(pid)] += 100 * (now - before.get(pid, 0.0)) / seconds
    most = sorted(took, key=lambda name: -took[name])[:NAMED]
    found = [f"{name} {took[name]:.0f} %" for name in most if took[name] >= 1]
    return ", ".join(found) or "nothing that took a hundredth of a core"


def _name(pid: int) -> str:
    with suppress(OSError):
        return (PROC / str(pid) / "comm").read_text().strip()
    return "ended"
