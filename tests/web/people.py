"""People for the tests: what they answer, how they press it in a browser, and quick ways to a history without one.

Answers stand by fact id, as in a case: yes and no as words or as true and false, {left: [...]} for the sore places,
None for "do not know". Who has no answer to a question does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page

from bench.people import INTAKE, START, ZONE, events
from svang import store
from svang.answers.day import proposed_day
from svang.answers.kinds import to_store
from svang.answers.typed import typed as as_typed
from svang.care import decided
from svang.care.basis import Day
from svang.interview.intake import Intake
from svang.interview.lines import NOTHING, SKIPPED, calm
from svang.interview.lists import skippable
from svang.interview.morning import Morning
from svang.interview.questions import DONT_KNOW, Question, choices, line_of, node, several
from svang.interview.sitting import Sitting
from svang.pathway.load import pathway
from svang.texts import texts
from svang.web.asking import CHECK, key_of, mark, raw_of
from svang.web.visit import PERSON
from tests.edge import care
from tests.lives import Habit, Life, live
from tests.web.browser import Site

Answers = Mapping[str, Any]


def _plain(said: Any) -> Any:
    return {True: "yes", False: "no"}.get(said, said) if isinstance(said, bool) else said


CALM: dict[str, Any] = {**INTAKE, "press_pad_centre": "no", "windlass": "positive"}
"""46 years, the left heel sore at its front: the plan starts, phase calm."""
EMERGENCY: dict[str, Any] = CALM | {"onset_injury": "fall_or_jump", "can_bear_weight": "no"}
"""Cannot stand on the foot after a fall: the questions end there."""
SAME_DAY: dict[str, Any] = CALM | {"fever_unexplained": "yes", "very_unwell": "no"}
"""Fever: a doctor today."""
BOTH_FEET: dict[str, Any] = CALM | {"pain_sites": {"left": ["heel_front_inner"], "right": ["heel_front_inner"]}}

WELL = {fact.id: CALM[fact.id] for fact in pathway().facts.values() if fact.flag and fact.asked is None}
"""No red flag, and nothing of the health list."""
RUNNER: dict[str, Any] = CALM | {"runner": "yes", "wants_to_run": "yes"}
"""Wants to run again."""

READY = """() => new Promise((done) => {
  const begun = performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  setTimeout(done, Math.max(0, begun + 260 - performance.now()));
})"""
"""The script lets the second of two quick taps answer nothing: for 250 ms."""


# -- in a browser -------------------------------------------------------------------------------------------


def answer(page: Page, answers: Answers = CALM, *, until: str = "") -> None:
    """Goes through /check until there is no question left, or until the question about a fact is shown."""
    page.goto(_base(page) + "/check")
    answer_on(page, answers, until=until)


def answer_on(page: Page, answers: Answers = CALM, *, until: str = "") -> None:
    """Answers from the question that is shown, as long as there is one."""
    for _ in range(120):
        key = shown(page)
        if not key or (until and key.partition("|")[0] == until):
            return
        answer_one(page, answers)
    raise AssertionError(f"120 answers and still a question: {shown(page)}.")


def answer_one(page: Page, answers: Answers = CALM) -> None:
    """Answers the question that is shown, and waits for the next page."""
    press(page, *values(page, shown(page), answers))


def press(page: Page, *submitted: str) -> None:
    """Chooses these values (typed into the field, where there is one) and waits for the next page."""
    if any("=" in each for each in submitted):
        fill(page, submitted)
        return
    buttons = page.locator('main form button[name="answer"]')
    field = page.locator('main form input#in[name="answer"]')
    boxes = page.locator('main form input[type="checkbox"][name="answer"]')
    found = buttons.and_(page.locator(f'[value="{submitted[0]}"]')) if submitted else None
    if found is not None and found.count():
        go(page, found.first)
        return
    if field.count():
        field.fill(submitted[0] if submitted else "")
    for box in boxes.all():
        box.set_checked(box.get_attribute("value") in submitted)
    go(page, page.locator("main form button.btn:not([name])").first)


def fill(page: Page, submitted: Sequence[str]) -> None:
    """Ticks or writes each line of a page, and goes on with them."""
    for name, _, value in (each.partition("=") for each in submitted):
        field = page.locator(f'main form input[name="line-{name}"]')
        if field.first.get_attribute("type") is None:
            field.fill(value)
        else:
            page.locator(f'main form label:has(input[name="line-{name}"][value="{value}"])').click()
    go(page, page.locator("main form button.btn:not([name])").first)


def go(page: Page, target: Locator) -> None:
    """Presses something that leads to another page, and waits for that page."""
    page.evaluate(READY)
    with page.expect_navigation():
        target.click()


def shown(page: Page) -> str:
    """The question on the page, `fact|date|foot|about|among`; '' where there is none."""
    found = page.locator('input[name="question"]')
    return found.first.get_attribute("value") or "" if found.count() else ""


def values(page: Page, key: str, answers: Answers = CALM) -> list[str]:
    """What this person submits to the question on the page."""
    fact, day, foot, about, among = key.split("|")
    if about in ("list", "form"):
        names = page.locator('main form input[name^="line-"]').evaluate_all("all => [...new Set(all.map(i => i.name))]")
        lines = tuple(name.removeprefix("line-") for name in names)
        return submitted(Question(fact, date.fromisoformat(day), foot, about, lines), answers)
    if among:  # what to choose among is not in the key: by the words
        wanted = {str(word) for word in answers.get(about, ())}
        language = page.locator("html").get_attribute("lang") or ""
        words = {_among_label(language, about, id) for id in wanted}
        rows = page.locator('main form label:has(input[name="answer"])').all()
        pairs = [(row.inner_text().strip(), row.locator("input").get_attribute("value") or "") for row in rows]
        return [value for label, value in pairs if label in words] or [pairs[-2][1]]  # none of them
    return submitted(Question(fact, date.fromisoformat(day), foot, about), answers)


def _among_label(language: str, about: str, id: str) -> str:
    return line_of(texts(language), id) if about == "which" else texts(language)("tasks", id, "name")


def _base(page: Page) -> str:
    assert page.url.startswith("http"), "go to the site's first page before you answer"
    return "/".join(page.url.split("/")[:3])


# -- without one --------------------------------------------------------------------------------------------


def submitted(question: Question, answers: Answers) -> list[str]:
    """The form values of an answer."""
    if question.about in LINES:
        return LINES[question.about](question, answers)
    way, said = pathway(), _said(question, answers)
    if said is None and skippable(way, question):
        return [SKIPPED]
    listed = {choice.key: choice.raw for choice in choices(way, texts("da"), question)}
    if said is None:
        return [DONT_KNOW if DONT_KNOW in listed else list(listed)[-1]]
    words = said if isinstance(said, list | tuple) and several(way, question) else [said]
    keys = [key for key, raw in listed.items() if any(_same(raw, word) for word in words)]
    return keys or [str(word) for word in words]


def _ticked(question: Question, answers: Answers) -> list[str]:
    """Each line as this person answers it; nothing of it, where no line fits."""
    lines = []
    for fact in (pathway().facts[id] for id in question.among):
        said = answers.get(fact.id)
        said = any(map(_yes, said.values())) if isinstance(said, Mapping) else said
        if said is None:
            lines.append(f"{fact.id}=?")
        elif _plain(said) != _plain(calm(fact)):
            lines.append(f"{fact.id}=yes")
    return lines or [NOTHING]


def _yes(said: Any) -> bool:
    return said in (True, "yes")


def _filled(question: Question, answers: Answers) -> list[str]:
    each = [(name, submitted(part, answers)) for name, part in zip(question.among, question.parts, strict=True)]
    lines = [f"{name}={value}" for name, found in each for value in found if value != SKIPPED]
    return lines or [SKIPPED]


LINES: Mapping[str, Callable[[Question, Answers], list[str]]] = {
    "list": _ticked,
    "form": _filled,
    "so_far": lambda question, answers: ["yes"],
}


def _said(question: Question, answers: Answers) -> Any:
    if question.about == "news":
        return answers.get("nothing_new", True)
    said = answers.get(question.fact)
    if question.about == "where":
        feet = [foot for foot, there in said.items() if _yes(there)] if isinstance(said, Mapping) else []
        return feet[0] if len(feet) == 1 else "both"
    if question.about == "feet":
        feet = [foot for foot, places in (said or {}).items() if places]
        return "both" if len(feet) > 1 else feet[0] if feet else "nowhere"
    return said.get(question.foot) if isinstance(said, Mapping) and question.foot else said


def _same(raw: Any, word: Any) -> bool:
    word = {"yes": True, "no": False}.get(word, word) if isinstance(raw, bool) else word
    return raw is not None and raw.__class__ is word.__class__ and raw == word


def drafted(site: Site, until: str, answers: Answers = CALM, *, kind: str = CHECK, foot: str = "") -> int:
    """Answers everything before the question about a fact, as a draft; the number of that question."""
    at = datetime.fromisoformat(site.now)
    day = proposed_day(at)
    sitting = Sitting(care, PERSON, day, at=at, today=day, intake=kind == CHECK)
    asker = Intake(sitting, paged=True) if kind == CHECK else Morning(sitting)
    told: dict[str, list[str]] = {}
    while (question := asker.next()) is not None:
        if until in question.facts and question.about not in ("feet", "so_far"):
            break
        told[key_of(question)] = submitted(question, answers)
        sitting.tell(question, raw_of(pathway(), question, told[key_of(question)]))
    assert question is not None, f"{until} is never asked of this person"
    store.keep_draft(PERSON, kind, day, told | mark(pathway()))
    return len(told) + 1


def tell(site: Site, answers: Answers) -> Day:
    """Stores answers under the day it is at the site's clock, as an entry of that moment."""
    at = datetime.fromisoformat(site.now)
    typed, problems = as_typed(pathway(), node(answers))
    assert not problems, problems
    return care.answer(PERSON, {proposed_day(at): typed}, at=at)


