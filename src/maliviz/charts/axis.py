"""An axis of years: where a date lies on the sheet, and which years are written below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from maliviz.charts.style import SMALL
from maliviz.edtf import Edtf
from maliviz.edtf.words import MONTHS

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_STEPS = (2, 4, 10, 20, 40, 100, 200, 400, 1000)


@dataclass(frozen=True)
class Axis:
    """Years from ``first`` to ``last``, laid from ``left`` to ``right`` in px.

    >>> axis = Axis(2012, 2032, 0, 200)
    >>> axis.x(2022.0), axis.ticks(40)
    (100.0, [2012, 2016, 2020, 2024, 2028, 2032])
    """

    first: int
    last: int
    left: float
    right: float

    def x(self, year: float) -> float:
        """Return the place of a decimal year."""
        share = (year - self.first) / (self.last - self.first)
        return self.left + share * (self.right - self.left)

    def ticks(self, gap: float) -> list[int]:
        """Return round years that are at least ``gap`` px apart."""
        width = (self.right - self.left) / (self.last - self.first)
        step = next((s for s in _STEPS if s * width >= gap), _STEPS[-1])
        return list(range(ceil(self.first / step) * step, self.last + 1, step))

    def label(self, canvas: Canvas, baseline: float) -> None:
        """Write the year of each tick, none of it beyond the edge of the sheet."""
        for year in self.ticks(48):
            half = canvas.measure(str(year), SMALL) / 2
            x = min(max(self.x(year), half), canvas.width - half)
            canvas.text(x, baseline, str(year), "muted", size=SMALL, align="center")

    def grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a line down the sheet for each tick, below all else."""
        ends = [(self.x(year), y) for year in self.ticks(48) for y in (top, bottom)]
        with canvas.beneath():
            canvas.segments(ends, "rule")


@dataclass(frozen=True)
class Months(Axis):
    """The months of one year, which is both ``first`` and the year before ``last``."""

    def label(self, canvas: Canvas, baseline: float) -> None:
        """Write each month in its place, as short as there is room for."""
        room = self.x(self.first + 1 / 12) - self.left
        size = 3 if canvas.measure("Mmm", SMALL) < room else 1
        for number, name in enumerate(MONTHS):
            x = self.x(self.first + (number + 0.5) / 12)
            canvas.text(x, baseline, name[:size], "muted", size=SMALL, align="center")

    def grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a line down the sheet for each end of a month, below all else."""
        places = (self.x(self.first + number / 12) for number in range(13))
        with canvas.beneath():
            canvas.segments([(x, y) for x in places for y in (top, bottom)], "rule")


def axis_for(dates: Iterable[Edtf], left: float, right: float, *, least_years: int = 4) -> Axis:
    """Return an axis that holds all bounded ends of dates, and two years more for an open one."""
    extents = [date.extent() for date in dates]
    ends = [end for extent in extents for end in extent if end is not None]
    low, high = floor(min(ends, default=2000)), ceil(max(ends, default=2000))
    high += 2 if any(end is None and start is not None for start, end in extents) else 0
    low -= 1 if any(start is None and end is not None for start, end in extents) else 0
    return Axis(low, max(high, low + least_years), left, right)
