"""How a condition is said (UX 12.5): one clause for each outcome in both orders of words, numbers and what is not known
as people say them, each reason once, and a mark that belongs to what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from svang.engine.decide import rule_reason
from svang.engine.nearest import Left
from svang.model.knowledge import Row, Rule, Symbol
from svang.model.measures import When
from svang.model.rule import Compare, Const, Known, Ref, Truth
from svang.pathway.language import atoms, parse
from svang.pathway.load import pathway
from svang.readings.explain import Saw, because
from svang.says.rules import reason_says, what_it_asks, when_said
from svang.says.words import (
    Clause,
    asked,
    asked_lines,
    clause,
    in_weeks,
    invitation,
    name_of,
    outcomes,
    saw_said,
    saws_said,
    so,
    stored,
    wished,
)
from svang.texts import LANGUAGES, texts
from tests.unit.test_nearest import lived
from tests.unit.test_rule_sentences import conditions, values
from tests.unit.test_tone import leaves

PATHWAY = pathway()
SAID = ("answers", "measures", "state", "groups")
NAMES = [
    symbol for symbol in PATHWAY.names.values() if symbol.role in ("measure", "state") or symbol.id in PATHWAY.facts
]
ASKED = [atom for _, _, cond in conditions() for atom in atoms(cond)]
EXPLAINED = {atom.left.name for atom in ASKED if isinstance(atom, Compare) and isinstance(atom.left, Ref)}


def clauses(language: str) -> Iterator[tuple[str, Clause]]:
    """Every clause that is stored, with where it stands."""
    for section in SAID:
        yield from within(texts(language).get(section), section)


def within(found: Any, path: str) -> Iterator[tuple[str, Clause]]:
    part = clause(found)
    if part is not None and path.rsplit(".", 1)[-1] not in ("name", "label", "unknown"):
        yield path, part
    elif isinstance(found, Mapping):
        for key, value in found.items():
            if key not in ("name", "label", "unknown"):
                yield from within(value, f"{path}.{key}")


# -- what is stored -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_of_every_name_is_said(language: str) -> None:
    missing = [
        (symbol.id, *keys)
        for symbol in NAMES
        for keys in outcomes(symbol)
        if clause(stored(texts(language), symbol, *keys)) is None
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_is_explained_has_a_sentence(language: str) -> None:
    numbers = [symbol for symbol in NAMES if symbol.kind == "int" and symbol.id in EXPLAINED]
    assert len(numbers) > 20
    bare = [f"{s.id}: {key}" for s in numbers for key in ("is", "name") if not stored(texts(language), s, key)]
    where = f"in svang/knowledge/text/answers, measures or state (.{language}.yaml), as its neighbours have it"
    assert bare == [], f"Numbers that are explained and have no words: write them {where}."


def test_danish_has_both_orders_of_the_same_words() -> None:
    """`at foden ikke er hævet`, `Foden er ikke hævet`: turned by nobody, so both are there."""
    moved = re.compile(r"\b(ikke|aldrig|endnu|stadig|gerne|tit|sidst|selv|pludselig)\b")
    found = dict(clauses("da"))
    one_order = [path for path, part in found.items() if part.after == part.alone and moved.search(part.alone)]
    assert [path for path in one_order if path not in SAME_ORDER] == []
    for path, part in found.items():
        one, other = (sorted(re.findall(r"\w+", said.lower())) for said in (part.after, part.alone))
        assert one == other, path
    assert found["answers.swelling_marked.no"] == Clause("foden ikke er tydeligt hævet", "foden er ikke tydeligt hævet")


SAME_ORDER = (
    *("answers.function_limit.choices.some.not", "answers.work_can_change.choices.partly.not"),
    *("measures.doubted.yes", "measures.doubted_then.yes", "measures.doubted_yesterday.yes"),
    *("answers.nothing_new.no", "state.last_raised.choices.stage.is"),
    *("measures.settled_told.no", "measures.gate_holds.no", "measures.gate_holds_surely.no"),
)
"""What reads alike in both places, as the word does not belong to the first verb."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_turned_upside_down_to_avoid_a_no(language: str) -> None:
    """UX 12.8: what is never said."""
    never = {
        "da": "fri for|er uden|venter på at|mangler at|reglen siger|præcis|er ikke kendt|urolig|uro|ved lejlighed",
        "en": "the rule says|is not known|exactly|surely not|free of|is waiting to",
    }[language]
    ours = [leaf for section in (*SAID, "gate") for leaf in leaves(texts(language).get(section), (section,))]
    ours += [leaf for leaf in leaves(texts(language).get("ui"), ("ui",)) if leaf[0].split(".")[1] in ABOUT_CONDITIONS]
    assert len(ours) > 900
    assert [(key, said) for key, said in ours if re.search(rf"\b(?:{never})\b", said)] == []


