"""The week's page, as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from svang.cli.ahead import MARKS
from svang.cli.context import Context
from svang.cli.lines import BLANK, Line, bullets, heading
from svang.cli.pages import show_today
from svang.cli.start import stored_day
from svang.interview.week import Week, week
from svang.interview.week.part import Part, Row
from svang.says.decision import URGENT, too_young


def show(context: Context) -> None:
    """Something more urgent, or an age that has no plan, is Today's to say."""
    found = stored_day(context)
    if found.decision.triage in URGENT or too_young(context.way, found.decision):
        show_today(context, found)
        return
    said = week(context.care, context.person, context.texts, found, context.day, at=context.at)
    if context.json:
        context.dump(asdict(said))
    else:
        context.page(list(lines(context, said)))


def lines(context: Context, found: Week) -> Iterator[Line]:
    texts = context.texts
    yield from (
        BLANK,
        Line(f"{texts('week', 'name')}: {found.span}", "dim"),
        Line(found.title, "bold"),
        Line(found.says),
    )
    for part in found.parts:
        yield from heading(part.title)
        yield from bullets(number(context, row) for row in part.rows)
        yield from bullets(part.lines)
        for met in part.mets:
            yield Line(met.says, mark=MARKS[met.holds], indent=2)
            yield from (Line(said, "dim", indent=4) for said in met.saw)
        yield Line(part.why, "dim", indent=2)
        yield from (Line(f"svang tell {sheet}", "dim", indent=2) for sheet in sheets(part))
    if found.questions:
        yield from heading(texts("week", "parts", "questions"))
        yield from bullets(found.questions)
        yield Line("svang checkin", "dim", indent=2)


def number(context: Context, row: Row) -> str:
    """The week's number, and that of the week before."""
    both = [f"{now} ({span})" if span else now for now, span in ((row.now, row.span), (row.before, row.span_before))]
    return f"{row.name}: {both[0]}; {context.texts('week', 'last_week').lower()} {both[1]}"


def sheets(part: Part) -> list[str]:
    return [key.partition(".")[0] for key in part.tells]
