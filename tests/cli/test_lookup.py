"""`svang facts`, `explain` and `why`: what the knowledge holds, and how a rule stands today."""

import json

import pytest

from svang.library.items import items
from svang.pathway.load import pathway
from svang.texts import texts
from tests.cli.given import on_day

# facts


def test_every_fact_is_listed(svang):
    found = json.loads(svang("facts", "--json").out)
    assert [fact["id"] for fact in found] == list(pathway().facts)
    age = found[0]
    assert (age["kind"], age["unit"], age["range"], age["lasts"]) == ("int", "years", [0, 120], "ever")
    assert age["question"] == {"da": "Hvor gammel er du?", "en": "How old are you?"}
    weeks = next(fact for fact in found if fact["id"] == "weeks_of_pain")
    assert weeks["range"][0] == 0 and weeks["range"][1] == pathway().facts["weeks_of_pain"].high // 7


def test_facts_as_a_page(svang):
    page = svang("facts", lang="en").out
    for fact in pathway().facts:
        assert f"\n{fact}\n" in f"\n{page}"
    assert "warning sign" in page and "for each foot" in page


# schema


@pytest.mark.parametrize("name", ["case", "decision", "facts"])
def test_schemas(svang, name):
    assert "$schema" in json.loads(svang("schema", name).out)


def test_an_unknown_schema(svang):
    done = svang("schema", "cases", lang="en")
    assert (done.code, done.err) == (2, "There is no schema called “cases”; choose case, decision or facts.\n")


# explain


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_in_the_knowledge_can_be_explained(svang, language):
    one_of_each = {entry.file + str(sorted(entry.body)): entry.id for entry in items().values()}
    for id in one_of_each.values():
        done = svang("explain", id, lang=language)
        assert done.code == 0 and done.out.startswith(id) and "version 20" in done.out


def test_a_rule_tells_its_condition_its_sentence_and_its_sources(svang):
    page = svang("explain", "not-settled", lang="en").out
    for part in (
        "The heel is sorer than usual,",
        "True when:",
        "unsettled24",
        "Votes for: same level",
        "commercial source",
    ):
        assert part in page


@pytest.mark.parametrize(
    ("id", "readers"),
    [
        ("pain_green", {"colour_yesterday"}),
        ("swelling_marked", {"swelling-or-warmth", "swollen-and-warm", "sf-swelling"}),
        ("seed:G08", {"must-know", "unclear"}),
        ("hard_injuries", {"hard-injury"}),
        ("base7", {"rise"}),
    ],
)
def test_what_reads_it(svang, id, readers):
    assert readers <= set(json.loads(svang("explain", id, "--json").out)["read_by"])


def test_an_unknown_id_names_the_nearest(svang):
    assert (
        svang("explain", "pain_gren").err
        == "Der er ikke noget, der hedder ”pain_gren”; det nærmeste navn er ”pain_green”.\n"
    )
    done = svang("explain", "qqqqqqqq")
    assert done.code == 2 and done.err.count("\n") == 1


# why


def test_why_names_rules_numbers_and_sources(nurse):
    page = nurse("why").out
    for part in (
        "▶ Gå i gang",
        "Det så vi:",
        "Kilder:",
        "seed:G69",
        "kommerciel kilde",
        "Regel plan-starts (gå i gang)",
    ):
        assert part in page
    assert "Regel self-care (det haster ikke), forløbet i version 2026" in page


def test_a_rule_that_does_not_fire_says_what_is_not_met(nurse):
    page = " ".join(nurse("why", "calm-to-early", lang="en", now=on_day(2)).out.split())
    assert "Next phase: does not apply today" in page and "Days in this phase: at least 3" in page
    assert "✗ You are in Calm. Right now: the plan is not under way." in page
    assert texts("en")("rules", "calm-to-early", "says") not in page
    found = json.loads(nurse("why", "calm-to-early", "--json").out)
    assert found["fired"] is False and all(saw["holds"] is not None for saw in found["saw"])


def test_a_triage_row_can_be_asked_for(nurse):
    assert "does not apply today" in nurse("why", "no-weight", lang="en").out


def test_what_would_change_it_stands_beside_today(nurse):
    nurse("checkin", "--first-step", "5", "--activity", "3", "--nothing-new", now=on_day(3))
    page = nurse("today", lang="en", now=on_day(3)).out
    assert "What has to change before you go on from Calm to the first exercises" in page
    assert "You have been here for one day (at least" in page and "at the earliest." in page


def test_an_unknown_rule(nurse):
    done = nurse("why", "calm-to-erly")
    assert (done.code, done.out) == (2, "")
    assert done.err == "Der er ingen regel, der hedder ”calm-to-erly”; det nærmeste navn er ”calm-to-early”.\n"


def test_there_is_nothing_to_say_before_the_first_answers(svang, folder):
    for command in ("today", "why"):
        done = svang(command)
        assert (done.code, done.err) == (2, "Der er ingen svar endnu; begynd med svang check.\n")
    assert not folder.exists()


# -- claims ---------------------------------------------------------------------------------------------------


def test_every_claim_of_the_source_texts_is_listed_with_what_became_of_it(svang):
    listed = {claim["id"]: claim for claim in json.loads(svang("claims", "--json").out)}
    numbers = [*(f"seed:G{n:02}" for n in range(1, 83)), *(f"seed:C{n:02}" for n in range(1, 41))]
    assert list(listed) == numbers, "82 claims of the guide and 40 of the clinic's page"
    assert "pain_green" in listed["seed:G50"]["carried_by"], "PATHWAY 5: up to 3 of 10 is green"
    assert listed["seed:C04"]["state"] == "disputed", "PATHWAY 2 row 19: burning is a sign of a nerve"
    assert listed["seed:G50"]["state"] == "followed" and listed["seed:G13"]["state"] == "text"
    assert all(claim["carried_by"] for claim in listed.values())


@pytest.mark.parametrize(("lang", "words"), [("da", "Det gør Svang: En trappe"), ("en", "What Svang does: A ladder")])
def test_claims_as_a_page(svang, lang, words):
    listed = json.loads(svang("claims", "--json").out)
    shown = " ".join(svang("claims", lang=lang).out.split())
    assert all(claim["id"] in shown for claim in listed) and words in shown, "a disputed one says what is done instead"
    assert "122" in shown and ("kommerciel kilde" if lang == "da" else "commercial source") in shown


# -- what can be read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_article_can_be_read_at_the_terminal(svang, lang):
    listed = json.loads(svang("learn", "--json", lang=lang).out)
    assert len(listed) > 30
    whole = svang("learn", lang=lang).out
    for one in listed:
        assert one["id"] in whole
        shown = " ".join(svang("learn", one["id"], lang=lang).out.split())
        assert " ".join(one["title"].split()) in shown and ("Kilder" if lang == "da" else "Sources") in shown


def test_words_find_an_article_and_what_is_nowhere_says_so(svang):
    assert "svang learn what-it-is" in svang("learn", "ondt", "i", "hælen", lang="da").out
    assert json.loads(svang("learn", "heel spur", "--json").out)[0]["id"] == "what-it-is"
    gone = svang("learn", "xqzw", lang="da")
    assert gone.code == 2 and "xqzw" in gone.err and "svang learn" in gone.err


def test_a_criterion_is_explained_with_its_number_and_a_ladder_with_its_levels(svang):
    assert "De første skridt er højst 2 tre morgener i træk." in svang("explain", "gate-mornings").out
    assert "H3 sets 3–3, reps 6–12" in " ".join(svang("explain", "heel_raise").out.split())
