"""Opening makes the store where there is none, costs little where there is one, and keeps others out."""

import io
import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from svang import store
from svang.settings import home
from svang.store import opening
from tests.store.given import ROOT, event, outcomes


@pytest.fixture(autouse=True)
def no_connection_is_left():
    yield
    if settings.configured:  # else none was opened: a test here may be the first of all
        connections.close_all()


def pragma(name):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def python(code, **environment):
    """What a fresh Python prints."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return run.stdout.strip()


def opened(folder):
    return f"from pathlib import Path; from svang import store; store.open(Path({str(folder)!r}))"


def test_nobody_else_may_look_in(tmp_path):
    before = os.umask(0)
    try:
        store.open(tmp_path / "new" / "store")
        store.append("me", [event(1)], expected=0)
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "store").stat().st_mode & 0o777 == 0o700
    files = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "new" / "store").iterdir()}
    assert files == {"svang.sqlite3": 0o600, "svang.sqlite3-wal": 0o600, "svang.sqlite3-shm": 0o600}


def test_a_folder_that_holds_something_else_keeps_its_mode_and_our_files_are_shut(tmp_path):
    tmp_path.chmod(0o755)
    for name in ("letter.txt", "region", "day_begins", "svang.sqlite3"):
        (tmp_path / name).touch(mode=0o644)
    store.open(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    assert modes.pop("letter.txt") == 0o644, "What is not ours is not touched."
    assert set(modes.values()) == {0o600}


def test_a_folder_of_ours_alone_is_shut_to_others(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "language").touch(mode=0o644)
    store.open(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_a_choice_is_kept_for_its_owner_alone(tmp_path):
    home.keep(tmp_path, "region", "nord")
    assert (tmp_path / "region").stat().st_mode & 0o777 == 0o600


def test_a_commit_is_on_the_disk_and_deleted_bytes_are_zeros(folder):
    assert [pragma(name) for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")] == [
        "wal",
        2,
        1,
        2,
    ]
    assert connection.transaction_mode == "IMMEDIATE"


def test_others_are_waited_for(tmp_path):
    store.open(tmp_path)
    assert pragma("busy_timeout") == 5000
    store.open(tmp_path, patience=0.25)
    assert pragma("busy_timeout") == 250


def test_a_store_that_is_just_being_made_is_waited_for_longer(tmp_path):
    """Making it takes seconds on a slow machine; who opens it meanwhile does not give up after the usual wait."""
    opening.make(tmp_path)
    other = sqlite3.connect(home.file_in(tmp_path), isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN IMMEDIATE")
    made = threading.Timer(0.5, lambda: other.execute("ROLLBACK"))
    made.start()
    store.open(tmp_path, patience=0.05)
    assert pragma("user_version") == opening.LAYOUT and pragma("busy_timeout") == 50
    made.join()
    other.close()


def test_one_process_may_move_between_folders(tmp_path):
    for name in ("a", "b"):
        store.open(tmp_path / name)
        store.append("me", [event(name)], expected=0)
    for name in ("a", "b"):
        store.open(tmp_path / name)
        assert store.read("me").events == (event(name),)


@pytest.mark.parametrize("name", ["a b", "a?mode=ro", "a#b", "a%20b", "æøå", "a;b'"])
def test_a_folder_may_have_any_name(tmp_path, name):
    store.open(tmp_path / name)
    store.append("me", [event(1)], expected=0)
    assert home.file_in(tmp_path / name).stat().st_size > 0


def test_a_relative_folder_stays_the_same_when_the_process_moves(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store.open(home.Path("store"))
    connection.close()
    monkeypatch.chdir("/")
    assert store.append("me", [event(1)], expected=0) == 1


def test_without_a_folder_the_environment_names_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SVANG_DATA", str(tmp_path / "from-environment"))
    store.open()
    assert home.file_in(tmp_path / "from-environment").exists()
    monkeypatch.setenv("SVANG_DATA", "")
    assert home.folder() == home.Path.home() / ".local/share/svang"


def test_the_layout_is_that_of_the_last_migration(folder):
    numbers = [int(name[:4]) for app, name in MigrationLoader(None).disk_migrations if app == "store"]
    assert pragma("user_version") == opening.LAYOUT == max(numbers)


def test_the_migrations_say_what_the_models_say(folder):
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_an_old_store_is_brought_up_to_date_and_keeps_its_events(folder):
    store.append("me", [event(1)], expected=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version = 0")
    store.open(folder)
    assert pragma("user_version") == opening.LAYOUT
    assert store.read("me").events == (event(1),)


def test_a_store_that_is_up_to_date_needs_no_migrations(folder):
    assert python(f"{opened(folder)}; import sys; print('django.db.migrations' in sys.modules)") == "False"


def test_many_may_make_the_store_at_once(tmp_path):
    assert outcomes(*[("open_and_say", tmp_path / "store")] * 8) == ["1"] * 8
    store.open(tmp_path / "store")
    assert len(store.people()) == 8


def test_importing_the_store_brings_no_django():
    code = "import sys; from svang import store; store.Trouble; store.upcast; print('django' in sys.modules)"
    assert python(code) == "False"


def test_a_name_the_store_does_not_have():
    with pytest.raises(AttributeError):
        _ = store.nonsense


def test_everything_the_store_offers_is_there(folder):
    assert all(getattr(store, name) is not None for name in store.__all__)


def test_local_time_stays_what_it_was(tmp_path):
    code = "import time, django; django.setup(); print(time.tzname)"
    local = {"TZ": "Europe/Copenhagen", "DJANGO_SETTINGS_MODULE": "svang.settings.home"}
    assert python(code, **local) == "('CET', 'CEST')"
    assert python(f"{opened(tmp_path)}; {code}", **local) == "('CET', 'CEST')"


def test_a_process_with_settings_of_its_own_keeps_them(tmp_path):
    own = "INSTALLED_APPS=['svang.store'], DATABASES=home.DATABASES, SECRET_KEY='its own'"
    setup = f"from django.conf import settings; from svang.settings import home; settings.configure({own})"
    for also in ("", "; import django; django.setup()"):
        code = f"{setup}{also}; {opened(tmp_path)}; print(settings.SECRET_KEY, store.people())"
        assert python(code) == "its own []"
