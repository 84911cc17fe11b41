"""The one look-up for every sentence, da and en."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from svang.reader import Node, read_file

FOLDER = Path(__file__).parent / "knowledge" / "text"
LANGUAGES = ("da", "en")


DANISH = str.maketrans(",.", ".,")
"""A thousand is 1.000 and a half 0,5."""


class Texts:
    """The sentences of one language. A key that is not there is our fault and raises KeyError."""

    def __init__(self, language: str, sections: Mapping[str, Any]) -> None:
        self.language = language
        self._sections = sections

    def __call__(self, *keys: str, **values: Any) -> str:
        """The text under a path of keys, its {placeholders} filled in."""
        found = self.get(*keys)
        if not isinstance(found, str):
            raise KeyError(".".join((self.language, *keys)))
        return found.format(**values) if values else found

    def get(self, *keys: str) -> Any:
        """What stands under a path of keys, or None."""
        found: Any = self._sections
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def number(self, value: int, unit: str = "", scale: int = 1) -> str:
        """A whole number in the unit's scale as a person writes it, with the decimal mark of the language."""
        whole, part = divmod(abs(value), scale)
        text = f"{whole:,}" if not part else f"{abs(value) / scale:.1f}".rstrip("0").rstrip(".")
        text = ("-" if value < 0 else "") + (text.translate(DANISH) if self.language == "da" else text)
        words = self.get("units", unit) if unit else None
        return f"{text} {words[0 if text == '1' else 1]}".strip() if words else text


@cache
def texts(language: str) -> Texts:
    """All sentences of a language; the interface's own words stand in a file of their own."""
    sections: dict[str, Any] = {}
    for path in sorted(FOLDER.glob(f"*{language}.yaml")):
        node: Node = read_file(path)
        sections.update(node.plain())
    return Texts(language, sections)
