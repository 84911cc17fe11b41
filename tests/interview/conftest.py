"""Every test has a store of its own, and nobody in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from svang import store


@pytest.fixture(autouse=True)
def opened(tmp_path: Path) -> Iterator[None]:
    store.open(tmp_path / "store")
    yield
    connections.close_all()
