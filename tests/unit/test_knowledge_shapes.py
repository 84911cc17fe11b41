"""The shapes of the knowledge files: what an editor refuses, the loader refuses, and the other way round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from svang.contract.knowledge import knowledge_schema
from svang.pathway import load
from svang.pathway.documents import Documents
from svang.pathway.measures import HOWS, UNNAMED
from svang.pathway.nodes import Node, Problem
from svang.pathway.reader import read_file
from svang.pathway.shapes import files, keys, rows
from svang.pathway.shapes.files import TOP
from svang.pathway.shapes.keys import Shape
from svang.pathway.shapes.measures import BY_THEMSELVES, MEASURE, MEASURES

PATHWAY = load.pathway()
SCHEMAS = {file: knowledge_schema(PATHWAY, file) for file in load.FILES}
VALID = {file: Draft202012Validator(schema) for file, schema in SCHEMAS.items()}
ROOT = Path(__file__).parents[2]


def plain(file: str) -> Any:
    """A knowledge file as JSON knows it."""
    found = read_file(load.KNOWLEDGE / f"{file}.yaml", limit=load.LONGEST).plain()
    return json.loads(json.dumps(found, default=float))


PLAIN = {file: plain(file) for file in load.FILES}

# -- where a shape stands -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """The first map of a shape in a file: the way to it."""

    file: str
    shape: Shape
    path: tuple[Any, ...]

    def __str__(self) -> str:
        return " ".join(map(str, (self.file, *self.path)))

    def of(self, documents: Mapping[str, Any]) -> Any:
        found = documents[self.file]
        for step in self.path:
            found = found[step]
        return found


def shapes_in(part: Any, found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Shape, tuple[Any, ...]]]:
    """Every map in a document, with the shape it has."""
    match part:
        case Shape():
            yield part, path
            for name, key in part.keys.items():
                if name in found:
                    yield from shapes_in(key.takes, found[name], (*path, name))
        case {"oneOf": _}:
            how = next((key for key in UNNAMED if key in found), None) or found["how"]
            yield from shapes_in(MEASURES[how], found, path)
        case {"items": items}:
            for n, each in enumerate(found):
                yield from shapes_in(items, each, (*path, n))
        case {"additionalProperties": values}:
            for name, each in found.items():
                yield from shapes_in(values, each, (*path, name))


def places() -> Iterator[Place]:
    for file, top in TOP.items():
        seen: list[Shape] = []
        for shape, path in shapes_in(top, PLAIN[file]):
            if not any(shape is each for each in seen):
                seen.append(shape)
                yield Place(file, shape, path)


PLACES = tuple(places())
UNWATCHED = (rows.REFER,)
"""Shapes whose keys the loader holds against them in another way."""
LOOKED_UP = [key.takes for key in TOP["conditions"].keys.values()]


def watched(place: Place) -> bool:
    """Does the loader refuse keys that are not its own?"""
    return not any(place.shape is each for each in (*UNWATCHED, *LOOKED_UP))


def test_every_shape_stands_somewhere() -> None:
    """Or nothing below would look at it."""
    there = [place.shape for place in PLACES]
    made = [each for room in (files, rows) for each in vars(room).values() if isinstance(each, Shape)]
    assert [shape.means for shape in (*made, *MEASURES.values()) if not any(shape is each for each in there)] == [
        MEASURES["size"].means  # the loader knows it, and no measure uses it now
    ]


# -- planting -------------------------------------------------------------------------------------------------

Plant = Callable[[dict[str, Any]], None]
"""Breaks one map where it stands."""


def add(**more: Any) -> Plant:
    return lambda row: row.update(more)


def without(key: str) -> Plant:
    return lambda row: row.pop(key)


def alone(place: Place, plant: Plant) -> Any:
    """The place's file with one mistake, and of the lists around it only the item that has it."""
    document = deepcopy(PLAIN[place.file])
    plant(place.of({place.file: document}))
    return cut(document, place.path)


def cut(found: Any, path: tuple[Any, ...]) -> Any:
    if not path:
        return found
    inner = cut(found[path[0]], path[1:])
    return [inner] if isinstance(found, list) else {**found, path[0]: inner}


def refused(place: Place, plant: Plant) -> bool:
    """Is it wrong with the mistake, and right without it?"""
    assert VALID[place.file].is_valid(alone(place, add()))
    return not VALID[place.file].is_valid(alone(place, plant))


