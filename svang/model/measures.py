"""What is folded from the history: one class for each `how`, with the fields that it uses and no others.

Three families: what follows from the same day, what the dates say that the course keeps, and what looks back on days.
Every reading dispatches on the classes, and ends in `assert_never`: whoever adds one is told by mypy where it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from svang.model.rule import Arith, Compare, Cond, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Common:
    """What every measure has. `reads`: the names it comes from; `beside`: names it also needs to know of; `remembers`:
    those whose past days it reads.

    `asks`: what to ask when it is not known, of `yesterday` if so. `writes`: the series that it is noted in, and how
    many days back. `static`: it follows from lasting facts alone.
    """

    how: ClassVar[str]
    id: str
    kind: str
    unit: str = ""
    low: int | None = None
    high: int | None = None
    options: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    always: bool = False
    asks: tuple[str, ...] = ()
    yesterday: bool = False
    writes: tuple[str, int] | None = None
    static: bool = False
    where: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def beside(self) -> tuple[str, ...]:
        return ()

    @property
    def remembers(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOne(Common):
    """It comes from one name."""

    read: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.read,)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSome(Common):
    """It comes from several names, in their order."""

    names: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return self.names


# -- what follows from the same day ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class When(OfSome):
    """A condition: yes, no or not known."""

    how: ClassVar[str] = "when"
    when: Cond


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(OfSome):
    """A sum of whole numbers; not known unless all of them are."""

    how: ClassVar[str] = "value"
    value: Arith


@dataclass(frozen=True, slots=True, kw_only=True)
class First(OfSome):
    """The word of the first line that is surely true; not known where none is."""

    how: ClassVar[str] = "first"
    lines: tuple[tuple[str, Cond | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surely(OfOne):
    """Is it surely true?"""

    how: ClassVar[str] = "surely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(OfOne):
    """Is it known?"""

    how: ClassVar[str] = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(OfOne):
    """How many words a set has."""

    how: ClassVar[str] = "size"


@dataclass(frozen=True, slots=True, kw_only=True)
class BothFeet(OfOne):
    """Is there something of it on each foot?"""

    how: ClassVar[str] = "both_feet"


@dataclass(frozen=True, slots=True, kw_only=True)
class BothHave(OfOne):
    """Is there something of each group on each foot?"""

    how: ClassVar[str] = "both_have"
    has: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeetApart(OfOne):
    """How far apart the numbers of the two feet are."""

    how: ClassVar[str] = "feet_apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMassIndex(OfSome):
    """kg / m², one decimal, from tenths of a kilogram and of a centimetre."""

    how: ClassVar[str] = "body_mass_index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing(OfSome):
    """How many of a list are not known. `flags`: of the red flags; else of what must be known, line by line."""

    how: ClassVar[str] = "missing"
    flags: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Worst(OfSome):
    """The largest number, else the last extra answer. `needs`: the first has to be told."""

    how: ClassVar[str] = "worst"
    needs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstKnown(OfSome):
    """The first of them that is known."""

    how: ClassVar[str] = "first_known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(OfOne):
    """What each value of a choice stands for."""

    how: ClassVar[str] = "table"
    table: Mapping[str, int | str]


# -- what the dates say that the course keeps -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(OfSome):
    """Has there been a check-in today?"""

    how: ClassVar[str] = "entered"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysSinceEntry(OfSome):
    """Days since the last check-in before today, or never."""

    how: ClassVar[str] = "days_since_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysSince(OfOne):
    """Days since a mark of the machine was set, or since a date that was told."""

    how: ClassVar[str] = "days_since"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeOfSign(OfOne):
    """How old a sign is: told together with how long it has hurt (`older`) as old as that, told later of that day."""

    how: ClassVar[str] = "age_of_sign"
    older: str

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.older,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(OfOne):
    """Is it one of the `last` days of every `days` since a mark?"""

    how: ClassVar[str] = "cycle"
    days: int
    last: int


# -- what looks back on days ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksBack(OfOne):
    """It reads the past days of one name."""

    @property
    def remembers(self) -> tuple[str, ...]:
        return (self.read, *self.beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ago(LooksBack):
    """What it was so many days ago."""

    how: ClassVar[str] = "ago"
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(LooksBack):
    """So many days up to today, or to yesterday; moved `back` by some."""

    days: int
    today: bool = True
    back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Middling(Window):
    """Not known with fewer than `needs` numbers."""

    needs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Median(Middling):
    how: ClassVar[str] = "median"


@dataclass(frozen=True, slots=True, kw_only=True)
class Second(Middling):
    """The second highest number, or the only one."""

    how: ClassVar[str] = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Max(Middling):
    how: ClassVar[str] = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean(Middling):
    """Floored."""

    how: ClassVar[str] = "mean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Window):
    how: ClassVar[str] = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class FromMark(LooksBack):
    """So many days from the day on which a mark was set."""

    mark: str
    days: int
    needs: int = 0

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.mark,)

    @property
    def remembers(self) -> tuple[str, ...]:
        return (self.read,)


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianFrom(FromMark):
    """`before`: the days before the mark, not after it."""

    how: ClassVar[str] = "median"
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFrom(FromMark):
    """Once the window is whole, and then for good."""

    how: ClassVar[str] = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Window):
    """On how many days it is `is_`, or known at all; not known with fewer than `needs` days known."""

    how: ClassVar[str] = "count"
    is_: str = ""
    needs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CountHolding(Window):
    """On how many days a comparison of that day's value surely holds."""

    how: ClassVar[str] = "count"
    holds: Compare

    @property
    def reads(self) -> tuple[str, ...]:
        return _with_limit(self.read, self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent(Window):
    """On how many of the `last` days that are known in `among` it is `is_`."""

    how: ClassVar[str] = "count"
    among: str
    last: int
    is_: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.among,)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentHolding(Window):
    """On how many of the `last` days that are known in `among` a comparison surely holds."""

    how: ClassVar[str] = "count"
    among: str
    last: int
    holds: Compare

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.among,)

    @property
    def reads(self) -> tuple[str, ...]:
        return _with_limit(self.read, self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak(LooksBack):
    """Days in a row, the latest first, that are surely `is_`; no more than its range."""

    how: ClassVar[str] = "streak"
    today: bool = True
    is_: str = ""
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakHolding(LooksBack):
    """Days in a row, the latest first, on which a comparison surely holds; no more than its range."""

    how: ClassVar[str] = "streak"
    today: bool = True
    holds: Compare
    high: int

    @property
    def reads(self) -> tuple[str, ...]:
        return _with_limit(self.read, self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Window):
    """The mean percent, floored, of the days that were `planned` and of which something is told."""

    how: ClassVar[str] = "share"
    planned: str
    needs: int = 0

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.planned,)


def _with_limit(read: str, holds: Compare) -> tuple[str, ...]:
    """What is counted, and the measure of today that it is held against, if it is one."""
    return (read, holds.right.name) if isinstance(holds.right, Ref) else (read,)


OfTheDay: TypeAlias = (
    When
    | Value
    | First
    | Surely
    | Told
    | Size
    | BothFeet
    | BothHave
    | FeetApart
    | BodyMassIndex
    | Missing
    | Worst
    | FirstKnown
    | Table
)
OfDates: TypeAlias = Entered | DaysSinceEntry | DaysSince | AgeOfSign | Cycle
OfDays: TypeAlias = (
    Ago
    | Median
    | MedianFrom
    | Second
    | SecondFrom
    | Max
    | Mean
    | Sum
    | Count
    | CountHolding
    | Recent
    | RecentHolding
    | Streak
    | StreakHolding
    | Share
)
Measure: TypeAlias = OfTheDay | OfDates | OfDays
Holding: TypeAlias = CountHolding | RecentHolding | StreakHolding
