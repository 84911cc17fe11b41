"""The rooms: what may not be imported, what the pure ones may not do; and that all is sourced, worded and read."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import svang
from svang.interview.due import NEARING
from svang.interview.questions import KNOWN_DOUBT
from svang.model.measures import BothHave
from svang.pathway.language import atoms, reads
from svang.pathway.load import pathway, read_file
from svang.texts import FOLDER, LANGUAGES, texts
from tests import oracle

ROOT = Path(svang.__file__).parent
PATHWAY = pathway()

# -- imports --------------------------------------------------------------------------------------------------

HEAVY = {"django", "typer", "rich", "scipy", "numpy", "z3", "numba", "polars", "lxml", "ninja", "granian", "jsonschema"}
CASE = {"at": "2026-03-02T07:10:00+01:00", "answers": {"age": 46, "first_step_pain": 4}}
LIGHT = [
    "import svang",
    "import svang.contract.decision",
    "import svang.pathway.load, svang.texts",
    "import svang.engine.decide, svang.readings.explain",
    "import svang.contract.case, svang.answers.stored, svang.contract.schemas",
    f"import svang; svang.decide({CASE!r}, language='en')",
]


def brought(statement: str) -> set[str]:
    """The top packages in memory after a statement in a new Python."""
    code = (
        f"{statement}\nimport json, sys\nprint(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT.parent)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize("statement", LIGHT)
def test_it_brings_no_framework(statement: str) -> None:
    assert brought(statement) & HEAVY == set()


def test_a_framework_would_be_seen() -> None:
    assert brought("import rich.console") & HEAVY == {"rich"}
    assert "django" in brought("import svang.store.sqlite")


# -- the pure rooms -------------------------------------------------------------------------------------------

PURE = sorted(
    path
    for room in ("model", "answers", "readings", "engine", "says", "library")
    for path in (ROOT / room).rglob("*.py")
)
OUTSIDE = {
    "os",
    "io",
    "time",
    "random",
    "secrets",
    "uuid",
    "socket",
    "subprocess",
    "urllib",
    "http",
    "logging",
    "sys",
} | {
    "pathlib",
    "shutil",
    "tempfile",
    "threading",
    "asyncio",
    "locale",
    "platform",
    "getpass",
}
CALLS = {"open", "print", "input", "breakpoint", "__import__"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "time", "time_ns", "monotonic", "perf_counter", "localtime"}
FILES = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "mkdir", "unlink", "getenv"}


def offences(code: str) -> list[str]:
    """What a pure room may not do: read the clock, chance, the environment or files, or say something."""
    return [f"line {node.lineno}: {found}" for node in ast.walk(ast.parse(code)) for found in offence(node)]  # type: ignore[attr-defined]


def offence(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (f"import {name.name}" for name in names if name.name.partition(".")[0] in OUTSIDE)
        case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in OUTSIDE:
            yield f"from {module}"
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield f"{name}()"
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS | FILES:
            yield f".{name}()"
        case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
            yield "os.environ"
        case ast.Global(names=globals):
            yield f"global {', '.join(globals)}"


def test_the_pure_rooms_are_there() -> None:
    there = {path.name for path in PURE}
    assert {"rule.py", "knowledge.py", "kleene.py", "explain.py", "lookbacks.py", "typed.py"} <= there
    assert {"course.py", "decide.py", "days.py", "plan.py", "words.py", "search.py"} <= there


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_pure_room_has_no_clock_and_no_door(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


PLANTED = [
    *(
        "import time",
        "import os.path",
        "from time import time",
        "from os import environ",
        "import random",
        "import uuid",
    ),
    *("datetime.now()", "datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "datetime.utcnow()"),
    *("time.time()", "time.monotonic()", "open('x')", "print('x')", "input()", "Path('x').open()", "p.read_text()"),
    *("os.environ['X']", "from pathlib import Path", "import logging", "def f():\n    global x", "__import__('os')"),
    *("def f():\n    if x:\n        return [date.today() for _ in y]", "class A:\n    x = open('y')"),
]


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_offence_is_found(code: str) -> None:
    assert offences(code)


@pytest.mark.parametrize(
    "code", ["m.today", "x = course.today", "date.fromordinal(3)", "def now(): ...", "reopen()", "times(2)"]
)
def test_what_only_looks_like_one_is_not(code: str) -> None:
    assert offences(code) == []


# -- a course is asked, not dug into ---------------------------------------------------------------------------

OWN = {"memory", "ground", "lasting", "sessions", "answers", "fits", "standing", "moves", "clinic"}
"""What the engine folds with; who reads a course goes through `svang.engine.course`."""
TYPES = {"svang.engine.fits"}
"""Of these the frozen results may be named: how each condition fits."""
INSIDE = {"memory", "clocks"}
"""What a course keeps for itself."""
COMPILED_FOR = {"proofs/replay.py", "ready.py"}
"""Who may have the compiled pathway beside the engine: what replays an example of a proof has no course, and what keeps
it for the next process runs none."""
EDGES = {"__init__.py", "cli/context.py", "web/visit.py", "contract/schemas.py", "phone/run.py", "ready.py"}
"""Where the pathway that comes with Svang is made an argument: the edges, and what writes docs/schema."""


def breaches(code: str) -> list[str]:
    """Where a reader digs into a course."""
    found = []
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Attribute(attr=name) if name in INSIDE:
                found.append(f".{name}")
            case ast.ImportFrom(module="svang.engine", names=names):
                found += [f"engine.{each.name}" for each in names if each.name in OWN]
            case ast.ImportFrom(module=str(module)) if module not in TYPES and module.startswith("svang.engine."):
                found += [module] if module.rpartition(".")[2] in OWN else []
            case ast.ImportFrom(module=str(module)) if module.startswith("svang.readings.run"):
                found.append(module)
    return found


OUTSIDE_THE_ENGINE = sorted(
    path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in ("engine", "readings")
)


@pytest.mark.parametrize("path", OUTSIDE_THE_ENGINE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_course_is_asked_and_not_dug_into(path: Path) -> None:
    if str(path.relative_to(ROOT)) not in COMPILED_FOR:
        assert breaches(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "course.memory",
        "x = course.memory.clocks['moved']",
        "course.clocks",
        "from svang.engine import moves",
        "from svang.engine.memory import fresh",
        "from svang.readings.run.compile import compiled",
    ],
)
def test_a_planted_breach_is_found(code: str) -> None:
    assert breaches(code)


@pytest.mark.parametrize("code", ["course.morning.value('phase')", "from svang.engine.course import Course"])
def test_a_question_is_no_breach(code: str) -> None:
    assert not breaches(code)


def makes_one(code: str) -> bool:
    """Does it read the pathway that comes with Svang, instead of being given one?"""
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "pathway"
        for node in ast.walk(ast.parse(code))
    )


def test_the_pathway_is_an_argument_and_made_at_the_edges() -> None:
    made = {str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py") if makes_one(path.read_text(encoding="utf-8"))}
    assert made <= EDGES, "Take the pathway as an argument."
    assert makes_one("from svang.pathway import load\nload.pathway()")


FEATURES = [feature for condition in PATHWAY.conditions for feature in condition.features]

# -- words ----------------------------------------------------------------------------------------------------

Path_ = tuple[str, ...]
WORDED: list[Path_] = [
    *(("rules", row.id, "says") for row in (*PATHWAY.rows, PATHWAY.otherwise)),
    *(("rules", rule.id, "says") for rule in PATHWAY.rules),
    *(("features", feature.id, "says") for feature in FEATURES),
    *(("factors", factor.id, key) for factor in PATHWAY.factors for key in ("name", "then")),
    *(("evidence_of_factors", factor.evidence) for factor in PATHWAY.factors),
    *(("changes_of_factors", factor.changes) for factor in PATHWAY.factors),
    *(("conditions", condition.id, "name") for condition in PATHWAY.conditions),
    *(("tasks", task.id, "name") for task in PATHWAY.tasks),
    *(("tasks", task.id, "levels", level, "name") for task in PATHWAY.tasks for level in task.levels),
    *(("plans", kind.id, "says") for kind in PATHWAY.plan_kinds),
    *(("gate", criterion.id, "says") for criterion in PATHWAY.gate),
    *(("rules", notice.id, "says") for notice in PATHWAY.notices),
    *(("treatments", treatment.id, key) for treatment in PATHWAY.treatments for key in ("name", "says")),
    *(("treatments_who", treatment.who) for treatment in PATHWAY.treatments),
    *(("treatment_shelves", treatment.shelf) for treatment in PATHWAY.treatments),
    *(("rungs", rung, key) for rung in PATHWAY.machine.state["rung"].options[1:] for key in ("says", "question")),
    *(("referral_for", offer["for"], "name") for offer in PATHWAY.offers.values()),
    *(("facts", fact.id, "ask") for fact in PATHWAY.facts.values()),
    *(("facts", fact.id, "name") for fact in PATHWAY.facts.values()),
    *(("thresholds", id) for id in PATHWAY.thresholds),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", WORDED, ids=" ".join)
def test_it_is_worded(path: Path_, language: str) -> None:
    found = texts(language).get(*path)
    assert found if path[0] == "thresholds" else isinstance(found, str) and found.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_worded(language: str) -> None:
    for fact in PATHWAY.facts.values():
        for word in (*fact.options, *fact.extra):
            choices = texts(language).get("facts", fact.id, "choices") or {}
            own = choices.get(word, {}).get("label")
            assert own or (word == KNOWN_DOUBT and texts(language)("ui", "dont_know")), (fact.id, word)


def keys(found: Any, path: Path_ = ()) -> Iterator[Path_]:
    if not isinstance(found, Mapping):
        yield path
        return
    for key, part in found.items():
        yield from keys(part, (*path, key))


def keys_of(language: str) -> set[Path_]:
    return {path for section in sections() for path in keys(texts(language).get(section), (section,))}


def sections() -> set[str]:
    """The sections of all text files, whichever language they are in."""
    tops = (read_file(path).plain() for path in FOLDER.glob("*.yaml"))
    return {section for top in tops for section in top}


def test_both_languages_have_the_same_keys() -> None:
    one, other = (keys_of(language) for language in LANGUAGES)
    assert one - other == set()
    assert other - one == set()
    assert len(one) > 1000


def test_both_languages_have_the_same_files() -> None:
    names = {
        language: {path.name.replace(f"{language}.yaml", "") for path in FOLDER.glob(f"*{language}.yaml")}
        for language in LANGUAGES
    }
    assert names["da"] == names["en"] != set()


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def sentences(language: str) -> Iterator[tuple[Path_, str]]:
    for path in keys_of(language):
        found = texts(language).get(*path)
        yield from ((path, line) for line in (found if isinstance(found, list) else [found]) if isinstance(line, str))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_of_a_rule_is_a_name_it_may_say(language: str) -> None:
    """A limit, or something the rule itself reads."""
    whens = {one.id: one.when for one in (*PATHWAY.rows, PATHWAY.otherwise, *PATHWAY.rules)}
    for path, text in sentences(language):
        if path[0] == "rules" and placeholders(text):
            when = whens[path[1]]
            asked = {"question"} if when and "only_a_question_waits" in reads(when) else set()
            assert placeholders(text) <= {*PATHWAY.thresholds, *(reads(when) if when else ()), *asked}, path


def test_a_sentence_has_the_same_placeholders_in_both_languages() -> None:
    one, other = ({path: placeholders(text) for path, text in sentences(language)} for language in LANGUAGES)
    assert one == other
    assert {"adult"} in one.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_unfinished(language: str) -> None:
    for path, text in sentences(language):
        assert text == text.strip() or path[0] == "ui", path
        assert not {"TODO", "XXX", "???"} & set(text.split()), path


# -- what is read ---------------------------------------------------------------------------------------------


def test_every_measure_is_read_by_something() -> None:
    assert set(PATHWAY.measures) - oracle.used(PATHWAY) == set()


def test_every_state_and_mark_is_moved_by_something() -> None:
    moved = {change.set for changes in oracle.changes_of(PATHWAY).values() for change in changes}
    by_the_fold = {"lowered", "raised", "seen_on"} | {s.changed for s in PATHWAY.machine.state.values()}
    assert set(PATHWAY.machine.state) <= moved
    assert set(PATHWAY.machine.marks) - moved - by_the_fold == set()


def test_every_effect_and_plan_is_used() -> None:
    assert set(PATHWAY.machine.effects) == {rule.effect for rule in PATHWAY.rules}
    used = {rule.plan_kind for rule in PATHWAY.rules} | {kind for _, kind in PATHWAY.kinds_today}
    assert {plan.id for plan in PATHWAY.plan_kinds} == used


def test_every_group_is_read() -> None:
    whens = [*oracle.conditions(PATHWAY).values()]
    whens += [when for m in PATHWAY.measures.values() for when in oracle.conds_in(m)]
    named = {side.name for when in whens for atom in atoms(when) for side in sides(atom)}
    whole = {group for m in PATHWAY.measures.values() if isinstance(m, BothHave) for group in m.has}
    unread = {id for id, group in PATHWAY.groups.items() if id not in named and group not in whole}
    assert unread == {"planning", NEARING}  # of the phases: in which a session is planned, and running is asked about


def test_every_limit_is_read() -> None:
    """A clinic that sets a limit nothing reads gets nothing: by the knowledge itself, by Python, or in a sentence."""
    files = [*ROOT.glob("knowledge/*.yaml"), *ROOT.glob("knowledge/text/*.yaml"), *ROOT.rglob("*.py")]
    own = re.compile(r"^  - \{id: \w+, value: \d+, .*$|^  \w+: \{name: .*$|^  - \w+(?: <=? \w+)+$", re.MULTILINE)
    words = {word for file in files for word in re.findall(r"\w+", own.sub("", file.read_text(encoding="utf-8")))}
    assert set(PATHWAY.thresholds) - words == set()


def sides(atom: Any) -> list[Any]:
    return [side for side in (getattr(atom, "right", None), getattr(atom, "group", None)) if side is not None]
