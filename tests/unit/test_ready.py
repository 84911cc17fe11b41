"""What is kept ready for the next process is what would be worked out anew, and only what is ours is taken."""

from __future__ import annotations

import marshal
import os
import pickle
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.people import case
from svang import ready, texts
from svang.contract.decision import answer
from svang.model.knowledge import Pathway
from svang.pathway.load import pathway
from svang.pathway.reader import read_text
from svang.readings.run.compile import compiled, written
from svang.settings import home

MADE, ANEW = b"made before", b"made anew"
FILES = [Path(ready.__file__)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of this test's own, as if nothing had been asked for in this process."""
    place = tmp_path / "cache"
    monkeypatch.setenv("SVANG_CACHE", str(place))
    ready.pathway.cache_clear()
    yield place
    ready.pathway.cache_clear()


@pytest.fixture
def kept(folder: Path) -> Path:
    """A file that was kept."""
    assert asked(MADE) == MADE
    return folder / "thing"


def asked(make: bytes = ANEW) -> bytes:
    return ready._kept("thing", FILES, lambda: make)


def decided(way: Pathway) -> object:
    return answer(way, read_text(case(), file="case"), texts.texts("en"))


def test_the_second_process_takes_what_the_first_has_made(kept: Path) -> None:
    assert asked() == MADE
    assert {path.name for path in kept.parent.iterdir()} == {"thing", "secret"}, "nothing half made is left"
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_a_pathway_that_was_kept_decides_as_one_that_was_read(folder: Path) -> None:
    ready.pathway()
    ready.pathway.cache_clear()
    way = ready.pathway()
    anew = written(pathway())
    assert way is not pathway()
    assert way.hash == pathway().hash
    assert compiled(way).slots == anew.where.slots
    assert decided(way) == decided(pathway())
    _, constants, code = pickle.loads(ready._kept("pathway", way_files(), lambda: b""))  # noqa: S301 - our own
    assert constants == anew.constants
    assert code == marshal.dumps(anew.code), "the text that was kept is the text that is written"


def way_files() -> list[Path]:
    return ready._pathway_files()


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_sentences_that_were_kept_are_those_of_the_files(folder: Path, language: str) -> None:
    files = ready._sentence_files(language)
    taken = [marshal.loads(ready._kept("t", files, lambda: marshal.dumps(texts.read(language)))) for _ in range(2)]  # noqa: S302
    alone = texts.Texts(language, texts._read(f"{language}.yaml"))
    for said in taken:
        assert set(said) == set(texts.sections(language))
        assert all(said[section] == alone.get(section) for section in said)


def test_a_byte_that_is_changed_is_never_taken(kept: Path) -> None:
    whole = kept.read_bytes()
    for at in range(len(whole)):
        kept.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert asked() == ANEW, at
        assert asked() == ANEW
        kept.write_bytes(whole)
        assert asked() == MADE


def test_a_torn_file_is_never_taken(kept: Path) -> None:
    whole = kept.read_bytes()
    for length in range(len(whole)):
        kept.write_bytes(whole[:length])
        assert asked() == ANEW, length


class Evil:
    """It would make a file when it is unpacked."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> object:
        return os.mkdir, (str(self.made),)


def test_what_others_have_signed_is_not_unpacked(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that fits these files and this Python, made with another key."""
    monkeypatch.setenv("SVANG_CACHE", str(tmp_path / "theirs"))
    ready._kept("pathway", way_files(), lambda: pickle.dumps(Evil(tmp_path / "evil")))
    monkeypatch.setenv("SVANG_CACHE", str(folder))
    home.secret(folder)
    (folder / "pathway").write_bytes((tmp_path / "theirs" / "pathway").read_bytes())
    assert ready.pathway().hash == pathway().hash
    assert not (tmp_path / "evil").exists()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o750, 0o701])
def test_a_folder_that_others_may_use_is_not_used(kept: Path, mode: int) -> None:
    kept.parent.chmod(mode)
    assert asked() == ANEW
    kept.parent.chmod(0o700)
    assert asked() == MADE, "nothing was written there"


def test_a_link_to_a_folder_is_not_used(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(kept.parent)
    monkeypatch.setenv("SVANG_CACHE", str(tmp_path / "link"))
    assert asked() == ANEW


@pytest.mark.parametrize("where", ["/proc/svang", "/dev/null/svang"])
def test_nowhere_to_keep_it_costs_only_the_time(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setenv("SVANG_CACHE", where)
    assert asked() == ANEW


def test_a_full_disk_costs_only_the_time(small_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SVANG_CACHE", str(small_disk / "cache"))
    assert asked(bytes(1_000_000)) == bytes(1_000_000)
    assert {path.name for path in (small_disk / "cache").iterdir()} == {"secret"}, "no part of it is left"
    assert asked(MADE) == MADE


def test_other_files_or_another_python_make_it_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.version", "3.99")
    assert asked() == ANEW


def test_every_file_of_the_knowledge_and_of_its_code_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they are found in the tree: one byte more in one of them, or its name, makes another pathway."""
    names = {str(path.relative_to(ready.HERE)) for path in way_files()}
    assert {"knowledge/thresholds.yaml", "knowledge/CHANGES.md", "knowledge/sources.yaml"} <= names
    assert {"model/measures.py", "pathway/load.py", "pathway/shapes/rows.py", "readings/run/day.py"} <= names
    monkeypatch.setattr(ready, "HERE", tmp_path)
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    files = [tmp_path / "a", tmp_path / "b"]
    before = ready._made_of(files)
    assert ready._made_of(files[::-1]) == before
    found = {before, ready._made_of(files[:1])}
    (tmp_path / "b").write_bytes(b"3")
    found.add(ready._made_of(files))
    (tmp_path / "b").rename(tmp_path / "c")
    found.add(ready._made_of([tmp_path / "a", tmp_path / "c"]))
    assert len(found) == 4
