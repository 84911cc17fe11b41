"""Builds what a phone runs: code, words and knowledge, made ready so that nothing is read or compiled there.

First the parts are laid out, by the Python that builds; then the Python of the phone compiles them, in Node
(`compile.mjs`); last they are packed, always in the same order and with the same date, so that two builds are the same.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from svang import texts
from svang.care.basis import code_digest
from svang.pathway.load import KNOWLEDGE, LONGEST
from svang.pathway.reader import read_text
from svang.phone import hosting
from svang.ready import PROTOCOL, parts

HERE = Path(__file__).parent
SVANG = HERE.parent
TEMPLATES = SVANG / "web" / "templates"
RUNTIME = HERE / "node_modules" / "pyodide"
"""As npm has installed it, pinned in package.json."""
NOT_OURS = (
    "cli",
    "proofs",
    "phone/build.py",
    "phone/compiling.py",
    "phone/hosting.py",
    "readings/prove",
    "pathway/reader.py",
)
"""Of our own what runs on no phone: the terminal, the prover and what builds; knowledge is not read from its text."""
BESIDE = ("web/templates", "web/static", "web/figures")
"""What the pages are made of beside code."""
OTHERS: Mapping[str, tuple[str, ...]] = {
    "django": (
        *("contrib", "test", "conf/project_template", "conf/app_template", "core/servers"),
        *("db/backends/mysql", "db/backends/oracle", "db/backends/postgresql", "core/cache/backends/redis.py"),
    ),
    "asgiref": (),
    "csp": ("tests",),
    "dateutil": ("zoneinfo",),
    "icalendar": ("tests", "cli.py", "fuzzing"),
    "jinja2": (),
    "markupsafe": (),
    "packaging": ("licenses",),
    "sqlparse": (),
    "tzdata": ("zones",),
}
"""What else runs there, and what of it does not."""
ZONES = "tzdata"
"""Has data beside its code: a phone keeps no table of the zones of the world."""
LOCALES = "django/conf/locale/"
"""The words of Django in ninety languages; the names of the languages stand in the folder itself."""
PLAYED = ("svang", "playing", "senses")
SCRIPTS = (("svang",), (*PLAYED, "player_shown", "player"), (*PLAYED, "run_shown", "run"))
"""The scripts of a page, in its order."""
NO_FLUSH = "function ___syscall_fdatasync(fd){try{var stream=SYSCALLS.getStreamFromFD(fd);return 0}"
FLUSH = NO_FLUSH.replace("return 0", "return stream.stream_ops?.fsync?.(stream)??0")
"""Pyodide's `fdatasync` does nothing, and SQLite calls it at the end of each commit."""
TOO_SMALL = "return Module.HEAP8.set(t),l"
GROWN = "t.length>Module.HEAP8.length&&growMemory(t.length);return Module.HEAP8.set(t),l"
"""A memory that is put back is larger than the one that Pyodide begins with."""
POLICY_HERE = "{policy}"
DATE = (2026, 1, 1, 0, 0, 0)
"""Of every file in the pack."""


class NoRuntime(RuntimeError):
    """Pyodide or Node is not there."""


def build(into: Path, work: Path) -> Path:
    """Builds what a static host gives in the folder `into`, by way of `work`; both are made anew. Returns the pack of
    the code in it. Raises NoRuntime."""
    node = shutil.which("node")
    if node is None or not RUNTIME.exists():
        raise NoRuntime
    for folder in (into, work):  # what an older build has left is in no list
        shutil.rmtree(folder, ignore_errors=True)
    laid, made = work / "laid", work / "made"
    made.mkdir(parents=True)
    same = os.environ | {"PYTHONHASHSEED": "0"}  # else what is in a set is packed in another order each time
    subprocess.run([sys.executable, "-m", "svang.phone.build", "lay-out", laid], check=True, env=same)  # noqa: S603
    subprocess.run([node, HERE / "compile.mjs", RUNTIME, laid, made], check=True)  # noqa: S603 - our own script
    into.mkdir(parents=True, exist_ok=True)
    app = pack(made / "app", into / "app.zip")
    python_of_the_phone(into / "python")
    pack(made / "library", into / "python" / "python_stdlib.zip")
    around(into)
    _put(into / "stamp.js", f'export const STAMP = "{_stamp([app, *(into / "python").iterdir()])}";\n'.encode())
    _put(into / "sw.js", listed(into) + (HERE / "shell" / "sw.js").read_bytes())
    return app


def around(into: Path) -> None:
    """The shell, the files beside the pages, the scripts of the pages as functions, and the words of the shell."""
    shell = HERE / "shell"
    for path in sorted(each for each in shell.rglob("*") if each.is_file() and each.name != "sw.js"):
        _put(into / path.relative_to(shell), path.read_bytes())
    page = (shell / "index.html").read_text(encoding="utf-8").replace(POLICY_HERE, hosting.policy())
    for name in ("index.html", "404.html"):  # the second is what GitHub Pages gives for an address that is no file
        _put(into / name, page.encode())
    for name, text in hosting.files().items():
        _put(into / name, text.encode())
    beside = SVANG / "web" / "static"
    for path in sorted(each for each in beside.rglob("*") if each.is_file()):
        _put(into / "static" / path.relative_to(beside), path.read_bytes())
    _put(into / "scripts.js", scripts(beside).encode())
    words = {each: texts.texts(each).get("phone") for each in texts.LANGUAGES}
    _put(into / "words.js", f"window.svangWords = {json.dumps(words, ensure_ascii=False)};\n".encode())


