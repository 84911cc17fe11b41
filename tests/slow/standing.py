"""Rows that stand until somebody lifts them (PATHWAY section 2, Lifting)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.slow.days import Told
from tests.slow.facts import ASKED_ONCE, FEET, FLAGS, PER_FOOT, SIGNS, Answers, is_sign
from tests.slow.kleene import all_of, no
from tests.slow.rows import Row, lifted_with

CHOICES = {
    "reduced_sensation": ("no", "old", "new"),
    "strength_loss": ("no", "stable", "getting_worse", "sudden"),
    "night_pain": ("none", "after_loaded_days", "unrelated_to_load"),
    "rest_pain": ("none", "mild_after_load", "strong_after_load", "strong_without_load"),
}


@dataclass
class Standing:
    """Which rows stand, which a clinician has lifted and what was known then, and each sign's own two days."""

    rows: set[str] = field(default_factory=set)
    lifted: dict[str, dict[str, Any]] = field(default_factory=dict)
    open_signs: set[tuple[str, str]] = field(default_factory=set)
    said_no: dict[tuple[str, str], int] = field(default_factory=dict)


def slots_of(name: str) -> tuple[str, ...]:
    return tuple(f"{name}.{foot}" for foot in FEET) if name in (*PER_FOOT, "pain_sites") else (name,)


def stand(
    d: int,
    rows: list[Row],
    memory: Standing,
    answers: Answers,
    v: dict[str, Any],
    told: Told | None,
    said: set[str],
) -> tuple[list[str], list[str]]:
    """The rows that stand today, and those that may."""
    sure = {row.id for row in rows if row.truth is True} | said
    maybe = {row.id for row in rows if row.truth is None}
    if told is not None and any(event.body.get("cleared") is True for event in told.seen):
        lift_by_clinician(d, rows, memory, answers, told, sure)
    for row in rows:
        if row.id in memory.lifted:
            again = fires_again(d, row, memory.lifted[row.id], answers, told)  # what is better is known from now on
            if row.id in sure and again:
                del memory.lifted[row.id]
            else:
                may_be = row.id in sure | maybe and lost(memory.lifted[row.id], answers, d)
                sure.discard(row.id)
                (maybe.add if may_be else maybe.discard)(row.id)
    note_signs(d, rows, memory, answers, v, told)
    for row in rows:
        if row.id in memory.rows and row.id not in sure | maybe and lifted_by_answers(row, memory):
            memory.rows.discard(row.id)
    stands = sure | memory.rows
    memory.rows |= {row.id for row in rows if row.id in stands and row.lift != "none"}
    order = [row.id for row in rows]
    return sorted(stands, key=order.index), sorted(maybe - stands, key=order.index)


def lift_by_clinician(d: int, rows: list[Row], memory: Standing, answers: Answers, told: Told, sure: set[str]) -> None:
    """What stands is lifted; what was answered until then is no longer new."""
    stands = {id for row in memory.rows | sure for id in lifted_with(row)}
    for row in rows:
        if row.id in stands and row.lift != "none":
            slots = [slot for name in row.facts for slot in slots_of(name)]
            memory.lifted[row.id] = {
                slot: None if slot in told.after_seen else answers.known(slot, d) for slot in slots
            }
            memory.rows.discard(row.id)
            memory.open_signs -= {(row.id, name) for name in row.signs}


def fires_again(d: int, row: Row, known: dict[str, Any], answers: Answers, told: Told | None) -> bool:
    """It is true in a way that rests on an answer given later that is new or worse."""
    news = {name for name in row.facts if any(is_news(d, slot, known, answers, told) for slot in slots_of(name))}
    true_ways = [way for way in row.ways if all_of(*(part[0] for part in way)) is True]
    return any(news & set(part[1]) for way in true_ways for part in way)


def is_news(d: int, slot: str, known: dict[str, Any], answers: Answers, told: Told | None) -> bool:
    """Answered today and new or worse; what is better becomes what is known."""
    if answers.told.get(slot) != d or (told is not None and told.seen and slot not in told.after_seen):
        return False
    now = answers.known(slot, d)
    if is_worse(slot, now, known.get(slot)):
        return True
    if now is not None:
        known[slot] = now
    return False


def is_worse(slot: str, now: Any, before: Any) -> bool:
    name = slot.partition(".")[0]
    if now is None:
        return False
    if isinstance(now, frozenset):
        return bool(now - (before or frozenset()))
    if name == "onset_injury":
        return is_sign(slot, now)
    if name in CHOICES:
        order = CHOICES[name]
        return (before is None and is_sign(slot, now)) or (
            before is not None and order.index(now) > order.index(before)
        )
    if name in SIGNS:
        return is_sign(slot, now) and not is_sign(slot, before)
    return bool(now) and now != before


def lost(known: dict[str, Any], answers: Answers, d: int) -> bool:
    """A red flag that was known when the foot was seen is not known any more: it may be there again."""
    return any(
        old is not None and slot.partition(".")[0] in (*FLAGS, *ASKED_ONCE) and answers.known(slot, d) is None
        for slot, old in known.items()
    )


def lifted_by_answers(row: Row, memory: Standing) -> bool:
    if row.lift == "answer":
        return True
    return row.lift == "two_days" and not any((row.id, name) in memory.open_signs for name in row.signs)


def note_signs(
    d: int, rows: list[Row], memory: Standing, answers: Answers, v: dict[str, Any], told: Told | None
) -> None:
    """Each sign of a row of two days is open until it has been answered no on two days in a row."""
    said = {slot.partition(".")[0] for slot in told.said} if told is not None else set()
    for row in rows:
        for name in row.signs:
            key = (row.id, name)
            if v[name] is True or name in said:
                memory.open_signs.add(key)
                memory.said_no.pop(key, None)
            elif no_sign(name, answers, d):
                if memory.said_no.get(key) == d - 1:
                    memory.open_signs.discard(key)
                memory.said_no[key] = d


def no_sign(name: str, answers: Answers, d: int) -> bool:
    """Answered today, and surely not there on either foot."""
    values = [answers.known(slot, d) for slot in slots_of(name)]
    return no(any(value is True for value in values)) is True and any(
        answers.told.get(slot) == d for slot in slots_of(name)
    )
