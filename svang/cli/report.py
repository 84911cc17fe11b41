"""The page for an appointment, as text."""

from __future__ import annotations

from dataclasses import asdict

from svang.cli.context import Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.cli.start import stored_day
from svang.interview.report import Report, report


def show(context: Context) -> None:
    found = report(context.care, context.person, context.texts, stored_day(context), context.day)
    if context.json:
        context.dump(asdict(found))
    else:
        context.page(list(lines(context, found)))


def lines(context: Context, found: Report) -> list[Line]:
    laid = [BLANK, Line(found.title, "bold"), Line(f"{found.who} {found.covers}".strip())]
    laid += [*heading(context.texts("report", "questions")), *bullets(found.questions)]
    for section in found.sections:
        laid += heading(section.title)
        laid += bullets(f"{name.removesuffix(':')}: {said}" for name, said in section.rows)
        laid += bullets(f"{lead} {said}".strip() for lead, said in section.lines)
    return [*laid, BLANK, Line(found.foot, "dim")]
