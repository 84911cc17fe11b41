"""`svang seen`: a clinician has seen the foot (PATHWAY section 2, lifting)."""

import json

import pytest

from tests.cli.given import NURSE, Talk, on_day

FEVER = NURSE.replace("fever_unexplained: no", "fever_unexplained: yes\nvery_unwell: no")


@pytest.fixture
def feverish(svang, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(FEVER, encoding="utf-8")
    assert svang("check", "--answers", file).code == 0
    return svang


def level(feverish, day):
    return json.loads(feverish("today", "--json", now=on_day(day)).out)["triage"]


def test_it_is_asked_step_by_step_and_lifts_what_waits_for_it(feverish, folder):
    assert level(feverish, 3) == "same_day"
    talk = Talk("seen", folder=folder, now=on_day(3))
    assert "Hvem så foden?" in talk.hear()
    assert "gå videre med øvelserne" in talk.answer("1")
    assert "Hvad kaldte de det?" in talk.answer("1")
    talk.answer("5")
    assert talk.code == 0 and level(feverish, 3) != "same_day"


@pytest.mark.parametrize("cleared", ["no", "unsaid"])
def test_without_a_yes_nothing_is_lifted(feverish, cleared):
    assert feverish("seen", "--role", "doctor", "--cleared", cleared, now=on_day(3)).code == 0
    assert level(feverish, 3) == "same_day"


def test_who_stops_in_the_middle_has_stored_nothing(feverish, folder):
    talk = Talk("seen", folder=folder, now=on_day(3), lang="en")
    talk.hear()
    talk.answer("1")
    assert "Nothing was stored." in talk.interrupt() and level(feverish, 3) == "same_day"


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--role", "dog", "--cleared", "yes"), "”dog” er ikke et svar, --role kender"),
        (("--role", "doctor", "--cleared", "maybe"), "vælg mellem yes, no, unsaid."),
        (("--role", "doctor", "--cleared", "yes", "--condition", "gout"), "”gout” er ikke et svar, --condition kender"),
        (("--role", "doctor"), "Svang kan ikke spørge her"),
        (("--role", "doctor", "--cleared", "yes", "--date", "2026-03-09"), "kan ikke ligge efter i dag"),
        (("--role", "doctor", "--cleared", "yes", "--date", "i fjor"), "en dato skrives sådan"),
    ],
)
def test_a_mistake_is_one_sentence_and_stores_nothing(feverish, args, sentence):
    before = feverish("export").out
    done = feverish("seen", *args, now=on_day(3))
    assert done.code == 2 and sentence in done.err and done.err.count("\n") == 1
    assert feverish("export").out == before


def test_with_no_answers_there_is_nothing_to_add_to(svang):
    done = svang("seen", "--role", "doctor", "--cleared", "yes")
    assert done.code == 2 and "Der er ingen svar endnu" in done.err
