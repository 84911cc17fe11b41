"""One store in the place of another: whole or not at all, whatever lay there and whoever uses it meanwhile."""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connection

from svang import store
from svang.settings import home
from svang.store import Trouble
from tests.conftest import fill
from tests.store.given import DAY, decided, event, process

OLD = [event(f"old{n}-0", body={"note": "x" * (n % 7) * 900}) for n in range(40)]
NEW = [event(f"new{n}-0") for n in range(25)] + [decided("said")]


def put(folder: Path) -> Path | None:
    """A store with what is new, in the place of what is there."""
    with store.beside(folder):
        store.append("me", NEW, expected=0)
        store.keep_draft("me", "check", DAY, {"age": ["46"]})
        kept = store.take_the_place(folder)
    store.open(folder, patience=0.05)
    return kept


def ids(person: str = "me") -> list[str]:
    return [row["client_id"] for row in store.export(person) if "client_id" in row]


def is_new() -> bool:
    whole = connection.cursor().execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return whole and ids() == [each.id for each in NEW] and store.count("me") == len(NEW) + 1


def kept_in(path: Path) -> list[str]:
    return [row["client_id"] for row in store.rows_of(path, "me") if "client_id" in row]


@pytest.fixture
def old(folder: Path) -> Path:
    store.append("me", OLD, expected=0)
    return folder


def test_another_history_takes_the_place_and_what_was_there_is_kept(old: Path) -> None:
    before = ids()
    store.append("somebody", [event(1)], expected=0)
    kept = put(old)
    assert is_new() and store.people() == ["me"]
    assert kept == old / "svang.sqlite3-before-1" and kept.stat().st_mode & 0o777 == 0o600
    assert kept_in(kept) == before
    assert store.append("me", [event("later")], expected=len(NEW)) == len(NEW) + 1
    assert put(old) == old / "svang.sqlite3-before-2" and is_new(), "What was kept before is written over."
    assert kept_in(kept) == before
    assert not [path.name for path in old.iterdir() if "-new-" in path.name], "The one that was made for it is left."


@pytest.mark.parametrize("there", ["no folder", "an empty store", "what was erased"])
def test_where_nothing_is_nothing_is_kept(folder: Path, there: str) -> None:
    if there == "what was erased":
        store.append("me", OLD, expected=0)
        store.erase("me")
    place = folder.with_name("elsewhere") if there == "no folder" else folder
    assert put(place) is None and is_new()
    assert not [path for path in place.iterdir() if "-before-" in path.name]


# whoever uses it meanwhile


@contextmanager
def another(folder: Path, *statements: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(home.file_in(folder), isolation_level=None)) as other:
        for statement in statements:
            other.execute(statement).fetchall()
        yield other


def test_who_reads_goes_on_reading_what_was_and_then_reads_what_is(old: Path) -> None:
    with another(old, "BEGIN", "SELECT count(*) FROM store_event") as other:
        put(old)
        assert other.execute("SELECT count(*) FROM store_event").fetchone() == (len(OLD),)
        other.execute("ROLLBACK")
        assert other.execute("SELECT count(*) FROM store_event").fetchone() == (len(NEW),)
        other.execute("DELETE FROM store_draft")
        assert store.draft("me", "check") is None, "The other writes to another file."


