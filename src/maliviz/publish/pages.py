"""Which pages there are, what they are called, and in which order: read off the notebooks.

The first page is `index`. Those that it links to follow, in the order of its links and under
the words of the links; then the others, by file name and under their titles. No list of pages
is kept anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maliviz.publish.faults import PublishError
from maliviz.publish.guard import title
from maliviz.publish.markdown import lead, notebook_links
from maliviz.publish.markup import places
from maliviz.publish.notebook import Notebook
from maliviz.publish.outputs import shown

_LONG = 24
_DESCRIPTION = 200


@dataclass(frozen=True)
class Page:
    """One page: the stem of its file, its title, its label in the navigation, what it is about."""

    stem: str
    title: str
    label: str
    description: str

    @property
    def address(self) -> str:
        """Address of the page, seen from any other: they all lie in one folder."""
        return f"{self.stem}.html"


@dataclass(frozen=True)
class Site:
    """All that one page needs to know of the others.

    `anchors` gives the page (its stem) that holds a claim or an inference; `downloads` are the
    addresses of published tables, `licences` the names and addresses of theirs.
    """

    pages: tuple[Page, ...]
    anchors: Mapping[str, str] = field(default_factory=dict)
    downloads: tuple[str, ...] = ()
    licences: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Title of the whole: that of its first page."""
        return self.pages[0].title

    def page(self, stem: str) -> Page:
        """Find a page by its stem."""
        return next(page for page in self.pages if page.stem == stem)


def pages(notebooks: Sequence[Notebook]) -> tuple[Page, ...]:
    """Put the pages of some notebooks, `index` among them, in reading order."""
    by_stem = {notebook.stem: notebook for notebook in notebooks}
    labels = {"index": ""}
    for stem, words in _links(by_stem["index"]):
        if stem in by_stem:
            labels.setdefault(stem, words)
    order = dict.fromkeys([*labels, *sorted(by_stem)])
    return tuple(_page(by_stem[stem], labels.get(stem, "")) for stem in order)


def anchors(notebooks: Iterable[Notebook]) -> dict[str, str]:
    """Find the page that holds each claim and inference, in what the notebooks show.

    Raises PublishError if two pages hold the same one: its address would not be one address.
    """
    found: dict[str, str] = {}
    faults = []
    for notebook in notebooks:
        for number, anchor in _anchors(notebook):
            if found.setdefault(anchor, notebook.stem) != notebook.stem:
                reason = f'"{anchor}" stands in {found[anchor]}.ipynb already'
                faults.append(notebook.fault(reason, number))
    if faults:
        raise PublishError(faults)
    return found


def _links(notebook: Notebook) -> Iterable[tuple[str, str]]:
    for _, cell in notebook.cells("markdown"):
        yield from notebook_links(cell.source)


def _page(notebook: Notebook, label: str) -> Page:
    name = title(notebook) or notebook.stem
    short = name if len(name) <= _LONG else "Overview"
    leads = (lead(cell.source) for _, cell in notebook.cells("markdown"))
    description = _cut(next(filter(None, leads), name))
    return Page(notebook.stem, name, label or (short if _first(notebook) else name), description)


def _first(notebook: Notebook) -> bool:
    return notebook.stem == "index"


def _cut(text: str) -> str:
    """Shorten a description at the end of a word."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"


def _anchors(notebook: Notebook) -> Iterable[tuple[int, str]]:
    for number, cell in notebook.cells("code"):
        for output in cell.outputs:
            try:
                ids = places(shown(output).markup).ids
            except ValueError:
                continue
            yield from ((number, i) for i in ids if i.startswith(("claim-", "inference-")))
