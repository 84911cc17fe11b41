"""Everything that is stored: a copy of it, and erasing it."""

import json
import resource
import sqlite3

import pytest

from svang import store
from svang.cli.context import Sorry, context
from svang.cli.copies import sorry_if_not_erased
from svang.settings import home
from svang.store import Trouble, Unfinished
from tests.cli.given import MORNING, NURSE, Talk, on_day, process
from tests.conftest import fill
from tests.store.given import DAY


def test_export_gives_every_event(nurse):
    rows = [json.loads(row) for row in nurse("export").out.splitlines()]
    assert [row["kind"] for row in rows] == ["answered", "decided"]
    assert rows[0]["body"]["age"] == 46 and rows[0]["date"] == "2026-03-02"


def test_export_to_a_new_file_that_only_its_owner_reads(nurse, tmp_path):
    out = tmp_path / "copy.jsonl"
    assert "2 poster" in nurse("export", "--out", out).out
    assert out.read_text(encoding="utf-8") == nurse("export").out and out.stat().st_mode & 0o777 == 0o600
    again = nurse("export", "--out", out)
    assert again.code == 2 and "skriver ikke oven i den" in again.err


@pytest.mark.parametrize("name", ["none/copy.jsonl", "."])
def test_a_copy_that_cannot_be_written(nurse, tmp_path, name):
    done = nurse("export", "--out", tmp_path / name)
    assert done.code == 2 and done.err.count("\n") == 1


def test_erase_offers_a_copy_and_wants_the_word(folder, nurse, tmp_path, monkeypatch):
    talk = Talk("erase", folder=folder)
    assert "Vil du have en kopi først?" in " ".join(talk.hear().split())
    assert "Skriv ordet slet" in talk.answer("2")
    assert "Intet er slettet." in talk.answer("ja")
    assert talk.code == 0 and nurse("today").code == 0
    talk = Talk("erase", folder=folder)
    talk.hear()
    assert "Alt er slettet: 2 poster." in talk.answer("2", "SLET")
    assert nurse("today").code == 2


def test_erase_can_be_left(folder, nurse):
    for typed in ("3", None):
        talk = Talk("erase", folder=folder)
        talk.hear()
        assert "Intet er slettet." in (talk.answer(typed) if typed else talk.interrupt())
    assert nurse("today").code == 0


def test_erase_in_english_wants_the_english_word(folder, nurse):
    talk = Talk("erase", folder=folder, lang="en")
    talk.hear()
    assert "Nothing is erased." in talk.answer("2", "slet")
    talk = Talk("erase", folder=folder, lang="en")
    talk.hear()
    assert "Everything is erased" in talk.answer("2", "erase")


def test_the_language_that_was_kept_goes_too(folder, nurse):
    (folder / "language").write_text("en", encoding="utf-8")
    assert nurse("today", lang=None).out.startswith("2 March")
    assert json.loads(nurse("erase", "--yes", "--json").out) == {"erased": 2}
    assert not (folder / "language").exists()


def test_a_script_says_yes(nurse):
    done = nurse("erase")
    assert done.code == 2 and "--yes" in done.err
    assert nurse("erase", "--yes").code == 0
    again = nurse("erase", "--yes")
    assert again.code == 0 and "Der var intet at slette." in again.out, "It is looked for, and not there."


def test_where_no_store_is_nothing_is_erased_and_none_is_made(folder, svang):
    done = svang("erase", "--yes")
    assert done.code == 2 and "ingen svar endnu" in done.err and not folder.exists()


# What is not finished


@pytest.fixture
def begun(folder, svang):
    """Three answers on the page, and nothing more."""
    store.open(folder)
    store.keep_draft("me", "check", DAY, {"age": ["46"], "onset_injury": ["1"], "can_bear_weight": ["1"]})
    return svang


def bytes_of(folder):
    return b"".join(file.read_bytes() for file in folder.iterdir())


def test_what_is_not_finished_is_in_a_copy(begun):
    rows = [json.loads(row) for row in begun("export").out.splitlines()]
    assert [(row["draft"], row["answers"]["age"]) for row in rows] == [("check", ["46"])]


def test_what_is_not_finished_is_erased(folder, begun):
    assert b"can_bear_weight" in bytes_of(folder)
    done = begun("erase", "--yes")
    assert done.code == 0 and "Alt er slettet: 1 poster." in done.out
    assert b"can_bear_weight" not in bytes_of(folder)
    assert begun("export").code == 2