ABOUT_CONDITIONS = ("not_known", "not_known_yet", "asked_of_you", "known", "words", "is_set", "limit", "need", "op")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_anything_is_said_as_one(language: str) -> None:
    """A number before a word in the plural has a sentence of its own for 1."""
    plural = {"da": r"\{n\} (dage|uger|gange|minutter|timer|morgener|blokader|tegn på|røde|gule|grønne|ømme)\b"}
    plural["en"] = r"\{n\} (days|weeks|times|minutes|hours|mornings|steroid|joint|red|amber|green|sore|runs)\b"
    many = [
        (symbol.id, said)
        for symbol in NAMES
        if (said := stored(texts(language), symbol, "is")) and re.search(plural[language], str(said))
    ]
    assert len(many) > 20
    assert [id for id, said in many if not (isinstance(said, dict) and "1" in said)] == []


# -- what is said ---------------------------------------------------------------------------------------------


def saw(language: str, text: str, **known: Any) -> str:
    (found,) = because(PATHWAY, parse(text, PATHWAY.names, asks=True), known.get)
    return saw_said(PATHWAY, texts(language), found, "need")


def test_numbers_are_said_as_people_say_them() -> None:
    """The rows of UX 12.5 and of language.md B 15 and 16, F 12."""
    assert saw("da", "loaded_reds == 0", loaded_reds=0) == (
        "Ingen røde dage blandt de tre seneste med belastning (krav: ingen)"
    )
    assert saw("da", "since_raised < raise_watch", since_raised=18) == (
        "Sidste trin op: for 18 dage siden (krav: under 3 dage)"
    )
    assert saw("da", "days_in_phase >= calm_least", days_in_phase=1) == (
        "Du har været her i én dag (krav: mindst 3 dage)"
    )
    assert saw("en", "stable_days >= running_stable", stable_days=14) == "14 green days in a row (at least 3 needed)"
    assert saw("da", "weeks_of_pain >= inflammatory_weeks", weeks_of_pain=77) == (
        "Det har gjort ondt i 11 uger (krav: mindst 12 uger)"
    )
    assert saw("da", "rise >= rise_marked", rise=-2) == "Første skridt i dag: 2 under det, du plejer (krav: mindst 2)"


def test_what_is_not_known_is_an_invitation() -> None:
    """The rows of UX 12.5; the question itself where a name has no words of its own."""
    say, names = texts("da"), PATHWAY.names
    assert invitation(say, names["marked_rises"], Left("earliest", 1)) == (
        "Svar også i morgen tidlig. Så kan vi sammenligne."
    )
    assert invitation(say, names["marked_rises"], Left("earliest", 2)).startswith("Svar de næste to morgener.")
    assert invitation(say, names["two_leg_raises_8_pain"]) == (
        "Prøv otte hælløft på begge ben, og skriv, hvor ondt det gjorde."
    )
    assert invitation(say, names["walk_passed"]) == "Vi har ikke hørt om en gåtur den seneste uge."
    assert invitation(say, names["wound"]) == f"Vi mangler dit svar: ”{say('facts', 'wound', 'ask')}”"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_known_is_never_told_back_as_an_answer(language: str) -> None:
    """Every comparison that is explained: not known reads otherwise than each of its outcomes."""
    for atom in ASKED:
        seen = values(atom, None)
        if seen is None or isinstance(atom, Known):
            continue
        unknown = so(PATHWAY, texts(language), Saw(atom, None, tuple(seen.items()))).alone
        for held in (True, False):
            known = values(atom, held)
            if known is not None:
                assert so(PATHWAY, texts(language), Saw(atom, held, tuple(known.items()))).alone != unknown, atom


