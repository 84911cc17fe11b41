"""What no text may say, in either language: that all is well, that something is certain, or that somebody is to blame.

Hazards H2, H12 and H13 of docs/safety.md; evidence.md section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from svang.texts import sections, texts

ALL_CLEAR = {
    "da": (
        "intet at bekymre sig om",
        "ingen grund til bekymring",
        "du fejler ikke noget",
        "alt er i orden",
        "helt ufarlig",
    ),
    "en": ("nothing to worry about", "no need to worry", "no cause for concern", "all clear", "nothing is wrong with"),
}
PROMISED = {
    "da": ("garanter", "helt sikkert", "vil forsvinde", "bliver du rask", "bliver du smertefri", "altid effektiv"),
    "en": (
        "guarantee",
        "will disappear",
        "will go away",
        "you will be cured",
        "you will be free of pain",
        "always works",
    ),
}
BLAMED = {
    "da": (
        "desværre",
        "din skyld",
        "du burde",
        "burde have",
        "forsømt",
        "snydt",
        "doven",
        "skuffe",
        "svigt",
        "dumt",
        "i træk klaret",
    ),
    "en": (
        "unfortunately",
        "your fault",
        "you should have",
        "neglected",
        "cheated",
        "lazy",
        "disappoint",
        "failed to",
        "streak",
    ),
}
GLOOMY = {
    "da": ("kronisk", "aldrig komme dig", "håbløs", "må leve med", "livsvarig"),
    "en": ("chronic", "never recover", "hopeless", "live with it", "lifelong"),
}
NOT_OURS = ("sources",)
"""What a source says is not ours to choose."""


def said(language: str) -> Iterator[tuple[str, str]]:
    for section in sections(language):
        if section not in NOT_OURS:
            yield from (leaf for leaf in leaves(texts(language).get(section), (section,)) if not is_searched_for(*leaf))


def is_searched_for(key: str, text: str) -> bool:
    """Words that people look for an article with; nobody reads them there."""
    return key.startswith("articles.") and key.endswith(".words")


def leaves(node: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, part in node.items():
            yield from leaves(part, (*path, str(key)))
    elif isinstance(node, list):
        for part in node:
            yield from leaves(part, path)
    elif isinstance(node, str):
        yield ".".join(path), node


def found(language: str, words: tuple[str, ...]) -> list[str]:
    pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE)
    return [f"{key}: {text}" for key, text in said(language) if pattern.search(text)]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("words", [ALL_CLEAR, PROMISED, BLAMED, GLOOMY], ids=["all clear", "promise", "blame", "gloom"])
def test_no_text_says_it(words: dict[str, tuple[str, ...]], language: str) -> None:
    assert found(language, words[language]) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_text_is_read(language: str) -> None:
    """Words that stand in rules, tasks, pages and commands are found."""
    keys = {key.split(".", 1)[0] for key, _ in said(language)}
    assert {"facts", "rules", "tasks", "ui", "web", "decisions", "seek_help", "treatments", "triage"} <= keys
    assert len(list(said(language))) > 2000 and found(language, ("112",))
