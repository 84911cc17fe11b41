"""One name for one thing: the table of GLOSSARY.md, held over every text of both languages; and what is never said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from svang.texts import FOLDER, LANGUAGES, sections, texts
from tests.unit.test_tone import is_searched_for, leaves

PAGE = (Path(__file__).parents[2] / "GLOSSARY.md").read_text(encoding="utf-8").split("## One name for one thing", 1)[1]
COLUMN = {"da": 2, "en": 4}
REMADE: tuple[str, ...] = ()
"""Sections whose clauses are being made anew; what is said of conditions elsewhere is held already."""
APART = {
    "glossary.steroid.says": "explains the word",
    "sources.seed:G65": "explains the word",
    "sources.seed:G34": "the runners' guide's own seven words",
    "articles.what-drives-it.body": "gives the runners' guide's own seven words",
}


def rows() -> Iterator[list[str]]:
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) == 5 and cells[0] != "thing" and set(cells[0]) != {"-"}:
            yield cells


def banned(language: str) -> list[str]:
    """The words of the column `not`, and those that are never said in this language."""
    never = re.findall(r"\*([^*]+)\*", PAGE.split("Never said", 1)[1])
    own = [word for word in never if (word in DANISH) is (language == "da")]
    return [word.strip() for cells in rows() for word in cells[COLUMN[language]].split(",") if word.strip()] + own


DANISH = re.findall(r"\*([^*]+)\*", PAGE.split("Never said", 1)[1].rsplit(";", 1)[0])


def pattern(word: str) -> re.Pattern[str]:
    end = r"\w*" if word.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(word.rstrip('*'))}{end}", re.IGNORECASE)


def said(language: str) -> Iterator[tuple[str, str]]:
    told = [leaf for s in sections(language) if s not in REMADE for leaf in leaves(texts(language).get(s), (s,))]
    yield from ((key, re.sub(r"\{[^}]*\}", "5", text)) for key, text in told if not is_searched_for(key, text))


def misnamed(language: str, word: str) -> list[str]:
    named = pattern(word)
    return [f"{key}: {text}" for key, text in said(language) if key not in APART and named.search(text)]


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language in LANGUAGES for word in banned(language)]
)
def test_a_thing_has_one_name(language: str, word: str) -> None:
    assert misnamed(language, word) == []


def test_the_table_is_read() -> None:
    assert len(list(rows())) > 20
    assert {"rødt flag", "udspænding*", "ved lejlighed", "flot", "fri for"} <= set(banned("da"))
    assert {"red flag*", "no harm done"} <= set(banned("en")) and "flot" not in banned("en")
    assert pattern("udspænding*").search("Udspændingen er let.") and not pattern("husk").search("huskeregel")


def test_what_stands_apart_is_there_and_needs_it() -> None:
    """An exception that nothing needs any more goes."""
    every = {key for language in LANGUAGES for key, _ in said(language)}
    assert set(APART) <= every
    wrong = {
        key
        for language in LANGUAGES
        for key, text in said(language)
        for word in banned(language)
        if pattern(word).search(text)
    }
    assert wrong == set(APART)


LEVELS = {
    "raise_top_reached": "heel_raise",
    "scrunch_top_reached": "towel_scrunch",
    "balance_top_reached": "balance",
    "raise_level": "heel_raise",
    "balance_level": "balance",
    "first_raise": "heel_raise",
}
"""Where the levels of an exercise are named, and whose they are."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_level_is_asked_about_by_the_name_it_has_in_the_plan(language: str) -> None:
    told = texts(language)
    for where, task in LEVELS.items():
        rooms = (told.get(room, where, "choices") for room in ("facts", "state", "measures"))
        named = next(found for found in rooms if found)
        for level, each in told.get("tasks", task, "levels").items():
            assert named[level]["label"] == each["name"], f"{where} {level}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_much_of_a_level_is_one_piece(language: str) -> None:
    """A page shows what stands before the first comma of a dose, and the rest below it (svang/web/plan_shown.py)."""
    levels = [task["levels"] for task in texts(language).get("tasks").values() if "levels" in task]
    doses = [level["dose"] for each in levels for level in each.values() if "dose" in level]
    assert doses and not [dose for dose in doses if "," in dose]


# -- how it is written --------------------------------------------------------------------------------------


def written(language: str) -> str:
    own = [FOLDER / f"{language}.yaml", *FOLDER.glob(f"*.{language}.yaml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_and_its_sign_never_part(language: str) -> None:
    """A hard space before % and °C, wherever a text is read; `×` and not the letter x between numbers."""
    told = [text for s in sections(language) for _, text in leaves(texts(language).get(s), (s,))]
    assert [text for text in told if re.search(r" (%|°C)", text)] == []
    assert any("\u00a0°C" in text for text in told)
    assert texts("da").number(0, "percent") == "0\u00a0%"
    assert re.findall(r"\d x (?:\d|[SF]\b)", written(language)) == []


def test_the_marks_of_a_language() -> None:
    """Danish: per cent apart from its number and ”…”; English: 47% and “…”."""
    assert re.findall(r"\d%", written("da")) == [] and re.findall(r"[»«“]", written("da")) == []
    assert re.findall(r"\d %", written("en")) == [] and re.findall(r"[»«]", written("en")) == []
