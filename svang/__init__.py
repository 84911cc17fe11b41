"""Svang: an executable, sourced care pathway for plantar heel pain."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

__version__ = "2026.2"

_RAISED = {"Refused": "svang.answers.typed", "Unreadable": "svang.pathway.nodes"}


def decide(case: Mapping[str, Any] | str, *, language: str = "da") -> dict[str, Any]:
    """What the pathway decides for a case: contract version 1.

    `case`: a mapping, or JSON or YAML text. Raises svang.Unreadable or svang.Refused, whose `problems` name every
    mistake. See docs/schema/case.json and docs/schema/decision.json.
    """
    import json

    from svang.contract.decision import answer
    from svang.pathway.load import pathway
    from svang.pathway.reader import read_text
    from svang.texts import texts

    text = case if isinstance(case, str) else json.dumps(case)
    return answer(pathway(), read_text(text, file="case"), texts(language))


def __getattr__(name: str) -> Any:
    """What `decide` raises, brought in when it is asked for."""
    if name in _RAISED:
        return getattr(import_module(_RAISED[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