def test_when_is_a_day() -> None:
    """UX 12.5: within six days the weekday, else the date. 2 March 2026 was a Monday."""
    monday = date(2026, 3, 2)
    assert [when_said(texts("da"), monday, n) for n in (1, 3, 7)] == ["i morgen", "på torsdag", "9. marts"]
    assert when_said(texts("da"), monday, 6) == "på søndag"
    assert [when_said(texts("en"), monday, n) for n in (1, 3, 7)] == ["tomorrow", "on Thursday", "on 9 March"]


def test_two_comparisons_of_one_number_are_one_line() -> None:
    def lines(text: str, **known: Any) -> list[str]:
        return saws_said(PATHWAY, texts("en"), because(PATHWAY, parse(text, PATHWAY.names), known.get))

    both = "act_yesterday > pain_amber or act_least_yesterday > pain_amber"
    assert lines(both, act_yesterday=6, act_least_yesterday=6) == ["Worst yesterday: 6 (limit: over 5)"]
    km = "shoe_km >= shoe_look and shoe_km < shoe_consider"
    assert lines(km, shoe_km=5500) == ["Your running shoes have done 550 km (limit: at least 500 km, under 600 km)"]
    text = "days_in_phase >= calm_least and days_in_phase >= step_down_rest"
    one, other = atoms(parse(text, PATHWAY.names))
    found = Saw(one, True, (("days_in_phase", 4),)), Saw(other, False, (("days_in_phase", 4),))
    assert [each.line for each in asked_lines(PATHWAY, texts("en"), found, "need")] == [
        "You have been here for 4 days (at least 7 days needed)"
    ]
    rise = "marked_rise and rise >= rise_high"
    assert lines(rise, marked_rise=True, rise=4) == ["First steps today: 4 above your usual (limit: at least 3)"]


# -- a rule that did not fire -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_speaks_only_if_it_fired(language: str) -> None:
    """language.md L1: on every day of whole lives, for every rule and row that did not fire."""
    say, silent = texts(language), 0
    rules: list[Rule | Row] = [*PATHWAY.rules, *PATHWAY.rows]
    for day in lived():
        for rule in rules:
            reason = rule_reason(day, rule)
            if reason.fired is not True:
                said = reason_says(PATHWAY, say, reason)
                assert said != say("rules", rule.id, "says")
                assert what_it_asks(PATHWAY, say, reason)
                silent += 1
    assert silent > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_belongs_to_what_is_printed(language: str) -> None:
    """Of a yes or no: met, and what is printed is what is so; not met, and what is so is its opposite, beside it."""
    say, met, unmet = texts(language), 0, 0
    for day in lived():
        for rule in PATHWAY.rules:
            for each in rule_reason(day, rule).saw:
                if not isinstance(each.atom, Truth) or each.values[0][1] is None:
                    continue
                part, found = asked(PATHWAY, say, each), so(PATHWAY, say, each)
                if part.met:
                    assert part.says == found.line and part.beside == ""
                    met += 1
                elif part.met is False:
                    assert part.says != found.line and found.alone in part.beside
                    unmet += 1
    assert met > 20 and unmet > 100


def test_what_is_wanted_is_the_opposite_of_what_is_not() -> None:
    atom = Truth("swelling_marked")
    sides = [wished(PATHWAY, texts("da"), atom, wanted).line for wanted in (True, False)]
    assert sides == ["Foden er tydeligt hævet.", "Foden er ikke tydeligt hævet."]
    of_a_choice = Compare(Ref("night_pain"), "==", Const("none", "none"))
    assert wished(PATHWAY, texts("da"), of_a_choice, False).after == "det gør ondt om natten"


