"""Exports of earlier releases must be read and folded for ever. The files of each release stay here, unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from svang import store
from svang.care import decided_body
from svang.model.knowledge import VOTES
from svang.pathway.load import pathway
from tests.edge import care

EXPORTS = sorted(Path(__file__).parent.glob("*.jsonl"))

FROZEN = {
    "2026.1": "2fe6b5496a391bf8598186aa25c6b94c9a4f985df0a0ef566b50923a7d6119c4",
    "2026.1-told": "7e46805392f514998dda5b0b5c1b003e6ff3774a519722403449bded6e3a2b8d",
}
"""What stands in each file, for ever: a file that is changed is not what was stored then.

`2026.1`: five weeks of a plan with a stop in it. `2026.1-told`: a nurse who told all that has another name since (a
rheumatic disease among the signs, a plan without heel raises, a clinician's limits as a text), and corrected some.
"""

NOT_ASKED = "text 2 asks a health list that 2026.1 did not: a red flag that is not known is row 26"
STATED: Mapping[str, Mapping[str, tuple[Any, str]]] = {
    "2026.1": {
        "triage": ("routine", NOT_ASKED),
        "decision": ("hold", NOT_ASKED + ", and nothing opens before it is answered (rule 4)"),
        "phase": ("paused", "the plan was to begin anew on that day: it waits for the new red flags"),
        "rheumatic_disease": (None, "was never asked: not known, and never a no"),
    },
    "2026.1-told": {
        "triage": ("routine", NOT_ASKED),
        "decision": ("hold", NOT_ASKED + ", and nothing opens before it is answered (rule 4)"),
        "phase": ("early", "as it was: on earlier days nobody could answer what was not asked; nothing is taken away"),
        "plan_choice": ("with_raises", "chosen without on 2 March, mended on the 16th: the last word wins"),
        "inflammatory_signs": (frozenset({"psoriasis"}), "the list as it was mended on 16 March"),
        "rheumatic_disease": (None, "was told, then left out of the list: not known and asked anew, never a no"),
    },
}
"""The course that each file folds to on its last day: a field of the decision or a fact, its value, and why."""


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=EXPORTS, ids=lambda path: path.stem)
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[dict[str, Any]]]:
    store.open(tmp_path)
    found = rows(request.param)
    store.put_back("somebody", found)
    return found


def test_there_is_one_export_for_each_release() -> None:
    assert sorted(path.stem for path in EXPORTS) == sorted(FROZEN) == sorted(STATED)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_a_file_stays_what_was_stored_then(path: Path) -> None:
    assert sha256(path.read_bytes()).hexdigest() == FROZEN[path.stem]


@pytest.mark.parametrize(("stem", "name"), [(stem, name) for stem, names in STATED.items() for name in names])
def test_it_folds_to_the_stated_course(stem: str, name: str, tmp_path: Path) -> None:
    store.open(tmp_path)
    found = rows(Path(__file__).parent / f"{stem}.jsonl")
    store.put_back("somebody", found)
    day = care.look("somebody", at=max(datetime.fromisoformat(row["recorded_at"]) for row in found))
    wanted, why = STATED[stem][name]
    if name in ("triage", "phase", "decision"):
        assert getattr(day.decision, name) == wanted, why
    elif name in pathway().facts:
        assert day.course.value(name) == wanted, why


def test_a_clinicians_limits_are_kept_as_words(tmp_path: Path) -> None:
    store.open(tmp_path)
    store.put_back("somebody", rows(Path(__file__).parent / "2026.1-told.jsonl"))
    (seen,) = [event for event in care.entries("somebody") if event.kind == "seen"]
    assert seen.body["limits"] == {"words": "intet løb før maj"}


def test_it_folds_to_a_decision(export: list[dict[str, Any]]) -> None:
    at = max(datetime.fromisoformat(row["recorded_at"]) for row in export)
    found = care.look("somebody", at=at).decision
    assert found.decision in VOTES and found.reasons
    assert found.date == max(date.fromisoformat(row["date"]) for row in export).toordinal()


def test_under_the_same_knowledge_it_folds_to_what_was_said(export: list[dict[str, Any]]) -> None:
    said = [row for row in export if row["kind"] == "decided"][-1]
    if said["pathway"] != pathway().stamp:
        pytest.skip("the knowledge has changed since")
    found = care.look("somebody", at=datetime.fromisoformat(said["recorded_at"])).decision
    wanted = {key: said["body"][key] for key in ("decision", "phase", "rule", "triage", "rows")}
    assert {key: value for key, value in decided_body(found).items() if key in wanted} == wanted


def test_what_comes_out_again_is_what_went_in(export: list[dict[str, Any]]) -> None:
    out = list(care.export("somebody"))
    assert [row["body"] for row in out] == [store.upcast(row)["body"] for row in export]
    assert [row["recorded_at"] for row in out] == [row["recorded_at"] for row in export]
