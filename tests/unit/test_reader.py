"""The reader of YAML and JSON: what a word means, where it stands, and what is refused."""

from __future__ import annotations

import json
import os
import pickle
import stat
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svang.pathway.nodes import CODES, Node, Problem, Unreadable, nearest
from svang.pathway.reader import DEPTH, DIGITS, LIMIT, read_file, read_text


def read(text: str | bytes, **options: int) -> Any:
    return read_text(text, file="case.yaml", **options).plain()


def problems(text: str | bytes, **options: int) -> list[tuple[str, str, dict[str, str | int]]]:
    with pytest.raises(Unreadable) as caught:
        read_text(text, file="case.yaml", **options)
    return [(problem.where, problem.code, dict(problem.details)) for problem in caught.value.problems]


def codes(text: str | bytes) -> list[tuple[str, str]]:
    return [(where, code) for where, code, _ in problems(text)]


def file_problem(path: Path, **options: int) -> tuple[str, str, dict[str, str | int]]:
    with pytest.raises(Unreadable) as caught:
        read_file(path, **options)
    (problem,) = caught.value.problems
    return problem.where, problem.code, dict(problem.details)


def entries(node: Node) -> dict[str, Node]:
    assert isinstance(node.value, dict)
    return node.value


def items(node: Node) -> tuple[Node, ...]:
    assert isinstance(node.value, tuple)
    return node.value


