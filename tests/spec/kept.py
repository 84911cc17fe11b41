"""Lives that follow their plan, worked out once: kept in files for the other processes and for the next run.

What is kept hangs on every line of the code, the knowledge, and what lives and scenarios are made of, so nothing of it
can be old. It lies in pytest's cache, and may be thrown away at any moment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

ROOT = Path(__file__).parents[2]
LIVES = ROOT / ".pytest_cache" / "lives"
HANGS_ON = (
    "svang/**/*.py",
    "svang/**/*.yaml",
    "tests/lives.py",
    "tests/spec/*.py",
    "tests/spec/*.yaml",
    "bench/people.py",
)


@cache
def folder() -> Path:
    """Of what the files say now; what they said before is thrown away."""
    digest = sha256()
    for path in sorted(path for pattern in HANGS_ON for path in ROOT.glob(pattern)):
        digest.update(str(path).encode() + path.read_bytes())
    found = LIVES / digest.hexdigest()[:16]
    for old in LIVES.glob("*"):
        if old != found:
            rmtree(old, ignore_errors=True)
    found.mkdir(parents=True, exist_ok=True)
    return found


def kept(name: str, work: Callable[[], Any]) -> Any:
    """What `work` comes to, as JSON has it, from the file where there is one."""
    file = folder() / sha256(name.encode()).hexdigest()[:32]
    if not file.exists():
        new = file.with_suffix(f".{os.getpid()}")  # whole or not at all: another process may be at the same
        new.write_text(json.dumps(work(), default=str), encoding="utf-8")
        new.replace(file)
    return json.loads(file.read_text(encoding="utf-8"))
