"""The engine broken on purpose: nineteen faults once planted by hand, and a sample of all that one line can hold.

`make mutate ENGINE=1` plays all of them, and so does `make soak`.
"""

from __future__ import annotations

import os
from multiprocessing import get_context

import pytest

from tests.mutate import engine, noticing, planted, watching

IDS = list(engine.by_id())
SOAK = bool(os.environ.get("SVANG_SOAK"))
SAMPLE = 25
"""So many of those that were noticed in the last whole run are played in `make core`; by a scenario or a test, since
the lives beside them take long to read."""
NOTICED = sorted(id for id, by in watching.hard().items() if id in IDS and not by.startswith("wild"))


@pytest.mark.parametrize("each", planted.PLANTED, ids=lambda each: each.id)
def test_a_fault_that_was_planted_by_hand_is_noticed(each: planted.Planted) -> None:
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        noticed = pool.apply(planted.noticed, (each.id,))
    assert noticed == (each.id not in planted.EQUAL), each.what


def test_a_fault_is_planted_for_everybody_and_taken_out_again() -> None:
    """Who has imported the function runs the fault too; afterwards nobody does."""
    two = planted.by_id()["c"].fault()
    was = engine.functions(engine.FILES["days.py"])["_Beside.correct"].__code__
    out = engine.plant(two.file, two.code())
    planted_code = engine.functions(engine.FILES["days.py"])["_Beside.correct"].__code__
    out()
    assert planted_code != was == engine.functions(engine.FILES["days.py"])["_Beside.correct"].__code__


def test_a_number_of_a_module_is_planted_and_taken_out_again() -> None:
    module = engine.FILES["basis.py"]
    fault = engine.by_id()["basis.py : 4 for 3 in KEPT_BACK = 3"]
    out = engine.plant(fault.file, fault.code())
    during = module.KEPT_BACK
    out()
    assert (during, module.KEPT_BACK) == (4, 3)


def test_there_are_faults_of_every_kind_in_every_file() -> None:
    """Dropped, turned, swapped, one off, not known as a value, left out: and each can be run by Python."""
    kinds = (
        ": drop ",
        ": not ",
        ": swap ",
        ": without not ",
        "1 for 0",
        "0 for None",
        "left out: continue",
        " + 1 in [",
    )
    said = " / ".join(IDS)
    assert [kind for kind in kinds if kind not in said] == []
    assert {fault.file for fault in engine.by_id().values()} == set(engine.FILES) and len(IDS) > 1500
    assert all(engine.by_id()[id].code() for id in noticing.sample(IDS, 100))


def test_what_is_named_is_there() -> None:
    assert watching.named() - set(IDS) == set()


@pytest.mark.parametrize("id", [] if SOAK else noticing.sample(NOTICED, SAMPLE))
def test_a_fault_that_was_noticed_is_noticed_still(id: str) -> None:
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        assert pool.apply(watching.still_noticed, (id,)), id


@pytest.mark.skipif(not SOAK, reason="an hour and a half of CPU time: `make soak`, `make mutate ENGINE=1`")
def test_every_fault_of_the_engine_is_noticed_or_named() -> None:
    assert [found for found in watching.all_judged(IDS) if found[1] == "survived"] == []
