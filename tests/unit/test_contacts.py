"""The out-of-hours numbers: one for each of the five regions, each with where and when it was read."""

from __future__ import annotations

from datetime import date

from svang.contacts import regions


def test_each_region_has_its_number() -> None:
    """As the regions and laegevagten.dk say them."""
    assert {id: region.dial for id, region in regions().items()} == {
        "hovedstaden": "1813",
        "sjaelland": "1818",
        "syddanmark": "70110707",
        "midtjylland": "70113131",
        "nordjylland": "70150300",
    }


def test_each_says_where_and_when_it_was_read() -> None:
    for region in regions().values():
        assert region.name.startswith("Region ") and region.source
        assert region.status in ("V", "V2") and region.checked >= date(2026, 11, 22)
