"""A case file, read into events: the contract's way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from svang.answers.day import LONGEST
from svang.answers.kinds import CASE_KINDS, KINDS, Told
from svang.answers.typed import Refused, at_intake, day_of, entered, not_yet, sites_of, sore_feet, typed, unknown_key
from svang.model.knowledge import Pathway
from svang.model.person import CLINICIAN, PERSON, Event
from svang.pathway.nodes import Node, Problem

CASE_KEYS = ("at", "answers", "diary", "events", "contract")
ENTRY_KEYS = ("date", "id", "at", "by")
CONTRACT = 1
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
        by = self.by(node.value, "answered")
        self.events.append(entered(self.pathway, values, day=day, at=recorded, id=id, by=by))

    def event(self, node: Node, at: datetime, n: int) -> None:
        day = self.checked_date(node, at)
        parts = node.value if isinstance(node.value, dict) else {}
        id = str(parts["kind"].value) if "kind" in parts else "-"
        kind = KINDS.get(id)
        if kind is None or kind.parse is None:
            choices = ", ".join(CASE_KINDS)
            self.wrong(parts.get("kind", node), "not_a_choice", key="kind", found=id[:40], choices=choices)
            return
        self.only(node, ("kind", *ENTRY_KEYS, *kind.keys))
        told = {key: parts[key] for key in kind.keys if key in parts}
        body, problems = kind.parse(Told(self.pathway, node, told, day or at.date(), self.sore))
        self.problems += problems
        by = self.by(parts, kind.id, str(body.get("role", "")))
        if day is not None:
            recorded = self.recorded(node, day, at, NOON)
            own = self.id(parts, f"event-{n}")
            self.events.append(Event(own, kind.id, day, recorded, self.pathway.stamp, body, by=by))

    def by(self, parts: Mapping[str, Node], kind: str, role: str = "") -> str:
        """Who says so; the person, where nobody is named."""
        if "by" not in parts:
            return PERSON
        said = parts["by"].value
        if said not in KINDS[kind].tellers:
            choices = ", ".join(KINDS[kind].tellers)
            self.wrong(parts["by"], "not_a_choice", key="by", found=str(said)[:40], choices=choices)
            return PERSON
        return f"{said}:{role}" if said == CLINICIAN and role else str(said)
