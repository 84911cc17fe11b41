"""Whom to call outside the doctor's hours, by region: data with a source and a date, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from svang.pathway.reader import read_file

FILE = Path(__file__).parent / "knowledge" / "contacts.yaml"


@dataclass(frozen=True, slots=True)
class Region:
    """A region's out-of-hours number, where it was read, how well (a status as of sources), and when."""

    id: str
    name: str
    number: str
    source: str
    status: str
    checked: date

    @property
    def dial(self) -> str:
        return self.number.replace(" ", "")


@cache
def regions() -> Mapping[str, Region]:
    """All regions, in the order of the file."""
    found = read_file(FILE).plain()["regions"]
    return {
        id: Region(id, row["name"], row["number"], row["source"], row["status"], date.fromisoformat(row["checked"]))
        for id, row in found.items()
    }
