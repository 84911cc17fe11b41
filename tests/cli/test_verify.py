"""`svang verify`: cases with what is expected of them; the project's own vignettes go the same way."""

import json
from pathlib import Path

import pytest

from svang.loader import pathway
from svang.reader import read_text
from svang.texts import texts
from svang.verify import verify
from tests.spec.test_scenarios import Play, case, plays

AT = "at: 2026-03-02T07:10:00+01:00\n"
PAGE = Path(__file__).parents[2] / "docs" / "verify.md"
SAME = ("triage", "decision", "phase", "loading", "rule")
VIGNETTES = [play for play in plays() if play.id.startswith("vignettes: ") and set(play.then) & {*SAME, "best", "fit"}]


def expected(play: Play) -> dict[str, object]:
    then = play.then
    found = {key: then[key] for key in SAME if key in then}
    found |= {"condition": then["best"]} if "best" in then else {}
    found |= {"conditions": {id: {"fit": fit} for id, fit in then["fit"].items()}} if "fit" in then else {}
    return found


@pytest.mark.parametrize("play", VIGNETTES, ids=lambda play: play.id)
def test_the_vignettes_are_as_expected(play: Play) -> None:
    text = json.dumps({"name": play.id, **case(play), "expect": expected(play)})
    (found,) = verify(pathway(), read_text(text, file="case"), texts("en"))
    assert found.differences == ()


def test_there_are_vignettes() -> None:
    assert len(VIGNETTES) >= 24


def test_the_example_of_the_page_is_as_it_says(svang, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert done.code == 0 and "Cases: 1. As expected: 1." in done.out


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("{triage: soon}", 'triage: expected "soon", but the answer is "routine"'),
        ("{plan: {tasks: {has: [heel_raise]}}}", "plan.tasks: expected"),
        ("{ask: {not: [wound]}}", "ask: expected"),
        ("{conditions: {severs: {fit: likely}}}", 'conditions.severs.fit: expected "likely"'),
        ("{running: {gate: {gate-wish: {holds: true}}}}", "running.gate.gate-wish.holds: expected true"),
        ("{rows: []}", "rows: expected []"),
        ("{rule: plan-starts}", 'rule: expected "plan-starts", but the answer is "must-know"'),
    ],
)
def test_what_is_otherwise_is_shown(svang, tmp_path, expect, says):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{AT}answers: {{age: 46}}\nexpect: {expect}\n", encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert done.code == 1 and says in " ".join(done.out.split())


def test_one_of_several_files(svang, tmp_path):
    for name, level in (("good", "routine"), ("bad", "emergency")):
        (tmp_path / f"{name}.yaml").write_text(
            f"{AT}answers: {{age: 46}}\nexpect: {{triage: {level}}}\n", encoding="utf-8"
        )
    done = svang("verify", tmp_path / "good.yaml", tmp_path / "bad.yaml", "--json")
    assert done.code == 1
    assert [one["as_expected"] for one in json.loads(done.out)] == [True, False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{AT}answers: {{age: 46}}\n", "expect"),
        (f"{AT}expect: {{}}\n", "expect"),
        (f"{AT}expect: {{triag: soon}}\n", "triage"),
        (f"{AT}answers: {{agge: 46}}\nexpect: {{triage: soon}}\n", "age"),
        ("cases: 7\n", "cases"),
        ("cases: [\n", "mine.yaml"),
    ],
)
def test_what_cannot_be_read_is_said(svang, tmp_path, text, says):
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert (done.code, done.out) == (2, "") and says in done.err
