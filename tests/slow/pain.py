"""The mornings, the load and what it did (PATHWAY section 5), as they are known on the morning of a day."""

from __future__ import annotations

from typing import Any

from tests.slow.days import Told
from tests.slow.facts import FEET
from tests.slow.kleene import (
    Truth,
    all_of,
    any_of,
    first,
    from_,
    highest,
    is_number,
    middle,
    more,
    no,
    one,
    same,
    surely,
    to,
)
from tests.slow.life import Life
from tests.slow.progress import done_of, session_done

RESTING, WEEKLY = 14, 7
STRENGTH = ("heel_raise", "towel_scrunch")
LADDER_OF = {"heel_raise": "raise", "towel_scrunch": "scrunch", "balance": "balance"}


def first_steps(life: Life, v: dict[str, Any], d: int, values: dict[str, Any]) -> None:
    """The worse foot's; a foot at 0 for 14 mornings is left out while the other is asked, but asked weekly."""
    told = {foot: values.get(f"first_step_pain.{foot}") for foot in FEET}
    sore = [foot for foot in FEET if v[f"pain_sites.{foot}"]]
    for foot in FEET:
        v[f"first_step_pain.{foot}"] = told[foot]
        if told[foot] is not None:
            life.morning_told[foot] = d
            life.zeros[foot] = 0 if told[foot] else life.zeros[foot] + 1
        elif life.zeros[foot] < RESTING:
            life.zeros[foot] = 0
    asked = [foot for foot in sore if not rests(life, foot, d) or told[foot] is not None] or sore
    known = [value for value in told.values() if value is not None]
    whole = known and all(told[foot] is not None for foot in asked)
    v["first_step_pain"] = max(known) if whole else None


def rests(life: Life, foot: str, d: int) -> bool:
    return life.zeros[foot] >= RESTING and d - life.morning_told[foot] < WEEKLY


def mornings(life: Life, v: dict[str, Any], d: int) -> None:
    n = life.numbers
    fs = v["first_step_pain"]
    v["now_fs"] = middle([*life.over("first_step_pain", d - 6, d - 1), fs], 3)
    v["base7"] = life.of("now_fs", d - 1)
    v["rise"] = fs - v["base7"] if is_number(fs) and is_number(v["base7"]) else None
    v["rise_told"] = v["rise"] is not None
    v["marked_rise"] = all_of(from_(v["rise"], n["rise_marked"]), from_(fs, n["rise_floor"]))
    v["marked_rise_yesterday"] = life.of("marked_rise", d - 1)
    three = [*life.over("first_step_pain", d - 2, d - 1), fs]
    v["fs3max"] = max(three) if None not in three else None
    v["mornings_known"] = sum(value is not None for value in three)
    rises = [*life.over("marked_rise", d - 2, d - 1), v["marked_rise"]]
    v["marked_rises"] = sum(surely(rise) for rise in rises) if None not in rises else None
    v["first_step_told"] = fs is not None
    v["first_step_told_yesterday"] = life.of("first_step_told", d - 1)
    v["first_step_yesterday"] = life.of("first_step_pain", d - 1)


def loads(life: Life, v: dict[str, Any], d: int, values: dict[str, Any], told: Told | None) -> None:
    """What was done and how much it hurt, told about this date."""
    for name in ("settled_24h", "run_minutes", "run_km", "run_pain", "walk_minutes", "walk_pain", "steps"):
        v[name] = values.get(name)
    for name in ("stood_hours", "painkiller_today", "relief", "exercises_done", "exercises_pain", "nothing_new"):
        v[name] = values.get(name)
    v["activity_told"] = values.get("activity_pain")
    v["activity_pain"] = values.get("activity_pain.intake", v["activity_told"])
    exercises(life, v, d, values)
    v["act_plan_least"] = highest([v["exercise_pain"], v["run_pain"], v["walk_pain"]])
    v["act_least"] = highest([v["activity_told"], v["act_plan_least"]])
    v["act"] = None if v["activity_told"] is None else v["act_least"]
    runs(v, values, told)


