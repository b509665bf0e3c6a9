"""From matplotlib's SVG to a drawing that belongs on a page, and is parsed once.

What matplotlib writes is meant for a file of its own: a style sheet that would reach the whole
page, ids that clash with those of the next picture, colours that no theme can reach. `clean`
keeps the drawing and writes the rest anew: presentation attributes and classes in place of
styles, no id but those asked for, numbers of one decimal, a title and a description, and a
named link around each mark.

A page may run from right to left, and a drawing would take that over: its texts would change sides.
So it says that it runs from left to right itself (`maliviz.charts.canvas`), and each text that runs
from right to left says so, too; it is anchored at its other end, and stays where it was laid out.

A `Drawing` is what it returns: a tree, with what pages and files need to know of it. Whoever
needs it elsewhere, with other addresses or on a larger sheet, takes the tree and not its text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree as ET

from maliviz.charts.style import FONTS, ROLES, css_class
from maliviz.language import spoken

LTR, RTL = "\u200e", "\u200f"
"""Before a line that runs otherwise than its first letter does; no drawing keeps them."""
_NAMESPACE = "http://www.w3.org/2000/svg"
_SVG = f"{{{_NAMESPACE}}}"
_ANCHOR = re.compile(r"#((?:claim|inference)-.+)")
_DEFAULTS = {
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linejoin": "miter",
    "stroke-linecap": "butt",
    "opacity": "1",
    "text-anchor": "start",
}
_OTHER_END = {"start": "end", "middle": "middle", "end": "start"}
_KEPT = {"d", "x", "y", "fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor"} | {
    "font-size",
    "font-weight",
    "transform",
}

_RECTANGLE = re.compile(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4L\1 \2z")
"""What matplotlib writes for a rectangle, which is said in half as many numbers."""


@dataclass(frozen=True)
class Drawing:
    """A drawing as a tree, whose elements have plain names: `svg`, `a`, `text`.

    The tree is shared between drawings, and so never changed.

    >>> drawing = Drawing.parse(
    ...     '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 30" '
    ...     'id="x" data-ends="0 12.5 30">'
    ...     '<a href="#claim-one" aria-label="One"><path d="M0 0L9 9" /></a></svg>'
    ... )
    >>> drawing.width, drawing.height, drawing.anchors()
    (9.0, 30.0, ('claim-one',))
    >>> drawing.name, drawing.parts
    ('x', ('0 0 9 12.5', '0 12.5 9 17.5'))
    >>> drawing.linked(lambda anchor: f"proof.html#{anchor}").text().partition("<a ")[2]
    'href="proof.html#claim-one" aria-label="One"><path d="M0 0L9 9" /></a></svg>'
    """

    root: ET.Element

    @classmethod
    def parse(cls, text: str) -> Drawing:
        """Read a drawing; what is not an SVG that can stand alone is a `ValueError`."""
        try:
            root = ET.fromstring(text)
        except ET.ParseError as error:
            raise ValueError(f"has a drawing that is not XML: {error}") from None
        if root.tag != f"{_SVG}svg" or len(root.get("viewBox", "").split()) != 4:
            raise ValueError("has a drawing that is not an <svg> with a viewBox")
        for element in root.iter():
            element.tag = element.tag.removeprefix(_SVG)
        root.attrib = {"xmlns": _NAMESPACE, **root.attrib}
        return cls(root)

    def text(self) -> str:
        """Return the drawing as SVG text."""
        return ET.tostring(self.root, encoding="unicode")

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left and its top side, its width and its height, in px."""
        x, y, width, height = map(float, self.root.attrib["viewBox"].split())
        return x, y, width, height

    @property
    def width(self) -> float:
        """Its width in px."""
        return self.box[2]

    @property
    def height(self) -> float:
        """Its height in px."""
        return self.box[3]

    @property
    def name(self) -> str:
        """The id by which another drawing can show it again; only one with parts has it."""
        return self.root.get("id", "")

    @property
    def breaks(self) -> tuple[float, ...]:
        """The tops of its parts, and the bottom of the last; none if it is printed as it is."""
        return tuple(float(y) for y in self.root.get("data-ends", "").split())

    @property
    def parts(self) -> tuple[str, ...]:
        """The view boxes of the parts that are printed one by one."""
        pairs = pairwise(self.breaks)
        return tuple(f"0 {y:g} {self.width:g} {round(end - y, 1):g}" for y, end in pairs)

    def anchors(self) -> tuple[str, ...]:
        """Return where its marks lead, each once: `claim-ID` or `inference-ID`."""
        links = (_ANCHOR.fullmatch(link.get("href", "")) for link in self.root.iter("a"))
        return tuple(dict.fromkeys(match[1] for match in links if match))

    def linked(self, address: Callable[[str], str]) -> Drawing:
        """Return the drawing with the address that each anchor has elsewhere.

        A mark without an address is a link no more, and keeps what the link was called.
        """
        return Drawing(_linked(self.root, address))

    def framed(
        self,
        box: tuple[float, float, float, float],
        above: Iterable[ET.Element] = (),
        below: Iterable[ET.Element] = (),
    ) -> Drawing:
        """Return the drawing on a larger sheet of paper, with elements above it and below it.

        `box` is the sheet as it lies around the drawing: left, top, width and height in px. It is
        not read out as a part of a page, so no spaces part its texts.
        """
        x, y, width, height = (_number(str(side)) for side in box)
        labels = {k: v for k, v in self.root.attrib.items() if k.startswith(("role", "aria-"))}
        sheet = {"viewBox": f"{x} {y} {width} {height}", "width": width, "height": height}
        root = ET.Element("svg", {"xmlns": _NAMESPACE, "font-family": FONTS, **sheet, **labels})
        paper = {"x": x, "y": y, "width": width, "height": height, "fill": ROLES["paper"].light}
        ET.SubElement(root, "rect", paper)
        root.extend([*above, *deepcopy(self.root), *below])
        for element in root.iter():
            element.tail = None
        return Drawing(root)


