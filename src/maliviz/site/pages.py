"""The pages of a site: a frame around each chapter, and one around all of them in a single file.

Also the pages that no notebook makes: a figure alone, what changed, and the one for a wrong
address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import partial
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from markupsafe import Markup

from maliviz.charts.claim_list import claim_html, inference_html, premise_statements
from maliviz.corpus.rows import Change
from maliviz.prose.markdown import CLAIM
from maliviz.site.chapters import FIGURE_PARTS, Chapter, FigureBlock, chapters, figure_body
from maliviz.site.downloads import sources
from maliviz.site.links import write_uses
from maliviz.site.markup import read_html, write_html
from maliviz.site.metadata import CHANGES, FEED, LOST, head, running
from maliviz.site.model import PlacedFigure, Site
from maliviz.site.notebooks import Notebook
from maliviz.site.proof import find_data
from maliviz.site.rendering import frame, plotly_address, render

WHOLE = "report.html"
"""Path of the file with the whole report."""
_SITE_ONLY = {"files", "share"}
_LOWER = {f"h{level}": f"h{level + 1}" for level in range(1, 6)}
_REFERENCES = ("for", "aria-labelledby", "aria-describedby", "name")


def page_files(notebooks: Iterable[Notebook], site: Site) -> dict[str, bytes]:
    """Return the pages of notebooks by path, and in a site all of them as one file.

    Raises ProblemError with all that is wrong.
    """
    made = chapters(notebooks, site)
    whole = _whole(made, site) if site.edition else b""
    pages = {one.page.address: _page(one, site, download=len(whole)) for one in made}
    return pages | ({WHOLE: whole} if whole else {})


def _page(chapter: Chapter, site: Site, *, root: str = "", download: int = 0) -> bytes:
    """Return a page; `root` begins its links, and `download` is the size of the whole report."""
    page = chapter.page
    finds = bool(site.record.claims) and site.holds_proof(page.stem)
    own = (("cards", chapter.cards is not None), ("evidence", finds))
    html = render(
        "page.html.j2",
        page=page,
        site=site,
        body=chapter.body,
        cards=Markup(write_html(chapter.cards)) if chapter.cards is not None else "",
        root=root,
        download=download,
        neighbours=site.neighbours(page),
        translations=site.translations(page.stem, root),
        tables=[urljoin(root, table) for table in site.tables],
        find=find_data(site) if finds else None,
        **head(site, page),
        **frame(
            *("page", *chapter.parts, *(part for part, is_needed in own if is_needed)),
            running=running(page, site),
            loads=finds and site.is_scattered,
        ),
    )
    return html.encode("utf-8")


def _whole(chapters: Sequence[Chapter], site: Site) -> bytes:
    """Return the whole report in one file, to be kept and passed on, of the chapters in order.

    It opens by itself, offline and without script, so each link leads to a place within it, and
    what only a site has, such as files to download, is left out. Pages may use one name for two
    places: here a place is called by its page, too, but for a proof, which has one name everywhere.
    """
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
        # This one travels: it leads to the others if they have an address.
        translations=site.translations(WHOLE.removesuffix(".html"), site.base) if site.base else {},
        **frame(*parts, running=running(first, site)),
    )
    return page.encode("utf-8")


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


def figure_page(placed: PlacedFigure, site: Site, *, plotly: bool = False) -> bytes:
    """Return one figure as a page of its own, to be carried elsewhere: offline, without script.

    It may end up in a frame of another page, in a mail, on a stick. So it leads nowhere but into
    itself: below the figure stand the claims that it rests on, and what those rest on in turn.
    With `plotly`, that draws the figure above all this, to zoom and to pan in.
    """
    claims, inferences = site.premises(placed.figure.anchors)
    statements = premise_statements(claims, inferences)
    entries = [*map(claim_html, claims), *(inference_html(i, statements) for i in inferences)]
    listing = read_html("".join(entries))[0]
    write_uses(listing, {})
    level = 2 if plotly else 1
    body = figure_body(placed.figure.body, level)
    block = FigureBlock(placed, placed.figure.views, level, body, sources(placed, site))
    page = render(
        "embed.html.j2",
        site=site,
        block=block,
        plot=plotly_address() if plotly else "",
        address="#{}".format,
        numbers=site.numbers,
        entries=Markup(write_html(listing)),
        home=f"{site.base}{placed.address}" if site.base else "",
        **frame("alone", *block.parts, plotly=plotly),
    )
    return page.encode("utf-8")


def changes_page(site: Site) -> bytes:
    """Return the page of what changed, the newest edition first."""
    assert site.edition is not None
    editions: dict[str, list[Change]] = {}
    for change in site.edition.changes:
        editions.setdefault(change.edition, []).append(change)
    address = partial(site.address, stem=CHANGES.stem)
    context = {"site": site, "editions": editions, "address": address, "feed": FEED}
    body = Markup(render("changes.html.j2", **context))
    return _page(Chapter(CHANGES.told, body), site)


def lost_page(site: Site, sites: Sequence[Site]) -> bytes:
    """Return the page for a wrong address, which says so in every language, its own first.

    A server shows it anywhere, so its links are whole.
    """
    others = (one for one in sites if one.language != site.language)
    bodies = (_lost(one, site, level) for one, level in [(site, 1), *((o, 2) for o in others)])
    return _page(Chapter(LOST.told, Markup("".join(bodies))), site, root=site.base)


def _lost(site: Site, seen: Site, level: int) -> str:
    """Say that there is no such page, and which there are, as seen from the site that says so."""
    with site.speaking():
        folder = f"{seen.root}{site.folder}" if site is not seen else ""
        pages = [(page, urljoin(seen.base, f"{folder}{page.address}")) for page in site.pages]
        return render("lost.html.j2", site=site, pages=pages, level=level)