def exercises(life: Life, v: dict[str, Any], d: int, values: dict[str, Any]) -> None:
    """What was ticked one by one, and what was told in one tap."""
    done, tap = values.get("exercises"), v["exercises_done"]
    items = done_of(values)
    left_out = {item["id"] for item in done or () if item not in items}
    pains = [item.get("pain") for item in items]
    v["exercise_pain"] = highest([*pains, v["exercises_pain"]])
    tapped = tap in ("all", "some")
    from_early_on = life.state["phase"] in ("early", "build", "run", "maintain")
    if session_done(v, values, life.state["phase"]) is not None:
        v["strength_done"] = any(item["id"] in STRENGTH for item in items) or (tapped and from_early_on)
        v["pain_untold"] = None in pains or (tapped and v["exercises_pain"] is None)
    else:
        v["strength_done"] = v["pain_untold"] = None
    for id, name in LADDER_OF.items():
        ticked = [item for item in items if item["id"] == id]
        v[f"{name}_done"], v[f"{name}_top"] = True if ticked else False if id in left_out else None, None
        if ticked:
            v[f"{name}_top"] = 2 * at_the_top(life, name, ticked[-1])
        elif tapped and id not in left_out and planned_today(life, name, d):
            little = to(v["exercises_pain"], life.numbers["pain_green"]) is True
            v[f"{name}_done"], v[f"{name}_top"] = True, int(tap == "all" and little)


def planned_today(life: Life, name: str, d: int) -> bool:
    """Each ladder that has begun, in the phases that do it; heel raises not within 48 hours of the last."""
    phases = ("build", "run") if name == "balance" else ("build", "run", "maintain")
    begun = life.state[f"{name}_level"] != "none" and life.state["phase"] in phases
    rests = name == "raise" and "raised_on" in life.marks and d - life.marks["raised_on"] < 2
    return begun and not rests


WHOLE = {
    "raise": {"H1": (3, 12), "H2": (3, 12), "H3": (3, 12), "H4": (4, 10), "H5": (5, 8)},
    "scrunch": {"T1": (3, 12), "T2": (3, 15), "T3": (4, 15)},
    "balance": {"B1": (3, 0), "B2": (3, 0), "B3": (3, 0)},
}
"""Sets and repetitions of a whole session at the top of the range (section 7; scrunch and balance: decision 6)."""


def at_the_top(life: Life, name: str, item: dict[str, Any]) -> bool:
    """All sets and repetitions, at one's own level or higher, with a known pain of 3 at most."""
    levels = tuple(WHOLE[name])
    own = life.state[f"{name}_level"]
    stands = levels.index(own) + 1 if own != "none" else 0
    level = item.get("level", stands)
    if not 1 <= level <= len(levels) or level < stands:
        return False
    sets, reps = WHOLE[name][levels[level - 1]]
    pain = item.get("pain")
    little = pain is not None and pain <= life.numbers["pain_green"]
    return little and (item.get("sets") or 0) >= sets and (item.get("reps") or 0) >= reps


def runs(v: dict[str, Any], values: dict[str, Any], told: Told | None) -> None:
    """A run whose minutes are not told, also its pain or its way alone, is a run of unknown length."""
    v["run_sure"] = v["run_minutes"] or 0
    not_told = "run_minutes" in values and values["run_minutes"] is None
    partly = told is not None and "run_minutes" in told.in_doubt
    alone = v["run_minutes"] is None and (v["run_pain"] is not None or bool(v["run_km"]))
    v["run_in_doubt"] = not_told or partly or alone or None
    doubted = any(value is None and slot in LOADS for slot, value in values.items())
    v["doubted"] = doubted or v["run_in_doubt"] is True or (told is not None and bool(told.in_doubt))


LOADS = ("run_minutes", "walk_minutes", "steps", "stood_hours", "exercises", "exercises_done")
"""What may be a loading event: asked about and not known, it leaves the day in doubt."""


def load_entries(life: Life, v: dict[str, Any]) -> None:
    """Was something entered of this date that is a loading event?"""
    n, usual = life.numbers, v["steps_own"]
    most = usual * n["steps_jump"] // 100 if is_number(usual) else None
    ran = any_of(more(v["run_minutes"], 0), v["run_in_doubt"] or None)
    v["load_entry"] = any_of(
        ran,
        from_(v["walk_minutes"], n["walk_counts"]),
        v["strength_done"],
        from_(v["stood_hours"], n["standing_counts"]),
        more(v["steps"], most),
    )
    v["ran"] = first((True, ran), (False, v["act"] is not None and not v["doubted"]))


def event_of(life: Life, d: int) -> Truth:
    """Was a date a loading event? A planned session of strength of which nothing is told leaves it not known."""
    v = life.v.get(d)
    if v is None:
        return None
    told = v["session_done"] is not None or not v["planned_strength"]
    return first((True, v["load_entry"]), (False, v["act"] is not None and not v["doubted"] and told))


