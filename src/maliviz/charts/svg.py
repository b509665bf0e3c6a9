"""From matplotlib's SVG to one that belongs on a page.

What matplotlib writes is meant for a file of its own: a style sheet that would reach the whole
page, ids that clash with those of the next picture, colours that no theme can reach. `clean`
keeps the drawing and writes the rest anew: presentation attributes and classes in place of
styles, no id but those asked for, numbers of one decimal, a title and a description, and a
named link around each mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from maliviz.charts.style import FONTS, ROLES, css_class

_SVG = "{http://www.w3.org/2000/svg}"
_DEFAULTS = {
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linejoin": "miter",
    "stroke-linecap": "butt",
    "opacity": "1",
    "text-anchor": "start",
}
_KEPT = {"d", "x", "y", "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor"} | {
    "font-size",
    "font-weight",
    "transform",
}


def clean(
    svg: str,
    prefix: str,
    title: str,
    description: str,
    names: Mapping[str, str],
    ends: Sequence[float] = (),
) -> str:
    """Return a drawing that can stand inside a page, or alone.

    ``prefix`` begins each id; ``names`` gives the accessible name of each mark by its target
    (``claim:…``), and a mark without a name is a ``KeyError``: nobody could follow it. Where words
    stand in a mark, they are its name. ``ends``
    are the tops of the parts of a tall drawing, and its bottom: a page prints them one by one.
    """
    source = ET.fromstring(svg)
    size = [_number(n) for n in source.attrib["viewBox"].split()]
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": " ".join(size),
            "width": size[2],
            "height": size[3],
            "role": "group",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
            "font-family": FONTS,
        },
    )
    if ends:
        root.attrib |= {"id": prefix, "data-ends": " ".join(_number(str(y)) for y in ends)}
    ET.SubElement(root, "title", {"id": f"{prefix}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{prefix}-desc"}).text = description
    ground = {"width": size[2], "height": size[3], "fill": ROLES["paper"].light, "class": "f-paper"}
    ET.SubElement(root, "rect", ground)
    links: dict[str, ET.Element] = {}
    _copy(source, root, root, names, links)
    for link in links.values():
        _name_by_its_words(link)
    return ET.tostring(root, encoding="unicode")


def _copy(
    source: ET.Element,
    parent: ET.Element,
    root: ET.Element,
    names: Mapping[str, str],
    links: dict[str, ET.Element],
) -> None:
    """Copy what is drawn below ``source``; what belongs to one mark goes into one link."""
    for element in source:
        target = element.get("id", "")
        if element.tag in (_SVG + "path", _SVG + "text"):
            _append_if_seen(element, parent)
        elif element.tag == _SVG + "g":
            home = _link(target, root, names, links) if ":" in target else parent
            _copy(element, home, root, names, links)


def _link(
    target: str, root: ET.Element, names: Mapping[str, str], links: dict[str, ET.Element]
) -> ET.Element:
    if target not in links:
        address = {"href": "#" + target.replace(":", "-", 1), "aria-label": names[target]}
        links[target] = ET.SubElement(root, "a", address)
    return links[target]


def _name_by_its_words(link: ET.Element) -> None:
    """Give a link the words that stand in it as its name, if its own name does not hold them.

    Who speaks to a page says what stands there. A single sign is no word.
    """
    texts = [text.text or "" for text in link.iter("text")]
    words = " ".join(text for text in texts if len(text) > 1)
    if words.casefold() not in link.attrib["aria-label"].casefold():
        link.set("aria-label", " ".join(texts))


def _append_if_seen(element: ET.Element, parent: ET.Element) -> None:
    attributes = _attributes(element)
    if element.tag == _SVG + "path" and "d" not in attributes:
        return
    touch = attributes.get("fill") == "none" and "stroke" not in attributes
    if touch and parent.tag != "a":
        return
    if touch:
        attributes["pointer-events"] = "all"
    copy = ET.SubElement(parent, element.tag.removeprefix(_SVG), attributes)
    if element.tag == _SVG + "text":
        # A space parts the words of two lines, for those who do not see that they are lines.
        copy.text, copy.tail = element.text, " "


def _attributes(element: ET.Element) -> dict[str, str]:
    """Return presentation attributes for an element's attributes and style."""
    entries = (e.split(":", 1) for e in element.get("style", "").split(";") if ":" in e)
    style = {key.strip(): value.strip() for key, value in entries}
    found = {**element.attrib, **style}
    if element.tag == _SVG + "text":
        found |= _position(found)
    kept = {k: _shorten(v) for k, v in found.items() if k in _KEPT and v != _DEFAULTS.get(k)}
    kept = {k: v for k, v in kept.items() if v}
    classes = [css_class(paint, kept.get(paint, "")) for paint in ("fill", "stroke")]
    if any(classes):
        kept["class"] = " ".join(filter(None, classes))
    return dict(sorted(kept.items()))


def _position(found: Mapping[str, str]) -> dict[str, str]:
    """Return x and y for text that matplotlib moves or turns by nothing."""
    shift = re.fullmatch(r"translate\(([-\d.]+) ([-\d.]+)\)", found.get("transform", ""))
    place = {"x": shift[1], "y": shift[2]} if shift else {}
    return {**place, "transform": ""} if place or "rotate" in found.get("transform", "") else {}


def _shorten(value: str) -> str:
    text = re.sub(r"\s+", " ", value).strip().removesuffix("px")
    if text.startswith("#"):
        return text
    text = re.sub(r"-?\d+\.\d+", lambda match: _number(match[0]), text)
    return re.sub(r" ?([MLCQZz]) ?", r"\1", text) if text.startswith("M ") else text


def _number(text: str) -> str:
    """Return a number with at most one decimal.

    >>> _number("12.049"), _number("-0.01"), _number("960")
    ('12', '0', '960')
    """
    rounded = f"{float(text):.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded
