"""Running in words: today's run, the gate, the room there is, and the next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from svang.engine.course import Course
from svang.engine.decide import Reason, gate
from svang.engine.nearest import earliest, left, nearest
from svang.engine.plan import Run
from svang.model.knowledge import OPENING, Pathway, Rule
from svang.pathway.language import through_the_gate
from svang.says.rules import Limits, as_it_stands, is_own, more_said, when_said, with_limits
from svang.says.words import in_doubt, so, wanting
from svang.texts import Texts


def phase_is_new(course: Course) -> bool:
    """Has today's decision changed the phase? What was counted in the old one says nothing of the new one."""
    return bool(course.phase != course.value("phase"))


def concerned_by_running(course: Course) -> bool:
    """Nothing is said of running to who neither runs nor wants to (PATHWAY 9 [28])."""
    return course.value(course.pathway.shown["wish"]) is not False or course.value(course.pathway.shown["on"]) is True


def running_begun(course: Course) -> bool:
    """Is running open at all after today's decision, whether there is a run today or not?"""
    return course.evening(course.pathway.shown["on"]) is True


def run_said(texts: Texts, run: Run) -> str:
    """Today's run in one sentence."""
    parts: dict[str, int | str] = {"intervals": run.intervals, "minutes": run.minutes}
    parts |= {"run": minutes_of(texts, run.stage.run), "walk": minutes_of(texts, run.stage.walk)}
    if not run.stage.walk:
        return texts("ui", "run", "whole", **parts)
    shorter = run.intervals * run.stage.run != run.minutes
    return texts("ui", "run", "last_shorter" if shorter else "intervals", **parts)


def shut_said(course: Course, texts: Texts) -> str:
    """Why there is no run left today although running is open: it was run, or a criterion of every day is surely not
    met, else there is a run of unknown length, else the rest day, which keeps it shut whatever is not known; else an
    answer that is missing."""
    if ran := ran_today(course):
        return texts("ui", "run", "was_run", minutes=minutes_of(texts, ran))
    daily = [reason for criterion, reason in zip(course.pathway.gate, gate(course), strict=True) if criterion.daily]
    unmet = next((reason for reason in daily if reason.fired is False), None)
    if unmet is not None:
        return with_limits(course.pathway, texts, texts("gate", unmet.rule, "shut"))
    if is_untold(course):
        return texts("ui", "run", "shut_untold")
    rests = course.value(course.pathway.shown["due"]) is False or all(reason.fired for reason in daily)
    return texts("ui", "run", "shut_rest" if rests else "shut_unknown")


def ran_today(course: Course) -> int:
    """The minutes that surely were run today; 0 where nothing of it is told."""
    return int(course.value("run_sure") or 0)


def is_untold(course: Course) -> bool:
    """Is there a run of unknown length, so that nobody knows what the seven days have left?"""
    return bool(course.value(course.pathway.shown["untold"]))


def budget_said(texts: Texts, used: int | None, budget: int) -> str:
    """The minutes of seven days, and how many were too many."""
    if used is None:
        return texts("web", "running", "used_unknown", budget=budget)
    said = texts("ui", "run", "budget", used=used, budget=budget)
    if used <= budget:
        return said
    return f"{said} {texts('ui', 'run', 'over', over=texts.number(used - budget, 'minutes'))}"


def minutes_of(texts: Texts, minutes: int) -> str:
    """So many minutes, as they stand before what they are of."""
    return texts("ui", "minutes", "one" if minutes == 1 else "many", n=minutes)


def gate_said(course: Course, texts: Texts) -> list[Met]:
    """Each criterion of running: what it asks, whether it is met, and the person's own numbers."""
    said = [_criterion_met(course, texts, reason) for reason in gate(course)]
    if no_raises(course):
        wait = (texts("ui", "run", "no_raises"),)
        raises = by_raises(course.pathway)
        waiting = [met.holds is None and met.waits in raises for met in said]
        said = [replace(met, saw=wait, waits="") if waits else met for met, waits in zip(said, waiting, strict=True)]
    return said


def by_raises(pathway: Pathway) -> tuple[str, ...]:
    """The facts that are told by heel raises, as a test."""
    return tuple(fact.id for fact in pathway.facts.values() if fact.raises)


def no_raises(course: Course) -> bool:
    """Has a clinician said no to heel raises, or is the foot not to be loaded at all?"""
    return course.value("no_raises_said") is True or course.value("loading") == "none"