def _linked(element: ET.Element, address: Callable[[str], str]) -> ET.Element:
    match = _ANCHOR.fullmatch(element.get("href", ""))
    target = address(match[1]) if match else ""
    copy = ET.Element(element.tag, dict(element.attrib))
    copy.text, copy.tail = element.text, element.tail
    if target:
        copy.set("href", target)
    elif match:
        copy.tag, copy.attrib = "g", {}
        ET.SubElement(copy, "title").text = element.get("aria-label", "")
    copy.extend(_linked(child, address) for child in element)
    return copy


def from_right(text: str) -> bool:
    """Return whether a text runs from right to left, as its first letter does.

    >>> from_right("2020"), from_right("2 سفن")
    (False, True)
    """
    ways = map(unicodedata.bidirectional, text)
    return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"


def clean(
    svg: str,
    prefix: str,
    title: str,
    description: str,
    names: Mapping[str, str],
    ends: Sequence[float] = (),
) -> Drawing:
    """Return a drawing that can stand inside a page, or alone.

    `prefix` begins each id; `names` gives the accessible name of each mark by its target
    (`claim:…`), and a mark without a name is a `KeyError`: nobody could follow it. Where words
    stand in a mark, they are its name. `ends` are the tops of the parts of a tall drawing, and its
    bottom: a page prints them one by one.
    """
    source = ET.fromstring(svg)
    size = [_number(n) for n in source.attrib["viewBox"].split()]
    root = ET.Element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "viewBox": " ".join(size),
            "width": size[2],
            "height": size[3],
            "role": "group",
            "aria-labelledby": f"{prefix}-desc",
            "font-family": FONTS,
        },
    )
    if spoken().direction == "rtl":
        root.attrib["direction"] = "ltr"
    if ends:
        root.attrib |= {"id": prefix, "data-ends": " ".join(_number(str(y)) for y in ends)}
    ET.SubElement(root, "title").text = title
    ET.SubElement(root, "desc", {"id": f"{prefix}-desc"}).text = description
    ground = {"width": size[2], "height": size[3], "fill": ROLES["paper"].light, "class": "f-paper"}
    ET.SubElement(root, "rect", ground)
    links: dict[str, ET.Element] = {}
    for target, element in _drawn(source):
        if target and target not in links:
            claim, _, _ = target.partition("|")
            address = {"href": "#" + claim.replace(":", "-", 1), "aria-label": names[claim]}
            links[target] = ET.SubElement(root, "a", address)
        _append_if_seen(element, links[target] if target else root)
    for link in links.values():
        _name_by_its_words(link)
    return Drawing(root)


def _drawn(source: ET.Element, target: str = "") -> Iterator[tuple[str, ET.Element]]:
    """Yield all that is drawn below `source`, each with the mark that it belongs to, if any."""
    for element in source:
        if element.tag in (_SVG + "path", _SVG + "text"):
            yield target, element
        elif element.tag == _SVG + "g":
            name = element.get("id", "")
            yield from _drawn(element, name if ":" in name else target)


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
        # A finger needs no tenth of a px.
        whole = re.sub(r"-?\d+\.\d+", lambda match: f"{float(match[0]):.0f}", attributes["d"])
        attributes |= {"d": _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", whole), "pointer-events": "all"}
    copy = ET.SubElement(parent, element.tag.removeprefix(_SVG), attributes)
    if element.tag == _SVG + "text":
        # A space parts the words of two lines, for those who do not see that they are lines.
        copy.text, copy.tail = (element.text or "").lstrip(LTR + RTL), " "
        if from_right(element.text or ""):
            anchor = _OTHER_END[copy.get("text-anchor", "start")]
            copy.attrib |= {"direction": "rtl", "text-anchor": anchor}


def _attributes(element: ET.Element) -> dict[str, str]:
    """Return presentation attributes for an element's attributes and style."""
    entries = (e.split(":", 1) for e in element.get("style", "").split(";") if ":" in e)
    style = {key.strip(): value.strip() for key, value in entries}
    found = {**element.attrib, **style}
    if re.match(r"rotate\(-?0 ", found.get("transform", "")):
        found["transform"] = ""
    kept = {k: _shorten(v) for k, v in found.items() if k in _KEPT and v != _DEFAULTS.get(k)}
    kept = {k: v for k, v in kept.items() if v}
    classes = [css_class(paint, kept.get(paint, "")) for paint in ("fill", "stroke")]
    if any(classes):
        kept["class"] = " ".join(filter(None, classes))
    return dict(sorted(kept.items()))


def _shorten(value: str) -> str:
    text = re.sub(r"\s+", " ", value).strip().removesuffix("px")
    if text.startswith("#"):
        return text
    text = re.sub(r"-?\d+\.\d+", lambda match: _number(match[0]), text)
    return re.sub(r" ?([MLCQZz]) ?", r"\1", text) if text.startswith("M ") else text


def _number(text: str) -> str:
    """Return a number to the nearest half: no eye tells less than half a px.

    >>> _number("12.049"), _number("-0.01"), _number("1.3"), _number("960")
    ('12', '0', '1.5', '960')
    """
    return f"{round(float(text) * 2) / 2 + 0:g}"
