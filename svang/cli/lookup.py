"""What the knowledge holds: `svang facts` and `svang explain`. No store, no Django."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from svang.cli.context import Context, Sorry
from svang.cli.learning import conflict_lines
from svang.cli.lines import BLANK, Line, bullets
from svang.cli.pages import source_json, sources
from svang.contract import schemas
from svang.interview.problems import unknown
from svang.library.claims import conflict
from svang.library.items import SIDES, Item, items
from svang.model.knowledge import Fact, Pathway
from svang.pathway.language import Wrong, parse
from svang.says.rules import filled, vote_name
from svang.says.words import amount, capital, clause, in_words
from svang.texts import LANGUAGES, Texts, texts

SAID = ("kind", "unit", "range", "value", "lasts", "asked", "options", "extra", "vote", "triage", "loading", "lift")
PRINTED = (
    *SAID,
    "refer",
    "how",
    "days",
    "needs",
    "levels",
    "doses",
    "run",
    "walk",
    "plan",
    "effect",
    "from",
    "author",
    "year",
    "where",
    "checked",
)
SECTIONS = (
    "rules",
    "facts",
    "measures",
    "conditions",
    "features",
    "factors",
    "thresholds",
    "state",
    "tasks",
    "groups",
    "counts",
    "gate",
    "treatments",
    "articles",
)


# -- facts --------------------------------------------------------------------------------------------------


def facts(context: Context) -> None:
    if context.json:
        context.dump(facts_json(context.way))
        return
    lines: list[Line] = []
    for fact in context.way.facts.values():
        lines += [BLANK, Line(fact.id, "bold"), Line(context.texts("facts", fact.id, "ask"), indent=2)]
        lines.append(Line(" · ".join(fact_words(context.texts, fact)), "dim", indent=2))
    context.show(lines)


def facts_json(way: Pathway) -> list[dict[str, Any]]:
    """Every fact as the contract writes it, and its question in both languages."""
    both = {language: texts(language) for language in LANGUAGES}
    return [
        fact | {"question": {language: words("facts", fact["id"], "ask") for language, words in both.items()}}
        for fact in schemas.facts(way)
    ]


def fact_words(texts: Texts, fact: Fact) -> list[str]:
    words = [texts("ui", "kinds", fact.kind)]
    if fact.kind == "int":
        unit = texts.get("units", fact.unit)
        words = [f"{fact.low // fact.scale}–{fact.high // fact.scale} {unit[1] if unit else ''}".strip()]
    words += [", ".join((*fact.options, *fact.extra))] if fact.options or fact.extra else []
    words += [texts("ui", "per_foot")] if fact.foot else []
    words += [texts("ui", "red_flag")] if fact.flag else []
    return words


# -- explain ------------------------------------------------------------------------------------------------


def explain(context: Context, id: str) -> None:
    known = items()
    if id not in known:
        raise Sorry(unknown(context.texts, id, known))
    item = known[id]
    readers = [other.id for other in known.values() if other.id != id and other.reads(id)]
    if context.json:
        context.dump(explained(context.way, context.texts, item, readers))
    else:
        context.show(explain_lines(context.way, context.texts, item, readers))


def explained(way: Pathway, texts: Texts, item: Item, readers: list[str]) -> dict[str, Any]:
    body = {key: value for key, value in item.body.items() if key not in ("id", "sources")}
    return {
        "id": item.id,
        "where": f"{item.file}:{item.line}",
        "pathway": {"version": way.version, "hash": way.hash},
        "says": sayings(texts, item),
        "entry": _plain(body),
        "in_words": {key: words for key in WORDED if (words := wording(way, texts, item.body.get(key)))},
        "sources": source_json(way, texts, item.body.get("sources", [])),
        "read_by": readers,
    }


def _plain(value: Any) -> Any:
    """Decimals as numbers."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, str | int | bool) else float(value)


