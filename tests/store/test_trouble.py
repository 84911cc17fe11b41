"""What can go wrong with a file: always one known code, never half an entry, never a word of anybody's."""

import random
import re
import resource
import shutil
import sqlite3
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from svang import store
from svang.settings import home
from svang.store import Trouble
from svang.store.words import SENTENCES
from tests.store.given import decided, event, outcomes

MARKER = "hemmelighed-4711"


def code_of(work):
    with pytest.raises(Trouble) as trouble:
        work()
    assert MARKER not in "".join(traceback.format_exception(trouble.value))
    assert "sqlite" not in str(trouble.value).lower()
    return trouble.value.code


def sql(statement):
    with connection.cursor() as cursor:
        return cursor.execute(statement).fetchone()


def other_connection(folder):
    return sqlite3.connect(home.file_in(folder), isolation_level=None)


def test_every_code_is_one_sentence():
    for code, sentence in SENTENCES.items():
        assert str(Trouble(code)) == sentence
        assert re.fullmatch(r"[A-Z][^.]+\.", sentence)


def test_other_errors_are_ours_and_come_through(folder):
    from svang.store.sqlite import in_our_words

    with pytest.raises(OperationalError), in_our_words():
        sql("SELECT nonsense FROM store_event")


# locked


def test_locked_while_another_program_writes(folder):
    store.append("me", [event(1)], expected=0)
    other = other_connection(folder)
    other.execute("BEGIN IMMEDIATE")
    assert code_of(lambda: store.append("me", [event(2)], expected=1)) == "locked"
    assert code_of(lambda: store.erase("me")) == "locked"
    assert store.read("me").events == (event(1),), "reading needs no lock"
    other.execute("ROLLBACK")
    other.close()
    assert store.append("me", [event(2)], expected=1) == 2


def test_locked_when_another_program_wants_the_store_for_itself(folder):
    store.open(folder.with_name("elsewhere"))
    other = other_connection(folder)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    assert code_of(lambda: store.open(folder, patience=0.05)) == "locked"
    assert code_of(lambda: store.read("me")) == "locked"
    other.execute("ROLLBACK")
    other.close()
    assert store.append("me", [event(1)], expected=0) == 1


def test_patience_waits_for_a_short_lock(folder):
    store.open(folder, patience=5)
    other = sqlite3.connect(home.file_in(folder), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, lambda: other.execute("ROLLBACK"))
    start = time.monotonic()
    release.start()
    assert store.append("me", [event(1)], expected=0) == 1
    assert time.monotonic() - start >= 0.2
    release.join()
    other.close()


# full


def test_full_stores_nothing_and_goes_on_when_there_is_room(folder):
    store.append("me", [event(1)], expected=0)
    sql(f"PRAGMA max_page_count = {sql('PRAGMA page_count')[0] + 3}")
    large = [event(number, body={"note": MARKER * 100}) for number in range(2, 30)]
    assert code_of(lambda: store.append("me", large, expected=1)) == "full"
    assert store.read("me") == store.History((event(1),), (), 1)
    sql("PRAGMA max_page_count = 1000000")
    assert store.append("me", large, expected=1) == 29
    assert sql("PRAGMA integrity_check")[0] == "ok"


# corrupt


@pytest.fixture
def damaged(folder):
    """Gives the closed file's bytes, and a way to read the store with others in their place."""
    words = [event(number, body={MARKER: MARKER * number}) for number in range(1, 60)]
    store.append("me", [*words, decided("last")], expected=0)
    truth = store.read("me")
    store.open(folder.with_name("elsewhere"))
    file = home.file_in(folder)

    def read(content):
        file.write_bytes(content)
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        store.open(folder, patience=0.05)
        assert store.read("me") == truth

    return file.read_bytes(), read


def test_a_file_that_is_whole_is_read(damaged):
    content, read = damaged
    read(content)


def test_a_damaged_header_is_noticed(damaged):
    content, read = damaged
    for start, length in [(0, 16), (0, 100), (0, 4096)]:
        broken = content[:start] + b"\xa5" * length + content[start + length :]
        assert code_of(lambda broken=broken: read(broken)) == "corrupt"


def test_every_damaged_page_is_noticed_or_does_not_matter(damaged):
    content, read = damaged
    chance, noticed = random.Random(1), 0
    pages = range(4096, len(content), 4096)
    for start in pages:
        broken = content[:start] + chance.randbytes(4096) + content[start + 4096 :]
        try:
            read(broken)
        except Trouble:
            assert code_of(lambda broken=broken: read(broken)) == "corrupt"
            noticed += 1
    assert noticed > len(pages) / 2


