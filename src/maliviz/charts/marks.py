"""How an uncertain date is drawn: as wide as it is uncertain, and open where it is open.

A date lies on an `Axis` of years, which says where.

==================== =====================================================================
what is known        what is drawn
==================== =====================================================================
a month, a year      a filled block as wide as the month or the year
a day                a filled block, wide enough to be seen
``[2021..2024]``     a filled block over all days that are possible
``2012/2020``        a filled block from the first to the last
``2012/..``          a block where it begins, then a pale band that is open on the right
``2022/XXXX``        a block where it begins, then dots and a question mark
``[2020..]``         a bar where it can begin, then a broken line with an arrow
``[..2024-03]``      a broken line with an arrow that ends at a bar
a renewable term     a block to a bar at its first possible end, then a line as above
an inferred part     a pale filling with slanted lines, in blocks as in bars
an expected event    an outline without a filling; a broken line to the end of the axis
the kind             the colour of all that is drawn
==================== =====================================================================
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import get_month_names

from maliviz.charts.style import SMALL
from maliviz.edtf import Edtf
from maliviz.language import spoken

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas

_STEPS = (2, 4, 10, 20, 40, 100, 200, 400, 1000)
_STUB = 46.0
_LEAST, _LEAST_INFERRED = 4.0, 9.0


@dataclass(frozen=True)
class Axis:
    """Years from ``first`` to ``last``, laid from ``left`` to ``right`` in px.

    ``unit`` is what is written below it.

    >>> axis = Axis(2012, 2032, 0, 200)
    >>> axis.x(2022.0), axis.ticks(40)
    (100.0, [2012, 2016, 2020, 2024, 2028, 2032])
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

    def ticks(self, gap: float) -> list[int]:
        """Return round years that are at least ``gap`` px apart."""
        width = (self.right - self.left) / (self.last - self.first)
        step = next((s for s in _STEPS if s * width >= gap), _STEPS[-1])
        return list(range(ceil(self.first / step) * step, floor(self.last) + 1, step))

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
        names = month_names("abbreviated")
        if any(canvas.measure(f"{name} ", SMALL) > room for name in names):
            names = month_names("narrow")
        for number, name in enumerate(names):
            x = self.x(self.first + (number + 0.5) / 12)
            canvas.text(x, baseline, name, "muted", size=SMALL, align="center")

    def grid(self, canvas: Canvas, top: float, bottom: float) -> None:
        """Draw a line down the sheet for each end of a month, below all else."""
        places = (self.x(self.first + number / 12) for number in range(13))
        with canvas.beneath():
            canvas.segments([(x, y) for x in places for y in (top, bottom)], "rule")


def month_names(width: Literal["abbreviated", "narrow"]) -> list[str]:
    """Return the short names of the months, or their letters.

    They are those of the language in any country: the British alone write September in four
    letters.

    >>> month_names("abbreviated")[8], month_names("narrow")[8]
    ('Sep', 'S')
    """
    own = spoken().locale
    language = Locale(own.language, script=own.script)
    return list(get_month_names(width, "stand-alone", language).values())


def axis_for(dates: Iterable[Edtf], left: float, right: float, *, least_years: int = 4) -> Axis:
    """Return an axis that holds all bounded ends of dates, and two years more for an open one."""
    extents = [date.extent() for date in dates]
    ends = [end for extent in extents for end in extent if end is not None]
    low, high = floor(min(ends, default=2000)), ceil(max(ends, default=2000))
    high += 2 if any(end is None and start is not None for start, end in extents) else 0
    low -= 1 if any(start is None and end is not None for start, end in extents) else 0
    return Axis(low, max(high, low + least_years), left, right)


