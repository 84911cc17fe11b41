"""`svang seen`: a clinician has seen the foot."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from svang import care
from svang.cli import pages
from svang.cli.desk import Desk
from svang.cli.dialogue import Stopped, choose, must_be_a_terminal
from svang.cli.front import stored_day
from svang.cli.morning import day_said
from svang.cli.paper import BLANK, Line
from svang.interview.clinician import PARTS, UNNAMED, body, choices, question
from svang.loader import pathway


def seen(desk: Desk, said: Mapping[str, str], date: str | None) -> None:
    """Takes what stood on the command line, asks for the rest, stores it, and shows today."""
    day = day_said(desk, date)
    stored_day(desk)
    told = {part: known(desk, part, said[part]) for part in PARTS if said[part]}
    if not sys.stdin.isatty():
        told.setdefault("condition", UNNAMED)
    if len(told) < len(PARTS):
        must_be_a_terminal(desk, "ui", "problems", "seen_needs_all")
        try:
            told |= asked(desk, [part for part in PARTS if part not in told])
        except Stopped:
            desk.show([BLANK, Line(desk.texts("ui", "seen", "nothing_stored"))], desk.talk)
            return
    care.seen(desk.person, body(pathway(), desk.texts, told), day=day, at=desk.at)
    pages.show_today(desk, desk.look(), fresh=True)


def known(desk: Desk, part: str, said: str) -> str:
    """An answer of the command line. Raises Sorry."""
    keys = [choice.key for choice in choices(pathway(), desk.texts, part)]
    if said not in keys:
        raise desk.sorry("ui", "problems", "not_one_of", found=said, option=f"--{part}", choices=", ".join(keys))
    return said


def asked(desk: Desk, parts: list[str]) -> dict[str, str]:
    words = desk.texts
    desk.show([BLANK, Line(words("ui", "seen", "title"), "bold"), Line(words("ui", "seen", "says"), "dim")], desk.talk)
    told = {}
    for part in parts:
        listed = choices(pathway(), words, part)
        told[part] = listed[choose(desk, question(words, part), [choice.label for choice in listed])].key
    return told
