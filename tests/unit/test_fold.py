"""From words to what the rules see: signs that stay, two feet, a clinician's word, a ceiling after new knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from svang.engine import lasting
from svang.engine.course import Course, course, step
from svang.engine.days import merge
from svang.engine.decide import conditions, decide, rule_reason
from svang.engine.lasting import worse
from svang.engine.plan import plan
from svang.model.person import Event
from svang.pathway.language import reads
from svang.pathway.load import pathway, with_settings
from tests.properties.people import FIRST_DAY, Person
from tests.properties.people import told as life_of
from tests.unit.test_days import MONDAY, seen, told


def on(day: int, *events: Event) -> Course:
    return course(pathway(), events, today=(MONDAY + timedelta(days=day)).toordinal())


def rows(found: Course) -> set[str]:
    return {pathway().rows[n].id for n in found.rows}


def may_be(found: Course) -> set[str]:
    return {pathway().rows[n].id for n in found.unsure}


# -- answers that run out, and signs that do not ----------------------------------------------------------------

YES = told("no weight", "08:00", can_bear_weight=False)
BEFORE = told("weight", "07:00", day=-1, can_bear_weight=True)


@pytest.mark.parametrize("before", [(), (BEFORE,)], ids=["told first", "told after its opposite"])
@pytest.mark.parametrize("day", [5, 6, 7, 9, 40])
def test_a_sign_that_was_told_stays_known(before: tuple[Event, ...], day: int) -> None:
    """PATHWAY 2, Lifting: rows 1-16 go only when a clinician has seen it, so nobody is asked the sign anew."""
    assert on(day, *before, YES).value("can_bear_weight") is False


def test_what_is_no_sign_is_asked_again_after_seven_days() -> None:
    """Decision 3: known on its own date and the six after."""
    asked = told("weight", "08:00", can_bear_weight=True)
    assert [on(day, asked).value("can_bear_weight") for day in (6, 7)] == [True, None]


def test_a_new_answer_lasts_from_the_day_it_was_told() -> None:
    again = told("again", "08:00", day=5, can_bear_weight=True)
    asked = told("weight", "08:00", can_bear_weight=True)
    assert [on(day, asked, again).value("can_bear_weight") for day in (7, 11, 12)] == [True, True, None]


@pytest.mark.parametrize("flag", ["cancer_ever", "wound"], ids=["of the person", "of each foot"])
def test_what_no_version_has_asked_yet_stands_as_none(flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decision 10: before a version was there nobody could answer what it asks; from its first day it is not known."""
    way = pathway()
    later = replace(way, facts=way.facts | {flag: replace(way.facts[flag], since="2030.1")})
    sore = replace(told("sore", "08:00", pain_sites__left=frozenset({"heel_inner"})), pathway="2026.2+older")
    newer = replace(told("newer", "08:00", day=3, first_step_pain=4), pathway="2030.1+newer")
    stood: dict[int, Any] = {}
    refresh = lasting.Lasting.refresh

    def refreshed(self: lasting.Lasting, d: int) -> None:
        refresh(self, d)
        stood[d - MONDAY.toordinal()] = self.frame[self.ground.slots[flag]]

    monkeypatch.setattr(lasting.Lasting, "refresh", refreshed)
    course(later, (sore, newer), today=MONDAY.toordinal() + 3)
    assert (stood[0], stood[3]) == (False, None)
    course(later, (replace(sore, pathway="2030.1+newer"), newer), today=MONDAY.toordinal() + 3)
    assert stood[0] is None


def test_exercises_of_which_nobody_knows_were_neither_done_nor_left_out() -> None:
    """PATHWAY 5, adherence: only what was told counts; a session that nobody told of is not known, never not done."""
    started = life_of(Person(first_steps=2, days=4))
    unknown = started.tell(started.today, {"exercises_done": None}).course(pathway())
    none = started.tell(started.today, {"exercises_done": "none"}).course(pathway())
    assert [found.value("exercised") for found in (unknown, none)] == [None, 0]
    assert on(0, told("each", "18:00", exercises=())).value("exercised") == 0


def left(*ids: str) -> tuple[dict[str, Any], ...]:
    return tuple({"id": id, "sets": 0} for id in ids)


