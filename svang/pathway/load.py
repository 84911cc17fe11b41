"""Knowledge files to one frozen Pathway, or the list of all that is wrong with them, with file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from svang.model.knowledge import (
    KINDS,
    LEVEL,
    LOADING,
    NO_RULE_READS,
    TRIAGE,
    VOTES,
    Article,
    Change,
    Condition,
    Criterion,
    Fact,
    Factor,
    Feature,
    Listed,
    Machine,
    Measure,
    Must,
    Notice,
    Pathway,
    PlanKind,
    Row,
    Rule,
    Source,
    Stage,
    State,
    Symbol,
    Task,
    Threshold,
    Treatment,
)
from svang.model.person import Value
from svang.model.rule import And, AtLeast, Compare, Cond, Const, Not, Or, Ref, Truth
from svang.pathway import language
from svang.pathway.misfits import misfits
from svang.pathway.reader import Node, Problem, Unreadable, nearest, read_file

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"
FILES = (
    *("facts", "thresholds", "measures", "triage", "conditions", "votes", "machine", "tasks", "running", "profile"),
    *("notices", "treatments", "outlook", "articles", "sources"),
)
TOLD_ONLY = ("articles", "sources")
"""Files that decide nothing."""
HOWS = {
    "both_feet": ("yes_no", False),
    "both_have": ("yes_no", False),
    "feet_apart": ("int", False),
    "body_mass_index": ("int", False),
    "size": ("int", False),
    "surely": ("yes_no", True),
    "told": ("yes_no", True),
    "entered": ("yes_no", True),
    "missing": ("int", True),
    "days_since": ("int", False),
    "days_since_entry": ("int", False),
    "age_of_sign": ("int", False),
    "worst": ("int", False),
    "first_known": ("int", False),
    "ago": ("", False),
    "median": ("int", False),
    "second": ("int", False),
    "max": ("int", False),
    "sum": ("int", True),
    "mean": ("int", False),
    "table": ("", True),
    "cycle": ("yes_no", True),
    "count": ("int", False),
    "streak": ("int", True),
    "share": ("int", False),
}
STATIC_HOWS = ("both_feet", "both_have", "table", "feet_apart", "body_mass_index", "size", "surely", "told")
SAID = ("not_cleared", "rest_said", "no_running_said", "no_raises_said", "own_pause", "only_a_question_waits")
"""What clinicians' words, a person's pause and the open questions of the triage come to; always known."""
BUILT_IN = (
    Symbol("triage", "state", "choice", options=TRIAGE, always=True),
    Symbol("loading", "state", "choice", options=LOADING, always=True),
    Symbol("plan", "state", "yes_no", options=("no", "yes"), always=True),
    *(Symbol(name, "state", "yes_no", options=("no", "yes"), always=True) for name in SAID),
    Symbol("activity_at_intake", "fact", "int", unit="nrs", low=0, high=10, extra=("no_load",)),
    Symbol("activity_told", "fact", "int", unit="nrs", low=0, high=10, extra=("no_load",)),
    Symbol("exercise_pain", "fact", "int", unit="nrs", low=0, high=10),
    Symbol("strength_done", "fact", "yes_no", options=("no", "yes")),
    Symbol("in_doubt", "fact", "yes_no", options=("no", "yes")),
    Symbol("exercised", "fact", "int", unit="percent", low=0, high=100),
    Symbol("pain_untold", "fact", "yes_no", options=("no", "yes")),
    Symbol("planned", "fact", "yes_no", options=("no", "yes")),
    Symbol("strength_planned", "fact", "yes_no", options=("no", "yes")),
    Symbol("run_sure", "fact", "int", unit="minutes", low=0, high=1440, always=True),
    Symbol("run_in_doubt", "fact", "yes_no", options=("no", "yes")),
)
LISTS: Mapping[str, str] = {"flags": "flags", "must_know": "must_know"}
TOP = {
    "facts": "units groups lists facts",
    "thresholds": "thresholds keep",
    "measures": "measures",
    "triage": "rows otherwise offers",
    "conditions": "weights fit mixed on_a_foot plan_conditions unclear_without conditions counts",
    "votes": "order acts must_know rules",
    "machine": "state marks plan_when every_day after_a_run effects on_lowered",
    "tasks": "tasks plans today without_a_phase dose_ranges steps",
    "running": "stages gate shown",
    "profile": "factors",
    "notices": "notices",
    "treatments": "treatments",
    "outlook": "numbers",
    "articles": "articles",
    "sources": "sources",
}
SOURCE_KEYS = "id status kind decides checked year figures from badge author where source disputes"
SIDES = ("clinic", "guide", "others")
"""Who says what in a conflict: the two seeds, and the rest."""
CHANGES = ("yes", "partly", "no")
READING = ("understand", "check", "do", "daily", "time", "others", "safe")
SHELVES = ("self", "care", "medicine", "perhaps", "last", "against")
EVIDENCE = ("firm", "moderate", "mixed", "disputed", "weak", "triage")
VERBS = ("to", "up", "down", "keep", "highest")


class BadKnowledge(ValueError):
    """The knowledge files do not hold together; `problems` has all of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems: " + "; ".join(map(line_of, problems[:20])))
        self.problems = problems


def line_of(problem: Problem) -> str:
    """A problem as one line for whoever edits the knowledge."""
    said = problem.details.get("says") or " ".join(f"{k}={v}" for k, v in problem.details.items())
    return f"{problem.where} {problem.code}: {said}"


def load(folder: Path = KNOWLEDGE) -> Pathway:
    """Reads and checks the whole folder. Raises BadKnowledge with every problem found."""
    problems: list[Problem] = []
    documents = {name: _document(folder / f"{name}.yaml", problems) for name in FILES}
    if problems:
        raise BadKnowledge(tuple(problems))
    pathway = _Loading(documents, problems).pathway(_version(folder, problems), _digest(folder))
    if problems:
        raise BadKnowledge(tuple(problems))
    return pathway


