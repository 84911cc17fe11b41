"""People with sore heels, drawn whole: what they have, how they answer, how it goes, and what comes in between.

A Person is a handful of choices; `told(person)` is what they say over their days, the same each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from svang.answers.typed import at_intake
from svang.model.knowledge import Fact
from svang.model.person import FEET, Event, Value
from svang.pathway.load import pathway
from tests.properties.histories import History

FIRST_DAY = date(2026, 3, 2)  # a Monday
SOAK = 20 if os.environ.get("SVANG_SOAK") else 1
SETTINGS = settings(
    max_examples=int(os.environ.get("SVANG_EXAMPLES", 100 * SOAK)),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a failing history is made small by `histories.smallest`
)

Surprise = tuple[str, int]
"""What happens, and how many days before today."""
Choose = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True)
class Person:
    condition: str = "fascia"
    feet: tuple[str, ...] = ("left",)
    habit: str = "diligent"
    trend: str = "flat"
    days: int = 10
    first_steps: int = 5
    activity: int = 3
    age: int = 46
    weeks: int = 5
    skips: int = 0
    surprises: tuple[Surprise, ...] = ()
    noise: int = 0


HEEL: Mapping[str, Value] = {
    "pain_sites": frozenset({"heel_rim"}),
    "eases_when_warm": False,
    "worse_after_rest": False,
    "worse_long_load": False,
    "worse_as_day_goes_on": False,
    "progressive_over_weeks": False,
    "evening_ache": False,
    "eases_on_forefoot": False,
    "press_front_inner": False,
    "press_pad_centre": False,
    "press_heel_back": False,
    "squeeze_heel": False,
    "windlass": "negative",
    "load_rise": False,
    "runner": False,
    "function_limit": "some",
    "standing_or_walking_hard": False,
    "trend_3_weeks": "same",
    "steroid_injection_on": "never",
    "injections_total": 0,
    "poor_circulation": False,
    "inflammatory_signs": frozenset(),
    "knee_to_wall_cm": 100,
}
FASCIA: Mapping[str, Value] = {
    "pain_sites": frozenset({"heel_front_inner"}),
    "eases_when_warm": True,
    "worse_after_rest": True,
    "press_front_inner": True,
}
PAD: Mapping[str, Value] = {
    "pain_sites": frozenset({"heel_pad_centre"}),
    "worse_long_load": True,
    "press_pad_centre": True,
    "night_pain": "after_loaded_days",
}
BACK: Mapping[str, Value] = {
    "pain_sites": frozenset({"heel_back"}),
    "worse_after_rest": True,
    "press_heel_back": True,
    "knee_to_wall_cm": 79,
}
BONE: Mapping[str, Value] = {"progressive_over_weeks": True, "rest_pain": "mild_after_load", "load_rise": True}
CONDITIONS: Mapping[str, Mapping[str, Value]] = {
    "fascia": FASCIA,
    "fascia_slight": {**FASCIA, "eases_when_warm": False},
    "fascia_windlass": {**FASCIA, "windlass": "positive", "worse_long_load": True},
    "fat_pad": PAD,
    "mixed": {**FASCIA, **PAD, "pain_sites": frozenset({"heel_front_inner", "heel_pad_centre"})},
    "achilles": BACK,
    "achilles_or_fascia": {**BACK, **FASCIA, "pain_sites": frozenset({"achilles", "heel_front_inner"})},
    "all_three": {**BACK, **FASCIA, "press_pad_centre": True, "worse_long_load": True, "knee_to_wall_cm": 79},
    "unclear": {},
    "stress_fracture": {**BONE, "squeeze_heel": True, "pain_sites": frozenset({"heel_whole"})},
    "near_fracture": {**FASCIA, **BONE, "eases_when_warm": False, "squeeze_heel": None},
    "nerve": {**FASCIA, "nerve_signs": frozenset({"tingling", "numbness"}), "worse_as_day_goes_on": True},
    "infection": {**FASCIA, "fever_unexplained": True, "redness_or_warmth": True, "very_unwell": False},
    "diabetic": {**FASCIA, "diabetes": True},
    "circulation": {**FASCIA, "poor_circulation": True},
    "arthritis": {**FASCIA, "inflammatory_signs": frozenset({"psoriasis"})},
    "hard_to_stand": {**FASCIA, "standing_or_walking_hard": True},
    "limited": {**FASCIA, "function_limit": "blocks_day_or_sport"},
    "tear": {**FASCIA, "onset_injury": "pop_or_tear"},
    "injury": {**FASCIA, "onset_injury": "fall_or_jump"},
    "injury_looked_at": {**FASCIA, "onset_injury": "blow", "injury_looked_at": True},
    "injury_not_looked_at": {**FASCIA, "onset_injury": "fall_or_jump", "injury_looked_at": False},
    "sudden": {**FASCIA, "onset_injury": "sudden_severe"},
    "brittle": {**FASCIA, **BONE, "load_rise": False, "osteoporosis": True, "squeeze_heel": None},
    "cancer": {**FASCIA, "cancer_ever": True, "weight_loss_unexplained": False},
    "burning": {**FASCIA, "nerve_signs": frozenset({"burning"})},
    "root": {**FASCIA, "back_to_leg": True, "nerve_signs": frozenset({"burning"}), "saddle_or_bladder": False},
    "rheumatic": {**FASCIA, "rheumatic_disease": True, "inflammatory_signs": frozenset({"family_spa"})},
    "outside": {"pain_sites": frozenset({"outer_ankle", "outer_edge"})},
    "sore_after_load": {**FASCIA, "rest_pain": "strong_after_load"},
}
OFTEN = ("fascia", "fascia", "fascia", "fascia_slight", "fascia_windlass")
HABITS = (
    *("diligent",) * 8,
    *(
        "forgetful",
        "seldom",
        "weekends",
        "gap",
        "gap",
        "gap",
        "gap",
        "stops",
        "nulls",
        "late",
        "corrects",
        "overloads",
        "twice",
    ),
    *("piecemeal", "piecemeal", "piecemeal", "lapses", "contradicts", "contradicts"),
)
TRENDS = ("flat", "recovering", "flaring", "worsening")
HEALTH = ("osteoporosis", "earlier_stress_fracture", "steroid_tablets_long", "low_energy", "rheumatic_disease")
HEALTH += ("blood_thinner", "pregnant", "pacemaker_or_epilepsy", "poor_circulation")
NAMED: Mapping[str, Mapping[str, Value]] = {
    "fell": {"onset_injury": "fall_or_jump"},
    "fell_badly": {"onset_injury": "blow", "can_bear_weight": False},
    "pop": {"onset_injury": "pop_or_tear"},
    "no_weight": {"can_bear_weight": False},
    "deformed": {"foot_deformed": True},
    "saddle": {"back_to_leg": True, "saddle_or_bladder": True},
    "clot": {"calf_swollen_one_side": True, "breathless_or_chest_pain": True},
    "calf": {"calf_swollen_one_side": True, "breathless_or_chest_pain": False},
    "unwell": {"fever_unexplained": True, "very_unwell": True},
    "cold": {"cold_pale_foot": True},
    "fever": {"fever_unexplained": True, "very_unwell": False},
    "hot": {"swelling_marked": True, "redness_or_warmth": True, "very_unwell": False},
    "diabetic_wound": {"reduced_sensation": "old", "wound": True, "very_unwell": False},
    "weaker": {"strength_loss": "getting_worse", "saddle_or_bladder": False},
    "squeeze": {"squeeze_heel": True},
    "night": {"night_pain": "unrelated_to_load"},
    "night_cancer": {"night_pain": "unrelated_to_load", "cancer_ever": True},
    "rest": {"rest_pain": "strong_without_load"},
    "swollen": {"swelling_marked": True},
    "red": {"redness_or_warmth": True, "very_unwell": False},
    "wound": {"wound": True, "very_unwell": False},
    "tingling": {"nerve_signs": frozenset({"tingling"})},
    "numb": {"reduced_sensation": "old"},
    "weak": {"strength_loss": "stable", "saddle_or_bladder": False},
    "diabetes": {"diabetes": True},
    "cannot_stand": {"standing_or_walking_hard": True},
    "limited": {"function_limit": "blocks_day_or_sport"},
    "arthritis": {"inflammatory_signs": frozenset({"joint_swelling"}), "back_to_leg": True, "saddle_or_bladder": False},
    "sudden": {"onset_injury": "sudden_severe"},
    "suddenly_weak": {"strength_loss": "sudden", "saddle_or_bladder": False},
    "suddenly_numb": {"reduced_sensation": "new", "saddle_or_bladder": False},
    "breathless": {"breathless_or_chest_pain": True},
    "infected_wound": {"diabetes": True, "wound": True, "fever_unexplained": True, "very_unwell": False},
    "red_eye": {"inflammatory_signs": frozenset({"eye_inflammation"}), "red_eye_now": True},
    "burning": {"nerve_signs": frozenset({"burning"})},
    "cancer_and_pain": {"cancer_ever": True, "rest_pain": "mild_after_load", "weight_loss_unexplained": False},
    "strong_after_load": {"rest_pain": "strong_after_load"},
    **{f"told_of_{name}": {name: True} for name in HEALTH},
    "thinner_not_known": {"blood_thinner": "dont_know"},
}


def warning(fact: Fact) -> Value:
    """The first answer that warns."""
    sign = min(fact.signs, key=str)
    return frozenset({str(sign)}) if fact.kind == "set" else sign


def others() -> dict[str, Mapping[str, Value]]:
    """A new flag needs no line here: it comes alone. A bruise is of a row that a pop makes true already."""
    named = {"bruise_sole"}.union(*NAMED.values())
    return {
        fact.id: {fact.id: warning(fact)} for fact in pathway().facts.values() if fact.flag and fact.id not in named
    }


SIGNS: Mapping[str, Mapping[str, Value]] = {**NAMED, **others()}
EVENTS = (
    *(
        "hard_day",
        "hard_day",
        "hard_day",
        "hard_day",
        "hard_day",
        "stiff",
        "stiff",
        "odd",
        "odd",
        "odd",
        "unsettled",
        "unsettled",
        "ran",
        "silence",
    ),
    *(
        "long_silence",
        "long_silence",
        "long_silence",
        "unknown",
        "injected",
        "seen",
        "anew",
        "lasting",
        "pressed",
        "both",
    ),
    *("paused", "paused", "tapped", "ran_somehow", "enough", "enough", "refused", "life_changed"),
)


def drawn(choose: Choose) -> Person:
    """A person by one choice after the other; the first of each list is the plainest."""
    some = choose(("", "", "a sign", "more", "more", "more"))
    kinds = {"": (), "a sign": tuple(SIGNS), "more": EVENTS}[some]
    surprises = [(choose(kinds), choose((0, 1, 2, 3, 4, 7, 8, 14)))] if kinds else []
    if surprises and choose((False, True, True)):
        second = (*EVENTS, *(("seen",) * 12 if some == "a sign" else SIGNS))
        surprises.append((choose(second), choose((0, 1, 2, 3, 5))))
    days = choose((range(3, 9), range(3, 9), range(9, 22), range(9, 22), range(22, 61)) * 4 + (LONG,))
    return Person(
        condition=choose((*OFTEN * 11, *CONDITIONS, *("burning",) * 2)),
        feet=choose((("left",), ("left",), ("right",), FEET)),
        habit=choose(HABITS),
        trend=choose(TRENDS),
        days=choose(days),
        first_steps=choose((5, 2, 3, 4, 6, 7, 1, 0, 9)),
        activity=choose((3, 2, 4, 5, 1, 0, 6, 8)),
        age=choose((46, 46, 46, 46, 46, 46, 46, 46, 41, 30, 18, 19, 39, 44, 45, 70, 17)),
        weeks=choose((5, 1, 2, 3, 4, 11, 12, 13, 30)),
        skips=choose((0, 0, 0, 0, 0, 1, 5)),
        surprises=tuple(surprises),
        noise=choose(range(1000)),
    )


EASED = 21
LONG = (*range(85, 130), *range(182, 200))


@st.composite
def people(draw: st.DrawFn) -> Person:
    return drawn(lambda options: draw(st.sampled_from(options)))


def person(seed: int) -> Person:
    """The same person for the same seed, without hypothesis."""
    return drawn(Random(seed).choice)


def for_everyone(test: Callable[[Person], None]) -> Callable[[], None]:
    """The test, over drawn people."""
    return given(people())(SETTINGS(test))


def told(person: Person) -> History:
    """All that a person says until today."""
    return _Diary(person).history()


def calm(fact: Fact) -> Value:
    """The answer that does not warn."""
    if fact.kind == "choice":
        return fact.options[0]
    if fact.kind == "int":
        return 2 if fact.unit == "nrs" else 40
    return {"yes_no": fact.signs == {False}, "set": frozenset(), "date": "never", "text": "", "goals": "[]"}[fact.kind]


@dataclass
class _Diary:
    """A person's days being written."""

    person: Person
    mornings: dict[int, dict[str, Any]] = field(default_factory=dict)
    loads: dict[int, dict[str, Any]] = field(default_factory=dict)
    later: list[tuple[int, int, str, dict[str, Any]]] = field(default_factory=list)  # date, told, kind, body

    def history(self) -> History:
        self.noise = Random(self.person.noise)
        self.first = self.intake()
        for day in range(1, self.person.days + 1):
            self.mornings[day] = {**self.feet({"first_step_pain": self.fs(day)}), "nothing_new": True}
        for day in range(self.person.days):
            self.loads[day] = self.load(day) if day else {}
        if self.noise.random() < 0.5:
            self.loads[self.person.days] = {"activity_pain": _pain(self.person.activity)}
        for kind, ago in self.person.surprises:
            self.surprise(kind, max(0, self.person.days - ago))
        getattr(self, self.person.habit)()
        return History(tuple(self.events()), FIRST_DAY.toordinal() + self.person.days, self.person.noise)

    # -- what is answered ---------------------------------------------------------------------------------

    def intake(self) -> dict[str, Any]:
        person, facts = self.person, pathway().facts
        flags = {f.id: calm(f) for f in facts.values() if f.flag and f.asked is None}
        numbers = {"age": person.age, "weeks_of_pain": person.weeks, "activity_pain": person.activity}
        answers = {**flags, **HEEL, **numbers, "first_step_pain": person.first_steps, **CONDITIONS[person.condition]}
        optional = [name for name in HEEL if name != "pain_sites"]
        for name in self.noise.sample(optional, min(person.skips, len(optional))):
            del answers[name]
        found = self.feet(answers)
        if len(person.feet) > 1 and self.noise.random() < 0.5:
            found |= {slot: value for slot, value in self.second_foot().items() if slot in found}
        return found | {f"pain_sites.{foot}": frozenset() for foot in FEET if foot not in person.feet}

    def feet(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers by slot: those about a foot for each sore foot, the second foot's numbers a little lower."""
        found: dict[str, Any] = {}
        for name, value in answers.items():
            if not pathway().facts[name].foot:
                found[name] = value
                continue
            for n, foot in enumerate(self.person.feet):
                less = n and name == "first_step_pain" and value
                found[f"{name}.{foot}"] = max(0, value - self.noise.choice((0, 0, 1, 3))) if less else value
        return found

    def second_foot(self) -> dict[str, Any]:
        """The other foot may have something else."""
        other = {**HEEL, **CONDITIONS[self.noise.choice(("fascia", "fat_pad", "achilles", "unclear"))]}
        facts, foot = pathway().facts, self.person.feet[1]
        return {f"{name}.{foot}": value for name, value in other.items() if facts[name].foot}

    def fs(self, day: int) -> int:
        start, noise = self.person.first_steps, self.noise
        flare = noise.choice((0, 0, 0, 0, 0, 2, 3))
        moved = {"flat": 0, "recovering": -day // 5, "flaring": flare, "worsening": day // 6}
        return _pain(start + moved[self.person.trend] + noise.choice((0, 0, 0, 0, 0, 0, -1, 1)))

    def load(self, day: int) -> dict[str, Any]:
        noise, person = self.noise, self.person
        moved = {"flat": 0, "recovering": -day // 7, "flaring": noise.choice((0, 0, 0, 2)), "worsening": day // 8}
        pain = _pain(min(person.activity, 4) + moved[person.trend] + noise.choice((0, 0, 0, 0, -1, 1)))
        body: dict[str, Any] = {"activity_pain": pain if noise.random() < 0.85 else "no_load"}
        if noise.random() < 0.2:
            body |= {"walk_minutes": noise.choice((29, 30, 31, 60)), "walk_pain": noise.choice((0, 2, 3))}
        if noise.random() < 0.06:
            body |= {"run_minutes": noise.choice((0, 1, 20)), "run_pain": noise.choice((1, 3, 4))}
        if noise.random() < 0.15:
            body["stood_hours"] = noise.choice((39, 40, 80))
        if noise.random() < 0.4:
            body["steps"] = noise.choice((4000, 5000, 5000, 6000, 6501, 9000))
        if noise.random() < 0.6:
            exercise = noise.choice(("fascia_stretch", "towel_scrunch"))
            body["exercises"] = ({"id": exercise, "pain": noise.choice((1, 2, 3))},)
        if noise.random() < 0.4:
            body["settled_24h"] = noise.random() < 0.9
        return self.eased(body) if person.trend == "recovering" and day > EASED else body

    @staticmethod
    def eased(body: dict[str, Any]) -> dict[str, Any]:
        """Of who recovers: after some weeks nothing hurts above 2, or nobody would be recovered."""
        hurt = {name: min(value, 2) for name, value in body.items() if name.endswith("_pain") and value != "no_load"}
        done = tuple({**each, "pain": min(each["pain"], 2)} for each in body.get("exercises", ()))
        return body | hurt | ({"exercises": done} if done else {})

    # -- what comes in between ----------------------------------------------------------------------------

    def surprise(self, kind: str, day: int) -> None:
        if kind in SIGNS:
            self.sign(SIGNS[kind], day)
        else:
            getattr(self, f"on_{kind}")(day, self.morning(day), self.loads.setdefault(max(day - 1, 0), {}))

    def morning(self, day: int) -> dict[str, Any]:
        return self.mornings.get(day, self.first) if day else self.first

    def sign(self, signs: Mapping[str, Value], day: int) -> None:
        """Told on a day; often gone on the days after it."""
        self.morning(day).update(self.feet(signs))
        gone = self.noise.choice((0, 0, 1, 2, 3))
        facts = {name: calm(pathway().facts[name]) for name in signs}
        for later in range(day + 1, min(day + gone, self.person.days) + 1):
            self.morning(later).update(self.feet(facts))

    def on_hard_day(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        load["activity_pain"] = self.noise.choice((4, 7, 8, 8, 9))

    def on_stiff(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        for foot in self.person.feet:
            slot = f"first_step_pain.{foot}"
            morning[slot] = _pain(morning.get(slot, 4) + self.noise.choice((1, 2, 2, 2, 3, 4)))

    def on_odd(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        before = self.morning(max(day - 1, 0))
        before.update(self.feet({"first_step_pain": 0}))
        load["activity_pain"] = self.noise.choice((7, 8, 8))
        if self.noise.random() < 0.5:
            load.update(activity_pain=3, walk_minutes=30, settled_24h=True)
            morning.update(self.feet({"first_step_pain": _pain(self.person.first_steps + self.noise.choice((2, 3)))}))

    def on_unsettled(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        load |= {"walk_minutes": self.noise.choice((29, 30, 45)), "settled_24h": False}

    def on_ran(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        load |= {"run_minutes": self.noise.choice((1, 20)), "run_pain": self.noise.choice((2, 3, 4, 5, 6))}

    def on_silence(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        self.silent(day - self.noise.choice((1, 2, 2, 3)), day)

    def on_long_silence(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        self.silent(day - self.noise.choice((5, 6, 6, 7, 9)), day)
        morning.update(self.flags())

    def on_unknown(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        morning[self.noise.choice(sorted(self.flags()))] = None

    def on_injected(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        today = FIRST_DAY.toordinal() + day
        morning |= {"steroid_injection_on": today - self.noise.choice((0, 1, 26, 27, 28)), "injections_total": 1}

    def on_ran_somehow(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """A run of unknown length."""
        load |= {"run_pain": self.noise.choice((1, 3, 6))}
        if self.noise.random() < 0.5:
            load["run_minutes"] = None

    def on_tapped(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """The exercises of some days in one tap."""
        for back in range(self.noise.choice((1, 4, 9))):
            body = self.loads.get(day - 1 - back)
            if body is not None:
                body.pop("exercises", None)
                body |= {"exercises_done": self.noise.choice(("all", "all", "some", "none"))}
                body |= {"exercises_pain": self.noise.choice((0, 2, 3, 5, 6))} if self.noise.random() < 0.7 else {}

    def on_enough(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """Too much already today."""
        pain = {"activity_pain": 8} if self.noise.random() < 0.5 else {"exercises_done": "all", "exercises_pain": 7}
        self.loads.setdefault(day, {}).update(pain)

    def on_life_changed(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        morning["everyday_changed"] = True

    def on_paused(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """A pause of the person's own; most say nothing in it."""
        until, why = day + self.noise.choice((1, 3, 8, 25)), self.noise.choice(("ill", "away", "boot", "other"))
        self.later.append((day, day, "paused", {"until": FIRST_DAY.toordinal() + until, "why": why}))
        if self.noise.random() < 0.8:
            self.silent(day, until)

    def on_refused(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """Not yet, or not all of it; some weeks ago at times."""
        day = max(0, day - self.noise.choice((0, 0, 28, 30)))
        body: dict[str, Any] = {"role": "doctor"} | self.noise.choice(({}, {"cleared": False}, {"cleared": True}))
        end = FIRST_DAY.toordinal() + day + self.noise.choice((1, 5, 20))
        limits = ({"rest": end}, {"boot_or_crutches": end}, {"no_running": True}, {"no_heel_raises": True}, {})
        limit = self.noise.choice(limits)
        self.later.append((day, day, "seen", body | ({"limits": limit} if limit else {})))

    def on_seen(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        body: dict[str, Any] = {"role": "doctor", "cleared": self.noise.random() < 0.8}
        named = self.noise.choice(("", "", "", "plantar_fasciopathy", "achilles_insertional", "stress_fracture"))
        self.later.append((day, day, "seen", body | ({"condition": named} if named else {})))

    def on_anew(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        own = ("first_step_pain", "activity_pain", "weeks_of_pain")
        morning.update({slot: value for slot, value in self.first.items() if slot.partition(".")[0] not in own})

    def on_lasting(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """One question of the intake is answered otherwise."""
        facts = pathway().facts
        name = self.noise.choice([name for name in HEEL if name in facts])
        morning.update(self.feet({name: self.noise.choice((None, any_value(facts[name], self.noise)))}))

    def on_pressed(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        tests = ("press_front_inner", "press_pad_centre", "press_heel_back")
        morning.update(self.feet({name: self.noise.choice((True, False, None)) for name in tests}))

    def on_both(self, day: int, morning: dict[str, Any], load: dict[str, Any]) -> None:
        """The other foot hurts too."""
        for foot in FEET:
            morning |= {f"pain_sites.{foot}": self.noise.choice((frozenset({"arch"}), frozenset({"heel_front_inner"})))}
        for later in range(day, self.person.days + 1):
            for foot in FEET:
                self.morning(later).setdefault(f"first_step_pain.{foot}", self.noise.choice((1, 2, 3)))

    def flags(self) -> dict[str, Any]:
        again = [f for f in pathway().facts.values() if f.flag == "again" and f.asked is None]
        return self.feet({f.id: calm(f) for f in again})

    def silent(self, first: int, end: int) -> None:
        for day in range(max(1, first), end):
            self.mornings.pop(day, None)
            self.loads.pop(day, None)

    # -- how a person answers -----------------------------------------------------------------------------

    def entries(self) -> list[dict[str, Any]]:
        return [*self.mornings.values(), *self.loads.values()]

    def diligent(self) -> None: ...

    def forgetful(self) -> None:
        for days in (self.mornings, self.loads):
            for day in [day for day in days if self.noise.random() < 0.2]:
                del days[day]

    def seldom(self) -> None:
        for day in [day for day in self.mornings if self.noise.random() < 0.7]:
            self.silent(day, day + 1)

    def contradicts(self) -> None:
        """No pain in the morning and much of it later."""
        for body in (self.first, *self.entries()):
            for slot in body:
                odd = {"first_step_pain": 0, "activity_pain": self.noise.choice((8, 8, 9))}
                body[slot] = odd.get(slot.partition(".")[0], body[slot])

    def weekends(self) -> None:
        for day in range(1, self.person.days + 1):
            if (FIRST_DAY + timedelta(day)).weekday() >= 5:
                self.silent(day, day + 1)

    def gap(self) -> None:
        end = self.noise.choice((self.person.days, self.person.days, self.noise.randint(2, self.person.days)))
        self.silent(end - self.noise.choice((2, 3, 6, 6, 7, 7, 8)), end)
        if self.noise.random() < 0.6:
            self.mornings.get(end, {}).update(self.flags())

    def stops(self) -> None:
        start = self.noise.randint(1, self.person.days)
        question = self.noise.choice(("first_step_pain", "activity_pain", "nothing_new", "settled_24h"))
        for days in (self.mornings, self.loads):
            for day, body in days.items():
                for slot in [s for s in body if day >= start and s.partition(".")[0] == question]:
                    del body[slot]

    def nulls(self) -> None:
        for body in (self.first, *self.entries()):
            for slot in body:
                body[slot] = None if self.noise.random() < 0.03 and slot != "pain_sites" else body[slot]

    def late(self) -> None:
        for day in [d for d in (*self.mornings, *self.loads) if self.noise.random() < 0.3]:
            kept = self.noise.choice((self.mornings, self.loads)).pop(day, None)
            if kept is not None:
                self.later.append((day, day + self.noise.choice((1, 2, 5)), "answered", kept))

    def corrects(self) -> None:
        """Slips put right within minutes, and words changed or withdrawn later."""
        for day in self.noise.sample(sorted(self.mornings), min(3, len(self.mornings))):
            body = self.mornings[day]
            told_day = self.noise.choice((day, day + 1))
            slots = [slot for slot in body if slot.startswith("first_step_pain")]
            values = {slot: self.noise.choice((None, 3, 4, 5)) for slot in slots}
            if self.noise.random() < 0.4:
                flag = pathway().facts[self.noise.choice(("wound", "swelling_marked", "fever_unexplained"))]
                body |= self.feet({flag.id: True})
                values = self.feet({flag.id: False})
            what = {"withdrawn": {"slots": []}, "corrected": {"values": values}}
            kind = self.noise.choice(("corrected", "corrected", "withdrawn"))
            self.later.append((day, told_day, kind, {"target": f"morning-{day}", **what[kind]}))

    def overloads(self) -> None:
        for body in self.loads.values():
            if self.noise.random() < 0.4:
                body["activity_pain"] = self.noise.choice((4, 5, 6, 7))

    def twice(self) -> None:
        """Two entries on a day: the second counts, or both, as the question has it."""
        for day, body in [*self.mornings.items(), *self.loads.items()]:
            if self.noise.random() < 0.3:
                again = {slot: self.other(slot, value) for slot, value in body.items() if self.noise.random() < 0.5}
                self.later.append((day, day, "answered", again))

    def other(self, slot: str, value: Any) -> Any:
        fact = pathway().facts[slot.partition(".")[0]]
        return any_value(fact, self.noise, near=value) if fact.kind == "int" else value

    def piecemeal(self) -> None:
        """The intake comes in two parts."""
        day = self.noise.choice((1, self.person.days, self.person.days))
        for slot in [s for s in self.first if self.noise.random() < 0.1]:
            self.mornings.setdefault(day, {})[slot] = self.first.pop(slot)

    def lapses(self) -> None:
        """Whether anything is new is said seldom; after a while the red flags are answered anew."""
        for body in self.mornings.values():
            if self.noise.random() < 0.9:
                body.pop("nothing_new", None)
        for day in [d for d in self.mornings if d % 9 == self.noise.choice((7, 8, 0))]:
            self.mornings[day].update(self.flags())

    # -- as events ----------------------------------------------------------------------------------------

    def events(self) -> Iterable[Event]:
        yield self.event("intake", 0, 0, "answered", at_intake(self.first), 0)
        for day, body in sorted(self.mornings.items()):
            yield self.event(f"morning-{day}", day, day, "answered", body, 60)
        for day, body in sorted(self.loads.items()):
            if body:
                yield self.event(f"load-{day}", day, min(day + 1, self.person.days), "answered", body, 65)
        for n, (day, told, kind, body) in enumerate(self.later):
            minute = 60 + self.noise.choice((10, 15, 16, 90, 400))
            yield self.event(f"later-{n}", day, told, kind, body, minute)

    def event(self, id: str, day: int, told: int, kind: str, body: Mapping[str, Any], minute: int) -> Event:
        at = datetime.combine(FIRST_DAY, datetime.min.time(), UTC) + timedelta(days=told, hours=6, minutes=minute)
        return Event(id, kind, FIRST_DAY + timedelta(day), at, pathway().stamp, dict(body))


def any_value(fact: Fact, noise: Random, *, near: Any = None, today: int = FIRST_DAY.toordinal()) -> Value:
    """Some answer of a fact: numbers near a threshold or near a value, dates before today."""
    if fact.kind == "yes_no":
        return noise.random() < 0.5
    if fact.kind == "choice":
        return noise.choice(fact.options)
    if fact.kind == "set":
        return frozenset(noise.sample(fact.options, noise.choice((0, 1, 1, 2))))
    if fact.kind == "date":
        return today - noise.choice((0, 1, 20, 27, 28, 29))
    if fact.kind in ("text", "goals"):
        return noise.choice(('[["walk", 3]]', "[]"))
    edges = [t.value for t in pathway().thresholds.values() if t.unit == fact.unit] or [fact.low]
    middle = near if near.__class__ is int else noise.choice(edges)
    return max(fact.low, min(fact.high, middle + noise.choice((-1, 0, 1))))


def _pain(value: int) -> int:
    return max(0, min(10, value))
