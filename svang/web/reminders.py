"""What a person wants to be reminded of, and at what time: a choice of this machine, kept beside the store."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, timedelta

from svang.answers.amounts import Unclear, until_written
from svang.answers.day import clock_of, clock_time
from svang.interview.questions import date_typed
from svang.settings import home
from svang.texts import Texts

FILE, TOKEN = "reminders", "calendar"
"""Their names beside the store."""
TIMED = ("checkin", "session", "tape")
"""Those that have one time of day."""
DAYS = tuple(map(str, range(7)))
"""Monday first."""
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reminders:
    """`checkin`, `session`, `tape`: a time of day as it is kept, '' for none. `days`, `first`, `last`: on which days,
    and in which hours, there are breaks. `appointment`: day and time, ISO. `named`: may the titles say what it is?
    `language`: that of the page it was chosen on. `changes`, `changed`: how often it was changed, and when last."""

    checkin: str = ""
    session: str = ""
    tape: str = ""
    rest: bool = False
    days: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    appointment: str = ""
    named: bool = False
    language: str = ""
    changes: int = 0
    changed: str = ""

    @property
    def breaks(self) -> list[timedelta]:
        """Each hour from the first to the last."""
        first, last = clock_time(self.first), clock_time(self.last)
        if not self.days or first is None or last is None:
            return []
        return [first + HOUR * n for n in range((last - first) // HOUR + 1)]

    @property
    def visit(self) -> datetime | None:
        return datetime.fromisoformat(self.appointment) if self.appointment else None

    @property
    def any(self) -> bool:
        return bool(self.checkin or self.session or self.tape or self.rest or self.days or self.appointment)


def kept() -> Reminders:
    """What was chosen; nothing, where nothing was or the file is none of ours."""
    try:
        found = json.loads(home.kept(home.folder(), FILE) or "{}")
        chosen = Reminders(**{**found, "days": tuple(found.get("days", ()))})
        return chosen if _is_ours(chosen) else Reminders()
    except (AttributeError, TypeError, ValueError):
        return Reminders()


def _is_ours(chosen: Reminders) -> bool:
    """Does every part say what it may? Raises ValueError for a date that is none."""
    if not all(isinstance(getattr(chosen, each.name), type(each.default)) for each in fields(Reminders)):
        return False
    clocks = (chosen.checkin, chosen.session, chosen.tape, chosen.first, chosen.last)
    timed = all(clock_time(at) is not None for at in clocks if at)
    dated = chosen.visit is None or chosen.visit.tzinfo is None
    changed = not chosen.changed or datetime.fromisoformat(chosen.changed).tzinfo is not None
    return timed and dated and changed and set(chosen.days) <= {*DAYS}


def keep(chosen: Reminders) -> None:
    """Kept for its owner alone; with the first choice the calendar gets its address."""
    home.keep(home.folder(), FILE, json.dumps(asdict(chosen)))
    if not token():
        anew()


def token() -> str:
    """The secret part of the calendar's address; '' before there is one."""
    return home.kept(home.folder(), TOKEN)


def anew() -> None:
    """Another address: what fetches the old one finds nothing."""
    home.keep(home.folder(), TOKEN, secrets.token_urlsafe(24))


# -- the form -----------------------------------------------------------------------------------------------


@dataclass
class Form:
    """What was chosen and typed on the page, as it stands there. `errors`: by field, one sentence each."""

    on: Sequence[str] = ()
    days: Sequence[str] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


FIELDS = (*TIMED, "first", "last", "day", "at")
SWITCHES = (*TIMED, "rest", "breaks", "appointment", "named")


def as_form(texts: Texts, chosen: Reminders) -> Form:
    """What is kept, as one would type it."""
    visit = chosen.visit
    on = [name for name in (*TIMED, "rest", "appointment", "named") if getattr(chosen, name)]
    typed = {name: written(texts, getattr(chosen, name)) for name in (*TIMED, "first", "last")}
    if visit is not None:
        typed |= {"day": date_typed(texts, visit.date()), "at": written(texts, f"{visit:%H:%M}")}
    return Form([*on, *(["breaks"] if chosen.days else [])], chosen.days, dict.fromkeys(FIELDS, "") | typed)


def written(texts: Texts, clock: str) -> str:
    """A kept time as it is written here."""
    return clock.replace(":", ".") if texts.language == "da" else clock


def read(texts: Texts, form: Form, today: date) -> Reminders:
    """What the form comes to; what is wrong with it stands in its errors."""
    reading = _Reading(texts, form)
    checkin, session, tape = (reading.time(name) if name in form.on else "" for name in TIMED)
    days, first, last = reading.breaks() if "breaks" in form.on else ((), "", "")
    appointment = reading.appointment(today) if "appointment" in form.on else ""
    rest, named = "rest" in form.on, "named" in form.on
    return Reminders(checkin, session, tape, rest, days, first, last, appointment, named, texts.language)


class _Reading:
    def __init__(self, texts: Texts, form: Form) -> None:
        self.texts, self.form, self.errors = texts, form, form.errors

    def wrong(self, name: str, key: str) -> None:
        self.errors.setdefault(name, self.texts("reminders", "wrong", key))

    def time(self, name: str) -> str:
        found = clock_time(self.form.typed.get(name, ""))
        if found is None:
            self.wrong(name, "time")
        return "" if found is None else clock_of(found)

    def breaks(self) -> tuple[tuple[str, ...], str, str]:
        days = tuple(day for day in DAYS if day in self.form.days)
        first, last = self.time("first"), self.time("last")
        if not days:
            self.wrong("days", "days")
        elif first and last and last < first:
            self.wrong("last", "order")
        return days, first, last

    def appointment(self, today: date) -> str:
        at = self.time("at")
        try:
            day = until_written(self.form.typed.get("day", ""), today)
        except Unclear:
            self.wrong("day", "day")
            return ""
        if day < today:
            self.wrong("day", "gone")
        return f"{day.isoformat()}T{at}"
