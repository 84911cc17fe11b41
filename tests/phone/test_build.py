"""What is built for a phone: nothing of this machine, nothing to be read or compiled there, and twice the same."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from svang.phone import build as building
from svang.phone.build import DATE, NOT_OURS, NoRuntime, build, main

ROOT = Path(building.__file__).parents[2]


@pytest.fixture
def packed(app: Path) -> Iterator[ZipFile]:
    with ZipFile(app) as found:
        yield found


def test_nothing_is_compiled_or_read_from_its_text_there(packed: ZipFile) -> None:
    names = packed.namelist()
    assert not [name for name in names if name.endswith((".py", ".md"))]
    assert not [name for name in names if name.startswith("svang/knowledge/text")], "Sentences are in svang/built."
    yaml = [name for name in names if name.endswith(".yaml")]
    assert yaml and all(packed.read(name).startswith(b"\x80\x05") for name in yaml), "Knowledge is nodes, not text."
    assert {f"svang/built/{each}" for each in ("pathway", "stamp", "texts-da", "texts-en")} <= set(names)


def test_the_terminal_and_the_prover_stay_at_home(packed: ZipFile) -> None:
    names = packed.namelist()
    for each in NOT_OURS:
        there = [name for name in names if name.startswith(f"svang/{each.removesuffix('.py')}")]
        assert there == (["svang/pathway/reader.pyc"] if each == "pathway/reader.py" else []), each
    assert "svang/phone/ask.pyc" in names and "svang/web/views/day.pyc" in names


def test_nothing_says_where_it_was_built_or_when(packed: ZipFile, app: Path) -> None:
    assert {each.date_time for each in packed.infolist()} == {DATE}
    told = app.read_bytes()
    assert not [each for each in (str(ROOT), sys.prefix, str(Path.home())) if each.encode() in told and len(each) > 5]


@pytest.mark.skipif(not os.environ.get("SVANG_SOAK"), reason="a build more takes half a minute: make soak")
def test_two_builds_are_the_same(app: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "dist", tmp_path / "work").read_bytes() == app.read_bytes()


def test_without_what_it_needs_one_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "RUNTIME", tmp_path / "none")
    with pytest.raises(NoRuntime):
        build(tmp_path / "dist", tmp_path / "work")
    with pytest.raises(SystemExit, match=r"need Node\.js and npm"):
        main(str(tmp_path / "dist"), str(tmp_path / "work"))
    assert not (tmp_path / "dist").exists()
