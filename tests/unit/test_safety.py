"""docs/safety.md: what it names as holding a hazard is there; every hazard and invariant is held by something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from svang.proofs import PROPERTIES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`]+)`")
PROVED = {property.id for property in PROPERTIES}


def rows(first: str) -> list[list[str]]:
    """The rows of the table whose head begins with a word."""
    lines = PAGE.split(f"| {first} |", 1)[1].splitlines()[2:]
    table = [
        line for line in lines[: next((n for n, line in enumerate(lines) if not line.startswith("|")), len(lines))]
    ]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


HAZARDS = {row[0]: row for row in rows("id")}
INVARIANTS = {row[0]: row for row in rows("invariant")}


def test_the_tables_are_read() -> None:
    assert list(HAZARDS) == [f"H{n}" for n in range(1, len(HAZARDS) + 1)] and len(HAZARDS) >= 20
    assert sorted(numbers(" ".join(INVARIANTS))) == list(range(1, 35)), "each of the 34 invariants of PATHWAY 14, once"


def numbers(text: str) -> list[int]:
    spans = re.sub(r"(\d+) to (\d+)", lambda m: " ".join(map(str, range(int(m[1]), int(m[2]) + 1))), text)
    return [int(number) for number in re.findall(r"\d+", spans)]


@pytest.mark.parametrize("name", sorted(set(CODE.findall(PAGE))))
def test_what_is_named_is_there(name: str) -> None:
    if name.startswith("svang prove "):
        assert name.removeprefix("svang prove ") in PROVED
    elif name.startswith(("tests/", "svang/")):
        assert (ROOT / name).exists()


def test_every_vignette_that_is_named_is_played() -> None:
    played = (ROOT / "tests" / "spec" / "vignettes.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"VG\d+", PAGE))
    assert {vignette for vignette in named if not re.search(rf"evidence:{vignette}\b", played)} == set()


@pytest.mark.parametrize("id", HAZARDS)
def test_every_hazard_is_held_by_something_that_runs(id: str) -> None:
    held = [name for name in CODE.findall(HAZARDS[id][-2]) if name.startswith(("tests/", "svang prove"))]
    assert held, f"nothing holds {id}"


@pytest.mark.parametrize("id", INVARIANTS)
def test_every_invariant_is_proved_or_tested(id: str) -> None:
    assert re.search(r"`(tests/|svang prove)", INVARIANTS[id][-1])


def test_every_proof_holds_an_invariant_of_the_page() -> None:
    assert {id for id in PROVED if f"`svang prove {id}`" not in PAGE} == set()
