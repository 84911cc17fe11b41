"""The day's few answers: what is asked, under which date it is stored, what is refused."""

import json

import pytest

from svang.texts import texts
from tests.cli.given import Talk, asked_in, by_enter, on_day


def answers(svang, day):
    """What is stored under a date, the later over the earlier."""
    found = {}
    for row in map(json.loads, svang("export").out.splitlines()):
        if row["kind"] == "answered" and row["date"] == f"2026-03-{day:02}":
            found |= row["body"]
    return found


def test_it_works(folder, nurse):
    talk = Talk(folder=folder, now=on_day(3))
    assert asked_in(talk.hear(), "da") == "first_step_pain"
    heard = talk.answer("5")
    assert "I går" in heard
    heard = talk.answer("3")
    assert asked_in(heard, "da") == "exercises_done" and "I går" in heard and "Kun Enter springer over." in heard
    heard = talk.answer("2")
    assert asked_in(heard, "da") == "exercises_pain", "some were done"
    heard = talk.answer("2")
    assert asked_in(heard, "da") == "news" and "\n  1  Nej, intet" in heard
    heard = talk.answer("1")
    for part in ("3. marts · dag 2 i planen · Ro", "→ Fortsæt.", "Din plan i dag", "2–3 gange om dagen", "grænser"):
        assert part in heard
    assert "Det skal ændre sig, før du går videre fra Ro til de første øvelser" in " ".join(heard.split())
    assert "Hvornår du skal søge hjælp" in heard
    assert answers(nurse, 3)["first_step_pain.left"] == 5 and answers(nurse, 3)["nothing_new"] is True
    assert answers(nurse, 2)["activity_pain"] == 3
    assert answers(nurse, 2)["exercises_done"] == "some" and answers(nurse, 2)["exercises_pain"] == 2
    assert answers(nurse, 2)["activity_pain.intake"] == 5, "the first answer was about the weeks before"


