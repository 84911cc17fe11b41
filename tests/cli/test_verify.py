"""`svang verify`: cases with what is expected of them; the project's own vignettes go the same way."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svang.cli.verifying import Words, row_json, table
from svang.contract.decision import answer
from svang.contract.schemas import ID, SOURCE, decision_schema
from svang.contract.verify.cases import Verified, name_of, verify
from svang.contract.verify.places import Place, places
from svang.contract.verify.short import absent
from svang.engine.decide import WITHIN
from svang.pathway.load import pathway
from svang.pathway.reader import read_text
from svang.texts import LANGUAGES, texts
from tests.spec.test_scenarios import Play, case, plays

AT = "at: 2026-03-02T07:10:00+01:00\n"
YOUNG = f"{AT}answers: {{age: 46}}\n"
PAGE = Path(__file__).parents[2] / "docs" / "verify.md"
SAME = ("triage", "decision", "phase", "loading", "rule")
VIGNETTES = [play for play in plays() if play.id.startswith("vignettes: ") and set(play.then) & {*SAME, "best", "fit"}]
BLOCKS = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1:]


def rows(text: str) -> tuple[Verified, ...]:
    return verify(pathway(), read_text(text, file="mine.yaml"), texts("en"))


def row(text: str) -> Verified:
    (found,) = rows(text)
    return found


def expecting(expect: str) -> Verified:
    return row(f"{YOUNG}expect: {expect}\n")


def expected(play: Play) -> dict[str, object]:
    then = play.then
    found = {key: then[key] for key in SAME if key in then}
    found |= {"condition": then["best"]} if "best" in then else {}
    found |= {"conditions": {id: {"fit": fit} for id, fit in then["fit"].items()}} if "fit" in then else {}
    return found


@pytest.mark.parametrize("play", VIGNETTES, ids=lambda play: play.id)
def test_the_vignettes_are_as_expected(play: Play) -> None:
    found = row(json.dumps({"name": play.id, **case(play), "expect": expected(play)}))
    assert (found.differences, found.problems) == ((), ())


def test_there_are_vignettes() -> None:
    assert len(VIGNETTES) >= 24


@pytest.mark.parametrize("n", range(len(BLOCKS)))
def test_every_example_of_the_page_is_as_it_says(n, svang, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(BLOCKS[n].split("```")[0], encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert (done.code, done.err) == (0, "")
    assert "OTHERWISE" not in done.out and "As expected" in done.out


# What is otherwise


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("{triage: soon}", "Urgency: expected “soon”, but the answer is “"),
        ("{triage: {at_least: soon}}", "Urgency: expected at least “soon”, but the answer is “"),
        ("{plan: {tasks: {has: [heel_raise]}}}", "Plan, tasks: “heel raise” (heel_raise) is missing."),
        ("{ask: {not: [wound, age, night_pain]}}", "should not be."),
        ("{ask: {not: wound}}", "What Svang asks: “whether there is a wound on the foot” (wound) is there, but should"),
        ("{conditions: {severs: {fit: likely}}}", "how well it fits: expected “fits well”, but the answer is"),
        ("{running: {gate: {gate-wish: {holds: yes}}}}", "met: expected yes, but the answer is not known"),
        ("{running: {open: yes}}", "Running, open: expected yes, but the answer is no."),
        ("{rows: []}", "Rows that stand: "),
        ("{outlook: {guide: [1, 2]}}", "Outlook, the guide's span: "),
        ("{rule: plan-starts}", "Rule: expected “the plan starts” (plan-starts), but the answer is "),
        ("{referral: {within: {at_least: today}}}", "Referral, how soon: expected at least “today"),
        (
            "{limits: {load_percent: {at_least: 50}}}",
            "Limits, load in percent: expected at least 50, but the answer is 0.",
        ),
        ("{limits: {load_percent: 2.0}}", "Limits, load in percent: expected 2, but the answer is 0."),
    ],
)
def test_what_is_otherwise_is_said_in_words(svang, tmp_path, expect, says):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{YOUNG}expect: {expect}\n", encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert done.code == 1 and says in " ".join(done.out.split())
    assert "1 case: 0 as expected, 1 otherwise." in done.out


def test_a_list_that_differs_only_in_how_often_is_said() -> None:
    rows_now = answer(pathway(), read_text(YOUNG, file="case"), texts("en"))["rows"]
    found = expecting(f"{{rows: [{', '.join(rows_now * 2)}]}}")
    (said,) = Words(texts("en"), pathway()).difference(found.differences[0])
    assert said.startswith("Rows that stand: expected “") and f"({rows_now[-1]}), but the answer is “" in said


HOLDING = [  # of somebody of 46 who has told nothing else: routine, hold, paused
    "{triage: {at_least: routine}}",
    "{triage: {at_most: routine}}",
    "{triage: {one_of: [routine, soon]}}",
    "{triage: {not: emergency}}",
    "{triage: {not: [emergency, soon]}}",
    "{triage: {at_least: self_care, at_most: soon}}",
    "{decision: {at_most: hold}}",
    "{decision: {at_least: regress}}",
    "{phase: {at_most: calm}}",
    "{running: {open: no}}",
    "{running: {open: false, met: {at_most: 3}}}",
    "{running: {stage: {at_most: R1}}}",
    "{ask: {has: wound, not: age}}",
    "{plan: {tasks: {not: [heel_raise, balance]}}}",
    "{plan: {tasks: {heel_raise: null}}}",
    "{limits: {load_percent: {at_most: 100}}}",
    "{limits: {steps: null}}",
    "{conditions: {severs: {fit: {not: likely}}}}",
    "{seek_help: {rung: {at_most: recommend_physio}}}",
    "{outlook: {guide: null}}",
]


@pytest.mark.parametrize("expect", HOLDING)
def test_what_holds_is_as_expected(expect: str) -> None:
    found = expecting(expect)
    assert (found.problems, found.differences) == ((), ())


OTHERWISE = [
    "{triage: {at_most: self_care}}",
    "{triage: {one_of: [emergency, soon]}}",
    "{triage: {not: [routine, soon]}}",
    "{triage: {at_least: self_care, at_most: self_care}}",
    "{decision: {at_least: start}}",
    "{phase: {at_least: calm}}",
    "{running: {open: {not: no}}}",
    "{limits: {steps: {at_most: 100000}}}",  # not known is no number
    "{limits: {steps: {at_least: 0}}}",
    "{conditions: {severs: {fit: {at_least: possible}}}}",
    "{plan: {tasks: {heel_raise: {level: {at_most: H5}}}}}",  # not in the plan is no level
    "{conditions: {severs: null}}",
    "{triage: routine, outlook: {guide: [0, 1]}}",
]


@pytest.mark.parametrize("expect", OTHERWISE)
def test_what_does_not_hold_is_otherwise(expect: str) -> None:
    found = expecting(expect)
    assert found.problems == () and found.differences


@pytest.mark.parametrize("bound", ["{at_least: unlikely}", "{at_most: likely}", "{at_most: unlikely}"])
def test_what_is_not_known_is_neither_less_nor_more(bound: str) -> None:
    """Nothing is known of a fat pad where only the age is."""
    assert expecting("{conditions: {fat_pad_syndrome: {fit: not_known}}}").good
    assert expecting(f"{{conditions: {{fat_pad_syndrome: {{fit: {bound}}}}}}}").differences


def test_to_start_and_to_go_up_are_equal_steps() -> None:
    begun = BLOCKS[0].split("```")[0].replace("cases:\n- ", "  ").split("  expect:")[0] + "  expect:\n    decision: "
    assert row(begun + "start\n").good
    assert row(begun + "{at_least: progress}\n").good and row(begun + "{at_most: progress}\n").good
    assert row(begun + "{at_most: continue}\n").differences


# What cannot be expected


MISSPELT = [
    ("{triag: soon}", "unknown_key", "triage"),
    ("{triage: soom}", "verify.no_choice_near", "soon"),
    ("{triage: {at_leest: soon}}", "unknown_key", "at_least"),
    ("{triage: {at_least: soom}}", "verify.no_choice_near", "soon"),
    ("{triage: {one_of: [soon, rutine]}}", "verify.no_choice_near", "routine"),
    ("{triage: {not: emergancy}}", "verify.no_choice_near", "emergency"),
    ("{plan: {tasks: {not: [heel_rise]}}}", "verify.no_choice_near", "heel_raise"),
    ("{plan: {tasks: {heel_rise: {level: H2}}}}", "unknown_key", "heel_raise"),
    ("{plan: {tusks: []}}", "unknown_key", "tasks"),
    ("{conditions: {plantar_fascitis: {fit: likely}}}", "unknown_key", "plantar_fasciopathy"),
    ("{conditions: {severs: {fit: likly}}}", "verify.no_choice_near", "likely"),
    ("{condition: plantar_fasciopaty}", "verify.no_choice_near", "plantar_fasciopathy"),
    ("{rows: {has: [open-wond]}}", "verify.no_choice_near", "open-wound"),
    ("{rule: must-kno}", "verify.no_choice_near", "must-know"),
    ("{reasons: {must-kno: {vote: hold}}}", "unknown_key", "must-know"),
    ("{ask: {has: [wounds]}}", "verify.no_choice_near", "wound"),
    ("{referral: {to: docter}}", "verify.no_choice_near", "doctor"),
    ("{referral: {within: day}}", "verify.no_choice_near", "days"),
    ("{referral: {for: fractur}}", "verify.no_choice_near", "fracture"),
    ("{levels: {heel_rais: H2}}", "unknown_key", "heel_raise"),
    ("{running: {gate: {gate-wis: {holds: yes}}}}", "unknown_key", "gate-wish"),
    ("{treatments: {tap: {state: open}}}", "unknown_key", "tape"),
    ("{profile: {drives-shoe: {present: yes}}}", "unknown_key", "drives-shoes"),
]


@pytest.mark.parametrize(("expect", "code", "near"), MISSPELT)
def test_a_slip_is_refused_with_the_nearest_name(expect: str, code: str, near: str) -> None:
    (problem,) = expecting(expect).problems
    assert (problem.where, problem.code, problem.details["near"]) == ("mine.yaml:3", code, near)


REFUSED = [
    ("{}", "verify.says_nothing"),
    ("null", "verify.no_map"),
    ("5", "verify.no_map"),
    ("{plan: {}}", "verify.says_nothing"),
    ("{plan: {tasks: {}}}", "verify.says_nothing"),
    ("{ask: {has: []}}", "verify.says_nothing"),
    ("{triage: {one_of: []}}", "verify.says_nothing"),
    ("{triage: {}}", "verify.says_nothing"),
    ("{triage: [soon, routine]}", "verify.one_value"),
    ("{triage: null}", "verify.no_choice"),
    ("{triage: zzz}", "verify.no_choice"),
    ("{triage: {qqq: soon}}", "verify.no_key"),
    ("{zzz: soon}", "verify.no_key"),
    ("{condition: {at_least: unclear}}", "verify.no_order"),
    ("{running: {open: {at_least: yes}}}", "verify.no_order"),
    ("{conditions: {severs: {fit: {at_least: not_known}}}}", "verify.no_choice"),
    ("{conditions: {severs: likely}}", "verify.no_map"),
    ("{conditions: severs}", "verify.no_list"),
    ("{ask: wound}", "verify.no_list"),
    ("{referral: {within: {at_most: days}}}", "verify.within"),
    ("{referral: doctor}", "verify.no_map"),
    ("{outlook: {published: {has: 6}}}", "verify.no_names"),
    ("{limits: {pain: 2.5}}", "wrong_kind"),
    ("{limits: {pain: three}}", "wrong_kind"),
    ("{limits: {pain: {at_most: 11}}}", "out_of_range"),
    ("{limits: {load_percent: yes}}", "wrong_kind"),
    ("{running: {open: perhaps}}", "wrong_kind"),
    ("{triage: 1.5}", "verify.no_choice"),  # this one and those below ended in a traceback
    ("{ask: {has: 5}}", "verify.no_choice"),
    ("{ask: {has: null}}", "verify.no_choice"),
    ("{ask: {not: 5}}", "verify.no_choice"),
    ("{ask: {has: [[x]]}}", "verify.no_choice"),
    ("{plan: {tasks: {has: [{id: x}]}}}", "verify.no_choice"),
]


@pytest.mark.parametrize(("expect", "code"), REFUSED)
def test_what_can_never_be_is_refused(svang, tmp_path, expect, code):
    (problem,) = expecting(expect).problems
    assert (problem.where, problem.code) == ("mine.yaml:3", code)
    file = tmp_path / "mine.yaml"
    file.write_text(f"{YOUNG}expect: {expect}\n", encoding="utf-8")
    for language in LANGUAGES:
        done = svang("verify", file, lang=language)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"{file}:3: ") and done.err.count("\n") == 1
        assert done.err.endswith((".\n", "}.\n")) and "Traceback" not in done.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (YOUNG, "“expect”"),
        (f"{AT}answers: {{agge: 46}}\nexpect: {{triage: soon}}\n", "“age”"),
        (f"{AT}answers: {{age: 4600}}\nexpect: {{triage: soon}}\n", "“age”"),
        (f"{YOUNG}expects: {{triage: soon}}\nexpect: {{triage: soon}}\n", "“expects”"),
        ("at: yesterday\nexpect: {triage: soon}\n", "at: 2026-03-02"),
        ("cases: 7\n", "cases"),
        ("cases: []\n", "cases"),
        ("cases: [7]\n", "case"),
        (f"cases: []\n{YOUNG}", "cases"),
        ("cases: [\n", "mine.yaml"),
        ("7\n", "case"),
        (f"{AT}flags: some\nexpect: {{triage: soon}}\n", "“some” cannot stand at “flags”; what can is none."),
    ],
)
def test_what_cannot_be_read_is_said(svang, tmp_path, text, says):
    file = tmp_path / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert (done.code, done.out) == (2, "") and says in done.err


def test_all_that_is_wrong_is_said_at_once(svang, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{AT}answers: {{agge: 46}}\nexpect: {{triage: soom, ask: {{has: [wond]}}}}\n", encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert done.code == 2 and all(word in done.err for word in ("“age”", "“soon”", "“wound”"))


# Every document

scalars = st.sampled_from(["soon", "yes", "none", "likely", "wound", "heel_raise", "x", ""]) | st.booleans() | st.none()
scalars |= st.integers(-5, 200) | st.sampled_from([1.5, 0.0, -2.25])
keys = st.sampled_from(
    [
        *(
            "triage",
            "plan",
            "tasks",
            "ask",
            "rows",
            "has",
            "not",
            "at_least",
            "at_most",
            "one_of",
            "conditions",
            "severs",
        ),
        *("fit", "referral", "within", "limits", "pain", "running", "gate", "gate-wish", "holds", "days", "2026-03-02"),
        *("outlook", "published", "trend", "level", "reasons", "saw", "age", "value", "levels", "heel_raise", "x"),
    ]
)
documents = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4))


@settings(max_examples=300 * (20 if os.environ.get("SVANG_SOAK") else 1), deadline=None)
@given(documents, st.sampled_from(["expect", "days", "flags", "diary", "answers", "at", "name"]))
def test_whatever_is_written_is_a_row(document: object, where: str) -> None:
    text = json.dumps({"at": "2026-03-02", "answers": {"age": 46}, "expect": {"triage": "routine"}, where: document})
    found = row(text)
    assert isinstance(found.name, str) and found.good is not bool(found.problems or found.differences)
    for language in LANGUAGES:
        said = [line.text for line in table(Words(texts(language), pathway()), [found])]
        assert all(said) or said.count("") == 1
        assert json.dumps(row_json(texts(language), found))
    assert all(problem.where.startswith("mine.yaml") for problem in found.problems)


# In short

FLAGS = absent(pathway())


def test_no_flags_stands_for_every_red_flag_and_what_it_brings_with_it() -> None:
    facts = pathway().facts.values()
    assert set(FLAGS) >= {fact.id for fact in facts if fact.flag or fact.group == "flags"} | {"inflammatory_signs"}
    for id, value in FLAGS.items():
        assert value not in pathway().facts[id].signs, id


WELL = """\
  age: 46
  pain_sites: {left: [heel_front_inner]}
  first_step_pain: {left: 6}
  weeks_of_pain: 5
  eases_when_warm: yes
  press_front_inner: yes
  press_pad_centre: no
  press_heel_back: no
  activity_pain: 3
  function_limit: some
  standing_or_walking_hard: no
  steroid_injection_on: never
  poor_circulation: no
