"""The way ahead: plan, running, progress, treatments; and what a clinician sets or did."""

import json
from datetime import date

import pytest

from svang.cli import ahead, pages
from svang.pathway.load import pathway
from svang.pathway.reader import read_text
from svang.says.ahead import step_said
from svang.says.plan import resting_said
from svang.says.progress import verdict
from svang.says.running import run_title
from svang.texts import texts
from tests.cli.given import NURSE, on_day
from tests.lives import Habit, Life, live

RUNNER = NURSE.replace("runner: no", "runner: yes\nwants_to_run: yes").replace(
    "first_step_pain: 6", "first_step_pain: 2"
)
SET = ("--role", "physiotherapist", "--reason", "godt i gang", "--until", "2026-05-01")


@pytest.fixture
def runner(svang, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(RUNNER, encoding="utf-8")
    assert svang("check", "--answers", file).code == 0
    checked = svang("checkin", "--first-step", "2", "--activity", "2", "--nothing-new", now=on_day(3))
    assert checked.code == 0
    return svang


def test_the_plan_says_what_the_next_step_asks_for_with_a_word_beside_the_sign(runner):
    said = runner("plan", now=on_day(3)).out
    assert "Før du går videre fra Ro til de første øvelser" in said
    for part in ("✓ På plads: ", "· Ikke endnu: "):
        assert part in said
    assert "? Tydeligt værre morgener blandt de tre seneste: ingen\n    Svar " in said, "an invitation says it once"
    assert "kliniker har sat" not in said, "that nobody has set anything goes without saying"


def test_running_says_how_far_it_is_criterion_by_criterion(runner):
    said = " ".join(runner("running", now=on_day(3)).out.split())
    assert "5 af 11 ting er på plads." in said and "De første skridt er højst 2 tre morgener i træk." in said
    found = json.loads(runner("running", "--json", now=on_day(3)).out)["running"]
    assert [criterion["holds"] for criterion in found["gate"]].count(True) == found["met"] == 5
    assert not found["open"] and found["today"] is None


def test_progress_says_whose_course_it_is_and_what_is_too_little(runner):
    said = " ".join(runner("progress", now=on_day(3), lang="en").out.split())
    assert "This is other people's course, not a prediction for you." in said
    assert "After 26 weeks: 55% called themselves recovered" in said  # evidence:P3
    assert "the pain falls 10–30%. That is the runners' guide's own claim." in said  # seed:G68
    assert "Too early to look ahead" in said and "Ask, for example:" not in said


def test_treatments_say_from_when_and_whose_claim_it_is(runner):
    said = runner("treatments", now=on_day(3), lang="en").out
    assert "commercial source" in said and "Svang prescribes nothing" in said
    states = {t["id"]: t["state"] for t in json.loads(runner("treatments", "--json").out)["treatments"]}
    assert states["insert_or_cup"] == "open" and states["surgery"] == "not_yet"


def test_a_clinician_sets_a_phase_and_a_level_for_a_while(runner):
    done = runner("adjust", *SET, "--set", "phase=build", "--set", "raise_level=H2", now=on_day(3))
    assert done.code == 0 and "Hælløft: To ben på" in done.out
    found = json.loads(runner("plan", "--json", now=on_day(3)).out)
    assert (found["phase"], found["levels"]["heel_raise"]) == ("build", "H2")


def test_a_dose_and_a_limit_are_set_too(runner):
    args = ("--set", "fascia_stretch.reps=5-6", "--set", "pain_green=2")
    assert runner("adjust", *SET, *args, now=on_day(3)).code == 0
    found = json.loads(runner("plan", "--json", now=on_day(3)).out)
    stretch = next(task for task in found["plan"]["tasks"] if task["id"] == "fascia_stretch")
    assert stretch["dose"]["reps"] == [5, 6] and found["limits"]["pain"] == 2


def test_alone_it_lists_what_may_be_set(runner):
    said = runner("adjust", now=on_day(3)).out
    assert "raise_level: H1, H2, H3, H4, H5" in said and "pain_green: 2 point–3 point" in said and "adult" not in said


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        ((*SET, "--set", "raise_level=H9"), "”H9” er ikke et svar på ”raise_level”"),
        ((*SET, "--set", "pain_green=9"), "et tal fra 2 til 3"),
        ((*SET, "--set", "pain_gren=2"), "”pain_green”"),
        ((*SET, "--set", "phase=run"), "”run” er ikke et svar på ”phase”"),
        ((*SET, "--set", "pain_green"), "mangler et lighedstegn"),
        ((*SET[:-1], "2026-01-01", "--set", "pain_green=2"), "er ikke en slutdato"),
        ((*SET[:-1], "2028-01-01", "--set", "pain_green=2"), "er ikke en slutdato"),
        (("--role", "dog", *SET[2:], "--set", "pain_green=2"), "”dog” er ikke et svar, --role kender"),
        ((*SET[:2], *SET[4:], "--set", "pain_green=2"), "Skriv med --reason"),
        ((*SET, "--date", "2026-03-09", "--set", "pain_green=2"), "kan ikke ligge efter i dag"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_stores_nothing(runner, args, sentence):
    before = runner("export").out
    done = runner("adjust", *args, now=on_day(3))
    assert done.code == 2 and sentence in done.err and done.err.count("\n") == 1
    assert runner("export").out == before


def test_what_was_tried_is_noted_and_read_again(runner):
    done = runner("treated", "tape", "--side", "left", now=on_day(3))
    assert done.code == 0 and "Tape, 3. marts" in done.out
    assert "Trykbølge" not in done.out, "What others offer is on another page."
    ledger = json.loads(runner("treatments", "--json", now=on_day(3)).out)["ledger"]
    assert ledger == [{"date": "2026-03-03", "what": "tape", "side": "left", "before": None, "after": None}]


def test_what_speaks_against_it_is_said_as_it_is_noted(runner):
    """PATHWAY 11: shockwave is not for who takes blood thinners."""
    words = texts("da")
    assert runner("tell", "health", "blood_thinner=yes", now=on_day(3)).code == 0
    out = " ".join(runner("treated", "shockwave", now=on_day(3)).out.split())
    assert f"Trykbølge ({words('treatment_states', 'barred')}" in out and "Natskinne" not in out


def test_what_is_not_known_of_safety_is_asked_where_a_treatment_is_noted(svang, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("".join(line for line in RUNNER.splitlines(True) if "pacemaker" not in line), encoding="utf-8")
    assert svang("check", "--answers", file).code == 0
    out = " ".join(svang("treated", "tape").out.split())
    assert texts("da")("web", "treatments", "first") in out and "svang tell health pacemaker_or_epilepsy=" in out


def test_what_it_cost_and_when_it_ended_are_told_and_added_up(runner):
    said = ("--date", "2026-03-02", "--until", "i dag", "--cost", "1.000 kr.", "--note", "to gange")
    assert runner("treated", "physiotherapy", *said, now=on_day(3)).code == 0
    done = runner("treated", "tape", "--cost", "450", now=on_day(3))
    out = " ".join(done.out.split())
    assert "Fysioterapi, 2. marts til 3. marts: " in out and "Pris: 1.000 kr. Din note: ”to gange”" in out
    assert "I alt 1.450 kr., så vidt du har skrevet." in out
    ledger = json.loads(runner("treatments", "--json", now=on_day(3)).out)["ledger"]
    assert [(each["what"], each.get("until"), each["cost"]) for each in ledger] == [
        ("physiotherapy", "2026-03-03", 1000),
        ("tape", None, 450),
    ]
    listed = runner("answers", now=on_day(3)).out
    assert "Fysioterapi, 2. marts til 3. marts, 1.000 kr. ”to gange”" in " ".join(listed.split())


@pytest.mark.parametrize(
    "args",
    [
        *(("tap",), ("tape", "--side", "middle"), ("tape", "--date", "2026-03-09")),
        *(("tape", "--cost", said) for said in ("mange", "-1", "100001", "12,5")),
        *(("tape", "--until", said) for said in ("2026-03-02", "2026-03-04", "snart")),
    ],
)
def test_a_wrong_treatment_is_one_sentence_and_stores_nothing(runner, args):
    before = runner("export").out
    done = runner("treated", *args, now=on_day(3))
    assert done.code == 2 and done.err.count("\n") == 1
    assert runner("export").out == before


def test_the_steps_of_a_day_are_said_in_every_phase_where_they_are_known(svang, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(RUNNER + "steps_usual: 8000\n", encoding="utf-8")
    said = svang("check", "--answers", file).out
    assert "Højst 6.400 skridt i dag." in said  # PATHWAY 9: 0.8 of the usual
    svang("checkin", "--first-step", "2", "--activity", "2", "--nothing-new", now=on_day(3))
    svang("adjust", *SET, "--set", "phase=build", now=on_day(3))
    svang("checkin", "--first-step", "2", "--activity", "2", "--nothing-new", now=on_day(4))
    found = svang("today", now=on_day(4)).out
    assert "Højst 8.800 skridt i dag." in found  # 1.1 of the usual


# -- further on: who has followed the plan for weeks ---------------------------------------------------------

BUILD_DAY, RUN_DAY = 25, 53
REST_DAY = Habit(exercises=lambda day: False, runs=False)


def lived(n, answers=RUNNER):
    """Somebody who gets better and does what is planned, up to the n-th morning."""
    life = Life(read_text(answers, file="life").plain(), date(2026, 3, 2))
    for day in range(n + 1):
        habit = Habit() if day < n else REST_DAY
        live(life, day, fs={"left": max(0, 6 - day // 9)}, act=max(1, 4 - day // 7), habit=habit)
    return life


def seen(life, day, language="da"):
    return pages.View(texts(language), *life.look(day))


def said(lines):
    return [line.text for line in lines]


def begins(lines, with_):
    return any(line.startswith(with_) for line in lines)


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_run_too_long_shuts_running_for_a_rest_and_not_for_a_criterion(language):
    life, words = lived(RUN_DAY), texts(language)
    assert life.look(RUN_DAY)[1].plan.run, "There is no run that a longer one could take away."
    rest = words("ui", "run", "shut_rest")
    shuts = [words("gate", each.id, "shut").partition("{")[0] for each in pathway().gate if each.daily]
    life.tell(RUN_DAY - 1, {"run_minutes": 90, "run_pain": 2}, on=RUN_DAY)
    view = seen(life, RUN_DAY, language)
    over = view.course.value("run7") - view.decision.state["run_budget"]
    found = said(ahead.running(view))
    assert rest in found and not any(begins(found, shut) for shut in shuts) and rest in said(pages.limits(view))
    blameless = words("ui", "run", "over", over=words.number(over, "minutes"))
    assert over > 0 and any(line.endswith(blameless) for line in found)
    life.tell(RUN_DAY, {"painkiller_today": True}, on=RUN_DAY)
    view = seen(life, RUN_DAY, language)
    found = said(ahead.running(view))
    shut = words("gate", "gate-painkiller", "shut")
    assert shut in found and rest not in found and shut in said(pages.limits(view))


def test_within_the_budget_nothing_is_over():
    view = seen(lived(RUN_DAY), RUN_DAY)
    found = said(ahead.running(view))
    assert any(line.endswith(f"Brugt: {view.course.value('run7')}.") for line in found) and not any(
        "over." in line for line in found
    )


@pytest.mark.parametrize("day", [BUILD_DAY, BUILD_DAY + 1, RUN_DAY, RUN_DAY - 1])
def test_what_was_done_yesterday_is_named_on_its_rest_day(day):
    view, words = seen(lived(day), day), texts("da")
    planned = "heel_raise" in {task.id for task in view.decision.plan.tasks}
    rest = words("ui", "rests", task=words("tasks", "heel_raise", "name"))
    assert (rest in said(ahead.the_plan(view))) is not planned
    assert planned is (day % 2 == 0), "Every other day is a rest day."


def test_who_does_without_heel_raises_has_no_rest_day_of_them():
    life = lived(BUILD_DAY)
    assert resting_said(life.look(BUILD_DAY)[0], texts("da"), life.look(BUILD_DAY)[1])
    life.tell(BUILD_DAY, {"plan_choice": "without_raises"}, on=BUILD_DAY)
    course, decision = life.look(BUILD_DAY)
    assert not resting_said(course, texts("da"), decision)


def test_where_today_is_relief_alone_nothing_rests():
    life = lived(BUILD_DAY)
    life.tell(BUILD_DAY, {"activity_pain": 8}, on=BUILD_DAY)
    course, decision = life.look(BUILD_DAY)
    assert decision.plan.kind == "relief_only" and not resting_said(course, texts("da"), decision)


@pytest.mark.parametrize(
    ("answers", "day", "title"),
    [
        (RUNNER, RUN_DAY, ("one-thing-up",)),
        (RUNNER.replace("wants_to_run: yes", ""), BUILD_DAY, ("not_running", "one-thing-up")),
    ],
)
def test_only_who_runs_is_told_of_a_running_stage(answers, day, title):
    assert texts("da")("ui", "next", *title) in said(ahead.next_step(seen(lived(day, answers), day)))


def test_the_page_for_an_appointment_comes_as_text(runner):
    said = " ".join(runner("report", now=on_day(3)).out.split())
    assert "Det vil jeg gerne spørge om" in said and "Ikke spurgt: meget dårlig" in said
    found = json.loads(runner("report", "--json", now=on_day(3)).out)
    assert found["sections"][0]["id"] == "course"


def test_the_terminal_says_the_same_first_sentences_as_the_pages():
    """One sentence for both edges: the verdict, the earliest day, the next step."""
    view, words = seen(lived(BUILD_DAY, RUNNER), BUILD_DAY), texts("da")
    assert verdict(view.course, words) in said(ahead.progress(view))
    assert run_title(view.course, words, today=False) in said(ahead.running(view))
    assert step_said(view.course, words) and step_said(view.course, words) in said(ahead.the_plan(view))


def test_the_week_comes_as_text(runner):
    said = " ".join(runner("week", now=on_day(3)).out.split())
    assert "Din første uge er i gang." in said and "svang tell goals" in said
    found = json.loads(runner("week", "--json", now=on_day(3)).out)
    assert found["form"] == "first" and found["parts"][0]["id"] == "numbers"
