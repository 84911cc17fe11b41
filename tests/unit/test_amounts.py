"""Numbers and dates as a Dane writes them, and as an Englishman does; what is doubtful is asked back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from svang.answers.amounts import Unclear, date_written, doubtful, number, until_written
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, texts

TODAY = date(2026, 3, 10)
FACTS = pathway().facts


@pytest.mark.parametrize(
    ("fact", "words", "expected"),
    [
        ("steps", "10.000", 10_000),  # the point of thousands (S21)
        ("steps", "10,000", 10_000),
        ("steps", "10 000", 10_000),
        ("steps", "ca. 8.500 skridt", 8_500),
        ("steps", "100.000", 100_000),
        ("steps_usual", "8.000", 8_000),
        ("stood_hours", "7,5", Decimal("7.5")),
        ("stood_hours", "7,5 timer", Decimal("7.5")),
        ("stood_hours", "30 min", Decimal("0.5")),
        ("run_minutes", "25 min.", 25),
        ("run_minutes", "1,5 timer", 90),
        ("run_minutes", "en halv time", 30),
        ("weeks_of_pain", "8 uger", 8),
        ("weeks_of_pain", "8 weeks", 8),
        ("weeks_of_pain", "cirka 8", 8),
        ("weeks_of_pain", "3 måneder", 13),  # a quarter of the 52 weeks of a year
        ("weeks_of_pain", "2 år", 104),
        ("weeks_of_pain", "1½ år", 78),
        ("weeks_of_pain", "et halvt år", 26),
        ("weeks_of_pain", "half a year", 26),
        ("weekly_run_km", "12,5 km", Decimal("12.5")),
        ("weight_kg", "72,5 kg", Decimal("72.5")),
        ("weight_kg", "72.500", Decimal("72.5")),  # nobody weighs 72 tons
        ("height_cm", "1,75 m", 175),
        ("age", "46 år", 46),
    ],
)
def test_a_number_is_read_as_it_is_written(fact: str, words: str, expected: int | Decimal) -> None:
    found = number(FACTS[fact], words)
    assert found == expected and type(found) is type(expected)


def test_days_come_to_that_many_days() -> None:
    weeks = FACTS["weeks_of_pain"]
    for days in range(1, 100):
        assert round(number(weeks, f"{days} dage") * weeks.scale) == days


@pytest.mark.parametrize(
    ("fact", "words"), [("weeks_of_pain", "1.000"), ("first_step_pain", "4.000"), ("age", "1.000")]
)
def test_what_may_be_two_numbers_is_asked_back(fact: str, words: str) -> None:
    with pytest.raises(Unclear) as unclear:
        number(FACTS[fact], words)
    assert unclear.value.key == "two_numbers"
    for language in LANGUAGES:
        for section in (("ui",), ("web", "errors")):
            said = texts(language)(*section, "two_numbers", **unclear.value.values)
            assert unclear.value.values["one"] in said and unclear.value.values["other"] in said


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        *(
            ("weeks_of_pain", words)
            for words in ("8-10", "8 eller 9", "mange", "", "8 km", "uger", "8 9", "1.0000.000")
        ),
        *(("steps", words) for words in ("10.00.000", "ti tusind", "10.000.00", "5 timer")),
    ],
)
def test_what_is_no_number_is_asked_back(fact: str, words: str) -> None:
    with pytest.raises(Unclear, match="no_number"):
        number(FACTS[fact], words)


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("steps", "10.000", True),
        ("steps", "10.0", False),
        ("steps", "10.0000", False),
        ("steps", "0.500", False),
        ("steps", "10000.000", False),
        ("weekly_run_km", "7.125", False),  # 7.125 km is more than anybody runs in a week
        ("weeks_of_pain", "1.000", True),
        ("weeks_of_pain", "5.500", False),
    ],
)
def test_a_decimal_in_a_file_is_doubted_where_it_may_be_a_thousand(fact: str, value: str, expected: bool) -> None:
    assert doubtful(FACTS[fact], Decimal(value)) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("31.3.25", "2025-03-31"),
        ("31/3-25", "2025-03-31"),
        ("31/3-2025", "2025-03-31"),
        ("31-3-2025", "2025-03-31"),
        ("31. 3. 2025", "2025-03-31"),
        ("31. marts 2025", "2025-03-31"),
        ("31 mar 25", "2025-03-31"),
        ("31 March 2025", "2025-03-31"),
        ("2025-03-31", "2025-03-31"),
        ("31.3.99", "1999-03-31"),
        ("i dag", "2026-03-10"),
        ("I går", "2026-03-09"),
        ("yesterday", "2026-03-09"),
        ("i forgårs", "2026-03-08"),
        ("1/3", "2026-03-01"),
        ("31/3", "2025-03-31"),  # the last one there was
        ("24. december", "2025-12-24"),
        ("marts 2025", "2025-03-15"),  # the middle of it
        ("3.2025", "2025-03-15"),
        ("marts 2026", "2026-03-10"),  # never after today
    ],
)
def test_a_date_is_read_as_it_is_written(words: str, expected: str) -> None:
    assert date_written(words, TODAY) == expected


@pytest.mark.parametrize(
    ("words", "key"),
    [
        *(("30.2.2026", "no_such_date"), ("31/6", "no_such_date"), ("13.2025", "no_such_date")),
        *(
            ("26-01-01", "no_date"),
            ("2025", "no_date"),
            ("1 Mach 2026", "no_date"),
            ("", "no_date"),
            ("snart", "no_date"),
        ),
    ],
)
def test_what_is_no_date_or_may_be_several_is_asked_back(words: str, key: str) -> None:
    with pytest.raises(Unclear, match=key):
        date_written(words, TODAY)


def test_a_day_is_not_a_month() -> None:
    with pytest.raises(Unclear, match="which_day"):
        date_written("marts 2025", TODAY, exact=True)


def test_without_a_clock_nothing_is_taken_from_today() -> None:
    for words in ("i går", "31/3", "24. december"):
        with pytest.raises(Unclear, match="no_date"):
            date_written(words)
    assert date_written("31.3.25") == "2025-03-31"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("20.3.2026", date(2026, 3, 20)),
        ("20/3", date(2026, 3, 20)),
        ("1/3", date(2027, 3, 1)),  # the next there is
        ("i morgen", date(2026, 3, 11)),
        ("1 uge", date(2026, 3, 17)),
        ("10 dage", date(2026, 3, 20)),
        ("2 weeks", date(2026, 3, 24)),
    ],
)
def test_a_day_ahead_is_a_date_or_so_many_days(words: str, expected: date) -> None:
    assert until_written(words, TODAY) == expected


@pytest.mark.parametrize("words", ["snart", "", "2 år", "9999 uger", "i går"])
def test_what_is_no_day_ahead_is_asked_back(words: str) -> None:
    with pytest.raises(Unclear, match="no_date"):
        until_written(words, TODAY)
