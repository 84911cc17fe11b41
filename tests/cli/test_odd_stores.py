"""What other knowledge stored, or a hand that was no program's: shown as it is called there, never a traceback."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from svang import store
from svang.loader import pathway
from svang.model import Event
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
LOOKS = ("today", "why", "plan", "running", "progress", "treatments", "answers")


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
