"""Plays the scenarios of this folder: a person, what they tell day by day, and what is then to be decided.

How a scenario is written stands at the top of people.yaml. What it expects comes from PATHWAY.md and the
vignettes of evidence.md, never from what the engine said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import svang
from bench.people import WHO, intake_of
from svang.answers.clinic import adjustment, limits, pause
from svang.answers.tried import tried
from svang.pathway.load import pathway
from svang.pathway.reader import read_file
from tests.lives import EVENING, Habit, Life, as_node, live
from tests.spec.kept import kept

HERE = Path(__file__).parent
KNOWLEDGE = HERE.parents[1] / "svang" / "knowledge"


def document(path: Path) -> Any:
    return read_file(path).plain()


FACTS = {fact["id"]: fact for fact in document(KNOWLEDGE / "facts.yaml")["facts"]}
TRIAGE = document(KNOWLEDGE / "triage.yaml")
TASK_ROWS = document(KNOWLEDGE / "tasks.yaml")["tasks"]
TASKS = [task["id"] for task in TASK_ROWS]
LADDERS = {level: (task, n) for task in TASK_ROWS for n, level in enumerate(task.get("levels", ()), 1)}
RULES = [rule["id"] for rule in document(KNOWLEDGE / "votes.yaml")["rules"]]
SESSION = document(HERE / "people.yaml")["session"]
DAILY = [task["id"] for task in TASK_ROWS if "levels" not in task and "sets" in task["doses"].get("build", {})]
FILES = {path.stem: document(path) for path in sorted(HERE.glob("*.yaml")) if path.stem != "people"}
EXISTS = {
    "rows": {row["id"] for row in TRIAGE["rows"]},
    "rule": set(RULES),
    "waits": FACTS.keys(),
    "why": {*RULES, *(row["id"] for row in TRIAGE["rows"])},
    "ask": FACTS.keys(),
    "tasks": {*TASKS, *(tag for row in TRIAGE["rows"] for tag in row.get("bars", ()))},
    "notices": {notice["id"] for notice in document(KNOWLEDGE / "notices.yaml")["notices"]},
}
FIRST_DAY = "2026-03-02"
YES_NO = {"yes": True, "no": False}

FILE_KEYS = {"like", "scenarios"}
TOLD_KEYS = {"given", "course", "on", "said", "at", "then", "each"}
SCENARIO_KEYS = TOLD_KEYS | {"it", "from", "like", "neighbours"}
NEIGHBOUR_KEYS = TOLD_KEYS | {"but"}
COURSE_KEYS = {"start", "fs", "act", "new", "follows", "hurts", "skips", "walks"}
ENTRY_KEYS = {"told", "events", "flags", "again"}
EVENT_KEYS = {"kind", "role", "cleared", "condition", "limits", "id", "target", "reason", "until", "set"}
EVENT_KEYS |= {"what", "side", "cost", "note", "why"}
SAID_KEYS = {"day", "at", "id", "corrects", "withdraws"}
SOURCE = re.compile(r"PATHWAY \d+( .+)?|DESIGN .+|(evidence|seed|conflict):[A-Z]+\d+")


# What is written


@dataclass(frozen=True)
class Play:
    """One decision to be asked for, and what it should be."""

    id: str
    sources: list[str]
    told: Mapping[str, Any]  # who, given, course, on, said
    day: int
    then: Mapping[str, Any]


def plays() -> Iterator[Play]:
    for file, text in FILES.items():
        for scenario in text["scenarios"]:
            yield from played(file, text, scenario)


def played(file: str, text: Mapping[str, Any], scenario: Mapping[str, Any]) -> Iterator[Play]:
    told = {"like": text.get("like"), **scenario}
    yield from decisions(f"{file}: {scenario['it']}", told, scenario)
    for neighbour in scenario.get("neighbours", []):
        but = neighbour.get("but") or in_words(neighbour)
        yield from decisions(f"{file}: {scenario['it']} / but {but}", together(told, neighbour), neighbour)


def decisions(title: str, told: Mapping[str, Any], part: Mapping[str, Any]) -> Iterator[Play]:
    if "then" in part:
        yield Play(title, told["from"], told, part.get("at", told.get("at", last_day(told))), part["then"])
    for expected in part.get("each", []):
        then = {key: value for key, value in expected.items() if key != "day"}
        yield Play(f"{title}, day {expected['day']}", told["from"], told, expected["day"], then)


def together(told: Mapping[str, Any], neighbour: Mapping[str, Any]) -> dict[str, Any]:
    """What is told in the neighbour, on top of what the scenario tells."""
    on = dict(told.get("on", {}))
    for day, entry in neighbour.get("on", {}).items():
        both = isinstance(entry, dict) and isinstance(on.get(day), dict)
        on[day] = on[day] | entry if both else entry
    return {
        **told,
        "given": told.get("given", {}) | neighbour.get("given", {}),
        "course": told.get("course", {}) | neighbour.get("course", {}),
        "on": on,
        "said": neighbour.get("said", told.get("said", [])),
    }


def in_words(neighbour: Mapping[str, Any]) -> str:
    parts = {key: neighbour[key] for key in ("given", "course", "on", "at") if key in neighbour}
    return re.sub('["{}]', "", json.dumps(parts, default=str, ensure_ascii=False))


# From what is written to a case


def intake(told: Mapping[str, Any]) -> dict[str, Any]:
    answers = intake_of(told["like"]) | told.get("given", {})
    mornings = fs_by_day(told)
    if mornings:
        answers["first_step_pain"] = mornings[0]
    return answers


def case(play: Play) -> dict[str, Any]:
    if play.told.get("course", {}).get("follows"):
        return followed(play)
    return written_out(play)


def followed(play: Play) -> dict[str, Any]:
    """Somebody who does what the plan says, day by day; on top of it what `on` tells."""
    lived, day = lived_by(life_of(play.told)), play.day
    return {
        "at": f"{when(play.told, day)}T07:10:00+00:00",
        "answers": lived["answers"],
        "diary": [
            {"date": when(play.told, about), **entry} for about, on, entry in lived["told"] if on < day + EVENING
        ],
        "events": [{"date": when(play.told, about), **entry} for about, on, entry in lived["events"] if on <= day],
    }


def life_of(told: Mapping[str, Any]) -> str:
    """All that a followed life hangs on."""
    return json.dumps([told["like"], told.get("given"), told["course"], told.get("on")], default=str)


@cache
def longest() -> dict[str, Play]:
    """Of each life the last day that is asked for."""
    found: dict[str, Play] = {}
    for play in plays():
        if play.told.get("course", {}).get("follows"):
            before = found.setdefault(life_of(play.told), play)
            found[life_of(play.told)] = max(before, play, key=lambda each: each.day)
    return found


@cache
def lived_by(life: str) -> dict[str, Any]:
    found: dict[str, Any] = kept(life, lambda: lived(longest()[life]))
    return found


def lived(play: Play) -> dict[str, Any]:
    """What was answered at first, and what was told on which day about which, to the evening before the last."""
    life = Life(answered(intake(play.told)), date.fromisoformat(when(play.told, 0)))
    for day in range(play.day + 1):
        live_on(life, play.told, day)
    return {"answers": life.answers, "told": life.told, "events": life.events}


def live_on(life: Life, told: Mapping[str, Any], day: int) -> None:
    course = told["course"]
    mornings, loads = fs_by_day(told), tokens(course.get("act", ""))
    skipped = day in days_in(course.get("skips", ""))
    own = {k: v for entry in special(told, day) for k, v in entry.items() if k not in ENTRY_KEYS}
    events = [event for entry in special(told, day) for event in entry.get("events", [])]
    for event in events:
        tell_event(life, day, event)
    morning = mornings[day] if day < len(mornings) else mornings[-1]
    yesterday = loads[min(day - 1, len(loads) - 1)] if day and loads else None
    silent = skipped or morning == "-"
    live(
        life,
        day,
        fs=None if silent else morning,
        act=None if silent or yesterday == "-" else yesterday,
        habit=Habit(
            answers=lambda _: not silent,
            exercises=lambda _: (not silent and course["follows"] != "rarely") or day % 3 == 0,
            hurts=course.get("hurts", 1),
            runs=course["follows"] != "no runs",
            walks=tuple(course.get("walks", (35, 1))),
        ),
        more=answered(own) if own else None,
    )


def days_in(text: str) -> set[int]:
    """`30..37 50` as days."""
    found: set[int] = set()
    for part in str(text).split():
        first, _, last = part.partition("..")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def tell_event(life: Life, day: int, event: Mapping[str, Any]) -> None:
    """A clinician's word, in the form of a case and as the engine has it."""
    body = {key: word for key, word in plain(event).items() if key != "kind"}
    on = life.start + timedelta(days=day)
    until = as_node(str(body["until"])) if "until" in body else None
    found, problems = {}, []
    if event["kind"] == "adjusted":
        found, problems = adjustment(pathway(), on, until, as_node(body["set"]), as_node({}))
    elif event["kind"] == "paused":
        found, problems = pause(on, until, as_node(body["why"]), as_node({}))
    elif event["kind"] == "treated":
        parts = {key: as_node(word) for key, word in body.items()} | ({"until": until} if until else {})
        found, problems = tried(pathway(), on, parts, as_node({}))
    elif "limits" in body:
        said, problems = limits(as_node(body["limits"]))
        found = {"limits": said}
    assert not problems, problems
    life.clinician(day, event["kind"], body, {**body, **found})


