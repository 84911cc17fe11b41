"""What everything rests on and what can be read: sources, articles, the numbers of the outlook."""

from __future__ import annotations

from svang.model.knowledge import Article, Source
from svang.pathway.documents import Documents, child, is_number, plain, text
from svang.pathway.nodes import Node
from svang.pathway.shapes.keys import BADGES, READING, SIDES
from svang.pathway.shapes.rows import ARTICLE, FIGURE, SOURCE


def sources(documents: Documents) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for node in documents.items("sources", "sources"):
        source = _source(documents, node)
        if source.id in found:
            documents.wrong(node, "twice", f"`{source.id}`")
        found[source.id] = source
    return found


def _source(documents: Documents, node: Node) -> Source:
    documents.only(node, SOURCE)
    sides = {side: documents.words(node, side) for side in SIDES}
    return Source(
        id=text(node, "id"),
        status=text(node, "status"),
        kind=text(node, "kind"),
        checked=text(node, "checked"),
        decides=text(node, "decides"),
        figures=text(node, "figures"),
        by=text(node, "author") or text(node, "source") or text(node, "from"),
        year=plain(node, "year", None),
        place=text(node, "where"),
        badge=documents.one_of(node, "badge", ("", *BADGES)),
        sides={side: ids for side, ids in sides.items() if ids},
        disputes=documents.words(node, "disputes"),
        where=node.where,
    )


def articles(documents: Documents) -> tuple[Article, ...]:
    return tuple(_article(documents, node) for node in documents.items("articles", "articles"))


def _article(documents: Documents, node: Node) -> Article:
    """An article is told as fact, so none of its sources may be known from memory alone."""
    documents.only(node, ARTICLE)
    cited = documents.sourced(node)
    for id in cited:
        if id in documents.sources and documents.sources[id].status == "M":
            documents.wrong(node, "source", f"`{id}` is known from memory alone")
    shelf = documents.one_of(node, "shelf", READING)
    return Article(text(node, "id"), shelf, text(node, "figure"), cited, node.where)


def outlook(documents: Documents) -> dict[str, float]:
    """The numbers of the outlook, by their names."""
    return dict(_number(documents, node) for node in documents.items("outlook", "numbers"))


def outlook_weeks(documents: Documents) -> tuple[int, ...]:
    """The weeks ahead that are shown."""
    file = documents.files["outlook"]
    weeks = plain(file, "weeks")
    if isinstance(weeks, list) and all(week.__class__ is int for week in weeks):
        return tuple(weeks)
    documents.wrong(child(file, "weeks") or file, "shape", "`weeks` is a list of whole numbers")
    return ()


def _number(documents: Documents, node: Node) -> tuple[str, float]:
    documents.only(node, FIGURE)
    value, (low, high) = plain(node, "value", 0), documents.span(node, "range")
    if not is_number(value) or not low <= value <= high:
        documents.wrong(node, "range", f"`{value}` is no number in its range")
        return text(node, "id"), 0.0
    documents.sourced(node, claim=True)
    return text(node, "id"), float(value)
