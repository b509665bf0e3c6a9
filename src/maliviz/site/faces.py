"""The faces of a figure that leave its page: what they are called, and what there is to say.

Each figure of each page has a folder's worth of files, `figures/PAGE/NAME.…`: a name is given
once on a page, so that no two figures ever share a file, and an address does not change when
another page shows a figure of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maliviz.corpus import Corpus
from maliviz.site.basis import basis
from maliviz.site.edition import Edition
from maliviz.site.notebook import Notebook
from maliviz.site.outputs import Shown
from maliviz.site.pages import Site
from maliviz.site.proof import outputs, proofs


@dataclass(frozen=True)
class Picture:
    """One view of a figure as two files; `label` tells it from the others, if there are any."""

    label: str
    svg: str
    png: str


@dataclass(frozen=True)
class Source:
    """A document that a figure rests on, and where its first claim stands, if a page holds it."""

    label: str
    title: str
    address: str


@dataclass(frozen=True)
class Faces:
    """The addresses of a figure's files, seen from its page, and the words that go with them."""

    csv: str
    json: str
    html: str
    pictures: tuple[Picture, ...]
    sources: tuple[Source, ...]
    citation: str


@dataclass(frozen=True)
class Found:
    """A figure and where it was found."""

    notebook: Notebook
    cell: int
    shown: Shown

    @property
    def figure(self) -> Mapping[str, Any]:
        """The figure's own description."""
        assert self.shown.figure is not None
        return self.shown.figure

    @property
    def address(self) -> str:
        """Where the figure stands: its page, and its place there."""
        return f"{self.notebook.stem}.html#figure-{self.figure['name']}"


def figures(notebooks: Sequence[Notebook]) -> Iterator[Found]:
    """Yield every figure of some notebooks, in order."""
    for notebook in notebooks:
        for number, one in outputs(notebook):
            if one.figure is not None:
                yield Found(notebook, number, one)


def faces(
    notebooks: Sequence[Notebook], site: Site, edition: Edition, corpus: Corpus
) -> dict[str, Faces]:
    """Return the faces of every figure by its address, such as `boats.html#figure-boats`."""
    return {one.address: _faces(one, site, edition, corpus) for one in figures(notebooks)}


def _faces(found: Found, site: Site, edition: Edition, corpus: Corpus) -> Faces:
    path = f"figures/{found.notebook.stem}/{found.figure['name']}"
    views = found.shown.views
    several = len(views) > 1
    names = [f"{path}.{view['name']}" if several else path for view in views]
    return Faces(
        csv=f"{path}.csv",
        json=f"{path}.json",
        html=f"{path}.html",
        pictures=tuple(
            Picture(view["label"] if several else "", f"{name}.svg", f"{name}.png")
            for name, view in zip(names, views, strict=True)
        ),
        sources=tuple(_sources(found, site, corpus)),
        citation=_citation(found, site, edition),
    )


def _sources(found: Found, site: Site, corpus: Corpus) -> Iterator[Source]:
    titles = dict(zip(corpus.documents["id"], corpus.documents["title"], strict=True))
    first: dict[str, Source] = {}
    for claim in basis(proofs(found.figure), corpus).claims:
        anchor, document = f"claim-{claim.id}", claim.document
        address = site.address(anchor, found.notebook.stem) if anchor in site.homes else ""
        source = Source(f"text {claim.document_label}", titles[document], address)
        if document not in first or not first[document].address:
            first[document] = source
    yield from (first[document] for document in sorted(first))


def _citation(found: Found, site: Site, edition: Edition) -> str:
    """Write how to cite a figure: by whom, what, in what, which edition, and where if it is known.

    The day is that of the edition, so that the words are the same whenever they are made.
    """
    who = f"{', '.join(edition.authors)}: " if edition.authors else ""
    parts = [
        f"{who}“{found.figure['title']}”, in: {site.title}",
        edition.words,
        edition.rights,
        f"{site.base}{found.address}" if site.base else "",
    ]
    return ". ".join(filter(None, parts)) + ("" if site.base else ".")
