"""What is taken to an appointment: each answer as it was given, and what nobody answered never as a no (UX 12.9)."""

from __future__ import annotations

from typing import Any

import pytest

from svang.answers.typed import typed
from svang.interview.intake import Intake
from svang.interview.questions import node
from svang.interview.report import Report, report
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, texts
from tests.edge import care
from tests.interview.given import SOMEBODY, at, sitting, talk

WAY = pathway()


def begun(**differently: Any) -> None:
    found = sitting(0, intake=True)
    talk(Intake(found, paged=True), **differently)
    found.store()


def told(day: int, **answers: Any) -> None:
    values, problems = typed(WAY, node(answers), sore=("left",))
    assert not problems
    care.answer(SOMEBODY, {at(day).date(): values}, at=at(day))


def on(day: int, language: str = "da") -> Report:
    return report(care, SOMEBODY, texts(language), care.look(SOMEBODY, at=at(day)), at(day).date())


def lines(found: Report, id: str) -> dict[str, str]:
    """By the words that lead them."""
    section = found.section(id)
    return dict(section.lines) if section else {}


def rows(found: Report, id: str) -> dict[str, str]:
    section = found.section(id)
    return dict(section.rows) if section else {}


def test_a_sign_leads_its_line_with_its_day() -> None:
    begun(fever_unexplained=True, very_unwell=False)
    assert lines(on(0), "signs")["Ja:"] == "Feber, 38 grader eller mere (2. marts)"


def test_a_doubt_leads_its_line_and_is_no_no() -> None:
    begun(bruise_sole=None)
    said = lines(on(0), "signs")
    assert said["I tvivl:"].startswith("Blåt mærke under foden")
    assert not any("blåt mærke" in each for lead, each in said.items() if lead != "I tvivl:")


def test_an_answer_between_yes_and_no_is_told_as_it_is() -> None:
    begun(night_pain="after_loaded_days")
    said = lines(on(0), "signs")
    assert said["Svar:"].startswith("Ondt om natten: ja, efter dage")
    assert "ondt om natten" not in next(each for lead, each in said.items() if lead.startswith("Nej til"))


def test_what_was_not_asked_is_said_as_that() -> None:
    """Whoever has no fever is not asked whether they are very unwell: that stands as no for the rules, and not here."""
    begun()
    said = lines(on(0), "signs")
    no = next(each for lead, each in said.items() if lead.startswith("Nej til"))
    assert "meget dårlig" in said["Ikke spurgt:"] and "meget dårlig" not in no


def test_every_sign_stands_in_one_line() -> None:
    begun(bruise_sole=None, night_pain="after_loaded_days")
    found = on(0).section("signs")
    assert found is not None
    flags = [fact for fact in WAY.facts.values() if fact.flag or fact.group == "flags"]
    flags = [fact for fact in flags if not any(fact.id in each.facts for each in WAY.lists if each.page == "health")]
    said = sum(each.count("; ") + 1 for lead, each in found.lines)
    assert said == len(flags)


def test_a_no_that_has_run_out_is_said_as_old() -> None:
    """A red flag lasts seven days (PATHWAY 4)."""
    begun()
    assert "Nej før, men svaret er gammelt:" not in lines(on(5), "signs")
    said = lines(on(20), "signs")
    assert "tydelig hævelse" in said["Nej før, men svaret er gammelt:"]
    assert not any("tydelig hævelse" in each for lead, each in said.items() if lead.startswith("Nej til"))


def test_a_no_to_anything_new_keeps_them() -> None:
    begun()
    for day in range(1, 12):
        told(day, first_step_pain=5, nothing_new=True)
    found = on(11)
    assert "Nej før, men svaret er gammelt:" not in lines(found, "signs")
    assert found.section("signs").title == "Faresignaler, sidst spurgt 13. marts 2026"  # type: ignore[union-attr]


def test_a_corrected_sign_is_told_as_it_stands_now() -> None:
    begun(cold_pale_foot=None)
    told(1, cold_pale_foot={"left": False, "right": False})
    assert "I tvivl:" not in lines(on(1), "signs")


def test_a_sign_that_was_corrected_after_a_while_is_told_with_its_day() -> None:
    """Corrected after a quarter of an hour it counts that day all the same (PATHWAY 4)."""
    begun()
    told(1, fever_unexplained=True, very_unwell=False)
    event = care.words(SOMEBODY, "answered")[-1]
    care.correct(SOMEBODY, event, {"fever_unexplained": False}, at=at(1, hour=9))
    said = lines(on(1), "signs")
    assert said["Sagt og rettet senere:"] == "Feber, 38 grader eller mere (3. marts 2026)"


def test_a_slip_that_was_corrected_at_once_is_not_told() -> None:
    begun()
    told(1, fever_unexplained=True, very_unwell=False)
    event = care.words(SOMEBODY, "answered")[-1]
    care.correct(SOMEBODY, event, {"fever_unexplained": False}, at=at(1))
    assert "Sagt og rettet senere:" not in lines(on(1), "signs")


def test_the_tests_are_told_of_each_foot() -> None:
    begun(press_front_inner=True, windlass="positive", squeeze_heel="not_done")
    found = rows(on(0), "tests")
    assert found["Tryk foran hælpuden"] == "v. ømt" and found["Storetå-test"] == "v. gør mere ondt"
    assert found["Klem om hælen"] == "v. ikke prøvet"


