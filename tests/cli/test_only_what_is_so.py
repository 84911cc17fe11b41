"""What a day says is so, and concerns who reads it (PATHWAY 6, 9 and 16: 10, 16, 17, 23, 25, 28)."""

import json

import pytest

from svang.model.knowledge import TRIAGE
from svang.texts import texts
from tests.cli.given import NURSE, on_day


def flat(result) -> str:
    assert result.code == 0, result.err
    return " ".join(result.out.split())


@pytest.fixture
def tired(svang, tmp_path):
    """A nurse who stands all day and usually has 6 on her feet."""
    file = tmp_path / "tired.yaml"
    file.write_text(NURSE.replace("activity_pain: 5", "activity_pain: 6"), encoding="utf-8")
    assert svang("check", "--answers", file).code == 0
    return svang


@pytest.mark.parametrize(("lang", "opens"), [("da", "Løb åbner"), ("en", "Running opens")])
def test_who_does_not_run_reads_of_no_running(nurse, lang, opens):
    assert all(opens not in flat(nurse(page, lang=lang)) for page in ("today", "plan", "running"))
    assert "--want yes" in flat(nurse("running", lang=lang))


def test_who_wants_to_run_after_all_says_so(nurse):
    assert "Løb åbner" in flat(nurse("running", "--want", "yes"))
    assert "Løb åbner" in flat(nurse("today"))
    assert nurse("running", "--want", "maybe").code == 2


def test_an_evening_that_is_enough_says_nothing_else(tired):
    for day in (3, 4):
        assert tired("checkin", "--first-step", "6", "--activity", "6", "--nothing-new", now=on_day(day)).code == 0
    assert "Øvelserne fortsætter" in flat(tired("today", now=on_day(4)))  # yesterday's 6 is usual: over, not worse
    said = flat(tired("checkin", "--activity", "9", "--evening", now=on_day(4, "19:00")))
    assert "Nok for i dag" in said and "Øvelserne fortsætter" not in said and "Samme trin" not in said


def test_an_answer_that_is_missing_is_not_told_as_too_much(nurse):
    nurse("checkin", "--first-step", "6", "--activity", "3", "--nothing-new", now=on_day(3))
    for day in range(4, 10):
        said = flat(nurse("checkin", "--first-step", "6", "--nothing-new", now=on_day(day)))
        assert "Hælen har fået mere, end den kan klare" not in said


def test_a_no_of_a_clinician_is_told_with_its_limits_and_their_date(nurse):
    told = ("--role", "doctor", "--cleared", "no", "--limit", "no_heel_raises", "--rest-until", "2026-03-09")
    said = flat(nurse("seen", *told, now=on_day(5)))
    assert "hvile til 9. marts; ingen hælløft" in said and "Følg planen" not in said
    assert "hvile til 9. marts" in flat(nurse("plan", now=on_day(6)))


@pytest.mark.parametrize("page", ["today", "why", "plan"])
def test_a_pause_says_until_when(nurse, page):
    nurse("pause", "--until", "2026-03-18", "--why", "away", now=on_day(8))
    assert "til og med 17. marts" in flat(nurse(page, now=on_day(9)))
    assert "til og med 17. marts" in flat(nurse("pause", now=on_day(9)))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_an_open_question_is_named(svang, tmp_path, lang):
    answers = NURSE.replace("cancer_ever: no", "cancer_ever: yes\nweight_loss_unexplained: no")
    answers = answers.replace("weeks_of_pain: 5", "weeks_of_pain: 7").replace("trend_3_weeks: better\n", "")
    (tmp_path / "open.yaml").write_text(answers, encoding="utf-8")
    said = flat(svang("check", "--answers", tmp_path / "open.yaml", lang=lang))
    asked = {"da": "Vi mangler dit svar: ”Hvordan har hælen udviklet sig", "en": "how has the heel"}[lang]
    assert asked.casefold() in said.casefold()


def test_each_need_is_said_once(nurse):
    said = flat(nurse("checkin", "--first-step", "6", "--nothing-new", now=on_day(3)))
    assert said.count("Du har været her i én dag") == 1


@pytest.mark.parametrize(("lang", "urgency"), [("da", "det haster ikke"), ("en", "not urgent")])
def test_how_urgent_it_is_is_said_once(svang, tmp_path, lang, urgency):
    (tmp_path / "nurse.yaml").write_text(NURSE, encoding="utf-8")
    said = flat(svang("check", "--answers", tmp_path / "nurse.yaml", lang=lang)).casefold()
    assert said.count(urgency) == 1


@pytest.mark.parametrize("lang", ["da", "en"])
def test_no_level_of_urgency_says_its_own_name_again(lang):
    """The name stands right above the sentence, on the pages and on the terminal."""
    for level in TRIAGE:
        name, *said = map(str.casefold, texts(lang).get("triage", level).values())
        assert [each for each in said if each.startswith(name)] == []


