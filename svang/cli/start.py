"""`svang` alone, and the pages that only look: `today` and `why`."""

from __future__ import annotations

from dataclasses import replace

from svang.care.basis import Day
from svang.cli import intake, morning, pages
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Stopped, choose, must_be_a_terminal, sit_down
from svang.cli.lines import BLANK, Line
from svang.interview.intake import begun, told_this_morning
from svang.interview.problems import unknown
from svang.model.knowledge import Row, Rule
from svang.pathway.nodes import nearest
from svang.says.decision import URGENT
from svang.texts import LANGUAGES, texts


def begin(context: Context) -> None:
    """`svang` alone: the first questions, else this morning's, else today."""
    if not context.has_store():
        first_time(context)
        return
    context.open()
    day = context.look()
    if day.nothing_yet:
        first_time(context)
    elif day.decision.triage in URGENT:
        pages.show_today(context, day)
    else:
        go_on(context, day)


def go_on(context: Context, day: Day) -> None:
    """The rest of the first questions, else this morning's, else today."""
    if not begun(day.course, lambda: sit_down(context, context.day)):
        intake.check(context)
    elif not told_this_morning(day.course):
        morning.checkin(context, morning.Said())
    else:
        pages.show_today(context, day)


def first_time(context: Context) -> None:
    """Who we are and are not, in both languages until one is chosen; then straight to the questions."""
    must_be_a_terminal(context)
    shown = [context.texts] if context.chosen else [texts(language) for language in LANGUAGES]
    for words in shown:
        context.show([BLANK, Line(words("ui", "greeting"), "bold"), Line(words("ui", "what_it_is_not"))], context.talk)
    if not context.chosen:
        context = choose_language(context)
    intake.check(context)


def choose_language(context: Context) -> Context:
    names = [texts(language)("ui", "language_name") for language in LANGUAGES]
    question = " / ".join(texts(language)("ui", "which_language") for language in LANGUAGES)
    try:
        chosen = choose(context, question, names)
    except Stopped:
        raise SystemExit(0) from None
    context = replace(context, texts=texts(LANGUAGES[chosen]), chosen=True)
    context.open()
    context.keep_language()
    return context


def today(context: Context) -> None:
    pages.show_today(context, stored_day(context))


def stored_day(context: Context) -> Day:
    context.open_there()
    day = context.look()
    if day.nothing_yet:
        raise context.sorry("problems", "no_answers_yet")
    return day


def why(context: Context, name: str) -> None:
    rule = rule_named(context, name) if name else None
    view = pages.view_of(context, stored_day(context))
    if context.json:
        context.dump(pages.why_rule_json(view, rule) if rule else pages.why_json(view))
    else:
        context.page(pages.why_rule(view, rule) if rule else pages.why(view))


def rule_named(context: Context, name: str) -> Rule | Row:
    way = context.way
    every: tuple[Rule | Row, ...] = (*way.rules, *way.rows, way.otherwise)
    known = {each.id: each for each in every}
    if name in known:
        return known[name]
    near = nearest(name, known)
    raise (
        context.sorry("problems", "unknown_rule", found=name, near=near)
        if near
        else Sorry(unknown(context.texts, name, known))
    )
