"""The JSON Schemas: kept as they are made, and of one mind with `svang.decide` about every case and decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import svang
from svang.answers.kinds import CASE_KINDS, KINDS
from svang.answers.typed import EXERCISE_KEYS, Refused
from svang.contract import schemas
from svang.contract.case import CASE_KEYS
from svang.model.knowledge import Fact
from svang.model.person import FEET
from svang.pathway import load

KEPT = Path(__file__).parents[2] / "docs" / "schema"
PATHWAY = load.pathway()
FACTS = PATHWAY.facts
CASE = Draft202012Validator(schemas.schema(PATHWAY, "case"))
DECISION = Draft202012Validator(schemas.schema(PATHWAY, "decision"))
LIST = Draft202012Validator(schemas.schema(PATHWAY, "facts"))
MADE = schemas.texts(PATHWAY)
AT = "2026-03-09T07:10:00+01:00"
DAYS = [f"2026-03-0{n}" for n in range(1, 10)]
SLOW = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def decided(case: Any) -> dict[str, Any]:
    return svang.decide(case, language="en")


def taken(case: Any) -> bool:
    """Does svang take the case? Anything but a decision or a proper refusal is a fault."""
    try:
        decided(case)
    except Refused as refused:
        assert refused.problems
        return False
    return True


# -- what is kept ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MADE)
def test_the_kept_schema_is_the_made_one(path: str) -> None:
    kept = (KEPT / path).read_text(encoding="utf-8")
    assert kept == MADE[path], "rewrite with: python -m svang.contract.schemas docs/schema"


@pytest.mark.parametrize("path", MADE)
def test_it_is_a_schema(path: str) -> None:
    Draft202012Validator.check_schema(json.loads(MADE[path]))


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*.json")}


def test_no_other_schema_is_kept() -> None:
    assert files_in(KEPT) == set(MADE)


def test_writing_makes_every_file(tmp_path: Path) -> None:
    schemas.write(PATHWAY, tmp_path / "new")
    knowledge = {f"knowledge/{file}.json" for file in load.FILES}
    assert files_in(tmp_path / "new") == {"case.json", "decision.json", "facts.json"} | knowledge


def objects(schema: Any) -> list[dict[str, Any]]:
    """Every part of a schema that lists properties."""
    parts = list(schema.values()) if isinstance(schema, dict) else schema if isinstance(schema, list) else []
    own = [schema] if isinstance(schema, dict) and schema.get("type") == "object" else []
    return own + [found for part in parts for found in objects(part)]


@pytest.mark.parametrize("name", schemas.NAMES)
def test_no_object_takes_other_keys(name: schemas.Name) -> None:
    assert objects(schemas.schema(PATHWAY, name))
    for part in objects(schemas.schema(PATHWAY, name)):
        assert part["additionalProperties"] is not True
        assert "additionalProperties" in part


def test_the_schema_has_the_keys_that_cases_are_read_by() -> None:
    case = schemas.schema(PATHWAY, "case")
    assert set(case["properties"]) == set(CASE_KEYS)
    events = {part["properties"]["kind"]["const"]: part for part in case["$defs"]["event"]["oneOf"]}
    assert {kind: set(part["properties"]) - {"date", "id", "at", "by", "kind"} for kind, part in events.items()} == {
        kind: set(KINDS[kind].keys) for kind in CASE_KINDS
    }
    (exercise,) = [p for p in objects(case["$defs"]["fact-exercises"]) if "sets" in p["properties"]]
    assert set(exercise["properties"]) == set(EXERCISE_KEYS)


# -- cases that are right -------------------------------------------------------------------------------------


def numbers(fact: Fact) -> st.SearchStrategy[Any]:
    low, high = fact.low // fact.scale, fact.high // fact.scale
    whole = st.integers(low, high) | st.sampled_from([low, high])
    whole = whole if fact.unit != "minutes" else whole | st.sampled_from(["1,5 timer", "25 min", "ca. 25"])
    return whole if fact.scale == 1 else whole | st.floats(low, high, allow_nan=False).map(lambda x: round(x, 1))


def exercises() -> st.SearchStrategy[Any]:
    ids = st.sampled_from([task.id for task in PATHWAY.tasks])
    whole = st.integers(0, 20)
    full = st.fixed_dictionaries(
        {"id": ids}, optional={"level": whole, "sets": whole, "reps": whole, "pain": st.integers(0, 10)}
    )
    return st.lists(ids | full, max_size=3)


def sets(fact: Fact) -> st.SearchStrategy[Any]:
    words = st.sampled_from(fact.options)
    return st.lists(words, max_size=4) | words | st.sampled_from(["none", ["none"]])


def days() -> st.SearchStrategy[str]:
    return st.dates(date(2020, 1, 1), date(2026, 3, 9)).map(date.isoformat)


def known(fact: Fact) -> st.SearchStrategy[Any]:
    match fact.kind:
        case "yes_no":
            return st.sampled_from([True, False, "yes", "no"])
        case "int":
            return numbers(fact)
        case "choice":
            return st.sampled_from(fact.options)
        case "set":
            return sets(fact)
        case "date":
            return days() | st.sampled_from(["31.3.25", "1. marts 2025", "marts 2025", "3.2025", "1-3-2025"])
        case "text":
            return st.text("abc æøå\n", min_size=1, max_size=500).filter(str.strip)
        case "goals":
            goal = st.fixed_dictionaries(
                {"what": st.just("gå en tur")}, optional={"now": st.integers(0, 10) | st.none()}
            )
            return st.lists(goal, max_size=3)
    return exercises()


def answer_to(fact: Fact) -> st.SearchStrategy[Any]:
    value = known(fact) | st.sampled_from([*fact.extra, None])
    if not fact.foot:
        return value
    feet = st.fixed_dictionaries({}, optional=dict.fromkeys(FEET, value))
    return feet | st.none() if fact.id == "pain_sites" else value | feet


def answers(most: int = 12) -> st.SearchStrategy[dict[str, Any]]:
    one = st.sampled_from(sorted(FACTS)).flatmap(lambda id: st.tuples(st.just(id), answer_to(FACTS[id])))
    return st.lists(one, max_size=most).map(dict)


def entries() -> st.SearchStrategy[dict[str, Any]]:
    usual = st.fixed_dictionaries(
        {"date": st.sampled_from(DAYS)},
        optional={"id": st.text("abc", min_size=1, max_size=3), "at": st.just(AT)},
    )
    return st.tuples(answers(5), usual).map(lambda pair: {**pair[0], **pair[1]})


def settings_of_a_clinician() -> st.SearchStrategy[dict[str, Any]]:
    one = [
        {"phase": "calm"},
        {"phase": "paused"},
        {"raise_level": "H2", "run_stage": "R3"},
        {"pain_green": 2, "standing_counts": 2.5},
    ]
    return st.sampled_from([*one, {"fascia_stretch": {"sets": 2, "reps": [5, 10]}}, {"budget_up": 120}])


def limits() -> st.SearchStrategy[Any]:
    dated = st.sampled_from(["2026-04-01", None])
    said = st.sampled_from([True, False, "yes", "no", None])
    keys = {"rest": dated, "boot_or_crutches": dated, "no_running": said, "no_heel_raises": said}
    return st.just("no jumping") | st.fixed_dictionaries({}, optional={**keys, "words": st.just("no jumping")})


def events() -> st.SearchStrategy[dict[str, Any]]:
    role = {"role": st.sampled_from(["doctor", "physiotherapist", "nurse", "podiatrist", "emergency", "other"])}
    named = st.sampled_from([*PATHWAY.names["condition_now"].options, None])
    cleared = st.sampled_from([True, False, "yes", "no", None])
    dated = {"date": st.sampled_from(DAYS)}
    facts = st.lists(st.sampled_from(sorted(FACTS)), max_size=2)
    target = {"target": st.sampled_from(["answers", "diary-0", "nowhere"])}
    kinds: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "seen": (role, {"cleared": cleared, "condition": named, "limits": limits()}),
        "adjusted": (
            {**role, "reason": st.just("sore"), "until": st.just("2026-04-01"), "set": settings_of_a_clinician()},
            {},
        ),
        "treated": (
            {"what": st.sampled_from([treatment.id for treatment in PATHWAY.treatments])},
            {"side": st.sampled_from(["left", "both", None]), "cost": st.just(400), "note": st.none()},
        ),
        "paused": ({"until": st.just("2026-03-20")}, {"why": st.sampled_from(["ill", "away", "boot", "other"])}),
        "corrected": ({**target, "values": answers(3)}, {}),
        "withdrawn": (target, {"facts": facts}),
    }
    return st.one_of(
        st.fixed_dictionaries({"kind": st.just(kind), **dated, **must}, optional=may)
        for kind, (must, may) in kinds.items()
    )


def cases() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {"at": st.just(AT)},
        optional={
            "contract": st.just(1),
            "answers": answers() | st.none(),
            "diary": st.lists(entries(), max_size=3) | st.none(),
            "events": st.lists(events(), max_size=2) | st.none(),
        },
    )


@given(cases())
@SLOW
def test_a_right_case_is_right_to_both_and_its_decision_fits(case: dict[str, Any]) -> None:
    CASE.validate(case)
    DECISION.validate(decided(case))


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.id)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_every_kind_of_answer_is_right_to_both(fact: Fact, data: st.DataObject) -> None:
    case = {"at": AT, "answers": {fact.id: data.draw(answer_to(fact))}}
    CASE.validate(case)
    assert taken(case)


def test_yaml_says_the_same() -> None:
    assert decided(f"at: {AT}\nanswers: {{diabetes: no, weeks_of_pain: 5.5}}") == decided(
        {"at": AT, "answers": {"diabetes": False, "weeks_of_pain": 5.5}}
    )


# -- cases that are wrong -------------------------------------------------------------------------------------

WRONG: dict[str, list[Any]] = {
    "yes_no": ["maybe", "ja", 1, 0, 7.5, [], {"yes": True}],
    "int": ["3", "many", True, -1, 1e9, [3], {"n": 3}],
    "choice": ["sometimes", "", 1, True, ["none"], {"is": "none"}],
    "set": ["sometimes", ["sometimes"], [None], ["none", "sometimes"], 1, True, {"is": []}],
    "date": ["yesterday", "2026-13-01", "2026-02-00", "26-01-01", "2026-1-1", 20260101, True, ["never"]],
    "text": ["", "a" * 501, 3, True, ["a"], {"a": "b"}],
    "goals": ["run", [3], [{"now": 3}], [{"what": "run", "now": 11}], [{"what": "run"}] * 4, [{"what": "", "now": 3}]],
    "exercises": [
        *("ice", 3, {"id": "ice"}, ["juggling"], [3], [{"id": "juggling"}]),
        *([{"id": "ice", "weight": 3}], [{"id": "ice", "pain": 11}], [{"id": "ice", "sets": -1}]),
        *([{"id": "ice", "sets": "two"}], [{"id": "ice", "reps": True}], [{"id": "ice", "level": 1.5}]),
    ],
}


def wrong_answers() -> list[tuple[str, Any]]:
    found = [(fact.id, wrong) for fact in FACTS.values() for wrong in WRONG[fact.kind]]
    found += [(fact.id, {"left": wrong}) for fact in FACTS.values() if fact.foot for wrong in WRONG[fact.kind]]
    found += [(fact.id, {"third": None}) for fact in FACTS.values() if fact.foot]
    found += [(fact.id, {"left": None}) for fact in FACTS.values() if not fact.foot]
    found += [(fact.id, half) for fact in FACTS.values() if fact.unit == "nrs" for half in (11, 7.5, 0.5, -0.5)]
    return [*found, ("pain_sites", "arch"), ("pain_sites", ["arch"]), ("age", 121), ("run_minutes", 2.5)]


def is_mended(id: str, wrong: Any) -> bool:
    """A bare yes or no in JSON is true or false, and some choices are yes or no."""
    return isinstance(wrong, bool) and ("yes" if wrong else "no") in FACTS[id].options


@pytest.mark.parametrize(("id", "wrong"), [pair for pair in wrong_answers() if not is_mended(*pair)])
def test_a_wrong_answer_is_wrong_to_both(id: str, wrong: Any) -> None:
    for case in ({"at": AT, "answers": {id: wrong}}, {"at": AT, "diary": [{"date": DAYS[0], id: wrong}]}):
        assert not CASE.is_valid(case)
        assert not taken(case)


SEEN = {"kind": "seen", "date": DAYS[0], "role": "doctor"}
WRONG_CASES: dict[str, dict[str, Any]] = {
    "no time": {},
    "a time without its offset": {"at": "2026-03-09T07:10:00"},
    "a date for a time": {"at": "2026-03-09"},
    "a time in words": {"at": "now"},
    "an unknown key": {"at": AT, "answer": {}},
    "an unknown fact": {"at": AT, "answers": {"first_steps": 3}},
    "a fact beside the answers": {"at": AT, "age": 40},
    "answers as a list": {"at": AT, "answers": []},
    "the diary as a map": {"at": AT, "diary": {}},
    "an entry without a date": {"at": AT, "diary": [{"age": 40}]},
    "a date by its week": {"at": AT, "diary": [{"date": "2026-W10-1"}]},
    "an exercise without its name": {"at": AT, "answers": {"exercises": [{"sets": 2}]}},
    "just over the range": {"at": AT, "answers": {"knee_to_wall_cm": 25.04}},
    "an entry that is no map": {"at": AT, "diary": ["2026-03-01"]},
    "an entry with a date in words": {"at": AT, "diary": [{"date": "monday"}]},
    "an entry of an unknown fact": {"at": AT, "diary": [{"date": DAYS[0], "pain": 3}]},
    "an entry's time without its offset": {"at": AT, "diary": [{"date": DAYS[0], "at": "07:10"}]},
    "the events as a map": {"at": AT, "events": {}},
    "an event that is no map": {"at": AT, "events": ["seen"]},
    "an event without a kind": {"at": AT, "events": [{"date": DAYS[0]}]},
    "an event of an unknown kind": {"at": AT, "events": [{"date": DAYS[0], "kind": "healed"}]},
    "an event without a date": {"at": AT, "events": [{"kind": "seen", "role": "doctor"}]},
    "an event with another's key": {"at": AT, "events": [{**SEEN, "target": "answers"}]},
    "nobody in particular has seen it": {"at": AT, "events": [{"kind": "seen", "date": DAYS[0]}]},
    "seen by an unknown role": {"at": AT, "events": [{**SEEN, "role": "neighbour"}]},
    "an unknown condition": {"at": AT, "events": [{**SEEN, "condition": "gout"}]},
    "cleared perhaps": {"at": AT, "events": [{**SEEN, "cleared": "perhaps"}]},
    "a correction of nothing": {"at": AT, "events": [{"kind": "corrected", "date": DAYS[0], "values": {}}]},
    "a correction to a wrong value": {
        "at": AT,
        "events": [{"kind": "corrected", "date": DAYS[0], "target": "answers", "values": {"age": "old"}}],
    },
    "a limit there is not": {"at": AT, "events": [{**SEEN, "limits": {"no_dancing": True}}]},
    "a rest without its end": {"at": AT, "events": [{**SEEN, "limits": {"rest": True}}]},
    "a pause without its end": {"at": AT, "events": [{"kind": "paused", "date": DAYS[0], "why": "ill"}]},
    "a pause for no reason there is": {
        "at": AT,
        "events": [{"kind": "paused", "date": DAYS[0], "until": DAYS[3], "why": "lazy"}],
    },
    "a withdrawal of nothing": {"at": AT, "events": [{"kind": "withdrawn", "date": DAYS[0]}]},
}


@pytest.mark.parametrize("case", WRONG_CASES.values(), ids=WRONG_CASES)
def test_a_wrong_case_is_wrong_to_both(case: dict[str, Any]) -> None:
    assert not CASE.is_valid(case)
    assert not taken(case)


MUTATIONS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "an unknown key": lambda case: {**case, "colour": "red"},
    "an unknown fact": lambda case: {**case, "answers": {**(case.get("answers") or {}), "colour": "red"}},
    "no time": lambda case: {key: value for key, value in case.items() if key != "at"},
    "eleven of ten": lambda case: {**case, "answers": {**(case.get("answers") or {}), "activity_pain": 11}},
    "half a point": lambda case: {**case, "answers": {**(case.get("answers") or {}), "first_step_pain": 7.5}},
    "a wrong kind": lambda case: {**case, "answers": {**(case.get("answers") or {}), "age": "forty"}},
    "a wrong option": lambda case: {**case, "answers": {**(case.get("answers") or {}), "night_pain": "often"}},
    "a wrong foot": lambda case: {**case, "answers": {**(case.get("answers") or {}), "wound": {"middle": True}}},
    "an undated entry": lambda case: {**case, "diary": [*(case.get("diary") or []), {"age": 40}]},
    "an event of nobody": lambda case: {**case, "events": [*(case.get("events") or []), {**SEEN, "role": None}]},
}


@pytest.mark.parametrize("mutate", MUTATIONS.values(), ids=MUTATIONS)
@given(case=cases())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_mistake_spoils_any_case_for_both(mutate: Any, case: dict[str, Any]) -> None:
    assert not CASE.is_valid(mutate(case))
    assert not taken(mutate(case))


def test_what_a_schema_cannot_say_svang_says() -> None:
    for case in ({"at": AT, "diary": [{"date": "2026-03-10"}]}, {"at": AT, "diary": [{"date": "2026-02-30"}]}):
        assert CASE.is_valid(case)
        assert not taken(case)


# What the schema refuses and svang still takes.
WITHDRAWN = {"kind": "withdrawn", "date": DAYS[0], "target": "answers"}
STILL_TAKEN: dict[str, dict[str, Any]] = {
    "another contract": {"at": AT, "contract": 2},
    "an id that is a list": {"at": AT, "diary": [{"date": DAYS[0], "id": [1]}]},
    "a target of nothing": {"at": AT, "events": [{**WITHDRAWN, "target": None}]},
    "an unknown fact withdrawn: all of the entry goes": {"at": AT, "events": [{**WITHDRAWN, "facts": ["agee"]}]},
    "a word for facts, searched for their names": {"at": AT, "events": [{**WITHDRAWN, "facts": "my age"}]},
}


@pytest.mark.parametrize("case", STILL_TAKEN.values(), ids=STILL_TAKEN)
def test_it_is_not_taken(case: dict[str, Any]) -> None:
    assert not CASE.is_valid(case)
    assert not taken(case)


@pytest.mark.parametrize("facts", [None, 5, True])
def test_a_wrong_withdrawal_is_refused(facts: Any) -> None:
    assert not taken({"at": AT, "events": [{**WITHDRAWN, "facts": facts}]})


def test_three_point_zero_is_three() -> None:
    case = {"at": AT, "answers": {"exercises": [{"id": "ice", "sets": 3.0}]}}
    CASE.validate(case)
    assert taken(case)


# -- decisions ------------------------------------------------------------------------------------------------

WELL: dict[str, Any] = {fact.id: "no" for fact in FACTS.values() if fact.flag and fact.kind == "yes_no"}
WELL |= {"can_bear_weight": "yes", "onset_injury": "none", "reduced_sensation": "no", "nerve_signs": "none"}
WELL |= {"strength_loss": "no", "night_pain": "none", "rest_pain": "none", "age": 46, "weeks_of_pain": 2}
WELL |= {"function_limit": "none", "standing_or_walking_hard": "no", "inflammatory_signs": "none"}
WELL |= {"steroid_injection_on": "never", "progressive_over_weeks": "no"}
SORE = {
    "pain_sites": {"left": ["heel_front_inner"]},
    "first_step_pain": 6,
    "activity_pain": 4,
    "eases_when_warm": "yes",
}
STARTS = {**WELL, **SORE, "worse_after_rest": "yes", "press_front_inner": "yes"}
MORNINGS = [{"date": day, "first_step_pain": 5, "nothing_new": "yes", "activity_pain": 2} for day in DAYS]

DECISIONS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "nothing told": ({}, {"phase": "paused", "decision": "hold"}),
    "a plan starts": ({"answers": STARTS}, {"decision": "start", "phase": "calm", "triage": "self_care"}),
    "a plan runs": ({"answers": STARTS, "diary": MORNINGS[1:]}, {"phase": "early"}),
    "an emergency": ({"answers": {**STARTS, "foot_deformed": "yes"}}, {"decision": "stop", "triage": "emergency"}),
    "seen": (
        {"answers": {**STARTS, "bruise_sole": "yes"}, "events": [{**SEEN, "cleared": True, "condition": "unclear"}]},
        {"condition": "unclear"},
    ),
}


@pytest.mark.parametrize(("told", "then"), DECISIONS.values(), ids=DECISIONS)
def test_a_decision_fits_its_schema(told: dict[str, Any], then: dict[str, Any]) -> None:
    answer = decided({"at": AT, **told})
    assert {key: answer[key] for key in then} == then
    DECISION.validate(answer)
    assert json.loads(json.dumps(answer)) == answer


def test_plans_tasks_and_referrals_were_among_them() -> None:
    answers = [decided({"at": AT, **told}) for told, _ in DECISIONS.values()]
    assert any(answer["plan"]["tasks"] for answer in answers)
    assert any(answer["referral"] for answer in answers)
    assert any("limit" in saw for answer in answers for reason in answer["reasons"] for saw in reason["saw"])
    assert {"left", None} <= {fit["foot"] for answer in answers for fit in answer["conditions"]}


def parts(found: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every part of a decision."""
    pairs = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [path] + [deep for key, value in pairs for deep in parts(value, (*path, key))]