BOTH_FEET = NURSE.replace("{left: [heel_front_inner]}", "{left: [heel_front_inner], right: [heel_front_inner]}")
LONG = BOTH_FEET.replace("weeks_of_pain: 5", "weeks_of_pain: 12")
SIGN = NURSE.replace("inflammatory_signs: none", "inflammatory_signs: [psoriasis]")


@pytest.mark.parametrize(
    ("lang", "signs", "feet"),
    [
        ("da", ("de tegn, du har", "Du har et tegn"), "egge fødder har gjort ondt i mindst 12 uger"),
        ("en", ("the signs you have", "You have a sign"), "oth feet have hurt for at least 12 weeks"),
    ],
)
def test_row_20b_says_what_it_rests_on(svang, tmp_path, lang, signs, feet):
    """PATHWAY 2, row 20b: one sign; or no sign, both feet sore for 12 weeks without a load rise."""
    said = {}
    for name, answers in (("long", LONG), ("sign", SIGN)):
        (tmp_path / "them.yaml").write_text(answers, encoding="utf-8")
        said[name] = flat(svang("check", "--answers", tmp_path / "them.yaml", "--data", tmp_path / name, lang=lang))
    assert said["long"].count(feet) == 2 and not any(sign in said["long"] for sign in signs)
    assert all(sign in said["sign"] for sign in signs) and feet not in said["sign"]


SORE_WHEN_SQUEEZED = NURSE.replace("squeeze_heel: no", "squeeze_heel: yes")


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize(("age", "listed"), [(15, True), (17, True), (18, False), (46, False)])
def test_what_only_a_growing_heel_can_have_is_not_listed_to_an_adult(svang, tmp_path, age, listed, lang):
    """The squeeze speaks for it, and the fit stays as it is (PATHWAY 3); but nobody of 18 has it."""
    (tmp_path / "them.yaml").write_text(SORE_WHEN_SQUEEZED.replace("age: 46", f"age: {age}"), encoding="utf-8")
    said = flat(svang("check", "--answers", tmp_path / "them.yaml", lang=lang)).casefold()
    assert (texts(lang)("conditions", "severs", "name").casefold() in said) is listed
    found = json.loads(flat(svang("today", "--json")))["conditions"]
    assert "severs" in {each["id"] for each in found}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_after_the_first_questions_one_line_says_how_goals_are_told(svang, tmp_path, lang):
    """PATHWAY 1: goals at intake, optional; to who has a plan, and until they are told."""
    (tmp_path / "them.yaml").write_text(NURSE, encoding="utf-8")
    (tmp_path / "child.yaml").write_text(NURSE.replace("age: 46", "age: 16"), encoding="utf-8")
    check = ("check", "--answers", tmp_path / "them.yaml")
    said = flat(svang(*check, lang=lang))
    assert texts(lang)("ui", "goals_with") in said and "svang tell goals" in texts(lang)("ui", "goals_with")
    assert texts(lang)("ui", "goals_with") not in flat(svang("today", lang=lang))
    assert svang("tell", "goals", "løbe 3", lang=lang).code == 0
    assert texts(lang)("ui", "goals_with") not in flat(svang(*check, lang=lang))
    child = svang("check", "--answers", tmp_path / "child.yaml", "--data", tmp_path / "child", lang=lang)
    assert texts(lang)("ui", "goals_with") not in flat(child)


RED_FLAGS = NURSE.partition("pain_sites")[0]
ASKED_OF_A_CHILD = RED_FLAGS.replace("age: 46", "age: 16")


@pytest.mark.parametrize(("lang", "missing"), [("da", "Vi mangler"), ("en", "missing")])
def test_a_child_is_not_told_of_answers_that_nobody_asks_for(svang, tmp_path, lang, missing):
    (tmp_path / "child.yaml").write_text(ASKED_OF_A_CHILD, encoding="utf-8")
    for said in (svang("check", "--answers", tmp_path / "child.yaml", lang=lang), svang("today", lang=lang)):
        listed = flat(said).partition(texts(lang)("seek_help", "title"))[0]
        assert missing not in listed and texts(lang)("rules", "must-know", "says") not in listed
        assert texts(lang)("conditions", "unclear", "about") not in listed


@pytest.mark.parametrize("lang", ["da", "en"])
def test_one_answer_is_only_enough_where_no_doctor_has_to_look(svang, tmp_path, lang):
    """A sign that a doctor must see stands beside the missing answer: the plan waits for both."""
    untold = NURSE.replace("first_step_pain: 6\n", "")
    said = {}
    for name, answers in (
        ("untold", untold),
        ("nerve", untold.replace("nerve_signs: none", "nerve_signs: [numbness]")),
    ):
        (tmp_path / "them.yaml").write_text(answers, encoding="utf-8")
        said[name] = flat(svang("check", "--answers", tmp_path / "them.yaml", "--data", tmp_path / name, lang=lang))
    waits, answer = (texts(lang)("decisions", "hold", key, "says") for key in ("waits", "must-know"))
    assert answer in said["untold"] and waits not in said["untold"]
    assert waits in said["nerve"] and answer not in said["nerve"]
