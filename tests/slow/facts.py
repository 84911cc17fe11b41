"""What is known of each fact on a day: what lasts how long, what does not apply, the worse foot (PATHWAY section 1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.slow.kleene import all_of, any_of, from_, has, no, one, some

FEET = ("left", "right")
NONE: frozenset[str] = frozenset()
FOR_GOOD, WEEK, UPKEEP, MONTH, SEASON, HALF_YEAR = None, 7, 21, 28, 60, 180

HEALTH = ("diabetes", "cancer_ever", "poor_circulation", "osteoporosis", "earlier_stress_fracture")
HEALTH += ("rheumatic_disease", "low_energy", "pacemaker_or_epilepsy")
HEALTH_HALF_YEAR = ("pregnant", "steroid_tablets_long", "blood_thinner")
YES_IS_A_SIGN = ("foot_deformed", "swelling_marked", "redness_or_warmth", "bruise_sole", "fever_unexplained", "wound")
YES_IS_A_SIGN += ("very_unwell", "saddle_or_bladder", "back_to_leg", "calf_swollen_one_side")
YES_IS_A_SIGN += ("breathless_or_chest_pain", "cold_pale_foot", "squeeze_heel", "diabetes", "red_eye_now")
YES_IS_A_SIGN += ("cancer_ever", "poor_circulation", "osteoporosis", "earlier_stress_fracture", "low_energy")
YES_IS_A_SIGN += ("rheumatic_disease", "weight_loss_unexplained")
SIGNS: dict[str, tuple[Any, ...]] = {
    **{name: (True,) for name in YES_IS_A_SIGN},
    "can_bear_weight": (False,),
    "onset_injury": ("fall_or_jump", "blow", "pop_or_tear", "sudden_severe"),
    "reduced_sensation": ("old", "new"),
    "strength_loss": ("stable", "getting_worse", "sudden"),
    "night_pain": ("unrelated_to_load",),
    "rest_pain": ("strong_without_load",),
    "nerve_signs": ("tingling", "burning", "numbness", "shooting"),
}
FLAGS = ("onset_injury", "can_bear_weight", "foot_deformed", "swelling_marked", "redness_or_warmth", "bruise_sole")
FLAGS += ("fever_unexplained", "wound", "very_unwell", "reduced_sensation", "nerve_signs", "strength_loss")
FLAGS += ("back_to_leg", "saddle_or_bladder", "night_pain", "rest_pain", "calf_swollen_one_side")
FLAGS += ("breathless_or_chest_pain", "cold_pale_foot")
"""The red flags that are asked again in each check-in."""
ASKED_ONCE = (*HEALTH, *HEALTH_HALF_YEAR, "weight_loss_unexplained")
PER_FOOT = ("swelling_marked", "redness_or_warmth", "bruise_sole", "wound", "cold_pale_foot")
PER_FOOT += ("press_front_inner", "press_pad_centre", "press_heel_back", "squeeze_heel", "windlass", "knee_to_wall_cm")
DAILY = ("first_step_pain", "activity_pain", "nothing_new", "settled_24h", "run_minutes", "run_km", "run_pain")
DAILY += ("walk_minutes", "walk_pain", "steps", "stood_hours", "exercises", "exercises_done", "exercises_pain")
DAILY += ("painkiller_today", "relief", "tape_skin", "shoe", "everyday_changed", "note")
LASTS: dict[str, int | None] = {
    **dict.fromkeys(HEALTH, FOR_GOOD),
    **dict.fromkeys(HEALTH_HALF_YEAR, HALF_YEAR),
    **dict.fromkeys((*FLAGS, "weight_loss_unexplained", "red_eye_now"), WEEK),
    **dict.fromkeys(("press_front_inner", "press_pad_centre", "press_heel_back", "squeeze_heel"), MONTH),
    **dict.fromkeys(("windlass", "knee_to_wall_cm"), MONTH),
    **dict.fromkeys(("pain_sites", "eases_when_warm", "worse_after_rest", "worse_long_load"), SEASON),
    **dict.fromkeys(("worse_as_day_goes_on", "progressive_over_weeks", "evening_ache", "eases_on_forefoot"), SEASON),
    **dict.fromkeys(("function_limit", "shoes_usual", "barefoot_hard_floor", "recovery_short", "shoe_km"), SEASON),
    **dict.fromkeys(("load_rise", "load_rise_kind", "standing_or_walking_hard", "work_can_change"), SEASON),
    **dict.fromkeys(("fear_of_movement", "goals", "standing_hours", "standing_range"), SEASON),
    **dict.fromkeys(("foot_posture", "height_cm", "weight_kg", "steps_usual", "steps_range"), HALF_YEAR),
    **dict.fromkeys(("walk_minutes_usual", "menopause"), HALF_YEAR),
    **dict.fromkeys(("inflammatory_signs", "runner", "wants_to_run", "weekly_run_km"), HALF_YEAR),
    **dict.fromkeys(("steroid_injection_on", "injections_total"), HALF_YEAR),
    **dict.fromkeys(("age", "weeks_of_pain", "injury_looked_at", "spur_on_xray", "plan_choice"), FOR_GOOD),
    **dict.fromkeys(("raise_top_reached", "scrunch_top_reached", "balance_top_reached", "plaster_allergy"), None),
    **dict.fromkeys(("two_leg_raises_8_pain", "single_leg_raises_10_pain"), WEEK),
    "trend_3_weeks": 21,
    "obstacle": 14,
}
EXERCISES_TOLD = ("exercises", "exercises_done")


def name_of(slot: str) -> str:
    return slot.partition(".")[0]


def is_sign(slot: str, value: Any) -> bool:
    signs = SIGNS.get(name_of(slot), ())
    return bool(value & set(signs)) if isinstance(value, frozenset) else any(value is s or value == s for s in signs)


@dataclass
class Answers:
    """Every lasting answer so far: its value, the day it was told, and the first day on which it is out of date."""

    value: dict[str, Any] = field(default_factory=dict)
    told: dict[str, int] = field(default_factory=dict)
    until: dict[str, int] = field(default_factory=dict)
    renewed: int = 0
    injury_on: int | None = None
    injury_older: int | None = None

    def tell(self, d: int, values: dict[str, Any], phase: str) -> None:
        """A day's lasting answers."""
        for slot, value in values.items():
            name = name_of(slot)
            if name in LASTS:
                self.value[slot], self.told[slot] = value, d
                self.until.pop(slot, None)
                days = self.days(name, value, phase)
                if value is not None and days is not None and not is_sign(slot, value):
                    self.until[slot] = d + days
        if is_sign("onset_injury", values.get("onset_injury")):
            self.injured(d, values)
        if values.get("nothing_new") is True:
            self.renewed = d + (UPKEEP if phase == "maintain" else WEEK)

    def injured(self, d: int, values: dict[str, Any]) -> None:
        """Told with the weeks of pain it is as old as the pain; told later it is of that day; it asks anew."""
        self.injury_on = d
        weeks = values.get("weeks_of_pain") if "weeks_of_pain" in values else 0
        self.injury_older = weeks
        if "injury_looked_at" not in values:
            self.value.pop("injury_looked_at", None)

    def days(self, name: str, value: Any, phase: str) -> int | None:
        if value == "not_yet" and name.endswith("_top_reached"):
            return WEEK  # asked again in seven days; that the upper number was reached stays so (section 7)
        return UPKEEP if phase == "maintain" and name in (*FLAGS, "weight_loss_unexplained") else LASTS[name]

    def known(self, slot: str, d: int) -> Any:
        """What an answer still says on a day."""
        until = self.until.get(slot)
        if until is not None and name_of(slot) in (*FLAGS, "weight_loss_unexplained"):
            until = max(until, self.renewed)
        return None if until is not None and until <= d else self.value.get(slot)

    def forget(self, d: int, phase: str) -> None:
        """What is out of date does not come back when a later check-in says that nothing is new; in upkeep a place that
        hurts does not run out (section 13)."""
        for slot in ("pain_sites.left", "pain_sites.right"):
            if phase == "maintain" and slot in self.until:
                self.until[slot] = max(self.until[slot], d + 1)
        for slot in list(self.until):
            if self.known(slot, d) is None:
                del self.until[slot]
                self.value[slot] = None

    def entering_upkeep(self, d: int) -> None:
        """Entering maintain renews what was told that day for 21 days (section 13)."""
        for slot, until in self.until.items():
            if name_of(slot) in (*FLAGS, "weight_loss_unexplained") and self.told[slot] == d:
                self.until[slot] = max(until, d + UPKEEP)
        if self.renewed == d + WEEK:
            self.renewed = d + UPKEEP


