"""An axis as fine as its dates: of years, or of months, days or hours where all lies close.

What happened within a week has no room on an axis of years. So the axis is of the finest unit
that at least one date has and that keeps the number of units small. It stays an axis of decimal
years, so that whatever is drawn on one can be drawn on the other; only what is written differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, NamedTuple

from babel import Locale

from maliviz.charts.style import SMALL
from maliviz.edtf import Day, Edtf
from maliviz.language import gettext as _
from maliviz.language import month_names, pgettext, spoken

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_DAY = 1 / 365
_MINUTE = _DAY / 24 / 60
# Unit, how many years it spans at most, and how long a date is that has it.
_UNITS = (
    ("hour", 3.01 * _DAY, 0.5 * _DAY),
    ("day", 62 * _DAY, 1.01 * _DAY),
    ("month", 2.0, 31.01 * _DAY),
)
_STEPS = {"hour": (1, 2, 3, 6, 12), "day": (1, 2, 5, 10, 15), "month": (1, 2, 3, 6)}
_YEAR_STEPS = (2, 4, 10, 20, 40, 100, 200, 400, 1000)
_YEARS = range(2, 9998)
"""Of which years a `datetime` knows all that comes just before and after."""
_YEAR, _GAP, _MOST = 48.0, 12.0, 9


class Tick(NamedTuple):
    """A place on an axis of decimal years, and what is written there."""

    year: float
    words: str


@dataclass(frozen=True)
class Axis:
    """Decimal years from ``first`` to ``last``, laid from ``left`` to ``right`` in px.

    ``unit`` is what is written below it: ``year``, ``month``, ``day`` or ``hour``.

    >>> axis = Axis(2012, 2032, 0, 200)
    >>> axis.x(2022.0), [tick.words for tick in axis.ticks()]
    (100.0, ['2020', '2030'])
    >>> [tick.words for tick in Axis(2024.0, 2025.0, 0, 300, "month").ticks()]
    ['Jan 2024', 'Mar', 'May', 'Jul', 'Sep', 'Nov', 'Jan 2025']
    """

    first: float
    last: float
    left: float
    right: float
    unit: str = "year"

    def x(self, year: float) -> float:
        """Return the place of a decimal year."""
        share = (year - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def label(self, canvas: Canvas, baseline: float) -> None:
        """Write the unit of each tick, none of it beyond the edge of the sheet."""
        for year, words in self.ticks(canvas):
            half = canvas.measure(words, SMALL) / 2
            x = min(max(self.x(year), half), canvas.width - half)
            canvas.text(x, baseline, words, "muted", size=SMALL, align="center")

    def grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a line down the sheet for each tick, below all else."""
        places = [self.x(tick.year) for tick in self.ticks(canvas)]
        with canvas.beneath():
            canvas.segments([(x, y) for x in places for y in (top, bottom)], "rule")

    def ticks(self, canvas: Canvas | None = None) -> Sequence[Tick]:
        """Return as many ticks as have room beside each other, or where none measures, a few."""
        if self.unit == "year":
            return self._years()
        every = [self._every(step) for step in _STEPS[self.unit]]
        return next((ticks for ticks in every if self._has_room(ticks, canvas)), every[-1])

    def _years(self) -> list[Tick]:
        width = (self.right - self.left) / (self.last - self.first)
        step = next((s for s in _YEAR_STEPS if s * width >= _YEAR), _YEAR_STEPS[-1])
        years = range(ceil(self.first / step) * step, floor(self.last) + 1, step)
        return [Tick(year, str(year)) for year in years]

    def _every(self, step: int) -> list[Tick]:
        """Return a tick for each so-many-th unit; the first says all, another what is new."""
        ticks: list[Tick] = []
        for moment in _starts(self.unit, self.first, self.last):
            at = {"month": moment.month - 1, "day": moment.day - 1, "hour": moment.hour}[self.unit]
            # Day 31 is too close to the 1st to be written between them.
            if at % step == 0 and not (self.unit == "day" and step > 1 and at >= 30):
                ticks.append(Tick(_decimal(moment), _words(self.unit, moment, whole=not ticks)))
        return ticks

    def _has_room(self, ticks: Sequence[Tick], canvas: Canvas | None) -> bool:
        if canvas is None:
            return len(ticks) <= _MOST
        ends = [(self.x(year), canvas.measure(words, SMALL) / 2) for year, words in ticks]
        return all(x - half >= left + reach + _GAP for (left, reach), (x, half) in pairwise(ends))


@dataclass(frozen=True)
class Months(Axis):
    """The months of one year, which is both ``first`` and the year before ``last``."""

    def label(self, canvas: Canvas, baseline: float) -> None:
        """Write each month in its place, as short as there is room for."""
        room = self.x(self.first + 1 / 12) - self.left
        names = short_months("abbreviated")
        if any(canvas.measure(f"{name} ", SMALL) > room for name in names):
            names = short_months("narrow")
        for number, name in enumerate(names):
            x = self.x(self.first + (number + 0.5) / 12)
            canvas.text(x, baseline, name, "muted", size=SMALL, align="center")

    def ticks(self, canvas: Canvas | None = None) -> Sequence[Tick]:
        """Return the ends of the months, at which nothing is written."""
        return [Tick(self.first + number / 12, "") for number in range(13)]


