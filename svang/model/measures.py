"""What is folded from the history: one class for each `how`, with the fields that it uses and no others.

Three families: what follows from the same day, what the dates say that the course keeps, and what looks back on days.
Every reading dispatches on the classes, and ends in `assert_never`: whoever adds one is told by mypy where it lacks.
A class without fields of its own takes its parent's `__init__`; a measure is known by its id, so none compares fields:
both spare each process the making of what nobody calls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from svang.model.rule import Arith, Compare, Cond, Ref


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Common:
    """What every measure has. `reads`: the names it comes from; `beside`: names it also needs to know of; `remembers`:
    those whose past days it reads.

    `asks`: what to ask when it is not known, of `yesterday` if so. `writes`: the series that it is noted in, and how
    many days back. `static`: it follows from lasting facts alone. `only_grows`: it does so while a plan runs.
    `day_of_rest`: it is the days since what wants a day of rest was done.
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
    only_grows: bool = False
    day_of_rest: bool = False
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OfOne(Common):
    """It comes from one name."""

    read: str

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.read,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OfSome(Common):
    """It comes from several names, in their order."""

    names: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return self.names


# -- what follows from the same day ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class When(OfSome):
    """A condition: yes, no or not known."""

    how: ClassVar[str] = "when"
    when: Cond


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value(OfSome):
    """A sum of whole numbers; not known unless all of them are."""

    how: ClassVar[str] = "value"
    value: Arith


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class First(OfSome):
    """The word of the first line that is surely true; not known where none is."""

    how: ClassVar[str] = "first"
    lines: tuple[tuple[str, Cond | None], ...]


class Surely(OfOne):
    """Is it surely true?"""

    __slots__ = ()
    how: ClassVar[str] = "surely"


class Known(OfOne):
    """Is it known?"""

    __slots__ = ()
    how: ClassVar[str] = "known"


class Size(OfOne):
    """How many words a set has."""

    __slots__ = ()
    how: ClassVar[str] = "size"


class BothFeet(OfOne):
    """Is there something of it on each foot?"""

    __slots__ = ()
    how: ClassVar[str] = "both_feet"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BothHave(OfOne):
    """Is there something of each group on each foot?"""

    how: ClassVar[str] = "both_have"
    has: tuple[frozenset[str], ...]


class FeetApart(OfOne):
    """How far apart the numbers of the two feet are."""

    __slots__ = ()
    how: ClassVar[str] = "feet_apart"


class BodyMassIndex(OfSome):
    """kg / m², one decimal, from tenths of a kilogram and of a centimetre."""

    __slots__ = ()
    how: ClassVar[str] = "body_mass_index"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Missing(OfSome):
    """How many of a list are not known. `flags`: of the red flags; else of what must be known, line by line."""

    how: ClassVar[str] = "missing"
    flags: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Worst(OfSome):
    """The largest number, else the last extra answer. `needs`: the first has to be told."""

    how: ClassVar[str] = "worst"
    needs: int = 0


class FirstKnown(OfSome):
    """The first of them that is known."""

    __slots__ = ()
    how: ClassVar[str] = "first_known"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table(OfOne):
    """What each value of a choice stands for."""

    how: ClassVar[str] = "table"
    table: Mapping[str, int | str]


# -- what the dates say that the course keeps -----------------------------------------------------------------


class CheckinToday(OfSome):
    """Has there been a check-in today?"""

    __slots__ = ()
    how: ClassVar[str] = "checkin_today"


class DaysSinceCheckin(OfSome):
    """Days since the last check-in before today, or never."""

    __slots__ = ()
    how: ClassVar[str] = "days_since_checkin"


class DaysSince(OfOne):
    """Days since a mark of the machine was set, or since a date that was told."""

    __slots__ = ()
    how: ClassVar[str] = "days_since"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgeOfSign(OfOne):
    """How old a sign is: told together with how long it has hurt (`older`) as old as that, told later of that day."""

    how: ClassVar[str] = "age_of_sign"
    older: str

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.older,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cycle(OfOne):
    """Is it one of the `last` days of every `days` since a mark?"""

    how: ClassVar[str] = "cycle"
    days: int
    last: int


# -- what looks back on days ----------------------------------------------------------------------------------


class LooksBack(OfOne):
    """It reads the past days of one name."""

    __slots__ = ()

    @property
    def remembers(self) -> tuple[str, ...]:
        return (self.read, *self.beside)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ago(LooksBack):
    """What it was so many days ago."""

    how: ClassVar[str] = "ago"
    days: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Window(LooksBack):
    """So many days up to today, or to yesterday; moved `back` by some."""

    days: int
    today: bool = True
    back: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Middling(Window):
    """Not known with fewer than `needs` numbers."""

    needs: int = 0


class Median(Middling):
    __slots__ = ()
    how: ClassVar[str] = "median"


class Second(Middling):
    """The second highest number, or the only one."""

    __slots__ = ()
    how: ClassVar[str] = "second"


class Max(Middling):
    __slots__ = ()
    how: ClassVar[str] = "max"


class Mean(Middling):
    """Floored."""

    __slots__ = ()
    how: ClassVar[str] = "mean"


class Sum(Window):
    __slots__ = ()
    how: ClassVar[str] = "sum"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MedianFrom(FromMark):
    """`before`: the days before the mark, not after it."""

    how: ClassVar[str] = "median"
    before: bool = False


class SecondFrom(FromMark):
    """Once the window is whole, and then for good."""

    __slots__ = ()
    how: ClassVar[str] = "second"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Count(Window):
    """On how many days it is `is_`, or known at all; not known with fewer than `needs` days known."""

    how: ClassVar[str] = "count"
    is_: str = ""
    needs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CountHolding(Window):
    """On how many days a comparison of that day's value surely holds."""

    how: ClassVar[str] = "count"
    holds: Compare

    @property
    def reads(self) -> tuple[str, ...]:
        return _with_limit(self.read, self.holds)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recent(Window):
    """On how many of the `last` days that are known in `among` it is `is_`."""

    how: ClassVar[str] = "count"
    among: str
    last: int
    is_: str = ""

    @property
    def beside(self) -> tuple[str, ...]:
        return (self.among,)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Streak(LooksBack):
    """Days in a row, the latest first, that are surely `is_`; no more than its range."""

    how: ClassVar[str] = "streak"
    today: bool = True
    is_: str = ""
    high: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StreakHolding(LooksBack):
    """Days in a row, the latest first, on which a comparison surely holds; no more than its range."""

    how: ClassVar[str] = "streak"
    today: bool = True
    holds: Compare
    high: int

    @property
    def reads(self) -> tuple[str, ...]:
        return _with_limit(self.read, self.holds)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
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
    | Known
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
OfDates: TypeAlias = CheckinToday | DaysSinceCheckin | DaysSince | AgeOfSign | Cycle
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
