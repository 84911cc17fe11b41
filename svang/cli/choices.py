"""What a person chose once, shown and chosen anew: `svang settings`."""

from __future__ import annotations

from svang.care import clock_of, day_begins
from svang.cli.desk import Desk
from svang.cli.paper import Line
from svang.settings import home


def settings(desk: Desk, begins: str) -> None:
    """Keeps when the day begins, where it was said; then shows what holds. Raises Sorry."""
    if begins:
        found = day_begins(begins)
        if found is None:
            raise desk.sorry("problems", "not_day_begins", found=begins)
        desk.open()
        home.keep(desk.folder, "day_begins", clock_of(found))
    said = clock_of(desk.begins)
    if desk.json:
        desk.dump({"language": desk.texts.language, "day_begins": said})
    else:
        desk.page([Line(desk.texts("ui", "day_begins", clock=said))])
