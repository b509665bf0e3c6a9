"""Where things stand in a finished drawing: every text with its room, every mark with its link."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from re import findall
from xml.etree import ElementTree as ET

from maliviz.charts.canvas import text_width
from maliviz.charts.figure import Figure
from maliviz.charts.style import SMALL, WIDTHS

_SVG = "{http://www.w3.org/2000/svg}"
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # how much of a text is left of its anchor
_TOUCH = 24.0


@dataclass(frozen=True)
class Box:
    """The room that something takes, in px from the top left."""

    what: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether there is less than a pixel between them."""
        apart = self.right + 1 <= other.left or other.right + 1 <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def leaves(self, width: float, height: float) -> bool:
        """Whether a part of it is outside, beyond what rounding may do."""
        low, high = min(self.left, self.top), max(self.right - width, self.bottom - height)
        return low < -0.5 or high > 0.5


def text_box(element: ET.Element) -> Box:
    """The room of a text, as the fonts of the layout measure it."""
    size = float(element.attrib["font-size"])
    text = element.text or ""
    bold = element.get("font-weight", "400") in ("700", "bold")
    used = text_width(text, size, "bold" if bold else "normal")
    share = _SHARE[element.get("text-anchor", "start")]
    share = 1 - share if element.get("direction") == "rtl" else share
    left = float(element.attrib["x"]) - used * share
    base = float(element.attrib["y"])
    return Box(text, left, base - 0.76 * size, left + used, base + 0.24 * size)


def path_box(element: ET.Element) -> Box:
    """The room of a path of straight lines."""
    steps = findall(r"([MLCQHV ])(-?[\d.]+)", element.attrib["d"])
    xs = [float(n) for step, n in steps if step not in (" ", "V")]
    ys = [float(n) for step, n in steps if step in (" ", "V")]
    return Box("path", min(xs), min(ys), max(xs), max(ys))


def link_box(link: ET.Element) -> Box:
    """The room in which a mark can be touched."""
    parts = [text_box(e) if e.tag == _SVG + "text" else path_box(e) for e in link]
    sides = [(b.left, b.top, b.right, b.bottom) for b in parts]
    lefts, tops, rights, bottoms = zip(*sides, strict=True)
    return Box(link.attrib["href"], min(lefts), min(tops), max(rights), max(bottoms))


def faults(svg: str, ids: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a drawing whose marks may lead to ``ids``."""
    root = ET.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    texts = [text_box(e) for e in root.iter(_SVG + "text")]
    yield from (f"“{a.what}” touches “{b.what}”" for a, b in combinations(texts, 2) if a.touches(b))
    yield from (f"“{b.what}” leaves the picture" for b in texts if b.leaves(width, height))
    small = [e for e in root.iter(_SVG + "text") if float(e.attrib["font-size"]) < SMALL]
    yield from (f"“{e.text}” is too small to read" for e in small)
    for link in root.iter(_SVG + "a"):
        place = link_box(link)
        if link.attrib["href"].removeprefix("#") not in ids:
            yield f"{place.what} leads nowhere"
        if not link.get("aria-label", "").strip(" ."):
            yield f"{place.what} has no name"
        if min(place.right - place.left, place.bottom - place.top) < _TOUCH:
            yield f"{place.what} is too small to touch"
        if place.leaves(width, height):
            yield f"the mark {place.what} leaves the picture"
    if root.find(f".//{_SVG}a") is None:
        yield "there is no mark"


def all_faults(figure: Figure, *, claims: Collection[str], inferences: Collection[str] = ()) -> str:
    """Return what is wrong with a figure's drawings and rows, a line a fault; hopefully nothing."""
    ids = {f"claim-{id}" for id in claims} | {f"inference-{id}" for id in inferences}
    rows = {f"claim-{id}" for row in figure.rows for id in row.claims}
    rows |= {f"inference-{id}" for row in figure.rows for id in row.inferences}
    found = [f"the row of {id} leads nowhere" for id in sorted(rows - ids)]
    found += [f"{row.cells} rests on nothing" for row in figure.rows if not row.claims]
    for view in figure.views:
        for width in WIDTHS:
            where = f"{figure.name} {view.name} {width}"
            found += [f"{where}: {fault}" for fault in faults(figure.svg(width, view.name), ids)]
    return "\n".join(found)


def links(figure: Figure) -> set[str]:
    """Return the addresses of all marks in a figure's first wide drawing."""
    return {a.attrib["href"] for a in ET.fromstring(figure.svg()).iter(_SVG + "a")}
