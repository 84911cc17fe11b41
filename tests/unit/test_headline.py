"""The first sentence of a day: the person's own number, at most 64 letters, and not the same two days running.

The cases are those of the design (UX 12.3): amber 4, a rise of two, six at work as usual, seven in the evening.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from bench.people import INTAKE
from svang.engine.course import Course
from svang.engine.decide import Decision
from svang.pathway.load import pathway
from svang.says.decision import decision_said
from svang.says.headline import (
    NOT_KNOWN,
    Numbers,
    after,
    chosen,
    fields,
    is_true,
    one_after_another,
    streak,
    true_ones,
    word,
)
from svang.texts import LANGUAGES, texts
from tests.lives import Habit, Life, live
from tests.unit.test_tone import leaves

LONGEST = 64
LIMITS = {"green": 3, "amber": 5}


PLAIN = "{} i dag. Øvelserne er de samme."
"""What is always true of a day that goes on and has its morning."""


def said(key: str, seen: Numbers, date: int = 0, language: str = "da", **known: object) -> list[str]:
    words = texts(language)
    return list(true_ones(words, key, fields(words, seen) | known, date))


# -- the design's cases -------------------------------------------------------------------------------------


def test_on_an_ordinary_day_the_mornings_speak() -> None:
    seen = Numbers((4, 3, 3, 2), normal=3, calm=True, **LIMITS)
    assert said("go-on", seen, 0)[0] == "Tre morgener i træk på 3 eller mindre. Bliv ved sådan."
    assert "En lavere end i går. Planen er den samme." in said("go-on", seen)


def test_the_same_as_yesterday_is_said_only_where_the_load_left_no_mark() -> None:
    seen = Numbers((4, 4), calm=True, **LIMITS)
    assert said("go-on", seen) == ["4 ligesom i går. Hælen tåler det, du gør.", PLAIN.format(4)]
    assert said("go-on", Numbers((4, 4), **LIMITS)) == [PLAIN.format(4)]


def test_a_morning_as_bad_as_the_one_before_is_no_sign_that_the_heel_takes_it() -> None:
    """Above the amber limit; nobody with 6 for six weeks is told that it goes well (PATHWAY 14, invariant 29)."""
    assert said("go-on", Numbers((6, 6), calm=True, **LIMITS)) == [PLAIN.format(6)]


def test_a_morning_is_not_called_as_usual_where_it_is_clearly_worse() -> None:
    usual = Numbers((3, 4), normal=3, **LIMITS)
    assert said("go-on", usual) == ["En mere end i går, omtrent som du plejer. Fortsæt.", PLAIN.format(4)]
    assert said("go-on", Numbers((3, 5), normal=3, marked=True, **LIMITS)) == [PLAIN.format(5)]


def test_an_amber_day_names_its_number() -> None:
    assert said("amber-yesterday", Numbers(plan_worst=4, **LIMITS))[0] == (
        "4 i går var lidt for meget. Bliv på samme trin."
    )
    assert said("amber-yesterday", Numbers(plan_worst=2, **LIMITS)) == [
        "I går blev det lidt for meget. Bliv på samme trin i dag."
    ]


def test_a_rise_of_two_is_half_a_day() -> None:
    seen = Numbers((4, 4, 4, 6), normal=4, marked=True, **LIMITS)
    assert said("not-settled", seen)[0] == "To over det, du plejer. I dag får hælen en halv dag."


def test_six_at_work_as_usual_leaves_the_exercises_alone() -> None:
    assert said("everyday-over", Numbers(worst=6, **LIMITS)) == [
        "Hælen tåler øvelserne. Det var dagen på benene, der gav 6."
    ]
    assert said("everyday-over-tonight", Numbers(evening=6, usual=6, **LIMITS)) == [
        "6 på benene i dag, omtrent som du plejer. Aflast hælen i aften."
    ]


def test_seven_in_the_evening_is_enough() -> None:
    assert said("enough-for-today", Numbers(evening=7, usual=4, **LIMITS))[0] == (
        "7 i dag, du plejer 4. Det er nok for i dag."
    )
    assert said("enough-for-today", Numbers(plan_evening=6, **LIMITS))[0] == (
        "6 under træningen. Det er nok for i dag."
    )


def test_a_step_down_names_what_was_too_much_and_only_that() -> None:
    assert said("too-much", Numbers(plan_worst=6, **LIMITS))[0] == (
        "6 i træningen i går. Et trin ned, så hælen følger med."
    )
    risen = Numbers((2, 5), normal=2, marked=True, plan_worst=4, **LIMITS)
    assert said("too-much", risen)[0] == "Tre over det, du plejer. Et trin ned, så hælen følger med."


def test_a_level_a_phase_and_a_run_are_named() -> None:
    assert said("one-thing-up", Numbers(), exercise="hælløft på ét ben")[0] == "Et trin op i dag: hælløft på ét ben."
    assert said("one-thing-up", Numbers(), exercise_then="hælløft på ét ben")[0] == (
        "Et trin op næste gang: hælløft på ét ben."
    )
    run = {"run": "2 minutters", "walk": "1 minuts"}
    assert said("one-thing-up", Numbers(), **run)[0] == "Lidt mere løb i dag: 2 minutters løb, 1 minuts gang."
    assert said("run-starts", Numbers(), run_told="10 minutters")[0] == (
        "10 minutters løb i dag, det første. I morgen hviler hælen."
    )
    assert said("early-to-build", Numbers(), phase="Opbygning", first="hælløft på begge ben")[0] == (
        "I dag begynder Opbygning med hælløft på begge ben."
    )


def test_an_injection_a_gap_and_a_run_are_each_named() -> None:
    def first(*causes: str) -> str:
        return next(true_ones(texts("da"), "too-little-known", {}, 0, causes))

    assert first("injected") == "Hælen skal have ro efter blokaden. Bliv på samme trin."
    assert first("gap") == "Godt at se dig. Bliv på samme trin i dag."
    assert first("rise") == "Vi bliver her et par dage. Øvelserne er de samme."
    assert first() == first("act_yesterday") == "Vi mangler et svar om de sidste dage. Ellers som i går."


# -- the ways of it -----------------------------------------------------------------------------------------


def test_yesterdays_sentence_gives_way_to_another_true_one() -> None:
    assert chosen(["a", "b"], "a") == "b" and chosen(["a", "b"], "b") == "a" and chosen(["a"], "a") == "a"


def test_reasons_take_turns_so_that_no_two_days_begin_alike() -> None:
    """The same numbers for a week: each day's sentence, said without knowing the day before, is another one."""
    seen = Numbers((2, 2, 2, 2), normal=2, start=6, now=2, calm=True, **LIMITS)
    week = [said("go-on", seen, day)[0] for day in range(7)]
    assert all(one != two for one, two in pairwise(week)) and len(set(week)) == 3