def scripts(folder: Path) -> str:
    """Each group of scripts that a page has, as one function: it is run anew with each page, and what it takes for the
    browser's storage is the shell's."""
    read = {name: (folder / f"{name}.js").read_text(encoding="utf-8") for group in SCRIPTS for name in group}
    groups = (f'"{" ".join(group)}"(localStorage) {{\n{"".join(read[name] for name in group)}}}' for group in SCRIPTS)
    return "window.svangScripts = {\n" + ",\n".join(groups) + "\n};\n"


def listed(folder: Path) -> bytes:
    """What the service worker keeps: each file with its digest, and the version that all of them are."""
    beside = {"sw.js", "404.html", *hosting.files()}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    kept = [there[name] for name in sorted(there) if name not in beside]
    files = {f"/{path.relative_to(folder).as_posix()}": _integrity(path.read_bytes()) for path in kept}
    version = sha256(json.dumps(files).encode()).hexdigest()[:12]
    return f"self.svangFiles = {json.dumps({'version': version, 'files': files}, indent=0)};\n".encode()


def _stamp(paths: Iterable[Path]) -> str:
    """Of the code: what is kept of a memory is of this code alone."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _integrity(holds: bytes) -> str:
    return "sha256-" + b64encode(sha256(holds).digest()).decode()


def python_of_the_phone(folder: Path) -> None:
    """Pyodide, with two lines mended: what is told is on the disk before it is confirmed; a memory can be put back."""
    for name in ("pyodide.mjs", "pyodide.asm.wasm"):
        _put(folder / name, (RUNTIME / name).read_bytes())
    listed = json.loads((RUNTIME / "pyodide-lock.json").read_bytes())
    _put(folder / "pyodide-lock.json", json.dumps(listed | {"packages": {}}).encode())  # none of them is loaded
    text = (RUNTIME / "pyodide.asm.mjs").read_text(encoding="utf-8")
    for before, after in ((NO_FLUSH, FLUSH), (TOO_SMALL, GROWN)):
        assert text.count(before) == 1, f"Pyodide is another one: see what became of {before}"
        text = text.replace(before, after)
    _put(folder / "pyodide.asm.mjs", text.encode())


# -- what goes in -------------------------------------------------------------------------------------------


def lay_out(folder: Path) -> None:
    """All that is compiled and packed, as files."""
    for path in ours():
        _put(folder / "svang" / path.relative_to(SVANG), path.read_bytes())
    for name, but in OTHERS.items():
        for path, rest in theirs(name, but):
            _put(folder / path, rest)
    for name, held in made_ready().items():
        _put(folder / "svang" / name, held)


def ours() -> Iterator[Path]:
    code = (path for path in SVANG.rglob("*.py") if not _among(path.relative_to(SVANG), NOT_OURS))
    yield from sorted(path for path in code if "node_modules" not in path.parts)
    yield from sorted(path for folder in BESIDE for path in (SVANG / folder).rglob("*") if path.is_file())


def theirs(name: str, but: Iterable[str]) -> Iterator[tuple[Path, bytes]]:
    """The code of a package that is installed here: each file's place and what is in it."""
    found = find_spec(name)
    assert found is not None and found.origin is not None
    folder = Path(found.origin).parent
    for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
        place = Path(name, path.relative_to(folder))
        if name != ZONES and path.suffix != ".py":
            continue
        if not _among(path.relative_to(folder), but) and not _one_locale(place):
            yield place, path.read_bytes()


def _among(path: Path, names: Iterable[str]) -> bool:
    return any(path == Path(name) or Path(name) in path.parents for name in names)


def _one_locale(place: Path) -> bool:
    return place.as_posix().startswith(LOCALES) and place.as_posix() != f"{LOCALES}__init__.py"


def made_ready() -> dict[str, bytes]:
    """What would be read from YAML, and the reader that takes it instead. `parts` becomes the pathway when compiled."""
    words = {f"built/texts-{each}": json.dumps(texts.read(each)).encode() for each in texts.LANGUAGES}
    files = {f"knowledge/{path.name}": path for path in sorted(KNOWLEDGE.glob("*.yaml"))}
    nodes = {name: read_text(path.read_bytes(), file=name, limit=LONGEST) for name, path in files.items()}
    return {
        **words,
        **{name: pickle.dumps(node, PROTOCOL) for name, node in nodes.items()},
        "built/parts": parts(),
        "built/stamp": code_digest().encode(),
        "built/templates/names": "\n".join(sorted(path.name for path in TEMPLATES.iterdir())).encode(),
        "pathway/reader.py": (HERE / "brought.py").read_bytes(),
    }


# -- how it is packed ---------------------------------------------------------------------------------------


def pack(folder: Path, into: Path) -> Path:
    """All files of a folder in one, not compressed: whoever sends it does that better."""
    with ZipFile(into, "w", ZIP_STORED) as packing:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            packing.writestr(ZipInfo(path.relative_to(folder).as_posix(), DATE), path.read_bytes())
    return into


def _put(path: Path, holds: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(holds)


def main(first: str, second: str) -> None:
    if first == "lay-out":
        lay_out(Path(second))
        return
    try:
        build(Path(first), Path(second))
    except NoRuntime:
        sys.exit("The phone's pages need Node.js and npm to be built, and they are not here.")


if __name__ == "__main__":
    main(*sys.argv[1:])
