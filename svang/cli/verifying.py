"""`svang verify`: cases with what somebody expects of them, as a table in the person's own words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from svang.cli.cases import PIPE, document
from svang.cli.context import FAILED, YOURS, Context, Sorry
from svang.cli.lines import BLANK, Line, bullets
from svang.contract.verify.cases import Difference, Verified, as_data, verify
from svang.contract.verify.places import Place
from svang.contract.verify.short import absent
from svang.contract.verify.wanted import HAS, IS, NOT, ONE_OF
from svang.interview.problems import sentences
from svang.model.knowledge import Pathway
from svang.pathway.nodes import Problem, Unreadable
from svang.says.decision import small
from svang.says.rules import filled
from svang.says.words import capital, day_name, listed
from svang.texts import Texts

ENDINGS = (".yaml", ".yml", ".json")
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "triage": (("triage", "{}", "name"),),
    "decision": (("decisions", "{}", "name"),),
    "vote": (("decisions", "{}", "name"), ("triage", "{}", "name")),
    "phase": (("phases", "{}", "name"),),
    "fit": (("fits", "{}", "name"),),
    "foot": (("ui", "feet", "{}"),),
    "loading": (("state", "loading", "choices", "{}", "label"),),
    "rung": (("state", "rung", "choices", "{}", "label"),),
    "stage": (("state", "run_stage", "choices", "{}", "label"),),
    "to": (("referral_to", "{}", "name"),),
    "within": (("verify", "within", "{}"),),
    "for": (("referral_for", "{}", "name"), ("features", "{}", "says")),
    "also": (("referral_for", "{}", "name"), ("state", "rung", "choices", "{}", "label")),
    "against": (("features", "{}", "says"),),
    "unknown": (("features", "{}", "says"),),
    "conditions": (("conditions", "{}", "name"),),
    "condition": (("conditions", "{}", "name"),),
    "profile": (("factors", "{}", "name"),),
    "changes": (("changes_of_factors", "{}"),),
    "evidence": (("evidence_of_factors", "{}"),),
    "treatments": (("treatments", "{}", "name"),),
    "ledger": (("treatments", "{}", "name"),),
    "shelf": (("treatment_shelves", "{}"),),
    "state": (("treatment_states", "{}"),),
    "kind": (("verify", "plan", "{}"), ("verify", "kinds", "{}")),
    "duration": (("verify", "duration", "{}"),),
    "course": (("verify", "course", "{}"),),
    "rows": (("rules", "{}", "short"),),
    "rule": (("rules", "{}", "short"),),
    "reasons": (("rules", "{}", "short"),),
    "notices": (("rules", "{}", "short"),),
    "gate": (("gate", "{}", "says"),),
    "tasks": (("tasks", "{}", "name"),),
    "levels": (("tasks", "{}", "name"),),
    "ask": (("facts", "{}", "name"),),
    "saw": (("facts", "{}", "name"), ("measures", "{}", "name"), ("state", "{}", "name"), ("thresholds", "{}", "name")),
}
"""Where the words for what stands at a place are, by the last key of its path."""
PLAIN = frozenset({"triage", "decision", "vote", "phase", "fit", "foot", "loading", "to", "within", "shelf", "state"})
PLAIN |= {"kind", "changes", "evidence"}
"""Places of a few choices: their words are enough, and need no name beside them."""


def verify_cases(context: Context, names: list[str]) -> None:
    """A row for each case; ends with 2 if one cannot be used, else with 1 if one is answered otherwise."""
    rows = [row for name in names for row in rows_of(context, name)]
    unread = [row for row in rows if row.problems]
    if len(unread) == len(rows):
        raise Sorry(*sentences(context.texts, [problem for row in unread for problem in row.problems]))
    if context.json:
        context.dump([row_json(context.texts, row) for row in rows])
    else:
        context.show(table(Words(context.texts, context.way), rows))
    if unread:
        print(_one_or(context.texts, "some_unread", len(unread)), file=sys.stderr)
    if not all(row.good for row in rows):
        sys.exit(YOURS if unread else FAILED)


def rows_of(context: Context, name: str) -> Iterator[Verified]:
    """The cases of a file, or of all files of a folder by their names."""
    try:
        inside = sorted(path for path in Path(name).iterdir() if path.suffix in ENDINGS) if is_folder(name) else None
    except OSError:
        inside = None  # the reader says why
    if inside == []:
        yield Verified(name, problems=(Problem(name, "verify.empty_folder", {}),))
    for file in [name] if inside is None else map(str, inside):
        try:
            yield from verify(context.way, document(file), context.texts)
        except Unreadable as error:
            yield Verified(file, problems=error.problems)


def is_folder(name: str) -> bool:
    try:
        return name != PIPE and Path(name).is_dir()
    except (OSError, ValueError):
        return False


def row_json(texts: Texts, row: Verified) -> dict[str, Any]:
    said = sentences(texts, row.problems) if row.problems else []
    return {
        "name": row.name,
        "as_expected": row.good if not row.problems else None,
        "differences": [as_data(one) for one in row.differences],
        "ask": list(row.ask),
        "problems": said,
    }


def table(words: Words, rows: list[Verified]) -> Iterator[Line]:
    texts = words.texts
    for row in rows:
        key = "unusable" if row.problems else "as_expected" if row.good else "otherwise"
        yield Line(texts("verify", key, name=row.name), "" if row.good else "bold")
        yield from bullets(sentences(texts, row.problems) if row.problems else [])
        yield from bullets(said for one in row.differences for said in words.difference(one))
        if row.ask:
            yield Line(texts("verify", "asks", facts=listed(texts, list(words.asked(row.ask)))), indent=2)
    yield from (BLANK, Line(counted(texts, rows), "bold"))


def counted(texts: Texts, rows: list[Verified]) -> str:
    """How many cases there are, and what became of them."""
    unread = sum(bool(row.problems) for row in rows)
    good = sum(row.good for row in rows)
    bad = len(rows) - good - unread
    said = [texts("verify", key, n=n) for key, n in (("good", good), ("bad", bad)) if n or key == "good"]
    said += [_one_or(texts, "unread", unread)] if unread else []
    return _one_or(texts, "counted", len(rows), said=", ".join(said))


def _one_or(texts: Texts, key: str, n: int, **values: str) -> str:
    one, many = texts.get("verify", key)
    return str(one if n == 1 else many).format(n=n, **values)


class Words:
    """The places of an answer and what stands there, said in a language."""

    def __init__(self, texts: Texts, known: Pathway) -> None:
        self.texts, self.known = texts, known

    def difference(self, one: Difference) -> Iterator[str]:
        place, wanted = one.wanted.place, one.wanted
        where = self.where(place, one.day)
        said = list(self.of_list(one, where)) if (place.thing or place.items) and wanted.values != (None,) else []
        yield from said
        if not said:
            expected, found = self.expected(one), self.at(place, one.found)
            yield self.texts("verify", "differs", where=where, wanted=expected, found=found)

    def of_list(self, one: Difference, where: str) -> Iterator[str]:
        """What a list lacks, and what is in it but should not be; neither where only how often differs."""
        wanted, there = one.wanted, one.found or []
        lacks = [value for value in wanted.values if value not in there and wanted.how in (HAS, IS)]
        beside = [v for v in there if (v in wanted.values) is (wanted.how == NOT) and wanted.how in (NOT, IS)]
        for key, values in (("has", lacks), ("has_not", beside)):
            if values:
                yield _one_or(self.texts, key, len(values), where=where, values=self.values(wanted.place, values))

    def asked(self, ask: tuple[str, ...]) -> Iterator[str]:
        """What has not been told; many red flags at once are only counted."""
        flags = [id for id in ask if id in absent(self.known)]
        if len(flags) > NAMED:
            yield self.texts("verify", "flags", n=len(flags))
        named = [id for id in ask if id not in flags or len(flags) <= NAMED]
        yield from (f"{self.word('ask', id)} ({id})" for id in named)

    def expected(self, one: Difference) -> str:
        place, how, values = one.wanted.place, one.wanted.how, one.wanted.values
        if values == (None,) and (place.parts or place.items):
            absent = "nothing" if "null" in place.kinds else "not_there"
            return self.texts("verify", "something" if how == NOT else absent)
        words = [self.at(place, value) for value in values]
        said = ", ".join(words) if how == ONE_OF else listed(self.texts, words)
        return self.texts("verify", "wanted", how, values=said)

    def values(self, place: Place, values: list[Any]) -> str:
        return listed(self.texts, [self.at(place, value) for value in values])

    def at(self, place: Place, value: Any) -> str:
        """What stands at a place, in words."""
        if value is None:
            return self.texts("verify", "not_known" if "null" in place.kinds and not place.parts else "nothing")
        if isinstance(value, list) and value:
            return self.values(place, value)
        if isinstance(value, dict | list):
            return self.texts("verify", "something" if value else "nothing")
        return self.value(self.key(place), value)

    def value(self, key: str, value: Any) -> str:
        """A word of the knowledge, with its name beside it where a person has to find it again."""
        if isinstance(value, bool):
            return self.texts("verify", "yes" if value else "no")
        if isinstance(value, int | float):
            return str(value).replace(".", ",") if self.texts.language == "da" else str(value)
        word = self.word(key, str(value))
        quoted = self.texts("verify", "quoted", word=word)
        return quoted if key in PLAIN or word == value else f"{quoted} ({value})"

    def word(self, key: str, value: str) -> str:
        return self.named(key, value) or value

    def named(self, key: str, value: str) -> str:
        """The language's own words for a word of the knowledge; none where it has none."""
        ladder = next((task.ladder for task in self.known.tasks if task.id == key), "")
        rooms = (("state", ladder, "choices", "{}", "label"),) if ladder else NAMES.get(key, ())
        for room in rooms:
            found = self.texts.get(*(value if part == "{}" else part for part in room))
            if isinstance(found, str):
                return small(filled(self.known, self.texts, found).rstrip("."))
        return ""

    def key(self, place: Place) -> str:
        """What the words are looked up by: a level of an exercise is told by the exercise."""
        return place.path[-2] if place.key == "level" and len(place.path) > 2 else place.key

    def where(self, place: Place, day: date | None) -> str:
        """The day, and the way to a place, each step by its name."""
        names = [self.step(place.path[:n]) for n in range(1, len(place.path) + 1)]
        return capital(", ".join([day_name(self.texts, day), *names] if day else names))

    def step(self, path: tuple[str, ...]) -> str:
        above, key = path[-2] if len(path) > 1 else "", path[-1]
        own = self.texts.get("verify", "parts_of", above, key) or self.texts.get("verify", "parts", key)
        return own if isinstance(own, str) and above not in THINGS else f"{self.word(above, key)} ({key})"


NAMED = 3
"""So many red flags that were not answered are named."""
THINGS = frozenset({"conditions", "profile", "tasks", "gate", "notices", "treatments", "ledger", "reasons", "saw"})
THINGS |= {"levels", "also"}
"""Lists whose things are looked up by their names."""
