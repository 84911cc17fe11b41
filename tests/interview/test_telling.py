"""What can be told without being asked: which sheets, on which day, and what comes of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from svang import store
from svang.answers.amounts import Unclear
from svang.answers.kinds import SHOWN
from svang.answers.typed import Refused
from svang.engine.plan import Planned
from svang.interview import answers
from svang.interview.questions import Question
from svang.interview.telling import BY_ID, SHEETS, Telling, day_chosen, exercise_of, first_day
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.texts import LANGUAGES, texts
from tests.edge import care
from tests.interview.given import SOMEBODY, at, sitting, talk

WAY = pathway()
TODAY, FIRST = date(2026, 3, 10), date(2026, 3, 2)


def telling(what: str, day: int = 1) -> Telling:
    return Telling(care, BY_ID[what], SOMEBODY, at(day).date(), at=at(day), today=at(day).date())


def test_every_fact_that_is_only_told_has_a_sheet() -> None:
    """Facts without a page were U14: nobody could tell them."""
    sheets = {name for sheet in SHEETS for name in sheet.there(WAY)}
    told = {fact.id for fact in WAY.facts.values() if fact.asked_text == "told"}
    unread = {"spur_on_xray"}  # it may be told in a case and changes nothing (B3)
    assert told - sheets <= unread | {"steps_range", "standing_range"}, "words for a number are asked in the profile"


def test_every_fact_of_one_day_can_be_told_of_any() -> None:
    sheets = {name for sheet in SHEETS for name in sheet.there(WAY)} | {"exercises"}
    assert {fact.id for fact in WAY.facts.values() if fact.daily} - sheets == {"nothing_new"}


def test_what_is_asked_once_of_ones_health_can_be_told_later() -> None:
    once = {fact.id for fact in WAY.facts.values() if fact.flag == "once" and fact.asked is None}
    assert once <= set(BY_ID["health"].facts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_worded(language: str) -> None:
    for sheet in SHEETS:
        assert texts(language)("tell", "sheets", sheet.id, "name") and texts(language)(
            "tell", "sheets", sheet.id, "about"
        )


@pytest.mark.parametrize(
    ("which", "other", "expected"),
    [
        ("today", "", date(2026, 3, 10)),
        ("yesterday", "", date(2026, 3, 9)),
        ("other", "2.3.26", date(2026, 3, 2)),
        ("other", "i forgårs", date(2026, 3, 8)),
    ],
)
def test_a_day_is_any_from_the_first_to_today(which: str, other: str, expected: date) -> None:
    assert day_chosen(which, other, today=TODAY, first=FIRST) == expected


@pytest.mark.parametrize("other", ["1.3.2026", "11.3.2026", "marts 2026", ""])
def test_a_day_before_the_first_or_not_yet_is_none(other: str) -> None:
    with pytest.raises((Unclear, Refused)):
        day_chosen("other", other, today=TODAY, first=FIRST)


def test_the_other_foot_asks_its_places_and_all_its_signs(opened: None) -> None:
    asked = telling("other_foot").questions()
    assert {question.foot for question in asked} == {"right"}, "the left is the sore one"
    names = {question.fact for question in asked}
    assert names == {"pain_sites", "first_step_pain", *(f.id for f in WAY.facts.values() if f.foot and f.flag)}
    assert all(telling("other_foot").must(question) for question in asked)


def test_the_signs_are_all_that_may_be_new(opened: None) -> None:
    asked = {question.fact for question in telling("signs").questions()}
    assert {fact.id for fact in WAY.facts.values() if fact.flag == "again"} <= asked
    assert "breathless_or_chest_pain" in asked and "diabetes" not in asked


def test_a_place_of_one_foot_says_nothing_of_the_other(opened: None) -> None:
    (asked,) = telling("place").questions()
    assert telling("place").typed({asked: ["arch"]}) == {"pain_sites.left": frozenset({"arch"})}


def test_an_exercise_that_was_planned_has_its_level_and_its_most(opened: None) -> None:
    sheet = telling("exercise")
    assert sheet.exercises()[: len(sheet.planned())] == tuple(task.id for task in sheet.planned()), "planned ones first"
    assert {"heel_raise", "towel_scrunch", "fascia_stretch"} <= set(sheet.exercises())
    whole = exercise_of(sheet.planned(), "heel_raise", "whole", 3)
    assert whole == {"id": "heel_raise", "pain": 3}, "no level where none was planned"


@pytest.mark.parametrize(
    ("how", "item"),
    [
        ("whole", {"id": "heel_raise", "level": 2, "sets": 3, "reps": 12, "pain": 3}),
        ("some", {"id": "heel_raise", "level": 2, "pain": 3}),
        ("none", {"id": "heel_raise", "level": 2, "sets": 0}),
    ],
)
def test_of_an_exercise_is_kept_how_much_of_it_was_done(how: str, item: dict[str, Any]) -> None:
    """PATHWAY 7: H2 is 3 x 8-12. What was left out has no sets, and hurt nobody (decision 14)."""
    dose = {"sets": (3, 3), "reps": (8, 12), "rest_min": (2, 2)}
    planned = Planned("heel_raise", "strength", dose, (), level="H2", place=2)
    assert exercise_of([planned], "heel_raise", how, 3) == item


# -- all answers --------------------------------------------------------------------------------------------


def events() -> tuple[Event, ...]:
    return care.entries(SOMEBODY)


def test_a_page_is_a_week_and_weeks_without_a_word_are_stepped_over(opened: None) -> None:
    for day in (1, 20):
        care.answer(SOMEBODY, {at(day).date(): {"steps": 8000}}, at=at(day), id=f"steps-{day}")
    page = answers.page(texts("en"), care.diary(SOMEBODY), at(20).date())
    assert [entry.date for entry in page.entries] == [at(20).date()] and page.newer is None
    assert page.older == at(1).date()
    older = answers.page(texts("en"), care.diary(SOMEBODY), at(1).date())
    assert {entry.date for entry in older.entries} == {at(0).date(), at(1).date()} and older.older is None
    assert older.newer == at(20).date()


def facts_on(day: int, show: str) -> set[str]:
    page = answers.page(texts("en"), care.diary(SOMEBODY), at(day).date(), show=show)
    return {line.fact for entry in page.entries for line in entry.lines}


def test_every_answer_stands_on_its_page_with_its_place(opened: None) -> None:
    page = answers.page(texts("en"), care.diary(SOMEBODY), at(0).date())
    for entry in page.entries:
        told = answers.answered(events()[entry.n])
        assert {told[line.m] for line in entry.lines} == set(events()[entry.n].body)
    assert sum(len(entry.lines) for entry in page.entries) == sum(len(event.body) for event in events())


def test_each_answer_belongs_to_one_kind(opened: None) -> None:
    kinds = [facts_on(0, show) for show in answers.SHOW[1:]]
    assert set().union(*kinds) == facts_on(0, "all") and sum(map(len, kinds)) == len(facts_on(0, "all"))
    assert "diabetes" in facts_on(0, "flags") and "first_step_pain" in facts_on(0, "mornings")


def test_what_was_mended_shows_both_and_what_was_taken_back_stays_to_be_seen(opened: None) -> None:
    care.answer(SOMEBODY, {at(1).date(): {"steps": 8000, "stood_hours": 75}}, at=at(1), id="told")
    ((_, event),) = care.diary(SOMEBODY).made_by("told")[0]
    care.correct(SOMEBODY, event, {"steps": 9000}, at=at(1, 9))
    care.withdraw(SOMEBODY, event, at=at(1, 10), slots=["stood_hours"])
    (entry,) = answers.page(texts("en"), care.diary(SOMEBODY), at(1).date(), days=1).entries
    shown = {line.fact: (line.answer, line.before, line.gone) for line in entry.lines}
    assert shown == {"steps": ("9,000 steps", "8,000 steps", False), "stood_hours": ("7.5 hours", "", True)}
    assert entry.stands and answers.now_in(event, events()) == {"steps": 9000}


def test_a_question_about_a_past_day_is_not_about_today() -> None:
    first_step = Question("first_step_pain", TODAY, "left")
    assert "today" not in answers.that_day(texts("en"), first_step).lower()
    assert answers.that_day(texts("en"), first_step).startswith(texts("en")("ui", "feet", "left"))


@pytest.mark.parametrize(("told", "said"), [(True, "Nej, intet"), (False, "Ja, eller jeg er i tvivl")])
def test_that_nothing_is_new_stands_as_it_was_asked(opened: None, told: bool, said: str) -> None:
    """Asked whether anything is new, and stored as that nothing is: a list of it says the question that was put."""
    care.answer(SOMEBODY, {at(1).date(): {"nothing_new": told}}, at=at(1), id="news")
    (entry,) = answers.page(texts("da"), care.diary(SOMEBODY), at(1).date(), days=1).entries
    assert [(line.question, line.answer) for line in entry.lines] == [("Er der noget nyt siden sidst?", said)]


def test_the_first_day_is_that_of_the_first_word(opened: None) -> None:
    assert first_day(events()) == at(0).date() and first_day(()) is None


@pytest.fixture
def opened(tmp_path: object) -> None:
    """A person with one sore heel, the left, on the second day."""
    from svang.interview.intake import Intake

    store.open(tmp_path)  # type: ignore[arg-type]
    begun = sitting(0, intake=True)
    talk(Intake(begun))
    begun.store()


def test_what_one_form_made_is_found_with_its_number_and_what_became_of_it(opened: None) -> None:
    for id in ("told", "told2", "tol"):
        care.answer(SOMEBODY, {at(1).date(): {"steps": 8000}, at(0).date(): {"stood_hours": 75}}, at=at(1), id=id)
    ((_, event), _), _ = care.diary(SOMEBODY).made_by("told")
    care.correct(SOMEBODY, event, {"stood_hours": 30}, at=at(1, 9), id="told-mended")
    found, changes = care.diary(SOMEBODY).made_by("told")
    assert [event.id for _, event in found] == ["told-0", "told-1"], "A correction is no entry of its own."
    assert [events()[n] for n, _ in found] == [event for _, event in found]
    assert answers.now_in(event, changes) == answers.now_in(event, events()) == {"stood_hours": 30}
    assert care.diary(SOMEBODY).made_by("nothing") == ([], ())


def test_a_goal_is_told_once_it_was_told_also_one_that_was_taken_back(opened: None) -> None:
    def told() -> bool:
        return any("goals" in event.body for event in events() if event.kind == "answered")

    care.answer(SOMEBODY, {at(1).date(): {"steps": 8000}}, at=at(1))
    assert care.ever_told(SOMEBODY, "goals") is told() is False
    care.answer(SOMEBODY, {at(1).date(): {"goals": '[["walk",3]]'}}, at=at(1), id="goal")
    assert care.ever_told(SOMEBODY, "goals") is told() is True
    care.withdraw(SOMEBODY, events()[-1], at=at(1, 9))
    assert care.ever_told(SOMEBODY, "goals") is told() is True


def test_a_part_of_the_diary_is_that_part_of_all_entries(opened: None) -> None:
    for day in (1, 2, 9):
        care.answer(SOMEBODY, {at(day).date(): {"steps": 8000 + day}}, at=at(day), id=f"steps-{day}")
    ((_, event),) = care.diary(SOMEBODY).made_by("steps-2")[0]
    care.correct(SOMEBODY, event, {"steps": 1}, at=at(9, 9))
    care.tell("treated", SOMEBODY, {"what": "tape", "side": "left"}, day=at(2).date(), at=at(9, 10), id="tape")
    diary, every = care.diary(SOMEBODY), list(enumerate(events()))
    first, last = at(1).date(), at(2).date()
    shown = [(n, each) for n, each in every if each.kind in SHOWN]
    assert diary.between(first, last) == [(n, each) for n, each in shown if first <= each.date <= last]
    assert [diary.at(n, each.kind) for n, each in every] == [each for _, each in every]
    assert diary.at(len(every), *SHOWN) is None and diary.at(every[-1][0], "answered") is None
    corrected = tuple(each for _, each in every if each.kind == "corrected")
    assert corrected and diary.changes == care.diary(SOMEBODY).changes == corrected
    later = care.diary(SOMEBODY)
    assert later.at(every[-1][0], "treated") and later.changes == (), "what came before an entry changes nothing of it"
    assert later.between(first, last) and later.changes == corrected, "of all that was read"
    assert diary.beside(first, last) == (at(0).date(), at(9).date(), at(9).date())
