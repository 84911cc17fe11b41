"""What clinicians set, say and limit, and a pause by the person (PATHWAY sections 2 and 6)."""

from __future__ import annotations

from typing import Any

from tests.slow import moves
from tests.slow.days import Told
from tests.slow.life import LOADS, Life
from tests.slow.votes import Verdict

ROWS_1_TO_5 = ("red-flag-stop", "fracture-or-sinister", "back-after-gap", "back-after-gap-calm", "relapse")
ROWS_1_TO_5 += ("running-shut", "too-much", "too-much-calm", "must-know", "own-pause", "not-to-be-loaded")
ROWS_1_TO_5 += ("told-of-diabetes",)


def numbers_today(life: Life, d: int, told: Told | None) -> dict[str, int]:
    """The numbers of a day: a threshold that a clinician has set counts from its date's morning to its end."""
    for event in told.adjusted if told is not None else ():
        until = event.body.get("until")
        if until.__class__ is int:
            life.adjusted.append({"until": until, "set": dict(event.body["set"]), "done": set()})
    life.adjusted = [a for a in life.adjusted if a["until"] >= d]
    usual = life.usual_numbers
    life.numbers = dict(usual)
    for adjusted in life.adjusted:
        life.numbers |= {name: value for name, value in adjusted["set"].items() if name in usual}
    return life.numbers


def adjustments(life: Life, v: dict[str, Any]) -> None:
    for name in LOADS:
        v[f"{name}_held"] = any(name in adjusted["set"] for adjusted in life.adjusted)


def limits_of(life: Life, v: dict[str, Any], d: int) -> None:
    """A seen that does not say yes holds until a yes; its limits each act; a date that passes opens nothing."""
    seen = life.last_seen
    v["not_cleared"] = seen is not None and seen.body.get("cleared") is not True
    v["not_cleared_days"] = d - seen.date.toordinal() if seen is not None and v["not_cleared"] else None
    limits = (seen.body.get("limits") or {}) if seen is not None else {}
    limits = limits if isinstance(limits, dict) else {}
    v["no_running"] = limits.get("no_running") is True
    v["no_heel_raises"] = limits.get("no_heel_raises") is True
    v["rest_said"] = bool(limits.get("rest") or limits.get("boot_or_crutches")) or any(
        adjusted["set"].get("phase") == "paused" for adjusted in life.adjusted
    )


def own_pause(life: Life, v: dict[str, Any], d: int) -> None:
    """A pause by the person: until its date, or a check-in on a later day."""
    start, until = life.pause or (0, 0)
    v["own_pause"] = start <= d < until and (d == start or not v["checked_in"])
    if life.pause and not v["own_pause"]:
        life.pause = None


def set_by_clinician(life: Life, d: int, verdict: Verdict, fired: set[str]) -> None:
    """Taken over once, on a day that nothing more cautious holds; until its end nothing rises above it."""
    free = not verdict.maybe and not fired & set(ROWS_1_TO_5)
    for adjusted in life.adjusted:
        for name in LOADS:
            value = adjusted["set"].get(name)
            if value in (None, "paused") or life.state["phase"] == "paused":
                continue
            before = life.stands_at(name)
            if name not in adjusted["done"] and free:
                set_to(life, d, name, value)
                adjusted["done"].add(name)
            elif moves.ORDERS[name].index(value) < before:
                set_to(life, d, name, value)
            if name in moves.LADDERS and life.stands_at(name) > before:
                life.marks["raised"] = d


def set_to(life: Life, d: int, name: str, value: str) -> None:
    """What was counted where one stood before does not count where one stands now."""
    if name == "run_stage" and life.state[name] != value:
        life.state["green_runs"] = life.state["runs_here"] = 0
    moves.change(life, d, name, value)
