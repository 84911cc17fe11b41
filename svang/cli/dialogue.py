"""Asking one question after the other on a terminal: one may go back, and stop without losing anything."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TextIO

from svang.answers.typed import Refused
from svang.cli.context import Context
from svang.cli.lines import BLANK, Line
from svang.cli.questions import BACK, put, read
from svang.interview.lines import SKIPPED
from svang.interview.problems import by_name, sentence
from svang.interview.questions import Question, Unclear, choices, line_of
from svang.interview.sitting import Sitting
from svang.model.knowledge import Pathway
from svang.texts import Texts


class Stopped(Exception):
    """Ctrl-C, or the end of the input."""


def must_be_a_terminal(context: Context, *keys: str) -> None:
    if not sys.stdin.isatty():
        raise context.sorry(*(keys or ("problems", "not_a_terminal")))


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


def choose(context: Context, question: str, labels: list[str]) -> int:
    """The place of the label that was chosen, from 0."""
    marks = [Line(label, indent=2, mark=f"{n} ") for n, label in enumerate(labels, start=1)]
    context.show([BLANK, Line(question, "bold"), *marks, BLANK], context.talk)
    while True:
        typed_in = line(context.talk).strip().casefold()
        for n, label in enumerate(labels):
            if typed_in in (str(n + 1), label.casefold()):
                return n
        context.show([Line(context.texts("ui", "one_of", last=str(len(labels))), "yellow")], context.talk)


def sit_down(context: Context, day: date, *, intake: bool = False) -> Sitting:
    """A sitting about a day, of the person at the context."""
    return Sitting(context.care, context.person, day, at=context.at, today=context.day, intake=intake)


class Dialogue:
    """`next_question` says what to ask, from all that was told; `progress` is the line above it. `evening`: the day
    that is asked about is nearly over."""

    def __init__(
        self,
        context: Context,
        sitting: Sitting,
        next_question: Callable[[], Question | None],
        progress: Callable[[Question], list[Line]],
        after: Callable[[], None] = lambda: None,
        evening: bool = False,
    ) -> None:
        self.context, self.sitting, self.evening = context, sitting, evening
        self.next_question, self.progress, self.after = next_question, progress, after

    def run(self) -> None:
        while (question := self.next_question()) is not None:
            self.ask(question)
            self.after()

    def ask(self, question: Question) -> None:
        context, sitting = self.context, self.sitting
        day, late = sitting.day, sitting.late
        asked = put(sitting.pathway, context.texts, question, form_day=day, late=late, evening=self.evening)
        context.show([BLANK, *self.progress(question), *asked], context.talk)
        if question in sitting.earlier:
            self.say_earlier(question)
        while not self.answered(question, line(context.talk)):
            pass

    def say_earlier(self, question: Question) -> None:
        raw, texts = self.sitting.earlier[question], self.context.texts
        said = said_before(self.sitting.pathway, texts, question, raw)
        self.context.show([Line(texts("ui", "your_answer_before", answer=said), "dim", indent=2)], self.context.talk)

    def answered(self, question: Question, typed_in: str) -> bool:
        """True once there is an answer, or one has gone back."""
        context, sitting = self.context, self.sitting
        try:
            raw = read(sitting.pathway, context.texts, question, typed_in)
            if raw is BACK:
                return self.back()
            sitting.tell(question, raw)
        except Unclear as error:
            return self.again(context.texts("ui", error.key, **error.values))
        except Refused as error:
            return self.again(sentence(context.texts, by_name(context.texts, sitting.pathway, error.problems[0])))
        return True

    def back(self) -> bool:
        if not self.sitting.answers:
            return self.again(self.context.texts("ui", "first_question"))
        self.sitting.take_back()
        return True

    def again(self, said: str) -> bool:
        self.context.show([Line(said, "yellow")], self.context.talk)
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
