"""What the pathway knows, row by row: frozen dataclasses, no logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from svang.model.measures import Measure
from svang.model.person import Value
from svang.model.rule import AtLeast, Cond

TRIAGE = ("self_care", "routine", "soon", "same_day", "emergency")
"""Triage levels, the least urgent first."""
LOADING = ("none", "gentle", "plan")
"""What a plan may hold while a triage row stands, the least first."""
VOTES = ("stop", "regress", "hold", "start", "progress", "continue")
OPENING = ("start", "progress")
MIXED, UNCLEAR = "mixed", "unclear"
"""What fits best where it is no condition alone."""
FITS = ("likely", "possible", "unlikely", "not_known")
KINDS = ("yes_no", "int", "choice", "set", "date", "exercises", "text", "goals")
"""Kinds of facts."""
NO_RULE_READS = ("exercises", "text", "goals")
"""Kinds whose value stands in no condition: a rule cannot name such a fact."""
SAID = ("not_cleared", "rest_said", "no_running_said", "no_raises_said", "own_pause", "only_a_question_waits")
"""What clinicians' words, a person's pause and the open questions of the triage come to; always known, and their places
stay from day to day."""
LEVEL = "_level"
"""What the name of a ladder of exercises ends with."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source. `status`: V read, V2 read second-hand, M memory, D derived, C choice, S seed. `decides`: of a claim of
    the seeds, what it decides (a rule, dose, gate ...); nothing where it is text. `figures`: the numbers in a claim.
    `by`, `year`, `place`: who wrote it, when and where. `badge`: commercial, or nothing. `sides`: of a conflict, who
    says what (clinic, guide, others: ids of sources); `disputes`: the claims that are not followed as they stand."""

    id: str
    status: str
    kind: str
    checked: str
    decides: str = ""
    figures: str = ""
    by: str = ""
    year: int | None = None
    place: str = ""
    badge: str = ""
    sides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    disputes: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    id: str
    value: int
    unit: str
    low: int
    high: int
    sources: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One question. `lasts` in days (None = for good, 0 = that day); `signs` are the answers that warn."""

    id: str
    kind: str
    group: str
    order: int
    foot: bool = False
    options: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    unit: str = ""
    scale: int = 1
    low: int = 0
    high: int = 0
    none: int | None = None  # the number that stands for "does not apply"
    missing: str = ""  # the extra answer that stands for "not done"
    lasts: int | None = None
    lasts_in: Mapping[str, int] = field(default_factory=dict)
    flag: str = ""  # "" | once | again
    signs: frozenset[Value] = frozenset()
    asked: Cond | None = None
    asked_text: str = "always"
    several: str = "last"  # last | worst | sum | all
    worse: str = "high"  # high | low
    grows: bool = False
    anew: bool = False  # told again is new
    list: str = ""  # the list it is asked in
    keeps_in: tuple[str, ...] = ()  # phases in which an answer does not run out
    stays: tuple[str, ...] = ()  # answers that do not run out
    since: str = ""  # the version that began to ask it of everybody; before it nobody could answer
    anew_with: str = ""  # a sign of this fact, told anew, makes the answer out of date
    weekly: bool = False  # asked again every week
    for_others: bool = False  # no rule reads it: asked for the sake of whoever looks along
    raises: bool = False  # told by heel raises, as a test
    done_is: str = ""  # the answer that says that the exercises were done after all
    shelf: str = ""  # where it stands among all answers: mornings | exercises | running
    sources: tuple[str, ...] = ()
    where: str = ""

    @property
    def daily(self) -> bool:
        return self.lasts == 0

    @property
    def not_applicable(self) -> str | int | None:
        """The answer that stands for `does not apply`, where it has one of its own."""
        if self.none is not None:
            return self.none
        return next((word for word in ("none", "no", *self.extra) if word in (*self.options, *self.extra)), None)


