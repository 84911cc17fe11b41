"""Ids of the knowledge that Python spells: each with its reason, and none without one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import svang
from svang.model.knowledge import VOTES
from svang.pathway.facts import BUILT_IN
from svang.pathway.load import pathway
from tests.architecture.spelled import REASONS, SPELLED

ROOT = Path(svang.__file__).parent
WAY = pathway()


OWN = {"none", *VOTES, "condition_now", "gate_open", "gate_daily", *(symbol.id for symbol in BUILT_IN)}
"""Names that the engine brings to the language: they are its own, and no knowledge."""
ALSO_OURS = {
    "a key of the contract": "age both_feet not_yet note nothing phase response rung run stage steps recovered relief",
    "an event, or a part of one": "exercises goals lowered moved pause paused planning raised",
    "a way to measure, or a kind": "balance body_mass_index gap long_standing mixed unclear",
    "a page, a sheet or a line of one": "breathless calm everyday mornings raises shoe shoes urgent",
    "an answer of every question": "dont_know",
}
COMMON = {word for found in ALSO_OURS.values() for word in found.split()}
"""Ids that are our own words as well: they count where an id stands, in a list of ids, and beside another one."""
FALSE_ALARMS: Mapping[str, str] = {"interview/lines.py": "nothing"}
"""What is none in a file though it stands where one would."""


def ids() -> set[str]:
    """Every id of the pathway. An answer counts where nobody would write it by chance: as two words or more."""
    state, facts = WAY.machine.state, WAY.facts.values()
    named = [*WAY.rows, WAY.otherwise, *WAY.rules, *WAY.conditions, *(f for c in WAY.conditions for f in c.features)]
    named += [*WAY.factors, *WAY.tasks, *WAY.stages, *WAY.plan_kinds, *WAY.gate, *WAY.notices, *WAY.treatments]
    found = {each.id for each in named} | {level for task in WAY.tasks for level in task.levels}
    found |= {
        *WAY.names,
        *WAY.facts,
        *WAY.machine.effects,
        *(option for each in state.values() for option in each.options),
    }
    found |= {word for fact in facts for word in (*fact.options, *fact.extra) if "_" in word}
    return found - OWN


IDS = ids()

# -- what is spelled ------------------------------------------------------------------------------------------

ASK = {"value", "state", "morning", "evening", "term", "_value", "_int", "_noted", "series", "told_on", "told_about"}
ASK |= {"given_for", "is_due", "marked_on", "Question", "Ref", "is_", "is_after", "at_least", "at_most", "yes", "dated"}
ASK |= {"look", "age_of", "clock", "share", "rails_of", "Symbol", "WITH", "Sheet", "with_effect", "with_plan", "index"}
"""Calls whose words are ids."""
ONLY = {"Sheet": slice(2, None), "yes": slice(1)}
"""Of these calls not every word: a sheet has a name and a part of its own."""
TABLES = {"thresholds", "facts", "measures", "groups", "state", "slots", "clocks", "running", "rules", "lasts_in"}
"""What is looked up by an id."""
OF_AN_ID = {"id", "fact", "phase", "rung", "rule", "condition", "name", "ladder", "set", "effect", "best", "began"}
OF_AN_ID |= {"options", "extra"}
"""What is compared with an id."""


def last(node: ast.AST) -> str:
    """The last name of what is called, looked up or compared."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=func):
            return last(func)
        case ast.Subscript(value=value):
            return last(value)
    return ""


def asked(node: ast.AST) -> bool:
    """Is it what an id is compared with?"""
    return last(node) in (
        ASK if isinstance(node, ast.Call) else TABLES if isinstance(node, ast.Subscript) else OF_AN_ID
    )


def words(node: ast.AST) -> Iterator[ast.Constant]:
    """The strings that stand in it: itself, or the items of a tuple, list, set or dict."""
    match node:
        case ast.Constant(value=str()):
            yield node
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            yield from (word for part in parts for word in words(part))
        case ast.Dict(keys=keys):
            yield from (word for key in keys if key is not None for word in words(key))
        case ast.Starred(value=value):
            yield from words(value)


def in_place(tree: ast.AST) -> Iterator[ast.Constant]:
    """Words that stand where an id stands: asked for, looked up, compared, or a constant's whole value."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=args) if last(func) in ASK:
                yield from (word for each in args[ONLY.get(last(func), slice(None))] for word in words(each))
            case ast.Call(func=ast.Attribute(attr="get", value=value), args=[key, *_]) if last(value) in TABLES:
                yield from words(key)
            case ast.Subscript(value=value, slice=key) if last(value) in TABLES:
                yield from words(key)
            case ast.Compare(left=left, comparators=others) if any(asked(each) for each in (left, *others)):
                yield from (word for each in (left, *others) for word in words(each))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() as value) if name.isupper():
                yield from words(value)
            case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple() as value):
                yield from words(value)


def beside(tree: ast.AST) -> Iterator[ast.Constant]:
    """Words in one list with an id that could be nothing else."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.Dict):
            found = list(words(node))
            if any(part in IDS - COMMON for word in found for part in parts(word)):
                yield from found


