"""What is typed wrong, and a store that cannot be used: one sentence in the person's language, exit code 2."""

import json
import sqlite3
import typing

import pytest

from svang.interview.problems import AT_ONCE, sentence
from svang.pathway import nodes
from svang.pathway.nodes import Problem
from svang.settings import home
from svang.store.words import Code
from svang.texts import texts
from tests.cli.given import Talk, on_day, process

MORNING = ("checkin", "--first-step", "5", "--activity", "3", "--nothing-new")


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("chek",), "There is no command “chek”; svang --help shows those there are. Did you mean check?"),
        (("qqqqqq",), "There is no command “qqqqqq”; svang --help shows those there are."),
        (("today", "--nope"), "There is no option --nope; svang --help shows those there are."),
        (("--nope",), "There is no option --nope; svang --help shows those there are."),
        (("today", "now"), "“now” is one word too many; svang --help shows how."),
        (("decide",), "CASE is missing; svang --help shows how."),
        (("check", "--answers"), "--answers needs a value; svang --help shows how."),
        (("today", "--lang", "fr"), "Svang speaks da and en, not “fr”."),
        (("--lang", "fr", "today"), "Svang speaks da and en, not “fr”."),
        (("today", "--now", "yesterday"), "SVANG_NOW has to be a time of our days with its offset, such as"),
        (("today", "--now", "2026-03-02T07:10:00"), "SVANG_NOW has to be a time of our days with its offset, such as"),
    ],
)
def test_what_is_typed_wrong(svang, args, sentence):
    done = svang(*args, lang=None if "fr" in args else "en")
    said = sentence if "fr" not in args else "Svang taler da og en, ikke ”fr”."
    assert done.code == 2 and done.out == "" and done.err.startswith(said) and done.err.count("\n") == 1


def test_the_options_every_command_has(svang, nurse):
    for command in (
        "check",
        "checkin",
        "today",
        "why",
        "decide",
        "facts",
        "schema",
        "explain",
        "export",
        "erase",
        "demo",
    ):
        page = svang(command, "--help", lang="en").out
        assert page.startswith(f"Usage: svang {command} [OPTIONS]")
        for option in ("--lang", "--json", "--data", "--help"):
            assert option in page
        assert "--now" not in page and "╭" not in page
    assert svang("--lang", "en", "today").out == svang("today", "--lang", "en").out


def test_help_is_in_the_persons_language(svang):
    assert svang("--help").out.startswith("Brug: svang [VALG] [KOMMANDOER]")
    assert "Alle spørgsmål, der findes." in svang("--help", lang=None).out, "Danish is the first language"


def test_every_problem_has_its_sentence():
    ours = {"unknown_key", "not_a_choice", "out_of_range", "half_point", "wrong_kind", "not_a_date", "future_date"}
    others = {"foot_unknown", "long_ago", "missing_at", "unknown_target"}
    details = dict.fromkeys(("key", "near", "found", "choices", "low", "high", "wanted", "limit", "line"), "x")
    for language in ("da", "en"):
        words = texts(language)
        for code in (*nodes.CODES, *ours, *others):
            said = sentence(words, Problem("file:3", code, {**details, "first_line": "2"}))
            assert said.endswith(".") and "{" not in said
        assert all(words("problems", code) for code in typing.get_args(Code))


# The store


def stored(folder):
    with sqlite3.connect(home.file_in(folder)) as connection:
        return connection.execute("SELECT count(*) FROM store_event").fetchone()[0]


def refused(done, code, language="da"):
    assert (done.code, done.out) == (2, "")
    assert done.err == texts(language)("problems", code) + "\n"


def test_a_store_that_somebody_else_writes_to(folder, nurse):
    before = stored(folder)
    other = sqlite3.connect(home.file_in(folder), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = process(*MORNING, folder=folder, now=on_day(3))
    other.execute("ROLLBACK")
    refused(done, "locked")
    assert stored(folder) == before


def test_a_damaged_store(folder, nurse):
    file = home.file_in(folder)
    _close()
    file.write_bytes(b"\xa5" * 8192)
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    for command in (("today",), MORNING, ("export",), ("why",)):
        refused(nurse(*command, now=on_day(3)), "corrupt")
    done = nurse("erase", "--yes")
    said = [texts("da")("problems", "corrupt"), texts("da")("not_erased", "nothing", folder=folder)]
    assert (done.code, done.err.splitlines()) == (2, said)


def test_a_newer_store(folder, nurse):
    _close()
    with sqlite3.connect(home.file_in(folder)) as connection:
        connection.execute("PRAGMA user_version = 99")
    refused(nurse("today"), "newer")


def test_a_file_where_the_folder_should_be(svang, tmp_path):
    (tmp_path / "file").touch()
    refused(svang("today", "--data", tmp_path / "file"), "missing")
    refused(svang("today", "--data", tmp_path / "file", lang="en"), "missing", "en")


def test_no_room(folder, nurse, monkeypatch):
    with sqlite3.connect(home.file_in(folder)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    monkeypatch.setattr(home, "PRAGMAS", (*home.PRAGMAS, f"PRAGMA max_page_count = {pages}"))
    for day in range(3, 30):
        before = stored(folder)
        done = nurse(*MORNING, now=on_day(day))
        if done.code:
            break
    refused(done, "full")
    assert stored(folder) == before


def test_trouble_in_the_middle_of_the_questions_is_one_sentence(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    talk.answer("5", "3", "3")  # nothing was done of the exercises
    home.file_in(folder).rename(folder / "moved")
    heard = talk.answer("1")
    assert texts("da")("problems", "missing") in " ".join(heard.split()) and "Traceback" not in heard
    assert talk.code == 2


def test_what_is_said_names_nobody(nurse, folder):
    """No answer of a person's in a traceback or a mistake."""
    for day in ("today", "why"):
        assert nurse(day, "--data", folder / "none").err.count("\n") == 1
    rows = [json.loads(row) for row in nurse("export").out.splitlines()]
    assert {row["person"] for row in rows} == {"me"}


def _close():
    from django.db import connections

    connections.close_all()


def test_of_thousands_of_unknown_names_the_nearest_is_looked_for_where_it_is_shown(svang, tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(nodes, "nearest", lambda word, known: looked.append(word))
    names = ", ".join(f"age{n}: 1" for n in range(8000))
    for command, more in (("decide", ""), ("verify", "expect: {triage: soon}\n")):
        looked.clear()
        file = tmp_path / "many.yaml"
        file.write_text(f"at: 2026-03-02T07:10:00+01:00\nanswers: {{{names}}}\n{more}", encoding="utf-8")
        done = svang(command, file, lang="en")
        assert done.code == 2 and done.err.endswith("more.\n")
        assert 0 < len(set(looked)) <= AT_ONCE