def written_out(play: Play) -> dict[str, Any]:
    """The case as it is known at 07:10 on the day of the decision. Its first date says when the answers were given."""
    told, today = play.told, play.day
    days = [entry for day in range(today + 1) for entry in entries(told, day, today)]
    said = [word for word in told.get("said", []) if word["day"] <= today]
    return {
        "at": f"{when(told, today)}T07:10:00+01:00",
        "answers": answered(intake(told)),
        "diary": [{"date": when(told, day), **answered(facts)} for day, facts, _ in days if facts or day == 0]
        + [timed(told, word) | facts_said(word) for word in said if not taken_back(word)],
        "events": [{"date": when(told, day), **plain(event)} for day, _, events in days for event in events]
        + [timed(told, word) | taken_back(word) for word in said if taken_back(word)],
    }


def when(told: Mapping[str, Any], day: int) -> str:
    start = told.get("course", {}).get("start", FIRST_DAY)
    return (date.fromisoformat(start) + timedelta(days=day)).isoformat()


Entry = tuple[int, dict[str, Any], list[dict[str, Any]]]


def entries(told: Mapping[str, Any], day: int, today: int) -> Iterator[Entry]:
    """What has been told about a day by today, in the order it was told: facts, and a clinician's words."""
    first, *more = [entry for entry in special(told, day) if entry.get("told", day) <= today] or [{}]
    for entry in (ordinary(told, day, today) | first, *more):
        facts = {fact: word for fact, word in entry.items() if fact not in ENTRY_KEYS}
        yield day, renewed(told, entry) | facts, entry.get("events", [])