"""


@pytest.mark.parametrize("text", [f"flags: none\nanswers:\n{WELL}", f"answers:\n  flags: none\n{WELL}"])
def test_no_flags_is_said_of_the_case_or_among_its_answers(text: str) -> None:
    found = row(f"at: 2026-03-02\n{text}expect: {{ask: {{not: [{', '.join(FLAGS)}]}}, rule: {{not: must-know}}}}\n")
    assert (found.problems, found.differences) == ((), ())
    without = row(f"at: 2026-03-02\nanswers:\n{WELL}expect: {{rule: must-know, ask: {{has: [wound, night_pain]}}}}\n")
    assert without.good


def test_no_flags_at_all_is_a_case_of_its_own() -> None:
    assert row("at: 2026-03-02\nflags: none\nexpect: {ask: {not: wound}, triage: {at_most: routine}}\n").good


def test_an_answer_beside_no_flags_is_kept() -> None:
    found = row(f"at: 2026-03-02\nflags: none\nanswers:\n  wound: yes\n{WELL}expect: {{rows: {{has: open-wound}}}}\n")
    assert found.good


def test_a_flag_that_was_left_out_is_said_to_be_missing(svang, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{YOUNG}expect: {{decision: start}}\n", encoding="utf-8")
    flags = sum(bool(fact.flag) and fact.asked is None for fact in pathway().facts.values())
    said = " ".join(svang("verify", file, lang="en").out.split())
    assert f"Svang has not been told about {flags} warning signs (“flags: none” if none of them is there)" in said


@pytest.mark.parametrize("at", ["2026-03-02", "2026-03-02T07:10:00+01:00"])
def test_a_date_alone_is_a_day(at: str) -> None:
    assert row(f"at: {at}\nanswers: {{age: 46}}\nexpect: {{date: 2026-03-02}}\n").good


# Day by day

WOUND = "- {date: 2026-03-07, wound: yes, first_step_pain: 5, activity_pain: 3}\n"
COURSE = f"""\
name: a quiet course
flags: none
answers:
{WELL}\
diary:
- {{date: 2026-03-02, first_step_pain: 6}}
- {{date: 2026-03-03, to: 2026-03-06, first_step_pain: 5, activity_pain: 3, nothing_new: yes}}
{WOUND}\
days:
"""


def test_each_day_is_held_against_what_was_told_by_then() -> None:
    days = "  2026-03-02: {phase: calm, rows: {not: open-wound}}\n  2026-03-06: {decision: {not: stop}}\n"
    found = row(COURSE + days + "  2026-03-07: {rows: {has: open-wound}, loading: {at_most: gentle}}\n")
    assert (found.problems, found.differences) == ((), ())


def test_a_day_that_is_otherwise_is_named(svang, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(COURSE + "  2026-03-02: {phase: calm}\n  2026-03-06: {phase: build}\n", encoding="utf-8")
    done = svang("verify", file, lang="da")
    assert done.code == 1 and "6. marts, fase: ventet ”opbygning”, men svaret er ”ro”." in done.out
    (found,) = json.loads(svang("verify", file, "--json").out)
    assert found["differences"] == [{"date": "2026-03-06", "where": "phase", "expected": "build", "found": "calm"}]


def test_what_was_told_later_is_not_known_on_the_day() -> None:
    told = "- {date: 2026-03-03, at: 2026-03-08T08:00:00+00:00, wound: yes}\nat: 2026-03-09\ndays:\n"
    late = COURSE.replace(WOUND, "").replace("days:\n", told)
    found = row(late + "  2026-03-03: {rows: {not: open-wound}}\n  2026-03-09: {rows: {has: open-wound}}\n")
    assert (found.problems, found.differences) == ((), ())


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ("  2026-03-20: {phase: calm}\nat: 2026-03-07\n", "verify.no_such_day"),
        ("  2026-03-01: {phase: calm}\n", "verify.no_such_day"),
        ("  tomorrow: {phase: calm}\nat: 2026-03-07\n", "not_a_date"),
        ("  2026-03-04: {phase: kalm}\n  2026-03-07: {phase: calm}\n", "verify.no_choice_near"),
        ("  2026-03-04: {}\n  2026-03-07: {phase: calm}\n", "verify.says_nothing"),
        ("  []\nat: 2026-03-07\n", "verify.no_days"),
    ],
)
def test_a_day_that_cannot_be_is_refused(days: str, code: str) -> None:
    found = row(COURSE + days)
    assert [problem.code for problem in found.problems] == [code]


@pytest.mark.parametrize("to", ["2026-03-01", "soon", "2199-01-01"])
def test_an_entry_ends_after_it_begins(to: str) -> None:
    found = row(COURSE.replace("to: 2026-03-06", f"to: {to}") + "  2026-03-07: {phase: calm}\n")
    assert [problem.code for problem in found.problems] == ["verify.no_end"]


def test_the_last_day_of_the_calendar_is_a_day() -> None:
    entries = "- {date: 9999-12-31, activity_pain: 3}\n" * 20
    assert row(f"at: 9999-12-31T23:59:59Z\ndiary:\n{entries}expect: {{triage: {{at_least: self_care}}}}\n").good


# Files and folders


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "cases"
    folder.mkdir()
    for name, level in (("b.yaml", "routine"), ("a.yml", "emergency"), ("notes.txt", "nothing")):
        (folder / name).write_text(f"{YOUNG}expect: {{triage: {level}}}\n", encoding="utf-8")
    (folder / "c.json").write_text(json.dumps({"at": "2026-03-02", "expect": {"triage": "routine"}}), encoding="utf-8")
    return folder


def unbroken(said: str) -> str:
    """Without what a line of a given width breaks: how long the name of a folder for tests is, nobody knows."""
    return "".join(said.split())


def test_a_folder_is_all_its_cases_in_order(svang, files):
    done = svang("verify", files, "--json")
    found = json.loads(done.out)
    assert done.code == 1
    assert [Path(one["name"]).name for one in found] == ["a.yml", "b.yaml", "c.json"]
    assert [one["as_expected"] for one in found] == [False, True, True]


def test_a_file_that_cannot_be_used_is_one_row_and_the_others_go_on(svang, files):
    (files / "aa.yaml").write_text("at: [\n", encoding="utf-8")
    done = svang("verify", files, lang="en")
    said = " ".join(done.out.split())
    assert done.code == 2 and "4 cases: 2 as expected, 1 otherwise, 1 cannot be used." in said
    assert unbroken(f"CANNOT BE USED: {files / 'aa.yaml'}") in unbroken(said)
    assert done.err == "One case cannot be used; the table says why.\n"
    found = json.loads(svang("verify", files, files / "none.yaml", "--json", lang="en").out)
    assert [one["as_expected"] for one in found] == [False, None, True, True, None]
    assert [len(one["problems"]) for one in found] == [0, 1, 0, 0, 1]


def test_a_case_that_cannot_be_used_leaves_those_beside_it(svang, tmp_path):
    file = tmp_path / "mine.yaml"
    good, bad = (f"- at: 2026-03-02\n  expect: {{triage: {level}}}\n" for level in ("routine", "rutine"))
    file.write_text(f"cases:\n{good}{bad}{good}", encoding="utf-8")
    done = svang("verify", file, lang="en")
    assert done.code == 2 and "3 cases: 2 as expected, 1 cannot be used." in done.out
    assert unbroken(f"{file}:5: “rutine” cannot stand at “triage”; the nearest is “routine”.") in unbroken(done.out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_without_cases_is_said(svang, tmp_path, language):
    (tmp_path / "empty").mkdir()
    done = svang("verify", tmp_path / "empty", lang=language)
    assert (done.code, done.out) == (2, "") and ".yaml" in done.err and str(tmp_path) in done.err


def test_cases_come_from_a_pipe_too(svang):
    done = svang("verify", "-", lang="en", stdin=f"{YOUNG}expect: {{triage: routine}}\n".encode())
    assert done.code == 0 and "As expected: stdin" in done.out


# Places and their words

WHOLE = places(pathway())


def all_places(place: Place = WHOLE):
    """Every place, of a list of things those of its first one."""
    yield place
    for part in place.parts.values():
        yield from all_places(part)
    if place.thing and place.looked_up_by:
        yield from all_places(place.thing(place.choices[0]))


def test_every_part_of_the_answer_can_be_expected() -> None:
    assert set(WHOLE.parts) == {*decision_schema(pathway())["properties"], "rule"}


def left_open(schema, path=()):
    """Where the schema takes any name."""
    if schema in (ID, SOURCE):
        yield path
    for key, part in schema.get("properties", {}).items():
        yield from left_open(part, (*path, key))
    for part in schema.get("anyOf", ()):
        yield from left_open(part, path)
    if "items" in schema:
        yield from left_open(schema["items"], (*path, "*"))


def test_no_name_of_the_answer_is_left_unchecked() -> None:
    """A new kind of name in the schema needs its list in svang/verify/places.py, or a slip in it is never found."""
    wanted = list(left_open(decision_schema(pathway())))
    assert len(wanted) > 20
    for path in wanted:
        place = WHOLE
        for n, key in enumerate(path):
            if key != "*":
                place = place.parts[key]
            elif place.thing and n + 1 < len(path) and path[n + 1] != place.looked_up_by:
                place = place.thing(place.choices[0]) if place.looked_up_by else place
            elif place.thing:
                break  # its own name: the choices of the list
            else:
                place = place.items
        assert place.choices, path


def test_everything_somebody_is_sent_within_has_its_place_in_the_order() -> None:
    sent = [*(row.refer for row in pathway().rows), *pathway().offers.values()]
    assert {refer["within"] for refer in sent if refer} <= set(WITHIN)


def test_what_is_ordered_is_ordered_whole() -> None:
    """All choices but what is not known."""
    ordered = [place for place in all_places() if place.ranks]
    assert {"triage", "decision", "phase", "loading", "within", "rung", "stage", "fit"} <= {p.key for p in ordered}
    for place in ordered:
        ranked = {word for rank in place.ranks for word in rank}
        assert set(place.choices) - ranked <= {"not_known", None}, place.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_name(language: str) -> None:
    known = texts(language).get("verify", "parts")
    assert not {place.key for place in all_places() if place.path} - {*known, *names_of_things()}


def names_of_things() -> set[str]:
    found = {word for place in all_places() if place.thing for word in place.choices}
    return found | {task.id for task in pathway().tasks}


NAMELESS = {"letter", "op", "vote", "than", "saw", "name", "sources", "id", "contract", "side"}
"""What is written the same in both languages, what is looked up by its name, and names of the rules' own."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_said_in_the_languages_own_words(language: str) -> None:
    words = Words(texts(language), pathway())
    for place in all_places():
        inner = place.items or place
        for choice in inner.choices if place.key not in NAMELESS else ():
            if isinstance(choice, str):
                assert words.named(words.key(place), choice), (place.path, choice)


SKIPPED = object()


def expecting_all(place: Place, said: object) -> object:
    """An answer as somebody would write it down who expects just that; what is empty or has no name is left out."""
    if isinstance(said, dict):
        parts = {key: expecting_all(place.parts[key], part) for key, part in said.items()}
        return {key: part for key, part in parts.items() if part is not SKIPPED} or SKIPPED
    if isinstance(said, list) and place.thing:
        named = {name_of(thing): thing for thing in reversed(said)} if place.looked_up_by else {}
        found = {name: expecting_all(place.thing(name), thing) for name, thing in named.items()}
        found = {name: part for name, part in found.items() if part is not SKIPPED}
        return found or ([] if not said else SKIPPED)
    return said


@pytest.mark.parametrize("play", VIGNETTES[::4], ids=lambda play: play.id)
def test_an_answer_is_all_that_it_says(play: Play) -> None:
    """Each part of what is really answered can be expected, and is then as expected."""
    told = case(play)
    said = answer(pathway(), read_text(json.dumps(told), file="case"), texts("en"))
    found = row(json.dumps({**told, "expect": expecting_all(WHOLE, said)}))
    assert (found.problems, found.differences) == ((), ())
