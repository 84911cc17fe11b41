"""Questions over several requests: what was submitted is a draft, and each request tells it to a sitting anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from django.http import QueryDict

from svang import store
from svang.answers.typed import BEST, Refused
from svang.interview.intake import Intake
from svang.interview.lines import NOTHING, SKIPPED
from svang.interview.lists import skippable
from svang.interview.morning import Evening, Morning
from svang.interview.questions import (
    DONT_KNOW,
    Question,
    Unclear,
    choices,
    date_written,
    measured,
    number,
    several,
    together,
)
from svang.interview.sitting import Sitting
from svang.model.knowledge import Pathway
from svang.store.words import Draft
from svang.texts import LANGUAGES, texts
from svang.web.visit import Request, Visit

CHECK, MORNING, EVENING = "check", "morning", "evening"
YES = "yes"
AGAIN = "again"
"""Beside a draft's answers: the morning was told before, and is told anew."""
MARK = "pathway"


class Ticked(Evening):
    """The evening's questions, less the exercises: on a page they are ticked where they stand."""

    def usual(self) -> Iterator[Question]:
        return (question for question in super().usual() if question.fact != "exercises")


@dataclass(frozen=True, slots=True)
class Asked:
    """A sitting that was told the draft: the questions answered so far, in order, and the one that comes next."""

    sitting: Sitting
    asker: Intake | Morning
    path: tuple[Question, ...]
    next: Question | None
    draft: Draft | None

    def at(self, n: int) -> Question | None:
        """The question at place n, counted from 1."""
        if 1 <= n <= len(self.path):
            return self.path[n - 1]
        return self.next if n == len(self.path) + 1 else None

    def submitted(self, question: Question) -> list[str]:
        return list(self.draft.answers.get(key_of(question), [])) if self.draft is not None else []

    def finish(self) -> bool:
        """Stores what was told and ends the draft; says whether there was anything."""
        if self.draft is None:
            return False
        stored = self.sitting.store(id=self.draft.key)
        store.drop_draft(self.sitting.person, kind_of(self.asker), self.draft.key)
        return stored


def asked(visit: Visit, kind: str, *, again: bool = False) -> Asked:
    """The sitting of a kind as it stands. What was left on another day is stored first, under that day. `again`: a
    morning that was told is told anew."""
    found = draft_of(visit, kind)
    if found is not None and found.day != visit.day:
        _replayed(visit, kind, found, found.day).finish()
        found = None
    return _replayed(visit, kind, found, visit.day, again=again)


def settle(visit: Visit, *, today_too: bool = True) -> None:
    """Stores everything that was answered and not yet finished; of earlier days alone if today is still going on.

    Looking at a page never ends what is going on today: only what is sent does.
    """
    for kind in (CHECK, MORNING, EVENING):
        found = draft_of(visit, kind)
        if found is not None and (today_too or found.day != visit.day):
            _replayed(visit, kind, found, found.day).finish()


def take(visit: Visit, now: Asked, told: Mapping[Question, Sequence[str]], *, key: str = "") -> Asked:
    """Keeps what was submitted in the draft; an answer that leaves nothing to ask is stored at once.

    `key`: the draft's where it is new, so that the same form that comes twice is stored once.
    """
    new = {key_of(question): list(values) for question, values in told.items()} | mark(visit.way)
    kind, old = kind_of(now.asker), now.draft
    if isinstance(now.asker, Morning) and now.asker.again:
        new[AGAIN] = [YES]
    began = old.key if old else key or first_key(visit, kind, now.sitting.seq)
    whole = Draft(began, visit.day, {**(old.answers if old else {}), **new})
    then = _replayed(visit, kind, whole, visit.day, now.sitting)
    if then.next is None:
        return then
    kept = store.keep_draft(visit.person, kind, visit.day, new)
    return then if kept == whole else _replayed(visit, kind, kept, visit.day, now.sitting)


def first_key(visit: Visit, kind: str, seq: int) -> str:
    """The key of a draft that begins: the same for two that read the same history, so a double tap is stored once."""
    begun = f"{visit.person}|{kind}|{visit.day.isoformat()}|{seq}"
    return sha256(begun.encode()).hexdigest()[:32]


def mark(way: Pathway) -> dict[str, list[str]]:
    """What a draft was answered under: its answers are numbers of choices, and other knowledge counts otherwise."""
    return {MARK: [way.stamp]}


def draft_of(visit: Visit, kind: str) -> Draft | None:
    """The draft there is; one that was answered under other knowledge is no use, and asked anew."""
    found = store.draft(visit.person, kind)
    if found is None or found.answers.get(MARK) == [visit.way.stamp]:
        return found
    store.drop_draft(visit.person, kind, found.key)
    return None


def key_of(question: Question) -> str:
    among = sha256(",".join(question.among).encode()).hexdigest()[:8] if question.among else ""
    return "|".join((question.fact, question.day.isoformat(), question.foot, question.about, among))


def kind_of(asker: Intake | Morning) -> str:
    return CHECK if isinstance(asker, Intake) else EVENING if isinstance(asker, Evening) else MORNING


