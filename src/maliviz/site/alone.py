"""A picture that leaves its page: with its title above it, and below it where it comes from.

On a page, title and subtitle stand beside the drawing. A picture that is saved and sent on has
lost them, so they are written into it. Marks keep their links if the site has an address; else
each keeps what its link was called, since a link to nowhere is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from maliviz.charts.canvas import Canvas, Weight
from maliviz.charts.style import FONTS, ROLES, SMALL

SVG = "{http://www.w3.org/2000/svg}"
_MARGIN = 24.0

Address = Callable[[str], str]
"""From an anchor to where it stands, or to nothing."""


@dataclass(frozen=True)
class Caption:
    """The words around a picture."""

    title: str
    subtitle: str
    credit: str


def read_svg(text: str) -> ET.Element:
    """Parse a drawing; raises ValueError if it is no SVG that stands alone."""
    try:
        root = ET.fromstring(text)
    except ET.ParseError as error:
        raise ValueError(f"has a drawing that is no XML: {error}") from None
    if root.tag != f"{SVG}svg" or len(root.get("viewBox", "").split()) != 4:
        raise ValueError("has a drawing that is no <svg> with a viewBox")
    return root


def alone(text: str, caption: Caption, address: Address) -> str:
    """Return a drawing with its caption, as SVG that stands in a file of its own."""
    drawing = read_svg(text)
    left, top, width, height = map(float, drawing.get("viewBox", "").split())
    above, title_height = _lines(width, (caption.title, 20, "bold", "ink"))
    more, subtitle_height = _lines(width, (caption.subtitle, 15, "normal", "muted"))
    below, credit_height = _lines(width, (caption.credit, SMALL, "normal", "muted"))
    head = title_height + subtitle_height + _MARGIN
    box = (
        left - _MARGIN,
        top - head - _MARGIN,
        width + 2 * _MARGIN,
        height + head + credit_height + 2 * _MARGIN,
    )
    root = _root(drawing, box)
    _write(root, above, left, top - head)
    _write(root, more, left, top - head + title_height)
    _copy(drawing, root, address)
    _write(root, below, left, top + height)
    return ET.tostring(root, encoding="unicode") + "\n"


def balanced(text: str, width: float, size: float, weight: Weight) -> list[str]:
    """Break text into as few lines as it takes, of about the same length.

    >>> balanced("a title with one word too many", 220, 14, "bold")
    ['a title with one', 'word too many']
    """
    wrap = Canvas("wide").wrap
    lines = wrap(text, width, size, weight)
    narrower = (wrap(text, width * part / 20, size, weight) for part in range(11, 20))
    return next((found for found in narrower if len(found) == len(lines)), lines)


@dataclass(frozen=True)
class _Line:
    text: str
    size: float
    weight: Weight
    role: str
    y: float


def _lines(width: float, told: tuple[str, float, Weight, str]) -> tuple[Sequence[_Line], float]:
    """Break a text into lines; return them, and the height that they take."""
    text, size, weight, role = told
    step = size * 1.35
    wrapped = enumerate(balanced(text, width, size, weight), start=1)
    lines = [_Line(line, size, weight, role, step * number) for number, line in wrapped]
    return lines, step * len(lines)


def _root(drawing: ET.Element, box: tuple[float, ...]) -> ET.Element:
    x, y, width, height = (f"{number:.1f}".removesuffix(".0") for number in box)
    kept = {k: v for k, v in drawing.attrib.items() if k.startswith(("role", "aria-"))}
    size = {"viewBox": f"{x} {y} {width} {height}", "width": width, "height": height}
    namespace = {"xmlns": SVG.strip("{}"), "font-family": FONTS}
    root = ET.Element("svg", namespace | size | kept)
    ground = {"x": x, "y": y, "width": width, "height": height, "fill": ROLES["paper"].light}
    ET.SubElement(root, "rect", ground)
    return root


def _write(root: ET.Element, lines: Sequence[_Line], x: float, y: float) -> None:
    for line in lines:
        place = {"x": f"{x:g}", "y": f"{y + line.y:.1f}", "font-size": f"{line.size:g}"}
        bold = {"font-weight": "700"} if line.weight == "bold" else {}
        look = {"fill": ROLES[line.role].light, **bold}
        ET.SubElement(root, "text", place | look).text = line.text


def _copy(source: ET.Element, parent: ET.Element, address: Address) -> None:
    """Copy what a drawing holds; a link keeps its address, or gives way to its name."""
    for element in source:
        tag = element.tag.removeprefix(SVG)
        attributes = dict(element.attrib)
        where = address(attributes.pop("href").removeprefix("#")) if tag == "a" else ""
        copy = ET.SubElement(parent, tag if where or tag != "a" else "g")
        copy.text = element.text
        if where:
            copy.set("href", where)
        elif tag == "a":
            ET.SubElement(copy, "title").text = attributes.pop("aria-label", "")
        copy.attrib.update(attributes)
        _copy(element, copy, address)
