"""Made-up people, and a store that is gone afterwards."""

import json
import tempfile
from pathlib import Path

from tests.cli.given import Talk, process


def test_everybody_is_shown_under_a_banner(svang, folder):
    page = svang("demo").out
    assert page.count("DEMO: opdigtet") == 3 and "sygeplejerske" in page
    assert "dag 12 i planen · Første belastning" in page
    assert "SAMME DAG" in page and "↓ Roligt igen" in page
    assert not folder.exists()


def test_it_says_the_same_every_day(folder):
    first, second = (
        process("demo", "--json", folder=folder, now=now)
        for now in ("2026-03-02T07:10:00+01:00", "2031-01-01T00:00:00Z")
    )
    assert first == second
    found = json.loads(first.out)
    assert {name: (each["phase"], each["decision"]) for name, each in found.items()} == {
        "nurse": ("early", "continue"),
        "runner": ("paused", "stop"),
        "gap": ("calm", "regress"),
    }


def test_one_may_look_around(folder, tmp_path):
    talk = Talk("demo", folder=folder, TMPDIR=str(tmp_path))
    assert "DEMO" in talk.hear()
    assert "Hvad vil du se?" in talk.answer("2")
    heard = talk.answer("1")
    assert "DEMO" in heard and "SAMME DAG" in heard
    assert "tear-or-bruise" in talk.answer("2")
    talk.answer("3")
    assert list(tmp_path.iterdir())
    assert "Demoen er slut" in talk.answer("4")
    assert talk.code == 0 and not list(tmp_path.iterdir()) and not folder.exists()


def test_ctrl_c_ends_it_and_leaves_nothing(folder, tmp_path):
    talk = Talk("demo", folder=folder, TMPDIR=str(tmp_path))
    talk.hear()
    assert "Demoen er slut" in talk.interrupt()
    assert not list(tmp_path.iterdir()) and Path(tempfile.gettempdir()).exists()