DAILY = ("fascia_stretch", "calf_stretch", "calf_stretch_bent")
"""What calm plans for every day (PATHWAY 7)."""


@pytest.mark.parametrize(
    ("exercises", "share"),
    [
        (left("calf_stretch"), None),
        (left(*DAILY), 0),
        ((*left("calf_stretch"), {"id": "fascia_stretch"}), 50),
        ((*left(*DAILY), *({"id": id} for id in DAILY)), 100),
        (({"id": "calf_stretch", "sets": 0, "reps": 4},), 50),
        (({"id": "calf_stretch", "sets": 0, "pain": 0},), 50),
    ],
    ids=["one left out", "all left out", "one done", "done after all", "some repetitions", "begun, and it was felt"],
)
def test_an_exercise_that_was_left_out_says_nothing_of_the_others(exercises: tuple[Any, ...], share: Any) -> None:
    """PATHWAY 5 [13]: a session that nobody told of is not known, never not done (decision 14)."""
    started = life_of(Person(first_steps=2, days=2))
    found = started.tell(started.today, {"exercises": exercises}).course(pathway())
    assert found.value("exercised") == share
    assert (found.value("strength_done") is None) == (share is None), "What is not told is no no."


def test_what_was_left_out_hurt_nobody_and_a_pain_that_was_told_always_counts() -> None:
    def plan_pain(**more: int) -> Any:
        each = told(
            "each", "18:00", exercises=({"id": "calf_stretch", "pain": 1}, {"id": "heel_raise", "sets": 0, **more})
        )
        return on(1, each).value("act_plan_yesterday")

    assert (plan_pain(), plan_pain(pain=8)) == (1, 8)


@pytest.mark.parametrize("items", [left("heel_raise"), ()], ids=["left out", "not spoken of"])
def test_some_of_a_session_is_not_the_exercise_that_was_left_out(items: tuple[Any, ...]) -> None:
    """PATHWAY 6, rest day: the 48 hours are counted from the last session of heel raises (L11)."""
    life = life_of(Person(first_steps=2, days=30))
    body = {"role": "doctor", "reason": "", "until": life.today + 7, "set": {"phase": "build", "raise_level": "H1"}}
    last, day = life.events[-1], timedelta(days=1)
    word = replace(last, id="set", kind="adjusted", body=body, date=last.date - day, recorded_at=last.recorded_at - day)
    told = {"exercises_done": "some", "exercises_pain": 1} | ({"exercises": items} if items else {})
    days = replace(life, events=(*life.events, word)).tell(life.today, told)
    since = course(pathway(), days.events, today=life.today + 1).value("raised_strength")
    assert (since == 1) == (not items), f"{since} days since the last heel raises."


@pytest.mark.parametrize(("phase", "done"), [("early", None), ("build", True)])
def test_a_session_is_one_of_a_ladder_only_in_the_phases_that_climb_it(phase: str, done: Any) -> None:
    """PATHWAY 7: in early the towel scrunch has a dose of its own, whatever level one stands at."""
    life = life_of(Person(first_steps=2, days=30))
    body = {"role": "doctor", "reason": "", "until": life.today + 7, "set": {"phase": phase, "scrunch_level": "T1"}}
    last, day = life.events[-1], timedelta(days=1)
    word = replace(last, id="set", kind="adjusted", body=body, date=last.date - day, recorded_at=last.recorded_at - day)
    told = {"exercises_done": "all", "exercises_pain": 1}
    found = replace(life, events=(*life.events, word)).tell(life.today, told).course(pathway())
    assert (found.value("phase"), found.value("scrunch_level")) == (phase, "T1")
    assert found.value("scrunch_done") is done


def test_an_exercise_of_which_no_pain_is_told_did_not_hurt_0() -> None:
    def pain(**more: int) -> Any:
        return on(1, told("stretch", "18:00", exercises=({"id": "calf_stretch", **more},))).value("act_plan_yesterday")

    assert (pain(), pain(pain=0), pain(pain=3)) == (None, 0, 3)
    both = told("both", "18:00", exercises=({"id": "calf_stretch", "pain": 3}, {"id": "fascia_stretch"}))
    assert on(1, both).value("act_plan_yesterday") == 3