def problems(folder: Path, documents: Mapping[str, Any]) -> list[Problem]:
    """What the loader says of knowledge in which each value has a line of its own."""
    shutil.copytree(load.KNOWLEDGE, folder / "knowledge", ignore=shutil.ignore_patterns("text"))
    for file, document in documents.items():
        (folder / "knowledge" / f"{file}.yaml").write_text(json.dumps(document, indent=1), encoding="utf-8")
    try:
        load.load(folder / "knowledge")
    except load.BadKnowledge as bad:
        return list(bad.problems)
    return []


def all_planted(plants: list[tuple[Place, Plant]]) -> dict[str, Any]:
    """Every mistake at once: the loader reports them all."""
    documents = deepcopy(PLAIN)
    for place, plant in plants:
        plant(place.of(documents))
    return documents


def lines(documents: Mapping[str, Any], word: str) -> set[str]:
    """Where a word was planted, as the loader says it."""
    return {
        f"{file}.yaml:{n}"
        for file, document in documents.items()
        for n, line in enumerate(json.dumps(document, indent=1).splitlines(), 1)
        if word in line
    }


def told(found: list[Problem], *codes: str) -> set[str]:
    return {Path(problem.where).name for problem in found if problem.code in codes}


# -- what is right --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", load.FILES)
def test_the_knowledge_is_valid(file: str) -> None:
    assert [f"{list(error.path)}: {error.message}" for error in VALID[file].iter_errors(PLAIN[file])] == []


def test_the_loader_takes_it_as_it_is_written_here(tmp_path: Path) -> None:
    assert problems(tmp_path, PLAIN) == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_key_is_explained(place: Place) -> None:
    assert all(key.means[-1] in ".?" and len(key.means) < 200 for key in place.shape.keys.values())


# -- the keys -------------------------------------------------------------------------------------------------


def objects(part: Any) -> Iterator[frozenset[str]]:
    """The keys of every map of a schema that takes no others."""
    if isinstance(part, dict):
        if part.get("additionalProperties") is False:
            yield frozenset(part["properties"])
        for each in part.values():
            yield from objects(each)
    elif isinstance(part, list):
        for each in part:
            yield from objects(each)


def test_the_keys_are_those_the_loader_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the loader holds rows against is what the schema takes, for all but the shapes it does not look through."""
    asked: set[tuple[str, frozenset[str]]] = set()
    only = Documents.only

    def noted(documents: Documents, node: Node, shape: Shape) -> None:
        asked.add((Path(node.file).stem, frozenset(shape.keys)))
        only(documents, node, shape)

    monkeypatch.setattr(Documents, "only", noted)
    load.load()
    made = {(file, keys) for file, schema in SCHEMAS.items() for keys in objects(schema)}
    unlooked = {(place.file, frozenset(place.shape.keys)) for place in PLACES if not watched(place)}
    assert asked == made - unlooked


def test_the_ways_to_measure_are_those_of_the_loader() -> None:
    assert set(MEASURES) == {*HOWS, *UNNAMED}
    assert set(BY_THEMSELVES) == set(UNNAMED)
    for how, shape in MEASURES.items():
        assert shape.keys["how"].takes == {"const": how}


class Asked(dict[str, Node]):
    """A map that notes which of its keys are asked for."""

    def __init__(self, entries: Mapping[str, Node]) -> None:
        super().__init__(entries)
        self.keys_asked: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_asked.add(key)
        return super().get(key, default)


def noting(node: Node) -> Node:
    match node.value:
        case dict() as entries:
            made: Any = Asked({key: noting(each) for key, each in entries.items()})
        case tuple() as items:
            made = tuple(noting(each) for each in items)
        case scalar:
            made = scalar
    return Node(made, node.file, node.line, node.key_line)


IGNORED = {rows.FIGURE.means: {"unit"}}
"""Keys that only say something to whoever reads the file."""


def test_what_may_stand_there_is_read_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that the loader never asks for would be taken and mean nothing."""
    documents: dict[str, Node] = {}

    def noted(path: Path, *, limit: int) -> Node:
        return documents.setdefault(path.stem, noting(read_file(path, limit=limit)))

    monkeypatch.setattr(load, "read_file", noted)
    load.load()
    asked: dict[str, set[str]] = {}
    for file, top in TOP.items():
        for shape, path in shapes_in(top, PLAIN[file]):
            node: Any = documents[file].value
            for step in path:
                node = node[step].value
            asked.setdefault(shape.means, set()).update(node.keys_asked)
    for shape in (place.shape for place in PLACES if watched(place)):
        common = set(MEASURE) | set(UNNAMED) if shape in MEASURES.values() else set()
        assert shape.keys.keys() - common - IGNORED.get(shape.means, set()) == asked[shape.means] - common, shape.means


