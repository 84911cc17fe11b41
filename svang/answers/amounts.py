"""Numbers and dates as people write them: the one place where they are read.

A Dane writes 10.000 steps, 7,5 hours, 8 uger and 31.3.25. What may be meant in two ways is not guessed: it is asked
back, as an Unclear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from svang.model.knowledge import Fact
from svang.texts import LANGUAGES, texts

_PLAIN = re.compile(r"\d{1,9}")
_DECIMAL = re.compile(r"\d{1,9}[.,]\d{1,6}")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""A thousand, or a number with three decimals."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[ \u00a0]\d{3}|(?:\.\d{3}){2,}|(?:,\d{3}){2,})+")
_MIXED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+,\d{1,6}|(?:,\d{3})+\.\d{1,6})")
_AMOUNT = re.compile(
    r"(?P<sign>-?)(?P<number>[0-9][0-9., \u00a0]*[0-9]|[0-9])?(?P<half> ?½)? ?(?P<unit>[^\W\d_][^\d]*)?"
)
_MARKS = str.maketrans("", "", "., \u00a0")
PER: dict[tuple[str, str], Decimal] = {
    ("days", "weeks"): 1 / Decimal(7),
    ("months", "weeks"): Decimal(52) / 12,
    ("years", "weeks"): Decimal(52),
    ("weeks", "days"): Decimal(7),
    ("hours", "minutes"): Decimal(60),
    ("minutes", "hours"): 1 / Decimal(60),
    ("metres", "cm"): Decimal(100),
    ("metres", "km"): 1 / Decimal(1000),
}
"""So many of the second are one of the first."""
ROUNDED = ("months", "years")
"""A month and a year are no whole number of weeks: what is told in them is."""
FRACTION = Decimal("0.1")


class Unclear(Exception):
    """What was typed or chosen is no answer: the key of the sentence that says so, and the values in it."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def ends(fact: Fact) -> tuple[int, int]:
    """The lowest and the highest number that can be told, in the fact's own unit."""
    return fact.low // fact.scale, fact.high // fact.scale


def number(fact: Fact, words: str) -> int | Decimal:
    """A number with a comma or a point in it, and perhaps its unit, in the fact's unit. Raises Unclear."""
    found = _AMOUNT.fullmatch(_bare(words))
    if found is None:
        raise _no_number(fact)
    unit, halved = _unit(fact, found["unit"] or "")
    readings = [_half(value, found["half"]) for value in _readings(fact, found["number"], found["half"] or halved)]
    if halved and not found["number"]:
        readings = [Decimal("0.5")]
    sign = -1 if found["sign"] else 1
    return _whole(_meant(fact, [_in_unit(value * sign, unit, fact.unit) for value in readings]))


def doubtful(fact: Fact, value: Decimal) -> bool:
    """Is it a decimal that may well be a thousand, as 10.000 is in a file?"""
    exponent = value.as_tuple().exponent
    if exponent != -3 or abs(value) < 1 or abs(value) >= 1000:
        return False
    return fact.scale == 1 or _fits(fact, value * 1000)


def _no_number(fact: Fact) -> Unclear:
    low, high = ends(fact)
    return Unclear("no_number", low=low, high=high, span=f"{low}–{high}")


def _bare(words: str) -> str:
    """Without what says that it is only about so much."""
    bare = words.strip().casefold()
    for word in _words("about"):
        bare = bare.removeprefix(word).strip()
    return bare


def _readings(fact: Fact, digits: str | None, may_be_empty: Any) -> list[Decimal]:
    """What the digits may mean: one number, or two."""
    if digits is None:
        if may_be_empty:
            return [Decimal(0)]
        raise _no_number(fact)
    if _PLAIN.fullmatch(digits):
        return [Decimal(digits)]
    if _EITHER.fullmatch(digits):
        return [Decimal(digits.translate(_MARKS)), Decimal(digits.replace(",", "."))]
    if _GROUPED.fullmatch(digits):
        return [Decimal(digits.translate(_MARKS))]
    if _MIXED.fullmatch(digits):
        whole, part = re.split(r"[.,](?=\d+$)", digits)
        return [Decimal(f"{whole.translate(_MARKS)}.{part}")]
    if _DECIMAL.fullmatch(digits):
        return [Decimal(digits.replace(",", "."))]
    raise _no_number(fact)


def _half(value: Decimal, half: str | None) -> Decimal:
    return value + Decimal("0.5") if half else value


def _meant(fact: Fact, readings: list[Decimal]) -> Decimal:
    """The one reading that can be meant. Raises Unclear where two can."""
    if len(readings) == 1:
        return readings[0]
    thousands, decimal = readings
    if fact.scale == 1 and _fits(fact, thousands):
        return thousands
    if fact.scale != 1 and _fits(fact, thousands) != _fits(fact, decimal):
        return thousands if _fits(fact, thousands) else decimal
    if fact.scale != 1 and not _fits(fact, decimal):
        return thousands
    raise Unclear("two_numbers", one=_shown(thousands), other=_shown(decimal))


def _fits(fact: Fact, value: Decimal) -> bool:
    return fact.low <= value * fact.scale <= fact.high


def _shown(value: Decimal) -> str:
    return str(_whole(value)).replace(".", ",")


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _unit(fact: Fact, words: str) -> tuple[str, bool]:
    """The unit that was written, as the knowledge calls it, and whether it was half of one. Raises Unclear."""
    words, halved = words.strip(" ."), False
    for half in _words("half"):
        if words == half or words.startswith(half + " "):
            words, halved = words.removeprefix(half).strip(" ."), True
    if not words:
        return fact.unit, halved
    near = [unit for unit in _units(words) if unit == fact.unit or (unit, fact.unit) in PER]
    if not near:
        raise _no_number(fact)
    return near[0], halved