# -- what a course is asked -----------------------------------------------------------------------------------


def test_a_course_says_on_which_day_a_fact_was_last_answered_of_one_foot_or_of_any() -> None:
    found = on(
        4,
        told("left", "08:00", wound__left=False),
        told("right", "08:00", day=2, wound__right=True),
        told("age", "08:00", day=1, age=46),
    )
    days = [found.told_on("wound", foot) for foot in ("left", "right", "")]
    assert days == [MONDAY.toordinal() + n for n in (0, 2, 2)]
    other = on(4, told("right", "08:00", wound__right=False), told("left", "08:00", day=3, wound__left=False))
    assert other.told_on("wound") == other.told_on("wound", "left") == MONDAY.toordinal() + 3
    assert other.told_on("wound", "right") == MONDAY.toordinal()
    assert found.told_on("age") == MONDAY.toordinal() + 1 and found.told_on("cold_pale_foot") is None


def test_a_course_says_which_names_anything_reads() -> None:
    found = on(0, told("age", "08:00", age=46))
    assert [found.knows(name) for name in ("phase", "wound.left", "wonud.left", "")] == [True, True, False, False]


def test_a_course_says_what_was_on_the_last_days_with_or_without_today() -> None:
    found = on(5, *(told(f"{day}", "08:00", day=day, steps=1000 * day) for day in (1, 2, 3, 5)))
    assert found.series("steps", 3) == [3000, None, 5000] and found.series("steps", 1) == [5000]
    assert found.series("steps", 3, today=False) == [2000, 3000, None]
    assert found.series("steps", 6) == [None, 1000, 2000, 3000, None, 5000]


@pytest.mark.parametrize(("mornings", "rested"), [(13, False), (14, True), (15, True)])
def test_a_foot_has_rested_after_fourteen_mornings_at_0(mornings: int, rested: bool) -> None:
    """Choice A2: a foot at 0 for a fortnight is asked now and then."""
    mornings_told = (
        told(f"{day}", "08:00", day=day, first_step_pain__left=0, first_step_pain__right=3) for day in range(mornings)
    )
    found = on(mornings - 1, *mornings_told)
    assert [found.rested("left"), found.rested("right")] == [rested, False]


def test_a_course_says_what_was_tried_and_what_a_clinician_has_set_that_holds() -> None:
    week = 7

    def said(kind: str, **body: Any) -> Event:
        return replace(told(kind, "12:00"), kind=kind, body=body)

    until = (MONDAY + timedelta(days=week)).toordinal()
    tried = said("treated", what="shockwave", side="left", note="")
    limit = said("adjusted", role="doctor", reason="", until=until, set={"raise_rest": 10})
    found, later = on(week, tried, limit), on(week + 1, tried, limit)
    assert [(each["id"], each["date"], each["what"]) for each in found.treated] == [
        ("treated", MONDAY.toordinal(), "shockwave")
    ]
    assert [set_by["raise_rest"] for set_by in found.adjusted] == [10] and later.adjusted == ()


@pytest.mark.parametrize("level", ["H1", "H3", "H5"])
def test_an_exercise_is_planned_at_the_place_of_its_level_in_its_ladder(level: str) -> None:
    """PATHWAY 9: H1 is the first of five; what has no ladder is at none."""
    life = life_of(Person(first_steps=2, days=30))
    body = {"role": "doctor", "reason": "", "until": life.today + 7, "set": {"phase": "build", "raise_level": level}}
    found = course(
        pathway(), (*life.events, replace(life.events[-1], id="set", kind="adjusted", body=body)), today=life.today
    )
    places = {task.id: task.place for task in decide(found).plan.tasks}
    assert (places["heel_raise"], places["calf_stretch"]) == (int(level[1:]), 0)


def test_a_plan_is_paused_by_a_red_flag_and_runs_without_one() -> None:
    life = life_of(Person(first_steps=2, days=30))
    stopped = life.tell(life.today, {"cold_pale_foot.left": True})
    assert [decide(each.course(pathway())).paused for each in (life, stopped)] == [False, True]