def facts_on(answers: Answers, d: int) -> dict[str, Any]:
    """Every lasting fact of a day, by its name and by foot."""
    found: dict[str, Any] = {}
    sites = {foot: answers.known(f"pain_sites.{foot}", d) for foot in FEET}
    found |= {f"pain_sites.{foot}": sites[foot] for foot in FEET}
    found["pain_sites"] = None if None in sites.values() else sites["left"] | sites["right"]
    for name in LASTS:
        if name in PER_FOOT:
            found |= by_foot(answers, name, sites, d)
        elif name == "weeks_of_pain":
            weeks = answers.known(name, d)
            found[name] = None if weeks is None else weeks + d - answers.told[name]
        elif name != "pain_sites":
            found[name] = answers.known(name, d)
    found["injury_age"] = None
    if answers.injury_on is not None and answers.injury_older is not None:
        found["injury_age"] = d - answers.injury_on + answers.injury_older
    return found


def by_foot(answers: Answers, name: str, sites: dict[str, Any], d: int) -> dict[str, Any]:
    """A fact of a foot, for each foot, and the worse of the sore ones."""
    found: dict[str, Any] = {}
    values = []
    for foot in FEET:
        value = answers.known(f"{name}.{foot}", d)
        if value is None and sites[foot] is not None and not sites[foot]:
            found[f"{name}.{foot}"] = None  # this foot does not hurt
            continue
        value = "not_done" if value is None and name == "squeeze_heel" else value
        found[f"{name}.{foot}"] = value
        values.append(value)
    found[name] = worse_foot(name, values)
    return found


