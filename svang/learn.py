"""What can be read: articles with their sources, words on the spot, claims and who disagrees, and a search in all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from svang.clauses import capital
from svang.entries import entries
from svang.loader import READING, pathway
from svang.loader import SIDES as SPEAKERS
from svang.model import Article, Pathway, Task
from svang.reader import nearest
from svang.sentences import Source, dose_in_words, how_much, source_lines, with_limits
from svang.texts import LANGUAGES, Texts, texts

# -- articles -----------------------------------------------------------------------------------------------


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
    return row and _page(way, texts, row, today)


def shelves(way: Pathway, texts: Texts) -> list[tuple[str, list[Hit]]]:
    """All articles, by what they are about."""
    rows: dict[str, list[Hit]] = {shelf: [] for shelf in READING}
    for row in way.articles:
        rows[row.shelf].append(_listed(way, texts, row))
    return [(texts("ui", "learn", "shelves", shelf), listed) for shelf, listed in rows.items() if listed]


def _listed(way: Pathway, texts: Texts, row: Article) -> Hit:
    said = texts.get("articles", row.id)
    return Hit("articles", row.id, said["title"], with_limits(way, texts, said["says"]))


def about(way: Pathway, texts: Texts, ids: Iterable[str], most: int = 1) -> list[tuple[str, str]]:
    """The articles (id, title) that rest most on the same sources, the best first; those that share none are not."""
    cited = set(ids)
    shared = [(len(cited & set(row.sources)), row.id) for row in way.articles]
    best = sorted((one for one in shared if one[0]), key=lambda one: -one[0])[:most]
    return [(id, texts("articles", id, "title")) for _, id in best]


def telling(texts: Texts, kind: str, id: str) -> list[tuple[str, str]]:
    """The article (id, title) that a task or a treatment is told in, if there is one."""
    for article, said in texts.get("articles").items():
        if {kind: id} in said["body"]:
            return [(article, said["title"])]
    return []


def _page(way: Pathway, texts: Texts, row: Article, today: int | None) -> Page:
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


# -- words on the spot --------------------------------------------------------------------------------------


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


# -- claims and conflicts -----------------------------------------------------------------------------------

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
    return [_claim(way, texts, id) for id in way.sources if id.startswith("seed:")]


@cache
def _citing() -> Mapping[str, tuple[str, ...]]:
    """What cites each source."""
    found: dict[str, list[str]] = {}
    for entry in entries().values():
        for id in entry.body.get("sources", ()):
            found.setdefault(id, []).append(entry.id)
    return {id: tuple(by) for id, by in found.items()}


def _claim(way: Pathway, texts: Texts, id: str) -> Claim:
    carried = _citing().get(id, ())
    told = {row.id for row in way.articles}
    touched = [s for s in way.sources.values() if id in s.disputes or any(id in side for side in s.sides.values())]
    disputed = any(id in s.disputes for s in touched)
    state = "disputed" if disputed else "followed" if set(carried) - told else "text"
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


# -- search -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """`where`: articles, words or conflicts; `id` in there."""

    where: str
    id: str
    title: str
    says: str


LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ß": "ss"})


def folded(said: str) -> str:
    """Small letters without their marks; ae, oe and aa as a, o and a, since people write them all ways."""
    plain = unicodedata.normalize("NFKD", said.casefold().translate(LETTERS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return plain.replace("ae", "a").replace("oe", "o").replace("aa", "a")


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
    wanted = [_known(word) for word in wanted]
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


def _known(word: str) -> str:
    every = _vocabulary()
    return word if any(_is_in(word, token) for token in every) else nearest(word, every) or word


@cache
def _small() -> frozenset[str]:
    """Words that say nothing of what is looked for."""
    return frozenset(word for language in LANGUAGES for word in tokens(texts(language)("ui", "learn", "small")))


@cache
def _vocabulary() -> frozenset[str]:
    fields = (fields for _, fields, _ in _documents(pathway()))
    return frozenset(token for each in fields for name in each.values() for token in name)


@cache
def _documents(way: Pathway) -> tuple[tuple[Mapping[str, Hit], Mapping[str, frozenset[str]], tuple[str, ...]], ...]:
    """Everything that can be found, in both languages, with its words, and what may be asked for word for word."""
    both = {language: texts(language) for language in LANGUAGES}
    made = []
    for row in way.articles:
        pages = {language: _page(way, said, row, None) for language, said in both.items()}
        hits = {language: _listed(way, said, row) for language, said in both.items()}
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
