"""A case from a file or a pipe: `svang decide`. No store, no Django."""

from __future__ import annotations

import sys
from pathlib import Path

from svang import contract
from svang.cases import read_case
from svang.cli.desk import Desk, Sorry
from svang.engine.course import course
from svang.engine.decide import decide
from svang.history import Refused
from svang.interview.problems import sentences
from svang.loader import pathway
from svang.reader import LIMIT, Node, Unreadable, read_file, read_text

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
