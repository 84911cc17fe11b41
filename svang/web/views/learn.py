"""What can be read: articles, a search in all of it, the words, the claims, the disagreements, and every source."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from svang.library import articles, glossary
from svang.library.articles import Block, Hit
from svang.library.claims import STATES, conflict, disagreements
from svang.library.claims import claims as every_claim
from svang.library.claims import conflicts as every_conflict
from svang.library.glossary import with_words
from svang.library.search import search
from svang.says.tape import tape_task
from svang.texts import Texts
from svang.web import page_cache, rendering
from svang.web.tape_shown import TapeShown
from svang.web.views.ahead import found_for
from svang.web.visit import Request, Visit

LONGEST = 100
"""So many letters of what is asked for are read."""
GROUPS = ("source", "evidence", "choice")
"""The kinds of sources with a page of their own; claims and conflicts have one that says more."""


@require_safe
def shelves(request: Request) -> HttpResponse:
    """All articles, or what was searched for."""
    way, texts = request.visit.way, request.visit.texts
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = [(hit, address(hit)) for hit in search(way, texts.language, asked)] if asked else []
    more: dict[str, Any] = {"shelves": articles.shelves(way, texts), "disagreements": disagreements(way)}
    return rendering.page(request, "learn", asked=asked, found=found, **more)


def address(hit: Hit) -> str:
    """Where something that was found can be read."""
    pages = {"articles": "/learn/{}", "words": "/words#{}", "conflicts": "/sources/conflicts#{}"}
    return pages[hit.where].format(hit.id.removeprefix("conflict:"))


@require_safe
@page_cache.kept
def article(request: Request, id: str) -> HttpResponse:
    way, visit = request.visit.way, request.visit
    page = articles.article(way, visit.texts, id, visit.day.toordinal())
    if page is None:
        raise Http404
    opened: set[str] = set()
    blocks = [(block, marked(visit.texts, block, opened)) for block in page.blocks]
    words = [word for word in glossary.words(visit.texts) if word.id in opened]
    disputed = [conflict(way, visit.texts, id) for id in page.disputed]
    found: dict[str, Any] = {"own": _own(visit, id), "sent": uuid.uuid4().hex}
    return rendering.page(request, "article", page=page, blocks=blocks, words=words, disputed=disputed, **found)


def _own(visit: Visit, id: str) -> TapeShown | None:
    """One's own tape, on the page that shows how it is put on."""
    tells = articles.telling(visit.texts, "task", tape_task(visit.way).id)
    shown = found_for(visit) if id in dict(tells) else None
    return TapeShown(shown) if shown is not None else None


def marked(texts: Texts, block: Block, opened: set[str]) -> list[list[tuple[str, str]]]:
    """The running text of a block, cut where a word can be opened."""
    said = {"p": [block.text], "list": block.items}.get(block.kind, [])
    return [with_words(texts.language, each, opened) for each in said]


@require_safe
@page_cache.kept
def words(request: Request) -> HttpResponse:
    return rendering.page(request, "words", words=glossary.words(request.visit.texts))


@require_safe
@page_cache.kept
def sources(request: Request, group: str = GROUPS[0]) -> HttpResponse:
    if group not in GROUPS:
        raise Http404
    rows = [row_of(request.visit, id) for id in request.visit.way.sources if id.startswith(f"{group}:")]
    return rendering.page(request, "sources", group=group, groups=GROUPS, rows=rows)


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


def row_of(visit: Visit, id: str) -> SourceRow:
    texts = visit.texts
    source = visit.way.sources[id]
    year = str(source.year or "")
    aside = " · ".join(part for part in (source.by, "" if year in source.by else year, source.place) if part)
    kind, status = texts("ui", "learn", "kinds", source.kind), texts("ui", "status", source.status)
    checked = date.fromisoformat(source.checked)
    return SourceRow(id, texts("sources", id), aside, kind, status, checked, bool(source.badge))


@require_safe
@page_cache.kept
def conflicts(request: Request) -> HttpResponse:
    found = every_conflict(request.visit.way, request.visit.texts)
    return rendering.page(request, "conflicts", conflicts=found, disagreements=len(found))


@require_safe
@page_cache.kept
def claims(request: Request) -> HttpResponse:
    found = every_claim(request.visit.way, request.visit.texts)
    disputed = {one.id: one for one in every_conflict(request.visit.way, request.visit.texts)}
    count = {state: sum(claim.state == state for claim in found) for state in STATES}
    return rendering.page(request, "claims", claims=found, count=count, conflicts=disputed)
