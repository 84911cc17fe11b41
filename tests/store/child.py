"""What other processes do to the store in these tests: `python -m tests.store.child WHAT ...`."""

from __future__ import annotations

import itertools
import os
import sqlite3
import sys
from pathlib import Path

from svang import store
from svang.model.person import Event
from svang.settings import home
from tests.conftest import fill
from tests.store import given

NOBODY = 65534


def pair(name: object) -> list[Event]:
    """An entry and its decision, which must stand or fall together."""
    return [given.event(name), given.decided(f"{name}-decided")]


def when_told(what: str, *args: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    globals()[what](*args)


def append_pairs(folder: str, person: str, names: str) -> None:
    """Each pair on top of what was read; prints how often another device was first."""
    store.open(Path(folder))
    moved = 0

    def work(name: str) -> None:
        nonlocal moved
        seq = store.read(person).seq
        try:
            store.append(person, pair(name), expected=seq)
        except store.Moved:
            moved += 1
            raise

    for name in names.split(","):
        store.retrying(lambda name=name: work(name), tries=1000)
    print(moved)


def append_until_killed(folder: str, first: str, between: str) -> None:
    """Prints each number after its append returned; with `between`, waits for leave before it does so."""
    store.open(Path(folder))
    seq = store.read("me").seq
    for number in itertools.count(int(first)):
        seq = store.append("me", pair(number), expected=seq)
        if between:
            os.write(int(between), f"{number}\n".encode())
            sys.stdin.readline()
        print(number, flush=True)


def append_until_moved(folder: str) -> None:
    """Prints each number after its append returned, and at the end that the store is another one."""
    store.open(Path(folder))
    seq = store.read("me").seq
    try:
        for number in itertools.count(1):
            seq = store.append("me", [given.event(number)], expected=seq)
            print(number, flush=True)
    except store.Moved:
        print("moved")


def fill_and_erase(disk: str, marker: str, beside: str) -> None:
    """Stores until the disk is full to the last byte, then erases; `beside`: while somebody else has the store open."""
    folder = Path(disk) / "store"
    store.open(folder, patience=0.05)
    try:
        for number in itertools.count():
            store.append("me", [given.event(number, body={marker: marker * 40})], expected=number)
    except store.Trouble:
        pass
    fill(Path(disk))
    other = sqlite3.connect(home.file_in(folder))
    if beside:
        other.execute("SELECT count(*) FROM store_event").fetchall()
    try:
        print("erased" if store.erase("me") else "nothing")
    except store.Trouble as trouble:
        print(trouble.code)


def open_and_say(folder: str) -> None:
    try:
        store.open(Path(folder))
        print(store.append("somebody-" + str(os.getpid()), [given.event()], expected=0))
    except store.Trouble as trouble:
        print(trouble.code)


def lose_the_right(folder: str, mode: str) -> None:
    """Makes a store, becomes somebody who may do no more with its file than `mode`, and tries to write."""
    place = Path(folder)
    store.open(place)
    store.append("me", [given.event(1)], expected=0)
    store.open(place.with_name("elsewhere"))  # lets go of the first
    for path in (*place.iterdir(), place, place.parent):
        os.chmod(path, 0o500 if path.is_dir() else int(mode, 8))
        if os.getuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    if os.getuid() == 0:
        os.setuid(NOBODY)
    assert not os.access(place, os.W_OK)
    for where in (place, place.with_name("new")):
        open_and_say(str(where))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
