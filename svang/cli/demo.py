"""Made-up people in a store that is gone afterwards: `svang demo`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from svang import history, store
from svang.cases import read_case
from svang.cli import pages
from svang.cli.desk import Desk
from svang.cli.dialogue import Stopped, choose
from svang.cli.paper import heading
from svang.contract import as_json
from svang.interview.questions import node
from svang.loader import pathway
from svang.reader import read_file

PEOPLE = Path(__file__).parent / "demo.yaml"


def demo(desk: Desk) -> None:
    told = read_file(PEOPLE).plain()
    with TemporaryDirectory(prefix="svang-demo-") as folder:
        at = datetime.fromisoformat(told["at"])
        desk = replace(desk, folder=Path(folder), at=at, title=desk.texts("ui", "demo", "title"))
        desk.open()
        for name in told["people"]:
            settle(name, told)
        look_around(desk, list(told["people"]))


def settle(name: str, told: Mapping[str, Any]) -> None:
    """Stores what one person has told."""
    case = read_case(pathway(), node(case_of(told["people"][name], told)))
    store.append(name, [history.stored(pathway(), event) for event in case.events], expected=0)


def case_of(who: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """The case a person's few lines stand for."""
    diary = [entry for line in who["diary"] for entry in entries(line, told)]
    return {"at": told["at"], "answers": told["healthy"] | told["fascia"] | who["answers"], "diary": diary}


def entries(line: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A morning, and an evening with what was done of the exercises, of one date."""
    if "first_step_pain" in line:
        flags = told["healthy"] if "flags" in line else line.get("news", {})
        new = {"nothing_new": "news" not in line}
        yield {"date": line["date"], "first_step_pain": line["first_step_pain"], **new, **flags}
    if "evening" in line:
        done = {"exercises_done": line["did"], **({"exercises_pain": 2} if line["did"] != "none" else {})}
        yield {"date": line["date"], "activity_pain": line["evening"], **done}


def look_around(desk: Desk, people: list[str]) -> None:
    names = {name: desk.texts("ui", "demo", "people", name) for name in people}
    desks = [replace(desk, person=name, title=f"{desk.title} · {said}") for name, said in names.items()]
    if desk.json:
        desk.dump({each.person: json_of(each) for each in desks})
    elif sys.stdin.isatty():
        ask(desk, desks, list(names.values()))
    else:
        for each in desks:
            pages.show_today(each, each.look())


def json_of(desk: Desk) -> dict[str, Any]:
    day = desk.look()
    return as_json(day.decision, day.course, desk.texts)


def ask(desk: Desk, desks: list[Desk], names: list[str]) -> None:
    """Whom to look at, and what of them, until one stops."""
    words = desk.texts
    try:
        while True:
            desk.page([])
            chosen = choose(desk, words("ui", "demo", "who"), [*names, words("ui", "demo", "end")])
            if chosen == len(desks):
                break
            look_at(desks[chosen])
    except Stopped:
        pass
    desk.page(heading(words("ui", "demo", "ended")))


def look_at(desk: Desk) -> None:
    words, day = desk.texts, desk.look()
    question = f"{desk.title}. {words('ui', 'demo', 'what')}"
    labels = [words("ui", "demo", key) for key in ("today", "why", "back")]
    while (chosen := choose(desk, question, labels)) < 2:
        if chosen == 0:
            pages.show_today(desk, day)
        else:
            desk.page(pages.why(pages.view(desk, day)))