# -- the worse foot (PATHWAY 1) ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fact", "feet", "wanted"),
    [
        ("knee_to_wall_cm", [80, None], None),
        ("knee_to_wall_cm", [None, 80], None),
        ("knee_to_wall_cm", [80, 110], 80),
        ("wound", [True, None], True),
        ("wound", [None, False], None),
        ("wound", [False, False], False),
        ("wound", [], False),
        ("knee_to_wall_cm", [], None),
    ],
)
def test_of_two_feet_the_worse_counts_and_nothing_if_one_is_not_known(fact: str, feet: list[Any], wanted: Any) -> None:
    assert repr(worse(pathway().facts[fact], feet)) == repr(wanted)


SORE = frozenset({"heel_front_inner"})
BOTH = told("sites", "06:00", pain_sites__left=SORE, pain_sites__right=SORE)


def mornings(left: dict[int, int], right: dict[int, int]) -> list[Event]:
    found = []
    for day in sorted({*left, *right}):
        pains = {"first_step_pain.left": left.get(day), "first_step_pain.right": right.get(day)}
        found.append(told(f"morning {day}", "07:00", day=day, **{k: v for k, v in pains.items() if v is not None}))
    return found


@pytest.mark.parametrize("missed", [None, 5, 13])
@pytest.mark.parametrize("resting", ["left", "right"])
def test_a_foot_is_left_out_after_fourteen_mornings_at_0_in_a_row(resting: str, missed: int | None) -> None:
    """PATHWAY 1, check-in: a foot at 0 for 14 days. A morning that was not told is not known to be 0."""
    zeros = {day: 0 for day in range(14 if missed is None else 15) if day != missed}
    pains = dict.fromkeys(range(16), 4)
    told_of = mornings(zeros, pains) if resting == "left" else mornings(pains, zeros)
    assert on(15, BOTH, *told_of).value("first_step_pain") == (4 if missed is None else None)


@pytest.mark.parametrize(("day", "wanted"), [(14, 4), (19, 4), (20, None)])
def test_a_foot_that_is_left_out_is_asked_weekly(day: int, wanted: int | None) -> None:
    zeros, pains = dict.fromkeys(range(14), 0), dict.fromkeys(range(day + 1), 4)
    assert on(day, BOTH, *mornings(zeros, pains)).value("first_step_pain") == wanted


@pytest.mark.parametrize(
    ("settings", "day", "wanted"),
    [({"foot_still": 21}, 15, None), ({"foot_asked": 3}, 15, 4), ({"foot_asked": 3}, 16, None)],
)
def test_a_clinic_may_have_a_foot_at_0_asked_more_often(settings: dict[str, int], day: int, wanted: int | None) -> None:
    """thresholds.yaml: 14 to 28 mornings at 0, then every 3 to 7 days."""
    way, told_of = (
        with_settings(pathway(), settings),
        mornings(dict.fromkeys(range(14), 0), dict.fromkeys(range(17), 4)),
    )
    today = (MONDAY + timedelta(days=day)).toordinal()
    assert course(way, [BOTH, *told_of[: day + 1]], today=today).value("first_step_pain") == wanted


@pytest.mark.parametrize("foot", ["left", "right"])
def test_of_two_feet_that_fit_equally_the_one_is_named_of_which_more_was_found(foot: str) -> None:
    """PATHWAY 14, invariant 18: swapping feet changes only the foot's name.

    Here swelling without wound or redness speaks once for and once against an infection in the one foot, and neither is
    known of the other.
    """
    other = "right" if foot == "left" else "left"
    both = {f"{name}__{side}": False for name in ("redness_or_warmth", "wound") for side in ("left", "right")}
    both |= {f"pain_sites__{side}": frozenset({"heel_front_inner"}) for side in ("left", "right")}
    both |= {f"wound__{other}": None, f"swelling_marked__{foot}": True, f"swelling_marked__{other}": None}
    found = on(0, told("both", "08:00", fever_unexplained=False, diabetes=False, reduced_sensation="no", **both))
    fits = {fit.id: fit for fit in conditions(found)}
    assert fits["infection_or_diabetic_foot"].foot == foot


# -- said, and taken back too late ------------------------------------------------------------------------------


