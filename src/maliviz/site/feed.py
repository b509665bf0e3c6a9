"""What changed, as an Atom feed: for those who want to know of a correction without looking."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from maliviz.site.edition import Change, Edition
from maliviz.site.metadata import FEED
from maliviz.site.pages import Site

PAGE = "changes.html"


def feed(site: Site, edition: Edition) -> bytes:
    """Return the feed; its dates are those of the data, at the start of the day in UTC."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"})
    _add(root, "id", text=_id(edition, ""))
    _add(root, "title", text=f"What changed: {site.title}")
    _add(root, "updated", text=_moment(edition.date))
    for name in edition.authors or (site.title,):
        _add(_add(root, "author"), "name", text=name)
    _add(root, "link", rel="alternate", href=site.base + PAGE)
    if site.base:
        _add(root, "link", rel="self", href=site.base + FEED)
    if edition.rights:
        _add(root, "rights", text=edition.rights)
    for change in edition.changes:
        _entry(root, site, edition, change)
    return xml_file(root)


def xml_file(root: ET.Element) -> bytes:
    """Write an element as a file of its own, a line for each part."""
    ET.indent(root, " ")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, 'unicode')}\n".encode()


def _entry(root: ET.Element, site: Site, edition: Edition, change: Change) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", text=_id(edition, change.id))
    _add(entry, "title", text=f"{change.kind.capitalize()} in edition {change.edition}")
    _add(entry, "updated", text=_moment(change.date))
    _add(entry, "link", rel="alternate", href=f"{site.base}{PAGE}#change-{change.id}")
    _add(entry, "category", term=change.kind)
    _add(entry, "content", text=change.text, type="text")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _id(edition: Edition, change: str) -> str:
    """A name that stays when the site moves, and is the same in every build."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{edition.name}#{change}')}"


def _moment(date: str) -> str:
    return f"{date}T00:00:00Z"
