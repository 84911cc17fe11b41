"""A search in all that can be read, in both languages, forgiving of spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from svang.library.articles import Block, Hit, listed, page
from svang.library.claims import conflict
from svang.library.glossary import folded
from svang.model.knowledge import Pathway
from svang.texts import LANGUAGES, texts


def tokens(said: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(said))


NEAR = 0.6
"""How much of two words must be the same, as difflib counts it."""
LONG = 4
"""So many letters may stand anywhere in a word; fewer only at its beginning."""
ARTICLE, PHRASE = 4, 6
"""An article comes before a word or a conflict that fits a little better; and what was asked for, word for word."""
WEIGHTS = (("title", 8), ("words", 5), ("says", 3), ("body", 1))


def search(way: Pathway, language: str, asked: str) -> list[Hit]:
    """What is about it, best first, whichever of the two languages it was asked in. A word that is nowhere is read
    as the nearest one that is somewhere."""
    documents, whole = _documents(way), f" {' '.join(tokens(asked))} "
    wanted = [word for word in dict.fromkeys(tokens(asked)) if word not in _small()] or tokens(asked)
    scores = [_scores(way, word) for word in wanted]
    found = []
    for n in set(scores[0]).intersection(*scores[1:]) if scores else ():
        hits, _, phrases = documents[n]
        better = ARTICLE * (hits[language].where == "articles") + PHRASE * any(whole in said for said in phrases)
        found.append((-sum(each[n] for each in scores) - better, n, hits[language]))
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])]


def _scores(way: Pathway, word: str) -> dict[int, int]:
    """How well each document fits that a word is in, or the nearest one where it is in none."""
    index = _index(way)
    known = _with(index, word) or _with(index, _near(index, word))
    found: dict[int, int] = {}
    for token in known:
        for n, weight in index[token].items():
            found[n] = max(weight, found.get(n, 0))
    return found


def _with(index: Iterable[str], word: str) -> list[str]:
    """The known words that a word is in."""
    if len(word) < LONG:
        return [token for token in index if word and token.startswith(word)]
    return [token for token in index if word in token]


def _near(index: Iterable[str], word: str) -> str:
    """The nearest known word as difflib finds it, "" for none. Only those are compared that could be nearer than the
    best so far: no more letters can be the same than stand in both."""
    matcher, best = SequenceMatcher(b=word), (NEAR, "")
    for most, token in sorted(_near_at_most(index, word), reverse=True):
        if most < best[0]:
            break
        matcher.set_seq1(token)
        if matcher.quick_ratio() >= best[0]:
            best = max(best, (matcher.ratio(), token))
    return best[1]


def _near_at_most(index: Iterable[str], word: str) -> Iterator[tuple[float, str]]:
    """The known words that could be near enough, and how near they could be: a letter of one that is not in the other
    is the same as none."""
    own, size = _letters(word), len(word)
    for token in index:
        has, length = _bits(token), len(token)
        same = min(size - (own & ~has).bit_count(), length - (has & ~own).bit_count())
        most = 2.0 * same / (size + length)
        if most >= NEAR:
            yield most, token


@cache
def _bits(token: str) -> int:
    """Of a known word."""
    return _letters(token)


def _letters(word: str) -> int:
    """Which letters stand in a word, a bit each."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter) - ord("0")
    return found


@cache
def _small() -> frozenset[str]:
    """Words that say nothing of what is looked for."""
    return frozenset(word for language in LANGUAGES for word in tokens(texts(language)("ui", "learn", "small")))


@cache
def _index(way: Pathway) -> Mapping[str, Mapping[int, int]]:
    """Where each word stands: in which documents, and how much it weighs there."""
    found: dict[str, dict[int, int]] = {}
    for n, (_, fields, _) in enumerate(_documents(way)):
        for name, weight in WEIGHTS:
            for token in fields[name]:
                there = found.setdefault(token, {})
                there[n] = max(weight, there.get(n, 0))
    return found


@cache
def _documents(way: Pathway) -> tuple[tuple[Mapping[str, Hit], Mapping[str, frozenset[str]], tuple[str, ...]], ...]:
    """Everything that can be found, in both languages, with its words, and what may be asked for word for word."""
    both = {language: texts(language) for language in LANGUAGES}
    made = []
    for row in way.articles:
        pages = {language: page(way, said, row, None) for language, said in both.items()}
        hits = {language: listed(way, said, row) for language, said in both.items()}
        extra = [both[language]("articles", row.id, "words") for language in LANGUAGES]
        body = [said for page in pages.values() for block in page.blocks for said in _said(block)]
        made.append((hits, _fields(hits.values(), extra, body), _phrases(hits.values(), extra)))
    for id in both["da"].get("glossary"):
        said = {language: each.get("glossary", id) for language, each in both.items()}
        hits = {language: Hit("words", id, each["term"], each["says"]) for language, each in said.items()}
        forms = [form for each in said.values() for form in each["forms"]]
        made.append((hits, _fields(hits.values(), forms, ()), _phrases(hits.values(), forms)))
    for id in (each for each in way.sources if each.startswith("conflict:")):
        sides = {language: conflict(way, each, id) for language, each in both.items()}
        hits = {language: Hit("conflicts", id, each.title, each.does) for language, each in sides.items()}
        body = [side[1] for each in sides.values() for side in each.sides]
        made.append((hits, _fields(hits.values(), (), body), _phrases(hits.values(), ())))
    return tuple(made)


def _fields(hits: Iterable[Hit], extra: Sequence[str], body: Sequence[str]) -> dict[str, frozenset[str]]:
    hits = list(hits)
    said = {"title": [h.title for h in hits], "words": extra, "says": [h.says for h in hits], "body": body}
    return {name: frozenset(token for each in texts for token in tokens(each)) for name, texts in said.items()}


def _phrases(hits: Iterable[Hit], extra: Iterable[str]) -> tuple[str, ...]:
    return tuple(f" {' '.join(tokens(said))} " for said in (*(hit.title for hit in hits), *extra))


def _said(block: Block) -> Iterator[str]:
    yield block.text
    for item in block.items:
        yield from (item,) if isinstance(item, str) else item
