"""What is asked together: the steps of the first questions, the lines of a page, and what its answers come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from svang.interview.questions import Question
from svang.interview.sitting import Sitting
from svang.model.knowledge import Fact, Listed, Pathway
from svang.model.person import FEET
from svang.pathway.language import facts_behind, reads

NOT_AT_INTAKE = ("profile", "told", "due")
BY_CHOICE = ("profile", "told", "due")
"""What may be left for another day."""
ALWAYS = ("always", "daily", "profile", "told")


class Step(NamedTuple):
    """Facts asked at one place of the intake. `how`: signs, form, or nothing for one fact; `base`: it comes for
    everybody, so that it counts in how far one has come."""

    page: str
    how: str
    facts: tuple[str, ...]
    group: str
    base: bool


@cache
def steps(pathway: Pathway) -> tuple[Step, ...]:
    """The order of asking: that of the facts, each list whole, and after it what is asked because of its answers; the
    profile last, in the order of its lists."""
    found: list[Step] = []
    placed: set[str] = set()
    profile = [
        pathway.facts[id] for each in pathway.lists if not each.of for id in each.facts if _of_profile(pathway, id)
    ]
    rest = [fact for fact in pathway.facts.values() if not _of_profile(pathway, fact.id)]
    for fact in [*rest, *profile]:
        if fact.id not in placed and at_intake(fact) and not (fact in rest and _hangs_on(pathway, fact, profile)):
            _place(pathway, fact, found, placed)
    return tuple(found)


def _of_profile(pathway: Pathway, id: str) -> bool:
    fact = pathway.facts[id]
    return fact.asked_text == "profile" or (bool(fact.list) and fact.asked_text == "told")


def _hangs_on(pathway: Pathway, fact: Fact, others: list[Fact]) -> bool:
    return fact.asked is not None and any(f.id in facts_behind(pathway, reads(fact.asked)) for f in others)


def at_intake(fact: Fact) -> bool:
    """Of the profile, what has a page of its own; what only a day can tell is never asked here."""
    if fact.list:
        return True
    return fact.asked_text not in NOT_AT_INTAKE and fact.group != "daily"


def _place(pathway: Pathway, fact: Fact, found: list[Step], placed: set[str]) -> None:
    step = _step(pathway, fact)
    found.append(step)
    placed |= set(step.facts)
    for other in pathway.facts.values():
        if other.id not in placed and at_intake(other) and not other.list and _follows(pathway, other, step, placed):
            _place(pathway, other, found, placed)


def _step(pathway: Pathway, fact: Fact) -> Step:
    facts: tuple[str, ...] = (fact.id,)
    page = how = ""
    if fact.list:
        page = next(each.page for each in pathway.lists if each.id == fact.list)
        mine = [each for each in lists_of(pathway, page) if not each.of]
        facts, how = tuple(id for each in mine for id in each.facts if at_intake(pathway.facts[id])), mine[0].how
    base = any(pathway.facts[id].asked_text in ALWAYS for id in facts)
    return Step(page, how, facts, pathway.facts[facts[0]].group, base)


def _follows(pathway: Pathway, fact: Fact, step: Step, placed: set[str]) -> bool:
    """Is it asked because of this step, and is all known by now that it hangs on?"""
    behind = set(facts_behind(pathway, reads(fact.asked))) if fact.asked is not None else set()
    return bool(behind & set(step.facts)) and behind <= placed


def lists_of(pathway: Pathway, page: str) -> tuple[Listed, ...]:
    return tuple(each for each in pathway.lists if each.page == page)


def options_of(pathway: Pathway, fact: Fact) -> tuple[Listed, ...]:
    """The lists that the answers of a fact are put in."""
    return tuple(each for each in pathway.lists if each.of == fact.id)


def skippable(pathway: Pathway, question: Question) -> bool:
    """May it be left for another day? Nothing is stored then, and it is asked again when its time comes."""
    if question.about not in ("", "form"):
        return False
    return all(pathway.facts[id].asked_text in BY_CHOICE for id in question.facts)


# -- the questions of a step --------------------------------------------------------------------------------


def asked_at(sitting: Sitting, step: Step, lines: list[Fact], *, paged: bool) -> Iterator[Question]:
    """The questions of a step, with those that its answers open. `paged`: a form is one question."""
    if not lines:
        return
    if step.how == "signs" and len(lines) > 1:
        whole = Question(lines[0].id, sitting.day, about="list", among=tuple(f.id for f in lines), page=step.page)
        yield whole
        yield from opened(sitting, whole)
    elif paged and step.how == "form" and len(lines) > 1:
        yield from forms(sitting, step.page, lines)
    else:
        for fact in lines:
            yield from sitting.questions(fact, sitting.day)


def signs_with(pathway: Pathway, id: str) -> Step | None:
    """The page of signs that a fact is a line of."""
    return next((step for step in steps(pathway) if step.how == "signs" and id in step.facts), None)


def forms(sitting: Sitting, page: str, lines: list[Fact]) -> Iterator[Question]:
    """One form; where every line is of a foot and both are sore, one for each foot."""
    two = len(sitting.sore) > 1
    if two and all(fact.foot for fact in lines):
        for foot in FEET:
            among = tuple(f"{fact.id}.{foot}" for fact in lines)
            yield Question(lines[0].id, sitting.day, foot, about="form", among=among, page=page)
        return
    named = [
        f"{fact.id}.{foot}" if foot else fact.id for fact in lines for foot in (FEET if two and fact.foot else ("",))
    ]
    yield Question(lines[0].id, sitting.day, about="form", among=tuple(named), page=page)


def ticked(sitting: Sitting) -> Iterator[Question]:
    """What the lines that were ticked in this sitting ask next."""
    for question in [question for question in sitting.answers if question.about == "list"]:
        yield from opened(sitting, question)


def opened(sitting: Sitting, whole: Question) -> Iterator[Question]:
    """What a ticked line asks next: which answer it is, and of which foot."""
    raw = sitting.answers.get(whole)
    for id, said in raw.items() if isinstance(raw, Mapping) else ():
        fact = sitting.pathway.facts[id]
        if said is True and fact.kind != "yes_no":
            yield Question(id, sitting.day)
        elif said is True and fact.foot and len(sitting.sore) != 1:
            yield Question(id, sitting.day, about="where")
