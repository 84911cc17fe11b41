"""What other knowledge stored, or a hand that was no program's: shown as it is called there, never a traceback."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from svang import store
from svang.model.person import Event
from svang.pathway.load import pathway
from tests.cli.given import on_day

GONE = {
    "a treatment": ("treated", {"what": "leeches", "side": "left"}, "leeches"),
    "a side": ("treated", {"what": "tape", "side": "middle"}, "middle"),
    "nothing tried": ("treated", {}, ""),
    "a fact": ("answered", {"nothing_like_it": 3}, ""),
    "a choice": ("answered", {"function_limit": "enormous"}, "enormous"),
    "a place": ("answered", {"pain_sites.left": ["moon"]}, ""),
    "an exercise": ("answered", {"exercises": [{"id": "moonwalk"}]}, "moonwalk"),
    "who saw the foot": ("seen", {"role": "wizard", "cleared": True, "condition": "moon"}, "wizard"),
    "who set it": ("adjusted", {"role": "wizard", "reason": "x", "until": "2026-03-20", "set": {}}, "wizard"),
    "a level": ("adjusted", {"role": "doctor", "until": "2026-03-20", "set": {"raise_level": "H99"}}, ""),
    "a setting": ("adjusted", {"role": "doctor", "until": "2026-03-20", "set": {"moon": 3}}, ""),
    "why there is a pause": ("paused", {"until": "2026-03-20", "why": "moon"}, "moon"),
    "a kind of event": ("levitated", {"high": True}, ""),
}
LOOKS = ("today", "why", "plan", "running", "progress", "week", "report", "treatments", "answers")


def stored(folder: Any, kind: str, body: dict[str, Any]) -> None:
    at = datetime.fromisoformat("2026-03-02T08:00:00+01:00")
    store.open(folder)
    store.append("me", [Event("odd", kind, date(2026, 3, 2), at, pathway().stamp, body)], expected=store.last("me"))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("what", GONE)
def test_what_the_knowledge_no_longer_has_is_shown_by_its_id(folder, nurse, what: str, lang: str) -> None:
    kind, body, word = GONE[what]
    stored(folder, kind, body)
    said = ""
    for look in LOOKS:
        done = nurse(look, now=on_day(3), lang=lang)
        assert (done.code, done.err) == (0, ""), look
        said += done.out.lower()
    assert word in said


@pytest.mark.parametrize("name", ["/proc", "n" * 300])
@pytest.mark.parametrize("command", [("today",), ("export",), ("erase", "--yes"), ("settings", "--day-begins", "5")])
def test_a_folder_in_which_nothing_can_be_made_is_one_sentence(svang, name: str, command: tuple[str, ...]) -> None:
    done = svang(*command, "--data", name)
    assert done.code == 2 and 0 < done.err.count("\n") <= 2


# clocks and years


ASKING = [("today",), ("progress",), ("checkin", "--first-step", "5"), ("tell", "steps", "9")]


@pytest.mark.parametrize("command", ASKING)
@pytest.mark.parametrize("year", ["1901", "2999"])
def test_a_clock_a_lifetime_away_is_one_sentence(nurse, command: tuple[str, ...], year: str) -> None:
    done = nurse(*command, now=f"{year}-06-01T07:10:00+01:00")
    assert (done.code, done.err.count("\n")) == (2, 1) and "hundrede år" in done.err
    assert nurse("export").out.count("\n") == 2, "Something was stored at a clock that is wrong."


@pytest.mark.parametrize("now", ["0001-01-01T03:00+00:00", "9999-06-01T07:00+01:00", "1899-12-31T07:00+01:00"])
def test_a_clock_of_no_sane_year_is_refused(nurse, now: str) -> None:
    done = nurse("today", now=now)
    assert (done.code, done.err.count("\n")) == (2, 1) and "SVANG_NOW" in done.err


@pytest.mark.parametrize("year", ["1970", "2101"])
def test_a_clock_that_a_person_may_live_to_see_is_answered(nurse, year: str) -> None:
    assert nurse("today", now=f"{year}-06-01T07:10:00+01:00").code == 0


def test_a_check_in_from_before_the_first_day_is_told_of(nurse) -> None:
    done = nurse("checkin", "--first-step", "3", "--date", "2019-03-01", now=on_day(3))
    assert done.code == 2 and "før din første dag" in done.err
    assert nurse("export").out.count("\n") == 2


@pytest.mark.parametrize("command", [("seen", "--role", "doctor", "--cleared", "yes"), ("treated", "tape")])
def test_a_date_of_another_age_is_told_of(nurse, command: tuple[str, ...]) -> None:
    done = nurse(*command, "--date", "1026-03-01", now=on_day(3))
    assert done.code == 2 and "for længe siden" in done.err
    assert nurse(*command, "--date", "2024-03-01", now=on_day(3)).code == 0


def test_a_copy_of_another_age_is_not_put_back(nurse, tmp_path) -> None:
    copy = tmp_path / "copy"
    copy.write_text(nurse("export").out.replace('"date": "2026', '"date": "1026'), encoding="utf-8")
    nurse("erase", "--yes")
    done = nurse("import", copy)
    assert done.code == 2 and "hundrede år" in done.err and nurse("export").code == 2
