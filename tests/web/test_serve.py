"""`svang serve` as people start it: a process of its own that serves this machine alone, and ends when told to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from svang.cli.serve import HALF_ASKED
from svang.texts import texts

ROOT = Path(__file__).parents[2]
PATIENCE = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "svang", *map(str, words)]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Without what this machine or another test says to Svang."""
    rest = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SVANG_") and name != "DJANGO_SETTINGS_MODULE"
    }
    return {**rest, "SVANG_DATA": str(folder), "SVANG_LANG": "da", **more}


def refused(folder: Path, *words: object, **more: str) -> str:
    """What a start that cannot be says: one sentence on stderr and exit code 2."""
    run = subprocess.run(
        command("serve", *words),
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert run.returncode == 2, f"A person's mistake ends with code 2, not {run.returncode}."
    assert run.stdout == "" and "Traceback" not in run.stderr, "A mistake is said in a sentence and not in a traceback."
    assert len(run.stderr.strip().splitlines()) == 1, f"One sentence was expected: {run.stderr!r}"
    return run.stderr.strip()


@contextmanager
def running(folder: Path, *words: object, port: int, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """The server once it answers; killed at the end, whatever happens. What it says goes to folder.log."""
    with open(f"{folder}.log", "ab") as log:
        child = subprocess.Popen(
            command("serve", *words), cwd=ROOT, env=environment(folder, **more), stdout=log, stderr=log
        )
        try:
            until = time.monotonic() + PATIENCE
            while not answers(port):
                assert child.poll() is None, f"The server ended by itself: {said(folder)}"
                assert time.monotonic() < until, f"The server never answered: {said(folder)}"
                time.sleep(0.1)
            yield child
        finally:
            stop(child)


def stop(child: subprocess.Popen[bytes]) -> int:
    """Ends the server as a service manager does; kills it where that does not help."""
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
    return child.wait(timeout=15)


def said(folder: Path) -> str:
    return Path(f"{folder}.log").read_text(encoding="utf-8")


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def get(port: int, path: str = "/", **headers: str) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as line:
        line.request("GET", path, headers={"Host": f"localhost:{port}", **headers})
        answer = line.getresponse()
        answer.body = answer.read().decode()  # type: ignore[attr-defined]
        return answer


def key_in(text: str) -> str:
    """The word of the last address that was said."""
    return re.findall(r"/\?key=([0-9a-f]{32})", text)[-1]


def enter(port: int, folder: Path) -> dict[str, str]:
    """Goes in by the address that was printed; the header with the cookie that one gets."""
    answer = get(port, f"/?key={key_in(said(folder))}")
    assert answer.status == 302 and answer.headers["Location"] == "/", "The word stays in the address."
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie, f"A script, or another page, could use it: {cookie}"
    return {"Cookie": cookie.partition(";")[0]}


def test_who_has_no_address_reads_and_tells_nothing(tmp_path: Path) -> None:
    """Another login on this machine reaches the port, but not the owner's terminal and files (R6)."""
    port, folder = free_port(), tmp_path / "store"
    with running(folder, "--port", port, port=port):
        shut = texts("da")("web", "failures", "shut", "title")
        for path in (
            "/",
            "/today",
            "/data/export",
            "/entries",
            "/data",
            "/?key=",
            "/?key=0123456789abcdef0123456789abcdef",
        ):
            answer = get(port, path)
            assert (answer.status, shut in answer.body) == (403, True), f"{path} is open to everybody."
        assert oct((folder / "door").stat().st_mode & 0o777) == "0o600", "Others can read the word."
        mine = enter(port, folder)
        assert get(port, "/", **mine).status == 200 and get(port, "/data/export", **mine).status == 200
        assert get(port, f"/?key={key_in(said(folder))}").status == 403, "The address opens more than once."
        assert get(port, "/", Cookie="svang_door=" + "0" * 64).status == 403
    with running(folder, "--port", port, port=port):
        assert get(port, "/", **mine).status == 200, "The browser is forgotten when the pages start anew."
        again = subprocess.run(
            command("open", "--port", port),
            cwd=ROOT,
            env=environment(folder),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        word = key_in(again.stdout)
        assert get(port, f"/?key={word}").status == 302 and get(port, f"/?key={word}").status == 403


def test_it_serves_from_the_folder_it_was_given_and_ends_when_told_to(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "a store"
    with running(folder, "--port", port, port=port) as child:
        front = get(port, **enter(port, folder))
        assert (front.status, "Ondt i hælen" in front.body) == (200, True), "The first page was not served."
        assert get(port, "/static/svang.css").status == 200, "The stylesheet was not served."
        assert f"http://localhost:{port}" in said(folder), "Where it is was not said."
        assert (folder / "svang.sqlite3").exists(), "The store was not made in the folder that was named."
        assert oct((folder / "svang.sqlite3").stat().st_mode & 0o777) == "0o600", "Others can read the store."
        assert oct((folder / "secret").stat().st_mode & 0o777) == "0o600", "Others can read the key of the forms."
        assert stop(child) in (0, -signal.SIGTERM), "SIGTERM did not end the server well."
    assert not answers(port), "Somebody still answers after the server was ended."
    assert "Traceback" not in said(folder), f"The server left a traceback: {said(folder)}"


def test_a_folder_named_on_the_command_line_wins_and_a_store_is_served_again(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "mine"
    for _ in range(2):
        with running(folder, "--port", port, "--data", folder, port=port, SVANG_DATA=str(tmp_path / "other")):
            assert get(port, **enter(port, folder)).status == 200
    assert (folder / "svang.sqlite3").exists() and not (tmp_path / "other").exists()


def test_only_this_machine_is_answered(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path / "store", "--port", port, port=port), socket.socket() as probe:
        probe.settimeout(2)
        outside = own_address()
        if outside is None:
            pytest.skip("this machine has no other address than localhost")
        assert probe.connect_ex((outside, port)) != 0, f"The pages are there for others too, on {outside}."


def own_address() -> str | None:
    """An address of this machine that others could use; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = probe.getsockname()[0]
    return None if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 - no address


def test_a_worker_that_is_killed_is_started_again(tmp_path: Path) -> None:
    """R14: the pages went away with it."""
    port, folder = free_port(), tmp_path / "store"
    with running(folder, "--port", port, port=port) as child:
        mine = enter(port, folder)
        (worker,) = children(child.pid)
        os.kill(worker, signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while worker in children(child.pid) or not serves(port, mine):
            assert child.poll() is None, f"The server ended with its worker: {said(folder)}"
            assert time.monotonic() < until, f"Nobody answers any more: {said(folder)}"
            time.sleep(0.2)


def children(pid: int) -> list[int]:
    of_each = (task / "children" for task in Path(f"/proc/{pid}/task").iterdir())
    return [int(id) for each in of_each for id in each.read_text(encoding="utf-8").split()]


def serves(port: int, mine: dict[str, str]) -> bool:
    try:
        return get(port, **mine).status == 200
    except OSError:
        return False


def test_who_asks_half_and_falls_silent_is_let_go(tmp_path: Path) -> None:
    """R14: half a request held a connection for as long as it liked."""
    port = free_port()
    with running(tmp_path / "store", "--port", port, port=port), socket.socket() as line:
        line.settimeout(HALF_ASKED / 1000 + 10)
        line.connect(("127.0.0.1", port))
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost")
        assert b"200" not in line.recv(1000)
        assert line.recv(1000) == b""


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused(tmp_path / "store", "--port", port)
        assert str(port) in said and "optaget" in said
        assert "is taken" in refused(tmp_path / "store", "--port", port, SVANG_LANG="en")
    assert not (tmp_path / "store" / "svang.sqlite3").exists(), "A start that cannot be makes no store."


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000.5", "²", "", "8" * 5000])
def test_what_is_no_port_is_said(tmp_path: Path, port: str) -> None:
    assert "65535" in refused(tmp_path / "store", f"--port={port}")


def a_file_where_the_folder_should_be(folder: Path) -> None:
    folder.rmdir()
    folder.touch()


def a_newer_store(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "svang.sqlite3")) as store:
        store.execute("PRAGMA user_version = 99")


def a_damaged_store(folder: Path) -> None:
    (folder / "svang.sqlite3").write_bytes(b"\xa5" * 8192)


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (a_file_where_the_folder_should_be, "ingen gemte svar"),
        (a_newer_store, "nyere"),
        (a_damaged_store, "beskadiget"),
    ],
)
def test_a_store_that_cannot_be_used_is_said_before_it_serves(
    tmp_path: Path, spoil: Callable[[Path], None], word: str
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    spoil(folder)
    assert word in refused(folder, "--port", free_port())


def test_who_was_stopped_while_the_key_was_written_can_start_again(tmp_path: Path) -> None:
    folder, port = tmp_path / "store", free_port()
    folder.mkdir()
    (folder / "secret").touch(mode=0o600)
    with running(folder, "--port", port, port=port):
        assert get(port, **enter(port, folder)).status == 200
    assert len((folder / "secret").read_text()) > 40, "A key that was half made must be made anew."
