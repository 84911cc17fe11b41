"""What a calendar app fetches: only by the secret address, at this machine's times, and no more than today knows."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar, Component
from playwright.sync_api import Browser, Page

from svang.settings import home
from svang.settings import zone as zones
from svang.texts import LANGUAGES, texts
from svang.web import reminders
from svang.web.visit import PERSON
from tests.edge import care
from tests.lives import Habit
from tests.web import people
from tests.web.browser import Site
from tests.web.places import remind
from tests.web.test_fence import STRANGER, all_that_is_stored, ask

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
EVERYTHING = {
    "checkin": "07:00",
    "session": "17:30",
    "tape": "20:00",
    "rest": True,
    "days": ("0", "2", "4"),
    "first": "09:00",
    "last": "11:30",
    "appointment": "2026-04-02T10:15",
}


@pytest.fixture(autouse=True)
def in_copenhagen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Copenhagen")


def chosen(**choices: Any) -> None:
    reminders.keep(reminders.Reminders(**{**EVERYTHING, **choices}))


def address() -> str:
    return f"/calendar/{reminders.token()}.ics"


def fetched(site: Site, **headers: str) -> Calendar:
    answer, said = ask(site, address(), **headers)
    assert answer.status == 200 and answer.getheader("Content-Type") == "text/calendar; charset=utf-8"
    return Calendar.from_ical(said)


def entries(found: Calendar) -> dict[str, Component]:
    """By the part of the UID that is not the calendar's own."""
    return {str(each["uid"]).partition("@")[0]: each for each in found.walk("VEVENT")}


def kinds(site: Site) -> set[str]:
    return {name.partition("-")[0] for name in entries(fetched(site))}


# -- what is in it ------------------------------------------------------------------------------------------


def test_an_ordinary_day_has_all_that_was_chosen(site: Site) -> None:
    people.lived(site, 20)
    chosen()
    found = entries(fetched(site))
    assert {"checkin", "session", "appointment", "break-0900", "break-1000", "break-1100"} <= found.keys()
    assert found["checkin"]["rrule"] == {"FREQ": ["DAILY"]}
    assert found["session"]["rrule"] == {"FREQ": ["DAILY"], "COUNT": [7]}
    assert found["break-0900"]["rrule"] == {"FREQ": ["WEEKLY"], "BYDAY": ["MO", "WE", "FR"]}
    assert found["appointment"].decoded("dtstart") == datetime(2026, 4, 2, 10, 15, tzinfo=COPENHAGEN)


@pytest.mark.parametrize("name", ["checkin", "session", "tape", "rest", "days", "appointment"])
def test_what_was_not_chosen_is_not_in_it(site: Site, name: str) -> None:
    people.lived(site, 40, habit=Habit(exercises=lambda day: True))
    people.tell(site, {"relief": ["tape"]})
    nothing: Any = {"rest": False, "days": ()}.get(name, "")
    chosen(**{name: nothing})
    assert {"days": "break"}.get(name, name) not in kinds(site)


@pytest.mark.parametrize(
    ("answers", "left"),
    [
        (people.SAME_DAY, {"appointment"}),
        (people.EMERGENCY, {"appointment"}),
        (people.CALM | {"age": 16}, {"appointment"}),
        (people.CALM | {"bruise_sole": None}, {"appointment", "checkin"}),
    ],
)
def test_who_must_be_seen_or_answer_first_or_is_too_young_gets_no_exercise_and_no_break(
    site: Site, answers: people.Answers, left: set[str]
) -> None:
    people.begun(site, answers)
    chosen()
    assert kinds(site) == left


def test_a_pause_of_ones_own_has_no_exercise_and_no_break(site: Site) -> None:
    people.lived(site, 20)
    chosen()
    day = datetime.fromisoformat(site.now).date()
    body = {"until": day.toordinal() + 5, "why": "ill"}
    care.tell("paused", PERSON, body, day=day, at=datetime.fromisoformat(site.now))
    assert not {"session", "rest", "break"} & kinds(site)


def test_nothing_is_asked_before_anything_was_told(site: Site) -> None:
    chosen()
    assert kinds(site) == {"appointment"}


def test_the_calendar_is_whole_with_nothing_in_it(site: Site) -> None:
    reminders.keep(reminders.Reminders())
    found = fetched(site)
    assert found["version"] == "2.0" and not entries(found)


