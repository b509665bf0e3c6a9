"""What HTML and SVG made by a notebook may hold, and what is read off a finished page.

The rule is a list of what is allowed, never of what is not: an element that we do not know
stops the build. Nothing is repaired, since a repair that fails is published; two habits of
pandas (`border` and inline alignment) are the exceptions, and are taken out to the letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


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
_VOID = _words("br col hr img wbr")
_ATTRIBUTES = _words(
    "alt cite class colspan datetime dir headers height hidden href id lang open reversed role "
    "rowspan scope span src start tabindex title translate value width"
)
_DATA_IMAGE = re.compile(r"data:image/(svg\+xml|png|jpeg|webp|gif)[;,]")
_OWN_ADDRESS = re.compile(r"#\S+|[A-Za-z0-9_-]+\.(html|ipynb)(#\S+)?|(\.\./)?data/[A-Za-z0-9._-]+")
_FOREIGN_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_PANDAS_STYLE = re.compile(r"<style scoped>.*?</style>\n?", re.DOTALL)
_PANDAS_ALIGN = ' style="text-align: right;"'
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def tidy_pandas(html: str) -> str:
    """Take out the style, border and alignment that pandas writes into the HTML of a frame."""
    html = _PANDAS_STYLE.sub("", html)
    html = html.replace('<table border="1" class="dataframe">', '<table class="dataframe">')
    return html.replace(_PANDAS_ALIGN, "")


def text_faults(text: str) -> list[str]:
    """Reasons why a text cannot stand on a page, whatever it is marked up with."""
    faults = []
    if _CONTROL.search(text):
        faults.append("holds control characters, which HTML cannot show")
    if _ADDRESS.search(text):
        faults.append("prints a place in memory, which differs from run to run")
    return faults


def markup_faults(html: str) -> list[str]:
    """Reasons why HTML or SVG made by a notebook may not be published, empty if it may.

    >>> markup_faults('<p onclick="x()">Hello</p>')
    ['<p onclick>: this attribute is not allowed']
    """
    parser = _Judge()
    parser.feed(html)
    parser.close()
    parser.faults += [f"<{tag}> is not closed" for tag in parser.open]
    return list(dict.fromkeys(parser.faults + text_faults(html)))


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if "svg" in self.open or tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)
        if tag not in _VOID and "svg" not in self.open:
            self.faults.append(f"<{tag}/> is not closed")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_comment(self, data: str) -> None:
        self.faults.append("comments are not allowed")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl.split()[0]}> is not allowed")

    def handle_pi(self, data: str) -> None:
        self.faults.append("processing instructions are not allowed")

    def unknown_decl(self, data: str) -> None:
        self.faults.append("CDATA is not allowed")

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        drawing = tag == "svg" or "svg" in self.open
        if tag not in (_SVG if drawing else _HTML):
            self.faults.append(f"<{tag}> is not allowed")
            return
        for name, value in attrs:
            if reason := _attribute_fault(tag, name, value or "", drawing):
                self.faults.append(f"<{tag} {name}>: {reason}")
        if tag == "img" and not dict(attrs).get("alt"):
            self.faults.append("<img> has no alternative text")


def _attribute_fault(tag: str, name: str, value: str, drawing: bool) -> str | None:
    if name in ("href", "xlink:href"):
        allowed = re.fullmatch(r"#\S+", value) if tag == "use" else _OWN_ADDRESS.fullmatch(value)
        return None if allowed else f'"{value[:60]}" is no address on these pages'
    if name == "src":
        return None if _DATA_IMAGE.match(value) else f'"{value[:60]}" is no data:image'
    if drawing and _FOREIGN_URL.search(value):
        return f'"{value[:60]}" asks for another file'
    known = name in _ATTRIBUTES or name.startswith(("aria-", "data-"))
    if name.startswith("on") or name == "style" or not (drawing or known):
        return "this attribute is not allowed"
    return None


@dataclass
class Places:
    """What of a page can be pointed at, and what it points at, each in order and with repeats."""

    ids: list[str] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)


def places(html: str) -> Places:
    """Read the ids and addresses off a page or a piece of one."""
    parser = _Reader()
    parser.feed(html)
    parser.close()
    return parser.places


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places = Places()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.places.ids.append(value or "")
            elif name in ("href", "xlink:href", "src"):
                self.places.hrefs.append(value or "")
