"""The rule language: what is in it means what it says; what is not is refused, and told why."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svang.model.knowledge import Symbol
from svang.model.rule import And, Arith, Compare, Cond, Const, Known, Member, Not, Or, Ref, Sum, Truth
from svang.pathway.language import LONGEST, Wrong, parse, parse_value, reads, thresholds
from svang.pathway.load import pathway
from svang.readings.run.compile import compiled
from tests import oracle

GROUP = frozenset({"fall", "blow"})
SITES = ("arch", "heel", "pad")
NAMES = {
    symbol.id: symbol
    for symbol in (
        Symbol("sore", "fact", "yes_no", options=("no", "yes")),
        Symbol("warm", "fact", "yes_no", options=("no", "yes")),
        Symbol("pressed", "fact", "yes_no", options=("no", "yes"), extra=("not_done",)),
        Symbol("age", "fact", "int", "years", 0, 120),
        Symbol("pain", "fact", "int", "nrs", 0, 10, extra=("no_load",)),
        Symbol("pain_before", "measure", "int", "nrs", 0, 10),
        Symbol("weeks", "fact", "int", "weeks", 0, 18200),
        Symbol("injected_on", "fact", "date", extra=("never",)),
        Symbol("injury", "fact", "choice", options=("none", "fall", "blow", "tear")),
        Symbol("colour", "measure", "choice", options=("green", "amber", "red")),
        Symbol("sites", "fact", "set", options=SITES),
        Symbol("adult", "threshold", "int", "years", value=18),
        Symbol("limit", "threshold", "int", "nrs", value=5),
        Symbol("top", "threshold", "int", "nrs", value=10),
        Symbol("long", "threshold", "int", "weeks", value=84),
        Symbol("hard", "group", "set", value=GROUP),
        Symbol("only_pad", "group", "set", value=frozenset({"pad"})),
    )
}
SORE, WARM = Truth("sore"), Truth("warm")


def parsed(text: str) -> Cond:
    return parse(text, NAMES)


def refusal(text: str, *, asks: bool = False) -> str:
    with pytest.raises(Wrong) as wrong:
        parse(text, NAMES, asks=asks)
    return str(wrong.value)


def pain(op: str, name: str, value: int) -> Compare:
    return Compare(Ref("pain"), op, Const(value, name))


# -- what is in it --------------------------------------------------------------------------------------------

MEANS: dict[str, Cond] = {
    "sore": SORE,
    "  sore  ": SORE,
    "(sore)": SORE,
    "not sore": Not(SORE),
    "not not sore": Not(Not(SORE)),
    "sore and warm": And((SORE, WARM)),
    "sore or warm": Or((SORE, WARM)),
    "pain < limit": pain("<", "limit", 5),
    "pain <= limit": pain("<=", "limit", 5),
    "pain > limit": pain(">", "limit", 5),
    "pain >= limit": pain(">=", "limit", 5),
    "pain == limit": pain("==", "limit", 5),
    "pain != limit": pain("!=", "limit", 5),
    "limit < pain": pain(">", "limit", 5),
    "limit <= pain": pain(">=", "limit", 5),
    "limit == pain": pain("==", "limit", 5),
    "pain > 0": pain(">", "0", 0),
    "0 < pain": pain(">", "0", 0),
    "0 < pain < limit": And((pain(">", "0", 0), pain("<", "limit", 5))),
    "pain_before < pain <= limit": And((Compare(Ref("pain_before"), "<", Ref("pain")), pain("<=", "limit", 5))),
    "pain == no_load": Compare(Ref("pain"), "==", Const("no_load", "no_load")),
    "injected_on != never": Compare(Ref("injected_on"), "!=", Const("never", "never")),
    "sore == yes": Compare(Ref("sore"), "==", Const("yes", "yes")),
    "pressed == not_done": Compare(Ref("pressed"), "==", Const("not_done", "not_done")),
    "injury == none": Compare(Ref("injury"), "==", Const("none", "none")),
    "none != injury": Compare(Ref("injury"), "!=", Const("none", "none")),
    "injury in hard": Member(Ref("injury"), Const(GROUP, "hard")),
    "injury not in hard": Not(Member(Ref("injury"), Const(GROUP, "hard"))),
    "arch in sites": Member(Const("arch", "arch"), Ref("sites")),
    "arch not in sites": Not(Member(Const("arch", "arch"), Ref("sites"))),
    "sites == none": Compare(Ref("sites"), "==", Const(frozenset(), "none")),
    "sites == only_pad": Compare(Ref("sites"), "==", Const(frozenset({"pad"}), "only_pad")),
    "sites <= only_pad": Compare(Ref("sites"), "<=", Const(frozenset({"pad"}), "only_pad")),
    "only_pad >= sites": Compare(Ref("sites"), "<=", Const(frozenset({"pad"}), "only_pad")),
}


@pytest.mark.parametrize(("text", "cond"), MEANS.items(), ids=MEANS)
def test_it_means(text: str, cond: Cond) -> None:
    assert parsed(text) == cond


# -- traps of precedence --------------------------------------------------------------------------------------

BINDS: dict[str, str] = {
    "not sore == yes": "not (sore == yes)",
    "not pain < limit": "not (pain < limit)",
    "not injury in hard": "injury not in hard",
    "not arch in sites": "arch not in sites",
    "not sore and warm": "(not sore) and warm",
    "not sore or warm": "(not sore) or warm",
    "sore or warm and pressed": "sore or (warm and pressed)",
    "sore and warm or pressed": "(sore and warm) or pressed",
    "sore or not warm and pressed": "sore or ((not warm) and pressed)",
    "pain > limit and sore or warm": "((pain > limit) and sore) or warm",
}
APART: dict[str, str] = {
    "not (sore and warm)": "not sore and warm",
    "(sore or warm) and pressed": "sore or warm and pressed",
    "not (sore or warm)": "not sore or warm",
}


@pytest.mark.parametrize(("text", "bracketed"), BINDS.items(), ids=BINDS)
def test_it_binds_as_bracketed(text: str, bracketed: str) -> None:
    assert parsed(text) == parsed(bracketed)


@pytest.mark.parametrize(("one", "other"), APART.items(), ids=APART)
def test_brackets_matter(one: str, other: str) -> None:
    assert parsed(one) != parsed(other)


def test_not_of_an_equality_is_not_an_equality_of_not() -> None:
    """`not a == b` is never `(not a) == b`, which the language does not have."""
    assert parsed("not sore == warm") == Not(Compare(Ref("sore"), "==", Ref("warm")))
    assert "rule language" in refusal("(not sore) == warm")


PATHWAY = pathway()
TRAPS = [
    "not {a} == {b}",
    "{a} or {b} and {c}",
    "not {a} and {b}",
    "not ({a} and {b}) or {c}",
    "{a} and not ({b} or {c})",
]


@pytest.mark.parametrize("trap", TRAPS)
def test_generated_code_binds_the_same_way(trap: str) -> None:
    """Precedence in joined strings: the code for a trap says what the oracle says, of all values."""
    a, b, c = "worse_after_rest", "evening_ache", "load_rise"
    cond = parse(trap.format(a=a, b=b, c=c), PATHWAY.names)
    task = replace(PATHWAY.tasks[0], id="trap", when=cond, when_in={}, bar=None)
    running = compiled(replace(PATHWAY, tasks=(task,)))
    true, possible = running.when["trap_when"]
    for n in range(27):
        values = {name: (True, False, None)[n // 3**place % 3] for place, name in enumerate((a, b, c))}
        frame = [None] * running.size
        for name, value in values.items():
            frame[running.slots[name]] = value
        expected = oracle.holds(PATHWAY, cond, values)
        assert (bool(true(frame)), bool(possible(frame))) == (expected is True, expected is not False), values


# -- what is not in it ----------------------------------------------------------------------------------------

NOT_IN_IT = [
    *("print(sore)", "sore()", "known", "min(age, age)", "len(sites)", "known(age)(age)", "sites.copy", "sore.real"),
    *(
        "sites[0]",
        "lambda: sore",
        "(lambda: sore)()",
        "f'{sore}'",
        "'sore'",
        "(sore := warm)",
        "sore if warm else sore",
    ),
    *("[sore]", "(sore, warm)", "{sore}", "{sore: warm}", "[x for x in sites]", "sore + warm", "-age", "+age", "~sore"),
    *("sore & warm", "sore | warm", "sore ^ warm", "sore @ warm", "sore // warm", "sore << warm", "await sore", "None"),
    *(
        "True",
        "False",
        "...",
        "0",
        "b'sore'",
        "__import__('os')",
        "sore.__class__",
        "*sites",
        "yield sore",
        "sore; warm",
    ),
    *("import os", "sore = warm", "if sore: warm", "sore,", "sore and", "and sore", "not", "()", "(sore", "sore)"),
    *("sore warm", "sore ! warm", "sore && warm", "sore || warm", "!sore", "sore === warm", "sore <> warm", "a b c"),
    *("age is adult", "age is not adult", "sore = yes", "injury in (none, blow)", "age in [adult]", "sore\nand warm"),
    *(
        "-0 < age",
        "age < -adult",
        "age + 0 > adult",
        "age * adult > adult",
        "age < adult + adult",
        "age < (adult, adult)",
    ),
    *(
        "age > 18",
        "age > 18.0",
        "age > 0.0",
        "age > 0j",
        "age > False",
        "age > True",
        "age == None",
        "injury == 'blow'",
    ),
    *(
        "age < adlt",
        "sor",
        "injury in herd",
        "bone in sites",
        "unheard_of",
        "known(sore)",
        "exercise",
        "sore\x00",
        "\ud800",
    ),
    *("age", "injury", "sites", "adult", "hard", "not age", "age and sore", "sore or injury", "not hard"),
]


@pytest.mark.parametrize("text", NOT_IN_IT)
def test_it_is_refused(text: str) -> None:
    said = refusal(text)
    assert 10 < len(said) < 200
    assert "\n" not in said


SAYS: dict[str, tuple[str, ...]] = {
    # bare numbers
    "age < 18": ("18", "name", "unit", "source"),
    "age < 18.0": ("18.0", "name"),
    # not in the language
    "print(sore)": ("`print(sore)`", "rule language"),
    "sore.real": ("`sore.real`", "rule language"),
    "(sore := warm)": ("`(sore := warm)`", "rule language"),
    "-age": ("`-age`", "rule language"),
    "age is adult": ("< <= > >= == != and in",),
    # unknown names, with the nearest
    "age < adlt": ("`adlt`", "did you mean `adult`"),
    "sor": ("`sor`", "did you mean `sore`"),
    "wholly_unheard_of": ("`wholly_unheard_of` is not known",),
    # kinds
    "age": ("`age`", "yes/no"),
    "injury": ("`injury`", "yes/no"),
    "injury < blow": ("`injury` has no order",),
    "sore < warm": ("`sore` has no order",),
    "sore < limit": ("`sore` is not a number",),
    "injury == limit": ("`injury` is not a number",),
    "pain < no_load": ("`pain` has no order",),
    "sites < only_pad": ("`sites`", "group"),
    "injury == hard": ("`injury`", "group"),
    "age in hard": ("only a choice", "`hard`"),
    "pain == sore": ("`pain`", "`sore`", "kinds"),
    "injury == sites": ("`injury`", "`sites`", "kinds"),
    # units
    "age < weeks": ("`age`", "`weeks`", "units"),
    "age < limit": ("`age` is in years", "`limit` in nrs"),
    "injected_on < adult": ("`injected_on` is in no unit", "years"),
    # nothing can change
    "pain > top": ("`pain > top` can never change", "0 to 10"),
    "pain >= 0": ("`pain >= 0` can never change", "0 to 10"),
    "pain < 0": ("can never change",),
    "pain <= top": ("can never change",),
    "top < pain": ("`pain > top` can never change",),
    "adult < adult": ("nothing in this comparison can change",),
    "0 < adult": ("nothing in this comparison can change",),
    # sets and groups
    "colour in hard": ("`blow` is no answer of `colour`",),
    "bone in sites": ("`bone` cannot be in `sites`",),
    "injury in sites": ("`injury` cannot be in `sites`",),
    "injury in none": ("`none` is not known",),
    "sites in arch": ("`arch` is not known",),
    "injury == arch": ("`arch` is not known",),
    # known
    "known(sore)": ("known(...) belongs only in a rule that asks",),
}


@pytest.mark.parametrize(("text", "parts"), SAYS.items(), ids=SAYS)
def test_the_refusal_says(text: str, parts: tuple[str, ...]) -> None:
    said = refusal(text)
    assert [part for part in parts if part not in said] == [], said


@pytest.mark.parametrize("limit", range(-2, 14))
@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
def test_a_limit_is_refused_where_nothing_can_change(op: str, limit: int) -> None:
    """By trying every value of the range."""
    names = {**NAMES, "edge": Symbol("edge", "threshold", "int", "nrs", value=limit)}
    outcomes = {oracle.compared(value, op, limit) for value in range(11)}
    if len(outcomes) == 2:
        assert parse(f"pain_before {op} edge", names) == Compare(Ref("pain_before"), op, Const(limit, "edge"))
    else:
        with pytest.raises(Wrong, match="can never change"):
            parse(f"pain_before {op} edge", names)


# -- known ----------------------------------------------------------------------------------------------------


def test_known_belongs_in_rules_that_ask() -> None:
    cond = parse("sore and not known(age)", NAMES, asks=True)
    assert cond == And((SORE, Not(Known("age"))))


@pytest.mark.parametrize(
    "text",
    [
        "known()",
        "known(age, age)",
        "known(age=age)",
        "known(age, why=sore)",
        "known(*sites)",
        "known(0)",
        "known(not sore)",
    ],
)
def test_known_takes_one_name(text: str) -> None:
    assert "rule language" in refusal(text, asks=True)


def test_known_takes_a_known_name() -> None:
    assert "did you mean `age`" in refusal("known(agee)", asks=True)
    assert "rule language" in refusal("known(age) == yes", asks=True)


# -- too much -------------------------------------------------------------------------------------------------

TOO_MUCH = {
    "nothing": "",
    "spaces": "   ",
    "10 000 brackets": "(" * 10_000 + "sore" + ")" * 10_000,
    "unclosed brackets": "(" * 10_000,
    "a megabyte of one word": "x" * 1_000_000,
    "a megabyte of rule": "sore and " * 111_111 + "sore",
    "a megabyte of not": "not " * 250_000 + "sore",
    "just too long": "sore and " * 66 + "not sore",
}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_too_much_is_refused_at_once(text: str) -> None:
    assert len(refusal(text)) < 100


NESTED = {
    "brackets": "(" * 290 + "sore" + ")" * 290,
    "attributes": "sore" + ".b" * 290,
    "items": "sore" + "[0]" * 190,
    "sums": "sore" + "+sore" * 110,
    "calls": "known(" * 80 + "sore" + ")" * 80,
    "lambdas": "lambda: " * 70 + "sore",
}


@pytest.mark.parametrize("text", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_refused_and_does_no_harm(text: str) -> None:
    assert len(text) <= LONGEST
    refusal(text)


@pytest.mark.parametrize("text", ["-" * 590 + "age", "~" * 590 + "age"])
def test_deep_signs_are_refused(text: str) -> None:
    refusal(text)


def test_what_is_deep_and_right_is_taken() -> None:
    cond = parsed("(" * 90 + "sore" + ")" * 90)
    assert cond == SORE
    assert parsed("not " * 100 + "sore") != SORE


@given(st.text(max_size=80) | st.text(alphabet="sore agpin<>=!()0 notdr.,:'\"[]{}+-*/&|~", max_size=60))
@settings(max_examples=600)
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    for reading in (parse, parse_value):
        try:
            assert reading(text, NAMES)
        except Wrong as wrong:
            assert str(wrong)


WORDS = [*NAMES, "0", "and", "or", "not", "in", "==", "!=", "<", "<=", "(", ")", "none", "blow", "arch", "never", "yes"]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@settings(max_examples=1500)
def test_any_words_are_a_condition_or_refused(text: str) -> None:
    try:
        cond = parsed(text)
    except Wrong as wrong:
        assert str(wrong)
        return
    assert set(reads(cond)) <= set(text.replace("(", " ").replace(")", " ").split())


def test_refusing_leaves_the_stack_as_it_was() -> None:
    limit = sys.getrecursionlimit()
    refusal(TOO_MUCH["10 000 brackets"])
    assert sys.getrecursionlimit() == limit


# -- value lines ----------------------------------------------------------------------------------------------

AGE, PAIN = Ref("age"), Ref("pain")
VALUES: dict[str, Arith] = {
    "pain": PAIN,
    "limit": Const(5, "limit"),
    "pain - pain_before": Sum("-", (PAIN, Ref("pain_before"))),
    "pain + limit": Sum("+", (PAIN, Const(5, "limit"))),
    "pain - pain - pain": Sum("-", (Sum("-", (PAIN, PAIN)), PAIN)),
    "pain - (pain - pain)": Sum("-", (PAIN, Sum("-", (PAIN, PAIN)))),
    "pain + pain * limit": Sum("+", (PAIN, Sum("*", (PAIN, Const(5, "limit"))))),
    "(pain + pain) * limit": Sum("*", (Sum("+", (PAIN, PAIN)), Const(5, "limit"))),
    "max(pain, 0)": Sum("max", (PAIN, Const(0, "0"))),
    "min(pain, limit)": Sum("min", (PAIN, Const(5, "limit"))),
    "percent(pain, limit)": Sum("percent", (PAIN, Const(5, "limit"))),
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=VALUES)
def test_a_value_line_means(text: str, value: Arith) -> None:
    assert parse_value(text, NAMES) == value


@pytest.mark.parametrize(
    "text",
    [
        *("pain / pain", "pain // pain", "pain % pain", "pain ** pain", "-pain", "pain + 1", "2 * pain", "pain + 0.0"),
        *("min(pain)", "max(pain, pain, pain)", "min(pain, key=pain)", "abs(pain)", "percent(pain)", "sum(sites)"),
        *("sore + pain", "injury", "sites", "hard + pain", "pain if sore else pain", "pain < limit", "not pain", ""),
        *("pian + pain", "known(pain)", "pain.real", "lambda: pain", "(" * 10_000, "pain & pain", "'pain'", "True"),
    ],
)
def test_a_value_line_is_refused(text: str) -> None:
    with pytest.raises(Wrong) as wrong:
        parse_value(text, NAMES)
    assert len(str(wrong.value)) > 10


# -- what a condition reads -----------------------------------------------------------------------------------


def test_reads_each_name_once_in_order() -> None:
    cond = parsed("pain > limit and (sore or not pain < pain_before) and injury in hard and arch in sites")
    assert reads(cond) == ("pain", "sore", "pain_before", "injury", "sites")


def test_thresholds_are_named() -> None:
    assert thresholds(parsed("pain > limit or age < adult and pain > 0"), NAMES) == ("limit", "adult")


# -- not refused yet ------------------------------------------------------------------------------------------

STILL_TAKEN = {
    "sites <= hard": "a set held against a group of other words",
    "sites == hard": "a set held against a group of other words",
    "injury == colour": "two choices that share no word",
}


@pytest.mark.parametrize("text", STILL_TAKEN, ids=STILL_TAKEN.values())
def test_what_can_never_change_is_refused(text: str) -> None:
    refusal(text)


@pytest.mark.parametrize("text", ["age + weeks", "pain - age", "min(age, limit)"])
def test_a_value_line_of_two_units_is_refused(text: str) -> None:
    with pytest.raises(Wrong):
        parse_value(text, NAMES)
