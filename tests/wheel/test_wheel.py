"""The built wheel, installed into an empty environment outside the repository, is the whole product."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.people import INTAKE, as_yaml, case

ROOT = Path(__file__).parents[2]
UV = ROOT / ".tools" / "uv-venv" / "bin" / "uv"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def svang(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the installed `svang` in a folder of its own."""
    home = tmp_path_factory.mktemp("elsewhere")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(home / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (home / "dist").glob("svang-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(home / "venv"), "--without-pip"], check=True)
    install = [str(UV), "pip", "install", "--quiet", "--python", str(home / "venv" / "bin" / "python"), str(wheel)]
    subprocess.run(install, check=True, cwd=home)
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "SVANG", "VIRTUAL_ENV"))}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(home / "venv" / "bin" / "svang"), *words]
        environment = {**own, "SVANG_DATA": str(home / "data"), "SVANG_NOW": "2026-03-02T07:10:00+01:00"}
        return subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True)

    return run


def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(as_yaml(INTAKE), encoding="utf-8")
    return path


def test_it_checks_and_says_what_today_holds(svang: Run, tmp_path: Path) -> None:
    told = svang("check", "--answers", str(answers(tmp_path)), "--lang", "en")
    assert (told.returncode, told.stderr) == (0, "")
    today = svang("today", "--json")
    assert today.returncode == 0, today.stderr
    found = json.loads(today.stdout)
    assert (found["phase"], found["triage"]) == ("calm", "self_care")
    assert found["plan"]["tasks"]


def test_it_decides_a_case(svang: Run, tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(case(), encoding="utf-8")
    told = svang("decide", str(tmp_path / "case.yaml"), "--json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert (found["contract"], found["decision"], found["condition"]) == (1, "start", "plantar_fasciopathy")


def test_it_refuses_in_one_sentence(svang: Run) -> None:
    told = svang("decide", "no-such-file.yaml", "--lang", "en")
    assert (told.returncode, told.stdout, len(told.stderr.strip().splitlines())) == (2, "", 1)
