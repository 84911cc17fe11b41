"""A decision that says what the last whole one said is stored in short, and nobody who reads notices."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.people import SESSION, ZONE, events
from svang import store
from svang.care import Care
from svang.model.person import Event
from svang.pathway.load import pathway
from svang.settings import home
from svang.store import Clash, Moved, Trouble, short
from svang.store.words import DECIDED
from tests.store.given import AT, DAY, decided, event, in_layout_three, rows

NAMES = iter(range(10**9))
BODY = {"decision": "hold", "rows": ["self-care"], "rule": "go-on", "state": {"phase": "calm", "usual": 3, "runs": 0}}
leaves = (
    st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-1, 1) | st.sampled_from(["", "calm", "hæl", "x" * 90])
)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner), max_leaves=4
)
bodies = st.sampled_from([BODY, {**BODY, "rule": None}, {}]) | st.fixed_dictionaries(
    {"rule": values, "state": st.fixed_dictionaries({"phase": values, "usual": values})}, optional={"more": values}
)


def pair(n: int, body: Any = BODY, **rest: Any) -> list[Event]:
    """An entry and what was decided then, with the ids that Care gives them after `n` events."""
    return [event(f"e{n}-0", **rest), decided(f"e{n}-d{n}", body=body, **rest)]


def stored(*told: Event, person: str = "me") -> None:
    for each in [told[n : n + 2] for n in range(0, len(told), 2)]:
        store.append(person, each, expected=store.last(person))


def in_short() -> int:
    return int(rows().filter(said__isnull=False).count())


def as_rows(told: Iterable[Event], person: str = "me") -> list[dict[str, Any]]:
    """What an export is of events, worked out from them alone."""
    found = []
    for seq, each in enumerate(told, start=1):
        at = each.recorded_at.isoformat(timespec="microseconds")
        row = {"person": person, "seq": seq, "client_id": each.id, "kind": each.kind, "date": each.date.isoformat()}
        row |= {"recorded_at": at, "schema": each.schema, "pathway": each.pathway, "by": each.by}
        found.append({**row, "body": json.loads(json.dumps(each.body))})
    return found


def reads_as(person: str, told: list[Event]) -> None:
    """Every reader gives what was appended."""
    said = [each for each in told if each.kind == DECIDED]
    history = store.read(person)
    assert history.events == tuple(each for each in told if each.kind != DECIDED)
    last = {each.pathway: each for each in said}
    assert history.said == tuple(each for each in said if last[each.pathway] is each)
    assert (history.seq, store.last(person)) == (len(told), len(told))
    assert store.edition(person) == (
        len(told),
        told[-1].recorded_at.isoformat(timespec="microseconds"),
    ) and store.latest(person) == (said[-1] if said else None)
    assert json.dumps(list(store.export(person))) == json.dumps(as_rows(told, person), sort_keys=False)
    assert store.at_places(person, range(len(told) + 2)) == tuple(told)
    assert store.known(person, [each.id for each in told] + ["x-d0"]) == {each.id for each in told}


def sorted_bodies(told: Iterable[Event]) -> list[Event]:
    """Bodies with their keys in the order in which they are stored."""
    return [replace(each, body=json.loads(json.dumps(each.body, sort_keys=True))) for each in told]


# -- the forms ------------------------------------------------------------------------------------------------------


def test_the_first_is_whole_and_the_next_that_says_the_same_has_no_row_of_its_own(folder):
    told = [*pair(0), *pair(2), *pair(4, {**BODY, "rule": "wait"})]
    stored(*told)
    assert list(rows().order_by("seq").values_list("seq", "kind", "said")) == [
        (1, "answered", None),
        (2, "decided", None),
        (3, "answered", "[2,2,{}]"),
        (5, "answered", '[2,4,{"rule":"wait"}]'),
    ]
    reads_as("me", sorted_bodies(told))


def test_only_the_inner_key_that_differs_is_stored(folder):
    stored(*pair(0), *pair(2, {**BODY, "state": {**BODY["state"], "usual": True}}))
    assert rows().get(seq=3).said == '[2,2,{"state":{"usual":true}}]'


@pytest.mark.parametrize(
    ("entry", "decision"),
    [
        ({}, {"day": DAY + timedelta(1)}),
        ({}, {"at": AT + timedelta(0, 1)}),
        ({}, {"pathway": "other"}),
        ({"kind": "decided"}, {}),
    ],
)
def test_what_does_not_go_with_its_entry_has_a_row_of_its_own(folder, entry, decision):
    first, said = pair(2)
    told = [*pair(0), event(first.id, **entry), decided(said.id, body=BODY, **decision)]
    stored(*told)
    assert in_short() == 0 and rows().count() == 4
    assert [row["client_id"] for row in store.export("me")] == [each.id for each in told]


@pytest.mark.parametrize("id", ["e9-d2", "e2-d02", "e2-d", "e2-d-1", "e2", "d2", "e2-d2\n"])
def test_an_id_that_does_not_come_of_its_entrys_is_kept_as_it_is(folder, id):
    told = [*pair(0), event("e2-0"), decided(id, body=BODY)]
    stored(*told)
    assert in_short() == 0
    reads_as("me", sorted_bodies(told))


@pytest.mark.parametrize(
    "body", [{**BODY, "new": 1}, {"rule": "go-on"}, {**BODY, "state": {}}, {**BODY, "rule": "x" * 200}]
)
def test_other_keys_or_much_that_differs_is_whole_and_what_others_are_told_by(folder, body):
    told = [*pair(0), *pair(2, body), *pair(4, body)]
    stored(*told)
    assert list(rows().filter(kind="decided").order_by("seq").values_list("seq", flat=True)) == [2, 4]
    assert rows().get(seq=5).said == "[4,4,{}]"
    reads_as("me", sorted_bodies(told))


def test_a_whole_one_comes_again_so_that_one_damaged_takes_few_with_it(folder):
    told = [each for n in range(0, short.FAR + 8, 2) for each in pair(n)]
    store.append("me", told, expected=0)
    assert list(rows().filter(kind="decided").order_by("seq").values_list("seq", flat=True)) == [2, short.FAR + 4]
    reads_as("me", sorted_bodies(told))


def test_each_pathway_begins_with_a_whole_one(folder):
    told = [*pair(0), *pair(2, pathway="new"), *pair(4), *pair(6, pathway="new")]
    store.append("me", told, expected=0)
    assert list(rows().order_by("seq").values_list("said", flat=True)) == [
        None,
        None,
        None,
        None,
        "[2,4,{}]",
        "[4,6,{}]",
    ]
    reads_as("me", sorted_bodies(told))


def test_people_do_not_tell_by_each_others(folder):
    stored(*pair(0))
    stored(event("a-0"), *pair(2), person="you")
    assert in_short() == 0


# -- whoever reads --------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(bodies, st.sampled_from(["old", "new"]), st.integers(0, 2)), min_size=1, max_size=12))
def test_what_is_read_is_what_was_decided(folder, course):
    person, told, n = f"person-{next(NAMES)}", [], 0
    for body, way, day in course:
        told += pair(n, body, pathway=way, day=DAY + timedelta(day))
        n += 2
    stored(*told, person=person)
    told = sorted_bodies(told)
    reads_as(person, told)
    for seq in range(len(told) + 1):
        after = DAY + timedelta(1)
        unseen = [each for at, each in enumerate(told, start=1) if at > seq or each.date > after]
        found = store.since(person, seq=seq, date=after)
        assert [*found.events] == [each for each in unseen if each.kind != DECIDED]
        assert [*found.said] == [each for each in unseen if each.kind == DECIDED]
        assert store.read(person, after=seq).said == store.read(person).said


def test_a_repeat_is_no_second_entry_and_other_words_are_refused(folder):
    told = [*pair(0), *pair(2)]
    stored(*told)
    assert store.append("me", told[2:], expected=4) == 4
    assert store.append("me", [told[3]], expected=4) == 4
    with pytest.raises(Clash):
        store.append("me", [replace(told[3], body={})], expected=4)


def test_a_course_is_kept_up_to_a_decision_in_short(folder):
    stored(*pair(0), *pair(2))
    store.keep("me", "p", 4, DAY, "{}")
    kept = store.cached("me", "p")
    assert kept is not None and kept.seq == 4
    store.keep("me", "p", 5, DAY, "later")
    assert store.cached("me", "p") == kept


def test_erasing_counts_each_entry_and_leaves_none(folder):
    stored(*pair(0), *pair(2))
    assert store.erase("me") == 4
    assert store.last("me") == 0 and rows().count() == 0


def test_it_is_never_changed_either(folder):
    stored(*pair(0), *pair(2))
    other = sqlite3.connect(home.file_in(folder))
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        other.execute("UPDATE store_event SET said = NULL")
    other.close()


@pytest.mark.parametrize(
    "said",
    ["", "[2,2]", "{", "[9,2,{}]", "[1,2,{}]", '["2",2,{}]', '[2,"2",{}]', "[2,2,3]", '[2,2,{"none":{"secret":1}}]'],
)
def test_one_that_makes_no_sense_is_damage(folder, said):
    stored(*pair(0), *pair(2))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER store_event_stays")
        cursor.execute("UPDATE store_event SET said = %s WHERE seq = 3", [said])
    for read in (store.read, lambda person: list(store.export(person)), store.latest):
        with pytest.raises(Trouble) as trouble:
            read("me")
        assert trouble.value.code == "corrupt"


# -- copies ---------------------------------------------------------------------------------------------------------


def test_an_export_has_each_whole_and_is_put_back_wherever_it_was_cut(folder):
    told = sorted_bodies(each for n in range(0, 12, 2) for each in pair(n, {**BODY, "rule": f"r{n // 4}"}))
    stored(*told)
    exported = list(store.export("me"))
    assert exported == as_rows(told)
    for cut in range(1, len(exported) + 1):
        person = f"cut-{cut}"
        store.put_back(person, exported[:cut])
        reads_as(person, told[:cut])
        store.put_back(person, exported)
        reads_as(person, told)


def test_two_histories_are_never_mixed(folder):
    stored(*pair(0), *pair(2))
    stored(event("other-0"), decided("other-d0", body=BODY), person="you")
    with pytest.raises(Moved):
        store.put_back("you", list(store.export("me")))


def test_a_backup_is_read_whole_and_goes_on_where_the_store_is_behind(folder, tmp_path):
    told = sorted_bodies([*pair(0), *pair(2), *pair(4, {**BODY, "rule": "wait"})])
    stored(*told)
    copy = tmp_path / "copy.sqlite3"
    copy.touch()
    store.backup(copy)
    assert store.rows_of(copy, "me") == [{key: row[key] for key in row if key != "person"} for row in as_rows(told)]
    stored(*told[:2], person="you")
    store.put_back("you", store.rows_of(copy, "me"))
    reads_as("you", told)


def test_a_backup_of_before_is_read(folder, tmp_path):
    told = sorted_bodies([*pair(0), *pair(2)])
    store.append("me", [each for each in told if each.kind != DECIDED], expected=0)
    copy = tmp_path / "copy.sqlite3"
    copy.touch()
    store.backup(copy)
    with sqlite3.connect(copy) as old:
        old.execute("ALTER TABLE store_event DROP COLUMN said")
    assert [row["client_id"] for row in store.rows_of(copy, "me")] == ["e0-0", "e2-0"]


def test_a_store_whose_decisions_are_all_whole_goes_on_in_short(folder):
    """As the version before left it."""
    told = sorted_bodies([*pair(0), *pair(2)])
    for each in told:
        store.append("me", [each], expected=store.last("me"))  # alone: nothing to stand beside
    assert in_short() == 0
    in_layout_three()
    connections.close_all()
    store.open(folder, patience=0.05)
    reads_as("me", told)
    stored(*pair(4))
    assert in_short() == 1
    reads_as("me", [*told, *sorted_bodies(pair(4))])


# -- a real course --------------------------------------------------------------------------------------------------


class Noting:
    """The store, and beside it each event that was appended, as it was."""

    def __init__(self) -> None:
        self.told: list[Event] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(store, name)

    def append(self, person: str, told: Iterable[Event], *, expected: int) -> int:
        told = list(told)
        seq = store.append(person, told, expected=expected)
        self.told += told
        return seq


def play(days: int, seed: int) -> Noting:
    """Mornings, ticks, how sore, evenings, entries mended and taken back, as the pages tell them."""
    noting, chance = Noting(), Random(seed)
    care = Care(pathway(), noting, lambda: AT)
    for n, told in enumerate(events(days, seed=seed)):
        at = datetime.combine(told.date, datetime.min.time(), ZONE) + timedelta(hours=7 + 12 * (n % 2))
        care.answer("me", {told.date: dict(told.body)}, at=at)
        if n % 2:
            care.answer("me", {told.date: {"exercises": (SESSION[0],)}}, at=at + timedelta(minutes=1))
        last = [each for each in care.bases.typed(noting.told[-6:]) if each.kind == "answered"]
        if chance.random() < 0.2:
            mended = {"activity_pain": chance.choice((1, 9))} if "activity_pain" in last[0].body else {}
            care.correct("me", last[0], mended, at=at + timedelta(minutes=2))
        elif chance.random() < 0.1:
            care.withdraw("me", last[-1], at=at + timedelta(minutes=3))
    return noting


@pytest.mark.parametrize("seed", [1, 2])
def test_a_course_is_read_as_it_was_decided(folder: Path, seed: int) -> None:
    told = sorted_bodies(play(45, seed).told)
    assert in_short() > 0.6 * rows().count(), "Most decisions of a course say what was said before."
    reads_as("me", told)
    store.put_back("you", json.loads(json.dumps(list(store.export("me")))))
    reads_as("you", told)
