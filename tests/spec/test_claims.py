"""Every claim of the two seeds that decides something is carried by an item that decides: taken away, a scenario fails.

Which claims these are stands in knowledge/sources.yaml (`decides` of the seed rows).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest

import svang
from svang.answers.typed import Refused
from svang.library.items import items as knowledge
from svang.model.knowledge import Pathway
from svang.model.rule import And
from svang.pathway import load
from svang.pathway.language import with_thresholds
from svang.pathway.load import pathway
from svang.says.rules import source_lines
from svang.texts import LANGUAGES, texts
from tests.spec.test_scenarios import Play, case, differences, plays

TEXT = {
    "seed:C06": "it has no answer of its own",  # C06 and G18's push-off are said, not decided
    "seed:G68": "milestones are the guide's own claim; tests/unit/test_outlook.py holds them",
}
WAY = pathway()


def items(way: Pathway) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Everything that decides, with its room and its sources."""
    for room in ("rows", "rules", "factors", "tasks", "gate", "notices", "treatments"):
        yield from ((room, item.id, item.sources) for item in getattr(way, room))
    yield from (("conditions", f.id, f.sources) for c in way.conditions for f in c.features)
    yield from (("facts", fact.id, fact.sources) for fact in way.facts.values())
    yield from (("thresholds", limit.id, limit.sources) for limit in way.thresholds.values())


def without(room: str, id: str) -> Pathway:
    """The pathway with one item taken away."""
    if room == "conditions":
        less = tuple(replace(c, features=tuple(f for f in c.features if f.id != id)) for c in WAY.conditions)
        return replace(WAY, conditions=less)
    if room == "gate":
        gone = next(criterion.when for criterion in WAY.gate if criterion.id == id)
        found: Pathway = pruned(replace(WAY, gate=tuple(c for c in WAY.gate if c.id != id)), gone)
        return found
    if room == "thresholds":
        far = 1 if WAY.thresholds[id].value > 1 else 50
        return with_thresholds(WAY, ((id, far if far != WAY.thresholds[id].value else 0),))
    return replace(WAY, **{room: tuple(item for item in getattr(WAY, room) if item.id != id)})


def pruned(item: Any, gone: Any) -> Any:
    """A copy in which a condition no longer stands among the parts of any other."""
    match item:
        case And(parts=parts) if gone in parts:
            return And(tuple(pruned(part, gone) for part in parts if part != gone))
        case tuple():
            return tuple(pruned(part, gone) for part in item)
        case Mapping():
            return {key: pruned(part, gone) for key, part in item.items()}
    if not is_dataclass(item) or isinstance(item, type):
        return item
    parts = {f.name: pruned(getattr(item, f.name), gone) for f in fields(item)}
    return replace(item, **parts)


def untold(told: dict[str, Any], fact: str) -> dict[str, Any]:
    """A case in which a fact was never answered."""
    answers = {key: value for key, value in told["answers"].items() if key != fact}
    diary = [{key: value for key, value in entry.items() if key != fact} for entry in told["diary"]]
    return {**told, "answers": answers, "diary": diary}


@cache
def ordered(claim: str, id: str) -> tuple[Play, ...]:
    """The scenarios that name the claim first, then those that name the item, then all others."""
    name = id.removeprefix("gate-").removeprefix("drives-")

    def rank(play: Play) -> int:
        return 0 if claim in play.sources else 1 if name in str(play.then) or name in str(play.told) else 2

    return tuple(sorted(plays(), key=rank))


def is_missed(room: str, id: str, claim: str, patch: pytest.MonkeyPatch) -> bool:
    """Does a scenario fail without it?"""
    if room != "facts":
        less = without(room, id)
        patch.setattr(load, "pathway", lambda: less)
    for play in ordered(claim, id):
        told = untold(case(play), id) if room == "facts" else case(play)
        if fails(lambda told=told: svang.decide(told), play):
            return True
    return False


def fails(decide: Callable[[], dict[str, Any]], play: Play) -> bool:
    try:
        return next(differences(play.then, decide()), None) is not None
    except (KeyError, Refused):  # what is told or asked about is not there any more
        return True


CLAIMS = [id for id, source in WAY.sources.items() if source.decides and id not in TEXT]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_missed_when_what_carries_it_is_taken_away(claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    carriers = [(room, id) for room, id, sources in items(WAY) if claim in sources]
    assert carriers, f"nothing carries {claim}"
    rooms = [room for room, _ in carriers]
    first = sorted(carriers, key=lambda one: (one[0] in ("facts", "thresholds"), rooms.index(one[0])))
    assert any(is_missed(room, id, claim, monkeypatch) for room, id in first), carriers


def test_the_claims_that_decide_are_known() -> None:
    assert len(CLAIMS) > 50
    assert set(TEXT) <= set(WAY.sources)


def test_what_is_decided_otherwise_than_a_source_says_names_the_disagreement() -> None:
    """Hazard H14: nothing is settled in silence."""
    known = knowledge().values()
    disputed = [entry for entry in known if entry.body.get("disputes")]
    assert disputed and all(entry.id.startswith("conflict:") for entry in disputed), "it is said in a conflict"
    conflicts = [entry.id for entry in known if entry.id.startswith("conflict:")]
    assert conflicts == [f"conflict:K{n}" for n in range(1, 41)], "evidence.md section 1 has 35, text 2 adds five"


def test_a_commercial_source_carries_its_badge() -> None:
    for language in LANGUAGES:
        named = source_lines(WAY, texts(language), WAY.sources)
        assert {s.id for s in named if s.commercial} == {"source:seed_clinic", *(f"seed:C{n:02}" for n in range(1, 41))}


def test_a_source_that_was_not_looked_at_for_a_year_says_so() -> None:
    """Hazard H6: twelve months after its row was checked, on the day after."""
    checked = date.fromisoformat(WAY.sources["evidence:L8"].checked)
    for language in LANGUAGES:
        words = texts(language)
        for days, old in ((0, False), (365, False), (366, True)):
            (line,) = source_lines(WAY, words, ["evidence:L8"], checked.toordinal() + days)
            assert (words("ui", "stale") in line.status) is old
