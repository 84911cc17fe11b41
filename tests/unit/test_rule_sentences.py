"""Every rule in words: each comparison as it reads when it holds, when it does not, and when it is not known.

The snapshots in `sentences/` are there to be read aloud. SVANG_SNAPSHOTS=write keeps what is said now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from svang.model.knowledge import OPENING, Symbol
from svang.model.rule import Atom, Compare, Cond, Const, Known, Member, Ref
from svang.pathway.language import atom_reads, atoms, parse
from svang.pathway.load import pathway
from svang.readings.explain import Saw, status
from svang.says.words import in_words, saw_said
from svang.texts import LANGUAGES, Texts, texts
from tests import oracle

PATHWAY = pathway()
KEPT = Path(__file__).parent / "sentences"
OPENERS = {rule.id for rule in PATHWAY.rules if rule.vote in OPENING}
MARKS = {True: "+", False: "-", None: "?"}


def conditions() -> Iterator[tuple[str, str, Cond]]:
    """Room, id and condition of everything that is explained to a person."""
    for room in ("rules", "rows", "gate", "notices", "factors"):
        yield from ((room, item.id, item.when) for item in getattr(PATHWAY, room) if item.when is not None)


def spoken(texts: Texts) -> Iterator[str]:
    told: set[str] = set()
    for room, id, cond in conditions():
        yield f"{room} {id}"
        key = "need" if room == "gate" or id in OPENERS else "limit"
        for atom in dict.fromkeys(atoms(cond)):
            lines = list(ways(texts, atom, key))
            new = [line for line in lines if line not in told]
            told.update(new)
            yield from (f"  {line}" for line in new)


def ways(texts: Texts, atom: Atom, key: str = "need") -> Iterator[str]:
    """One comparison, with a value for which it holds, one for which it does not, and not known."""
    for wanted in (True, False, None):
        seen = values(atom, wanted)
        if seen is not None:
            saw = Saw(atom, wanted, tuple(seen.items()))
            yield f"{MARKS[wanted]} {saw_said(PATHWAY, texts, saw, key)}"


def values(atom: Atom, wanted: bool | None) -> dict[str, Any] | None:
    """Values of what a comparison reads, so that it is as wanted; None if it cannot be."""
    names = atom_reads(atom)
    if wanted is None:
        first = PATHWAY.names[names[0]]
        return None if first.always or isinstance(atom, Known) else dict.fromkeys(names)
    for first in candidates(atom, PATHWAY.names[names[0]]):
        for second in candidates(atom, PATHWAY.names[names[1]]) if len(names) > 1 else [None]:
            found = dict(zip(names, (first, second), strict=False))
            if status(PATHWAY, atom, lambda name, found=found: found.get(name.rstrip("?"))) is wanted:
                return found
    return None


def candidates(atom: Atom, symbol: Symbol) -> list[Any]:
    if symbol.kind == "yes_no":
        return [True, False, *symbol.extra]
    if symbol.kind == "choice":
        return [*symbol.options, *symbol.extra]
    if symbol.kind == "set":
        return [frozenset((word,)) for word in symbol.options] + [frozenset()]
    limit = atom.right.value if isinstance(atom, Compare) and isinstance(atom.right, Const) else 3
    if not isinstance(limit, int):
        return [*symbol.extra, symbol.low or 0]
    low, high = (
        symbol.low if symbol.low is not None else limit - 9,
        symbol.high if symbol.high is not None else limit + 9,
    )
    scale = 7 if symbol.unit == "weeks" else 10 if symbol.unit in ("bmi", "cm", "km", "hours") else 1
    return [n for n in (limit, limit + scale, limit - scale) if low <= n <= high]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_reads_as_before(language: str) -> None:
    check(list(spoken(texts(language))), f"rules.{language}.txt")


def check(lines: list[str], file: str) -> None:
    said, kept = "\n".join(lines) + "\n", KEPT / file
    if os.environ.get("SVANG_SNAPSHOTS") == "write":
        KEPT.mkdir(exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    assert said == kept.read_text(encoding="utf-8"), "a rule reads otherwise (SVANG_SNAPSHOTS=write keeps that)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_reads_as_before(language: str) -> None:
    """Before any day has been seen, as `svang explain` says it."""
    words, found = texts(language), []
    for room, id, cond in conditions():
        found += [f"{room} {id}", *(f"  {line}" for line in in_words(PATHWAY, words, cond))]
    check(found, f"conditions.{language}.txt")


def test_what_must_not_hold_is_said_the_other_way_round() -> None:
    def said(text: str) -> list[str]:
        return in_words(PATHWAY, texts("en"), parse(text, PATHWAY.names, asks=True))

    assert said("not (phase == calm and since_raised < raise_rest)") == [
        "at least one of these:",
        "  You are not in Calm.",
        "  Days since you last went up a level: at least 7",
    ]
    assert said("not not since_raised < raise_rest") == ["Days since you last went up a level: under 7"]
    assert said("not plan") != said("plan")
    assert said("known(rise)")[0].startswith("We have an answer: ") and "enough mornings" in said("not known(rise)")[0]


def test_no_condition_shows_an_id() -> None:
    for language in LANGUAGES:
        lines = [line for _, _, cond in conditions() for line in in_words(PATHWAY, texts(language), cond)]
        assert [line for line in lines if "_" in line] == []
        assert all(in_words(PATHWAY, texts(language), cond) for cond in oracle.conditions(PATHWAY).values())


def test_each_way_is_found() -> None:
    """Whatever can be true can be false, and is said in other words."""
    for room, id, cond in conditions():
        for atom in atoms(cond):
            if isinstance(atom, Known) or asks_only_if_known(atom):
                continue
            assert None not in [values(atom, wanted) for wanted in (True, False)], (room, id, atom)
            for language in LANGUAGES:
                held, not_held = list(ways(texts(language), atom))[:2]
                assert held[2:] != not_held[2:], (room, id, held)


def asks_only_if_known(atom: Atom) -> bool:
    """In a group of every answer that there is."""
    match atom:
        case Member(item=Ref(name=name), group=Const(value=frozenset() as group)):
            return set(PATHWAY.names[name].options) <= group
    return False


def test_a_number_is_in_its_unit() -> None:
    """The body mass index is kept in tenths; PATHWAY 4 asks for over 27, section 8 for over 30."""
    for language in LANGUAGES:
        said = " ".join(line for line in spoken(texts(language)) if "BMI" in line and line.startswith("  "))
        assert set(re.findall(r"\d+", said)) == {"27", "28", "30", "31"}


def test_no_sentence_shows_an_id() -> None:
    for language in LANGUAGES:
        ids = {line for line in spoken(texts(language)) if "_" in line and line.startswith("  ")}
        assert ids == set()