def _document(path: Path, problems: list[Problem]) -> Node:
    try:
        return read_file(path, limit=4_000_000)
    except Unreadable as error:
        problems.extend(error.problems)
        return Node({}, path.name, 1)


def _version(folder: Path, problems: list[Problem]) -> str:
    """The first heading of CHANGES.md names the version."""
    path = folder / "CHANGES.md"
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        if line.startswith("## "):
            return line[3:].split()[0]
    problems.append(Problem(path.name, "version", {"says": "no heading names a version"}))
    return "0"


def _digest(folder: Path) -> str:
    """A hash of what decides; sources and texts may be mended without it."""
    digest = hashlib.sha256()
    for name in FILES:
        if name in TOLD_ONLY:
            continue
        digest.update((folder / f"{name}.yaml").read_bytes())
    return digest.hexdigest()[:12]


class _Loading:
    """One pass over the documents; collects problems instead of stopping."""

    def __init__(self, documents: Mapping[str, Node], problems: list[Problem]) -> None:
        self.documents = documents
        self.problems = problems
        self.names: dict[str, Symbol] = {}
        self.counts: dict[str, AtLeast] = {}
        self.named: dict[str, Cond] = {}
        self.places: dict[str, str] = {}

    # -- small readers ------------------------------------------------------------------------------------

    def wrong(self, node: Node, code: str, says: str) -> None:
        self.problems.append(Problem(node.where, code, {"says": says}))

    def items(self, document: str, key: str) -> Iterator[Node]:
        node = self.child(self.documents[document], key)
        if node is None or not isinstance(node.value, tuple):
            self.wrong(self.documents[document], "shape", f"`{key}` must be a list")
            return
        yield from node.value

    def child(self, node: Node, key: str) -> Node | None:
        return node.value.get(key) if isinstance(node.value, dict) else None

    def plain(self, node: Node, key: str, default: Any = None) -> Any:
        found = self.child(node, key)
        return default if found is None else found.plain()

    def words(self, node: Node, key: str) -> tuple[str, ...]:
        """A list of words; none if the key is not there."""
        found = self.child(node, key)
        if found is None:
            return ()
        if isinstance(found.value, tuple) and all(isinstance(part.value, str) for part in found.value):
            return tuple(str(part.value) for part in found.value)
        self.wrong(found, "shape", f"`{key}` is a list of words")
        return ()

    def whole(self, node: Node, key: str, default: int = 0) -> int:
        found = self.child(node, key)
        if found is None:
            return default
        if isinstance(found.value, int) and not isinstance(found.value, bool):
            return found.value
        self.wrong(found, "shape", f"`{key}` is a whole number")
        return default

    def yes(self, node: Node, key: str) -> bool:
        found = self.child(node, key)
        if found is not None and not isinstance(found.value, bool):
            self.wrong(found, "shape", f"`{key}` is true or false")
        return found is not None and found.value is True

    def span(self, node: Node, key: str) -> tuple[Any, Any]:
        """The two ends of a range; 0 and 0 if the key is not there."""
        found = self.child(node, key)
        if found is None:
            return 0, 0
        ends = found.plain()
        if isinstance(ends, list) and len(ends) == 2 and all(_is_number(end) for end in ends):
            return ends[0], ends[1]
        self.wrong(found, "shape", f"`{key}` is two numbers")
        return 0, 0

    def only(self, node: Node, known: str) -> None:
        """Refuses keys that are not in the list, naming the nearest."""
        allowed = known.split()
        for key, value in node.value.items() if isinstance(node.value, dict) else ():
            if key not in allowed:
                near = nearest(key, allowed)
                self.wrong(value, "unknown_key", f"`{key}`" + (f"; did you mean `{near}`?" if near else ""))

    def cond(self, node: Node | None, *, asks: bool = False) -> Cond | None:
        """A condition; None for `otherwise` or none given."""
        if node is None or node.value == "otherwise":
            return None
        try:
            return _inlined(language.parse(str(node.value), self.names, asks=asks), {**self.counts, **self.named})
        except language.Wrong as error:
            self.wrong(node, "rule", str(error))
            return None

    def need(self, node: Node, key: str, *, asks: bool = False) -> Cond:
        """A condition that has to be there; a wrong one is reported and stands as never."""
        found = self.cond(self.child(node, key), asks=asks)
        if self.child(node, key) is None:
            self.wrong(node, "missing", f"`{key}`")
        return found or Truth("plan")

    def one_of(self, node: Node, key: str, allowed: tuple[str, ...], default: str = "") -> str:
        found = str(self.plain(node, key, default))
        if found not in allowed:
            self.wrong(self.child(node, key) or node, "choice", f"`{key}: {found}` is none of {', '.join(allowed)}")
        return found if found in allowed else allowed[0]

    def name(self, symbol: Symbol, node: Node) -> None:
        if symbol.id in self.names:
            self.wrong(node, "twice", f"`{symbol.id}` is already {self.names[symbol.id].role}")
        self.names[symbol.id] = symbol
        self.places[symbol.id] = node.where

    def sourced(self, node: Node, *, claim: bool = False) -> tuple[str, ...]:
        """Sources that exist. A claim shown as fact may not rest on memory alone; a limit that only adds care may."""
        found = self.words(node, "sources")
        if not found:
            self.wrong(node, "source", "has no source")
        for source in found:
            if source not in self.sources:
                self.wrong(node, "source", f"`{source}` is not in sources.yaml")
        if claim and found and all(self.sources[s].status == "M" for s in found if s in self.sources):
            self.wrong(node, "source", "rests on memory alone")
        return found

    # -- the whole ----------------------------------------------------------------------------------------

    def pathway(self, version: str, digest: str) -> Pathway:
        self.check_top()
        self.sources = self.read_sources()
        self.scales: Mapping[str, int] = self.plain(self.documents["facts"], "units", {})
        thresholds = {t.id: t for t in map(self.threshold, self.items("thresholds", "thresholds"))}
        groups = self.groups_there = self.groups()
        facts, machine_state = self.named_first()
        nodes = list(self.items("measures", "measures"))
        for node in nodes:
            self.name(self.measure_symbol(node), node)
        self.read_counts(thresholds)
        gate = self.gate()
        lists = tuple(map(self.listing, self.items("facts", "lists")))
        self.check_lists(lists, facts)
        within = {id: each.id for each in lists if not each.of for id in each.facts}
        facts = {f.id: replace(f, asked=self.asked(f), list=within.get(f.id, "")) for f in facts.values()}
        made = Pathway(
            version=version,
            hash=digest,
            units=self.scales,
            facts=facts,
            lists=lists,
            thresholds=thresholds,
            keep=tuple(relation for _, relation in self.relations()),
            groups=groups,
            counts=self.counts,
            **self.of_measures(nodes, facts),
            machine=self.machine(machine_state),
            gate=gate,
            stages=self.stages,
            **self.of_triage(facts),
            **self.of_conditions(),
            **self.of_votes(),
            **self.of_tasks(),
            **self.of_pages(),
            names=self.names,
            sources=self.sources,
        )
        self.check_relations(thresholds)
        self.problems += misfits(made, self.extra_places())
        return made

    def named_first(self) -> tuple[dict[str, Fact], dict[str, State]]:
        """What a condition may name beside measures: facts, what the fold adds to them, the state, the conditions."""
        facts = {fact.id: fact for fact in self.read_facts()}
        for symbol in BUILT_IN:
            self.name(symbol, self.documents["facts"])
        state = self.state()
        self.ladders_named(state)
        self.stages = tuple(map(self.stage, self.items("running", "stages")))
        self.conditions_named()
        return facts, state

    def of_measures(self, nodes: list[Node], facts: Mapping[str, Fact]) -> dict[str, Any]:
        measures = self.sorted_measures([self.measure(node) for node in nodes], facts)
        must = self.must_know(facts)
        return {"measures": {m.id: self.listed(m, facts, must) for m in measures.values()}, "must_know": must}

    def of_triage(self, facts: Mapping[str, Fact]) -> dict[str, Any]:
        left = self.child(self.documents["triage"], "otherwise") or self.documents["triage"]
        return {
            "rows": tuple(self.row(node, facts) for node in self.items("triage", "rows")),
            "otherwise": self.row(left, facts),
            "offers": self.plain(self.documents["triage"], "offers", {}),
        }

    def of_conditions(self) -> dict[str, Any]:
        document = self.documents["conditions"]
        return {
            "conditions": tuple(map(self.condition, self.items("conditions", "conditions"))),
            "fit": self.plain(document, "fit", {}),
            "mixed": frozenset(self.plain(document, "mixed", ())),
            "on_a_foot": self.plain(document, "on_a_foot", {}),
            "plan_conditions": self.words(document, "plan_conditions"),
            "unclear_without": self.words(document, "unclear_without"),
            "factors": tuple(map(self.factor, self.items("profile", "factors"))),
        }

    def of_votes(self) -> dict[str, Any]:
        document = self.documents["votes"]
        return {
            "order": tuple((v,) if isinstance(v, str) else tuple(v) for v in self.plain(document, "order", ())),
            "acts": self.plain(document, "acts", {}),
            "rules": tuple(sorted(map(self.rule, self.items("votes", "rules")), key=lambda rule: rule.n)),
        }

    def of_tasks(self) -> dict[str, Any]:
        document = self.documents["tasks"]
        return {
            "tasks": tuple(map(self.task, self.items("tasks", "tasks"))),
            "plans": tuple(map(self.plan_kind, self.items("tasks", "plans"))),
            "plan_today": tuple(
                (self.need(n, "when"), str(self.plain(n, "plan"))) for n in self.items("tasks", "today")
            ),
            "without_a_phase": str(self.plain(document, "without_a_phase", "calm")),
            "dose_ranges": {key: tuple(span) for key, span in self.plain(document, "dose_ranges", {}).items()},
            "steps": self.plain(document, "steps", {}),
        }

    def of_pages(self) -> dict[str, Any]:
        """What is shown ahead and offered: running, notices, treatments, the outlook."""
        return {
            "shown": self.plain(self.documents["running"], "shown", {}),
            "notices": tuple(map(self.notice, self.items("notices", "notices"))),
            "treatments": tuple(map(self.treatment, self.items("treatments", "treatments"))),
            "outlook": dict(map(self.outlook_number, self.items("outlook", "numbers"))),
            "articles": tuple(map(self.article, self.items("articles", "articles"))),
        }

    def read_sources(self) -> dict[str, Source]:
        found: dict[str, Source] = {}
        for node in self.items("sources", "sources"):
            source = self.source(node)
            if source.id in found:
                self.wrong(node, "twice", f"`{source.id}`")
            found[source.id] = source
        return found

    def source(self, node: Node) -> Source:
        self.only(node, f"{SOURCE_KEYS} {' '.join(SIDES)}")
        at: Callable[[str], str] = lambda key: str(self.plain(node, key, ""))  # noqa: E731
        sides = {side: self.words(node, side) for side in SIDES}
        return Source(
            id=at("id"),
            status=at("status"),
            kind=at("kind"),
            checked=at("checked"),
            decides=at("decides"),
            figures=at("figures"),
            by=at("author") or at("source") or at("from"),
            year=self.plain(node, "year", None),
            place=at("where"),
            badge=self.one_of(node, "badge", ("", "commercial")),
            sides={side: ids for side, ids in sides.items() if ids},
            disputes=self.words(node, "disputes"),
            where=node.where,
        )

    # -- facts and thresholds -----------------------------------------------------------------------------

    def scaled(self, number: Any, unit: str, node: Node) -> int:
        scaled = number * self.scales.get(unit, 1) if isinstance(number, int) or hasattr(number, "as_tuple") else 0
        if scaled != int(scaled):
            self.wrong(node, "number", f"{number} is finer than the unit {unit} is kept in")
        return int(scaled)

    def threshold(self, node: Node) -> Threshold:
        self.only(node, "id value unit range sources")
        id, unit = str(self.plain(node, "id")), str(self.plain(node, "unit", ""))
        low, high = (self.scaled(n, unit, node) for n in self.span(node, "range"))
        value = self.scaled(self.plain(node, "value", 0), unit, node)
        if not low <= value <= high:
            self.wrong(node, "range", f"`{id}` is outside its own range")
        if unit not in self.scales:
            self.wrong(node, "unit", f"`{unit}` is no unit")
        self.name(Symbol(id, "threshold", "int", unit, value=value), node)
        return Threshold(id, value, unit, low, high, self.sourced(node), node.where)

    def groups(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        node = self.child(self.documents["facts"], "groups")
        for id, members in (node.value if node and isinstance(node.value, dict) else {}).items():
            found[id] = frozenset(members.plain())
            self.name(Symbol(id, "group", "set", value=found[id]), members)
        return found

    FACT_KEYS = (
        "id kind group foot options extra missing none unit range lasts lasts_in flag signs asked several worse grows "
        "anew anew_with keeps_in stays since sources"
    )

    def read_facts(self) -> Iterator[Fact]:
        for order, node in enumerate(self.items("facts", "facts")):
            self.only(node, self.FACT_KEYS)
            fact = self.fact(node, order)
            yield fact
            options = ("no", "yes") if fact.kind == "yes_no" else fact.options
            low, high = (fact.low, fact.high) if fact.kind == "int" else (None, None)
            if fact.kind not in NO_RULE_READS:
                self.name(Symbol(fact.id, "fact", fact.kind, fact.unit, low, high, options, fact.extra), node)

    def fact(self, node: Node, order: int) -> Fact:
        unit = str(self.plain(node, "unit", ""))
        low, high = (self.scaled(n, unit, node) for n in self.span(node, "range"))
        kind = self.one_of(node, "kind", KINDS)
        return Fact(
            id=str(self.plain(node, "id")),
            kind=kind,
            group=str(self.plain(node, "group")),
            order=order,
            foot=self.yes(node, "foot"),
            options=self.words(node, "options"),
            extra=self.words(node, "extra"),
            unit=unit,
            scale=self.scales.get(unit, 1),
            low=low,
            high=high,
            missing=str(self.plain(node, "missing", "")),
            none=self.whole(node, "none") if self.child(node, "none") else None,
            lasts=self.lasts(node),
            lasts_in=self.plain(node, "lasts_in", {}),
            flag=self.one_of(node, "flag", ("", "once", "again")),
            signs=frozenset(_sign(kind, sign) for sign in self.words(node, "signs")),
            asked_text=str(self.plain(node, "asked", "")),
            several=self.one_of(node, "several", ("last", "worst", "sum", "all"), "last"),
            worse=self.one_of(node, "worse", ("high", "low"), "high"),
            grows=self.yes(node, "grows"),
            anew=self.yes(node, "anew"),
            anew_with=str(self.plain(node, "anew_with", "")),
            keeps_in=self.words(node, "keeps_in"),
            stays=self.words(node, "stays"),
            since=str(self.plain(node, "since", "")),
            sources=self.sourced(node),
            where=node.where,
        )

    def listing(self, node: Node) -> Listed:
        self.only(node, "id page how facts of one_of")
        id = str(self.plain(node, "id"))
        return Listed(
            id=id,
            page=str(self.plain(node, "page", id)),
            how=self.one_of(node, "how", ("signs", "form", "options")),
            facts=self.words(node, "facts"),
            of=str(self.plain(node, "of", "")),
            one_of=self.yes(node, "one_of"),
            where=node.where,
        )

    def check_lists(self, lists: tuple[Listed, ...], facts: Mapping[str, Fact]) -> None:
        """Each line is a fact, or an option of the fact it is of, and stands once."""
        seen: set[tuple[str, str]] = set()
        for each in lists:
            known = set(facts[each.of].options) if each.of in facts else set() if each.of else set(facts)
            for line in each.facts:
                if line not in known or (each.of, line) in seen:
                    self.wrong(Node(each.id, *_split(each.where)), "list", f"`{line}` is unknown, or is listed twice")
                seen.add((each.of, line))

    def lasts(self, node: Node) -> int | None:
        word = self.plain(node, "lasts")
        if isinstance(word, int) and word > 0:
            return word
        if word not in ("ever", "that_day"):
            self.wrong(node, "lasts", "`lasts` is ever, that_day or a number of days")
        return None if word == "ever" else 0

    def asked(self, fact: Fact) -> Cond | None:
        if fact.asked_text in ("always", "daily", "due", "profile", "told"):
            return None
        return self.cond(Node(fact.asked_text, *_split(fact.where)))

    # -- measures -----------------------------------------------------------------------------------------

    MEASURE_KEYS = (
        "id reads how kind unit range options extra always value when first days today needs last is among older from "
        "of_series writes asks of before back values holds has"
    )

    def measure_symbol(self, node: Node) -> Symbol:
        self.only(node, self.MEASURE_KEYS)
        kind, always = self.measure_kind(node)
        unit = str(self.plain(node, "unit", ""))
        given = self.child(node, "range")
        low, high = (self.scaled(n, unit, node) for n in self.span(node, "range")) if given else (None, None)
        if kind == "int" and not given:
            self.wrong(node, "missing", "a number needs its `range`")
        options = self.words(node, "options") if kind != "yes_no" else ("no", "yes")
        extra = self.words(node, "extra")
        if self.plain(node, "how") in ("days_since", "days_since_entry"):
            extra = ("never",)
        if self.plain(node, "how") == "ago":
            kind, unit, low, high, options, extra = self.as_read(node, kind, unit, low, high, options, extra)
        return Symbol(str(self.plain(node, "id")), "measure", kind, unit, low, high, options, extra, always)

    def as_read(self, node: Node, *own: Any) -> Any:
        """`ago` is of the kind of what it reads."""
        read = self.names.get(str(self.plain(node, "reads")))
        return (read.kind, read.unit, read.low, read.high, read.options, read.extra) if read else own

    def measure_kind(self, node: Node) -> tuple[str, bool]:
        how = str(self.plain(node, "how", ""))
        if self.child(node, "when") is not None:
            return "yes_no", False
        if self.child(node, "value") is not None:
            return "int", False
        if self.child(node, "first") is not None:
            return str(self.plain(node, "kind", "yes_no")), self.yes(node, "always")
        if how not in HOWS:
            self.wrong(node, "how", f"`{how}` is none of {', '.join(HOWS)}")
            return "yes_no", False
        kind, always = HOWS[how]
        counted = how == "count" and self.plain(node, "needs") is None
        if how == "table":
            always = self.covers(node)
        return str(self.plain(node, "kind", kind)) or "yes_no", always or counted

    def covers(self, node: Node) -> bool:
        """Does a table say something of each value of what it reads, and is that always known?"""
        read, values = self.names.get(str(self.plain(node, "reads"))), self.plain(node, "values", {})
        return read is not None and read.always and (not isinstance(values, dict) or {*read.options} <= values.keys())

    def measure(self, node: Node) -> Measure:
        symbol = self.names[str(self.plain(node, "id"))]
        named = self.child(node, "reads")
        writes = self.plain(node, "writes")
        cond, first = self.cond(self.child(node, "when")), self.first(node)
        value = self.arith(node)
        how = str(self.plain(node, "how", "")) or ("when" if cond else "value" if value else "first")
        names = (named.value,) if named is not None and isinstance(named.value, str) else self.words(node, "reads")
        return Measure(
            id=symbol.id,
            how=how,
            kind=symbol.kind,
            reads=names or _reads(cond, value, first),
            unit=symbol.unit,
            low=symbol.low,
            high=symbol.high,
            options=symbol.options,
            extra=symbol.extra,
            always=symbol.always,
            when=cond,
            value=value,
            first=first,
            days=self.whole(node, "days", 0),
            today=self.one_of(node, "today", ("in", "out"), "in") == "in",
            needs=self.whole(node, "needs", 0),
            last=self.whole(node, "last", 0),
            is_=str(self.plain(node, "is", "")),
            holds=self.holds(node),
            among=str(self.plain(node, "among", "")),
            older=str(self.plain(node, "older", "")),
            since=str(self.plain(node, "from", "")),
            of_series=str(self.plain(node, "of_series", "")),
            before=self.yes(node, "before"),
            back=self.whole(node, "back", 0),
            table=self.table(node),
            has=tuple(frozenset(self.groups_there.get(id, ())) for id in self.words(node, "has")),
            writes=(str(writes["series"]), int(writes["ago"])) if writes else None,
            asks=self.words(node, "asks"),
            yesterday=self.plain(node, "of") == "yesterday",
            where=node.where,
        )

    def holds(self, node: Node) -> Compare | None:
        """What is counted: the days on which a number holds against a threshold, or against a measure of today."""
        found = self.cond(self.child(node, "holds"))
        if isinstance(found, Compare) and isinstance(found.left, Ref) and self.names[found.left.name].kind == "int":
            return found
        if found is not None:
            self.wrong(node, "how", "`holds` is one comparison of the number it reads")
        return None

    def table(self, node: Node) -> Mapping[str, int | str]:
        """What each value of a state stands for: written out, or a column of the running stages."""
        given = self.plain(node, "values", {})
        if isinstance(given, dict):
            return given
        after = {stage.id: self.stages[n + 1 : n + 2] for n, stage in enumerate(self.stages)}
        columns: dict[str, dict[str, int]] = {
            "stage_run": {stage.id: stage.run for stage in self.stages},
            "stage_least": {stage.id: stage.run * stage.least for stage in self.stages},
            "next_least": {id: stages[0].run * stages[0].least if stages else 0 for id, stages in after.items()},
        }
        if given not in columns:
            self.wrong(node, "choice", f"`values: {given}` is none of {', '.join(columns)}")
        return {"none": 0} | columns.get(given, {})

    def first(self, node: Node) -> tuple[tuple[str, Cond | None], ...]:
        lines: list[tuple[str, Cond | None]] = []
        given = self.child(node, "first")
        for line in given.value if given and isinstance(given.value, tuple) else ():
            for word, cond in (line.value if isinstance(line.value, dict) else {}).items():
                lines.append((word, self.cond(cond)))
        return tuple(lines)

    def arith(self, node: Node) -> Any:
        line = self.child(node, "value")
        if line is None:
            return None
        try:
            return language.parse_value(str(line.value), self.names)
        except language.Wrong as error:
            self.wrong(line, "value", str(error))
            return Const(0, "0")

    def sorted_measures(self, measures: list[Measure], facts: Mapping[str, Fact]) -> dict[str, Measure]:
        """In the order they can be worked out; a circle is a problem."""
        left = {m.id: m for m in measures}
        done: dict[str, Measure] = {}
        lasting = {f.id for f in facts.values() if not f.daily}
        while left:
            ready = [m for m in left.values() if not any(n in left for n in _today_reads(m) if n != m.id)]
            if not ready:
                for measure in left.values():
                    self.problems.append(Problem(measure.where, "circle", {"says": measure.id}))
                break
            for measure in ready:
                static = (
                    measure.how in (*STATIC_HOWS, "when", "first", "value")
                    and not measure.writes
                    and all(n in lasting or (n in done and done[n].static) for n in _today_reads(measure))
                )
                done[measure.id] = replace(left.pop(measure.id), static=static)
        return done

    def must_know(self, facts: Mapping[str, Fact]) -> tuple[Must, ...]:
        lines = []
        flags = tuple(f.id for f in facts.values() if f.flag)
        for node in self.items("votes", "must_know"):
            wanted = self.plain(node, "facts")
            lines.append(Must(flags if wanted == "flags" else tuple(wanted), self.cond(self.child(node, "when"))))
        return tuple(lines)

    def listed(self, measure: Measure, facts: Mapping[str, Fact], must: tuple[Must, ...]) -> Measure:
        """`missing` reads one of the two named lists."""
        if measure.how != "missing":
            return measure
        flags = tuple(f.id for f in facts.values() if f.flag)
        if measure.reads == ("flags",):
            return replace(measure, reads=flags, static=True)
        names = dict.fromkeys(name for line in must for name in line.facts)
        return replace(measure, reads=tuple(names))

    # -- running, notices, treatments ---------------------------------------------------------------------

    def ladders_named(self, state: Mapping[str, State]) -> None:
        """While a clinician has set a load, it does not rise by itself: `held`."""
        for one in state.values():
            if one.load:
                held = Symbol(f"{one.id}_held", "state", "yes_no", options=("no", "yes"), always=True)
                self.name(held, Node(None, *_split(one.where)))
        self.sessions_named(state)

    def sessions_named(self, state: Mapping[str, State]) -> None:
        """Of each ladder of exercises: was it done today, and was it all of it, with little pain?"""
        for one in state.values():
            for end in ("done", "top") if one.ladder and one.id.endswith(LEVEL) else ():
                name = f"{one.id.removesuffix(LEVEL)}_{end}"
                done = Symbol(name, "fact", "yes_no", options=("no", "yes"))
                top = Symbol(name, "fact", "int", unit="times", low=0, high=2)  # 1: said of the whole, in one tap
                self.name(done if end == "done" else top, Node(None, *_split(one.where)))

    def stage(self, node: Node) -> Stage:
        self.only(node, "id run walk least sources")
        run, walk, least = (self.whole(node, key) for key in ("run", "walk", "least"))
        return Stage(str(self.plain(node, "id")), run, walk, least, self.sourced(node, claim=True), node.where)

    def gate(self) -> tuple[Criterion, ...]:
        """The criteria; rules name them together as `gate_open`, and those of every day as `gate_daily`."""
        found = tuple(map(self.criterion, self.items("running", "gate")))
        self.named["gate_open"] = And(tuple(c.when for c in found))
        self.named["gate_daily"] = And(tuple(c.when for c in found if c.daily))
        for name in self.named:
            self.name(Symbol(name, "count", "yes_no", options=("no", "yes")), self.documents["running"])
        return found

    def criterion(self, node: Node) -> Criterion:
        self.only(node, "id when daily sources")
        text = str(self.plain(node, "when", ""))
        id, daily = str(self.plain(node, "id")), self.yes(node, "daily")
        return Criterion(id, self.need(node, "when"), daily, self.sourced(node), text, node.where)

    def notice(self, node: Node) -> Notice:
        self.only(node, "id when sources")
        text = str(self.plain(node, "when", ""))
        return Notice(str(self.plain(node, "id")), self.need(node, "when"), self.sourced(node), text, node.where)

    def treatment(self, node: Node) -> Treatment:
        self.only(node, "id shelf who when bar badge sources")
        return Treatment(
            id=str(self.plain(node, "id")),
            shelf=self.one_of(node, "shelf", SHELVES),
            who=str(self.plain(node, "who", "")),
            when=self.cond(self.child(node, "when")),
            bar=self.cond(self.child(node, "bar")),
            badge=self.one_of(node, "badge", ("", "commercial")),
            sources=self.sourced(node, claim=True),
            where=node.where,
        )

    def article(self, node: Node) -> Article:
        """An article is told as fact, so none of its sources may be known from memory alone."""
        self.only(node, "id shelf figure sources")
        sources = self.sourced(node)
        for id in sources:
            if id in self.sources and self.sources[id].status == "M":
                self.wrong(node, "source", f"`{id}` is known from memory alone")
        shelf = self.one_of(node, "shelf", READING)
        return Article(str(self.plain(node, "id")), shelf, str(self.plain(node, "figure", "")), sources, node.where)

    def outlook_number(self, node: Node) -> tuple[str, float]:
        self.only(node, "id value unit range sources")
        value, (low, high) = self.plain(node, "value", 0), self.span(node, "range")
        if not _is_number(value) or not low <= value <= high:
            self.wrong(node, "range", f"`{value}` is no number in its range")
            return str(self.plain(node, "id")), 0.0
        self.sourced(node, claim=True)
        return str(self.plain(node, "id")), float(value)

    # -- triage, conditions, votes ------------------------------------------------------------------------

    def row(self, node: Node, facts: Mapping[str, Fact]) -> Row:
        self.only(node, "id n number kind when triage loading lift bars refer sources")
        refer = self.plain(node, "refer", {})
        return Row(
            id=str(self.plain(node, "id")),
            n=self.whole(node, "n", 0),
            when=self.need(node, "when") if self.child(node, "when") else None,
            triage=self.one_of(node, "triage", TRIAGE),
            loading=self.one_of(node, "loading", LOADING),
            lift=self.one_of(node, "lift", ("seen", "two_days", "answer", "none"), "none"),
            kind=str(self.plain(node, "kind", "")),
            bars=self.words(node, "bars"),
            refer=refer,
            sources=self.sourced(node),
            text=str(self.plain(node, "when", "otherwise")),
            where=node.where,
            number=str(self.plain(node, "number", self.plain(node, "n", ""))),
        )

    def conditions_named(self) -> None:
        ids = tuple(str(self.plain(node, "id")) for node in self.items("conditions", "conditions"))
        place = self.documents["conditions"]
        self.name(Symbol("condition_now", "state", "choice", options=(*ids, "mixed", "unclear"), always=True), place)
        for name in (*(f"{id}_likely" for id in ids), *self.plain(place, "on_a_foot", {})):
            self.name(Symbol(name, "state", "yes_no", options=("no", "yes"), always=True), place)
        kinds = {str(self.plain(node, "kind", "")) for node in self.items("triage", "rows")} - {""}
        for kind in sorted(kinds):
            options = ("no", "yes")
            self.name(Symbol(f"{kind}_stands", "state", "yes_no", options=options, always=True), place)

    def read_counts(self, thresholds: Mapping[str, Threshold]) -> None:
        for node in self.items("conditions", "counts"):
            id, least = str(self.plain(node, "id")), str(self.plain(node, "at_least"))
            of = self.child(node, "of")
            parts = (
                tuple(self.cond(part) or Truth("plan") for part in of.value)
                if of and isinstance(of.value, tuple)
                else ()
            )
            if least not in thresholds:
                self.wrong(node, "threshold", f"`{least}` is not known")
                continue
            self.sourced(node)
            self.name(Symbol(id, "count", "yes_no", options=("no", "yes")), node)
            self.counts[id] = AtLeast(thresholds[least].value, id, parts)

    def condition(self, node: Node) -> Condition:
        features = self.child(node, "features")
        found = tuple(self.feature(f) for f in features.value) if features and isinstance(features.value, tuple) else ()
        return Condition(str(self.plain(node, "id")), found, self.sourced(node, claim=True))

    def feature(self, node: Node) -> Feature:
        weights = self.plain(self.documents["conditions"], "weights", {})
        self.only(node, "id sources silent " + " ".join(weights))
        side = next((key for key in weights if self.child(node, key) is not None), "")
        if not side:
            self.wrong(node, "missing", "says neither for nor against")
        text = str(self.plain(node, side, ""))
        return Feature(
            id=str(self.plain(node, "id")),
            weight=weights.get(side, 0),
            when=self.need(node, side),
            sources=self.sourced(node, claim=True),
            text=text,
            where=node.where,
            silent=self.yes(node, "silent"),
        )

    def factor(self, node: Node) -> Factor:
        self.only(node, "id letter when changes evidence sources")
        return Factor(
            id=str(self.plain(node, "id")),
            letter=str(self.plain(node, "letter", "+")),
            when=self.need(node, "when"),
            changes=self.one_of(node, "changes", CHANGES),
            evidence=self.one_of(node, "evidence", EVIDENCE),
            sources=self.sourced(node, claim=True),
            text=str(self.plain(node, "when", "")),
            where=node.where,
        )

    def rule(self, node: Node) -> Rule:
        self.only(node, "id n vote when effect plan asks asks_again wonders over sources")
        asks = self.yes(node, "asks")
        last = self.plain(node, "when") == "otherwise"
        return Rule(
            id=str(self.plain(node, "id")),
            n=self.whole(node, "n", 0),
            vote=self.one_of(node, "vote", VOTES),
            when=None if last else self.need(node, "when", asks=asks),
            effect=str(self.plain(node, "effect", "none")),
            plan=str(self.plain(node, "plan", "as_phase")),
            asks=asks,
            asks_again=self.words(node, "asks_again"),
            wonders=self.words(node, "wonders"),
            sources=self.sourced(node),
            text=str(self.plain(node, "when", "otherwise")),
            where=node.where,
            over=self.yes(node, "over"),
        )

    # -- machine and tasks --------------------------------------------------------------------------------

    def state(self) -> dict[str, State]:
        found: dict[str, State] = {}
        for node in self.items("machine", "state"):
            self.only(node, "id kind options start unit range extra load lowest ladder changed counts")
            low, high = self.span(node, "range")
            state = State(
                id=str(self.plain(node, "id")),
                kind=self.one_of(node, "kind", ("choice", "int")),
                start=self.plain(node, "start"),
                options=self.words(node, "options"),
                unit=str(self.plain(node, "unit", "")),
                low=low,
                high=high,
                extra=self.words(node, "extra"),
                load=self.yes(node, "load"),
                lowest=str(self.plain(node, "lowest", "")),
                ladder=self.yes(node, "ladder"),
                changed=str(self.plain(node, "changed", "")),
                counts=self.words(node, "counts"),
                where=node.where,
            )
            found[state.id] = state
            always = state.kind == "choice" or not state.extra
            symbol = Symbol(
                id=state.id,
                role="state",
                kind=state.kind,
                unit=state.unit,
                low=low if state.kind == "int" else None,
                high=high if state.kind == "int" else None,
                options=state.options,
                extra=state.extra,
                always=always,
            )
            self.name(symbol, node)
        for mark in self.plain(self.documents["machine"], "marks", ()):
            self.name(Symbol(mark, "mark", "date"), self.documents["machine"])
        return found

    def machine(self, state: dict[str, State]) -> Machine:
        document = self.documents["machine"]
        effects = self.child(document, "effects")
        named = effects.value if effects and isinstance(effects.value, dict) else {}
        return Machine(
            state=state,
            marks=self.words(document, "marks"),
            plan_when=self.need(document, "plan_when"),
            every_day=tuple(self.change(node, state) for node in self.items("machine", "every_day")),
            effects={id: tuple(self.change(n, state) for n in rows.value or ()) for id, rows in named.items()},  # type: ignore[union-attr, arg-type]
            on_lowered=tuple(self.change(node, state) for node in self.items("machine", "on_lowered")),
            after_a_run=tuple(self.change(node, state) for node in self.items("machine", "after_a_run")),
        )

    def change(self, node: Node, state: Mapping[str, State]) -> Change:
        self.only(node, "set verb from when unless mark once")
        mark = self.plain(node, "mark")
        if mark:
            when, unless = self.cond(self.child(node, "when")), self.cond(self.child(node, "unless"))
            return Change(str(mark), "mark", "", "", when, unless, self.yes(node, "once"), node.where)
        var = str(self.plain(node, "set"))
        verb, _, to = str(self.plain(node, "verb", "")).partition(" ")
        if var not in state or verb not in VERBS:
            self.wrong(node, "verb", f"`{var}: {verb}` is no change the machine can make")
        elif verb == "to" and to not in (*state[var].options, *state[var].extra) and not _in_range(to, state[var]):
            self.wrong(node, "verb", f"`{to}` is no value of `{var}`")
        elif verb in ("keep", "highest") and to not in self.names:
            self.wrong(node, "verb", f"`{to}` is not known")
        when, unless = self.cond(self.child(node, "when")), self.cond(self.child(node, "unless"))
        return Change(var, verb, to, str(self.plain(node, "from", "")), when, unless, where=node.where)

    def task(self, node: Node) -> Task:
        self.only(
            node,
            "id kind doses ladder levels core gentle relief strength tags when when_in bar expires_days last_done "
            "sources",
        )
        within = self.child(node, "when_in")
        when_in = within.value if within and isinstance(within.value, dict) else {}
        return Task(
            id=str(self.plain(node, "id")),
            kind=str(self.plain(node, "kind")),
            doses=self.plain(node, "doses", {}),
            ladder=str(self.plain(node, "ladder", "")),
            levels=self.plain(node, "levels", {}),
            core=self.yes(node, "core"),
            gentle=self.yes(node, "gentle"),
            relief=self.yes(node, "relief"),
            strength=self.yes(node, "strength"),
            tags=frozenset(self.words(node, "tags")),
            when=self.cond(self.child(node, "when")),
            when_in={phase: self.cond(cond) or Truth("plan") for phase, cond in when_in.items()},
            bar=self.cond(self.child(node, "bar")),
            expires_days=self.whole(node, "expires_days", 0),
            last_done=str(self.plain(node, "last_done", "")),
            sources=self.sourced(node, claim=True),
            where=node.where,
        )

    def plan_kind(self, node: Node) -> PlanKind:
        self.only(node, "id keeps load_percent sets_fewer run")
        return PlanKind(
            id=str(self.plain(node, "id")),
            keeps=self.words(node, "keeps"),
            load_percent=self.whole(node, "load_percent", 100),
            sets_fewer=self.whole(node, "sets_fewer", 0),
            run=str(self.plain(node, "run", "")),
        )

    # -- checks of the whole ------------------------------------------------------------------------------

    def check_relations(self, thresholds: Mapping[str, Threshold]) -> None:
        for node, relation in self.relations():
            self.check_relation(node, *relation, thresholds)

    def relations(self) -> Iterator[tuple[Node, tuple[str, str, str]]]:
        """`a < b <= c` as its pairs, with the line they stand in."""
        for node in self.items("thresholds", "keep"):
            words = str(node.value).split()
            for pair in zip(words[::2], words[1::2], words[2::2], strict=False):
                yield node, pair

    def check_relation(self, node: Node, left: str, op: str, right: str, known: Mapping[str, Threshold]) -> None:
        if left not in known or right not in known or op not in ("<", "<="):
            self.wrong(node, "relation", f"`{left} {op} {right}` is no relation of two thresholds")
        elif known[left].unit != known[right].unit:
            self.wrong(node, "relation", f"`{left}` and `{right}` are in different units")
        elif not (known[left].value < known[right].value or (op == "<=" and known[left].value == known[right].value)):
            self.wrong(node, "relation", f"`{left} {op} {right}` does not hold")

    def extra_places(self) -> dict[str, str]:
        """Where the lines stand that a pathway does not carry a place for."""
        found = {f"unit {unit}": "facts.yaml" for unit in self.scales}
        for key, document in (
            ("order", "votes"),
            ("must_know", "votes"),
            ("today", "tasks"),
            ("offers", "triage"),
            ("steps", "tasks"),
            ("unclear_without", "conditions"),
        ):
            found[key] = (self.child(self.documents[document], key) or self.documents[document]).where
        return found

    def check_top(self) -> None:
        for name, keys in TOP.items():
            self.only(self.documents[name], keys)


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool) and isinstance(value, int | Decimal)


