"""One's own tape on the page that shows how it is put on: when it must be off, the skin, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from svang.interview.questions import Question, choices
from svang.interview.sitting import sore_in
from svang.interview.telling import ALSO, SKIN
from svang.says.help import Offered, treatments_said
from svang.says.tape import tape_said, tape_state, tape_task, tape_told
from svang.web.day_shown import DayShown

RELIEF = "relief"
YES = "1"
Sent = tuple[tuple[str, str], ...]
"""What a form sends, each with its name."""


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer in one tap."""

    says: str
    sends: Sent


class TapeShown:
    def __init__(self, shown: DayShown) -> None:
        self.shown, self.texts, self.course = shown, shown.texts, shown.course
        self.task, self.told = tape_task(shown.way), tape_told(shown.course)

    @property
    def says(self) -> str:
        """When it was put on and when it is to come off, or has; '' where nothing was told within a week."""
        return tape_said(self.course, self.texts, self.told) if self.told else ""

    @cached_property
    def state(self) -> str:
        """May it be spoken of: open, barred, or ask."""
        return tape_state(self.course)

    @property
    def offered(self) -> Offered:
        return next(each for each in treatments_said(self.course, self.texts) if each.id == self.task.id)

    @property
    def puts_on(self) -> Sent:
        """What tells that it was put on today, beside what relieved already; () where that is told, or not offered."""
        today = self.course.value(RELIEF) or frozenset()
        if self.state != "open" or self.task.id in today:
            return ()
        return tuple((RELIEF, key) for key, word in self._choices(RELIEF) if word in {*today, self.task.id})

    @property
    def taps(self) -> tuple[Tap, ...]:
        """How the skin is now that it is off; of a wound on which foot, where both are sore."""
        return tuple(self._taps()) if self.told and self.told.came_off is None else ()

    def _taps(self) -> Iterator[Tap]:
        sore = sore_in(self.course)
        for key, word in self._choices(SKIN):
            says, sent, sign = self.texts("facts", SKIN, "choices", word, "label"), (SKIN, key), ALSO.get(word, "")
            if len(sore) > 1 and sign and self.shown.way.facts[sign].foot:
                feet = [(foot, self.texts("ui", "feet", foot).lower()) for foot in sore]
                yield from (Tap(f"{says}, {name}", (sent, (f"{sign}.{foot}", YES))) for foot, name in feet)
            else:
                yield Tap(says, (sent,))

    def _choices(self, fact: str) -> list[tuple[str, str]]:
        """Each answer that is known, as a form sends it and as the knowledge calls it."""
        found = choices(self.shown.way, self.texts, Question(fact, date.fromordinal(self.course.date)))
        return [(choice.key, choice.raw) for choice in found if isinstance(choice.raw, str)]