def test_a_few_damaged_bytes_are_never_read_as_text(damaged):
    content, read = damaged
    places = [found.start() for found in re.finditer(MARKER.encode(), content)][:: len(content) // 4096]
    for start in places:
        broken = content[:start] + b"\xff\xfe\xfd" + content[start + 3 :]
        assert code_of(lambda broken=broken: read(broken)) == "corrupt"
    assert len(places) > 10


@pytest.mark.parametrize("word", [b"store_event_stays", b"store_event", b"CREATE TABLE", b"client_id"])
def test_letters_that_are_none_in_the_first_page_are_damage(damaged, word):
    content, read = damaged
    places = list(re.finditer(word, content[:8192]))
    assert places
    for found in places:
        broken = content[: found.start()] + b"\xff\xfe" + content[found.start() + 2 :]
        try:
            read(broken)
        except Trouble:
            assert code_of(lambda broken=broken: read(broken)) in ("corrupt", "missing")


def test_half_a_file_is_noticed(damaged):
    content, read = damaged
    assert code_of(lambda: read(content[: len(content) // 8192 * 4096])) == "corrupt"


@pytest.mark.parametrize(
    "change",
    [
        f"body = '{{\"{MARKER}\": '",
        f"body = CAST(x'ff' || '{MARKER}' AS TEXT)",
        "body = '{},{}'",
        f"date = '{MARKER}'",
        "date = NULL",
        f"recorded_at = '{MARKER}'",
        "recorded_at = '2026-03-01T07:10:00'",
        f"schema = '{MARKER}'",
    ],
)
def test_a_row_that_makes_no_sense_is_damage_and_is_not_quoted(folder, change):
    store.append("me", [event(1), event(2)], expected=0)
    sql("DROP TRIGGER store_event_stays")
    sql("PRAGMA writable_schema = ON")
    sql("UPDATE sqlite_schema SET sql = replace(sql, ' NOT NULL', '') WHERE name = 'store_event'")
    store.open(folder, patience=0.05)
    sql(f"UPDATE store_event SET {change} WHERE seq = 2")
    assert code_of(lambda: store.read("me")) == "corrupt"


# read only


@pytest.mark.parametrize("mode", ["400", "000"])
def test_who_may_not_write_is_told_so(mode):
    place = Path(tempfile.mkdtemp())  # pytest's own folders are closed to nobody
    try:
        assert outcomes(("lose_the_right", place / "store", mode)) == ["read_only\nread_only"]
    finally:
        for closed in (place, place / "store"):
            closed.chmod(0o700)
        shutil.rmtree(place)


def test_a_connection_that_may_only_read_reads(folder):
    store.append("me", [event(1)], expected=0)
    connection.close()
    connection.settings_dict["NAME"] = connection.settings_dict["NAME"].replace("mode=rw", "mode=ro")
    assert code_of(lambda: store.append("me", [event(2)], expected=1)) == "read_only"
    assert code_of(lambda: store.erase("me")) == "read_only"
    assert store.read("me").events == (event(1),)


# failing


@contextmanager
def a_disk_that_fails() -> Iterator[None]:
    """No file may grow past what it is now: SQLite is told EFBIG, which is a fault of the disk to it."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_disk_that_fails_is_said_and_nothing_is_half_stored(folder):
    store.append("me", [event(1)], expected=0)
    with a_disk_that_fails():
        assert code_of(lambda: store.append("me", [event(2)], expected=1)) == "failing"
    assert store.read("me").events == (event(1),)
    store.append("me", [event(2)], expected=1)
    assert store.read("me").events == (event(1), event(2))


# missing


def test_a_store_that_was_taken_away_is_missing_and_not_made_anew(folder):
    store.append("me", [event(1)], expected=0)
    connection.close()
    shutil.rmtree(folder)
    assert code_of(lambda: store.read("me")) == "missing"
    assert code_of(lambda: store.append("me", [event(2)], expected=1)) == "missing"
    folder.mkdir()
    assert code_of(lambda: store.read("me")) == "missing"
    assert list(folder.iterdir()) == []


def test_nothing_is_said_to_be_stored_in_a_file_that_was_taken_away(folder):
    store.append("me", [event(1)], expected=0)
    home.file_in(folder).rename(folder / "moved")
    assert code_of(lambda: store.append("me", [event(2)], expected=1)) == "missing"


def test_an_empty_file_in_its_place_is_no_store(folder):
    connection.close()
    home.file_in(folder).write_bytes(b"")
    assert code_of(lambda: store.read("me")) == "missing"


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "file").touch()
    assert code_of(lambda: store.open(tmp_path / "file")) == "missing"
    assert code_of(lambda: store.open(tmp_path / "file" / "store")) == "missing"


@pytest.mark.parametrize("name", ["/proc", "/proc/none", "n" * 300, "n/" * 3000])
def test_a_folder_in_which_nothing_can_be_made(tmp_path, name):
    assert code_of(lambda: store.open(tmp_path / name)) == "read_only"


# newer


def test_a_store_of_a_newer_version_is_left_alone(folder):
    store.append("me", [event(1)], expected=0)
    sql("PRAGMA user_version = 99")
    connection.close()
    before = home.file_in(folder).read_bytes()
    assert code_of(lambda: store.open(folder)) == "newer"
    connection.close()
    assert home.file_in(folder).read_bytes() == before
