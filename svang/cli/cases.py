"""A case from a file or a pipe: `svang decide`. No store, no Django."""

from __future__ import annotations

import sys
from pathlib import Path

from svang.answers.typed import Refused
from svang.cli.context import Context, Sorry
from svang.contract.case import read_case
from svang.contract.decision import answer
from svang.engine.course import course
from svang.engine.decide import decide
from svang.interview.problems import sentences
from svang.pathway.nodes import Node, Unreadable
from svang.pathway.reader import LIMIT, read_file, read_text

PIPE = "-"


def decide_case(context: Context, name: str) -> None:
    try:
        node = document(name)
        if context.json:
            context.dump(answer(context.way, node, context.texts))
        else:
            page(context, node)
    except (Unreadable, Refused) as error:
        raise Sorry(*sentences(context.texts, error.problems)) from None


def document(name: str) -> Node:
    """The document in a file, or in what is piped in. Raises Unreadable."""
    if name == PIPE:
        return read_text(sys.stdin.buffer.read(LIMIT + 1), file="stdin")
    return read_file(Path(name))


def page(context: Context, node: Node) -> None:
    from svang.cli.pages import View, of_case

    case = read_case(context.way, node)
    folded = course(context.way, case.events, today=case.today)
    context.page(of_case(View(context.texts, folded, decide(folded), own=False)))
