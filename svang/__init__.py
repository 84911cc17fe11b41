"""Svang: an executable, sourced care pathway for plantar heel pain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__version__ = "2026.2"


def decide(case: Mapping[str, Any] | str, *, language: str = "da") -> dict[str, Any]:
    """What the pathway decides for a case: contract version 1.

    `case`: a mapping, or JSON or YAML text. Raises svang.reader.Unreadable or svang.history.Refused, whose `problems`
    name every mistake. See docs/schema/case.json and docs/schema/decision.json.
    """
    import json

    from svang import contract, loader, reader, texts

    text = case if isinstance(case, str) else json.dumps(case)
    return contract.answer(loader.pathway(), reader.read_text(text, file="case"), texts.texts(language))