def test_while_somebody_writes_nothing_changes(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids()
    monkeypatch.setattr(home, "PATIENCE", 0.05)
    with another(old, "BEGIN IMMEDIATE"), pytest.raises(Trouble) as trouble:
        put(old)
    assert trouble.value.code == "locked"
    store.open(old)
    assert ids() == before and not [path for path in old.iterdir() if "-before-" in path.name]


@pytest.mark.parametrize("begins", range(3))
def test_what_is_written_till_then_is_kept_and_nothing_in_between_is_lost(old: Path, begins: int) -> None:
    """Another process appends without a pause until the store is not the one that it knew."""
    with process("append_until_moved", old) as child:
        assert child.stdout is not None
        confirmed = [child.stdout.readline().strip() for _ in range(5 + begins * 10)]
        kept = put(old)
        confirmed += child.stdout.read().split()
        assert child.wait(timeout=60) == 0
    assert kept is not None and confirmed[-1] == "moved" and is_new()
    entries = [id for id in kept_in(kept) if id.isdecimal()]
    assert entries == confirmed[:-1], "What was confirmed is in neither, or what was not is."


# whatever lies there


def zeros_at_the_beginning(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as opened:
        opened.write(bytes(100))


def a_page(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096 * chance.randrange(file.stat().st_size // 4096))
        opened.write(chance.randbytes(4096))


def some_bytes(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as opened:
        for _ in range(30):
            opened.seek(chance.randrange(file.stat().st_size - 64))
            opened.write(chance.randbytes(64))


def first_bytes(file: Path, chance: random.Random) -> None:
    with file.open("r+b") as opened:
        opened.seek(chance.randrange(90))
        opened.write(chance.randbytes(10))


def the_end(file: Path, chance: random.Random) -> None:
    os.truncate(file, chance.randrange(1, file.stat().st_size))


def all_of_it(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(chance.choice([5, 99, 20_000])))


def an_older_one_with_a_log_of_this(file: Path, chance: random.Random) -> None:
    """R3: what was put in the place of the file, with the log left beside it."""
    with closing(sqlite3.connect(file, isolation_level=None)) as log:
        old = file.read_bytes()
        log.execute("PRAGMA wal_autocheckpoint = 0")
        log.execute("CREATE TABLE more AS SELECT * FROM store_event")
        wal = file.with_name(file.name + "-wal").read_bytes()
    file.write_bytes(old[: len(old) // 2])
    file.with_name(file.name + "-wal").write_bytes(wal)


DAMAGES = (zeros_at_the_beginning, a_page, some_bytes, first_bytes, the_end, all_of_it)
CASES = [(damage, mode) for damage in DAMAGES for mode in ("wal", "delete")] + [
    (an_older_one_with_a_log_of_this, "wal")
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("damage", "mode"), CASES)
def test_whatever_is_damaged_makes_room_and_is_kept(
    old: Path, damage: Callable[[Path, random.Random], None], mode: str, seed: int
) -> None:
    connection.close()
    file = home.file_in(old)
    with closing(sqlite3.connect(file)) as there:
        there.execute(f"PRAGMA journal_mode = {mode}")
    damage(file, random.Random(seed))
    lies = file.read_bytes()
    kept = put(old)
    assert is_new() and kept is not None
    # page for page; SQLite may have mended what stands first, or read a log
    assert damage is an_older_one_with_a_log_of_this or kept.read_bytes()[4096:] == lies[4096 : kept.stat().st_size]


def test_a_file_of_which_somebody_has_a_damaged_page_open_is_the_same_file_after(old: Path) -> None:
    with another(old, "SELECT count(*) FROM store_event") as other:
        with home.file_in(old).open("r+b") as opened:
            opened.seek(4096 * 3)
            opened.write(b"\xa5" * 4096 * 4)
        put(old)
        assert other.execute("SELECT count(*) FROM store_event").fetchone() == (len(NEW),)


# where it cannot be


def test_on_a_full_disk_nothing_changes(small_disk: Path) -> None:
    folder = small_disk / "store"
    store.open(folder)
    store.append("me", OLD, expected=0)
    before = ids()
    with store.beside(folder):
        store.append("me", NEW, expected=0)
        fill(small_disk)
        with pytest.raises(Trouble) as trouble:
            store.take_the_place(folder)
    assert trouble.value.code in ("full", "failing")
    (small_disk / "rest").unlink()
    store.open(folder)
    assert ids() == before and sorted(path.name for path in folder.iterdir() if "before" in path.name) == []
    connection.close()


def test_erasing_takes_what_was_kept_along_and_what_was_left_of_one_that_was_killed(old: Path) -> None:
    put(old)
    (old / "svang.sqlite3-new-4711").mkdir()
    (old / "svang.sqlite3-new-4711" / "svang.sqlite3").write_bytes(b"old7-0")
    assert store.erase("me") == len(NEW) + 1
    assert [path.name for path in old.iterdir() if "-before-" in path.name or "-new-" in path.name] == []
    assert b"old7-0" not in b"".join(path.read_bytes() for path in old.iterdir())
