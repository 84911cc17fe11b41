"""`svang tell`, `pause`, `answers`, `correct`, `withdraw`, and a clinician's limits."""

from __future__ import annotations

import json

import pytest

from svang.interview.telling import SHEETS
from svang.pathway.load import pathway
from svang.texts import texts
from tests.cli.given import Talk, on_day

DAY = on_day(4, "18:00")


def rows(svang):
    return [row for row in map(json.loads, svang("export").out.splitlines()) if row["kind"] != "decided"]


def test_all_that_can_be_told_is_listed(nurse):
    listed = nurse("tell", now=DAY).out
    assert all(f"\n  {sheet.id} " in listed for sheet in SHEETS)


@pytest.mark.parametrize(
    ("args", "day", "body"),
    [
        (("run", "25 min", "run_pain=4", "--date", "i går"), 3, {"run_minutes": 25, "run_pain": 4}),
        (("steps", "10.000"), 4, {"steps": 10000}),
        (("stood", "7,5", "--date", "2.3.26"), 2, {"stood_hours": 7.5}),
        (("note", "En lang vagt."), 4, {"note": "En lang vagt."}),
        (
            ("goals", "gå en tur 3; løbe"),
            4,
            {"goals": [{"what": "gå en tur", "now": 3}, {"what": "løbe", "now": None}]},
        ),
        (("relief", "ice,tape"), 4, {"relief": ["ice", "tape"]}),
        (("tape", "fine"), 4, {"tape_skin": "fine"}),
        (("tape", "irritated"), 4, {"plaster_allergy": True, "tape_skin": "irritated"}),
        (("tape", "sore"), 4, {"tape_skin": "sore", "wound.left": True}),
        (("health", "pregnant=nej", "blood_thinner=yes"), 4, {"pregnant": False, "blood_thinner": True}),
        (("plan", "without_raises"), 4, {"plan_choice": "without_raises"}),
        (("exercises", "some", "exercises_pain=3"), 4, {"exercises_done": "some", "exercises_pain": 3}),
        (("exercise", "fascia_stretch", "pain=2"), 4, {"exercises": [{"id": "fascia_stretch", "pain": 2}]}),
        (("exercise", "fascia_stretch", "how=none"), 4, {"exercises": [{"id": "fascia_stretch", "sets": 0}]}),
        (("place", "heel_rim,arch"), 4, {"pain_sites.left": ["arch", "heel_rim"]}),
        (("run", "?"), 4, {"run_minutes": None}),
    ],
)
def test_it_is_stored_on_its_day(nurse, args, day, body):
    done = nurse("tell", *args, now=DAY)
    assert done.code == 0 and "Det er skrevet ned" in done.out and "dag 3 i planen" in done.out
    last = rows(nurse)[-1]
    assert (last["date"], last["body"]) == (f"2026-03-{day:02}", body)


def test_the_other_foot_asks_for_all_its_signs(nurse):
    signs = [fact.id for fact in pathway().facts.values() if fact.foot and fact.flag]
    before = rows(nurse)
    done = nurse("tell", "other_foot", "pain_sites.right=heel_rim", now=DAY)
    assert done.code == 2 and all(f"{sign}.right" in done.err for sign in signs) and rows(nurse) == before
    told = [f"{sign}.right=no" for sign in signs]
    assert nurse("tell", "other_foot", "heel_rim", *told, "first_step_pain.right=3", now=DAY).code == 0
    body = rows(nurse)[-1]["body"]
    assert body["pain_sites.right"] == ["heel_rim"] and "pain_sites.left" not in body
    assert all(body[f"{sign}.right"] is False for sign in signs)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("weeks",), "svang tell viser det hele"),
        (("exercise", "fascia_stretch", "how=most"), "whole, some, none"),
        (("run", "25", "--date", "1.3.2026"), "før din første dag"),
        (("run", "25", "--date", "5.3.2026"), "kan ikke ligge efter i dag"),
        (("run", "25", "--date", "marts 2026"), "en dato skrives sådan"),
        (("run", "8-10"), "run_minutes: Skriv et tal"),
        (("pains", "4,5"), "men smerte skrives som hele tal"),
        (("run", "pain=4"), "NAME kender; vælg mellem run_minutes, run_pain, run_km"),
        (("note", "a" * 501), "højst være 500 tegn"),
        (("run",), "svar ved en terminal"),
        (("exercise", "juggling"), "”juggling” er ikke et svar"),
    ],
)
def test_a_mistake_is_a_sentence_and_stores_nothing(nurse, args, sentence):
    before = rows(nurse)
    done = nurse("tell", *args, now=DAY)
    assert done.code == 2 and sentence in done.err and rows(nurse) == before


