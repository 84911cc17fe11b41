"""In the place of `svang.pathway.reader` in a build: each file of the knowledge lies there as the nodes that were read
of it, and nothing else is read."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import cast

from svang.pathway.nodes import Node, Problem, Unreadable


def read_file(path: Path, *, limit: int = 0) -> Node:  # noqa: ARG001 - it was of the text
    """The document that was read from `path`. Raises Unreadable where there is none."""
    try:
        return cast(Node, pickle.loads(path.read_bytes()))  # noqa: S301 - part of the build, as this is
    except FileNotFoundError:
        raise Unreadable((Problem(str(path), "missing_file", {}),)) from None