def _in_range(word: str, state: State) -> bool:
    return state.kind == "int" and word.isdigit() and state.low <= int(word) <= state.high


def _split(where: str) -> tuple[str, int]:
    file, _, line = where.rpartition(":")
    return file, int(line)


def _sign(kind: str, word: Any) -> Value:
    return word == "yes" if kind == "yes_no" else str(word)


def _inlined(cond: Cond, counts: Mapping[str, Cond]) -> Cond:
    """The name of a count, or of the gate, stands for its parts."""
    match cond:
        case Truth(name=name) if name in counts:
            return counts[name]
        case Not(part=part):
            return Not(_inlined(part, counts))
        case And(parts=parts):
            return And(tuple(_inlined(part, counts) for part in parts))
        case Or(parts=parts):
            return Or(tuple(_inlined(part, counts) for part in parts))
    return cond


def _reads(cond: Cond | None, value: Any, first: tuple[tuple[str, Cond | None], ...]) -> tuple[str, ...]:
    if cond is not None:
        return language.reads(cond)
    if value is not None:
        return language.arith_reads(value)
    return tuple(dict.fromkeys(name for _, line in first if line is not None for name in language.reads(line)))


def _today_reads(measure: Measure) -> tuple[str, ...]:
    """What must be worked out before it today. `ago` and windows without today read the past only."""
    past = measure.how == "ago" or not measure.today
    own = () if past else measure.reads
    return (*own, measure.older) if measure.older else own


@cache
def pathway() -> Pathway:
    """The pathway that comes with Svang, read once."""
    return load()
