"""What can be read: articles, a search in all of it, the words, the claims, the disagreements, and every source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from svang import learn
from svang.loader import pathway
from svang.texts import Texts
from svang.web import paper

LONGEST = 100
"""So many letters of what is asked for are read."""
GROUPS = ("source", "evidence", "choice")
"""The kinds of sources with a page of their own; claims and conflicts have one that says more."""


@require_safe
def shelves(request: HttpRequest) -> HttpResponse:
    """All articles, or what was searched for."""
    way, texts = pathway(), request.visit.texts
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = [(hit, address(hit)) for hit in learn.search(way, texts.language, asked)] if asked else []
    shown = {"shelves": learn.shelves(way, texts), "disagreements": learn.disagreements(way)}
    return paper.page(request, "learn", asked=asked, found=found, **shown)


def address(hit: learn.Hit) -> str:
    """Where something that was found can be read."""
    pages = {"articles": "/learn/{}", "words": "/words#{}", "conflicts": "/sources/conflicts#{}"}
    return pages[hit.where].format(hit.id.removeprefix("conflict:"))


@require_safe
def article(request: HttpRequest, id: str) -> HttpResponse:
    way, visit = pathway(), request.visit
    page = learn.article(way, visit.texts, id, visit.day.toordinal())
    if page is None:
        raise Http404
    opened: set[str] = set()
    blocks = [(block, marked(visit.texts, block, opened)) for block in page.blocks]
    words = [word for word in learn.words(visit.texts) if word.id in opened]
    disputed = [learn.conflict(way, visit.texts, id) for id in page.disputed]
    return paper.page(request, "article", page=page, blocks=blocks, words=words, disputed=disputed)


def marked(texts: Texts, block: learn.Block, opened: set[str]) -> list[list[tuple[str, str]]]:
    """The running text of a block, cut where a word can be opened."""
    said = {"p": [block.text], "list": block.items}.get(block.kind, [])
    return [learn.with_words(texts.language, each, opened) for each in said]


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    return paper.page(request, "words", words=learn.words(request.visit.texts))


@require_safe
def sources(request: HttpRequest, group: str = GROUPS[0]) -> HttpResponse:
    if group not in GROUPS:
        raise Http404
    rows = [row_of(request.visit.texts, id) for id in pathway().sources if id.startswith(f"{group}:")]
    return paper.page(request, "sources", group=group, groups=GROUPS, rows=rows)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """`aside`: who, when and where; `kind`; `status`: how well it was read; `checked`: looked at last."""

    id: str
    title: str
    aside: str
    kind: str
    status: str
    checked: date
    commercial: bool


def row_of(texts: Texts, id: str) -> SourceRow:
    source = pathway().sources[id]
    year = str(source.year or "")
    aside = " · ".join(part for part in (source.by, "" if year in source.by else year, source.place) if part)
    kind, status = texts("ui", "learn", "kinds", source.kind), texts("ui", "status", source.status)
    checked = date.fromisoformat(source.checked)
    return SourceRow(id, texts("sources", id), aside, kind, status, checked, bool(source.badge))


@require_safe
def conflicts(request: HttpRequest) -> HttpResponse:
    found = learn.conflicts(pathway(), request.visit.texts)
    return paper.page(request, "conflicts", conflicts=found, disagreements=len(found))


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    found = learn.claims(pathway(), request.visit.texts)
    disputed = {one.id: one for one in learn.conflicts(pathway(), request.visit.texts)}
    count = {state: sum(claim.state == state for claim in found) for state in learn.STATES}
    return paper.page(request, "claims", claims=found, count=count, conflicts=disputed)
