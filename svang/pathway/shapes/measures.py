"""The measures: a shape for each way to measure, with the keys that all have and its own."""

from __future__ import annotations

from collections.abc import Mapping

from svang.model.knowledge import KINDS, NO_RULE_READS
from svang.pathway.shapes.keys import (
    CONDITION,
    FACTS,
    ID_READ,
    NAME,
    SPAN,
    TEXT,
    TODAY,
    WHOLE,
    WORDS,
    YES,
    Key,
    Shape,
    either,
    list_of,
    map_of,
    may,
    must,
    named,
    one_of,
)

WRITES = Shape(
    "The series that a measure is noted in.",
    {
        "series": must(NAME, "Its name; a measure reads it as it reads a fact."),
        "ago": may(WHOLE, "How many days back it is noted; without it today."),
    },
)
MEASURED = tuple(kind for kind in KINDS if kind not in NO_RULE_READS)
MEASURE = {
    "id": ID_READ,
    "reads": may(either(named("read"), list_of(named("read"))), "The name, or the names, that it comes from."),
    "how": may(TEXT, "The way it measures."),
    "kind": may(one_of(MEASURED), "What it comes to."),
    "unit": may(named("unit"), "Of a number: its unit."),
    "range": may(SPAN, "Of a number: the least and the most it can come to."),
    "options": may(WORDS, "The words that it can come to."),
    "extra": may(WORDS, "What it can come to beside those of its kind."),
    "asks": may(FACTS, "What to ask when it is not known."),
    "of": may(one_of(["yesterday"]), "What `asks` asks is about yesterday's date."),
    "only_grows": may(YES, "While a plan runs it only grows: it does not come below a limit again."),
    "day_of_rest": may(YES, "The days since what wants a day of rest was done."),
    "writes": may(WRITES, "The series that it is noted in."),
}
"""Keys that any measure may have."""
ONE = {"reads": must(named("read"), "The name that it comes from.")}
SOME = {"reads": must(either(named("read"), list_of(named("read"))), "The names that it comes from, in their order.")}
INT = {"range": must(SPAN, "The least and the most it can come to.")}
NEEDS = {"needs": may(WHOLE, "With fewer known days than this it is not known.")}
WINDOW = {
    "days": must(WHOLE, "How many days it looks back on."),
    "today": may(one_of(TODAY), "Is today in it or out? In, where nothing is said."),
    "back": may(WHOLE, "By how many days the window is moved back."),
}
FROM = {"from": may(named("mark"), "So many days from the day on which this mark was set, in the place of the latest.")}
COUNTED = {
    "reads": must(SOME["reads"].takes, "The name that it comes from; then the measure in `holds`, if there is one."),
    "is": may(TEXT, "The answer that counts; without it and `holds`, any that is known."),
    "holds": may(CONDITION, "The comparison that counts: the number it reads against a threshold or a measure."),
}
WAYS: Mapping[str, tuple[str, Mapping[str, Key]]] = {
    "both_feet": ("Is there something of it on each foot?", ONE),
    "both_have": (
        "Is there something of each group on each foot?",
        {**ONE, "has": must(list_of(named("group")), "The groups.")},
    ),
    "feet_apart": ("How far apart the numbers of the two feet are.", {**ONE, **INT}),
    "body_mass_index": ("kg / m², from the weight and the height it reads.", {**SOME, **INT}),
    "size": ("How many words a set has.", {**ONE, **INT}),
    "surely": ("Is it surely true?", ONE),
    "known": ("Is it known?", ONE),
    "checkin_today": ("Has there been a check-in today?", SOME),
    "missing": (
        "How many of a list are not known.",
        {"reads": must(one_of(["flags", "must_know"]), "The red flags, or what must be known, line by line."), **INT},
    ),
    "days_since": ("Days since a mark was set, or since a date that was told; or never.", {**ONE, **INT}),
    "days_since_checkin": ("Days since the last check-in before today, or never.", {**SOME, **INT}),
    "age_of_sign": (
        "How old a sign is: told together with `older` as old as that, told later of that day.",
        {**ONE, **INT, "older": must(named("fact"), "The fact that says how long it has hurt.")},
    ),
    "worst": (
        "The largest number, else the last extra answer.",
        {**SOME, **INT, "needs": may(WHOLE, "1: the first name has to be told.")},
    ),
    "first_known": ("The first of them that is known.", {**SOME, **INT}),
    "ago": ("What it was so many days ago.", {**ONE, "days": must(WHOLE, "How many days ago.")}),
    "median": (
        "The lower median of the known days.",
        {**ONE, **INT, **WINDOW, **NEEDS, **FROM, "before": may(YES, "The days before the mark, not after it.")},
    ),
    "second": ("The second highest number, or the only one.", {**ONE, **INT, **WINDOW, **NEEDS, **FROM}),
    "max": ("The highest number.", {**ONE, **INT, **WINDOW, **NEEDS}),
    "sum": ("All the days together.", {**ONE, **INT, **WINDOW}),
    "mean": ("The mean of the known days, floored.", {**ONE, **INT, **WINDOW, **NEEDS}),
    "table": (
        "What each value of a choice stands for.",
        {
            **ONE,
            "values": must(
                either(map_of(either(WHOLE, TEXT)), one_of(["stage_run", "stage_least", "next_least"])),
                "Written out, or a column of the running stages.",
            ),
        },
    ),
    "cycle": (
        "Is it one of the `last` days of every `days` since a mark?",
        {**ONE, "days": must(WHOLE, "How long a round is."), "last": must(WHOLE, "How many days at its end.")},
    ),
    "count": (
        "On how many days it is so.",
        {
            **COUNTED,
            **INT,
            **WINDOW,
            **NEEDS,
            "last": may(WHOLE, "Only the last so many days that are known in `among`."),
            "among": may(named("read"), "The name whose known days are taken."),
        },
    ),
    "streak": (
        "Days in a row, the latest first, on which it is surely so; no more than its range.",
        {**COUNTED, **INT, "today": WINDOW["today"]},
    ),
    "share": (
        "The mean percent, floored, of the days that were planned and of which something is told.",
        {**ONE, **INT, **WINDOW, **NEEDS, "of_series": must(named("read"), "What says that a day was planned.")},
    ),
    "when": ("A condition: yes, no or not known.", {"when": must(CONDITION, "The condition.")}),
    "value": (
        "A sum of whole numbers; not known unless all of them are.",
        {**INT, "value": must(CONDITION, "Names with +, -, *, min(), max() and percent(number, share).")},
    ),
    "first": (
        "The word of the first line that is surely true; not known where none is.",
        {
            "first": must(
                list_of({**map_of(CONDITION), "minProperties": 1}),
                "Lines of `word: condition`; `otherwise` is always true.",
            ),
            "always": may(YES, "It is always known: one of the lines always holds."),
        },
    ),
}
"""Every way to measure, with what is its own."""
BY_THEMSELVES = ("when", "value", "first")
"""Ways that need no `how`: their key is enough."""


def _measure(how: str) -> Shape:
    means, own = WAYS[how]
    named_how = Key({"const": how}, "The way it measures: " + means, must=how not in BY_THEMSELVES)
    number = {"if": {"properties": {"kind": {"const": "int"}}, "required": ["kind"]}, "then": {"required": ["range"]}}
    return Shape(means, {**MEASURE, "how": named_how, **own}, {} if "range" in own else number)


MEASURES: Mapping[str, Shape] = {how: _measure(how) for how in WAYS}
