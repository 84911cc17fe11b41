"""What was done of the exercises on a day: how much of a session, how it hurt, and on each ladder at which level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from svang.engine.ground import Ground
from svang.model.knowledge import Dose, Pathway, Task
from svang.model.person import left_out
from svang.readings.run.compile import Running, compiled
from svang.readings.run.frame import days_of, ladders

EXERCISES = ("stretch", "strength", "foot_strength", "balance")
"""Kinds of task that a session is made of."""
WHOLE, HALF = 100, 50
"""Percent of a session: all of it, some of it."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """An exercise that has levels. `state`, `done`, `top`: places in the frame; `places`: of each level in their order.

    `asked`: per level, what a whole session is: the sets, and the repetitions at the top of their range. `phases`: in
    which it is done, every so many days; `last_done`: the clock of when it last was.
    """

    state: int
    done: int
    top: int
    places: Mapping[str, int]
    asked: tuple[tuple[int, int] | None, ...]
    phases: Mapping[str, int]
    last_done: int | None


@dataclass(frozen=True, eq=False)
class Lookups:
    """Looked up of a pathway. `daily_tasks`: what each phase plans for every day; `strong`: what counts as strength,
    `strong_phases`: in which it is planned; `adherence`: days that adherence looks back on."""

    ladders: Mapping[str, Ladder]
    strong: frozenset[str]
    strong_phases: frozenset[str]
    daily_tasks: Mapping[str, frozenset[str]]
    planning: frozenset[str]
    green: int
    adherence: int


@cache
def lookups(pathway: Pathway) -> Lookups:
    running = compiled(pathway)
    return Lookups(
        ladders={task.id: _ladder(pathway, running, task) for task in pathway.tasks if task.ladder},
        strong=frozenset(task.id for task in pathway.tasks if task.strength),
        strong_phases=frozenset(phase for t in pathway.tasks if t.strength for phase in t.doses),
        daily_tasks=_daily_tasks(pathway),
        planning=pathway.groups["planning"],
        green=pathway.thresholds["pain_green"].value,
        adherence=days_of(pathway.measures["adherence14"]),
    )


def _daily_tasks(pathway: Pathway) -> dict[str, frozenset[str]]:
    """What each phase plans for every day: a session is all of it. What has a ladder is counted by its own sessions."""
    exercises = [task for task in pathway.tasks if task.kind in EXERCISES and not task.ladder]
    phases = {phase for task in exercises for phase in task.doses}
    return {p: frozenset(t.id for t in exercises if "times_a_day" in t.doses.get(p, ())) for p in phases}


def _ladder(pathway: Pathway, running: Running, task: Task) -> Ladder:
    options = pathway.machine.state[task.ladder].options
    done, top = ladders(pathway)[task.ladder]
    places = {level: n for n, level in enumerate(options)}
    asked = tuple(_whole(task.levels[level]) if level in task.levels else None for level in options)
    rest = max((dose["every_days"][0] for dose in task.doses.values() if "every_days" in dose), default=1)
    every = {phase: dose.get("every_days", (rest,))[0] for phase, dose in task.doses.items() if "sets" not in dose}
    clock = running.clocks[task.last_done] if task.last_done else None
    return Ladder(running.slots[task.ladder], running.slots[done], running.slots[top], places, asked, every, clock)


def _whole(dose: Dose) -> tuple[int, int]:
    return dose["sets"][0] if "sets" in dose else 0, dose["reps"][-1] if "reps" in dose else 0


class Sessions:
    """The day's exercises into the frame, and whether a session was planned into the series."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.memory, self.frame = ground, ground.memory, ground.frame
        slots = ground.slots
        self.pain, self.strength = slots["exercise_pain"], slots["strength_done"]
        self.exercised, self.untold = slots["exercised"], slots["pain_untold"]

    def exercises(self, told: tuple[Mapping[str, Any], ...]) -> None:
        """The worst pain in an exercise, how much of the session it was, and whether that counts as load."""
        frame, looked = self.frame, lookups(self.ground.pathway)
        done = [item for item in told if not left_out(item)]
        for item in told:
            if item["id"] in looked.ladders:
                frame[looked.ladders[item["id"]].done] = False
        frame[self.exercised] = share = self.share(told, done)
        if share is not None:
            frame[self.strength] = any(item["id"] in looked.strong for item in done)
            frame[self.untold] = any(item.get("pain") is None for item in done)
        for item in done:
            self.hurt(item.get("pain"))
            if item["id"] in looked.ladders:
                self.on_ladder(item, item.get("pain"), looked.ladders[item["id"]])

    def share(self, told: Sequence[Mapping[str, Any]], done: Sequence[Mapping[str, Any]]) -> int | None:
        """How much of the session it was, in percent; not known where only some of it is told, as left out."""
        wanted = lookups(self.ground.pathway).daily_tasks.get(self.ground.state("phase"), frozenset())
        if done:
            return WHOLE if wanted <= {item["id"] for item in done} else HALF
        return 0 if not told or (wanted and wanted <= {item["id"] for item in told}) else None

    def hurt(self, pain: int | None) -> None:
        """The highest pain in an exercise of the day."""
        if pain is not None and (self.frame[self.pain] is None or pain > self.frame[self.pain]):
            self.frame[self.pain] = pain

    def on_ladder(self, item: Mapping[str, Any], pain: int | None, ladder: Ladder) -> None:
        """A session on a ladder: was all of it done, at the level where one stands or higher, with little pain?"""
        stands = ladder.places[self.frame[ladder.state]]
        level = item.get("level", stands)
        asked = ladder.asked[level] if level < len(ladder.asked) else None
        self.frame[ladder.done] = True
        self.frame[ladder.top] = 2 * (
            asked is not None
            and level >= stands
            and pain is not None
            and pain <= lookups(self.ground.pathway).green
            and (item.get("sets") or 0) >= asked[0]
            and (item.get("reps") or 0) >= asked[1]
        )

    def in_one_tap(self, d: int, done: str | None) -> None:
        """All, some or none of a session: of each ladder that was planned it was done, and all of it was its top."""
        frame, ticked, looked = self.frame, self.frame[self.exercised], lookups(self.ground.pathway)
        if done is None:
            return
        share = {"all": WHOLE, "some": HALF}.get(done, 0)
        pain, phase = self.ground.state("exercises_pain"), self.ground.state("phase")
        frame[self.exercised] = max(share, ticked or 0)
        frame[self.untold] = frame[self.untold] or (share > 0 and pain is None)
        frame[self.strength] = bool(frame[self.strength] or (share and phase in looked.strong_phases))
        for ladder in looked.ladders.values() if share else ():
            if self.due(d, phase, ladder) and frame[ladder.done] is None:
                frame[ladder.done] = True
                little = pain is not None and pain <= looked.green
                frame[ladder.top] = int(share == WHOLE and little)

    def due(self, d: int, phase: str, ladder: Ladder) -> bool:
        """Was an exercise on a ladder planned for this date?"""
        if phase not in ladder.phases or not ladder.places[self.frame[ladder.state]]:
            return False
        last = self.memory.clocks[ladder.last_done] if ladder.last_done is not None else None
        return last is None or d - last >= ladder.phases[phase]

    def did_them(self, today: int) -> None:
        """ "I have done them" answers the planned days that adherence looks at."""
        series, places = self.memory.series, self.ground.places
        planned, done = series[places["planned"]], series[places["exercised"]]
        for day in range(today - lookups(self.ground.pathway).adherence, today):
            if planned[day]:
                done[day] = WHOLE

    def remember_plan(self, today: int, *, relief: bool) -> None:
        """Was a session planned for this date, and one of strength? Not where the day's rules leave relief alone."""
        looked, phase = lookups(self.ground.pathway), self.ground.state("phase")
        planned = not relief and phase in looked.planning
        series, places = self.memory.series, self.ground.places
        series[places["planned"]][today] = planned
        series[places["strength_planned"]][today] = planned and phase in looked.strong_phases
