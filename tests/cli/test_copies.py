"""Everything that is stored: a copy of it, and erasing it."""

import json

import pytest

from tests.cli.given import Talk


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
    assert nurse("erase", "--yes").code == 2, "there is nothing left"