def test_what_is_not_known_is_not_said() -> None:
    assert said("go-on", Numbers((None, None, None))) == [] and said("go-on", Numbers()) == []
    assert said("go-on", Numbers(), day=9)[0] == "Dag 9 i planen. Fortsæt som i går."
    assert said("too-much", Numbers(**LIMITS)) == ["Smerten har ikke lagt sig. Et trin ned, så hælen følger med."]
    assert not is_true("{today} i dag", {"today": None}) and is_true("{today} i dag", {"today": 0})


@pytest.mark.parametrize(
    ("days", "found"),
    [((3, 2, 1), (3, 3)), ((4, 2, 1), (2, 2)), ((1, None, 1), (1, 1)), ((0, 0), (2, 0)), ((), (0, 0)), ((9,), (0, 0))],
)
def test_mornings_in_a_row(days: tuple[int | None, ...], found: tuple[int, int]) -> None:
    assert streak(days, 3) == found


def test_mornings_without_pain_are_called_that() -> None:
    assert said("go-on", Numbers((0, 0, 0), **LIMITS))[0] == "Tre morgener i træk uden smerter. Bliv ved sådan."


def test_a_number_is_a_word_up_to_ten() -> None:
    assert [word(texts("da"), n) for n in (1, 10, 14)] == ["En", "Ti", "14"]


# -- a real course ------------------------------------------------------------------------------------------


def days(mornings: list[int]) -> Iterator[tuple[Course, Decision]]:
    """The days of somebody who does what the plan says, with pain of 2 at most."""
    life = Life(dict(INTAKE), date(2026, 3, 2))
    for day, pain in enumerate(mornings):
        live(life, day, fs=pain, act=2, habit=Habit())
        yield life.look(day)


def test_a_month_of_mornings_has_no_sentence_twice_running() -> None:
    found = one_after_another(texts("da"), days([6] * 4 + [5] * 5 + [4] * 9 + [3] * 8 + [2] * 4))
    assert found[0] == "Du kan gå i gang i dag. Tag det roligt i starten."
    assert "I dag begynder Opbygning med hælløft på begge ben." in found
    assert all(one != two for one, two in pairwise(found)), found
    assert all(len(each) <= LONGEST for each in found)


def test_each_day_knows_what_was_said_the_day_before() -> None:
    """A person looks at one day at a time, and that day has the days before it to go by (UX 12.1, principle 2)."""
    words, found = texts("da"), list(days([6] * 8 + [5] * 8 + [4] * 8))
    said = [after(words, *found[n], lambda ago, n=n: found[n - ago] if n >= ago else None) for n in range(len(found))]
    assert said == one_after_another(words, found) and all(one != two for one, two in pairwise(said))
    alone = [
        after(words, *day, lambda ago, n=n: found[n - 1] if n and ago == 1 else None) for n, day in enumerate(found)
    ]
    assert any(one == two for one, two in pairwise(alone)), (
        "With yesterday alone nothing is said twice: a day is enough."
    )


def test_a_level_that_rises_on_its_rest_day_is_said_of_the_next_time() -> None:
    """PATHWAY 14, invariant 29: headline and tasks of a day say the same."""
    raised = {}
    for course, decision in days([2] * 43):
        if decision.rule == "one-thing-up":
            there = "heel_raise" in {task.id for task in decision.plan.tasks}
            raised[one_after_another(texts("da"), [(course, decision)])[0]] = there
    assert raised["Et trin op i dag: hælløft på et trappetrin."] is True
    assert raised["Et trin op næste gang: hælløft på ét ben."] is False


