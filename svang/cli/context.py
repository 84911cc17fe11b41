"""What every command has in common: the language, the form of the answer, where the store is, and the clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from svang.ready import sentences
from svang.settings.home import PERSON
from svang.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from svang.care import Care
    from svang.care.basis import Day
    from svang.cli.lines import Line
    from svang.model.knowledge import Pathway
    from svang.says.headline import Before
FAILED, YOURS = 1, 2
"""The exit codes where what was asked to be so is not, and where something given cannot be used."""
FIRST_YEAR, LAST_YEAR = 1900, 3000
"""Of the clock: far from the ends of the calendar, and no course is worked out for a thousand years."""
WITHOUT_A_STORE = ("decide", "facts", "schema", "explain", "prove", "verify", "new")


class Sorry(Exception):
    """The person's mistake: sentences in their language, exit code 2."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Context:
    texts: Texts
    json: bool
    folder: Path
    at: datetime
    person: str = PERSON
    title: str = ""  # stands over everything that is shown
    chosen: bool = True  # the language was said or kept

    @property
    def day(self) -> date:
        """The day an entry is proposed for: yesterday until the day begins."""
        return self.at_day.date()

    @property
    def begins(self) -> timedelta:
        """When a day begins, as it was chosen."""
        from svang.answers.day import NIGHT_ENDS, day_begins
        from svang.settings import home

        chosen = day_begins(home.kept(self.folder, "day_begins"))
        return NIGHT_ENDS if chosen is None else chosen

    @property
    def day_clock(self) -> str:
        """When a day begins, as people write it."""
        hours, minutes = divmod(self.begins // timedelta(minutes=1), 60)
        return f"{hours}.{minutes:02}" if self.texts.language == "da" else f"{hours}:{minutes:02}"

    @property
    def way(self) -> Pathway:
        """The pathway that is followed here."""
        from svang.ready import pathway

        return pathway()

    @property
    def care(self) -> Care:
        """The use cases over the store that was opened."""
        from svang import store
        from svang.care import Care

        return Care(self.way, store, lambda: self.at)

    @property
    def talk(self) -> TextIO:
        """Where questions go: beside the JSON, never into it."""
        return sys.stderr if self.json else sys.stdout

    def sorry(self, *keys: str, **values: Any) -> Sorry:
        return Sorry(self.texts(*keys, **values))

    def show(self, lines: Iterable[Line], stream: TextIO | None = None) -> None:
        from svang.cli.lines import show

        show(lines, stream)

    def page(self, lines: Iterable[Line]) -> None:
        """A whole page, under the context's title."""
        from svang.cli.lines import Line

        self.show([*([Line(self.title, "reverse")] if self.title else []), *lines])

    def dump(self, data: Any) -> None:
        import json

        print(json.dumps(data, ensure_ascii=False, indent=2))

    # -- the store ----------------------------------------------------------------------------------------

    def open(self) -> None:
        from svang import store

        store.open(self.folder)

    def open_there(self) -> None:
        """Opens a store that has to be there already."""
        if not self.has_store():
            raise self.sorry("problems", "no_answers_yet")
        self.open()

    def has_store(self) -> bool:
        """Is there a store, or something that keeps us from seeing it? The store says then what it is."""
        from svang.settings.home import file_in

        try:
            return file_in(self.folder).exists() or (self.folder.exists() and not self.folder.is_dir())
        except OSError:
            return True

    def before(self, day: Day) -> Before:
        """The days before, as they are known now."""

        return partial(self.care.before, self.person, day)

    def look(self) -> Day:
        """The day the person is in, as it stands."""

        return self.care.look(self.person, at=self.at_day)

    @property
    def at_day(self) -> datetime:
        """A moment whose date is the day the person is in."""
        return self.at - self.begins

    def keep_language(self) -> None:
        from svang.settings import home

        home.keep(self.folder, "language", self.texts.language)

    def forget_choices(self) -> None:
        from svang.settings import home

        home.forget(self.folder)


def folder_of(said: str | None) -> Path:
    from svang.settings import home

    return Path(said).expanduser().absolute() if said else home.folder()


def clock(said: str | None) -> datetime | None:
    """The one place where the clock is read; None if what was said is no time with an offset, or of no sane year."""
    said = said or os.environ.get("SVANG_NOW")
    if not said:
        return datetime.now().astimezone()
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return None
    return at if at.tzinfo is not None and FIRST_YEAR <= at.year < LAST_YEAR else None


def language(args: Sequence[str], env: Mapping[str, str]) -> tuple[str, bool]:
    """The language before anything is parsed, for help and for mistakes; and whether it was said or kept."""
    said = _said(args, "--lang") or env.get("SVANG_LANG") or _kept(args)
    return (said, True) if said in LANGUAGES else (LANGUAGES[0], False)


def _said(args: Sequence[str], option: str) -> str | None:
    found = None
    for n, word in enumerate(args):
        if word.startswith(option + "="):
            found = word.partition("=")[2]
        elif word == option and n + 1 < len(args):
            found = args[n + 1]
    return found


def _kept(args: Sequence[str]) -> str | None:
    """The language kept beside the store; what needs no store does not ask for it."""
    if any(word in WITHOUT_A_STORE for word in args):
        return None
    from svang.settings import home

    return home.kept(folder_of(_said(args, "--data")), "language")


def context(lang: str, chosen: bool, *, as_json: bool, data: str | None, now: str | None) -> Context:
    words = sentences(lang)
    at = clock(now)
    if at is None:
        raise Sorry(words("ui", "usage", "now"))
    return Context(words, as_json, folder_of(data), at, chosen=chosen)