def changed(found: Any, path: tuple[Any, ...], change: Callable[[Any, Any], Any]) -> Any:
    copy = json.loads(json.dumps(found))
    at = copy
    for key in path[:-1]:
        at = at[key]
    change(at, path[-1])
    return copy


OPEN = {"dose", "value", "limit"}  # parts whose content is the knowledge's own


MAY_GO = {"op", "than", "limit", "expires_days"}


def put(at: Any, key: Any) -> None:
    at[key] = {"no": 1}


def test_the_decision_schema_notices_a_change_anywhere() -> None:
    answer = decided({"at": AT, **DECISIONS["a plan runs"][0]})
    for path in parts(answer)[1:]:
        if not OPEN & set(path):
            assert not DECISION.is_valid(changed(answer, path, put)), path
        if isinstance(path[-1], str) and not OPEN & set(path[:-1]) and path[-1] not in MAY_GO:
            assert not DECISION.is_valid(changed(answer, path, lambda at, key: at.pop(key))), path


# -- the list of facts ----------------------------------------------------------------------------------------


def test_the_facts_fit_their_schema() -> None:
    listed = schemas.facts(PATHWAY)
    LIST.validate(listed)
    assert json.loads(json.dumps(listed)) == listed
    assert [fact["id"] for fact in listed] == list(FACTS)