@dataclass(frozen=True, slots=True)
class Listed:
    """Facts asked together; lists of one `page` stand on it. `how`: signs = a line is yes, don't know or, with one tap
    for all, nothing of this; form = each line has its own answers; options = `facts` are options of the set fact `of`.
    `one_of`: one answered line is enough."""

    id: str
    page: str
    how: str
    facts: tuple[str, ...]
    of: str = ""
    one_of: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a name in a condition stands for."""

    id: str
    role: str  # fact | measure | state | threshold | group
    kind: str  # yes_no | int | choice | set | date
    unit: str = ""
    low: int | None = None
    high: int | None = None
    options: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    always: bool = False  # always known
    value: int | frozenset[str] | None = None  # of a threshold or group


@dataclass(frozen=True, slots=True)
class Row:
    """A triage row. `when` is None for the row that is left when no other is true."""

    id: str
    n: int
    when: Cond | None
    triage: str
    loading: str
    lift: str
    kind: str
    bars: tuple[str, ...]
    refer: Mapping[str, str]
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    number: str = ""  # of the specification: rows of one number are lifted together
    about: str = ""  # out_of_scope | flags_not_known


@dataclass(frozen=True, slots=True)
class Feature:
    id: str
    weight: int
    when: Cond
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    silent: bool = False  # that it is not there says nothing
    by_age: bool = False  # against it by the age alone: at that age nobody has it


@dataclass(frozen=True, slots=True)
class Condition:
    id: str
    features: tuple[Feature, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """What may have set the pain off: its letter of "2 x S and 5 x F", how good the evidence is, and what helps."""

    id: str
    letter: str
    when: Cond
    changes: str
    evidence: str
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    kinds: str = ""  # the set fact of whose answers each has its own words of what helps


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the votes. `when` is None for the rule that is left."""

    id: str
    n: int
    vote: str
    when: Cond | None
    effect: str
    plan_kind: str
    asks: bool
    asks_again: tuple[str, ...]
    wonders: tuple[str, ...]  # asked for when it fires, if not known
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    over: bool = False  # laid over the day's vote: it is said, and takes nothing back
    about: str = ""  # must_know


@dataclass(frozen=True, slots=True)
class Must:
    """A line of what must be known: these facts, whenever the condition is not surely false."""

    facts: tuple[str, ...]
    when: Cond | None