def test_all_that_was_said_of_a_sign_counts_that_day() -> None:
    """PATHWAY 2: burning alone is row 19b, tingling is row 19; both were said for longer than a slip."""
    words = [("08:00", {"tingling"}), ("09:00", {"burning"}), ("10:00", set())]
    events = [told(f"at {at}", at, nerve_signs=frozenset(signs)) for at, signs in words]
    alone = [told(f"at {at}", at, nerve_signs=frozenset(signs)) for at, signs in words[1:]]
    assert "nerve" in {row.partition("-")[0] for row in rows(on(0, *events))}
    assert "nerve" not in {row.partition("-")[0] for row in rows(on(0, *alone))}


def test_of_a_choice_the_worst_that_was_said_counts_that_day() -> None:
    """PATHWAY 2, rows 13 and 19: strength that fails more and more was said for longer than a slip."""
    words = [("08:00", "getting_worse"), ("09:00", "stable"), ("10:00", "none")]
    found = rows(on(0, *(told(f"at {at}", at, strength_loss=word) for at, word in words)))
    assert "strength-getting-worse" in found


def test_a_sign_that_was_put_right_too_late_leaves_nothing_in_what_speaks_against() -> None:
    """PATHWAY 3: what spoke against counts on until it is answered anew; a sign of half an hour is no such answer."""
    yes, no = told("yes", "06:00", rheumatic_disease=True), told("no", "06:30", rheumatic_disease=False)

    def fit(*events: Event) -> str:
        found = on(0, *events).fits
        assert found is not None
        return found.fits[[condition.id for condition in pathway().conditions].index("inflammatory")]

    assert fit(yes, no) == fit(no) == "not_known"


def test_whether_somebody_has_looked_is_out_of_date_with_a_new_injury() -> None:
    """PATHWAY 1: injury_looked_at is whether a clinician has looked at it since."""
    fall = told("fall", "08:00", onset_injury="fall_or_jump", weeks_of_pain=35, injury_looked_at=True)
    blow = told("blow", "08:00", day=3, onset_injury="blow")
    both = told("both", "08:00", day=3, onset_injury="blow", injury_looked_at=True)
    assert on(3, fall).value("injury_looked_at") is True
    assert on(3, fall, blow).value("injury_looked_at") is None
    assert on(3, fall, both).value("injury_looked_at") is True


# -- a clinician's word -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "row"),
    [
        ("bruise_sole.left", "tear-or-bruise"),
        ("bruise_sole.right", "tear-or-bruise"),
        ("foot_deformed", "deformed"),
    ],
)
def test_a_sign_that_is_told_on_the_day_of_a_clinicians_word_but_after_it_is_new(slot: str, row: str) -> None:
    """PATHWAY 2, Lifting: a row goes for what was known when the foot was seen, and comes back through what is new."""
    before, after = told("before", "08:00", **{slot: True}), told("after", "13:00", **{slot: True})
    assert row in rows(on(0, before)) and row not in rows(on(0, before, seen("12:00")))
    assert row in rows(on(0, before, seen("12:00"), after)) and row in rows(on(0, seen("12:00"), after))


def test_a_row_that_was_lifted_is_not_true_again_through_something_else_that_is_new() -> None:
    """Decision 3: only if the row is true through that answer. Strength that fails is row 13, tingling is row 19."""
    tingling = told("tingling", "08:00", nerve_signs=frozenset({"tingling"}))
    weaker = told("weaker", "08:00", day=4, strength_loss="getting_worse")
    found = rows(on(4, tingling, seen("12:00", day=2), weaker))
    assert "strength-getting-worse" in found and "nerve" not in found and "nerve-new" not in found


@pytest.mark.parametrize(
    ("knew", "now", "again"),
    [
        ("getting_worse", "sudden", True),
        ("sudden", "getting_worse", False),
        ("getting_worse", "getting_worse", False),
        ("sudden", "sudden", False),
    ],
)
def test_a_sign_comes_back_after_a_look_when_it_is_worse(knew: str, now: str, again: bool) -> None:
    """PATHWAY 2, Lifting: it counts as new when it is new or worse than what the clinician knew."""
    first = told("first", "08:00", strength_loss=knew)
    later = told("later", "08:00", day=4, strength_loss=now)
    of_strength = {row.id for row in pathway().rows if row.when is not None and "strength_loss" in reads(row.when)}
    assert rows(on(0, first)) & of_strength
    assert not rows(on(3, first, seen("12:00", day=2))) & of_strength
    assert bool(rows(on(4, first, seen("12:00", day=2), later)) & of_strength) is again


