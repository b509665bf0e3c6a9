"""A block of text that knows where it is.

A chart writes words one below the other and asks where they end; it counts no baselines.

>>> from maliviz.charts.canvas import Canvas
>>> column = Column(Canvas("narrow"), x=0, y=100, width=300)
>>> column.text("It is so.")
>>> column.note("text A, asserted")
>>> round(column.foot)
137
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from maliviz.charts.style import SMALL, TEXT

if TYPE_CHECKING:
    from maliviz.charts.canvas import Canvas, Weight

LEADING = 1.35
"""The distance of two baselines, in sizes of the text; that of `Canvas.paragraph`."""

_DESCENT = 4.0


class Column:
    """Lines of text from the top ``y`` down, none wider than ``width`` px.

    ``bottom`` is where the room of the last line ends, and the next one would begin; ``foot`` is
    closer, just below its letters. Both are ``y`` as long as nothing is written.
    """

    def __init__(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        self.canvas, self.x, self.width = canvas, x, width
        self.move(y)

    def move(self, y: float) -> None:
        """Go on from the top ``y``."""
        self.bottom = self.foot = y
        self._baseline: float | None = None

    def skip(self, gap: float) -> None:
        """Leave a gap below the last letters."""
        self.move(self.foot + gap)

    def text(
        self, words: str, role: str = "ink", *, size: float = TEXT, weight: Weight = "normal"
    ) -> None:
        """Write words below those that are there."""
        baseline = self.bottom + size if self._baseline is None else self._baseline
        self._baseline = self.canvas.paragraph(
            self.x, baseline, words, self.width, role, size=size, weight=weight
        )
        self.bottom = self._baseline - size
        self.foot = self._baseline - size * LEADING + _DESCENT

    def note(self, words: str, *, weight: Weight = "normal") -> None:
        """Write words that are smaller and muted."""
        self.text(words, "muted", size=SMALL, weight=weight)
