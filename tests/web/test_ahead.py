"""What lies ahead, in a real browser: running, progress, help on the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from svang.answers.typed import Goal, goals_text
from svang.interview.due import gate
from svang.interview.sitting import Sitting
from svang.pathway.load import pathway
from svang.settings import home
from svang.texts import Texts, texts
from svang.web.rendering import amounts, dose, narrow
from svang.web.visit import PERSON
from tests.edge import care
from tests.web import people
from tests.web.browser import Site
from tests.web.places import RUN_DAY, much
from tests.web.steps import DAY, Finger, at_clock, decision, fact_of, focus, h1, path_of, told, w

WHOLE = {
    **{"shoes_usual": ["supportive"], "barefoot_hard_floor": "no", "foot_posture": "usual", "recovery_short": "no"},
    **{"standing_range": "under_2_hours", "steps_range": "from_5000", "weight_kg": 75, "height_cm": 178},
    **{"knee_to_wall_cm": 10, "trend_3_weeks": "same", "press_heel_back": "no"},
}
"""What may be left for another day, told at once."""


# -- running -------------------------------------------------------------------------------------------------


def test_who_wants_to_run_says_so_and_may_take_it_back(site: Site, page: Page) -> None:
    people.begun(site)
    page.goto(site("/running"))
    assert h1(page) == w("da", "running", "off")
    people.go(page, page.locator('button[name="wish"]'))
    assert told()[-1] == (DAY.isoformat(), {"wants_to_run": True})
    assert h1(page) == texts("da")("ui", "run", "opens")
    shown = page.locator("li.gate").count() + page.locator(".in-place li").count()
    assert shown == len(pathway().gate), "Each criterion is shown."
    at_clock(site, 0, "07:12")
    people.go(page, page.locator('button[name="wish"][value="no"]'))
    assert told()[-1][1] == {"wants_to_run": False} and h1(page) == w("da", "running", "off")


def test_what_is_missing_before_running_stands_first(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/running"))
    kinds = [(item.get_attribute("class") or "").split()[-1] for item in page.locator("li.gate").all()]
    assert kinds == sorted(kinds, key=("no", "un").index) and set(kinds) == {"no", "un"}
    met = page.locator(".in-place li")
    folded = page.locator("details", has=met.first)
    assert folded.get_attribute("open") is None, "What is met is folded."
    assert folded.locator("summary").inner_text().endswith(w("da", "running", "in_place", "many", n=met.count()))
    says = texts("da")("ui", "run", "met", met=met.count(), all=len(kinds) + met.count())
    assert says in page.locator("main").inner_text()


def test_the_earliest_day_is_said_in_words(site: Site, page: Page) -> None:
    """UX 12.5: within six days the weekday. On 30 March the mornings are above 2: three have to come."""
    people.lived(site, 28, people.RUNNER)
    page.goto(site("/running"))
    assert h1(page) == "Du kan tidligst løbe på torsdag."
    assert "Tidligst på torsdag." in page.locator("li.gate.no", has_text="Tre morgener på højst 2").inner_text()


def test_each_button_leads_to_a_sheet_that_there_is(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/running"))
    links = [link.get_attribute("href") or "" for link in page.locator("li.gate a.btn").all()]
    assert links, "Nothing can be told."
    said = w("da", "running", "tellable", "one" if len(links) == 1 else "many", n=len(links))
    assert said in page.locator("main").inner_text()
    for link in [*links, "/tell/run"]:
        page.goto(site(link))
        assert path_of(page) == link and page.locator("main form button.btn").count() == 1


def test_a_morning_that_is_missing_is_told_from_its_line(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER, fs=lambda day: {"left": None if day == 19 else 1})
    page.goto(site("/running"))
    link = page.locator("li.gate.un", has_text="Tre morgener på højst 2").locator("a.btn")
    assert link.get_attribute("href") == "/tell/pains?day=yesterday"


def test_a_run_that_was_not_open_is_told_right_there(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    page.goto(site("/running"))
    people.go(page, page.get_by_role("link", name=w("da", "running", "tell_run")))
    assert path_of(page) == "/tell/run"


def test_who_does_not_want_to_run_reads_a_line_and_no_more(site: Site, page: Page) -> None:
    people.lived(site, 20, {**people.CALM, "wants_to_run": "no"})
    page.goto(site("/running"))
    assert w("da", "running", "said_no") in page.locator("main").inner_text()
    assert not page.locator("main .card, main li").count()


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_running_waits_for_is_told_from_its_own_line(site: Site, plain: Page, language: str) -> None:
    """UX 12.4: unmet with its button, without a script and by keyboard."""
    people.lived(site, 20, people.RUNNER)
    home.keep(site.folder, "language", language)
    for sheet, field, value in (("painkiller", "painkiller_today", "2"), ("raises", "single_leg_raises_10_pain", "2")):
        plain.goto(site("/running"))
        met = plain.locator(".in-place li").count()
        link = plain.locator(f'li.gate.un a[href^="/tell/{sheet}"]')
        name = texts(language)("tell", "sheets", sheet, "name")
        assert link.inner_text().casefold() == w(language, "tell_of", what=name).casefold()
        link.focus()
        with plain.expect_navigation():
            plain.keyboard.press("Enter")
        plain.locator(f'label:has(input[name="{field}"][value="{value}"])').click()
        people.go(plain, plain.locator("main form button.btn"))
        assert told()[-1][1] == {field: {"painkiller_today": False}.get(field, 2)}
        plain.goto(site("/running"))
        assert plain.locator(".in-place li").count() == met + 1
        assert not plain.locator(f'li.gate a[href^="/tell/{sheet}"]').count(), "What is told is not asked for."


def test_an_injection_whose_date_is_not_known_is_told_from_its_line(site: Site, page: Page) -> None:
    people.lived(site, 20, {**people.RUNNER, "steroid_injection_on": None})
    page.goto(site("/running"))
    people.go(page, page.locator('li.gate.un a[href^="/tell/injection"]'))
    assert h1(page) == texts("da")("tell", "sheets", "injection", "name")
    page.locator('label:has(input[name="steroid_injection_on"][value="x"])').click()
    people.go(page, page.locator("main form button.btn"))
    assert told()[-1][1] == {"steroid_injection_on": "never"}
    page.goto(site("/running"))
    assert not page.locator('li.gate a[href^="/tell/injection"]').count()


def test_the_plan_leads_to_the_trial_it_waits_for(site: Site, page: Page) -> None:
    people.lived(site, 6)
    people.tell(site, {"two_leg_raises_8_pain": None})
    page.goto(site("/plan"))
    assert texts("da")("phases", "early", "name") in page.locator("main").inner_text()
    assert h1(page) == "Tidligst på tirsdag: Opbygning.", "Three days in the phase are over then."
    people.go(page, page.locator('li.gate.un a[href^="/tell/raises"]'))
    assert h1(page) == texts("da")("tell", "sheets", "raises", "name")


def test_who_was_told_to_leave_heel_raises_out_is_asked_for_none(site: Site, page: Page) -> None:
    people.lived(site, 20, people.RUNNER)
    at = datetime.fromisoformat(site.now)
    body = {"role": "doctor", "cleared": True, "limits": {"no_running": True, "no_heel_raises": True}}
    care.tell("seen", PERSON, body, day=at.date(), at=at)
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    assert texts("da")("ui", "run", "no_raises") in said and "Prøv ti hælløft" not in said
    assert not page.locator('a[href^="/tell/raises"]').count()
    page.goto(site("/tell"))
    assert not page.locator('a[href^="/tell/raises"]').count() and page.locator('a[href^="/tell/wall"]').count()
    tomorrow = Sitting(
        care, PERSON, at.date() + timedelta(days=1), at=at + timedelta(days=1), today=at.date() + timedelta(days=1)
    )
    assert "single_leg_raises_10_pain" not in {question.fact for question in gate(tomorrow, paged=False)}


def test_the_plan_shows_where_one_is_and_leads_on(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/plan"))
    here = page.locator('[aria-current="step"]')
    assert here.count() == 1 and texts("da")("phases", "run", "name") in here.inner_text()
    assert page.locator(".step.done").count() == 3, "Calm, early and build lie behind."
    people.go(page, page.get_by_role("link", name=w("da", "plan", "running")))
    assert h1(page) == texts("da")("ui", "run", "is_open" if decision(site).plan.run else "not_today")
    assert page.locator(".tag", has_text=w("da", "running", "open")).count()


def test_the_plan_says_the_next_step_and_its_earliest_day_first(site: Site, page: Page) -> None:
    """UX 12.4. A level went up three days ago, and there are at least seven between two."""
    people.lived(site, 25)
    page.goto(site("/plan"))
    assert h1(page) == "Tidligst på tirsdag: flere gange håndklædekrøl."
    card = page.locator("section.card", has_text=w("da", "plan", "opens"))
    assert card.locator("li.gate.no").count() == 1 and w("da", "plan", "met", met=4, all=5) in card.inner_text()
    assert page.locator(".in-place li").count() == 4, "What is met is folded."


def test_a_runner_reads_of_running_where_that_comes_next(site: Site, page: Page) -> None:
    """And where another step comes before it, of running beside it."""
    people.lived(site, 36, people.RUNNER)
    page.goto(site("/plan"))
    assert h1(page) == texts("da")("ui", "next", "then", what="løb")
    assert page.locator('li.gate.un a[href^="/tell/raises"]').count() == 1
    at_clock(site, 37, "09:10")
    people.tell(site, {"first_step_pain": {"left": 4}, "nothing_new": True})
    page.goto(site("/plan"))
    assert "løb" not in h1(page)
    assert texts("da")("ui", "run", "earliest", when="på tirsdag") in page.locator("main").inner_text()


def test_the_first_day_of_running_stands_once_on_today(site: Site, page: Page) -> None:
    """UX 12.8: never the same limit twice."""
    people.lived(site, 12, people.RUNNER, fs=lambda day: {"left": 2})
    people.tell(site, {"single_leg_raises_10_pain": 2, "painkiller_today": "no"})
    page.goto(site("/today"))
    said = page.locator("main").inner_text()
    assert said.lower().count("tidligst") == 1
    assert page.locator('a.one[href="/running"]').inner_text().strip() == texts("da")("ui", "run", "criteria")


def test_the_week_says_runs_to_who_wants_to_run_alone(site: Site, page: Page) -> None:
    """PATHWAY 9 [28]: what does not concern a person is not said."""
    people.lived(site, 9)
    page.goto(site("/plan"))
    assert w("da", "plan", "week_says") in page.locator("main").inner_text()
    people.tell(site, {"runner": "yes", "wants_to_run": "yes"})
    page.goto(site("/plan"))
    assert w("da", "plan", "week_says_runs") in page.locator("main").inner_text()


def test_each_phase_has_its_days(site: Site, page: Page) -> None:
    life = people.lived(site, 25)
    people.decided_too(life)
    began = {phase: [d.phase for d in life.decided].index(phase) for phase in ("early", "build")}
    page.goto(site("/plan"))
    steps = page.locator(".step")
    assert [began["early"], began["build"]] == [5, 8], "The life is another, and so are its dates."
    for n, said in enumerate(("2. marts til 6. marts", "7. marts til 9. marts", "siden 10. marts")):
        assert said in steps.nth(n).inner_text().replace("\N{NO-BREAK SPACE}", " "), (
            f"{said}: {steps.nth(n).inner_text()}"
        )


def test_the_week_says_what_was_told_and_calls_nothing_a_no(site: Site, page: Page) -> None:
    people.lived(site, 20, habit=people.Habit(exercises=lambda day: day != 17))
    page.goto(site("/plan"))
    days = page.locator(".wk li")
    assert days.count() == 7 and days.last.get_attribute("aria-current") == "date"
    said = [w("da", "plan", "days", key) for key in ("done", "untold")]
    words = [day.locator(".vh").inner_text().split(": ")[1] for day in days.all()]
    assert words[-1] == said[1], "Nothing is told of today yet."
    assert words.count(said[0]) == 5 and w("da", "plan", "days", "none") not in words[:3]


def test_the_plan_leads_to_the_choice_the_pause_and_who_saw_the_foot(site: Site, page: Page) -> None:
    people.lived(site, 25)
    page.goto(site("/plan"))
    links = [link.get_attribute("href") or "" for link in page.locator("a.one").all()]
    assert links == ["/tell/plan", "/tell/pause", "/seen"]
    for link in links:
        page.goto(site(link))
        assert path_of(page) == link


def shut_for(words: Texts, said: str) -> list[str]:
    """The criteria of every day that are given as the reason why there is no run."""
    return [
        each.id for each in pathway().gate if each.daily and words("gate", each.id, "shut").partition("{")[0] in said
    ]


def test_a_run_that_was_too_long_is_said_without_blame_and_without_a_contradiction(site: Site, page: Page) -> None:
    life = people.lived(site, RUN_DAY, people.RUNNER)
    people.told_late(site, life, {"run_minutes": 45, "run_pain": 2})
    page.goto(site("/running"))
    words, said = texts("da"), page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    daily = sum(criterion.daily for criterion in pathway().gate)
    assert words("ui", "run", "met", met=daily, all=daily) in said and words("ui", "run", "shut_rest") in said
    assert not shut_for(words, said), "All criteria are met, and one of them is not."
    assert words("ui", "run", "over", over="25 minutter") in said, "How much was too much is left to the bar."
    tag = page.locator(".bt .tag")
    assert tag.inner_text().strip() == w("da", "running", "not_today"), "Shut today is called open."


def test_an_answer_that_is_missing_is_not_told_back_as_a_no_of_running(site: Site, page: Page) -> None:
    """PATHWAY 8: the painkiller since yesterday morning is asked of; before that nobody has said that one was taken."""
    life = people.lived(site, RUN_DAY, people.RUNNER, habit=people.Habit(runs=False))
    assert any(decision.rule == "run-starts" for decision in life.decided) and decision(site).plan.run
    people.tell(site, {"painkiller_today": None})
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    words = texts("da")
    assert words("ui", "run", "shut_unknown") in said
    assert words("ui", "run", "shut_rest") not in said and not shut_for(words, said)


def test_a_criterion_that_is_not_met_is_why_there_is_no_run_today(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    people.tell(site, {"painkiller_today": True})
    page.goto(site("/running"))
    said = page.locator("main").inner_text()
    assert "Intet løb i dag: du har taget smertestillende i dag eller i går." in said
    assert texts("da")("ui", "run", "shut_rest") not in said
    assert page.locator(".bt .tag").inner_text().strip() == w("da", "running", "not_today")


def test_a_date_that_is_none_is_not_taken_for_a_wrong_form(site: Site, page: Page) -> None:
    people.begun(site)
    for language, example in (("da", "31.3.2026"), ("en", "31 March 2026")):
        home.keep(site.folder, "language", language)
        for typed, key in (("31.2.2026", "no_such_date"), ("forleden", "no_date")):
            page.goto(site("/tried"))
            field = page.locator('input[name="date"]')
            assert example.rpartition(" ")[2][-4:] in field.input_value() and "-" not in field.input_value()
            field.fill(typed)
            page.locator("main select").select_option("tape")
            people.go(page, page.locator("main button.btn"))
            said = page.locator("main form").inner_text().replace("\N{NO-BREAK SPACE}", " ")
            assert said.index(example) < said.index(w(language, "errors", key)), "The example stands before the error."
    assert care.entries(PERSON)[-1].kind == "answered", "A date that is none was stored."
    page.locator('input[name="date"]').fill("1 March 2026")
    people.go(page, page.locator("main button.btn"))
    assert (care.entries(PERSON)[-1].kind, care.entries(PERSON)[-1].date) == ("treated", date(2026, 3, 1))


# -- progress, and help on the way ---------------------------------------------------------------------------


def test_the_drawing_and_the_table_say_the_same(site: Site, page: Page) -> None:
    people.lived(site, 30, habit=people.Habit(answers=lambda day: not 9 < day < 15))
    page.goto(site("/progress"))
    mornings = sum("first_step_pain.left" in body for _, body in told())
    rows = [row.locator("td").last.inner_text() for row in page.locator("table").first.locator("tbody tr").all()]
    assert sum(int(row.split()[0]) for row in rows) == mornings, "The table has other mornings than were told."
    for size in ("nw", "w"):
        drawing = page.locator(f"svg.chart.{size}[role=img]")
        assert drawing.locator("circle.pt").count() == mornings, f"The drawing {size} has other mornings."
        line = drawing.locator("path.ol").get_attribute("d") or ""
        assert line.count("M") == 2, "Where mornings are missing the line is broken, not drawn through."
        assert drawing.locator("rect.ob").count() == 1, "Next week is a band."
    assert page.locator("svg.chart[role=img]:visible").count() == 1, "One of the two sizes is hidden."


def loads_told(names: Mapping[str, str]) -> dict[str, int]:
    """By the heading of a column: the minutes that were told in all."""
    return {name: sum(body.get(fact) or 0 for _, body in told()) for fact, name in names.items()}


def test_the_load_that_is_drawn_is_the_load_of_the_table(site: Site, page: Page) -> None:
    people.lived(site, RUN_DAY, people.RUNNER)
    page.goto(site("/progress?span=all"))
    table = page.locator("table").last
    heads = table.locator("thead th").all_inner_texts()
    names = {fact: w("da", "progress", "loads", fact, "column") for fact in ("run_minutes", "walk_minutes")}
    for name, minutes in loads_told(names).items():
        cells = [row.locator("td").nth(heads.index(name) - 1).inner_text() for row in table.locator("tbody tr").all()]
        assert minutes and sum(int(cell) for cell in cells if cell != "–") == minutes, f"{name}: {cells}"
    bars = page.locator("svg.chart.w[role=img] rect.ld")
    days = sum(bool(body.get("run_minutes")) + bool(body.get("walk_minutes")) for _, body in told())
    exercised = {day for day, body in told() if body.get("exercises") or body.get("exercises_done") in ("all", "some")}
    assert bars.count() == days + len(exercised), "A day has a bar too many or too few."


@pytest.mark.parametrize(("asked", "span", "days"), [("28", "28", 28), ("91", "91", 91), ("all", "all", 121)])
def test_how_far_back_one_looks_is_a_link(site: Site, plain: Page, asked: str, span: str, days: int) -> None:
    people.lived(site, 120)
    plain.goto(site("/progress"))
    link = plain.get_by_role("link", name=w("da", "progress", "spans", asked), exact=True)
    people.go(plain, link)
    assert path_of(plain) == f"/progress?span={span}"
    assert link.get_attribute("aria-current") == "true"
    assert plain.locator("svg.chart.nw[role=img] circle.pt").count() == days


def test_a_span_that_there_is_not_is_the_usual_one(site: Site, page: Page) -> None:
    """weeks_shown: eight weeks are in three months, not in four weeks."""
    people.lived(site, 120)
    for asked in ("", "?span=7", "?span=<b>", "?span=-1"):
        page.goto(site(f"/progress{asked}"))
        assert page.locator(".spans [aria-current]").inner_text() == w("da", "progress", "spans", "91")


def test_over_half_a_year_is_drawn_week_by_week_and_says_so(site: Site, page: Page) -> None:
    people.lived(site, 200)
    page.goto(site("/progress?span=all"))
    assert w("da", "progress", "key_weeks") in (page.locator("main").text_content() or "")
    weeks = page.locator("table").first.locator("tbody tr")
    middles = [row.locator("td").first.text_content() for row in weeks.all()]
    assert len(middles) == 29, "201 days are 28 whole weeks and five days."
    assert page.locator("svg.chart.nw[role=img] circle.pt").count() == sum(middle != "–" for middle in middles)


def test_what_happened_stands_as_a_numbered_circle_with_its_sentence(site: Site, page: Page) -> None:
    """Phases, a flare with the load of the day before, a treatment, somebody who saw the foot: from what is stored."""
    much(site)
    page.goto(site("/progress?span=91"))
    said = page.locator("ol.events li").all_inner_texts()
    for size in ("nw", "w"):
        drawing = page.locator(f"svg.chart.{size}[role=img]")
        assert drawing.locator("circle.ev").count() == len(said)
        assert [int(n) for n in drawing.locator("text.et").all_text_contents()] == list(range(1, len(said) + 1))
        assert drawing.locator("rect.fl").count() == 1, "One flare is one band."
    text = " ".join(" ".join(said).split())
    for part in (
        "Første belastning begynder.",
        "Opbygning begynder.",
        "Løb begynder.",
        "Behandling: Tape, venstre fod.",
    ):
        assert part in text, f"{part} is missing: {text}"
    assert "Nogen har set på foden: fysioterapeut." in text
    assert "1. april. Opblussen over 3 dage. Et trin ned: håndklædekrøl. Dagen før: 9 timer på benene." in text


def test_a_treatment_taken_back_is_no_event(site: Site, page: Page) -> None:
    people.lived(site, 20)
    people.treated(site, {"what": "tape"}, days_ago=5)
    page.goto(site("/progress"))
    assert page.locator("ol.events").count() == 1
    care.withdraw(PERSON, care.entries(PERSON)[-1], at=datetime.fromisoformat(site.now))
    page.goto(site("/progress"))
    assert not page.locator("ol.events").count() and not page.locator("circle.ev").count()


def test_a_goal_shows_its_first_number_and_its_latest(site: Site, page: Page) -> None:
    people.lived(site, 20)
    page.goto(site("/progress"))
    people.go(page, page.get_by_role("link", name=w("da", "progress", "goals", "tell")))
    assert path_of(page) == "/tell/goals"
    much_later = datetime.fromisoformat(site.now)
    for days, now in ((12, 2), (5, 3), (0, 6)):
        care.answer(PERSON, {much_later.date() - timedelta(days=days): goal("Gå 5 km", now)}, at=much_later)
    page.goto(site("/progress"))
    card = page.locator("section.card", has_text=w("da", "progress", "goals", "title"))
    assert w("da", "progress", "goals", "rise", first=2, now=6) in card.inner_text()
    assert "Svaret 10. marts og 22. marts." in card.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert card.locator("progress").get_attribute("value") == "6"


def goal(what: str, now: int) -> dict[str, Any]:
    return {"goals": goals_text([Goal(what, now)])}


def test_before_three_mornings_there_is_no_empty_curve(site: Site, page: Page) -> None:
    people.days(site, 1, told=True)
    page.goto(site("/progress"))
    assert not page.locator("svg.chart").count()
    assert w("da", "progress", "empty", n=3, known=2) in page.locator("main").inner_text()
    people.tell(site, {"first_step_pain": 4})
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=1)).isoformat()
    people.tell(site, {"first_step_pain": 4})
    page.goto(site("/progress"))
    assert page.locator("svg.chart[role=img]").count() == 2


def test_a_span_with_too_few_mornings_says_so_and_leads_to_the_others(site: Site, page: Page) -> None:
    people.lived(site, 60, habit=people.Habit(answers=lambda day: day < 20))
    page.goto(site("/progress?span=28"))
    assert not page.locator("svg.chart[role=img]").count()
    assert w("da", "progress", "few", n=3, known=0) in page.locator("main").inner_text()
    people.go(page, page.get_by_role("link", name=w("da", "progress", "spans", "all"), exact=True))
    assert page.locator("svg.chart.nw[role=img] circle.pt").count() == 20


def test_with_both_feet_sore_the_worse_one_is_drawn(site: Site, page: Page) -> None:
    """Also of the days before those that the engine remembers."""
    people.lived(site, 80, people.BOTH_FEET, fs=lambda day: {"left": 2, "right": 5})
    page.goto(site("/progress?span=all"))
    rows = page.locator("table").first.locator("tbody tr").all()
    *weeks, first = [row.locator("td").nth(1).inner_text() for row in rows]
    assert set(weeks) == {"5"} and first == "5–6", "On the first day it was 6."


def test_others_and_oneself_are_two_lists(site: Site, page: Page) -> None:
    people.lived(site, 30)
    page.goto(site("/progress"))
    own = page.locator("section.card", has_text=w("da", "progress", "seen"))
    others = page.locator("section.card", has_text=w("da", "progress", "others"))
    assert own.count() == others.count() == 1 and "%" not in own.inner_text(), "A person has no percentages."
    assert texts("da")("ui", "outlook", "says") in others.inner_text()


def test_six_weeks_without_getting_better_stand_on_the_ladder(site: Site, page: Page) -> None:
    people.lived(site, 45, fs=people.sore)
    page.goto(site("/help"))
    here = page.locator('[aria-current="step"]')
    assert here.count() == 1 and w("da", "help", "ladder", "ladder_6w", "when") in here.inner_text()
    said = page.locator("main").inner_text()
    assert texts("da")("rungs", "recommend_physio", "says") in said, "Whom to see is not said."
    assert texts("da")("rungs", "recommend_physio", "question") in said, "What to ask is not said."


def test_who_gets_better_stands_on_no_step(site: Site, page: Page) -> None:
    people.lived(site, 45)
    page.goto(site("/help"))
    assert not page.locator('[aria-current="step"]').count()
    assert w("da", "help", "past", "better", n=46) in page.locator(".step", has_text="6–8").inner_text()


def test_who_stands_on_no_step_is_told_why(site: Site, page: Page) -> None:
    """Only who is better is told so; that it goes a little better, or that somebody has seen it, is another reason."""
    people.lived(site, 45, fs=lambda day: {"left": 6 if day < 10 else 5}, act=lambda day: 4)
    page.goto(site("/help"))
    said = page.locator("main").inner_text()
    assert w("da", "help", "past", "some", n=46) in said and w("da", "help", "past", "better", n=46) not in said


def test_who_was_seen_lately_stands_on_no_step_for_that(site: Site, page: Page) -> None:
    people.lived(site, 45, fs=people.sore)
    at = datetime.fromisoformat(site.now)
    care.tell("seen", PERSON, {"role": "doctor", "cleared": True}, day=at.date(), at=at, id="seen")
    page.goto(site("/help"))
    assert not page.locator('[aria-current="step"]').count()
    assert w("da", "help", "past", "seen", n=46) in page.locator("main").inner_text()


def test_who_has_told_nothing_lately_is_not_called_better(site: Site, page: Page) -> None:
    people.lived(site, 45, habit=people.Habit(answers=lambda day: day < 36 or day == 45))
    page.goto(site("/help"))
    assert w("da", "help", "past", "unknown", n=46) in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_to_do_is_a_sentence_and_when_to_do_it_a_list(site: Site, page: Page, language: str) -> None:
    home.keep(site.folder, "language", language)
    page.goto(site("/help"))
    level, _, do = texts(language).get("seek_help", "do")[0].partition(": ")
    shown = page.locator("main h3", has_text=level).locator("xpath=following-sibling::*[1]")
    assert shown.evaluate("each => each.tagName") == "P" and shown.inner_text().casefold() == do.casefold()
    bullets = page.locator("main ul.dots li").all_inner_texts()
    lines = [line.partition(": ")[2] for line in texts(language).get("seek_help", "lines")]
    assert bullets == lines and do not in lines, "The list is not whole, or tells what to do among the signs."


@pytest.mark.parametrize(("day", "banner"), [(14, True), (16, False), (45, True)])
def test_the_steps_advice_stands_once(site: Site, page: Page, day: int, banner: bool) -> None:
    """On a day on which the step refers, the banner says it; on the others a line that opens does."""
    people.lived(site, day, fs=people.sore)
    page.goto(site("/today"))
    line = page.locator("#offer > summary", has_text=texts("da")("ui", "rung"))
    assert line.count() == (not banner)
    if not banner:
        line.click()
    advice = texts("da")("rungs", decision(site).rung, "says")
    assert page.locator("main").inner_text().count(advice) == 1, "The same advice stands twice, or not at all."
    assert bool(page.locator(".ban", has_text=advice).count()) is banner
    links = page.locator('main a[href="/help"]').all_inner_texts()
    assert len(links) == len(set(links)) == 2, f"Two links to the same page are called the same: {links}."


def test_mornings_that_stand_still_are_not_called_on_course(site: Site, page: Page) -> None:
    people.lived(site, 30, fs=people.sore)
    page.goto(site("/progress"))
    words, said = texts("da"), page.locator("main").inner_text()
    assert words("ui", "outlook", "plateau") in said, "They do not stand still, so this proves nothing."
    assert words("ui", "outlook", "on_course") not in said, "No fall is said to fit a guide that expects one."


def test_before_the_first_morning_it_is_too_early_to_count_mornings(site: Site, page: Page) -> None:
    people.begun(site, people.SAME_DAY)
    page.goto(site("/progress"))
    assert page.locator(".kv dd").all_inner_texts() == [w("da", "progress", "too_early")] * 2


def test_the_evening_asks_about_today(site: Site, page: Page) -> None:
    people.begun(site)
    asked = texts("da")("ui", "this_evening", "activity_pain")
    at_clock(site, 0, "19:00")
    page.goto(site("/today"))
    assert page.locator("#evening h2").inner_text() == asked
    page.goto(site("/evening/1"))
    assert h1(page) == asked
    at_clock(site, 1, "07:10")
    page.goto(site("/today"))
    assert asked not in page.locator("main").inner_text(), "In the morning it is asked about yesterday."


# -- how it stands on the page -------------------------------------------------------------------------------


CONTRAST = """(selector) => {
  const rgb = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => rgb(colour).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, n) => sum + part * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (each) => {
    const own = getComputedStyle(each).backgroundColor;
    return own === "rgba(0, 0, 0, 0)" ? ground(each.parentElement) : own;
  };
  return [...document.querySelectorAll(selector)].map((each) => {
    const style = getComputedStyle(each), under = rgb(ground(each.closest("svg")));
    const drawn = rgb(style.stroke === "none" ? style.fill : style.stroke);
    const mixed = drawn.map((part, n) => part * style.opacity + under[n] * (1 - style.opacity));
    const pair = [light(`rgb(${mixed})`), light(`rgb(${under})`)].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_can_be_seen(site: Site, page: Page, scheme: Any) -> None:
    """3 to 1: WCAG 1.4.11."""
    people.lived(site, 30)
    page.emulate_media(color_scheme=scheme)
    for path, parts in (
        ("/progress", (".pt", ".ob", ".ol")),
        ("/plan", (".way .p0",)),
        ("/today", (".spark path", ".spark .now")),
    ):
        page.goto(site(path))
        for part in parts:
            found = page.evaluate(CONTRAST, part)
            assert found and min(found) >= 3, f"{part} on {path} is {min(found or [0]):.2f} to 1."


def test_next_week_is_named_under_its_band(site: Site, page: Page) -> None:
    people.lived(site, 51)
    page.goto(site("/progress"))
    drawing = page.locator("svg.chart.nw[role=img]")
    band, name = drawing.locator(".ob"), drawing.get_by_text(w("da", "progress", "chart", "ahead"))
    assert name.get_attribute("x") == band.get_attribute("x"), "“Next week” does not begin at the line of today."
    words, card = name.bounding_box(), page.locator("section.card").first.bounding_box()
    assert words and card and words["x"] + words["width"] <= card["x"] + card["width"], "It sticks out of its card."


def test_beside_a_form_that_is_due_there_is_no_hole(site: Site, page: Page) -> None:
    people.days(site, 20)
    page.set_viewport_size({"width": 1280, "height": 780})
    page.goto(site("/today"))
    form = page.locator("#checkin").bounding_box()
    below = page.locator(".card:has(> #all-day)").bounding_box()
    assert form and below and form["x"] == below["x"]
    assert 0 < below["y"] - form["y"] - form["height"] <= 24, "Under the form there is a hole."


def test_an_amount_is_never_broken() -> None:
    joined = {"1 × a day": "1_×_a_day", "10–30 %": "10|–|30_%", "1 minute running": "1_minute running"}
    joined |= {"1 × om dagen": "1_×_om_dagen", "(8–17)": "(8|–|17)", "31 March 2026": "31_March 2026"}
    for said, whole in joined.items():
        assert amounts(said) == whole.replace("_", "\N{NO-BREAK SPACE}").replace("|", "\N{WORD JOINER}")


def test_an_amount_under_a_small_drawing_breaks_before_its_sign_alone() -> None:
    thin, joined = "\N{NARROW NO-BREAK SPACE}", "\N{WORD JOINER}–\N{WORD JOINER}"
    assert narrow("10 × 10–15") == f"10\N{ZERO WIDTH SPACE}{thin}×{thin}10{joined}15"


def test_a_dose_breaks_before_its_unit_and_nowhere_else() -> None:
    """At 360 px the column of a task is narrower than "10 × 10 sekunder": the word itself was cut in two."""
    assert dose("10 × 10 sekunder") == "10\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}10 sekunder"
    assert dose("3 × 12") == amounts("3 × 12")


def reviewed(page: Page, answers: Mapping[str, Any] = people.CALM) -> list[list[str]]:
    """What each page asks after the morning is saved."""
    finger = Finger(page)
    for fact, value in (("first_step_pain", "4"), ("activity_pain", "3")):
        if page.locator(f'#checkin input[name^="{fact}|"]').count():
            finger.choose(fact, value)
    finger.save()
    for way in ('.one[href="/week"]', 'main a[href="/checkin/1"]'):  # the day of the review leads over the week's page
        if page.locator(way).count():
            people.go(page, page.locator(way).first)
    asked = []
    while fact := fact_of(page):
        assert len(asked) < 10, "The review never ends."
        lines = page.locator('main form input[name^="line-"]').evaluate_all("all => all.map(i => i.name)")
        asked.append([name.removeprefix("line-") for name in dict.fromkeys(lines)] or [fact])
        people.answer_one(page, answers)
    return asked


def test_after_a_silent_week_the_signs_are_asked_in_the_lists_of_the_first_questions(site: Site, page: Page) -> None:
    """PATHWAY 1: in lists of at most six, "nothing of this" a no for each; a line ticked opens its follow-up."""
    people.begun(site)
    at_clock(site, 9, "07:10")
    page.goto(site("/today"))
    pages = reviewed(page, people.CALM | {"nerve_signs": ["tingling"]})
    assert [len(lines) for lines in pages[:3]] == [4, 6, 6], f"The signs are asked one by one: {pages}."
    assert pages[3] == ["nerve_signs"], "A ticked line does not ask which it is."
    body = {slot: value for day, entry in told() if day == "2026-03-11" for slot, value in entry.items()}
    assert body["nerve_signs"] == {"tingling"} and body["onset_injury"] == "none" and body["can_bear_weight"] is True
    for sign in ("wound.left", "swelling_marked.left", "fever_unexplained", "foot_deformed", "back_to_leg"):
        assert body[sign] is False, f"{sign} is not told as a no of its own."
    assert path_of(page) == "/today" and page.locator("#decision").count()


def test_a_week_later_the_review_asks_all_that_waits_three_at_a_time(site: Site, page: Page) -> None:
    people.days(site, 7)
    page.goto(site("/today"))
    pages = reviewed(page)
    asked = [fact for facts in pages for fact in facts]
    assert asked[:2] == ["function_limit", "standing_or_walking_hard"], f"After a week it asked {asked}."
    assert max(map(len, pages)) <= 3 and len(asked) == len(set(asked)), f"It is asked twice, or too much: {pages}."
    assert path_of(page) == "/today" and focus(page)["id"] == "decision"


def test_who_told_all_in_the_beginning_has_a_short_review(site: Site, page: Page) -> None:
    people.begun(site, people.CALM | WHOLE)
    for day in range(1, 7):
        at_clock(site, day, "07:10")
        people.tell(site, {"first_step_pain": {"left": 5}, "nothing_new": True})
    at_clock(site, 7, "07:10")
    page.goto(site("/today"))
    pages = reviewed(page)
    assert {"function_limit", "standing_or_walking_hard"} <= set(pages[0]) and len(pages) <= 2, f"It asks {pages}."


def test_after_midnight_it_is_still_the_evening_before(site: Site, page: Page) -> None:
    people.begun(site)
    at_clock(site, 1, "01:30")
    page.goto(site("/today"))
    people.go(page, page.locator('#evening button[value="3"]'))
    assert told()[-1] == (DAY.isoformat(), {"activity_pain": 3}), "At half past one it is still the day before."
