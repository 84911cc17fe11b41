"""The web app: a page asked for again and again, one that must be worked out anew, a check-in, start and memory."""

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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any

from bench.people import ZONE, events, today

HALF_A_YEAR = 180
AT_ONCE = 8
SECONDS = 4
COOKIE = "svang_form=" + "a" * 32
"""As a browser that was here before."""
NPM = Path(__file__).parent / "node_modules" / ".bin"


def morning(day: date, hour: int = 7) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 10, tzinfo=ZONE)


def stored(folder: Path, days: int) -> None:
    """A store with a history, written by a process of its own."""
    code = "from bench.web import fill; from pathlib import Path; import sys; fill(Path(sys.argv[1]), int(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", code, str(folder), str(days)], check=True)


def fill(folder: Path, days: int) -> None:
    from svang import store
    from svang.answers.kinds import to_store
    from svang.pathway.load import pathway

    store.open(folder)
    store.append("me", [to_store(pathway(), event) for event in events(days)], expected=0)


@contextmanager
def serving(folder: Path, now: datetime, workers: int = 1, cores: set[int] | None = None) -> Iterator[tuple[int, Any]]:
    """`svang serve` as a person starts it; ends when the block does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {"SVANG_DATA": str(folder), "SVANG_NOW": now.isoformat(), "SVANG_WORKERS": str(workers)}
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


def one_process(folder: Path) -> dict[str, float]:
    """In this process, without a network: Today that decides anew, and a check-in. Milliseconds, medians."""
    os.environ |= {"SVANG_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "svang.settings.site"}
    import django

    django.setup()
    from django.test import Client

    from svang import store
    from svang.answers.kinds import to_store
    from svang.pathway.load import pathway
    from svang.web import page_cache

    store.append("me", [to_store(pathway(), event) for event in events(HALF_A_YEAR)], expected=0)
    last = today(HALF_A_YEAR)
    os.environ["SVANG_NOW"] = morning(last).isoformat()
    client = Client(SERVER_NAME="localhost")
    anew = []
    for _ in range(41):
        page_cache.forget()
        begun = perf_counter()
        assert client.get("/today").status_code == 200
        anew.append((perf_counter() - begun) * 1000)
    checkins = []
    for n in range(1, 32):
        day = last + timedelta(days=n)
        os.environ["SVANG_NOW"] = morning(day).isoformat()
        form = client.get("/today").content.decode()
        names = dict.fromkeys(re.findall(r'type="radio" name="([^"]+)"', form))
        values = {name: "1" if name.startswith("nothing_new") else "3" for name in names}
        begun = perf_counter()
        answer = client.post("/checkin", values)
        checkins.append((perf_counter() - begun) * 1000)
        assert answer.status_code == 302, answer.content.decode()[:500]
    return {"anew": median(anew[1:]), "checkin": median(checkins)}


def lighthouse() -> dict[str, float] | None:
    """Scores of Today as a phone sees it, medians of five; None where there is no Lighthouse or no Chromium."""
    tool, chromium = NPM / "lighthouse", shutil.which("chromium") or os.environ.get("SVANG_CHROMIUM", "")
    if not tool.exists() or not chromium:
        return None
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stored(folder, HALF_A_YEAR)
        with serving(folder, morning(today(HALF_A_YEAR))) as (port, _):
            until_it_answers(port)
            for _ in range(5):
                flags = "--headless --no-sandbox --disable-gpu --disable-quic --disable-background-networking"
                command = [str(tool), f"http://localhost:{port}/today", "--output=json", "--quiet"]
                command += ["--only-categories=performance,accessibility,best-practices", f"--chrome-flags={flags}"]
                ran = subprocess.run(
                    command, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, timeout=120, check=True
                )
                for key, category in json.loads(ran.stdout)["categories"].items():
                    found.setdefault(key, []).append(category["score"] * 100)
    return {key: median(scores) for key, scores in found.items()}


def main() -> None:
    one, many, started = again_and_again()
    _say("Today unchanged, one connection (p50)", one, "ms", under=5)
    _say(f"Today unchanged, {AT_ONCE} connections, server on one core", many, "requests/s", over=500)
    _say("from start to the first 200", started * 1000, "ms", under=1500)
    _say("memory of two workers and their parent (PSS)", memory(), "MB", under=220)
    with tempfile.TemporaryDirectory() as name:
        ran = subprocess.run(
            [sys.executable, "-m", "bench.web", "one", name], stdout=subprocess.PIPE, text=True, check=True
        )
        found = json.loads(ran.stdout.splitlines()[-1])
    _say("Today decided anew, 180 days, in process (p50)", found["anew"], "ms", under=15)
    _say("a check-in, 180 days and more, in process (p50)", found["checkin"], "ms", under=20)
    scores = lighthouse()
    if scores is None:
        print("--   Lighthouse: not measured, for it or Chromium is not here (make bench installs it where npm is)")
        return
    _say("Lighthouse performance of Today (median of 5)", scores["performance"], "points", over=94)
    _say("Lighthouse accessibility", scores["accessibility"], "points", over=99)
    _say("Lighthouse best practices", scores["best-practices"], "points", over=99)


def _say(what: str, found: float, unit: str, *, under: float = 0, over: float = 0) -> None:
    held = found < under if under else found > over
    limit = f"under {under:g}" if under else f"over {over:g}"
    print(f"{'ok  ' if held else 'OVER'} {what:<58} {found:9.1f} {unit}  (asked: {limit})", flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["fill", folder, days]:
            fill(Path(folder), int(days))
        case ["one", folder]:
            print(json.dumps(one_process(Path(folder))))
        case _:
            main()
