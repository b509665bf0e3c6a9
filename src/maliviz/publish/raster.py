"""From our own drawings to PNG, with matplotlib and without a browser.

Only what a drawing of ours can hold is understood: rectangles, paths of straight lines and
curves, and single lines of text, with plain attributes. Anything else is an error, since a
picture that silently lacks a part says something false.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

from maliviz.canvas import house_style
from maliviz.publish.alone import SVG, read_svg

_SILENT = {"title", "desc"}
_GROUPS = {"svg", "g", "a"}
# What says nothing about looks, or what stands on the root and is read there.
_UNSEEN = {"id", "class", "href", "role", "aria-label", "aria-labelledby", "aria-describedby"}
_SEEN = {
    "svg": {"viewBox", "width", "height", "font-family"},
    "g": {"transform"},
    "a": set[str](),
    "rect": {"x", "y", "width", "height"},
    "path": {"d"},
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "fill"},
}
_PAINT = {"fill", "stroke", "stroke-width", "stroke-dasharray", "pointer-events"}
_CODES = {
    "M": (Path.MOVETO, 1),
    "L": (Path.LINETO, 1),
    "Q": (Path.CURVE3, 2),
    "C": (Path.CURVE4, 3),
    "Z": (Path.CLOSEPOLY, 0),
}
_STEP = re.compile(r"\s*([MLQCZz])([^A-Za-z]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MOVED = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\) scale\(([\d.]+)\)")
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


@dataclass(frozen=True)
class _Place:
    """How far a group is moved, and how much larger it is drawn."""

    x: float = 0
    y: float = 0
    scale: float = 1

    def within(self, transform: str) -> _Place:
        if not transform:
            return self
        match = _MOVED.fullmatch(transform)
        if match is None:
            raise ValueError(f'has a drawing with transform="{transform}", which is unknown here')
        x, y, scale = map(float, match.groups())
        return _Place(self.x + x * self.scale, self.y + y * self.scale, self.scale * scale)


def raster(svg: str, scale: float = 2) -> bytes:
    """Draw one of our drawings as PNG, at so many dots a px; ValueError names what is unknown.

    >>> raster('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')[1:4]
    b'PNG'
    """
    root = read_svg(svg)
    x, y, width, height = map(float, root.get("viewBox", "").split())
    with house_style():
        figure = Figure(figsize=(width / 72, height / 72), dpi=72 * scale)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set(xlim=(x, x + width), ylim=(y + height, y))
        _draw(root, axes, _Place())
        canvas = FigureCanvasAgg(figure)
        canvas.draw()  # type: ignore[no-untyped-call]
    stream = io.BytesIO()
    # A palette makes a drawing less than half as heavy; its flat colours stay what they are.
    # (To let Pillow optimize takes eight times as long and saves a twentieth.)
    dots = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.frombytes("RGBA", canvas.get_width_height(), dots).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(stream, "PNG")
    return stream.getvalue()


def _draw(element: ET.Element, axes: Any, place: _Place) -> None:
    tag = element.tag.removeprefix(SVG)
    if tag in _SILENT:
        return
    _refuse_unknown(tag, element.attrib)
    if tag == "text":
        _text(element, axes, place)
    elif tag in _GROUPS:
        inner = place.within(element.get("transform", ""))
        for child in element:
            _draw(child, axes, inner)
    else:
        path = _outline(element.get("d", "")) if tag == "path" else _rectangle(element.attrib)
        _shape(path, element.attrib, axes, place)


def _refuse_unknown(tag: str, attributes: Mapping[str, str]) -> None:
    if tag not in _SEEN:
        raise ValueError(f"has a drawing with <{tag}>, which is unknown here")
    known = _UNSEEN | _SEEN[tag] | (_PAINT if tag in ("rect", "path") else set())
    unknown = sorted(set(attributes) - known)
    if unknown:
        raise ValueError(f"has a drawing with <{tag} {unknown[0]}>, which is unknown here")


def _shape(path: Path, attributes: Mapping[str, str], axes: Any, place: _Place) -> None:
    fill = _colour(attributes.get("fill", "#000000"))
    edge = _colour(attributes.get("stroke", "none"))
    width = float(attributes.get("stroke-width", 1)) * place.scale if edge != "none" else 0
    dash = [float(n) * place.scale for n in attributes.get("stroke-dasharray", "").split(",") if n]
    patch = PathPatch(
        Affine2D().scale(place.scale).translate(place.x, place.y).transform_path(path),
        facecolor=fill,
        edgecolor=edge,
        linewidth=width,
        joinstyle="miter",
        capstyle="butt",
        clip_on=False,
        zorder=len(axes.get_children()),
    )
    # matplotlib counts dashes in widths of the line, and SVG in px.
    patch.set_linestyle((0, [n / width for n in dash]) if dash and width else "solid")
    axes.add_patch(patch)


def _text(element: ET.Element, axes: Any, place: _Place) -> None:
    if len(element):
        raise ValueError("has a drawing with a text that is more than one line")
    get = element.attrib.get
    axes.text(
        place.x + float(get("x", 0)) * place.scale,
        place.y + float(get("y", 0)) * place.scale,
        element.text or "",
        size=float(get("font-size", 16)) * place.scale,
        weight=int(get("font-weight", 400)),
        color=_colour(get("fill", "#000000")),
        ha=_ANCHORS[get("text-anchor", "start")],
        va="baseline",
        parse_math=False,
        zorder=len(axes.get_children()),
    )


def _colour(text: str) -> str:
    if text != "none" and not _COLOUR.fullmatch(text):
        raise ValueError(f'has a drawing in the colour "{text}", which is unknown here')
    return text


def _rectangle(attributes: Mapping[str, str]) -> Path:
    x, y, width, height = (float(attributes.get(k, 0)) for k in ("x", "y", "width", "height"))
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return Path(corners, closed=True)


def _outline(d: str) -> Path:
    """Read the path data of a drawing, in which each step says its letter.

    >>> _outline("M0 0L4 0L4 4z").codes.tolist()
    [1, 2, 2, 79]
    """
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    if not d or _STEP.sub("", d):
        raise ValueError(f'has a drawing with the path "{d[:40]}", which is unknown here')
    for letter, rest in _STEP.findall(d):
        code, count = _CODES[letter.upper()]
        numbers = [float(n) for n in _NUMBER.findall(rest)]
        if len(numbers) != 2 * count or _NUMBER.sub("", rest).strip(" ,"):
            raise ValueError(f'has a drawing with the path step "{letter}{rest}"')
        points = list(zip(numbers[::2], numbers[1::2], strict=True)) or [(0.0, 0.0)]
        vertices += points
        codes += [int(code)] * len(points)
    return Path(vertices, codes)