# -- one mistake, refused by both -----------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_an_editor_refuses_a_misspelt_key(place: Place) -> None:
    assert refused(place, add(hue="red"))


def test_the_loader_refuses_a_misspelt_key(tmp_path: Path) -> None:
    seen = [place for place in PLACES if watched(place)]
    assert {place.file for place in seen} == set(load.FILES)
    documents = all_planted([(place, add(hue="red")) for place in seen])
    assert told(problems(tmp_path, documents), "unknown_key") == lines(documents, '"hue"')
    assert len(lines(documents, '"hue"')) == len(seen)


NAMED = [(place, key) for place in PLACES for key in ("id", "n") if key in place.shape.keys]


@pytest.mark.parametrize(("place", "key"), NAMED, ids=str)
def test_a_row_without_its_name_or_number_is_refused_by_both(tmp_path: Path, place: Place, key: str) -> None:
    assert refused(place, without(key))
    found = problems(tmp_path, all_planted([(place, without(key))]))
    assert ("missing", f"`{key}`") in {(problem.code, problem.details.get("says")) for problem in found}


WITH_SOURCES = [place for place in PLACES if "sources" in place.shape.keys and place.path]


@pytest.mark.parametrize("place", WITH_SOURCES, ids=str)
def test_an_editor_refuses_a_row_without_a_source(place: Place) -> None:
    assert refused(place, without("sources"))
    assert refused(place, add(sources=[]))
    assert refused(place, add(sources=["seed:G999"]))


def test_the_loader_refuses_a_row_without_a_source(tmp_path: Path) -> None:
    documents = all_planted([(place, without("sources")) for place in WITH_SOURCES])
    found = [problem for problem in problems(tmp_path, documents) if problem.code == "source"]
    assert [problem.details["says"] for problem in found] == ["has no source"] * len(WITH_SOURCES)


def keys_of(wanted: Callable[[Any], bool]) -> list[tuple[Place, str]]:
    return [(place, name) for place in PLACES for name, key in place.shape.keys.items() if wanted(key.takes)]


TYPES = keys_of(lambda takes: any(takes is each for each in (keys.WHOLE, keys.YES, keys.WORDS, keys.SPAN)))
"""Every key that is a number, true or false, a list of words or a range."""
CLOSED = keys_of(lambda takes: isinstance(takes, dict) and takes.keys() == {"enum"})
"""Every key whose words are closed."""
TAKEN = {
    *(("measures", key) for key in ("options", "reads", "back", "before", "today")),
    *(("sources", "year"), ("sources", "status"), ("tasks", "run")),
}
"""What the loader takes as it comes, or does not read in each row, or refuses in another line: told by an editor."""


@pytest.mark.parametrize(("place", "key"), [*TYPES, *CLOSED], ids=str)
def test_an_editor_refuses_a_wrong_word(place: Place, key: str) -> None:
    assert refused(place, add(**{key: "hue"}))


@pytest.mark.parametrize(("seen", "code"), [(TYPES, "shape"), (CLOSED, "choice")], ids=["types", "words"])
def test_the_loader_refuses_a_wrong_word(tmp_path: Path, seen: list[tuple[Place, str]], code: str) -> None:
    plants = [(place, add(**{key: "hue"})) for place, key in seen if (place.file, key) not in TAKEN]
    documents = all_planted(plants)
    here = lines(documents, '"hue"')
    assert len(here) == len(plants) > 15
    assert here <= told(problems(tmp_path, documents), code)


def another(place: Place) -> str:
    """A key that only other ways to measure take, and that does not make it one of them."""
    return next(key for key in ("days", "older", "has") if key not in place.shape.keys)


WAYS = [place for place in PLACES if any(place.shape is shape for shape in MEASURES.values())]


@pytest.mark.parametrize("place", WAYS, ids=str)
def test_an_editor_refuses_the_key_of_another_way(place: Place) -> None:
    good = {"days": 3, "older": "weeks_of_pain", "has": ["near_fascia"]}
    assert refused(place, add(**{another(place): good[another(place)]}))
    assert refused(place, add(how="colour"))


def test_the_loader_refuses_the_key_of_another_way(tmp_path: Path) -> None:
    documents = all_planted([(place, add(**{another(place): "hue"})) for place in WAYS])
    assert told(problems(tmp_path, documents), "unknown_key") == lines(documents, '"hue"')
    assert len(WAYS) == len(MEASURES) - 1


