"""HTML that a notebook made: read once into a tree, judged there, and written from the tree.

It is that of an output, or that of a Markdown cell with the raw HTML in it.

The rule is a list of what is allowed, never of what is not: an element that we do not know
stops the build. Nothing is repaired, since a repair that fails is published; the exception is
what pandas and polars write around a frame (style, border, alignment), which is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from maliviz.language import gettext as _
from maliviz.problem import Problem
from maliviz.prose.html import Ids, Places, Prose, prose
from maliviz.prose.links import Target
from maliviz.prose.markdown import CLAIM, Cell


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HTML = _words(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
_SVG = _words(
    "svg a circle clippath defs desc ellipse g line lineargradient marker mask path pattern "
    "polygon polyline radialgradient rect stop symbol text textpath title tspan use"
)
_INSTEAD = {
    "h1": " (take <h2>: a page has one title)",
    "style": " (a page has a style of its own)",
    **dict.fromkeys(("script", "iframe"), " (draw a chart without, and give it to mv.picture)"),
}
_OF_PROSE = _words("a h1 img")
_VOID = _words("br col hr img input wbr")
_ATTRIBUTES = _words(
    "alt cite class colspan datetime dir headers height hidden href id lang open reversed role "
    "rowspan scope span src start tabindex title translate value width"
)
_RETURN = re.compile(r"\r(?!\n)")
_PLACE = re.compile(r"#\S+")
_ADDRESS_HERE = re.compile(r"#\S+|[A-Za-z0-9_-]+\.(html|ipynb)(#\S+)?|(\.\./)?data/[A-Za-z0-9._-]+")
_LEADING = {
    **dict.fromkeys(("href", "xlink:href"), (_ADDRESS_HERE, "is no address on these pages")),
    "src": (
        re.compile(r"data:image/(svg\+xml|png|jpeg|webp|gif)[;,].*", re.DOTALL),
        "is no data:image",
    ),
}
"""What the attributes may be that lead somewhere, and what is said of anything else."""
_FOREIGN_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_HABITS = re.compile(r"border=1|valign=top|halign=left|style=text-align: (left|right);")
_UNFINISHED = re.compile(r"<[A-Za-z/!?]")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_TAG = re.compile(r"</?[a-z][\w-]*")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_markdown(
    cell: Cell,
    ids: Ids | None = None,
    places: Places | None = None,
    targets: Mapping[str, Target] | None = None,
) -> tuple[ET.Element, Prose]:
    """Return a Markdown cell as the content of one element, with all that is wrong with it.

    The rest is as `prose` has it; Markdown that code shows comes without.

    >>> tree, text = read_markdown(Cell("a.ipynb", 1, "*So*<br>it <blink>was</blink>"))
    >>> print(*text.problems)
    a.ipynb: cell 1: line 1: <blink> is not allowed; leave it out, or write it in Markdown
    """
    text = prose(cell, ids or Ids(), places, targets or {})
    tree, faults = read_html(text.html, of_prose=True)
    problems = (
        Problem(
            cell.notebook,
            _line(fault, cell.source),
            rule=fault,
            hint="leave it out, or write it in Markdown",
            cell=cell.number,
        )
        for fault in faults
    )
    return tree, replace(text, problems=(*text.problems, *problems))


def _line(fault: str, source: str) -> int:
    """The first line with the tag that is at fault, 0 if that is not sure."""
    tag = _TAG.match(fault)
    lines = enumerate(source.lower().split("\n"), start=1)
    return next((number for number, line in lines if tag and tag[0] in line), 0)


def read_html(html: str, *, of_prose: bool = False) -> tuple[ET.Element, list[str]]:
    """Return HTML as the content of one element, with every reason why it may not be published.

    The links, pictures and title `of_prose` are judged where they are made.

    >>> tree, faults = read_html('<p onclick="x()">Hello</p>')
    >>> faults, write_html(tree)
    (['<p onclick>: this attribute is not allowed'], '<p onclick="x()">Hello</p>')
    """
    reader = _Reader()
    reader.feed(html)
    faults = ["it ends within a tag"] if _UNFINISHED.match(reader.rawdata) else []
    reader.close()
    faults += reader.faults + [f"<{element.tag}> is not closed" for element in reader.open[1:]]
    _without_habits(reader.root)
    for element in reader.root:
        faults += _faults(element, _OF_PROSE if of_prose else frozenset())
    return reader.root, list(dict.fromkeys(faults + text_faults(html)))


def _without_habits(element: ET.Element) -> None:
    """Leave out what pandas and polars write around a frame: a page has a style of its own."""
    for place, child in reversed(list(enumerate(element))):
        if child.tag == "style" and any(map(_is_frame, element)):
            del element[place]
        elif _is_frame(child):
            for one in child.iter():
                habits = [k for k, v in one.attrib.items() if _HABITS.fullmatch(f"{k}={v}")]
                for name in habits:
                    del one.attrib[name]
        else:
            _without_habits(child)


def _is_frame(element: ET.Element) -> bool:
    return element.tag == "table" and "dataframe" in element.get("class", "").split()


def in_boxes(element: ET.Element) -> None:
    """Put each table into a box of its own, in which it scrolls if it is wider than the page."""
    for place, child in enumerate(element):
        if child.tag == "table":
            box = ET.Element("div", {"class": "scroll", "role": "region", "tabindex": "0"})
            box.set("aria-label", " ".join(child.findtext("caption", _("Table")).split()))
            box.tail, child.tail = child.tail, None
            box.append(child)
            element[place] = box
        elif "scroll" not in child.get("class", "").split():
            in_boxes(child)


def ids(tree: ET.Element) -> Iterator[str]:
    """Yield the ids by which links lead into a tree, in order."""
    yield from (element.attrib["id"] for element in tree.iter() if "id" in element.attrib)


def anchors(tree: ET.Element) -> list[str]:
    """Return the claims and inferences to which the links of a tree lead.

    >>> anchors(read_html('<a href="#claim-x">x</a><a href="#top">up</a>')[0])
    ['claim-x']
    """
    matches = (CLAIM.fullmatch(link.get("href", "")) for link in tree.iter("a"))
    return [match[1] for match in matches if match]


def write_html(tree: ET.Element) -> str:
    """Return what a tree holds as HTML."""
    return escape(tree.text or "") + "".join(map(_written, tree))


def drawing_faults(root: ET.Element) -> list[str]:
    """Return every reason why a drawing may not be published."""
    texts = [text for element in root.iter() for text in (element.text, *element.attrib.values())]
    return [*_faults(root, frozenset(), drawing=True), *text_faults("\n".join(filter(None, texts)))]


def text_faults(text: str) -> list[str]:
    """Return the reasons why a text cannot stand on a page, whatever it is marked up with."""
    faults = []
    if "\x1b[" in text:
        faults.append("prints colours (escape codes): print without them")
    elif _CONTROL.search(text):
        faults.append("holds control characters, which HTML cannot show: print without them")
    if _RETURN.search(text):
        faults.append("prints over what it printed (a carriage return): print only the last of it")
    if _ADDRESS.search(text):
        faults.append(
            "prints a place in memory, which differs from run to run: print what stands there"
        )
    return faults


class _Reader(HTMLParser):
    """Builds a tree; `open` are the elements that are not closed yet, the root among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = ET.Element("div")
        self.open = [self.root]
        self.faults: list[str] = []

    @property
    def _drawing(self) -> bool:
        return any(element.tag == "svg" for element in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if self._drawing or tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag not in _VOID and not self._drawing:
            self.faults.append(f"<{tag}/> is not closed")

    def handle_endtag(self, tag: str) -> None:
        if tag not in [element.tag for element in self.open[1:]]:
            self.faults.append(f"</{tag}> closes nothing")
            return
        while (element := self.open.pop()).tag != tag:
            self.faults.append(f"<{element.tag}> is not closed")

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def _refuse(self, data: str) -> None:
        self.faults.append("comments, declarations and instructions are not allowed")

    handle_comment = handle_pi = unknown_decl = _refuse

    def handle_decl(self, decl: str) -> None:
        self._refuse(decl)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> ET.Element:
        # The name of a place that JupyterLab alone reads says nothing on a page.
        kept = {name: value or "" for name, value in attrs if name != "data-jupyter-id"}
        return ET.SubElement(self.open[-1], tag, kept)


def _faults(element: ET.Element, judged: frozenset[str], *, drawing: bool = False) -> Iterator[str]:
    """Yield the faults of an element and of all within it, but for tags that were `judged`."""
    tag = element.tag.lower()
    drawing = drawing or tag == "svg"
    if tag not in (_SVG if drawing else _HTML | judged):
        yield f"<{tag}> is not allowed{'' if judged else _INSTEAD.get(tag, '')}"
    elif drawing or tag not in judged:
        yield from _attribute_faults(element, tag, drawing)
    for child in element:
        yield from _faults(child, judged, drawing=drawing)


def _attribute_faults(element: ET.Element, tag: str, drawing: bool) -> Iterator[str]:
    for name, value in element.attrib.items():
        if reason := _attribute_fault(tag, name.lower(), value, drawing):
            yield f"<{tag} {name.lower()}>: {reason}"
    if tag == "img" and not element.get("alt"):
        yield "<img> has no alternative text"


def _attribute_fault(tag: str, name: str, value: str, drawing: bool) -> str | None:
    if name in _LEADING:
        allowed, reason = _LEADING[name]
        fits = (_PLACE if tag == "use" else allowed).fullmatch(value)
        return None if fits else f'"{value[:60]}" {reason}'
    if drawing and _FOREIGN_URL.search(value):
        return f'"{value[:60]}" asks for another file'
    harmful = name.startswith("on") or name == "style"
    known = drawing or name in _ATTRIBUTES or name.startswith(("aria-", "data-"))
    return None if known and not harmful else "this attribute is not allowed"


def _written(element: ET.Element) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attrib.items())
    end = "" if element.tag in _VOID else f"{write_html(element)}</{element.tag}>"
    return f"<{element.tag}{attributes}>{end}{escape(element.tail or '')}"
