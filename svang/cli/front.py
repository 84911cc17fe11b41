"""`svang` alone, and the pages that only look: `today` and `why`."""

from __future__ import annotations

from dataclasses import replace

from svang import care
from svang.cli import intake, morning, pages
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Stopped, choose, must_be_a_terminal, sit_down
from svang.cli.paper import BLANK, Line
from svang.interview.intake import begun, told_this_morning
from svang.interview.problems import unknown
from svang.loader import pathway
from svang.model import Row, Rule
from svang.reader import nearest
from svang.sentences import URGENT
from svang.texts import LANGUAGES, texts


def begin(desk: Desk) -> None:
    """`svang` alone: the first questions, else this morning's, else today."""
    if not desk.has_store():
        first_time(desk)
        return
    desk.open()
    day = desk.look()
    if day.nothing_yet:
        first_time(desk)
    elif day.decision.triage in URGENT:
        pages.show_today(desk, day)
    else:
        go_on(desk, day)


def go_on(desk: Desk, day: care.Day) -> None:
    """The rest of the first questions, else this morning's, else today."""
    if not begun(day.course, lambda: sit_down(desk, desk.day)):
        intake.check(desk)
    elif not told_this_morning(day.course):
        morning.checkin(desk, morning.Said())
    else:
        pages.show_today(desk, day)


def first_time(desk: Desk) -> None:
    """Who we are and are not, in both languages until one is chosen; then straight to the questions."""
    must_be_a_terminal(desk)
    shown = [desk.texts] if desk.chosen else [texts(language) for language in LANGUAGES]
    for words in shown:
        desk.show([BLANK, Line(words("ui", "greeting"), "bold"), Line(words("ui", "what_it_is_not"))], desk.talk)
    if not desk.chosen:
        desk = choose_language(desk)
    intake.check(desk)


def choose_language(desk: Desk) -> Desk:
    names = [texts(language)("ui", "language_name") for language in LANGUAGES]
    question = " / ".join(texts(language)("ui", "which_language") for language in LANGUAGES)
    try:
        chosen = choose(desk, question, names)
    except Stopped:
        raise SystemExit(0) from None
    desk = replace(desk, texts=texts(LANGUAGES[chosen]), chosen=True)
    desk.open()
    desk.keep_language()
    return desk


def today(desk: Desk) -> None:
    pages.show_today(desk, stored_day(desk))


def stored_day(desk: Desk) -> care.Day:
    desk.open_there()
    day = desk.look()
    if day.nothing_yet:
        raise desk.sorry("problems", "no_answers_yet")
    return day


def why(desk: Desk, name: str) -> None:
    rule = rule_named(desk, name) if name else None
    seen = pages.view(desk, stored_day(desk))
    if desk.json:
        desk.dump(pages.why_rule_json(seen, rule) if rule else pages.why_json(seen))
    else:
        desk.page(pages.why_rule(seen, rule) if rule else pages.why(seen))


def rule_named(desk: Desk, name: str) -> Rule | Row:
    way = pathway()
    known: dict[str, Rule | Row] = {each.id: each for each in (*way.rules, *way.rows, way.otherwise)}
    if name in known:
        return known[name]
    near = nearest(name, known)
    raise (
        desk.sorry("problems", "unknown_rule", found=name, near=near)
        if near
        else Sorry(unknown(desk.texts, name, known))
    )
