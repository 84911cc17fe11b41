"""What is worked out from Svang's own files, kept ready for the next process: the pathway with its compiled text, and
the sentences of a language.

It lies in the user's cache folder and says nothing of any person. What is found there counts only if folder and file
are the user's alone, and the file bears the signature of the key beside it and was made of the very files that are here
now, by this Python. Anything else is worked out anew and replaced. Nothing is unpacked before that holds.

A build for the phone brings it along, made when it was built: there is no YAML there, and nothing to make it of.
"""

from __future__ import annotations

import hmac
import json
import marshal
import os
import pickle
import stat
import sys
from collections.abc import Callable, Iterable
from contextlib import chdir, suppress
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from svang import texts
from svang.model.knowledge import Pathway
from svang.settings.home import put, secret

HERE = Path(__file__).parent
MADE_BY = ("model", "pathway", "readings")
"""The rooms whose code makes a pathway of the files."""
BUILT = HERE / "built"
"""What a build brings along; elsewhere there is no such folder."""
PROTOCOL = 5
"""Of pickle: what a phone's Python reads too."""
SIGNED = 32
"""Bytes of a signature."""
NO_FOLDER = (OSError, RuntimeError)
"""Nowhere to keep it: the folder cannot be used, or nobody's home is known."""


@cache
def pathway() -> Pathway:
    """The pathway that comes with Svang, with its compiled text."""
    from svang.readings.run.compile import Written, take

    found = built("pathway") or _kept("pathway", _pathway_files(), _pathway)
    where, constants, code = pickle.loads(found)  # noqa: S301 - signed, or of this build
    take(Written(where, constants, marshal.loads(code)))  # noqa: S302 - the same
    return where.pathway  # type: ignore[no-any-return]


@cache
def sentences(language: str) -> texts.Texts:
    """The sentences of a language."""
    name, files = f"texts-{language}", _sentence_files(language)
    if (brought := built(name)) is not None:
        texts.take(language, json.loads(brought))
    else:
        found = _kept(name, files, lambda: marshal.dumps(texts.read(language)))
        texts.take(language, marshal.loads(found))  # noqa: S302 - signed
    return texts.texts(language)


def built(name: str) -> bytes | None:
    """What the build has made under this name; None where nothing was built."""
    return (BUILT / name).read_bytes() if BUILT.exists() else None


def _pathway_files() -> list[Path]:
    return [*texts.FOLDER.parent.glob("*.*"), *(path for room in MADE_BY for path in (HERE / room).rglob("*.py"))]


def _sentence_files(language: str) -> list[Path]:
    """And the code that reads them."""
    return [
        *texts.FOLDER.glob(f"*{language}.yaml"),
        HERE / "texts.py",
        HERE / "pathway" / "reader.py",
        HERE / "pathway" / "nodes.py",
    ]


def _pathway() -> bytes:
    from svang.pathway import load
    from svang.readings.run.compile import written

    found = written(load.pathway())
    return packed((found.where, found.constants, marshal.dumps(found.code)))


def parts() -> bytes:
    """The same for another Python to make ready: where everything is, the tables, and the text of the code. Nothing
    in it says where on this machine the files lie."""
    from svang.pathway import load
    from svang.readings.run.compile import source
    from svang.readings.run.frame import layout

    with chdir(load.KNOWLEDGE.parent):
        where, constants = layout(load.load(Path(load.KNOWLEDGE.name))), dict[str, Any]()
    return packed((where, constants, source(where, constants)))


def of_parts(parts: bytes) -> bytes:
    """What the other Python makes of them."""
    from svang.readings.run.compile import code_of

    where, constants, text = pickle.loads(parts)  # noqa: S301 - of the build that this is part of
    return packed((where, constants, marshal.dumps(code_of(text))))


def packed(found: Any) -> bytes:
    into = BytesIO()
    _Packing(into, PROTOCOL).dump(found)
    return into.getvalue()


class _Packing(pickle.Pickler):
    """Frozen types as a call of themselves: unpacked in half the time that pickle takes over their slots."""

    def reducer_override(self, found: Any) -> Any:
        kind = type(found)
        if not is_dataclass(kind) or any(field.kw_only for field in fields(kind)):
            return NotImplemented
        return kind, tuple(getattr(found, field.name) for field in fields(kind))


def _kept(name: str, files: Iterable[Path], make: Callable[[], bytes]) -> bytes:
    """What was made of these files, from the folder or anew. Where there is no folder or no room it costs the time."""
    made_of, found = _made_of(files), None
    with suppress(*NO_FOLDER):
        found = _read(name, made_of)
    if found is None:
        found = make()
        with suppress(*NO_FOLDER):
            _write(name, made_of, found)
    return found


def _made_of(files: Iterable[Path]) -> bytes:
    """What these files are known by, and the Python that reads them."""
    found = sha256(f"{sys.version} {sys.flags.optimize}".encode())
    for path in sorted(files):
        read = path.read_bytes()
        found.update(f"{path.relative_to(HERE)} {len(read)} ".encode() + read)
    return found.digest()


def _read(name: str, made_of: bytes) -> bytes | None:
    folder = _folder()
    said = (folder / name).read_bytes()
    signature, of, found = said[:SIGNED], said[SIGNED : 2 * SIGNED], said[2 * SIGNED :]
    whole = hmac.compare_digest(signature, _signature(folder, said[SIGNED:]))
    return found if whole and of == made_of else None


def _write(name: str, made_of: bytes, found: bytes) -> None:
    folder = _folder()
    put(folder / name, _signature(folder, made_of + found) + made_of + found)


def _signature(folder: Path, said: bytes) -> bytes:
    return hmac.digest(secret(folder).encode(), said, "sha256")


def _folder() -> Path:
    """The user's own cache folder. Raises OSError if others may write there or look in."""
    caches = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    folder = Path(os.environ.get("SVANG_CACHE") or f"{caches}/svang").expanduser().absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o077 or found.st_uid != _user():
        raise PermissionError(folder)
    return folder


def _user() -> int:
    """Whose process this is; nobody's where files have no owners."""
    return os.getuid() if hasattr(os, "getuid") else -1
