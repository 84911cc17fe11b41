"""Knowledge files to one frozen Pathway, or the list of all that is wrong with them, with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from svang.model.knowledge import Pathway, Threshold
from svang.pathway import decisions, facts, machine, measures, sources
from svang.pathway.documents import Documents, child
from svang.pathway.language import with_thresholds
from svang.pathway.misfits import misfits
from svang.pathway.nodes import Node, Problem, Unreadable
from svang.pathway.reader import read_file
from svang.pathway.shapes.files import TOP

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
FILES = tuple(TOP)
DECIDE_NOTHING = ("articles", "sources")
"""Files that decide nothing."""
LONGEST = 4_000_000
"""Bytes of one file."""
DIGITS = 12
"""Of a hash that are said."""


class BadKnowledge(ValueError):
    """The knowledge files do not hold together; `problems` has all of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems: " + "; ".join(map(line_of, problems[:20])))
        self.problems = problems


def line_of(problem: Problem) -> str:
    """A problem as one line for whoever edits the knowledge."""
    said = problem.details.get("says") or " ".join(f"{k}={v}" for k, v in problem.details.items())
    return f"{problem.where} {problem.code}: {said}"


@cache
def pathway() -> Pathway:
    """The pathway that comes with Svang, read once."""
    return load()


def load(folder: Path = KNOWLEDGE) -> Pathway:
    """Reads and checks the whole folder. Raises BadKnowledge with every problem found."""
    problems: list[Problem] = []
    files = {name: _document(folder / f"{name}.yaml", problems) for name in FILES}
    if problems:
        raise BadKnowledge(tuple(problems))
    found = _pathway(Documents(files, problems), _version(folder, problems), _digest(folder))
    if problems:
        raise BadKnowledge(tuple(problems))
    return found


def with_settings(pathway: Pathway, settings: Mapping[str, int]) -> Pathway:
    """The pathway as a clinic has set it: some thresholds otherwise, under a hash of its own.

    `settings`: in the pathway's whole numbers. Raises ValueError for a threshold that is not known, a value out of its
    range, and values that break a relation which must hold between two.
    """
    for id, value in settings.items():
        if id not in pathway.thresholds or not pathway.thresholds[id].low <= value <= pathway.thresholds[id].high:
            raise ValueError(f"{id} cannot be {value}")
    found = with_thresholds(pathway, tuple(sorted(settings.items())))
    for left, op, right in found.relations:
        if not facts.holds(found.thresholds[left].value, op, found.thresholds[right].value):
            raise ValueError(f"{left} {op} {right} does not hold")
    said = " ".join([pathway.hash, *(f"{id}={value}" for id, value in sorted(settings.items()))])
    return replace(found, hash=hashlib.sha256(said.encode()).hexdigest()[:DIGITS]) if settings else pathway


def _document(path: Path, problems: list[Problem]) -> Node:
    try:
        return read_file(path, limit=LONGEST)
    except Unreadable as error:
        problems.extend(error.problems)
        return Node({}, path.name, 1)


def _version(folder: Path, problems: list[Problem]) -> str:
    """The first heading of CHANGES.md names the version."""
    path = folder / "CHANGES.md"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith("## "):
            return line[3:].split()[0]
    problems.append(Problem(path.name, "version", {"says": "no heading names a version"}))
    return "0"


def _digest(folder: Path) -> str:
    """A hash of what decides; sources and texts may be mended without it."""
    digest = hashlib.sha256()
    for name in FILES:
        if name in DECIDE_NOTHING:
            continue
        digest.update((folder / f"{name}.yaml").read_bytes())
    return digest.hexdigest()[:DIGITS]


def _pathway(documents: Documents, version: str, digest: str) -> Pathway:
    """Names first, since a condition may name what stands further down; then what reads them."""
    for file, shape in TOP.items():
        documents.only(documents.files[file], shape)
    documents.sources = sources.sources(documents)
    thresholds = facts.thresholds(documents)
    documents.groups = facts.groups(documents)
    found = Pathway(
        version=version,
        hash=digest,
        units=documents.scales,
        thresholds=thresholds,
        relations=tuple(relation for _, relation in facts.relations(documents)),
        groups=documents.groups,
        **_named(documents, thresholds),
        counts=documents.counts,
        **decisions.triage(documents),
        **decisions.conditions(documents),
        **decisions.votes(documents),
        **machine.tasks(documents),
        shown=decisions.shown(documents),
        walks_in=documents.words(documents.files["running"], "walks_in"),
        notices=decisions.notices(documents),
        treatments=decisions.treatments(documents),
        outlook=sources.outlook(documents),
        outlook_weeks=sources.outlook_weeks(documents),
        articles=sources.articles(documents),
        names=documents.names,
        sources=documents.sources,
    )
    facts.check_relations(documents, thresholds)
    documents.problems += misfits(found, _places(documents))
    return found


def _named(documents: Documents, thresholds: Mapping[str, Threshold]) -> dict[str, Any]:
    """What a condition may name, in the order in which one stands on the other."""
    asked = facts.facts(documents)
    for symbol in facts.BUILT_IN:
        documents.name(symbol, documents.files["facts"])
    states, stages = machine.states(documents), machine.stages(documents)
    decisions.conditions_named(documents)
    rows = measures.named(documents)
    decisions.read_counts(documents, thresholds)
    gate = decisions.gate(documents)
    lists = facts.lists(documents, asked)
    asked = facts.with_conditions(documents, asked, lists)
    must = decisions.must_know(documents, asked)
    return {
        "facts": asked,
        "lists": lists,
        "measures": measures.made(documents, rows, asked, stages, must),
        "must_know": must,
        "machine": machine.machine(documents, states),
        "gate": gate,
        "stages": stages,
    }


PLACED = {
    "rows": "triage",
    "rules": "votes",
    "order": "votes",
    "must_know": "votes",
    "today": "tasks",
    "offers": "triage",
    "steps": "tasks",
    "unclear_without": "conditions",
    "calendar": "triage",
    "judged": "machine",
    "shown": "running",
    "walks_in": "running",
}
"""Lines that a pathway carries no place for, by the file that they stand in."""


def _places(documents: Documents) -> dict[str, str]:
    """Where those lines stand, and the units."""
    found = {f"unit {unit}": "facts.yaml" for unit in documents.scales}
    files = {key: documents.files[file] for key, file in PLACED.items()}
    return found | {key: (child(file, key) or file).where for key, file in files.items()}
