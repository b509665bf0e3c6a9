"""A figure that somebody drew with matplotlib, drawn anew on our sheet.

matplotlib draws with whatever it is given, as paths and as lines of text. It is given a renderer
that takes both as strokes for a `Canvas`, in our type, sizes and colours. So words stay words, the
theme of a page reaches the drawing, and it can be read without colour: of the colours in it, the
first is drawn full, the second pale, the third hollow with a broken edge, the fourth with slanted
lines; as lines they are solid, broken, dotted and thin. Greys stay greys. An artist whose ``gid``
is ``claim:ID`` becomes the mark of that claim.

What cannot be kept whole is a `ValueError` with the way out: a raster, a formula, too many colours,
words that run off the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple
from warnings import catch_warnings, filterwarnings

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import FigureCanvasBase, GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, weight_dict
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, BboxBase, Transform

from maliviz.charts.canvas import Canvas, Dash, house_style
from maliviz.charts.style import SMALL

_DPI = 90  # makes the 10 points of matplotlib's labels the smallest size of our text
_ROOM, _OVER, _TOUCH = 4.0, 6.0, 24.0
_ROWS = 0.4  # how much of the width the labels of rows may take
_SOFT = 0.5
_SHADES = "nobody reads numbers off shades; show them as a table"
_GREYS = ((0.975, "paper"), (0.88, "tint"), (0.55, "rule"), (0.2, "muted"), (0.0, "ink"))
"""The role of a grey, by the least light that it has."""


@dataclass(frozen=True)
class _Look:
    """How what has one colour is drawn: as a line, and as a shape, which may have an edge."""

    role: str
    fill: str
    line: Dash = "solid"
    edge: Dash | None = None
    thin: bool = False
    hatched: bool = False

    def fitted(self, *, small: bool, box: bool) -> _Look:
        """Return how a shape has it: one with no room for dashes, one that is no box to hatch."""
        if self.hatched and not (small or box):
            return replace(self, fill=f"{self.role}-soft", edge="dotted", hatched=False)
        return replace(self, edge="solid") if small and self.edge else self


_LOOKS = (
    _Look("happened", "happened"),
    _Look("promised", "promised-soft", "dashed", "solid"),
    _Look("expected", "paper", "dotted", "dashed"),
    _Look("denied", "paper", "solid", "solid", thin=True, hatched=True),
)


class _Stroke(NamedTuple):
    """Something drawn, as a call of a method of `Canvas`; of paths that look the same, one call."""

    mark: str
    method: str
    look: dict[str, Any]
    paths: list[Path]


def redrawn(figure: Figure, width: float) -> Callable[[Canvas], None]:
    """Return what draws a figure on a canvas of this width in px, at 72 px an inch of its height.

    The sheet is higher where the labels of rows need more; the figure stays as it is.
    """
    _check(figure)
    figure, height = deepcopy(figure), 72 * figure.get_figheight()
    figure.set_layout_engine("constrained")
    figure.set_dpi(_DPI)
    for heading in _headings(figure):
        heading.set_wrap(True)
    with house_style(), catch_warnings():
        filterwarnings("ignore", "constrained_layout not applied|There are no gridspecs")
        sheet = _Sheet(figure, width, height)
        level = [axes for axes in figure.axes if axes.name == "rectilinear"]
        grown = height * max([1, *(_crowding(axes.yaxis, sheet) for axes in level)])
        grown += max([0, *(_free_legend(axes, sheet) for axes in figure.axes)])
        if grown > height:
            sheet = _Sheet(figure, width, grown)
        for axes in level:
            if _gap(axes.xaxis, sheet, 0) < _ROOM:
                axes.tick_params(axis="x", labelrotation=90)
        filterwarnings("error", "constrained_layout not applied")
        return partial(_draw, height=grown, strokes=sheet.strokes())


def _check(figure: Figure) -> None:
    if any(text.get_usetex() for text in figure.findobj(Text)):
        raise ValueError("the drawing has words that TeX sets, which are no text: do it plainly")
    if any(hasattr(axes, "_colorbar") for axes in figure.axes):
        raise ValueError(f"the drawing has a colour bar: {_SHADES}")


def _draw(canvas: Canvas, height: float, strokes: Sequence[_Stroke]) -> None:
    canvas.height = height
    for stroke in strokes:
        path = {"path": Path.make_compound_path(*stroke.paths)} if stroke.paths else {}
        with canvas.mark(stroke.mark):
            getattr(canvas, stroke.method)(**path, **stroke.look)


def _headings(figure: Figure) -> Iterator[Text]:
    """Yield the titles of a figure and of its axes, and what says what an axis is of."""
    if whole := getattr(figure, "_suptitle", None):
        yield whole
    for axes in figure.axes:
        yield from (axes.title, axes.xaxis.label, axes.yaxis.label)


class _Sheet(FigureCanvasBase):
    """What a figure takes for its paper, and is laid out on; `renderer` draws there."""

    def __init__(self, figure: Figure, width: float, height: float) -> None:
        super().__init__(figure)
        self.renderer = _Renderer(width, height)
        figure.set_size_inches(width / _DPI, height / _DPI)
        figure.draw_without_rendering()

    def get_renderer(self) -> RendererBase:
        return self.renderer

    def strokes(self) -> list[_Stroke]:
        """Return the strokes of the figure; ValueError if it cannot be drawn whole."""
        try:
            self.figure.draw(self.renderer)
        except UserWarning:
            room = f"leaves no room for what is drawn, at {self.renderer.width} px"
            self.renderer.faults.append(f"{room}: shorten its words")
        return self.renderer.whole()


def _gap(axis: Axis, sheet: _Sheet, way: int) -> float:
    """Return the least distance in px between two labels of an axis, along x (0) or y (1)."""
    labels = (text for text in axis.get_ticklabels() if text.get_visible() and text.get_text())
    boxes = [text.get_window_extent(sheet.renderer) for text in labels]
    ends = sorted((box.min[way], box.max[way]) for box in boxes)
    return float(min([_ROOM, *(after[0] - before[1] for before, after in pairwise(ends))]))


def _crowding(axis: Axis, sheet: _Sheet) -> float:
    """Break the long labels of rows; return how many times higher the sheet has to be for them."""
    labels = [text.get_text() for text in axis.get_ticklabels()]
    wrap, room = Canvas("narrow").wrap, _ROWS * sheet.renderer.width
    lines = ["\n".join(wrap(label, room, SMALL)) for label in labels]
    if lines != labels:
        axis.set_ticks(axis.get_ticklocs(), labels=lines)
        sheet.figure.draw_without_rendering()
    heights = [text.get_window_extent(sheet.renderer).height for text in axis.get_ticklabels()]
    highest = max(heights, default=0.0)
    return float((highest + _ROOM) / (highest + max(_gap(axis, sheet, 1), _ROOM - highest)))


def _free_legend(axes: Axes, sheet: _Sheet) -> float:
    """Put a legend above its axes, where it covers nothing, and their title above it.

    Returns the room in px that it takes there.
    """
    legend = axes.get_legend()
    if legend is None:
        return 0
    legend.set_loc("lower left")
    legend.set_bbox_to_anchor((0, 1), axes.transAxes)
    height = float(legend.get_window_extent(sheet.renderer).height) + _ROOM
    axes.set_title(axes.get_title(), pad=height * 72 / _DPI + _OVER)
    return height


class _Renderer(RendererBase):
    """Takes what matplotlib draws as strokes, and remembers what cannot be drawn."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.strokes: list[_Stroke] = []
        self.colours: list[str] = []
        self.groups: list[str] = []
        self.faults: list[str] = []

    def whole(self) -> list[_Stroke]:
        """Return what was drawn, or raise a ValueError with all that could not be."""
        if (count := len(self.colours)) > len(_LOOKS):
            known = f"{count} colours, and {len(_LOOKS)} can be told apart without colour"
            self.faults.append(f"has {known}: draw fewer groups, or a panel for each")
        if self.faults:
            raise ValueError(f"the drawing {'; '.join(dict.fromkeys(self.faults))}")
        return self.strokes

    def points_to_pixels(self, points: Any) -> Any:
        return points * _DPI / 72

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        width, height, descent = super().get_text_width_height_descent(s, _font(prop), False)
        return width, height, descent

    def open_group(self, s: str, gid: str | None = None) -> None:
        self.groups.append(gid if gid and ":" in gid else "")

    def close_group(self, s: str) -> None:
        self.groups.pop()

    def draw_image(self, *_: Any, **__: Any) -> None:
        self.faults.append(f"holds a raster: {_SHADES}")

    draw_gouraud_triangles = draw_image

    def draw_tex(self, gc: Any, x: float, y: float, s: str, *_: Any, **__: Any) -> None:
        hint = 'write it in letters; of an axis, set_major_formatter("{x:g}")'
        self.faults.append(f'has the formula "{s}", which is no text: {hint}')

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Text | None = None,
    ) -> None:
        if ismath:
            self.draw_tex(gc, x, y, s)
            return
        sheet = Bbox.from_bounds(0, 0, self.width, self.height).padded(_OVER)
        if mtext and not _within(mtext.get_window_extent(self), sheet):
            words = f'the words "{s}": shorten them'
            self.faults.append(f"is too narrow, at {self.width} px, for {words}")
        font = _font(prop)
        align = mtext.get_horizontalalignment() if mtext and not angle else "left"
        length = self.get_text_width_height_descent(s, font, False)[0]
        weight = weight_dict.get(str(prop.get_weight()), prop.get_weight())
        self._draw(
            "text",
            x=x + length * ("left", "center", "right").index(align) / 2,
            y=y,
            text=s,
            role=self._look(to_rgba(gc.get_rgb())).role,
            size=self.points_to_pixels(font.get_size_in_points()),
            weight="bold" if int(weight) >= 600 else "normal",
            align=align,
            angle=angle,
        )

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,
    ) -> None:
        width = gc.get_linewidth()
        line = self._seen(to_rgba(gc.get_rgb())) if width else None
        shape = _clipped(transform.transform_path(path), gc, filled=rgbFace is not None)
        if not len(shape.vertices):
            return
        shape = Affine2D().scale(1, -1).translate(0, self.height).transform_path(shape)
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        if rgbFace is not None and (fill := self._seen(to_rgba(rgbFace, alpha))):
            self._draw_shape(shape, fill, line, gc)
        elif line:
            dash = _dash(gc) if gc.get_dashes()[1] else line.line
            thick = 1 if line.thin else max(1, width)
            self._draw_path(shape, fill=None, edge=line.role, dash=dash, line=thick)

    def _draw_shape(
        self, shape: Any, look: _Look, line: _Look | None, gc: GraphicsContextBase
    ) -> None:
        """Draw what is filled: with its own edge, or with the one that tells its colour."""
        box = shape.get_extents()
        if not (box.width and box.height):
            return
        plain = len(shape.vertices) <= 5
        look = look.fitted(small=max(box.width, box.height) < _TOUCH, box=plain)
        edge = line.role if line else look.role if look.edge else None
        self._draw_path(shape, fill=look.fill, edge=edge, dash=look.edge or "solid", line=1.5)
        if gc.get_hatch() and not plain:
            self.faults.append("has slanted lines in a shape that is no box: draw boxes")
        elif look.hatched or gc.get_hatch():
            place = {"x": box.x0, "y": box.y0, "width": box.width, "height": box.height}
            self._draw("hatch", **place, role=edge or "paper")

    def _draw_path(self, path: Path, **look: Any) -> None:
        """Draw a path; those that follow each other and look the same become one stroke."""
        last = self.strokes[-1][:3] if self.strokes else None
        if last != (self.mark, "path", look):
            self._draw("path", **look)
        self.strokes[-1].paths.append(path)

    def _draw(self, method: str, **look: Any) -> None:
        self.strokes.append(_Stroke(self.mark, method, look, []))

    @property
    def mark(self) -> str:
        """The mark that is drawn, if any."""
        return next(filter(None, reversed(self.groups)), "")

    def _seen(self, colour: tuple[float, float, float, float]) -> _Look | None:
        """Return how what has this colour is drawn, unless nobody can see it."""
        return self._look(colour) if colour[3] else None

    def _look(self, colour: tuple[float, float, float, float]) -> _Look:
        """Return how what has this colour is drawn; what is half transparent is soft."""
        *rgb, alpha = colour
        if max(rgb) - min(rgb) < 0.08:
            light = 1 - alpha * (1 - sum(rgb) / 3)
            role = next(role for least, role in _GREYS if light >= least)
            return _Look(role, role)
        name = to_hex(colour)
        if name not in self.colours:
            self.colours.append(name)
        look = _LOOKS[min(self.colours.index(name), len(_LOOKS) - 1)]
        soft = replace(look, fill=f"{look.role}-soft", edge=None, hatched=False)
        return soft if alpha <= _SOFT else look


def _within(box: BboxBase, room: BboxBase) -> bool:
    return all(map(room.containsx, box.intervalx)) and all(map(room.containsy, box.intervaly))


def _clipped(path: Any, gc: GraphicsContextBase, *, filled: bool) -> Any:
    """Return what of a path is seen through the window of its axes, if it has one."""
    window = gc.get_clip_rectangle()
    if not filled:
        clip = window.extents if window else None
        path = path.cleaned(remove_nans=True, clip=clip, curves=True, simplify=False)
        return Path(path.vertices[:-1], path.codes[:-1] if path.codes is not None else None)
    if window is None or _within(path.get_extents(), window):
        return path
    return path.clip_to_bbox(window)


def _dash(gc: GraphicsContextBase) -> Dash:
    """Return the nearest of our dashes: dots are as long as the line is thick."""
    dashes: Any = gc.get_dashes()[1]
    return "dotted" if dashes[0] <= 1.7 * gc.get_linewidth() else "dashed"


def _font(prop: FontProperties) -> FontProperties:
    """Return our font in the weight and size that were chosen, but not too small to read."""
    size = max(prop.get_size_in_points(), SMALL * 72 / _DPI)
    return FontProperties(family="DejaVu Sans", weight=prop.get_weight(), size=size)
