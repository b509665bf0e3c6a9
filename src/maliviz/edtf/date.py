"""One calendar date, of which a part may be missing, open, inferred or approximate.

A date has up to three parts: a year, a month, a day; a whole day may have a time, in hours or in
minutes, of the place that is told of: no zone is kept, and none converted. Digits that are not
known are `X`; a part may carry a mark: `?` it is inferred and stands in no text, `~` it is
approximate, `%` both. Such a date stands for a set of days, and all that is computed from it comes
from the first and the last moment of that set.

A `Day` is three numbers and not a `datetime.date`, which knows neither the year 0 nor the years
before it. Years are counted as ISO 8601 does: 0 is 1 BC, -44 is 45 BC; the calendar of today is
carried back unchanged.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Literal, NamedTuple

Kind = Literal["known", "open", "unknown"]

NAMES: tuple[Literal["year", "month", "day"], ...] = ("year", "month", "day")
_UNKNOWN_YEAR = "XXXX"


class Day(NamedTuple):
    """A day of the calendar; days compare in the order of time.

    >>> Day(-44, 3, 15) < Day(2024, 3, 31)
    True
    >>> str(Day(2024, 3, 31))
    '2024-03-31'
    """

    year: int
    month: int
    day: int

    def decimal_year(self, minutes: int = 0) -> float:
        """Where it is so many minutes into the day, on an axis of years.

        >>> Day(2020, 1, 1).decimal_year(), Day(2020, 12, 31).decimal_year(MINUTES)
        (2020.0, 2021.0)
        """
        months = range(1, self.month)
        before = sum(_month_length(self.year, month) for month in months) + self.day - 1
        return self.year + (before + minutes / MINUTES) / (366 if isleap(self.year) else 365)

    def __str__(self) -> str:
        width = 5 if self.year < 0 else 4
        return f"{self.year:0{width}}-{self.month:02}-{self.day:02}"


MINUTES = 24 * 60
"""The minutes of a day."""


class Moment(NamedTuple):
    """A minute of a day, counted from 0; moments compare in the order of time."""

    day: Day
    minute: int

    @property
    def begins(self) -> float:
        """Where it begins on an axis of years."""
        return self.day.decimal_year(self.minute)

    @property
    def ends(self) -> float:
        """Where it ends on an axis of years."""
        return self.day.decimal_year(self.minute + 1)


Moments = tuple[Moment | None, Moment | None]
"""The first and the last moment that are possible; None where that side has no bound."""


class Bounds(NamedTuple):
    """The first and the last day that are possible; None where that side has no bound."""

    earliest: Day | None
    latest: Day | None


def _month_length(year: int, month: int) -> int:
    """How many days a month has, in any year."""
    return monthrange(year, month)[1]


def first_and_last(digits: Sequence[str]) -> tuple[Day, Day] | None:
    """The first and the last day that fit the digits of a year, a month and a day.

    A part that is left out, and an X, may be any; None when the calendar has no such day.

    >>> [str(day) for day in first_and_last(["2024", "02", "2X"])]
    ['2024-02-20', '2024-02-29']
    >>> first_and_last(["2023", "02", "29"])
    """
    year, month, day = [*digits, *["XX"] * (3 - len(digits))]
    years, months, days = _years(year), _fitting(month, 12), _fitting(day, 31)
    first = _first_day(years, months, days)
    last = _first_day(years[::-1], months[::-1], days[::-1])
    return (first, last) if first and last else None


def _first_day(years: range, months: Sequence[int], days: Sequence[int]) -> Day | None:
    every = (Day(y, m, d) for y in years for m in months for d in days if d <= _month_length(y, m))
    return next(every, None)


def _years(digits: str) -> range:
    """The years that fit; the year 0 stands in for one that is not known, as it has a 29 February.

    >>> _years("201X")
    range(2010, 2020)
    """
    if digits == _UNKNOWN_YEAR:
        return range(1)
    return range(int(digits.replace("X", "0")), int(digits.replace("X", "9")) + 1)


def _fitting(digits: str, highest: int) -> list[int]:
    prefix = digits.rstrip("X")
    return [number for number in range(1, highest + 1) if f"{number:02}".startswith(prefix)]


class Part(NamedTuple):
    """The year, the month or the day of a date: its digits, and its mark if it has one."""

    digits: str
    mark: str = ""

    @property
    def known(self) -> bool:
        """Whether at least one digit is given."""
        return self.digits.strip("X") != ""

    @property
    def inferred(self) -> bool:
        return self.mark in ("?", "%")

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    def without_inference(self) -> Part:
        if self.inferred:
            return Part("X" * len(self.digits.removeprefix("-")))
        return self


@dataclass(frozen=True)
class PartialDate:
    """A date as written: a year, perhaps a month, perhaps a day; without parts it is left open.

    A whole day may have a `time`: an hour, `14`, or a minute, `14:30`.

    >>> date = PartialDate((Part("2025", "?"), Part("07")))
    >>> date.text, date.days[0]
    ('2025?-07', Day(year=2025, month=7, day=1))
    """

    parts: tuple[Part, ...]
    time: str = ""

    @cached_property
    def text(self) -> str:
        """The one spelling: a mark to the right covers all before it, to the left one part."""
        mark = self.parts[0].mark if self.parts else ""
        alike = len(list(takewhile(lambda part: part.mark == mark, self.parts)))
        covered = "-".join(part.digits for part in self.parts[:alike]) + mark
        day = "-".join([covered, *(part.mark + part.digits for part in self.parts[alike:])])
        return f"{day}T{self.time}" if self.time else day

    @property
    def named(self) -> list[tuple[str, Part]]:
        return list(zip(NAMES, self.parts, strict=False))

    @property
    def known(self) -> bool:
        return any(part.known for part in self.parts)

    @property
    def kind(self) -> Kind:
        """Known with a year, unknown without one, open when it was left open on purpose."""
        if not self.parts:
            return "open"
        return "known" if self.parts[0].known else "unknown"

    @property
    def moments(self) -> Moments:
        """The first and the last minute it can be; none on either side without a year."""
        if self.kind != "known":
            return None, None
        (first, last), (start, end) = self.days, self.minutes
        return Moment(first, start), Moment(last, end)

    @property
    def minutes(self) -> tuple[int, int]:
        """The first and the last minute of its time, or of the whole day."""
        if not self.time:
            return 0, MINUTES - 1
        hour, _, minute = self.time.partition(":")
        start = 60 * int(hour) + int(minute or 0)
        return start, start if minute else start + 59

    @cached_property
    def days(self) -> tuple[Day, Day]:
        """The first and the last day that fit the digits; a missing year counts as the year 0."""
        days = first_and_last([part.digits for part in self.parts])
        assert days is not None, "no such date is read"
        return days

    def without_inference(self) -> PartialDate:
        """What remains when everything inferred is taken out: at the least `NOTHING`."""
        parts = [part.without_inference() for part in self.parts]
        while len(parts) > 1 and self.parts[len(parts) - 1].inferred:
            parts.pop()
        date = PartialDate(tuple(parts), self.time if tuple(parts) == self.parts else "")
        return date if date.known or self == OPEN else NOTHING


OPEN = PartialDate(())
NOTHING = PartialDate((Part(_UNKNOWN_YEAR),))