def _units(word: str) -> Iterator[str]:
    """The units that a word may stand for, in any language."""
    for language in LANGUAGES:
        for unit, words in texts(language).get("amounts", "units").items():
            if word in words:
                yield unit


def _in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    if unit == wanted:
        return value
    found = value * PER[unit, wanted]
    return found.quantize(Decimal(1) if unit in ROUNDED else FRACTION, ROUND_HALF_UP)


@cache
def _words(key: str) -> tuple[str, ...]:
    """All words of a kind, the longest first, in every language."""
    found = [word for language in LANGUAGES for word in texts(language).get("amounts", key)]
    return tuple(sorted(found, key=len, reverse=True))


_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DANISH = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4})")
_SHORT = re.compile(r"([0-9]{1,2})[./] ?([0-9]{1,2})[./-] ?([0-9]{2})")
"""Not 26-01-01, which may be a day of 1926, 2001 or 2026."""
_NAMED = re.compile(r"([0-9]{1,2})\.? *([^\W\d_]{3,})[.,]? *([0-9]{4}|[0-9]{2})?")
_NO_YEAR = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})\.?")
_MONTH = re.compile(r"([^\W\d_]{3,})[.,]? *([0-9]{4})")
_MONTH_NUMBER = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")
AHEAD = {"days": 1, "weeks": 7, "months": 30}
TOO_FAR = 1000
MIDDLE = 15
"""The day that is taken where only the month was told."""


def date_written(words: str, today: date | None = None, *, exact: bool = False) -> str:
    """A date as people write it, as 2026-03-01. Raises Unclear. `exact`: a month alone is not enough.

    `today` is what "i går" and a date without its year are read from.
    """
    bare = words.strip().casefold()
    day = _near(bare, today) or _full(bare, today) or _yearless(bare, today) or _month_alone(bare, today, exact)
    if day is None:
        raise Unclear("no_date")
    return day.isoformat()


def until_written(words: str, today: date) -> date:
    """A date that lies ahead, or so many days or weeks from today. Raises Unclear."""
    bare = words.strip().casefold()
    found = _AMOUNT.fullmatch(bare)
    unit = (
        next((unit for unit in _units(found["unit"].strip(" .")) if unit in AHEAD), "")
        if found and found["unit"]
        else ""
    )
    if found and unit and found["number"] and found["number"].isdigit() and int(found["number"]) < TOO_FAR:
        return today + timedelta(days=int(found["number"]) * AHEAD[unit])
    day = _near(bare, today, "ahead", 1) or _full(bare, today) or _yearless(bare, today, ahead=True)
    if day is None:
        raise Unclear("no_date")
    return day


def _near(words: str, today: date | None, key: str = "days", step: int = -1) -> date | None:
    """Today, yesterday, the day before; or tomorrow, the day after."""
    for language in LANGUAGES:
        for n, said in enumerate(texts(language).get("amounts", key)):
            if words == said and today is not None:
                return today + timedelta(days=n * step)
    return None


def _full(words: str, today: date | None) -> date | None:
    if found := _ISO.fullmatch(words):
        return _date(found[1], found[2], found[3])
    if found := _DANISH.fullmatch(words) or _SHORT.fullmatch(words):
        return _date(_year(found[3], today), found[2], found[1])
    found = _NAMED.fullmatch(words)
    month = _month(found[2]) if found else ""
    if found and month and found[3]:
        return _date(_year(found[3], today), month, found[1])
    return None


def _yearless(words: str, today: date | None, *, ahead: bool = False) -> date | None:
    """The last such day there was, or the next there is."""
    found, named = _NO_YEAR.fullmatch(words), _NAMED.fullmatch(words)
    month = found[2] if found else _month(named[2]) if named and not named[3] else ""
    if not month or today is None:
        return None
    day = (found or named)[1]  # type: ignore[index]
    this_year = _date(str(today.year), month, day)
    if ahead:
        return this_year if this_year >= today else _date(str(today.year + 1), month, day)
    return this_year if this_year <= today else _date(str(today.year - 1), month, day)


def _month_alone(words: str, today: date | None, exact: bool) -> date | None:
    named, numbered = _MONTH.fullmatch(words), _MONTH_NUMBER.fullmatch(words)
    month = _month(named[1]) if named else numbered[1] if numbered else ""
    if not month:
        return None
    if exact:
        raise Unclear("which_day")
    found = _date((named or numbered)[2], month, str(MIDDLE))  # type: ignore[index]
    this_month = today is not None and (found.year, found.month) == (today.year, today.month)
    return min(found, today) if this_month and today is not None else found


def _date(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unclear("no_such_date") from None


def _year(digits: str, today: date | None) -> str:
    """A year of two digits is the last one that ends so, next year at most."""
    if len(digits) == 4:
        return digits
    latest = today.year + 1 if today is not None else 2099
    return f"20{digits}" if int(f"20{digits}") <= latest else f"19{digits}"


def _month(letters: str) -> str:
    """The number of a month by its name, or how that begins, in any language; '' for none."""
    for names in (texts(language).get("ui", "months") for language in LANGUAGES):
        for n, name in enumerate(names, start=1):
            if name.casefold().startswith(letters.casefold()):
                return str(n)
    return ""