def short_months(width: Literal["abbreviated", "narrow"]) -> list[str]:
    """Return the short names of the months, or their letters.

    They are those of the language in any country: the British alone write September in four
    letters.

    >>> short_months("abbreviated")[8], short_months("narrow")[8]
    ('Sep', 'S')
    """
    own = spoken().locale
    return list(month_names(Locale(own.language, script=own.script), width).values())


def axis_of_years(dates: Iterable[Edtf], left: float, right: float) -> Axis:
    """Return an axis of at least four years that holds all bounded ends of dates.

    Where a side is open, it goes on for two years after the last of them, or one before the first.
    """
    ends, before, after = _ends(dates)
    low, high = floor(min(ends, default=2000)), ceil(max(ends, default=2000))
    low, high = low - (1 if before else 0), high + (2 if after else 0)
    return Axis(low, max(high, low + 4), left, right)


def axis_for(dates: Iterable[Edtf], left: float, right: float) -> Axis:
    """Return an axis that holds all bounded ends of dates, in the unit that they ask for.

    >>> from maliviz.edtf import parse
    >>> axis_for([parse("2024-05-03"), parse("2024-05-20")], 0, 1).unit
    'day'
    """
    every = list(dates)
    unit, (ends, before, after) = _unit(every), _ends(every)
    if not unit or not all(floor(end) in _YEARS for end in ends):
        return axis_of_years(every, left, right)
    # An open side goes on for a while.
    beyond = (ends[-1] - ends[0]) / 6
    low, high = ends[0] - (beyond if before else 0), ends[-1] + (beyond if after else 0)
    first = _decimal(_start(unit, _moment(low)))
    # No unit is longer than 31 days, so the next one begins by then.
    starts = (_decimal(at) for at in _starts(unit, first, high + 32 * _DAY))
    return Axis(first, next(at for at in starts if at >= high - _MINUTE), left, right, unit)


class _Ends(NamedTuple):
    """All bounded ends of some dates in order, and whether one is open before and after these."""

    bounded: list[float]
    before: bool
    after: bool


def _ends(dates: Iterable[Edtf]) -> _Ends:
    extents = [date.extent() for date in dates]
    extents = [extent for extent in extents if extent != (None, None)]
    return _Ends(
        sorted(end for extent in extents for end in extent if end is not None),
        before=any(start is None for start, _ in extents),
        after=any(end is None for _, end in extents),
    )


def _unit(dates: Sequence[Edtf]) -> str:
    """Return the finest unit that a date has and that has room; none if it is a year."""
    ends = _ends(dates).bounded
    extents = [date.extent() for date in dates]
    lengths = [end - start for start, end in extents if start is not None and end is not None]
    finest, span = min(lengths, default=1.0), ends[-1] - ends[0] if ends else 1.0
    return next((u for u, most, length in _UNITS if span <= most and finest <= length), "")


def _words(unit: str, moment: datetime, *, whole: bool) -> str:
    month = short_months("abbreviated")[moment.month - 1]
    year = whole or (moment.month, moment.day) == (1, 1)
    if unit == "month":
        form = _("{month} {year}") if year else "{month}"
        return form.format(month=month, year=moment.year)
    day = pgettext("day of a month", "1") if moment.day == 1 else str(moment.day)
    form = _("{day} {month} {year}") if year else _("{day} {month}")
    words = form.format(day=day, month=month, year=moment.year)
    if unit == "day":
        return words if whole or moment.day == 1 else day
    hour = _("{hour} h").format(hour=moment.hour)
    if not moment.hour:
        return words
    return _("{day}, {time}").format(day=words, time=hour) if whole else hour


def _start(unit: str, moment: datetime) -> datetime:
    """Return when the unit began in which a moment lies."""
    hour = moment.replace(minute=0)
    return hour if unit == "hour" else hour.replace(hour=0, day=1 if unit == "month" else hour.day)


def _starts(unit: str, first: float, last: float) -> Iterator[datetime]:
    """Yield each moment from the first to the last in which a unit begins."""
    begin, end = _moment(first), _moment(last)
    moment = _start(unit, begin)
    # Of each unit, a time that ends in the next one.
    length = {"month": timedelta(days=32), "day": timedelta(days=1), "hour": timedelta(hours=1)}
    while moment <= end:
        if moment >= begin:
            yield moment
        moment = _start(unit, moment + length[unit])


def _moment(year: float) -> datetime:
    """Return the minute that is nearest to a decimal year."""
    start = datetime(floor(year), 1, 1)
    length = datetime(start.year + 1, 1, 1) - start
    minutes = round((year - start.year) * length / timedelta(minutes=1))
    return start + timedelta(minutes=minutes)


def _decimal(moment: datetime) -> float:
    minutes = 60 * moment.hour + moment.minute
    return Day(moment.year, moment.month, moment.day).decimal_year(minutes)
