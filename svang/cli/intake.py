"""The first questions on a terminal, or their answers from a file: `svang check`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from svang.clauses import day_name
from svang.cli import pages
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Dialogue, Stopped, must_be_a_terminal, sit_down
from svang.cli.paper import BLANK, Line, heading
from svang.history import Refused, at_intake, typed
from svang.interview.intake import FIRST_GROUPS, Intake
from svang.interview.problems import sentences
from svang.interview.questions import Question, refuse_future
from svang.interview.sitting import Sitting
from svang.interview.so_far import far_sentences, so_far
from svang.loader import pathway
from svang.reader import Unreadable, read_file


def check(desk: Desk) -> None:
    """Asks, stores after the red flags and at the end, and shows what it comes to."""
    must_be_a_terminal(desk)
    desk.open()
    intake = Intake(sit_down(desk, desk.day, intake=True))
    talk = Dialogue(desk, intake.sitting, intake.next, Headings(desk, intake).above, intake.store_after_flags)
    desk.show(opening(desk, intake), desk.talk)
    try:
        talk.run()
    except Stopped:
        stopped(desk, intake.sitting, "check")
        return
    intake.sitting.store()
    pages.show_result(desk, desk.look())


def stopped(desk: Desk, sitting: Sitting, command: str) -> None:
    """What was answered so far is kept, and that is said."""
    sitting.store()
    key = "stopped_kept" if sitting.stored else "stopped_nothing"
    desk.show([BLANK, Line(desk.texts("ui", key, command=f"svang {command}"))], desk.talk)
    if sitting.escalated:
        pages.show_today(desk, desk.look(), fresh=True)


def opening(desk: Desk, intake: Intake) -> list[Line]:
    texts, day = desk.texts, intake.sitting.day
    said = [Line(texts("ui", "goes_on"))] if intake.goes_on else []
    if day != desk.at.date():
        said.append(Line(texts("ui", "night", clock=desk.day_clock, date=day_name(texts, day))))
    return [BLANK, *said, Line(texts("ui", "how_to_answer"), "dim")]


class Headings:
    """What stands above each question: the part that begins with it, and how far one has come."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self.texts, self.intake = desk.texts, intake
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


def from_file(desk: Desk, path: Path) -> None:
    """Stores a mapping of answers, all of it or nothing."""
    values = answers_in(desk, path)
    desk.open()
    from svang import care

    care.answer(desk.person, {desk.day: at_intake(values)}, at=desk.at)
    pages.show_result(desk, desk.look())


def answers_in(desk: Desk, path: Path) -> dict[str, Any]:
    try:
        values, problems = typed(pathway(), read_file(path))
        if problems:
            raise Refused(tuple(problems))
        refuse_future(pathway(), values, desk.at.date())
    except (Unreadable, Refused) as error:
        raise Sorry(*sentences(desk.texts, error.problems)) from None
    if not values:
        raise desk.sorry("problems", "empty")
    return values