def ordinary() -> str:
    """As long a document as there may be, of what people write."""
    line = "- {date: 2026-03-01, first_step_pain: {left: 6}, tried: [ice]}\n"
    return line * (LIMIT // len(line))


@cache
def cost_of_an_ordinary_one() -> float:
    """The work of this process, not the clock on the wall: a busy machine does not count."""
    text, began = ordinary(), time.process_time()
    read(text)
    return time.process_time() - began


@contextmanager
def no_dearer_than_an_ordinary_one() -> Iterator[None]:
    usual, began = cost_of_an_ordinary_one(), time.process_time()
    yield
    assert time.process_time() - began < usual


def test_it_works(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("at: 2026-03-02T07:10:00+01:00\nanswers: {age: 46, pain: {left: 6}, tried: [ice]}\n")
    assert read_file(case).plain() == {
        "at": "2026-03-02T07:10:00+01:00",
        "answers": {"age": 46, "pain": {"left": 6}, "tried": ["ice"]},
    }


# What a word means


NORWAY = ["no", "No", "NO", "yes", "on", "off", "y", "n", "tRUE", "nULL", "none", "None", "NaN", "Infinity"]
TIMES = ["2:30", "190:20:30", "1_000", "2026-03-01", "2026-03-01T07:10:00+01:00"]
NEARLY_NUMBERS = ["0b1", "0o8", "0xg", "+0x1", "-0o7", "1e", "e3", ".", "+", "1.2.3", "1,5", "٣", ".Nan"]
OTHERS = ["=", "hård", "🦶", "\\ud83d", "a b", "5 %", "a#b", "http://a.b/c"]


@pytest.mark.parametrize("word", [*NORWAY, *TIMES, *NEARLY_NUMBERS, *OTHERS])
def test_everything_else_is_text(word: str) -> None:
    assert read(f"word: {word}") == {"word": word}


WHOLE = {"0": 0, "7": 7, "-7": -7, "+7": 7, "-0": 0, "007": 7, "08": 8, "010": 10}
BASED = {
    "0o17": 15,
    "0o" + "7" * DIGITS: 8**DIGITS - 1,
    "0x1F": 31,
    "0xff": 255,
    "0x" + "f" * DIGITS: 16**DIGITS - 1,
}
LONGEST = {"9" * DIGITS: 10**DIGITS - 1, "-" + "9" * DIGITS: 1 - 10**DIGITS}


@pytest.mark.parametrize(("word", "number"), [*WHOLE.items(), *BASED.items(), *LONGEST.items()])
def test_whole_numbers_are_ints(word: str, number: int) -> None:
    found = read(f"word: {word}")["word"]
    assert (type(found), found) == (int, number)


POINTS = {"0.1": "0.1", "-2.50": "-2.50", ".5": "0.5", "5.": "5", "+1.5": "1.5"}
POWERS = {"1e3": "1000", "1.5E+2": "150", "12e03": "12000", "1e-2": "0.01", f"1e{DIGITS}": f"1e{DIGITS}"}


@pytest.mark.parametrize(("word", "number"), [*POINTS.items(), *POWERS.items()])
def test_decimals_and_powers_are_decimals(word: str, number: str) -> None:
    found = read(f"word: {word}")["word"]
    assert (type(found), found) == (Decimal, Decimal(number))


def test_a_decimal_keeps_every_digit() -> None:
    assert str(read("0.12345678901234567890123456789")) == "0.12345678901234567890123456789"


@pytest.mark.parametrize("word", ["null", "Null", "NULL", "~", ""])
def test_null_and_nothing_are_none(word: str) -> None:
    assert read(f"word: {word}") == {"word": None}


@pytest.mark.parametrize("word", ["true", "True", "TRUE", "false", "False", "FALSE"])
def test_true_and_false_are_bools(word: str) -> None:
    assert read(f"word: {word}")["word"] is (word.lower() == "true")


@pytest.mark.parametrize("word", ["5", "1.5", "true", "null", "", "~", ".inf", "9" * 99, "<<"])
@pytest.mark.parametrize("quoted", ["'{}'", '"{}"'])
def test_quoted_words_are_text(word: str, quoted: str) -> None:
    assert read(f"word: {quoted.format(word)}") == {"word": word}


def test_blocks_are_text() -> None:
    assert read("kept: |\n  5\n  6\nfolded: >-\n  5\n  6\n") == {"kept": "5\n6\n", "folded": "5 6"}


def test_a_bare_word_alone_is_a_document() -> None:
    assert read("5") == 5
    assert read("~") is None
    assert read('""') == ""


def test_keys_are_text_in_the_order_written() -> None:
    text = "no: 1\non: 2\n2026-03-01: 3\n'5': 4\n\"\": 5\n'<<': 6\n"
    assert list(read(text).items()) == [("no", 1), ("on", 2), ("2026-03-01", 3), ("5", 4), ("", 5), ("<<", 6)]


def test_json_is_read_as_it_is() -> None:
    document = '{\n\t"a": [1, -2.5, true, null, "no"],\n\t"b\\/c": '
    document += '{"æ": "\\u00e5\\ud83e\\uddb6\\n"}, "e": [], "f": {}\n}'
    expected = {"a": [1, Decimal("-2.5"), True, None, "no"], "b/c": {"æ": "å🦶\n"}, "e": [], "f": {}}
    assert read(document) == expected


@pytest.mark.parametrize(
    ("document", "text"),
    [
        (r'"\ud83e\uddb6"', "🦶"),
        (r'"\uD83E\uDDB6"', "🦶"),
        (r'"\\\ud83e\uddb6"', "\\🦶"),
        (r'"\\ud83e\\uddb6"', r"\ud83e\uddb6"),  # escaped backslashes, no emoji
        (r'"\uD800\uDC00 \uDBFF\uDFFF"', "\U00010000 \U0010ffff"),
        (r"'\U0001F9B6'", r"\U0001F9B6"),
        (r'"\ud83e\uddb6 \\U0001F9B6"', r"🦶 \U0001F9B6"),
    ],
)
def test_surrogate_pairs_of_json(document: str, text: str) -> None:
    assert read(document) == text


def test_a_surrogate_pair_is_not_turned_into_something_else_where_it_is_no_escape() -> None:
    assert problems("a: \"\\ud83e\\uddb6\"\nb: '\\ud83e\\uddb6'\n") == [
        ("case.yaml:2", "stray_escape", {"found": "\\U0001F9B6"})
    ]


def test_half_a_surrogate_pair_is_refused() -> None:
    assert codes('a: 1\nb: "\\ud83e"') == [("case.yaml:2", "torn")]


# Where it stands


def test_lines_in_a_nested_document() -> None:
    text = "# a comment\na:\n  b: 1\n\n  c:\n    - x\n    - d: 2\n"
    text += "      e: |\n        long\n        text\n      f: 'g'\nh:\n"
    root = read_text(text, file="rules.yaml")
    a, h = entries(root)["a"], entries(root)["h"]
    b, c = entries(a)["b"], entries(a)["c"]
    x, inner = items(c)
    d, e, f = entries(inner).values()
    assert [n.line for n in (root, a, b, c, x, inner, d, e, f, h)] == [2, 3, 3, 6, 6, 7, 7, 8, 11, 12]
    assert f.where == "rules.yaml:11"


def test_a_node_knows_the_line_of_its_key() -> None:
    root = read_text("a:\n\n  b: [1]\nc: 2\n", file="rules.yaml")
    a, c = entries(root).values()
    (one,) = items(entries(a)["b"])
    assert (a.where, a.key_where) == ("rules.yaml:3", "rules.yaml:1")
    assert (c.where, c.key_where) == ("rules.yaml:4", "rules.yaml:4")
    assert (one.key_line, one.key_where, root.key_where) == (None, "rules.yaml:3", "rules.yaml:1")


def test_lines_in_json() -> None:
    root = read_text('{\n "a":\n  {"b": [\n   1,\n   2]},\n "c": 3}', file="case.json")
    a, c = entries(root).values()
    b = entries(a)["b"]
    assert [n.line for n in (root, a, b, *items(b), c)] == [1, 3, 3, 4, 5, 6]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_whatever_ends_them(end: str) -> None:
    root = read_text(f"a: 1{end}{end}b: 2{end}", file="case.yaml")
    assert entries(root)["b"].where == "case.yaml:3"


@pytest.mark.parametrize("text", ["\ufeffa: 1\nb: 2", b"\xef\xbb\xbfa: 1\nb: 2"])
def test_a_byte_order_mark_is_no_part_of_the_document(text: str | bytes) -> None:
    assert read(text) == {"a": 1, "b": 2}


def test_nothing_can_be_changed_afterwards() -> None:
    with pytest.raises(AttributeError):
        read_text("5", file="case.yaml").value = 6  # type: ignore[misc]


# What is refused: in the document, all at once


def test_every_repeated_key_is_reported_with_both_lines() -> None:
    text = "a: 1\nb: 1\na: 2\nc:\n  d: 1\n  'd': 2\n\"a\":\n  3\n"
    assert problems(text) == [
        ("case.yaml:3", "duplicate_key", {"key": "a", "line": 3, "first_line": 1}),
        ("case.yaml:6", "duplicate_key", {"key": "d", "line": 6, "first_line": 5}),
        ("case.yaml:7", "duplicate_key", {"key": "a", "line": 7, "first_line": 1}),
    ]


def test_the_same_key_in_two_places_is_no_repetition() -> None:
    assert read("a: {x: 1}\nb: {x: 1, a: 2}") == {"a": {"x": 1}, "b": {"x": 1, "a": 2}}


def test_anchors_and_aliases_are_refused() -> None:
    text = "a: &one 1\nb: &two [1]\nc: &three {d: 1}\nd: *one\n*two : 1\n&four e: 1\n? &five [1]\n: 2"
    assert problems(text) == [
        ("case.yaml:1", "anchor", {"found": "&one"}),
        ("case.yaml:2", "anchor", {"found": "&two"}),
        ("case.yaml:3", "anchor", {"found": "&three"}),
        ("case.yaml:4", "anchor", {"found": "*one"}),
        ("case.yaml:5", "anchor", {"found": "*two"}),
        ("case.yaml:6", "anchor", {"found": "&four"}),
        ("case.yaml:7", "key_not_text", {"found": "[]"}),
        ("case.yaml:7", "anchor", {"found": "&five"}),
    ]


def test_a_bomb_of_aliases_is_never_unfolded() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    with no_dearer_than_an_ordinary_one():
        assert len(problems("\n".join(lines))) == 30 + 29 * 9


def test_tags_are_refused() -> None:
    text = "a: !!str 5\nb: !mine {c: 1}\n!!str d: 1\ne: ! 5\nf: !!python/object/apply:os.system ['x']\n"
    assert problems(text) == [
        ("case.yaml:1", "tag", {"found": "tag:yaml.org,2002:str"}),
        ("case.yaml:2", "tag", {"found": "!mine"}),
        ("case.yaml:3", "tag", {"found": "tag:yaml.org,2002:str"}),
        ("case.yaml:4", "tag", {"found": "!"}),
        ("case.yaml:5", "tag", {"found": "tag:yaml.org,2002:python/object/apply:os.system"}),
    ]


def test_merge_keys_are_refused() -> None:
    assert problems("a: 1\n<<: {b: 1}\n") == [("case.yaml:2", "merge_key", {"found": "<<"})]


ENDLESS = [".inf", "-.inf", "+.INF", ".Inf", ".nan", ".NaN", ".NAN"]
TOO_LONG = ["9" * (DIGITS + 1), "-" + "9" * (DIGITS + 1), "0." + "1" * DIGITS, "0e" + "9" * 25]
TOO_LONG_BASED = ["0x" + "f" * (DIGITS + 1), "0o" + "7" * (DIGITS + 1)]
TOO_FAR = [f"1e{DIGITS + 1}", f"1e-{DIGITS + 1}", "1e-9999999"]


@pytest.mark.parametrize("word", [*ENDLESS, *TOO_LONG, *TOO_LONG_BASED, *TOO_FAR])
def test_numbers_without_an_end_are_refused(word: str) -> None:
    assert problems(f"a: 1\nb: [{word}]") == [("case.yaml:2", "bad_number", {"found": word, "limit": DIGITS})]


def test_a_number_of_a_million_digits_is_refused_and_shown_short() -> None:
    with no_dearer_than_an_ordinary_one():
        ((_, code, details),) = problems("9" * LIMIT)
    assert (code, details["found"]) == ("bad_number", "9" * 59 + "…")


@pytest.mark.parametrize(
    "frame",
    ["{0}: 1\n{0}: 2", "? &{0} a\n: 1", "a: !{0} b", "{1}: 1", "a: {1}", "%{0}\n---\na", "{0}\\ud83e\\uddb6"],
)
def test_what_is_found_is_shown_short(frame: str) -> None:
    ((_, _, details),) = problems(frame.format("x" * 900, "1" * 900))
    shown = details.get("found", details.get("key"))
    assert isinstance(shown, str) and len(shown) == 60 and shown.endswith("…")


def test_what_is_found_is_shown_whole_if_it_is_short() -> None:
    ((_, _, details),) = problems("1" * 60)
    assert details["found"] == "1" * 60


@pytest.mark.parametrize("key", ["5", "007", "1.5", "null", "~", "true", "False", ".inf", "0x1"])
def test_keys_that_are_no_text_are_refused(key: str) -> None:
    assert problems(f"a: 1\n{key}: 2") == [("case.yaml:2", "key_not_text", {"found": key})]


def test_keys_that_are_not_even_words_are_refused() -> None:
    assert problems("? # nothing\n: 1\n[a]: 2\n? {b: .inf}\n: 3\n") == [
        ("case.yaml:1", "key_not_text", {"found": ""}),
        ("case.yaml:3", "key_not_text", {"found": "[]"}),
        ("case.yaml:4", "key_not_text", {"found": "{}"}),
        ("case.yaml:4", "bad_number", {"found": ".inf", "limit": DIGITS}),
    ]


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_lines() -> None:
    text = 'a: .inf\nb: &x 1\na: !t 2\n5:\n  <<: *x\nc: "\\0"\n'
    assert codes(text) == [
        ("case.yaml:1", "bad_number"),
        ("case.yaml:2", "anchor"),
        ("case.yaml:3", "duplicate_key"),
        ("case.yaml:3", "tag"),
        ("case.yaml:4", "key_not_text"),
        ("case.yaml:5", "merge_key"),
        ("case.yaml:5", "anchor"),
        ("case.yaml:6", "control_character"),
    ]


@pytest.mark.parametrize(
    ("second", "where"),
    [
        ("a: 1\n---\nb: 2", "case.yaml:2"),
        ("---\na: 1\n...\n--- b", "case.yaml:4"),
        ("--- a\n--- b", "case.yaml:2"),
    ],
)
def test_a_second_document_is_refused(second: str, where: str) -> None:
    assert problems(second) == [(where, "many_documents", {})]


def test_a_second_document_does_not_hide_what_is_wrong_in_the_first() -> None:
    assert codes("a: .inf\n---\nb: 2") == [("case.yaml:1", "bad_number"), ("case.yaml:2", "many_documents")]


def test_one_document_may_be_marked_as_one() -> None:
    assert read("---\na: 1\n...\n") == {"a": 1}


@pytest.mark.parametrize(("text", "code"), [("--- &a", "anchor"), ("--- !t", "tag"), ("--- !!str", "tag")])
def test_nothing_with_a_mark_is_told_of_the_mark(text: str, code: str) -> None:
    assert codes(text) == [("case.yaml:1", code)]


@pytest.mark.parametrize("text", ["", b"", " \n", "# only a comment", "---", "---\n...\n", "\ufeff"])
def test_nothing_is_no_document(text: str | bytes) -> None:
    ((where, code, details),) = problems(text)
    assert (where.startswith("case.yaml:"), code, details) == (True, "empty", {})


# What is refused: the text as a whole


@pytest.mark.parametrize(
    ("text", "line", "first_line"),
    [
        ("a: 1\nb: [1,\n  2\nc: 3\n", 4, 2),
        ('a: 1\nb: "open\n\n', 2, 2),
        ("a: 1\n  b: 2\n", 2, 2),
        ("a:\n\t- b\n", 2, 2),
        ("a: 1\nb: @\nc: 3\nd: 4\n", 2, 2),
        ("a: 1\nb\nc: 3\n", 3, 2),
        ("{a: 1", 1, 1),
        ("[a:\n", 1, 1),
        ("a: 1\n...\nb: 2", 3, 3),
        ('{"a": 1}\n{"b": 2}\n', 2, 2),
        ("a: *\n", 1, 1),
        ("a: !no!such 1\n", 1, 1),
        ("a: &x .inf\na: @\n", 2, 2),  # what was found before a tear is not to be relied on
    ],
)
def test_a_torn_document_is_one_problem(text: str, line: int, first_line: int) -> None:
    ((where, code, details),) = problems(text)
    assert (where, code, details["first_line"]) == (f"case.yaml:{line}", "torn", first_line)
    assert isinstance(details["found"], str) and len(details["found"]) > 10


@pytest.mark.parametrize("directive", ["%YAML 1.2", "%YAML 1.1", "%TAG ! tag:me,2026:", "%anything"])
@pytest.mark.parametrize("before", ["", "\ufeff", "# first\r\n", "a: 1\n...\n"])
def test_directives_are_refused(directive: str, before: str) -> None:
    where = f"case.yaml:{before.count(chr(10)) + 1}"
    assert problems(f"{before}{directive}\n---\na: 1\n") == [(where, "directive", {"found": directive})]


def test_a_percent_sign_elsewhere_is_text() -> None:
    assert read("a: 5%\nb: |\n  %YAML 1.1\n") == {"a": "5%", "b": "%YAML 1.1\n"}


@pytest.mark.parametrize("control", ["\0", "\x01", "\x08", "\x0b", "\f", "\x1b", "\x7f", "\x80", "\x85", "\x9f"])
@pytest.mark.parametrize("frame", ["x: 1\n\n{}a: 1\n\0", "x: 1\r\n\r\na: '{}'\n", "x: 1\r\ra: 1 # {}\n"])
def test_a_control_character_is_one_problem(control: str, frame: str) -> None:
    found = {"found": f"U+{ord(control):04X}"}
    assert problems(frame.format(control)) == [("case.yaml:3", "control_character", found)]
    assert problems(frame.format(control).encode()) == [("case.yaml:3", "control_character", found)]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_line_ends_that_only_yaml_1_1_knows_are_refused(separator: str) -> None:
    found = {"found": f"U+{ord(separator):04X}"}
    assert problems(f'"a{separator}b"') == [("case.yaml:1", "control_character", found)]


@pytest.mark.parametrize("escape", [r"\u0000", r"\0", r"\x1b", r"\u007f", r"\N", r"\L", r"\u2029", r"\uffff"])
def test_an_escaped_control_character_is_refused_too(escape: str) -> None:
    assert codes(f'["a",\n "b{escape}"]') == [("case.yaml:2", "control_character")]
    assert codes(f'{{"a{escape}": 1}}') == [("case.yaml:1", "control_character")]


def test_tabs_and_line_ends_may_be_escaped() -> None:
    assert read(r'"\t\r\n"') == "\t\r\n"


@pytest.mark.parametrize(
    ("text", "where", "found"),
    [
        (b"a: 1\r\nb: h\xe6l\n", "case.yaml:2", "0xE6"),  # Latin-1
        ("a: hæl".encode("utf-16"), "case.yaml:1", "0xFF"),
        (b"a: 1\n\xed\xa0\x80", "case.yaml:2", "0xED"),
        (b"\xc0\x80", "case.yaml:1", "0xC0"),
        (b"\xc3", "case.yaml:1", "0xC3"),
        ("a: å\nb: \ud800", "case.yaml:2", "U+D800"),
    ],
)
def test_what_is_no_utf8_is_no_text(text: str | bytes, where: str, found: str) -> None:
    assert problems(text) == [(where, "not_text", {"found": found})]


# What is refused: too deep, too big, too slow

NESTED = {
    "flow lists": ("[", "]"),
    "flow keys": ("{a: ", "}"),
    "block lists": ("- ", ""),
    "block keys": ("? ", ""),
}


def found_in(text: str) -> set[str]:
    try:
        read(text)
    except Unreadable as refused:
        return {problem.code for problem in refused.problems}
    return set()


@pytest.mark.parametrize(("opening", "closing"), NESTED.values(), ids=NESTED.keys())
def test_the_deepest_document_and_one_deeper(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return opening * depth + "x" + closing * depth

    assert "too_deep" not in found_in(nested(DEPTH))
    assert problems(nested(DEPTH + 1))[-1] == ("case.yaml:1", "too_deep", {"limit": DEPTH})


@pytest.mark.parametrize(("opening", "_"), NESTED.values(), ids=NESTED.keys())
def test_a_hundred_thousand_levels_are_answered_at_once(opening: str, _: str) -> None:
    with no_dearer_than_an_ordinary_one():
        assert problems(opening * 100_000)[-1] == ("case.yaml:1", "too_deep", {"limit": DEPTH})


def test_the_line_that_is_too_deep_is_named() -> None:
    text = "".join(" " * level + "a:\n" for level in range(500))
    assert problems(text) == [(f"case.yaml:{DEPTH + 1}", "too_deep", {"limit": DEPTH})]


SLOW: dict[str, Callable[[int], str]] = {
    "directives": lambda size: "".join(f"%TAG !{n:x}! x\n" for n in range(size // 15)),
    "directives of a second document": lambda size: (
        "a\n...\n" + "".join(f"%TAG !{n:x}! x\n" for n in range(size // 15))
    ),
    "opening braces in lists": lambda size: "[{" * (size // 2),
    "backslashes": lambda size: '"' + "\\" * (size - 2) + '"',
    "half surrogates": lambda size: '"' + "\\ud83d" * (size // 6 - 1) + '"',
    "quotes": lambda size: '"' * size,
    "a long key": lambda size: "? " + "k" * (size - 6) + "\n: 1",
    "empty lines": lambda size: "\n" * (size - 1) + "%",
    "anchors": lambda size: "&a " * (size // 3),
}


@pytest.mark.parametrize("make", SLOW.values(), ids=SLOW.keys())
def test_a_megabyte_of_malice_costs_no_more_than_an_honest_one(make: Callable[[int], str]) -> None:
    text = make(LIMIT)
    assert LIMIT // 2 < len(text) <= LIMIT
    with no_dearer_than_an_ordinary_one():
        assert "too_big" not in found_in(text)


def test_the_limit_counts_bytes() -> None:
    assert read("'æ'", limit=4) == "æ"
    for text in ("'æ'", "'æ'".encode()):
        assert problems(text, limit=3) == [("case.yaml", "too_big", {"limit": 3, "found": 4})]


# Files


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.yaml"
    with big.open("wb") as stream:
        stream.truncate(200_000_000)
    tracemalloc.start()
    try:
        assert file_problem(big) == (str(big), "too_big", {"limit": LIMIT, "found": 200_000_000})
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("x" * 100)
    assert read_file(file, limit=100).plain() == "x" * 100
    assert file_problem(file, limit=99)[1:] == ("too_big", {"limit": 99, "found": 100})


def test_an_endless_device_is_left_after_the_limit() -> None:
    with no_dearer_than_an_ordinary_one():
        assert file_problem(Path("/dev/zero")) == (
            "/dev/zero",
            "too_big",
            {"limit": LIMIT, "found": LIMIT + 1},
        )


@pytest.mark.parametrize(("length", "fits"), [(50, True), (51, False)])
def test_a_pipe_is_read_up_to_the_limit(length: int, fits: bool) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"x" * length)
    os.close(writing)
    try:
        pipe = Path(f"/dev/fd/{reading}")
        assert stat.S_ISFIFO(pipe.stat().st_mode)
        if fits:
            assert read_file(pipe, limit=50).plain() == "x" * 50
        else:
            assert file_problem(pipe, limit=50)[1:] == ("too_big", {"limit": 50, "found": 51})
    finally:
        os.close(reading)


def test_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for missing in (tmp_path / "no.yaml", tmp_path / "no" / "no.yaml", tmp_path / "file" / "no.yaml"):
        assert file_problem(missing) == (str(missing), "missing_file", {})


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    assert file_problem(tmp_path) == (str(tmp_path), "unreadable", {"found": "EISDIR"})


def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("a: 1")
    secret.chmod(0)
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(65534)  # root may read everything
        assert file_problem(secret) == (str(secret), "unreadable", {"found": "EACCES"})
    finally:
        os.seteuid(me)


@pytest.mark.parametrize(("name", "found"), [("a\0b", "EINVAL"), ("x" * 300, "ENAMETOOLONG")])
def test_a_name_that_no_file_can_have(tmp_path: Path, name: str, found: str) -> None:
    assert file_problem(tmp_path / name)[1:] == ("unreadable", {"found": found})


def test_a_loop_of_links_is_unreadable(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert file_problem(loop)[1:] == ("unreadable", {"found": "ELOOP"})


def test_a_file_name_that_is_no_text_can_still_be_printed() -> None:
    where, code, _ = file_problem(Path("/no/such/\udcff.yaml"))
    assert (where.encode(), code) == (b"/no/such/\\udcff.yaml", "missing_file")


# The refusal itself


def test_a_refusal_says_where_and_what_but_quotes_nothing() -> None:
    with pytest.raises(Unreadable) as caught:
        read_text("Anna: 1\nAnna: .inf", file="case.yaml")
    assert str(caught.value) == "case.yaml:2 duplicate_key; case.yaml:2 bad_number"
    assert caught.value.__cause__ is None


def test_a_refusal_survives_the_way_between_processes() -> None:
    with pytest.raises(Unreadable) as caught:
        read_text("a: .inf", file="case.yaml")
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own


def test_the_closed_set_of_codes() -> None:
    file = ["missing_file", "unreadable", "too_big"]
    text = ["not_text", "directive", "torn", "empty", "too_deep", "many_documents", "control_character"]
    node = ["stray_escape", "anchor", "tag", "merge_key", "bad_number", "key_not_text", "duplicate_key"]
    assert list(CODES) == [*file, *text, *node]


def test_the_limits() -> None:
    assert (LIMIT, DEPTH, DIGITS) == (1_000_000, 32, 30)


def test_problems_can_be_compared_and_not_changed() -> None:
    one = Problem("a:1", "tag", {"found": "!"})
    assert one == Problem("a:1", "tag", {"found": "!"})
    assert one != Problem("a:2", "tag", {"found": "!"})
    with pytest.raises(AttributeError):
        one.code = "anchor"  # type: ignore[misc]


# The nearest word

FACTS = ["first_step_pain", "first_step_pain_last", "age", "activity_pain", "run_minutes"]


MISSPELT = {"first_step_pian": "first_step_pain", "First-Step-Pain": "first_step_pain", "AGE": "age"}
OTHER_WORDS = {"run_minuts": "run_minutes", "age": "age", "zzz": None, "": None}


@pytest.mark.parametrize(("word", "meant"), [*MISSPELT.items(), *OTHER_WORDS.items()])
def test_the_nearest_known_word(word: str, meant: str | None) -> None:
    assert nearest(word, FACTS) == meant
    assert nearest(word, reversed(FACTS)) == meant


def test_capitals_and_order_do_not_count() -> None:
    assert nearest("age", ["AGE"]) == "AGE"
    assert nearest("age", ["Age", "AGE"]) == nearest("age", ["AGE", "Age"])


def test_nothing_is_near_to_nothing() -> None:
    assert nearest("age", []) is None


def test_a_long_word_is_far_from_everything() -> None:
    with no_dearer_than_an_ordinary_one():
        assert nearest("age" * 100_000, FACTS) is None


# For all documents

characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff")
words = st.text(characters | st.sampled_from("\t\n\r\\\"'#:%"), max_size=60)
scalars: st.SearchStrategy[Any] = st.none() | st.booleans() | words
scalars |= st.integers(1 - 10**DIGITS, 10**DIGITS - 1)
scalars |= st.integers(-(10**15), 10**15).map(lambda thousandths: thousandths / 1000)
scalars |= st.integers(-DIGITS, DIGITS).map(lambda power: float(f"-1.5e{power}"))
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(words, inner, max_size=5),
    max_leaves=25,
)


def with_kinds(value: Any) -> Any:
    """Each scalar beside its type, for 1 == True == Decimal(1)."""
    if isinstance(value, dict):
        return {key: with_kinds(each) for key, each in value.items()}
    return [with_kinds(each) for each in value] if isinstance(value, list) else (type(value), value)


@settings(deadline=None, max_examples=300)
@given(documents, st.booleans(), st.sampled_from([None, 0, 2, "\t"]))
def test_json_means_what_json_says(document: Any, ascii: bool, indent: int | str | None) -> None:
    text = json.dumps(document, ensure_ascii=ascii, indent=indent)
    assert with_kinds(read(text)) == with_kinds(json.loads(text, parse_float=Decimal))


@settings(deadline=None, max_examples=300)
@given(documents)
def test_json_without_spaces_means_the_same(document: Any) -> None:
    text = json.dumps(document, separators=(",", ":"))
    assert with_kinds(read(text)) == with_kinds(json.loads(text, parse_float=Decimal))


SIGNS = [
    "a",
    "no",
    "5",
    ".inf",
    "~",
    "<<",
    ": ",
    ":",
    "- ",
    "? ",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a ",
    "!t ",
]
MARKS = [
    "'",
    '"',
    "|",
    ">",
    "|2-\n",
    "#",
    " #",
    "%",
    "%TAG",
    "@",
    "`",
    "---",
    "...",
    "\n",
    "\n  ",
    "\r",
    "\t",
]
ESCAPES = ["\\", "\\x", "\\u", "\\ud83e\\uddb6", "\\U0001F9B6"]
STRANGE = ["\0", "\x85", "\u2028", "\ufeff", "\ud800", "æ", "🦶", "9" * 31, "- " * 40]
pieces = st.sampled_from([*SIGNS, *MARKS, *ESCAPES, *STRANGE])
texts = st.text() | st.text(st.characters(max_codepoint=127)) | st.lists(pieces, max_size=40).map("".join)


@settings(deadline=None, max_examples=2000)
@given(texts | st.binary() | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_text_is_read_or_refused(text: str | bytes) -> None:
    try:
        node = read_text(text, file="case.yaml")
    except Unreadable as refused:
        assert refused.problems
        assert {problem.code for problem in refused.problems} <= set(CODES)
        assert all(int(problem.where.removeprefix("case.yaml:")) >= 1 for problem in refused.problems)
        json.dumps([[problem.where, dict(problem.details)] for problem in refused.problems]).encode()
    else:
        json.dumps(node.plain(), default=str, ensure_ascii=False).encode()


@settings(deadline=None, max_examples=300)
@given(st.lists(words, min_size=1, max_size=6))
def test_every_line_of_a_list_is_known(lines: list[str]) -> None:
    text = "".join(f"- {json.dumps(line)}\n" for line in lines)
    root = read_text(text, file="case.yaml")
    assert [(node.line, node.value) for node in items(root)] == list(enumerate(lines, start=1))
