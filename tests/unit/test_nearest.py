"""What would change a decision: the nearest step, what it lacks, and how many more days that takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest

from svang.engine.course import REACH, Course, course
from svang.engine.decide import decide
from svang.engine.nearest import Lack, Left, Nearest, inside, left, nearest
from svang.model.knowledge import OPENING
from svang.model.measures import Count, CountHolding, Max, Recent, RecentHolding, Surely
from svang.model.person import Event
from svang.model.rule import And, Atom, Compare, Cond, Const, Not, Or, Ref
from svang.pathway.language import atom_reads
from svang.pathway.load import pathway
from svang.readings.explain import HOLDS, Saw, status, turned
from svang.says.ahead import milestone, step_said
from svang.says.decision import what_changes_it
from svang.says.rules import rule_says, when_said
from svang.says.running import (
    Met,
    earliest_day,
    earliest_run,
    gate_said,
    next_rule,
    next_step,
    run_rule,
)
from svang.says.words import clause
from svang.texts import LANGUAGES, texts
from tests import oracle
from tests.lives import KINDS, Life, people, played

PATHWAY = pathway()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@cache
def lived() -> tuple[Course, ...]:
    """Days of whole modelled lives: of all kinds, in all phases."""
    answers, found = people(), []
    for kind in KINDS[::4]:
        life = played(kind, answers[kind.like], 1, days=150)
        start = life.events[0].date.toordinal()
        for day in range(2, 150, 7):
            events = [e for e in life.events if e.date.toordinal() <= start + day]
            found.append(course(PATHWAY, events, today=start + day))
    return tuple(found)


def near_days() -> Iterator[tuple[Course, Nearest]]:
    return ((day, found) for day in lived() if (found := nearest(day)) is not None)


# -- what is lacking ----------------------------------------------------------------------------------------------


def test_what_is_lacking_is_enough_and_nothing_of_it_too_much() -> None:
    """With each comparison put right the rule holds; with any one left as it is, it does not."""
    rules, many = set(), 0
    for day, found in near_days():
        held = PATHWAY.rules[day.rule].vote == "hold"
        if found.rule is None or found.rule.when is None or held:
            continue  # under a hold what ends the hold stands among them
        rules.add(found.rule.id)
        saws = [lack.saw for lack in found.lacks]
        assert saws and holds_with(day, found.rule.when, saws)
        for n in range(len(saws)):
            assert not holds_with(day, found.rule.when, saws[:n] + saws[n + 1 :]), saws[n]
            many += 1
    assert len(rules) >= 4 and many > 80, (rules, many)


def holds_with(day: Course, cond: Cond, saws: list[Saw]) -> bool:
    """Does it hold with these put right? What is not known is put right by a yes or by a no."""
    unknown = [saw.atom for saw in saws if saw.holds is None]
    right = {saw.atom: not saw.holds for saw in saws if saw.holds is not None}
    for answers in product((True, False), repeat=len(unknown)):
        if as_if(day, cond, right | dict(zip(unknown, answers, strict=True))) is True:
            return True
    return False


def as_if(day: Course, cond: Cond, right: Mapping[Atom, bool]) -> bool | None:
    match cond:
        case Not(part=part):
            found = as_if(day, part, right)
            return None if found is None else not found
        case And(parts=parts):
            return oracle.every([as_if(day, part, right) for part in parts])
        case Or(parts=parts):
            return oracle.some([as_if(day, part, right) for part in parts])
    if cond in right:
        return right[cond]
    other = turned(cond)
    if other in right:
        return not right[other]
    within = inside(day, cond)
    if within is None:
        return status(PATHWAY, cond, day.value)
    found = as_if(day, within, right)
    measure = PATHWAY.measures.get(atom_reads(cond)[0])
    return found is True if isinstance(measure, Surely) else found


def test_nobody_is_told_to_want_to_run() -> None:
    for _, found in near_days():
        assert "wants_to_run" not in {name for lack in found.lacks for name, _ in lack.saw.values}


# -- how many more --------------------------------------------------------------------------------------------------

DAYS = {
    "since_raised": 7,  # PATHWAY 6 row 15: one raise in 7 days
    "since_lowered": 7,  # row 12; 14 where an exercise goes up (section 7)
    "days_in_phase": 3,  # row 12; section 7 and row 14 have their own
    "raise_age": 14,  # section 7: no level within 14 days of its last change
    "scrunch_age": 14,
    "balance_age": 14,
}
OTHERS = {"since_lowered": {14}, "days_in_phase": {7, 42}, "raise_age": {28}}


def test_days_that_have_to_pass_are_what_the_specification_leaves_of_them() -> None:
    seen = set()
    for day, found in near_days():
        for lack in found.lacks:
            name = lack.saw.values[0][0]
            if name in DAYS and isinstance(day.value(name), int):
                wanted = {limit - day.value(name) for limit in (DAYS[name], *OTHERS.get(name, ()))}
                assert lack.left is not None and lack.left.kind == "days" and lack.left.n in wanted
                assert lack.left.n > 0
                seen.add(name)
    assert {"since_raised", "raise_age"} <= seen


COUNTED = (Count, CountHolding, Recent, RecentHolding, Max)


def counted() -> Iterator[tuple[Course, Lack, Any]]:
    for day, found in near_days():
        for lack in found.lacks:
            measure = PATHWAY.measures.get(lack.saw.values[0][0])
            if isinstance(measure, COUNTED):
                yield day, lack, measure


def after_good_days(day: Course, lack: Lack, m: Any, n: int) -> bool:
    """Does the comparison hold once n days, or sessions, like the best follow? Worked out by the oracle."""
    atom = lack.saw.atom
    assert isinstance(atom, Compare)
    limit, wants = atom.right.value, atom.op in (">=", ">")
    good = best(day, m, wants and not isinstance(m, Max))
    days = [*series(day, m.read, m.today), *[good] * n]
    if isinstance(m, Recent | RecentHolding):
        among = [*series(day, m.among, m.today)[-m.days :], *[0] * n]
        held = [counts(day, m, d) for d in days[-len(among) :]]
        value: Any = oracle.recent(held, among, True, m.last)
    elif isinstance(m, Max):
        value = oracle.largest(days[-m.days :], m.needs)
    elif isinstance(m, CountHolding):
        value = sum(counts(day, m, d) for d in days[-m.days :])
    else:
        value = oracle.count(days[-m.days :], oracle.wanted(m), m.needs)
    return value is not None and HOLDS[atom.op](value, limit)


def counts(day: Course, m: Any, value: Any) -> bool:
    """Does a day with this value count? Its limit may be a measure of today."""
    if isinstance(m, Count | Recent):
        return bool(value == oracle.wanted(m))
    beside = {m.holds.right.name: day.value(m.holds.right.name)} if isinstance(m.holds.right, Ref) else {}
    return oracle.holds(PATHWAY, m.holds, {**beside, m.holds.left.name: value}) is True


def best(day: Course, m: Any, wanted: bool) -> Any:
    if isinstance(m, Max):
        return 0
    choices = range(11) if isinstance(m, CountHolding | RecentHolding) else (True, False, "green", "amber", "red")
    return next(c for c in choices if counts(day, m, c) is wanted)


def series(day: Course, name: str, today: bool) -> list[Any]:
    return day.series(name, REACH - 1, today=today)


def test_a_window_is_within_its_limit_after_so_many_good_days_and_not_one_sooner() -> None:
    kinds = set()
    for day, lack, measure in counted():
        assert lack.left is not None, (measure.id, lack)
        kinds.add(lack.left.kind)
        assert after_good_days(day, lack, measure, lack.left.n), (measure.id, lack)
        assert not after_good_days(day, lack, measure, lack.left.n - 1), (measure.id, lack)
    assert {"earliest", "new"} <= kinds <= {"earliest", "more", "new"}


@pytest.mark.parametrize(("reached", "counts"), [("H1", True), ("not_yet", False)])
def test_sessions_in_one_tap_count_once_the_upper_number_was_reached(reached: str, counts: bool) -> None:
    """PATHWAY 7: "all" in one tap counts as at the top once that was answered of this level; three are wanted."""
    life = Life(people()["nurse"], date(2026, 3, 2))
    start = life.start.toordinal()
    level = {
        "role": "physiotherapist",
        "reason": "so",
        "until": start + 40,
        "set": {"phase": "build", "raise_level": "H1"},
    }
    events = [*life.typed, Event("set", "adjusted", life.start, NOON, PATHWAY.stamp, level)]
    for n in (3, 6):
        told = {"exercises_done": "all", "exercises_pain": 2}
        day = date.fromordinal(start + n)
        events.append(Event(f"tap-{n}", "answered", day, NOON + timedelta(n), PATHWAY.stamp, told))
    said = {"raise_top_reached": reached}
    events.append(Event("said", "answered", date.fromordinal(start + 8), NOON + timedelta(8), PATHWAY.stamp, said))
    found = course(PATHWAY, events, today=start + 8)
    atom = Compare(Ref("raise_tops_said"), ">=", Const(3, "top_sessions"))
    assert left(found, Saw(atom, False, (("raise_tops_said", found.value("raise_tops_said")),))) == Left("more", 1)
    assert found.value("raise_reached") is counts


def test_what_holds_lacks_nothing() -> None:
    day = lived()[10]
    atom = Compare(Ref("since_raised"), ">=", Const(7, "raise_rest"))
    assert left(day, Saw(atom, True, (("since_raised", 9),))) is None
    assert left(day, Saw(atom, False, (("since_raised", 6),))) == Left("days", 1)
    assert left(day, Saw(atom, False, (("since_raised", 0),))) == Left("days", 7)
    assert left(day, Saw(atom, None, (("since_raised", None),))) is None


# -- said -----------------------------------------------------------------------------------------------------------


def first_day(**answers: Any) -> Course:
    life = Life(people()["nurse"] | answers, date(2026, 3, 2))
    return course(PATHWAY, life.typed, today=life.start.toordinal())


@pytest.mark.parametrize(
    ("answers", "key"), [({"squeeze_heel": "yes"}, "seen"), ({"wound": True, "very_unwell": False}, "two_days")]
)
def test_a_row_says_how_it_ends(answers: dict[str, Any], key: str) -> None:
    day = first_day(**answers)
    for language in LANGUAGES:
        words = texts(language)
        found = what_changes_it(day, words)
        assert found is not None and found.title == words("ui", "ends", "title")
        assert words("ui", "ends", key) in found.lines
        assert next_step(day, words) is None


def test_nobody_is_told_to_be_of_another_age() -> None:
    assert what_changes_it(first_day(age=16), texts("en")) is None
    unclear = first_day(pain_sites={"left": ["ball"]}, press_front_inner=False, windlass="negative")
    assert unclear.value("loading") == "none"
    for language in LANGUAGES:
        found = what_changes_it(unclear, texts(language))
        assert found is not None and found.lines == (texts(language)("ui", "ends", "unclear"),)


def test_every_row_that_leaves_nothing_says_how_it_ends() -> None:
    rows = [row for row in PATHWAY.rows if row.loading != "plan"]
    for language in LANGUAGES:
        ends = texts(language).get("ui", "ends")
        silent = {row.id for row in rows if (row.id if row.lift == "none" else row.lift) not in ends}
        assert silent == {"under-18"}, "of the age nobody is told that it has to change"


@pytest.mark.parametrize(
    "answers",
    [
        {"inflammatory_signs": None, "weeks_of_pain": 11.9},
        {"inflammatory_signs": ["psoriasis"], "load_rise": None, "weeks_of_pain": 12},
        {"cancer_ever": True, "weight_loss_unexplained": False, "progressive_over_weeks": None},
    ],
)
def test_an_open_question_names_what_it_waits_for(answers: dict[str, Any]) -> None:
    """PATHWAY section 2, row 27c: with that question as its reason."""
    decision = decide(first_day(**answers))
    asked, missing = list(decision.ask), [name for name, value in answers.items() if value is None]
    assert asked == missing
    for reason in decision.reasons:
        if reason.rule == "question-open":
            assert {each.values[0][0] for each in reason.saw} == set(missing)
            assert texts("en")("facts", missing[0], "ask") in rule_says(PATHWAY, texts("en"), reason)


def test_where_answers_are_missing_they_come_first() -> None:
    assert nearest(first_day(night_pain=None)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_plan_and_why_speak_of_the_same_step(language: str) -> None:
    words, many = texts(language), 0
    for day in lived():
        step, changes = next_step(day, words), what_changes_it(day, words)
        if step is not None:
            assert changes is not None and step[0][1:] in changes.title
            lacking = " ".join(" ".join((met.says, *met.saw)) for met in step[1] if met.holds is not True).lower()
            shared = [line for line in changes.lines if line.split(". ")[0].rstrip(".").lower() in lacking]
            assert not lacking or shared or step[0] == words("ui", "next", "run-starts")
            many += 1
    assert many > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_criterion_of_the_next_step_is_said_once(language: str) -> None:
    """UX 12.5: one reason, once. What is not known is an invitation, with no word before it that says the same; what
    is not so is not told back turned round; of what is met in place the numbers are enough."""
    words, unknown, turned_round, met_already = texts(language), 0, 0, 0
    yes, no = (clause(words.get("measures", "rise_told", outcome)) for outcome in ("yes", "no"))
    assert yes and no
    for day in lived():
        for met in (next_step(day, words) or ("", []))[1]:
            if met.holds is None and met.saw:
                assert met.word == ""
                unknown += 1
            if met.says == yes.line and met.holds is False:
                assert no.alone not in " ".join(met.saw)
                turned_round += 1
        for met in gate_said(day, words):
            assert met.holds is not True or all(re.search(r"\d|går|dag|yesterday|today", line) for line in met.saw), met
            met_already += met.holds is True
    assert unknown > 5 and turned_round and met_already > 20


def test_the_sign_never_stands_alone() -> None:
    assert [Met("", holds).word for holds in (True, False, None)] == ["yes", "no", "unknown"]
    assert [Met("", holds, ("…",)).word for holds in (True, False, None)] == ["yes", "no", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_never_was_and_what_was_told_as_it_should_be_is_no_line_of_its_own(language: str) -> None:
    """PATHWAY 9 [28]: a run on a shut gate is no matter of who never ran; one answer is said once."""
    words, checked = texts(language), 0
    for day in lived():
        step = next_step(day, words)
        if step is None or step[0] not in [words("ui", "next", id) for id in ("calm-to-early", "early-to-build")]:
            continue
        said = [met.says for met in step[1] if met.holds]
        never = clause(words.get("measures", "run_shut_ago", "choices", "never", "is"))
        told = [clause(words.get("measures", id, "yes")) for id in ("rise_told", "first_step_told_yesterday")]
        assert never and (day.value("run_shut_ago") != "never" or never.line not in said)
        assert all(each and each.line not in said for each in told)
        overs = clause(words.get("measures", "loaded_overs", "is", "0"))
        assert overs and not [line for line in said if line.startswith(overs.line.rstrip("."))], "and 8 was worse"
        strong = [clause(words.get("answers", "rest_pain", "choices", f"strong_{how}_load", "not")) for how in HOWS]
        assert sum(each is not None and each.line in said for each in strong) == 0
        checked += 1
    assert checked > 3


HOWS = ("after", "without")


def test_nothing_opens_before_the_day_that_is_said() -> None:
    """ "Earliest" is a promise of the other kind: in whole modelled lives the step never comes sooner."""
    answers, many, steps = people(), 0, set()
    for kind in KINDS[::4]:
        life = played(kind, answers[kind.like], 1, days=120)
        start = life.events[0].date.toordinal()
        for day in range(1, 110, 3):
            events = [e for e in life.events if e.date.toordinal() <= start + day]
            now = course(PATHWAY, events, today=start + day)
            rule = next_rule(now)
            days = earliest_day(now, rule) if rule is not None else None
            if rule is None or days is None:
                continue
            between = life.decided[day + 1 : day + days]
            assert rule.id not in {each.rule for each in between}, (kind.name, day, days)
            many, steps = many + 1, steps | {rule.id}
    assert many > 20 and len(steps) >= 3, (many, steps)


def test_the_next_step_in_one_line_is_a_day_or_how_much_is_there() -> None:
    """Of what may open next; nothing where nothing may, and on the day on which something has opened."""
    said, words = set(), texts("da")
    for day in lived():
        line, rule = milestone(day, words), next_rule(day)
        opened = PATHWAY.rules[day.rule].vote in OPENING
        assert bool(line) is (rule is not None and not opened), line
        if rule is not None and line:
            days = earliest_run(day) if rule is run_rule(PATHWAY) else earliest_day(day, rule)
            when = when_said(words, date.fromordinal(day.date), days) if days is not None else " er på plads"
            assert when in line and (days is None) is not line.startswith("Tidligst"), line
            assert days is None or line == step_said(day, words), "The plan says another."
            said.add(rule.id)
    assert len(said) >= 3, said
