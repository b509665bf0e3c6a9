"""Days of the calendar, and the days that fit digits of which some are X.

A `Day` is three numbers and not a `datetime.date`, which knows neither the year 0 nor the years
before it. Years are counted as ISO 8601 does: 0 is 1 BC, -44 is 45 BC; the calendar of today is
carried back unchanged.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Sequence
from typing import NamedTuple

UNKNOWN_YEAR = "XXXX"


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

    @property
    def decimal_year(self) -> float:
        """Where the day begins on an axis of years: `Day(2020, 1, 1)` at 2020.0."""
        return self._after(self._days_before)

    @property
    def decimal_year_end(self) -> float:
        """Where the day ends, which is where the next one begins.

        >>> Day(2020, 12, 31).decimal_year_end
        2021.0
        """
        return self._after(self._days_before + 1)

    @property
    def _days_before(self) -> int:
        return sum(month_length(self.year, m) for m in range(1, self.month)) + self.day - 1

    def _after(self, days: int) -> float:
        return self.year + days / (366 if isleap(self.year) else 365)

    def __str__(self) -> str:
        width = 5 if self.year < 0 else 4
        return f"{self.year:0{width}}-{self.month:02}-{self.day:02}"


class Bounds(NamedTuple):
    """The first and the last day that are possible; None where that side has no bound."""

    earliest: Day | None
    latest: Day | None


def month_length(year: int, month: int) -> int:
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
    every = (Day(y, m, d) for y in years for m in months for d in days if d <= month_length(y, m))
    return next(every, None)


def _years(digits: str) -> range:
    """The years that fit; the year 0 stands in for one that is not known, as it has a 29 February.

    >>> _years("201X")
    range(2010, 2020)
    """
    if digits == UNKNOWN_YEAR:
        return range(1)
    return range(int(digits.replace("X", "0")), int(digits.replace("X", "9")) + 1)


def _fitting(digits: str, highest: int) -> list[int]:
    prefix = digits.rstrip("X")
    return [number for number in range(1, highest + 1) if f"{number:02}".startswith(prefix)]