def ordinary(told: Mapping[str, Any], day: int, today: int) -> dict[str, Any]:
    """The morning's two answers, and yesterday's worst pain, told the next morning about its own day."""
    course, facts = told.get("course", {}), {}
    morning = fs_by_day(told)[day] if day else "-"
    if morning not in ("-", {}):
        facts = {"first_step_pain": morning} | ({"nothing_new": "yes"} if asked_new(course, day) else {})
    loads = tokens(course.get("act", ""))
    if day < today and day < len(loads) and loads[day] != "-":
        facts["activity_pain"] = loads[day]
    return facts


def asked_new(course: Mapping[str, Any], day: int) -> bool:
    new = course.get("new", "every day")
    return new == "every day" or (new != "never" and day in tokens(new))


def special(told: Mapping[str, Any], day: int) -> list[dict[str, Any]]:
    for days, entry in told.get("on", {}).items():
        first, last = day_range(days)
        if first <= day <= last:
            return entry if isinstance(entry, list) else [entry]
    return []


def day_range(days: str) -> tuple[int, int]:
    """`day 4` or `days 4..7`."""
    match = re.fullmatch(r"days? (\d+)(?:\.\.(\d+))?", days)
    assert match, f"`{days}` is neither `day 4` nor `days 4..7`"
    return int(match[1]), int(match[2] or match[1])