def worse_foot(name: str, values: list[Any]) -> Any:
    """The worse one; not known unless both are, or one is as bad as can be."""
    if name == "knee_to_wall_cm":
        return min(values) if values and None not in values else None
    order = ("not_done", "negative", "positive") if name == "windlass" else (False, None, True)
    if name == "windlass":
        known = [value for value in values if value is not None]
        top = max(known, key=order.index, default=None)
        return top if top == "positive" or None not in values else None
    if not values:
        return False
    if any(value is True for value in values):
        return True
    if any(value is None for value in values):
        return None
    return False if any(value is False for value in values) else values[0]


def not_applicable(v: dict[str, Any]) -> None:
    """What is surely not asked is known as no or none, unless it was answered."""
    old = from_(v["injury_age"], 15)
    stands = from_(v["standing_hours"], 40)  # in numbers before words (section 1)
    if stands is None:
        stands = one(v["standing_range"], "from_4_hours", "from_6_hours")
    asked: dict[str, tuple[Any, Any]] = {
        "very_unwell": (any_of(v["fever_unexplained"], v["wound"], v["redness_or_warmth"]), False),
        "saddle_or_bladder": (
            any_of(v["back_to_leg"], some(v["strength_loss"]), one(v["reduced_sensation"], "new")),
            False,
        ),
        "weight_loss_unexplained": (
            any_of(
                one(v["night_pain"], "unrelated_to_load"),
                one(v["rest_pain"], "strong_without_load"),
                v["cancer_ever"],
            ),
            False,
        ),
        "breathless_or_chest_pain": (v["calf_swollen_one_side"], False),
        "red_eye_now": (has(v["inflammatory_signs"], "eye_inflammation"), False),
        "injury_looked_at": (all_of(one(v["onset_injury"], "fall_or_jump", "blow"), old is True), False),
        "windlass": (all_of(no(some(v["nerve_signs"])), no(one(v["squeeze_heel"], True))), "not_done"),
        "load_rise_kind": (v["load_rise"], NONE),
        "wants_to_run": (v["runner"], False),
        "injections_total": (no(one(v["steroid_injection_on"], "never")), 0),
        "work_can_change": (stands, "no"),
    }
    for name, (is_asked, none) in asked.items():
        if v[name] is None and is_asked is False:
            v[name] = none