def _criterion_met(course: Course, texts: Texts, reason: Reason) -> Met:
    """What is so, without the need, which its title says. Of what is met the numbers are enough: the rest says the same
    again. Of what is not, also the day on which it may be."""
    pathway = course.pathway
    says, need = criterion_says(pathway, texts, reason), with_limits(pathway, texts, texts("gate", reason.rule, "need"))
    lacking = [each for each in reason.saw if each.holds is not each.wanted]
    shown = [each for each in reason.saw if is_own(pathway, each)] if reason.fired else reason.saw
    saw = [so(pathway, texts, each).line for each in wanting(pathway, shown)]
    if reason.fired is False:
        days = (left(course, each) for each in lacking)
        saw += [more_said(course, texts, found) for found in days if found is not None][:1]
    lines = tuple(dict.fromkeys(line for line in saw if line != says))
    return Met(says, reason.fired, lines, in_doubt(lacking[0]) if lacking else "", need)


def run_title(course: Course, texts: Texts, *, today: bool) -> str:
    """Running in one sentence: open today or not, no by a clinician, or the first day on which it may open."""
    if running_begun(course):
        return texts("ui", "run", "is_open" if today else "not_today")
    if course.value("no_running_said") is True:
        return texts("ui", "run", "clinic_no")
    days = earliest_run(course)
    if days is None:
        return texts("ui", "run", "opens")
    return texts("ui", "run", "earliest", when=when_said(texts, date.fromordinal(course.date), days))


def earliest_run(course: Course) -> int | None:
    """In how many days running may open at the earliest. None where that is not known, and where something is surely
    not met that neither days nor an answer make so."""
    pathway = course.pathway
    for criterion, reason in zip(pathway.gate, gate(course), strict=True):
        counted = any(left(course, saw) is not None for saw in reason.saw)
        if reason.fired is False and not counted and not criterion.asks:
            return None
    return earliest_day(course, run_rule(pathway))


def earliest_day(course: Course, rule: Rule) -> int | None:
    """In how many days a rule may open at the earliest; None also on a day on which something has just opened: what was
    counted before it says nothing of what comes."""
    return None if course.pathway.rules[course.rule].vote in OPENING else earliest(course, rule)


def run_rule(pathway: Pathway) -> Rule:
    """The rule that opens running."""
    return next(rule for rule in pathway.rules if through_the_gate(pathway, rule))


def criterion_says(pathway: Pathway, texts: Texts, reason: Reason) -> str:
    """What a criterion of running asks, with its numbers."""
    return texts("gate", reason.rule, "says").format_map(Limits(pathway, texts))


@dataclass(frozen=True, slots=True)
class Met:
    """Something that is asked for: is it met (None: not known), and what was seen, or how it becomes known. `waits`:
    the name that is not as it should be. `need`: the same in a few words, as a title; '' where it has none."""

    says: str
    holds: bool | None
    saw: tuple[str, ...] = ()
    waits: str = ""
    need: str = ""

    @property
    def word(self) -> str:
        """The key of the word beside the sign; '' where how it becomes known says already that it is not."""
        return "yes" if self.holds else "no" if self.holds is False else "" if self.saw else "unknown"


def next_step(course: Course, texts: Texts) -> tuple[str, list[Met]] | None:
    """The nearest opening rule and each thing it asks for; None where nothing can open."""
    rule = next_rule(course)
    return None if rule is None else (step_title(course, texts, rule), criteria_of(course, texts, rule))


def criteria_of(course: Course, texts: Texts, rule: Rule) -> list[Met]:
    """Each thing that an opening rule asks for."""
    if through_the_gate(course.pathway, rule):
        return gate_said(course, texts)
    parts = as_it_stands(course, texts, rule, without=ALWAYS, worded=True)
    return [Met(part.says, part.met, (part.beside,) if part.beside else (), part.about) for part in parts]


def next_rule(course: Course) -> Rule | None:
    """What may open next; None also on the day on which the phase has just changed."""
    near = nearest(course)
    return None if near is None or phase_is_new(course) else near.rule


def step_title(course: Course, texts: Texts, rule: Rule) -> str:
    """What a step is called. Who does not run has no running stage that could go up."""
    runs = course.value(course.pathway.shown["on"]) is True
    own = None if runs else texts.get("ui", "next", "not_running", rule.id)
    return str(own or texts("ui", "next", rule.id))


ALWAYS = ("phase", "plan", "loading", "triage")
"""What every step asks for."""
