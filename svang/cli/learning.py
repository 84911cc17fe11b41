"""What can be read at a terminal: `svang learn` and `svang claims`. No store, no Django."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from svang.cli.context import Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.cli.pages import sources
from svang.library.articles import Block, Hit, Page, article, shelves
from svang.library.claims import STATES, Claim, Conflict, claims, conflict
from svang.library.search import search
from svang.model.knowledge import Pathway
from svang.texts import Texts


def learn(context: Context, asked: str) -> None:
    """All articles, one of them, or what a few words find."""
    way, texts = context.way, context.texts
    page = article(way, texts, asked)
    if not asked:
        listed = shelves(way, texts)
        if context.json:
            context.dump([{"id": each.id, "title": each.title, "says": each.says} for _, on in listed for each in on])
            return
        lines = [Line(texts("ui", "learn", "says"))]
        for shelf, pages in listed:
            lines += [*heading(shelf), *(line for each in pages for line in titled(each.title, each.id))]
        context.show(lines)
    elif page:
        context.dump(asdict(page)) if context.json else context.page(page_lines(way, texts, page))
    else:
        found = search(way, texts.language, asked)
        if not found:
            raise context.sorry("ui", "learn", "usage", found=asked)
        context.dump([asdict(hit) for hit in found]) if context.json else context.show(hit_lines(texts, asked, found))


def titled(title: str, id: str) -> list[Line]:
    return [Line(title, indent=2), Line(id, "dim", indent=4)]


def hit_lines(texts: Texts, asked: str, found: list[Hit]) -> list[Line]:
    key = "one" if len(found) == 1 else "many"
    lines = [Line(texts("ui", "learn", "found", key, n=len(found), asked=asked), "bold")]
    for hit in found:
        id = f"svang explain {hit.id}" if hit.where == "conflicts" else hit.id if hit.where == "articles" else ""
        lines += [BLANK, Line(hit.title, "bold", indent=2), Line(hit.says, indent=2)]
        lines += (
            [Line(texts("ui", "learn", "more", id=id) if hit.where == "articles" else id, "dim", indent=2)]
            if id
            else []
        )
    return lines


def page_lines(way: Pathway, texts: Texts, page: Page) -> list[Line]:
    lines = [BLANK, Line(page.title, "bold"), Line(page.says)]
    lines += [line for block in page.blocks for line in block_lines(block)]
    for id in page.disputed:
        lines += conflict_lines(texts, conflict(way, texts, id))
    ids = [source.id for source in page.sources if not source.id.startswith("conflict:")]
    return [*lines, *heading(texts("ui", "learn", "sources")), *bullets(sources(way, texts, ids))]


def block_lines(block: Block) -> list[Line]:
    match block.kind:
        case "h":
            return heading(block.text)
        case "p":
            return [BLANK, Line(block.text)]
        case "badge" | "seller":
            return [Line(block.text, "dim")]
        case "list":
            return [BLANK, *bullets(block.items)]
        case "pairs":
            return [
                line for label, *said in block.items for line in (BLANK, Line(f"{label}:", "bold"), *_indented(said))
            ]
        case "table":
            head, *rows = block.items
            return [line for row in rows for line in (BLANK, Line(row[0], "bold", indent=2), *_cells(head, row))]
    return []  # a drawing is for the pages


def _indented(said: list[str]) -> list[Line]:
    return [Line(each, indent=2) for each in said]


def _cells(head: tuple[str, ...], row: tuple[str, ...]) -> list[Line]:
    return [Line(f"{label}: {said}", indent=4) for label, said in zip(head[1:], row[1:], strict=True)]


def conflict_lines(texts: Texts, found: Conflict) -> list[Line]:
    """Who says what, and what Svang does."""
    lines = [*heading(f"{texts('ui', 'learn', 'conflicts')}: {found.title} ({found.id})")]
    for who, says, _, commercial in found.sides:
        badge = f" ({texts('ui', 'commercial')})" if commercial else ""
        lines.append(Line(f"{who}{badge}: {says}", indent=2))
    return [*lines, Line(f"{texts('ui', 'learn', 'does')}: {found.does}", indent=2)]


# -- claims -------------------------------------------------------------------------------------------------


def show_claims(context: Context) -> None:
    """Every claim of the two source texts, and what became of it."""
    found = claims(context.way, context.texts)
    if context.json:
        context.dump([asdict(claim) for claim in found])
        return
    texts, lines = context.texts, []
    for claim in found:
        lines += [
            BLANK,
            Line(f"{claim.id}  {claim.title}"),
            *(Line(each, "dim", indent=2) for each in said(context.way, texts, claim)),
        ]
    count: Counter[str] = Counter(claim.state for claim in found)
    states: dict[str, Any] = {state: count[state] for state in STATES}
    context.show([*lines, BLANK, Line(texts("ui", "learn", "count", all=len(found), **states), "bold")])


def said(way: Pathway, texts: Texts, claim: Claim) -> list[str]:
    """What became of a claim; of one that is disputed both sides, what Svang does, and why."""
    learn = ("ui", "learn")
    lines = [texts(*learn, "states", claim.state) + (f" · {texts('ui', 'commercial')}" if claim.commercial else "")]
    lines += [texts(*learn, "figures", figures=claim.figures)] if claim.figures else []
    lines += [texts(*learn, "carried", by=", ".join(claim.carried_by))] if claim.carried_by else []
    for id in claim.conflicts:
        if claim.id not in way.sources[id].disputes:
            lines.append(texts(*learn, "see", conflict=f"{texts('sources', id)} ({id})"))
            continue
        found = conflict(way, texts, id)
        lines += [id, *(f"{who}: {says}" for who, says, _, _ in found.sides), f"{texts(*learn, 'does')}: {found.does}"]
    return lines