def test_at_a_terminal_each_question_may_be_left_out(folder, nurse):
    talk = Talk("tell", "run", folder=folder, now=DAY)
    assert "Hvor mange minutter løb du?" in talk.hear()
    talk.answer("25")
    heard = talk.answer("")
    assert "kilometer" in heard
    assert "Det er skrevet ned" in talk.answer("") and rows(nurse)[-1]["body"] == {"run_minutes": 25}


# -- a pause, and a clinician's limits ------------------------------------------------------------------------


def test_a_pause_begins_and_ends(nurse):
    assert nurse("pause", "--until", "2026-03-10", "--why", "ill", now=DAY).code == 0
    last = rows(nurse)[-1]
    assert (last["kind"], last["body"]) == ("paused", {"until": "2026-03-10", "why": "ill"})
    assert "9. marts" in nurse("pause", now=DAY).out, "up to and including the day before"
    assert nurse("pause", "--end", now=on_day(6)).code == 0
    assert [row["kind"] for row in rows(nurse)][-2:] == ["withdrawn", "paused"]
    assert rows(nurse)[-1]["body"] == {"until": "2026-03-06", "why": "ill"}
    assert nurse("pause", "--end", now=on_day(6)).code == 2


@pytest.mark.parametrize(
    "args", [("--until", "i går"), ("--until", "2026-03-04"), ("--until", "i morgen", "--why", "lazy")]
)
def test_a_pause_that_is_none_is_refused(nurse, args):
    before = rows(nurse)
    assert nurse("pause", *args, now=DAY).code == 2 and rows(nurse) == before


def test_a_clinicians_limits_are_stored_and_an_answer_not_told_counts_as_a_no(nurse):
    args = ("--limit", "no_running", "--limit", "no_heel_raises", "--rest-until", "1.4.2026", "--words", "ro på")
    done = nurse("seen", "--role", "doctor", "--cleared", "unsaid", *args, now=DAY)
    assert done.code == 0 and "tæller det som et nej" in done.out
    limits = {"no_running": True, "no_heel_raises": True, "rest": "2026-04-01", "words": "ro på"}
    assert rows(nurse)[-1]["body"] == {"role": "doctor", "limits": limits}
    assert nurse("seen", "--role", "doctor", "--cleared", "yes", "--limit", "no_fun", now=DAY).code == 2


def test_a_clinician_may_stop_the_plan_until_a_date(nurse):
    args = ("--role", "doctor", "--reason", "brud", "--until", "2026-04-01", "--set", "phase=paused")
    assert nurse("adjust", *args, now=DAY).code == 0
    assert rows(nurse)[-1]["body"]["set"] == {"phase": "paused"}


def states_of(done):
    return {each["id"]: each["state"] for each in json.loads(done.out)["treatments"]}