def sayings(texts: Texts, item: Item) -> list[str]:
    """What the language has to say about it."""
    for section in SECTIONS:
        said = texts.get(section, item.id)
        if isinstance(said, dict):
            keys = ("ask", "name", "about", "says", "how", "feel", "stop", "help")
            yes = clause(said.get("yes"))
            return [said[key] for key in keys if isinstance(said.get(key), str)] or ([yes.line] if yes else [])
    source = texts.get("sources", item.id)
    return [source] if source else []


def explain_lines(way: Pathway, texts: Texts, item: Item, readers: list[str]) -> list[Line]:
    ui = ("ui", "explain")
    says = [capital(filled(way, texts, said)) for said in sayings(texts, item)]
    lines = [BLANK, Line(item.id, "bold"), *(Line(said, indent=2) for said in says)]
    for key in ("when", "bar", "first", "value", "asked"):
        text = _condition(item.body.get(key))
        if text:
            lines += [Line(texts(*ui, "condition" if key == "when" else key), indent=2), Line(text, indent=4)]
            lines += worded(way, texts, text) if key in WORDED else []
    lines += [Line(_pair(texts, key, item.body[key]), "dim", indent=2) for key in PRINTED if _shown(item.body, key)]
    parts = {"features": features(texts, item), "numbers": numbers(way, texts, item), "read_by": readers}
    for key, said in parts.items():
        lines += [BLANK, Line(texts(*ui, key), indent=2), *bullets(said, indent=4)] if said else []
    ids = item.body.get("sources", [])
    lines += (
        [BLANK, Line(texts("ui", "sources"), indent=2), *bullets(sources(way, texts, ids), indent=4)] if ids else []
    )
    lines += conflict_lines(texts, conflict(way, texts, item.id)) if texts.get("conflicts", item.id) else []
    where = texts(*ui, "where", file=item.file, line=item.line, version=way.version)
    return [*lines, BLANK, Line(where, "dim", indent=2)]


def worded(way: Pathway, texts: Texts, text: str) -> list[Line]:
    said = wording(way, texts, text)
    return [Line(texts("ui", "explain", "in_words"), indent=2), *map(_indented, said)] if said else []


WORDED = ("when", "bar", "asked")


def wording(way: Pathway, texts: Texts, text: Any) -> list[str]:
    """A condition in a person's words; nothing where it is one word that is no condition."""
    try:
        return in_words(way, texts, parse(text, way.names)) if isinstance(text, str) else []
    except Wrong:
        return []


def _indented(line: str) -> Line:
    plain = line.lstrip()
    return Line(plain, indent=4 + len(line) - len(plain), mark="–")


def _condition(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(f"{word}: {cond}" for part in value for word, cond in part.items())
    return value if isinstance(value, str) else ""


def _shown(body: Mapping[str, Any], key: str) -> bool:
    return body.get(key) is not None and not (key in ("asked", "value") and isinstance(body[key], str))


def _pair(texts: Texts, key: str, value: Any) -> str:
    words = {"vote": vote_name, "triage": vote_name}
    said = words[key](texts, value) if key in words else _said(value)
    if key == "status":
        said = texts("ui", "status", value)
    return f"{texts('ui', 'keys', key)}: {said}"


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_said(part)}" for key, part in value.items())
    if isinstance(value, list):
        span = len(value) == 2 and all(isinstance(part, int) for part in value)
        return "–".join(map(str, value)) if span else ", ".join(map(_said, value))
    return str(value)


def features(texts: Texts, item: Item) -> list[str]:
    """What speaks for a condition and against it."""
    said = []
    for feature in item.body.get("features", ()):
        side = next(key for key in SIDES[:4] if key in feature)
        words = texts("features", feature["id"], "says")
        said.append(f"{texts('ui', 'explain', side)}: {words} ({feature['id']}: {feature[side]})")
    return said


def numbers(way: Pathway, texts: Texts, item: Item) -> list[str]:
    """The thresholds that its conditions name, and what they are today."""
    words = set(re.findall(r"\w+", item.conditions))
    named = [threshold for threshold in way.thresholds.values() if threshold.id in words]
    return [f"{each.id}: {amount(way, texts, way.names[each.id], each.value)}" for each in named]