def row(file: str, *path: Any) -> Place:
    """A row by its id, where a list is on the way."""
    found, steps = PLAIN[file], []
    for step in path:
        by_id = isinstance(found, list) and isinstance(step, str)
        steps.append([one["id"] for one in found].index(step) if by_id else step)
        found = found[steps[-1]]
    return Place(file, TOP[file], tuple(steps))


MISTAKES: dict[str, tuple[Place, Plant, str]] = {
    "a way there is not": (row("measures", "measures", "now_fs"), add(how="medium"), "how"),
    "a number without its range": (row("measures", "measures", "now_fs"), without("range"), "missing"),
    "a key that is nearly right": (row("thresholds", "thresholds", "adult"), add(source=["seed:G02"]), "unknown_key"),
    "a status there is not": (row("sources", "sources", "seed:G01"), add(status="X"), "choice"),
    "a unit there is not": (row("thresholds", "thresholds", "adult"), add(unit="stone"), "unit"),
    "a fact there is not": (row("votes", "rules", "adherence-low"), add(wonders=["obstacles"]), "reads"),
    "an effect there is not": (row("votes", "rules", "go-on"), add(effect="one_upp"), "effect"),
    "a rule without its condition": (row("votes", "rules", "plan-starts"), without("when"), "missing"),
    "a tag there is not": (row("triage", "rows", "open-wound"), add(bars=["icee"]), "choice"),
    "a referral without its end": (row("triage", "rows", "deformed", "refer"), without("for"), "unknown_key"),
    "a count of no threshold": (row("conditions", "counts", "self_check"), add(at_least="three"), "threshold"),
    "a sign that speaks for nothing": (
        row("conditions", "conditions", "plantar_fasciopathy", "features", "pf-press"),
        without("strong_for"),
        "missing",
    ),
    "a change to nothing": (row("machine", "effects", "start", 0), add(verb="become calm"), "verb"),
    "a part of a dose there is not": (row("tasks", "tasks", "ice", "doses", "calm"), add(hours=[1, 2]), "unknown_key"),
    "a day that is no number": (row("facts", "facts", "age"), add(lasts="a while"), "lasts"),
    "a list that is none": (row("running"), add(stages="R1"), "shape"),
    "a kind of measure there is not": (row("measures", "measures", "now_fs"), add(kind="number"), "choice"),
    "a day that is not asked about": (row("measures", "measures", "ran_yesterday"), add(of="today"), "choice"),
    "a step of help there is not": (row("triage", "calendar"), add(offer_plan="ladder_5w"), "threshold"),
    "a rung there is not": (row("triage", "calendar"), add(offer_tea="ladder_2w"), "choice"),
    "a phase without walks": (row("running"), add(walks_in=["building"]), "choice"),
    "what is shown of nothing": (row("running", "shown"), without("wish"), "missing"),
    "what is shown by nothing": (row("running", "shown"), add(wish="wants_to_ski"), "reads"),
    "what a criterion cannot ask": (row("running", "gate", "gate-walk"), add(asks=["walking"]), "reads"),
    "what no run is judged by": (row("machine"), add(judged=["ran_far"]), "reads"),
    "what a treatment cannot answer": (
        row("treatments", "treatments", "steroid_injection"),
        add(answers=["steroids"]),
        "reads",
    ),
    "kinds of nothing": (row("profile", "factors", "drives-load-jump"), add(kinds="kinds"), "reads"),
    "weeks that are none": (row("outlook"), add(weeks=["many"]), "shape"),
}


@pytest.mark.parametrize(("place", "plant", "code"), MISTAKES.values(), ids=MISTAKES)
def test_both_refuse(tmp_path: Path, place: Place, plant: Plant, code: str) -> None:
    assert refused(place, plant)
    assert code in {problem.code for problem in problems(tmp_path, all_planted([(place, plant)]))}


# -- an editor ------------------------------------------------------------------------------------------------


def test_an_editor_finds_each_schema() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    wanted = {f"./docs/schema/knowledge/{file}.json": f"svang/knowledge/{file}.yaml" for file in load.FILES}
    assert settings["yaml.schemas"] == wanted
    assert all((ROOT / path).is_file() for pair in wanted.items() for path in pair)
    assert settings["yaml.yamlVersion"] == "1.2", "yes, no and dates are text"


def test_a_schema_looks_up_only_what_it_has() -> None:
    for schema in SCHEMAS.values():
        names = schema.get("$defs", {})
        assert all(f"#/$defs/{name}" in json.dumps(schema) for name in names)
        assert all(words.get("enum", words.get("examples")) for words in names.values())