# Where it cannot be erased


def test_after_an_erase_that_was_kept_from_it_another_finishes_it(folder, nurse):
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM store_event").fetchall()
    done = process("erase", "--yes", folder=folder)
    assert done.code == 2 and "Et andet program bruger" in done.err, done.err
    assert "Dine svar er slettet, men der ligger rester" in done.err and "svang.sqlite3" in done.err
    assert b"heel_front_inner" in bytes_of(folder), "Nothing was left, so this proves nothing."
    other.close()
    assert nurse("erase", "--yes").code == 0
    assert b"heel_front_inner" not in bytes_of(folder)


def no_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def test_a_full_disk_is_read_and_erased(small_disk, tmp_path):
    folder, answers = small_disk / "store", tmp_path / "nurse.yaml"
    answers.write_text(NURSE, encoding="utf-8")
    assert process("check", "--answers", str(answers), folder=folder).code == 0
    fill(small_disk)
    done = process("checkin", "--first-step", "5", "--nothing-new", "--activity", "3", folder=folder, now=on_day(3))
    assert done.code == 2 and "plads på disken" in done.err
    assert process("today", folder=folder).code == 0
    assert b"heel_front_inner" in bytes_of(folder)
    done = process("erase", "--yes", folder=folder)
    assert (done.code, done.err) == (0, "") and "Alt er slettet" in done.out
    assert b"heel_front_inner" not in bytes_of(folder)


def test_if_it_cannot_be_the_words_are_those_of_an_erase(folder, nurse):
    other = sqlite3.connect(home.file_in(folder))
    other.execute("SELECT count(*) FROM store_event").fetchall()
    done = process("erase", "--yes", folder=folder, preexec_fn=no_room)
    assert done.code == 2 and "Intet er slettet." in done.err and str(folder) in done.err
    assert nurse("today").code == 0
    other.close()


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(("trouble", "gone"), [(Trouble, "nothing"), (Unfinished, "rest")])
def test_a_full_disk_is_told_of_in_words_of_its_own(tmp_path, lang, trouble, gone):
    here = context(lang, True, as_json=False, data=str(tmp_path), now=MORNING)
    with pytest.raises(Sorry) as sorry, sorry_if_not_erased(here):
        raise trouble("full")
    words = here.texts
    assert sorry.value.sentences == (words("not_erased", "full"), words("not_erased", gone, folder=tmp_path))
    assert "svang erase" in sorry.value.sentences[0]


# One file is all there is


def test_after_a_command_the_file_alone_is_all(folder, nurse, tmp_path):
    assert (folder / "svang.sqlite3-wal").stat().st_size == 0, "What lies in the log is no part of a copy."
    assert nurse("checkin", "--first-step", "5", "--activity", "3", "--nothing-new", now=on_day(3)).code == 0
    (tmp_path / "copied").mkdir()
    (tmp_path / "copied" / "svang.sqlite3").write_bytes(home.file_in(folder).read_bytes())
    there = nurse("export").out
    assert nurse("export", "--data", tmp_path / "copied").out == there and there.count("\n") > 2


# A backup, and the way back


def test_a_backup_is_whole_while_others_write(folder, nurse, tmp_path):
    there = nurse("export").out
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = nurse("backup", tmp_path / "copy.sqlite3")
    other.close()
    copy = tmp_path / "copy.sqlite3"
    assert done.code == 0 and str(copy) in done.out.replace("\n", "") and copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert nurse("import", copy, "--data", tmp_path / "new").code == 0
    assert nurse("export", "--data", tmp_path / "new").out == there


def test_a_backup_into_a_folder_can_be_used_as_it_is(nurse, tmp_path):
    (tmp_path / "usb").mkdir()
    assert json.loads(nurse("backup", tmp_path / "usb", "--json").out) == {"file": str(tmp_path / "usb/svang.sqlite3")}
    assert nurse("export", "--data", tmp_path / "usb").out == nurse("export").out


def test_a_backup_is_written_over_nothing_and_left_half_nowhere(nurse, tmp_path):
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    done = nurse("backup", tmp_path / "mine")
    assert done.code == 2 and "skriver ikke oven i den" in done.err
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert nurse("backup", tmp_path / "none" / "copy").code == 2
    assert nurse("backup", tmp_path / "copy", "--data", tmp_path / "empty").code == 2
    assert not (tmp_path / "copy").exists()


