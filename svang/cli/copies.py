"""Everything that is stored about a person: a copy of it, and erasing it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from svang import care, store
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Stopped, choose, line, must_be_a_terminal
from svang.cli.paper import BLANK, Line
from svang.settings import home
from svang.store.words import HEAD, Clash, Moved, Trouble, Unfinished

LARGEST = 100_000_000
"""Bytes of an export that are read: thousands of years of mornings."""


def export(desk: Desk, out: str) -> None:
    desk.open_there()
    rows = list(care.export(desk.person))
    if not rows:
        raise desk.sorry("problems", "no_answers_yet")
    if not out:
        sys.stdout.writelines(as_lines(rows))
        return
    count = write(desk, Path(out), rows)
    if desk.json:
        desk.dump({"entries": count, "file": out})
    else:
        desk.show([Line(desk.texts("ui", "exported", count=count, file=out))])


def as_lines(rows: Iterable[dict[str, object]]) -> Iterable[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(desk: Desk, path: Path, rows: Iterable[dict[str, object]]) -> int:
    """Writes a new file, readable by its owner alone; one that is there stays as it is."""
    lines = list(as_lines(rows))
    with new_file(desk, path):
        path.write_text("".join(lines), encoding="utf-8")
    return len(lines)


@contextmanager
def new_file(desk: Desk, path: Path) -> Iterator[None]:
    """Makes a file that only its owner reads; it goes again if it cannot be filled. Raises Sorry."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise desk.sorry("ui", "problems", "file_exists", name=str(path)) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise desk.sorry("ui", "problems", "not_writable", name=str(path)) from None
    try:
        yield
    except OSError:
        path.unlink(missing_ok=True)
        raise desk.sorry("ui", "problems", "not_writable", name=str(path)) from None
    except Trouble:
        path.unlink(missing_ok=True)
        raise


def backup(desk: Desk, name: str) -> None:
    """The whole store in one file, while a server runs too. A folder gets it under the name that Svang looks for."""
    desk.open_there()
    path = Path(name).expanduser()
    path = home.file_in(path) if path.is_dir() else path
    with new_file(desk, path):
        care.backup(path.absolute())
    if desk.json:
        desk.dump({"file": str(path)})
    else:
        desk.show([Line(desk.texts("ui", "backed_up", file=path))])


def put_back(desk: Desk, name: str) -> None:
    """An export or a backup, into a store that has nothing yet or the same history."""
    rows = rows_of(desk, Path(name).expanduser())
    desk.open()
    try:
        count = care.put_back(desk.person, rows, at=desk.at_day)
    except Moved:
        raise desk.sorry("ui", "problems", "other_history", folder=desk.folder) from None
    except (Clash, ValueError):
        raise desk.sorry("ui", "problems", "no_export", name=name) from None
    if desk.json:
        desk.dump({"entries": count})
    else:
        desk.show([Line(desk.texts("ui", "put_back", count=count) if count else desk.texts("ui", "all_there"))])


def rows_of(desk: Desk, path: Path) -> list[dict[str, Any]]:
    """The rows of an export, or what would be exported of a backup. Raises Sorry."""
    try:
        with path.open("rb") as file:
            if file.read(len(HEAD)) == HEAD:
                desk.open()
                return store.rows_in(path, desk.person)
        if path.stat().st_size > LARGEST:
            raise desk.sorry("problems", "too_big", limit=LARGEST)
        rows = [json.loads(line, parse_constant=refused) for line in path.read_bytes().splitlines() if line.strip()]
    except (FileNotFoundError, NotADirectoryError):
        raise desk.sorry("problems", "missing_file", name=str(path)) from None
    except OSError:
        raise desk.sorry("problems", "unreadable", name=str(path)) from None
    except (ValueError, RecursionError, Trouble):
        raise desk.sorry("ui", "problems", "no_export", name=str(path)) from None
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise desk.sorry("ui", "problems", "no_export", name=str(path))
    return rows


def refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def erase(desk: Desk, *, yes: bool) -> None:
    """Offers a copy, asks twice, then deletes everything: also what an erase that was interrupted has left."""
    with told_truly(desk):
        desk.open_there()
        if not yes and not sure(desk):
            desk.show([BLANK, Line(desk.texts("ui", "nothing_erased"))], desk.talk)
            return
        try:
            count = care.erase(desk.person)
        except Unfinished:
            desk.forget_choices()
            raise
    desk.forget_choices()
    if desk.json:
        desk.dump({"erased": count})
    else:
        desk.show([BLANK, Line(desk.texts("ui", "erased", count=count) if count else desk.texts("ui", "none_left"))])


def sure(desk: Desk) -> bool:
    must_be_a_terminal(desk, "ui", "problems", "erase_needs_yes")
    try:
        return copy_offered(desk) and word_typed(desk)
    except Stopped:
        return False


@contextmanager
def told_truly(desk: Desk) -> Iterator[None]:
    """What kept us from erasing, what is gone and what is not, and what one can do oneself."""
    try:
        yield
    except Trouble as trouble:
        why = desk.texts.get("not_erased", trouble.code) or desk.texts("problems", trouble.code)
        gone = "rest" if isinstance(trouble, Unfinished) else "nothing"
        raise Sorry(why, desk.texts("not_erased", gone, folder=desk.folder)) from None


def copy_offered(desk: Desk) -> bool:
    """False if one thinks better of it."""
    words, path = desk.texts, Path(f"svang-{desk.day.isoformat()}.jsonl")
    labels = [words("ui", "copy_first", file=str(path)), words("ui", "no_copy"), words("ui", "stop_here")]
    chosen = choose(desk, words("ui", "erase_first"), labels)
    if chosen == 0:
        count = write(desk, path, care.export(desk.person))
        desk.show([Line(words("ui", "exported", count=count, file=str(path)))], desk.talk)
    return chosen < 2


def word_typed(desk: Desk) -> bool:
    word = desk.texts("ui", "erase_word")
    desk.show([BLANK, Line(desk.texts("ui", "erase_sure", word=word), "bold")], desk.talk)
    return line(desk.talk).strip().casefold() == word
