"""The rows of triage (PATHWAY section 2), each as the ways in which it is true and the answers that make each way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.slow.fits import Foot, bone_risk, likely_anywhere, limit, signs_of_arthritis
from tests.slow.kleene import Truth, all_of, any_of, from_, has, less, more, no, one, some

Part = tuple[Truth, tuple[str, ...]]
"""A part of a way: is it true, and through which answers."""
Way = list[Part]
TRIAGE = ("self_care", "routine", "soon", "same_day", "emergency")
LOADING = ("none", "gentle", "plan")
INJURY = ("onset_injury", "weeks_of_pain")
BONES = ("osteoporosis", "earlier_stress_fracture", "steroid_tablets_long", "pregnant", "low_energy")
BONES += ("weight_kg", "height_cm", "age")
ARTHRITIS = ("inflammatory_signs", "rheumatic_disease", "pain_sites", "weeks_of_pain")
OF_FRACTURE = ("squeeze_heel", "progressive_over_weeks", "trend_3_weeks", "pain_sites", "load_rise", "rest_pain")
OF_FRACTURE += ("swelling_marked", "onset_injury", "eases_when_warm", *BONES)
OF_NERVE = ("nerve_signs", "worse_as_day_goes_on", "pain_sites", "back_to_leg", "strength_loss")
OF_ARTHRITIS = (*ARTHRITIS, "age", "load_rise")


FAMILIES = (
    ("tear-or-bruise", "sudden-severe", "old-tear", "old-sudden-fracture", "old-sudden"),
    ("hard-injury", "old-injury-fracture", "old-injury"),
    ("night-or-rest-pain-within-days", "night-or-rest-pain"),
    ("infection-very-unwell", "infected-wound"),
    ("nerve-new", "nerve"),
    ("burning", "burning-unclear"),
)
"""One row of the specification that is several here: they are lifted together."""


def lifted_with(id: str) -> tuple[str, ...]:
    return next((family for family in FAMILIES if id in family), (id,))


@dataclass(frozen=True)
class Row:
    id: str
    triage: str
    loading: str
    lift: str  # seen | two_days | answer | none: by what it is lifted; none: read anew every day
    ways: list[Way]
    kind: str = ""
    signs: tuple[str, ...] = ()  # of two_days: each is lifted by its own two
    also_by_condition: bool = field(default=False)

    @property
    def truth(self) -> Truth:
        return any_of(*(all_of(*(part[0] for part in way)) for way in self.ways))

    @property
    def facts(self) -> set[str]:
        return {name for way in self.ways for part in way for name in part[1]}


def rows_on(v: dict[str, Any], feet: list[Foot]) -> list[Row]:
    """All rows of a day, the most urgent of the specification first; section 10's and those of `seen` come in votes."""
    return [
        *emergencies(v),
        *injuries(v),
        *same_day(v),
        *bones_and_cancer(v, feet),
        *swelling_and_nerves(v, feet),
        *arthritis(v, feet),
        *reviews(v),
        *conditions(v, feet),
    ]


def yes(v: dict[str, Any], name: str) -> Part:
    return one(v[name], True), (name,)


def is_one(v: dict[str, Any], name: str, *words: Any) -> Part:
    return one(v[name], *words), (name,)


def not_no(v: dict[str, Any], name: str) -> Part:
    return some(v[name]), (name,)


def each(*parts: Part) -> list[Way]:
    """Any one of these parts is enough."""
    return [[part] for part in parts]


def emergencies(v: dict[str, Any]) -> Iterator[Row]:
    def row(id: str, *ways: Way) -> Row:
        return Row(id, "emergency", "none", "seen", list(ways))

    hard = is_one(v, "onset_injury", "fall_or_jump", "blow")
    unwell, wound, fever = yes(v, "very_unwell"), yes(v, "wound"), yes(v, "fever_unexplained")
    yield row("hard-injury-no-weight", [hard, is_one(v, "can_bear_weight", False)])
    yield row("deformed", [yes(v, "foot_deformed")])
    yield row("saddle-or-bladder", [yes(v, "saddle_or_bladder")])
    yield row("breathless", [yes(v, "breathless_or_chest_pain")])
    yield row("infection-very-unwell", *([part, unwell] for part in (fever, wound, yes(v, "redness_or_warmth"))))
    frail = (yes(v, "diabetes"), yes(v, "poor_circulation"))
    yield row("infected-wound", *([wound, fever, part] for part in frail))
    yield row("cold-pale-foot", [yes(v, "cold_pale_foot")])


