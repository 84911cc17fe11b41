"""Opening the store in a folder: made if it is not there, brought up to date if it is old."""

from __future__ import annotations

import errno
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.db import connection, connections, transaction

from svang.settings import home
from svang.store.sqlite import in_our_words, layout, set_layout, wait
from svang.store.words import Code, Trouble

LAYOUT = 4
"""The number of the last migration."""
MAKING = 60.0
"""Seconds that making a store may take on a slow, busy machine; it is done once."""

_CODES: dict[int | None, Code] = {
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EIO: "failing",
    errno.ENOTDIR: "missing",
    errno.EEXIST: "missing",  # a file stands where the folder should be
    errno.ENOENT: "read_only",  # nothing can be made in a folder such as /proc
    errno.ENAMETOOLONG: "read_only",
    errno.ELOOP: "read_only",
    errno.EINVAL: "read_only",
}


def open(folder: Path | None = None, *, patience: float = home.PATIENCE) -> None:
    """Use the store in `folder` (or SVANG_DATA) from now on, waiting `patience` seconds for other writers.

    A later call moves the process to another folder. Trouble: any code.
    """
    folder = folder or home.folder()
    make(folder)
    _start_django()
    connection.close()
    connections.settings["default"].update(home.database(folder, patience=patience))
    _bring_up_to_date(patience)


def make(folder: Path) -> None:
    """The folder and an empty file, where they are not there yet. Trouble."""
    with files_in_our_words():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = home.file_in(folder)
        if not file.exists():
            file.touch(mode=0o600)  # SQLite gives its log the same mode
    with suppress(OSError):  # not ours to change
        home.for_the_owner_alone(folder)


@contextmanager
def files_in_our_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _CODES:
            raise
        raise Trouble(_CODES[error.errno]) from None


def _start_django() -> None:
    """Once in a process. A process with settings of its own, such as the web's, keeps them."""
    if not settings.configured:
        settings.configure(**{name: getattr(home, name) for name in dir(home) if name.isupper()})
        apps.populate(settings.INSTALLED_APPS)  # all that django.setup() does here, without URLs: 50 ms less
        gc.freeze()  # the first read need not walk all that Django brought: 25 ms less
    if not apps.ready:
        django.setup()


def _bring_up_to_date(patience: float) -> None:
    """A store that is up to date costs one PRAGMA; Django's migrations are not even imported."""
    with in_our_words():
        if layout() > LAYOUT:
            raise Trouble("newer")
        if layout() < LAYOUT:
            _migrate(patience)


def _migrate(patience: float) -> None:
    """All or nothing, and one process at a time: inside one transaction. Who comes meanwhile waits for it."""
    from django.core.management import call_command  # heavy, and needed once in a store's life

    connection.disable_constraint_checking()  # SQLite can do it only before the transaction
    wait(max(patience, MAKING))
    try:
        with transaction.atomic(durable=True):
            if layout() < LAYOUT:
                call_command("migrate", verbosity=0, interactive=False)
                set_layout(LAYOUT)
    finally:
        wait(patience)
        connection.enable_constraint_checking()
