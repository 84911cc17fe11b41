"""What is built for a phone, once for all tests of a process."""

from __future__ import annotations

from pathlib import Path

import pytest

from svang.phone.build import build


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("phone") / "work")
