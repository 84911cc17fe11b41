"""Lines for a terminal or a pipe: laid out here, painted by Rich, and only where somebody looks."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

WIDEST = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. `mark` stands before its first row; the other rows stand under the text."""

    text: str
    style: str = ""
    indent: int = 0
    mark: str = ""


BLANK = Line("")


def heading(text: str, style: str = "bold") -> list[Line]:
    return [BLANK, Line(text, style)]


def bullets(texts: Iterable[str], *, indent: int = 2, mark: str = "–") -> list[Line]:
    return [Line(text, indent=indent, mark=mark) for text in texts]


def width() -> int:
    return max(20, min(WIDEST, shutil.get_terminal_size().columns))


def rows(lines: Iterable[Line], wide: int, *, empty: bool = True) -> Iterator[tuple[str, str]]:
    """Rows that fit, each with its style; never two empty ones in a row, nor one after what is `empty`."""
    for line in lines:
        if not line.text:
            if not empty:
                yield "", ""
            empty = True
            continue
        empty = False
        first = " " * line.indent + (f"{line.mark} " if line.mark else "")
        wrapped = textwrap.wrap(
            line.text,
            wide,
            initial_indent=first,
            subsequent_indent=" " * len(first),
            break_on_hyphens=False,
        )
        yield from ((row, line.style) for row in wrapped)


def plain(lines: Iterable[Line], wide: int) -> str:
    return "".join(f"{row}\n" for row, _ in rows(lines, wide))


def show(lines: Iterable[Line], stream: TextIO | None = None) -> None:
    """Writes lines to a stream, in colour where it is a terminal that shows any (NO_COLOR, TERM)."""
    stream = stream or sys.stdout
    laid = list(rows(lines, width(), empty=not stream.isatty()))
    if not stream.isatty():
        stream.write("".join(f"{row}\n" for row, _ in laid))
    else:
        _paint(laid, stream)
    stream.flush()


def _paint(laid: list[tuple[str, str]], stream: TextIO) -> None:
    from rich.console import Console  # 80 ms, which a pipe need not pay
    from rich.text import Text

    console = Console(file=stream, highlight=False)
    for row, style in laid:
        console.print(Text(row, style=style), no_wrap=True, overflow="ignore", crop=False)
