"""The one look-up for every sentence, da and en."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "knowledge" / "text"
LANGUAGES = ("da", "en")


DANISH = str.maketrans(",.", ".,")
"""A thousand is 1.000 and a half 0,5."""
HARD = "\u00a0"
SIGNS = re.compile(r" (?=%|°C)")
"""A number and its sign stand on one line: nobody who writes a text has to think of it."""


class Texts:
    """The sentences of one language. A key that is not there is our fault and raises KeyError.

    Most stand in `da.yaml`; a section that has a file of its own is read when it is first asked for. Of that file only
    the section it is named after counts: what is found never hangs on what was asked for before.
    """

    def __init__(self, language: str, sections: Mapping[str, Any]) -> None:
        self.language = language
        self._sections = dict(sections)

    def __call__(self, *keys: str, **values: Any) -> str:
        """The text under a path of keys, its {placeholders} filled in."""
        found = self.get(*keys)
        if not isinstance(found, str):
            raise KeyError(".".join((self.language, *keys)))
        return found.format(**values) if values else found

    def called(self, id: object, *keys: str) -> str:
        """What stands under a path of keys about an id that was stored; the id itself, if it is of other knowledge."""
        found = self.get(*keys)
        return found if isinstance(found, str) else "–" if id is None else str(id)

    def get(self, *keys: str) -> Any:
        """What stands under a path of keys, or None."""
        section = keys[0] if keys else ""
        if section not in self._sections:
            self._sections[section] = _read(f"{section}.{self.language}.yaml").get(section)
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
        return unbroken(f"{text} {words[0 if text == '1' else 1]}".strip()) if words else text


def unbroken(said: Any) -> Any:
    """A text, or all the texts in something, whose signs stay with their numbers."""
    if isinstance(said, dict):
        return {key: unbroken(part) for key, part in said.items()}
    if isinstance(said, list):
        return [unbroken(part) for part in said]
    return SIGNS.sub(HARD, said) if isinstance(said, str) else said


def _read(name: str) -> dict[str, Any]:
    from svang.pathway.reader import read_file

    path = FOLDER / name
    found: dict[str, Any] = unbroken(read_file(path).plain()) if path.exists() else {}
    return found


_KNOWN: dict[str, Texts] = {}
"""By language, once in a process."""


def texts(language: str) -> Texts:
    """The sentences of a language."""
    if language not in _KNOWN:
        _KNOWN[language] = begun(language)
    return _KNOWN[language]


def begun(language: str) -> Texts:
    """With the language's first file, as nobody has asked it anything yet."""
    return Texts(language, _read(f"{language}.yaml"))


def take(language: str, read: Mapping[str, Any]) -> None:
    """All sections of a language, as another process has read them: spares this one the reading."""
    _KNOWN.setdefault(language, Texts(language, read))


def read(language: str) -> dict[str, Any]:
    """All sections of a language, as `take` takes them."""
    found = _read(f"{language}.yaml")
    return found | {
        name: _read(f"{name}.{language}.yaml").get(name) for name in sections(language) if name not in found
    }


def sections(language: str) -> list[str]:
    """The names of all sections there are."""
    own = [path.name.split(".")[0] for path in FOLDER.glob(f"*.{language}.yaml")]
    return sorted({*_read(f"{language}.yaml"), *own})