def test_too_few_mornings_are_said_as_too_few() -> None:
    begun()
    found = rows(on(0), "course")
    assert found["Første skridt, nu"] == "for få svar" and found["Begyndte"] == "for 5 uger siden"


def test_medicine_that_is_taken_is_told_with_its_day() -> None:
    begun(blood_thinner=True, osteoporosis=None)
    said = lines(on(0), "health")
    assert said["Ja:"] == "Blodfortyndende medicin (2. marts)" and said["I tvivl:"].startswith("Knogleskørhed")


def test_what_was_tried_stands_with_before_and_after_and_proves_nothing() -> None:
    begun()
    for day in range(1, 16):
        told(day, first_step_pain=6 if day < 8 else 4, nothing_new=True)
    care.tell("treated", SOMEBODY, {"what": "tape", "side": "left"}, day=at(8).date(), at=at(8))
    found = on(15)
    assert rows(found, "tried")["Tape, 10. marts, venstre fod"] == "6 før, 4 efter"
    assert "beviser ikke" in lines(found, "tried")[""]


def test_where_nothing_changed_the_page_speaks_of_no_proof() -> None:
    """U18: the same before and after says nothing that anybody takes for a proof."""
    begun()
    for day in range(1, 16):
        told(day, first_step_pain=6, nothing_new=True)
    care.tell("treated", SOMEBODY, {"what": "tape"}, day=at(8).date(), at=at(8))
    found = on(15)
    assert rows(found, "tried")["Tape, 10. marts"] == "6 før, 6 efter"
    assert lines(found, "tried")[""] == "De første skridt ugen før og ugen efter."


def test_what_was_tried_stands_with_what_it_cost() -> None:
    begun()
    care.tell("treated", SOMEBODY, {"what": "tape", "cost": 85}, day=at(1).date(), at=at(2))
    until = {"until": at(2).date().toordinal()}
    care.tell("treated", SOMEBODY, {"what": "physiotherapy", "cost": 1365, **until}, day=at(1).date(), at=at(2, 8))
    care.tell("treated", SOMEBODY, {"what": "insert_or_cup"}, day=at(2).date(), at=at(2, 9))
    found = rows(on(3), "tried")
    assert found["Tape, 3. marts"] == "for få morgener, 85 kr."
    assert found["Fysioterapi, 3. marts til 4. marts"] == "for få morgener, 1.365 kr."
    assert found["Indlæg eller hælkop, 4. marts"] == "for få morgener"
    assert lines(on(3), "tried") == {"": "I alt 1.450 kr., så vidt jeg har skrevet."}


def test_painkillers_are_counted_of_the_days_that_were_told_about() -> None:
    begun()
    told(1, painkiller_today=True)
    told(2, painkiller_today=False)
    told(3, painkiller_today=None)
    assert rows(on(4), "tried")["Smertestillende medicin"] == "1 af 2 dage med svar"


def test_goals_stand_from_where_to_where() -> None:
    begun()
    told(1, goals=[{"what": "gå tur med hunden", "now": 5}])
    told(9, goals=[{"what": "gå tur med hunden", "now": 8}, {"what": "løbe", "now": 0}])
    assert rows(on(9), "goals") == {"gå tur med hunden": "5 → 8", "løbe": "0"}


def test_what_a_clinician_said_stands_with_who_and_when() -> None:
    begun()
    body = {"role": "physiotherapist", "cleared": True, "condition": "fat_pad_syndrome"}
    care.tell("seen", SOMEBODY, body, day=at(2).date(), at=at(2))
    ((lead, said),) = lines(on(3), "said").items()
    assert lead == "Fysioterapeut, 4. marts 2026:"
    assert said.startswith("Jeg må gå videre") and texts("da")("conditions", "fat_pad_syndrome", "name") in said


def test_what_was_taken_back_is_not_told() -> None:
    begun()
    care.tell("seen", SOMEBODY, {"role": "doctor", "cleared": True}, day=at(2).date(), at=at(2))
    (event,) = care.words(SOMEBODY, "seen")
    care.withdraw(SOMEBODY, event, at=at(2))
    assert on(3).section("said") is None


def test_the_days_before_are_counted_as_svang_said_then() -> None:
    begun()
    for day in range(1, 5):
        told(day, first_step_pain=5, activity_pain=3, nothing_new=True)
    days = rows(on(5), "decided")["De 14 dage før"]
    assert sum(int(part.split()[-2]) for part in days.split(", ")) == 5


def test_the_question_of_the_ladder_comes_first() -> None:
    """After six weeks with the plan and no better: PATHWAY 10."""
    begun()
    for day in range(1, 46):
        told(day, first_step_pain=6, activity_pain=3, nothing_new=True, exercises_done="all", exercises_pain=1)
    found = care.look(SOMEBODY, at=at(45))
    asks = texts("da").get("rungs", found.decision.rung, "question")
    assert asks and on(45).questions[0] == asks


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_it_is_not_and_names_nobody(language: str) -> None:
    begun()
    found = on(0, language)
    assert texts(language)("ui", "not_ce") in found.foot and WAY.version in found.foot
    assert SOMEBODY not in str(found)


def test_it_stores_nothing() -> None:
    begun()
    before = list(care.export(SOMEBODY))
    on(3)
    assert list(care.export(SOMEBODY)) == before