def test_tape_that_was_told_comes_off_within_three_days(site: Site) -> None:
    """PATHWAY 7: tape comes off after three days."""
    people.lived(site, 10)
    people.tell(site, {"relief": ["tape"]})
    chosen()
    day = datetime.fromisoformat(site.now).date()
    found = entries(fetched(site))[f"tape-{day + timedelta(days=3)}"]
    assert found.decoded("dtstart") == datetime.combine(day + timedelta(days=3), time(20), COPENHAGEN)
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=4)).isoformat()
    assert not any(name.startswith("tape") for name in entries(fetched(site)))


def test_tape_that_came_off_is_no_reminder(site: Site) -> None:
    people.lived(site, 10)
    people.tell(site, {"relief": ["tape"]})
    chosen()
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=1)).isoformat()
    assert any(name.startswith("tape") for name in entries(fetched(site)))
    people.tell(site, {"tape_skin": "fine"})
    assert not any(name.startswith("tape") for name in entries(fetched(site)))


# -- rest days: only those that follow from what was done ---------------------------------------------------


def rests(site: Site) -> set[date]:
    return {each.decoded("dtstart") for name, each in entries(fetched(site)).items() if name.startswith("rest-")}


def test_the_day_after_heel_raises_is_a_rest_day_and_no_later_one_is_known(site: Site) -> None:
    """Every other day (seed:G59, PATHWAY 7)."""
    people.lived(site, 40)
    chosen()
    day = datetime.fromisoformat(site.now).date()
    before = rests(site)
    people.tell(site, {"exercises": [{"id": "heel_raise", "sets": 3, "reps": 10, "level": 1}]})
    assert rests(site) == {day + timedelta(days=1)} | (before & {day})
    assert all(not isinstance(each, datetime) for each in rests(site))


def test_a_day_on_which_raises_are_planned_is_no_rest_day(site: Site) -> None:
    people.lived(site, 40, habit=Habit(exercises=lambda day: False))
    chosen()
    assert not rests(site)


def test_the_day_after_a_run_is_a_rest_day_and_the_next_run_is_not_promised(site: Site) -> None:
    """At least one day between two runs (seed:G74)."""
    people.lived(site, 90, people.RUNNER)
    chosen()
    day = datetime.fromisoformat(site.now).date()
    assert not rests(site)
    people.tell(site, {"run_minutes": 5, "run_pain": 1})
    assert rests(site) == {day + timedelta(days=1)}
    assert not any("run" in name for name in entries(fetched(site)))


# -- when ---------------------------------------------------------------------------------------------------


def test_a_morning_stays_a_morning_when_the_clocks_change(site: Site) -> None:
    """On the last Sunday of March 2026, the 29th, two o'clock is three in Copenhagen."""
    people.lived(site, 24)
    assert datetime.fromisoformat(site.now).date() == date(2026, 3, 26)
    chosen()
    found = fetched(site)
    begins = entries(found)["checkin"].decoded("dtstart")
    assert begins == datetime(2026, 3, 26, 7, tzinfo=COPENHAGEN)
    mornings = rrulestr("FREQ=DAILY;COUNT=5", dtstart=begins)
    assert [each.astimezone(UTC).hour for each in mornings] == [6, 6, 6, 5, 5]
    (zone,) = found.walk("VTIMEZONE")
    there = zone.to_tz()
    for day, hours in ((28, 1), (29, 2), (30, 2)):
        at = datetime.combine(date(2026, 3, day), time(7), there)
        assert at.utcoffset() == timedelta(hours=hours) == at.replace(tzinfo=COPENHAGEN).utcoffset()


def test_each_timed_entry_sounds_and_a_day_of_rest_does_not(site: Site) -> None:
    people.lived(site, 40)
    chosen()
    for name, each in entries(fetched(site)).items():
        alarms = each.walk("VALARM")
        assert len(alarms) == (not name.startswith("rest")), name
    (alarm,) = entries(fetched(site))["appointment"].walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-2)


def test_a_machine_of_no_named_zone_gives_times_of_no_zone(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Here")
    monkeypatch.setattr(zones, "LOCAL", site.folder / "localtime")
    monkeypatch.setattr(zones, "NAMED", site.folder / "timezone")
    chosen()
    found = fetched(site)
    assert entries(found)["appointment"].decoded("dtstart") == datetime(2026, 4, 2, 10, 15)  # noqa: DTZ001
    assert not found.walk("VTIMEZONE")


def test_the_zone_is_read_from_where_a_system_says_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "")
    file = site.folder / "zoneinfo" / "Europe" / "Copenhagen"
    file.parent.mkdir(parents=True)
    file.touch()
    (site.folder / "localtime").symlink_to(file)
    monkeypatch.setattr(zones, "LOCAL", site.folder / "localtime")
    assert zones.zone() == COPENHAGEN
    (site.folder / "timezone").write_text("Europe/Copenhagen\n", encoding="ascii")
    monkeypatch.setattr(zones, "LOCAL", site.folder / "nowhere")
    monkeypatch.setattr(zones, "NAMED", site.folder / "timezone")
    assert zones.zone() == COPENHAGEN


