"""The ledger of what was tried: what is taken, its words, and that no rule reads what it cost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bench.people import INTAKE
from svang import decide
from svang.answers.amounts import Unclear
from svang.answers.tried import COST
from svang.answers.typed import Refused
from svang.contract.case import read_case
from svang.engine.treatments import Tried
from svang.interview.tried import written
from svang.pathway.load import pathway
from svang.pathway.reader import read_text
from svang.says.tried import cost_of_all, row, told_said, tried_said, whole_said
from svang.texts import texts

WAY = pathway()
DAY, TODAY = date(2026, 3, 10), date(2026, 3, 31)


def body(event: str) -> Any:
    """What a case says of something that was tried on 10 March."""
    said = f"at: 2026-03-31T07:10:00+01:00\nevents: [{{kind: treated, date: 2026-03-10, {event}}}]"
    (found,) = read_case(WAY, read_text(said, file="case")).events
    return found.body


def refusal(event: str) -> str:
    with pytest.raises(Refused) as refused:
        body(event)
    return refused.value.problems[0].code


@pytest.mark.parametrize(
    ("told", "cost"), [("0", 0), ("100000", 100_000), ("1.0", 1), ("'1.450 kr.'", 1450), ("'300 kroner'", 300)]
)
def test_what_it_cost_is_a_whole_number_of_kroner(told: str, cost: int) -> None:
    assert body(f"what: tape, cost: {told}") == {"what": "tape", "cost": cost}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("cost: -1", "out_of_range"),
        ("cost: 100001", "out_of_range"),
        ("cost: 12.5", "wrong_kind"),
        ("cost: '300'", "wrong_kind"),
        ("cost: 1.450", "thousands"),
        ("cost: yes", "wrong_kind"),
        ("cost: [300]", "wrong_kind"),
        ("until: 2026-03-09", "ends_too_soon"),
        ("until: soon", "not_a_date"),
        ("until: null", "not_a_date"),
        ("side: middle", "not_a_choice"),
    ],
)
def test_what_does_not_fit_is_refused(told: str, code: str) -> None:
    assert refusal(f"what: tape, {told}") == code


def test_it_may_end_on_the_day_it_began_and_what_is_null_is_not_told() -> None:
    assert body("what: tape, until: 2026-03-10") == {"what": "tape", "until": DAY.toordinal()}
    assert body("what: tape, side: null, cost: null, note: null") == {"what": "tape"}


# -- as a person writes it ------------------------------------------------------------------------------------


def test_each_part_is_read_as_people_write_it() -> None:
    told = {"what": "tape", "until": "31. marts", "cost": "1.450 kr.", "side": "both", "note": " to gange ", "x": "5"}
    found, wrong = written(WAY, told, DAY, TODAY)
    assert not wrong
    assert found == {"what": "tape", "until": TODAY.toordinal(), "cost": 1450, "side": "both", "note": "to gange"}


def test_what_is_empty_is_not_told() -> None:
    assert written(WAY, {"what": "tape", "cost": " ", "until": "", "side": "", "note": ""}, DAY, TODAY) == (
        {"what": "tape"},
        {},
    )


@pytest.mark.parametrize(
    ("part", "words", "key"),
    [
        ("cost", "mange", "no_number"),
        ("cost", "100001", "out_of_range"),
        ("cost", "-1", "out_of_range"),
        ("cost", "12,5", "wrong_kind"),
        ("until", "1. april 2026", "future_date"),
        ("until", "9.3.2026", "ends_too_soon"),
        ("until", "marts 2026", "which_day"),
        ("until", "31.2.2026", "no_such_date"),
        ("side", "middle", "not_a_choice"),
        ("what", "leeches", "not_a_choice"),
        ("what", "", "not_a_choice"),
    ],
)
def test_each_part_says_what_is_wrong_with_it(part: str, words: str, key: str) -> None:
    _, wrong = written(WAY, {"what": "tape"} | {part: words}, DAY, TODAY)
    ((at, error),) = wrong.items()
    assert at == part
    assert key == (error.key if isinstance(error, Unclear) else error.problems[0].code)


# -- in words -------------------------------------------------------------------------------------------------


def tried(before: int | None, after: int | None, **said: Any) -> Tried:
    return Tried("a", DAY.toordinal(), {"what": "tape", **said}, before, after)


@pytest.mark.parametrize(
    ("before", "after", "danish", "english"),
    [
        (6, 4, "6 ugen før, 4 ugen efter. Det kan også være tiden.", "It may be time that did it."),
        (4, 6, "4 ugen før, 6 ugen efter. Det kan have andre grunde.", "There may be other reasons."),
        (6, 6, "6 ugen før og 6 ugen efter.", "6 the week before and 6 the week after."),
        (None, 4, "for få morgener", "too few mornings"),
        (6, None, "for få morgener", "too few mornings"),
    ],
)
def test_before_and_after_are_numbers_that_claim_no_cause(
    before: int | None, after: int | None, danish: str, english: str
) -> None:
    found = {language: tried_said(texts(language), tried(before, after)) for language in ("da", "en")}
    assert danish in found["da"] and english in found["en"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_where_nothing_changed_nothing_is_said_of_what_did_it(language: str) -> None:
    """U18: the same number on both sides proves nothing, and nobody thought so."""
    said = row(texts(language), tried(6, 6)).steps
    words = ("tid", "bevis", "grund", "time", "prove", "reason")
    assert said.count(".") == 1 and not any(word in said for word in words)


def test_a_row_says_when_on_which_foot_what_it_cost_and_the_note() -> None:
    whole = tried(6, 4, until=date(2026, 3, 20).toordinal(), side="left", cost=1450, note="to gange")
    found = row(texts("da"), whole)
    assert found.head == "Tape, 10. marts til 20. marts, venstre fod" and found.cost == "1.450 kr."
    assert row(texts("da"), tried(6, 4, until=DAY.toordinal())).days == "10. marts"
    assert whole_said(texts("da"), whole).endswith("Pris: 1.450 kr. Din note: ”to gange”")
    assert told_said(texts("da"), whole.date, whole.said) == (
        "Tape, 10. marts til 20. marts, venstre fod, 1.450 kr. ”to gange”"
    )
    assert told_said(texts("da"), DAY.toordinal(), {"what": "tape"}) == "Tape"


def test_only_what_was_told_is_added_up() -> None:
    say, untold, free = texts("da"), tried(6, 4), tried(6, 4, cost=0)
    assert cost_of_all(say, [tried(6, 4, cost=450), untold, tried(6, 4, cost=1000)]) == "1.450 kr."
    assert cost_of_all(say, [free, untold]) == "0 kr.", "It was told that it cost nothing."
    assert cost_of_all(say, [untold, untold]) == "", "What it cost was not told: that is not nothing."
    assert cost_of_all(say, [tried(6, 4, cost=450)]) == "", "One number is not said twice."
    assert cost_of_all(say, [tried(6, 4, cost="450 kr."), free]) == "0 kr.", "What an older file says in words."


# -- and what becomes of it -----------------------------------------------------------------------------------


def test_no_rule_reads_what_it_cost_or_when_it_ended() -> None:
    assert not {COST.id, "until"} & {*WAY.names, *WAY.facts, *WAY.measures}
    diary = [{"date": f"2026-03-{day:02}", "first_step_pain": 6, "nothing_new": True} for day in range(2, 20)]
    tried = {"kind": "treated", "date": "2026-03-10", "what": "steroid_injection"}
    found = [
        decide({"at": "2026-03-19T07:10:00+01:00", "answers": INTAKE, "diary": diary, "events": [tried | more]})
        for more in ({}, {"cost": 100_000, "until": "2026-03-12"})
    ]
    ledgers = [each.pop("ledger") for each in found]
    for each in found:
        each["seek_help"].pop("bring")  # says until when
    assert found[0] == found[1] and [entry["cost"] for (entry,) in ledgers if "cost" in entry] == [100_000]
