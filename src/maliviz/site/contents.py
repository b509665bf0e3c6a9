"""Which pages there are: the chapters in reading order, and parts of their long lists.

The first page is `index`. Those that it links to follow, in the order of its links and under
the words of the links; then the others, by file name and under their titles. No list of pages
is kept anywhere.

However many claims there are, no page grows without end: a chapter whose lists are longer than a
page should be keeps what leads to their parts, and each part is a page. A part begins and ends
with a whole row: a question with its claims, an inference, a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from xml.etree import ElementTree as ET

from maliviz.language import gettext as _
from maliviz.prose.markdown import headings, lead, notebook_links
from maliviz.site.markup import write_html
from maliviz.site.notebooks import Notebook
from maliviz.site.outputs import HtmlOutput

_LONG = 24
_DESCRIPTION = 200
ROOM = 240_000
"""How many characters of lists a chapter has room for."""
PART = 120_000
"""How many characters a part has at most, but for one with a single row."""
_NAME = 80


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

    @property
    def told(self) -> Page:
        """The page with its words, which are messages, in the language that is spoken."""
        words = (_(self.title), _(self.label), _(self.description))
        return Page(self.stem, *words)


@dataclass(frozen=True)
class Part:
    """A stretch of a list: its page by stem and title, its chapter by stem, and what it holds.

    `output` is the place of the list among the outputs of the chapter.
    """

    stem: str
    title: str
    chapter: str
    output: int
    rows: tuple[ET.Element, ...]
    box: ET.Element

    @property
    def first(self) -> str:
        """The words with which it begins."""
        return _words(self.rows[0])

    @property
    def last(self) -> str:
        """The words with which its last row begins."""
        return _words(self.rows[-1])

    @property
    def page(self) -> Page:
        """Its page."""
        about = _("From “{first}” to “{last}”.").format(first=self.first, last=self.last)
        return Page(self.stem, self.title, self.title, about)

    @property
    def tree(self) -> ET.Element:
        """Its rows in a list like that from which they are."""
        root = ET.Element("div")
        listing = ET.SubElement(root, "div", {"class": "listing"})
        inner = listing if self.box.tag == "div" else ET.SubElement(listing, "ul", self.box.attrib)
        inner.extend(self.rows)
        return root


def chapter_pages(notebooks: Sequence[Notebook]) -> tuple[Page, ...]:
    """Return the pages of notebooks in reading order."""
    books = {notebook.stem: notebook for notebook in notebooks}
    first = "index" if "index" in books else min(books)
    labels = {first: ""}
    for _place, cell in books[first].cells("markdown"):
        for stem, words in notebook_links(cell.source):
            if stem in books:
                labels.setdefault(stem, words)
    _, *stems = dict.fromkeys([*labels, *sorted(books)])
    others = (_page(books[stem], labels.get(stem, "")) for stem in stems)
    return (_first(books[first]), *others)


def _page(notebook: Notebook, label: str) -> Page:
    name = notebook.title or notebook.stem
    leads = (lead(cell.source) for _, cell in notebook.cells("markdown"))
    about = _shortened(next(filter(None, leads), name), _DESCRIPTION)
    return Page(notebook.stem, name, label or name, about)


def _first(notebook: Notebook) -> Page:
    """The first page goes by its title where that is short enough to stand beside the others."""
    page = _page(notebook, "")
    return page if len(page.title) <= _LONG else replace(page, label=_("Overview"))


def parts(notebook: Notebook) -> tuple[Part, ...]:
    """Return the parts of the lists of a chapter; there are none if it has room for its lists."""
    boxes = {
        place: box
        for place, one in enumerate(notebook.outputs)
        if isinstance(one.output, HtmlOutput)
        if (box := _box(one.output)) is not None
    }
    if sum(len(write_html(box)) for box in boxes.values()) <= ROOM:
        return ()
    numbers = count(1)
    return tuple(
        part for place, box in boxes.items() for part in _parts(notebook, place, box, numbers)
    )


def _parts(
    notebook: Notebook, place: int, box: ET.Element, numbers: Iterator[int]
) -> Iterator[Part]:
    """Yield the parts of a list, each with the next number of its chapter."""
    stretches, heading = list(_stretches(box)), _heading(notebook, notebook.outputs[place].cell)
    for number, rows in enumerate(stretches, start=1):
        stem, title = f"{notebook.stem}-{next(numbers)}", _title(heading, number, len(stretches))
        yield Part(stem, title, notebook.stem, place, rows, box)


def _title(heading: str, number: int, total: int) -> str:
    part = _("{heading}, part {number} of {count}")
    return part.format(heading=heading, number=number, count=total) if total > 1 else heading


def _box(output: HtmlOutput) -> ET.Element | None:
    """Return the element that holds the rows of a list."""
    listing = output.listing
    if listing is None:
        return None
    return listing[0] if len(listing) == 1 and listing[0].tag == "ul" else listing


def _stretches(box: ET.Element) -> Iterator[tuple[ET.Element, ...]]:
    rows: list[ET.Element] = []
    size = 0
    for row in box:
        length = len(ET.tostring(row, encoding="unicode"))
        if rows and size + length > PART:
            yield tuple(rows)
            rows, size = [], 0
        rows.append(row)
        size += length
    yield tuple(rows)


def _heading(notebook: Notebook, number: int) -> str:
    """Return the heading under which a cell stands."""
    above = [
        text
        for place, cell in notebook.cells("markdown")
        if place < number
        for _, text, _ in headings(cell.source)
    ]
    return above[-1] if above else notebook.title


def _words(row: ET.Element) -> str:
    """Return the words with which a row begins."""
    head = next((one for one in row.iter() if one.tag in ("h3", "strong", "p")), row)
    text = " ".join("".join(head.itertext()).split())
    return _shortened(text, _NAME)


def _shortened(text: str, most: int) -> str:
    """Shorten a text at the end of a word.

    >>> _shortened("Ten boats, or twelve.", 13)
    'Ten boats …'
    """
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:–-") + " …"
