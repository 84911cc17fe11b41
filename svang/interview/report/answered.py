"""What the person has told: the course, what warns, health, the tests on the foot, and goals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from svang.answers.typed import goals_in
from svang.engine.outlook import mornings, weeks_of_pain
from svang.interview.answers import said_of
from svang.interview.report.desk import LATELY, Desk, Section
from svang.interview.report.standing import Standing, health_facts, signs, slots_of, standing
from svang.model.knowledge import Fact
from svang.model.person import FEET
from svang.says.decision import small
from svang.says.words import day_name


def course_so_far(desk: Desk) -> Section:
    weeks, rows = weeks_of_pain(desk.course), []
    if weeks is not None:
        rows.append((desk.say("began"), desk.say("ago", time=desk.texts.number(weeks, "weeks"))))
    rows += [(desk.texts("ui", "feet", foot), said) for foot in FEET if (said := _places(desk, foot))]
    rows += _told_rows(desk, "load_rise_kind")
    rows += [_pair(desk, "first_steps", "now_fs", "start_fs"), _pair(desk, "on_feet", "now_act", "start_act")]
    rows += _told_rows(desk, "function_limit", "standing_or_walking_hard", "standing_range", "standing_hours")
    days = mornings(desk.course)[-LATELY:]
    since = min(LATELY, (desk.day - desk.first).days + 1)
    rows.append((desk.say("mornings"), desk.say("of", n=sum(day is not None for day in days), of=since)))
    return Section("course", desk.say("course"), tuple(rows))


def _places(desk: Desk, foot: str) -> str:
    """Where it hurts; where nobody said so, nothing."""
    there = desk.told.last(f"pain_sites.{foot}")
    if there is None:
        return ""
    fact = desk.way.facts["pain_sites"]
    return said_of(desk.texts, fact, there[1]) if there[1] != frozenset() else desk.say("no_place")


def _pair(desk: Desk, key: str, now: str, start: str) -> tuple[str, str]:
    """Now, and in the first week of the plan; too few answers are said as that."""
    values = [desk.course.value(name) for name in (now, start)]
    words = [str(value) if isinstance(value, int) else desk.say("too_few") for value in values]
    if values[1] is None:
        return desk.say(key, "now"), words[0]
    return desk.say(key, "both"), desk.say("now_start", now=words[0], start=words[1])


def _told_rows(desk: Desk, *names: str) -> list[tuple[str, str]]:
    """What was told of some questions, as it was said last."""
    there = [(desk.way.facts[name], desk.told.last(name)) for name in names]
    return [(desk.named(fact), said_of(desk.texts, fact, last[1])) for fact, last in there if last is not None]


def warning_signs(desk: Desk) -> Section:
    last = max((each.day or 0 for each in _stand(desk, signs(desk.way))), default=0)
    asked = desk.care.last_told(desk.person, ("nothing_new",))
    last = max(last, asked.toordinal() if asked else 0)
    title = desk.say("signs", "asked", day=desk.dated(date.fromordinal(last))) if last else desk.say("signs", "title")
    lines = (*_by_answer(desk, _stand(desk, signs(desk.way))), *_mended(desk))
    return Section("signs", title, lines=lines)


def _mended(desk: Desk) -> Iterator[tuple[str, str]]:
    """A sign that was told and corrected after a while: it counted that day."""
    for day, slot in desk.told.mended:
        said = desk.named(desk.way.facts[slot.partition(".")[0]])
        yield desk.say("answers", "mended"), desk.say("on_day", said=said, day=desk.dated(date.fromordinal(day)))


def health(desk: Desk) -> Section:
    return Section("health", desk.say("health"), lines=tuple(_by_answer(desk, _stand(desk, health_facts(desk.way)))))


def _stand(desk: Desk, facts: Iterable[Fact]) -> list[Standing]:
    return [standing(desk.texts, desk.course, desk.told, fact) for fact in facts]


def _by_answer(desk: Desk, found: Sequence[Standing]) -> Iterator[tuple[str, str]]:
    """What warns and what is in doubt each lead a line of their own; a no is one line for all, and so is what was
    not asked."""
    for how in ("yes", "doubt", "other"):
        yield from ((desk.say("answers", how), _on_its_day(desk, each)) for each in found if each.how == how)
    for how in ("no", "old", "unasked"):
        those = [each for each in found if each.how == how]
        if those:
            said = "; ".join(small(each.said) for each in those)
            yield desk.say("answers", how, n=len(those)), f"{said}."


def _on_its_day(desk: Desk, each: Standing) -> str:
    day = day_name(desk.texts, date.fromordinal(each.day)) if each.day is not None else ""
    return desk.say("on_day", said=each.said, day=day)


def tests(desk: Desk) -> Section:
    """What the person tried on their own foot, each foot for itdesk."""
    facts = [f for f in desk.way.facts.values() if f.group == "tests" and (f.foot or f.raises)]
    rows = [(desk.named(fact), _tested(desk, fact)) for fact in facts]
    return Section("tests", desk.say("tests"), tuple(row for row in rows if row[1]))


def _tested(desk: Desk, fact: Fact) -> str:
    there = [(slot, desk.told.last(slot)) for slot in slots_of(fact)]
    said = []
    for slot, last in there:
        if last is None:
            continue
        foot = slot.partition(".")[2]
        words = _outcome(desk, fact, last[1])
        said.append(desk.say("of_foot", foot=desk.say("short_feet", foot), said=words) if foot else words)
    return ", ".join(said)


def _outcome(desk: Desk, fact: Fact, value: Any) -> str:
    word = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else str(value)
    return str(desk.texts.get("report", "outcomes", fact.id, word) or small(said_of(desk.texts, fact, value)))


def goals(desk: Desk) -> Section:
    """Each goal that is told now: how well it went when it was told first, and how well it goes."""
    there = [goals_in(value) for _, value in desk.told.every("goals") if isinstance(value, str)]
    rows = []
    for goal in there[-1] if there else ():
        numbers = [each.now for found in there for each in found if each.what == goal.what and each.now is not None]
        ends = list(dict.fromkeys((numbers[0], numbers[-1]))) if numbers else []
        rows.append((goal.what, " → ".join(map(str, ends)) or desk.say("goals", "no_number")))
    return Section("goals", desk.say("goals", "title"), tuple(rows))
