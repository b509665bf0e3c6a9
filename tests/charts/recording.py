"""A canvas that remembers what was drawn on it, in words: to test what a mark says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from maliviz.charts.canvas import Canvas, Dash, Point, house_style
from maliviz.charts.figure import Figure
from maliviz.charts.style import ROLES, Width


@dataclass(frozen=True)
class Stroke:
    """One thing that was drawn: its verb, its room, and how it looks.

    ``verb`` is box, shape, line, segments, arrow, hatch, target or text. ``left``, ``top``,
    ``right`` and ``bottom`` are its room in px; of a text, ``bottom`` is the baseline. ``fill`` and
    ``edge`` are roles, ``edge`` also that of a line or a text; ``mark`` is where it leads, if
    anywhere.
    """

    verb: str
    left: float
    top: float
    right: float
    bottom: float
    fill: str = ""
    edge: str = ""
    dash: str = "solid"
    text: str = ""
    weight: str = "normal"
    to: int = 1
    mark: str = ""

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def upright(self) -> bool:
        """Whether it is a line straight down."""
        return self.verb == "line" and self.left == self.right


class Recorder(Canvas):
    """A canvas whose ``strokes`` are all that was drawn, in order; an arrow is one stroke.

    In its texts a no-break space is a space.
    """

    def __init__(self, width: Width = "wide") -> None:
        super().__init__(width)
        self.strokes: list[Stroke] = []

    def _record(self, verb: str, points: Sequence[Point], **look: Any) -> None:
        xs, ys = zip(*points, strict=True)
        look = {key: value or "" for key, value in look.items()}
        assert {look.get("fill", ""), look.get("edge", "")} <= {"", *ROLES}
        assert look.get("dash", "solid") in get_args(Dash)
        self.strokes.append(
            Stroke(verb, min(xs), min(ys), max(xs), max(ys), mark=self._mark or "", **look)
        )

    def text(self, x: float, y: float, text: str, role: str = "ink", **more: Any) -> float:
        width = super().text(x, y, text, role, **more)
        left = x - width * {"left": 0, "center": 0.5, "right": 1}[more.get("align", "left")]
        top, weight = y - more.get("size", 14.0), more.get("weight", "normal")
        ends = [(left, top), (left + width, y)]
        words = text.replace("\u00a0", " ")
        self._record("text", ends, edge=role, text=words, weight=weight)
        return width

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None = None,
        edge: str | None = None,
        **more: Any,
    ) -> None:
        dash, ends = more.get("dash", "solid"), [(x, y), (x + width, y + height)]
        self._record("box", ends, fill=fill, edge=edge, dash=dash)

    def shape(
        self,
        points: Sequence[Point],
        fill: str | None = None,
        edge: str | None = None,
        **more: Any,
    ) -> None:
        self._record("shape", points, fill=fill, edge=edge, dash=more.get("dash", "solid"))

    def path(
        self, path: Any, fill: str | None = None, edge: str | None = None, **more: Any
    ) -> None:
        dash, points = more.get("dash", "solid"), [tuple(point) for point in path.vertices]
        self._record("path", points, fill=fill, edge=edge, dash=dash)

    def line(self, points: Sequence[Point], role: str = "ink", **more: Any) -> None:
        self._record("line", points, edge=role, dash=more.get("dash", "solid"))

    def segments(self, ends: Sequence[Point], role: str, **more: Any) -> None:
        if ends:
            self._record("segments", ends, edge=role)

    def arrow(self, x: float, y: float, role: str, *, size: float = 6, to: int = 1) -> None:
        self._record("arrow", [(x - to * size, y - size), (x, y + size)], edge=role, to=to)

    def hatch(
        self, x: float, y: float, width: float, height: float, role: str, **more: Any
    ) -> None:
        if width > 0:
            self._record("hatch", [(x, y), (x + width, y + height)], edge=role)

    def target(self, x: float, y: float, width: float, height: float) -> None:
        self._record("target", [(x, y), (x + width, y + height)])

    def texts(self) -> list[str]:
        """All that is written, line by line."""
        return [stroke.text for stroke in self.strokes if stroke.text]

    def of(self, mark: str, *verbs: str) -> list[Stroke]:
        """What belongs to a mark (``claim:c0``), of some verbs or of all."""
        drawn = [stroke for stroke in self.strokes if stroke.mark == mark]
        return [stroke for stroke in drawn if not verbs or stroke.verb in verbs]


def recorded(figure: Figure, width: Width = "wide", view: str = "") -> Recorder:
    """Draw a view of a figure (the first, if none is named) on a canvas that remembers."""
    recorder = Recorder(width)
    with house_style():
        next(v for v in figure.views if view in ("", v.name)).draw(recorder)
    return recorder


def signs(strokes: Sequence[Stroke]) -> list[str]:
    """Say in words what a mark consists of, in the order in which it is drawn.

    ``full box``, ``pale box``, ``hollow box``, ``slanted lines``, ``dashed line``,
    ``dotted line``, ``solid line``, ``bar`` (a line straight down), ``arrow right`` or left, and
    texts as they are; grounds and targets are left out.
    """
    return [sign for stroke in strokes if (sign := _sign(stroke))]


def _sign(stroke: Stroke) -> str:
    if stroke.verb in ("box", "shape"):
        soft = stroke.fill.endswith("-soft")
        look = "hollow" if stroke.fill in ("", "paper") else "pale" if soft else "full"
        edge = f" {stroke.dash}" if stroke.dash != "solid" else ""
        return f"{look}{edge} {stroke.verb}"
    if stroke.verb == "line":
        return "bar" if stroke.upright else f"{stroke.dash} line"
    others = {"arrow": f"arrow {'right' if stroke.to > 0 else 'left'}", "hatch": "slanted lines"}
    return others.get(stroke.verb, stroke.text)


def year_of(recorder: Recorder, x: float) -> float:
    """The decimal year that an axis of years, as it is labelled, has at a place."""
    labels = [s for s in recorder.strokes if re.fullmatch(r"\d{4}", s.text) and not s.mark]
    inner = [s for s in labels if s.left > 0 and s.right < recorder.width]
    places = {int(s.text): (s.left + s.right) / 2 for s in inner}
    (first, start), *_, (last, end) = sorted(places.items())
    return first + (x - start) * (last - first) / (end - start)
