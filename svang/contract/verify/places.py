"""The places of an answer: what may stand at each of them, and how it is ranked.

Made from the schema of a decision, so that a new part of the answer can be expected as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from svang.contract.schemas import decision_schema
from svang.engine.decide import WITHIN
from svang.model.knowledge import FITS, LOADING, TRIAGE, Pathway

KEYS = ("id", "rule", "name", "what", "for")
"""What a thing in a list is looked up by, the first that it has."""
DECIDES = "rule"
"""The rule that decides: stands beside the parts of the answer."""
MOVES = (("stop",), ("regress",), ("hold",), ("continue",), ("start", "progress"))
"""Decisions, the most careful first (PATHWAY section 14, 6)."""
NUMBERS = frozenset({"integer", "number"})
Path = tuple[str, ...]
Ranks = tuple[tuple[str, ...], ...]
"""Choices that can be held against each other, the least first; those of one rank are equal."""


@dataclass(frozen=True, slots=True)
class Place:
    """One of: a map (`parts`), a list of things (`thing` by its name), a list of values (`items`), or a single value.

    `kinds`, of a single value: boolean, integer, number, string, array, null; all where it is empty.
    `choices`: closed, if there are any; of a list of things, their names.
    """

    path: Path
    parts: Mapping[str, Place] = field(default_factory=dict)
    thing: Callable[[str], Place] | None = None
    looked_up_by: str = ""
    items: Place | None = None
    choices: tuple[Any, ...] = ()
    kinds: frozenset[str] = frozenset()
    low: int | None = None
    high: int | None = None
    ranks: Ranks = ()

    @property
    def key(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def open_to_words(self) -> bool:
        """Truth and any word may stand here, so that `yes` is both."""
        return not self.choices and {"boolean", "string"} <= self.kinds

    @property
    def ordered(self) -> bool:
        return bool(self.ranks or self.kinds & NUMBERS)


def places(pathway: Pathway) -> Place:
    """The whole answer, with the rule that decides beside its parts."""
    whole = _Making(pathway).place((), decision_schema(pathway))
    rules = tuple(rule.id for rule in pathway.rules)
    return Place((), parts={**whole.parts, DECIDES: Place((DECIDES,), choices=rules, kinds=frozenset({"string"}))})


class _Making:
    def __init__(self, pathway: Pathway) -> None:
        self.known = {path: tuple(dict.fromkeys(ids)) for path, ids in _known(pathway).items()}
        self.ranks = _ranks(pathway)
        self.doses = tuple(pathway.dose_ranges)

    def place(self, path: Path, schema: Mapping[str, Any]) -> Place:
        if "anyOf" in schema:
            return self.either(path, schema["anyOf"])
        if schema.get("type") == "object":
            return Place(path, parts=self.parts(path, schema))
        if schema.get("type") == "array":
            return self.list(path, schema["items"])
        return self.value(path, schema)

    def parts(self, path: Path, schema: Mapping[str, Any]) -> dict[str, Place]:
        named = schema.get("properties") or dict.fromkeys(self.doses, schema.get("additionalProperties", {}))
        return {key: self.place((*path, key), part) for key, part in named.items()}

    def either(self, path: Path, schemas: Iterable[Mapping[str, Any]]) -> Place:
        """The ways a map may look are taken together; what may be null says so in its kinds."""
        found = [self.place(path, schema) for schema in schemas]
        parts = {key: part for place in found for key, part in place.parts.items()}
        kinds = frozenset[str]().union(*(place.kinds for place in found))
        return Place(path, parts=parts, kinds=kinds, items=next((p.items for p in found if p.items), None))

    def list(self, path: Path, items: Mapping[str, Any]) -> Place:
        usual = self.place(path, items)
        if not usual.parts:
            return Place(path, items=usual)
        key = next((key for key in KEYS if key in usual.parts), "")
        names = usual.parts[key].choices if key else ()
        return Place(path, thing=lambda name: self.place((*path, name), items), looked_up_by=key, choices=names)

    def value(self, path: Path, schema: Mapping[str, Any]) -> Place:
        said = schema.get("type", ())
        kinds = {said} if isinstance(said, str) else set(said)
        words = schema.get("enum") or ((schema["const"],) if "const" in schema else ())
        if not words and kinds == {"string"}:
            words = _by_tail(self.known, path)
        kinds |= {_kind(word) for word in words}
        ranks = _by_tail(self.ranks, path)
        low, high = schema.get("minimum"), schema.get("maximum")
        return Place(path, choices=tuple(words), kinds=frozenset(kinds), low=low, high=high, ranks=ranks)


def _kind(word: Any) -> str:
    return {type(None): "null", bool: "boolean", int: "integer", str: "string"}[type(word)]


def _by_tail(known: Mapping[Path, tuple[Any, ...]], path: Path) -> tuple[Any, ...]:
    """What is known of the longest end of a path."""
    return next((known[path[n:]] for n in range(len(path)) if path[n:] in known), ())


def _known(pathway: Pathway) -> dict[Path, Iterable[str]]:
    """The names that may stand where the schema asks for any name."""
    rows = [row.id for row in (*pathway.rows, pathway.otherwise)]
    sent = [row.refer for row in pathway.rows] + list(pathway.offers.values())
    return {
        ("rows",): rows,
        ("reasons", "rule"): [*(rule.id for rule in pathway.rules), *rows],
        ("notices", "rule"): [notice.id for notice in pathway.notices],
        ("gate", "id"): [criterion.id for criterion in pathway.gate],
        ("saw", "name"): pathway.names,
        ("than",): pathway.names,
        ("sources",): pathway.sources,
        ("letter",): [factor.letter for factor in pathway.factors],
        ("tasks", "id"): [task.id for task in pathway.tasks],
        ("kind",): [task.kind for task in pathway.tasks],
        ("ledger", "what"): [treatment.id for treatment in pathway.treatments],
        **{(part,): [refer[part] for refer in sent if part in refer] for part in ("to", "within", "for")},
        **{("tasks", id, "level"): options for id, options in _ladders(pathway).items()},
        **{
            (condition.id, side): [feature.id for feature in condition.features]
            for condition in pathway.conditions
            for side in ("for", "against", "unknown")
        },
    }


def _ranks(pathway: Pathway) -> dict[Path, Ranks]:
    """What has an order. What is not known has no place in it: it is neither less nor more."""
    state = pathway.machine.state
    orders: dict[Path, Iterable[str]] = {
        ("triage",): TRIAGE,
        ("loading",): LOADING,
        ("within",): reversed(WITHIN),
        ("fit",): [fit for fit in reversed(FITS) if fit != "not_known"],
        ("phase",): state["phase"].options,
        ("rung",): state["rung"].options,
        ("stage",): state["run_stage"].options,
        **{("levels", id): options for id, options in _ladders(pathway).items()},
        **{("tasks", id, "level"): options for id, options in _ladders(pathway).items()},
    }
    return {("decision",): MOVES, **{path: tuple((word,) for word in words) for path, words in orders.items()}}


def _ladders(pathway: Pathway) -> dict[str, tuple[str, ...]]:
    return {task.id: pathway.machine.state[task.ladder].options for task in pathway.tasks if task.ladder}