def injuries(v: dict[str, Any]) -> Iterator[Row]:
    old = more(v["injury_age"], limit(v, "injury_recent")) is True
    fresh: Part = (not old, INJURY)
    long_ago: Part = (old, INJURY)
    hard, sudden = is_one(v, "onset_injury", "fall_or_jump", "blow"), is_one(v, "onset_injury", "sudden_severe")
    pop = is_one(v, "onset_injury", "pop_or_tear")
    fragile: Part = (any_of(from_(v["age"], limit(v, "old_age")), bone_risk(v)), BONES)
    looked: Part = (v["injury_looked_at"] is not True, ("injury_looked_at",))
    lingers: Part = (trend(v, "same", "worse"), ("trend_3_weeks",))
    yield Row("no-weight", "same_day", "none", "seen", [[is_one(v, "can_bear_weight", False)]])
    yield Row("tear-or-bruise", "same_day", "none", "seen", [[pop, fresh], [yes(v, "bruise_sole")]])
    yield Row("sudden-severe", "same_day", "none", "seen", [[sudden, fresh]])
    yield Row("old-tear", "soon", "none", "seen", [[pop, long_ago]])
    yield Row("hard-injury", "same_day", "none", "seen", [[hard, fresh]])
    not_looked = [[hard, long_ago, looked], [hard, long_ago, lingers]]
    with_risk = [[*way, fragile] for way in not_looked]
    yield Row("old-injury-fracture", "soon", "none", "seen", with_risk, "fracture")
    yield Row("old-injury", "routine", "gentle", "seen", not_looked)
    yield Row("old-sudden-fracture", "soon", "none", "seen", [[sudden, long_ago, fragile]], "fracture")
    yield Row("old-sudden", "routine", "gentle", "seen", [[sudden, long_ago]])


def same_day(v: dict[str, Any]) -> Iterator[Row]:
    def row(id: str, *ways: Way) -> Row:
        return Row(id, "same_day", "none", "seen", list(ways))

    swollen, red, wound = yes(v, "swelling_marked"), yes(v, "redness_or_warmth"), yes(v, "wound")
    frail = (yes(v, "diabetes"), yes(v, "poor_circulation"), not_no(v, "reduced_sensation"))
    new = is_one(v, "reduced_sensation", "new")
    yield row("fever", [yes(v, "fever_unexplained")])
    yield row("swollen-and-warm", [swollen, red])
    foot = [[risk, sign] for risk in frail for sign in (wound, swollen, red)]
    yield row("diabetic-foot", *foot, [yes(v, "diabetes"), new])
    yield row("strength-getting-worse", [is_one(v, "strength_loss", "getting_worse", "sudden")])
    yield row("calf-swollen", [yes(v, "calf_swollen_one_side")])
    yield Row("red-eye", "same_day", "plan", "answer", [[yes(v, "red_eye_now")]])


def bones_and_cancer(v: dict[str, Any], feet: list[Foot]) -> Iterator[Row]:
    growing, rise = yes(v, "progressive_over_weeks"), yes(v, "load_rise")
    whole: Part = (has(v["pain_sites"], "heel_whole"), ("pain_sites",))
    not_easing: Part = (no(v["eases_when_warm"]), ("eases_when_warm",))
    likely: Part = (likely_anywhere(feet, "stress_fracture"), OF_FRACTURE)
    ways = [[yes(v, "squeeze_heel")], [growing, not_no(v, "rest_pain"), rise, not_easing]]
    ways += [[whole, growing, rise], [likely]]
    yield Row("stress-fracture", "soon", "none", "seen", ways, "fracture")
    sinister = (is_one(v, "night_pain", "unrelated_to_load"), is_one(v, "rest_pain", "strong_without_load"))
    graver = (yes(v, "cancer_ever"), yes(v, "weight_loss_unexplained"), yes(v, "poor_circulation"))
    with_more = [[sign, more] for sign in sinister for more in graver]
    yield Row("night-or-rest-pain-within-days", "soon", "none", "seen", with_more, "sinister")
    yield Row("night-or-rest-pain", "soon", "none", "seen", each(*sinister), "sinister")
    weeks: Part = (from_(v["weeks_of_pain"], limit(v, "cancer_weeks")), ("weeks_of_pain",))
    cancer = yes(v, "cancer_ever")
    telling = each(growing, not_no(v, "night_pain"), not_no(v, "rest_pain"), yes(v, "weight_loss_unexplained"))
    worse, same = (trend(v, "worse"), ("trend_3_weeks",)), (trend(v, "same"), ("trend_3_weeks",))
    telling += [[worse], [same, weeks]]
    yield Row("cancer-and-pain", "routine", "gentle", "seen", [[cancer, *way] for way in telling])


def swelling_and_nerves(v: dict[str, Any], feet: list[Foot]) -> Iterator[Row]:
    swollen, red = yes(v, "swelling_marked"), yes(v, "redness_or_warmth")
    signs = ("swelling_marked", "redness_or_warmth")
    yield Row("swelling-or-warmth", "soon", "none", "two_days", each(swollen, red), signs=signs)
    yield Row("open-wound", "soon", "gentle", "two_days", [[yes(v, "wound")]], signs=("wound",))
    worrying: Part = (has(v["nerve_signs"], "tingling", "numbness", "shooting"), ("nerve_signs",))
    likely: Part = (likely_anywhere(feet, "nerve_entrapment") or likely_anywhere(feet, "s1_radiculopathy"), OF_NERVE)
    stable, numb = is_one(v, "strength_loss", "stable"), not_no(v, "reduced_sensation")
    new = is_one(v, "reduced_sensation", "new")
    yield Row("nerve-new", "soon", "none", "seen", [[new]], "nerve")
    row = Row("nerve", "soon", "none", "seen", each(worrying, stable, numb, likely), "nerve")
    yield row
    alone: Part = (all_of(has(v["nerve_signs"], "burning"), no(row.truth)), (*OF_NERVE, "reduced_sensation"))
    fits: Part = (likely_anywhere(feet, "plantar_fasciopathy") or v["condition_now"] == "plantar_fasciopathy", ())
    yield Row("burning", "routine", "plan", "answer", [[alone, fits]], "burning")
    yield Row("burning-unclear", "routine", "gentle", "answer", [[alone, (not fits[0], ())]], "burning")


