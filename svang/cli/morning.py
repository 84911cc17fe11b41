"""The day's few answers: `svang checkin`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from svang.answers.day import LONGEST, NOON
from svang.answers.typed import typed
from svang.cli import pages
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Dialogue, Stopped, choose, must_be_a_terminal, sit_down
from svang.cli.intake import stopped
from svang.cli.lines import BLANK, Line
from svang.interview.morning import Evening, Morning, has_morning
from svang.interview.problems import by_name, sentence
from svang.interview.questions import Unclear, date_written, node
from svang.interview.sitting import Sitting, Values
from svang.says.words import day_name


@dataclass(frozen=True, slots=True)
class Said:
    """What stood on the command line."""

    first_step: str | None = None
    activity: str | None = None
    nothing_new: bool = False
    date: str | None = None
    evening: bool = False
    change: bool = False

    @property
    def anything(self) -> bool:
        return self.first_step is not None or self.activity is not None or self.nothing_new


def checkin(context: Context, said: Said) -> None:
    """Asks what is due, stores it all at once, and shows today."""
    day = day_said(context, said.date)
    context.open_there()
    if context.look().nothing_yet:
        raise context.sorry("problems", "no_answers_yet")
    first = context.care.first_day(context.person)
    if said.date is not None and first is not None and day < first:
        raise context.sorry("tell", "before_the_first")
    sitting = sit_down(context, day)
    sitting.give(given(context, sitting, said))
    again = not said.evening and (said.change or changes(context, sitting, said))
    asks = Evening(sitting) if said.evening else Morning(sitting, again=again)
    if (said.anything and not sys.stdin.isatty()) or ask(context, asks):
        sitting.store()
        pages.show_today(context, context.look(), fresh=True)


def ask(context: Context, morning: Morning) -> bool:
    """False if somebody stopped in the middle; what was answered is stored."""
    must_be_a_terminal(context, "ui", "problems", "checkin_needs_a_terminal")
    context.show(opening(context, morning.sitting), context.talk)
    try:
        Dialogue(
            context, morning.sitting, morning.next, lambda question: [], evening=isinstance(morning, Evening)
        ).run()
    except Stopped:
        stopped(context, morning.sitting, "checkin")
        return False
    return True


def changes(context: Context, sitting: Sitting, said: Said) -> bool:
    """A morning that was told is told anew only by who says so. Raises Sorry where nobody can be asked."""
    if not has_morning(sitting):
        return False
    slots = [f"first_step_pain.{foot}" for foot in sitting.sore] or ["first_step_pain"]
    told = [sitting.told_of(slot, sitting.day) for slot in slots]
    number = ", ".join("?" if each is None else str(each) for each in told)
    if not sys.stdin.isatty():
        if said.first_step is not None or said.nothing_new:
            raise context.sorry("ui", "problems", "answered_already", number=number)
        return False
    question = context.texts("ui", "answered_already", number=number)
    try:
        return (
            choose(context, question, [context.texts("ui", "keep_answer"), context.texts("ui", "change_answer")]) == 1
        )
    except Stopped:
        raise SystemExit(0) from None


def day_said(context: Context, said: str | None) -> date:
    """The day of --date; today where nothing was said. Raises Sorry."""
    if said is None:
        return context.day
    try:
        day = date.fromisoformat(date_written(said, context.day, exact=True))
    except Unclear:
        raise context.sorry("problems", "not_a_date", key="--date", found=said) from None
    if day > context.at.date():
        raise context.sorry("problems", "future_date", key="--date", found=said)
    if (context.day - day).days > LONGEST:
        low = date.fromordinal(context.day.toordinal() - LONGEST)
        raise context.sorry("problems", "long_ago", key="--date", found=said, low=low.isoformat())
    return day


def opening(context: Context, sitting: Sitting) -> list[Line]:
    texts, late = context.texts, sitting.late
    greeting = "good_morning" if context.day == context.at.date() and context.at.hour < NOON else "good_day"
    said = [Line(texts("ui", greeting), "bold")] if not late else []
    if late or sitting.day != context.at.date():
        key = "late_entry" if late else "night"
        said.append(Line(texts("ui", key, date=day_name(texts, sitting.day), clock=context.day_clock)))
    return [BLANK, *said, Line(texts("ui", "how_to_answer"), "dim")]


def given(context: Context, sitting: Sitting, said: Said) -> Values:
    """What stood on the command line, typed. Raises Sorry."""
    first, activity = {"nothing_new": True} if said.nothing_new else {}, {}
    if said.first_step is not None:
        first["first_step_pain"] = _first_step(said.first_step)
    if said.activity is not None:
        activity["activity_pain"] = _value(said.activity)
    day = sitting.day if said.evening else sitting.yesterday
    found: Values = {}
    for about, answers in ((sitting.day, first), (day, activity)):
        values, problems = typed(sitting.pathway, node(answers), sore=sitting.sore)
        if problems:
            raise Sorry(sentence(context.texts, by_name(context.texts, sitting.pathway, problems[0])))
        found.setdefault(about, {}).update(values)
    return {about: values for about, values in found.items() if values}


def _first_step(said: str) -> Any:
    """`4`, or `left:4,right:2`."""
    if ":" not in said:
        return _value(said)
    return {foot.strip(): _value(value) for foot, _, value in (part.partition(":") for part in said.split(","))}


def _value(said: str) -> Any:
    """A number where it is one; anything else as it stands, to be refused by its fact."""
    text = said.strip()
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None if text == "?" else text
    return number if number.is_finite() else text
