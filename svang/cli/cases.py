"""Cases from files or a pipe: `svang decide` and `svang verify`. No store, no Django."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from svang import contract
from svang.cases import read_case
from svang.cli.desk import FAILED, Desk, Sorry
from svang.cli.paper import BLANK, Line
from svang.engine.course import course
from svang.engine.decide import decide
from svang.history import Refused
from svang.interview.problems import sentences
from svang.loader import pathway
from svang.reader import LIMIT, Node, Unreadable, read_file, read_text

if TYPE_CHECKING:
    from svang.verify import Verified

PIPE = "-"


def decide_case(desk: Desk, name: str) -> None:
    try:
        node = document(name)
        if desk.json:
            desk.dump(contract.answer(pathway(), node, desk.texts))
        else:
            page(desk, node)
    except (Unreadable, Refused) as error:
        raise Sorry(*sentences(desk.texts, error.problems)) from None


def verify_cases(desk: Desk, names: list[str]) -> None:
    """Cases with what is expected of them, as a table; ends with 1 if the pathway answers otherwise."""
    from svang.verify import verify

    found, wrong = [], []
    for name in names:
        try:
            found += verify(pathway(), document(name), desk.texts)
        except (Unreadable, Refused) as error:
            wrong += sentences(desk.texts, error.problems)
    if wrong:
        raise Sorry(*wrong)
    if desk.json:
        desk.dump([asdict(one) | {"as_expected": not one.differences} for one in found])
    else:
        desk.show(verified(desk, found))
    if any(one.differences for one in found):
        sys.exit(FAILED)


def verified(desk: Desk, found: list[Verified]) -> Iterator[Line]:
    texts = desk.texts
    for one in found:
        yield Line(texts("verify", "otherwise" if one.differences else "as_expected", name=one.name))
        for d in one.differences:
            expected, there = (json.dumps(part, ensure_ascii=False) for part in (d.expected, d.found))
            yield Line(texts("verify", "difference", where=d.where, expected=expected, found=there), indent=2, mark="–")
    good = sum(not one.differences for one in found)
    yield from (BLANK, Line(texts("verify", "counted", n=len(found), good=good), "bold"))


def document(name: str) -> Node:
    """The document in a file, or in what is piped in. Raises Unreadable."""
    if name == PIPE:
        return read_text(sys.stdin.buffer.read(LIMIT + 1), file="stdin")
    return read_file(Path(name))


def page(desk: Desk, node: Node) -> None:
    from svang.cli.pages import View, of_case

    case = read_case(pathway(), node)
    folded = course(pathway(), case.events, today=case.today)
    desk.page(of_case(View(desk.texts, folded, decide(folded), own=False)))