def arthritis(v: dict[str, Any], feet: list[Foot]) -> Iterator[Row]:
    signs, both = v["inflammatory_signs"], v["both_feet"]
    long = from_(v["weeks_of_pain"], limit(v, "inflammatory_weeks"))
    a_sign: Part = (signs_of_arthritis(v, 1), ARTHRITIS)
    of_joints: Part = (has(signs, "joint_swelling", "sausage_digit", "eye_inflammation"), ("inflammatory_signs",))
    two: Part = (signs_of_arthritis(v, limit(v, "two_signs")), ARTHRITIS)
    unexplained: Part = (any_of(no(v["load_rise"]), both), ("load_rise", "pain_sites"))
    lasting: Part = (any_of(both, long, v["back_to_leg"]), ("pain_sites", "weeks_of_pain", "back_to_leg"))
    stiff: Part = (has(signs, "morning_back_stiffness_over_30_min"), ("inflammatory_signs",))
    likely: Part = (likely_anywhere(feet, "inflammatory"), OF_ARTHRITIS)
    ways = [[of_joints], [two], [unexplained, a_sign, lasting], [unexplained, stiff], [likely]]
    row = Row("inflammatory", "soon", "gentle", "answer", ways, "inflammatory")
    yield row
    not_that: Part = (no(row.truth), (*OF_ARTHRITIS, "back_to_leg"))
    standing: Part = (not stands_much(v), ("standing_hours", "standing_range"))
    none: Part = (no(signs_of_arthritis(v, 1)), ARTHRITIS)
    feet_alone = [none, (both, ("pain_sites",)), (long, ("weeks_of_pain",)), (no(v["load_rise"]), ("load_rise",))]
    yield Row("one-sign", "routine", "plan", "answer", [[a_sign, not_that], [*feet_alone, standing]])


def stands_much(v: dict[str, Any]) -> bool:
    """Surely four hours a day or more; in words where no number is told."""
    if v["standing_hours"] is not None:
        return from_(v["standing_hours"], limit(v, "standing_counts")) is True
    return v["standing_range"] in ("from_4_hours", "from_6_hours")


def trend(v: dict[str, Any], *words: str) -> Truth:
    """How it has gone for three weeks; not asked before, and then it is neither."""
    if v["trend_3_weeks"] is None and less(v["weeks_of_pain"], limit(v, "offer_weeks")) is True:
        return False
    return one(v["trend_3_weeks"], *words)


def reviews(v: dict[str, Any]) -> Iterator[Row]:
    yield Row("standing-or-walking-hard", "soon", "gentle", "answer", [[yes(v, "standing_or_walking_hard")]])
    yield Row("under-18", "routine", "none", "none", [[(less(v["age"], limit(v, "adult")), ("age",))]])
    yield Row("diabetes-review", "routine", "plan", "answer", [[yes(v, "diabetes")]], "diabetes")
    yield Row("circulation-review", "routine", "plan", "answer", [[yes(v, "poor_circulation")]])
    blocked = is_one(v, "function_limit", "blocks_day_or_sport")
    yield Row("blocks-day-or-sport", "routine", "plan", "answer", [[blocked]])


def conditions(v: dict[str, Any], feet: list[Foot]) -> Iterator[Row]:
    """Rows 25 and 26: they are read anew every day."""
    now = v["condition_now"]
    bests = {now, *(foot.best for foot in feet)} if not v["named"] else {now}
    pad: Part = (bool(bests & {"fat_pad_syndrome", "mixed"}), ())
    tendon: Part = ("achilles_insertional" in bests, ())
    unclear: Part = (now == "unclear" and not v["plan"], ())
    yield Row("fat-pad-or-mixed", "routine", "plan", "none", [[pad]])
    yield Row("achilles", "routine", "none", "none", [[tendon]])
    yield Row("unclear", "routine", "none", "none", [[unclear, (v["age"] is None or v["age"] >= 18, ("age",))]])
    yield Row("inconsistent-entries", "routine", "plan", "none", [[(v["inconsistent_surely"], ())]])
    yield Row("red-flag-not-known", "routine", "plan", "none", [[(v["flags_missing"] > 0 and not v["own_pause"], ())]])


def urgency(stands: list[Row]) -> tuple[str, str]:
    """The highest level and the lowest loading of some rows."""
    level = max((row.triage for row in stands), key=TRIAGE.index, default="self_care")
    loading = min((row.loading for row in stands), key=LOADING.index, default="plan")
    return level, loading
