"""The files beside the chapters: what changed, the page for a wrong address, the list of pages."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.corpus import Corpus
from maliviz.site.edition import Change, Edition
from maliviz.site.exporter import frame
from maliviz.site.feed import PAGE, feed, xml_file
from maliviz.site.metadata import FEED, LOST, page_address
from maliviz.site.pages import Page, Site
from maliviz.site.paper import render
from maliviz.site.view import Block, View

_CHANGES = Page("changes", "What changed", "What changed", "Corrections, additions, withdrawals.")
_LOST = Page(LOST, "There is no such page", "No such page", "This address leads nowhere.")
_RELATIVE = re.compile(r'(href|src)="(?![a-z]+:|#)')


def side_files(site: Site, edition: Edition, corpus: Corpus) -> dict[str, bytes]:
    """Return the files by path; a list of pages is made only if the site has an address."""
    files = {f"{LOST}.html": _lost(site, corpus)}
    if edition.changes:
        fragment = _fragment("changes.html.j2", site, edition)
        files[PAGE] = _page(_CHANGES, site, fragment, corpus).encode("utf-8")
        files[FEED] = feed(site, edition)
    if site.base:
        files["sitemap.xml"] = _sitemap(site, edition)
    return files


def _lost(site: Site, corpus: Corpus) -> bytes:
    """A server shows this page at any address, so that its links have to be whole."""
    text = _page(_LOST, site, _fragment("lost.html.j2", site, None), corpus)
    return _RELATIVE.sub(rf'\1="{site.base}', text).encode("utf-8")


def _fragment(name: str, site: Site, edition: Edition | None) -> Markup:
    view = View(_CHANGES, site)
    groups: dict[str, list[Change]] = {}
    for change in edition.changes if edition else ():
        groups.setdefault(change.edition, []).append(change)
    return Markup(render(name, site=site, groups=groups, view=view, feed=FEED))


def _page(page: Page, site: Site, fragment: Markup, corpus: Corpus) -> str:
    view = View(page, site, [Block("prose", fragment)])
    return render("page.html.j2", resources=frame(view, corpus))


def _sitemap(site: Site, edition: Edition) -> bytes:
    root = ET.Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    pages = [*site.pages, *([_CHANGES] if edition.changes else [])]
    for page in pages:
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = page_address(site, page)
    return xml_file(root)