def test_a_red_flag_that_is_not_known_any_more_may_be_there_again_though_a_clinician_has_seen_it() -> None:
    """PATHWAY 14, invariant 3, after Lifting: what was lifted is the wound of that day."""
    wound, word = told("wound", "08:00", wound__left=True), seen("12:00")
    unknown = told("unknown", "08:00", day=3, wound__left=None)
    assert "open-wound" not in may_be(on(3, wound, word)) and "open-wound" in may_be(on(3, wound, word, unknown))


def test_a_word_of_not_knowing_on_the_day_of_the_look_brings_no_row_back_and_opens_nothing() -> None:
    """The clinician has seen the wound that day; the answer is missing like any other (row 4)."""
    wound, unknown = told("wound", "08:00", wound__left=True), told("unknown", "13:00", wound__left=None)
    found = on(0, wound, seen("12:00"), unknown)
    assert "open-wound" not in rows(found) | may_be(found) and decide(found).rule == "must-know"


# -- new knowledge ----------------------------------------------------------------------------------------------


def test_a_phase_that_new_knowledge_takes_back_is_counted_from_that_day() -> None:
    events = life_of(Person(first_steps=2, days=1)).events[:1]
    intake = [replace(event, pathway=pathway().stamp) for event in events]
    started = FIRST_DAY.toordinal()
    before = course(pathway(), intake, today=started + 4)
    assert (before.value("phase"), before.value("days_in_phase")) == ("calm", 4)
    said = Event(
        "said", "decided", date.fromordinal(started + 3), intake[0].recorded_at, "older", {"state": {"phase": "paused"}}
    )
    after = course(pathway(), [*intake, said], today=started + 4)
    assert after.value("days_in_phase") == 1
    assert course(pathway(), [*intake, said], today=started + 3).capped


def test_what_older_knowledge_said_of_the_same_load_takes_nothing_back() -> None:
    """Section 12: nobody's load rises through new knowledge alone; the same load is no rise."""
    intake = life_of(Person(first_steps=2, days=1)).events[0]
    started = FIRST_DAY.toordinal()
    state = {"phase": "calm", "raise_level": "none"}
    said = Event("said", "decided", date.fromordinal(started + 3), intake.recorded_at, "older", {"state": state})
    both = [replace(intake, pathway=pathway().stamp), said]
    found = [course(pathway(), both, today=started + day) for day in (3, 4)]
    assert [(day.value("days_in_phase"), day.capped) for day in found] == [(3, False), (4, False)]


def test_only_a_decision_under_older_knowledge_is_a_ceiling() -> None:
    """Not what a clinician said under it, however much later."""
    events = life_of(Person(first_steps=2, days=1)).events[:1]
    intake = replace(events[0], pathway=pathway().stamp)
    started = FIRST_DAY.toordinal()
    day, at = date.fromordinal(started + 3), intake.recorded_at + timedelta(days=3)
    said = Event("said", "decided", day, at, "older", {"state": {"phase": "paused"}})
    look = Event("look", "seen", day, at + timedelta(hours=1), "older", {"role": "doctor", "cleared": True})
    for events in ((intake, said), (intake, said, look), (intake, look)):
        assert course(pathway(), events, today=started + 3).capped is (said in events)


# -- what is planned (PATHWAY 9) --------------------------------------------------------------------------------


def test_a_foot_that_is_not_to_be_loaded_gets_relief_alone_whatever_else_is_planned() -> None:
    """PATHWAY 14, invariants 4 and 5."""
    found = life_of(Person(first_steps=2, days=4)).course(pathway())
    tasks = {task.id: task for task in pathway().tasks}
    planned = {loading: plan(found, ["as_phase"], (), loading, runs=True).tasks for loading in ("plan", "none")}
    assert {task.id for task in planned["plan"]} > {task.id for task in planned["none"]}
    assert planned["none"] and all(tasks[task.id].relief for task in planned["none"])


