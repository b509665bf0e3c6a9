"""A page before it is written: prose, code and outputs in order, with all that is wrong.

The exporter hands a `View` to the template. It holds no decision about looks: only what there
is to show, with every address already led to the page that holds the place.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from maliviz.prose.html import ClaimLink, Ids, prose
from maliviz.prose.markdown import Cell
from maliviz.site.faces import Faces
from maliviz.site.faults import Fault
from maliviz.site.notebook import Notebook
from maliviz.site.outputs import Shown, shown
from maliviz.site.pages import Page, Site
from maliviz.site.proof import fill_uses, proofs

_TARGET = re.compile(r'href="#((?:claim|inference)-[^"]+)"')
_OTHER = re.compile(r'href="([A-Za-z0-9_-]+)\.ipynb')
_CHROME = ("main", "navigation", "chapters")


@dataclass(frozen=True)
class Block:
    """One thing on a page: `prose`, `code` (the source), `figure`, `html` or `text`."""

    kind: str
    body: str | Markup = ""
    figure: Mapping[str, Any] = field(default_factory=dict)
    views: tuple[Mapping[str, Any], ...] = ()
    level: int = 2
    faces: Faces | None = None


@dataclass
class View:
    """A page: itself, its site, its blocks in order, and what is wrong with them."""

    page: Page
    site: Site
    blocks: list[Block] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def previous(self) -> Page | None:
        """The page before this one, in reading order."""
        place = self._place
        return self.site.pages[place - 1] if place else None

    @property
    def next(self) -> Page | None:
        """The page after this one, in reading order."""
        place = self._place
        rest = () if place is None else self.site.pages[place + 1 :]
        return rest[0] if rest else None

    @property
    def _place(self) -> int | None:
        """Place of the page in the reading order; None for one that stands beside it."""
        pages = self.site.pages
        return pages.index(self.page) if self.page in pages else None

    def address(self, anchor: str) -> str:
        """Where a claim or an inference stands, seen from this page."""
        return self.site.address(anchor, self.page.stem)


def compose(notebook: Notebook, site: Site, claim_link: ClaimLink) -> View:
    """Make the view of one notebook of a site.

    Code follows what it shows, so that a reader meets the figure first; code that shows nothing
    stands with the next that does.
    """
    view = View(site.page(notebook.stem), site)
    ids = Ids(set(_CHROME))
    level, code = 1, list[str]()
    for number, cell in enumerate(notebook.node.cells, start=1):
        if cell.cell_type == "markdown":
            stems = {page.stem for page in site.pages}
            made = prose(Cell(notebook.file, number, cell.source), ids, stems, claim_link)
            level = made.levels[-1] if made.levels else level
            view.faults += made.problems
            _unknown(view, notebook, number, made.html, cell.source)
            view.blocks.append(Block("prose", _retarget(view, made.html)))
        elif cell.cell_type == "code":
            code.append(cell.source)
            if cell.outputs:
                view.blocks += _outputs(view, notebook, number, cell, level)
                view.blocks.append(Block("code", "\n\n".join(code)))
                code.clear()
    view.blocks += [Block("code", source) for source in code]
    return view


def _outputs(
    view: View, notebook: Notebook, number: int, cell: NotebookNode, level: int
) -> Iterator[Block]:
    for output in cell.outputs:
        try:
            made = shown(output)
        except ValueError as error:
            view.faults.append(notebook.fault(str(error), number))
            continue
        proven = proofs(made.figure) if made.figure else ()
        links = " ".join(f'href="#{anchor}"' for anchor in proven)
        _unknown(view, notebook, number, made.markup + links)
        yield _block(view, made, level)


def _block(view: View, made: Shown, level: int) -> Block:
    if made.kind == "text":
        return Block("text", made.body)
    if made.figure is None:
        return Block("html", _retarget(view, fill_uses(made.body, view.site)))
    views = tuple(
        {**one, "wide": _retarget(view, one["wide"]), "narrow": _retarget(view, one["narrow"])}
        for one in made.views
    )
    faces = view.site.faces.get(f"{view.page.address}#figure-{made.figure['name']}")
    return Block("figure", figure=made.figure, views=views, level=min(level + 1, 6), faces=faces)


def _retarget(view: View, html: str) -> Markup:
    """Lead each address to the page that holds its place."""
    html = _TARGET.sub(lambda match: f'href="{view.address(match[1])}"', html)
    return Markup(_OTHER.sub(r'href="\1.html', html))


def _unknown(view: View, notebook: Notebook, number: int, html: str, source: str = "") -> None:
    for anchor in dict.fromkeys(_TARGET.findall(html)):
        if anchor not in view.site.homes:
            lines = enumerate(source.splitlines(), start=1)
            line = next((place for place, text in lines if f"#{anchor}" in text), 0)
            view.faults.append(notebook.fault(_nowhere(anchor, view.site), number, line))


def _nowhere(anchor: str, site: Site) -> str:
    near = difflib.get_close_matches(anchor, site.homes, n=1)
    hint = f'did you mean "#{near[0]}"?' if near else "correct the link or the data"
    return f'"#{anchor}" leads nowhere: no page holds it; {hint}'
