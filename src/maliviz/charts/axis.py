"""An axis of years: where a date lies on the sheet, and which years are written below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from maliviz.charts.style import SMALL
from maliviz.edtf import Edtf

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
        """Draw a line down the sheet for each tick."""
        ends = [(self.x(year), y) for year in self.ticks(48) for y in (top, bottom)]
        canvas.segments(ends, "rule")


def axis_for(dates: Iterable[Edtf], left: float, right: float, *, least_years: int = 4) -> Axis:
    """Return an axis that holds all bounded ends of dates, and two years more for an open one."""
    extents = [date.extent() for date in dates]
    ends = [end for extent in extents for end in extent if end is not None]
    low, high = floor(min(ends, default=2000)), ceil(max(ends, default=2000))
    high += 2 if any(end is None and start is not None for start, end in extents) else 0
    low -= 1 if any(start is None and end is not None for start, end in extents) else 0
    return Axis(low, max(high, low + least_years), left, right)
