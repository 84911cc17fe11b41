"""The table of kinds of events: what a case, the store and the pages take from it, and who may tell what."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from svang import store
from svang.answers.kinds import CASE_KINDS, KINDS, SHOWN, from_store, may_tell, rank, to_store
from svang.contract.case import read_case
from svang.contract.schemas import schema
from svang.interview import answers
from svang.model.person import CLINICIAN, DEVICE, FILE, PERSON, SVANG, Event
from svang.pathway.load import pathway
from svang.pathway.reader import read_text
from tests.edge import care

AT = "2026-03-02T12:00:00+01:00"
DAY = date(2026, 3, 2)


def event_schema(kind: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = schema(pathway(), "case")["$defs"]["event"]["oneOf"]
    return next(each for each in found if each["properties"]["kind"] == {"const": kind})


@pytest.mark.parametrize("kind", CASE_KINDS)
def test_the_schema_of_a_case_has_the_keys_of_the_table(kind: str) -> None:
    own = set(event_schema(kind)["properties"]) - {"date", "id", "at", "by", "kind"}
    assert own == set(KINDS[kind].keys)
    assert set(KINDS[kind].must) <= set(event_schema(kind)["required"])


def test_what_is_an_entry_of_its_own_has_its_words() -> None:
    assert set(answers.SAYS) == set(SHOWN)


@pytest.mark.parametrize(
    ("kind", "by", "may"),
    [
        ("answered", PERSON, True),
        ("answered", FILE, True),
        ("answered", f"{CLINICIAN}:nurse", True),
        ("answered", SVANG, False),
        ("paused", PERSON, True),
        ("paused", f"{CLINICIAN}:doctor", False),
        ("seen", FILE, False),
        ("seen", DEVICE, False),
        ("adjusted", DEVICE, False),
        ("decided", PERSON, False),
        ("unknown", PERSON, False),
    ],
)
def test_who_may_tell_what(kind: str, by: str, may: bool) -> None:
    assert may_tell(kind, by) is may


def test_a_persons_own_word_stands_before_a_clinicians_a_files_and_a_devices() -> None:
    ranks = [rank("answered", by) for by in (PERSON, f"{CLINICIAN}:doctor", f"{FILE}:run.fit", f"{DEVICE}:watch")]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)


def test_nobody_but_the_person_can_pause_a_course(tmp_path: Path) -> None:
    store.open(tmp_path)
    body, at = {"until": DAY.toordinal() + 7, "why": "ill"}, datetime.fromisoformat(AT)
    with pytest.raises(ValueError, match="paused is not told by file"):
        care.tell("paused", "somebody", body, day=DAY, at=at, by=FILE)
    assert not care.entries("somebody")


def test_a_case_says_who_says_so_and_an_entry_without_is_the_persons() -> None:
    text = f"""
at: {AT}
diary:
  - {{date: 2026-03-01, steps: 4000, by: file}}
  - {{date: 2026-03-02, steps: 5000}}
events:
  - {{kind: seen, date: 2026-03-02, role: nurse, cleared: yes, by: clinician}}
"""
    case = read_case(pathway(), read_text(text, file="case"))
    assert sorted(event.by for event in case.events) == sorted([FILE, PERSON, f"{CLINICIAN}:nurse"])


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("answered", {"steps": 4000, "nothing_new": True, "first_step_pain.left": 5}),
        ("seen", {"role": "doctor", "cleared": True, "limits": {"no_running_until": DAY.toordinal()}}),
        ("paused", {"until": DAY.toordinal(), "why": "ill"}),
        ("adjusted", {"role": "doctor", "reason": "x", "until": DAY.toordinal(), "set": {"level": "heel_raise_1"}}),
        ("treated", {"what": "tape", "side": "left"}),
        ("corrected", {"target": "a", "values": {"steps": 10}}),
        ("withdrawn", {"target": "a", "slots": ["steps"]}),
    ],
)
@pytest.mark.parametrize("by", [PERSON, f"{CLINICIAN}:doctor"])
def test_what_is_stored_is_plain_and_comes_back_as_it_was(kind: str, body: dict[str, Any], by: str) -> None:
    event = Event("a", kind, DAY, datetime.fromisoformat(AT) + timedelta(hours=1), pathway().stamp, body, by=by)
    stored = to_store(pathway(), event)
    again = from_store(pathway(), Event(**{**fields_of(stored), "body": json.loads(json.dumps(dict(stored.body)))}))
    assert (again.by, again.kind) == (by, kind)
    assert again.body == body


def fields_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__slots__}
