"""Exports of earlier releases must be read and folded for ever. One file for each release stays here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from svang import care, store
from svang.loader import pathway
from svang.model import VOTES

EXPORTS = sorted(Path(__file__).parent.glob("*.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(params=EXPORTS, ids=lambda path: path.stem)
def export(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[dict[str, Any]]]:
    store.open(tmp_path)
    found = rows(request.param)
    store.restore("somebody", found)
    yield found


def test_there_is_one_export_for_each_release() -> None:
    assert [path.stem for path in EXPORTS] == ["2026.1"]


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
    assert {key: value for key, value in care.decided_body(found).items() if key in wanted} == wanted


def test_what_comes_out_again_is_what_went_in(export: list[dict[str, Any]]) -> None:
    out = list(care.export("somebody"))
    assert [row["body"] for row in out] == [row["body"] for row in export]
    assert [row["recorded_at"] for row in out] == [row["recorded_at"] for row in export]