def test_a_backup_that_finds_no_room_is_taken_away(folder, nurse, tmp_path):
    done = process("backup", str(tmp_path / "copy"), folder=folder, preexec_fn=no_room)
    assert done.code == 2 and not (tmp_path / "copy").exists()


def test_what_was_erased_is_put_back_from_a_copy(nurse, begun, tmp_path):
    copy = tmp_path / "copy.jsonl"
    nurse("export", "--out", copy)
    before = nurse("export").out, nurse("today").out
    assert before[0].count("draft") == 1
    nurse("erase", "--yes")
    done = nurse("import", copy)
    assert done.code == 0 and "3 poster er lagt tilbage." in done.out
    assert (nurse("export").out, nurse("today").out) == before
    again = nurse("import", copy)
    assert again.code == 0 and "er her allerede" in again.out and nurse("export").out == before[0]


def test_what_was_not_finished_is_put_back_too(begun, tmp_path):
    begun("export", "--out", tmp_path / "copy")
    begun("erase", "--yes")
    assert json.loads(begun("import", tmp_path / "copy", "--json").out) == {"entries": 1}
    assert "er her allerede" in begun("import", tmp_path / "copy").out


def test_the_rest_of_the_same_history_is_put_back(nurse, tmp_path):
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    nurse("export", "--out", old)
    nurse("checkin", "--first-step", "5", "--activity", "3", "--nothing-new", now=on_day(3))
    nurse("export", "--out", new)
    nurse("erase", "--yes")
    nurse("import", old)
    assert json.loads(nurse("import", new, "--json", now=on_day(3)).out)["entries"] >= 2
    assert nurse("export").out == new.read_text(encoding="utf-8")


def test_two_histories_are_never_mixed(folder, nurse, tmp_path):
    other = tmp_path / "other"
    nurse("check", "--answers", tmp_path / "nurse.yaml", "--data", other)
    nurse("export", "--out", tmp_path / "other.jsonl", "--data", other)
    before = nurse("export").out
    done = nurse("import", tmp_path / "other.jsonl")
    assert done.code == 2 and "andre svar" in done.err and str(folder) in done.err
    assert nurse("export").out == before


