"""What the two seeds claim and what became of it; where the sources disagree, who says what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from svang.library.items import items
from svang.model.knowledge import Pathway
from svang.model.knowledge import Source as SourceRow
from svang.pathway.shapes.keys import SIDES as SPEAKERS
from svang.says.rules import Source, source_lines
from svang.texts import Texts

STATES = ("followed", "disputed", "text")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a seed text says and what became of it. `figures`: its numbers, in words. `state`: followed, disputed or
    text."""

    id: str
    title: str
    figures: str
    state: str
    commercial: bool
    carried_by: tuple[str, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A disagreement: who says what (clinic, guide, others), and what Svang does and why."""

    id: str
    title: str
    sides: tuple[tuple[str, str, tuple[Source, ...], bool], ...]
    does: str
    disputes: tuple[str, ...]


def claims(way: Pathway, texts: Texts) -> list[Claim]:
    """Every claim of the two seeds."""
    touching, articles = _touching(way), frozenset(row.id for row in way.articles)
    return [_claim(way, texts, id, touching.get(id, ()), articles) for id in way.sources if id.startswith("seed:")]


@cache
def _citing() -> Mapping[str, tuple[str, ...]]:
    """What cites each source."""
    found: dict[str, list[str]] = {}
    for item in items().values():
        for id in item.body.get("sources", ()):
            found.setdefault(id, []).append(item.id)
    return {id: tuple(by) for id, by in found.items()}


def _touching(way: Pathway) -> Mapping[str, list[SourceRow]]:
    """The rows that dispute a source or let it speak, in the order of the file."""
    found: dict[str, list[SourceRow]] = {}
    for row in way.sources.values():
        for id in {*row.disputes, *chain(*row.sides.values())}:
            found.setdefault(id, []).append(row)
    return found


def _claim(way: Pathway, texts: Texts, id: str, touched: Sequence[SourceRow], articles: frozenset[str]) -> Claim:
    """`touched`: the rows that are about it; `articles`: the articles."""
    carried = _citing().get(id, ())
    disputed = any(id in s.disputes for s in touched)
    state = "disputed" if disputed else "followed" if set(carried) - articles else "text"
    source = way.sources[id]
    conflicts = tuple(s.id for s in touched if s.kind == "conflict")
    figures = str(texts.get("claim_figures", id) or source.figures)
    return Claim(id, texts("sources", id), figures, state, bool(source.badge), carried, conflicts)


def conflicts(way: Pathway, texts: Texts) -> list[Conflict]:
    return [conflict(way, texts, id) for id in way.sources if is_disputed(way, id)]


def disagreements(way: Pathway) -> int:
    """How many places there are where the sources do not say the same."""
    return sum(is_disputed(way, id) for id in way.sources)


def is_disputed(way: Pathway, id: str) -> bool:
    """What was looked for a disagreement and found to be none keeps its row, as an agreement."""
    return id.startswith("conflict:") and way.sources[id].kind == "conflict"


def conflict(way: Pathway, texts: Texts, id: str) -> Conflict:
    said, row = texts.get("conflicts", id), way.sources[id]
    cited = {who: tuple(source_lines(way, texts, row.sides.get(who, ()))) for who in SPEAKERS if who in said}
    sides = tuple(
        (texts("ui", "learn", "speakers", who), said[who], sources, any(source.commercial for source in sources))
        for who, sources in cited.items()
    )
    return Conflict(id, texts("sources", id), sides, said["does"], row.disputes)
