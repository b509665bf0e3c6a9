"""The whole report in one file, to be kept and passed on: every chapter, figure, card and proof.

It opens by itself, offline and without script, so each link leads to a place within it, and what
only a site has, such as files to download, is left out. Pages may use one name for two places:
here a place is called by its page, too, but for a proof, which has one name everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from pathlib import PurePosixPath
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.prose.markdown import CLAIM
from maliviz.site.chapters import FIGURE_PARTS, Chapter
from maliviz.site.find import find_data
from maliviz.site.markup import read_html, write_html
from maliviz.site.metadata import running
from maliviz.site.model import Page, Site, Translation
from maliviz.site.rendering import frame, render

FILE = "report.html"
_SITE_ONLY = {"files", "share"}
_LOWER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "name")


def whole_file(chapters: Sequence[Chapter], site: Site) -> bytes:
    """Return the one file, made of the chapters in reading order."""
    bodies = [(one.page, _body(one, site)) for one in chapters]
    first = site.pages[0]
    finds = bool(site.record.claims) and not site.is_scattered
    needed = {part for chapter in chapters for part in chapter.parts}
    parts = ("page", "cards", "evidence", *(part for part in FIGURE_PARTS if part in needed))
    page = render(
        "whole.html.j2",
        site=site,
        chapters=bodies,
        cards=_cards(chapters, site),
        find=find_data(site) if finds else None,
        translations=_translations(site),
        **frame(*parts, running=running(first, site)),
    )
    return page.encode("utf-8")


def _translations(site: Site) -> list[Translation]:
    """Return the files of the other languages, if they stand at an address: this one travels."""
    return [
        one._replace(address=urljoin(site.base, one.address))
        for one in site.translations(Page(PurePosixPath(FILE).stem, "", "", ""))
        if site.base and one.code != site.language
    ]


def _body(chapter: Chapter, site: Site) -> Markup:
    tree = read_html(str(chapter.body))[0]
    _without(tree)
    for element in tree.iter():
        _name(element, chapter.page.stem, site)
        if chapter.page != site.pages[0] and element.tag in _LOWER:
            element.tag = _LOWER[element.tag]
    return Markup(write_html(tree))


def _without(tree: ET.Element) -> None:
    """Take out what only a site has."""
    for parent in tree.iter():
        for child in list(parent):
            if set(child.get("class", "").split()) & _SITE_ONLY:
                parent.remove(child)


def _name(element: ET.Element, stem: str, site: Site) -> None:
    """Call a place, and what leads to it, by its page too."""
    if "id" in element.attrib and not CLAIM.fullmatch(f"#{element.attrib['id']}"):
        element.set("id", f"{stem}-{element.attrib['id']}")
    for key in _REFERENCES:
        if key in element.attrib:
            names = element.attrib[key].split()
            element.set(key, " ".join(f"{stem}-{name}" for name in names))
    if "href" in element.attrib:
        element.set("href", _address(element.attrib["href"], stem, site))


def _address(address: str, stem: str, site: Site) -> str:
    """Lead an address on the page of a stem to its place in the one file."""
    path, _, place = address.partition("#")
    page = path.removesuffix(".html") if path else stem
    if ":" in address:
        return address
    if page not in site.chapters:
        return f"{site.base}{address}" if site.base else f"#{stem}"
    if CLAIM.fullmatch(f"#{place}"):
        at_home = path or site.homes.get(place) == stem
        return f"#{place}" if at_home else f"#card-{place}"
    return f"#{page}-{place}" if place else f"#{page}"


def _cards(chapters: Sequence[Chapter], site: Site) -> Markup:
    """Return each card once, whichever chapter has it."""
    cards: dict[str, ET.Element] = {}
    for chapter in chapters:
        tree = deepcopy(chapter.cards) if chapter.cards is not None else ET.Element("div")
        for card in tree.iterfind(".//div[@popover]"):
            for link in card.iter("a"):
                if link.get("class") != "close":
                    link.set("href", _address(link.attrib["href"], chapter.page.stem, site))
            card.set("id", f"card-{card.attrib['id']}")
            cards.setdefault(card.attrib["id"], card)
    box = ET.Element("div", {"class": "extra cards"})
    box.extend([*cards.values(), ET.Element("span", {"id": "closed"})])
    root = ET.Element("div")
    root.append(box)
    return Markup(write_html(root))
