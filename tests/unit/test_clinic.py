"""A clinician's limits, a stop until a date, and a pause by the person: what is taken from a case, and what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from svang.answers.clinic import limits, pause
from svang.answers.typed import Refused
from svang.contract.case import read_case
from svang.interview.questions import node
from svang.pathway.load import pathway
from svang.pathway.reader import read_text

DAY = date(2026, 3, 9)
APRIL = date(2026, 4, 1).toordinal()


def case(events: str) -> Any:
    return read_case(pathway(), read_text(f"at: 2026-03-09T07:10:00+01:00\nevents: {events}", file="case"))


def body(event: str) -> Any:
    (found,) = case(f"[{event}]").events
    return found.body


def refusal(event: str) -> str:
    with pytest.raises(Refused) as refused:
        case(f"[{event}]")
    return refused.value.problems[0].code


SEEN = "{kind: seen, date: 2026-03-08, role: doctor, "
TAKEN: dict[str, dict[str, Any]] = {
    "limits: intet løb}": {"words": "intet løb"},  # a plain text is taken as words
    "limits: {rest: 2026-04-01}}": {"rest": APRIL},
    "limits: {boot_or_crutches: 2026-04-01, words: ro på}}": {"boot_or_crutches": APRIL, "words": "ro på"},
    "limits: {no_running: yes, no_heel_raises: true}}": {"no_running": True, "no_heel_raises": True},
    "limits: {no_running: no, rest: null}}": {},  # a no is no limit
}


@pytest.mark.parametrize(("told", "expected"), TAKEN.items(), ids=TAKEN)
def test_what_a_clinician_limits_is_typed(told: str, expected: dict[str, Any]) -> None:
    assert body(SEEN + told)["limits"] == expected


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("limits: {no_dancing: yes}}", "unknown_key"),
        ("limits: {rest: yes}}", "not_a_date"),
        ("limits: {no_running: perhaps}}", "not_a_choice"),
        ("limits: {words: 5}}", "wrong_kind"),
        ("limits: [rest]}", "wrong_kind"),
    ],
)
def test_a_limit_that_is_none_is_refused(told: str, code: str) -> None:
    assert refusal(SEEN + told) == code


def test_who_was_not_cleared_in_words_is_not_cleared() -> None:
    assert "cleared" not in body(SEEN + "limits: ro på}"), "what was not told is not made up; only a yes lifts"


def test_a_pause_has_an_end_and_a_reason() -> None:
    assert body("{kind: paused, date: 2026-03-09, until: 2026-04-01, why: boot}") == {"until": APRIL, "why": "boot"}
    assert body("{kind: paused, date: 2026-03-09, until: 2026-04-01}") == {"until": APRIL, "why": "other"}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("why: ill}", "not_an_end"),
        ("until: 2026-03-08}", "not_an_end"),
        ("until: 2027-04-01}", "not_an_end"),  # more than a year
        ("until: 2026-04-01, why: lazy}", "not_a_choice"),
        ("until: 2026-04-01, how: so}", "unknown_key"),
    ],
)
def test_a_pause_without_one_is_refused(told: str, code: str) -> None:
    assert refusal("{kind: paused, date: 2026-03-09, " + told) == code


def test_a_clinician_may_stop_the_plan_until_a_date_and_never_open_running() -> None:
    adjusted = "{kind: adjusted, date: 2026-03-08, role: doctor, reason: brud, until: 2026-04-01, set: {phase: %s}}"
    assert body(adjusted % "paused") == {"role": "doctor", "reason": "brud", "until": APRIL, "set": {"phase": "paused"}}
    assert refusal(adjusted % "run") == "not_a_choice"


def test_a_thousand_in_a_setting_is_asked_back() -> None:
    adjusted = (
        "{kind: adjusted, date: 2026-03-08, role: doctor, reason: ro, until: 2026-04-01, set: {pain_green: 2.000}}"
    )
    assert refusal(adjusted) == "thousands"


def test_each_is_typed_by_itself_too() -> None:
    assert limits(node({"rest": "2026-04-01"})) == ({"rest": APRIL}, [])
    assert pause(DAY, node("2026-04-01"), None, node("")) == ({"until": APRIL, "why": "other"}, [])


def adjusted(until: str, wanted: str) -> str:
    return f"{{kind: adjusted, date: 2026-03-08, role: doctor, reason: try, until: {until}, set: {wanted}}}"


SET: dict[str, dict[str, Any]] = {  # with the ends that the knowledge gives (thresholds.yaml, tasks.yaml)
    "{raise_level: H5, raise_rest: 14}": {"raise_level": "H5", "raise_rest": 14},
    "{raise_rest: 7}": {"raise_rest": 7},
    "{heel_raise: {reps: [5, 20], sets: 1}}": {"heel_raise": {"reps": [5, 20], "sets": [1, 1]}},
}
NOT_SET = {
    "{raise_level: H6}": "not_a_choice",
    "{raise_levl: H5}": "unknown_key",
    "{raise_rest: 6}": "out_of_range",
    "{raise_rest: 15}": "out_of_range",
    "{raise_rest: 7.5}": "wrong_kind",
    "{raise_rest: yes}": "wrong_kind",
    "{heel_raise: 3}": "wrong_kind",
    "{heel_raise: {rep: 5}}": "unknown_key",
    "{heel_raise: {reps: 21}}": "out_of_range",
    "{heel_raise: {reps: [4, 8]}}": "out_of_range",
    "{}": "wrong_kind",
    "H5": "wrong_kind",
}


@pytest.mark.parametrize(("told", "expected"), SET.items(), ids=SET)
def test_what_a_clinician_sets_is_typed(told: str, expected: dict[str, Any]) -> None:
    assert body(adjusted("2026-04-01", told)) == {"role": "doctor", "reason": "try", "until": APRIL, "set": expected}


@pytest.mark.parametrize(("told", "code"), NOT_SET.items(), ids=NOT_SET)
def test_what_nobody_may_set_is_refused(told: str, code: str) -> None:
    assert refusal(adjusted("2026-04-01", told)) == code


@pytest.mark.parametrize("until", ["2026-03-07", "2027-03-10", "soon"])
def test_a_setting_ends_within_a_year_and_a_day(until: str) -> None:
    assert body(adjusted("2027-03-09", "{raise_rest: 7}"))["until"] == date(2027, 3, 9).toordinal()
    assert refusal(adjusted(until, "{raise_rest: 7}")) == "not_an_end"