@dataclass(frozen=True, slots=True)
class State:
    id: str
    kind: str
    start: Value
    options: tuple[str, ...] = ()
    unit: str = ""
    low: int = 0
    high: int = 0
    extra: tuple[str, ...] = ()
    load: bool = False
    lowest: str = ""  # no step down goes below it
    ladder: bool = False  # a step up on it is a raise
    changed: str = ""  # the mark set when it changes
    counts: tuple[str, ...] = ()  # what is counted on it: begins anew when a clinician sets it
    where: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What an effect does to one state variable, or the mark it sets."""

    set: str
    verb: str  # to | up | down | take | highest | mark
    to: str
    from_: str = ""
    when: Cond | None = None
    unless: Cond | None = None
    once: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    state: Mapping[str, State]
    marks: tuple[str, ...]
    plan_when: Cond
    every_day: tuple[Change, ...]
    effects: Mapping[str, tuple[Change, ...]]
    on_lowered: tuple[Change, ...]
    after_a_run: tuple[Change, ...]
    judged: tuple[str, ...]  # measures of a day's run that are worked out anew once its verdict has moved the state

    @property
    def resting(self) -> str:
        """The phase before a plan and in a stop: the one that everybody begins in."""
        return str(self.state["phase"].start)


Dose: TypeAlias = Mapping[str, tuple[int, int]]
"""The least and the most of each part of it: sets, reps, hold_s ..."""


@dataclass(frozen=True, slots=True)
class Task:
    """`ladder`: the state that says which of `levels` it is done at; `core`: stays while one does fewer; `sides`: at
    which level (or `all`) it is done on one foot at a time, and which: sore, or each of them."""

    id: str
    kind: str
    doses: Mapping[str, Dose]
    ladder: str
    levels: Mapping[str, Dose]
    core: bool
    gentle: bool
    relief: bool
    strength: bool
    tags: frozenset[str]
    when: Cond | None
    when_in: Mapping[str, Cond]
    bar: Cond | None
    expires_days: int
    sources: tuple[str, ...]
    where: str = ""
    last_done: str = ""  # the mark of the day on which it was last done
    sides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanKind:
    """What a rule does to the day's tasks; the first in the file is the strictest."""

    id: str
    keeps: tuple[str, ...]
    load_percent: int
    sets_fewer: int
    run: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A step back to running: minutes of running and walking in turn; `least` intervals make a session of it."""

    id: str
    run: int
    walk: int
    least: int
    sources: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of what must hold before running opens; `daily`: on every day after that too. `first`: what the others need
    is asked for once it is met. `asks`: facts that tell of the mark it looks at."""

    id: str
    when: Cond
    daily: bool
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    first: bool = False
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said beside the decision while it is surely true."""

    id: str
    when: Cond
    sources: tuple[str, ...]
    text: str = ""
    where: str = ""
    about: str = ""  # running


@dataclass(frozen=True, slots=True)
class Treatment:
    """What others may do or give. `when`: from when it may be spoken of; `bar`: what speaks against it; `badge`: whose
    claim it is."""

    id: str
    shelf: str
    who: str
    when: Cond | None
    bar: Cond | None
    badge: str
    sources: tuple[str, ...]
    where: str = ""
    answers: tuple[str, ...] = ()  # that it was given answers these facts: of a date that day, of a number one more


@dataclass(frozen=True, slots=True)
class Article:
    """Something to read. `figure`: a drawing at its top; the words stand in the texts."""

    id: str
    shelf: str
    figure: str
    sources: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, eq=False)
class Pathway:
    """All the knowledge, checked whole. Two with the same hash decide alike."""

    version: str
    hash: str
    units: Mapping[str, int]  # how many whole numbers inside make one of the unit
    facts: Mapping[str, Fact]
    lists: tuple[Listed, ...]
    thresholds: Mapping[str, Threshold]
    relations: tuple[tuple[str, str, str], ...]  # that hold between thresholds, whatever a clinic sets
    groups: Mapping[str, frozenset[str]]
    measures: Mapping[str, Measure]
    rows: tuple[Row, ...]
    otherwise: Row
    offers: Mapping[str, Mapping[str, str]]
    calendar: Mapping[str, str]  # on which threshold of the calendar of help a rung stands
    conditions: tuple[Condition, ...]
    fit: Mapping[str, int]
    mixed: frozenset[str]
    on_a_foot: Mapping[str, str]  # names that say what one sore foot's own best fit is
    plan_conditions: tuple[str, ...]  # what the plan may begin on; the others act by their own rows
    unclear_without: tuple[str, ...]
    counts: Mapping[str, AtLeast]
    factors: tuple[Factor, ...]
    order: tuple[tuple[str, ...], ...]
    must_know: tuple[Must, ...]
    rules: tuple[Rule, ...]
    machine: Machine
    tasks: tuple[Task, ...]
    plan_kinds: tuple[PlanKind, ...]
    kinds_today: tuple[tuple[Cond, str], ...]
    without_a_phase: str
    dose_ranges: Mapping[str, tuple[int, int]]
    steps: Mapping[str, str]
    shown: Mapping[str, str]
    walks_in: tuple[str, ...]  # phases in whose evenings a walk that opens running is asked about
    stages: tuple[Stage, ...]
    gate: tuple[Criterion, ...]
    notices: tuple[Notice, ...]
    treatments: tuple[Treatment, ...]
    outlook: Mapping[str, float]
    outlook_weeks: tuple[int, ...]  # the weeks ahead that are shown
    articles: tuple[Article, ...]
    names: Mapping[str, Symbol]
    sources: Mapping[str, Source]

    def about(self, what: str) -> str:
        """The row or the rule that is about this."""
        named: tuple[Row | Rule, ...] = (*self.rows, *self.rules)
        return next(each.id for each in named if each.about == what)

    @property
    def stamp(self) -> str:
        return f"{self.version}+{self.hash}"
