"""`svang new` leaves TODO wherever somebody has to write: none of it goes any further.

Nothing of Svang is read here, so this is said too while the knowledge does not load.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRITTEN = (ROOT / "svang" / "knowledge", ROOT / "tests" / "spec")
LEFT = re.compile(r"\bTODO\b")


def left(folders: Iterable[Path]) -> list[str]:
    """Every TODO, as file and line."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".yaml", ".md", ".py")]
    return [
        f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name}:{n} {line.strip()[:80]}"
        for path in files
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT.search(line)
    ]


def test_nothing_is_left_to_be_written() -> None:
    found = left(WRITTEN)
    assert not found, "\n".join(["write what stands for TODO:", *found])


def test_what_is_left_is_caught(tmp_path: Path) -> None:
    rows, text = tmp_path / "knowledge" / "facts.yaml", tmp_path / "knowledge" / "text" / "da.yaml"
    text.parent.mkdir(parents=True)
    rows.write_text("facts:\n  - {id: wound, sources: [TODO]}\n", encoding="utf-8")
    text.write_text('facts:\n  wound:\n    ask: "TODO"\n    name: "TODOS"\n', encoding="utf-8")
    assert [line.partition(" ")[0] for line in left([tmp_path])] == ["facts.yaml:2", "da.yaml:3"]
