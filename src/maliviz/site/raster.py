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
from xml.etree import ElementTree as ET

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray
from PIL import Image

from maliviz.charts.canvas import house_style
from maliviz.site.alone import SVG, read_svg

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
# At so many dots an inch, a point of matplotlib's is one dot.
_DPI = 72
_MOVED = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\) scale\(([\d.]+)\)")
# How much of a text stands to the left of its place.
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


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
    size = round(width * scale), round(height * scale)
    with house_style():
        renderer = RendererAgg(*size, _DPI)  # type: ignore[no-untyped-call]
        _draw(root, renderer, _Place(-x * scale, -y * scale, scale))
    return _png(np.asarray(renderer.buffer_rgba())[..., :3])  # type: ignore[no-untyped-call]


def _png(dots: NDArray[np.uint8]) -> bytes:
    """Keep the 256 most frequent colours as they are, and take the nearest of them for the rest.

    A palette makes a drawing a third as heavy. Those of Pillow are slow, or change flat colours.
    """
    packed = dots.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    found, counts = np.unique(packed, return_counts=True)
    kept = found[np.argsort(-counts, kind="stable")[:256]]
    apart = _channels(found)[:, None] - _channels(kept)
    nearest = np.zeros(1 << 24, dtype=np.uint8)
    nearest[found] = (apart**2).sum(axis=2).argmin(axis=1)
    picture = Image.fromarray(nearest[packed])
    picture.putpalette(_channels(kept).astype(np.uint8).tobytes())
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _channels(packed: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return red, green and blue of each colour, in rows of three."""
    return np.stack([packed >> bits & 255 for bits in (16, 8, 0)], axis=1).astype(np.int64)


def _draw(element: ET.Element, renderer: RendererAgg, place: _Place) -> None:
    tag = element.tag.removeprefix(SVG)
    if tag in _SILENT:
        return
    _refuse_unknown(tag, element.attrib)
    if tag == "text":
        _text(element, renderer, place)
    elif tag in _GROUPS:
        inner = place.within(element.get("transform", ""))
        for child in element:
            _draw(child, renderer, inner)
    else:
        path = _outline(element.get("d", "")) if tag == "path" else _rectangle(element.attrib)
        _shape(path, element.attrib, renderer, place)


def _refuse_unknown(tag: str, attributes: Mapping[str, str]) -> None:
    if tag not in _SEEN:
        raise ValueError(f"has a drawing with <{tag}>, which is unknown here")
    known = _UNSEEN | _SEEN[tag] | (_PAINT if tag in ("rect", "path") else set())
    unknown = sorted(set(attributes) - known)
    if unknown:
        raise ValueError(f"has a drawing with <{tag} {unknown[0]}>, which is unknown here")


def _shape(path: Path, attributes: Mapping[str, str], renderer: RendererAgg, place: _Place) -> None:
    fill = _colour(attributes.get("fill", "#000000"))
    edge = _colour(attributes.get("stroke", "none"))
    width = float(attributes.get("stroke-width", 1)) * place.scale if edge != "none" else 0
    dash = [float(n) * place.scale for n in attributes.get("stroke-dasharray", "").split(",") if n]
    pen = renderer.new_gc()
    pen.set_foreground(to_rgba(edge))
    pen.set_linewidth(width)
    pen.set_dashes(0, dash if dash and width else None)
    pen.set_joinstyle("miter")
    pen.set_capstyle("butt")
    move = Affine2D().scale(place.scale).translate(place.x, place.y)
    upwards = Affine2D().scale(1, -1).translate(0, renderer.height)
    inside = None if fill == "none" else to_rgba(fill)
    renderer.draw_path(pen, path, move + upwards, inside)  # type: ignore[no-untyped-call]


def _text(element: ET.Element, renderer: RendererAgg, place: _Place) -> None:
    if len(element):
        raise ValueError("has a drawing with a text that is more than one line")
    get = element.attrib.get
    size = float(get("font-size", 16)) * place.scale
    font = FontProperties(size=size, weight=int(get("font-weight", 400)))
    words = element.text or ""
    x = place.x + float(get("x", 0)) * place.scale
    y = place.y + float(get("y", 0)) * place.scale
    if part := _ANCHORS[get("text-anchor", "start")]:
        x -= part * renderer.get_text_width_height_descent(words, font, False)[0]  # type: ignore[no-untyped-call]
    pen = renderer.new_gc()
    pen.set_foreground(_colour(get("fill", "#000000")))
    renderer.draw_text(pen, x, y, words, font, 0)  # type: ignore[no-untyped-call]


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