def test_a_day_without_a_run_has_none() -> None:
    found = life_of(Person(first_steps=2, days=4)).course(pathway())
    assert decide(found).plan.run is None and plan(found, ["as_phase"], (), "plan", runs=False).run is None


def test_a_rule_without_a_condition_fires_on_every_day() -> None:
    found = life_of(Person(first_steps=2, days=4)).course(pathway())
    reasons = [rule_reason(found, rule) for rule in pathway().rules if rule.when is None]
    assert reasons and all(reason.fired is True and reason.saw == () for reason in reasons)


# -- what is remembered -----------------------------------------------------------------------------------------


def cold(*events: Event, day: int) -> Course:
    """As if nobody had been folded before, and no day but the last."""
    days, found = merge(pathway(), events), on(0, *events)
    for _ in range(day):
        forget()
        found = step(pathway(), found, days)
    return found


def seen_of(found: Course) -> Any:
    """All that the rules saw, what fits, and the rows that stand."""
    return found.morning.values, found.fits, found.rows


def forget() -> None:
    lasting.lookups(pathway()).known.clear()


def test_what_counts_on_with_the_calendar_is_worked_out_anew_where_it_passes_a_limit() -> None:
    """Weeks of pain go on by themselves: each limit that has weeks for a unit is passed, from either side."""
    long_ago = told("long ago", "08:00", onset_injury="fall_or_jump", weeks_of_pain=7)
    forget()
    for day in range(30):
        warm = on(day, long_ago)
        assert seen_of(warm) == seen_of(cold(long_ago, day=day))


def test_what_is_remembered_of_one_person_is_not_said_of_another() -> None:
    """The one has answered once what speaks against a condition, the other never."""
    sites = told("sites", "07:00", pain_sites__left=frozenset({"heel_back"}))
    once = told("once", "08:00", eases_when_warm=False, worse_as_day_goes_on=True)
    later = told("later", "08:00", day=70, pain_sites__left=frozenset({"heel_back"}))
    forget()
    alone = on(70, later).fits
    forget()
    assert on(70, sites, once, later).fits != alone
    assert on(70, later).fits == alone


def test_not_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "REMEMBERED", 3)
    forget()
    events = [told(f"age {age}", "08:00", day=age - 40, age=age) for age in range(40, 50)]
    wanted = [seen_of(on(day, *events)) for day in range(10)]
    assert len(lasting.lookups(pathway()).known) <= 3
    monkeypatch.undo()
    forget()
    assert [seen_of(on(day, *events)) for day in range(10)] == wanted


def test_an_intake_that_is_told_again_leaves_the_usual_as_it_was() -> None:
    """PATHWAY 5, usual_act: the pain of the intake that began the plan, and of its first seven days; then fixed."""
    history = life_of(Person(activity=3, days=12))
    start = history.first
    assert history.course(pathway()).value("usual_act") == 3
    again = history.tell(start + 10, {"activity_pain.intake": 6})
    usual = [again.at(start + day).course(pathway()).value("usual_act") for day in (9, 10, 11)]
    assert usual == [3, 3, 3]
    at_first = history.tell(start, {"activity_pain.intake": 6})
    assert [at_first.at(start + day).course(pathway()).value("usual_act") for day in (1, 11)] == [6, 6]


def test_that_the_upper_number_was_reached_stays_told_and_not_yet_is_asked_again_in_seven_days() -> None:
    """PATHWAY 7, Exercises: once the person has answered so; after a no it is asked again in 7 days."""
    reached, not_yet = told("top", "08:00", raise_top_reached="H1"), told("not", "08:00", raise_top_reached="not_yet")
    assert [on(day, reached).value("raise_top_reached") for day in (6, 7, 60)] == ["H1"] * 3
    assert [on(day, not_yet).value("raise_top_reached") for day in (6, 7)] == ["not_yet", None]


def test_whoever_says_in_words_that_they_stand_little_is_not_asked_about_work() -> None:
    """PATHWAY 1: work_can_change is asked of who stands four hours or more, in numbers or words."""
    words = {word: told("words", "08:00", standing_range=word) for word in ("under_2_hours", "from_4_hours")}
    assert {word: on(0, event).value("work_can_change") for word, event in words.items()} == {
        "under_2_hours": "no",
        "from_4_hours": None,
    }
