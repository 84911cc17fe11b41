"""`svang prove`: what is proved, what is taken for granted, and how it breaks; a sentence where it cannot be asked."""

import json
import os
import sys

import pytest

from svang.cli import proving
from svang.pathway.load import pathway
from svang.proofs import PROPERTIES, Proved
from svang.texts import LANGUAGES, texts


def test_every_property_has_its_sentences():
    for language in LANGUAGES:
        words = texts(language)
        assert set(words.get("proofs", "property")) == {property.id for property in PROPERTIES}
        assert set(words.get("proofs", "take")) == {name for property in PROPERTIES for name in property.takes}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_property_as_a_page(svang, lang):
    done = svang("prove", "must-know", lang=lang)
    words = texts(lang)
    assert done.code == 0
    page = " ".join(done.out.split())
    assert words("proofs", "property", "must-know", "says") in page
    assert f"{words('proofs', 'holds')} · must-know" in page
    opened = [words("proofs", "engine", rule=rule) for rule in ("plan-starts", "calm-to-early", "early-to-build")]
    assert any(said in page for said in opened), "Without its guard something opens on an open question."


def test_as_json(svang):
    done = svang("prove", "recovered-is-better", "--json")
    found = json.loads(done.out)["properties"]
    assert [one["id"] for one in found] == ["recovered-is-better"]
    assert (found[0]["invariants"], found[0]["takes"]) == ([27], [])
    assert all(found[0][key] is True for key in ("proved", "can_be", "breaks_without_its_guard"))
    assert found[0]["engine"]["agrees"] is True


def test_the_whole_of_it_says_what_is_reached(svang, monkeypatch):
    """Of a fixed sample of the properties, of all in `make soak`; tests/unit/test_proofs.py proves each of them."""
    some = PROPERTIES if os.environ.get("SVANG_SOAK") else PROPERTIES[::9]
    monkeypatch.setattr("svang.proofs.PROPERTIES", some)
    done = svang("prove", lang="en")
    page = " ".join(done.out.split())
    assert done.code == 0
    assert f"{len(some)} properties, {len(some)} proved." in page
    assert all(texts("en")("proofs", "property", property.id, "says") in page for property in some)
    assert f"Each of the {len(pathway().rules)} rules can decide" in page
    assert "Good days lead to upkeep in 25 steps at most" in page


def test_an_unknown_property(svang):
    done = svang("prove", "must-no", lang="en")
    assert done.code == 2 and "There is no property called “must-no”" in done.err


def test_without_the_prover(svang, monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    for name in [name for name in sys.modules if name.startswith("svang.proofs") or name == "svang.readings.prove"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(sys.modules["svang"], "proofs", raising=False)
    done = svang("prove", lang="en")
    assert done.code == 2 and "pip install 'svang[prove]'" in done.err


def test_what_is_not_proved_ends_with_1(svang, monkeypatch):
    from svang import proofs

    monkeypatch.setattr(proofs, "proved", lambda pathway, property: Proved(property, False, True, True, None))
    done = svang("prove", "must-know", lang="en")
    assert done.code == proving.FAILED and "NOT proved" in done.out