# -- fetched again ------------------------------------------------------------------------------------------


def test_fetched_again_it_is_the_same_and_after_an_answer_or_a_choice_it_is_newer(site: Site) -> None:
    people.lived(site, 20)
    chosen()
    first, again = ask(site, address())[1], ask(site, address())[1]
    assert first == again
    before = entries(fetched(site))["checkin"]
    site.now = (datetime.fromisoformat(site.now) + timedelta(hours=1)).isoformat()
    people.tell(site, {"walk_minutes": 20})
    told = entries(fetched(site))["checkin"]
    chosen(checkin="08:00", changes=1, changed=(datetime.fromisoformat(site.now) + timedelta(hours=1)).isoformat())
    changed = entries(fetched(site))["checkin"]
    assert before["uid"] == told["uid"] == changed["uid"]
    assert before["sequence"] < told["sequence"] < changed["sequence"]
    assert before.decoded("last-modified") < told.decoded("last-modified") < changed.decoded("last-modified")


def test_the_next_day_is_newer_too(site: Site) -> None:
    people.lived(site, 20)
    chosen()
    before = entries(fetched(site))["session"]
    site.now = (datetime.fromisoformat(site.now) + timedelta(days=1)).isoformat()
    after = entries(fetched(site))["session"]
    assert before["uid"] == after["uid"] and before["sequence"] < after["sequence"]


def test_a_week_after_the_last_answer_there_is_no_exercise(site: Site) -> None:
    """After seven days without an answer the red flags are asked anew (PATHWAY 4), and the plan waits for that."""
    people.lived(site, 20)
    chosen()
    begun = datetime.fromisoformat(site.now)
    for days, left in ((1, 6), (6, 1), (7, 0)):
        site.now = (begun + timedelta(days=days)).isoformat()
        found = entries(fetched(site)).get("session")
        assert (found["rrule"]["COUNT"] if found else [0]) == [left], days


# -- who may fetch it ---------------------------------------------------------------------------------------


def test_it_is_in_the_language_it_was_chosen_in(site: Site, browser: Browser) -> None:
    people.lived(site, 20)
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(site("/reminders"))
    remind(page, {"checkin": "7:05"}, "named")
    context.close()
    assert entries(fetched(site))["checkin"]["summary"] == texts("en")("reminders", "titles", "checkin")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_it_is_about_a_foot_until_one_says_so(site: Site, language: str) -> None:
    home.keep(site.folder, "language", language)
    people.lived(site, 40)
    people.tell(site, {"relief": ["tape"]})
    chosen()
    assert {str(each["summary"]) for each in entries(fetched(site)).values()} == {"Svang"}
    assert not any("description" in each for each in entries(fetched(site)).values())
    chosen(named=True)
    titles = {str(each["summary"]) for each in entries(fetched(site)).values()}
    assert texts(language)("reminders", "titles", "checkin") in titles and "Svang" not in titles


def test_a_calendar_app_needs_no_cookie_and_gets_none(site: Site) -> None:
    chosen()
    answer, _ = ask(site, address())
    assert answer.status == 200 and answer.getheader("Set-Cookie") is None
    assert answer.getheader("Cache-Control") == "private, no-store"


@pytest.mark.parametrize("path", ["/calendar/wrong.ics", "/calendar/æ.ics", "/calendar/.ics"])
def test_another_address_leads_nowhere(site: Site, path: str) -> None:
    assert ask(site, quote(path))[0].status == 404
    chosen()
    assert ask(site, quote(path))[0].status == 404


def test_another_page_gets_no_calendar(site: Site) -> None:
    chosen()
    answer, said = ask(site, address(), **STRANGER)
    assert (answer.status, said) == (403, "")


def test_the_secret_is_the_owners_alone_and_is_in_nothing_else(site: Site) -> None:
    chosen()
    for name in (reminders.TOKEN, reminders.FILE):
        assert stat.S_IMODE((site.folder / name).stat().st_mode) == 0o600
    assert len(reminders.token()) >= 32 and reminders.token() not in ask(site, address())[1]


def test_erasing_takes_the_calendar_too(site: Site) -> None:
    people.lived(site, 3)
    chosen()
    path = address()
    home.forget(site.folder)
    assert ask(site, path)[0].status == 404 and not reminders.kept().any


