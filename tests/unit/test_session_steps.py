"""A session's steps, for every exercise, level and phase: what is counted, on which foot, and how long it takes.

The doses are those of PATHWAY section 7; each sum is worked by hand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from svang.engine.plan import Planned
from svang.model.knowledge import Task
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, texts
from svang.web.session_steps import Step, steps

WAY = pathway()
TASKS = {task.id: task for task in WAY.tasks}
LEFT, BOTH = ("left",), ("left", "right")


def found(id: str, level: str = "", phase: str = "", *, sore: tuple[str, ...] = LEFT, first: bool = True) -> list[Step]:
    task = TASKS[id]
    dose = {**task.levels.get(level, {}), **task.doses.get(phase, {})}
    return list(steps(task, Planned(id, task.kind, dose, (), level=level), sore, first=first))


def total(found: list[Step]) -> int:
    return sum(step.seconds for step in found)


@pytest.mark.parametrize(
    ("id", "level", "phase", "sore", "seconds"),
    [
        # 10 × 10 s (G57), 2 s to let go after each, 5 s to get ready
        ("fascia_stretch", "", "calm", LEFT, 5 + 10 * (10 + 2)),
        # 3 × 30 s (G58), twice 10 s between them; with both feet sore six, and five changes
        ("calf_stretch", "", "early", LEFT, 5 + 90 + 2 * 10),
        ("calf_stretch", "", "early", BOTH, 5 + 180 + 5 * 10),
        # 3 × 12 at 3-2-3 s, 2 minutes twice (G59); two legs, whatever is sore
        ("heel_raise", "H1", "build", LEFT, 5 + 3 * 12 * 8 + 2 * 120),
        ("heel_raise", "H1", "build", BOTH, 5 + 3 * 12 * 8 + 2 * 120),
        # 4 × 10 on one leg, 2 minutes three times; with both feet sore the other leg too, 10 s to change
        ("heel_raise", "H4", "build", LEFT, 5 + 4 * 10 * 8 + 3 * 120),
        ("heel_raise", "H4", "build", BOTH, 5 + 8 * 10 * 8 + 4 * 10 + 3 * 120),
        # 3 × 30 s on each leg (G71): three changes of foot, two of set
        ("balance", "B1", "build", LEFT, 5 + 6 * 30 + 5 * 10),
        # 3 × 12 (G60) at an even 2 + 2 s, twice 10 s between; at first 1–2 × 10–15 (G70), at the top of it
        ("towel_scrunch", "T1", "build", LEFT, 5 + 3 * 12 * 4 + 2 * 10),
        ("towel_scrunch", "", "early", LEFT, 5 + 2 * 15 * 4 + 10),
        # 2 × 30 s on each leg (G70)
        ("hamstring_stretch", "", "run", LEFT, 5 + 4 * 30 + 3 * 10),
        # 10–15 held for 5 s (G61)
        ("big_toe", "", "build", BOTH, 5 + 15 * (5 + 2)),
    ],
)
def test_an_exercise_takes_what_its_dose_adds_up_to(
    id: str, level: str, phase: str, sore: tuple[str, ...], seconds: int
) -> None:
    assert total(found(id, level, phase, sore=sore)) == seconds
    assert total(found(id, level, phase, sore=sore, first=False)) == seconds + 5, "A change is 10 s, the beginning 5."


def test_a_set_counts_to_the_top_of_the_range_and_is_enough_from_its_foot() -> None:
    counted = [step for step in found("heel_raise", "H1", "build") if step.kind == "set"]
    assert [(step.set, step.reps, step.least) for step in counted] == [(1, 12, 8), (2, 12, 8), (3, 12, 8)]
    assert counted[0].parts == (("up", 3), ("hold", 2), ("down", 3))


def test_one_leg_is_followed_by_the_other_before_the_rest() -> None:
    kinds = [(step.kind, step.set, step.side) for step in found("heel_raise", "H3", "build", sore=BOTH)]
    assert kinds[:5] == [("ready", 0, ""), ("set", 1, "left"), ("change", 1, ""), ("set", 1, "right"), ("rest", 1, "")]
    assert kinds[-1] == ("set", 3, "right"), "After the last set nothing comes."


@pytest.mark.parametrize(
    ("id", "level", "sore", "sides"),
    [
        ("calf_stretch", "", ("right",), {"right"}),
        ("calf_stretch", "", (), {"left", "right"}),
        ("balance", "B2", ("right",), {"left", "right"}),
        ("heel_raise", "H2", ("right",), {""}),
        ("heel_raise", "H3", ("right",), {"right"}),
        ("toe_spread", "", ("right",), {""}),
    ],
)
def test_the_feet_are_those_that_the_knowledge_names(
    id: str, level: str, sore: tuple[str, ...], sides: set[str]
) -> None:
    assert {step.side for step in found(id, level, "build", sore=sore) if step.kind == "set"} == sides


def doses() -> Iterator[tuple[Task, str, str, Mapping[str, Any]]]:
    """Every exercise at each level, in each phase that has it."""
    for task in WAY.tasks:
        for phase, own in task.doses.items():
            for level in ("",) if "sets" in own else tuple(task.levels):
                dose = {**task.levels.get(level, {}), **own}
                if "sets" in dose:
                    yield task, phase, level, dose


@pytest.mark.parametrize("sore", [LEFT, BOTH])
def test_every_dose_of_the_plan_can_be_played(sore: tuple[str, ...]) -> None:
    every = list(doses())
    assert len(every) > 40
    for task, phase, level, dose in every:
        each = list(steps(task, Planned(task.id, task.kind, dose, (), level=level), sore, first=True))
        sets = [step for step in each if step.kind == "set"]
        feet = len({step.side for step in sets})
        held = dose.get("hold_s", (0, 0))[1] * dose.get("reps", (1, 1))[1] * dose["sets"][1] * feet
        assert each[0].kind == "ready" and each[-1].kind == "set", f"{task.id} {phase} {level}"
        assert len(sets) == dose["sets"][1] * feet and all(step.seconds > 0 for step in each)
        assert sum(step.reps * dict(step.parts).get("hold", 0) for step in sets) == held
        assert {step.seconds for step in each if step.kind == "rest"} <= {dose.get("rest_min", (0, 0))[1] * 60}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_exercise_has_its_words(language: str) -> None:
    words = texts(language).get("web", "session")
    for task, _, level, dose in doses():
        each = steps(task, Planned(task.id, task.kind, dose, (), level=level), BOTH, first=True)
        assert {part for step in each for part, _ in step.parts} <= words["cues"][task.kind].keys()
        assert {"{n}", "{of}"} <= set(words["counted"][task.kind].split())
