"""What is wrong, in a person's words: one sentence for each problem."""

from __future__ import annotations

from collections.abc import Iterable

from svang.model.knowledge import Pathway
from svang.pathway.nodes import Problem, nearest
from svang.texts import Texts

AT_ONCE = 20
"""So many problems of one document are named; the rest are counted."""


def sentences(texts: Texts, problems: Iterable[Problem]) -> list[str]:
    """Each problem where it stands; first how many there are, if there are several."""
    each = list({_apart(problem): problem for problem in problems}.values())
    shown = list(dict.fromkeys(placed(texts, problem) for problem in each[:AT_ONCE]))  # both feet, one sentence
    rest = len(each[AT_ONCE:])
    if len(shown) + rest == 1:
        return shown
    more = [texts("ui", "more_problems", count=rest)] if rest else []
    return [texts("problems", "several_problems", count=len(shown) + rest), *shown, *more]


def _apart(problem: Problem) -> tuple[str | int, ...]:
    """What tells one problem from another, without the nearest name: that is looked for where it is shown."""
    return (problem.where, problem.code, *(problem.details[key] for key in problem.details if key != "near"))


def placed(texts: Texts, problem: Problem) -> str:
    """file:line: sentence. An answer on the command line or at a question stands nowhere."""
    said = sentence(texts, problem)
    return f"{problem.where}: {said}" if _place(problem)[1] and problem.where[0] != ":" else said


def sentence(texts: Texts, problem: Problem) -> str:
    file, line = _place(problem)
    details = {key: _word(texts, key, value) for key, value in problem.details.items()}
    known = {"name": file, "line": line, **details}
    far = problem.code == "unknown_key" and not known["near"]
    room, _, code = problem.code.rpartition(".")  # "verify.no_key" stands among the texts of verify
    keys = ("ui", "problems", code) if far else (room, "problems", code) if room else ("problems", code)
    return texts(*keys).format_map(known)


def _place(problem: Problem) -> tuple[str, str]:
    """The file and the line; no line where it is about the file as a whole."""
    file, _, line = problem.where.rpartition(":")
    return (file, line) if line.isdigit() else (problem.where, "")


def _word(texts: Texts, key: str, value: str | int) -> str:
    """Details are the code's words; what a person reads is not."""
    if key == "wanted":
        return str(texts.get("ui", "wanted", str(value)) or value)
    danish = texts.language == "da"
    if isinstance(value, int):
        return str(value) if "line" in key else f"{value:,}".replace(",", "." if danish else ",")
    return value.replace(".", ",") if danish and key == "found" and _is_decimal(value) else value


def _is_decimal(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def by_name(texts: Texts, pathway: Pathway, problem: Problem) -> Problem:
    """The same problem with a name in place of an id, of a fact or of a part of what was tried, for somebody who was
    asked a question."""
    key = str(problem.details.get("key", ""))
    named = texts.get("facts", key, "name") if key in pathway.facts else texts.get("ui", "tried", "parts", key)
    return Problem("", problem.code, {**problem.details, "key": named or key})


def unknown(texts: Texts, name: str, known: Iterable[str]) -> str:
    """There is no such name; the nearest one, if any is near."""
    near = nearest(name, known)
    if near:
        return texts("ui", "problems", "unknown_near", found=name, near=near)
    return texts("ui", "problems", "unknown_id", found=name)