def test_a_name_without_words_is_found() -> None:
    nobody = Symbol("nobody_knows", "measure", "yes_no")
    assert [stored(texts("da"), nobody, *keys) for keys in outcomes(nobody)] == [None, None]


# -- the unit of a limit ----------------------------------------------------------------------------------------

OBVIOUS = ("nrs", "times", "bmi")
"""What a number counts in them, the sentence says: pain, how many of what, a BMI."""
UNITS = {"days": "dage?|days?", "weeks": "uger?|weeks?", "hours": "timer?|hours?", "minutes": "minut(?:ter)?|minutes?"}
UNITS |= {"steps": "skridt|steps", "years": "år|years", "km": "km", "cm": "cm", "percent": "%|per cent"}
NAMED = UNITS | {"km": "kilometer|kilometres|km"}


def compared() -> Iterator[tuple[Compare, Symbol]]:
    """Every number that is held against a number, in what is explained to a person and in what it is folded from."""
    folded = [measure.when for measure in PATHWAY.measures.values() if isinstance(measure, When)]
    every = [cond for _, _, cond in conditions()] + folded + [task.bar for task in PATHWAY.tasks if task.bar]
    for atom in dict.fromkeys(atom for cond in every for atom in atoms(cond)):
        match atom:
            case Compare(left=Ref(name=name), right=Const(value=int() as limit)) if limit.__class__ is int:
                yield atom, PATHWAY.names[name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_limit_has_its_unit_where_the_sentence_does_not_say_it(language: str) -> None:
    """Whatever is so, also `yesterday`: under 7 days, at most 30 minutes."""
    checked = 0
    for atom, symbol in compared():
        for wanted in (True, False):
            seen = values(atom, wanted)
            limit = saw_said(PATHWAY, texts(language), Saw(atom, wanted, tuple(seen.items())), "need") if seen else ""
            if symbol.unit in OBVIOUS or "(" not in limit or limit.endswith(("ingen)", "(none needed)")):
                continue
            weeks = in_weeks(texts(language), symbol, atom.right.value if isinstance(atom.right, Const) else 0)
            unit = UNITS["weeks" if weeks else symbol.unit]
            assert re.search(rf"\d\s(?:{unit})(?=[,)\s])", limit.rpartition("(")[2]), limit
            checked += 1
    assert checked > 100


def test_many_days_are_said_as_the_weeks_they_are() -> None:
    told = [in_weeks(texts("da"), PATHWAY.names["plan_days"], days) for days in (28, 41, 42, 84)]
    assert told == ["", "", "6 uger", "12 uger"]
    assert in_weeks(texts("en"), PATHWAY.names["run7"], 84) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_unit_is_said_twice_of_one_limit(language: str) -> None:
    """`Days since your last run: under 3`, and never `3 days`."""
    for atom, symbol in compared():
        if symbol.unit in OBVIOUS:
            continue
        for wanted in (True, False):
            name, _, limit = wished(PATHWAY, texts(language), atom, wanted).line.rpartition(": ")
            said = [bool(re.search(rf"(?:\b|\d\s)(?:{NAMED[symbol.unit]})\b", part, re.I)) for part in (name, limit)]
            assert said != [True, True], f"{name}: {limit}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_is_held_against_a_limit_has_words(language: str) -> None:
    assert [symbol.id for _, symbol in compared() if name_of(texts(language), symbol) == symbol.id] == []


def test_pain_is_called_pain() -> None:
    assert saw("da", "single_leg_raises_10_pain <= running_raises", single_leg_raises_10_pain=4) == (
        "Ti hælløft på det ømme ben gav en smerte på 4 (krav: højst 3)"
    )
    assert saw("en", "two_leg_raises_8_pain <= running_raises", two_leg_raises_8_pain=4) == (
        "Eight heel raises on both legs hurt 4 (at most 3 needed)"
    )