def _replayed(
    visit: Visit, kind: str, draft: Draft | None, day: date, sitting: Sitting | None = None, *, again: bool = False
) -> Asked:
    if sitting is None:
        sitting = Sitting(visit.care, visit.person, day, at=visit.at, today=visit.day, intake=kind == CHECK)
    while sitting.answers:
        sitting.take_back()
    answers = draft.answers if draft is not None else {}
    make: Mapping[str, Callable[[Sitting], Intake | Morning]] = {
        CHECK: partial(Intake, paged=True),
        MORNING: partial(Morning, again=again or AGAIN in answers, paged=True),
        EVENING: Ticked,
    }
    asker = make[kind](sitting)
    path: list[Question] = []
    while (question := asker.next()) is not None and key_of(question) in answers:
        try:
            sitting.tell(question, raw_of(visit.way, question, answers[key_of(question)]))
        except (Unclear, Refused):  # answered under other knowledge: it is asked again
            break
        path.append(question)
    return Asked(sitting, asker, tuple(path), question, draft)


def sent_id(request: Request, *parts: str) -> str:
    """The same form with the same answers is the same word, however often it is sent. A form without a mark is new."""
    if not request.POST.get("sent"):
        return uuid.uuid4().hex
    sent = "|".join(request.POST.get(key, "") for key in ("sent", *parts))
    return sha256(sent.encode()).hexdigest()[:32]


# -- what was submitted -------------------------------------------------------------------------------------


def raw_of(way: Pathway, question: Question, values: Sequence[str]) -> Any:
    """What was submitted, as it is written in a case. Raises Unclear."""
    if question.about in _WHOLE:
        return _WHOLE[question.about](way, question, values)
    if values[:1] == [SKIPPED] and skippable(way, question):
        return SKIPPED
    listed = {choice.key: choice for choice in choices(way, texts(LANGUAGES[0]), question)}
    chosen = [listed[value] for value in values if value in listed]
    if several(way, question):
        return together(chosen)
    if chosen:
        return chosen[0].raw
    fact, typed = measured(way, question), values[0].strip() if values else ""
    if fact.kind == "int" and (typed or fact.unit != "nrs"):  # on a scale nothing is written
        return number(fact, typed)
    if fact.kind == "text" and typed:
        return typed
    if fact.kind == "goals":
        return goals_of(values)
    if fact.kind == "date":
        return date_written(typed, question.day)
    raise Unclear("must_answer")


def _lines(way: Pathway, question: Question, values: Sequence[str]) -> Any:
    """The lines that were ticked, or nothing of them. Raises Unclear: both, or neither, or two answers of a line."""
    lines = {value for value in values if "=" in value}
    said = dict(line.split("=", 1) for line in lines)
    if len(said) < len(lines):
        raise Unclear("not_both")
    ticked = {id: {YES: True, DONT_KNOW: None}[said[id]] for id in question.among if said.get(id) in (YES, DONT_KNOW)}
    if NOTHING in values:
        if ticked:
            raise Unclear("ticked_and_nothing")
        return NOTHING
    if not ticked:
        raise Unclear("tick_or_nothing")
    return ticked


def _form(way: Pathway, question: Question, values: Sequence[str]) -> Any:
    """The answers of a form by line. Raises Unclear with the lines that have none."""
    if values[:1] == [SKIPPED] and skippable(way, question):
        return SKIPPED
    found, wrong = {}, {}
    for name, part in zip(question.among, question.parts, strict=True):
        said = [value.partition("=")[2] for value in values if value.partition("=")[0] == name]
        said = [value for value in said if value]
        if not said and skippable(way, part):
            continue
        try:
            found[name] = raw_of(way, part, said)
        except Unclear as error:
            wrong[name] = error
    if wrong or not found:
        raise Unclear("must_answer", lines=wrong)
    return found


_WHOLE: Mapping[str, Callable[[Pathway, Question, Sequence[str]], Any]] = {
    "list": _lines,
    "form": _form,
    "so_far": lambda way, question, values: True,
}


def submitted_in(question: Question, post: QueryDict) -> list[str]:
    """What a page sent, as the draft keeps it: of a list or a form `line=answer`."""
    lines = [f"{name}={value}" for name in question.among for value in post.getlist(f"line-{name}") if value.strip()]
    return [*post.getlist("answer"), *(lines if question.about in ("list", "form") else ())]


def goals_of(values: Sequence[str]) -> list[dict[str, Any]]:
    """Pairs of what and how well; a row without its what is none. Raises Unclear."""
    pairs = [(what.strip(), now.strip()) for what, now in zip(values[::2], values[1::2], strict=False)]
    if any(now and not (now.isascii() and now.isdigit()) for _, now in pairs):
        raise Unclear("no_number", low=0, high=BEST, span=f"0–{BEST}")
    found = [{"what": what} | ({"now": int(now)} if now else {}) for what, now in pairs if what]
    if not found:
        raise Unclear("must_answer")
    return found
