"""Articles with their sources: told once, and fetched from where a text already stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from svang.library.claims import is_disputed
from svang.model.knowledge import Article, Pathway, Task
from svang.pathway.shapes.keys import READING
from svang.says.plan import dose_in_words, how_much
from svang.says.rules import Source, source_lines, with_limits
from svang.says.words import capital
from svang.texts import Texts


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article. `kind`: h, p, list, table, pairs (label and what is said under it), figure,
    badge (how sure), seller (a commercial source)."""

    kind: str
    text: str = ""
    items: tuple[Any, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An article in one language. `disputed`: the conflicts that it touches."""

    id: str
    shelf: str
    title: str
    says: str
    figure: Block | None
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    disputed: tuple[str, ...]


def article(way: Pathway, texts: Texts, id: str, today: int | None = None) -> Page | None:
    """One article; None if there is none of that name. `today`, an ordinal: marks what was not looked at for a year."""
    row = next((each for each in way.articles if each.id == id), None)
    return page(way, texts, row, today) if row is not None else None


def shelves(way: Pathway, texts: Texts) -> list[tuple[str, list[Hit]]]:
    """All articles, by what they are about."""
    rows: dict[str, list[Hit]] = {shelf: [] for shelf in READING}
    for row in way.articles:
        rows[row.shelf].append(listed(way, texts, row))
    return [(texts("ui", "learn", "shelves", shelf), listed) for shelf, listed in rows.items() if listed]


def listed(way: Pathway, texts: Texts, row: Article) -> Hit:
    said = texts.get("articles", row.id)
    return Hit("articles", row.id, said["title"], with_limits(way, texts, said["says"]))


def about(way: Pathway, texts: Texts, ids: Iterable[str], most: int = 1) -> list[tuple[str, str]]:
    """The articles (id, title) that rest most on the same sources, the best first; those that share none are not."""
    cited = set(ids)
    shared = [(len(cited & set(row.sources)), row.id) for row in way.articles]
    best = sorted((one for one in shared if one[0]), key=lambda one: -one[0])[:most]
    return [(id, texts("articles", id, "title")) for _, id in best]


def resting_on(way: Pathway, texts: Texts, ids: Iterable[str]) -> list[tuple[str, str]]:
    """The article (id, title) that rests most on the same sources, if it rests on all of them."""
    cited, whole = set(ids), {row.id: set(row.sources) for row in way.articles}
    return [(id, title) for id, title in about(way, texts, cited) if cited <= whole[id]]


def telling(texts: Texts, kind: str, id: str) -> list[tuple[str, str]]:
    """The article (id, title) that a task or a treatment is told in, if there is one."""
    for article, said in texts.get("articles").items():
        if {kind: id} in said["body"]:
            return [(article, said["title"])]
    return []


def page(way: Pathway, texts: Texts, row: Article, today: int | None) -> Page:
    said = texts.get("articles", row.id)
    return Page(
        row.id,
        row.shelf,
        said["title"],
        with_limits(way, texts, said["says"]),
        drawn(texts, row.figure) if row.figure else None,
        tuple(block for part in said["body"] for block in _blocks(way, texts, part)),
        tuple(source_lines(way, texts, row.sources, today)),
        tuple(id for id in row.sources if is_disputed(way, id)),
    )


def _blocks(way: Pathway, texts: Texts, part: Any) -> Iterator[Block]:
    """A part of an article's body; a text that stands elsewhere is fetched from there."""
    if isinstance(part, str):
        yield Block("p", with_limits(way, texts, part))
        return
    ((kind, value),) = part.items()
    match kind:
        case "h":
            yield Block("h", value)
        case "list":
            yield Block("list", items=tuple(with_limits(way, texts, item) for item in value))
        case "table":
            yield Block("table", items=tuple(map(tuple, value)))
        case "figure":
            yield drawn(texts, value)
        case "condition":
            yield Block("h", capital(texts("conditions", value, "name")))
            yield Block("p", texts("conditions", value, "about"))
        case "factor":
            yield from _factor(way, texts, value)
        case "treatment":
            yield from _treatment(way, texts, value)
        case "task":
            yield from _task(way, texts, next(task for task in way.tasks if task.id == value))
        case _:
            raise ValueError(f"an article cannot hold `{kind}`")


def _factor(way: Pathway, texts: Texts, id: str) -> Iterator[Block]:
    factor = next(each for each in way.factors if each.id == id)
    yield Block("h", texts("factors", id, "name"))
    sure = texts("evidence_of_factors", factor.evidence)
    yield Block("badge", f"{capital(texts('changes_of_factors', factor.changes))}, {sure}")
    yield Block("p", texts("factors", id, "then"))


def _treatment(way: Pathway, texts: Texts, id: str) -> Iterator[Block]:
    row = next(each for each in way.treatments if each.id == id)
    yield Block("h", texts("treatments", id, "name"))
    yield Block("p", texts("treatments", id, "says"))
    yield Block("p", texts("ui", "treatments", "who", who=texts("treatments_who", row.who)))
    if row.badge:
        yield Block("seller", texts("ui", row.badge))


def drawn(texts: Texts, figure: str) -> Block:
    """A drawing, with what it shows in words."""
    return Block("figure", texts("figures", figure), figure=figure)


PARTS = ("feel", "mistakes", "easier", "harder", "stop")


def _task(way: Pathway, texts: Texts, task: Task) -> Iterator[Block]:
    """How it is done, how much, how it should feel, what goes wrong, when to stop, easier and harder."""
    said = texts.get("tasks", task.id)
    others = {each.id for each in way.tasks} - {task.id}
    named = [name for name in texts.get("figures") if name == task.id or name.startswith(f"{task.id}_")]
    shown = [name for name in named if name not in others]
    yield from (drawn(texts, name) for name in shown)
    yield Block("p", said["how"])
    dosed = doses(texts, task)
    pairs = [(texts("ui", "learn", "dose"), *dosed)] if dosed else []
    pairs += [(texts("ui", "learn", "parts", part), said[part]) for part in PARTS if part in said]
    if pairs:
        yield Block("pairs", items=tuple(pairs))


def doses(texts: Texts, task: Task) -> list[str]:
    """How much at each step of its ladder, and how much or how often in each phase."""
    own = {id: how_much(texts, task.id, id) for id in task.levels}
    steps = [
        (texts("tasks", task.id, "levels", id, "name"), dose_in_words(texts, dose, own[id], task.kind))
        for id, dose in task.levels.items()
    ]
    phases: dict[str, list[str]] = {}
    for phase, dose in task.doses.items():
        phases.setdefault(dose_in_words(texts, dose, kind=task.kind), []).append(texts("phases", phase, "name"))
    often = [f"{', '.join(names)}: {dose}" for dose, names in phases.items() if dose]
    return [*(f"{name}: {dose}" for name, dose in steps), *often]


@dataclass(frozen=True, slots=True)
class Hit:
    """`where`: articles, words or conflicts; `id` in there."""

    where: str
    id: str
    title: str
    says: str
