"""How an uncertain date is drawn: as wide as it is uncertain, and open where it is open.

A date lies on an `Axis`, which says where.

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

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maliviz.charts.axis import Axis
from maliviz.charts.style import SMALL
from maliviz.edtf import Edtf

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Dash

    Ends = tuple[float, float]

_STUB = 46.0
_LEAST, _LEAST_INFERRED = 4.0, 9.0


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
) -> Ends:
    """Draw a date with its top at ``y``; return the x of its left and its right end.

    ``told`` is the decimal year at which the texts stand: a state without an end is drawn as
    lasting till then, and no longer.
    """
    row = _Row(canvas, axis, y, height, look)
    start, end = date.extent()
    if date.form == "interval":
        return row.interval(date, axis.right if told is None else min(axis.right, axis.x(told)))
    if start is not None and end is not None:
        return row.block(*row.ends(start, end))
    if start is not None:
        return row.open_right(axis.x(start))
    if end is not None:
        return row.open_left(axis.x(end))
    raise ValueError(f"{date.text} has no place on an axis of years")


def draw_term(
    canvas: Canvas, axis: Axis, start: Edtf, until: Edtf, y: float, height: float, look: Look
) -> Ends:
    """Draw a term that can be renewed: a bar to its first possible end, and no end after it."""
    (begin, _), (_, stop) = start.extent(), until.extent()
    if begin is None or stop is None:
        raise ValueError(f"a term from {start.text} to {until.text} has no bounds to draw")
    row = _Row(canvas, axis, y, height, look)
    left, right = row.block(axis.x(begin), axis.x(stop))
    look.bar(canvas, right, y, height)
    row.arrow(right + 3, axis.right)
    return left, axis.right


@dataclass(frozen=True)
class _Row:
    """Where one mark is drawn, and how it looks; each part returns its left and its right end."""

    canvas: Canvas
    axis: Axis
    y: float
    height: float
    look: Look

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    def ends(self, start: float, end: float) -> Ends:
        """Return the ends of a block, wide enough to be seen and never moved off its start."""
        left = self.axis.x(start)
        return left, max(self.axis.x(end), left + self.look.least)

    def block(self, left: float, right: float) -> Ends:
        self.look.block(self.canvas, left, self.y, right - left, self.height)
        return left, right

    def line(self, left: float, right: float, dash: Dash) -> None:
        ends = [(left, self.middle), (right, self.middle)]
        self.canvas.line(ends, self.look.role, dash=dash, line=2)

    def arrow(self, left: float, tip: float) -> None:
        """Draw a broken line with an arrow at its right end."""
        self.line(left, tip, "dashed")
        self.canvas.arrow(tip, self.middle, self.look.role)

    def open_right(self, x: float) -> Ends:
        edge = self.axis.right
        tip = edge if self.look.hollow else min(edge, x + _STUB)
        self.arrow(x + 2, tip)
        self.look.bar(self.canvas, x, self.y, self.height)
        return x - 2, tip

    def open_left(self, x: float) -> Ends:
        self.arrow(x - _STUB, x - (_LEAST_INFERRED / 2 + 2 if self.look.inferred else 4))
        self.look.bar(self.canvas, x, self.y, self.height)
        return x - _STUB, x + 2

    def interval(self, date: Edtf, edge: float) -> Ends:
        """Draw a time from where it begins to its end; without one, to dots or to the edge."""
        start, end = date.extent()
        if start is None or date.begun is None:
            raise ValueError(f"{date.text} has no beginning that can be drawn")
        if end is not None:
            return self.block(*self.ends(start, max(date.begun, end)))
        left, right = self.ends(start, date.begun)
        if date.end_kind == "unknown":
            self.block(left, right)
            return left, self.unknown_end(right)
        edge = max(edge, right + _STUB)
        band = edge - right - 8
        self.canvas.box(right, self.y, band, self.height, f"{self.look.role}-soft")
        self.canvas.arrow(edge, self.middle, self.look.role)
        self.block(left, right)
        return left, edge

    def unknown_end(self, x: float) -> float:
        """Draw dots and a question mark from there on; return where they end."""
        self.line(x, x + _STUB, "dotted")
        x, y, role = x + _STUB + 4, self.middle + SMALL / 3, self.look.role
        return x + self.canvas.text(x, y, "?", role, weight="bold")
