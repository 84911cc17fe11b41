"""Load limits for today: steps (PATHWAY section 9); and other numbers that rules and pages read."""

from __future__ import annotations

from typing import Any

from tests.slow.kleene import is_number, middle, percent
from tests.slow.life import Life


def steps(life: Life, v: dict[str, Any], d: int) -> None:
    """Usual steps before the plan, the last week's mean, and the most of today in each phase."""
    n, start = life.numbers, life.marks.get("first_start")
    before = None if start is None else middle(life.over("steps", start - 28, start - 1), 10)
    told = v["steps_told"]
    v["steps_before"] = before
    v["steps_early"] = before if before is not None else told
    v["steps_calm_most"] = share(v["steps_early"], n["steps_calm"])
    v["steps_mean7"] = mean(life.over("steps", d - 7, d - 1))
    v["steps_mean_before"] = mean(life.over("steps", d - 14, d - 8))
    known = [value for value in (v["steps_own"], v["steps_mean7"]) if is_number(value)]
    v["steps_high"] = max(known) if v["steps_own"] is not None else None
    v["steps_build_most"] = share(v["steps_high"], n["steps_more"])


def share(number: Any, of_it: int) -> Any:
    return percent(number, of_it) if is_number(number) else None


def mean(values: list[Any]) -> Any:
    """The mean of at least three known, floored."""
    known = [value for value in values if is_number(value)]
    return sum(known) // len(known) if len(known) >= 3 else None
