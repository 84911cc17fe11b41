"""First use on a terminal: the greeting, every question, the result, today's plan."""

import re

import pytest

from svang.texts import texts
from tests.cli.given import ENTER, MORNING, NO, TYPED, Talk, answered, asked_in, by_enter, on_day


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["da", "en"])
def test_it_works(folder, language):
    words = texts(language)
    talk = Talk(folder=folder, lang=language)
    heard = talk.hear()
    assert words("ui", "greeting") in flat(heard) and "CE" in heard and "112" in heard and "18" in heard
    asked = answered(talk, heard, language)
    said = flat(talk.said)
    assert asked[:3] == ["age", "list:happened", "list:skin_and_fever"], "age, then the red flags"
    assert asked.index("list:nerves_and_rest") < asked.index("pain_sites:feet") < asked.index("first_step_pain")
    urgency = said.index(words("lists", "so_far", "self_care"))
    assert urgency < said.index(words("facts", "weeks_of_pain", "ask")), "how urgent it is, right after the red flags"
    assert set(TYPED) <= set(asked) and len(asked) == len(set(asked))
    order = [
        words("triage", "self_care", "name").upper(),
        words("ui", "best_fit", name=words("conditions", "plantar_fasciopathy", "name")),
        words("ui", "no_diagnosis"),
        words("decisions", "start", "says"),
        words("ui", "plan"),
        words("tasks", "fascia_stretch", "name"),
        words("seek_help", "title"),
        words("ui", "not_ce"),
    ]
    places = [said.rindex(part) for part in order]
    assert places == sorted(places)
    assert talk.code == 0


def test_the_language_is_asked_for_once_and_kept(folder):
    talk = Talk(folder=folder, lang=None)
    heard = talk.hear()
    assert texts("da")("ui", "greeting") in flat(heard) and texts("en")("ui", "greeting") in flat(heard)
    heard = talk.answer("2")
    assert asked_in(heard, "en") == "age"
    talk.answer("46")
    assert "What you have answered is kept." in talk.interrupt()
    again = Talk(folder=folder, lang=None)
    assert "We go on where you left off." in again.hear()
    assert "Vi fortsætter" in Talk(folder=folder, lang="da").hear(), "what is said wins over what was kept"


def test_progress_is_said_in_words_and_each_answer_has_a_number(folder):
    talk = Talk("check", folder=folder)
    last = re.search(r"Spørgsmål 1 af (\d+)", talk.hear())
    assert last is not None and int(last[1]) > 20
    second = f"Spørgsmål 2 af {last[1]}"
    heard = talk.answer("46")
    assert second in heard and "\n   1  Fald, slag eller smæld" in heard and "Kun Enter" in heard
    heard = talk.answer("1")
    assert second in heard and asked_in(heard, "da") == "onset_injury", "what a line opens moves no end"


def test_going_back_says_the_earlier_answer_and_asks_again(folder):
    talk = Talk("check", folder=folder)
    talk.hear()
    assert "Det er det første spørgsmål" in talk.answer("t")
    heard = talk.answer("46", "", "t")
    assert asked_in(heard, "da") == "list:happened" and "Du svarede før: Intet af dette" in heard
    heard = talk.answer("4?", "t")
    assert "Du svarede før: Blåt mærke under foden (ved ikke)" in heard
    heard = talk.answer("b")
    assert asked_in(heard, "da") == "age" and "Du svarede før: 46" in heard
    assert asked_in(talk.answer("47"), "da") == "list:happened"


