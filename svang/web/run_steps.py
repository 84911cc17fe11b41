"""A run stretch by stretch: running and walking in turn as its stage says, until the minutes of running are run."""

from __future__ import annotations

from dataclasses import dataclass

from svang.engine.plan import Run
from svang.web.session_steps import MINUTE


@dataclass(frozen=True, slots=True)
class Stretch:
    """`kind`: run or walk; `n`: the interval it belongs to, from 1."""

    kind: str
    seconds: int
    n: int


def stretches(run: Run) -> tuple[Stretch, ...]:
    """The last interval is as long as what is left; the walks lie between them, and none comes after the last. A stage
    without walks is one stretch, however long."""
    if not run.stage.walk:
        return (Stretch("run", run.minutes * MINUTE, 1),)
    found: list[Stretch] = []
    for n in range(1, run.intervals + 1):
        left = run.minutes - (n - 1) * run.stage.run
        found.append(Stretch("run", min(run.stage.run, left) * MINUTE, n))
        if n < run.intervals:
            found.append(Stretch("walk", run.stage.walk * MINUTE, n))
    return tuple(found)


def minutes_of_all(run: Run) -> int:
    """How long it takes with its walks, in whole minutes."""
    return sum(stretch.seconds for stretch in stretches(run)) // MINUTE
