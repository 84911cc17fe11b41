"""A search in all that can be read, in both languages, forgiving of spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from svang.library.articles import Block, Hit, listed, page
from svang.library.claims import conflict
from svang.library.glossary import folded
from svang.model.knowledge import Pathway
from svang.pathway.nodes import nearest
from svang.texts import LANGUAGES, texts


def tokens(said: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(said))


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
    wanted = [_known(way, word) for word in wanted]
    found = []
    for n, (hits, fields, phrases) in enumerate(documents):
        scores = [_score(word, fields) for word in wanted]
        if scores and all(scores):
            better = ARTICLE * (hits[language].where == "articles") + PHRASE * any(whole in said for said in phrases)
            found.append((-sum(scores) - better, n, hits[language]))
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])]


def _score(word: str, fields: Mapping[str, frozenset[str]]) -> int:
    return max((weight for name, weight in WEIGHTS if any(_is_in(word, one) for one in fields[name])), default=0)


def _is_in(word: str, token: str) -> bool:
    return token.startswith(word) or (len(word) >= LONG and word in token)


def _known(way: Pathway, word: str) -> str:
    every = _vocabulary(way)
    return word if any(_is_in(word, token) for token in every) else nearest(word, every) or word


@cache
def _small() -> frozenset[str]:
    """Words that say nothing of what is looked for."""
    return frozenset(word for language in LANGUAGES for word in tokens(texts(language)("ui", "learn", "small")))


@cache
def _vocabulary(way: Pathway) -> frozenset[str]:
    fields = (fields for _, fields, _ in _documents(way))
    return frozenset(token for each in fields for name in each.values() for token in name)


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
