"""What was last answered to a question, day by day as it stands now; a missing answer is never one of no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from svang.engine.course import Course
from svang.engine.days import is_sign, merge
from svang.interview.answers import said_of
from svang.interview.lines import KNOWN_DOUBT, calm
from svang.interview.questions import line_of
from svang.model.knowledge import Fact, Pathway
from svang.model.person import FEET, Event
from svang.says.decision import small
from svang.says.words import capital, name_of, symbol_of
from svang.texts import Texts

How = Literal["yes", "doubt", "other", "no", "old", "unasked"]
"""`other`: neither what warns nor a no. `old`: it was a no, and has run out since."""
WORST_FIRST: tuple[How, ...] = ("yes", "doubt", "other", "old", "no", "unasked")


@dataclass(frozen=True, slots=True)
class Told:
    """All that was told, by its day: of each day and question the word that counts. `mended`: day and slot of each sign
    that was corrected later, and counts that day all the same."""

    days: Mapping[int, Mapping[str, Any]]
    mended: tuple[tuple[int, str], ...] = ()

    def every(self, slot: str) -> list[tuple[int, Any]]:
        """Each day (an ordinal) with an answer, the oldest first."""
        return [(day, self.days[day][slot]) for day in sorted(self.days) if slot in self.days[day]]

    def last(self, slot: str) -> tuple[int, Any] | None:
        return next(iter(self.every(slot)[-1:]), None)

    def has(self, slot: str, value: Any, day: int) -> bool:
        return bool(self.days.get(day, {}).get(slot) == value)


def told(pathway: Pathway, events: Iterable[Event]) -> Told:
    found = merge(pathway, events)
    mended = ((day, slot) for day, extra in sorted(found.extra.items()) for slot in extra.said)
    return Told(found.values, tuple(mended))


def slots_of(fact: Fact) -> tuple[str, ...]:
    """Where its answers stand: of neither foot, and of each."""
    return (fact.id, *(f"{fact.id}.{foot}" for foot in FEET if fact.foot))


@dataclass(frozen=True, slots=True)
class Standing:
    """One question: how it was answered last, on which day (None: never), and in words with the foot."""

    fact: Fact
    how: How
    day: int | None
    said: str
    foot: str = ""


def standing(texts: Texts, course: Course, there: Told, fact: Fact) -> Standing:
    """The answer that matters most, of one foot or of any."""
    slots = [slot for slot in slots_of(fact) if there.last(slot) is not None]
    found = [_of_slot(texts, course, there, fact, slot) for slot in slots]
    worst = min(found, key=lambda each: WORST_FIRST.index(each.how), default=None)
    if worst is None:
        return Standing(fact, "unasked", None, sign_name(texts, course.pathway, fact))
    feet = [each.foot for each in found if each.how == worst.how and each.foot]
    if worst.how not in ("yes", "doubt", "other") or not feet:
        return worst
    foot = "both" if len(feet) == len(FEET) else feet[0]
    said = f"{worst.said}, {texts('ui', 'feet', foot).lower()}"
    return Standing(fact, worst.how, worst.day, said, foot)


def _of_slot(texts: Texts, course: Course, there: Told, fact: Fact, slot: str) -> Standing:
    foot = slot.partition(".")[2]
    day, value = there.last(slot) or (0, None)
    how = _how(fact, value, known=course.morning(fact.id, foot) is not None)
    name = sign_name(texts, course.pathway, fact)
    return Standing(fact, how, day, _in_words(texts, fact, name, how, value), foot)


def _how(fact: Fact, value: Any, *, known: bool) -> How:
    if value is None or value == KNOWN_DOUBT:
        return "doubt"
    if is_sign(fact, value):
        return "yes"
    if not _is_calm(fact, value):
        return "other" if fact.signs else "yes"
    return "no" if known else "old"


def _is_calm(fact: Fact, value: Any) -> bool:
    return not value if fact.kind == "set" else bool(value == calm(fact))


def _in_words(texts: Texts, fact: Fact, name: str, how: How, value: Any) -> str:
    """The name alone where the answer says no more than it."""
    if how not in ("yes", "other") or fact.kind == "yes_no":
        return name
    said = said_of(texts, fact, value)
    return f"{name}: {said if fact.kind == 'date' else small(said)}"


def sign_name(texts: Texts, pathway: Pathway, fact: Fact) -> str:
    """A question as a short line."""
    named = texts.get("report", "names", fact.id)
    if named or texts.get("lists", "lines", fact.id):
        return str(named or line_of(texts, fact.id))
    return capital(name_of(texts, symbol_of(pathway, fact.id)))


def signs(pathway: Pathway) -> Iterator[Fact]:
    """What warns and is asked of everybody's foot, in the order of asking."""
    apart = {fact.id for fact in health_facts(pathway)}
    yield from (f for f in pathway.facts.values() if (f.flag or f.group == "flags") and f.id not in apart)


HEALTH = "health"
"""The page of the first questions that is about diseases and medicines."""


def health_facts(pathway: Pathway) -> list[Fact]:
    """Diseases and medicines that change what a foot may do, in the order of asking."""
    return [pathway.facts[id] for each in pathway.lists if each.page == HEALTH for id in each.facts]
