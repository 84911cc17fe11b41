"""A day as its pages show it: every sentence worked out, so that templates only lay them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from svang.care.basis import Day
from svang.engine.course import Course
from svang.engine.decide import Decision, Fit, Reason, rule_reason
from svang.interview.so_far import UNHURRIED
from svang.library.articles import about, telling
from svang.model.knowledge import MIXED, Row, Rule
from svang.pathway.language import reads
from svang.says.decision import (
    URGENT,
    asked_said,
    decision_said,
    fit_said,
    flags_are_due,
    level_lines,
    likely,
    only_missing,
    profile_said,
    referrals_said,
    sides,
    too_young,
    urgency_reasons,
    what_changes_it,
    why_urgent,
)
from svang.says.headline import Before, after, speaker
from svang.says.rules import (
    Listing,
    Source,
    because,
    day_says,
    own_numbers,
    reason_says,
    source_lines,
    vote_name,
    what_it_asks,
    what_it_saw,
)
from svang.says.words import Asked, capital
from svang.texts import Texts
from svang.web.plan_shown import PlanShown
from svang.web.visit import Visit

ICONS = {"emergency": "warn", "same_day": "phone", "soon": "cal", "routine": "person", "self_care": "home"}
LEVELS = {"emergency": "em", "same_day": "sd", "soon": "so", "routine": "ro", "self_care": "sc"}
SIGNS = {"start": "play", "progress": "up", "continue": "next", "hold": "hold", "regress": "down", "stop": "stop"}
Reading = Sequence[tuple[str, str]]
"""Articles: id and title."""


@dataclass(frozen=True, slots=True)
class Heel:
    """A condition with what is for it, against it and not known."""

    name: str
    sides: tuple[tuple[str, Listing], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """One rule as it stands, and where it comes from. `says` and `saw`: of a rule that fired its sentence and what was
    seen; `asks`: of another what it asks for, with the answers beside."""

    id: str
    short: str
    vote: str
    fired: bool | None
    says: str
    saw: tuple[str, ...]
    asks: tuple[Asked, ...]
    sources: tuple[Source, ...]
    reading: Reading


class DayShown:
    def __init__(self, texts: Texts, course: Course, decision: Decision, before: Before = lambda days: None) -> None:
        self.texts, self.course, self.decision, self.before = texts, course, decision, before
        self.way = course.pathway

    @cached_property
    def plan(self) -> PlanShown:
        return PlanShown(self.texts, self.course, self.decision)

    # -- how soon -----------------------------------------------------------------------------------------

    @property
    def urgent(self) -> bool:
        return self.decision.triage in URGENT

    @property
    def emergency(self) -> bool:
        return self.decision.triage == "emergency"

    @property
    def casualty(self) -> bool:
        """Is it the out-of-hours line that says where to go? Then its number stands before 112."""
        return (self.decision.referral or {}).get("to") == "casualty"

    @property
    def must_look(self) -> bool:
        """Must somebody look at the foot soon? Then what it is like comes after whom to see."""
        return self.decision.triage not in UNHURRIED

    @property
    def young(self) -> bool:
        """Is this for somebody else: who is too young is asked the red flags, and gets no plan."""
        return too_young(self.way, self.decision)

    @property
    def level(self) -> str:
        return LEVELS[self.decision.triage]

    @property
    def icon(self) -> str:
        return ICONS[self.decision.triage]

    @property
    def level_name(self) -> str:
        return level_lines(self.course, self.texts, self.decision)[0]

    @cached_property
    def flags_due(self) -> bool:
        return flags_are_due(self.course, self.decision)

    @property
    def level_says(self) -> str:
        return level_lines(self.course, self.texts, self.decision)[1]

    @cached_property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """What each row says that makes it this urgent, and the answers that led there."""
        found = urgency_reasons(self.way, self.decision)
        say = partial(why_urgent, self.way, self.texts, self.decision)
        return tuple((say(reason), because(self.course, self.texts, reason.saw)) for reason in found)

    @property
    def referral(self) -> str:
        if self.flags_due:
            return self.texts("ui", "flags_due", "says")
        return self.rung if self.offers else next(iter(self._referrals), "")

    @property
    def offers(self) -> bool:
        """Is the step of the ladder the reason, and no more than an offer? Then it says all there is to say."""
        return self.rung_refers and self.decision.rung in self.way.offers

    # -- what it probably is ------------------------------------------------------------------------------

    @cached_property
    def heels(self) -> tuple[tuple[Heel, ...], tuple[Heel, ...]] | None:
        """What it probably is, and what else it could be; None while answers are missing that have to be known."""
        found = likely(self.course, self.decision)
        return None if found is None else (tuple(map(self._heel, found[0])), tuple(map(self._heel, found[1])))

    @property
    def profile(self) -> list[tuple[str, str, str]]:
        return profile_said(self.texts, self.course)

    @property
    def condition_name(self) -> str:
        return capital(self.texts("conditions", self.decision.condition, "name"))

    @property
    def condition_about(self) -> str:
        return self.texts("conditions", self.decision.condition, "about")

    def _heel(self, fit: Fit) -> Heel:
        keys = [key for key, ids in (("for", fit.for_), ("against", fit.against), ("unknown", fit.unknown)) if ids]
        return Heel(fit_said(self.texts, fit), tuple(zip(keys, sides(self.texts, fit), strict=True)))

    # -- what is decided ----------------------------------------------------------------------------------

    @property
    def sign(self) -> str:
        return SIGNS[self.decision.decision]

    @property
    def answer_at(self) -> str:
        """Where what is asked can be answered: among the answers, if each was told today as not known."""
        days = [self.course.told_on(name) for name in self.decision.ask]
        return "/entries" if all(day == self.course.date for day in days) else "/checkin/1"

    @property
    def decision_name(self) -> str:
        return decision_said(self.way, self.texts, self.decision)[0]

    @property
    def decision_says(self) -> str:
        return decision_said(self.way, self.texts, self.decision)[1]

    @cached_property
    def headline(self) -> str:
        """The day in one sentence, with the person's own numbers, and not yesterday's."""
        return after(self.texts, self.course, self.decision, self.before)

    @cached_property
    def also(self) -> list[str]:
        """Whom else to see, after the most urgent one."""
        return self._referrals[1:]

    @cached_property
    def _referrals(self) -> list[str]:
        return referrals_said(self.way, self.texts, self.decision)

    @cached_property
    def reason(self) -> str:
        """Why, in the words of who says the headline."""
        return day_says(self.course, self.texts, self.speaker)

    @cached_property
    def speaker(self) -> Reason:
        """The rule, row or notice that says the headline."""
        return speaker(self.texts, self.course, self.decision, self.headline)

    @cached_property
    def numbers(self) -> list[str]:
        return own_numbers(self.way, self.texts, self.decision.reasons[0])

    @property
    def phase(self) -> str:
        return self.texts("phases", self.decision.phase, "name")

    @property
    def paused(self) -> bool:
        return self.decision.paused

    @cached_property
    def plan_day(self) -> int:
        """Day n of the plan; 0 before it has begun."""
        value = self.course.value("plan_days")
        return value + 1 if isinstance(value, int) else 0

    @cached_property
    def asked(self) -> Listing | None:
        return asked_said(self.way, self.texts, self.decision)

    @cached_property
    def only_missing(self) -> str:
        """What the answers that are missing are all that is left to; '' where there is more, or nothing ahead."""
        return only_missing(self.course, self.texts, self.decision)

    @cached_property
    def changes(self) -> Listing | None:
        return what_changes_it(self.course, self.texts)

    @property
    def rung(self) -> str:
        return "" if self.decision.rung == "none" or self.urgent else self.texts("rungs", self.decision.rung, "says")

    @cached_property
    def rung_refers(self) -> bool:
        """Is the step of the ladder the reason why somebody should see the foot?"""
        refers = [row.refer for row in self.way.rows if row.id in self._ladder_rows]
        offer = self.way.offers.get(self.decision.rung)
        return bool(self.rung and self.decision.referral) and self.decision.referral in [*refers, offer]

    @cached_property
    def banner(self) -> tuple[str, ...]:
        """Why somebody should see the foot, but not what stands under the headline. The ladder's step says more than
        its row, so it stands in its place."""
        unknown = (self.way.about("flags_not_known"),) if self.flags_due else ()
        apart = {*self._ladder_rows, self.speaker.rule, *unknown}
        found = [reason for reason in urgency_reasons(self.way, self.decision) if reason.rule not in apart]
        said = [why_urgent(self.way, self.texts, self.decision, reason) for reason in found]
        return (*said, *([self.rung] if self.rung_refers and not self.offers else []))

    @cached_property
    def _ladder_rows(self) -> set[str]:
        """The rows that stand because of the step one has reached."""
        standing = [row for row in self.way.rows if row.id in self.decision.rows]
        return {row.id for row in standing if row.when is not None and "rung" in reads(row.when)}

    @property
    def version(self) -> str:
        return self.texts("ui", "version", version=self.way.version, hash=self.way.hash)

    # -- why ----------------------------------------------------------------------------------------------

    @cached_property
    def whys(self) -> tuple[Why, ...]:
        """What decided; where somebody has to look at the foot soon, the sign that says so stands first."""
        urgent = {r.rule for r in urgency_reasons(self.way, self.decision)} if self.urgent else set()
        ordered = sorted(self.decision.reasons, key=lambda reason: reason.rule not in urgent)
        return tuple(self._why(reason) for reason in ordered)

    @cached_property
    def other_rules(self) -> tuple[Why, ...]:
        """Every other rule as it stands today, what is not met first."""
        said = {reason.rule for reason in self.decision.reasons}
        rest: list[Rule | Row] = [rule for rule in self.way.rules if rule.id not in said and rule.when is not None]
        return tuple(self._why(rule_reason(self.course, rule)) for rule in rest)

    def _why(self, reason: Reason) -> Why:
        way, texts, fired = self.way, self.texts, reason.fired is True
        short = str(texts.get("rules", reason.rule, "short") or reason.rule)
        return Why(
            id=reason.rule,
            short=short,
            vote=vote_name(texts, reason.vote),
            fired=reason.fired,
            says=reason_says(way, texts, reason),
            saw=tuple(what_it_saw(way, texts, reason)) if fired else (),
            asks=() if fired else tuple(what_it_asks(way, texts, reason)),
            sources=tuple(source_lines(way, texts, reason.sources, self.course.date)),
            reading=about(way, texts, reason.sources),
        )

    # -- what can be read about it ------------------------------------------------------------------------

    @cached_property
    def reading(self) -> Reading:
        """On what the answers fit with best."""
        fitting = self.way.mixed if self.decision.condition == MIXED else {self.decision.condition}
        best = [c for c in self.way.conditions if c.id in fitting]
        return about(self.way, self.texts, [id for c in best for f in c.features for id in f.sources], most=2)

    @cached_property
    def reading_on_drivers(self) -> Reading:
        return about(self.way, self.texts, [id for factor in self.way.factors for id in factor.sources])

    def reading_on(self, task: str) -> Reading:
        return telling(self.texts, "task", task)


def shown_of(visit: Visit, day: Day) -> DayShown:
    return DayShown(visit.texts, day.course, day.decision, partial(visit.care.before, visit.person, day))
