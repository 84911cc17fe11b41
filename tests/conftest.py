"""For all tests: they run in random order, and the seed that gives the same order again is said at the end.

What hypothesis draws is the same on each run, but in `make soak`, which draws anew; nothing is timed.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize="SVANG_SOAK" not in os.environ, deadline=None)
settings.load_profile("fixed")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Also under -q, where the header that says it is left out."""
    if config.pluginmanager.hasplugin("randomly"):
        terminalreporter.write_line(f"random order: --randomly-seed={config.getoption('randomly_seed')}")
