"""The measures: each `how` with the fields that it uses, parsed into a class of its own; in an order that works out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from svang.model import measures
from svang.model.knowledge import Fact, Must, Stage, Symbol
from svang.model.measures import Measure
from svang.model.rule import Arith, Compare, Cond, Const, Ref
from svang.pathway import language
from svang.pathway.documents import Documents, child, plain, text
from svang.pathway.facts import YES_NO
from svang.pathway.nodes import Node, Problem
from svang.pathway.shapes.keys import TODAY
from svang.pathway.shapes.measures import MEASURED, MEASURES, WRITES

NEVER = ("never",)
YESTERDAY = "yesterday"


@dataclass(frozen=True, slots=True)
class How:
    """One way to measure. `kind`: of what it comes to ("": as the row says). `make`: from the fields that all have, and
    the row."""

    kind: str
    always: bool
    make: Callable[[Making, dict[str, Any]], Measure]


@dataclass(frozen=True, slots=True)
class Making:
    """A row that becomes a measure. `names`: what it says it reads."""

    documents: Documents
    node: Node
    stages: tuple[Stage, ...]
    names: tuple[str, ...]

    @property
    def read(self) -> str:
        return self.names[0] if self.names else ""

    def number(self, key: str) -> int:
        return self.documents.whole(self.node, key)

    def word(self, key: str) -> str:
        return text(self.node, key)

    def window(self) -> dict[str, Any]:
        """The fields of a window of days."""
        return {"read": self.read, "days": self.number("days"), "today": self.today(), "back": self.number("back")}

    def today(self) -> bool:
        return self.documents.one_of(self.node, "today", TODAY, "in") == "in"

    def holds(self) -> Compare | None:
        """What is counted: the days on which a number holds against a threshold, or against a measure of today."""
        found = self.documents.cond(child(self.node, "holds"))
        names = self.documents.names
        if isinstance(found, Compare) and isinstance(found.left, Ref) and names[found.left.name].kind == "int":
            for name in language.reads(found):
                if name not in self.names:
                    self.documents.wrong(self.node, "reads", f"`{name}` is no name it reads")
            return found
        if child(self.node, "holds") is not None and found is not None:
            self.documents.wrong(self.node, "how", "`holds` is one comparison of the number it reads")
        return None

    def high(self) -> int:
        return self.documents.names[text(self.node, "id")].high or 0


# -- one by one -----------------------------------------------------------------------------------------------


def _when(made: Making, common: dict[str, Any]) -> Measure:
    cond = made.documents.need(made.node, "when")
    return measures.When(**common, names=language.reads(cond), when=cond)


def _value(made: Making, common: dict[str, Any]) -> Measure:
    value = _arith(made.documents, made.node)
    return measures.Value(**common, names=language.arith_reads(value), value=value)


def _arith(documents: Documents, node: Node) -> Arith:
    line = child(node, "value") or node
    try:
        return language.parse_value(str(line.value), documents.names)
    except language.Wrong as error:
        documents.wrong(line, "value", str(error))
        return Const(0, "0")


def _first(made: Making, common: dict[str, Any]) -> Measure:
    lines: list[tuple[str, Cond | None]] = []
    given = child(made.node, "first")
    for line in given.value if given and isinstance(given.value, tuple) else ():
        for word, cond in (line.value if isinstance(line.value, dict) else {}).items():
            lines.append((word, made.documents.cond(cond)))
    names = dict.fromkeys(name for _, line in lines if line is not None for name in language.reads(line))
    return measures.First(**common, names=tuple(names), lines=tuple(lines))


def _both_have(made: Making, common: dict[str, Any]) -> Measure:
    groups = made.documents.groups
    has = tuple(frozenset(groups.get(id, ())) for id in made.documents.words(made.node, "has"))
    return measures.BothHave(**common, read=made.read, has=has)


def _missing(made: Making, common: dict[str, Any]) -> Measure:
    return measures.Missing(**common, names=made.names, flags=made.read == "flags")


def _table(made: Making, common: dict[str, Any]) -> Measure:
    """What each value of a state stands for: written out, or a column of the running stages."""
    given = plain(made.node, "values", {})
    if isinstance(given, dict):
        return measures.Table(**common, read=made.read, table=given)
    after = {stage.id: made.stages[n + 1 : n + 2] for n, stage in enumerate(made.stages)}
    columns: dict[str, dict[str, int]] = {
        "stage_run": {stage.id: stage.run for stage in made.stages},
        "stage_least": {stage.id: stage.run * stage.least for stage in made.stages},
        "next_least": {id: stages[0].run * stages[0].least if stages else 0 for id, stages in after.items()},
    }
    if given not in columns:
        made.documents.wrong(made.node, "choice", f"`values: {given}` is none of {', '.join(columns)}")
    return measures.Table(**common, read=made.read, table={"none": 0} | columns.get(given, {}))


def _cycle(made: Making, common: dict[str, Any]) -> Measure:
    return measures.Cycle(**common, read=made.read, days=made.number("days"), last=made.number("last"))


def _median(made: Making, common: dict[str, Any]) -> Measure:
    if made.word("from"):
        before = made.documents.yes(made.node, "before")
        return measures.MedianFrom(**common, **_from_mark(made), before=before)
    return measures.Median(**common, **made.window(), needs=made.number("needs"))


def _second(made: Making, common: dict[str, Any]) -> Measure:
    if made.word("from"):
        return measures.SecondFrom(**common, **_from_mark(made))
    return measures.Second(**common, **made.window(), needs=made.number("needs"))


def _from_mark(made: Making) -> dict[str, Any]:
    return {"read": made.read, "mark": made.word("from"), "days": made.number("days"), "needs": made.number("needs")}


def _count(made: Making, common: dict[str, Any]) -> Measure:
    holds, last = made.holds(), made.number("last")
    if last:
        recent = {**made.window(), "among": made.word("among"), "last": last}
        if holds is not None:
            return measures.RecentHolding(**common, **recent, holds=holds)
        return measures.Recent(**common, **recent, is_=made.word("is"))
    if holds is not None:
        return measures.CountHolding(**common, **made.window(), holds=holds)
    return measures.Count(**common, **made.window(), is_=made.word("is"), needs=made.number("needs"))


def _streak(made: Making, common: dict[str, Any]) -> Measure:
    own = {**common, "high": made.high()}
    holds = made.holds()
    if holds is not None:
        return measures.StreakHolding(**own, read=made.read, today=made.today(), holds=holds)
    return measures.Streak(**own, read=made.read, today=made.today(), is_=made.word("is"))


def _share(made: Making, common: dict[str, Any]) -> Measure:
    planned = made.word("of_series")
    return measures.Share(**common, **made.window(), planned=planned, needs=made.number("needs"))


def _of_one(kind: Callable[..., Measure]) -> Callable[[Making, dict[str, Any]], Measure]:
    return lambda made, common: kind(**common, read=made.read)


def _of_some(kind: Callable[..., Measure]) -> Callable[[Making, dict[str, Any]], Measure]:
    return lambda made, common: kind(**common, names=made.names)


def _in_window(kind: Callable[..., Measure]) -> Callable[[Making, dict[str, Any]], Measure]:
    return lambda made, common: kind(**common, **made.window(), needs=made.number("needs"))


HOWS: Mapping[str, How] = {
    "both_feet": How("yes_no", False, _of_one(measures.BothFeet)),
    "both_have": How("yes_no", False, _both_have),
    "feet_apart": How("int", False, _of_one(measures.FeetApart)),
    "body_mass_index": How("int", False, _of_some(measures.BodyMassIndex)),
    "size": How("int", False, _of_one(measures.Size)),
    "surely": How("yes_no", True, _of_one(measures.Surely)),
    "known": How("yes_no", True, _of_one(measures.Known)),
    "checkin_today": How("yes_no", True, _of_some(measures.CheckinToday)),
    "missing": How("int", True, _missing),
    "days_since": How("int", False, _of_one(measures.DaysSince)),
    "days_since_checkin": How("int", False, _of_some(measures.DaysSinceCheckin)),
    "age_of_sign": How(
        "int",
        False,
        lambda made, common: measures.AgeOfSign(**common, read=made.read, older=made.word("older")),
    ),
    "worst": How(
        "int",
        False,
        lambda made, common: measures.Worst(**common, names=made.names, needs=made.number("needs")),
    ),
    "first_known": How("int", False, _of_some(measures.FirstKnown)),
    "ago": How("", False, lambda made, common: measures.Ago(**common, read=made.read, days=made.number("days"))),
    "median": How("int", False, _median),
    "second": How("int", False, _second),
    "max": How("int", False, _in_window(measures.Max)),
    "sum": How("int", True, lambda made, common: measures.Sum(**common, **made.window())),
    "mean": How("int", False, _in_window(measures.Mean)),
    "table": How("", True, _table),
    "cycle": How("yes_no", True, _cycle),
    "count": How("int", False, _count),
    "streak": How("int", True, _streak),
    "share": How("int", False, _share),
}
"""Every `how` that a row may name. A new one: here, its keys in shapes/measures.py, its class in model/measures.py, and
what mypy then asks for."""
UNNAMED: Mapping[str, How] = {
    "when": How("yes_no", False, _when),
    "value": How("int", False, _value),
    "first": How("yes_no", False, _first),
}
"""What needs no `how`: the key that says it is enough."""


# -- the rows -------------------------------------------------------------------------------------------------


def named(documents: Documents) -> list[Node]:
    """The rows; a condition may name a measure from here on."""
    nodes = list(documents.items("measures", "measures"))
    for node in nodes:
        documents.name(_symbol(documents, node), node)
    return nodes


def made(
    documents: Documents,
    nodes: Iterable[Node],
    facts: Mapping[str, Fact],
    stages: tuple[Stage, ...],
    must: tuple[Must, ...],
) -> dict[str, Measure]:
    """Every measure, in the order in which they can be worked out."""
    found = _sorted(documents, [_measure(documents, node, stages) for node in nodes], facts)
    return {m.id: _listed(m, facts, must) for m in found.values()}


def _way(documents: Documents, node: Node) -> How | None:
    """How a row measures; None, and a problem, where it names none that is known."""
    key = _own_key(node)
    return UNNAMED[key] if key else HOWS.get(text(node, "how"))


def _own_key(node: Node) -> str:
    """The key that needs no `how`, if it is there."""
    return next((key for key in UNNAMED if child(node, key) is not None), "")


def _symbol(documents: Documents, node: Node) -> Symbol:
    way = _way(documents, node)
    if way is None:
        documents.wrong(node, "how", f"`{text(node, 'how')}` is none of {', '.join(HOWS)}")
    else:
        documents.only(node, MEASURES[_own_key(node) or text(node, "how")])
    kind, always = _kind(documents, node, way)
    unit = text(node, "unit")
    given = child(node, "range")
    low, high = (documents.scaled(n, unit, node) for n in documents.span(node, "range")) if given else (None, None)
    if kind == "int" and not given:
        documents.wrong(node, "missing", "a number needs its `range`")
    options = documents.words(node, "options") if kind != "yes_no" else YES_NO
    extra = documents.words(node, "extra")
    if text(node, "how") in ("days_since", "days_since_checkin"):
        extra = NEVER
    if text(node, "how") == "ago":
        kind, unit, low, high, options, extra = _as_read(documents, node, kind, unit, low, high, options, extra)
    return Symbol(text(node, "id"), "measure", kind, unit, low, high, options, extra, always)


def _as_read(documents: Documents, node: Node, *own: Any) -> Any:
    """`ago` is of the kind of what it reads."""
    read = documents.names.get(text(node, "reads"))
    return (read.kind, read.unit, read.low, read.high, read.options, read.extra) if read else own


def _kind(documents: Documents, node: Node, way: How | None) -> tuple[str, bool]:
    given = documents.one_of(node, "kind", ("", *MEASURED))
    if way is None:
        return "yes_no", False
    if way is UNNAMED["first"]:
        return given or "yes_no", documents.yes(node, "always")
    if way in (UNNAMED["when"], UNNAMED["value"]):
        return way.kind, False
    always = _covers(documents, node) if way is HOWS["table"] else way.always
    counted = way is HOWS["count"] and plain(node, "needs") is None
    return given or way.kind or "yes_no", always or counted


def _covers(documents: Documents, node: Node) -> bool:
    """Does a table say something of each value of what it reads, and is that always known?"""
    read, values = documents.names.get(text(node, "reads")), plain(node, "values", {})
    return read is not None and read.always and (not isinstance(values, dict) or {*read.options} <= values.keys())


def _measure(documents: Documents, node: Node, stages: tuple[Stage, ...]) -> Measure:
    way, symbol = _way(documents, node) or HOWS["known"], documents.names[text(node, "id")]
    common = {
        "id": symbol.id,
        "kind": symbol.kind,
        "unit": symbol.unit,
        "low": symbol.low,
        "high": symbol.high,
        "options": symbol.options,
        "extra": symbol.extra,
        "always": symbol.always,
        "asks": documents.words(node, "asks"),
        "yesterday": documents.one_of(node, "of", ("", YESTERDAY)) == YESTERDAY,
        "only_grows": documents.yes(node, "only_grows"),
        "day_of_rest": documents.yes(node, "day_of_rest"),
        "writes": _writes(documents, node),
        "where": node.where,
    }
    return way.make(Making(documents, node, stages, _names(documents, node)), common)


def _names(documents: Documents, node: Node) -> tuple[str, ...]:
    """What a row says it reads: one name, or a list of them."""
    given = child(node, "reads")
    return (given.value,) if given is not None and isinstance(given.value, str) else documents.words(node, "reads")


def _writes(documents: Documents, node: Node) -> tuple[str, int] | None:
    given = child(node, "writes")
    if given is None:
        return None
    documents.only(given, WRITES)
    return text(given, "series"), documents.whole(given, "ago")


# -- their order ----------------------------------------------------------------------------------------------


def _sorted(documents: Documents, rows: list[Measure], facts: Mapping[str, Fact]) -> dict[str, Measure]:
    """In the order they can be worked out; a circle is a problem."""
    left = {m.id: m for m in rows}
    done: dict[str, Measure] = {}
    lasting = {f.id for f in facts.values() if not f.daily}
    while left:
        ready = [m for m in left.values() if not any(n in left for n in today_reads(m) if n != m.id)]
        if not ready:
            for measure in left.values():
                documents.problems.append(Problem(measure.where, "circle", {"says": measure.id}))
            break
        for measure in ready:
            known = all(n in lasting or (n in done and done[n].static) for n in today_reads(measure))
            static = isinstance(measure, STATIC) and not measure.writes and known
            done[measure.id] = replace(left.pop(measure.id), static=static)
    return done


STATIC = (
    measures.When,
    measures.Value,
    measures.First,
    measures.Surely,
    measures.Known,
    measures.Size,
    measures.BothFeet,
    measures.BothHave,
    measures.FeetApart,
    measures.BodyMassIndex,
    measures.Table,
)
"""What follows from lasting facts alone where all that it reads does."""


def today_reads(measure: Measure) -> tuple[str, ...]:
    """What must be worked out before it today. `ago` and windows without today read the past only."""
    match measure:
        case (
            measures.Ago()
            | measures.Window(today=False)
            | measures.Streak(today=False)
            | measures.StreakHolding(today=False)
        ):
            return ()
        case measures.AgeOfSign():
            return (*measure.reads, measure.older)
    return measure.reads


def _listed(measure: Measure, facts: Mapping[str, Fact], must: tuple[Must, ...]) -> Measure:
    """`missing` reads one of the two named lists."""
    if not isinstance(measure, measures.Missing):
        return measure
    if measure.flags:
        return replace(measure, names=tuple(f.id for f in facts.values() if f.flag), static=True)
    return replace(measure, names=tuple(dict.fromkeys(name for line in must for name in line.facts)))
