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
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from maliviz.charts.marks import Axis, axis_for, month_names
from maliviz.charts.style import SMALL
from maliviz.edtf import Day, Edtf
from maliviz.language import gettext as _
from maliviz.language import pgettext

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_DAY = 1 / 365
_MINUTE = _DAY / 24 / 60
# Unit, how many years it spans at most, how long a date is that has it, and its steps.
_UNITS = (
    ("hour", 3.01 * _DAY, 0.5 * _DAY, (1, 2, 3, 6, 12)),
    ("day", 62 * _DAY, 1.01 * _DAY, (1, 2, 5, 10, 15)),
    ("month", 2.0, 31.01 * _DAY, (1, 2, 3, 6)),
)
_STEPS = {unit: steps for unit, _, _, steps in _UNITS}
_YEARS = range(2, 9998)
_GAP, _MOST = 12.0, 9


class Tick(NamedTuple):
    """A place on an axis of decimal years, and what is written there."""

    year: float
    words: str


@dataclass(frozen=True)
class Fine(Axis):
    """An axis of months, days or hours, whose ends are decimal years.

    >>> [tick.words for tick in Fine(2024.0, 2025.0, 0, 300, "month").fitting()]
    ['Jan 2024', 'Mar', 'May', 'Jul', 'Sep', 'Nov', 'Jan 2025']
    """

    def label(self, canvas: Canvas, baseline: float) -> None:
        """Write the unit of each tick, none of it beyond the edge of the sheet."""
        for year, words in self._fitting(canvas):
            half = canvas.measure(words, SMALL) / 2
            x = min(max(self.x(year), half), canvas.width - half)
            canvas.text(x, baseline, words, "muted", size=SMALL, align="center")

    def grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a line down the sheet for each tick, below all else."""
        places = [self.x(tick.year) for tick in self._fitting(canvas)]
        with canvas.beneath():
            canvas.segments([(x, y) for x in places for y in (top, bottom)], "rule")

    def fitting(self) -> Sequence[Tick]:
        """Return as many ticks as can be read where nothing can be measured."""
        every = [self._every(step) for step in _STEPS[self.unit]]
        return next((ticks for ticks in every if len(ticks) <= _MOST), every[-1])

    def _fitting(self, canvas: Canvas) -> Sequence[Tick]:
        """Return as many ticks as have room beside each other."""
        every = [self._every(step) for step in _STEPS[self.unit]]
        return next((ticks for ticks in every if self._has_room(ticks, canvas)), every[-1])

    def _has_room(self, ticks: Sequence[Tick], canvas: Canvas) -> bool:
        ends = [(self.x(year), canvas.measure(words, SMALL) / 2) for year, words in ticks]
        return all(x - half >= left + reach + _GAP for (left, reach), (x, half) in pairwise(ends))

    def _every(self, step: int) -> list[Tick]:
        """Return a tick for each so-many-th unit; the first says all, another what is new."""
        ticks: list[Tick] = []
        for moment in _starts(self.unit, self.first, self.last):
            at = {"month": moment.month - 1, "day": moment.day - 1, "hour": moment.hour}[self.unit]
            # Day 31 is too close to the 1st to be written between them.
            if at % step == 0 and not (self.unit == "day" and step > 1 and at >= 30):
                ticks.append(Tick(_decimal(moment), _words(self.unit, moment, whole=not ticks)))
        return ticks


def _words(unit: str, moment: datetime, *, whole: bool) -> str:
    month = month_names("abbreviated")[moment.month - 1]
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


def scale_for(dates: Iterable[Edtf], left: float, right: float) -> Axis:
    """Return an axis that holds all bounded ends of dates, in the unit that they ask for.

    >>> from maliviz.edtf import parse
    >>> scale_for([parse("2024-05-03"), parse("2024-05-20")], 0, 1).unit
    'day'
    """
    every = list(dates)
    extents = [date.extent() for date in every]
    ends = sorted(end for extent in extents for end in extent if end is not None)
    lengths = [end - start for start, end in extents if start is not None and end is not None]
    finest = min(lengths, default=1.0)
    span = ends[-1] - ends[0] if ends else 1.0
    unit = next((u for u, most, length, _ in _UNITS if span <= most and finest <= length), "")
    if not unit or not {floor(ends[0]), floor(ends[-1])} <= {*_YEARS}:
        return axis_for(every, left, right)
    # An open side goes on for a while.
    low = ends[0] - (span / 6 if any(start is None for start, _ in extents) else 0)
    high = ends[-1] + (span / 6 if any(end is None for _, end in extents) else 0)
    first = _decimal(_start(unit, _moment(low)))
    # No unit is longer than 31 days, so the next one begins by then.
    after = (_decimal(at) for at in _starts(unit, first, high + 32 * _DAY))
    return Fine(first, next(at for at in after if at >= high - _MINUTE), left, right, unit)


def _start(unit: str, moment: datetime) -> datetime:
    """Return when the unit began in which a moment lies."""
    hour = moment.replace(minute=0)
    return hour if unit == "hour" else hour.replace(hour=0, day=1 if unit == "month" else hour.day)


def _starts(unit: str, first: float, last: float) -> Iterator[datetime]:
    """Yield each moment from the first to the last in which a unit begins."""
    moment, end = _start(unit, _moment(first)), _moment(last)
    if moment < _moment(first):
        moment = _next(unit, moment)
    while moment <= end:
        yield moment
        moment = _next(unit, moment)


def _next(unit: str, moment: datetime) -> datetime:
    length = {"month": timedelta(days=32), "day": timedelta(days=1), "hour": timedelta(hours=1)}
    return _start(unit, moment + length[unit])


def _moment(year: float) -> datetime:
    """Return the minute that is nearest to a decimal year."""
    start = datetime(floor(year), 1, 1)
    return start + timedelta(minutes=round((year - start.year) * _days(start.year) * 24 * 60))


def _days(year: int) -> int:
    return (datetime(year + 1, 1, 1) - datetime(year, 1, 1)).days


def _decimal(moment: datetime) -> float:
    minutes = 60 * moment.hour + moment.minute
    return Day(moment.year, moment.month, moment.day).decimal_year(minutes)