def test_a_fact_is_listed_in_the_unit_people_write() -> None:
    listed = {fact["id"]: fact for fact in schemas.facts(PATHWAY)}
    assert listed["weeks_of_pain"]["range"] == [0, 2600]
    assert (listed["age"]["kind"], listed["weeks_of_pain"]["kind"]) == ("int", "number")
    assert listed["knee_to_wall_cm"] == {
        "id": "knee_to_wall_cm",
        "kind": "number",
        "unit": "cm",
        "range": [0, 25],
        "options": [],
        "extra": [],
        "foot": True,
        "flag": None,
        "lasts": 28,
        "asked": "profile",
        "group": "tests",
        "sources": ["seed:G28", "seed:G37"],
    }
    assert listed["diabetes"]["lasts"] == "ever"
    assert listed["first_step_pain"]["lasts"] == "that_day"
    assert listed["onset_injury"]["flag"] == "again"


def test_the_list_schema_refuses_another_shape() -> None:
    first, *_ = schemas.facts(PATHWAY)
    for wrong in ({**first, "scale": 10}, {**first, "kind": "float"}, {**first, "sources": []}, {**first, "lasts": 0}):
        assert not LIST.is_valid([wrong])
    assert not LIST.is_valid([{key: value for key, value in first.items() if key != "unit"}])
