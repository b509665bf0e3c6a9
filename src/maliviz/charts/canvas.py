"""A sheet of paper measured in px, on which charts draw with matplotlib.

The sheet has its origin at the top left, as a page has. Its width is given; a chart lays out
its rows from top to bottom and sets ``height`` when it knows it. Text is measured before it is
placed, with a font wider than those of readers' screens, so that what fits here fits there.

In every language time runs from left to right, and what is beside a mark stays there: a drawing is
not mirrored where a page runs from right to left. Only lines that run so begin on the right of
their room, and a paragraph has one direction, that of its first letter.

A data mark is drawn inside ``with canvas.mark("claim:…")``: all that is drawn within belongs
to the mark, and becomes one link in the finished drawing.

>>> sheet = Canvas("narrow")
>>> sheet.width, sheet.narrow
(328, True)
>>> sheet.wrap("a date that keeps moving", 100)
['a date that', 'keeps moving']
"""

from __future__ import annotations

import io
import re
import warnings
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Literal

import matplotlib
import matplotlib.style
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

from maliviz.charts.style import LEADING, ROLES, SMALL, TEXT, WIDTHS, Width
from maliviz.charts.svg import LTR, RTL, from_right
from maliviz.phrases import unbroken

Weight = Literal["normal", "bold"]
Dash = Literal["solid", "dashed", "dotted"]
Point = tuple[float, float]
_STYLE = str(files("maliviz.charts") / "report.mplstyle")
_DEPTH = 1_000_000
_HELD = re.compile(r" \([^()]{1,18}\)| ·")
_DASHES: dict[Dash, tuple[float, tuple[float, ...]]] = {
    "solid": (0, ()),
    "dashed": (0, (4, 3)),
    "dotted": (0, (1.5, 2.5)),
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw with our settings alone, whatever someone's matplotlib is set to.

    matplotlib reads its settings when a thing is made, and again when it is written out.
    """
    with matplotlib.style.context(_STYLE, after_reset=True), _any_letter():
        yield


@contextmanager
def _any_letter() -> Iterator[None]:
    """Let a letter pass that the font lacks: text stays text, and readers have other fonts."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


@cache
def text_width(text: str, size: float = TEXT, weight: Weight = "normal") -> float:
    """Return the width of one line of text in px.

    >>> text_width("2030") < text_width("2030 or later")
    True
    """
    # Each property is named, for what is not comes from someone's settings.
    font = FontProperties(
        family="DejaVu Sans",
        style="normal",
        variant="normal",
        weight=weight,
        stretch="normal",
        size=size,
    )
    with _any_letter():
        return float(TextToPath().get_text_width_height_descent(text, font, ismath=False)[0])


def _pieces(word: str, width: float, size: float, weight: Weight) -> Iterator[str]:
    """Yield a word whole, or in as many pieces as it takes if it is wider than a line."""
    while text_width(word, size, weight) > width and len(word) > 1:
        more = range(2, len(word))
        fitting = 1 + bisect(more, width, key=lambda n: text_width(word[:n], size, weight))
        yield word[:fitting]
        word = word[fitting:]
    yield word


class Canvas:
    """A sheet of the given width; ``height`` in px is set by what is drawn on it.

    ``breaks`` are the tops of parts that may be printed on a page of their own; a chart that can
    grow taller than a page of paper names them, since a browser would cut it through its words.
    """

    def __init__(self, width: Width) -> None:
        self.narrow = width == "narrow"
        self.width = WIDTHS[width]
        self.height = 0.0
        self.breaks: list[float] = []
        self._mark: str | None = None
        self._drawn = 0
        self._depth = 0
        self._sheet = Affine2D()
        with house_style():
            self._figure = Figure(figsize=(1, 1))

    @contextmanager
    def mark(self, target: str, part: str = "") -> Iterator[None]:
        """Make one mark, and so one link, of all that is drawn within: ``claim:…``.

        Within a mark another may be drawn; what comes after it belongs to the outer one again. A
        mark that comes again in another ``part`` of the drawing is a link of its own there.
        """
        outer, self._mark = self._mark, f"{target}|{part}" if part else target
        try:
            yield
        finally:
            self._mark = outer

    @contextmanager
    def beneath(self) -> Iterator[None]:
        """Draw below all that is drawn outside of it, before or after: a grid, a ground."""
        self._depth = _DEPTH
        try:
            yield
        finally:
            self._depth = 0

    def _place(self, artist: Artist) -> None:
        """Put an artist above all that was drawn before, and into the mark that is open."""
        self._drawn += 1
        artist.set(transform=self._sheet, gid=self._mark, zorder=self._drawn - self._depth)
        self._figure.add_artist(artist)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "ink",
        *,
        size: float = TEXT,
        weight: Weight = "normal",
        align: Literal["left", "center", "right"] = "left",
        angle: float = 0,
        room: float = 0,
    ) -> float:
        """Write one line with its baseline at ``y``; return its width in px.

        ``angle`` turns it against the clock around its place, in degrees. One that runs from right
        to left ends on the right of its ``room``, if that is given.
        """
        if room and from_right(text):
            x, align = x + room, "right"
        label = Text(x, y, text, color=ROLES[role].light, size=size, weight=weight, ha=align)
        label.set(va="baseline", parse_math=False, rotation=angle, rotation_mode="anchor")
        self._place(label)
        return text_width(text, size, weight)

    def column(self, x: float, y: float, width: float) -> Column:
        """Return a block of text from the top ``y``, which knows where it ends.

        >>> column = Canvas("narrow").column(0, 100, 300)
        >>> column.text("It is so.")
        >>> column.note("text A, asserted")
        >>> round(column.baseline), round(column.bottom)
        (133, 137)
        """
        return Column(self, x, y, width)

    def measure(self, text: str, size: float = TEXT, weight: Weight = "normal") -> float:
        """Return the width of one line of text in px."""
        return text_width(text, size, weight)

    def wrap(
        self, text: str, width: float, size: float = TEXT, weight: Weight = "normal"
    ) -> list[str]:
        """Break text into lines no wider than ``width`` px.

        A word is broken only if it is wider than a line, and a no-break space is no place to
        break. A date is not parted from its mark of inference, nor any word from a short remark in
        brackets or a letter that names it, and no line begins with a dot.
        """
        lines: list[str] = []
        held = _HELD.sub(lambda held: held[0].replace(" ", "\u00a0"), unbroken(text))
        words = filter(None, held.split(" "))
        for word in (piece for w in words for piece in _pieces(w, width, size, weight)):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and text_width(longer, size, weight) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        if from_right(text):
            return [RTL + line for line in lines]
        return [LTR + line if from_right(line) else line for line in lines]

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None = None,
        edge: str | None = None,
        *,
        dash: Dash = "solid",
        line: float = 1.5,
    ) -> None:
        """Draw a rectangle with its top left corner at ``x``, ``y``."""
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.shape(corners, fill, edge, dash=dash, line=line)

    def shape(
        self,
        points: Sequence[Point],
        fill: str | None = None,
        edge: str | None = None,
        *,
        dash: Dash = "solid",
        line: float = 1.5,
    ) -> None:
        """Draw a closed polygon."""
        self.path(Path([*points, points[0]], closed=True), fill, edge, dash=dash, line=line)

    def line(
        self,
        points: Sequence[Point],
        role: str = "ink",
        *,
        dash: Dash = "solid",
        line: float = 1.5,
    ) -> None:
        """Draw an open line through points."""
        self.path(Path(points), edge=role, dash=dash, line=line)

    def segments(self, ends: Sequence[Point], role: str, *, line: float = 1) -> None:
        """Draw straight lines as one shape: two points in ``ends`` for each of them."""
        if ends:
            codes = [int(Path.MOVETO), int(Path.LINETO)] * (len(ends) // 2)
            self.path(Path(ends, codes), edge=role, line=line)

    def arrow(self, x: float, y: float, role: str, *, size: float = 6, to: int = 1) -> None:
        """Draw an open arrow head with its tip at ``x``, ``y``, to the right (1) or left (-1)."""
        self.line([(x - to * size, y - size), (x, y), (x - to * size, y + size)], role, line=2)

    def hatch(
        self, x: float, y: float, width: float, height: float, role: str, *, gap: float = 7
    ) -> None:
        """Fill a rectangle with slanted lines: the sign of what is inferred."""
        if width > 0:
            self.segments(_slants(x, y, width, height, min(gap, width)), role, line=1.2)

    def target(self, x: float, y: float, width: float, height: float) -> None:
        """Make a rectangle touchable without drawing anything; 24 px a side at least."""
        self.box(x, y, width, height)

    def path(
        self,
        path: Path,
        fill: str | None = None,
        edge: str | None = None,
        *,
        dash: Dash = "solid",
        line: float = 1.5,
    ) -> None:
        """Draw any path, with its curves; without a ``fill`` it may be open."""
        patch = PathPatch(
            path,
            facecolor=ROLES[fill].light if fill else "none",
            edgecolor=ROLES[edge].light if edge else "none",
            linewidth=line,
            linestyle=_DASHES[dash],
        )
        self._place(patch)

    def svg(self, salt: str) -> str:
        """Return matplotlib's SVG of the sheet, the same bytes each time."""
        self._figure.set_size_inches(self.width / 72, self.height / 72)
        self._sheet.clear().scale(1, -1).translate(0, self.height)
        stream = io.StringIO()
        with house_style():
            matplotlib.rcParams["svg.hashsalt"] = salt
            FigureCanvasSVG(self._figure).print_svg(
                stream,  # type: ignore[no-untyped-call]
                metadata={"Date": None},
            )
        return stream.getvalue()


class Column:
    """Lines of text from the top ``y`` down, none wider than ``width`` px.

    ``bottom`` is where the room of the last line ends, and the next one would begin; it is the
    top as long as nothing is written. ``baseline`` is that of the last line.
    """

    def __init__(self, canvas: Canvas, x: float, y: float, width: float) -> None:
        self.canvas, self.x, self.bottom, self.width = canvas, x, y, width
        self.baseline = y
        self._next: float | None = None

    def text(
        self, words: str, role: str = "ink", *, size: float = TEXT, weight: Weight = "normal"
    ) -> None:
        """Write words below those that are there."""
        y = self.bottom + size if self._next is None else self._next
        for line in self.canvas.wrap(words, self.width, size, weight):
            self.canvas.text(self.x, y, line, role, size=size, weight=weight, room=self.width)
            y += size * LEADING
        self._next, self.bottom, self.baseline = y, y - size, y - size * LEADING

    def note(self, words: str, *, weight: Weight = "normal") -> None:
        """Write words that are smaller and muted."""
        self.text(words, "muted", size=SMALL, weight=weight)


def _slants(x: float, y: float, width: float, height: float, gap: float) -> list[Point]:
    """Return the ends of slanted lines, cut at the rectangle's sides."""
    points: list[Point] = []
    offset = gap
    while offset < width + height:
        points.append((x + max(0, offset - height), y + min(offset, height)))
        points.append((x + min(offset, width), y + max(0, offset - width)))
        offset += gap
    return points
