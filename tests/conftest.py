"""For all tests: they run in random order, and the seed that gives the same order again is said at the end.

What hypothesis draws is the same on each run, but in `make soak`, which draws anew; nothing is timed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.edge import care

settings.register_profile("fixed", derandomize="SVANG_SOAK" not in os.environ, deadline=None)
settings.load_profile("fixed")
os.environ["SVANG_CACHE"] = str(Path(__file__).parents[1] / ".pytest_cache" / "svang")
"""No test reads or writes what this machine's user keeps."""


UNTRACED = (
    "tests/architecture/",
    "tests/properties/",
    "tests/spec/test_claims.py",
    "tests/unit/test_engine_mutants.py",
    "tests/unit/test_mutants.py",
    "tests/unit/test_proofs.py",
    "tests/unit/test_readings_agree.py",
    "tests/unit/test_plain_words.py::test_no_word_of_our_own_list_is_needless",
)
"""What runs the same lines again and again: traced it would take two and a half times as long, and reach no more."""
TRACED = "tests/unit/test_proofs.py::test_it_is_proved_and_breaks_without_its_guard"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(UNTRACED) and not item.nodeid.startswith(TRACED):
            item.add_marker(pytest.mark.no_cover)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="one file of scenarios for each section of the clinical text")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Also under -q, where the header that says it is left out."""
    if config.pluginmanager.hasplugin("randomly"):
        terminalreporter.write_line(f"random order: --randomly-seed={config.getoption('randomly_seed')}")


@pytest.fixture(autouse=True)
def nothing_looked_at() -> None:
    """Each test has a store of its own, with the same people at the same moments."""
    care.forget()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(mount, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("nothing can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> None:
    """To the last byte."""
    with (disk / "rest").open("wb", buffering=0) as rest:
        try:
            while rest.write(b"x" * 1000):
                pass
        except OSError:
            return
