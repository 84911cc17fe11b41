"""Made-up people in a store that is gone afterwards: `svang demo`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from svang import store
from svang.answers.kinds import to_store
from svang.cli import pages
from svang.cli.context import Context
from svang.cli.dialogue import Stopped, choose
from svang.cli.lines import heading
from svang.contract.case import read_case
from svang.contract.decision import as_json
from svang.contract.verify.short import healthy_unless
from svang.interview.questions import node
from svang.model.knowledge import Pathway
from svang.pathway.reader import read_file

PEOPLE = Path(__file__).parent / "demo.yaml"


def demo(context: Context) -> None:
    made_up = read_file(PEOPLE).plain()
    with TemporaryDirectory(prefix="svang-demo-") as folder:
        at = datetime.fromisoformat(made_up["at"])
        context = replace(context, folder=Path(folder), at=at, title=context.texts("ui", "demo", "title"))
        context.open()
        for name in made_up["people"]:
            settle(context, name, made_up)
        look_around(context, list(made_up["people"]))


def settle(context: Context, name: str, made_up: Mapping[str, Any]) -> None:
    """Stores what one person has told."""
    case = read_case(context.way, node(case_of(context.way, made_up["people"][name], made_up)))
    store.append(name, [to_store(context.way, event) for event in case.events], expected=0)


def case_of(way: Pathway, who: Mapping[str, Any], made_up: Mapping[str, Any]) -> dict[str, Any]:
    """The case a person's few lines stand for."""
    diary = [entry for line in who["diary"] for entry in entries(way, line)]
    return {"at": made_up["at"], "answers": healthy_unless(way, made_up["everybody"]) | who["answers"], "diary": diary}


def entries(way: Pathway, line: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A morning, and an evening with what was done of the exercises, of one date."""
    if "first_step_pain" in line:
        morning = {key: said for key, said in line.items() if key not in ("evening", "did", "news")}
        yield healthy_unless(way, morning) | {"nothing_new": "news" not in line} | line.get("news", {})
    if "evening" in line:
        done = {"exercises_done": line["did"], **({"exercises_pain": 2} if line["did"] != "none" else {})}
        yield {"date": line["date"], "activity_pain": line["evening"], **done}


def look_around(context: Context, people: list[str]) -> None:
    names = {name: context.texts("ui", "demo", "people", name) for name in people}
    contexts = [replace(context, person=name, title=f"{context.title} · {said}") for name, said in names.items()]
    if context.json:
        context.dump({each.person: json_of(each) for each in contexts})
    elif sys.stdin.isatty():
        ask(context, contexts, list(names.values()))
    else:
        for each in contexts:
            pages.show_today(each, each.look())


def json_of(context: Context) -> dict[str, Any]:
    day = context.look()
    return as_json(day.decision, day.course, context.texts)


def ask(context: Context, contexts: list[Context], names: list[str]) -> None:
    """Whom to look at, and what of them, until one stops."""
    words = context.texts
    try:
        while True:
            context.page([])
            chosen = choose(context, words("ui", "demo", "who"), [*names, words("ui", "demo", "end")])
            if chosen == len(contexts):
                break
            look_at(contexts[chosen])
    except Stopped:
        pass
    context.page(heading(words("ui", "demo", "ended")))


def look_at(context: Context) -> None:
    words, day = context.texts, context.look()
    question = f"{context.title}. {words('ui', 'demo', 'what')}"
    labels = [words("ui", "demo", key) for key in ("today", "why", "back")]
    while (chosen := choose(context, question, labels)) < 2:
        if chosen == 0:
            pages.show_today(context, day)
        else:
            context.page(pages.why(pages.view_of(context, day)))
