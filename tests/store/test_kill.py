"""Killed at any moment, above all between the commit and the answer.

Nothing that was confirmed is lost, nothing is half stored, and sending again what was not confirmed
doubles nothing. `SVANG_SOAK=1` kills ten times as often.
"""

import os
import random
import signal
import sqlite3
import time
from collections import Counter
from contextlib import closing

from django.db import connection, connections

from svang import store
from svang.settings import home
from tests.store.child import pair
from tests.store.given import event, process

ROUNDS = 200 if os.environ.get("SVANG_SOAK") else 20


def killed(child):
    """Kill it; the numbers that it confirmed."""
    child.send_signal(signal.SIGKILL)
    printed = child.stdout.read()
    assert child.wait(timeout=60) == -signal.SIGKILL
    return [int(line) for line in printed.splitlines()]


def killed_between(folder, first, chance):
    """Killed while it waits between the commit and the answer; what was confirmed, what was not."""
    reading, writing = os.pipe()
    child = process("append_until_killed", folder, first, writing, pass_fds=[writing])
    os.close(writing)
    with os.fdopen(reading) as waiting, child:
        for _ in range(chance.randrange(4)):
            waiting.readline()
            child.stdin.write("go on\n")
            child.stdin.flush()
        unanswered = int(waiting.readline())
        return killed(child), unanswered


def killed_anywhere(folder, first, chance):
    """Killed at a random moment: while it starts, opens, or appends without a pause."""
    with process("append_until_killed", folder, first, "") as child:
        started = chance.random() < 0.7
        confirmed = [int(child.stdout.readline())] if started else []
        time.sleep(chance.uniform(0, 0.05 if started else 0.5))
        return confirmed + killed(child), None


def pragma(name):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def numbers(rows):
    """The entries' numbers; each has its decision right behind it, or the pair was torn."""
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    entries, decisions = rows[::2], rows[1::2]
    for entry, decision in zip(entries, decisions, strict=True):
        assert decision["client_id"] == entry["client_id"] + "-decided"
    return [int(row["client_id"]) for row in entries]


def send_again(last):
    """Two that are stored, if they are, and the next two."""
    for number in range(max(1, last - 1), last + 3):
        seq = store.read("me").seq
        store.append("me", pair(number), expected=seq)


def test_killed_at_any_moment(tmp_path):
    chance = random.Random(20260301)
    first, between = 1, 0
    for turn in range(ROUNDS):
        how = killed_anywhere if turn % 4 == 3 else killed_between
        confirmed, unanswered = how(tmp_path, first, chance)
        store.open(tmp_path)  # finds the log as the killed one left it
        stored = numbers(list(store.export("me")))
        assert pragma("integrity_check") == "ok"
        assert confirmed == list(range(first, first + len(confirmed)))
        assert set(confirmed) <= set(stored)
        between += unanswered is not None and unanswered in stored and unanswered not in confirmed

        last = confirmed[-1] if confirmed else first - 1
        assert len(stored) - last in (0, 1), "at most one was stored without an answer"
        send_again(last)
        counts = Counter(numbers(list(store.export("me"))))
        assert counts == {number: 1 for number in range(1, last + 3)}
        first = last + 3
        connections.close_all()  # or the next one would find the store open
    assert between >= ROUNDS / 2


def test_killed_while_it_makes_the_store(tmp_path):
    chance, unmade = random.Random(20260301), 0
    for turn in range(ROUNDS // 2):
        folder = tmp_path / str(turn)
        with process("open_and_say", folder) as child:
            while not home.file_in(folder).exists():
                assert child.poll() is None
            time.sleep(chance.uniform(0, 0.3))
            child.kill()
        unmade += layout_of(home.file_in(folder)) == 0
        store.open(folder)
        assert store.append("me", [event(1)], expected=0) == 1
        connections.close_all()
    assert unmade > 0, "it was always ready before it was killed, so this proved nothing"


def layout_of(file):
    with closing(sqlite3.connect(file)) as other:
        return other.execute("PRAGMA user_version").fetchone()[0]
