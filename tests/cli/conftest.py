"""Every test has a store of its own; `svang` runs a command in this process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from svang.cli import main
from tests.cli.given import MORNING, NURSE, Result, environment


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "store"
    if settings.configured:  # else no store was opened, and what other tests import of Django knows of no database
        connections.close_all()


@pytest.fixture
def svang(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def run(*args: object, now: str = MORNING, lang: str | None = "da", stdin: bytes = b"") -> Result:
        for name in ("SVANG_DATA", "SVANG_LANG", "SVANG_NOW"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment(folder, now, lang).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Result(end.value.code or 0, out, err)

    return run


@pytest.fixture
def nurse(svang: Callable[..., Result], tmp_path: Path) -> Callable[..., Result]:
    """A nurse whose plan began on the second of March."""
    file = tmp_path / "nurse.yaml"
    file.write_text(NURSE, encoding="utf-8")
    assert svang("check", "--answers", file).code == 0
    return svang