def test_fetching_and_looking_store_nothing(site: Site) -> None:
    people.lived(site, 20)
    before, files = all_that_is_stored(site), set(os.listdir(site.folder))
    assert ask(site, "/reminders")[0].status == 200
    assert set(os.listdir(site.folder)) == files
    chosen()
    fetched(site)
    assert all_that_is_stored(site) == before


@pytest.mark.parametrize(
    "found",
    [
        "{",
        "[]",
        '{"checkin": 7}',
        '{"moon": 1}',
        '{"appointment": "soon"}',
        '{"days": 3}',
        '{"days": ["9"]}',
        '{"checkin": "99:00"}',
        '{"changed": "2026-03-02T07:00"}',
    ],
)
def test_a_file_of_choices_that_is_none_is_nothing_chosen(site: Site, found: str) -> None:
    home.keep(site.folder, reminders.FILE, found)
    assert reminders.kept() == reminders.Reminders()
    assert ask(site, "/reminders")[0].status == 200


# -- the page -----------------------------------------------------------------------------------------------


def test_what_is_kept_stands_on_the_page_and_in_the_calendar(site: Site, page: Page) -> None:
    people.lived(site, 20)
    page.goto(site("/reminders"))
    assert not page.locator(".adr").count()
    remind(page, {"checkin": "7.05", "session": "1730"}, "rest")
    assert page.locator('input[name="session"]').input_value() == "17.30"
    path = urlsplit(page.locator(".adr").inner_text()).path
    assert path == address()
    assert entries(fetched(site))["checkin"].decoded("dtstart").time() == time(7, 5)
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename == "svang.ics"


def test_the_page_works_without_a_script(site: Site, plain: Page) -> None:
    plain.goto(site("/reminders"))
    remind(plain, {"checkin": "7.05"})
    assert reminders.kept().checkin == "07:05"


def test_the_same_form_again_changes_nothing(site: Site, page: Page) -> None:
    page.goto(site("/reminders"))
    remind(page, {"checkin": "7.05"})
    before, secret = reminders.kept(), reminders.token()
    remind(page, {"checkin": "7.05"})
    assert (reminders.kept(), reminders.token()) == (before, secret)


WRONG = [
    ({"checkin": "24.00"}, "checkin", "time"),
    ({"checkin": "7.60"}, "checkin", "time"),
    ({"checkin": "tidligt"}, "checkin", "time"),
    ({"checkin": ""}, "checkin", "time"),
    ({"first": "12", "last": "9"}, "last", "order"),
    ({"day": "31.2.2026", "at": "9"}, "day", "day"),
    ({"day": "1.3.2026", "at": "9"}, "day", "gone"),
]


@pytest.mark.parametrize(("typed", "field", "key"), WRONG)
def test_a_bad_time_is_one_sentence_and_nothing_is_kept_or_lost(
    site: Site, page: Page, typed: dict[str, str], field: str, key: str
) -> None:
    page.goto(site("/reminders"))
    for name in {"first": "breaks", "day": "appointment"}.get(next(iter(typed)), next(iter(typed))), "rest":
        page.locator(f'input[name="on"][value="{name}"]').check()
    if "first" in typed:
        page.locator('input[name="days"][value="0"]').check()
    for name, said in typed.items():
        page.locator(f'input[name="{name}"]').fill(said)
    people.go(page, page.locator('form[action="/reminders"] button.btn'))
    errors = page.locator(".err")
    assert errors.count() == 1 and errors.inner_text().replace("\N{NO-BREAK SPACE}", " ") == texts("da")(
        "reminders", "wrong", key
    )
    assert page.locator(f'input[name="{field}"]').get_attribute("aria-invalid") == "true"
    for name, said in typed.items():
        assert page.locator(f'input[name="{name}"]').input_value() == said
    assert page.locator('input[value="rest"]').is_checked()
    assert not reminders.kept().any and not reminders.token()


def test_breaks_need_a_day(site: Site, page: Page) -> None:
    page.goto(site("/reminders"))
    page.locator('input[value="breaks"]').check()
    remind(page, {"checkin": "7"})
    assert texts("da")("reminders", "wrong", "days") in page.locator(".err").first.inner_text()


def test_a_new_address_shuts_the_old_one(site: Site, page: Page) -> None:
    page.goto(site("/reminders"))
    remind(page, {"checkin": "7"})
    old = address()
    people.go(page, page.locator('form[action="/reminders/anew"] button'))
    assert ask(site, old)[0].status == 404 and ask(site, address())[0].status == 200 and old != address()


def test_one_finds_it_from_more(site: Site, page: Page) -> None:
    page.goto(site("/more"))
    people.go(page, page.get_by_role("link", name=texts("da")("reminders", "link")))
    assert page.url.endswith("/reminders")
