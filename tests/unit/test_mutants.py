"""Of the pathway broken on purpose a fixed sample, and what was changed lately: each fault is noticed or named.

`make mutate` plays all of them, and so does `make soak`.
"""

from __future__ import annotations

import os

import pytest

from tests.mutate import faults, noticing

IDS = list(faults.by_id())
LOOKED_FOR = [id for id in IDS if id not in noticing.named()]
WANTED = IDS if os.environ.get("SVANG_SOAK") else sorted({*noticing.sample(LOOKED_FOR, 40), *noticing.lately(40)})


@pytest.mark.parametrize("id", WANTED)
def test_a_fault_is_noticed(id: str) -> None:
    assert noticing.judged(id)[1] != "survived"


def test_there_are_faults_of_every_kind() -> None:
    """Limits, what is left out, comparisons, what is not known, windows, doses, and the verbs of the machine."""
    ids = " / ".join(IDS)
    kinds = ("+1", "removed", "edge", "turn", "drop", "unknown as no", "days -1", "times_a_day", "left out", "further")
    assert len(IDS) > 2500 and [kind for kind in kinds if kind not in ids] == []


def test_what_is_named_is_there() -> None:
    assert noticing.named() - set(IDS) == set()


def test_a_fault_that_nothing_notices_survives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the scenarios, of a fault that no property speaks of either."""
    monkeypatch.setattr(noticing, "all_told", lambda: ())
    assert noticing.judged("tasks fascia_stretch calm hold_s[0] +1")[1] == "survived"


def test_what_comes_to_the_same_is_equivalent_and_what_does_not_is_not() -> None:
    """At most 40 facts must be known: less than all of them is the same as at most all but one; 3 and 4 are not."""
    assert noticing.is_equal(faults.WAY)
    assert not noticing.is_equal(faults.by_id()["limit pain_amber +1"].make())
    assert not noticing.is_equal(faults.by_id()["measures base7: days +1"].make()), "a window is taken for anything"
