"""Which pages there are, what they are called, and in which order: read off the notebooks.

The first page is `index`. Those that it links to follow, in the order of its links and under
the words of the links; then the others, by file name and under their titles. No list of pages
is kept anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from maliviz.prose.markdown import lead, notebook_links
from maliviz.site.guard import title
from maliviz.site.notebook import Notebook

if TYPE_CHECKING:
    from maliviz.site.edition import Edition
    from maliviz.site.faces import Faces

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


class Use(NamedTuple):
    """One place that stands on a claim or an inference: its address and what it is called."""

    address: str
    words: str


class Offer(NamedTuple):
    """What a page that offers interaction loads on request: scripts, and their size in words."""

    scripts: tuple[str, ...]
    size: str


@dataclass(frozen=True)
class Site:
    """All that one page needs to know of the others.

    `homes` gives the page (its stem) that holds a claim or an inference, by anchor, and `uses`
    what stands on it; `downloads` are the addresses of published tables, `licences` the names
    and addresses of theirs; `explore` is what a button for interaction loads. `base` is the
    address of the site in the web if it has one, `edition` what it says of itself, and `faces`
    the files of each figure, by its address.
    """

    pages: tuple[Page, ...]
    homes: Mapping[str, str] = field(default_factory=dict)
    uses: Mapping[str, tuple[Use, ...]] = field(default_factory=dict)
    downloads: tuple[str, ...] = ()
    licences: tuple[tuple[str, str], ...] = ()
    explore: Offer | None = None
    base: str = ""
    edition: Edition | None = None
    faces: Mapping[str, Faces] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Title of the whole: that of its first page."""
        return self.pages[0].title

    def page(self, stem: str) -> Page:
        """Find a page by its stem."""
        return next(page for page in self.pages if page.stem == stem)

    def address(self, anchor: str, stem: str) -> str:
        """Where a claim or an inference stands, seen from a page (its stem)."""
        home = self.homes.get(anchor, stem)
        return f"#{anchor}" if home == stem else f"{home}.html#{anchor}"


def pages(notebooks: Sequence[Notebook]) -> tuple[Page, ...]:
    """Put the pages of some notebooks in reading order."""
    by_stem = {notebook.stem: notebook for notebook in notebooks}
    first = "index" if "index" in by_stem else min(by_stem)
    labels = {first: ""}
    for stem, words in _links(by_stem[first]):
        if stem in by_stem:
            labels.setdefault(stem, words)
    order = dict.fromkeys([*labels, *sorted(by_stem)])
    others = [_page(by_stem[stem], labels.get(stem, "")) for stem in list(order)[1:]]
    return (_first(by_stem[first]), *others)


def _links(notebook: Notebook) -> Iterable[tuple[str, str]]:
    for _, cell in notebook.cells("markdown"):
        yield from notebook_links(cell.source)


def _page(notebook: Notebook, label: str) -> Page:
    name = title(notebook) or notebook.stem
    leads = (lead(cell.source) for _, cell in notebook.cells("markdown"))
    return Page(notebook.stem, name, label or name, _cut(next(filter(None, leads), name)))


def _first(notebook: Notebook) -> Page:
    """The first page goes by its title where that is short enough to stand beside the others."""
    page = _page(notebook, "")
    return page if len(page.title) <= _LONG else replace(page, label="Overview")


def _cut(text: str) -> str:
    """Shorten a description at the end of a word."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
