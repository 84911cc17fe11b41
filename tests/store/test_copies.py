"""What is in a copy: read from a file or from memory alike, and nothing else is left or touched."""

import json
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from svang import store
from svang.settings import home
from svang.store import NoCopy, Trouble
from svang.store.opening import LAYOUT
from tests.store.given import DAY, decided, event

WORDS = [event(f"e{n}-0", body={"note": f"hæl {n}" * 40}) for n in range(60)] + [decided("last")]


@pytest.fixture
def told(folder):
    """What an export has, but whose it is."""
    store.append("me", WORDS, expected=0)
    store.keep_draft("me", "check", DAY, {"age": ["46"]})
    return [{key: row[key] for key in row if key != "person"} for row in store.export("me")]


@pytest.fixture
def backup(told, tmp_path):
    path = tmp_path / "usb" / "copy"
    path.parent.mkdir()
    path.touch()
    store.backup(path)
    return path


@pytest.fixture(params=["from a file", "from memory"])
def rows_of(request):
    return lambda path: store.rows_of(path if request.param == "from a file" else path.read_bytes(), "me")


def test_a_backup_is_read_and_nothing_is_left_beside_it(backup, told, rows_of):
    before = backup.read_bytes()
    assert rows_of(backup) == told
    assert [path.name for path in backup.parent.iterdir()] == ["copy"] and backup.read_bytes() == before


def test_a_copy_of_the_file_itself_is_read_as_well(folder, told, backup, rows_of):
    store.leave_whole()
    shutil.copy(home.file_in(folder), backup)
    assert backup.read_bytes()[18:20] == b"\2\2", "It says that it has a log, so it would not open alone."
    assert rows_of(backup) == told
    assert [path.name for path in backup.parent.iterdir()] == ["copy"]


def test_a_log_that_lies_beside_a_file_is_read_with_it(folder, told, backup):
    with closing(sqlite3.connect(home.file_in(folder), isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM store_event").fetchall()
        store.append("me", [event("late")], expected=61)
        for end in ("", "-wal"):
            shutil.copy(f"{home.file_in(folder)}{end}", f"{backup}{end}")
    assert [row.get("client_id") for row in store.rows_of(backup, "me")][-2:] == ["late", None]


def test_an_export_is_read_line_by_line(told, tmp_path, rows_of):
    (tmp_path / "copy").write_text("".join(json.dumps(row, ensure_ascii=False) + "\r\n\n" for row in told), "utf-8")
    assert rows_of(tmp_path / "copy") == told


def test_a_newer_backup_is_told_of(backup, rows_of):
    with closing(sqlite3.connect(backup)) as newer:
        newer.execute(f"PRAGMA user_version = {LAYOUT + 1}")
    with pytest.raises(Trouble) as trouble:
        rows_of(backup)
    assert trouble.value.code == "newer"


def test_a_backup_of_which_a_page_is_damaged_is_refused_whole(backup, rows_of):
    data = bytearray(backup.read_bytes())
    page = data.rindex(b"e30-0") // 4096 * 4096
    data[page : page + 12] = b"\xa5" * 12
    backup.write_bytes(data)
    with pytest.raises(NoCopy):
        rows_of(backup)


@pytest.mark.parametrize("what", ["export", "backup"])
def test_whatever_is_damaged_there_is_one_answer(what, backup, told, tmp_path, rows_of):
    """A copy with some bytes changed, cut or put in: its rows, or that it is none."""
    if what == "export":
        backup.write_text("".join(json.dumps(row) + "\n" for row in told), "utf-8")
    chance, whole, refused = random.Random(1), backup.read_bytes(), 0
    for _ in range(150):
        data, at = bytearray(whole), chance.choice([chance.randrange(200), chance.randrange(len(whole))])
        length = chance.choice([1, 2, 16, 500])
        data[at : at + chance.choice([0, length])] = chance.choice([b"", b"\xff", b"\0", chance.randbytes(1)]) * length
        backup.write_bytes(data)
        try:
            rows_of(backup)
        except (NoCopy, Trouble) as error:
            refused += 1
            assert isinstance(error, NoCopy) or error.code == "newer"
    assert refused > 30, "Hardly anything was damaged, so this proves little."
