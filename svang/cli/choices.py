"""What a person chose once, shown and chosen anew: `svang settings`."""

from __future__ import annotations

from svang.answers.day import clock_of, day_begins
from svang.cli.context import Context
from svang.cli.lines import Line
from svang.settings import home


def settings(context: Context, begins: str) -> None:
    """Keeps when the day begins, where it was said; then shows what holds. Raises Sorry."""
    if begins:
        found = day_begins(begins)
        if found is None:
            raise context.sorry("problems", "not_day_begins", found=begins)
        context.open()
        home.keep(context.folder, "day_begins", clock_of(found))
    said = clock_of(context.begins)
    if context.json:
        context.dump({"language": context.texts.language, "day_begins": said})
    else:
        context.page([Line(context.texts("ui", "day_begins", clock=said))])
