"""Which page holds each claim and inference, and which figures and sentences stand on it.

The first is read off what the notebooks show: an element with the id `claim-…` is the claim's
home. The second is read off the prose and the figures, since no notebook can know the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import escape

from maliviz.prose.markdown import Cell, uses
from maliviz.site.faults import PublishError
from maliviz.site.markup import places
from maliviz.site.notebook import Notebook
from maliviz.site.outputs import Shown, shown
from maliviz.site.pages import Page, Site, Use, pages

_ENTRY = re.compile(
    r'(id="((?:claim|inference)-[^"]+)"(?:(?!id="(?:claim|inference)-).)*?)<p class="uses"></p>',
    re.DOTALL,
)


def survey(notebooks: Sequence[Notebook]) -> Site:
    """Learn from notebooks all that their pages need to know of each other.

    Raises PublishError if two pages hold one claim: its address would not be one address.
    """
    order = pages(notebooks)
    return Site(order, _homes(notebooks), _uses(notebooks, {page.stem: page for page in order}))


def proofs(figure: Mapping[str, object]) -> Iterator[str]:
    """Yield the anchor of each claim and inference that the rows of a figure rest on.

    >>> list(proofs({"rows": [{"claims": ["ten-boats"], "inferences": []}]}))
    ['claim-ten-boats']
    """
    rows = figure["rows"]
    assert isinstance(rows, list)
    for row in rows:
        for kind, key in (("claim", "claims"), ("inference", "inferences")):
            yield from (f"{kind}-{name}" for name in row.get(key, ()))


def fill_uses(html: str, site: Site) -> str:
    """Write into each entry that asks for it (`<p class="uses">`) what stands on it."""
    filled = _ENTRY.sub(lambda match: match[1] + _used(site.uses.get(match[2], ())), html)
    return filled.replace('<p class="uses"></p>', "")


def prose_cells(notebook: Notebook) -> list[Cell]:
    """The Markdown cells of a notebook, as those who check prose take them."""
    cells = notebook.cells("markdown")
    return [Cell(notebook.file, number, cell.source) for number, cell in cells]


def outputs(notebook: Notebook) -> Iterator[tuple[int, Shown]]:
    """Yield the number of the cell and the output, for each output that can be published."""
    for number, cell in notebook.cells("code"):
        for output in cell.outputs:
            try:
                yield number, shown(output)
            except ValueError:
                continue


def _homes(notebooks: Iterable[Notebook]) -> dict[str, str]:
    homes: dict[str, str] = {}
    faults = []
    for notebook in notebooks:
        for number, output in outputs(notebook):
            for anchor in places(output.markup).ids:
                if not anchor.startswith(("claim-", "inference-")):
                    continue
                if homes.setdefault(anchor, notebook.stem) != notebook.stem:
                    reason = f'"{anchor}" stands in {homes[anchor]}.ipynb already'
                    faults.append(notebook.fault(reason, number))
    if faults:
        raise PublishError(faults)
    return homes


def _uses(notebooks: Iterable[Notebook], known: Mapping[str, Page]) -> dict[str, tuple[Use, ...]]:
    found: dict[str, dict[Use, None]] = {}
    for notebook in notebooks:
        for anchor, use in _used_by(notebook, known[notebook.stem]):
            found.setdefault(anchor, {})[use] = None
    return {anchor: tuple(uses) for anchor, uses in found.items()}


def _used_by(notebook: Notebook, page: Page) -> Iterator[tuple[str, Use]]:
    told = set()
    for use in uses(prose_cells(notebook)):
        if use.anchor not in told:
            told.add(use.anchor)
            where = f"the text under “{use.heading}”"
            yield use.anchor, Use(f"{page.address}#use-{use.anchor}", where)
    for _, output in outputs(notebook):
        if output.figure:
            place = Use(f"{page.address}#figure-{output.figure['name']}", output.figure["title"])
            yield from ((anchor, place) for anchor in proofs(output.figure))


def _used(uses: Iterable[Use]) -> str:
    links = [f'<a href="{escape(use.address)}">{escape(use.words)}</a>' for use in uses]
    return f'<p class="uses">Used in: {"; ".join(links)}</p>' if links else ""
