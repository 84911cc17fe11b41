"""The field's terms, opened on the spot where one stands in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from svang.texts import Texts, texts


@dataclass(frozen=True, slots=True)
class Word:
    id: str
    term: str
    says: str


def words(texts: Texts) -> list[Word]:
    """The field's terms in the language's order."""
    listed = [Word(id, said["term"], said["says"]) for id, said in texts.get("glossary").items()]
    return sorted(listed, key=lambda word: folded(word.term))


@cache
def _forms(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    known = {form.casefold(): id for id, said in texts(language).get("glossary").items() for form in said["forms"]}
    longest = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE), known


def with_words(language: str, said: str, opened: set[str]) -> list[tuple[str, str]]:
    """A text in pieces (piece, id of the word that it opens or ''); each word opens where it stands first."""
    pattern, known = _forms(language)
    pieces, at = [], 0
    for found in pattern.finditer(said):
        id = known[found[0].casefold()]
        if id not in opened:
            opened.add(id)
            pieces += [(said[at : found.start()], ""), (found[0], id)]
            at = found.end()
    return [piece for piece in (*pieces, (said[at:], "")) if piece[0]]


LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ß": "ss"})


def folded(said: str) -> str:
    """Small letters without their marks; ae, oe and aa as a, o and a, since people write them all ways."""
    plain = unicodedata.normalize("NFKD", said.casefold().translate(LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.replace("ae", "a").replace("oe", "o").replace("aa", "a")
