"""`svang decide`: a case in, what is decided out; every mistake in it at once."""

import json
import tracemalloc

import pytest

from tests.cli.given import NURSE, process

AT = "at: 2026-03-02T07:10:00+01:00\n"
CASE = AT + "answers:\n" + "".join(f"  {line}\n" for line in NURSE.splitlines())


@pytest.fixture
def decide(tmp_path, svang):
    def decided(text, *args, **rest):
        file = tmp_path / "case.yaml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return svang("decide", file, *args, **rest)

    return decided


def test_it_works(decide):
    done = decide(CASE, "--json")
    found = json.loads(done.out)
    assert done.code == 0 and done.err == "" and found["contract"] == 1
    assert (found["triage"], found["condition"], found["decision"]) == ("self_care", "plantar_fasciopathy", "start")


def test_as_a_page(decide):
    page = decide(CASE).out
    for part in (
        "DET HASTER IKKE",
        "svangsenen",
        "Det taler for (venstre fod):",
        "▶ Gå i gang",
        "Din plan i dag",
        "Ring 112",
    ):
        assert part in page
    assert "Your" not in page


def test_from_a_pipe(svang):
    as_json = json.dumps({"at": "2026-03-02T07:10:00+01:00", "answers": {"age": 17}})
    assert json.loads(svang("decide", "-", "--json", stdin=as_json.encode()).out)["triage"] == "routine"


def test_nothing_is_stored(decide, folder):
    decide(CASE)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (AT + "answers: {first_step_pain: 11}", "case.yaml:2: 11 passer ikke til ”first_step_pain”"),
        (AT + "answers: {first_step_pain: 7.5}", "smerte skrives som hele tal"),
        (AT + "answers: {aeg: 4}", "det nærmeste er ”age”"),
        (AT + "answers: {zzz: 4}", "svang facts viser dem alle"),
        (AT + "diary: [{date: 2026-03-09, first_step_pain: 3}]", "kan ikke ligge efter i dag"),
        (AT + "answers: {age: 4}\nanswers: {age: 5}", "står allerede i linje 2"),
        (AT + "answers: {age: 4", "hænger ikke sammen"),
        ("answers: {age: 4}", "Der mangler et tidspunkt"),
        ("[" * 100 + "]" * 100, "for dybt"),
        (b"\xff\xfe", "ren tekst i UTF-8"),
        (b"", "Der står ikke noget i filen."),
        (AT + "answers: &a {age: 4}", "Henvisninger med &"),
        (AT + "events: [{date: 2026-03-01, kind: seen, role: aunt}]", "”aunt” er ikke et svar på ”role”"),
    ],
)
def test_a_mistake_is_one_sentence(decide, text, sentence):
    done = decide(text, "--json")
    assert done.code == 2 and done.out == "" and sentence in done.err and done.err.count("\n") == 1


def test_all_mistakes_at_once_each_with_its_line(decide):
    done = decide(AT + "answers:\n  age: 200\n  wound: maybe\nfoo: 1\ndiary: [{date: x}]")
    lines = done.err.splitlines()
    assert done.code == 2 and lines[0] == "Der er 4 ting at rette, før det kan bruges."
    assert [line.split(": ")[0].rpartition(":")[2] for line in lines[1:]] == ["5", "3", "4", "6"]


def test_a_thousand_mistakes_are_counted(decide):
    done = decide(AT + "answers: {" + ", ".join(f"zz{n}: 1" for n in range(1000)) + "}")
    lines = done.err.splitlines()
    assert "1000" in lines[0] and len(lines) == 22 and lines[-1] == "Og 980 til."


@pytest.mark.parametrize("text", ["hello", "42", "- 1", AT + "answers: 3", AT + "diary: {a: 1}", AT + "diary: [1, x]"])
def test_another_kind_of_document_is_a_mistake_and_no_crash(decide, text):
    done = decide(text, "--json")
    assert done.code in (0, 2) and "Traceback" not in done.err


def test_a_large_file_is_refused_without_being_read(tmp_path, svang):
    file = tmp_path / "large.yaml"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    tracemalloc.start()
    try:
        done = svang("decide", file)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert done.code == 2 and "1.000.000" in done.err and done.err.count("\n") == 1


@pytest.mark.parametrize("name", ["no-such-file", "."])
def test_a_file_that_cannot_be_read(svang, name):
    done = svang("decide", name)
    assert done.code == 2 and f"”{name}”" in done.err and done.err.count("\n") == 1


def test_it_imports_neither_django_nor_pydantic(tmp_path):
    """The whole process, so that nothing of this one helps; -X importtime names every module that is imported."""
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    commands = [
        ("decide", str(tmp_path / "case.yaml"), "--json"),
        ("decide", str(tmp_path / "case.yaml")),
        ("facts", "--json"),
        ("explain", "must-know"),
        ("schema", "case"),
    ]
    for command in commands:
        done = process(*command, folder=tmp_path / "store", python=("-X", "importtime"))
        modules = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.err.splitlines()}
        assert done.code == 0 and "svang" in modules
        assert not modules & {"django", "pydantic", "rich", "scipy", "numpy", "z3"}, command