def renewed(told: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """`flags: none` answers each red flag's list anew; `again: intake` the whole intake but what is the day's own."""
    if entry.get("again") == "intake":
        own = ("first_step_pain", "activity_pain", "weeks_of_pain")
        return {fact: word for fact, word in intake(told).items() if fact not in own}
    if entry.get("flags") == "none":
        asked = [f for f in FACTS.values() if f.get("flag") == "again" and f["asked"] == "always"]
        return {fact["id"]: calm_answer(fact) for fact in asked}
    return {}


def calm_answer(fact: Mapping[str, Any]) -> str:
    if fact["kind"] == "yes_no":
        return "yes" if fact["signs"] == ["no"] else "no"
    return str(fact["options"][0]) if fact["kind"] == "choice" else "none"


def timed(told: Mapping[str, Any], word: Mapping[str, Any]) -> dict[str, Any]:
    day = when(told, word["day"])
    return {"date": day, "id": word["id"], "at": f"{day}T{word['at']}:00+01:00"}


def facts_said(word: Mapping[str, Any]) -> dict[str, Any]:
    return answered({fact: said for fact, said in word.items() if fact not in SAID_KEYS})


def taken_back(word: Mapping[str, Any]) -> dict[str, Any]:
    """A correction or a withdrawal of an entry; nothing if it is an entry."""
    if "corrects" in word:
        return {"kind": "corrected", "target": word["corrects"], "values": facts_said(word)}
    return {"kind": "withdrawn", "target": word["withdraws"]} if "withdraws" in word else {}


def fs_by_day(told: Mapping[str, Any]) -> list[Any]:
    """The first steps of each morning: a word, or a word per foot."""
    fs = told.get("course", {}).get("fs", "")
    if not isinstance(fs, dict):
        return tokens(fs)
    feet = {foot: tokens(line) for foot, line in fs.items()}
    days = max(len(line) for line in feet.values())
    both = [{foot: line[day] for foot, line in feet.items() if day < len(line)} for day in range(days)]
    return [{foot: word for foot, word in morning.items() if word != "-"} for morning in both]


def last_day(told: Mapping[str, Any]) -> int:
    return max(len(fs_by_day(told)) - 1, 0)


def tokens(line: Any) -> list[Any]:
    """`6*3 7 - ? no_load`: three times 6, 7, nothing told, asked and not known, no load."""
    found: list[Any] = []
    for word in str(line).split():
        value, _, times = word.partition("*")
        found += [int(value) if value.isdigit() else None if value == "?" else value] * int(times or 1)
    return found


def answered(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {fact: value(FACTS[fact], word) for fact, word in facts.items() if word != "unasked"}


def value(fact: Mapping[str, Any], word: Any) -> Any:
    if isinstance(word, dict):
        return {foot: value(fact, each) for foot, each in word.items()}
    if fact["kind"] == "exercises" and word == "all":
        return SESSION
    if fact["kind"] == "exercises":
        return whole_day([session(one) for one in (word if isinstance(word, list) else [word])])
    if fact["kind"] == "set" and word == "none":
        return []
    if isinstance(word, Decimal):
        return float(word)
    return YES_NO.get(word, word) if fact["kind"] == "yes_no" else word


def whole_day(done: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """With a level goes the rest of the day's session: what is daily and has no ladder, else the day counts as half."""
    if not any("level" in one or one["id"] == "daily" for one in done):
        return done
    told = [one for one in done if one["id"] != "daily"]
    return told + [{"id": id, "pain": 1} for id in DAILY if id not in {one["id"] for one in told}]


def session(word: Any) -> dict[str, Any]:
    """`H3`: all of the heel raises of that level with pain 1. `H3/4`: with pain 4. `H3 fewer`: not all of them."""
    if not isinstance(word, str):
        return dict(word)
    name, _, how = word.partition(" ")
    level, _, pain = name.partition("/")
    if level not in LADDERS:
        return {"id": level, "pain": int(pain or 1)}
    task, n = LADDERS[level]
    dose = task["levels"][level]
    whole = {key: dose[key][-1] - (how == "fewer") for key in ("sets", "reps") if key in dose}
    return {"id": task["id"], "level": n, "pain": int(pain or 1), **whole}


def plain(event: Mapping[str, Any]) -> dict[str, Any]:
    return {key: YES_NO.get(word, word) if isinstance(word, str) else word for key, word in event.items()}


# From an answer to what is said of it

EXACT = {
    "triage": lambda found: found["triage"],
    "decision": lambda found: found["decision"],
    "phase": lambda found: found["phase"],
    "loading": lambda found: found["loading"],
    "best": lambda found: found["condition"],
    "rule": lambda found: found["reasons"][0]["rule"],
    "fired": lambda found: found["reasons"][0]["fired"],
    "rows": lambda found: sorted(set(found["rows"]) - {TRIAGE["otherwise"]["id"]}),
    "ask": lambda found: ids(found["ask"]),
    "tasks": lambda found: sorted(ids(found["plan"]["tasks"])),
    "seek_help": lambda found: found["seek_help"]["rung"],
    "stage": lambda found: found["running"]["stage"],
    "budget": lambda found: (found["running"]["minutes"] or {}).get("budget"),
    "used": lambda found: (found["running"]["minutes"] or {}).get("used"),
    "session": lambda found: (found["running"]["today"] or {}).get("minutes", 0),
    "intervals": lambda found: (found["running"]["today"] or {}).get("intervals", 0),
    "session_least": lambda found: (found["running"]["today"] or {}).get("minutes", 0),
    "over": lambda found: found["running"]["over"],
    "open": lambda found: found["running"]["open"],
    "also": lambda found: [each["to"] for each in found["also"]],
    "notices": lambda found: sorted(reason["rule"] for reason in found["notices"] if reason["fired"] is True),
}
LISTS = {
    "ask": lambda found: ids(found["ask"]),
    "tasks": lambda found: ids(found["plan"]["tasks"]),
    "why": lambda found: [reason["rule"] for reason in found["reasons"] if reason["fired"] is not False],
    "saw": lambda found: [saw["name"] for reason in found["reasons"] for saw in reason["saw"]],
    "waits": lambda found: [
        saw["name"] for reason in found["reasons"] for saw in reason["saw"] if saw["holds"] is None
    ],
}
NAMED = {"heel_raise": "raise", "towel_scrunch": "scrunch", "balance": "balance"}
PARTS = {
    "referral": lambda found: found["referral"],
    "limits": lambda found: found["limits"],
    "levels": lambda found: {NAMED[id]: level for id, level in found["levels"].items()},
    "gate": lambda found: {c["id"].removeprefix("gate-"): c["holds"] for c in found["running"]["gate"]},
    "treatments": lambda found: {one["id"]: one["state"] for one in found["treatments"]},
    "tried": lambda found: found["ledger"][-1] if found["ledger"] else None,
    "outlook": lambda found: found["outlook"],
    "plan": lambda found: {"kind": found["plan"]["kind"]},
    "dose": lambda found: {task["id"]: task["dose"] for task in found["plan"]["tasks"]},
}
THEN_KEYS = {*EXACT, *PARTS, *(f"{name}_{how}" for name in LISTS for how in ("has", "not"))}
THEN_KEYS |= {"says_not", "fit", "signs", "profile"}


def ids(items: list[Any]) -> list[str]:
    return [item if isinstance(item, str) else item["id"] for item in items]


def differences(then: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    for key, expected in then.items():
        if key == "session_least":
            yield from [f"{key}: {EXACT[key](found)}"] if EXACT[key](found) < expected else []
        elif key in EXACT:
            yield from unlike(key, in_order(key, expected), EXACT[key](found))
        elif key in PARTS:
            yield from part_unlike(key, known(expected), PARTS[key](found))
        elif key in ("fit", "signs"):
            yield from condition_unlike(key, expected, found)
        elif key == "profile":
            there = {factor["id"].removeprefix("drives-"): factor["present"] for factor in found["profile"]}
            wanted = {name: {"yes": True, "no": False, "unknown": None}[word] for name, word in expected.items()}
            yield from part_unlike(key, wanted, there)
        elif key == "says_not":
            everything = json.dumps(found, default=str, ensure_ascii=False).casefold()
            yield from (f"says: `{words}`" for words in expected if words.casefold() in everything)
        else:
            name, _, how = key.partition("_")
            there = LISTS[name](found)
            yield from (f"{key}: {item} (was {there})" for item in expected if (item in there) != (how == "has"))


def known(expected: Any) -> Any:
    """yes and no as a case says them, and `?` for not known."""
    if not isinstance(expected, dict):
        return expected
    words = {**YES_NO, "?": None}
    return {name: words.get(word, word) if isinstance(word, str) else word for name, word in expected.items()}


def in_order(key: str, expected: Any) -> Any:
    if key in ("over", "open", "fired"):
        return YES_NO[expected]
    return sorted(expected) if key in ("rows", "tasks", "notices") else expected


def unlike(key: str, expected: Any, was: Any) -> Iterator[str]:
    if expected != was:
        yield f"{key}: expected {expected}, was {was}"


def part_unlike(key: str, expected: Any, was: Any) -> Iterator[str]:
    if expected is None or was is None:
        yield from unlike(key, expected, was)
        return
    for name, word in expected.items():
        yield from unlike(f"{key}.{name}", word, was.get(name))


def condition_unlike(key: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    there = {condition["id"]: condition for condition in found["conditions"]}
    for name, word in expected.items():
        if key == "fit":
            yield from unlike(f"fit of {name}", word, there[name]["fit"])
        else:
            for side, features in word.items():
                yield from unlike(f"{name} {side}", sorted(features), sorted(ids(there[name][side])))


# Is the writing itself right?


def slips() -> Iterator[str]:
    for file, text in FILES.items():
        yield from unknown(file, text, FILE_KEYS)
        for scenario in text["scenarios"]:
            yield from slips_of(f"{file}: {scenario.get('it')}", text, scenario)
    titles = [play.id for play in plays()]
    yield from (f"said twice: {title}" for title in sorted({t for t in titles if titles.count(t) > 1}))


def slips_of(title: str, text: Mapping[str, Any], scenario: Mapping[str, Any]) -> Iterator[str]:
    yield from unknown(title, scenario, SCENARIO_KEYS)
    sources = scenario.get("from") or ["nothing"]
    yield from (f"{title}: from {source}?" for source in sources if not SOURCE.fullmatch(source))
    yield from (f"{title}: nobody" for who in [scenario.get("like", text.get("like"))] if who not in WHO)
    for part, keys in [(scenario, SCENARIO_KEYS), *((n, NEIGHBOUR_KEYS) for n in scenario.get("neighbours", []))]:
        yield from unknown(title, part, keys)
        yield from slips_told(title, part)
        if not ("then" in part or "each" in part):
            yield f"{title}: nothing is expected"
        for then in [part.get("then", {}), *part.get("each", [])]:
            yield from unknown(title, then, THEN_KEYS | ({"day"} if then is not part.get("then") else set()))
            yield from nothing_such(title, then)


def slips_told(title: str, part: Mapping[str, Any]) -> Iterator[str]:
    yield from unknown(title, part.get("course", {}), COURSE_KEYS)
    yield from wrong_answers(title, part.get("given", {}))
    for days, entry in part.get("on", {}).items():
        day_range(days)
        for one in entry if isinstance(entry, list) else [entry]:
            yield from wrong_answers(title, one, ENTRY_KEYS)
            for event in one.get("events", []):
                yield from unknown(title, event, EVENT_KEYS)
    for word in part.get("said", []):
        yield from wrong_answers(title, word, SAID_KEYS)


def unknown(title: str, part: Mapping[str, Any], keys: set[str]) -> Iterator[str]:
    yield from (f"{title}: `{key}`?" for key in part.keys() - keys)


def nothing_such(title: str, then: Mapping[str, Any]) -> Iterator[str]:
    """An expected absence of something that does not exist would always be met."""
    for key, words in then.items():
        there = EXISTS.get(key.removesuffix("_has").removesuffix("_not"), ())
        listed = words if isinstance(words, list) else [words]
        yield from (f"{title}: no {key} `{word}`" for word in listed if there and word not in there)


def wrong_answers(title: str, facts: Mapping[str, Any], others: set[str] = frozenset()) -> Iterator[str]:
    for fact, word in facts.items():
        if fact not in FACTS:
            yield from () if fact in others else (f"{title}: no fact `{fact}`",)
        else:
            for one in word.values() if isinstance(word, dict) else [word]:
                yield from (f"{title}: {fact} cannot be {bad}" for bad in not_answers(FACTS[fact], one))


def not_answers(fact: Mapping[str, Any], word: Any) -> list[Any]:
    if fact["kind"] == "exercises" or word in (None, "unasked") or word in fact.get("extra", []):
        return []
    allowed = fact.get("options", []) + (["none"] if fact["kind"] == "set" else [])
    match fact["kind"]:
        case "yes_no":
            return [word] * (word not in ("yes", "no"))
        case "choice" | "set":
            return [one for one in (word if isinstance(word, list) else [word]) if one not in allowed]
        case "int":
            low, high = fact["range"]
            return [word] * (isinstance(word, str) or not low <= word <= high)
    return []


# The tests


@pytest.mark.parametrize("play", [pytest.param(play, id=play.id) for play in plays()])
def test_scenario(play: Play) -> None:
    told = case(play)
    wrong = list(differences(play.then, svang.decide(told)))
    if wrong:
        words = json.dumps(told, default=str, ensure_ascii=False)
        pytest.fail("\n".join([play.id, f"from {', '.join(play.sources)}", *wrong, words]), pytrace=False)


@pytest.mark.parametrize("place", range(0, len(longest()), 50))
def test_a_life_that_is_kept_is_the_same_worked_out_anew(place: int) -> None:
    life, play = list(longest().items())[place]
    assert json.loads(json.dumps(lived(play), default=str)) == lived_by(life)


FLAGS = [fact["id"] for fact in FACTS.values() if "flag" in fact and fact["asked"] == "always"]


@pytest.mark.parametrize("how", ["unasked", None], ids=["unasked", "not known"])
@pytest.mark.parametrize("flag", FLAGS)
def test_no_red_flag_may_be_missing(flag: str, how: str | None) -> None:
    """PATHWAY 6 row 4 and invariant 3, for each of them."""
    then = {"triage": "routine", "decision": "hold", "phase": "paused", "ask_has": [flag]}
    test_scenario(Play(f"without {flag}", ["PATHWAY 6 row 4"], {"like": "nurse", "given": {flag: how}}, 0, then))


def test_the_scenarios_are_written_as_agreed() -> None:
    assert list(slips()) == []


def expectations() -> Iterator[list[Mapping[str, Any]]]:
    """What one scenario and its neighbours expect."""
    for file, text in FILES.items():
        yield from ([play.then for play in played(file, text, scenario)] for scenario in text["scenarios"])


@pytest.mark.parametrize("row", [row["id"] for row in TRIAGE["rows"]])
def test_each_triage_row_has_both_sides(row: str) -> None:
    sides = [{row in then["rows"] for then in group if "rows" in then} for group in expectations()]
    assert {True, False} in sides


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_the_day_has_both_sides(rule: str) -> None:
    sides = [{rule == then["rule"] for then in group if "rule" in then} for group in expectations()]
    assert {True, False} in sides