def test_not_known_is_an_answer_like_the_others(folder, svang):
    talk = Talk("check", folder=folder)
    doubts = {"list:nerves_and_rest": "5?", "list:skin_and_fever": "3?"}
    asked = answered(talk, talk.hear(), "da", first_step_pain="?", **doubts)
    assert "breathless_or_chest_pain" not in asked, "what hangs on another answer is asked where it surely applies"
    assert "very_unwell" not in asked
    said = talk.said
    assert "BESTIL EN ALMINDELIG TID" in said and "Vi mangler 3 svar" in said and "Gør det ondt om natten?" in said
    assert talk.code == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Skriv et svar; ”ved ikke” er også et svar."),
        ("121", "121 passer ikke til ”din alder”; det skal være et tal fra 0 til 120."),
        ("-1", "-1 passer ikke til ”din alder”; det skal være et tal fra 0 til 120."),
        ("7,5", "”din alder” skal have en anden slags svar: et helt tal."),
        ("fyrre", "Skriv et tal (0–120), eller ? hvis du ikke ved det."),
    ],
)
def test_what_is_no_answer_is_refused_in_one_sentence_and_asked_again(folder, typed, sentence):
    talk = Talk("check", folder=folder)
    talk.hear()
    heard = talk.answer(typed)
    assert heard.strip() == sentence
    assert asked_in(talk.answer("46"), "da") == "list:happened"


def test_several_answers_at_once(folder):
    talk = Talk("check", folder=folder)
    heard = talk.hear()
    while asked_in(heard, "da") != "list:nerves_and_rest":
        asked = asked_in(heard, "da")
        heard = talk.answer(ENTER if asked in by_enter() else TYPED.get(asked, NO))
    assert "Skriv tal fra 1 til 6" in talk.answer("1,9")
    assert "to ting om nummer 1" in talk.answer("1 1?")
    assert asked_in(talk.answer("1, 3"), "da") == "nerve_signs"
    assert "vælg det alene" in talk.answer("1,5")
    assert "Skriv et eller flere af tallene fra 1 til 6" in talk.answer("1,9")
    assert asked_in(talk.answer("1, 3"), "da") == "strength_loss"


# The red flags


def test_an_emergency_ends_the_questions_at_once(folder):
    talk = Talk("check", folder=folder)
    talk.hear()
    heard = talk.answer("46", "3")  # the foot is out of shape
    assert "AKUT" in heard and "112" in heard and "foden er blevet skæv" in heard
    assert "Hvornår du skal søge hjælp" in heard and "Din plan i dag" in heard
    assert "svangsenen" not in flat(heard).partition("Hvornår")[0], "no label beside an emergency"
    assert talk.code == 0


def test_what_could_make_it_an_emergency_is_asked_before_the_end(folder):
    """A swollen calf alone is for the same day; whether one is short of breath decides if it is 112."""
    talk = Talk("check", folder=folder)
    asked = answered(talk, talk.hear(), "da", breathless_or_chest_pain="1", **{"list:skin_and_fever": "5"})
    assert asked[-2:] == ["list:skin_and_fever", "breathless_or_chest_pain"]
    assert "AKUT" in talk.said and "blodprop" in talk.said
    other = Talk("check", folder=folder.with_name("other"))
    answered(other, other.hear(), "da", breathless_or_chest_pain="2", **{"list:skin_and_fever": "5"})
    assert "SAMME DAG" in other.said and "AKUT" not in other.said


def test_a_fall_asks_how_long_ago_before_it_ends_the_questions(folder):
    talk = Talk("check", folder=folder)
    fall = {"list:happened": "1", "onset_injury": "2"}
    asked = answered(talk, talk.hear(), "da", weeks_of_pain="1", **fall)
    assert asked == ["age", "list:happened", "onset_injury", "weeks_of_pain"]
    assert "SAMME DAG" in talk.said and "et fald, et hop eller et slag" in flat(talk.said)
    old = Talk("check", folder=folder.with_name("old"))
    asked = answered(old, old.hear(), "da", weeks_of_pain="20", **fall)
    assert asked[3:5] == ["weeks_of_pain", "list:skin_and_fever"] and "SAMME DAG" not in old.said
    assert asked.count("weeks_of_pain") == 1


def test_a_wrong_key_can_be_mended_within_a_quarter_of_an_hour(folder):
    talk = Talk("check", folder=folder)
    talk.hear()
    assert "inden for 15 minutter" in talk.answer("46", "3")
    again = Talk("check", folder=folder, now=on_day(2, "07:15"))
    answered(again, again.hear(), "da")
    assert "DET HASTER IKKE" in again.said and "AKUT" not in again.said
    late = Talk("check", folder=folder, now=on_day(2, "09:00"))
    assert asked_in(late.hear(), "da") == "age"


