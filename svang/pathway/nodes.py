"""A document as nodes that know their file and line, and what can be wrong with one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias, get_args

Code: TypeAlias = Literal[
    # the file as a whole: `where` is the file, without a line
    "missing_file",  # (no details)
    "unreadable",  # found: the name of the system's error, EISDIR, EACCES ...
    "too_big",  # limit, found: bytes; found is at least this many
    # the text: the only problem then
    "not_text",  # found: the byte or code point that is no UTF-8
    "directive",  # found
    "torn",  # found: libyaml's words; first_line: where the broken thing began
    # these end the reading, after what was found before
    "empty",  # (no details)
    "too_deep",  # limit
    "many_documents",  # (no details)
    # these are all collected; a control character in the bare text is the only problem, as not_text is
    "control_character",  # found: U+0000
    "stray_escape",  # found: a surrogate pair escaped outside double quotes
    "anchor",  # found: &name or *name
    "tag",  # found
    "merge_key",  # found
    "bad_number",  # found; limit: digits
    "key_not_text",  # found: the word, or [] or {}
    "duplicate_key",  # key, line, first_line
]
CODES: tuple[Code, ...] = get_args(Code)
Scalar: TypeAlias = str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value and where it stands. Trap: a bool is an int to Python, so ask for bool first."""

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    file: str
    line: int  # 1-based
    key_line: int | None = None  # of the key it stands under: a block's own first line comes after it

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def key_where(self) -> str:
        return f"{self.file}:{self.key_line or self.line}"

    def plain(self) -> Any:
        match self.value:
            case dict() as pairs:
                return {key: node.plain() for key, node in pairs.items()}
            case tuple() as items:
                return [node.plain() for node in items]
            case scalar:
                return scalar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `details` quote the document, so they are for its owner and never for a log."""

    where: str  # file:line, or file alone
    code: str
    details: Mapping[str, str | int]


class Unreadable(ValueError):
    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:  # without the details: tracebacks end up in logs
        return "; ".join(f"{problem.where} {problem.code}" for problem in self.problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    close = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[close[0]] if close else None


class Unknown(Mapping[str, str | int]):
    """The details of a name that is not known: `key`, and the `near` one, or "" where none is.

    It is looked for when it is read: a document may have 80,000 such names, and few of them are shown.
    """

    __slots__ = ("key", "known")

    def __init__(self, key: str, known: Iterable[str]) -> None:
        self.key, self.known = key, known

    def __getitem__(self, name: str) -> str:
        if name not in ("key", "near"):
            raise KeyError(name)
        return self.key if name == "key" else nearest(self.key, self.known) or ""

    def __iter__(self) -> Iterator[str]:
        return iter(("key", "near"))

    def __len__(self) -> int:
        return 2
