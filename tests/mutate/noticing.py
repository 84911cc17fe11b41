"""Who notices a fault of the pathway: a scenario or, on its course, the slow twin; else a proof; or whether every day
comes to the same."""

from __future__ import annotations

import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import z3

from svang.contract.case import read_case
from svang.contract.decision import PARTS
from svang.engine.course import course
from svang.engine.decide import decide
from svang.model.knowledge import Pathway
from svang.model.person import Event
from svang.model.rule import Cond
from svang.pathway.language import with_thresholds
from svang.proofs import PROPERTIES
from svang.proofs.asking import Asking, Claim, Unsure, whole_day
from svang.proofs.words import same
from svang.readings.prove import machine, votes
from svang.readings.prove.machine import After
from svang.readings.prove.measures import FOLDED
from svang.readings.prove.terms import FALSE, TRUE, Bool, every, no
from svang.readings.prove.world import World
from svang.readings.run.compile import compiled
from svang.readings.run.frame import layout
from svang.texts import texts
from tests import oracle
from tests.lives import as_node
from tests.mutate import engine
from tests.mutate.faults import WAY, Mutant, by_id
from tests.properties import twins
from tests.slow import SlowDay, slow_course
from tests.spec.test_scenarios import Play, case, differences, plays

NAMED = Path(__file__).parents[2] / "docs" / "mutants.md"
HARD = Path(__file__).with_name("knowledge.tsv")


@dataclass(frozen=True)
class Told:
    """A scenario's events, read once: they are the same for every mutant."""

    play: Play
    events: tuple[Event, ...]
    today: int
    text: str


