"""The web app as it is served: a page asked for again and again, its start, its memory, what Lighthouse says of it."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from math import nan
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from bench.people import ZONE, today
from bench.sides import HERE, own

HALF_A_YEAR = 180
AT_ONCE = 8
SECONDS = 4
COOKIE = "svang_form=" + "a" * 32
"""As a browser that was here before."""
SERVED: tuple[tuple[str, str, str, dict[str, float]], ...] = (
    ("one", "Today unchanged, one connection (p50)", "ms", {"under": 5}),
    ("many", f"Today unchanged, {AT_ONCE} connections, server on one core", "requests/s", {"over": 500}),
    ("started", "from start to the first 200", "ms", {"under": 1500}),
    ("memory", "memory of two workers and their parent (PSS)", "MB", {"under": 220}),
)
LOOKED_AT = (
    "/plan",
    "/running",
    "/progress",
    "/tell",
    "/session",
    "/week",
    "/treatments",
    "/help",
    "/learn",
    "/entries",
)
SHIFT = "cumulative-layout-shift"
CHROMIUMS = ("chromium", "chromium-headless-shell", "google-chrome")
NPM = Path(__file__).parent / "node_modules" / ".bin"


def morning(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 10, tzinfo=ZONE)


def stored(folder: Path, days: int) -> None:
    """A store with a history, written by a process of its own."""
    code = (
        "from bench.diary import fill; from pathlib import Path; import sys; fill(Path(sys.argv[1]), int(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(folder), str(days)], check=True)


@contextmanager
def serving(folder: Path, now: datetime, workers: int = 1, cores: set[int] | None = None) -> Iterator[tuple[int, Any]]:
    """`svang serve` as a person starts it; ends when the block does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"SVANG_DATA": str(folder), "SVANG_NOW": now.isoformat(), "SVANG_WORKERS": str(workers)}
    env["SVANG_DOOR"] = "open"
    command = [sys.executable, "-m", "svang", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if cores:
            os.sched_setaffinity(process.pid, cores)
        yield port, process
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()


def until_it_answers(port: int) -> float:
    """Seconds until the first 200."""
    start = perf_counter()
    while perf_counter() - start < 20:
        with suppress(OSError, http.client.HTTPException):
            if get(http.client.HTTPConnection("127.0.0.1", port, timeout=5), "/today") == 200:
                return perf_counter() - start
        sleep(0.01)
    raise TimeoutError


def get(line: http.client.HTTPConnection, path: str) -> int:
    line.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip", "Cookie": COOKIE})
    answer = line.getresponse()
    answer.read()
    return answer.status


def again_and_again() -> tuple[float, float, float]:
    """Today unchanged: ms for one (median), requests a second for eight at once; seconds from start to first 200."""
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stored(folder, HALF_A_YEAR)
        with serving(folder, morning(today(HALF_A_YEAR)), cores={cores[0]}) as (port, _):
            started = until_it_answers(port)
            os.sched_setaffinity(0, {cores[-1]})
            try:
                line = http.client.HTTPConnection("127.0.0.1", port)
                took = []
                for _ in range(400):
                    begun = perf_counter()
                    assert get(line, "/today") == 200
                    took.append((perf_counter() - begun) * 1000)
                return median(took), at_once(port), started
            finally:
                os.sched_setaffinity(0, set(cores))


def at_once(port: int) -> float:
    """Requests a second over eight kept connections."""
    counts, until = [0] * AT_ONCE, perf_counter() + SECONDS

    def ask(n: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port)
        while perf_counter() < until:
            assert get(line, "/today") == 200
            counts[n] += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(AT_ONCE)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sum(counts) / SECONDS


def memory() -> float:
    """MB (PSS) of the server with two workers that have answered."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stored(folder, HALF_A_YEAR)
        with serving(folder, morning(today(HALF_A_YEAR)), workers=2) as (port, process):
            until_it_answers(port)
            for _ in range(40):
                get(http.client.HTTPConnection("127.0.0.1", port), "/today")
            return sum(pss(pid) for pid in family(process.pid)) / 1024


def family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def pss(pid: int) -> int:
    found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
    return int(found[1]) if found else 0


def lighthouse() -> dict[str, float] | None:
    """The lowest score of each category over the pages of a day as a phone sees them, of Today the median of five, and
    the largest layout shift; None where there is no Lighthouse or no Chromium."""
    tool, chromium = NPM / "lighthouse", next(filter(None, map(shutil.which, CHROMIUMS)), None)
    chromium = os.environ.get("SVANG_CHROMIUM") or chromium
    if not tool.exists() or not chromium:
        return None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stored(folder, HALF_A_YEAR)
        with serving(folder, morning(today(HALF_A_YEAR))) as (port, _):
            until_it_answers(port)
            address = f"http://localhost:{port}"
            often = [scores(tool, chromium, f"{address}/today") for _ in range(5)]
            pages = [scores(tool, chromium, address + path) for path in LOOKED_AT]
    pages.append({key: median(run[key] for run in often) for key in often[0]})
    return {key: (max if key == SHIFT else min)(page[key] for page in pages) for key in pages[0]}


def scores(tool: Path, chromium: str, address: str) -> dict[str, float]:
    """Of one page, looked at once."""
    flags = "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
    command = [str(tool), address, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    command.append("--only-categories=performance,accessibility,best-practices")
    env = os.environ | {"CHROME_PATH": chromium}
    found = json.loads(subprocess.run(command, env=env, capture_output=True, timeout=120, check=True).stdout)
    points = {key: category["score"] * 100 for key, category in found["categories"].items()}
    return {**points, SHIFT: found["audits"][SHIFT]["numericValue"]}


def served() -> dict[str, float]:
    """What one tree's server comes to."""
    one, many, started = again_and_again()
    return {"one": one, "many": many, "started": started * 1000, "memory": memory()}


def main(there: Mapping[str, Path]) -> None:
    by = {name: ran_in(tree) for name, tree in there.items()}
    for key, what, unit, limit in SERVED:
        _say(what, by["now"].get(key, nan), unit, **limit)
        if key in by.get("before", ()):
            print(f"     {'':<58} {by['before'][key]:9.1f} {unit}  before")
    found = lighthouse()
    if found is None:
        print("--   Lighthouse: not measured, for it or Chromium is not here (make bench installs it where npm is)")
        return
    for what in ("performance", "accessibility", "best-practices"):
        _say(f"Lighthouse {what}, the lowest of {len(LOOKED_AT) + 1} pages", found[what], "points", over=99)
    _say("largest layout shift of them", found[SHIFT], "", under=0.01)


def ran_in(tree: Path) -> Mapping[str, float]:
    """Of that tree; what it cannot do is not a number."""
    command = [sys.executable, "-m", "bench.web", "served"]
    ran = subprocess.run(command, cwd=tree, env=own(tree), capture_output=True, text=True)
    if ran.returncode:
        print(f"?    the server of {tree} could not be measured: {ran.stderr.splitlines()[-1]}")
    return json.loads(ran.stdout.splitlines()[-1]) if not ran.returncode else {}


def _say(what: str, found: float, unit: str, *, under: float = 0, over: float = 0) -> None:
    held = found < under if under else found > over
    limit = f"under {under:g}" if under else f"over {over:g}"
    print(f"{'ok  ' if held else 'OVER'} {what:<58} {found:9.1f} {unit}  (asked: {limit})", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["served"]:
        print(json.dumps(served()))
    else:
        main({"now": HERE})
