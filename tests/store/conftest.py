"""Every test has a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from svang import store


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An open store that waits for nobody."""
    store.open(tmp_path / "store", patience=0.05)
    yield tmp_path / "store"
    connections.close_all()
