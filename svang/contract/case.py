"""A case file, read into events: the contract's way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from svang.answers.clinic import adjustment, limits, pause
from svang.answers.typed import Refused, at_intake, day_of, entered, not_yet, sites_of, sore_feet, typed, unknown_key
from svang.model.knowledge import Pathway
from svang.model.person import FEET, Event
from svang.pathway.reader import Node, Problem

CASE_KEYS = ("at", "answers", "diary", "events", "contract")
ENTRY_KEYS = ("date", "id", "at")
EVENT_KEYS: Mapping[str, tuple[str, ...]] = {
    "seen": ("role", "cleared", "condition", "limits"),
    "paused": ("until", "why"),
    "adjusted": ("role", "reason", "until", "set"),
    "treated": ("what", "side", "cost", "note"),
    "corrected": ("target", "values"),
    "withdrawn": ("target", "facts"),
}
ROLES = ("doctor", "physiotherapist", "nurse", "podiatrist", "emergency", "other")
CONTRACT = 1
LONGEST = 100 * 366
"""Days that a history may reach back: a slip in a year must not fold a thousand years."""
MORNING, NOON = time(7), time(12)


@dataclass(frozen=True, slots=True)
class Case:
    """`at`: when the question is asked; its local date is today."""

    at: datetime
    events: tuple[Event, ...]

    @property
    def today(self) -> int:
        return self.at.date().toordinal()


def read_case(pathway: Pathway, node: Node) -> Case:
    """A case from its document. Raises Refused with all that is wrong with it."""
    reading = _Reading(pathway, node)
    case = reading.case()
    if reading.problems:
        raise Refused(tuple(reading.problems))
    return case


class _Reading:
    def __init__(self, pathway: Pathway, node: Node) -> None:
        self.pathway, self.node = pathway, node
        self.problems: list[Problem] = []
        self.events: list[Event] = []
        self.sore: tuple[str, ...] = ()
        self.on_day: dict[tuple[date, time], int] = {}

    def case(self) -> Case:
        parts = self.node.value if isinstance(self.node.value, dict) else {}
        if not isinstance(self.node.value, dict):
            self.wrong(self.node, "wrong_kind", key="case", wanted="map")
        self.only(self.node, CASE_KEYS)
        if "contract" in parts and parts["contract"].value != CONTRACT:
            found = str(parts["contract"].value)[:40]
            self.wrong(parts["contract"], "not_a_choice", key="contract", found=found, choices=str(CONTRACT))
        at = self.moment(parts.get("at"), self.node)
        diary, events = self.listed(parts, "diary"), self.listed(parts, "events")
        dates = [day for entry in (*diary, *events) if (day := self.date_of(entry, at))]
        first = min(dates, default=at.date())
        if "answers" in parts and parts["answers"].value is not None:
            self.answers(parts["answers"], first, at, "answers")
        for n, entry in enumerate(diary):
            self.diary(entry, at, n)
        for n, entry in enumerate(events):
            self.event(entry, at, n)
        return Case(at, tuple(self.events))

    def wrong(self, node: Node, code: str, **details: str | int) -> None:
        self.problems.append(Problem(node.where, code, details))

    def only(self, node: Node, known: tuple[str, ...]) -> None:
        for key, child in node.value.items() if isinstance(node.value, dict) else ():
            if key not in known:
                self.problems.append(unknown_key(child, key, known))

    def listed(self, parts: Mapping[str, Node], key: str) -> tuple[Node, ...]:
        node = parts.get(key)
        if node is None or node.value is None:
            return ()
        if not isinstance(node.value, tuple):
            self.wrong(node, "wrong_kind", key=key, wanted="list")
            return ()
        return node.value

    def id(self, parts: Mapping[str, Node], usual: str) -> str:
        if "id" not in parts:
            return usual
        if not isinstance(parts["id"].value, str):
            self.wrong(parts["id"], "wrong_kind", key="id", wanted="text")
        return str(parts["id"].value)

    def moment(self, node: Node | None, place: Node) -> datetime:
        """A time with its offset; the case cannot be read without one."""
        try:
            found = datetime.fromisoformat(str(node.value) if node is not None else "")
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            self.wrong(node or place, "missing_at")
            return datetime(2000, 1, 1, tzinfo=UTC)
        return found

    def date_of(self, node: Node, at: datetime) -> date | None:
        parts = node.value if isinstance(node.value, dict) else {}
        found = day_of(parts["date"]) if "date" in parts else None
        return found if found is not None and 0 <= (at.date() - found).days <= LONGEST else None

    def checked_date(self, node: Node, at: datetime) -> date | None:
        parts = node.value if isinstance(node.value, dict) else {}
        found = day_of(parts["date"]) if "date" in parts else None
        if found is None:
            self.wrong(
                parts.get("date", node),
                "not_a_date",
                key="date",
                found=str(parts["date"].value)[:40] if "date" in parts else "-",
            )
        elif found > at.date():
            self.wrong(parts["date"], "future_date", key="date", found=found.isoformat())
        elif (at.date() - found).days > LONGEST:
            low = at.date() - timedelta(days=LONGEST)
            self.wrong(parts["date"], "long_ago", key="date", found=found.isoformat(), low=low.isoformat())
        return found

    def recorded(self, node: Node, day: date, at: datetime, usual: time) -> datetime:
        """When an entry was written down: as it says, or an hour after the one before it of that day."""
        parts = node.value if isinstance(node.value, dict) else {}
        if "at" in parts and parts["at"] is not self.node.value.get("at"):  # type: ignore[union-attr]
            return self.moment(parts["at"], node)
        n = self.on_day[day, usual] = self.on_day.get((day, usual), -1) + 1
        try:
            return datetime.combine(day, usual, at.tzinfo) + timedelta(hours=n)
        except OverflowError:  # the last day that a calendar has
            return datetime.combine(day, time.max, at.tzinfo)

    def answers(self, node: Node, day: date, at: datetime, id: str) -> None:
        values, problems = typed(self.pathway, node, sore=sites_of(self.pathway, node) or self.sore)
        self.problems += [*problems, *not_yet(self.pathway, values, at.date(), node)]
        self.sore = sore_feet(values) or self.sore
        when = self.recorded(node, day, at, MORNING) if id != "answers" else datetime.combine(day, time(6), at.tzinfo)
        self.events.append(entered(self.pathway, at_intake(values), day=day, at=when, id=id))

    def diary(self, node: Node, at: datetime, n: int) -> None:
        day = self.checked_date(node, at)
        if day is None or not isinstance(node.value, dict):
            return
        id = self.id(node.value, f"diary-{n}")
        facts = {key: child for key, child in node.value.items() if key not in ENTRY_KEYS}
        values, problems = typed(self.pathway, Node(facts, node.file, node.line), sore=self.sore)
        self.problems += [*problems, *not_yet(self.pathway, values, at.date(), node)]
        self.sore = sore_feet(values) or self.sore
        recorded = self.recorded(node, day, at, MORNING)
        self.events.append(entered(self.pathway, values, day=day, at=recorded, id=id))

    def event(self, node: Node, at: datetime, n: int) -> None:
        day = self.checked_date(node, at)
        parts = node.value if isinstance(node.value, dict) else {}
        kind = str(parts["kind"].value) if "kind" in parts else "-"
        if kind not in EVENT_KEYS:
            self.wrong(
                parts.get("kind", node), "not_a_choice", key="kind", found=kind[:40], choices=", ".join(EVENT_KEYS)
            )
            return
        self.only(node, ("kind", *ENTRY_KEYS, *EVENT_KEYS[kind]))
        told = {key: parts[key] for key in EVENT_KEYS[kind] if key in parts}
        dated = (day or at.date(),) if kind in ("adjusted", "paused") else ()
        body = getattr(self, kind)(node, told, *dated)
        if day is not None:
            id = self.id(parts, f"event-{n}")
            recorded = self.recorded(node, day, at, NOON)
            self.events.append(Event(id, kind, day, recorded, self.pathway.stamp, body))

    def seen(self, node: Node, parts: Mapping[str, Node]) -> dict[str, Any]:
        body = self.roled(node, parts)
        cleared, condition = body.get("cleared"), body.get("condition")
        if cleared is not None and not isinstance(cleared, bool):
            body["cleared"] = cleared == "yes"
            if cleared not in ("yes", "no"):
                self.wrong(parts["cleared"], "not_a_choice", key="cleared", found=str(cleared)[:40], choices="yes, no")
        known = self.pathway.names["condition_now"].options
        if condition is not None and condition not in known:
            self.wrong(
                parts["condition"], "not_a_choice", key="condition", found=str(condition)[:40], choices=", ".join(known)
            )
        if "limits" in parts and parts["limits"].value is not None:
            body["limits"], problems = limits(parts["limits"])
            self.problems += problems
        return body

    def paused(self, node: Node, parts: Mapping[str, Node], day: date) -> dict[str, Any]:
        """A pause by the person: the days from its date to the day before `until`."""
        body, problems = pause(day, parts.get("until"), parts.get("why"), node)
        self.problems += problems
        return body

    def roled(self, node: Node, parts: Mapping[str, Node]) -> dict[str, Any]:
        body = {key: part.plain() for key, part in parts.items()}
        if body.get("role") not in ROLES:
            self.wrong(
                parts.get("role", node),
                "not_a_choice",
                key="role",
                found=str(body.get("role", "-"))[:40],
                choices=", ".join(ROLES),
            )
        return body

    def adjusted(self, node: Node, parts: Mapping[str, Node], day: date) -> dict[str, Any]:
        body = self.roled(node, parts)
        if not isinstance(body.get("reason"), str) or not body["reason"].strip():
            self.wrong(parts.get("reason", node), "wrong_kind", key="reason", wanted="text")
        found, problems = adjustment(self.pathway, day, parts.get("until"), parts.get("set"), node)
        self.problems += problems
        return {**body, **found}

    def treated(self, node: Node, parts: Mapping[str, Node]) -> dict[str, Any]:
        body = {key: part.plain() for key, part in parts.items()}
        known = tuple(treatment.id for treatment in self.pathway.treatments)
        for key, choices in (("what", known), ("side", (*FEET, "both"))):
            if body.get(key) not in choices and (key == "what" or body.get(key) is not None):
                found = str(body.get(key, "-"))[:40]
                self.wrong(parts.get(key, node), "not_a_choice", key=key, found=found, choices=", ".join(choices))
        return body

    def corrected(self, node: Node, parts: Mapping[str, Node]) -> dict[str, Any]:
        if "target" not in parts or "values" not in parts or not isinstance(parts["target"].value, str):
            self.wrong(node, "unknown_target", key="target")
            return {"target": "", "values": {}}
        values, problems = typed(self.pathway, parts["values"], sore=self.sore)
        self.problems += problems
        return {"target": str(parts["target"].value), "values": values}

    def withdrawn(self, node: Node, parts: Mapping[str, Node]) -> dict[str, Any]:
        if "target" not in parts or not isinstance(parts["target"].value, str):
            self.wrong(node, "unknown_target", key="target")
        facts = self.listed(parts, "facts")
        if "facts" in parts and parts["facts"].value is None:
            self.wrong(parts["facts"], "wrong_kind", key="facts", wanted="list")
        for fact in facts:
            if fact.value not in self.pathway.facts:
                self.problems.append(unknown_key(fact, str(fact.value)[:40], self.pathway.facts))
        wanted = {fact.value for fact in facts}
        slots = [slot for slot in _slots(self.pathway) if slot.partition(".")[0] in wanted]
        return {"target": str(parts["target"].value) if "target" in parts else "", "slots": slots}


def _slots(pathway: Pathway) -> list[str]:
    return [slot for f in pathway.facts.values() for slot in (f.id, f"{f.id}.left", f"{f.id}.right")]
