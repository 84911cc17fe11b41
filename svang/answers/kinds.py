"""The kinds of events, one row each: what it is called, what it says, who may tell it, and what becomes of it.

A case, its schema, the store, the fold and the pages take theirs from here. A new kind is a row, and where it stands
beside a day's values what the fold makes of it (engine/clinic.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from svang.answers.clinic import adjustment, limits, pause
from svang.answers.stored import iso, ordinal, plain, scaled, there_is, typed_again, unscaled
from svang.answers.tried import MAY, tried
from svang.answers.typed import DATED_LIMITS, typed, unknown_key
from svang.model.knowledge import Pathway
from svang.model.person import CLINICIAN, DEVICE, FILE, PERSON, Event
from svang.pathway.nodes import Node, Problem

ROLES = ("doctor", "physiotherapist", "nurse", "podiatrist", "emergency", "other")
Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a document: its own keys, the date it is about, and the feet that are sore by then."""

    pathway: Pathway
    node: Node
    parts: Mapping[str, Node]
    day: date
    sore: tuple[str, ...]


Parsed = tuple[dict[str, Any], list[Problem]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind. `must`, `may`: keys of a case's event; none where a case has another place for it. `parse`: what is
    written as a typed body, and all that is wrong with it. `plain`, `again`: a typed body as JSON data, and back.

    `tellers`: who may tell it; of an answer that two give for a date, the word of who stands first here counts, but a
    sign of something serious counts whoever tells it. `beside`: it stands beside the values of its day, where words
    add. `shown`: it is an entry of its own among all that was told.
    """

    id: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    parse: Callable[[Told], Parsed] | None = None
    plain: Callable[[Pathway, Body], Body] = lambda pathway, body: body
    again: Callable[[Pathway, Body], Body] = lambda pathway, body: body
    tellers: tuple[str, ...] = (PERSON, CLINICIAN, FILE, DEVICE)
    beside: bool = False
    shown: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.must, *self.may)


# -- what a case says ----------------------------------------------------------------------------------------


def _wrong(node: Node, key: str, found: Any, choices: Iterable[str]) -> Problem:
    return Problem(node.where, "not_a_choice", {"key": key, "found": str(found)[:40], "choices": ", ".join(choices)})


def _roled(told: Told) -> Parsed:
    """The keys as they stand, with a role that is known."""
    body = {key: part.plain() for key, part in told.parts.items()}
    if body.get("role") in ROLES:
        return body, []
    return body, [_wrong(told.parts.get("role", told.node), "role", body.get("role", "-"), ROLES)]


def _seen(told: Told) -> Parsed:
    body, problems = _roled(told)
    cleared, condition = body.get("cleared"), body.get("condition")
    if cleared is not None and not isinstance(cleared, bool):
        body["cleared"] = cleared == "yes"
        if cleared not in ("yes", "no"):
            problems.append(_wrong(told.parts["cleared"], "cleared", cleared, ("yes", "no")))
    known = told.pathway.names["condition_now"].options
    if condition is not None and condition not in known:
        problems.append(_wrong(told.parts["condition"], "condition", condition, known))
    if "limits" in told.parts and told.parts["limits"].value is not None:
        body["limits"], more = limits(told.parts["limits"])
        problems += more
    return body, problems


def _paused(told: Told) -> Parsed:
    """A pause by the person: the days from its date to the day before `until`."""
    return pause(told.day, told.parts.get("until"), told.parts.get("why"), told.node)


def _adjusted(told: Told) -> Parsed:
    body, problems = _roled(told)
    if not isinstance(body.get("reason"), str) or not body["reason"].strip():
        place = told.parts.get("reason", told.node)
        problems.append(Problem(place.where, "wrong_kind", {"key": "reason", "wanted": "text"}))
    found, more = adjustment(told.pathway, told.day, told.parts.get("until"), told.parts.get("set"), told.node)
    return {**body, **found}, [*problems, *more]


def _treated(told: Told) -> Parsed:
    return tried(told.pathway, told.day, told.parts, told.node)


def _target(told: Told) -> str | None:
    """The entry that is meant; None where none is named."""
    target = told.parts.get("target")
    return target.value if target is not None and isinstance(target.value, str) else None


def _no_target(told: Told) -> Problem:
    return Problem(told.node.where, "unknown_target", {"key": "target"})


def _corrected(told: Told) -> Parsed:
    target = _target(told)
    if target is None or "values" not in told.parts:
        return {"target": "", "values": {}}, [_no_target(told)]
    values, problems = typed(told.pathway, told.parts["values"], sore=told.sore)
    return {"target": target, "values": values}, problems


def _withdrawn(told: Told) -> Parsed:
    target = _target(told)
    problems = [] if target is not None else [_no_target(told)]
    facts, more = _facts(told)
    problems += more
    wanted = {fact.value for fact in facts}
    slots = [slot for slot in _slots(told.pathway) if slot.partition(".")[0] in wanted]
    said = told.parts.get("target")
    return {"target": str(said.value) if said is not None else "", "slots": slots}, problems


def _facts(told: Told) -> tuple[tuple[Node, ...], list[Problem]]:
    """The facts that are taken back; none: all of the entry."""
    node = told.parts.get("facts")
    if node is None:
        return (), []
    if not isinstance(node.value, tuple):
        return (), [Problem(node.where, "wrong_kind", {"key": "facts", "wanted": "list"})]
    known = told.pathway.facts
    return node.value, [
        unknown_key(fact, str(fact.value)[:40], known) for fact in node.value if fact.value not in known
    ]


def _slots(pathway: Pathway) -> list[str]:
    return [slot for f in pathway.facts.values() for slot in (f.id, f"{f.id}.left", f"{f.id}.right")]


# -- what is stored -------------------------------------------------------------------------------------------


def _with_values(change: Callable[[Pathway, Body], Body]) -> Callable[[Pathway, Body], Body]:
    return lambda pathway, body: {**body, "values": change(pathway, body["values"])}


def _plain_setting(pathway: Pathway, body: Body) -> Body:
    if not isinstance(body.get("until"), int):
        return body
    found = {key: unscaled(pathway, key, value) for key, value in body["set"].items()}
    return {**body, "until": iso(body["until"]), "set": found}


def _typed_setting(pathway: Pathway, body: Body) -> Body:
    if not isinstance(body.get("until"), str):
        return body
    told = body.get("set", {}).items()
    found = {key: scaled(pathway, key, value) for key, value in told if there_is(pathway, key, value)}
    return {**body, "until": ordinal(body["until"]), "set": found}


def _plain_until(pathway: Pathway, body: Body) -> Body:
    return {**body, "until": iso(body["until"])} if isinstance(body.get("until"), int) else body


def _typed_until(pathway: Pathway, body: Body) -> Body:
    return {**body, "until": ordinal(body["until"])} if isinstance(body.get("until"), str) else body


def _limits(change: Callable[[Any], Any]) -> Callable[[Pathway, Body], Body]:
    """The dates among a clinician's limits, otherwise written."""

    def changed(pathway: Pathway, body: Body) -> Body:
        if not isinstance(body.get("limits"), Mapping):
            return body
        return {**body, "limits": {k: change(v) if k in DATED_LIMITS else v for k, v in body["limits"].items()}}

    return changed


KINDS: Mapping[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("answered", plain=plain, again=typed_again, shown=True),
        Kind(
            "seen",
            must=("role",),
            may=("cleared", "condition", "limits"),
            parse=_seen,
            plain=_limits(iso),
            again=_limits(ordinal),
            tellers=(CLINICIAN, PERSON),
            beside=True,
            shown=True,
        ),
        Kind(
            "paused",
            must=("until",),
            may=("why",),
            parse=_paused,
            plain=_plain_until,
            again=_typed_until,
            tellers=(PERSON,),
            beside=True,
            shown=True,
        ),
        Kind(
            "adjusted",
            must=("role", "reason", "until", "set"),
            parse=_adjusted,
            plain=_plain_setting,
            again=_typed_setting,
            tellers=(CLINICIAN, PERSON),
            beside=True,
            shown=True,
        ),
        Kind(
            "treated",
            must=("what",),
            may=MAY,
            parse=_treated,
            plain=_plain_until,
            again=_typed_until,
            tellers=(CLINICIAN, PERSON),
            beside=True,
            shown=True,
        ),
        Kind(
            "corrected",
            must=("target", "values"),
            parse=_corrected,
            plain=_with_values(plain),
            again=_with_values(typed_again),
            tellers=(PERSON, CLINICIAN),
        ),
        Kind("withdrawn", must=("target",), may=("facts",), parse=_withdrawn, tellers=(PERSON, CLINICIAN)),
        Kind("decided", tellers=()),
    )
}
CASE_KINDS = tuple(id for id, kind in KINDS.items() if kind.parse is not None)
"""The kinds that a case has a list for; what was answered has the diary, and what was decided is never told."""
SHOWN = tuple(id for id, kind in KINDS.items() if kind.shown)


def may_tell(kind: str, by: str) -> bool:
    """May whoever says so tell this? Raises nothing: a kind that is not known may be told by nobody."""
    return kind in KINDS and by.partition(":")[0] in KINDS[kind].tellers


def refuse(kind: str, by: str) -> None:
    """Raises ValueError where somebody tells what is not theirs to tell: no page and no command does."""
    if not may_tell(kind, by):
        raise ValueError(f"{kind} is not told by {by}")


def rank(kind: str, by: str) -> int:
    """Whose word stands where two tell the same: the lowest."""
    return KINDS[kind].tellers.index(by.partition(":")[0])


def to_store(pathway: Pathway, event: Event) -> Event:
    """An event with a plain JSON body, numbers and dates as people write them."""
    return _with_body(event, KINDS[event.kind].plain(pathway, event.body)) if event.kind in KINDS else event


def from_store(pathway: Pathway, event: Event) -> Event:
    """A stored event with its values typed again; one of a kind that is not known stays as it is."""
    return _with_body(event, KINDS[event.kind].again(pathway, event.body)) if event.kind in KINDS else event


def _with_body(event: Event, body: Body) -> Event:
    return event if body is event.body else replace(event, body=body)