def settling(life: Life, v: dict[str, Any], d: int) -> None:
    """Had yesterday's event settled by this morning, and that of the day before within two days?"""
    n, fs = life.numbers, v["first_step_pain"]
    v["event_yesterday"], v["event_before"] = event_of(life, d - 1), life.of("event_yesterday", d - 1)
    v["settled_told"] = life.of("settled_24h", d - 1)
    back = to(fs, v["base7"])
    worse = from_(v["rise"], n["rise_marked"])
    v["unsettled24"] = first(
        (False, no(v["event_yesterday"])),
        (False, v["settled_told"]),
        (True, no(v["settled_told"])),
        (False, back),
        (True, all_of(v["event_yesterday"], worse)),
    )
    v["unsettled48"] = first(
        (False, no(v["event_before"])),
        (False, no(life.of("unsettled24", d - 1))),
        (False, back),
        (True, all_of(v["event_before"], worse)),
    )
    life.unsettled[d - 1] = v["unsettled24"]


def everyday(life: Life, v: dict[str, Any], d: int) -> None:
    """Everyday life and work of this date, against what is usual."""
    n, act = life.numbers, v["activity_told"]
    v["usual_act"] = usual_act(life, d)
    if act is None:
        v["everyday"] = None
    elif not is_number(act) or act <= n["pain_green"]:
        v["everyday"] = "calm"
    elif act <= n["pain_amber"]:
        v["everyday"] = "high"
    else:
        v["everyday"] = "worse" if much_for_everyday(life, act, v["usual_act"], d) else "over"


def much_for_everyday(life: Life, act: int, usual: Any, d: int) -> bool:
    before = sorted((a for a in life.over("activity_told", d - 14, d - 1) if is_number(a)), reverse=True)
    n = life.numbers
    jump = len(before) >= 3 and act >= before[1] + n["everyday_jump"]
    return not is_number(usual) or act > usual + n["everyday_above"] or jump or act >= n["everyday_high"]


def usual_act(life: Life, d: int) -> Any:
    """The intake's, and from day 7 the second highest of the plan's first 7 days if higher; at most 7."""
    base, start = life.state["usual_base"], life.marks.get("usual_from", life.marks.get("first_start"))
    values = [base] if is_number(base) else []
    if start is not None and d - start >= 7:
        week = sorted((a for a in life.over("activity_told", start, start + 6) if is_number(a)), reverse=True)
        values += week[1:2] or week[:1]
    return min(life.numbers["usual_most"], max(values)) if values else None


def colours(life: Life, v: dict[str, Any], d: int) -> None:
    """What the plan and the day came to, judged the morning after (and again the morning after that)."""
    yesterday = life.v.get(d - 1, {})
    v["act_yesterday"], v["act_least_yesterday"] = yesterday.get("act"), yesterday.get("act_least")
    v["act_plan_least_yesterday"] = yesterday.get("act_plan_least")
    v["everyday_yesterday"] = yesterday.get("everyday")
    v["ran_over_yesterday"] = yesterday.get("run_over") is True
    v["colour_yesterday"] = life.colour[d - 1] = colour(life, v, yesterday)
    v["colour_plan_yesterday"] = life.colour_plan[d - 1] = colour_plan(life, v, yesterday)
    v["colour_green"] = same(v["colour_yesterday"], "green")
    v["colour_surely_green"] = surely(v["colour_green"])
    if surely(v["unsettled48"]):
        life.colour[d - 2] = life.colour_plan[d - 2] = "red"
    v["colour_before"] = life.colour.get(d - 2)


def colour(life: Life, v: dict[str, Any], y: dict[str, Any]) -> Any:
    """Everyday pain is judged by the limits of its own day, the plan's by those of the morning after."""
    n, then = life.numbers, y.get("numbers", life.numbers)
    usual = y.get("usual_act")
    amber_from = min(usual, then["everyday_bearable"]) if is_number(usual) else then["pain_green"]
    everyday, plan = y.get("activity_told"), y.get("act_plan_least")
    high = all_of(more(everyday, then["pain_green"]), more(everyday, amber_from))
    plan_high = plan is not None and more(plan, n["pain_green"]) is True
    little = all_of(v["act_yesterday"] is not None, no(high), not plan_high)
    return first(
        ("red", more(v["act_least_yesterday"], n["pain_amber"])),
        ("amber", any_of(plan_high, high, v["unsettled24"], v["marked_rise"])),
        ("amber", v["ran_over_yesterday"]),
        ("green", all_of(little, not y.get("run_in_doubt"), settled(v), no(v["marked_rise"]), mornings_known(v))),
    )


