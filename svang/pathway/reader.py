"""Reads a YAML or JSON document into nodes that know their file and line.

libyaml cuts the text into events; what a word means is decided here, by the YAML 1.2 core schema and nothing
more: `no`, `on`, `2:30` and `2026-03-01` are text, a decimal is a Decimal. Anchors, tags, merge keys,
directives, repeated keys and second documents are refused, as many as possible at once.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from svang.pathway.nodes import Code, Node, Problem, Scalar, Unreadable

LIMIT = 1_000_000  # bytes
DEPTH = 32  # collections inside each other
DIGITS = 30  # of a number, and the largest power of ten beside it


def read_file(path: Path, *, limit: int = LIMIT) -> Node:
    """The document in `path`, which may be a pipe. At most `limit` + 1 bytes are read. Raises Unreadable."""
    file = _printable(str(path))
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size  # 0 for pipes and devices
            data = b"" if size > limit else stream.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _unreadable(file, "missing_file") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unreadable(file, "unreadable", found=_system_name(error)) from error
    if size > limit:
        raise _unreadable(file, "too_big", limit=limit, found=size)
    return read_text(data, file=file, limit=limit)


def read_text(text: str | bytes, *, file: str, limit: int = LIMIT) -> Node:
    """The one document in `text` (UTF-8, with or without a byte order mark). Raises Unreadable."""
    _refuse_big(text, file, limit)
    words = _decoded(text, file).removeprefix("\ufeff")
    _refuse_first(_CONTROL, "control_character", words, file)
    _refuse_first(_DIRECTIVE, "directive", words, file)
    mended = _mended(words)
    try:
        return _Builder(_events(mended), file, mended=mended != words).document()
    except YAMLError as error:
        raise _torn(error, mended, file) from None


_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMBER = re.compile(
    r"""(?P<whole> [-+]?[0-9]+ )
    | (?P<based>   0o[0-7]+ | 0x[0-9a-fA-F]+ )
    | (?P<decimal> [-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE](?P<power>[-+]?[0-9]+))? )
    | (?P<endless> [-+]?\.(?:inf|Inf|INF) | \.(?:nan|NaN|NAN) )""",
    re.VERBOSE,
)


def _is_text(word: str) -> bool:
    return word not in _WORDS and not _NUMBER.fullmatch(word)


def _number(match: re.Match[str]) -> int | Decimal | None:
    """The number, or None where it has no end or is too long to be meant."""
    word = match.group()
    if match["endless"] or _digits(word) > DIGITS or abs(int(match["power"] or 0)) > DIGITS:
        return None
    return Decimal(word) if match["decimal"] else int(word, 0 if match["based"] else 10)


def _digits(number: str) -> int:
    return len(number) - 2 if number[:2] in ("0o", "0x") else sum(map(str.isdigit, number))


# What libyaml refuses as unprintable, and the line ends of YAML 1.1, which libyaml still folds and counts.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# Refused before libyaml sees them: it needs seconds for a megabyte of %TAG.
_DIRECTIVE = re.compile(r"(?<![^\r\n])%[^\r\n]*")
_LINE_END = re.compile(r"\r\n?|\n")
_ESCAPE = re.compile(r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)


def _refuse_big(text: str | bytes, file: str, limit: int) -> None:
    size = len(text)
    if size <= limit and isinstance(text, str):
        size = len(text.encode("utf-8", "replace"))
    if size > limit:
        raise _unreadable(file, "too_big", limit=limit, found=size)


def _decoded(text: str | bytes, file: str) -> str:
    try:
        return (text.encode() if isinstance(text, str) else text).decode()
    except UnicodeDecodeError as error:
        before, found = error.object[: error.start].decode(), f"0x{error.object[error.start]:02X}"
    except UnicodeEncodeError as error:  # half a surrogate pair
        before, found = error.object[: error.start], _code_point(error.object[error.start])
    raise _unreadable(f"{file}:{_lines(before)}", "not_text", found=found)


def _refuse_first(pattern: re.Pattern[str], code: Code, text: str, file: str) -> None:
    if found := pattern.search(text):
        where = f"{file}:{_lines(text[: found.start()])}"
        raise _unreadable(where, code, found=_shown(found.group()))


def _mended(text: str) -> str:
    """JSON writes an emoji as two escapes (json.dumps does); libyaml knows only its own one."""
    return _ESCAPE.sub(_one_escape, text)


def _one_escape(match: re.Match[str]) -> str:
    if match[1] is None:
        return match.group()
    return f"\\U{0x10000 + ((int(match[1], 16) & 0x3FF) << 10) + (int(match[2], 16) & 0x3FF):08X}"


def _lines(text: str) -> int:
    return len(_LINE_END.findall(text)) + 1


_SHOWN = 60


def _events(text: str) -> Iterator[Event]:
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        yield event


class _Builder:
    """Builds nodes from events. One level of Python calls per level of nesting, so DEPTH bounds both."""

    def __init__(self, events: Iterator[Event], file: str, *, mended: bool) -> None:
        self.events = events
        self.file = file
        self.mended = mended
        self.problems: list[Problem] = []

    def document(self) -> Node:
        root = self.node(self.first())
        self.refuse_another()
        if self.problems:
            raise Unreadable(tuple(self.problems))
        return root

    def first(self) -> Event:
        next(self.events)  # the stream begins
        opening = next(self.events)
        root = opening if isinstance(opening, StreamEndEvent) else next(self.events)
        if isinstance(root, StreamEndEvent) or _is_blank(root):
            raise self.stopped(root, "empty")
        return root

    def refuse_another(self) -> None:
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, StreamEndEvent):
            raise self.stopped(after, "many_documents")

    def node(self, event: Event, depth: int = 0, key_line: int | None = None) -> Node:
        self.refuse_marks(event)
        if isinstance(event, CollectionStartEvent) and depth == DEPTH:
            raise self.stopped(event, "too_deep", limit=DEPTH)
        return Node(self.value(event, depth + 1), self.file, _line(event), key_line)

    def value(self, event: Event, depth: int) -> Scalar | tuple[Node, ...] | dict[str, Node]:
        match event:
            case MappingStartEvent():
                return self.mapping(depth)
            case SequenceStartEvent():
                return tuple(self.items(depth))
            case ScalarEvent():
                return self.scalar(event)
            case _:
                return None  # an alias: refused already

    def mapping(self, depth: int) -> dict[str, Node]:
        pairs: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event, depth)
            if key is not None and key in pairs:
                self.refuse_repeated(event, key, pairs[key])
            node = self.node(next(self.events), depth, _line(event))
            if key is not None:
                pairs.setdefault(key, node)
        return pairs

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), SequenceEndEvent):
            yield self.node(event, depth)

    def key(self, event: Event, depth: int) -> str | None:
        if not isinstance(event, ScalarEvent):
            self.skip_key(event, depth)
            return None
        self.refuse_marks(event)
        if _is_bare(event) and event.value == "<<":
            self.refuse(event, "merge_key", found="<<")
        elif _is_bare(event) and not _is_text(event.value):
            self.refuse(event, "key_not_text", found=_shown(event.value))
        else:
            return self.text(event)
        return None

    def skip_key(self, event: Event, depth: int) -> None:
        if not isinstance(event, AliasEvent):
            self.refuse(event, "key_not_text", found="{}" if isinstance(event, MappingStartEvent) else "[]")
        self.node(event, depth)

    def scalar(self, event: ScalarEvent) -> Scalar:
        word = event.value
        if not _is_bare(event) or _is_text(word):
            return self.text(event)
        if word in _WORDS:
            return _WORDS[word]
        return self.number(event)

    def number(self, event: ScalarEvent) -> int | Decimal | None:
        match = _NUMBER.fullmatch(event.value)
        number = _number(match) if match else None
        if number is None:
            self.refuse(event, "bad_number", found=_shown(event.value), limit=DIGITS)
        return number

    def text(self, event: ScalarEvent) -> str:
        if control := _CONTROL.search(event.value):  # written as an escape
            self.refuse(event, "control_character", found=_shown(control.group()))
        if self.mended and event.style != '"' and "\\U00" in event.value:  # _mended changed what is no escape
            self.refuse(event, "stray_escape", found=_shown(event.value))
        return event.value

    def refuse_marks(self, event: Event) -> None:
        if isinstance(event, NodeEvent) and event.anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            self.refuse(event, "anchor", found=_shown(sign + event.anchor))
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self.refuse(event, "tag", found=_shown(event.tag))

    def refuse_repeated(self, event: Event, key: str, first: Node) -> None:
        first_line = first.key_line or first.line
        self.refuse(event, "duplicate_key", key=_shown(key), line=_line(event), first_line=first_line)

    def refuse(self, event: Event, code: Code, **details: str | int) -> None:
        self.problems.append(Problem(f"{self.file}:{_line(event)}", code, details))

    def stopped(self, event: Event, code: Code, **details: str | int) -> Unreadable:
        self.refuse(event, code, **details)
        return Unreadable(tuple(self.problems))


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _is_bare(event: ScalarEvent) -> bool:
    return not event.style


def _is_blank(event: Event) -> bool:
    if not isinstance(event, ScalarEvent):
        return False
    return _is_bare(event) and event.value == "" and event.tag is None and event.anchor is None


def _unreadable(where: str, code: Code, **details: str | int) -> Unreadable:
    return Unreadable((Problem(where, code, details),))


def _torn(error: YAMLError, text: str, file: str) -> Unreadable:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return _unreadable(f"{file}:1", "torn", found="", first_line=1)
    line = min(error.problem_mark.line + 1, _lines(text.rstrip("\r\n")))  # the end is past the last line
    began = error.context_mark.line + 1 if error.context_mark else line
    return _unreadable(f"{file}:{line}", "torn", found=error.problem or "", first_line=min(began, line))


def _shown(text: str) -> str:
    if len(text) == 1 and _CONTROL.match(text):
        return _code_point(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _printable(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


def _system_name(error: OSError | ValueError) -> str:
    return errno.errorcode.get(getattr(error, "errno", None) or errno.EINVAL, "EINVAL")
