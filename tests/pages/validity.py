"""The rules of HTML that a page of ours can break, as a list of what is allowed.

html5lib tells whether a page parses without a single error; what remains of "valid" is checked
on its tree: which element may stand in which, which attributes it takes, and that ids are unique
and found. An element that is in no table below is a finding, since nobody thought about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS = _words("h1 h2 h3 h4 h5 h6")
ALWAYS = _words("script template")
PHRASING = ALWAYS | _words(
    "a abbr b bdi bdo br button cite code data del dfn em i img input ins kbd label mark meter "
    "output progress q s samp select small span strong sub sup svg textarea time u var wbr"
)
BLOCKS = _words(
    "address article aside blockquote details div dl fieldset figure footer form header hr main "
    "nav ol p pre section table ul"
)
FLOW = PHRASING | HEADINGS | BLOCKS
TRANSPARENT = _words("a del ins")  # they may hold what their parent may hold
INTERACTIVE = _words("a button details input label select textarea")
METADATA = _words("base link meta script style template title")

CHILDREN = {
    **dict.fromkeys(PHRASING | HEADINGS | {"p", "pre", "legend"}, PHRASING),
    **dict.fromkeys(BLOCKS - {"p", "pre"}, FLOW),
    **dict.fromkeys(_words("body li dd dt td th caption figcaption"), FLOW),
    "html": _words("head body"),
    "head": METADATA,
    "summary": PHRASING | HEADINGS,
    "figure": FLOW | {"figcaption"},
    "details": FLOW | {"summary"},
    "fieldset": FLOW | {"legend"},
    **dict.fromkeys(_words("ul ol"), ALWAYS | {"li"}),
    "dl": ALWAYS | _words("dt dd div"),
    "table": ALWAYS | _words("caption colgroup thead tbody tfoot"),
    **dict.fromkeys(_words("thead tbody tfoot"), ALWAYS | {"tr"}),
    "tr": ALWAYS | _words("th td"),
    "colgroup": _words("col"),
    "select": _words("option optgroup hr"),
    "optgroup": _words("option"),
    **dict.fromkeys(
        _words("br col hr img input link meta base wbr textarea option title style"), _words("")
    ),
}
NO_TEXT = _words("html head ul ol dl table thead tbody tfoot tr colgroup select optgroup")
FIRST = _words("summary legend caption")
LANDMARKS = _words("main header footer")

GLOBAL = _words("class dir hidden id lang role style tabindex title translate inert popover")
ATTRIBUTES = {
    "a": "href download rel hreflang type target",
    "base": "href",
    "button": "type disabled name value",
    "col": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "fieldset": "disabled name",
    "form": "method action",
    "img": "src alt width height srcset sizes loading decoding",
    "input": "type name value checked disabled min max step required autocomplete",
    "ins": "cite datetime",
    "label": "for",
    "li": "value",
    "link": "href hreflang rel type title sizes media as",
    "meta": "charset content http-equiv name property media",
    "ol": "start reversed type",
    "option": "value selected disabled label",
    "q": "cite",
    "script": "src type defer async",
    "select": "name multiple size disabled",
    "style": "media",
    "td": "colspan rowspan headers",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
}
REFERENCES = _words("aria-labelledby aria-describedby aria-controls aria-owns for headers")


def invalid(text: str) -> list[str]:
    """Return what makes a page invalid, empty if nothing does."""
    parser = html5lib.HTMLParser(html5lib.getTreeBuilder("etree"))
    root = parser.parse(text)
    found = [f"line {line}: {MESSAGES[code] % more}" for (line, _), code, more in parser.errors]
    found += _ids(root)
    _walk(root, (), found)
    return found


def _walk(one: Element, above: tuple[str, ...], found: list[str]) -> None:
    name = _name(one)
    if one.tag.startswith(HTML):
        found += _attributes(one, name)
        found += _inside(one, name, above)
    children = [child for child in one if isinstance(child.tag, str)]
    if one.tag.startswith(HTML) and name not in ("script", "style", "template"):
        found += _content(one, (*above, name), children)
    for child in children:
        _walk(child, (*above, name), found)


def _name(one: Element) -> str:
    return one.tag.rpartition("}")[2]


def _attributes(one: Element, name: str) -> Iterator[str]:
    allowed = GLOBAL | _words(ATTRIBUTES.get(name, ""))
    for key, value in one.attrib.items():
        if key not in allowed and not key.startswith(("aria-", "data-")):
            yield f"<{name} {key}>: no such attribute"
        elif key == "id" and (not value or value != "".join(value.split())):
            yield f"<{name} id={value!r}>: no id"
    if name == "img" and "alt" not in one.attrib:
        yield "<img> has no alternative text"


def _inside(one: Element, name: str, above: tuple[str, ...]) -> Iterator[str]:
    holder = next((up for up in reversed(above) if up in ("a", "button", "label")), "")
    interactive = name in INTERACTIVE and (name != "a" or "href" in one.attrib)
    labelled = holder == "label" and name in ("button", "input", "select", "textarea")
    if holder and interactive and not labelled:
        yield f"<{name}> stands in <{holder}>, and both can be clicked"
    if name in LANDMARKS and LANDMARKS & set(above):
        yield f"<{name}> stands in a landmark of its kind"


def _content(one: Element, path: tuple[str, ...], children: list[Element]) -> Iterator[str]:
    name = path[-1]
    if name not in CHILDREN:
        yield f"<{name}> is in no table of elements"
        return
    holder = next(up for up in reversed(path) if up not in TRANSPARENT)
    names = [_name(child) for child in children]
    for wrong in sorted({*names} - CHILDREN.get(holder, FLOW)):
        yield f"<{wrong}> may not stand in <{name}>"
    for place, child in enumerate(names):
        if child in FIRST and place:
            yield f"<{child}> is not the first in <{name}>"
    loose = [one.text or "", *(child.tail or "" for child in children)]
    if name in NO_TEXT and "".join(loose).strip():
        yield f"<{name}> holds loose text"


def _ids(root: Element) -> Iterator[str]:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    ids = Counter(one.attrib["id"] for one in elements if "id" in one.attrib)
    for name, count in ids.items():
        if count > 1:
            yield f"{count} elements have the id {name}"
    for one in elements:
        for key in REFERENCES & one.attrib.keys():
            for name in one.attrib[key].split():
                if name not in ids:
                    yield f"<{_name(one)} {key}>: nothing has the id {name}"
    mains = sum(_name(one) == "main" for one in elements)
    if mains != 1:
        yield f"{mains} elements are <main>"
