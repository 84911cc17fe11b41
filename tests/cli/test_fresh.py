"""Every command of the README, and its --help, in a process of its own.

What another test of the same process has read, opened or kept can hide that a command does not work alone.
"""

from __future__ import annotations

import os
import re
import selectors
import shutil
import socket
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from svang.cli.commands import COMMANDS, app
from svang.texts import FOLDER, LANGUAGES, Texts, begun, texts
from tests.cli.given import MORNING, NURSE, ROOT, environment, on_day, process

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `svang (\w+)", README, re.MULTILINE)


def example(text: str) -> str:
    """The first YAML that a page shows."""
    return text.split("```yaml\n")[1].split("```")[0]


TYPED = {
    "check": ("--answers", "nurse.yaml"),
    "checkin": ("--first-step", "5", "--activity", "3", "--nothing-new"),
    "tell": ("steps", "9000"),
    "pause": ("--until", "2026-03-20", "--why", "ill"),
    "correct": ("0.0", "4"),
    "withdraw": ("0.0",),
    "seen": ("--role", "doctor", "--cleared", "yes"),
    "adjust": (
        "--role",
        "physiotherapist",
        "--reason",
        "too heavy",
        "--until",
        "2026-03-20",
        "--set",
        "raise_level=H2",
    ),
    "treated": ("tape",),
    "why": ("must-know",),
    "decide": ("case.yaml",),
    "verify": ("mine.yaml",),
    "learn": ("tape",),
    "schema": ("case",),
    "explain": ("wound",),
    "prove": ("one-decision",),
    "backup": ("copy.sqlite3",),
    "import": ("export.jsonl",),
    "restore": ("export.jsonl", "--yes"),
    "erase": ("--yes",),
}
"""What stands after the command; the others need nothing."""
ASKS = ("serve", "open", "phone")
"""Goes on until it is told to end; and what is for pages that run (tests/web/test_serve.py)."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a nurse's store and the files that people hand over."""
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "nurse.yaml").write_text(NURSE, encoding="utf-8")
    (folder / "case.yaml").write_text(example(README), encoding="utf-8")
    (folder / "mine.yaml").write_text(example(PAGE), encoding="utf-8")
    done = process("check", "--answers", str(folder / "nurse.yaml"), folder=folder / "store")
    assert done.code == 0, done.err
    assert process("export", "--out", str(folder / "export.jsonl"), folder=folder / "store").code == 0
    return folder


@pytest.fixture
def mine(kept: Path, tmp_path: Path) -> Path:
    shutil.copytree(kept, tmp_path / "mine")
    return tmp_path / "mine"


def in_turns(names: list[str], first: int) -> list[tuple[str, str]]:
    """Each command, in one language and the next in the other; a soak does them all in both."""
    if os.environ.get("SVANG_SOAK"):
        return list(product(names, LANGUAGES))
    return [(name, LANGUAGES[(first + n) % len(LANGUAGES)]) for n, name in enumerate(names)]


def typed(name: str, folder: Path) -> list[str]:
    files = (".yaml", ".jsonl", ".sqlite3")
    return [str(folder / word) if word.endswith(files) else word for word in TYPED.get(name, ())]


def test_the_readme_names_every_command() -> None:
    assert sorted(ROWS) == sorted(COMMANDS)


def test_only_the_commands_that_are_named_are_made() -> None:
    def made(*words: str) -> list[str]:
        return [str(each.name) for each in app(words).registered_commands]

    assert made("--lang", "en", "today") == ["today"]
    assert made("why", "today") == ["today", "why"], "one may be a word of the other"
    assert made() == made("--help") == made("tody") == list(COMMANDS), "for the help, and to find what was meant"


@pytest.mark.parametrize(("name", "language"), in_turns(["", *ROWS], 0))
def test_its_help_is_said(name: str, language: str, tmp_path: Path) -> None:
    words = (name, "--help") if name else ("--help",)
    done = process(*words, folder=tmp_path / "store", lang=language)
    assert (done.code, done.err) == (0, "")
    assert texts(language)("ui", "help", "command", name or "svang")[:40] in " ".join(done.out.split())


@pytest.mark.parametrize(("name", "language"), in_turns(["", *(name for name in ROWS if name not in ASKS)], 1))
def test_it_does_what_it_says(name: str, language: str, mine: Path) -> None:
    words, now = (
        ((name, *typed(name, mine)), on_day(3)) if name else ((), MORNING)
    )  # alone it asks what is not answered
    done = process(*words, folder=mine / "store", lang=language, now=now)
    assert (done.code, done.err) == (0, "")
    assert done.out.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_serve_says_where(language: str, mine: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    env = environment(mine / "store", MORNING, language)
    words = [sys.executable, "-m", "svang", "serve", "--port", port]
    with subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
        try:
            assert child.stdout is not None
            with selectors.DefaultSelector() as waiting:
                waiting.register(child.stdout, selectors.EVENT_READ)
                assert waiting.select(timeout=120)
            assert port in child.stdout.readline().decode()
        finally:
            child.terminate()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_door_is_opened_where_nobody_serves(language: str, mine: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    done = process("open", "--port", port, folder=mine / "store", lang=language)
    assert (done.code, done.out) == (2, "") and "svang serve" in done.err and len(done.err.strip().splitlines()) == 1


# Texts


def tops() -> list[tuple[str, str]]:
    """Each language's name with the top keys of all its files."""
    found = []
    for language in LANGUAGES:
        for path in sorted(FOLDER.glob(f"*{language}.yaml")):
            keys = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert keys, path
            found += [(language, key) for key in keys]
    return found


@pytest.mark.parametrize(("language", "section"), tops())
def test_every_section_is_found_from_nothing(language: str, section: str) -> None:
    """By somebody who has read nothing but the language's first file."""
    assert fresh(language).get(section)


def fresh(language: str) -> Texts:
    return begun(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_is_found_in_its_own_file_alone(language: str, tmp_path: Path, monkeypatch) -> None:
    """What stands in a stranger's file is never found, so that it cannot be found by luck."""
    (tmp_path / f"{language}.yaml").write_text("first: {a: b}\n", encoding="utf-8")
    (tmp_path / f"one.{language}.yaml").write_text("one: {a: c}\ntwo: {a: d}\nfirst: {a: e}\n", encoding="utf-8")
    monkeypatch.setattr("svang.texts.FOLDER", tmp_path)
    words = fresh(language)
    assert [words.get(section, "a") for section in ("one", "two", "first")] == ["c", None, "b"]
