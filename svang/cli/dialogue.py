"""Asking one question after the other on a terminal: one may go back, and stop without losing anything."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TextIO

from svang.cli.desk import Desk
from svang.cli.paper import BLANK, Line
from svang.cli.questions import BACK, put, read
from svang.history import Refused
from svang.interview.lines import SKIPPED
from svang.interview.problems import by_name, sentence
from svang.interview.questions import Question, Unclear, choices, line_of
from svang.interview.sitting import Sitting
from svang.model import Pathway
from svang.texts import Texts


class Stopped(Exception):
    """Ctrl-C, or the end of the input."""


def must_be_a_terminal(desk: Desk, *keys: str) -> None:
    if not sys.stdin.isatty():
        raise desk.sorry(*(keys or ("problems", "not_a_terminal")))


def line(stream: TextIO, prompt: str = "> ") -> str:
    """One line as it was typed. Raises Stopped."""
    try:
        stream.write(prompt)
        stream.flush()
        found = sys.stdin.readline()
    except KeyboardInterrupt:
        found = ""
    if not found:
        stream.write("\n")
        raise Stopped
    return found


def choose(desk: Desk, question: str, labels: list[str]) -> int:
    """The place of the label that was chosen, from 0."""
    marks = [Line(label, indent=2, mark=f"{n} ") for n, label in enumerate(labels, start=1)]
    desk.show([BLANK, Line(question, "bold"), *marks, BLANK], desk.talk)
    while True:
        typed_in = line(desk.talk).strip().casefold()
        for n, label in enumerate(labels):
            if typed_in in (str(n + 1), label.casefold()):
                return n
        desk.show([Line(desk.texts("ui", "one_of", last=str(len(labels))), "yellow")], desk.talk)


def sit_down(desk: Desk, day: date, *, intake: bool = False) -> Sitting:
    """A sitting about a day, of the person at the desk."""
    return Sitting(desk.person, day, at=desk.at, today=desk.day, intake=intake)


class Dialogue:
    """`next_question` says what to ask, from all that was told; `progress` is the line above it. `evening`: the day
    that is asked about is nearly over."""

    def __init__(
        self,
        desk: Desk,
        sitting: Sitting,
        next_question: Callable[[], Question | None],
        progress: Callable[[Question], list[Line]],
        after: Callable[[], None] = lambda: None,
        evening: bool = False,
    ) -> None:
        self.desk, self.sitting, self.evening = desk, sitting, evening
        self.next_question, self.progress, self.after = next_question, progress, after

    def run(self) -> None:
        while (question := self.next_question()) is not None:
            self.ask(question)
            self.after()

    def ask(self, question: Question) -> None:
        desk, sitting = self.desk, self.sitting
        day, late = sitting.day, sitting.late
        asked = put(sitting.pathway, desk.texts, question, form_day=day, late=late, evening=self.evening)
        desk.show([BLANK, *self.progress(question), *asked], desk.talk)
        if question in sitting.earlier:
            self.say_earlier(question)
        while not self.answered(question, line(desk.talk)):
            pass

    def say_earlier(self, question: Question) -> None:
        raw, texts = self.sitting.earlier[question], self.desk.texts
        said = said_before(self.sitting.pathway, texts, question, raw)
        self.desk.show([Line(texts("ui", "your_answer_before", answer=said), "dim", indent=2)], self.desk.talk)

    def answered(self, question: Question, typed_in: str) -> bool:
        """True once there is an answer, or one has gone back."""
        desk, sitting = self.desk, self.sitting
        try:
            raw = read(sitting.pathway, desk.texts, question, typed_in)
            if raw is BACK:
                return self.back()
            sitting.tell(question, raw)
        except Unclear as error:
            return self.again(desk.texts("ui", error.key, **error.values))
        except Refused as error:
            return self.again(sentence(desk.texts, by_name(desk.texts, sitting.pathway, error.problems[0])))
        return True

    def back(self) -> bool:
        if not self.sitting.answers:
            return self.again(self.desk.texts("ui", "first_question"))
        self.sitting.take_back()
        return True

    def again(self, said: str) -> bool:
        self.desk.show([Line(said, "yellow")], self.desk.talk)
        return False


def said_before(pathway: Pathway, texts: Texts, question: Question, raw: Any) -> str:
    """An answer as it was chosen, in words."""
    if question.about == "list":
        lines = [(line_of(texts, id), said) for id, said in raw.items()] if isinstance(raw, Mapping) else []
        each = [says if said else f"{says} ({texts('ui', 'dont_know').lower()})" for says, said in lines]
        return ", ".join(each) or texts("lists", "answer", "nothing")
    if raw == SKIPPED:
        return texts("lists", "answer", "skip")
    wanted = raw if isinstance(raw, list) else [raw]
    listed = choices(pathway, texts, question)
    return ", ".join(choice.label for choice in listed if choice.raw in wanted) or _as_typed(texts.language, raw)


def _as_typed(language: str, raw: object) -> str:
    return str(raw).replace(".", ",") if language == "da" else str(raw)
