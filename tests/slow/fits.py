"""What it may be: the conditions of PATHWAY section 3, for each sore foot apart, and the plan's condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.slow.facts import FEET, PER_FOOT
from tests.slow.kleene import (
    Truth,
    all_of,
    any_of,
    at_least,
    first,
    from_,
    has,
    is_number,
    less,
    more,
    no,
    one,
    only,
    same,
    some,
    surely,
    to,
)

STRONG_FOR, FOR, AGAINST, STRONG_AGAINST = 2, 1, -1, -2
HEEL = ("heel_front_inner", "heel_pad_centre", "heel_rim", "heel_whole", "heel_back", "heel_inner_side")
FASCIA_SITES = ("heel_front_inner", "heel_pad_centre", "heel_rim", "heel_whole", "heel_inner_side", "arch")
OF_A_PLAN = ("plantar_fasciopathy", "fat_pad_syndrome", "achilles_insertional")
Look = Callable[[str], Any]
Features = list[tuple[int, Truth]]


@dataclass(frozen=True)
class Foot:
    """How each condition fits one foot, with its features, and the best of the three a plan is made for."""

    foot: str
    sums: dict[str, int]
    fits: dict[str, str]
    best: str
    truths: dict[str, tuple[Truth, ...]]


def look_at(v: dict[str, Any], foot: str) -> Look:
    def look(name: str) -> Any:
        by_foot = foot and name in (*PER_FOOT, "pain_sites", "first_step_pain")
        return v[f"{name}.{foot}" if by_foot else name]

    return look


def limit(v: dict[str, Any], name: str) -> int:
    return int(v["numbers"][name])


def calf_tight(v: dict[str, Any]) -> Truth:
    """Of the person: the worse side, once both are known."""
    left, right = v["knee_to_wall_cm.left"], v["knee_to_wall_cm.right"]
    apart = abs(left - right) if is_number(left) and is_number(right) else None
    short = less(v["knee_to_wall_cm"], limit(v, "calf_short"))
    up_the_back = all_of(has(v["pain_sites"], "achilles"), has(v["pain_sites"], *HEEL))
    return any_of(short, from_(apart, limit(v, "calf_uneven")), up_the_back)


def bone_risk(v: dict[str, Any]) -> Truth:
    names = ("osteoporosis", "earlier_stress_fracture", "steroid_tablets_long", "pregnant", "low_energy")
    thin = less(v["body_mass_index"], limit(v, "bmi_thin")) if v["body_mass_index"] is not None else False
    return any_of(*(one(v[name], True) for name in names), thin)


def done(test: Any, found: Any) -> Truth:
    """Did a test find this? One that was not done says nothing."""
    return None if test == "not_done" else one(test, found)


def self_check(v: dict[str, Any], f: Look) -> Truth:
    fs, clear = f("first_step_pain"), limit(v, "first_steps_clear")
    worst_first = any_of(from_(fs, v["activity_pain"]), all_of(from_(fs, clear), v["worse_after_rest"]))
    place = any_of(f("press_front_inner"), has(f("pain_sites"), "heel_front_inner"))
    parts = (worst_first, place, v["worse_after_rest"], v["eases_when_warm"])
    return at_least(limit(v, "most_of_four"), parts)


def fascia(v: dict[str, Any], f: Look) -> Features:
    sites = f("pain_sites")
    return [
        (STRONG_FOR, f("press_front_inner")),
        (STRONG_FOR, self_check(v, f)),
        (FOR, has(sites, "heel_front_inner")),
        (FOR, all_of(from_(f("first_step_pain"), limit(v, "first_steps_clear")), v["eases_when_warm"])),
        (FOR, v["worse_after_rest"]),
        (FOR, done(f("windlass"), "positive")),  # a negative one says nothing against it
        (FOR, v["evening_ache"]),
        (FOR, v["eases_on_forefoot"]),
        (FOR, v["worse_long_load"]),
        (FOR, all_of(has(sites, "arch"), has(sites, *HEEL))),
        (AGAINST, only(sites, "heel_pad_centre")),
        (AGAINST, all_of(v["worse_as_day_goes_on"], some(v["nerve_signs"]))),
        (STRONG_AGAINST, all_of(some(sites), no(has(sites, *FASCIA_SITES)))),
    ]


def fat_pad(v: dict[str, Any], f: Look) -> Features:
    return [
        (STRONG_FOR, f("press_pad_centre")),
        (STRONG_FOR, only(f("pain_sites"), "heel_pad_centre")),
        (FOR, v["worse_long_load"]),
        (FOR, v["both_feet"]),
        (FOR, any_of(more(v["injections_total"], 0), no(one(v["steroid_injection_on"], "never")))),
        (AGAINST, more(f("first_step_pain"), v["activity_pain"])),
        (AGAINST, v["eases_when_warm"]),
        (STRONG_AGAINST, same(f("press_pad_centre"), False)),
    ]


def achilles(v: dict[str, Any], f: Look) -> Features:
    sites = f("pain_sites")
    return [
        (STRONG_FOR, f("press_heel_back")),
        (STRONG_FOR, only(sites, "heel_back", "achilles")),
        (FOR, v["worse_after_rest"]),
        (FOR, calf_tight(v)),
        (AGAINST, has(sites, "heel_front_inner")),
        (STRONG_AGAINST, same(f("press_heel_back"), False)),
    ]


def stress_fracture(v: dict[str, Any], f: Look) -> Features:
    whole, swollen, growing = has(f("pain_sites"), "heel_whole"), f("swelling_marked"), v["progressive_over_weeks"]
    fragile = any_of(bone_risk(v), from_(v["age"], limit(v, "old_age")))
    squeezed, not_squeezed = done(f("squeeze_heel"), True), done(f("squeeze_heel"), False)
    return [
        (STRONG_FOR, squeezed),
        (FOR, any_of(growing, all_of(one(v["trend_3_weeks"], "worse"), whole))),
        (FOR, v["load_rise"]),
        (FOR, some(v["rest_pain"])),
        (FOR, whole),
        (FOR, swollen),
        (FOR, one(v["onset_injury"], "fall_or_jump", "blow")),
        (FOR, all_of(fragile, any_of(whole, growing, swollen))),
        (AGAINST, v["eases_when_warm"]),
        (AGAINST, not_squeezed),
        (STRONG_AGAINST, all_of(not_squeezed, no(growing), no(some(v["rest_pain"])), no(bone_risk(v)))),
    ]


def nerve_entrapment(v: dict[str, Any], f: Look) -> Features:
    return [
        (STRONG_FOR, has(v["nerve_signs"], "tingling", "numbness")),
        (FOR, has(v["nerve_signs"], "burning")),
        (FOR, v["worse_as_day_goes_on"]),
        (FOR, has(f("pain_sites"), "heel_inner_side", "inner_ankle")),
        (AGAINST, no(some(v["nerve_signs"]))),
    ]


def s1_radiculopathy(v: dict[str, Any], f: Look) -> Features:
    return [
        (STRONG_FOR, all_of(v["back_to_leg"], some(v["nerve_signs"]))),
        (FOR, some(v["strength_loss"])),
        (FOR, v["back_to_leg"]),
        (FOR, has(f("pain_sites"), "outer_edge")),
        (AGAINST, no(v["back_to_leg"])),
    ]


def inflammatory(v: dict[str, Any], f: Look) -> Features:
    mechanical = all_of(v["load_rise"], no(v["both_feet"]))
    return [
        (STRONG_FOR, signs_of_arthritis(v, 2)),
        (FOR, signs_of_arthritis(v, 1)),
        (FOR, v["both_feet"]),
        (FOR, from_(v["weeks_of_pain"], limit(v, "inflammatory_weeks"))),
        (FOR, less(v["age"], limit(v, "spa_age"))),
        (AGAINST, no(signs_of_arthritis(v, 1))),
        (AGAINST, mechanical),
    ]


def several_entheses(v: dict[str, Any]) -> Truth:
    """Each foot sore at the arch or a heel site other than the back, and at the back or the Achilles tendon too."""
    front = tuple(site for site in HEEL if site != "heel_back")
    feet = [v[f"pain_sites.{foot}"] for foot in FEET]
    both = [all_of(has(sites, "arch", *front), has(sites, "achilles", "heel_back")) for sites in feet]
    return all_of(*both, from_(v["weeks_of_pain"], limit(v, "inflammatory_weeks")))


def signs_of_arthritis(v: dict[str, Any], least: int) -> Truth:
    """At least so many signs: those ticked, a rheumatic disease, and several entheses."""
    ticked = v["inflammatory_signs"]
    parts: list[Truth] = [True] * len(ticked) if ticked is not None else [None] * 9
    return at_least(least, [*parts, one(v["rheumatic_disease"], True), several_entheses(v)])


def fascia_rupture(v: dict[str, Any], f: Look) -> Features:
    return [
        (STRONG_FOR, one(v["onset_injury"], "pop_or_tear")),
        (FOR, f("bruise_sole")),
        (FOR, to(v["injected"], limit(v, "injection_recent_weeks"))),
        (AGAINST, one(v["onset_injury"], "none")),
    ]


def infection(v: dict[str, Any], f: Look) -> Features:
    fever, wound, red = v["fever_unexplained"], f("wound"), f("redness_or_warmth")
    return [
        (STRONG_FOR, any_of(fever, all_of(wound, red))),
        (FOR, v["diabetes"]),
        (FOR, f("swelling_marked")),
        (FOR, some(v["reduced_sensation"])),
        (AGAINST, all_of(no(fever), no(wound), no(red))),
    ]


def severs(v: dict[str, Any], f: Look) -> Features:
    age = v["age"]
    return [
        (STRONG_FOR, all_of(from_(age, limit(v, "sever_from")), to(age, limit(v, "sever_to")))),
        (FOR, done(f("squeeze_heel"), True)),
        (FOR, has(v["load_rise_kind"], "jumping")),
        (STRONG_AGAINST, from_(age, limit(v, "adult"))),
    ]


CONDITIONS: dict[str, Callable[[dict[str, Any], Look], Features]] = {
    "plantar_fasciopathy": fascia,
    "fat_pad_syndrome": fat_pad,
    "achilles_insertional": achilles,
    "stress_fracture": stress_fracture,
    "nerve_entrapment": nerve_entrapment,
    "s1_radiculopathy": s1_radiculopathy,
    "inflammatory": inflammatory,
    "fascia_rupture": fascia_rupture,
    "infection_or_diabetic_foot": infection,
    "severs": severs,
}


def feet_on(v: dict[str, Any], spoken_against: dict[tuple[str, str, int], bool]) -> list[Foot]:
    """Each sore foot as it is today; without one, the person. What spoke against counts on until it is known anew."""
    sore = [foot for foot in FEET if v[f"pain_sites.{foot}"]] or [""]
    return [foot_on(v, foot, spoken_against) for foot in sore]


def foot_on(v: dict[str, Any], foot: str, spoken_against: dict[tuple[str, str, int], bool]) -> Foot:
    sums, fits, truths = {}, {}, {}
    f = look_at(v, foot)
    for condition, features_of in CONDITIONS.items():
        features = []
        for place, (weight, truth) in enumerate(features_of(v, f)):
            where = (condition, foot, place)
            if weight < 0 and truth is not None:
                spoken_against[where] = truth
            features.append((weight, spoken_against.get(where) if weight < 0 else truth))
        sums[condition] = sum(weight for weight, truth in features if surely(truth))
        fits[condition] = fit_of(sums[condition], features)
        truths[condition] = tuple(truth for _, truth in features)
    return Foot(foot, sums, fits, best_of(sums, fits, f), truths)


def fit_of(total: int, features: Features) -> str:
    if all(truth is None for _, truth in features):
        return "not_known"
    spoken = any(weight == STRONG_AGAINST and surely(truth) for weight, truth in features)
    if total >= 3 and not spoken:
        return "likely"
    return "possible" if total >= 1 else "unlikely"


def best_of(sums: dict[str, int], fits: dict[str, str], f: Look) -> str:
    """The plan's condition of one foot: of fascia, fat pad and Achilles alone."""
    likely = {name: sums[name] for name in OF_A_PLAN if fits[name] == "likely"}
    tests = ("pain_sites", "press_front_inner", "press_pad_centre", "press_heel_back")
    if not likely or all(f(name) is None for name in tests):
        return "unclear"
    others = [total for name, total in likely.items() if name != "achilles_insertional"]
    tendon = likely.get("achilles_insertional")
    if tendon is not None and others and tendon == max(others):
        return "unclear"
    if len(others) == 2 and (tendon is None or tendon < max(others)):
        return "mixed"
    return max(likely, key=lambda name: likely[name])


def best_of_person(feet: list[Foot], v: dict[str, Any]) -> str:
    """That of the foot that is clear and worse in the morning (equally: that fits better); else unclear."""
    clear = [foot for foot in feet if foot.best != "unclear"]
    if not clear:
        return "unclear"
    order = ("mixed", "achilles_insertional", "fat_pad_syndrome", "plantar_fasciopathy")

    def worse(foot: Foot) -> tuple[int, int, int]:
        fs = v[f"first_step_pain.{foot.foot}" if foot.foot else "first_step_pain"]
        top = max(foot.sums[name] for name in OF_A_PLAN if foot.fits[name] == "likely")
        return (fs if is_number(fs) else -1, top, order.index(foot.best))

    return max(clear, key=worse).best


def likely_anywhere(feet: list[Foot], condition: str) -> bool:
    return any(foot.fits[condition] == "likely" for foot in feet)


def condition_now(best: str, named: str, started_on: str, plan: bool) -> str:
    """The one a clinician named stands; with a plan, the one it started on until another is likely."""
    return named or first((started_on, plan and best == "unclear" and started_on != "none"), (best, True))
