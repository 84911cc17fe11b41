"""A session as its page shows it: what is left of the day's exercises, their words, and what follows at which pain."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from svang.answers.typed import EFFORTS
from svang.care.basis import Day
from svang.engine.plan import Planned
from svang.web.plan_shown import PlanShown, Task
from svang.web.played import bands
from svang.web.rendering import moving
from svang.web.session_steps import READY, Step, exercises, minutes_of, steps_of
from svang.web.visit import Visit

GO_ON, LESS, END, UNKNOWN = "fine", "much", "enough", "unknown"


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the session. `place`: of its level, 0 without one; `sets`: how many of them."""

    shown: Task
    kind: str
    place: int
    easier: str
    harder: str
    steps: tuple[Step, ...]

    @property
    def sets(self) -> int:
        return max(step.set for step in self.steps)

    @property
    def move(self) -> Any:
        return moving(self.shown.figure)


class SessionShown:
    """`times`: how often each exercise was ticked today; `without`: those that are not for today."""

    def __init__(
        self, visit: Visit, found: Day, times: Mapping[str, Sequence[Any]], without: Container[str] = ()
    ) -> None:
        self.visit, self.found, self.texts = visit, found, visit.texts
        self.plan = PlanShown(visit.texts, found.course, found.decision)
        self.times, self.without = times, without

    @cached_property
    def left(self) -> tuple[Planned, ...]:
        """What is not done yet; once all is, what may be done once more."""
        tasks = [task for task in exercises(self.found.decision.plan.tasks) if task.id not in self.without]
        return self._under(tasks, 0) or self._under(tasks, 1)

    def _under(self, tasks: Sequence[Planned], end: int) -> tuple[Planned, ...]:
        often = {task.id: task.dose.get("times_a_day", (1, 1))[end] for task in tasks}
        return tuple(task for task in tasks if len(self.times.get(task.id, ())) < often[task.id])

    @cached_property
    def done(self) -> list[str]:
        """The names of what was done today."""
        return [task.name for task in self.plan.tasks if self.times.get(task.id)]

    @cached_property
    def minutes(self) -> int:
        return minutes_of(self.found.course, self.left)

    @cached_property
    def exercises(self) -> list[Exercise]:
        """All that are planned; those that are done too, for who comes back in the midst of one."""
        shown = {task.id: task for task in self.plan.tasks}
        found = steps_of(self.found.course, self.found.decision.plan.tasks)
        return [self._exercise(shown[task.id], task, each) for task, each in found]

    @cached_property
    def to_do(self) -> list[Exercise]:
        left = {task.id for task in self.left}
        return [each for each in self.exercises if each.shown.id in left]

    def _exercise(self, shown: Task, task: Planned, found: tuple[Step, ...]) -> Exercise:
        easier, harder = (str(self.texts.get("tasks", task.id, key) or "") for key in ("easier", "harder"))
        return Exercise(shown, task.kind, task.place, easier, harder, found)

    @property
    def day(self) -> str:
        return self.visit.day.isoformat()

    @property
    def length(self) -> str:
        key = "length_one" if len(self.left) == 1 else "length"
        return self.texts("web", "session", key, minutes=self.minutes, n=len(self.left))

    @property
    def efforts(self) -> list[tuple[str, str]]:
        return [(word, self.texts("web", "session", "efforts", word)) for word in EFFORTS]

    # -- for the script -----------------------------------------------------------------------------------

    def as_data(self) -> dict[str, Any]:
        """All that the script shows: steps, words, and what follows at each pain."""
        return {
            "day": self.day,
            "language": self.texts.language,
            "ready": READY,
            "exercises": [self._data(each) for each in self.exercises],
            "left": [task.id for task in self.left],
            "bands": self.bands(),
            "scale": self.texts.get("web", "scales", "pain"),
            "words": self.texts.get("web", "session", "script"),
        }

    def _data(self, each: Exercise) -> dict[str, Any]:
        words, shown = self.texts, each.shown
        return {
            "id": shown.id,
            "level": each.place,
            "name": shown.name,
            "at": shown.level,
            "dose": shown.dose,
            "feel": shown.feel,
            "stop": shown.stop,
            "easier": each.easier,
            "harder": each.harder,
            "loads": shown.loads,
            "moves": bool(each.move),
            "cues": words.get("web", "session", "cues", each.kind),
            "counted": words("web", "session", "counted", each.kind, n="{n}", of="{of}"),
            "steps": [asdict(step) for step in each.steps],
        }

    def bands(self) -> list[dict[str, Any]]:
        """What follows when it hurts, up to which number: go on, less of it, or enough for today (PATHWAY 5)."""
        way = self.visit.way
        green, amber = (way.thresholds[name].value for name in ("pain_green", "pain_amber"))
        most = len(self.texts.get("web", "scales", "pain")) - 1
        return bands(way, self.texts, "session", {GO_ON: green, LESS: amber, END: most, UNKNOWN: None})
