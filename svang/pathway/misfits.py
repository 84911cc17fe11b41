"""What does not fit together in a pathway that has been read: names that nothing answers to, rows that overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from svang.model.knowledge import VOTES, Change, Fact, Pathway, Row, Rule, Task
from svang.model.measures import Count, DaysSince, Measure, Recent, Streak
from svang.pathway.language import reads
from svang.pathway.nodes import Problem
from svang.pathway.shapes.keys import ABOUT_ROWS, ABOUT_RULES, STATUSES
from svang.pathway.shapes.rows import REFER


def misfits(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    """Every misfit, each with its place. `places`: where the lines stand that carry no place themselves."""
    checks: tuple[Callable[[Pathway, Mapping[str, str]], Iterable[Problem]], ...] = (
        _ids,
        _votes,
        _facts,
        _measures,
        _rows,
        _about,
        _features,
        _factors,
        _effects,
        _states,
        _tasks,
        _running,
        _treatments,
        _sources,
    )
    for check in checks:
        yield from check(pathway, places)


def _problem(where: str, code: str, says: str) -> Problem:
    return Problem(where, code, {"says": says})


def _missing(where: str, names: Iterable[str], known: Iterable[str], code: str, what: str) -> Iterator[Problem]:
    there = set(known)
    for name in names:
        if name not in there:
            yield _problem(where, code, f"`{name}` is no {what}")


def _ids(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    named = [(row.id, row.where) for row in (*pathway.rows, pathway.otherwise)]
    named += [(rule.id, rule.where) for rule in pathway.rules]
    named += [(feature.id, feature.where) for c in pathway.conditions for feature in c.features]
    often = Counter(id for id, _ in named)
    for id, where in named:
        if often[id] > 1:
            yield _problem(where, "twice", f"two rules are called `{id}`")


def _votes(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    if sorted(vote for step in pathway.order for vote in step) != sorted(VOTES):
        yield _problem(places["order"], "order", "the order of votes must name each vote once")
    plans = {plan.id for plan in pathway.plan_kinds}
    for rule in pathway.rules:
        if rule.effect not in pathway.machine.effects:
            yield _problem(rule.where, "effect", f"`{rule.effect}` of `{rule.id}` is not in machine.yaml")
        if rule.plan_kind not in plans:
            yield _problem(rule.where, "plan", f"`{rule.plan_kind}` of `{rule.id}` is not in tasks.yaml")
        yield from _missing(rule.where, (*rule.asks_again, *rule.wonders), pathway.facts, "reads", "fact")
    for _, plan in pathway.kinds_today:
        yield from _missing(places["today"], [plan], plans, "plan", "plan")
    for line in pathway.must_know:
        yield from _missing(places["must_know"], line.facts, pathway.facts, "reads", "fact")
    yield from _missing(places["unclear_without"], pathway.unclear_without, pathway.facts, "reads", "fact")


def _facts(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    phases = _phases(pathway)
    for fact in pathway.facts.values():
        answers = {True, False} if fact.kind == "yes_no" else set(fact.options)
        for sign in fact.signs - answers:
            yield _problem(fact.where, "choice", f"`{sign}` is no answer of `{fact.id}`")
        yield from _missing(fact.where, fact.lasts_in, phases, "choice", "phase")
        yield from _missing(fact.where, fact.stays, fact.options, "choice", "answer")
        yield from _missing(fact.where, [fact.missing] if fact.missing else [], fact.extra, "choice", "extra answer")
        yield from _missing(fact.where, [fact.done_is] if fact.done_is else [], fact.options, "choice", "answer")
        yield from _unit(fact, pathway, places)


def _unit(item: Fact | Measure, pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    if f"unit {item.unit}" not in places:
        yield _problem(item.where, "unit", f"`{item.unit}` is no unit")


def _measures(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    series = {m.writes[0]: m.id for m in pathway.measures.values() if m.writes}
    known = {*pathway.names, *pathway.facts, *pathway.machine.marks, *series}
    for m in pathway.measures.values():
        for name in (*m.reads, *m.beside):
            if name not in known:
                yield _problem(m.where, "reads", f"`{name or 'nothing'}` is not known")
        yield from _missing(m.where, m.asks, pathway.facts, "reads", "fact")
        yield from _unit(m, pathway, places)
        if isinstance(m, Count | Recent | Streak) and m.is_:
            symbol = pathway.names.get(series.get(m.read, m.read))
            yield from _missing(m.where, [m.is_], symbol.options if symbol else (), "choice", "answer of what it reads")


def _rows(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    tags = {tag for task in pathway.tasks for tag in task.tags}
    for row in pathway.rows:
        yield from _missing(row.where, row.bars, tags, "choice", "tag of a task")
        if row.refer and set(row.refer) != set(REFER.keys):
            yield _problem(row.where, "unknown_key", "`refer` says to, within and for")
    rungs = pathway.machine.state["rung"].options if "rung" in pathway.machine.state else ()
    for rung, offer in pathway.offers.items():
        yield from _missing(places["offers"], [rung], rungs, "choice", "rung")
        if set(offer) != set(REFER.keys):
            yield _problem(places["offers"], "unknown_key", "an offer says to, within and for")
    yield from _missing(places["calendar"], pathway.calendar, rungs, "choice", "rung")
    yield from _missing(places["calendar"], pathway.calendar.values(), pathway.thresholds, "threshold", "threshold")


def _about(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    """What a page has its own words for is one row or rule."""
    rows: dict[str, tuple[tuple[str, ...], Iterable[Row | Rule]]] = {
        "rows": (ABOUT_ROWS, pathway.rows),
        "rules": (ABOUT_RULES, pathway.rules),
    }
    for key, (words, each) in rows.items():
        often = Counter(row.about for row in each)
        for word in words:
            if often[word] != 1:
                yield _problem(places[key], "about", f"one row is about `{word}`, and not {often[word]}")


def _features(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    """A feature is looked at before the day's measures are: it may read only what lasts, today's pain, and dates."""
    early = {"first_step_pain", "activity_pain"}
    for feature in (feature for c in pathway.conditions for feature in c.features):
        for name in reads(feature.when):
            fact, measure = pathway.facts.get(name), pathway.measures.get(name)
            dated = isinstance(measure, DaysSince) and measure.read in pathway.facts
            if (measure is not None and not measure.static and not dated) or (
                fact is not None and fact.daily and name not in early
            ):
                yield _problem(
                    feature.where,
                    "reads",
                    f"`{feature.id}` reads `{name}`, which is not known yet when conditions are weighed",
                )
        if feature.by_age and feature.weight >= 0:
            yield _problem(feature.where, "by_age", f"`{feature.id}` does not speak against its condition")


def _factors(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    sets = [fact.id for fact in pathway.facts.values() if fact.kind == "set"]
    for factor in pathway.factors:
        yield from _missing(factor.where, [factor.kinds] if factor.kinds else [], sets, "reads", "set fact")


def _effects(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    machine = pathway.machine
    more = {"every_day": machine.every_day, "on_lowered": machine.on_lowered, "after_a_run": machine.after_a_run}
    for id, changes in {**machine.effects, **more}.items():
        for change in changes:
            yield from _change(pathway, change)
        if id in machine.effects:
            yield from _overlaps(id, changes)
    yield from _missing(places["judged"], machine.judged, pathway.measures, "reads", "measure")


def _change(pathway: Pathway, change: Change) -> Iterator[Problem]:
    machine = pathway.machine
    if change.verb == "mark":
        yield from _missing(change.where, [change.set], machine.marks, "verb", "mark")
        return
    state = machine.state.get(change.set)
    values = (*state.options, *state.extra) if state else ()
    yield from _missing(
        change.where, [change.from_] if change.from_ else [], values, "choice", f"value of `{change.set}`"
    )
    if change.verb in ("up", "down") and not change.to.isdigit():
        yield _problem(change.where, "verb", f"`{change.verb} {change.to}` is no number of steps")


def _overlaps(id: str, changes: tuple[Change, ...]) -> Iterator[Problem]:
    """Rows of one variable in one effect are disjoint by `from`, or by what one wants and the other will not have."""
    moves = [change for change in changes if change.verb != "mark"]
    for change in moves:
        others = [other for other in moves if other is not change and other.set == change.set]
        others = [other for other in others if not (_turned(change, other) or _turned(other, change))]
        if any(not change.from_ or not other.from_ or change.from_ == other.from_ for other in others):
            says = f"`{id}` sets `{change.set}` twice from `{change.from_ or 'any'}`"
            yield _problem(change.where, "disjoint", says)


def _turned(one: Change, other: Change) -> bool:
    return one.when is not None and one.when == other.unless


def _states(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    for state in pathway.machine.state.values():
        yield from _missing(
            state.where, [state.changed] if state.changed else [], pathway.machine.marks, "verb", "mark"
        )
        yield from _missing(state.where, [state.lowest] if state.lowest else [], state.options, "choice", "value")
        if state.kind == "choice" or state.extra:
            values = (*state.options, *state.extra)
            yield from _missing(state.where, [str(state.start)], values, "choice", f"value of `{state.id}`")


def _tasks(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    phases = _phases(pathway)
    yield from _missing(places["steps"], pathway.steps, phases, "choice", "phase")
    yield from _missing(places["steps"], pathway.steps.values(), pathway.measures, "reads", "measure")
    for task in pathway.tasks:
        yield from _missing(task.where, _phases_of(task), phases, "choice", "phase")
        ladder = pathway.machine.state.get(task.ladder)
        rungs = [option for option in ladder.options if option != "none"] if ladder else []
        if task.ladder and sorted(task.levels) != sorted(rungs):
            yield _problem(task.where, "choice", f"the levels of `{task.id}` are not those of `{task.ladder}`")
        yield from _missing(task.where, task.sides, ("all", *task.levels), "choice", "level")
        keys = {key for dose in (*task.doses.values(), *task.levels.values()) for key in dose}
        yield from _missing(task.where, sorted(keys), pathway.dose_ranges, "unknown_key", "part of a dose")


def _phases(pathway: Pathway) -> tuple[str, ...]:
    state = pathway.machine.state.get("phase")
    return state.options if state is not None else ()


def _phases_of(task: Task) -> list[str]:
    return [*task.doses, *task.when_in]


def _running(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    readable = {*pathway.facts, *pathway.measures, *pathway.machine.state}
    yield from _missing(places["shown"], pathway.shown.values(), readable, "reads", "fact, measure or state")
    yield from _missing(places["walks_in"], pathway.walks_in, _phases(pathway), "choice", "phase")
    for criterion in pathway.gate:
        yield from _missing(criterion.where, criterion.asks, pathway.facts, "reads", "fact")


def _treatments(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    """What is given on a day answers when it last was, or how often: it has no foot."""
    given = [fact.id for fact in pathway.facts.values() if fact.kind in ("date", "int") and not fact.foot]
    for treatment in pathway.treatments:
        yield from _missing(treatment.where, treatment.answers, given, "reads", "date or number of the person")


def _sources(pathway: Pathway, places: Mapping[str, str]) -> Iterator[Problem]:
    for source in pathway.sources.values():
        yield from _missing(source.where, [source.status], STATUSES, "choice", "status of a source")
        named = (id for ids in (source.disputes, *source.sides.values()) for id in ids)
        yield from _missing(source.where, named, pathway.sources, "source", "source")
