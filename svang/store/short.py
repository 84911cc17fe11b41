"""A decision in short: on the row of the entry that it follows, as what differs from the last whole one.

Most decisions say what the one before said. Such a one has no row of its own. It stands in `said` of its entry's row:
the seq of a whole decision, the number in its own id, and what differs from that one. Its seq is the one after the
entry's. Whoever reads gets it whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from svang.model.person import SVANG
from svang.store.words import DECIDED, Trouble

Row = tuple[int, str, str, str, str, int, str, str, str]
Stored = tuple[int, str, str, str, str, int, str, str, str, str | None]
"""A row, and what was decided beside it."""
Whole = Callable[[set[int]], Mapping[int, str]]
"""The texts of whole decisions by their seqs."""

FAR = 1000
"""A whole decision at least after so many events: one that is damaged takes no more with it."""
LONG = 80
"""Letters; what differs by more is stored whole."""
_ID = re.compile(r"(.+-)d(0|[1-9][0-9]{0,17})", re.ASCII | re.DOTALL)
ENTRIES = ("0", "1")
"""How the id of an entry may end that has its decision beside it."""


@dataclass(frozen=True, slots=True)
class Base:
    """A whole decision that others are told by."""

    seq: int
    body: str


def entries_of(id: str) -> list[str]:
    """The ids of the entries that a decision with this id may stand beside."""
    found = _ID.fullmatch(id)
    return [found[1] + end for end in ENTRIES] if found else []


def in_short(entry: Mapping[str, Any], decision: Mapping[str, Any], base: Base | None) -> str | None:
    """A decision, as columns, to stand on the row of the entry just before it; None where it needs a row of its own."""
    if base is None or entry["seq"] - base.seq > FAR or not _go_together(entry, decision):
        return None
    found = _ID.fullmatch(decision["client_id"])
    before, now = json.loads(base.body), json.loads(decision["body"])
    differs = _differs(before, now)
    if found is None or differs is None:
        return None
    said = _text([base.seq, int(found[2]), differs])
    return said if len(said) <= LONG and _text(_joined(before, differs)) == decision["body"] else None


def _go_together(entry: Mapping[str, Any], decision: Mapping[str, Any]) -> bool:
    same = all(entry[name] == decision[name] for name in ("date", "recorded_at", "schema", "pathway"))
    ours = (decision["kind"], decision["by"]) == (DECIDED, SVANG) and entry["kind"] != DECIDED
    return same and ours and entry["client_id"] in entries_of(decision["client_id"])


def _differs(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any] | None:
    """The keys whose values are others now; None where not all keys are the same."""
    if before.keys() != now.keys():
        return None
    found: dict[str, Any] = {}
    for key, value in now.items():
        if isinstance(value, dict) and isinstance(before[key], dict):
            inner = _differs(before[key], value)
            if inner is None:
                return None
            found |= {key: inner} if inner else {}
        elif _text(value) != _text(before[key]):
            found[key] = value
    return found


def _joined(before: dict[str, Any], differs: dict[str, Any]) -> dict[str, Any]:
    found = before | differs if differs else before
    inner = [key for key, value in differs.items() if isinstance(value, dict) and isinstance(before[key], dict)]
    return found | {key: _joined(before[key], differs[key]) for key in inner} if inner else found


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def id_beside(client_id: str, said: str) -> str:
    """The id of the decision beside an entry. Trouble: corrupt."""
    return _id(client_id, _read(said)[1])


def in_full(rows: Iterable[Stored], whole: Whole) -> tuple[list[Row], list[dict[str, Any]]]:
    """Each row and the decision beside it as a row of its own, in order, and their bodies. Trouble: corrupt."""
    rows = list(rows)
    own = parsed([row[8] for row in rows])
    beside = {row[0]: _read(row[9]) for row in rows if row[9] is not None}
    bases = _bases({said[0] for said in beside.values()}, whole)
    full: list[Row] = []
    bodies: list[dict[str, Any]] = []
    for row, body in zip(rows, own, strict=True):
        full.append(row[:9])
        bodies.append(body)
        if row[0] in beside:
            base, number, differs = beside[row[0]]
            seq, client_id, _, day, at, schema, pathway = row[:7]
            full.append((seq + 1, _id(client_id, number), DECIDED, day, at, schema, pathway, SVANG, ""))
            bodies.append(_decided(bases[base], differs))
    return full, bodies


def _bases(seqs: set[int], whole: Whole) -> dict[int, dict[str, Any]]:
    texts = whole(seqs) if seqs else {}
    if texts.keys() != seqs:
        raise Trouble("corrupt")
    return dict(zip(texts, parsed(list(texts.values())), strict=True))


def _decided(base: dict[str, Any], differs: dict[str, Any]) -> dict[str, Any]:
    try:
        return _joined(base, differs)
    except (KeyError, TypeError, AttributeError):  # their texts would quote a body
        raise Trouble("corrupt") from None


def _read(said: str | None) -> tuple[int, int, dict[str, Any]]:
    try:
        base, number, differs = json.loads(said or "")
    except (ValueError, TypeError):  # its text would quote what is there
        raise Trouble("corrupt") from None
    if not (type(base) is int and type(number) is int and isinstance(differs, dict)):
        raise Trouble("corrupt")
    return base, number, differs


def _id(client_id: str, number: int) -> str:
    return f"{client_id.rpartition('-')[0]}-d{number}"


def parsed(bodies: Sequence[str]) -> list[dict[str, Any]]:
    """Parsed in one go, which takes half the time. Trouble: corrupt."""
    try:
        found: list[dict[str, Any]] = json.loads("[" + ",".join(bodies) + "]")
    except (ValueError, TypeError):  # their texts would quote a body
        raise Trouble("corrupt") from None
    if len(found) != len(bodies):
        raise Trouble("corrupt")
    return found
