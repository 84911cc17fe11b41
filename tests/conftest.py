"""For all tests: they run in random order, and the seed that gives the same order again is said at the end."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Also under -q, where the header that says it is left out."""
    if config.pluginmanager.hasplugin("randomly"):
        terminalreporter.write_line(f"random order: --randomly-seed={config.getoption('randomly_seed')}")
