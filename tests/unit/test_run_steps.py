"""A run's stretches, for every stage of PATHWAY section 8; each sum is worked by hand beside it."""

from __future__ import annotations

import pytest

from svang.engine.plan import Run
from svang.pathway.load import pathway
from svang.web.run_steps import Stretch, minutes_of_all, stretches

STAGES = {stage.id: stage for stage in pathway().stages}


def planned(id: str, minutes: int) -> Run:
    stage = STAGES[id]
    return Run(stage, minutes, -(-minutes // stage.run))


@pytest.mark.parametrize(
    ("id", "minutes", "runs", "walk"),
    [
        ("R1", 10, [1] * 10, 2),  # 10 × 1/2 on soft ground (G73)
        ("R2", 8, [2, 2, 2, 2], 2),
        ("R2", 11, [2, 2, 2, 2, 2, 1], 2),
        ("R3", 10, [3, 3, 3, 1], 2),
        ("R4", 10, [4, 4, 2], 1),
        ("R5", 12, [5, 5, 2], 1),
        ("R6", 16, [8, 8], 1),
        ("R7", 25, [10, 10, 5], 1),
        ("R8", 31, [15, 15, 1], 1),
        ("R9", 30, [30], 0),
        ("R9", 48, [48], 0),  # in one stretch, also where it is longer than the stage's 30
    ],
)
def test_a_run_is_run_and_walked_in_turn(id: str, minutes: int, runs: list[int], walk: int) -> None:
    found = stretches(planned(id, minutes))
    assert [each.seconds for each in found if each.kind == "run"] == [60 * n for n in runs]
    assert [each.seconds for each in found if each.kind == "walk"] == [60 * walk] * (len(runs) - 1)
    assert [each.kind for each in found] == (["run", "walk"] * len(runs))[:-1], "No walk comes after the last run."
    assert sum(each.seconds for each in found if each.kind == "run") == 60 * minutes
    assert minutes_of_all(planned(id, minutes)) == minutes + walk * (len(runs) - 1)


def test_every_stage_of_the_knowledge_is_worked_out_here() -> None:
    assert list(STAGES) == [f"R{n}" for n in range(1, 10)]


def test_a_walk_belongs_to_the_interval_before_it() -> None:
    """R4 is 4/1: 10 minutes are 4, 4 and 2."""
    assert stretches(planned("R4", 10)) == (
        Stretch("run", 240, 1),
        Stretch("walk", 60, 1),
        Stretch("run", 240, 2),
        Stretch("walk", 60, 2),
        Stretch("run", 120, 3),
    )
