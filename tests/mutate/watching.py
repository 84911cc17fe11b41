"""Who notices a fault of the engine: a scenario, else one of the quick tests. Each has a process of its own."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import re
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from svang.engine.course import Course, course
from svang.engine.decide import Decision, decide
from tests.mutate import engine
from tests.mutate.differing import Life, come_to, gone_on, lives, parts, wild_lives
from tests.mutate.engine import Fault
from tests.mutate.faults import WAY
from tests.mutate.noticing import NAMED, Found, Told, Verdict, all_told, slow_day, told_of
from tests.properties import twins
from tests.slow import SlowDay, slow_course
from tests.spec.test_scenarios import differences, plays

ROOT = NAMED.parents[1]
NOTICERS = (
    "tests/unit/test_days.py",
    "tests/unit/test_fold.py",
    "tests/history",
    "tests/properties/test_found.py",
    "tests/properties/test_same_course.py",
    "tests/properties/test_answers.py",
    "tests/properties/test_red_flags.py",
    "tests/properties/test_direction.py",
    "tests/properties/test_slow_twin.py",
)
"""The tests that are asked after the scenarios, in this order; one that is not there is left out."""
EXAMPLES = 20
"""So many people a property draws, the same each time."""
APART = dict.fromkeys(("care.py", "basis.py"), ("tests/care",))
"""Files that no scenario runs, and their tests."""
HARD = Path(__file__).with_name("engine.tsv")
ENOUGH_S, ALL_S = 4, 90
"""Seconds of work after which a scenario, or all the tests, would never end: that is noticed as well."""


class TooLong(BaseException):
    """It does not end."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# -- the scenarios --------------------------------------------------------------------------------------------


def is_missed(told: Told) -> bool:
    """Is this not what the scenario expects, or not what the twin makes of the same? An engine that breaks down is
    noticed as well."""
    return played(told)[0]


def played(told: Told) -> tuple[bool, bool]:
    """Is it missed, and does it come to anything else than before? Where it comes to the same nobody need look."""
    try:
        with at_most(ENOUGH_S):
            found = Found(WAY, told)
            if parts(found.folded, found.decision) == AHEAD.comes_to.get(told.play.id):
                return False, False
            missed = next(differences(told.play.then, found), None) is not None
            return missed or not agreed(slow_day(told), found.folded, found.decision), True
    except (Exception, TooLong):
        return True, True


def agreed(twin: SlowDay, found: Course, decision: Decision | None = None) -> bool:
    return next(twins.of_day(WAY, twin, found, decision), None) is None


Lines = Mapping[str, frozenset[int]]
"""By file, the lines that were run."""


class Ahead:
    """What is worked out before the processes part: who runs which line of some functions, and what it comes to.

    `told`: the scenarios that hold as the engine is; one that does not can notice nothing.
    """

    def __init__(self, functions: Iterable[str] = ()) -> None:
        self.functions = frozenset(functions)
        self.told = tuple(told for told in all_told() if not is_missed(told)) if self.functions else ()
        self.lines = {life.id: self.run(life) for life in lives()} if self.functions else {}
        engine.forget()
        self.comes_to = {life.id: come_to(life) for life in lives()} if self.functions else {}

    def run(self, life: Life) -> Lines:
        """The lines of a life, as if it were the first to be folded."""
        files = {str(module.__file__): file for file, module in engine.FILES.items()}
        seen: dict[str, set[int]] = {file: set() for file in files.values()}

        def entered(frame: FrameType, event: str, arg: Any) -> Any:
            file, name = files.get(frame.f_code.co_filename), frame.f_code.co_qualname.partition(".<")[0]
            return partial(line, seen[file]) if file is not None and f"{file} {name}" in self.functions else None

        def line(found: set[int], frame: FrameType, event: str, arg: Any) -> Any:
            found.add(frame.f_lineno)
            return partial(line, found)

        engine.forget()
        sys.settrace(entered)
        try:
            come_to(life)
        finally:
            sys.settrace(None)
        return {file: frozenset(found) for file, found in seen.items()}

    def reaches(self, id: str, fault: Fault) -> bool:
        return fault.lines is None or not self.lines[id][fault.file].isdisjoint(fault.lines)


AHEAD = Ahead()


def prepare(ids: Iterable[str]) -> None:
    global AHEAD
    AHEAD = Ahead(engine.by_id()[id].near for id in ids)
    hard(), named()


# -- who is asked first ---------------------------------------------------------------------------------------

CAUGHT_BY: dict[str, Counter[str]] = defaultdict(Counter)
"""What has caught how many faults of a function ('' = of all)."""


@cache
def hard() -> Mapping[str, str]:
    """Who noticed a fault last. It only says where to look first, so it need not be true any more."""
    lines = HARD.read_text(encoding="utf-8").splitlines() if HARD.exists() else []
    return dict(line.split("\t") for line in lines)


def likely(fault: Fault) -> list[Told]:
    """The scenarios that run the line: first the one that caught it last, then those that caught most nearby."""
    before = hard().get(fault.id)

    def unlikely(told: Told) -> tuple[bool, int, int]:
        id = told.play.id
        return id != before, -CAUGHT_BY[fault.near][id], -CAUGHT_BY[""][id]

    return sorted((told for told in AHEAD.told if AHEAD.reaches(told.play.id, fault)), key=unlikely)


# -- the tests ------------------------------------------------------------------------------------------------


class First:
    """Remembers the first test that fails."""

    def __init__(self) -> None:
        self.by = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.by = self.by or (report.nodeid if report.failed else "")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.by = self.by or (report.nodeid if report.failed else "")