def begun(site: Site, answers: Answers = CALM) -> Day:
    """The first day is done: every question of the intake is answered, at the site's clock."""
    at = datetime.fromisoformat(site.now)
    day = proposed_day(at)
    sitting = Sitting(care, PERSON, day, at=at, today=day, intake=True)
    asker = Intake(sitting, paged=True)
    while (question := asker.next()) is not None:
        sitting.tell(question, raw_of(pathway(), question, submitted(question, answers)))
    sitting.store()
    return care.look(PERSON, at=at)


def days(site: Site, n: int, *, told: bool = False) -> None:
    """A history of n days (a check-in each day from 2 March 2026); the clock stands on the morning after, which is
    not told yet. `told`: that morning is told too."""
    rows = [to_store(pathway(), event) for event in events(n + 1)]
    last = f"m{n}"
    store.append(PERSON, [row for row in rows if told or row.id != last], expected=0)
    morning = datetime(START.year, START.month, START.day, 7, 10, tzinfo=ZONE) + timedelta(days=n)
    site.now = morning.isoformat()


def better(day: int) -> dict[str, int]:
    """First steps that get better, with ups and downs on the way."""
    return {"left": max(0, min(10, 6 - day // 9 + (1, 0, -1, 0, 0, 1, 0)[day % 7]))}


def sore(day: int) -> dict[str, int]:
    """First steps that do not."""
    return {"left": 6 + (0, 1, 0, -1, 0)[day % 5]}


def eased(day: int) -> int:
    return max(1, 4 - day // 7)


LIVES: dict[str, Life] = {}


def once_lived(n: int, answers: Answers, told: list[tuple[Any, Any]], habit: Habit) -> Life:
    """Who has lived like this in this process before does not do so again."""
    does = [(habit.answers(day), habit.exercises(day)) for day in range(n + 1)]
    key = repr((sorted(answers.items()), told, does, habit.hurts, habit.runs, habit.walks, habit.tells))
    if key not in LIVES:
        life = LIVES[key] = Life(dict(answers), START)
        rests = replace(habit, exercises=lambda day: False, runs=False)
        for day, (fs, act) in enumerate(told):
            live(life, day, fs=fs, act=act, habit=habit if day < n else rests)
    found = copy(LIVES[key])
    found.told, found.events, found.left = list(found.told), list(found.events), dict(found.left)
    found.decided, found.typed, found.saw = list(found.decided), list(found.typed), list(found.saw)
    return found


def lived(
    site: Site,
    n: int,
    answers: Answers = CALM,
    *,
    fs: Callable[[int], Any] = better,
    act: Callable[[int], Any] = eased,
    habit: Habit | None = None,
) -> Life:
    """A person who follows the plan from 2 March 2026; the clock stands on the n-th morning after, which is told."""
    life = once_lived(n, answers, [(fs(day), act(day)) for day in range(n + 1)], habit or Habit())
    store.append(PERSON, [to_store(pathway(), event) for event in life.typed], expected=0)
    site.now = (datetime(START.year, START.month, START.day, 9, 10, tzinfo=ZONE) + timedelta(days=n)).isoformat()
    return life


def decided_too(life: Life) -> None:
    """What was decided each morning of a life, stored as the pages store it."""
    morning = datetime(START.year, START.month, START.day, 7, 5, tzinfo=ZONE)
    said = [decided(pathway(), d, at=morning + timedelta(days=n), id=f"life-d{n}") for n, d in enumerate(life.decided)]
    store.append(PERSON, said, expected=store.last(PERSON))


def told_late(site: Site, life: Life, answers: Answers) -> None:
    """Something about yesterday."""
    at = datetime.fromisoformat(site.now)
    care.answer(PERSON, {at.date() - timedelta(days=1): life.values(dict(answers))}, at=at)


def treated(site: Site, body: Mapping[str, Any], *, days_ago: int) -> None:
    at = datetime.fromisoformat(site.now)
    id = f"{body['what']}-{days_ago}"
    care.tell("treated", PERSON, body, day=at.date() - timedelta(days=days_ago), at=at, id=id)


def seen(site: Site, body: Mapping[str, Any], *, days_ago: int) -> None:
    """Somebody has looked at the foot."""
    at = datetime.fromisoformat(site.now)
    care.tell("seen", PERSON, body, day=at.date() - timedelta(days=days_ago), at=at)


# -- the morning, in a browser ------------------------------------------------------------------------------


NOTHING_NEW, NEWS_OR_DOUBT = "1", "2"
"""The two that save."""


def choose(page: Page, key: str, value: str) -> None:
    """Chooses one answer of a question on today's page."""
    page.locator(f'#checkin label:has(input[name="{key}"][value="{value}"])').click()


def open_each(page: Page) -> None:
    """Opens the fold with each exercise by itself."""
    fold = page.locator("#each")
    if fold.count() and fold.get_attribute("open") is None:
        fold.locator("summary").first.click()


def check_in(page: Page, answers: Answers) -> None:
    """Fills in today's check-in (what has no answer stays open) and saves it."""
    names = page.locator("#checkin fieldset input[type=radio]").evaluate_all(
        "all => [...new Set(all.map(i => i.name))]"
    )
    for key in names:
        fact, day, foot, about, _ = key.split("|")
        if fact in answers:
            choose(page, key, *submitted(Question(fact, date.fromisoformat(day), foot, about), answers))
    news = NEWS_OR_DOUBT if answers.get("nothing_new", True) in (False, "no") else NOTHING_NEW
    go(page, page.locator(f'#checkin .save button[value="{news}"]'))
