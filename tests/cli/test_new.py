"""`svang new`: in a copy of the files, so that none of it is left in the source."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from svang.cli import new
from svang.pathway.load import BadKnowledge, load, pathway
from svang.pathway.reader import read_file
from svang.texts import texts
from tests.cli.given import ROOT, Result
from tests.unit.test_todo import left

SKELETONS: dict[str, Any] = read_file(new.SKELETONS).plain()
IDS = {"flag": "blue_toes", "fact": "stairs_hard", "rule": "hold-on-stairs", "article": "stairs"}
FILLED = {
    "for: TODO": "for: circulation",
    'number: "TODO"': 'number: "14b"',
    "shelf: TODO": "shelf: understand",
    "sources: [TODO]": "sources: [seed:G15]",
    "when: TODO": "when: wound",
}
"""What a row cannot be read without."""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    for folder in ("svang/knowledge", "tests/spec"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "CONTRIBUTING.md", root)
    monkeypatch.setattr(new, "CHECKOUT", root)
    return root


def before(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.yaml"))}


def test_each_kind_is_tried_here() -> None:
    assert list(IDS) == list(SKELETONS["kinds"])


@pytest.mark.parametrize("kind", IDS)
def test_it_writes_new_lines_and_changes_no_other(svang: Callable[..., Result], checkout: Path, kind: str) -> None:
    was = before(checkout)
    done = svang("new", kind, IDS[kind], "--json")
    assert (done.code, done.err) == (0, "")
    told, now = json.loads(done.out), before(checkout)
    assert {row["file"] for row in told["written"]} == {at for at in now if now[at] != was[at]}
    for row in told["written"]:
        lines = now[row["file"]].split("\n")
        assert re.search(rf"{IDS[kind]}|{new.hyphened(IDS[kind])}|^- it:", lines[row["line"] - 1])
    for at in {row["file"] for row in told["written"]}:
        rest = iter(now[at].split("\n"))
        assert all(line in rest for line in was[at].split("\n")), f"{at} lost a line"
    assert told["stale"] and left([checkout / "svang", checkout / "tests"])


@pytest.mark.parametrize("kind", IDS)
def test_what_it_writes_is_knowledge_once_it_is_filled_in(
    svang: Callable[..., Result], checkout: Path, kind: str
) -> None:
    assert svang("new", kind, IDS[kind]).code == 0
    folder = checkout / "svang" / "knowledge"
    with pytest.raises(BadKnowledge, match="TODO"):
        load(folder)
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for todo, word in FILLED.items():
            text = text.replace(todo, word)
        path.write_text(text, encoding="utf-8")
    found, known = load(folder), pathway()
    assert len(found.facts) - len(known.facts) == (kind in ("flag", "fact"))
    assert len(found.rows) - len(known.rows) == (kind == "flag")
    assert len(found.rules) - len(known.rules) == (kind == "rule")
    assert found.stamp != known.stamp or kind == "article"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("flagg", "blue_toes"), "no_kind"),
        (("flag", "blue-toes"), "no_id"),
        (("flag", ""), "no_id"),
        (("flag", "Blue_toes"), "no_id"),
        (("rule", "blue_toes"), "no_row"),
        (("flag", "wound"), "there"),
        (("fact", "both_feet"), "there"),
        (("fact", "adult"), "there"),
        (("fact", "hard_injuries"), "there"),
        (("rule", "must-know"), "there"),
        (("article", "spring"), "there"),
    ],
)
def test_what_cannot_be_named_so_is_one_sentence_and_nothing_is_written(
    svang: Callable[..., Result], checkout: Path, words: tuple[str, str], key: str
) -> None:
    was = before(checkout)
    for lang in ("da", "en"):
        done = svang("new", *words, lang=lang)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        start = texts(lang).get("ui", "new", key).partition("{")[0]
        assert done.err.startswith(start)
    assert before(checkout) == was


def test_a_second_time_it_is_there_already(svang: Callable[..., Result], checkout: Path) -> None:
    assert svang("new", "flag", "blue_toes").code == 0
    once = before(checkout)
    assert svang("new", "flag", "blue_toes").code == 2
    assert before(checkout) == once


def test_where_the_source_is_not_it_says_so(svang: Callable[..., Result], checkout: Path) -> None:
    (checkout / "CONTRIBUTING.md").unlink()
    done = svang("new", "flag", "blue_toes", lang="en")
    assert (done.code, done.out) == (2, "") and "git clone" in done.err


@pytest.mark.parametrize("lang", ["da", "en"])
def test_alone_it_says_what_there_is_to_begin_and_where(svang: Callable[..., Result], lang: str) -> None:
    done = svang("new", lang=lang)
    assert done.code == 0
    assert all(f"svang new {kind} ID" in done.out for kind in IDS) and "tests/spec/triage.yaml" in done.out
    assert set(json.loads(svang("new", "--json").out)) == set(IDS)


def test_it_says_what_is_stale_and_how_it_is_renewed(svang: Callable[..., Result], checkout: Path) -> None:
    said = svang("new", "flag", "blue_toes", lang="en").out
    assert "facts.yaml:" in said and "docs/schema: make renew" in said and "tests/slow/rows.py: by hand" in said


def test_what_it_names_is_there() -> None:
    for row in SKELETONS["stale"].values():
        assert (ROOT / row["files"]).exists()
        assert not row["renew"] or row["renew"].split()[-1] in (ROOT / "Makefile").read_text(encoding="utf-8")
    for kind in IDS:
        for part in new.parts(SKELETONS, kind, "x"):
            text = (ROOT / part.at).read_text(encoding="utf-8")
            assert part.after in text, f"nothing in {part.at} has {part.after} in it any more"