QUIET = (
    "-x",
    "-q",
    "--capture=sys",
    "-k",
    "not caught",
    *(f"-pno:{p}" for p in ("cacheprovider", "xdist", "randomly")),
)


def failing(tests: Iterable[str]) -> str:
    """The first of these tests that fails, in this process, each property with few people. None need be there."""
    there = [test for test in tests if (ROOT / test.partition("::")[0]).exists()]
    for name in [name for name in sys.modules if name.startswith(("tests.properties", "tests.care", "tests.conftest"))]:
        del sys.modules[name]  # read anew, with few people
    os.environ |= {"SVANG_EXAMPLES": str(EXAMPLES)}
    os.environ.pop("SVANG_SOAK", None)
    first = First()
    try:
        with at_most(ALL_S), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            pytest.main([*QUIET, f"--rootdir={ROOT}", f"-c{ROOT / 'pyproject.toml'}", *map(str, there)], [first])
    except TooLong:
        return first.by or "it does not end"
    return first.by


# -- does it come to the same? --------------------------------------------------------------------------------


TWINS = 40
"""So many lives that come to something else are laid before the twin."""


def beside(fault: Fault) -> Iterator[Life]:
    """The lives beside the scenarios that come to something else."""
    return (life for life in wild_lives() if AHEAD.reaches(life.id, fault) and is_other(life))


def is_other(life: Life) -> bool:
    try:
        with at_most(ENOUGH_S):
            return bool(come_to(life) != AHEAD.comes_to[life.id])
    except (Exception, TooLong):
        return True


def is_otherwise(life: Life) -> bool:
    """Is this life not what the twin makes of it, or does the engine break down on it?"""
    try:
        with at_most(ENOUGH_S):
            found = [course(WAY, life.events, today=life.today), *([gone_on(life)] if life.split else [])]
            said = [decide(each) for each in found]
    except (Exception, TooLong):
        return True
    if not life.twinned:
        return False
    twin = slow_course(WAY, life.events, life.today)[-1]
    return not all(agreed(twin, *each) for each in zip(found, said, strict=True))


# -- the verdict ----------------------------------------------------------------------------------------------


def judged(id: str) -> Verdict:
    fault = engine.by_id()[id]
    how, by, played = by_whom(fault)
    return id, "named" if how == "survived" and id in named() else how, by, played


def by_whom(fault: Fault) -> tuple[str, str, int]:
    """How it was noticed, by what, and after how many scenarios. The fault stays planted: for a process of its own.

    "twin": on a life beside the scenarios. "same": it was run, and no life came to anything else. Of what survived, a
    life that did, or that none runs it.
    """
    engine.plant(fault.file, fault.code())
    before = hard().get(fault.id, "")
    if ".py" in before and (by := failing([before])):
        return "test", by, 0
    many, other = 0, ""
    for many, told in enumerate(likely(fault), 1):
        missed, changed = played(told)
        if missed:
            return "scenario", told.play.id, many
        other = other or (told.play.id if changed else "")
    if fault.file not in APART:
        found = list(islice(beside(fault), TWINS if not other else TWINS // 4))
        if by := next((life.id for life in found if is_otherwise(life)), ""):
            return "twin", by, many
        other = other or next((life.id for life in found), "") or never_run(fault)
        if not other:
            return "same", "", many
    by = failing(APART.get(fault.file, NOTICERS))
    return ("test", by, many) if by else ("survived", other, many)


def still_noticed(id: str) -> bool:
    """By who noticed it last; else by anybody. For a process of its own."""
    fault = engine.by_id()[id]
    if notices(hard().get(id, ""), fault):
        return True
    engine.plant(fault.file, engine.text_code(fault.file))
    prepare([id])
    return judged(id)[1] != "survived"


def notices(by: str, fault: Fault) -> bool:
    """Does this one scenario, or this one test, notice the fault? It stays planted."""
    play = next((play for play in plays() if play.id == by), None)
    told = told_of(play) if play is not None else None  # before the fault: those who follow a plan follow ours
    life = next((life for life in wild_lives() if life.id == by), None) if by.startswith("wild") else None
    engine.plant(fault.file, fault.code())
    if told is not None:
        return is_missed(told)
    return is_otherwise(life) if life is not None else ".py" in by and bool(failing([by]))


def never_run(fault: Fault) -> str:
    return "" if any(AHEAD.reaches(life.id, fault) for life in lives()) else "nobody runs it"


def all_judged(ids: Iterable[str], processes: int = 2) -> Iterator[Verdict]:
    """Each in a process of its own, which begins with what this one has read, and knows who has caught the most."""
    ids = list(ids)
    prepare(ids)
    gc.freeze()
    with get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        for found in pool.imap_unordered(judged, ids):
            for near in (engine.by_id()[found[0]].near, ""):
                CAUGHT_BY[near][found[2]] += 1
            yield found


def keep(found: Iterable[Verdict], *, whole: bool) -> None:
    """Notes who noticed what. After a whole run what is not noticed, or not there, is left out."""
    now = {id: by for id, how, by, _ in found if how in ("scenario", "twin", "test")}
    kept = now if whole else {**hard(), **now}
    HARD.write_text("".join(f"{id}\t{by}\n" for id, by in sorted(kept.items())), encoding="utf-8")


@cache
def named() -> frozenset[str]:
    """The survivors that docs/mutants.md names with a reason."""
    rows = re.findall(r"^\| `(\w+\.py [^`]+)` \|", NAMED.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(row.replace(r"\|", "|") for row in rows)
