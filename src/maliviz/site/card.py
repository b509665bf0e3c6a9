"""The picture that is shown with a link to a page: its title, and its first figure."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from maliviz.charts.canvas import Weight
from maliviz.charts.style import ROLES
from maliviz.site.alone import SVG, balanced
from maliviz.site.faces import Found, figures
from maliviz.site.metadata import CARD, card_of
from maliviz.site.notebook import Notebook
from maliviz.site.pages import Page, Site
from maliviz.site.raster import raster

_LEFT, _FOOT = 60, 66
_MOST_LINES = 3
# A figure is drawn whole if it need not be made smaller than this to fit.
_LEAST = 0.8


def cards(notebooks: Sequence[Notebook], site: Site) -> dict[str, bytes]:
    """Return the card of every page by its path; none if the site has no address to be shown at."""
    if not site.base:
        return {}
    return {
        card_of(site, site.page(notebook.stem)): card(
            site.page(notebook.stem), site, list(figures([notebook]))
        )
        for notebook in notebooks
    }


def card(page: Page, site: Site, shown: Sequence[Found]) -> bytes:
    """Return the card of a page as PNG; `shown` are the figures of the page, maybe none."""
    width, height = CARD
    root = ET.Element("svg", {"xmlns": SVG.strip("{}"), "viewBox": f"0 0 {width} {height}"})
    _box(root, 0, height, "paper")
    y = _write(root, _lines(page.title, 44, "bold"), 92, 44, "bold", "ink")
    said = [site.title] if page.title != site.title else []
    if not shown:
        _write(root, _lines(page.description, 28), y, 28, "normal", "muted")
    elif not _figure(root, shown[0].shown.views[0]["wide"], y):
        said.append(shown[0].figure["source"])
    _foot(root, _lines(" · ".join(said), 18))
    return raster(ET.tostring(root, encoding="unicode"), 1)


def _lines(text: str, size: int, weight: Weight = "normal") -> list[str]:
    lines = balanced(text, CARD[0] - 2 * _LEFT, size, weight)
    short = lines[:_MOST_LINES]
    return short if short == lines else [*short[:-1], short[-1].rsplit(" ", 1)[0] + " …"]


def _box(root: ET.Element, y: float, height: float, role: str) -> None:
    place = {"x": "0", "y": f"{y:g}", "width": str(CARD[0]), "height": f"{height:g}"}
    ET.SubElement(root, "rect", place | {"fill": ROLES[role].light})


def _write(
    root: ET.Element, lines: Sequence[str], y: float, size: int, weight: Weight, role: str
) -> float:
    """Write lines from a baseline on; return the next one."""
    for line in lines:
        place = {"x": str(_LEFT), "y": f"{y:g}", "font-size": str(size)}
        bold = {"font-weight": "700"} if weight == "bold" else {}
        ET.SubElement(root, "text", place | bold | {"fill": ROLES[role].light}).text = line
        y += size * 1.25
    return y


def _figure(root: ET.Element, text: str, y: float) -> bool:
    """Draw a figure, and tell whether it is there whole: one that is too high runs off the card."""
    drawing = ET.fromstring(text)
    width, height = map(float, drawing.get("viewBox", "").split()[2:])
    wide, room = (CARD[0] - 2 * _LEFT) / width, (CARD[1] - _FOOT - y) / height
    whole = room > wide * _LEAST
    scale = min(wide, room) if whole else wide
    moved = {"transform": f"translate({_LEFT} {y:.1f}) scale({scale:.3f})"}
    ET.SubElement(root, "g", moved).extend(drawing)
    return whole


def _foot(root: ET.Element, lines: Sequence[str]) -> None:
    """Write the last lines over whatever reaches down to them."""
    top = CARD[1] - _FOOT - max(len(lines) - 1, 0) * 18 * 1.25
    _box(root, top, CARD[1] - top, "paper")
    if lines:
        _box(root, top, 1.5, "rule")
    _write(root, lines, top + 40, 18, "normal", "muted")
