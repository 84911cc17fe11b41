"""JSON Schemas of the knowledge files: what an editor completes, refuses and explains to whoever writes a rule.

The words that the knowledge itself defines (facts, thresholds, sources ...) are those of the pathway as it is now, so a
new one is known once the schemas are written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from svang.model.knowledge import Pathway
from svang.pathway.shapes.files import TOP
from svang.pathway.shapes.keys import Key, Shape

Schema = dict[str, Any]


def knowledge_schema(pathway: Pathway, file: str) -> Schema:
    """The schema of svang/knowledge/FILE.yaml."""
    made: Schema = _made(TOP[file])
    words = _words(pathway)
    used = sorted(set(_named(made)))
    return {**made, "$defs": {name: words[name] for name in used}} if used else made


def _made(part: Any) -> Any:
    """A fragment with its shapes written out."""
    match part:
        case Shape():
            return {
                "description": part.means,
                "type": "object",
                "properties": {name: _key(key) for name, key in part.keys.items()},
                "required": [name for name, key in part.keys.items() if key.must],
                "additionalProperties": False,
                **part.holds,
            }
        case Mapping():
            return {name: _made(each) for name, each in part.items()}
        case list():
            return [_made(each) for each in part]
    return part


def _key(key: Key) -> Schema:
    return {**_made(key.takes), "description": key.means}


def _named(part: Any) -> Iterator[str]:
    """The words that a schema looks up."""
    if isinstance(part, Mapping):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]
        for each in part.values():
            yield from _named(each)
    elif isinstance(part, list):
        for each in part:
            yield from _named(each)


def _words(pathway: Pathway) -> dict[str, Schema]:
    """Closed words are refused where they are not known; of the others those in use are offered."""
    state, series = pathway.machine.state, [m.writes[0] for m in pathway.measures.values() if m.writes]
    options = {name: state[name].options if name in state else () for name in ("phase", "rung")}
    closed: dict[str, Iterable[str]] = {
        "condition": (condition.id for condition in pathway.conditions),
        "dose_part": pathway.dose_ranges,
        "effect": pathway.machine.effects,
        "fact": pathway.facts,
        "fit": pathway.names["condition_now"].options,
        "group": pathway.groups,
        "ladder": (id for id, one in state.items() if one.ladder),
        "mark": pathway.machine.marks,
        "measure": pathway.measures,
        "phase": options["phase"],
        "plan": (plan.id for plan in pathway.plan_kinds),
        "read": {**pathway.names, **dict.fromkeys((*pathway.facts, *pathway.machine.marks, *series))},
        "rung": options["rung"],
        "source": pathway.sources,
        "state": state,
        "tag": (tag for task in pathway.tasks for tag in sorted(task.tags)),
        "threshold": pathway.thresholds,
        "unit": pathway.units,
    }
    open_: dict[str, Iterable[str]] = {
        "decides": (source.decides for source in pathway.sources.values() if source.decides),
        "fact_group": (fact.group for fact in pathway.facts.values()),
        "row_kind": (row.kind for row in pathway.rows if row.kind),
        "source_kind": (source.kind for source in pathway.sources.values()),
        "task_kind": (task.kind for task in pathway.tasks),
        "who": (treatment.who for treatment in pathway.treatments),
    }
    offered = {name: {"type": "string", "minLength": 1, "examples": _once(words)} for name, words in open_.items()}
    return {**{name: {"enum": _once(words)} for name, words in closed.items()}, **offered}


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
