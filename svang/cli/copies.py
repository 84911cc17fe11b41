"""Everything that is stored about a person: a copy of it, and erasing it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from svang import store
from svang.cli.context import Context, Sorry
from svang.cli.dialogue import Stopped, choose, line, must_be_a_terminal
from svang.cli.lines import BLANK, Line
from svang.settings import home
from svang.store.words import LARGEST, Moved, NoCopy, Trouble, Unfinished


def export(context: Context, out: str) -> None:
    context.open_there()
    if not context.care.count(context.person):
        raise context.sorry("problems", "no_answers_yet")
    rows = context.care.export(context.person)
    if not out:
        sys.stdout.writelines(as_lines(rows))
        return
    count = write(context, Path(out), rows)
    if context.json:
        context.dump({"entries": count, "file": out})
    else:
        context.show([Line(context.texts("ui", "exported", count=count, file=out))])


def as_lines(rows: Iterable[dict[str, object]]) -> Iterable[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(context: Context, path: Path, rows: Iterable[dict[str, object]]) -> int:
    """Writes a new file, readable by its owner alone; one that is there stays as it is."""
    with new_file(context, path), path.open("w", encoding="utf-8") as file:
        return sum(1 for line in as_lines(rows) if file.write(line))


@contextmanager
def new_file(context: Context, path: Path) -> Iterator[None]:
    """Makes a file that only its owner reads; it goes again if it cannot be filled. Raises Sorry."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise context.sorry("ui", "problems", "file_exists", name=str(path)) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise context.sorry("ui", "problems", "not_writable", name=str(path)) from None
    try:
        yield
    except OSError:
        path.unlink(missing_ok=True)
        raise context.sorry("ui", "problems", "not_writable", name=str(path)) from None
    except Trouble:
        path.unlink(missing_ok=True)
        raise


def backup(context: Context, name: str) -> None:
    """The whole store in one file, while a server runs too. A folder gets it under the name that Svang looks for."""
    context.open_there()
    path = Path(name).expanduser()
    path = home.file_in(path) if path.is_dir() else path
    with new_file(context, path):
        context.care.backup(path.absolute())
    if context.json:
        context.dump({"file": str(path)})
    else:
        context.show([Line(context.texts("ui", "backed_up", file=path))])


def put_back(context: Context, name: str) -> None:
    """An export or a backup, into a store that has nothing yet or the same history."""
    must_be_readable(context, name)
    context.open()
    count = taken(context, name)
    if context.json:
        context.dump({"entries": count})
    else:
        context.show(
            [Line(context.texts("ui", "put_back", count=count) if count else context.texts("ui", "all_there"))]
        )


def restore(context: Context, name: str, *, yes: bool) -> None:
    """An export or a backup, in the place of all there is, which is kept beside it."""
    must_be_readable(context, name)
    with store.beside(context.folder):
        count = taken(context, name)
        if not yes and not agreed(context, count):
            context.show([BLANK, Line(context.texts("ui", "nothing_changed"))], context.talk)
            return
        kept = store.take_the_place(context.folder)
    context.open()
    if context.json:
        context.dump({"entries": count, "kept": kept and str(kept)})
        return
    before = [Line(context.texts("ui", "kept_before", file=kept))] if kept else []
    context.show([Line(context.texts("ui", "replaced", count=count, folder=context.folder)), *before])


def agreed(context: Context, count: int) -> bool:
    must_be_a_terminal(context, "ui", "problems", "restore_needs_yes")
    words = context.texts
    labels = [words("ui", "restore_do"), words("ui", "restore_not")]
    try:
        return choose(context, words("ui", "restore_sure", count=count, folder=context.folder), labels) == 0
    except Stopped:
        return False


def taken(context: Context, name: str) -> int:
    """Puts what is in a copy into the store that is open; how many of its rows are new. Raises Sorry."""
    try:
        rows = store.rows_of(Path(name).expanduser(), context.person)
        return context.care.put_back(context.person, rows, at=context.at_day)
    except Moved:
        raise context.sorry("ui", "problems", "other_history", folder=context.folder) from None
    except NoCopy:
        raise context.sorry("ui", "problems", "no_copy", name=name) from None


def must_be_readable(context: Context, name: str) -> None:
    """Before a store is made for what is no file. Raises Sorry."""
    path = Path(name).expanduser()
    try:
        with path.open("rb") as file:
            file.read(1)
        if path.stat().st_size > LARGEST:
            raise context.sorry("problems", "too_big", limit=LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        raise context.sorry("problems", "missing_file", name=name) from None
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise context.sorry("problems", "unreadable", name=name) from None


def erase(context: Context, *, yes: bool) -> None:
    """Offers a copy, asks twice, then deletes everything: also what an erase that was interrupted has left."""
    with sorry_if_not_erased(context):
        context.open_there()
        if not yes and not sure(context):
            context.show([BLANK, Line(context.texts("ui", "nothing_erased"))], context.talk)
            return
        try:
            count = context.care.erase(context.person)
        except Unfinished:
            context.forget_choices()
            raise
    context.forget_choices()
    if context.json:
        context.dump({"erased": count})
    else:
        context.show(
            [BLANK, Line(context.texts("ui", "erased", count=count) if count else context.texts("ui", "none_left"))]
        )


def sure(context: Context) -> bool:
    must_be_a_terminal(context, "ui", "problems", "erase_needs_yes")
    try:
        return copy_offered(context) and word_typed(context)
    except Stopped:
        return False


@contextmanager
def sorry_if_not_erased(context: Context) -> Iterator[None]:
    """What kept us from erasing, what is gone and what is not, and what one can do oneself."""
    try:
        yield
    except Trouble as trouble:
        why = context.texts.get("not_erased", trouble.code) or context.texts("problems", trouble.code)
        gone = "rest" if isinstance(trouble, Unfinished) else "nothing"
        raise Sorry(why, context.texts("not_erased", gone, folder=context.folder)) from None


def copy_offered(context: Context) -> bool:
    """False if one thinks better of it."""
    words, path = context.texts, Path(f"svang-{context.day.isoformat()}.jsonl")
    labels = [words("ui", "copy_first", file=str(path)), words("ui", "no_copy"), words("ui", "stop_here")]
    chosen = choose(context, words("ui", "erase_first"), labels)
    if chosen == 0:
        count = write(context, path, context.care.export(context.person))
        context.show([Line(words("ui", "exported", count=count, file=str(path)))], context.talk)
    return chosen < 2


def word_typed(context: Context) -> bool:
    word = context.texts("ui", "erase_word")
    context.show([BLANK, Line(context.texts("ui", "erase_sure", word=word), "bold")], context.talk)
    return line(context.talk).strip().casefold() == word
