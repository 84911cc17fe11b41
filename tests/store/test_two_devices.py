"""Real processes at the same time: nothing lost, nothing doubled, no gap."""

import pytest

from svang import store
from tests.store.given import outcomes


def race(folder, person, *names):
    """How often somebody else was first."""
    return sum(map(int, outcomes(*(("append_pairs", folder, person, ",".join(each)) for each in names))))


def test_two_devices_lose_and_double_nothing(folder):
    mine, yours = ([f"{device}-{number}" for number in range(60)] for device in "ab")
    assert race(folder, "me", mine, yours) > 0, "they never met, so this proved nothing"
    rows = list(store.export("me"))
    assert [row["seq"] for row in rows] == list(range(1, 241))
    assert sorted(row["client_id"] for row in rows if row["kind"] == "answered") == sorted(mine + yours)
    for entry, decision in zip(rows[::2], rows[1::2], strict=True):
        assert decision["client_id"] == entry["client_id"] + "-decided"


def test_two_devices_with_the_same_entries_store_each_once(folder):
    names, met = [str(number) for number in range(40)], 0
    for who in map(str, range(20)):  # on a busy machine the two may not meet at once
        met += race(folder, who, names, names)
        assert [each.id for each in store.read(who).events] == names
        assert store.read(who).seq == 80
        if met:
            return
    pytest.fail("they never met, so this proved nothing")


def test_people_write_side_by_side(folder):
    names = [str(number) for number in range(20)]
    printed = outcomes(*(("append_pairs", folder, who, ",".join(names)) for who in "abc"))
    assert printed == ["0", "0", "0"], "nobody was in another one's way"
    assert [store.read(who).seq for who in "abc"] == [40, 40, 40]
