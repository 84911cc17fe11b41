"""`svang check --answers FILE`: all of it or nothing."""

import json

import pytest


@pytest.fixture
def told(tmp_path, svang):
    def tell(text, *args, **rest):
        file = tmp_path / "answers.yaml"
        file.write_text(text, encoding="utf-8")
        return svang("check", "--answers", file, *args, **rest)

    return tell


def test_it_works(told, svang):
    done = told('{"age": 46, "first_step_pain": {"left": 6}}', "--json")
    found = json.loads(done.out)
    assert done.code == 0 and found["decision"] == "hold" and "onset_injury" in found["ask"]
    assert json.loads(svang("today", "--json").out) == found


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "first_step_pain: 11",
            "answers.yaml:1: 11 passer ikke til ”first_step_pain”; det skal være et tal fra 0 til 10.",
        ),
        ("first_step_pain: 7.5", "er 7,5, men smerte skrives som hele tal"),
        (
            "age: 46\nwieght_kg: 80",
            "answers.yaml:2: ”wieght_kg” er ikke et navn, Svang kender; det nærmeste er",
        ),
        ("age: 46\nage: 47", "”age” i linje 2 står allerede i linje 1; behold den ene."),
        ("steroid_injection_on: 2027-01-01", "kan ikke ligge efter i dag"),
        ("{age: 46", "hænger ikke sammen"),
        ("[1, 2]", "skal have en anden slags svar: navne med deres svar."),
        ("{}", "Der står ikke noget i filen."),
    ],
)
def test_a_mistake_is_one_sentence_and_stores_nothing(told, folder, text, sentence):
    done = told(text)
    assert done.code == 2 and done.out == "" and sentence in done.err and done.err.count("\n") == 1
    assert not folder.exists()


def test_all_mistakes_at_once(told):
    done = told("age: 200\nwound: maybe\nfoo: 1")
    assert done.code == 2 and done.err.splitlines()[0] == "Der er 3 ting at rette, før det kan bruges."
    assert len(done.err.splitlines()) == 4


def test_a_file_that_is_not_there(svang):
    done = svang("check", "--answers", "no-such-file")
    assert (done.code, done.err.count("\n")) == (2, 1) and "no-such-file" in done.err


def test_without_a_terminal_there_are_no_questions(svang, folder):
    for args in ((), ("check",)):
        done = svang(*args)
        assert done.code == 2 and done.out == "" and "--answers" in done.err and done.err.count("\n") == 1
    assert not folder.exists()