def test_who_comes_back_is_not_told_of_an_answer_that_nothing_asks_for() -> None:
    """PATHWAY 5: three mornings make the week's middle value; until then row 7 holds, and nothing is asked."""
    life, found = Life(dict(INTAKE), date(2026, 3, 2)), []
    there = Habit(answers=lambda day: not 21 <= day < 29, tells="tap")
    for day in range(32):
        live(life, day, fs=2, act=2 if day != 29 else None, habit=there)
        found.append(life.look(day))
    said = one_after_another(texts("da"), found)
    assert said[29] == "Godt at se dig. Vi begynder roligt igen."
    assert [(decision.rule, decision.ask) for _, decision in found[30:]] == [("too-little-known", ())] * 2
    assert said[30:] == [
        "Vi bliver her et par dage. Øvelserne er de samme.",
        "Øvelserne er de samme, til vi kan sammenligne.",
    ]


def test_a_step_down_that_moves_nothing_is_half_a_day() -> None:
    """PATHWAY section 7: a second one within four days moves nothing, unless it is worse than the first."""
    *_, (_, first), (_, second) = found = list(days([2] * 20 + [5, 5]))
    assert (first.decision, first.lowered) == ("regress", True)
    assert (second.decision, second.lowered, second.phase) == ("regress", False, first.phase)
    for language, step, half in (("da", "Et trin ned", "Halv dag"), ("en", "One level down", "Half a day")):
        words = texts(language)
        assert [decision_said(pathway(), words, each)[0] for each in (first, second)] == [step, half]
        before, last = one_after_another(words, found)[-2:]
        assert "half" in last.lower() or "halv" in last.lower()
        assert step.lower() in before.lower() and step.lower() not in last.lower()


def test_who_tells_the_mornings_alone_is_asked_for_yesterday() -> None:
    life = Life(dict(INTAKE), date(2026, 3, 2))
    for day in range(1, 9):
        life.tell(day, {"first_step_pain": 3, "nothing_new": "yes"}, on=day)
    found = one_after_another(texts("da"), map(life.look, range(9)))
    asked = [
        "Fortæl, hvor ondt det gjorde i går, så kan vi gå videre.",
        "Vi mangler dit svar om smerten i går. Ellers som i går.",
    ]
    assert found[5:] == asked * 2
    other = next(true_ones(texts("da"), NOT_KNOWN, {}, 0))
    assert other == "Vi mangler et svar om de sidste dage. Ellers som i går."


# -- the texts ----------------------------------------------------------------------------------------------

WIDEST = {"count": "14", "zeros": "14", "lower": "Otte", "higher": "Otte", "above": "Otte"}
MINUTES = {"da": ("15 minutters", "2 minutters"), "en": ("15 minutes of", "2 minutes of")}
"""The longest that is run and walked in turn, as it stands before what it is of."""


def patterns(language: str) -> Iterator[tuple[str, str]]:
    for key, text in leaves(texts(language).get("headlines"), ()):
        if not key.startswith(("words", "levels")):
            yield key, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_headline_is_longer_than_64_letters(language: str) -> None:
    level = max(texts(language).get("headlines", "levels").values(), key=len)
    phase = max((said["name"] for said in texts(language).get("phases").values()), key=len)
    wide = WIDEST | {"exercise": level, "first": level, "phase": phase}
    wide |= dict(zip(("run", "walk"), MINUTES[language], strict=True))
    for key, text in patterns(language):
        filled = re.sub(r"\{(\w+)\}", lambda found: str(wide.get(found[1], 10)), text)
        assert len(filled) <= LONGEST, (key, len(filled), filled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_day_has_its_sentence_and_every_sentence_its_rule(language: str) -> None:
    rules = {rule.id for rule in pathway().rules if rule.vote != "stop"}
    notices = {notice.id for notice in pathway().notices} | {row.id for row in pathway().rows}
    named = {key.split(".")[0] for key, _ in patterns(language)}
    lowers = {f"{rule.id}-again" for rule in pathway().rules if rule.vote == "regress"}
    assert rules - named == set() and named - rules - notices - lowers == {NOT_KNOWN}


def test_both_languages_say_the_same_things() -> None:
    fields_of = {language: [re.findall(r"\{(\w+)\}", text) for _, text in patterns(language)] for language in LANGUAGES}
    assert list(map(sorted, fields_of["da"])) == list(map(sorted, fields_of["en"]))


@pytest.mark.parametrize("row", ["not-cleared", "clinic-rest"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clinicians_no_is_never_told_as_waiting_for_one(row: str, language: str) -> None:
    """Day after day under a no: nothing of the rule that waits until somebody has looked at the foot."""
    own = list(true_ones(texts(language), row, fields(texts(language), Numbers()), 0))
    days = [own[0]]
    for _ in range(6):
        days.append(chosen([*own, "the rule's own"], days[-1]))
    assert "the rule's own" not in days and all(one != other for one, other in pairwise(days))
