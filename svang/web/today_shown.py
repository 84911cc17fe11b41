"""Today as its page shows it: the person's own number, the day's training as one card, and what concerns this day."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from svang.engine.outlook import mornings
from svang.interview.due import week_ends
from svang.interview.intake import told_this_morning
from svang.library.articles import resting_on
from svang.model.person import FEET, WEEK
from svang.pathway.language import through_the_gate
from svang.says.ahead import milestone
from svang.says.decision import notices_said, small
from svang.says.headline import numbers
from svang.says.plan import limits
from svang.says.running import concerned_by_running, earliest_run, next_rule, run_title
from svang.says.tape import tape_said, tape_task, tape_told
from svang.web.chart import spark
from svang.web.day_shown import DayShown
from svang.web.plan_shown import WORK, OneLine, Task, pages
from svang.web.session_steps import minutes_of
from svang.web.work_shown import WorkToday

FIRST_STEP = "first_step_pain"
OWN_PAUSE = "own_pause"
LONGEST = 32
"""Letters of what stands on a fold."""
ICONS = {
    **{"steps": "shoe", "run": "run", "shut": "run", "next": "cal", "asks": "q"},
    **dict.fromkeys(("half_load", "one_set_fewer"), "down"),
}
LEADS = {"steps": "/tell/steps", "run": "/running", "shut": "/running", "next": "/plan", "asks": "/checkin/1"}
"""Of a limit of the day: its sign, and where it can be told or read."""


@dataclass(frozen=True, slots=True)
class Own:
    """The person's own number, large. `says`: what it is; `beside`: what it stands against, '' where nothing is known;
    `line`: the last mornings as a drawing."""

    number: int
    says: str
    beside: str
    line: Markup


Leads = list[tuple[str, str]]
"""Where it can be read, and what that is called."""


class TodayShown:
    """`due`: the morning is still to be told; `asks`: there are questions that can wait; `done`: how often each
    exercise was ticked today; `without`: those that are not for today."""

    def __init__(
        self,
        shown: DayShown,
        done: Mapping[str, Sequence[object]],
        without: Container[str] = (),
        *,
        due: bool,
        asks: bool,
    ) -> None:
        self.shown, self.done, self.without, self.due, self.asks = shown, done, without, due, asks
        self.texts, self.course, self.decision = shown.texts, shown.course, shown.decision

    # -- the number and the line under the sentence --------------------------------------------------------------

    @cached_property
    def over(self) -> bool:
        """Has the foot had enough for today? Then it is about the evening, and there is no training."""
        rule = next((rule for rule in self.shown.way.rules if rule.id == self.decision.rule), None)
        return rule is not None and rule.over

    @cached_property
    def own_pause(self) -> bool:
        """Has the person paused the plan?"""
        return self.course.value(OWN_PAUSE) is True

    @property
    def rests(self) -> bool:
        """Is there no training today, for a reason of the day's own? It has a colour that is no urgency."""
        return self.over or self.own_pause

    @property
    def colours(self) -> str:
        shown = self.shown
        if shown.decision.decision == "stop" or (shown.paused and shown.level != "sc"):
            return f"halt l-{shown.level}"
        return "halt l-rest" if self.rests else "dec"

    @cached_property
    def own(self) -> Own | None:
        """None where the number is not known; a plan that waits for somebody begins with whom to see."""
        if self.due or self.shown.must_look or self.shown.paused:
            return None
        return self._evening() if self.over else self._morning()

    def _evening(self) -> Own | None:
        today = numbers(self.course)
        found = today.plan_evening if today.evening is None else today.evening
        if found is None:
            return None
        morning = today.mornings[-1] if today.mornings else None
        beside = "" if morning is None else self._said("this_morning", n=morning)
        says = self._said("in_training" if today.evening is None else "on_feet")
        return Own(found, says, beside, Markup(""))

    def _morning(self) -> Own | None:
        days = mornings(self.course)[-WEEK:]
        if not days or days[-1] is None:
            return None
        said = ", ".join("–" if day is None else str(day) for day in days)
        return Own(days[-1], self._said("first_steps"), self._beside(), spark(days, self._said("week", days=said)))

    def _beside(self) -> str:
        """The other foot, and what is usual where the morning is clearly worse, else yesterday's."""
        found = numbers(self.course)
        before = found.mornings[-2] if len(found.mornings) > 1 else None
        if found.marked and found.normal is not None:
            against = self._said("usual", n=found.normal)
        else:
            against = "" if before is None else self._said("yesterday", n=before)
        return " · ".join(each for each in (*self._feet(), against) if each)

    def _feet(self) -> list[str]:
        """Each foot's number, where both are told of."""
        each = {foot: self.course.value(f"{FIRST_STEP}.{foot}") for foot in FEET}
        if not all(isinstance(value, int) for value in each.values()):
            return []
        return [self._said(foot, n=value) for foot, value in each.items()]

    @cached_property
    def goes_on(self) -> bool:
        """Does the day go on as planned, and nothing else speaks?"""
        return self.decision.decision == "continue" and self.shown.speaker.rule == self.decision.rule

    @cached_property
    def next(self) -> str:
        """What comes next, and when at the earliest."""
        calm = self.shown.paused or self.shown.must_look or self.rests
        return "" if calm else milestone(self.course, self.texts)

    @cached_property
    def line(self) -> str:
        """Under the sentence of the day: what comes next, where one goes on or why stands with the working day, else
        why."""
        said_there = bool(self.work.lines) and self.shown.speaker in self.work.notices
        return self.next if self.next and (self.goes_on or said_there) else self.shown.reason

    # -- the training ---------------------------------------------------------------------------------------------

    @cached_property
    def exercises(self) -> tuple[Task, ...]:
        return tuple(task for task in self.shown.plan.tasks if task.ticks)

    @cached_property
    def advice(self) -> tuple[Task, ...]:
        """What holds all day: what spares the foot first."""
        spares = {task.id for task in self.shown.way.tasks if task.relief}
        return tuple(sorted((t for t in self.shown.plan.tasks if not t.ticks), key=lambda task: task.id not in spares))

    @cached_property
    def short(self) -> bool:
        """Is it half a day, and the rest of it for relief?"""
        return any(key == "half_load" for key, _ in self._limits)

    @cached_property
    def relief(self) -> tuple[Task, ...]:
        """What spares the foot, in sight where the day is for that; the rest holds all day."""
        spares = {task.id for task in self.shown.way.tasks if task.relief}
        return tuple(task for task in self.advice if task.id in spares) if self.short else ()

    @property
    def folded(self) -> tuple[Task, ...]:
        """What holds all day, behind its fold."""
        return tuple(task for task in self.advice if task not in self.relief)

    @cached_property
    def ticked(self) -> int:
        """How many exercises have been ticked as often as they are planned."""
        return sum(len(self.done.get(task.id, ())) >= task.ticks for task in self.exercises)

    @cached_property
    def left(self) -> bool:
        """Is there an exercise that is neither done as often as it is planned nor left for another day?"""
        return any(
            task.id not in self.without and len(self.done.get(task.id, ())) < task.ticks for task in self.exercises
        )

    @cached_property
    def some_ticked(self) -> bool:
        return any(self.done.get(task.id) for task in self.exercises)

    @property
    def answered(self) -> bool:
        """Is there an answer of this morning that could be put right?"""
        return told_this_morning(self.course)

    @cached_property
    def title(self) -> str:
        n, minutes = len(self.exercises), minutes_of(self.course, self.decision.plan.tasks)
        said = self._said("one_exercise" if n == 1 else "exercises", n=n)
        return f"{self.texts.number(minutes, 'minutes')}, {said}"

    @cached_property
    def tag(self) -> str:
        """A training that is short today; where it is planned so many times a week, how often it has been done in seven
        days; else ''."""
        if self.short:
            return self._said("short_training")
        weekly = [task for task in self.decision.plan.tasks if "sets" in task.dose and "times_a_week" in task.dose]
        if not weekly:
            return ""
        done = sum(bool(share) for share in self.course.series("exercised", WEEK) if isinstance(share, int))
        return self._said(
            "this_week", n=self.texts.number(done, "times"), of=max(task.dose["times_a_week"][-1] for task in weekly)
        )

    @cached_property
    def under_load(self) -> str:
        """How much it may hurt under the training."""
        return next((said for key, said in self._limits if key == "pain"), "")

    @cached_property
    def all_day(self) -> str:
        """What stands on the fold of what holds all day: the first of it that there is room for."""
        named = (self._said("all_day_named", name=small(task.name)) for task in self.folded)
        return next((said for said in named if len(said) <= LONGEST), self._said("all_day"))

    @property
    def offer_folds(self) -> bool:
        """Does the day go on beside an offer of help? On the day on which it is made it stands in the banner."""
        return self.decision.decision == "continue" and bool(self.shown.rung) and not self.shown.rung_refers

    # -- what concerns this day -----------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> tuple[OneLine, ...]:
        """Today's run, the limits of this person, and what comes next, which the week's review says too on its day."""
        apart = {"pain", *(["steps"] if self.work.lines and not self.work.folds else ())}
        limits = ((key, said) for key, said in self._limits if key not in apart)
        own = [(key, self._run_soon or said if key == "shut" else said) for key, said in limits]
        own.sort(key=lambda each: each[0] != "run")
        ahead = self.next if self.line != self.next else ""
        own += [("next", ahead)] if ahead and not self.ends_week else []
        own += [("asks", self._said("asks"))] if self.asks and not self.ends_week else []
        more, leads = ({"run": self.shown.plan.run_stop}, {"run": "/run"}) if self.shown.plan.run else ({}, {})
        lines = [OneLine(ICONS[key], said, more.get(key, ""), (LEADS | leads).get(key, "")) for key, said in own]
        lines += self._tape
        lines += [OneLine("clock", self.work.plan, leads=WORK)] if self.work.plan and not self.work.lines else []
        week = OneLine(ICONS["next"], self.texts("week", "ready"), ahead, "/week")
        return (*lines, *([week] if self.ends_week else []))

    @cached_property
    def work(self) -> WorkToday:
        return WorkToday(self.shown)

    @cached_property
    def at_work_says(self) -> list[str]:
        """What is said beside the decision and is about the working day, once."""
        return [each for each in self.work.says if each != self.line]

    @cached_property
    def notices(self) -> list[tuple[str, Leads]]:
        """What else is said beside it, and what tells of it."""
        return [(says, leads) for says, leads in noted(self.shown) if says not in self.at_work_says]

    @cached_property
    def _tape(self) -> list[OneLine]:
        """Tape that is on: until when, where no notice leads there."""
        there = {address for _, leads in self.notices for address, _ in leads}
        return [each for each in own_tape(self.shown) if each.leads not in there]

    @cached_property
    def ends_week(self) -> bool:
        """Is it the day of the week's review, and nothing else comes first?"""
        calm = not (self.due or self.shown.must_look or self.shown.paused or self.own_pause)
        return calm and week_ends(self.course)

    @cached_property
    def _run_soon(self) -> str:
        """The earliest day of running, where one is known; where the next step has said it already, what it takes."""
        if earliest_run(self.course) is None:
            return ""
        rule = next_rule(self.course) if self.next else None
        said = rule is not None and through_the_gate(self.shown.way, rule)
        return self.texts("ui", "run", "criteria") if said else run_title(self.course, self.texts, today=False)

    @property
    def runs(self) -> bool:
        """Is running anything to this person?"""
        return concerned_by_running(self.course)

    @cached_property
    def _limits(self) -> list[tuple[str, str]]:
        return limits(self.course, self.texts, self.decision)

    def _said(self, key: str, **values: object) -> str:
        return self.texts("web", "today", "own", key, **values)


def noted(shown: DayShown) -> list[tuple[str, Leads]]:
    """What is said beside the decision but not under the headline, each with the article that rests on the same."""
    if shown.urgent:
        return []
    but = shown.speaker
    sources = [notice.sources for notice in shown.decision.notices if notice is not but]
    reading = [pages(resting_on(shown.way, shown.texts, each)) for each in sources]
    return list(zip(notices_said(shown.way, shown.texts, shown.decision, but=but), reading, strict=True))


def own_tape(shown: DayShown) -> list[OneLine]:
    """The tape that is on, and until when; none where none is."""
    found, task = tape_told(shown.course), tape_task(shown.way)
    if found is None or found.came_off is not None:
        return []
    name, said = shown.texts("tasks", task.id, "name"), tape_said(shown.course, shown.texts, found)
    return [OneLine("clock", name, said, address) for address, _ in pages(shown.reading_on(task.id))]
