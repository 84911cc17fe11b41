"""What can be read: each claim has its place, each figure stands in both languages, and what is asked for is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pytest

from svang.library.articles import Page, _blocks, about, article, shelves, telling
from svang.library.claims import claims, conflict, conflicts, disagreements
from svang.library.glossary import folded, with_words, words
from svang.library.items import items
from svang.library.search import _index, _near, search
from svang.pathway.load import pathway
from svang.pathway.shapes.keys import SIDES
from svang.texts import LANGUAGES, sections, texts
from tests.unit.test_tone import leaves

WAY = pathway()
IDS = [row.id for row in WAY.articles]
BOTH = pytest.mark.parametrize("language", LANGUAGES)
STATIC = Path(__file__).parents[2] / "svang" / "web" / "static"
DRAWN = {
    name: drawing
    for sheet in sorted((STATIC / "figures").glob("*.svg"))
    for name, drawing in re.findall(r'<symbol id="(\w+)" [^>]+>(.+)</symbol>', sheet.read_text(encoding="utf-8"))
}


def page(id: str, language: str) -> Page:
    found = article(WAY, texts(language), id)
    assert found is not None
    return found


def lines(page: Page) -> Iterator[str]:
    """Everything that is said in an article, a line for each list item and each cell."""
    yield page.title
    yield page.says
    for block in page.blocks:
        if block.kind != "figure":
            yield from filter(None, [block.text])
        for item in block.items:
            yield from [item] if isinstance(item, str) else item


# -- articles -----------------------------------------------------------------------------------------------

WANTED = {
    "what it is and is not": "what-it-is",
    "why the first steps hurt": "first-steps",
    "the guide's days 0-7": "first-days",
    "the fascia as a spring": "spring",
    "how it feels": "how-it-feels",
    "self-check": "self-check",
    "what else it can be": "what-else",
    "what drives it": "what-drives-it",
    "do I need a picture": "pictures",
    "what helps, how sure are we": "what-helps",
    "pain rules": "pain-rules",
    "shoes and inserts": "shoes-and-inserts",
    "tape": "taping",
    "ice": "cooling",
    "work and standing": "work",
    "weight": "weight",
    "painkillers, injection": "medicine",
    "shockwave, surgery and the rest": "other-treatments",
    "physiotherapy and osteopathy": "physio-and-osteopathy",
    "how long": "how-long",
    "back to running": "back-to-running",
    "staying well": "staying-well",
    "when to seek help": "seek-help",
    "pregnancy, diabetes, young people": "pregnant-diabetes-young",
    "myths": "myths",
    "sources": "where-it-comes-from",
}


def test_there_is_an_article_on_all_that_was_asked_for() -> None:
    assert set(WANTED.values()) | {id for id in IDS if id.startswith("exercise-")} == set(IDS)


def shape(node: Any) -> Any:
    """The build of a text, without its words."""
    if isinstance(node, dict):
        return {
            key: value if key in ("task", "treatment", "condition", "factor", "figure") else shape(value)
            for key, value in node.items()
        }
    return [shape(part) for part in node] if isinstance(node, list) else type(node)


@pytest.mark.parametrize("section", ["articles", "conflicts", "figures"])
def test_both_languages_are_built_alike(section: str) -> None:
    danish, english = (texts(language).get(section) for language in LANGUAGES)
    assert shape(danish) == shape(english)


def test_both_languages_have_the_same_words() -> None:
    danish, english = (texts(language).get("glossary") for language in LANGUAGES)
    assert danish.keys() == english.keys()


def test_every_article_has_its_words_and_every_text_its_article() -> None:
    assert set(texts("da").get("articles")) == set(IDS)


def parts_named(kind: str) -> set[str]:
    bodies = texts("da").get("articles").values()
    return {part[kind] for said in bodies for part in said["body"] if isinstance(part, dict) and kind in part}


def test_every_exercise_treatment_condition_and_factor_is_told_of() -> None:
    exercises = {
        task.id for task in WAY.tasks if task.kind in ("stretch", "strength", "foot_strength", "balance", "fitness")
    }
    assert exercises - parts_named("task") == {"soft_walk"}, "soft ground is part of the plan, not an exercise"
    assert {t.id for t in WAY.treatments} - parts_named("treatment") == {"insert_or_cup", "imaging"}, (
        "told in articles of their own"
    )
    assert {c.id for c in WAY.conditions} - parts_named("condition") == {"plantar_fasciopathy"}, "the rest is about it"
    assert {f.id for f in WAY.factors} == parts_named("factor")


@BOTH
@pytest.mark.parametrize("id", [id for id in IDS if id.startswith("exercise-")])
def test_an_exercise_says_how_how_much_how_it_feels_what_goes_wrong_and_when_to_stop(id: str, language: str) -> None:
    said = texts(language)
    pairs = [block for block in page(id, language).blocks if block.kind == "pairs"]
    parts = [said("ui", "learn", "parts", part) for part in ("feel", "mistakes", "easier", "harder", "stop")]
    dosed = [] if id == "exercise-cross-training" else [said("ui", "learn", "dose")]
    assert [[label for label, *_ in each.items] for each in pairs] == [[*dosed, *parts]] * len(pairs) and pairs
    assert [block.kind for block in page(id, language).blocks].count("figure") >= 1


def test_the_doses_of_an_article_are_those_of_the_plan() -> None:
    """PATHWAY section 7: five levels of heel raises (the third as many as can be done well), ten stretches of 10 s."""
    raises = next(block for block in page("exercise-heel-raise", "en").blocks if block.kind == "pairs").items[0][1:]
    assert [re.findall(r"\d+ × \d+(?:–\d+)?", dose)[0] for dose in raises[:5]] == [
        "3 × 8–12",
        "3 × 8–12",
        "3 × 6–12",
        "4 × 10",
        "5 × 8",
    ]
    stretch = next(block for block in page("exercise-fascia-stretch", "en").blocks if block.kind == "pairs").items[0][
        1:
    ]
    assert "10 × 10 seconds" in stretch[0]


def test_a_drawing_takes_its_colours_from_the_page_alone() -> None:
    """No class and no style reaches into a file of its own; what the style sheet names does."""
    named = set(re.findall(r"(--[a-z0-9-]+):", (STATIC / "svang.css").read_text(encoding="utf-8")))
    assert len(DRAWN) > 30
    for name, drawing in DRAWN.items():
        assert not re.search(r"class=|style=|#[0-9a-f]{3}|<style|href=", drawing), name
        assert set(re.findall(r"var\(([^)]+)\)", drawing)) <= named, name


def test_every_self_test_and_exercise_has_a_drawing_that_is_described() -> None:
    tests = [fact.id for fact in WAY.facts.values() if fact.group == "tests" and fact.kind != "int"]
    drawn = set(DRAWN)
    done = {"two_leg_raises_8_pain", "single_leg_raises_10_pain"}
    done |= {"raise_top_reached", "scrunch_top_reached", "balance_top_reached"}  # of an exercise that is drawn
    assert tests and set(tests) <= drawn | done
    for language in LANGUAGES:
        assert drawn - {"soft_walk"} == set(texts(language).get("figures"))


def test_the_drawings_that_articles_name_are_there() -> None:
    named = parts_named("figure") | {row.figure for row in WAY.articles if row.figure}
    assert named and named <= set(DRAWN)


def test_no_article_rests_on_memory() -> None:
    """DESIGN: a claim shown as fact never rests on status M alone; here not on it at all."""
    assert [(row.id, id) for row in WAY.articles for id in row.sources if WAY.sources[id].status == "M"] == []


def test_every_article_is_on_a_shelf() -> None:
    assert sorted(page.id for _, pages in shelves(WAY, texts("en")) for page in pages) == sorted(IDS)


def test_there_is_no_article_of_another_name() -> None:
    assert article(WAY, texts("da"), "hallux") is None


# -- claims -------------------------------------------------------------------------------------------------


def test_all_122_claims_are_placed() -> None:
    found = claims(WAY, texts("da"))
    assert len(found) == 122 and [claim.id for claim in found if not claim.carried_by] == []


@BOTH
def test_a_disputed_claim_shows_both_sides_and_what_is_done_instead(language: str) -> None:
    disputed = [claim for claim in claims(WAY, texts(language)) if claim.state == "disputed"]
    assert {"seed:C02", "seed:C17", "seed:C34", "seed:G77"} <= {claim.id for claim in disputed}
    for claim in disputed:
        shown = [conflict(WAY, texts(language), id) for id in claim.conflicts]
        (against, *_) = [one for one in shown if claim.id in one.disputes]
        assert against.does and any(claim.id in [s.id for s in sources] for _, _, sources, _ in against.sides)
        assert len(against.sides) > 1 or claim.id == "seed:G81", "whose other side is that nobody could read it"


def test_the_clinics_claims_carry_its_badge() -> None:
    assert [c.id for c in claims(WAY, texts("da")) if c.commercial] == [f"seed:C{n:02}" for n in range(1, 41)]


NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNITS = {
    "cm": {"da": ("cm",), "en": ("cm",)},
    "%": {"da": ("%", "ud af 100"), "en": ("%", "in 100", "of 100")},
    "km": {"da": ("km",), "en": ("km",)},
    "steps": {"da": ("skridt",), "en": ("steps",)},
    "kg": {"da": ("kg", "kilo"), "en": ("kg", "kilo")},
    "years": {"da": ("år",), "en": ("years",)},
    "10-step": {"da": ("skridt",), "en": ("steps",)},
    "months": {"da": ("måneder", "måned", "mdr"), "en": ("months",)},
    "mo": {"da": ("måneder",), "en": ("months",)},
    "weeks": {"da": ("uger",), "en": ("weeks",)},
    "wk": {"da": ("uger",), "en": ("weeks",)},
    "min": {"da": ("minutter", "min."), "en": ("minutes", "min.")},
    "h": {"da": ("timer",), "en": ("hours",)},
    "s": {"da": ("sek.", "sekunder"), "en": ("sec.", "seconds")},
    "days": {"da": ("dage",), "en": ("days",)},
}
SPELLED = {
    "da": {"1": "én", "2": "to", "3": "tre", "4": "fire", "5": "fem"},
    "en": {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five"},
}
"""A number may stand as a word."""


def bare(said: str) -> str:
    """Dashes, thousands and spaces alike."""
    said = re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", said.casefold())
    return re.sub(r"[–‑−-]", "-", said)


def figures_of(claim: str) -> list[tuple[str, str]]:
    """(number, unit) of what a claim says: '600-800 km' is 600 km and 800 km."""
    found = []
    text = re.sub(r"\bin [gc]\d\d", "", bare(WAY.sources[claim].figures))
    for match in re.finditer(r"(\d+(?:\.\d+)?)(?:\s*(?:-|to|–)\s*(\d+))?\s*(?:/10)?\s*([a-z%]+)?", text):
        unit = match[3] if match[3] in UNITS else ""
        found += [(number, unit) for number in (match[1], match[2]) if number]
    return found


def told_with(claim: str) -> list[str]:
    return [row.id for row in WAY.articles if claim in row.sources]


FIGURED = [id for id in WAY.sources if id.startswith("seed:") and WAY.sources[id].figures and told_with(id)]


@BOTH
@pytest.mark.parametrize("claim", FIGURED)
def test_the_figures_of_a_claim_stand_in_its_text(claim: str, language: str) -> None:
    """By number and unit, in the articles that carry it."""
    said = [line for id in told_with(claim) for line in lines(page(id, language))]
    assert missing_in(bare(" \n".join(said)), claim, language) == []


def missing_in(said: str, claim: str, language: str) -> list[tuple[str, str]]:
    return [(number, unit) for number, unit in figures_of(claim) if not has_figure(said, number, unit, language)]


def has_figure(said: str, number: str, unit: str, language: str) -> bool:
    numbers = rf"(?<![\d.,])(?:{re.escape(number)}|{SPELLED[language].get(number, number)})(?![\d])"
    if not unit:
        return re.search(numbers, said) is not None
    after = r"(?:\s*-\s*\d+)?[^\n]{0,12}?"
    return any(re.search(rf"{numbers}{after}{re.escape(word)}", said) for word in UNITS[unit][language])


def test_a_figure_that_is_not_there_is_missed() -> None:
    assert figures_of("seed:G27") == [("600", "km"), ("800", "km")]
    assert has_figure("skift efter 600-800 km.", "600", "km", "da") and not has_figure("600 m", "600", "km", "da")
    assert missing_in("skift dem efter 600-900 km", "seed:G27", "da") == [("800", "km")]


def test_many_claims_are_told_with_their_figures() -> None:
    assert len(FIGURED) > 25


# -- conflicts ----------------------------------------------------------------------------------------------


@BOTH
def test_the_conflicts_say_who_says_what_and_what_svang_does(language: str) -> None:
    """evidence.md section 1 has 35, of which three are agreements (K20, K31, K35); text 2 adds five."""
    found = conflicts(WAY, texts(language))
    assert [one.id for one in found] == [f"conflict:K{n}" for n in range(1, 41) if n not in (20, 31, 35)]
    assert disagreements(WAY) == len(found)
    for one in found:
        assert one.sides and one.does
        said = {who for who in SIDES if who in texts(language).get("conflicts", one.id)}
        assert set(WAY.sources[one.id].sides) <= said, "who is cited is told"
        assert [sold for _, _, _, sold in one.sides] == [who == "clinic" for who in SIDES if who in said], "C is sold"
        assert set(one.disputes) <= {id for ids in WAY.sources[one.id].sides.values() for id in ids}


def test_a_conflict_is_used_or_told_somewhere() -> None:
    used = {id for entry in items().values() for id in entry.body.get("sources", ())}
    unused = [id for id in WAY.sources if id.startswith("conflict:") and id not in used]
    assert unused == []


# -- words and search ---------------------------------------------------------------------------------------


@BOTH
def test_a_word_opens_where_it_stands_first(language: str) -> None:
    opened: set[str] = set()
    term = {"da": "Svangsenen", "en": "Plantar fascia"}[language]
    first, again = (with_words(language, f"{term} x {term}.", opened) for _ in range(2))
    assert [word for _, word in first] == ["plantar_fascia", ""] and [word for _, word in again] == [""]
    assert "".join(piece for piece, _ in first) == f"{term} x {term}."


@BOTH
def test_every_word_is_used_in_an_article_or_the_pages(language: str) -> None:
    opened: set[str] = set()
    for section in set(sections(language)) - {"glossary"}:
        for _, line in leaves(texts(language).get(section), ()):
            with_words(language, line, opened)
    assert {word.id for word in words(texts(language))} - opened == set()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("hælspore", "what-it-is"),
        ("haelspore", "what-it-is"),
        ("heel spur", "what-it-is"),
        ("plantar fasciitis", "what-it-is"),
        ("ondt i hælen", "what-it-is"),
        ("ONDT OM MORGENEN", "first-steps"),
        ("løb", "back-to-running"),
        ("loeb", "back-to-running"),
        ("lob", "back-to-running"),
        ("running", "back-to-running"),
        ("hvor længe", "how-long"),
        ("gravid", "pregnant-diabetes-young"),
        ("kortison", "medicine"),
        ("shockwave", "other-treatments"),
        ("hælløft", "exercise-heel-raise"),
        ("heel raise", "exercise-heel-raise"),
        ("barfodet", "shoes-and-inserts"),
        ("trkbølge", "other-treatments"),
    ],
)
def test_what_is_asked_for_is_found_in_either_language(asked: str, first: str) -> None:
    for language in LANGUAGES:
        found = [hit.id for hit in search(WAY, language, asked) if hit.where == "articles"]
        assert found[:1] == [first], found[:5]


@pytest.mark.parametrize("asked", ["", "   ", "?!", "xqzw", "'; drop table"])
def test_what_is_nowhere_finds_nothing(asked: str) -> None:
    assert search(WAY, "da", asked) == []


def misspelt() -> Iterator[str]:
    """Every thirtieth known word with a letter left out, one too many, two swapped, two wrong, or turned round."""
    for n, word in enumerate(sorted(_index(WAY))[::30]):
        at = n % len(word)
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        yield "q".join((word[:at], word[at + 1 :])) + "x"
        yield word[::-1]


def test_a_misspelt_word_is_read_as_the_one_that_difflib_finds_among_all() -> None:
    every, found = sorted(_index(WAY)), 0
    for word in misspelt():
        near = get_close_matches(word, every, n=1)
        assert _near(every, word) == (near[0] if near else "")
        found += bool(near)
    assert found > 400


def test_letters_are_folded_alike() -> None:
    assert folded("Hælløft å") == folded("haelloeft aa") == folded("halloft a")


def test_what_rests_on_the_same_sources_is_offered_to_read() -> None:
    rows = {rule.id: rule for rule in WAY.rules}
    assert about(WAY, texts("en"), rows["too-much"].sources) == [("pain-rules", "How much may it hurt?")]
    assert about(WAY, texts("en"), ["choice:L1"]) == []


def test_a_task_and_a_treatment_lead_to_the_article_that_tells_of_them() -> None:
    found = {task.id: telling(texts("en"), "task", task.id) for task in WAY.tasks}
    assert found["balance"] == [("exercise-balance", "Balance on one leg")]
    assert found["upkeep"] == [("staying-well", texts("en")("articles", "staying-well", "title"))]
    assert [id for id, told in found.items() if not told] == ["soft_walk"]
    assert telling(texts("da"), "treatment", "surgery")[0][0] == "other-treatments"


def test_a_part_that_no_article_may_hold_is_our_fault() -> None:
    with pytest.raises(ValueError, match="video"):
        list(_blocks(WAY, texts("da"), {"video": "x"}))


def test_an_article_has_a_name_of_its_own() -> None:
    assert [id for id in IDS if items()[id].file != "articles.yaml"] == []
