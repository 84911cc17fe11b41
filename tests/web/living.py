"""Somebody who lives with the pages day by day: tells the morning, answers what is asked, and reads what Today
says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from svang.answers.day import NIGHT_ENDS
from svang.engine.course import fold
from svang.engine.days import merge
from svang.engine.decide import Decision, decide
from svang.interview.questions import Question
from svang.pathway.load import pathway
from svang.says.decision import decision_said
from svang.texts import texts
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.steps import at_clock, headline, path_of

QUICKLY = """(() => {
  const now = performance.now.bind(performance);
  let looked = 0;
  performance.now = () => now() + 300 * looked++;
})()"""
"""The clock of the page runs on a little each time it is looked at: no tap is the second of two quick ones, and none
has to be waited for."""
TAP = """(wanted) => {
  for (const each of wanted) {
    const found = document.querySelector(each);
    const seen = found && (found.closest("label") || found);
    if (!seen || !seen.checkVisibility()) throw new Error(`Nobody can press ${each}`);
    seen.click();
  }
}"""
OPEN = """async ([address, part]) => {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (part) document.body.replaceChildren(...page.querySelectorAll(part));
  else document.body.replaceWith(page.body);
  history.replaceState(null, "", answer.url);
}"""
SEND = """async (wanted) => {
  const found = wanted.map((each) => document.querySelector(each));
  const button = found.pop();
  for (const each of found) each.checked = true;
  const body = new URLSearchParams(new FormData(button.form, button));
  const answer = await fetch(button.form.action, { method: "POST", body });
  document.body.replaceWith(new DOMParser().parseFromString(await answer.text(), "text/html").body);
  history.replaceState(null, "", answer.url);
}"""
"""A page in the place of the one that stands here, or a part of it, and its form sent as it is: in a third of the
time that it takes the browser to go there. The script of such a page does not run."""
READ = """() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const text = (at) => (at.innerText || at.textContent).replace(/\\s+/g, " ").trim();
  const one = (what) => all(what).map(text)[0] || "";
  return {
    h1: one("h1"), word: one(".day .row b"), where: one(".day .row .m"), number: one(".own-number .big"),
    line: one(".day > p.s.m"), lines: all(".ones .one:not(details)").map(text), banner: one(".ban"),
    tasks: all('#each .task:has(input[name="task"])').map((at) => [
      at.querySelector('input[name="task"]').value, text(at.querySelector("div > p.s:not(.dose)") || new Text())]),
    cards: all("main h2").map(text), said: document.querySelector("main").textContent,
    leads: all("main a").map((at) => at.getAttribute("href")), height: document.documentElement.scrollHeight,
    due: all("#checkin").length > 0, at_work: all("#work").length > 0,
  };
}"""
ASKED = "all => [...new Set(all.map(input => input.name))]"
TOPS = {"raise_top_reached": "heel_raise", "scrunch_top_reached": "towel_scrunch", "balance_top_reached": "balance"}


def _levels() -> dict[tuple[str, str], str]:
    """The id of each level of each exercise, by its words on Today."""
    found = {}
    for task in pathway().tasks:
        for n, level in enumerate(task.levels, start=1):
            name = texts("da")("tasks", task.id, "levels", level, "name")
            said = texts("da")("web", "today", "level", n=n, of=len(task.levels), name=name)
            found[task.id, " ".join(said.split())] = level
    return found


LEVELS = _levels()


@dataclass(frozen=True)
class Today:
    """What the page of a day said. `tasks`: the exercises of the card, with their levels; `said`: all its words;
    `asked`: what the check-in asked; `later`: what could wait, and was answered all the same."""

    day: int
    h1: str
    word: str
    where: str
    number: str
    line: str
    lines: tuple[str, ...]
    banner: str
    tasks: tuple[str, ...]
    cards: tuple[str, ...]
    said: str
    leads: tuple[str, ...]
    height: int
    due: bool
    at_work: bool
    asked: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class Living:
    """`answers`: what is true of this person, whatever is asked; a question they have no answer to ends the life.
    `stated`: the days on which the browser goes to each page, and each tap is made. `troubles`: what the browser
    complained of."""

    def __init__(self, site: Site, page: Page, answers: Mapping[str, Any], stated: Iterable[int] = ()) -> None:
        self.site, self.page, self.answers, self.stated = site, page, dict(answers), frozenset(stated)
        self.troubles: list[str] = []
        self.levels: dict[str, str] = {}
        page.add_init_script(QUICKLY)
        page.on("console", self._complained)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("response", self._answered)

    def _complained(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.troubles.append(said.text)

    def _answered(self, response: Response) -> None:
        if response.status not in (200, 204, 302, 304):
            self.troubles.append(f"{response.status} {response.url}")

    # -- a day ------------------------------------------------------------------------------------------------

    def begin(self, *, by_hand: bool = False) -> Today:
        """The first questions, page by page or without them, and the first look at Today."""
        at_clock(self.site, 0, "07:10")
        if by_hand:
            self.page.goto(self.site("/check"))
            self.answered()
            assert path_of(self.page) == "/result", f"The first questions end on {path_of(self.page)}."
        else:
            people.begun(self.site, self.answers)
        return self.looks(1)

    def looks(self, day: int, clock: str = "07:10") -> Today:
        """Today as it stands; day 1 is the day of the first questions."""
        at_clock(self.site, day - 1, clock)
        self.page.goto(self.site("/today"))
        return self.read(day)

    def morning(self, day: int, *, in_a_hurry: bool = False, **told: Any) -> Today:
        """The check-in, what the day waits for, and what can wait too, where there is time for it."""
        self.answers |= told
        at_clock(self.site, day - 1, "07:10")
        by_hand = day in self.stated
        if by_hand:
            self.page.goto(self.site("/today"))
        else:
            self.page.evaluate(OPEN, ["/today", "#checkin"])
        today = self.read(day, [*self.check_in(by_hand), *self.answered(by_hand)])
        if in_a_hurry or not {"/week", "/checkin/1"} & set(today.leads):
            return today
        self.page.evaluate(OPEN, ["/checkin/1", ""])
        later = self.answered(by_hand)
        if path_of(self.page) != "/today":
            self.page.goto(self.site("/today"))
        return self.read(day, today.asked, later)

    def check_in(self, by_hand: bool) -> list[str]:
        """Each question of the form, and the button that says that nothing is new; what was asked."""
        keys = self.page.locator("#checkin fieldset input[type=radio]").evaluate_all(ASKED)
        taps, asked = [], []
        for key in keys:
            fact, day, foot, about, _ = key.split("|")
            asked.append(f"{fact}.{foot}" if foot else fact)
            if fact != "exercises_pain" or self.answer("exercises_done") != "none":
                said = {fact: self.answer(fact)}
                value = people.submitted(Question(fact, date.fromisoformat(day), foot, about), said)[0]
                taps.append(f'#checkin input[name="{key}"][value="{value}"]')
        taps.append(f'#checkin .save button[value="{people.NOTHING_NEW}"]')
        if by_hand:
            self.tap(*taps)
        else:
            self.page.evaluate(SEND, taps)
        return asked

    def answered(self, by_hand: bool = True) -> list[str]:
        """Answers question after question for as long as there is one; what was asked."""
        asked = []
        while key := people.shown(self.page):
            fact, _, _, about, _ = key.split("|")
            lines = self.page.locator('main form input[name^="line-"]').evaluate_all(ASKED)
            names = [line.removeprefix("line-") for line in lines] if about in ("form", "list") else [fact]
            for name in names if about != "so_far" else ():
                self.answer(name.partition(".")[0])
                asked.append(name)
            self.press(people.values(self.page, key, self.answers), by_hand)
        return asked

    def press(self, values: list[str], by_hand: bool) -> None:
        one = f'main form button[name="answer"][value="{values[0] if values else ""}"]'
        if by_hand or not self.page.locator(one).count():
            people.press(self.page, *values)
        else:
            self.page.evaluate(SEND, [one])

    def answer(self, fact: str) -> Any:
        """What this person says to it; of the upper number of a level, that it was reached where they stand."""
        if fact in TOPS and self.answers.get(fact) != "not_yet":
            self.answers[fact] = self.levels[TOPS[fact]]
        assert fact in self.answers, f"{fact} is asked, and there is no answer to it: {people.shown(self.page)}"
        return self.answers[fact]

    def evening(self, day: int, pain: int) -> Today:
        at_clock(self.site, day - 1, "20:00")
        self.page.goto(self.site("/today"))
        self.tap(f'#evening button[name="answer"][value="{pain}"]')
        return self.read(day, self.answered())

    def tap(self, *wanted: str) -> None:
        """Presses what can be seen, the last of it leads to another page."""
        with self.page.expect_navigation():
            self.page.evaluate(TAP, list(wanted))

    # -- what is read -------------------------------------------------------------------------------------------

    def read(self, day: int, asked: Iterable[str] = (), later: Iterable[str] = ()) -> Today:
        found = self.page.evaluate(READ)
        tasks = [(id, LEVELS.get((id, said), said)) for id, said in found.pop("tasks")]
        self.levels |= dict(tasks)
        lists = {key: tuple(found.pop(key)) for key in ("lines", "cards", "leads")}
        names = tuple(f"{id} {level}".strip() for id, level in tasks)
        today = Today(day, tasks=names, asked=tuple(asked), later=tuple(later), **found, **lists)
        self.is_so(today)
        return today

    def words(self, address: str) -> str:
        """All the words of another page, what is folded too."""
        self.page.goto(self.site(address))
        return self.page.locator("main").text_content() or ""

    def is_so(self, today: Today) -> None:
        """The page says what is decided of all that is stored, in a sentence that fits, and the browser is content."""
        decision, way = self.decided(today.day), pathway()
        planned = [f"{task.id} {task.level or ''}".strip() for task in decision.plan.tasks if "sets" in task.dose]
        assert list(today.tasks) in (planned, []), f"Day {today.day}: the card has other exercises than the plan."
        assert today.word == decision_said(way, texts("da"), decision)[0], f"Day {today.day}: {decision.rule}"
        assert texts("da")("phases", decision.phase, "name") in today.where, f"Day {today.day}: {decision.phase}"
        if not today.due:
            assert today.h1 == headline(self.site), f"Day {today.day}: the page has another sentence."
            assert len(today.h1) <= 64, f"Day {today.day}: {today.h1}"
        assert not self.troubles, f"Day {today.day}: {self.troubles}"

    def decided(self, day: int) -> Decision:
        """Today's decision; on the stated days worked out from the first day."""
        at = datetime.fromisoformat(self.site.now) - NIGHT_ENDS
        if day not in self.stated:
            return care.look(PERSON, at=at).decision
        told = merge(pathway(), care.entries(PERSON))
        return decide(fold(pathway(), told, today=at.date().toordinal()))
