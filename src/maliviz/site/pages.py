"""The pages of a site: a frame around each chapter, and what no notebook makes.

That is a figure alone, what changed, and the page for a wrong address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from urllib.parse import urljoin

from markupsafe import Markup

from maliviz.charts.claim_list import claim_html, inference_html, premise_statements
from maliviz.corpus.rows import Change
from maliviz.language import N_
from maliviz.site import plot
from maliviz.site.chapters import Chapter, FigureBlock, chapters, figure_body
from maliviz.site.downloads import sources
from maliviz.site.find import find_data
from maliviz.site.links import write_uses
from maliviz.site.markup import read_html, write_html
from maliviz.site.metadata import (
    CHANGES,
    CLAIMS,
    FEED,
    alternates,
    card_properties,
    description,
    page_address,
    running,
)
from maliviz.site.model import Page, PlacedFigure, Site, Translation
from maliviz.site.notebooks import Notebook
from maliviz.site.rendering import frame, render
from maliviz.site.whole import FILE as WHOLE
from maliviz.site.whole import whole_file

LOST = Page(
    "404", N_("There is no such page"), N_("No such page"), N_("This address leads nowhere.")
)
"""The page that a server shows for a wrong address."""


def page_files(notebooks: Iterable[Notebook], site: Site) -> dict[str, bytes]:
    """Return the pages of notebooks by path, and in a site all of them as one file.

    Raises ProblemError with all that is wrong.
    """
    made = chapters(notebooks, site)
    whole = {WHOLE: whole_file(made, site)} if site.edition else {}
    download = [(name, len(raw)) for name, raw in whole.items()]
    pages = {one.page.address: _page(one, site, download=download) for one in made}
    return {**pages, **whole}


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
        plot=plot.address() if plotly else "",
        address="#{}".format,
        numbers=site.numbers,
        entries=Markup(write_html(listing)),
        home=f"{site.base}{placed.address}" if site.base else "",
        **frame("alone", *block.parts, script=plot.script() if plotly else "", plotly=plotly),
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


def _page(
    chapter: Chapter, site: Site, *, root: str = "", download: Sequence[tuple[str, int]] = ()
) -> bytes:
    page = chapter.page
    described = site.edition is not None and page in site.pages
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
        translations=_translations(site, page, root),
        tables=[urljoin(root, table) for table in site.tables],
        alternates={} if page.stem == LOST.stem else alternates(site, page),
        feed=FEED,
        find=find_data(site) if finds else None,
        claims=CLAIMS if site.edition and site.holds_proof(page.stem) else "",
        lost=page.stem == LOST.stem,
        canonical=page_address(site, page),
        properties=card_properties(site, page),
        description=description(site, page) if described else None,
        **frame(
            *("page", *chapter.parts, *(part for part, is_needed in own if is_needed)),
            running=running(page, site),
            loads=finds and site.is_scattered,
        ),
    )
    return html.encode("utf-8")


def _translations(site: Site, page: Page, root: str) -> list[Translation]:
    """Return a page in the other languages; links are whole that begin with the address of ours."""
    others = (one for one in site.translations(page) if one.code != site.language)
    return [one._replace(address=urljoin(root, one.address)) for one in others]