class Found(Mapping[str, Any]):
    """A decision in the contract's form, of which only what is looked at is worked out."""

    def __init__(self, way: Pathway, told: Told) -> None:
        self.folded = course(way, told.events, today=told.today)
        self.decision = decide(self.folded)
        self.known: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self.known:
            self.known[key] = PARTS[key](self.decision, self.folded, texts("da"))
        return self.known[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


@cache
def all_told() -> tuple[Told, ...]:
    return tuple(map(told_of, plays()))


def told_of(play: Play) -> Told:
    read = read_case(WAY, as_node(case(play)))
    return Told(play, tuple(read.events), read.today, str(play.then) + play.id)


CAUGHT_BY: dict[str, Counter[str]] = defaultdict(Counter)
"""What a scenario has caught in this process, by what was broken: the same one is likely to catch the next fault."""


def noticed(way: Pathway, near: tuple[str, ...], scenarios: Iterable[Told]) -> tuple[str, int]:
    """The first scenario that fails, nothing if none does; and how many were played."""
    played = 0
    for played, told in enumerate(scenarios, 1):
        if is_missed(way, told):
            for name in (*near, ""):
                CAUGHT_BY[name][told.play.id] += 1
            return told.play.id, played
    return "", played


@cache
def hard() -> Mapping[str, str]:
    """Which scenario noticed a fault when all were played last, or which property. It only says where to look first, so
    it need not be true any more."""
    lines = HARD.read_text(encoding="utf-8").splitlines() if HARD.exists() else []
    return dict(line.split("\t") for line in lines)


def likely(id: str, near: tuple[str, ...]) -> list[Told]:
    """The scenarios: first the one that caught it before, those that caught a fault of the same thing, those that speak
    of it, then the rest."""
    plain = [name.removeprefix("gate-").removeprefix("drives-") for name in near]
    before = hard().get(id)

    def unlikely(told: Told) -> tuple[bool, int, bool, int]:
        same = sum(CAUGHT_BY[name][told.play.id] for name in near)
        speaks = any(name in told.text for name in plain)
        return told.play.id != before, -same, not speaks, -CAUGHT_BY[""][told.play.id]

    return sorted(all_told(), key=unlikely)


SLOW: dict[str, SlowDay] = {}


def slow_day(told: Told) -> SlowDay:
    """What the twin makes of a scenario's last day, by the pathway as it is."""
    if told.play.id not in SLOW:
        SLOW[told.play.id] = slow_course(WAY, told.events, told.today)[-1]
    return SLOW[told.play.id]


def is_missed(way: Pathway, told: Told) -> bool:
    """Is this not what the scenario expects, or not what the twin makes of the same? A pathway that cannot be run is
    noticed as well."""
    try:
        found = Found(way, told)
        if next(differences(told.play.then, found), None) is not None:
            return True
        pairs = twins.of_day(way, slow_day(told), found.folded, found.decision)
        return next(pairs, None) is not None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
        return True


def disproved(way: Pathway, only: str | None = None) -> str:
    """The first property that no longer holds."""
    for property in PROPERTIES:
        if only is not None and property.id != only:
            continue
        claim = property.claim(way)
        try:
            if Asking(claim).day(no(claim.goal)) is not None:
                return property.id
        except Unsure:
            continue
    return ""


def is_equal(way: Pathway) -> bool:
    """Does every day come to the same: what each rule does, the state after it, and all that is said beside it?"""
    one, other = World(WAY, fixed=True), World(way, fixed=True)
    ours, theirs = said_beside(WAY), said_beside(way)
    if [rule.id for rule in WAY.rules] != [rule.id for rule in way.rules] or ours.keys() != theirs.keys():
        return False
    if any(WAY.measures[id] != m for id, m in way.measures.items() if not isinstance(m, FOLDED)):
        return False  # the prover takes a look back for anything in its range
    for world in (one, other):
        whole_day(world)
    wanted = [votes.decides(one, a) == votes.decides(other, b) for a, b in zip(WAY.rules, way.rules, strict=True)]
    wanted += [votes.held(one) == votes.held(other), *alike(one, ours, other, theirs)]
    for rule in WAY.rules:
        after, again = machine.after(one, rule.effect), machine.after(other, rule.effect)
        names = {*after.now, *again.now}
        wanted += [
            z3.Implies(votes.decides(one, rule), same(after.term(name), again.term(name))) for name in sorted(names)
        ]
    for daily, again in zip(WAY.machine.every_day, way.machine.every_day, strict=False):
        made, remade = After(one, (daily,)), After(other, (again,))
        wanted += [same(made.term(name), remade.term(name)) for name in sorted({*made.now, *remade.now})]
        wanted += [made.marked.get(mark, FALSE) == remade.marked.get(mark, FALSE) for mark in WAY.machine.marks]
    shown = sorted({*WAY.shown.values(), *WAY.steps.values(), *LOOKED_AT, *remembered()})
    wanted += [same(one.term(name), other.term(name)) for name in shown]
    try:
        return Asking(Claim((one, other), (), TRUE)).day(no(every(wanted))) is None
    except Unsure:
        return False


LOOKED_AT = (
    "rung_today",
    "running_on",
    "week_green",
    "budget_next",
    "budget_on",
    "recovered",
    "response",
    "flags_missing",
)
"""Measures that the engine or a page reads by themselves."""


def remembered() -> set[str]:
    """Measures whose value of a day is looked back at later."""
    read = {n for m in WAY.measures.values() if not isinstance(m, FOLDED) for n in (*m.reads, *m.beside)}
    return read & {m.id for m in WAY.measures.values() if isinstance(m, FOLDED)}


def said_beside(way: Pathway) -> dict[str, Cond]:
    """Every condition that is not a rule's or an effect's; of those the outcome counts, not how it comes about."""
    return {label: c for label, c in oracle.conditions(way).items() if not label.startswith(("rule", "effect"))}


def alike(one: World, ours: Mapping[str, Cond], other: World, theirs: Mapping[str, Cond]) -> Iterator[Bool]:
    for label, cond in ours.items():
        a, b = one.rails(cond), other.rails(theirs[label])
        yield every([a.true == b.true, a.possible == b.possible])


BESIDE = ("tasks", "plans", "features", "factors", "notices", "treatments")
"""What no property speaks of."""
Verdict = tuple[str, str, str, int]
"""(mutant, how it was caught or that it was not, by what, after how many scenarios)"""


FIRST = 150
"""So many scenarios are played before the prover is asked whether every day comes to the same."""


def judged(id: str) -> Verdict:
    mutant = by_id()[id]
    try:
        way = mutant.make()
        scenarios = likely(id, mutant.near)
        scenario, played = noticed(way, mutant.near, scenarios[:FIRST])
        if scenario:
            return id, "scenario", scenario, played
        if not id.startswith(("tasks", "plans")) and is_equal(way):
            return id, "equivalent", "", played  # then no other can notice it
        if property := disproved(way, hard().get(id, "")):
            return id, "proof", property, played
        scenario, more = noticed(way, mutant.near, scenarios[FIRST:])
        if scenario or id in named():
            return id, "scenario" if scenario else "named", scenario, played + more
        property = "" if id.startswith(BESIDE) else disproved(way)
        return id, "proof" if property else "survived", property, played + more
    finally:
        for cached in (compiled, layout, with_thresholds):
            cached.cache_clear()
        engine.forget()


def sample(ids: list[str], n: int) -> list[str]:
    """So many of them by chance, and nearly the same ones when some come or go."""
    return sorted(sorted(ids, key=lambda id: sha256(id.encode()).digest())[:n])


DAY, ROOT = 24 * 60 * 60, "--max-parents=0"


def lately(most: int) -> list[str]:
    """The faults of what the last day of commits changed in the knowledge, but those that are named; a fixed sample if
    they are too many, none without git's history."""
    now = int(said_by_git("log", "-1", "--format=%ct") or 0)
    base = said_by_git("rev-list", "-1", f"--before={now - DAY}", "HEAD") or said_by_git("rev-list", ROOT, "HEAD")
    diff = said_by_git("diff", "-U0", base, "--", "svang/knowledge") if base else ""
    begins: dict[str, list[int]] = defaultdict(list)
    for mutant in by_id().values():
        file, _, line = mutant.where.rpartition(":")
        begins[Path(file).name].append(int(line or 0))
    touched, name = set(), ""
    for line in diff.splitlines():
        if line.startswith("+++ "):
            name = Path(line).name
        elif hunk := re.match(r"@@ .* \+(\d+)(?:,(\d+))? @@", line):
            first, many = int(hunk[1]), int(hunk[2] or 1)
            touched |= {(name, start_of(begins[name], n)) for n in range(first, first + many)}
    found = {id for id, m in by_id().items() if (Path(m.where.rpartition(":")[0]).name, line_of(m)) in touched}
    return sample(sorted(found - named()), most)


def line_of(mutant: Mutant) -> int:
    return int(mutant.where.rpartition(":")[2] or 0)


def start_of(begins: list[int], line: int) -> int:
    """Where the thing begins that a line belongs to."""
    return max((n for n in begins if n <= line), default=0)


def said_by_git(*args: str) -> str:
    found = subprocess.run(("git", *args), cwd=NAMED.parents[1], capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else ""


def all_judged(ids: Iterable[str]) -> list[Verdict]:
    """Two processes, each with the scenarios read, and what the twin makes of them, once."""
    for told in all_told():
        slow_day(told)
    with Pool(2, maxtasksperchild=200) as pool:
        return list(pool.imap_unordered(judged, ids, chunksize=24))


def keep(found: Iterable[Verdict]) -> None:
    """Notes who caught what: of all of them, for what was near in a whole run is far for a fault alone."""
    caught = {id: by for id, _, by, _ in found if by}
    HARD.write_text("".join(f"{id}\t{by}\n" for id, by in sorted(caught.items())), encoding="utf-8")


@cache
def named() -> frozenset[str]:
    """The survivors of the knowledge that docs/mutants.md names with a reason."""
    rows = re.findall(r"^\| `([^`]+)` \|", NAMED.read_text(encoding="utf-8"), re.MULTILINE)
    return frozenset(row for row in rows if not re.match(r"\w+\.py ", row))
