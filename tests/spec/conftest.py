"""`make quick` plays one file of scenarios for each section of the clinical text: the file with most from it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pytest

SECTION = "PATHWAY "


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        play = played(item)
        if play is not None and "follows" in play.told.get("course", {}):
            item.add_marker(pytest.mark.no_cover)  # days and days of the same lines
    if config.getoption("--quick"):
        from tests.spec.test_scenarios import FILES

        wanted = one_a_section(FILES)
        left = [item for item in items if file_of(item) not in {None, *wanted}]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def file_of(item: pytest.Item) -> str | None:
    """The scenarios that a played one stands in; of another test nothing."""
    play = played(item)
    return play.id.partition(":")[0] if play else None


def played(item: pytest.Item) -> Any:
    found = getattr(item, "callspec", None)
    return found.params.get("play") if found else None


def one_a_section(files: Mapping[str, Any]) -> set[str]:
    """Of two with as many the first by name."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for file in sorted(files):
        for scenario in files[file]["scenarios"]:
            sections = {source.split()[1] for source in scenario["from"] if source.startswith(SECTION)}
            for section in sections:
                told[section][file] += 1
    return {counted.most_common(1)[0][0] for counted in told.values()}