@dataclass(frozen=True)
class Look:
    """The outward signs of a mark: its role, and whether it is hollow or inferred."""

    role: str
    hollow: bool = False
    inferred: bool = False

    @property
    def fill(self) -> str:
        """The role that fills its blocks: of paper if hollow, pale if inferred."""
        pale = f"{self.role}-soft" if self.inferred else self.role
        return "paper" if self.hollow else pale

    def block(self, canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
        """Draw the block of a bounded date from its top left corner."""
        canvas.box(x, y, width, height, self.fill, self.role, line=1.25)
        if self.inferred:
            canvas.hatch(x, y, width, height, self.role)

    def bar(self, canvas: Canvas, x: float, y: float, height: float) -> None:
        """Draw the one end that is known of a date that is open on the other side."""
        if self.inferred:
            width = _LEAST_INFERRED
            self.block(canvas, x - width / 2, y - 2, width, height + 4)
        else:
            canvas.line([(x, y - 2), (x, y + height + 2)], self.role, line=4)

    @property
    def least(self) -> float:
        """The least width of a block, so that it is seen for what it is."""
        return _LEAST_INFERRED if self.inferred else _LEAST


def draw_date(
    canvas: Canvas,
    axis: Axis,
    date: Edtf,
    y: float,
    height: float,
    look: Look,
    *,
    told: float | None = None,
) -> tuple[float, float]:
    """Draw a date with its top at ``y``; return the x of its left and its right end.

    ``told`` is the decimal year at which the texts stand: a state without an end is drawn as
    lasting till then, and no longer.
    """
    if date.form == "interval":
        edge = axis.right if told is None else min(axis.right, axis.x(told))
        return _draw_interval(canvas, axis, date, y, height, look, edge)
    start, end = date.extent()
    if start is not None and end is not None:
        left, right = _block(axis, start, end, look)
        look.block(canvas, left, y, right - left, height)
        return left, right
    if start is not None:
        return _open_right(canvas, axis.x(start), axis.right, y, height, look)
    if end is not None:
        return _open_left(canvas, axis.x(end), y, height, look)
    raise ValueError(f"{date.text} has no place on an axis of years")


def _block(axis: Axis, start: float, end: float, look: Look) -> tuple[float, float]:
    """Return the ends of a block, wide enough to be seen and never moved off its start."""
    left = axis.x(start)
    return left, max(axis.x(end), left + look.least)


def _open_right(
    canvas: Canvas, x: float, edge: float, y: float, height: float, look: Look
) -> tuple[float, float]:
    middle, tip = y + height / 2, min(edge, x + max(_STUB, edge - x if look.hollow else 0))
    canvas.line([(x + 2, middle), (tip, middle)], look.role, dash="dashed", line=2)
    canvas.arrow(tip, middle, look.role)
    look.bar(canvas, x, y, height)
    return x - 2, tip


def _open_left(
    canvas: Canvas, x: float, y: float, height: float, look: Look
) -> tuple[float, float]:
    middle = y + height / 2
    tip = x - (_LEAST_INFERRED / 2 + 2 if look.inferred else 4)
    canvas.line([(x - _STUB, middle), (tip, middle)], look.role, dash="dashed", line=2)
    canvas.arrow(tip, middle, look.role)
    look.bar(canvas, x, y, height)
    return x - _STUB, x + 2


def _draw_interval(
    canvas: Canvas, axis: Axis, date: Edtf, y: float, height: float, look: Look, edge: float
) -> tuple[float, float]:
    (start, end), middle = date.extent(), y + height / 2
    if start is None or date.begun is None:
        raise ValueError(f"{date.text} has no beginning that can be drawn")
    left, right = _block(axis, start, date.begun, look)
    if end is not None:
        right = max(axis.x(end), right)
        look.block(canvas, left, y, right - left, height)
        return left, right
    if date.end_kind == "unknown":
        look.block(canvas, left, y, right - left, height)
        canvas.line([(right, middle), (right + _STUB, middle)], look.role, dash="dotted", line=2)
        width = canvas.text(right + _STUB + 4, middle + SMALL / 3, "?", look.role, weight="bold")
        return left, right + _STUB + 4 + width
    edge = max(edge, right + _STUB)
    canvas.box(right, y, edge - right - 8, height, f"{look.role}-soft")
    canvas.arrow(edge, middle, look.role)
    look.block(canvas, left, y, right - left, height)
    return left, edge


def draw_term(
    canvas: Canvas, axis: Axis, start: Edtf, until: Edtf, y: float, height: float, look: Look
) -> tuple[float, float]:
    """Draw a term that can be renewed: a bar to its first possible end, and no end after it."""
    (begin, _), (_, stop), middle = start.extent(), until.extent(), y + height / 2
    if begin is None or stop is None:
        raise ValueError(f"a term from {start.text} to {until.text} has no bounds to draw")
    left, right = axis.x(begin), axis.x(stop)
    look.block(canvas, left, y, right - left, height)
    look.bar(canvas, right, y, height)
    canvas.line([(right + 3, middle), (axis.right, middle)], look.role, dash="dashed", line=2)
    canvas.arrow(axis.right, middle, look.role)
    return left, axis.right
