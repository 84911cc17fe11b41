"""What stored decisions come to on the page of progress: what moved, and what is one flare (PATHWAY 5, choice:C6)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from svang.engine.trail import Level, moved
from svang.model.person import SVANG, Event
from svang.pathway.load import pathway
from svang.says.progress import moved_said
from svang.texts import texts

FIRST = date(2026, 3, 2)
NOTHING = {state.id: state.start for state in pathway().machine.state.values()}


def decided(day: int, rule: str = "go-on", phase: str = "build", **state: Any) -> Event:
    body = {"rule": rule, "phase": phase, "state": {**NOTHING, "phase": phase, **state}}
    at = datetime(2026, 3, 2, 7, tzinfo=UTC) + timedelta(days=day)
    return Event(f"d{day}", "decided", FIRST + timedelta(days=day), at, pathway().stamp, body, by=SVANG)


def moves(*said: Event) -> list[tuple[str, int, int]]:
    first = FIRST.toordinal()
    return [(each.kind, each.date - first, each.until - first) for each in moved(pathway(), said)]


def says(*said: Event) -> list[str]:
    return [moved_said(pathway(), texts("da"), each) for each in moved(pathway(), said)]


def test_days_on_which_nothing_changes_are_no_event() -> None:
    assert not moves(decided(0), decided(1), decided(4))


def test_a_phase_and_a_level_are_one_event_each() -> None:
    days = decided(0, phase="early"), decided(3, raise_level="H1"), decided(9, raise_level="H2")
    assert moves(*days) == [("phase", 3, 3), ("levels", 9, 9)]
    assert says(*days) == ["Opbygning begynder.", "Et trin op: hælløft på et trappetrin."]


def test_a_level_knows_up_from_down() -> None:
    (found,) = moved(pathway(), [decided(0, raise_level="H2"), decided(1, raise_level="H1")])
    assert found.levels == (Level("raise_level", "H1", up=False),)


def test_a_stage_of_running_is_said_as_what_is_run() -> None:
    days = decided(0, phase="run", run_stage="R1"), decided(7, phase="run", run_stage="R2")
    assert says(*days) == ["Løbet bliver længere: 2 minutters løb, 2 minutters gang."]


def test_a_flare_is_one_as_long_as_an_episode() -> None:
    """choice:C6: what comes again within four days of the last is the same flare."""
    days = [decided(0, raise_level="H2"), decided(1, "too-much", raise_level="H1"), decided(2, raise_level="H1")]
    assert moves(*days, decided(4, "too-much", raise_level="H1")) == [("flare", 1, 4)]
    assert moves(*days, decided(5, "too-much", raise_level="H1")) == [("flare", 1, 1), ("flare", 5, 5)]


def test_a_step_back_after_a_gap_is_no_flare() -> None:
    assert moves(decided(0, raise_level="H2"), decided(9, "back-after-gap", raise_level="H1")) == [("levels", 9, 9)]


def test_a_flare_in_which_nothing_goes_down_is_not_said_to_go_down() -> None:
    assert says(decided(0), decided(1, "too-much")) == ["Opblussen. Planen blev på samme trin."]


def test_what_this_knowledge_does_not_know_is_no_event() -> None:
    assert not moves(decided(0, phase="spring"), decided(1, raise_level="H9"))