BROKEN = {
    "nothing": "",
    "a word": "hello",
    "a list": "[]\n",
    "a number": "NaN\n",
    "deep": "[" * 100_000,
    "no event": '{"kind": "answered"}\n',
    "no number": '{"client_id": "a", "kind": "answered", "date": "2026-03-02", "schema": 2, "pathway": "p", '
    '"recorded_at": "2026-03-02T07:10:00+01:00", "body": {"first_step_pain.left": {"x": []}}}\n',
    "half a letter": '{"client_id": "\\ud800", "kind": "answered", "date": "2026-03-02", "schema": 2, "pathway": "p", '
    '"recorded_at": "2026-03-02T07:10:00+01:00", "body": {}}\n',
    "a backup of nothing": "SQLite format 3\0",
    "a draft of nothing": '{"draft": "check", "day": "x", "key": "k", "answers": {}}\n',
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_copy_is_not_put_back(folder, svang, tmp_path, what):
    (tmp_path / "copy").write_text(BROKEN[what], encoding="utf-8")
    done = svang("import", tmp_path / "copy")
    assert done.code == 2 and done.err.count("\n") == 1 and "svang export" in done.err
    assert svang("export").code == 2, "Something of it was kept."


def test_a_copy_that_is_not_there(svang, tmp_path):
    for name in (tmp_path / "none", tmp_path):
        done = svang("import", name)
        assert done.code == 2 and done.err.count("\n") == 1


def test_an_old_backup_in_the_place_of_the_file_opens(folder, nurse, tmp_path):
    old = home.file_in(folder).read_bytes()
    there = nurse("export").out
    nurse("checkin", "--first-step", "5", "--activity", "3", "--nothing-new", now=on_day(3))
    home.file_in(folder).write_bytes(old)
    done = process("export", folder=folder)
    assert (done.code, done.out) == (0, there)


# A copy in the place of what is there


@pytest.fixture
def copies(nurse, tmp_path):
    """Another person's folder with more days, as an export and as a backup; and what it says."""
    other = tmp_path / "other"
    nurse("check", "--answers", tmp_path / "nurse.yaml", "--data", other)
    for day in (3, 4):
        told = ("--first-step", str(day), "--activity", "3", "--nothing-new")
        assert nurse("checkin", *told, "--data", other, now=on_day(day)).code == 0
    nurse("export", "--out", tmp_path / "export", "--data", other)
    nurse("backup", tmp_path / "backup", "--data", other)
    says = nurse("today", "--json", "--data", other, now=on_day(5)).out
    return {"export": tmp_path / "export", "backup": tmp_path / "backup", "says": says}


@pytest.mark.parametrize("kind", ["export", "backup"])
def test_another_history_takes_the_place_and_what_was_there_can_come_back(folder, nurse, copies, kind):
    before = nurse("export").out
    said = json.loads(nurse("restore", copies[kind], "--yes", "--json", now=on_day(5)).out)
    assert said["entries"] == nurse("export").out.count("\n") > 2
    assert nurse("today", "--json", now=on_day(5)).out == copies["says"]
    assert said["kept"] == str(folder / "svang.sqlite3-before-1")
    assert nurse("restore", said["kept"], "--yes").code == 0 and nurse("export").out == before


def test_it_is_said_where_what_was_there_lies_and_erasing_takes_it_too(folder, nurse, copies):
    done = nurse("restore", copies["backup"], "--yes")
    assert done.code == 0 and "svang.sqlite3-before-1" in done.out.replace("\n", "") and "svang erase" in done.out
    assert nurse("erase", "--yes").code == 0
    assert [path.name for path in folder.iterdir() if "before" in path.name] == []


def test_a_copy_takes_the_place_only_after_a_yes(folder, nurse, copies):
    before = nurse("export").out
    done = nurse("restore", copies["backup"])
    assert done.code == 2 and "--yes" in done.err and nurse("export").out == before
    for typed in ("2", None):
        talk = Talk("restore", str(copies["backup"]), folder=folder)
        assert "Skal kopien med" in " ".join(talk.hear().split())
        assert "Intet er ændret." in (talk.answer(typed) if typed else talk.interrupt())
        assert talk.code == 0 and nurse("export").out == before
    talk = Talk("restore", str(copies["backup"]), folder=folder)
    talk.hear()
    assert "-before-1" in talk.answer("1").replace("\n", "") and talk.code == 0
    assert nurse("today", "--json", now=on_day(5)).out == copies["says"]


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_copy_takes_no_place(folder, nurse, tmp_path, what):
    (tmp_path / "copy").write_text(BROKEN[what], encoding="utf-8")
    before, files = nurse("export").out, sorted(folder.iterdir())
    done = nurse("restore", tmp_path / "copy", "--yes")
    assert done.code == 2 and done.err.count("\n") == 1 and "svang export" in done.err
    assert nurse("export").out == before and sorted(folder.iterdir()) == files


def test_a_copy_of_a_newer_version_and_one_that_is_not_there_take_no_place(nurse, copies, tmp_path):
    before = nurse("export").out
    with sqlite3.connect(copies["backup"]) as newer:
        newer.execute("PRAGMA user_version = 99")
    done = nurse("restore", copies["backup"], "--yes")
    assert done.code == 2 and "nyere udgave" in done.err
    for name in (tmp_path / "none", tmp_path):
        done = nurse("restore", name, "--yes")
        assert done.code == 2 and done.err.count("\n") == 1
    assert nurse("export").out == before


def test_a_backup_of_an_older_version_is_brought_up_to_date(nurse, copies, tmp_path):
    with sqlite3.connect(copies["backup"]) as old:
        for change in ("ALTER TABLE store_event DROP COLUMN said", "ALTER TABLE store_event DROP COLUMN by"):
            old.execute(change)
        old.execute("PRAGMA user_version = 2")
        rows = old.execute("SELECT count(*) FROM store_event WHERE kind != 'decided'").fetchone()[0]
    assert nurse("restore", copies["backup"], "--yes").code == 0
    told = [row for row in map(json.loads, nurse("export").out.splitlines()) if row["kind"] != "decided"]
    assert len(told) == rows > 2 and {row["by"] for row in told} == {"person"}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_sentence_of_a_damaged_store_names_what_mends_it(folder, nurse, copies, lang):
    """R3: what it tells one to do is what works."""
    home.file_in(folder).write_bytes(b"\xa5" * 8192)
    said = process("today", folder=folder, lang=lang)
    assert said.code == 2 and "svang restore" in said.err and said.err.count("\n") == 1
    done = process("restore", str(copies["backup"]), "--yes", folder=folder, lang=lang, now=on_day(5))
    assert (done.code, done.err) == (0, "")
    assert process("today", "--json", folder=folder, now=on_day(5)).out == copies["says"]
