"""What is built for a phone, once for all tests of a process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from svang.phone.build import build


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SVANG_PHONE: a folder that `make phone` has built, while one works on the tests alone."""
    if there := os.environ.get("SVANG_PHONE"):
        return Path(there) / "app.zip"
    return build(tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("phone") / "work")
