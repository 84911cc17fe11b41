"""Help in words: when to seek it, what to bring and what others may offer."""

from __future__ import annotations

from dataclasses import dataclass

from svang.engine.course import Course
from svang.engine.outlook import weeks_of_pain
from svang.engine.treatments import ledger, treatments
from svang.model.knowledge import Treatment
from svang.readings.explain import Saw
from svang.says.rules import Listing
from svang.says.tried import tried_said
from svang.says.words import saws_said
from svang.texts import Texts


def bring_said(course: Course, texts: Texts) -> list[str]:
    """What to bring to whoever is to see the foot: the course, how much was done, and what was tried."""
    weeks, start, now = weeks_of_pain(course), course.value("start_fs"), course.value("now_fs")
    done, days = course.value("adherence14"), course.value("plan_days")
    lines = [texts("ui", "bring", "weeks", weeks=weeks)] if weeks is not None else []
    lines += [texts("ui", "bring", "pain", start=start, now=now)] if None not in (start, now) else []
    if isinstance(days, int):
        phase = texts("phases", course.phase, "name")
        lines.append(texts("ui", "bring", "plan", days=days + 1, phase=phase))
    lines += [texts("ui", "bring", "done", percent=done)] if done is not None else []
    return [*lines, *(tried_said(texts, tried) for tried in ledger(course))]


def treatments_said(course: Course, texts: Texts) -> list[Offered]:
    """Each treatment: its shelf, whether it may be spoken of yet and why not, what is known of it, and whose claim."""
    return [_offered(course, texts, *found) for found in treatments(course)]


@dataclass(frozen=True, slots=True)
class Offered:
    id: str
    name: str
    shelf: str
    state: str
    who: str
    says: str
    why: tuple[str, ...]
    commercial: bool
    sources: tuple[str, ...]


def _offered(course: Course, texts: Texts, treatment: Treatment, state: str, saws: tuple[Saw, ...]) -> Offered:
    return Offered(
        id=treatment.id,
        name=texts("treatments", treatment.id, "name"),
        shelf=texts("treatment_shelves", treatment.shelf),
        state=texts("treatment_states", state),
        who=texts("treatments_who", treatment.who),
        says=texts("treatments", treatment.id, "says"),
        why=tuple(saws_said(course.pathway, texts, saws, "need" if state == "not_yet" else "limit")),
        commercial=treatment.badge == "commercial",
        sources=treatment.sources,
    )


def seek_help_said(texts: Texts) -> Listing:
    """When to seek help; said always, whatever was decided."""
    levels = seek_help_levels(texts)
    lines = [f"{level}: {line}" for level, do, when in levels for line in ([do] if do else []) + when]
    return Listing(texts("seek_help", "title"), tuple(lines))


def seek_help_levels(texts: Texts) -> list[tuple[str, str, list[str]]]:
    """How soon, what to do ('' where the level itself says it), and when."""
    do = dict(line.split(": ", 1) for line in texts.get("seek_help", "do"))
    found: dict[str, list[str]] = {}
    for line in texts.get("seek_help", "lines"):
        level, says = line.split(": ", 1)
        found.setdefault(level, []).append(says)
    return [(level, do.get(level, ""), when) for level, when in found.items()]