def test_enter_is_no_answer_to_whether_anything_is_new(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    assert "Skriv et svar" in talk.answer("5", "3", "", "")
    assert "i planen · Ro" in talk.answer("1")


def test_a_morning_that_was_told_shows_today(folder, nurse):
    assert nurse("checkin", "--first-step", "5", "--activity", "3", "--nothing-new", now=on_day(3)).code == 0
    talk = Talk(folder=folder, now=on_day(3, "09:00"))
    assert "→ Fortsæt." in talk.hear()


def test_a_morning_that_was_told_is_changed_only_by_who_says_so(folder, nurse):
    """S30: a second word the same morning replaced the first without a word."""
    told = ("checkin", "--first-step", "5", "--activity", "3", "--nothing-new")
    assert nurse(*told, now=on_day(3)).code == 0
    again = nurse("checkin", "--first-step", "9", "--nothing-new", now=on_day(3, "08:00"))
    assert again.code == 2 and "allerede svaret i dag: de første skridt 5" in again.err
    assert answers(nurse, 3)["first_step_pain.left"] == 5
    talk = Talk("checkin", folder=folder, now=on_day(3, "09:00"))
    assert "Vil du rette det?" in talk.hear()
    assert "→ Fortsæt." in talk.answer("1") and answers(nurse, 3)["first_step_pain.left"] == 5
    talk = Talk("checkin", folder=folder, now=on_day(3, "09:00"))
    talk.hear()
    assert asked_in(talk.answer("2"), "da") == "first_step_pain"
    talk.answer("4", "", "1")
    assert answers(nurse, 3)["first_step_pain.left"] == 4
    assert nurse("checkin", "--first-step", "3", "--change", now=on_day(3, "10:00")).code == 0
    assert answers(nurse, 3)["first_step_pain.left"] == 3


def test_in_doubt_opens_the_list_and_the_worst_answer_ends_it(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    heard = talk.answer("5", "3", "", "2")
    assert "Hvad er nyt, eller hvad er du i tvivl om?" in heard and "Alligevel ikke noget af det" in heard
    assert asked_in(talk.answer("8"), "da") == "wound"
    assert asked_in(talk.answer("1"), "da") == "very_unwell", "a sign brings its own question"
    heard = talk.answer("1")
    assert "AKUT" in heard and "Ring 112" in heard
    assert answers(nurse, 3)["wound.left"] is True and answers(nurse, 3)["nothing_new"] is False


def test_none_of_it_after_all_is_nothing_new(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    assert "→ Fortsæt." in talk.answer("5", "3", "", "2", "17")
    assert answers(nurse, 3)["nothing_new"] is True


def test_who_cannot_say_what_is_new_is_asked_every_flag(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    assert asked_in(talk.answer("5", "3", "", "2", "?"), "da") == "onset_injury"
    assert asked_in(talk.answer("1"), "da") == "can_bear_weight"


def test_a_sign_that_stands_is_asked_about_until_it_is_gone_two_days_running(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    assert "SNART" in talk.answer("5", "3", "", "2", "4", "1")
    for day in (4, 5):
        talk = Talk("checkin", folder=folder, now=on_day(day))
        talk.hear()
        assert "Er det der stadig?" in talk.answer("5", "3", "", "1")
        assert "for tiden" in talk.answer("2"), "no plan runs, and none can begin without it"
        heard = talk.answer("3")
        assert ("SNART" in heard) is (day == 4)
    talk = Talk("checkin", folder=folder, now=on_day(6))
    talk.hear()
    assert "Er det der stadig?" not in talk.answer("5", "3", "", "1")


def test_going_back_takes_the_last_answer_back(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    heard = talk.answer("5", "t")
    assert asked_in(heard, "da") == "first_step_pain" and "Du svarede før: 5" in heard
    talk.answer("4", "3", "", "1")
    assert answers(nurse, 3)["first_step_pain.left"] == 4


def test_ctrl_c_keeps_what_was_answered(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(3))
    talk.hear()
    talk.answer("5")
    assert "er gemt" in talk.interrupt()
    assert talk.code == 0
    assert answers(nurse, 3) == {"first_step_pain.left": 5}


def test_until_four_in_the_morning_it_is_about_yesterday_and_says_so(folder, nurse):
    talk = Talk("checkin", folder=folder, now=on_day(4, "03:59"))
    assert "gælder dine svar 3. marts" in " ".join(talk.hear().split())
    talk.answer("5", "3", "", "1")
    assert answers(nurse, 3)["first_step_pain.left"] == 5
    assert "gælder dine svar" not in Talk("checkin", folder=folder, now=on_day(4, "04:00")).hear()


def test_the_day_begins_when_the_person_says_so(folder, nurse):
    """S30: a baker up at 03.30 told yesterday anew."""
    assert "klokken 03:30" in nurse("settings", "--day-begins", "3.30").out
    heard = Talk("checkin", folder=folder, now=on_day(4, "03:30")).hear()
    assert "gælder dine svar" not in heard and "Godmorgen" in heard
    night = Talk("checkin", folder=folder, now=on_day(4, "03:29")).hear()
    assert "Indtil klokken 3.30 om natten gælder dine svar 3. marts" in " ".join(night.split())
    refused = nurse("settings", "--day-begins", "07:00")
    assert refused.code == 2 and "fra 00:00 til 06:00" in refused.err


def test_what_the_decision_waits_for_is_asked_in_the_check_in(folder, nurse):
    """After eight days every red flag is asked anew, list by list, and the weekly questions with it."""
    talk = Talk("checkin", folder=folder, now=on_day(10))
    talk.hear()
    heard = talk.answer("5", "3", "", "1")
    asked = []
    while asked_in(heard, "da"):
        asked.append(asked_in(heard, "da"))
        typed = {"function_limit": "1"} | dict.fromkeys(by_enter(), "")
        heard = talk.answer(typed.get(asked[-1], "2"))
    assert asked[:3] == ["list:happened", "list:skin_and_fever", "list:nerves_and_rest"]
    assert {"function_limit", "standing_or_walking_hard"} <= set(asked)
    assert "= Samme trin" in heard, "PATHWAY 6: nothing goes down in calm"


def test_the_evening_asks_about_today_and_the_exercises(folder, nurse):
    talk = Talk("checkin", "--evening", folder=folder, now=on_day(2, "20:00"))
    heard = talk.hear()
    assert asked_in(heard, "da") == "activity_pain" and "I dag: " in heard
    assert "Hvilke øvelser" in talk.answer("3")
    assert "Stræk svangsenen: hvor ondt gjorde det?" in talk.answer("1")
    assert "Gå i gang" in talk.answer("2")
    assert answers(nurse, 2)["exercises"] == [{"id": "fascia_stretch", "pain": 2}]
    morning = Talk("checkin", folder=folder, now=on_day(3))
    morning.hear()
    assert asked_in(morning.answer("5"), "da") == "news", "yesterday's activity was told in the evening"


def test_a_late_entry_names_its_day(folder, nurse):
    talk = Talk("checkin", "--date", "2026-03-03", folder=folder, now=on_day(6))
    heard = talk.hear()
    assert "Et sent svar: det gælder 3. marts." in heard and "3. marts. Hvor ondt gjorde de første skridt?" in heard
    assert "2. marts." in talk.answer("5")
    talk.answer("3", "", "1")
    assert answers(nurse, 3)["first_step_pain.left"] == 5


# Without a terminal


def test_all_on_the_command_line(nurse):
    done = nurse("checkin", "--first-step", "5", "--activity", "no_load", "--nothing-new", "--json", now=on_day(3))
    assert json.loads(done.out)["decision"] == "continue" and done.err == ""
    assert answers(nurse, 2)["activity_pain"] == "no_load"


def test_each_foot_on_the_command_line(nurse):
    assert nurse("checkin", "--first-step", "left:4,right:2", now=on_day(3)).code == 0
    assert answers(nurse, 3) == {"first_step_pain.left": 4, "first_step_pain.right": 2}


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--first-step", "11"), "11 passer ikke til ”smerten ved de første skridt i dag”; det skal være et tal"),
        (("--first-step", "7,5"), "er 7,5, men smerte skrives som hele tal fra 0 til 10."),
        (("--first-step", "lef:3"), "Svang kan ikke se af ”lef”, hvilken fod"),
        (("--first-step", "ondt"), "skal have en anden slags svar: et tal."),
        (("--activity", "meget"), "skal have en anden slags svar: et tal."),
        (("--activity", "1e400"), "1E+400 passer ikke til ”den værste smerte ved aktivitet”"),
        (
            ("--first-step", "3", "--date", "2026-03-09"),
            "”--date” er 2026-03-09, men en dato kan ikke ligge efter i dag.",
        ),
        (
            ("--first-step", "3", "--date", "9 i marts"),
            "”--date” er ”9 i marts”, men en dato skrives sådan: 2026-03-01.",
        ),
        ((), "Svang kan ikke stille sine spørgsmål her, for det er ikke en terminal"),
    ],
)
def test_a_mistake_is_one_sentence_and_stores_nothing(nurse, args, sentence):
    before = nurse("export").out
    done = nurse("checkin", *args, now=on_day(3))
    assert done.code == 2 and done.out == ""
    assert sentence in done.err and done.err.count("\n") == 1
    assert nurse("export").out == before


def test_there_is_no_check_in_before_the_first_answers(svang, folder):
    done = svang("checkin", "--first-step", "3")
    assert (done.code, done.err) == (2, "Der er ingen svar endnu; begynd med svang check.\n")
    assert not folder.exists()


@pytest.mark.parametrize("language", ["da", "en"])
def test_after_a_silent_week_nothing_new_is_no_answer_and_it_says_what_asks(folder, nurse, language):
    """PATHWAY 5: after 7 days every red flag is not known again, and `--nothing-new` is no answer to each of them."""
    said = texts(language)("ui", "flags_with")
    line = ("--first-step", "5", "--activity", "3", "--nothing-new")
    assert said not in " ".join(nurse("checkin", *line, now=on_day(3), lang=language).out.split())
    away = nurse("checkin", *line, now=on_day(13), lang=language)
    assert away.code == 0 and said in " ".join(away.out.split()) and "svang checkin" in said
    talk = Talk("checkin", folder=folder, now=on_day(13, "07:20"), lang=language)
    talk.hear()  # keep what was answered this morning, or change it
    assert asked_in(talk.answer("1"), language).startswith("list:"), "and it does ask"
