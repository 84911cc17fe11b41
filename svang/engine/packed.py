"""A course as text for the throw-away cache, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from svang.engine.course import Course, Frame
from svang.engine.memory import Memory
from svang.model.knowledge import Pathway
from svang.readings.run.compile import compiled

DEAD = -1  # the verdict of a course that comes from the cache: it is only there to go on from


def pack(course: Course) -> str:
    """What the next day needs of a course."""
    memory = {field.name: getattr(course.memory, field.name) for field in fields(Memory)}
    return json.dumps(
        {"date": course.date, "phase": course.phase, "memory": memory}, default=_set, separators=(",", ":")
    )


def unpack(pathway: Pathway, text: str) -> Course:
    """The course again; ValueError, KeyError or TypeError if the text is not one of ours."""
    found = json.loads(text, object_hook=_unset)
    memory = Memory(**found["memory"])
    memory.until = _numbered(memory.until)
    memory.told = _numbered(memory.told)
    memory.cleared = _numbered(memory.cleared)
    memory.signed = {row: set(names) for row, names in _numbered(memory.signed).items()}
    memory.pause = (memory.pause[0], memory.pause[1]) if memory.pause else None
    nothing = Frame(compiled(pathway), ())
    return Course(pathway, found["date"], nothing, nothing, DEAD, DEAD, (), (), None, found["phase"], False, memory)


def _set(value: Any) -> dict[str, list[str]]:
    return {"set": sorted(value)}


def _unset(found: dict[str, Any]) -> Any:
    return frozenset(found["set"]) if found.keys() == {"set"} else found


def _numbered(found: dict[Any, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in found.items()}
