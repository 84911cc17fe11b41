"""The command line: it reads what is typed, asks, calls care or the contract, and prints."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

YOURS = 2
"""The exit code of a person's mistake; one of ours is 1, with a traceback."""

SELDOM = 100_000
"""New objects between two looks for what can go: nearly all that a command makes lives until its end."""


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and ends the process."""
    from svang.cli.context import language

    gc.set_threshold(SELDOM)
    words = list(sys.argv[1:] if args is None else args)
    _plain_streams()
    try:
        code = _ran(words, *language(words, os.environ))
    finally:
        _leave_the_store_whole()
    sys.exit(code)


def _leave_the_store_whole() -> None:
    """When nothing runs, the file of the store is whole alone."""
    if "svang.store.sqlite" in sys.modules:
        from svang import store

        store.leave_whole()


def _ran(words: list[str], lang: str, chosen: bool) -> int:
    from svang.cli.commands import app
    from svang.cli.context import Sorry
    from svang.cli.help import UsageError, mistake
    from svang.store.words import Clash, Moved, Trouble
    from svang.texts import texts

    try:
        return app(words)(words, prog_name="svang", standalone_mode=False, obj=(lang, chosen)) or 0
    except Sorry as error:
        return _sorry(*error.sentences)
    except UsageError as error:
        return _sorry(mistake(texts(lang), error))
    except Trouble as error:
        return _sorry(texts(lang)("problems", error.code))
    except Clash:
        return _sorry(texts(lang)("problems", "clash"))
    except Moved:
        return _sorry(texts(lang)("problems", "locked"))


def _sorry(*sentences: Any) -> int:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    return YOURS


def _plain_streams() -> None:
    """A letter that a terminal cannot show, or bytes that are no text, are no reason to stop."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
