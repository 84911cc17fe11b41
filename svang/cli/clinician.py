"""`svang seen`, `svang adjust`, `svang treated`: what clinicians saw, set and did."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from svang.answers.amounts import until_written
from svang.answers.clinic import SAID_LIMITS, adjustment, sayable
from svang.answers.kinds import ROLES
from svang.answers.stored import scale_of
from svang.answers.tried import SIDES
from svang.answers.typed import Refused
from svang.cli import ahead, pages
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Stopped, choose, must_be_a_terminal
from svang.cli.lines import BLANK, Line
from svang.cli.morning import day_said
from svang.cli.start import stored_day
from svang.interview.clinician import PARTS, UNNAMED, body, choices, limits, question
from svang.interview.problems import by_name, sentence, sentences
from svang.interview.questions import Unclear, node
from svang.interview.tried import written


def seen(
    context: Context, said: Mapping[str, str], limited: Mapping[str, str], limits_said: Sequence[str], when: str | None
) -> None:
    """Takes what stood on the command line, asks for the rest, stores it, and shows today."""
    day = day_said(context, when)
    stored_day(context)
    limit = limits_of(context, limited, limits_said, day)
    told = {part: known(context, part, said[part]) for part in PARTS if said[part]}
    if not sys.stdin.isatty():
        told.setdefault("condition", UNNAMED)
    if len(told) < len(PARTS):
        must_be_a_terminal(context, "ui", "problems", "seen_needs_all")
        try:
            told |= asked(context, [part for part in PARTS if part not in told])
        except Stopped:
            context.show([BLANK, Line(context.texts("ui", "seen", "nothing_stored"))], context.talk)
            return
    found = body(context.way, context.texts, told) | ({"limits": limit} if limit else {})
    context.care.tell("seen", context.person, found, day=day, at=context.at)
    if told.get("cleared") == "unsaid":
        context.show([BLANK, Line(context.texts("tell", "limits", "not_told"))], context.talk)
    pages.show_today(context, context.look(), fresh=True)


def limits_of(context: Context, limited: Mapping[str, str], said: Sequence[str], day: date) -> dict[str, Any]:
    """Rest until a day, a boot until a day, no running ..., typed. Raises Sorry."""
    wrong = next((name for name in said if name not in SAID_LIMITS), "")
    if wrong:
        choices = ", ".join(SAID_LIMITS)
        raise context.sorry("ui", "problems", "not_one_of", found=wrong, option="--limit", choices=choices)
    try:
        return limits({**limited, **dict.fromkeys(said, "yes")}, day)
    except Unclear as error:
        raise Sorry(context.texts("ui", error.key)) from None


def adjust(context: Context, said: Mapping[str, str], settings: list[str], when: str | None) -> None:
    """Stores what a clinician has set; without anything to set, what there is to set."""
    if not settings:
        context.page(what_may_be_set(context))
        return
    day = day_said(context, when)
    stored_day(context)
    if said["role"] not in ROLES:
        choices = ", ".join(ROLES)
        raise context.sorry("ui", "problems", "not_one_of", found=said["role"], option="--role", choices=choices)
    if not said["reason"].strip():
        raise context.sorry("ui", "problems", "adjust_needs_reason")
    until = node(end_said(said["until"], day)) if said["until"] else None
    found, problems = adjustment(context.way, day, until, node(settings_said(context, settings)), node(""))
    if problems:
        raise Sorry(*sentences(context.texts, problems))
    body = {"role": said["role"], "reason": said["reason"].strip(), **found}
    context.care.tell("adjusted", context.person, body, day=day, at=context.at)
    pages.show_today(context, context.look(), fresh=True)


def end_said(words: str, day: date) -> str:
    """The end of a setting as 2026-05-01, where it is a date; else as it was typed, to be refused."""
    try:
        return until_written(words, day).isoformat()
    except Unclear:
        return words


def settings_said(context: Context, settings: list[str]) -> dict[str, Any]:
    """`raise_level=H2`, `pain_green=2`, `fascia_stretch.sets=2` or `.reps=5-10`, as a mapping. Raises Sorry."""
    found: dict[str, Any] = {}
    for setting in settings:
        name, mark, value = setting.partition("=")
        if not mark:
            raise context.sorry("ui", "problems", "no_setting", found=setting)
        task, _, part = name.strip().partition(".")
        ends = [number(end) for end in value.strip().split("-", 1)] if part else []
        if part:
            found.setdefault(task, {})[part] = ends[0] if len(ends) == 1 else ends
        else:
            found[task] = number(value.strip())
    return found


def number(text: str) -> int | Decimal | str:
    try:
        return int(text)
    except ValueError:
        pass
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text
    return found if found.is_finite() else text


def what_may_be_set(context: Context) -> list[Line]:
    """Every name, with its choices or its range."""
    texts, way = context.texts, context.way
    lines = [BLANK, Line(texts("ui", "adjust", "title"), "bold"), Line(texts("ui", "adjust", "says"), "dim"), BLANK]
    for name, allowed in sayable(way).items():
        if allowed:
            span = ", ".join(allowed)
        elif name in way.thresholds:
            limit = way.thresholds[name]
            if limit.low == limit.high:
                continue
            ends = [texts.number(n, limit.unit, scale_of(way, limit.unit)) for n in (limit.low, limit.high)]
            span = "–".join(ends)
        else:
            span = ", ".join(f"{key} {low}–{high}" for key, (low, high) in way.dose_ranges.items())
        lines.append(Line(f"{name}: {span}", indent=2))
    return lines


def treated(context: Context, said: Mapping[str, str], when: str | None) -> None:
    """Notes what was tried, and shows what the first steps did before and after."""
    day = day_said(context, when)
    stored_day(context)
    what = [treatment.id for treatment in context.way.treatments]
    for key, allowed in (("what", what), ("side", SIDES)):
        if said[key] not in allowed and (key == "what" or said[key]):
            option = "TREATMENT" if key == "what" else "--side"
            listed = ", ".join(allowed)
            raise context.sorry("ui", "problems", "not_one_of", found=said[key], option=option, choices=listed)
    body, wrong = written(context.way, said, day, context.day)
    for part, error in wrong.items():
        raise Sorry(f"--{part}: {_why(context, error)}")
    context.care.tell("treated", context.person, body, day=day, at=context.at)
    ahead.show(context, "noted")


def _why(context: Context, error: Unclear | Refused) -> str:
    if isinstance(error, Unclear):
        return context.texts("web", "errors", error.key, **error.values)
    return sentence(context.texts, by_name(context.texts, context.way, error.problems[0]))


def known(context: Context, part: str, said: str) -> str:
    """An answer of the command line. Raises Sorry."""
    keys = [choice.key for choice in choices(context.way, context.texts, part)]
    if said not in keys:
        raise context.sorry("ui", "problems", "not_one_of", found=said, option=f"--{part}", choices=", ".join(keys))
    return said


def asked(context: Context, parts: list[str]) -> dict[str, str]:
    words = context.texts
    context.show(
        [BLANK, Line(words("ui", "seen", "title"), "bold"), Line(words("ui", "seen", "says"), "dim")], context.talk
    )
    told = {}
    for part in parts:
        listed = choices(context.way, words, part)
        told[part] = listed[choose(context, question(words, part), [choice.label for choice in listed])].key
    return told
