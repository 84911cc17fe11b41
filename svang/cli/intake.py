"""The first questions on a terminal, or their answers from a file: `svang check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svang.answers.typed import Refused, at_intake, typed
from svang.cli import pages
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Dialogue, Stopped, must_be_a_terminal, sit_down
from svang.cli.lines import BLANK, Line, heading
from svang.interview.intake import FIRST_GROUPS, Intake
from svang.interview.problems import sentences
from svang.interview.questions import Question, refuse_future
from svang.interview.sitting import Sitting
from svang.interview.so_far import far_sentences, so_far
from svang.pathway.nodes import Unreadable
from svang.says.words import day_name


def check(context: Context) -> None:
    """Asks, stores after the red flags and at the end, and shows what it comes to."""
    must_be_a_terminal(context)
    context.open()
    intake = Intake(sit_down(context, context.day, intake=True))
    talk = Dialogue(context, intake.sitting, intake.next, Headings(context, intake).above, intake.store_after_flags)
    context.show(opening(context, intake), context.talk)
    try:
        talk.run()
    except Stopped:
        stopped(context, intake.sitting, "check")
        return
    intake.sitting.store()
    pages.show_result(context, context.look())


def stopped(context: Context, sitting: Sitting, command: str) -> None:
    """What was answered so far is stored, and that is said."""
    sitting.store()
    key = "stopped_kept" if sitting.stored else "stopped_nothing"
    context.show([BLANK, Line(context.texts("ui", key, command=f"svang {command}"))], context.talk)
    if sitting.escalated:
        pages.show_today(context, context.look(), fresh=True)


def opening(context: Context, intake: Intake) -> list[Line]:
    texts, day = context.texts, intake.sitting.day
    said = [Line(texts("ui", "goes_on"))] if intake.goes_on else []
    if day != context.at.date():
        said.append(Line(texts("ui", "night", clock=context.day_clock, date=day_name(texts, day))))
    return [BLANK, *said, Line(texts("ui", "how_to_answer"), "dim")]


class Headings:
    """What stands above each question: the part that begins with it, and how far one has come."""

    def __init__(self, context: Context, intake: Intake) -> None:
        self.texts, self.intake = context.texts, intake
        self.said = {""}
        self.later = {step.group for step in intake.steps} - set(FIRST_GROUPS)

    def above(self, question: Question) -> list[Line]:
        texts, (n, of, group) = self.texts, self.intake.progress(question)
        at = Line(texts("ui", "progress", n=n, of=of), "dim")
        if group in self.said:
            return [at]
        urgency = self.so_far() if group not in FIRST_GROUPS and not self.said & self.later else []
        self.said.add(group)
        note = self.young() if group == "flags" and self.intake.too_young else urgency
        return [*note, *heading(texts("ui", "parts", group)), at]

    def so_far(self) -> list[Line]:
        """How urgent it is by the red flags, as soon as they are answered."""
        if not self.intake.flags_told():
            return []
        says, more = far_sentences(self.texts, so_far(self.intake.sitting))
        return [BLANK, Line(says, "bold"), *(Line(each) for each in more)]

    def young(self) -> list[Line]:
        return [BLANK, Line(self.texts("problems", "under_18")), Line(self.texts("ui", "still_flags"))]


# -- from a file --------------------------------------------------------------------------------------------


def from_file(context: Context, path: Path) -> None:
    """Stores a mapping of answers, all of it or nothing."""
    values = answers_in(context, path)
    context.open()

    context.care.answer(context.person, {context.day: at_intake(values)}, at=context.at)
    pages.show_result(context, context.look())


def answers_in(context: Context, path: Path) -> dict[str, Any]:
    from svang.pathway.reader import read_file

    try:
        values, problems = typed(context.way, read_file(path))
        if problems:
            raise Refused(tuple(problems))
        refuse_future(context.way, values, context.at.date())
    except (Unreadable, Refused) as error:
        raise Sorry(*sentences(context.texts, error.problems)) from None
    if not values:
        raise context.sorry("problems", "empty")
    return values
