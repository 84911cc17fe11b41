"""Nineteen faults that were once planted in the engine by hand, twelve of which passed every scenario.

Each is found by the text of its line, so that it stays the same fault when lines move. `id` is the letter it was first
told under; those without a letter were noticed from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.mutate import engine, watching
from tests.mutate.engine import Fault


@dataclass(frozen=True)
class Planted:
    id: str
    file: str
    there: str
    instead: str
    what: str
    by: str = "tests/unit/test_fold.py"

    def fault(self) -> Fault:
        """The file with the one line changed; every test is asked, wherever the line is."""
        text = engine.text_of(self.file)
        assert text.count(self.there) == 1, f"{self.file} no longer says once: {self.there}"
        code = compile(text.replace(self.there, self.instead), str(engine.FILES[self.file].__file__), "exec")
        return Fault(f"planted {self.id}", self.file, "", None, lambda: code)


PLANTED = (
    Planted(
        "a",
        "clinic.py",
        "free = not guarded and moves.verdict[1] < 0",
        "free = not guarded",
        "a level taken over on a held day",
        "latest: takes over what a clinician has set only on a day that no missing answer holds",
    ),
    Planted(
        "b",
        "answers.py",
        "fact.lasts is not None and not (fact.signs and is_sign(fact, value)):",
        "fact.lasts is not None:",
        "a sign that expires",
    ),
    Planted(
        "c",
        "days.py",
        "if not any(_word(w) > _word(event) for w in later):",
        "if True:",
        "a correction over a later word",
        "tests/unit/test_days.py",
    ),
    Planted(
        "d",
        "days.py",
        "return old if old.__class__ is int else new",
        "return new",
        "a number lost to a word that is not known",
        "tests/unit/test_days.py",
    ),
    Planted("e", "lasting.py", "if len(numbers) < len(values):", "if not numbers:", "one foot taken for both"),
    Planted(
        "f",
        "standing.py",
        "if sure & bit and new & self.through(n, args):",
        "if sure & bit and new:",
        "a cleared row back through other news",
    ),
    Planted(
        "g",
        "moves.py",
        'self.memory.clocks[self.ground.clocks["moved"]] = d',
        "pass",
        "a ceiling that is no change of phase",
    ),
    Planted("h", "answers.py", "memory.until.pop(slot, None)", "pass", "the old answer's end for a new one"),
    Planted(
        "i",
        "standing.py",
        "None if slot in extra.after_seen else",
        "None if name in extra.after_seen else",
        "a foot's answer after a clinician's word",
    ),
    Planted(
        "j",
        "clinic.py",
        "series[today - WEEK : today]",
        "series[today - WEEK : today + 1]",
        "the day of a treatment counted as before it",
    ),
    Planted(
        "k",
        "standing.py",
        "frozenset().union(*values)",
        "values[-1]",
        "the last of what was said for all of it",
    ),
    Planted("l", "lasting.py", "elif zeros[0] < still:", "elif False:", "a foot not asked that goes on counting"),
    Planted(
        "cleared together",
        "standing.py",
        "(stands >> n & 1 or row.number in same)",
        "True",
        "rows lifted that do not belong together",
        "votes: does not know how urgent it is while nobody knows of an injury, whatever else a doctor has seen, day 3",
    ),
    Planted(
        "a day more",
        "lasting.py",
        "if slot in flags else until) <= d:",
        "if slot in flags else until) < d:",
        "an answer that lasts a day more",
    ),
    Planted(
        "asked weekly",
        "lasting.py",
        "d - told[n] >= looked.asked",
        "d - told[n] > looked.asked",
        "a foot asked every eight days",
    ),
    Planted(
        "unsure",
        "standing.py",
        '"routine" if unsure and level == "self_care" else level',
        "level",
        "self-care with a row that may be true",
        "latest: is not called self-care while it is not known whether the heel blocks the day",
    ),
    Planted(
        "lost flag",
        "standing.py",
        "return any(self.frame[self.slots[slot]] is None for slot in flags)",
        "return False",
        "a red flag not known any more",
    ),
    Planted(
        "second no",
        "standing.py",
        "elif name in signed and any(memory.told.get(slot + k) == d for k in range(3 if fact.foot else 1)):",
        "elif name in signed:",
        "a no that was not said today",
        "triage: counts only two days in a row, and only answers, day 2",
    ),
    Planted(
        "slip",
        "days.py",
        "if changed is not None and changed - at > self.slip and",
        "if changed is not None and",
        "a slip of the finger taken for a sign",
        "tests/unit/test_days.py",
    ),
)
EQUAL = {
    "unsure": "since text 2 a row that may be true makes row 27c true, which is routine: 3,500 courses are the same",
    "j": "the ledger is written before the day's own first steps are put into the series, where nothing is known yet",
}
"""What can make no difference, and why."""


@contextmanager
def planted(id: str) -> Iterator[None]:
    """The engine with this fault in it."""
    fault = by_id()[id].fault()
    out = engine.plant(fault.file, fault.code())
    try:
        yield
    finally:
        out()


def by_id() -> dict[str, Planted]:
    return {each.id: each for each in PLANTED}


def noticed(id: str) -> bool:
    """For a process of its own: the fault stays planted."""
    each = by_id()[id]
    return watching.notices(each.by, each.fault())
