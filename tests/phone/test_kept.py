"""What is confirmed is kept, whatever happens: killed, no room, files taken away."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from svang.texts import texts
from tests.phone.driven import Driven, browser, kill

MORE = 10 if os.environ.get("SVANG_SOAK") else 1
CONFIRMED, BETWEEN = 20 * MORE, 10 * MORE
AT_ONCE = 5
"""Origins in one browser: each has a store of its own, and all are killed with it."""


def notes(export: str) -> list[str]:
    """The words of every note in a copy. A line that is torn is no JSON."""
    rows = [json.loads(line)["body"] for line in export.splitlines()]
    return [row["note"] for row in rows if "note" in row]


def test_killed_after_a_confirmation_and_in_the_middle(
    hosts: Callable[[], ThreadingHTTPServer], nurse: tuple[str, str], tmp_path: Path
) -> None:
    """What was confirmed is there again, once; what was not is there whole or not at all; nothing else has changed."""
    (copy, now), chance = nurse, random.Random(16)
    servers = [hosts() for _ in range(AT_ONCE)]
    told: dict[int, list[str]] = {server.server_port: [] for server in servers}
    unsure: dict[int, str] = {}
    profile, before = tmp_path / "profile", len(copy.splitlines())
    rounds = [True] * (CONFIRMED // AT_ONCE) + [False] * (BETWEEN // AT_ONCE)
    chance.shuffle(rounds)
    for n, confirmed in enumerate([*rounds, True]):
        with browser(profile) as context:
            for server in servers:
                port, at = server.server_port, f"http://127.0.0.1:{server.server_port}"
                driven = Driven(context.new_page(), at, now, may_be_empty=n == 0)
                if n == 0:
                    assert "/today" in driven.put_back(copy)["text"]
                export = driven.get("/data/export")["text"]
                found = notes(export)
                if found[-1:] == [unsure.pop(port, None)]:
                    told[port].append(found[-1])
                assert found == told[port] and driven.get("/today")["status"] == 200
                assert len(export.splitlines()) >= before + len(found)
                said, sent = f"note {n} {port}", {"note": f"note {n} {port}", "sent": f"{n}-{port}"}
                if confirmed:
                    answer = driven.post("/tell/note", **sent)
                    assert answer["status"] == 200 and said in answer["text"] and answer["flushed"] >= 1
                    told[port].append(said)
                else:
                    driven.begins("/tell/note", **sent)
                    unsure[port] = said
            if not confirmed:
                time.sleep(chance.uniform(0, 0.08))
            kill(profile)
    assert all(len(each) >= CONFIRMED // AT_ONCE for each in told.values())


GROWS = """(name) => {
  const { prototype } = FileSystemSyncAccessHandle;
  globalThis.before ??= { write: prototype.write, read: prototype.read };
  prototype.write = function (bytes, how) {
    if (how.at + bytes.length > this.getSize()) throw new DOMException("", name);
    return before.write.call(this, bytes, how);
  };
}"""
AGAIN = "() => Object.assign(FileSystemSyncAccessHandle.prototype, before)"
"""What a browser does whose disk is full: its own quota it rations in lumps of a megabyte, which no test waits for."""


def test_without_room_one_sentence_says_so_and_nothing_is_half_stored(
    host: ThreadingHTTPServer, nurse: tuple[str, str], tmp_path: Path
) -> None:
    copy, now = nurse
    with browser(tmp_path / "profile") as context:
        page = context.new_page()
        driven = Driven(page, f"http://127.0.0.1:{host.server_port}", now)
        driven.put_back(copy)
        before, told, refused = driven.get("/data/export")["text"], list[str](), 0
        for n in range(6):
            page.workers[0].evaluate(GROWS, "QuotaExceededError")
            said = f"{n} {'x' * 400}"
            full = driven.post("/tell/note", note=said, sent=f"full {n}")
            page.workers[0].evaluate(AGAIN)
            assert full["status"] in (200, 503)
            if full["status"] == 503:
                refused += 1
                assert texts("da")("problems", "full") in full["text"]
                assert notes(driven.get("/data/export")["text"]) == told, "Half of it is stored."
                assert driven.post("/tell/note", note=said, sent=f"full {n}")["status"] == 200
            told.append(said)
        found = driven.get("/data/export")["text"]
        assert found.startswith(before) and notes(found) == told and refused
