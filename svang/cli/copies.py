"""Everything that is stored about a person: a copy of it, and erasing it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from svang import care
from svang.cli.desk import Desk, Sorry
from svang.cli.dialogue import Stopped, choose, line, must_be_a_terminal
from svang.cli.paper import BLANK, Line
from svang.store.words import Trouble, Unfinished


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
    try:
        with path.open("x", encoding="utf-8") as file:
            path.chmod(0o600)
            file.writelines(lines)
    except FileExistsError:
        raise desk.sorry("ui", "problems", "file_exists", name=str(path)) from None
    except OSError:
        raise desk.sorry("ui", "problems", "not_writable", name=str(path)) from None
    return len(lines)


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