def test_what_bars_a_treatment_is_asked_where_it_is_not_known_and_never_said_as_a_no(nurse):
    """PATHWAY: pregnant and a blood thinner last 180 days, a pacemaker for good."""
    asked = [texts("da")("facts", name, "ask") for name in ("blood_thinner", "pregnant", "pacemaker_or_epilepsy")]
    early = nurse("treatments", now=DAY)
    assert early.code == 0 and not any(each in early.out for each in asked)
    late = "2026-09-10T07:10:00+02:00"
    out = " ".join(nurse("treatments", now=late).out.split())
    assert [each in out for each in asked] == [True, True, False] and "svang tell health blood_thinner=" in out
    assert "Du tager ikke blodfortyndende medicin" not in out
    assert nurse("tell", "health", "pregnant=no", now=late).code == 0
    out = " ".join(nurse("treatments", now=late).out.split())
    assert [each in out for each in asked] == [True, False, False]
    states = {
        each["id"]: each["state"] for each in json.loads(nurse("treatments", "--json", now=late).out)["treatments"]
    }
    assert states["shockwave"] == "ask", "A blood thinner is not known: that opens nothing."
    assert nurse("tell", "health", "blood_thinner=yes", now=late).code == 0
    states = {
        each["id"]: each["state"] for each in json.loads(nurse("treatments", "--json", now=late).out)["treatments"]
    }
    assert states["shockwave"] == states["dry_needling"] == "barred"


# -- all answers --------------------------------------------------------------------------------------------


def test_every_answer_has_a_number_by_which_it_is_corrected_and_taken_back(nurse):
    assert nurse("tell", "steps", "9000", now=DAY).code == 0
    listed = json.loads(nurse("answers", "--json", now=DAY).out)
    assert [entry["date"] for entry in listed] == ["2026-03-04", "2026-03-02"]
    intake = {answer["fact"]: answer["id"] for answer in listed[1]["answers"]}
    assert nurse("correct", intake["diabetes"], "ja", now=DAY).code == 0
    done = nurse("answers", "--date", "2/3", "--show", "flags", now=DAY)
    assert "Har du diabetes? Ja (Før: Nej)" in " ".join(done.out.split()) and "9.000" not in done.out
    assert nurse("withdraw", listed[0]["id"], now=DAY).code == 0
    now = json.loads(nurse("answers", "--json", now=DAY).out)
    assert now[0]["answers"][0]["taken_back"] is True
    assert nurse("withdraw", listed[0]["id"], now=DAY).code == 2, "what is taken back cannot be taken back again"


@pytest.mark.parametrize(
    "args", [("correct", "99.0", "3"), ("correct", "0", "3"), ("withdraw", "0.999"), ("withdraw", "x")]
)
def test_an_answer_there_is_not_is_a_sentence(nurse, args):
    done = nurse(*args, now=DAY)
    assert done.code == 2 and done.err.count("\n") == 1


def test_whether_anything_is_new_is_corrected_by_its_number_and_never_by_a_bare_yes(nurse):
    """It is asked the other way round than it is stored, so a yes could be meant either way."""
    assert nurse("checkin", "--first-step", "left:5", "--nothing-new", now=DAY).code == 0
    listed = json.loads(nurse("answers", "--json", now=DAY).out)
    (news,) = (each for entry in listed for each in entry["answers"] if each["fact"] == "nothing_new")
    assert news["answer"] == texts("da")("ui", "nothing_new")
    before = rows(nurse)
    for word in ("ja", "nej", "yes", "no"):
        assert nurse("correct", news["id"], word, now=DAY).code == 2 and rows(nurse) == before
    assert nurse("correct", news["id"], "2", now=DAY).code == 0
    assert rows(nurse)[-1]["body"]["values"] == {"nothing_new": False}


def test_a_correction_that_is_no_answer_changes_nothing(nurse):
    before = rows(nurse)
    listed = json.loads(nurse("answers", "--json", now=DAY).out)
    age = next(answer["id"] for answer in listed[0]["answers"] if answer["fact"] == "age")
    assert nurse("correct", age, "gammel", now=DAY).code == 2 and rows(nurse) == before
    assert nurse("correct", age, "47", "år", now=DAY).code == 0
    assert rows(nurse)[-1]["body"]["values"] == {"age": 47}
