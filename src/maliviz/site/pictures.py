"""Pictures that leave their page: as SVG with a caption, as PNG, and as the card of a page.

On a page, title and subtitle stand beside the drawing. A picture that is saved and sent on has
lost them, so they are written into it, and below it where it comes from. Marks keep their links
if the site has an address; else each keeps what its link was called, since a link to nowhere is
worse than none.

A PNG is the same on every machine: it is drawn with the fonts that matplotlib ships.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import matplotlib as mpl
import resvg_py
from PIL import Image

from maliviz.charts.canvas import Canvas, Weight
from maliviz.charts.style import ROLES, SMALL
from maliviz.charts.svg import Drawing
from maliviz.site.model import Page, PlacedFigure, Site

CARD = (1200, 630)
"""Width and height of a card in px."""

_MARGIN = 24.0
_LEFT, _FOOT = 60, 66
_MOST_LINES = 3
# A figure is drawn whole on a card if it need not be made smaller than this to fit.
_LEAST = 0.8
_FONTS = [
    str(Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{weight}.ttf"))
    for weight in ("", "-Bold")
]
_COLOURS = 1 << 16


@dataclass(frozen=True)
class Caption:
    """The words around a picture."""

    title: str
    subtitle: str
    credit: str


def picture_files(placed: PlacedFigure, site: Site) -> dict[str, bytes]:
    """Return the pictures of a figure by path."""
    address = partial(_address, site, placed)
    files = {}
    for picture, view in zip(placed.pictures, placed.figure.views, strict=True):
        subtitle = " · ".join(filter(None, [placed.figure.subtitle, picture.label]))
        caption = Caption(placed.figure.title, subtitle, credit(site))
        drawing = captioned(view.wide.linked(address), caption)
        files[picture.svg] = f"{drawing.text()}\n".encode()
        files[picture.png] = png(drawing)
    return files


def captioned(drawing: Drawing, caption: Caption) -> Drawing:
    """Return a drawing with its caption, as one that stands in a file of its own."""
    left, top, width, height = drawing.box
    title = _Lines(caption.title, width, 20, "bold", "ink")
    subtitle = _Lines(caption.subtitle, width, 15, "normal", "muted")
    foot = _Lines(caption.credit, width, SMALL, "normal", "muted")
    head = title.height + subtitle.height + _MARGIN
    return drawing.framed(
        (
            left - _MARGIN,
            top - head - _MARGIN,
            width + 2 * _MARGIN,
            height + head + foot.height + 2 * _MARGIN,
        ),
        above=[*title.at(left, top - head), *subtitle.at(left, top - head + title.height)],
        below=foot.at(left, top + height),
    )


def credit(site: Site) -> str:
    """Say where a picture comes from, in the picture."""
    edition = site.edition
    assert edition is not None
    parts = [site.title, site.base, ", ".join(edition.authors), edition.words, edition.rights]
    return " · ".join(filter(None, parts))


def balanced(text: str, width: float, size: float, weight: Weight) -> list[str]:
    """Break text into as few lines as it takes, of about the same length.

    >>> balanced("a title with one word too many", 220, 14, "bold")
    ['a title with one', 'word too many']
    """
    wrap = _sheet().wrap
    lines = wrap(text, width, size, weight)
    narrower = (wrap(text, width * part / 20, size, weight) for part in range(11, 20))
    return next((shorter for shorter in narrower if len(shorter) == len(lines)), lines)


def png(drawing: Drawing, zoom: int = 2) -> bytes:
    """Return a drawing as PNG, at so many dots a px.

    >>> png(Drawing.parse('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'))[1:4]
    b'PNG'
    """
    raw = resvg_py.svg_to_bytes(
        svg_string=drawing.text(),
        zoom=zoom,
        skip_system_fonts=True,
        font_files=_FONTS,
        font_family="DejaVu Sans",
        sans_serif_family="DejaVu Sans",
    )
    stream = io.BytesIO()
    _with_palette(Image.open(io.BytesIO(bytes(raw))).convert("RGB")).save(stream, "PNG")
    return stream.getvalue()


def _with_palette(picture: Image.Image) -> Image.Image:
    """Keep the 256 most frequent colours as they are, and take the nearest of them for the rest.

    A palette makes a drawing half as heavy, and one of Pillow's own changes flat colours.
    """
    counts = cast("list[tuple[int, tuple[int, ...]]]", picture.getcolors(_COLOURS) or [])
    if not counts:
        return picture
    palette = Image.new("P", (1, 1))
    frequent = sorted(counts, reverse=True)[:256]
    palette.putpalette([channel for _, colour in frequent for channel in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


@cache
def _sheet() -> Canvas:
    """A sheet of which only the measure is taken."""
    return Canvas("wide")


@dataclass(frozen=True)
class _Lines:
    """A text that is broken into balanced lines, each as high as the step to the next."""

    text: str
    width: float
    size: float
    weight: Weight
    role: str

    @property
    def step(self) -> float:
        return self.size * 1.35

    @cached_property
    def lines(self) -> list[str]:
        return balanced(self.text, self.width, self.size, self.weight)

    @property
    def height(self) -> float:
        return self.step * len(self.lines)

    def at(self, x: float, y: float) -> Iterator[ET.Element]:
        """Yield the lines as elements below `y`."""
        for number, line in enumerate(self.lines, start=1):
            yield _text(line, x, y + self.step * number, self.size, self.weight, self.role)


def _text(line: str, x: float, y: float, size: float, weight: Weight, role: str) -> ET.Element:
    place = {"x": f"{x:g}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": ROLES[role].light}
    element = ET.Element("text", place | ({"font-weight": "700"} if weight == "bold" else {}))
    element.text = line
    return element


def _address(site: Site, placed: PlacedFigure, anchor: str) -> str:
    return site.base + site.address(anchor, placed.notebook.stem) if site.base else ""


def cards(site: Site) -> dict[str, bytes]:
    """Return the card of every page by its path; none if the site has no address to be shown at."""
    if not site.base:
        return {}
    return {card_path(site, page): png(card(page, site), 1) for page in site.pages}


def card_path(site: Site, page: Page) -> str:
    """Path of the card that is shown with a link to a page."""
    return f"cards/{(page if page in site.pages else site.pages[0]).stem}.png"


def card(page: Page, site: Site) -> Drawing:
    """Return the picture shown with a link to a page: its title, and its first figure, if any."""
    width, height = CARD
    root = ET.Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {width} {height}"}
    )
    root.append(_box(0, height, "paper"))
    y = _write(root, _short_lines(page.title, 44, "bold"), 92, 44, "bold", "ink")
    notes = [site.title] if page.title != site.title else []
    placed = next((one for one in site.figures if one.notebook.stem == page.stem), None)
    if placed is None:
        _write(root, _short_lines(page.description, 28), y, 28, "normal", "muted")
    elif not _fitted(root, placed.figure.views[0].wide, y):
        notes.append(placed.figure.source)
    _foot(root, _short_lines(" · ".join(notes), 18))
    return Drawing(root)


def _short_lines(text: str, size: int, weight: Weight = "normal") -> list[str]:
    lines = balanced(text, CARD[0] - 2 * _LEFT, size, weight)
    short = lines[:_MOST_LINES]
    return short if short == lines else [*short[:-1], short[-1].rsplit(" ", 1)[0] + " …"]


def _box(y: float, height: float, role: str) -> ET.Element:
    place = {"x": "0", "y": f"{y:g}", "width": str(CARD[0]), "height": f"{height:g}"}
    return ET.Element("rect", place | {"fill": ROLES[role].light})


def _write(
    root: ET.Element, lines: Iterable[str], y: float, size: int, weight: Weight, role: str
) -> float:
    """Write lines from a baseline on; return the next one."""
    for line in lines:
        root.append(_text(line, _LEFT, y, size, weight, role))
        y += size * 1.25
    return y


def _fitted(root: ET.Element, drawing: Drawing, y: float) -> bool:
    """Draw a figure, and tell whether it is there whole: one that is too high runs off the card."""
    wide, room = (CARD[0] - 2 * _LEFT) / drawing.width, (CARD[1] - _FOOT - y) / drawing.height
    whole = room > wide * _LEAST
    scale = min(wide, room) if whole else wide
    moved = {"transform": f"translate({_LEFT} {y:.1f}) scale({scale:.3f})"}
    ET.SubElement(root, "g", moved).extend(drawing.root)
    return whole


def _foot(root: ET.Element, lines: Sequence[str]) -> None:
    """Write the last lines over whatever reaches down to them."""
    top = CARD[1] - _FOOT - max(len(lines) - 1, 0) * 18 * 1.25
    root.append(_box(top, CARD[1] - top, "paper"))
    if lines:
        root.append(_box(top, 1.5, "rule"))
    _write(root, lines, top + 40, 18, "normal", "muted")