def colour_plan(life: Life, v: dict[str, Any], y: dict[str, Any]) -> Any:
    n, plan = life.numbers, y.get("act_plan_least")
    calm = settled(v) and not y.get("run_in_doubt")
    return first(
        ("red", any_of(more(plan, n["pain_amber"]), one(y.get("everyday"), "worse"))),
        ("amber", any_of(more(plan, n["pain_green"]), v["unsettled24"], v["marked_rise"], v["ran_over_yesterday"])),
        ("green", all_of(calm, no(v["marked_rise"]), mornings_known(v))),
    )


def settled(v: dict[str, Any]) -> bool:
    """Not known counts as settled here."""
    return not surely(v["unsettled24"])


def mornings_known(v: dict[str, Any]) -> bool:
    return bool(v["first_step_told_yesterday"]) and v["rise_told"]


def looks_back(life: Life, v: dict[str, Any], d: int) -> None:
    """Counts over the days before."""
    colours_before = [life.colour.get(day) for day in range(d - 14, d)]
    plan_week = [life.colour_plan.get(day) for day in range(d - 7, d)]
    v["stable_days"] = next((n for n, c in enumerate(reversed(colours_before)) if c != "green"), 14)
    v["ambers7"] = plan_week.count("amber")
    v["reds7"] = plan_week.count("red")
    loaded = [day for day in range(d - 60, d) if is_number(life.of("act", day))][-3:]
    v["loaded_reds"] = sum(life.colour_plan.get(day) == "red" for day in loaded)
    v["loaded_unsettled"] = sum(life.unsettled.get(day) is True for day in loaded)
    v["loaded_over"] = sum(life.of("everyday", day) == "over" for day in loaded)
    v["everyday_worse7"] = sum(life.of("everyday", day) == "worse" for day in range(d - 7, d))
    for name in ("raise", "scrunch", "balance"):
        tops = [t for t in life.over(f"{name}_top", d - 14, d - 1) if t is not None][-3:]
        reached = v[f"{name}_top_reached"] == life.state[f"{name}_level"]
        v[f"{name}_tops"], v[f"{name}_tops_said"] = (sum(top >= needs for top in tops) for needs in (2, 1))
        v[f"{name}_tops_count"] = v[f"{name}_tops_said" if reached else f"{name}_tops"]


def check_ins(life: Life, v: dict[str, Any], d: int, values: dict[str, Any]) -> None:
    """An entry with the morning's first steps or 'nothing new' is a check-in."""
    names = ("first_step_pain.left", "first_step_pain.right", "nothing_new")
    v["checked_in"] = any(name in values for name in names)
    v["gap"] = d - life.last_entry if life.last_entry is not None else "never"


def inconsistent(life: Life, v: dict[str, Any]) -> None:
    """No first steps at all with much pain in activity; settled, though the morning was much worse."""
    n = life.numbers
    today = all_of(same(v["first_step_pain"], 0), from_(v["activity_pain"], n["activity_odd"]))
    yesterday = all_of(same(v["first_step_yesterday"], 0), from_(v["act_yesterday"], n["activity_odd"]))
    odd = all_of(v["settled_told"], v["event_yesterday"], from_(v["rise"], n["odd_rise"]))
    without_plan: Truth = not v["plan"] and today
    with_plan: Truth = v["plan"] and any_of(yesterday, odd)
    v["inconsistent_intake"] = all_of(not v["plan"], today)
    v["inconsistent_plan"] = all_of(v["plan"], any_of(yesterday, odd))
    v["inconsistent_surely"] = surely(any_of(without_plan, with_plan))


def steps_usual(life: Life, v: dict[str, Any], d: int) -> None:
    """The median of 28 days with at least ten known, else what was told, else the lower end of the range told."""
    words = {"from_5000": 5000, "from_8000": 8000, "from_12000": 12000}
    told = v["steps_usual"] if v["steps_usual"] is not None else words.get(v["steps_range"])
    v["steps_told"] = told
    own = middle(life.over("steps", d - 28, d - 1), 10)
    v["steps_own"] = own if own is not None else told
