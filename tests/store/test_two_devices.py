"""Real processes at the same time: nothing lost, nothing doubled, no gap."""

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
    names = [str(number) for number in range(40)]
    assert race(folder, "me", names, names) > 0, "they never met, so this proved nothing"
    assert [each.id for each in store.read("me").events] == names
    assert store.read("me").seq == 80


def test_people_write_side_by_side(folder):
    names = [str(number) for number in range(20)]
    printed = outcomes(*(("append_pairs", folder, who, ",".join(names)) for who in "abc"))
    assert printed == ["0", "0", "0"], "nobody was in another one's way"
    assert [store.read(who).seq for who in "abc"] == [40, 40, 40]