def listed(word: ast.Constant) -> bool:
    """Is it several ids in one string?"""
    several = re.findall(r"[\w-]+", str(word.value))
    return len(several) > 1 and " " in str(word.value) and IDS.issuperset(several)


def parts(word: ast.Constant) -> list[str]:
    """A word, of `pain_sites.left` the first, and of several words all, if they are ids or spelled like one."""
    text = str(word.value)
    several = re.findall(r"[\w-]+", text if " " in text else text.partition(".")[0])
    if len(several) < 2 or listed(word):
        return several
    return [each for each in several if re.search(r"[a-z0-9][_-][a-z0-9]", each)]


def said(tree: ast.AST) -> set[int]:
    """Strings that are a statement: what a module, class, function or constant says of itself."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def spelled(code: str) -> set[str]:
    """The ids that a piece of code spells; of common words those that stand where an id does."""
    tree = ast.parse(code)
    places, left = {id(word) for word in (*in_place(tree), *beside(tree))}, said(tree)
    strings = [
        n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in left
    ]
    return {
        part
        for each in strings
        for part in parts(each)
        if part in IDS and (part not in COMMON or id(each) in places or listed(each))
    }


# -- the table ------------------------------------------------------------------------------------------------

FILES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py"))


def tabled(file: str) -> set[str]:
    return {word for group in SPELLED.get(file, {}) for word in group.split()}


def spelled_in(file: str) -> set[str]:
    return spelled((ROOT / file).read_text(encoding="utf-8")) - set(FALSE_ALARMS.get(file, "").split())


@pytest.mark.parametrize("file", FILES)
def test_every_id_that_python_spells_has_its_reason(file: str) -> None:
    found, known = spelled_in(file), tabled(file)
    new, gone = found - known, known - found
    assert not new, (
        f"svang/{file} spells {', '.join(sorted(new))}, which the knowledge owns: read it from the pathway, or say it "
        "in svang/knowledge; only where neither can be, give it its reason in tests/architecture/spelled.py."
    )
    assert not gone, (
        f"svang/{file} does not spell {', '.join(sorted(gone))} any more: take it out of tests/architecture/spelled.py."
    )


def test_no_file_of_the_table_is_gone() -> None:
    assert {*SPELLED, *FALSE_ALARMS} <= set(FILES)


def test_each_id_has_one_reason_and_it_is_one_of_ours() -> None:
    for file, groups in SPELLED.items():
        each = [word for group in groups for word in group.split()]
        assert len(each) == len(set(each)), file
        assert set(groups.values()) <= REASONS, file
    assert {reason for groups in SPELLED.values() for reason in groups.values()} == REASONS


def test_each_common_word_is_an_id_and_none_of_our_own_is() -> None:
    assert COMMON <= IDS
    assert not OWN & IDS


def test_what_is_no_id_looks_like_one() -> None:
    for file, found in FALSE_ALARMS.items():
        assert set(found.split()) <= spelled((ROOT / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x = 'wants_to_run'", "wants_to_run"),
        ("A = (\n'pregnant',\n'diabetes',\n)", "pregnant diabetes"),
        ("f'pain_sites.{foot}'", "pain_sites"),
        ("slot = 'first_step_pain.left'", "first_step_pain"),
        ("names = 'raise_level scrunch_level'.split()", "raise_level scrunch_level"),
        ("names = 'paused early build'.split()", "paused early build"),
        ("with_when('colour_yesterday == green')", "colour_yesterday"),
        ("thresholds['pain_green']", "pain_green"),
        ("rule == 'run-starts'", "run-starts"),
        ("{'heel_raise': 'H3', 'tape': 'R9'}", "heel_raise H3 tape R9"),
        ("offers['recommend_both']", "recommend_both"),
        ("kind in ('nothing', 'relief_only')", "nothing relief_only"),
        ("course.value('age')", "age"),
        ("AGE = 'age'", "age"),
        ("UNCLEAR, OTHER = 'unclear', 'other'", "unclear"),
        ("if course.phase == 'run': pass", "run"),
        ("if course.phase in ('paused', 'run'): pass", "paused run"),
        ("Question('exercises', day)", "exercises"),
        ("Sheet('steps', 'day', ('steps', 'note'))", "steps note"),
        ("order = ['paused', 'calm', 'early']", "paused calm early"),
    ],
)
def test_a_planted_id_is_found(code: str, found: str) -> None:
    assert spelled(code) == set(found.split())


@pytest.mark.parametrize(
    "code",
    [
        '"""What wants_to_run and first_step_pain stand for."""',
        'def f():\n    """Reads wants_to_run."""',
        'class A:\n    """Of wants_to_run."""\n    x = 1\n    """And of pain_green."""',
        "A = 1\n'''Of phase == run, and of pain_green.'''",
        "# wants_to_run",
        "wants_to_run = course.wants_to_run(pain_green=1)",
        "texts('ui', 'run', 'budget')",
        "{'age': 1, 'steps': 2, 'note': 3}",
        "if role == 'paused' or event.kind == 'exercises': pass",
        "Sheet('shoes', 'day')",
        "value == 'none' and vote == 'start'",
        "course.value('loading') == 'plan'",
        "raise ValueError('nothing can run at this age')",
    ],
)
def test_what_only_looks_like_one_is_not(code: str) -> None:
    assert spelled(code) == set()