def test_a_wrong_key_stays_after_that(folder):
    talk = Talk("check", folder=folder)
    talk.hear()
    talk.answer("46", "3")
    again = Talk("check", folder=folder, now=on_day(2, "08:10"))
    answered(again, again.hear(), "da")
    assert "AKUT" in again.said


def test_somebody_under_18_is_asked_the_red_flags_and_no_more(folder):
    talk = Talk("check", folder=folder)
    asked = answered(talk, talk.hear(), "da", age="17")
    assert asked[-1] == "inflammatory_signs" and "list:nerves_and_rest" in asked, "the last of what may be dangerous"
    assert not {"pain_sites:feet", "first_step_pain", "weeks_of_pain"} & set(asked)
    assert flat(texts("da")("problems", "under_18")) in flat(talk.said)
    assert "BESTIL EN ALMINDELIG TID" in talk.said


# Stopping


def test_ctrl_c_keeps_what_was_answered_and_the_next_time_goes_on(folder, svang):
    talk = Talk("check", folder=folder)
    talk.hear()
    talk.answer("46", "")
    assert "er gemt" in talk.interrupt()
    assert talk.code == 0
    rows = svang("export").out
    assert '"age": 46' in rows and '"can_bear_weight": true' in rows
    again = Talk(folder=folder)
    heard = again.hear()
    assert "Vi fortsætter, hvor du slap." in heard and asked_in(heard, "da") == "list:skin_and_fever"
    answered(again, heard, "da")
    assert "DET HASTER IKKE" in again.said


def test_ctrl_c_before_the_first_answer_says_that_nothing_is_stored(folder, svang):
    talk = Talk("check", folder=folder)
    talk.hear()
    assert "intet er gemt" in talk.interrupt()
    assert talk.code == 0
    assert svang("today").code == 2


def test_the_end_of_the_input_keeps_too(folder, svang):
    talk = Talk("check", folder=folder)
    talk.hear()
    talk.answer("46")
    talk.child.sendeof()
    assert "er gemt" in talk.hear()
    assert '"age": 46' in svang("export").out


def test_stopping_after_a_sign_still_says_whom_to_call(folder):
    talk = Talk("check", folder=folder)
    talk.hear()
    talk.answer("46", "1", "3")  # a blow
    assert "SAMME DAG" in talk.interrupt()


def test_the_red_flags_are_stored_as_soon_as_they_are_answered(folder, svang):
    talk = Talk("check", folder=folder)
    heard = talk.hear()
    while asked_in(heard, "da") != "pain_sites:feet":
        asked = asked_in(heard, "da")
        heard = talk.answer(ENTER if asked in by_enter() else TYPED.get(asked, NO))
    rows = [row for row in svang("export").out.splitlines() if '"answered"' in row]
    assert len(rows) == 1 and '"cold_pale_foot.left": false' in rows[0]
    talk.child.terminate(force=True)


def test_both_feet_are_asked_about_apart(folder):
    talk = Talk("check", folder=folder)
    answered(talk, talk.hear(), "da", **{"pain_sites:feet": "3", "inflammatory_signs": "10"})
    for question in ("Venstre fod: Hvor gør det ondt?", "Højre fod: Hvor gør det ondt?", "Højre fod: Hvor ondt gjorde"):
        assert question in flat(talk.said)
    assert talk.code == 0


@pytest.mark.parametrize("wide", [40, 80])
def test_no_line_is_wider_than_the_terminal(folder, wide):
    talk = Talk("check", folder=folder, wide=wide)
    answered(talk, talk.hear(), "da")
    assert max(map(len, talk.said.splitlines())) <= wide


def test_colour_only_where_it_is_wanted(folder):
    talk = Talk("check", folder=folder, TERM="xterm-256color")
    talk.hear()
    assert "\x1b[" in talk.answer("46", "3") and "▲ AKUT" in talk.said, "a word and a sign beside the colour"
    bare = Talk("today", folder=folder, TERM="xterm-256color", NO_COLOR="1", now=MORNING)
    heard = bare.hear()
    assert "AKUT" in heard and not any(f"\x1b[{code}" in heard for code in ("3", "4", "9", "1;3"))
