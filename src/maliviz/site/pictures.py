"""Pictures that leave their page: as SVG with a caption, as PNG, and as the card of a link to it.

On a page, title and subtitle stand beside the drawing. A picture that is saved and sent on has
lost them, so they are written into it, and below it where it comes from. Marks keep their links
if the site has an address; else each keeps what its link was called, since a link to nowhere is
worse than none.

A PNG is the same on every machine: it is drawn with the fonts that matplotlib ships. They lack the
letters of some scripts, which are boxes there; a build tells which.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast
from xml.etree import ElementTree as ET

import matplotlib as mpl
import resvg_py
from matplotlib.ft2font import FT2Font
from PIL import Image

from maliviz.charts.canvas import Canvas, Weight
from maliviz.charts.style import ROLES, SMALL
from maliviz.charts.svg import Drawing
from maliviz.language import joined
from maliviz.site.contents import Page
from maliviz.site.figures import FigureOutput, FigureView
from maliviz.site.model import PlacedFigure, Site, figures
from maliviz.site.notebooks import Notebook


class TextStyle(NamedTuple):
    """How a text is set: its size and the step from line to line in px, its weight, its role."""

    size: float
    step: float
    weight: Weight = "normal"
    role: str = "muted"


CARD = (1200, 630)
"""Width and height of a card in px."""

_TITLE, _SUBTITLE, _CREDIT = (
    TextStyle(20, 27, "bold", "ink"),
    TextStyle(15, 20.25),
    TextStyle(SMALL, 16.875),
)
_CARD_TITLE, _CARD_TEXT, _CARD_FOOT = (
    TextStyle(44, 55, "bold", "ink"),
    TextStyle(28, 35),
    TextStyle(18, 22.5),
)
_MARGIN = 24.0
_LEFT, _FOOT = 60, 66
_MOST_LINES = 3
# A figure is drawn whole on a card if it need not be made smaller than this to fit.
_LEAST = 0.8
_COLOURS = 1 << 16
_FONT = "DejaVu Sans"
_FONT_FILES = [
    str(Path(mpl.get_data_path(), "fonts", "ttf", name))
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
]


def picture_files(placed: PlacedFigure, site: Site, *, drawn: bool = True) -> dict[str, bytes]:
    """Return the pictures of a figure by path; those that are not to be drawn are empty."""
    files: dict[str, bytes] = {}
    for view in placed.figure.views:
        drawing = _alone(view, placed.figure, site) if drawn else None
        svg, png_file = placed.picture(view, "svg"), placed.picture(view, "png")
        files[svg] = f"{drawing.text()}\n".encode() if drawing else b""
        files[png_file] = png(drawing) if drawing else b""
    return files


def _alone(view: FigureView, figure: FigureOutput, site: Site) -> Drawing:
    """Return the drawing of a view as a picture that leaves its page."""

    def address(anchor: str) -> str:
        return f"{site.base}{site.address(anchor, '')}" if site.base else ""

    label = view.label if len(figure.views) > 1 else ""
    subtitle = " · ".join(filter(None, [figure.subtitle, label]))
    return captioned(view.wide.linked(address), figure.title, subtitle, credit(site))


def boxes(notebooks: Iterable[Notebook]) -> Iterator[str]:
    """Yield a line for each figure of which the PNG lacks letters."""
    for placed in (one for notebook in notebooks for one in figures(notebook)):
        figure = placed.figure
        drawn = "".join(text for view in figure.views for text in view.wide.root.itertext())
        if lost := undrawable(f"{figure.title}{figure.subtitle}{drawn}" if drawn else ""):
            place = f"{placed.notebook.file}: cell {placed.cell}: the PNG of “{figure.title}”"
            yield f"{place} has boxes for {' '.join(lost)}; the page and the SVG show them"


def undrawable(text: str) -> list[str]:
    """Return the letters of a text that a PNG cannot show.

    >>> undrawable("Neema ߡߎ 马")
    ['马']
    """
    letters = {letter for letter in text if unicodedata.category(letter)[0] not in "CZ"}
    return sorted(letter for letter in letters if ord(letter) not in _drawable())


@cache
def _drawable() -> frozenset[int]:
    """The letters that every one of the fonts has, by their numbers."""
    return frozenset.intersection(*(frozenset(FT2Font(f).get_charmap()) for f in _FONT_FILES))


def captioned(drawing: Drawing, title: str, subtitle: str, credit: str) -> Drawing:
    """Return a drawing with words around it, as one that can stand in a file of its own."""
    left, top, width, height = drawing.box
    head, subhead, foot = (
        balanced(text, width, style)
        for text, style in ((title, _TITLE), (subtitle, _SUBTITLE), (credit, _CREDIT))
    )
    start = top - _MARGIN - len(head) * _TITLE.step - len(subhead) * _SUBTITLE.step
    middle = start + len(head) * _TITLE.step
    end = top + height + len(foot) * _CREDIT.step
    return drawing.framed(
        (left - _MARGIN, start - _MARGIN, width + 2 * _MARGIN, end - start + 2 * _MARGIN),
        above=[
            *_texts(head, _TITLE, left, start + _TITLE.step),
            *_texts(subhead, _SUBTITLE, left, middle + _SUBTITLE.step),
        ],
        below=_texts(foot, _CREDIT, left, top + height + _CREDIT.step),
    )


def credit(site: Site) -> str:
    """Say where a picture comes from, in the picture."""
    edition = site.edition
    assert edition is not None
    parts = [site.title, site.base, joined(edition.authors), edition.words, edition.rights]
    return " · ".join(filter(None, parts))


def balanced(text: str, width: float, style: TextStyle) -> list[str]:
    """Break text into as few lines as it takes, of about the same length.

    >>> balanced("a title with one word too many", 220, TextStyle(14, 20, "bold"))
    ['a title with one', 'word too many']
    """
    wrap = _sheet().wrap
    lines = wrap(text, width, style.size, style.weight)
    narrower = (wrap(text, width * part / 20, style.size, style.weight) for part in range(11, 20))
    return next((shorter for shorter in narrower if len(shorter) == len(lines)), lines)


@cache
def _sheet() -> Canvas:
    """A sheet of which only the measure is taken."""
    return Canvas("wide")


def png(drawing: Drawing, zoom: int = 2) -> bytes:
    """Return a drawing as PNG, at so many dots a px.

    >>> png(Drawing.parse('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'))[1:4]
    b'PNG'
    """
    raw = resvg_py.svg_to_bytes(
        svg_string=drawing.text(),
        zoom=zoom,
        skip_system_fonts=True,
        font_files=_FONT_FILES,
        font_family=_FONT,
        sans_serif_family=_FONT,
    )
    stream = io.BytesIO()
    _with_palette(Image.open(io.BytesIO(raw)).convert("RGB")).save(stream, "PNG")
    return stream.getvalue()


def _with_palette(picture: Image.Image) -> Image.Image:
    """Keep the 256 most frequent colours as they are, and take the nearest of them for the rest.

    A palette makes a drawing half as heavy, and one of Pillow's own changes flat colours.
    """
    counts = cast("list[tuple[int, tuple[int, ...]]] | None", picture.getcolors(_COLOURS))
    if counts is None:
        return picture
    palette = Image.new("P", (1, 1))
    frequent = sorted(counts, reverse=True)[:256]
    palette.putpalette([channel for _, colour in frequent for channel in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def link_cards(site: Site) -> dict[str, bytes]:
    """Return the card of every page by its path; none if the site has no address to be shown at."""
    pages = site.pages if site.base else ()
    return {card_path(site, page): png(link_card(page, site), 1) for page in pages}


def card_path(site: Site, page: Page) -> str:
    """Path of the card that is shown with a link to a page."""
    return f"cards/{(page if page in site.pages else site.pages[0]).stem}.png"


def link_card(page: Page, site: Site) -> Drawing:
    """Return the picture shown with a link to a page: its title, and its first figure, if any."""
    size = {"viewBox": f"0 0 {CARD[0]} {CARD[1]}"}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size})
    root.append(_box(0, CARD[1], "paper"))
    title = _short_lines(page.title, _CARD_TITLE)
    root.extend(_texts(title, _CARD_TITLE, _LEFT, 92))
    y = 92 + len(title) * _CARD_TITLE.step
    notes = [site.title] if page.title != site.title else []
    drawn = (one for one in site.figures if one.notebook.stem == page.stem and one.figure.views)
    placed = next(drawn, None)
    if placed is None:
        root.extend(_texts(_short_lines(page.description, _CARD_TEXT), _CARD_TEXT, _LEFT, y))
    elif not _fitted(root, placed.figure.views[0].wide, y):
        notes.append(placed.figure.source)
    root.extend(_foot(_short_lines(" · ".join(notes), _CARD_FOOT)))
    return Drawing(root)


def _short_lines(text: str, style: TextStyle) -> list[str]:
    lines = balanced(text, CARD[0] - 2 * _LEFT, style)
    short = lines[:_MOST_LINES]
    return short if short == lines else [*short[:-1], short[-1].rsplit(" ", 1)[0] + " …"]


def _fitted(root: ET.Element, drawing: Drawing, y: float) -> bool:
    """Draw a figure, and tell whether it is there whole: one that is too high runs off the card."""
    wide, room = (CARD[0] - 2 * _LEFT) / drawing.width, (CARD[1] - _FOOT - y) / drawing.height
    whole = room > wide * _LEAST
    scale = min(wide, room) if whole else wide
    moved = {"transform": f"translate({_LEFT} {y:.1f}) scale({scale:.3f})"}
    ET.SubElement(root, "g", moved).extend(drawing.root)
    return whole


def _foot(lines: Sequence[str]) -> list[ET.Element]:
    """The last lines, over whatever reaches down to them."""
    top = CARD[1] - _FOOT - max(len(lines) - 1, 0) * _CARD_FOOT.step
    rule = [_box(top, 1.5, "rule")] if lines else []
    texts = _texts(lines, _CARD_FOOT, _LEFT, top + 40)
    return [_box(top, CARD[1] - top, "paper"), *rule, *texts]


def _box(y: float, height: float, role: str) -> ET.Element:
    place = {"x": "0", "y": f"{y:g}", "width": str(CARD[0]), "height": f"{height:g}"}
    return ET.Element("rect", place | {"fill": ROLES[role].light})


def _texts(lines: Sequence[str], style: TextStyle, x: float, baseline: float) -> list[ET.Element]:
    look = {"font-size": f"{style.size:g}", "fill": ROLES[style.role].light}
    look |= {"font-weight": "700"} if style.weight == "bold" else {}
    texts = []
    for number, line in enumerate(lines):
        y = f"{baseline + number * style.step:.1f}"
        text = ET.Element("text", {"x": f"{x:g}", "y": y, **look})
        text.text = line
        texts.append(text)
    return texts
